#include "generator/markdown_includes.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/charset.h"
#include "generator/code_fence.h"
#include "generator/frontmatter.h"
#include "generator/reader.h"
#include "generator/urlpath.h"

#include <sys/stat.h>
#include <unistd.h>

enum { SHOWN_BYTES = 80 }; /* of a line, in a message */

struct stamp {
	uint64_t size, inode;
	int64_t changed;
};

struct seen_vec VEC_FIELDS(struct str);

struct includer {
	struct page *page;
	struct arena *arena;
	struct seen_vec seen; /* page->includes in the making */
	size_t files, bytes, bytes_read;
	struct seen_vec imports; /* lines of importing that import something */
	struct str importing;
	struct str chain[LIMIT_INCLUDE_DEPTH]; /* the file at hand, and those that it is in */
	unsigned missing;		       /* in code, where nothing else tells of them */
	size_t missing_line;		       /* of the first one */
	struct str missing_text;
};

/* What a line asks for. */
struct wanted {
	struct str path;
	struct str beside;   /* a folder where such files stand, too: "_includes"; empty: none */
	struct str part;     /* a name between marks; empty: all of it */
	int64_t first, last; /* lines from 1, 0: from the beginning, to the end */
	struct str title;    /* of a code block */
	bool is_template;    /* Liquid, which may have arguments */
	bool is_code;	     /* becomes a code block */
	bool has_own_links;  /* they lead from its own folder, not from the page's: Microsoft Learn, MDX */
	bool is_import;	     /* the line that says where a part comes from: nothing for readers */
};

/* ---- what lines say ---- */

/* Text between two, on one line; absent when it is not there. */
static struct str between(struct str line, struct str open, struct str close)
{
	ptrdiff_t from = str_find(line, open), to;

	if (from < 0)
		return STR_NONE;
	line = str_from(line, (size_t)from + open.n);
	to = str_find(line, close);
	return to < 0 ? STR_NONE : str_trim(str_slice(line, 0, (size_t)to));
}

static struct str unquoted(struct str s)
{
	s = str_trim(s);
	if (s.n > 1 && (s.s[0] == '"' || s.s[0] == '\'') && s.s[s.n - 1] == s.s[0])
		s = str_slice(s, 1, s.n - 1);
	return s;
}

/* A number at the start, or 0. */
static int64_t number_of(struct str s)
{
	int64_t number;

	return str_to_int(str_trim(s), &number) && number > 0 ? number : 0;
}

/* "file:2:10", "file:2", "file:anchor" */
static void take_selection(struct wanted *wanted, struct str s)
{
	struct str path, first, last = s;

	(void)str_split(&last, ':', &path);
	wanted->path = str_trim(path);
	if (last.s == NULL || last.n == 0)
		return;
	s = last;
	(void)str_split(&last, ':', &first);
	if (first.n != 0 && number_of(first) == 0) {
		wanted->part = str_trim(s);
		return;
	}
	wanted->first = number_of(first);
	wanted->last = last.s == NULL ? wanted->first : number_of(last);
}

/* {{#include file:2:10}}, {{#rustdoc_include file:anchor}} */
static bool reads_mdbook(struct str line, struct wanted *wanted)
{
	struct str inside =
	    str_starts(line, STR("{{#")) && str_ends(line, STR("}}")) ? str_slice(line, 3, line.n - 2) : STR_NONE;

	if (str_starts(inside, STR("include ")))
		take_selection(wanted, str_trim(str_from(inside, strlen("include "))));
	else if (str_starts(inside, STR("rustdoc_include ")))
		take_selection(wanted, str_trim(str_from(inside, strlen("rustdoc_include "))));
	return wanted->path.n != 0;
}

