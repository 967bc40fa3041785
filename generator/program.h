/*
 * program: which build of the program this is, so that a cache written by
 * another one is not believed.
 */
#ifndef WEIR_PROGRAM_H
#define WEIR_PROGRAM_H
#include "common/str.h"

/* The linker's build id (a hash of the program's code); the version when there is none. */
struct str program_id(void);

#endif
