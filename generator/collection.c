#include "generator/collection.h"

#include "generator/precompress.h"

#include "common/fs.h"
#include "common/map.h"
#include "common/vec.h"

#include <errno.h>

/* A collection of a million documents has 2 GB; files are held in memory. */
#define FILE_BYTES ((size_t)4 << 30)

struct reading {
	int folder;
	struct arena *arena;
	struct buf *reason;
};

/* The file, or its .gz: false when there is neither. Its bytes are in the arena. */
static bool read_file(const struct reading *r, struct str name, struct str *text)
{
	struct str zipped = arena_printf(r->arena, "%.*s.gz", STR_ARG(name));
	struct buf bytes, plain;
	bool found;

	buf_init(&bytes, FILE_BYTES);
	buf_init(&plain, FILE_BYTES);
	found = fs_read_at(r->folder, arena_str(r->arena, name).s, &bytes, FILE_BYTES) == 0;
	if (found) {
		*text = arena_str(r->arena, buf_view(&bytes));
	} else if (errno == ENOENT) {
		buf_clear(&bytes);
		found = fs_read_at(r->folder, zipped.s, &bytes, FILE_BYTES) == 0 &&
			precompress_gunzip(buf_view(&bytes), &plain) == 0;
		if (found)
			*text = arena_str(r->arena, buf_view(&plain));
	}
	buf_release(&bytes);
	buf_release(&plain);
	if (found && str_starts(*text, STR("\xEF\xBB\xBF"))) /* a byte order mark is no part of the first name */
		*text = str_from(*text, 3);
	return found;
}

static int missing(const struct reading *r, struct str name)
{
	buf_printf(r->reason, "cannot read \"%.*s\"", STR_ARG(name));
	return -1;
}

/* Up to n columns of a line; the last takes the rest. Missing ones are "". */
static bool next_row(struct str *text, struct str *columns, size_t n)
{
	struct str line;

	do {
		if (!str_line(text, &line))
			return false;
	} while (line.n == 0);
	for (size_t c = 0; c < n; c++) {
		ptrdiff_t tab = c + 1 < n ? str_find_char(line, '\t') : -1;

		columns[c] = tab < 0 ? line : str_slice(line, 0, (size_t)tab);
		line = tab < 0 ? STR("") : str_from(line, (size_t)tab + 1);
	}
	return true;
}

static int read_documents(const struct reading *r, struct collection *collection)
{
	struct VEC(struct collection_document) documents = {0};
	struct str text, columns[3];

	if (!read_file(r, STR("docs.tsv"), &text))
		return missing(r, STR("docs.tsv"));
	while (next_row(&text, columns, 3))
		*vec_add(&documents) = (struct collection_document){columns[0], columns[1], columns[2], STR_NONE};
	collection->documents = arena_array(r->arena, documents.n, sizeof(*documents.at));
	collection->documents_n = documents.n;
	for (size_t i = 0; i < documents.n; i++)
		collection->documents[i] = documents.at[i];
	vec_release(&documents);
	return 0;
}

/* Which queries are in the part, as keys of a map. */
static bool read_part(const struct reading *r, struct str part, struct map *in_part)
{
	struct str text, columns[2];

	if (!read_file(r, STR("split.tsv"), &text))
		return false;
	while (next_row(&text, columns, 2)) {
		if (str_eq(str_trim(columns[1]), part))
			(void)map_add(in_part, columns[0], NULL);
	}
	return true;
}

struct grades {
	struct VEC(struct judge_grade) all;
};

static size_t line_of(struct str file, struct str column)
{
	size_t line = 1;

	for (const char *at = file.s; at < column.s; at++)
		line += *at == '\n';
	return line;
}

/* Grades of the queries in by_id, of each document once: the last one counts. */
static int read_grades(const struct reading *r, const struct map *by_id, struct grades *grades)
{
	struct str file, text, columns[3];
	struct map pairs;
	bool is_first = true;
	int result = 0;

	if (!read_file(r, STR("qrels.tsv"), &file))
		return missing(r, STR("qrels.tsv"));
	text = file;
	map_init(&pairs);
	for (; result == 0 && next_row(&text, columns, 3); is_first = false) {
		const struct map_entry *query = map_find(by_id, columns[0]);
		struct grades *all = query != NULL ? &grades[query->value.number] : NULL;
		struct map_entry *pair;
		double grade = 1;
		bool added;

		if (columns[1].n == 0 || (columns[2].n != 0 && !str_to_double(str_trim(columns[2]), &grade))) {
			if (is_first) /* names of the columns */
				continue;
			buf_printf(r->reason, "\"qrels.tsv\":%zu: needs a query, a document and a number",
				   line_of(file, columns[0]));
			result = -1;
		} else if (all != NULL) {
			pair = map_add(&pairs, str_n(columns[0].s, columns[0].n + 1 + columns[1].n), &added);
			if (added) {
				pair->value.number = all->all.n;
				(void)vec_add(&all->all);
			}
			all->all.at[pair->value.number] = (struct judge_grade){columns[1], grade};
		}
	}
	map_release(&pairs);
	return result;
}

