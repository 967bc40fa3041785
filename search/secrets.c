#include "search/secrets.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i];

		if (!str_is_digit(c) && !(c >= 'a' && c <= 'z') && c != '_' && c != '-' && c != '.')
			return false;
	}
	return name.n != 0;
}

static bool is_printable(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] < ' ' && text.s[i] != '\t')
			return false;
	return utf8_is_valid(text);
}

/* What stands between double quotes; NULL when they are not as they should be. */
static const char *unquote(struct str text, struct arena *arena, struct str *value)
{
	char *to = arena_alloc(arena, text.n + 1);
	size_t n = 0, i;

	for (i = 1; i < text.n && text.s[i] != '"'; i++) {
		if (text.s[i] == '\\') {
			i++;
			if (i == text.n || (text.s[i] != '"' && text.s[i] != '\\'))
				return "a backslash stands before \" or \\ only";
		}
		to[n++] = text.s[i];
	}
	if (i >= text.n)
		return "the quotes are not closed";
	if (i + 1 != text.n)
		return "something stands behind the quotes";
	to[n] = '\0';
	*value = str_n(to, n);
	return NULL;
}

/* What is wrong with a line, or NULL. */
static const char *read_line(struct str line, struct arena *arena, struct secret *secret)
{
	const char *wrong = NULL;
	struct str name;

	if (!str_split(&line, '=', &name) || line.s == NULL)
		return "not of the form name = value";
	secret->name = arena_str(arena, str_trim(name));
	line = str_trim(line);
	if (!is_name(secret->name))
		return "a name consists of lower-case letters, digits, '_', '-' and '.'";
	if (!is_printable(line))
		return "the value has control characters or is not UTF-8";
	if (str_starts(line, STR("\"")))
		wrong = unquote(line, arena, &secret->value);
	else
		secret->value = arena_str(arena, line);
	if (wrong == NULL && secret->value.n == 0)
		wrong = "the value is empty";
	return wrong;
}

int secrets_parse(struct str text, struct arena *arena, struct secrets *secrets, struct buf *reason)
{
	struct secret *list = arena_array(arena, LIMIT_SECRETS, sizeof(*list));
	struct secrets read = {list, 0};
	struct str line;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	for (int number = 1; text.n != 0 && str_line(&text, &line); number++) {
		const char *wrong;

		line = str_trim(line);
		if (line.n == 0 || line.s[0] == '#')
			continue;
		if (read.n == LIMIT_SECRETS)
			wrong = "too many secrets";
		else
			wrong = read_line(line, arena, &list[read.n]);
		if (wrong == NULL && secrets_find(&read, list[read.n].name).s != NULL)
			wrong = "this name stands above already";
		if (wrong != NULL) {
			buf_printf(reason, "line %d: %s", number, wrong);
			return -1;
		}
		list[read.n++].line = number;
	}
	*secrets = read;
	return 0;
}

struct str secrets_find(const struct secrets *secrets, struct str name)
{
	for (size_t i = 0; i < secrets->n; i++)
		if (str_eq(secrets->at[i].name, name))
			return secrets->at[i].value;
	return STR_NONE;
}

/* ---- which names there are ---- */

struct str secrets_venue_of(struct str name)
{
	static const char *const endings[] = {".user", ".password", ".token", ".secret"};
	struct str prefix = STR("venue.");

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct str ending = str_c(endings[i]);

		if (str_starts(name, prefix) && str_ends(name, ending) && name.n > prefix.n + ending.n)
			return str_slice(name, prefix.n, name.n - ending.n);
	}
	return STR_NONE;
}

void secrets_tell_unknown(const struct secrets *secrets, struct buf *problems)
{
	static const char *const names[] = {"metrics_token", "slack_signing_secret", NULL};

	for (size_t i = 0; i < secrets->n; i++) {
		struct str name = secrets->at[i].name;

		if (!str_is_any(name, names) && secrets_venue_of(name).n == 0)
			buf_printf(problems, "line %d of the secrets file has \"%.*s\", which nothing asks for\n",
				   secrets->at[i].line, STR_ARG(name));
	}
}

/* ---- the file ---- */

/* What speaks against the file, or NULL. */
static const char *refused(const struct stat *status)
{
	if (!S_ISREG(status->st_mode))
		return "it is no file";
	if ((status->st_mode & 077) != 0)
		return "others may read or write it: chmod 600";
	if (status->st_uid != geteuid() && status->st_uid != 0)
		return "it belongs to another user";
	return NULL;
}

int secrets_load(const char *path, struct arena *arena, struct secrets *secrets, struct buf *reason)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), result = -1;
	const char *wrong = NULL;
	struct stat status;
	struct buf text;
	size_t before;

	buf_init(&text, BUF_NO_LIMIT);
	if (fd < 0 || fstat(fd, &status) != 0)
		wrong = strerror(errno);
	else
		wrong = refused(&status);
	if (wrong == NULL && fs_read_fd(fd, &text, LIMIT_SECRETS_BYTES) != 0)
		wrong = strerror(errno);
	before = reason->n;
	buf_printf(reason, "secrets file \"%s\": ", path);
	if (wrong != NULL)
		buf_str(reason, str_c(wrong));
	else
		result = secrets_parse(buf_view(&text), arena, secrets, reason);
	if (result == 0)
		buf_cut(reason, before);
	if (fd >= 0)
		close(fd);
	if (text.n != 0)
		explicit_bzero(text.s, text.n);
	buf_release(&text);
	return result;
}
