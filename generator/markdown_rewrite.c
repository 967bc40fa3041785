#include "generator/markdown_rewrite.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_emoji.h"
#include "generator/markdown_keys.h"
#include "generator/markdown_leftovers.h"
#include "generator/markdown_myst.h"
#include "generator/markdown_tags.h"
#include "generator/markdown_targets.h"
#include "generator/markdown_wiki.h"

/* So many times a page's text is searched for the end of a comment. */
#define COMMENTS_MAX 100u

#define note(rewriter, code, at, ...) writer_note((rewriter)->writer, code, at, __VA_ARGS__)

#define TAG_BYTES ((size_t)4096)

/* So far to both sides of "==" the ends of a label are looked for. */
#define LABEL_BYTES ((size_t)200)

/* ---- inlines of a line ---- */

/* Behind the code span that begins at `at`, or behind its backticks when it has no end. */
static size_t behind_code(struct rewriter *rewriter, size_t at, bool *is_closed)
{
	struct str text = rewriter->text;
	size_t n = 0, run;

	*is_closed = false;
	while (at + n < rewriter->leaf_end && text.s[at + n] == '`')
		n++;
	if (n < 64 && (rewriter->unclosed_runs >> n & 1) != 0)
		return at + n;
	for (size_t i = at + n; i < rewriter->leaf_end && rewriter_may_look(rewriter, 1); i += run == 0 ? 1 : run) {
		for (run = 0; i + run < rewriter->leaf_end && text.s[i + run] == '`'; run++) {
		}
		if (run != n)
			continue;
		*is_closed = true;
		return i + run;
	}
	if (n < 64)
		rewriter->unclosed_runs |= (uint64_t)1 << n;
	return at + n;
}

static size_t skip_code(struct rewriter *rewriter, size_t at)
{
	bool is_closed;
	size_t behind = behind_code(rewriter, at, &is_closed);

	return is_closed ? tags_take_raw_in_code(rewriter, at, behind, false) : behind;
}

/* Behind the HTML tag at `at`, in which everything stays; at + 1 when it is none. */
static size_t skip_html_tag(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	char quote = '\0';

	if (at + 1 >= rewriter->leaf_end)
		return at + 1;
	if (str_starts(str_slice(text, at, rewriter->leaf_end), STR("<!--"))) {
		size_t end = rewriter_find(rewriter, at, rewriter->leaf_end, STR("-->"));

		return end == SIZE_MAX ? at + 1 : end + 3;
	}
	if (!str_is_alpha(text.s[at + 1]))
		return at + 1;
	for (size_t i = at + 2; i < rewriter->leaf_end && i < at + TAG_BYTES && rewriter_may_look(rewriter, 1); i++) {
		char c = text.s[i];

		if (quote != '\0') {
			if (c == quote)
				quote = '\0';
		} else if ((c == '"' || c == '\'') && text.s[i - 1] == '=') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		} else if (c == '<') {
			break;
		}
	}
	return at + 1;
}

/* "[label]: target": is there nothing but the label in front of the "]"? */
static bool is_definition(struct str text, size_t at)
{
	size_t i = at;

	while (i > 0 && text.s[i - 1] != '[' && text.s[i - 1] != '\n' && at - i < 1000)
		i--;
	return i > 0 && text.s[i - 1] == '[' && (i < 2 || text.s[i - 2] == '\n' || str_is_space(text.s[i - 2]));
}

/* "[^a" whose "]" is on another line is no footnote, but cmark-gfm 0.29.0.gfm.6 drops its text. */
static size_t take_open_note(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t end = at + 1;

	if (end >= text.n || text.s[end] != '^')
		return at + 1;
	while (end < text.n && text.s[end] != ']' && text.s[end] != '\n')
		end++;
	if (end >= text.n || text.s[end] == '\n')
		rewriter_replace(rewriter, at, at + 1, STR("\\["));
	return at + 2;
}

/* Is there nothing else in the line, table cell or link text? */
static bool is_all_there_is(const struct rewriter *rewriter, size_t from, size_t to)
{
	struct str text = rewriter->text;

	while (from > rewriter->line_in && (text.s[from - 1] == ' ' || text.s[from - 1] == '\t'))
		from--;
	while (to < rewriter->leaf_end && (text.s[to] == ' ' || text.s[to] == '\t'))
		to++;
	return (from == rewriter->line_in || strchr("|[", text.s[from - 1]) != NULL) &&
	       (to == rewriter->leaf_end || strchr("|]\n", text.s[to]) != NULL);
}

/* "**(RC)**は": a marker without a meaning, which is no letter, beside the stars. */
static size_t take_stars(struct rewriter *rewriter, size_t at)
{
	size_t to = at, flank;

	while (to < rewriter->leaf_end && rewriter->text.s[to] == '*')
		to++;
	if (source_needs_flank(rewriter->text, at, to, &flank))
		rewriter_mark(rewriter, &(struct marker){.kind = MARKER_NONE}, flank, flank);
	return to;
}

/*
 * ":tada:"; an option of a directive, ":link: x", is none. Headings stay as they are: GitHub makes "#done-tada" of
 * "Done :tada:", and others link to that.
 */
