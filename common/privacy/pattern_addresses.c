/*
 * Shapes of addresses: of mail, of machines and of pages.
 */
#include "common/privacy/checks.h"
#include "common/privacy/patterns.h"

enum { VERSION_MOST = 20, SPOKEN_BACK = 66 };

static bool is_kept(const struct hit *hit, struct str low)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, low);

	return flags != NULL && (*flags & WORD_KEEP) != 0;
}

static bool is_email(struct hit *hit)
{
	static const char *const units[] = {".service", ".socket", ".timer", ".target", ".mount",
					    ".png",	".jpg",	   ".js",    NULL};
	ptrdiff_t at = str_rfind_char(hit->text, '@');
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), local = str_slice(low, 0, (size_t)at);
	static const char *const samples[] = {"user",	   "name", "you",  "username", "someone",
					      "your.name", "foo",  "test", NULL};

	if (is_kept(hit, low))
		return false;
	if (str_eq(low, STR("git@github.com")) || str_eq(low, STR("git@gitlab.com")) ||
	    str_eq(low, STR("git@bitbucket.org")) || str_eq(low, STR("notifications@github.com")) ||
	    str_eq(low, STR("noreply@github.com")))
		return false; /* nobody's */
	for (const char *const *unit = units; *unit != NULL; unit++)
		if (str_ends(low, str_c(*unit)))
			return false;
	if (str_eq(local, STR("git")) && hit->to < hit->scan->text.n && hit->scan->text.s[hit->to] == ':')
		return false;
	for (const char *const *sample = samples; *sample != NULL; sample++)
		if (str_eq(local, str_c(*sample)) &&
		    (str_ends(low, STR("@example.com")) || str_ends(low, STR("@example.org"))))
			return false;
	if (str_starts(low, STR("your")) && (str_find(low, STR("@email")) > 0 || str_find(low, STR("@example")) > 0))
		return false; /* "youralias@emailaddress.com" */
	if (str_starts(local, STR("user.name")) || str_starts(local, STR("first.last")) ||
	    str_starts(local, STR("firstname.lastname")))
		return str_find(low, STR("@example.")) < 0;
	return low.n <= 320;
}

/* "<anna at host.org>", "To: anna at host.org;", a line of its own */
static bool is_marked_address(const struct hit *hit, size_t local)
{
	struct str text = hit->scan->text;
	size_t from = hit->from;

	if (from == 0)
		return false;
	if (strchr("<([:;,\n\t>|", text.s[from - 1]) != NULL)
		return true;
	while (from > 0 && text.s[from - 1] == ' ')
		from--;
	return from > 0 && (strchr(":;<[(|\t", text.s[from - 1]) != NULL ||
			    (local > 2 && hit->from - from > 1)); /* a column of its own */
}

/* "jsmith77 at host.org", "anna.nowak at host.org": no everyday word */
static bool is_odd_local(const struct hit *hit, struct str local)
{
	const uint32_t *flags;
	bool letter = false, odd = false;

	for (size_t i = 0; i < local.n; i++) {
		letter = letter || str_is_alpha(local.s[i]);
		odd = odd || str_is_digit(local.s[i]) || (strchr("._", local.s[i]) != NULL && i > 0 && i + 1 < local.n);
	}
	if (!letter || local.n < 3)
		return false;
	if (odd)
		return true;
	flags = wordset_find(&hit->scan->rules->words, local);
	return flags == NULL || (*flags & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

/* "name at host.org": not "look at host.org" */
static bool is_spoken_email(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), word;
	static const char others[] =
	    " look available hosted see found is are docs here me us server running file page site run live it "
	    "website and located more out visit find read online documentation up them book chat meet join "
	    "join there listen listens starts hosting support contact directly team not or on only ";
	size_t n = 0;
	char padded[40];
	bool marked = str_find(low, STR("(")) >= 0 || str_find(low, STR("[")) >= 0 || str_find(low, STR("{")) >= 0 ||
		      str_find(low, STR(" dot ")) >= 0 || str_find(hit->text, STR(" AT ")) >= 0 ||
		      str_find(low, STR("<")) >= 0;

	while (n < low.n && low.s[n] != ' ' && low.s[n] != '(' && low.s[n] != '[' && low.s[n] != '{' && low.s[n] != '<')
		n++;
	word = str_slice(low, 0, n);
	if (marked)
		return true;
	if (n + 2 > sizeof(padded))
		return true;
	padded[0] = ' ';
	memcpy(padded + 1, word.s, n);
	padded[n + 1] = ' ';
	if (str_find(str_c(others), str_n(padded, n + 2)) >= 0)
		return false;
	return is_marked_address(hit, n) || is_odd_local(hit, word);
}

/* "Jenkins 4.7.0.1" */
static bool is_behind_product(const struct hit *hit)
{
	size_t to = hit->from, from;
	const uint32_t *flags;

	if (to > 0 && hit->scan->text.s[to - 1] == ' ')
		to--;
	for (from = to; from > 0 && str_is_alnum(hit->scan->low.s[from - 1]);)
		from--;
	flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, from, to));
	return from < to && str_is_upper(hit->scan->text.s[from]) && flags != NULL &&
	       (*flags & (WORD_NEVER | WORD_KEEP)) != 0 && (*flags & WORD_PLAIN) == 0;
}

