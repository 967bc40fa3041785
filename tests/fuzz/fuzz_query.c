/*
 * Any bytes as a query and as a ticket: an answer, whose excerpts have marks that
 * belong together.
 */
#include "search/suggest.h"

#include "common/fs.h"
#include "common/index.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct query_engine *engine;
static struct query_scratch *scratch;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const struct index_passage passages[] = {
	    {STR_INIT(""), STR_INIT(""),
	     STR_INIT("Open the sign-in page. ERR_CONN_42 at 192.168.0.1, C++ and foo.bar().")},
	    {STR_INIT("mail"), STR_INIT("By mail"),
	     STR_INIT("We send a link. \xE8\xA8\xAD\xE5\xAE\x9A\xE7\x94\xBB\xE9\x9D\xA2")},
	};
	static const struct index_page pages[] = {
	    {.key = STR_INIT("a"),
	     .url = STR_INIT("/a/"),
	     .title = STR_INIT("Reset your password"),
	     .lang = STR_INIT("en"),
	     .kind = STR_INIT("article"),
	     .passages = passages,
	     .passages_n = 2,
	     .tickets = STR_INIT("where is my link")},
	    {.key = STR_INIT("b"),
	     .url = STR_INIT("/b/"),
	     .title = STR_INIT("Passwort vergessen"),
	     .lang = STR_INIT("de"),
	     .kind = STR_INIT("solved"),
	     .passages = passages,
	     .passages_n = 1},
	};
	char place[] = "/tmp/weir-fuzz-XXXXXX";
	struct index_writer *writer;
	int folder;

	(void)argc;
	(void)argv;
	if (mkdtemp(place) == NULL || (folder = fs_open_folder(place)) < 0)
		abort();
	writer = index_writer_new(folder, "search.db", NULL);
	if (index_writer_add(writer, &pages[0], 1) < 0 || index_writer_add(writer, &pages[1], 2) < 0 ||
	    index_writer_set_meta(writer, STR("config"),
				  STR("{\"search\":{\"synonyms\":[\"link, address bar\",\"page => site\"]}}")) < 0 ||
	    index_writer_finish(writer) < 0)
		abort();
	index_writer_free(writer);
	engine = query_open(folder, "search.db", QUERY_IDS, NULL);
	if (engine == NULL)
		abort();
	scratch = query_scratch_new(engine);
	(void)unlinkat(folder, "search.db", 0);
	(void)rmdir(place);
	(void)close(folder);
	return 0;
}

static void check_excerpt(struct str excerpt)
{
	bool open = false;

	for (size_t i = 0; i < excerpt.n; i++) {
		if (excerpt.s[i] == (open ? QUERY_MARK_BEGIN : QUERY_MARK_END))
			abort();
		open = excerpt.s[i] == QUERY_MARK_BEGIN || (open && excerpt.s[i] != QUERY_MARK_END);
	}
	if (open)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_n((const char *)data, size);
	struct query_request search = {.text = text, .limit = 5};
	struct suggest_request ticket = {.subject = str_slice(text, 0, size / 4), .body = str_from(text, size / 4)};
	struct query_results results;
	struct suggest_results answers;
	struct arena arena;

	if (size != 0 && (data[0] & 1) != 0)
		search.lang = STR("de");
	arena_init(&arena);
	if (query_search(engine, scratch, &search, &arena, &results) < 0)
		abort();
	for (size_t i = 0; i < results.hits_n; i++)
		check_excerpt(results.hits[i].excerpt);
	if (suggest_answers(engine, scratch, &ticket, &arena, &answers) < 0)
		abort();
	for (size_t i = 0; i < answers.answers_n; i++)
		check_excerpt(answers.answers[i].hit.excerpt);
	arena_release(&arena);
	return 0;
}
