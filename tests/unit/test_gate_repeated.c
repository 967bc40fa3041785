/* What the publish gate does not look at twice, or looks for by another way than the rest: it is found all the same. */
#include "generator/gate/changes.h"
#include "generator/gate/check.h"
#include "generator/gate/digests.h"
#include "tests/unit/gate_fixture.h"

#define NAME "Katarzyna Kowalska"
#define MAIL "kkowalska@kowalska-druk.pl"

static const char people[] = "[{\"name\":\"" NAME "\",\"email\":\"" MAIL "\"}]";

/* ---- changes.h ---- */

/* So many lines that are not like each other. */
static void add_lines(struct buf *out, unsigned from, unsigned n)
{
	for (unsigned i = from; i < from + n; i++)
		buf_printf(out, "line %u of a long text that goes on\n", i);
}

static void test_changes(void **state)
{
	struct changes changes;
	struct buf text, made;
	struct str part;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&made, BUF_NO_LIMIT);
	add_lines(&text, 0, 500);
	changes = changes_of(buf_view(&text), buf_view(&text));
	assert_false(changes_next(&changes, &part));
	changes = changes_of(STR_NONE, buf_view(&text));
	assert_true(changes_next(&changes, &part));
	assert_true(str_eq(part, buf_view(&text)));
	assert_false(changes_next(&changes, &part));

	/* two lines near each other are one part, the third one has its own */
	for (unsigned i = 0; i < 500; i++)
		if (i == 100 || i == 120 || i == 400)
			buf_printf(&made, "another line %u\n", i);
		else
			add_lines(&made, i, 1);
	changes = changes_of(buf_view(&text), buf_view(&made));
	assert_true(changes_next(&changes, &part));
	assert_true(str_starts(part, STR("line ")) && str_ends(part, STR("\n")));
	assert_true(str_find(part, STR("another line 100\n")) >= CHANGES_AROUND);
	assert_true(part.n - (size_t)str_find(part, STR("another line 120\n")) >= CHANGES_AROUND);
	assert_true(part.n < 100 * 40);
	assert_true(changes_next(&changes, &part));
	assert_true(str_find(part, STR("another line 400\n")) >= CHANGES_AROUND);
	assert_true(str_find(part, STR("line 300 ")) < 0);
	assert_false(changes_next(&changes, &part));

	/* what has lines more is other from there on */
	buf_clear(&made);
	buf_str(&made, buf_view(&text));
	buf_lit(&made, "no end");
	changes = changes_of(buf_view(&text), buf_view(&made));
	assert_true(changes_next(&changes, &part));
	assert_true(str_ends(part, STR("no end")) && part.n < 2 * CHANGES_AROUND);
	assert_false(changes_next(&changes, &part));
	buf_release(&made);
	buf_release(&text);
}

/* ---- a page of which a few lines are written otherwise ---- */

static bool finds_between(struct fixture *f, const char *first, unsigned lines, const char *second)
{
	struct buf text;
	bool found;

	buf_init(&text, BUF_NO_LIMIT);
	add_lines(&text, 0, 200);
	buf_str(&text, str_c(first));
	buf_char(&text, '\n');
	add_lines(&text, 200, lines);
	buf_str(&text, str_c(second));
	buf_char(&text, '\n');
	add_lines(&text, 800, 200);
	check_file(&f->checker, STR("page.md"), buf_view(&text));
	found = f->checker.has_identity;
	buf_release(&text);
	return found;
}

static void test_escapes_in_long_texts(void **state)
{
	static const char *const written[] = {
	    "Kow\\0061 lska", "Kow\\61lska", "Kow&lt;b&gt;al&lt;/b&gt;ska", "Kow<b>al</b>ska", "Kow&#97;lska",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++) {
		assert_true(finds_between(&f, written[i], 100, "an end"));
		assert_true(finds_between(&f, "a beginning", 100, written[i]));
		assert_true(finds_between(&f, "&lt;b&gt; \\0062 ", 300, written[i]));
		assert_false(finds_between(&f, "&lt;b&gt; \\0062 &amp;", 300, "<i>nobody</i> \\0063 "));
	}
	/* an escape in one of two lines that are a name together */
	assert_true(finds_between(&f, "signed: \\004B atarzyna", 0, "Kowalska"));
	end(&f);
}

