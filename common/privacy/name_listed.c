/*
 * Names that lists of first and family names know, alone or with what follows them.
 */
#include "common/privacy/names.h"
#include "common/privacy/people.h"

enum { ACRONYM_LETTERS = 4 };

/* Rare names are words of some language, too: not where any word has a capital, nor behind a product ("Debian Lenny").
 */
static bool is_sure_alone(const struct scan *scan, const struct tok *tok)
{
	if (tok > scan->toks.at && (tok[-1].words & WORD_NEVER) != 0 &&
	    (tok[-1].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL && (tok->words & WORD_RARE) != 0 &&
	    tok->from == tok[-1].to + 1 && scan->text.s[tok[-1].to] == ' ')
		return false;
	return names_is_written(scan, tok) && ((tok->words & WORD_RARE) == 0 || (tok->flags & TOK_START) == 0);
}

/* "An Agilent device": the article, not the name. */
static bool is_article(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & TOK_START) != 0 && str_eq(names_word(scan, i), STR("an")) && i + 1 < scan->toks.n &&
	       strchr("aeiou", scan->low.s[tok[1].from]) != NULL;
}

/* "Widget ISE Design": a rare name in capitals behind a word that no list has. */
static bool is_acronym_behind(const struct scan *scan, size_t i)
{
	enum { LETTERS = 3 };
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && (tok->words & WORD_RARE) != 0 && (tok->flags & (TOK_UPPER | TOK_LINE)) == TOK_UPPER &&
	       tok->to - tok->from <= LETTERS && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       (tok[-1].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL && names_is_unlisted(scan, i - 1);
}

/* "ESA Break-out": an acronym in front of an everyday word. Not "IVAN Grey": first names, but for "the ESA". */
static bool is_acronym_of(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->words & (WORD_FIRST | WORD_AMBIGUOUS)) == WORD_FIRST &&
	    (i == 0 || !str_eq(names_word(scan, i - 1), STR("the"))))
		return false;
	return (tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1 && tok->to - tok->from <= ACRONYM_LETTERS &&
	       i + 1 < scan->toks.n && (tok[1].flags & TOK_UPPER) == 0 &&
	       (tok[1].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN;
}

/* "Daniel WIRF": behind a first name capitals that no list has, as French offices write. */
static bool has_shouted_family_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i + 1 < scan->toks.n && (tok->words & (WORD_RARE | WORD_PLAIN)) == 0 && (tok->flags & TOK_UPPER) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) &&
	       (tok[1].flags & (TOK_UPPER | TOK_DIGIT | TOK_LINE)) == TOK_UPPER && tok[1].to - tok[1].from >= 3 &&
	       (tok[1].words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

/* "Steve French": nations that are family names, too. */
static bool is_nation_of_family(struct str word)
{
	static const char *const words[] = {"french",  "english", "german", "holland",
					    "england", "ireland", "london", NULL};

	return str_is_any(word, words);
}

bool names_has_plain_family_name(const struct scan *scan, size_t i)
{
	const struct tok *next = &scan->toks.at[i + 1];

	return i + 1 < scan->toks.n && (scan->toks.at[i].words & WORD_RARE) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && (next->flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	       (next->words & (WORD_KEEP | WORD_ALWAYS | WORD_PARTICLE)) == 0 &&
	       ((next->words & WORD_NEVER) == 0 || (next->words & WORD_LAST) != 0 || /* "Clive Jenkins" */
		is_nation_of_family(names_word(scan, i + 1))) &&
	       (next->to - next->from > 2 || (next->words & WORD_LAST) != 0 ||
		str_eq(names_word(scan, i + 1), STR("au"))) && /* "Peter Au"; elsewhere it is French */
	       (i + 2 >= scan->toks.n || (scan->toks.at[i + 2].flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL ||
		!str_eq(names_gap_after(scan, i + 1), STR(" ")));
}

/* "Sevgi ve Ali", "Luz de la Torre": a name goes on behind what joins words. */
static bool is_joined_to_name(const struct scan *scan, size_t i)
{
	enum { JOINERS_MOST = 3 };
	static const char *const joiners[] = {"ve",  "ile", "de",  "del", "da", "do",
					      "dos", "la",  "las", "los", "y",	NULL};
	size_t at = i + 1;

	while (at < scan->toks.n && at - i <= JOINERS_MOST && (scan->toks.at[at].flags & TOK_CAPITAL) == 0 &&
	       str_eq(names_gap_after(scan, at - 1), STR(" ")) && str_is_any(names_word(scan, at), joiners))
		at++;
	return at > i + 1 && at < scan->toks.n && (scan->toks.at[at].flags & TOK_CAPITAL) != 0 &&
	       str_eq(names_gap_after(scan, at - 1), STR(" "));
}

static struct str as_written(const struct scan *scan, size_t i)
{
	size_t from, to;

	shadow_place(&scan->shadow, scan->toks.at[i].from, scan->toks.at[i].to, &from, &to);
	return str_slice(scan->shadow.original, from, to);
}

/* Has word i the marks of the everyday word? Who writes none has them neither there nor behind it. "": any marks do. */
static bool has_marks_of(const struct scan *scan, size_t i, struct str marked)
{
	struct str word = as_written(scan, i);

	if (marked.n == 0 || (people_is_ascii(word) && people_is_ascii(as_written(scan, i + 1))))
		return true;
	return word.n == marked.n && str_eq(str_from(word, 1), str_from(marked, 1));
}

/* "Phuong phap", "Cagri merkezi": first names that are everyday words of their language in front of some others. */
static bool is_everyday_pair(const struct scan *scan, size_t i)
{
	/* marked: as it must be written where names differ by their marks alone ("Minh", a name, and "Mình", me) */
	static const struct {
		struct str word, behind, marked;
	} pairs[] = {
	    {STR_INIT("phuong"), STR_INIT(" phap thuc tien trinh huong thao "), STR_INIT("")},
	    {STR_INIT("hoa"), STR_INIT(" don hong phi giai chat qua hau "), STR_INIT("")},
	    {STR_INIT("thu"), STR_INIT(" muc vien tuc nghiem lai tien gon phi nhat hai ba tu nam sau bay "),
	     STR_INIT("")},
	    {STR_INIT("binh"), STR_INIT(" luan thuong minh quan nuoc "), STR_INIT("")},
	    {STR_INIT("minh"), STR_INIT(" hoa chung bach "), STR_INIT("")},
	    {STR_INIT("minh"), STR_INIT(" khong da dang se cung co chua muon can bi thay nghi "), STR_INIT("Mình")},
	    {STR_INIT("lan"), STR_INIT(" dau nay truoc sau cuoi thu nua "), STR_INIT("Lần")},
	    {STR_INIT("tuan"), STR_INIT(" nay truoc sau toi "), STR_INIT("Tuần")},
	    {STR_INIT("hai"), STR_INIT(" ngay tuan thang lan gio nguoi may cai "), STR_INIT("")},
	    {STR_INIT("hung"), STR_INIT(" thu "), STR_INIT("Hứng")},
	    {STR_INIT("anh"), STR_INIT(" da co oi chi huong dep "), STR_INIT("")},
	    {STR_INIT("linh"), STR_INIT(" kien hoat vuc dong "), STR_INIT("")},
	    {STR_INIT("hien"), STR_INIT(" tai nay dang chua "), STR_INIT("Hiện")},
	    {STR_INIT("hien"), STR_INIT(" thi "), STR_INIT("Hiển")},
	    {STR_INIT("duc"), STR_INIT(" loi "), STR_INIT("")},
	    {STR_INIT("cagri"), STR_INIT(" merkezi merkeziniz merkezinizi kaydi numarasi "), STR_INIT("")},
	    {STR_INIT("umut"), STR_INIT(" ediyorum ediyoruz ederim verici "), STR_INIT("")},
	    {STR_INIT("sevgi"), STR_INIT(" ve ile dolu saygi "), STR_INIT("")},
	    {STR_INIT("saygi"), STR_INIT(" ve ile "), STR_INIT("")},
	    {STR_INIT("deniz"), STR_INIT(" manzarasi manzarali kenari kenarinda yolu suyu tasimaciligi "),
	     STR_INIT("")},
	    {STR_INIT("baris"), STR_INIT(" istiyoruz icinde ve "), STR_INIT("")},
	    {STR_INIT("gunes"), STR_INIT(" paneli panelleri enerjisi isigi "), STR_INIT("")},
	    {STR_INIT("yagmur"), STR_INIT(" suyu yagiyor sensoru "), STR_INIT("")},
	    {STR_INIT("guven"), STR_INIT(" veriyor vermiyor duyuyoruz "), STR_INIT("")},
	    {STR_INIT("onur"), STR_INIT(" duydum duyariz verici "), STR_INIT("")},
	    {STR_INIT("vera"), STR_INIT(" storia causa ragione soluzione domanda "), STR_INIT("")},
	    {STR_INIT("chiara"), STR_INIT(" spiegazione risposta idea "), STR_INIT("")},
	    {STR_INIT("pilar"), STR_INIT(" fundamental basico central "), STR_INIT("")},
	    {STR_INIT("luz"), STR_INIT(" verde roja blanca azul del de encendida apagada "), STR_INIT("")},
	    {STR_INIT("clara"), STR_INIT(" explicacion respuesta explicacao resposta "), STR_INIT("")},
	    {STR_INIT("mercedes"), STR_INIT(" benz "), STR_INIT("")},
	};
	struct str word = names_word(scan, i);
	char padded[32];

	if (word.n > 8 || (scan->toks.at[i].flags & (TOK_START | TOK_LINE)) == 0 || names_is_line_end(scan, i) ||
	    !str_eq(names_gap_after(scan, i), STR(" ")) || (scan->toks.at[i + 1].flags & TOK_CAPITAL) != 0)
		return false;
	for (size_t n = 0; n < sizeof(pairs) / sizeof(pairs[0]); n++) {
		struct str behind = names_word(scan, i + 1);

		if (!str_eq(word, pairs[n].word) || behind.n + 2 > sizeof(padded))
			continue;
		padded[0] = ' ';
		memcpy(padded + 1, behind.s, behind.n);
		padded[behind.n + 1] = ' ';
		if (str_find(pairs[n].behind, str_n(padded, behind.n + 2)) >= 0)
			return has_marks_of(scan, i, pairs[n].marked) && !is_joined_to_name(scan, i);
	}
	return false;
}

/* "South San Jose": a side of heaven in front of a saint's town. `i` is the saint, or the word behind him. */
static bool is_side_of_town(const struct scan *scan, size_t i)
{
	static const char *const sides[] = {"south", "north", "east", "west", "southern", "northern", "downtown", NULL};
	static const char *const saints[] = {"san", "santa", "santo", "sao", "saint", "los", "las", NULL};

	if (i > 1 && str_is_any(names_word(scan, i - 1), saints))
		i--;
	return i > 0 && str_is_any(names_word(scan, i), saints) && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       str_is_any(names_word(scan, i - 1), sides);
}

/* "St. Louis": a town, whatever saint it has; not "Mary St. John". `i` is either word. */
static bool is_saint_town(const struct scan *scan, size_t i)
{
	size_t saint = str_eq(names_word(scan, i), STR("st")) ? i : i - 1;
	struct str gap;

	if ((i == 0 && saint != i) || !str_eq(names_word(scan, saint), STR("st")))
		return false;
	gap = names_gap_after(scan, saint);
	return (str_eq(gap, STR(" ")) || str_eq(gap, STR(". "))) && (scan->toks.at[saint].flags & TOK_CAPITAL) != 0 &&
	       (saint == 0 || (scan->toks.at[saint - 1].words & WORD_FIRST) == 0);
}

/* "for Anna/Liam": two first names and no path. `i` is either. */
static bool is_one_of_two(const struct scan *scan, size_t i)
{
	size_t first = i > 0 && str_eq(names_gap_after(scan, i - 1), STR("/")) ? i - 1 : i;
	const struct tok *tok = &scan->toks.at[first];
	struct str behind;

	if (first + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, first), STR("/")) || tok->from == 0 ||
	    !str_is_space(scan->text.s[tok->from - 1]))
		return false;
	for (size_t n = 0; n < 2; n++)
		if ((tok[n].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL ||
		    (tok[n].words & (WORD_FIRST | WORD_RARE | WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS | WORD_KEEP)) !=
			WORD_FIRST)
			return false;
	behind = names_gap_after(scan, first + 1);
	return behind.n == 0 || str_find_char(STR(" ,.;:?!)\n"), behind.s[0]) >= 0;
}

/* "_Anna Nowak_": between blanks. */
static bool is_emphasised(const struct scan *scan, size_t from, size_t to)
{
	size_t at = scan->toks.at[from].from, end;

	/* "_Yeni_", "_Widget Picard_": what a page calls its buttons */
	if (to == from ||
	    (to == from + 1 && (scan->toks.at[from].words & (WORD_FIRST | WORD_RARE | WORD_AMBIGUOUS)) != WORD_FIRST))
		return false;
	if (at == 0 || scan->text.s[at - 1] != '_' || (at > 1 && !str_is_space(scan->text.s[at - 2])))
		return false;
	for (size_t i = from; i < to; i++)
		if (!names_is_listed(scan, i))
			return false;
	end = scan->toks.at[to - 1].to;
	return end < scan->text.n && scan->text.s[end] == '_' &&
	       (end + 1 >= scan->text.n || str_find_char(STR(" \n,.;:!?)"), scan->text.s[end + 1]) >= 0);
}

/* "Widget-compatible", "a Widget based card": what things are like, which no person is. */
static bool is_quality(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"compatible", "patented", "based",	 "style",   "like",    "specific",
					    "enabled",	  "aware",    "capable", "powered", "derived", NULL};
	static const char *const at[] = {"in", "at", "on", "out", "upon", NULL};
	struct str gap = names_gap_after(scan, i);

	if (i + 1 >= scan->toks.n || (!str_eq(gap, STR("-")) && !str_eq(gap, STR(" "))) ||
	    (scan->toks.at[i + 1].flags & (TOK_CAPITAL | TOK_LINE)) != 0 || !str_is_any(names_word(scan, i + 1), words))
		return false;
	return gap.s[0] == '-' || str_eq(names_word(scan, i + 1), STR("compatible")) ||
	       (str_eq(names_word(scan, i + 1), STR("based")) && i + 2 < scan->toks.n && i > 0 &&
		str_is_any(names_word(scan, i - 1), (const char *const[]){"a", "an", "the", NULL}) &&
		!str_is_any(names_word(scan, i + 2), at));
}

/* "the Pascal compiler", "a Cyrus server": between an article and what only programs and devices are. */
static bool is_kind_of_thing(const struct scan *scan, size_t i)
{
	static const char *const articles[] = {"a", "an", "the", "this", "that", "any", "every", "each", NULL};
	static const char *const things[] = {
	    "package", "packages",  "server",	 "servers",	 "driver",   "drivers",	 "module", "modules",
	    "card",    "cards",	    "compiler",	 "language",	 "program",  "library",	 "manual", "interface",
	    "release", "plugin",    "installer", "distribution", "bindings", "protocol", "daemon", "database",
	    "toolkit", "framework", "modem",	 "processor",	 "chipset",  "printer",	 NULL};

	return i > 0 && i + 1 < scan->toks.n && (scan->toks.at[i].flags & TOK_LINE) == 0 &&
	       (scan->toks.at[i + 1].flags & (TOK_CAPITAL | TOK_LINE)) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       str_is_any(names_word(scan, i + 1), things) && str_is_any(names_word(scan, i - 1), articles);
}

/* "X380 Yoga": behind a model's letters and digits. */
static bool is_behind_model(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && (tok->flags & (TOK_LINE | TOK_START)) == 0 && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       (tok[-1].flags & (TOK_DIGIT | TOK_LETTER | TOK_CAPITAL | TOK_LINE)) ==
		   (TOK_DIGIT | TOK_LETTER | TOK_CAPITAL) &&
	       tok[-1].to - tok[-1].from > 2;
}

/* Is what [i, end) has a part of a path or a program, a publisher, a program or a verb? */
static bool is_something_else(const struct scan *scan, size_t i, size_t end)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);
	size_t words = end - i;

	if (!is_emphasised(scan, i, end) &&
	    ((tok->from > 0 && strchr("/\\-_.$`@#", scan->text.s[tok->from - 1]) != NULL) ||
	     (gap.n != 0 && strchr("/\\_(=$`", gap.s[0]) != NULL) ||
	     (gap.n == 1 && gap.s[0] == '.' && i + 1 < scan->toks.n)))
		return true;
	/* "O'Reilly", "Springer, 2010"; "DON'T" */
	if ((words == 1 && names_is_publisher(scan, i)) || scan_is_shortened(scan, tok))
		return true;
	if (words == 1 && (is_quality(scan, i) || is_kind_of_thing(scan, i) || is_behind_model(scan, i)))
		return true;
	/* "using Widget", "Widget 1.2", "Hardy Heron" */
	if (programs_has(scan, i) && (words == 1 || (words == 2 && programs_has(scan, i + 1))))
		return true;
	/* "LoRa Vision" */
	if ((tok->flags & TOK_UPPER) == 0 && names_is_listed(scan, i) && tok->to - tok->from <= 4 &&
	    !names_is_written(scan, tok))
		return true;
	return words > 1 && (is_acronym_of(scan, i) || is_acronym_behind(scan, i) || is_article(scan, i));
}

