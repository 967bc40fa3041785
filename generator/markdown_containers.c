#include "common/letter_case.h"
#include "common/limits.h"
#include "generator/markdown_alerts.h"
#include "generator/markdown_tags.h"
#include "generator/markdown_walk.h"
#include "generator/sanitize.h"

/* ---- markers: ::: blocks and the like ---- */

const struct marker *walk_marker(const struct walk *walk, const cmark_node *node)
{
	if (node == NULL || walk_kind(node) != K_HTML_BLOCK)
		return NULL;
	return source_marker(walk->writer->source, walk_chunk(&node->as.literal));
}

/* A title is written with inline markup: `code`, *emphasis*. */
static void write_title_text(struct walk *walk, const cmark_node *node, struct str title)
{
	cmark_node *paragraph = walk_parse(title, walk->writer->options->smart_punctuation)->first_child;
	size_t place = walk->fixed_place;
	cmark_node *child, *next;

	if (paragraph == NULL || walk_kind(paragraph) != K_PARAGRAPH) {
		writer_text(walk->writer, title);
		return;
	}
	walk->fixed_place = walk_place(walk, node);
	walk->writer->inlines++;
	walk->writer->depth++;
	for (child = paragraph->first_child; child != NULL; child = next) {
		next = child->next;
		walk_tree(walk, child);
	}
	sanitize_close(walk->writer);
	walk->writer->depth--;
	walk->writer->inlines--;
	walk->fixed_place = place;
}

/* The look and title of a block by its name. A title of its own is written, else the name's. */
static void write_alert_start(struct walk *walk, const cmark_node *node, struct str name, struct str title,
			      bool has_title)
{
	struct writer *writer = walk->writer;
	const struct alert *alert = alerts_find(name);

	writer_html(writer, "<div class=\"alert alert-");
	buf_str(writer->out, str_c(alert != NULL ? alert->look : "note"));
	writer_html(writer, "\" role=\"note\">\n");
	if (has_title && title.n == 0)
		return;
	writer_html(writer, "<p class=\"alert-title\">");
	if (title.n != 0)
		write_title_text(walk, node, title);
	else if (alert != NULL)
		writer_escaped(writer, alerts_title(alert, writer_lang(writer)));
	else
		writer_text(writer, name);
	writer_html(writer, "</p>\n");
	writer_plain_line(writer);
}

static void write_details_start(struct walk *walk, const cmark_node *node, struct str name, struct str title,
				bool is_open)
{
	struct writer *writer = walk->writer;
	const struct alert *alert = alerts_find(name);

	writer_html(writer, "<details");
	if (is_open)
		writer_html(writer, " open");
	writer_html(writer, ">\n<summary>");
	if (title.n != 0)
		write_title_text(walk, node, title);
	else if (alert != NULL)
		writer_escaped(writer, alerts_title(alert, writer_lang(writer)));
	else
		writer_escaped(writer, alerts_details(writer_lang(writer)));
	writer_html(writer, "</summary>\n");
	writer_plain_line(writer);
}

static void write_title_paragraph(struct walk *walk, const cmark_node *node, struct str title)
{
	writer_html(walk->writer, "<p><strong>");
	write_title_text(walk, node, title);
	writer_html(walk->writer, "</strong></p>\n");
	writer_plain_line(walk->writer);
}

static void open_container(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	struct writer *writer = walk->writer;

	sanitize_before_heading(writer);
	writer_plain_line(writer);
	if (str_eq_nocase(marker->name, STR("details"))) {
		write_details_start(walk, node, marker->name, marker->title, false);
		sanitize_container_open(writer, STR("</details>\n"));
	} else if (alerts_find(marker->name) != NULL) {
		write_alert_start(walk, node, marker->name, marker->title, false);
		sanitize_container_open(writer, STR("</div>\n"));
	} else {
		if (marker->title.n != 0)
			write_title_paragraph(walk, node, marker->title);
		sanitize_container_open(writer, STR(""));
	}
	if (str_starts(marker->original, STR(":::")))
		sanitize_container_needs_end(writer, marker->name, walk_place(walk, node));
}

/* The name of an alert among the classes of {: .note .x}; absent when there is none. */
static struct str alert_class(struct str attributes)
{
	struct str rest = attributes, word;

	while (str_split(&rest, ' ', &word)) {
		if (word.n < 2 || word.s[0] != '.')
			continue;
		word = str_from(word, 1);
		if (str_ends(word, STR("-title")))
			word = str_slice(word, 0, word.n - 6);
		if (alerts_find(word) != NULL)
			return word;
	}
	return STR_NONE;
}

