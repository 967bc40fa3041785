#include "tests/unit/unit.h"

#include "generator/workers.h"

#include "common/mem.h"

#include <signal.h>
#include <unistd.h>

enum { ITEMS = 1000 };

struct tally {
	unsigned done[ITEMS], lost[ITEMS];
	enum workers_loss why[ITEMS];
	unsigned slices, done_before_first_slice, all_done;
};

static void work(void *context, uint32_t item, struct buf *result)
{
	(void)context;
	buf_printf(result, "result of %u", item);
	for (uint32_t i = 0; i < item; i++)
		buf_char(result, '.');
}

static void hostile_work(void *context, uint32_t item, struct buf *result)
{
	if (item == 17)
		raise(SIGSEGV);
	if (item == 500)
		for (;;)
			;
	if (item == 600)
		raise(SIGABRT);
	if (item == 601)
		_exit(WORKERS_EXIT_MEMORY);
	if (item == 602)
		_exit(0); /* ends as if all were well */
	work(context, item, result);
}

static void done(void *context, uint32_t item, struct str result)
{
	struct tally *tally = context;
	char expected[64];

	(void)snprintf(expected, sizeof(expected), "result of %u", item);
	assert_true(str_starts(result, str_c(expected)));
	assert_int_equal(result.n, strlen(expected) + item);
	tally->done[item]++;
	tally->all_done++;
}

static void lost(void *context, uint32_t item, enum workers_loss why)
{
	struct tally *tally = context;

	tally->lost[item]++;
	tally->why[item] = why;
}

static bool meanwhile(void *context)
{
	struct tally *tally = context;

	if (tally->slices++ == 0)
		tally->done_before_first_slice = tally->all_done;
	return tally->slices < 10;
}

static void every_item_is_done_once(void **state)
{
	(void)state;
	for (unsigned processes = 1; processes <= 4; processes++) {
		static struct tally tally;
		struct workers_job job = {.items = ITEMS,
					  .processes = processes,
					  .cpu_seconds = 2,
					  .memory = 64 << 20,
					  .context = &tally,
					  .work = work,
					  .done = done,
					  .lost = lost,
					  .meanwhile = meanwhile};

		tally = (struct tally){0};
		assert_int_equal(workers_run(&job), 0);
		for (unsigned i = 0; i < ITEMS; i++) {
			assert_int_equal(tally.done[i], 1);
			assert_int_equal(tally.lost[i], 0);
		}
		assert_int_equal(tally.slices, 10);
		if (processes == 1)
			assert_int_equal(tally.done_before_first_slice, ITEMS);
	}
}

static void a_lost_worker_costs_one_item(void **state)
{
	static struct tally tally;
	struct workers_job job = {.items = ITEMS,
				  .processes = 2,
				  .cpu_seconds = 1,
				  .context = &tally,
				  .work = hostile_work,
				  .done = done,
				  .lost = lost};

	(void)state;
	tally = (struct tally){0};
	assert_int_equal(workers_run(&job), 0);
	for (unsigned i = 0; i < ITEMS; i++) {
		bool is_hostile = i == 17 || i == 500 || (i >= 600 && i <= 602);

		assert_int_equal(tally.done[i], !is_hostile);
		assert_int_equal(tally.lost[i], is_hostile);
	}
	assert_int_equal(tally.why[17], WORKERS_LOST_CRASH);
	assert_int_equal(tally.why[500], WORKERS_LOST_TIME);
	assert_int_equal(tally.why[600], WORKERS_LOST_MEMORY);
	assert_int_equal(tally.why[601], WORKERS_LOST_MEMORY);
}

static void no_items_is_fine(void **state)
{
	static struct tally tally;
	struct workers_job job = {.context = &tally, .work = work, .done = done, .lost = lost, .meanwhile = meanwhile};

	(void)state;
	tally = (struct tally){0};
	assert_int_equal(workers_run(&job), 0);
	assert_int_equal(tally.slices, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_item_is_done_once),
	    cmocka_unit_test(a_lost_worker_costs_one_item),
	    cmocka_unit_test(no_items_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
