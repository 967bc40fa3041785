#include "generator/markdown_rewrite.h"

#include "common/mem.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_source.h"

/* A tag of Liquid or a shortcode: longer ones are text. */
#define TAG_BYTES ((size_t)4096)
/* What all searches for the end of something may look at together: beyond it nothing ends. */
#define LOOK_BYTES ((size_t)16 * 1024 * 1024)

struct rewriter {
	struct writer *writer;
	struct source *source;
	struct rewriting *to;
	struct str text;               /* what is rewritten */
	const struct line_info *lines; /* one for each line of it */
	size_t copied;                 /* up to here it has been written or left out */
	size_t leaf_end;               /* of the paragraph or the like that is at hand */
	size_t code_until;             /* a code span goes on to there */
	size_t raw_until;              /* {% raw %}: nothing is a tag up to there */
	size_t line_out;               /* in the output: where the line at hand begins */
	bool removed_tag;              /* from the line at hand */
	size_t dedent;                 /* spaces in front of lines that only show what is in a :::column */
	size_t looked_at;              /* bytes that were looked at in searches for an end */
	uint64_t unclosed_runs;        /* backtick runs of these lengths are not closed in this leaf */
};

/* ---- output ---- */

static void copy_to(struct rewriter *rewriter, size_t at)
{
	rewriting_copy(rewriter->to, rewriter->text, rewriter->copied, at);
	if (at > rewriter->copied)
		rewriter->copied = at;
}

/* Writes `replacement` for what stands from `from` to `to`. */
static void replace(struct rewriter *rewriter, size_t from, size_t to, struct str replacement)
{
	copy_to(rewriter, from);
	rewriting_add(rewriter->to, replacement, from);
	rewriter->copied = to;
	rewriter->removed_tag |= replacement.n == 0;
}

#define note(rewriter, code, at, ...) writer_note((rewriter)->writer, code, at, __VA_ARGS__)

/* ---- small readers ---- */

static struct str word_of(struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && !str_is_space(s.s[n]))
		n++;
	return str_slice(s, 0, n);
}

/* The value of name="…" or name=… in a tag's text; absent when it has none. */
static struct str argument_of(struct str tag, struct str name)
{
	for (size_t i = 0; i + name.n + 1 < tag.n; i++) {
		struct str rest = str_from(tag, i);
		ptrdiff_t end;

		if (!str_starts(rest, name) || rest.s[name.n] != '=' || (i > 0 && !str_is_space(tag.s[i - 1])))
			continue;
		rest = str_from(rest, name.n + 1);
		if (rest.n == 0 || (rest.s[0] != '"' && rest.s[0] != '\''))
			return word_of(rest);
		end = str_find_char(str_from(rest, 1), rest.s[0]);
		return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
	}
	return STR_NONE;
}

/* The first word behind a tag's name, without its quotes. */
static struct str first_argument(struct str tag)
{
	struct str rest = str_trim(str_from(str_trim(tag), word_of(tag).n));
	ptrdiff_t end;

	if (rest.n == 0 || (rest.s[0] != '"' && rest.s[0] != '\''))
		return word_of(rest);
	end = str_find_char(str_from(rest, 1), rest.s[0]);
	return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
}

/* Text of the tag on one line, for a message. */
static struct str shown(struct rewriter *rewriter, struct str tag)
{
	return writer_one_line(rewriter->writer->arena, str_slice(tag, 0, 80));
}

/* False when too much has been looked at already. */
static bool may_look(struct rewriter *rewriter, size_t n)
{
	rewriter->looked_at += n;
	return rewriter->looked_at < LOOK_BYTES;
}

static size_t find_in(struct rewriter *rewriter, size_t from, size_t end, struct str needle)
{
	ptrdiff_t found;

	if (!may_look(rewriter, 1))
		return SIZE_MAX;
	found = str_find(str_slice(rewriter->text, from, end), needle);
	rewriter->looked_at += found < 0 ? end - from : (size_t)found;
	return found < 0 ? SIZE_MAX : from + (size_t)found;
}

/* ---- tags ---- */

enum tag_kind { TAG_LIQUID, TAG_VALUE, TAG_SHORTCODE, TAG_COMMENT, TAG_KRAMDOWN, TAG_ATTRIBUTES, TAG_LEARN };

struct found_tag {
	enum tag_kind kind;
	size_t from, to;
	struct str inside;
};

static const struct tag_form {
	const char *open, *close;
	enum tag_kind kind;
} tag_forms[] = {
    {"{{<", ">}}", TAG_SHORTCODE},
    {"{{%", "%}}", TAG_SHORTCODE},
    {"{{/*", "*/}}", TAG_COMMENT},
    {"{{", "}}", TAG_VALUE},
    {"{%", "%}", TAG_LIQUID},
    {"{/*", "*/}", TAG_COMMENT},
    {"{::", "}", TAG_KRAMDOWN},
    {"{:/", "}", TAG_KRAMDOWN},
    {"{:", "}", TAG_ATTRIBUTES},
    {":::image ", ":::", TAG_LEARN},
    {":::code ", ":::", TAG_LEARN},
    {":::video ", ":::", TAG_LEARN},
};

