#include "generator/site.h"

#include "generator/discover.h"

/* "de" for "DE", "pt-BR" for "pt_br": other tools write both. */
static bool same_tag(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char x = a.s[i] == '_' ? '-' : str_lower_char(a.s[i]);
		char y = b.s[i] == '_' ? '-' : str_lower_char(b.s[i]);

		if (x != y)
			return false;
	}
	return true;
}

static uint32_t exact_language(const struct config *config, struct str tag)
{
	for (size_t i = 0; i < config->languages_n; i++)
		if (same_tag(config->languages[i].code, tag))
			return (uint32_t)i;
	return SITE_NONE;
}

static struct str primary(struct str tag)
{
	size_t n = 0;

	while (n < tag.n && tag.s[n] != '-' && tag.s[n] != '_')
		n++;
	return str_slice(tag, 0, n);
}

uint32_t site_language(const struct config *config, struct str tag)
{
	uint32_t found = exact_language(config, tag);

	if (found == SITE_NONE)
		found = exact_language(config, primary(tag));
	for (size_t i = 0; found == SITE_NONE && i < config->languages_n; i++)
		if (same_tag(primary(config->languages[i].code), primary(tag)))
			found = (uint32_t)i;
	return found;
}

static struct str without_extension(struct str name)
{
	ptrdiff_t dot = str_rfind_char(name, '.');

	return dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
}

/* The "de" of "refunds.de", taken off the stem. */
static void take_language_ending(struct spot *spot, const struct config *config)
{
	ptrdiff_t dot = str_rfind_char(spot->stem, '.');
	uint32_t language;

	if (dot <= 0)
		return;
	language = exact_language(config, str_from(spot->stem, (size_t)dot + 1));
	if (language == SITE_NONE)
		return;
	spot->language = language;
	spot->language_is_said = true;
	spot->stem = str_slice(spot->stem, 0, (size_t)dot);
}

/* Looks at the codes, not for the slash: nearly no path begins with one. */
static void take_language_folder(struct spot *spot, const struct config *config, struct str *rest)
{
	for (size_t i = 0; i < config->languages_n; i++) {
		struct str code = config->languages[i].code;

		if (rest->n <= code.n || rest->s[code.n] != '/' || !same_tag(code, str_slice(*rest, 0, code.n)))
			continue;
		spot->language = (uint32_t)i;
		spot->language_is_said = true;
		*rest = str_from(*rest, code.n + 1);
		return;
	}
}

struct spot site_spot(const struct config *config, struct str path)
{
	struct spot spot = {0};
	struct str rest = path;
	ptrdiff_t slash;

	take_language_folder(&spot, config, &rest);
	/* Jekyll's collection of the pages that stand at the root */
	if (str_starts(rest, STR("_pages/")))
		rest = str_from(rest, strlen("_pages/"));
	slash = str_rfind_char(rest, '/');
	spot.folder = str_slice(rest, 0, slash < 0 ? 0 : (size_t)slash);
	spot.stem = without_extension(str_from(rest, (size_t)(slash + 1)));
	take_language_ending(&spot, config);
	spot.is_index = str_eq_nocase(spot.stem, STR("index")) || str_eq_nocase(spot.stem, STR("_index"));
	spot.is_readme = str_eq_nocase(spot.stem, STR("readme"));
	spot.is_missing = spot.folder.n == 0 && str_eq(spot.stem, STR("404"));
	spot.neutral = spot.is_index ? spot.folder : str_n(rest.s, (size_t)(spot.stem.s + spot.stem.n - rest.s));
	return spot;
}

uint32_t site_find_page(const struct site *site, struct str path)
{
	uint32_t low = 0, high = site->sources_n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = discover_path_cmp(site->pages[middle].path, path);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (uint32_t i = site->sources_n; i < site->pages_n; i++)
		if (str_eq(site->pages[i].path, path))
			return i;
	return SITE_NONE;
}

struct str site_origin(const struct config *config)
{
	ptrdiff_t scheme = str_find(config->base_url, STR("://"));
	ptrdiff_t slash;

	if (scheme < 0)
		return STR("");
	slash = str_find_char(str_from(config->base_url, (size_t)scheme + 3), '/');
	return slash < 0 ? config->base_url : str_slice(config->base_url, 0, (size_t)(scheme + 3 + slash));
}

static inline bool is_encoded(unsigned char c)
{
	switch (c) {
	case '"':
	case '<':
	case '>':
	case '[':
	case '\\':
	case ']':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
		return true;
	default:
		return c <= ' ' || c >= 0x7F;
	}
}

/* A path as in escape_url_path, with query and fragment as they are but for what no URL may hold. */
static void add_encoded(struct buf *out, struct str url)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t copied = 0;

	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.s[i];

		if (!is_encoded(c))
			continue;
		buf_str(out, str_slice(url, copied, i));
		buf_char(out, '%');
		buf_char(out, hex[c >> 4]);
		buf_char(out, hex[c & 15]);
		copied = i + 1;
	}
	buf_str(out, str_from(url, copied));
}

void site_relative(struct buf *out, const struct config *config, struct str url)
{
	if (config->base_path.n != 0)
		add_encoded(out, config->base_path);
	if (config->base_path.n == 0 || config->base_path.s[config->base_path.n - 1] != '/')
		buf_char(out, '/');
	add_encoded(out, url.n != 0 && url.s[0] == '/' ? str_from(url, 1) : url);
}

void site_absolute(struct buf *out, const struct config *config, struct str url)
{
	buf_str(out, site_origin(config));
	site_relative(out, config, url);
}

bool site_is_missing_page(struct str url)
{
	return str_ends(url, STR("/404.html"));
}

bool site_has_dates(const struct site *site, uint32_t language)
{
	if (!date_is_set(site->build_date))
		return false;
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (site->placed[i].language == language && site->placed[i].is_dated)
			return true;
	return false;
}

struct date site_page_date(const struct page *page)
{
	if (date_is_set(page->lastmod))
		return page->lastmod;
	return date_is_set(page->date) ? page->date : page->publish_on;
}

struct place site_place(const struct site *site, struct str path, uint32_t line, uint32_t column, struct arena *arena)
{
	struct str folder = site->config->content_folder;

	return (struct place){arena_printf(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path)), line, column};
}

struct place site_place_in(const struct site *site, const struct page *page, struct field_place place,
			   struct arena *arena)
{
	uint32_t least = page->file != 0;

	return site_place(site, page->path, place.line != 0 ? place.line : least,
			  place.column != 0 ? place.column : least, arena);
}

struct place site_place_of_field(const struct site *site, const struct page *page, enum placed_field field,
				 struct arena *arena)
{
	return site_place_in(site, page, page->places[field], arena);
}
