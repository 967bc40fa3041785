#include "generator/theme.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/toml.h"
#include "common/utf8.h"
#include "common/vec.h"
#include "generator/accent.h"
#include "generator/digest.h"
#include "generator/minify.h"
#include "generator/strings_file.h"
#include "generator/view.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

/* ---- files ------------------------------------------------------------------ */

struct theme_file_vec VEC_FIELDS(struct theme_file);

/* What loading needs for its duration. */
struct loading {
	struct theme *theme;
	struct arena *arena;
	struct diag_list *diags;
	struct theme_file_vec files;
	int site_folder;
	struct str folder; /* being read, below the theme's: "", "partials" */
	unsigned depth;
	bool has_own_strings; /* theme/strings/en.toml was looked at */
};

static void add_file(struct loading *loading, const struct theme_file *file)
{
	bool is_new;
	struct map_entry *entry = map_add(&loading->theme->by_name, file->name, &is_new);

	if (is_new) {
		*vec_add(&loading->files) = *file;
		entry->value.number = loading->files.n;
	} else {
		struct theme_file *old = &loading->files.at[entry->value.number - 1];

		/* a copy of a default file is a default file: its indentation may go */
		if (!str_eq(old->bytes, file->bytes)) /* NOLINT(clang-analyzer-core.NullDereference): it is there */
			*old = *file;
	}
}

static struct str without_indentation(struct str text, struct arena *arena)
{
	struct buf buf;
	struct str result;

	buf_init(&buf, BUF_NO_LIMIT);
	minify_lines(&buf, text, STR_NONE);
	result = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return result;
}

static void add_builtin(struct loading *loading)
{
	for (size_t i = 0; i < theme_builtin_n; i++) {
		const struct theme_builtin *builtin = &theme_builtin[i];
		struct theme_file file = {.name = str_c(builtin->name),
					  .bytes = str_n((const char *)builtin->bytes, builtin->n),
					  .is_builtin = true};

		file.path = arena_printf(loading->arena, "theme/%s (built in)", builtin->name);
		add_file(loading, &file);
	}
}

static void read_error(struct loading *loading, struct str path)
{
	diag_add(loading->diags, DIAG_THEME_FILE, (struct place){.path = path}, "cannot be read: %s", strerror(errno));
}

/* Templates and stylesheets become part of pages, which are UTF-8. */
static bool is_text(struct loading *loading, struct str path, struct str bytes)
{
	struct place place = {.path = path};
	size_t valid = utf8_valid_prefix(bytes);

	if (valid == bytes.n)
		return true;
	place_of(bytes, valid, &place.line, &place.column);
	diag_add(loading->diags, DIAG_THEME_FILE, place, "a byte that is not UTF-8");
	diag_hint(loading->diags, "save the file as UTF-8");
	return false;
}

/* Bytes of a file below the site's folder; absent after an error. */
static struct str read_file(struct loading *loading, struct str path, size_t max)
{
	struct buf buf;
	struct str bytes = STR_NONE;

	buf_init(&buf, BUF_NO_LIMIT);
	if (fs_read_at(loading->site_folder, path.s, &buf, max) < 0)
		read_error(loading, path);
	else
		bytes = arena_str(loading->arena, buf_view(&buf));
	buf_release(&buf);
	return bytes;
}

static int add_entry(void *context, const char *name, unsigned char type);

static void add_folder(struct loading *loading, struct str folder)
{
	struct str path = loading->theme->config->theme_folder, outer = loading->folder;
	int fd;

	if (folder.n != 0)
		path = arena_printf(loading->arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(folder));
	else
		path = arena_str(loading->arena, path);
	fd = fs_open_folder_at(loading->site_folder, path.s);
	if (fd < 0) {
		if (errno != ENOENT || folder.n != 0)
			read_error(loading, path);
		return;
	}
	loading->folder = folder;
	loading->depth++;
	if (fs_each_entry(fd, add_entry, loading) < 0)
		read_error(loading, path);
	loading->depth--;
	loading->folder = outer;
	close(fd);
}

