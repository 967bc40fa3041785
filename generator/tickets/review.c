#include "generator/tickets/review.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/map.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/reader.h"
#include "generator/tickets/seal_people.h"
#include "generator/tickets/store.h"
#include "generator/urlpath.h"
#include "generator/vendor_words.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ID_LETTERS = 9,
	VOCABULARY_BYTES = 16 * 1024 * 1024,
	NAME_WORDS = 3,
	FIELD_BYTES = 500,
	COMPANY_WORD_BYTES = 4,
	VENDOR_WORD_BYTES = 3
};

struct row {
	struct str key;
	bool is_held;
};

struct review {
	int folder; /* of the site */
	const struct config *config;
	int64_t now;
	struct arena arena;
	struct buf reason;
	struct store *store;
	struct redact_rules *rules;
	struct redact_people *people;
	struct vocabulary *vocabulary;
	struct drafter *drafter;
	struct redactor *redactor; /* for edited pages */
	struct approvers approvers;
	unsigned char secret[SEAL_BYTES]; /* of the signatures */
	struct str people_state;
	struct unknown_words unknown;
	size_t withdrawn, learnt;
};

const char *review_state_name(enum review_state state)
{
	static const char *const names[] = {"open", "changed", "edited", "stale", "approved", "rejected", "unfit"};

	return names[state];
}

struct str review_reason(const struct review *review)
{
	return buf_view(&review->reason);
}

size_t review_withdrawn(const struct review *review)
{
	return review->withdrawn;
}

__attribute__((format(printf, 2, 3))) static int fail(struct review *review, const char *format, ...)
{
	va_list args;

	buf_clear(&review->reason);
	va_start(args, format);
	buf_vprintf(&review->reason, format, args);
	va_end(args);
	return -1;
}

static int store_failed(struct review *review)
{
	return fail(review, "private/: %s", store_error(review->store));
}

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

static void learn_name(struct review *review, struct str word)
{
	const struct redact_person person = {.kind = STR("person"), .name = word};

	redact_people_add(review->people, &person);
}

static int add_name(void *context, struct str subject, struct str value, int64_t time)
{
	(void)value;
	(void)time;
	learn_name(context, subject);
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

static int load_knowledge(struct review *review)
{
	const struct config *config = review->config;

	review->rules = redact_rules_new(&review->reason);
	if (review->rules == NULL)
		return -1;
	for (uint32_t i = 0; i < config->privacy_keep_words.n; i++)
		redact_rules_keep(review->rules, config->privacy_keep_words.at[i], true);
	keep_vendor(review);
	vendor_words_learn(review->rules, review->folder, config);
	if (store_each_decision(review->store, STR("keep"), add_keep, review) < 0)
		return store_failed(review);
	review->vocabulary = vocabulary_new();
	vocabulary_learn(review->vocabulary, config->title);
	learn_content(review);
	review->people = redact_people_new(review->rules);
	if (store_each_person(review->store, add_person, &(struct meeting){review, true}) < 0 ||
	    store_each_person(review->store, add_person, &(struct meeting){review, false}) < 0 ||
	    store_each_decision(review->store, STR("name"), add_name, review) < 0)
		return store_failed(review);
	review->drafter =
	    drafter_new(review->rules, review->people, review->vocabulary, urlpath_host(config->base_url));
	review->redactor = redactor_new(review->rules);
	return 0;
}

/* ---- keys ---- */

static void hex(char *out, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	out[2 * n] = '\0';
}

static int load_keys(struct review *review)
{
	char digits[APPROVAL_HASH_DIGITS + 1];
	unsigned char hash[SEAL_BYTES];
	uint64_t epoch;
	struct str parts[2] = {STR("approvals")};

	if (store_epoch(review->store, &epoch) < 0)
		return store_failed(review);
	seal_hash(review->secret, store_secret(review->store), parts, 1);
	parts[0] = STR("people");
	parts[1] = arena_printf(&review->arena, "%llu", (unsigned long long)epoch);
	seal_hash(hash, store_secret(review->store), parts, 2);
	hex(digits, hash, sizeof(hash));
	review->people_state = arena_str(&review->arena, str_c(digits));
	return 0;
}

/* The keyed hash of what is approved, with all that it is approved under. */
static void seal_of(struct review *review, unsigned char hash[SEAL_BYTES], struct str page)
{
	const struct str parts[] = {STR("approval"), page, arena_printf(&review->arena, "%d", REDACT_VERSION),
				    review->config->approval_policy, review->people_state};

	seal_hash(hash, store_secret(review->store), parts, sizeof(parts) / sizeof(*parts));
}

/* ---- approvals.txt ---- */

static struct approver *own_approver(struct review *review, const unsigned char key[32])
{
	for (size_t i = 0; i < review->approvers.n; i++)
		if (memcmp(review->approvers.at[i].key, key, 32) == 0)
			return &review->approvers.at[i];
	return NULL;
}

static int write_approvers(struct review *review)
{
	struct buf text;
	int result;

	buf_init(&text, APPROVAL_FILE_BYTES);
	approvers_format(&text, &review->approvers);
	if (buf_failed(&text))
		result = fail(review, APPROVAL_FILE " would be longer than %d bytes", APPROVAL_FILE_BYTES);
	else if (fs_replace_at(review->folder, APPROVAL_FILE, buf_view(&text), true) < 0)
		result = fail(review, APPROVAL_FILE " cannot be written: %s", strerror(errno));
	else
		result = 0;
	buf_release(&text);
	return result;
}

/* No copy of the page that comes back from version control is published. */
static int revoke_page(struct review *review, struct str public_id)
{
	if (!review->approvers.is_there ||
	    !approvers_revoke(&review->approvers, arena_str(&review->arena, public_id), &review->arena))
		return 0;
	return write_approvers(review);
}

/* Our line with the present state of the people; made only when `make` says so. */
static int sync_approvers(struct review *review, bool make)
{
	unsigned char key[32];
	struct approver *own;

	approval_public(key, review->secret);
	own = own_approver(review, key);
	if (own != NULL && str_eq(str_c(own->people), review->people_state))
		return 0;
	if (own == NULL && !make)
		return 0;
	if (own == NULL) {
		if (review->approvers.at == NULL)
			review->approvers.at =
			    arena_array(&review->arena, APPROVAL_APPROVERS_MAX, sizeof(*review->approvers.at));
		if (review->approvers.n == APPROVAL_APPROVERS_MAX)
			return fail(review, "approvals.txt has more than %d keys", APPROVAL_APPROVERS_MAX);
		own = &review->approvers.at[review->approvers.n++];
		memcpy(own->key, key, sizeof(own->key));
	}
	memcpy(own->people, review->people_state.s, APPROVAL_HASH_DIGITS + 1);
	review->approvers.is_there = true;
	return write_approvers(review);
}

/* ---- pages ---- */

static struct str page_path(struct review *review, struct str public_id)
{
	return arena_printf(&review->arena, "%.*s/" REVIEW_FOLDER "/%.*s.md", STR_ARG(review->config->content_folder),
			    STR_ARG(public_id));
}

static bool is_public_id(struct str id)
{
	if (id.n == 0 || id.n > 64)
		return false;
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && id.s[i] != '-' && id.s[i] != '_')
			return false;
	return true;
}

