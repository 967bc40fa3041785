#include "common/strings.h"

#include <inttypes.h>

struct entry {
	struct str key;
	struct value *value;
};

struct strings {
	struct str language;
	struct arena *arena;
	struct entry *entries; /* sorted by key */
	uint32_t n, room;
};

struct strings *strings_new(struct str language, struct arena *arena)
{
	struct strings *strings = ARENA_NEW(arena, struct strings);

	strings->language = language;
	strings->arena = arena;
	return strings;
}

static struct entry *find_entry(const struct strings *strings, struct str key)
{
	uint32_t from = 0, to = strings->n;

	while (from < to) {
		uint32_t middle = (from + to) / 2;
		int order = str_cmp(key, strings->entries[middle].key);

		if (order == 0)
			return &strings->entries[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

struct value *strings_find(const struct strings *strings, struct str key)
{
	const struct entry *entry = find_entry(strings, key);

	return entry != NULL ? entry->value : NULL;
}

const struct str *strings_nearest(const struct strings *strings, struct str key)
{
	struct str *keys = arena_array(strings->arena, strings->n + 1, sizeof(*keys));

	for (uint32_t i = 0; i < strings->n; i++)
		keys[i] = strings->entries[i].key;
	return str_nearest(key, keys, strings->n);
}

static void grow(struct strings *strings)
{
	uint32_t room = strings->room != 0 ? strings->room * 2 : 128;
	struct entry *entries = arena_array(strings->arena, room, sizeof(*entries));

	if (strings->n != 0)
		memcpy(entries, strings->entries, strings->n * sizeof(*entries));
	strings->entries = entries;
	strings->room = room;
}

/* Inserts in order; there is room. */
static void insert(struct strings *strings, struct str key, struct value *value)
{
	uint32_t at = strings->n;

	while (at > 0 && str_cmp(strings->entries[at - 1].key, key) > 0) {
		strings->entries[at] = strings->entries[at - 1];
		at--;
	}
	strings->entries[at] = (struct entry){key, value};
	strings->n++;
}

void strings_set(struct strings *strings, struct str key, struct value *value)
{
	struct entry *entry = find_entry(strings, key);

	if (entry != NULL) {
		entry->value = value;
		return;
	}
	if (strings->n == strings->room)
		grow(strings);
	insert(strings, key, value);
}

struct value *strings_all(const struct strings *strings, struct arena *arena)
{
	struct value *map = value_map(arena);

	for (uint32_t i = 0; i < strings->n; i++)
		value_set(arena, map, strings->entries[i].key, strings->entries[i].value);
	return map;
}

/* ---- plural categories (CLDR 42, whole numbers) ---------------------------- */

static const char *plural_one(int64_t n)
{
	return n == 1 ? "one" : "other";
}

static const char *plural_zero_one(int64_t n)
{
	return n == 0 || n == 1 ? "one" : "other";
}

static const char *plural_none(int64_t n)
{
	(void)n;
	return "other";
}

static const char *plural_arabic(int64_t n)
{
	int64_t rest = n % 100;

	if (n >= 0 && n <= 2)
		return n == 0 ? "zero" : n == 1 ? "one" : "two";
	return rest >= 3 && rest <= 10 ? "few" : rest >= 11 ? "many" : "other";
}

static const char *plural_russian(int64_t n)
{
	if (n % 10 == 1 && n % 100 != 11)
		return "one";
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? "few" : "many";
}

static const char *plural_polish(int64_t n)
{
	const char *russian = plural_russian(n);

	return n == 1 ? "one" : strcmp(russian, "one") == 0 ? "many" : russian;
}

static const char *plural_czech(int64_t n)
{
	return n == 1 ? "one" : n >= 2 && n <= 4 ? "few" : "other";
}

static const char *plural_hebrew(int64_t n)
{
	return n == 1 ? "one" : n == 2 ? "two" : "other";
}

static const struct plural_rule {
	const char *languages; /* with a space before and behind each */
	const char *(*category)(int64_t n);
} plural_rules[] = {
    {" ja zh ko vi th id ms lo my ", plural_none},
    {" fr pt hi fa bn am hy ", plural_zero_one},
    {" ar ", plural_arabic},
    {" ru uk be sr hr bs ", plural_russian},
    {" pl ", plural_polish},
    {" cs sk ", plural_czech},
    {" he iw ", plural_hebrew},
};

struct str strings_plural(struct str language, int64_t n)
{
	ptrdiff_t dash = str_find_char(language, '-');
	struct str base = dash < 0 ? language : str_slice(language, 0, (size_t)dash);

	for (size_t i = 0; i < sizeof(plural_rules) / sizeof(plural_rules[0]); i++) {
		struct str rest = str_c(plural_rules[i].languages), one;

		while (str_split(&rest, ' ', &one))
			if (one.n != 0 && str_eq_nocase(one, base))
				return str_c(plural_rules[i].category(n));
	}
	return str_c(plural_one(n));
}

/* ---- texts ------------------------------------------------------------------ */

/* With the separators that the language puts between thousands. */
static void add_number(struct buf *out, const struct strings *strings, int64_t number)
{
	const struct value *separator = strings_find(strings, STR("thousands"));
	char digits[32];
	int n = snprintf(digits, sizeof(digits), "%" PRId64, number);

	for (int i = 0; i < n; i++) {
		if (i > 0 && digits[i - 1] != '-' && (n - i) % 3 == 0 && separator != NULL && number >= 1000)
			buf_str(out, separator->as.str);
		buf_char(out, digits[i]);
	}
}

/* Copies text, calling put for each {name}. */
static void fill(struct buf *out, struct str text, void (*put)(struct buf *out, struct str name, const void *context),
		 const void *context)
{
	for (;;) {
		ptrdiff_t open = str_find_char(text, '{');
		ptrdiff_t close = open < 0 ? -1 : str_find_char(str_from(text, (size_t)open), '}');

		if (close < 0)
			break;
		buf_str(out, str_slice(text, 0, (size_t)open));
		put(out, str_slice(text, (size_t)open + 1, (size_t)(open + close)), context);
		text = str_from(text, (size_t)(open + close) + 1);
	}
	buf_str(out, text);
}

struct numbers {
	const struct strings *strings;
	int64_t n, total;
};

static void put_number(struct buf *out, struct str name, const void *context)
{
	const struct numbers *numbers = context;

	if (str_eq(name, STR("n")))
		add_number(out, numbers->strings, numbers->n);
	else if (str_eq(name, STR("total")))
		add_number(out, numbers->strings, numbers->total);
	else
		buf_printf(out, "{%.*s}", STR_ARG(name));
}

bool strings_format(struct buf *out, const struct strings *strings, struct str key, int64_t n, int64_t total)
{
	const struct value *value = strings_find(strings, key);
	const struct numbers numbers = {strings, n, total};

	if (value != NULL && value->kind == VALUE_MAP) {
		const struct value *form = value_get(value, strings_plural(strings->language, n));

		value = form != NULL ? form : value_get(value, STR("other"));
	}
	if (value == NULL || value->kind != VALUE_STR)
		return false;
	fill(out, value->as.str, put_number, &numbers);
	return true;
}

struct day {
	const struct strings *strings;
	struct date date;
};

static void put_day(struct buf *out, struct str name, const void *context)
{
	const struct day *day = context;
	const struct value *months = strings_find(day->strings, STR("months"));

	if (str_eq(name, STR("day")))
		buf_int(out, day->date.day);
	else if (str_eq(name, STR("year")))
		buf_int(out, day->date.year);
	else if (str_eq(name, STR("month_n")))
		buf_int(out, day->date.month);
	else if (str_eq(name, STR("month")) && months != NULL && months->kind == VALUE_LIST && day->date.month >= 1 &&
		 day->date.month <= months->as.list.n)
		buf_str(out, months->as.list.at[day->date.month - 1]->as.str);
}

static void put_date(struct buf *out, const struct strings *strings, struct str key, struct date date)
{
	const struct value *form = strings_find(strings, key);
	const struct day day = {strings, date};

	if (form != NULL && form->kind == VALUE_STR)
		fill(out, form->as.str, put_day, &day);
	else
		date_format(out, date);
}

void strings_date(struct buf *out, const struct strings *strings, struct date date)
{
	put_date(out, strings, STR("date"), date);
}

void strings_month(struct buf *out, const struct strings *strings, struct date date)
{
	put_date(out, strings, STR("month_year"), date);
}

void strings_script(struct buf *out, const struct strings *strings, struct str prefix)
{
	struct value *map = value_map(strings->arena);

	for (uint32_t i = 0; i < strings->n; i++)
		if (str_starts(strings->entries[i].key, prefix))
			value_set(strings->arena, map, str_from(strings->entries[i].key, prefix.n),
				  strings->entries[i].value);
	value_json(out, map);
}
