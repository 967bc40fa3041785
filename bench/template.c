/*
 * bench/template: see bench/template/run, which starts it. Reads {"templates", "context"} as JSON, renders
 * "main.html" many times, and prints microseconds a page as JSON, beside those of the floor: the same values
 * escaped and the same text copied, in the same number of pieces, without a template.
 */
#include "common/escape.h"
#include "common/template.h"

#include <jansson.h>
#include <time.h>

enum { ROUNDS = 2000, REPEATS = 7 };

static struct value *value_of(struct arena *arena, json_t *json)
{
	struct value *value;
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_integer(json))
		return value_int(arena, json_integer_value(json));
	if (json_is_string(json))
		return value_str(arena, str_c(json_string_value(json)));
	if (json_is_array(json)) {
		value = value_list(arena);
		json_array_foreach(json, i, item) value_append(arena, value, value_of(arena, item));
		return value;
	}
	item = json_object_get(json, "__html__");
	if (item != NULL)
		return value_html(arena, str_c(json_string_value(item)));
	value = value_map(arena);
	json_object_foreach(json, key, item) value_set(arena, value, str_c(key), value_of(arena, item));
	return value;
}

static bool load(void *context, struct str name, struct str *text, struct str *path)
{
	json_t *found = json_object_getn(context, name.s, name.n);

	*text = str_c(json_string_value(found));
	*path = name;
	return found != NULL;
}

static double now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

struct piece {
	struct str text;
	bool escaped;
};

/* The page cut where values stand: at the texts between ">" and "<" and in quotes, which is near enough. */
static size_t cut(struct str page, struct piece *pieces, size_t room)
{
	size_t n = 0, start = 0;

	for (size_t i = 1; i < page.n && n + 2 < room; i++) {
		bool at_value = page.s[i - 1] == '>' || page.s[i - 1] == '"';

		if (!at_value || page.s[i] == '<' || page.s[i] == '>' || page.s[i] == ' ' || page.s[i] == '\n')
			continue;
		size_t end = i;

		while (end < page.n && page.s[end] != '<' && page.s[end] != '"')
			end++;
		pieces[n++] = (struct piece){str_slice(page, start, i), false};
		pieces[n++] = (struct piece){str_slice(page, i, end), true};
		start = i = end;
	}
	pieces[n++] = (struct piece){str_from(page, start), false};
	return n;
}

static double floor_time(struct str page, size_t *values)
{
	struct piece pieces[1000];
	size_t n = cut(page, pieces, 1000);
	struct buf out;
	double best = 1e9;

	*values = n / 2;
	buf_init(&out, BUF_NO_LIMIT);
	for (int repeat = 0; repeat < REPEATS; repeat++) {
		double start = now();

		for (int round = 0; round < ROUNDS; round++) {
			buf_clear(&out);
			for (size_t i = 0; i < n; i++) {
				if (pieces[i].escaped)
					escape_html(&out, pieces[i].text);
				else
					buf_str(&out, pieces[i].text);
			}
		}
		if ((now() - start) / ROUNDS < best)
			best = (now() - start) / ROUNDS;
	}
	buf_release(&out);
	return best;
}

int main(void)
{
	json_t *task = json_loadf(stdin, 0, NULL), *answer;
	struct template_loader loader = {.load = load, .context = json_object_get(task, "templates")};
	struct str name = STR("main.html");
	struct template_set *set;
	struct arena arena, page;
	struct diag_list diags;
	struct value *context;
	struct buf out;
	double best = 1e9, floor_us;
	size_t values;

	arena_init(&arena);
	arena_init(&page);
	diag_list_init(&diags, &arena);
	buf_init(&out, BUF_NO_LIMIT);
	set = template_compile(&name, 1, &loader, NULL, &arena, &diags);
	context = value_of(&arena, json_object_get(task, "context"));
	for (int repeat = 0; repeat < REPEATS && set != NULL; repeat++) {
		double start = now();

		for (int round = 0; round < ROUNDS; round++) {
			buf_clear(&out);
			arena_clear(&page);
			if (template_render(set, name, context, NULL, &out, &page, &diags) != 0)
				break;
		}
		if ((now() - start) / ROUNDS < best)
			best = (now() - start) / ROUNDS;
	}
	if (diags.items.n != 0) {
		fprintf(stderr, "%.*s\n", STR_ARG(diags.items.at[0].message));
		return 1;
	}
	floor_us = floor_time(buf_view(&out), &values);
	answer = json_pack("{s:f, s:f, s:i, s:s%}", "us", best, "floor_us", floor_us, "values", (int)values, "text",
			   out.s, out.n);
	json_dumpf(answer, stdout, JSON_COMPACT);
	json_decref(answer);
	json_decref(task);
	return 0;
}
