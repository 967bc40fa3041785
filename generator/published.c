#include "generator/published.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "generator/moved.h"
#include "generator/nearest.h"
#include "generator/redirects.h"
#include "generator/slug.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <unistd.h>

static const char committed[] = "published.txt", private[] = ".weir/published";
static const char heading[] =
    "# Written by weir build: every URL that this site has published, its id and its source.\n"
    "# Commit this file. To give a URL up on purpose, delete its line.\n";

/* Behind the heading. */
static const char with_approvals[] = "# Solved tickets need approvals here: approvals.txt.\n";

/* One line of the ledger. */
struct line {
	struct str url, id, source; /* source: a path, or "-> /target/" */
	struct str whole;
};

struct check {
	const struct site *site;
	struct str earlier;
	struct arena *arena;
	struct diag_list *diags;
	struct map unpublished; /* by path: to index + 1 */
	struct map redirects;	/* by folded source */
	struct map refused;	/* paths of files that have errors */
	struct map pages;	/* URLs of pages of earlier builds; filled when something is lost */
	struct map given_up;	/* of those, the ones that were given up; filled when a redirect is lost */
	bool has_given_up;
	struct nearest *nearest; /* made when needed */
	size_t hints;		 /* that were given, but for drafts */
};

/* ---- the file ---- */

static bool exists(int site_folder, const char *path)
{
	struct stat status;
	int fd = fs_open_file_at(site_folder, path, &status);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static const char *ledger_path(int site_folder)
{
	return exists(site_folder, committed) ? committed : private;
}

static bool parse_line(struct str text, struct line *line)
{
	struct str rest = text;

	line->whole = text;
	return str_split(&rest, '\t', &line->url) && str_split(&rest, '\t', &line->id) &&
	       str_split(&rest, '\t', &line->source) && rest.s == NULL && line->url.n != 0 && line->url.s[0] == '/' &&
	       line->id.n != 0 && line->source.n != 0;
}

static bool is_entry(struct str line)
{
	return line.n != 0 && line.s[0] != '#';
}

static int verify(struct str text, const char *path, struct diag_list *diags)
{
	struct str rest = text, one;
	struct line line;
	size_t errors = diags->errors;

	for (uint32_t number = 1; str_line(&rest, &one); number++)
		if (is_entry(one) && !parse_line(one, &line))
			diag_add(diags, DIAG_LEDGER_DAMAGED, (struct place){str_c(path), number, 0},
				 "not a line of this file: \"%.*s\"", STR_ARG(str_slice(one, 0, 100)));
	return diags->errors > errors ? -1 : 0;
}

uint64_t published_digest(int site_folder)
{
	struct buf text;
	uint64_t digest;

	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(site_folder, ledger_path(site_folder), &text, LIMIT_LEDGER_BYTES) < 0)
		buf_clear(&text);
	digest = hash64(buf_view(&text));
	buf_release(&text);
	return digest;
}

int published_load(int site_folder, struct buf *text, struct diag_list *diags)
{
	const char *path = ledger_path(site_folder);

	if (fs_read_at(site_folder, path, text, LIMIT_LEDGER_BYTES) < 0) {
		if (errno == ENOENT)
			return 0;
		diag_add(diags, DIAG_SYSTEM, (struct place){str_c(path), 0, 0}, "cannot be read: %s", strerror(errno));
		return -1;
	}
	return verify(buf_view(text), path, diags);
}

bool published_has_approvals(int site_folder)
{
	char bytes[sizeof(heading) + sizeof(with_approvals) + 16]; /* for other line ends */
	struct stat status;
	int fd = fs_open_file_at(site_folder, ledger_path(site_folder), &status);
	ssize_t n = fd >= 0 ? read(fd, bytes, sizeof(bytes)) : -1;

	if (fd >= 0)
		close(fd);
	return n > 0 && str_find(str_n(bytes, (size_t)n), str_trim(str_c(with_approvals))) >= 0;
}

int published_save(int site_folder, struct str earlier, struct str text, struct diag_list *diags)
{
	const char *path = ledger_path(site_folder);

	if (str_eq(earlier, text))
		return 0;
	if (fs_make_folders_at(site_folder, ".weir") == 0 && fs_replace_at(site_folder, path, text, true) == 0)
		return 0;
	diag_add(diags, DIAG_SYSTEM, (struct place){str_c(path), 0, 0}, "cannot be written: %s", strerror(errno));
	return -1;
}

