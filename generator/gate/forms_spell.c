/* How one word may be spelled. */
#include "generator/gate/forms_parts.h"

#include "common/utf8.h"
#include "generator/gate/fold.h"

void forms_add_variant(struct variants *variants, struct str s)
{
	if (s.n == 0 || s.n > VARIANT_BYTES || variants->n == VARIANTS_MAX)
		return;
	for (unsigned i = 0; i < variants->n; i++)
		if (str_eq(forms_variant(variants, i), s))
			return;
	memcpy(variants->at[variants->n].s, s.s, s.n);
	variants->at[variants->n].is_heard = variants->at[variants->n].is_worn = false;
	variants->at[variants->n++].n = (uint8_t)s.n;
}

/* Letters that some write as two. */
static const struct swap doubled[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"å", "aa"}, {"Å", "Aa"},
    {"ø", "oe"}, {"Ø", "Oe"}, {"ñ", "ny"}, {"ő", "oe"}, {"ű", "ue"}, {"đ", "dj"}, {"Đ", "Dj"}, {NULL, NULL},
};
/* Transcriptions of Cyrillic other than the one of fold.c; put over the folded letters, in this order. */
static const struct swap scholarly[] = {
    {"shch", "sc"}, {"sh", "s"},  {"ch", "c"},	{"zh", "z"},  {"kh", "h"},
    {"ts", "c"},    {"ia", "ja"}, {"iu", "ju"}, {"ie", "je"}, {NULL, NULL},
};
static const struct swap british[] = {{"ia", "ya"}, {"iu", "yu"}, {"ie", "ye"}, {"kh", "h"}, {"ii", "y"}, {NULL, NULL}};
static const struct swap slavonic[] = {{"ei", "ey"}, {"ai", "ay"}, {"oi", "oy"}, {"ii", "y"},
				       {"ia", "ya"}, {"iu", "yu"}, {NULL, NULL}};
/* Щ as most people spell it, and a name that was spelled so. */
static const struct swap shorter[] = {{"shch", "sch"}, {"kh", "h"}, {"iu", "yu"}, {"ia", "ya"}, {NULL, NULL}};
static const struct swap romanised[] = {{"shch", "sch"}, {"yu", "iu"}, {"ya", "ia"}, {"ay", "ai"},
					{"ey", "ei"},	 {"oy", "oi"}, {NULL, NULL}};
/* γγ, γκ, μπ, ντ, ου as they sound, not as they are written. */
static const struct swap greek[] = {{"gg", "ng"}, {"gk", "g"}, {"mp", "b"}, {"nt", "d"},
				    {"oy", "ou"}, {"ch", "h"}, {NULL, NULL}};
/* Ae, oe and ue for letters that others write without their dots. */
static const struct swap undoubled[] = {{"ae", "a"}, {"oe", "o"}, {"ue", "u"}, {NULL, NULL}};
static const struct swap german[] = {
    {"shch", "schtsch"}, {"sh", "sch"}, {"ch", "tsch"}, {"zh", "sch"}, {"kh", "ch"},
    {"v", "w"},		 {"ia", "ja"},	{"iu", "ju"},	{"z", "s"},    {NULL, NULL},
};
/* As the French write Russian names: Kovriguine, Jemtchoujnikov. */
static const struct swap french[] = {
    {"shch", "chtch"}, {"sh", "ch"}, {"ch", "tch"}, {"zh", "j"}, {"ge", "gue"},
    {"gi", "gui"},     {"ii", "i"},  {"iu", "iou"}, {"u", "ou"}, {NULL, NULL},
};
/* How Latin names sound when somebody writes them in Cyrillic, which fold.c reads back. */
const struct swap forms_heard[] = {
    {"sch", "sh"}, {"tsch", "ch"}, {"sz", "sh"}, {"cz", "ch"}, {"rz", "zh"}, {"ck", "k"},
    {"ch", "kh"},  {"ph", "f"},	   {"th", "t"},	 {"w", "v"},   {"x", "ks"},  {"j", "i"},
    {"y", "i"},	   {"qu", "kv"},   {"ee", "i"},	 {"oo", "u"},  {"c", "k"},   {NULL, NULL},
};

