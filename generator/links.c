#include "generator/links_find.h"
#include "generator/links_wiki.h"
#include "generator/markdown_myst.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/urlpath.h"

/* So many parts of a path may be those of another tool. */
#define PARTS_MAX 8u

/* A target taken apart. */
struct target {
	struct str path, query, fragment; /* fragment without '#', still percent-encoded */
	bool has_fragment;
	bool is_root;  /* another tool's way to say "from the content folder" */
	bool is_wiki;  /* [[Page]]: a name */
	bool is_label; /* "(name)=" of MyST: that name */
	bool is_ref;   /* Hugo's ref: beside the page, from the content folder, or a file's name alone */
};

/* ---- taking targets apart ---- */

static bool take_prefix(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_from(*s, prefix.n);
	return true;
}

/* An argument of ref and relref without the name that it may have. */
static struct str without_name(struct str word)
{
	static const char *const names[] = {"path=", "ref="};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_starts(word, str_c(names[i])))
			return str_from(word, strlen(names[i]));
	return word;
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
			if (*is_ref) /* {{< relref path="x.md" >}} */
				word = without_name(word);
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
	static const char *const prefixes[] = {"@site/docs/", "@site/static/", "@site/", "@/", "~/"};

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

/* A name, which may hold a question mark; "#^1f3c" is a paragraph that Obsidian knows. */
static struct target take_wiki_apart(struct str name)
{
	struct target target = {.path = name, .is_wiki = true};
	ptrdiff_t at = str_find_char(name, '#');

