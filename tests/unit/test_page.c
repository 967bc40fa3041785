#include "tests/unit/unit.h"

#include "generator/page.h"

/* ---- a page with something in every field ---- */

static struct str_list list_of(struct arena *arena, const char *name, uint32_t n)
{
	struct str_list list = {arena_array(arena, n, sizeof(struct str)), n};

	for (uint32_t i = 0; i < n; i++)
		list.at[i] = arena_printf(arena, "%s %u", name, i);
	return list;
}

static struct value *some_params(struct arena *arena)
{
	struct value *map = value_map(arena), *list = value_list(arena), *inner = value_map(arena);

	value_set_lit(arena, map, "nothing", value_null(arena));
	value_set_lit(arena, map, "flag", value_bool(arena, true));
	value_set_lit(arena, map, "small", value_int(arena, -1));
	value_set_lit(arena, map, "largest", value_int(arena, INT64_MAX));
	value_set_lit(arena, map, "smallest", value_int(arena, INT64_MIN));
	value_set_lit(arena, map, "number", value_double(arena, -0.1));
	value_set_lit(arena, map, "text", value_str(arena, STR("a\0b")));
	value_set_lit(arena, map, "html", value_html(arena, STR("<b>x</b>")));
	value_set_lit(arena, map, "day", value_date(arena, (struct date){.year = 2026, .month = 2, .day = 28}));
	value_append(arena, list, value_str(arena, STR("")));
	value_append(arena, list, value_list(arena));
	value_set_lit(arena, inner, "list", list);
	value_set_lit(arena, map, "inner", inner);
	value_set_lit(arena, map, "empty", value_map(arena));
	map->as.map.at[0].key_at = 77;
	map->as.map.at[0].value->at = 300;
	return map;
}

static void fill(struct page *page, struct arena *arena)
{
	int16_t year = 1999;

	*page = (struct page){.path = STR("billing/refunds.de.md"), .kind = PAGE_SOLVED};
#define X(field, name, about) page->field = arena_printf(arena, "value of %s", name);
	PAGE_STRINGS(X)
#undef X
	page->owner = STR(""); /* empty is not absent */
	page->audience = STR_NONE;
#define X(field, name, about) page->field = list_of(arena, name, 3);
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) \
	page->field = (struct date){.year = ++year, .month = 12, .day = 31, .hour = 23, .minute = 59, .second = 59}; \
	page->field.has_time = true; \
	page->field.offset_minutes = -150;
	PAGE_DATES(X)
#undef X
	page->lastmod = (struct date){.year = 2024, .month = 2, .day = 29};
#define X(field, name, about) page->field = true;
	PAGE_FLAGS(X)
#undef X
	page->has_weight = true;
	page->id_is_foreign = true;
	page->weight = INT32_MIN;
	page->title_is_from_heading = true;
	page->params = some_params(arena);
	page->headings_n = 2;
	page->headings = arena_array(arena, 2, sizeof(*page->headings));
	page->headings[0] = (struct heading){STR("First"), STR("first"), 2};
	page->headings[1] = (struct heading){STR("Second"), STR("second"), 6};
	page->links_n = 2;
	page->links = arena_array(arena, 2, sizeof(*page->links));
	page->links[0] = (struct link){.target = STR("a.md#b"), .hole = 7, .line = 1, .column = 200};
	page->links[1] = (struct link){.target = STR(""), .hole = 70000, .line = 9, .column = 1, .kind = LINK_IMAGE};
	page->summary = STR("In short.");
	page->words = 123456;
	page->anchors = list_of(arena, "anchor", 2);
	page->body = (struct body){.spill = 3, .offset = UINT64_C(1) << 40, .html_length = 1000000};
	page->body.passages_length = 17;
	page->body.text_length = UINT32_MAX;
	page->source_low = UINT64_MAX - 1;
	page->source_high = 5;
	page->diags_n = 1;
	page->diags = arena_array(arena, 1, sizeof(*page->diags));
	page->places[PLACED_url] = (struct field_place){3, 1};
	page->places[PLACED_translation_of] = (struct field_place){65535, 700};
	page->alias_places = arena_array(arena, page->aliases.n, sizeof(*page->alias_places));
	memset(page->alias_places, 0, page->aliases.n * sizeof(*page->alias_places));
	page->alias_places[0] = (struct field_place){12, 5};
	page->diags[0].code = DIAG_LINK_MISSING;
	page->diags[0].severity = DIAG_ERROR;
	page->diags[0].place = (struct place){STR("content/x.md"), 41, 12};
	page->diags[0].message = STR("link to \"x\"");
	page->diags[0].hint = STR("did you mean \"y\"?");
}

