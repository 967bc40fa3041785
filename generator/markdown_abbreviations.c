#include "generator/markdown_walk.h"

/* So many of a page are looked for: each costs a look at every word that begins as it does. */
#define ABBREVIATIONS_MAX ((size_t)200)

static bool is_of_word(char c)
{
	return str_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The abbreviation that the word at text.s[at] is; NULL when it is none. Of several the longest. */
static const struct abbreviation *find(const struct source *source, struct str text, size_t at)
{
	const struct abbreviation *found = NULL;

	for (size_t i = 0; i < source->abbreviations.n && i < ABBREVIATIONS_MAX; i++) {
		const struct abbreviation *one = &source->abbreviations.at[i];
		size_t end = at + one->name.n;

		if (one->name.s[0] == text.s[at] && str_starts(str_from(text, at), one->name) &&
		    (end == text.n || !is_of_word(text.s[end])) && (found == NULL || one->name.n > found->name.n))
			found = one;
	}
	return found;
}

static void write_one(struct writer *writer, const struct abbreviation *one)
{
	writer_html(writer, "<abbr title=\"");
	writer_escaped(writer, one->meaning);
	writer_html(writer, "\">");
	writer_text(writer, one->name);
	writer_html(writer, "</abbr>");
}

void walk_write_words(struct walk *walk, struct str text)
{
	struct writer *writer = walk->writer;
	size_t written = 0;

	if (writer->source->abbreviations.n == 0 || walk->in_alt != 0 || writer->heading_level != 0) {
		writer_text(writer, text);
		return;
	}
	for (size_t at = 0; at < text.n; at++) {
		const struct abbreviation *one =
		    at == 0 || !is_of_word(text.s[at - 1]) ? find(writer->source, text, at) : NULL;

		if (one == NULL)
			continue;
		writer_text(writer, str_slice(text, written, at));
		write_one(writer, one);
		written = at + one->name.n;
		at = written - 1;
	}
	writer_text(writer, str_from(text, written));
}
