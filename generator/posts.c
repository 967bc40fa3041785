#include "generator/posts.h"

#include "common/buf.h"
#include "generator/slug.h"

#include <stdio.h>

static const struct {
	const char *style, *pattern;
} styles[] = {
    {"date", "/:categories/:year/:month/:day/:title.html"},
    {"pretty", "/:categories/:year/:month/:day/:title/"},
    {"ordinal", "/:categories/:year/:y_day/:title.html"},
    {"none", "/:categories/:title.html"},
};

/* What a pattern is filled in from. */
struct post {
	struct str folders; /* above `_posts` */
	struct str name;    /* without date and ending */
	struct str slug;
	struct date date;
	const struct str_list *categories;
};

/* Where "_posts/" begins; -1: not at all. */
static ptrdiff_t find_folder(struct str path)
{
	ptrdiff_t at;

	if (str_starts(path, STR("_posts/")))
		return 0;
	at = str_find(path, STR("/_posts/"));
	return at < 0 ? -1 : at + 1;
}

bool posts_is_post(struct str path)
{
	return find_folder(path) >= 0;
}

bool posts_is_pattern(struct str permalink)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (str_eq(permalink, str_c(styles[i].style)))
			return true;
	return str_starts(permalink, STR(":")) || str_find(permalink, STR("/:")) >= 0;
}

static struct post post_of(const struct page *page, const struct str_list *categories)
{
	ptrdiff_t at = find_folder(page->path), dot;
	struct post post = {.date = page->date, .slug = page->slug, .categories = categories};
	struct date date;

	post.folders = str_slice(page->path, 0, at > 0 ? (size_t)at - 1 : 0);
	post.name = str_from(page->path, (size_t)(str_rfind_char(page->path, '/') + 1));
	dot = str_rfind_char(post.name, '.');
	if (dot > 0)
		post.name = str_slice(post.name, 0, (size_t)dot);
	if (post.name.n > 11 && post.name.s[10] == '-' && date_parse(str_slice(post.name, 0, 10), &date)) {
		post.name = str_from(post.name, 11);
		if (!date_is_set(post.date))
			post.date = date;
	}
	return post;
}

static void add_part(struct buf *out, struct str part)
{
	size_t before = out->n;

	slug_add(out, part);
	if (out->n != before)
		buf_char(out, '/');
}

/* "news/release-notes", each once. */
static void add_categories(struct buf *out, const struct post *post)
{
	struct str rest = post->folders, part;
	size_t from = out->n;

	while (str_split(&rest, '/', &part))
		add_part(out, part);
	for (uint32_t i = 0; i < post->categories->n; i++)
		add_part(out, post->categories->at[i]);
	if (out->n != from)
		buf_cut(out, out->n - 1); /* the pattern has the slash behind it */
}

/* 1 to 366. */
static int day_of_year(struct date date)
{
	struct date day = {.year = date.year, .month = date.month, .day = date.day};
	struct date first = {.year = date.year, .month = 1, .day = 1};

	return date_is_set(date) ? (int)((date_to_seconds(day) - date_to_seconds(first)) / 86400) + 1 : 0;
}

static bool add_value(struct buf *out, struct str name, const struct post *post)
{
	const struct {
		const char *name;
		int number, width;
	} numbers[] = {{"year", post->date.year, 4},
		       {"month", post->date.month, 2},
		       {"i_month", post->date.month, 1},
		       {"day", post->date.day, 2},
		       {"i_day", post->date.day, 1},
		       {"y_day", day_of_year(post->date), 3},
		       {"short_year", post->date.year % 100, 2}};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (!str_eq(name, str_c(numbers[i].name)))
			continue;
		buf_printf(out, "%0*d", numbers[i].width, numbers[i].number);
		return date_is_set(post->date);
	}
	if (str_eq(name, STR("categories")) || str_eq(name, STR("slugified_categories")))
		add_categories(out, post);
	else if (str_eq(name, STR("title")) || str_eq(name, STR("slug")))
		slug_add(out, post->slug.n != 0 ? post->slug : post->name);
	else if (str_eq(name, STR("basename")) || str_eq(name, STR("name")))
		slug_add(out, post->name);
	else
		return str_eq(name, STR("output_ext")); /* pages are folders */
	return true;
}

struct str posts_permalink(const struct page *page, struct str pattern, const struct str_list *categories,
			   struct arena *arena)
{
	struct post post = post_of(page, categories);
	struct buf out;
	struct str result = STR_NONE;
	bool is_filled = true;

	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (str_eq(pattern, str_c(styles[i].style)))
			pattern = str_c(styles[i].pattern);
	buf_init(&out, BUF_NO_LIMIT);
	buf_char(&out, '/');
	for (size_t i = 0; i < pattern.n && is_filled;) {
		size_t end = i + 1;

		if (pattern.s[i] != ':') {
			if (pattern.s[i] != '/' || out.s[out.n - 1] != '/') /* nothing stands for no category */
				buf_char(&out, pattern.s[i]);
			i++;
			continue;
		}
		while (end < pattern.n && (str_is_alpha(pattern.s[end]) || pattern.s[end] == '_'))
			end++;
		is_filled = add_value(&out, str_slice(pattern, i + 1, end), &post);
		i = end;
	}
	if (is_filled && out.n > 1)
		result = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return result;
}
