#include "common/privacy/quote_lines.h"

#include "common/privacy/phrases.h"
#include "common/utf8.h"

enum { NAME_WORDS = 5, LINE_LONG = 76, RULE_LEAST = 8, FORMAL_MOST = 160 };

struct str quote_trim(struct str line)
{
	for (;;) {
		line = str_trim(line);
		if (str_ends(line, STR("\xC2\xA0")))
			line.n -= 2;
		else if (str_ends(line, STR("\xE3\x80\x80")))
			line.n -= 3;
		else if (str_starts(line, STR("\xC2\xA0")) || str_starts(line, STR("\xE2\x80\x8B")) ||
			 str_starts(line, STR("\xE3\x80\x80")) || str_starts(line, STR("\xEF\xBB\xBF")))
			line = str_from(line, line.s[0] == '\xC2' ? 2 : 3);
		else
			return line;
	}
}

bool quote_holds_any(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++) {
		struct str phrase = str_c(*phrases);

		for (size_t at = 0; at + phrase.n <= low.n;) {
			ptrdiff_t found = str_find(str_from(low, at), phrase);
			size_t from, to;
			bool cjk = (unsigned char)phrase.s[0] >= 0xE0;

			if (found < 0)
				break;
			from = at + (size_t)found;
			to = from + phrase.n;
			if (cjk || ((from == 0 || !utf8_is_word_byte(low.s[from - 1])) &&
				    (to == low.n || !utf8_is_word_byte(low.s[to]) ||
				     !utf8_is_word_byte(phrase.s[phrase.n - 1]))))
				return true;
			at = from + 1;
		}
	}
	return false;
}

/* "SQL> select", "PS>": what programs ask with. */
bool quote_is_prompt(struct str low)
{
	static const char *const prompts[] = {
	    "sql", "ps",  "ftp", "dos", "ios",	"cli", "irb", "php",  "cmd",  "gdb", "db",  "sas",  "hp",  "vms", "mcr",
	    "gap", "gmt", "idl", "lsf", "rman", "dcl", "at",  "ok",   "ed",   "ex",  "ram", "rom",  "tso", "cms", "ncl",
	    "re",  "fw",  "aw",	 "wg",	"sv",	"ans", "nsh", "bsh",  "ksh",  "csh", "dbg", "pdb",  "jdb", "kdb", "cdb",
	    "mdb", "udb", "apc", "ucm", "mq",	"tcl", "nb",  "note", "todo", "ml",  "hol", "acl2", NULL};

	return str_is_any(low, prompts);
}

bool quote_is_dash(char c)
{
	return c == '-' || c == '_' || c == '=' || c == '*' || c == '#' || c == '~';
}

/* The bytes of what a line is drawn with: "-", "━", "＿", "◆"; 0: none. */
static size_t rule_mark(struct str rest)
{
	static const char *const wide[] = {
	    "\xEF\xBC\xBF", "\xEF\xBC\x9D", "\xEF\xBC\x8A", "\xEF\xBC\x8D", "\xEF\xBD\x9E",
	    "\xE2\x80\x94", "\xE2\x80\x95", "\xE2\x97\x86", "\xE2\x97\x87", "\xE3\x83\xBC",
	    "\xE2\x98\x85", "\xE2\x98\x86", "\xE2\x96\xA0", "\xE2\x96\xA1", NULL};

	if (quote_is_dash(rest.s[0]) || rest.s[0] == '+')
		return 1;
	/* or any of the characters for drawing boxes */
	return rest.s[0] == '\xE2' && rest.n > 2 && (rest.s[1] == '\x94' || rest.s[1] == '\x95') ? 3
	       : str_starts_any(rest, wide)							 ? 3
												 : 0;
}

size_t quote_rule_length(struct str low)
{
	size_t n = 0;

	while (low.n != 0) {
		size_t bytes = rule_mark(low);

		if (bytes == 0 && low.s[0] != ' ')
			return 0;
		n += bytes != 0;
		low = str_from(low, bytes != 0 ? bytes : 1);
	}
	return n;
}

