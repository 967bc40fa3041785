/* Any bytes as TOML: a tree whose places lie in the text, or an error that does. */
#include "common/toml.h"
#include "common/utf8.h"
#include "common/value.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct value *value, size_t size)
{
	if (value->at > size + 1)
		abort();
	if (value->kind == VALUE_STR && !utf8_is_valid(value->as.str))
		abort();
	for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list.n; i++)
		check(value->as.list.at[i], size);
	for (uint32_t i = 0; value->kind == VALUE_MAP && i < value->as.map.n; i++) {
		if (value->as.map.at[i].key_at == 0 || value->as.map.at[i].key_at > size)
			abort();
		check(value->as.map.at[i].value, size);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct toml_error error = {0};
	struct arena arena;
	struct value *value;

	arena_init(&arena);
	value = toml_parse(str_n((const char *)data, size), &arena, &error);
	if (value != NULL)
		check(value, size);
	else if (error.at == 0 || error.at > size + 1 || error.line == 0 || error.message.n == 0)
		abort();
	arena_release(&arena);
	return 0;
}
