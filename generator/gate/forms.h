/*
 * forms: from one person's names, addresses and numbers to the folded forms that
 * identities.h keeps. What is also an ordinary word gets flags that ask for a capital
 * letter and a greeting, so that "Mark Will" can be refused and "will mark" pass.
 *
 * Values of a people file are hostile: of any length, of any bytes that are UTF-8.
 */
#ifndef WEIR_GATE_FORMS_H
#define WEIR_GATE_FORMS_H
#include "generator/gate/identities.h"

struct forms {
	struct identities *identities;
	struct fold *fold;
	struct str own_domain; /* of the site; may be absent */
	bool is_canary;
	unsigned extra;		   /* of enum form_flags: of all forms that are being added */
	bool is_greek;		   /* what is being added was written in Greek letters */
	bool is_latvian;	   /* and so with Latvian ones */
	struct buf letters, other; /* scratch */
};

void forms_add_name(struct forms *forms, struct str name);
/* A colleague's domain is the vendor's own, which may be read everywhere. */
void forms_add_mail(struct forms *forms, struct str mail, bool is_colleague);
/* What a person's mailbox says of their name that the name itself does not; the name may be empty. */
void forms_add_name_of_mailbox(struct forms *forms, struct str name, struct str mail);
void forms_add_phone(struct forms *forms, struct str phone);
void forms_add_organisation(struct forms *forms, struct str name);
void forms_add_domain(struct forms *forms, struct str domain);
void forms_add_user(struct forms *forms, struct str user);
void forms_add_external_id(struct forms *forms, struct str id);

#endif