/* The file with its approval; false when there is none. */
static bool read_page(struct review *review, struct str public_id, struct buf *file)
{
	buf_clear(file);
	return is_public_id(public_id) &&
	       fs_read_at(review->folder, page_path(review, public_id).s, file, LIMIT_PAGE_BYTES) == 0;
}

static int write_file(struct review *review, struct str path, struct str text)
{
	if (fs_replace_at(review->folder, path.s, text, true) < 0)
		return fail(review, "%.*s cannot be written: %s", STR_ARG(path), strerror(errno));
	return 0;
}

static int write_page(struct review *review, struct str public_id, struct str text)
{
	struct str folder =
	    arena_printf(&review->arena, "%.*s/" REVIEW_FOLDER, STR_ARG(review->config->content_folder));

	if (fs_make_folders_at(review->folder, folder.s) < 0)
		return fail(review, "%.*s cannot be made: %s", STR_ARG(folder), strerror(errno));
	return write_file(review, page_path(review, public_id), text);
}

/* ---- taking pages out ---- */

/* A page may have been moved or copied: every file of the content that has its id. */
struct retiring {
	struct review *review;
	struct arena *arena;
	struct str public_id, mark;
	struct str path; /* of the folder, from the site's */
	int folder;
	size_t *retired;
};

static bool is_separator(char c)
{
	return c == ' ' || c == '\t' || c == '"' || c == '\'';
}

static bool is_id_letter(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_';
}

/* Is `id: "…"` with this end before `to`; as YAML, TOML or JSON write it. */
static bool is_named_id(struct str fields, size_t to)
{
	while (to > 0 && is_separator(fields.s[to - 1]))
		to--;
	if (to == 0 || (fields.s[to - 1] != ':' && fields.s[to - 1] != '='))
		return false;
	for (to--; to > 0 && is_separator(fields.s[to - 1]);)
		to--;
	return to >= 2 && str_eq_nocase(str_slice(fields, to - 2, to), STR("id")) &&
	       (to == 2 || !is_id_letter(fields.s[to - 3]));
}

static bool has_id(struct str text, struct str id)
{
	struct str fields = frontmatter_split(text).text;
	size_t at = 0;
	ptrdiff_t found;

	while ((found = str_find(str_from(fields, at), id)) >= 0) {
		size_t from = at + (size_t)found, to = from + id.n;

		if ((to == fields.n || !is_id_letter(fields.s[to])) && is_named_id(fields, from))
			return true;
		at = to;
	}
	return false;
}

static int retire_file(const struct retiring *retiring, const char *name)
{
	struct review *review = retiring->review;
	struct str path = arena_printf(retiring->arena, "%.*s/%s", STR_ARG(retiring->path), name);
	struct diag_list diags;
	struct buf file;
	bool is_it;

	buf_init(&file, LIMIT_PAGE_BYTES);
	diag_list_init(&diags, retiring->arena);
	is_it = fs_read_at(retiring->folder, name, &file, LIMIT_PAGE_BYTES) == 0 &&
		str_find(buf_view(&file), retiring->public_id) >= 0 &&
		has_id(charset_decode(buf_view(&file), path, review->config->fallback_charset, retiring->arena, &diags),
		       retiring->public_id);
	diag_list_release(&diags);
	buf_release(&file);
	if (!is_it)
		return 0;
	++*retiring->retired;
	return write_file(review, path, retiring->mark);
}

static int retire_entry(void *context, const char *name, unsigned char type)
{
	const struct retiring *retiring = context;
	struct retiring below = *retiring;
	int result;

	if (name[0] == '.')
		return 0;
	if (type == DT_REG)
		return reader_is_page(str_c(name)) ? retire_file(retiring, name) : 0;
	if (type != DT_DIR)
		return 0;
	below.path = arena_printf(retiring->arena, "%.*s/%s", STR_ARG(retiring->path), name);
	below.folder = fs_open_folder_at(retiring->folder, name);
	if (below.folder < 0)
		return fail(retiring->review, "%.*s cannot be opened: %s", STR_ARG(below.path), strerror(errno));
	result = fs_each_entry(below.folder, retire_entry, &below);
	(void)close(below.folder);
	return result;
}

