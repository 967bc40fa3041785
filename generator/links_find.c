#include "generator/links_find.h"

#include "common/mem.h"
#include "generator/links_wiki.h"
#include "generator/slug.h"
#include "generator/urlpath.h"
#include "generator/verbatim.h"

/* In place of a page + 1: pages in several folders have that name. */
#define SEVERAL UINT64_MAX

/* ---- tables ---- */

/* Where a page is looked up: an own page of a section is the section's folder, whatever its file is called. */
static struct str page_key(const struct site *site, uint32_t i)
{
	const struct section *section = &site->sections[site->placed[i].section];

	return section->page == i ? section->path : site->placed[i].neutral;
}

/* The own page of a section may have another name than "index.md", by which it is linked to as well. */
static void enter_files_of_sections(struct links *links)
{
	const struct site *site = links->site;

	for (uint32_t i = 0; i < site->sections_n; i++) {
		uint32_t page = site->sections[i].page;
		struct map_entry *entry;
		bool added;

		if (page == SITE_NONE)
			continue;
		entry = map_add(&links->stems, site->placed[page].neutral, &added);
		if (added)
			entry->value.number = links->first_like[page] + 1u;
	}
}

static void enter_pages(struct links *links)
{
	const struct site *site = links->site;
	uint32_t *last = mem_alloc(((size_t)site->pages_n + 1) * sizeof(*last));

	links->first_like = mem_alloc(((size_t)site->pages_n + 1) * sizeof(*links->first_like));
	links->next_like = mem_alloc(((size_t)site->pages_n + 1) * sizeof(*links->next_like));
	map_reserve(&links->stems, site->pages_n + 1);
	for (uint32_t i = 0; i < site->pages_n; i++) {
		bool added;
		struct map_entry *entry = map_add(&links->stems, page_key(site, i), &added);

		links->next_like[i] = SITE_NONE;
		if (added) {
			entry->value.number = i + 1;
			links->first_like[i] = i;
		} else {
			uint32_t first = (uint32_t)entry->value.number - 1;

			links->first_like[i] = first;
			links->next_like[last[first]] = i;
		}
		last[links->first_like[i]] = i;
	}
	mem_free(last);
	enter_files_of_sections(links);
}

static void enter_unpublished(struct links *links)
{
	const struct site *site = links->site;

	for (uint32_t i = 0; i < site->unpublished_n; i++) {
		const struct unpublished *one = &site->unpublished[i];
		struct str keys[] = {site_spot(site->config, one->page.path).neutral,
				     slug_fold(links->arena, one->url)};

		for (size_t k = 0; k < 2; k++)
			if (keys[k].n != 0)
				map_add(&links->unpublished, keys[k], NULL)->value.number = i + 1;
	}
}

struct links *links_new(struct site *site, struct arena *arena, struct diag_list *diags)
{
	struct links *links = mem_zalloc(sizeof(*links));

	links->site = site;
	links->arena = arena;
	links->diags = diags;
	links->host = urlpath_host(site->config->base_url);
	buf_init(&links->path, BUF_NO_LIMIT);
	buf_init(&links->scratch, BUF_NO_LIMIT);
	enter_unpublished(links);
	for (uint32_t i = 0; i < site->redirects_n; i++)
		map_add(&links->redirects, slug_fold(arena, site->redirects[i].from), NULL)->value.number = i + 1;
	return links;
}

void links_free(struct links *links)
{
	if (links == NULL)
		return;
	map_release(&links->stems);
	map_release(&links->unpublished);
	map_release(&links->redirects);
	map_release(&links->folded);
	map_release(&links->labels);
	map_release(&links->ungrouped);
	map_release(&links->names);
	wiki_free(links->wiki);
	mem_free(links->first_like);
	mem_free(links->next_like);
	nearest_free(links->nearest);
	buf_release(&links->path);
	buf_release(&links->scratch);
	mem_free(links);
}

