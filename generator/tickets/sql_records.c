#include "generator/tickets/sql_records.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "common/vec.h"
#include "generator/tickets/input.h"

/* Names of tables and columns have 64 at most. */
#define NAME_BYTES 64

void sql_records_init(struct sql_records *records, struct input *input)
{
	*records = (struct sql_records){.input = input};
	arena_init(&records->arena);
	arena_init(&records->insert);
	map_init(&records->tables);
}

void sql_records_release(struct sql_records *records)
{
	map_release(&records->tables);
	arena_release(&records->insert);
	arena_release(&records->arena);
}

/* The byte at a place of the window, which grows for it; -1: the file ends before, or the statement is too long. */
static int byte_at(struct input *input, size_t at)
{
	while (at >= input->window.n)
		if (!input_more(input, LIMIT_IMPORT_RECORD))
			return -1;
	return (unsigned char)input->window.s[at];
}

static bool is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind a text in quotes that begins there; 0: it does not end. */
static size_t behind_quotes(struct input *input, size_t at)
{
	int quote = byte_at(input, at), c;

	for (at++; (c = byte_at(input, at)) >= 0; at++) {
		if (c == '\\' && quote != '`')
			at++;
		else if (c == quote)
			return at + 1;
	}
	return 0;
}

/* Spaces and comments. Those that MySQL executes are statements that nobody needs here. */
static void skip_blank(struct input *input)
{
	for (;;) {
		int c = byte_at(input, 0), next = c == '-' || c == '/' ? byte_at(input, 1) : -1;

		if (is_space(c)) {
			input_skip(input, 1);
		} else if (c == '#' || (c == '-' && next == '-')) {
			while ((c = byte_at(input, 0)) >= 0 && c != '\n')
				input_skip(input, 1);
		} else if (c == '/' && next == '*') {
			input_skip(input, 2);
			while ((c = byte_at(input, 0)) >= 0 && (c != '*' || byte_at(input, 1) != '/'))
				input_skip(input, 1);
			input_skip(input, 2);
		} else {
			return;
		}
	}
}

/* To the end of a statement. False: the file ends before. */
static bool skip_statement(struct input *input)
{
	for (;;) {
		int c = byte_at(input, 0);
		size_t n = 1;

		if (c < 0)
			return false;
		if (c == '\'' || c == '"' || c == '`')
			n = behind_quotes(input, 0);
		if (n == 0)
			return false;
		input_skip(input, n);
		if (c == ';')
			return true;
	}
}

static bool take_word(struct input *input, const char *word)
{
	size_t n = strlen(word);

	skip_blank(input);
	(void)byte_at(input, n);
	if (!str_starts_nocase(input->window, str_c(word)) || str_is_alnum((char)byte_at(input, n)))
		return false;
	input_skip(input, n);
	return true;
}

static bool take_sign(struct input *input, char sign)
{
	skip_blank(input);
	if (byte_at(input, 0) != sign)
		return false;
	input_skip(input, 1);
	return true;
}

/* A name, in backquotes or not, of a column or table; of "base.table" the table. "" when there is none. */
static struct str take_name(struct input *input, struct arena *arena)
{
	struct str name;

	do {
		size_t n = 0;

		skip_blank(input);
		if (byte_at(input, 0) == '`') {
			n = behind_quotes(input, 0);
			if (n < 2 || n > NAME_BYTES * 4)
				return STR("");
			name = arena_str(arena, str_slice(input->window, 1, n - 1));
		} else {
			for (int c;
			     n < NAME_BYTES && ((c = byte_at(input, n)) == '_' || (c > 0 && str_is_alnum((char)c)));)
				n++;
			name = arena_str(arena, str_slice(input->window, 0, n));
		}
		input_skip(input, n);
	} while (take_sign(input, '.'));
	return name;
}

/* ---- tables ---- */

static struct sql_columns *columns_of(struct sql_records *records, struct str table)
{
	bool is_new;
	struct map_entry *entry = map_add(&records->tables, table, &is_new);

	if (is_new)
		entry->value.pointer = ARENA_NEW(&records->arena, struct sql_columns);
	return entry->value.pointer;
}

