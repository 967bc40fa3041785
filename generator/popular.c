#include "generator/popular.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/served.h"
#include "common/utf8.h"

#include <errno.h>
#include <string.h>

/* "/" and the decoded path; absent when the line names no page. */
static struct str url_of(struct str line, struct arena *arena)
{
	struct str url = STR_NONE;
	size_t n = 0;
	struct buf path;

	while (n < line.n && line.s[n] != ' ' && line.s[n] != '\t')
		n++;
	buf_init(&path, BUF_NO_LIMIT);
	if (n != 0 && line.s[0] == '/' && served_path_decode(str_slice(line, 0, n), &path) &&
	    utf8_is_valid(buf_view(&path)))
		url = arena_printf(arena, "/%.*s", STR_ARG(buf_view(&path)));
	buf_release(&path);
	return url;
}

static void parse(struct str text, struct arena *arena, struct popular *popular, struct diag_list *diags)
{
	struct place place = {.path = STR(POPULAR_FILE)};
	struct str line, url;

	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	*popular = (struct popular){.urls = arena_array(arena, LIMIT_POPULAR_PAGES, sizeof(*popular->urls))};
	while (popular->n < LIMIT_POPULAR_PAGES && text.n != 0 && str_line(&text, &line)) {
		place.line++;
		line = str_trim(line);
		if (line.n == 0 || line.s[0] == '#')
			continue;
		url = url_of(line, arena);
		if (url.s == NULL) {
			(void)diag_add(diags, DIAG_POPULAR_FILE, place, "the line does not begin with an address");
			diag_hint(diags, "write it as on the site, as in /billing/refunds/; # begins a comment");
			popular->hash = hash64_mix(popular->hash, arena_printf(arena, "%u", place.line));
			continue;
		}
		popular->urls[popular->n++] = url;
		popular->hash = hash64_mix(popular->hash, url);
	}
}

static void pass_over(int error, struct popular *popular, struct diag_list *diags)
{
	struct place place = {.path = STR(POPULAR_FILE)};

	if (error == EFBIG)
		(void)diag_add(diags, DIAG_POPULAR_FILE, place, "the file has more than %zu KB: it is passed over",
			       LIMIT_POPULAR_BYTES / 1024);
	else
		(void)diag_add(diags, DIAG_POPULAR_FILE, place, "the file cannot be read: %s", strerror(error));
	popular->hash = hash64_mix(0, str_c(strerror(error)));
}

void popular_load(int site_folder, struct arena *arena, struct popular *popular, struct diag_list *diags)
{
	struct buf text;

	*popular = (struct popular){0};
	buf_init(&text, LIMIT_POPULAR_BYTES);
	if (fs_read_at(site_folder, POPULAR_FILE, &text, LIMIT_POPULAR_BYTES) == 0)
		parse(buf_view(&text), arena, popular, diags);
	else if (errno != ENOENT)
		pass_over(errno, popular, diags);
	buf_release(&text);
}
