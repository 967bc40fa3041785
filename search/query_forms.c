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
