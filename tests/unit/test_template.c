#include "tests/unit/unit.h"

#include "common/limits.h"
#include "common/template.h"

#include <pthread.h>

/* Templates of one test: names and texts, NULL at the end. */
struct source {
	const char *name, *text;
};

struct bench {
	struct arena arena;
	struct diag_list diags;
	struct buf out;
	struct value *context;
};

static bool load(void *context, struct str name, struct str *text, struct str *path)
{
	for (const struct source *source = context; source->name != NULL; source++) {
		if (!str_eq(name, str_c(source->name)))
			continue;
		*text = str_c(source->text);
		*path = str_c(source->name);
		return true;
	}
	return false;
}

static struct value *filter(void *context, struct arena *arena, struct str name, struct value *value,
			    struct value *const *arguments, size_t n, struct str *problem)
{
	if (str_eq(name, STR("count_arguments")))
		return value_int(arena, (int64_t)n + (n != 0 && arguments[n - 1]->kind == VALUE_MAP ? 100 : 0));
	if (str_eq(name, STR("whoami")))
		return value_html(arena, str_c(context));
	*problem = value->kind == VALUE_STR ? STR("no such file") : STR("");
	return NULL;
}

static int setup(void **state)
{
	static struct bench bench;

	arena_init(&bench.arena);
	diag_list_init(&bench.diags, &bench.arena);
	buf_init(&bench.out, BUF_NO_LIMIT);
	bench.context = value_map(&bench.arena);
	value_set_lit(&bench.arena, bench.context, "title", value_str(&bench.arena, STR("Tom & Jerry")));
	value_set_lit(&bench.arena, bench.context, "body", value_html(&bench.arena, STR("<p>&amp;</p>")));
	value_set_lit(&bench.arena, bench.context, "nothing", value_null(&bench.arena));
	*state = &bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	buf_release(&bench->out);
	diag_list_release(&bench->diags);
	arena_release(&bench->arena);
	return 0;
}

static struct template_set *compile(struct bench *bench, const struct source *sources, const char *const *known_names)
{
	static const char *const names[] = {"count_arguments", "whoami", "asset", NULL};
	struct template_loader loader = {.load = load};
	struct template_host *host = ARENA_NEW(&bench->arena, struct template_host);
	struct str main_name = STR("main");

	*host = (struct template_host){.filter = filter, .filter_names = names, .known_names = known_names};
	loader.context = (void *)(uintptr_t)sources;
	return template_compile(&main_name, 1, &loader, host, &bench->arena, &bench->diags);
}

/* What the template "main" renders to; for an error the diagnostic. */
static struct str render(struct bench *bench, const struct source *sources)
{
	char who[] = "<i>host</i>";
	struct template_set *set = compile(bench, sources, NULL);

	buf_clear(&bench->out);
	if (set == NULL ||
	    template_render(set, STR("main"), bench->context, who, &bench->out, &bench->arena, &bench->diags) != 0) {
		assert_true(bench->diags.items.n > 0);
		assert_int_equal(bench->out.n, 0);
		diag_format(&bench->out, &bench->diags.items.at[0], false);
	}
	return buf_view(&bench->out);
}

#define RENDER(bench, text) render((bench), (const struct source[]){{"main", (text)}, {NULL, NULL}})

static void values_are_escaped_unless_marked(void **state)
{
	assert_str(RENDER(*state, "{{ title }}|{{ body }}|{{ title | safe }}|{{ body | escape }}|{{ nothing }}"),
		   "Tom &amp; Jerry|<p>&amp;</p>|Tom & Jerry|<p>&amp;</p>|");
}

static void blocks_are_replaced_and_super_shows_what_was(void **state)
{
	const struct source sources[] = {
	    {"main", "{% extends \"middle\" %}{% block a %}3{{ super() }}{% endblock %}"},
	    {"middle", "{% extends \"base\" %}{% block a %}2{{ super() }}{% endblock %}{% block b %}B{% endblock %}"},
	    {"base", "<{% block a %}1{% endblock %}|{% block b %}b{% endblock %}|{% block c %}c{% endblock %}>"},
	    {NULL, NULL}};

	assert_str(render(*state, sources), "<321|B|c>");
}

