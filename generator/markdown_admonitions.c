#include "generator/code_fence.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_rewrite.h"
#include "generator/markdown_source.h"

/*
 * MkDocs:
 *
 *     !!! note "Title"
 *         indented text
 *
 * becomes a block quote (its end is the parser's to find) that begins with a marker:
 *
 *     > <!--marker-->
 *     > indented text
 *
 * Blocks in blocks give quotes in quotes. A tab, === "Title", is the same with its title in bold.
 */

#define DEPTH_MAX 8
#define STEP ((size_t)4)

struct admonitions {
	struct source *source;
	struct rewriting *to;
	size_t indent[DEPTH_MAX]; /* of the "!!!" of each open block */
	size_t depth;
	struct code_fence fence; /* of a code block inside */
};

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.s[n] == ' ')
		n++;
	return n;
}

/* `=== "Title"`; `===+ "Title"` is the one shown first, `===! "Title"` begins another set. */
static bool read_tab(struct str line, struct marker *marker)
{
	struct str rest;

	if (!str_starts(line, STR("===")))
		return false;
	rest = str_from(line, 3);
	if (rest.n != 0 && (rest.s[0] == '+' || rest.s[0] == '!'))
		rest = str_from(rest, 1);
	if (rest.n < 4 || rest.s[0] != ' ')
		return false;
	rest = str_trim(rest);
	if (rest.n < 3 || rest.s[0] != '"' || rest.s[rest.n - 1] != '"')
		return false;
	*marker = (struct marker){.kind = MARKER_QUOTE, .is_tab = true, .title = str_slice(rest, 1, rest.n - 1)};
	return true;
}

/* `note "Title"`, `danger highlight "T"`, `+ tip`, and `"Title"` alone of a block to unfold */
static bool read_head(struct str line, struct marker *marker)
{
	struct str rest = str_trim(line), name;
	size_t n = 0;
	ptrdiff_t quote;

	if (read_tab(rest, marker)) {
		marker->original = line;
		return true;
	}
	if (!str_starts(rest, STR("!!!")) && !str_starts(rest, STR("???")))
		return false;
	*marker = (struct marker){.kind = MARKER_QUOTE, .original = line, .is_foldable = rest.s[0] == '?'};
	rest = str_from(rest, 3);
	if (rest.n != 0 && rest.s[0] == '+') {
		marker->is_open = true;
		rest = str_from(rest, 1);
	}
	if (rest.n == 0 || rest.s[0] != ' ')
		return false;
	name = str_trim(rest);
	while (n < name.n && (str_is_alnum(name.s[n]) || name.s[n] == '-' || name.s[n] == '_'))
		n++;
	if ((n == 0 && (!marker->is_foldable || name.n == 0 || name.s[0] != '"')) ||
	    (n != 0 && n < name.n && name.s[n] != ' '))
		return false;
	marker->name = str_slice(name, 0, n);
	rest = str_trim(str_from(name, n));
	quote = str_find_char(rest, '"');
	if (quote >= 0 && rest.n > (size_t)quote + 1 && rest.s[rest.n - 1] == '"')
		marker->title = str_slice(rest, (size_t)quote + 1, rest.n - 1);
	return true;
}

/* Is what follows line i text of a block whose "!!!" stands at that indent? */
static bool has_content(const struct source *source, size_t i, size_t indent)
{
	for (size_t j = i + 1; j < source->lines.n; j++) {
		struct str line = source_line(source, j);

		if (str_trim(line).n != 0)
			return indent_of(line) >= indent + STEP;
	}
	return false;
}

/* `!!! note "All that it says"`: shown, though nothing stands indented below it. `!!! Wow "cool"` is a sentence. */
static bool is_all_in_title(const struct marker *marker)
{
	return marker->title.n != 0 && !marker->is_foldable && !marker->is_tab && alerts_find(marker->name) != NULL;
}

static void add_quotes(struct admonitions *admonitions, size_t from)
{
	struct rewriting *to = admonitions->to;
	size_t at = 0;

	for (size_t i = 0; i < admonitions->depth; i++) {
		size_t spaces = admonitions->indent[i] - at;

		rewriting_add(to, str_slice(STR("                                "), 0, spaces < 32 ? spaces : 32),
			      from);
		rewriting_add(to, STR("> "), from);
		at = admonitions->indent[i] + STEP;
	}
}

static void take_line(struct admonitions *admonitions, size_t i, const struct line_info *info)
{
	struct source *source = admonitions->source;
	size_t from = source->lines.at[i], end = source_line_end(source, (int)i + 1), indent, skip;
	struct str line = str_slice(source->text, from, end);
	struct marker marker;

	indent = indent_of(line);
	if (str_trim(line).n != 0) {
		size_t depth = admonitions->depth;

		while (admonitions->depth != 0 && indent < admonitions->indent[admonitions->depth - 1] + STEP) {
			admonitions->depth--;
			admonitions->fence = (struct code_fence){0};
		}
		if (admonitions->depth < depth) { /* or the line would go on the quote's last paragraph, or be in it */
			add_quotes(admonitions, from);
			rewriting_add(admonitions->to, STR("\n"), from);
		}
	}
	if (admonitions->fence.sign == '\0' && admonitions->depth < DEPTH_MAX &&
	    (admonitions->depth != 0 || info[i].kind == LINE_TEXT) && read_head(line, &marker) &&
	    (has_content(source, i, indent) || is_all_in_title(&marker))) {
		admonitions->indent[admonitions->depth++] = indent;
		add_quotes(admonitions, from);
		rewriting_mark(source, admonitions->to, &marker, from + indent);
		rewriting_copy(admonitions->to, source->text, end, end < source->text.n ? end + 1 : end);
		return;
	}
	if (admonitions->depth == 0) {
		rewriting_copy(admonitions->to, source->text, from, end < source->text.n ? end + 1 : end);
		return;
	}
	(void)code_fence_take(&admonitions->fence, line);
	add_quotes(admonitions, from);
	skip = admonitions->indent[admonitions->depth - 1] + STEP;
	if (skip > indent)
		skip = indent;
	rewriting_copy(admonitions->to, source->text, from + skip, end < source->text.n ? end + 1 : end);
}

void markdown_rewrite_admonitions(struct source *source, const struct line_info *lines)
{
	struct admonitions admonitions = {.source = source, .to = source_rewrite(source)};

	for (size_t i = 0; i < source->lines.n; i++)
		take_line(&admonitions, i, lines);
	source_rewritten(source);
}
