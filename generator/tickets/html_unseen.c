/* What readers of a help centre could not see of an article, taken out of its tree before it becomes markdown. */
#include "generator/tickets/html_markdown_parts.h"

#include "common/map.h"
#include "generator/tickets/unseen.h"

struct pass {
	struct html_writer *writer;
	struct map openers; /* ids of what links and buttons of the article open */
	struct buf style;
	bool dropped; /* something that would have been there */
};

/* "#panel-2" of a link, "panel-2" of aria-controls; of addresses of other pages nothing. */
static void note_openers(struct pass *pass, const xmlNode *first)
{
	static const char *const attributes[] = {"href", "aria-controls", "data-target", "data-bs-target"};

	for (const xmlNode *node = first; node != NULL; node = node->next) {
		for (size_t i = 0; node->type == XML_ELEMENT_NODE && i < sizeof(attributes) / sizeof(*attributes);
		     i++) {
			struct str id = node_attribute(pass->writer, node, attributes[i]);

			if (i == 0 && !str_starts(id, STR("#")))
				continue;
			id = str_starts(id, STR("#")) ? str_from(id, 1) : id;
			if (id.n != 0)
				(void)map_add(&pass->openers, id, NULL);
		}
		note_openers(pass, node->children);
	}
}

static bool can_be_opened(struct pass *pass, const xmlNode *node)
{
	return str_eq_nocase(node_attribute(pass->writer, node, "role"), STR("tabpanel")) ||
	       map_find(&pass->openers, node_attribute(pass->writer, node, "id")) != NULL;
}

/* Is there anything in it that markdown would show? */
static bool shows_anything(const xmlNode *node)
{
	struct buf text;
	bool shows;

	buf_init(&text, BUF_NO_LIMIT);
	node_plain_text(&text, node->children);
	shows = str_trim(buf_view(&text)).n != 0 || node_has(node, "img iframe video");
	buf_release(&text);
	return shows;
}

static bool is_hidden(struct pass *pass, const xmlNode *node)
{
	if (node_is(node, "noscript template"))
		return true;
	if (node_is(node, "dialog") && xmlHasProp(node, (const xmlChar *)"open") == NULL)
		return true;
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