/* Every occurrence, longest rules first as the table has them. */
struct str forms_replace(struct buf *out, struct str s, const struct swap *swaps)
{
	buf_clear(out);
	for (size_t at = 0; at < s.n;) {
		const struct swap *swap = swaps;

		while (swap->from != NULL &&
		       (swap->from[0] != s.s[at] || !str_starts(str_from(s, at), str_c(swap->from))))
			swap++;
		if (swap->from != NULL) {
			buf_str(out, str_c(swap->to));
			at += strlen(swap->from);
		} else {
			buf_char(out, s.s[at++]);
		}
	}
	return buf_view(out);
}

static bool is_foreign(struct fold *fold, struct str word)
{
	for (size_t at = 0; at < word.n;)
		if (fold_of(fold, FOLD_LOOKS, utf8_next(word, &at))->is_foreign)
			return true;
	return false;
}

/* By what it sounds like with its marks: Брюггеман is Brüggemann, Хаверсток Haverstock. */
static void add_heard(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap marked[] = {
	    {"ü", "iu"}, {"Ü", "iu"}, {"ö", "e"},  {"Ö", "e"},	{"ä", "e"},   {"Ä", "e"},   {"ø", "e"},
	    {"Ø", "e"},	 {"å", "o"},  {"Å", "o"},  {"š", "sh"}, {"Š", "sh"},  {"č", "ch"},  {"Č", "ch"},
	    {"ć", "ch"}, {"Ć", "ch"}, {"ž", "zh"}, {"Ž", "zh"}, {"ż", "zh"},  {"Ż", "zh"},  {"ş", "sh"},
	    {"Ş", "sh"}, {"ç", "s"},  {"đ", "dj"}, {"Đ", "dj"}, {"ř", "rzh"}, {"Ř", "rzh"}, {NULL, NULL}};
	static const struct swap spoken[] = {{"rzh", "rzh"}, {"sch", "sh"}, {"tsch", "ch"}, {"sh", "sh"}, {"ch", "ch"},
					     {"sz", "sh"},   {"cz", "ch"},  {"rz", "zh"},   {"zh", "zh"}, {"ck", "k"},
					     {"ph", "f"},    {"th", "t"},   {"kh", "kh"},   {"h", "kh"},  {"w", "v"},
					     {"x", "ks"},    {"j", "i"},    {"y", "i"},	    {"qu", "kv"}, {"ee", "i"},
					     {"oo", "u"},    {"c", "k"},    {NULL, NULL}};
	struct str heard = forms_replace(&forms->other, word, marked);

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, heard, &forms->letters);
	heard = forms_replace(&forms->other, buf_view(&forms->letters), spoken);
	if (heard.n > 4 && heard.s[heard.n - 1] == heard.s[heard.n - 2])
		heard.n--;
	forms_add_variant(variants, heard);
}

/* Ђорђевић is Đorđević: who reads either script writes both, letter by letter. */
static void add_serbian(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap letters[] = {{"đ", "dj"}, {"Đ", "dj"}, {"š", "sh"}, {"Š", "sh"}, {"č", "ch"},
					      {"Č", "ch"}, {"ž", "zh"}, {"Ž", "zh"}, {"ć", "c"},  {"Ć", "c"},
					      {"c", "ts"}, {"C", "ts"}, {"h", "kh"}, {"H", "kh"}, {NULL, NULL}};
	struct str spelled = forms_replace(&forms->other, word, letters);

	if (!str_ends(word, STR("ć")) && str_find(word, STR("đ")) < 0 && str_find(word, STR("Đ")) < 0)
		return;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, spelled, &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
}

