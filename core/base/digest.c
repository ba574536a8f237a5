#include "base/digest.h"

void digest_begin(struct digest *digest)
{
    sha256_init(&digest->context);
}

void digest_put(struct digest *digest, struct text bytes)
{
    sha256_update(&digest->context, bytes.len, (const uint8_t *)bytes.ptr);
}

void digest_end(struct digest *digest, char hex[DIGEST_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->context, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_TEXT_SIZE - 1] = '\0';
}

void digest_of(struct text bytes, char hex[DIGEST_TEXT_SIZE])
{
    struct digest digest;
    digest_begin(&digest);
    digest_put(&digest, bytes);
    digest_end(&digest, hex);
}

void digest_base64(struct text bytes, char out[DIGEST_BASE64_SIZE])
{
    struct digest digest;
    uint8_t sha[SHA256_DIGEST_SIZE];
    digest_begin(&digest);
    digest_put(&digest, bytes);
    sha256_digest(&digest.context, sizeof sha, sha);
    base64_encode_raw(out, sizeof sha, sha);
    out[DIGEST_BASE64_SIZE - 1] = '\0';
}