/* What was published and is gone on purpose: the build asks for no more than that. */
static int retire_page(struct review *review, struct str public_id)
{
	struct retiring retiring = {.review = review, .public_id = public_id, .path = review->config->content_folder};
	size_t retired = 0;
	struct arena arena;
	int result;

	if (!is_public_id(public_id))
		return 0;
	arena_init(&arena);
	retiring.arena = &arena;
	retiring.retired = &retired;
	retiring.mark = arena_printf(&arena, "---\ntitle: Removed\nid: \"%.*s\"\nkind: solved\nretired: true\n---\n",
				     STR_ARG(public_id));
	retiring.folder = fs_open_folder_at(review->folder, review->config->content_folder.s);
	if (retiring.folder >= 0) {
		result = fs_each_entry(retiring.folder, retire_entry, &retiring);
		(void)close(retiring.folder);
	} else {
		result = errno == ENOENT ? 0 : fail(review, "the content cannot be read: %s", strerror(errno));
	}
	/* where it was published first, too: its address there is gone on purpose */
	if (result == 0 && retired != 0)
		result = write_page(review, public_id, retiring.mark);
	arena_release(&arena);
	return result;
}

/* What a build keeps between runs has old texts in it; the next build makes it anew. */
static int drop_caches(struct review *review)
{
	if (fs_remove_tree_at(review->folder, ".weir/build") < 0 && errno != ENOENT)
		return fail(review, ".weir/build cannot be removed: %s", strerror(errno));
	return 0;
}

/* ---- one ticket ---- */

struct chosen {
	struct arena *arena;
	struct str prefix;
	struct VEC(struct str) hide;
};

static int take_hide(void *context, struct str subject, struct str value, int64_t time)
{
	struct chosen *chosen = context;

	(void)value;
	(void)time;
	if (str_starts(subject, chosen->prefix))
		*vec_add(&chosen->hide) = arena_str(chosen->arena, str_from(subject, chosen->prefix.n));
	return 0;
}

static int make_draft(struct review *review, struct arena *arena, const struct thread *thread, struct str key,
		      struct draft *draft)
{
	struct chosen chosen = {.arena = arena, .prefix = arena_printf(arena, "%.*s\n", STR_ARG(key))};
	struct draft_choices choices = {0};
	int result = 0;

	if (store_get_decision(review->store, arena, STR("title"), key, &choices.title) < 0 ||
	    store_each_decision(review->store, STR("hide"), take_hide, &chosen) < 0) {
		result = store_failed(review);
	} else {
		choices.hide = chosen.hide.at;
		choices.hide_n = chosen.hide.n;
		draft_make(draft, review->drafter, thread, &choices, arena);
	}
	vec_release(&chosen.hide);
	return result;
}

/*
 * The state of an approved one from its file. An edit by a writer is kept: then the
 * page is the file as it is now.
 */
static int judge_approval(struct review *review, struct arena *arena, const struct store_approval *approval,
			  struct review_ticket *ticket)
{
	unsigned char seal[SEAL_BYTES];
	struct buf file, text;
	struct str edited;
	int found;

	found = store_get_decision(review->store, arena, STR("edited"), ticket->item.key, &edited);
	if (found < 0)
		return store_failed(review);
	buf_init(&file, LIMIT_PAGE_BYTES);
	buf_init(&text, BUF_NO_LIMIT);
	if (!read_page(review, approval->public_id, &file)) {
		ticket->item.state = ticket->has_draft ? REVIEW_OPEN : REVIEW_REJECTED; /* somebody removed the file */
		goto out;
	}
	approval_strip(&text, buf_view(&file));
	ticket->is_edited = found == 1 || !ticket->has_draft || !str_eq(buf_view(&text), approval->text);
	seal_of(review, seal, buf_view(&text));
	if (!str_eq(buf_view(&text), approval->text))
		ticket->item.state = REVIEW_EDITED;
	else if (!ticket->is_edited && !str_eq(ticket->page, approval->text))
		ticket->item.state = REVIEW_CHANGED;
	else if (!seal_eq(seal, approval->seal) ||
		 approval_check(&review->approvers, review->config->approval_policy, buf_view(&file)) != APPROVAL_HOLDS)
		ticket->item.state = REVIEW_STALE;
	else
		ticket->item.state = REVIEW_APPROVED;
	ticket->approved = approval->text;
	if (ticket->is_edited)
		ticket->page = arena_str(arena, buf_view(&text));
out:
	buf_release(&text);
	buf_release(&file);
	return 0;
}

/* Fields of the front matter that are published and may tell something. */
static bool is_telling(struct str line)
{
	static const char *const fields[] = {"id:", "kind:", "date:", "lastmod:", "weight:", "---", NULL};

	for (const char *const *field = fields; *field != NULL; field++)
		if (str_starts(line, str_c(*field)))
			return false;
	return true;
}

/* Placeholders are what is left of findings; only those words, for a name in brackets is a name. */
static void mask_placeholders(char *text, size_t n)
{
	static const char *const labels[] = {
	    "person",	  "customer",	    "agent",	   "colleague",	  "company",	    "email",
	    "phone",	  "address",	    "user",	   "card number", "account number", "id",
	    "IP address", "private IP",	    "MAC address", "host",	  "link removed",   "location",
	    "date",	  "secret removed", "removed",	   NULL};

	for (size_t at = 0; at < n; at++) {
		ptrdiff_t close =
		    text[at] == '[' ? str_find_char(str_n(text + at, n - at < 40 ? n - at : 40), ']') : -1;
		struct str label;
		size_t end;

		if (close < 0)
			continue;
		label = str_n(text + at + 1, (size_t)close - 1);
		for (end = label.n; end > 0 && str_is_digit(label.s[end - 1]);)
			end--;
		label = str_trim(str_slice(label, 0, end));
		for (const char *const *known = labels; *known != NULL; known++) {
			if (!str_eq(label, str_c(*known)))
				continue;
			memset(text + at, ' ', (size_t)close + 1);
			break;
		}
	}
}