/* One entry of a theme folder; names that begin with a dot are left alone. */
static int add_entry(void *context, const char *name, unsigned char type)
{
	struct loading *loading = context;
	struct theme_file file = {.name = str_c(name)};
	bool is_asset;

	if (name[0] == '.')
		return 0;
	file.name = loading->folder.n != 0 ? arena_printf(loading->arena, "%.*s/%s", STR_ARG(loading->folder), name)
					   : arena_str(loading->arena, file.name);
	file.path = arena_printf(loading->arena, "%.*s/%.*s", STR_ARG(loading->theme->config->theme_folder),
				 STR_ARG(file.name));
	is_asset = str_starts(file.name, STR("assets/"));
	if (type == DT_DIR && loading->depth < LIMIT_THEME_DEPTH)
		add_folder(loading, file.name);
	if (type == DT_LNK) {
		diag_add(loading->diags, DIAG_NOT_A_FILE, (struct place){.path = file.path}, "symbolic link left out");
		diag_hint(loading->diags, "copy the file into the theme folder");
	}
	if (type != DT_REG || (!is_asset && !str_ends(file.name, STR(".html")) && !str_ends(file.name, STR(".css")) &&
			       !str_ends(file.name, STR(".js")) && !str_ends(file.name, STR(".toml"))))
		return 0;
	file.bytes = read_file(loading, file.path, is_asset ? LIMIT_THEME_ASSET_BYTES : LIMIT_TEMPLATE_BYTES);
	if (file.bytes.s != NULL &&
	    (is_asset || str_ends(file.name, STR(".toml")) || is_text(loading, file.path, file.bytes)))
		add_file(loading, &file);
	return 0;
}

const struct theme_file *theme_find(const struct theme *theme, struct str name)
{
	const struct map_entry *entry = map_find(&theme->by_name, name);

	return entry != NULL ? &theme->files[entry->value.number - 1] : NULL;
}

/* ---- stylesheet --------------------------------------------------------------- */

/* Where site.toml has a setting; the file as a whole when it has not. */
static struct place setting_place(const struct config *config, const char *name)
{
	const struct value *value = value_path(config->all, str_c(name));
	struct place place = {.path = STR("site.toml")};

	if (value != NULL && value->at != 0)
		place_of(config->source, value->at - 1, &place.line, &place.column);
	return place;
}

static void add_accent(struct loading *loading, struct buf *css)
{
	struct str text = loading->theme->config->accent;
	struct colour colour;
	struct accent accent;

	if (text.n == 0 || str_eq_nocase(text, STR(THEME_ACCENT)))
		return;
	if (!colour_parse(text, &colour)) /* config has checked it */
		return;
	accent_derive(&accent, colour);
	accent_css(css, &accent);
	if (!accent.was_moved)
		return;
	diag_add(loading->diags, DIAG_ACCENT_CONTRAST, setting_place(loading->theme->config, "theme.accent"),
		 "accent \"%.*s\" has a contrast of %.1f on the light page, text needs 4.5", STR_ARG(text),
		 accent.contrast);
	diag_hint(
	    loading->diags,
	    "its lightness was moved from %.0f %% to %.0f %%: links and buttons are \"#%02x%02x%02x\" in the light "
	    "scheme",
	    accent.lightness * 100, accent.moved_to * 100, accent.light.red, accent.light.green, accent.light.blue);
}

/* Text that cannot end the style element that it stands in. */
static struct str closed_in(struct str css, struct arena *arena)
{
	struct buf buf;
	struct str result;

	buf_init(&buf, BUF_NO_LIMIT);
	for (size_t i = 0; i < css.n; i++) {
		buf_char(&buf, css.s[i]);
		if (css.s[i] == '<' && i + 1 < css.n && css.s[i + 1] == '/')
			buf_char(&buf, '\\');
	}
	result = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return result;
}

/* Appends a stylesheet; the default ones fall away where the site has a style.css of its own. */
static void add_sheet(const struct theme *theme, const char *name, struct buf *css)
{
	const struct theme_file *file = theme_find(theme, str_c(name)), *style = theme_find(theme, STR("style.css"));

	if (file != NULL && (!file->is_builtin || style->is_builtin))
		minify_css(css, file->bytes);
}

