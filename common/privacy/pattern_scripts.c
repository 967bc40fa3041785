/*
 * Names in scripts without capitals, most of them without blanks, too: what introduces somebody or tells who he is
 * stands in front of him, a title behind him; first names of Arabic, Hebrew and Hindi and family names of Chinese,
 * Japanese and Korean are in lists. Everything is folded as shadows are: Hangul is decomposed, some letters look like
 * those of ASCII.
 */
#include "common/privacy/patterns.h"

/* clang-format off */
#define AR_NAMES \
    "(?:عبدlلرحمن|عبدlلعزيز|عبدlلكريم|lبرloيم|عبدlللo|يlسمين|" \
    "lسرlء|بoروز|خديجة|رlنيl|زoرlء|سلمlن|سميرة|شيمlء|عlيشة|" \
    "عثمlن|فlطمo|فlطمة|فرolد|لميlء|محمود|مروlن|مصطفى|نlدية|" \
    "پریسl|lحمد|lمیر|lيمن|oشlم|بلlل|بندر|تركي|حسlم|حسين|حمزة|" \
    "خlلد|دينl|رlمي|رقية|زيlد|زينب|سlرة|سlمي|سعود|سلمى|طlرق|" \
    "عبير|غlدة|غسlن|فيصل|قlسم|ليلى|مlزن|مoدي|محسن|محمد|مريم|" \
    "نرگس|نزlر|نورة|وليد|يlسر|يوسف|عمر|فoد|لوي)"
#define HE_NAMES \
    "(?:אב'ג'ל|שlלמ'ת|'lנתl|'הlדה|א'לנה|אlלגה|אlר'ת|אlרל'|אברהם|" \
    "אל'הl|אר'אל|דנ'אל|ל'מlר|מ'כאל|רlנ'ת|שמעll|'lo'|'loף|'lאב|'א'ר|" \
    "'גאל|'עלה|'עקב|'צחק|'רll|א'לl|א'תl|אlר'|אoתר|אבנר|אלכo|אמ'ר|" \
    "בlעז|גל'ת|גלעד|דל'ה|דפנה|חג'ת|ל'את|מ'כל|מ'רב|מר'ם|נlעה|" \
    "נעמ'|נעמה|ע'דl|ע'נב|עlמר|ר'נת|רlנl|רlע'|רlת'|רבקה|רפאל|שלמה|" \
    "שרll|תlמר|'על|vל'|אoף|ג'א|דנ'|דנה|חנl|חנה|לאה|משה|נדב|נתl|" \
    "ענת|רחל|שרה|תמר)"
#define HE_FAMILY \
    "(?:רב'נlב'ץ|ברקlב'ץ|גlלדברג|גר'נברג|הlרlב'ץ|רlזנברג|אlח'll|" \
    "אזlלא'|אשכנז'|בl-דlד|פר'דמl|אברהם|ב'vll|מזרח'|קל''l|שllרץ|" \
    "שפ'רא|שרעב'|'loף|l''o|אדר'|גlלl|גבא'|מלכה|רlזl|l'o|oגל|דlד|דהl|" \
    "חדד|כהl|לl'|עמר|פרץ|כץ)"
#define HI_NAMES \
    "(?:दीपिका|फातिमा|मोहममद|अनीता|इमरान|" \
    "कलदीप|गोपाल|जगदीश|नितिन|परदीप|परवीण|" \
    "परिया|मनीषा|मोहित|रोहित|शिलपा|सनीता|" \
    "सलमान|सविता|अजलि|अनिल|अमित|दिनश|" \
    "मनीष|मनोज|मीना|योगश|राकश|राजश|राहल|" \
    "रीना|लोकश|शबनम|सचिन|सतीश|सदीप|सनहा|" \
    "सनील|समित|सीता|हरीश|नरश|नहा|मकश|महश|" \
    "रमश|सजय|सरश)"
