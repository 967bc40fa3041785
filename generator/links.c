#include "generator/links.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/nearest.h"
#include "generator/slug.h"
#include "generator/urlpath.h"
#include "generator/verbatim.h"

struct links {
	struct site *site;
	struct arena *arena;
	struct diag_list *diags;
	/* Path without language and extension: to the first such page + 1; the next one in next_like. */
	struct map stems;
	uint32_t *first_like, *next_like;
	struct map unpublished; /* the same, and URLs, of pages left out */
	struct map redirects;	/* folded source: to redirect + 1 */
	struct map names;	/* last parts of pages' paths: to the first such page + 1, SEVERAL; made when needed */
	bool names_known;
	struct map folded; /* folded stems, and folded asset paths with their extension; made when needed */
	bool folded_known;
	struct nearest *nearest; /* made when needed */
	struct str host;	 /* of base_url, with its port */
	struct buf path, scratch;
	uint32_t reported; /* on the page at hand */
};

/* A target taken apart. */
struct target {
	struct str path, query, fragment; /* fragment without '#', still percent-encoded */
	bool has_fragment;
	bool is_root; /* another tool's way to say "from the content folder" */
	bool is_ref;  /* Hugo's ref: beside the page, from the content folder, or a file's name alone */
};

/* In place of a page + 1: pages in several folders have that name. */
#define SEVERAL UINT64_MAX

/* What a path leads to. */
struct found {
	uint32_t page, asset; /* SITE_NONE when it is not that */
	const struct unpublished *unpublished;
	bool other_case;
	bool server; /* a path that the site has without a page: "/search", or a file of the static folder */
	struct str server_path;
};

static const struct found nothing = {.page = SITE_NONE, .asset = SITE_NONE};

static bool is_found(const struct found *found)
{
	return found->page != SITE_NONE || found->asset != SITE_NONE || found->unpublished != NULL || found->server;
}

/* ---- tables ---- */

/* Where a page is looked up: an own page of a section is the section's folder, whatever its file is called. */
static struct str page_key(const struct site *site, uint32_t i)
{
	const struct section *section = &site->sections[site->placed[i].section];

	return section->page == i ? section->path : site->placed[i].neutral;
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
	map_release(&links->names);
	mem_free(links->first_like);
	mem_free(links->next_like);
	nearest_free(links->nearest);
	buf_release(&links->path);
	buf_release(&links->scratch);
	mem_free(links);
}

static void know_pages(struct links *links)
{
	if (links->first_like == NULL)
		enter_pages(links);
}

uint32_t links_first_like(struct links *links, uint32_t page)
{
	know_pages(links);
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
enum { SOURCE_EXTENSIONS = 3, PAGE_EXTENSIONS = 5 };

static bool has_extension(struct str path, size_t kinds, size_t *n)
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
	buf_str(&links->path, has_extension(path, PAGE_EXTENSIONS, &n) ? str_slice(path, 0, path.n - n) : path);
	buf_lit(&links->path, ".md");
	return site_spot(links->site->config, buf_view(&links->path));
}

static struct found find_page_file(struct links *links, uint32_t from, struct str path)
{
	struct found found = nothing;
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
	struct found found = nothing;

	if (entry != NULL)
		found.asset = (uint32_t)entry->value.number - 1;
	return found;
}

/* A path below content/, as a page or as any other file. */
static struct found find_file(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = find_asset(links, path);

	if (!is_found(&found) && !image)
		found = find_page_file(links, from, path);
	return found;
}

