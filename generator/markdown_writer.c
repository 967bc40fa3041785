#include "generator/markdown_writer.h"

#include "common/block.h"
#include "common/escape.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "generator/heading_id.h"
#include "generator/markdown_myst.h"
#include "generator/markdown_source.h"

#include <stdarg.h>
#include <stdio.h>

#define SUMMARY_BYTES ((size_t)300)
/* Of each heading in a passage's path: a page of long headings must not become a page of long paths. */
#define PATH_PART_BYTES ((size_t)200)

void writer_begin(struct writer *writer, struct page *page, const struct markdown_options *options,
		  const struct source *source, struct buf *out, struct arena *arena, struct diag_list *diags)
{
	writer->page = page;
	writer->options = options;
	writer->source = source;
	writer->out = out;
	writer->start = out->n;
	writer->arena = arena;
	writer->diags = diags;
	writer->plain.max = BUF_NO_LIMIT;
	writer->scratch.max = BUF_NO_LIMIT;
	buf_clear(&writer->plain);
	vec_clear(&writer->links);
	vec_clear(&writer->headings);
	vec_clear(&writer->ranges);
	vec_clear(&writer->anchors);
	vec_clear(&writer->labels);
	vec_clear(&writer->open);
	vec_clear(&writer->notes);
	writer->in_link = 0;
	writer->is_mdx = writer->in_foreign = false;
	writer->components_sought = 0;
	writer->module_title = STR_NONE;
	if (writer->ids.n != 0)
		map_clear(&writer->ids);
	writer->target_bytes = 0;
	writer->depth = 0;
	writer->paragraph_is_open = false;
	writer->inlines = 0;
	writer->heading_level = 0;
	writer->level_shift = 0;
	writer->summary_from = writer->summary_to = 0;
	writer->rest_from = writer->rest_to = 0;
	*vec_add(&writer->ranges) = (struct passage_range){0};
}

/* ---- text ---- */

void writer_escaped(struct writer *writer, struct str text)
{
	escape_html(writer->out, text);
}

void writer_plain(struct writer *writer, struct str text)
{
	buf_str(&writer->plain, text);
}

void writer_text(struct writer *writer, struct str text)
{
	escape_html(writer->out, text);
	buf_str(&writer->plain, text);
}

void writer_plain_line(struct writer *writer)
{
	if (writer->plain.n != 0 && writer->plain.s[writer->plain.n - 1] != '\n')
		buf_char(&writer->plain, '\n');
}

/* ---- notes ---- */

#define NOTES_ONE_BY_ONE 3

void writer_note(struct writer *writer, enum diag_code code, size_t at, const char *format, ...)
{
	struct note *note = vec_add(&writer->notes);
	char text[256];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	note->code = code;
	source_place(writer->source, at, &note->line, &note->column);
	if (n < 0)
		n = 0;
	note->message = arena_str(writer->arena, utf8_cut(str_c(text), (size_t)n));
	if ((size_t)n >= sizeof(text)) { /* cut by vsnprintf, perhaps inside a character */
		size_t valid = utf8_valid_prefix(note->message);

		note->message = arena_printf(writer->arena, "%.*s…", (int)valid, note->message.s);
	}
}

void writer_note_hint(struct writer *writer, struct str hint)
{
	writer->notes.at[writer->notes.n - 1].hint = hint;
}

static void say_note(struct writer *writer, const struct note *note, size_t more)
{
	struct place place = {writer->page->path, note->line, note->column};

	if (more != 0)
		diag_add(writer->diags, note->code, place, "%.*s (and %zu more on this page)", STR_ARG(note->message),
			 more);
	else
		diag_add(writer->diags, note->code, place, "%.*s", STR_ARG(note->message));
	if (note->hint.n != 0)
		diag_hint(writer->diags, "%.*s", STR_ARG(note->hint));
}

