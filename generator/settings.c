#include "generator/settings.h"

#include "generator/config.h"

#include <stddef.h>

#define IN(field) offsetof(struct config, field)
#define IN_LANGUAGE(field) offsetof(struct language, field)
#define IN_VENUE(field) offsetof(struct venue, field)
#define IN_ROUTE(field) offsetof(struct route, field)

/* clang-format off */
const struct settings_table settings_tables[] = {
	{"site", "[site]", "The site as a whole"},
	{"languages.XX", "[languages.XX]",
	 "A language of the site, XX being its BCP 47 tag as in de or pt-BR. A site in one language needs none"},
	{"content", "[content]", "Where pages are and how they are read"},
	{"theme", "[theme]", "How the site looks"},
	{"nav", "[nav]", "Lists of pages"},
	{"build", "[build]", "What is written"},
	{"search", "[search]", "Search"},
	{"suggest", "[suggest]", "Answers that are offered while a customer writes a ticket"},
	{"contact", "[contact]", "The contact page"},
	{"contact.venue", "[[contact.venue]]", "A place where a question can go. May stand any number of times"},
	{"contact.route", "[[contact.route]]",
	 "Which venue a question goes to. The first that matches wins; may stand any number of times"},
	{"contact.hours", "[contact.hours]", "When somebody answers; from it the expected time of a reply is told"},
	{"tickets", "[tickets]", "Solved tickets"},
	{"privacy", "[privacy]", "Keeping personal data out of the site"},
	{"server", "[server]", "The search server, weir-search(8)"},
};
const size_t settings_tables_n = sizeof(settings_tables) / sizeof(*settings_tables);

