/* The headers of the C modules use compound literals, which g++ and clang++ know as an extension. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "common/toml.h"

#include "common/diag.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/value.h"
}
#pragma GCC diagnostic pop

#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32 /* LIMIT_TOML_DEPTH; the library wants a literal */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cstdlib>
#include <vector>

static_assert(TOML_MAX_NESTED_VALUES == LIMIT_TOML_DEPTH, "keep them the same");

namespace
{

/* From the library's places (line, character) to byte offsets. */
class places
{
      public:
	explicit places(struct str whole) : text(whole), bom(has_bom(whole) ? 3 : 0)
	{
		starts.push_back(bom);
		for (size_t i = bom; i < text.n; i++)
			if (text.s[i] == '\n')
				starts.push_back(static_cast<uint32_t>(i + 1));
		ascii = std::none_of(text.s + bom, text.s + text.n, [](char c) { return (c & 0x80) != 0; });
		if (!ascii)
			count_characters();
	}

	/* Offset; the end of the text for a place behind it. */
	uint32_t offset(toml::source_position position) const
	{
		if (position.line == 0 || position.column == 0)
			return 0;
		if (position.line > starts.size())
			return end();
		if (ascii)
			return std::min(starts[position.line - 1] + position.column - 1, end());
		size_t character = first[position.line - 1] + position.column - 1;
		return character < characters.size() ? characters[character] : end();
	}

      private:
	static bool has_bom(struct str text)
	{
		return text.n >= 3 && memcmp(text.s, "\xEF\xBB\xBF", 3) == 0;
	}

	uint32_t end() const
	{
		return static_cast<uint32_t>(text.n);
	}

	void count_characters()
	{
		for (size_t i = bom, line = 0; i < text.n; i++) {
			if (line < starts.size() && starts[line] == i) {
				first.push_back(static_cast<uint32_t>(characters.size()));
				line++;
			}
			if ((text.s[i] & 0xC0) != 0x80)
				characters.push_back(static_cast<uint32_t>(i));
		}
		while (first.size() < starts.size())
			first.push_back(static_cast<uint32_t>(characters.size()));
	}

	struct str text;
	uint32_t bom;
	bool ascii;
	std::vector<uint32_t> starts;	  /* offset of every line */
	std::vector<uint32_t> first;	  /* number of every line's first character */
	std::vector<uint32_t> characters; /* offset of every character */
};

/* From the library's tree to ours. */
class converter
{
      public:
	converter(struct arena *memory, const places &map) : arena(memory), where(map)
	{
	}

	struct value *convert(const toml::node &node) const
	{
		struct value *value = make(node);

		value->at = at(node.source().begin);
		return value;
	}

      private:
	uint32_t at(toml::source_position position) const
	{
		return position.line != 0 ? where.offset(position) + 1 : 0;
	}

	struct value *make(const toml::node &node) const
	{
		switch (node.type()) {
		case toml::node_type::table:
			return table(*node.as_table());
		case toml::node_type::array:
			return list(*node.as_array());
		case toml::node_type::string:
			return value_str(arena, copy(node.as_string()->get()));
		case toml::node_type::integer:
			return value_int(arena, node.as_integer()->get());
		case toml::node_type::floating_point:
			return value_double(arena, node.as_floating_point()->get());
		case toml::node_type::boolean:
			return value_bool(arena, node.as_boolean()->get());
		case toml::node_type::date:
			return value_date(arena, day(node.as_date()->get()));
		case toml::node_type::date_time:
			return value_date(arena, moment(node.as_date_time()->get()));
		case toml::node_type::time:
			return time_of_day(node.as_time()->get());
		case toml::node_type::none:
			break;
		}
		return value_null(arena);
	}

	/* The library keeps tables sorted by key; a reader of messages and menus expects the file's order. */
	struct value *table(const toml::table &from) const
	{
		struct entry {
			uint32_t key_at;
			const toml::key *key;
			const toml::node *node;
		};
		std::vector<entry> entries;
		struct value *map = value_map(arena);

		entries.reserve(from.size());
		for (auto &&[key, node] : from)
			entries.push_back({at(key.source().begin), &key, &node});
		std::stable_sort(entries.begin(), entries.end(),
				 [](const entry &a, const entry &b) { return a.key_at < b.key_at; });
		/* filled in here, as value_set() would compare every key with all before it */
		map->as.map.n = map->as.map.room = static_cast<uint32_t>(entries.size());
		map->as.map.at =
		    static_cast<struct value_pair *>(arena_array(arena, entries.size(), sizeof(struct value_pair)));
		for (size_t i = 0; i < entries.size(); i++) {
			map->as.map.at[i].key = copy(entries[i].key->str());
			map->as.map.at[i].key_at = entries[i].key_at;
			map->as.map.at[i].value = convert(*entries[i].node);
		}
		return map;
	}

	struct value *list(const toml::array &from) const
	{
		struct value *list = value_list(arena);

		for (auto &&node : from)
			value_append(arena, list, convert(node));
		return list;
	}