static void make_css(struct loading *loading)
{
	static const char *const names[THEME_SHEETS][2] = {[SHEET_PAGES] = {"rich.css", "pages.css"},
							   [SHEET_ARTICLE] = {"rich.css", "article.css"},
							   [SHEET_PLAIN_ARTICLE] = {"article.css"},
							   [SHEET_AGENT] = {"rich.css", "agent.css"},
							   [SHEET_CONTACT] = {"contact.css"}};
	struct theme *theme = loading->theme;
	struct buf own, css;

	buf_init(&own, BUF_NO_LIMIT);
	buf_init(&css, BUF_NO_LIMIT);
	add_accent(loading, &own);
	if (theme->config->custom_css.n != 0) {
		struct str path = arena_str(loading->arena, theme->config->custom_css);

		struct str bytes = read_file(loading, path, LIMIT_TEMPLATE_BYTES);

		if (is_text(loading, path, bytes))
			minify_css(&own, bytes);
	}
	for (size_t i = 0; i < THEME_SHEETS; i++) {
		buf_clear(&css);
		add_sheet(theme, "style.css", &css);
		for (size_t k = 0; k < 2 && names[i][k] != NULL; k++)
			add_sheet(theme, names[i][k], &css);
		buf_str(&css, buf_view(&own));
		theme->css[i] = closed_in(buf_view(&css), theme->arena);
	}
	buf_release(&css);
	buf_release(&own);
}

/* "https://search.example.com" of "https://search.example.com/api/" */
static struct str origin_of(struct str url)
{
	ptrdiff_t scheme = str_find(url, STR("://")), slash;

	if (scheme < 0)
		return STR_NONE;
	slash = str_find_char(str_from(url, (size_t)scheme + 3), '/');
	return slash < 0 ? url : str_slice(url, 0, (size_t)(scheme + 3 + slash));
}

/*
 * Scripts and styles are the theme's own and no others. Images may come from
 * anywhere by https, because articles may show them. A site that trusts its
 * writers with raw HTML also gets their style attributes and frames.
 */
static struct str csp_of(const struct theme *theme, const struct str *css, size_t css_n)
{
	struct str origin = origin_of(theme->config->search_url);
	struct str result;
	struct buf csp;

	buf_init(&csp, BUF_NO_LIMIT);
	buf_lit(&csp, "default-src 'none';script-src 'self';style-src");
	for (size_t i = 0; i < css_n; i++) {
		buf_lit(&csp, " '");
		digest_csp(&csp, css[i]);
		buf_lit(&csp, "'");
	}
	buf_lit(&csp, ";img-src 'self' data: https:;media-src 'self' https:;font-src 'self';base-uri 'none'");
	buf_lit(&csp, ";connect-src 'self' ");
	escape_html(&csp, origin);
	buf_lit(&csp, ";form-action 'self' ");
	escape_html(&csp, origin);
	if (theme->config->raw_html == RAW_HTML_TRUSTED)
		buf_lit(&csp, ";style-src-attr 'unsafe-inline';frame-src https:");
	result = arena_str(theme->arena, buf_view(&csp));
	buf_release(&csp);
	return result;
}

/* ---- strings and scripts ------------------------------------------------------ */

static bool is_said_by_own_theme(const struct theme *theme, struct str key)
{
	for (size_t i = 0; i < theme->files_n; i++)
		if (!theme->files[i].is_builtin && !str_starts(theme->files[i].name, STR("strings/")) &&
		    str_find(theme->files[i].bytes, key) >= 0)
			return true;
	return false;
}

/*
 * A site's own theme may have strings of its own, which its English names. One that is nearly the default theme's, and
 * that no file of its own says, is a typing error.
 */
