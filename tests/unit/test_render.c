#include "tests/unit/unit.h"

#include "generator/theme.h"
#include "generator/view.h"
#include "tests/theme_fixture.h"

#define OUTPUTS (FIXTURE_PAGES + 64)

static struct fixture site; /* large */

struct loaded {
	struct diag_list diags;
	struct theme *theme;
	struct arena arena; /* of a page */
	struct buf out;
};

static void begin(struct loaded *l, const char *base_url, const char *base_path)
{
	fixture_init(&site, base_url, base_path);
	diag_list_init(&l->diags, &site.arena);
	l->theme = theme_load(-1, &site.config, &site.arena, &l->diags);
	assert_non_null(l->theme);
	assert_int_equal(render_prepare(l->theme, &site.site, &l->diags), 0);
	arena_init(&l->arena);
	buf_init(&l->out, BUF_NO_LIMIT);
}

static void end(struct loaded *l)
{
	buf_release(&l->out);
	arena_release(&l->arena);
	theme_release(l->theme);
	diag_list_release(&l->diags);
	fixture_release(&site);
}

static struct str page_html(struct loaded *l, uint32_t page)
{
	buf_clear(&l->out);
	arena_clear(&l->arena);
	assert_int_equal(render_page(l->theme, &site.site, page, site.bodies[page], &l->out, &l->arena, &l->diags), 0);
	return buf_view(&l->out);
}

static struct str extra_html(struct loaded *l, uint32_t extra)
{
	buf_clear(&l->out);
	arena_clear(&l->arena);
	assert_int_equal(render_extra(l->theme, &site.site, extra, &l->out, &l->arena, &l->diags), 0);
	return buf_view(&l->out);
}

/* The page with that URL. */
static uint32_t page_at(const char *url)
{
	for (uint32_t i = 0; i < site.site.pages_n; i++)
		if (str_eq(site.placed[i].url, str_c(url)))
			return i;
	fail_msg("no page at %s", url);
	return 0;
}

static bool contains(struct str text, const char *needle)
{
	return str_find(text, str_c(needle)) >= 0;
}

static unsigned count(struct str text, const char *needle)
{
	unsigned n = 0;
	ptrdiff_t at;

	while ((at = str_find(text, str_c(needle))) >= 0) {
		text = str_from(text, (size_t)at + 1);
		n++;
	}
	return n;
}

static void names_of_nothing_are_text(void **state)
{
	struct config config = {.base_path = STR("/help/")};
	struct page page = {0};
	struct buf out;
	struct link links[] = {
	    {.target = STR("[[a b]]"), .hole = 9, .url = STR("[[a b]]")},
	    {.target = STR("[[Page]]"), .hole = 27, .url = STR("/page/")},
	    {.target = STR("[[x]]"), .hole = 45, .url = STR("[[x]]")},
	    {.target = STR("[[x]]"), .hole = 47, .url = STR("[[x]]"), .kind = LINK_TITLE}, /* what the link shows */
	};

	(void)state;
	page.links = links;
	page.links_n = 4;
	buf_init(&out, BUF_NO_LIMIT);
	render_fill_links(&out, &config, &page, STR("<a href=\"\">a b</a><a href=\"\">P</a>, <a href=\"\"></a>."));
	assert_str(buf_view(&out), "a b<a href=\"/help/page/\">P</a>, <a href=\"[[x]]\">[[x]]</a>.");
	buf_release(&out);
}

static void links_are_filled_in(void **state)
{
	struct page page = {0};
	struct link links[] = {
	    {.target = STR("a.md"), .hole = 9, .url = STR("/a b/?x=1&y=\"")},
	    {.target = STR("/written"), .hole = 22},
	    {.target = STR("x"), .hole = 23, .url = STR("//other.example/")},
	    {.target = STR("x"), .hole = 24, .url = STR("#top")},
	};
	struct config config = {.base_path = STR("/help/")};
	struct buf out;

	(void)state;
	links[1].url = links[1].target; /* kept as it was */
	page.links = links;
	page.links_n = 4;
	buf_init(&out, BUF_NO_LIMIT);
	render_fill_links(&out, &config, &page, STR("<a href=\"\"><a href=\"\">|..."));
	assert_str(buf_view(&out),
		   "<a href=\"/help/a%20b/?x=1&amp;y=%22\"><a href=\"\">/written|//other.example/.#top..");
	buf_release(&out);
}

