/*
 * The packed form: one field after the other in the order of the struct,
 * numbers as LEB128 varints. What most pages have nothing of (strings, lists,
 * dates and flags of the front matter) is announced by one bit each in a first
 * word. Unpacking believes nothing: every length is held against what is left,
 * every number against its range.
 */
#include "generator/page.h"

#include <assert.h>

enum { PARAMS_DEPTH = 40 }; /* TOML allows 32 (limits.h), and a few for the table around them */

/* One bit of the first word for each field. */
enum presence {
#define X(field, name, about) HAS_##field,
	PAGE_STRINGS(X) PAGE_LISTS(X) PAGE_DATES(X) PAGE_FLAGS(X)
#undef X
	    HAS_weight,
	HAS_title_is_from_heading,
	HAS_title_is_made,
	HAS_id_is_foreign,
	HAS_is_of_docusaurus,
	HAS_params,
	HAS_places,
	HAS_alias_places,
	HAS_related_places,
	HAS_summary,
	HAS_title_marked,
	HAS_anchors,
	HAS_labels,
	HAS_includes,
	HAS_diags,
	PRESENCE_N
};
static_assert(PRESENCE_N <= 63, "one word of bits");

#define BIT(field) ((uint64_t)1 << HAS_##field)

/* ---- packing ---- */

static void add_number(struct buf *out, uint64_t number)
{
	char bytes[10];
	size_t n = 0;

	while (number >= 0x80) {
		bytes[n++] = (char)(number | 0x80);
		number >>= 7;
	}
	bytes[n++] = (char)number;
	buf_str(out, str_n(bytes, n));
}

/* Small negative numbers stay short. */
static void add_signed(struct buf *out, int64_t number)
{
	add_number(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

/* An absent string is told from an empty one: 0 is absent, else length + 1. */
static void add_str(struct buf *out, struct str s)
{
	if (s.s == NULL) {
		add_number(out, 0);
		return;
	}
	add_number(out, (uint64_t)s.n + 1);
	buf_str(out, s);
}

static void add_list(struct buf *out, struct str_list list)
{
	add_number(out, list.n);
	for (uint32_t i = 0; i < list.n; i++)
		add_str(out, list.at[i]);
}

static void add_date(struct buf *out, struct date date)
{
	add_signed(out, date.year);
	add_number(out, date.month);
	add_number(out, date.day);
	add_number(out, date.has_time);
	if (!date.has_time)
		return;
	add_number(out, date.hour);
	add_number(out, date.minute);
	add_number(out, date.second);
	add_signed(out, date.offset_minutes);
}

static void add_fixed64(struct buf *out, uint64_t number)
{
	buf_str(out, str_n((const char *)&number, sizeof(number)));
}

static void add_value(struct buf *out, const struct value *value, int depth);

static void add_values(struct buf *out, const struct value *value, int depth)
{
	if (value->kind == VALUE_LIST) {
		add_number(out, value->as.list.n);
		for (uint32_t i = 0; i < value->as.list.n; i++)
			add_value(out, value->as.list.at[i], depth + 1);
		return;
	}
	add_number(out, value->as.map.n);
	for (uint32_t i = 0; i < value->as.map.n; i++) {
		const struct value_pair *pair = &value->as.map.at[i];

		add_str(out, pair->key);
		add_number(out, pair->key_at);
		add_value(out, pair->value, depth + 1);
	}
}

/* Deeper than any reader makes them, values become null. */
static void add_value(struct buf *out, const struct value *value, int depth)
{
	enum value_kind kind = value != NULL && depth < PARAMS_DEPTH ? value->kind : VALUE_NULL;

	add_number(out, (uint64_t)kind << 1 | (value != NULL && value->is_html));
	add_number(out, value != NULL ? value->at : 0);
	switch (kind) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
		add_number(out, value->as.boolean);
		break;
	case VALUE_INT:
		add_signed(out, value->as.integer);
		break;
	case VALUE_DOUBLE:
		buf_str(out, str_n((const char *)&value->as.number, sizeof(value->as.number)));
		break;
	case VALUE_STR:
		add_str(out, value->as.str);
		break;
	case VALUE_DATE:
		add_date(out, value->as.date);
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		add_values(out, value, depth);
		break;
	}
}

static bool has_places(const struct page *page)
{
	for (size_t i = 0; i < PLACED_FIELDS_N; i++)
		if (page->places[i].line != 0)
			return true;
	return false;
}

static uint64_t presence(const struct page *page)
{
	uint64_t bits = 0;

#define X(field, name, about) bits |= page->field.s != NULL ? BIT(field) : 0;
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) bits |= page->field.n != 0 ? BIT(field) : 0;
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) bits |= date_is_set(page->field) ? BIT(field) : 0;
	PAGE_DATES(X)