static struct found find_file_any_case(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = nothing;
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

/* The page of that name in whatever folder, when there is one only: {{< ref "x.md" >}} of Hugo. */
static struct found find_by_name(struct links *links, uint32_t from, struct str name)
{
	struct found found = nothing;
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

static uint32_t find_id(const struct links *links, struct str id)
{
	struct map_entry *entry = id.n != 0 ? map_find(&links->site->by_id, slug_fold(links->arena, id)) : NULL;

	return entry != NULL ? (uint32_t)entry->value.number - 1 : SITE_NONE;
}

/* A path on the site, without base_path and slash in front. */
static struct found find_url(struct links *links, struct str path)
{
	struct found found = nothing;
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
	if (has_extension(path, PAGE_EXTENSIONS, &n) && entry == NULL)
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
		found.page = find_id(links, zendesk_id(path));
	if (found.page == SITE_NONE && (entry = map_find(&links->unpublished, key)) != NULL)
		found.unpublished = &links->site->unpublished[entry->value.number - 1];
	return found;
}

static struct str trim_slashes(struct str path)
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
	return trim_slashes(links->site->config->base_path);
}

static bool take_base(const struct links *links, struct str *path)
{
	struct str base = bare_base(links);

	if (base.n == 0 || !str_starts(*path, base) || (path->n > base.n && path->s[base.n] != '/'))
		return false;
	*path = trim_slashes(str_from(*path, base.n));
	return true;
}

/* A path from the root: of a file, then of a URL, then of a file in the folders that other tools publish as they are.
 */
static struct found find_from_root(struct links *links, uint32_t from, struct str path, bool image)
{
	static const char *const statics[] = {"static/", "public/"};
	struct found found = find_file(links, from, path, image);

	if (!is_found(&found) && !image)
		found = find_url(links, path);
	for (size_t i = 0; i < 2 && !is_found(&found); i++) {
		buf_clear(&links->scratch);
		buf_str(&links->scratch, str_c(statics[i]));
		buf_str(&links->scratch, path);
		found = find_asset(links, buf_view(&links->scratch));
	}
	if (!is_found(&found)) {
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

static struct str from_folder(const struct links *links, uint32_t from)
{
	return from != SITE_NONE ? folder_of(links->site->pages[from].path) : STR("");
}

/* Joined to the arena, since look-ups use the buffers; absent when it leads above the root. */
static struct str join(struct links *links, struct str folder, struct str path)
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

	if (site->sections[site->placed[from].section].page == from || !has_extension(path, PAGE_EXTENSIONS, &n))
		return folder_of(path);
	return str_slice(path, 0, path.n - n);
}

/*
 * As a browser would see it, from the URL of the page: Hugo and others leave addresses alone. Files lie where the
 * sources are, which need not be below the page's URL.
 */
static struct found find_from_url(struct links *links, uint32_t from, struct str path, bool image)
{
	struct found found = nothing;
	struct str url = join(links, trim_slashes(links->site->placed[from].url), path), file;
	size_t n;

	if (url.s != NULL && !image && !has_extension(path, SOURCE_EXTENSIONS, &n))
		found = find_url(links, url);
	if (!is_found(&found) && url.s != NULL && image)
		found = find_file(links, from, url, image);
	if (is_found(&found))
		return found;
	file = join(links, folder_of_url(links, from), path);
	return file.s != NULL ? find_asset(links, file) : found;
}

/* "docs/x.md" and "/docs/x" where docs/ is the content folder: paths from the root of the project. */
static bool take_content_folder(const struct links *links, struct str *path)
{
	struct str folder = links->site->config->content_folder;
	struct str names[] = {folder, str_from(folder, (size_t)(str_rfind_char(folder, '/') + 1))};

	for (size_t i = 0; i < 2; i++) {
		struct str name = trim_slashes(names[i]);

		if (name.n != 0 && str_starts(*path, name) && (path->n == name.n || path->s[name.n] == '/')) {
			*path = trim_slashes(str_from(*path, name.n));
			return true;
		}
	}
	return false;
}

/* GitBook knows its assets by their names, whatever is in front of ".gitbook" in a path. */
static struct found find_gitbook_asset(struct links *links, uint32_t from, struct str path)
{
	ptrdiff_t at = str_find(path, STR(".gitbook/assets/"));
	struct str root = at > 0 ? join(links, STR(""), str_from(path, (size_t)at)) : STR_NONE;
	struct found found = nothing;

	if (root.s == NULL)
		return found;
	found = find_asset(links, root);
	return is_found(&found) ? found : find_file_any_case(links, from, root, true);
}

static struct found find_relative(struct links *links, uint32_t from, struct str path, bool image)
{
	struct str joined = join(links, from_folder(links, from), path);
	struct str root = join(links, STR(""), path), below = root;
	struct found found = nothing;
	size_t n;

	if (joined.s != NULL)
		found = find_file(links, from, joined, image);
	if (!is_found(&found) && root.s != NULL)
		found = find_file(links, from, root, image);
	if (!is_found(&found) && from != SITE_NONE)
		found = find_from_url(links, from, path, image);
	if (!is_found(&found) && joined.s != NULL && !image && !has_extension(path, SOURCE_EXTENSIONS, &n))
		found = find_url(links, joined);
	if (!is_found(&found) && joined.s != NULL)
		found = find_file_any_case(links, from, joined, image);
	if (!is_found(&found) && root.s != NULL && take_content_folder(links, &below))
		found = find_file(links, from, below, image);
	if (!is_found(&found))
		found = find_gitbook_asset(links, from, path);
	return found;
}

static struct found find_rooted(struct links *links, uint32_t from, struct str path, bool image)
{
	struct str rest = join(links, STR(""), path), below_base;
	struct found found = nothing;

	if (rest.s == NULL)
		return found;
	found = find_from_root(links, from, rest, image);
	below_base = rest;
	if (!is_found(&found) && take_base(links, &below_base))
		found = find_from_root(links, from, below_base, image);
	if (!is_found(&found))
		found = find_file_any_case(links, from, rest, image);
	below_base = rest;
	if (!is_found(&found) && take_content_folder(links, &below_base))
		found = find_from_root(links, from, below_base, image);
	return found;
}

/* ---- taking targets apart ---- */

static bool take_prefix(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_from(*s, prefix.n);
	return true;
}

/* The first quoted or bare word of a tag: {% link WORD %}, {{< ref "WORD" >}}. */
static struct str tag_word(struct str inside, bool *is_post, bool *is_ref)
{
	static const char *const verbs[] = {"link", "post_url", "relref", "ref"};
	struct str word;
	size_t end = 0;
	char quote;

	inside = str_trim(inside);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		struct str verb = str_c(verbs[i]);

		if (str_starts(inside, verb) && inside.n > verb.n && str_is_space(inside.s[verb.n])) {
			*is_post = str_eq(verb, STR("post_url"));
			*is_ref = str_ends(verb, STR("ref"));
			word = str_trim(str_from(inside, verb.n));
			if (word.n == 0)
				return STR_NONE;
			quote = word.s[0] == '"' || word.s[0] == '\'' ? word.s[0] : '\0';
			if (quote != '\0')
				word = str_from(word, 1);
			while (end < word.n && (quote != '\0' ? word.s[end] != quote : !str_is_space(word.s[end])))
				end++;
			return str_slice(word, 0, end);
		}
	}
	return STR_NONE;
}

static bool is_base_variable(struct str inside)
{
	static const char *const names[] = {"site.baseurl", "site.base_url", "site.url", "base_url", "baseurl"};

	inside = str_trim(inside);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(inside, str_c(names[i])))
			return true;
	return false;
}