static void a_recursive_include_walks_a_tree(void **state)
{
	struct bench *bench = *state;
	struct arena *arena = &bench->arena;
	struct value *root = value_map(arena), *child = value_map(arena), *children = value_list(arena);
	const struct source sources[] = {
	    {"main", "{% with node = root %}{% include \"node\" %}{% endwith %}"},
	    {"node", "({{ node.name }}{% for c in node.children %}{% with node = c %}{% include \"node\" %}"
		     "{% endwith %}{% endfor %})"},
	    {NULL, NULL}};

	value_set_lit(arena, child, "name", value_str(arena, STR("b")));
	value_set_lit(arena, child, "children", value_list(arena));
	value_append(arena, children, child);
	value_append(arena, children, child);
	value_set_lit(arena, root, "name", value_str(arena, STR("a")));
	value_set_lit(arena, root, "children", children);
	value_set_lit(arena, bench->context, "root", root);
	assert_str(render(bench, sources), "(a(b)(b))");
}

static void the_host_has_filters(void **state)
{
	assert_str(RENDER(*state, "{{ title | count_arguments(1, 2, x=3) }} {{ 1 | whoami }}"), "103 <i>host</i>");
}

static void the_host_refuses(void **state)
{
	assert_str(RENDER(*state, "\n {{ \"a.png\" | asset }}"),
		   "main:2:15: error: asset: no such file [template-value]\n");
}

static void misspelt_names_are_errors(void **state)
{
	assert_str(RENDER(*state, "{{ titel }}"), "main:1:4: error: \"titel\" is not defined [template-unknown]\n"
						  "  hint: did you mean \"title\"?\n");
}

static void a_missing_field_names_its_object(void **state)
{
	struct bench *bench = *state;
	struct value *page = value_map(&bench->arena);

	value_set_lit(&bench->arena, page, "url", value_str(&bench->arena, STR("/")));
	value_set_lit(&bench->arena, bench->context, "page", page);
	assert_str(RENDER(bench, "{% if page.ur %}x{% endif %}"),
		   "main:1:12: error: page has no field \"ur\" [template-unknown]\n  hint: did you mean \"url\"?\n");
}

static void unknown_filters_are_found_when_compiled(void **state)
{
	assert_str(RENDER(*state, "{% if false %}{{ title | uper }}{% endif %}"),
		   "main:1:26: error: there is no filter \"uper\" [template-unknown]\n"
		   "  hint: did you mean \"upper\"?\n");
}

static void unknown_tests_are_found_when_compiled(void **state)
{
	assert_str(
	    RENDER(*state, "{{ title is strin }}"),
	    "main:1:13: error: there is no test \"strin\" [template-unknown]\n  hint: did you mean \"string\"?\n");
}

static void missing_templates_are_found_when_compiled(void **state)
{
	assert_str(RENDER(*state, "{% if false %}{% include \"nav\" %}{% endif %}"),
		   "main:1:26: error: there is no template \"nav\" [template-missing]\n");
}

static void a_missing_template_may_be_ignored(void **state)
{
	assert_str(RENDER(*state, "a{% include \"nav\" ignore missing %}b"), "ab");
}

static void tags_must_be_closed(void **state)
{
	assert_str(RENDER(*state, "\n{% if title %}\n{% for x in y %}{% endfor %}"),
		   "main:2:4: error: {% if %} is not closed [template-syntax]\n");
}

static void jinja_tags_that_are_not_there_say_what_is(void **state)
{
	assert_str(RENDER(*state, "{% macro x() %}{% endmacro %}"),
		   "main:1:4: error: there is no tag \"macro\" [template-syntax]\n"
		   "  hint: templates have no macros: use {% include %}, with {% with %} for its variables\n");
}

