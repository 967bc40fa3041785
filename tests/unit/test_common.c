#include "tests/unit/unit.h"

#include "common/ascending.h"
#include "common/escape.h"
#include "common/json.h"
#include "common/map.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/value.h"

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static void str_splits_and_trims(void **state)
{
	struct str rest = STR("a,b,,c"), part;
	int n = 0;

	(void)state;
	while (str_split(&rest, ',', &part))
		n++;
	assert_int_equal(n, 4);
	assert_str(str_trim(STR(" \t x y\n")), "x y");
}

static void str_numbers(void **state)
{
	int64_t n;

	(void)state;
	assert_true(str_to_int(STR("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_false(str_to_int(STR("9223372036854775808"), &n));
	assert_false(str_to_int(STR("12x"), &n));
	assert_false(str_to_int(STR(""), &n));
}

static void str_finds_the_nearest_name(void **state)
{
	struct str names[] = {STR("title"), STR("base_url"), STR("description")};

	(void)state;
	assert_str(*str_nearest(STR("titel"), names, 3), "title");
	assert_str(*str_nearest(STR("baseurl"), names, 3), "base_url");
	assert_null(str_nearest(STR("zzzzz"), names, 3));
}

static void the_distance_has_a_bound(void **state)
{
	(void)state;
	assert_int_equal(str_distance(STR("refund"), STR("refunded"), 2), 2);
	assert_int_equal(str_distance(STR("refunded"), STR("refund"), 2), 2);
	assert_int_equal(str_distance(STR("refund"), STR("refunding"), 2), 3);
	assert_int_equal(str_distance(STR("refund"), STR("erfund"), 1), 1);
	assert_int_equal(str_distance(STR(""), STR("ab"), 2), 2);
}

static void str_finds_behind_false_starts(void **state)
{
	char text[64];

	(void)state;
	assert_int_equal(str_find(STR(""), STR("")), 0);
	assert_int_equal(str_find(STR_NONE, STR("a")), -1);
	assert_int_equal(str_find(STR("ab"), STR("abc")), -1);
	assert_int_equal(str_find(STR("xxab"), STR("ab")), 2);
	assert_int_equal(str_find(STR("xxa"), STR("ab")), -1);
	/* few of them and many: two ways of searching */
	for (size_t starts = 0; starts < sizeof(text) - 3; starts++) {
		memset(text, '[', sizeof(text));
		memcpy(text + starts, "[^a", 3);
		assert_int_equal(str_find(str_n(text, starts + 3), STR("[^a")), starts);
		assert_int_equal(str_find(str_n(text, starts + 2), STR("[^a")), -1);
		assert_int_equal(str_find(str_n(text, sizeof(text)), STR("[^a")), starts);
	}
}

/* Needles of all lengths at all places of texts of two letters, as memmem() finds them, and not a byte beyond the end.
 */
static void str_finds_what_memmem_does(void **state)
{
	enum { BYTES = 80 };
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = (size_t)(round % BYTES), needle_n = 2 + (size_t)(round % 18);
		char *text = test_malloc(n + 1), needle[24]; /* which a sanitizer watches the end of */
		const char *found;

		for (size_t i = 0; i < n; i++)
			text[i] = "ab"[(seed = seed * 1103515245 + 12345) >> 30 == 0];
		for (size_t i = 0; i < needle_n; i++)
			needle[i] = "ab"[(seed = seed * 1103515245 + 12345) >> 30 == 0];
		found = memmem(text, n, needle, needle_n);
		assert_int_equal(str_find(str_n(text, n), str_n(needle, needle_n)), found != NULL ? found - text : -1);
		test_free(text);
	}
}

static void what_is_in_order_is_found(void **state)
{
	static const char *const words[] = {"a", "ab", "b", "ba", "z"};
	static const uint32_t places[] = {0, 4, 4, 9};

	(void)state;
	for (size_t n = 0; n <= 5; n++)
		for (size_t i = 0; i < 5; i++)
			assert_int_equal(str_is_among(str_c(words[i]), words, n), i < n);
	assert_false(str_is_among(STR(""), words, 5));
	assert_false(str_is_among(STR("aa"), words, 5));
	assert_false(str_is_among(STR("zz"), words, 5));
	assert_int_equal(ascending_last(places, 4, 0), 0);
	assert_int_equal(ascending_last(places, 4, 3), 0);
	assert_int_equal(ascending_last(places, 4, 4), 2);
	assert_int_equal(ascending_last(places, 4, 8), 2);
	assert_int_equal(ascending_last(places, 4, SIZE_MAX), 3);
	assert_int_equal(ascending_last(places + 1, 3, 1), 0);
}

static void columns_count_characters(void **state)
{
	char spaces[PLACE_EXACT_BYTES + 100];
	uint32_t line, column;

	(void)state;
	place_of(STR("a\n\xC3\xA4\xE2\x82\xAC x"), 8, &line, &column);
	assert_int_equal(line, 2);
	assert_int_equal(column, 4);
	place_of(STR(""), 0, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 1);
	/* a line without end is not counted again and again */
	memset(spaces, '\xA4', sizeof(spaces));
	assert_int_equal(place_column(str_n(spaces, PLACE_EXACT_BYTES)), 1);
	assert_int_equal(place_column(str_n(spaces, PLACE_EXACT_BYTES + 7)), 8);
}

static void buf_remembers_failure(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 5);
	buf_lit(&buf, "abc");
	buf_lit(&buf, "def");
	buf_lit(&buf, "g");
	assert_true(buf_failed(&buf));
	assert_str(buf_view(&buf), "abc");
	buf_release(&buf);
}

static void buf_writes_bytes_as_digits(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 9);
	buf_char(&buf, 'x');
	buf_hex(&buf, "\x00\x9f\xfa\x10", 4);
	assert_str(buf_view(&buf), "x009ffa10");
	assert_int_equal(buf.s[9], '\0');
	buf_hex(&buf, "a", 0);
	assert_false(buf_failed(&buf));
	buf_hex(&buf, "a", 1);
	assert_true(buf_failed(&buf));
	assert_str(buf_view(&buf), "x009ffa10");
	buf_release(&buf);
}

