#include "generator/gate/charsets.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <unicode/ucnv.h>

const char *const charsets_names[] = {"ibm-437",    "ibm-850", "ibm-866",   "macintosh", "windows-1250",
				      "ISO-8859-7", "GB18030", "Shift_JIS", "EUC-JP",	 "EUC-KR",
				      "Big5",	    "ibm-500", "UTF-32LE",  "UTF-32BE",	 NULL};

void charsets_decode(const char *name, struct str bytes, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	const char *from = bytes.s, *end = bytes.s + bytes.n;

	while (U_SUCCESS(status) && from < end) {
		UChar32 character = ucnv_getNextUChar(converter, &from, end, &status);

		if (U_SUCCESS(status))
			utf8_add(out, (uint32_t)character);
		else if (status == U_TRUNCATED_CHAR_FOUND || status == U_ILLEGAL_CHAR_FOUND ||
			 status == U_INVALID_CHAR_FOUND)
			status = U_ZERO_ERROR;
	}
	if (converter != NULL)
		ucnv_close(converter);
}