/* A first name and what follows it: is that her family name, or may it be? */
static bool is_full_name(const struct scan *scan, size_t i, size_t end, bool sure)
{
	if (sure || (scan->toks.at[end - 1].words & ~(unsigned)WORD_BEGINS) == 0)
		return true;
	for (size_t j = i + 1; j < end; j++)
		if (names_is_listed(scan, j) || scan->toks.at[j].to - scan->toks.at[j].from == 1)
			return true;
	return false;
}

/* [i, end) begins with a word of the lists, which is nothing else as far as the text tells. */
static void take_listed(struct scan *scan, size_t i, size_t end)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);
	size_t words = end - i;
	bool sure = (tok->words & (WORD_AMBIGUOUS | WORD_COMMON | WORD_NEVER)) == 0;

	if (words > 1 && (tok->words & WORD_FIRST) != 0) {
		if (is_full_name(scan, i, end, sure))
			names_accept(scan, i, end, "listed first name");
	} else if (words > 1 && (tok->words & WORD_AMBIGUOUS) != 0 && names_is_written(scan, &scan->toks.at[i + 1]) &&
		   (scan->toks.at[i + 1].words & ~(unsigned)(WORD_BEGINS | WORD_LAST | WORD_RARE)) == 0 &&
		   scan->toks.at[i + 1].to - scan->toks.at[i + 1].from > 3) {
		names_accept(scan, i, end, "listed first name"); /* "Rich Burridge" */
	} else if ((tok->words & WORD_FIRST) != 0 && sure && tok->to - tok->from > 2 && is_sure_alone(scan, tok)) {
		names_accept(scan, i,
			     i + 1 + (names_has_plain_family_name(scan, i) || has_shouted_family_name(scan, i)),
			     "listed first name");
	} else if ((tok->words & WORD_FIRST) != 0 && sure && words == 1 && str_starts(gap, STR("'s ")) &&
		   names_is_written(scan, tok) && tok->to - tok->from > 3) {
		names_accept(scan, i, i + 1, "listed first name"); /* "Andy's", whose name is rare */
	} else if (words > 1 && tok->to - tok->from == 1 && (scan->toks.at[i + 1].words & WORD_LAST) != 0) {
		names_accept(scan, i, end, "initial and family name");
	} else if (words == 2 && (scan->toks.at[i + 1].words & WORD_LAST) != 0 &&
		   (scan->toks.at[i + 1].words & WORD_COMMON) == 0 && (tok->words & WORD_PLAIN) == 0 &&
		   (tok->flags & TOK_START) == 0) {
		names_accept(scan, i, end, "listed family name");
	} else if ((tok->words & (WORD_LAST | WORD_COMMON | WORD_NEVER | WORD_RARE)) == WORD_LAST && sure &&
		   is_sure_alone(scan, tok)) {
		names_accept(scan, i, i + 1, "listed family name");
	}
}

void name_listed_find(struct scan *scan, size_t i)
{
	size_t end = names_end(scan, i, true);

	if (names_is_month_name(scan, i))
		names_accept(scan, i, end, "listed first name");
	if (is_everyday_pair(scan, i))
		return;
	if (!scan->toks.at[i].taken && end > i && name_east_end(scan, i) > i) {
		names_accept(scan, i, end, "listed family name");
		return;
	}
	if (is_side_of_town(scan, i) || is_saint_town(scan, i))
		return;
	if (is_one_of_two(scan, i)) {
		names_accept(scan, i, i + 1, "listed first name");
		return;
	}
	if (end != i && !scan->toks.at[i].taken && !is_something_else(scan, i, end))
		take_listed(scan, i, end);
}
