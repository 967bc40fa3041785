/*
 * typos: a word that is a known surname but for one error of typing: a letter too many, too few, another one, or two
 * that changed places. The table holds hashes, so each neighbour of the word is looked up; a half of the surname that
 * is there unchanged (FORM_TYPO) says where that is worth while.
 */
#ifndef WEIR_GATE_TYPOS_H
#define WEIR_GATE_TYPOS_H
#include "generator/gate/identities.h"

enum { TYPOS_LEAST = 9 }; /* letters of a surname: shorter ones are one error away from many words and other names */

/* A word behind or before a first name, as people write theirs: the two are a known name, but for an error in the word.
 */
bool typos_match_name(const struct identities *identities, struct str first, struct str word);
/*
 * Folded letters of a word; of a surname of `whole` letters those from `first` up to `last` (places in the word at
 * which the error may be) are not known to be right. The first letter always is. is_foreign: it is compared with how
 * surnames sound (FORM_FOREIGN).
 */
bool typos_match(const struct identities *identities, struct str word, size_t whole, size_t first, size_t last,
		 bool is_foreign);

#endif
