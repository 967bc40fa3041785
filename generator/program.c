#include "generator/program.h"

#include <elf.h>
#include <link.h>

static struct str find_build_id(const char *notes, size_t size)
{
	size_t at = 0;

	while (at + sizeof(ElfW(Nhdr)) <= size) {
		ElfW(Nhdr) note;
		size_t name_at, text_at;

		memcpy(&note, notes + at, sizeof(note));
		name_at = at + sizeof(note);
		text_at = name_at + ((note.n_namesz + 3u) & ~3u);
		if (text_at + note.n_descsz > size)
			break;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(notes + name_at, "GNU", 4) == 0)
			return str_n(notes + text_at, note.n_descsz);
		at = text_at + ((note.n_descsz + 3u) & ~3u);
	}
	return STR_NONE;
}

/* The program itself is the first object that dl_iterate_phdr() names. */
static int look(struct dl_phdr_info *info, size_t size, void *context)
{
	struct str *id = context;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum && id->n == 0; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE)
			*id = find_build_id((const char *)(uintptr_t)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
					    info->dlpi_phdr[i].p_memsz);
	return 1;
}

struct str program_id(void)
{
	struct str id = STR_NONE;

	(void)dl_iterate_phdr(look, &id);
	return id.n != 0 ? id : STR(WEIR_VERSION);
}