#undef X
#define X(field, name, about) bits |= page->field ? BIT(field) : 0;
	PAGE_FLAGS(X)
#undef X
	bits |= page->has_weight ? BIT(weight) : 0;
	bits |= page->title_is_from_heading ? BIT(title_is_from_heading) : 0;
	bits |= page->title_is_made ? BIT(title_is_made) : 0;
	bits |= page->id_is_foreign ? BIT(id_is_foreign) : 0;
	bits |= page->is_of_docusaurus ? BIT(is_of_docusaurus) : 0;
	bits |= page->params != NULL ? BIT(params) : 0;
	bits |= has_places(page) ? BIT(places) : 0;
	bits |= page->alias_places != NULL ? BIT(alias_places) : 0;
	bits |= page->related_places != NULL ? BIT(related_places) : 0;
	bits |= page->summary.s != NULL ? BIT(summary) : 0;
	bits |= page->title_marked.n != 0 ? BIT(title_marked) : 0;
	bits |= page->anchors.n != 0 ? BIT(anchors) : 0;
	bits |= page->labels.n != 0 ? BIT(labels) : 0;
	bits |= page->includes.n != 0 ? BIT(includes) : 0;
	bits |= page->diags_n != 0 ? BIT(diags) : 0;
	return bits;
}

static void add_places(struct buf *out, const struct page *page)
{
	for (size_t i = 0; i < PLACED_FIELDS_N; i++) {
		add_number(out, page->places[i].line);
		add_number(out, page->places[i].column);
	}
}

static void add_item_places(struct buf *out, const struct field_place *places, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		add_number(out, places[i].line);
		add_number(out, places[i].column);
	}
}

static void add_front_matter(struct buf *out, const struct page *page, uint64_t bits)
{
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		add_str(out, page->field);
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		add_list(out, page->field);
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		add_date(out, page->field);
	PAGE_DATES(X)
#undef X
	if (page->has_weight)
		add_signed(out, page->weight);
	if ((bits & BIT(places)) != 0)
		add_places(out, page);
	if ((bits & BIT(alias_places)) != 0)
		add_item_places(out, page->alias_places, page->aliases.n);
	if ((bits & BIT(related_places)) != 0)
		add_item_places(out, page->related_places, page->related.n);
	if ((bits & BIT(title_marked)) != 0)
		add_str(out, page->title_marked);
	if (page->params != NULL)
		add_value(out, page->params, 0);
}

static void add_headings(struct buf *out, const struct page *page)
{
	add_number(out, page->headings_n);
	for (uint32_t i = 0; i < page->headings_n; i++) {
		add_number(out, page->headings[i].level);
		add_str(out, page->headings[i].text);
		add_str(out, page->headings[i].id);
	}
}

/* Holes come in ascending order: their distances are short. */
static void add_links(struct buf *out, const struct page *page)
{
	uint32_t hole = 0;

	add_number(out, page->links_n);
	for (uint32_t i = 0; i < page->links_n; i++) {
		const struct link *link = &page->links[i];

		assert(link->hole >= hole);
		add_number(out, (uint64_t)link->kind);
		add_number(out, link->hole - hole);
		add_number(out, link->line);
		add_number(out, link->column);
		add_str(out, link->target);
		hole = link->hole;
	}
}

static void add_diags(struct buf *out, const struct page *page)
{
	add_number(out, page->diags_n);
	for (uint32_t i = 0; i < page->diags_n; i++) {
		const struct diag *diag = &page->diags[i];

		add_number(out, (uint64_t)diag->code);
		add_number(out, (uint64_t)diag->severity);
		add_str(out, diag->place.path);
		add_number(out, diag->place.line);
		add_number(out, diag->place.column);
		add_str(out, diag->message);
		add_str(out, diag->hint);
	}
}

static void add_body(struct buf *out, const struct body *body)
{
	add_number(out, body->spill);
	add_number(out, body->offset);
	add_number(out, body->html_length);
	add_number(out, body->passages_length);
	add_number(out, body->text_length);
}

