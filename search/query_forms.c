#include "search/query_forms.h"

#include "common/utf8.h"

enum { SHARED_LEAST = 4 /* characters that two forms begin with */ };

/* clang-format off */
/* Folded, in order of their bytes. Written by hand. */
/* Of Germanic, Romance and Slavic languages. */
static const char *const endings[] = {
    "", "a", "ac", "ach", "ail", "aj", "aja", "ajac", "aje", "al", "ala", "aly", "am", "ami", "amy", "an", "ani",
    "ania", "anie", "aniu", "ar", "as", "ch", "cja", "cje", "cji", "cy", "d", "de", "e", "ec", "ego", "ej", "ek",
    "el", "em", "emu", "en", "ene", "eni", "enia", "enie", "eniu", "er", "ern", "es", "et", "go", "i", "ia", "iac",
    "ic", "ie", "iem", "ii", "il", "ila", "ily", "imy", "ir", "isz", "iz", "j", "k", "ka", "ke", "ki", "ko", "ku",
    "la", "lam", "lem", "li", "lo", "ly", "m", "mi", "mu", "n", "na", "ne", "nego", "nia", "nie", "niu", "ny",
    "nych", "nym", "o", "om", "or", "os", "osc", "osci", "ou", "ovat", "ovi", "ow", "owac", "owal", "owi", "r",
    "s", "st", "t", "te", "ten", "ter", "tes", "u", "uja", "uje", "ujesz", "uji", "ung", "ungen", "y", "yc", "ych",
    "yl", "ym", "ymi", "а", "ав", "ает", "ал", "ала", "али", "ало", "ам", "ами", "ан", "ана", "анн", "ано", "аны",
    "ась", "ат", "атся", "ать", "ах", "ают", "ающая", "ающие", "ающий", "ая", "в", "вшие", "вший", "го", "е", "ев",
    "еві", "его", "ее", "ей", "ек", "ел", "ела", "ели", "ело", "ем", "ему", "ен", "ена", "енн", "енню", "ення",
    "ено", "ены", "ет", "ете", "ется", "еть", "ешь", "ею", "и", "ив", "ие", "ией", "ии", "ий", "ил", "ила", "или",
    "ило", "им", "ими", "ись", "ит", "ите", "ится", "ить", "их", "ишь", "ию", "ия", "иям", "иях", "й", "йте", "к",
    "ка", "ке", "ки", "кой", "ку", "л", "ла", "лась", "ли", "лись", "ло", "лось", "лся", "м", "ми", "му", "н",
    "на", "ная", "ние", "нием", "ний", "нию", "ния", "нная", "нный", "но", "ного", "ное", "ной", "ному", "ную",
    "ны", "ные", "ный", "ным", "ных", "ня", "о", "ов", "ове", "ові", "ого", "ое", "ой", "ок", "ом", "ому", "ости",
    "ость", "остью", "ось", "ою", "ої", "ства", "стве", "ство", "ством", "ству", "сь", "ся", "та", "те", "ти",
    "то", "тся", "ть", "ться", "у", "ует", "ут", "утся", "уть", "ую", "уют", "х", "ции", "цию", "ция", "щий", "ът",
    "ы", "ые", "ый", "ым", "ыми", "ых", "ь", "ю", "ют", "ются", "ющий", "юю", "я", "яв", "яет", "ял", "яла", "яли",
    "яло", "ям", "ями", "ян", "ят", "ятся", "ять", "ях", "яют", "яя", "ём", "є", "ємо", "єю", "і", "ів", "імо",
    "ї", "їв",
};

/*
 * Of some twenty languages. What is a word for something in another of them ("mai" of Romanian is a month), or on many
 * help sites ("nas" and "pod" of Polish, "pro" of Czech), is left out.
 */
