/*
 * articles: a help centre's articles on their way into the content folder.
 *
 * Readers say what is there, in any order: sections, articles, their translations,
 * and which ones nobody may read. An article is made markdown at once and waits in
 * a file without a name; when all was read, articles_finish() finds each its place
 * and writes it:
 *
 *     CATEGORY/SECTION/TITLE.md, translations beside it as TITLE.de.md
 *
 * with the id that it had, its old addresses as aliases, and its images beside it.
 * A page stays where it is once it was imported, wherever a writer has moved it. One
 * that a writer has edited is never written over (article_file.h); one that went or
 * may not be read any more is retired.
 *
 * Only what is certainly public is taken: no drafts, nothing for some readers.
 */
#ifndef WEIR_TICKETS_ARTICLES_H
#define WEIR_TICKETS_ARTICLES_H
#include "common/arena.h"
#include "common/buf.h"

struct config;

/* Why an article is left out: its id, what is said of them, and what `weir explain` says of it. */
#define ARTICLES_REASONS(X) \
	X(DRAFT, "draft", "are drafts, archived, or do not say that they are not", \
	  "Publish it there, and export it again.") \
	X(RESTRICTED, "restricted", "are for some readers only, or do not say for whom", \
	  "A page of Weir is for everybody. Of Zendesk's articles only those are taken whose user_segment_id is " \
	  "there " \
	  "and null, so export them with that field; where everybody may read it, let them read it there, too.") \
	X(AMBIGUOUS, "ambiguous", "say a key twice, so that it is not clear what they are", \
	  "Of two values for one key each program takes another one; one of them may say that it is private.") \
	X(BROKEN, "broken", "have a text that cannot be read, is too long or nested too deep", \
	  "The places beside it say where it stands in the export.") \
	X(NO_TEXT, "no-text", "have no title or no text", "There is nothing to make a page of.") \
	X(LANGUAGE, "language", "are in a language that site.toml does not have", \
	  "Add a table [languages.XX] for it to site.toml, and import again.") \
	X(NO_ARTICLE, "no-article", "are translations, but their article is not in the export or left out", \
	  "Who may read it, and where it belongs, stands in the article. Name the files that have the articles, too, " \
	  "in one `weir import`.") \
	X(OLD, "old", "were not changed since the date given", \
	  "--since passes over it. What was imported of it before stays.")

enum articles_reason {
#define X(name, id, text, explanation) ARTICLES_##name,
	ARTICLES_REASONS(X)
#undef X
	    ARTICLES_REASONS_N
};
const char *articles_reason_id(enum articles_reason reason);
const char *articles_reason_text(enum articles_reason reason);
const char *articles_reason_explanation(enum articles_reason reason);

#define ARTICLES_PLACES 3

struct articles_count {
	uint64_t n;
	struct str places[ARTICLES_PLACES];
	size_t places_n;
};

struct articles_report {
	uint64_t read, added, changed, same, retired, sections, images;
	struct articles_count left_out[ARTICLES_REASONS_N];
	struct articles_count edited;	  /* here, and changed there: left as they are */
	struct articles_count withdrawn;  /* gone or closed there, but edited here: still published */
	struct articles_count not_told;	  /* not in a complete export, of which something could not be read */
	struct articles_count no_section; /* the export does not tell their section */
	struct articles_count unseen;	  /* have hidden text, which is left out */
	struct articles_count no_image;	  /* images that are not in the folder, or in none */
};

struct articles_options {
	struct str system;
	int site; /* folder of the site */
	const struct config *config;
	int64_t since;
	bool complete; /* what is not in the export any more was deleted */
	bool dry_run;
	struct str images;	     /* folder; "" for none */
	struct str temporary_folder; /* "": the system's */
};

/* A section or category, in one language. */
struct article_section {
	struct str id, parent; /* of several kinds: "category-12" */
	struct str locale, title, description, url;
	int64_t position;
};

/* An article, or its translation. */
struct article {
	struct str id, locale, section;
	bool is_translation; /* says no more than title, text and times; all else is the article's */
	struct str title, description, html, url;
	struct str *keywords;
	size_t keywords_n;
	int64_t created, updated, position;
	bool promoted;
};

struct articles;

/* NULL with a reason. The options must outlive it. */
struct articles *articles_new(const struct articles_options *options, struct buf *reason);
void articles_free(struct articles *articles);

/*
 * For systems whose articles have no id but an address: the id of the page that an earlier import wrote for it, "" when
 * there is none; and whether an id belongs to the page of another address. So ids do not follow the order of an export.
 */
struct str articles_id_of(struct articles *articles, struct str url);
bool articles_is_of_another(struct articles *articles, struct str id, struct str locale, struct str url);

/* Nothing is kept by reference. place: "articles.json:12". */
void articles_section(struct articles *articles, const struct article_section *section);
/* Of several with one id and locale the latest counts. */
void articles_add(struct articles *articles, const struct article *article, struct str place);
/* An article, or the translation in one locale, that the reader leaves out: it is published no more. locale "": all. */
void articles_leave_out(struct articles *articles, enum articles_reason reason, struct str id, struct str locale,
			struct str place);
/* The name of an attachment, where it is told apart from the article. */
void articles_attachment(struct articles *articles, struct str id, struct str name);

/* Writes what is to be written. has_faults: something could not be read, and may be any article. -1: articles_error().
 */
__attribute__((warn_unused_result)) int articles_finish(struct articles *articles, bool has_faults);
const char *articles_error(const struct articles *articles);
const struct articles_report *articles_report(const struct articles *articles);

#endif
