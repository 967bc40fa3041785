#include "generator/markdown_leftovers.h"
#include "generator/sanitize_parts.h"

/*
 * What a component's tag says in its attributes, where its tool would have shown it: a title, what a field is called,
 * where it leads.
 */

struct said {
	struct str label;      /* a title, or what a field, file or person is called */
	struct str type;       /* of a field */
	struct str below, url; /* a description or caption; where it leads */
};

/* A value that is a text, not JavaScript. */
static struct str text_of(struct writer *writer, const struct html_tag *tag, const char *name)
{
	struct str value = sanitize_value(writer, tag, name);

	return value.n != 0 && value.s[0] == '{' ? STR_NONE : value;
}

/* The first of the attributes that the tag has a text in; absent when there is none. */
static struct str first_of(struct writer *writer, const struct html_tag *tag, const char *const *names)
{
	struct str value = STR_NONE;

	for (; *names != NULL && value.n == 0; names++)
		value = text_of(writer, tag, *names);
	return value;
}

/* <Icon name="rocket">, <slot name="x">: a name that is for programs. */
static bool has_name_for_readers(struct str component)
{
	static const char *const others[] = {"Icon", "Slot", "Snippet", "Include", "Input", "Button", "Meta", NULL};

	for (size_t i = 0; others[i] != NULL; i++)
		if (str_ends(component, str_c(others[i])))
			return false;
	return true;
}

/* <Badge text="new"/> in a heading: no word of its own, for it would be one of the heading's id, too. */
static struct said read_in_heading(struct writer *writer, const struct html_tag *tag)
{
	static const char *const titles[] = {"label", "title", NULL}, *const urls[] = {"href", "to", NULL};

	return (struct said){.label = first_of(writer, tag, titles), .url = first_of(writer, tag, urls)};
}

static struct said read(struct writer *writer, const struct html_tag *tag)
{
	static const char *const titles[] = {"label", "title", "heading", "text", "file-name", NULL};
	static const char *const fields[] = {"path", "query", "body", "header", NULL};
	static const char *const below[] = {"description", "caption", NULL}, *const urls[] = {"href", "to", NULL};
	struct said said = {.label = first_of(writer, tag, titles),
			    .below = first_of(writer, tag, below),
			    .url = first_of(writer, tag, urls)};
	struct str number;

	number = text_of(writer, tag, "number");
	if (number.n != 0 && str_eq(tag->name, STR("Listing"))) /* the text speaks of it by its number */
		said.below = arena_printf(writer->arena, said.below.n != 0 ? "Listing %.*s: %.*s" : "Listing %.*s%.*s",
					  STR_ARG(number), STR_ARG(said.below));
	if (said.label.n == 0 && str_eq(tag->name, STR("TabItem")))
		said.label = text_of(writer, tag, "value");
	if (said.label.n == 0) {
		if (has_name_for_readers(tag->name))
			said.label = text_of(writer, tag, "name");
		if (said.label.n == 0 && str_eq(tag->name, STR("ParamField")))
			said.label = first_of(writer, tag, fields);
		if (said.label.n != 0)
			said.type = text_of(writer, tag, "type");
	}
	return said;
}

static void write_label(struct writer *writer, const struct said *said, size_t at)
{
	buf_lit(writer->out, "<strong>");
	if (said->url.n != 0 && sanitize_url_is_safe(said->url, false))
		sanitize_link(writer, said->url, said->label, at);
	else
		writer_text(writer, said->label);
	buf_lit(writer->out, "</strong>");
	if (said->type.n == 0)
		return;
	writer_text(writer, STR(" "));
	writer_text(writer, said->type);
}

/* A text in a block, or a line, of its own. */
static void write_text(struct writer *writer, struct str text, bool is_block)
{
	if (text.n == 0)
		return;
	buf_str(writer->out, is_block ? STR("<p>") : STR(""));
	writer_text(writer, text);
	buf_str(writer->out, is_block ? STR("</p>") : STR(" "));
	writer_plain(writer, is_block ? STR("\n") : STR(" "));
}

void sanitize_component_caption(struct writer *writer, const struct html_tag *tag, bool is_block)
{
	write_text(writer, text_of(writer, tag, "caption"), is_block);
}

struct str sanitize_component(struct writer *writer, const struct html_tag *tag, bool is_block, size_t at)
{
	struct said said = writer->heading_level != 0 ? read_in_heading(writer, tag) : read(writer, tag);
	bool is_link = said.label.n == 0 && said.url.n != 0;

	if (said.label.n != 0) {
		buf_str(writer->out, is_block ? STR("<p>") : STR(""));
		write_label(writer, &said, at);
		buf_str(writer->out, is_block ? STR("</p>") : STR(" "));
		writer_plain(writer, is_block ? STR("\n") : STR(" "));
	}
	write_text(writer, said.below, is_block);
	return is_link ? said.url : STR_NONE;
}
