/* Nodes of libxml2 as the writers of markdown ask about them. */
#include "generator/tickets/html_markdown_parts.h"

#include "common/utf8.h"
#include "generator/htmltags.h"

static struct str name_of(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE ? str_c((const char *)node->name) : STR("");
}

bool node_is(const xmlNode *node, const char *names)
{
	struct str rest = str_c(names), name = name_of(node), one;

	while (name.n != 0 && str_split(&rest, ' ', &one))
		if (str_eq_nocase(name, one))
			return true;
	return false;
}

/* "" when there is none. */
struct str node_attribute(struct html_writer *writer, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	struct str text = value != NULL ? arena_str(&writer->arena, str_trim(str_c((const char *)value))) : STR("");

	xmlFree(value);
	return text;
}

bool node_is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE || node->type == XML_ENTITY_REF_NODE;
}

struct str node_text(const xmlNode *node)
{
	return node->content != NULL ? str_c((const char *)node->content) : STR("");
}

/* What nobody reads. */
bool node_is_gone(const xmlNode *node)
{
	return (node->type != XML_ELEMENT_NODE && !node_is_text(node)) ||
	       node_is(node, "script style head title link meta base svg source track input");
}

bool node_is_block(const xmlNode *node)
{
	const struct element *element = htmltags_find(name_of(node));

	return element != NULL && ((element->flags & BLOCK) != 0 || node_is(node, "form noscript iframe video"));
}

bool node_has_block(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (child->type == XML_ELEMENT_NODE && (node_is_block(child) || node_has_block(child)))
			return true;
	return false;
}

bool node_has(const xmlNode *node, const char *names)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if (node_is(child, names) || (child->type == XML_ELEMENT_NODE && node_has(child, names)))
			return true;
	return false;
}

/* All text in it as it stands; <br> is a line end. */
void node_plain_text(struct buf *out, const xmlNode *first)
{
	for (const xmlNode *node = first; node != NULL; node = node->next) {
		if (node_is_gone(node))
			continue;
		if (node_is_text(node))
			buf_str(out, node_text(node));
		else if (node_is(node, "br"))
			buf_char(out, '\n');
		else
			node_plain_text(out, node->children);
		if (node_is(node, "p div") && out->n != 0 && out->s[out->n - 1] != '\n')
			buf_char(out, '\n');
	}
}

bool html_skip_blank(struct str text, size_t *at)
{
	size_t from = *at;
	uint32_t c = utf8_next(text, at);

	if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x2028 || c == 0x2029)
		return true;
	*at = from;
	return false;
}

bool html_is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7F;
}