/* --8<-- "file:2:10", {!file!} */
static bool reads_mkdocs(struct str line, struct wanted *wanted)
{
	if (str_starts(line, STR("--8<-- ")))
		take_selection(wanted, unquoted(str_from(line, strlen("--8<-- "))));
	else if (line.n > 4 && str_starts(line, STR("{!")) && str_ends(line, STR("!}")) && line.s[2] != '!') /* Blade */
		wanted->path = unquoted(str_slice(line, 2, line.n - 2));
	return wanted->path.n != 0;
}

static struct str first_word(struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && !str_is_space(s.s[n]) && s.s[n] != '"' && s.s[n] != '\'')
		n++;
	return str_slice(s, 0, n);
}

/* The first argument of a tag or, when that has a name, the one that has one of these. */
static struct str argument(struct str inside)
{
	static const char *const names[] = {"file=", "lookup=", "path="};
	struct str word;
	char quote;
	size_t n = 1;
	bool is_named = str_find_char(first_word(inside), '=') > 0;

	for (size_t i = 0; is_named && i < sizeof(names) / sizeof(*names); i++) {
		ptrdiff_t at = str_find(inside, str_c(names[i]));

		if (at > 0 && str_is_space(inside.s[at - 1])) {
			inside = str_from(inside, (size_t)at + strlen(names[i]));
			break;
		}
	}
	inside = str_trim(inside);
	quote = inside.n != 0 ? inside.s[0] : '\0';
	if (quote != '"' && quote != '\'') {
		(void)str_split(&inside, ' ', &word);
		return word;
	}
	while (n < inside.n && inside.s[n] != quote)
		n++;
	return str_slice(inside, 1, n);
}

/* "{%- include … -%}": what is between the dashes. */
static struct str without_dashes(struct str inside)
{
	if (str_starts(inside, STR("-")))
		inside = str_from(inside, 1);
	if (str_ends(inside, STR("-")))
		inside = str_slice(inside, 0, inside.n - 1);
	return str_trim(inside);
}

/* Between lines of "{% raw %}" and "{% endraw %}" such lines are shown. */
static bool is_raw_behind(struct str line, bool is_raw)
{
	struct str inside;

	line = str_trim(line);
	if (!str_starts(line, STR("{%")) || !str_ends(line, STR("%}")) || line.n < 4)
		return is_raw;
	inside = without_dashes(str_slice(line, 2, line.n - 2));
	return (is_raw || str_eq(inside, STR("raw"))) && !str_eq(inside, STR("endraw"));
}

/* {% include "file" %}, {% include-markdown "file" %}, {{% include "file" %}}, {{< docs/shared lookup="file" >}} */
static bool reads_tag(struct str line, struct wanted *wanted)
{
	static const struct {
		const char *name, *beside;
	} tags[] = {{"include-markdown", ""},
		    {"include_relative", ""},
		    {"include", "_includes"},
		    {"readfile", ""},
		    {"docs/shared", "shared"}};
	struct str inside = STR_NONE;

	if (str_starts(line, STR("{{%")) && str_ends(line, STR("%}}")))
		inside = str_slice(line, 3, line.n - 3);
	else if (str_starts(line, STR("{{<")) && str_ends(line, STR(">}}")))
		inside = str_slice(line, 3, line.n - 3);
	else if (str_starts(line, STR("{%")) && str_ends(line, STR("%}")))
		inside = str_slice(line, 2, line.n - 2);
	inside = without_dashes(inside);
	if (inside.n != 0 && inside.s[inside.n - 1] == '/')
		inside = str_trim(str_slice(inside, 0, inside.n - 1));
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		size_t n = strlen(tags[i].name);

		if (!str_starts(inside, str_c(tags[i].name)) || inside.n <= n || !str_is_space(inside.s[n]))
			continue;
		wanted->path = argument(str_from(inside, n));
		wanted->beside = str_c(tags[i].beside);
		wanted->is_template = str_starts(line, STR("{%"));
	}
	return wanted->path.n != 0;
}