/* "(`id` int(11) NOT NULL, …, PRIMARY KEY (`id`)) …;": names in backquotes are columns, all else are keys. */
static void read_create(struct sql_records *records)
{
	struct input *input = records->input;
	struct VEC(struct str) names = {0};
	struct sql_columns *columns;
	struct str table;
	bool more;

	if (take_word(input, "IF"))
		(void)(take_word(input, "NOT") && take_word(input, "EXISTS"));
	table = take_name(input, &records->arena);
	more = table.n != 0 && take_sign(input, '(');
	while (more && names.n < LIMIT_IMPORT_KEYS) {
		unsigned depth = 0;
		int c;

		skip_blank(input);
		if (byte_at(input, 0) == '`')
			*vec_add(&names) = take_name(input, &records->arena);
		/* to the comma behind it, or the end */
		while ((c = byte_at(input, 0)) >= 0 && c != ';' && (depth != 0 || (c != ',' && c != ')'))) {
			size_t n = c == '\'' || c == '"' || c == '`' ? behind_quotes(input, 0) : 1;

			if (n == 0)
				break;
			depth += c == '(';
			depth -= c == ')';
			input_skip(input, n);
		}
		more = take_sign(input, ',');
	}
	if (table.n != 0) {
		columns = columns_of(records, table);
		columns->at = arena_array(&records->arena, names.n, sizeof(*columns->at));
		columns->n = names.n;
		if (names.n != 0)
			memcpy(columns->at, names.at, names.n * sizeof(*names.at));
	}
	vec_release(&names);
	records->is_cut = !skip_statement(input);
}

/* "`ost_ticket` (`ticket_id`, …) VALUES", up to the first row. */
static void begin_insert(struct sql_records *records)
{
	struct input *input = records->input;
	struct arena *arena = &records->insert;
	const struct map_entry *entry;

	/* dumps may have one for each row */
	arena_clear(arena);
	(void)take_word(input, "IGNORE");
	(void)take_word(input, "INTO");
	records->table = take_name(input, arena);
	entry = map_find(&records->tables, records->table);
	records->columns =
	    entry != NULL ? *(const struct sql_columns *)entry->value.const_pointer : (struct sql_columns){.n = 0};
	if (take_sign(input, '(')) {
		struct VEC(struct str) names = {0};

		do
			*vec_add(&names) = take_name(input, arena);
		while (take_sign(input, ',') && names.n < LIMIT_IMPORT_KEYS);
		(void)take_sign(input, ')');
		records->columns.at = arena_array(arena, names.n, sizeof(struct str));
		records->columns.n = names.n;
		memcpy(records->columns.at, names.at, names.n * sizeof(struct str));
		vec_release(&names);
	}
	records->in_values = take_word(input, "VALUES") || take_word(input, "VALUE");
	if (!records->in_values)
		records->is_cut = !skip_statement(input);
}

/* ---- rows ---- */

static char unescaped(char c)
{
	static const char from[] = "ntr0bZ", to[] = "\n\t\r\0\b\x1a";
	const char *at = c != '\0' ? strchr(from, c) : NULL;

	return at != NULL ? to[at - from] : c;
}

static struct str clean(struct arena *arena, struct buf *text)
{
	struct buf repaired;
	struct str copy;

	for (size_t i = 0; i < text->n; i++)
		if (text->s[i] == '\0')
			text->s[i] = ' ';
	if (utf8_is_valid(buf_view(text)))
		return arena_str(arena, buf_view(text));
	buf_init(&repaired, BUF_NO_LIMIT);
	(void)utf8_repair(&repaired, buf_view(text));
	copy = arena_str(arena, buf_view(&repaired));
	buf_release(&repaired);
	return copy;
}

/* What stands between quotes; texts that stand behind each other, and quotes that stand twice, are one. */
static struct value *text_of(struct arena *arena, struct str raw)
{
	struct value *value;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 1; i + 1 < raw.n; i++) {
		if (raw.s[i] == '\\' && i + 2 < raw.n)
			buf_char(&text, unescaped(raw.s[++i]));
		else
			buf_char(&text, raw.s[i]);
	}
	value = value_str(arena, clean(arena, &text));
	buf_release(&text);
	return value;
}

/* 0x48616c6c6f, as --hex-blob writes it */
static struct value *hex_text(struct arena *arena, struct str digits)
{
	struct value *value;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i + 1 < digits.n; i += 2)
		buf_char(&text, (char)(str_hex_value(digits.s[i]) * 16 + str_hex_value(digits.s[i + 1])));
	value = value_str(arena, clean(arena, &text));
	buf_release(&text);
	return value;
}

/* NULL: it is no value that dumps have. */
static struct value *take_value(struct input *input, struct arena *arena)
{
	size_t n = 0, end;
	struct value *value = NULL;
	struct str word;
	int c;

