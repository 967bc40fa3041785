#include "generator/settings.h"

#include "common/limits.h"
#include "generator/charset.h"
#include "generator/languages.h"
#include "generator/urlpath.h"

/* One value on its way in. */
struct taking {
	const struct setting *setting;
	struct value *value;
	struct arena *arena;
	struct setting_problem *problem;
};

typedef struct value *take_function(const struct taking *t);

__attribute__((format(printf, 2, 3))) static struct value *wrong(const struct taking *t, const char *format, ...)
{
	const struct setting *setting = t->setting;
	struct buf text;
	va_list args;

	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, "%s.%s must ", setting->table, setting->key);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	*t->problem = (struct setting_problem){
	    .code = DIAG_SETTING_VALUE, .at = t->value->at, .message = arena_str(t->arena, buf_view(&text))};
	buf_release(&text);
	return NULL;
}

/* ---- texts ----------------------------------------------------------------- */

static bool has_control(struct str s, bool lines_allowed)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];

		if ((c < ' ' && !(lines_allowed && (c == '\n' || c == '\t' || c == '\r'))) || c == 0x7F)
			return true;
	}
	return false;
}

static struct value *take_line(const struct taking *t, size_t most)
{
	struct str s = t->value->as.str;

	if (t->setting->most > 0)
		most = (size_t)t->setting->most;
	if (t->setting->required && str_trim(s).n == 0)
		return wrong(t, "not be empty");
	if (s.n > most)
		return wrong(t, "have at most %zu bytes, not %zu", most, s.n);
	if (has_control(s, t->setting->kind == SETTING_PROSE))
		return wrong(t, t->setting->kind == SETTING_PROSE ? "not contain control characters"
								  : "be one line without control characters");
	return t->value;
}

static struct value *take_text(const struct taking *t)
{
	return take_line(t, LIMIT_SETTING_BYTES);
}

static struct value *take_prose(const struct taking *t)
{
	return take_line(t, LIMIT_SETTING_PROSE_BYTES);
}

static struct value *replaced(const struct taking *t, struct value *value)
{
	value->at = t->value->at;
	return value;
}

static struct value *with_text(const struct taking *t, struct str s)
{
	return replaced(t, value_str(t->arena, s));
}

/* ---- addresses ------------------------------------------------------------- */

static bool is_host(struct str host)
{
	bool bracketed = host.n > 2 && host.s[0] == '[' && host.s[host.n - 1] == ']';

	if (bracketed)
		host = str_slice(host, 1, host.n - 1);
	if (host.n == 0 || host.s[0] == '.' || host.s[0] == '-')
		return false;
	for (size_t i = 0; i < host.n; i++) {
		char c = host.s[i];

		if (!str_is_alnum(c) && c != '.' && !(bracketed ? c == ':' : c == '-'))
			return false;
		if (c == '.' && i + 1 < host.n && host.s[i + 1] == '.')
			return false;
	}
	return true;
}

static bool is_port(struct str port)
{
	int64_t number;

	if (port.s == NULL || port.n == 0 || port.n > 5 || !str_is_digit(port.s[0]))
		return false;
	return str_to_int(port, &number) && number >= 1 && number <= 65535;
}

static bool is_authority(struct str authority)
{
	ptrdiff_t colon = str_rfind_char(authority, ':');

	if (colon >= 0 && str_find_char(str_from(authority, (size_t)colon), ']') < 0) {
		if (!is_port(str_from(authority, (size_t)colon + 1)))
			return false;
		authority = str_slice(authority, 0, (size_t)colon);
	}
	return is_host(authority);
}

/* What RFC 3986 lets stand in a path, and letters beyond ASCII. */
static bool is_path_char(char c)
{
	return str_is_alnum(c) || (c & 0x80) != 0 || (c != '\0' && strchr("-._~!$&'()*+,;=:@/%", c) != NULL);
}

