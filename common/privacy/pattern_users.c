/*
 * Shapes of accounts: who is logged in, whose folder it is, who is spoken to.
 */
#include "common/privacy/patterns.h"

static bool is_person_account(struct hit *hit)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from, hit->to));

	return flags == NULL || (*flags & (WORD_ACCOUNT | WORD_KEEP)) == 0;
}

/* "nas7", "pluto.widget.lan"; not "server", "localhost" */
static bool is_own_host(struct hit *hit)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from, hit->to));

	return flags == NULL || (*flags & (WORD_ACCOUNT | WORD_KEEP | WORD_PLAIN | WORD_COMMON)) == 0;
}

/* "RECEPTION-PC2", "SRV-DC01", "KONTOR-NOWAK": part by part as offices call machines; not "SHA-256", "ERROR-404". */
static bool is_named_machine(struct hit *hit)
{
	enum { OWN_LEAST = 5 };
	static const char *const kinds[] = {"pc",  "srv",   "ws",  "lt",     "lap", "dc",  "nb",
					    "vm",  "tab",   "wks", "laptop", "nas", "mac", "imac",
					    "pos", "print", "prn", "kasse",  NULL};
	struct str rest = str_slice(hit->scan->low, hit->from, hit->to), part;
	size_t parts = 0;
	bool kind = false, own = false;

	while (str_split(&rest, '-', &part)) {
		const uint32_t *flags;

		parts++;
		while (part.n != 0 && str_is_digit(part.s[part.n - 1]))
			part.n--;
		if (part.n == 0)
			continue;
		flags = wordset_find(&hit->scan->rules->words, part);
		kind = kind || str_is_any(part, kinds);
		if (flags != NULL && (*flags & (WORD_KEEP | WORD_ALWAYS)) != 0)
			return false;
		own = own || (part.n >= OWN_LEAST &&
			      (flags == NULL || (*flags & (WORD_NEVER | WORD_PLAIN | WORD_COMMON)) == 0));
	}
	return parts > 1 && (kind || own);
}

enum { HASH_LEAST = 12 };

/* "@142", "@ce5b416deb2d": a number, a revision. */
static bool is_number_or_hash(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += str_is_digit(s.s[i]);
		if (str_hex_value(s.s[i]) < 0)
			return false;
	}
	return digits == s.n || (digits != 0 && s.n >= HASH_LEAST);
}

/* "@anna.nowak", not "@app.route": else the part before the point. */
static bool is_dotted_name(struct hit *hit)
{
	size_t point = hit->from + (size_t)str_find_char(hit->text, '.');
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from + 1, point));

	return flags != NULL && (*flags & WORD_FIRST) != 0;
}

/* "@rose could you look": spoken to at the start of a line; "@param name", "@media screen" are not. */
static bool is_spoken_to(const struct hit *hit)
{
	static const char *const marks[] = {
	    "param",	"return",  "returns",  "throws",   "exception", "see",	       "since",	    "deprecated",
	    "author",	"version", "link",     "type",	   "typedef",	"property",    "prop",	    "example",
	    "override", "import",  "media",    "include",  "charset",	"supports",    "page",	    "interface",
	    "protocol", "end",	   "class",    "private",  "public",	"protected",   "package",   "optional",
	    "required", "throw",   "try",      "catch",	   "finally",	"todo",	       "note",	    "test",
	    "before",	"after",   "given",    "when",	   "then",	"layer",       "extend",    "extends",
	    "mixin",	"if",	   "else",     "each",	   "while",	"use",	       "forward",   "error",
	    "warn",	"debug",   "function", "method",   "module",	"constructor", "default",   "const",
	    "constant", "enum",	   "event",    "file",	   "fires",	"global",      "ignore",    "inner",
	    "license",	"name",	   "requires", "static",   "summary",	"this",	       "variation", "var",
	    "yield",	"echo",	   "off",      "out",	   "model",	"section",     "all",	    "here",
	    "everyone", "channel", "team",     "code",	   "brief",	"details",     "file",	    "internal",
	    "final",	"access",  "apply",    "tailwind", "theme",	"source",      "plugin",    "config",
	    "register", "export",  "document", NULL};
	static const char *const words[] = {
	    "the", "i",	    "you",   "can",  "could", "please", "thanks", "thank", "this",  "that", "it",
	    "we",  "yes",   "no",    "any",  "would", "do",	"did",	  "your",  "sorry", "what", "how",
	    "why", "maybe", "there", "have", "sure",  "great",	"nice",	  "good",  "just",  "my",   NULL};
	struct str text = hit->scan->text, low = str_slice(hit->scan->low, hit->from + 1, hit->to);
	size_t to = hit->to + 1;

	if (str_is_any(low, marks))
		return false;
	if (hit->from != 0 && text.s[hit->from - 1] != '\n')
		return false;
	if (hit->to + 2 >= text.n || text.s[hit->to] == ',')
		return hit->to + 2 < text.n;
	while (text.s[hit->to] == ' ' && to < text.n && str_is_alpha(text.s[to]))
		to++;
	return str_is_any(str_slice(hit->scan->low, hit->to + 1, to), words);
}

/* "anna99, jdoe , kizu": mostly no words. */
static bool is_list_of_users(struct hit *hit)
{
	struct str rest = str_slice(hit->scan->low, hit->from, hit->to), one;
	size_t n = 0, unknown = 0;

	while (str_split(&rest, ',', &one)) {
		const uint32_t *flags;

		one = str_trim(one);
		flags = wordset_find(&hit->scan->rules->words, one);
		n++;
		unknown += one.n > 2 && (flags == NULL || (*flags & (WORD_FIRST | WORD_LAST)) != 0);
	}
	return unknown * 3 >= n * 2;
}

