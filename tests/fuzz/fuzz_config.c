/* Any bytes as site.toml: always a config with what the build relies on; what is printed can be read again. */
#include "generator/config.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_safe_path(struct str path)
{
	return path.n != 0 && path.s[0] != '/' && str_find(path, STR("..")) != 0 && str_find(path, STR("/../")) < 0;
}

static void check_printed(const struct config *config, struct arena *arena, struct diag_list *diags)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	config_print(config, &out);
	/* printed twice as long, it may pass the size limit */
	if (out.n < 500000 &&
	    strcmp(config_parse(buf_view(&out), arena, diags)->fingerprint.hex, config->fingerprint.hex) != 0)
		abort();
	buf_clear(&out);
	config_print_json(config, &out);
	config_server_json(config, &out);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diag_list diags;
	struct config *config;
	struct arena arena;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	config = config_parse(str_n((const char *)data, size), &arena, &diags);
	if (config->languages_n == 0 || !is_safe_path(config->output) || !is_safe_path(config->content_folder) ||
	    config->base_path.n == 0 || config->all == NULL)
		abort();
	if (diags.errors == 0)
		check_printed(config, &arena, &diags);
	diag_list_release(&diags);
	arena_release(&arena);
	return 0;
}
