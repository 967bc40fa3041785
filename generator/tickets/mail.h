/*
 * mail: one mail as plain data, through GMime; the one file that includes it is
 * mail.c. Text is the first text/plain of the mail, else its HTML; attachments and
 * mails within mails are counted and left alone. Charsets are decoded by
 * charset.h: what a part declares is tried first, and believed only if it fits.
 */
#ifndef WEIR_TICKETS_MAIL_H
#define WEIR_TICKETS_MAIL_H
#include "common/arena.h"

struct mail_address {
	struct str name, email; /* email in lower case */
};

struct mail {
	struct str id;		/* Message-ID without <>; "" when there is none */
	struct str *references; /* from the oldest on, In-Reply-To last */
	size_t references_n;
	struct mail_address from;
	struct mail_address *recipients; /* To, Cc, Bcc */
	size_t recipients_n;
	bool is_blind;		     /* there are recipients, but in Bcc alone */
	struct mail_address *others; /* Reply-To, Sender: people, too, whoever gets the mail */
	size_t others_n;
	struct str subject, body;
	bool is_html;
	bool is_automatic; /* auto-reply, bounce, bulk, spam, draft */
	bool is_sensitive; /* the sender marked it as private or confidential */
	struct str labels; /* of the mailbox: Gmail's labels, keywords */
	uint32_t attachments;
	int64_t time; /* 0: not known */
};

/* -1 with a reason (static) when it is no mail that can be read. Everything is in the arena. */
__attribute__((warn_unused_result)) int mail_parse(struct arena *arena, struct str bytes, struct mail *mail,
						   const char **reason);

#endif
