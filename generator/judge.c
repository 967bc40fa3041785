#include "generator/judge.h"

#include <math.h>

enum { NDCG_AT = 10, MRR_AT = 10, RECALL_AT = 100 };

const char *const judge_names[JUDGE_MEASURES] = {
    [JUDGE_NDCG10] = "ndcg@10", [JUDGE_MRR10] = "mrr@10", [JUDGE_S1] = "s@1",
    [JUDGE_S3] = "s@3",		[JUDGE_S5] = "s@5",	  [JUDGE_R100] = "r@100",
};

static double grade_of(struct str document, const struct judge_grade *grades, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(grades[i].document, document))
			return grades[i].grade > 0 ? grades[i].grade : 0;
	}
	return 0;
}

static double discount(size_t rank)
{
	return 1 / log2((double)rank + 2);
}

/* The gain of the best possible order: the greatest grades, one after another. */
static double ideal_gain(const struct judge_grade *grades, size_t n)
{
	double sum = 0, before = INFINITY;
	size_t taken = 0;

	while (taken < NDCG_AT) {
		double best = 0;
		size_t equal = 0;

		for (size_t i = 0; i < n; i++) {
			if (grades[i].grade < before && grades[i].grade > best)
				best = grades[i].grade;
		}
		if (best <= 0)
			break;
		for (size_t i = 0; i < n; i++)
			equal += grades[i].grade >= best && grades[i].grade <= best;
		for (; equal != 0 && taken < NDCG_AT; equal--)
			sum += best * discount(taken++);
		before = best;
	}
	return sum;
}

void judge_add(struct judge *judge, const struct str *found, size_t found_n, const struct judge_grade *grades,
	       size_t grades_n)
{
	double gain = 0, ideal = ideal_gain(grades, grades_n);
	size_t first = SIZE_MAX, right = 0, right_found = 0;

	if (ideal <= 0)
		return;
	for (size_t i = 0; i < grades_n; i++)
		right += grades[i].grade > 0;
	for (size_t i = 0; i < found_n && i < RECALL_AT; i++) {
		double grade = grade_of(found[i], grades, grades_n);

		if (grade <= 0)
			continue;
		gain += i < NDCG_AT ? grade * discount(i) : 0;
		first = first == SIZE_MAX ? i : first;
		right_found++;
	}
	judge->sums[JUDGE_NDCG10] += gain / ideal;
	judge->sums[JUDGE_MRR10] += first < MRR_AT ? 1 / ((double)first + 1) : 0;
	judge->sums[JUDGE_S1] += first < 1;
	judge->sums[JUDGE_S3] += first < 3;
	judge->sums[JUDGE_S5] += first < 5;
	judge->sums[JUDGE_R100] += (double)right_found / (double)right;
	judge->queries++;
}

double judge_mean(const struct judge *judge, enum judge_measure measure)
{
	return judge->queries != 0 ? judge->sums[measure] / (double)judge->queries : 0;
}
