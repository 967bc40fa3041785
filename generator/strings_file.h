/*
 * strings_file: the theme's strings as they are written by people, TOML files,
 * to struct strings.
 */
#ifndef WEIR_STRINGS_FILE_H
#define WEIR_STRINGS_FILE_H
#include "common/diag.h"
#include "common/strings.h"

/*
 * Lays the strings of a TOML file over what there is. With is_base, its keys are
 * those there are; otherwise a key that is not among them is a warning. A file that is not TOML
 * or a value of the wrong kind is an error.
 */
void strings_add(struct strings *strings, struct str text, struct str path, bool is_base, struct arena *arena,
		 struct diag_list *diags);

#endif