#define HI_FAMILY \
    "(?:शरीवासतव|तरिपाठी|मलहोतरा|अगरवाल|" \
    "तिवारी|असारी|कमारी|चटरजी|चौधरी|" \
    "चौहान|पाणडय|बनरजी|मखरजी|मिशरा|राठौर|" \
    "सकसना|अययर|कमार|खनना|गपता|जोशी|ठाकर|" \
    "दसाई|नायर|महता|मिशर|यादव|रडडी|वरमा|" \
    "शरमा|कपर|खान|घोष|दवी|दास|पटल|पाड|भटट|" \
    "राव|शाह|सिह|जन|दब)"
#define ZH_FAMILY \
    "(?:上官|司馬|司马|欧阳|歐陽|諸葛|诸葛|丁|乔|任|何|余|侯|傅|冯|刘|劉|卢|" \
    "史|叶|吕|吳|吴|呂|周|唐|喬|夏|姚|姜|孔|孙|孟|孫|宋|尹|崔|康|廖|张|張|彭|" \
    "徐|戴|曹|曾|朱|李|杜|杨|林|梁|楊|段|毛|江|汤|汪|沈|湯|潘|熊|王|田|白|盧|" \
    "石|秦|程|罗|羅|胡|苏|范|萧|葉|董|蒋|蔡|蔣|蕭|薛|蘇|袁|許|謝|譚|许|谢|谭|" \
    "賀|賈|賴|贺|贾|赖|赵|趙|邓|邱|邵|邹|郑|郝|郭|鄒|鄧|鄭|錢|鍾|钟|钱|阎|陆|" \
    "陈|陳|陸|雷|韓|韩|顧|顾|馬|馮|马|高|魏|黃|黄|黎|龍|龔|龙|龚)"
#define JA_FAMILY \
    "(?:久保田|五十嵐|佐々木|長谷川|三浦|上田|中山|中島|中川|中村|中田|" \
    "中西|丸山|久保|井上|今井|伊藤|佐藤|佐野|内田|前田|加藤|原田|古川|" \
    "吉川|吉村|吉田|和田|土屋|坂本|増田|大塚|大橋|大西|大野|太田|安田|" \
    "安藤|宮本|小島|小川|小松|小林|小野|山下|山内|山口|山崎|山本|山田|" \
    "岡本|岡田|岩崎|岩田|島田|川口|市川|平田|平野|後藤|斉藤|斎藤|新井|" \
    "服部|木下|木村|杉山|杉本|村上|村田|松井|松尾|松本|松田|柴田|桜井|" \
    "樋口|横山|橋本|水野|永井|池田|河野|浜田|清水|渡辺|渡邉|渡邊|熊谷|" \
    "田中|田村|石井|石川|石田|福田|秋山|竹内|荒木|菊地|菊池|藤井|藤原|" \
    "藤本|藤田|西川|西村|西田|谷口|近藤|遠藤|酒井|野口|野村|金子|鈴木|" \
    "阿部|青木|須藤|飯田|高木|高橋|高田|齋藤)"
#define KO_FAMILY \
    "(?:강|공|곽|권|길|김|남|문|민|" \
    "박|방|백|변|석|선|설|성|손|" \
    "송|신|심|안|양|엄|연|염|원|" \
    "윤|임|장|전|정|진|천|한|함|" \
    "현|홍|황|고|구|나|노|도|류|마|배|서|" \
    "소|여|오|우|위|유|이|조|주|차|채|최|추|" \
    "표|하|허)"
#define CALLED \
    "(?:קlרא'ם ל'|השם של'|मरा नाम|lسم من|نlم من|lسمي|معكم|שמ'|" \
    "معك)"
#define SPOKE \
    "(?:lتكلمت مع|ד'ברנl עם|ד'ברת' עם|שlחחת' עם|تحدثت مع|" \
    "تكلمت مع|תענה ל|كلمت)"
#define NOBODY \
    "(?:lلدعم|מ'שה'|מ'שהl|נצ'גה|ש'רlת|موظفة|מ'שה|מlקד|נצ'ג|צllת|" \
    "خدمة|فريق|ممثل|موظف|lحد|אחד|אחת|شخص)"
