#include "generator/snapshot.h"

#include "common/hash.h"

#include <pthread.h>

/* ---- writing: numbers as LEB128, strings with their length in front ---- */

static void put(struct buf *out, uint64_t number)
{
	while (number >= 0x80) {
		buf_char(out, (char)(number | 0x80));
		number >>= 7;
	}
	buf_char(out, (char)number);
}

static void put_str(struct buf *out, struct str s)
{
	put(out, s.n);
	buf_str(out, s);
}

static void put_list(struct buf *out, struct index_list list)
{
	put(out, list.n);
	for (uint32_t i = 0; i < list.n; i++)
		put(out, list.at[i]);
}

/* Only links that do not lead where they were written to. */
static void put_links(struct buf *out, const struct page *page)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < page->links_n; i++)
		n += !str_eq(page->links[i].url, page->links[i].target);
	put(out, n);
	for (uint32_t i = 0; i < page->links_n; i++) {
		if (str_eq(page->links[i].url, page->links[i].target))
			continue;
		put(out, i);
		put_str(out, page->links[i].url);
	}
}

static void put_page(struct buf *out, const struct page *page, const struct placed *placed)
{
	size_t at;
	uint32_t length;

	put(out, page->file);
	if (page->file == 0) {
		buf_add(out, "\0\0\0", 4);
		at = out->n;
		page_pack(out, page);
		length = (uint32_t)(out->n - at);
		memcpy(out->s + at - 4, &length, sizeof(length));
	}
	put_str(out, placed->url);
	put_str(out, placed->output);
	put(out, placed->section);
	put(out, placed->language);
	put(out, placed->previous);
	put(out, placed->next);
	put_list(out, placed->translations);
	put_list(out, placed->tags);
	put_list(out, placed->related);
	put(out, (uint64_t)placed->made | (uint64_t)placed->provisional << 1 | (uint64_t)placed->promoted << 2 |
		     (uint64_t)placed->is_dated << 3 | (uint64_t)date_is_set(placed->changed) << 4 |
		     (uint64_t)placed->kind << 5);
	if (date_is_set(placed->changed))
		buf_add(out, &placed->changed, sizeof(placed->changed));
	buf_add(out, &placed->face, sizeof(placed->face));
	put_links(out, page);
}

static void put_section(struct buf *out, const struct section *section)
{
	put_str(out, section->path);
	put_str(out, section->title);
	put_str(out, section->url);
	put(out, section->language);
	put(out, section->page);
	put(out, section->parent);
	put_list(out, section->sections);
	put_list(out, section->pages);
	put(out, section->pages_below);
}

static void put_tag(struct buf *out, const struct tag *tag)
{
	put_str(out, tag->name);
	put_str(out, tag->slug);
	put_str(out, tag->url);
	put(out, tag->language);
	put_list(out, tag->pages);
}

static void put_asset(struct buf *out, const struct asset *asset)
{
	put_str(out, asset->path);
	put_str(out, asset->output);
	put_str(out, asset->url);
	buf_add(out, &asset->hash, sizeof(asset->hash));
	put(out, asset->size);
}

static void put_site(struct buf *out, const struct site *site)
{
	put(out, site->pages_n);
	put(out, site->sections_n);
	put(out, site->tags_n);
	put(out, site->assets_n);
	buf_add(out, &site->build_date, sizeof(site->build_date));
	for (size_t i = 0; i < site->config->languages_n; i++)
		put(out, site->home[i]);
	for (uint32_t i = 0; i < site->sections_n; i++)
		put_section(out, &site->sections[i]);
	for (uint32_t i = 0; i < site->tags_n; i++)
		put_tag(out, &site->tags[i]);
	for (uint32_t i = 0; i < site->assets_n; i++)
		put_asset(out, &site->assets[i]);
	for (uint32_t i = 0; i < site->pages_n; i++)
		put_page(out, &site->pages[i], &site->placed[i]);
}

void snapshot_pack(struct buf *out, const struct site *site)
{
	size_t at = out->n;
	uint64_t check = 0;

	buf_add(out, &check, sizeof(check));
	put_site(out, site);
	check = hash64(str_from(buf_view(out), at + sizeof(check)));
	memcpy(out->s + at, &check, sizeof(check));
}

/* ---- reading ---- */

struct reading {
	struct str in;
	struct arena *arena;
	bool damaged;
};

static uint64_t get(struct reading *from)
{
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && from->in.n != 0; shift += 7) {
		unsigned char byte = (unsigned char)from->in.s[0];

		from->in = str_from(from->in, 1);
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
	from->damaged = true;
	return 0;
}

/* An index into something of which there are n, or SITE_NONE. */
static uint32_t get_index(struct reading *from, uint32_t n)
{
	uint64_t number = get(from);

	if (number < n || number == SITE_NONE)
		return (uint32_t)number;
	from->damaged = true;
	return SITE_NONE;
}

static struct str get_bytes(struct reading *from, uint64_t n)
{
	struct str bytes;

