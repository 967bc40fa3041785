#include "generator/sections.h"

#include "common/arena.h"
#include "common/mem.h"
#include "generator/slug.h"

void sections_init(struct sections *sections, uint32_t languages_n, struct arena *arena)
{
	*sections = (struct sections){.languages_n = languages_n, .last_section = SITE_NONE};
	sections->by_folder = arena_array(arena, languages_n, sizeof(*sections->by_folder));
}

void sections_release(struct sections *sections)
{
	for (uint32_t i = 0; i < sections->languages_n; i++)
		map_release(&sections->by_folder[i]);
	map_release(&sections->by_name);
	vec_release(&sections->all);
}

/* SITE_NONE when there is none. */
static uint32_t find(const struct sections *sections, uint32_t language, struct str folder)
{
	struct map_entry *entry = map_find(&sections->by_folder[language], folder);

	return entry != NULL ? (uint32_t)entry->value.number - 1 : SITE_NONE;
}

static struct str parent_folder(struct str folder)
{
	ptrdiff_t slash = str_rfind_char(folder, '/');

	return str_slice(folder, 0, slash < 0 ? 0 : (size_t)slash);
}

static struct str last_folder(struct str folder)
{
	return str_from(folder, (size_t)(str_rfind_char(folder, '/') + 1));
}

static uint32_t add_section(struct sections *sections, uint32_t language, struct str folder)
{
	uint32_t found = find(sections, language, folder), parent = SITE_NONE;
	struct section *section;

	if (found != SITE_NONE)
		return found;
	if (folder.n != 0)
		parent = add_section(sections, language, parent_folder(folder));
	section = vec_add(&sections->all);
	section->path = folder;
	section->language = language;
	section->parent = parent;
	section->page = SITE_NONE;
	map_add(&sections->by_folder[language], folder, NULL)->value.number = sections->all.n;
	return (uint32_t)sections->all.n - 1;
}

uint32_t sections_get(struct sections *sections, uint32_t language, struct str folder)
{
	if (sections->last_section == SITE_NONE || language != sections->last_language ||
	    !str_eq(folder, sections->last_folder)) {
		sections->last_section = add_section(sections, language, folder);
		sections->last_language = language;
		sections->last_folder = folder;
	}
	return sections->last_section;
}

/* ---- names ---- */

/* "2-factor authentication", "3-way-merge": the number is a part of the word, whatever stands in the other names. */
static bool is_counted(struct str behind)
{
	static const char *const counted[] = {"d", "factor", "fa", "way", NULL};
	size_t end = 0;

	while (end < behind.n && str_is_alpha(behind.s[end]))
		end++;
	return str_is_any_nocase(str_slice(behind, 0, end), counted);
}

/* Length of a number in front, with what separates it; 0 when there is none. Dates and versions are none. */
static size_t number_length(struct str name)
{
	size_t digits = 0, end;

	while (digits < name.n && str_is_digit(name.s[digits]))
		digits++;
	end = digits;
	while (end < name.n && (name.s[end] == '-' || name.s[end] == '_' || name.s[end] == '.' || name.s[end] == ' '))
		end++;
	if (digits == 0 || digits > 3 || end == digits || end == name.n || str_is_digit(name.s[end]))
		return 0;
	if (digits == 1 && end == 2 && name.s[1] == '-' && is_counted(str_from(name, end)))
		return 0;
	return end;
}

int32_t sections_number(struct str name)
{
	int32_t number = 0;

	if (number_length(name) == 0)
		return -1;
	for (size_t i = 0; str_is_digit(name.s[i]); i++)
		number = number * 10 + (name.s[i] - '0');
	return number;
}

static bool is_acronym(struct str word)
{
	static const char *const acronyms[] = {"api", "cli", "faq", "faqs", "id", "pdf", "sdk", "sso", "url", "vpn"};

	for (size_t i = 0; i < sizeof(acronyms) / sizeof(*acronyms); i++)
		if (str_eq(word, str_c(acronyms[i])))
			return true;
	return false;
}

static void upper(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char)(s[i] - 32);
}

struct str sections_pretty(struct str folder, struct arena *arena)
{
	struct str name = str_from(folder, number_length(folder)), word;
	bool is_written = str_find_char(name, ' ') >= 0 || str_find_char(name, '.') >= 0;
	struct str result, rest;

