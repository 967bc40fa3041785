#include "generator/tickets/review_parts.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/tickets/seal_people.h"

#include <stdlib.h>

enum { ID_LETTERS = 10, NAME_WORDS = 3, FIELD_BYTES = 500 };

const char *review_state_name(enum review_state state)
{
	static const char *const names[] = {"open", "changed", "edited", "stale", "approved", "rejected", "unfit"};

	return names[state];
}

struct str review_reason(const struct review *review)
{
	return buf_view(&review->reason);
}

bool review_was_unable(const struct review *review)
{
	return review->was_unable;
}

size_t review_withdrawn(const struct review *review)
{
	return review->withdrawn;
}

int review_fail(struct review *review, const char *format, ...)
{
	va_list args;

	buf_clear(&review->reason);
	review->was_unable = false;
	va_start(args, format);
	buf_vprintf(&review->reason, format, args);
	va_end(args);
	return -1;
}

int review_unable(struct review *review, const char *format, ...)
{
	va_list args;

	buf_clear(&review->reason);
	review->was_unable = true;
	va_start(args, format);
	buf_vprintf(&review->reason, format, args);
	va_end(args);
	return -1;
}

/* Names that were told or taken back count for the gate at once: a page that was approved with one is published no
 * more. */
static int tell_names(struct review *review)
{
	buf_clear(&review->reason);
	review->was_unable = true;
	return seal_names(review->store, review->config, review->redactor, &review->reason);
}

/* The people for the gate, in private/gate.keys. */
static int seal(struct review *review, bool anew)
{
	if (tell_names(review) < 0)
		return -1;
	return seal_people(review->store, review->config, review->people_state, anew, review->now, &review->reason);
}

int review_store_failed(struct review *review)
{
	(void)review_unable(review, "private/: %s", store_error(review->store));
	/* whoever goes on, and others, can write again */
	store_rollback(review->store);
	return -1;
}

/* ---- what others do meanwhile ---- */

/* What imports have changed is put in order before anything else. */
static int settle(struct review *review)
{
	return review_load_keys(review) < 0 || review_unpublish_withdrawn(review) < 0 ||
		       review_unpublish_taken_back(review) < 0 || review_sync_approvers(review, false) < 0
		   ? -1
		   : 0;
}

int review_catch_up(struct review *review)
{
	int changed = store_has_changed(review->store), knows;

	if (changed < 0)
		return review_store_failed(review);
	review_reload_approvers(review);
	if (changed == 0 && review->drafter != NULL)
		return 0;
	knows = review_knows(review);
	if (knows != 0)
		return knows < 0 ? -1 : 0;
	review_unlearn(review);
	return settle(review) < 0 || review_learn(review) < 0 ? -1 : 0;
}

/* Approved, whatever has become of that. */
static bool was_approved(enum review_state state)
{
	return state >= REVIEW_CHANGED && state <= REVIEW_APPROVED;
}

int review_is_still(struct review *review, struct str name, enum review_state seen)
{
	struct review_ticket ticket;
	struct arena arena;
	enum review_state now;
	int result;

	arena_init(&arena);
	result = review_get(review, &arena, name, &ticket);
	now = result < 0 ? seen : ticket.item.state;
	arena_release(&arena);
	if (result == 0 && now != seen && !(was_approved(seen) && was_approved(now) && now != REVIEW_APPROVED))
		return review_fail(review, "it was %s when it was shown and is %s now: look at it again",
				   review_state_name(seen), review_state_name(now));
	return result;
}

/* ---- the queue ---- */

static int take_row(void *context, const struct store_row *row)
{
	struct review_keys *keys = context;

	*vec_add(&keys->rows) = (struct review_row){arena_str(keys->arena, row->key), row->state == STORE_HELD};
	return 0;
}

static int take_approval(void *context, const struct store_approval *approval)
{
	struct review_keys *keys = context;
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
		*vec_add(&keys->rows) = (struct review_row){arena_str(keys->arena, approval->key), buried == 0};
	}
	return found < 0 ? -1 : 0;
}