	if (at < 0)
		return target;
	target.path = str_slice(name, 0, (size_t)at);
	target.fragment = str_from(name, (size_t)at + 1);
	target.has_fragment = !str_starts(target.fragment, STR("^"));
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
	for (uint32_t i = 0; i < page->headings_n; i++) /* what [[Page#Heading]] names */
		if (is_loosely(page->headings[i].text, wanted))
			return page->headings[i].id;
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

/* False when nothing is near. */
static bool hint_path(struct links *links, uint32_t from, struct str wanted, enum nearest_kind kind)
{
	struct str near;

	if (links->nearest == NULL)
		links->nearest = nearest_new(links->site, links->arena);
	near = nearest_path(links->nearest, wanted, kind);
	if (near.n == 0)
		return false;
	buf_clear(&links->scratch);
	nearest_relative(&links->scratch, links_page_folder(links, from), near);
	diag_hint(links->diags, "did you mean \"%.*s\"?", STR_ARG(buf_view(&links->scratch)));
	return true;
}

/* "x.zip", but not "x.md", "x" and "about-7.4". */
static bool names_a_file(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');
	struct str extension = str_from(path, (size_t)(dot + 1));
	size_t n;

	if (dot < 0 || extension.n == 0 || extension.n > 5 || links_has_extension(path, PAGE_EXTENSIONS, &n))
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

/* "www.example.com/x": browsers would take it for a file beside the page. */
static bool is_host(struct str path)
{
	return str_starts_nocase(path, STR("www.")) && str_find_char(str_from(path, 4), '.') > 0;
}

static void report_missing(struct links *links, uint32_t from, const struct link *link, struct str path, bool is_root)
{
	struct str wanted = links_join(links, is_root ? STR("") : links_page_folder(links, from), path);
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
	else if (is_host(path))
		diag_hint(links->diags, "write \"https://%.*s\"", STR_ARG(utf8_cut(link->target, 200)));
	else if (wanted.n != 0 && hint_path(links, from, wanted,
					    image || file ? NEAREST_ASSET
					    : is_root	  ? NEAREST_BELOW_SAME
							  : NEAREST_ANY))
		return;
	else if (str_starts(link->target, STR("[[")))
		diag_hint(links->diags, "put it in backticks where no link is meant");
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
	static const char *const why[] = {
	    [UNPUBLISHED_DRAFT] = "is a draft",
	    [UNPUBLISHED_SCHEDULED] = "is not published yet",
	    [UNPUBLISHED_EXPIRED] = "has expired",
	    [UNPUBLISHED_RETIRED] = "was retired",
	    [UNPUBLISHED_PART] = "has no title and is a part of other pages",
	};

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
	nearest_relative(&links->scratch, links_page_folder(links, from), path);
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

/* What is written when links_nothing was found. With a base_path, "/x" would otherwise be taken as below it. */
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
	other = links_find_from_url(links, from, path, false);
	if (other.page != SITE_NONE && find_anchor(&links->site->pages[other.page], wanted).s != NULL)
		*found = other;
}

/* Beyond what any link finds: a name alone, and the URL or the file of another page, from the root. */
static struct found find_ref(struct links *links, uint32_t from, struct str path)
{
	struct found found = links_find_by_name(links, from, path);

	return links_is_found(&found) ? found : links_find_rooted(links, from, path, false);
}

static struct found find_target(struct links *links, uint32_t from, const struct target *target, struct str path,
				bool image)
{
	bool is_rooted = target->is_root || (path.n != 0 && path.s[0] == '/');
	struct found found;

	if (target->is_label)
		return links_find_label(links, path);
	if (target->is_wiki && !is_rooted)
		return links_find_wiki(links, from, path, image);
	found = is_rooted ? links_find_rooted(links, from, path, image) : links_find_relative(links, from, path, image);
	if (target->is_ref && !is_rooted && !links_is_found(&found))
		found = find_ref(links, from, path);
	if (!image && !links_is_found(&found))
		found = links_find_by_id(links, target->is_root ? SITE_NONE : from, path);
	if (!image && !links_is_found(&found))
		found = links_find_ungrouped(links, target->is_root ? SITE_NONE : from, path);
	if (!image && !is_rooted && !links_is_found(&found))
		found = links_find_label(links, path);
	if (is_rooted)
		return found;
	prefer_heading(links, from, target, path, &found);
	return found;
}

/* "cancel-an-order", "step2": names of one word, "users" or "overview", say too little for a guess. */
static bool is_telling_name(struct str name)
{
	for (size_t i = 1; i < name.n; i++)
		if (str_is_digit(name.s[i]) || strchr("-_ ", name.s[i]) != NULL)
			return true;
	return false;
}

/*
 * A path from the root that leads nowhere, where the site has the end of it, or one page whose file is called so: other
 * tools publish files by rules that stand outside of the content folder.
 */
static uint32_t guess_page(struct links *links, uint32_t from, struct str path, bool is_root)
{
	static const char *const anywhere[] = {"index", "readme", NULL};
	struct str rest = links_trim_slashes(path);
	ptrdiff_t slash = str_rfind_char(rest, '/');
	struct found found;
	size_t n;

	if (!is_root || links->site->config->base_path.n > 1)
		return SITE_NONE;
	if (slash > 0 && str_is_any_nocase(str_from(rest, (size_t)slash + 1), anywhere)) /* "/guide/index/" */
		return links_find_rooted(links, from, str_slice(rest, 0, (size_t)slash), false).page;
	for (unsigned i = 0; i < PARTS_MAX && (slash = str_find_char(rest, '/')) >= 0; i++) {
		rest = str_from(rest, (size_t)slash + 1);
		found = str_find_char(rest, '/') > 0 ? links_find_rooted(links, from, rest, false) : links_nothing;
		if (found.page != SITE_NONE)
			return found.page;
	}
	if (links_has_extension(rest, PAGE_EXTENSIONS, &n))
		rest.n -= n;
	return is_telling_name(rest) ? links_find_by_name(links, from, rest).page : SITE_NONE;
}

static void report_guess(struct links *links, uint32_t from, const struct link *link, uint32_t page)
{
	if (!may_report(links))
		return;
	diag_add(links->diags, DIAG_LINK_MISSING, link_place(links, from, link),
		 "link to missing page \"%.*s\" leads to the page of that name", STR_ARG(utf8_cut(link->target, 200)));
	buf_clear(&links->scratch);
	nearest_relative(&links->scratch, links_page_folder(links, from), links->site->pages[page].path);
	diag_hint(links->diags, "write \"%.*s\"", STR_ARG(buf_view(&links->scratch)));
}

static struct str label_url(struct links *links, const struct found *found)
{
	return arena_printf(links->arena, "%.*s#%.*s", STR_ARG(links->site->placed[found->page].url),
			    STR_ARG(found->label));
}

static void resolve_path(struct links *links, uint32_t from, struct link *link, const struct target *target,
			 struct str written)
{
	bool image = link->kind == LINK_IMAGE;
	bool is_root = target->is_root || (target->path.n != 0 && target->path.s[0] == '/');
	struct str path = path_of(links, target->path);
	uint32_t guess = SITE_NONE;
	struct found found;

	links_know_pages(links);
	found = find_target(links, from, target, path, image);
	if (!image && !links_is_found(&found))
		guess = guess_page(links, from, path, is_root);
	if (guess != SITE_NONE) {
		report_guess(links, from, link, guess);
		link->url = page_url(links, from, link, guess, target);
		return;
	}
	if (found.label.n != 0) {
		link->url = label_url(links, &found);
		return;
	}
	if (found.other_case && links_is_found(&found))
		report_case(links, from, link, found_path(links, &found));
	if (found.page != SITE_NONE)
		link->url = page_url(links, from, link, found.page, target);
	else if (found.asset != SITE_NONE)
		link->url = asset_url(links, found.asset, target);
	else
		link->url = found.server ? server_url(links, &found, target) : as_written(links, written);
	if (found.unpublished != NULL)
		report_unpublished(links, from, link, found.unpublished);
	else if (!links_is_found(&found) && target->is_label) {
		link->url = STR("");
		report_no_path(links, from, link, "a label that no page has");
	} else if (!links_is_found(&found))
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
	target.path = links_trim_slashes(target.path);
	(void)links_take_base(links, &target.path);
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

	if (str_starts(*text, STR("[[")) && str_ends(*text, STR("]]")) && text->n > 4) {
		*target = take_wiki_apart(str_slice(*text, 2, text->n - 2));
		return true;
	}
	if (myst_label_of(*text).n != 0) {
		*target = (struct target){.path = myst_label_of(*text), .is_label = true};
		return true;
	}
	if (!unwrap_tags(links, text, &is_root, &is_ref))
		return false;
	unwrap_prefixes(text, &is_root);
	*target = take_apart(*text);
	target->is_root = is_root;
	target->is_ref = is_ref;
	return true;
}

/* What the target of a link without text is called: the page's title, else the file's name. Says links_nothing. */
static void resolve_title(struct links *links, uint32_t from, struct link *link)
{
	struct str text = link->target, path;
	struct target target;
	struct found found = links_nothing;

	link->url = text;
	if (!read_target(links, &text, &target))
		return;
	links_know_pages(links);
	path = path_of(links, target.path);
	if (target.has_fragment)
		found = links_find_label(links, urlpath_decode(links->arena, target.fragment));
	if (found.label.n == 0)
		found = is_on_page(links, from, &target) ? (struct found){.page = from, .asset = SITE_NONE}
							 : find_target(links, from, &target, path, false);
	if (found.called.n != 0)
		link->url = found.called;
	else if (found.page != SITE_NONE && links->site->pages[found.page].title.n != 0)
		link->url = links->site->pages[found.page].title;
	else if (found.asset != SITE_NONE)
		link->url = str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
	else if (target.is_label)
		link->url = path; /* its link says that there is none */
}

/* "#name" of MyST may lead to another page. */
static bool is_label_elsewhere(struct links *links, uint32_t page, const struct target *target, struct found *found)
{
	struct str wanted = urlpath_decode(links->arena, target->fragment);

	if (needs_no_heading(wanted) || find_anchor(&links->site->pages[page], wanted).s != NULL)
		return false;
	*found = links_find_label(links, wanted);
	return found->label.n != 0;
}

void links_resolve_one(struct links *links, uint32_t page, struct link *link)
{
	struct str text = as_browser_reads(links, link->target);
	struct target target;
	struct found found;

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
		link->url = is_label_elsewhere(links, page, &target, &found)
				? label_url(links, &found)
				: page_url(links, page, link, page, &target);
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

	links_know_pages(links);
	unwrap_prefixes(&path, &(bool){false});
	path = path_of(links, path);
	if (path.n == 0)
		return SITE_NONE;
	found.page = links_find_id(links, path);
	if (found.page != SITE_NONE)
		return found.page;
	if (path.s[0] == '/')
		found = links_find_rooted(links, from, path, false);
	else
		found = links_find_relative(links, from, path, false);
	return found.page;
}
