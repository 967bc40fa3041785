#include "generator/tickets/kinds.h"

#include "common/utf8.h"
#include "generator/tickets/readers.h"

static const struct {
	const char *one, *many;
} names[KINDS_N] = {
#define X(name, one, many) [KIND_##name] = {one, many},
    KINDS(X)
#undef X
};

/* What a file begins with, without spaces and letter case. */
static const struct {
	const char *start;
	enum kind kind;
} starts[] = {
    {"{", KIND_JSON},
    {"[", KIND_JSON},
    {"<!doctype html", KIND_HTML},
    {"<html", KIND_HTML},
    {"<", KIND_XML},
    {"%pdf-", KIND_PDF},
    {"pk\3\4", KIND_ZIP},
    {"bzh", KIND_PACKED},
    {"\3757zxz", KIND_PACKED},
    {"\x28\xb5\x2f\xfd", KIND_PACKED},
    {"7z\xbc\xaf", KIND_PACKED},
    {"rar!", KIND_PACKED},
    {"-- mysql dump", KIND_SQL},
    {"-- mariadb dump", KIND_SQL},
    {"/*!40", KIND_SQL},
    {"/*m!", KIND_SQL},
    {"create table", KIND_SQL},
    {"insert into", KIND_SQL},
    {"-- phpmyadmin sql", KIND_SQL},
};

/* "Received: …" */
static bool is_header(struct str head)
{
	size_t n = 0;

	while (n < head.n && n < 60 && (str_is_alnum(head.s[n]) || head.s[n] == '-'))
		n++;
	return n > 1 && n + 1 < head.n && head.s[n] == ':' && head.s[n + 1] == ' ';
}

static enum kind kind_of(struct str path, struct str head)
{
	struct str text = str_trim(str_starts(head, STR("\xef\xbb\xbf")) ? str_from(head, 3) : head);

	if (head.n == 0)
		return KIND_EMPTY;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts_nocase(text, str_c(starts[i].start)))
			return starts[i].kind;
	if (str_starts(head, STR("From ")))
		return KIND_MBOX;
	if (memchr(head.s, '\0', head.n) != NULL)
		return KIND_BINARY;
	if (str_ends_nocase(path, STR(".sql")))
		return KIND_SQL;
	if (str_ends_nocase(path, STR(".csv")) || str_ends_nocase(path, STR(".tsv")))
		return KIND_TABLE;
	return is_header(head) ? KIND_MAIL : KIND_TEXT;
}

void kinds_add(struct kinds *kinds, struct str path, struct str head)
{
	struct str name = str_from(path, (size_t)(str_rfind_char(path, '/') + 1));

	kinds->n[kind_of(path, head)]++;
	if (kinds->files++ >= KINDS_FILES)
		return;
	for (size_t i = 0; i < KINDS_SYSTEMS && readers[i] != NULL; i++) {
		struct str rest = str_c(readers[i]->signs), sign;

		while (rest.n != 0 && str_split(&rest, '|', &sign))
			kinds->signs[i] += str_find(head, sign) >= 0 || str_eq(name, sign);
	}
}

void kinds_print(const struct kinds *kinds, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < KINDS_N; i++) {
		if (kinds->n[i] == 0)
			continue;
		buf_printf(out, "%s%llu %s", first ? "" : ", ", (unsigned long long)kinds->n[i],
			   kinds->n[i] == 1 ? names[i].one : names[i].many);
		first = false;
	}
	if (first)
		buf_lit(out, "no file");
}

int kinds_nearest(const struct kinds *kinds)
{
	int nearest = -1;

	for (size_t i = 0; i < KINDS_SYSTEMS && readers[i] != NULL; i++)
		if (kinds->signs[i] != 0 && (nearest < 0 || kinds->signs[i] > kinds->signs[nearest]))
			nearest = (int)i;
	return nearest;
}