static void known_names_are_checked_when_compiled(void **state)
{
	struct bench *bench = *state;
	const char *const known[] = {"page.title", "page.params.*", "site", NULL};
	const struct source sources[] = {
	    {"main", "{{ page.params.any.thing }}{{ site.any }}{% for x in page %}{{ x }}{% endfor %}"
		     "{% if pag is defined %}{% endif %}{{ page.descr | default('') }}"
		     "{{ page.titel }}{{ sit }}"},
	    {NULL, NULL}};

	assert_null(compile(bench, sources, known));
	assert_int_equal(bench->diags.items.n, 2);
	assert_str(bench->diags.items.at[0].message, "there is no variable \"page.titel\"");
	assert_str(bench->diags.items.at[0].hint, "did you mean \"page.title\"?");
	assert_str(bench->diags.items.at[1].message, "there is no variable \"sit\"");
	assert_str(bench->diags.items.at[1].hint, "did you mean \"site\"?");
}

static void an_include_takes_variables(void **state)
{
	const struct source sources[] = {
	    {"main", "{% include \"part\" with a = title, b = 2 %}{% include \"part\" with context %}"},
	    {"part", "[{{ a | default(0) }}{{ b | default(0) }}]"},
	    {NULL, NULL}};

	assert_str(render(*state, sources), "[Tom &amp; Jerry2][00]");
}

static void endless_includes_are_stopped(void **state)
{
	assert_str(RENDER(*state, "{% include \"main\" %}"),
		   "main:1:4: error: includes and blocks nested more than 32 deep [template-limit]\n");
}

static void templates_do_not_extend_in_a_circle(void **state)
{
	const struct source sources[] = {
	    {"main", "{% extends \"b\" %}"}, {"b", "{% extends \"main\" %}"}, {NULL, NULL}};

	assert_str(render(*state, sources),
		   "main:1:4: error: templates that extend each other in a circle [template-syntax]\n");
}

static void loops_are_counted(void **state)
{
	struct bench *bench = *state;
	struct value *list = value_list(&bench->arena);

	for (int i = 0; i < 101; i++)
		value_append(&bench->arena, list, value_int(&bench->arena, i));
	value_set_lit(&bench->arena, bench->context, "l", list);
	assert_str(
	    RENDER(bench, "{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}"),
	    "main:1:36: error: more than 1000000 loop rounds and includes in one page [template-limit]\n");
}

static void made_text_is_counted(void **state)
{
	struct bench *bench = *state;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "{% set x = title %}");
	for (int i = 0; i < 30; i++)
		buf_lit(&text, "{% set x = x ~ x %}");
	assert_str(
	    RENDER(bench, buf_view(&text).s),
	    "main:1:432: error: more than 67108864 bytes of text made by filters and operators [template-limit]\n");
	buf_release(&text);
}

static void the_page_has_a_limit(void **state)
{
	struct bench *bench = *state;

	buf_release(&bench->out);
	buf_init(&bench->out, 8);
	buf_lit(&bench->out, "ab");
	assert_int_equal(
	    template_render(compile(bench, (const struct source[]){{"main", "{{ title }}"}, {NULL, NULL}}, NULL),
			    STR("main"), bench->context, NULL, &bench->out, &bench->arena, &bench->diags),
	    -1);
	assert_str(buf_view(&bench->out), "ab");
	assert_str(bench->diags.items.at[0].message, "the page is larger than 8 bytes");
}

static void nesting_has_a_limit(void **state)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "{{ ");
	for (int i = 0; i < 100000; i++)
		buf_char(&text, '(');
	assert_str(RENDER(*state, buf_view(&text).s), "main:1:36: error: nested more than 64 deep [template-syntax]\n");
	buf_release(&text);
}