static size_t take_emoji(struct rewriter *rewriter, size_t at)
{
	struct str text = str_slice(rewriter->text, 0, rewriter->leaf_end), emoji;
	size_t n = emoji_name(text, at);
	bool begins_line = str_trim(str_slice(text, rewriter->line_in, at)).n == 0;

	if (n == 0 || (begins_line && rewriter->source->is_myst) || rewriter->in_heading ||
	    at < rewriter->html_code_until)
		return at;
	emoji = emoji_find(str_slice(text, at + 1, at + 1 + n));
	if (emoji.n == 0)
		return at;
	rewriter_replace(rewriter, at, at + n + 2, emoji);
	return at + n + 2;
}

/* Of "<code>" the beginning of its end tag; 0: it is no such tag, or has no end. Names of emoji in it are shown as they
 * are. */
static size_t html_code_end(struct rewriter *rewriter, size_t at)
{
	static const char *const tags[][2] = {
	    {"<code", "</code"}, {"<kbd", "</kbd"}, {"<samp", "</samp"}, {"<pre", "</pre"}, {"<tt", "</tt"}};
	struct str text = str_slice(rewriter->text, at, rewriter->leaf_end);

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		size_t n = strlen(tags[i][0]), end;

		if (!str_starts_nocase(text, str_c(tags[i][0])) || n >= text.n || str_is_alnum(text.s[n]))
			continue;
		end = rewriter_find(rewriter, at, rewriter->leaf_end, str_c(tags[i][1]));
		return end != SIZE_MAX ? end : 0;
	}
	return 0;
}

static void note_html_code(struct rewriter *rewriter, size_t at)
{
	size_t end = at < rewriter->html_code_until ? 0 : html_code_end(rewriter, at);

	if (end != 0)
		rewriter->html_code_until = end;
}

/* Behind a tag, or where the code ends that it begins. */
static size_t behind_html(struct rewriter *rewriter, size_t at)
{
	size_t end = html_code_end(rewriter, at);

	return end != 0 ? end : skip_html_tag(rewriter, at);
}

static size_t skip_space(struct rewriter *rewriter, size_t at)
{
	while (at < rewriter->leaf_end && str_is_space(rewriter->text.s[at]))
		at++;
	return at;
}

/* The first of the signs from `at` on that no backslash stands in front of; SIZE_MAX: none. */
static size_t find_sign(struct rewriter *rewriter, size_t at, const char *signs)
{
	size_t most = at + TAG_BYTES;

	for (; at < rewriter->leaf_end && at < most && rewriter_may_look(rewriter, 1); at++) {
		if (strchr(signs, rewriter->text.s[at]) != NULL && rewriter->text.s[at] != '\0')
			return at;
		at += rewriter->text.s[at] == '\\';
	}
	return SIZE_MAX;
}

/*
 * The last byte of a link's target and title, which begin behind the "(" at `at`, or behind the ":" of a definition;
 * `at` when they have no end.
 */
static size_t behind_target(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	bool is_inline = text.s[at] == '(';
	size_t i = skip_space(rewriter, at + 1);
	char sign;

	i = find_sign(rewriter, i, i < rewriter->leaf_end && text.s[i] == '<' ? ">" : is_inline ? ") \t\n" : " \t\n");
	if (i == SIZE_MAX)
		return at;
	i = skip_space(rewriter, text.s[i] == '>' ? i + 1 : i);
	sign = i < rewriter->leaf_end ? text.s[i] : '\0';
	if (is_inline && sign == ')')
		return i;
	if (sign != '"' && sign != '\'' && sign != '(')
		return at;
	i = find_sign(rewriter, i + 1, sign == '(' ? ")" : sign == '"' ? "\"" : "'");
	if (i == SIZE_MAX || !is_inline)
		return i == SIZE_MAX ? at : i;
	i = skip_space(rewriter, i + 1);
	return i < rewriter->leaf_end && text.s[i] == ')' ? i : at;
}

/*
 * What an icon called `name` shows when it stands alone, in front of `at`: the title of the link that it is, or its
 * name without the size, "home" of "home-16".
 */
static struct str words_of_icon(struct rewriter *rewriter, struct str name, size_t at)
{
	struct str text = rewriter->text;
	size_t behind = at + 1 < rewriter->leaf_end && text.s[at] == ']' && text.s[at + 1] == '('
			    ? behind_target(rewriter, at + 1)
			    : 0;
	struct found_tag list;

	if (behind > at + 1 && tags_read(rewriter, behind + 1, rewriter->leaf_end, &list) &&
	    tags_is_whole_list(text, &list) && tags_argument(list.inside, STR("title")).n != 0)
		return tags_argument(list.inside, STR("title"));
	if (name.n > 3 && (str_ends(name, STR("-16")) || str_ends(name, STR("-24"))))
		return str_slice(name, 0, name.n - 3);
	return name;
}

/*
 * ":material-check:" of Material for MkDocs. Beside text an icon is an ornament and goes; alone it means
 * something, so what it shows stays as words. `at` + 1 when it is none.
 */
