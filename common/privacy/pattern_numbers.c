/*
 * Shapes of numbers: of accounts, of cards, of citizens, of phones; dates.
 */
#include <ctype.h>

#include "common/privacy/checks.h"
#include "common/privacy/months.h"
#include "common/privacy/patterns.h"
#include "common/privacy/unknown.h"

/* What follows the number may look like more of it. */
static bool is_iban(struct hit *hit)
{
	size_t n = check_iban_length(hit->packed), at = hit->from;

	if (n == 0 || n > hit->packed.n || !check_iban(str_slice(hit->packed, 0, n)))
		return false;
	for (size_t seen = 0; seen < n; at++)
		seen += str_is_alnum(hit->scan->text.s[at]);
	hit->to = at;
	return at >= hit->scan->text.n || !str_is_alnum(hit->scan->text.s[at]);
}

/* Polish account numbers are mostly written without the country. */
static bool is_polish_account(struct hit *hit)
{
	char iban[PATTERN_BARE_MOST + 1] = "PL";

	if (hit->packed.n != 26)
		return false;
	memcpy(iban + 2, hit->packed.s, hit->packed.n);
	return check_iban(str_n(iban, 28));
}

static bool is_card(struct hit *hit)
{
	if (hit->packed.n >= 13 && hit->packed.s[0] == '1' && hit->packed.n == hit->text.n)
		return false; /* milliseconds since 1970 */
	return check_card(hit->packed) ||
	       (hit->packed.n >= 15 && hit->packed.n <= 16 && pattern_is_after(hit, PLACE_CARD_WORD));
}

static bool is_ssn(struct hit *hit)
{
	return check_ssn(hit->packed);
}

/* "10.0.19041.1": a single digit between two points. */
static bool is_version(struct str s)
{
	for (size_t i = 2; i < s.n; i++)
		if (s.s[i] == '.' && s.s[i - 2] == '.')
			return true;
	return false;
}

/* "1 0 0 1 1 0", "0.000 2.500": rows of figures and of decimals */
static bool is_table(struct str s)
{
	size_t pairs = 0, decimals = 0;
	bool binary = true;

	for (size_t i = 0; i < s.n; i++) {
		binary = binary && (!str_is_digit(s.s[i]) || s.s[i] <= '1');
		pairs += s.s[i] == ' ' && i > 0 && i + 1 < s.n;
		decimals += s.s[i] == '.' && i > 0 && (i < 2 || s.s[i - 2] == ' ');
	}
	return (binary && pairs > 0) || (decimals != 0 && pairs != 0);
}

/* "99.28", not "030.12", "1234.56" or "555.1234", which numbers of people may be parts of */
static bool is_decimal(struct str s)
{
	enum { WHOLE_MOST = 3, BEHIND_MOST = 2 };
	ptrdiff_t point = str_find_char(s, '.');

	for (size_t i = 0; i < s.n; i++)
		if (!str_is_digit(s.s[i]) && s.s[i] != '.')
			return false;
	return point > 0 && point <= WHOLE_MOST && (size_t)point + 1 < s.n && s.n - (size_t)point - 1 <= BEHIND_MOST &&
	       str_rfind_char(s, '.') == point && (s.s[0] != '0' || point == 1);
}

/* "99.28 86.97 81.12", the decimal in front of them included */
static bool is_row_of_decimals(const struct hit *hit)
{
	enum { LEAST = 3, DECIMAL_MOST = 6 /* bytes */ };
	struct str s = hit->text, group;
	size_t end = hit->from > 0 ? hit->from - 1 : 0, from = end, groups;

	while (from > 0 && end - from <= DECIMAL_MOST && !str_is_space(hit->scan->text.s[from - 1]))
		from--;
	groups = hit->scan->text.s[end] == ' ' && is_decimal(str_slice(hit->scan->text, from, end));
	while (str_split(&s, ' ', &group)) {
		if (!is_decimal(group))
			return false;
		groups++;
	}
	return groups >= LEAST;
}

/* "2019-03-02 12 23 50": how pictures of screens are called */
static bool is_dated(struct str s)
{
	/* of each digit the highest one, in a year from 1900 on, a month, a day, an hour and a minute */
	static const char shape[] = "2999-19-39 29 59";

	if (s.n < sizeof(shape) - 1)
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++)
		if (str_is_digit(shape[i]) ? !str_is_digit(s.s[i]) || s.s[i] > shape[i] : s.s[i] != shape[i])
			return false;
	return str_starts(s, STR("19")) || str_starts(s, STR("20"));
}

