#include "common/privacy/phrases.h"

#include "common/privacy/scan.h"
#include "common/utf8.h"

#include <stdlib.h>

/* clang-format off */
/* in front of a name, at the start of a line */
static const char *const greetings[] = {
    "hi", "hello", "hey", "dear", "hallo", "guten tag", "guten morgen", "liebe", "lieber", "sehr geehrte",
    "sehr geehrter", "bonjour", "salut", "cher", "chere", "hola", "estimado", "estimada", "querido", "querida",
    "ola", "caro", "cara", "ciao", "gentile", "czesc", "witam", "witaj", "dzien dobry", "szanowny", "szanowna",
    "hej", "hei", "moi", "beste", "geachte", "kaere", "dobry den", "szia", "merhaba", "good morning",
    "good afternoon", "good evening", "morning", "moin", "hiya", "greetings", "thanks", "thank you", "thx",
    "many thanks", "cheers", "merci", "danke", "gracias", "dzieki", "sorry", "welcome", "yo", "hoi", "servus",
    "gruezi", "gruezi", "gruss gott", "gruss dich", "guten abend", "hallo zusammen", "hallo liebe", "hallo lieber", "guten morgen herr", "guten morgen frau",
    "sehr geehrte frau", "sehr geehrter herr", "werte", "werter", "hi there", "hey there", "howdy", "howya",
    "g'day", "gday", "hello again", "hi again", "hi team", "dear sir", "good day", "ello", "oi", "bom dia",
    "boa tarde", "boa noite", "prezado", "prezada", "prezados", "caros", "buenos dias", "buenas tardes",
    "buenas noches", "buenas", "buen dia", "estimados", "estimadas", "apreciado", "bonsoir", "coucou", "chers",
    "buongiorno", "buonasera", "salve", "egregio", "spettabile", "goedemorgen", "goedemiddag", "goedenavond",
    "goedendag", "geachte heer", "geachte mevrouw", "hej hej", "god dag", "god morgon", "tjena", "hejsan", "goddag",
    "hei hei", "heisann", "terve", "moikka", "ahoj", "zdravim", "vazeny", "vazena", "mily", "mila", "tisztelt",
    "kedves", "szep napot", "buna", "buna ziua", "stimate", "stimata", "draga", "здpaвcтвyитe", "пpивeт",
    "дo6pыи дeнь", "дo6poe yтpo", "дo6pыи вeчep", "yвaжaeмыи", "yвaжaeмaя", "yвaжaeмыe", "дoporoи", "дo6pии дeнь",
    "вiтaю", "дo6poro дня", "шaнoвнии", "sayin", "selam", "iyi gunler", "gunaydin", "kia ora", "aloha", "namaste",
    "bula", "salaam", "assalamu alaikum", "hejka", "szanowni", "panie", "pani", "pozdravljeni", "postovani",
    "dragi", "zdravo", "yεia", "ayaπnτε", "thanks again", "thank you so much", "thanks so much", "thanks very much", "shout out to", "shoutout to", "props to", "hat tip to",
    "thank you very much", "many thx", "much appreciated", "congrats", "congratulations", "good catch", "nice one",
    "nice work", "well done", "bless you", "apologies", "excuse me", "welcome back",
    "labdien",
    "sveiki",
    "labas",
    "laba diena",
    "tere",
    "bore da",
    "bonjour a tous",
    "hola buenas",
    "dear colleagues",
    "dear all",
    "good morning all",
    "hyva asiakaspalvelu",
    "dobar dan",
    "bom dia a todos",
    "guten tag frau", "guten tag herr", "hallo frau", "hallo herr", "buna dimineata", "buna seara",
    "дo6pии вeчip", "κaλnoπεpa", "κaλnμεpa", "ayaπnτn", "bonjour madame", "bonjour monsieur", "selamat pagi",
    "selamat siang", "selamat sore", "chao", "chao anh", "chao chi", "xin chao", "dear prof", "salutare",
    "god kveld", "god aften", "hyvaa paivaa", "huomenta", "jo napot", "dobre rano", "dobry vecer",
    "dobry wieczor", "bedankt", "obrigado", "obrigada", "muito obrigado", "muito obrigada", "tack", "tak", "takk",
    "grazie", "grazie mille", "merci beaucoup", "muchas gracias", "vielen dank", "dziekuje",
    NULL};

