#include "search/contact.h"

#include "common/escape.h"
#include "common/strings.h"
#include "common/utf8.h"

#include <stdlib.h>

static struct str text_of(const struct value *map, const char *name)
{
	const struct value *value = value_get(map, str_c(name));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static void set_text(struct arena *arena, struct value *map, const char *name, struct str text)
{
	value_set(arena, map, str_c(name), value_str(arena, text.s != NULL ? text : STR("")));
}

static void set_flag(struct arena *arena, struct value *map, const char *name, bool flag)
{
	value_set(arena, map, str_c(name), value_bool(arena, flag));
}

/* ---- what there is to choose ---- */

static uint32_t routes_n(const struct value *config)
{
	const struct value *routes = value_path(config, STR("contact.route"));

	return routes != NULL && routes->kind == VALUE_LIST ? routes->as.list.n : 0;
}

static const struct value *route_at(const struct value *config, uint32_t i)
{
	return value_path(config, STR("contact.route"))->as.list.at[i];
}

static bool is_any(const struct value *route, const char *name)
{
	struct str id = text_of(route, name);

	return id.n == 0 || str_eq(id, STR("*"));
}

static void add_choice(struct value *list, struct str id, struct str title, bool is_chosen, struct arena *arena)
{
	struct value *map = value_map(arena);

	set_text(arena, map, "id", id);
	set_text(arena, map, "title", title.n != 0 ? title : id);
	set_flag(arena, map, "checked", is_chosen);
	value_append(arena, list, map);
}

/* The different values that routes have under a name, but for "*". */
static struct value *choices(const struct value *config, const char *name, struct str chosen, bool is_chosen,
			     struct arena *arena)
{
	struct value *list = value_list(arena);

	for (uint32_t i = 0; i < routes_n(config); i++) {
		const struct value *route = route_at(config, i);
		struct str id = text_of(route, name);
		bool is_new = !is_any(route, name);

		for (uint32_t k = 0; k < list->as.list.n && is_new; k++)
			is_new = !str_eq_nocase(text_of(list->as.list.at[k], "id"), id);
		if (is_new)
			add_choice(list, id, text_of(route, "title"), is_chosen && str_eq_nocase(id, chosen), arena);
	}
	return list;
}

/* What stands for everything comes last, and alone it is no choice; what does so for one plan is no topic. */
static struct value *topics_of(const struct value *config, struct str chosen, bool has_topic, struct arena *arena)
{
	struct value *list = choices(config, "topic", chosen, has_topic, arena);

	for (uint32_t i = 0; i < routes_n(config) && list->as.list.n != 0; i++) {
		const struct value *route = route_at(config, i);

		if (!is_any(route, "topic") || !is_any(route, "plan"))
			continue;
		add_choice(list, STR(""), text_of(route, "title"), has_topic && chosen.n == 0, arena);
		break;
	}
	return list;
}

static struct value *tiers_of(const struct value *config, struct str chosen, struct arena *arena)
{
	struct value *list = choices(config, "plan", chosen, true, arena), *none = value_map(arena);

	if (list->as.list.n == 0)
		return list;
	set_text(arena, none, "id", STR(""));
	set_flag(arena, none, "checked", chosen.n == 0);
	value_append(arena, list, none);
	return list;
}

/* Whether there is nothing to choose, or it has been. */
static bool is_settled(const struct value *config, bool has_topic)
{
	struct arena arena;
	bool is_chosen;

	arena_init(&arena);
	is_chosen = has_topic || topics_of(config, STR(""), false, &arena)->as.list.n == 0;
	arena_release(&arena);
	return is_chosen;
}

/* ---- where it goes ---- */

static void add_parameter(struct buf *url, char between, struct str name, struct str text)
{
	buf_char(url, between);
	buf_str(url, name);
	buf_char(url, '=');
	escape_url_part(url, text);
}

/* A forum's address with subject and text in it, as far as CONTACT_LINK_BYTES allow. */
static struct str forum_link(struct str base, struct str title_field, struct str subject, struct str body,
			     struct arena *arena)
{
	char between = str_find_char(base, '?') >= 0 ? '&' : '?';
	struct buf url;
	struct str done;

