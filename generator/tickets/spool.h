/* spool: files without a name, for what does not fit into memory; gone when they are closed, also by a crash. */
#ifndef WEIR_TICKETS_SPOOL_H
#define WEIR_TICKETS_SPOOL_H

/* An empty one in a folder, mode 0600; -1 with errno. Where the file system has none, one whose name is removed. */
__attribute__((warn_unused_result)) int spool_open(const char *folder);
/* Makes it empty again. */
__attribute__((warn_unused_result)) int spool_clear(int spool);

#endif
