/*
 * template: a strict subset of Jinja (weir-theme(7) has the list), compiled once
 * to an array of nodes and rendered many times into a growing buffer.
 *
 * Strict: an unknown name, filter, test or template is an error when compiled or
 * rendered, with file:line:column and the nearest known name. Values are escaped
 * unless marked HTML (value.is_html) or passed through `safe`.
 *
 * It renders what Jinja2 renders with trim_blocks, lstrip_blocks, autoescape and
 * StrictUndefined set and keep_trailing_newline not set; `none` is printed as nothing,
 * fields of a map come before methods, and {% include "x" with a = 1 %} is short for
 * {% with a = 1 %}{% include "x" %}{% endwith %}. Where it is stricter than that, it
 * fails and never prints something else (tests/template/ has the comparison).
 *
 * A template set is immutable after template_compile(); rendering takes only the
 * caller's arena, so one set serves many workers and threads.
 */
#ifndef WEIR_TEMPLATE_H
#define WEIR_TEMPLATE_H
#include "common/buf.h"
#include "common/diag.h"
#include "common/value.h"

struct template_set;

/* Where a template's text comes from: {% include "x.html" %} and extends go through it. */
struct template_loader {
	/* Text of the named template and, in *path, what to call it in messages; false when absent. */
	bool (*load)(void *context, struct str name, struct str *text, struct str *path);
	void *context;
	/* Optional: names there are, for "did you mean". */
	const struct str *names;
	size_t names_n;
};

/* What filters need from outside: url, asset, t (strings), date format. */
struct template_host {
	/*
	 * Result of `value | name(arguments)` for the filters that the host offers. Keyword arguments
	 * arrive as one map behind the others. NULL after setting *problem, which becomes the message.
	 * The first argument is the host_context given to template_render().
	 */
	struct value *(*filter)(void *context, struct arena *arena, struct str name, struct value *value,
				struct value *const *arguments, size_t n, struct str *problem);
	const char *const *filter_names; /* NULL-terminated, known when compiling; one of them may replace a built-in */
	/*
	 * Optional, NULL-terminated: every variable there may be, so that a misspelt one is found without
	 * rendering: "site", "page.title". A name with fields listed below it has no others, unless
	 * "page.params.*" is among them.
	 */
	const char *const *known_names;
};

/*
 * Compiles the named templates and everything they refer to. NULL when there was
 * an error. The set lives in arena.
 */
struct template_set *template_compile(const struct str *names, size_t n, const struct template_loader *loader,
				      const struct template_host *host, struct arena *arena, struct diag_list *diags);

/*
 * Renders one template of the set with the map `context` as its variables, behind what
 * stands in out; host_context is handed to host filters. Returns 0, or -1 after adding a
 * diagnostic, with out as it was. The limits of limits.h hold: nesting, loops, made text; the
 * ceiling of out is that of the result.
 */
__attribute__((warn_unused_result)) int template_render(const struct template_set *set, struct str name,
							const struct value *context, void *host_context,
							struct buf *out, struct arena *arena, struct diag_list *diags);

/* Whether the set has a template of that name. */
bool template_exists(const struct template_set *set, struct str name);

/* Names of the built-in filters and tests by number, absent behind the last one. */
struct str template_filter_name(size_t i);
struct str template_test_name(size_t i);

#endif
