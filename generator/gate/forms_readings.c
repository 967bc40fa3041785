/* Names of scripts that leave out vowels, or write some that are not spoken, as their bearers spell them in Latin
 * letters; and back. What is in no list is found by how fold.c transcribes it, which is seldom how people do. */
#include "generator/gate/forms_parts.h"

#include "generator/gate/fold.h"

static const struct reading {
	const char *written, *latin; /* separated by spaces */
} readings[] = {
    {"محمد", "mohammed mohamed muhammad mohammad mohamad muhammed"},
    {"أحمد", "ahmed ahmad"},
    {"احمد", "ahmed ahmad"},
    {"خالد", "khalid khaled"},
    {"منصور", "mansour mansoor mansur"},
    {"المنصوري", "almansouri mansouri mansoori"},
    {"عبدالله", "abdullah abdallah"},
    {"عبدالرحمن", "abdulrahman abdelrahman abdurrahman"},
    {"عبدالعزيز", "abdulaziz abdelaziz"},
    {"علي", "ali"},
    {"حسن", "hassan hasan"},
    {"حسين", "hussein hussain husain hossein"},
    {"إبراهيم", "ibrahim ebrahim"},
    {"ابراهيم", "ibrahim ebrahim"},
    {"يوسف", "youssef yousef yusuf yousuf"},
    {"عمر", "omar umar"},
    {"عثمان", "othman osman uthman"},
    {"فاطمة", "fatima fatma fatimah"},
    {"عائشة", "aisha aysha ayesha"},
    {"مريم", "maryam mariam"},
    {"زينب", "zainab zeinab zaynab"},
    {"خديجة", "khadija khadijah"},
    {"ليلى", "layla leila laila"},
    {"نور", "noor nour nur"},
    {"سارة", "sara sarah"},
    {"هدى", "huda hoda"},
    {"سعيد", "saeed said saied"},
    {"سعد", "saad"},
    {"صالح", "saleh salih"},
    {"سالم", "salem salim"},
    {"ناصر", "nasser naser nasir"},
    {"طارق", "tariq tarek tareq"},
    {"كريم", "karim kareem"},
    {"رشيد", "rashid rasheed rachid"},
    {"راشد", "rashed rashid"},
    {"محمود", "mahmoud mahmood mahmud"},
    {"مصطفى", "mustafa mostafa moustafa"},
    {"جمال", "jamal gamal"},
    {"كمال", "kamal"},
    {"سليمان", "suleiman sulaiman soliman sulayman"},
    {"داود", "dawood daoud dawud"},
    {"إسماعيل", "ismail ismael"},
    {"فيصل", "faisal faysal"},
    {"ماجد", "majid majed maged"},
    {"وليد", "walid waleed"},
    {"زياد", "ziad ziyad"},
    {"رامي", "rami ramy"},
    {"سامي", "sami samy"},
    {"هاني", "hani hany"},
    {"شريف", "sharif sherif shareef"},
    {"بشير", "bashir basheer"},
    {"البشيري", "albashiri bashiri basheeri albasheeri"},
    {"الزهراني", "alzahrani zahrani"},
    {"القحطاني", "alqahtani qahtani"},
    {"الغامدي", "alghamdi ghamdi"},
    {"العتيبي", "alotaibi otaibi"},
    {"الشمري", "alshammari shammari"},
    {"الحربي", "alharbi harbi"},
    {"الدوسري", "aldosari dosari"},
    {"حداد", "haddad"},
    {"الحداد", "alhaddad haddad"},
    {"خوري", "khoury khouri"},
    {"نجار", "najjar"},
    {"المصري", "almasri elmasri masri"},
    {"السيد", "elsayed alsayed sayed"},
    {"عزيز", "aziz"},
    {"رضا", "reza rida"},
    {"مهدي", "mahdi mehdi"},
    {"جعفر", "jafar jaafar"},
    {"حيدر", "haidar haider"},
    {"عباس", "abbas"},
    {"رحمن", "rahman"},
    {"قاسم", "qasim qassem kassem"},
    {"بلال", "bilal"},
    {"حمزة", "hamza"},
    {"يعقوب", "yaqoub yacoub"},
    {"موسى", "musa moussa mousa"},
    {"عيسى", "issa isa"},
    {"محمدی", "mohammadi"},
    {"حسینی", "hosseini husseini"},
    {"احمدی", "ahmadi"},
    {"رضایی", "rezaei rezai"},
    {"کریمی", "karimi"},
    {"موسوی", "mousavi moosavi"},
    {"یوسفی", "yousefi"},
    {"علوی", "alavi"},
    {"فرهاد", "farhad"},
    {"شیرین", "shirin"},
    {"נועה", "noa"},
    {"יעל", "yael"},
    {"דוד", "david"},
    {"משה", "moshe"},
    {"אברהם", "avraham abraham"},
    {"יצחק", "yitzhak itzhak"},
    {"יעקב", "yaakov jacob"},
    {"יוסף", "yosef joseph"},
    {"שרה", "sara sarah"},
    {"רחל", "rachel rahel"},
    {"מיכל", "michal"},
    {"תמר", "tamar"},
    {"אבי", "avi"},
    {"אורי", "uri ori"},
    {"איתי", "itai itay"},
    {"עומר", "omer"},
    {"דניאל", "daniel"},
    {"מיכאל", "michael"},
    {"שלמה", "shlomo"},
    {"חיים", "chaim haim"},
    {"רונית", "ronit"},
    {"שירה", "shira"},
    {"גלית", "galit"},
    {"אריאל", "ariel"},
    {"כהן", "cohen kohen"},
    {"לוי", "levi levy"},
    {"מזרחי", "mizrahi mizrachi"},
    {"פרץ", "peretz perez"},
    {"ביטון", "biton bitton"},
    {"פרידמן", "friedman fridman"},
    {"רוזנבלום", "rosenblum rozenblum"},
    {"רוזנברג", "rosenberg rozenberg"},
    {"גולדברג", "goldberg"},
    {"גולדשטיין", "goldstein"},
    {"שפירא", "shapira shapiro"},
    {"אזולאי", "azoulay azulay"},
    {"קליין", "klein"},
    {"גרינברג", "greenberg grinberg"},
    {"ברקוביץ", "berkovich berkowitz"},
    {"राजेश", "rajesh"},
    {"अग्रवाल", "agarwal agrawal aggarwal"},
    {"शर्मा", "sharma"},
    {"वर्मा", "verma varma"},
    {"सिंह", "singh sinha"},
    {"कुमार", "kumar"},
    {"गुप्ता", "gupta"},
    {"मिश्रा", "mishra misra"},
    {"मिश्र", "mishra misra"},
    {"त्रिपाठी", "tripathi"},
    {"पाण्डेय", "pandey"},
    {"पांडे", "pande pandey"},
    {"पटेल", "patel"},
    {"जोशी", "joshi"},
    {"मेहता", "mehta"},
    {"चौहान", "chauhan chouhan"},
    {"यादव", "yadav"},
    {"चौधरी", "chaudhary choudhary chowdhury"},
    {"श्रीवास्तव", "srivastava shrivastava"},
    {"सक्सेना", "saxena"},
    {"कपूर", "kapoor kapur"},
    {"मल्होत्रा", "malhotra"},
    {"खन्ना", "khanna"},
    {"भाटिया", "bhatia"},
    {"अमित", "amit"},
    {"सुनील", "sunil"},
    {"संजय", "sanjay"},
    {"विजय", "vijay"},
    {"अनिल", "anil"},
    {"सुनीता", "sunita"},
    {"अनीता", "anita"},
    {"प्रिया", "priya"},
    {"पूजा", "pooja puja"},
    {"नेहा", "neha"},
    {"दीपक", "deepak dipak"},
    {"रवि", "ravi"},
    {"सुरेश", "suresh"},
    {"महेश", "mahesh"},
    {"रमेश", "ramesh"},
    {"मुकेश", "mukesh"},
    {"राकेश", "rakesh"},
    {"अजय", "ajay"},
    {"अंजलि", "anjali"},
    {"कविता", "kavita"},
    {"विकास", "vikas"},
    {"मनोज", "manoj"},
    {"राहुल", "rahul"},
    {"रोहित", "rohit"},
    {"अर्जुन", "arjun"},
};