/* "{2,10}" or "#part" behind a name */
static void take_vitepress_selection(struct wanted *wanted, struct str s)
{
	struct str lines = between(s, STR("{"), STR("}"));
	size_t n = 0;

	while (n < s.n && s.s[n] != '{' && s.s[n] != '#' && s.s[n] != ' ')
		n++;
	wanted->path = str_slice(s, 0, n);
	if (n < s.n && s.s[n] == '#') {
		size_t from = ++n;

		while (n < s.n && s.s[n] != '{' && s.s[n] != ' ')
			n++;
		wanted->part = str_slice(s, from, n);
	}
	wanted->title = wanted->is_code ? between(s, STR(" ["), STR("]")) : STR_NONE;
	if (!wanted->is_code && lines.n != 0) {
		struct str first;
		bool has_last = str_find_char(lines, ',') >= 0;

		(void)str_split(&lines, ',', &first);
		wanted->first = number_of(first);
		wanted->last = has_last ? number_of(lines) : wanted->first;
	}
}

/* <!--@include: ./part.md{3,10}-->, <<< @/code.js#part{2} [title] */
static bool reads_vitepress(struct str line, struct wanted *wanted)
{
	struct str inside = str_starts(line, STR("<!--")) ? between(line, STR("<!--"), STR("-->")) : STR_NONE;

	if (str_starts(inside, STR("@include:"))) {
		take_vitepress_selection(wanted, str_trim(str_from(inside, strlen("@include:"))));
	} else if (str_starts(line, STR("<<< "))) {
		wanted->is_code = true;
		take_vitepress_selection(wanted, str_trim(str_from(line, strlen("<<< "))));
	}
	return wanted->path.n != 0;
}

/* [!INCLUDE [what it says](../includes/file.md)] */
static bool reads_learn(struct str line, struct wanted *wanted)
{
	wanted->has_own_links = true;
	if (str_starts_nocase(line, STR("[!INCLUDE")) && str_ends(line, STR(")]")))
		wanted->path = between(line, STR("]("), STR(")]"));
	return wanted->path.n != 0;
}

/* The line of a text that imports that name; absent when there is none among the first ones. */
static struct str import_of(struct includer *includer, struct str text, struct str name)
{
	struct str rest = text, line;

	if (includer->importing.s != text.s) {
		includer->importing = text;
		vec_clear(&includer->imports);
		while (includer->imports.n < LIMIT_INCLUDES && str_split(&rest, '\n', &line))
			if (str_starts(line, STR("import ")))
				*vec_add(&includer->imports) = line;
	}
	for (size_t i = 0; i < includer->imports.n; i++) {
		line = str_from(includer->imports.at[i], strlen("import "));
		if (str_starts(line, name) && str_starts(str_from(line, name.n), STR(" from ")))
			return includer->imports.at[i];
	}
	return STR_NONE;
}

/* import Part from "./_part.mdx", and where such a part is asked for: <Part />. text: all of the file. */
static bool reads_mdx(struct includer *includer, struct str line, struct str text, struct wanted *wanted)
{
	struct str import = line;
	size_t n = 1;

	if (line.n > 1 && line.s[0] == '<' && str_is_upper(line.s[1])) {
		while (n < line.n && str_is_alnum(line.s[n]))
			n++;
		if (!str_ends(line, STR("/>")) &&
		    !str_ends(line, arena_printf(includer->arena, "></%.*s>", (int)(n - 1), line.s + 1)))
			return false;
		if (str_find_char(str_slice(line, 0, line.n - 1), '>') >= 0 && str_ends(line, STR("/>")))
			return false;
		import = import_of(includer, text, str_slice(line, 1, n));
		if (import.s == NULL)
			return false;
	} else if (str_starts(line, STR("import "))) {
		wanted->is_import = true;
	} else {
		return false;
	}
	n = (size_t)str_find(import, STR(" from "));
	if (n > import.n || str_find_char(import, '{') >= 0)
		return false;
	import = str_trim(str_from(import, n + strlen(" from ")));
	if (str_ends(import, STR(";")))
		import = str_slice(import, 0, import.n - 1);
	wanted->path = unquoted(import);
	wanted->has_own_links = true;
	return reader_is_page(wanted->path);
}

