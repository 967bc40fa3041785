#include "generator/beside.h"
#include "generator/cmd.h"
#include "generator/config.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str title, base_url;
};

static const struct opt own_table[] = {
    {'t', "title", OPT_TEXT, offsetof(struct options, title), "TEXT", .about = "name of the site"},
    {'u', "base-url", OPT_TEXT, offsetof(struct options, base_url), "URL",
     .about = "address under which it will be published"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir init help && weir build -C help", "A new site in help/, and its first build."},
    {"weir init . --title=\"Acme Help\" --base-url=https://help.acme.example", "In the current folder."},
    {0},
};

/* site.toml: %s is the title, then the address, both as TOML strings; then a line that names the content folder. */
static const char settings_text[] =
    "# Settings of this site. weir-site(5) lists all of them;\n"
    "# `weir check --print-config` shows those in effect.\n"
    "\n"
    "[site]\n"
    "title = %s\n"
    "# The address under which the site is published.\n"
    "base_url = %s\n"
    "# description = \"Answers to questions about our products.\"\n"
    "# language = \"en\"\n"
    "# logo = \"logo.svg\"\n"
    "# edit_url = \"https://github.com/acme/help/edit/main/content/{path}\"\n"
    "\n"
    "# A second language: its pages are named page.de.md, or stand in content/de/.\n"
    "# [languages.de]\n"
    "# title = \"Acme Hilfe\"\n"
    "\n"
    "[theme]\n"
    "# Colour of links and buttons.\n"
    "accent = \"#1d5fa8\"\n"
    "\n"
    "[content]\n"
    "%s"
    "# Files to leave out, as glob patterns below content/.\n"
    "# exclude = [\"drafts/**\"]\n"
    "# \"safe\" keeps harmless HTML in pages, \"trusted\" all of it, \"none\" shows it as text.\n"
    "raw_html = \"safe\"\n"
    "\n"
    "[search]\n"
    "# Words that mean the same.\n"
    "# synonyms = [\"refund, money back\", \"cash => payment\"]\n"
    "\n"
    "# Where questions go that no article answers.\n"
    "# [contact]\n"
    "# email = \"help@acme.example\"\n";

static const struct {
	const char *path, *text;
} files[] = {
    {"content/index.md", "---\n"
			 "title: How can we help?\n"
			 "description: Search, or choose a topic below.\n"
			 "---\n"
			 "\n"
			 "Everything here is a markdown file in `content/`. Change one, run `weir build`, and look at\n"
			 "`public/`.\n"},
    {"content/getting-started/index.md", "---\n"
					 "title: Getting started\n"
					 "description: First steps for new customers.\n"
					 "weight: 1\n"
					 "---\n"},
    {"content/getting-started/create-an-account.md",
     "---\n"
     "title: Create an account\n"
     "id: create-an-account\n"
     "description: How to sign up, and what to do when the mail does not arrive.\n"
     "tags: [account]\n"
     "---\n"
     "\n"
     "You need a mail address that nobody has used for an account yet.\n"
     "\n"
     "## Steps\n"
     "\n"
     "1. Choose **Sign up** at the top of the page.\n"
     "2. Enter your mail address.\n"
     "3. Open the link in the mail that we send you.\n"
     "\n"
     "> [!TIP]\n"
     "> The link works for 24 hours.\n"
     "\n"
     "## The mail does not arrive\n"
     "\n"
     "Look into the spam folder first. If it is not there, see\n"
     "[Reset a password](reset-a-password.md#no-mail).\n"},
    {"content/getting-started/reset-a-password.md",
     "---\n"
     "title: Reset a password\n"
     "id: reset-a-password\n"
     "description: How to choose a new password when the old one is lost.\n"
     "tags: [account]\n"
     "keywords: [forgot password, locked out]\n"
     "---\n"
     "\n"
     "## Steps\n"
     "\n"
     "1. Choose **Log in**, then **Forgot password?**\n"
     "2. Open the link in the mail that we send you.\n"
     "3. Choose a new password.\n"
     "\n"
     "## No mail {#no-mail}\n"
     "\n"
     "| What you see | What to do |\n"
     "|---|---|\n"
     "| \"Unknown address\" | Try your other addresses, or [create an account](create-an-account.md). |\n"
     "| Nothing at all | Ask your administrator to let mail from us through. |\n"},
    {".gitignore", "/public/\n/.weir/\n/private/\n"},
    {"published.txt",
     "# Every address that was published; weir build keeps it. Commit it, so that none is lost by accident.\n"},
};
enum { FILES_N = sizeof(files) / sizeof(*files) };

static bool is_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F)
			return false;
	return utf8_is_valid(s);
}