/*
 * "{{ site.baseurl }}/x", "{% link x.md %}#y", "{{< ref "x" >}}" as a path; false when it is not one of these.
 * Jekyll's are paths from the root, Hugo's are told by is_ref.
 */
static bool unwrap_tags(struct links *links, struct str *text, bool *is_root, bool *is_ref)
{
	struct buf *out = &links->scratch;
	struct str rest = *text;
	bool any = false;

	if (str_find_char(rest, '{') < 0)
		return true;
	buf_clear(out);
	while (rest.n != 0) {
		bool is_variable = str_starts(rest, STR("{{")), is_tag = str_starts(rest, STR("{%"));
		ptrdiff_t end = is_variable ? str_find(rest, STR("}}")) : str_find(rest, STR("%}"));
		struct str inside, word;
		bool is_post = false;

		if (!is_variable && !is_tag) {
			buf_char(out, rest.s[0]);
			rest = str_from(rest, 1);
			continue;
		}
		if (end < 0)
			return false;
		inside = str_slice(rest, 2, (size_t)end);
		if (inside.n > 1 && (inside.s[0] == '<' || inside.s[0] == '%'))
			inside = str_slice(inside, 1, inside.n - 1);
		rest = str_from(rest, (size_t)end + 2);
		word = tag_word(inside, &is_post, is_ref);
		if (word.n == 0 && !is_base_variable(inside))
			return false;
		if (is_post)
			buf_lit(out, "_posts/");
		buf_str(out, word);
		any = true;
	}
	*is_root = any && !*is_ref;
	*text = arena_str(links->arena, buf_view(out));
	return true;
}

