#include "search/params.h"

#include "common/json.h"
#include "common/limits.h"
#include "common/utf8.h"

enum param_kind { PARAM_TEXT, PARAM_NUMBER };

static const struct param {
	const char *name;
	enum param_kind kind;
	unsigned sets;
	size_t offset;
	size_t most; /* bytes, or the number */
	int64_t least;
} table[] = {
    {"q", PARAM_TEXT, 1u << PARAMS_SEARCH | 1u << PARAMS_COMPLETE, offsetof(struct params, q), LIMIT_QUERY_BYTES, 0},
    {"lang", PARAM_TEXT, 1u << PARAMS_SEARCH | 1u << PARAMS_COMPLETE | 1u << PARAMS_SUGGEST | 1u << PARAMS_CONTACT,
     offsetof(struct params, lang), 64, 0},
    {"section", PARAM_TEXT, 1u << PARAMS_SEARCH, offsetof(struct params, section), 1024, 0},
    {"tag", PARAM_TEXT, 1u << PARAMS_SEARCH, offsetof(struct params, tag), 1024, 0},
    {"kind", PARAM_TEXT, 1u << PARAMS_SEARCH, offsetof(struct params, kind), 64, 0},
    {"product", PARAM_TEXT, 1u << PARAMS_SEARCH, offsetof(struct params, product), 1024, 0},
    {"limit", PARAM_NUMBER, 1u << PARAMS_SEARCH | 1u << PARAMS_SUGGEST, offsetof(struct params, limit), LIMIT_RESULTS,
     1},
    {"offset", PARAM_NUMBER, 1u << PARAMS_SEARCH, offsetof(struct params, offset), LIMIT_RESULTS_OFFSET, 0},
    {"subject", PARAM_TEXT, 1u << PARAMS_SUGGEST | 1u << PARAMS_CONTACT, offsetof(struct params, subject),
     LIMIT_QUERY_BYTES, 0},
    {"body", PARAM_TEXT, 1u << PARAMS_SUGGEST, offsetof(struct params, body), LIMIT_TICKET_BYTES, 0},
    {"topic", PARAM_TEXT, 1u << PARAMS_SUGGEST | 1u << PARAMS_CONTACT, offsetof(struct params, topic), 256, 0},
    {"tier", PARAM_TEXT, 1u << PARAMS_SUGGEST | 1u << PARAMS_CONTACT, offsetof(struct params, tier), 256, 0},
    {"ref", PARAM_TEXT, 1u << PARAMS_CONTACT, offsetof(struct params, ref), 32, 0},
    {"sure", PARAM_TEXT, 1u << PARAMS_CONTACT, offsetof(struct params, sure), 8, 0},
};

enum { PARAMS_N = sizeof(table) / sizeof(*table) };

static const struct param *find(struct str name, enum params_set set)
{
	for (size_t i = 0; i < PARAMS_N; i++)
		if ((table[i].sets & 1u << set) != 0 && str_eq(name, str_c(table[i].name)))
			return &table[i];
	return NULL;
}

static void params_init(struct params *params)
{
	*params = (struct params){.limit = -1, .offset = -1};
}

/* ---- decoding ---- */

/* Text as everything behind it expects it: valid UTF-8, line breaks and tabs, no other control characters. */
static struct str clean(struct str text, struct arena *arena, size_t *repaired)
{
	char *to = arena_alloc(arena, text.n + 1);
	struct buf buf;
	struct str copy;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		to[i] = (c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? ' ' : text.s[i];
	}
	to[text.n] = '\0';
	*repaired = 0;
	if (utf8_is_valid(str_n(to, text.n)))
		return str_n(to, text.n);
	buf_init(&buf, BUF_NO_LIMIT);
	*repaired = utf8_repair(&buf, str_n(to, text.n));
	copy = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return copy;
}

bool params_decode(struct str text, bool is_form, struct arena *arena, struct str *out, size_t *repaired)
{
	char *raw = arena_alloc(arena, text.n + 1);
	bool good = true;
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c == '%') {
			int high = i + 1 < text.n ? str_hex_value(text.s[i + 1]) : -1;
			int low = i + 2 < text.n ? str_hex_value(text.s[i + 2]) : -1;

			if (high >= 0 && low >= 0) {
				c = (char)(high * 16 + low);
				i += 2;
			} else {
				good = false;
			}
		} else if (c == '+' && is_form) {
			c = ' ';
		}
		raw[n++] = c;
	}
	*out = clean(str_n(raw, n), arena, repaired);
	return good;
}

/* ---- values ---- */

static int take_text(const struct param *param, struct str text, struct params *params, struct arena *arena,
		     struct str *reason)
{
	if (text.n > param->most) {
		*reason = arena_printf(arena, "%s is longer than %zu bytes", param->name, param->most);
		return -1;
	}
	*(struct str *)(void *)((char *)params + param->offset) = text;
	params->has_q = params->has_q || param->offset == offsetof(struct params, q);
	params->has_topic = params->has_topic || param->offset == offsetof(struct params, topic);
	return 0;
}