/* "ImagePlus", not "Works": does it begin with two words, each with a capital? */
static bool is_class_name(struct str text)
{
	size_t i = 1;

	if (text.n == 0 || !str_is_upper(text.s[0]))
		return false;
	while (i < text.n && str_is_alpha(text.s[i]) && !str_is_upper(text.s[i]))
		i++;
	return i > 1 && i < text.n && str_is_upper(text.s[i]);
}

/* "the @widget" */
static bool is_behind_article(const struct hit *hit)
{
	static const char *const articles[] = {"the", "a", "an", "this", "that", "each", "every", "any", "use", NULL};
	struct str low = hit->scan->low;
	size_t to = hit->from, from;

	if (to == 0 || !str_is_space(low.s[to - 1]))
		return false;
	for (from = --to; from > 0 && str_is_alpha(low.s[from - 1]);)
		from--;
	return str_is_any(str_slice(low, from, to), articles);
}

/* "* @inode: what it is of", "@ptr" beside "*ptr" or "ptr->next": what comments on code call its parameters. */
static bool is_parameter(const struct hit *hit)
{
	enum { NEAR = 2000 };
	struct str text = hit->scan->text, name = str_from(hit->text, 1);
	size_t from = hit->from > NEAR ? hit->from - NEAR : 0, to = hit->to + NEAR < text.n ? hit->to + NEAR : text.n;
	struct str near = str_slice(text, from, to);
	ptrdiff_t at;

	if (hit->from > 1 && text.s[hit->from - 1] == ' ' && text.s[hit->from - 2] == '*' && hit->to < text.n &&
	    text.s[hit->to] == ':' && str_find(str_slice(text, from, hit->from), STR("/**")) >= 0)
		return true;
	for (; (at = str_find(near, name)) >= 0; near = str_from(near, (size_t)at + name.n)) {
		struct str behind = str_from(near, (size_t)at + name.n);
		char before = at > 0 ? near.s[at - 1] : ' ';

		if (!(str_is_alnum(before) || before == '_') &&
		    (str_starts(behind, STR("->")) || str_starts(behind, STR("()")) ||
		     ((before == '*' || before == '&') &&
		      (str_starts(behind, STR(")")) || str_starts(behind, STR(",")) || str_starts(behind, STR(";"))))))
			return true;
	}
	return false;
}

/* "the @inlineCallbacks decorator", "@ij.ImagePlus" */
static bool is_mark_of_code(const struct hit *hit)
{
	static const char *const kinds[] = {
	    "function",	 "functions", "decorator", "decorators", "annotation", "annotations", "method", "methods",
	    "class",	 "classes",   "parameter", "parameters", "cron",       "crontab",     "tag",	"tags",
	    "directive", "job",	      "hook",	   "selector",	 "attribute",  "keyword",     "macro",	NULL};
	struct str text = hit->scan->text;
	size_t to = hit->to, from;

	if (to + 1 < text.n && text.s[to] == '.' && is_class_name(str_from(text, to + 1)))
		return true;
	/* "@anna function f fails" calls somebody */
	if (!is_behind_article(hit) || to >= text.n || text.s[to] != ' ')
		return false;
	from = ++to;
	while (to < text.n && str_is_alpha(text.s[to]))
		to++;
	return str_is_any(str_slice(hit->scan->low, from, to), kinds);
}

static bool is_handle(struct hit *hit)
{
	const uint32_t *flags =
	    wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from + 1, hit->to));

	if (is_number_or_hash(str_from(hit->text, 1)))
		return false;
	if (str_find_char(hit->text, '.') > 0 && !is_dotted_name(hit))
		return false;
	/* "@csv", "@arguments": of a program; "@rose" is somebody */
	if (flags != NULL && (*flags & (WORD_PLAIN | WORD_NEVER)) != 0 &&
	    (*flags & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == 0 && !is_spoken_to(hit))
		return false;
	if (is_mark_of_code(hit) || is_parameter(hit))
		return false;
	return hit->text.n > 2 && (flags == NULL || (*flags & (WORD_ACCOUNT | WORD_KEEP)) == 0) &&
	       (hit->to >= hit->scan->text.n || strchr("/({", hit->scan->text.s[hit->to]) == NULL);
}

/* "office365", "outlook2016": a product and its version or year. */
static bool is_versioned_product(const struct hit *hit, struct str part)
{
	size_t n = part.n;
	const uint32_t *flags;

	while (n > 0 && str_is_digit(part.s[n - 1]))
		n--;
	if (n < 3 || n == part.n)
		return false;
	flags = wordset_find(&hit->scan->rules->words, str_slice(part, 0, n));
	return flags != NULL && (*flags & (WORD_FIRST | WORD_LAST)) == 0 &&
	       ((*flags & WORD_NEVER) != 0 || str_ends(part, STR("365")));
}

/* Has a user name a part that is in no list, or on one of names, and none that programs have? */
static bool has_unknown_part(const struct hit *hit, struct str low)
{
	bool unknown = false;

	while (low.n != 0) {
		const uint32_t *flags;
		struct str part;
		size_t n = 0;

		while (n < low.n && strchr("._-\\", low.s[n]) == NULL)
			n++;
		part = str_slice(low, 0, n);
		low = str_from(low, n < low.n ? n + 1 : n);
		flags = wordset_find(&hit->scan->rules->words, part);
		if (is_versioned_product(hit, part))
			continue; /* "nowak.office365" */
		if (flags != NULL && (*flags & (WORD_ACCOUNT | WORD_KEEP | WORD_NEVER)) != 0)
			return false;
		unknown = unknown || (part.n > 2 && (flags == NULL || (*flags & (WORD_FIRST | WORD_LAST)) != 0));
	}
	return unknown;
}