static void check_own_strings(struct loading *loading, const struct strings *strings, const struct theme_file *file)
{
	struct toml_error error;
	struct value *map = toml_parse(file->bytes, loading->arena, &error);

	for (uint32_t i = 0; map != NULL && i < map->as.map.n; i++) {
		const struct value_pair *pair = &map->as.map.at[i];
		const struct str *nearest =
		    strings_find(strings, pair->key) == NULL ? strings_nearest(strings, pair->key) : NULL;
		struct place place = {.path = file->path};

		if (nearest == NULL || is_said_by_own_theme(loading->theme, pair->key))
			continue;
		if (pair->key_at != 0)
			place_of(file->bytes, pair->key_at - 1, &place.line, &place.column);
		diag_add(loading->diags, DIAG_STRINGS_KEY, place, "the theme has no string \"%.*s\"",
			 STR_ARG(pair->key));
		diag_hint(loading->diags, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	}
}

/* Lays strings/<code>.toml over the strings, first the default theme's, then the site's own. */
static void add_strings(struct loading *loading, struct strings *strings, struct str code, bool is_base)
{
	struct str name = arena_printf(loading->arena, "strings/%.*s.toml", STR_ARG(code));
	const struct theme_file *file = theme_find(loading->theme, name);
	/* a site's own theme may have strings of its own: English defines them */
	bool is_own = str_eq(code, STR("en"));

	for (size_t i = 0; i < theme_builtin_n; i++)
		if (str_eq(str_c(theme_builtin[i].name), name))
			strings_add(strings, str_n((const char *)theme_builtin[i].bytes, theme_builtin[i].n), name,
				    is_base, loading->arena, loading->diags);
	if (file != NULL && !file->is_builtin && is_own && !loading->has_own_strings) {
		loading->has_own_strings = true; /* once, not for each language */
		check_own_strings(loading, strings, file);
	}
	if (file != NULL && !file->is_builtin)
		strings_add(strings, file->bytes, file->path, is_own, loading->arena, loading->diags);
}

static void make_strings(struct loading *loading)
{
	struct theme *theme = loading->theme;

	for (size_t i = 0; i < theme->config->languages_n; i++) {
		struct str code = theme->config->languages[i].code;
		ptrdiff_t dash = str_find_char(code, '-');
		struct strings *strings = strings_new(code, theme->arena);

		add_strings(loading, strings, STR("en"), true);
		if (dash > 0 && !str_eq(str_slice(code, 0, (size_t)dash), STR("en")))
			add_strings(loading, strings, str_slice(code, 0, (size_t)dash), false);
		if (!str_eq(code, STR("en")))
			add_strings(loading, strings, code, false);
		theme->strings[i] = strings;
	}
}

/* "assets/app.1a2b3c4d.js" of "app.js" */
static struct str fingerprinted(struct arena *arena, struct str name, struct str bytes)
{
	ptrdiff_t dot = str_rfind_char(name, '.');
	struct str stem = dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
	char hex[9];

	hash128_hex(hash128(bytes), hex, sizeof(hex) - 1);
	return arena_printf(arena, "assets/%.*s.%s%.*s", STR_ARG(stem), hex, STR_ARG(str_from(name, stem.n)));
}

static void add_output(struct theme *theme, struct str name, struct str bytes)
{
	struct str path = fingerprinted(theme->arena, name, bytes);

	for (size_t i = 0; i < theme->outputs_n; i++)
		if (str_eq(theme->outputs[i].path, path))
			return;
	theme->outputs[theme->outputs_n++] = (struct theme_output){name, path, bytes};
}

/* A sheet as a JavaScript string: the styles of what only the script makes, kept out of pages. */
static void add_script_css(const struct theme *theme, const char *sheet, struct buf *script)
{
	struct buf css;

	buf_init(&css, BUF_NO_LIMIT);
	add_sheet(theme, sheet, &css);
	buf_lit(script, "const S=\"");
	escape_json(script, buf_view(&css));
	buf_lit(script, "\";\n");
	buf_release(&css);
}

/* What scripts are made of: their file, the strings they say, the styles of what they make. */
static const struct {
	struct str file, strings;
	const char *sheet;
} scripts[THEME_SCRIPTS] = {
    [SCRIPT_APP] = {STR_INIT("app.js"), STR_INIT("js_"), "script.css"},
    [SCRIPT_AGENT] = {STR_INIT("agent.js"), STR_INIT("agent_"), NULL},
    [SCRIPT_CONTACT] = {STR_INIT("contact.js"), STR_INIT("form_"), NULL},
};

static void add_script_file(const struct theme *theme, struct str name, struct buf *script)
{
	const struct theme_file *file = theme_find(theme, name);

	if (file == NULL)
		return; /* the built-in theme has all of them */
	if (file->is_builtin)
		minify_lines(script, file->bytes, STR("//"));
	else
		buf_str(script, file->bytes);
}

/* Each file in a block of its own behind what is in front of it, where a site's file may use any names. */
static void add_files(const struct theme *theme, const struct str *names, size_t n, struct buf *script)
{
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_lit(script, "{\n");
		add_script_file(theme, names[i], script);
	}
	for (size_t i = 1; i < n; i++)
		buf_char(script, '}');
	buf_lit(script, "\n})();\n");
}

