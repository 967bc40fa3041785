/*
 * loopback: whether an address leads to this machine and to no other, so that what is said there may be in the clear.
 */
#ifndef WEIR_LOOPBACK_H
#define WEIR_LOOPBACK_H
#include "common/str.h"

/*
 * Of "scheme://host[:port][/…]": whether the host is 127.0.0.1, localhost or [::1], letter by letter. Not with a user
 * before it ("localhost:x@evil.example"), not as the beginning of another name ("localhost.example").
 */
bool loopback_is_url(struct str url);

#endif