/* Above a name, in a line of their own or in front of it: as they are written, and folded as shadows are. */
#define FAREWELLS(A, B) \
    A("regards") A("best regards") A("bests") A("kind regards") A("kindest regards") A("warm regards") A("warmest regards") \
    A("with regards") A("many regards") A("with kind regards") A("with best regards") A("best") A("all best") \
    A("best wishes") A("all the best") A("many thanks") A("thanks") A("thank you") A("thank you very much") \
    A("thanks a lot") A("thanks so much") A("thx") A("tia") A("ty") A("thanks again") A("thank you again") \
    A("thanks in advance") A("thank you in advance") A("thanks and regards") A("thanks & regards") \
    A("thanks and best regards") A("thanks for your help") A("thank you for your help") A("thanks for any help") \
    A("thanks for the help") A("cheers") A("sincerely") A("sincerely yours") A("yours sincerely") \
    A("yours faithfully") A("yours truly") A("very truly yours") A("yours") A("respectfully") A("cordially") \
    A("take care") A("love") A("warmly") A("br") A("rgds") A("brgds") A("kr") A("hth") A("hope this helps") \
    A("hope that helps") A("later") A("peace") A("ciao") A("talk soon") A("have a nice day") \
    A("have a great day") A("have a good day") A("with appreciation") A("in advance") \
    B("mit freundlichen grüßen", "mit freundlichen grussen") \
    B("mit freundlichen grüssen", "mit freundlichen grussen") A("mit freundlichen gruessen") \
    B("mit freundlichem gruß", "mit freundlichem gruss") A("mit freundlichem gruss") \
    B("freundliche grüße", "freundliche grusse") B("freundliche grüsse", "freundliche grusse") \
    B("mit besten grüßen", "mit besten grussen") B("mit besten grüssen", "mit besten grussen") \
    B("viele grüße", "viele grusse") B("viele grüsse", "viele grusse") A("viele gruesse") \
    B("liebe grüße", "liebe grusse") B("liebe grüsse", "liebe grusse") B("beste grüße", "beste grusse") \
    B("beste grüsse", "beste grusse") B("schöne grüße", "schone grusse") \
    B("herzliche grüße", "herzliche grusse") B("herzliche grüsse", "herzliche grusse") \
    B("schönen gruß", "schonen gruss") B("gruß", "gruss") A("gruss") B("grüße", "grusse") B("grüsse", "grusse") \
    A("mfg") A("lg") A("vg") A("danke") A("vielen dank") A("vielen dank im voraus") A("danke im voraus") \
    A("besten dank") B("dankeschön", "dankeschon") \
    B("vielen dank und viele grüße", "vielen dank und viele grusse") B("danke und gruß", "danke und gruss") \
    A("hochachtungsvoll") A("cordialement") A("bien cordialement") B("très cordialement", "tres cordialement") \
    B("bien à vous", "bien a vous") B("bien à toi", "bien a toi") A("salutations") \
    B("sincères salutations", "sinceres salutations") A("meilleures salutations") A("merci") A("merci beaucoup") \
    A("merci d'avance") A("merci par avance") A("amicalement") B("bonne journée", "bonne journee") A("cdlt") \
    A("cdt") A("saludos") A("un saludo") A("saludos cordiales") A("un cordial saludo") A("atentamente") \
    A("atte") A("gracias") A("muchas gracias") A("gracias de antemano") A("un abrazo") A("cordiali saluti") \
    A("distinti saluti") A("saluti") A("un saluto") A("grazie") A("grazie mille") A("grazie in anticipo") \
    A("atenciosamente") A("att") A("cumprimentos") A("com os melhores cumprimentos") A("melhores cumprimentos") \
    A("obrigado") A("obrigada") A("muito obrigado") B("abraços", "abracos") A("pozdrawiam") \
    B("z poważaniem", "z powazaniem") A("pozdrowienia") A("serdecznie pozdrawiam") B("dziękuję", "dziekuje") \
    B("dzięki", "dzieki") B("z góry dziękuję", "z gory dziekuje") A("pozdrawiam serdecznie") \
    A("met vriendelijke groet") A("met vriendelijke groeten") A("vriendelijke groet") A("vriendelijke groeten") \
    A("hartelijke groet") A("groeten") A("groet") A("groetjes") A("greetz") A("grtz") A("mvg") A("bedankt") A("alvast bedankt") \
    A("dank u") A("dank je") B("med vänliga hälsningar", "med vanliga halsningar") \
    B("med vänlig hälsning", "med vanlig halsning") B("vänliga hälsningar", "vanliga halsningar") \
    B("vänligen", "vanligen") B("hälsningar", "halsningar") A("mvh") A("tack") \
    B("tack på förhand", "tack pa forhand") A("med venlig hilsen") A("venlig hilsen") A("de bedste hilsner") \
    A("hilsen") A("tak") B("på forhånd tak", "pa forhand tak") A("med vennlig hilsen") A("vennlig hilsen") \
    A("takk") B("takk på forhånd", "takk pa forhand") B("ystävällisin terveisin", "ystavallisin terveisin") \
    A("terveisin") A("kiitos") B("kiitos etukäteen", "kiitos etukateen") A("s pozdravem") B("děkuji", "dekuji") \
    B("díky", "diky") B("hezký den", "hezky den") A("s pozdravom") B("ďakujem", "dakujem") \
    B("üdvözlettel", "udvozlettel") B("üdv", "udv") B("köszönöm", "koszonom") B("köszönettel", "koszonettel") \
    B("saygılarımla", "saygilarimla") B("saygılarımızla", "saygilarimizla") B("teşekkürler", "tesekkurler") \
    B("iyi çalışmalar", "iyi calismalar") B("с уважением", "c yвaжeниeм") B("спасибо", "cпacи6o") \
    B("заранее спасибо", "зapaнee cпacи6o") B("всего доброго", "вcero дo6poro") B("з повагою", "з пoвaroю") \
    B("дякую", "дякyю") A("cu stima") B("cu stimă", "cu stima") B("mulțumesc", "multumesc") A("multumesc") \
    B("με εκτίμηση", "με εκτiμnon") B("ευχαριστώ", "εuχapioτω") A("lijep pozdrav") \
    B("s poštovanjem", "s postovanjem") A("lp") A("hvala") B("trân trọng", "tran trong") B("cảm ơn", "cam on") \
    A("terima kasih") A("salam") A("よろしくお願いします") A("よろしくお願いいたします") A("以上") A("敬具") A("此致") A("敬礼") A("谢谢") \
    A("謝謝") A("祝好") B("감사합니다", "감사합니다") A("בברכה") B("תודה", "תlדה") \
    B("مع أطيب التحيات", "مع lطيب lلتحيlت") B("شكرا", "شكرl") A("rich regards") A("best rgds") A("kindest rgds") \
    A("warm wishes") A("fond regards") A("thanks & rgds") A("thanks a million") A("thanks heaps") \
    A("thanks a bunch") A("thanks a ton") A("thanks for looking") A("thanks for your time") \
    A("thank you for your time") A("thanks for your support") A("thank you for your support") \
    A("thank you kindly") A("ty in advance") A("thanx") A("thanks and cheers") A("ta") A("ta muchly") \
    B("slán", "slan") A("le meas") A("is mise le meas") A("hwyl") A("cofion") A("diolch") A("kia ora") \
    B("ngā mihi", "nga mihi") A("nga mihi nui") B("hei konā", "hei kona") A("aroha") A("mahalo") A("aloha") \
    B("mit freundlichem gruße", "mit freundlichem grusse") B("mit bestem gruß", "mit bestem gruss") \
    B("mit vielen grüßen", "mit vielen grussen") B("mit lieben grüßen", "mit lieben grussen") \
    B("beste grüße aus", "beste grusse aus") B("gruß aus", "gruss aus") A("servus") B("tschüss", "tschuss") \
    A("tschau") A("bis bald") A("bis dann") A("ciao ciao") B("freundlicher gruß", "freundlicher gruss") \
    B("freundlichen gruß", "freundlichen gruss") B("lieben gruß", "lieben gruss") \
    B("schöne grüsse", "schone grusse") B("lieber gruß", "lieber gruss") \
    B("bien sincèrement", "bien sincerement") B("sincèrement", "sincerement") A("bien amicalement") \
    B("très cordialement vôtre", "tres cordialement votre") A("cordiales salutations") \
    B("bonne réception", "bonne reception") B("bonne fin de journée", "bonne fin de journee") \
    B("bonne soirée", "bonne soiree") B("à bientôt", "a bientot") A("bises") A("bisous") A("je vous remercie") \
    A("avec mes remerciements") A("en vous remerciant") A("mes salutations") \
    B("salutations distinguées", "salutations distinguees") A("respectueusement") A("saludos y gracias") \
    A("cordialmente") A("reciba un cordial saludo") A("quedo atento") A("quedo atenta") A("quedo a la espera") \
    A("quedamos atentos") A("abrazo") A("abrazos") A("un fuerte abrazo") A("besos") A("muy atentamente") \
    A("saludos desde") A("mil gracias") A("de antemano gracias") A("desde ya gracias") A("abs") \
    B("abraço", "abraco") B("um abraço", "um abraco") A("grato") A("grata") \
    B("desde já agradeço", "desde ja agradeco") A("respeitosamente") A("com os meus cumprimentos") \
    A("os melhores cumprimentos") B("obrigada desde já", "obrigada desde ja") \
    B("obrigado desde já", "obrigado desde ja") A("agradecido") A("agradecida") A("valeu") A("bjs") A("beijos") \
    B("cordialità", "cordialita") A("un cordiale saluto") A("cari saluti") A("i migliori saluti") A("a presto") \
    A("buona giornata") A("buon lavoro") A("ringrazio") A("la ringrazio") A("vi ringrazio") \
    A("con i migliori saluti") A("porgo cordiali saluti") A("hartelijke groeten") A("vriendelijke groetjes") \
    A("met groet") A("fijne dag") A("dank alvast") A("met dank") A("hartelijk dank") A("hoogachtend") A("grt") \
    A("grtjs") A("mvrgr") B("bästa hälsningar", "basta halsningar") B("hälsar", "halsar") A("allt gott") \
    B("vänlig hälsning", "vanlig halsning") A("ha det bra") A("ha en bra dag") A("med venlige hilsner") \
    B("kærlig hilsen", "kaerlig hilsen") A("bedste hilsner") A("de bedste hilsener") A("venligst") A("vh") \
    A("beste hilsen") A("hilsen fra") A("med hilsen") A("med beste hilsen") A("ha en fin dag") A("terv") \
    B("ystävällisesti", "ystavallisesti") A("parhain terveisin") A("pozdrawiamy") A("z wyrazami szacunku") \
    B("łączę pozdrowienia", "lacze pozdrowienia") B("miłego dnia", "milego dnia") A("pozdro") A("pozdr") \
    B("dzięki i pozdrawiam", "dzieki i pozdrawiam") A("z pozdrowieniami") A("serdecznie") \
    B("s přátelským pozdravem", "s pratelskym pozdravem") B("s úctou", "s uctou") B("zdravím", "zdravim") \
    B("mějte se", "mejte se") B("děkuji a zdravím", "dekuji a zdravim") \
    B("s pozdravem a přáním hezkého dne", "s pozdravem a pranim hezkeho dne") B("díky moc", "diky moc") \
    B("s priateľským pozdravom", "s priatelskym pozdravom") B("ďakujem vopred", "dakujem vopred") \
    A("tisztelettel") B("szép napot", "szep napot") B("előre is köszönöm", "elore is koszonom") \
    B("o zi bună", "o zi buna") B("o zi frumoasă", "o zi frumoasa") A("cu respect") A("cu drag") A("mersi") \
    B("vă mulțumesc", "va multumesc") A("numai bine") B("с наилучшими пожеланиями", "c нaилyчшими пoжeлaниями") \
    B("с уважением и благодарностью", "c yвaжeниeм и 6лaroдapнocтью") B("хорошего дня", "xopoшero дня") \
    B("всего наилучшего", "вcero нaилyчшero") B("благодарю", "6лaroдapю") B("удачи", "yдaчи") \
    B("з найкращими побажаннями", "з нaикpaщими пo6aжaннями") B("гарного дня", "rapнoro дня") \
    B("saygılar", "saygilar") B("saygılarımı sunarım", "saygilarimi sunarim") B("iyi günler", "iyi gunler") \
    A("kolay gelsin") A("sevgiler") A("selamlar") A("lep pozdrav") B("srdačan pozdrav", "srdacan pozdrav") \
    A("pozdrav") A("hvala i pozdrav") B("s spoštovanjem", "s spostovanjem") A("pagarbiai") \
    B("ar cieņu", "ar cienu") A("lugupidamisega") A("parimate soovidega") B("φιλικά", "φiλiκa") \
    B("χαιρετισμούς", "χaipετioμouo") A("salam hormat") A("hormat saya") A("maraming salamat") A("salamat po") \
    A("よろしくお願い致します") B("どうぞよろしくお願いいたします", "とうそよろしくお願いいたします") A("宜しくお願いいたします") A("宜しくお願い致します") \
    A("何卒よろしくお願いいたします") A("失礼いたします") A("此致敬礼") A("顺祝商祺") A("顺颂商祺") A("祝工作顺利") A("感谢") A("敬上") \
    B("고맙습니다", "고맙습니다") B("수고하세요", "수고하세요") A("jai hind") A("namaste") A("with thanks") \
    A("with thanks and regards") A("with warm regards") A("with best wishes") A("with gratitude") \
    A("in anticipation") A("yours in service") A("faithfully") A("yours respectfully") A("very best") \
    A("very best regards") A("all my best") A("my best") A("best always") A("be well") A("stay safe") \
    A("catch you later") A("see ya") A("see you") A("speak soon") A("talk to you soon") A("over and out") \
    A("much appreciated") A("appreciate it") A("appreciated") A("kind wishes") A("sincerest regards") \
    A("have a good one") A("have a great weekend") A("have a nice weekend") A("have a good weekend") \
    A("happy friday") A("happy holidays") A("xoxo") A("vty") A("vr") A("v/r") A("respects") A("blessings") \
    A("god bless") A("warmest") A("hugs") A("ttyl") A("cu") A("many thx") A("thanks very much") \
    A("thank you so much") A("thanks in anticipation") A("thanking you") A("greetings") A("kindly") A("bye") \
    A("yours ever") A("best of luck") A("good luck") A("schoene gruesse") A("gruesse") A("liebe gruesse") \
    A("salut") A("yst terv") A("dziekuje i pozdrawiam") \
    A("many thanks in advance") B("schönen tag noch", "schonen tag noch") \
    B("schönes wochenende", "schones wochenende") B("einen schönen tag noch", "einen schonen tag noch") \
    B("saudações", "saudacoes") A("bij voorbaat dank") B("tack så mycket", "tack sa mycket") \
    B("på forhånd takk", "pa forhand takk") B("kiittäen", "kiittaen") \
    B("děkuji a přeji hezký den", "dekuji a preji hezky den") B("předem děkuji", "predem dekuji") \
    B("děkuji předem", "dekuji predem") B("vopred ďakujem", "vopred dakujem") B("pekný deň", "pekny den") \
    A("toate cele bune") B("mulțumesc anticipat", "multumesc anticipat") \
    B("всего хорошего", "вcero xopoшero") \
    B("заранее благодарю", "зapaнee 6лaroдapю") \
    B("искренне ваш", "иcкpeннe вaш") B("с ув", "c yв") \
    B("заранее признателен", "зapaнee пpизнaтeлeн") \
    B("заранее признательна", "зapaнee пpизнaтeльнa") \
    B("заздалегідь дякую", "зaздaлeriдь дякyю") \
    B("щиро дякую", "щиpo дякyю") B("поздрави", "пoздpaви") \
    B("поздрави и лек ден", "пoздpaви и лeк дeн") \
    B("с уважение", "c yвaжeниe") \
    B("благодаря предварително", "6лaroдapя пpeдвapитeлнo") \
    B("благодаря", "6лaroдapя") B("хубав ден", "xy6aв дeн") A("lepo pozdravljeni") \
    A("hvala unaprijed") A("hvala vnaprej") B("срдачан поздрав", "cpдaчaн пoздpaв") \
    B("с поштовањем", "c пoштoвaњeм") B("поздрав", "пoздpaв") \
    B("хвала", "xвaлa") \
    B("ευχαριστώ εκ των προτέρων", "εuχapioτω εκ τωv πpoτεpωv") \
    B("με φιλικούς χαιρετισμούς", "με φiλiκouo χaipετioμouo") \
    B("καλή συνέχεια", "κaλn ouvεχεia") \
    B("ευχαριστώ πολύ", "εuχapioτω πoλu") \
    B("iyi çalışmalar dilerim", "iyi calismalar dilerim") B("teşekkür ederim", "tesekkur ederim") \
    B("şimdiden teşekkürler", "simdiden tesekkurler") A("su pagarba") A("geros dienos") B("ačiū", "aciu") \
    B("ar laba vēlējumiem", "ar laba velejumiem") B("ar labiem vēlējumiem", "ar labiem velejumiem") \
    A("paldies") A("tervitades") A("tervitustega") A("heade soovidega") B("aitäh", "aitah") \
    B("thân ái", "than ai") B("xin cảm ơn", "xin cam on") B("kính thư", "kinh thu") \
    B("trân trọng cảm ơn", "tran trong cam on") B("trân trọng kính chào", "tran trong kinh chao") \
    A("hormat kami") A("sekian, terima kasih") A("sekian dan terima kasih") \
    B("何卒よろしくお願い申し上げます", "何卒よろしくお願い申し上けます") \
    B("よろしくお願い申し上げます", "よろしくお願い申し上けます") \
    B("宜しくお願い申し上げます", "宜しくお願い申し上けます") A("草々") A("祝商祺") \
    A("祝您工作愉快") A("祝工作愉快") A("多謝") A("敬祝") A("順頌商祺") \
    B("안녕히 계세요", "안녕히 계세요") \
    B("감사드립니다", "감사드립니다") \
    B("수고하십시오", "수고하십시오") \
    B("תודה מראש", "תlדה מראש") B("בכבוד רב", "בכבlד רב") \
    B("יום טוב", "'lם vlב") B("תודה רבה", "תlדה רבה") A("בברכה רבה") \
    B("مع خالص التحية", "مع خlلص lلتحية") B("شكرا جزيلا", "شكرl جزيلl") \
    B("تحياتي", "تحيlتي") B("مع التحية", "مع lلتحية") \
    B("مع تحياتي", "مع تحيlتي") \
    B("وتفضلوا بقبول فائق الاحترام", "وتفضلوl بقبول فlيق lلlحترlم") \
    B("شكراً", "شكرl") B("مع الشكر", "مع lلشكر") \
    B("مع فائق الاحترام", "مع فlيق lلlحترlم") \
    B("धन्यवाद", "धनयवाद") A("सादर") A("भवदीय") \
    B("ขอบคุณครับ", "ขอบคณครบ") \
    B("ขอบคุณค่ะ", "ขอบคณคะ") B("ขอบคุณ", "ขอบคณ") \
    B("ด้วยความเคารพ", "ดวยความเคารพ") \
    B("ขอแสดงความนับถือ", "ขอแสดงความนบถอ") \
    B("با احترام", "بl lحترlم") B("با تشکر", "بl تشکر") \
    B("با سپاس", "بl سپlس") A("agur") A("eskerrik asko") B("salut i força", "salut i forca") \
    A("atentament") A("salutacions") B("gràcies", "gracies") B("moltes gràcies", "moltes gracies") \
    A("með bestu kveðju") A("bestu kveðjur") A("kveðja") A("me respekt") A("faleminderit") A("asante") \
    A("baie dankie") A("vriendelike groete") A("unaprijed zahvaljujem") A("unapred hvala") \
    B("с најлепшим жељама", "c нajлeпшим жeљaмa") \
    B("dziękuję za pomoc", "dziekuje za pomoc") A("z serdecznymi pozdrowieniami") \
    B("je vous prie d'agréer", "je vous prie d'agreer") B("veuillez agréer", "veuillez agreer") \
    A("dans l'attente de votre retour") A("in attesa di riscontro") A("a la espera de su respuesta") \
    B("quedo a su disposición", "quedo a su disposicion") A("fico no aguardo") A("ficamos no aguardo") \
    A("no aguardo") A("regard") A("best regard") A("greets") A("greetings and thanks") A("xx") A("xxx") \
    A("xoxo") B("que tengas excelente día", "que tengas excelente dia") \
    B("que tengas un excelente día", "que tengas un excelente dia") B("que tengas un buen día", "que tengas un buen dia") \
    B("que tengas buen día", "que tengas buen dia") B("que tenga buen día", "que tenga buen dia") \
    B("que tenga un excelente día", "que tenga un excelente dia") B("que tenga un buen día", "que tenga un buen dia") \
    B("que pases un buen día", "que pases un buen dia") B("feliz día", "feliz dia") B("buen día", "buen dia") \
    B("tenha um ótimo dia", "tenha um otimo dia") B("tenha um bom dia", "tenha um bom dia") \
    B("passez une bonne journée", "passez une bonne journee") B("très bonne journée", "tres bonne journee") \
    B("schönen tag noch", "schonen tag noch") B("einen schönen tag noch", "einen schonen tag noch") \
    B("schönes wochenende", "schones wochenende") B("fründlechi grüess", "frundlechi gruess") \
    B("liebi grüess", "liebi gruess") B("grüessli", "gruessli") A("have a lovely day") A("have a wonderful day") \
    A("enjoy your day") A("happy coding") A("fijne dag nog") A("nog een fijne dag") \
    B("sláinte", "slainte") A("obg") A("obgd") A("vlw") A("tusen takk") A("tack och hej") A("danke vorab") \
    A("grazie e saluti") A("grazie e buona giornata") A("gracias y saludos") A("obrigado e cumprimentos")

