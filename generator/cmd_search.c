#include "generator/cmd.h"
#include "generator/config.h"

#include "search/query_json.h"

#include "common/escape.h"

#include <string.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	bool json, whole;
	struct str output, lang, section, tag, kind, product;
	int64_t limit, offset;
};

static const struct opt own_table[] = {
    {'\0', "json", OPT_FLAG, offsetof(struct options, json), .about = "the same as --format=json"},
    {'n', "limit", OPT_NUMBER, offsetof(struct options, limit), "N", .least = 1, .most = QUERY_LIMIT,
     .about = "results (default: 10)"},
    {'\0', "offset", OPT_NUMBER, offsetof(struct options, offset), "N", .least = 0, .most = QUERY_OFFSET,
     .about = "leave out the first N"},
    {'\0', "lang", OPT_TEXT, offsetof(struct options, lang), "LANG",
     .about = "the reader's language: other languages only when it gives nothing"},
    {'\0', "section", OPT_TEXT, offsetof(struct options, section), "NAME", .about = "only pages of this section"},
    {'\0', "tag", OPT_TEXT, offsetof(struct options, tag), "NAME", .about = "only pages with this tag"},
    {'\0', "kind", OPT_TEXT, offsetof(struct options, kind), "KIND", .about = "only article, solved, section or home"},
    {'\0', "product", OPT_TEXT, offsetof(struct options, product), "NAME", .about = "only pages about this product"},
    {'\0', "whole", OPT_FLAG, offsetof(struct options, whole),
     .about = "the last word is whole, not the beginning of one"},
    {'o', "output", OPT_TEXT, offsetof(struct options, output), "DIR",
     .about = "folder of the built site (default: that of site.toml)"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir search reset pasword", "As a customer would type it."},
    {"weir search '\"two-factor\" login -sso section:billing'", "A phrase, an exclusion, a filter."},
    {0},
};

struct query_engine *cmd_open_engine(const struct cmd_options *common, struct str output, unsigned flags)
{
	struct query_engine *engine = NULL;
	const struct config *config = NULL;
	int folder = cmd_open_site(common);
	struct arena arena;
	struct diag_list diags;
	struct buf reason;
	struct str path;

	if (folder < 0)
		return NULL;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&reason, 8192);
	if (output.n == 0) {
		config = config_load(folder, &arena, &diags);
		output = config->output;
	}
	path = arena_printf(&arena, "%.*s/search.db", STR_ARG(output));
	engine = query_open(folder, path.s, flags, &reason);
	if (engine == NULL && config != NULL && !config->is_read)
		cmd_print_diags(common, &diags);
	else if (engine == NULL)
		(void)cmd_failed("%s (has the site been built? `weir build`)", buf_view(&reason).s);
	buf_release(&reason);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return engine;
}

/*
 * For scripts: text as it is, where the server's answers (query_json.h) have HTML and one address ready for a page.
 * The excerpt's marks mean something in HTML only.
 */
void cmd_add_hit_json(struct buf *out, const struct query_hit *hit)
{
	const struct {
		const char *name;
		struct str value;
	} members[] = {
	    {"url", hit->url},	     {"title", hit->title},	      {"heading", hit->heading},
	    {"anchor", hit->anchor}, {"breadcrumb", hit->breadcrumb}, {"kind", hit->kind},
	    {"lang", hit->lang},     {"section", hit->section},	      {"id", hit->id},
	};
	struct buf excerpt;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		query_json_text(out, members[i].name, members[i].value, i == 0);
	buf_init(&excerpt, BUF_NO_LIMIT);
	query_json_excerpt(&excerpt, hit->excerpt);
	query_json_text(out, "excerpt_html", buf_view(&excerpt), false);
	buf_release(&excerpt);
	buf_printf(out, ",\"score\":%.4f", hit->score);
}

static void print_json(const struct query_request *request, const struct query_results *results)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_char(&out, '{');
	query_json_text(&out, "query", request->text, true);
	buf_printf(&out, ",\"total\":%zu", results->total);
	query_json_text(&out, "corrected", results->corrected, false);
	buf_printf(&out, ",\"other_language\":%s,\"results\":[", results->other_language ? "true" : "false");
	for (size_t i = 0; i < results->hits_n; i++) {
		buf_str(&out, i == 0 ? STR("{") : STR(",{"));
		cmd_add_hit_json(&out, &results->hits[i]);
		buf_char(&out, '}');
	}
	buf_char(&out, ']');
	query_json_facets(&out, results);
	buf_lit(&out, "}\n");
	cmd_print(buf_view(&out));
	buf_release(&out);
}

void cmd_add_plain(struct buf *out, struct str text)
{
	struct buf plain;

	buf_init(&plain, BUF_NO_LIMIT);
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] != QUERY_MARK_BEGIN && text.s[i] != QUERY_MARK_END)
			buf_char(&plain, text.s[i]);
	}
	escape_terminal(out, buf_view(&plain));
	buf_release(&plain);
}

void cmd_add_hit_text(struct buf *out, const struct query_hit *hit)
{
	cmd_add_plain(out, hit->title);
	if (hit->heading.n != 0) {
		buf_lit(out, " \xE2\x80\xBA ");
		cmd_add_plain(out, hit->heading);
	}
	buf_lit(out, "\n    ");
	cmd_add_plain(out, hit->url);
	if (hit->anchor.n != 0) {
		buf_char(out, '#');
		cmd_add_plain(out, hit->anchor);
	}
	buf_lit(out, "\n    ");
	cmd_add_plain(out, hit->excerpt);
	buf_char(out, '\n');
}

