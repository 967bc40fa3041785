#include "generator/tickets/review_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/reader.h"
#include "generator/urlpath.h"
#include "generator/vendor_words.h"

#include <dirent.h>
#include <unistd.h>

enum { VOCABULARY_BYTES = 16 * 1024 * 1024, COMPANY_WORD_BYTES = 4, VENDOR_WORD_BYTES = 3 };

/* ---- what is known ---- */

/*
 * "Zylbrandt Tools" is called Zylbrandt: the words of a company's name that no list,
 * no page of the vendor's and no trade knows name it alone, too.
 */
static void know_company(struct review *review, struct str name)
{
	unknown_find(&review->unknown, review->rules, review->vocabulary, name, NULL, 0);
	for (size_t i = 0; i < review->unknown.words.n; i++) {
		const struct unknown_word *word = &review->unknown.words.at[i];
		struct redact_person person = {.kind = STR("organisation"),
					       .org = str_slice(name, word->from, word->to)};

		if (person.org.n >= COMPANY_WORD_BYTES && !redact_is_trade(person.org))
			redact_people_add(review->people, &person);
	}
}

struct meeting {
	struct review *review;
	bool with_role;
};

/* Those of whom it is known what they are come first: "[customer]" tells a reader more than "[person 1]". */
static int add_person(void *context, struct str system, const struct thread_person *person)
{
	const struct meeting *meeting = context;
	struct review *review = meeting->review;
	const struct redact_person known = {
	    .id = person->id,
	    .kind = str_c(thread_role_name(person->role)),
	    .name = person->name,
	    .email = person->email,
	    .phone = person->phone,
	    .org = person->org,
	    .domain = person->domain,
	    .user = person->user,
	    .external_id = person->external_id,
	};

	(void)system;
	if ((person->role != THREAD_ROLE_UNKNOWN) != meeting->with_role)
		return 0;
	redact_people_add(review->people, &known);
	know_company(review, person->org);
	return 0;
}

void review_learn_name(struct review *review, struct str word)
{
	const struct redact_person person = {.kind = STR("person"), .name = word};

	redact_people_add(review->people, &person);
}

static int add_name(void *context, struct str subject, struct str value, int64_t time)
{
	(void)value;
	(void)time;
	review_learn_name(context, subject);
	return 0;
}

static int add_keep(void *context, struct str subject, struct str value, int64_t time)
{
	struct review *review = context;

	(void)value;
	(void)time;
	redact_rules_keep(review->rules, subject, false);
	return 0;
}

/* The vendor's own texts: every page but those of solved tickets. */
struct learning {
	struct review *review;
	int folder;
	bool top;
};

static int learn_entry(void *context, const char *name, unsigned char type)
{
	const struct learning *learning = context;
	struct review *review = learning->review;
	struct buf text;

	if (name[0] == '.' || review->learnt > VOCABULARY_BYTES)
		return 0;
	if (type == DT_DIR && !(learning->top && strcmp(name, REVIEW_FOLDER) == 0)) {
		struct learning below = {.review = review, .folder = fs_open_folder_at(learning->folder, name)};

		if (below.folder < 0)
			return 0;
		(void)fs_each_entry(below.folder, learn_entry, &below);
		(void)close(below.folder);
	}
	if (type != DT_REG || !reader_is_page(str_c(name)))
		return 0;
	buf_init(&text, LIMIT_PAGE_BYTES);
	if (fs_read_at(learning->folder, name, &text, LIMIT_PAGE_BYTES) == 0) {
		vocabulary_learn(review->vocabulary, buf_view(&text));
		review->learnt += text.n;
	}
	buf_release(&text);
	return 0;
}

static void learn_content(struct review *review)
{
	struct learning learning = {.review = review,
				    .folder = fs_open_folder_at(review->folder, review->config->content_folder.s),
				    .top = true};

	if (learning.folder < 0)
		return;
	(void)fs_each_entry(learning.folder, learn_entry, &learning);
	(void)close(learning.folder);
}

/* The vendor's name is no customer's, although its people have addresses under it. */
static void keep_vendor(struct review *review)
{
	struct str texts[] = {review->config->title, urlpath_host(review->config->base_url)}, word;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		while (utf8_next_word(&texts[i], &word))
			if (word.n >= VENDOR_WORD_BYTES)
				redact_rules_keep(review->rules, word, true);
}

static int add_told(void *context, struct str subject, struct str value, int64_t time)
{
	struct buf *told = context;

	(void)value;
	(void)time;
	buf_str(told, subject);
	buf_char(told, '\n');
	return 0;
}

static int read_known(struct review *review, struct hash128 *known)
{
	struct buf told;
	uint64_t epoch;
	int result = store_epoch(review->store, &epoch);

	buf_init(&told, BUF_NO_LIMIT);
	buf_printf(&told, "%llu\n", (unsigned long long)epoch);
	if (result == 0)
		result = store_each_decision(review->store, STR("name"), add_told, &told);
	buf_char(&told, '\n');
	if (result == 0)
		result = store_each_decision(review->store, STR("keep"), add_told, &told);
	*known = hash128(buf_view(&told));
	buf_release(&told);
	return result < 0 ? review_store_failed(review) : 0;
}

int review_knows(struct review *review)
{
	struct hash128 now;

	if (review->drafter == NULL)
		return 0;
	return read_known(review, &now) < 0 ? -1 : hash128_eq(now, review->known);
}

void review_unlearn(struct review *review)
{
	drafter_free(review->drafter);
	redactor_free(review->redactor);
	vocabulary_free(review->vocabulary);
	redact_people_free(review->people);
	redact_rules_free(review->rules);
	review->drafter = NULL;
	review->redactor = NULL;
	review->vocabulary = NULL;
	review->people = NULL;
	review->rules = NULL;
	review->learnt = 0;
}

int review_learn(struct review *review)
{
	const struct config *config = review->config;

	review_unlearn(review);
	if (read_known(review, &review->known) < 0)
		return -1;
	review->rules = redact_rules_new(&review->reason);
	if (review->rules == NULL)
		return -1;
	for (uint32_t i = 0; i < config->privacy_keep_words.n; i++)
		redact_rules_keep(review->rules, config->privacy_keep_words.at[i], true);
	keep_vendor(review);
	vendor_words_learn(review->rules, review->folder, config);
	if (store_each_decision(review->store, STR("keep"), add_keep, review) < 0)
		return review_store_failed(review);
	review->vocabulary = vocabulary_new();
	vocabulary_learn(review->vocabulary, config->title);
	learn_content(review);
	review->people = redact_people_new(review->rules);
	if (store_each_person(review->store, add_person, &(struct meeting){review, true}) < 0 ||
	    store_each_person(review->store, add_person, &(struct meeting){review, false}) < 0 ||
	    store_each_decision(review->store, STR("name"), add_name, review) < 0)
		return review_store_failed(review);
	review->drafter =
	    drafter_new(review->rules, review->people, review->vocabulary, urlpath_host(config->base_url));
	review->redactor = redactor_new(review->rules);
	return 0;
}
