#include "tests/unit/unit.h"

#include "generator/code_fence.h"

/* Each line of `text`: "c" for code, "." for none. */
static void is_code(const char *text, const char *expected)
{
	struct code_fence fence = {0};
	struct str rest = str_c(text), line;
	char got[64];
	size_t n = 0;

	while (str_line(&rest, &line) && n + 1 < sizeof(got))
		got[n++] = code_fence_take(&fence, line) ? 'c' : '.';
	got[n] = '\0';
	if (strcmp(got, expected) != 0)
		fail_msg("%s\n got: %s\nwant: %s", text, got, expected);
}

static void blocks_begin_and_end(void **state)
{
	(void)state;
	is_code("a\n```\nb\n```\nc\n", ".ccc.");
	is_code("~~~ py `x`\nb\n~~~  \nc\n", "ccc.");
	is_code("```\n\n  \n```\n", "cccc");
	is_code("``\na\n``\n", "...");
	is_code("```\nto the end\n\n", "ccc");
	is_code("", "");
}

static void as_many_signs_end_it_as_began_it(void **state)
{
	(void)state;
	is_code("````\n```\nb\n`````\nc\n", "cccc.");
	is_code("```\n~~~\n```\nc\n", "ccc.");
	is_code("```\n``` js\n```\nc\n", "ccc.");
	is_code("~~~~\n~~~ ~~\n~~~~\nc\n", "ccc.");
}

static void code_within_a_line_is_no_block(void **state)
{
	(void)state;
	is_code("``` a ```\nb\n", "..");
	is_code("```` ` \nb\n", "..");
}

static void up_to_three_columns_stand_before_its_end(void **state)
{
	(void)state;
	is_code("   ```\na\n  ```\nb\n", "ccc.");
	is_code("```\na\n    ```\n```\nb\n", "cccc.");
	is_code("```\na\n\t```\n```\nb\n", "cccc.");
}

static void a_block_ends_with_its_item_or_quote(void **state)
{
	(void)state;
	is_code("- ```\n  a\n  ```\nb\n", "ccc.");
	is_code("- ```\n  a\nb\n```\nc\n", "cc.cc");
	is_code("1. x\n\n   ```\n   a\n\n   b\n   ```\nc\n", "..ccccc.");
	is_code("1. x\n\n   ```\n   a\nb\n\n```\nc\n```\nd\n", "..cc..ccc.");
	is_code("- - ```\n    a\n  b\n", "cc.");
	is_code("> ```\n> a\n\nb\n", "cc..");
	is_code(">```\n>a\n>```\n>b\nc\n", "ccc..");
	is_code("> - ```\n>   a\n>   ```\n> b\n", "ccc.");
	is_code("- a\n\nb\n\n  ```\nc\n  ```\nd\n", "....ccc.");
	is_code("-\n  ```\n  a\nb\n", ".cc.");
}

static void what_is_around_may_be_unseen(void **state)
{
	(void)state;
	is_code("<Tab>\n    ```\na\n    ```\n</Tab>\n", ".ccc.");
	is_code("!!! note\n    ```\n        ```\n    ```\n    b\n", ".ccc.");
}

static void a_line_may_begin_behind_something_else(void **state)
{
	struct code_fence fence = {0};

	(void)state;
	assert_true(code_fence_take_from(&fence, STR("```c"), 4));
	assert_true(code_fence_take(&fence, STR("    a")));
	assert_true(code_fence_take(&fence, STR("    ```")));
	assert_false(code_fence_take(&fence, STR("    b")));
	assert_false(code_fence_take_from(&fence, STR("c"), 4));
}

static void texts_without_signs_have_none(void **state)
{
	(void)state;
	assert_false(code_fence_is_in(STR("a `b` ~~c~~\n")));
	assert_true(code_fence_is_in(STR("a\n~~~\n")));
	assert_true(code_fence_is_in(STR("```")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks_begin_and_end),
	    cmocka_unit_test(as_many_signs_end_it_as_began_it),
	    cmocka_unit_test(code_within_a_line_is_no_block),
	    cmocka_unit_test(up_to_three_columns_stand_before_its_end),
	    cmocka_unit_test(a_block_ends_with_its_item_or_quote),
	    cmocka_unit_test(what_is_around_may_be_unseen),
	    cmocka_unit_test(a_line_may_begin_behind_something_else),
	    cmocka_unit_test(texts_without_signs_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