static void unwrap_prefixes(struct str *text, bool *is_root)
{
	static const char *const prefixes[] = {"@site/docs/", "@site/", "@/", "~/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		if (take_prefix(text, str_c(prefixes[i]))) {
			*is_root = true;
			return;
		}
	}
}

static struct target take_apart(struct str text)
{
	struct target target = {0};
	ptrdiff_t at = str_find_char(text, '#');

	if (at >= 0) {
		target.has_fragment = true;
		target.fragment = str_from(text, (size_t)at + 1);
		text = str_slice(text, 0, (size_t)at);
	}
	at = str_find_char(text, '?');
	if (at >= 0) {
		target.query = str_from(text, (size_t)at);
		text = str_slice(text, 0, (size_t)at);
	}
	target.path = text;
	return target;
}

/* Percent-decoded, and its slashes forward. */
static struct str path_of(struct links *links, struct str written)
{
	struct str path = urlpath_decode(links->arena, written);
	char *copy;

	if (str_find_char(path, '\\') < 0)
		return path;
	copy = (char *)arena_alloc(links->arena, path.n + 1);
	for (size_t i = 0; i < path.n; i++)
		copy[i] = path.s[i] == '\\' ? '/' : path.s[i];
	return str_n(copy, path.n);
}

/* Length of "https" in "https:…", 0 when there is no scheme. One letter is a Windows drive. */
static size_t scheme_length(struct str text)
{
	size_t n = 0;

	if (text.n == 0 || !str_is_alpha(text.s[0]))
		return 0;
	while (n < text.n && (str_is_alnum(text.s[n]) || strchr("+-.", text.s[n]) != NULL))
		n++;
	return n > 1 && n < text.n && text.s[n] == ':' ? n : 0;
}

static bool is_safe_data(struct str text, enum link_kind kind)
{
	static const char *const kinds[] = {"data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kind == LINK_IMAGE && str_starts_nocase(text, str_c(kinds[i])))
			return true;
	return false;
}

/* As browsers read it: without white space and control characters in front, tabs and newlines anywhere. */
static struct str as_browser_reads(struct links *links, struct str text)
{
	bool is_plain = true;

	while (text.n != 0 && (unsigned char)text.s[0] <= ' ')
		text = str_from(text, 1);
	for (size_t i = 0; i < text.n; i++)
		is_plain = is_plain && ((unsigned char)text.s[i] >= ' ' && text.s[i] != 0x7F);
	if (is_plain)
		return str_trim_end(text);
	buf_clear(&links->scratch);
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] >= ' ' && text.s[i] != 0x7F)
			buf_char(&links->scratch, text.s[i]);
	return str_trim_end(arena_str(links->arena, buf_view(&links->scratch)));
}

static bool runs_code(struct str text, enum link_kind kind)
{
	static const char *const schemes[] = {
	    "javascript:", "vbscript:", "file:", "data:", "livescript:", "mocha:", "view-source:"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_starts_nocase(text, str_c(schemes[i])))
			return !is_safe_data(text, kind);
	return false;
}

/* ---- headings ---- */

static bool is_filler(char c)
{
	return (unsigned char)c < 0x80 && !str_is_alnum(c);
}

/* Ids that differ by letter case and signs only: tools make them in a dozen ways. */
static bool is_loosely(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && is_filler(a.s[i]))
			i++;
		while (k < b.n && is_filler(b.s[k]))
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n && i != 0;
		if (str_lower_char(a.s[i++]) != str_lower_char(b.s[k++]))
			return false;
	}
}

