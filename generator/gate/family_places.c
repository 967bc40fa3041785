/* Where somebody or something of his is: mailboxes, machines, home folders, coordinates. */
#include "generator/gate/family_parts.h"
#include "generator/gate/words.h"

/* ---- addresses ---- */

static bool is_mail_sign(char c)
{
	return str_is_alnum(c) || strchr("._%+-", c) != NULL;
}

static bool is_real_domain(struct str domain)
{
	static const char *const no_mail[] = {".example", ".test",   ".invalid", ".localhost", ".local", ".internal",
					      ".service", ".png",    ".jpg",	 ".jpeg",      ".gif",	 ".svg",
					      ".webp",	  ".css",    ".js",	 ".json",      ".md",	 ".html",
					      ".socket",  ".target", ".timer"};
	static const char *const examples[] = {"example.com",	"example.org",	  "example.net",
					       "contoso.com",	"fabrikam.com",	  "domain.com",
					       "mydomain.com",	"yourdomain.com", "company.com",
					       "mycompany.com", "email.com",	  "mail.com",
					       "acme.com",	"test.com",	  "foo.com",
					       "bar.com",	"northwind.com",  "users.noreply.github.com"};
	ptrdiff_t dot = str_rfind_char(domain, '.');

	if (dot <= 0 || domain.n - (size_t)dot < 3)
		return false;
	for (size_t i = (size_t)dot + 1; i < domain.n; i++)
		if (!str_is_alpha(domain.s[i]))
			return false;
	for (size_t i = 0; i < sizeof(no_mail) / sizeof(*no_mail); i++)
		if (str_ends(domain, str_c(no_mail[i])))
			return false;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (str_eq_nocase(domain, str_c(examples[i])) ||
		    (domain.n > strlen(examples[i]) && str_ends(domain, str_c(examples[i])) &&
		     domain.s[domain.n - strlen(examples[i]) - 1] == '.'))
			return false;
	return true;
}

static bool is_role(struct str local)
{
	char lower[64];

	if (local.n > sizeof(lower))
		return false;
	for (size_t i = 0; i < local.n; i++)
		lower[i] = str_lower_char(local.s[i]);
	return words_has(WORDS_ROLES, str_n(lower, local.n)) || str_eq(str_n(lower, local.n), STR("git"));
}

/* Of signs around a word that stands for one; how many of them are brackets. */
static size_t skip_around(struct str s, size_t at, unsigned *brackets)
{
	for (size_t n = 0; n < 3 && at < s.n && s.s[at] != '\0' && strchr(" ()[]{}", s.s[at]) != NULL; n++, at++)
		*brackets += s.s[at] != ' ';
	return at;
}

bool family_is_mail(struct str s, size_t at)
{
	size_t local = at, from, begin, to = at + 1;

	if (at > 0 && to < s.n && s.s[at - 1] != '\0' && strchr("([{", s.s[at - 1]) != NULL && s.s[to] != '\0' &&
	    strchr(")]}", s.s[to]) != NULL) {
		unsigned brackets = 0;

		to = skip_around(s, to, &brackets);
		for (local--; local > 0 && s.s[local - 1] == ' ';)
			local--;
	}
	from = local;
	begin = to;
	while (from > 0 && is_mail_sign(s.s[from - 1]))
		from--;
	while (to < s.n && (str_is_alnum(s.s[to]) || s.s[to] == '.' || s.s[to] == '-'))
		to++;
	while (to > begin && (s.s[to - 1] == '.' || s.s[to - 1] == '-'))
		to--;
	if (from == local || to == begin || (to < s.n && s.s[to] == ':' && to + 1 < s.n && !str_is_space(s.s[to + 1])))
		return false;
	if (is_role(str_slice(s, from, local)))
		return false;
	if (is_real_domain(str_slice(s, begin, to)))
		return true;
	/* gärtnerei.de: a domain in letters of its own language, and of ASCII again at its end */
	if (to >= s.n || (unsigned char)s.s[to] < 0x80)
		return false;
	while (to < s.n &&
	       ((unsigned char)s.s[to] >= 0x80 || str_is_alnum(s.s[to]) || s.s[to] == '.' || s.s[to] == '-'))
		to++;
	while (to > begin && ((unsigned char)s.s[to - 1] >= 0x80 || s.s[to - 1] == '.' || s.s[to - 1] == '-'))
		to--;
	return is_real_domain(str_slice(s, begin, to));
}