#define STOPS \
    "(?:lאנ'|lريد|oستم|وlنl|lست|אנ'|في|من|और|जी|מ|ह)"
#define TITLES \
    "(?:lلlستlذة|lلدكتورة|lلمoندسة|lلlستlذ|lلدكتور|lلمoندس|" \
    "lلlنسة|lلسيدة|शरीमती|lستlذ|lلlخت|lلسيد|دكتور|مoندس|" \
    "lقlی|lلlخ|אדll|גברת|עl\"ד|خlنم|सशरी|גב'|ד\"ר|शरी|מר|डॉ)"
#define ZH_CALLED \
    "(?:名字叫|名字是|这里是|這裡是|這里是|名叫|我叫|我是|本人)"
#define ZH_WHOSE \
    "(?:工程师|工程師|技术员|收件人|收貨人|收货人|联系人|聯絡人|聯繫人|" \
    "丈夫|专员|儿子|兒子|同事|哥哥|太太|女儿|女兒|妈妈|妹妹|妻子|姐姐|" \
    "媽媽|客服|專員|弟弟|朋友|母亲|母親|父亲|父親|爸爸|經理|经理|老公|" \
    "老婆)"
#define ZH_TITLES \
    "(?:先生|太太|女士|小姐|經理|经理|老师|老師)"
#define ZH_ENDS \
    "(?:先生|女士|小姐|手机|手機|电话|的微|電話|、|也|告|和|在|帮|幫|說|说)"
#define ZH_NOT \
    "(?:上官方|丁香|任何|任务|任務|任意|何人|何时|何時|余下|余額|余额|" \
    "史上|周一|周三|周二|周五|周六|周四|周日|周末|安全|康复|方便|曾經|" \
    "曾经|段落|毛病|江湖|江苏|江西|田地|白名|白金|石油|程序|程度|許多|" \
    "许多|馬上|马上|马来|高中|高手|高效|高清|高管|高級|高级|高速|龙头|" \
    "任课|任教|任职|任職|曾任|顾问|顧問|顾客|顧客|夏令|谢谢|謝謝|高兴|" \
    "高興|熊猫|熊貓|马会|馬會|董事)"
/* In front of a character that is a family's name by itself: "感谢老师", "任何老师" */
#define ZH_NOT_BEHIND "(?<!感|多|谢|謝|致|答|任|如|几|為|为)"
#define ZH_SIGNED \
    "(?:拜上|敬上|敬启|敬啟|謹上|谨上)"
#define JA_BEHIND \
    "(?:からこ|から連|から電|か対応|か担当|てこさ|まてこ|まて連|あて|" \
    "さま|さん|てす|と申|と言|に代|に変|の方|より|主任|係長|社長|課長|" \
    "部長|、|宛|様|氏)"
#define KO_SELF \
    "(?:안녕하세요|담당자는|" \
    "제 이름은|이름은|저는)"
#define KO_AM \
    "(?:라고 합|이라 합|라고 해|인데요|" \
    "입니다|라고해|이라고|이에요|예요)"
#define KO_ROLES \
    "(?:받는 사람|상담원|담당자|" \
    "상담사|수신인|예금주|남편|" \
    "동생|매니저|아버지|어머니|직원|" \
    "팀장|고객|동료|아들|친구|기사|" \
    "아내|딸)"
#define KO_HONOUR \
    "(?:선생님|대리님|대표님|" \
    "이사님|실장|팀장|과장|부장|" \
    "주임|차장|님|씨)"
#define KO_GIVEN \
    "(?:가 전|과 통|와 통|이 전|과 이|" \
    "와 이|한테|에게|님|께|씨)"
#define KO_SIGNED \
    "(?:올림|드림|배상)"
#define KO_NAMED \
    "(?:이름으로 등록|이름으로 가입|" \
    "이름으로 결제|이름으로 예약|" \
    "이름으로 주문|이름으로 구매|" \
    "이름으로 되어|명의로|명의의|" \
    "명의)"
