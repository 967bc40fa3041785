#include "generator/tickets/article_file.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "generator/config.h"
#include "generator/frontmatter.h"
#include "generator/reader.h"
#include "generator/site.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#define LINE "imported: \""

struct walk {
	struct article_files *files;
	const struct config *config;
	int folder;
	struct str below;
	unsigned depth;
};

/* ---- the line ---- */

static struct str next_line(struct str *rest)
{
	ptrdiff_t end = str_find_char(*rest, '\n');
	struct str line = end < 0 ? *rest : str_slice(*rest, 0, (size_t)end + 1);

	*rest = str_from(*rest, line.n);
	return line;
}

/* Whether a line of the front matter, the first of which was passed, is the last. */
static bool is_fence(struct str line)
{
	return str_eq(str_trim_end(line), STR("---"));
}

void article_file_digest(char digest[ARTICLE_DIGEST_DIGITS + 1], struct str text)
{
	struct hash_stream *stream = hash_stream_new();
	struct str rest = text;

	while (rest.n != 0) {
		struct str line = next_line(&rest);

		/* version control may change line ends */
		if (str_ends(line, STR("\r\n"))) {
			hash_stream_add(stream, line.s, line.n - 2);
			line = STR("\n");
		}
		hash_stream_add(stream, line.s, line.n);
	}
	hash128_hex(hash_stream_end(stream), digest, ARTICLE_DIGEST_DIGITS);
	hash_stream_free(stream);
}

void article_file_format(struct buf *out, struct str text, struct str system, const char *digest)
{
	struct str rest = text, line = next_line(&rest);

	do {
		buf_str(out, line);
		line = next_line(&rest);
	} while (rest.n != 0 && !is_fence(line));
	buf_printf(out, LINE "%.*s %s\"\n", STR_ARG(system), digest);
	buf_str(out, line);
	buf_str(out, rest);
}

/* The text without the line, whose value is given; absent: there is no such line. */
static struct str strip(struct buf *out, struct str text)
{
	struct str rest = text, line = next_line(&rest), value = STR_NONE;

	if (!is_fence(line))
		return STR_NONE;
	buf_str(out, line);
	while (rest.n != 0) {
		line = next_line(&rest);
		if (str_starts(line, STR(LINE)) && value.s == NULL) {
			value = str_trim_end(str_from(line, sizeof(LINE) - 1));
			continue;
		}
		buf_str(out, line);
		if (is_fence(line))
			break;
	}
	buf_str(out, rest);
	return value;
}

/* ---- pages ---- */

struct str article_file_language(const struct config *config, struct str path)
{
	for (size_t i = 1; i < config->languages_n; i++) {
		struct str code = config->languages[i].code;
		ptrdiff_t dot = str_rfind_char(path, '.');
		struct str stem = str_slice(path, 0, dot > 0 ? (size_t)dot : path.n);

		if (path.n > code.n && str_starts_nocase(path, code) && path.s[code.n] == '/')
			return code;
		if (stem.n > code.n && stem.s[stem.n - code.n - 1] == '.' &&
		    str_eq_nocase(str_from(stem, stem.n - code.n), code))
			return code;
	}
	return config->default_language;
}

bool article_file_is_telling(const struct config *config, struct str path)
{
	struct spot spot = site_spot(config, path);

	return spot.is_index || spot.is_readme || spot.language_is_said;
}

/* The value of `id: …`, as YAML or TOML write it. */
static struct str id_of(struct str fields)
{
	struct str line;

	while (str_line(&fields, &line)) {
		struct str rest = str_starts(line, STR("id")) ? str_trim(str_from(line, 2)) : STR("");

		if (rest.n == 0 || (rest.s[0] != ':' && rest.s[0] != '='))
			continue;
		rest = str_trim(str_from(rest, 1));
		if (rest.n > 1 && (rest.s[0] == '"' || rest.s[0] == '\'') && rest.s[rest.n - 1] == rest.s[0])
			rest = str_slice(rest, 1, rest.n - 1);
		return rest;
	}
	return STR("");
}

/* The first of `aliases: ["/a/", …]`, as an import writes it. */
static struct str alias_of(struct str fields)
{
	static const struct str start = STR_INIT("aliases: [\"");
	struct str line;

	while (str_line(&fields, &line)) {
		struct str rest = str_starts(line, start) ? str_from(line, start.n) : STR("");
		ptrdiff_t end = str_find_char(rest, '"');

		if (end > 0)
			return str_slice(rest, 0, (size_t)end);
	}
	return STR("");
}

