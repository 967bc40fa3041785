#include "search/suggest_text.h"

enum {
	LOG_LINES_KEPT = 8,   /* the error itself stands at the beginning or is repeated */
	LONG_RUN_BYTES = 100, /* a word of that many bytes is a key or an attachment */
};

/* Everything behind such a line is somebody else's, or no text. */
static const struct str endings[] = {
    STR_INIT("-----original message-----"),
    STR_INIT("-------- original message"),
    STR_INIT("________________________________"),
    STR_INIT("begin forwarded message:"),
    STR_INIT("---------- forwarded message"),
    STR_INIT("sent from my "),
    STR_INIT("-----urspr"),
    STR_INIT("get outlook for"),
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

/* "On Tue, 3 Mar 2026 at 10:00, Ann wrote:" */
static bool introduces_quote(struct str line)
{
	return (str_ends(line, STR("wrote:")) || str_ends(line, STR("schrieb:")) ||
		str_ends(line, STR("a \xC3\xA9"
				   "crit :"))) &&
	       line.n < 300;
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
	struct str line;
	size_t logged = 0;
	bool any = false;

	while (str_line(&text, &line)) {
		struct str trimmed = str_trim(line);

		if (trimmed.n == 0 || trimmed.s[0] == '>')
			continue;
		if (any && (str_eq(trimmed, STR("--")) ||
			    begins_with_any(trimmed, endings, sizeof(endings) / sizeof(endings[0]))))
			return;
		if (introduces_quote(trimmed) ||
		    begins_with_any(trimmed, dropped, sizeof(dropped) / sizeof(dropped[0])))
			continue;
		if (looks_logged(trimmed) && ++logged > LOG_LINES_KEPT)
			continue;
		any = true;
		add_line(out, trimmed);
	}
}