#define KO_NOT \
    "(?:정확한|한국인|담당자|" \
    "방문자|신청자|전문가|" \
    "관리자|사용자|여러분|이용자|" \
    "주문자|주어진|구매자|서비스|" \
    "선생|소비자|정상|조회자|고객|" \
    "구성|기본|신규|정보|주인|회원|" \
    "유저|하나)"
#define KO_POSTS \
    "(?:실장님|팀장님|과장님|" \
    "부장님|사장님|주임님|" \
    "차장님|대리님|대표님|이사님)"
/* clang-format on */

/* A word of Hebrew, Arabic or Devanagari, and where one begins. */
#define WORD "(?=['lov]{0,3}[\\x80-\\xff])[\\x80-\\xfflov']{3,40}"
#define NO_WORD_BEFORE "(?<![\\x80-\\xfflov'a-z])"
#define NO_WORD_BEHIND "(?![\\x80-\\xfflov'])"
#define CLAUSE_END "(?=[ \\t]{0,3}(?:[,.;:!?)]|$| " STOPS "(?![\\x80-\\xfflov'])))"
/* A character of Chinese and Japanese, a syllable of Hangul. */
#define SIGN "[\\xe4-\\xe9][\\x80-\\xbf]{2}"
#define NO_SIGN_BEFORE "(?<![\\xe4-\\xe9][\\x80-\\xbf]{2})"
#define SYLLABLE "\\xe1\\x84[\\x80-\\x92]\\xe1\\x85[\\xa1-\\xb5](?:\\xe1\\x86[\\xa8-\\xbf]|\\xe1\\x87[\\x80-\\x82])?"
#define KO_NAME KO_FAMILY "(?:" SYLLABLE "){2}"

/* "田中製作所": not who works there */
static bool is_east_person(struct hit *hit)
{
	static const char *const ends[] = {"市",   "県",   "区",   "町",   "駅",   "店",   "社",   "所",   "屋",
					   "堂",   "院",   "校",   "館",   "局",   "線",   "電機", "銀行", "工業",
					   "商事", "建設", "製薬", "商店", "工場", "支店", "教授", NULL};

	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(hit->text, str_c(*end)))
			return false;
	return true;
}

