/*
 * xml: whether a file is well-formed XML, and its texts with all entities resolved, its own ones, too. Nothing is
 * fetched, and what entities become is bounded.
 */
#ifndef WEIR_GATE_XML_H
#define WEIR_GATE_XML_H
#include "common/buf.h"

/* Texts and values of attributes, one a line; pieces of one text together. -1: it is not well-formed. */
__attribute__((warn_unused_result)) int xml_texts(struct str bytes, struct buf *out);

#endif