/* The tag that begins at `at`, ending before `end`; false when there is none. */
static bool read_tag(struct rewriter *rewriter, size_t at, size_t end, struct found_tag *tag)
{
	struct str rest = str_slice(rewriter->text, at, end);

	for (size_t i = 0; i < sizeof(tag_forms) / sizeof(*tag_forms); i++) {
		struct str open = str_c(tag_forms[i].open), close = str_c(tag_forms[i].close);
		ptrdiff_t found;

		if (!str_starts(rest, open))
			continue;
		if (!may_look(rewriter, 1))
			return false;
		found = str_find(str_slice(rest, open.n, TAG_BYTES), close);
		if (found < 0) {
			rewriter->looked_at += rest.n < TAG_BYTES ? rest.n : TAG_BYTES;
			return false;
		}
		tag->kind = tag_forms[i].kind;
		tag->from = at;
		tag->inside = str_slice(rest, open.n, open.n + (size_t)found);
		tag->to = at + open.n + (size_t)found + close.n;
		if (tag->kind == TAG_VALUE && tag->to < end && rewriter->text.s[tag->to] == '}') /* {{{ raw }}} */
			tag->to++;
		return true;
	}
	return false;
}

/* Liquid's "{%- x -%}": without the dashes. */
static struct str without_dashes(struct str inside)
{
	if (inside.n != 0 && inside.s[0] == '-')
		inside = str_from(inside, 1);
	if (inside.n != 0 && inside.s[inside.n - 1] == '-')
		inside = str_slice(inside, 0, inside.n - 1);
	return str_trim(inside);
}

/* From the start of the Liquid tag {% name %} that comes next, anywhere in the page; SIZE_MAX: none. */
static size_t find_liquid(struct rewriter *rewriter, size_t from, const char *name, size_t *end)
{
	size_t at = from;

	while ((at = find_in(rewriter, at, rewriter->text.n, STR("{%"))) != SIZE_MAX) {
		struct found_tag tag;

		if (read_tag(rewriter, at, rewriter->text.n, &tag) &&
		    str_eq(word_of(without_dashes(tag.inside)), str_c(name))) {
			*end = tag.to;
			return at;
		}
		at += 2;
	}
	return SIZE_MAX;
}

/* The same of {% endNAME %}. */
static size_t find_liquid_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end)
{
	struct str close = arena_printf(rewriter->writer->arena, "end%.*s", STR_ARG(name));

	return find_liquid(rewriter, from, close.s, end);
}

/* The same for a shortcode {{< /name >}}. */
static size_t find_shortcode_end(struct rewriter *rewriter, size_t from, struct str name, size_t *end)
{
	size_t at = from;

	while ((at = find_in(rewriter, at, rewriter->text.n, STR("{{"))) != SIZE_MAX) {
		struct found_tag tag;

		if (read_tag(rewriter, at, rewriter->text.n, &tag) && tag.kind == TAG_SHORTCODE) {
			struct str inside = str_trim(tag.inside);

			if (inside.n != 0 && inside.s[0] == '/' && str_eq(str_trim(str_from(inside, 1)), name)) {
				*end = tag.to;
				return at;
			}
		}
		at += 2;
	}
	return SIZE_MAX;
}

static size_t line_start(struct str text, size_t at)
{
	while (at > 0 && text.s[at - 1] != '\n')
		at--;
	return at;
}

/* Only white space and block quote marks before it on its line, only white space behind it. */
static bool stands_alone(struct str text, size_t from, size_t to)
{
	for (size_t i = from; i > 0 && text.s[i - 1] != '\n'; i--) {
		if (text.s[i - 1] != ' ' && text.s[i - 1] != '\t' && text.s[i - 1] != '>')
			return false;
	}
	for (size_t i = to; i < text.n && text.s[i] != '\n'; i++) {
		if (text.s[i] != ' ' && text.s[i] != '\t')
			return false;
	}
	return true;
}

/* Behind what stands before a line's own text: spaces and block quote marks. */
static size_t skip_prefix(struct str text, size_t at, size_t end)
{
	while (at < end && (text.s[at] == ' ' || text.s[at] == '\t' || text.s[at] == '>'))
		at++;
	return at;
}

/* ---- code in tags: {% highlight ruby %} … {% endhighlight %} ---- */

