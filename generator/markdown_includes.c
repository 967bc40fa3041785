#include "generator/markdown_includes.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/markdown_include_lines.h"
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
	struct include_imports imports;
	struct str chain[LIMIT_INCLUDE_DEPTH]; /* the file at hand, and those that it is in */
	unsigned missing;		       /* in code, where nothing else tells of them */
	size_t missing_line;		       /* of the first one */
	struct str missing_text;
};

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

/* ---- in the midst of a line ---- */

/* What begins the lines behind one that begins so: "> " stays, "- " becomes blanks. Absent: that are words. */
static struct str prefix_behind(struct includer *includer, struct str before)
{
	struct buf out;
	struct str prefix;
	size_t n = 0;

	buf_init(&out, BUF_NO_LIMIT);
	while (n < before.n) {
		char c = before.s[n];

		if (!str_is_space(c) && c != '>' && !str_is_digit(c) && strchr("-*+.)", c) == NULL)
			break;
		buf_char(&out, c == '>' || c == '\t' ? c : ' ');
		n++;
	}
	prefix = n == before.n ? arena_str(includer->arena, buf_view(&out)) : STR_NONE;
	buf_release(&out);
	return prefix;
}

/* One paragraph, whose lines may become one. */
static bool is_one_paragraph(struct str text)
{
	static const char *const blocks[] = {"# ", "## ", "> ", ">[", "- ", "* ", "+ ", "|", "```", "~~~", ":::"};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (str_starts(text, str_c(blocks[i])))
			return false;
	return text.n != 0 && str_find(text, STR("\n\n")) < 0;
}

/* A file's text as it fits between `before` and `behind`; absent when it does not. */
static struct str fitting(struct includer *includer, struct str text, struct str before, struct str behind)
{
	struct str prefix = str_trim(behind).n == 0 ? prefix_behind(includer, before) : STR_NONE, rest, line;
	struct buf out;

	text = str_trim(text);
	if (prefix.s == NULL && !is_one_paragraph(text))
		return STR_NONE;
	rest = text;
	buf_init(&out, BUF_NO_LIMIT);
	while (str_split(&rest, '\n', &line)) {
		if (out.n != 0 && prefix.s != NULL)
			buf_printf(&out, "\n%.*s", STR_ARG(prefix));
		else if (out.n != 0)
			buf_char(&out, ' ');
		buf_str(&out, prefix.s != NULL ? line : str_trim(line));
	}
	text = out.n != 0 ? arena_str(includer->arena, buf_view(&out)) : STR("");
	buf_release(&out);
	return text;
}

/* The next part of a line from *close on that a file's text stands for, and that text. */
static bool find_inline(struct includer *includer, struct str line, struct str path, unsigned depth, size_t *open,
			size_t *close, struct str *text)
{
	struct wanted wanted;

	while (include_line_find(line, open, close, &wanted)) {
		*text = replacement(includer, path, &wanted, depth);
		if (text->s != NULL)
			*text = fitting(includer, *text, str_slice(line, 0, *open), str_from(line, *close));
		if (text->s != NULL)
			return true;
	}
	return false;
}

static void add_with_inlines(struct includer *includer, struct str line, struct str path, unsigned depth,
			     struct buf *out)
{
	size_t open, close = 0, done = 0;
	struct str text;

	while (find_inline(includer, line, path, depth, &open, &close, &text)) {
		buf_str(out, str_slice(line, done, open));
		buf_str(out, text);
		done = close;
	}
	buf_str(out, str_from(line, done));
	buf_char(out, '\n');
}