/* What the detectors find in a page, but for what is ours; places and replacements live until the next time. */
static int find_in_text(struct review *review, struct arena *arena, struct str page, const struct redact_span **spans,
			size_t *n)
{
	char *masked = arena_alloc(arena, page.n + 1);
	struct str rest = page, line;

	*n = 0;
	if (page.n == 0)
		return 0;
	memcpy(masked, page.s, page.n);
	/* the ids and dates of the front matter are ours; they become blanks, so that places stay */
	while (str_line(&rest, &line)) {
		size_t at = (size_t)(line.s - page.s);

		if (at != 0 && str_eq(str_trim(line), STR("---")))
			break;
		if (!is_telling(line))
			memset(masked + at, ' ', line.n);
	}
	mask_placeholders(masked, page.n);
	if (redact_find(review->redactor, review->people, NULL, str_n(masked, page.n), spans, n) < 0)
		return fail(review, "the page is too long");
	return 0;
}

/* Whether a text has these words as they are, not within longer ones: "Annabel" does not say "Anna". */
static bool has_words(struct str text, struct str words)
{
	ptrdiff_t found;

	for (size_t from = 0; words.n != 0 && (found = str_find(str_from(text, from), words)) >= 0;) {
		size_t at = from + (size_t)found, end = at + words.n;

		if ((at == 0 || !utf8_is_word_byte(text.s[at - 1]) || !utf8_is_word_byte(text.s[at])) &&
		    (end == text.n || !utf8_is_word_byte(text.s[end]) || !utf8_is_word_byte(text.s[end - 1])))
			return true;
		from = at + 1;
	}
	return false;
}

/* What a person has approved before is no finding, unless it has turned out to be somebody's. */
static bool is_approved(const struct review_ticket *ticket, const struct map *approved, const struct redact_span *span)
{
	struct str words = str_slice(ticket->page, span->from, span->to);

	return !str_starts(str_c(span->rule), STR("known")) &&
	       (map_find(approved, words) != NULL || has_words(ticket->approved, words));
}

/* What the detectors find in a page that a writer has edited. */
static int find_in_page(struct review *review, struct arena *arena, struct review_ticket *ticket)
{
	struct VEC(struct redact_span) found = {0};
	const struct redact_span *spans;
	struct map approved; /* findings of the page as it was, which may begin and end inside of words */
	size_t n;
	int result;

	map_init(&approved);
	result = find_in_text(review, arena, ticket->approved, &spans, &n);
	for (size_t i = 0; result == 0 && i < n; i++)
		(void)map_add(&approved, str_slice(ticket->approved, spans[i].from, spans[i].to), NULL);
	if (result == 0)
		result = find_in_text(review, arena, ticket->page, &spans, &n);
	for (size_t i = 0; result == 0 && i < n; i++)
		if (spans[i].type != REDACT_DATE && !is_approved(ticket, &approved, &spans[i]))
			*vec_add(&found) = spans[i];
	ticket->findings_n = found.n;
	ticket->findings = arena_array(arena, found.n, sizeof(*found.at));
	for (size_t i = 0; i < found.n; i++) {
		ticket->findings[i] = found.at[i];
		ticket->findings[i].replacement = arena_str(arena, found.at[i].replacement);
	}
	vec_release(&found);
	map_release(&approved);
	return result;
}

static int load_ticket(struct review *review, struct arena *arena, struct str key, struct review_ticket *ticket)
{
	struct store_approval approval;
	struct thread thread;
	struct str decision;
	struct buf text;
	int there, approved;

	*ticket = (struct review_ticket){.item = {.key = arena_str(arena, key)}};
	there = store_get_thread(review->store, arena, key, NULL, &thread);
	approved = there < 0 ? -1 : store_get_approval(review->store, arena, key, STR(""), &approval);
	if (there < 0 || approved < 0)
		return store_failed(review);
	if (there == 0 && approved == 0)
		return fail(review, "there is no such ticket");
	buf_init(&text, BUF_NO_LIMIT);
	ticket->has_draft = there == 1;
	if (approved == 1)
		ticket->item.public_id = approval.public_id;
	if (ticket->has_draft) {
		if (make_draft(review, arena, &thread, key, &ticket->draft) < 0) {
			buf_release(&text);
			return -1;
		}
		draft_title(&text, &ticket->draft);
		ticket->item.title = arena_str(arena, buf_view(&text));
		ticket->item.risk = ticket->draft.risk;
		ticket->item.words = ticket->draft.words_n;
		ticket->item.spans = ticket->draft.spans_n;
		ticket->item.refused = ticket->draft.refused;
		buf_clear(&text);
		draft_page(&text, &ticket->draft, approved == 1 ? approval.public_id : STR("0"));
		ticket->page = arena_str(arena, buf_view(&text));
	}
	buf_release(&text);
	if (approved == 1)
		return judge_approval(review, arena, &approval, ticket);
	there = store_get_decision(review->store, arena, STR("state"), key, &decision);
	if (there < 0)
		return store_failed(review);
	ticket->item.state = there == 1 ? REVIEW_REJECTED : ticket->item.refused != NULL ? REVIEW_UNFIT : REVIEW_OPEN;
	return 0;
}