static void write_anchor(struct walk *walk, struct str id)
{
	if (id.n == 0)
		return;
	walk_start_block(walk);
	writer_anchor(walk->writer, id);
}

/* {: .note} in front of a paragraph or quote is Just the Docs' way to write an alert. */
static void write_attributes(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	struct str name = alert_class(marker->name);
	const cmark_node *next = node->next;

	if (walk->alert_behind == node) { /* it has become one */
		walk->alert_behind = NULL;
		return;
	}
	if (marker->stands_before && name.n != 0 && next != NULL &&
	    (walk_kind(next) == K_PARAGRAPH || walk_kind(next) == K_BLOCK_QUOTE) && walk->close_behind == NULL) {
		sanitize_before_heading(walk->writer);
		write_alert_start(walk, node, name, STR_NONE, false);
		sanitize_container_open(walk->writer, STR("</div>\n"));
		walk->close_behind = next;
		return;
	}
	if (node->prev != NULL && walk_kind(node->prev) == K_HEADING)
		return; /* taken with it */
	if (marker->stands_before || node->prev == NULL || walk_kind(node->prev) != K_PARAGRAPH)
		write_anchor(walk, tags_id(marker->name));
	if (tags_is_id_alone(marker->name) || walk->classes_behind == node)
		return;
	tags_note_list(walk->writer, marker->original, walk_place(walk, node));
}

void walk_open_alert_around(struct walk *walk, const cmark_node *node)
{
	const struct marker *marker = walk_marker(walk, node->next);
	struct str name;

	if (marker == NULL || marker->kind != MARKER_ATTRIBUTES || marker->stands_before || walk->close_behind != NULL)
		return;
	name = alert_class(marker->name);
	if (name.n == 0)
		return;
	sanitize_before_heading(walk->writer);
	write_alert_start(walk, node, name, STR_NONE, false);
	sanitize_container_open(walk->writer, STR("</div>\n"));
	walk->close_behind = node;
	walk->alert_behind = node->next;
}

/* <dl>, then <dt> and <dd> in turn: each ends the one before it. */
static void write_definition_mark(struct walk *walk, const struct marker *marker)
{
	struct writer *writer = walk->writer;

	if (marker->kind == MARKER_TERM && marker->is_open) {
		walk_start_block(walk);
		writer_html(writer, "<dl>\n");
		sanitize_container_open(writer, STR("</dl>\n"));
	} else {
		(void)sanitize_container_close(writer);
	}
	writer_plain_line(writer);
	if (marker->kind == MARKER_DEFINED) {
		(void)sanitize_container_close(writer);
		return;
	}
	if (marker->kind == MARKER_TERM) {
		writer_html(writer, "<dt>");
		sanitize_container_open(writer, STR("</dt>\n"));
	} else {
		writer_html(writer, "<dd>");
		sanitize_container_open(writer, STR("</dd>\n"));
	}
}

bool walk_is_of_definition(const struct walk *walk, const cmark_node *paragraph)
{
	const struct marker *before = walk_marker(walk, paragraph->prev), *behind = walk_marker(walk, paragraph->next);

	return before != NULL && behind != NULL && (before->kind == MARKER_TERM || before->kind == MARKER_DEFINITION) &&
	       (behind->kind == MARKER_TERM || behind->kind == MARKER_DEFINITION || behind->kind == MARKER_DEFINED);
}

void walk_write_marker(struct walk *walk, const cmark_node *node, const struct marker *marker)
{
	switch (marker->kind) {
	case MARKER_OPEN:
		if (walk->writer->open.n < LIMIT_HTML_DEPTH)
			open_container(walk, node, marker);
		break;
	case MARKER_CLOSE:
		if (sanitize_container_close(walk->writer) || marker->original.n == 0)
			break;
		walk_start_block(walk);
		writer_html(walk->writer, "<p>");
		writer_text(walk->writer, marker->original);
		writer_html(walk->writer, "</p>\n");
		break;
	case MARKER_TERM:
	case MARKER_DEFINITION:
	case MARKER_DEFINED:
		write_definition_mark(walk, marker);
		break;
	case MARKER_LABEL:
		*vec_add(&walk->writer->labels) = arena_str(walk->writer->arena, marker->name);
		*vec_add(&walk->writer->labels) = STR("");
		if (node->next == NULL || walk_kind(node->next) != K_HEADING)
			write_anchor(walk, marker->name);
		break;
	case MARKER_ATTRIBUTES:
		write_attributes(walk, node, marker);
		break;
	case MARKER_MARK:
	case MARKER_QUOTE: /* its block quote has dealt with it */
	case MARKER_NONE:
		break;
	}
}

