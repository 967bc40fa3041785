#include "search/suggest_text.h"

#include "common/privacy/quotes.h"

enum {
	LOG_LINES_KEPT = 8,   /* the error itself stands at the beginning or is repeated */
	LONG_RUN_BYTES = 100, /* a word of that many bytes is a key or an attachment */
};

/* Headers of quoted mail; lines of greeting and farewell say nothing either. */
static const struct str dropped[] = {
    STR_INIT("from:"), STR_INIT("sent:"), STR_INIT("to:"),	 STR_INIT("cc:"),
    STR_INIT("date:"), STR_INIT("von:"),  STR_INIT("gesendet:"), STR_INIT("an:"),
};

static bool begins_with_any(struct str line, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_starts_nocase(line, list[i]))
			return true;
	}
	return false;
}

/* Lines of a log or a stack trace: a time first, or a frame. */
static bool looks_logged(struct str line)
{
	size_t digits = 0, others = 0;

	if (str_starts(line, STR("at ")) && str_find_char(line, '(') > 0)
		return true;
	if (str_starts(line, STR("File \"")) || str_starts(line, STR("#0")) || str_starts(line, STR("0x")))
		return true;
	for (size_t i = 0; i < line.n && i < 24; i++) {
		digits += str_is_digit(line.s[i]);
		others += str_is_alpha(line.s[i]);
	}
	return digits >= 8 && others <= 6;
}

/* A line without its overlong words. */
static void add_line(struct buf *out, struct str line)
{
	size_t at = 0;

	while (at < line.n) {
		size_t from = at;

		while (at < line.n && !str_is_space(line.s[at]))
			at++;
		if (at - from <= LONG_RUN_BYTES || (unsigned char)line.s[from] >= 0x80)
			buf_str(out, str_slice(line, from, at));
		while (at < line.n && str_is_space(line.s[at]))
			buf_char(out, line.s[at++]);
	}
	buf_char(out, '\n');
}

void suggest_text_clean(struct str text, struct buf *out)
{
	struct quotes quotes;
	struct buf own;
	struct str line, rest = text;
	size_t logged = 0;

	quotes_init(&quotes);
	buf_init(&own, BUF_NO_LIMIT);
	quotes_find(&quotes, text, NULL);
	/* somebody who only forwards a message asks what it says */
	if (quotes_rest(&quotes, text, QUOTES_ALL, &own) ||
	    quotes_rest(&quotes, text, QUOTES_ALL & ~(QUOTES_SET(QUOTES_QUOTE) | QUOTES_SET(QUOTES_FORWARDED)), &own))
		rest = buf_view(&own);
	while (str_line(&rest, &line)) {
		struct str trimmed = str_trim(line);

		if (trimmed.n == 0 || begins_with_any(trimmed, dropped, sizeof(dropped) / sizeof(dropped[0])))
			continue;
		if (looks_logged(trimmed) && ++logged > LOG_LINES_KEPT)
			continue;
		add_line(out, trimmed);
	}
	buf_release(&own);
	quotes_release(&quotes);
}
