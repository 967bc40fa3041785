/*
 * mail_waste: what mail programs call the places of mails that nobody sent or kept
 * (drafts, spam, what was thrown away), in the languages of many of them.
 */
#ifndef WEIR_TICKETS_MAIL_WASTE_H
#define WEIR_TICKETS_MAIL_WASTE_H
#include "common/str.h"

/* A folder's own name, in UTF-8 or as IMAP writes it (RFC 3501, 5.1.3), or a label of Gmail. */
bool mail_waste_is_name(struct str name);

#endif