#define SAME(words) words,
#define AS_WRITTEN(written, folded) written,
#define FOLDED(written, folded) folded,
const char *const phrases_farewells_written[] = {FAREWELLS(SAME, AS_WRITTEN) NULL};
const char *const phrases_farewells[] = {FAREWELLS(SAME, FOLDED) NULL};

/* Words that nearly nothing but farewells have. */
const char *const phrases_farewell_words_written[] = {
    "regards", "rgds", "wishes", "grüße", "grüßen", "grüsse", "grüssen", "gruesse", "gruessen", "gruß", "gruss",
    "saludo", "saludos", "saluto", "saluti", "groet", "groeten", "groete", "groetjes", "cordialement",
    "salutations", "hilsen", "hilsner", "hälsning", "hälsningar", "pozdrav", "pozdravem", "pozdravom",
    "pozdrowienia", "pozdrowieniami", "pozdrawiam", "szacunkiem", "szacunku", "terveisin", "cumprimentos", "abraço",
    "abraços", "abrazo", "abrazos", "kram", "üdvözlettel", "saygılar", "saygılarımla", "pagarbiai", "cieņu",
    "уважением", "повагою", "cordialmente", "atentamente", "sincerely", "faithfully", "přáním",
    NULL};

static const char *const farewell_words[] = {
    "regards", "rgds", "wishes", "grusse", "grussen", "gruesse", "gruessen", "gruss", "saludo", "saludos", "saluto",
    "saluti", "groet", "groeten", "groete", "groetjes", "cordialement", "salutations", "hilsen", "hilsner",
    "halsning", "halsningar", "pozdrav", "pozdravem", "pozdravom", "pozdrowienia", "pozdrowieniami", "pozdrawiam",
    "szacunkiem", "szacunku", "terveisin", "cumprimentos", "abraco", "abracos", "abrazo", "abrazos", "kram",
    "udvozlettel", "saygilar", "saygilarimla", "pagarbiai", "cienu", "yвaжeниeм", "пoвaroю", "cordialmente",
    "atentamente", "sincerely", "faithfully", "pranim",
    NULL};

