#include "generator/lines.h"

#include "generator/fields.h"

/* Longer ones are sentences. */
enum { NAME_LONGEST = 60 };

size_t line_indent(struct str line)
{
	size_t n = 0;

	while (n < line.n && (line.s[n] == ' ' || line.s[n] == '\t'))
		n++;
	return n;
}

/* A name in quotes: the place of its closing quote, or 0. */
static size_t quoted_name(struct str line)
{
	ptrdiff_t end;

	if (line.s[0] != '"' && line.s[0] != '\'')
		return 0;
	end = str_find_char(str_from(line, 1), line.s[0]);
	return end > 0 ? (size_t)end + 1 : 0;
}

static bool may_be_in_name(struct str line, size_t at)
{
	char c = line.s[at];
	char next = at + 1 < line.n ? line.s[at + 1] : ' ';

	return strchr("{}[]|>\"`\t", c) == NULL && c != '\0' && (strchr(".,;?!", c) == NULL || next != ' ');
}

/* "：" is what Chinese and Japanese keyboards give. */
static bool is_wide_colon(struct str line, size_t at)
{
	return str_starts(str_from(line, at), STR("\xEF\xBC\x9A"));
}

static bool loose_key(struct str line, size_t at, struct line_key *key)
{
	size_t width = is_wide_colon(line, at) ? 3 : 1;

	key->name = str_trim(str_slice(line, 0, at));
	key->colon = at;
	key->value = at + width;
	key->is_loose = true;
	return !str_starts(str_from(line, key->value), STR("//")) && fields_is_known(key->name);
}

bool line_key(struct str line, struct line_key *key)
{
	size_t at = 0;

	if (line.n == 0 || strchr("-#[]{}>|*&!%@,?:` \t", line.s[0]) != NULL)
		return false;
	at = quoted_name(line);
	if (at != 0 && at + 1 < line.n && line.s[at + 1] == ':' &&
	    (at + 2 == line.n || line.s[at + 2] == ' ' || line.s[at + 2] == '\t')) {
		*key = (struct line_key){str_slice(line, 1, at), at + 1, at + 2, false};
		return true;
	}
	for (at = 0; at < line.n && at <= NAME_LONGEST; at++) {
		if (line.s[at] == ':' && (at + 1 == line.n || line.s[at + 1] == ' ' || line.s[at + 1] == '\t')) {
			*key = (struct line_key){str_trim(str_slice(line, 0, at)), at, at + 1, false};
			return true;
		}
		if (line.s[at] == ':' || is_wide_colon(line, at))
			return loose_key(line, at, key);
		if (!may_be_in_name(line, at))
			return false;
	}
	return false;
}

enum line_kind line_kind(struct str line)
{
	struct line_key key;
	size_t indent = line_indent(line);

	if (indent == line.n)
		return LINE_BLANK;
	if (line.s[indent] == '#')
		return LINE_COMMENT;
	if (indent != 0)
		return LINE_INDENTED;
	if (line.s[0] == '-' && (line.n == 1 || line.s[1] == ' ' || line.s[1] == '\t'))
		return LINE_ITEM;
	return line_key(line, &key) ? LINE_KEY : LINE_OTHER;
}