static struct str find_anchor(const struct page *page, struct str wanted)
{
	for (uint32_t i = 0; i < page->headings_n; i++)
		if (str_eq(page->headings[i].id, wanted))
			return wanted;
	for (uint32_t i = 0; i < page->anchors.n; i++)
		if (str_eq(page->anchors.at[i], wanted))
			return wanted;
	for (uint32_t i = 0; i < page->headings_n; i++)
		if (is_loosely(page->headings[i].id, wanted))
			return page->headings[i].id;
	for (uint32_t i = 0; i < page->anchors.n; i++)
		if (is_loosely(page->anchors.at[i], wanted))
			return page->anchors.at[i];
	/* the title's own heading, which is the top of the page */
	return is_loosely(page->title, wanted) ? STR("top") : STR_NONE;
}

static bool needs_no_heading(struct str fragment)
{
	return fragment.n == 0 || str_eq_nocase(fragment, STR("top"));
}

/* ---- diagnostics ---- */

static bool may_report(struct links *links)
{
	return links->reported++ < LIMIT_DIAGNOSTICS_PER_PAGE;
}

static struct place link_place(struct links *links, uint32_t from, const struct link *link)
{
	return site_place(links->site, links->site->pages[from].path, link->line, link->column, links->arena);
}

static void hint_path(struct links *links, uint32_t from, struct str wanted, enum nearest_kind kind)
{
	struct str near;

	if (links->nearest == NULL)
		links->nearest = nearest_new(links->site, links->arena);
	near = nearest_path(links->nearest, wanted, kind);
	if (near.n == 0)
		return;
	buf_clear(&links->scratch);
	nearest_relative(&links->scratch, from_folder(links, from), near);
	diag_hint(links->diags, "did you mean \"%.*s\"?", STR_ARG(buf_view(&links->scratch)));
}

/* "x.zip", but not "x.md", "x" and "about-7.4". */
static bool names_a_file(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');
	struct str extension = str_from(path, (size_t)(dot + 1));
	size_t n;

	if (dot < 0 || extension.n == 0 || extension.n > 5 || has_extension(path, PAGE_EXTENSIONS, &n))
		return false;
	for (size_t i = 0; i < extension.n; i++)
		if (!str_is_alnum(extension.s[i]))
			return false;
	return str_is_alpha(extension.s[0]);
}

static bool is_mail_address(struct str path)
{
	ptrdiff_t at = str_find_char(path, '@');

	return at > 0 && str_find_char(path, '/') < 0 && str_find_char(str_from(path, (size_t)at), '.') > 1;
}

static void report_missing(struct links *links, uint32_t from, const struct link *link, struct str path, bool is_root)
{
	struct str wanted = join(links, is_root ? STR("") : from_folder(links, from), path);
	bool image = link->kind == LINK_IMAGE, file = names_a_file(path);

	if (!may_report(links))
		return;
	diag_add(links->diags, image ? DIAG_IMAGE_MISSING : DIAG_LINK_MISSING, link_place(links, from, link),
		 "%s \"%.*s\"",
		 image	? "missing image"
		 : file ? "link to missing file"
			: "link to missing page",
		 STR_ARG(utf8_cut(link->target, 200)));
	if (!image && is_mail_address(path))
		diag_hint(links->diags, "write \"mailto:%.*s\"", STR_ARG(utf8_cut(path, 200)));
	else if (wanted.n != 0)
		hint_path(links, from, wanted,
			  image || file ? NEAREST_ASSET
			  : is_root	? NEAREST_BELOW_SAME
					: NEAREST_ANY);
}

/* What is wrong with a target that names no path. */
static void report_no_path(struct links *links, uint32_t from, const struct link *link, const char *what)
{
	if (may_report(links))
		diag_add(links->diags, link->kind == LINK_IMAGE ? DIAG_IMAGE_MISSING : DIAG_LINK_MISSING,
			 link_place(links, from, link), "%s to \"%.*s\", %s",
			 link->kind == LINK_IMAGE ? "image address" : "link", STR_ARG(utf8_cut(link->target, 200)),
			 what);
}

static void report_unpublished(struct links *links, uint32_t from, const struct link *link,
			       const struct unpublished *target)
{
	static const char *const why[] = {"is a draft", "is not published yet", "has expired", "was retired"};

	if (target->why == UNPUBLISHED_ERROR || !may_report(links))
		return; /* its error says enough */
	diag_add(links->diags, DIAG_LINK_UNPUBLISHED, link_place(links, from, link), "link to \"%.*s\", which %s",
		 STR_ARG(link->target), why[target->why]);
}