static bool is_url_path(struct str path)
{
	struct str rest = path, part;

	for (size_t i = 0; i < path.n; i++)
		if (!is_path_char(path.s[i]))
			return false;
	while (str_split(&rest, '/', &part))
		if (str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return false;
	return str_find(path, STR("//")) < 0;
}

static bool split_web_url(struct str url, struct str *scheme, struct str *authority, struct str *path)
{
	ptrdiff_t slash;

	if (str_starts_nocase(url, STR("https://")))
		*scheme = STR("https://");
	else if (str_starts_nocase(url, STR("http://")))
		*scheme = STR("http://");
	else
		return false;
	url = str_from(url, scheme->n);
	slash = str_find_char(url, '/');
	*authority = slash < 0 ? url : str_slice(url, 0, (size_t)slash);
	*path = slash < 0 ? STR("") : str_from(url, (size_t)slash);
	return true;
}

static struct str lower(struct arena *arena, struct str s)
{
	char *copy = arena_alloc(arena, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		copy[i] = str_lower_char(s.s[i]);
	copy[s.n] = '\0';
	return str_n(copy, s.n);
}

static struct value *no_scheme(const struct taking *t, struct str url)
{
	struct str host = url;

	(void)wrong(t, "begin with https:// or http://");
	while (str_starts(host, STR("/")))
		host = str_from(host, 1);
	if (str_find(host, STR("://")) < 0 && host.n != 0 &&
	    is_authority(str_slice(
		host, 0, (size_t)(str_find_char(host, '/') >= 0 ? str_find_char(host, '/') : (ptrdiff_t)host.n))))
		t->problem->hint = arena_printf(t->arena, "%s = \"https://%.*s\"", t->setting->key, STR_ARG(host));
	return NULL;
}

static struct value *take_base_url(const struct taking *t)
{
	struct str url = str_trim(t->value->as.str), scheme, authority, path;

	if (url.n > LIMIT_SETTING_BYTES)
		return wrong(t, "have at most %zu bytes", LIMIT_SETTING_BYTES);
	if (!split_web_url(url, &scheme, &authority, &path))
		return no_scheme(t, url);
	if (str_find_char(url, '?') >= 0 || str_find_char(url, '#') >= 0)
		return wrong(t, "end before the \"?\" or \"#\"");
	if (str_find_char(authority, '@') >= 0)
		return wrong(t, "not contain a user name or password");
	if (!is_authority(authority)) {
		(void)wrong(t, "name a host, as in \"https://help.example.com\"");
		for (size_t i = 0; i < authority.n; i++)
			if ((authority.s[i] & 0x80) != 0)
				t->problem->hint = STR("write a host with other than ASCII letters in its xn-- form");
		return NULL;
	}
	while (str_ends(path, STR("/")))
		path.n--;
	if (!is_url_path(path))
		return wrong(t, "have a path without spaces, empty parts or dots, as in \"https://example.com/help\"");
	return with_text(t, arena_printf(t->arena, "%.*s%.*s%.*s", STR_ARG(scheme), STR_ARG(lower(t->arena, authority)),
					 STR_ARG(path)));
}

static bool is_printable_url(struct str url)
{
	for (size_t i = 0; i < url.n; i++)
		if (url.s[i] == ' ' || url.s[i] == '"' || url.s[i] == '<' || url.s[i] == '>' || url.s[i] == '\\')
			return false;
	return !has_control(url, false);
}

static struct value *take_url(const struct taking *t)
{
	struct str url = str_trim(t->value->as.str), scheme, authority, path;
	ptrdiff_t end;

	if (url.n == 0)
		return with_text(t, url);
	if (url.n > LIMIT_SETTING_BYTES || !is_printable_url(url))
		return wrong(t, "be a URL without spaces");
	if (url.s[0] == '/' && !str_starts(url, STR("//")))
		return with_text(t, url);
	if (str_starts_nocase(url, STR("mailto:")) || str_starts_nocase(url, STR("tel:")))
		return with_text(t, url);
	if (!split_web_url(url, &scheme, &authority, &path))
		return no_scheme(t, url);
	for (end = 0; (size_t)end < authority.n && authority.s[end] != '?' && authority.s[end] != '#'; end++)
		;
	if (!is_authority(str_slice(authority, 0, (size_t)end)))
		return wrong(t, "name a host, as in \"https://example.com/page\"");
	return with_text(t, url);
}

static bool is_email(struct str s)
{
	ptrdiff_t at = str_rfind_char(s, '@');

	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] == ' ' || s.s[i] == ',' || s.s[i] == '<' || s.s[i] == '>' || s.s[i] == '"')
			return false;
	return at > 0 && str_find_char(s, '@') == at && is_host(str_from(s, (size_t)at + 1)) && s.n <= 254 &&
	       !has_control(s, false);
}