void page_pack(struct buf *out, const struct page *page)
{
	uint64_t bits = presence(page);

	add_number(out, bits);
	add_str(out, page->path);
	add_number(out, (uint64_t)page->kind);
	add_front_matter(out, page, bits);
	add_headings(out, page);
	add_links(out, page);
	if (page->summary.s != NULL)
		add_str(out, page->summary);
	if (page->anchors.n != 0)
		add_list(out, page->anchors);
	if (page->labels.n != 0)
		add_list(out, page->labels);
	if (page->includes.n != 0)
		add_list(out, page->includes);
	add_number(out, page->words);
	add_body(out, &page->body);
	add_fixed64(out, page->source_low);
	add_fixed64(out, page->source_high);
	if (page->diags_n != 0)
		add_diags(out, page);
}

/* ---- unpacking ---- */

/* What is left to read. After a fault nothing is left, and loops end. */
struct unpacker {
	const char *at, *end;
	struct arena *arena;
	bool damaged;
};

static void fail(struct unpacker *in)
{
	in->damaged = true;
	in->at = in->end;
}

static uint64_t get_number(struct unpacker *in)
{
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && in->at < in->end; shift += 7) {
		unsigned char byte = (unsigned char)*in->at++;

		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
	fail(in);
	return 0;
}

static uint64_t get_number_to(struct unpacker *in, uint64_t max)
{
	uint64_t number = get_number(in);

	if (number <= max)
		return number;
	fail(in);
	return 0;
}

static uint32_t get_number32(struct unpacker *in)
{
	return (uint32_t)get_number_to(in, UINT32_MAX);
}

static int64_t get_signed(struct unpacker *in)
{
	uint64_t number = get_number(in);

	return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static int64_t get_signed_within(struct unpacker *in, int64_t min, int64_t max)
{
	int64_t number = get_signed(in);

	if (number >= min && number <= max)
		return number;
	fail(in);
	return 0;
}

static const char *get_bytes(struct unpacker *in, uint64_t n)
{
	const char *bytes = in->at;

	if (n > (uint64_t)(in->end - in->at)) {
		fail(in);
		return NULL;
	}
	in->at += n;
	return bytes;
}

static uint64_t get_fixed64(struct unpacker *in)
{
	const char *bytes = get_bytes(in, sizeof(uint64_t));
	uint64_t number = 0;

	if (bytes != NULL)
		memcpy(&number, bytes, sizeof(number));
	return number;
}

static struct str get_str(struct unpacker *in)
{
	uint64_t length = get_number(in);
	const char *bytes;

	if (length == 0)
		return STR_NONE;
	bytes = get_bytes(in, length - 1);
	return bytes != NULL ? str_n(bytes, (size_t)(length - 1)) : STR_NONE;
}

/* How many elements follow, each at least `least` packed bytes long: no count can ask for more memory than its
 * bytes justify. */
static uint32_t get_count(struct unpacker *in, size_t least)
{
	return (uint32_t)get_number_to(in, (uint64_t)(in->end - in->at) / least);
}

static struct str_list get_list(struct unpacker *in)
{
	struct str_list list = {.n = get_count(in, 1)};

	list.at = list.n != 0 ? arena_array(in->arena, list.n, sizeof(*list.at)) : NULL;
	for (uint32_t i = 0; i < list.n && !in->damaged; i++)
		list.at[i] = get_str(in);
	return list;
}

static struct date get_date(struct unpacker *in)
{
	struct date date = {0};

	date.year = (int16_t)get_signed_within(in, INT16_MIN, INT16_MAX);
	date.month = (uint8_t)get_number_to(in, 12);
	date.day = (uint8_t)get_number_to(in, 31);
	date.has_time = get_number_to(in, 1) != 0;
	if (date.has_time) {
		date.hour = (uint8_t)get_number_to(in, 23);
		date.minute = (uint8_t)get_number_to(in, 59);
		date.second = (uint8_t)get_number_to(in, 60);
		date.offset_minutes = (int16_t)get_signed_within(in, -1440, 1440);
	}
	if (date_is_set(date) && (date.month == 0 || date.day == 0))
		fail(in);
	return date;
}

static struct value *get_value(struct unpacker *in, int depth);

static void get_values(struct unpacker *in, struct value *value, int depth)
{
	if (value->kind == VALUE_LIST) {
		uint32_t n = value->as.list.n = value->as.list.room = get_count(in, 2);

		value->as.list.at = n != 0 ? arena_array(in->arena, n, sizeof(*value->as.list.at)) : NULL;
		for (uint32_t i = 0; i < n && !in->damaged; i++)
			value->as.list.at[i] = get_value(in, depth + 1);
	} else {
		uint32_t n = value->as.map.n = value->as.map.room = get_count(in, 4);

		value->as.map.at = n != 0 ? arena_array(in->arena, n, sizeof(*value->as.map.at)) : NULL;
		for (uint32_t i = 0; i < n && !in->damaged; i++) {
			value->as.map.at[i].key = get_str(in);
			value->as.map.at[i].key_at = get_number32(in);
			value->as.map.at[i].value = get_value(in, depth + 1);
		}
	}
}

static struct value *get_value(struct unpacker *in, int depth)
{
	struct value *value = value_null(in->arena);
	uint64_t head = get_number_to(in, (uint64_t)VALUE_MAP << 1 | 1);
	const char *bytes;

	if (depth > PARAMS_DEPTH)
		fail(in);
	if (in->damaged)
		return value;
	value->kind = (enum value_kind)(head >> 1);
	value->is_html = (head & 1) != 0;
	value->at = get_number32(in);
	switch (value->kind) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
		value->as.boolean = get_number_to(in, 1) != 0;
		break;
	case VALUE_INT:
		value->as.integer = get_signed(in);
		break;
	case VALUE_DOUBLE:
		bytes = get_bytes(in, sizeof(value->as.number));
		if (bytes != NULL)
			memcpy(&value->as.number, bytes, sizeof(value->as.number));
		break;
	case VALUE_STR:
		value->as.str = get_str(in);
		break;
	case VALUE_DATE:
		value->as.date = get_date(in);
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		get_values(in, value, depth);
		break;
	}
	return value;
}