void links_know_pages(struct links *links)
{
	if (links->first_like == NULL)
		enter_pages(links);
}

uint32_t links_first_like(struct links *links, uint32_t page)
{
	links_know_pages(links);
	return links->first_like[page];
}

static void know_as_folded(struct links *links, struct str key, uint64_t number)
{
	struct str folded = slug_fold(links->arena, key);
	struct map_entry *entry;
	bool added;

	if (folded.s == key.s)
		return; /* the other maps have it under the same key */
	entry = map_add(&links->folded, folded, &added);
	if (added)
		entry->value.number = number;
}

static void know_folded(struct links *links)
{
	const struct site *site = links->site;

	if (links->folded_known)
		return;
	links->folded_known = true;
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (!site->placed[i].is_plain)
			know_as_folded(links, page_key(site, i), links->first_like[i] + 1u);
	for (uint32_t i = 0; i < site->assets_n; i++)
		know_as_folded(links, site->assets[i].path, (uint64_t)site->pages_n + i + 1);
}

/* A folded stem or asset path: page + 1, pages_n + asset + 1, or 0. */
static uint64_t find_folded(struct links *links, struct str key)
{
	struct map_entry *entry;

	know_folded(links);
	entry = map_find(&links->folded, key);
	if (entry == NULL)
		entry = map_find(&links->stems, key);
	if (entry != NULL)
		return entry->value.number;
	entry = map_find(&links->site->assets_by_path, key);
	return entry != NULL ? links->site->pages_n + entry->value.number : 0;
}

/* ---- looking up files ---- */

static const char *const extensions[] = {".md", ".markdown", ".mdx", ".html", ".htm"};

bool links_has_extension(struct str path, size_t kinds, size_t *n)
{
	for (size_t i = 0; i < kinds; i++) {
		*n = strlen(extensions[i]);
		if (path.n > *n && str_eq_nocase(str_from(path, path.n - *n), str_c(extensions[i])))
			return true;
	}
	return false;
}

/* Of the pages that differ by language only: the one named, or that of the reader's language. */
static uint32_t choose_language(const struct links *links, uint32_t first, const struct spot *asked, uint32_t own)
{
	uint32_t best = first;
	int best_rank = 0;

	for (uint32_t i = first; i != SITE_NONE; i = links->next_like[i]) {
		uint32_t language = links->site->placed[i].language;
		int rank = language == own ? 2 : language == 0 ? 1 : 0;

		if (asked->language_is_said && language == asked->language)
			rank = 3;
		if (rank > best_rank) {
			best = i;
			best_rank = rank;
		}
	}
	return best;
}

static uint32_t own_language(const struct links *links, uint32_t from)
{
	return from != SITE_NONE ? links->site->placed[from].language : 0;
}

/* The path as look-up key: extension off, language off, index file as its folder. Valid until links->path changes. */
static struct spot spot_of(struct links *links, struct str path)
{
	size_t n;

	buf_clear(&links->path);
	buf_str(&links->path, links_has_extension(path, PAGE_EXTENSIONS, &n) ? str_slice(path, 0, path.n - n) : path);
	buf_lit(&links->path, ".md");
	return site_spot(links->site->config, buf_view(&links->path));
}

static struct found find_page_file(struct links *links, uint32_t from, struct str path)
{
	struct found found = links_nothing;
	const struct spot none = {0}, spot = path.n == 0 ? none : spot_of(links, path);
	struct map_entry *entry = map_find(&links->stems, spot.neutral);

	if (entry == NULL && spot.is_readme)
		entry = map_find(&links->stems, spot.folder);
	if (entry != NULL) {
		found.page =
		    choose_language(links, (uint32_t)entry->value.number - 1, &spot, own_language(links, from));
		return found;
	}
	entry = links->unpublished.n != 0 ? map_find(&links->unpublished, spot.neutral) : NULL;
	if (entry != NULL)
		found.unpublished = &links->site->unpublished[entry->value.number - 1];
	return found;
}

