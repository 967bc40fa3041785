/*
 * months: what is left of a date when only its month may be told. "2025-03-14 10:12"
 * becomes "2025-03", "14 March 2025" becomes "March 2025"; a date whose order of day
 * and month cannot be told ("3/4/2025") becomes its year.
 */
#ifndef WEIR_MONTHS_H
#define WEIR_MONTHS_H
#include "common/buf.h"

/* Names of months as an expression, for texts without diacritics in any case of letters. */
#define MONTHS_LONG \
	"januar[yi]?|februar[yi]?|march|april|june?|juli?y?|august|september|october|november|december|" \
	"jan(?:vier|eiro|uari)|janner|fevrier|fevereiro|februari|mars|marz|marzo|marco|maart|maart|avril|abril|" \
	"aprile|mai|mei|" \
	"maj[ai]?|maggio|mayo|maio|juin|juni|junio|junho|giugno|juillet|julio|julho|luglio|aout|agosto|augusti|" \
	"augustus|" \
	"septembre|septiembre|setembro|settembre|octobre|octubre|outubro|ottobre|oktober|oktobra|novembre|noviembre|" \
	"novembro|decembre|diciembre|dezembro|dicembre|dezember|desember|enero|febrero|gennaio|febbraio|" \
	"stycznia|lutego|marca|kwietnia|czerwca|lipca|sierpnia|wrzesnia|pazdziernika|listopada|grudnia|" \
	"ledna|unora|brezna|dubna|kvetna|cervna|cervence|srpna|zari|rijna|prosince"
#define MONTHS_SHORT "Jan|Feb|Mar|Mrz|Apr|May|Mai|Jun|Jul|Aug|Sept?|Oct|Okt|Nov|Dec|Dez"

/* Adds it; `date` is Latin text. false: nothing of it may stay. */
bool months_of(struct buf *out, struct str date);

#endif