/* in front of a colon */
static const char *const labels[] = {
    "from", "to", "cc", "bcc", "von", "an", "de", "od", "do", "reply-to", "sender", "author", "name", "full name",
    "first name", "last name", "customer", "client", "contact", "attn", "attention", "signed-off-by", "reported-by",
    "reviewed-by", "tested-by", "acked-by", "co-authored-by", "suggested-by", "kunde", "ansprechpartner", "vorname",
    "nachname", "nazwisko i imie", "imie i nazwisko", "imie", "nazwisko", "klient", "nom", "prenom", "nombre",
    "apellido", "nome", "cognome", "naam", "agent", "assignee", "requester", "reporter", "caller", "patient", "user",
    "cardholder", "fra", "til", "fran", "till", "van", "aan", "da", "para", "remitente", "mittente", "destinatario",
    "expediteur", "destinataire", "nadawca", "adresat", "komu", "lahettaja", "vastaanottaja", "felado", "cimzett",
    "gonderen", "kimden", "kime", "kopie", "kopia", "copie", "dw", "return-path", "assigned to", "reported by",
    "submitted by", "created by", "updated by", "opened by", "authors", "maintainer", "responsible", "owner",
    "delivery contact", "fao", "supervisor", "ship to", "bill to", "sold to", "deliver to", "invoice to", "ship-to",
    "bill-to", "signed", "assigned", "guest", "passenger", "student", "tenant", "cardholder name", "beneficiary",
    "account holder", "policyholder", "payee", "recipient", "employee", "teacher", "guardian", "next of kin",
    "emergency contact", "account manager", "empfanger", "besteller", "mieter", "kontoinhaber", "karteninhaber",
    "versicherungsnehmer", "mitarbeiter", "schuler", "titular", "titulaire", "titolare", "alumno", "empleado",
    "paciente", "lieferung an", "rechnung an", "manager", "visitor",
    /* keys of data */
    "displayname", "display name", "fullname", "realname", "real name", "firstname", "lastname", "givenname",
    "given name", "surname", "familyname", "family name", "customername", "customer name", "contactname",
    "contact name",
    NULL};

/* who writes says who he is, or whom he spoke to */
static const char *const introductions[] = {
    "my name is", "name is", "this is", "i am", "i'm", "ich bin", "ich heisse", "mein name ist", "je m'appelle",
    "je suis", "me llamo", "mi nombre es", "soy", "nazywam sie", "jestem", "mi chiamo", "il mio nome e",
    "meu nome e", "mijn naam is", "jag heter", "call me", "on behalf of", "signed by", "written by", "spoke with",
    "spoke to", "talked to", "speak to", "speak with", "ask for", "regards from", "name's", "by the name of",
    "my name's", "the name is", "name on the account is", "name on the account should be", "account should be",
    "name should be", "name should read", "in the name of", "under the name", "under the name of", "registered to",
    "registered under", "account holder is", "a nombre de", "op naam van", "na nazwisko", "auf den namen", "name here is", "here is", "it's", "its", "it is", "i'm called", "they call me",
    "hier ist", "hier spricht", "mein name", "ich heiss", "c'est", "ici", "mon nom est", "habla", "le escribe",
    "les escribe", "te escribe", "aqui", "aqui e", "sono", "qui", "ik ben", "met", "mit navn er", "jeg heter",
    "jeg hedder", "mitt namn ar", "olen", "nimeni on", "jmenuji se", "ja jsem", "volam sa", "numele meu este",
    "ma numesc", "sunt", "adim", "ben", "me chamo", "sou", "sou o", "sou a", "aqui fala",
    "c'est encore", "c'est toujours", "moi c'est", "ici c'est", "soy la", "soy el", "les saluda", "le saluda",
    "te saluda", "sono il", "sono la", "saya", "nama saya", "me zovu", "menovite", "ich nochmal",
    "mein name lautet", "ik heet", "det er", "jeg er", "mitt namn", "mit navn", "mina olen", "nimeni", "nazywam",
    "ich bins", "ich bin's", "ich bins nochmal", "ich bin's nochmal", "ich bins wieder", "hier nochmal", "z tej strony", "tady", "u telefonu", "ismim", "мeня зoвyт", "мeнe звaти", "мoe имя", "c вaми",
    "вac 6ecпoкoит", "ovoμaζoμai", "με λεvε", "λεyoμai", "εiμai o", "εiμai n", "ten toi la", "em la", "toi la",
    NULL};

/* behind the name of who is quoted */
static const char *const wrote[] = {
    "wrote", "writes", "said", "schrieb", "schreibt", "a ecrit", "ecrit", "escribio", "ha scritto", "scrisse",
    "escreveu", "napisal", "napisala", "napisal(a)", "schreef", "skrev", "kirjoitti", "pise", "napsal", "commented",
    "responded", "yazdi", "irta", "pisze", "napisao", "napisala je", "kirjutas",
    NULL};