static size_t label_end(struct str s, size_t at)
{
	while (at < s.n && (str_is_alnum(s.s[at]) || s.s[at] == '-'))
		at++;
	return at;
}

/* The sign in the middle of an address, and the dots, as they are said. */
static const struct str at_words[] = {STR_INIT("at"),
				      STR_INIT("arobase"),
				      STR_INIT("arroba"),
				      STR_INIT("chiocciola"),
				      STR_INIT("kukac"),
				      STR_INIT("apenstaartje"),
				      STR_INIT("malpa"),
				      STR_INIT("ma\xC5\x82pa"),
				      STR_INIT("\xC3\xA4t"),
				      STR_INIT("zavin\xC3\xA1\xC4\x8D"),
				      STR_INIT("\xD1\x81\xD0\xBE\xD0\xB1\xD0\xB0\xD0\xBA\xD0\xB0")};
static const struct str dot_words[] = {STR_INIT("dot"),
				       STR_INIT("punkt"),
				       STR_INIT("punto"),
				       STR_INIT("ponto"),
				       STR_INIT("point"),
				       STR_INIT("punt"),
				       STR_INIT("kropka"),
				       STR_INIT("nokta"),
				       STR_INIT("pont"),
				       STR_INIT("te\xC4\x8Dka"),
				       STR_INIT("\xD1\x82\xD0\xBE\xD1\x87\xD0\xBA\xD0\xB0")};

static bool is_of_word(char c)
{
	return str_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Which of the words stands there as a whole: its bytes; 0: none. */
static size_t word_at(struct str s, size_t at, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts_nocase(str_from(s, at), words[i]) &&
		    (at + words[i].n >= s.n || !is_of_word(s.s[at + words[i].n])))
			return words[i].n;
	return 0;
}

void family_each_at_word(void (*take)(struct family_starts *starts, struct str word), struct family_starts *starts)
{
	for (size_t i = 1; i < sizeof(at_words) / sizeof(*at_words); i++)
		take(starts, at_words[i]);
}

/* "w.arden at gmail dot com": the domain that stands behind "at"; how many of its dots were words. */
static unsigned domain_in_words(struct str s, size_t at, size_t dots_n, struct buf *domain)
{
	unsigned dots = 0, brackets = 0;

	for (size_t end = label_end(s, at); end > at && domain->n < 64; end = label_end(s, at)) {
		size_t dot;

		buf_str(domain, str_slice(s, at, end));
		at = skip_around(s, end, &brackets);
		dot = at != end ? word_at(s, at, dot_words, dots_n) : 0;
		if (at == end && at + 1 < s.n && s.s[at] == '.' && str_is_alnum(s.s[at + 1])) {
			at++;
		} else if (dot != 0) {
			at = skip_around(s, at + dot, &brackets);
			dots++;
		} else {
			break;
		}
		buf_char(domain, '.');
	}
	return dots;
}

/* "an account at gmail dot com": what people say that they have there, or do. */
static bool is_kept_there(struct str local)
{
	static const char words[] = " account accounts address addresses box email emails hosted in inbox is it login "
				    "look mail mailbox mails me message messages server servers service up us user "
				    "users webmail ";
	char key[16] = " ";

	if (local.n + 3 > sizeof(key))
		return false;
	for (size_t i = 0; i < local.n; i++)
		key[i + 1] = str_lower_char(local.s[i]);
	key[local.n + 1] = ' ';
	key[local.n + 2] = '\0';
	return strstr(words, key) != NULL;
}

/* The word before the last one is a dot. */
static bool is_behind_dot(struct str front, struct str local, size_t dots_n)
{
	size_t end = (size_t)(local.s - front.s), from;

	while (end > 0 && str_is_space(front.s[end - 1]))
		end--;
	if (end == (size_t)(local.s - front.s))
		return false;
	for (from = end; from > 0 && end - from < 16 && is_of_word(front.s[from - 1]);)
		from--;
	return word_at(str_slice(front, 0, end), from, dot_words, dots_n) != 0;
}