static struct value *take_email(const struct taking *t)
{
	struct str s = str_trim(t->value->as.str);

	if (s.n != 0 && !is_email(s))
		return wrong(t, "be one mail address, as in \"help@example.com\"");
	return with_text(t, s);
}

static struct value *take_path(const struct taking *t)
{
	struct str path = str_trim(t->value->as.str), rest, part;

	while (str_starts(path, STR("./")))
		path = str_from(path, 2);
	while (path.n > 1 && str_ends(path, STR("/")))
		path.n--;
	rest = path;
	if (path.n > LIMIT_PATH_BYTES || has_control(path, false))
		return wrong(t, "be a path of at most %zu bytes without control characters", LIMIT_PATH_BYTES);
	if (str_starts(path, STR("/")))
		return wrong(t, "be a path relative to the site's folder, not an absolute one");
	if (str_find_char(path, '\\') >= 0)
		return wrong(t, "be a path with \"/\", not \"\\\"");
	if (str_eq(path, STR("."))) {
		(void)wrong(t, "be a folder below the site's own");
		t->problem->hint = STR("move what is meant into a folder beside site.toml, and name that");
		return NULL;
	}
	while (path.n != 0 && str_split(&rest, '/', &part))
		if (part.n == 0 || str_eq(part, STR("..")) || str_eq(part, STR(".")))
			return wrong(t, "be a path without \"..\" and empty parts");
	if (t->setting->initial != NULL && path.n == 0)
		return wrong(t, "not be empty");
	return with_text(t, path);
}

/* ---- words with a shape ------------------------------------------------------ */

static struct value *take_colour(const struct taking *t)
{
	struct str s = str_trim(t->value->as.str);
	bool good = (s.n == 4 || s.n == 7) && s.s[0] == '#';

	for (size_t i = 1; good && i < s.n; i++)
		good = str_is_digit(s.s[i]) || (str_lower_char(s.s[i]) >= 'a' && str_lower_char(s.s[i]) <= 'f');
	if (!good)
		return wrong(t, "be a colour, as in \"#1d5fa8\"");
	s = lower(t->arena, s);
	if (s.n == 4)
		s = arena_printf(t->arena, "#%c%c%c%c%c%c", s.s[1], s.s[1], s.s[2], s.s[2], s.s[3], s.s[3]);
	return with_text(t, s);
}

static struct value *take_language(const struct taking *t)
{
	if (!language_is_tag(t->value->as.str)) {
		(void)wrong(t, "be a language tag, as in \"en\" or \"pt-BR\"");
		return NULL;
	}
	return t->value;
}

static struct value *take_charset(const struct taking *t)
{
	struct str name = str_trim(t->value->as.str);

	if (name.n == 0 || charset_is_known(name))
		return with_text(t, name);
	(void)wrong(t, "be the name of an encoding, not \"%.*s\"", STR_ARG(name));
	t->problem->hint = STR("the names are those that browsers know, such as windows-1252, shift_jis or koi8-r");
	return NULL;
}

