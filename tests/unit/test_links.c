/* links: where a target leads, seen from a page, and what is said about those that lead nowhere. */
#include "tests/unit/site_fixture.h"

/* A small help centre with two languages. */
static void make_site(struct fixture *f)
{
	struct page *page;

	fixture_init(f, 2);
	page = fixture_page(f, "index.md", "Home");
	page->anchors = fixture_list(f, "home");
	page = fixture_page(f, "billing/refunds.md", "Refunds");
	page->id = STR("360016121859");
	page->aliases = fixture_list(f, "/old/refunds/, /refunds.html");
	fixture_heading(f, page, "how-long");
	fixture_heading(f, page, "über-uns");
	page->anchors = fixture_list(f, "raw-id");
	page = fixture_page(f, "billing/refunds.de.md", "Rückgabe");
	fixture_heading(f, page, "wie-lange");
	page = fixture_page(f, "billing/index.md", "Billing");
	page = fixture_page(f, "billing/card payments.md", "Cards");
	page = fixture_page(f, "account/README.md", "Account");
	page = fixture_page(f, "account/Sign-In.md", "Sign in");
	page = fixture_page(f, "account/secret.md", "Secret");
	page->draft = true;
	page = fixture_page(f, "7.4/about_If.md", "If");
	page = fixture_page(f, "moved/x.md", "X");
	page->url = STR("/docs/elsewhere/");
	page = fixture_page(f, "guides/All the guides.md", "All the guides");
	page->url = STR("/guides/");
	page = fixture_page(f, "guides/first_steps.md", "First steps");
	page->labels = fixture_list(f, "steps:first, The first of them, below, none");
	page = fixture_page(f, "next/(basics)/plans.md", "Plans");
	page->labels = fixture_list(f, "twice, Once");
	page = fixture_page(f, "next/(more)/price-list.md", "Prices");
	page->labels = fixture_list(f, "twice, Again");
	page = fixture_page(f, "guides/Übersicht.md", "Overview");
	fixture_heading_of(f, page, "wo-ist-was", "Wo ist was?");
	page = fixture_page(f, "moved/first_steps.md", "Other first steps");
	page = fixture_page(f, "de/konto.md", "Konto");
	page = fixture_page(f, "_posts/2024-01-31-news.md", "News");
	page = fixture_page(f, "start/index.md", "Start");
	page = fixture_page(f, "start/install/index.md", "Install");
	fixture_heading(f, page, "needs");
	page = fixture_page(f, "start/install/linux.md", "On Linux");
	page = fixture_page(f, "de/start/index.md", "Anfang");
	page = fixture_page(f, "de/start/linux.md", "Unter Linux");
	fixture_asset(f, "de/start/img/tux.png", 0x4444444400000000);
	fixture_asset(f, "start/install/rules.txt", 0x5555555500000000);
	fixture_asset(f, ".gitbook/assets/Panel (1).png", 0x6666666600000000);
	fixture_asset(f, "billing/img/card.png", 0x1111111100000000);
	fixture_asset(f, "static/logo.svg", 0x2222222200000000);
	fixture_asset(f, "files/Terms 2025.pdf", 0x3333333300000000);
}

struct link_case {
	const char *from, *target, *url;
};

static void check_cases(const struct link_case *cases, size_t n, enum link_kind kind, bool quiet)
{
	struct fixture f;
	struct links *links;

	make_site(&f);
	fixture_resolve(&f);
	links = links_new(&f.site, &f.arena, &f.diags);
	for (size_t i = 0; i < n; i++) {
		struct link link = {.target = str_c(cases[i].target), .kind = kind, .line = 1, .column = 1};

		links_resolve_one(links, fixture_index(&f, cases[i].from), &link);
		if (!str_eq(link.url, str_c(cases[i].url)))
			fail_msg("from %s to %s:\n got: %.*s\nwant: %s", cases[i].from, cases[i].target,
				 STR_ARG(link.url), cases[i].url);
		if (quiet && f.diags.items.n != 0)
			fail_msg("from %s to %s: %.*s", cases[i].from, cases[i].target, STR_ARG(fixture_diags(&f)));
	}
	links_free(links);
	fixture_release(&f);
}

