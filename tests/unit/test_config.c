#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/toml.h"
#include "generator/config.h"
#include "generator/languages.h"
#include "generator/settings.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#define MINIMUM "[site]\ntitle = \"Acme\"\nbase_url = \"https://help.example.com\"\n"

struct loaded {
	struct arena arena;
	struct diag_list diags;
	struct config *config;
};

static void load(struct loaded *l, const char *text)
{
	arena_init(&l->arena);
	diag_list_init(&l->diags, &l->arena);
	l->config = config_parse(str_c(text), &l->arena, &l->diags);
	assert_non_null(l->config);
}

static void release(struct loaded *l)
{
	diag_list_release(&l->diags);
	arena_release(&l->arena);
}

static struct buf printed(const struct loaded *l)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < l->diags.items.n; i++)
		diag_format(&out, &l->diags.items.at[i], false);
	return out;
}

/* The text has exactly these problems. */
static void check_problems(const char *text, const char *expected)
{
	struct loaded l;
	struct buf out;

	load(&l, text);
	out = printed(&l);
	assert_str(buf_view(&out), expected);
	buf_release(&out);
	release(&l);
}

static void load_good(struct loaded *l, const char *text)
{
	struct buf out;

	load(l, text);
	out = printed(l);
	assert_str(buf_view(&out), "");
	buf_release(&out);
}

static void the_smallest_file_gives_defaults(void **state)
{
	struct loaded l;

	(void)state;
	load_good(&l, MINIMUM);
	assert_str(l.config->title, "Acme");
	assert_str(l.config->base_url, "https://help.example.com");
	assert_str(l.config->base_path, "/");
	assert_str(l.config->default_language, "en");
	assert_str(l.config->content_folder, "content");
	assert_str(l.config->theme_folder, "theme");
	assert_str(l.config->output, "public");
	assert_str(l.config->organization, "Acme");
	assert_int_equal(l.config->raw_html, RAW_HTML_SAFE);
	assert_int_equal(l.config->nav_limit, 50);
	assert_true(l.config->suggest_threshold == 0.35);
	assert_false(l.config->gzip);
	assert_null(l.config->pinned);
	assert_null(l.config->hours);
	assert_int_equal(l.config->languages_n, 1);
	assert_str(l.config->languages[0].name, "English");
	assert_str(l.config->languages[0].url_prefix, "");
	assert_str(l.config->languages[0].title, "Acme");
	assert_true(l.config->languages[0].is_default);
	assert_str(l.config->exclude.at[0], "*~"); /* what is hidden, reader_is_foreign() knows */
	assert_int_equal(strlen(l.config->fingerprint.hex), 32);
	release(&l);
}