int64_t setting_minutes(struct str duration)
{
	static const struct {
		char unit;
		int64_t minutes;
	} units[] = {{'m', 1}, {'h', 60}, {'d', 8 * 60}};
	int64_t number;

	duration = str_trim(duration);
	if (duration.n == 0)
		return 0;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (duration.s[duration.n - 1] == units[i].unit && str_is_digit(duration.s[0]) &&
		    str_to_int(str_slice(duration, 0, duration.n - 1), &number) && number <= 10000)
			return number * units[i].minutes;
	return -1;
}

static struct value *take_duration(const struct taking *t)
{
	if (setting_minutes(t->value->as.str) < 0)
		return wrong(t, "be a time, as in \"90m\", \"4h\" or \"2d\"");
	return t->value;
}

static struct value *take_zone(const struct taking *t)
{
	struct str zone = t->value->as.str;
	bool good = zone.n != 0 && zone.n <= 64 && str_is_alpha(zone.s[0]);

	for (size_t i = 0; good && i < zone.n; i++)
		good = str_is_alnum(zone.s[i]) || strchr("_-+/", zone.s[i]) != NULL;
	if (!good || str_ends(zone, STR("/")) || str_find(zone, STR("//")) >= 0)
		return wrong(t, "be a time zone, as in \"Europe/Berlin\"");
	return t->value;
}

static struct value *take_choice(const struct taking *t)
{
	struct str rest = str_c(t->setting->choices), names[8];
	const struct str *nearest;
	struct buf list;
	size_t n = 0;

	while (n < 8 && str_split(&rest, ' ', &names[n])) {
		if (str_eq(names[n], t->value->as.str))
			return t->value;
		n++;
	}
	buf_init(&list, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%s\"%.*s\"", i == 0 ? "" : i + 1 == n ? " or " : ", ", STR_ARG(names[i]));
	(void)wrong(t, "be %s, not \"%.*s\"", list.s, STR_ARG(str_slice(t->value->as.str, 0, 100)));
	buf_release(&list);
	nearest = str_nearest(t->value->as.str, names, n);
	if (nearest != NULL)
		t->problem->hint = arena_printf(t->arena, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	return NULL;
}

/* ---- numbers ------------------------------------------------------------------ */

static struct value *take_number(const struct taking *t)
{
	double number = t->value->kind == VALUE_INT ? (double)t->value->as.integer : t->value->as.number;

	/* put this way round it refuses nan too */
	if (!(number >= t->setting->least && number <= t->setting->most))
		return wrong(t, "be between %g and %g, not %g", t->setting->least, t->setting->most, number);
	if (t->setting->kind == SETTING_NUMBER && t->value->kind == VALUE_INT)
		return replaced(t, value_double(t->arena, number));
	return t->value;
}

static struct value *take_flag(const struct taking *t)
{
	return t->value;
}

/* ---- lists ---------------------------------------------------------------------- */

static struct value *as_list(const struct taking *t)
{
	struct value *list;

	if (t->value->kind == VALUE_LIST)
		return t->value;
	list = replaced(t, value_list(t->arena));
	value_append(t->arena, list, t->value);
	return list;
}

/* Every item through `take`, as if it were the value. */
static struct value *take_items(const struct taking *t, take_function *take)
{
	const struct value *list = as_list(t);
	struct value *taken = replaced(t, value_list(t->arena));

	if (list->as.list.n > LIMIT_SETTING_ITEMS)
		return wrong(t, "have at most %d items, not %u", LIMIT_SETTING_ITEMS, list->as.list.n);
	for (uint32_t i = 0; i < list->as.list.n; i++) {
		struct taking item = *t;
		struct value *result;

		item.value = list->as.list.at[i];
		result = take(&item);
		if (result == NULL)
			return NULL;
		value_append(t->arena, taken, result);
	}
	return taken;
}

static struct value *take_text_item(const struct taking *t)
{
	if (t->value->kind != VALUE_STR) {
		(void)wrong(t, "have only strings in its list, not %s", value_kind_name(t->value->kind));
		t->problem->code = DIAG_SETTING_TYPE;
		return NULL;
	}
	if (str_trim(t->value->as.str).n == 0)
		return wrong(t, "not have an empty string in its list");
	return take_text(t);
}

/* As browsers write it: lower case, no port that the scheme implies. */
static struct value *take_origin(const struct taking *t)
{
	struct str url = t->value->kind == VALUE_STR ? str_trim(t->value->as.str) : STR_NONE, scheme, authority, path;
	struct str port;

