#include "generator/yamltree.h"

#include "common/limits.h"
#include "common/utf8.h"

#include <yaml.h>

struct reading {
	yaml_parser_t parser;
	struct str text;
	size_t base;
	struct arena *arena;
	struct yamltree_notes *notes;
	struct yamltree_problem *problem;
	/* libyaml counts characters; where its last asked-for place is in bytes */
	size_t characters, bytes;
	bool is_ascii;
	bool has_anchors;
};

/* ---- places ---- */

/* Offset in the text of a place that libyaml gives. Places mostly ascend, so the walk goes on where it stopped. */
static size_t offset_of(struct reading *reading, size_t index)
{
	if (reading->is_ascii)
		return index < reading->text.n ? index : reading->text.n;
	if (index < reading->characters)
		reading->characters = reading->bytes = 0;
	while (reading->characters < index && reading->bytes < reading->text.n) {
		(void)utf8_next(reading->text, &reading->bytes);
		reading->characters++;
	}
	return reading->bytes;
}

static size_t place_at(struct reading *reading, const yaml_mark_t *mark)
{
	return reading->base + offset_of(reading, mark->index);
}

static bool fail(struct reading *reading, const yaml_mark_t *mark, const char *message, bool is_refusal)
{
	*reading->problem = (struct yamltree_problem){str_c(message), place_at(reading, mark), is_refusal};
	return false;
}

static void note(struct reading *reading, const yaml_mark_t *mark, const char *message)
{
	struct yamltree_notes *notes = reading->notes;

	if (notes->n < sizeof(notes->at) / sizeof(*notes->at))
		notes->at[notes->n++] = (struct yamltree_problem){str_c(message), place_at(reading, mark), true};
}

/* ---- events ---- */

/* libyaml knows two places of an error; the first is where the faulty thing began. */
static bool next_event(struct reading *reading, yaml_event_t *event)
{
	const yaml_parser_t *parser = &reading->parser;
	struct yamltree_problem *problem = reading->problem;

	if (yaml_parser_parse(&reading->parser, event) != 0)
		return true;
	problem->is_refusal = false;
	problem->at = place_at(reading, &parser->problem_mark);
	if (parser->error == YAML_READER_ERROR) {
		problem->at = reading->base;
		if (parser->problem_offset < reading->text.n)
			problem->at += parser->problem_offset;
	}
	problem->message =
	    parser->problem != NULL ? arena_str(reading->arena, str_c(parser->problem)) : STR("libyaml gave up");
	return false;
}

/* Escapes can put anything into a quoted scalar; control characters stay outside of every text. */
static struct str scalar_text(struct arena *arena, const yaml_event_t *event)
{
	const char *from = (const char *)event->data.scalar.value;
	size_t n = event->data.scalar.length, kept = 0;
	char *text = arena_alloc(arena, n + 1);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)from[i] >= 0x20 || from[i] == '\t' || from[i] == '\n')
			text[kept++] = from[i];
	text[kept] = '\0';
	return str_n(text, kept);
}

/* A tag or anchor swallowed what was meant as text: "!Important", "&c". */
static struct str source_of(struct reading *reading, const yaml_event_t *event)
{
	size_t from = offset_of(reading, event->start_mark.index), to = offset_of(reading, event->end_mark.index);

	return arena_str(reading->arena, str_trim(str_slice(reading->text, from, to)));
}

static struct node *read_scalar(struct reading *reading, const yaml_event_t *event)
{
	struct node *node;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	bool marked = event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;

	node = node_scalar(reading->arena, scalar_text(reading->arena, event), plain,
			   place_at(reading, &event->start_mark));
	if (event->data.scalar.tag != NULL)
		note(reading, &event->start_mark, "tags (!) are not read");
	else if (event->data.scalar.anchor != NULL)
		note(reading, &event->start_mark, "anchors (&) are not read");
	reading->has_anchors |= event->data.scalar.anchor != NULL;
	if (marked && node->text.n == 0 && plain)
		node->text = source_of(reading, event);
	return node;
}

/* An alias of nothing is a text that begins with an asterisk. */
static struct node *read_alias(struct reading *reading, const yaml_event_t *event)
{
	struct str text = STR("");

	if (reading->has_anchors)
		note(reading, &event->start_mark, "aliases (*) are not read");
	else
		text = source_of(reading, event);
	return node_scalar(reading->arena, text, true, place_at(reading, &event->start_mark));
}