/* Уитфилд is Whitfield, Джонсон Johnson: as English is heard, where that differs. */
static void add_heard_english(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap english[] = {{"sch", "sh"}, {"tch", "ch"}, {"sh", "sh"},   {"ch", "ch"}, {"ck", "k"},
					      {"ph", "f"},   {"th", "t"},   {"wh", "u"},    {"wr", "r"},  {"kn", "n"},
					      {"hn", "n"},   {"w", "u"},    {"ja", "dzhe"}, {"j", "dzh"}, {"ie", "i"},
					      {"ee", "i"},   {"ea", "i"},   {"oo", "u"},    {"x", "ks"},  {"y", "i"},
					      {"qu", "kv"},  {"c", "k"},    {"kh", "kh"},   {"h", "kh"},  {NULL, NULL}};

	for (size_t i = 0; i < word.n; i++)
		if (word.s[i] == 'w' || word.s[i] == 'j') {
			forms_add_variant(variants, forms_replace(&forms->other, word, english));
			return;
		}
}

/* MacAllister, McAllister: who writes the name from memory takes either. But a Macintosh is no McIntosh. */
static void add_son_of(struct forms *forms, struct str letters, struct variants *variants)
{
	enum { LEAST = 4 }; /* letters of the father's name */
	static const struct str ways[] = {STR_INIT("mac"), STR_INIT("mc")};

	for (size_t i = 0; i < 2; i++) {
		if (!str_starts(letters, ways[i]) || letters.n < ways[i].n + LEAST)
			continue;
		buf_clear(&forms->other);
		buf_str(&forms->other, ways[1 - i]);
		buf_str(&forms->other, str_from(letters, ways[i].n));
		if (!str_eq(buf_view(&forms->other), STR("macintosh")))
			forms_add_variant(variants, buf_view(&forms->other));
		return;
	}
}

/* Kovrigin, Kovriguine: an -in at the end would be said as in "vin". */
static void add_french(struct forms *forms, struct str word, struct str letters, struct variants *variants)
{
	struct str spelled = forms_replace(&forms->other, letters, french);

	if (word.s[0] != '\xD0' && word.s[0] != '\xD1')
		return;
	if (str_ends(spelled, STR("in")))
		buf_char(&forms->other, 'e');
	forms_add_variant(variants, buf_view(&forms->other));
}

/* Papadhmhtropoylos: Greek by the Latin letters that look like it, as people type it where there is no other keyboard.
 */
static void add_greeklish(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap letters[] = {{"η", "h"}, {"ή", "h"}, {"Η", "h"}, {"Ή", "h"},  {"υ", "y"},
					      {"ύ", "y"}, {"Υ", "y"}, {"Ύ", "y"}, {"ω", "w"},  {"ώ", "w"},
					      {"Ω", "w"}, {"Ώ", "w"}, {"χ", "x"}, {"Χ", "x"},  {"ξ", "3"},
					      {"Ξ", "3"}, {"θ", "8"}, {"Θ", "8"}, {"ψ", "ps"}, {"Ψ", "ps"},
					      {"β", "b"}, {"Β", "b"}, {"φ", "f"}, {"Φ", "f"},  {NULL, NULL}};
	struct str typed = forms_replace(&forms->other, word, letters);

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_SOUNDS, typed, &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
}

static void add_reading(struct forms *forms, struct str latin, void *context)
{
	(void)forms;
	forms_add_variant(context, latin);
}

/* One that no other language of Europe has beside the -s of its names. */
static bool has_latvian_letter(struct str word)
{
	static const struct str signs[] = {STR_INIT("ā"), STR_INIT("Ā"), STR_INIT("ē"), STR_INIT("Ē"), STR_INIT("ģ"),
					   STR_INIT("Ģ"), STR_INIT("ī"), STR_INIT("Ī"), STR_INIT("ķ"), STR_INIT("Ķ"),
					   STR_INIT("ļ"), STR_INIT("Ļ"), STR_INIT("ņ"), STR_INIT("Ņ")};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_find(word, signs[i]) >= 0)
			return true;
	return false;
}