static void long_expressions_have_a_limit(void **state)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "{{ 1");
	for (int i = 0; i < 100000; i++)
		buf_lit(&text, "+1");
	buf_lit(&text, " }}");
	assert_str(RENDER(*state, buf_view(&text).s),
		   "main:1:1003: error: an expression of more than 1000 parts [template-syntax]\n");
	buf_release(&text);
}

static void dates_print_as_rfc_3339(void **state)
{
	struct bench *bench = *state;

	value_set_lit(&bench->arena, bench->context, "day",
		      value_date(&bench->arena, (struct date){.year = 2026, .month = 11, .day = 21}));
	assert_str(RENDER(bench, "{{ day }} {{ day ~ '!' }} {{ day < day }}"), "2026-11-21 2026-11-21! False");
}

/* What is said about one mistake each; the place is checked elsewhere. */
static void mistakes_are_named(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
	    {"{{ title | round }}", "round needs a number, this is a string"},
	    {"{{ title | truncate(-1) }}", "truncate needs a whole number of at least 0 here"},
	    {"{{ title | truncate(9, false, 1) }}", "truncate needs text as its argument, this is a whole number"},
	    {"{{ title | default('x', nope) }}", "the second argument of default is not defined"},
	    {"{{ title | replace('', 'x') }}", "replace needs a text to look for"},
	    {"{{ 1e300 | int }}", "int: the number is out of range"},
	    {"{{ 1.5 | round(99) }}", "round to more than 15 digits"},
	    {"{{ 1.5 | round(1, 'up') }}", "round has the methods common, ceil and floor"},
	    {"{{ title | items }}", "items needs a table, this is a string"},
	    {"{{ title | sort }}", "sort needs a list, this is a string"},
	    {"{{ title | upper | lower | length | length }}",
	     "length needs a list, a table or text, this is a whole number"},
	    {"{{ body | upper }}", "upper needs plain text, this is HTML: use striptags first"},
	    {"{{ [1] | map('x') }}", "map takes arguments with their name only: map(attribute=…)"},
	    {"{{ [1] | map(attribute='x') }}", "an item of the list has no field \"x\""},
	    {"{{ title is odd }}", "odd needs a whole number, this is a string"},
	    {"{{ 1 is divisibleby 0 }}", "divisibleby needs a whole number other than 0"},
	    {"{{ title + 1 }}", "+ between a string and a whole number (texts are put together with ~)"},
	    {"{{ title * 2 }}", "* between a string and a whole number"},
	    {"{{ 9223372036854775807 + 1 }}", "the result is out of range"},
	    {"{{ 1 // 0 }}", "division by zero"},
	    {"{{ -title }}", "- needs a number, this is a string"},
	    {"{{ title < 1 }}", "a string and a whole number have no order"},
	    {"{{ 1 in 2 }}", "in needs a list, a table or text on its right, this is a whole number"},
	    {"{{ title[0] }}", "a string cannot be indexed with a whole number"},
	    {"{{ title[1:] }}", "[a:b] needs a list (text is cut with truncate), this is a string"},
	    {"{{ [1][title:] }}", "[a:b] needs whole numbers, this is a string"},
	    {"{{ [] | first }}", "there is no such value"},
	    {"{{ title.size }}", "title has no field \"size\": it is a string"},
	    {"{{ (title ~ 'x').size }}", "the value has no field \"size\": it is a string"},
	    {"{% for x in title %}{% endfor %}", "for needs a list or a table, this is a string"},
	    {"{% for a, b in [1] %}{% endfor %}",
	     "for with several variables needs lists in the list, this is a whole number"},
	    {"{% for a, b in [[1]] %}{% endfor %}", "2 variables for a list of 1"},
	    {"{% for x in [1] %}{{ loop.idx }}{% endfor %}", "loop has no field \"idx\""},
	    {"{{ super() }}", "super() is known only inside of {% block %}"},
	    {"{{ 99999999999999999999 }}", "the number 99999999999999999999 is out of range"},
	    {"{{ 007 }}", "a number with a zero in front"},
	    {"{{ 0x10 }}", "numbers are written with decimal digits only"},
	    {"{{ '\\x' }}", "unknown escape in a string: there are \\n \\t \\r \\\\ \\\" and \\'"},
	    {"{{ title | count_arguments(1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7) }}", "more than 15 arguments"},
	    {"{% with a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1,q=1 %}{% endwith %}",
	     "more than 16 variables in one tag"},
	    {"{% include title %}", "expected a template's name in quotes, found \"title\""},
	    {"{% include 'main' with %}", "expected name = value, found the end of the tag"},
	    {"x{% extends 'main' %}", "{% extends %} comes first in its template, and once"},
	    {"{% extends 'main' %}{{ title }}", "outside of blocks a template that extends another shows nothing"},
	    {"{% extends 'main' %}{% for x in [1] %}{% endfor %}",
	     "outside of blocks a template that extends another shows nothing"},
	    {"{% extends 'main' %}\n x", "outside of blocks a template that extends another shows nothing"},
	    {"{% for x in [1] %}{% block a %}{% endblock %}{% endfor %}",
	     "a block inside of {% for %} does not see its variables: put the block around it"},
	    {"{% for x in [1] recursive %}{% endfor %}",
	     "loops are not recursive: use an include that includes itself"},
	    {"{{ title() }}", "templates call nothing but super(): use a filter"},
	    {"{{ title ? 1 }}", "unexpected \"?\" in a tag"},
	    {"{{ 2 ** 3 }}", "there is no operator **"},
	    {"{{ [1, 2 }}", "unexpected \"}\" in a tag"},
	    {"{% set loop = 1 %}", "\"loop\" cannot be a variable's name"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bench *bench = *state;

		diag_list_release(&bench->diags);
		diag_list_init(&bench->diags, &bench->arena);
		(void)RENDER(bench, cases[i].text);
		assert_true(bench->diags.items.n > 0);
		assert_str(bench->diags.items.at[0].message, cases[i].message);
	}
}

