#include "generator/heading_id.h"

#include "common/limits.h"
#include "common/unicode.h"
#include "common/utf8.h"

static bool is_word(uint32_t c)
{
	switch (unicode_category(c)) {
	case UNICODE_LU:
	case UNICODE_LL:
	case UNICODE_LT:
	case UNICODE_LM:
	case UNICODE_LO:
	case UNICODE_MN:
	case UNICODE_MC:
	case UNICODE_ME:
	case UNICODE_ND:
	case UNICODE_NL:
	case UNICODE_PC:
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
				utf8_add(out, unicode_lower(c));
		}
	}
}