static size_t take_icon(struct rewriter *rewriter, size_t at)
{
	static const char *const sets[] = {"material-", "fontawesome-", "octicons-", "simple-"};
	struct str rest = str_slice(rewriter->text, at + 1, rewriter->leaf_end), shown;
	size_t n = 0, skip = 0, end;
	struct found_tag size; /* "{ .lg .middle }" */

	while (n < rest.n && (str_is_alnum(rest.s[n]) || rest.s[n] == '-' || rest.s[n] == '_'))
		n++;
	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets) && skip == 0; i++)
		if (str_starts(rest, str_c(sets[i])))
			skip = strlen(sets[i]);
	if (skip == 0 || n <= skip || n == rest.n || rest.s[n] != ':' ||
	    (at > 0 && str_is_alnum(rewriter->text.s[at - 1])))
		return at + 1;
	shown = is_all_there_is(rewriter, at, at + n + 2)
		    ? words_of_icon(rewriter, str_slice(rest, skip, n), at + n + 2)
		    : STR("");
	note(rewriter, DIAG_LEFTOVER, at, "icon \":%.*s:\" is not shown", STR_ARG(str_slice(rest, 0, n)));
	writer_note_hint(rewriter->writer, STR("a picture, or a character such as ✓, can stand for it"));
	end = at + n + 2;
	if (end < rewriter->leaf_end && tags_read(rewriter, end, rewriter->leaf_end, &size) &&
	    tags_is_whole_list(rewriter->text, &size))
		end = size.to;
	if (shown.n == 0 && at > rewriter->line_in && rewriter->text.s[at - 1] == ' ' && end < rewriter->leaf_end &&
	    rewriter->text.s[end] == ' ')
		end++; /* or what follows in a list's item would have to be indented farther */
	rewriter_replace(rewriter, at, end, shown);
	return end;
}

/* The "==" that ends what is marked from *at on, in the same paragraph or cell; false: none, *at is where that ends. */
static bool find_mark_end(struct rewriter *rewriter, size_t *at)
{
	struct str text = rewriter->text;
	bool is_closed;

	for (; *at < rewriter->leaf_end && rewriter_may_look(rewriter, 1); (*at)++) {
		if (text.s[*at] == '=' && source_ends_mark(text, *at))
			return true;
		if (text.s[*at] == '|')
			return false;
		if (text.s[*at] == '\\')
			(*at)++;
		else if (text.s[*at] == '`')
			*at = behind_code(rewriter, *at, &is_closed) - 1;
		else if (text.s[*at] == '<')
			*at = behind_html(rewriter, *at) - 1;
		else if (text.s[*at] == '[')
			*at = wiki_end(rewriter, *at); /* "[[Page|text]]" is no end of a cell */
		else if (text.s[*at] == ']' && *at + 1 < rewriter->leaf_end && text.s[*at + 1] == '(')
			*at = behind_target(rewriter, *at + 1);
	}
	return false;
}

/* Nothing is marked in the target or the title of the last link. */
static void unmark_target(struct rewriter *rewriter)
{
	size_t behind = rewriter->target != 0 ? behind_target(rewriter, rewriter->target + 1) : 0;

	rewriter->target = 0;
	if (behind > rewriter->unmarked)
		rewriter->unmarked = behind;
}

/* Is text[from, to) in brackets that a definition has, too: in [the name] of a link or in [the name]: itself? */
static bool is_in_label(struct rewriter *rewriter, size_t from, size_t to)
{
	struct str text = rewriter->text;
	size_t least = from - rewriter->line_in > LABEL_BYTES ? from - LABEL_BYTES : rewriter->line_in, most;

	while (from > least && strchr("[]", text.s[from - 1]) == NULL)
		from--;
	if (from == least || text.s[from - 1] != '[')
		return false;
	most = rewriter->leaf_end - to > LABEL_BYTES ? to + LABEL_BYTES : rewriter->leaf_end;
	while (to < most && strchr("[]", text.s[to]) == NULL)
		to++;
	return to < most && text.s[to] == ']' && wiki_is_defined(rewriter, str_slice(text, from, to));
}

/* At "==": into a marker when what is marked begins here. */
static size_t take_mark(struct rewriter *rewriter, size_t at)
{
	size_t end = at + 2;

	unmark_target(rewriter);
	if (rewriter->mark_end != 0 || at < rewriter->unmarked || at < rewriter->html_code_until ||
	    !source_begins_mark(str_slice(rewriter->text, 0, rewriter->leaf_end), at))
		return at + 1;
	if (!find_mark_end(rewriter, &end)) {
		rewriter->unmarked = end;
		return at + 1;
	}
	if (is_in_label(rewriter, at, end)) {
		rewriter->unmarked = end + 2;
		return at + 1;
	}
	rewriter->mark_end = end;
	rewriter_mark(rewriter, &(struct marker){.kind = MARKER_MARK, .is_open = true, .original = STR("==")}, at,
		      at + 2);
	return at + 2;
}

