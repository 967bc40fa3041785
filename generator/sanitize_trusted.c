/* Trusted HTML: published as it is, but for addresses of the site's own. */
#include "generator/sanitize_parts.h"

#include "generator/markdown_source.h"

/* Attributes that lead to something; images and the like are looked for among files only. */
static const struct {
	const char *element, *attribute;
	enum link_kind kind;
} addresses[] = {
    {"a", "href", LINK_TO},	   {"area", "href", LINK_TO},	 {"img", "src", LINK_IMAGE},
    {"source", "src", LINK_IMAGE}, {"video", "src", LINK_IMAGE}, {"video", "poster", LINK_IMAGE},
    {"audio", "src", LINK_IMAGE},  {"track", "src", LINK_IMAGE}, {"iframe", "src", LINK_TO},
    {"script", "src", LINK_TO},
};

/* Trusted HTML on its way to the page. */
struct trusted {
	struct writer *writer;
	struct piece_reader reader; /* i: the tag at hand */
	size_t written;		    /* of the piece */
};

static void add_plain_decoded(struct writer *writer, struct str raw)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};

	sanitize_decode(raw, &decoded);
	sanitize_plain(writer, buf_view(&decoded));
}

static void note_blocked(struct trusted *trusted, struct str what, struct str name)
{
	struct writer *writer = trusted->writer;

	writer_note(writer, DIAG_HTML_BLOCKED, sanitize_place(writer, &trusted->reader, trusted->reader.i),
		    "browsers will ignore %.*s of <%.*s>: the page's security policy forbids it", STR_ARG(what),
		    STR_ARG(name));
	writer_note_hint(writer, STR("scripts stand in files of the site, styles in [theme] custom_css"));
}

/* Up to where an attribute's value begins, in double quotes: what fills a hole is escaped for these. */
static void open_value(struct trusted *trusted, struct str written)
{
	struct str html = trusted->reader.html;
	size_t start = (size_t)(written.s - html.s);
	bool is_single = html.s[start - 1] == '\'';

	buf_str(trusted->writer->out, str_slice(html, trusted->written, start - is_single));
	if (is_single || html.s[start - 1] != '"')
		writer_html(trusted->writer, "\"");
	trusted->written = start;
}

/* `part`, as it is written, becomes a hole. */
static void put_hole(struct trusted *trusted, struct str part, struct str target, enum link_kind kind)
{
	struct writer *writer = trusted->writer;
	struct str html = trusted->reader.html;
	size_t start = (size_t)(part.s - html.s);
	uint32_t line, column;

	buf_str(writer->out, str_slice(html, trusted->written, start));
	source_place(writer->source, sanitize_place(writer, &trusted->reader, trusted->reader.i), &line, &column);
	writer_hole(writer, kind, target, line, column);
	trusted->written = start + part.n;
}

static void close_value(struct trusted *trusted, struct str written)
{
	struct str html = trusted->reader.html;
	size_t start = (size_t)(written.s - html.s), end = start + written.n;
	bool is_single = html.s[start - 1] == '\'';

	buf_str(trusted->writer->out, str_slice(html, trusted->written, end));
	if (is_single || html.s[start - 1] != '"')
		writer_html(trusted->writer, "\"");
	trusted->written = end + is_single;
}

static void take_address(struct trusted *trusted, const struct html_tag *tag, const struct attribute *attribute)
{
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		struct str target;

		if (!str_eq_nocase(tag->name, str_c(addresses[i].element)) ||
		    !str_eq_nocase(attribute->name, str_c(addresses[i].attribute)))
			continue;
		target = sanitize_value(trusted->writer, tag, addresses[i].attribute);
		if (target.n == 0)
			return;
		if (!sanitize_url_is_safe(target, addresses[i].kind == LINK_IMAGE)) {
			note_blocked(trusted, STR("the address"), tag->name);
			return;
		}
		open_value(trusted, attribute->value);
		put_hole(trusted, attribute->value, target, addresses[i].kind);
		close_value(trusted, attribute->value);
		return;
	}
}

/*
 * The next address of "a.png 1x, b.png 2x", as browsers split it: up to white space, without commas at its end; what
 * follows up to the next comma says what it is for. Those in "data:" addresses are part of them.
 */
static bool next_candidate(struct str *rest, struct str *url)
{
	size_t from = 0, to, end;

	while (from < rest->n && (str_is_space(rest->s[from]) || rest->s[from] == ','))
		from++;
	for (to = from; to < rest->n && !str_is_space(rest->s[to]);)
		to++;
	end = to;
	while (end > from && rest->s[end - 1] == ',')
		end--;
	*url = str_slice(*rest, from, end);
	if (end == to)
		while (to < rest->n && rest->s[to] != ',')
			to++;
	*rest = str_from(*rest, to);
	return url->n != 0;
}