static const char full[] =
    "[site]\ntitle = 'Acme'\nbase_url = 'HTTPS://Example.COM:8443/help/'\ndescription = 'Two\\nlines'\n"
    "language = 'de'\norganization = 'Acme Inc.'\nlogo = './img/logo.svg'\nfavicon = 'f.ico'\ncopyright = 'c'\n"
    "edit_url = 'https://github.com/acme/help/edit/main/content/{path}'\n"
    "[languages.en]\ntitle = 'Acme Help'\ndescription = 'd'\n[languages.ar]\n[languages.de]\nname = 'Doitsch'\n"
    "[languages.xx]\ndirection = 'rtl'\n"
    "[content]\nfolder = 'docs/'\nexclude = ['drafts/**']\nraw_html = 'trusted'\nsmart_punctuation = true\n"
    "fallback_charset = 'windows-1252'\n"
    "[theme]\nfolder = 't'\naccent = '#AbC'\ncustom_css = 'own.css'\n[nav]\nlimit = 50\n"
    "[build]\noutput = 'out'\ngzip = true\nbrotli = true\nagent_page = false\n"
    "[search]\nurl = 'https://s.example.com'\nsynonyms = ['refund, money back', 'cash => payment']\n"
    "pinned = {'reset password' = ['a', 'b'], refund = 'c'}\n[content.redirects]\n'/old/*' = '/new/:splat'\n'/a' = "
    "'/b'\n[suggest]\nthreshold = 1\n"
    "[contact]\nemail = 'help@example.com'\nnote = 'n'\n"
    "[[contact.venue]]\nid = 'desk'\nkind = 'ticket'\ntitle = 'Desk'\nfirst_reply = '4h'\n"
    "[[contact.venue]]\nid = 'forum'\nkind = 'forum'\ntitle = 'Forum'\nurl = 'https://f.example.com'\n"
    "[[contact.route]]\ntopic = 'bugs'\nplan = 'free'\nvenue = 'forum'\n[[contact.route]]\nvenue = 'desk'\n"
    "[contact.hours]\ntimezone = 'Europe/Berlin'\nmonday = '09:00-17:00'\nfriday = ['09:00-12:00', '13:00-24:00']\n"
    "holidays = [2026-12-25, '2026-12-26']\n"
    "[tickets]\nretention_days = 7\n[privacy]\nkeep_words = ['Grafana']\n[server]\nevent_days = 10\n"
    "widget_origins = ['HTTPS://App.Example.com:443/', 'http://localhost:8443']\n";

static void every_setting_reaches_the_struct(void **state)
{
	const struct config *c;
	struct loaded l;

	(void)state;
	load_good(&l, full);
	c = l.config;
	assert_str(c->base_url, "https://example.com:8443/help");
	assert_str(c->base_path, "/help/");
	assert_str(c->description, "Two\\nlines");
	assert_str(c->organization, "Acme Inc.");
	assert_str(c->logo, "img/logo.svg");
	assert_str(c->content_folder, "docs");
	assert_str(c->exclude.at[c->exclude.n - 1], "drafts/**");
	assert_int_equal(c->raw_html, RAW_HTML_TRUSTED);
	assert_true(c->smart_punctuation && c->gzip && c->brotli);
	assert_str(c->fallback_charset, "windows-1252");
	assert_str(c->accent, "#aabbcc");
	assert_int_equal(c->nav_limit, 50);
	assert_str(c->output, "out");
	assert_int_equal(c->synonyms.n, 2);
	assert_str(value_get(c->pinned, STR("refund"))->as.list.at[0]->as.str, "c");
	assert_str(value_get(c->redirects, STR("/old/*"))->as.str, "/new/*");
	assert_str(value_get(c->redirects, STR("/a/"))->as.str, "/b/");
	assert_true(c->suggest_threshold == 1);
	assert_int_equal(c->venues_n, 2);
	assert_int_equal(c->venues[0].first_reply_minutes, 240);
	assert_str(c->venues[1].kind, "forum");
	assert_int_equal(c->routes_n, 2);
	assert_str(c->routes[0].topic_title, "bugs");
	assert_str(c->routes[1].topic, "*");
	assert_str(c->routes[1].plan, "*");
	assert_str(value_get(c->hours, STR("friday"))->as.list.at[1]->as.str, "13:00-24:00");
	assert_int_equal(value_get(c->hours, STR("holidays"))->as.list.at[1]->as.date.day, 26);
	assert_int_equal(value_get(c->hours, STR("sunday"))->as.list.n, 0);
	assert_int_equal(c->tickets_retention_days, 7);
	assert_str(c->privacy_keep_words.at[0], "Grafana");
	assert_int_equal(c->server_event_days, 10);
	assert_false(c->agent_page);
	assert_int_equal(c->widget_origins.n, 2);
	assert_str(c->widget_origins.at[0], "https://app.example.com");
	assert_str(c->widget_origins.at[1], "http://localhost:8443");
	release(&l);
}