/* What names follow at once. */
static const char *const before[] = {
    "requested by", "asked by", "needed by", "wait for", "waiting for", "copied in", "cc'ing", "copying in",
    "regards to", "reach", "reached", "phoned", "emailed", "met", "contact", "contacted", "ask", "asked", "asking",
    "tell", "told", "cc", "cced", "cc'd", "thank", "thanks to", "kudos to", "defer to", "defers to", "deferred to", "deferring to", "talk to", "talked to", "talk with",
    "talked with", "talking to", "speak to", "speak with", "spoke to", "spoke with", "spoken to", "spoken with",
    "met with", "discussed with", "chatted with", "worked with", "agree with", "agreed with", "behalf of",
    "reported by", "suggested by", "written by", "noted by", "posted by", "sent by", "forwarded by", "signed by",
    "found by", "fixed by", "assigned to", "reassigned to", "attention of", "my colleague", "our colleague",
    "colleague", "coworker", "co-worker", "my boss", "my manager", "my contact", "my wife", "my husband", "my son",
    "my daughter", "my friend", "our customer", "customer", "technician", "according to", "answer from",
    "mail from", "email from", "e-mail from", "message from", "reply from", "response from", "patch from",
    "patch by", "call from", "heard from", "hear from", "question from", "help from", "confirmed with",
    "check with", "checked with", "kollege", "kollegin", "kollegen", "frau", "herr", "herrn",
    "someone called", "someone named", "somebody called", "somebody named", "person called", "person named",
    "lady called", "lady named", "woman called", "woman named", "man called", "man named", "guy called",
    "guy named", "girl called", "girl named", "colleague called", "colleague named", "agent called", "agent named",
    "technician called", "technician named", "rep called", "rep named", "representative called",
    "representative named", "teacher called", "teacher named", "user called", "employee called", "employee named",
    "everyone calls me", "everybody calls me", "people call me", "friends call me", "calls me", "contact is",
    "contact person is", "ask for", "asked for", "asking for", "cc to", "copied to", "copying", "looped in",
    "looping in", "loop in", "escalated to", "escalate to", "transferred to", "handed over to", "passed on to",
    "pass on to", "ping", "pinged", "ping me or", "email me or", "call me or", "me or", "me and", "rang", "ring",
    "phone", "dm", "dmed", "texted", "messaged", "emailing", "calling", "introduced to", "trained by", "set up by",
    "installed by", "handled by", "answered by", "raised by", "logged by", "escalated by", "approved by",
    "confirmed by", "recommended by", "referred by", "invited by", "hired by", "replaced by", "taken by",
    "managed by", "supervised by", "helped by", "issued by", "script by", "remote session with", "session with",
    "meeting with", "met up with", "conversation with", "interview with", "chat with", "call with", "lunch with",
    "appointment with", "chatting with", "working with", "work with", "dealt with", "dealing with", "in touch with",
    "touch base with", "checking with", "verify with", "verified with", "coordinate with", "cooperating with",
    "hi from", "greetings from", "greets from", "feedback from", "input from", "instructions from", "advice from",
    "guidance from", "suggestion from", "approval from", "request from", "quote from", "update from", "word from",
    "news from", "reminder from", "thanks from", "desk of", "courtesy of", "care of", "c/o", "attn", "attention",
    "signed", "yours", "husband", "wife", "brother", "sister", "son", "daughter", "uncle", "aunt", "cousin",
    "nephew", "niece", "neighbour", "neighbor", "boss", "partner", "assistant", "secretary", "receptionist",
    "supervisor", "foreman", "intern", "accountant", "bookkeeper", "nurse", "teacher", "tenant", "guest", "patient",
    "client", "applicant", "candidate", "attendee", "passenger", "caller", "kunde", "kundin", "mitarbeiter",
    "mitarbeiterin", "chef", "chefin", "vertreter", "vertreterin", "ansprechpartner", "ansprechpartnerin",
    "ansprechpartner ist", "bei herrn", "bei frau", "von herrn", "von frau", "mit herrn", "mit frau", "an herrn",
    "an frau", "gesprochen mit", "bitte bei", "bitte an", "collegue", "collegues", "madame", "mme", "mlle",
    "companero", "companera", "senorita", "don", "dona", "avisale a", "avisar a", "avise a", "hable con",
    "hablado con", "hable a", "contactar a", "contacte a", "contactar con", "falei com", "falou com", "falar com",
    "colega", "a colega", "o colega", "senhor", "senhora", "parlato con", "parlare con", "collega", "collega di",
    "signor", "signora", "gesproken met", "spreken met", "meneer", "mevrouw", "kollega", "kollegan", "pratade med",
    "pratat med", "snakket med", "snakkede med", "talte med", "rozmawialem z", "rozmawialam z", "kolega",
    "kolezanka", "do pana", "do pani", "pan", "pani", "dzwonic do", "puhuin", "mluvil jsem s", "mluvila jsem s",
    "kollegam", "beszeltem", "vorbit cu", "nelerle gorustum", "ile gorustum",
    "boy called",
    "boy named",
    "fella called",
    "fella named",
    "bloke called",
    "bloke named",
    "mate called",
    "mate named",
    "gentleman called",
    "gentleman named",
    "chap called",
    "chap named",
    "maiden name",
    "under the name",
    "surname is",
    "first name is",
    "last name is",
    "thanked",
    "promised",
    "told by",
    "nickname",
    "engineer",
    "chauffeur",
    "conductor",
    "driver",
    "gruss an",
    "grusse an",
    "groetjes aan",
    "saludos a",
    "contacto con", "en contact avec", "contact avec", "kontakt mit", "kontakt zu", "in contatto con", "in contact met",
    "kontakt med", "em contato com", "em contacto com", "w kontakcie z", "retour de", "remontee de", "rueckmeldung von",
    "ruckmeldung von",
    "azubi", "praktikant", "praktikantin", "hausmeister", "hausmeisterin", "nachbar", "nachbarin", "buchhalterin",
    "im auftrag von", "im namen von", "fragen sie nach", "fragen sie", "melden sie sich bei",
    "wenden sie sich an", "sprechen mit", "gesprochen habe ich mit", "telefoniert mit", "geschickt von",
    "ruckruf von", "anruf von", "nachricht von", "mail von", "antwort von",     "technicien", "technicienne", "stagiaire",
    "docteur", "maitre", "patron", "patronne", "mari", "fils", "voisin", "voisine", "professeur",
    "cheffe", "de la part de", "au nom de", "demander a", "demande a", "demandez a", "parler a", "parle a",
    "parle avec", "parler avec", "vu avec", "voir avec", "voyez avec", "contacter", "contactez", "contacte",
    "joindre", "rappeler", "rappelez", "appeler", "appelez", "appele", "adresser a", "adressez-vous a",
    "transmis a", "ecrit a", "recu de", "echange avec", "jefe", "jefa",
    "doctor", "doctora", "profesor", "profesora",
    "ingeniero", "ingeniera", "licenciado", "licenciada",     "abogado", "abogada", "hermano", "hermana", "hija", "esposa", "esposo", "marido", "amigo",
    "amiga", "vecino", "vecina", "de parte de", "en nombre de", "preguntar por", "pregunte por", "preguntad por",
    "pregunten por", "pregunta por", "llamar a", "llame a", "llamen a", "llamad a", "llama a", "avisen a",
    "hablar con", "hablen con", "hablad con", "hablamos con", "comentado con", "contacten con", "contacten a",
    "contactad con", "dijo a", "pedi a", "escribi a", "mi companero", "mi companera",     "doutor", "doutora", "estagiario", "estagiaria",     "funcionario", "funcionaria", "chefe", "filho", "filha", "irmao", "irma", "em nome de", "da parte de",
    "falem com", "fale com", "fale com o", "fale com a", "falem com o", "falem com a", "falar com o",
    "falar com a", "falei com o", "falei com a", "conversei com", "conversei com o", "conversei com a",
    "procurar o", "procurar a", "procurar por", "ligar para", "ligar para o", "ligar para a", "ligue para",
    "ligue para o", "ligue para a", "liguei para", "liguei para o", "liguei para a", "peca para o", "peca para a",
    "pedi para o", "pedi para a", "contatar o", "contatar a", "geometra", "ragioniere", "ragioniera", "dottore",
    "dottoressa", "ingegnere", "avvocato", "professore", "professoressa", "segretaria",
    "marito", "moglie", "figlio", "figlia", "fratello", "sorella", "amico", "amica", "per conto di",
    "per conto del", "a nome di", "da parte di", "chiedere di", "chieda di", "chiedete di", "chiedi di",
    "sentire", "contattare", "contatti pure", "contattate", "chiamare", "chiamate", "rivolgersi a", "sentito",
    "scritto a", "mi ha risposto", "bedrijfsleider", "boekhouder", "boekhoudster", "secretaresse",
    "stagiair", "leerkracht", "juf", "vrouw", "zoon", "dochter", "broer", "zus", "buurman", "buurvrouw",
    "namens", "vraag naar", "vragen naar", "vraagt u naar", "bel met", "bellen met", "gebeld met", "contact met",
    "heet", "heet voluit", "gemaild met", "overleg met", "overlegd met", "mail van", "mailtje van", "kollegaen",
    "chefen", "sjefen", "laereren", "lararen", "teknikern", "teknikeren", "ekonomen", "vaktmester",
    "vaktmesteren", "vaktmastaren", "fraga efter", "sporg efter", "sporg etter", "spor etter", "ringa",
    "kontakta", "kontakte", "talt med", "pa vegne av", "pa vegne af", "pa uppdrag av", "mejl fran", "mail fra",
    "hor med", "tala med", "snakke med", "tale med", "opettaja", "rehtori", "rehtorimme", "kollegani", "pomoni",
    "esimies", "esimieheni", "sihteeri", "tyokaverini", "mieheni", "vaimoni", "poikani",
    "tyttareni", "veljeni", "siskoni", "tyontekijamme", "asiakkaamme", "informatyk", "informatykiem",
    "informatyka", "informatykowi",     "ksiegowa", "ksiegowej",     "nauczyciel", "nauczycielem", "nauczyciela", "nauczycielka", "kolege", "koledze", "kolezanke", "kolezanki",
    "kolezance", "szef", "szefem", "szefa", "szefowa", "szefowej", "mezem", "zony", "sekretarka", "sekretarki",
    "panem", "pana", "panu", "w imieniu", "w imieniu pana", "w imieniu pani", "z panem", "z pania", "od pani",
    "od pana", "dla pani", "dla pana", "prosze pytac o", "kontakt z", "kontaktowac sie z", "rozmowa z",
    "kolegyne", "kolegyni", "kolegu", "kolegovi", "starosty", "starostovi", "ucetni",     "ucitel", "ucitelka", "manzel", "manzela",
    "manzelka", "manzelky", "manzelce", "jmenem", "jmenem starosty", "jmenem pana", "jmenem pani",
    "mluvil s", "mluvila s", "volal jsem", "volala jsem", "kontaktujte", "zavolejte", "kolleganom", "fonokom",
    "ferjem", "felesegem", "konyvelo", "konyvelonk", "titkarno", "rendszergazda",
    "rendszergazdank", "keressek", "hivjak", "doamna", "domnul", "domnului", "doamnei", "domnisoara",
    "colega mea", "colegul", "colegul meu", "seful", "sefa", "contabila",
    "contabilul", "profesorul", "profesoara", "sotul", "sotia", "fiica", "sunati la", "cereti de", "intrebati de",
    "pe domnul", "pe doamna", "discutat cu", "scris de", "ogretmenimiz", "mudurumuz", "patronum", "kardesim",
    "arkadasim", "calisanimiz", "muhasebecimiz", "sekreterimiz", "meslektasim", "personelimiz", "musterimiz",
    "pak", "ibu", "bapak", "mbak", "hubungi", "atas nama", "кoллera", "кoллere", "кoллery", "кoллeroи",
    "нaш кoллera", "диpeктop", "диpeктopa", "диpeктopy", "диpeктopoм", "6yxraлтep", "6yxraлтepa", "6yxraлтepy",
    "мeнeджep", "мeнeджepa", "мeнeджepoм", "мeнeджepy", "coтpyдник", "coтpyдникa", "coтpyдницa", "coтpyдникy",
    "coтpyдницe", "coтpyдницы", "нaчaльник", "нaчaльникa", "ceкpeтapь", "ceкpeтapя", "пpeпoдaвaтeль", "yчитeль",
    "yчитeльницa", "aдминиcтpaтop", "aдминиcтpaтopa", "rocпoдин", "rocпoжa", "rocпoдинa", "rocпoжи", "жeнa",
    "мyж", "o6paтитecь к", "пoзвoнитe", "пoзвoнить", "пepeзвoнитe", "звoнил", "звoнилa", "пиcaл", "пиcaлa",
    "roвopил c", "roвopилa c", "paзroвapивaл c", "paзroвapивaлa c", "o6щaлcя c", "o6щaлacь c", "пoroвopить c",
    "пepeдaн", "пepeдaнa", "пepeдaл", "пepeдaлa", "cпpocить", "cпpocитe", "oт имeни", "нa имя", "oт лицa", "пaн",
    "пaнi", "пaнy", "пaнa", "пaнoвi", "диpeктopкa", "кoлera", "кoлerи", "кoлery", "звepнiтьcя дo",
    "зaтeлeфoнyитe", "cпiлкyвaвcя з", "cпiлкyвaлacя з", "пиcaли", "дзвoнили", "вiд iмeнi", "κupioo", "κupio",
    "κupia", "κupiao", "κupiε", "ouvaδελφoo", "ouvaδελφo μou", "ouvaδελφoo μou", "ouvaδελφoo μou o", "ouvaδελφo",
    "ouvaδελφiooa", "ouvaδελφiooa μou", "ouvaδελφiooa μou n", "δiεuouvτno", "δiεuouvτn", "λoyioτno", "λoyioτpia",
    "μiλnoa με τov", "μiλnoa με τnv", "μiλnoa με", "εκ μεpouo τou", "εκ μεpouo τno", "ζnτnoτε τov", "ζnτnoτε τnv",
    /* whom somebody is related to or works with, and whole families */
    "familie", "ehepaar", "eheleute", "famille", "familia", "famiglia", "rodzina", "panstwo", "sohn", "tochter",
    "bruder", "schwester", "schwager", "schwagerin", "onkel", "neffe", "nichte", "enkel", "enkelin",
    "schwiegersohn", "schwiegertochter", "schwiegermutter", "schwiegervater", "ehemann", "ehefrau", "verlobter",
    "verlobte", "lehrling", "auszubildende", "auszubildender", "geselle", "gesellin", "fille", "frere", "soeur",
    "gendre", "neveu", "oncle", "tante", "cousine", "epoux", "epouse", "comptable", "apprenti", "apprentie", "hijo",
    "yerno", "nuera", "suegro", "suegra", "cunado", "cunada", "sobrino", "sobrina", "mujer", "socio", "socia",
    "nieto", "nieta", "novio", "novia", "cugino", "cugina", "cognato", "cognata", "suocero", "suocera", "fidanzato",
    "fidanzata", "nipote", "zio", "zia", "zwager", "schoonzus", "schoonzoon", "schoondochter", "schoonmoeder",
    "schoonvader", "neef", "echtgenoot", "echtgenote", "syn", "syna", "synem", "synowi", "corka", "corke", "corki",
    "corce", "ziec", "ziecia", "zieciem", "synowa", "tesciowa", "tesc", "brat", "brata", "bratem", "siostra",
    "siostre", "siostry", "szwagier", "szwagra", "szwagierka", "kuzyn", "kuzynka", "wujek", "ciocia", "maz", "meza",
    "zona", "zone", "pracownik", "pracownica", "stazysta", "stazystka", "ksiegowy", "narzeczony", "narzeczona",
    "babcia", "dziadek", "wnuk", "wnuczka", "sasiad", "sasiadka", "boyfriend", "girlfriend", "fiance", "fiancee",
    "grandson", "granddaughter", "grandmother", "grandma", "grandpa", "stepson", "stepdaughter", "auntie",
    "adjoint", "adjointe", "assistante", "stellvertreter", "stellvertreterin", "vermieter", "vermieterin", "landlady",
    "sis in law", "bro in law", "hubby", "grandad", "granddad", "ayudante", "asistente", "encargado", "encargada",
    "demander", "avisan a", "avisen a", "avisa a", "avise a", "preguntar a", "comunicarse con", "demandez",
    "contacteer", "my ex", "my better half", "my little one", "quoting", "i am writing for", "writing on behalf of", "account holder",
    "policyholder", "cardholder", "d'apres", "l'attention de", "my predecessor", "my successor", "our deputy", "mother in law", "father in law", "sister in law", "brother in law", "son in law", "daughter in law",
    /* whose machine it is, who has taken or passed on something, and whose word it is */
    "signed for by", "signed off by", "resolved by", "pass this on to", "passed this on to",
    "pass it on to", "passed it on to", "handed it to", "handed this to", "forwarded this to", "forwarded it to",
    "our admin is", "our contact is", "my contact is", "the contact is", "already helped", "rechner von",
    "laptop von", "computer von", "konto von", "postfach von", "zugang von", "arbeitsplatz von", "handy von",
    "pc von", "ansprechpartnerin ist", "ansprechperson ist", "leite das an", "leite es an", "weitergeleitet an",
    "ordinateur de", "poste de", "pc de", "portable de", "boite mail de", "un certain", "une certaine",
    "transmets a", "transferer a", "selon", "ordenador de", "portatil de", "computadora de", "celular de",
    "movil de", "telefono de", "laptop de", "me atendio", "nos atendio", "quede con", "quedamos con", "segun",
    "atendido por", "atendida por", "entregado a", "computer di", "pc di", "portatile di", "telefono di",
    "cellulare di", "secondo", "sig ra", "dott ssa", "prof ssa", "dr ssa", "giro la mail a", "inoltro a", "computer van",
    "laptop van", "pc van", "telefoon van", "mailbox van", "stuur dit door naar", "doorgestuurd naar", "volgens",
    "geholpen door", "computador da", "computador do", "computador de", "telemovel da", "telemovel do",
    "celular da", "celular do", "notebook da", "notebook do", "pc da", "pc do", "atendido pelo", "atendido pela",
    "atendida pelo", "atendida pela", "segundo a", "segundo o", "wedlug", "przekazuje sprawe do", "datorn hos",
    "skickar vidare till", "vidare till", "enligt", "ifolge",
    NULL};