/* "[    1.539693] usbcore": seconds with their thousandths or millionths, not "[030.1234567]" */
static bool is_seconds(const struct hit *hit)
{
	enum { THOUSANDTHS = 3, MILLIONTHS = 6 };
	ptrdiff_t point = str_find_char(hit->text, '.');
	struct str text = hit->scan->text;
	size_t from = hit->from;

	for (size_t i = 0; i < hit->text.n; i++)
		if (!str_is_digit(hit->text.s[i]) && (ptrdiff_t)i != point)
			return false;
	if (point <= 0 || (hit->text.s[0] == '0' && point > 1) ||
	    (hit->text.n - (size_t)point - 1 != MILLIONTHS && hit->text.n - (size_t)point - 1 > THOUSANDTHS))
		return false;
	while (from > 0 && text.s[from - 1] == ' ')
		from--;
	/* not "[phone 171.234567]" */
	return from > 0 && text.s[from - 1] == '[' && hit->to < text.n && text.s[hit->to] == ']';
}

/* "[    1.539693]", "9/7/23 19:", "2019-03-02 12 23": seconds, a date */
static bool is_moment(const struct hit *hit)
{
	struct str text = hit->scan->text;
	bool slash = str_find_char(hit->text, '/') >= 0 ||
		     (hit->from > 1 && text.s[hit->from - 1] == '/' && str_is_digit(text.s[hit->from - 2]));

	return is_seconds(hit) || is_dated(hit->text) || (slash && hit->to < text.n && text.s[hit->to] == ':');
}

/* "commits/add-a-member/20241105-233922": a part of a path. */
static bool is_in_path(const struct hit *hit)
{
	struct str text = hit->scan->text;
	size_t marks = 0;

	/* an id behind a slash is somebody's, unless it is a moment */
	if (hit->from == 0 || text.s[hit->from - 1] != '/' || hit->text.n != 15 || hit->text.s[8] != '-' ||
	    !str_starts(hit->text, STR("20")))
		return false;
	for (size_t i = hit->from - 1; i > 0 && hit->from - i < 80 && !str_is_space(text.s[i - 1]); i--)
		marks += strchr("/-_", text.s[i - 1]) != NULL;
	return marks > 1;
}

static bool is_id_after_word(struct hit *hit)
{
	size_t digits = 0;

	if (is_in_path(hit) || is_version(hit->text) || is_moment(hit) || is_row_of_decimals(hit))
		return false;
	for (size_t i = 0; i < hit->packed.n; i++)
		digits += str_is_digit(hit->packed.s[i]);
	return digits >= 4 && hit->packed.n >= 5 && hit->packed.n <= 26 && pattern_is_after(hit, PLACE_ID_WORD);
}

static bool is_national(struct hit *hit)
{
	const char *name = check_national(hit->packed);
	bool grouped = hit->packed.n != hit->text.n;

	if (is_version(hit->text) || is_table(hit->text) || is_row_of_decimals(hit) || is_moment(hit))
		return false;
	if (name == NULL)
		return hit->packed.n == 17 && check_vin(hit->packed);
	if (hit->packed.n <= 10 || !grouped)
		return pattern_is_after(hit, PLACE_ID_WORD) || (hit->packed.n == 11 && strcmp(name, "pesel") == 0) ||
		       hit->packed.n >= 15;
	return true;
}

static bool is_mixed(struct hit *hit)
{
	return check_national_mixed(hit->packed) != NULL || check_vin(hit->packed);
}

static size_t digits_of(const struct hit *hit, char *digits, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < hit->text.n && n < room; i++)
		if (str_is_digit(hit->text.s[i]))
			digits[n++] = hit->text.s[i];
	return n;
}

static bool is_hex_pair(struct str text, size_t at)
{
	return at + 1 < text.n && isxdigit((unsigned char)text.s[at]) && isxdigit((unsigned char)text.s[at + 1]) &&
	       (at == 0 || str_is_space(text.s[at - 1])) && (at + 2 == text.n || str_is_space(text.s[at + 2]));
}

/* "01 00 00 00 48 50 20 20" in a row of bytes that goes on before or behind it: how programs print memory. */
static bool is_row_of_bytes(const struct hit *hit)
{
	enum { LEAST = 12 * 3 /* bytes; two French numbers have ten pairs, which "de" or "ce" goes on with */ };
	struct str text = hit->scan->text, t = hit->text;
	size_t from = hit->from, to = hit->to;

	for (size_t i = 0; i < t.n; i++)
		if (i % 3 == 2 ? t.s[i] != ' ' : !str_is_digit(t.s[i]))
			return false;
	while (to - from < LEAST && from > 2 && text.s[from - 1] == ' ' && is_hex_pair(text, from - 3))
		from -= 3;
	while (to - from < LEAST && to < text.n && text.s[to] == ' ' && is_hex_pair(text, to + 1))
		to += 3;
	return t.n % 3 == 2 && to - from + 1 >= LEAST;
}