static void the_default_language_comes_first(void **state)
{
	const struct config *c;
	struct loaded l;

	(void)state;
	load_good(&l, full);
	c = l.config;
	assert_int_equal(c->languages_n, 4);
	assert_str(c->languages[0].code, "de");
	assert_str(c->languages[0].name, "Doitsch");
	assert_str(c->languages[0].title, "Acme");
	assert_str(c->languages[1].code, "en");
	assert_str(c->languages[1].title, "Acme Help");
	assert_str(c->languages[1].url_prefix, "en/");
	assert_false(c->languages[1].is_default);
	assert_str(c->languages[2].code, "ar");
	assert_true(c->languages[2].right_to_left);
	assert_true(c->languages[3].right_to_left);
	assert_str(c->languages[3].name, "xx");
	release(&l);
}

static void languages_are_known(void **state)
{
	(void)state;
	assert_str(language_name(STR("pt-BR")), "português (Brasil)");
	assert_str(language_name(STR("de-AT")), "Deutsch");
	assert_str(language_name(STR("zh-hant-mo")), "繁體中文");
	assert_null(language_name(STR("tlh")).s);
	assert_true(language_is_right_to_left(STR("he")));
	assert_true(language_is_right_to_left(STR("fa-AF")));
	assert_true(language_is_right_to_left(STR("az-Arab")));
	assert_false(language_is_right_to_left(STR("ur-Latn")));
	assert_false(language_is_right_to_left(STR("en")));
	assert_true(language_is_tag(STR("zh-Hant-TW")));
	assert_false(language_is_tag(STR("english")));
	assert_false(language_is_tag(STR("de_DE")));
	assert_false(language_is_tag(STR("d")));
	assert_false(language_is_tag(STR("")));
	assert_false(language_is_tag(STR("de-")));
	assert_false(language_is_tag(STR("1e")));
}

static void what_is_missing_is_said(void **state)
{
	(void)state;
	check_problems("", "site.toml: error: site.title is missing [setting-missing]\n"
			   "  hint: add title = \"Acme Help\" below [site]: the name of the site\n"
			   "site.toml: error: site.base_url is missing [setting-missing]\n"
			   "  hint: add base_url = \"https://help.example.com\" below [site]: links in feeds, sitemap "
			   "and search results need the address under which the site is published\n");
	check_problems("# x\n[site]\ntitle = ''\nbase_url = 'https://x.example'\n",
		       "site.toml:3:9: error: site.title must not be empty [setting-value]\n");
	check_problems(MINIMUM "[[contact.venue]]\nid = 'x'\nkind = 'ticket'\n",
		       "site.toml:4:1: error: contact.venue.title is missing [setting-missing]\n");
}

static void syntax_errors_stand_alone(void **state)
{
	struct loaded l;

	(void)state;
	load(&l, "[site]\ntitle = Acme\n");
	assert_int_equal(l.diags.items.n, 1);
	assert_int_equal(l.diags.items.at[0].code, DIAG_SETTING_SYNTAX);
	assert_int_equal(l.diags.items.at[0].place.line, 2);
	assert_str(l.config->output, "public");
	assert_str(l.config->languages[0].code, "en");
	release(&l);
}

static void unknown_names_get_the_nearest(void **state)
{
	(void)state;
	check_problems(MINIMUM "descripton = 'x'\n",
		       "site.toml:4:1: error: unknown setting \"descripton\" in [site] [setting-unknown]\n"
		       "  hint: did you mean \"description\"?\n");
	check_problems(MINIMUM "[serach]\nurl = ''\n",
		       "site.toml:4:2: error: unknown table [serach] [setting-unknown]\n"
		       "  hint: did you mean \"search\"?\n");
	check_problems(MINIMUM "[content]\nout-put = 'x'\n",
		       "site.toml:5:1: error: unknown setting \"out-put\" in [content] [setting-unknown]\n"
		       "  hint: output belongs in [build]\n");
	check_problems(MINIMUM "[build]\nsite_dir = 'x'\n",
		       "site.toml:5:1: error: unknown setting \"site_dir\" in [build] [setting-unknown]\n"
		       "  hint: Weir calls it output, in [build]\n");
	check_problems("baseURL = 'https://x.example'\n" MINIMUM,
		       "site.toml:1:1: error: unknown setting \"baseURL\" outside of any table [setting-unknown]\n"
		       "  hint: base_url belongs in [site]\n");
	check_problems(MINIMUM "[nav]\nqqqqqqqq = 1\n",
		       "site.toml:5:1: error: unknown setting \"qqqqqqqq\" in [nav] [setting-unknown]\n"
		       "  hint: known here: limit\n");
}

