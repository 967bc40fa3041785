/*
 * render: microseconds for a page of the default theme: a small page in a section
 * that is shown in part (as nearly all of a large site are), one with everything
 * on it, a list, and what a page's key costs.
 */
#include "tests/theme_fixture.h"

#include <stdio.h>
#include <time.h>

static struct fixture site; /* large */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct run {
	struct theme *theme;
	struct diag_list diags;
	struct arena arena;
	struct buf out;
};

/* Renders `n` pages from `first` on, again and again; best of five. */
static void measure(struct run *run, const char *what, uint32_t first, uint32_t n)
{
	double best = 0;
	size_t bytes = 0;

	for (int attempt = 0; attempt < 5; attempt++) {
		double from = now(), each;

		for (uint32_t i = 0; i < 20000; i++) {
			uint32_t page = first + i % n;

			buf_clear(&run->out);
			if (render_page(run->theme, &site.site, page, site.bodies[page], &run->out, &run->arena,
					&run->diags) < 0)
				return;
			bytes = run->out.n;
			arena_clear(&run->arena);
		}
		each = (now() - from) / 20000;
		if (attempt == 0 || each < best)
			best = each;
	}
	printf("render_%s %.2f us, %zu bytes\n", what, best, bytes);
}

static void measure_keys(struct run *run, uint32_t first, uint32_t n)
{
	double from = now();
	uint64_t sum = 0;

	for (uint32_t i = 0; i < 1000000; i++)
		sum += render_page_key(run->theme, &site.site, first + i % n);
	printf("render_key %.3f us%s\n", (now() - from) / 1000000, sum == 0 ? "." : "");
}

int main(void)
{
	struct run run;
	double from;

	fixture_init(&site, "https://help.acme.example", "/");
	diag_list_init(&run.diags, &site.arena);
	from = now();
	run.theme = theme_load(-1, &site.config, &site.arena, &run.diags);
	if (run.theme == NULL || render_prepare(run.theme, &site.site, &run.diags) < 0)
		return 1;
	printf("render_load %.0f us\n", now() - from);
	arena_init(&run.arena);
	buf_init(&run.out, BUF_NO_LIMIT);
	measure(&run, "small_page", site.sections[2].pages.at[0], site.sections[2].pages.n);
	measure(&run, "full_page", 2, 1);
	measure(&run, "list", site.sections[2].page, 1);
	measure_keys(&run, site.sections[2].pages.at[0], site.sections[2].pages.n);
	buf_release(&run.out);
	arena_release(&run.arena);
	theme_release(run.theme);
	diag_list_release(&run.diags);
	fixture_release(&site);
	return 0;
}