	if (url.n > LIMIT_SETTING_BYTES || !split_web_url(url, &scheme, &authority, &path) ||
	    (path.n != 0 && !str_eq(path, STR("/"))) || !is_authority(authority))
		return wrong(t, "be an origin, scheme and host alone, as in \"https://app.example.com\"");
	scheme = lower(t->arena, scheme);
	port = str_starts(scheme, STR("https")) ? STR(":443") : STR(":80");
	if (str_ends(authority, port))
		authority.n -= port.n;
	return with_text(t, arena_printf(t->arena, "%.*s%.*s", STR_ARG(scheme), STR_ARG(lower(t->arena, authority))));
}

static struct value *take_origins(const struct taking *t)
{
	return take_items(t, take_origin);
}

static struct value *take_texts(const struct taking *t)
{
	return take_items(t, take_text_item);
}

/* "09:30" in minutes, at most 24:00; -1 when it is not that. */
static int minutes_of_day(struct str s)
{
	int64_t hours, minutes;

	s = str_trim(s);
	if (s.n != 5 || s.s[2] != ':' || !str_is_digit(s.s[0]) || !str_is_digit(s.s[3]) ||
	    !str_to_int(str_slice(s, 0, 2), &hours) || !str_to_int(str_from(s, 3), &minutes) || minutes > 59 ||
	    hours * 60 + minutes > 24 * 60)
		return -1;
	return (int)(hours * 60 + minutes);
}

static struct value *take_span(const struct taking *t)
{
	struct str s = t->value->kind == VALUE_STR ? t->value->as.str : STR_NONE;
	ptrdiff_t dash = str_find_char(s, '-');
	int from = dash < 0 ? -1 : minutes_of_day(str_slice(s, 0, (size_t)dash));
	int to = dash < 0 ? -1 : minutes_of_day(str_from(s, (size_t)dash + 1));

	if (from < 0 || to < 0)
		return wrong(t, "be opening hours, as in \"09:00-17:00\"");
	if (from >= to)
		return wrong(t, "open before it closes");
	return with_text(t, arena_printf(t->arena, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60));
}

static struct value *take_spans(const struct taking *t)
{
	return take_items(t, take_span);
}

static struct value *take_day(const struct taking *t)
{
	struct date date;

	if (t->value->kind == VALUE_DATE)
		date = t->value->as.date;
	else if (t->value->kind != VALUE_STR || !date_parse(t->value->as.str, &date))
		return wrong(t, "have only days in its list, as in 2026-12-25");
	if (date.has_time)
		return wrong(t, "have only days in its list, without a time");
	return replaced(t, value_date(t->arena, date));
}

static struct value *take_days(const struct taking *t)
{
	return take_items(t, take_day);
}

static struct value *take_pins(const struct taking *t)
{
	struct value *pins = replaced(t, value_map(t->arena));

	if (t->value->as.map.n > LIMIT_SETTING_ITEMS)
		return wrong(t, "have at most %d queries", LIMIT_SETTING_ITEMS);
	/* keys are unique already, so value_set() with its search would only cost time */
	pins->as.map.at = arena_array(t->arena, t->value->as.map.n, sizeof(*pins->as.map.at));
	pins->as.map.room = t->value->as.map.n;
	for (uint32_t i = 0; i < t->value->as.map.n; i++) {
		struct value_pair *pair = &pins->as.map.at[i];
		struct taking item = *t;

		*pair = t->value->as.map.at[i];
		item.value = pair->value;
		if (item.value->kind != VALUE_STR && item.value->kind != VALUE_LIST)
			return wrong(&item, "give an id or a list of ids for each query");
		pair->value = take_items(&item, take_text_item);
		if (pair->value == NULL)
			return NULL;
		pins->as.map.n++;
	}
	return pins;
}

/* A folder ends in "*", or as Netlify writes it where it leads to, in ":splat"; that is taken off. */
static bool is_folder_path(struct str *path)
{
	static const struct str ends[] = {{"/*", 2}, {"/:splat", 7}};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (str_ends(*path, ends[i])) {
			path->n -= ends[i].n - 1;
			return true;
		}
	}
	return false;
}