	struct str copy(std::string_view text) const
	{
		return arena_str(arena, str_n(text.data(), text.size()));
	}

	static struct date day(toml::date from)
	{
		struct date date = {};

		date.year = static_cast<int16_t>(from.year);
		date.month = from.month;
		date.day = from.day;
		return date;
	}

	static struct date moment(const toml::date_time &from)
	{
		struct date date = day(from.date);

		date.has_time = true;
		date.hour = from.time.hour;
		date.minute = from.time.minute;
		date.second = from.time.second;
		if (from.offset)
			date.offset_minutes = from.offset->minutes;
		return date;
	}

	/* "10:20:30", "10:20:30.5" */
	struct value *time_of_day(toml::time from) const
	{
		struct str text =
		    arena_printf(arena, "%02d:%02d:%02d.%09u", from.hour, from.minute, from.second, from.nanosecond);

		while (text.s[text.n - 1] == '0')
			text.n--;
		if (text.s[text.n - 1] == '.')
			text.n--;
		return value_str(arena, text);
	}

	struct arena *arena;
	const places &where;
};

} /* namespace */

static void set_error(struct toml_error *error, struct str text, size_t offset, struct str message)
{
	if (error == NULL)
		return;
	error->at = static_cast<uint32_t>(offset) + 1;
	place_of(text, offset, &error->line, &error->column);
	error->message = message;
}

/* Behind the string that starts at `at`, or the end of the text when it is not closed. */
static size_t skip_string(struct str text, size_t at)
{
	const char quote = text.s[at];
	const bool is_long = at + 2 < text.n && text.s[at + 1] == quote && text.s[at + 2] == quote;

	for (at += is_long ? 3 : 1; at < text.n; at++) {
		if (text.s[at] == '\\' && quote == '"')
			at++;
		else if (!is_long && (text.s[at] == quote || text.s[at] == '\n'))
			return at + 1;
		else if (is_long && text.s[at] == quote && at + 2 < text.n && text.s[at + 1] == quote &&
			 text.s[at + 2] == quote)
			return at + 3;
	}
	return text.n;
}

static size_t skip_comment(struct str text, size_t at)
{
	while (at < text.n && text.s[at] != '\n')
		at++;
	return at;
}

/*
 * The library frees its tree by recursion and follows dotted keys to any depth:
 * a key of half a million dots would exhaust the stack. Returns the offset of
 * the dot that is one too many, or the length of the text. Up to the first
 * syntax error this walks in step with the parser, which stops there.
 */
static size_t find_long_key(struct str text)
{
	size_t dots = 0, at = 0;

	while (at < text.n) {
		switch (text.s[at]) {
		case '"':
		case '\'':
			at = skip_string(text, at);
			continue;
		case '#':
			at = skip_comment(text, at);
			continue;
		case '.':
			if (++dots > LIMIT_TOML_KEY_PARTS)
				return at;
			break;
		case '\n':
		case '=':
		case ',':
		case '[':
		case '{':
			dots = 0;
			break;
		default:
			break;
		}
		at++;
	}
	return text.n;
}

static bool is_within_limits(struct str text, struct arena *arena, struct toml_error *error)
{
	size_t at;

	if (text.n > LIMIT_SETTINGS_BYTES) {
		set_error(error, text, 0, arena_printf(arena, "more than %zu bytes", LIMIT_SETTINGS_BYTES));
		return false;
	}
	at = utf8_valid_prefix(text);
	if (at < text.n) {
		set_error(error, text, at, str_c("a byte that is not UTF-8"));
		return false;
	}
	at = find_long_key(text);
	if (at < text.n) {
		set_error(error, text, at, arena_printf(arena, "a key of more than %d parts", LIMIT_TOML_KEY_PARTS));
		return false;
	}
	return true;
}

/* "Error while parsing key-value pair: expected …" -> "in a key-value pair: expected …" */
static struct str plain_message(struct arena *arena, std::string_view text)
{
	const std::string_view prefix = "Error while parsing ";
	struct str message;

	if (text.substr(0, prefix.size()) != prefix)
		return arena_str(arena, str_n(text.data(), text.size()));
	text.remove_prefix(prefix.size());
	message = str_n(text.data(), text.size());
	return arena_printf(arena, "in %.*s", STR_ARG(message));
}

extern "C" struct value *toml_parse(struct str text, struct arena *arena, struct toml_error *error)
{
	if (!is_within_limits(text, arena, error))
		return NULL;
	try {
		const places where(text.n != 0 ? text : str_c(""));
		try {
			const toml::table tree = toml::parse(std::string_view(text.n != 0 ? text.s : "", text.n));

			return converter(arena, where).convert(tree);
		} catch (const toml::parse_error &problem) {
			set_error(error, text, where.offset(problem.source().begin),
				  plain_message(arena, problem.description()));
			return NULL;
		}
	} catch (const std::bad_alloc &) {
		mem_free(mem_alloc(SIZE_MAX / 2)); /* the process's way to say so; does not return */
	} catch (...) {
		set_error(error, text, 0, str_c("the TOML library gave up"));
		return NULL;
	}
	abort();
}