/* At or behind the "==" that ends it: what stands around that may have been taken as a whole. */
static size_t end_mark(struct rewriter *rewriter, size_t at)
{
	size_t behind = at == rewriter->mark_end ? at + 2 : at;

	rewriter->mark_end = 0;
	rewriter_mark(rewriter,
		      &(struct marker){.kind = MARKER_MARK, .original = str_slice(rewriter->text, at, behind)}, at,
		      behind);
	return behind;
}

/* At "++": ++ctrl+c++ becomes the keys as HTML has them, or their names where the page may have no HTML. */
static size_t take_keys(struct rewriter *rewriter, size_t at)
{
	struct str leaf = str_slice(rewriter->text, 0, rewriter->leaf_end), keys, shown;
	bool has_html = rewriter->writer->options->raw_html != RAW_HTML_NONE;
	size_t end = keys_end(leaf, at);
	struct buf *out = &rewriter->writer->scratch;

	if (end == 0 || at < rewriter->html_code_until)
		return at + 1;
	unmark_target(rewriter);
	if (at < rewriter->unmarked)
		return at + 1;
	buf_clear(out);
	keys = str_slice(leaf, at + 2, end - 2);
	while (keys_next(&keys, &shown)) {
		buf_str(out, out->n != 0 ? STR("+") : STR(""));
		buf_str(out, has_html ? STR("<kbd>") : STR(""));
		tags_add_plain(out, shown);
		buf_str(out, has_html ? STR("</kbd>") : STR(""));
	}
	rewriter_replace(rewriter, at, end, buf_view(out));
	return end;
}

/* Vue's `<template #name="{ x }">`, which is no tag to HTML: it becomes one, and goes as such. */
static size_t take_slot(struct rewriter *rewriter, size_t at)
{
	static const char tag[] = "<template";
	size_t behind = skip_html_tag(rewriter, at);

	if (behind > at + sizeof(tag))
		rewriter_replace(rewriter, at + sizeof(tag) - 1, behind - 1, STR(""));
	return behind;
}

/* One place of a line: where to go on. */
static size_t step(struct rewriter *rewriter, size_t at, bool is_html)
{
	struct str text = rewriter->text;
	struct found_tag tag;
	size_t behind;

	switch (text.s[at]) {
	case '`':
		return is_html ? at + 1 : skip_code(rewriter, at);
	case '\\':
		return at + 2;
	case '*':
		return is_html ? at + 1 : take_stars(rewriter, at);
	case '=':
		return is_html ? at + 1 : take_mark(rewriter, at);
	case '+':
		return is_html ? at + 1 : take_keys(rewriter, at);
	case '<':
		if (!is_html)
			note_html_code(rewriter, at);
		if (!is_html && str_starts(str_from(text, at), STR("<template #")))
			return take_slot(rewriter, at);
		return skip_html_tag(rewriter, at);
	case '[':
		if (!is_html && (wiki_take(rewriter, &at) || tags_take_span(rewriter, &at)))
			return at;
		return is_html ? at + 1 : take_open_note(rewriter, at);
	case ']':
		if (!is_html && tags_end_span(rewriter, &at))
			return at;
		if (!is_html && at + 1 < rewriter->leaf_end &&
		    (text.s[at + 1] == '(' || (text.s[at + 1] == ':' && is_definition(text, at)))) {
			if (text.s[at + 1] == '(')
				targets_note_blanks(rewriter, at);
			rewriter->target = at;
			return tags_take_target(rewriter, at, rewriter->leaf_end);
		}
		return at + 1;
	case ':':
		if (is_html)
			return at + 1;
		behind = take_emoji(rewriter, at);
		if (behind != at)
			return behind;
		if (at + 1 < text.n && str_is_alpha(text.s[at + 1]))
			return take_icon(rewriter, at);
		break;
	case '{':
		if (!is_html && myst_take_role(rewriter, &at))
			return at;
		break;
	default:
		return at + 1;
	}
	if (!tags_read(rewriter, at, rewriter->leaf_end, &tag))
		return at + 1;
	return tags_take(rewriter, &tag, is_html);
}

/* ---- whole lines ---- */

static const char *const learn_blocks[] = {"row",   "column", "zone",  "moniker",   "no-loc", "form",
					   "image", "code",   "video", "checklist", "op_"};

/* ":::zone pivot", ":::row-end:::": a block of the Learn build, whose tags go by themselves. */
static bool is_learn_block(struct str name)
{
	if (str_ends(name, STR("-end")))
		return true;
	for (size_t i = 0; i < sizeof(learn_blocks) / sizeof(*learn_blocks); i++) {
		if (str_eq(name, str_c(learn_blocks[i])))
			return true;
	}
	return false;
}

/* `Title`, `[Title]`, `{title="Title"}` */
static struct str container_title(struct str rest)
{
	struct str title;

	rest = str_trim(rest);
	if (rest.n > 1 && rest.s[0] == '[') {
		ptrdiff_t close = str_rfind_char(rest, ']');

		return close > 0 ? str_slice(rest, 1, (size_t)close) : rest;
	}
	if (rest.n != 0 && rest.s[0] == '{') {
		title = tags_argument(str_slice(rest, 1, rest.n - 1), STR("title"));
		return title;
	}
	return rest;
}