static void take_page(struct walk *walk, struct str path, struct str text)
{
	struct arena *arena = &walk->files->arena;
	struct article_file *file = ARENA_NEW(arena, struct article_file);
	char digest[ARTICLE_DIGEST_DIGITS + 1];
	struct str value, system;
	struct buf plain;

	file->path = path;
	file->id = arena_str(arena, id_of(frontmatter_split(text).text));
	file->system = STR("");
	file->alias = arena_str(arena, alias_of(frontmatter_split(text).text));
	buf_init(&plain, BUF_NO_LIMIT);
	value = strip(&plain, text);
	if (value.s != NULL && str_split(&value, ' ', &system) && value.n == ARTICLE_DIGEST_DIGITS + 1) {
		file->system = arena_str(arena, system);
		memcpy(file->digest, value.s, ARTICLE_DIGEST_DIGITS);
		article_file_digest(digest, buf_view(&plain));
		file->is_edited = memcmp(digest, file->digest, ARTICLE_DIGEST_DIGITS) != 0;
	}
	buf_release(&plain);
	if (file->system.n != 0 && file->alias.n != 0)
		map_add(&walk->files->by_alias,
			arena_printf(arena, "%.*s %.*s", STR_ARG(file->system), STR_ARG(file->alias)), NULL)
		    ->value.pointer = file;
	if (file->id.n != 0) {
		struct str language = article_file_language(walk->config, path);
		struct map_entry *entry = map_add(
		    &walk->files->by_id, arena_printf(arena, "%.*s/%.*s", STR_ARG(file->id), STR_ARG(language)), NULL);
		const struct article_file *other = entry->value.const_pointer;

		/* of several the one that an import wrote */
		if (other == NULL || other->system.n == 0)
			entry->value.pointer = file;
	}
	map_add(&walk->files->by_path, path, NULL)->value.pointer = file;
}

static int walk_entry(void *context, const char *name, unsigned char type)
{
	const struct walk *walk = context;
	struct arena *arena = &walk->files->arena;
	struct walk below = *walk;
	struct str path = walk->below.n != 0 ? arena_printf(arena, "%.*s/%s", STR_ARG(walk->below), name)
					     : arena_str(arena, str_c(name));
	struct buf text;
	int result = 0;

	if (name[0] == '.')
		return 0;
	/* a link, what cannot be read, what is no page: in the way, and nothing else */
	if (type != DT_DIR)
		map_add(&walk->files->by_path, path, NULL);
	if (type == DT_REG && reader_is_page(str_c(name))) {
		buf_init(&text, LIMIT_PAGE_BYTES);
		if (fs_read_at(walk->folder, name, &text, LIMIT_PAGE_BYTES) == 0)
			take_page(&below, path, buf_view(&text));
		buf_release(&text);
	}
	if (type != DT_DIR || walk->depth >= LIMIT_DEPTH)
		return 0;
	below.below = path;
	below.depth++;
	below.folder = fs_open_folder_at(walk->folder, name);
	if (below.folder < 0)
		return -1;
	result = fs_each_entry(below.folder, walk_entry, &below);
	(void)close(below.folder);
	return result;
}

int article_files_load(struct article_files *files, int site, const struct config *config)
{
	struct walk walk = {.files = files, .config = config, .below = STR("")};
	int result;

	arena_init(&files->arena);
	map_init(&files->by_id);
	map_init(&files->by_alias);
	map_init(&files->by_path);
	walk.folder = fs_open_folder_at(site, config->content_folder.s);
	if (walk.folder < 0)
		return errno == ENOENT ? 0 : -1;
	result = fs_each_entry(walk.folder, walk_entry, &walk);
	(void)close(walk.folder);
	return result;
}

void article_files_release(struct article_files *files)
{
	map_release(&files->by_id);
	map_release(&files->by_alias);
	map_release(&files->by_path);
	arena_release(&files->arena);
}

static const struct article_file *find_by(const struct map *map, struct str first, char between, struct str second)
{
	struct map_entry *entry;
	struct buf key;

	buf_init(&key, BUF_NO_LIMIT);
	buf_printf(&key, "%.*s%c%.*s", STR_ARG(first), between, STR_ARG(second));
	entry = map_find(map, buf_view(&key));
	buf_release(&key);
	return entry != NULL ? entry->value.const_pointer : NULL;
}

const struct article_file *article_files_find(const struct article_files *files, struct str id, struct str language)
{
	return find_by(&files->by_id, id, '/', language);
}

const struct article_file *article_files_find_alias(const struct article_files *files, struct str system,
						    struct str alias)
{
	return find_by(&files->by_alias, system, ' ', alias);
}
