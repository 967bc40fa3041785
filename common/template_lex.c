/*
 * The text of a template cut into text runs, tags and tokens. Follows Jinja2's
 * lexer with trim_blocks and lstrip_blocks.
 */
#include "common/spaces.h"
#include "common/template_node.h"
#include "common/utf8.h"

#include <stdarg.h>

void lexer_fail(struct lexer *lexer, size_t at, const char *format, ...)
{
	va_list args;
	struct buf text;

	if (lexer->failed)
		return;
	lexer->failed = true;
	buf_init(&text, BUF_NO_LIMIT);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	template_error(lexer->compiler, lexer->template_id, at, DIAG_TEMPLATE_SYNTAX, "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
}

static struct str rest_of(const struct lexer *lexer)
{
	return str_from(lexer->text, lexer->at);
}

static bool is_at(const struct lexer *lexer, struct str what)
{
	return str_starts(rest_of(lexer), what);
}

/* Moves on and remembers whether a line begins there. */
static void move_to(struct lexer *lexer, size_t at)
{
	if (at > lexer->at)
		lexer->line_starting = lexer->text.s[at - 1] == '\n';
	lexer->at = at;
}

static size_t skip_spaces(struct str text, size_t at)
{
	size_t n;

	while ((n = space_length(text, at)) != 0)
		at += n;
	return at;
}

/* Text in front of a tag: `-` takes white space away, a tag but for {{ }} what stands before it in its line. */
static struct str strip_before(const struct lexer *lexer, struct str text, char sign, bool is_variable)
{
	ptrdiff_t line;

	if (sign == '-')
		return spaces_trim_end(text);
	if (sign == '+' || is_variable)
		return text;
	line = str_rfind_char(text, '\n');
	if (line < 0 && !lexer->line_starting)
		return text;
	if (skip_spaces(text, (size_t)(line + 1)) == text.n)
		return str_slice(text, 0, (size_t)(line + 1));
	return text;
}

/*
 * The end of a {% %} or {# #} tag at `at` (the two characters are `close`, with a sign before them): offset
 * behind it and behind what it takes away, 0 when it does not end there.
 */
static size_t tag_end(struct str text, size_t at, struct str close)
{
	struct str rest = str_from(text, at);

	if (str_starts(rest, close)) {
		at += 2;
		return at < text.n && text.s[at] == '\n' ? at + 1 : at;
	}
	if (rest.n < 3 || !str_starts(str_from(rest, 1), close))
		return 0;
	if (rest.s[0] == '+')
		return at + 3;
	return rest.s[0] == '-' ? skip_spaces(text, at + 3) : 0;
}

static size_t find_comment_end(struct str text, size_t at)
{
	for (; at < text.n; at++) {
		size_t end = tag_end(text, at, STR("#}"));

		if (end != 0)
			return end;
	}
	return 0;
}

/* `{%` sign `word` at `at`: offset behind the word and white space, and the sign. 0 when it is something else. */
static size_t raw_word(struct str text, size_t at, struct str word, char *sign)
{
	if (!str_starts(str_from(text, at), STR("{%")))
		return 0;
	at += 2;
	*sign = '\0';
	if (at < text.n && (text.s[at] == '-' || text.s[at] == '+'))
		*sign = text.s[at++];
	at = skip_spaces(text, at);
	if (!str_starts(str_from(text, at), word))
		return 0;
	return skip_spaces(text, at + word.n);
}

/* {% raw %} at `at`: offset behind it. Unlike other tags it leaves the line end behind it alone. */
static size_t raw_begin(struct str text, size_t at, char *sign)
{
	struct str rest;

	at = raw_word(text, at, STR("raw"), sign);
	if (at == 0)
		return 0;
	rest = str_from(text, at);
	if (str_starts(rest, STR("-%}")))
		return skip_spaces(text, at + 3);
	return str_starts(rest, STR("%}")) ? at + 2 : 0;
}

static bool take_raw(struct lexer *lexer, size_t begin, void (*add)(void *, size_t, struct str), void *context)
{
	for (size_t at = lexer->at; at < lexer->text.n; at++) {
		char sign;
		size_t end = raw_word(lexer->text, at, STR("endraw"), &sign);

		if (end != 0)
			end = tag_end(lexer->text, end, STR("%}"));
		if (end == 0)
			continue;
		add(context, lexer->at, strip_before(lexer, str_slice(lexer->text, lexer->at, at), sign, false));
		move_to(lexer, end);
		return true;
	}
	lexer_fail(lexer, begin, "{%% raw %%} without {%% endraw %%}");
	return false;
}

static size_t find_tag(struct str text, size_t at)
{
	while (at + 1 < text.n) {
		const char *brace = memchr(text.s + at, '{', text.n - at - 1);

		if (brace == NULL)
			break;
		if (brace[1] == '{' || brace[1] == '%' || brace[1] == '#')
			return (size_t)(brace - text.s);
		at = (size_t)(brace - text.s) + 1;
	}
	return text.n;
}

static bool take_comment(struct lexer *lexer, size_t begin, size_t behind)
{
	size_t end = find_comment_end(lexer->text, behind);

	if (end == 0) {
		lexer_fail(lexer, begin, "{# without #}");
		return false;
	}
	move_to(lexer, end);
	return true;
}

enum piece lexer_text(struct lexer *lexer, void (*add)(void *context, size_t at, struct str text), void *context)
{
	while (!lexer->failed && lexer->at < lexer->text.n) {
		size_t begin = find_tag(lexer->text, lexer->at), behind;
		struct str text = str_slice(lexer->text, lexer->at, begin);
		char sign = '\0', type;

		if (begin == lexer->text.n) {
			add(context, lexer->at, text);
			lexer->at = begin;
			return PIECE_END;
		}
		type = lexer->text.s[begin + 1];
		behind = raw_begin(lexer->text, begin, &sign);
		if (behind != 0) {
			type = 'r';
		} else {
			sign = begin + 2 < lexer->text.n ? lexer->text.s[begin + 2] : '\0';
			behind = begin + 2 + (sign == '-' || sign == '+');
		}
		add(context, lexer->at, strip_before(lexer, text, sign, type == '{'));
		move_to(lexer, behind);
		if (type == '{' || type == '%') {
			lexer->in_block = type == '%';
			lexer->brackets = 0;
			return lexer->in_block ? PIECE_BLOCK : PIECE_VARIABLE;
		}
		if (!(type == '#' ? take_comment(lexer, begin, behind) : take_raw(lexer, begin, add, context)))
			break;
	}
	return PIECE_END;
}

/* ---- in a tag -------------------------------------------------------------- */

static struct token token(enum token_kind kind, size_t at, struct str text)
{
	return (struct token){kind, (uint32_t)at, text};
}

static struct token token_end(const struct lexer *lexer)
{
	return token(TOKEN_END, lexer->at, STR("end of the tag"));
}

static bool take_tag_end(struct lexer *lexer)
{
	size_t end = 0;

	if (lexer->brackets > 0)
		return false;
	if (lexer->in_block)
		end = tag_end(lexer->text, lexer->at, STR("%}"));
	else if (is_at(lexer, STR("-}}")))
		end = skip_spaces(lexer->text, lexer->at + 3);
	else if (is_at(lexer, STR("}}")))
		end = lexer->at + 2;
	if (end == 0)
		return false;
	move_to(lexer, end);
	return true;
}

static size_t name_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && (str_is_alnum(s.s[n]) || s.s[n] == '_'))
		n++;
	return n;
}