static bool is_international(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits)),
	       zeros = n > 2 && digits[0] == '0' && digits[1] == '0' ? 2 : 0;

	/* "0023939656388": a number of anything */
	if (zeros != 0 && ((n == hit->text.n && !pattern_is_after(hit, PLACE_PHONE_WORD)) || is_row_of_bytes(hit)))
		return false;
	/* "+30716928M": a size */
	if (hit->to < hit->scan->text.n && str_find_char(STR("KMGTkmgt"), hit->scan->text.s[hit->to]) >= 0 &&
	    (hit->to + 1 >= hit->scan->text.n || !str_is_alnum(hit->scan->text.s[hit->to + 1])))
		return false;
	return n >= 7 && n <= 21 && check_calling_code(str_n(digits + zeros, n - zeros)) != 0;
}

/* "5544 2020-02-28": what a log's line begins with. */
static bool is_before_day(struct str s)
{
	static const char shape[] = " 2999-19-39";
	size_t from = s.n - (sizeof(shape) - 1);

	if (s.n < sizeof(shape) - 1)
		return false;
	for (size_t i = 0; shape[i] != '\0'; i++)
		if (str_is_digit(shape[i]) ? !str_is_digit(s.s[from + i]) || s.s[from + i] > shape[i]
					   : s.s[from + i] != shape[i])
			return false;
	return true;
}

/* "On 28.04.20 13:51": a day, a month, a year and a time of day. */
static bool is_short_day(const struct hit *hit)
{
	struct str t = hit->text, rest = str_from(hit->scan->text, hit->to);
	size_t groups = 0, n = 0;

	for (size_t i = 0; i <= t.n; i++)
		if (i < t.n && str_is_digit(t.s[i])) {
			n++;
		} else if (n == 0 || n > 2 || (i < t.n && t.s[i] != '.' && t.s[i] != '/')) {
			return false;
		} else {
			groups++;
			n = 0;
		}
	rest = str_from(rest, str_starts(rest, STR(", ")) ? 2 : 1);
	for (n = 0; n < rest.n && str_is_digit(rest.s[n]);)
		n++;
	return groups == 3 && hit->to < hit->scan->text.n && strchr(" ,", hit->scan->text.s[hit->to]) != NULL &&
	       n != 0 && n <= 2 && n + 1 < rest.n && rest.s[n] == ':' && str_is_digit(rest.s[n + 1]);
}

/* Of a number that "05/12/2021" is not. */
enum { TRUNK_DIGITS = 9 };

/* "28.04.2026", "4/28/2026": a day, whatever word stands in front */
static bool is_whole_day(struct str t)
{
	size_t digits = 0, at;

	if (t.n < 8 || t.n > 10 ||
	    (!str_starts(str_from(t, t.n - 4), STR("19")) && !str_starts(str_from(t, t.n - 4), STR("20"))))
		return false;
	for (at = 0; at < t.n; at++) {
		if (str_is_digit(t.s[at]))
			digits++;
		else if ((t.s[at] != '.' && t.s[at] != '/' && t.s[at] != '-') || digits == 0 || digits > 2)
			return false;
		else
			digits = 0;
	}
	return digits == 4 && !str_is_digit(t.s[t.n - 5]);
}

/* "00 00000080", "00001320": no country and no town begins so. */
static bool is_filled_with_zeros(struct str t)
{
	return str_starts(t, STR("00 000")) || str_starts(t, STR("0000"));
}

static bool is_no_row_of_bytes(struct hit *hit)
{
	return !is_row_of_bytes(hit);
}

static bool is_phone_after_word(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits));
	struct str t = hit->text;
	bool slashes = str_find_char(t, '/') != str_rfind_char(t, '/');

	/* "550-5.1.1", what mail servers answer; "a 10/100/1000 port", not "0176/123/4567" */
	if (is_version(t) || is_row_of_decimals(hit) || is_seconds(hit) || is_dated(t) || is_before_day(t) ||
	    is_whole_day(t) || is_short_day(hit) || (slashes && (n < TRUNK_DIGITS || strchr("0+(", t.s[0]) == NULL)))
		return false;
	if (hit->from > 0 && strchr("=$", hit->scan->text.s[hit->from - 1]) != NULL)
		return false; /* "page.py?answer=153463", "$1,200.00" */
	if (is_filled_with_zeros(t) || is_row_of_bytes(hit))
		return false;
	return n >= 5 && n <= 15 && pattern_is_after(hit, PLACE_PHONE_WORD);
}

static bool is_short_number(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits));

	return n >= 6 && n <= 22;
}

/* Groups that are neither a date nor a version. */
static bool is_national_phone(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits)), dots = 0;
	struct str t = hit->text;

	for (size_t i = 0; i < t.n; i++)
		dots += t.s[i] == '.';
	if (n < 9 || n > 14 || (dots == 1) || (dots == 3 && n < 9) || is_filled_with_zeros(t) || is_row_of_bytes(hit))
		return false;
	return !(n == 8 && (str_starts(t, STR("19")) || str_starts(t, STR("20"))));
}