/* "::: package.module" of mkdocstrings, "::: mkdocs-click": one line, and perhaps its options, which stand indented. */
static bool is_of_mkdocs(const struct rewriter *rewriter, struct str behind, struct str name, size_t end)
{
	struct str next = str_from(rewriter->text, end), line;

	if (alerts_find(name) != NULL || str_eq(name, STR("details")))
		return false;
	if (behind.n > 1 && behind.s[0] == '.' && (str_is_alpha(behind.s[1]) || behind.s[1] == '_'))
		return true;
	(void)str_split(&next, '\n', &line);
	if (line.n == 0) /* `end` is in front of the newline */
		(void)str_split(&next, '\n', &line);
	return behind.n == 0 && str_starts(line, STR("    ")) && str_find_char(line, ':') > 0;
}

/*
 * The line that ends a block, further to the right than the one that began it: formatters put it there behind a list,
 * whose last item would have it. It goes back to where the block began.
 */
static void take_back_indent(struct rewriter *rewriter, size_t at)
{
	size_t start = rewriter_line_start(rewriter->text, at), indent;

	if (rewriter->colon_indents_n == 0)
		return;
	indent = rewriter->colon_indents[--rewriter->colon_indents_n];
	if (at - start > indent && str_trim(str_slice(rewriter->text, start + indent, at)).n == 0)
		rewriter_replace(rewriter, start + indent, at, STR(""));
}

/* "{.note}" of Pandoc, "{note}" of MyST: from the name on. */
static struct str without_braces(struct str words)
{
	if (words.s[0] != '{' && words.s[0] != '.')
		return words;
	while (words.n != 0 && (words.s[0] == '{' || words.s[0] == '.' || words.s[0] == ' '))
		words = str_from(words, 1);
	return str_starts(words, STR("callout-")) ? str_from(words, 8) : words;
}

/* A block that goes, and leaves what is in it. */
static void leave_out_learn_block(struct rewriter *rewriter, struct marker *marker, size_t at)
{
	if (str_eq(marker->name, STR("column")))
		rewriter->dedent = at - rewriter_line_start(rewriter->text, at) + 3;
	else if (str_eq(marker->name, STR("column-end")))
		rewriter->dedent = 0;
	note(rewriter, DIAG_LEFTOVER_LEARN, at, "block \":::%.*s\" is left out, what it contains is kept",
	     STR_ARG(marker->name));
	marker->kind = MARKER_NONE;
}

/* A block that stays: `rest` is what stands behind its name. */
static void open_container(struct rewriter *rewriter, struct marker *marker, struct str rest, size_t at)
{
	marker->title = container_title(rest);
	if (rewriter->colon_indents_n < LIMIT_HTML_DEPTH)
		rewriter->colon_indents[rewriter->colon_indents_n++] = at - rewriter_line_start(rewriter->text, at);
	if (alerts_find(marker->name) == NULL && marker->name.n > 1 && str_ends(marker->name, STR("s")) &&
	    alerts_find(str_slice(marker->name, 0, marker->name.n - 1)) != NULL)
		marker->name.n--; /* ":::tips" */
	if (alerts_find(marker->name) != NULL || str_eq(marker->name, STR("details")))
		return;
	note(rewriter, DIAG_LEFTOVER, at, "block \":::%.*s\" is not known, what it contains is kept",
	     STR_ARG(marker->name));
	writer_note_hint(rewriter->writer,
			 STR("there are note, tip, important, warning, caution, info, danger and details"));
}

/* A ":::" line: into a marker. False when it is none. */
static bool take_container(struct rewriter *rewriter, size_t at, size_t end)
{
	struct marker marker = {.kind = MARKER_OPEN, .original = str_slice(rewriter->text, at, end)};
	struct str rest = marker.original;
	size_t n = 0;

	while (rest.n != 0 && rest.s[0] == ':')
		rest = str_from(rest, 1);
	rest = str_trim(rest);
	if (rest.n == 0) {
		marker.kind = MARKER_CLOSE;
		take_back_indent(rewriter, at);
		rewriter_mark(rewriter, &marker, at, end);
		return true;
	}
	rest = without_braces(rest);
	while (n < rest.n && (str_is_alnum(rest.s[n]) || rest.s[n] == '-' || rest.s[n] == '_'))
		n++;
	if (n == 0)
		return false;
	marker.name = str_slice(rest, 0, n);
	rest = str_from(rest, n);
	if (directive_is_list(marker.name) && str_find(marker.original, STR(":::{")) == 0) {
		note(rewriter, DIAG_LEFTOVER, at, "\"{%.*s}\" is left out", STR_ARG(marker.name));
		writer_note_hint(rewriter->writer, STR("the theme shows the pages of a section, and what a page has"));
		marker.kind = MARKER_NONE;
		rewriter_mark(rewriter, &marker, at, end);
		return true;
	}
	if (is_of_mkdocs(rewriter, rest, marker.name, end)) {
		note(rewriter, DIAG_LEFTOVER, at, "\"%.*s\" is shown as it is written",
		     STR_ARG(utf8_cut(str_trim(marker.original), 80)));
		writer_note_hint(rewriter->writer, STR("Weir reads no source code; write what it should give"));
		return false;
	}
	rest = str_trim(rest);
	if (rest.n != 0 && rest.s[0] == '}')
		rest = str_trim(str_from(rest, 1));
	if (is_learn_block(marker.name) || str_ends(rest, STR(":::")))
		leave_out_learn_block(rewriter, &marker, at);
	else
		open_container(rewriter, &marker, rest, at);
	rewriter_mark(rewriter, &marker, at, end);
	return true;
}