/* ---- the tree ---- */

struct level {
	struct node *node;
	struct str key; /* of the item to come, in a map */
	size_t key_at;
	bool has_key;
};

static void note_properties(struct reading *reading, const yaml_event_t *event, const yaml_char_t *anchor,
			    const yaml_char_t *tag)
{
	if (tag != NULL)
		note(reading, &event->start_mark, "tags (!) are not read");
	else if (anchor != NULL)
		note(reading, &event->start_mark, "anchors (&) are not read");
	reading->has_anchors |= anchor != NULL;
}

/* The node that an event begins; NULL for events that begin none. */
static struct node *node_of(struct reading *reading, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(reading, event);
	case YAML_ALIAS_EVENT:
		return read_alias(reading, event);
	case YAML_SEQUENCE_START_EVENT:
		note_properties(reading, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
		return node_new(reading->arena, NODE_LIST, place_at(reading, &event->start_mark));
	case YAML_MAPPING_START_EVENT:
		note_properties(reading, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
		return node_new(reading->arena, NODE_MAP, place_at(reading, &event->start_mark));
	default:
		return NULL;
	}
}

/* Puts a node where it belongs: it is a key, or the item of one, or of a list. */
static bool place_node(struct reading *reading, struct level *level, struct node *node, const yaml_event_t *event)
{
	if (level->node->kind == NODE_MAP && !level->has_key) { /* NOLINT(clang-analyzer-core.NullDereference) */
		if (node->kind != NODE_SCALAR)
			return fail(reading, &event->start_mark, "a key must be a word", false);
		level->key = node->text;
		level->key_at = node->at;
		level->has_key = true;
		return true;
	}
	level->has_key = false;
	if (level->node->kind == NODE_MAP) {
		if (str_eq(level->key, STR("<<"))) {
			note(reading, &event->start_mark, "merge keys (<<) are not read");
			return true;
		}
		node->key = level->key;
		node->key_at = (uint32_t)level->key_at;
	}
	if (!node_add(level->node, node))
		note(reading, &event->start_mark, "too many items, the rest is left out");
	return true;
}

static bool is_end(const yaml_event_t *event)
{
	return event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT;
}

/* One event inside the document. */
static bool take_event(struct reading *reading, struct level *levels, int *depth, struct node **tree,
		       const yaml_event_t *event)
{
	struct node *node;

	if (is_end(event)) {
		--*depth;
		return true;
	}
	node = node_of(reading, event);
	if (node == NULL)
		return true;
	if (*depth == 0)
		*tree = node;
	else if (!place_node(reading, &levels[*depth - 1], node, event))
		return false;
	if (node->kind == NODE_SCALAR)
		return true;
	if (*depth == LIMIT_FRONT_MATTER_DEPTH)
		return fail(reading, &event->start_mark, "nested too deeply", true);
	levels[(*depth)++] = (struct level){.node = node};
	return true;
}

static bool read_document(struct reading *reading, struct node **tree)
{
	struct level levels[LIMIT_FRONT_MATTER_DEPTH];
	int depth = 0;

	*tree = NULL;
	for (;;) {
		yaml_event_t event;
		yaml_event_type_t type;
		bool fine;

		if (!next_event(reading, &event))
			return false;
		type = event.type;
		fine = take_event(reading, levels, &depth, tree, &event);
		yaml_event_delete(&event);
		if (!fine)
			return false;
		if (type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT)
			return true;
	}
}

static bool is_ascii(struct str text)
{
	unsigned char all = 0;

	for (size_t i = 0; i < text.n; i++)
		all |= (unsigned char)text.s[i];
	return all < 0x80;
}

bool yamltree_parse(struct str text, size_t at, struct arena *arena, struct node **tree, struct yamltree_notes *notes,
		    struct yamltree_problem *problem)
{
	struct reading reading = {.text = text, .base = at, .arena = arena, .notes = notes, .problem = problem};
	bool fine;

	*problem = (struct yamltree_problem){.message = STR("no memory left"), .at = at};
	reading.is_ascii = is_ascii(text);
	if (yaml_parser_initialize(&reading.parser) == 0)
		return false;
	yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reading.parser, (const unsigned char *)text.s, text.n);
	fine = read_document(&reading, tree);
	yaml_parser_delete(&reading.parser);
	return fine;
}