static struct found find_asset(const struct links *links, struct str path)
{
	struct map_entry *entry = map_find(&links->site->assets_by_path, path);
	struct found found = links_nothing;

	if (entry != NULL)
		found.asset = (uint32_t)entry->value.number - 1;
	return found;
}

/* A path below content/, as a page or as any other file. */
static struct found find_file(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = find_asset(links, path);

	if (!links_is_found(&found) && !image)
		found = find_page_file(links, from, path);
	return found;
}

static struct found find_file_any_case(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = links_nothing;
	struct spot spot = {0};
	uint64_t number = find_folded(links, slug_fold(links->arena, path));

	if (number == 0 && !image && path.n != 0) {
		spot = spot_of(links, path);
		number = find_folded(links, slug_fold(links->arena, spot.neutral));
	}
	found.other_case = number != 0;
	if (number > links->site->pages_n)
		found.asset = (uint32_t)(number - links->site->pages_n - 1);
	else if (number != 0 && !image)
		found.page = choose_language(links, (uint32_t)number - 1, &spot, own_language(links, from));
	return found;
}

static void know_names(struct links *links)
{
	const struct site *site = links->site;

	if (links->names_known)
		return;
	links->names_known = true;
	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct str key = page_key(site, i);
		struct str name = str_from(key, (size_t)(str_rfind_char(key, '/') + 1));
		uint64_t number = links->first_like[i] + 1u;
		bool added;
		struct map_entry *entry = map_add(&links->names, name, &added);

		if (added)
			entry->value.number = number;
		else if (entry->value.number != number)
			entry->value.number = SEVERAL;
	}
}

struct found links_find_by_name(struct links *links, uint32_t from, struct str name)
{
	struct found found = links_nothing;
	struct spot spot;
	struct map_entry *entry;

	if (name.n == 0 || str_find_char(name, '/') >= 0)
		return found;
	know_names(links);
	spot = spot_of(links, name);
	entry = map_find(&links->names, spot.neutral);
	if (entry != NULL && entry->value.number != SEVERAL)
		found.page =
		    choose_language(links, (uint32_t)entry->value.number - 1, &spot, own_language(links, from));
	return found;
}

/* Without its parts in parentheses: the path itself when it has none. */
static struct str without_groups(struct arena *arena, struct str path)
{
	struct str rest = path, part;
	struct buf out;

	if (str_find_char(path, '(') < 0)
		return path;
	buf_init(&out, BUF_NO_LIMIT);
	while (str_split(&rest, '/', &part)) {
		if (str_starts(part, STR("(")) && str_ends(part, STR(")")))
			continue;
		if (out.n != 0)
			buf_char(&out, '/');
		buf_str(&out, part);
	}
	path = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return path;
}

static void know_ungrouped(struct links *links)
{
	const struct site *site = links->site;

	links->ungrouped_known = true;
	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct str key = page_key(site, i), bare = without_groups(links->arena, key);
		struct map_entry *entry;
		bool added;

		if (bare.s == key.s)
			continue;
		entry = map_add(&links->ungrouped, bare, &added);
		if (added)
			entry->value.number = links->first_like[i] + 1u;
	}
}

struct found links_find_ungrouped(struct links *links, uint32_t from, struct str path)
{
	bool is_rooted = path.n != 0 && path.s[0] == '/';
	struct str whole = links_join(links, is_rooted ? STR("") : links_page_folder(links, from), path);
	struct found found = links_nothing;
	const struct map_entry *entry;
	struct spot spot;

	if (!links->ungrouped_known)
		know_ungrouped(links);
	if (whole.s == NULL || links->ungrouped.n == 0)
		return found;
	whole = without_groups(links->arena, links_trim_slashes(whole));
	if (is_rooted)
		(void)links_take_base(links, &whole);
	spot = spot_of(links, whole);
	entry = map_find(&links->ungrouped, spot.neutral);
	if (entry == NULL)
		entry = map_find(&links->stems, spot.neutral); /* from a group to what stands in none */
	if (entry != NULL)
		found.page =
		    choose_language(links, (uint32_t)entry->value.number - 1, &spot, own_language(links, from));
	return found;
}

