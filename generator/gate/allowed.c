#include "generator/gate/allowed.h"

#include "common/fs.h"
#include "common/limits.h"

#include <errno.h>
#include <sodium.h>

static const char digest_head[] = "sha256:";
enum { DIGEST_HEAD = sizeof(digest_head) - 1 };

enum { DIGITS_LEAST = 8, DIGITS_MOST = 15, MAIL_MOST = 254 };

static bool is_mail_sign(char c)
{
	return str_is_alnum(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

static bool is_separator(char c)
{
	return c != '\0' && strchr(" -.()/", c) != NULL;
}

/* " ext. 12", "x12", " - 12": the number goes on to a desk, and that one was not allowed. */
static bool has_extension(struct str s, size_t at)
{
	static const struct str words[] = {
	    STR_INIT("x"),
	    STR_INIT("ext"),
	    STR_INIT("extn"),
	    STR_INIT("extension"),
	    STR_INIT("durchwahl"),
	    STR_INIT("dw"),
	    STR_INIT("nebenstelle"),
	    STR_INIT("poste"),
	    STR_INIT("wew"),
	    STR_INIT("wewn"),
	    STR_INIT("interno"),
	    STR_INIT("toestel"),
	    STR_INIT("extensi\xC3\xB3n"),
	};
	static const char before[] = " \t\n-.,;:(/#", behind[] = " .:=-#";
	size_t from = at;

	while (at < s.n && s.s[at] != '\0' && strchr(before, s.s[at]) != NULL)
		at++;
	if (at < s.n && str_is_digit(s.s[at])) /* "4411\n2. Restart" is a list */
		return at > from && str_find_char(str_slice(s, from, at), '\n') < 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t end = at + words[i].n;

		if (!str_starts_nocase(str_from(s, at), words[i]))
			continue;
		while (end < s.n && s.s[end] != '\0' && strchr(behind, s.s[end]) != NULL)
			end++;
		if (end < s.n && str_is_digit(s.s[end]))
			return true;
	}
	return false;
}

/* The digits of a number from a place on, without what only says that the code of a country follows, or that none does;
 * 0: too many, or an extension follows. */
static size_t number_at(struct str s, size_t at, char *digits, bool *is_international)
{
	size_t n = 0, end = at;

	*is_international = at < s.n && s.s[at] == '+';
	for (at += *is_international; at < s.n && (str_is_digit(s.s[at]) || is_separator(s.s[at])); at++) {
		if (str_starts(str_from(s, at), STR("(0)"))) {
			at += 2;
			continue;
		}
		if (!str_is_digit(s.s[at])) {
			/* two separators at most stand between digits */
			if (at + 2 < s.n && is_separator(s.s[at + 1]) && !str_is_digit(s.s[at + 2]) &&
			    s.s[at + 2] != '(')
				break;
			continue;
		}
		if (n == 0 && s.s[at] == '0' && !*is_international) {
			if (at + 1 < s.n && s.s[at + 1] == '0') {
				*is_international = true;
				at++;
			}
			continue;
		}
		if (n == DIGITS_MOST)
			return 0;
		digits[n++] = s.s[at];
		end = at + 1;
	}
	/* "2759x", but not "2759 please" */
	return (end < s.n && str_is_alnum(s.s[end])) || has_extension(s, end) ? 0 : n;
}

/* The address around an '@', in small letters; absent when there is none. */
static struct str mail_around(struct str s, size_t at, char *lower)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_mail_sign(s.s[from - 1]))
		from--;
	while (to < s.n && (str_is_alnum(s.s[to]) || s.s[to] == '.' || s.s[to] == '-'))
		to++;
	while (to > at && (s.s[to - 1] == '.' || s.s[to - 1] == '-'))
		to--;
	if (from == at || to <= at + 1 || to - from > MAIL_MOST)
		return STR_NONE;
	for (size_t i = from; i < to; i++)
		lower[i - from] = str_lower_char(s.s[i]);
	return str_n(lower, to - from);
}

static bool take_line(struct allowed *allowed, struct str line, struct arena *arena)
{
	char digits[DIGITS_MOST], lower[MAIL_MOST];
	ptrdiff_t sign = str_find_char(line, '@');
	bool is_international;
	struct str value;

	if (sign >= 0) {
		value = mail_around(line, (size_t)sign, lower);
		if (value.n != line.n || str_find_char(value, '.') < 0)
			return false;
	} else {
		for (size_t i = 0; i < line.n; i++)
			if (!str_is_digit(line.s[i]) && !is_separator(line.s[i]) && (i != 0 || line.s[i] != '+'))
				return false;
		value = str_n(digits, number_at(line, 0, digits, &is_international));
		if (value.n < DIGITS_LEAST || !is_international)
			return false;
	}
	*vec_add(&allowed->values) = arena_str(arena, value);
	return true;
}