/* ---- alerts: a block quote that begins with [!NOTE] ---- */

static bool is_break(const cmark_node *node)
{
	return node == NULL || walk_kind(node) == K_SOFTBREAK || walk_kind(node) == K_LINEBREAK;
}

static const cmark_node *alert_text_of(const cmark_node *quote)
{
	const cmark_node *paragraph = quote->first_child, *text;

	if (paragraph == NULL || walk_kind(paragraph) != K_PARAGRAPH)
		return NULL;
	text = paragraph->first_child;
	return text != NULL && walk_kind(text) == K_TEXT ? text : NULL;
}

/* "[!NOTE] rest", Adobe's "![info] rest" and Obsidian's "[!NOTE|x]- rest": the name, and how much of the text it takes.
 */
static size_t read_alert_name(struct str text, struct str *name)
{
	ptrdiff_t close = str_find_char(text, ']'), more;

	if (close < 0 || (!str_starts(text, STR("[!")) && !str_starts(text, STR("!["))))
		return 0;
	*name = str_slice(text, 2, (size_t)close);
	more = str_find_char(*name, '|');
	if (more > 0)
		*name = str_slice(*name, 0, (size_t)more);
	return (size_t)close + 1;
}

/* The sign behind Obsidian's "[!NOTE]": '-' is folded, '+' is open and can be folded, anything else neither. */
static char fold_sign(struct str text, size_t at)
{
	bool ends = at + 1 >= text.n || text.s[at + 1] == ' ';

	return at < text.n && (text.s[at] == '-' || text.s[at] == '+') && ends ? text.s[at] : '\0';
}

/* "[!LEGACY]": a kind of somebody's own, one word. Tags of Microsoft Learn are none. */
static bool is_own_kind(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!str_is_alpha(name.s[i]) && name.s[i] != '-' && name.s[i] != '_')
			return false;
	return name.n > 2 && str_is_alpha(name.s[0]) && !str_eq_nocase(name, STR("div")) &&
	       !str_eq_nocase(name, STR("selector")) && !str_eq_nocase(name, STR("video")) &&
	       !str_eq_nocase(name, STR("include"));
}

/* As Obsidian shows them, by their name. */
static const struct alert *own_kind(struct walk *walk, struct str name)
{
	struct alert *alert = ARENA_NEW(walk->writer->arena, struct alert);
	struct buf title;

	buf_init(&title, BUF_NO_LIMIT);
	letter_case_capitalize(&title, name);
	for (size_t i = 0; i < title.n; i++)
		if (title.s[i] == '-' || title.s[i] == '_')
			title.s[i] = ' ';
	*alert = (struct alert){"", "note", arena_str(walk->writer->arena, buf_view(&title)).s};
	buf_release(&title);
	return alert;
}

/* "[!TIP]" of a kind that is known, with a line for itself and something below it. */
static bool is_alert_line(const cmark_node *text)
{
	struct str written, name;

	if (walk_kind(text) != K_TEXT || !is_break(text->prev) || !is_break(text->next) ||
	    (text->next == NULL && text->parent->next == NULL))
		return false;
	written = str_trim(walk_chunk(&text->as.literal));
	return str_starts(written, STR("[!")) && read_alert_name(written, &name) == written.n &&
	       alerts_find(name) != NULL;
}

/* The line of an alert behind other text in its paragraph begins a paragraph of its own; NULL: there is none. */
static cmark_node *split_paragraph(cmark_node *paragraph)
{
	for (cmark_node *text = paragraph->first_child; text != NULL; text = text->next) {
		cmark_node *rest, *line_end = text->prev;

		text->parent = paragraph;
		if (line_end == NULL || line_end->prev == NULL || !is_alert_line(text))
			continue;
		rest = walk_split(paragraph, text);
		paragraph->last_child = line_end->prev;
		line_end->prev->next = NULL;
		return rest;
	}
	return NULL;
}

/*
 * An alert that is not what its quote begins with gets a quote of its own, behind it: two of them that only a line ">"
 * stands between, or one below some words. What is behind learns of its new parent when the new quote is entered, so
 * that it does so once.
 */
