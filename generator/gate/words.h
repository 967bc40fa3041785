/*
 * words: what the gate must know of languages: which names are ordinary words,
 * what stands in front of names, which endings they take. All folded (fold.h).
 */
#ifndef WEIR_GATE_WORDS_H
#define WEIR_GATE_WORDS_H
#include "common/str.h"

enum words_list {
	WORDS_ORDINARY,	      /* names that are words, too */
	WORDS_USUAL,	      /* names that documentation is full of */
	WORDS_COMPANIES,      /* first words of companies that say nothing */
	WORDS_CONTEXT,	      /* in front of a name */
	WORDS_NEAR,	      /* in front of a name, or of anything else */
	WORDS_PUBLIC_DOMAINS, /* as they are written: "gmail.com" */
	WORDS_ROLES,	      /* local parts of mail addresses that are nobody's own */
	WORDS_MAILBOXES,      /* parts of such addresses that are no names */
	WORDS_ENDINGS,	      /* at most 4 letters */
	WORDS_FONTS,	      /* of one word */
	WORDS_MARKUP,	      /* in every page: of CSS, HTML, the theme */
};

bool words_has(enum words_list list, struct str word);

#endif