/* The page's security policy lets images come by https only, and browsers block the rest of a page that did. */
static void report_insecure(struct links *links, uint32_t from, const struct link *link)
{
	if (!may_report(links))
		return;
	diag_add(links->diags, DIAG_IMAGE_INSECURE, link_place(links, from, link),
		 "image \"%.*s\" comes unencrypted and will not be shown", STR_ARG(utf8_cut(link->target, 200)));
	diag_hint(links->diags, "write https:// when the host has it, or put the file beside the page");
}

static void report_case(struct links *links, uint32_t from, const struct link *link, struct str path)
{
	if (!may_report(links))
		return;
	diag_add(links->diags, DIAG_LINK_CASE, link_place(links, from, link),
		 "\"%.*s\" differs by letter case from its target", STR_ARG(link->target));
	buf_clear(&links->scratch);
	nearest_relative(&links->scratch, from_folder(links, from), path);
	diag_hint(links->diags, "write \"%.*s\"", STR_ARG(buf_view(&links->scratch)));
}

static void report_anchor(struct links *links, uint32_t from, const struct link *link, uint32_t page, struct str anchor)
{
	const struct page *target = &links->site->pages[page];
	struct str *ids;
	const struct str *near;
	uint32_t n = target->headings_n < 500 ? target->headings_n : 500;

	if (!may_report(links))
		return;
	if (page == from)
		diag_add(links->diags, DIAG_ANCHOR_MISSING, link_place(links, from, link),
			 "no heading \"#%.*s\" on this page", STR_ARG(utf8_cut(anchor, 200)));
	else
		diag_add(links->diags, DIAG_ANCHOR_MISSING, link_place(links, from, link),
			 "no heading \"#%.*s\" in \"%.*s\"", STR_ARG(utf8_cut(anchor, 200)), STR_ARG(target->path));
	ids = arena_array(links->arena, n, sizeof(*ids));
	for (uint32_t i = 0; i < n; i++)
		ids[i] = target->headings[i].id;
	near = str_nearest(anchor, ids, n);
	if (near != NULL)
		diag_hint(links->diags, "did you mean \"#%.*s\"?", STR_ARG(*near));
}

/* ---- one link ---- */

/* The URL of a page with query and heading. */
static struct str page_url(struct links *links, uint32_t from, const struct link *link, uint32_t page,
			   const struct target *target)
{
	struct str url = links->site->placed[page].url, wanted, anchor, told;
	ptrdiff_t end;

	if (!target->has_fragment)
		return target->query.n == 0
			   ? url
			   : arena_printf(links->arena, "%.*s%.*s", STR_ARG(url), STR_ARG(target->query));
	end = str_find(target->fragment, STR(":~:")); /* what the browser is to highlight there */
	told = str_from(target->fragment, end >= 0 ? (size_t)end : target->fragment.n);
	wanted = urlpath_decode(links->arena, str_slice(target->fragment, 0, target->fragment.n - told.n));
	anchor = str_slice(target->fragment, 0, target->fragment.n - told.n); /* decoded it could hold anything */
	if (!needs_no_heading(wanted)) {
		struct str heading = find_anchor(&links->site->pages[page], wanted);

		if (heading.s != NULL)
			anchor = heading;
		else
			report_anchor(links, from, link, page, wanted);
	}
	if (page == from && target->path.n == 0 && target->query.n == 0)
		url = STR("");
	return arena_printf(links->arena, "%.*s%.*s#%.*s%.*s", STR_ARG(url), STR_ARG(target->query), STR_ARG(anchor),
			    STR_ARG(told));
}

static struct str asset_url(struct links *links, uint32_t asset, const struct target *target)
{
	struct str url = links->site->assets[asset].url;

	if (!target->has_fragment)
		return url;
	return arena_printf(links->arena, "%.*s#%.*s", STR_ARG(url), STR_ARG(target->fragment));
}

static struct str server_url(struct links *links, const struct found *found, const struct target *target)
{
	struct str path = target->path;
	bool has_slash = found->server_path.n != 0 && path.n != 0 && path.s[path.n - 1] == '/';