static void know_labels(struct links *links)
{
	const struct site *site = links->site;

	links->labels_known = true;
	for (uint32_t i = 0; i < site->pages_n; i++) {
		for (uint32_t k = 0; k + 1 < site->pages[i].labels.n; k += 2) {
			bool added;
			struct map_entry *entry = map_add(&links->labels, site->pages[i].labels.at[k], &added);

			entry->value.number = added || entry->value.number == i + 1u ? i + 1u : SEVERAL;
		}
	}
}

struct found links_find_label(struct links *links, struct str label)
{
	struct found found = links_nothing;
	const struct map_entry *entry;
	const struct str_list *labels;

	if (!links->labels_known)
		know_labels(links);
	entry = map_find(&links->labels, label);
	if (entry == NULL || entry->value.number == SEVERAL)
		return found;
	found.page = (uint32_t)entry->value.number - 1;
	labels = &links->site->pages[found.page].labels;
	for (uint32_t k = 0; k + 1 < labels->n && found.label.n == 0; k += 2) {
		if (str_eq(labels->at[k], label)) {
			found.label = label;
			found.called = labels->at[k + 1];
		}
	}
	return found;
}

/* ---- looking up URLs ---- */

/* ".../hc/en-us/articles/360016121859-How-can-I": the id of a Zendesk article, which imports keep. */
static struct str zendesk_id(struct str path)
{
	ptrdiff_t at = str_find(path, STR("hc/"));
	size_t n = 0;
	struct str id;

	if (at < 0 || (at > 0 && path.s[at - 1] != '/'))
		return STR_NONE;
	at = str_find(path, STR("/articles/"));
	if (at < 0)
		return STR_NONE;
	id = str_from(path, (size_t)at + 10);
	while (n < id.n && str_is_digit(id.s[n]))
		n++;
	return str_slice(id, 0, n);
}

uint32_t links_find_id(const struct links *links, struct str id)
{
	struct map_entry *entry = id.n != 0 ? map_find(&links->site->by_id, slug_fold(links->arena, id)) : NULL;

	return entry != NULL ? (uint32_t)entry->value.number - 1 : SITE_NONE;
}

/* A path on the site, without base_path and slash in front. */
static struct found find_url(struct links *links, struct str path)
{
	struct found found = links_nothing;
	struct map_entry *entry;
	size_t n;
	struct str key;

	if (str_eq(path, STR("index.html")))
		path = STR("");
	else if (str_ends(path, STR("/index.html")))
		path = str_slice(path, 0, path.n - 11);
	buf_clear(&links->scratch);
	buf_char(&links->scratch, '/');
	buf_str(&links->scratch, path);
	entry = map_find(&links->redirects, slug_fold(links->arena, buf_view(&links->scratch)));
	if (links_has_extension(path, PAGE_EXTENSIONS, &n) && entry == NULL)
		buf_cut(&links->scratch, links->scratch.n - n);
	if (path.n != 0)
		buf_char(&links->scratch, '/');
	key = slug_fold(links->arena, buf_view(&links->scratch));
	if (entry == NULL)
		entry = map_find(&links->redirects, key);
	if (entry != NULL) {
		found.page = links->site->redirects[entry->value.number - 1].page;
		return found;
	}
	entry = map_find(&links->site->by_url, key);
	if (entry != NULL)
		found.page = (uint32_t)entry->value.number - 1;
	else
		found.page = links_find_id(links, zendesk_id(path));
	if (found.page == SITE_NONE && (entry = map_find(&links->unpublished, key)) != NULL)
		found.unpublished = &links->site->unpublished[entry->value.number - 1];
	return found;
}