static struct field_place get_place(struct unpacker *in)
{
	uint16_t line = (uint16_t)get_number_to(in, UINT16_MAX);

	return (struct field_place){line, (uint16_t)get_number_to(in, UINT16_MAX)};
}

static struct field_place *get_item_places(struct unpacker *in, uint32_t n)
{
	struct field_place *places = n != 0 ? arena_array(in->arena, n, sizeof(*places)) : NULL;

	for (uint32_t i = 0; i < n; i++)
		places[i] = get_place(in);
	return places;
}

static void get_front_matter(struct unpacker *in, struct page *page, uint64_t bits)
{
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		page->field = get_str(in);
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		page->field = get_list(in);
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) \
	if ((bits & BIT(field)) != 0) \
		page->field = get_date(in);
	PAGE_DATES(X)
#undef X
#define X(field, name, about) page->field = (bits & BIT(field)) != 0;
	PAGE_FLAGS(X)
#undef X
	page->has_weight = (bits & BIT(weight)) != 0;
	if (page->has_weight)
		page->weight = (int32_t)get_signed_within(in, INT32_MIN, INT32_MAX);
	for (size_t i = 0; (bits & BIT(places)) != 0 && i < PLACED_FIELDS_N; i++)
		page->places[i] = get_place(in);
	if ((bits & BIT(alias_places)) != 0)
		page->alias_places = get_item_places(in, page->aliases.n);
	if ((bits & BIT(related_places)) != 0)
		page->related_places = get_item_places(in, page->related.n);
	page->title_is_from_heading = (bits & BIT(title_is_from_heading)) != 0;
	page->title_is_made = (bits & BIT(title_is_made)) != 0;
	page->id_is_foreign = (bits & BIT(id_is_foreign)) != 0;
	page->is_of_docusaurus = (bits & BIT(is_of_docusaurus)) != 0;
	if ((bits & BIT(title_marked)) != 0)
		page->title_marked = get_str(in);
	if ((bits & BIT(params)) != 0)
		page->params = get_value(in, 0);
}

static void skip_str(struct unpacker *in)
{
	(void)get_str(in);
}

/* Headings and links, of which nothing is kept. */
static void skip_body_parts(struct unpacker *in)
{
	uint32_t n = get_count(in, 3);

	for (uint32_t i = 0; i < n && !in->damaged; i++) {
		(void)get_number(in);
		skip_str(in);
		skip_str(in);
	}
	n = get_count(in, 5);
	for (uint32_t i = 0; i < n && !in->damaged; i++) {
		for (int number = 0; number < 4; number++)
			(void)get_number(in);
		skip_str(in);
	}
}