	return arena_printf(links->arena, "/%.*s%s%.*s%s%.*s", STR_ARG(found->server_path), has_slash ? "/" : "",
			    STR_ARG(target->query), target->has_fragment ? "#" : "", STR_ARG(target->fragment));
}

/* What is written when nothing was found. With a base_path, "/x" would otherwise be taken as below it. */
static struct str as_written(struct links *links, struct str text)
{
	const struct config *config = links->site->config;

	if (config->base_path.n <= 1 || text.n == 0 || text.s[0] != '/')
		return text;
	return arena_printf(links->arena, "%.*s%.*s", STR_ARG(site_origin(config)), STR_ARG(text));
}

static struct str found_path(const struct links *links, const struct found *found)
{
	const struct site *site = links->site;

	return found->page != SITE_NONE ? site->pages[found->page].path : site->assets[found->asset].path;
}

/*
 * A path that leads to one page from the file and to another from the URL, as "../#x" does: the page that has the
 * heading is meant.
 */
static void prefer_heading(struct links *links, uint32_t from, const struct target *target, struct str path,
			   struct found *found)
{
	struct str wanted = urlpath_decode(links->arena, target->fragment);
	struct found other;

	if (!target->has_fragment || found->page == SITE_NONE || needs_no_heading(wanted) ||
	    find_anchor(&links->site->pages[found->page], wanted).s != NULL)
		return;
	other = find_from_url(links, from, path, false);
	if (other.page != SITE_NONE && find_anchor(&links->site->pages[other.page], wanted).s != NULL)
		*found = other;
}

/* Beyond what any link finds: a name alone, and the URL or the file of another page, from the root. */
static struct found find_ref(struct links *links, uint32_t from, struct str path)
{
	struct found found = find_by_name(links, from, path);

	return is_found(&found) ? found : find_rooted(links, from, path, false);
}

static struct found find_target(struct links *links, uint32_t from, const struct target *target, struct str path,
				bool image)
{
	struct found found;

	if (target->is_root || (path.n != 0 && path.s[0] == '/'))
		return find_rooted(links, from, path, image);
	found = find_relative(links, from, path, image);
	if (target->is_ref && !is_found(&found))
		found = find_ref(links, from, path);
	prefer_heading(links, from, target, path, &found);
	return found;
}

static void resolve_path(struct links *links, uint32_t from, struct link *link, const struct target *target,
			 struct str written)
{
	bool image = link->kind == LINK_IMAGE;
	bool is_root = target->is_root || (target->path.n != 0 && target->path.s[0] == '/');
	struct str path = path_of(links, target->path);
	struct found found;

	know_pages(links);
	found = find_target(links, from, target, path, image);
	if (found.other_case && is_found(&found))
		report_case(links, from, link, found_path(links, &found));
	if (found.page != SITE_NONE)
		link->url = page_url(links, from, link, found.page, target);
	else if (found.asset != SITE_NONE)
		link->url = asset_url(links, found.asset, target);
	else
		link->url = found.server ? server_url(links, &found, target) : as_written(links, written);
	if (found.unpublished != NULL)
		report_unpublished(links, from, link, found.unpublished);
	else if (!is_found(&found))
		report_missing(links, from, link, path, is_root);
}

/* An address with scheme or "//host": kept, unless it is this very site. */
static bool resolve_address(struct links *links, uint32_t from, struct link *link, struct str text)
{
	size_t scheme = scheme_length(text);
	bool is_web = str_starts_nocase(text, STR("https://")) || str_starts_nocase(text, STR("http://"));
	struct target target;
	struct str host;

	if (scheme == 0 && !str_starts(text, STR("//")))
		return false;
	link->url = text;
	if (str_starts_nocase(text, STR("xref:"))) {
		report_no_path(links, from, link, "which only Microsoft Learn can resolve");
		return true;
	}
	host = is_web ? urlpath_host(text) : STR("");
	if (host.n == 0 || links->host.n == 0 || !str_eq_nocase(host, links->host)) {
		if (link->kind == LINK_IMAGE && str_starts_nocase(text, STR("http:")))
			report_insecure(links, from, link);
		return true;
	}
	target = take_apart(str_from(text, (size_t)(host.s + host.n - text.s)));
	target.path = trim_slashes(target.path);
	(void)take_base(links, &target.path);
	target.is_root = true;
	resolve_path(links, from, link, &target, text);
	return true;
}