static uint32_t count_missing(struct str earlier, struct str text)
{
	struct str rest = earlier, line;
	uint32_t missing = 0;
	struct map known;

	map_init(&known);
	while (str_line(&rest, &line))
		(void)map_add(&known, line, NULL);
	rest = text;
	while (str_line(&rest, &line))
		missing += is_entry(line) && map_find(&known, line) == NULL;
	map_release(&known);
	return missing;
}

void published_compare(int site_folder, struct str earlier, struct str text, struct diag_list *diags)
{
	uint32_t missing;

	if (!exists(site_folder, committed) || (missing = count_missing(earlier, text)) == 0)
		return;
	diag_add(diags, DIAG_LEDGER_BEHIND, (struct place){str_c(committed), 0, 0}, "%u %s of this site %s not in it",
		 missing, missing == 1 ? "URL" : "URLs", missing == 1 ? "is" : "are");
	diag_hint(diags, "run `weir build` and commit %s", committed);
}

/* ---- the new ledger ---- */

/* A file name may hold anything; a line may not. */
static void add_source(struct buf *out, struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		if ((unsigned char)path.s[i] < ' ' || path.s[i] == '%')
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)path.s[i]);
		else
			buf_char(out, path.s[i]);
	}
}

static bool is_plain(struct str path)
{
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.s[i] < ' ' || path.s[i] == '%')
			return false;
	return true;
}

static void add_page(struct buf *text, const struct page *page, const struct placed *placed)
{
	buf_str(text, placed->url);
	buf_char(text, '\t');
	buf_str(text, page->id.n != 0 ? page->id : STR("-"));
	buf_char(text, '\t');
	if (is_plain(page->path))
		buf_str(text, page->path);
	else
		add_source(text, page->path);
	buf_char(text, '\n');
}

static void add_redirect(struct buf *text, const struct redirect *redirect)
{
	buf_str(text, redirect->from);
	buf_lit(text, "\t-\t-> ");
	buf_str(text, redirect->to);
	buf_char(text, '\n');
}

/* Pages that are there only because drafts were asked for promise nothing. */
static void add_site(struct buf *text, const struct site *site)
{
	buf_str(text, str_c(heading));
	if (site->config->approvers.is_there)
		buf_str(text, str_c(with_approvals));
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (!site->placed[i].provisional && !site_is_missing_page(site->placed[i].url))
			add_page(text, &site->pages[i], &site->placed[i]);
	for (uint32_t i = 0; i < site->redirects_n; i++) {
		const struct redirect *redirect = &site->redirects[i];

		if (!redirect->permalink && !site->placed[redirect->page].provisional)
			add_redirect(text, redirect);
	}
}

/* ---- comparison ---- */

static void check_init(struct check *check, const struct site *site, struct str earlier, struct diag_list *diags)
{
	*check = (struct check){.site = site, .earlier = earlier, .arena = diags->arena, .diags = diags};
	for (uint32_t i = 0; i < site->unpublished_n; i++)
		map_add(&check->unpublished, site->unpublished[i].page.path, NULL)->value.number = i + 1;
	for (uint32_t i = 0; i < site->redirects_n; i++)
		map_add(&check->redirects, slug_fold(check->arena, site->redirects[i].from), NULL)->value.number =
		    i + 1;
	for (size_t i = 0; i < diags->items.n; i++)
		if (diags->items.at[i].severity == DIAG_ERROR)
			(void)map_add(&check->refused, diags->items.at[i].place.path, NULL);
}

static void check_release(struct check *check)
{
	map_release(&check->unpublished);
	map_release(&check->redirects);
	map_release(&check->refused);
	map_release(&check->pages);
	map_release(&check->given_up);
	nearest_free(check->nearest);
}

static bool url_is_there(const struct check *check, struct str url)
{
	struct str key = slug_fold(check->arena, url);

	return map_find(&check->site->by_url, key) != NULL || map_find(&check->redirects, key) != NULL;
}

static bool id_is_there(const struct check *check, struct str id)
{
	struct str key = slug_fold(check->arena, id);

	return str_eq(id, STR("-")) || map_find(&check->site->by_id, key) != NULL ||
	       map_find(&check->redirects, arena_printf(check->arena, "/a/%.*s/", STR_ARG(key))) != NULL;
}

static bool is_retired(const struct check *check, struct str name)
{
	const struct str_list *retired = &check->site->config->retired;

	for (uint32_t i = 0; i < retired->n; i++)
		if (str_eq_nocase(retired->at[i], name))
			return true;
	return false;
}

/* "/old/", and "/section/" and all below it by an entry "/section/" followed by "*". */
static bool is_url_retired(const struct check *check, struct str url)
{
	const struct str_list *retired = &check->site->config->retired;

	if (is_retired(check, url))
		return true;
	for (uint32_t i = 0; i < retired->n; i++)
		if (retired->at[i].n > 2 && str_ends(retired->at[i], STR("/*")) &&
		    str_starts_nocase(url, str_slice(retired->at[i], 0, retired->at[i].n - 1)))
			return true;
	return false;
}

