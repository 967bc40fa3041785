#include "generator/digest.h"

#include <sodium.h>

void digest_csp(struct buf *out, struct str bytes)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char text[sodium_base64_ENCODED_LEN(sizeof(digest), sodium_base64_VARIANT_ORIGINAL)];

	crypto_hash_sha256(digest, (const unsigned char *)bytes.s, bytes.n);
	sodium_bin2base64(text, sizeof(text), digest, sizeof(digest), sodium_base64_VARIANT_ORIGINAL);
	buf_lit(out, "sha256-");
	buf_str(out, str_c(text));
}