/* "the user configurable 'msize' option": what a program has under it. */
static bool is_setting(const struct hit *hit)
{
	static const char *const kinds[] = {"option", "options",   "parameter", "parameters", "argument", "flag",
					    "macro",  "directive", "attribute", "variable",   NULL};
	struct str text = hit->scan->text;
	size_t from = hit->to, to;

	if (from + 1 >= text.n || strchr("'\"`", text.s[from]) == NULL || text.s[from + 1] != ' ')
		return false;
	for (from += 2, to = from; to < text.n && str_is_alpha(text.s[to]);)
		to++;
	return str_is_any(str_slice(hit->scan->low, from, to), kinds);
}

/* What is written where a user name would be: no everyday word, no file, no number. */
static bool is_user_name(struct hit *hit)
{
	static const char *const ends[] = {".com",  ".org", ".net",  ".php", ".html", ".js",  ".py",  ".rb",   ".txt",
					   ".log",  ".xml", ".json", ".exe", ".dll",  ".cfg", ".ini", ".conf", ".sh",
					   ".java", ".c",   ".h",    ".md",  ".yml",  ".css", NULL};
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);
	bool unknown, digit = false, mark = false, camel = false;

	while (low.n != 0 && (low.s[low.n - 1] == '.' || low.s[low.n - 1] == '-')) {
		low.n--;
		hit->to--;
	}
	if (low.n < 3 || str_is_digit(low.s[0]) || is_setting(hit))
		return false;
	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(low, str_c(*end)))
			return false;
	for (size_t i = 0; i < low.n; i++) {
		digit = digit || str_is_digit(low.s[i]);
		mark = mark || low.s[i] == '.' || low.s[i] == '_';
		camel = camel || (i > 0 && str_is_upper(hit->text.s[i]));
	}
	if (camel || hit->text.s[0] < 'a')
		return false; /* a class, a constant */
	unknown = has_unknown_part(hit, low);
	return unknown && (low.n > 3 || digit || mark);
}

/* The same without a sign between it and its keyword: only what cannot be a word. */
static bool is_sure_user_name(struct hit *hit)
{
	bool digit = false, mark = false;

	if (!is_user_name(hit))
		return false;
	for (size_t i = hit->from; i < hit->to; i++) {
		digit = digit || str_is_digit(hit->scan->low.s[i]);
		mark = mark || hit->scan->low.s[i] == '.' || hit->scan->low.s[i] == '_';
	}
	return (digit || mark) && (hit->to >= hit->scan->text.n || strchr("(/=[", hit->scan->text.s[hit->to]) == NULL);
}

/* "| Reporter | Anna77 |": what a form says of somebody may have capitals, too, when it has a digit. */
static bool is_user_cell(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);
	size_t letters = 0;

	for (size_t i = 0; i < low.n; i++)
		letters += str_is_alpha(low.s[i]);
	if (!pattern_has_digit(hit) || letters < 3 || str_is_digit(low.s[0]))
		return is_user_name(hit);
	return has_unknown_part(hit, low);
}

/* "anna-n commented 3 days ago": nobody in particular, and no word. */
static bool is_commenter(struct hit *hit)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from, hit->to));

	return flags == NULL ||
	       (*flags & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_ACCOUNT)) == 0;
}

/* "thanks to annanowak for": small letters that no list has */
static bool is_thanked_word(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);

	return str_eq(low, hit->text) && is_user_name(hit) && wordset_find(&hit->scan->rules->words, low) == NULL;
}

/* "/users/anna": not "/users/list". */
static bool is_member(struct hit *hit)
{
	size_t from = hit->from;

	while (from > 0 && !str_is_space(hit->scan->text.s[from - 1]) && hit->from - from < 120)
		from--;
	return is_user_name(hit) && str_find(str_slice(hit->scan->low, from, hit->from), STR("://")) >= 0;
}

/* "ACME\\anowak": not "HKLM\\software". */
static bool is_domain_account(struct hit *hit)
{
	static const char *const others[] = {"hklm",	  "hkcu",    "hkcr",	"hku",	   "hkcc", "hkey",
					     "authority", "builtin", "apppool", "service", "x86",  NULL};
	size_t from = hit->from - 1;
	struct str domain;

	/* "ACME\\\\anowak", as programs write it */
	from -= hit->scan->low.s[from - 1] == '\\';
	while (from > 0 && str_is_alnum(hit->scan->low.s[from - 1]))
		from--;
	domain = str_slice(hit->scan->low, from, hit->from);
	if (str_starts_any(domain, others))
		return false;
	return is_user_name(hit);
}

/* "desktop-4k\\anna", "AzureAD\\AnnaNowak", "as acme\\Nowak": what a machine or a word for it tells may have capitals.
 */
static bool is_machine_account(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);

	while (low.n != 0 && (low.s[low.n - 1] == '.' || low.s[low.n - 1] == '-')) {
		low.n--;
		hit->to--;
	}
	return low.n > 2 && has_unknown_part(hit, low);
}

/* "担当の佐藤です", not "担当の部署より", "ご本人様": what else is in charge or spoken to */
static bool is_japanese_name(struct hit *hit)
{
	static const char *const words[] = {"者",   "方",   "部署", "部門",   "部",   "課",   "係",
					    "変更", "件",   "会社", "製品",   "商品", "業務", "窓口",
					    "時間", "範囲", "社員", "医師",   "先生", "本人", "友人",
					    "主人", "法人", "個人", "弁護士", "店舗", "地区", NULL};

	for (const char *const *word = words; *word != NULL; word++)
		if (str_ends(hit->text, str_c(*word)))
			return false;
	return true;
}