/* "widget 1.6.7.2", "Widget v1.6.7.2": behind a word that no list has, which no preposition is. */
static bool is_behind_unknown(const struct hit *hit)
{
	struct str low = hit->scan->low;
	size_t to = hit->from, from;

	if (to < 2 || low.s[to - 1] != ' ' || str_starts(hit->text, STR("10.")))
		return false;
	for (from = --to; from > 0 && (str_is_alnum(low.s[from - 1]) || low.s[from - 1] == '-');)
		from--;
	return to - from > 2 && !str_is_digit(low.s[from]) &&
	       wordset_find(&hit->scan->rules->words, str_slice(low, from, to)) == NULL;
}

/* "3.7.7.6" in a text that has "3.7.x" or "3.7.8", too: numbers of versions. */
static bool is_among_versions(const struct hit *hit)
{
	struct str text = hit->scan->low, rest = text, begin = hit->text;
	ptrdiff_t at;
	size_t points = 0;

	for (size_t i = 0; i < begin.n; i++)
		if (begin.s[i] == '.' && ++points == 2)
			begin.n = i + 1;
	for (size_t from = 0; (at = str_find(rest, begin)) >= 0; rest = str_from(text, from)) {
		size_t i = from + (size_t)at, digits;

		from = i + begin.n;
		if (i > 0 && (str_is_alnum(text.s[i - 1]) || text.s[i - 1] == '.'))
			continue;
		for (digits = from; digits < text.n && str_is_digit(text.s[digits]);)
			digits++;
		if (digits == from && from < text.n && text.s[from] == 'x')
			return true;
		if (digits > from && (digits + 1 >= text.n || text.s[digits] != '.' ||
				      !(str_is_digit(text.s[digits + 1]) || text.s[digits + 1] == 'x')))
			return true;
		if (digits > from && digits + 1 < text.n && text.s[digits] == '.' && text.s[digits + 1] == 'x')
			return true;
	}
	return false;
}

static bool is_ip(struct hit *hit)
{
	static const char *const versions[] = {"version", "release", " v",	"ver.",	  "build",
					       "oid",	  "section", "chapter", "clause", NULL};
	static const char *const files[] = {"driver ", "driver (",  "drivers (", "firmware ",
					    "bios ",   "package (", NULL};
	uint8_t b[4];
	size_t from = hit->from > 12 ? hit->from - 12 : 0;
	struct str before = str_slice(hit->scan->low, from, hit->from);

	ptrdiff_t slash = str_find_char(hit->text, '/'); /* a network */

	if (!check_ipv4(slash > 0 ? str_slice(hit->text, 0, (size_t)slash) : hit->text, b))
		return false;
	for (const char *const *word = versions; *word != NULL; word++)
		if (str_find(before, str_c(*word)) >= 0)
			return false;
	for (const char *const *word = files; b[0] < VERSION_MOST && *word != NULL; word++)
		if (str_ends(before, str_c(*word)))
			return false;
	/* "kernel (2.6.32.71)"; a log's "kernel: 84.10.2.3" is somebody's */
	if (b[0] < VERSION_MOST && (str_ends(before, STR("kernel ")) || str_ends(before, STR("kernel ("))))
		return false;
	if (b[0] < VERSION_MOST && b[1] < VERSION_MOST && b[2] < VERSION_MOST && b[3] < VERSION_MOST &&
	    is_behind_unknown(hit))
		return false; /* "widget 3.10.5.1" */
	if (b[0] < VERSION_MOST && b[1] < VERSION_MOST && b[0] != 10 && slash < 0 && is_among_versions(hit))
		return false;
	if (b[0] < VERSION_MOST && (is_behind_product(hit) || (slash < 0 && b[2] == 0 && b[3] == 0)))
		return false; /* no machine is called so, but a version is */
	if (b[0] == 0 || b[0] == 127 || b[0] == 255 ||
	    (b[0] < 10 && b[1] < 10 && b[2] < 30 && b[3] < 10 && b[0] == b[1]))
		return false;
	if ((b[0] == 192 && b[1] == 0 && b[2] == 2) || (b[0] == 198 && b[1] == 51 && b[2] == 100) ||
	    (b[0] == 203 && b[1] == 0 && b[2] == 113))
		return false;
	return !str_eq(hit->text, STR("8.8.8.8")) && !str_eq(hit->text, STR("8.8.4.4")) &&
	       !str_eq(hit->text, STR("1.1.1.1")) && !str_eq(hit->text, STR("9.9.9.9")) &&
	       !str_eq(hit->text, STR("255.255.255.0"));
}

