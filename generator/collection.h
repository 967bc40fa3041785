/*
 * collection: judged queries, as research keeps them: a folder with docs.tsv (id,
 * title, body), queries.tsv (id, text), qrels.tsv (query, document, grade), perhaps
 * split.tsv (query, part), and past tickets with the document that answered each:
 * train_queries.tsv and train_qrels.tsv. Each may be gzipped (.gz).
 */
#ifndef WEIR_COLLECTION_H
#define WEIR_COLLECTION_H
#include "generator/judge.h"

#include "common/arena.h"
#include "common/buf.h"

struct collection_document {
	struct str id, title, body;
	struct str tickets; /* texts of its past tickets, a line each; absent when not read */
};

struct collection_query {
	struct str id, text;
	const struct judge_grade *grades;
	size_t grades_n;
};

struct collection {
	struct collection_document *documents;
	struct collection_query *queries; /* of the part asked for, that have judgements */
	size_t documents_n, queries_n;
};

/*
 * Reads what is in `folder`. queries: another name than "queries.tsv", or absent;
 * part: of split.tsv, or absent for all. 0, or -1 with a line in reason.
 */
__attribute__((warn_unused_result)) int collection_read(struct collection *collection, int folder, struct str queries,
							struct str part, bool with_tickets, struct arena *arena,
							struct buf *reason);

#endif
