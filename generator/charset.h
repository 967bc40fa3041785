/*
 * charset: the bytes of a file as UTF-8 text without surprises.
 *
 * What a file says of itself comes first: a byte order mark, then `charset` or
 * `encoding` in its front matter, then <meta charset> when it begins with a tag.
 * A file that says nothing is UTF-8, or, when it is not, what the site's setting
 * says, or what it looks like, which is reported. A file that says something else
 * but is valid UTF-8 is taken for UTF-8: no text in another encoding passes for it.
 *
 * The result is valid UTF-8 (checked here, whatever iconv made of it), its lines
 * end with "\n", and of the control characters only tab and newline are left:
 * NUL becomes U+FFFD as CommonMark wants it, vertical tab and form feed become a
 * space, the rest goes. Whatever was lost or replaced is one diagnostic.
 *
 * Only encodings of a list are decoded. UTF-7 is not among them: it hides markup
 * from everything that looks at bytes.
 */
#ifndef WEIR_CHARSET_H
#define WEIR_CHARSET_H
#include "common/arena.h"
#include "common/buf.h"

struct diag_list;

/*
 * The text of a file: `bytes` itself when nothing had to be changed (the usual
 * case, nothing is copied), else in arena. path is for messages; fallback is the
 * encoding to use when the file does not say (empty: detect).
 */
struct str charset_decode(struct str bytes, struct str path, struct str fallback, struct arena *arena,
			  struct diag_list *diags);

/* Whether an encoding of that name can be decoded: "windows-1252", "Shift_JIS", "latin1", … */
bool charset_is_known(struct str label);

/* What charset_convert() could not decode. */
struct charset_faults {
	size_t count;	 /* of U+FFFD that were put in */
	size_t first_at; /* offset in the output of the first U+FFFD */
};

/*
 * Adds bytes of a known encoding to out as valid UTF-8, with U+FFFD for what is
 * invalid. Control characters and line ends stay. False (nothing added) when the
 * encoding is not known.
 */
__attribute__((warn_unused_result)) bool charset_convert(struct str label, struct str bytes, struct buf *out,
							 struct charset_faults *faults);

/*
 * What encoding text that is not UTF-8 looks like; always a known one
 * (windows-1252 when there is nothing to tell by).
 */
struct str charset_guess(struct str bytes);

#endif