/* An id by itself, by its permalink, as messages name it, or with the section of its page as a whole. */
static bool is_id_retired(const struct check *check, const struct line *line)
{
	struct str permalink = arena_printf(check->arena, "/a/%.*s/", STR_ARG(line->id));

	if (is_retired(check, line->id) || is_url_retired(check, permalink))
		return true;
	return !is_retired(check, line->url) && is_url_retired(check, line->url);
}

/* The page that has taken the place of the lost one, as far as one can tell; or SITE_NONE. */
static uint32_t successor(struct check *check, const struct line *line)
{
	const struct site *site = check->site;
	uint32_t page = site_find_page(site, line->source);
	struct map_entry *entry = NULL;

	if (page != SITE_NONE)
		return page;
	if (!str_eq(line->id, STR("-")))
		entry = map_find(&site->by_id, slug_fold(check->arena, line->id));
	if (entry == NULL && str_starts(line->source, STR("-> ")))
		entry = map_find(&site->by_url, slug_fold(check->arena, str_from(line->source, 3)));
	if (entry != NULL)
		return (uint32_t)entry->value.number - 1;
	if (check->nearest == NULL)
		check->nearest = nearest_new(site, check->arena);
	return site_find_page(site, nearest_path(check->nearest, line->source, NEAREST_ANY));
}

static void hint(struct check *check, const struct line *line, struct str alias, const struct unpublished *left_out)
{
	uint32_t page = successor(check, line);
	/* once: after a page that was only tried out is removed, all that it had is lost */
	const char *more = left_out == NULL && check->hints++ == 0
			       ? "; if it was only tried out, delete its line in published.txt"
			       : "";

	if (left_out != NULL)
		diag_hint(check->diags, "%s, set retired = true in it, or add \"%.*s\" to aliases of another page",
			  left_out->why == UNPUBLISHED_PART ? "give it a title" : "publish it", STR_ARG(alias));
	else if (page != SITE_NONE)
		diag_hint(check->diags, "add \"%.*s\" to aliases of \"%.*s\", or to [content] retired%s",
			  STR_ARG(alias), STR_ARG(check->site->pages[page].path), more);
	else
		diag_hint(check->diags,
			  "add \"%.*s\" to aliases of the page that answers now, or to [content] retired%s",
			  STR_ARG(alias), more);
}

/* The page that had it; its slug or id when it is still there with another one. */
static struct place line_place(struct check *check, const struct line *line, enum placed_field field)
{
	struct str source = line->source;
	uint32_t page;

	if (str_starts(source, STR("-> ")))
		return (struct place){STR("site.toml"), 0, 0};
	page = site_find_page(check->site, source);
	if (page == SITE_NONE)
		return site_place(check->site, source, 0, 0, check->arena);
	return site_place_of_field(check->site, &check->site->pages[page], field, check->arena);
}

static const char *what_became(const struct unpublished *left_out)
{
	if (left_out == NULL)
		return "is gone";
	if (left_out->why == UNPUBLISHED_PART)
		return "is a part of other pages now";
	return left_out->why == UNPUBLISHED_DRAFT ? "is a draft now" : "is not to be published yet";
}

static const struct unpublished *find_unpublished(const struct check *check, struct str source)
{
	struct map_entry *entry = map_find(&check->unpublished, source);

	return entry != NULL ? &check->site->unpublished[entry->value.number - 1] : NULL;
}

static bool is_given_up(const struct unpublished *left_out)
{
	return left_out != NULL && (left_out->why == UNPUBLISHED_RETIRED || left_out->why == UNPUBLISHED_EXPIRED);
}

static bool is_below(struct str url, struct str section)
{
	return url.n > section.n && str_starts(url, section);
}

/* Of a page that was made for a section, or could have been. */
static bool is_section(const struct line *line)
{
	return str_eq(line->id, STR("-")) && str_ends(line->source, STR("/index.md"));
}

/* Is the file of a line there, but refused for an error of its own? */
static bool is_refused(struct check *check, struct str source)
{
	return site_find_page(check->site, source) == SITE_NONE &&
	       map_find(&check->refused, site_place(check->site, source, 0, 0, check->arena).path) != NULL;
}

/*
 * A page that was made for a section goes with the last page of the section, when that went on purpose; or for a
 * while, when it was refused (*for_now), which says enough.
 */