/* Not the ones of the documentation. */
static bool is_cloud_account(struct hit *hit)
{
	return !str_eq(hit->text, STR("123456789012")) && !str_eq(hit->text, STR("111122223333")) &&
	       !str_eq(hit->text, STR("000000000000")) && !str_eq(hit->text, STR("111111111111"));
}

/* "52.52437, 13.41053"; "1.2345, 2.3456" may be anything. */
static bool is_coordinates(struct hit *hit)
{
	size_t digits = 0, whole = 0, most = 0;
	bool behind = false;

	for (size_t i = 0; i < hit->text.n; i++) {
		char c = hit->text.s[i];

		if (str_is_digit(c)) {
			digits++;
			whole = behind ? 0 : digits;
			most = !behind && whole > most ? whole : most;
			if (behind && digits > 4)
				return true;
		} else {
			behind = c == '.';
			digits = 0;
		}
	}
	return most > 1 || str_find_char(hit->text, '-') >= 0;
}

/* ---- where none of them may be ---- */

static size_t digits_end(struct str text, size_t at)
{
	while (at < text.n && str_is_digit(text.s[at]))
		at++;
	return at;
}

/* "DE12", "de 12" */
static bool may_be_iban(struct str text, size_t at)
{
	return at + 1 < text.n && str_is_digit(text.s[at + 1]) && at > 1 &&
	       (str_is_alpha(text.s[at - 1]) || (text.s[at - 1] == ' ' && str_is_alpha(text.s[at - 2])));
}

/* "2021-1-2", "1.2.20" */
static bool may_be_date(struct str text, size_t at)
{
	size_t first = digits_end(text, at), second = digits_end(text, first + 1);
	bool year_first = first - at == 4;
	char sign = first < text.n ? text.s[first] : '\n', next = second + 1 < text.n ? text.s[second + 1] : '\n';

	if ((sign != '/' && sign != '.' && sign != '-') || second - first > 3 || second >= text.n ||
	    text.s[second] != sign)
		return false;
	return year_first ? str_is_digit(next) : first - at <= 2 && (next == '1' || next == '2');
}

/* "May 3", "sept. 3" */
static bool may_be_day_behind_month(struct str text, size_t at)
{
	char before = at > 1 && text.s[at - 1] == ' ' ? text.s[at - 2] : '\0';

	return str_is_alpha(before) || before == '.' || (unsigned char)before >= 0x80;
}

/* Eight capitals, digits and signs in a row, of which this is the first digit. */
static bool may_be_one_id(struct str text, size_t at)
{
	enum { LETTERS = 6, LEAST = 8 };
	size_t from = at, to = at;

	while (from > 0 && at - from < LETTERS &&
	       (str_is_upper(text.s[from - 1]) || text.s[from - 1] == '+' || text.s[from - 1] == '-'))
		from--;
	while (to < text.n && to - from < LEAST &&
	       (str_is_digit(text.s[to]) || str_is_upper(text.s[to]) || text.s[to] == '+' || text.s[to] == '-'))
		to++;
	return to - from >= LEAST;
}

/* In a group as long as those of ids, with another beside it. A "_" may be a letter of one or stand behind it. */
static bool may_be_grouped_id(struct str text, size_t at)
{
	enum { LONGEST = 8 };
	size_t from = at, to = at;
	bool before, behind, wide = false;

	for (; from > 0 && at - from <= LONGEST && (str_is_alnum(text.s[from - 1]) || text.s[from - 1] == '_'); from--)
		wide = wide || text.s[from - 1] == '_';
	for (; to < text.n && to - from <= LONGEST && (str_is_alnum(text.s[to]) || text.s[to] == '_'); to++)
		wide = wide || text.s[to] == '_';
	if (wide)
		return true;
	before = from > 1 && text.s[from - 1] == ' ' && (str_is_alnum(text.s[from - 2]) || text.s[from - 2] == '_');
	behind = to + 1 < text.n && text.s[to] == ' ';
	switch (to - from) {
	case 2:
		return before && behind && str_is_upper(text.s[from - 2]) && str_is_digit(text.s[to + 1]);
	case 3:
		return behind && (str_is_digit(text.s[to + 1]) || str_is_upper(text.s[to + 1]));
	case 5:
	case 6:
		return before;
	case 8:
		return before || (behind && str_is_upper(text.s[to + 1]));
	default:
		return false;
	}
}

/* Letters in front of it. */
static bool may_be_behind_capital(struct str text, size_t at)
{
	return at > 0 && str_is_upper(text.s[at - 1]);
}

/* "+1", "+(1", "001", "tel:1" */
static bool may_be_international(struct str text, size_t at)
{
	return (at > 0 && (text.s[at - 1] == '+' || text.s[at - 1] == ':' || text.s[at - 1] == '(')) ||
	       (text.s[at] == '0' && at + 1 < text.n && text.s[at + 1] == '0');
}

