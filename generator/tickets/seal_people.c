#include "generator/tickets/seal_people.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/value.h"
#include "generator/config.h"
#include "generator/gate/gate.h"
#include "generator/tickets/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define SEALED_FILE "gate.keys"

struct sealing {
	const struct config *config;
	struct buf people; /* DESIGN's people file */
	struct arena arena;
	bool any;
};

static struct str host_of(struct str url)
{
	ptrdiff_t start = str_find(url, STR("://"));
	struct str rest = start < 0 ? STR("") : str_from(url, (size_t)start + 3), host = STR("");

	(void)str_split(&rest, '/', &host);
	return host;
}

static bool is_word_of(struct str text, struct str word)
{
	for (size_t at = 0, from; at < text.n; at += at == from) {
		for (from = at; at < text.n && (str_is_alnum(text.s[at]) || (unsigned char)text.s[at] >= 0x80);)
			at++;
		if (str_eq_nocase(str_slice(text, from, at), word))
			return true;
	}
	return false;
}

static bool is_kept(const struct config *config, struct str word)
{
	for (uint32_t i = 0; i < config->privacy_keep_words.n; i++)
		if (str_eq_nocase(config->privacy_keep_words.at[i], word))
			return true;
	return is_word_of(config->title, word) || is_word_of(host_of(config->base_url), word);
}

/* A name without the words that are kept. */
static struct str names_only(struct sealing *sealing, struct str name)
{
	char *text = arena_alloc(&sealing->arena, name.n + 1);
	struct str rest = name, word;
	size_t n = 0;

	while (rest.s != NULL && str_split(&rest, ' ', &word)) {
		if (word.n == 0 || is_kept(sealing->config, word))
			continue;
		if (n != 0)
			text[n++] = ' ';
		memcpy(text + n, word.s, word.n);
		n += word.n;
	}
	return str_n(text, n);
}

static void add_field(struct sealing *sealing, const char *name, struct str text)
{
	if (text.n == 0)
		return;
	buf_printf(&sealing->people, "%s\"%s\":", sealing->any ? "," : "", name);
	value_json(&sealing->people, value_str(&sealing->arena, text));
	sealing->any = true;
}

static int add_person(void *context, struct str system, const struct thread_person *person)
{
	struct sealing *sealing = context;

	(void)system;
	buf_str(&sealing->people, sealing->people.n > 1 ? STR(",{") : STR("{"));
	sealing->any = false;
	add_field(sealing, "kind", str_c(thread_role_name(person->role)));
	add_field(sealing, "name", names_only(sealing, person->name));
	add_field(sealing, "email", person->email);
	add_field(sealing, "phone", person->phone);
	add_field(sealing, "org", names_only(sealing, person->org));
	add_field(sealing, "domain", person->domain);
	add_field(sealing, "user", names_only(sealing, person->user));
	add_field(sealing, "external_id", person->external_id);
	buf_char(&sealing->people, '}');
	arena_clear(&sealing->arena);
	return 0;
}

static int write_sealed(struct store *store, const struct sealing *sealing, struct buf *reason)
{
	struct diag_list diags;
	struct arena arena;
	struct buf sealed;
	int result = 0;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&sealed, LIMIT_GATE_KEYS_BYTES);
	if (gate_seal(buf_view(&sealing->people), NULL, false, host_of(sealing->config->base_url), &sealed, &diags) <
		0 ||
	    buf_failed(&sealed)) {
		buf_lit(reason, "there are too many people to be sealed for the gate");
		result = -1;
	} else if (fs_replace_at(store_folder(store), SEALED_FILE, buf_view(&sealed), true) < 0) {
		buf_printf(reason, STORE_FOLDER "/" SEALED_FILE " cannot be written: %s", strerror(errno));
		result = -1;
	}
	buf_release(&sealed);
	diag_list_release(&diags);
	arena_release(&arena);
	return result;
}

static int store_failed(struct store *store, struct buf *reason)
{
	buf_printf(reason, STORE_FOLDER "/: %s", store_error(store));
	return -1;
}

static int seal(struct store *store, const struct config *config, struct buf *reason)
{
	struct sealing sealing = {.config = config};
	int result;

	arena_init(&sealing.arena);
	buf_init(&sealing.people, LIMIT_PEOPLE_BYTES);
	buf_char(&sealing.people, '[');
	if (store_each_person(store, add_person, &sealing) < 0) {
		result = store_failed(store, reason);
	} else {
		buf_char(&sealing.people, ']');
		result = write_sealed(store, &sealing, reason);
	}
	buf_release(&sealing.people);
	arena_release(&sealing.arena);
	return result;
}

int seal_people(struct store *store, const struct config *config, struct str state, int64_t now, struct buf *reason)
{
	struct arena arena;
	struct str made_of, before = STR("");
	struct stat status;
	int result = 0, found;

	arena_init(&arena);
	made_of = arena_printf(&arena, "%.*s %.*s %.*s %.*s", STR_ARG(state), STR_ARG(config->approval_policy),
			       STR_ARG(config->title), STR_ARG(config->base_url));
	found = store_get_decision(store, &arena, STR("sealed"), STR("people"), &before);
	if (found < 0) {
		result = store_failed(store, reason);
	} else if (found == 0 || !str_eq(before, made_of) ||
		   fstatat(store_folder(store), SEALED_FILE, &status, AT_SYMLINK_NOFOLLOW) < 0) {
		result = seal(store, config, reason);
		if (result == 0 && (store_begin(store) < 0 ||
				    store_put_decision(store, STR("sealed"), STR("people"), made_of, now) < 0 ||
				    store_commit(store) < 0))
			result = store_failed(store, reason);
	}
	arena_release(&arena);
	return result;
}
