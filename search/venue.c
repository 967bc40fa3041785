/* Where a question belongs: [[contact.route]] and [[contact.venue]] of site.toml. */
#include "search/server.h"

static struct str text_of(const struct value *map, const char *name)
{
	const struct value *value = value_get(map, str_c(name));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static uint32_t list_n(const struct value *list)
{
	return list != NULL && list->kind == VALUE_LIST ? list->as.list.n : 0;
}

/* "*" and what is not said match all. */
static bool matches(struct str pattern, struct str text)
{
	return pattern.n == 0 || str_eq(pattern, STR("*")) || str_eq_nocase(pattern, text);
}

static const struct value *find_venue(const struct value *venues, struct str id)
{
	for (uint32_t i = 0; i < list_n(venues); i++)
		if (str_eq(text_of(venues->as.list.at[i], "id"), id))
			return venues->as.list.at[i];
	return NULL;
}

static const struct value *find_route(const struct value *routes, struct str topic, struct str tier)
{
	for (uint32_t i = 0; i < list_n(routes); i++) {
		const struct value *route = routes->as.list.at[i];

		if (matches(text_of(route, "topic"), topic) && matches(text_of(route, "plan"), tier))
			return route;
	}
	return NULL;
}

static struct value *why(const struct value *route, struct arena *arena)
{
	struct value *map = value_map(arena);

	value_set_lit(arena, map, "topic", value_str(arena, text_of(route, "topic")));
	value_set_lit(arena, map, "title", value_str(arena, text_of(route, "title")));
	value_set_lit(arena, map, "tier", value_str(arena, text_of(route, "plan")));
	return map;
}

/* Whether weir-courier has somewhere to deliver to. */
static bool takes_tickets(const struct value *venue)
{
	struct str deliver = text_of(venue, "deliver");

	return deliver.n != 0 && !str_eq(deliver, STR("none"));
}

struct value *server_venue(const struct value *config, struct str topic, struct str tier, struct arena *arena)
{
	static const char *const copied[] = {"id", "kind", "title", "note", "url", "email", "first_reply"};
	const struct value *venues = value_path(config, STR("contact.venue"));
	const struct value *route = find_route(value_path(config, STR("contact.route")), topic, tier);
	const struct value *venue = route != NULL ? find_venue(venues, text_of(route, "venue")) : NULL;
	struct str email = text_of(value_get(config, STR("contact")), "email");
	struct value *map = value_map(arena);

	if (venue == NULL && route == NULL && list_n(venues) != 0)
		venue = venues->as.list.at[0];
	if (venue == NULL && email.n == 0)
		return NULL;
	for (size_t i = 0; venue != NULL && i < sizeof(copied) / sizeof(*copied); i++)
		value_set(arena, map, str_c(copied[i]), value_str(arena, text_of(venue, copied[i])));
	if (venue == NULL) {
		value_set_lit(arena, map, "id", value_str(arena, STR("email")));
		value_set_lit(arena, map, "kind", value_str(arena, STR("email")));
		value_set_lit(arena, map, "email", value_str(arena, email));
	}
	value_set_lit(arena, map, "takes_tickets", value_bool(arena, takes_tickets(venue)));
	value_set_lit(arena, map, "why", route != NULL ? why(route, arena) : value_null(arena));
	return map;
}