	if (n > from->in.n) {
		from->damaged = true;
		return STR("");
	}
	bytes = str_slice(from->in, 0, n);
	from->in = str_from(from->in, n);
	return bytes;
}

static struct str get_str(struct reading *from)
{
	return get_bytes(from, get(from));
}

static void get_fixed(struct reading *from, void *to, size_t n)
{
	struct str bytes = get_bytes(from, n);

	if (bytes.n == n)
		memcpy(to, bytes.s, n);
}

static uint32_t get_count(struct reading *from)
{
	uint64_t n = get(from);

	if (n > from->in.n) {
		from->damaged = true;
		return 0;
	}
	return (uint32_t)n;
}

/* Of indices below `of`. */
static struct index_list get_list(struct reading *from, uint32_t of)
{
	struct index_list list = {.n = get_count(from)};

	if (list.n == 0)
		return list;
	list.at = arena_alloc(from->arena, list.n * sizeof(*list.at));
	for (uint32_t i = 0; i < list.n; i++) {
		list.at[i] = get_index(from, of);
		if (list.at[i] == SITE_NONE)
			from->damaged = true;
	}
	return list;
}

static void get_section(struct reading *from, const struct site *site, struct section *section)
{
	section->path = get_str(from);
	section->title = get_str(from);
	section->url = get_str(from);
	section->language = (uint32_t)get(from);
	section->page = get_index(from, site->pages_n);
	section->parent = get_index(from, site->sections_n);
	section->sections = get_list(from, site->sections_n);
	section->pages = get_list(from, site->pages_n);
	section->pages_below = (uint32_t)get(from);
}

static void get_tag(struct reading *from, const struct site *site, struct tag *tag)
{
	tag->name = get_str(from);
	tag->slug = get_str(from);
	tag->url = get_str(from);
	tag->language = (uint32_t)get(from);
	tag->pages = get_list(from, site->pages_n);
}

static void get_asset(struct reading *from, struct asset *asset)
{
	asset->path = get_str(from);
	asset->output = get_str(from);
	asset->url = get_str(from);
	get_fixed(from, &asset->hash, sizeof(asset->hash));
	asset->size = get(from);
}

/* Where things stand of one page; its links and its own bytes are skipped. */
struct page_bytes {
	uint32_t file;
	struct str made, links;
};

static void skip_links(struct reading *from, struct str *links)
{
	struct str start = from->in;
	uint32_t n = get_count(from);

	for (uint32_t i = 0; i < n && !from->damaged; i++) {
		(void)get(from);
		(void)get_str(from);
	}
	*links = str_slice(start, 0, start.n - from->in.n);
}

static void get_placed(struct reading *from, const struct site *site, struct placed *placed, struct page_bytes *bytes)
{
	uint32_t length = 0;
	uint64_t flags;

	bytes->file = (uint32_t)get(from);
	if (bytes->file == 0) {
		get_fixed(from, &length, sizeof(length));
		bytes->made = get_bytes(from, length);
	}
	placed->url = get_str(from);
	placed->output = get_str(from);
	placed->section = get_index(from, site->sections_n);
	placed->language = (uint32_t)get(from);
	placed->previous = get_index(from, site->pages_n);
	placed->next = get_index(from, site->pages_n);
	placed->translations = get_list(from, site->pages_n);
	placed->tags = get_list(from, site->tags_n);
	placed->related = get_list(from, site->pages_n);
	flags = get(from);
	placed->made = (flags & 1) != 0;
	placed->provisional = (flags & 2) != 0;
	placed->promoted = (flags & 4) != 0;
	placed->is_dated = (flags & 8) != 0;
	if ((flags & 16) != 0)
		get_fixed(from, &placed->changed, sizeof(placed->changed));
	placed->kind = (enum page_kind)(flags >> 5);
	get_fixed(from, &placed->face, sizeof(placed->face));
	skip_links(from, &bytes->links);
	if (placed->language >= site->config->languages_n || flags >> 5 > PAGE_SOLVED)
		from->damaged = true;
}

static bool read_links(struct page *page, struct str packed)
{
	struct reading from = {.in = packed};
	uint32_t n = get_count(&from);

	if (page->links_n == 0)
		return true; /* of a page of which only the face was asked for, too */
	for (uint32_t i = 0; i < page->links_n; i++)
		page->links[i].url = page->links[i].target;
	for (uint32_t i = 0; i < n; i++) {
		uint64_t which = get(&from);
		struct str url = get_str(&from);

		if (from.damaged || which >= page->links_n)
			return false;
		page->links[which].url = url;
	}
	return !from.damaged;
}

static bool unpack_page(struct snapshot_reader *reader, const struct page_bytes *bytes, struct page *page)
{
	bool is_whole = bytes->file != 0 ? reader->read_page(reader->context, bytes->file - 1, page, reader->arena)
					 : page_unpack(page, bytes->made, reader->arena);

	page->file = bytes->file;
	return is_whole && read_links(page, bytes->links);
}