static bool is_blank_line(struct str text, size_t at, size_t end)
{
	return rewriter_skip_prefix(text, at, end) == end;
}

/* "* TOC" above "{:toc}": goes with it. */
static void drop_toc_item(struct rewriter *rewriter, size_t line)
{
	struct str out = buf_view(&rewriter->to->text);
	size_t start;
	struct str item;

	if (line == 0 || rewriter->copied != rewriter->source->lines.at[line])
		return;
	start = rewriter_line_start(out, out.n - 1);
	item = str_trim(str_from(out, start));
	if (item.n > 1 && (strchr("*-+", item.s[0]) != NULL || str_is_digit(item.s[0])) && item.n < 80)
		rewriting_cut(rewriter->to, start);
}

/* A line that is an attribute list of the block before or behind it. */
static bool take_attribute_line(struct rewriter *rewriter, size_t line, size_t at, size_t end)
{
	struct marker marker = {.kind = MARKER_ATTRIBUTES};
	struct found_tag tag;
	size_t start = rewriter->source->lines.at[line];

	if (!tags_read(rewriter, at, end, &tag) || tag.kind != TAG_ATTRIBUTES ||
	    !tags_is_whole_list(rewriter->text, &tag) || str_trim(str_slice(rewriter->text, tag.to, end)).n != 0)
		return false;
	marker.original = str_slice(rewriter->text, at, end);
	marker.name = str_trim(tag.inside);
	if (str_eq(tags_word(marker.name), STR("toc"))) {
		note(rewriter, DIAG_LEFTOVER_KRAMDOWN, at, "\"{:toc}\" is left out");
		writer_note_hint(rewriter->writer, STR("the theme shows the table of contents"));
		drop_toc_item(rewriter, line);
		rewriter_replace(rewriter, at, end, STR(""));
		return true;
	}
	marker.stands_before =
	    line == 0 || is_blank_line(rewriter->text, rewriter->source->lines.at[line - 1], start > 0 ? start - 1 : 0);
	rewriter_mark(rewriter, &marker, at, end);
	return true;
}

/* Drops the paragraph's lines from `at` on: an import is one line, an export all of them. */
static bool take_module(struct rewriter *rewriter, size_t at, size_t end)
{
	struct str line = str_slice(rewriter->text, at, end);
	size_t to = end, from = at, n;

	if (!leftovers_is_module_line(line))
		return false;
	if (str_starts(line, STR("export "))) {
		to = rewriter->leaf_end;
		while (to > at && rewriter->text.s[to - 1] == '\n')
			to--;
	}
	while ((n = leftovers_take_constant(rewriter->writer, str_slice(rewriter->text, from, to))) != 0)
		from += n + (from + n < to);
	rewriter->writer->is_mdx = true;
	if (from < to) {
		(void)str_split(&(struct str){rewriter->text.s + from, to - from}, '\n', &line);
		note(rewriter, DIAG_LEFTOVER_MDX, from, "\"%.*s\" is left out",
		     STR_ARG(rewriter_shown(rewriter, line)));
		writer_note_hint(rewriter->writer, STR("Weir runs no JavaScript"));
	}
	rewriter_replace(rewriter, at, to, STR(""));
	return true;
}

/* Obsidian's comments, on a line, "%% … %%", or between two lines of "%%": for writers. */
static bool take_comment(struct rewriter *rewriter, size_t at, size_t end)
{
	struct str line = str_trim_end(str_slice(rewriter->text, at, end)), rest = str_from(rewriter->text, end);
	ptrdiff_t close = line.n == 2 ? str_find(rest, STR("\n%%\n")) : -1;
	size_t to = end;

	if (close < 0 && line.n == 2 && str_ends(rest, STR("\n%%")))
		close = (ptrdiff_t)rest.n - 3;
	if (line.n == 2) {
		if (close < 0 || rewriter->comments++ >= COMMENTS_MAX)
			return false;
		to = end + (size_t)close + 3;
	} else if (line.n < 5 || !str_ends(line, STR("%%")) ||
		   str_find(str_slice(line, 2, line.n - 2), STR("%%")) >= 0) {
		return false;
	}
	note(rewriter, DIAG_LEFTOVER, at, "a comment of Obsidian, \"%%%%…%%%%\", is left out");
	rewriter_replace(rewriter, at, to, STR(""));
	return true;
}

