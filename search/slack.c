#include "search/slack.h"

#include "common/escape.h"
#include "common/limits.h"
#include "common/sha256.h"
#include "common/utf8.h"
#include "search/params.h"
#include "search/query.h"

/* What Slack takes: 3,000 characters in a text, 75 in a button. */
enum { TITLE_BYTES = 300, EXCERPT_BYTES = 900, BUTTON_BYTES = 75 };

/* ---- who it comes from ---- */

bool slack_is_genuine(struct str secret, struct str timestamp, struct str signature, struct str body, int64_t now)
{
	const struct str texts[] = {STR("v0:"), timestamp, STR(":"), body};
	uint8_t given[SHA256_BYTES], right[SHA256_BYTES];
	int64_t stamp;

	/* a number of other than digits would be another text with the same value */
	for (size_t i = 0; i < timestamp.n; i++)
		if (!str_is_digit(timestamp.s[i]))
			return false;
	if (secret.n == 0 || !str_to_int(timestamp, &stamp) || stamp > now + LIMIT_SLACK_AGE_SECONDS ||
	    stamp < now - LIMIT_SLACK_AGE_SECONDS)
		return false;
	if (!str_starts(signature, STR("v0=")) || !str_read_hex(str_from(signature, 3), given, SHA256_BYTES))
		return false;
	sha256_hmac(right, secret, texts, sizeof(texts) / sizeof(*texts));
	return sha256_eq(given, right);
}

/* ---- what it asks ---- */

void slack_parse(struct str body, struct arena *arena, struct slack_command *command)
{
	struct str pair;
	size_t repaired;

	*command = (struct slack_command){.text = STR("")};
	while (body.n != 0 && str_split(&body, '&', &pair)) {
		struct str name;

		if (!str_split(&pair, '=', &name) || pair.s == NULL)
			continue;
		if (str_eq(name, STR("ssl_check"))) {
			command->is_probe = str_eq(pair, STR("1"));
		} else if (str_eq(name, STR("text"))) {
			(void)params_decode(pair, true, arena, &command->text, &repaired);
			command->text = str_trim(utf8_cut(command->text, LIMIT_QUERY_BYTES));
		}
	}
}

/* ---- the answer ---- */

/* As Slack reads it: three characters escaped, one line, no '|' that would end an address. Not yet JSON. */
static void add_text(struct buf *out, struct str text, size_t max)
{
	struct str cut = utf8_cut(text, max);
	size_t end = out->n + max;

	for (size_t i = 0; i < cut.n; i++) {
		char c = cut.s[i];

		/* what is escaped is longer; here no character is cut through */
		if (out->n >= end && (c & 0xc0) != 0x80) {
			cut.n = i;
			break;
		}
		if (c == QUERY_MARK_BEGIN || c == QUERY_MARK_END)
			continue;
		if (c == '&')
			buf_lit(out, "&amp;");
		else if (c == '<')
			buf_lit(out, "&lt;");
		else if (c == '>')
			buf_lit(out, "&gt;");
		else if (c == '|')
			buf_lit(out, "¦");
		else
			buf_char(out, (unsigned char)c < ' ' ? ' ' : c);
	}
	if (cut.n < text.n)
		buf_lit(out, "…");
}

static void add_json(struct buf *out, struct str text)
{
	buf_char(out, '"');
	escape_json(out, text);
	buf_char(out, '"');
}

/* {"type":"button",…} that leads somewhere. */
static void add_button(struct buf *out, const char *name, size_t number, struct str words, struct str url)
{
	buf_lit(out, "{\"type\":\"button\",\"text\":{\"type\":\"plain_text\",\"text\":");
	add_json(out, utf8_cut(words, BUTTON_BYTES));
	buf_printf(out, "},\"action_id\":\"%s%zu\",\"url\":", name, number);
	add_json(out, url);
	buf_char(out, '}');
}

static void add_hit(struct buf *out, const struct slack_hit *hit, size_t number, struct str open)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "*<");
	buf_str(&text, hit->url); /* percent-encoded */
	buf_char(&text, '|');
	add_text(&text, hit->title, TITLE_BYTES);
	buf_lit(&text, ">*");
	if (hit->breadcrumb.n != 0 || hit->heading.n != 0)
		buf_char(&text, '\n');
	add_text(&text, hit->breadcrumb, TITLE_BYTES);
	if (hit->breadcrumb.n != 0 && hit->heading.n != 0)
		buf_lit(&text, " › ");
	add_text(&text, hit->heading, TITLE_BYTES);
	buf_char(&text, '\n');
	add_text(&text, hit->excerpt, EXCERPT_BYTES);
	buf_lit(out, "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":");
	add_json(out, buf_view(&text));
	buf_lit(out, "},\"accessory\":");
	add_button(out, "open", number, open, hit->url);
	buf_lit(out, "},");
	buf_release(&text);
}

void slack_answer(struct buf *out, const struct slack_hit *hits, size_t n, struct str query,
		  const struct slack_words *words)
{
	struct str first = query.n == 0 ? words->usage : n == 0 ? words->none : words->count;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	add_text(&text, first, EXCERPT_BYTES);
	if (query.n != 0) {
		buf_lit(&text, " (");
		add_text(&text, query, TITLE_BYTES);
		buf_char(&text, ')');
	}
	buf_lit(out, "{\"response_type\":\"ephemeral\",\"text\":");
	add_json(out, buf_view(&text));
	buf_lit(out, ",\"blocks\":[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":");
	add_json(out, buf_view(&text));
	buf_lit(out, "}},");
	for (size_t i = 0; i < n; i++)
		add_hit(out, &hits[i], i + 1, words->open);
	buf_lit(out, "{\"type\":\"actions\",\"elements\":[");
	add_button(out, "all", 1, words->all, words->search_url);
	buf_char(out, ',');
	add_button(out, "contact", 1, words->contact, words->contact_url);
	buf_lit(out, "]}]}\n");
	buf_release(&text);
}