/*
 * "#x", also behind another tool's base path: most sites of Jekyll have none, so "{{ site.baseurl }}#x" is on the page
 * itself there. When the page has no such heading, the home page is meant.
 */
static bool is_on_page(struct links *links, uint32_t page, const struct target *target)
{
	if (target->path.n != 0)
		return false;
	return !target->is_root ||
	       (target->has_fragment &&
		find_anchor(&links->site->pages[page], urlpath_decode(links->arena, target->fragment)).s != NULL);
}

/* What is written without the tags and prefixes of other tools, and in its parts; false: another tool would fill it in.
 */
static bool read_target(struct links *links, struct str *text, struct target *target)
{
	bool is_root = false, is_ref = false;

	if (!unwrap_tags(links, text, &is_root, &is_ref))
		return false;
	unwrap_prefixes(text, &is_root);
	*target = take_apart(*text);
	target->is_root = is_root;
	target->is_ref = is_ref;
	return true;
}

/* What the target of a link without text is called: the page's title, else the file's name. Says nothing. */
static void resolve_title(struct links *links, uint32_t from, struct link *link)
{
	struct str text = link->target, path;
	struct target target;
	struct found found;

	link->url = text;
	if (!read_target(links, &text, &target))
		return;
	know_pages(links);
	path = path_of(links, target.path);
	if (is_on_page(links, from, &target))
		found = (struct found){.page = from, .asset = SITE_NONE};
	else
		found = find_target(links, from, &target, path, false);
	if (found.page != SITE_NONE && links->site->pages[found.page].title.n != 0)
		link->url = links->site->pages[found.page].title;
	else if (found.asset != SITE_NONE)
		link->url = str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

void links_resolve_one(struct links *links, uint32_t page, struct link *link)
{
	struct str text = as_browser_reads(links, link->target);
	struct target target;

	link->url = text;
	if (link->kind == LINK_TITLE) {
		resolve_title(links, page, link);
		return;
	}
	if (runs_code(text, link->kind)) {
		link->url = STR("");
		if (may_report(links))
			diag_add(links->diags, DIAG_LINK_SCHEME, link_place(links, page, link),
				 "address \"%.*s\" is left out", STR_ARG(utf8_cut(text, 60)));
		return;
	}
	if (resolve_address(links, page, link, text))
		return;
	if (!read_target(links, &text, &target)) {
		report_no_path(links, page, link, "which another tool would fill in");
		return;
	}
	if (text.n == 0 && !target.is_root)
		report_no_path(links, page, link, "which is no address");
	else if (is_on_page(links, page, &target))
		link->url = page_url(links, page, link, page, &target);
	else
		resolve_path(links, page, link, &target, link->url);
}

void links_resolve(struct links *links)
{
	struct site *site = links->site;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		links->reported = 0;
		for (uint32_t k = 0; k < site->pages[i].links_n; k++)
			links_resolve_one(links, i, &site->pages[i].links[k]);
		if (links->reported > LIMIT_DIAGNOSTICS_PER_PAGE)
			diag_add(
			    links->diags, DIAG_LINK_MISSING, site_place(site, site->pages[i].path, 0, 0, links->arena),
			    "%u more links of this page lead nowhere", links->reported - LIMIT_DIAGNOSTICS_PER_PAGE);
	}
}

uint32_t links_find_page(struct links *links, uint32_t from, struct str target)
{
	struct str path = str_trim(target);
	struct found found;

	know_pages(links);
	unwrap_prefixes(&path, &(bool){false});
	path = path_of(links, path);
	if (path.n == 0)
		return SITE_NONE;
	found.page = find_id(links, path);
	if (found.page != SITE_NONE)
		return found.page;
	if (path.s[0] == '/')
		found = find_rooted(links, from, path, false);
	else
		found = find_relative(links, from, path, false);
	return found.page;
}