static void get_headings(struct unpacker *in, struct page *page)
{
	uint32_t n = page->headings_n = get_count(in, 3);

	page->headings = n != 0 ? arena_array(in->arena, n, sizeof(*page->headings)) : NULL;
	for (uint32_t i = 0; i < n && !in->damaged; i++) {
		page->headings[i].level = (uint8_t)get_number_to(in, 6);
		page->headings[i].text = get_str(in);
		page->headings[i].id = get_str(in);
	}
}

static void get_links(struct unpacker *in, struct page *page)
{
	uint32_t n = page->links_n = get_count(in, 5), hole = 0;

	page->links = n != 0 ? arena_array(in->arena, n, sizeof(*page->links)) : NULL;
	for (uint32_t i = 0; i < n && !in->damaged; i++) {
		struct link *link = &page->links[i];

		link->kind = (enum link_kind)get_number_to(in, LINK_TITLE);
		link->hole = hole += (uint32_t)get_number_to(in, UINT32_MAX - hole);
		link->line = get_number32(in);
		link->column = get_number32(in);
		link->target = get_str(in);
	}
}

static void get_diags(struct unpacker *in, struct page *page)
{
	uint32_t n = page->diags_n = get_count(in, 7);

	page->diags = n != 0 ? arena_array(in->arena, n, sizeof(*page->diags)) : NULL;
	for (uint32_t i = 0; i < n && !in->damaged; i++) {
		struct diag *diag = &page->diags[i];

		diag->code = (enum diag_code)get_number_to(in, DIAG_CODES_N - 1);
		diag->severity = (enum diag_severity)get_number_to(in, DIAG_ERROR);
		diag->place.path = get_str(in);
		diag->place.line = get_number32(in);
		diag->place.column = get_number32(in);
		diag->message = get_str(in);
		diag->hint = get_str(in);
	}
}

static void get_body(struct unpacker *in, struct body *body)
{
	body->spill = get_number32(in);
	body->offset = get_number(in);
	body->html_length = get_number32(in);
	body->passages_length = get_number32(in);
	body->text_length = get_number32(in);
}

static void begin(struct unpacker *in, struct page *page, uint64_t bits)
{
	*page = (struct page){0};
	page->path = get_str(in);
	page->kind = (enum page_kind)get_number_to(in, PAGE_SOLVED);
	get_front_matter(in, page, bits);
}

static void get_rest(struct unpacker *in, struct page *page, uint64_t bits)
{
	if ((bits & BIT(summary)) != 0)
		page->summary = get_str(in);
	if ((bits & BIT(anchors)) != 0)
		page->anchors = get_list(in);
	if ((bits & BIT(labels)) != 0)
		page->labels = get_list(in);
	if ((bits & BIT(includes)) != 0)
		page->includes = get_list(in);
	page->words = get_number32(in);
	get_body(in, &page->body);
	page->source_low = get_fixed64(in);
	page->source_high = get_fixed64(in);
}

static uint64_t get_presence(struct unpacker *in)
{
	return get_number_to(in, ((uint64_t)1 << PRESENCE_N) - 1);
}

bool page_has_includes(struct str packed)
{
	struct unpacker in = {.at = packed.s, .end = packed.s + packed.n};

	return packed.n != 0 && (get_presence(&in) & BIT(includes)) != 0;
}

bool page_unpack(struct page *page, struct str packed, struct arena *arena)
{
	struct unpacker in = {.at = packed.s, .end = packed.s + packed.n, .arena = arena};
	uint64_t bits = get_presence(&in);

	begin(&in, page, bits);
	get_headings(&in, page);
	get_links(&in, page);
	get_rest(&in, page, bits);
	if ((bits & BIT(diags)) != 0)
		get_diags(&in, page);
	return !in.damaged && in.at == in.end;
}

bool page_unpack_face(struct page *page, struct str packed, struct arena *arena)
{
	struct unpacker in = {.at = packed.s, .end = packed.s + packed.n, .arena = arena};
	uint64_t bits = get_presence(&in);

	begin(&in, page, bits);
	skip_body_parts(&in);
	get_rest(&in, page, bits);
	return !in.damaged;
}
