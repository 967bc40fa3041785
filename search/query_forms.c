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
	    /* German, Dutch */
	    "wann", "warum", "welche", "welchem", "welchen", "welcher", "welches", "weshalb", "wessen", "wieso",
	    "wieviel", "wofur", "woher", "wohin", "womit", "woran", "worauf", "wozu", "hoeveel", "waar", "waarom",
	    "wanneer", "welk", "welke",
	    /* Swedish, Danish, Norwegian */
	    "hvad", "hvem", "hvilke", "hvilken", "hvilket", "hvor", "hvordan", "hvorfor", "hvornar", "varfor", "vilka",
	    "vilken", "vilket",
	    /* French, Italian, Portuguese, Spanish */
	    "combien", "comment", "lequel", "pourquoi", "quand", "quel", "quelle", "quelles", "quels", "come", "dove",
	    "perche", "quale", "quali", "quando", "quanta", "quanti", "quanto", "como", "onde", "quais", "qual",
	    "quantas", "quantos", "quem", "cual", "cuales", "cuando", "cuanta", "cuantas", "cuanto", "cuantos", "donde",
	    "porque", "quien", "quienes",
	    /* Polish */
	    "dlaczego", "gdzie", "jaki", "jakie", "kiedy", "ktora", "ktore", "ktory", NULL};

	return str_is_any(word, asking);
}