static bool is_named(struct hit *hit)
{
	return hit->text.n > 2 && str_find_char(hit->text, ' ') > 0;
}

#define USER_WORDS \
	"\\b(?:user(?:[_ -]?(?:name|id|login|account))?|log[io]n(?:[_ " \
	"-]?(?:name|id))?|uid|usuario|benutzer(?:name|kennung)?|" \
	"anmeldename|angemeldet|kennung|nom d'utilisateur|utilisateur|utente|uzytkownik|kullanici(?: " \
	"adi)?|gebruiker(?:snaam)?|" \
	"bruker(?:navn|-id)?|anvandar(?:e|namn)|kayttaja|skype(?: id)?|wechat(?: " \
	"id)?|identity|samaccountname|logname|nick(?:name)?|" \
	"logged in|logged on|account)"

/* clang-format off */
/* what user names follow in other languages, folded, and what says so */
#define TOLD_WORDS \
    "(?:bejelentkezesi nev|nume de utilizator|nazwa uzytkownika|nom d'utilisateur|uzivatelske jmeno|" \
    "iм'я кopиcтyвaчa|имя пoльзoвaтeля|benutzerkennung|felhasznalonev|" \
    "gebruikersnaam|kayttajatunnus|korisnicko ime|kullanici adim|kullanici adi|ten dang nhap|" \
    "उपयोगकरता नाम|사용자 이름|anvandarnamn|" \
    "kayttajanimi|lسم lلمستخدم|ovoμa χpnoτn|anmeldename|identifiant|nome utente|" \
    "brugernavn|utilizador|نlم کlربری|inlognaam|שם המשתמש|telegram|uzivatel|" \
    "שם משתמש|loginem|usuari|아이디|アカウント名|ユーサーid|" \
    "ロクインid|лoriн|лorин|यजरनम|ユーサー名|使用者名稱|微信号|" \
    "微信號|用戶名|用户名|帐号|帳號|微信|账号)"
#define TOLD_IS \
    "(?:c'est|εivai|jest|oraz|est|ist|этo|הlא|는|은|ar|er|es|is|je|on|oو|to|-|:|" \
    "e|є|ह|は|为|是|為|)"
/* clang-format on */

/* clang-format off */
#define COMPUTERS \
    "\\b(?:computer|pc|laptop|notebook|workstation|desktop|server|host|machine|rechner|arbeitsplatz|maschine|" \
    "ordinateur|serveur|equipo|ordenador|portatil|servidor|computador|micro|maquina|postazione|macchina|" \
    "komputer(?:ze|a)?|serwer(?:ze|a)?|stacj[aie]|dator|maskin)"
#define COMPUTER_IS \
    "(?:,? (?:is|was|are|ist|est|es|e(?: o| a)?|ar|er|o|heisst|s'appelle|se llama|si chiama|called|named|heet|heter|jest|to))?" \
    "(?: (?:called|named|genannt))?"
/* clang-format on */

/* "[anna](https://github", at the host */
static bool may_be_link_of_user(struct str text, size_t at)
{
	while (at > 0 && (str_is_alpha(text.s[at - 1]) || text.s[at - 1] == ':' || text.s[at - 1] == '/'))
		at--;
	return at > 1 && text.s[at - 1] == '(' && text.s[at - 2] == ']';
}

/* "my" in the same line */
static bool may_be_own_page(struct str text, size_t at)
{
	enum { BACK = 52 };

	for (size_t n = 0; n < BACK && at > 1 && text.s[at - 1] != '\n'; n++, at--)
		if (str_lower_char(text.s[at - 2]) == 'm' && text.s[at - 1] == 'y')
			return true;
	return false;
}

/* "| **Username", at the word */
static bool may_be_cell(struct str text, size_t at)
{
	while (at > 0 && strchr("*_ \t", text.s[at - 1]) != NULL && text.s[at - 1] != '\0')
		at--;
	return at > 0 && text.s[at - 1] == '|';
}

/* "username?\n" */
static bool may_end_line(struct str text, size_t at)
{
	enum { WITHIN = 28 };

	return memchr(text.s + at, '\n', text.n - at < WITHIN ? text.n - at : WITHIN) != NULL;
}

/* A row of two cells that is not the head of a table; the second cell. */
#define CELL(words) \
	"(?i)^[> \\t]{0,4}\\|[ \\t]{0,4}[*_]{0,3}" words \
	"[*_:]{0,4}[ \\t]{0,20}\\|[ \\t]{0,4}[*_`]{0,3}\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?=[*_`]{0,3}[ " \
	"\\t]{0,20}\\|?[ \\t]{0,4}$)(?![^\\n]*\\n[|: \\t-]*--)"

/* "@host:~", "@host:/" */
static bool may_be_prompt(struct str text, size_t at)
{
	size_t end = at + 1;

	while (end < text.n && (str_is_alnum(text.s[end]) || strchr("_.-", text.s[end]) != NULL) && text.s[end] != '\0')
		end++;
	return end + 1 < text.n && text.s[end] == ':' && (text.s[end + 1] == '~' || text.s[end + 1] == '/');
}

/* " at host:~" */
static bool may_be_spoken_prompt(struct str text, size_t at)
{
	return at + 4 < text.n && may_be_prompt(text, at + 3);
}

/* "@host ~", "@host /" */
static bool may_be_wide_prompt(struct str text, size_t at)
{
	size_t end = at + 1;

	while (end < text.n && (str_is_alnum(text.s[end]) || strchr("_.-", text.s[end]) != NULL) && text.s[end] != '\0')
		end++;
	return end + 1 < text.n && text.s[end] == ' ' && (text.s[end + 1] == '~' || text.s[end + 1] == '/');
}