static bool take_file(struct allowed *allowed, struct str line, struct arena *arena)
{
	enum { PATH_AT = DIGEST_HEAD + 2 * ALLOWED_DIGEST_BYTES };
	struct allowed_file file = {.path = str_trim(str_from(line, PATH_AT))};

	if (file.path.n == 0 || line.s[PATH_AT] != ' ' ||
	    !str_read_hex(str_slice(line, DIGEST_HEAD, PATH_AT), file.digest, ALLOWED_DIGEST_BYTES))
		return false;
	file.path = arena_str(arena, file.path);
	*vec_add(&allowed->files) = file;
	return true;
}

int allowed_parse(struct allowed *allowed, struct str text, struct arena *arena, struct diag_list *diags)
{
	struct str rest = text, line;
	uint32_t number = 0;
	int result = 0;

	while (str_line(&rest, &line)) {
		ptrdiff_t remark = str_find_char(line, '#');

		number++;
		if (str_starts(str_trim(line), str_n(digest_head, DIGEST_HEAD))) { /* paths may have a '#' */
			if (take_file(allowed, str_trim(line), arena))
				continue;
			diag_add(diags, DIAG_GATE_KEYS, (struct place){STR(ALLOWED_FILE), number, 1},
				 "no SHA-256 in hexadecimal digits and path of a published file");
			result = -1;
			continue;
		}
		line = str_trim(remark >= 0 ? str_slice(line, 0, (size_t)remark) : line);
		if (line.n == 0 || take_line(allowed, line, arena))
			continue;
		diag_add(diags, DIAG_GATE_KEYS, (struct place){STR(ALLOWED_FILE), number, 1},
			 "neither a mail address nor a telephone number with the code of its country");
		result = -1;
	}
	return result;
}

int allowed_read(struct allowed *allowed, int site_folder, struct arena *arena, struct diag_list *diags)
{
	struct buf text;
	int result = 0;

	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(site_folder, ALLOWED_FILE, &text, LIMIT_GATE_KEYS_BYTES) == 0)
		result = allowed_parse(allowed, buf_view(&text), arena, diags);
	else if (errno != ENOENT)
		result = 1;
	buf_release(&text);
	return result;
}

void allowed_release(struct allowed *allowed)
{
	vec_release(&allowed->values);
	vec_release(&allowed->files);
}

void allowed_digest(struct str bytes, unsigned char digest[ALLOWED_DIGEST_BYTES])
{
	(void)crypto_hash_sha256(digest, (const unsigned char *)bytes.s, bytes.n);
}

bool allowed_has_path(const struct allowed *allowed, struct str path)
{
	for (size_t i = 0; i < allowed->files.n; i++)
		if (str_eq(allowed->files.at[i].path, path))
			return true;
	return false;
}

bool allowed_has_file(const struct allowed *allowed, struct str path, const unsigned char *digest)
{
	for (size_t i = 0; i < allowed->files.n; i++)
		if (str_eq(allowed->files.at[i].path, path) &&
		    memcmp(allowed->files.at[i].digest, digest, ALLOWED_DIGEST_BYTES) == 0)
			return true;
	return false;
}

void allowed_add_line(struct str path, const unsigned char *digest, struct buf *out)
{
	buf_str(out, str_n(digest_head, DIGEST_HEAD));
	buf_hex(out, digest, ALLOWED_DIGEST_BYTES);
	buf_printf(out, " %.*s", STR_ARG(path));
}

/* As it is, or within its country, where the code is left out. */
static bool is_number(struct str value, struct str digits, bool is_international)
{
	enum { CODE = 3 };

	if (is_international)
		return str_eq(value, digits);
	return digits.n >= DIGITS_LEAST - 1 && digits.n + CODE >= value.n && str_ends(value, digits);
}

bool allowed_has(const struct allowed *allowed, struct str text, size_t at)
{
	char digits[DIGITS_MOST], lower[MAIL_MOST];
	bool is_international = false, is_mail = text.s[at] == '@';
	struct str found =
	    is_mail ? mail_around(text, at, lower) : str_n(digits, number_at(text, at, digits, &is_international));

	for (size_t i = 0; found.n != 0 && i < allowed->values.n; i++)
		if (is_mail ? str_eq(allowed->values.at[i], found)
			    : is_number(allowed->values.at[i], found, is_international))
			return true;
	return false;
}
