#include "generator/tickets/review_parts.h"

#include "common/limits.h"
#include "common/map.h"
#include "common/utf8.h"
#include "generator/frontmatter.h"
#include "generator/page.h"
#include "generator/reporter.h"

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
		result = review_store_failed(review);
	} else {
		choices.hide = chosen.hide.at;
		choices.hide_n = chosen.hide.n;
		draft_make(draft, review->drafter, thread, &choices, arena);
	}
	vec_release(&chosen.hide);
	return result;
}

/* Of a page whose ticket was purged. */
static struct str title_of_page(struct review *review, struct arena *arena, struct str text)
{
	struct frontmatter frontmatter = frontmatter_split(text);
	struct page page = {.path = STR("")};
	struct diag_list unused;
	struct reporter reporter;

	diag_list_init(&unused, arena);
	reporter_init(&reporter, page.path, text, &unused);
	frontmatter_read(&page, &frontmatter, review->config, &reporter, arena);
	diag_list_release(&unused);
	return page.title;
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
		return review_store_failed(review);
	buf_init(&file, LIMIT_PAGE_BYTES);
	buf_init(&text, BUF_NO_LIMIT);
	if (!review_read_page(review, approval->public_id, &file)) {
		ticket->item.state = ticket->has_draft ? REVIEW_OPEN : REVIEW_REJECTED; /* somebody removed the file */
		goto out;
	}
	approval_strip(&text, buf_view(&file));
	ticket->is_edited = found == 1 || !ticket->has_draft || !str_eq(buf_view(&text), approval->text);
	review_seal(review, seal, buf_view(&text));
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
	if (!ticket->has_draft)
		ticket->item.title = title_of_page(review, arena, ticket->page);
out:
	buf_release(&text);
	buf_release(&file);
	return 0;
}

/* Fields of the front matter that are published and may tell something. */
static bool is_telling(struct str line)
{
	static const char *const fields[] = {"id:", "kind:", "date:", "lastmod:", "weight:", "---", NULL};

	return !str_starts_any(line, fields);
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
		return review_fail(review, "the page is too long");
	return 0;
}

/* Whether a text has these words as they are, not within longer ones: "Annabel" does not say "Anna". */
static bool has_words(struct str text, struct str words)
{
	ptrdiff_t found;

	for (size_t from = 0; words.n != 0 && (found = str_find(str_from(text, from), words)) >= 0;) {
		size_t at = from + (size_t)found;

		if (utf8_is_whole_word(text, at, at + words.n))
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

/* A number or address that gate.allow lets through; the gate sees to it that nobody in the exports has it. */
static bool is_own(const struct review *review, struct str page, const struct redact_span *span)
{
	size_t at = span->from;

	if ((span->type != REDACT_EMAIL && span->type != REDACT_PHONE) || str_starts(str_c(span->rule), STR("known")))
		return false;
	while (at < span->to && (span->type == REDACT_EMAIL ? page.s[at] != '@' : !str_is_digit(page.s[at])))
		at++;
	return at < span->to && allowed_has(&review->allowed, page, at);
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
		if (spans[i].type != REDACT_DATE && !is_approved(ticket, &approved, &spans[i]) &&
		    !is_own(review, ticket->page, &spans[i]))
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

int review_load_ticket(struct review *review, struct arena *arena, struct str key, struct review_ticket *ticket)
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
		return review_store_failed(review);
	if (there == 0 && approved == 0)
		return review_fail(review, "there is no such ticket");
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
		return review_store_failed(review);
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
		return review_store_failed(review);
	*key = numbered.key;
	if (numbered.n > 1)
		return review_fail(review,
				   "several systems have a ticket of that number: write it as in --list, zendesk:1042");
	return numbered.n == 1 ? 0 : review_fail(review, "there is no such ticket");
}

/* The key that a key, a public id or a ticket's number stands for; -1: none. */
int review_find_key(struct review *review, struct arena *arena, struct str name, struct str *key)
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
	return found < 0 ? review_store_failed(review) : 0;
}

int review_get(struct review *review, struct arena *arena, struct str name, struct review_ticket *ticket)
{
	struct str key;

	if (review_catch_up(review) < 0 || review_find_key(review, arena, name, &key) < 0 ||
	    review_load_ticket(review, arena, key, ticket) < 0)
		return -1;
	return ticket->is_edited ? find_in_page(review, arena, ticket) : 0;
}

int review_public_id(struct review *review, struct arena *arena, struct str key, struct str *public_id)
{
	struct store_approval approval;
	int found = store_get_approval(review->store, arena, key, STR(""), &approval);

	if (found < 0)
		return review_store_failed(review);
	*public_id = found == 1 ? approval.public_id : STR("");
	return 0;
}