struct numbered {
	struct arena *arena;
	struct str number, key;
	size_t n;
};

static int take_numbered(void *context, const struct store_row *row)
{
	struct numbered *numbered = context;
	ptrdiff_t colon = str_find_char(row->key, ':');

	if (colon >= 0 && str_eq(str_from(row->key, (size_t)colon + 1), numbered->number)) {
		numbered->key = arena_str(numbered->arena, row->key);
		numbered->n++;
	}
	return 0;
}

/* "1042" for "zendesk:1042", where no other system has it. */
static int find_number(struct review *review, struct arena *arena, struct str name, struct str *key)
{
	struct numbered numbered = {.arena = arena, .number = name};

	if (str_find_char(name, ':') < 0 && store_each_thread(review->store, take_numbered, &numbered) < 0)
		return store_failed(review);
	*key = numbered.key;
	if (numbered.n > 1)
		return fail(review,
			    "several systems have a ticket of that number: write it as in --list, zendesk:1042");
	return numbered.n == 1 ? 0 : fail(review, "there is no such ticket");
}

/* The key that a key, a public id or a ticket's number stands for; -1: none. */
static int find_key(struct review *review, struct arena *arena, struct str name, struct str *key)
{
	struct store_approval approval;
	struct store_row row;
	int found = store_get_approval(review->store, arena, STR(""), name, &approval);

	*key = STR_NONE;
	if (found == 0) {
		*key = arena_str(arena, name);
		found = store_get_approval(review->store, arena, name, STR(""), &approval);
		if (found == 0)
			found = store_get_thread(review->store, arena, name, &row, NULL);
	} else if (found == 1) {
		*key = approval.key;
	}
	if (found == 0)
		return find_number(review, arena, name, key);
	return found < 0 ? store_failed(review) : 0;
}

int review_get(struct review *review, struct arena *arena, struct str name, struct review_ticket *ticket)
{
	struct str key;

	if (find_key(review, arena, name, &key) < 0 || load_ticket(review, arena, key, ticket) < 0)
		return -1;
	return ticket->is_edited ? find_in_page(review, arena, ticket) : 0;
}

/* ---- the queue ---- */

struct keys {
	struct review *review;
	struct arena *arena;
	struct VEC(struct row) rows;
};

static int take_row(void *context, const struct store_row *row)
{
	struct keys *keys = context;

	*vec_add(&keys->rows) = (struct row){arena_str(keys->arena, row->key), row->state == STORE_HELD};
	return 0;
}

static int take_approval(void *context, const struct store_approval *approval)
{
	struct keys *keys = context;
	struct store_row row;
	struct arena arena;
	int found;

	arena_init(&arena);
	found = store_get_thread(keys->review->store, &arena, approval->key, &row, NULL);
	arena_release(&arena);
	if (found == 0) { /* purged: the page is all that is left; buried: it was not taken out to the end */
		int buried = store_is_buried(keys->review->store, approval->key);

		if (buried < 0)
			return -1;
		*vec_add(&keys->rows) = (struct row){arena_str(keys->arena, approval->key), buried == 0};
	}
	return found < 0 ? -1 : 0;
}

/* Every ticket's key, each once. */
static int collect_keys(struct review *review, struct arena *arena, struct keys *keys)
{
	*keys = (struct keys){.review = review, .arena = arena};
	if (store_each_thread(review->store, take_row, keys) == 0 &&
	    store_each_approval(review->store, take_approval, keys) == 0)
		return 0;
	vec_release(&keys->rows);
	return store_failed(review);
}

static bool needs_look(enum review_state state)
{
	return state <= REVIEW_STALE;
}

static int by_urgency(const void *a, const void *b)
{
	const struct review_item *x = a, *y = b;

	if (needs_look(x->state) != needs_look(y->state))
		return needs_look(x->state) ? -1 : 1;
	if (!needs_look(x->state) && x->state != y->state)
		return x->state < y->state ? -1 : 1;
	if (x->risk != y->risk)
		return x->risk > y->risk ? -1 : 1;
	return str_cmp(x->key, y->key);
}

int review_list(struct review *review, struct arena *arena, struct review_item **items, size_t *n)
{
	struct VEC(struct review_item) list = {0};
	struct arena scratch;
	struct keys keys;
	int result = 0;

	if (collect_keys(review, arena, &keys) < 0)
		return -1;
	arena_init(&scratch);
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct review_ticket ticket;
		struct review_item *item;

		if (!keys.rows.at[i].is_held)
			continue;
		result = load_ticket(review, &scratch, keys.rows.at[i].key, &ticket);
		if (result == 0) {
			item = vec_add(&list);
			*item = ticket.item;
			item->key = keys.rows.at[i].key;
			item->public_id = arena_str(arena, ticket.item.public_id);
			item->title = arena_str(arena, ticket.item.title);
		}
		arena_clear(&scratch);
	}
	if (list.n > 1)
		qsort(list.at, list.n, sizeof(*list.at), by_urgency);
	*n = list.n;
	*items = arena_array(arena, list.n, sizeof(**items));
	if (list.n != 0)
		memcpy(*items, list.at, list.n * sizeof(**items));
	vec_release(&list);
	vec_release(&keys.rows);
	arena_release(&scratch);
	return result;
}

/* ---- approving ---- */

static struct str new_id(struct review *review, struct arena *arena)
{
	char id[ID_LETTERS + 1];
	struct buf file;

	buf_init(&file, LIMIT_PAGE_BYTES);
	for (;;) {
		struct str name;

		seal_random_id(id, ID_LETTERS);
		name = arena_printf(arena, "s%s", id); /* a letter first: digits alone would be a number in YAML */
		if (read_page(review, name, &file))
			continue;
		buf_release(&file);
		return name;
	}
}

