#include "generator/approval.h"
#include "generator/config.h"
#include "tests/unit/unit.h"

static const unsigned char secret[APPROVAL_SEED_BYTES] = "0123456789abcdef0123456789abcdef";
#define PAGE_TEXT "---\ntitle: \"How?\"\nkind: solved\n---\n\nSo.\n"

struct fixture {
	struct arena arena;
	struct approvers approvers;
	struct buf page;
};

static int setup(void **state)
{
	static struct fixture fixture;

	arena_init(&fixture.arena);
	buf_init(&fixture.page, BUF_NO_LIMIT);
	fixture.approvers =
	    (struct approvers){.at = ARENA_NEW(&fixture.arena, struct approver), .n = 1, .is_there = true};
	approval_public(fixture.approvers.at[0].key, secret);
	memset(fixture.approvers.at[0].people, 'a', APPROVAL_HASH_DIGITS);
	*state = &fixture;
	return approval_sign(&fixture.page, secret, str_c(fixture.approvers.at[0].people), STR("policy"),
			     STR(PAGE_TEXT));
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	buf_release(&fixture->page);
	arena_release(&fixture->arena);
	return 0;
}

static void holds_for_what_was_signed(void **state)
{
	struct fixture *fixture = *state;
	struct buf text;

	assert_int_equal(approval_check(&fixture->approvers, STR("policy"), buf_view(&fixture->page)), APPROVAL_HOLDS);
	buf_init(&text, BUF_NO_LIMIT);
	approval_strip(&text, buf_view(&fixture->page));
	assert_str(buf_view(&text), PAGE_TEXT);
	/* the ends of lines are as a checkout has them, and count as one; another carriage return is text */
	buf_clear(&text);
	approval_strip(&text, str_slice(STR("a\r\nb\rc\r\n"), 0, 7));
	assert_str(buf_view(&text), "a\nb\rc\r");
	buf_release(&text);
}

/* Every byte of the page counts, those of the signature too. */
static void any_change_voids_it(void **state)
{
	struct fixture *fixture = *state;

	for (size_t i = 0; i < fixture->page.n; i++) {
		char was = fixture->page.s[i];

		fixture->page.s[i] = was == 'x' ? 'y' : 'x';
		assert_int_not_equal(approval_check(&fixture->approvers, STR("policy"), buf_view(&fixture->page)),
				     APPROVAL_HOLDS);
		fixture->page.s[i] = was;
	}
	assert_int_equal(approval_check(&fixture->approvers, STR("other"), buf_view(&fixture->page)), APPROVAL_STALE);
	fixture->approvers.at[0].people[0] = 'b';
	assert_int_equal(approval_check(&fixture->approvers, STR("policy"), buf_view(&fixture->page)), APPROVAL_STALE);
	fixture->approvers.at[0].people[0] = 'a';
	fixture->approvers.n = 0;
	assert_int_equal(approval_check(&fixture->approvers, STR("policy"), buf_view(&fixture->page)), APPROVAL_STALE);
	fixture->approvers.n = 1;
}

static void line_ends_of_git_do_not(void **state)
{
	struct fixture *fixture = *state;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < fixture->page.n; i++) {
		if (fixture->page.s[i] == '\n')
			buf_char(&text, '\r');
		buf_char(&text, fixture->page.s[i]);
	}
	assert_int_equal(approval_check(&fixture->approvers, STR("policy"), buf_view(&text)), APPROVAL_HOLDS);
	buf_release(&text);
}

static void is_asked_of_sites_that_have_approvers(void **state)
{
	struct fixture *fixture = *state;
	struct approvers none = {0};

	assert_int_equal(approval_check(&none, STR(""), STR(PAGE_TEXT)), APPROVAL_NOT_ASKED);
	assert_int_equal(approval_check(&fixture->approvers, STR(""), STR(PAGE_TEXT)), APPROVAL_MISSING);
	/* a page that says it is approved is believed by nobody */
	assert_int_equal(approval_check(&none, STR("policy"), buf_view(&fixture->page)), APPROVAL_STALE);
	/* only in the front matter */
	assert_int_equal(approval_check(&none, STR(""), STR("---\ntitle: x\n---\napproval: \"x\"\n")),
			 APPROVAL_NOT_ASKED);
	assert_int_equal(approval_check(&none, STR(""), STR("")), APPROVAL_NOT_ASKED);
	assert_int_equal(approval_check(&none, STR(""), STR("---\napproval:\n---\n")), APPROVAL_STALE);
}

static void signing_again_replaces(void **state)
{
	struct fixture *fixture = *state;
	struct buf again;

	buf_init(&again, BUF_NO_LIMIT);
	assert_int_equal(approval_sign(&again, secret, str_c(fixture->approvers.at[0].people), STR("policy"),
				       buf_view(&fixture->page)),
			 0);
	assert_str(buf_view(&again), fixture->page.s);
	assert_int_equal(approval_sign(&again, secret, STR(""), STR(""), STR("no front matter")), -1);
	assert_int_equal(approval_sign(&again, secret, STR(""), STR(""), STR("---\nnever: closed\n")), -1);
	buf_release(&again);
}

static void the_file_reads_back(void **state)
{
	struct fixture *fixture = *state;
	struct approvers read;
	struct buf text;
	size_t line;

	buf_init(&text, BUF_NO_LIMIT);
	approvers_format(&text, &fixture->approvers);
	assert_true(approvers_parse(&read, buf_view(&text), &fixture->arena, &line));
	assert_int_equal(read.n, 1);
	assert_true(read.is_there);
	assert_memory_equal(read.at[0].key, fixture->approvers.at[0].key, sizeof(read.at[0].key));
	assert_string_equal(read.at[0].people, fixture->approvers.at[0].people);
	assert_true(approvers_revoke(&read, STR("s7k2"), &fixture->arena));
	assert_false(approvers_revoke(&read, STR("s7k2"), &fixture->arena));
	assert_true(approvers_revoke(&read, STR("s8"), &fixture->arena));
	buf_clear(&text);
	approvers_format(&text, &read);
	assert_true(str_ends(buf_view(&text), STR("\nrevoked s7k2\nrevoked s8\n")));
	assert_true(approvers_parse(&read, buf_view(&text), &fixture->arena, &line));
	assert_int_equal(read.revoked_n, 2);
	assert_int_equal(read.n, 1);
	assert_false(approvers_parse(&read, STR("revoked a b\n"), &fixture->arena, &line));
	buf_clear(&text);
	approvers_format(&text, &fixture->approvers);
	buf_lit(&text, "not a key\n");
	assert_false(approvers_parse(&read, buf_view(&text), &fixture->arena, &line));
	assert_int_equal(line, 6);
	assert_int_equal(read.n, 0);
	assert_true(approvers_parse(&read, STR(""), &fixture->arena, &line));
	assert_true(read.is_there);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(holds_for_what_was_signed, setup, teardown),
	    cmocka_unit_test_setup_teardown(any_change_voids_it, setup, teardown),
	    cmocka_unit_test_setup_teardown(line_ends_of_git_do_not, setup, teardown),
	    cmocka_unit_test_setup_teardown(is_asked_of_sites_that_have_approvers, setup, teardown),
	    cmocka_unit_test_setup_teardown(signing_again_replaces, setup, teardown),
	    cmocka_unit_test_setup_teardown(the_file_reads_back, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