static bool is_farewell_end(char c)
{
	return c == ',' || c == '.' || c == '!' || c == '-' || c == ':' || c == ' ' || c == ')' || c == ';' ||
	       c == '*' || c == '~';
}

bool quote_is_rule(struct str low)
{
	return quote_rule_length(low) >= RULE_LEAST;
}

/* Behind a farewell nothing, or a name, or another farewell ("Mit freundlichen Grüßen / Best regards"). */
static bool is_farewell_rest(struct str rest)
{
	size_t words = 1;

	if (rest.n == 0)
		return true;
	if (str_starts(rest, STR(" / ")) || str_starts(rest, STR(" & ")) || str_starts(rest, STR("/")))
		return quote_is_farewell(str_from(rest, rest.s[0] == '/' ? 1 : 3));
	if (!is_farewell_end(rest.s[0]))
		return false;
	if (rest.s[0] == ' ' && rest.n > 1 && utf8_is_word_byte(rest.s[1]))
		return false; /* "thanks for …" */
	while (rest.n != 0 && is_farewell_end(rest.s[0]))
		rest = str_from(rest, 1);
	for (size_t i = 0; i < rest.n; i++)
		words += rest.s[i] == ' ';
	/* "Thanks, Anna": a name, no sentence */
	return rest.n == 0 || (words <= 3 && rest.n < 30 && strchr("?.:", rest.s[rest.n - 1]) == NULL);
}

static bool is_farewell_of(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++)
		if (str_starts(low, str_c(*phrases)) && is_farewell_rest(str_from(low, strlen(*phrases))))
			return true;
	return false;
}

enum { FAREWELL_WORDS = 6 };

/* "Met bloemige groet,", "Beste Grüße aus Greven": a short line with a word that only farewells have. */
static bool has_farewell_word(struct str low)
{
	size_t words = 1;

	if (low.n == 0 || strchr("?.:;", low.s[low.n - 1]) != NULL)
		return false;
	for (size_t i = 0; i < low.n; i++)
		words += low.s[i] == ' ';
	return words <= FAREWELL_WORDS && quote_holds_any(low, phrases_farewell_words_written);
}

/* "以上、": that was all; the farewell follows. */
static struct str without_lead(struct str low)
{
	static const char *const leads[] = {"以上、",	"以上です。", "それでは、", "今後とも",
					    "引き続き", "何卒",	      "どうぞ",	    NULL};

	for (const char *const *lead = leads; *lead != NULL; lead++)
		if (str_starts(low, str_c(*lead)) && low.n > strlen(*lead))
			return str_from(low, strlen(*lead));
	return low;
}

bool quote_is_farewell(struct str low)
{
	/* a whole sentence, always the same */
	static const char *const formal[] = {"veuillez agréer",
					     "je vous prie d'agréer",
					     "nous vous prions d'agréer",
					     "je vous prie de croire",
					     "in attesa di un vostro",
					     "in attesa di un suo",
					     "sin otro particular",
					     "le saluda atentamente",
					     "porgo distinti",
					     NULL};

	if (low.n < FORMAL_MOST && str_starts_any(low, formal))
		return true;
	if (low.n > 80)
		return false;
	while (low.n != 0 && (quote_is_dash(low.s[0]) || low.s[0] == ' '))
		low = str_from(low, 1);
	if (str_ends(low, STR("\xE3\x80\x82")))
		low.n -= 3; /* a Japanese full stop */
	low = without_lead(low);
	return low.n != 0 && (is_farewell_of(low, phrases_farewells_written) ||
			      is_farewell_of(low, phrases_farewells) || has_farewell_word(low));
}

enum { SIGN_LEAST = 3, SIGN_MOST = 14 };

