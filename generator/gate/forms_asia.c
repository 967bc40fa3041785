/* Chinese, Japanese and Korean names, as they are written and read. */
#include "generator/gate/forms_parts.h"

#include "common/utf8.h"
#include "generator/gate/fold.h"

size_t forms_leading_han(struct str word)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n; n++) {
		uint32_t character = utf8_next(word, &at);

		if ((character < 0x4E00 || character > 0x9FFF) && character != 0x3005) /* 々 */
			break;
	}
	return n;
}

size_t forms_chinese_family_bytes(struct str word)
{
	static const struct str twos[] = {STR_INIT("欧阳"), STR_INIT("歐陽"), STR_INIT("诸葛"), STR_INIT("諸葛"),
					  STR_INIT("司马"), STR_INIT("司馬"), STR_INIT("上官"), STR_INIT("夏侯"),
					  STR_INIT("皇甫"), STR_INIT("尉迟"), STR_INIT("公孙"), STR_INIT("公孫"),
					  STR_INIT("慕容"), STR_INIT("令狐"), STR_INIT("司徒"), STR_INIT("端木"),
					  STR_INIT("东方"), STR_INIT("東方"), STR_INIT("独孤"), STR_INIT("南宫")};

	for (size_t i = 0; i < sizeof(twos) / sizeof(*twos); i++)
		if (word.n > twos[i].n && str_starts(word, twos[i]))
			return twos[i].n;
	return forms_first_letter(word);
}

struct reading {
	const char *written, *latin; /* separated by spaces */
};

/* Families as they spell themselves; all others as fold.c transcribes them. */
static const struct reading korean_families[] = {
    {"김", "kim gim"},
    {"이", "lee yi rhee"},
    {"박", "park pak bak"},
    {"최", "choi choe"},
    {"정", "jung jeong chung"},
    {"강", "kang gang"},
    {"조", "cho jo"},
    {"윤", "yoon yun"},
    {"장", "jang chang"},
    {"임", "lim im rim"},
    {"한", "han"},
    {"오", "oh o"},
    {"서", "seo suh"},
    {"신", "shin sin"},
    {"권", "kwon gwon"},
    {"황", "hwang"},
    {"안", "ahn an"},
    {"송", "song"},
    {"류", "ryu yoo"},
    {"유", "yoo yu"},
    {"전", "jeon jun chun"},
    {"홍", "hong"},
    {"고", "ko go koh"},
    {"문", "moon mun"},
    {"양", "yang"},
    {"손", "son sohn"},
    {"배", "bae pae"},
    {"백", "baek paik"},
    {"허", "heo hur huh"},
    {"노", "noh roh"},
    {"남", "nam"},
    {"심", "shim sim"},
};
static const struct swap korean[] = {{"yeo", "you"}, {"eo", "u"},     {"u", "oo"},     {"si", "shi"}, {"gyeo", "kyu"},
				     {"g", "k"},     {"hyeo", "hyu"}, {"hun", "hoon"}, {"eo", "o"},   {NULL, NULL}};

static const struct reading japanese_families[] = {
    {"佐藤", "sato"},	  {"鈴木", "suzuki"},	{"高橋", "takahashi"}, {"田中", "tanaka"},     {"伊藤", "ito"},
    {"渡辺", "watanabe"}, {"山本", "yamamoto"}, {"中村", "nakamura"},  {"小林", "kobayashi"},  {"加藤", "kato"},
    {"吉田", "yoshida"},  {"山田", "yamada"},	{"佐々木", "sasaki"},  {"山口", "yamaguchi"},  {"松本", "matsumoto"},
    {"井上", "inoue"},	  {"木村", "kimura"},	{"林", "hayashi"},     {"斎藤", "saito"},      {"斉藤", "saito"},
    {"清水", "shimizu"},  {"山崎", "yamazaki"}, {"森", "mori"},	       {"池田", "ikeda"},      {"橋本", "hashimoto"},
    {"阿部", "abe"},	  {"石川", "ishikawa"}, {"山下", "yamashita"}, {"中島", "nakajima"},   {"石井", "ishii"},
    {"小川", "ogawa"},	  {"前田", "maeda"},	{"岡田", "okada"},     {"長谷川", "hasegawa"}, {"藤田", "fujita"},
    {"後藤", "goto"},	  {"近藤", "kondo"},	{"村上", "murakami"},  {"遠藤", "endo"},       {"青木", "aoki"},
    {"坂本", "sakamoto"}, {"藤井", "fujii"},	{"西村", "nishimura"}, {"福田", "fukuda"},     {"太田", "ota"},
    {"三浦", "miura"},	  {"藤原", "fujiwara"}, {"岡本", "okamoto"},   {"松田", "matsuda"},    {"中川", "nakagawa"},
    {"中野", "nakano"},	  {"原田", "harada"},	{"小野", "ono"},       {"田村", "tamura"},     {"竹内", "takeuchi"},
    {"金子", "kaneko"},	  {"和田", "wada"},	{"中山", "nakayama"},  {"石田", "ishida"},     {"上田", "ueda"},
    {"森田", "morita"},	  {"柴田", "shibata"},	{"酒井", "sakai"},     {"工藤", "kudo"},       {"横山", "yokoyama"},
    {"宮崎", "miyazaki"}, {"内田", "uchida"},	{"高木", "takagi"},    {"安藤", "ando"},       {"谷口", "taniguchi"},
    {"大野", "ohno"},	  {"丸山", "maruyama"}, {"今井", "imai"},      {"武田", "takeda"},     {"藤本", "fujimoto"},
};

