#include "generator/markdown_wiki.h"

#include "generator/slug.h"

#define NAME_BYTES ((size_t)400)
#define OPEN_MAX ((size_t)1000) /* brackets that wait for their end */

/* [[Page#Heading|text]], taken apart. */
struct wiki {
	struct str page, heading, text; /* text: absent when there is none */
};

/*
 * What stands between the brackets when it may be a name. Code in prose does not: [[ -f x ]], [[:alpha:]], x[[1]],
 * [["a"]].
 */
static struct str name_at(const struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t from = at + 2, n = 0;
	bool has_letter = false;
	char next;

	if (from >= rewriter->leaf_end || text.s[at + 1] != '[' ||
	    (at > rewriter->line_in && (str_is_alnum(text.s[at - 1]) || strchr(")]['\"", text.s[at - 1]) != NULL)))
		return STR_NONE;
	while (from + n < rewriter->leaf_end && n < NAME_BYTES && strchr("[]\n{}<>$;=*\"`", text.s[from + n]) == NULL) {
		has_letter |= str_is_alpha(text.s[from + n]) || (unsigned char)text.s[from + n] >= 0x80;
		n++;
	}
	if (n == 0 || !has_letter || from + n + 1 >= rewriter->leaf_end || text.s[from + n] != ']' ||
	    text.s[from + n + 1] != ']' || str_is_space(text.s[from]) || strchr("-:!^|", text.s[from]) != NULL ||
	    str_is_space(text.s[from + n - 1]))
		return STR_NONE;
	next = from + n + 2 < text.n ? text.s[from + n + 2] : '\n';
	return strchr("([:]", next) == NULL ? str_slice(text, from, from + n) : STR_NONE;
}

/* What markdown makes a link of by itself: "https://host/x", "www.host", "name@host". */
static bool is_address(struct str name)
{
	ptrdiff_t bar = str_find_char(name, '|'), at;

	if (bar >= 0)
		name = str_slice(name, 0, (size_t)bar);
	at = str_find_char(name, '@');
	return str_find(name, STR("://")) >= 0 || str_starts_nocase(name, STR("www.")) ||
	       str_starts_nocase(name, STR("mailto:")) ||
	       (at > 0 && (size_t)at + 1 < name.n && !str_is_space(name.s[at - 1]) && str_is_alnum(name.s[at + 1]));
}

/* Those that lie in others are left out. */
static void add_bracket(struct bracket_vec *brackets, size_t from, size_t to)
{
	while (brackets->n != 0 && brackets->at[brackets->n - 1].from > from)
		brackets->n--;
	*vec_add(brackets) = (struct bracket){from, to};
}

/* Behind the address of a link whose ']' stands at `at`: "](pages/[[slug]].js)". */
static size_t end_of_address(struct str text, size_t at)
{
	size_t n = 2;

	if (at + 1 >= text.n || text.s[at + 1] != '(')
		return at;
	text = str_slice(text, at, at + NAME_BYTES);
	while (n < text.n && !str_is_space(text.s[n]) && text.s[n] != ')')
		n++;
	return at + n;
}

/* Looks through the leaf, of which the first '[' stands there. */
static void know_brackets(struct rewriter *rewriter, size_t at)
{
	struct str text = str_slice(rewriter->text, 0, rewriter->leaf_end);
	size_t open[OPEN_MAX], open_n = 0;

	rewriter->brackets.n = rewriter->brackets_at = 0;
	rewriter->brackets_end = rewriter->leaf_end;
	for (; at < text.n; at++) {
		if (text.s[at] == '\\') {
			at++;
		} else if (text.s[at] == '[' && open_n < OPEN_MAX) {
			open[open_n++] = at;
		} else if (text.s[at] == ']' && open_n != 0) {
			open_n--;
			if (at + 1 < text.n && strchr("([", text.s[at + 1]) != NULL)
				add_bracket(&rewriter->brackets, open[open_n], end_of_address(text, at));
		}
	}
}