static bool goes_with_its_pages(struct check *check, const struct line *line, bool *for_now)
{
	const struct site *site = check->site;
	struct str rest = check->earlier, one;
	bool any = false;
	struct line below;

	if (!is_section(line) || site_find_page(site, line->source) != SITE_NONE ||
	    find_unpublished(check, line->source) != NULL)
		return false;
	for (uint32_t i = 0; i < site->unpublished_n && !any; i++)
		any = is_given_up(&site->unpublished[i]) && is_below(site->unpublished[i].url, line->url);
	while (str_line(&rest, &one)) {
		if (!is_entry(one) || !parse_line(one, &below) || !is_below(below.url, line->url) ||
		    is_section(&below) || str_starts(below.source, STR("-> ")))
			continue;
		any = true;
		if (is_given_up(find_unpublished(check, below.source)) || is_url_retired(check, below.url))
			continue;
		if (!is_refused(check, below.source))
			return false;
		*for_now = true;
	}
	return any;
}

static void enter_given_up(struct check *check)
{
	struct str rest = check->earlier, one;
	struct line page;

	check->has_given_up = true;
	while (check->site->unpublished_n != 0 && str_line(&rest, &one))
		if (is_entry(one) && parse_line(one, &page) && is_given_up(find_unpublished(check, page.source)))
			(void)map_add(&check->given_up, page.url, NULL);
}

/* An old address of a page that was given up. */
static bool leads_to_given_up(struct check *check, const struct line *line)
{
	if (!str_starts(line->source, STR("-> ")))
		return false;
	if (!check->has_given_up)
		enter_given_up(check);
	return map_find(&check->given_up, str_from(line->source, 3)) != NULL;
}

/* A line whose promise is broken by accident. */
struct lost {
	struct line line;
	const struct unpublished *left_out;
	bool url, id;	 /* which of the two */
	uint32_t folder; /* that the URL went with: its number + 1; 0: none */
};
struct losses VEC_FIELDS(struct lost);

/* True when the line stays in the ledger, because what it promises is lost; what is to be said of it is added. */
static bool check_line(struct check *check, const struct line *line, struct losses *losses)
{
	const struct unpublished *left_out = find_unpublished(check, line->source);
	bool url_lost = !url_is_there(check, line->url) && !is_url_retired(check, line->url);
	bool id_lost = !id_is_there(check, line->id) && !is_id_retired(check, line), for_now = false;

	if (!url_lost && !id_lost)
		return false;
	if (is_given_up(left_out) || leads_to_given_up(check, line))
		return false;
	if (goes_with_its_pages(check, line, &for_now))
		return for_now;
	if ((left_out != NULL && left_out->why == UNPUBLISHED_ERROR) || is_refused(check, line->source))
		return true; /* its own error says enough */
	*vec_add(losses) = (struct lost){*line, left_out, url_lost, id_lost, 0};
	return true;
}

static void tell_url(struct check *check, const struct lost *lost)
{
	const struct line *line = &lost->line;

	diag_add(check->diags, DIAG_URL_LOST, line_place(check, line, PLACED_slug), "published URL \"%.*s\" %s",
		 STR_ARG(line->url), what_became(lost->left_out));
	hint(check, line, line->url, lost->left_out);
}

static void tell_id(struct check *check, const struct lost *lost)
{
	const struct line *line = &lost->line;

	diag_add(check->diags, DIAG_ID_LOST, line_place(check, line, PLACED_id), "published id \"%.*s\" %s",
		 STR_ARG(line->id), what_became(lost->left_out));
	hint(check, line, arena_printf(check->arena, "/a/%.*s/", STR_ARG(line->id)), lost->left_out);
}

static void tell_folder(struct check *check, const struct moved_folder *folder)
{
	struct place place = {STR("site.toml"), 0, 0};

	if (folder->to.n != 0) {
		diag_add(check->diags, DIAG_URL_LOST, place,
			 "%u published URLs below \"%.*s\" are gone, and their pages are below \"%.*s\" now",
			 folder->urls, STR_ARG(folder->from), STR_ARG(folder->to));
		diag_hint(check->diags, "add \"%.*s*\" = \"%.*s*\" to [content.redirects]", STR_ARG(folder->from),
			  STR_ARG(folder->to));
		return;
	}
	diag_add(check->diags, DIAG_URL_LOST, place,
		 "%u published URLs below \"%.*s\" are gone, and nothing else is there", folder->urls,
		 STR_ARG(folder->from));
	diag_hint(
	    check->diags,
	    "if it was renamed, add \"%.*s*\" = \"/its/new/name/*\" to [content.redirects]; if it is given up, add "
	    "\"%.*s*\" to [content] retired",
	    STR_ARG(folder->from), STR_ARG(folder->from));
}