static bool exists(int folder, const char *path)
{
	struct stat status;

	return fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* pages: the folder of those that are there, or "". */
static void make_settings(const struct options *options, struct str pages, struct buf *text)
{
	struct buf title, base_url, content;

	buf_init(&title, BUF_NO_LIMIT);
	buf_init(&base_url, BUF_NO_LIMIT);
	escape_quoted(&title, options->title.n != 0 ? options->title : STR("Help"));
	escape_quoted(&base_url, options->base_url.n != 0 ? options->base_url : STR("https://help.example.com"));
	buf_init(&content, BUF_NO_LIMIT);
	if (pages.n != 0 && !str_eq(pages, STR("content"))) {
		buf_lit(&content, "folder = ");
		escape_quoted(&content, pages);
		buf_char(&content, '\n');
	}
	buf_printf(text, settings_text, title.s, base_url.s, content.n != 0 ? content.s : "");
	buf_release(&content);
	buf_release(&base_url);
	buf_release(&title);
}

/* A site that init made builds: EXIT_FINE, or EXIT_USAGE after saying what no build would take. */
static int check_settings(struct str text, bool is_quiet)
{
	int status = EXIT_FINE;
	struct diag_list diags;
	struct arena arena;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	(void)config_parse(text, &arena, &diags);
	if (diags.errors != 0)
		status = is_quiet ? EXIT_USAGE
				  : cmd_wrong_usage("init", diags.items.at[0].hint, "%.*s",
						    STR_ARG(diags.items.at[0].message));
	diag_list_release(&diags);
	arena_release(&arena);
	return status;
}

/* What another tool's settings say fills in what was not given, if a build would take it. */
static void make_settings_beside(const struct options *options, const struct beside *beside, struct buf *text)
{
	struct options own = *options;
	struct str pages = buf_view(&beside->pages);

	if (own.title.n == 0)
		own.title = buf_view(&beside->title);
	if (own.base_url.n == 0)
		own.base_url = buf_view(&beside->url);
	buf_clear(text);
	make_settings(&own, pages, text);
	if (check_settings(buf_view(text), true) == EXIT_FINE)
		return;
	buf_clear(text);
	make_settings(options, pages, text);
}

static int write_files(struct str settings, int folder, bool has_content)
{
	if (!has_content && fs_make_folders_at(folder, "content/getting-started") < 0)
		return -1;
	for (size_t i = 0; i < FILES_N; i++) {
		bool is_content = str_starts(str_c(files[i].path), STR("content/"));

		if (has_content && is_content)
			continue;
		/* an own .gitignore stays as it is */
		if (fs_create_at(folder, files[i].path, str_c(files[i].text)) < 0 && (errno != EEXIST || is_content))
			return -1;
	}
	/* last, so that a folder with site.toml is a whole site */
	return fs_create_at(folder, "site.toml", settings);
}

/* The folder named by the operand, made when it is not there, and those above it. */
static int open_target(struct str path)
{
	char *part = mem_dup(path.s, path.n);
	int folder = -1;

	for (size_t i = 1; i <= path.n; i++) {
		if (i != path.n && path.s[i] != '/')
			continue;
		part[i] = '\0';
		/* what stands above may not be ours to look at; the last one tells */
		if (mkdir(part, 0777) < 0 && errno != EEXIST && i == path.n)
			goto out;
		part[i] = path.s[i];
	}
	folder = fs_open_folder(path.s);
out:
	mem_free(part);
	return folder;
}

/* As a word of a shell's command. */
static void add_word(struct buf *out, struct str word)
{
	bool is_plain = true;

	for (size_t i = 0; i < word.n; i++)
		is_plain &= utf8_is_word_byte(word.s[i]) || str_find_char(STR("/._-+@%:,"), word.s[i]) >= 0;
	if (is_plain) {
		buf_str(out, word);
		return;
	}
	buf_char(out, '\'');
	for (size_t i = 0; i < word.n; i++)
		buf_str(out, word.s[i] == '\'' ? STR("'\\''") : str_slice(word, i, i + 1));
	buf_char(out, '\'');
}

/* What the new site has not, although it is there. */
static void add_missing(const struct beside *beside, struct buf *out)
{
	if (beside->settings != NULL && str_starts(str_c(beside->settings), STR("mkdocs.")))
		buf_printf(out,
			   "Of %s, the order of pages (nav) and redirects are not read: `weight` and `aliases` in the "
			   "pages' front matter say them.\n",
			   beside->settings);
	if (beside->strays == 0)
		return;
	buf_printf(out, "The site shows content/ only, which has samples now. To publish the %u markdown file%s ",
		   beside->strays, beside->strays == 1 ? "" : "s");
	if (beside->stray_folders == 1) {
		buf_lit(out, "in ");
		escape_quoted(out, buf_view(&beside->stray_folder));
		buf_lit(out, " instead, write folder = ");
		escape_quoted(out, buf_view(&beside->stray_folder));
		buf_lit(out, " below [content] in site.toml.\n");
	} else {
		buf_lit(out, "of the other folders here (");
		escape_quoted(out, buf_view(&beside->stray_folder));
		buf_printf(out, " and %u more), move those folders into content/.\n", beside->stray_folders - 1);
	}
}

static void print_done(const struct options *options, struct str path, const struct beside *beside)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (options->common.format == FORMAT_JSON) {
		buf_lit(&out, "{\"folder\":\"");
		escape_json_bytes(&out, path);
		buf_lit(&out, "\"}\n");
		cmd_print(buf_view(&out));
		buf_release(&out);
		return;
	}
	if (beside->pages.n != 0)
		buf_printf(&out, "site.toml is new; %s/ is left as it was. Build the site with: weir build",
			   beside->pages.s);
	else
		buf_lit(&out, "A site is there. Build it with: weir build");
	if (!str_eq(path, STR("."))) {
		buf_lit(&out, " -C ");
		add_word(&out, path);
	}
	buf_char(&out, '\n');
	add_missing(beside, &out);
	cmd_print(buf_view(&out));
	buf_release(&out);
}

