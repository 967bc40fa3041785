#include "generator/cmd.h"
#include "generator/config.h"
#include "generator/reader.h"
#include "generator/slug.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/limits.h"
#include "common/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str section, lang;
	struct opt_list tags;
	bool draft;
};

static const struct opt own_table[] = {
    {'s', "section", OPT_TEXT, offsetof(struct options, section), "DIR",
     .about = "folder below the content folder, made when it is not there"},
    {'l', "lang", OPT_TEXT, offsetof(struct options, lang), "CODE",
     .about = "language of the article, when it is not the site's own"},
    {'t', "tag", OPT_LIST, offsetof(struct options, tags), "TAG", .about = "a tag; may be repeated"},
    {'\0', "draft", OPT_FLAG, offsetof(struct options, draft), .about = "mark it as a draft, not to be published yet"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir new \"How do refunds work?\" -s billing", "Makes content/billing/how-do-refunds-work.md."},
    {"weir new billing/refunds \"How do refunds work?\"", "The same with a file name of your own."},
    {"weir new billing/refunds.md", "The title is made from the file name. Without .md where the folder is there."},
    {0},
};

/* What is to be written. */
struct article {
	int site;		/* its folder */
	struct str title, path; /* path below it */
	struct buf text;
};

/*
 * Ten characters of Crockford's base 32: no two articles of a site will have the
 * same id by chance (one in a million with a million articles), and none can be
 * misread.
 */
static int add_id(struct buf *out)
{
	static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char random[10];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return -1;
	/* a letter first: an id of digits alone would be a number in YAML */
	buf_char(out, alphabet[10 + random[0] % 22]);
	for (size_t i = 1; i < sizeof(random); i++)
		buf_char(out, alphabet[random[i] % 32]);
	return 0;
}

static int add_text(struct buf *out, const struct options *options, struct str title)
{
	struct date today = date_from_seconds(cmd_now());

	today.has_time = false;
	buf_lit(out, "---\ntitle: ");
	escape_quoted(out, title);
	buf_lit(out, "\nid: ");
	if (add_id(out) < 0)
		return -1;
	buf_lit(out, "\ndescription: \"\"\ndate: ");
	date_format(out, today);
	if (options->tags.n != 0) {
		buf_lit(out, "\ntags: [");
		for (size_t i = 0; i < options->tags.n; i++) {
			buf_str(out, i != 0 ? STR(", ") : STR(""));
			escape_quoted(out, options->tags.at[i]);
		}
		buf_char(out, ']');
	}
	if (options->draft)
		buf_lit(out, "\ndraft: true");
	buf_lit(out, "\n---\n\n" READER_OUTLINE "\n\n## Before you start\n\n"
		     "- What is needed.\n\n## Steps\n\n1. The first step.\n2. The second step.\n\n"
		     "## If it does not work\n\nThe most common reason, and what to do then.\n");
	return 0;
}

static bool is_clean(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F)
			return false;
	return utf8_is_valid(s);
}

/* Relative, with no part that is empty, hidden or upwards. */
static bool is_path_below(struct str path)
{
	struct str rest = path, part;

	if (path.n == 0 || path.n > LIMIT_PATH_BYTES - 300 || !is_clean(path))
		return false;
	while (str_split(&rest, '/', &part))
		if (part.n == 0 || part.s[0] == '.' || part.n > 255)
			return false;
	return true;
}

static struct str without_slash(struct str path)
{
	while (path.n != 0 && path.s[path.n - 1] == '/')
		path.n--;
	return path;
}

static struct str without_extension(struct str path)
{
	return str_ends(path, STR(".md")) ? str_slice(path, 0, path.n - 3) : path;
}

