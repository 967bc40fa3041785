/*
 * gate_fixture: a table of people and a checker that looks for them, for the tests of the publish gate.
 */
#ifndef WEIR_TESTS_UNIT_GATE_FIXTURE_H
#define WEIR_TESTS_UNIT_GATE_FIXTURE_H
#include "common/json.h"
#include "generator/gate/check.h"
#include "tests/unit/unit.h"

struct fixture {
	struct fold *fold;
	struct identities *identities;
	struct checker checker;
};

static inline struct identities *table_at(struct fold *fold, const unsigned char *key, const char *json,
					  struct str host)
{
	struct identities *identities = identities_new(key);
	struct arena arena;
	struct buf reason;

	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	assert_int_equal(identities_add_people(identities, fold, json_parse(&arena, str_c(json), NULL), host, &reason),
			 0);
	buf_release(&reason);
	arena_release(&arena);
	return identities;
}

/* Of a site with that host. */
static inline void begin_at(struct fixture *f, const char *json, struct str host)
{
	f->fold = fold_new();
	f->identities = table_at(f->fold, NULL, json, host);
	identities_finish(f->identities);
	checker_init(&f->checker, f->identities, f->fold);
}

static inline void begin_with(struct fixture *f, const char *json)
{
	begin_at(f, json, STR_NONE);
}

static inline void end(struct fixture *f)
{
	checker_release(&f->checker);
	identities_free(f->identities);
	fold_free(f->fold);
}

static inline bool refuses(struct fixture *f, struct str text)
{
	check_file(&f->checker, STR("page.html"), text);
	return f->checker.findings_n != 0;
}

/* Every text of FOUND is refused, none of PASSED is. */
static inline void assert_told_apart(struct fixture *f, const char *const *found, size_t found_n,
				     const char *const *passed, size_t passed_n)
{
	for (size_t i = 0; i < found_n; i++)
		if (!refuses(f, str_c(found[i])))
			fail_msg("passed: %s", found[i]);
	for (size_t i = 0; i < passed_n; i++)
		if (refuses(f, str_c(passed[i])))
			fail_msg("refused: %s (%s)", passed[i], f->checker.findings[0].rule);
}

#endif