static void wrong_types_are_pointed_at(void **state)
{
	(void)state;
	check_problems(MINIMUM "[build]\ngzip = 'yes'\n",
		       "site.toml:5:8: error: build.gzip must be true or false, not a string [setting-type]\n"
		       "  hint: write gzip = true\n");
	check_problems(MINIMUM "[content]\nexclude = ['a', 1]\n",
		       "site.toml:5:17: error: content.exclude must have only strings in its list, not a whole number "
		       "[setting-type]\n");
	check_problems(MINIMUM "[contact]\nvenue = 'x'\n",
		       "site.toml:5:9: error: [[contact.venue]] must be a table, not a string [setting-type]\n"
		       "  hint: write [[contact.venue]] on a line of its own and its settings below\n");
	check_problems("nav = 1\n" MINIMUM, "site.toml:1:7: error: [nav] must be a table, not a whole number "
					    "[setting-type]\n"
					    "  hint: write [nav] on a line of its own and its settings below\n");
	check_problems(MINIMUM "[contact]\nvenue = [{id = 'x', kind = 'ticket', title = 't'}, 1]\n",
		       "site.toml:5:9: error: [[contact.venue]] must be a table, not a list [setting-type]\n"
		       "  hint: write [[contact.venue]] on a line of its own and its settings below\n");
}

/* One setting with a value that must be refused, and the line that says so. */
static void check_value(const char *table, const char *line, const char *expected)
{
	struct loaded l;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, MINIMUM "[%s]\n%s\n", table, line);
	load(&l, text.s);
	if (l.diags.items.n != 1 || l.diags.items.at[0].code != DIAG_SETTING_VALUE)
		fail_msg("%s: %zu problems", line, l.diags.items.n);
	assert_str(l.diags.items.at[0].message, expected);
	assert_int_equal(l.diags.items.at[0].place.line, 5);
	release(&l);
	buf_release(&text);
}