static const struct page *read_page(struct late_pages *late, uint32_t i)
{
	struct snapshot_reader *reader = (struct snapshot_reader *)late; /* its first member */

	if (reader->pages[i] == NULL) {
		reader->pages[i] = arena_alloc(reader->arena, sizeof(**reader->pages));
		if (!unpack_page(reader, &reader->bytes[i], reader->pages[i])) {
			reader->is_damaged = true;
			*reader->pages[i] = (struct page){.file = reader->bytes[i].file};
		}
	}
	return reader->pages[i];
}

uint32_t snapshot_file(const struct snapshot_reader *reader, uint32_t page)
{
	return reader->bytes[page].file;
}

/* All but the pages themselves. */
static bool read_site(struct snapshot_reader *reader)
{
	struct reading from = {.in = reader->packed, .arena = reader->arena};
	const struct config *config = reader->site->config;
	struct site *site = reader->site;
	uint64_t check = 0;

	get_fixed(&from, &check, sizeof(check));
	if (check != hash64(from.in))
		return false;
	site->pages_n = get_count(&from);
	site->sections_n = get_count(&from);
	site->tags_n = get_count(&from);
	site->assets_n = get_count(&from);
	get_fixed(&from, &site->build_date, sizeof(site->build_date));
	if (from.damaged)
		return false;
	site->home = arena_array(from.arena, config->languages_n, sizeof(*site->home));
	site->sections = arena_array(from.arena, site->sections_n, sizeof(*site->sections));
	site->tags = arena_array(from.arena, site->tags_n, sizeof(*site->tags));
	site->assets = arena_array(from.arena, site->assets_n, sizeof(*site->assets));
	reader->pages = arena_array(from.arena, site->pages_n, sizeof(*reader->pages));
	site->placed = arena_array(from.arena, site->pages_n, sizeof(*site->placed));
	reader->bytes = arena_array(from.arena, site->pages_n, sizeof(*reader->bytes));
	for (size_t i = 0; i < config->languages_n; i++)
		site->home[i] = get_index(&from, site->pages_n);
	for (uint32_t i = 0; i < site->sections_n; i++)
		get_section(&from, site, &site->sections[i]);
	for (uint32_t i = 0; i < site->tags_n; i++)
		get_tag(&from, site, &site->tags[i]);
	for (uint32_t i = 0; i < site->assets_n; i++) {
		get_asset(&from, &site->assets[i]);
		map_add(&site->assets_by_path, site->assets[i].path, NULL)->value.number = i + 1;
	}
	for (uint32_t i = 0; i < site->pages_n && !from.damaged; i++) {
		get_placed(&from, site, &site->placed[i], &reader->bytes[i]);
		from.damaged = from.damaged || reader->bytes[i].file > reader->files_n;
	}
	return !from.damaged;
}

static void *read_all(void *context)
{
	struct snapshot_reader *reader = context;

	reader->has_site = read_site(reader);
	return NULL;
}

void snapshot_begin(struct snapshot_reader *reader, const struct config *config, bool on_thread)
{
	reader->late.read = read_page;
	*reader->site = (struct site){.config = config, .late = &reader->late};
	reader->is_begun = true;
	reader->has_thread = on_thread && pthread_create(&reader->thread, NULL, read_all, reader) == 0;
}

bool snapshot_end(struct snapshot_reader *reader)
{
	if (reader->has_thread)
		(void)pthread_join(reader->thread, NULL);
	else
		(void)read_all(reader);
	return reader->has_site;
}

void snapshot_release(struct snapshot_reader *reader)
{
	if (!reader->is_begun)
		return;
	map_release(&reader->site->assets_by_path);
	reader->is_begun = false;
}

/* ---- faces ---- */

static bool same_ids(const struct page *a, const struct page *b)
{
	if (a->headings_n != b->headings_n || a->links_n != b->links_n)
		return false;
	for (uint32_t i = 0; i < a->headings_n; i++)
		if (!str_eq(a->headings[i].id, b->headings[i].id))
			return false;
	for (uint32_t i = 0; i < a->links_n; i++)
		if (!str_eq(a->links[i].target, b->links[i].target) || a->links[i].kind != b->links[i].kind)
			return false;
	return true;
}

/* The page without what only it shows itself. */
static void pack_face(struct buf *out, const struct page *page)
{
	struct page face = *page;

	face.headings_n = face.links_n = face.diags_n = face.words = 0;
	face.body = (struct body){0};
	memset(face.places, 0, sizeof(face.places));
	face.alias_places = face.related_places = NULL;
	face.source_low = face.source_high = 0;
	page_pack(out, &face);
}

bool snapshot_same_face(const struct page *before, const struct page *now)
{
	struct buf a, b;
	bool is_same;

	if (!same_ids(before, now))
		return false;
	buf_init(&a, BUF_NO_LIMIT);
	buf_init(&b, BUF_NO_LIMIT);
	pack_face(&a, before);
	pack_face(&b, now);
	is_same = str_eq(buf_view(&a), buf_view(&b));
	buf_release(&a);
	buf_release(&b);
	return is_same;
}