/* What user names follow. */
static const char *const accounts[] = {
    "user name is", "username is", "login is", "user id is", "watchers", "login name", "nickname", "handle is",
    "updated by", "created by", "reported by", "assigned to", "reassigned to", "closed by", "opened by",
    "posted by", "submitted by", "changed by", "requested by", "reviewed by", "commented by", "uploaded by",
    "owned by", "login", "logged in as", "login as", "su -", "username", "user name", "userid", "user id", "logname",
    "finger",
    NULL};

/* What only two words with capitals behind it make a name of. */
static const char *const before_full[] = {
    "by", "from", "with", "author", "authors", "and", "to", "using", "for", "via", "thru", "add", "adding", "remove",
    "removing", "include", "including", "is", "was", "did", "has", "does", "as per", "payable to", "in favour of",
    "in favor of", "the account of", "telefoniert mit", "used to be",
    "professor", "professora", "tecnico", "tecnica", "technik", "secretaria", "secretario", "contador", "contadora", "starosta",
    "director", "directora", "diretor", "diretora", "directeur", "directrice", "direttore", "reditel",
    NULL};

/* What people do. */
static const char *const behind[] = {
    "is right", "was right", "is on vacation", "is on holiday", "is on leave", "is out of", "is away", "is sick",
    "is ill", "has left", "is asking", "suggested", "suggests", "mentioned", "pointed out", "told", "asked", "asks",
    "replied", "explained", "noticed", "promised", "agreed", "recommended", "complained", "informed", "emailed",
    "e-mailed", "phoned", "answered", "posted", "wrote", "reported", "raised", "has asked", "had asked", "said",
    "meinte", "sagte", "schrieb",
    "is on sick", "is on parental", "is off sick", "is out sick", "is off today", "is off work", "is retiring",
    "is on my back", "is in charge", "is my", "is our", "is their", "from our", "from your", "here from",
    "in accounting", "in dispatch", "in accounts", "in the office", "from accounting", "from sales", "from billing",
    "from finance", "from marketing", "from hr", "from reception", "from the", "at the front desk", "at the desk",
    "at reception", "at your", "at our", "on reception", "has keys", "has the keys", "has the password", "has gone",
    "has retired", "has passed", "has already", "has not", "has just", "hasn't", "hasn", "no longer works",
    "works for", "works in", "works with", "looks after", "takes care", "is looking", "is waiting", "is taking",
    "is handling", "is covering", "is copied", "is cc'd", "is cced", "will join", "will reply", "will call",
    "will be", "will take", "will visit", "will check", "will look", "will follow", "will handle", "can confirm",
    "can explain", "can help", "can tell", "could not", "couldn't", "couldn", "didn't get", "didn", "wants to know",
    "wants", "wanted", "needs to know", "asked me", "told me", "told us", "tells me", "showed me", "gave me",
    "sent me", "sent us", "helped me", "helped us", "called me", "called back", "called us", "called and", "rang",
    "texted", "reckons", "reckon", "believes", "thinks", "thought", "insists", "swears", "claims", "complains",
    "tried", "has tried", "had tried", "owes", "owed", "left us", "left the company", "left last", "joined", "quit",
    "retired", "passed away", "resigned", "chewed", "and i", "and me", "and myself", "and yourself", "y yo",
    "et moi", "und ich", "e eu", "en ik", "och jag", "og jeg", "hat schon", "hat das", "hat mir", "hat gesagt",
    "hat angerufen", "hat es", "ist im urlaub", "ist krank", "ist nicht", "ist noch", "sagt", "meint", "vertritt",
    "a quitte", "a dit", "a essaye", "est en", "est absent", "m'a", "nous a", "no puede", "dice", "dijo", "me dijo",
    "esta de", "trabaja", "confirmou", "pediu", "disse", "falou", "esta de ferias", "ha detto", "mi ha",
    "non riesce", "is niet meer", "heeft", "zei", "zegt", "sa", "sier", "sagde", "siger", "sade", "venter", "ser",
    "har", "mowi", "powiedzial", "powiedziala", "pisal", "pisala", "nie ma", "je na", "rekl", "rekla", "sanoi",
    "mondta", "probalta", "a spus", "crede", "dedi", "soyledi",
    "drove",
    "has a question",
    "say hi",
    "says hi",
    "said hi",
    "sai",
    "fixade",
    "belt",
    "rings",
    "ringing",
    "is blocked",
    "is stuck",
    "got locked",
    "took over",
    "drove out",
    "has an issue",
    "at the dealership", "at the branch", "at the store", "at the shop", "at the counter", "at the bank", "at the clinic",
    "at the school", "at the warehouse", "at the depot", "at the office", "at the helpdesk", "at the help desk",
    "at the service desk", "at the call center", "at the call centre", "at the reception", "who", "is no longer with", "is no longer at", "is no longer here", "is no longer employed",
    "was rude", "was kind", "was lovely", "was polite", "never called", "never replied", "never received", "never got the", "never got my", "never got your", "never responded",
    "never answered", "never got back", "hung up", "in ops", "in operations", "in procurement", "in stores", "says you", "says we", "says he", "says she",
    "says they", "says i", "thinks we", "thinks you", "wants you", "wants us", "wants me", "needs you", "is on annual",
    "is on maternity", "is on paternity", "on annual leave",
    "on maternity leave", "in your accounts", "in your team", "in your office", "in your support", "in your sales",
    "in your billing", "in our accounts", "in our office", "in our team", "in our warehouse", "at your office",
    "de la oficina", "de la sucursal", "de la tienda", "here again from", "swapped", "swapped out", "spotted", "reassured me", "assured me", "assured us", "advised me",
    "apologised", "apologized", "chased", "emails me", "rang me", "popped in", "came by", "came over", "came round",
    "dropped by", "dropped off", "stopped by", "walked me", "walked us", "got back to", "went home", "starts on", "is locked out", "was locked out", "got locked out", "has left us", "left in",
    "will be on site", "was on site", "is on site", "is back on", "is back from", "is covering for",
    "has a problem",
    "has the same",
    "is on a course", "will pick this up", "will pick it up", "has the receipt", "has the details", "wasn't sure",
    "isn't sure", "wasn't in", "keeps getting", "kept getting", "was real nice", "was very helpful",
    "was super helpful", "was so helpful", "from it", "from support", "from the support", "from accounts",
    "from purchasing", "from logistics", "in it", "in finance", "in billing", "in hr", "in payroll",
    "in shipping", "in purchasing", "in marketing", "in legal", "in reception", "in customer service",
    "aus der buchhaltung", "aus der technik", "aus der it", "aus dem vertrieb", "aus dem einkauf",
    "aus der verwaltung", "aus dem lager", "aus dem support", "aus dem team", "vom support", "vom empfang",
    "von der hotline", "von der buchhaltung", "vom vertrieb", "hat mir gesagt", "hat mich", "hat versucht",
    "hat gemeint", "meint dass", "ist in elternzeit", "ist in rente", "ist heute nicht", "hat frei", "hat urlaub",
    "kommt nicht rein", "de la compta", "de la comptabilite", "de la direction", "du support", "du service",
    "du sav", "de l'equipe", "de l'accueil", "de chez vous", "m'a dit", "m'a repondu", "m'a conseille",
    "m'a appele", "m'a envoye", "nous a dit", "avait dit", "est en conge", "est en vacances", "est en arret",
    "pense que", "me dit", "n'arrive pas", "n'a pas reussi", "n'y arrive pas", "va vous rappeler",
    "de contabilidad", "de administracion", "de soporte", "del departamento", "de recepcion", "de ventas",
    "de compras", "del equipo", "me comento", "nos comento", "me ha dicho", "nos ha dicho", "me indico",
    "me explico", "comenta que", "dice que", "no consigue", "no logra", "no ha podido", "no pudo",
    "esta de vacaciones", "esta de baja", "ya intento", "quedo en", "te enviara", "le enviara", "do financeiro",
    "da contabilidade", "da secretaria", "do suporte", "do ti", "da ti", "do rh", "me disse", "nos disse",
    "me falou", "me informou", "nao consegue", "nao conseguiu", "nao esta conseguindo", "ja tentou", "tentou",
    "ligou", "esta de licenca", "vai precisar", "respondeu", "mandou", "comentou", "explicou", "estava com",
    "della contabilita", "dell'amministrazione", "del commerciale", "dell'assistenza", "dell'ufficio",
    "mi ha risposto", "mi ha spiegato", "ci ha detto", "ha provato", "non e riuscito", "non e riuscita",
    "e in ferie", "e in malattia", "sostiene", "dice che", "van de tweede lijn", "van de administratie",
    "van de boekhouding", "van de helpdesk", "van support", "van jullie", "van de afdeling", "net gesproken",
    "gesproken", "heeft gezegd", "heeft geprobeerd", "heeft gebeld", "is op vakantie", "is ziek",
    "kan niet inloggen", "krijgt een foutmelding", "zei dat", "zegt dat", "fran ekonomi", "pa ekonomi",
    "i vaxeln", "hos er", "fran kundtjanst", "sa att", "sager att", "ar sjuk", "ar pa semester", "ar ledig",
    "kan inte logga", "far inte", "fra bogholderiet", "i bogholderiet", "fra salg", "sagde at", "siger at",
    "er syg", "er pa ferie", "kan ikke logge", "kan ikke sende", "far fejl", "pa okonomi", "fra okonomi",
    "hos dere", "sa at", "sier at", "er syk", "far ikke", "ei paase", "ei saa", "on lomalla", "on sairaana",
    "sanoi etta", "yritti", "kertoi", "soitti", "z ksiegowosci", "z dzialu", "z supportu", "z kadr", "z recepcji",
    "z biura", "jest na zwolnieniu", "jest na urlopie", "jest chora", "jest chory", "nie moze", "mowi ze",
    "powiedzial ze", "powiedziala ze", "probowal", "probowala", "dzwonil", "dzwonila", "prosil", "prosila",
    "obiecal", "obiecala", "przejal", "przejela", "odpisal", "odpisala", "z uctarny", "z oddeleni", "nemuze",
    "rikal", "rikala", "volal", "volala", "zkousel", "zkousela", "slibil", "slibila", "ma dovolenou",
    "je nemocna", "je nemocny", "azt mondta", "nem tud", "szabadsagon", "megprobalta", "igerte",
    "de la contabilitate", "din contabilitate", "de la suport", "mi-a zis", "mi-a spus", "a zis", "a incercat",
    "nu poate", "este in concediu", "e in concediu", "hanim", "bey", "bana", "dedi ki", "izinde",
    "girmeye calisti", "vagyok", "roвopит", "cкaзaл", "cкaзaлa", "пpocит", "пpocил", "пpocилa", "пoпpocил", "пoпpocилa",
    "is out until", "is out today", "is away until", "is off until", "kann sich nicht anmelden",
    "kann sich nicht einloggen", "ist wieder da", "ne peut pas se connecter", "ne peut plus se connecter",
    "devait me rappeler", "devait nous rappeler", "doit me rappeler", "i receptionen", "i kassan", "pa lagret",
    "pa kontoret", "pa supporten", "i resepsjonen", "e io", "i ja",
    "o6eщaл", "o6eщaлa", "пoo6eщaл", "пoo6eщaлa", "yвoлилcя", "yвoлилacь", "в oтпycкe", "нa 6oльничнoм",
    "из 6yxraлтepии", "из oтдeлa", "из втopoи линии", "из тexпoддepжки", "из пoддepжки", "пocoвeтoвaл",
    "пocoвeтoвaлa", "жaлyeтcя", "пoзвoнил", "пoзвoнилa", "звoнил", "звoнилa", "нa мecтe", "кaжe", "cкaзaв",
    "пpocить", "з вiддiлy", "з 6yxraлтepii", "y вiдпycтцi", "тeлeфoнyвaв", "тeлeфoнyвaлa", "o6iцяв", "o6iцялa",
    NULL};

