/* Letters of other scripts in Latin ones, by the table that was made when the program was built. */
#include "generator/gate/fold.h"
#include "tests/unit/unit.h"

static void test_sounds(void **state)
{
	static const struct {
		uint32_t character;
		const char *letters;
	} known[] = {{0x597D, "hao"}, {0x738B, "wang"}, {0xD55C, "han"}, {0x3072, "hi"}, {0x30AB, "ka"},
		     {0x0E01, "k"},   {0x0416, "zh"},	{0x10D0, "a"},	 {0x10400, "𐐨"}};
	struct fold *fold = fold_new();

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		const struct fold_entry *entry = fold_of(fold, FOLD_SOUNDS, known[i].character);

		assert_str(str_n(entry->s, entry->n), known[i].letters);
		assert_true(entry->is_foreign);
	}
	fold_free(fold);
}

/* Another table would give most of these something else. */
static void test_all_of_a_block(void **state)
{
	enum { FIRST = 0x4E00, LAST = 0x9FA5 };
	struct fold *fold = fold_new();
	size_t latin = 0;

	(void)state;
	for (uint32_t c = FIRST; c <= LAST; c++) {
		const struct fold_entry *entry = fold_of(fold, FOLD_SOUNDS, c);

		assert_in_range(entry->n, 1, sizeof(entry->s));
		latin += str_is_alpha(entry->s[0]);
	}
	assert_in_range(latin, LAST - FIRST - 1000, LAST - FIRST + 1);
	fold_free(fold);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sounds),
	    cmocka_unit_test(test_all_of_a_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