static void addresses_have_the_base_path(void **state)
{
	struct loaded l;
	struct str html;

	(void)state;
	begin(&l, "https://acme.example/help", "/help/");
	html = page_html(&l, page_at("/billing/refunds/"));
	assert_true(contains(html, "<link rel=\"canonical\" href=\"https://acme.example/help/billing/refunds/\">"));
	assert_true(contains(html, "<a href=\"/help/billing/invoices/#list\">"));
	assert_true(contains(html, "action=\"/help/search\""));
	assert_true(contains(html, "src=\"/help/assets/app."));
	assert_true(contains(html, "\"item\":\"https://acme.example/help/billing/\""));
	assert_int_equal(count(html, "href=\"/"), count(html, "href=\"/help/"));
	end(&l);
}

static void addresses_are_percent_encoded(void **state)
{
	struct loaded l;
	struct str html;
	uint32_t page;

	(void)state;
	begin(&l, "https://acme.example", "/");
	page = page_at("/billing/cards/");
	site.placed[page].url = STR("/billing/kärtchen \"x\"/");
	html = page_html(&l, page);
	assert_true(contains(html, "href=\"https://acme.example/billing/k%C3%A4rtchen%20%22x%22/\""));
	assert_true(contains(html, "\"https://acme.example/billing/k%C3%A4rtchen%20%22x%22/\""));
	end(&l);
}

static void json_ld_cannot_leave_its_element(void **state)
{
	struct loaded l;
	struct str html;

	(void)state;
	begin(&l, "https://acme.example", "/");
	site.pages[2].title = STR("</script><script>alert(1)</script>");
	site.pages[2].description = site.pages[2].title;
	html = page_html(&l, 2);
	assert_false(contains(html, "<script>alert"));
	assert_int_equal(count(html, "</script>"), 2);
	end(&l);
}

static void only_what_may_be_found_is_described(void **state)
{
	struct loaded l;
	struct str html;

	(void)state;
	begin(&l, "https://acme.example", "/");
	site.pages[2].noindex = true;
	html = page_html(&l, 2);
	assert_true(contains(html, "<meta name=\"robots\" content=\"noindex\">"));
	assert_false(contains(html, "og:"));
	assert_false(contains(html, "canonical"));
	assert_false(contains(html, "ld+json"));
	end(&l);
}

/* A description that was made of the text would stand there twice. */
static void a_lead_is_not_the_text_again(void **state)
{
	struct loaded l;
	uint32_t section;

	(void)state;
	begin(&l, "https://acme.example", "/");
	section = page_at("/billing/");
	assert_int_equal(count(page_html(&l, section), "<p class=\"lead\">Invoices, cards and refunds</p>"), 1);
	site.pages[section].summary = site.pages[section].description;
	assert_false(contains(page_html(&l, section), "class=\"lead\""));
	end(&l);
}

static void the_side_column_is_bounded(void **state)
{
	struct loaded l;
	struct str html;

	(void)state;
	begin(&l, "https://acme.example", "/");
	html = page_html(&l, page_at("/commands/command-20/"));
	html = str_from(html, (size_t)str_find(html, STR("<nav class=\"side\"")));
	assert_int_equal(count(html, "<li>"), 11);
	assert_true(contains(html, "<li><a href=\"/commands/command-20/\" aria-current=\"page\">"));
	assert_int_equal(count(html, "aria-current"), 1);
	assert_true(contains(html, "All articles"));
	html = page_html(&l, page_at("/commands/command-01/"));
	html = str_from(html, (size_t)str_find(html, STR("<nav class=\"side\"")));
	assert_int_equal(count(html, "<li>"), 6);
	html = page_html(&l, page_at("/billing/cards/"));
	html = str_from(html, (size_t)str_find(html, STR("<nav class=\"side\"")));
	assert_int_equal(count(html, "<li>"), 3);
	assert_false(contains(html, "All "));
	end(&l);
}

