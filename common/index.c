#include "common/index_writer.h"

#include "common/index_copy.h"
#include "common/mem.h"

#include <errno.h>
#include <unistd.h>

int index_fail(struct index_writer *w, const char *what, const char *why)
{
	if (w->error.n == 0)
		buf_printf(&w->error, "%s: %s", what, why);
	return -1;
}

int index_lose_earlier(struct index_writer *w)
{
	w->lost_earlier = true;
	return index_fail(w, "search index", "the earlier one is damaged");
}

uint32_t index_string(struct index_writer *w, struct str s)
{
	struct map_entry *entry;
	bool added;

	s = str_slice(s, 0, INDEX_NAME_BYTES);
	entry = map_add(&w->strings_map, s, &added);
	if (added) {
		entry->key = arena_str(&w->arena, s);
		entry->value.number = w->strings.n;
		*vec_add(&w->strings) = entry->key;
	}
	return (uint32_t)entry->value.number;
}

void index_writer_set_threads(struct index_writer *w, unsigned threads)
{
	w->threads = threads;
}

struct index_writer *index_writer_new(int folder, const char *path, const char *previous)
{
	struct index_writer *w = mem_zalloc(sizeof(*w));

	w->threads = 2;
	arena_init(&w->arena);
	buf_init(&w->error, BUF_NO_LIMIT);
	buf_init(&w->record, UINT32_MAX);
	buf_init(&w->rows, UINT32_MAX);
	buf_init(&w->text, UINT32_MAX);
	map_init(&w->strings_map);
	words_init(&w->words);
	index_add_init(w);
	(void)index_string(w, STR(""));
	if (previous != NULL)
		index_earlier_open(w, folder, previous);
	w->fd = index_file_open(w, folder, path, previous != NULL);
	if (w->fd < 0)
		(void)index_fail(w, path, strerror(errno));
	return w;
}

void index_writer_free(struct index_writer *w)
{
	if (w == NULL)
		return;
	if (w->earlier != NULL)
		index_earlier_forget(w);
	index_file_release(w);
	buf_release(&w->error);
	buf_release(&w->record);
	buf_release(&w->rows);
	buf_release(&w->text);
	map_release(&w->strings_map);
	vec_release(&w->strings);
	vec_release(&w->docs);
	vec_release(&w->metas);
	vec_release(&w->codes);
	words_release(&w->words);
	index_add_release(w);
	arena_release(&w->arena);
	mem_free(w);
}

const char *index_writer_error(const struct index_writer *w)
{
	return w->error.s != NULL ? w->error.s : "";
}

bool index_writer_lost_earlier(const struct index_writer *w)
{
	return w->lost_earlier;
}

int index_writer_set_meta(struct index_writer *w, struct str name, struct str json)
{
	for (size_t i = 0; i < w->metas.n; i++) {
		if (str_eq(w->metas.at[i].name, name)) {
			w->metas.at[i].json = arena_str(&w->arena, json);
			return 0;
		}
	}
	*vec_add(&w->metas) = (struct index_meta){arena_str(&w->arena, name), arena_str(&w->arena, json)};
	return 0;
}

int index_writer_finish(struct index_writer *w)
{
	struct index_top top;
	int result;

	if (w->error.n != 0)
		return -1;
	index_top_init(&top);
	w->pages = 1;
	w->copier = index_copier_new(w->fd, w->threads > 1);
	result = index_build(w, &top);
	if (result == 0)
		result = index_top_write(w, &top);
	if (index_copier_end(w->copier) < 0)
		result = errno == EBADMSG ? index_lose_earlier(w) : index_fail(w, "search index", strerror(errno));
	if (result == 0 && w->there.n != 0 && ftruncate(w->fd, (off_t)w->pages * DBFILE_PAGE) != 0)
		result = index_fail(w, "search index", strerror(errno));
	if (result == 0 && close(w->fd) != 0)
		result = index_fail(w, "search index", strerror(errno));
	if (result == 0)
		w->fd = -1;
	index_top_release(&top);
	return result;
}