#define CHECK(cases, kind, quiet) check_cases((cases), sizeof(cases) / sizeof(*(cases)), (kind), (quiet))

static void targets_that_are_found(void **state)
{
	static const struct link_case cases[] = {
	    /* files, seen from the page's folder */
	    {"billing/refunds.md", "card payments.md", "/billing/card-payments/"},
	    {"billing/refunds.md", "card%20payments.md", "/billing/card-payments/"},
	    {"billing/refunds.md", "./card payments", "/billing/card-payments/"},
	    {"billing/refunds.md", "card\x7F pay\nments.md", "/billing/card-payments/"}, /* as browsers read it */
	    {"billing/refunds.md", "../account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "..\\account\\Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "../account/Sign-In", "/account/sign-in/"},
	    {"billing/refunds.md", "../account/Sign-In/", "/account/sign-in/"},
	    {"billing/refunds.md", "../account/Sign-In.html", "/account/sign-in/"},
	    {"billing/refunds.md", "../account/sign-in/", "/account/sign-in/"}, /* a URL */
	    {"billing/refunds.md", "../account/", "/account/"},
	    {"billing/refunds.md", "../account", "/account/"},
	    {"billing/refunds.md", "../account/README.md", "/account/"},
	    {"billing/refunds.md", "../account/index.md", "/account/"},
	    {"billing/refunds.md", "index.md", "/billing/"},
	    {"billing/refunds.md", ".", "/billing/"},
	    {"billing/refunds.md", "..", "/"},
	    {"billing/refunds.md", "../index.md", "/"},
	    {"billing/refunds.md", "refunds.md", "/billing/refunds/"},
	    {"7.4/about_If.md", "about_If.md", "/7.4/about_if/"},
	    {"7.4/about_If.md", "about_If", "/7.4/about_if/"},
	    {"index.md", "7.4", "/7.4/"},
	    {"index.md", "7.4/", "/7.4/"},
	    /* from the content folder */
	    {"billing/refunds.md", "account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "/account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "/account/Sign-In", "/account/sign-in/"},
	    {"billing/refunds.md", "@/account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "~/account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", "/", "/"},
	    /* folders of Next.js that only group */
	    {"index.md", "/next/plans", "/next/basics/plans/"},
	    {"index.md", "next/plans", "/next/basics/plans/"},
	    {"next/(basics)/plans.md", "../price-list", "/next/more/price-list/"},
	    {"next/(basics)/plans.md", "./price-list", "/next/more/price-list/"},
	    /* labels of MyST, on whatever page */
	    {"index.md", "(steps:first)=", "/guides/first_steps/#steps:first"},
	    {"index.md", "below", "/guides/first_steps/#below"},
	    {"index.md", "#steps:first", "/guides/first_steps/#steps:first"},
	    /* URLs */
	    {"index.md", "/billing/card-payments/", "/billing/card-payments/"},
	    {"index.md", "/billing/card-payments", "/billing/card-payments/"},
	    {"index.md", "/docs/elsewhere/", "/docs/elsewhere/"},
	    {"index.md", "moved/x.md", "/docs/elsewhere/"},
	    /* out of the content folder and back into it by its name */
	    {"billing/refunds.md", "../../content/account/Sign-In.md", "/account/sign-in/"},
	    {"billing/refunds.md", ".././../content/account/../account/Sign-In.md#sign-in", "/account/sign-in/#top"},
	    {"moved/x.md", "../../billing/", "/billing/"}, /* as a browser sees it, from /docs/elsewhere/ */
	    {"index.md", "/index.html", "/"},
	    {"index.md", "/billing/index.html", "/billing/"},
	    {"index.md", "/billing/refunds.html", "/billing/refunds/"},
	    {"index.md", "https://help.acme.example/billing/refunds/", "/billing/refunds/"},
	    {"index.md", "http://HELP.acme.example/billing/refunds", "/billing/refunds/"},
	    {"index.md", "https://help.acme.example", "/"},
	    /* aliases and ids */
	    {"index.md", "/old/refunds/", "/billing/refunds/"},
	    {"index.md", "/old/refunds", "/billing/refunds/"},
	    {"index.md", "/refunds.html", "/billing/refunds/"},
	    {"index.md", "/a/360016121859/", "/billing/refunds/"},
	    {"index.md", "/a/360016121859", "/billing/refunds/"},
	    {"index.md", "/hc/en-us/articles/360016121859-How-can-I", "/billing/refunds/"},
	    {"index.md", "https://help.acme.example/hc/en-us/articles/360016121859-How-can-I#how-long",
	     "/billing/refunds/#how-long"},
	    /* headings */
	    {"billing/refunds.md", "#how-long", "#how-long"},
	    {"billing/refunds.md", "#How-Long", "#how-long"},
	    {"billing/refunds.md", "#how_long", "#how-long"},
	    {"billing/refunds.md", "#raw-id", "#raw-id"},
	    {"billing/refunds.md", "#%C3%BCber-uns", "#über-uns"},
	    {"billing/refunds.md", "#", "#"},
	    {"billing/refunds.md", "#top", "#top"},
	    {"billing/refunds.md", "#:~:text=refund", "#:~:text=refund"},
	    {"billing/refunds.md", "#how-long:~:text=refund", "#how-long:~:text=refund"},
	    {"index.md", "billing/refunds.md#How_Long:~:text=a-,b", "/billing/refunds/#how-long:~:text=a-,b"},
	    {"billing/refunds.md", "#:~:text=refund%2C%20now", "#:~:text=refund%2C%20now"},
	    {"billing/refunds.md", "refunds.md#how-long", "/billing/refunds/#how-long"},
	    {"index.md", "billing/refunds.md?tab=2#how-long", "/billing/refunds/?tab=2#how-long"},
	    {"index.md", "billing/refunds.md?tab=2", "/billing/refunds/?tab=2"},
	    {"billing/refunds.md", "?tab=2", "/billing/refunds/?tab=2"},
	    {"billing/refunds.md", "https://help.acme.example/billing/refunds/#how-long", "/billing/refunds/#how-long"},
	    /* the title's own heading is the top of the page */
	    {"billing/refunds.md", "#refunds", "#top"},
	    {"index.md", "account/Sign-In.md#sign-in", "/account/sign-in/#top"},
	    /* Jekyll's posts */
	    {"billing/refunds.md", "{% post_url 2024-01-31-news %}", "/posts/2024-01-31-news/"},
	    {"index.md", "{{ site.baseurl }}{% post_url 2024-01-31-news %}#news", "/posts/2024-01-31-news/#top"},
	    {"index.md", "{{ site.baseurl }}{% link _posts/2024-01-31-news.md %}", "/posts/2024-01-31-news/"},
	    /* languages */
	    {"billing/refunds.de.md", "refunds.md", "/de/billing/refunds/"},
	    {"billing/refunds.de.md", "refunds.md#wie-lange", "/de/billing/refunds/#wie-lange"},
	    {"billing/refunds.de.md", "refunds.en.md", "/billing/refunds/"},
	    {"billing/refunds.de.md", "card payments.md", "/billing/card-payments/"},
	    {"billing/refunds.md", "refunds.de.md", "/de/billing/refunds/"},
	    {"de/konto.md", "../billing/refunds.md", "/de/billing/refunds/"},
	    {"de/konto.md", "/", "/de/"},
	    {"index.md", "konto.md", "/de/konto/"},
	    {"index.md", "/de/konto/", "/de/konto/"},
	    /* other files */
	    {"index.md", "files/Terms%202025.pdf", "/files/terms-2025.33333333.pdf"},
	    {"index.md", "/files/Terms 2025.pdf#page=2", "/files/terms-2025.33333333.pdf#page=2"},
	    /* what the server has */
	    {"index.md", "/search?q=x", "/search?q=x"},
	    {"index.md", "/contact/", "/contact/"},
	    {"index.md", "/feed.xml", "/feed.xml"},
	    /* other tools */
	    {"index.md", "{{ site.baseurl }}/billing/refunds/", "/billing/refunds/"},
	    {"index.md", "{{site.baseurl}}{% link billing/refunds.md %}#how-long", "/billing/refunds/#how-long"},
	    {"index.md", "{{< ref \"billing/refunds.md\" >}}", "/billing/refunds/"},
	    {"billing/refunds.md", "{{ site.baseurl }}#how-long", "#how-long"},
	    {"billing/refunds.md", "{{ site.baseurl }}#home", "/#home"},
	    {"billing/refunds.md", "{{ site.baseurl }}", "/"},
	    {"index.md", "{{% relref \"billing/refunds.md\" %}}", "/billing/refunds/"},
	    {"index.md", "{{ site.baseurl }}", "/"},
	    /* Hugo's ref: beside the page, from the root, or by a name that only one page has */
	    {"start/install/index.md", "{{< relref \"linux\" >}}", "/start/install/linux/"},
	    {"index.md", "{{< relref path=\"billing/refunds.md\" >}}", "/billing/refunds/"},
	    {"index.md", "{{% ref ref=\"refunds.md#how-long\" lang=\"en\" %}}", "/billing/refunds/#how-long"},
	    {"start/index.md", "{{< ref \"install/linux.md\" >}}", "/start/install/linux/"},
	    {"billing/refunds.md", "{{< ref \"about_If.md\" >}}", "/7.4/about_if/"},
	    {"billing/refunds.md", "{{< ref \"konto\" >}}", "/de/konto/"},
	    {"billing/refunds.md", "{{< ref \"old/refunds\" >}}", "/billing/refunds/"},
	    {"billing/refunds.md", "{{< ref \"docs/elsewhere\" >}}", "/docs/elsewhere/"},
	    /* from the file the page above, but the one that the browser sees has the heading */
	    {"start/install/linux.md", "../#needs", "/start/install/#needs"},
	    {"start/install/linux.md", "../", "/start/"},
	    {"start/install/linux.md", "../rules.txt", "/start/install/rules.55555555.txt"},
	    /* from the root of the project */
	    {"index.md", "/content/billing/refunds.md#how-long", "/billing/refunds/#how-long"},
	    {"start/install/linux.md", "content/billing/refunds.md", "/billing/refunds/"},
	    {"start/install/linux.md", "/content", "/"},
	    /* elsewhere */
	    {"index.md", "https://example.com/x?y=1#z", "https://example.com/x?y=1#z"},
	    {"index.md", "//example.com/x", "//example.com/x"},
	    {"index.md", "mailto:help@acme.example", "mailto:help@acme.example"},
	    {"index.md", "tel:+431234", "tel:+431234"},
	    {"index.md", "ms-settings:privacy", "ms-settings:privacy"},
	};

	(void)state;
	CHECK(cases, LINK_TO, true);
}

static void ids_that_are_found_where_names_would_be(void **state)
{
	static const struct link_case cases[] = {
	    {"billing/card payments.md", "360016121859", "/billing/refunds/"},
	    {"index.md", "billing/360016121859/#how-long", "/billing/refunds/#how-long"},
	    {"account/README.md", "../billing/360016121859", "/billing/refunds/"},
	    {"index.md", "/handbook/docs/billing/360016121859#how-long", "/billing/refunds/#how-long"},
	    {"account/README.md", "{{ site.baseurl }}/billing/360016121859", "/billing/refunds/"},
	};

	(void)state;
	CHECK(cases, LINK_TO, true);
}

static void names_that_are_found(void **state)
{
	static const struct link_case cases[] = {
	    {"billing/refunds.md", "[[card payments]]", "/billing/card-payments/"},
	    {"index.md", "[[Card Payments]]", "/billing/card-payments/"},
	    {"index.md", "[[sign in#sign-in]]", "/account/sign-in/#top"},
	    {"index.md", "[[account/Sign-In.md]]", "/account/sign-in/"},
	    {"index.md", "[[Refunds#How Long]]", "/billing/refunds/#how-long"},
	    {"index.md", "[[Refunds#^1f3c]]", "/billing/refunds/"},
	    {"billing/refunds.md", "[[#how-long]]", "#how-long"},
	    {"index.md", "[[Übersicht#Wo ist was?]]", "/guides/ubersicht/#wo-ist-was"},
	    /* a section's own page, whatever its file is called */
	    {"index.md", "[[All the guides]]", "/guides/"},
	    {"index.md", "guides/All the guides.md", "/guides/"},
	    {"guides/first_steps.md", "All%20the%20guides.md", "/guides/"},
	    /* of several the nearest, unless folders are written */
	    {"moved/x.md", "[[First steps]]", "/moved/first_steps/"},
	    {"guides/Übersicht.md", "[[First steps]]", "/guides/first_steps/"},
	    {"moved/x.md", "[[guides/First_steps]]", "/guides/first_steps/"},
	    {"billing/refunds.de.md", "[[Refunds]]", "/de/billing/refunds/"},
	    {"de/konto.md", "[[Linux]]", "/de/start/linux/"},
	    /* files that are no pages */
	    {"index.md", "[[Terms 2025.pdf]]", "/files/terms-2025.33333333.pdf"},
	};

	(void)state;
	CHECK(cases, LINK_TO, true);
}

static void pictures_are_found_by_name(void **state)
{
	static const struct link_case cases[] = {
	    {"index.md", "[[card.png]]", "/billing/img/card.11111111.png"},
	    {"billing/refunds.md", "[[img/card.png]]", "/billing/img/card.11111111.png"},
	};

	(void)state;
	CHECK(cases, LINK_IMAGE, true);
}

static void images_that_are_found(void **state)
{
	static const struct link_case cases[] = {
	    {"billing/refunds.md", "img/card.png", "/billing/img/card.11111111.png"},
	    {"billing/refunds.de.md", "./img/card.png", "/billing/img/card.11111111.png"},
	    {"billing/refunds.md", "../img/card.png", "/billing/img/card.11111111.png"}, /* as a browser sees it */
	    {"index.md", "/billing/img/card.png", "/billing/img/card.11111111.png"},
	    {"de/start/linux.md", "../img/tux.png", "/de/start/img/tux.44444444.png"}, /* whose URL may be elsewhere */
	    {"billing/refunds.md", "../../../content/billing/img/card.png", "/billing/img/card.11111111.png"},
	    {"index.md", "/content/billing/img/card.png", "/billing/img/card.11111111.png"},
	    /* GitBook's: published where servers show it, found at any depth */
	    {"billing/refunds.md", "../.gitbook/assets/Panel (1).png", "/gitbook/assets/panel-1.66666666.png"},
	    {"start/install/linux.md", "../.gitbook/assets/Panel%20(1).png", "/gitbook/assets/panel-1.66666666.png"},
	    {"billing/refunds.md", "/logo.svg", "/static/logo.22222222.svg"},
	    {"index.md", "https://example.com/x.png", "https://example.com/x.png"},
	    {"index.md", "data:image/png;base64,AAAA", "data:image/png;base64,AAAA"},
	};

	(void)state;
	CHECK(cases, LINK_IMAGE, true);
}

/* What stands in links without text. */
static void titles_of_targets(void **state)
{
	static const struct link_case cases[] = {
	    {"billing/refunds.md", "card%20payments.md", "Cards"},
	    {"index.md", "billing/refunds.md#how-long", "Refunds"},
	    {"index.md", "/billing/", "Billing"},
	    {"billing/refunds.md", "?tab=2", "Refunds"},
	    {"index.md", "{{< ref \"refunds.md\" >}}", "Refunds"},
	    {"index.md", "files/Terms%202025.pdf", "Terms 2025.pdf"},
	    {"index.md", "nowhere.md", "nowhere.md"}, /* its link says so */
	    {"index.md", "(steps:first)=", "The first of them"},
	    {"index.md", "#steps:first", "The first of them"},
	    {"index.md", "(below)=", "none"},
	    {"index.md", "(nowhere)=", "nowhere"},
	};

	(void)state;
	CHECK(cases, LINK_TITLE, true);
}

/* Paths of other tools from the root: they are told, and lead to the page that they end in. */
static void targets_that_are_guessed(void **state)
{
	static const struct link_case cases[] = {
	    {"index.md", "/article/about_If/", "/7.4/about_if/"},
	    {"index.md", "{{ site.baseurl }}/article/about_If.html#x", "/7.4/about_if/#x"},
	    {"index.md", "{% link handbook/start/install/linux.md %}", "/start/install/linux/"},
	    {"index.md", "/article/first_steps/", "/article/first_steps/"}, /* there are two */
	    {"index.md", "/article/x/", "/article/x/"},			    /* says too little */
	    {"index.md", "/api/POST/refunds", "/api/POST/refunds"},	    /* so does one word */
	    {"index.md", "/other/index.html", "/other/index.html"},
	    {"index.md", "/other/start/index/", "/other/start/index/"},
	    {"index.md", "/start/index/", "/start/"},
	    {"index.md", "article/about_if", "article/about_if"}, /* from a page's folder they say more */
	    {"index.md", "(twice)=", ""},
	};

	(void)state;
	CHECK(cases, LINK_TO, false);
}

static void code_is_not_written(void **state)
{
	static const struct link_case cases[] = {
	    {"index.md", "javascript:alert(1)", ""},	  {"index.md", "JaVaScRiPt:alert(1)", ""},
	    {"index.md", " \x01javascript:alert(1)", ""}, {"index.md", "java\nscript:alert(1)", ""},
	    {"index.md", "java\tscript:alert(1)", ""},	  {"index.md", "vbscript:x", ""},
	    {"index.md", "data:text/html,<script>", ""},  {"index.md", "data:image/png;base64,AAAA", ""},
	    {"index.md", "file:///etc/passwd", ""},
	};

	(void)state;
	CHECK(cases, LINK_TO, false);
}

/* What stands in the way keeps what was written. */
static void targets_that_are_not_found(void **state)
{
	static const struct link_case cases[] = {
	    {"index.md", "missing.md", "missing.md"},
	    {"index.md", "account/360016121859", "account/360016121859"},
	    {"index.md", "/360016121859", "/360016121859"},
	    {"index.md", "/dotnet/api/system.string", "/dotnet/api/system.string"},
	    {"index.md", "../../../etc/passwd", "../../../etc/passwd"},
	    {"index.md", "xref:System.String", "xref:System.String"},
	    {"index.md", "", ""},
	    {"index.md", "C:\\x.md", "C:\\x.md"},
	    {"index.md", "{{ page.url }}", "{{ page.url }}"},
	    {"index.md", "{{ unclosed", "{{ unclosed"},
	    {"index.md", "https://help.acme.example/#x", "#x"},
	    {"index.md", "https://help.acme.example/gone", "https://help.acme.example/gone"},
	    {"index.md", "account/secret.md", "account/secret.md"},
	    {"index.md", "billing/refunds.md#nope", "/billing/refunds/#nope"},
	    {"index.md", "billing/refunds.md#no%03pe", "/billing/refunds/#no%03pe"},
	};

	(void)state;
	CHECK(cases, LINK_TO, false);
}

static void diagnostics_name_the_place_and_the_nearest(void **state)
{
	struct fixture f;
	struct page *page;

	(void)state;
	make_site(&f);
	page = fixture_page(&f, "billing/links.md", "Links");
	fixture_link(&f, page, "refund.md", LINK_TO);
	fixture_link(&f, page, "../refunds.md", LINK_TO);
	fixture_link(&f, page, "../account/sign_in.md", LINK_TO);
	fixture_link(&f, page, "IMG/Card.png", LINK_IMAGE);
	fixture_link(&f, page, "../pics/card.png", LINK_IMAGE);
	fixture_link(&f, page, "refunds.md#how-lnog", LINK_TO);
	fixture_link(&f, page, "#nope", LINK_TO);
	fixture_link(&f, page, "../account/secret.md", LINK_TO);
	fixture_link(&f, page, "/account/secret/", LINK_TO);
	fixture_link(&f, page, "../account/sign-in.md", LINK_TO);
	fixture_link(&f, page, "/dotnet/api/x", LINK_TO);
	fixture_link(&f, page, "javascript:x", LINK_TO);
	fixture_link(&f, page, "x.zip", LINK_TO);
	fixture_link(&f, page, "{{ x }}", LINK_TO);
	fixture_link(&f, page, "ana@acme.example", LINK_TO);
	fixture_link(&f, page, "ana@acme/x.zip", LINK_TO);
	fixture_link(&f, page, "/kb/how-to-sign-in-again/", LINK_TO);
	fixture_link(&f, page, "/kb/how-to-sign/", LINK_TO);
	fixture_page(&f, "help/how-to-sign-in-again.md", "Again");
	fixture_page(&f, "help/how-to-sign.md", "Sign");
	fixture_resolve(&f);
	assert_int_equal(f.result, 0);
	assert_str(
	    fixture_diags(&f),
	    "content/billing/links.md:3:5: warning: link to missing page \"refund.md\" [link-missing]\n"
	    "  hint: did you mean \"refunds.md\"?\n"
	    "content/billing/links.md:4:5: warning: link to missing page \"../refunds.md\" [link-missing]\n"
	    "  hint: did you mean \"refunds.md\"?\n"
	    "content/billing/links.md:5:5: warning: link to missing page \"../account/sign_in.md\" [link-missing]\n"
	    "  hint: did you mean \"../account/Sign-In.md\"?\n"
	    "content/billing/links.md:6:5: note: \"IMG/Card.png\" differs by letter case from its target [link-case]\n"
	    "  hint: write \"img/card.png\"\n"
	    "content/billing/links.md:7:5: warning: missing image \"../pics/card.png\" [image-missing]\n"
	    "  hint: did you mean \"img/card.png\"?\n"
	    "content/billing/links.md:8:5: warning: no heading \"#how-lnog\" in \"billing/refunds.md\" "
	    "[anchor-missing]\n"
	    "  hint: did you mean \"#how-long\"?\n"
	    "content/billing/links.md:9:5: warning: no heading \"#nope\" on this page [anchor-missing]\n"
	    "content/billing/links.md:10:5: warning: link to \"../account/secret.md\", which is a draft "
	    "[link-unpublished]\n"
	    "content/billing/links.md:11:5: warning: link to \"/account/secret/\", which is a draft "
	    "[link-unpublished]\n"
	    "content/billing/links.md:12:5: note: \"../account/sign-in.md\" differs by letter case from its target "
	    "[link-case]\n"
	    "  hint: write \"../account/Sign-In.md\"\n"
	    "content/billing/links.md:13:5: warning: link to missing page \"/dotnet/api/x\" [link-missing]\n"
	    "content/billing/links.md:14:5: warning: address \"javascript:x\" is left out [link-scheme]\n"
	    "content/billing/links.md:15:5: warning: link to missing file \"x.zip\" [link-missing]\n"
	    "content/billing/links.md:16:5: warning: link to \"{{ x }}\", which another tool would fill in "
	    "[link-missing]\n"
	    "content/billing/links.md:17:5: warning: link to missing page \"ana@acme.example\" [link-missing]\n"
	    "  hint: write \"mailto:ana@acme.example\"\n"
	    "content/billing/links.md:18:5: warning: link to missing file \"ana@acme/x.zip\" [link-missing]\n"
	    "content/billing/links.md:19:5: warning: link to missing page \"/kb/how-to-sign-in-again/\" leads to "
	    "the page of that name [link-missing]\n"
	    "  hint: write \"../help/how-to-sign-in-again.md\"\n"
	    "content/billing/links.md:20:5: warning: link to missing page \"/kb/how-to-sign/\" leads to the page of "
	    "that name [link-missing]\n"
	    "  hint: write \"../help/how-to-sign.md\"\n");
	fixture_release(&f);
}

static void links_below_a_base_path(void **state)
{
	static const struct link_case cases[] = {
	    {"index.md", "/help/a/", "/x/a/"}, /* not below: there is a folder of that name */
	    {"index.md", "/x/a/", "/x/a/"},
	    {"index.md", "https://acme.example/help/x/a/", "/x/a/"},
	    {"index.md", "/help/x/a/", "/x/a/"},
	    {"index.md", "https://acme.example/shop/", "https://acme.example/shop/"},
	    {"index.md", "/shop/", "https://acme.example/shop/"},
	    {"index.md", "/help/", "/"},
	};

	(void)state;
	for (size_t i = 1; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		struct page *page;

		fixture_init(&f, 1);
		f.config.base_url = STR("https://acme.example/help");
		f.config.base_path = STR("/help/");
		page = fixture_page(&f, "index.md", "Home");
		fixture_link(&f, page, cases[i].target, LINK_TO);
		fixture_page(&f, "x/a.md", "A");
		fixture_resolve(&f);
		assert_str(f.site.pages[fixture_index(&f, "index.md")].links[0].url, cases[i].url);
		fixture_release(&f);
	}
}

static void a_page_reports_so_many_and_no_more(void **state)
{
	struct fixture f;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	page = fixture_page(&f, "x.md", "X");
	for (int i = 0; i < 130; i++)
		fixture_link(&f, page, arena_printf(&f.arena, "nowhere-%d.md", i).s, LINK_TO);
	fixture_resolve(&f);
	assert_int_equal(f.diags.items.n, 101);
	assert_str(f.diags.items.at[0].message, "30 more links of this page lead nowhere");
	fixture_release(&f);
}

static void pages_are_found_by_path_url_and_id(void **state)
{
	struct fixture f;
	struct links *links;
	uint32_t refunds, from;

	(void)state;
	make_site(&f);
	fixture_resolve(&f);
	links = links_new(&f.site, &f.arena, &f.diags);
	refunds = fixture_index(&f, "billing/refunds.md");
	from = fixture_index(&f, "account/Sign-In.md");
	assert_int_equal(links_find_page(links, from, STR("../billing/refunds.md")), refunds);
	assert_int_equal(links_find_page(links, from, STR("billing/refunds")), refunds);
	assert_int_equal(links_find_page(links, from, STR("/billing/refunds/")), refunds);
	assert_int_equal(links_find_page(links, from, STR("360016121859")), refunds);
	assert_int_equal(links_find_page(links, SITE_NONE, STR("billing/refunds.md")), refunds);
	assert_int_equal(links_find_page(links, fixture_index(&f, "de/konto.md"), STR("billing/refunds.md")),
			 fixture_index(&f, "billing/refunds.de.md"));
	assert_int_equal(links_find_page(links, from, STR("")), SITE_NONE);
	assert_int_equal(links_find_page(links, from, STR("../../../x")), SITE_NONE);
	links_free(links);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(targets_that_are_found),
	    cmocka_unit_test(ids_that_are_found_where_names_would_be),
	    cmocka_unit_test(names_that_are_found),
	    cmocka_unit_test(pictures_are_found_by_name),
	    cmocka_unit_test(images_that_are_found),
	    cmocka_unit_test(targets_that_are_guessed),
	    cmocka_unit_test(code_is_not_written),
	    cmocka_unit_test(titles_of_targets),
	    cmocka_unit_test(targets_that_are_not_found),
	    cmocka_unit_test(diagnostics_name_the_place_and_the_nearest),
	    cmocka_unit_test(links_below_a_base_path),
	    cmocka_unit_test(a_page_reports_so_many_and_no_more),
	    cmocka_unit_test(pages_are_found_by_path_url_and_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