/* The extra page at that path, or a failure. */
static uint32_t extra_at(struct loaded *l, const char *path)
{
	for (uint32_t i = 0; i < render_extra_n(l->theme, &site.site); i++)
		if (str_eq(render_extra_path(l->theme, &site.site, i, &site.arena), str_c(path)))
			return i;
	fail_msg("no %s", path);
	return 0;
}

static void long_lists_are_split(void **state)
{
	struct loaded l;
	struct str html;

	(void)state;
	begin(&l, "https://acme.example", "/");
	html = page_html(&l, page_at("/commands/"));
	assert_true(contains(html, "/commands/command-20/"));
	assert_false(contains(html, "/commands/command-21/"));
	assert_true(contains(html, "<a href=\"/commands/page/2/\" rel=\"next\">"));
	html = extra_html(&l, extra_at(&l, "commands/page/2/index.html"));
	assert_false(contains(html, "/commands/command-20/"));
	assert_true(contains(html, "/commands/command-21/"));
	assert_true(contains(html, "<a href=\"/commands/\" rel=\"prev\">"));
	assert_true(contains(html, "<a href=\"/commands/page/3/\" rel=\"next\">"));
	assert_true(contains(html, "<link rel=\"canonical\" href=\"https://acme.example/commands/page/2/\">"));
	html = extra_html(&l, extra_at(&l, "commands/page/3/index.html"));
	assert_true(contains(html, "/commands/command-45/"));
	assert_false(contains(html, "rel=\"next\""));
	html = extra_html(&l, extra_at(&l, "tags/c++/page/2/index.html"));
	assert_true(contains(html, "/commands/command-25/"));
	extra_at(&l, "404.html");
	extra_at(&l, "de/404.html");
	extra_at(&l, "ar/search/index.html");
	end(&l);
}

static void every_field_is_in_the_table(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l, "https://acme.example", "/");
	for (uint32_t i = 0; i < site.site.pages_n; i++) {
		struct value *map = view_page(l.theme->view, i, STR(""), &l.arena, &l.diags);

		assert_non_null(map);
		for (uint32_t k = 0; k < map->as.map.n; k++) {
			struct value_pair *pair = &map->as.map.at[k];
			bool is_known = false;

			for (size_t v = 0; v < view_variables_n; v++) {
				struct str name = str_c(view_variables[v].name);

				is_known = is_known || str_eq(name, pair->key) ||
					   (str_starts(name, pair->key) && name.s[pair->key.n] == '.');
			}
			assert_true(is_known);
		}
		arena_clear(&l.arena);
	}
	for (size_t v = 0; v < view_variables_n; v++)
		assert_true(view_variables[v].about[0] != '\0' && view_known_names[v] != NULL);
	end(&l);
}

/* ---- keys ------------------------------------------------------------------- */

struct state_of_site {
	uint64_t html[OUTPUTS], key[OUTPUTS];
	uint32_t n;
};

static void take_state(struct loaded *l, struct state_of_site *s)
{
	uint32_t pages = site.site.pages_n;

	s->n = pages + render_extra_n(l->theme, &site.site);
	assert_true(s->n <= OUTPUTS);
	for (uint32_t i = 0; i < s->n; i++) {
		s->html[i] = hash64(i < pages ? page_html(l, i) : extra_html(l, i - pages));
		s->key[i] = i < pages ? render_page_key(l->theme, &site.site, i)
				      : render_extra_key(l->theme, &site.site, i - pages);
	}
}

static void restate(struct loaded *l, struct state_of_site *s)
{
	assert_int_equal(render_prepare(l->theme, &site.site, &l->diags), 0);
	take_state(l, s);
}

/*
 * Whatever looks different has another key; of all others at most `spare` have. `own` is the page
 * whose source changed, which is rendered anyway.
 */
static void check_keys(const struct state_of_site *a, const struct state_of_site *b, uint32_t own, unsigned least,
		       unsigned spare)
{
	unsigned changed = 0, idle = 0;

	assert_int_equal(a->n, b->n);
	for (uint32_t i = 0; i < a->n; i++) {
		bool differs = a->html[i] != b->html[i];

		if (differs && i != own && a->key[i] == b->key[i])
			fail_msg("output %u changed and its key did not", (unsigned)i);
		changed += differs;
		idle += !differs && a->key[i] != b->key[i];
	}
	assert_true(changed >= least);
	if (idle > spare)
		fail_msg("%u keys changed for nothing", idle);
}