static int note_cmp(const void *x, const void *y)
{
	const struct note *a = x, *b = y;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static void say_notes(struct writer *writer)
{
	size_t counts[DIAG_CODES_N] = {0};

	if (writer->notes.n == 0)
		return;
	qsort(writer->notes.at, writer->notes.n, sizeof(*writer->notes.at), note_cmp);
	for (size_t i = 0; i < writer->notes.n; i++)
		counts[writer->notes.at[i].code]++;
	for (size_t i = 0; i < writer->notes.n; i++) {
		const struct note *note = &writer->notes.at[i];
		size_t n = counts[note->code];

		if (n == 0)
			continue;
		say_note(writer, note, n > NOTES_ONE_BY_ONE ? n - 1 : 0);
		if (n > NOTES_ONE_BY_ONE)
			counts[note->code] = 0;
	}
}

/* ---- links ---- */

/* Without control characters and what is not UTF-8. */
static struct str clean_target(struct arena *arena, struct str target)
{
	char *s = arena_alloc(arena, target.n + 1);
	size_t n = 0, at = 0, from;

	while (at < target.n) {
		uint32_t c;

		from = at;
		c = utf8_next(target, &at);
		if (c < 32 || c == 127 || (c == 0xFFFD && at - from == 1))
			continue;
		memcpy(s + n, target.s + from, at - from);
		n += at - from;
	}
	s[n] = '\0';
	return str_n(s, n);
}

void writer_hole(struct writer *writer, enum link_kind kind, struct str target, uint32_t line, uint32_t column)
{
	struct link *link = vec_add(&writer->links);

	link->kind = kind;
	link->target = writer->may_have_controls || !utf8_is_valid(target) ? clean_target(writer->arena, target)
									   : arena_str(writer->arena, target);
	link->hole = (uint32_t)(writer->out->n - writer->start);
	link->line = line;
	link->column = column;
	writer->target_bytes += target.n;
	if (writer->target_bytes > writer->limit) /* one long reference, used often */
		writer->out->failed = true;
}

/* "guide/x.md" and "/x", but not "//host" and "https:": something of the site, which has a title. */
static bool is_of_site(struct str target)
{
	ptrdiff_t colon = str_find_char(target, ':'), slash = str_find_char(target, '/');

	return !str_starts(target, STR("//")) && (colon < 0 || (slash >= 0 && slash < colon));
}

void writer_fill_link(struct writer *writer, uint32_t index, size_t content)
{
	const struct link *link = &writer->links.at[index];
	struct note *note;

	if (str_trim(str_from(buf_view(writer->out), content)).n != 0 || link->target.n == 0 ||
	    (link->target.s[0] == '#' && !writer->source->is_myst))
		return;
	if (is_of_site(link->target) || myst_label_of(link->target).n != 0) {
		writer_hole(writer, LINK_TITLE, link->target, link->line, link->column);
		return;
	}
	writer_text(writer, link->target);
	writer_note(writer, DIAG_LINK_EMPTY, 0, "link to \"%.*s\" has no text", STR_ARG(link->target));
	writer_note_hint(writer, STR("its address is shown; write [text](address)"));
	note = &writer->notes.at[writer->notes.n - 1];
	note->line = link->line;
	note->column = link->column;
}

/* ---- headings ---- */

/* Puts text into the HTML before what is there already; holes behind it move. */
static void insert(struct writer *writer, size_t at, struct str text)
{
	struct buf *out = writer->out;
	size_t behind = out->n - at;
	char *end = buf_reserve(out, text.n);

	if (end == NULL)
		return;
	memmove(out->s + at + text.n, out->s + at, behind);
	memcpy(out->s + at, text.s, text.n);
	out->n += text.n;
	out->s[out->n] = '\0';
	for (size_t i = writer->heading_links; i < writer->links.n; i++)
		writer->links.at[i].hole += (uint32_t)text.n;
}

static void end_range(struct writer *writer)
{
	writer->ranges.at[writer->ranges.n - 1].to = (uint32_t)writer->plain.n;
}

/* The page's title is its only <h1>. */
static uint8_t lowered(const struct writer *writer, uint8_t level)
{
	int lower = level + writer->level_shift;

	if (lower < 2 && writer->options->take_title)
		return 2;
	return lower > 6 ? 6 : (uint8_t)lower;
}

void writer_table_start(struct writer *writer)
{
	if (writer->rest_to == 0 && str_trim(str_from(buf_view(&writer->plain), writer->rest_from)).n != 0)
		writer->rest_to = (uint32_t)writer->plain.n;
}

void writer_table_end(struct writer *writer)
{
	if (writer->rest_to == 0)
		writer->rest_from = (uint32_t)writer->plain.n;
}

void writer_heading_start(struct writer *writer, uint8_t level)
{
	writer_plain_line(writer);
	end_range(writer);
	writer->heading_level = lowered(writer, level);
	writer_html(writer, "<h");
	buf_char(writer->out, (char)('0' + writer->heading_level));
	writer->heading_at = writer->out->n;
	buf_char(writer->out, '>');
	writer->heading_plain = writer->plain.n;
	writer->heading_links = writer->links.n;
}

struct str writer_heading_text(const struct writer *writer)
{
	return str_from(buf_view(&writer->plain), writer->heading_plain);
}

void writer_heading_forget(struct writer *writer)
{
	buf_cut(writer->out, writer->heading_at - 3);
	buf_cut(&writer->plain, writer->heading_plain);
	writer->links.n = writer->heading_links;
	writer->heading_level = 0;
}

bool writer_claim_id(struct writer *writer, struct str id)
{
	struct map_entry *entry = map_find(&writer->ids, id);

	if (entry != NULL)
		return false;
	map_add(&writer->ids, arena_str(writer->arena, id), NULL)->value.number = 1;
	return true;
}

void writer_anchor(struct writer *writer, struct str id)
{
	if (!writer_claim_id(writer, id))
		return;
	*vec_add(&writer->anchors) = arena_str(writer->arena, id);
	buf_lit(writer->out, "<span id=\"");
	escape_html(writer->out, id);
	buf_lit(writer->out, "\"></span>\n");
}

/* "name", "name-1", "name-2" … as GitHub does. */
static struct str unique_id(struct writer *writer, struct str wanted)
{
	struct map_entry *entry;
	struct str id;
	uint64_t number;

	if (writer_claim_id(writer, wanted))
		return wanted;
	entry = map_find(&writer->ids, wanted);
	number = entry->value.number;
	do {
		id = arena_printf(writer->arena, "%.*s-%u", STR_ARG(wanted), (unsigned)number++);
	} while (map_find(&writer->ids, id) != NULL);
	entry->value.number = number;
	map_add(&writer->ids, id, NULL)->value.number = 1;
	return id;
}

static struct str heading_attributes(struct writer *writer, struct str id, struct str classes)
{
	struct buf *scratch = &writer->scratch;

	buf_clear(scratch);
	buf_lit(scratch, " id=\"");
	escape_html(scratch, id);
	buf_char(scratch, '"');
	if (classes.n != 0) {
		buf_lit(scratch, " class=\"");
		escape_html(scratch, classes);
		buf_char(scratch, '"');
	}
	return buf_view(scratch);
}

void writer_heading_end(struct writer *writer, struct str id, struct str classes)
{
	struct heading *heading = vec_add(&writer->headings);

	heading->level = writer->heading_level;
	heading->text = writer_one_line(writer->arena, writer_heading_text(writer));
	if (id.n == 0) {
		buf_clear(&writer->scratch);
		heading_id(&writer->scratch, heading->text);
		id = writer->scratch.n != 0 ? buf_view(&writer->scratch) : STR("section");
	}
	heading->id = unique_id(writer, arena_str(writer->arena, id));
	insert(writer, writer->heading_at, heading_attributes(writer, heading->id, classes));
	writer_html(writer, "</h");
	buf_char(writer->out, (char)('0' + heading->level));
	writer_html(writer, ">\n");
	writer_plain_line(writer);
	*vec_add(&writer->ranges) =
	    (struct passage_range){.heading = (uint32_t)writer->headings.n, .from = (uint32_t)writer->plain.n};
	writer->heading_level = 0;
}

void writer_heading_label(struct writer *writer, struct str label)
{
	size_t at = writer->heading_at - STR("<h2").n;

	if (label.n == 0 || !writer_claim_id(writer, label))
		return;
	*vec_add(&writer->anchors) = arena_str(writer->arena, label);
	buf_clear(&writer->scratch);
	buf_lit(&writer->scratch, "<span id=\"");
	escape_html(&writer->scratch, label);
	buf_lit(&writer->scratch, "\"></span>\n");
	insert(writer, at, buf_view(&writer->scratch));
}

/* ---- the end: passages, summary, words ---- */

/* What a byte is in plain text; from BYTE_CONTROL on it needs a closer look. */
enum byte_class { BYTE_SEPARATOR, BYTE_WORD, BYTE_CONTROL, BYTE_C2, BYTE_THREE };

static uint8_t byte_classes[256];

static void fill_byte_classes(void)
{
	if (byte_classes['a'] == BYTE_WORD)
		return;
	for (int c = 0; c < 256; c++) {
		if (c < 32 || c == 127 || c >= 0xFE) /* 0xFE, 0xFF: what cmark-gfm makes of &#xFFFE; and &#xFFFF; */
			byte_classes[c] = c == '\n' ? BYTE_SEPARATOR : BYTE_CONTROL;
		else if (c == 0xC2)
			byte_classes[c] = BYTE_C2;
		else if (c >= 0xE2 && c <= 0xE9)
			byte_classes[c] = BYTE_THREE;
		else
			byte_classes[c] = c >= 128 || str_is_alnum((char)c) || c == '_' ? BYTE_WORD : BYTE_SEPARATOR;
	}
}

/* Of a byte that needs a closer look: cleans it, counts ideographs, returns how many bytes it took. */
static size_t clean_special(char *s, size_t n, uint32_t *ideographs)
{
	switch (byte_classes[(unsigned char)*s]) {
	case BYTE_C2: /* U+0080 to U+00BF: control characters, then signs */
		if (n > 1 && (unsigned char)s[1] < 0xA0)
			s[0] = s[1] = ' ';
		return 2;
	case BYTE_THREE: /* U+2000 to U+9FFF; U+3000 to U+303F are punctuation */
		*ideographs += n > 2 && (unsigned char)*s >= 0xE3 && memcmp(s, "\xE3\x80", 2) != 0;
		return 3;
	default:
		*s = ' ';
		return 1;
	}
}

/* How many bytes of a mask are set. */
static uint32_t bytes_set(uint64_t mask)
{
	return (uint32_t)((mask & 0x0101010101010101u) * 0x0101010101010101u >> 56);
}

/* Counts the words that begin in sixteen bytes by what byte_classes has; false when one of them needs a closer look. */
static bool count_block(const char *s, uint32_t *words, uint32_t *in_word)
{
	const block b = block_at(s), lower = b | 0x20;
	uint64_t word[2];

	if (!BLOCK_IN_ORDER || block_any((block)(((b < ' ') & (b != '\n')) | (b == 0x7F) | (b == 0xC2) |
						 ((b >= 0xE2) & (b <= 0xE9)) | (b >= 0xFE))))
		return false;
	block_halves((block)(((lower >= 'a') & (lower <= 'z')) | ((b >= '0') & (b <= '9')) | (b == '_') | (b >= 0x80)),
		     word);
	*words +=
	    bytes_set(word[0] & ~(word[0] << 8 | *in_word)) + bytes_set(word[1] & ~(word[1] << 8 | word[0] >> 56));
	*in_word = (uint32_t)(word[1] >> 63);
	return true;
}

/*
 * Counts words and cleans text in place: control characters become spaces. Chinese and
 * Japanese put no spaces between words: two characters count as one.
 */
static uint32_t count_and_clean(char *s, size_t n)
{
	uint32_t words = 0, ideographs = 0, in_word = 0;

	for (size_t i = 0, end; i < n;) {
		if (n - i >= sizeof(block) && count_block(s + i, &words, &in_word)) {
			i += sizeof(block);
			continue;
		}
		for (end = n - i < sizeof(block) ? n : i + sizeof(block); i < end;) {
			uint32_t class = byte_classes[(unsigned char)s[i]];

			if (class >= BYTE_CONTROL) {
				i += clean_special(s + i, n - i, &ideographs);
				in_word = 0;
				continue;
			}
			words += class & ~in_word;
			in_word = class;
			i++;
		}
	}
	return words + (ideographs + 1) / 2;
}

/*
 * HTML has no control characters, whatever character references made, and cmark-gfm does
 * not always give UTF-8 (&#xFFFE;); a space for each byte keeps the holes right.
 */
static void scrub(char *s, size_t n)
{
	size_t valid = 0;

	while ((valid += utf8_valid_prefix(str_n(s + valid, n - valid))) < n)
		s[valid] = ' ';
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if ((c < 32 && c != '\n' && c != '\t') || c == 127 || c >= 0xFE)
			s[i] = ' ';
	}
}