static size_t digits_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && str_is_digit(s.s[n]))
		n++;
	return n;
}

static struct token take_number(struct lexer *lexer)
{
	struct str rest = rest_of(lexer);
	size_t n = digits_length(rest), start = lexer->at, fraction, exponent;
	enum token_kind kind = TOKEN_INTEGER;

	/* in a.0.1 there is no fraction */
	bool is_field = start > 0 && lexer->text.s[start - 1] == '.';

	if (!is_field && n + 1 < rest.n && rest.s[n] == '.' && (fraction = digits_length(str_from(rest, n + 1))) != 0) {
		n += 1 + fraction;
		kind = TOKEN_FLOAT;
	}
	if (!is_field && n < rest.n && (rest.s[n] == 'e' || rest.s[n] == 'E')) {
		size_t sign = n + 1 < rest.n && (rest.s[n + 1] == '-' || rest.s[n + 1] == '+');

		exponent = digits_length(str_from(rest, n + 1 + sign));
		if (exponent != 0) {
			n += 1 + sign + exponent;
			kind = TOKEN_FLOAT;
		}
	}
	lexer->at += n;
	if (kind == TOKEN_INTEGER && n > 1 && rest.s[0] == '0')
		lexer_fail(lexer, start, "a number with a zero in front");
	else if (name_length(str_from(rest, n)) != 0 && (rest.s[n] == '_' || (n == 1 && rest.s[0] == '0')))
		lexer_fail(lexer, start, "numbers are written with decimal digits only");
	return token(kind, start, str_slice(rest, 0, n));
}