/* "Tanaka" and "たなか" are found for 田中; the given name is read as its bearer pleases. */
void forms_add_japanese_family(struct forms *forms, struct str family)
{
	for (size_t i = 0; i < sizeof(japanese_families) / sizeof(*japanese_families); i++)
		if (str_eq(family, str_c(japanese_families[i].written)))
			forms_put_surname(forms, str_c(japanese_families[i].latin));
}

/* 佐々木, 野々村: the sign that repeats a character, written out. */
static void add_repeated(struct forms *forms, struct str word)
{
	static const struct str again = STR_INIT("々");
	ptrdiff_t at = str_find(word, again);

	if (at < 3)
		return;
	buf_clear(&forms->other);
	buf_str(&forms->other, str_slice(word, 0, (size_t)at));
	buf_str(&forms->other, str_slice(word, (size_t)at - again.n, (size_t)at));
	buf_str(&forms->other, str_from(word, (size_t)at + again.n));
	forms_put_surname(forms, buf_view(&forms->other));
}

void forms_add_japanese(struct forms *forms, struct str word, size_t han)
{
	enum { CHARACTER = 3, TWO = 2 * CHARACTER, THREE = 3 * CHARACTER };
	bool is_three = str_starts(str_from(word, CHARACTER), STR("々"));

	/* 長谷川, 佐々木 */
	for (size_t i = 0; i < sizeof(japanese_families) / sizeof(*japanese_families); i++)
		is_three = is_three || (strlen(japanese_families[i].written) == THREE &&
					str_starts(word, str_c(japanese_families[i].written)));
	add_repeated(forms, word);
	if (is_three) {
		forms_put_surname(forms, str_slice(word, 0, THREE));
		add_repeated(forms, str_slice(word, 0, THREE));
		forms_add_japanese_family(forms, str_slice(word, 0, THREE));
		return;
	}
	forms_add_with_honorific(forms, str_slice(word, 0, TWO));
	forms_add_japanese_family(forms, str_slice(word, 0, TWO));
	if (han > 4) /* three and two, or two and three */
		forms_add_with_honorific(forms, str_slice(word, 0, THREE));
}

/* Families of two syllables; all others have one. */
static size_t korean_family_bytes(struct str word)
{
	static const struct str twos[] = {STR_INIT("남궁"), STR_INIT("선우"), STR_INIT("제갈"), STR_INIT("황보"),
					  STR_INIT("독고"), STR_INIT("사공"), STR_INIT("서문"), STR_INIT("동방")};

	for (size_t i = 0; i < sizeof(twos) / sizeof(*twos); i++)
		if (word.n > twos[i].n && str_starts(word, twos[i]))
			return twos[i].n;
	return forms_first_letter(word);
}

static void add_korean_spellings(struct forms *forms, struct variants *variants)
{
	unsigned n = variants->n;

	for (unsigned i = 0; i < n; i++)
		if ((unsigned char)variants->at[i].s[0] < 0x80)
			for (size_t s = 0; korean[s].from != NULL; s++) {
				const struct swap one[] = {korean[s], {NULL, NULL}};

				forms_add_variant(variants,
						  forms_replace(&forms->other, forms_variant(variants, i), one));
			}
}