/* A word behind a blank: "… anna@". */
static bool may_be_comment(struct str text, size_t at)
{
	while (at > 0 && text.s[at - 1] != '\0' &&
	       (str_is_alnum(text.s[at - 1]) || strchr("_.-", text.s[at - 1]) != NULL))
		at--;
	return at > 0 && text.s[at - 1] == ' ';
}

/* "notifications@github.com" */
static bool may_be_notification(struct str text, size_t at)
{
	return at > 0 && text.s[at - 1] == 's' && at + 1 < text.n && text.s[at + 1] == 'g';
}

/* "***@***.***" */
static bool may_be_masked(struct str text, size_t at)
{
	return at > 3 && text.s[at - 1] == '*' && at + 1 < text.n && text.s[at + 1] == '*';
}

/* "[anna@host folder]$" */
static bool may_be_bracket_prompt(struct str text, size_t at)
{
	while (at > 0 && text.s[at - 1] != '\0' &&
	       (str_is_alnum(text.s[at - 1]) || strchr("_.-", text.s[at - 1]) != NULL))
		at--;
	return at > 0 && text.s[at - 1] == '[';
}

/* " @ " */
static bool may_be_of_network(struct str text, size_t at)
{
	return at > 0 && text.s[at - 1] == ' ' && at + 1 < text.n && text.s[at + 1] == ' ';
}

/* "computer RECEPTION-PC2": a hyphen within a word, shortly behind the one for a machine */
static bool may_name_machine(struct str text, size_t at)
{
	enum { WITHIN = 48 };

	for (size_t i = at + 2; i + 1 < text.n && i < at + WITHIN && text.s[i] != '\n'; i++)
		if (text.s[i] == '-' && str_is_alnum(text.s[i - 1]) && str_is_alnum(text.s[i + 1]) &&
		    (str_is_upper(text.s[i - 1]) || str_is_digit(text.s[i - 1]) || str_is_alpha(text.s[i + 1])))
			return true;
	return false;
}

/* "RECEPTION-PC2", at the hyphen: capitals on both sides */
static bool may_be_machine(struct str text, size_t at)
{
	return at > 0 && at + 1 < text.n && text.s[at] == '-' && str_is_upper(text.s[at + 1]) &&
	       (str_is_upper(text.s[at - 1]) || str_is_digit(text.s[at - 1]));
}

