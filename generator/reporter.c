#include "generator/reporter.h"

#include "common/limits.h"

#include <stdarg.h>

/* A hint is one line. */
enum { HINT_LONGEST = 100 };

void reporter_init(struct reporter *reporter, struct str path, struct str source, struct diag_list *diags)
{
	*reporter =
	    (struct reporter){.path = path, .source = source, .diags = diags, .room = LIMIT_DIAGNOSTICS_PER_PAGE};
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

bool report_unsupported(struct reporter *reporter, size_t at, struct str what)
{
	struct diag_list *diags = reporter->diags;

	if (reporter->unsupported.n == 0) {
		if (!report(reporter, DIAG_FRONT_MATTER_UNSUPPORTED, at, "%.*s", STR_ARG(what)))
			return false;
		reporter->unsupported = what;
		reporter->unsupported_at = diags->items.n - 1;
		return true;
	}
	diags->items.at[reporter->unsupported_at].message =
	    arena_printf(diags->arena, "%.*s (and %u more in this front matter)", STR_ARG(reporter->unsupported),
			 ++reporter->more_unsupported);
	return false;
}

void reporter_hint_quotes(struct reporter *reporter, struct str value)
{
	bool is_hard = str_find_char(value, '"') >= 0 || str_find_char(value, '\\') >= 0;

	if (value.n > HINT_LONGEST || (is_hard && str_find_char(value, '\'') >= 0))
		diag_hint(reporter->diags, "put the whole value in quotes");
	else
		diag_hint(reporter->diags, is_hard ? "write '%.*s'" : "write \"%.*s\"", STR_ARG(value));
}
