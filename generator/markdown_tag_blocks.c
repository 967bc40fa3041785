#include "generator/markdown_alerts.h"
#include "generator/markdown_tags.h"

/*
 * Blocks whose first and last lines are tags:
 *
 *     {{< note >}} … {{< /note >}}                         Hugo, Zola
 *     {% hint style="info" %} … {% endhint %}              GitBook
 *     {% note %} … {% endnote %}                           GitHub's documentation
 *     {% callout type="note" %} … {% /callout %}           Markdoc
 *
 * Alerts become alerts, parts with a title (a tab, a file of code) that title and what is in them, and what only
 * arranges is left out.
 */

/* ---- what a block is ---- */

/* note, {{% notice warning "Title" %}}: names of alerts, or words that take the name as argument. */
bool tags_is_alert(struct str inside, struct str *name, struct str *title)
{
	static const char *const takers[] = {"notice", "alert", "callout", "admonition", "hint", "blocknote"};
	static const char *const types[] = {"type", "style", "color"};
	struct str word = tags_word(inside), type = STR_NONE;

	*title = tags_argument(inside, STR("title"));
	for (size_t i = 0; i < sizeof(takers) / sizeof(*takers); i++) {
		if (!str_eq(word, str_c(takers[i])))
			continue;
		for (size_t k = 0; k < sizeof(types) / sizeof(*types) && type.n == 0; k++)
			type = tags_argument(inside, str_c(types[k]));
		if (type.n == 0)
			type = tags_first_argument(inside);
		*name = alerts_find(type) != NULL ? type : alerts_find(word) != NULL ? word : STR("note");
		return true;
	}
	*name = word;
	return str_eq(word, STR("details")) || str_eq(word, STR("expand")) || alerts_find(word) != NULL;
}

/* The marker that opens such a block. */
static struct marker opening(struct str inside, struct str name, struct str title, struct str original)
{
	struct marker open = {.kind = MARKER_OPEN, .name = name, .title = title, .original = original};

	if (str_eq(open.name, STR("expand")))
		open.name = STR("details");
	if (str_eq(open.name, STR("details")) && open.title.n == 0)
		open.title = tags_argument(inside, STR("summary")).n != 0 ? tags_argument(inside, STR("summary"))
									  : tags_first_argument(inside);
	return open;
}

bool tags_take_alert_shortcode(struct rewriter *rewriter, const struct found_tag *tag)
{
	struct str original = str_slice(rewriter->text, tag->from, tag->to), inside = str_trim(tag->inside);
	struct marker marker = {.kind = MARKER_CLOSE, .original = original};
	struct str name, title;
	size_t end;

	if (!tags_stands_alone(rewriter->text, tag->from, tag->to))
		return false;
	if (inside.n != 0 && inside.s[0] == '/') {
		if (!tags_is_alert(str_from(inside, 1), &name, &title))
			return false;
	} else {
		if (!tags_is_alert(inside, &name, &title) ||
		    tags_find_shortcode_end(rewriter, tag->to, tags_word(inside), &end) == SIZE_MAX)
			return false;
		marker = opening(inside, name, title, original);
	}
	rewriter_mark(rewriter, &marker, tag->from, tag->to);
	return true;
}

/* ---- {% … %} ---- */

/* What GitBook has besides alerts. */
enum block {
	BLOCK_ALERT,
	BLOCK_TITLED,  /* title="…", then what it is the title of */
	BLOCK_LAYOUT,  /* only says where its content stands */
	BLOCK_CONTENT, /* a link to a page of the site, shown as a card, and its end */
	BLOCK_LINK,    /* a link alone */
};

static const struct block_name {
	const char *name;
	enum block block;
	const char *target; /* its argument that a link leads to */
} block_names[] = {
    {"tab", BLOCK_TITLED, NULL},     {"code", BLOCK_TITLED, NULL},	    {"tabs", BLOCK_LAYOUT, NULL},
    {"stepper", BLOCK_LAYOUT, NULL}, {"step", BLOCK_LAYOUT, NULL},	    {"columns", BLOCK_LAYOUT, NULL},
    {"column", BLOCK_LAYOUT, NULL},  {"content-ref", BLOCK_CONTENT, "url"}, {"page-ref", BLOCK_LINK, "page"},
    {"embed", BLOCK_LINK, "url"},    {"file", BLOCK_LINK, "src"},
};

/* NULL: it is not a block. */
static const struct block_name *find_block(struct str inside)
{
	static const struct block_name alert = {NULL, BLOCK_ALERT, NULL}; /* by many names */
	struct str name = tags_word(inside), type, title;

	for (size_t i = 0; i < sizeof(block_names) / sizeof(*block_names); i++)
		if (str_eq(name, str_c(block_names[i].name)))
			return &block_names[i];
	return tags_is_alert(inside, &type, &title) ? &alert : NULL;
}