/*
 * A script of a language: its strings, which thus need no second request, what all scripts share, then its file. All in
 * a function: the page gets no name from it.
 */
static void make_script(struct theme *theme, enum theme_script which, size_t language)
{
	const struct str files[] = {STR("nodes.js"), STR("shared.js"), scripts[which].file};
	struct buf script;
	struct str bytes;

	buf_init(&script, BUF_NO_LIMIT);
	buf_lit(&script, "(()=>{\n'use strict';\nconst T=");
	strings_script(&script, theme->strings[language], scripts[which].strings);
	buf_lit(&script, ";\n");
	if (scripts[which].sheet != NULL)
		add_script_css(theme, scripts[which].sheet, &script);
	add_files(theme, files, 3, &script);
	bytes = arena_str(theme->arena, buf_view(&script));
	buf_release(&script);
	add_output(theme, scripts[which].file, bytes);
	theme->scripts[which][language] = fingerprinted(theme->arena, scripts[which].file, bytes);
}

#define WIDGET_STRINGS "widget_"

/* What the widget says in one language, in the order of its keys. */
static void add_widget_strings(const struct theme *theme, const struct value *keys, size_t i, struct buf *script)
{
	const struct language *language = &theme->config->languages[i];

	buf_str(script, i != 0 ? STR(",\"") : STR("\""));
	escape_json(script, language->code);
	buf_printf(script, "\":[%d,\"", language->right_to_left);
	escape_json(script, theme->config->base_path);
	escape_json(script, language->url_prefix);
	buf_lit(script, "contact/\"");
	for (uint32_t j = 0; j < keys->as.map.n; j++) {
		struct str key = keys->as.map.at[j].key;
		const struct value *text = strings_find(theme->strings[i], key);

		if (!str_starts(key, STR(WIDGET_STRINGS)))
			continue;
		buf_char(script, ',');
		if (text != NULL)
			value_json(script, text);
		else
			buf_lit(script, "\"\"");
	}
	buf_char(script, ']');
}

/*
 * What /widget.js knows of the site: where to ask, and what it says in each language. The keys stand there once, for
 * script and all eight languages are to weigh at most 6 KB compressed.
 */
static void add_widget_site(const struct theme *theme, struct buf *script)
{
	const struct config *config = theme->config;
	const struct value *keys = strings_all(theme->strings[0], theme->arena);

	buf_lit(script, "const W={\"api\":\"");
	escape_json(script, config->search_url.n != 0 ? config->search_url : config->base_path);
	if (config->search_url.n != 0)
		buf_char(script, '/');
	buf_lit(script, "api/\",\"keys\":\"rtl contact_url");
	for (uint32_t j = 0; j < keys->as.map.n; j++) {
		struct str key = keys->as.map.at[j].key;

		if (str_starts(key, STR(WIDGET_STRINGS))) {
			buf_char(script, ' ');
			escape_json(script, str_from(key, sizeof(WIDGET_STRINGS) - 1));
		}
	}
	buf_lit(script, "\",\"t\":{");
	for (size_t i = 0; i < config->languages_n; i++)
		add_widget_strings(theme, keys, i, script);
	buf_lit(script, "}};\n");
}

/* With the site's accent, if it has one, for shadow roots. */
static void add_widget_css(const struct theme *theme, struct buf *script)
{
	struct colour colour;
	struct accent accent;
	struct buf css, own;

	buf_init(&css, BUF_NO_LIMIT);
	buf_init(&own, BUF_NO_LIMIT);
	add_sheet(theme, "widget.css", &css);
	if (!str_eq_nocase(theme->config->accent, STR(THEME_ACCENT)) && colour_parse(theme->config->accent, &colour)) {
		accent_derive(&accent, colour);
		accent_css(&own, &accent);
		/* grounds that the widget does not have */
		buf_cut(&own, (size_t)str_find(buf_view(&own), STR(";--brand-soft")));
		buf_char(&own, '}');
		buf_lit(&css, ":host");
		buf_str(&css, str_from(buf_view(&own), sizeof(":root") - 1));
	}
	buf_lit(script, "const S=\"");
	escape_json(script, buf_view(&css));
	buf_lit(script, "\";\n");
	buf_release(&own);
	buf_release(&css);
}