const struct pattern script_patterns[] = {
    /* "my name is …": up to the end of the clause, or two words */
    {"name in another script", REDACT_PERSON, PLACE_CALLED, 0,
     NO_WORD_BEFORE CALLED "[ :]{1,2}\\K(?:" WORD "(?:[ -]" WORD "){0,3}?" CLAUSE_END "|" WORD "(?: " WORD ")?)", NULL,
     STRENGTH_NAME},
    /* titles; behind one in Arabic an article begins no name */
    {"name in another script", REDACT_PERSON, PLACE_CALLED, 0,
     NO_WORD_BEFORE TITLES "[.]? \\K(?!lل)" WORD "(?:[ -](?:lل[\\x80-\\xfflov']{2,30}|" HE_FAMILY "|" HI_FAMILY
			   ")" NO_WORD_BEHIND "){0,2}",
     NULL, STRENGTH_NAME},
    {"name in another script", REDACT_PERSON, PLACE_CALLED, 0,
     NO_WORD_BEFORE SPOKE " (?!lل|\u05d4|" NOBODY ")\\K" WORD "(?:[ -](?:lل[\\x80-\\xfflov']{2,30}|" HE_FAMILY
			  ")" NO_WORD_BEHIND "){0,2}",
     NULL, STRENGTH_NAME},
    {"name in Hindi", REDACT_PERSON, PLACE_HONOUR, 60,
     NO_WORD_BEFORE "(?!(?:हा|हा|जी|नमसत|सर|मडम|माता|पिता|गर|नमसकार|धनयवाद|ह|ह|बाबा|भाई|आप|मनजर|अधयकष|परधानमतरी) )" WORD
		    "(?: " HI_FAMILY ")?(?= जी" NO_WORD_BEHIND ")",
     NULL, STRENGTH_NAME},
    /* first names that are hardly anything else, also behind the prepositions that are written with them */
    {"name in another script", REDACT_PERSON, PLACE_SCRIPT_NAME, 0,
     "(?:" NO_WORD_BEFORE "|(?<=" NO_WORD_BEFORE "(?:ל|ב|מ|ה|כ|ש|و|ل|ب))|(?<=" NO_WORD_BEFORE
     "l))\\K(?:" AR_NAMES NO_WORD_BEHIND "(?: (?:بن |عبد ?|lبن |lبو ?) ?[\\x80-\\xfflov']{3,30}| "
     "(?!(?:lلذي|lلتي|lليوم|lلlن|lلى))lل[\\x80-\\xfflov']{4,30}| " AR_NAMES NO_WORD_BEHIND
     "){0,3}|" HE_NAMES NO_WORD_BEHIND "(?:[ -]" HE_FAMILY NO_WORD_BEHIND "){0,2}|" HI_NAMES NO_WORD_BEHIND
     "(?: " HI_FAMILY NO_WORD_BEHIND "){0,3})",
     NULL, STRENGTH_NAME},
    {"name in Chinese", REDACT_PERSON, PLACE_CALLED, 0,
     ZH_CALLED "(?!" ZH_NOT ")\\K" ZH_FAMILY SIGN "(?:" SIGN ")?(?=[,.!;:)\\n ]|\u3001|$)", NULL, STRENGTH_NAME},
    {"name in Chinese", REDACT_PERSON, PLACE_CALLED, 0,
     ZH_WHOSE "[: (]?(?!" ZH_NOT ")\\K(?:小|老|阿|)" ZH_FAMILY "(?:" SIGN "){0,2}?(?=[,.!;:()\\n ]|$|" ZH_ENDS ")",
     NULL, STRENGTH_NAME},
    {"name in Chinese", REDACT_PERSON, PLACE_HONOUR, 9,
     ZH_NOT_BEHIND "(?!" ZH_NOT ")" ZH_FAMILY "(?:" SIGN "){0,2}(?=" ZH_TITLES ")", NULL, STRENGTH_NAME},
    {"name in Chinese", REDACT_PERSON, PLACE_HONOUR, 12, ZH_FAMILY "(?:" SIGN "){1,2}(?= {0,2}" ZH_SIGNED ")", NULL,
     STRENGTH_NAME},
    {"name in Japanese", REDACT_PERSON, PLACE_EAST_FAMILY, 0,
     NO_SIGN_BEFORE JA_FAMILY " ?(?:" SIGN "|\u3005){0,3}(?=" JA_BEHIND "|[,.)\\n]|$)", is_east_person, STRENGTH_NAME},
    {"name in Korean", REDACT_PERSON, PLACE_CALLED, 0, KO_SELF "[., ]{1,2}(?!" KO_NOT ")\\K" KO_NAME "(?=" KO_AM ")",
     NULL, STRENGTH_NAME},
    {"name in Korean", REDACT_PERSON, PLACE_CALLED, 0,
     KO_ROLES "[: ]{1,2}(?!" KO_NOT ")\\K" KO_NAME "(?= ?" KO_GIVEN ")", NULL, STRENGTH_NAME},
    {"name in Korean", REDACT_PERSON, PLACE_HONOUR, 28,
     "(?<![\\x80-\\xff])(?!" KO_NOT ")" KO_NAME "(?= ?(?:" KO_SIGNED "|" KO_HONOUR ")| " KO_NAMED ")", NULL,
     STRENGTH_NAME},
    {"name in Korean", REDACT_PERSON, PLACE_HONOUR, 10, "(?<![\\x80-\\xff])" KO_FAMILY "(?= " KO_POSTS ")", NULL,
     STRENGTH_NAME},
};
const size_t script_patterns_n = sizeof(script_patterns) / sizeof(script_patterns[0]);