	while (name.n > 1 && name.s[0] == '_')
		name = str_from(name, 1);
	result = arena_str(arena, name);
	if (is_written)
		return result;
	for (size_t i = 0; i < result.n; i++)
		if (result.s[i] == '-' || result.s[i] == '_')
			((char *)(uintptr_t)result.s)[i] = ' ';
	rest = result;
	while (str_split(&rest, ' ', &word)) {
		if (is_acronym(word))
			upper((char *)(uintptr_t)word.s, word.n - (word.s[word.n - 1] == 's' && word.n == 4));
	}
	if (result.n != 0)
		upper((char *)(uintptr_t)result.s, 1);
	return result;
}

static struct str section_url(const struct sections *sections, const struct section *section,
			      const struct config *config, const struct page *own, struct arena *arena)
{
	struct str parent, slug;

	if (section->parent == SITE_NONE)
		return arena_printf(arena, "/%.*s", STR_ARG(config->languages[section->language].url_prefix));
	parent = sections->all.at[section->parent].url;
	slug = slug_of(arena, own != NULL && own->slug.n != 0 ? own->slug : last_folder(section->path));
	return arena_printf(arena, "%.*s%.*s/", STR_ARG(parent), STR_ARG(slug));
}

static struct str section_title(const struct sections *sections, const struct section *section,
				const struct config *config, struct arena *arena)
{
	const struct language *language = &config->languages[section->language];
	uint32_t same;

	if (section->parent == SITE_NONE)
		return language->title.n != 0 ? language->title : config->title;
	same = find(sections, 0, section->path);
	if (section->language != 0 && same != SITE_NONE && sections->all.at[same].title.n != 0)
		return sections->all.at[same].title;
	return sections_pretty(last_folder(section->path), arena);
}

static void name_section(struct sections *sections, size_t i, const struct config *config, const struct page *pages,
			 struct arena *arena)
{
	struct section *section = &sections->all.at[i];
	const struct page *own = section->page != SITE_NONE ? &pages[section->page] : NULL;

	section->url = section_url(sections, section, config, own, arena);
	if (own != NULL && own->title.n != 0)
		section->title = own->title;
	else if (section->title.n == 0)
		section->title = section_title(sections, section, config, arena);
}

void sections_name(struct sections *sections, const struct config *config, const struct page *pages,
		   struct arena *arena)
{
	/* those of the default language first: others take titles from them */
	for (size_t i = 0; i < sections->all.n; i++)
		if (sections->all.at[i].language == 0)
			name_section(sections, i, config, pages, arena);
	for (size_t i = 0; i < sections->all.n; i++)
		if (sections->all.at[i].language != 0)
			name_section(sections, i, config, pages, arena);
}

/* ---- by what people call them ---- */

static struct str name_key(uint32_t language, struct str name, struct arena *arena)
{
	return arena_printf(arena, "%u/%.*s", language, STR_ARG(slug_of(arena, name)));
}

static void know_name(struct sections *sections, uint32_t section, struct str name, struct arena *arena)
{
	bool added;
	struct map_entry *entry =
	    map_add(&sections->by_name, name_key(sections->all.at[section].language, name, arena), &added);

	if (added)
		entry->value.number = section + 1;
}

uint32_t sections_called(struct sections *sections, const struct config *config, uint32_t language, struct str name,
			 struct arena *arena)
{
	uint32_t found = find(sections, language, name);
	struct map_entry *entry;
	struct section *section;

	if (found != SITE_NONE)
		return found;
	for (size_t i = 0; !sections->names_known && i < sections->all.n; i++) {
		know_name(sections, (uint32_t)i, sections->all.at[i].title, arena);
		know_name(sections, (uint32_t)i, last_folder(sections->all.at[i].path), arena);
	}
	sections->names_known = true;
	entry = map_find(&sections->by_name, name_key(language, name, arena));
	if (entry != NULL)
		return (uint32_t)entry->value.number - 1;
	found = add_section(sections, language, slug_of(arena, name));
	section = &sections->all.at[found];
	if (section->title.n == 0) {
		section->title = name;
		section->url = section_url(sections, section, config, NULL, arena);
	}
	know_name(sections, found, name, arena);
	return found;
}

