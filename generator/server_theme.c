#include "generator/server_theme.h"

#include "common/escape.h"
#include "common/strings.h"
#include "generator/theme.h"
#include "generator/view.h"

static void add_text(struct buf *out, struct str text)
{
	buf_char(out, '"');
	escape_json(out, text);
	buf_char(out, '"');
}

static void add_name(struct buf *out, struct str name, bool is_first)
{
	if (!is_first)
		buf_char(out, ',');
	add_text(out, name);
	buf_char(out, ':');
}

/* As value_json(), but what is HTML and what is a date can be told again. */
static void add_value(struct buf *out, const struct value *value)
{
	bool is_html = value != NULL && value->kind == VALUE_STR && value->is_html;

	if (is_html || (value != NULL && value->kind == VALUE_DATE)) {
		buf_str(out, is_html ? STR("{\"$html\":") : STR("{\"$date\":"));
		value_json(out, value);
		buf_char(out, '}');
	} else if (value != NULL && value->kind == VALUE_LIST) {
		buf_char(out, '[');
		for (uint32_t i = 0; i < value->as.list.n; i++) {
			if (i != 0)
				buf_char(out, ',');
			add_value(out, value->as.list.at[i]);
		}
		buf_char(out, ']');
	} else if (value != NULL && value->kind == VALUE_MAP) {
		buf_char(out, '{');
		for (uint32_t i = 0; i < value->as.map.n; i++) {
			add_name(out, value->as.map.at[i].key, i == 0);
			add_value(out, value->as.map.at[i].value);
		}
		buf_char(out, '}');
	} else {
		value_json(out, value);
	}
}

/* All that search.html, contact.html and thank-you.html may include or extend. */
static void add_templates(struct buf *out, const struct theme *theme)
{
	bool is_first = true;

	buf_char(out, '{');
	for (size_t i = 0; i < theme->by_name.n; i++) {
		const struct theme_file *file = &theme->files[theme->by_name.entries[i].value.number - 1];

		if (!str_ends(file->name, STR(".html")))
			continue;
		add_name(out, file->name, is_first);
		add_text(out, file->bytes);
		is_first = false;
	}
	buf_char(out, '}');
}

/* As theme_find_output() finds them: app.js is there once for each language. */
static void add_assets(struct buf *out, const struct theme *theme)
{
	bool is_first = true;

	buf_char(out, '{');
	for (size_t i = 0; i < theme->outputs_n; i++) {
		const struct theme_output *output = &theme->outputs[i];

		if (theme_find_output(theme, output->name) != output)
			continue;
		add_name(out, output->name, is_first);
		add_text(out, output->path);
		is_first = false;
	}
	buf_char(out, '}');
}

static void add_language(struct buf *out, const struct theme *theme, uint32_t language, struct arena *arena)
{
	struct extra_page search = {.kind = EXTRA_SEARCH, .language = language, .part = 1};
	struct extra_page contact = {.kind = EXTRA_CONTACT, .language = language, .part = 1};

	buf_lit(out, "{\"code\":");
	add_text(out, theme->config->languages[language].code);
	buf_lit(out, ",\"strings\":");
	add_value(out, strings_all(theme->strings[language], arena));
	buf_lit(out, ",\"variables\":");
	add_value(out, view_extra(theme->view, &search, arena));
	buf_lit(out, ",\"contact\":");
	if (view_has_extra(theme->view, &contact))
		add_value(out, view_extra(theme->view, &contact, arena));
	else
		buf_lit(out, "null");
	buf_char(out, '}');
}

void server_theme_json(const struct theme *theme, const struct site *site, struct buf *out, struct arena *arena)
{
	(void)site;
	buf_lit(out, "{\"csp\":");
	add_text(out, theme->csp_of_all);
	buf_lit(out, ",\"templates\":");
	add_templates(out, theme);
	buf_lit(out, ",\"assets\":");
	add_assets(out, theme);
	buf_lit(out, ",\"languages\":[");
	for (uint32_t i = 0; i < theme->config->languages_n; i++) {
		if (i != 0)
			buf_char(out, ',');
		add_language(out, theme, i, arena);
	}
	buf_lit(out, "]}");
}