bool quote_is_sign(struct str line, struct str low)
{
	static const char *const answers[] = {
	    "yes",  "no",      "none",	  "done",   "help",	"please",  "fixed", "same",  "bump", "sure",
	    "nope", "yep",     "correct", "solved", "resolved", "working", "true",  "false", "null", "error",
	    "okay", "nothing", "never",	  "always", "works",	"end",	   "stop",  "ja",    "nein", "oui",
	    "non",  "si",      "urgent",  "asap",   "and",	"or",	   "else",  "then",  NULL};
	size_t capitals = 0, n = 0;

	while (line.n != 0 && strchr("-/~", line.s[0]) != NULL)
		line = quote_trim(str_from(line, 1));
	for (size_t i = 0; i < line.n; i++) {
		if (i + 1 == line.n && line.s[i] == '.' && n <= 2)
			break;
		if (i == 1 && n == 1 && line.n == 3 && line.s[1] == ' ' && (line.s[2] == 'x' || line.s[2] == 'X'))
			return true; /* "T x" */
		if (!utf8_is_word_byte(line.s[i]) || str_is_digit(line.s[i]))
			return false;
		capitals += str_is_upper(line.s[i]);
		n++;
	}
	if (n == 0 || (n < SIGN_LEAST && capitals != n) || n > SIGN_MOST)
		return false;
	if (capitals > 1 && n > SIGN_LEAST)
		return false;
	return !str_is_any(low, answers);
}

/* "Av. Juárez 1410, Col. Centro, 64000 Monterrey, N.L." */
static bool is_address(struct str line)
{
	size_t digits = 0, commas = 0;

	for (size_t i = 0; i < line.n; i++) {
		digits += str_is_digit(line.s[i]);
		commas += line.s[i] == ',';
	}
	return digits >= 3 && commas >= 2;
}

bool quote_is_sentence(struct str line)
{
	size_t words = 1, n = line.n;
	char last;

	if (n > 120)
		return true;
	for (size_t i = 0; i < n; i++)
		words += line.s[i] == ' ' && i > 0 && line.s[i - 1] != ' ';
	while (n > 0 && (line.s[n - 1] == ')' || line.s[n - 1] == '"'))
		n--;
	last = n != 0 ? line.s[n - 1] : ' ';
	if (last == '?' || (last == ':' && words > 2))
		return true;
	if (str_find(line, STR("://")) >= 0 || str_find_char(line, '@') >= 0 || str_find_char(line, '|') >= 0)
		return words > (str_find_char(line, '|') >= 0 ? 24 : 14);
	if ((last == '.' || last == '!') && (words > 5 || (words > 2 && line.s[0] >= 'a' && line.s[0] <= 'z')))
		return !is_address(line);
	return n > LINE_LONG && words > 11;
}

bool quote_is_name(struct str line)
{
	size_t words = 0, letters = 0;
	struct str rest = line, word;

	while (line.n != 0 && (line.s[0] == '-' || line.s[0] == '/' || line.s[0] == '~' || line.s[0] == '*'))
		line = quote_trim(str_from(line, 1));
	rest = line;
	if (line.n < 2 || line.n > 60)
		return false;
	while (str_split(&rest, ' ', &word)) {
		static const char particles[] =
		    " van von de da der den dos del della di la le bin ibn af of and und y ";

		if (word.n == 0)
			continue;
		if (++words > NAME_WORDS)
			return false;
		for (size_t i = 0; i < word.n; i++) {
			if (str_is_digit(word.s[i]) || strchr(":;?!<>=/\\_{}[]$%#\"", word.s[i]) != NULL)
				return false;
			letters += utf8_is_word_byte(word.s[i]);
		}
		if (word.s[0] >= 'a' && word.s[0] <= 'z') {
			char padded[10];

			if (word.n + 2 > sizeof(padded))
				return false;
			padded[0] = ' ';
			memcpy(padded + 1, word.s, word.n);
			padded[word.n + 1] = ' ';
			if (str_find(str_c(particles), str_n(padded, word.n + 2)) < 0)
				return false;
		}
	}
	return letters >= 2 && (line.s[line.n - 1] != '.' || words > 1);
}