/* "3 M", "3rd", "3. ", "3-M" */
static bool may_be_day(struct str text, size_t at)
{
	size_t end = digits_end(text, at);
	char c = end + 1 < text.n ? text.s[end] : '\n', next = end + 1 < text.n ? text.s[end + 1] : '\n';

	if (end - at > 2)
		return false;
	if (c == ' ' || c == '-')
		return str_is_alpha(next);
	if (c == '.')
		return next == ' ' || next == '-';
	return c == 's' || c == 'n' || c == 'r' || c == 't' || c == 'e';
}

/* What the expression has behind a number: words for phones, and for extensions in front of those. */
static bool begins_phone_word(struct str rest)
{
	static const char words[] = "of fa mo ce ho wo di ph te bu pr ha de vo gs ex po du an in ";
	char a = str_lower_char(rest.s[0]), b = rest.n > 1 ? str_lower_char(rest.s[1]) : '\0';

	if (a == 'x' || a == '#')
		return true;
	for (size_t i = 0; i + 1 < sizeof(words); i += 3)
		if (words[i] == a && words[i + 1] == b)
			return true;
	return false;
}

#define NUMBERED \
	"ticket|case|rma|claim|policy|loan|shipment|consignment|deal|meter|complaint|quotation|membership|incident|" \
	"request|vorgang|fall|dossier|expediente|siniestro|zgloszenie|sprawa"

/* Behind a blank, a "#" or letters of its own. */
static bool may_be_numbered(struct str text, size_t at)
{
	return at > 3 && (strchr(" #-:", text.s[at - 1]) != NULL || str_is_alpha(text.s[at - 1]));
}

/* "x1234" */
static bool may_be_extension(struct str text, size_t at)
{
	return at > 0 && text.s[at - 1] == 'x' && (at == 1 || strchr("\n \t>", text.s[at - 2]) != NULL);
}

/* "2025-03-14 1200" */
static bool is_behind_year(const struct hit *hit)
{
	return (str_starts(hit->text, STR("19")) || str_starts(hit->text, STR("20"))) &&
	       may_be_date(hit->scan->text, hit->from);
}

/* "Anna Nowak - ": nothing but two to four words with capitals in front of it in its line. Versions and sums stand
   there, too: behind a colon, or with points, one word must be a name of the lists. */