static bool is_ipv6(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);
	size_t colons = 0, digits = 0;
	bool doubled = str_find(low, STR("::")) >= 0;

	for (size_t i = 0; i < low.n; i++) {
		colons += low.s[i] == ':';
		digits += str_is_digit(low.s[i]);
	}
	if (colons < 2 || colons > 7 || (!doubled && colons != (str_find_char(low, '.') > 0 ? 6u : 7u)) || low.n < 6 ||
	    digits == 0)
		return false;
	return !str_starts(low, STR("2001:db8:")) && !str_eq(low, STR("::1"));
}

static bool is_mac(struct hit *hit)
{
	for (size_t i = 1; i < hit->packed.n; i++)
		if (hit->packed.s[i] != hit->packed.s[0])
			return true;
	return false;
}

/* "1.2.3.4" */
static bool may_be_ip(struct str text, size_t at)
{
	for (int group = 0; group < 4; group++) {
		size_t from = at;

		while (at < text.n && at - from <= 3 && str_is_digit(text.s[at]))
			at++;
		if (at == from || at - from > 3 || (group < 3 && (at >= text.n || text.s[at++] != '.')))
			return false;
	}
	return true;
}

static bool may_be_broken_email(struct str text, size_t at)
{
	return at > 0 && text.s[at - 1] == ' ';
}

/* " at " without a word and a point behind it, and without a bracket that may hold another "at" in front. */
static bool may_be_spoken_email(struct str text, size_t at)
{
	size_t from = at > SPOKEN_BACK ? at - SPOKEN_BACK : 0, end = at + STR(" at ").n;

	if (!str_starts_nocase(str_from(text, at), STR(" at ")))
		return true;
	for (size_t i = from; i < at; i++)
		if (strchr("([{<_", text.s[i]) != NULL)
			return true;
	if (end < text.n && text.s[end] == ' ')
		end++;
	while (end < text.n && (str_is_alnum(text.s[end]) || text.s[end] == '-'))
		end++;
	if (end + 1 >= text.n)
		return false;
	if (text.s[end] == '.')
		return str_is_alnum(text.s[end + 1]) || text.s[end + 1] == '-';
	return strchr("([{<", text.s[end]) != NULL || (text.s[end] == ' ' && strchr("dD([{<", text.s[end + 1]) != NULL);
}

/* "keith.doeATfirm.net" */
static bool may_be_glued_email(struct str text, size_t at)
{
	enum { WITHIN = 80 };
	size_t end = text.n - at > WITHIN ? at + WITHIN : text.n;

	for (; at + 3 < end && text.s[at] != '\n'; at++)
		if (text.s[at + 1] == 'A' && text.s[at + 2] == 'T' && str_is_alnum(text.s[at]) &&
		    str_is_alnum(text.s[at + 3]))
			return true;
	return false;
}

