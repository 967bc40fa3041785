#include "generator/tickets/review_json.h"

#include "common/escape.h"
#include "common/hash.h"

static void add_string(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, "\"%s\":\"", name);
	escape_json(out, value);
	buf_char(out, '"');
}

static void add_members(struct buf *out, const struct review_item *item)
{
	add_string(out, "id", item->key);
	buf_char(out, ',');
	add_string(out, "public_id", item->public_id);
	buf_printf(out, ",\"state\":\"%s\",\"risk\":%d,\"look\":%zu,\"removed\":%zu,", review_state_name(item->state),
		   item->risk, item->words, item->spans);
	add_string(out, "title", item->title);
	buf_char(out, ',');
	add_string(out, "refused", str_c(item->refused));
}

void review_json_item(struct buf *out, const struct review_item *item)
{
	buf_char(out, '{');
	add_members(out, item);
	buf_char(out, '}');
}

static void begin_piece(struct buf *out, struct str text)
{
	if (out->s[out->n - 1] != '[')
		buf_char(out, ',');
	buf_char(out, '{');
	add_string(out, "text", text);
}

static void add_plain(struct buf *out, struct str text)
{
	if (text.n == 0)
		return;
	begin_piece(out, text);
	buf_char(out, '}');
}

static void add_span(struct buf *out, const struct draft *draft, const struct redact_span *span, size_t from)
{
	begin_piece(out, str_slice(draft->text, from, span->to));
	buf_printf(out, ",\"type\":\"%s\",", redact_type_name(span->type));
	add_string(out, "rule", str_c(span->rule));
	buf_char(out, ',');
	add_string(out, "placeholder", span->replacement);
	buf_char(out, '}');
}

static void add_before(struct buf *out, const struct draft *draft)
{
	size_t at = 0, span = 0, word = 0;

	buf_lit(out, ",\"before\":[");
	while (span < draft->spans_n || word < draft->words_n) {
		const struct redact_span *next = span < draft->spans_n ? &draft->spans[span] : NULL;
		const struct unknown_word *look = word < draft->words_n ? &draft->words[word] : NULL;

		if (next != NULL && (look == NULL || next->from <= look->from)) {
			span++;
			if (next->to <= at)
				continue;
			add_plain(out, str_slice(draft->text, at, next->from));
			add_span(out, draft, next, next->from > at ? next->from : at);
			at = next->to;
		} else if (look != NULL) {
			word++;
			if (look->from < at)
				continue;
			add_plain(out, str_slice(draft->text, at, look->from));
			begin_piece(out, str_slice(draft->text, look->from, look->to));
			buf_lit(out, ",\"look\":true}");
			at = look->to;
		}
	}
	add_plain(out, str_from(draft->text, at));
	buf_char(out, ']');
}

void review_json_version(const struct review_ticket *ticket, char version[REVIEW_JSON_VERSION + 1])
{
	struct buf seen;

	buf_init(&seen, BUF_NO_LIMIT);
	buf_printf(&seen, "%s\n", review_state_name(ticket->item.state));
	buf_str(&seen, ticket->page);
	hash128_hex(hash128(buf_view(&seen)), version, REVIEW_JSON_VERSION);
	buf_release(&seen);
}

static size_t line_of(struct str text, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.s[i] == '\n';
	return line;
}

void review_json_ticket(struct buf *out, const struct review_ticket *ticket)
{
	const struct draft *draft = &ticket->draft;
	char version[REVIEW_JSON_VERSION + 1];

	buf_char(out, '{');
	add_members(out, &ticket->item);
	buf_lit(out, ",\"risks\":[");
	for (size_t i = 0; i < draft->risks_n; i++)
		buf_printf(out, "%s{\"name\":\"%s\",\"points\":%d}", i == 0 ? "" : ",", draft->risks[i].name,
			   draft->risks[i].points);
	buf_char(out, ']');
	add_before(out, draft);
	buf_char(out, ',');
	add_string(out, "after", ticket->page);
	review_json_version(ticket, version);
	buf_printf(out, ",\"version\":\"%s\"", version);
	buf_printf(out, ",\"edited\":%s,\"findings\":[", ticket->is_edited ? "true" : "false");
	for (size_t i = 0; i < ticket->findings_n; i++)
		buf_printf(out, "%s{\"line\":%zu,\"type\":\"%s\",\"rule\":\"%s\"}", i == 0 ? "" : ",",
			   line_of(ticket->page, ticket->findings[i].from), redact_type_name(ticket->findings[i].type),
			   ticket->findings[i].rule);
	buf_lit(out, "]}");
}
