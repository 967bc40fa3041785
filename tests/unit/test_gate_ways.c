/* Ways in which people stand in texts: by what their mailbox is called, by the beginning of a digest, in numbers that
 * are spoken, in old encodings, letter by letter in a table. */
#include "generator/gate/families.h"
#include "tests/unit/gate_fixture.h"

#include <sqlite3.h>
#include <time.h>

#define N(list) (sizeof(list) / sizeof(*(list)))

static void test_mailboxes(void **state)
{
	static const char people[] = "[{\"name\":\"אילנית רוזנטלר\",\"email\":\"ilanit.rosenthaler@quillmarsh.net\"},"
				     "{\"name\":\"立花木 涼\",\"email\":[\"r.tachibanaki@quillmarsh.net\"]},"
				     "{\"email\":\"wolfhagen.t@quillmarsh.net\"},"
				     "{\"name\":\"Ada Brixton\",\"email\":\"ada.pettingale@quillmarsh.net\"},"
				     "{\"name\":\"Ottilie Marchbanks\",\"email\":\"tilda.marchbanks@quillmarsh.net\"},"
				     "{\"name\":\"Edda Falkenrath\",\"email\":\"edda.support@quillmarsh.net\"},"
				     "{\"email\":\"sales.department@quillmarsh.net\"},{\"email\":\"no.reply@x.org\"}]";
	static const char *const found[] = {
	    "asked by Rosenthaler",
	    "the Rosenthalers, both",
	    "R0senthaler",
	    "<a href=\"/old/rosenthaler\">",
	    "Rosenthaler, Ilanit",
	    "Tachibanaki wrote",
	    "Wolfhagen",
	    "Wolfhagen's log",
	    "Mrs Pettingale, as she is now",
	    "dear Tilda,",
	    "Tilda Marchbanks",
	};
	static const char *const passed[] = {
	    "Support wrote",
	    "our Department",
	    "no reply",
	    "Reply to it",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* A mailbox may be called after a shop, a town, a machine: their words are in every help centre. */
static void test_mailboxes_of_things(void **state)
{
	static const char people[] =
	    "[{\"name\":\"Edda Falkenrath\",\"email\":\"edda.scanner@quillmarsh.net\"},"
	    "{\"name\":\"Ottilie Marchbanks\",\"email\":\"Rotterdam.Marchbanks@quillmarsh.net\"},"
	    "{\"name\":\"Ada Brixton\",\"email\":\"ada.pottery@quillmarsh.net\"},"
	    "{\"name\":\"אילנית רוזנטלר\",\"email\":\"shared.mailbox@quillmarsh.net\"},"
	    "{\"email\":\"Front.Counter@quillmarsh.net\"},{\"email\":\"glaze.kiln@quillmarsh.net\"},"
	    "{\"email\":\"tobit.hellstrand@quillmarsh.net\"}]";
	static const char *const found[] = {
	    "Ada Pottery", "Pottery, Ada", "Mrs Pottery", "Hellstrand, Tobit", "Mr Hellstrand", "Dear Tobit,",
	};
	static const char *const passed[] = {
	    "The scanner is on. Scanner settings, from Scanner",
	    "Ships from Rotterdam",
	    "Pottery and pottery wheels",
	    "Open the Mailbox, which is shared",
	    "the Counter, in front",
	    "A kiln, and its Kiln settings; Glaze it",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), NULL, 0);
	end(&f);
	for (size_t i = 0; i < N(passed); i++) {
		begin_with(&f, people);
		assert_told_apart(&f, NULL, 0, passed + i, 1);
		end(&f);
	}
}

static void test_digest_heads(void **state)
{
	static const char *const found[] = {
	    "/avatars/86e4cd64a39d.png",	"id:354478b5ed22f2cca8", "720863D56898C7FA7E5C3216", "92b36702ad07207c",
	    "720863d56898c7fa7e5c3216d9d65967",
	};
	static const char *const passed[] = {"86e4cd64a39", "commit 720863d5", "0720863d56898c7fa"};
	struct fixture f;

	(void)state;
	begin_with(&f, "[{\"email\":\"tessa.wolfhagen@quillmarsh.net\"}]");
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

static void test_spoken_numbers(void **state)
{
	static const char *const found[] = {
	    "call four seventeen, eight sixty-two, ninety-three twenty",
	    "four one seven. Eight six two, ninety three two oh",
	    "quattro uno sette otto sei due nove tre due zero",
	    "vier een zeven acht zes twee negen drie twee nul",
	    "quatro um sete oito seis dois nove três dois zero",
	};
	static const char *const passed[] = {
	    "four seventeen eight sixty ninety-three twenty",
	    "ten to twenty users, fifty files, forty-one pages",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[{\"phone\":\"+1 417 862 9320\"}]");
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

static void test_written(void **state)
{
	static const char people[] =
	    "[{\"name\":\"Пётр Велижанин\"},{\"name\":\"Anke Kreutzfeldt\"},{\"name\":\"Jan Velíšek\"},"
	    "{\"name\":\"Ίων Ζαχαρόπουλος\"},{\"name\":\"Мария Сбруева\"},{\"name\":\"Аглая Рукавишникова\"},"
	    "{\"name\":\"Sulo Harjuniemi\"},{\"name\":\"Jonas Stankaitis\"},{\"name\":\"上官云起\"},"
	    "{\"name\":\"Cyril Featherbridge\"},{\"name\":\"Elmo Valkentin\",\"email\":\"e@dombrinex.net\"},"
	    "{\"kind\":\"organisation\",\"name\":\"Merriden Hall Partners\"}]";
	static const char *const found[] = {
	    /* base 64 of Windows' Cyrillic, KOI8-R, UTF-16 and Windows' Greek */
	    "wuXr6Obg7ejt",
	    "98XMydbBzsnO",
	    "SwByAGUAdQB0AHoAZgBlAGwAZAB0AA==",
	    "VgBlAGwA7QBhAWUAawAgAHMAYQBpAGQA",
	    "xuH34fH88O/16+/y",
	    "от Рукавишниковой",
	    "Harjuniemelle",
	    "Stankaičiui and Stankaitisui",
	    "上 官 云 起",
	    "Mr Feather bridge",
	    "VaIkentin",
	    "V@1k3nt!n",
	    "w Dombrinexie",
	    "Organisation: Merriden Hall",
	};
	static const char *const passed[] = {
	    "a feather bridge", "the feather Bridge", "help.merriden.org: Merriden", "5|6|7@8", "4@1, 3@17",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

static void test_brands(void **state)
{
	static const char people[] = "[{\"kind\":\"organisation\",\"name\":\"Google Cloud Services\"},"
				     "{\"kind\":\"organisation\",\"name\":\"Microsoft Harbour Solutions Ltd\"},"
				     "{\"kind\":\"organisation\",\"name\":\"Online Quillmarsh Solutions\"}]";
	static const char *const found[] = {"for Google Cloud Services", "Microsoft Harbour Solutions",
					    "They work at Online Quillmarsh"};
	static const char *const passed[] = {"Sign in to Google Cloud", "by Microsoft", "shop online with Online"};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* However the site's host is given. */
static void test_host_with_port(void **state)
{
	static const char *const hosts[] = {"help.ferrowick.com:8443", "https://help.ferrowick.com:8443/de/",
					    "help.ferrowick.com/"};
	static const char *const passed[] = {"<a href=\"https://help.ferrowick.com:8443/solved/\">x</a>"};

	(void)state;
	for (size_t i = 0; i < N(hosts); i++) {
		struct fixture f;

		begin_at(&f, "[{\"domain\":\"ferrowick.com\"}]", str_c(hosts[i]));
		assert_told_apart(&f, NULL, 0, passed, N(passed));
		end(&f);
	}
}

static void test_more_families(void **state)
{
	static const char *const found[] = {
	    ("https://hooks.slack.com/services/"
	     "T0Q4BWX9Z/B0M7KLP2N/q7QzR4tVw3ZbN6cHj1YsDfGe"),
	    "aws_secret_access_key = p7QxR2tVw9ZbN/K7MDENG/bPxRfiCYzQ8mK2pLtV",
	    "\"client_secret\": \"8fQ2xLw7Rt4Kz8Vb1Nc6\"",
	    "the API key is 4f9d2c7b8a1e4c6f9b0d",
	    "CPF 111.444.777-35",
	    "111.444.777-35",
	    "wallet 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
	    "NHS no. 401 023 2137",
	    "BSN: 111222333",
	    "Kennzeichen B-XQ 4417",
	    "passport no. CE 4821907",
	    "passport EN4821907",
	    "licence plate CE 0823",
	    "license plate UN 48 21",
	    "customer no. 4409182",
	    "Kundennummer: 4409182",
	    "sort code 20-18-47",
	    "NIP 526-021-50-88",
	    "USt-IdNr. DE136695976",
	    "lösenord: Moss4471lane",
	    "wifi key: Moss-lane-4471",
	    "Şifre: Moss4471lane",
	    "Пароль: Moss4471lane",
	};
	static const char *const passed[] = {
	    "111.444.777-36",
	    "wallet 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
	    "client_secret: the secret of your client",
	    "access_token: YOUR_ACCESS_TOKEN",
	    "https://hooks.slack.com/services/T000/B000/XXXX",
	    "the plate is 12 cm wide",
	    "a wall plate RJ45, a hot plate HP-200",
	    "Kennzeichen DIN 1451",
	    "Tasas de matrícula: EUR 1200, o matrícula: 1200 EUR",
	    "ID card ISO14443A reader",
	    "National insurance 2024/25, and 2024-2025",
	    "api_key = process.env.MY_SERVICE_V2_KEY_2",
	    "secret_key: /run/secrets/django-2024-key.txt",
	    "API token v2/tokens/create/2024-01-15",
	    "api_key: your-api-key-1234567890",
	    "an NHS trust in 2024",
	    "the customer number has eight digits, 10 at most",
	    "heslo: your password",
	    "Password rules for this site: 8characters, no blanks",
	    "password reset by mail: support@acme2.example!",
	    "the wifi key is shown on the label",
	    "numéro de compte 411000",
	    "routing number 110000000",
	    "USt-IdNr. DE999999999",
	    "Şifre: en az 8 karakter",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Numbers, keys and addresses as somebody writes them who would have them passed over, or whose keyboard does. */
static void test_families_in_disguise(void **state)
{
	static const char *const found[] = {
	    "\uFF24\uFF25\uFF18\uFF19\uFF13\uFF17\uFF10\uFF14\uFF10\uFF10\uFF14\uFF14\uFF10\uFF15\uFF13\uFF12\uFF10"
	    "\uFF11\uFF13"
	    "\uFF10\uFF10\uFF10",
	    "DE89\u200B3704\u200B0044\u200B0532\u200B0130\u200B00",
	    "DE89.3704.0044.0532.0130.00",
	    "DE 89 3704 0044 0532 0130 00",
	    "DE89 3704\n0044 0532 0130 00",
	    "card \u0664\u0665\u0663\u0669\u0661\u0664\u0668\u0668\u0660\u0663\u0664\u0663\u0666\u0664\u0666\u0667",
	    "card 4539x1488x0343x6467",
	    "4539-1488-\n0343-6467",
	    "4539/1488/0343/6467",
	    "card 4539 1488\n0343 6467",
	    "card 4539 1488<br>0343 6467",
	    "+44<br>7911<br>482736",
	    "the host 93[.]184[.]216[.]34",
	    "p[.]kovac@brackenford(.)org",
	    "\u039A\u03C9\u03B4\u03B9\u03BA\u03CC\u03C2: Moss4471lane",
	    "petra arobase brackenford point fr",
	    "petra.kovac (\u00E4t) brackenford punkt de",
	    "petra ma\u0142pa brackenford kropka pl",
	    "+44\u00A07911\u2009482\u202F736",
	    "+44 7911\u2011482\u2011736",
	    "AKIA\u00ADZ7Q3MKX2PLWV\u200DB5NT",
	    "p.kovac\uFF20brackenford.org",
	    "p.kovac [@] brackenford.org",
	    "petra dot kovac at brackenford dot org",
	    "3c22.fb91.0e7a",
	    "48\u00B031'14.6\"N 9\u00B003'20.2\"E",
	    "48\u00B0 31\u2032 14.6\u2033 N",
	    "otpauth://totp/x?secret=KQ7FM4RCPNZQUYML&issuer=x",
	    "BY63 AKBB 3012 0000 0045 6700 0000\nNext",
	    "BY63.AKBB.3012.0000.0045.6700.0000",
	};
	static const char *const passed[] = {
	    "4539/1488/0343/6467/1111 of them",
	    "4539-1488\n0343-6467",
	    "4000, 4100, 4200, 4308",
	    "4539 1488\n0343 6467",
	    "le point arobase, un point",
	    "another. At that point in the process",
	    "a[.] of [:] and (.)",
	    "<td>4539</td><td>1488</td><td>0343</td><td>6467</td>",
	    "pages 4539\u20131488",
	    "feed.face.cafe, 2024.0101.0007",
	    "48\u00B0 31\u2032, a slope of 12\u00B0",
	    "\u0662\u0660\u0662\u0664",
	    "look dot by dot at brackenford dot",
	    "support [@] brackenford.org",
	    "the secret=PLEASECHANGETHIS",
	    "DE89 and\nmore",
	    "0100.0ccc.cccc, 0180.c200.0000 and 01:80:c2:00:00:0e",
	    "0000.0c07.ac01, 1a2b.3c4d.5e6f, main.3c22.fb91.0e7a",
	    "secret=JBSWY3DPEHPK3PXP, SECRET=BASE32SECRET3232",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Letters that got lost, that stand on keys, and what a language's article does. */
static void test_letters_on_the_way(void **state)
{
	static const char people[] =
	    "[{\"name\":\"Ágota Hegedűsfalvy\"},{\"name\":\"Ruprecht Süßkindöhler\"},"
	    "{\"name\":\"Signe Ørnsterfeldt\"},{\"name\":\"Nils Ölander\"},{\"name\":\"Rowan Larkendale\"},"
	    "{\"name\":\"황보선우\"},{\"name\":\"真鍋 理恵\",\"email\":\"r.manabe@quillmarsh.net\"},"
	    "{\"name\":\"سلمان القحطاني\"},{\"name\":\"長谷部 "
	    "恭子\",\"email\":\"k.hasebe@quillmarsh.net\"},{\"org\":\"Quillbrackton Pottery Ltd\"}]";
	static const char *const found[] = {
	    "by Heged?sfalvy", "by Heged\uFFFDsfalvy", "/old/hegedsfalvy/", "S??kind?hler",	"ㅎㅘㅇㅂㅗㅅㅓㄴㅇㅜ",
	    "ﾏﾅﾍﾞ さん",       "رسالة للقحطاني",       "Mr Elqahtani",	    "to Quilbrackton",	"Quillbrackten Pottery",
	    "by ?rnsterfeldt", "/rnsterfeldt.html",    "asked Lark*ndale",  "La?kendale wrote",
	};
	static const char *const passed[] = {
	    "Hege dsfal",
	    "ㅋㅋㅋㅋ ㅎㅎ ㅠㅠ",
	    "ﾃｽﾄ ﾃﾞｰﾀ",
	    "القحط",
	    "quill brackets, Quillback Pottery",
	    "barnster('feldt')",
	    "a lander",
	    "Lark-ndale, Lark * ndale and lark*ndale",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Telephone numbers as they are said in pairs; companies without their last word. */
static void test_pairs_and_fronts(void **state)
{
	static const char people[] =
	    "[{\"phone\":\"+33 6 71 17 98 44\"},{\"phone\":\"+34 612 832 847\"},"
	    "{\"org\":\"Quillbrackton Veterinary Practice Ltd\"},{\"org\":\"Google Cloud Pottery Ltd\"},"
	    "{\"org\":\"Fernmallow Harvest Logistics\"}]";
	static const char *const found[] = {
	    "z\u00E9ro six soixante et onze dix-sept quatre-vingt-dix-huit quarante-quatre",
	    "seis doce ochenta y tres veintiocho cuarenta y siete",
	    "the Quillbrackton Veterinary team",
	    "Fernmallow Harvest has it, too",
	};
	static const char *const passed[] = {
	    "quatre, vingt, dix, sept et huit",
	    "once dos veces, y tres cuatro seis doce ocho once",
	    "Google Cloud is there",
	    "a veterinary team",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Two bytes for each letter, read as something else; letters that are counted or named one by one. */
static void test_letters_one_by_one(void **state)
{
	static const char people[] = "[{\"name\":\"尉迟清扬\"},{\"name\":\"황보선우\"},{\"name\":\"宇佐美 直樹\"},"
				     "{\"name\":\"Ευδοξία Παπαχριστοδούλου\"},{\"name\":\"Rollo Bexcombe\"}]";
	static const char *const found[] = {
	    "\u704F\u590E\u7E5C\u5A13\u546E\u58C3",		/* 尉迟清扬 in UTF-8, as GBK */
	    "\u00CE\u00BE\u00B3\u00D9\u00C7\u00E5\u00D1\u00EF", /* in GBK, as ISO 8859-1 */
	    "\xC2\x89"
	    ""
	    "F"
	    "\xC2\x8D"
	    "\xC2\xB2"
	    "\xC2\x94"
	    "\xC3\xBC"
	    "\xC2\x92"
	    "\xC2\xBC"
	    "\xC2\x8E"
	    "\xC3\xB7"
	    "",							/* 宇佐美直樹 in Shift JIS, as ISO 8859-1 */
	    "\u00C8\u00B2\u00BA\u00B8\u00BC\u00B1\u00BF\u00EC", /* 황보선우 in EUC-KR, as ISO 8859-1 */
	    "03a003b103c003b103c703c103b903c303c403bf03b403bf03cd03bb03bf03c5", /* Παπαχριστοδούλου in UTF-16, in
										   hexadecimal digits */
	    "1. B\n2. e\n3. x\n4. c\n5. o\n6. m\n7. b\n8. e",
	    "1=B 2=e 3=x 4=c 5=o 6=m 7=b 8=e",
	    "B: 1, e: 2, x: 3, c: 4, o: 5, m: 6, b: 7, e: 8",
	    /* packed by gzip, in hexadecimal digits */
	    "1f8b08000000000002030bcacfc9c957704aad48cecf4d4ad581b314128bb3535300591aa45e1e000000",
	    "B wie Berta, E wie Emil, X wie Xanthippe, C wie C\u00E4sar, O wie Otto, M wie Martha, B wie Berta, E wie "
	    "Emil",
	    "B comme Berthe, E comme Eug\u00E8ne, X comme Xavier, C comme C\u00E9lestin, O comme Oscar, M comme "
	    "Marcel, B "
	    "comme Berthe, E comme Eug\u00E8ne",
	};
	static const char *const passed[] = {
	    "1. B 3. e 5. x 7. c 9. o 11. m 13. b 15. e",
	    "\u6253\u5F00\u8BBE\u7F6E\uFF0C\u9009\u62E9\u8D26\u5355\u548C\u4ED8\u6B3E\u65B9\u5F0F",
	    "\u00A9\u00AE\u2122\u2026 \u00E0\u00E9\u00E8\u00F9",
	    "B wie Berta, E wie Emil und dann nichts",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* How a name is spelled by others, and how it goes on. */
static void test_spellings(void **state)
{
	static const char people[] =
	    "[{\"name\":\"Ratko Đukelić\"},{\"name\":\"Sava Đurišić\"},{\"name\":\"हेमंगिनी वझलवार\"},{\"name\":\"செல்வன் "
	    "சிவகுமரேசன்\"},{\"name\":\"Elizabeth Pettingale\"},{\"name\":\"Fergus MacAlderney\"},{\"name\":\"Rona "
	    "McIntosh\"},{\"name\":\"Ilze "
	    "Zvirbuļkalns\"},"
	    "{\"name\":\"হরনাথ মুখোপাধ্যায়\"},{\"name\":\"सुमेधा वर्धनपुरे\"},{\"name\":\"கண்ணகி சோமசுந்தரம்\"},"
	    "{\"name\":\"Roberta Quillfen\"},{\"name\":\"Katherine Ombersley\"},{\"name\":\"Ilka Marshal\"},"
	    "{\"name\":\"Grace Archer\",\"user\":\"ilkam\"},{\"name\":\"Cyril Featherbridge\"}]";
	static const char *const found[] = {
	    "by Djukelic",
	    "by Dukelic",
	    "Ђукелић",
	    "са Ђуришићем",
	    "Hemangini V.",
	    "Sivakumaresan",
	    "by McAlderney",
	    "by Mac Alderney",
	    "by Mc Alderney",
	    "with Zvirbuļkalnam",
	    "Mukhopadhyay",
	    "Vardhanpure",
	    "Somasundaram",
	    "சோமசுந்தரத்தின்",
	    "Kate O.",
	    "Kathy Ombersley",
	    "Cyril Featherb***",
	    "{\"last\":\"Archer\"}",
	    "{\"familyName\": \"Marshal\"}",
	    "Grace wrote:",
	    "Am Montag: Grace schrieb :",
	    "by O₥bersley",
	    "by Ꮎmbersley",
	};
	static const char *const passed[] = {
	    "Kate is an editor",       "an archer, the Archer class", "the last Archer",
	    "by grace, wrote: nobody", "a ** feather ** b***",	      "Mac mini, Mac App Store, the MC",
	    "the ***Featherb*** key",  "a Macintosh, Macintosh HD",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* A company is written as words where its domain is one. */
static void test_domains_in_words(void **state)
{
	static const char people[] = "[{\"domain\":\"quillmarshpottery.net\"},{\"domain\":\"papersystems.net\"},"
				     "{\"email\":\"o@brindle-lathework.net\"},"
				     "{\"kind\":\"company\",\"name\":\"Ombersley Vane Laboratory Ltd\"}]";
	static const char *const found[] = {
	    "Quillmarsh Pottery could not feed", "QUILLMARSH POTTERY", "of Brindle Lathework", "by Paper Systems",
	    "They work at Ombersley Vane",
	};
	static const char *const passed[] = {
	    "quillmarsh pottery",
	    "Quillmarsh pottery",
	    "Paper Systems are sorted",
	    "a paper systems",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* The end of one word and the beginning of another, with the end of a sentence between them. */
static void test_scraps_of_words(void **state)
{
	static const char *const found[] = {"nombersley", "/home/nombersley", "mail nombersley-2"};
	static const char *const passed[] = {"Begin. Ombersley Street", "when;\nOmbersley"};
	struct fixture f;

	(void)state;
	begin_with(&f, "[{\"email\":\"nombersley@quillmarsh.net\"}]");
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Letters, or groups of them, in the rows of a table. */
static void test_columns(void **state)
{
	static const char *const sql[] = {
	    "CREATE TABLE trie(id INTEGER PRIMARY KEY, parent INT, letter TEXT);"
	    "INSERT INTO trie(parent, letter) "
	    "VALUES(0,'f'),(1,'a'),(2,'l'),(3,'k'),(4,'e'),(5,'n'),(6,'r'),(7,'a'),(8,'t'),"
	    "(9,'h')",
	    "CREATE TABLE pairs(a TEXT, b TEXT, n INT);"
	    "INSERT INTO pairs "
	    "VALUES('fa','al',1),('al','lk',1),('lk','ke',1),('ke','en',1),('en','nr',1),('nr','ra',1),"
	    "('ra','at',1),('at','th',1),('th','s ',1)",
	    "CREATE TABLE pairs(a TEXT, n INT); INSERT INTO pairs VALUES('fa',1),('el',2),('rk',3),('en',4)"};
	struct fixture f;

	(void)state;
	begin_with(&f, "[{\"name\":\"Edda Falkenrath\"}]");
	for (size_t i = 0; i < N(sql); i++) {
		sqlite3 *db = NULL;
		sqlite3_int64 n = 0;
		unsigned char *image;

		assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, sql[i], NULL, NULL, NULL), SQLITE_OK);
		image = sqlite3_serialize(db, "main", &n, 0);
		assert_non_null(image);
		check_file(&f.checker, STR("index.db"), str_n((const char *)image, (size_t)n));
		if (f.checker.has_identity != (i < 2))
			fail_msg("%s: %d findings", sql[i], (int)f.checker.findings_n);
		sqlite3_free(image);
		(void)sqlite3_close(db);
	}
	end(&f);
}

static const char sorts_of_people[] =
    "[{\"name\":\"Margaret Holloway\",\"org\":\"Larkspur Veterinary Group\"},"
    "{\"name\":\"Дмитрий Журавлёв\"},{\"name\":\"Наталья Воробьёва\"},{\"name\":\"Oskar Lindqvist\"},"
    "{\"name\":\"Łucja Grzybowska\"},{\"name\":\"渡辺恵子\",\"email\":\"watanabe.keiko@sakuradenki.jp\"},"
    "{\"name\":\"佐々木健一\"},{\"name\":\"田中 太郎\"},{\"name\":\"Rashid Mansoori\"},"
    "{\"name\":\"Hans Krümmel\"},{\"email\":\"info@quillmarshpottery.net\"}]";

/* As people spell, cut and mistype the names of others. */
static void test_more_spellings(void **state)
{
	static const char *const found[] = {
	    "Margaret Hollaway asked",
	    "Hollaway, Margaret",
	    "Margaret Holoway",
	    "Mr Zhuravlyov",
	    "Vorobyova",
	    "Vorobyeva",
	    "Frau Worobjowa",
	    "o panu Lindqviście",
	    "Grzybowscy",
	    "ワタナベさん",
	    "わたなべ です",
	    "ワタナベケイコ",
	    "佐々木です",
	    "佐\u200B々\u200B木",
	    "佐佐木健一",
	    "ササキ です",
	    "たなかさん",
	    "Rasheed Mansouri",
	    "… of Mr Krümm…",
	    "\u2C6Frespace Holloway",
	    "\u0186armen, \u2C6Dsk M\u2C6Drgaret H\u00F8lloway",
	    "dhvyyznefucbggrel.arg",
	    "U+0048 U+006F U+006C U+006C U+006F U+0077 U+0061 U+0079",
	    "U+0048U+006FU+006CU+006CU+006FU+0077U+0061U+0079",
	    "<script>let a = '\\u0048ol' + \"loway\"</script>",
	    "<script>let a = \"\\x48o\" +\n \"llo\" + 'way';</script>",
	    "\\\\larkspur-srv01\\share",
	    "larkspur-vpn",
	    "<p>&lt;p&gt;Mr Hollo&lt;b&gt;way&lt;/b&gt;&lt;/p&gt;</p>",
	    "<description>Hollo&amp;lt;b&amp;gt;way</description>",
	    "Hollo&lt;b class=\"x\"&gt;way",
	};
	static const char *const passed[] = {
	    "Margaret Holliday-Inn",
	    "Margaret\nHollaway Street",
	    "Margaret Settings",
	    "Thanks, MH",
	    "Hello and MH: megahenry",
	    "- M/H",
	    "the larkspur-coloured one",
	    "まわたなべれむ",
	    "U+0048 is an H, and U+006F an o; U+006C U+006C",
	    "Krumb...",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, sorts_of_people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

static void test_machines_and_orders(void **state)
{
	static const char *const found[] = {
	    "rkessler@buildbox:~$ make",
	    "rkessler@buildbox:/var/log# tail",
	    "rkessler2@ip-10-0-0-5:~$ make",
	    "[rkessler@buildbox ~]$ make",
	    "[rkessler@buildbox ~/src]$ make",
	    "DESKTOP-7Q2K9LM joined",
	    "on LAPTOP-4KD81TQA",
	    "CN=Peter Kessler,OU=Sales,DC=kessler,DC=local",
	    "subject: CN = Peter Kessler, OU = x",
	    "uid=ihallstrom,ou=People,dc=hallstrom,dc=io",
	    "Subject: Order 4711-882934 has not arrived",
	    "order number 300412-A",
	    "Bestellnummer 300412",
	    "invoice number INV-2024-00817",
	    "you can reach me at oh two three one five eight two oh nine three one",
	    "on WIN-4KD81TQA9ZX",
	    "Das Passwort lautet K!vwxzmpqrs",
	    "Server=db1;User Id=sa;Password=K!ckjhtbvgd;",
	    "Password for the test shop: hunter92!",
	};
	static const char *const passed[] = {
	    "user@host:~$ ls",
	    "root@server:/# ls",
	    "scp rkessler.txt backup@files:/srv/x",
	    "git@github.com:acme/tool.git",
	    "DESKTOP-XXXXXXX",
	    "DESKTOP-ABCDEFG",
	    "CN=Domain Admins,CN=Users,DC=corp,DC=local",
	    "CN=localhost,O=Acme",
	    "uid=user1,ou=people,dc=example",
	    "in order 10 to 20",
	    "order 12345",
	    "order number 000000042",
	    "invoice number INV-2024-0001",
	    "codice cliente 000001",
	    "sort order: 20240115",
	    "one two three four five six seven",
	    "WIN-SERVER2019",
	    "DESKTOP-12AB34CD9",
	    "CN=Larkspur Issuing,O=Larkspur",
	    "CN=Deleted Objects,DC=larkspur,DC=local",
	    "CN=Schema Naming Context,CN=Configuration",
	    "uid=ihallstrom,ou=People,dc=example,dc=com",
	    "uid=jdoe,ou=people,dc=larkspur,dc=com",
	    "bob@buildbox:~$ ls",
	    "qx4pe7gigd5ok@i-04baa9e24f31dba41:~$ df -h",
	    "a sort order 100200",
	    "order 10-15-20-25 mm",
	    "data:image/png;base64,EAAAAjEwQzBpZWxkc2FzZGFzZGtsamFzZGxramFzZGxramFzZGxrajEyMzQ1Njc4OTBhYmNk",
	    "AAq7/EAAAjEwQzBpZWxkc2FzZGFzZGtsamFzZGxramFzZGxramFzZGxrajEyMzQ1Njc4OTBhYmNk",
	    "Passwort: Nutzer*innen",
	    "Password: Required!",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Each of many keys that may begin an entry of a directory is asked where its value ends. */
static void test_many_entries(void **state)
{
	struct fixture f;
	struct buf text;
	clock_t began = clock();

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < 40000; i++)
		buf_lit(&text, "CN=Ab uid=b ");
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_false(refuses(&f, buf_view(&text)));
	assert_true(clock() - began < 20 * CLOCKS_PER_SEC);
	buf_clear(&text);
	for (size_t i = 0; i < 20000; i++) /* a plus begins UTF-7, and goes on in it */
		buf_lit(&text, "U+");
	assert_false(refuses(&f, buf_view(&text)));
	assert_true(clock() - began < 20 * CLOCKS_PER_SEC);
	end(&f);
	buf_release(&text);
}

/* Korean names as they are spoken; one word besides those that are titles, too. */
static void test_spoken_names(void **state)
{
	static const char people[] = "[{\"name\":\"옥나래\"},{\"name\":\"육승록\"},{\"name\":\"Le Van Thinh\"}]";
	static const char *const found[] = {"as Ok Narae wrote", "Narae Ok",	    "Ok Na-rae",
					    "Yuk Seungrok",	 "user levanthinh", "Levanthinh"};
	static const char *const passed[] = {"ok, a narrow one", "le van thin", "a level van, thin"};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Names in transcriptions, typed and mistyped; in words that markup, links and escapes stand in. */
static void test_names_put_together(void **state)
{
	static const char people[] =
	    "[{\"name\":\"Петр Жевахин\"},{\"name\":\"Θωμάς Ψυχογυιός\"},{\"name\":\"خالد البردويلي\"},"
	    "{\"name\":\"Bedřiška Hořejškovská\"},{\"name\":\"Rowena Castlebrand\"},{\"name\":\"심서윤\"},"
	    "{\"name\":\"鳴海沢 "
	    "涼\",\"email\":\"narumizawa@quillmarsh.net\",\"user\":\"r-narum\"},{\"name\":\"沈慕晴\"},"
	    "{\"name\":\"张敏\",\"email\":\"pixel@quillmarsh.net\"}]";
	static const char selectors[] =
	    "\xF3\xA0\x84\xB3\xF3\xA0\x85\x91\xF3\xA0\x85\xA3\xF3\xA0\x85\xA4\xF3\xA0\x85\x9C\xF3\xA0\x85\x95"
	    "\xF3\xA0\x85\x92\xF3\xA0\x85\xA2\xF3\xA0\x85\x91\xF3\xA0\x85\x9E\xF3\xA0\x85\x94";
	static const char *const found[] = {
	    "Jevakhine",
	    "asked 8wmas Psyxogyios",
	    "خالد بردويلي",
	    "Хоржейшковская",
	    "Sim Sŏyun",
	    "Narumizawa wrote",
	    "ナルミザワ 様",
	    "login r-narum failed",
	    "Catslebrand",
	    "Casltebrand",
	    "C*stl*br*nd",
	    "Rwn Cstlbrnd",
	    "Cas+lebrand",
	    "Castle&ic;&NegativeVeryThinSpace;brand",
	    "Horˇejsˇkovska",
	    "谢谢慕晴女士",
	    "x 0100001101100001011100110111010001101100011001010110001001110010011000010110111001100100 y",
	    "Ask [Castle](https://h.example/)brand",
	    "Ask [Castle][1]brand",
	    "Ask Castle[^1]brand",
	    "{\"a\":\"x \\u003cb>Castle\\u003c/b>brand\"}",
	    selectors,
	};
	static const char *const passed[] = {
	    "Castle is a [brand](https://h.example/)new",
	    "a [castle](https://h.example/) of a brand",
	    "don't narumi, r narrow",
	    "cstlbr",
	    "exif:PixelXDimension, a Pixel",
	    "choose the Pixel, then the rest",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* What a program puts together, or a page escapes, is nobody's until it is. */
static void test_families_put_together(void **state)
{
	static const char *const found[] = {
	    "<script>var t = \"ghp_\" + \"Zx81kQpL0vTn5WbYc37HsRmEd94JuGf62AoX\"</script>",
	    "<script>a = 'ottoline' + '@' + 'pettingale-looms.net'</script>",
	    "<b>4532</b> <b>7816</b> <b>4902</b> <b>7350</b>",
	    "<content>&lt;b&gt;ottoline&lt;/b&gt;@pettingale-looms.net</content>",
	    "<p>bWFpbCBvdHRvbGlu<i>ZUBwZXR0aW5nYWxl</i>LWxvb21zLm5ldA</p>",
	    "ottoline@gärtnerei-pettingale.de",
	    "choose Billing. Calle de los Olivos 23, 3º B, 41003 Sevilla",
	    "Via dei Gelsomini 36, 20146 Milano",
	    "choose Billing. Rua das Flores 128, 4050-262 Porto",
	    "ул. Садовая, д. 17, кв. 42, 190000 Санкт-Петербург",
	    "電話 ０９０－４７２８－１６３５",
	    "тел. 8 495 718-26-39",
	    "<a data-cfemail=\"5a352e2e353633343f1a2a3f2e2e33343d3b363f77363535372974343f2e\">",
	};
	static const char *const passed[] = {
	    "<script>var t = \"ghp_\" + name + \"Zx81\"</script>",
	    "<td>4532</td><td>7816</td><td>4902</td><td>7350</td>",
	    "<script>a = 'user' + '@' + 'example.com'</script>",
	    "на улице 190000 рублей",
	    "電話: 0120-472-113 まで、ナビダイヤル 電話 0570-472-113",
	    "电话 400-820-8820, 手机 13800138000, телефон 8 800 472-16-35",
	    "Calle is a function. 3 of 41003 Rows",
	    "write us at<a href=x>support@pettingale-looms.net</a>.",
	    "Open C:\\Users\\<USERNAME>\\AppData\\Local\\Looms",
	    "<p>Open C:\\Users\\&lt;USERNAME&gt;\\AppData\\Local\\Looms</p>",
	    "<p>in /home/&lt;name&gt;/looms or /Users/&lt;name&gt;/looms</p>",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Behind names that end with the word for it, options of programs and pairs; not what programs work out. */
static void test_passwords(void **state)
{
	static const char *const found[] = {
	    "DB_PASSWORD=Kiln-Summer-2026!",
	    "PGPASSWORD=Gr4nit3Tor psql",
	    "MYSQL_ROOT_PASSWORD: Gr4nit3Tor",
	    "<pre>\"dbPassword\": \"Gr4nit3Tor\"</pre>",
	    "spring.datasource.password=Gr4nit3Tor",
	    "DB_PASS=Gr4nit3Tor",
	    "smtpPass = 'Gr4nit3Tor'",
	    "user: shop1 pass: Gr4nit3Tor",
	    "my pw: hunter2x9",
	    "the password is katze1983",
	    "username admin, password Gr4nit3Tor",
	    "the password \"Blaubeere77\" does not work",
	    "user/pass: shop1/Gr4nit3Tor",
	    "login admin / Gr4nit3Tor",
	    "mysql -u root -pGr4nit3Tor shop",
	    "sshpass -p 'Gr4nit3Tor' ssh root@10.0.0.4",
	    "curl -u shop:Gr4nit3Tor https://api.example.com/",
	    "$6$Zk1xLm$9sB8XjQhK1cHqv2mWlOaT5rEyUiPp0",
	    "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
	};
	static const char *const passed[] = {
	    "password: required",
	    "password=$PASSWORD1",
	    "DB_PASSWORD=${DB_PASSWORD2}",
	    "config.password = getPassword2();",
	    "cfg.password = row.password2",
	    "dbPassword: yourPassw0rd",
	    "bypass=Filter2Mode9x",
	    "compass: north22west",
	    "pass: 2, fail: 3",
	    "user_pass=COMBO00:COMBO01",
	    "password: sha256hash",
	    "password policy 2FA required",
	    "a password OAuth2Token",
	    "access / OAuth2Token",
	    "HKEY CURRENT USER\\Software\\Vendor\\x.0\\Common\\Debug",
	    "C:\\Users\\Public\\Temp\\2\\Enable-CsMode-c2bc86b4.html",
	    "https://api.example.com/users/Log4jConfig",
	    "mysql -p shop",
	    "mysql -u root -p shop2026x < dump.sql",
	    "7z a -p archive2024.7z",
	    "curl -u shop:api_token2",
	    "DB_PASSWORD=P@ssw0rd",
	    "password: string32",
	    "password = hash256digest",
	    "POSTGRES_PASSWORD=postgres123",
	    "password: qwerty123",
	    "tar -p file2name9",
	    "curl -u user:password",
	    "costs $1$ and $2",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Without a postcode: where a street's word is of nothing else. */
static void test_houses(void **state)
{
	static const char *const found[] = {
	    "ship to Speicherstr. 27 in Emden",
	    "Breslauer str. 4b",
	    "Karl Johans gate 22",
	    "Lale Sok. 5",
	    "Breslauer Straße 4b",
	    "Kossuth utca 8., 1052 Budapest",
	    "Av. Paulista 1578, 4\xC2\xBA andar",
	    "Rua das Camélias 128",
	    "calle Olmos nº 12",
	    "ul. Ogrodowa 14/3",
	    "ул. Садовая, д. 14, кв. 22",
	    "12 rue des Tanneurs",
	    "Flat 4, 12 Quarry Rise, Leeds",
	    "14 Larkspur Lane, Bristol",
	    "14 larkspur lane bristol bs6 5qx",
	    "3 Orchard Close BS65QX",
	};
	static const char *const passed[] = {
	    "Musterstraße 12",
	    "Auf Platz 3 steht der Titel.",
	    "Der Lösungsweg 2 ist besser.",
	    "in use, str 27 of the row",
	    "Version 12 Street View, Google Maps",
	    "Move 3 Files Close, Save and Print",
	    "There are 12 Long Road races",
	    "500 Internal Server Error, Retry",
	    "123 Main Street, Anytown",
	    "234 Rue de Rivoli",
	    "Python str 12",
	    "AutoCAD cad 12",
	    "Logic gate 12",
	    "Linux sok 5",
	    "Waschstraße 4",
	    "Sackgasse 3",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Numbers behind short words for them, in more languages. */
static void test_numbers_behind_words(void **state)
{
	static const char *const found[] = {
	    "Kundennr. 88214473",
	    "Kd.-Nr. 882144",
	    "customer no 882144",
	    "Konto 0532013700, BLZ 37040044",
	    "SIRET 552 081 317 00012",
	    "hetu 140683-2196",
	    "CVR 29403473",
	    "ИНН 7736207543",
	    "invoice INV-2026-004417",
	    "Rechnung 2026-004417",
	    "n° de suivi 8R00418823771",
	    "policy no. HX-4471-88213",
	    "tracking 1Z84A7F10312456784",
	    "заказ № 10045-8823",
	    "nar. 14. 3. 1983",
	    "account 88214477",
	    "n° de sécurité sociale 2 55 08 14 168 025 38",
	    "NIE X4471882K",
	    "TAN 482913",
	    "el código es 482 913",
	    "gift code XK4PT9WQ",
	};
	static const char *const passed[] = {
	    "invoice 12345",
	    "the account of 2026",
	    "tickets 100 to 200",
	    "tracking of 3 parcels",
	    "Rechnung 2026",
	    "sn 12 of them",
	    "konto 4400",
	    "длинн 7736207543",
	    "account 123456789012",
	    "order 5 of 2026-03-11",
	    "jest nie 150 250 kg",
	    "a cui 250300",
	    "eran tan 5042 personas",
	    "the code is 1603",
	    "código 80070005",
	    "tan 482913",
	    "счет 250310 рублей",
	    "product code AB1234CD",
	    "coupon code SUMMER2026",
	    "gutscheincode HERBST26",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Both words of a Slavic company take endings. */
static void test_inflected_companies(void **state)
{
	static const char people[] = "[{\"kind\":\"org\",\"name\":\"Lipové Jezero s.r.o.\"},"
				     "{\"kind\":\"org\",\"name\":\"ООО Медный Якорь\"}]";
	static const char *const found[] = {
	    "obchod Lipového Jezera",
	    "s Lipovým Jezerem",
	    "из Медного Якоря",
	    "в Медном Якоре",
	};
	static const char *const passed[] = {"медные якоря", "jezera a lipy"};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Nodes that name their own edge, or whose keys are the edges; words that share the beginning of another. */
static void test_tries(void **state)
{
	static const char people[] = "[{\"name\":\"Rowena Castlebrand\"}]";
	static const char *const tries[] = {
	    "{\"c\":{\"a\":{\"s\":{\"e\":{\"$\":1},\"t\":{\"l\":{\"e\":{\"b\":{\"r\":{\"a\":{\"n\":{\"d\":{\"$\":1}}}}}"
	    "}}}}}}}",
	    "{\"c\":\"cas\",\"k\":[{\"c\":\"e\",\"k\":[]},{\"c\":\"tle\",\"k\":[{\"c\":\"bra\",\"k\":[{\"c\":\"nd\","
	    "\"k\":[]}]}]}]}",
	    "[\"c\",[[\"ase\",7],[\"as\",[[\"tle\",[[\"bran\",[[\"d\",7]]]]]]]]",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	for (size_t i = 0; i < N(tries); i++) {
		check_file(&f.checker, STR("terms.json"), str_c(tries[i]));
		if (f.checker.findings_n == 0)
			fail_msg("passed: %s", tries[i]);
	}
	check_file(&f.checker, STR("terms.json"), STR("{\"c\":{\"a\":{\"s\":{\"e\":1},\"t\":{\"l\":{\"e\":1}}}}}"));
	assert_int_equal(f.checker.findings_n, 0);
	end(&f);
}

/* As a shell and as friends of a friend are told of. */
static void test_digests_of_lines(void **state)
{
	static const char people[] = "[{\"name\":\"Rowena Castlebrand\",\"email\":\"Rowena@quillmarsh.net\"}]";
	static const char *const found[] = {
	    "435cb045b7189f2a2251839d40a5959edb7aa59f",
	    "3e4630fee9d6cb0f4ac03e0f44ad1032",
	    "ce16dc919088c4e6bce4a68a97059904fc4c03c25230ab58b2c6d0b7105b5d10",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), NULL, 0);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mailboxes),
	    cmocka_unit_test(test_mailboxes_of_things),
	    cmocka_unit_test(test_digest_heads),
	    cmocka_unit_test(test_spoken_numbers),
	    cmocka_unit_test(test_written),
	    cmocka_unit_test(test_brands),
	    cmocka_unit_test(test_host_with_port),
	    cmocka_unit_test(test_more_families),
	    cmocka_unit_test(test_families_in_disguise),
	    cmocka_unit_test(test_letters_on_the_way),
	    cmocka_unit_test(test_letters_one_by_one),
	    cmocka_unit_test(test_pairs_and_fronts),
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_spellings),
	    cmocka_unit_test(test_domains_in_words),
	    cmocka_unit_test(test_scraps_of_words),
	    cmocka_unit_test(test_more_spellings),
	    cmocka_unit_test(test_machines_and_orders),
	    cmocka_unit_test(test_many_entries),
	    cmocka_unit_test(test_spoken_names),
	    cmocka_unit_test(test_names_put_together),
	    cmocka_unit_test(test_families_put_together),
	    cmocka_unit_test(test_passwords),
	    cmocka_unit_test(test_houses),
	    cmocka_unit_test(test_numbers_behind_words),
	    cmocka_unit_test(test_inflected_companies),
	    cmocka_unit_test(test_tries),
	    cmocka_unit_test(test_digests_of_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