/* An address with "at" and "dot" as words; a text that tells where to look has them, too. */
bool family_is_worded_mail(struct str s, size_t at)
{
	size_t to = at, from, length = word_at(s, at, at_words, sizeof(at_words) / sizeof(*at_words));
	size_t dots_n;
	unsigned before = 0, behind = 0, dots;
	struct buf domain;
	struct str local, host;
	bool found, meant;

	while (to > 0 && at - to < 3 && strchr(" ([{", s.s[to - 1]) != NULL && s.s[to - 1] != '\0')
		before += s.s[--to] != ' ';
	for (from = to; from > 0 && to - from < 64 && is_mail_sign(s.s[from - 1]);)
		from--;
	local = str_slice(s, from, to);
	from = skip_around(s, at + length, &behind);
	if (length == 0 || local.n < 2 || to == at || from == at + length)
		return false;
	/* "at that point in the process" */
	dots_n = length > 2 || before != 0 ? sizeof(dot_words) / sizeof(*dot_words) : 1;
	buf_init(&domain, BUF_NO_LIMIT);
	dots = domain_in_words(s, from, dots_n, &domain);
	host = buf_view(&domain);
	meant = (before != 0 && behind != 0) || s.s[at] == 'A' || length > 2;
	meant = meant || (dots != 0 && is_behind_dot(str_slice(s, 0, at), local, dots_n));
	for (size_t i = 0; i < local.n; i++)
		meant = meant || (dots != 0 && !str_is_alpha(local.s[i]));
	found = (dots != 0 || (before != 0 && behind != 0)) && is_real_domain(host) && !is_role(local) &&
		(meant || (words_has(WORDS_PUBLIC_DOMAINS, host) && !is_kept_there(local)));
	buf_release(&domain);
	return found;
}

/* scheme://user:password@host */
bool family_has_password(struct str s, size_t at)
{
	size_t i = at + 3, colon = 0;

	for (; i < s.n && i - at < 200 && !str_is_space(s.s[i]) && strchr("/\"'<>?#", s.s[i]) == NULL; i++) {
		if (s.s[i] == ':' && colon == 0)
			colon = i;
		if (s.s[i] == '@')
			return colon != 0 && i - colon > 3 && str_find(str_slice(s, colon, i), STR("pass")) < 0 &&
			       str_find(str_slice(s, colon, i), STR("PASS")) < 0 &&
			       strchr("$%{[*x", s.s[colon + 1]) == NULL;
	}
	return false;
}

/* "Firmware 2.0.22.105", "version: 19.4.34.120": what stands directly in front says that it is no address. */
static bool is_behind_version(struct str s, size_t at)
{
	static const char *const words[] = {"bios",	"build",    "driver", "firmware", "rel",     "release",	 "rev",
					    "revision", "software", "v",      "ver",	  "version", "versions", NULL};
	size_t end = at, from;

	while (end > 0 && at - end < 3 && s.s[end - 1] != '\0' && strchr(" :=\"'#.", s.s[end - 1]) != NULL)
		end--;
	for (from = end; from > 0 && str_is_alpha(s.s[from - 1]) && end - from < 10;)
		from--;
	return str_is_any_nocase(str_slice(s, from, end), words);
}

bool family_is_public_address(struct str s, size_t at)
{
	unsigned parts[4] = {0}, n = 0;
	size_t i = at;
	bool small = true;

	for (; n < 4; n++) {
		size_t from = i;

		while (i < s.n && str_is_digit(s.s[i]) && i - from < 4)
			parts[n] = parts[n] * 10 + (unsigned)(s.s[i++] - '0');
		if (i == from || i - from > 3 || parts[n] > 255 || (i - from > 1 && s.s[from] == '0'))
			return false;
		small = small && parts[n] < 32;
		if (n < 3 && (i >= s.n || s.s[i++] != '.'))
			return false;
	}
	if (i < s.n && (s.s[i] == '.' || s.s[i] == '-') && i + 1 < s.n && str_is_alnum(s.s[i + 1]))
		return false;
	if (small || parts[0] == 0 || parts[0] == 10 || parts[0] == 127 || parts[0] >= 224)
		return false; /* a version, or nobody's in particular */
	if ((parts[0] == 192 && parts[1] == 168) || (parts[0] == 172 && parts[1] >= 16 && parts[1] < 32) ||
	    (parts[0] == 169 && parts[1] == 254) || (parts[0] == 100 && parts[1] >= 64 && parts[1] < 128) ||
	    (parts[0] == 198 && (parts[1] == 18 || parts[1] == 19)))
		return false;
	if ((parts[0] == 192 && parts[1] == 0 && parts[2] == 2) ||
	    (parts[0] == 198 && parts[1] == 51 && parts[2] == 100) ||
	    (parts[0] == 203 && parts[1] == 0 && parts[2] == 113) || (parts[0] == 233 && parts[1] == 252))
		return false;
	if ((parts[0] == 8 && parts[1] == 8) || (parts[0] == 1 && parts[1] <= 1) || (parts[0] == 9 && parts[1] == 9))
		return false; /* public resolvers */
	return !(parts[0] == 1 && parts[1] == 2 && parts[2] == 3) && !is_behind_version(s, at);
}