static int read_queries(const struct reading *r, struct collection *collection, struct str name, struct str part)
{
	struct VEC(struct collection_query) queries = {0};
	struct VEC(struct grades) grades = {0};
	struct map by_id, in_part;
	struct str text, columns[2];
	int result = -1;

	map_init(&by_id);
	map_init(&in_part);
	if (part.n != 0 && !read_part(r, part, &in_part)) {
		(void)missing(r, STR("split.tsv"));
		goto out;
	}
	if (!read_file(r, name, &text)) {
		(void)missing(r, name);
		goto out;
	}
	while (next_row(&text, columns, 2)) {
		bool added;
		struct map_entry *entry;

		if (part.n != 0 && map_find(&in_part, columns[0]) == NULL)
			continue;
		entry = map_add(&by_id, columns[0], &added);
		if (!added)
			continue;
		entry->value.number = queries.n;
		*vec_add(&queries) = (struct collection_query){.id = columns[0], .text = columns[1]};
		(void)vec_add(&grades);
	}
	if (read_grades(r, &by_id, grades.at) < 0)
		goto out;
	collection->queries = arena_array(r->arena, queries.n, sizeof(*queries.at));
	collection->queries_n = 0;
	for (size_t i = 0; i < queries.n; i++) {
		struct judge_grade *copy = arena_array(r->arena, grades.at[i].all.n, sizeof(*copy));

		for (size_t g = 0; g < grades.at[i].all.n; g++)
			copy[g] = grades.at[i].all.at[g];
		queries.at[i].grades = copy;
		queries.at[i].grades_n = grades.at[i].all.n;
		if (grades.at[i].all.n != 0)
			collection->queries[collection->queries_n++] = queries.at[i];
	}
	result = 0;
out:
	for (size_t i = 0; i < grades.n; i++)
		vec_release(&grades.at[i].all);
	vec_release(&grades);
	vec_release(&queries);
	map_release(&by_id);
	map_release(&in_part);
	return result;
}

static int read_tickets(const struct reading *r, struct collection *collection)
{
	struct map documents, texts;
	struct str queries, grades, columns[3];
	struct buf *tickets;
	bool read = read_file(r, STR("train_queries.tsv"), &queries) && read_file(r, STR("train_qrels.tsv"), &grades);

	if (!read)
		return missing(r, STR("train_queries.tsv"));
	map_init(&documents);
	map_init(&texts);
	tickets = arena_array(r->arena, collection->documents_n, sizeof(*tickets));
	for (size_t i = 0; i < collection->documents_n; i++) {
		map_add(&documents, collection->documents[i].id, NULL)->value.number = i;
		buf_init(&tickets[i], FILE_BYTES);
	}
	while (next_row(&queries, columns, 2)) {
		struct str *copy = arena_alloc(r->arena, sizeof(*copy));

		*copy = columns[1];
		map_add(&texts, columns[0], NULL)->value.const_pointer = copy;
	}
	while (next_row(&grades, columns, 3)) {
		const struct map_entry *document = map_find(&documents, columns[1]),
				       *ticket = map_find(&texts, columns[0]);
		double grade = 1;

		if (document == NULL || ticket == NULL ||
		    (columns[2].n != 0 && str_to_double(str_trim(columns[2]), &grade) && grade <= 0))
			continue;
		buf_str(&tickets[document->value.number], *(const struct str *)ticket->value.const_pointer);
		buf_char(&tickets[document->value.number], '\n');
	}
	for (size_t i = 0; i < collection->documents_n; i++) {
		collection->documents[i].tickets = arena_str(r->arena, buf_view(&tickets[i]));
		buf_release(&tickets[i]);
	}
	map_release(&documents);
	map_release(&texts);
	return 0;
}

/* Without a document that is right and there every measure would be 0, and nothing would say why. */
static int check_judged(const struct reading *r, const struct collection *collection, struct str queries,
			struct str part)
{
	struct map ids;
	size_t judged = 0;

	map_init(&ids);
	for (size_t i = 0; i < collection->documents_n; i++)
		(void)map_add(&ids, collection->documents[i].id, NULL);
	for (size_t i = 0; i < collection->queries_n; i++) {
		for (size_t g = 0; g < collection->queries[i].grades_n; g++) {
			const struct judge_grade *grade = &collection->queries[i].grades[g];

			judged += grade->grade > 0 && map_find(&ids, grade->document) != NULL;
		}
	}
	map_release(&ids);
	if (judged != 0)
		return 0;
	buf_printf(r->reason,
		   "no query of \"%.*s\"%s%.*s%s has a document of \"docs.tsv\" with a number above 0 in \"qrels.tsv\"",
		   STR_ARG(queries), part.n != 0 ? " in the part \"" : "", STR_ARG(part), part.n != 0 ? "\"" : "");
	return -1;
}

int collection_read(struct collection *collection, int folder, struct str queries, struct str part, bool with_tickets,
		    struct arena *arena, struct buf *reason)
{
	const struct reading r = {folder, arena, reason};

	*collection = (struct collection){0};
	if (queries.n == 0)
		queries = STR("queries.tsv");
	if (read_documents(&r, collection) < 0 || read_queries(&r, collection, queries, part) < 0 ||
	    check_judged(&r, collection, queries, part) < 0)
		return -1;
	return with_tickets ? read_tickets(&r, collection) : 0;
}