/* 옥나래 is Ok Narae: as it is spoken, not letter by letter ("ognalae"). */
static void add_as_spoken(struct forms *forms, struct str word, struct variants *variants)
{
	enum { FIRST = 0xAC00, ENDS = 28, MIDDLES = 21, R = 5 };
	bool after_l = false;

	buf_clear(&forms->other);
	for (size_t at = 0; at < word.n;) {
		size_t from = at;
		uint32_t syllable = utf8_next(word, &at) - FIRST;
		char *last;

		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_SOUNDS, str_slice(word, from, at), &forms->letters);
		if (forms->letters.n == 0 || (unsigned char)forms->letters.s[0] >= 0x80)
			return;
		if (syllable / ENDS / MIDDLES == R && !after_l)
			forms->letters.s[0] = 'r';
		last = forms->letters.s + forms->letters.n - 1;
		after_l = *last == 'l';
		if (syllable % ENDS != 0 && !str_ends(buf_view(&forms->letters), STR("ng")))
			*last = *last == 'g' ? 'k' : *last == 'd' ? 't' : *last == 'b' ? 'p' : *last;
		buf_str(&forms->other, buf_view(&forms->letters));
	}
	forms_add_variant(variants, buf_view(&forms->other));
}

/* 김민서: Kim Min-seo, Minseo Kim. */
void forms_add_korean(struct forms *forms, struct str word)
{
	struct str family = str_slice(word, 0, korean_family_bytes(word));
	struct variants given, families;
	bool is_known = false;

	forms_spell(forms, str_from(word, family.n), &given);
	add_as_spoken(forms, str_from(word, family.n), &given);
	add_korean_spellings(forms, &given);
	for (size_t i = 0; i < sizeof(korean_families) / sizeof(*korean_families); i++) {
		struct str rest = str_c(korean_families[i].latin), latin;

		if (!str_eq(family, str_c(korean_families[i].written)))
			continue;
		is_known = true;
		while (str_split(&rest, ' ', &latin))
			for (unsigned k = 0; k < given.n; k++)
				if ((unsigned char)given.at[k].s[0] < 0x80)
					forms_put_pair(forms, forms_variant(&given, k), latin);
	}
	if (is_known)
		return;
	forms_spell(forms, family, &families);
	add_as_spoken(forms, family, &families);
	add_korean_spellings(forms, &families);
	for (unsigned i = 0; i < families.n; i++)
		for (unsigned k = 0; k < given.n; k++)
			if (((unsigned char)families.at[i].s[0] | (unsigned char)given.at[k].s[0]) < 0x80)
				forms_put_pair(forms, forms_variant(&given, k), forms_variant(&families, i));
}

size_t forms_hangul_letters(struct str word)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n; n++) {
		uint32_t character = utf8_next(word, &at);

		if (character < 0xAC00 || character > 0xD7A3)
			return 0;
	}
	return n;
}

/* คุณสมชาย: between Thai words is no space, so that a first name shows by what is said in front of it. */
void forms_add_thai(struct forms *forms, struct str first)
{
	static const struct str titles[] = {STR_INIT("คุณ"), STR_INIT("นาย"), STR_INIT("นาง"), STR_INIT("นางสาว"),
					    STR_INIT("พี่"),  STR_INIT("น้อง"), STR_INIT("ดร.")};
	size_t at = 0;
	uint32_t letter = utf8_next(first, &at);

	if (letter < 0x0E01 || letter > 0x0E5B)
		return;
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		buf_clear(&forms->other);
		buf_str(&forms->other, titles[i]);
		buf_str(&forms->other, first);
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		forms_put(forms, buf_view(&forms->letters), RULE_FIRST_NAME, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE,
			  0);
	}
}

/* 田中様: a Japanese family's name is mostly the first two of four characters; alone it would be anything. */
void forms_add_with_honorific(struct forms *forms, struct str family)
{
	static const struct str honorifics[] = {STR_INIT("様"),	  STR_INIT("さん"), STR_INIT("さま"), STR_INIT("氏"),
						STR_INIT("先生"), STR_INIT("殿"),   STR_INIT("君"),   STR_INIT("くん"),
						STR_INIT("部長"), STR_INIT("課長"), STR_INIT("先生"), STR_INIT("女士"),
						STR_INIT("经理"), STR_INIT("小姐")};

	for (size_t i = 0; i < sizeof(honorifics) / sizeof(*honorifics); i++) {
		buf_clear(&forms->other);
		buf_str(&forms->other, family);
		buf_str(&forms->other, honorifics[i]);
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		forms_put(forms, buf_view(&forms->letters), RULE_SURNAME, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	}
}

/* 林小姐(雅婷): the title between the two names. */
void forms_add_titled_family(struct forms *forms, struct str family, struct str given)
{
	static const struct str titles[] = {STR_INIT("先生"), STR_INIT("女士"), STR_INIT("小姐"), STR_INIT("太太")};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		buf_clear(&forms->other);
		buf_str(&forms->other, family);
		buf_str(&forms->other, titles[i]);
		buf_str(&forms->other, given);
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		forms_put(forms, buf_view(&forms->letters), RULE_FULL_NAME,
			  FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE | FORM_ANY_SPLIT, 0);
	}
}