static const struct str homes[] = {STR_INIT("/home/"), STR_INIT("/Users/"), STR_INIT("\\Users\\"),
				   STR_INIT("\\\\Users\\\\"), STR_INIT("/var/mail/")};
static const char nobody[] =
    " user users username you your yourname your_name me name admin administrator runner ubuntu ec2 "
    "vagrant public default shared root pi git www node app jenkins all guest debian centos fedora "
    "alice bob john jane jdoe johndoe foo bar test example someone appuser docker coder vscode "
    "linuxbrew kali deck oracle ";

bool family_is_home(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++) {
		char key[24] = " ";
		size_t n = 0;

		/* slashes are many */
		if (at + 1 >= s.n || s.s[at + 1] != homes[i].s[1] || !str_starts(str_from(s, at), homes[i]))
			continue;
		while (at + homes[i].n + n < s.n && n < sizeof(key) - 3 && str_is_alnum(s.s[at + homes[i].n + n])) {
			key[n + 1] = str_lower_char(s.s[at + homes[i].n + n]);
			n++;
		}
		key[n + 1] = ' ';
		key[n + 2] = '\0';
		return n >= 2 && strstr(nobody, key) == NULL;
	}
	return false;
}

/* ---- machines and places ---- */

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_is_digit(s.s[i]))
			return true;
	return false;
}

/* 3c:22:fb:91:0e:7a, with hyphens as well, 3c22.fb91.0e7a; not all of one kind, and nobody's in particular. */
bool family_is_hardware_address(struct str s, size_t at)
{
	static const char *const examples[] = {"001122", "aabbcc", "123456", "1a2b3c",
					       "deadbe", "000000", "00000c", "00005e"};
	char digits[12] = {0};
	size_t n = 0;
	bool is_wide = at + 4 < s.n && s.s[at + 4] == '.';
	size_t step = is_wide ? 5 : 3, end = at + (is_wide ? 14 : 17);
	char separator = at + step < s.n ? s.s[at + step - 1] : '\0';

	if (separator != ':' && separator != '-' && !is_wide)
		return false;
	for (size_t i = at; i < end; i++) {
		if ((i - at) % step == step - 1 ? i >= s.n || s.s[i] != separator
						: i >= s.n || str_hex_value(s.s[i]) < 0)
			return false;
		if ((i - at) % step != step - 1)
			digits[n++] = str_lower_char(s.s[i]);
	}
	for (n = 0; n < sizeof(digits) && str_is_digit(digits[n]);)
		n++;
	if (n == sizeof(digits)) /* times and dates */
		return false;
	if (is_wide && (!has_digit(str_slice(s, at, end)) || (at > 0 && s.s[at - 1] == '.')))
		return false;			 /* feed.face.cafe */
	if ((str_hex_value(digits[1]) & 1) != 0) /* of a group of machines */
		return false;
	if (end < s.n && (str_is_alnum(s.s[end]) || s.s[end] == separator))
		return false;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (memcmp(digits, examples[i], 6) == 0)
			return false;
	return true;
}

/* A global address of six parts and more: 2a02:8108:8ac0:1f3c::12f0; not those for documentation. */
bool family_is_public_address6(struct str s, size_t at)
{
	size_t parts = 0, doubles = 0, digits = 0, end = at;
	unsigned first = 0, second = 0;

	for (; end < s.n && end - at < 40; end++) {
		int value = str_hex_value(s.s[end]);

		if (value >= 0) {
			if (++digits > 4)
				return false;
			if (parts == 0)
				first = first << 4 | (unsigned)value;
			else if (parts == 1)
				second = second << 4 | (unsigned)value;
		} else if (s.s[end] == ':') {
			doubles += digits == 0;
			parts++;
			digits = 0;
		} else {
			break;
		}
	}
	if (end < s.n && (str_is_alnum(s.s[end]) || s.s[end] == '_'))
		return false;
	parts += digits != 0;
	if (doubles > 1 || (doubles == 0 ? parts != 8 : parts < 4))
		return false;
	return (first & 0xE000) == 0x2000 && !(first == 0x2001 && second == 0x0DB8) && (first & 0xFFF0) != 0x3FF0;
}

