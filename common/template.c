/*
 * Compiling a set of templates: loading, parsing, linking blocks to those they
 * replace, and checking names against what the host knows.
 */
#include "common/template.h"

#include "common/limits.h"
#include "common/template_node.h"

#include <stdarg.h>

void template_error(struct compiler *compiler, uint32_t id, size_t at, enum diag_code code, const char *format, ...)
{
	const struct template *template = &compiler->templates.at[id];
	struct place place = {.path = template->path};
	struct buf text;
	va_list args;

	compiler->failed = true;
	place_of(template->text, at, &place.line, &place.column);
	buf_init(&text, BUF_NO_LIMIT);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(compiler->diags, code, place, "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
}

uint32_t template_name_id(struct compiler *compiler, struct str name)
{
	bool is_new;
	struct map_entry *entry = map_add(&compiler->name_ids, name, &is_new);

	if (is_new) {
		entry->value.number = compiler->names.n;
		*vec_add(&compiler->names) = name;
		(void)vec_add(&compiler->is_bound);
	}
	return (uint32_t)entry->value.number;
}

/* \r\n and \r become \n, and the last one is dropped, as Jinja2 does. */
static struct str normalise(struct arena *arena, struct str text)
{
	char *to = arena_alloc(arena, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '\r') {
			to[n++] = '\n';
			if (i + 1 < text.n && text.s[i + 1] == '\n')
				i++;
		} else {
			to[n++] = text.s[i];
		}
	}
	if (n != 0 && to[n - 1] == '\n')
		n--;
	to[n] = '\0';
	return str_n(to, n);
}

uint32_t template_refer(struct compiler *compiler, struct str name)
{
	struct map_entry *entry = map_find(&compiler->template_ids, name);
	struct str text = STR_NONE, path = STR_NONE;
	struct template *template;

	if (entry != NULL)
		return (uint32_t)entry->value.number;
	name = arena_str(compiler->arena, name);
	entry = map_add(&compiler->template_ids, name, NULL);
	entry->value.number = INCLUDE_MISSING;
	if (!compiler->loader->load(compiler->loader->context, name, &text, &path))
		return INCLUDE_MISSING;
	entry->value.number = compiler->templates.n;
	template = vec_add(&compiler->templates);
	template->name = name;
	template->path = arena_str(compiler->arena, path.s != NULL ? path : name);
	if (text.n > LIMIT_TEMPLATE_BYTES) {
		template_error(compiler, (uint32_t)compiler->templates.n - 1, 0, DIAG_TEMPLATE_LIMIT,
			       "a template of %zu bytes; the limit is %zu", text.n, LIMIT_TEMPLATE_BYTES);
		text = STR("");
	}
	template->text = normalise(compiler->arena, text);
	return (uint32_t)entry->value.number;
}

/* ---- linking --------------------------------------------------------------- */

/* False when the template extends itself in the end. */
static bool check_parents(struct compiler *compiler, uint32_t id)
{
	uint32_t at = id;

	for (size_t steps = 0; compiler->templates.at[at].parent != 0; steps++) {
		at = compiler->templates.at[at].parent - 1;
		if (at == id || steps > compiler->templates.n) {
			template_error(compiler, id, compiler->templates.at[id].parent_at, DIAG_TEMPLATE_SYNTAX,
				       "templates that extend each other in a circle");
			return false;
		}
		if (compiler->templates.at[at].broken)
			return false;
	}
	return true;
}

static const struct block *find_block(const struct template *template, uint32_t id)
{
	for (size_t i = 0; i < template->blocks.n; i++)
		if (template->blocks.at[i].id == id)
			return &template->blocks.at[i];
	return NULL;
}

/* The bodies of one block from template `id` up to the one that extends nothing. */
static void link_block(struct compiler *compiler, uint32_t id, uint32_t block_id, struct block_chain *chain)
{
	const struct block *last = NULL;
	uint32_t last_template = 0, at = id + 1;

	chain->bodies = arena_array(compiler->arena, compiler->templates.n, sizeof(*chain->bodies));
	while (at != 0) {
		const struct template *template = &compiler->templates.at[at - 1];
		const struct block *block = find_block(template, block_id);

		if (block != NULL) {
			chain->bodies[chain->n++] = block->body;
			last = block;
			last_template = at - 1;
		}
		at = template->parent;
	}
	if (last != NULL && last->calls_super)
		template_error(compiler, last_template, last->at, DIAG_TEMPLATE_SYNTAX,
			       "super() in a block that replaces none");
}

