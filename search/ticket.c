#include "search/ticket.h"

#include "common/base64.h"
#include "common/json.h"
#include "common/unicode.h"
#include "common/utf8.h"
#include "search/params.h"

/* ---- fields ---- */

enum field_kind {
	FIELD_LINE,   /* line breaks become spaces */
	FIELD_TEXT,   /* LF line ends */
	FIELD_RANDOM, /* letters, digits, - and _ */
	FIELD_EMAIL,
	FIELD_PAGE, /* a line; agents may be shown a link of it */
	FIELD_TRAP,
};

static const struct field {
	const char *name;
	enum field_kind kind;
	bool is_needed;
	size_t most;
	size_t from; /* in struct ticket_fields */
	size_t to;   /* in struct outbox_ticket; SIZE_MAX: nowhere */
} table[] = {
#define FIELD(name) offsetof(struct ticket_fields, name), offsetof(struct outbox_ticket, name)
    {"topic", FIELD_LINE, false, LIMIT_TICKET_LINE_BYTES, FIELD(topic)},
    {"tier", FIELD_LINE, false, LIMIT_TICKET_LINE_BYTES, FIELD(tier)},
    {"subject", FIELD_LINE, true, LIMIT_TICKET_SUBJECT_BYTES, FIELD(subject)},
    {"body", FIELD_TEXT, true, LIMIT_TICKET_BYTES, FIELD(body)},
    {"name", FIELD_LINE, false, LIMIT_TICKET_LINE_BYTES, FIELD(name)},
    {"email", FIELD_EMAIL, true, 254, FIELD(email)},
    {"lang", FIELD_RANDOM, false, 35, FIELD(lang)},
    {"page", FIELD_PAGE, false, LIMIT_TICKET_PAGE_BYTES, FIELD(page)},
    {"form", FIELD_RANDOM, false, 64, FIELD(form)},
    {"key", FIELD_RANDOM, false, 64, FIELD(key)},
    {"website", FIELD_TRAP, false, SIZE_MAX, offsetof(struct ticket_fields, website), SIZE_MAX},
#undef FIELD
};

enum { FIELDS_N = sizeof(table) / sizeof(*table) };

static struct str *field_at(struct ticket_fields *fields, const struct field *field)
{
	return (struct str *)(void *)((char *)fields + field->from);
}

static const struct field *find_field(struct str name)
{
	for (size_t i = 0; i < FIELDS_N; i++)
		if (str_eq(name, str_c(table[i].name)))
			return &table[i];
	return NULL;
}

/* ---- JSON ---- */

static int wrong(struct str *reason, const char *text)
{
	*reason = str_c(text);
	return -1;
}

static struct str text_of(const struct value *map, const char *name)
{
	const struct value *value = value_get(map, str_c(name));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR_NONE;
}

static int take_json_files(const struct value *list, struct arena *arena, struct ticket_fields *fields,
			   struct str *reason)
{
	if (list->kind != VALUE_LIST)
		return wrong(reason, "files must be a list");
	for (uint32_t i = 0; i < list->as.list.n; i++) {
		const struct value *item = list->as.list.at[i];
		struct str name = text_of(item, "name"), data = text_of(item, "data");
		struct outbox_file *file;

		if (name.s == NULL || data.s == NULL || item->as.map.n != 2)
			return wrong(reason, "a file must be an object with the texts name and data");
		if (fields->files_n == LIMIT_ATTACHMENTS) {
			fields->has_more_files = true;
			break;
		}
		file = &fields->files[fields->files_n++];
		file->name = name;
		/* what is no base64 stays absent, and is a problem of this file */
		(void)base64_decode(data, arena, &file->bytes);
	}
	return 0;
}

int ticket_from_json(struct str json, struct arena *arena, struct ticket_fields *fields, struct str *reason)
{
	const struct value *object = json_parse_sent(arena, json);

	*fields = (struct ticket_fields){0};
	if (object == NULL || object->kind != VALUE_MAP)
		return wrong(reason, "the body must be a JSON object");
	for (uint32_t i = 0; i < object->as.map.n; i++) {
		const struct value_pair *pair = &object->as.map.at[i];
		const struct field *field = find_field(pair->key);

		if (pair->value->kind == VALUE_NULL)
			continue;
		if (field == NULL && str_eq(pair->key, STR("files"))) {
			if (take_json_files(pair->value, arena, fields, reason) != 0)
				return -1;
			continue;
		}
		if (field == NULL)
			return wrong(reason, "a field is not known here");
		if (pair->value->kind != VALUE_STR) {
			*reason = arena_printf(arena, "%s must be a text", field->name);
			return -1;
		}
		*field_at(fields, field) = pair->value->as.str;
	}
	return 0;
}