static void split_quote(cmark_node *quote)
{
	for (cmark_node *block = quote->first_child; block != NULL; block = block->next) {
		cmark_node *alert = NULL;

		block->parent = quote;
		if (walk_kind(block) != K_PARAGRAPH || block->first_child == NULL)
			continue;
		block->first_child->parent = block;
		if (block->prev != NULL && is_alert_line(block->first_child))
			alert = block;
		else
			alert = split_paragraph(block);
		if (alert == NULL)
			continue;
		(void)walk_split(quote, alert);
		return;
	}
}

static bool enter_alert(struct walk *walk, const cmark_node *quote)
{
	struct writer *writer = walk->writer;
	const cmark_node *text = alert_text_of(quote);
	const struct alert *alert;
	struct str name;
	size_t taken;
	char fold;

	if (text == NULL || (taken = read_alert_name(walk_chunk(&text->as.literal), &name)) == 0)
		return false;
	alert = alerts_find(name);
	if (alert == NULL && is_own_kind(name) && str_starts(walk_chunk(&text->as.literal), STR("[!")))
		alert = own_kind(walk, name);
	if (alert == NULL)
		return false;
	fold = fold_sign(walk_chunk(&text->as.literal), taken);
	walk->alert_folds = fold != '\0';
	taken += walk->alert_folds;
	if (walk->alert_folds) {
		buf_str(writer->out, fold == '+' ? STR("<details open>\n<summary>") : STR("<details>\n<summary>"));
	} else {
		writer_html(writer, "<div class=\"alert alert-");
		buf_str(writer->out, str_c(alert->look));
		writer_html(writer, "\" role=\"note\">\n");
		writer_html(writer, "<p class=\"alert-title\">");
	}
	walk->alert_text = (cmark_node *)(uintptr_t)text;
	walk->cut_n = taken;
	if (str_trim(str_from(walk_chunk(&text->as.literal), taken)).n == 0 && is_break(text->next))
		(alert->name[0] == '\0' ? writer_text : writer_escaped)(writer,
									alerts_title(alert, writer_lang(writer)));
	return true;
}

/* "!!! note", "??? note" and === "Tab" have become a quote that begins with a marker. */
static bool enter_admonition(struct walk *walk, cmark_node *quote)
{
	const struct marker *marker = walk_marker(walk, quote->first_child);

	if (marker == NULL || marker->kind != MARKER_QUOTE)
		return false;
	if (marker->is_tab)
		write_title_paragraph(walk, quote->first_child, marker->title);
	else if (marker->is_foldable)
		write_details_start(walk, quote->first_child, marker->name, marker->title, marker->is_open);
	else
		write_alert_start(walk, quote->first_child, marker->name, marker->title, marker->title.s != NULL);
	return true;
}

void walk_enter_quote(struct walk *walk, cmark_node *node)
{
	walk_start_block(walk);
	split_quote(node);
	if (enter_admonition(walk, node))
		node->user_data = walk;
	else if (enter_alert(walk, node))
		node->user_data = walk->alert_folds ? (void *)&walk->alert_folds : walk;
	else
		writer_html(walk->writer, "<blockquote>\n");
}

void walk_leave_quote(struct walk *walk, const cmark_node *node)
{
	const struct marker *marker = walk_marker(walk, node->first_child);

	if (node->user_data == NULL)
		writer_html(walk->writer, "</blockquote>\n");
	else if (marker != NULL && marker->kind == MARKER_QUOTE && marker->is_tab)
		(void)0; /* a tab's text is part of the text around it */
	else if (node->user_data == &walk->alert_folds ||
		 (marker != NULL && marker->kind == MARKER_QUOTE && marker->is_foldable))
		writer_html(walk->writer, "</details>\n");
	else
		writer_html(walk->writer, "</div>\n");
	writer_plain_line(walk->writer);
}

/* The paragraph whose first line is the alert's title: <p class="alert-title"> is open already. */
bool walk_is_alert_title(const struct walk *walk, const cmark_node *paragraph)
{
	return walk->alert_text != NULL && paragraph->first_child == walk->alert_text;
}

void walk_end_alert_title(struct walk *walk, const cmark_node *next)
{
	struct writer *writer = walk->writer;

	sanitize_close(writer);
	writer->inlines -= walk->alert_folds;
	if (walk->alert_folds)
		writer_html(writer, "</summary>\n");
	else if (writer->paragraph_is_open)
		writer_html(writer, "</p>\n");
	writer_plain_line(writer);
	walk->in_alert_title = false;
	writer->paragraph_is_open = false;
	if (next == NULL)
		return;
	writer_html(writer, "<p>");
	writer->paragraph_is_open = true;
}