/* What programs do, too: only a first name or two words make it a name. */
static const char *const behind_full[] = {
    "speaking", "never", "still", "also", "only", "now", "doesn't", "doesn", "isn't", "isn", "can't", "cannot", "won't", "wasn", "cant",
    "doesnt", "didnt", "wont", "isnt", "left", "is", "was", "telefoniert", "gesprochen", "hat", "says", "thinks", "thought", "claims", "confirmed", "fixed it", "fixed this", "fixed that", "fixed",
    "found", "called", "wants", "would like", "took", "will meet", "will send", "is away", "is on", "works",
    "can help", "and i", "has been", "raised the", "twierdzi",
    "is from", "is very", "is a", "is an", "is the", "is not", "is at", "is in", "was at", "was here", "was very",
    "had", "has", "spent", "shouted", "yelled", "laughed", "smiled", "looked", "looks", "listed", "just", "should",
    "would", "could", "can", "will", "must", "may", "might", "got", "gets", "went", "came", "comes", "goes", "put",
    "puts", "made", "makes", "set", "sets", "let", "lets", "gave", "gives", "keeps", "kept", "knows", "knew", "saw",
    "sees", "heard", "hears", "felt", "feels", "needs", "needed", "likes", "liked", "loves", "uses", "used", "does",
    "did", "tries", "tells", "asks", "calls", "writes", "reports", "reported", "sends", "sent", "shows", "showed",
    "helps", "helped", "worked", "lives", "lived", "changed", "moved", "started", "stopped", "opened", "closed",
    "bought", "paid", "lost", "forgot", "remembers", "deleted", "removed", "installed", "rebooted", "restarted",
    "updated", "upgraded", "checked", "tested", "ran", "logged", "signed", "clicked", "pressed", "typed", "entered",
    "added", "created", "saved", "uploaded", "downloaded", "printed", "scanned", "ordered", "returned", "received",
    "picked", "dropped", "broke", "replaced", "ist", "war", "wird", "kann", "soll", "muss", "meldet", "bekommt",
    "braucht", "est", "etait", "a", "peut", "doit", "es", "era", "tiene", "puede", "debe", "foi", "tem", "pode",
    "e", "era", "puo", "deve", "kan", "moet", "wil", "krijgt", "ar", "far", "maste", "vil", "skal", "far", "jest",
    "byl", "byla", "moze", "musi", "ma", "je", "ma", "muze",
    NULL};

