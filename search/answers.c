#include "search/answers.h"

#include "common/hash.h"
#include "common/mem.h"

struct kept {
	char *bytes; /* the key, then the answer */
	size_t key_n, n, total;
};

struct answers {
	size_t places, bytes, max;
	char version[64];
	struct kept *kept;
};

struct answers *answers_new(size_t places, size_t max)
{
	struct answers *answers = mem_zalloc(sizeof(*answers));

	answers->places = places;
	answers->max = max;
	answers->kept = mem_zalloc(places * sizeof(*answers->kept));
	return answers;
}

static void forget(struct answers *answers, struct kept *kept)
{
	answers->bytes -= kept->key_n + kept->n;
	mem_free(kept->bytes);
	*kept = (struct kept){0};
}

static void forget_all(struct answers *answers)
{
	for (size_t i = 0; i < answers->places; i++)
		forget(answers, &answers->kept[i]);
}

void answers_free(struct answers *answers)
{
	if (answers == NULL)
		return;
	forget_all(answers);
	mem_free(answers->kept);
	mem_free(answers);
}

static struct kept *place_of(struct answers *answers, struct str key)
{
	return &answers->kept[hash64(key) % answers->places];
}

struct str answers_find(struct answers *answers, struct str version, struct str key, size_t *total)
{
	struct kept *kept = place_of(answers, key);

	if (version.n >= sizeof(answers->version))
		return STR_NONE;
	if (!str_eq(version, str_c(answers->version))) {
		forget_all(answers);
		memcpy(answers->version, version.s, version.n);
		answers->version[version.n] = '\0';
	}
	if (kept->bytes == NULL || !str_eq(key, str_n(kept->bytes, kept->key_n)))
		return STR_NONE;
	*total = kept->total;
	return str_n(kept->bytes + kept->key_n, kept->n);
}

void answers_keep(struct answers *answers, struct str key, struct str answer, size_t total)
{
	struct kept *kept = place_of(answers, key);
	size_t n = key.n + answer.n;

	if (n > answers->max / 16 || answers->version[0] == '\0')
		return;
	forget(answers, kept);
	if (answers->bytes + n > answers->max)
		forget_all(answers);
	kept->bytes = mem_alloc(n + 1);
	memcpy(kept->bytes, key.s, key.n);
	memcpy(kept->bytes + key.n, answer.s, answer.n);
	kept->key_n = key.n;
	kept->n = answer.n;
	kept->total = total;
	answers->bytes += n;
}