static void values_out_of_range_are_refused(void **state)
{
	(void)state;
	check_value("nav", "limit = 5", "nav.limit must be between 10 and 5000, not 5");
	check_value("suggest", "threshold = 1.5", "suggest.threshold must be between 0 and 1, not 1.5");
	check_value("suggest", "threshold = nan", "suggest.threshold must be between 0 and 1, not nan");
	check_value("content", "raw_html = 'saef'",
		    "content.raw_html must be \"safe\", \"trusted\" or \"none\", not "
		    "\"saef\"");
	check_value("content", "folder = '../x'", "content.folder must be a path without \"..\" and empty parts");
	check_value("content", "folder = '/etc'",
		    "content.folder must be a path relative to the site's folder, not an absolute one");
	check_value("content", "folder = 'a\\b'", "content.folder must be a path with \"/\", not \"\\\"");
	check_value("content", "folder = ''", "content.folder must not be empty");
	check_value("content", "folder = '.'", "content.folder must be a folder below the site's own");
	check_value("content", "fallback_charset = 'latin-99'",
		    "content.fallback_charset must be the name of an encoding, not \"latin-99\"");
	check_value("content", "exclude = ['']", "content.exclude must not have an empty string in its list");
	check_value("theme", "accent = 'red'", "theme.accent must be a colour, as in \"#1d5fa8\"");
	check_value("contact", "email = 'a b@c'", "contact.email must be one mail address, as in \"help@example.com\"");
	check_value("contact", "note = \"\\u0007\"", "contact.note must not contain control characters");
	check_value("contact.hours", "monday = '9-17'",
		    "contact.hours.monday must be opening hours, as in \"09:00-17:00\"");
	check_value("contact.hours", "monday = '17:00-09:00'", "contact.hours.monday must open before it closes");
	check_value("contact.hours", "timezone = 'CET; rm'",
		    "contact.hours.timezone must be a time zone, as in \"Europe/Berlin\"");
	check_value("contact.hours", "holidays = [2026-12-25T10:00:00]",
		    "contact.hours.holidays must have only days in its list, without a time");
	check_value("search", "synonyms = 'alone'", "the synonym \"alone\" stands alone");
	check_value("search", "synonyms = 'alone, '", "the synonym \"alone, \" stands alone");
	check_value("search", "synonyms = 'cash =>'",
		    "the synonym \"cash =>\" needs words on both sides of one \"=>\"");
	check_value("search", "synonyms = ' , => cash'",
		    "the synonym \" , => cash\" needs words on both sides of one \"=>\"");
	check_value("search", "synonyms = 'a => b => c'",
		    "the synonym \"a => b => c\" needs words on both sides of one \"=>\"");
	check_value("search", "pinned = {a = 1}", "search.pinned must give an id or a list of ids for each query");
	check_value("content", "redirects = {'/old/*' = '/new/'}",
		    "content.redirects must lead a folder to a folder (\"/old/*\" = \"/new/*\"), or a page to a page");
	check_value("content", "redirects = {'old/*' = '/new/*'}",
		    "content.redirects must have paths on this site, not \"old/*\": it does not begin with \"/\"");
	check_value(
	    "content", "redirects = {'/a/*/b' = '/b/'}",
	    "content.redirects must have paths on this site, not \"/a/*/b\": it has a \"*\" that is not its last part");
	check_value(
	    "content", "redirects = {'/a/' = '/../b'}",
	    "content.redirects must have paths on this site, not \"/../b\": it has a part that begins with a dot");
	check_value("content", "redirects = {'/a/' = 1}",
		    "content.redirects must give a path for each path, as in \"/old/*\" = \"/new/*\"");
	check_value("search", "url = 'ftp://x'", "search.url must begin with https:// or http://");
	check_value("build", "output = 'content/x'",
		    "build.output \"content/x\" and content.folder \"content\" overlap");
	check_value("build", "output = '.weir'", "build.output must not be \".weir\"");
	check_value("tickets", "retention_days = 0", "tickets.retention_days must be between 1 and 3650, not 0");
}

static void check_base_url(const char *url, const char *expected)
{
	struct loaded l;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, "[site]\ntitle = 'x'\nbase_url = '%s'\n", url);
	load(&l, text.s);
	if (l.diags.items.n != 1)
		fail_msg("%s: %zu problems", url, l.diags.items.n);
	assert_str(l.diags.items.at[0].message, expected);
	release(&l);
	buf_release(&text);
}

static void base_urls_are_checked(void **state)
{
	const char *host = "site.base_url must name a host, as in \"https://help.example.com\"";

	(void)state;
	check_base_url("help.example.com", "site.base_url must begin with https:// or http://");
	check_base_url("javascript:alert(1)", "site.base_url must begin with https:// or http://");
	check_base_url("https://", host);
	check_base_url("https:///x", host);
	check_base_url("https://a b", host);
	check_base_url("https://a..b", host);
	check_base_url("https://x:0", host);
	check_base_url("https://x:99999", host);
	check_base_url("https://x:+1", host);
	check_base_url("https://x/?q", "site.base_url must end before the \"?\" or \"#\"");
	check_base_url("https://u:p@x", "site.base_url must not contain a user name or password");
	check_base_url("https://x/a//b", "site.base_url must have a path without spaces, empty parts or dots, as in "
					 "\"https://example.com/help\"");
	check_base_url("https://x/../b", "site.base_url must have a path without spaces, empty parts or dots, as in "
					 "\"https://example.com/help\"");
	check_base_url("https://x/a\"b", "site.base_url must have a path without spaces, empty parts or dots, as in "
					 "\"https://example.com/help\"");
	check_problems("[site]\ntitle = 'x'\nbase_url = 'help.example.com/a'\n",
		       "site.toml:3:12: error: site.base_url must begin with https:// or http:// [setting-value]\n"
		       "  hint: base_url = \"https://help.example.com/a\"\n");
}