static const char *const asking[] = {
    "aber", "aka", "ake", "ako", "aky", "alstublieft", "auch", "avere", "avoir", "behover", "bitte", "bonjour",
    "brauche", "cand", "care", "cat", "cate", "cati", "catre", "cette", "chce", "chcem", "chci", "chcialabym",
    "chcialbym", "chtel", "chtela", "combien", "come", "comment", "como", "cual", "cuales", "cuando", "cuanta",
    "cuantas", "cuanto", "cuantos", "cum", "czy", "darf", "dass", "denna", "denne", "detta", "dette", "devo",
    "deze", "dieser", "dieses", "dlaczego", "dois", "dokad", "donde", "dove", "eller", "etre", "eure", "faire",
    "fare", "faut", "gdzie", "graag", "habe", "haben", "hacer", "hallo", "haluan", "hangi", "hatte", "hebben",
    "heeft", "hoeveel", "hogyan", "hol", "honnan", "hova", "hvad", "hvem", "hvilke", "hvilken", "hvilket", "hvor",
    "hvordan", "hvorfor", "hvornar", "ihre", "ihren", "ikke", "ile", "inte", "istiyorum", "jak", "jaka", "jake",
    "jaki", "jakie", "jaky", "jest", "jullie", "kac", "kam", "kann", "kannst", "kde", "kdy", "kdyz", "kedy",
    "kell", "kerem", "kiedy", "kim", "kimin", "kogo", "kolik", "kolko", "komu", "konnen", "konnte", "ktera",
    "ktere", "kterou", "ktery", "ktora", "ktore", "ktorej", "ktory", "ktorym", "kuinka", "kunna", "kunne",
    "kunnen", "lazim", "lehet", "lequel", "lutfen", "mais", "maste", "mein", "meine", "meinem", "meinen", "meiner",
    "melyik", "mennyi", "merhaba", "meus", "mich", "miei", "miert", "mihin", "mijn", "mika", "mikor", "miksi",
    "milloin", "mina", "mine", "minha", "minhas", "missa", "mista", "mit", "miten", "mitka", "mitt", "mnie",
    "mochte", "moet", "moeten", "moge", "mohu", "moja", "moje", "mozem", "mozete", "mozna", "mumkun", "musim",
    "muss", "mussen", "musze", "muzete", "muzu", "nasil", "ne", "necesito", "neden", "nedir", "nelerdir", "nerede",
    "nereden", "nereye", "nicht", "nichts", "niet", "niye", "noch", "nostro", "notre", "nuestro", "oder", "odkud",
    "olur", "onde", "onze", "perche", "peut", "peux", "pitaa", "porque", "posso", "potrebujem", "potrebuji",
    "potrzebuje", "pourquoi", "pouvoir", "preciso", "preco", "proc", "prosim", "prosze", "puede", "puedo", "puis",
    "puoi", "puteti", "quais", "qual", "quale", "quali", "quand", "quando", "quanta", "quantas", "quanti",
    "quanto", "quantos", "quel", "quelle", "quelles", "quels", "quem", "quero", "quien", "quienes", "quiero",
    "rog", "sans", "schon", "sein", "seine", "senza", "sind", "skad", "skulle", "soll", "sollen", "sollte",
    "szeretnem", "tengo", "tenho", "trebuie", "tudok", "tudom", "unde", "unser", "unsere", "utan", "uten", "vara",
    "varfor", "veux", "vilka", "vilken", "vilket", "ville", "voiko", "voinko", "vorrei", "votre", "vreau", "waar",
    "waarom", "wann", "wanneer", "warum", "weil", "welche", "welchem", "welchen", "welcher", "welches", "welk",
    "welke", "wenn", "werden", "weshalb", "wessen", "wieso", "wieviel", "wird", "wofur", "woher", "wohin",
    "wollen", "womit", "woran", "worauf", "worden", "wordt", "wozu", "wurde", "zijn", "zonder", "zwar", "γιατι",
    "θελω", "μπορειτε", "μπορω", "παρακαλω", "ποια", "ποιεσ", "ποιο", "ποιοι", "ποιοσ", "ποσα", "ποσο", "ποτε",
    "που", "πρεπει", "πωσ", "τι", "где", "дали", "де", "зачем", "защо", "звідки", "здравствуйте", "искам", "как",
    "какая", "каква", "какво", "какие", "какого", "какое", "какой", "каком", "какую", "какъв", "кога", "когда",
    "кого", "кои", "кой", "коли", "колко", "кому", "которая", "которое", "которые", "который", "котрий", "коя",
    "куда", "куди", "къде", "мога", "могу", "може", "может", "можете", "можна", "можно", "можу", "моля", "навіщо",
    "надо", "нужно", "откуда", "подскажите", "пожалуйста", "потрібно", "почему", "підкажіть", "скажите", "скажіть",
    "сколько", "скільки", "треба", "хотел", "хотела", "хотів", "хотіла", "хочу", "чего", "чем", "чему", "чого",
    "чому", "что", "чтобы", "що", "щоб", "як", "яка", "яке", "який", "якого", "якої", "які",
};