/* "[TOC]" of MkDocs, a paragraph of its own. */
static bool take_contents(struct rewriter *rewriter, size_t line, size_t at, size_t end)
{
	struct str text = str_trim_end(str_slice(rewriter->text, at, end));

	if (!str_eq_nocase(text, STR("[toc]")) || !rewriter->lines[line].starts_block || rewriter->leaf_end > end + 1 ||
	    wiki_is_defined(rewriter, STR("toc")))
		return false;
	note(rewriter, DIAG_LEFTOVER, at, "\"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("the theme shows the table of contents"));
	rewriter_replace(rewriter, at, end, STR(""));
	return true;
}

/* "*[Note]: all of this*": has a star no other one, up to the next line that explains a word? */
static bool ends_emphasis(struct str text)
{
	struct str line;
	size_t stars = 0, i;

	for (bool is_first = true; str_line(&text, &line); is_first = false) {
		i = rewriter_skip_prefix(line, 0, line.n);
		if (!is_first && str_starts(str_from(line, i), STR("*[")))
			break;
		for (; i < line.n; i++)
			stars += line.s[i] == '*';
	}
	return stars % 2 != 0;
}

/* "*[HTML]: Hyper Text Markup Language" of MkDocs: for the text of the page, and none itself. */
static bool take_abbreviation(struct rewriter *rewriter, size_t at, size_t end)
{
	struct str line = str_trim_end(str_slice(rewriter->text, at, end)), name, meaning;
	ptrdiff_t close = str_find(line, STR("]:"));

	if (close < 3 || !str_starts(line, STR("*[")))
		return false;
	name = str_trim(str_slice(line, 2, (size_t)close));
	meaning = str_trim(str_from(line, (size_t)close + 2));
	if (name.n == 0 || meaning.n == 0 || str_find_char(name, ']') >= 0 ||
	    ends_emphasis(str_slice(rewriter->text, at + (size_t)close + 2, rewriter->leaf_end)))
		return false;
	*vec_add(&rewriter->source->abbreviations) = (struct abbreviation){name, meaning};
	rewriter_replace(rewriter, at, end, STR(""));
	return true;
}

/* True when the line was dealt with as a whole, up to rewriter->copied. */
static bool take_line(struct rewriter *rewriter, size_t line, size_t end)
{
	size_t start = rewriter->source->lines.at[line], at = rewriter_skip_prefix(rewriter->text, start, end);
	struct str rest = str_slice(rewriter->text, at, end);

	if (rest.n < 3 && !str_starts(rest, STR("%%")))
		return false;
	if (str_starts(rest, STR(":::"))) {
		struct found_tag tag;

		if (tags_read(rewriter, at, end, &tag)) { /* :::image is an image, wherever it stands */
			(void)tags_take_learn(rewriter, &tag);
			return rewriter->copied > at;
		}
		return take_container(rewriter, at, end);
	}
	if (str_starts(rest, STR("--8<--"))) {
		note(rewriter, DIAG_LEFTOVER, at, "\"%.*s\" is shown as it is written",
		     STR_ARG(utf8_cut(str_trim(rest), 80)));
		writer_note_hint(
		    rewriter->writer,
		    STR("no such file below the content folder, or one that is held back; write what it should give"));
	}
	if (str_starts(rest, STR("%%")))
		return take_comment(rewriter, at, end);
	if (rest.s[0] == '(')
		return myst_take_label(rewriter, at, end);
	if (rest.s[0] == '[')
		return take_contents(rewriter, line, at, end);
	if (rest.s[0] == '*')
		return take_abbreviation(rewriter, at, end);
	if (rest.s[0] == '{')
		return take_attribute_line(rewriter, line, at, end);
	if (at == start && (rest.s[0] == 'i' || rest.s[0] == 'e'))
		return take_module(rewriter, at, end);
	return false;
}

/* Of an HTML block that begins in that line: does it end by what is in it, not at a blank line? */
static bool is_verbatim_html(const struct rewriter *rewriter, size_t line)
{
	static const char *const starts[] = {"<pre", "<script", "<style", "<textarea", "<!", "<?"};
	struct str first = str_from(rewriter->text, rewriter->source->lines.at[line]);

	while (first.n != 0 && (first.s[0] == ' ' || first.s[0] == '\t'))
		first = str_from(first, 1);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts_nocase(first, str_c(starts[i])))
			return true;
	return false;
}

static void begin_html(struct rewriter *rewriter, size_t line)
{
	rewriter->html_is_verbatim = is_verbatim_html(rewriter, line);
	rewriter->html_indent = source_indent(source_line(rewriter->source, line));
}

/* ":::" right below HTML, which goes on to the next blank line for the parser: one is put in front. */
static bool end_block_in_html(struct rewriter *rewriter, size_t line, size_t end)
{
	struct str text = str_slice(rewriter->text, rewriter->source->lines.at[line], end), rest = str_trim(text);

	if (rewriter->colon_indents_n == 0 || rest.n < 3)
		return false;
	for (size_t i = 0; i < rest.n; i++)
		if (rest.s[i] != ':')
			return false;
	if (rewriter->html_is_verbatim)
		return false;
	rewriter_replace(rewriter, rewriter->source->lines.at[line], (size_t)(rest.s - rewriter->text.s), STR("\n"));
	rewriter->colon_indents_n--;
	rewriter_mark(rewriter, &(struct marker){.kind = MARKER_CLOSE, .original = rest},
		      (size_t)(rest.s - rewriter->text.s), end);
	return true;
}