/* "billing/money-back.md" -> "Money back" */
static struct str title_of_path(struct str path, struct arena *arena)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	struct str name = arena_str(arena, str_from(without_extension(path), (size_t)(slash + 1)));
	char *text = arena_alloc(arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		text[i] = name.s[i] == '-' || name.s[i] == '_' ? ' ' : name.s[i];
	if (name.n != 0 && text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	return str_n(text, name.n);
}

static bool knows_language(const struct config *config, struct str code)
{
	for (size_t i = 0; i < config->languages_n; i++)
		if (str_eq(config->languages[i].code, code))
			return true;
	return false;
}

/* What may be wrong with the options. EXIT_FINE, or EXIT_USAGE after saying what. */
static int check_options(const struct options *options, const struct config *config)
{
	if (options->section.n != 0 && !is_path_below(without_slash(options->section)))
		return cmd_wrong_usage("new", STR("name a folder below the content folder, as in billing/invoices"),
				       "\"%.*s\" is no section", STR_ARG(options->section));
	if (options->lang.n != 0 && !knows_language(config, options->lang))
		return cmd_wrong_usage("new", STR("add a table [languages.XX] for it to site.toml"),
				       "the site has no language \"%.*s\"", STR_ARG(options->lang));
	for (size_t i = 0; i < options->tags.n; i++)
		if (!is_clean(options->tags.at[i]))
			return cmd_wrong_usage("new", STR_NONE, "a tag must be one line of valid UTF-8");
	return EXIT_FINE;
}

/* The name of the file for a title; without dots, which would end it in a language: "about-example.de". */
static struct str name_of_title(struct str title, struct arena *arena)
{
	struct str slug = slug_of(arena, title);
	char *name = arena_alloc(arena, slug.n + 1);

	for (size_t i = 0; i < slug.n; i++)
		name[i] = slug.s[i] == '.' ? '-' : slug.s[i];
	return str_n(name, slug.n);
}

/* A single word with a folder of the content in front is a file: "billing/refunds", but not "TCP/IP". */
static bool is_in_folder(int site, const struct config *config, struct str word, struct arena *arena)
{
	ptrdiff_t slash = str_rfind_char(word, '/');
	struct stat status;
	struct str path;

	if (slash <= 0 || str_find_char(word, ' ') >= 0 || !is_path_below(word))
		return false;
	path = arena_printf(arena, "%.*s/%.*s", STR_ARG(config->content_folder), (int)slash, word.s);
	return fstatat(site, path.s, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

/*
 * Title and path of the article from the operands: a title, a file with its
 * extension, or a file and a title. EXIT_FINE, or EXIT_USAGE after saying why not.
 */
static int plan(struct article *article, const struct options *options, const struct config *config,
		const struct opt_list *operands, struct arena *arena)
{
	struct str first = operands->at[0], section = without_slash(options->section), name;
	struct str title = operands->n == 2 ? operands->at[1] : first;
	bool is_path =
	    operands->n == 2 || str_ends(first, STR(".md")) || is_in_folder(article->site, config, first, arena);
	int status = check_options(options, config);

	if (status != EXIT_FINE)
		return status;
	if (!is_clean(first) || !is_clean(title) || str_trim(title).n == 0 || title.n > 1000)
		return cmd_wrong_usage("new", STR_NONE, "the title must be one line of valid UTF-8");
	if (operands->n == 2 && str_find_char(first, '/') < 0 && !str_ends(first, STR(".md")))
		return cmd_wrong_usage("new",
				       arena_printf(arena,
						    "weir new %.*s.md \"%.*s\" for a file of that name, or weir new "
						    "\"%.*s %.*s\" for that title",
						    STR_ARG(first), STR_ARG(title), STR_ARG(first), STR_ARG(title)),
				       "\"%.*s\" may be a file or a word of the title", STR_ARG(first));
	if (is_path && !is_path_below(first))
		return cmd_wrong_usage("new", STR("name a file below the content folder, as in billing/refunds.md"),
				       "\"%.*s\" is no path of an article", STR_ARG(first));
	name = is_path ? without_extension(first) : name_of_title(first, arena);
	article->title = is_path && operands->n == 1 ? title_of_path(first, arena) : str_trim(title);
	article->path = arena_printf(arena, "%.*s/%.*s%s%.*s%s%.*s.md", STR_ARG(config->content_folder),
				     STR_ARG(section), section.n != 0 ? "/" : "", STR_ARG(name),
				     options->lang.n != 0 ? "." : "", STR_ARG(options->lang));
	return EXIT_FINE;
}

static int make_folders(int folder, struct str path, struct arena *arena)
{
	ptrdiff_t slash = str_rfind_char(path, '/');

	return fs_make_folders_at(folder, arena_str(arena, str_slice(path, 0, (size_t)slash)).s);
}

static int create(int folder, const struct article *article, struct arena *arena)
{
	if (make_folders(folder, article->path, arena) == 0 &&
	    fs_create_at(folder, article->path.s, buf_view(&article->text)) == 0)
		return EXIT_FINE;
	if (errno == EEXIST)
		return cmd_wrong_usage("new", STR("choose another title, or name the file yourself: weir new NAME.md"),
				       "%.*s is already there", STR_ARG(article->path));
	return cmd_failed("%.*s cannot be written: %s", STR_ARG(article->path), strerror(errno));
}

static void print_done(const struct options *options, const struct article *article)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (options->common.format == FORMAT_JSON) {
		buf_lit(&out, "{\"file\":\"");
		escape_json(&out, article->path);
		buf_lit(&out, "\"}\n");
	} else {
		buf_str(&out, article->path);
		buf_char(&out, '\n');
	}
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static int make_article(const struct options *options, int folder, const struct config *config,
			const struct opt_list *operands, struct arena *arena)
{
	struct article article = {.site = folder};
	int status = plan(&article, options, config, operands, arena);

	if (status != EXIT_FINE)
		return status;
	buf_init(&article.text, BUF_NO_LIMIT);
	if (add_text(&article.text, options, article.title) < 0)
		status = cmd_failed("the system gives no random numbers: %s", strerror(errno));
	else
		status = create(folder, &article, arena);
	if (status == EXIT_FINE && !options->common.quiet)
		print_done(options, &article);
	buf_release(&article.text);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	const struct config *config;
	struct diag_list diags;
	struct arena arena;
	int folder, status = EXIT_CONTENT;

	if (operands->n < 1 || operands->n > 2)
		return cmd_wrong_usage("new", STR("put the title in quotes: weir new \"How do refunds work?\""),
				       operands->n == 0 ? "the title of the article is missing"
							: "one title at a time");
	folder = cmd_open_site(&options->common);
	if (folder < 0)
		return EXIT_ENVIRONMENT;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	config = config_load(folder, &arena, &diags);
	if (diags.errors != 0)
		cmd_print_diags(&options->common, &diags);
	else
		status = make_article(options, folder, config, operands, &arena);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return status;
}

const struct command cmd_new = {
    .name = "new",
    .usage = "[OPTION…] TITLE|FILE.md|FILE TITLE",
    .summary = "start an article",
    .about =
	"Makes a markdown file with front matter: the title, an id of its own that keeps its permalink /a/ID/ alive "
	"through every rename, and today's date. Prints the file's path. An existing file is never touched.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
