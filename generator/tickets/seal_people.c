#include "generator/tickets/seal_people.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/privacy/redact.h"
#include "common/utf8.h"
#include "common/value.h"
#include "generator/config.h"
#include "generator/gate/fold.h"
#include "generator/gate/gate.h"
#include "generator/gate/identities.h"
#include "generator/tickets/store.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define SEALED_FILE "gate.keys"
#define NAMES_FILE "gate.names"

enum { AT_ONCE = 500 }; /* people that are held as text */

struct sealing {
	const struct config *config;
	struct identities *identities;
	struct fold *fold;
	struct arena arena;   /* of those that wait */
	struct value *people; /* as in a people file */
	struct buf *reason;
};

static bool is_word_of(struct str text, struct str word)
{
	struct str other;

	while (utf8_next_word(&text, &other))
		if (str_eq_nocase(other, word))
			return true;
	return false;
}

static bool is_kept(const struct config *config, struct str word)
{
	for (uint32_t i = 0; i < config->privacy_keep_words.n; i++)
		if (str_eq_nocase(config->privacy_keep_words.at[i], word))
			return true;
	return is_word_of(config->title, word) || is_word_of(urlpath_host(config->base_url), word);
}

/* "Acme Support", "Feedback": a sender's name may be a mailbox's, and its words are in every page. */
static bool is_nobodys_part(struct str word)
{
	static const char marks[] = "\"'()<>,;.|";

	while (word.n != 0 && strchr(marks, word.s[0]) != NULL)
		word = str_from(word, 1);
	while (word.n != 0 && strchr(marks, word.s[word.n - 1]) != NULL)
		word.n--;
	return redact_is_nobodys_word(word);
}

/* A name without the words that are kept; without those of mailboxes where it is a person's. */
static struct str names_only(struct sealing *sealing, struct str name, bool is_person)
{
	char *text = arena_alloc(&sealing->arena, name.n + 1);
	struct str rest = name, word;
	size_t n = 0;

	while (rest.s != NULL && str_split(&rest, ' ', &word)) {
		if (word.n == 0 || is_kept(sealing->config, word) || (is_person && is_nobodys_part(word)))
			continue;
		if (n != 0)
			text[n++] = ' ';
		memcpy(text + n, word.s, word.n);
		n += word.n;
	}
	return str_n(text, n);
}

static void set_text(struct sealing *sealing, struct value *person, struct str key, struct str text)
{
	if (text.n != 0)
		value_add(&sealing->arena, person, key, value_str(&sealing->arena, arena_str(&sealing->arena, text)));
}

/* Those that wait become forms. */
static int flush(struct sealing *sealing)
{
	int result = 0;

	if (sealing->people != NULL)
		result = identities_add_people(sealing->identities, sealing->fold, sealing->people,
					       urlpath_host(sealing->config->base_url), sealing->reason);
	arena_clear(&sealing->arena);
	sealing->people = NULL;
	return result;
}

static int add_person(void *context, struct str system, const struct thread_person *from)
{
	struct sealing *sealing = context;
	struct value *person;

	(void)system;
	if (sealing->people == NULL)
		sealing->people = value_list(&sealing->arena);
	person = value_map(&sealing->arena);
	set_text(sealing, person, STR("kind"), str_c(thread_role_name(from->role)));
	set_text(sealing, person, STR("name"), names_only(sealing, from->name, true));
	set_text(sealing, person, STR("email"), from->email);
	set_text(sealing, person, STR("phone"), from->phone);
	set_text(sealing, person, STR("org"), names_only(sealing, from->org, false));
	set_text(sealing, person, STR("domain"), from->domain);
	set_text(sealing, person, STR("user"), names_only(sealing, from->user, false));
	set_text(sealing, person, STR("external_id"), from->external_id);
	value_append(&sealing->arena, sealing->people, person);
	return sealing->people->as.list.n < AT_ONCE ? 0 : flush(sealing);
}

static int write_sealed(struct store *store, const struct sealing *sealing)
{
	struct buf sealed;
	int result = 0;

	buf_init(&sealed, LIMIT_GATE_KEYS_BYTES);
	identities_finish(sealing->identities);
	identities_seal(sealing->identities, false, &sealed);
	if (buf_failed(&sealed)) {
		buf_lit(sealing->reason, "there are too many people to be sealed for the gate");
		result = -1;
	} else if (fs_replace_at(store_folder(store), SEALED_FILE, buf_view(&sealed), true) < 0) {
		buf_printf(sealing->reason, STORE_FOLDER "/" SEALED_FILE " cannot be written: %s", strerror(errno));
		result = -1;
	}
	buf_release(&sealed);
	return result;
}

static int store_failed(struct store *store, struct buf *reason)
{
	buf_printf(reason, STORE_FOLDER "/: %s", store_error(store));
	store_rollback(store);
	return -1;
}

