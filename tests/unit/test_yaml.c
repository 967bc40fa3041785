/* plainyaml reads as yamltree does, or not at all. */
#include "tests/unit/unit.h"

#include "generator/plainyaml.h"
#include "generator/yamltree.h"

static struct node *by_libyaml(struct str text, struct arena *arena)
{
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;
	struct node *tree;

	return yamltree_parse(text, 0, arena, &tree, &notes, &problem) && notes.n == 0 ? tree : NULL;
}

/* The two trees are one, when there are two. Returns whether plainyaml took it. */
static bool compare(struct str text)
{
	struct arena arena;
	struct node *plain, *tree;
	bool taken;

	arena_init(&arena);
	plain = plainyaml_parse(text, 0, &arena);
	taken = plain != NULL;
	if (taken) {
		tree = by_libyaml(text, &arena);
		if (tree == NULL || !node_eq(plain, tree))
			fail_msg("differs from libyaml:\n%.*s", STR_ARG(text));
	}
	arena_release(&arena);
	return taken;
}

static void plain_front_matter_is_taken(void **state)
{
	static const char *const texts[] = {
	    "title: Hello\n",
	    "title: \"Hello: world\"\nid: 9264736457500\ndraft: true\n",
	    "labels: QPT patches,Quality Patches Tool,Support Tools\npromoted: True\n",
	    "external help file: Microsoft.PowerShell.dll-Help.xml\nLocale: en-US\nms.date: 01/27/2026\n",
	    "online version: https://learn.microsoft.com/a?b=c&d#e\nschema: 2.0.0\n",
	    "aliases:\n  - gcm\n  - 'a b'\ntitle: x\n",
	    "redirect_from:\n- /a/\n- /b/\nempty:\nlast: 1\n",
	    "tags: [a, \"b, c\", d e]\nnone: []\n",
	    "\n# comment\ntitle: x # y\n",
	    "title: Caf\xC3\xA9 \xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x98\x80\n",
	    "a: it's \"so\"\nb: x:y\nc: http://a\nd: a#b\ne: ''\nf: \"\"\n",
	    "title: no newline at the end",
	    "a:   spaced   \nb:\n\n\nc: 1\n",
	    "a: \\d{3} (x) $y ~z\n",
	    "list:\n# between\n- one\n\n- two\n# after\nkey: v\n",
	};
	size_t taken = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		taken += compare(str_c(texts[i]));
	assert_int_equal(taken, sizeof(texts) / sizeof(*texts) - 1); /* all but the one with a comment behind */
}