/* No name and address together are longer; every line of a message is compared with it. */
enum { SENDER_BYTES = 200 };

bool quote_is_sender(struct str line, struct str low, struct str sender)
{
	char word[40];
	size_t n = 0, words = 1, hits = 0;

	sender = str_slice(sender, 0, SENDER_BYTES);
	if (sender.n == 0 || line.n == 0 || line.n > 60 || strchr(":?,", line.s[line.n - 1]) != NULL)
		return false;
	for (size_t i = 0; i < line.n; i++)
		words += line.s[i] == ' ';
	if (words > NAME_WORDS + 2)
		return false;
	/* each part of the sender's name or address that the line begins with or has */
	for (size_t i = 0; i <= sender.n; i++) {
		if (i < sender.n && utf8_is_word_byte(sender.s[i]) && n < sizeof(word)) {
			word[n++] = str_lower_char(sender.s[i]);
			continue;
		}
		if (n >= 3 && n < sizeof(word)) {
			ptrdiff_t at = str_find(low, str_n(word, n));

			if (at >= 0 && (at == 0 || !utf8_is_word_byte(low.s[at - 1])) &&
			    ((size_t)at + n >= low.n || !utf8_is_word_byte(low.s[(size_t)at + n])))
				hits++;
		}
		n = 0;
	}
	return hits != 0 && !quote_is_sentence(line);
}

static const char *const contact_words[] = {"tel",
					    "phone",
					    "mobile",
					    "cell",
					    "fax",
					    "office",
					    "direct",
					    "skype",
					    "email",
					    "e-mail",
					    "ext",
					    "mob",
					    "fon",
					    "telefon",
					    "telefax",
					    "mobil",
					    "tél",
					    "portable",
					    "web",
					    "www",
					    "twitter",
					    "linkedin",
					    "icq",
					    "aim",
					    "msn",
					    "jabber",
					    "blog",
					    "website",
					    "ceo",
					    "cto",
					    "cfo",
					    "coo",
					    "president",
					    "director",
					    "manager",
					    "engineer",
					    "developer",
					    "consultant",
					    "founder",
					    "co-founder",
					    "analyst",
					    "architect",
					    "administrator",
					    "assistant",
					    "professor",
					    "ph.d",
					    "phd",
					    "department",
					    "university",
					    "institute",
					    "inc",
					    "ltd",
					    "llc",
					    "gmbh",
					    "corp",
					    "corporation",
					    "company",
					    "s.a",
					    "ag",
					    "street",
					    "avenue",
					    "suite",
					    "p.o",
					    "box",
					    "road",
					    "str",
					    "straße",
					    "geschäftsführer",
					    "leiter",
					    "support",
					    "sales",
					    "specialist",
					    "partner",
					    "attorney",
					    "head",
					    "lead",
					    "officer",
					    "technician",
					    "coordinator",
					    "representative",
					    "dyrektor",
					    "kierownik",
					    "specjalista",
					    "sp. z o.o",
					    "directeur",
					    "responsable",
					    "gerente",
					    "direttore",
					    "responsabile",
					    "b.v",
					    "t:",
					    "m:",
					    "f:",
					    "p:",
					    "e:",
					    "w:",
					    "o:",
					    "c:",
					    NULL};

bool quote_has_contact(struct str line, struct str low)
{
	size_t digits = 0, others = 0;

	if (str_find_char(line, '@') >= 0 || str_find(low, STR("http")) >= 0 || str_find(low, STR("www.")) >= 0)
		return true;
	for (size_t i = 0; i < line.n; i++) {
		digits += str_is_digit(line.s[i]);
		others += str_is_alpha(line.s[i]);
	}
	return (digits >= 7 && others <= digits + 8) || quote_holds_any(low, contact_words);
}