static int seal(struct store *store, const struct config *config, struct buf *reason)
{
	struct sealing sealing = {
	    .config = config, .identities = identities_new(NULL), .fold = fold_new(), .reason = reason};
	int result;

	arena_init(&sealing.arena);
	if (store_each_person(store, add_person, &sealing) < 0)
		result = reason->n != 0 ? -1 : store_failed(store, reason);
	else
		result = flush(&sealing) < 0 ? -1 : write_sealed(store, &sealing);
	arena_release(&sealing.arena);
	fold_free(sealing.fold);
	identities_free(sealing.identities);
	return result;
}

/* Whether a build could use what is there. */
static bool is_usable(struct store *store)
{
	struct buf text, reason;
	bool result = false;

	buf_init(&text, LIMIT_GATE_KEYS_BYTES);
	buf_init(&reason, BUF_NO_LIMIT);
	if (fs_read_at(store_folder(store), SEALED_FILE, &text, LIMIT_GATE_KEYS_BYTES) == 0) {
		struct identities *identities = identities_unseal(buf_view(&text), NULL, &reason);

		result = identities != NULL;
		identities_free(identities);
	}
	buf_release(&reason);
	buf_release(&text);
	return result;
}

static bool is_there(struct store *store)
{
	struct stat status;

	return fstatat(store_folder(store), SEALED_FILE, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

int seal_people(struct store *store, const struct config *config, struct str state, bool is_thorough, int64_t now,
		struct buf *reason)
{
	struct arena arena;
	struct str made_of, before = STR("");
	int result = 0, found;

	arena_init(&arena);
	made_of = arena_printf(&arena, "%d %.*s %.*s %.*s %.*s", GATE_VERSION, STR_ARG(state),
			       STR_ARG(config->approval_policy), STR_ARG(config->title), STR_ARG(config->base_url));
	found = store_get_decision(store, &arena, STR("sealed"), STR("people"), &before);
	if (found < 0) {
		result = store_failed(store, reason);
	} else if (found == 0 || !str_eq(before, made_of) || !(is_thorough ? is_usable(store) : is_there(store))) {
		result = seal(store, config, reason);
		if (result == 0 && (store_begin(store) < 0 ||
				    store_put_decision(store, STR("sealed"), STR("people"), made_of, now) < 0 ||
				    store_commit(store) < 0))
			result = store_failed(store, reason);
	}
	arena_release(&arena);
	return result;
}

/* ---- names that reviewers have told ---- */

struct names {
	struct sealing *sealing;
	struct redactor *redactor;
	struct value *people;
};

static int add_name(void *context, struct str subject, struct str value, int64_t time)
{
	struct names *names = context;
	struct sealing *sealing = names->sealing;
	struct value *person = value_map(&sealing->arena);

	(void)value;
	(void)time;
	/* "Invoices" would be in the theme, in other tickets, everywhere */
	if (redactor_is_everyday(names->redactor, subject))
		return 0;
	set_text(sealing, person, STR("name"), names_only(sealing, subject, true));
	if (value_get(person, STR("name")) != NULL)
		value_append(&sealing->arena, names->people, person);
	return 0;
}

/* A file that is as it should be stays, for another one makes a full build. */
static int write_names(struct store *store, struct str text, struct buf *reason)
{
	struct buf before;
	bool is_there, is_same;

	buf_init(&before, LIMIT_PEOPLE_BYTES);
	is_there = fs_read_at(store_folder(store), NAMES_FILE, &before, LIMIT_PEOPLE_BYTES) == 0;
	is_same = is_there ? str_eq(buf_view(&before), text) : errno == ENOENT && str_eq(text, STR("[]"));
	buf_release(&before);
	if (is_same || fs_replace_at(store_folder(store), NAMES_FILE, text, true) == 0)
		return 0;
	buf_printf(reason, STORE_FOLDER "/" NAMES_FILE " cannot be written: %s", strerror(errno));
	return -1;
}

int seal_names(struct store *store, const struct config *config, struct redactor *redactor, struct buf *reason)
{
	struct sealing sealing = {.config = config, .reason = reason};
	struct names names = {.sealing = &sealing, .redactor = redactor};
	struct buf text;
	int result;

	arena_init(&sealing.arena);
	buf_init(&text, LIMIT_PEOPLE_BYTES);
	names.people = value_list(&sealing.arena);
	result = store_each_decision(store, STR("name"), add_name, &names) < 0 ? store_failed(store, reason) : 0;
	if (result == 0) {
		value_json(&text, names.people);
		if (buf_failed(&text)) {
			buf_lit(reason, "there are too many names for the gate");
			result = -1;
		} else {
			result = write_names(store, buf_view(&text), reason);
		}
	}
	buf_release(&text);
	arena_release(&sealing.arena);
	return result;
}