/* Every ticket's key, each once. */
int review_collect_keys(struct review *review, struct arena *arena, struct review_keys *keys)
{
	*keys = (struct review_keys){.review = review, .arena = arena};
	if (store_each_thread(review->store, take_row, keys) == 0 &&
	    store_each_approval(review->store, take_approval, keys) == 0)
		return 0;
	vec_release(&keys->rows);
	return review_store_failed(review);
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
	struct review_keys keys;
	int result = 0;

	if (review_catch_up(review) < 0 || review_collect_keys(review, arena, &keys) < 0)
		return -1;
	arena_init(&scratch);
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct review_ticket ticket;
		struct review_item *item;

		if (!keys.rows.at[i].is_held)
			continue;
		result = review_load_ticket(review, &scratch, keys.rows.at[i].key, &ticket);
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

		seal_random_page_id(id, ID_LETTERS);
		name = arena_str(arena, str_c(id));
		if (review_read_page(review, name, &file))
			continue;
		buf_release(&file);
		return name;
	}
}

static int record_approval(struct review *review, const struct review_ticket *ticket)
{
	struct store_approval approval = {
	    .key = ticket->item.key, .public_id = ticket->item.public_id, .text = ticket->page, .time = review->now};

	review_seal(review, approval.seal, ticket->page);
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

	if (seal(review, false) < 0)
		return -1;
	buf_init(&page, BUF_NO_LIMIT);
	if (approval_sign(&page, review->secret, review->people_state, review->config->approval_policy, ticket->page) <
	    0)
		result = review_fail(review, "the page has no front matter");
	else if (page.n > LIMIT_PAGE_BYTES)
		result = review_fail(review, "the page is too long");
	else if (store_begin(review->store) < 0 || record_approval(review, ticket) < 0 ||
		 store_commit(review->store) < 0)
		result = review_store_failed(review);
	else
		result = review_sync_approvers(review, true) < 0
			     ? -1
			     : review_write_page(review, ticket->item.public_id, buf_view(&page));
	buf_release(&page);
	return result;
}

static bool is_contact(const struct redact_span *finding)
{
	return finding->type == REDACT_PHONE || finding->type == REDACT_EMAIL;
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
		return review_fail(review, "it has changed since it was shown");
	if (!ticket.is_edited && ticket.item.refused != NULL)
		return review_fail(review, "it cannot be published: %s", ticket.item.refused);
	if (ticket.page.n == 0)
		return review_fail(review, "its page is gone, and so is the ticket it was made of");
	if (approvers_has_revoked(&review->approvers, ticket.item.public_id))
		return review_fail(review,
				   "its page was taken down as %.*s (" APPROVAL_FILE
				   ") and that address stays gone: reject it, then reopen it for a new one",
				   STR_ARG(ticket.item.public_id));
	if (ticket.findings_n != 0)
		return review_fail(review, "line %zu of its edited page: %s (%s); edit it, or %s",
				   line_of(ticket.page, ticket.findings[0].from),
				   redact_type_name(ticket.findings[0].type), ticket.findings[0].rule,
				   is_contact(&ticket.findings[0]) ? "name it in gate.allow if it is your own"
								   : "keep the word");
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
	*path = arena_str(arena, review_page_path(review, ticket.item.public_id));
	return 0;
}

int review_renew(struct review *review, size_t *renewed, size_t *left)
{
	struct arena arena, scratch;
	struct review_keys keys;
	int result = 0;

	*renewed = *left = 0;
	if (review_catch_up(review) < 0 || seal(review, true) < 0)
		return -1;
	arena_init(&arena);
	arena_init(&scratch);
	if (review_collect_keys(review, &arena, &keys) < 0) {
		arena_release(&arena);
		return -1;
	}
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct review_ticket ticket;

		if (!keys.rows.at[i].is_held)
			continue;
		result = review_get(review, &scratch, keys.rows.at[i].key, &ticket);
		if (result == 0 && ticket.item.state == REVIEW_STALE && ticket.findings_n == 0 &&
		    !approvers_has_revoked(&review->approvers, ticket.item.public_id)) {
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

int review_reject(struct review *review, struct str name)
{
	struct str key, public_id;

	if (review_find_key(review, &review->arena, name, &key) < 0 ||
	    review_public_id(review, &review->arena, key, &public_id) < 0 || review_take_out(review, public_id) < 0)
		return -1;
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("state"), key, STR("rejected"), review->now) < 0 ||
	    store_delete_approval(review->store, key) < 0 ||
	    store_delete_decision(review->store, STR("edited"), key) < 0 || store_commit(review->store) < 0)
		return review_store_failed(review);
	return 0;
}

