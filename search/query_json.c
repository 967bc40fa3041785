#include "search/query_json.h"

#include "common/escape.h"

void query_json_text(struct buf *out, const char *name, struct str text, bool is_first)
{
	if (!is_first)
		buf_char(out, ',');
	buf_char(out, '"');
	buf_str(out, str_c(name));
	buf_lit(out, "\":\"");
	escape_json(out, text);
	buf_char(out, '"');
}

void query_json_excerpt(struct buf *out, struct str excerpt)
{
	size_t from = 0;

	for (size_t i = 0; i < excerpt.n; i++) {
		if (excerpt.s[i] != QUERY_MARK_BEGIN && excerpt.s[i] != QUERY_MARK_END)
			continue;
		escape_html(out, str_slice(excerpt, from, i));
		buf_str(out, excerpt.s[i] == QUERY_MARK_BEGIN ? STR("<mark>") : STR("</mark>"));
		from = i + 1;
	}
	escape_html(out, str_from(excerpt, from));
}

struct str query_json_url(struct str base_path, const struct query_hit *hit, struct arena *arena)
{
	struct str path = str_starts(hit->url, STR("/")) ? str_from(hit->url, 1) : hit->url, url;
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	buf_str(&buf, base_path);
	escape_url_path(&buf, path);
	if (hit->anchor.n != 0) {
		buf_char(&buf, '#');
		escape_url_part(&buf, hit->anchor);
	}
	url = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return url;
}

/* A text as it may stand in HTML, as a JSON string: what the theme's script expects of titles and excerpts. */
static void html_text(struct buf *out, const char *name, struct str text, bool has_marks)
{
	struct buf html;

	buf_init(&html, BUF_NO_LIMIT);
	if (has_marks)
		query_json_excerpt(&html, text);
	else
		escape_html(&html, text);
	query_json_text(out, name, buf_view(&html), false);
	buf_release(&html);
}

void query_json_hit(struct buf *out, struct str base_path, const struct query_hit *hit, struct arena *arena)
{
	query_json_text(out, "url", query_json_url(base_path, hit, arena), true);
	html_text(out, "title", hit->title, false);
	html_text(out, "heading", hit->heading, false);
	html_text(out, "excerpt", hit->excerpt, true);
	query_json_text(out, "id", hit->id, false);
	query_json_text(out, "breadcrumb", hit->breadcrumb, false);
	query_json_text(out, "section", hit->section, false);
	query_json_text(out, "kind", hit->kind, false);
	query_json_text(out, "lang", hit->lang, false);
}

void query_json_facets(struct buf *out, const struct query_results *results)
{
	buf_lit(out, ",\"facets\":{");
	for (int i = 0; i < QUERY_FACET_KINDS; i++) {
		const struct query_facet *facet = &results->facets[i];

		if (facet->name == NULL)
			continue;
		if (out->s[out->n - 1] != '{')
			buf_char(out, ',');
		buf_printf(out, "\"%s\":[", facet->name);
		for (size_t k = 0; k < facet->values_n; k++) {
			buf_str(out, k != 0 ? STR(",{") : STR("{"));
			query_json_text(out, "value", facet->values[k].value, true);
			buf_printf(out, ",\"pages\":%u}", (unsigned)facet->values[k].pages);
		}
		buf_char(out, ']');
	}
	buf_char(out, '}');
}

void query_json_results(struct buf *out, struct str base_path, const struct query_results *results, struct arena *arena)
{
	buf_printf(out, "\"total\":%zu", results->total);
	if (results->corrected.n != 0)
		query_json_text(out, "did_you_mean", results->corrected, false);
	else
		buf_lit(out, ",\"did_you_mean\":null");
	buf_printf(out, ",\"other_language\":%s,\"partial\":%s,\"results\":[",
		   results->other_language ? "true" : "false", results->is_partial ? "true" : "false");
	for (size_t i = 0; i < results->hits_n; i++) {
		buf_str(out, i != 0 ? STR(",{") : STR("{"));
		query_json_hit(out, base_path, &results->hits[i], arena);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	query_json_facets(out, results);
}