static bool take_path_of(const struct taking *t, struct str written, bool *is_folder, struct str *path)
{
	struct str text = str_trim(written), clean;
	const char *fault = "does not begin with \"/\"";

	*is_folder = is_folder_path(&text);
	if (str_starts(text, STR("/")))
		fault = str_find_char(text, '*') >= 0 ? "has a \"*\" that is not its last part"
						      : urlpath_clean(t->arena, text, &clean);
	if (fault != NULL) {
		(void)wrong(t, "have paths on this site, not \"%.*s\": it %s", STR_ARG(str_slice(written, 0, 200)),
			    fault);
		return false;
	}
	if (clean.n > 1 && (*is_folder || !urlpath_is_file(clean)))
		clean = arena_printf(t->arena, "%.*s/", STR_ARG(clean));
	*path = *is_folder ? arena_printf(t->arena, "%.*s*", STR_ARG(clean)) : clean;
	return true;
}

static bool take_path_pair(const struct taking *t, struct value_pair *pair)
{
	struct taking item = *t;
	bool from_folder, to_folder;
	struct str to;

	item.value = pair->value;
	if (pair->value->kind != VALUE_STR) {
		(void)wrong(&item, "give a path for each path, as in \"/old/*\" = \"/new/*\"");
		return false;
	}
	if (!take_path_of(&item, pair->key, &from_folder, &pair->key) ||
	    !take_path_of(&item, pair->value->as.str, &to_folder, &to))
		return false;
	if (from_folder != to_folder) {
		(void)wrong(&item, "lead a folder to a folder (\"/old/*\" = \"/new/*\"), or a page to a page");
		return false;
	}
	pair->value = with_text(&item, to);
	return true;
}

static struct value *take_paths(const struct taking *t)
{
	struct value *paths = replaced(t, value_map(t->arena));

	if (t->value->as.map.n > LIMIT_SETTING_REDIRECTS)
		return wrong(t, "have at most %d paths", LIMIT_SETTING_REDIRECTS);
	paths->as.map.at = arena_array(t->arena, t->value->as.map.n, sizeof(*paths->as.map.at));
	paths->as.map.room = t->value->as.map.n;
	for (uint32_t i = 0; i < t->value->as.map.n; i++) {
		paths->as.map.at[i] = t->value->as.map.at[i];
		if (!take_path_pair(t, &paths->as.map.at[i]))
			return NULL;
		paths->as.map.n++;
	}
	return paths;
}

/* ---- the kinds -------------------------------------------------------------------- */

#define KIND(k) (1u << (k))

