/* What readers of a help centre could not see of an article, taken out of its tree before it becomes markdown. */
#include "generator/tickets/html_markdown_parts.h"

#include "common/map.h"
#include "generator/tickets/unseen.h"

struct pass {
	struct html_writer *writer;
	struct map openers; /* ids, and classes behind a dot, of what links and buttons of the article open */
	struct buf style;
	bool dropped; /* something that would have been there */
};

/* Links name what they open as "#panel"; other elements in attributes of many names, scripts among them. */
static bool may_open(const xmlAttr *attribute)
{
	static const char *const names[] = {"aria-controls", "aria-describedby", "commandfor", "rel", NULL};
	struct str name = str_c((const char *)attribute->name);

	return str_starts(name, STR("data-")) || str_starts(name, STR("on")) || str_is_any(name, names);
}

static bool is_of_id(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.' || (unsigned char)c >= 0x80;
}

/* Each word of a value: "panel-2", "#panel-2", "toggle('panel-2')"; with its dot that of a class, ".panel". */
static void note_words(struct pass *pass, const xmlAttr *attribute, struct str own_id)
{
	struct str value = STR("");

	if (attribute->children != NULL && node_is_text(attribute->children))
		value = arena_str(&pass->writer->arena, node_text(attribute->children));
	for (size_t from = 0, n; from < value.n; from += n + 1) {
		for (n = 0; from + n < value.n && is_of_id(value.s[from + n]);)
			n++;
		if (n != 0 && !str_eq(str_slice(value, from, from + n), own_id))
			(void)map_add(&pass->openers, str_slice(value, from, from + n), NULL);
	}
}

static void note_openers(struct pass *pass, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL; node = node->next) {
		struct str href, id;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		href = node_attribute(pass->writer, node, "href");
		if (str_starts(href, STR("#")) && href.n > 1)
			(void)map_add(&pass->openers, str_from(href, 1), NULL);
		id = node_attribute(pass->writer, node, "id");
		for (const xmlAttr *one = node->properties; one != NULL; one = one->next)
			if (may_open(one))
				note_words(pass, one, id);
		note_openers(pass, node->children);
	}
}

static bool can_be_opened(struct pass *pass, const xmlNode *node)
{
	struct arena *arena = &pass->writer->arena;
	struct str classes = node_attribute(pass->writer, node, "class"), one;

	if (str_eq_nocase(node_attribute(pass->writer, node, "role"), STR("tabpanel")) ||
	    map_find(&pass->openers, node_attribute(pass->writer, node, "id")) != NULL)
		return true;
	while (str_split(&classes, ' ', &one))
		if (one.n != 0 && map_find(&pass->openers, arena_printf(arena, ".%.*s", STR_ARG(one))) != NULL)
			return true;
	return false;
}

static bool has_text(const xmlNode *node)
{
	struct buf text;
	bool has;

	buf_init(&text, BUF_NO_LIMIT);
	node_plain_text(&text, node->children);
	has = str_trim(buf_view(&text)).n != 0;
	buf_release(&text);
	return has;
}

/* Is there anything in it that markdown would show? */
static bool shows_anything(const xmlNode *node)
{
	return has_text(node) || node_has(node, "img iframe video");
}

/* A picture alone in <noscript> is one that a script loads when it comes into sight. */
static bool is_late_picture(const xmlNode *node)
{
	return node_has(node, "img") && !has_text(node);
}

static bool is_hidden(struct pass *pass, const xmlNode *node)
{
	if (node_is(node, "template"))
		return true;
	if (node_is(node, "noscript"))
		return !is_late_picture(node);
	if (node_is(node, "dialog") && xmlHasProp(node, (const xmlChar *)"open") == NULL)
		return !can_be_opened(pass, node);
	if (xmlHasProp(node, (const xmlChar *)"hidden") != NULL &&
	    !str_eq_nocase(node_attribute(pass->writer, node, "hidden"), STR("until-found")))
		return !can_be_opened(pass, node);
	return unseen_is_hidden(buf_view(&pass->style)) && !can_be_opened(pass, node);
}

static void drop(struct pass *pass, xmlNode *node, bool shows)
{
	pass->dropped = pass->dropped || shows;
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Colours do not count: a style sheet that nobody gives us may have put another one behind them. */
static void drop_unseen(struct pass *pass, xmlNode *first, struct unseen_look around)
{
	xmlNode *next;

	for (xmlNode *node = first; node != NULL; node = next) {
		struct unseen_look look;

		next = node->next;
		if (node_is_text(node) && around.is_tiny) {
			drop(pass, node, str_trim(node_text(node)).n != 0);
			continue;
		}
		if (node->type != XML_ELEMENT_NODE || node_is_gone(node))
			continue;
		buf_clear(&pass->style);
		unseen_plain_style(&pass->style, node_attribute(pass->writer, node, "style"));
		if (is_hidden(pass, node)) {
			drop(pass, node, shows_anything(node));
			continue;
		}
		look = unseen_look_within(around, buf_view(&pass->style), STR(""), STR(""));
		drop_unseen(pass, node->children, look);
	}
}

bool html_drop_unseen(struct html_writer *writer, xmlNode *root)
{
	struct pass pass = {.writer = writer};

	map_init(&pass.openers);
	buf_init(&pass.style, BUF_NO_LIMIT);
	note_openers(&pass, root);
	drop_unseen(&pass, root->children, (struct unseen_look){false, false, false});
	buf_release(&pass.style);
	map_release(&pass.openers);
	return pass.dropped;
}