/* ---- all lines ---- */

static size_t end_of_leaf(const struct rewriter *rewriter, size_t line)
{
	const struct source *source = rewriter->source;
	size_t i = line + 1;

	while (i < source->lines.n && rewriter->lines[i].kind == rewriter->lines[line].kind &&
	       !rewriter->lines[i].starts_block)
		i++;
	return i < source->lines.n ? source->lines.at[i] : source->text.n;
}

/* A line of which only white space is left stays as a blank line; Liquid's {%- -%} takes the line's end too. */
static void end_line(struct rewriter *rewriter, size_t end, bool is_html)
{
	struct buf *out = &rewriter->to->text;
	struct str written = str_from(buf_view(out), rewriter->line_out);

	if (!rewriter->removed_tag || rewriter->copied != end ||
	    rewriter_skip_prefix(written, 0, written.n) != written.n)
		return;
	/* a blank line would end an HTML block */
	if ((is_html || (end > 2 && str_eq(str_slice(rewriter->text, end - 3, end), STR("-%}")))) &&
	    end < rewriter->text.n) {
		rewriting_cut(rewriter->to, rewriter->line_out);
		rewriter->copied = end + 1;
	}
}

static void skip_indent(struct rewriter *rewriter, size_t start, size_t end)
{
	size_t n = 0;

	while (n < rewriter->dedent && start + n < end && rewriter->text.s[start + n] == ' ')
		n++;
	if (rewriter->copied == start)
		rewriter->copied = start + n;
}

static void rewrite_lines(struct rewriter *rewriter)
{
	const struct source *source = rewriter->source;
	size_t n = source->lines.n, at = 0;

	for (size_t i = 0; i < n; i++) {
		size_t start = source->lines.at[i], end = source_line_end(source, (int)i + 1);
		enum line_kind kind = (enum line_kind)rewriter->lines[i].kind;
		bool is_html = kind == LINE_HTML;

		if (rewriter->lines[i].starts_block || kind == LINE_OTHER || start >= rewriter->leaf_end) {
			rewriter->leaf_end = kind == LINE_OTHER ? end : end_of_leaf(rewriter, i);
			rewriter->unclosed_runs = 0;
			rewriter->target = 0;
		}
		if (is_html && rewriter->lines[i].starts_block)
			begin_html(rewriter, i);
		rewriter_copy_to(rewriter, start);
		if (rewriter->dedent != 0)
			skip_indent(rewriter, start, end);
		if (rewriter->dedents_line)
			rewriter->dedent = 0;
		rewriter->dedents_line = false;
		rewriter->line_in = start;
		rewriter->in_heading = rewriter->lines[i].is_heading;
		rewriter->line_out = rewriter->to->text.n;
		rewriter->removed_tag = false;
		if (at < start)
			at = start;
		if (kind == LINE_CODE || (is_html && rewriter->html_is_verbatim)) {
			if (rewriter->lines[i].starts_block && at == start)
				at = tags_take_raw_in_code(rewriter, start, rewriter->leaf_end, is_html);
			continue;
		}
		if (at == start && start >= rewriter->raw_until &&
		    (is_html ? end_block_in_html(rewriter, i, end) : take_line(rewriter, i, end))) {
			at = rewriter->copied;
			continue;
		}
		while (at < end) {
			if (at < rewriter->raw_until)
				at = rewriter->raw_until;
			else if (rewriter->mark_end != 0 && at >= rewriter->mark_end)
				at = end_mark(rewriter, at);
			else
				at = step(rewriter, at, is_html);
		}
		end_line(rewriter, end, is_html);
	}
	rewriter_copy_to(rewriter, rewriter->text.n);
}

static struct line_info *look_at_lines(const struct source *source)
{
	struct line_info *lines = mem_zalloc((source->lines.n + 1) * sizeof(*lines));

	markdown_html_lines(source, lines, source->lines.n);
	return lines;
}

void markdown_rewrite(struct writer *writer, struct source *source)
{
	struct rewriter rewriter = {.writer = writer, .source = source};
	struct line_info *lines;

	if (source->may_have_components)
		markdown_rewrite_components(source, str_ends(writer->page->path, STR(".mdx")));
	if (source->may_have_directives) {
		markdown_rewrite_directives(source);
		source->may_have_leftovers = true; /* ::: blocks and labels */
	}
	if (source->may_have_admonitions) {
		lines = look_at_lines(source);
		markdown_rewrite_admonitions(source, lines);
		mem_free(lines);
	}
	if (source->may_have_definitions) {
		lines = look_at_lines(source);
		markdown_rewrite_definitions(source, lines);
		mem_free(lines);
	}
	if (!source->may_have_leftovers)
		return;
	lines = look_at_lines(source);
	rewriter.to = source_rewrite(source);
	rewriter.text = source->text;
	rewriter.lines = lines;
	rewrite_lines(&rewriter);
	source_rewritten(source);
	mem_free(lines);
	map_release(&rewriter.definitions);
	vec_release(&rewriter.brackets);
}