/* Nothing for readers: the tag goes. */
static size_t drop(struct rewriter *rewriter, const struct found_tag *tag)
{
	rewriter_replace(rewriter, tag->from, tag->to, STR(""));
	return tag->to;
}

/* {% endhint %}, {% /callout %} */
static bool is_closing(struct str *inside)
{
	size_t n = str_starts(*inside, STR("/")) ? 1 : str_starts(*inside, STR("end")) ? 3 : 0;

	*inside = str_trim(str_from(*inside, n));
	return n != 0;
}

/* Of the open blocks of that name the innermost is open no more; false when none is: its beginning was left out. */
static bool take_open(struct rewriter *rewriter, struct str name)
{
	struct str *open = rewriter->open_blocks;
	size_t n = rewriter->open_blocks_n;

	while (n != 0 && !str_eq(open[n - 1], name))
		n--;
	if (n == 0)
		return false;
	memmove(&open[n - 1], &open[n], (rewriter->open_blocks_n - n) * sizeof(*open));
	rewriter->open_blocks_n--;
	return true;
}

static size_t close_block(struct rewriter *rewriter, const struct found_tag *tag, struct str name, enum block block)
{
	const struct marker close = {.kind = MARKER_CLOSE, .original = STR("")};

	if (block > BLOCK_TITLED || !tags_stands_alone(rewriter->text, tag->from, tag->to) ||
	    !take_open(rewriter, name))
		return drop(rewriter, tag);
	rewriter_mark(rewriter, &close, tag->from, tag->to);
	return tag->to;
}

/* 0: it is not a block; what is to be said of the tag, others say. */
static size_t open_block(struct rewriter *rewriter, const struct found_tag *tag, struct str inside, enum block block)
{
	struct str name = STR("tab"), title = tags_argument(inside, STR("title"));
	struct marker open;
	size_t end;

	if ((block == BLOCK_TITLED && title.n == 0) || rewriter->open_blocks_n == LIMIT_HTML_DEPTH)
		return drop(rewriter, tag);
	if (!tags_stands_alone(rewriter->text, tag->from, tag->to) ||
	    tags_find_liquid_end(rewriter, tag->to, tags_word(inside), &end) == SIZE_MAX)
		return 0;
	if (block == BLOCK_ALERT)
		(void)tags_is_alert(inside, &name, &title);
	open = opening(inside, name, title, str_slice(rewriter->text, tag->from, tag->to));
	rewriter->open_blocks[rewriter->open_blocks_n++] = tags_word(inside);
	rewriter_mark(rewriter, &open, tag->from, tag->to);
	return tag->to;
}

static bool is_address(struct str target)
{
	return str_starts(target, STR("https://")) || str_starts(target, STR("http://"));
}

/* A link with the title of what it leads to, when that is on the site. */
static size_t link_to(struct rewriter *rewriter, const struct found_tag *tag, size_t end, struct str target)
{
	struct found_tag whole = *tag;

	whole.to = end;
	tags_replace_by_link(rewriter, &whole, false, is_address(target) ? target : STR(""), target, STR_NONE);
	return end;
}

/* Between {% content-ref url="x.md" %} and its end stands the same link again, [x.md](x.md), for other programs. */
static size_t take_content(struct rewriter *rewriter, const struct found_tag *tag, struct str target)
{
	size_t end, close = tags_find_liquid_end(rewriter, tag->to, STR("content-ref"), &end);
	struct str between;

	if (close == SIZE_MAX)
		return drop(rewriter, tag);
	between = str_trim(str_slice(rewriter->text, tag->to, close));
	if (between.n != 0 &&
	    (between.s[0] != '[' || !str_ends(between, STR(")")) || str_find_char(between, '\n') >= 0))
		return drop(rewriter, tag);
	return link_to(rewriter, tag, end, target);
}

size_t tags_take_block(struct rewriter *rewriter, const struct found_tag *tag, struct str inside)
{
	bool closes = is_closing(&inside);
	const struct block_name *found = find_block(inside);
	struct str target;

	if (found == NULL)
		return 0;
	if (closes)
		return close_block(rewriter, tag, tags_word(inside), found->block);
	if (found->block == BLOCK_LAYOUT)
		return drop(rewriter, tag);
	if (found->target == NULL)
		return open_block(rewriter, tag, inside, found->block);
	target = tags_argument(inside, str_c(found->target));
	if (target.n == 0)
		return 0;
	return found->block == BLOCK_CONTENT ? take_content(rewriter, tag, target)
					     : link_to(rewriter, tag, tag->to, target);
}