static struct state_of_site before, after;

static void keys_follow_a_title(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l, "https://acme.example", "/");
	take_state(&l, &before);
	for (uint32_t i = 0; i < site.site.pages_n; i++) {
		struct str title = site.pages[i].title;
		uint64_t face = site.placed[i].face;
		bool is_section = site.pages[i].kind == PAGE_SECTION || site.pages[i].kind == PAGE_HOME;

		site.pages[i].title = STR("Another title");
		if (is_section)
			site.sections[site.placed[i].section].title = STR("Another title");
		site.placed[i].face = face + 1;
		restate(&l, &after);
		/* a page in a list that a tag or home page does not show in full may change its key for nothing */
		check_keys(&before, &after, i, 1, is_section ? 3 : 2);
		site.pages[i].title = title;
		if (is_section)
			site.sections[site.placed[i].section].title = title;
		site.placed[i].face = face;
	}
	restate(&l, &after);
	check_keys(&before, &after, SITE_NONE, 0, 0);
	end(&l);
}

static void keys_follow_what_else_is_shown(void **state)
{
	struct loaded l;
	uint32_t refunds, cards;
	struct tag *tag = &site.tags[1];

	(void)state;
	begin(&l, "https://acme.example", "/");
	refunds = page_at("/billing/refunds/");
	cards = page_at("/billing/cards/");
	take_state(&l, &before);
	site.pages[refunds].links[0].url = STR("/elsewhere/"); /* the page that it links to moved */
	restate(&l, &after);
	check_keys(&before, &after, SITE_NONE, 1, 0);
	take_state(&l, &before);
	tag->name = STR("renamed");
	restate(&l, &after);
	check_keys(&before, &after, SITE_NONE, 28, 0);
	take_state(&l, &before);
	index_add(&site.arena, &site.placed[cards].related, refunds);
	restate(&l, &after);
	check_keys(&before, &after, SITE_NONE, 1, 0);
	take_state(&l, &before);
	site.sections[1]
	    .pages_below++; /* shown on the card of the home page; on the section's own page by other themes */
	restate(&l, &after);
	check_keys(&before, &after, SITE_NONE, 1, 1);
	take_state(&l, &before);
	memcpy(site.config.fingerprint.hex, "changed", 8);
	restate(&l, &after);
	for (uint32_t i = 0; i < after.n; i++)
		assert_true(before.key[i] != after.key[i]);
	end(&l);
}

/* A page looks the same whatever was rendered before it in the same process. */
static void pages_do_not_depend_on_their_order(void **state)
{
	struct loaded l;
	uint64_t forwards[FIXTURE_PAGES];

	(void)state;
	begin(&l, "https://acme.example", "/");
	for (uint32_t i = 0; i < site.site.pages_n; i++)
		forwards[i] = hash64(page_html(&l, i));
	for (uint32_t i = site.site.pages_n; i-- > 0;)
		assert_true(hash64(page_html(&l, i)) == forwards[i]);
	for (uint32_t i = 0; i < site.site.pages_n; i++) {
		uint32_t k = i * 37 % site.site.pages_n;

		assert_true(hash64(page_html(&l, k)) == forwards[k]);
	}
	end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_are_filled_in),
	    cmocka_unit_test(names_of_nothing_are_text),
	    cmocka_unit_test(addresses_have_the_base_path),
	    cmocka_unit_test(addresses_are_percent_encoded),
	    cmocka_unit_test(json_ld_cannot_leave_its_element),
	    cmocka_unit_test(a_lead_is_not_the_text_again),
	    cmocka_unit_test(only_what_may_be_found_is_described),
	    cmocka_unit_test(the_side_column_is_bounded),
	    cmocka_unit_test(long_lists_are_split),
	    cmocka_unit_test(every_field_is_in_the_table),
	    cmocka_unit_test(keys_follow_a_title),
	    cmocka_unit_test(keys_follow_what_else_is_shown),
	    cmocka_unit_test(pages_do_not_depend_on_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
