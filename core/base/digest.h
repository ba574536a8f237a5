/* digest.h - SHA-256 as hex text, so that sha256sum agrees; or in base 64, as browsers want it. */
#ifndef RUNG_BASE_DIGEST_H
#define RUNG_BASE_DIGEST_H

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/text.h"

enum { DIGEST_TEXT_SIZE = 2 * SHA256_DIGEST_SIZE + 1, DIGEST_BASE64_SIZE = BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1 };

struct digest {
    struct sha256_ctx context;
};
void digest_begin(struct digest *digest);
void digest_put(struct digest *digest, struct text bytes);
void digest_end(struct digest *digest, char hex[DIGEST_TEXT_SIZE]); /* NUL-terminated */
void digest_of(struct text bytes, char hex[DIGEST_TEXT_SIZE]);
void digest_base64(struct text bytes, char out[DIGEST_BASE64_SIZE]); /* NUL-terminated */

#endif