	subject = utf8_cut(subject, 200);
	body = utf8_cut(body, 4000);
	buf_init(&url, BUF_NO_LIMIT);
	for (;;) {
		buf_clear(&url);
		buf_str(&url, base);
		if (subject.n != 0)
			add_parameter(&url, between, title_field, subject);
		if (body.n != 0)
			add_parameter(&url, subject.n != 0 ? '&' : between, STR("body"), body);
		if (url.n <= CONTACT_LINK_BYTES || body.n == 0)
			break;
		body = utf8_cut(body, body.n / 2);
	}
	done = arena_str(arena, buf_view(&url));
	buf_release(&url);
	return done;
}

static struct value *venue_value(const struct contact_page *page, struct arena *arena)
{
	const struct value *venue = page->venue, *takes = value_get(venue, STR("takes_tickets"));
	struct str kind = text_of(venue, "kind"), url = text_of(venue, "url"), email = text_of(venue, "email");
	struct str base = STR(""), title_field = STR("title");
	struct value *map = value_map(arena);

	if (email.n == 0)
		email = text_of(value_get(page->site->config, STR("contact")), "email");
	set_text(arena, map, "kind", kind);
	set_text(arena, map, "title", text_of(venue, "title"));
	set_text(arena, map, "note", text_of(venue, "note"));
	set_text(arena, map, "email", email);
	if (takes != NULL && value_is_true(takes)) {
		url = STR("");
	} else if (str_eq(kind, STR("forum")) || str_eq(kind, STR("github"))) {
		base = url;
	} else if (url.n == 0 && email.n != 0) {
		base = arena_printf(arena, "mailto:%.*s", STR_ARG(email));
		title_field = STR("subject");
	}
	if (base.n != 0)
		url = forum_link(base, title_field, page->typed.subject, page->typed.body, arena);
	set_text(arena, map, "href", url);
	set_text(arena, map, "link", base);
	set_text(arena, map, "title_field", title_field);
	return map;
}

/* "Billing · pro": what the route was chosen by */
static struct str why_text(const struct contact_page *page, struct arena *arena)
{
	const struct value *why = value_get(page->venue, STR("why"));
	struct str title = text_of(why, "title"), topic = text_of(why, "topic"), tier = text_of(why, "tier");

	if (title.n == 0 && !str_eq(topic, STR("*")))
		title = topic;
	if (tier.n == 0 || str_eq(tier, STR("*")))
		return title;
	return title.n == 0 ? tier : arena_printf(arena, "%.*s · %.*s", STR_ARG(title), STR_ARG(tier));
}

/* ---- what was typed ---- */

/* A fault in the page's language: {n} is its limit, {file} the name of the file. */
static struct str fault_text(const struct contact_page *page, const struct ticket_problem *problem, struct arena *arena)
{
	bool is_size = problem->fault == TICKET_FILE_TOO_LARGE || problem->fault == TICKET_FILES_TOO_LARGE;
	struct str key = arena_printf(arena, "form_fault_%s", ticket_fault_name(problem->fault)), text, done;
	struct buf said, out;
	ptrdiff_t at;

	buf_init(&said, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	if (!strings_format(&said, page->strings, key,
			    (int64_t)(is_size ? problem->limit / 1024 / 1024 : problem->limit), 0))
		buf_str(&said, ticket_fault_text(problem, arena));
	text = buf_view(&said);
	at = str_find(text, STR("{file}"));
	buf_str(&out, at >= 0 ? str_slice(text, 0, (size_t)at) : text);
	if (at >= 0) {
		buf_str(&out, problem->file);
		buf_str(&out, str_from(text, (size_t)at + 6));
	}
	done = arena_str(arena, buf_view(&out));
	buf_release(&said);
	buf_release(&out);
	return done;
}

static const struct {
	const char *name, *label;
	size_t offset;
} shown[] = {
    {"subject", "ask_subject", offsetof(struct ticket_fields, subject)},
    {"body", "ask_body", offsetof(struct ticket_fields, body)},
    {"name", "ask_name", offsetof(struct ticket_fields, name)},
    {"email", "ask_email", offsetof(struct ticket_fields, email)},
    {"files", "ask_files", SIZE_MAX},
};

static struct value *field_value(const struct contact_page *page, size_t i, struct arena *arena)
{
	struct value *map = value_map(arena);