int review_reopen(struct review *review, struct str name)
{
	struct str key;

	if (review_find_key(review, &review->arena, name, &key) < 0)
		return -1;
	if (store_begin(review->store) < 0 || store_delete_decision(review->store, STR("state"), key) < 0 ||
	    store_commit(review->store) < 0)
		return review_store_failed(review);
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

bool review_is_name(struct str word)
{
	struct str rest = str_trim(word), part;
	size_t n = 0;

	while (str_split(&rest, ' ', &part)) {
		if (part.n < 3 || !(str_is_upper(part.s[0]) || (unsigned char)part.s[0] >= 0x80))
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
		return review_fail(review, "a word or passage of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (review_catch_up(review) < 0 || review_find_key(review, &review->arena, name, &key) < 0)
		return -1;
	subject = arena_printf(&review->arena, "%.*s\n%.*s", STR_ARG(key), STR_ARG(word));
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("hide"), subject, STR("yes"), review->now) < 0 ||
	    store_delete_decision(review->store, STR("keep"), word) < 0)
		return review_store_failed(review);
	if (review_is_name(word)) {
		if (store_put_decision(review->store, STR("name"), word, STR("yes"), review->now) < 0)
			return review_store_failed(review);
		review_learn_name(review, word);
	}
	return store_commit(review->store) < 0 ? review_store_failed(review) : tell_names(review);
}

int review_has_word(struct review *review, struct str name, struct str word)
{
	struct review_ticket ticket;
	struct arena arena;
	int result;

	word = str_trim(word);
	arena_init(&arena);
	result = review_get(review, &arena, name, &ticket);
	if (result == 0)
		result = (ticket.has_draft && utf8_find_word(ticket.draft.text, 0, word) != SIZE_MAX) ||
			 utf8_find_word(ticket.page, 0, word) != SIZE_MAX;
	arena_release(&arena);
	return result;
}

int review_keep(struct review *review, struct str word)
{
	word = str_trim(word);
	if (!is_clean(word, FIELD_BYTES))
		return review_fail(review, "a word of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (review_catch_up(review) < 0)
		return -1;
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("keep"), word, STR("yes"), review->now) < 0 ||
	    store_delete_decision(review->store, STR("name"), word) < 0 || store_commit(review->store) < 0)
		return review_store_failed(review);
	redact_rules_keep(review->rules, word, false);
	return tell_names(review);
}

int review_title(struct review *review, struct str name, struct str title)
{
	struct str key;

	title = str_trim(title);
	if (!is_clean(title, FIELD_BYTES))
		return review_fail(review, "a title of one line is needed, of at most %d bytes", FIELD_BYTES);
	if (review_find_key(review, &review->arena, name, &key) < 0)
		return -1;
	if (store_begin(review->store) < 0 ||
	    store_put_decision(review->store, STR("title"), key, title, review->now) < 0 ||
	    store_commit(review->store) < 0)
		return review_store_failed(review);
	return 0;
}

/* ---- opening ---- */

/* Lines that are nothing let nothing through; the build reports them. */
static void load_allowed(struct review *review)
{
	struct diag_list diags;

	diag_list_init(&diags, &review->arena);
	(void)!allowed_read(&review->allowed, review->folder, &review->arena, &diags);
	diag_list_release(&diags);
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
	load_allowed(review);
	review->store = store_open_tickets(site_folder, false, &review->reason);
	return review;
}

struct review *review_open(int site_folder, const struct config *config, int64_t now, struct buf *reason)
{
	struct review *review = open_store(site_folder, config, now);

	if (review->store == NULL || settle(review) < 0 || review_learn(review) < 0) {
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
	review_unlearn(review);
	unknown_release(&review->unknown);
	if (review->store != NULL)
		store_close_tickets(review->store);
	allowed_release(&review->allowed);
	arena_release(&review->arena);
	buf_release(&review->reason);
	mem_free(review);
}