/* clang-format on */

static const char *const whose[] = {
    "my",     "our",	 "his", "her", "your",	"their", "mein",    "meine",   "meiner", "meinem", "meinen", "unser",
    "unsere", "unserer", "mon", "ma",  "notre", "mi",	 "nuestro", "nuestra", "meu",	 "minha",  "nosso",  "nossa",
    "mio",    "mia",	 "il",	"la",  "mijn",	"onze",	 "min",	    "var",     "vores",	 "moj",	   "moja",   "nasz",
    "nasza",  "the",	 "del", "al",  "de",	"der",	 "den",	    "el",      "le",	 NULL};

static const struct {
	const char *const *phrases;
	uint32_t flag;
} lists[] = {
    [PHRASES_GREETINGS] = {greetings, WORD_GREETING},
    [PHRASES_FAREWELLS] = {phrases_farewells, WORD_SIGNOFF},
    [PHRASES_LABELS] = {labels, WORD_LABEL},
    [PHRASES_INTRODUCTIONS] = {introductions, WORD_INTRODUCTION},
    [PHRASES_WROTE] = {wrote, WORD_WROTE},
    [PHRASES_BEFORE] = {before, WORD_MENTION},
    [PHRASES_BEFORE_FULL] = {before_full, WORD_MENTION},
    [PHRASES_ACCOUNTS] = {accounts, WORD_MENTION},
    [PHRASES_BEHIND] = {behind, WORD_SAYS},
    [PHRASES_BEHIND_FULL] = {behind_full, WORD_SAYS},
    /* single words */
    [PHRASES_N] = {farewell_words, WORD_FAREWELL},
    [PHRASES_N + 1] = {whose, WORD_WHOSE},
};

enum { LISTS_N = sizeof(lists) / sizeof(lists[0]), WORDS_MOST = 16 /* of a phrase */ };

uint32_t phrases_flag(enum phrase_list list)
{
	return lists[list].flag;
}

/* Of each list its own, beside those of the other lists. */
static uint64_t begin_key(uint64_t word, uint32_t list)
{
	return word ^ (uint64_t)(list + 1) << 56;
}

/* The keys of its words; how many. */
static size_t split(const char *phrase, uint64_t *keys)
{
	struct str rest = str_c(phrase), word;
	size_t n = 0;

	while (n < WORDS_MOST && utf8_next_word(&rest, &word))
		keys[n++] = wordset_key(word);
	return n;
}

struct entry {
	uint64_t keys[WORDS_MOST];
	size_t n;
};

static int by_first_word(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->keys[0] != y->keys[0])
		return x->keys[0] < y->keys[0] ? -1 : 1;
	return x->n != y->n ? (x->n > y->n ? -1 : 1) : memcmp(x->keys, y->keys, x->n * sizeof(x->keys[0]));
}

static void add_list(struct phrase_index *index, uint32_t list)
{
	struct VEC(struct entry) entries = {0};

	for (const char *const *phrase = lists[list].phrases; *phrase != NULL; phrase++) {
		struct entry *entry = vec_add(&entries);

		entry->n = split(*phrase, entry->keys);
	}
	qsort(entries.at, entries.n, sizeof(*entries.at), by_first_word);
	for (size_t i = 0; i < entries.n; i++) {
		const struct entry *entry = &entries.at[i];
		bool is_first = i == 0 || entry[-1].keys[0] != entry->keys[0];

		if (is_first)
			*wordset_add_key(&index->begins, begin_key(entry->keys[0], list)) = (uint32_t)index->phrases.n;
		*vec_add(&index->phrases) =
		    (struct phrase){.words = (uint32_t)index->words.n,
				    .n = (uint8_t)entry->n,
				    .is_last = i + 1 == entries.n || entry[1].keys[0] != entry->keys[0]};
		for (size_t word = 1; word < entry->n; word++)
			*vec_add(&index->words) = entry->keys[word];
	}
	vec_release(&entries);
}

void phrases_load(struct wordset *words, struct phrase_index *index)
{
	for (uint32_t list = 0; list < LISTS_N; list++) {
		for (const char *const *phrase = lists[list].phrases; *phrase != NULL; phrase++) {
			size_t n = 0;

			while (utf8_is_word_byte((*phrase)[n]))
				n++;
			*wordset_add(words, str_n(*phrase, n), NULL) |= lists[list].flag;
		}
		if (list < PHRASES_N)
			add_list(index, list);
	}
}

void phrases_release(struct phrase_index *index)
{
	vec_release(&index->phrases);
	vec_release(&index->words);
	wordset_release(&index->begins);
}

const struct phrase *phrases_begin(const struct phrase_index *index, enum phrase_list list, uint64_t word)
{
	const uint32_t *at = wordset_find_key(&index->begins, begin_key(word, list));

	return at != NULL ? &index->phrases.at[*at] : NULL;
}