/* 53.55127, 9.99364: a place, to some metres. */
static size_t degrees_at(struct str s, size_t at, int64_t most)
{
	size_t from = at + (at < s.n && s.s[at] == '-'), dot = from, end;
	int64_t whole;

	while (dot < s.n && str_is_digit(s.s[dot]) && dot - from < 3)
		dot++;
	if (dot == from || dot >= s.n || s.s[dot] != '.' || !str_to_int(str_slice(s, from, dot), &whole) ||
	    whole > most)
		return 0;
	for (end = dot + 1; end < s.n && str_is_digit(s.s[end]);)
		end++;
	return end - dot >= 5 && end - dot <= 16 ? end : 0;
}

/* 1.2345, 2.3456: digits that are counted up, or one digit again and again. */
static bool is_counted(struct str degrees)
{
	int step = -1;
	char last = '\0';

	for (size_t i = 0; i < degrees.n; i++) {
		char c = degrees.s[i];

		if (!str_is_digit(c))
			continue;
		if (last != '\0' && step < 0)
			step = c - last;
		if (last != '\0' && (c - last != step || step > 1))
			return false;
		last = c;
	}
	return step >= 0;
}

/* A corner of what is drawn on a map: a file of GeoJSON, and no page that tells where somebody was. */
static bool is_of_map(struct str s, size_t at)
{
	struct str head = str_trim(str_slice(s, 0, s.n < 64 ? s.n : 64));

	while (at > 0 && (s.s[at - 1] == '-' || str_is_space(s.s[at - 1])))
		at--;
	return at > 0 && s.s[at - 1] == '[' && str_starts(head, STR("{")) && str_find(s, STR("\"coordinates\"")) > 0;
}

static size_t skip_any(struct str s, size_t at, const struct str *signs, size_t n)
{
	while (at < s.n && s.s[at] == ' ')
		at++;
	for (size_t i = 0; i < n; i++)
		if (str_starts(str_from(s, at), signs[i]))
			return at + signs[i].n;
	return 0;
}

static size_t digits_end(struct str s, size_t at, size_t most)
{
	size_t end = at;

	while (end < s.n && end - at <= most && str_is_digit(s.s[end]))
		end++;
	return end - at <= most ? end : at;
}

/* 48°31'14.6"N: a place by degrees, minutes and seconds, and on which half of the world. */
static bool is_position_in_seconds(struct str s, size_t at)
{
	static const struct str signs[][4] = {
	    {STR_INIT("\xC2\xB0"), STR_INIT("\xC2\xBA"), STR_INIT("\xC2\xB0"), STR_INIT("\xC2\xBA")},
	    {STR_INIT("'"), STR_INIT("\xE2\x80\xB2"), STR_INIT("\xE2\x80\x99"), STR_INIT("\xC2\xB4")},
	    {STR_INIT("\""), STR_INIT("\xE2\x80\xB3"), STR_INIT("\xE2\x80\x9D"), STR_INIT("''")},
	};
	enum { SECONDS = 2 };

	for (size_t part = 0; part <= SECONDS; part++) {
		size_t end;

		while (part != 0 && at < s.n && s.s[at] == ' ')
			at++;
		end = digits_end(s, at, part == 0 ? 3 : 2);
		if (end == at)
			return false;
		if (part == SECONDS && end + 1 < s.n && (s.s[end] == '.' || s.s[end] == ','))
			end = digits_end(s, end + 1, 6);
		at = skip_any(s, end, signs[part], 4);
		if (at == 0)
			return false;
	}
	while (at < s.n && s.s[at] == ' ')
		at++;
	return at < s.n && s.s[at] != '\0' && strchr("NSEWO", s.s[at]) != NULL &&
	       (at + 1 >= s.n || !str_is_alpha(s.s[at + 1]));
}

bool family_is_position(struct str s, size_t at)
{
	size_t end = degrees_at(s, at, 90);

	if (end == 0)
		return is_position_in_seconds(s, at);
	if (is_counted(str_slice(s, at, end)))
		return false;
	if (end < s.n && (s.s[end] == ',' || s.s[end] == ';'))
		end++;
	else
		return false;
	while (end < s.n && s.s[end] == ' ')
		end++;
	end = degrees_at(s, end, 180);
	return end != 0 && (end >= s.n || (s.s[end] != '.' && s.s[end] != ',')) && !is_of_map(s, at);
}