static void enter_folders(struct sections *sections)
{
	for (uint32_t i = 0; i < sections->languages_n; i++)
		map_clear(&sections->by_folder[i]);
	for (size_t i = 0; i < sections->all.n; i++) {
		const struct section *section = &sections->all.at[i];

		map_add(&sections->by_folder[section->language], section->path, NULL)->value.number = i + 1;
	}
	map_clear(&sections->by_name);
	sections->names_known = false;
	sections->last_section = SITE_NONE;
}

void sections_drop_empty(struct sections *sections, uint32_t *section_of, uint32_t pages_n)
{
	size_t n = sections->all.n, kept = 0;
	uint32_t *new_index = mem_zalloc((n + 1) * sizeof(*new_index)); /* first: whether it is used */

	for (uint32_t i = 0; i < pages_n; i++)
		new_index[section_of[i]] = 1;
	for (size_t i = n; i-- > 0;) {
		const struct section *section = &sections->all.at[i];

		if (new_index[i] != 0 && section->parent != SITE_NONE)
			new_index[section->parent] = 1;
	}
	for (size_t i = 0; i < n; i++) {
		bool is_used = new_index[i] != 0 || sections->all.at[i].parent == SITE_NONE;

		new_index[i] = (uint32_t)kept;
		if (!is_used)
			continue;
		sections->all.at[kept] = sections->all.at[i];
		if (sections->all.at[kept].parent != SITE_NONE)
			sections->all.at[kept].parent = new_index[sections->all.at[kept].parent];
		kept++;
	}
	for (uint32_t i = 0; i < pages_n; i++)
		section_of[i] = new_index[section_of[i]];
	mem_free(new_index);
	sections->all.n = kept;
	if (kept != n)
		enter_folders(sections);
}

/* ---- order ---- */

enum order_class { ORDER_WEIGHT, ORDER_TITLE, ORDER_NEWEST };

/* A page or section while its siblings are sorted. */
struct entry {
	uint32_t index;
	enum order_class class;
	int64_t number; /* weight, or seconds counted down from the newest */
	uint64_t head;	/* first bytes of the key: most comparisons need no more */
	struct str key;
	struct str path;
};

struct order {
	const struct site *site;
	struct VEC(struct entry) entries;
	struct buf keys;
};

static int cmp_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int cmp_entry(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = cmp_number((int64_t)a->class, (int64_t)b->class);

	if (order == 0)
		order = cmp_number(a->number, b->number);
	if (order == 0 && a->head != b->head)
		return a->head < b->head ? -1 : 1;
	if (order == 0)
		order = str_cmp(a->key, b->key);
	return order != 0 ? order : str_cmp(a->path, b->path);
}

static uint64_t head_of(struct str key)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < key.n ? (unsigned char)key.s[i] : 0);
	return head;
}

/* "2023-02-13-title": posts of Jekyll and its kin. */
static bool begins_with_date(struct str stem)
{
	struct date date;

	return stem.n > 11 && stem.s[10] == '-' && str_is_digit(stem.s[0]) && date_parse(str_slice(stem, 0, 10), &date);
}

/* `name` is that of the file or folder, `page` says weight, title and dates. */
static void add_entry(struct order *order, uint32_t index, const struct page *page, struct str name)
{
	struct entry *entry = vec_add(&order->entries);
	int32_t number = page->has_weight ? page->weight : sections_number(name);
	struct date date = site_page_date(page);

	entry->index = index;
	entry->class = ORDER_TITLE;
	entry->path = page->path;
	if (page->has_weight || number >= 0) {
		entry->class = ORDER_WEIGHT;
		entry->number = number;
	} else if ((page->kind == PAGE_SOLVED || begins_with_date(name)) && date_is_set(date)) {
		entry->class = ORDER_NEWEST;
		entry->number = -date_to_seconds(date);
	}
	entry->key.n = order->keys.n; /* an offset until the buffer rests */
	slug_sort_key(&order->keys, page->title);
}

static void sort_entries(struct order *order, uint32_t *sorted)
{
	struct entry *entries = order->entries.at;
	size_t n = order->entries.n;
	bool in_order = true;

	for (size_t i = 0; i < n; i++) {
		size_t start = entries[i].key.n, end = i + 1 < n ? entries[i + 1].key.n : order->keys.n;

		entries[i].key = str_n(order->keys.s + start, end - start);
		entries[i].head = head_of(entries[i].key);
		in_order = in_order && (i == 0 || cmp_entry(&entries[i - 1], &entries[i]) <= 0);
	}
	if (!in_order)
		qsort(entries, n, sizeof(*entries), cmp_entry);
	for (size_t i = 0; i < n; i++)
		sorted[i] = entries[i].index;
	vec_clear(&order->entries);
	buf_clear(&order->keys);
}

