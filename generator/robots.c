#include "generator/robots.h"

/* One line "name: value" without its comment; false for anything else. */
static bool split_line(struct str line, struct str *name, struct str *value)
{
	ptrdiff_t comment = str_find_char(line, '#'), colon;

	if (comment >= 0)
		line = str_slice(line, 0, (size_t)comment);
	colon = str_find_char(line, ':');
	if (colon < 0)
		return false;
	*name = str_trim(str_slice(line, 0, (size_t)colon));
	*value = str_trim(str_from(line, (size_t)colon + 1));
	return true;
}

/* Whether a path begins as the pattern says. Goes back to the last "*" only, so it takes n × m steps at most. */
static bool matches(struct str pattern, struct str path)
{
	bool to_end = str_ends(pattern, STR("$"));
	size_t p = 0, s = 0, star = SIZE_MAX, star_s = 0;

	if (to_end)
		pattern.n--;
	while (p < pattern.n || (to_end && s < path.n)) {
		if (p < pattern.n && pattern.s[p] == '*') {
			star = p++;
			star_s = s;
		} else if (p < pattern.n && s < path.n && pattern.s[p] == path.s[s]) {
			p++;
			s++;
		} else if (star != SIZE_MAX && star_s < path.n) {
			p = star + 1;
			s = ++star_s;
		} else {
			return false;
		}
	}
	return true;
}

/* What the groups of one agent say. */
struct verdict {
	bool has_group;
	bool allowed;
	size_t longest; /* of the patterns that matched */
	unsigned delay;
};

static void take_rule(struct verdict *verdict, struct str path, struct str pattern, bool allows)
{
	if (pattern.n == 0 || !matches(pattern, path) || pattern.n < verdict->longest)
		return;
	verdict->allowed = allows || (pattern.n == verdict->longest && verdict->allowed);
	verdict->longest = pattern.n;
}

static void take_delay(struct verdict *verdict, struct str value)
{
	double seconds;

	if (str_to_double(value, &seconds) && seconds > 0 && seconds < 3600)
		verdict->delay = (unsigned)(seconds + 0.999);
}

static struct verdict judge(struct str text, struct str agent, struct str path)
{
	struct verdict verdict = {.allowed = true};
	bool in_group = false, in_names = false;
	struct str line, name, value;

	while (str_line(&text, &line)) {
		if (!split_line(line, &name, &value))
			continue;
		if (str_eq_nocase(name, STR("user-agent"))) {
			/* several of these in a row begin one group */
			in_group = (in_names && in_group) || str_eq_nocase(value, agent);
			in_names = true;
			verdict.has_group = verdict.has_group || in_group;
			continue;
		}
		in_names = false;
		if (!in_group)
			continue;
		if (str_eq_nocase(name, STR("allow")) || str_eq_nocase(name, STR("disallow")))
			take_rule(&verdict, path, value, str_eq_nocase(name, STR("allow")));
		else if (str_eq_nocase(name, STR("crawl-delay")))
			take_delay(&verdict, value);
	}
	return verdict;
}

static struct verdict judge_for(struct str text, struct str agent, struct str path)
{
	struct verdict own = judge(text, agent, path);

	return own.has_group ? own : judge(text, STR("*"), path);
}

bool robots_allow(struct str text, struct str agent, struct str path)
{
	return judge_for(text, agent, path).allowed;
}

unsigned robots_delay(struct str text, struct str agent)
{
	return judge_for(text, agent, STR("/")).delay;
}