static const struct reading *find(struct str word)
{
	for (size_t i = 0; i < sizeof(readings) / sizeof(*readings); i++)
		if (str_eq(word, str_c(readings[i].written)))
			return &readings[i];
	return NULL;
}

/* Letters, one bit each, that spellings of each name begin with: nearly all names need no further look. */
struct first_letters {
	bool is_ready;
	uint32_t of[sizeof(readings) / sizeof(*readings)];
};

static const struct first_letters *ready_first_letters(void)
{
	static struct first_letters letters; /* filled once in a process */

	for (size_t i = 0; !letters.is_ready && i < sizeof(readings) / sizeof(*readings); i++) {
		struct str rest = str_c(readings[i].latin), one;

		while (str_split(&rest, ' ', &one))
			letters.of[i] |= one.n != 0 ? 1u << (one.s[0] & 31) : 0;
	}
	letters.is_ready = true;
	return &letters;
}

static bool lists(const struct reading *reading, struct str latin)
{
	struct str rest = str_c(reading->latin), one;

	while (str_split(&rest, ' ', &one))
		if (str_eq(one, latin))
			return true;
	return false;
}

/* Eldosari and Dosary beside Dosari: by the article as it is said in Egypt, and the end as the British write it. */
static void add_with_article(struct str bare, struct variants *variants)
{
	static const struct str fronts[] = {STR_INIT("al"), STR_INIT("el"), STR_INIT("")};

	for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++)
		for (int with_y = 0; with_y < 2; with_y++) {
			char text[VARIANT_BYTES];
			size_t n = fronts[i].n + bare.n;

			if (n > sizeof(text) || (with_y != 0 && !str_ends(bare, STR("i"))))
				continue;
			memcpy(text, fronts[i].s, fronts[i].n);
			memcpy(text + fronts[i].n, bare.s, bare.n);
			if (with_y != 0)
				text[n - 1] = 'y';
			forms_add_variant(variants, str_n(text, n));
		}
}

