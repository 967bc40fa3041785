#include "generator/heading_id.h"

#include "common/limits.h"
#include "common/utf8.h"

#include <utf8proc.h>

static bool is_word(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_PC:
		return true;
	default:
		return false;
	}
}

void heading_id(struct buf *out, struct str text)
{
	size_t limit = out->n + LIMIT_HEADING_ID_BYTES - 4;

	for (size_t at = 0; at < text.n && out->n < limit;) {
		char ascii = text.s[at];

		if ((ascii & 0x80) == 0) {
			at++;
			if (str_is_alnum(ascii) || ascii == '-' || ascii == '_')
				buf_char(out, str_lower_char(ascii));
			else if (ascii == ' ' || ascii == '\n')
				buf_char(out, '-');
		} else {
			uint32_t c = utf8_next(text, &at);

			if (is_word(c))
				utf8_add(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
		}
	}
}