const struct pattern user_patterns[] = {
    {"windows path", REDACT_USER, PLACE_WINDOWS_HOME, 6,
     "(?i)(?:[a-z]:|\\\\)[\\\\/]{1,2}(?:users|documents and "
     "settings|home|benutzer|usuarios|utilisateurs|utenti)[\\\\/]{1,2}\\K[^\\\\/:*?\"<>|\\r\\n\\t%$]{2,60}?(?=[\\\\/"
     "\"'<>|\\s]|$)",
     is_person_account, STRENGTH_PATTERN},
    {"home folder", REDACT_USER, PLACE_HOME, 0,
     "(?:/home/|/Users/|/export/home/|/var/mail/|/var/spool/mail/)\\K[A-Za-z0-9\\x80-\\xff][\\w.\\x80-\\xff-]{1,40}",
     is_person_account, STRENGTH_PATTERN},
    {"prompt", REDACT_USER, PLACE_AT, 40,
     "(?m)^\\W{0,3}\\K[a-z][\\w.-]{1,30}(?=@[\\w.-]{1,40}(?:[: ][^\\n]{0,60}[$#%]|: sudo ))", is_person_account,
     STRENGTH_PATTERN},
    {"host of a prompt", REDACT_HOST, PLACE_AT, 0, "@\\K[\\w.-]{2,40}(?=:[~/][^\\n#$%]{0,60}[#$%](?: |$))", is_own_host,
     STRENGTH_NAME, may_be_prompt},
    /* "anna at nas7:~$", as archives of lists write it */
    {"host of a prompt", REDACT_HOST, PLACE_SPOKEN_AT, 0, " at \\K[\\w.-]{2,40}(?=:[~/][^\\n#$%]{0,60}[#$%](?: |$))",
     is_own_host, STRENGTH_NAME, may_be_spoken_prompt},
    {"host of a prompt", REDACT_HOST, PLACE_AT, 44,
     "(?m)^[>|# \\t]{0,8}[a-z][\\w.-]{1,30}@\\K[\\w.-]{2,40}(?= [~/][^\\n#$%]{0,60} ?[#$%] )", is_own_host,
     STRENGTH_NAME, may_be_wide_prompt},
    {"host of a prompt", REDACT_HOST, PLACE_AT, 40,
     "\\[[a-z][\\w.-]{1,30}@\\K[\\w.-]{2,40}(?= [^\\]\\n]{1,60}\\][#$%](?: |$))", is_own_host, STRENGTH_NAME,
     may_be_bracket_prompt},
    {"prompt", REDACT_USER, PLACE_AT, 40, "\\[\\K[a-z][\\w.-]{1,30}(?=@[\\w.-]{2,40} [^\\]\\n]{1,60}\\][#$%](?: |$))",
     is_person_account, STRENGTH_NAME, may_be_bracket_prompt},
    /* "Linux nas7 5.10.0-8 #1 SMP" */
    {"host", REDACT_HOST, PLACE_MACHINE, 0, "\\bLinux \\K[\\w.-]{2,40}(?= \\d\\.\\d{1,3}[\\w.+-]{0,40} #\\d)",
     is_own_host, STRENGTH_NAME},
    {"host", REDACT_HOST, PLACE_MACHINE, 0, "(?i)\\bmail system at host \\K[\\w.-]{2,60}\\w", is_own_host,
     STRENGTH_NAME},
    {"account of a domain", REDACT_USER, PLACE_BACKSLASH, 16,
     "(?<![\\w\\\\/:%-])[A-Z][A-Z0-9-]{1,14}\\\\{1,2}\\K[a-z][\\w.-]{2,30}(?![\\w\\\\/.])", is_domain_account,
     STRENGTH_NAME},
    {"account of a domain", REDACT_USER, PLACE_BACKSLASH, 26,
     "(?i)\\buser[: ]{1,2}[\"']?[a-z][a-z0-9-]{1,14}\\\\{1,2}\\K[a-z][\\w.-]{2,30}(?![\\w\\\\/.])", is_domain_account,
     STRENGTH_NAME},
    {"account of a domain", REDACT_USER, PLACE_BACKSLASH, 26,
     "(?i)(?<![\\w\\\\/:.%-])(?:azuread|(?:desktop|laptop|win|pc|nb|ws|srv|client)-[a-z0-9-]{1,14}|"
     "[a-z0-9]{2,14}-(?:pc|laptop|desktop|notebook|mac))\\\\{1,2}\\K[a-z][\\w.-]{2,40}(?![\\w\\\\/.])",
     is_machine_account, STRENGTH_NAME},
    {"account of a domain", REDACT_USER, PLACE_BACKSLASH, 34,
     "(?i)\\b(?:username|account|log(?:ged)?[ -]?[io]n(?: as)?|log in as|login|signed in as|run as|runs as|whoami|"
     "owner|benutzer|konto|compte|usuario|utente|uzytkownik)[: ]{1,2}[\"']?[a-z][a-z0-9-]{1,14}\\\\{1,2}"
     "\\K[a-z][\\w.-]{2,40}(?![\\w\\\\/.])",
     is_machine_account, STRENGTH_NAME},
    {"share of a user", REDACT_USER, PLACE_BACKSLASH, 0, "\\\\{2}[\\w.-]{2,40}\\\\\\K[a-z][\\w.-]{2,30}(?=\\$)",
     is_user_name, STRENGTH_NAME},
    {"number of a user", REDACT_USER, PLACE_USER_WORD, 0, "\\buid=\\d{1,10}\\(\\K[a-z][\\w.-]{1,30}(?=\\))",
     is_person_account, STRENGTH_NAME},
    {"owner of a file", REDACT_USER, PLACE_LISTED, 1,
     "(?m)^[ \\t]{0,8}[dlbcps-][rwxsStT-]{9}[.+@]?[ \\t]+\\d+[ \\t]+\\K[a-z][\\w.-]{1,30}(?=[ \\t]+[\\w.-]+[ \\t]+\\d)",
     is_person_account, STRENGTH_NAME},
    {"security id", REDACT_ID, PLACE_SECURITY_ID, 0, "\\bS-1-5-21-\\d+-\\d+-\\d+-\\d+", NULL, STRENGTH_PATTERN},
    {"host", REDACT_HOST, PLACE_MACHINE, 0, "\\b(?:LAPTOP|DESKTOP|WIN)-[A-Z0-9]{6,12}\\b", pattern_has_digit,
     STRENGTH_PATTERN},
    {"named machine", REDACT_HOST, PLACE_COMPUTER, 0,
     "(?i)" COMPUTERS "(?:n|en|s)?(?: ?-?(?:name|navn|namn|nom|nombre|nome|nazwa))?" COMPUTER_IS
     "[ :=(\"'`]{1,3}\\K(?-i:[A-Z][A-Z0-9]+(?:-[A-Z0-9]{2,}){1,3}|[a-z]{2,}-[a-z]{2,12}\\d{1,3})(?![\\w./-]*\\w)",
     is_named_machine, STRENGTH_NAME, may_name_machine},
    {"named machine", REDACT_HOST, PLACE_MACHINE, 24,
     "(?<![\\w./@-])[A-Z][A-Z0-9]{2,15}(?:-[A-Z0-9]{2,12})?-(?:PC|LAPTOP|NB|NOTEBOOK|WS|SRV|LT)\\d{0,3}(?![\\w./"
     "-]*\\w)",
     is_named_machine, STRENGTH_NAME, may_be_machine},
    {"slack id", REDACT_USER, PLACE_ANGLE, 0, "<[@!](?:subteam\\^)?[UWS][A-Z0-9]{6,}(?:\\|[^>\\n]*)?>", NULL,
     STRENGTH_PATTERN},
    {"member page", REDACT_USER, PLACE_MEMBER, 0,
     "(?i)/(?:u|users?|profiles?|people|members?)/\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}", is_member,
     STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS
     "[\"'\\])*_]{0,2} ?(?:(?:id|name|is|ist|was|war|es|est|e) ?){0,2}(?:=|:|=>|::)[*_]{0,2}[\\s>]?\\s?[\"'`<]?\\K"
     "[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?![\\w(/\\\\\\[@=])",
     is_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS "[^\\n\"'`=:.,;(){}]{0,14} ?[\"'`]\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?=[\"'`])",
     is_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS
     " (?:(?:is|ist|was|war|es|est|e|as|als|with|id|name) ){0,2}\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}"
     "(?![\\w(/\\\\\\[@=])",
     is_sure_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_LOGIN, 0,
     "(?i)(?<![a-z])" TOLD_WORDS "(?:[ :\"'`(,]{0,3}" TOLD_IS
     "(?![a-z])){0,2}[ :\"'`(]{0,3}(?<![a-z])\\K[a-z][\\w.-]{2,40}(?![\\w(/\\\\\\[@=])",
     is_sure_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 12, CELL(USER_WORDS), is_user_cell, STRENGTH_NAME, may_be_cell},
    {"named user", REDACT_USER, PLACE_REPORTED, 12, CELL("(?:reporter|reported by|submitter|requester|assignee)"),
     is_user_cell, STRENGTH_NAME, may_be_cell},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS "[*_?:]{0,5}[ \\t]{0,4}\\n[> \\t\\n]{0,4}\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?=[ "
     "\\t]{0,4}$)",
     is_sure_user_name, STRENGTH_NAME, may_end_line},
    {"author of a comment", REDACT_USER, PLACE_COMMENTED, 46,
     "^[>*_ \\t]{0,6}\\K[A-Za-z\\d][\\w-]{1,38}(?=[*_]{0,2} commented(?::|$| on [A-Z\\d]| \\d{1,2} \\w{3,8} ago| "
     "(?:an?|last) [a-z]{3,6}| yesterday))",
     is_commenter, STRENGTH_NAME},
    {"author of a comment", REDACT_USER, PLACE_COMMENTED, 46,
     "^[>*_ \\t]{0,6}\\K[A-Za-z\\d][\\w-]{1,38}(?=[*_]{0,2} left a comment \\()", is_person_account, STRENGTH_NAME},
    /* "anna77 ***@***.***> wrote:", as GitHub masks addresses */
    {"author of a comment", REDACT_USER, PLACE_AT, 46, "[A-Za-z\\d][\\w-]{1,38}(?=[\"']? <?[*]{3}@[*]{3}\\.[*]{3})",
     is_person_account, STRENGTH_NAME, may_be_masked},
    {"number of a user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)\\bicq(?: (?:no|nr|uin|number|id))?[#.:= ]{1,4}\\K\\d{2,4}[ -]?\\d{3}(?:[ -]?\\d{2,3})?\\b", NULL,
     STRENGTH_NAME},
    {"command's user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)\\b(?:get-aduser (?:-identity )?|sudo -u |chown |whoami\\s{1,3})[\"']?\\K[a-z][\\w.-]{2,40}", is_user_name,
     STRENGTH_NAME},
    {"prompt in a line", REDACT_USER, PLACE_AT, 40, "(?<![\\w.@/:-])\\K[a-z][\\w.-]{1,30}(?=@[\\w.-]{2,40}:[~/])",
     is_person_account, STRENGTH_NAME, may_be_prompt},
    {"prompt", REDACT_USER, PLACE_SPOKEN_AT, 40,
     "(?m)^[>| ]{0,8}\\K[a-z][\\w.-]{1,30}(?= at [\\w.-]{1,40}:[~/][^\\n]{0,60}[$#])", is_person_account,
     STRENGTH_NAME},
    /* "anowak @ {irc,github}" */
    {"user of a network", REDACT_USER, PLACE_AT, 34,
     "(?i)(?<![\\w.@/-])[a-z][\\w-]{2,30}(?= @ [{(]?(?:irc|twitter|github|gitlab|freenode|libera|oftc|skype|telegram|"
     "matrix|discord|mastodon)\\b)",
     is_commenter, STRENGTH_NAME, may_be_of_network},
    {"comment of a key", REDACT_USER, PLACE_AT, 40, "(?<=[A-Za-z0-9+/=]{24} )[\\w.-]{2,30}@[\\w.-]{2,40}", NULL,
     STRENGTH_NAME, may_be_comment},
    /* "[sudo] password for anna:", "anna@nas7's password:" has an address */
    {"named user", REDACT_USER, PLACE_TOLD, 0, "(?i)(?<=\\[sudo\\] )password for \\K[a-z][\\w.-]{1,30}(?=:)",
     is_person_account, STRENGTH_NAME},
    /* "Skype:      ANowak", a line of a signature */
    {"named user", REDACT_USER, PLACE_USER_WORD, 8,
     "(?i)^[>|*# \\t]{0,8}(?:skype|nick(?:name)?)(?: ?(?:id|name))? ?:[ \\t]{1,14}\\K[a-z][\\w.-]{2,40}(?=[ "
     "\\t]{0,4}$)",
     is_commenter, STRENGTH_NAME},
    {"directory name", REDACT_PERSON, PLACE_NAMED, 0, "(?i)\\bcn=\\K[a-z\\x80-\\xff][^,=\\n\\\\/\"]{2,60}(?=,)",
     is_named, STRENGTH_NAME},
    {"notified user", REDACT_USER, PLACE_AT, 60, "[\\w-]{2,39}(?=[\" ]{1,4}<?notifications@(?:github|gitlab)\\.com)",
     is_person_account, STRENGTH_NAME, may_be_notification},
    {"branch of a user", REDACT_USER, PLACE_USER_WORD, 0, "(?i)\\bpull request #\\d{1,6} from \\K[\\w-]{2,39}(?=/)",
     is_person_account, STRENGTH_NAME},
    /* "remote: Permission to anowak/widget.git denied to bob." */
    {"user of a forge", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)\\bpermission to \\K[\\w-]{2,39}(?=/[\\w.-]{1,100} denied to )", is_person_account, STRENGTH_NAME},
    {"user of a forge", REDACT_USER, PLACE_USER_WORD, 0, "(?i)(?<=\\.git )denied to \\K[\\w-]{2,39}", is_person_account,
     STRENGTH_NAME},
    {"list of users", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)\\b(?:contributors|maintainers)\\b[^\\n:.]{0,40} ?: ?\\K@?[a-z][\\w-]{1,38}(?: ?, "
     "?@?[a-z][\\w-]{1,38}){2,60}(?![\\w]| [a-z])",
     is_list_of_users, STRENGTH_NAME},
    {"thanked user", REDACT_USER, PLACE_THANKED, 0,
     "(?i)\\b(?:thanks?(?: you)?|thx|hey|ping)[ ,]{1,2}\\K[a-z][\\w-]{1,30}\\d[\\w-]{0,8}(?= ?[,.!\\n])",
     is_sure_user_name, STRENGTH_NAME},
    {"thanked user", REDACT_USER, PLACE_THANKED, 0,
     "(?i)\\bthanks to \\K[a-z][\\w-]{3,30}(?= for (?:(?:the|this|that|an?|his|her|their|your) )?(?:\\w{2,12} )?(?:"
     "reports?|fix(?:es)?|patch(?:es)?|help|hints?|tips?|pointers?|ideas?|suggestions?|reviews?|advice|answers?|"
     "feedback|"
     "reporting|fixing|pointing|helping|testing|reviewing|noticing|spotting|suggesting|sharing)\\b)",
     is_thanked_word, STRENGTH_NAME},
    {"thanked user", REDACT_USER, PLACE_THANKED, 0,
     "(?i)\\b(?:thanks|shout-?out|props|kudos|credits?) to \\K[a-z][\\w-]{2,30}", is_sure_user_name, STRENGTH_NAME},
    {"page of a user", REDACT_USER, PLACE_GIST, 0,
     "gist\\.github(?:usercontent)?\\.com/\\K[\\w-]{2,39}(?=/[0-9a-f]{20})", NULL, STRENGTH_NAME},
    {"page of a user", REDACT_USER, PLACE_FORGE, 80,
     "\\[@?([\\w-]{2,39})\\]\\(https?://(?:github|gitlab|bitbucket)\\.\\w{3}/\\K\\1(?=/?\\))", is_commenter,
     STRENGTH_NAME, may_be_link_of_user},
    {"page of a user", REDACT_USER, PLACE_FORGE, 80,
     "(?i)\\bmy\\b[^\\n]{1,40}(?<!\\bof https://)(?<!\\bof "
     ")\\b(?:github|gitlab|bitbucket)\\.\\w{3}[/:]\\K([\\w-]{2,39})(?![\\w-])(?!/\\1\\b|/[\\w.-]{1,100}/(?:-/)?(?:"
     "issues|pull|pulls|merge_requests|discussions)\\b)",
     is_person_account, STRENGTH_NAME, may_be_own_page},
    {"profile path", REDACT_USER, PLACE_PROFILE, 0, "[\\s(]\\K/u/[A-Za-z0-9][\\w-]{2,30}", NULL, STRENGTH_NAME},
    {"handle", REDACT_USER, PLACE_AT, 0, "(?<![\\w@])(?<=[\\s+])@[a-z]{3,20}\\.[a-z]{2,20}(?![\\w@.(]*[@(])", is_handle,
     STRENGTH_NAME},
    /* "【お名前】田中太郎", "氏名：…", "姓名: …", "이름: …", with the marks that shadows have */
    {"name in a form", REDACT_PERSON, PLACE_NAMED, 0,
     "(?:\u540d\u524d|\u6c0f\u540d|\u59d3\u540d|\u1109\u1165\u11bc\u1106\u1167\u11bc|\u110b\u1175\u1105\u1173\u11b7)[ "
     ")]{0,2}"
     "(?:\u3011|:|\\)|\\])[ :]{0,3}\\K(?:[\xe3-\xe9][\x80-\xbf]{2}|\xe1[\x84-\x87][\x80-\xbf]| "
     "(?=[\xe1-\xe9])){2,14}(?=[ "
     "\\t]{0,4}(?:$|\u3010|[(,]))",
     NULL, STRENGTH_NAME},
    /* "担当の佐藤です" */
    {"name in Japanese", REDACT_PERSON, PLACE_NAMED, 0,
     "\u62c5\u5f53\u306e\\K(?:[\xe4-\xe9][\x80-\xbf]{2}){1,4}(?=\u3066\u3059|\u3068\u7533|\u3088\u308a|"
     "\u3066\u3053\u3056|"
     "\u3066\u3053\u3055)",
     is_japanese_name, STRENGTH_NAME},
    {"name in Japanese", REDACT_PERSON, PLACE_HONORIFIC, 12,
     "(?:[\xe4-\xe9][\x80-\xbf]{2}){1,3}(?!\xe4\xbb\x95|\xe5\x90\x8c|\xe7\x9a\x86|\xe6\xa8\xa1|\xe5\xa4\x9a|"
     "\xe5\x90\x84|\xe5\xae\xa2|\xe8\x80\x85|\xe5\xb1\x8b)[\xe4-\xe9][\x80-\xbf]{2}(?=\xe6\xa7\x98|"
     "\xe3\x81\x95\xe3\x82\x93|\xe6\xb0\x8f)",
     is_japanese_name, STRENGTH_NAME},
    {"handle", REDACT_USER, PLACE_AT, 0, "(?<= \\()@[A-Za-z0-9][A-Za-z0-9_]{2,38}(?=\\))", is_handle, STRENGTH_NAME},
    {"handle", REDACT_USER, PLACE_AT, 0, "(?<![\\w@./+:'\"`(\\[{$=-])@[A-Za-z0-9][A-Za-z0-9_-]{1,38}(?![\\w@.]*@)",
     is_handle, STRENGTH_NAME},
};
const size_t user_patterns_n = sizeof(user_patterns) / sizeof(user_patterns[0]);
