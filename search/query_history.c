#include "search/query_history.h"

#include "common/letter_case.h"

enum { TITLE_BYTES = 64, NAME_WORDS = 4, WORDS_BEFORE = 2 };

/* In lower case. */
static const char *const called[] = {
    "changelog",
    "change log",
    "release notes",
    "release history",
    "what's new",
    "what’s new",
    "versionshinweise",
    "änderungsprotokoll",
    "notes de version",
    "journal des modifications",
    "notas de la versión",
    "notas de versión",
    "registro de cambios",
    "note di rilascio",
    "notas de versão",
    "notas da versão",
    "история изменений",
    "список изменений",
    "примечания к выпуску",
    "что нового",
    "dziennik zmian",
    "sürüm notları",
    "릴리스 노트",
    "변경 이력",
    "リリースノート",
    "変更履歴",
    "更新履歴",
    "更新日志",
    "更新日誌",
    "更新记录",
    "更新記錄",
    "发布说明",
    "發行說明",
    NULL,
};

/* Which are things of products as well, of which articles tell: "Manage releases", "See the version history". */
static const char *const called_alone[] = {"releases", "version history", "versionsverlauf",
					   "版本历史", "版本歷史",	  NULL};

static size_t count_words(struct str text)
{
	size_t words = 0;

	for (size_t i = 0; i < text.n; i++)
		words += !str_is_space(text.s[i]) && (i == 0 || str_is_space(text.s[i - 1]));
	return words;
}

static bool is_ascii(struct str text)
{
	size_t i = 0;

	while (i < text.n && (text.s[i] & 0x80) == 0)
		i++;
	return i == text.n;
}

/* "更新日志 2.0", "Acme更新日志", and not "更新日志怎么写". */
static bool are_apart(char a, char b)
{
	return ((a | b) & 0x80) != 0 ? (a & b & 0x80) == 0 : !str_is_alnum(a) || !str_is_alnum(b);
}

/* Behind it a version or a product; in front of it a product. */
static bool is_called(struct str title, struct str name)
{
	struct str behind, before;

	if (title.n <= name.n)
		return str_eq_nocase(title, name);
	behind = str_from(title, name.n);
	before = str_slice(title, 0, title.n - name.n);
	return (str_starts_nocase(title, name) && are_apart(name.s[name.n - 1], behind.s[0]) &&
		count_words(behind) <= WORDS_BEFORE) ||
	       (str_ends_nocase(title, name) && are_apart(before.s[before.n - 1], name.s[0]) &&
		count_words(before) <= WORDS_BEFORE);
}

static bool is_any(struct str title)
{
	for (const char *const *name = called; *name != NULL; name++) {
		if (is_called(title, str_c(*name)))
			return true;
	}
	return str_is_any_nocase(title, called_alone);
}

bool query_is_history(struct str title)
{
	struct buf lower;
	bool is;

	/* twenty titles of each ticket are looked at, of which hardly any is one */
	if (title.n > TITLE_BYTES || count_words(title) > NAME_WORDS + WORDS_BEFORE)
		return false;
	if (is_ascii(title))
		return is_any(title);
	buf_init(&lower, BUF_NO_LIMIT);
	letter_case_lower(&lower, title);
	is = is_any(buf_view(&lower));
	buf_release(&lower);
	return is;
}