/* ---- forms ---- */

/* Valid UTF-8, no control characters, white space at the ends gone. */
static struct str clean(struct str text, bool is_line, struct arena *arena)
{
	char *to = arena_alloc(arena, text.n + 1);
	size_t n = 0;
	struct buf repaired;
	struct str result;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if (c == '\r' && i + 1 < text.n && text.s[i + 1] == '\n')
			continue;
		if (c == '\r')
			c = '\n';
		if (is_line && (c == '\n' || c == '\t'))
			c = ' ';
		to[n++] = (c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? ' ' : (char)c;
	}
	to[n] = '\0';
	result = str_trim(str_n(to, n));
	if (utf8_is_valid(result))
		return result;
	buf_init(&repaired, BUF_NO_LIMIT);
	(void)utf8_repair(&repaired, result);
	result = arena_str(arena, buf_view(&repaired));
	buf_release(&repaired);
	return result;
}

/*
 * The first of repeated names counts. A form shows its texts again when something is wrong; one that is far too long
 * is kept only as long as ticket_check() needs to tell.
 */
static void take_form_text(struct str name, struct str text, struct arena *arena, struct ticket_fields *fields)
{
	const struct field *field = find_field(name);

	if (field == NULL || field_at(fields, field)->s != NULL)
		return;
	if (field->kind != FIELD_TRAP && text.n > field->most * 4) {
		text = clean(text, field->kind != FIELD_TEXT, arena);
		/* neither end is a blank, so that it stays too long */
		if (text.n > field->most * 4)
			text = arena_printf(arena, "%.*s…", STR_ARG(utf8_cut(text, field->most * 4)));
	}
	*field_at(fields, field) = text;
}

static void take_urlencoded(struct str body, struct arena *arena, struct ticket_fields *fields)
{
	struct str pair;

	while (body.n != 0 && str_split(&body, '&', &pair)) {
		struct str value = pair, name, text;
		size_t repaired;

		(void)str_split(&value, '=', &name);
		if (find_field(name) == NULL)
			continue;
		(void)params_decode(value.s != NULL ? value : STR(""), true, arena, &text, &repaired);
		take_form_text(name, text, arena, fields);
	}
}

/* `; name="x"` of a header; absent when there is none. Browsers write " as %22 in it. */
static struct str header_parameter(struct str header, struct str name, struct arena *arena)
{
	struct str part, rest = str_trim(header);
	struct buf text;
	struct str value = STR_NONE;

	/* a name may hold a semicolon, so it is looked for by what stands before it */
	while (rest.n != 0) {
		ptrdiff_t at = str_find_char(rest, ';');

		if (at < 0)
			return STR_NONE;
		/* its end is trimmed already: only the blanks here are passed over, each once */
		rest = str_from(rest, (size_t)at + 1);
		while (rest.n != 0 && str_is_space(rest.s[0]))
			rest = str_from(rest, 1);
		part = rest;
		if (!str_starts_nocase(part, name) || part.n <= name.n || part.s[name.n] != '=')
			continue;
		part = str_from(part, name.n + 1);
		if (part.n == 0 || part.s[0] != '"') {
			at = str_find_char(part, ';');
			return str_trim(at >= 0 ? str_slice(part, 0, (size_t)at) : part);
		}
		buf_init(&text, BUF_NO_LIMIT);
		for (size_t i = 1; i < part.n && part.s[i] != '"'; i++) {
			if (part.s[i] == '%' && str_starts(str_from(part, i), STR("%22"))) {
				buf_char(&text, '"');
				i += 2;
			} else {
				if (part.s[i] == '\\' && i + 1 < part.n)
					i++;
				buf_char(&text, part.s[i]);
			}
		}
		value = arena_str(arena, buf_view(&text));
		buf_release(&text);
		return value;
	}
	return value;
}

