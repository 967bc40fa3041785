/*
 * Calls that Weir does not use, each with what to use instead. Included by
 * every source file through the compiler's -include option, so that a call to
 * one of them does not compile.
 * mem.c undefines malloc and its kin, because it is the one place that may talk
 * to them.
 */
#ifndef WEIR_BANNED_H
#define WEIR_BANNED_H
#ifndef __cplusplus

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(func, instead) func##_is_banned_use_##instead

#undef strcpy
#define strcpy(...) BANNED(strcpy, buf_add)
#undef strcat
#define strcat(...) BANNED(strcat, buf_add)
#undef strncpy
#define strncpy(...) BANNED(strncpy, buf_add)
#undef strncat
#define strncat(...) BANNED(strncat, buf_add)
#undef sprintf
#define sprintf(...) BANNED(sprintf, buf_printf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, buf_vprintf)
#undef strtok
#define strtok(...) BANNED(strtok, str_split)
#undef atoi
#define atoi(...) BANNED(atoi, str_to_int)
#undef atol
#define atol(...) BANNED(atol, str_to_int)
#undef gmtime
#define gmtime(...) BANNED(gmtime, gmtime_r)
#undef localtime
#define localtime(...) BANNED(localtime, gmtime_r)
#undef ctime
#define ctime(...) BANNED(ctime, date_format)
#undef asctime
#define asctime(...) BANNED(asctime, date_format)
#undef system
#define system(...) BANNED(system, workers)
#undef popen
#define popen(...) BANNED(popen, workers)

#undef malloc
#define malloc(...) BANNED(malloc, mem_alloc)
#undef calloc
#define calloc(...) BANNED(calloc, mem_zalloc)
#undef realloc
#define realloc(...) BANNED(realloc, mem_realloc)
#undef strdup
#define strdup(...) BANNED(strdup, mem_dup)
#undef strndup
#define strndup(...) BANNED(strndup, mem_dup)
#undef asprintf
#define asprintf(...) BANNED(asprintf, buf_printf)

#endif
#endif
