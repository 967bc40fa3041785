/*
 * query_history: pages that say what was new in each version. They speak of
 * everything once and answer little.
 */
#ifndef WEIR_QUERY_HISTORY_H
#define WEIR_QUERY_HISTORY_H
#include "common/str.h"

/* By its title: "Release notes 3.2", "Releases", and not "How to write a changelog", "Manage releases". */
bool query_is_history(struct str title);

#endif