/* Under a name of its own, not a fingerprinted one: it stands in other sites' pages. */
static void make_widget(struct theme *theme)
{
	const struct str name = STR("widget.js"), files[] = {STR("nodes.js"), name};
	struct buf script;

	buf_init(&script, BUF_NO_LIMIT);
	buf_lit(&script, "(()=>{\n'use strict';\n");
	add_widget_site(theme, &script);
	add_widget_css(theme, &script);
	add_files(theme, files, 2, &script);
	theme->outputs[theme->outputs_n++] =
	    (struct theme_output){name, name, arena_str(theme->arena, buf_view(&script))};
	buf_release(&script);
}

/* The default icon in the site's colour. */
static struct str coloured(struct theme *theme, struct str svg)
{
	ptrdiff_t at = str_find(svg, STR(THEME_ACCENT));
	struct colour colour;
	struct accent accent;

	if (at < 0 || !colour_parse(theme->config->accent, &colour))
		return svg;
	accent_derive(&accent, colour);
	return arena_printf(theme->arena, "%.*s#%02x%02x%02x%.*s", (int)at, svg.s, accent.light.red, accent.light.green,
			    accent.light.blue, STR_ARG(str_from(svg, (size_t)at + sizeof(THEME_ACCENT) - 1)));
}

static void make_outputs(struct theme *theme)
{
	theme->outputs = arena_array(theme->arena, theme->files_n + theme->config->languages_n * THEME_SCRIPTS + 1,
				     sizeof(*theme->outputs));
	for (enum theme_script which = 0; which < THEME_SCRIPTS; which++)
		for (size_t i = 0; i < theme->config->languages_n; i++)
			if (which != SCRIPT_AGENT || theme->config->agent_page)
				make_script(theme, which, i);
	if (theme->config->widget_origins.n != 0)
		make_widget(theme);
	for (size_t i = 0; i < theme->files_n; i++) {
		const struct theme_file *file = &theme->files[i];

		if (str_starts(file->name, STR("assets/")))
			add_output(theme, str_from(file->name, sizeof("assets/") - 1),
				   file->is_builtin && str_ends(file->name, STR(".svg")) ? coloured(theme, file->bytes)
											 : file->bytes);
	}
}

const struct theme_output *theme_find_output(const struct theme *theme, struct str name)
{
	for (size_t i = 0; i < theme->outputs_n; i++)
		if (str_eq(theme->outputs[i].name, name))
			return &theme->outputs[i];
	return NULL;
}

/* ---- templates ---------------------------------------------------------------- */

static bool load_template(void *context, struct str name, struct str *text, struct str *path)
{
	struct loading *loading = context;
	const struct map_entry *entry = map_find(&loading->theme->by_name, name);
	struct theme_file *file;

	if (entry == NULL || !str_ends(name, STR(".html")))
		return false;
	file = &loading->theme->files[entry->value.number - 1];
	file->is_used = true;
	*text = file->bytes;
	*path = file->path;
	return true;
}

/* Those that view.c and render.c render themselves. */
static const char *const own_templates[] = {"home.html",
					    "section.html",
					    "article.html",
					    "solved.html",
					    "tag.html",
					    "tags.html",
					    "search.html",
					    "contact.html",
					    "thank-you.html",
					    "404.html",
					    "agent.html",
					    "partials/head.html",
					    "partials/header.html",
					    "partials/footer.html",
					    "partials/breadcrumb.html",
					    "partials/nav_item.html"};