/* "[see [[Page]] here](address)": a link cannot lie in another. */
static bool is_in_link(struct rewriter *rewriter, size_t at)
{
	const struct bracket_vec *brackets = &rewriter->brackets;

	while (rewriter->brackets_at < brackets->n && brackets->at[rewriter->brackets_at].to < at)
		rewriter->brackets_at++;
	return rewriter->brackets_at < brackets->n && brackets->at[rewriter->brackets_at].from < at;
}

/* False when a backslash stands elsewhere than before the bar, where tables need it, or before the end. */
static bool take_apart(struct str name, struct wiki *wiki)
{
	ptrdiff_t bar = str_find_char(name, '|'), hash;

	*wiki = (struct wiki){.page = name};
	if (bar >= 0) {
		wiki->page = str_slice(name, 0, (size_t)bar);
		wiki->text = str_trim(str_from(name, (size_t)bar + 1));
		if (str_ends(wiki->page, STR("\\")))
			wiki->page.n--;
	}
	if (str_find_char(wiki->page, '\\') >= 0 || str_ends(wiki->text, STR("\\")))
		return false;
	hash = str_find_char(wiki->page, '#');
	if (hash >= 0) {
		wiki->heading = str_from(wiki->page, (size_t)str_rfind_char(wiki->page, '#') + 1);
		wiki->page = str_slice(wiki->page, 0, (size_t)hash);
	}
	wiki->page = str_trim(wiki->page);
	return wiki->page.n != 0 || wiki->heading.n != 0;
}

/* A label as markdown compares them: letter case and the kind of white space make no difference. */
static struct str fold_label(struct arena *arena, struct str label)
{
	struct str folded = slug_fold(arena, str_trim(label));
	char *copy = (char *)arena_alloc(arena, folded.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++) {
		if (!str_is_space(folded.s[i]))
			copy[n++] = folded.s[i];
		else if (n != 0 && copy[n - 1] != ' ')
			copy[n++] = ' ';
	}
	return str_n(copy, n);
}

/* "[label]: address", and "[[label]]: address" as some tools write it. */
static void know_definitions(struct rewriter *rewriter)
{
	struct str text = rewriter->text;
	size_t open = SIZE_MAX;

	rewriter->knows_definitions = true;
	for (size_t i = 0; i < text.n; i++) {
		struct str behind;

		if (text.s[i] == '[')
			open = i + 1;
		if (text.s[i] != ']' || open == SIZE_MAX)
			continue;
		behind = str_from(text, i + 1);
		if (i - open <= NAME_BYTES && (str_starts(behind, STR(":")) || str_starts(behind, STR("]:"))))
			(void)map_add(&rewriter->definitions,
				      fold_label(rewriter->writer->arena, str_slice(text, open, i)), NULL);
		open = SIZE_MAX;
	}
}

bool wiki_is_defined(struct rewriter *rewriter, struct str name)
{
	if (!rewriter->knows_definitions)
		know_definitions(rewriter);
	return rewriter->definitions.n != 0 &&
	       map_find(&rewriter->definitions, fold_label(rewriter->writer->arena, name)) != NULL;
}