static int record_approval(struct review *review, const struct review_ticket *ticket)
{
	struct store_approval approval = {
	    .key = ticket->item.key, .public_id = ticket->item.public_id, .text = ticket->page, .time = review->now};

	seal_of(review, approval.seal, ticket->page);
	if (store_put_approval(review->store, &approval) < 0 ||
	    store_delete_decision(review->store, STR("state"), ticket->item.key) < 0)
		return -1;
	if (ticket->is_edited)
		return store_put_decision(review->store, STR("edited"), ticket->item.key, STR("yes"), review->now);
	return store_delete_decision(review->store, STR("edited"), ticket->item.key);
}

/*
 * The people for the gate first, then the record: a page without one would be nobody's. Whoever has come since makes
 * approvals stale, so that no page is published without having passed here.
 */
static int publish(struct review *review, const struct review_ticket *ticket)
{
	struct buf page;
	int result;

	buf_clear(&review->reason);
	if (seal_people(review->store, review->config, review->people_state, false, review->now, &review->reason) < 0)
		return -1;
	buf_init(&page, BUF_NO_LIMIT);
	if (approval_sign(&page, review->secret, review->people_state, review->config->approval_policy, ticket->page) <
	    0)
		result = fail(review, "the page has no front matter");
	else if (page.n > LIMIT_PAGE_BYTES)
		result = fail(review, "the page is too long");
	else if (store_begin(review->store) < 0 || record_approval(review, ticket) < 0 ||
		 store_commit(review->store) < 0)
		result = store_failed(review);
	else
		result =
		    sync_approvers(review, true) < 0 ? -1 : write_page(review, ticket->item.public_id, buf_view(&page));
	buf_release(&page);
	return result;
}

static size_t line_of(struct str text, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.s[i] == '\n';
	return line;
}

int review_approve(struct review *review, struct arena *arena, struct str name, struct str shown, struct str *path)
{
	struct review_ticket ticket;

	if (review_get(review, arena, name, &ticket) < 0)
		return -1;
	if (shown.s != NULL && !str_eq(shown, ticket.page))
		return fail(review, "it has changed since it was shown");
	if (!ticket.is_edited && ticket.item.refused != NULL)
		return fail(review, "it cannot be published: %s", ticket.item.refused);
	if (ticket.page.n == 0)
		return fail(review, "its page is gone, and so is the ticket it was made of");
	if (ticket.findings_n != 0)
		return fail(review, "line %zu of its edited page: %s (%s); edit it, or keep the word",
			    line_of(ticket.page, ticket.findings[0].from), redact_type_name(ticket.findings[0].type),
			    ticket.findings[0].rule);
	if (ticket.item.public_id.n == 0) {
		struct buf text;

		ticket.item.public_id = new_id(review, arena);
		buf_init(&text, BUF_NO_LIMIT);
		draft_page(&text, &ticket.draft, ticket.item.public_id);
		ticket.page = arena_str(arena, buf_view(&text));
		buf_release(&text);
	}
	if (publish(review, &ticket) < 0)
		return -1;
	*path = arena_str(arena, page_path(review, ticket.item.public_id));
	return 0;
}

int review_renew(struct review *review, size_t *renewed, size_t *left)
{
	struct arena arena, scratch;
	struct keys keys;
	int result = 0;

	*renewed = *left = 0;
	buf_clear(&review->reason);
	if (seal_people(review->store, review->config, review->people_state, true, review->now, &review->reason) < 0)
		return -1;
	arena_init(&arena);
	arena_init(&scratch);
	if (collect_keys(review, &arena, &keys) < 0) {
		arena_release(&arena);
		return -1;
	}
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct review_ticket ticket;

		if (!keys.rows.at[i].is_held)
			continue;
		result = review_get(review, &scratch, keys.rows.at[i].key, &ticket);
		if (result == 0 && ticket.item.state == REVIEW_STALE && ticket.findings_n == 0) {
			result = publish(review, &ticket);
			*renewed += result == 0;
		} else if (result == 0 && ticket.item.state >= REVIEW_CHANGED && ticket.item.state <= REVIEW_STALE) {
			++*left;
		}
		arena_clear(&scratch);
	}
	vec_release(&keys.rows);
	arena_release(&scratch);
	arena_release(&arena);
	return result;
}

/* ---- other decisions ---- */

/* Takes a page out, which stays in no cache either. */
static int take_out(struct review *review, struct str public_id)
{
	if (public_id.n == 0)
		return 0;
	return revoke_page(review, public_id) < 0 || retire_page(review, public_id) < 0 || drop_caches(review) < 0 ? -1
														   : 0;
}

static int public_id_of(struct review *review, struct arena *arena, struct str key, struct str *public_id)
{
	struct store_approval approval;
	int found = store_get_approval(review->store, arena, key, STR(""), &approval);

	if (found < 0)
		return store_failed(review);
	*public_id = found == 1 ? approval.public_id : STR("");
	return 0;
}

int review_reject(struct review *review, struct str name)
{
	struct str key, public_id;

	if (find_key(review, &review->arena, name, &key) < 0 ||
	    public_id_of(review, &review->arena, key, &public_id) < 0 || take_out(review, public_id) < 0)
		return -1;
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("state"), key, STR("rejected"), review->now) < 0 ||
	    store_delete_approval(review->store, key) < 0 ||
	    store_delete_decision(review->store, STR("edited"), key) < 0 || store_commit(review->store) < 0)
		return store_failed(review);
	return 0;
}