static void what_is_not_plain_is_left_to_libyaml(void **state)
{
	static const char *const texts[] = {
	    "",
	    "a: b: c\n",
	    "a: b\n  c\n",
	    "a: b\n\n  c\n",
	    "a: b\n # c\n  d\n",
	    "a: \"b\\n\"\n",
	    "a: 'it''s'\n",
	    "a: \"b\nc\"\n",
	    "a: |\n  b\n",
	    "a: &x b\n",
	    "a: *x\n",
	    "a: !b c\n",
	    "a: {b: c}\n",
	    "a: [b: c]\n",
	    "a: [b\n",
	    "a: [b] c\n",
	    "a: \"b\" c\n",
	    "a:\tb\n",
	    "\ta: b\n",
	    " a: b\n",
	    "a:b\n",
	    "- a\n",
	    "a\n",
	    "a: - b\n",
	    "a: b:\n",
	    "a: b #c\n",
	    "? a\n",
	    "a: @b\n",
	    "a: `b\n",
	    "a: %b\n",
	    "a: \xC2\x85\n",
	    "a: x\xE2\x80\xA8y\n",
	    "a: \xEF\xBB\xBFy\n",
	    "a:\n  b: c\n",
	    "a:\n  - b\n - c\n",
	    "a:\n  - b: c\n",
	    "a:\n  -\n",
	    "%YAML 1.1\n---\na: b\n",
	    "a: x\x7F\n",
	    "a: [b, c, ]\n",
	    "a: [-b]\n",
	    "a :b\n",
	    "a : b\n",
	    "a: [b]\n  c\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (compare(str_c(texts[i])))
			fail_msg("taken for plain:\n%s", texts[i]);
}

/* xorshift: the same texts every time. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Texts made of the pieces that matter. */
static void random_texts_are_read_alike(void **state)
{
	static const char *const pieces[] = {
	    "title",	"a",
	    "key: ",	"b: ",
	    ": ",	":",
	    " ",	"  ",
	    "\n",	"\n",
	    "\n- ",	"\n  - ",
	    "- ",	"\"",
	    "'",	"[",
	    "]",	", ",
	    ",",	"#",
	    " # ",	"x",
	    "1.0",	"true",
	    "\xC3\xA9", "\xE4\xB8\xAD",
	    "\n\n",	"\n  ",
	    "|",	">",
	    "{",	"}",
	    "&a ",	"*a",
	    "!t ",	"%",
	    "@",	"~",
	    "null",	"\nk: v",
	    "\nl:",	"-",
	    "--",	"...",
	    "/a/b",	"\t",
	    "\\",	"?",
	    "? ",	"\xE2\x80\xA8",
	    "'x'",	"\"y\"",
	    "[a, b]",	"[]",
	    "[ 'c' ]",	"=",
	    "<<: ",	"\n# c\n",
	    "\n ",	"\xEF\xBC\x9A",
	};
	uint32_t seed = 2463534242u;
	size_t taken = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char text[256];
		size_t n = 0, count = 2 + next_random(&seed) % 14;

		for (size_t k = 0; k < count; k++) {
			const char *piece = pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		taken += compare(str_n(text, n));
	}
	assert_true(taken > 1000);
}

static void places_are_bytes(void **state)
{
	struct arena arena;
	struct node *tree;

	(void)state;
	arena_init(&arena);
	tree = by_libyaml(STR("a: \"\xC3\xA9\xF0\x9F\x98\x80\"\n\xC3\xA9: {x: [y]}\n"), &arena);
	assert_non_null(tree);
	assert_int_equal(tree->first->at, 3);
	assert_int_equal(tree->last->key_at, 12);
	assert_int_equal(tree->last->first->key_at, 17);
	assert_int_equal(tree->last->first->first->at, 21);
	arena_release(&arena);
}

static void assert_problem(const char *text, const char *message, size_t at, bool is_refusal)
{
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;
	struct arena arena;
	struct node *tree;

	arena_init(&arena);
	assert_false(yamltree_parse(str_c(text), 100, &arena, &tree, &notes, &problem));
	assert_str(problem.message, message);
	assert_int_equal(problem.at, 100 + at);
	assert_int_equal(problem.is_refusal, is_refusal);
	arena_release(&arena);
}

static void assert_note(const char *text, const char *message, size_t at, const char *value)
{
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;
	struct arena arena;
	struct node *tree;

	arena_init(&arena);
	assert_true(yamltree_parse(str_c(text), 100, &arena, &tree, &notes, &problem));
	assert_int_equal(notes.n, 1);
	assert_str(notes.at[0].message, message);
	assert_int_equal(notes.at[0].at, 100 + at);
	if (value == NULL)
		assert_int_equal(tree->n, 0);
	else
		assert_str(tree->first->text, value);
	arena_release(&arena);
}

static void problems_have_places(void **state)
{
	(void)state;
	assert_problem("a: b: c\n", "mapping values are not allowed in this context", 4, false);
	assert_problem("a: \"b\n", "found unexpected end of stream", 6, false);
	assert_problem("a: [[[[[[[[x]]]]]]]]\n", "nested too deeply", 10, true);
	assert_problem("[a]: b\n", "a key must be a word", 0, false);
	assert_problem("a: \x01\n", "control characters are not allowed", 3, false);
	assert_note("a: !t b\n", "tags (!) are not read", 3, "b");
	assert_note("a: &t b\n", "anchors (&) are not read", 3, "b");
	assert_note("a: !Important\n", "tags (!) are not read", 3, "!Important");
	assert_note("<<: b\n", "merge keys (<<) are not read", 4, NULL);
}

static void escapes_cannot_make_control_characters(void **state)
{
	struct arena arena;
	struct node *tree;

	(void)state;
	arena_init(&arena);
	tree = by_libyaml(STR("a: \"x\\0\\x01\\e\\ny\"\n"), &arena);
	assert_str(tree->first->text, "x\ny");
	arena_release(&arena);
}

/* What makes libyaml slow is refused before it is. */
static void deep_nesting_ends_early(void **state)
{
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;
	struct arena arena;
	struct node *tree;
	char text[60000];

	(void)state;
	memset(text, '[', sizeof(text));
	memcpy(text, "a: ", 3);
	arena_init(&arena);
	assert_false(yamltree_parse(str_n(text, sizeof(text)), 0, &arena, &tree, &notes, &problem));
	assert_true(problem.is_refusal);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_front_matter_is_taken), cmocka_unit_test(what_is_not_plain_is_left_to_libyaml),
	    cmocka_unit_test(random_texts_are_read_alike), cmocka_unit_test(places_are_bytes),
	    cmocka_unit_test(problems_have_places),	   cmocka_unit_test(escapes_cannot_make_control_characters),
	    cmocka_unit_test(deep_nesting_ends_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
