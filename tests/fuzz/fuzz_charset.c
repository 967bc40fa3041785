/* Any bytes as a file: clean UTF-8, whatever they are; the first byte chooses what else is done with them. */
#include "common/diag.h"
#include "common/utf8.h"
#include "generator/charset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {
    "utf-8",	    "windows-1252", "utf-16",	   "utf-16be",	  "utf-32",	 "utf-32be",
    "shift_jis",    "euc-jp",	    "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "gb18030",
    "big5",	    "euc-kr",	    "euc-tw",	   "johab",	  "koi8-r",	 "viscii",
    "windows-1255", "windows-1258", "macintosh",   "ibm866",	  "big5-hkscs",	 "shift_jisx0213",
};
enum { LABELS_N = sizeof(labels) / sizeof(*labels) };

static void check_decode(struct str bytes, const char *fallback)
{
	struct diag_list diags;
	struct arena arena;
	struct str text;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	text = charset_decode(bytes, STR("content/a.md"), str_c(fallback), &arena, &diags);
	if (!utf8_is_valid(text))
		abort();
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.s[i] < 0x20 && text.s[i] != '\t' && text.s[i] != '\n') || text.s[i] == 0x7F)
			abort();
	/* what is in order stays where it is */
	if (utf8_is_valid(bytes) && str_eq(bytes, text) && text.n != 0 && text.s != bytes.s)
		abort();
	for (size_t i = 0; i < diags.items.n; i++)
		if (diags.items.at[i].place.line == 0 || diags.items.at[i].place.column == 0)
			abort();
	diag_list_release(&diags);
	arena_release(&arena);
}

static void check_convert(struct str bytes, const char *label)
{
	struct charset_faults faults;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_lit(&out, "before");
	if (!charset_convert(str_c(label), bytes, &out, &faults) || !utf8_is_valid(buf_view(&out)) ||
	    !str_starts(buf_view(&out), STR("before")))
		abort();
	if (faults.count != 0 && !str_starts(str_from(buf_view(&out), faults.first_at), STR("\xEF\xBF\xBD")))
		abort();
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_n((const char *)data, size);
	const char *label;

	if (size == 0)
		return 0;
	label = labels[data[0] % LABELS_N];
	bytes = str_from(bytes, 1);
	check_decode(bytes, data[0] < 128 ? "" : label);
	check_convert(bytes, label);
	if (!charset_is_known(charset_guess(bytes)))
		abort();
	return 0;
}