static bool is_behind_capitals(struct hit *hit)
{
	enum { NAMED_MOST = 40, DIGITS_LEAST = 9, DIGITS_MOST = 14 };
	struct str text = hit->scan->text;
	size_t from = hit->from, words = 0, digits = 0;
	ptrdiff_t point = str_find_char(hit->text, '.');
	bool named = false, plain = point >= 0 || (from > 1 && text.s[from - 2] == ':');

	if (point == 1 || is_version(hit->text) || is_behind_year(hit))
		return false;

	for (size_t i = 0; i < hit->text.n; i++)
		digits += str_is_digit(hit->text.s[i]);
	while (from > 0 && text.s[from - 1] != '\n' && hit->from - from < NAMED_MOST)
		from--;
	for (size_t i = scan_word_at(hit->scan, from); i < hit->scan->toks.n && hit->scan->toks.at[i].from < hit->from;
	     i++, words++) {
		if ((hit->scan->toks.at[i].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL ||
		    (hit->scan->toks.at[i].words & (WORD_FIRST | WORD_LAST | WORD_PLAIN)) == WORD_PLAIN)
			return false;
		named = named || (hit->scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0;
	}
	return digits >= DIGITS_LEAST && digits <= DIGITS_MOST && words >= 2 && words <= 4 && (named || !plain);
}

/* "case 4411223", not "in this case 1000000 rows", "request 100000 of 200000", "case 200000 :". */
static bool is_number_of_ticket(struct hit *hit)
{
	static const char *const parts[] = {"of", "von", "de", "z", NULL};
	const struct scan *scan = hit->scan;
	size_t behind = scan_word_at(scan, hit->to);
	struct str rest = str_from(scan->text, hit->to), thousands = STR("000");
	bool marked = hit->from > 1 && (strchr("#:.", scan->text.s[hit->from - 1]) != NULL ||
					strchr("#:.", scan->text.s[hit->from - 2]) != NULL);

	if (str_starts(rest, STR(" :")))
		return false;
	if (behind < scan->toks.n && str_starts(rest, STR(" ")) && scan->toks.at[behind].from == hit->to + 1) {
		if (unknown_is_unit(tok_low(scan, &scan->toks.at[behind])))
			return false;
		if (str_is_any(tok_low(scan, &scan->toks.at[behind]), parts) && behind + 1 < scan->toks.n &&
		    (scan->toks.at[behind + 1].flags & TOK_DIGIT) != 0)
			return false;
	}
	return marked || !str_ends(hit->text, thousands);
}

/* A letter or a "#" shortly behind the last digit: a word for a phone, or an extension and that. */
static bool may_be_named_behind(struct str text, size_t at)
{
	enum { GAP_MOST = 3, BEHIND = 4, DIGITS_MOST = 17 /* of the expression */ };
	size_t end = at, digits = 0;

	for (size_t i = at; i < text.n && i <= end + GAP_MOST && digits < DIGITS_MOST; i++)
		if (str_is_digit(text.s[i])) {
			end = i + 1;
			digits++;
		} else if (strchr(" ./()-", text.s[i]) == NULL) {
			break;
		}
	for (size_t i = end; i < text.n && i < end + BEHIND; i++)
		if (str_is_alpha(text.s[i]) || text.s[i] == '#')
			return begins_phone_word(str_from(text, i));
		else if (strchr(" -(,", text.s[i]) == NULL)
			return false;
	return false;
}

/* "1.2345" */
static bool may_be_coordinate(struct str text, size_t at)
{
	size_t point = digits_end(text, at);

	return point < text.n && text.s[point] == '.' && digits_end(text, point + 1) > point + 4;
}

/* "912 " */
static bool may_be_nine_digits(struct str text, size_t at)
{
	return (text.s[at] == '4' || text.s[at] == '9') && at + 3 < text.n && text.s[at + 3] == ' ';
}

/* "1-8", "8" of "800-" */
static bool may_be_toll_free(struct str text, size_t at)
{
	size_t end = digits_end(text, at);

	if (end - at == 1 && text.s[at] == '1' && end + 3 < text.n && strchr("-. (", text.s[end]) != NULL)
		return text.s[end + 1] == '8' || text.s[end + 1] == '(';
	return end - at == 3 && text.s[at] == '8' && end + 1 < text.n && strchr("-. )", text.s[end]) != NULL;
}

static bool may_have_trunk_zero(struct str text, size_t at)
{
	return text.s[at] == '0';
}

#define EXTENSION "(?:[,;]? {0,2}(?i:x|extn?\\.?|#|extension|poste|durchwahl|anexo|int\\.?):? ?\\d{1,6})?"
#define DAY_TIME \
	"(?:(?:T|,? (?:(?:at|um|kl\\.?|o|a) )?)\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?: " \
	"?[AaPp]\\.?[Mm]\\b\\.?)?" \
	"(?: ?(?:Z|UTC|GMT|CES?T|[ECMP][DS]T)?(?:[+-]\\d\\d:?\\d\\d)?\\b)?)?"

const struct pattern number_patterns[] = {
    {"iban", REDACT_IBAN, PLACE_DIGIT, 3, "(?<![A-Za-z0-9])[A-Za-z]{2} ?\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}+", is_iban,
     STRENGTH_PATTERN, may_be_iban},
    {"account number", REDACT_IBAN, PLACE_NUMBER12, 0, "(?<![\\w.+-])\\d{2}(?: ?\\d{4}){6}(?![\\w]|[.-]\\d)",
     is_polish_account, STRENGTH_PATTERN},
    {"card", REDACT_CARD, PLACE_NUMBER12, 0, "(?<![\\w.+-])\\d(?:[ -]?\\d){11,18}(?![\\w]|[.-]\\d)", is_card,
     STRENGTH_PATTERN},
    {"ssn", REDACT_ID, PLACE_NUMBER9, 0, "(?<![\\w.-])\\d{3}([ .-])\\d{2}\\1\\d{4}(?![\\w-])", is_ssn,
     STRENGTH_PATTERN},
    {"national number", REDACT_ID, PLACE_NUMBER9, 0, "(?<![\\w.+-])\\d(?:[ ./-]?\\d){8,14}(?![\\w]|[.-]\\d)",
     is_national, STRENGTH_PATTERN},
    {"national id", REDACT_ID, PLACE_DIGIT, 8,
     "(?<![A-Za-z0-9-])(?=[A-Z+-]{0,6}\\d)[A-Z0-9][A-Z0-9+-]{7,20}+(?![A-Za-z0-9])", is_mixed, STRENGTH_PATTERN,
     may_be_one_id},
    {"national id", REDACT_ID, PLACE_DIGIT, 14,
     "(?<![A-Za-z0-9-])(?:[A-Z]{3} \\d{6}|[A-Z]{2}(?: \\d{2}){3} [A-D]|\\d{8} [A-Z]|[A-Z]{6} \\w{5} \\w{5}|[A-Z0-9]{3} "
     "[A-Z0-9]{6} [A-Z0-9]{8})(?![A-Za-z0-9-])",
     is_mixed, STRENGTH_PATTERN, may_be_grouped_id},
    {"number after its name", REDACT_ID, PLACE_DIGIT, 6,
     "(?<![A-Za-z0-9.-])(?:[A-Z]{1,4}[ /-]?)?\\d(?:[ ./-]?[A-Z0-9]){3,25}+(?![A-Za-z0-9]|[.]\\d)", is_id_after_word,
     STRENGTH_GUESS, .after = PLACE_ID_WORD},
    {"number after its name", REDACT_ID, PLACE_DIGIT, 8,
     "(?<![A-Za-z0-9.-])[A-Z]{1,8}\\d[A-Z0-9]{3,20}+(?![A-Za-z0-9]|[.]\\d)", is_id_after_word, STRENGTH_GUESS,
     may_be_behind_capital, .after = PLACE_ID_WORD},
    /* of somebody's key: key servers tell whose it is */
    {"fingerprint", REDACT_ID, PLACE_FINGERPRINT, 0,
     "(?i)fingerprint[ \\t]{0,3}[:=]?[\\s>|]{0,8}\\K(?:[\\da-f]{4}[ \\t]{0,3}){9}[\\da-f]{4}\\b", NULL,
     STRENGTH_PATTERN},
    {"number after its name", REDACT_ID, PLACE_NUMBER5, 26,
     "(?i)\\b(?:" NUMBERED
     ")(?: ?(?:#|:|no\\b\\.?|nr\\b\\.?|number|id)){0,2} ?\\K[a-z]{0,4}-?\\d{6,12}(?![\\w:]|[.,-]\\d)",
     is_number_of_ticket, STRENGTH_GUESS, may_be_numbered, NUMBERED},
    {"wallet", REDACT_ID, PLACE_LONG, 0,
     "\\b(?:[13][a-km-zA-HJ-NP-Z1-9]{25,34}|bc1[a-z0-9]{25,62}|0x[a-fA-F0-9]{40})\\b", pattern_has_digit,
     STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 7,
     "(?<![\\w+])(?:\\+|00 ?|tel:\\+?)\\(?[1-9](?:\\d{0,2} - (?=\\(0\\)))?(?:[ ./()-]{0,3}\\d){5,16}" EXTENSION
     "(?!\\d)",
     is_international, STRENGTH_PATTERN, may_be_international},
    {"phone after its name", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w.+,-])[(+]{0,2}\\d(?:[ ./()-]{0,3}\\d){4,14}" EXTENSION "(?![\\w]|[.,:-]\\d)", is_phone_after_word,
     STRENGTH_PATTERN, .after = PLACE_PHONE_WORD},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 5,
     "(?<![\\w./+-])(?<!\\d,)(?:1[ .-]|001[ .-])?(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4}" EXTENSION
     "(?![\\w]|[.-]\\d)",
     is_national_phone, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 1,
     "(?<![\\w./+-])\\(?[2-9]\\d{2}\\)?/[2-9]\\d{2}[ .-]\\d{4}" EXTENSION "(?![\\w]|[./-]\\d)", NULL, STRENGTH_PATTERN},
    {"phone in letters", REDACT_PHONE, PLACE_DIGIT, 0,
     "(?<![\\w./+-])(?:1[ .-]\\(?8(?:00|33|44|55|66|77|88)\\)?[ .-]|8(?:00|33|44|55|66|77|88)-)"
     "(?:\\d{0,3}-?[A-Z]{4,10}|(?=[a-z]{0,3}[A-Z])[A-Za-z]{6,12}|[A-Z]{2,4}-[A-Z0-9]{3,8})\\b",
     NULL, STRENGTH_PATTERN, may_be_toll_free},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w./+-])(?<!\\d,)\\(?0\\d{1,4}\\)?(?: ?[/-] ?| )(?:\\d{2,8}|1(?= \\d{3} \\d{4}))(?:[ "
     "-]\\d{2,5}){0,4}(?:-0)?(?![\\w]|[.,:/-]\\d)",
     is_national_phone, STRENGTH_PATTERN, may_have_trunk_zero},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 0,
     "(?<![\\w./+-])(?<!\\d,)[49]\\d\\d \\d\\d \\d{3}(?![\\w]|[.,:/-]\\d| \\d)", NULL, STRENGTH_PATTERN,
     may_be_nine_digits},
    /* "944 55 01 28", "8 495 555-01-46" */
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 1,
     "(?<![\\w./+-])(?<!\\d[, ])(?:[6-9]\\d\\d \\d\\d \\d\\d \\d\\d|8[ -]\\(?[3-9]\\d\\d\\)?[ -]\\d{3}[ -]\\d\\d[ "
     "-]\\d\\d)"
     "(?![\\w]|[.,:/-]\\d| \\d)",
     NULL, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 2,
     "(?<![\\w./+-])\\(\\d{2,3}\\) ?9?\\d{4}[ -]\\d{4}" EXTENSION "(?![\\w]|[.,:/-]\\d)", NULL, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 0,
     "(?<![\\w./+-])(?<!\\d,)0[1-9]([ .-])\\d\\d(?:\\1\\d\\d){3}(?![\\w]|[.,:/-]\\d)", is_no_row_of_bytes,
     STRENGTH_PATTERN},
    /* a line of its own: how colleagues sign */
    {"extension", REDACT_PHONE, PLACE_DIGIT, 1, "^[> \\t]{0,4}\\Kx\\d{4,6}(?=[ \\t]*$)", NULL, STRENGTH_PATTERN,
     may_be_extension, .is_solid = true},
    /* in the line of who can be reached there: "Anna Nowak - 44 171 496 0000" */
    {"phone behind a name", REDACT_PHONE, PLACE_NUMBER9, 0,
     "(?<= - |: |[ \\t]{3})\\d{1,4}(?:[ .-]\\d{2,5}){2,5}(?=[ \\t]*$)", is_behind_capitals, STRENGTH_PATTERN},
    {"phone in an address", REDACT_PHONE, PLACE_PAGE, 0,
     "(?i)(?:wa\\.me/|whatsapp\\.com/send/?\\?phone=)\\K\\+?\\d{7,15}", NULL, STRENGTH_PATTERN},
    {"cloud account", REDACT_ID, PLACE_SECURITY_ID, 0, "arn:aws[\\w-]{0,12}:[\\w-]{0,30}:[\\w-]{0,20}:\\K\\d{12}(?=:)",
     is_cloud_account, STRENGTH_PATTERN},
    {"cloud account", REDACT_ID, PLACE_SECURITY_ID, 0,
     "(?i)\\b(?:tenants?|subscriptions?|directory|object|device|machine|installation|customer|account|organi[sz]ation)("
     "?:[ _-]?id)?"
     "[\"']?\\s{0,2}[:=/]?\\s{0,2}[\"']?\\K[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b",
     NULL, STRENGTH_PATTERN},
    /* holds the address of a network card and the time */
    {"id of a machine", REDACT_ID, PLACE_LONG, 0,
     "(?i)(?<![\\w{-])(?!123e4567-)[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![\\w}-])",
     NULL, STRENGTH_PATTERN},
    {"parcel", REDACT_ID, PLACE_LONG, 0, "\\b1Z[0-9A-Z]{16}\\b", pattern_has_digit, STRENGTH_PATTERN},
    {"phone before its name", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w.+-])[(+]{0,2}\\d(?:[ ./()-]{0,3}\\d){4,16}" EXTENSION "(?= ?[-(]? "
     "?(?i:office|fax|mobile|cell|home|work|direct|phone|tel|mob|buro|privat|handy|desk|voice|gsm)\\b)",
     is_short_number, STRENGTH_PATTERN, may_be_named_behind},
    {"coordinates", REDACT_LOCATION, PLACE_DECIMAL, 1,
     "(?<![\\w.])-?\\d{1,3}\\.\\d{4,}\\s?[,;]\\s?-?\\d{1,3}\\.\\d{4,}(?![\\w.])", is_coordinates, STRENGTH_PATTERN,
     may_be_coordinate},
    {"date of birth", REDACT_DATE, PLACE_BORN, 0,
     "(?i)(?:\\bborn(?: on)?|date of birth|d\\.?o\\.?b\\.?|birthday|birth ?date|geboren(?: am)?|geburtsdatum|data "
     "urodzenia|urodzon[ya]|ne[e]? le|fecha de "
     "nacimiento)[^\\d\\n]{0,12}\\K(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{1,2}\\.? [a-z]{3,9},? \\d{4}|[a-z]{3,9} "
     "\\d{1,2},? \\d{4})",
     NULL, STRENGTH_PATTERN},
    {"date", REDACT_DATE, PLACE_DIGIT, 0,
     "(?<![\\w./+-])(?:(?:19|20)\\d\\d([/"
     "-])(?:0?[1-9]|1[0-2])\\1(?:3[01]|[12]\\d|0?[1-9])|(?:3[01]|[12]\\d|0?[1-9])([./-])"
     "(?:3[01]|[12]\\d|0?[1-9])\\2(?:(?:19|20)\\d\\d|[12]\\d(?=,? \\d{1,2}:\\d\\d)))" DAY_TIME "(?![\\w/-]|\\.\\d)",
     NULL, STRENGTH_PATTERN, may_be_date},
    {"date", REDACT_DATE, PLACE_DIGIT, 0,
     "(?<![\\w./+-])(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er|\\.)?(?:-| de | of | )(?:(?i:" MONTHS_LONG
     ")|" MONTHS_SHORT ")\\b\\.?(?:(?:-|,? (?:de )?)(?:19|20)\\d\\d" DAY_TIME ")?(?![\\w-])",
     NULL, STRENGTH_PATTERN, may_be_day},
    {"date", REDACT_DATE, PLACE_DIGIT, 12,
     "(?<![\\w.-])(?:(?i:" MONTHS_LONG ")|" MONTHS_SHORT
     ")\\.? (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?:,? (?:19|20)\\d\\d" DAY_TIME ")?(?![\\w:/-]|\\.\\d)",
     NULL, STRENGTH_PATTERN, may_be_day_behind_month, MONTHS_LONG "|" MONTHS_SHORT},
};
const size_t number_patterns_n = sizeof(number_patterns) / sizeof(number_patterns[0]);