/* One part: its headers, an empty line, its bytes. */
static int take_part(struct str part, struct arena *arena, struct ticket_fields *fields, struct str *reason)
{
	ptrdiff_t end = str_find(part, STR("\r\n\r\n"));
	struct str head, line, bytes, disposition = STR_NONE, name, file_name;
	size_t repaired;

	if (end < 0)
		return wrong(reason, "a part of the form has no end of its headers");
	if ((size_t)end > LIMIT_FORM_HEAD)
		return wrong(reason, "a part of the form has too long headers");
	head = str_slice(part, 0, (size_t)end);
	bytes = str_from(part, (size_t)end + 4);
	while (str_line(&head, &line))
		if (str_starts_nocase(line, STR("content-disposition:")))
			disposition = str_from(line, 20);
	name = header_parameter(disposition, STR("name"), arena);
	file_name = header_parameter(disposition, STR("filename"), arena);
	if (file_name.s == NULL) {
		/* percent signs are themselves here */
		struct buf text;

		if (find_field(name) == NULL)
			return 0;
		buf_init(&text, BUF_NO_LIMIT);
		repaired = utf8_repair(&text, bytes);
		(void)repaired;
		take_form_text(name, arena_str(arena, buf_view(&text)), arena, fields);
		buf_release(&text);
		return 0;
	}
	/* an empty choice of a file is sent as a file without name and bytes */
	if (!str_eq(name, STR("files")) || (file_name.n == 0 && bytes.n == 0))
		return 0;
	if (fields->files_n == LIMIT_ATTACHMENTS) {
		fields->has_more_files = true;
		return 0;
	}
	fields->files[fields->files_n].name = file_name;
	fields->files[fields->files_n++].bytes = bytes;
	return 0;
}

static int take_multipart(struct str boundary, struct str body, struct arena *arena, struct ticket_fields *fields,
			  struct str *reason)
{
	struct str mark = arena_printf(arena, "\r\n--%.*s", STR_ARG(boundary));
	struct str first = str_from(mark, 2);

	if (boundary.n == 0 || boundary.n > 70 || !str_starts(body, first))
		return wrong(reason, "the form has no beginning");
	body = str_from(body, first.n);
	for (int parts = 0; parts < 64; parts++) {
		ptrdiff_t end;

		if (str_starts(body, STR("--")))
			return 0;
		if (!str_starts(body, STR("\r\n")))
			return wrong(reason, "the form is broken");
		body = str_from(body, 2);
		end = str_find(body, mark);
		if (end < 0)
			return wrong(reason, "the form has no end");
		if (take_part(str_slice(body, 0, (size_t)end), arena, fields, reason) != 0)
			return -1;
		body = str_from(body, (size_t)end + mark.n);
	}
	return wrong(reason, "the form has too many parts");
}

int ticket_from_form(struct str content_type, struct str body, struct arena *arena, struct ticket_fields *fields,
		     struct str *reason)
{
	struct str rest = content_type, name;

	*fields = (struct ticket_fields){0};
	(void)str_split(&rest, ';', &name);
	name = str_trim(name);
	if (str_eq_nocase(name, STR("application/x-www-form-urlencoded"))) {
		take_urlencoded(body, arena, fields);
		return 0;
	}
	if (str_eq_nocase(name, STR("multipart/form-data")))
		return take_multipart(header_parameter(content_type, STR("boundary"), arena), body, arena, fields,
				      reason);
	return wrong(reason, "the body must be a form");
}

/* ---- checking ---- */

struct check {
	struct ticket_problem *problems;
	size_t n;
};

static void add(struct check *check, const char *field, enum ticket_fault fault, size_t limit, struct str file)
{
	if (check->n < TICKET_PROBLEMS)
		check->problems[check->n++] = (struct ticket_problem){field, fault, limit, file};
}

static bool is_random(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!str_is_alnum(text.s[i]) && text.s[i] != '-' && text.s[i] != '_')
			return false;
	return true;
}

/* What a mail server may take: something, one @, a name with a dot in it; nothing that has a meaning in headers. */
static bool is_address(struct str text)
{
	ptrdiff_t at = str_rfind_char(text, '@');
	struct str local, host;

	if (at <= 0)
		return false;
	local = str_slice(text, 0, (size_t)at);
	host = str_from(text, (size_t)at + 1);
	for (size_t i = 0; i < local.n; i++)
		if (local.s[i] <= ' ' ? (unsigned char)local.s[i] < 0x80 : strchr("@\"(),:;<>[\\]", local.s[i]) != NULL)
			return false;
	for (size_t i = 0; i < host.n; i++)
		if ((unsigned char)host.s[i] < 0x80 && !str_is_alnum(host.s[i]) && host.s[i] != '-' && host.s[i] != '.')
			return false;
	return local.n <= 64 && str_find_char(host, '.') > 0 && !str_ends(host, STR(".")) &&
	       str_find(host, STR("..")) < 0;
}