static void a_template_has_a_limit(void **state)
{
	struct bench *bench = *state;
	char *text = arena_alloc(&bench->arena, LIMIT_TEMPLATE_BYTES + 2);

	memset(text, 'x', LIMIT_TEMPLATE_BYTES + 1);
	text[LIMIT_TEMPLATE_BYTES + 1] = '\0';
	assert_str(RENDER(bench, text),
		   "main:1:1: error: a template of 1048577 bytes; the limit is 1048576 [template-limit]\n");
}

static void blocks_have_a_limit(void **state)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (int i = 0; i < 257; i++)
		buf_printf(&text, "{%% block b%d %%}{%% endblock %%}\n", i);
	assert_str(RENDER(*state, buf_view(&text).s),
		   "main:257:4: error: more than 256 blocks in a template [template-syntax]\n");
	buf_release(&text);
}

static void a_set_knows_its_templates(void **state)
{
	struct bench *bench = *state;
	const struct source sources[] = {{"main", "{% include \"part\" %}"}, {"part", ""}, {"other", ""}, {NULL, NULL}};
	struct template_set *set = compile(bench, sources, NULL);

	assert_true(template_exists(set, STR("part")));
	assert_false(template_exists(set, STR("other")));
	assert_int_equal(
	    template_render(set, STR("other"), bench->context, NULL, &bench->out, &bench->arena, &bench->diags), -1);
	assert_str(bench->diags.items.at[0].message, "there is no template \"other\"");
}

static void a_root_template_may_be_missing(void **state)
{
	struct bench *bench = *state;

	assert_null(compile(bench, (const struct source[]){{NULL, NULL}}, NULL));
	assert_str(bench->diags.items.at[0].message, "there is no template \"main\"");
}

static void many_variables_are_fine(void **state)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (int i = 0; i < 100; i++)
		buf_printf(&text, "{%% set v%d = %d %%}", i, i);
	buf_lit(&text, "{{ v0 }} {{ v50 }} {{ v99 }}");
	assert_str(RENDER(*state, buf_view(&text).s), "0 50 99");
	buf_release(&text);
}