static bool reads(struct includer *includer, struct str line, struct str text, bool in_code, struct wanted *wanted)
{
	*wanted = (struct wanted){0};
	line = str_trim(line);
	if (line.n < 5 || strchr("{-<[i", line.s[0]) == NULL)
		return false;
	if (reads_mdbook(line, wanted) || reads_mkdocs(line, wanted))
		return true;
	return !in_code && (reads_tag(line, wanted) || reads_vitepress(line, wanted) || reads_learn(line, wanted) ||
			    reads_mdx(includer, line, text, wanted));
}

/* Which lines are code: fences, and <pre>, in which the parser looks for nothing either. */
struct code_lines {
	struct code_fence fence;
	bool in_pre;
};

static ptrdiff_t find_nocase(struct str text, struct str what)
{
	for (size_t i = 0; i + what.n <= text.n; i++)
		if (str_starts_nocase(str_from(text, i), what))
			return (ptrdiff_t)i;
	return -1;
}

static bool code_take(struct code_lines *code, struct str line)
{
	bool in_code = code_fence_take(&code->fence, line), was_in_pre = code->in_pre;

	if (in_code && !was_in_pre)
		return true;
	if (!was_in_pre && str_starts_nocase(str_trim(line), STR("<pre")))
		code->in_pre = true;
	if (code->in_pre && find_nocase(line, STR("</pre")) >= 0)
		code->in_pre = false;
	return was_in_pre;
}

/*
 * "\{{#include x}}" in code and ";--8<-- x" anywhere are how mdBook and MkDocs show such a line: whether it is one,
 * which goes without the sign. Outside of code a backslash stands for it, which the parser takes away.
 */
static bool is_escaped(struct str line, bool in_code)
{
	struct wanted wanted = {0};

	line = str_trim(line);
	if (in_code && str_starts(line, STR("\\{{#")))
		return reads_mdbook(str_from(line, 1), &wanted);
	return str_starts(line, STR(";--8<--")) && reads_mkdocs(str_from(line, 1), &wanted);
}

/* ---- files ---- */

static struct str stamp_of(const struct stat *status, struct arena *arena)
{
	struct stamp stamp = {(uint64_t)status->st_size, status->st_ino,
			      (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec};

	return arena_str(arena, str_n((const char *)&stamp, sizeof(stamp)));
}

/* Nothing hidden, no ticket, no draft of Jekyll. */
static bool may_be_read(struct str path)
{
	struct str rest = path, part;

	while (str_split(&rest, '/', &part))
		if (part.n == 0 || part.s[0] == '.' || str_eq_nocase(part, STR("solved")) ||
		    str_eq(part, STR("_drafts")))
			return false;
	return path.n != 0 && path.n < LIMIT_PATH_BYTES;
}

/* In the arena, without a byte order mark, lines ending with "\n"; what a page has to say of that is said of the page.
 */
static struct str decoded(struct includer *includer, struct str bytes, struct str path)
{
	struct diag_list unused;
	struct str text;

	diag_list_init(&unused, includer->arena);
	text = charset_decode(arena_str(includer->arena, bytes), path, STR(""), includer->arena, &unused);
	diag_list_release(&unused);
	return text;
}

/* A solved ticket, a draft, a page with a day from or until which it is published. */
static bool is_held_back(struct includer *includer, struct str path, struct str text,
			 const struct frontmatter *frontmatter)
{
	static const struct config config;
	struct page page = {.path = path};
	struct diag_list unused;
	struct reporter reporter;

	diag_list_init(&unused, includer->arena);
	reporter_init(&reporter, path, text, &unused);
	frontmatter_read(&page, frontmatter, &config, &reporter, includer->arena);
	diag_list_release(&unused);
	return page.draft || page.kind == PAGE_SOLVED || date_is_set(page.publish_on) || date_is_set(page.expires_on);
}

/* The file's text in the arena; absent when there is none that may be read. */
static struct str try_file(struct includer *includer, struct str path)
{
	struct arena *arena = includer->arena;
	struct str text = STR_NONE;
	struct stat status;
	struct buf bytes;
	int fd;