	(void)take_word(input, "_binary");
	(void)take_word(input, "_utf8mb4");
	skip_blank(input);
	c = byte_at(input, 0);
	if (c == '\'' || c == '"') {
		struct buf raw;

		buf_init(&raw, BUF_NO_LIMIT);
		/* 'it''s' ends and begins again */
		while ((end = behind_quotes(input, n)) != 0 && byte_at(input, end) == c) {
			buf_str(&raw, str_slice(input->window, n, end - 1));
			n = end;
		}
		if (end != 0) {
			buf_str(&raw, str_slice(input->window, n, end));
			value = text_of(arena, buf_view(&raw));
			input_skip(input, end);
		}
		buf_release(&raw);
		return value;
	}
	while ((c = byte_at(input, n)) > 0 && n < LIMIT_IMPORT_RECORD &&
	       (str_is_alnum((char)c) || c == '.' || c == '-' || c == '+'))
		n++;
	word = str_slice(input->window, 0, n);
	if (n == 0)
		return NULL;
	if (str_eq_nocase(word, STR("NULL"))) {
		value = value_null(arena);
	} else if (str_starts(word, STR("0x"))) {
		bool is_hex = true;

		for (size_t i = 2; i < n; i++)
			is_hex = is_hex && str_hex_value(word.s[i]) >= 0;
		value = is_hex ? hex_text(arena, str_from(word, 2)) : NULL;
	} else if (str_is_digit(word.s[0]) || word.s[0] == '-') {
		value = value_str(arena, arena_str(arena, word));
	}
	input_skip(input, n);
	return value;
}

/* "(1,'text',NULL)" */
static const char *read_row(struct sql_records *records, struct arena *arena, struct value *row)
{
	struct input *input = records->input;
	size_t i = 0;

	if (!take_sign(input, '('))
		return byte_at(input, 0) < 0 ? "it is cut off" : "it is no row of values";
	do {
		struct value *value = take_value(input, arena);

		if (value == NULL)
			return byte_at(input, 0) < 0 ? "it is cut off, or too long"
						     : "a value is of no kind that dumps have";
		if (i < records->columns.n)
			value_add(arena, row, records->columns.at[i], value);
		i++;
	} while (take_sign(input, ',') && i < LIMIT_IMPORT_KEYS);
	if (!take_sign(input, ')'))
		return byte_at(input, 0) < 0 ? "it is cut off" : "it is no row of values";
	return i == records->columns.n ? NULL : "a row has another number of columns than its table";
}

static enum sql_result broken(struct sql_records *records, struct sql_record *record, const char *fault)
{
	record->fault = fault;
	records->in_values = false;
	/* where a text does not end nobody knows what is text and what is not: what follows is not looked at */
	records->is_lost = byte_at(records->input, 0) < 0 || !skip_statement(records->input);
	return SQL_BROKEN;
}

static enum sql_result next_row(struct sql_records *records, struct arena *arena, struct sql_record *record)
{
	struct value *row = value_map(arena);
	const char *fault = read_row(records, arena, row);

	record->table = records->table;
	record->value = row;
	if (fault != NULL)
		return broken(records, record, fault);
	if (take_sign(records->input, ','))
		return SQL_RECORD;
	records->in_values = false;
	/* ";", or "ON DUPLICATE KEY …;"; without either it is cut off behind a row */
	records->is_cut = !skip_statement(records->input);
	return SQL_RECORD;
}

enum sql_result sql_records_next(struct sql_records *records, struct arena *arena, struct sql_record *record)
{
	struct input *input = records->input;

	for (;;) {
		*record = (struct sql_record){.line = input->line};
		if (records->is_lost)
			return SQL_END;
		if (records->is_cut)
			return broken(records, record, "it is cut off");
		if (records->in_values)
			return next_row(records, arena, record);
		while (take_sign(input, ';'))
			continue;
		record->line = input->line;
		if (byte_at(input, 0) < 0)
			return SQL_END;
		if (take_word(input, "CREATE")) {
			(void)take_word(input, "TEMPORARY");
			if (take_word(input, "TABLE"))
				read_create(records);
			else
				records->is_cut = !skip_statement(input);
		} else if (take_word(input, "INSERT") || take_word(input, "REPLACE")) {
			begin_insert(records);
		} else if (!skip_statement(input)) {
			return broken(records, record, "it is cut off, or a statement is too long");
		}
	}
}