struct thread_task {
	const struct template_set *set;
	const struct value *context;
	bool same;
};

/* Renders the same page again and again; it must never differ. */
static void *render_often(void *argument)
{
	struct thread_task *task = argument;
	struct arena arena;
	struct diag_list diags;
	struct buf out;

	task->same = true;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&out, BUF_NO_LIMIT);
	for (int i = 0; i < 500; i++) {
		buf_clear(&out);
		if (template_render(task->set, STR("main"), task->context, NULL, &out, &arena, &diags) != 0 ||
		    !str_eq(buf_view(&out), STR("1:x 2:x |Tom &amp; Jerry")))
			task->same = false;
		arena_clear(&arena);
	}
	buf_release(&out);
	diag_list_release(&diags);
	arena_release(&arena);
	return NULL;
}

static void a_set_serves_many_threads(void **state)
{
	struct bench *bench = *state;
	struct value *list = value_list(&bench->arena), *item;
	const struct source sources[] = {
	    {"main", "{% for i in items %}{{ loop.index }}:{{ i.x }} {% endfor %}|{{ title }}"}, {NULL, NULL}};
	struct thread_task tasks[3] = {0};
	pthread_t threads[3];

	for (int i = 0; i < 2; i++) { /* the field stands elsewhere in each, so that the hint changes all the time */
		item = value_map(&bench->arena);
		for (int j = 0; j < i; j++)
			value_set_lit(&bench->arena, item, "y", value_null(&bench->arena));
		value_set_lit(&bench->arena, item, "x", value_str(&bench->arena, STR("x")));
		value_append(&bench->arena, list, item);
	}
	value_set_lit(&bench->arena, bench->context, "items", list);
	for (int i = 0; i < 3; i++) {
		tasks[i].set = i == 0 ? compile(bench, sources, NULL) : tasks[0].set;
		tasks[i].context = bench->context;
		assert_int_equal(pthread_create(&threads[i], NULL, render_often, &tasks[i]), 0);
	}
	for (int i = 0; i < 3; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_true(tasks[i].same);
	}
}

static void every_error_is_reported(void **state)
{
	struct bench *bench = *state;

	(void)RENDER(bench, "{{ a | nope }}{{ b | nada }}");
	assert_int_equal(bench->diags.errors, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(values_are_escaped_unless_marked),
	    TEST(blocks_are_replaced_and_super_shows_what_was),
	    TEST(a_recursive_include_walks_a_tree),
	    TEST(the_host_has_filters),
	    TEST(the_host_refuses),
	    TEST(misspelt_names_are_errors),
	    TEST(a_missing_field_names_its_object),
	    TEST(unknown_filters_are_found_when_compiled),
	    TEST(unknown_tests_are_found_when_compiled),
	    TEST(missing_templates_are_found_when_compiled),
	    TEST(a_missing_template_may_be_ignored),
	    TEST(tags_must_be_closed),
	    TEST(jinja_tags_that_are_not_there_say_what_is),
	    TEST(known_names_are_checked_when_compiled),
	    TEST(an_include_takes_variables),
	    TEST(endless_includes_are_stopped),
	    TEST(templates_do_not_extend_in_a_circle),
	    TEST(loops_are_counted),
	    TEST(made_text_is_counted),
	    TEST(the_page_has_a_limit),
	    TEST(nesting_has_a_limit),
	    TEST(long_expressions_have_a_limit),
	    TEST(dates_print_as_rfc_3339),
	    TEST(every_error_is_reported),
	    TEST(mistakes_are_named),
	    TEST(a_template_has_a_limit),
	    TEST(blocks_have_a_limit),
	    TEST(a_set_knows_its_templates),
	    TEST(a_root_template_may_be_missing),
	    TEST(many_variables_are_fine),
	    TEST(a_set_serves_many_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