static void good_base_urls_are_taken(void **state)
{
	static const char *const urls[][3] = {
	    {"http://localhost:8000/", "http://localhost:8000", "/"},
	    {"https://[::1]:8000/a/b/", "https://[::1]:8000/a/b", "/a/b/"},
	    {"https://[::1]", "https://[::1]", "/"},
	    {"https://x.example/hilfe-für-alle", "https://x.example/hilfe-für-alle", "/hilfe-für-alle/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct loaded l;
		struct buf text;

		buf_init(&text, BUF_NO_LIMIT);
		buf_printf(&text, "[site]\ntitle = 'x'\nbase_url = '%s'\n", urls[i][0]);
		load_good(&l, text.s);
		assert_str(l.config->base_url, urls[i][1]);
		assert_str(l.config->base_path, urls[i][2]);
		release(&l);
		buf_release(&text);
	}
}

static void venues_and_routes_agree(void **state)
{
	(void)state;
	check_problems(MINIMUM "[[contact.venue]]\nid = 'desk'\nkind = 'ticket'\ntitle = 'x'\n"
			       "[[contact.route]]\nvenue = 'deks'\n",
		       "site.toml:9:9: error: there is no venue \"deks\" [setting-value]\n"
		       "  hint: did you mean \"desk\"?\n");
	check_problems(MINIMUM "[[contact.venue]]\nid = 'f'\nkind = 'forum'\ntitle = 'x'\n",
		       "site.toml:6:8: error: a venue of kind \"forum\" needs a url [setting-value]\n"
		       "  hint: add url = \"https://…\" to this [[contact.venue]]\n");
	check_problems(MINIMUM "[[contact.venue]]\nid = 'f'\nkind = 'ticket'\ntitle = 'x'\n"
			       "[[contact.venue]]\nid = 'f'\nkind = 'ticket'\ntitle = 'x'\n",
		       "site.toml:9:6: error: the venue \"f\" is there twice [setting-value]\n"
		       "  hint: give each [[contact.venue]] an id of its own\n");
}

static void wrong_languages_are_refused(void **state)
{
	(void)state;
	check_problems(MINIMUM "[languages.german]\n",
		       "site.toml:4:12: error: \"german\" is not a language tag [setting-value]\n"
		       "  hint: name languages as in [languages.de] or [languages.pt-BR]\n");
	check_problems(MINIMUM "[languages.de]\n[languages.DE]\n",
		       "site.toml:5:1: error: the language \"DE\" is there twice [setting-value]\n");
}

static void repeated_tables_have_a_limit(void **state)
{
	struct loaded l;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	buf_printf(&text, MINIMUM);
	for (int i = 0; i < 120; i++)
		buf_printf(&text, "[[contact.venue]]\nid = 'v%d'\nkind = 'ticket'\ntitle = 't'\n", i);
	load(&l, text.s);
	assert_int_equal(l.diags.items.n, 1);
	assert_str(l.diags.items.at[0].message, "there can be at most 100 [[contact.venue]]");
	assert_int_equal(l.config->venues_n, 100);
	release(&l);
	buf_release(&text);
}

static void another_file_does_not_flood(void **state)
{
	struct loaded l;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "setting_%d = 1\n", i);
	load(&l, text.s);
	assert_int_equal(l.diags.items.n, 100);
	release(&l);
	buf_release(&text);
}