/* Kecskem?thy: what is left of a name where its letters beyond ASCII were lost. */
static void add_without_wide(struct forms *forms, struct str word, struct variants *variants)
{
	enum { LEAST = 6, LEAST_OF_END = 8 };
	struct buf *left = &forms->other;
	size_t least = word.n != 0 && (unsigned char)word.s[0] >= 0x80 ? LEAST_OF_END : LEAST;
	unsigned n = variants->n;

	buf_clear(left);
	for (size_t i = 0; i < word.n; i++)
		if (str_is_alpha(word.s[i]))
			buf_char(left, str_lower_char(word.s[i]));
	if (left->n >= least && !forms_is_ordinary(buf_view(left)) && !words_has(WORDS_USUAL, buf_view(left)))
		forms_add_variant(variants, buf_view(left));
	if (variants->n != n)
		variants->at[n].is_worn = true;
}

/* Høebíèek for Hřebíček, Yýldýrým for Yıldırım: letters of Windows-1250 and 1254 read as those of 1252, for letters. */
static void add_misread(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap misread[] = {{"ě", "ì"}, {"Ě", "Ì"}, {"ř", "ø"}, {"Ř", "Ø"},  {"č", "è"}, {"Č", "È"},
					      {"ů", "ù"}, {"ď", "ï"}, {"ň", "ò"}, {"Ň", "Ò"},  {"ő", "õ"}, {"ű", "û"},
					      {"ă", "ã"}, {"ţ", "þ"}, {"ę", "ê"}, {"ć", "æ"},  {"Ć", "Æ"}, {"ń", "ñ"},
					      {"ś", "œ"}, {"Ś", "Œ"}, {"ź", "Ÿ"}, {"đ", "ð"},  {"ı", "ý"}, {"İ", "Ý"},
					      {"ğ", "ð"}, {"ş", "þ"}, {"Ş", "Þ"}, {NULL, NULL}};
	struct str read = forms_replace(&forms->other, word, misread);
	unsigned n = variants->n;

	if (str_eq(read, word))
		return;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, read, &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
	if (variants->n != n)
		variants->at[n].is_worn = true;
}

/* منصوري for المنصوري: as many leave the article out. What is shorter is the word for who is from somewhere. */
static void add_without_article(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct str article = STR_INIT("\xD8\xA7\xD9\x84");
	enum { LEAST = 12 /* bytes of six letters */ };
	unsigned n = variants->n;

	if (!str_starts(word, article) || word.n < article.n + LEAST)
		return;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, str_from(word, article.n), &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
	if (variants->n != n)
		variants->at[n].is_worn = true;
}

/* "To al-Dosari" is one word in Arabic, and the article has lost a letter there. */
static void add_with_preposition(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct str article = STR_INIT("\xD8\xA7\xD9\x84"), to = STR_INIT("\xD9\x84\xD9\x84");

	if (!str_starts(word, article) || word.n < article.n + 8)
		return;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, to, &forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, str_from(word, article.n), &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
}

/* A word in Latin letters: with its marks, without, and as other scripts and other peoples write it. */
static void spell_latin(struct forms *forms, struct str word, struct variants *variants)
{
	enum { LONG_ENOUGH = 5 };
	struct buf *letters = &forms->letters, *other = &forms->other;
	struct str two = forms_replace(other, word, doubled);
	unsigned n;

	buf_clear(letters);
	fold_add(forms->fold, FOLD_LOOKS, two, letters);
	forms_add_variant(variants, buf_view(letters));
	n = variants->n;
	if (n != 0) {
		forms_add_variant(variants, forms_replace(other, forms_variant(variants, 0), forms_heard));
		add_heard(forms, word, variants);
		add_serbian(forms, word, variants);
		add_heard_english(forms, forms_variant(variants, 0), variants);
		for (; n < variants->n; n++)
			variants->at[n].is_heard = true;
		add_son_of(forms, forms_variant(variants, 0), variants);
		forms_add_written(forms, forms_variant(variants, 0), variants);
	}
	if (variants->n != 0 && variants->at[0].n >= LONG_ENOUGH) {
		forms_add_variant(variants, forms_replace(other, forms_variant(variants, 0), undoubled));
		forms_add_variant(variants, forms_replace(other, forms_variant(variants, 0), romanised));
	}
	add_without_wide(forms, word, variants);
	add_misread(forms, word, variants);
	forms_add_typed(forms, word, variants);
}