/* ---- comparing ---- */

static void assert_same_str(struct str a, struct str b)
{
	assert_int_equal(a.s == NULL, b.s == NULL);
	assert_true(str_eq(a, b));
}

static void assert_same_list(struct str_list a, struct str_list b)
{
	assert_int_equal(a.n, b.n);
	for (uint32_t i = 0; i < a.n; i++)
		assert_same_str(a.at[i], b.at[i]);
}

static void assert_same_date(struct date a, struct date b)
{
	assert_int_equal(a.year, b.year);
	assert_int_equal(a.has_time, b.has_time);
	assert_int_equal(a.offset_minutes, b.offset_minutes);
	if (date_is_set(a))
		assert_int_equal(date_cmp(a, b), 0);
}

static void assert_same_front_matter(const struct page *a, const struct page *b)
{
#define X(field, name, about) assert_same_str(a->field, b->field);
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) assert_same_list(a->field, b->field);
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) assert_same_date(a->field, b->field);
	PAGE_DATES(X)
#undef X
#define X(field, name, about) assert_int_equal(a->field, b->field);
	PAGE_FLAGS(X)
#undef X
	assert_memory_equal(a->places, b->places, sizeof(a->places));
	assert_int_equal(a->alias_places == NULL, b->alias_places == NULL);
	if (a->alias_places != NULL)
		assert_memory_equal(a->alias_places, b->alias_places, a->aliases.n * sizeof(*a->alias_places));
	assert_true(b->related_places == NULL);
	assert_int_equal(a->has_weight, b->has_weight);
	assert_int_equal(a->id_is_foreign, b->id_is_foreign);
	assert_int_equal(a->weight, b->weight);
	assert_int_equal(a->title_is_from_heading, b->title_is_from_heading);
	assert_int_equal(a->params == NULL, b->params == NULL);
	if (a->params != NULL)
		assert_true(value_eq(a->params, b->params));
}

static void assert_same_body(const struct page *a, const struct page *b)
{
	assert_int_equal(a->headings_n, b->headings_n);
	for (uint32_t i = 0; i < a->headings_n; i++) {
		assert_same_str(a->headings[i].text, b->headings[i].text);
		assert_same_str(a->headings[i].id, b->headings[i].id);
		assert_int_equal(a->headings[i].level, b->headings[i].level);
	}
	assert_int_equal(a->links_n, b->links_n);
	for (uint32_t i = 0; i < a->links_n; i++) {
		assert_same_str(a->links[i].target, b->links[i].target);
		assert_int_equal(a->links[i].hole, b->links[i].hole);
		assert_int_equal(a->links[i].line, b->links[i].line);
		assert_int_equal(a->links[i].column, b->links[i].column);
		assert_int_equal(a->links[i].kind, b->links[i].kind);
	}
	assert_same_str(a->summary, b->summary);
	assert_int_equal(a->words, b->words);
	assert_same_list(a->anchors, b->anchors);
	assert_int_equal(a->body.spill, b->body.spill);
	assert_true(a->body.offset == b->body.offset);
	assert_int_equal(a->body.html_length, b->body.html_length);
	assert_int_equal(a->body.passages_length, b->body.passages_length);
	assert_int_equal(a->body.text_length, b->body.text_length);
}

static void assert_same_page(const struct page *a, const struct page *b)
{
	assert_same_str(a->path, b->path);
	assert_int_equal(a->kind, b->kind);
	assert_same_front_matter(a, b);
	assert_same_body(a, b);
	assert_true(a->source_low == b->source_low && a->source_high == b->source_high);
	assert_int_equal(a->diags_n, b->diags_n);
	for (uint32_t i = 0; i < a->diags_n; i++) {
		assert_int_equal(a->diags[i].code, b->diags[i].code);
		assert_int_equal(a->diags[i].severity, b->diags[i].severity);
		assert_same_str(a->diags[i].place.path, b->diags[i].place.path);
		assert_int_equal(a->diags[i].place.line, b->diags[i].place.line);
		assert_int_equal(a->diags[i].place.column, b->diags[i].place.column);
		assert_same_str(a->diags[i].message, b->diags[i].message);
		assert_same_str(a->diags[i].hint, b->diags[i].hint);
	}
}

/* ---- tests ---- */

struct fixture {
	struct arena arena;
	struct buf packed;
	struct page page, back;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	arena_init(&fixture.arena);
	buf_init(&fixture.packed, BUF_NO_LIMIT);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	buf_release(&fixture->packed);
	return 0;
}