/* ---- digests ---- */

static void test_digests_anywhere(void **state)
{
	struct fixture f;
	struct buf text, digest;

	(void)state;
	begin_with(&f, people);
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&digest, BUF_NO_LIMIT);
	digests_sha1(&digest, STR(MAIL));
	for (unsigned before = 0; before < 600; before += before < 200 ? 50 : 1)
		for (unsigned hex = 0; hex < 2; hex++) {
			bool is_found;

			buf_clear(&text);
			for (unsigned i = 0; i < before; i++)
				buf_char(&text, hex != 0 ? "0123456789abcdef"[i * 7 % 16] : "ghijklmnop"[i * 3 % 10]);
			buf_str(&text, buf_view(&digest));
			buf_str(&text, hex != 0 ? STR("77777777") : STR(".zz"));
			check_file(&f.checker, STR("page.md"), buf_view(&text));
			is_found = f.checker.has_identity;
			assert_true(is_found);
			text.s[before + 39] = text.s[before + 39] == '0' ? '1' : '0';
			text.s[before + 11] = text.s[before + 11] == '0' ? '1' : '0'; /* nor its beginning */
			check_file(&f.checker, STR("page.md"), buf_view(&text));
			assert_false(f.checker.has_identity);
		}
	buf_release(&digest);
	buf_release(&text);
	end(&f);
}

/* ---- noise ---- */

/* What was nothing on a page where nobody asks for families is something on one where they count, and the same noise
 * beside a name does not hide it. */
static void test_noise_again(void **state)
{
	/* base 64 of "tel. +48 601 934 872"; the word beside it seems to be that of bytes which are no text */
	static const char phone[] = "dGVsLiArNDggNjAxIDkzNCA4NzI=";
	struct fixture f;
	struct buf text;

	(void)state;
	begin_with(&f, people);
	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, "%s %s Required Required\n", phone, phone);
	for (int i = 0; i < 3; i++) {
		check_file(&f.checker, STR("page.md"), buf_view(&text));
		assert_int_equal(f.checker.findings_n, 0);
	}
	f.checker.families = true;
	check_file(&f.checker, STR("page.md"), buf_view(&text));
	assert_int_not_equal(f.checker.findings_n, 0);
	f.checker.families = false;
	/* Katarzyna and Kowalska, one by one, with the noise between them and behind */
	buf_lit(&text, "S2F0YXJ6eW5h S293YWxza2E= Required Required\n");
	for (int i = 0; i < 3; i++) {
		check_file(&f.checker, STR("page.md"), buf_view(&text));
		assert_true(f.checker.has_identity);
	}
	buf_release(&text);
	end(&f);
}

/* ---- words in rows ---- */

/* Letters in groups, behind words that are as long; words with letters twice. */
static void test_rows_behind_words(void **state)
{
	static const char *const found[] = {
	    "the all kow owa wal als lsk ska and so on",
	    "they KKoowwaallsskkaa will follow",
	    "will call KKowalskka well",
	    "kilo oscar whisky alpha lima sierra kilo alfa",
	    "Kilo Oscar Whiskey Alfa Lima Sierra Kilo Alpha",
	};
	static const char *const passed[] = {"all will follow the committee across the office",
					     "kilowatt oscillator whisper"};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, 5, passed, 2);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changes),	      cmocka_unit_test(test_escapes_in_long_texts),
	    cmocka_unit_test(test_digests_anywhere),  cmocka_unit_test(test_noise_again),
	    cmocka_unit_test(test_rows_behind_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