static void link_blocks(struct compiler *compiler, uint32_t id)
{
	struct template *template = &compiler->templates.at[id];
	uint32_t up = id + 1;

	template->chains = arena_array(compiler->arena, compiler->block_ids.n, sizeof(*template->chains));
	while (up != 0) {
		const struct template *from = &compiler->templates.at[up - 1];

		for (size_t i = 0; i < from->blocks.n; i++) {
			uint32_t block = from->blocks.at[i].id;

			if (template->chains[block].n == 0)
				link_block(compiler, id, block, &template->chains[block]);
		}
		up = from->parent;
	}
}

/* ---- names that the host knows ---------------------------------------------- */

struct known {
	struct map fields; /* "page", "page.title": 1 when it has fields that are all listed */
	struct arena *arena;
};

enum { KNOWN_LEAF, KNOWN_CLOSED, KNOWN_OPEN };

static void known_add(struct known *known, struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		struct map_entry *entry;

		if (path.s[i] != '.')
			continue;
		entry = map_add(&known->fields, str_slice(path, 0, i), NULL);
		if (str_eq(str_from(path, i + 1), STR("*")))
			entry->value.number = KNOWN_OPEN;
		else if (entry->value.number == KNOWN_LEAF)
			entry->value.number = KNOWN_CLOSED;
	}
	if (!str_ends(path, STR(".*")))
		(void)map_add(&known->fields, path, NULL);
}

/* The names listed directly below a path ("" for all top-level ones) that are like the last part of `path`. */
static void hint_known(const struct known *known, struct str parent, struct str name, struct diag_list *diags)
{
	struct VEC(struct str) names = {0};
	const struct str *near;

	for (size_t i = 0; i < known->fields.n; i++) {
		struct str key = known->fields.entries[i].key;

		if (parent.n != 0) {
			if (!str_starts(key, parent) || key.n <= parent.n || key.s[parent.n] != '.')
				continue;
			key = str_from(key, parent.n + 1);
		}
		if (str_find_char(key, '.') < 0)
			*vec_add(&names) = key;
	}
	near = str_nearest(name, names.at, names.n);
	if (near != NULL && parent.n != 0)
		diag_hint(diags, "did you mean \"%.*s.%.*s\"?", STR_ARG(parent), STR_ARG(*near));
	else if (near != NULL)
		diag_hint(diags, "did you mean \"%.*s\"?", STR_ARG(*near));
	vec_release(&names);
}

/* The dotted path of a field access on a variable of the host; absent for anything else. */
static struct str path_of(const struct compiler *compiler, const struct known *known, const struct node *node)
{
	struct str object;

	if (node->kind == NODE_NAME)
		return compiler->is_bound.at[node->a] ? STR_NONE : node->as.text;
	if (node->kind != NODE_ATTR)
		return STR_NONE;
	object = path_of(compiler, known, &compiler->nodes.at[node->a]);
	if (object.s == NULL)
		return STR_NONE;
	return arena_printf(known->arena, "%.*s.%.*s", STR_ARG(object), STR_ARG(node->as.text));
}

static void check_name(struct compiler *compiler, const struct known *known, uint32_t id, const struct node *node)
{
	struct str path, parent = STR("");
	struct map_entry *entry;

	if (node->op == MAY_BE_MISSING)
		return;
	path = path_of(compiler, known, node);
	if (path.s == NULL || map_find(&known->fields, path) != NULL)
		return;
	if (node->kind == NODE_ATTR) {
		parent = str_slice(path, 0, path.n - node->as.text.n - 1);
		entry = map_find(&known->fields, parent);
		if (entry == NULL || entry->value.number != KNOWN_CLOSED)
			return;
	}
	template_error(compiler, id, node->at, DIAG_TEMPLATE_UNKNOWN, "there is no variable \"%.*s\"", STR_ARG(path));
	hint_known(known, parent, node->as.text, compiler->diags);
}