/* News are listed by when they were first published, whatever their weight; without a date last. */
static void order_by_date(struct entry *entry, const struct page *page)
{
	struct date date = date_is_set(page->date) ? page->date : site_page_date(page);

	entry->class = ORDER_NEWEST;
	entry->number = date_is_set(date) ? -date_to_seconds(date) : INT64_MAX;
}

static void sort_pages(struct order *order, const struct section *section)
{
	const struct index_list *pages = &section->pages;
	bool is_news = str_eq(order->site->pages[section->page].layout, STR(SECTIONS_NEWS_LAYOUT));

	for (uint32_t i = 0; i < pages->n; i++) {
		const struct page *page = &order->site->pages[pages->at[i]];

		add_entry(order, pages->at[i], page, last_folder(order->site->placed[pages->at[i]].neutral));
		if (is_news)
			order_by_date(&order->entries.at[order->entries.n - 1], page);
	}
	sort_entries(order, pages->at);
}

static void sort_sections(struct order *order, const struct index_list *sections)
{
	for (uint32_t i = 0; i < sections->n; i++) {
		const struct section *section = &order->site->sections[sections->at[i]];

		add_entry(order, sections->at[i], &order->site->pages[section->page], last_folder(section->path));
	}
	sort_entries(order, sections->at);
}

/* Gives the lists of each section room for what they will hold. */
static void make_lists(struct site *site, struct arena *arena)
{
	uint32_t *pages, *sections;

	for (uint32_t i = 0; i < site->pages_n; i++)
		site->sections[site->placed[i].section].pages.n++;
	pages = arena_array(arena, site->pages_n, sizeof(*pages));
	sections = arena_array(arena, site->sections_n, sizeof(*sections));
	for (uint32_t i = 0; i < site->sections_n; i++) {
		struct section *section = &site->sections[i];

		section->pages.at = pages;
		pages += section->pages.n;
		section->pages.n = 0;
		if (section->parent != SITE_NONE)
			site->sections[section->parent].sections.n++;
	}
	for (uint32_t i = 0; i < site->sections_n; i++) {
		struct section *section = &site->sections[i];

		section->sections.at = sections;
		sections += section->sections.n;
		section->sections.n = 0;
	}
}

static void fill_lists(struct site *site)
{
	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct section *section = &site->sections[site->placed[i].section];

		if (section->page != i && !site_is_missing_page(site->placed[i].url))
			section->pages.at[section->pages.n++] = i;
	}
	for (uint32_t i = 0; i < site->sections_n; i++) {
		if (site->sections[i].parent != SITE_NONE) {
			struct index_list *siblings = &site->sections[site->sections[i].parent].sections;

			siblings->at[siblings->n++] = i;
		}
	}
}

static void link_neighbours(struct site *site)
{
	for (uint32_t i = 0; i < site->pages_n; i++)
		site->placed[i].previous = site->placed[i].next = SITE_NONE;
	for (uint32_t i = 0; i < site->sections_n; i++) {
		const struct index_list *pages = &site->sections[i].pages;

		for (uint32_t k = 0; k + 1 < pages->n; k++) {
			site->placed[pages->at[k]].next = pages->at[k + 1];
			site->placed[pages->at[k + 1]].previous = pages->at[k];
		}
	}
}

void sections_order(struct site *site, struct arena *arena)
{
	struct order order = {.site = site};

	buf_init(&order.keys, BUF_NO_LIMIT);
	make_lists(site, arena);
	fill_lists(site);
	for (uint32_t i = 0; i < site->sections_n; i++) {
		sort_pages(&order, &site->sections[i]);
		sort_sections(&order, &site->sections[i].sections);
	}
	buf_release(&order.keys);
	vec_release(&order.entries);
	link_neighbours(site);
	for (uint32_t i = site->sections_n; i-- > 0;) {
		struct section *section = &site->sections[i];

		section->pages_below += section->pages.n;
		if (section->parent != SITE_NONE)
			site->sections[section->parent].pages_below += section->pages_below;
	}
}