static void print_text(const struct options *options, const struct query_results *results)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (results->corrected.n != 0) {
		buf_lit(&out, "Searched for: ");
		cmd_add_plain(&out, results->corrected);
		buf_char(&out, '\n');
	}
	if (results->other_language)
		buf_lit(&out, "Nothing in that language; these are in others.\n");
	for (size_t i = 0; i < results->hits_n; i++) {
		buf_printf(&out, "%zu. ", i + 1 + (size_t)options->offset);
		cmd_add_hit_text(&out, &results->hits[i]);
	}
	cmd_add_count(&out, results->total, "page", "pages");
	buf_lit(&out, " found\n");
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static bool is_filtered(const struct options *options)
{
	return options->section.n + options->tag.n + options->kind.n + options->product.n != 0;
}

enum { VALUES_TOLD = 12 };

static void add_values(struct buf *out, const struct query_results *results, const char *name)
{
	for (int i = 0; i < QUERY_FACET_KINDS; i++) {
		const struct query_facet *facet = &results->facets[i];

		if (facet->name == NULL || strcmp(facet->name, name) != 0)
			continue;
		for (size_t k = 0; k < facet->values_n && k < VALUES_TOLD; k++) {
			buf_str(out, k == 0 ? STR(" ") : STR(", "));
			cmd_add_plain(out, facet->values[k].value);
		}
		buf_str(out, facet->values_n > VALUES_TOLD ? STR(", …\n")
			     : facet->values_n == 0	   ? STR(" none\n")
							   : STR("\n"));
	}
}

/* Where options leave nothing of what the query finds: a misspelt section looks like a page that is missing. */
static int print_filtered(struct query_engine *engine, struct query_scratch *scratch,
			  const struct query_request *request, struct arena *arena)
{
	const struct {
		const char *name;
		struct str value;
	} filters[] = {{"section", request->section},
		       {"tag", request->tag},
		       {"kind", request->kind},
		       {"product", request->product}};
	struct query_request free_request = *request;
	struct query_results results;
	struct buf out;

	free_request.section = free_request.tag = free_request.kind = free_request.product = STR_NONE;
	if (query_search(engine, scratch, &free_request, arena, &results) < 0)
		return -1;
	if (results.total == 0)
		return 0;
	buf_init(&out, BUF_NO_LIMIT);
	cmd_add_count(&out, results.total, "page", "pages");
	buf_lit(&out, " without what the options leave out; theirs are\n");
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		if (filters[i].value.n == 0)
			continue;
		buf_printf(&out, "  %s:", filters[i].name);
		add_values(&out, &results, filters[i].name);
	}
	cmd_print(buf_view(&out));
	buf_release(&out);
	return 0;
}

static int search(const struct options *options, struct query_engine *engine, struct str text)
{
	struct query_scratch *scratch = query_scratch_new(engine);
	struct query_request request = {
	    .text = text,
	    .lang = options->lang,
	    .section = options->section,
	    .tag = options->tag,
	    .kind = options->kind,
	    .product = options->product,
	    .limit = options->limit != 0 ? (size_t)options->limit : 10,
	    .offset = (size_t)options->offset,
	    .is_final = options->whole,
	};
	struct query_results results;
	struct arena arena;
	int status = EXIT_FINE;

	arena_init(&arena);
	if (query_search(engine, scratch, &request, &arena, &results) < 0)
		status = cmd_failed("the search index cannot be read");
	else if (options->json || options->common.format == FORMAT_JSON)
		print_json(&request, &results);
	else
		print_text(options, &results);
	if (status == EXIT_FINE && results.total == 0 && !options->json && options->common.format != FORMAT_JSON &&
	    is_filtered(options) && print_filtered(engine, scratch, &request, &arena) < 0)
		status = cmd_failed("the search index cannot be read");
	arena_release(&arena);
	query_scratch_free(scratch);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	static const char *const kinds[] = {"article", "solved", "section", "home", NULL};
	const struct options *options = context;
	struct query_engine *engine;
	struct buf text;
	int status;

	if (operands->n == 0)
		return cmd_wrong_usage("search", STR("weir search QUERY"), "what is to be searched for is missing");
	if (options->kind.n != 0 && !str_is_any_nocase(options->kind, kinds))
		return cmd_wrong_usage("search", STR_NONE,
				       "--kind needs article, solved, section or home, not \"%.*s\"",
				       STR_ARG(options->kind));
	engine = cmd_open_engine(&options->common, options->output, 0);
	if (engine == NULL)
		return EXIT_ENVIRONMENT;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < operands->n; i++) {
		if (i != 0)
			buf_char(&text, ' ');
		buf_str(&text, operands->at[i]);
	}
	status = search(options, engine, buf_view(&text));
	buf_release(&text);
	query_close(engine);
	return status;
}

const struct command cmd_search = {
    .name = "search",
    .usage = "[OPTION…] QUERY",
    .summary = "search the built site as its visitors would",
    .about =
	"Answers from the built site's search index, with the engine of the search server. Any of the words may "
	"match, and the best pages come first; misspelt words are corrected when no page has them. Operators: "
	"\"a phrase\" must occur, -word must not, and section:, tag:, kind:, lang:, product: and version: filter; "
	"write -- before a query that begins with a minus. Behind \"and\", \"between\" and the like a minus belongs "
	"to a name.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