	if (!may_be_read(path))
		return STR_NONE;
	path = arena_str(arena, path);
	*vec_add(&includer->seen) = path;
	fd = fs_open_file_at(*includer->page->content, path.s, &status);
	*vec_add(&includer->seen) = fd < 0 ? STR("") : stamp_of(&status, arena);
	if (fd < 0)
		return STR_NONE;
	buf_init(&bytes, BUF_NO_LIMIT);
	if (includer->bytes_read <= LIMIT_INCLUDES_READ && fs_read_fd(fd, &bytes, LIMIT_INCLUDED_BYTES) == 0 &&
	    utf8_is_valid(buf_view(&bytes)) && memchr(bytes.s != NULL ? bytes.s : "", '\0', bytes.n) == NULL)
		text = decoded(includer, buf_view(&bytes), path);
	includer->bytes_read += bytes.n;
	buf_release(&bytes);
	close(fd);
	return text;
}

/* `relative` from a folder, without "." and ".."; empty when it leads out of the content folder. */
static struct str join(struct includer *includer, struct str folder, struct str relative)
{
	struct buf joined;
	struct str path;

	buf_init(&joined, LIMIT_PATH_BYTES);
	path = urlpath_join(&joined, folder, relative) ? arena_str(includer->arena, buf_view(&joined)) : STR("");
	while (path.n != 0 && path.s[0] == '/')
		path = str_from(path, 1);
	while (path.n != 0 && path.s[path.n - 1] == '/')
		path = str_slice(path, 0, path.n - 1);
	buf_release(&joined);
	return path;
}

/* From the file's folder, from the root, below a folder for such files, and where the end of the path is. */
static struct str find_file(struct includer *includer, struct str from, const struct wanted *wanted, struct str *path)
{
	static const char *const roots[] = {"@site/", "@/", "~/", "/"};
	ptrdiff_t last = str_rfind_char(from, '/');
	struct str folder = str_slice(from, 0, last < 0 ? 0 : (size_t)last), text;
	struct str asked = wanted->path, language, rest = from;
	bool is_absolute = false;

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots) && !is_absolute; i++) {
		is_absolute = str_starts(asked, str_c(roots[i]));
		if (is_absolute)
			asked = str_from(asked, strlen(roots[i]));
	}
	if (!is_absolute && (text = try_file(includer, *path = join(includer, folder, asked))).s != NULL)
		return text;
	if (wanted->beside.n != 0 &&
	    (text = try_file(includer, *path = join(includer, wanted->beside, asked))).s != NULL)
		return text;
	(void)str_split(&rest, '/', &language);
	if (is_absolute && rest.n != 0 &&
	    (text = try_file(includer, *path = join(includer, language, asked))).s != NULL)
		return text;
	while (str_starts(asked, STR("../")) || str_starts(asked, STR("./")))
		asked = str_from(asked, (size_t)str_find_char(asked, '/') + 1);
	for (*path = join(includer, STR(""), asked); path->n != 0;) {
		ptrdiff_t slash = str_find_char(*path, '/');

		if ((text = try_file(includer, *path)).s != NULL || slash < 0)
			return text;
		*path = str_from(*path, (size_t)slash + 1);
		if (str_find_char(*path, '/') < 0)
			break;
	}
	return STR_NONE;
}

/* ---- parts ---- */

/* "ANCHOR: name", "[start:name]", "#region name" with nothing of a name behind it */
static bool has_mark(struct str line, const char *mark, struct str name, const char *end)
{
	ptrdiff_t at = str_find(line, str_c(mark));
	struct str rest;

	if (at < 0)
		return false;
	rest = str_from(line, (size_t)at + strlen(mark));
	if (!str_starts(rest, name))
		return false;
	rest = str_from(rest, name.n);
	return str_starts(rest, str_c(end)) &&
	       (*end != '\0' || rest.n == 0 || !(str_is_alnum(rest.s[0]) || rest.s[0] == '-' || rest.s[0] == '_'));
}