static void warn_unused(struct loading *loading)
{
	struct theme *theme = loading->theme;
	struct str *names = arena_array(loading->arena, theme->files_n + 1, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < theme->files_n; i++)
		if (theme->files[i].is_builtin)
			names[n++] = theme->files[i].name;
	for (size_t i = 0; i < theme->files_n; i++) {
		const struct theme_file *file = &theme->files[i];
		const struct str *nearest;

		if (file->is_used || file->is_builtin || !str_ends(file->name, STR(".html")))
			continue;
		diag_add(loading->diags, DIAG_THEME_UNUSED, (struct place){.path = file->path},
			 "no template of the theme uses \"%.*s\"", STR_ARG(file->name));
		nearest = str_nearest(file->name, names, n);
		if (nearest == NULL && str_find_char(file->name, '/') >= 0) /* in a folder that is none of a theme */
			nearest =
			    str_nearest(str_from(file->name, (size_t)str_rfind_char(file->name, '/') + 1), names, n);
		if (nearest != NULL)
			diag_hint(loading->diags, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	}
}

static void compile(struct loading *loading)
{
	struct theme *theme = loading->theme;
	const size_t own = sizeof(own_templates) / sizeof(own_templates[0]);
	struct template_loader loader = {.load = load_template, .context = loading};
	struct str *names = arena_array(loading->arena, own + theme->files_n, sizeof(*names));
	struct str *known = arena_array(loading->arena, theme->files_n + 1, sizeof(*known));
	size_t n = 0;

	for (size_t i = 0; i < own; i++)
		names[n++] = str_c(own_templates[i]);
	for (size_t i = 0; i < theme->files_n; i++) {
		struct theme_file *file = &theme->files[i];

		if (str_ends(file->name, STR(".html")))
			known[loader.names_n++] = file->name;
		if (file->is_builtin && str_ends(file->name, STR(".html")))
			file->bytes = without_indentation(file->bytes, theme->arena);
		if (str_starts(file->name, STR("layouts/")) && str_ends(file->name, STR(".html")))
			names[n++] = file->name;
	}
	loader.names = known;
	theme->templates = template_compile(names, n, &loader, &theme_host, theme->arena, loading->diags);
	warn_unused(loading);
}

/* ---- the whole ------------------------------------------------------------------ */

static uint64_t fingerprint_of(const struct theme *theme)
{
	uint64_t hash = hash64_mix(hash64(theme->css[SHEET_PAGES]), theme->css[SHEET_PLAIN_ARTICLE]);

	for (size_t i = 0; i < theme->files_n; i++)
		hash = hash64_mix(hash64_mix(hash, theme->files[i].name), theme->files[i].bytes);
	return hash;
}

struct theme *theme_load(int site_folder, const struct config *config, struct arena *arena, struct diag_list *diags)
{
	struct theme *theme = ARENA_NEW(arena, struct theme);
	struct loading loading = {.theme = theme, .arena = arena, .diags = diags, .site_folder = site_folder};
	size_t errors = diags->errors;

	theme->config = config;
	theme->arena = arena;
	theme->strings = arena_array(arena, config->languages_n, sizeof(struct strings *));
	for (size_t i = 0; i < THEME_SCRIPTS; i++)
		theme->scripts[i] = arena_array(arena, config->languages_n, sizeof(**theme->scripts));
	map_init(&theme->by_name);
	add_builtin(&loading);
	if (config->theme_folder.n != 0)
		add_folder(&loading, STR(""));
	theme->files_n = loading.files.n;
	theme->files = arena_array(arena, loading.files.n, sizeof(*theme->files));
	memcpy(theme->files, loading.files.at, loading.files.n * sizeof(*theme->files));
	vec_release(&loading.files);

	make_css(&loading);
	for (size_t i = 0; i < THEME_SHEETS; i++)
		theme->csp[i] = csp_of(theme, &theme->css[i], 1);
	theme->csp_of_all = csp_of(theme, theme->css, THEME_SHEETS);
	make_strings(&loading);
	make_outputs(theme);
	theme->fingerprint = fingerprint_of(theme);
	compile(&loading);
	if (theme->templates == NULL || diags->errors != errors) {
		theme_release(theme);
		return NULL;
	}
	return theme;
}

void theme_release(struct theme *theme)
{
	if (theme == NULL)
		return;
	view_free(theme->view);
	theme->view = NULL;
	map_release(&theme->by_name);
}

uint64_t theme_fingerprint(const struct theme *theme)
{
	return theme->fingerprint;
}

int theme_each_file(const struct theme *theme, int (*each)(void *context, struct str path, struct str bytes),
		    void *context)
{
	for (size_t i = 0; i < theme->outputs_n; i++) {
		int result = each(context, theme->outputs[i].path, theme->outputs[i].bytes);

		if (result != 0)
			return result;
	}
	return 0;
}