/* As text of markdown that means nothing else. */
static void add_plain(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\`*_~&", text.s[i]) != NULL)
			buf_char(out, '\\');
		buf_char(out, text.s[i]);
	}
}

/* What is shown where nothing else is said: "Page", "Heading", "Page > Heading". */
static void add_shown(struct buf *out, const struct wiki *wiki)
{
	struct str page = wiki->page;

	page = str_from(page, (size_t)(str_rfind_char(page, '/') + 1));
	if (str_ends(page, STR(".md")))
		page.n -= 3;
	add_plain(out, page);
	if (wiki->heading.n == 0 || wiki->heading.s[0] == '^')
		return;
	if (page.n != 0)
		buf_lit(out, " > ");
	add_plain(out, wiki->heading);
}

struct str wiki_size(struct arena *arena, struct str text)
{
	struct str height = text, width;
	int64_t number;

	(void)str_split(&height, 'x', &width);
	if (width.n < 2 || width.n > 5 || !str_is_digit(width.s[0]) || !str_to_int(width, &number))
		return STR_NONE;
	if (width.n == text.n)
		return arena_printf(arena, "width=%.*s", STR_ARG(width));
	if (height.n == 0 || height.n > 5 || !str_is_digit(height.s[0]) || !str_to_int(height, &number))
		return STR_NONE;
	return arena_printf(arena, "width=%.*s height=%.*s", STR_ARG(width), STR_ARG(height));
}

/* The extension without its point, when it is one: "v7.4 notes" has none. */
static struct str extension_of(struct str page)
{
	ptrdiff_t dot = str_rfind_char(page, '.');
	struct str extension = dot > 0 ? str_from(page, (size_t)dot + 1) : STR_NONE;

	for (size_t i = 0; i < extension.n; i++)
		if (!str_is_alnum(extension.s[i]))
			return STR_NONE;
	return extension;
}

static bool is_picture(struct str page)
{
	static const char *const kinds[] = {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", NULL};

	return str_is_any_nocase(extension_of(page), kinds);
}

/* has_size: the text says how large a picture is to be. */
static void add_link(struct buf *out, const struct wiki *wiki, bool picture, bool has_size)
{
	buf_str(out, picture ? STR("![") : STR("["));
	if (wiki->text.n != 0 && !has_size)
		buf_str(out, wiki->text);
	else if (!picture)
		add_shown(out, wiki);
	buf_printf(out, "](<[[%.*s", STR_ARG(wiki->page));
	if (wiki->heading.n != 0 && !picture)
		buf_printf(out, "#%.*s", STR_ARG(wiki->heading));
	buf_lit(out, "]]>)");
}

/* [[toc]] of VitePress and others: the theme shows one. */
static bool take_contents(struct rewriter *rewriter, struct str name, size_t from, size_t to)
{
	if (!str_eq_nocase(name, STR("toc")) || !tags_stands_alone(rewriter->text, from, to))
		return false;
	writer_note(rewriter->writer, DIAG_LEFTOVER, from, "\"[[%.*s]]\" is left out", STR_ARG(name));
	writer_note_hint(rewriter->writer, STR("the theme shows the table of contents"));
	rewriter_replace(rewriter, from, to, STR(""));
	return true;
}

size_t wiki_end(const struct rewriter *rewriter, size_t at)
{
	struct str name = name_at(rewriter, at);

	return name.n != 0 ? at + name.n + 3 : at;
}

bool wiki_take(struct rewriter *rewriter, size_t *at)
{
	struct str name = name_at(rewriter, *at);
	bool embeds = *at > rewriter->line_in && rewriter->text.s[*at - 1] == '!';
	size_t from = *at - embeds, to = *at + name.n + 4;
	struct buf *out = &rewriter->writer->scratch;
	struct wiki wiki;
	struct str size = STR_NONE;

	if (rewriter->brackets_end != rewriter->leaf_end)
		know_brackets(rewriter, *at);
	if (name.n == 0 || is_address(name) || is_in_link(rewriter, *at) || !take_apart(name, &wiki) ||
	    wiki_is_defined(rewriter, name))
		return false;
	if (take_contents(rewriter, name, from, to)) {
		*at = to;
		return true;
	}
	if (embeds && is_picture(wiki.page))
		size = wiki_size(rewriter->writer->arena, wiki.text);
	buf_clear(out);
	add_link(out, &wiki, embeds && is_picture(wiki.page), size.n != 0);
	if (embeds && !is_picture(wiki.page)) {
		writer_note(rewriter->writer, DIAG_LEFTOVER, from,
			    "\"![[%.*s]]\" is not put into the page, a link to it is shown",
			    STR_ARG(rewriter_shown(rewriter, name)));
		writer_note_hint(rewriter->writer, STR("write here what readers should see"));
	}
	rewriter_replace(rewriter, from, to, arena_str(rewriter->writer->arena, buf_view(out)));
	if (size.n != 0)
		rewriter_mark(rewriter, &(struct marker){.kind = MARKER_ATTRIBUTES, .name = size}, to, to);
	*at = to;
	return true;
}