static bool begins_part(struct str line, struct str name)
{
	return has_mark(line, "ANCHOR: ", name, "") || has_mark(line, "[start:", name, "]") ||
	       has_mark(line, "#region ", name, "");
}

static bool ends_part(struct str line, struct str name)
{
	return has_mark(line, "ANCHOR_END: ", name, "") || has_mark(line, "[end:", name, "]") ||
	       has_mark(line, "#endregion", STR(""), "");
}

static bool is_mark(struct str line)
{
	return str_find(line, STR("ANCHOR: ")) >= 0 || str_find(line, STR("ANCHOR_END: ")) >= 0 ||
	       str_find(line, STR("--8<-- [")) >= 0;
}

/* Adds the lines that are wanted of a text whose first line is that number; false when there is no such part. */
static bool add_part(struct buf *out, struct str text, int64_t first_line, const struct wanted *wanted)
{
	bool is_in = wanted->part.n == 0, was_in = is_in;
	int64_t number = first_line - 1;

	while (text.n != 0) {
		struct str line;

		(void)str_split(&text, '\n', &line);
		number++;
		if (wanted->part.n != 0 && !is_in && begins_part(line, wanted->part)) {
			is_in = was_in = true;
			continue;
		}
		if (wanted->part.n != 0 && is_in && ends_part(line, wanted->part))
			break;
		if (!is_in || is_mark(line) || number < wanted->first || (wanted->last != 0 && number > wanted->last))
			continue;
		buf_str(out, line);
		buf_char(out, '\n');
	}
	return was_in;
}

/* ---- a text with its includes ---- */

static struct str ending(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');

	return dot > 0 && str_find_char(str_from(path, (size_t)dot), '/') < 0 ? str_from(path, (size_t)dot + 1)
									      : STR("");
}

static void expand(struct includer *includer, struct str text, struct str path, unsigned depth, struct buf *out);

/* Does a link's target say where from here it leads? */
static bool is_relative(struct str target)
{
	size_t n = 0;

	if (target.n == 0 || strchr("/#<@~\\{ ", target.s[0]) != NULL)
		return false;
	while (n < target.n && target.s[n] != '/' && target.s[n] != ')' && target.s[n] != '#' && target.s[n] != ' ')
		if (target.s[n++] == ':')
			return false;
	return true;
}

/* Adds a line with its links' targets seen from the content folder. */
static void add_line_from(struct includer *includer, struct buf *out, struct str line, struct str folder)
{
	ptrdiff_t found;

	while ((found = str_find(line, STR("]("))) >= 0) {
		size_t n = (size_t)found + 2, end;

		buf_str(out, str_slice(line, 0, n));
		line = str_from(line, n);
		if (!is_relative(line))
			continue;
		for (end = 0; end < line.n && strchr(")# ?", line.s[end]) == NULL;)
			end++;
		buf_printf(out, "/%.*s", STR_ARG(join(includer, folder, str_slice(line, 0, end))));
		line = str_from(line, end);
	}
	buf_str(out, line);
	buf_char(out, '\n');
}

/* The same of a text whose code stays as it is. */
static void add_from(struct includer *includer, struct buf *out, struct str text, struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	struct str folder = str_slice(path, 0, slash < 0 ? 0 : (size_t)slash), line;
	struct code_fence fence = {0};

	while (text.n != 0) {
		(void)str_split(&text, '\n', &line);
		if (!code_fence_take(&fence, line)) {
			add_line_from(includer, out, line, folder);
			continue;
		}
		buf_str(out, line);
		buf_char(out, '\n');
	}
}

