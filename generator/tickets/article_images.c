#include "generator/tickets/article_images.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/map.h"
#include "common/mem.h"
#include "generator/reader.h"
#include "generator/slug.h"
#include "generator/urlpath.h"

#include <dirent.h>
#include <unistd.h>

/* Shorter numbers in names count something else. */
enum { ID_DIGITS = 6 };

struct article_images {
	int folder;
	struct arena arena;
	struct map ids, names; /* -> struct str *; NULL: several have it */
	struct map told;       /* id of an attachment -> its name */
	/* of the walk */
	struct str below;
	unsigned depth;
};

static size_t digits_of(struct str text)
{
	size_t n = 0;

	while (n < text.n && str_is_digit(text.s[n]))
		n++;
	return n >= ID_DIGITS && (n == text.n || !str_is_alpha(text.s[n])) ? n : 0;
}

/* The id that a path begins a part with, the last one. */
static struct str id_of(struct str path)
{
	struct str rest = path, part, id = STR("");

	while (str_split(&rest, '/', &part)) {
		size_t n = digits_of(part);

		if (n != 0)
			id = str_slice(part, 0, n);
	}
	return id;
}

static struct str last_part(struct str path)
{
	return str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

static void add(struct map *map, struct str key, const struct str *path)
{
	bool added;
	struct map_entry *entry = map_add(map, key, &added);

	entry->value.const_pointer = added ? path : NULL;
}

/* What the build, or a browser, would take for a page of the site. */
static bool is_page(struct str name)
{
	static const char *const extensions[] = {".html", ".htm", ".xhtml", ".xht", ".shtml"};

	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (name.n >= strlen(extensions[i]) &&
		    str_eq_nocase(str_from(name, name.n - strlen(extensions[i])), str_c(extensions[i])))
			return true;
	return reader_is_page(name);
}

static int walk(void *context, const char *name, unsigned char type)
{
	struct article_images *images = context;
	struct str below = images->below, path = below.n != 0
						     ? arena_printf(&images->arena, "%.*s/%s", STR_ARG(below), name)
						     : arena_str(&images->arena, str_c(name));

	if (name[0] == '.')
		return 0;
	if (type == DT_REG) {
		struct str *stored = ARENA_NEW(&images->arena, struct str);

		*stored = path;
		if (id_of(path).n != 0)
			add(&images->ids, id_of(path), stored);
		add(&images->names, last_part(path), stored);
	} else if (type == DT_DIR && images->depth < LIMIT_DEPTH) {
		int folder = fs_open_folder_at(images->folder, path.s);

		if (folder < 0)
			return 0;
		images->below = path;
		images->depth++;
		(void)fs_each_entry(folder, walk, images);
		images->depth--;
		images->below = below;
		(void)close(folder);
	}
	return 0;
}

struct article_images *article_images_open(const char *folder)
{
	int open = fs_open_folder(folder);
	struct article_images *images;

	if (open < 0)
		return NULL;
	images = mem_zalloc(sizeof(*images));
	images->folder = open;
	arena_init(&images->arena);
	map_init(&images->ids);
	map_init(&images->names);
	map_init(&images->told);
	(void)fs_each_entry(open, walk, images);
	return images;
}

void article_images_close(struct article_images *images)
{
	if (images == NULL)
		return;
	map_release(&images->ids);
	map_release(&images->names);
	map_release(&images->told);
	arena_release(&images->arena);
	(void)close(images->folder);
	mem_free(images);
}

void article_images_name(struct article_images *images, struct str id, struct str name)
{
	struct str *stored = ARENA_NEW(&images->arena, struct str);

	*stored = arena_str(&images->arena, last_part(name));
	map_add(&images->told, arena_str(&images->arena, id), NULL)->value.pointer = stored;
}

static struct str found(const struct map *map, struct str key)
{
	const struct map_entry *entry = key.n != 0 ? map_find(map, key) : NULL;
	const struct str *path = entry != NULL ? entry->value.const_pointer : NULL;

	return path != NULL ? *path : STR_NONE;
}

struct str article_images_find(struct article_images *images, struct str url)
{
	ptrdiff_t host = str_find(url, STR("://"));
	struct str path = host >= 0 ? str_from(url, (size_t)host + 3) : url, id, file;

	for (size_t i = 0; i < path.n; i++)
		if (path.s[i] == '?' || path.s[i] == '#')
			path = str_slice(path, 0, i);
	path = urlpath_decode(&images->arena, path);
	id = id_of(path);
	file = found(&images->ids, id);
	if (file.s == NULL)
		file = found(&images->names, found(&images->told, id));
	if (file.s == NULL)
		file = found(&images->names, last_part(path));
	return is_page(file) ? STR_NONE : file;
}

struct str article_images_page_name(struct arena *arena, struct str path)
{
	struct str name = last_part(path), id = id_of(path), slug, extension = STR("");
	ptrdiff_t dot = str_rfind_char(name, '.');

	if (dot > 0) {
		extension = str_from(name, (size_t)dot);
		name = str_slice(name, 0, (size_t)dot);
	}
	slug = slug_of(arena, name);
	if (id.n != 0 && !str_starts(slug, id))
		return arena_printf(arena, "%.*s-%.*s%.*s", STR_ARG(id), STR_ARG(slug), STR_ARG(extension));
	return arena_printf(arena, "%.*s%.*s", STR_ARG(slug), STR_ARG(extension));
}

int article_images_read(struct article_images *images, struct str path, struct buf *out)
{
	return fs_read_at(images->folder, path.s, out, LIMIT_ARTICLE_IMAGE_BYTES);
}