static bool is_redirect(const struct line *line)
{
	return str_starts(line->source, STR("-> "));
}

static void enter_pages(struct check *check)
{
	struct str rest = check->earlier, one;
	struct line line;

	while (str_line(&rest, &one))
		if (is_entry(one) && parse_line(one, &line) && !is_redirect(&line))
			(void)map_add(&check->pages, line.url, NULL);
}

/* What has come to where an earlier build had a page already has not moved there. */
static uint32_t new_page(struct check *check, const struct line *line)
{
	uint32_t page = successor(check, line);

	return page != SITE_NONE && map_find(&check->pages, check->site->placed[page].url) != NULL ? SITE_NONE : page;
}

/* Whether [content.redirects] says something of the URL. */
static bool is_led(const struct check *check, struct str url)
{
	const struct value *paths = check->site->config->redirects;

	for (uint32_t i = 0; paths != NULL && i < paths->as.map.n; i++) {
		struct str from = paths->as.map.at[i].key;

		if (str_ends(from, STR("*")) ? str_starts(url, str_slice(from, 0, from.n - 1)) : str_eq(url, from))
			return true;
	}
	return false;
}

/* A redirect of site.toml to a page that has moved with its folder is put right with the folder. */
static bool follows(const struct check *check, const struct lost *lost, const struct map *moved)
{
	return is_redirect(&lost->line) && map_find(moved, str_from(lost->line.source, 3)) != NULL &&
	       is_led(check, lost->line.url);
}

/* Finds the folders of all pages, or of all redirects, that are lost. */
static void find_folders(struct check *check, struct losses *losses, bool redirects, const struct map *moved,
			 struct moved_folders *folders)
{
	struct moved_url *urls = arena_array(check->arena, losses->n, sizeof(*urls));
	size_t *numbers = arena_array(check->arena, losses->n, sizeof(*numbers));
	size_t n = 0;

	for (size_t i = 0; i < losses->n; i++) {
		const struct lost *lost = &losses->at[i];

		if (!lost->url || lost->left_out != NULL || is_redirect(&lost->line) != redirects ||
		    follows(check, lost, moved))
			continue;
		numbers[n] = i;
		urls[n++] = (struct moved_url){lost->line.url, new_page(check, &lost->line), 0};
	}
	moved_find(folders, urls, n, check->site, check->arena);
	for (size_t i = 0; i < n; i++)
		losses->at[numbers[i]].folder = urls[i].folder;
}

static void tell_lost(struct check *check, const struct lost *lost, const struct moved_folder *folder)
{
	if (lost->url && folder == NULL)
		tell_url(check, lost);
	/* a folder that is given up takes the ids of its pages along */
	if (lost->id && (folder == NULL || folder->to.n != 0))
		tell_id(check, lost);
}

static void tell(struct check *check, struct losses *losses)
{
	struct moved_folders folders = {0};
	struct map moved; /* lost URLs below folders that have moved */

	map_init(&moved);
	enter_pages(check);
	find_folders(check, losses, false, &moved, &folders);
	for (size_t i = 0; i < losses->n; i++)
		if (losses->at[i].folder != 0 && folders.at[losses->at[i].folder - 1].to.n != 0)
			(void)map_add(&moved, losses->at[i].line.url, NULL);
	find_folders(check, losses, true, &moved, &folders);
	for (size_t i = 0; i < folders.n; i++)
		tell_folder(check, &folders.at[i]);
	for (size_t i = 0; i < losses->n; i++) {
		const struct lost *lost = &losses->at[i];

		if (!follows(check, lost, &moved))
			tell_lost(check, lost, lost->folder != 0 ? &folders.at[lost->folder - 1] : NULL);
	}
	map_release(&moved);
	vec_release(&folders);
}

int published_check(const struct site *site, struct str earlier, struct buf *text, struct diag_list *diags)
{
	size_t start = text->n, errors = diags->errors;
	struct str rest = earlier, one;
	struct losses losses = {0};
	struct check check;
	struct line line;

	add_site(text, site);
	if (earlier.n == 0 || str_eq(earlier, str_n(text->s + start, text->n - start)))
		return 0;
	check_init(&check, site, earlier, diags);
	while (str_line(&rest, &one)) {
		if (!is_entry(one) || !parse_line(one, &line) || !check_line(&check, &line, &losses))
			continue;
		buf_str(text, line.whole);
		buf_char(text, '\n');
	}
	if (losses.n != 0)
		tell(&check, &losses);
	vec_release(&losses);
	check_release(&check);
	return diags->errors > errors ? -1 : 0;
}
