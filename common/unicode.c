#include "common/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

_Static_assert((int)UNICODE_LU == UTF8PROC_CATEGORY_LU && (int)UNICODE_ME == UTF8PROC_CATEGORY_ME &&
		   (int)UNICODE_NO == UTF8PROC_CATEGORY_NO && (int)UNICODE_SK == UTF8PROC_CATEGORY_SK &&
		   (int)UNICODE_CO == UTF8PROC_CATEGORY_CO,
	       "the library's categories");
_Static_assert(sizeof(uint32_t) == sizeof(utf8proc_int32_t), "characters are told from their numbers alone");

enum unicode_category unicode_category(uint32_t character)
{
	return (enum unicode_category)utf8proc_category((utf8proc_int32_t)character);
}

uint32_t unicode_lower(uint32_t character)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)character);
}

uint32_t unicode_upper(uint32_t character)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)character);
}

uint32_t unicode_title(uint32_t character)
{
	return (uint32_t)utf8proc_totitle((utf8proc_int32_t)character);
}

bool unicode_is_combining(uint32_t character)
{
	return utf8proc_get_property((utf8proc_int32_t)character)->combining_class != 0;
}

size_t unicode_decompose(uint32_t character, bool folds, uint32_t *out, size_t room)
{
	const unsigned options =
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | (folds ? UTF8PROC_CASEFOLD | (unsigned)UTF8PROC_IGNORE : 0);
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)character, (utf8proc_int32_t *)out,
						     (utf8proc_ssize_t)room, (utf8proc_option_t)options, &boundary);

	return n < 0 ? UNICODE_NONE : (size_t)n;
}

size_t unicode_compose(uint32_t *characters, size_t n)
{
	utf8proc_ssize_t left = utf8proc_normalize_utf32((utf8proc_int32_t *)characters, (utf8proc_ssize_t)n,
							 UTF8PROC_COMPOSE | UTF8PROC_STABLE);

	return left < 0 ? 0 : (size_t)left;
}

bool unicode_add(struct buf *out, struct str s, enum unicode_form form)
{
	static const utf8proc_option_t options[] = {
	    [UNICODE_PLAIN] = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE,
	    [UNICODE_FOLDED] = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD,
	    [UNICODE_BARE] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			     UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
	};
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.s, (utf8proc_ssize_t)s.n, &mapped, options[form]);

	if (n < 0)
		return false;
	buf_add(out, mapped, (size_t)n);
	free(mapped);
	return true;
}
