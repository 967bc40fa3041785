#include "generator/twin.h"

#include "common/block.h"
#include "generator/code_fence.h"
#include "generator/htmltags.h"
#include "generator/site.h"

/* "<script" that begin no tag, before the rest is taken as text: each costs a look to the end. */
#define FALSE_TAGS_MAX 64

struct twin {
	struct buf *out;
	const struct config *config;
	const struct page *page;
	struct str text;
	size_t at;     /* what stands before it has been written or left out */
	uint32_t next; /* of the page's links: the one after the last that was found */
	unsigned false_tags;
};

static void copy_to(struct twin *twin, size_t end)
{
	buf_str(twin->out, str_slice(twin->text, twin->at, end));
	twin->at = end;
}

/* A link that was written like that; most come in the order of the page's. */
static const struct link *find_link(struct twin *twin, struct str written)
{
	uint32_t n = twin->page->links_n;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t which = (twin->next + i) % n;

		if (twin->page->links[which].kind != LINK_TITLE && str_eq(twin->page->links[which].target, written)) {
			twin->next = which + 1;
			return &twin->page->links[which];
		}
	}
	return NULL;
}

/* The destination from `start` to `end`: as the page has it when it is one of the site's own. */
static void put_destination(struct twin *twin, size_t start, size_t end)
{
	struct str written = str_slice(twin->text, start, end);
	const struct link *link = written.n != 0 ? find_link(twin, written) : NULL;

	if (link == NULL || link->url.n == 0 || link->url.s[0] != '/' || str_eq(link->url, written))
		return;
	copy_to(twin, start);
	site_relative(twin->out, twin->config, link->url);
	twin->at = end;
}

static bool is_at(const struct twin *twin, size_t at, struct str what)
{
	return str_starts(str_from(twin->text, at), what);
}

static size_t end_of_destination(struct str text, size_t at, const char *ends)
{
	while (at < text.n && strchr(ends, text.s[at]) == NULL)
		at++;
	return at;
}

/* Behind "](" or "]: ": <a b.md> or a.md. Returns where it ends. */
static size_t take_markdown_link(struct twin *twin, size_t at)
{
	size_t end;

	while (at < twin->text.n && (twin->text.s[at] == ' ' || twin->text.s[at] == '\t'))
		at++;
	if (is_at(twin, at, STR("<")))
		end = end_of_destination(twin->text, ++at, ">\n");
	else
		end = end_of_destination(twin->text, at, ") \t\n");
	put_destination(twin, at, end);
	return end;
}

/* A run of backticks that is closed on its line: code, in which nothing is touched. */
static size_t skip_code_span(struct str text, size_t at)
{
	size_t run = 0, end;

	while (at + run < text.n && text.s[at + run] == '`')
		run++;
	for (end = at + run; end < text.n && text.s[end] != '\n';) {
		size_t other = 0;

		while (end + other < text.n && text.s[end + other] == '`')
			other++;
		if (other == run)
			return end + other;
		end += other != 0 ? other : 1;
	}
	return at + run;
}

/* A comment is left out; one that is not closed reaches to the end, as it does on the page. */
static size_t skip_comment(struct twin *twin, size_t at)
{
	ptrdiff_t end = str_find(str_from(twin->text, at + 4), STR("-->"));

	copy_to(twin, at);
	twin->at = end < 0 ? twin->text.n : at + 4 + (size_t)end + 3;
	return twin->at;
}

/* Whether the letters behind "<" or "</" name a <script> or the like: other tags need no look for their ends. */
static bool is_name_gone(struct str text, size_t at)
{
	struct str rest = str_from(text, at + (at + 1 < text.n && text.s[at + 1] == '/' ? 2 : 1));
	const struct element *element;
	size_t n = 0;

	while (n < rest.n && str_is_alpha(rest.s[n]))
		n++;
	element = htmltags_find(str_slice(rest, 0, n));
	return element != NULL && (element->flags & GONE) != 0;
}