/* What is printed is TOML again and gives the same site. */
static void printed_settings_can_be_read_back(void **state)
{
	struct loaded l, again;
	struct buf out;

	(void)state;
	load_good(&l, full);
	buf_init(&out, BUF_NO_LIMIT);
	config_print(l.config, &out);
	load_good(&again, out.s);
	assert_string_equal(l.config->fingerprint.hex, again.config->fingerprint.hex);
	assert_true(str_find(buf_view(&out), STR("# site.toml:2\n")) > 0);
	assert_true(str_find(buf_view(&out), STR("# default\n")) > 0);
	buf_release(&out);
	release(&again);
	release(&l);
}

static void settings_as_json_lines(void **state)
{
	struct loaded l;
	struct buf out;
	struct str rest, line;
	size_t lines = 0;

	(void)state;
	load_good(&l, full);
	buf_init(&out, BUF_NO_LIMIT);
	config_print_json(l.config, &out);
	rest = buf_view(&out);
	for (; str_line(&rest, &line); lines++) {
		json_t *json = json_loadb(line.s, line.n, 0, NULL);

		assert_non_null(json);
		assert_true(json_is_string(json_object_get(json, "name")));
		json_decref(json);
	}
	assert_true(lines > settings_n);
	assert_true(str_find(buf_view(&out),
			     STR("{\"name\":\"site.title\",\"value\":\"Acme\",\"from\":\"site.toml:2\"}\n")) == 0);
	buf_release(&out);
	release(&l);
}

static void the_server_gets_its_settings_only(void **state)
{
	struct loaded l;
	struct buf out;
	json_t *json, *site;

	(void)state;
	load_good(&l, full);
	buf_init(&out, BUF_NO_LIMIT);
	config_server_json(l.config, &out);
	json = json_loadb(out.s, out.n, 0, NULL);
	assert_non_null(json);
	site = json_object_get(json, "site");
	assert_string_equal(json_string_value(json_object_get(site, "base_path")), "/help/");
	assert_string_equal(json_string_value(json_object_get(site, "title")), "Acme");
	assert_null(json_object_get(site, "edit_url"));
	assert_null(json_object_get(json, "build"));
	assert_null(json_object_get(json, "privacy"));
	assert_int_equal(json_array_size(json_object_get(json, "languages")), 4);
	assert_int_equal(json_array_size(json_object_get(json_object_get(json, "contact"), "venue")), 2);
	assert_non_null(json_object_get(json_object_get(json_object_get(json, "contact"), "hours"), "monday"));
	json_decref(json);
	buf_release(&out);
	release(&l);
}

static void the_fingerprint_follows_the_values(void **state)
{
	struct loaded a, b, c;

	(void)state;
	load_good(&a, MINIMUM);
	load_good(&b, "# comment\n" MINIMUM "[nav]\nlimit = 50\n");
	load_good(&c, MINIMUM "[nav]\nlimit = 201\n");
	assert_string_equal(a.config->fingerprint.hex, b.config->fingerprint.hex);
	assert_string_not_equal(a.config->fingerprint.hex, c.config->fingerprint.hex);
	release(&c);
	release(&b);
	release(&a);
}

/* A row of the table that its own reader refuses, or that is there twice, is a mistake in the table. */
static void the_table_is_sound(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < settings_n; i++) {
		const struct setting *s = &settings[i];
		struct setting_problem problem = {0};
		struct value *initial = setting_initial(s, &arena);

		assert_ptr_equal(setting_find(str_c(s->table), str_c(s->key)), s);
		if (s->initial != NULL && setting_take(s, initial, &arena, &problem) == NULL)
			fail_msg("%s.%s: %.*s", s->table, s->key, STR_ARG(problem.message));
		assert_true(s->about != NULL && strlen(s->about) > 10 && s->about[strlen(s->about) - 1] != '.');
		if (s->kind == SETTING_INT || s->kind == SETTING_NUMBER)
			assert_true(s->most > s->least);
		if (s->kind == SETTING_CHOICE)
			assert_non_null(s->choices);
	}
	arena_release(&arena);
}