static const char *const joining[] = {
    "a", "aan", "aby", "acaba", "acea", "aceasta", "aceea", "acest", "acesta", "aceste", "acestea", "acesti",
    "acolo", "acum", "ahora", "ai", "aici", "aimerais", "aj", "aki", "al", "albo", "ale", "alebo", "algo", "alle",
    "alles", "alors", "als", "am", "ama", "ami", "an", "ancak", "ani", "ano", "apoi", "ar", "are", "artik", "as",
    "asa", "aslinda", "asta", "astazi", "atunci", "au", "auf", "aus", "aussi", "aux", "avait", "avea", "avec",
    "avem", "avez", "avons", "avut", "az", "azert", "azi", "azonban", "azt", "bana", "bardzo", "bazi", "bei",
    "beim", "belki", "ben", "benden", "beni", "benim", "bez", "bien", "bij", "bile", "bin", "bine", "bir", "biraz",
    "bircok", "biri", "birsey", "bis", "bist", "biz", "bize", "bizi", "bizim", "bo", "bol", "bola", "boli", "bolo",
    "boyle", "bu", "bugun", "bunlar", "bunu", "bunun", "burada", "by", "byc", "bych", "byl", "byla", "bylo",
    "byly", "bym", "byt", "ca", "car", "ce", "cela", "ces", "cest", "cet", "chez", "choc", "cineva", "co", "cok",
    "como", "con", "cos", "cosa", "coz", "csak", "cu", "cuando", "cum", "cunku", "czyli", "da", "daca", "daha",
    "damit", "dann", "dans", "dar", "das", "dat", "de", "deci", "degil", "dein", "deine", "deja", "del", "della",
    "dello", "dem", "den", "denn", "depuis", "der", "des", "deze", "di", "dich", "die", "dies", "diese", "diesem",
    "diesen", "din", "dir", "dit", "diye", "dla", "dnes", "do", "doar", "doch", "donc", "donde", "dos", "du",
    "dun", "dupa", "durch", "dzis", "dzisiaj", "e", "ea", "een", "egy", "ei", "eika", "ein", "eine", "einem",
    "einen", "einer", "eines", "el", "ele", "eli", "ella", "elle", "elles", "ellos", "em", "en", "encore", "ennen",
    "er", "era", "es", "est", "esta", "estan", "estas", "este", "esto", "estos", "estoy", "et", "etait", "etta",
    "ettei", "etwas", "euch", "eux", "ez", "ezt", "fait", "fakat", "fara", "fi", "fie", "foarte", "fost", "fue",
    "fur", "ganz", "gerade", "gern", "gerne", "gibi", "gibt", "gore", "gustaria", "ha", "hab", "hala", "han",
    "hanen", "hast", "hat", "hatten", "hay", "he", "heb", "hem", "hemos", "hep", "hepsi", "her", "het", "hic",
    "hier", "ho", "hogy", "i", "iba", "ich", "icin", "ieri", "ihm", "ihn", "ihnen", "ihr", "ii", "ik", "il", "ile",
    "ilman", "ils", "im", "imi", "immer", "in", "inca", "ins", "intre", "io", "is", "ise", "isi", "isso", "ist",
    "iste", "iti", "itse", "itt", "iz", "ja", "jai", "jako", "je", "jednak", "jego", "jeho", "jej", "jeji", "jen",
    "jenom", "jesli", "jeste", "jestem", "jestesmy", "jeszcze", "jetzt", "jezeli", "ji", "jich", "jim", "jiz",
    "jo", "joka", "jos", "jotain", "jsem", "jsi", "jsme", "jsou", "jste", "juz", "k", "kadar", "kaikki", "kan",
    "kanssa", "kautta", "kdo", "ke", "ked", "kein", "keine", "keinen", "kendi", "kilka", "koska", "kto", "ktory",
    "ktos", "kun", "kuten", "la", "las", "le", "lebo", "leider", "len", "les", "leur", "leurs", "lo", "lor", "los",
    "lub", "lui", "ma", "maar", "mam", "mame", "mamy", "man", "mar", "mas", "me", "mea", "meg", "mehr", "mei",
    "mele", "meme", "mert", "mes", "met", "meu", "mezi", "mi", "mia", "mial", "miec", "mina", "minden", "mine",
    "minua", "minulla", "minulle", "minun", "mio", "mir", "mis", "mit", "mna", "mne", "mnou", "moc", "mochten",
    "moi", "moich", "moim", "moj", "moja", "moje", "mojej", "mon", "most", "moze", "mu", "muj", "mukaan", "musste",
    "mutta", "muy", "my", "myos", "na", "naar", "nach", "nad", "nada", "nagyon", "nain", "nam", "nami", "nao",
    "nasa", "nase", "nasz", "nasza", "nasze", "nawet", "ne", "nebo", "nebyl", "neco", "nejaky", "nekdo", "nekem",
    "nel", "nem", "nemam", "neni", "nez", "nia", "nich", "nici", "nie", "nieco", "niego", "niej", "niekto",
    "nigdy", "niin", "nikdo", "nikt", "nikto", "nim", "nimeni", "nimic", "nincs", "niz", "no", "noastra",
    "noastre", "nog", "noi", "non", "nos", "nostru", "nous", "nu", "nur", "nyt", "o", "ob", "od", "ok", "olan",
    "olarak", "oldu", "oldugu", "olen", "oli", "ollut", "olmadi", "olsun", "olur", "om", "on", "ona", "oni",
    "onko", "onlar", "ono", "ont", "onu", "onun", "op", "orada", "oraz", "ori", "os", "ott", "ou", "ovat", "oyle",
    "pak", "pan", "pana", "pani", "panstwo", "par", "para", "pas", "pe", "pedig", "pentru", "per", "pero", "peste",
    "peu", "piu", "plus", "po", "pokud", "poniewaz", "por", "porad", "potem", "potom", "pour", "prave", "pre",
    "pred", "pri", "prin", "proste", "proto", "przed", "przez", "przy", "qu", "que", "qui", "quiere", "quoi",
    "raczej", "s", "sa", "sadece", "sagt", "sai", "sam", "sana", "sau", "schon", "se", "sehr", "seiner", "seit",
    "sem", "sen", "seni", "senin", "ser", "ses", "sey", "si", "sice", "sich", "sie", "siempre", "siis", "silloin",
    "simdi", "sin", "sina", "sinun", "sita", "siz", "sizi", "sizin", "sme", "so", "soba", "sobre", "som", "son",
    "sono", "sonra", "sont", "soy", "spre", "ste", "su", "sub", "suis", "sunt", "suntem", "sunteti", "sur", "sus",
    "svuj", "swoj", "swoja", "swoje", "ta", "taa", "tady", "tai", "tak", "taka", "take", "taki", "takie", "takze",
    "tam", "tama", "taman", "tambien", "tassa", "tato", "tau", "te", "ted", "tedy", "tego", "tej", "ten", "tento",
    "teraz", "tes", "tez", "ti", "tiene", "to", "toate", "toba", "todo", "todos", "tohle", "toho", "toi", "tom",
    "tomu", "ton", "tot", "toti", "tous", "tout", "toute", "toutes", "tres", "tu", "tum", "tutaj", "tuto",
    "tuturor", "ty", "tych", "tylko", "tym", "u", "uber", "uit", "um", "uma", "un", "una", "und", "une", "unei",
    "uno", "unor", "unos", "uns", "unserem", "unseren", "unserer", "unui", "uz", "uzere", "v", "va", "vaan",
    "vagy", "vagyok", "vaikka", "vam", "van", "var", "vas", "vcera", "ve", "velmi", "veya", "vi", "viela", "voi",
    "vom", "von", "voor", "vor", "vos", "vostru", "voudrais", "vous", "vsak", "vse", "vsechno", "vsetko", "vy",
    "w", "wam", "war", "waren", "was", "wasz", "wasza", "wasze", "wat", "wczoraj", "we", "wer", "wie", "wiec",
    "wieder", "wil", "will", "wir", "wlasnie", "wo", "wszyscy", "wszystko", "wy", "ya", "yani", "yine", "yo",
    "yok", "z", "za", "zase", "zaten", "zatim", "zawsze", "ze", "zeby", "znow", "znowu", "zostal", "zu", "zum",
    "zur", "αλλα", "αν", "αντι", "απο", "αρα", "αυτα", "αυτεσ", "αυτη", "αυτην", "αυτο", "αυτοι", "αυτοσ", "αυτου",
    "αφου", "για", "δε", "δεν", "δηλαδη", "δικο", "εαν", "εγω", "εδω", "ειμαι", "ειναι", "εισαι", "ειχα", "ειχε",
    "εκει", "εμεισ", "ενα", "ενασ", "ενω", "επειδη", "επισησ", "εσεισ", "εσυ", "εχει", "εχετε", "εχω", "η", "ηδη",
    "ηταν", "θα", "ισχυει", "ισωσ", "κ", "καθε", "και", "κανεισ", "κανενασ", "καποιο", "κατι", "κι", "μα", "μασ",
    "με", "μεσα", "μετα", "μεχρι", "μη", "μην", "μια", "μολισ", "μονο", "μου", "μπορει", "να", "ο", "οι", "ολα",
    "ομωσ", "οπου", "οπωσ", "οσο", "οταν", "οτι", "ουτε", "παλι", "παντα", "παρα", "πια", "πιο", "πολυ", "πριν",
    "προσ", "σασ", "σε", "σημερα", "σου", "στα", "στη", "στην", "στισ", "στο", "στον", "στουσ", "συνεχεια", "τα",
    "τη", "την", "τησ", "τισ", "το", "τον", "του", "τουσ", "των", "τωρα", "υπαρχει", "χθεσ", "χωρισ", "ωσ", "а",
    "або", "аз", "але", "б", "бе", "без", "беше", "би", "бих", "более", "больше", "була", "були", "було", "бути",
    "бы", "был", "была", "были", "было", "быть", "більше", "біля", "в", "вам", "вами", "вас", "ваш", "ваша",
    "вашей", "ваши", "вашу", "ваші", "весь", "вече", "вже", "ви", "во", "вона", "вони", "воно", "вообще", "вот",
    "все", "всего", "всем", "всех", "всі", "вчера", "вчора", "във", "вы", "від", "він", "где", "ги", "го", "да",
    "даже", "де", "для", "до", "докато", "дори", "дуже", "е", "его", "един", "една", "едно", "ее", "ей", "ему",
    "если", "есть", "еще", "ж", "же", "з", "за", "зараз", "затем", "зі", "и", "из", "или", "им", "има", "имам",
    "ими", "их", "й", "його", "к", "каждый", "кажется", "как", "като", "ко", "когда", "коли", "которая", "которое",
    "которые", "который", "которых", "към", "ли", "лише", "лишь", "ме", "мен", "мене", "меня", "мені", "ми", "мне",
    "много", "мной", "мое", "моего", "моей", "моем", "може", "мои", "моите", "мой", "мою", "моя", "моє", "моєї",
    "мої", "мы", "мій", "на", "навіть", "над", "нам", "нами", "нас", "наш", "наша", "нашей", "наши", "нашия", "не",
    "него", "нее", "ней", "немає", "нет", "нея", "ни", "никак", "никакой", "никто", "ничего", "но", "ну", "някой",
    "ні", "ніхто", "нічого", "о", "об", "один", "однако", "он", "она", "они", "оно", "от", "очень", "по", "под",
    "пока", "после", "потом", "поэтому", "при", "про", "просто", "пък", "під", "після", "раз", "с", "са", "сам",
    "сама", "сами", "само", "свое", "своего", "своей", "свои", "свой", "свою", "своя", "свої", "свій", "се",
    "себе", "себя", "сега", "сегодня", "сейчас", "си", "след", "сме", "снова", "со", "совсем", "съм", "със",
    "също", "сьогодні", "та", "тази", "так", "така", "такая", "также", "такие", "такое", "також", "такой", "там",
    "те", "тебе", "тебя", "тези", "тепер", "теперь", "ти", "то", "това", "того", "тоді", "тоже", "този", "той",
    "только", "том", "тому", "тот", "ту", "тук", "тут", "ты", "тя", "тільки", "у", "уж", "уже", "усе", "хорошо",
    "хоть", "хотя", "хоча", "це", "цей", "цього", "цю", "ця", "ці", "чи", "чтоб", "чуть", "ще", "щось", "эта",
    "эти", "этим", "этих", "это", "этого", "этой", "этом", "этот", "эту", "я", "як", "яка", "якщо", "які", "є",
    "із", "ій", "іх", "їй", "їх",
};
/* clang-format on */

static bool is_ending(struct str bytes)
{
	return str_is_among(bytes, endings, sizeof(endings) / sizeof(endings[0]));
}

bool query_forms_are_same(struct str a, struct str b)
{
	size_t at = 0, shared = 0;

	while (at < a.n && at < b.n) {
		size_t i = at, j = at;

		if (utf8_next(a, &i) != utf8_next(b, &j))
			break;
		at = i;
		shared++;
	}
	return shared >= SHARED_LEAST && is_ending(str_from(a, at)) && is_ending(str_from(b, at));
}

bool query_forms_asks(struct str word)
{
	return str_is_among(word, asking, sizeof(asking) / sizeof(asking[0]));
}

bool query_forms_joins(struct str word)
{
	return str_is_among(word, joining, sizeof(joining) / sizeof(joining[0]));
}
