#include "generator/languages.h"

#include <stddef.h>

struct known {
	const char *tag, *name;
	bool right_to_left;
};

/* clang-format off */
static const struct known languages[] = {
	{"af", "Afrikaans", false},
	{"am", "አማርኛ", false},
	{"ar", "العربية", true},
	{"az", "azərbaycan", false},
	{"be", "беларуская", false},
	{"bg", "български", false},
	{"bn", "বাংলা", false},
	{"bs", "bosanski", false},
	{"ca", "català", false},
	{"ckb", "کوردیی ناوەندی", true},
	{"cs", "čeština", false},
	{"cy", "Cymraeg", false},
	{"da", "dansk", false},
	{"de", "Deutsch", false},
	{"dv", "ދިވެހިބަސް", true},
	{"el", "Ελληνικά", false},
	{"en", "English", false},
	{"eo", "Esperanto", false},
	{"es", "español", false},
	{"et", "eesti", false},
	{"eu", "euskara", false},
	{"fa", "فارسی", true},
	{"fi", "suomi", false},
	{"fil", "Filipino", false},
	{"fo", "føroyskt", false},
	{"fr", "français", false},
	{"ga", "Gaeilge", false},
	{"gl", "galego", false},
	{"gu", "ગુજરાતી", false},
	{"he", "עברית", true},
	{"hi", "हिन्दी", false},
	{"hr", "hrvatski", false},
	{"hu", "magyar", false},
	{"hy", "հայերեն", false},
	{"id", "Bahasa Indonesia", false},
	{"is", "íslenska", false},
	{"it", "italiano", false},
	{"iw", "עברית", true},
	{"ja", "日本語", false},
	{"ka", "ქართული", false},
	{"kk", "қазақ тілі", false},
	{"km", "ខ្មែរ", false},
	{"kn", "ಕನ್ನಡ", false},
	{"ko", "한국어", false},
	{"ku", "kurdî", false},
	{"ky", "кыргызча", false},
	{"lb", "Lëtzebuergesch", false},
	{"lo", "ລາວ", false},
	{"lt", "lietuvių", false},
	{"lv", "latviešu", false},
	{"mk", "македонски", false},
	{"ml", "മലയാളം", false},
	{"mn", "монгол", false},
	{"mr", "मराठी", false},
	{"ms", "Bahasa Melayu", false},
	{"mt", "Malti", false},
	{"my", "မြန်မာ", false},
	{"nb", "norsk bokmål", false},
	{"ne", "नेपाली", false},
	{"nl", "Nederlands", false},
	{"nn", "norsk nynorsk", false},
	{"no", "norsk", false},
	{"pa", "ਪੰਜਾਬੀ", false},
	{"pl", "polski", false},
	{"ps", "پښتو", true},
	{"pt", "português", false},
	{"pt-BR", "português (Brasil)", false},
	{"pt-PT", "português (Portugal)", false},
	{"ro", "română", false},
	{"ru", "русский", false},
	{"sd", "سنڌي", true},
	{"si", "සිංහල", false},
	{"sk", "slovenčina", false},
	{"sl", "slovenščina", false},
	{"sq", "shqip", false},
	{"sr", "српски", false},
	{"sr-Latn", "srpski", false},
	{"sv", "svenska", false},
	{"sw", "Kiswahili", false},
	{"ta", "தமிழ்", false},
	{"te", "తెలుగు", false},
	{"tg", "тоҷикӣ", false},
	{"th", "ไทย", false},
	{"tr", "Türkçe", false},
	{"ug", "ئۇيغۇرچە", true},
	{"uk", "українська", false},
	{"ur", "اردو", true},
	{"uz", "o‘zbek", false},
	{"vi", "Tiếng Việt", false},
	{"yi", "ייִדיש", true},
	{"zh", "中文", false},
	{"zh-CN", "简体中文", false},
	{"zh-Hans", "简体中文", false},
	{"zh-Hant", "繁體中文", false},
	{"zh-HK", "繁體中文 (香港)", false},
	{"zh-TW", "繁體中文", false},
	{"zu", "isiZulu", false},
};
/* clang-format on */

static const char *const right_to_left_scripts[] = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"};

bool language_is_tag(struct str tag)
{
	struct str rest = tag, part;
	size_t parts = 0;

	while (str_split(&rest, '-', &part)) {
		if (part.n == 0 || part.n > 8)
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!str_is_alnum(part.s[i]) || (parts == 0 && !str_is_alpha(part.s[i])))
				return false;
		if (parts++ == 0 && (part.n < 2 || part.n > 3))
			return false;
	}
	return parts != 0 && tag.n <= 35;
}

static const struct known *find_exactly(struct str tag)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (str_eq_nocase(tag, str_c(languages[i].tag)))
			return &languages[i];
	return NULL;
}

/* Without its last part, again and again: "zh-Hant-MO", "zh-Hant", "zh". */
static const struct known *find(struct str tag)
{
	const struct known *found = find_exactly(tag);
	ptrdiff_t dash;

	while (found == NULL && (dash = str_rfind_char(tag, '-')) >= 0) {
		tag = str_slice(tag, 0, (size_t)dash);
		found = find_exactly(tag);
	}
	return found;
}

struct str language_name(struct str tag)
{
	const struct known *known = find(tag);

	return known != NULL ? str_c(known->name) : STR_NONE;
}

static bool is_right_to_left_script(struct str part)
{
	for (size_t i = 0; i < sizeof(right_to_left_scripts) / sizeof(*right_to_left_scripts); i++)
		if (str_eq_nocase(part, str_c(right_to_left_scripts[i])))
			return true;
	return false;
}

bool language_is_right_to_left(struct str tag)
{
	const struct known *known = find(tag);
	struct str rest = tag, part;

	(void)str_split(&rest, '-', &part);
	while (str_split(&rest, '-', &part))
		if (part.n == 4 && str_is_alpha(part.s[0]))
			return is_right_to_left_script(part);
	return known != NULL && known->right_to_left;
}