static size_t longest_run(struct str s, char c)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < s.n; i++) {
		run = s.s[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Opening and closing tag become a fence around what stands between them. */
static bool fence_code(struct rewriter *rewriter, const struct found_tag *tag, size_t close, size_t close_end,
		       struct str language)
{
	struct str inside = str_slice(rewriter->text, tag->to, close);
	size_t n = longest_run(inside, '`') + 1;
	struct buf fence;

	if (!stands_alone(rewriter->text, tag->from, tag->to) || !stands_alone(rewriter->text, close, close_end) ||
	    n > 64)
		return false;
	buf_init(&fence, BUF_NO_LIMIT);
	for (size_t i = 0; i < (n < 3 ? 3 : n); i++)
		buf_char(&fence, '`');
	n = fence.n;
	buf_str(&fence, language);
	replace(rewriter, tag->from, tag->to, buf_view(&fence));
	buf_cut(&fence, n);
	replace(rewriter, close, close_end, buf_view(&fence));
	buf_release(&fence);
	return true;
}

/* ---- Liquid ---- */

static void note_liquid(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str text = shown(rewriter, str_slice(rewriter->text, tag->from, tag->to));

	note(rewriter, DIAG_LEFTOVER_LIQUID, tag->from, "Liquid tag \"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("Weir does not run Liquid; write what it should give"));
}

static size_t take_raw(struct rewriter *rewriter, const struct found_tag *tag)
{
	size_t end, close = find_liquid(rewriter, tag->to, "endraw", &end);

	replace(rewriter, tag->from, tag->to, STR(""));
	if (close == SIZE_MAX)
		return tag->to;
	rewriter->raw_until = close;
	return tag->to;
}

/* Returns where to go on. */
static size_t take_liquid(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str inside = without_dashes(tag->inside), name = word_of(inside);
	size_t end, close;

	if (str_eq(name, STR("raw")))
		return take_raw(rewriter, tag);
	if (str_eq(name, STR("comment")) &&
	    (close = find_liquid(rewriter, tag->to, "endcomment", &end)) != SIZE_MAX) {
		replace(rewriter, tag->from, end, STR(""));
		return end;
	}
	if (str_eq(name, STR("highlight")) &&
	    (close = find_liquid(rewriter, tag->to, "endhighlight", &end)) != SIZE_MAX &&
	    fence_code(rewriter, tag, close, end, first_argument(inside)))
		return end;
	if (str_eq(name, STR("link")) || str_eq(name, STR("post_url"))) {
		replace(rewriter, tag->from, tag->to, first_argument(inside));
		return tag->to;
	}
	if (str_starts(name, STR("mermaid")) && (close = find_liquid_end(rewriter, tag->to, name, &end)) != SIZE_MAX) {
		note_liquid(rewriter, tag);
		if (fence_code(rewriter, tag, close, end, STR("mermaid")))
			return end;
	}
	if (!str_starts(name, STR("end")) && !str_starts(name, STR("els")) && !str_eq(name, STR("when")))
		note_liquid(rewriter, tag); /* once for a block */
	replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* What stands for the path that a site is published under, mostly nothing. */
static bool is_base_path(struct str name)
{
	return str_eq(name, STR("site.baseurl")) || str_eq(name, STR("site.base_url")) || str_eq(name, STR("baseurl")) ||
	       str_eq(name, STR("base_url"));
}

/* A value cannot be left out of a sentence: it is shown, safe from the parser. */
static size_t take_value(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	struct str text = str_slice(rewriter->text, tag->from, tag->to), name = shown(rewriter, text);
	struct buf safe;

	if (str_trim(tag->inside).n == 0)
		return tag->to;
	if (is_base_path(without_dashes(tag->inside))) {
		replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	}
	note(rewriter, DIAG_LEFTOVER_LIQUID, tag->from, "\"%.*s\" is shown as it is written", STR_ARG(name));
	writer_note_hint(rewriter->writer, STR("Weir does not run Liquid; write the value, or put it in backticks"));
	if (is_html)
		return tag->to;
	buf_init(&safe, BUF_NO_LIMIT);
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\`*_[]<>|~&", text.s[i]) != NULL)
			buf_char(&safe, '\\');
		buf_char(&safe, text.s[i]);
	}
	replace(rewriter, tag->from, tag->to, buf_view(&safe));
	buf_release(&safe);
	return tag->to;
}

/* ---- shortcodes ---- */

static void note_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str text = shown(rewriter, str_slice(rewriter->text, tag->from, tag->to));

	note(rewriter, DIAG_LEFTOVER_SHORTCODE, tag->from, "shortcode \"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("Weir does not run shortcodes; write what it should give"));
}

static void add_escaped(struct buf *out, struct str s, const char *special)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '\n') {
			buf_char(out, ' ');
			continue;
		}
		if (strchr(special, s.s[i]) != NULL)
			buf_char(out, '\\');
		buf_char(out, s.s[i]);
	}
}

/* `![alt](<source> "title")`, or without the "!" a link. */
static void add_link(struct buf *out, bool is_image, struct str text, struct str target, struct str title)
{
	buf_str(out, is_image ? STR("![") : STR("["));
	add_escaped(out, text, "\\`*_[]<>|~&");
	buf_lit(out, "](<");
	add_escaped(out, target, "\\<>|");
	buf_char(out, '>');
	if (title.n != 0) {
		buf_lit(out, " \"");
		add_escaped(out, title, "\\\"|");
		buf_char(out, '"');
	}
	buf_char(out, ')');
}

static void replace_by_link(struct rewriter *rewriter, const struct found_tag *tag, bool is_image, struct str text,
			    struct str target, struct str title)
{
	struct buf link;

	buf_init(&link, BUF_NO_LIMIT);
	add_link(&link, is_image, text, target, title);
	replace(rewriter, tag->from, tag->to, buf_view(&link));
	buf_release(&link);
}

static size_t take_figure(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str alt = argument_of(tag->inside, STR("alt")), caption = argument_of(tag->inside, STR("caption"));
	struct str title = argument_of(tag->inside, STR("title"));

	if (caption.n == 0)
		caption = title;
	replace_by_link(rewriter, tag, true, alt.n != 0 ? alt : caption, argument_of(tag->inside, STR("src")),
			str_eq(alt, caption) ? STR_NONE : caption);
	return tag->to;
}

static size_t take_video(struct rewriter *rewriter, const struct found_tag *tag, struct str name)
{
	struct str id = first_argument(tag->inside);
	struct str host = str_eq(name, STR("vimeo")) ? STR("https://vimeo.com/") : STR("https://www.youtube.com/watch?v=");
	struct str url;

	if (argument_of(tag->inside, STR("id")).n != 0)
		id = argument_of(tag->inside, STR("id"));
	url = arena_printf(rewriter->writer->arena, "%.*s%.*s", STR_ARG(host), STR_ARG(id));
	replace_by_link(rewriter, tag, false, url, url, STR_NONE);
	return tag->to;
}

/* {{< note >}}, {{% notice warning "Title" %}}: names of alerts, or words that take the name as argument. */
static bool is_alert_shortcode(struct str inside, struct str *name, struct str *title)
{
	static const char *const takers[] = {"notice", "alert", "callout", "admonition", "hint", "blocknote"};
	struct str word = word_of(inside);

	*title = argument_of(inside, STR("title"));
	for (size_t i = 0; i < sizeof(takers) / sizeof(*takers); i++) {
		struct str type;

		if (!str_eq(word, str_c(takers[i])))
			continue;
		type = argument_of(inside, STR("type"));
		if (type.n == 0)
			type = argument_of(inside, STR("color"));
		if (type.n == 0)
			type = first_argument(inside);
		*name = alerts_find(type) != NULL ? type : alerts_find(word) != NULL ? word : STR("note");
		return true;
	}
	*name = word;
	return str_eq(word, STR("details")) || str_eq(word, STR("expand")) || alerts_find(word) != NULL;
}

static void put_marker(struct rewriter *rewriter, const struct marker *marker, size_t from, size_t to)
{
	copy_to(rewriter, from);
	rewriting_mark(rewriter->source, rewriter->to, marker, from);
	rewriter->copied = to;
}

static bool take_alert_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct marker open = {.kind = MARKER_OPEN, .original = str_slice(rewriter->text, tag->from, tag->to)}, close;
	struct str inside = str_trim(tag->inside);
	size_t end;

	if (!stands_alone(rewriter->text, tag->from, tag->to))
		return false;
	if (inside.n != 0 && inside.s[0] == '/') {
		struct str unused;

		if (!is_alert_shortcode(str_from(inside, 1), &open.name, &unused))
			return false;
		close = (struct marker){.kind = MARKER_CLOSE, .original = open.original};
		put_marker(rewriter, &close, tag->from, tag->to);
		return true;
	}
	if (!is_alert_shortcode(inside, &open.name, &open.title) ||
	    find_shortcode_end(rewriter, tag->to, word_of(inside), &end) == SIZE_MAX)
		return false;
	if (str_eq(open.name, STR("expand")))
		open.name = STR("details");
	if (str_eq(open.name, STR("details")) && open.title.n == 0)
		open.title = argument_of(inside, STR("summary")).n != 0 ? argument_of(inside, STR("summary"))
									: first_argument(inside);
	put_marker(rewriter, &open, tag->from, tag->to);
	return true;
}

static size_t take_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str inside = str_trim(tag->inside), name = word_of(inside);
	size_t close, end;

	if (str_eq(name, STR("figure")) && argument_of(inside, STR("src")).n != 0)
		return take_figure(rewriter, tag);
	if (str_eq(name, STR("youtube")) || str_eq(name, STR("vimeo")))
		return take_video(rewriter, tag, name);
	if (str_eq(name, STR("ref")) || str_eq(name, STR("relref"))) {
		replace(rewriter, tag->from, tag->to, first_argument(inside));
		return tag->to;
	}
	if (str_eq(name, STR("highlight")) &&
	    (close = find_shortcode_end(rewriter, tag->to, name, &end)) != SIZE_MAX &&
	    fence_code(rewriter, tag, close, end, first_argument(inside)))
		return end;
	if (take_alert_shortcode(rewriter, tag))
		return tag->to;
	if (inside.n == 0 || inside.s[0] != '/') /* once for both of a pair */
		note_shortcode(rewriter, tag);
	replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* ---- kramdown ---- */

static void note_kramdown(struct rewriter *rewriter, size_t from, size_t to)
{
	struct str text = shown(rewriter, str_slice(rewriter->text, from, to));

	note(rewriter, DIAG_LEFTOVER_KRAMDOWN, from, "attribute list \"%.*s\" is left out", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("Weir reads {#id .class} behind a heading, nothing elsewhere"));
}

/* "{: .class #id key="value" name}" and not "{:smile: hello}". */
static bool is_attribute_list(struct str inside)
{
	struct str rest = str_trim(inside);

	if (rest.n == 0 || str_find_char(rest, '\n') >= 0 || str_find_char(rest, '{') >= 0)
		return false;
	if (rest.s[0] == '.' || rest.s[0] == '#')
		return rest.n > 1 && (str_is_alpha(rest.s[1]) || rest.s[1] == '_');
	if (str_eq(rest, STR("toc")) || str_starts(rest, STR("toc ")))
		return true;
	return str_is_alpha(rest.s[0]) && str_find_char(rest, '=') > 0;
}

static size_t take_kramdown(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str name = word_of(tag->inside);
	size_t close = SIZE_MAX;

	if (str_starts(name, STR("comment"))) {
		close = find_in(rewriter, tag->to, rewriter->text.n, STR("{:/comment}"));
		if (close != SIZE_MAX) {
			replace(rewriter, tag->from, close + 11, STR(""));
			return close + 11;
		}
	}
	if (rewriter->text.s[tag->from + 2] == ':' && !str_starts(name, STR("nomarkdown")))
		note_kramdown(rewriter, tag->from, tag->to);
	replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* Behind a span: [x](y){:target="_blank"}. Behind a heading's text it is markdown_html.c's. */
static size_t take_attributes(struct rewriter *rewriter, const struct found_tag *tag)
{
	char before = tag->from > 0 ? rewriter->text.s[tag->from - 1] : '\n';

	if (!is_attribute_list(tag->inside) || strchr(")]`*_>\"", before) == NULL)
		return tag->to;
	note_kramdown(rewriter, tag->from, tag->to);
	replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* ---- Microsoft Learn ---- */

static size_t take_learn(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str source = argument_of(tag->inside, STR("source")), text;
	bool is_image = str_starts(str_from(rewriter->text, tag->from), STR(":::image"));

	if (source.n == 0)
		return tag->to;
	if (is_image) {
		replace_by_link(rewriter, tag, true, argument_of(tag->inside, STR("alt-text")), source, STR_NONE);
		return tag->to;
	}
	text = shown(rewriter, source);
	note(rewriter, DIAG_LEFTOVER_LEARN, tag->from, "\"%.*s\" is not fetched", STR_ARG(text));
	writer_note_hint(rewriter->writer, STR("put the code into the page"));
	if (str_starts(source, STR("http"))) {
		replace_by_link(rewriter, tag, false, source, source, STR_NONE);
		return tag->to;
	}
	text = str_find_char(source, '`') >= 0 ? source : arena_printf(rewriter->writer->arena, "`%.*s`", STR_ARG(source));
	replace(rewriter, tag->from, tag->to, text);
	return tag->to;
}

/* ---- link targets with tags in them ---- */

/* {{ "/x" | relative_url }}: the string. */
static struct str literal_of(struct str inside)
{
	struct str rest = without_dashes(inside);
	ptrdiff_t end;

	if (rest.n < 2 || (rest.s[0] != '"' && rest.s[0] != '\''))
		return STR_NONE;
	end = str_find_char(str_from(rest, 1), rest.s[0]);
	return end < 0 ? STR_NONE : str_slice(rest, 1, (size_t)end + 1);
}

/* The end of a link's target that begins at `at`: white space or the bracket that closes the link. */
static size_t target_end(struct rewriter *rewriter, size_t at, size_t end, bool is_inline, bool *has_tags)
{
	unsigned depth = 0;

	*has_tags = false;
	while (at < end && may_look(rewriter, 1)) {
		struct found_tag tag;
		char c = rewriter->text.s[at];

		if (c == '{' && read_tag(rewriter, at, end, &tag) && tag.kind <= TAG_SHORTCODE) {
			*has_tags = true;
			at = tag.to;
			continue;
		}
		if (str_is_space(c) || (is_inline && c == ')' && depth == 0))
			return at;
		depth += c == '(';
		depth -= c == ')' && depth != 0;
		at++;
	}
	return at;
}

/* Writes the target in angle brackets, for links.c to understand. */
static void wrap_target(struct rewriter *rewriter, size_t from, size_t to)
{
	struct buf target;
	size_t at = from;

	buf_init(&target, BUF_NO_LIMIT);
	buf_char(&target, '<');
	while (at < to) {
		struct found_tag tag;
		struct str part = str_slice(rewriter->text, at, at + 1);

		if (part.s[0] == '{' && read_tag(rewriter, at, to, &tag)) {
			struct str literal = tag.kind == TAG_VALUE ? literal_of(tag.inside) : STR_NONE;

			part = literal.s != NULL ? literal : str_slice(rewriter->text, at, tag.to);
			at = tag.to;
		} else {
			at++;
		}
		add_escaped(&target, part, "<>");
	}
	buf_char(&target, '>');
	replace(rewriter, from, to, buf_view(&target));
	buf_release(&target);
}

/* At "](" or "]: ": where to go on. */
static size_t take_target(struct rewriter *rewriter, size_t at, size_t end)
{
	bool is_inline = rewriter->text.s[at + 1] == '(', has_tags;
	size_t from = at + 2, to;

	while (from < end && (rewriter->text.s[from] == ' ' || rewriter->text.s[from] == '\t'))
		from++;
	if (from >= end || rewriter->text.s[from] == '<')
		return at + 1;
	to = target_end(rewriter, from, end, is_inline, &has_tags);
	if (!has_tags)
		return at + 1;
	wrap_target(rewriter, from, to);
	return to;
}

/* ---- inlines of a line ---- */

/* Of code only {% raw %} around it is taken out. */
static size_t take_raw_in_code(struct rewriter *rewriter, size_t at, size_t end)
{
	while ((at = find_in(rewriter, at, end, STR("{%"))) != SIZE_MAX) {
		struct found_tag tag;
		size_t close, close_end;

		if (read_tag(rewriter, at, end, &tag) && str_eq(without_dashes(tag.inside), STR("raw")) &&
		    (close = find_liquid(rewriter, tag.to, "endraw", &close_end)) != SIZE_MAX && close_end <= end) {
			replace(rewriter, tag.from, tag.to, STR(""));
			replace(rewriter, close, close_end, STR(""));
			at = close_end;
		} else {
			at += 2;
		}
	}
	return end;
}

/* Behind the code span that begins at `at`, or behind its backticks when it has no end. */
static size_t skip_code(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t n = 0, run;

	while (at + n < rewriter->leaf_end && text.s[at + n] == '`')
		n++;
	if (n < 64 && (rewriter->unclosed_runs >> n & 1) != 0)
		return at + n;
	for (size_t i = at + n; i < rewriter->leaf_end && may_look(rewriter, 1); i += run == 0 ? 1 : run) {
		for (run = 0; i + run < rewriter->leaf_end && text.s[i + run] == '`'; run++) {
		}
		if (run == n)
			return take_raw_in_code(rewriter, at, i + run);
	}
	if (n < 64)
		rewriter->unclosed_runs |= (uint64_t)1 << n;
	return at + n;
}

/* Behind the HTML tag at `at`, in which everything stays; at + 1 when it is none. */
static size_t skip_html_tag(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	char quote = '\0';

	if (at + 1 >= rewriter->leaf_end)
		return at + 1;
	if (str_starts(str_slice(text, at, rewriter->leaf_end), STR("<!--"))) {
		size_t end = find_in(rewriter, at, rewriter->leaf_end, STR("-->"));

		return end == SIZE_MAX ? at + 1 : end + 3;
	}
	if (!str_is_alpha(text.s[at + 1]))
		return at + 1;
	for (size_t i = at + 2; i < rewriter->leaf_end && i < at + TAG_BYTES && may_look(rewriter, 1); i++) {
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

static size_t take_tag(struct rewriter *rewriter, const struct found_tag *tag, bool is_html)
{
	switch (tag->kind) {
	case TAG_LIQUID:
		return take_liquid(rewriter, tag);
	case TAG_VALUE:
		return take_value(rewriter, tag, is_html);
	case TAG_SHORTCODE:
		if (!is_html)
			return take_shortcode(rewriter, tag);
		note_shortcode(rewriter, tag);
		replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	case TAG_COMMENT:
		replace(rewriter, tag->from, tag->to, STR(""));
		return tag->to;
	case TAG_KRAMDOWN:
		return take_kramdown(rewriter, tag);
	case TAG_ATTRIBUTES:
		return take_attributes(rewriter, tag);
	case TAG_LEARN:
		return take_learn(rewriter, tag);
	}
	return tag->to;
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
		replace(rewriter, at, at + 1, STR("\\["));
	return at + 2;
}

/* One place of a line: where to go on. */
static size_t step(struct rewriter *rewriter, size_t at, bool is_html)
{
	struct str text = rewriter->text;
	struct found_tag tag;

	switch (text.s[at]) {
	case '`':
		return is_html ? at + 1 : skip_code(rewriter, at);
	case '\\':
		return at + 2;
	case '<':
		return skip_html_tag(rewriter, at);
	case '[':
		return is_html ? at + 1 : take_open_note(rewriter, at);
	case ']':
		if (!is_html && at + 1 < rewriter->leaf_end &&
		    (text.s[at + 1] == '(' || (text.s[at + 1] == ':' && is_definition(text, at))))
			return take_target(rewriter, at, rewriter->leaf_end);
		return at + 1;
	case ':':
		if (is_html)
			return at + 1;
		break;
	case '{':
		break;
	default:
		return at + 1;
	}
	if (!read_tag(rewriter, at, rewriter->leaf_end, &tag))
		return at + 1;
	return take_tag(rewriter, &tag, is_html);
}

/* ---- whole lines ---- */

static const char *const learn_blocks[] = {"row", "column", "zone", "moniker", "no-loc", "form", "image", "code",
					   "video", "checklist", "op_"};

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
		title = argument_of(str_slice(rest, 1, rest.n - 1), STR("title"));
		return title;
	}
	return rest;
}

/* A ":::" line: into a marker. False when it is none. */
static bool take_container(struct rewriter *rewriter, size_t at, size_t end)
{
	struct marker marker = {.kind = MARKER_OPEN, .original = str_slice(rewriter->text, at, end)};
	struct str rest = str_slice(rewriter->text, at, end);
	size_t n = 0;

	while (rest.n != 0 && rest.s[0] == ':')
		rest = str_from(rest, 1);
	rest = str_trim(rest);
	if (rest.n == 0) {
		marker.kind = MARKER_CLOSE;
		put_marker(rewriter, &marker, at, end);
		return true;
	}
	if (rest.s[0] == '{' || rest.s[0] == '.') { /* ::: {.note} of Pandoc, :::{note} of MyST */
		size_t skip = 0;

		while (skip < rest.n && (rest.s[skip] == '{' || rest.s[skip] == '.' || rest.s[skip] == ' '))
			skip++;
		rest = str_from(rest, skip);
		if (str_starts(rest, STR("callout-")))
			rest = str_from(rest, 8);
	}
	while (n < rest.n && (str_is_alnum(rest.s[n]) || rest.s[n] == '-' || rest.s[n] == '_'))
		n++;
	if (n == 0)
		return false;
	marker.name = str_slice(rest, 0, n);
	rest = str_trim(str_from(rest, n));
	if (rest.n != 0 && rest.s[0] == '}')
		rest = str_trim(str_from(rest, 1));
	if (is_learn_block(marker.name) || str_ends(rest, STR(":::"))) {
		if (str_eq(marker.name, STR("column")))
			rewriter->dedent = at - line_start(rewriter->text, at) + 3;
		else if (str_eq(marker.name, STR("column-end")))
			rewriter->dedent = 0;
		note(rewriter, DIAG_LEFTOVER_LEARN, at, "block \":::%.*s\" is left out, what it contains is kept",
		     STR_ARG(marker.name));
		marker.kind = MARKER_NONE;
	} else {
		marker.title = container_title(rest);
		if (alerts_find(marker.name) == NULL && !str_eq(marker.name, STR("details"))) {
			note(rewriter, DIAG_LEFTOVER, at, "block \":::%.*s\" is not known, what it contains is kept",
			     STR_ARG(marker.name));
			writer_note_hint(rewriter->writer,
					 STR("there are note, tip, important, warning, caution, info, danger and details"));
		}
	}
	put_marker(rewriter, &marker, at, end);
	return true;
}

static bool is_blank_line(struct str text, size_t at, size_t end)
{
	return skip_prefix(text, at, end) == end;
}

/* "* TOC" above "{:toc}": goes with it. */
static void drop_toc_item(struct rewriter *rewriter, size_t line)
{
	struct str out = buf_view(&rewriter->to->text);
	size_t start;
	struct str item;

	if (line == 0 || rewriter->copied != rewriter->source->lines.at[line])
		return;
	start = line_start(out, out.n - 1);
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

	if (!read_tag(rewriter, at, end, &tag) || tag.kind != TAG_ATTRIBUTES || !is_attribute_list(tag.inside) ||
	    str_trim(str_slice(rewriter->text, tag.to, end)).n != 0)
		return false;
	marker.original = str_slice(rewriter->text, at, end);
	marker.name = str_trim(tag.inside);
	if (str_eq(word_of(marker.name), STR("toc"))) {
		note(rewriter, DIAG_LEFTOVER_KRAMDOWN, at, "\"{:toc}\" is left out");
		writer_note_hint(rewriter->writer, STR("the theme shows the table of contents"));
		drop_toc_item(rewriter, line);
		replace(rewriter, at, end, STR(""));
		return true;
	}
	marker.stands_before = line == 0 || is_blank_line(rewriter->text, rewriter->source->lines.at[line - 1],
							  start > 0 ? start - 1 : 0);
	put_marker(rewriter, &marker, at, end);
	return true;
}

/* import X from "y"; export const x = …: nothing for readers. */
static bool is_module_line(struct str line)
{
	struct str trimmed = str_trim(line);

	if (trimmed.n != 0 && trimmed.s[trimmed.n - 1] == ';')
		trimmed = str_slice(trimmed, 0, trimmed.n - 1);
	if (str_starts(trimmed, STR("import "))) {
		char last = trimmed.s[trimmed.n - 1];

		return (last == '"' || last == '\'') &&
		       (str_find(trimmed, STR(" from ")) > 0 || str_find_char(trimmed, last) == 7);
	}
	if (!str_starts(trimmed, STR("export ")))
		return false;
	trimmed = str_trim(str_from(trimmed, 7));
	return (str_starts(trimmed, STR("const ")) || str_starts(trimmed, STR("let ")) ||
		str_starts(trimmed, STR("function ")) || str_starts(trimmed, STR("default ")) ||
		str_starts(trimmed, STR("async "))) &&
	       (str_find_char(trimmed, '=') > 0 || str_find_char(trimmed, '{') > 0 || str_find_char(trimmed, '(') > 0);
}

/* Drops the paragraph's lines from `at` on: an import is one line, an export all of them. */
static bool take_module(struct rewriter *rewriter, size_t at, size_t end)
{
	struct str line = str_slice(rewriter->text, at, end), name = shown(rewriter, line);
	size_t to = end;

	if (!is_module_line(line))
		return false;
	if (str_starts(line, STR("export "))) {
		to = rewriter->leaf_end;
		while (to > at && rewriter->text.s[to - 1] == '\n')
			to--;
	}
	rewriter->writer->is_mdx = true;
	note(rewriter, DIAG_LEFTOVER_MDX, at, "\"%.*s\" is left out", STR_ARG(name));
	writer_note_hint(rewriter->writer, STR("Weir runs no JavaScript"));
	replace(rewriter, at, to, STR(""));
	return true;
}

/* True when the line was dealt with as a whole, up to rewriter->copied. */
static bool take_line(struct rewriter *rewriter, size_t line, size_t end)
{
	size_t start = rewriter->source->lines.at[line], at = skip_prefix(rewriter->text, start, end);
	struct str rest = str_slice(rewriter->text, at, end);

	if (rest.n < 3)
		return false;
	if (str_starts(rest, STR(":::"))) {
		struct found_tag tag;

		if (read_tag(rewriter, at, end, &tag)) { /* :::image is an image, wherever it stands */
			(void)take_learn(rewriter, &tag);
			return rewriter->copied > at;
		}
		return take_container(rewriter, at, end);
	}
	if (str_starts(rest, STR("{:")))
		return take_attribute_line(rewriter, line, at, end);
	if (at == start && (rest.s[0] == 'i' || rest.s[0] == 'e'))
		return take_module(rewriter, at, end);
	return false;
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

	if (!rewriter->removed_tag || rewriter->copied != end || skip_prefix(written, 0, written.n) != written.n)
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
		}
		copy_to(rewriter, start);
		if (rewriter->dedent != 0)
			skip_indent(rewriter, start, end);
		rewriter->line_out = rewriter->to->text.n;
		rewriter->removed_tag = false;
		if (at < start)
			at = start;
		if (kind == LINE_CODE) {
			if (rewriter->lines[i].starts_block && at == start)
				at = take_raw_in_code(rewriter, start, rewriter->leaf_end);
			continue;
		}
		if (at == start && !is_html && start >= rewriter->raw_until && take_line(rewriter, i, end)) {
			at = rewriter->copied;
			continue;
		}
		while (at < end) {
			if (at < rewriter->raw_until)
				at = rewriter->raw_until;
			else
				at = step(rewriter, at, is_html);
		}
		end_line(rewriter, end, is_html);
	}
	copy_to(rewriter, rewriter->text.n);
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

	if (source->may_have_admonitions) {
		lines = look_at_lines(source);
		markdown_rewrite_admonitions(source, lines);
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
}
