/*
 * resolve_time SITE: reads all pages of a site, then says what the parts of the
 * barrier cost: resolve, the ledger of published URLs, the list of feeds and each
 * of the larger ones. For measuring.
 */
#include "common/fs.h"
#include "common/hash.h"
#include "generator/discover.h"
#include "generator/feeds.h"
#include "generator/published.h"
#include "generator/reader.h"
#include "generator/resolve.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct input {
	struct page_vec pages;
	struct VEC(struct asset) assets;
	struct arena arena;
	struct diag_list diags;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Through page_pack() and page_unpack(), so that pages lie in memory as in a build. */
static void read_page(struct input *input, const struct file *file, struct str bytes, const struct config *config)
{
	struct page page = {.path = file->path};
	struct buf html, packed;
	struct arena arena;
	struct diag_list diags;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&html, BUF_NO_LIMIT);
	buf_init(&packed, BUF_NO_LIMIT);
	if (reader_read(&page, bytes, config, &html, &arena, &diags) == 0) {
		page_pack(&packed, &page);
		if (!page_unpack(vec_add(&input->pages), arena_str(&input->arena, buf_view(&packed)), &input->arena))
			fprintf(stderr, "%s: cannot be unpacked\n", file->path.s);
	}
	buf_release(&html);
	buf_release(&packed);
	diag_list_release(&diags);
	arena_release(&arena);
}

static int read_site(struct input *input, int folder, const struct config *config)
{
	struct discovery found;
	struct buf bytes;

	if (discover(&found, folder, config, &input->arena, &input->diags) < 0)
		return -1;
	buf_init(&bytes, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < found.n; i++) {
		buf_clear(&bytes);
		if (fs_read_at(found.folder, found.files[i].path.s, &bytes, (size_t)64 << 20) < 0)
			continue;
		if (found.files[i].is_page) {
			read_page(input, &found.files[i], buf_view(&bytes), config);
		} else {
			struct hash128 hash = hash128(buf_view(&bytes));

			*vec_add(&input->assets) =
			    (struct asset){.path = found.files[i].path, .hash = {hash.low, hash.high}, .size = bytes.n};
		}
	}
	buf_release(&bytes);
	close(found.folder);
	return 0;
}

static void measure(struct input *input, const struct config *config)
{
	struct resolve_input all = {
	    .pages = &input->pages, .assets = input->assets.at, .assets_n = (uint32_t)input->assets.n};
	uint32_t links = 0, given = (uint32_t)input->pages.n;
	struct feed_list feeds;
	struct site site;
	struct buf ledger, out;
	double start = now_ms(), end;
	int result = resolve_site(&site, &all, config, &input->arena, &input->diags);

	end = now_ms();
	for (uint32_t i = 0; i < site.pages_n; i++)
		links += site.pages[i].links_n;
	printf(
	    "resolve %.1f ms (%d): %u pages, %u made, %u links, %u sections, %u tags, %u redirects, %zu diagnostics\n",
	    end - start, result, site.pages_n, site.pages_n - given + site.unpublished_n, links, site.sections_n,
	    site.tags_n, site.redirects_n, input->diags.items.n);
	buf_init(&ledger, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	start = now_ms();
	result = published_check(&site, STR(""), &ledger, &input->diags);
	end = now_ms();
	printf("published, first %.1f ms, %zu bytes (%d)", end - start, ledger.n, result);
	start = now_ms();
	result = published_check(&site, buf_view(&ledger), &out, &input->diags);
	end = now_ms();
	printf(", same %.1f ms (%d)", end - start, result);
	buf_clear(&out);
	buf_lit(&ledger, "\n");
	start = now_ms();
	result = published_check(&site, buf_view(&ledger), &out, &input->diags);
	end = now_ms();
	printf(", changed %.1f ms (%d)\n", end - start, result);
	start = now_ms();
	feeds = feeds_list(&site, &input->arena);
	end = now_ms();
	printf("feeds: %u, listed in %.1f ms; written in", feeds.n, end - start);
	for (uint32_t i = 0; i < feeds.n && i < 6; i++) {
		buf_clear(&out);
		start = now_ms();
		feeds_write(&site, &feeds.at[i], &out);
		end = now_ms();
		printf(" %.*s %.1f ms", STR_ARG(feeds.at[i].path), end - start);
	}
	printf("\n");
	buf_release(&ledger);
	buf_release(&out);
	resolve_release(&site);
}

int main(int argc, char **argv)
{
	struct input input = {0};
	struct config *config;
	int folder = argc > 1 ? fs_open_folder(argv[1]) : -1;

	if (folder < 0) {
		fprintf(stderr, "usage: resolve_time SITE\n");
		return 2;
	}
	arena_init(&input.arena);
	diag_list_init(&input.diags, &input.arena);
	config = config_load(folder, &input.arena, &input.diags);
	if (read_site(&input, folder, config) == 0)
		measure(&input, config);
	vec_release(&input.pages);
	vec_release(&input.assets);
	diag_list_release(&input.diags);
	arena_release(&input.arena);
	close(folder);
	return 0;
}