static void check_load(int folder, const char *message)
{
	struct loaded l;

	arena_init(&l.arena);
	diag_list_init(&l.diags, &l.arena);
	l.config = config_load(folder, &l.arena, &l.diags);
	assert_int_equal(l.diags.items.n, 1);
	assert_int_equal(l.diags.items.at[0].code, DIAG_SETTINGS_FILE);
	assert_str(l.diags.items.at[0].message, message);
	assert_str(l.config->output, "public");
	release(&l);
}

static void check_hint(int folder, const char *hint)
{
	struct loaded l;

	arena_init(&l.arena);
	diag_list_init(&l.diags, &l.arena);
	l.config = config_load(folder, &l.arena, &l.diags);
	assert_str(l.diags.items.at[0].hint, hint);
	release(&l);
}

static void a_folder_of_a_site_names_the_site(void **state)
{
	char path[] = "/tmp/weir-test-config-XXXXXX";
	int site, folder;

	(void)state;
	assert_non_null(mkdtemp(path));
	site = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(site >= 0);
	assert_int_equal(fs_create_at(site, "site.toml", STR("")), 0);
	assert_int_equal(fs_make_folders_at(site, "content/billing"), 0);
	folder = openat(site, "content/billing", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	check_hint(folder, "the folder ../.. above this one has one: go there, or name it with -C");
	close(folder);
	assert_int_equal(unlinkat(site, "content/billing", AT_REMOVEDIR), 0);
	assert_int_equal(unlinkat(site, "content", AT_REMOVEDIR), 0);
	assert_int_equal(unlinkat(site, "site.toml", 0), 0);
	close(site);
	assert_int_equal(rmdir(path), 0);
}

static void a_missing_file_is_one_error(void **state)
{
	char path[] = "/tmp/weir-test-config-XXXXXX";
	int folder;

	(void)state;
	assert_non_null(mkdtemp(path));
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(folder >= 0);
	check_load(folder, "there is no site.toml here");
	check_hint(folder, "`weir init` starts a site in this folder; -C FOLDER names another one");
	assert_int_equal(symlinkat("/etc/passwd", folder, "site.toml"), 0);
	check_load(folder, "site.toml is not a regular file");
	assert_int_equal(unlinkat(folder, "site.toml", 0), 0);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_smallest_file_gives_defaults),
	    cmocka_unit_test(every_setting_reaches_the_struct),
	    cmocka_unit_test(the_default_language_comes_first),
	    cmocka_unit_test(languages_are_known),
	    cmocka_unit_test(what_is_missing_is_said),
	    cmocka_unit_test(syntax_errors_stand_alone),
	    cmocka_unit_test(unknown_names_get_the_nearest),
	    cmocka_unit_test(wrong_types_are_pointed_at),
	    cmocka_unit_test(values_out_of_range_are_refused),
	    cmocka_unit_test(base_urls_are_checked),
	    cmocka_unit_test(good_base_urls_are_taken),
	    cmocka_unit_test(venues_and_routes_agree),
	    cmocka_unit_test(wrong_languages_are_refused),
	    cmocka_unit_test(repeated_tables_have_a_limit),
	    cmocka_unit_test(another_file_does_not_flood),
	    cmocka_unit_test(printed_settings_can_be_read_back),
	    cmocka_unit_test(settings_as_json_lines),
	    cmocka_unit_test(the_server_gets_its_settings_only),
	    cmocka_unit_test(the_fingerprint_follows_the_values),
	    cmocka_unit_test(the_table_is_sound),
	    cmocka_unit_test(a_folder_of_a_site_names_the_site),
	    cmocka_unit_test(a_missing_file_is_one_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
