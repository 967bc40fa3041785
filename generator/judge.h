/*
 * judge: how good rankings are, against judgements: the usual measures, averaged
 * over queries. Gains are the grades; a page without a judgement is wrong.
 */
#ifndef WEIR_JUDGE_H
#define WEIR_JUDGE_H
#include "common/str.h"

struct judge_grade {
	struct str document;
	double grade; /* above 0: right */
};

enum judge_measure { JUDGE_NDCG10, JUDGE_MRR10, JUDGE_S1, JUDGE_S3, JUDGE_S5, JUDGE_R100, JUDGE_MEASURES };
extern const char *const judge_names[JUDGE_MEASURES];

struct judge {
	double sums[JUDGE_MEASURES];
	size_t queries;
};

/* One query: what was found, the best first, and its judgements. Without a right document it does not count. */
void judge_add(struct judge *judge, const struct str *found, size_t found_n, const struct judge_grade *grades,
	       size_t grades_n);
double judge_mean(const struct judge *judge, enum judge_measure measure);

#endif
