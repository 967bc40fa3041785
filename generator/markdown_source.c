#include "generator/markdown_source.h"

#include "common/ascending.h"
#include "common/diag.h"
#include "common/unicode.h"
#include "common/utf8.h"
#include "generator/code_fence.h"
#include "generator/markdown_emoji.h"
#include "generator/markdown_keys.h"
#include "generator/markdown_targets.h"

/* ---- lines, and whether there is something to rewrite ---- */

/* "{ .class", "{#id", "{ width=" behind a span or at the beginning of a line: attr_list of MkDocs, Pandoc's. */
static bool is_attribute_start(struct str text, size_t at)
{
	char before = at > 0 ? text.s[at - 1] : '\n';
	size_t i = at + 1;

	if (strchr(")]`*>\n ", before) == NULL)
		return false;
	if (before == ' ') {
		struct str line = str_slice(text, at < 64 ? 0 : at - 64, at);

		line = str_from(line, (size_t)(str_rfind_char(line, '\n') + 1));
		if (str_trim(line).n != 0)
			return false;
	}
	while (i < text.n && text.s[i] == ' ')
		i++;
	if (i + 1 >= text.n)
		return false;
	if (text.s[i] == '.' || text.s[i] == '#')
		return str_is_alpha(text.s[i + 1]) || text.s[i + 1] == '_';
	while (i < text.n && (str_is_alnum(text.s[i]) || text.s[i] == '-'))
		i++;
	return i < text.n && (text.s[i] == '=' || text.s[i] == ' ' || text.s[i] == '}');
}

/* "{doc}`": a role of MyST. */
static bool is_role_start(struct str text, size_t at)
{
	size_t i = at + 1;

	while (i < text.n && i < at + 32 && (str_is_alnum(text.s[i]) || strchr("-_:.+", text.s[i]) != NULL))
		i++;
	return i > at + 1 && i + 1 < text.n && text.s[i] == '}' && text.s[i + 1] == '`';
}

/* A shortcode with the signs of a comment in it, which is how Hugo shows one, in code, too. */
static bool is_shown_shortcode(struct str text, size_t at)
{
	struct str begin = str_slice(text, at, at + 5);

	return str_eq(begin, STR("{{</*")) || str_eq(begin, STR("{{%/*"));
}

/* Is the "{" at `at` the beginning of something? Inside `code` on one line it is not. */
static bool is_tag_start(struct str text, size_t at, size_t backticks)
{
	char next = at + 1 < text.n ? text.s[at + 1] : '\0';

	if (next == '%' && str_starts(str_trim(str_slice(text, at + 2, at + 12)), STR("raw")))
		return true;
	if (is_shown_shortcode(text, at))
		return true;
	if (backticks % 2 != 0)
		return false;
	return next == '%' || next == '{' || next == ':' || next == '/' || is_attribute_start(text, at) ||
	       is_role_start(text, at);
}

static size_t count_backticks(struct str text, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += text.s[i] == '`';
	return n;
}

static bool is_triple(struct str text, size_t at)
{
	return at + 2 < text.n && text.s[at + 1] == text.s[at] && text.s[at + 2] == text.s[at];
}

/* "```{note}" */
static bool has_name_in_braces(struct str text, size_t at)
{
	size_t n = at;

	while (n < text.n && text.s[n] == text.s[at])
		n++;
	while (n < text.n && text.s[n] == ' ')
		n++;
	return n >= at + 3 && n + 1 < text.n && text.s[n] == '{' && str_is_alpha(text.s[n + 1]);
}

/* "(label)=" of MyST, perhaps. */
static bool is_label_line(struct str text, size_t at)
{
	struct str line = str_slice(text, at, at + 256);

	return str_find(line, STR(")=\n")) > 0 || str_find(line, STR(")=\r")) > 0;
}

/* `import Part from "./_part.mdx"` */
static bool imports_page(struct str text)
{
	struct str line;

	(void)str_split(&text, '\n', &line);
	return str_starts(line, STR("import ")) && str_find(line, STR(".md")) > 0;
}