struct str links_trim_slashes(struct str path)
{
	while (path.n != 0 && path.s[0] == '/')
		path = str_from(path, 1);
	while (path.n != 0 && path.s[path.n - 1] == '/')
		path.n--;
	return path;
}

/* base_path without its slashes: "help". */
static struct str bare_base(const struct links *links)
{
	return links_trim_slashes(links->site->config->base_path);
}

bool links_take_base(const struct links *links, struct str *path)
{
	struct str base = bare_base(links);

	if (base.n == 0 || !str_starts(*path, base) || (path->n > base.n && path->s[base.n] != '/'))
		return false;
	*path = links_trim_slashes(str_from(*path, base.n));
	return true;
}

/* A path from the root: of a file, then of a URL, then of a file in the folders that other tools publish as they are.
 */
static struct found find_from_root(struct links *links, uint32_t from, struct str path, bool image)
{
	static const char *const statics[] = {"static/", "public/"};
	struct found found = find_file(links, from, path, image);

	if (!links_is_found(&found) && !image)
		found = find_url(links, path);
	for (size_t i = 0; i < 2 && !links_is_found(&found); i++) {
		buf_clear(&links->scratch);
		buf_str(&links->scratch, str_c(statics[i]));
		buf_str(&links->scratch, path);
		found = find_asset(links, buf_view(&links->scratch));
	}
	if (!links_is_found(&found)) {
		found.server = verbatim_has(links->site->verbatim, path) || urlpath_is_known(links->site->config, path);
		found.server_path = path;
	}
	return found;
}

static struct str folder_of(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');

	return str_slice(path, 0, slash < 0 ? 0 : (size_t)slash);
}

struct str links_page_folder(const struct links *links, uint32_t from)
{
	return from != SITE_NONE ? folder_of(links->site->pages[from].path) : STR("");
}

struct str links_join(struct links *links, struct str folder, struct str path)
{
	struct str joined = STR_NONE;

	buf_clear(&links->scratch);
	if (urlpath_join(&links->scratch, folder, path))
		joined = arena_str(links->arena, buf_view(&links->scratch));
	return joined;
}

/* The folder that a page is to its readers: "guide/print" of guide/print.md, "guide" of guide/index.md. */
static struct str folder_of_url(const struct links *links, uint32_t from)
{
	const struct site *site = links->site;
	struct str path = site->pages[from].path;
	size_t n;

	if (site->sections[site->placed[from].section].page == from || !links_has_extension(path, PAGE_EXTENSIONS, &n))
		return folder_of(path);
	return str_slice(path, 0, path.n - n);
}

struct found links_find_from_url(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = links_nothing;
	struct str url = links_join(links, links_trim_slashes(links->site->placed[from].url), path), file;
	size_t n;

	if (url.s != NULL && !image && !links_has_extension(path, SOURCE_EXTENSIONS, &n))
		found = find_url(links, url);
	if (!links_is_found(&found) && url.s != NULL && image)
		found = find_file(links, from, url, image);
	if (links_is_found(&found))
		return found;
	file = links_join(links, folder_of_url(links, from), path);
	return file.s != NULL ? find_asset(links, file) : found;
}

/* "docs/x.md" and "/docs/x" where docs/ is the content folder: paths from the root of the project. */
static bool take_content_folder(const struct links *links, struct str *path)
{
	struct str folder = links->site->config->content_folder;
	struct str names[] = {folder, str_from(folder, (size_t)(str_rfind_char(folder, '/') + 1))};

	for (size_t i = 0; i < 2; i++) {
		struct str name = links_trim_slashes(names[i]);

		if (name.n != 0 && str_starts(*path, name) && (path->n == name.n || path->s[name.n] == '/')) {
			*path = links_trim_slashes(str_from(*path, name.n));
			return true;
		}
	}
	return false;
}