static bool add_escape(struct lexer *lexer, struct buf *out, size_t at)
{
	static const struct {
		char letter;
		char meaning;
	} escapes[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'\\', '\\'}, {'"', '"'}, {'\'', '\''}};

	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (lexer->text.s[at + 1] == escapes[i].letter) {
			buf_char(out, escapes[i].meaning);
			return true;
		}
	}
	lexer_fail(lexer, at, "unknown escape in a string: there are \\n \\t \\r \\\\ \\\" and \\'");
	return false;
}

static struct token take_string(struct lexer *lexer)
{
	size_t start = lexer->at, at = start + 1;
	char quote = lexer->text.s[start];
	struct buf text;
	struct token result;

	buf_init(&text, BUF_NO_LIMIT);
	while (at < lexer->text.n && lexer->text.s[at] != quote) {
		if (lexer->text.s[at] != '\\') {
			buf_char(&text, lexer->text.s[at++]);
			continue;
		}
		if (at + 1 >= lexer->text.n || !add_escape(lexer, &text, at))
			break;
		at += 2;
	}
	if (!lexer->failed && (at >= lexer->text.n || lexer->text.s[at] != quote))
		lexer_fail(lexer, start, "a string that does not end");
	lexer->at = at < lexer->text.n ? at + 1 : at;
	result = token(TOKEN_STRING, start, arena_str(lexer->compiler->arena, buf_view(&text)));
	buf_release(&text);
	return result;
}

static bool count_brackets(struct lexer *lexer, char c)
{
	if (c == '(' || c == '[') {
		lexer->brackets++;
	} else if (c == ')' || c == ']') {
		if (lexer->brackets == 0) {
			lexer_fail(lexer, lexer->at, "'%c' without its opening bracket", c);
			return false;
		}
		lexer->brackets--;
	}
	return true;
}

static struct token take_operator(struct lexer *lexer)
{
	static const struct str longer[] = {{"==", 2}, {"!=", 2}, {"<=", 2}, {">=", 2}, {"//", 2}, {"**", 2}};
	struct str rest = rest_of(lexer), text = str_slice(rest, 0, 1);

	for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
		if (str_starts(rest, longer[i]))
			text = str_slice(rest, 0, 2);
	if (text.n == 1 && (text.s[0] == '\0' || strchr("+-*/%~[]()<>=.:|,", text.s[0]) == NULL)) {
		size_t behind = 0;

		(void)utf8_next(rest, &behind);
		lexer_fail(lexer, lexer->at, "unexpected \"%.*s\" in a tag", (int)behind, rest.s);
		return token_end(lexer);
	}
	if (!count_brackets(lexer, text.s[0]))
		return token_end(lexer);
	lexer->at += text.n;
	return token(TOKEN_OPERATOR, lexer->at - text.n, text);
}

struct token lexer_token(struct lexer *lexer)
{
	struct str rest;
	size_t start;

	if (lexer->failed)
		return token_end(lexer);
	lexer->at = skip_spaces(lexer->text, lexer->at);
	start = lexer->at;
	if (take_tag_end(lexer))
		return token(TOKEN_END, start, STR("end of the tag"));
	rest = rest_of(lexer);
	if (rest.n == 0) {
		lexer_fail(lexer, start, "the file ends inside a tag");
		return token_end(lexer);
	}
	if (str_is_digit(rest.s[0]))
		return take_number(lexer);
	if (rest.s[0] == '"' || rest.s[0] == '\'')
		return take_string(lexer);
	if (name_length(rest) != 0) {
		lexer->at += name_length(rest);
		return token(TOKEN_NAME, start, str_slice(rest, 0, name_length(rest)));
	}
	return take_operator(lexer);
}
