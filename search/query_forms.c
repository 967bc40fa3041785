#include "search/query_forms.h"

#include "common/utf8.h"

enum { SHARED_LEAST = 4 /* characters that two forms begin with */ };

bool query_forms_are_same(struct str a, struct str b)
{
	static const char *const endings[] = {"",   "a",   "an",  "ar",	 "as",	"d",   "de",	"e",  "em",
					      "en", "ene", "er",  "ern", "es",	"et",  "i",	"ir", "m",
					      "n",  "na",  "ne",  "o",	 "or",	"os",  "r",	"s",  "st",
					      "t",  "te",  "ten", "ter", "tes", "ung", "ungen", NULL};
	size_t at = 0, shared = 0;

	while (at < a.n && at < b.n) {
		size_t i = at, j = at;

		if (utf8_next(a, &i) != utf8_next(b, &j))
			break;
		at = i;
		shared++;
	}
	return shared >= SHARED_LEAST && str_is_any(str_from(a, at), endings) && str_is_any(str_from(b, at), endings);
}

bool query_forms_asks(struct str word)
{
	static const char *const asking[] = {
	    /* German */
	    "aber", "auch", "bitte", "brauche", "darf", "dass", "dieser", "dieses", "eure", "habe", "haben", "hallo",
	    "hatte", "ihre", "ihren", "kann", "kannst", "konnen", "konnte", "mein", "meine", "meinem", "meinen",
	    "meiner", "mich", "mochte", "muss", "mussen", "nicht", "nichts", "noch", "oder", "schon", "sein", "seine",
	    "sind", "soll", "sollen", "sollte", "unser", "unsere", "wann", "warum", "weil", "welche", "welchem",
	    "welchen", "welcher", "welches", "wenn", "werden", "weshalb", "wessen", "wieso", "wieviel", "wird", "wofur",
	    "woher", "wohin", "wollen", "womit", "woran", "worauf", "wozu", "wurde", "zwar",
	    /* Dutch */
	    "alstublieft", "deze", "graag", "hallo", "hebben", "heeft", "hoeveel", "jullie", "kunnen", "mijn", "moet",
	    "moeten", "niet", "onze", "waar", "waarom", "wanneer", "welk", "welke", "worden", "wordt", "zijn", "zonder",
	    /* Swedish, Danish, Norwegian */
	    "behover", "denna", "denne", "detta", "dette", "eller", "hvad", "hvem", "hvilke", "hvilken", "hvilket",
	    "hvor", "hvordan", "hvorfor", "hvornar", "ikke", "inte", "kunna", "kunne", "maste", "mina", "mine", "mitt",
	    "skulle", "utan", "uten", "vara", "varfor", "vilka", "vilken", "vilket", "ville",
	    /* French, Italian, Portuguese, Spanish */
	    "avere", "avoir", "bonjour", "cette", "combien", "come", "comment", "como", "cual", "cuales", "cuando",
	    "cuanta", "cuantas", "cuanto", "cuantos", "devo", "dois", "donde", "dove", "etre", "faire", "fare", "faut",
	    "hacer", "lequel", "mais", "meus", "miei", "minha", "minhas", "necesito", "nostro", "notre", "nuestro",
	    "onde", "perche", "peut", "peux", "porque", "posso", "pourquoi", "pouvoir", "preciso", "puede", "puedo",
	    "puis", "puoi", "quais", "qual", "quale", "quali", "quand", "quando", "quanta", "quantas", "quanti",
	    "quanto", "quantos", "quel", "quelle", "quelles", "quels", "quem", "quero", "quien", "quienes", "quiero",
	    "sans", "senza", "tengo", "tenho", "veux", "vorrei", "votre",
	    /* Polish */
	    "dlaczego", "gdzie", "jaki", "jakie", "jest", "kiedy", "ktora", "ktore", "ktory", "mnie", "moge", "moja",
	    "moje", "musze", "prosze", NULL};

	return str_is_any(word, asking);
}

bool query_forms_joins(struct str word)
{
	static const char *const joining[] = {
	    /* German */
	    "als", "am", "an", "auf", "aus", "bei", "beim", "bin", "bis", "bist", "da", "damit", "dann", "das", "dein",
	    "deine", "dem", "den", "denn", "der", "des", "dich", "die", "dies", "diese", "diesem", "diesen", "dir",
	    "doch", "du", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "euch", "fur", "ganz",
	    "gibt", "hab", "hast", "hat", "hatten", "hier", "ich", "ihm", "ihn", "ihnen", "ihr", "im", "in", "ins",
	    "ist", "ja", "jetzt", "kein", "keine", "keinen", "man", "mehr", "mir", "mit", "mochten", "musste", "nach",
	    "nur", "ob", "schon", "sehr", "seit", "seiner", "sich", "sie", "so", "um", "und", "uns", "unserem",
	    "unseren", "unserer", "vom", "von", "vor", "war", "waren", "was", "wer", "wie", "wieder", "will", "wir",
	    "wo", "zu", "zum", "zur", "uber", "immer", "alle", "alles", "etwas", "gerne", "gern", "sagt", "gerade",
	    "leider",
	    /* French */
	    "ai", "au", "aux", "avec", "avez", "avons", "car", "ce", "cela", "ces", "cet", "chez", "dans", "de", "des",
	    "depuis", "du", "elle", "elles", "en", "est", "et", "eux", "fait", "il", "ils", "je", "la", "le", "les",
	    "leur", "leurs", "lui", "ma", "me", "mes", "mon", "ne", "nos", "nous", "on", "ont", "ou", "par", "pas",
	    "plus", "pour", "qu", "que", "qui", "sa", "se", "ses", "son", "sont", "suis", "sur", "ta", "tes", "toi",
	    "ton", "tout", "toute", "toutes", "tous", "tres", "tu", "un", "une", "vos", "vous", "voudrais", "aimerais",
	    "quoi", "moi", "meme", "aussi", "encore", "alors", "donc", "bien", "peu", "avait", "etait", "cest", "jai",
	    /* Spanish, Portuguese, Italian */
	    "al", "algo", "con", "cosa", "da", "del", "della", "dello", "di", "do", "dos", "e", "el", "ella", "ellos",
	    "em", "era", "es", "esta", "estan", "estas", "este", "esto", "estos", "estoy", "ha", "han", "hay", "he",
	    "i", "il", "in", "io", "isso", "las", "lo", "los", "mas", "mi", "mia", "mio", "mis", "muy", "na", "nao",
	    "nel", "no", "non", "nos", "o", "os", "para", "per", "pero", "piu", "por", "quiere", "se", "ser", "si",
	    "sin", "sobre", "sono", "su", "sus", "te", "tiene", "um", "uma", "un", "una", "uno", "unos", "ya", "yo",
	    "soy", "fue", "hemos", "tambien", "cuando", "donde", "como", "nada", "todo", "todos", "siempre", "ahora",
	    "gustaria",
	    /* Dutch */
	    "aan", "bij", "dat", "deze", "dit", "een", "en", "heb", "het", "ik", "is", "je", "kan", "maar", "me", "met",
	    "naar", "nog", "om", "op", "te", "uit", "van", "voor", "was", "wat", "we", "wil", "ze", NULL};

	return str_is_any(word, joining);
}
