/* A small site's index and an engine over it, for the tests of search/. */
#ifndef WEIR_SEARCH_FIXTURE_H
#define WEIR_SEARCH_FIXTURE_H
#include "tests/unit/unit.h"

#include "search/query.h"

#include "common/fs.h"
#include "common/index.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct fixture_page {
	const char *url, *title, *body, *section, *lang, *kind, *tag, *tickets;
};

struct fixture {
	char path[64];
	struct query_engine *engine;
	struct query_scratch *scratch;
	struct arena arena;
};

static inline struct str or_empty(const char *s)
{
	return s != NULL ? str_c(s) : STR("");
}

/* Writes the pages (body: "# heading" lines begin passages, "> " is what stands in place of a description, "version "
 * the version) and opens an engine on them. helpful: a JSON list of what readers voted for, or NULL. */
static inline void fixture_open_voted(struct fixture *fixture, const struct fixture_page *pages, size_t n,
				      const char *config, const char *helpful)
{
	struct index_writer *writer;
	struct buf reason;
	int folder;

	memcpy(fixture->path, "/tmp/weir-query-XXXXXX", sizeof("/tmp/weir-query-XXXXXX"));
	assert_non_null(mkdtemp(fixture->path));
	folder = fs_open_folder(fixture->path);
	assert_true(folder >= 0);
	arena_init(&fixture->arena);
	writer = index_writer_new(folder, "search.db", NULL);
	for (size_t i = 0; i < n; i++) {
		struct index_passage passages[8] = {{STR(""), STR(""), STR("")}};
		struct str tag = or_empty(pages[i].tag), text = or_empty(pages[i].body), line;
		size_t passages_n = 1;
		struct index_page page = {
		    .key = str_c(pages[i].url),
		    .url = str_c(pages[i].url),
		    .title = str_c(pages[i].title),
		    .id = str_from(str_c(pages[i].url), 1),
		    .lang = or_empty(pages[i].lang),
		    .section = or_empty(pages[i].section),
		    .kind = pages[i].kind != NULL ? str_c(pages[i].kind) : STR("article"),
		    .tags = &tag,
		    .tags_n = tag.n != 0,
		    .tickets = or_empty(pages[i].tickets),
		    .passages = passages,
		};

		while (str_line(&text, &line)) {
			struct index_passage *passage = &passages[passages_n - 1];

			if (str_starts(line, STR("# ")) && passages_n < 8) {
				passages[passages_n].headings = str_from(line, 2);
				passages[passages_n].anchor = str_from(line, 2);
				passages[passages_n++].text = STR("");
			} else if (str_starts(line, STR("> "))) {
				page.description = str_from(line, 2);
				page.is_summary = true;
			} else if (str_starts(line, STR("version "))) {
				page.version = str_from(line, 8);
			} else if (passage->text.n == 0) {
				passage->text = line;
			} else {
				passage->text = str_n(passage->text.s, (size_t)(line.s + line.n - passage->text.s));
			}
		}
		page.passages_n = passages_n;
		assert_int_equal(index_writer_add(writer, &page, i), 0);
	}
	if (config != NULL)
		assert_int_equal(index_writer_set_meta(writer, STR("config"), str_c(config)), 0);
	if (helpful != NULL)
		assert_int_equal(index_writer_set_meta(writer, STR("helpful"), str_c(helpful)), 0);
	assert_int_equal(index_writer_finish(writer), 0);
	index_writer_free(writer);
	buf_init(&reason, 4096);
	fixture->engine = query_open(folder, "search.db", QUERY_IDS, &reason);
	if (fixture->engine == NULL)
		fail_msg("%.*s", STR_ARG(buf_view(&reason)));
	buf_release(&reason);
	fixture->scratch = query_scratch_new(fixture->engine);
	close(folder);
}

static inline void fixture_open(struct fixture *fixture, const struct fixture_page *pages, size_t n, const char *config)
{
	fixture_open_voted(fixture, pages, n, config, NULL);
}

static inline void fixture_close(struct fixture *fixture)
{
	char file[96];

	query_scratch_free(fixture->scratch);
	query_close(fixture->engine);
	arena_release(&fixture->arena);
	assert_true(snprintf(file, sizeof(file), "%s/search.db", fixture->path) > 0);
	(void)unlink(file);
	(void)rmdir(fixture->path);
}

#endif