/* A template of Jekyll's, for the arguments of the one that includes it? */
static bool needs_arguments(struct str text)
{
	static const char *const uses[] = {"{{ include.",  "{{include.",       "{{- include.", " if include.",
					   " in include.", " unless include.", "= include."};

	for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++)
		if (str_find(text, str_c(uses[i])) >= 0)
			return true;
	return false;
}

/* What stands for a line; absent: it stays. */
static struct str replacement(struct includer *includer, struct str from, const struct wanted *wanted, unsigned depth)
{
	struct frontmatter frontmatter = {.body_line = 1};
	struct buf part, whole;
	struct str text, path, result = STR_NONE;

	if (depth >= LIMIT_INCLUDE_DEPTH || includer->files >= LIMIT_INCLUDES)
		return STR_NONE;
	includer->files++;
	text = find_file(includer, from, wanted, &path);
	for (unsigned i = 0; text.s != NULL && i < depth; i++)
		if (str_eq(includer->chain[i], path))
			return STR_NONE;
	if (text.s == NULL || str_eq(path, includer->page->path))
		return STR_NONE;
	includer->chain[depth] = path;
	if (wanted->is_import)
		return STR("");
	if (wanted->is_template && needs_arguments(text))
		return STR_NONE;
	if (reader_is_page(path)) {
		frontmatter = frontmatter_split(text);
		if (is_held_back(includer, path, text, &frontmatter))
			return STR_NONE;
		text = frontmatter.body;
	}
	buf_init(&part, BUF_NO_LIMIT);
	buf_init(&whole, BUF_NO_LIMIT);
	if (add_part(&part, text, frontmatter.body_line, wanted) && includer->bytes + part.n <= LIMIT_INCLUDED_BYTES) {
		includer->bytes += part.n;
		includer->page->source_low = hash64_mix(includer->page->source_low, buf_view(&part));
		if (wanted->title.n != 0)
			buf_printf(&whole, "`%.*s`\n\n", STR_ARG(wanted->title));
		if (wanted->is_code)
			buf_printf(&whole, "````````%.*s\n%.*s````````\n", STR_ARG(ending(path)),
				   STR_ARG(buf_view(&part)));
		else
			expand(includer, buf_view(&part), path, depth + 1, &whole);
		if (wanted->has_own_links) {
			buf_clear(&part);
			add_from(includer, &part, buf_view(&whole), path);
			result = arena_str(includer->arena, buf_view(&part));
		} else
			result = whole.n != 0 ? arena_str(includer->arena, buf_view(&whole)) : STR("");
	}
	buf_release(&part);
	buf_release(&whole);
	return result;
}

/* With what stands before the line in front of each of its lines. */
static void add_indented(struct buf *out, struct str text, struct str indent)
{
	while (text.n != 0) {
		struct str line;

		(void)str_split(&text, '\n', &line);
		if (line.n != 0)
			buf_str(out, indent);
		buf_str(out, line);
		buf_char(out, '\n');
	}
}

static void expand(struct includer *includer, struct str text, struct str path, unsigned depth, struct buf *out)
{
	struct code_lines code = {0};
	struct str rest = text, line;
	bool is_raw = false;

	while (rest.n != 0) {
		struct wanted wanted;
		struct str found = STR_NONE;
		bool in_code;

		(void)str_split(&rest, '\n', &line);
		in_code = code_take(&code, line);
		is_raw = is_raw_behind(line, is_raw);
		if (!is_raw && reads(includer, line, text, in_code, &wanted))
			found = replacement(includer, path, &wanted, depth);
		if (found.s != NULL) {
			add_indented(out, found, str_slice(line, 0, source_indent(line)));
			continue;
		}
		if (is_escaped(line, in_code)) {
			buf_str(out, str_slice(line, 0, source_indent(line)));
			line = str_from(line, source_indent(line) + 1);
			buf_str(out, in_code ? STR("") : STR("\\"));
		}
		buf_str(out, line);
		buf_char(out, '\n');
	}
}