static void look_at_tag(struct source *source, size_t at)
{
	struct str tag = str_from(source->text, at);

	source->may_have_leftovers |= str_starts(tag, STR("<template #"));
	source->may_have_components |= str_find(str_slice(tag, 0, 512), STR("={")) > 0;
	if (tag.n < 2)
		return;
	source->may_have_includes |= strchr("!<", tag.s[1]) != NULL || (source->has_parts && str_is_upper(tag.s[1]));
	source->may_have_components |=
	    str_is_upper(tag.s[1]) || str_starts(tag, STR("<d")) || str_starts(tag, STR("<sec"));
}

/* What a line that begins with text.s[at] (behind white space) tells. */
static void look_at_line(struct source *source, size_t at)
{
	struct str text = source->text;

	switch (text.s[at]) {
	case '`':
	case '~':
		if (has_name_in_braces(text, at))
			source->is_myst = source->may_have_directives = true;
		break;
	case '{':
		source->may_have_includes |= at + 1 < text.n && strchr("{%!", text.s[at + 1]) != NULL;
		break;
	case '<':
		look_at_tag(source, at);
		break;
	case ':':
		source->may_have_leftovers |= is_triple(text, at);
		source->may_have_directives |= has_name_in_braces(text, at);
		source->may_have_definitions |= at + 1 < text.n && (text.s[at + 1] == ' ' || text.s[at + 1] == '\t');
		break;
	case '!':
	case '?':
	case '=':
		source->may_have_admonitions |= is_triple(text, at);
		break;
	case '%':
		source->may_have_leftovers |= at + 1 < text.n && text.s[at + 1] == '%';
		break;
	case 'i':
		source->may_have_leftovers |= str_starts(str_from(text, at), STR("import "));
		source->has_parts |= source->may_have_leftovers && imports_page(str_from(text, at));
		break;
	case 'e':
		source->may_have_leftovers |= str_starts(str_from(text, at), STR("export "));
		break;
	case '\\':
		source->may_have_includes |= str_starts(str_from(text, at), STR("\\{{#"));
		break;
	case ';':
		source->may_have_includes |= str_starts(str_from(text, at), STR(";--8<--"));
		break;
	case '-':
		source->may_have_leftovers |= str_starts(str_from(text, at), STR("--8<--"));
		source->may_have_includes |= str_starts(str_from(text, at), STR("--8<--"));
		break;
	case '>':
		source->may_have_leftovers |= str_find(str_slice(text, at, at + 12), STR(":::")) >= 0;
		break;
	case '(':
		if (is_label_line(text, at))
			source->is_myst = source->may_have_leftovers = true;
		break;
	case '[':
		if (at + 1 < text.n && text.s[at + 1] == '^')
			*vec_add(&source->footnotes) = (uint32_t)source->lines.n - 1;
		source->may_have_includes |= at + 1 < text.n && text.s[at + 1] == '!';
		source->may_have_leftovers |= str_starts_nocase(str_from(text, at), STR("[toc]"));
		break;
	case '*':
		source->may_have_leftovers |= at + 1 < text.n && text.s[at + 1] == '[';
		break;
	default:
		break;
	}
}

static void find_lines(struct line_vec *lines, struct str text)
{
	vec_clear(lines);
	for (size_t at = 0; at < text.n;) {
		const char *end = memchr(text.s + at, '\n', text.n - at);

		*vec_add(lines) = (uint32_t)at;
		at = end != NULL ? (size_t)(end - text.s) + 1 : text.n;
	}
}

/* "[^a" without an end on its line: cmark-gfm loses its text. */
static bool has_open_note(struct str text)
{
	ptrdiff_t found;

	while ((found = str_find(text, STR("[^"))) >= 0) {
		size_t n = (size_t)found;

		while (n < text.n && text.s[n] != ']' && text.s[n] != '\n')
			n++;
		if (n == text.n || text.s[n] == '\n')
			return true;
		text = str_from(text, n);
	}
	return false;
}

/* ":material-check:", an icon of Material for MkDocs. */
static bool has_icon(struct str text)
{
	return str_find(text, STR(":material-")) >= 0 || str_find(text, STR(":fontawesome-")) >= 0 ||
	       str_find(text, STR(":octicons-")) >= 0 || str_find(text, STR(":simple-")) >= 0;
}