int review_reopen(struct review *review, struct str name)
{
	struct str key;

	if (find_key(review, &review->arena, name, &key) < 0)
		return -1;
	if (store_begin(review->store) < 0 || store_delete_decision(review->store, STR("state"), key) < 0 ||
	    store_commit(review->store) < 0)
		return store_failed(review);
	return 0;
}

static bool is_clean(struct str text, size_t most)
{
	if (text.n == 0 || text.n > most)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] < ' ' || text.s[i] == 0x7F)
			return false;
	return true;
}

/* One to three words that all begin with a capital, or a letter that has none. */
static bool looks_like_name(struct str word)
{
	struct str rest = word, part;
	size_t n = 0;

	while (str_split(&rest, ' ', &part)) {
		if (part.n < 3 || !((part.s[0] >= 'A' && part.s[0] <= 'Z') || (unsigned char)part.s[0] >= 0x80))
			return false;
		n++;
	}
	return n <= NAME_WORDS;
}

int review_hide(struct review *review, struct str name, struct str word)
{
	struct str key, subject;

	word = str_trim(word);
	if (!is_clean(word, FIELD_BYTES))
		return fail(review, "a word or passage of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (find_key(review, &review->arena, name, &key) < 0)
		return -1;
	subject = arena_printf(&review->arena, "%.*s\n%.*s", STR_ARG(key), STR_ARG(word));
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("hide"), subject, STR("yes"), review->now) < 0 ||
	    store_delete_decision(review->store, STR("keep"), word) < 0)
		return store_failed(review);
	if (looks_like_name(word)) {
		if (store_put_decision(review->store, STR("name"), word, STR("yes"), review->now) < 0)
			return store_failed(review);
		learn_name(review, word);
	}
	return store_commit(review->store) < 0 ? store_failed(review) : 0;
}

int review_keep(struct review *review, struct str word)
{
	word = str_trim(word);
	if (!is_clean(word, FIELD_BYTES))
		return fail(review, "a word of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("keep"), word, STR("yes"), review->now) < 0 ||
	    store_delete_decision(review->store, STR("name"), word) < 0 || store_commit(review->store) < 0)
		return store_failed(review);
	redact_rules_keep(review->rules, word, false);
	return 0;
}

int review_title(struct review *review, struct str name, struct str title)
{
	struct str key;

	title = str_trim(title);
	if (!is_clean(title, FIELD_BYTES))
		return fail(review, "a title of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (find_key(review, &review->arena, name, &key) < 0)
		return -1;
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("title"), key, title, review->now) < 0 ||
	    store_commit(review->store) < 0)
		return store_failed(review);
	return 0;
}

/* ---- takedown ---- */

struct found_hides {
	struct str prefix;
	struct arena *arena;
	struct VEC(struct str) subjects;
};

static int take_subject(void *context, struct str subject, struct str value, int64_t time)
{
	struct found_hides *found = context;

	(void)value;
	(void)time;
	if (str_starts(subject, found->prefix))
		*vec_add(&found->subjects) = arena_str(found->arena, subject);
	return 0;
}

static int delete_hidden(struct review *review, struct str key)
{
	struct found_hides found = {.arena = &review->arena,
				    .prefix = arena_printf(&review->arena, "%.*s\n", STR_ARG(key))};
	int result = store_each_decision(review->store, STR("hide"), take_subject, &found);

	for (size_t i = 0; i < found.subjects.n && result == 0; i++)
		result = store_delete_decision(review->store, STR("hide"), found.subjects.at[i]);
	vec_release(&found.subjects);
	return result;
}

/* Everything that was decided about it. */
static int delete_decisions(struct review *review, struct str key)
{
	static const char *const kinds[] = {"state", "title", "edited"};
	int result = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && result == 0; i++)
		result = store_delete_decision(review->store, str_c(kinds[i]), key);
	return result == 0 ? delete_hidden(review, key) : result;
}

/* The ticket and all that was decided about it; its approval, with the page's id, stays until the page is out. */
static int bury(struct review *review, bool known, struct str key, struct str public_id)
{
	if (store_begin(review->store) < 0 || (known && store_bury(review->store, key, review->now) < 0) ||
	    (public_id.n != 0 && store_bury(review->store, public_id, review->now) < 0) ||
	    (known && (store_delete_thread(review->store, key) < 0 || delete_decisions(review, key) < 0)) ||
	    store_commit(review->store) < 0)
		return store_failed(review);
	return 0;
}

static int delete_approval(struct review *review, struct str key)
{
	if (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
	    store_commit(review->store) < 0)
		return store_failed(review);
	return 0;
}

/* What fails can be repeated: the tombstone comes first, and every step finds what the ones before it have left. */
int review_forget(struct review *review, struct str name)
{
	struct str key = STR(""), public_id = STR("");
	struct buf file;
	bool known = find_key(review, &review->arena, name, &key) == 0;
	int buried = known ? 0 : store_is_buried(review->store, name);

	if (buried < 0)
		return store_failed(review);
	if (known && public_id_of(review, &review->arena, key, &public_id) < 0)
		return -1;
	/* a page that another machine has approved: there is no ticket here, but there is a page */
	buf_init(&file, LIMIT_PAGE_BYTES);
	if (!known && (read_page(review, name, &file) || (buried == 1 && is_public_id(name))))
		public_id = name;
	buf_release(&file);
	if (!known && buried == 0 && public_id.n == 0)
		return fail(review, "there is no such ticket");
	if (bury(review, known, key, public_id) < 0 || take_out(review, public_id) < 0 ||
	    (known && delete_approval(review, key) < 0))
		return -1;
	return store_vacuum(review->store) < 0
		   ? fail(review, "it was taken down, but its erased text may still be in private/: %s",
			  store_error(review->store))
		   : 0;
}