/* Somebody's content is what a site is for: it gets its settings and is not touched. */
static int init(const struct options *options, struct buf *settings, int folder, struct str path)
{
	int status = EXIT_FINE;
	struct beside beside;

	if (exists(folder, "site.toml"))
		return cmd_wrong_usage("init", STR("nothing was changed; choose another folder"),
				       "%.*s/site.toml is already there", STR_ARG(path));
	beside_find(&beside, folder);
	make_settings_beside(options, &beside, settings);
	if (write_files(buf_view(settings), folder, beside.pages.n != 0) < 0)
		status = cmd_failed("the site in \"%.*s\" cannot be written: %s", STR_ARG(path), strerror(errno));
	else if (!options->common.quiet)
		print_done(options, path, &beside);
	beside_release(&beside);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct str path = operands->n == 1 ? operands->at[0] : options->common.folder;
	struct buf settings;
	int folder, status;

	if (operands->n > 1)
		return cmd_wrong_usage("init", STR_NONE, "one folder at a time");
	if (!is_line(options->title) || !is_line(options->base_url))
		return cmd_wrong_usage("init", STR_NONE, "title and address must be lines of valid UTF-8");
	if (path.n == 0)
		return cmd_wrong_usage("init", STR_NONE, "the folder's name is empty");
	buf_init(&settings, BUF_NO_LIMIT);
	make_settings(options, STR(""), &settings);
	status = check_settings(buf_view(&settings), false);
	if (status == EXIT_FINE) {
		folder = open_target(path);
		if (folder < 0) {
			status = cmd_failed("the folder \"%.*s\" cannot be made: %s", STR_ARG(path), strerror(errno));
		} else {
			status = init(options, &settings, folder, path);
			(void)close(folder);
		}
	}
	buf_release(&settings);
	return status;
}

const struct command cmd_init = {
    .name = "init",
    .usage = "[OPTION…] [FOLDER]",
    .summary = "start a site",
    .about =
	"Makes a small site that builds: site.toml with comments, and content/ with a home page, a section and two "
	"articles. A folder that has content/ already gets no pages, nor does one with the pages of MkDocs (whose "
	"site_name and site_url are taken), Docusaurus, mdBook, Starlight or VitePress, or with markdown in docs/: "
	"site.toml names their folder then. Markdown in other folders is told. Nothing is ever overwritten.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