bool forms_add_readings(struct str word, struct variants *variants)
{
	static const struct str article = STR_INIT("ال");
	const struct reading *reading = find(word);
	bool has_article = str_starts(word, article);
	struct str rest, one;

	if (reading == NULL && has_article)
		reading = find(str_from(word, article.n));
	if (reading == NULL)
		return false;
	rest = str_c(reading->latin);
	while (str_split(&rest, ' ', &one)) {
		forms_add_variant(variants, one);
		if (has_article && !str_starts(one, STR("al")) && !str_starts(one, STR("el")))
			add_with_article(one, variants);
	}
	return true;
}

/* Who knows Rashid Mansoori by ear writes Rasheed Mansouri. */
static void add_other_spellings(const struct reading *reading, struct str latin, struct variants *variants)
{
	struct str rest = str_c(reading->latin), one;

	while (str_split(&rest, ' ', &one))
		if (one.n >= latin.n - 1 && !str_eq(one, latin))
			forms_add_variant(variants, one);
}

void forms_add_written(struct forms *forms, struct str latin, struct variants *variants)
{
	enum { LEAST = 8 /* bytes: three letters are many a word */, LATIN_LEAST = 6 };
	const struct first_letters *letters = ready_first_letters();

	for (size_t i = 0; latin.n != 0 && i < sizeof(readings) / sizeof(*readings); i++) {
		struct str written;

		if ((letters->of[i] >> (latin.s[0] & 31) & 1) == 0)
			continue;
		written = str_c(readings[i].written);
		if (written.n < LEAST || !lists(&readings[i], latin))
			continue;
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, written, &forms->letters);
		forms_add_variant(variants, buf_view(&forms->letters));
		if (latin.n >= LATIN_LEAST)
			add_other_spellings(&readings[i], latin, variants);
	}
}