static void take_candidates(struct trusted *trusted, const struct html_tag *tag, struct str written)
{
	static struct buf decoded = {.max = BUF_NO_LIMIT};
	struct str rest = written, part;

	if (str_find_char(written, '"') >= 0)
		return; /* in no address, and nothing that browsers take */
	while (next_candidate(&rest, &part)) {
		sanitize_decode(part, &decoded);
		if (!sanitize_url_is_safe(buf_view(&decoded), true)) {
			note_blocked(trusted, STR("the address"), tag->name);
			return;
		}
	}
	open_value(trusted, written);
	rest = written;
	while (next_candidate(&rest, &part)) {
		sanitize_decode(part, &decoded);
		put_hole(trusted, part, buf_view(&decoded), LINK_IMAGE);
	}
	close_value(trusted, written);
}

static bool is_of_another_site(struct str url)
{
	return str_starts(url, STR("//")) || str_find(url, STR("://")) >= 0;
}

static bool is_srcset(const struct html_tag *tag, const struct attribute *attribute)
{
	return str_eq_nocase(attribute->name, STR("srcset")) &&
	       (str_eq_nocase(tag->name, STR("img")) || str_eq_nocase(tag->name, STR("source")));
}

static void take_attributes(struct trusted *trusted, const struct html_tag *tag)
{
	bool is_script = str_eq_nocase(tag->name, STR("script"));
	struct str source = is_script ? sanitize_value(trusted->writer, tag, "src") : STR_NONE;
	struct str type = is_script ? sanitize_value(trusted->writer, tag, "type") : STR_NONE;
	bool is_data = str_find(type, STR("json")) >= 0;

	if (is_script && !is_data && (source.n == 0 || is_of_another_site(source)))
		note_blocked(trusted, source.n == 0 ? STR("the content") : STR("the address"), tag->name);
	else if (str_eq_nocase(tag->name, STR("style")))
		note_blocked(trusted, STR("the content"), tag->name);
	for (size_t i = 0; i < tag->n; i++) {
		const struct attribute *attribute = &tag->attributes[i];

		if (htmltags_is_repeated(tag, i))
			continue;
		if (attribute->name.n > 2 && str_starts_nocase(attribute->name, STR("on")))
			note_blocked(trusted, attribute->name, tag->name);
		else if (attribute->value.n != 0 && is_srcset(tag, attribute))
			take_candidates(trusted, tag, attribute->value);
		else if (attribute->value.n != 0)
			take_address(trusted, tag, attribute);
	}
}

/* Behind the tag (or the element, when its content is no text) at i; text of attributes is added. */
static size_t take_tag(struct trusted *trusted, const struct html_tag *tag, size_t end)
{
	const struct element *element = htmltags_find(tag->name);
	struct writer *writer = trusted->writer;

	if (!tag->is_end)
		take_attributes(trusted, tag);
	if (element == NULL)
		return end;
	if (!tag->is_end && (element->flags & GONE) != 0)
		return htmltags_skip_content(trusted->reader.html, end, tag->name);
	if ((element->flags & BLOCK) != 0 || strcmp(element->name, "br") == 0)
		writer_plain_line(writer);
	if (tag->is_end)
		return end;
	(void)sanitize_claim_id(writer, element, tag);
	if ((element->attributes & A_ALT) != 0)
		writer_plain(writer, sanitize_value(writer, tag, "alt"));
	return end;
}

static bool is_declaration(struct str html, size_t i)
{
	return i + 1 < html.n && (html.s[i + 1] == '!' || html.s[i + 1] == '?');
}

void sanitize_trusted(struct writer *writer, struct str html, size_t at)
{
	struct trusted trusted = {.writer = writer, .reader = {.html = html, .at = at}};
	ptrdiff_t last = str_rfind_char(html, '>');
	size_t from = 0, i = 0, end;
	struct html_tag tag;

	while (i < html.n) {
		bool declares;

		if (html.s[i] != '<' || (ptrdiff_t)i > last || trusted.reader.false_tags >= FALSE_TAGS_MAX) {
			i++;
			continue;
		}
		declares = is_declaration(html, i);
		end = declares ? htmltags_skip_declaration(html, i) : htmltags_read(html, i, &tag);
		if (end == 0) {
			trusted.reader.false_tags++;
			i++;
			continue;
		}
		add_plain_decoded(writer, str_slice(html, from, i));
		trusted.reader.i = i;
		from = i = declares ? end : take_tag(&trusted, &tag, end);
	}
	add_plain_decoded(writer, str_from(html, from));
	buf_str(writer->out, str_from(html, trusted.written));
}