struct old {
	struct arena *arena;
	int64_t before;
	struct VEC(struct str) keys;
};

static int take_old(void *context, const struct store_row *row)
{
	struct old *old = context;

	if (row->imported < old->before)
		*vec_add(&old->keys) = arena_str(old->arena, row->key);
	return 0;
}

int review_purge(struct review *review, int64_t before, size_t *n)
{
	struct old old = {.arena = &review->arena, .before = before};
	int result = store_begin(review->store) < 0 || store_each_thread(review->store, take_old, &old) < 0 ? -1 : 0;

	/* what was hidden in it are a customer's words; that it was rejected is remembered */
	for (size_t i = 0; i < old.keys.n && result == 0; i++)
		result =
		    store_delete_thread(review->store, old.keys.at[i]) < 0 || delete_hidden(review, old.keys.at[i]) < 0
			? -1
			: 0;
	*n = old.keys.n;
	vec_release(&old.keys);
	if (result < 0 || store_commit(review->store) < 0 || store_vacuum(review->store) < 0)
		return store_failed(review);
	return 0;
}

/* ---- opening ---- */

static int take_unpublished(void *context, struct str subject, struct str value, int64_t time)
{
	struct keys *keys = context;

	(void)value;
	(void)time;
	*vec_add(&keys->rows) = (struct row){arena_str(keys->arena, subject), true};
	return 0;
}

/* Threads that are still there, without something that was public when they were approved: they wait for a new
 * approval. */
static int unpublish_taken_back(struct review *review)
{
	struct keys keys = {.review = review, .arena = &review->arena};
	int result = 0;

	if (store_each_decision(review->store, STR(STORE_UNPUBLISH), take_unpublished, &keys) < 0)
		result = store_failed(review);
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct str key = keys.rows.at[i].key, public_id;

		result = public_id_of(review, &review->arena, key, &public_id);
		if (result == 0)
			result = take_out(review, public_id);
		if (result == 0 && (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
				    store_delete_decision(review->store, STR("edited"), key) < 0 ||
				    store_delete_decision(review->store, STR(STORE_UNPUBLISH), key) < 0 ||
				    store_commit(review->store) < 0))
			result = store_failed(review);
		review->withdrawn += result == 0 && public_id.n != 0;
	}
	vec_release(&keys.rows);
	return result;
}

/* What was deleted, redacted or made private upstream is unpublished. */
static int unpublish_withdrawn(struct review *review)
{
	struct keys keys;
	int result = 0;

	if (collect_keys(review, &review->arena, &keys) < 0)
		return -1;
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct str key = keys.rows.at[i].key, public_id;

		if (keys.rows.at[i].is_held)
			continue;
		result = public_id_of(review, &review->arena, key, &public_id);
		if (result == 0)
			result = take_out(review, public_id);
		if (result == 0 && (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
				    delete_decisions(review, key) < 0 || store_delete_thread(review->store, key) < 0 ||
				    store_commit(review->store) < 0))
			result = store_failed(review);
		review->withdrawn += result == 0 && public_id.n != 0;
	}
	vec_release(&keys.rows);
	return result;
}

static struct review *open_store(int site_folder, const struct config *config, int64_t now)
{
	struct review *review = mem_zalloc(sizeof(*review));

	review->folder = site_folder;
	review->config = config;
	review->now = now;
	arena_init(&review->arena);
	buf_init(&review->reason, BUF_NO_LIMIT);
	if (config->approvers.n != 0) {
		review->approvers.at =
		    arena_array(&review->arena, APPROVAL_APPROVERS_MAX, sizeof(*review->approvers.at));
		memcpy(review->approvers.at, config->approvers.at, config->approvers.n * sizeof(*review->approvers.at));
	}
	review->approvers.n = config->approvers.n;
	for (size_t i = 0; i < config->approvers.revoked_n; i++)
		(void)approvers_revoke(&review->approvers, config->approvers.revoked[i], &review->arena);
	review->approvers.is_there = config->approvers.is_there;
	review->store = store_open_tickets(site_folder, false, &review->reason);
	return review;
}

/* What imports have changed is put in order before anything else. */
static int settle(struct review *review)
{
	return load_keys(review) < 0 || unpublish_withdrawn(review) < 0 || unpublish_taken_back(review) < 0 ||
		       sync_approvers(review, false) < 0
		   ? -1
		   : 0;
}

struct review *review_open(int site_folder, const struct config *config, int64_t now, struct buf *reason)
{
	struct review *review = open_store(site_folder, config, now);

	if (review->store == NULL || settle(review) < 0 || load_knowledge(review) < 0) {
		buf_str(reason, buf_view(&review->reason));
		review_close(review);
		return NULL;
	}
	return review;
}

int review_settle(int site_folder, const struct config *config, int64_t now, size_t *withdrawn, struct buf *reason)
{
	struct review *review = open_store(site_folder, config, now);
	int result = review->store == NULL ? (review->reason.n != 0 ? -1 : 0) : settle(review);

	*withdrawn = review->withdrawn;
	if (result < 0)
		buf_str(reason, buf_view(&review->reason));
	review_close(review);
	return result;
}

void review_close(struct review *review)
{
	if (review == NULL)
		return;
	drafter_free(review->drafter);
	redactor_free(review->redactor);
	unknown_release(&review->unknown);
	vocabulary_free(review->vocabulary);
	redact_people_free(review->people);
	redact_rules_free(review->rules);
	if (review->store != NULL)
		store_close_tickets(review->store);
	arena_release(&review->arena);
	buf_release(&review->reason);
	mem_free(review);
}
