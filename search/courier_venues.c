#include "search/courier_venues.h"

#include "common/index_reader.h"
#include "common/json.h"

#include <fcntl.h>

static void take_meta(void *context, struct str name, struct str value)
{
	struct buf *config = context;

	if (str_eq(name, STR("config")) && config->n == 0)
		buf_str(config, value);
}

static struct value *read_config(const char *path, struct arena *arena, struct buf *reason)
{
	struct index_reader *reader = index_reader_open(AT_FDCWD, path, INDEX_READER_SHARDS_LATER, reason);
	struct value *config = NULL;
	struct buf text;

	if (reader == NULL)
		return NULL;
	buf_init(&text, BUF_NO_LIMIT);
	if (index_reader_each_meta(reader, take_meta, &text) == 0)
		config = json_parse(arena, arena_str(arena, buf_view(&text)), NULL);
	buf_release(&text);
	index_reader_free(reader);
	if (config == NULL)
		buf_printf(reason, "%s has no settings", path);
	return config;
}

static struct str text_of(const struct value *map, const char *name, struct arena *arena)
{
	const struct value *value = value_get(map, str_c(name));

	return arena_str(arena, value != NULL && value->kind == VALUE_STR ? value->as.str : STR(""));
}

/* "venue.ID.NAME" of the secrets file. */
static struct str secret_of(const struct secrets *secrets, struct str id, const char *name, struct arena *arena)
{
	struct str key = arena_printf(arena, "venue.%.*s.%s", STR_ARG(id), name), value;

	for (size_t i = 0; i < key.n; i++)
		((char *)(uintptr_t)key.s)[i] = str_lower_char(key.s[i]);
	value = secrets_find(secrets, key);
	return value.s != NULL ? value : STR("");
}

/* What a kind needs besides what config.c has checked. */
static const char *missing_of(const struct courier_venue *venue)
{
	if (venue->kind == COURIER_HUBSPOT && venue->token.n == 0)
		return "token";
	if (venue->kind == COURIER_WEBHOOK && venue->secret.n == 0)
		return "secret";
	if (venue->user.n != 0 && venue->password.n == 0)
		return "password";
	return NULL;
}

static void read_venue(const struct value *from, const struct secrets *secrets, struct arena *arena,
		       struct courier_venue *venue)
{
	venue->id = text_of(from, "id", arena);
	venue->title = text_of(from, "title", arena);
	venue->url = text_of(from, "deliver_url", arena);
	venue->email = text_of(from, "email", arena);
	venue->from = text_of(from, "deliver_from", arena);
	venue->user = secret_of(secrets, venue->id, "user", arena);
	venue->password = secret_of(secrets, venue->id, "password", arena);
	venue->token = secret_of(secrets, venue->id, "token", arena);
	venue->secret = secret_of(secrets, venue->id, "secret", arena);
	if (venue->kind == COURIER_HUBSPOT && venue->url.n == 0)
		venue->url = STR("https://api.hubapi.com");
	while (venue->kind != COURIER_WEBHOOK && str_ends(venue->url, STR("/")))
		venue->url = arena_str(arena, str_slice(venue->url, 0, venue->url.n - 1));
}

static bool has_venue(const struct courier_venues *venues, struct str id)
{
	for (size_t i = 0; i < venues->n; i++)
		if (str_eq_nocase(venues->at[i].id, id))
			return true;
	for (size_t i = 0; i < venues->without_secrets_n; i++)
		if (str_eq_nocase(venues->without_secrets[i], id))
			return true;
	return false;
}

/* A mistyped ID would leave its venue without the password, and mail servers and Zendesk may ask for none. */
static void tell_strays(const struct courier_venues *venues, const struct secrets *secrets, struct buf *problems)
{
	for (size_t i = 0; i < secrets->n; i++) {
		struct str name = secrets->at[i].name, id = secrets_venue_of(name);

		if (id.n != 0 && !has_venue(venues, id))
			buf_printf(
			    problems,
			    "line %d of the secrets file has \"%.*s\", but site.toml no venue \"%.*s\" that delivers\n",
			    secrets->at[i].line, STR_ARG(name), STR_ARG(id));
	}
}

int courier_venues_load(const char *path, const struct secrets *secrets, struct arena *arena,
			struct courier_venues *venues, struct buf *problems, struct buf *reason)
{
	const struct value *config = read_config(path, arena, reason);
	const struct value *list = value_path(config, STR("contact.venue"));
	const struct value *days = value_path(config, STR("contact.keep_days"));
	uint32_t n = list != NULL && list->kind == VALUE_LIST ? list->as.list.n : 0;

	if (config == NULL)
		return -1;
	*venues = (struct courier_venues){.at = arena_array(arena, n + 1, sizeof(*venues->at)),
					  .without_secrets = arena_array(arena, n + 1, sizeof(struct str)),
					  .keep_days = 30};
	if (days != NULL && days->kind == VALUE_INT)
		venues->keep_days = days->as.integer;
	for (uint32_t i = 0; i < n; i++) {
		struct courier_venue *venue = &venues->at[venues->n];
		const char *missing;

		*venue =
		    (struct courier_venue){.kind = courier_kind_of(text_of(list->as.list.at[i], "deliver", arena))};
		if (venue->kind == COURIER_KINDS_N)
			continue;
		read_venue(list->as.list.at[i], secrets, arena, venue);
		missing = missing_of(venue);
		if (missing == NULL) {
			venues->n++;
			continue;
		}
		venues->without_secrets[venues->without_secrets_n++] = venue->id;
		buf_printf(problems, "venue \"%.*s\": the secrets file has no venue.%.*s.%s; its tickets wait\n",
			   STR_ARG(venue->id), STR_ARG(venue->id), missing);
	}
	tell_strays(venues, secrets, problems);
	return 0;
}
