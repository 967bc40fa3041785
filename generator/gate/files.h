/*
 * files: what kinds of file there are, and how to get at the texts in each: names
 * and bytes decide. Archives and compressed copies are opened, pictures and
 * documents give their metadata, databases every value and every term of a full-text
 * index. What is damaged is said; what is not known is refused.
 */
#ifndef WEIR_GATE_FILES_H
#define WEIR_GATE_FILES_H
#include "generator/gate/check.h"

enum file_kind {
	FILE_UNKNOWN,
	FILE_TEXT, /* all that is read as text, markup and scripts included */
	FILE_JSON,
	FILE_XML, /* SVG as well */
	FILE_GZIP,
	FILE_BROTLI,
	FILE_ZIP,
	FILE_PNG,
	FILE_JPEG,
	FILE_GIF,
	FILE_WEBP,
	FILE_PDF,
	FILE_SQLITE,
	FILE_FONT,   /* WOFF, WOFF2 */
	FILE_CLOSED, /* packed, and nothing here can open it: refused wherever it is */
	FILE_MEDIA,  /* fonts, sound, film, icons: what can be read in them */
	FILE_KINDS
};
const char *file_kind_name(enum file_kind kind);
enum file_kind file_kind_of(struct str path, struct str bytes);

void files_check(struct checker *checker, struct str path, struct str bytes);

/*
 * A copy of a file with a text planted where that kind of file keeps text; -1 when that cannot be done (the
 * file is damaged).
 */
__attribute__((warn_unused_result)) int files_plant(enum file_kind kind, struct str bytes, struct str text,
						    struct buf *out);

#endif
