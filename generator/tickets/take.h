/*
 * take: fields of records as readers need them. Whatever has another type than
 * expected is absent; an object that says a key twice has no flags at all, so
 * that nothing of it is taken for public.
 */
#ifndef WEIR_TICKETS_TAKE_H
#define WEIR_TICKETS_TAKE_H
#include "common/value.h"
#include "generator/tickets/thread.h"

struct import;

/* "" when it is absent or no string. */
struct str take_text(const struct value *map, const char *key);
/* A string or a whole number, as text; "" otherwise. */
struct str take_id(struct arena *arena, const struct value *map, const char *key);
const struct value *take_map(const struct value *map, const char *key);
/* NULL when it is no list. */
const struct value *take_list(const struct value *map, const char *key);
/* Seconds: an RFC 3339 moment, or a number of seconds or milliseconds; 0 when it is none. */
int64_t take_time(const struct value *map, const char *key);
int64_t take_time_of(struct str text);
/* Certainly true; certainly false. Neither when it is absent, no boolean ("true" is a text), or the object is
 * ambiguous. */
bool take_is_true(const struct value *map, const char *key);
bool take_is_false(const struct value *map, const char *key);
/* There, and neither null, false nor "": for flags against publishing. */
bool take_is_set(const struct value *map, const char *key);

/*
 * Whether something says that a record is not for customers: one of the fields by
 * which systems say so, whatever else it says and whatever its system calls it
 * (deleted, hidden, whisper, is_ephemeral, isInternal, public: false, …).
 */
bool take_is_kept_back(const struct value *map);
/* The same of one field, as a column of a table is: its name, and what stands in it. */
bool take_says_kept_back(struct str name, struct str text);
/* Whether a field of that name could say so. */
bool take_is_flag(struct str name);
/*
 * Tells the import of everybody in a value, however deep: objects with an address, a
 * login or a name that is certainly a person's, mentions, and lists of addresses.
 */
void take_everybody(struct import *import, const struct value *value);

/*
 * The number behind "tickets/" in a file's path, "2024-05/tickets/1042/comments.json", else the one number that it has:
 * "comments-1042.json"; "" where there are several.
 */
struct str take_number_of_path(struct str path);

/* Strings of a list; those of "name" where items are objects. */
struct str *take_names(struct arena *arena, const struct value *list, size_t *n);

/*
 * Counts keys that are not among `known` (words separated by spaces; a word that
 * ends with * is a prefix) as unknown fields of that kind.
 */
void take_unknown_fields(struct import *import, const struct value *map, const char *kind, const char *known);
/* Whether a word stands in a list of words separated by spaces. */
bool take_is_among(struct str word, const char *words);

/* Growing lists of a thread that is being read. */
void take_more_tags(struct arena *arena, struct thread *thread, const struct str *tags, size_t n);
struct thread_message *take_new_message(struct arena *arena, struct thread *thread);
/* Index of a new person. */
uint32_t take_new_person(struct arena *arena, struct thread *thread, const struct thread_person *person);

/* "Ada Agent" of both, or the one that is there. */
struct str take_full_name(struct arena *arena, struct str first, struct str last);
/* Of "Ada Agent <ada@acme.example>" or "Ada Agent (ada@acme.example)", an address or a name alone. */
struct thread_person take_person_of(struct str text);
/* Adds who stands in such a text as a person of the thread; of several addresses, separated by commas, each. */
void take_address(struct arena *arena, struct thread *thread, struct str text);

#endif
