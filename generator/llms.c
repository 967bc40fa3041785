#include "generator/feeds_parts.h"

#include "common/hash.h"
#include "common/utf8.h"

enum {
	MOST_LINKS = 500, /* a list longer than that is no help for a model's context */
	LEAST_IN_SECTION = 3,
	NOTE_BYTES = 160,
};

/* One line of markdown: nothing of it may end the line or the link. */
static void add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if ((unsigned char)c < ' ')
			c = ' ';
		if (c == '[' || c == ']' || c == '\\')
			buf_char(out, '\\');
		buf_char(out, c);
	}
}

static void add_link(struct buf *out, const struct site *site, struct str name, struct str url, const char *file,
		     struct str note)
{
	buf_lit(out, "- [");
	add_text(out, name);
	buf_lit(out, "](");
	site_absolute(out, site->config, url);
	buf_printf(out, "%s)", file);
	if (note.n != 0) {
		buf_lit(out, ": ");
		add_text(out, utf8_cut(note, NOTE_BYTES));
		if (note.n > NOTE_BYTES)
			buf_lit(out, "…");
	}
	buf_char(out, '\n');
}

static void add_page(struct buf *out, const struct site *site, uint32_t page)
{
	const struct page *one = site_page(site, page);

	add_link(out, site, one->title, site->placed[page].url, "index.md",
		 one->description.n != 0 ? one->description : one->summary);
}

/* The pages of a section and those below, until the allowance is used up. */
static void add_pages(struct buf *out, const struct site *site, uint32_t section_index, uint32_t *allowance)
{
	const struct section *section = &site->sections[section_index];

	for (uint32_t i = 0; i < section->pages.n && *allowance != 0; i++) {
		if (site_page(site, section->pages.at[i])->noindex)
			continue;
		add_page(out, site, section->pages.at[i]);
		--*allowance;
	}
	for (uint32_t i = 0; i < section->sections.n && *allowance != 0; i++)
		add_pages(out, site, section->sections.at[i], allowance);
}

/* How many links a section may have, so that all come to about MOST_LINKS. */
static uint32_t share(const struct section *section, uint32_t all)
{
	uint64_t own = all <= MOST_LINKS ? section->pages_below : (uint64_t)section->pages_below * MOST_LINKS / all;

	return own > LEAST_IN_SECTION ? (uint32_t)own : LEAST_IN_SECTION;
}

static void add_section(struct buf *out, const struct site *site, uint32_t section_index, uint32_t all)
{
	const struct section *section = &site->sections[section_index];
	uint32_t allowance = share(section, all);

	if (section->pages_below == 0)
		return;
	buf_lit(out, "\n## ");
	add_text(out, section->title);
	buf_lit(out, "\n\n");
	if (allowance < section->pages_below) {
		struct str url = site->placed[section->page].url;

		buf_printf(out, "- [All %u pages](", section->pages_below);
		site_absolute(out, site->config, url);
		buf_lit(out, ")\n");
	}
	add_pages(out, site, section_index, &allowance);
}

static uint32_t root_section(const struct site *site, uint32_t language)
{
	return site->placed[site->home[language]].section;
}

static void add_root_pages(struct buf *out, const struct site *site, const struct section *root, uint32_t all)
{
	uint32_t most = all <= MOST_LINKS ? root->pages.n : MOST_LINKS / 4;

	if (root->pages.n == 0)
		return;
	buf_lit(out, "\n## General\n\n");
	for (uint32_t i = 0; i < root->pages.n && i < most; i++)
		if (!site_page(site, root->pages.at[i])->noindex)
			add_page(out, site, root->pages.at[i]);
}

static void add_languages(struct buf *out, const struct site *site)
{
	const struct config *config = site->config;

	if (config->languages_n < 2)
		return;
	buf_lit(out, "\n## Optional\n\n");
	for (uint32_t i = 1; i < config->languages_n; i++)
		add_link(out, site, config->languages[i].name, site->placed[site->home[i]].url, "",
			 config->languages[i].title);
}

uint64_t llms_key(const struct site *site, uint32_t unused)
{
	struct buf text;
	uint64_t key;

	buf_init(&text, BUF_NO_LIMIT);
	llms_write(site, unused, &text); /* bounded, so the bytes are their own key */
	key = hash64(buf_view(&text));
	buf_release(&text);
	return key;
}

void llms_write(const struct site *site, uint32_t unused, struct buf *out)
{
	const struct config *config = site->config;
	uint32_t root_index = root_section(site, 0);
	const struct section *root = &site->sections[root_index];

	(void)unused;
	buf_lit(out, "# ");
	add_text(out, config->title);
	buf_char(out, '\n');
	if (config->description.n != 0) {
		buf_lit(out, "\n> ");
		add_text(out, config->description);
		buf_char(out, '\n');
	}
	buf_lit(out, "\nEvery page is there as markdown too: its address with index.md at the end.\n");
	add_root_pages(out, site, root, root->pages_below);
	for (uint32_t i = 0; i < root->sections.n; i++)
		add_section(out, site, root->sections.at[i], root->pages_below);
	add_languages(out, site);
}
