/* Effective settings as text: for people (TOML with origins), for scripts (JSON lines) and for the server. */
#include "generator/config.h"

#include "common/escape.h"
#include "generator/settings.h"

enum { ORIGIN_COLUMN = 44 };

static struct str origin(const struct config *config, const struct value *value, struct buf *scratch)
{
	uint32_t line, column;

	if (value->at == 0)
		return STR("default");
	buf_clear(scratch);
	place_of(config->source, value->at - 1, &line, &column);
	buf_printf(scratch, "site.toml:%u", line);
	return buf_view(scratch);
}

/* ---- TOML ------------------------------------------------------------------------ */

static void print_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_lit(out, "\\n");
		else if (c == '\t')
			buf_lit(out, "\\t");
		else if (c < ' ' || c == 0x7F)
			buf_printf(out, "\\u%04X", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

static void print_key(struct buf *out, struct str key)
{
	bool bare = key.n != 0;

	for (size_t i = 0; i < key.n; i++)
		bare = bare && (str_is_alnum(key.s[i]) || key.s[i] == '_' || key.s[i] == '-');
	if (bare)
		buf_str(out, key);
	else
		print_string(out, key);
}

/* As it was written: with as few digits as tell it from its neighbours. */
static void print_number(struct buf *out, double number)
{
	enum { DIGITS_LEAST = 15, DIGITS_MOST = 17 };
	char text[64];

	if (number == (double)(int64_t)number) {
		buf_printf(out, "%.1f", number);
		return;
	}
	for (int digits = DIGITS_LEAST; digits <= DIGITS_MOST; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	buf_str(out, str_c(text));
}

static void print_value(struct buf *out, const struct value *value)
{
	switch (value->kind) {
	case VALUE_BOOL:
		buf_str(out, value->as.boolean ? STR("true") : STR("false"));
		break;
	case VALUE_INT:
		buf_int(out, value->as.integer);
		break;
	case VALUE_DOUBLE:
		print_number(out, value->as.number);
		break;
	case VALUE_DATE:
		date_format(out, value->as.date);
		break;
	case VALUE_LIST:
		buf_char(out, '[');
		for (uint32_t i = 0; i < value->as.list.n; i++) {
			buf_str(out, i != 0 ? STR(", ") : STR(""));
			print_value(out, value->as.list.at[i]);
		}
		buf_char(out, ']');
		break;
	case VALUE_MAP:
		buf_char(out, '{');
		for (uint32_t i = 0; i < value->as.map.n; i++) {
			buf_str(out, i != 0 ? STR(", ") : STR(""));
			print_key(out, value->as.map.at[i].key);
			buf_lit(out, " = ");
			print_value(out, value->as.map.at[i].value);
		}
		buf_char(out, '}');
		break;
	default:
		print_string(out, value->as.str);
	}
}

static bool is_table(const struct value *value)
{
	return value->kind == VALUE_MAP ||
	       (value->kind == VALUE_LIST && value->as.list.n != 0 && value->as.list.at[0]->kind == VALUE_MAP);
}

/* A visitor for every setting: table is "site" or "contact.venue", key "title". */
struct walk {
	const struct config *config;
	struct buf *out;
	struct buf scratch;
	void (*table)(struct walk *walk, struct str name, bool repeated);
	void (*setting)(struct walk *walk, struct str table, struct str key, const struct value *value);
};

static bool is_setting(struct str table, struct str key)
{
	if (str_starts(table, STR("languages.")))
		table = STR("languages.XX");
	return setting_find(table, key) != NULL;
}

static void walk_table(struct walk *walk, struct str name, const struct value *table, bool repeated);

static void walk_tables(struct walk *walk, struct str name, const struct value *value)
{
	if (value->kind == VALUE_MAP)
		walk_table(walk, name, value, false);
	for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list.n; i++)
		walk_table(walk, name, value->as.list.at[i], true);
}

static void walk_table(struct walk *walk, struct str name, const struct value *table, bool repeated)
{
	struct buf inner;

	/* [languages] itself has no settings of its own */
	if (!str_eq(name, STR("languages")) && walk->table != NULL)
		walk->table(walk, name, repeated);
	for (uint32_t i = 0; i < table->as.map.n; i++)
		if (is_setting(name, table->as.map.at[i].key))
			walk->setting(walk, name, table->as.map.at[i].key, table->as.map.at[i].value);
	buf_init(&inner, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < table->as.map.n; i++) {
		const struct value_pair *pair = &table->as.map.at[i];

		if (is_setting(name, pair->key) || !is_table(pair->value))
			continue;
		buf_clear(&inner);
		buf_printf(&inner, "%.*s.%.*s", STR_ARG(name), STR_ARG(pair->key));
		walk_tables(walk, buf_view(&inner), pair->value);
	}
	buf_release(&inner);
}

static void walk_all(struct walk *walk)
{
	const struct value *all = walk->config->all;

	buf_init(&walk->scratch, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < all->as.map.n; i++)
		walk_tables(walk, all->as.map.at[i].key, all->as.map.at[i].value);
	buf_release(&walk->scratch);
}

static void print_header(struct walk *walk, struct str name, bool repeated)
{
	buf_printf(walk->out, "%s%s%.*s%s\n", walk->out->n != 0 ? "\n" : "", repeated ? "[[" : "[", STR_ARG(name),
		   repeated ? "]]" : "]");
}

static void print_setting(struct walk *walk, struct str table, struct str key, const struct value *value)
{
	size_t start = walk->out->n;

	(void)table;
	print_key(walk->out, key);
	buf_lit(walk->out, " = ");
	print_value(walk->out, value);
	do
		buf_char(walk->out, ' ');
	while (walk->out->n - start < ORIGIN_COLUMN && !buf_failed(walk->out));
	buf_lit(walk->out, "# ");
	buf_str(walk->out, origin(walk->config, value, &walk->scratch));
	buf_char(walk->out, '\n');
}

void config_print(const struct config *config, struct buf *out)
{
	struct walk walk = {.config = config, .out = out, .table = print_header, .setting = print_setting};

	walk_all(&walk);
}

static void print_json_setting(struct walk *walk, struct str table, struct str key, const struct value *value)
{
	buf_lit(walk->out, "{\"name\":\"");
	escape_json(walk->out, table);
	buf_char(walk->out, '.');
	escape_json(walk->out, key);
	buf_lit(walk->out, "\",\"value\":");
	value_json(walk->out, value);
	buf_lit(walk->out, ",\"from\":\"");
	buf_str(walk->out, origin(walk->config, value, &walk->scratch));
	buf_lit(walk->out, "\"}\n");
}

void config_print_json(const struct config *config, struct buf *out)
{
	struct walk walk = {.config = config, .out = out, .setting = print_json_setting};

	walk_all(&walk);
}

/* ---- the server's part ------------------------------------------------------------- */

static void json_name(struct buf *out, struct str name)
{
	if (out->n != 0 && out->s[out->n - 1] != '{')
		buf_char(out, ',');
	buf_char(out, '"');
	escape_json(out, name);
	buf_lit(out, "\":");
}

static void json_text(struct buf *out, const char *name, struct str text)
{
	json_name(out, str_c(name));
	buf_char(out, '"');
	escape_json(out, text);
	buf_char(out, '"');
}

static void server_table(struct buf *out, struct str name, const struct value *table);

static void server_tables(struct buf *out, struct str name, const struct value *value)
{
	if (value->kind == VALUE_MAP) {
		server_table(out, name, value);
		return;
	}
	buf_char(out, '[');
	for (uint32_t i = 0; i < value->as.list.n; i++) {
		if (i != 0)
			buf_char(out, ',');
		server_table(out, name, value->as.list.at[i]);
	}
	buf_char(out, ']');
}

/* The settings of a table that are for the server, and the tables in it. */
static void server_table(struct buf *out, struct str name, const struct value *table)
{
	buf_char(out, '{');
	for (uint32_t i = 0; i < table->as.map.n; i++) {
		const struct value_pair *pair = &table->as.map.at[i];
		const struct setting *setting = setting_find(name, pair->key);
		struct buf inner;

		if (setting != NULL && setting->server) {
			json_name(out, pair->key);
			value_json(out, pair->value);
		} else if (setting == NULL) {
			buf_init(&inner, BUF_NO_LIMIT);
			buf_printf(&inner, "%.*s.%.*s", STR_ARG(name), STR_ARG(pair->key));
			json_name(out, pair->key);
			server_tables(out, buf_view(&inner), pair->value);
			buf_release(&inner);
		}
	}
	buf_char(out, '}');
}

static void server_site(struct buf *out, const struct config *config)
{
	server_table(out, STR("site"), value_get(config->all, STR("site")));
	out->n--; /* reopen the object */
	json_text(out, "base_path", config->base_path);
	buf_char(out, '}');
}

static void server_languages(struct buf *out, const struct config *config)
{
	buf_char(out, '[');
	for (size_t i = 0; i < config->languages_n; i++) {
		const struct language *language = &config->languages[i];

		buf_str(out, i != 0 ? STR(",{") : STR("{"));
		json_text(out, "code", language->code);
		json_text(out, "name", language->name);
		json_text(out, "title", language->title);
		json_text(out, "description", language->description);
		json_text(out, "url_prefix", language->url_prefix);
		json_name(out, STR("right_to_left"));
		buf_str(out, language->right_to_left ? STR("true}") : STR("false}"));
	}
	buf_char(out, ']');
}

static bool has_server_settings(struct str table)
{
	for (size_t i = 0; i < settings_n; i++)
		if (settings[i].server && str_eq(str_c(settings[i].table), table))
			return true;
	return false;
}

void config_server_json(const struct config *config, struct buf *out)
{
	buf_char(out, '{');
	for (uint32_t i = 0; i < config->all->as.map.n; i++) {
		const struct value_pair *pair = &config->all->as.map.at[i];

		if (str_eq(pair->key, STR("site"))) {
			json_name(out, pair->key);
			server_site(out, config);
		} else if (str_eq(pair->key, STR("languages"))) {
			json_name(out, pair->key);
			server_languages(out, config);
		} else if (has_server_settings(pair->key)) {
			json_name(out, pair->key);
			server_table(out, pair->key, pair->value);
		}
	}
	buf_char(out, '}');
}
