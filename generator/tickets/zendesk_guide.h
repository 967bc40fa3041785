/*
 * zendesk_guide: articles of Zendesk's Guide as its API gives them, with sections, categories, translations and
 * attachments; they come in the same files as tickets (reader_zendesk.c). Drafts and what is for a part of the readers
 * are told to the import as closed, which takes down what had been open.
 */
#ifndef WEIR_TICKETS_ZENDESK_GUIDE_H
#define WEIR_TICKETS_ZENDESK_GUIDE_H
#include "common/value.h"
#include "generator/tickets/readers.h"

/* What the API gives beside tickets: in containers and pages of these names, or alone. False: it is something else. */
bool zendesk_guide_take(struct reading *reading, struct str container, const struct value *record);
/* {"article": …} and {"articles": […], "sections": […]} as one record. */
bool zendesk_guide_take_page(struct reading *reading, const struct value *record);
bool zendesk_guide_is_article(const struct value *record);

#endif
