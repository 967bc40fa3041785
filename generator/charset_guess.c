#include "generator/charset_guess.h"

#include <uchardet/uchardet.h>

struct str charset_guess_uchardet(struct str bytes, char *name, size_t room)
{
	uchardet_t detector = uchardet_new();
	struct str found = STR_NONE;

	if (detector == NULL)
		return STR("");
	if (uchardet_handle_data(detector, bytes.s, bytes.n) == 0) {
		uchardet_data_end(detector);
		found = str_slice(str_c(uchardet_get_charset(detector)), 0, room);
	}
	if (found.n != 0)
		memcpy(name, found.s, found.n);
	uchardet_delete(detector);
	return str_n(name, found.n);
}