static int take_number(const struct param *param, int64_t number, struct params *params, struct arena *arena,
		       struct str *reason)
{
	if (number < param->least || number > (int64_t)param->most) {
		*reason = arena_printf(arena, "%s must be a number from %lld to %zu", param->name,
				       (long long)param->least, param->most);
		return -1;
	}
	*(int64_t *)(void *)((char *)params + param->offset) = number;
	return 0;
}

/* ---- query strings ---- */

static int take_pair(struct str name, struct str value, const struct param *param, struct arena *arena,
		     struct params *params, struct str *reason)
{
	struct str text;
	size_t repaired;
	int64_t number = -1;

	if (!params_decode(value, true, arena, &text, &repaired)) {
		*reason = arena_printf(arena, "%.*s has a broken percent escape", STR_ARG(name));
		return -1;
	}
	if (repaired != 0) {
		*reason = arena_printf(arena, "%.*s is not UTF-8", STR_ARG(name));
		return -1;
	}
	if (param->kind == PARAM_TEXT)
		return take_text(param, text, params, arena, reason);
	if (!str_to_int(text, &number))
		number = -1;
	return take_number(param, number, params, arena, reason);
}

/* The same for people: what is broken is mended, what is too much is cut. */
static void take_leniently(struct str value, const struct param *param, struct arena *arena, struct params *params)
{
	struct str text, reason;
	size_t repaired;
	int64_t number;

	(void)params_decode(value, true, arena, &text, &repaired);
	if (param->kind == PARAM_TEXT)
		(void)!take_text(param, utf8_cut(text, param->most), params, arena, &reason);
	else if (str_to_int(text, &number))
		(void)!take_number(param, number, params, arena, &reason);
}

int params_query(struct str query, enum params_set set, bool lenient, struct arena *arena, struct params *params,
		 struct str *reason)
{
	unsigned seen = 0;
	struct str pair;

	params_init(params);
	while (query.n != 0 && str_split(&query, '&', &pair)) {
		struct str value = pair, name;
		const struct param *param;
		unsigned bit;

		if (pair.n == 0)
			continue;
		(void)str_split(&value, '=', &name);
		param = find(name, set);
		if (param == NULL) {
			if (lenient)
				continue;
			*reason = STR("a parameter is not known here");
			return -1;
		}
		bit = 1u << (param - table);
		if ((seen & bit) != 0) {
			if (lenient)
				continue;
			*reason = arena_printf(arena, "%s is given twice", param->name);
			return -1;
		}
		seen |= bit;
		if (value.s == NULL)
			value = STR("");
		if (lenient)
			take_leniently(value, param, arena, params);
		else if (take_pair(name, value, param, arena, params, reason) != 0)
			return -1;
	}
	return 0;
}

/* ---- JSON ---- */

static int take_json(const struct param *param, const struct value *value, struct arena *arena, struct params *params,
		     struct str *reason)
{
	size_t repaired;

	if (value->kind == VALUE_NULL)
		return 0;
	if (param->kind == PARAM_NUMBER) {
		if (value->kind == VALUE_INT)
			return take_number(param, value->as.integer, params, arena, reason);
		*reason = arena_printf(arena, "%s must be a whole number", param->name);
		return -1;
	}
	if (value->kind != VALUE_STR) {
		*reason = arena_printf(arena, "%s must be a text", param->name);
		return -1;
	}
	return take_text(param, clean(value->as.str, arena, &repaired), params, arena, reason);
}

int params_json(struct str json, enum params_set set, struct arena *arena, struct params *params, struct str *reason)
{
	const struct value *object = json_parse_sent(arena, json);

	params_init(params);
	if (object == NULL || object->kind != VALUE_MAP) {
		*reason = STR("the body must be a JSON object");
		return -1;
	}
	for (uint32_t i = 0; i < object->as.map.n; i++) {
		const struct value_pair *pair = &object->as.map.at[i];
		const struct param *param = find(pair->key, set);

		if (param == NULL)
			*reason = STR("a field is not known here");
		if (param == NULL || take_json(param, pair->value, arena, params, reason) != 0)
			return -1;
	}
	return 0;
}

/* ---- as a search ---- */

enum { RESULTS_SHOWN = 10 };

struct query_request params_request(const struct params *params)
{
	return (struct query_request){
	    .text = params->q,
	    .lang = params->lang,
	    .section = params->section,
	    .tag = params->tag,
	    .kind = params->kind,
	    .product = params->product,
	    .limit = params->limit > 0 ? (size_t)params->limit : RESULTS_SHOWN,
	    .offset = params->offset > 0 ? (size_t)params->offset : 0,
	};
}
