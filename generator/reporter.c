#include "generator/reporter.h"

#include "common/limits.h"

#include <stdarg.h>

void reporter_init(struct reporter *reporter, struct str path, struct str source, struct diag_list *diags)
{
	*reporter = (struct reporter){path, source, diags, LIMIT_DIAGNOSTICS_PER_PAGE};
}

bool report(struct reporter *reporter, enum diag_code code, size_t at, const char *format, ...)
{
	struct place place = {.path = reporter->path};
	struct buf message;
	va_list args;

	if (reporter->room == 0)
		return false;
	reporter->room--;
	place_of(reporter->source, at, &place.line, &place.column);
	buf_init(&message, BUF_NO_LIMIT);
	va_start(args, format);
	buf_vprintf(&message, format, args);
	va_end(args);
	diag_add(reporter->diags, code, place, "%.*s", STR_ARG(buf_view(&message)));
	buf_release(&message);
	return true;
}