/* "../../docs/x.md": out of the content folder, and back into it by its name, as an editor shows the path. */
static struct str back_into_content(struct links *links, struct str path)
{
	while (str_starts(path, STR("../")) || str_starts(path, STR("./")))
		path = str_from(path, path.s[1] == '.' ? 3 : 2);
	path = links_join(links, STR(""), path);
	return path.s != NULL && take_content_folder(links, &path) ? path : STR_NONE;
}

/* GitBook knows its assets by their names, whatever is in front of ".gitbook" in a path. */
static struct found find_gitbook_asset(struct links *links, uint32_t from, struct str path)
{
	ptrdiff_t at = str_find(path, STR(".gitbook/assets/"));
	struct str root = at > 0 ? links_join(links, STR(""), str_from(path, (size_t)at)) : STR_NONE;
	struct found found = links_nothing;

	if (root.s == NULL)
		return found;
	found = find_asset(links, root);
	return links_is_found(&found) ? found : find_file_any_case(links, from, root, true);
}

struct found links_find_relative(struct links *links, uint32_t from, struct str path, bool image)
{
	struct str joined = links_join(links, links_page_folder(links, from), path);
	struct str root = links_join(links, STR(""), path), below = root;
	struct found found = links_nothing;
	size_t n;

	if (joined.s != NULL)
		found = find_file(links, from, joined, image);
	if (!links_is_found(&found) && root.s != NULL)
		found = find_file(links, from, root, image);
	if (!links_is_found(&found) && from != SITE_NONE)
		found = links_find_from_url(links, from, path, image);
	if (!links_is_found(&found) && joined.s != NULL && !image && !links_has_extension(path, SOURCE_EXTENSIONS, &n))
		found = find_url(links, joined);
	if (!links_is_found(&found) && joined.s != NULL)
		found = find_file_any_case(links, from, joined, image);
	if (root.s == NULL)
		below = joined.s == NULL ? back_into_content(links, path) : STR_NONE;
	else if (!take_content_folder(links, &below))
		below = STR_NONE;
	if (!links_is_found(&found) && below.s != NULL)
		found = find_file(links, from, below, image);
	if (!links_is_found(&found))
		found = find_gitbook_asset(links, from, path);
	return found;
}

struct found links_find_rooted(struct links *links, uint32_t from, struct str path, bool image)
{
	struct str rest = links_join(links, STR(""), path), below_base;
	struct found found = links_nothing;

	if (rest.s == NULL)
		return found;
	found = find_from_root(links, from, rest, image);
	below_base = rest;
	if (!links_is_found(&found) && links_take_base(links, &below_base))
		found = find_from_root(links, from, below_base, image);
	if (!links_is_found(&found))
		found = find_file_any_case(links, from, rest, image);
	below_base = rest;
	if (!links_is_found(&found) && take_content_folder(links, &below_base))
		found = find_from_root(links, from, below_base, image);
	return found;
}

static struct str last_part(struct str path)
{
	return str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

/* As resolve.c names pages whose id another has, too. */
static uint32_t find_id_with_folder(struct links *links, struct str path)
{
	buf_clear(&links->scratch);
	slug_add_path(&links->scratch, path);
	return links_find_id(links, arena_str(links->arena, buf_view(&links->scratch)));
}

struct found links_find_by_id(struct links *links, uint32_t from, struct str path)
{
	bool is_rooted = path.n != 0 && path.s[0] == '/';
	struct str whole = links_join(links, is_rooted ? STR("") : links_page_folder(links, from), path);
	struct found found = links_nothing;
	uint32_t page;

	if (whole.s == NULL)
		return found;
	whole = links_trim_slashes(whole);
	page = links_find_id(links, last_part(whole));
	if (page == SITE_NONE || !str_eq_nocase(last_part(folder_of(whole)), last_part(links_page_folder(links, page))))
		page = find_id_with_folder(links, whole);
	if (page != SITE_NONE && str_eq_nocase(last_part(folder_of(whole)), last_part(links_page_folder(links, page))))
		found.page = page;
	return found;
}