/* Behind a <script> or <style> with its content, which the page does not have either; `at` + 1 when it is none. */
static size_t skip_gone(struct twin *twin, size_t at)
{
	struct str text = twin->text;
	const struct element *element;
	struct html_tag tag;
	size_t end;

	if (twin->config->raw_html != RAW_HTML_SAFE || twin->false_tags >= FALSE_TAGS_MAX || !is_name_gone(text, at))
		return at + 1;
	end = htmltags_read(text, at, &tag);
	twin->false_tags += end == 0;
	if (end == 0 || (element = htmltags_find(tag.name)) == NULL || (element->flags & GONE) == 0)
		return at + 1;
	copy_to(twin, at);
	if (!tag.is_end) {
		end = htmltags_skip_content(text, end, tag.name);
		if (end < text.n)
			end = end_of_destination(text, end, ">") + 1;
	}
	twin->at = end < text.n ? end : text.n;
	return twin->at;
}

/* The next character from `at` on that step() looks at; `end` or above when there is none before it. */
static size_t next_place(struct str text, size_t at, size_t end)
{
	static const bool stops[256] = {['`'] = true, ['<'] = true, [']'] = true, ['='] = true};

	while (at < end && end - at >= sizeof(block)) {
		block b = block_at(text.s + at);

		if (block_any((block)((b == '`') | (b == '<') | (b == ']') | (b == '='))))
			break;
		at += sizeof(block);
	}
	while (at < end && !stops[(unsigned char)text.s[at]])
		at++;
	return at;
}

/* One place in text that is not fenced code. Returns where to go on. */
static size_t step(struct twin *twin, size_t at)
{
	switch (twin->text.s[at]) {
	case '`':
		return skip_code_span(twin->text, at);
	case '<':
		return is_at(twin, at, STR("<!--")) ? skip_comment(twin, at) : skip_gone(twin, at);
	case ']':
		if (is_at(twin, at, STR("](")) || is_at(twin, at, STR("]: ")))
			return take_markdown_link(twin, at + 2);
		return at + 1;
	case '=':
		if (is_at(twin, at, STR("=\"")) && (str_ends(str_slice(twin->text, 0, at), STR("href")) ||
						    str_ends(str_slice(twin->text, 0, at), STR("src")))) {
			size_t end = end_of_destination(twin->text, at + 2, "\"\n");

			put_destination(twin, at + 2, end);
			return end;
		}
		return at + 1;
	default:
		return at + 1;
	}
}

static size_t line_end(struct str text, size_t at)
{
	ptrdiff_t end = str_find_char(str_from(text, at), '\n');

	return end < 0 ? text.n : at + (size_t)end + 1;
}

static void put_text(struct twin *twin)
{
	bool has_fences = code_fence_is_in(twin->text);
	struct code_fence fence = {0};
	size_t at = 0;

	while (at < twin->text.n) {
		size_t end = has_fences ? line_end(twin->text, at) : twin->text.n;

		if (has_fences && code_fence_take(&fence, str_slice(twin->text, at, end))) {
			at = end;
			continue;
		}
		/* a comment may end on a later line */
		while ((at = next_place(twin->text, at, end)) < end)
			at = step(twin, at);
	}
	copy_to(twin, twin->text.n);
}

void twin_write(struct buf *out, const struct site *site, uint32_t page, struct str text)
{
	const struct page *of = site_page(site, page);
	struct twin twin = {.out = out, .config = site->config, .page = of, .text = text};

	if (!of->title_is_from_heading && of->title.n != 0) {
		buf_lit(out, "# ");
		buf_str(out, of->title_marked.n != 0 ? of->title_marked : of->title);
		buf_lit(out, "\n\n");
	}
	put_text(&twin);
	if (text.n != 0 && out->n != 0 && out->s[out->n - 1] != '\n')
		buf_char(out, '\n');
}