/* "[!INCLUDE [x](y.md)]" anywhere, as Microsoft Learn has it within sentences. */
static bool has_learn_include(struct str text)
{
	ptrdiff_t found;

	while ((found = str_find(text, STR("[!"))) >= 0) {
		text = str_from(text, (size_t)found + 2);
		if (str_starts_nocase(text, STR("INCLUDE")))
			return true;
	}
	return false;
}

/* ---- emphasis in languages without blanks ---- */

static bool is_cjk(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xA960 && c <= 0xA97F) ||
	       (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
	       (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || unicode_category(c) == UNICODE_ZS;
}

/* As cmark-gfm sees it. */
static bool is_punctuation(uint32_t c)
{
	enum unicode_category category = unicode_category(c);

	return c < 0x80 ? c > ' ' && c != 0x7F && !str_is_alnum((char)c)
			: category >= UNICODE_PC && category <= UNICODE_PO;
}

bool source_needs_flank(struct str text, size_t from, size_t to, size_t *at)
{
	size_t before = from, after = to;
	uint32_t previous, next;

	if (from == 0 || to >= text.n || ((unsigned char)text.s[from - 1] < 0x80 && (unsigned char)text.s[to] < 0x80))
		return false;
	while (before > 0 && utf8_is_inside(text, --before)) {
	}
	previous = utf8_next(text, &before);
	next = utf8_next(text, &after);
	if ((!is_cjk(previous) && !is_cjk(next)) || is_blank(previous) || is_blank(next) ||
	    is_punctuation(previous) == is_punctuation(next))
		return false;
	*at = is_punctuation(next) ? from : to;
	return true;
}

static bool has_hidden_flank(struct str text)
{
	const char *star = text.n != 0 ? memchr(text.s, '*', text.n) : NULL;

	while (star != NULL) {
		size_t from = (size_t)(star - text.s), to = from, at;

		while (to < text.n && text.s[to] == '*')
			to++;
		if (source_needs_flank(text, from, to, &at))
			return true;
		star = to < text.n ? memchr(text.s + to, '*', text.n - to) : NULL;
	}
	return false;
}

/* ---- ==marked== ---- */

static bool is_mark_sign(struct str text, size_t at)
{
	return at + 1 < text.n && text.s[at] == '=' && text.s[at + 1] == '=' && (at == 0 || text.s[at - 1] != '=') &&
	       (at + 2 == text.n || text.s[at + 2] != '=');
}

bool source_begins_mark(struct str text, size_t at)
{
	char before = at > 0 ? text.s[at - 1] : ' ', next = at + 2 < text.n ? text.s[at + 2] : ' ';

	return is_mark_sign(text, at) && !str_is_space(next) && next != '>' &&
	       (str_is_space(before) || (unsigned char)before >= 0x80 || strchr("([{*_~>|", before) != NULL);
}

bool source_ends_mark(struct str text, size_t at)
{
	char next = at + 2 < text.n ? text.s[at + 2] : ' ';

	return at > 0 && is_mark_sign(text, at) && !str_is_space(text.s[at - 1]) && !str_is_alnum(next) &&
	       strchr("([{>=#$@", next) == NULL;
}

/* By its first sign alone: that is found many times as fast as two are. */
static bool has_mark(struct str text)
{
	ptrdiff_t found;
	size_t at = 0;

	while ((found = str_find_char(str_from(text, at), '=')) >= 0) {
		at += (size_t)found;
		if (source_begins_mark(text, at))
			return true;
		while (at < text.n && text.s[at] == '=')
			at++;
	}
	return false;
}

/* Finds the lines of the text, and what it may have. */
static void look(struct source *source)
{
	struct str text = source->text;
	const char *brace = text.n != 0 ? memchr(text.s, '{', text.n) : NULL;
	bool has_fences = code_fence_is_in(text), in_fence = false, has_tag_in_fence = false;
	struct code_fence fence = {0};
	size_t end;

	source->is_myst = source->may_have_definitions = source->may_have_spans = false;
	source->may_have_leftovers = source->may_have_admonitions = source->may_have_components = false;
	source->may_have_directives = source->may_have_includes = source->has_parts = false;
	vec_clear(&source->lines);
	vec_clear(&source->footnotes);
	for (size_t at = 0; at < text.n; at = end + 1) {
		const char *newline = memchr(text.s + at, '\n', text.n - at);
		size_t i = at, counted = at, backticks = 0;

		end = newline != NULL ? (size_t)(newline - text.s) : text.n;
		*vec_add(&source->lines) = (uint32_t)at;
		while (i < end && (text.s[i] == ' ' || text.s[i] == '\t'))
			i++;
		if (has_fences)
			in_fence = code_fence_take(&fence, str_slice(text, at, end));
		if (i < end)
			look_at_line(source, i);
		while (brace != NULL && brace < text.s + end) {
			size_t found = (size_t)(brace - text.s);

			backticks += count_backticks(text, counted, found);
			counted = found;
			if (is_tag_start(text, found, backticks)) {
				has_tag_in_fence |= in_fence;
				source->may_have_spans |= found > 0 && text.s[found - 1] == ']';
				source->may_have_leftovers |=
				    !in_fence || text.s[found + 1] == '%' || is_shown_shortcode(text, found);
				source->is_myst |= !in_fence && is_role_start(text, found);
			}
			brace = memchr(brace + 1, '{', text.n - found - 1);
		}
	}
	source->may_have_leftovers |= has_open_note(text) || has_icon(text) || str_find(text, STR("[[")) >= 0 ||
				      has_hidden_flank(text) || emoji_is_in(text) || has_mark(text) ||
				      keys_are_in(text) || targets_have_blanks(text);
	source->may_have_includes = source->may_have_includes || has_learn_include(text);
	/* a fence that does not end: perhaps it was none */
	source->may_have_leftovers |= fence.sign != '\0' && has_tag_in_fence;
	if (text.n != 0 && memchr(text.s, '\x01', text.n) != NULL) /* see the header on markers */
		source->may_have_leftovers = source->may_have_admonitions = source->may_have_definitions =
		    source->may_have_directives = false;
}

void source_begin(struct source *source, struct str text, uint32_t first_line)
{
	source->original = source->text = text;
	source->first_line = first_line;
	source->rewritings_n = 0;
	vec_clear(&source->markers);
	vec_clear(&source->abbreviations);
	look(source);
}

/* ---- another text ---- */

struct rewriting *source_rewrite(struct source *source)
{
	struct rewriting *rewriting = &source->rewritings[source->rewritings_n];

	rewriting->text.max = BUF_NO_LIMIT;
	buf_clear(&rewriting->text);
	vec_clear(&rewriting->pieces);
	return rewriting;
}

void source_rewritten(struct source *source)
{
	if (source->rewritings_n++ == 0)
		find_lines(&source->original_lines, source->original);
	source->text = buf_view(&source->rewritings[source->rewritings_n - 1].text);
	find_lines(&source->lines, source->text);
	vec_clear(&source->footnotes);
	for (size_t i = 0; i < source->lines.n; i++) {
		if (str_starts(str_trim(str_slice(source->text, source->lines.at[i], source->lines.at[i] + 8)),
			       STR("[^")))
			*vec_add(&source->footnotes) = (uint32_t)i;
	}
}

void source_included(struct source *source)
{
	source_rewritten(source);
	look(source);
}

static void add_piece(struct rewriting *rewriting, size_t from, bool is_fixed)
{
	size_t n = rewriting->pieces.n, at = rewriting->text.n;
	const struct piece *last = n != 0 ? &rewriting->pieces.at[n - 1] : NULL;
	struct piece *piece;

	if (last != NULL && !last->is_fixed && !is_fixed && from - last->from == at - last->at)
		return;
	piece = vec_add(&rewriting->pieces);
	*piece = (struct piece){(uint32_t)at, (uint32_t)from, is_fixed};
}

void rewriting_copy(struct rewriting *rewriting, struct str text, size_t from, size_t to)
{
	if (from >= to)
		return;
	add_piece(rewriting, from, false);
	buf_add(&rewriting->text, text.s + from, to - from);
}

void rewriting_add(struct rewriting *rewriting, struct str replacement, size_t from)
{
	if (replacement.n == 0)
		return;
	add_piece(rewriting, from, true);
	buf_str(&rewriting->text, replacement);
}

void rewriting_cut(struct rewriting *rewriting, size_t n)
{
	buf_cut(&rewriting->text, n);
	while (rewriting->pieces.n > 1 && rewriting->pieces.at[rewriting->pieces.n - 1].at >= n)
		rewriting->pieces.n--;
}

void rewriting_mark(struct source *source, struct rewriting *rewriting, const struct marker *marker, size_t from)
{
	struct buf *text = &rewriting->text;
	struct marker *added = vec_add(&source->markers);

	*added = *marker;
	add_piece(rewriting, from, true);
	if (marker->kind == MARKER_MARK) /* a comment at the beginning of a line would begin a block */
		buf_printf(text, "<w-mark n=\"\x01%zu\">", source->markers.n - 1);
	else
		buf_printf(text, "<!--\x01%zu-->", source->markers.n - 1);
}

/* ---- places ---- */

static size_t before(const struct rewriting *rewriting, size_t at)
{
	size_t low = 0, high = rewriting->pieces.n;
	const struct piece *piece;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (rewriting->pieces.at[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	piece = &rewriting->pieces.at[low];
	return piece->is_fixed || at < piece->at ? piece->from : piece->from + (at - piece->at);
}

void source_place(const struct source *source, size_t at, uint32_t *line, uint32_t *column)
{
	const struct line_vec *lines = source->rewritings_n != 0 ? &source->original_lines : &source->lines;
	size_t i;

	for (i = source->rewritings_n; i > 0; i--) {
		if (source->rewritings[i - 1].pieces.n != 0)
			at = before(&source->rewritings[i - 1], at);
	}
	if (lines->n == 0) {
		*line = source->first_line;
		*column = 1;
		return;
	}
	i = ascending_last(lines->at, lines->n, at);
	*line = source->first_line + (uint32_t)i;
	*column = place_column(str_slice(source->original, lines->at[i], at));
}

size_t source_offset(const struct source *source, int line, int column)
{
	size_t at, end;

	if (line < 1 || source->lines.n == 0)
		return 0;
	if ((size_t)line > source->lines.n)
		return source->text.n;
	at = source->lines.at[line - 1] + (column > 1 ? (size_t)column - 1 : 0);
	end = source_line_end(source, line);
	return at < end ? at : end;
}

size_t source_line_end(const struct source *source, int line)
{
	if (line < 1)
		return 0;
	if ((size_t)line < source->lines.n)
		return source->lines.at[line] - 1;
	return source->text.n - (source->text.n != 0 && source->text.s[source->text.n - 1] == '\n');
}

struct str source_line(const struct source *source, size_t line)
{
	return str_slice(source->text, source->lines.at[line], source_line_end(source, (int)line + 1));
}

size_t source_indent(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.s[n] == ' ' || line.s[n] == '\t'))
		n++;
	return n;
}

/* "<!--\x011-->" */
static const struct marker *marker_at(const struct source *source, struct str html)
{
	size_t from = (size_t)(str_find_char(html, '\x01') + 1), to = from;
	int64_t number;

	while (to < html.n && str_is_digit(html.s[to]))
		to++;
	if (from == 0 || !str_to_int(str_slice(html, from, to), &number) || (size_t)number >= source->markers.n)
		return NULL;
	return &source->markers.at[number];
}

const struct marker *source_marker(const struct source *source, struct str html)
{
	html = str_trim(html);
	if (source->markers.n == 0 ||
	    (!str_starts(html, STR("<!--\x01")) && !str_starts(html, STR("<w-mark n=\"\x01"))))
		return NULL;
	return marker_at(source, html);
}

void source_restore(const struct source *source, struct buf *out, struct str text)
{
	ptrdiff_t found;

	while ((found = str_find_char(text, '\x01')) >= 0) {
		size_t from = (size_t)str_rfind_char(str_slice(text, 0, (size_t)found), '<'),
		       n = (size_t)(str_find_char(str_from(text, from), '>') + 1);
		const struct marker *marker = marker_at(source, str_slice(text, from, from + n));

		buf_str(out, str_slice(text, 0, from));
		buf_str(out, marker != NULL ? marker->original : str_slice(text, from, from + n));
		text = str_from(text, from + n);
	}
	buf_str(out, text);
}