const struct setting settings[] = {
	{.table = "site", .key = "title", .kind = SETTING_TEXT, .required = true, .server = true, .offset = IN(title),
	 .about = "Name of the site, in the header and in every page title"},
	{.table = "site", .key = "base_url", .kind = SETTING_BASE_URL, .required = true, .server = true,
	 .offset = IN(base_url),
	 .about = "Address under which the site is published, as in \"https://help.acme.example\"; with a path when "
		  "it is not at the root of its host"},
	{.table = "site", .key = "description", .kind = SETTING_PROSE, .server = true, .offset = IN(description),
	 .about = "A sentence or two for the home page and for search engines"},
	{.table = "site", .key = "language", .kind = SETTING_LANGUAGE, .server = true,
	 .offset = IN(default_language), .initial = "en",
	 .about = "Language of pages that do not say otherwise; its pages have no language in their URL"},
	{.table = "site", .key = "organization", .kind = SETTING_TEXT, .server = true, .offset = IN(organization),
	 .about = "Who publishes the site, for structured data; the title when empty"},
	{.table = "site", .key = "logo", .kind = SETTING_PATH, .offset = IN(logo),
	 .about = "Image for the header, a path below the content folder"},
	{.table = "site", .key = "favicon", .kind = SETTING_PATH, .offset = IN(favicon),
	 .about = "Icon for the browser's tab, a path below the content folder"},
	{.table = "site", .key = "copyright", .kind = SETTING_TEXT, .offset = IN(copyright),
	 .about = "Line at the foot of every page"},
	{.table = "site", .key = "edit_url", .kind = SETTING_URL, .offset = IN(edit_url),
	 .about = "Where a page can be edited; {path} stands for its path below the content folder"},

	{.table = "languages.XX", .key = "name", .kind = SETTING_TEXT, .server = true, .offset = IN_LANGUAGE(name),
	 .about = "Name of the language in itself; known for most languages"},
	{.table = "languages.XX", .key = "title", .kind = SETTING_TEXT, .server = true, .offset = IN_LANGUAGE(title),
	 .about = "Name of the site in this language; otherwise that of [site]"},
	{.table = "languages.XX", .key = "description", .kind = SETTING_PROSE, .server = true,
	 .offset = IN_LANGUAGE(description), .about = "Description of the site in this language"},
	{.table = "languages.XX", .key = "direction", .kind = SETTING_CHOICE, .server = true,
	 .offset = SETTING_NO_FIELD, .initial = "auto", .choices = "auto ltr rtl",
	 .about = "Direction of the script; auto knows it from the language"},

	{.table = "content", .key = "folder", .kind = SETTING_PATH, .offset = IN(content_folder),
	 .initial = "content", .about = "Folder of the pages, beside site.toml"},
	{.table = "content", .key = "static", .kind = SETTING_PATH, .offset = IN(static_folder), .initial = "static",
	 .about = "Folder whose files are published under their own names from the root of the site (favicon.ico, CNAME, "
		  "robots.txt, .well-known), beside site.toml; it need not exist"},
	{.table = "content", .key = "exclude", .kind = SETTING_TEXTS, .offset = IN(exclude),
	 .about = "Files and folders to leave out: glob patterns (* ? [a-z] **) for paths below the content folder, or "
		  "for names when they have no slash. Hidden files, editors' copies and node_modules are always left out"},
	{.table = "content", .key = "raw_html", .kind = SETTING_CHOICE, .offset = SETTING_NO_FIELD, .initial = "safe",
	 .choices = "safe trusted none",
	 .about = "HTML in pages: safe keeps a list of harmless elements and attributes, trusted keeps all of it, none "
		  "shows it as text"},
	{.table = "content", .key = "smart_punctuation", .kind = SETTING_FLAG, .offset = IN(smart_punctuation),
	 .initial = "false", .about = "Turn straight quotes, -- and ... into typographic ones"},
	{.table = "content", .key = "retired", .kind = SETTING_TEXTS, .offset = IN(retired),
	 .about = "URLs and ids that were published and are given up on purpose, as in \"/old/offer/\"; \"/old/*\" is "
		  "\"/old/\" and all below it with the ids of its pages; a build that would lose any other fails"},
	{.table = "content", .key = "redirects", .kind = SETTING_PATHS, .offset = IN(redirects),
	 .about = "Old paths and where they lead: {\"/old/*\" = \"/new/*\"} is a folder that was renamed, with all pages "
		  "that are below its new name; \"/old/page/\" = \"/new/page/\" is one page, as aliases in its front matter "
		  "are"},
	{.table = "content", .key = "fallback_charset", .kind = SETTING_CHARSET, .offset = IN(fallback_charset),
	 .about = "Encoding of files that are not UTF-8 and do not say what they are, as in \"windows-1252\"; detected "
		  "when empty"},

	{.table = "theme", .key = "folder", .kind = SETTING_PATH, .offset = IN(theme_folder), .initial = "theme",
	 .about = "Folder whose files replace those of the built-in theme; it need not exist"},
	{.table = "theme", .key = "accent", .kind = SETTING_COLOUR, .offset = IN(accent), .initial = "#0b5f59",
	 .about = "Colour of links and buttons, as in \"#1d5fa8\""},
	{.table = "theme", .key = "custom_css", .kind = SETTING_PATH, .offset = IN(custom_css),
	 .about = "Stylesheet that is added after the theme's own, a path beside site.toml"},

	{.table = "nav", .key = "limit", .kind = SETTING_INT, .offset = IN(nav_limit), .initial = "50", .least = 10,
	 .most = 5000, .about = "Entries of a list on one page before it goes on on the next"},

	{.table = "build", .key = "output", .kind = SETTING_PATH, .offset = IN(output), .initial = "public",
	 .about = "Folder that the site is written to, beside site.toml"},
	{.table = "build", .key = "gzip", .kind = SETTING_FLAG, .offset = IN(gzip), .initial = "false",
	 .about = "Write a .gz copy beside every text file, for web servers that send it as it is"},
	{.table = "build", .key = "brotli", .kind = SETTING_FLAG, .offset = IN(brotli), .initial = "false",
	 .about = "Write a .br copy beside every text file"},

	{.table = "build", .key = "agent_page", .kind = SETTING_FLAG, .offset = IN(agent_page), .initial = "true",
	 .about = "Write /agent/, where the people who answer customers search and copy links; no page links to it"},

	{.table = "search", .key = "url", .kind = SETTING_URL, .server = true, .offset = IN(search_url),
	 .about = "Address of the search server when it is not the site's own, as in \"https://search.acme.example\""},
	{.table = "search", .key = "synonyms", .kind = SETTING_TEXTS, .server = true, .offset = IN(synonyms),
	 .about = "Words that mean the same: \"refund, money back\" works both ways, \"cash => payment, money\" one way"},
	{.table = "search", .key = "everyday_words", .kind = SETTING_FLAG, .server = true, .offset = IN(everyday_words),
	 .initial = "true",
	 .about = "Know everyday English words for the same thing (\"remove\" and \"delete\"), at a lower weight than synonyms"},
	{.table = "search", .key = "outdated_versions", .kind = SETTING_TEXTS, .server = true,
	 .offset = IN(outdated_versions),
	 .about = "Versions that pages are about (front matter `version`) and nobody should use: their score counts 40 % less"},
	{.table = "search", .key = "pinned", .kind = SETTING_PINS, .server = true, .offset = IN(pinned),
	 .about = "Pages to show first for a query: a table of queries and ids, as in "
		  "{\"reset password\" = [\"password-reset\"]}"},

	{.table = "suggest", .key = "threshold", .kind = SETTING_NUMBER, .server = true,
	 .offset = IN(suggest_threshold), .initial = "0.35", .least = 0, .most = 1,
	 .about = "Confidence below which nothing is offered: 0 always offers something, 1 nearly nothing"},

	{.table = "contact", .key = "email", .kind = SETTING_EMAIL, .server = true, .offset = IN(contact_email),
	 .about = "Address shown on the contact page"},
	{.table = "contact", .key = "note", .kind = SETTING_PROSE, .server = true, .offset = IN(contact_note),
	 .about = "Text above the contact form"},

	{.table = "contact", .key = "keep_days", .kind = SETTING_INT, .server = true, .offset = IN(contact_keep_days),
	 .initial = "30", .least = 1, .most = 3650,
	 .about = "Days that delivered tickets stay in the outbox before weir-courier(8) erases them; up to two more where "
		  "the clock has to be sure"},

	{.table = "contact.venue", .key = "id", .kind = SETTING_TEXT, .required = true, .server = true,
	 .offset = IN_VENUE(id), .most = 64, .about = "Name that routes use"},
	{.table = "contact.venue", .key = "kind", .kind = SETTING_CHOICE, .required = true, .server = true,
	 .offset = IN_VENUE(kind), .choices = "ticket forum github email link",
	 .about = "What it is: tickets are taken by the server and delivered, the others are links"},
	{.table = "contact.venue", .key = "title", .kind = SETTING_TEXT, .required = true, .server = true,
	 .offset = IN_VENUE(title), .about = "What customers read, as in \"Community forum\""},
	{.table = "contact.venue", .key = "note", .kind = SETTING_PROSE, .server = true, .offset = IN_VENUE(note),
	 .about = "A sentence on what belongs there"},
	{.table = "contact.venue", .key = "url", .kind = SETTING_URL, .server = true, .offset = IN_VENUE(url),
	 .about = "Where it is; needed for forum, github and link"},
	{.table = "contact.venue", .key = "email", .kind = SETTING_EMAIL, .server = true, .offset = IN_VENUE(email),
	 .about = "Its address; needed for email"},
	{.table = "contact.venue", .key = "deliver", .kind = SETTING_CHOICE, .server = true,
	 .offset = IN_VENUE(deliver), .initial = "none", .choices = "none zendesk hubspot email webhook",
	 .about = "How weir-courier(8) hands tickets over that weir-search took; for the kinds ticket and email. With "
		  "none the form shows an address or a link instead"},
	{.table = "contact.venue", .key = "deliver_url", .kind = SETTING_TEXT, .server = true,
	 .offset = IN_VENUE(deliver_url),
	 .about = "Where to: \"https://acme.zendesk.com\", the address of a webhook, or \"smtp://mail.acme.example:587\" "
		  "(smtps:// for TLS from the start); hubspot needs none"},
	{.table = "contact.venue", .key = "deliver_from", .kind = SETTING_EMAIL, .server = true,
	 .offset = IN_VENUE(deliver_from),
	 .about = "Sender of delivered e-mail; the venue's own address when empty. Replies go to the customer"},
	{.table = "contact.venue", .key = "first_reply", .kind = SETTING_DURATION, .server = true,
	 .offset = IN_VENUE(first_reply_minutes),
	 .about = "Working time until the first reply, as in \"90m\", \"4h\" or \"2d\" (days of eight hours)"},

	{.table = "contact.route", .key = "topic", .kind = SETTING_TEXT, .server = true, .offset = IN_ROUTE(topic),
	 .initial = "*", .about = "Topic that the customer chose; * is any"},
	{.table = "contact.route", .key = "title", .kind = SETTING_TEXT, .server = true,
	 .offset = IN_ROUTE(topic_title), .about = "What customers read for the topic; the topic itself when empty"},
	{.table = "contact.route", .key = "plan", .kind = SETTING_TEXT, .server = true, .offset = IN_ROUTE(plan),
	 .initial = "*", .about = "Plan or tier of the customer; * is any"},
	{.table = "contact.route", .key = "venue", .kind = SETTING_TEXT, .required = true, .server = true,
	 .offset = IN_ROUTE(venue), .about = "Id of a [[contact.venue]]"},

	{.table = "contact.hours", .key = "timezone", .kind = SETTING_ZONE, .server = true,
	 .offset = SETTING_NO_FIELD, .initial = "UTC", .about = "Time zone of the hours, as in \"Europe/Berlin\""},
	{.table = "contact.hours", .key = "monday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD,
	 .about = "Opening hours, as in \"09:00-17:00\", or several: [\"09:00-12:00\", \"13:00-17:00\"]; closed when "
		  "not given"},
	{.table = "contact.hours", .key = "tuesday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Tuesday"},
	{.table = "contact.hours", .key = "wednesday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Wednesday"},
	{.table = "contact.hours", .key = "thursday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Thursday"},
	{.table = "contact.hours", .key = "friday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Friday"},
	{.table = "contact.hours", .key = "saturday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Saturday"},
	{.table = "contact.hours", .key = "sunday", .kind = SETTING_SPANS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "The same for Sunday"},
	{.table = "contact.hours", .key = "holidays", .kind = SETTING_DAYS, .server = true,
	 .offset = SETTING_NO_FIELD, .about = "Days on which nobody answers, as in [2026-12-25, 2026-12-26]"},

	{.table = "tickets", .key = "retention_days", .kind = SETTING_INT, .offset = IN(tickets_retention_days),
	 .initial = "30", .least = 1, .most = 3650,
	 .about = "Days that imported raw tickets stay in private/ before they are erased"},
	{.table = "tickets", .key = "deny_tags", .kind = SETTING_TEXTS, .offset = IN(tickets_deny_tags),
	 .initial = "legal security privacy gdpr confidential hr billing payment minor minors child children health "
		    "medical",
	 .about = "Tickets with one of these tags, or with one of these words in a tag, a topic or the name of their group "
		  "or channel, are not imported; what is given here replaces the list"},
	{.table = "tickets", .key = "own_domains", .kind = SETTING_TEXTS, .offset = IN(tickets_own_domains),
	 .about = "Domains of your own mail addresses, as in [\"acme.example\"]: in mailboxes and Slack they tell who "
		  "answers from who asks; in mailboxes those below them, as hr.acme.example, are yours, too"},
	{.table = "tickets", .key = "columns", .kind = SETTING_TEXTS, .offset = IN(tickets_columns),
	 .about = "What columns of CSV exports are, where weir import does not know their names: \"subject=Betreff\". "
		  "Fields are id, subject, body, answer, status, created, closed, updated, topic, tags, name, email, "
		  "internal"},

	{.table = "privacy", .key = "keep_words", .kind = SETTING_TEXTS, .offset = IN(privacy_keep_words),
	 .about = "Words that are never taken for a person's name, such as names of products"},

	{.table = "server", .key = "event_days", .kind = SETTING_INT, .server = true,
	 .offset = IN(server_event_days), .initial = "90", .least = 1, .most = 3650,
	 .about = "Days that the server keeps votes and other events; up to two more, because the clock has to be sure"},
	{.table = "server", .key = "widget_origins", .kind = SETTING_ORIGINS, .server = true,
	 .offset = IN(widget_origins),
	 .about = "Where /widget.js may be used: origins of other sites, as in \"https://app.acme.example\", whose pages "
		  "the server then answers too. The file is written when there is one"},
};
const size_t settings_n = sizeof(settings) / sizeof(*settings);
/* clang-format on */

const struct setting *setting_find(struct str table, struct str key)
{
	for (size_t i = 0; i < settings_n; i++)
		if (str_eq(table, str_c(settings[i].table)) && str_eq(key, str_c(settings[i].key)))
			return &settings[i];
	return NULL;
}