static void every_field_comes_back(void **state)
{
	struct fixture *f = *state;
	const struct value *params;

	fill(&f->page, &f->arena);
	page_pack(&f->packed, &f->page);
	assert_true(page_unpack(&f->back, buf_view(&f->packed), &f->arena));
	assert_same_page(&f->page, &f->back);
	params = f->back.params;
	assert_int_equal(params->as.map.at[0].key_at, 77);
	assert_int_equal(params->as.map.at[0].value->at, 300);
	assert_true(value_get(params, STR("html"))->is_html);
	assert_false(value_get(params, STR("text"))->is_html);
}

static void an_empty_page_comes_back(void **state)
{
	struct fixture *f = *state;

	f->page = (struct page){.path = STR("a.md")};
	page_pack(&f->packed, &f->page);
	assert_true(page_unpack(&f->back, buf_view(&f->packed), &f->arena));
	assert_same_page(&f->page, &f->back);
	assert_true(f->packed.n < 40);
}

/* Each field alone: nothing depends on its neighbours. */
static void fields_alone_come_back(void **state)
{
	struct fixture *f = *state;

#define ALONE(...) \
	do { \
		f->page = (struct page){.path = STR("a.md")}; \
		__VA_ARGS__ \
		buf_clear(&f->packed); \
		page_pack(&f->packed, &f->page); \
		assert_true(page_unpack(&f->back, buf_view(&f->packed), &f->arena)); \
		assert_same_page(&f->page, &f->back); \
	} while (0);
#define X(field, name, about) ALONE(f->page.field = STR("x");)
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) ALONE(f->page.field = list_of(&f->arena, name, 1);)
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) ALONE(f->page.field = (struct date){.year = 1, .month = 1, .day = 1};)
	PAGE_DATES(X)
#undef X
#define X(field, name, about) ALONE(f->page.field = true;)
	PAGE_FLAGS(X)
#undef X
	ALONE(f->page.has_weight = true;)
	ALONE(f->page.id_is_foreign = true;)
	ALONE(f->page.title_is_from_heading = true;)
	ALONE(f->page.params = value_map(&f->arena);)
	ALONE(f->page.summary = STR("");)
}

static void strings_point_into_the_packed_bytes(void **state)
{
	struct fixture *f = *state;
	const char *title;

	fill(&f->page, &f->arena);
	page_pack(&f->packed, &f->page);
	assert_true(page_unpack(&f->back, buf_view(&f->packed), &f->arena));
	title = f->back.title.s;
	assert_true(title >= f->packed.s && title < f->packed.s + f->packed.n);
}

static void what_is_cut_off_is_refused(void **state)
{
	struct fixture *f = *state;

	fill(&f->page, &f->arena);
	page_pack(&f->packed, &f->page);
	for (size_t n = 0; n < f->packed.n; n++) {
		/* a copy, so that the sanitizers see the end */
		struct str cut = arena_str(&f->arena, str_n(f->packed.s, n));

		assert_false(page_unpack(&f->back, cut, &f->arena));
	}
	buf_char(&f->packed, '\0');
	assert_false(page_unpack(&f->back, buf_view(&f->packed), &f->arena));
}

/* Any single wrong byte gives a page or a refusal, within bounds. */
static void damage_is_survived(void **state)
{
	struct fixture *f = *state;
	size_t refused = 0;

	fill(&f->page, &f->arena);
	page_pack(&f->packed, &f->page);
	for (size_t at = 0; at < f->packed.n; at++) {
		for (int bit = 0; bit < 8; bit++) {
			struct arena arena;

			arena_init(&arena);
			f->packed.s[at] = (char)(f->packed.s[at] ^ (1 << bit));
			refused += !page_unpack(&f->back, buf_view(&f->packed), &arena);
			f->packed.s[at] = (char)(f->packed.s[at] ^ (1 << bit));
			assert_true(arena.total < 1024 * 1024);
			arena_release(&arena);
		}
	}
	assert_true(refused > 100);
}

static void params_too_deep_are_cut(void **state)
{
	struct fixture *f = *state;
	struct value *value = value_null(&f->arena);

	for (int i = 0; i < 10000; i++) {
		struct value *outer = value_list(&f->arena);

		value_append(&f->arena, outer, value);
		value = outer;
	}
	f->page = (struct page){.path = STR("a.md"), .params = value};
	page_pack(&f->packed, &f->page);
	assert_true(page_unpack(&f->back, buf_view(&f->packed), &f->arena));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    T(every_field_comes_back),	   T(an_empty_page_comes_back),
	    T(fields_alone_come_back),	   T(strings_point_into_the_packed_bytes),
	    T(what_is_cut_off_is_refused), T(damage_is_survived),
	    T(params_too_deep_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