static void check_names(struct compiler *compiler)
{
	const char *const *names = compiler->host != NULL ? compiler->host->known_names : NULL;
	struct known known;
	struct arena arena;

	if (names == NULL)
		return;
	arena_init(&arena);
	known.arena = &arena;
	map_init(&known.fields);
	for (; *names != NULL; names++)
		known_add(&known, str_c(*names));
	for (uint32_t id = 0; id < compiler->templates.n; id++)
		for (uint32_t i = compiler->templates.at[id].first_node;
		     !compiler->templates.at[id].broken && i < compiler->templates.at[id].nodes_end; i++)
			if (compiler->nodes.at[i].kind == NODE_NAME || compiler->nodes.at[i].kind == NODE_ATTR)
				check_name(compiler, &known, id, &compiler->nodes.at[i]);
	map_release(&known.fields);
	arena_release(&arena);
}

/* ---- the set ---------------------------------------------------------------- */

static void *copied(struct arena *arena, const void *at, size_t n, size_t size)
{
	void *copy = arena_array(arena, n, size);

	if (n != 0)
		memcpy(copy, at, n * size);
	return copy;
}

static struct template_set *make_set(struct compiler *compiler)
{
	struct template_set *set = ARENA_NEW(compiler->arena, struct template_set);

	set->nodes = copied(compiler->arena, compiler->nodes.at, compiler->nodes.n, sizeof(*set->nodes));
	set->nodes_n = (uint32_t)compiler->nodes.n;
	set->templates =
	    copied(compiler->arena, compiler->templates.at, compiler->templates.n, sizeof(*set->templates));
	set->templates_n = (uint32_t)compiler->templates.n;
	set->names = copied(compiler->arena, compiler->names.at, compiler->names.n, sizeof(*set->names));
	set->is_bound = copied(compiler->arena, compiler->is_bound.at, compiler->is_bound.n, sizeof(*set->is_bound));
	set->names_n = (uint32_t)compiler->names.n;
	set->host = compiler->host;
	for (uint32_t i = 0; i < set->templates_n; i++)
		set->templates[i].blocks = (struct block_vec){0}; /* only chains are needed now */
	return set;
}

static void compile(struct compiler *compiler, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (template_refer(compiler, names[i]) != INCLUDE_MISSING)
			continue;
		compiler->failed = true;
		diag_add(compiler->diags, DIAG_TEMPLATE_MISSING, (struct place){.path = STR_NONE},
			 "there is no template \"%.*s\"", STR_ARG(names[i]));
	}
	/* the list grows by what they include and extend */
	for (uint32_t id = 0; id < compiler->templates.n; id++)
		template_parse(compiler, id);
	for (uint32_t id = 0; id < compiler->templates.n; id++)
		if (!compiler->templates.at[id].broken && check_parents(compiler, id))
			link_blocks(compiler, id);
	check_names(compiler);
}

struct template_set *template_compile(const struct str *names, size_t n, const struct template_loader *loader,
				      const struct template_host *host, struct arena *arena, struct diag_list *diags)
{
	struct compiler compiler = {.arena = arena, .diags = diags, .loader = loader, .host = host};
	struct template_set *set = NULL;

	map_init(&compiler.name_ids);
	map_init(&compiler.block_ids);
	map_init(&compiler.template_ids);
	(void)vec_add(&compiler.nodes); /* 0 is no node */
	compile(&compiler, names, n);
	if (!compiler.failed)
		set = make_set(&compiler);
	for (size_t i = 0; i < compiler.templates.n; i++)
		vec_release(&compiler.templates.at[i].blocks);
	vec_release(&compiler.nodes);
	vec_release(&compiler.templates);
	vec_release(&compiler.names);
	vec_release(&compiler.is_bound);
	map_release(&compiler.name_ids);
	map_release(&compiler.block_ids);
	map_release(&compiler.template_ids);
	return set;
}

bool template_exists(const struct template_set *set, struct str name)
{
	for (uint32_t i = 0; i < set->templates_n; i++)
		if (str_eq(set->templates[i].name, name))
			return true;
	return false;
}