struct str writer_one_line(struct arena *arena, struct str text)
{
	char *to, *s;

	fill_byte_classes();
	text = str_trim(text);
	s = to = arena_alloc(arena, text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		if (!str_is_space(text.s[i]))
			*to++ = text.s[i];
		else if (to > s && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	if (!utf8_is_valid(str_n(s, (size_t)(to - s))))
		scrub(s, (size_t)(to - s));
	(void)count_and_clean(s, (size_t)(to - s));
	return str_n(s, (size_t)(to - s));
}

static struct str path_part(struct str text)
{
	return utf8_cut(text, PATH_PART_BYTES);
}

/* "Install › On Linux": the headings above and the passage's own. */
static struct str heading_path(struct writer *writer, uint32_t heading, const uint32_t *above)
{
	const struct heading *headings = writer->headings.at;
	struct str separator = STR(" › ");
	uint32_t trail[6];
	size_t n = 0, bytes = 0;
	char *s, *to;

	for (; heading != UINT32_MAX && n < 6; heading = above[heading]) {
		trail[n++] = heading;
		bytes += path_part(headings[heading].text).n + separator.n;
	}
	s = to = arena_alloc(writer->arena, bytes + 1);
	while (n-- > 0) {
		struct str part = path_part(headings[trail[n]].text);

		memcpy(to, part.s, part.n);
		to += part.n;
		if (n != 0) {
			memcpy(to, separator.s, separator.n);
			to += separator.n;
		}
	}
	*to = '\0';
	return str_n(s, (size_t)(to - s));
}

/* For each heading the nearest one before it of a lower level; UINT32_MAX: none. */
static uint32_t *headings_above(struct writer *writer)
{
	uint32_t *above = arena_array(writer->arena, writer->headings.n + 1, sizeof(*above));
	uint32_t newest[7];

	memset(newest, 0xFF, sizeof(newest));
	for (uint32_t i = 0; i < writer->headings.n; i++) {
		uint8_t level = writer->headings.at[i].level;

		above[i] = UINT32_MAX;
		for (uint8_t higher = 1; higher < level; higher++) {
			if (newest[higher] != UINT32_MAX && (above[i] == UINT32_MAX || newest[higher] > above[i]))
				above[i] = newest[higher];
		}
		newest[level] = i;
		for (uint8_t lower = (uint8_t)(level + 1); lower <= 6; lower++)
			newest[lower] = UINT32_MAX;
	}
	return above;
}

/* A passage without text is worth finding by its heading, unless the headings below it say it again. */
static bool is_worth_a_passage(const struct writer *writer, const struct passage_range *range, struct str text)
{
	uint32_t heading = range->heading;

	if (text.n != 0)
		return true;
	if (heading == 0 || writer->headings.at[heading - 1].text.n == 0)
		return false;
	return heading >= writer->headings.n ||
	       writer->headings.at[heading].level <= writer->headings.at[heading - 1].level;
}

static void make_passages(struct writer *writer)
{
	struct page *page = writer->page;
	uint32_t *above = headings_above(writer);
	struct str plain = arena_str(writer->arena, buf_view(&writer->plain));

	page->passages = arena_array(writer->arena, writer->ranges.n, sizeof(*page->passages));
	page->passages_n = 0;
	for (size_t i = 0; i < writer->ranges.n; i++) {
		const struct passage_range *range = &writer->ranges.at[i];
		struct str text = str_trim(str_slice(plain, range->from, range->to));
		struct passage *passage;

		if (!is_worth_a_passage(writer, range, text))
			continue;
		passage = &page->passages[page->passages_n++];
		*passage = (struct passage){.text = text};
		if (range->heading == 0)
			continue;
		passage->anchor = writer->headings.at[range->heading - 1].id;
		passage->headings = heading_path(writer, range->heading - 1, above);
		writer->target_bytes += passage->headings.n;
	}
}

struct str writer_summary(struct arena *arena, struct str text)
{
	struct str cut, ellipsis = STR("…");
	size_t end;

	text = writer_one_line(arena, utf8_cut(text, SUMMARY_BYTES * 8));
	if (text.n <= SUMMARY_BYTES)
		return text;
	cut = utf8_cut(text, SUMMARY_BYTES - ellipsis.n);
	for (end = cut.n; end > cut.n * 2 / 3 && text.s[end] != ' '; end--) {
	}
	if (end > cut.n * 2 / 3)
		cut = str_trim_end(str_slice(cut, 0, end));
	return arena_printf(arena, "%.*s%.*s", STR_ARG(cut), STR_ARG(ellipsis));
}

static struct str make_summary(struct writer *writer)
{
	struct str plain = buf_view(&writer->plain);
	struct str text = str_trim(str_slice(plain, writer->summary_from, writer->summary_to));

	if (text.n == 0) /* no paragraph: whatever there is first, but cells of tables say nothing in a row */
		text = str_slice(
		    str_trim(str_slice(plain, writer->rest_from, writer->rest_to != 0 ? writer->rest_to : plain.n)), 0,
		    SUMMARY_BYTES * 4);
	return writer_summary(writer->arena, text);
}

static void clean(struct buf *buf, size_t from, bool may_have_controls)
{
	if (buf->n > from && (may_have_controls || !utf8_is_valid(str_from(buf_view(buf), from))))
		scrub(buf->s + from, buf->n - from);
}

static struct str_list list_of(struct arena *arena, const struct anchor_vec *names)
{
	struct str_list list = {.n = (uint32_t)names->n};

	list.at = arena_array(arena, names->n + 1, sizeof(*list.at));
	if (names->n != 0)
		memcpy(list.at, names->at, names->n * sizeof(*list.at));
	return list;
}

int writer_end(struct writer *writer)
{
	struct page *page = writer->page;

	clean(writer->out, writer->start, writer->may_have_controls);
	clean(&writer->plain, 0, false);
	end_range(writer);
	fill_byte_classes();
	say_notes(writer);
	page->words = count_and_clean(writer->plain.s, writer->plain.n);
	make_passages(writer);
	page->summary = make_summary(writer);
	page->headings_n = (uint32_t)writer->headings.n;
	page->headings = arena_array(writer->arena, writer->headings.n + 1, sizeof(*page->headings));
	if (writer->headings.n != 0)
		memcpy(page->headings, writer->headings.at, writer->headings.n * sizeof(*page->headings));
	page->links_n = (uint32_t)writer->links.n;
	page->links = arena_array(writer->arena, writer->links.n + 1, sizeof(*page->links));
	if (writer->links.n != 0)
		memcpy(page->links, writer->links.at, writer->links.n * sizeof(*page->links));
	page->anchors = list_of(writer->arena, &writer->anchors);
	page->labels = list_of(writer->arena, &writer->labels);
	if (!buf_failed(writer->out) && writer->out->n - writer->start + writer->target_bytes <= writer->limit)
		return 0;
	diag_add(writer->diags, DIAG_PAGE_LIMIT, (struct place){.path = page->path},
		 "the page's HTML would be more than %zu times as long as its source", LIMIT_OUTPUT_FACTOR);
	diag_hint(writer->diags, "a long link definition used very often does this");
	return -1;
}