/* A word spelled for the transcription that is meant, which is then fold.c's. */
static void add_as_spelled(struct forms *forms, struct str spelled, struct variants *variants)
{
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_SOUNDS, spelled, &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
}

/* Журавлёв is Zhuravlyov, Воробьёва Vorobyova and Vorobyeva; Хрущёв Khrushchov */
static void add_softened(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap softened[][12] = {
	    {{"ьё", "yo"}, {"ье", "ye"}, {"ья", "ya"}, {"ью", "yu"}, {"ё", "yo"}, {"Ё", "Yo"}, {NULL, NULL}},
	    {{"ьё", "ye"}, {"ье", "ie"}, {"ья", "ia"}, {"ью", "iu"}, {"ё", "io"}, {"Ё", "Io"}, {NULL, NULL}},
	    {{"ьё", "io"}, {"ё", "o"}, {"Ё", "O"}, {NULL, NULL}},
	    {{"ьё", "jo"}, {"ье", "je"}, {"ья", "ja"}, {"ью", "ju"}, {"ё", "jo"}, {"Ё", "Jo"}, {NULL, NULL}},
	};

	for (size_t i = 0; i < sizeof(softened) / sizeof(*softened); i++) {
		struct str soft = forms_replace(&forms->other, word, softened[i]);

		if (str_eq(soft, word))
			continue;
		add_as_spelled(forms, soft, variants);
		if (i + 1 == sizeof(softened) / sizeof(*softened)) /* Worobjowa */
			forms_add_variant(variants, forms_replace(&forms->other, buf_view(&forms->letters), german));
	}
}

/* A word in other letters, in Latin ones. */
static void spell_foreign(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap *const schemes[] = {scholarly, british, german, slavonic, shorter};
	static const struct swap ukrainian[] = {{"и", "y"}, {"И", "Y"}, {"г", "h"}, {"Г", "H"}, {NULL, NULL}};
	enum { LIKELIEST = 5 };
	struct buf *letters = &forms->letters, *other = &forms->other;

	add_with_preposition(forms, word, variants);
	add_without_article(forms, word, variants);
	if (!forms_add_readings(word, variants))
		forms_each_reading(forms, word, LIKELIEST, add_reading, variants);
	forms_add_indic(forms, word, variants);
	add_as_spelled(forms, word, variants);
	if (variants->is_greek)
		forms_add_variant(variants, forms_replace(other, buf_view(letters), greek));
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		forms_add_variant(variants, forms_replace(other, buf_view(letters), schemes[i]));
	add_french(forms, word, buf_view(letters), variants);
	if (variants->is_greek)
		add_greeklish(forms, word, variants);
	add_softened(forms, word, variants);
	add_as_spelled(forms, forms_replace(other, word, ukrainian), variants);
}

void forms_spell(struct forms *forms, struct str word, struct variants *variants)
{
	variants->n = 0;
	variants->is_latvian = has_latvian_letter(word);
	variants->is_greek = word.n != 0 && (word.s[0] == '\xCE' || word.s[0] == '\xCF');
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, word, &forms->letters);
	forms_add_variant(variants, buf_view(&forms->letters));
	if (is_foreign(forms->fold, word))
		spell_foreign(forms, word, variants);
	else
		spell_latin(forms, word, variants);
}

size_t forms_first_letter(struct str s)
{
	size_t at = 0;

	(void)utf8_next(s, &at);
	return at;
}
