#include "generator/popular.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/served.h"
#include "common/utf8.h"

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

void popular_parse(struct str text, struct arena *arena, struct popular *popular)
{
	struct str line, url;

	*popular = (struct popular){.urls = arena_array(arena, LIMIT_POPULAR_PAGES, sizeof(*popular->urls))};
	while (popular->n < LIMIT_POPULAR_PAGES && text.n != 0 && str_line(&text, &line)) {
		url = url_of(str_trim(line), arena);
		if (url.s == NULL)
			continue;
		popular->urls[popular->n++] = url;
		popular->hash = hash64_mix(popular->hash, url);
	}
}

void popular_load(int site_folder, struct arena *arena, struct popular *popular)
{
	struct buf text;

	*popular = (struct popular){0};
	buf_init(&text, LIMIT_POPULAR_BYTES);
	if (fs_read_at(site_folder, POPULAR_FILE, &text, LIMIT_POPULAR_BYTES) == 0)
		popular_parse(buf_view(&text), arena, popular);
	buf_release(&text);
}