	if (shown[i].offset != SIZE_MAX)
		set_text(arena, map, "value",
			 *(const struct str *)(const void *)((const char *)&page->typed + shown[i].offset));
	set_text(arena, map, "error", STR(""));
	for (size_t k = 0; k < page->problems_n; k++)
		if (str_eq(str_c(page->problems[k].field), str_c(shown[i].name))) {
			set_text(arena, map, "error", fault_text(page, &page->problems[k], arena));
			break;
		}
	return map;
}

static struct value *files_value(const struct contact_page *page, size_t i, struct arena *arena)
{
	struct value *map = field_value(page, i, arena);

	value_set_lit(arena, map, "most", value_int(arena, LIMIT_ATTACHMENTS));
	set_text(arena, map, "types", str_c(ticket_file_types()));
	set_flag(arena, map, "again", page->typed.files_n != 0);
	return map;
}

static struct value *problems_value(const struct contact_page *page, struct arena *arena)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < page->problems_n; i++) {
		struct str field = str_c(page->problems[i].field), label = field;
		struct value *map = value_map(arena), *text = NULL;

		for (size_t k = 0; k < sizeof(shown) / sizeof(*shown); k++)
			if (str_eq(field, str_c(shown[k].name)))
				text = strings_find(page->strings, str_c(shown[k].label));
		if (text != NULL && text->kind == VALUE_STR)
			label = text->as.str;
		set_text(arena, map, "field", field);
		set_text(arena, map, "label", label);
		set_text(arena, map, "text", fault_text(page, &page->problems[i], arena));
		value_append(arena, list, map);
	}
	return list;
}

static void add_hidden(struct value *list, const char *name, struct str text, struct arena *arena)
{
	struct value *map = value_map(arena);

	set_text(arena, map, "name", str_c(name));
	set_text(arena, map, "value", text);
	value_append(arena, list, map);
}

/* A random id for a form: 32 hexadecimal digits. */
static struct str random_id(struct arena *arena)
{
	uint32_t numbers[4];

	arc4random_buf(numbers, sizeof(numbers));
	return arena_printf(arena, "%08x%08x%08x%08x", numbers[0], numbers[1], numbers[2], numbers[3]);
}

static struct value *hidden_value(const struct contact_page *page, struct arena *arena)
{
	const struct ticket_fields *typed = &page->typed;
	struct value *list = value_list(arena);

	add_hidden(list, "topic", typed->topic, arena);
	add_hidden(list, "tier", typed->tier, arena);
	add_hidden(list, "lang", typed->lang, arena);
	add_hidden(list, "page", typed->page, arena);
	add_hidden(list, "form", typed->form.n != 0 ? typed->form : random_id(arena), arena);
	add_hidden(list, "key", typed->key.n != 0 ? typed->key : random_id(arena), arena);
	return list;
}

/* ---- the whole ---- */

struct value *contact_value(const struct contact_page *page, struct arena *arena)
{
	const struct value *config = page->site->config, *takes = value_get(page->venue, STR("takes_tickets"));
	struct value *ask = value_map(arena);
	bool is_chosen = is_settled(config, page->has_topic) && page->venue != NULL;

	set_text(arena, ask, "action", page->action);
	value_set_lit(arena, ask, "topics", topics_of(config, page->typed.topic, page->has_topic, arena));
	value_set_lit(arena, ask, "tiers", tiers_of(config, page->typed.tier, arena));
	value_set_lit(arena, ask, "venue", is_chosen ? venue_value(page, arena) : value_null(arena));
	set_text(arena, ask, "why", why_text(page, arena));
	set_text(arena, ask, "expect", text_of(value_get(page->venue, STR("expect")), "text"));
	set_flag(arena, ask, "takes", takes != NULL && value_is_true(takes));
	value_set_lit(arena, ask, "hidden", hidden_value(page, arena));
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
		value_set(arena, ask, str_c(shown[i].name),
			  shown[i].offset != SIZE_MAX ? field_value(page, i, arena) : files_value(page, i, arena));
	value_set_lit(arena, ask, "answers", page->answers != NULL ? page->answers : value_list(arena));
	value_set_lit(arena, ask, "problems", problems_value(page, arena));
	set_flag(arena, ask, "nothing", page->has_nothing);
	set_flag(arena, ask, "failed", page->has_failed);
	return ask;
}