/* A script or a text in the place of an address: no page has led here from that. Paths, and other apps' links, may. */
static bool is_page(struct str text)
{
	static const struct str schemes[] = {STR_INIT("javascript:"), STR_INIT("vbscript:"), STR_INIT("data:"),
					     STR_INIT("blob:")};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_starts_nocase(text, schemes[i]))
			return false;
	return true;
}

/* Only white space, characters that are not seen, and marks without a letter. */
static bool is_blank(struct str text)
{
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);

		switch (unicode_category(c)) {
		case UNICODE_ZS:
		case UNICODE_ZL:
		case UNICODE_ZP:
		case UNICODE_CC:
		case UNICODE_CF:
		case UNICODE_CN:
		case UNICODE_MN:
			continue;
		default:
			break;
		}
		/* fillers of Hangul and of braille */
		if (c != 0x115f && c != 0x1160 && c != 0x2800 && c != 0x3164 && c != 0xffa0)
			return false;
	}
	return true;
}

static void check_field(struct check *check, const struct field *field, struct str given, struct arena *arena,
			struct outbox_ticket *ticket)
{
	struct str text = clean(given, field->kind != FIELD_TEXT, arena);

	if (field->kind == FIELD_TRAP) {
		if (text.n != 0)
			add(check, field->name, TICKET_IN_THE_TRAP, 0, STR_NONE);
		return;
	}
	if (field->is_needed && is_blank(text))
		add(check, field->name, TICKET_MISSING, 0, STR_NONE);
	else if (text.n > field->most)
		add(check, field->name, TICKET_TOO_LONG, field->most, STR_NONE);
	else if (field->kind == FIELD_RANDOM && !is_random(text))
		add(check, field->name, TICKET_NOT_RANDOM, 0, STR_NONE);
	else if (field->kind == FIELD_EMAIL && !is_address(text))
		add(check, field->name, TICKET_NOT_AN_ADDRESS, 0, STR_NONE);
	else if (field->kind == FIELD_PAGE && !is_page(text))
		add(check, field->name, TICKET_NOT_A_PAGE, 0, STR_NONE);
	*(struct str *)(void *)((char *)ticket + field->to) = text;
}

/* ---- files ---- */

/* What begins like this is of that type; texts begin anyhow. */
static const struct file_type {
	const char *ending, *type;
	struct str start;
	size_t at;
} file_types[] = {
    {".png", "image/png", STR_INIT("\x89PNG\r\n\x1a\n"), 0},
    {".jpg", "image/jpeg", STR_INIT("\xff\xd8\xff"), 0},
    {".jpeg", "image/jpeg", STR_INIT("\xff\xd8\xff"), 0},
    {".gif", "image/gif", STR_INIT("GIF8"), 0},
    {".webp", "image/webp", STR_INIT("WEBP"), 8},
    {".pdf", "application/pdf", STR_INIT("%PDF-"), 0},
    {".txt", "text/plain", {NULL, 0}, 0},
    {".log", "text/plain", {NULL, 0}, 0},
    {".csv", "text/csv", {NULL, 0}, 0},
    {".json", "application/json", {NULL, 0}, 0},
};

const char *ticket_file_types(void)
{
	return ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.log,.csv,.json";
}

/* UTF-8, or at least nothing that a text has not. */
static bool is_text(struct str bytes)
{
	return memchr(bytes.s, 0, bytes.n) == NULL;
}

static const struct file_type *type_of(struct str name, struct str bytes)
{
	for (size_t i = 0; i < sizeof(file_types) / sizeof(*file_types); i++) {
		const struct file_type *type = &file_types[i];
		struct str ending = str_c(type->ending);

		if (name.n <= ending.n || !str_eq_nocase(str_from(name, name.n - ending.n), ending))
			continue;
		if (type->start.n == 0)
			return is_text(bytes) ? type : NULL;
		return str_starts(str_from(bytes, type->at), type->start) ? type : NULL;
	}
	return NULL;
}

/* The last part of a path, with the end that tells the type. */
static struct str base_name(struct str name)
{
	for (size_t i = name.n; i-- > 0;)
		if (name.s[i] == '/' || name.s[i] == '\\')
			return str_from(name, i + 1);
	return name;
}

static struct str shortened(struct str name, struct arena *arena)
{
	ptrdiff_t dot = str_rfind_char(name, '.');
	struct str ending = dot > 0 ? str_from(name, (size_t)dot) : STR("");