/* "<anna en", "From: anna en", at the blank behind the word */
static bool may_be_foreign_at(struct str text, size_t at)
{
	size_t from = at;

	while (from > 0 && text.s[from - 1] != '\0' &&
	       (str_is_alnum(text.s[from - 1]) || strchr("._+-", text.s[from - 1]) != NULL))
		from--;
	return from > 1 && from < at && (text.s[from - 1] == '<' || text.s[from - 1] == ':' || text.s[from - 2] == ':');
}

/* "@...", "@f..." */
static bool may_be_shortened_email(struct str text, size_t at)
{
	for (at++; at < text.n && (str_is_alnum(text.s[at]) || text.s[at] == '-');)
		at++;
	return str_starts(str_from(text, at < text.n ? at : text.n), STR("..."));
}

/* "git@...", "user@...": whoever that is */
static bool is_shortened_email(struct hit *hit)
{
	static const char *const others[] = {"git", "user", "username", "you",	"name",
					     "me",  "root", "npm",	"head", NULL};
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);

	return !str_is_any(str_slice(low, 0, (size_t)str_find_char(low, '@')), others) && !is_kept(hit, low);
}

const struct pattern address_patterns[] = {
    {"email", REDACT_EMAIL, PLACE_AT, 66,
     /* "list-bounces+anna=firm.com@…": whom a program writes to is in front of it */
     "[A-Za-z0-9][A-Za-z0-9._%+/-]{0,64}@public\\.gmane\\.org|"
     "(?:(?:[A-Za-z0-9][A-Za-z0-9._-]{0,40})?(?:\\+|bounces?-|return-)[A-Za-z0-9._-]{1,60}=)?"
     "(?:\"[^\"\\s\\n]{1,60}\"|[A-Za-z0-9\\x80-\\xff][A-Za-z0-9\\x80-\\xff._%+'-]{0,63})@(?:[A-Za-z0-9\\x80-\\xff](?:["
     "A-Za-z0-9\\x80-\\xff-]{0,62})\\.){1,8}[A-Za-z\\x80-\\xff][A-Za-z0-9\\x80-\\xff-]{1,23}",
     is_email, STRENGTH_PATTERN, .is_solid = true},
    /* "anna.nowak@...", "anna@f...": as archives of lists shorten them */
    {"shortened email", REDACT_EMAIL, PLACE_AT, 66,
     "(?<![\\w.%+/@-])[A-Za-z0-9][A-Za-z0-9._%+-]{1,63}@[A-Za-z0-9-]{0,20}\\.{3}(?![\\w.])", is_shortened_email,
     STRENGTH_PATTERN, may_be_shortened_email},
    {"spoken email", REDACT_EMAIL, PLACE_SPOKEN_AT, SPOKEN_BACK,
     "(?i)[a-z0-9][a-z0-9._%+-]{0,63} ?(?:[(\\[{<] ?(?:at|@|a|arobase|klammeraffe) ?[)\\]}>]| at | at\n(?:> ?){0,3}| "
     "arobase |_at_) "
     "?[a-z0-9][a-z0-9-]{0,62}(?:(?: ?[(\\[{<] ?(?:dot|\\.|punkt|point|kropka) ?[)\\]}>] ?| dot "
     "|\\.)[a-z0-9-]{1,62}){0,5}(?: ?[(\\[{<] ?(?:dot|\\.|punkt|point|kropka) ?[)\\]}>] ?| dot |\\.)[a-z]{2,12}\\b",
     is_spoken_email, STRENGTH_PATTERN, may_be_spoken_email},
    /* "<anna en firma.com>", "From: anna bei firma.example", as archives of lists write it */
    {"spoken email", REDACT_EMAIL, PLACE_FOREIGN_AT, 50,
     "(?i)(?:<|^[> \\t]{0,9}(?:from|to|cc|de|para|von|an|da|van|aan|od|do): {0,2})\\K[a-z0-9][\\w.+-]{1,40} "
     "(?:en|em|bei|aan|chez) [a-z0-9][a-z0-9-]{0,62}(?:\\.[a-z0-9-]{1,62}){0,4}\\.[a-z]{2,12}(?=>|$)",
     NULL, STRENGTH_PATTERN, may_be_foreign_at},
    {"spoken email", REDACT_EMAIL, PLACE_MAIL, 0,
     "mail[^\\n]{0,30}?(?<![\\w.])\\K[a-z\\d][a-z\\d._+-]{1,40}AT[a-z\\d][a-z\\d-]{1,40}(?:\\.[a-z\\d-]{2,40}){0,2}\\."
     "[a-z]{2,6}\\b",
     NULL, STRENGTH_PATTERN, may_be_glued_email},
    {"broken email", REDACT_EMAIL, PLACE_AT, 66,
     "[A-Za-z0-9._%+-]{1,64} @ ?[A-Za-z0-9-]{1,63}(?: ?\\.[ ]?[A-Za-z0-9-]{1,63}){0,4} ?\\. "
     "?(?:com|org|net|de|edu|gov|uk|pl|fr|it|es|nl|info|io)\\b",
     NULL, STRENGTH_PATTERN, may_be_broken_email},
    {"ip", REDACT_IP, PLACE_DECIMAL, 0, "(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?![\\w-]|\\.\\d)", is_ip,
     STRENGTH_PATTERN, may_be_ip},
    {"ipv6", REDACT_IP, PLACE_PAIRS, 5,
     "(?<![\\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?![\\w:])", is_ipv6,
     STRENGTH_PATTERN},
    {"mac", REDACT_MAC, PLACE_PAIRS, 5,
     "(?<![\\w:.-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-"
     "9A-Fa-f]{4})(?![\\w:.-]\\w)",
     is_mac, STRENGTH_PATTERN},
    {"mac", REDACT_MAC, PLACE_LONG, 0, "(?<![\\w:.-])[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\\w:.-]\\w)", is_mac,
     STRENGTH_PATTERN},
    {"personal page", REDACT_URL, PLACE_TILDE, 60, "(?:https?://)?[\\w.-]{3,50}/~[\\w.%-]{2,}", NULL, STRENGTH_PATTERN},
    {"personal page", REDACT_URL, PLACE_PAGE, 12,
     "(?i)(?:https?://)?(?:www\\.|[a-z]{2}\\.)?(?<![\\w-])(?:linkedin\\.com/in/|facebook\\.com/|instagram\\.com/"
     "|twitter\\.com/"
     "|x\\.com/|t\\.me/|gravatar\\.com/avatar/)[\\w.%-]{2,}",
     NULL, STRENGTH_PATTERN},
    {"personal page", REDACT_URL, PLACE_ARCHIVED, 100,
     "(?i)https?://[\\w.-]{3,60}/(?:[\\w.%-]{1,30}/){0,4}(?:(?:member|profile|memberlist)\\.php\\?[\\w=&;-]{2,60}"
     "|user(?:_talk)?:[\\w.%\\x80-\\xff-]{2,})",
     NULL, STRENGTH_PATTERN},
    /* a single message, whose author the page names */
    {"archived mail", REDACT_URL, PLACE_ARCHIVED, 100,
     "(?i)https?://(?:[\\w.-]{3,60}/(?:[\\w.%+@-]{1,60}/){0,8}(?:pipermail/[\\w.%+@-]{2,60}/[\\w-]{4,20}/\\d{4,7}"
     "\\.html|msg\\d{4,7}\\.html|archives/list/[\\w.@-]{3,80}/(?:message|thread)/[A-Z2-7]{20,40}/?)"
     "|marc\\.info/\\?[\\w=&;%@.-]{6,90}"
     "|(?:article|permalink|thread|comments)\\.gmane\\.org/[\\w.]{6,80}/\\d{1,7})",
     NULL, STRENGTH_PATTERN},
    /* who has the address may read what a customer put there */
    {"shared file", REDACT_URL, PLACE_SHARED, 40,
     "(?i)(?:https?://)?(?<![\\w-])(?:[\\w-]{1,20}\\.)?(?:dropbox\\.com/(?:s|sh|scl|t)/|drive\\.google\\.com/(?:file/d/"
     "|"
     "drive/(?:u/\\d/)?folders/|open\\?id=|uc\\?)|docs\\.google\\.com/(?!forms/)\\w{1,20}/(?:u/\\d/)?d/|1drv\\.ms/"
     "|wetransfer\\.com/"
     "downloads/|we\\.tl/t-|mega\\.nz/(?:file|folder|#)|icloud\\.com/(?:iclouddrive|photos)/|sharepoint\\.com/:)[^\\s<>"
     "\"'()\\[\\]]{4,400}",
     NULL, STRENGTH_PATTERN},
};
const size_t address_patterns_n = sizeof(address_patterns) / sizeof(address_patterns[0]);