static void report_missing(const struct includer *includer, uint32_t first_line, struct diag_list *diags)
{
	struct place place = {includer->page->path, first_line + (uint32_t)includer->missing_line, 1};
	struct str shown = utf8_cut(str_trim(includer->missing_text), SHOWN_BYTES);

	if (includer->missing == 1)
		diag_add(diags, DIAG_LEFTOVER, place, "\"%.*s\" is shown as it is written", STR_ARG(shown));
	else if (includer->missing > 1)
		diag_add(diags, DIAG_LEFTOVER, place, "\"%.*s\" is shown as it is written (and %u more on this page)",
			 STR_ARG(shown), includer->missing - 1);
	if (includer->missing != 0)
		diag_hint(diags,
			  "no such file below the content folder, or one that is held back; write what it should give");
}

size_t markdown_rewrite_includes(struct page *page, struct source *source, struct arena *arena, struct diag_list *diags)
{
	struct includer includer = {.page = page, .arena = arena};
	struct code_lines code = {0};
	struct rewriting *to = source_rewrite(source);
	struct buf indented;
	bool has_changed = false, is_raw = false;

	buf_init(&indented, BUF_NO_LIMIT);
	for (size_t i = 0; i < source->lines.n; i++) {
		size_t from = source->lines.at[i], end = source_line_end(source, (int)i + 1);
		struct str line = str_slice(source->text, from, end), found = STR_NONE;
		bool in_code = code_take(&code, line);
		struct wanted wanted;

		is_raw = is_raw_behind(line, is_raw);
		if (!is_raw && reads(&includer, line, source->text, in_code, &wanted)) {
			found = replacement(&includer, page->path, &wanted, 0);
			if (found.s == NULL && in_code && includer.missing++ == 0) {
				includer.missing_line = i;
				includer.missing_text = line;
			}
		}
		if (found.s == NULL && is_escaped(line, in_code)) {
			rewriting_copy(to, source->text, from, from + source_indent(line));
			from += source_indent(line) + 1;
			rewriting_add(to, in_code ? STR("") : STR("\\"), from);
			has_changed = true;
		}
		if (found.s == NULL) {
			rewriting_copy(to, source->text, from, end < source->text.n ? end + 1 : end);
			continue;
		}
		has_changed = true;
		buf_clear(&indented);
		add_indented(&indented, found, str_slice(line, 0, source_indent(line)));
		if (indented.n == 0)
			buf_char(&indented, '\n');
		rewriting_add(to, buf_view(&indented), from);
	}
	if (has_changed) {
		source_included(source);
		page->text = arena_str(arena, source->text);
	}
	report_missing(&includer, source->first_line, diags);
	page->includes =
	    (struct str_list){arena_array(arena, includer.seen.n, sizeof(struct str)), (uint32_t)includer.seen.n};
	if (includer.seen.n != 0)
		memcpy(page->includes.at, includer.seen.at, includer.seen.n * sizeof(struct str));
	vec_release(&includer.seen);
	vec_release(&includer.imports);
	buf_release(&indented);
	return includer.bytes;
}

bool markdown_includes_are_same(struct str_list includes, int content)
{
	for (uint32_t i = 0; i + 1 < includes.n; i += 2) {
		struct str before = includes.at[i + 1];
		struct stat status = {0};
		struct stamp stamp;
		char path[LIMIT_PATH_BYTES + 1];
		int fd;

		if (includes.at[i].n > LIMIT_PATH_BYTES)
			return false;
		memcpy(path, includes.at[i].s, includes.at[i].n);
		path[includes.at[i].n] = '\0';
		fd = fs_open_file_at(content, path, &status);
		if (fd >= 0)
			close(fd);
		stamp = (struct stamp){(uint64_t)status.st_size, status.st_ino,
				       (int64_t)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec};
		if (fd < 0 ? before.n != 0 : before.n != sizeof(stamp) || memcmp(before.s, &stamp, sizeof(stamp)) != 0)
			return false;
	}
	return true;
}