	if (name.n <= LIMIT_ATTACHMENT_NAME_BYTES || ending.n > 16)
		return utf8_cut(name, LIMIT_ATTACHMENT_NAME_BYTES);
	return arena_printf(arena, "%.*s%.*s", STR_ARG(utf8_cut(name, LIMIT_ATTACHMENT_NAME_BYTES - ending.n)),
			    STR_ARG(ending));
}

static void check_files(struct check *check, const struct ticket_fields *fields, struct arena *arena,
			struct outbox_ticket *ticket)
{
	struct outbox_file *files = arena_array(arena, LIMIT_ATTACHMENTS, sizeof(*files));
	size_t total = 0;

	for (size_t i = 0; i < fields->files_n; i++) {
		struct str bytes = fields->files[i].bytes;
		struct str name = shortened(clean(base_name(fields->files[i].name), true, arena), arena);
		const struct file_type *type = bytes.s != NULL ? type_of(name, bytes) : NULL;

		total += bytes.n;
		if (bytes.s == NULL)
			add(check, "files", TICKET_FILE_BROKEN, 0, name);
		else if (bytes.n == 0)
			add(check, "files", TICKET_FILE_EMPTY, 0, name);
		else if (bytes.n > LIMIT_ATTACHMENT_BYTES)
			add(check, "files", TICKET_FILE_TOO_LARGE, LIMIT_ATTACHMENT_BYTES, name);
		else if (type == NULL)
			add(check, "files", TICKET_FILE_TYPE, 0, name);
		files[i] = (struct outbox_file){name, str_c(type != NULL ? type->type : ""), bytes};
	}
	if (fields->has_more_files)
		add(check, "files", TICKET_TOO_MANY_FILES, LIMIT_ATTACHMENTS, STR_NONE);
	if (total > LIMIT_ATTACHMENTS_BYTES)
		add(check, "files", TICKET_FILES_TOO_LARGE, LIMIT_ATTACHMENTS_BYTES, STR_NONE);
	ticket->files = files;
	ticket->files_n = fields->files_n;
}

size_t ticket_check(const struct ticket_fields *fields, struct arena *arena, struct outbox_ticket *ticket,
		    struct ticket_problem problems[TICKET_PROBLEMS])
{
	struct check check = {problems, 0};

	*ticket = (struct outbox_ticket){0};
	for (size_t i = 0; i < FIELDS_N; i++)
		check_field(&check, &table[i],
			    *(const struct str *)(const void *)((const char *)fields + table[i].from), arena, ticket);
	check_files(&check, fields, arena, ticket);
	return check.n;
}

/* ---- telling ---- */

static const struct {
	const char *name, *text;
} faults[TICKET_FAULTS_N] = {
    [TICKET_MISSING] = {"missing", "This is needed."},
    [TICKET_TOO_LONG] = {"too_long", "This is longer than %zu bytes."},
    [TICKET_NOT_AN_ADDRESS] = {"not_an_address", "This is not an e-mail address."},
    [TICKET_NOT_RANDOM] = {"not_random", "This may have letters, digits, - and _ only."},
    [TICKET_NOT_A_PAGE] = {"not_a_page", "This is not the address of a page."},
    [TICKET_IN_THE_TRAP] = {"in_the_trap", "This field must stay empty."},
    [TICKET_TOO_MANY_FILES] = {"too_many_files", "More than %zu files."},
    [TICKET_FILE_TOO_LARGE] = {"file_too_large", "This file is larger than %zu MB."},
    [TICKET_FILES_TOO_LARGE] = {"files_too_large", "The files are larger than %zu MB together."},
    [TICKET_FILE_TYPE] = {"file_type", "Files of this type are not taken, or it is not what its name says."},
    [TICKET_FILE_EMPTY] = {"file_empty", "This file is empty."},
    [TICKET_FILE_BROKEN] = {"file_broken", "This file's data is not base64."},
};

const char *ticket_fault_name(enum ticket_fault fault)
{
	return faults[fault].name;
}

struct str ticket_fault_text(const struct ticket_problem *problem, struct arena *arena)
{
	struct str text = str_c(faults[problem->fault].text);
	ptrdiff_t at = str_find(text, STR("%zu"));
	bool is_size = problem->fault == TICKET_FILE_TOO_LARGE || problem->fault == TICKET_FILES_TOO_LARGE;

	if (at < 0)
		return text;
	return arena_printf(arena, "%.*s%zu%.*s", (int)at, text.s,
			    is_size ? problem->limit / 1024 / 1024 : problem->limit,
			    STR_ARG(str_from(text, (size_t)at + 3)));
}
