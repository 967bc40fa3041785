/*
 * cmark_html: from a JSON array of markdown texts on standard input to one of what
 * cmark-gfm's own renderer makes of them, with the options that Weir parses with.
 * The oracle of tests/suites.d/quick/commonmark.
 */
#include <jansson.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

static char *render(const char *text, size_t n)
{
	static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
	int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE;
	cmark_parser *parser = cmark_parser_new(options);
	cmark_node *tree;
	char *html;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, text, n);
	tree = cmark_parser_finish(parser);
	html = cmark_render_html(tree, options, cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(tree);
	cmark_parser_free(parser);
	return html;
}

int main(void)
{
	json_t *input = json_loadf(stdin, JSON_ALLOW_NUL, NULL), *output = json_array(), *item;
	size_t i;

	cmark_gfm_core_extensions_ensure_registered();
	json_array_foreach(input, i, item)
	{
		char *html = render(json_string_value(item), json_string_length(item));

		/* references to U+FFFE and U+FFFF give bytes that are not UTF-8 */
		for (char *c = html; *c != '\0'; c++) {
			if ((unsigned char)*c >= 0xFE)
				*c = ' ';
		}
		json_array_append_new(output, json_string(html));
		free(html);
	}
	json_dumpf(output, stdout, 0);
	json_decref(output);
	json_decref(input);
	return 0;
}