static void expand(struct includer *includer, struct str text, struct str path, unsigned depth, struct buf *out)
{
	struct code_lines code = {0};
	struct str rest = text, line;
	bool is_raw = false;

	while (rest.n != 0) {
		struct wanted wanted;
		struct str found = STR_NONE;
		bool in_code, is_asked = false;

		(void)str_split(&rest, '\n', &line);
		in_code = code_lines_take(&code, line);
		is_raw = include_line_is_raw_behind(line, is_raw);
		is_asked =
		    !is_raw && include_line_read(&includer->imports, line, text, in_code, &wanted, includer->arena);
		if (is_asked)
			found = replacement(includer, path, &wanted, depth);
		if (found.s != NULL) {
			add_indented(out, found, str_slice(line, 0, source_indent(line)));
			continue;
		}
		if (include_line_is_escaped(line, in_code)) {
			buf_str(out, str_slice(line, 0, source_indent(line)));
			line = str_from(line, source_indent(line) + 1);
			buf_str(out, in_code ? STR("") : STR("\\"));
		}
		if (!is_raw && !is_asked && !in_code) {
			add_with_inlines(includer, line, path, depth, out);
			continue;
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

/* A page's lines on their way to the text with what they ask for. */
struct taking {
	struct includer *includer;
	struct source *source;
	struct rewriting *to;
	struct code_lines code;
	struct buf indented;
	bool is_raw, has_changed;
};

static void take_inlines(struct taking *taking, struct str line, size_t from)
{
	struct includer *includer = taking->includer;
	size_t open, close = 0, done = 0;
	struct str text;

	while (find_inline(includer, line, includer->page->path, 0, &open, &close, &text)) {
		rewriting_copy(taking->to, taking->source->text, from + done, from + open);
		rewriting_add(taking->to, text, from + open);
		taking->has_changed = true;
		done = close;
	}
	rewriting_copy(taking->to, taking->source->text, from + done, from + line.n);
}

static void take_line(struct taking *taking, size_t i)
{
	struct includer *includer = taking->includer;
	struct str all = taking->source->text;
	size_t from = taking->source->lines.at[i], end = source_line_end(taking->source, (int)i + 1);
	struct str line = str_slice(all, from, end), found = STR_NONE;
	bool in_code = code_lines_take(&taking->code, line), is_asked;
	struct wanted wanted;

	taking->is_raw = include_line_is_raw_behind(line, taking->is_raw);
	is_asked =
	    !taking->is_raw && include_line_read(&includer->imports, line, all, in_code, &wanted, includer->arena);
	if (is_asked)
		found = replacement(includer, includer->page->path, &wanted, 0);
	if (found.s != NULL) {
		taking->has_changed = true;
		buf_clear(&taking->indented);
		add_indented(&taking->indented, found, str_slice(line, 0, source_indent(line)));
		if (taking->indented.n == 0)
			buf_char(&taking->indented, '\n');
		rewriting_add(taking->to, buf_view(&taking->indented), from);
		return;
	}
	if (is_asked && in_code && includer->missing++ == 0) {
		includer->missing_line = i;
		includer->missing_text = line;
	}
	if (include_line_is_escaped(line, in_code)) {
		rewriting_copy(taking->to, all, from, from + source_indent(line));
		from += source_indent(line) + 1;
		rewriting_add(taking->to, in_code ? STR("") : STR("\\"), from);
		taking->has_changed = true;
	} else if (!is_asked && !in_code && !taking->is_raw) {
		take_inlines(taking, line, from);
		from = end;
	}
	rewriting_copy(taking->to, all, from, end < all.n ? end + 1 : end);
}

size_t markdown_rewrite_includes(struct page *page, struct source *source, struct arena *arena, struct diag_list *diags)
{
	struct includer includer = {.page = page, .arena = arena};
	struct taking taking = {.includer = &includer, .source = source, .to = source_rewrite(source)};

	buf_init(&taking.indented, BUF_NO_LIMIT);
	for (size_t i = 0; i < source->lines.n; i++)
		take_line(&taking, i);
	if (taking.has_changed) {
		source_included(source);
		page->text = arena_str(arena, source->text);
	}
	report_missing(&includer, source->first_line, diags);
	page->includes =
	    (struct str_list){arena_array(arena, includer.seen.n, sizeof(struct str)), (uint32_t)includer.seen.n};
	if (includer.seen.n != 0)
		memcpy(page->includes.at, includer.seen.at, includer.seen.n * sizeof(struct str));
	vec_release(&includer.seen);
	include_imports_release(&includer.imports);
	buf_release(&taking.indented);
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
