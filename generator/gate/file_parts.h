/*
 * file_parts: what the files of files.h share: kinds of file with a file of their own here, and what can be read in
 * bytes that are no text. `depth`: how often something has been unpacked on the way.
 */
#ifndef WEIR_GATE_FILE_PARTS_H
#define WEIR_GATE_FILE_PARTS_H
#include "generator/gate/files.h"
#include "generator/gate/unpack.h"

/* What can be read in bytes that are no text, as they are and packed. */
void file_check_strings(struct checker *checker, struct str bytes, const char *view, unsigned depth);
/* The same of bytes that are code, pixels or sound, in which letters come about by chance: a look at what they say as
 * they are. */
void file_check_noise(struct checker *checker, struct str bytes, const char *view);
/* Packed bytes of which the kind is known by what is around them; as unpack_deflate(). */
int file_check_deflated(struct checker *checker, enum unpack_format format, struct str packed, const char *view,
			unsigned depth, size_t *used);

/* ---- file_pictures.c, file_pdf.c: false when it is damaged ---- */

bool file_check_png(struct checker *checker, struct str bytes, unsigned depth);
bool file_check_jpeg(struct checker *checker, struct str bytes, unsigned depth);
void file_check_gif(struct checker *checker, struct str bytes, unsigned depth);
bool file_check_webp(struct checker *checker, struct str bytes, unsigned depth);
bool file_check_pdf(struct checker *checker, struct str bytes, unsigned depth);

#endif
