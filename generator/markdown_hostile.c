#include "generator/markdown_hostile.h"

#include "common/limits.h"

/* Steps of the parser's quadratic searches that a page may cost: some 0.1 s. */
#define STEPS_MAX ((size_t)40 * 1000 * 1000)
/* Below this none of them takes long. */
#define BYTES_MIN ((size_t)16 * 1024)

/* ---- nesting: "> > - - * 1. x" ---- */

static size_t skip_number(struct str line, size_t i)
{
	size_t from = i;

	while (i < line.n && i < from + 9 && str_is_digit(line.s[i]))
		i++;
	return i > from && i < line.n && (line.s[i] == '.' || line.s[i] == ')') ? i + 1 : from;
}

/* Containers that begin on one line. */
static size_t containers_of(struct str line)
{
	size_t n = 0, i = 0, next;

	while (i < line.n) {
		char c = line.s[i];

		if (c == ' ' || c == '\t') {
			i++;
			continue;
		}
		next = i;
		if (c == '>')
			next = i + 1;
		else if ((c == '-' || c == '*' || c == '+') && i + 1 < line.n && str_is_space(line.s[i + 1]))
			next = i + 1;
		else if (str_is_digit(c))
			next = skip_number(line, i);
		if (next == i)
			return n;
		n++;
		i = next;
	}
	return n;
}

static bool is_too_deep(struct str text, size_t *at)
{
	struct str rest = text, line;

	while (rest.n != 0) {
		const char *end = memchr(rest.s, '\n', rest.n);

		line = str_n(rest.s, end != NULL ? (size_t)(end - rest.s) : rest.n);
		/* the shortest line that goes over the limit */
		if (line.n > LIMIT_NESTING && containers_of(line) > LIMIT_NESTING) {
			*at = (size_t)(line.s - text.s);
			return true;
		}
		rest = str_from(rest, line.n + (end != NULL));
	}
	return false;
}

/* ---- openings without an end ---- */

static size_t last_of(struct str s, struct str needle)
{
	for (size_t i = s.n; i >= needle.n; i--) {
		if (memcmp(s.s + i - needle.n, needle.s, needle.n) == 0)
			return i;
	}
	return 0;
}

/* How far the parser goes when it looks for an end that is not there, for each opening of the part. */
static size_t unclosed_steps(struct str part, struct str open, struct str close)
{
	size_t from = last_of(part, close), n = 0;
	struct str rest = str_from(part, from);
	ptrdiff_t found;

	while ((found = str_find(rest, open)) >= 0) {
		n++;
		rest = str_from(rest, (size_t)found + open.n);
	}
	return n * (part.n - from);
}

/* "www." many times in one word. */
static size_t domain_steps(struct str part)
{
	size_t steps = 0;
	struct str rest = part;
	ptrdiff_t found;

	while ((found = str_find(rest, STR("www."))) >= 0) {
		size_t n = 0, end;

		rest = str_from(rest, (size_t)found);
		for (end = 0; end < rest.n && !str_is_space(rest.s[end]); end++)
			n += rest.n - end >= 4 && memcmp(rest.s + end, "www.", 4) == 0;
		steps += n * end;
		rest = str_from(rest, end);
	}
	return steps;
}

/* Links in a part with many "[" that stay open. */
static size_t bracket_steps(struct str part)
{
	size_t links = 0, open = 0, unclosed = 0;

	for (size_t i = 0; i < part.n; i++) {
		if (part.s[i] == '[') {
			open++;
		} else if (part.s[i] == ']') {
			links += i + 1 < part.n && part.s[i + 1] == '(';
			open -= open != 0;
		}
		unclosed = open > unclosed ? open : unclosed;
	}
	return links * unclosed;
}

static size_t steps_of(struct str part, const char **what)
{
	static const char *const opens[] = {"<?", "<!--", "<![CDATA["}, *const closes[] = {"?>", "-->", "]]>"};
	size_t steps = 0;

	*what = "\"<?\", \"<!--\" or \"<![CDATA[\" without an end";
	for (size_t i = 0; i < sizeof(opens) / sizeof(*opens); i++)
		steps += unclosed_steps(part, str_c(opens[i]), str_c(closes[i]));
	if (steps > STEPS_MAX)
		return steps;
	*what = "\"www.\" in one word";
	steps = domain_steps(part);
	if (steps > STEPS_MAX)
		return steps;
	*what = "\"[\" without an end";
	return bracket_steps(part);
}

const char *markdown_hostile(struct str text, size_t *at)
{
	size_t from = 0;

	*at = 0;
	if (is_too_deep(text, at))
		return "block quotes and lists inside each other";
	if (text.n < BYTES_MIN)
		return NULL;
	while (from < text.n) { /* what no blank line divides: a paragraph at most */
		struct str part = str_from(text, from);
		ptrdiff_t blank = str_find(part, STR("\n\n"));
		const char *what;

		part = str_slice(part, 0, blank >= 0 ? (size_t)blank : part.n);
		if (part.n >= BYTES_MIN / 4 && steps_of(part, &what) > STEPS_MAX) {
			*at = from;
			return what;
		}
		from += part.n + 2;
	}
	return NULL;
}