static void sparse_memory_takes_what_is_touched(void **state)
{
	enum { SIZE = 64 << 20 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE), resident = 0;
	unsigned char *pages = mem_alloc(SIZE / page);
	char *sparse;

	(void)state;
	mem_keep_freed(); /* calloc() would clear it all from now on */
	sparse = mem_sparse(SIZE);
	assert_int_equal(sparse[SIZE - 1], 0);
	sparse[SIZE / 2] = 'x';
	assert_int_equal(mincore(sparse, SIZE, pages), 0);
	for (size_t i = 0; i < SIZE / page; i++)
		resident += pages[i] & 1;
	assert_in_range(resident, 1, 2);
	mem_free_sparse(sparse, SIZE);
	mem_free_sparse(NULL, SIZE);
	mem_free(pages);
}

static void map_keeps_the_order_of_insertion(void **state)
{
	struct arena arena;
	struct map map;

	(void)state;
	arena_init(&arena);
	map_init(&map);
	for (int i = 0; i < 1000; i++)
		map_add(&map, arena_printf(&arena, "key %d", i), NULL)->value.number = (uint64_t)i;
	assert_int_equal(map.n, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(map.entries[i].value.number, i);
	assert_int_equal(map_find(&map, STR("key 777"))->value.number, 777);
	assert_null(map_find(&map, STR("key 1000")));
	map_release(&map);
	arena_release(&arena);
}

static void utf8_refuses_what_rfc_3629_refuses(void **state)
{
	(void)state;
	assert_true(utf8_is_valid(STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")));
	assert_false(utf8_is_valid(STR("\xC0\x80")));
	assert_false(utf8_is_valid(STR("\xED\xA0\x80")));
	assert_false(utf8_is_valid(STR("\xF4\x90\x80\x80")));
	assert_int_equal(utf8_valid_prefix(STR("12345678901234567\xFF")), 17);
}

static void words_are_whole_between_their_neighbours(void **state)
{
	static const struct {
		size_t from, to;
		bool is_whole;
	} rows[] = {{0, 4, true},  {0, 3, false}, {1, 4, false}, {5, 8, true},	{5, 7, false},
		    {6, 8, false}, {4, 5, true},  {4, 8, true},	 {8, 12, true}, {9, 11, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(utf8_is_whole_word(STR("Anna \xC3\xA9t-\xE8\xAA\x9E"), rows[i].from, rows[i].to),
				 rows[i].is_whole);
	assert_int_equal(utf8_find_word(STR("Annabel, ANNA and anna"), 0, STR("Anna")), 9);
	assert_int_equal(utf8_find_word(STR("Annabel, ANNA and anna"), 10, STR("Anna")), 18);
	assert_int_equal(utf8_find_word(STR("Annabel, ANNA and anna"), 19, STR("Anna")), SIZE_MAX);
	assert_int_equal(utf8_find_word(STR("Anna"), 0, STR("")), SIZE_MAX);
}

static void escapes(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	escape_html(&buf, STR("a<b>&\"'"));
	assert_str(buf_view(&buf), "a&lt;b&gt;&amp;&#34;&#39;");
	buf_clear(&buf);
	escape_json(&buf, STR("</script>\xE2\x80\xA8\n\"\x01"));
	assert_str(buf_view(&buf), "\\u003c/script\\u003e\\u2028\\n\\\"\\u0001");
	buf_clear(&buf);
	escape_href(&buf, STR("/a b/\xC3\xA9?q=1&r=%20\"<"));
	assert_str(buf_view(&buf), "/a%20b/%C3%A9?q=1&amp;r=%20%22%3C");
	buf_clear(&buf);
	escape_quoted(&buf, STR("a \"b\" \\ c\n\x7F\xC3\xA9"));
	assert_str(buf_view(&buf), "\"a \\\"b\\\" \\\\ c  \xC3\xA9\"");
	buf_clear(&buf);
	escape_terminal(&buf, STR("\033[31mred\r\n\xE2\x80\xAE"));
	assert_str(buf_view(&buf), "\\x1b[31mred\\x0d\\x0a\\u{202e}");
	buf_release(&buf);
}

/* It looks at 16 bytes at a time: a special one may stand anywhere in texts of any length. */
static void escape_html_finds_what_it_escapes_everywhere(void **state)
{
	char text[64], expected[80];
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	for (size_t n = 1; n < 50; n++) {
		for (size_t at = 0; at < n; at++) {
			memset(text, 'x', n);
			text[at] = '<';
			memset(expected, 'x', n + 3);
			memcpy(expected + at, "&lt;", 4);
			buf_clear(&buf);
			escape_html(&buf, str_n(text, n));
			assert_true(str_eq(buf_view(&buf), str_n(expected, n + 3)));
		}
	}
	buf_release(&buf);
}

static void doubles_print_as_short_as_they_can(void **state)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {{0.1, "0.1"},
		     {1.0, "1.0"},
		     {-0.0, "-0.0"},
		     {100.0, "100.0"},
		     {1e16, "1e+16"},
		     {1e15, "1000000000000000.0"},
		     {0.0001, "0.0001"},
		     {0.00001, "1e-05"},
		     {5e-324, "5e-324"},
		     {0.1 + 0.2, "0.30000000000000004"},
		     {1.0 / 3, "0.3333333333333333"},
		     {1.7976931348623157e308, "1.7976931348623157e+308"},
		     {-123.456, "-123.456"}};
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&buf);
		buf_double(&buf, cases[i].number);
		assert_str(buf_view(&buf), cases[i].text);
	}
	buf_release(&buf);
}

static void dates(void **state)
{
	struct date date;
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	assert_true(date_parse(STR("2024-02-29"), &date));
	assert_false(date_parse(STR("2023-02-29"), &date));
	assert_false(date_parse(STR("2023-1-1"), &date));
	assert_true(date_parse(STR("2026-11-21T10:20:30+02:00"), &date));
	assert_true(date_to_seconds(date) == 1795249230);
	date_format(&buf, date_from_seconds(1795249230));
	assert_str(buf_view(&buf), "2026-11-21T08:20:30Z");
	buf_release(&buf);
}

static void diags_sort_and_print(void **state)
{
	struct arena arena;
	struct diag_list list;
	struct buf buf;

	(void)state;
	arena_init(&arena);
	diag_list_init(&list, &arena);
	buf_init(&buf, BUF_NO_LIMIT);
	diag_add(&list, DIAG_LINK_MISSING, (struct place){STR("b.md"), 2, 1}, "link to \"%s\"", "x");
	diag_add(&list, DIAG_LINK_MISSING, (struct place){STR("a.md"), 9, 3}, "link to \"%s\"", "y");
	diag_hint(&list, "did you mean \"z\"?");
	diag_add(&list, DIAG_LINK_MISSING, (struct place){STR("b.md"), 2, 1}, "link to \"%s\"", "x");
	diag_list_sort(&list);
	assert_int_equal(list.items.n, 2);
	diag_format(&buf, &list.items.at[0], false);
	assert_str(buf_view(&buf), "a.md:9:3: warning: link to \"y\" [link-missing]\n  hint: did you mean \"z\"?\n");
	buf_release(&buf);
	diag_list_release(&list);
	arena_release(&arena);
}

/* Every key looked for among those before it takes half a minute. */
static void json_of_many_keys_takes_no_time(void **state)
{
	enum { KEYS = 150000 };
	struct arena arena;
	struct buf text;
	struct value *map;
	clock_t began;

	(void)state;
	arena_init(&arena);
	buf_init(&text, BUF_NO_LIMIT);
	for (int i = 0; i < KEYS; i++)
		buf_printf(&text, "%c\"k%06d\":%d", i == 0 ? '{' : ',', i, i);
	buf_char(&text, '}');
	began = clock();
	map = json_parse(&arena, buf_view(&text), NULL);
	assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
	assert_non_null(map);
	assert_int_equal(map->as.map.n, KEYS);
	assert_int_equal(value_get(map, STR("k149999"))->as.integer, KEYS - 1);
	value_set_lit(&arena, map, "k000000", value_int(&arena, 7));
	assert_int_equal(map->as.map.n, KEYS);
	assert_int_equal(value_get(map, STR("k000000"))->as.integer, 7);
	assert_null(json_parse(&arena, STR("{\"a\":1,\"a\":2}"), NULL));
	buf_release(&text);
	arena_release(&arena);
}

/* What JSON.stringify() writes of texts that hold no character there. */
static void json_of_browsers_is_taken(void **state)
{
	static const struct {
		const char *json, *text; /* text NULL: refused */
	} cases[] = {
	    {"\"a\\u0000b\"", "a\xef\xbf\xbd"
			      "b"},
	    {"\"\\ud83d\"", "\xef\xbf\xbd"},
	    {"\"\\uDE00\\uD83D\"", "\xef\xbf\xbd\xef\xbf\xbd"},
	    {"\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
	    {"\"\\ud83dx\\u00e4\"", "\xef\xbf\xbdx\xc3\xa4"},
	    {"\"C:\\\\u0000\\n\"", "C:\\u0000\n"},
	    {"\"\\u000", NULL},
	    {"\"\\u00g0\"", NULL},
	    {"\"a\\", NULL},
	    {"", NULL},
	};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct value *value = json_parse_sent(&arena, str_c(cases[i].json));

		if (cases[i].text == NULL)
			assert_null(value);
		else
			assert_str(value->as.str, cases[i].text);
	}
	arena_release(&arena);
}

static void json_values_are_counted_before_they_are_made(void **state)
{
	static const struct {
		const char *text;
		size_t values; /* that it has at most */
	} cases[] = {
	    {"", 0},
	    {"1", 0},
	    {"{}", 1},
	    {"[1,2,3]", 3},
	    {"{\"a\":[{},{}],\"b\":null}", 6},
	    {"{\"a\":\"[,{,\"}", 1},
	    {"[\"\\\",,,\",\"\\\\\",1]", 3},
	    {"[\"\\\\\\\",,,", 1},
	    {"\\\",,,", 0},
	    {",,,,", 4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_false(json_has_more(str_c(cases[i].text), cases[i].values));
		if (cases[i].values != 0)
			assert_true(json_has_more(str_c(cases[i].text), cases[i].values - 1));
	}
	assert_false(json_has_more(STR_NONE, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(str_splits_and_trims),
	    cmocka_unit_test(str_numbers),
	    cmocka_unit_test(str_finds_the_nearest_name),
	    cmocka_unit_test(the_distance_has_a_bound),
	    cmocka_unit_test(str_finds_behind_false_starts),
	    cmocka_unit_test(str_finds_what_memmem_does),
	    cmocka_unit_test(what_is_in_order_is_found),
	    cmocka_unit_test(columns_count_characters),
	    cmocka_unit_test(buf_remembers_failure),
	    cmocka_unit_test(buf_writes_bytes_as_digits),
	    cmocka_unit_test(sparse_memory_takes_what_is_touched),
	    cmocka_unit_test(map_keeps_the_order_of_insertion),
	    cmocka_unit_test(utf8_refuses_what_rfc_3629_refuses),
	    cmocka_unit_test(words_are_whole_between_their_neighbours),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(escape_html_finds_what_it_escapes_everywhere),
	    cmocka_unit_test(doubles_print_as_short_as_they_can),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(diags_sort_and_print),
	    cmocka_unit_test(json_of_many_keys_takes_no_time),
	    cmocka_unit_test(json_of_browsers_is_taken),
	    cmocka_unit_test(json_values_are_counted_before_they_are_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