static const struct kind {
	const char *name;    /* "must be …" */
	const char *example; /* for the hint */
	unsigned accepts;    /* value kinds */
	take_function *take;
} kinds[] = {
    [SETTING_TEXT] = {"a string", "\"…\"", KIND(VALUE_STR), take_text},
    [SETTING_PROSE] = {"a string", "\"…\"", KIND(VALUE_STR), take_prose},
    [SETTING_FLAG] = {"true or false", "true", KIND(VALUE_BOOL), take_flag},
    [SETTING_INT] = {"a whole number", "100", KIND(VALUE_INT), take_number},
    [SETTING_NUMBER] = {"a number", "0.5", KIND(VALUE_INT) | KIND(VALUE_DOUBLE), take_number},
    [SETTING_CHOICE] = {"a string", "\"…\"", KIND(VALUE_STR), take_choice},
    [SETTING_TEXTS] = {"a list of strings", "[\"…\", \"…\"]", KIND(VALUE_STR) | KIND(VALUE_LIST), take_texts},
    [SETTING_BASE_URL] = {"a string", "\"https://help.example.com\"", KIND(VALUE_STR), take_base_url},
    [SETTING_URL] = {"a string", "\"https://example.com/page\"", KIND(VALUE_STR), take_url},
    [SETTING_PATH] = {"a string", "\"folder/file\"", KIND(VALUE_STR), take_path},
    [SETTING_EMAIL] = {"a string", "\"help@example.com\"", KIND(VALUE_STR), take_email},
    [SETTING_COLOUR] = {"a string", "\"#1d5fa8\"", KIND(VALUE_STR), take_colour},
    [SETTING_LANGUAGE] = {"a string", "\"en\"", KIND(VALUE_STR), take_language},
    [SETTING_CHARSET] = {"a string", "\"windows-1252\"", KIND(VALUE_STR), take_charset},
    [SETTING_DURATION] = {"a string", "\"4h\"", KIND(VALUE_STR), take_duration},
    [SETTING_SPANS] = {"a string or a list of strings", "\"09:00-17:00\"", KIND(VALUE_STR) | KIND(VALUE_LIST),
		       take_spans},
    [SETTING_DAYS] = {"a list of days", "[2026-12-25]", KIND(VALUE_LIST), take_days},
    [SETTING_ZONE] = {"a string", "\"Europe/Berlin\"", KIND(VALUE_STR), take_zone},
    [SETTING_ORIGINS] = {"a list of strings", "[\"https://app.example.com\"]", KIND(VALUE_STR) | KIND(VALUE_LIST),
			 take_origins},
    [SETTING_PINS] = {"a table", "{\"reset password\" = [\"password-reset\"]}", KIND(VALUE_MAP), take_pins},
    [SETTING_PATHS] = {"a table", "{\"/old/*\" = \"/new/*\"}", KIND(VALUE_MAP), take_paths},
};

const char *setting_kind_name(enum setting_kind kind)
{
	return kinds[kind].name;
}

/* Words separated by spaces. */
static struct value *initial_texts(struct str text, struct arena *arena)
{
	struct value *list = value_list(arena);
	struct str word;

	while (text.n != 0 && str_split(&text, ' ', &word))
		value_append(arena, list, value_str(arena, word));
	return list;
}

struct value *setting_initial(const struct setting *setting, struct arena *arena)
{
	struct str text = str_c(setting->initial);
	int64_t integer = 0;
	double number = 0;

	switch (setting->kind) {
	case SETTING_FLAG:
		return value_bool(arena, str_eq(text, STR("true")));
	case SETTING_INT:
		(void)str_to_int(text, &integer);
		return value_int(arena, integer);
	case SETTING_NUMBER:
		(void)str_to_double(text, &number);
		return value_double(arena, number);
	case SETTING_TEXTS:
		return initial_texts(text, arena);
	case SETTING_SPANS:
	case SETTING_DAYS:
	case SETTING_ORIGINS:
		return value_list(arena);
	case SETTING_PINS:
	case SETTING_PATHS:
		return value_map(arena);
	default:
		return value_str(arena, text);
	}
}

static void wrong_type(const struct taking *t)
{
	const struct kind *kind = &kinds[t->setting->kind];

	(void)wrong(t, "be %s, not %s", kind->name, value_kind_name(t->value->kind));
	t->problem->code = DIAG_SETTING_TYPE;
	t->problem->hint = arena_printf(t->arena, "write %s = %s", t->setting->key, kind->example);
}

struct value *setting_take(const struct setting *setting, struct value *value, struct arena *arena,
			   struct setting_problem *problem)
{
	struct taking taking = {setting, value, arena, problem};

	if ((kinds[setting->kind].accepts & KIND(value->kind)) == 0) {
		wrong_type(&taking);
		return NULL;
	}
	return kinds[setting->kind].take(&taking);
}
