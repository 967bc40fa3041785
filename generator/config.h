/*
 * config: site.toml as a struct. Settings live in one table (config.c): name,
 * type, range, default, what it is for, whether the server needs it. The reader,
 * `weir check --print-config`, weir-site(5) and the tests come from that table.
 *
 * The struct and all it points to live in the build arena and are const after
 * config_load().
 */
#ifndef WEIR_CONFIG_H
#define WEIR_CONFIG_H
#include "common/diag.h"
#include "common/value.h"
#include "generator/approval.h"
#include "generator/popular.h"
#include "generator/page.h"

enum raw_html { RAW_HTML_SAFE, RAW_HTML_TRUSTED, RAW_HTML_NONE };

struct language {
	struct str code;  /* BCP 47, "de" or "pt-BR" */
	struct str name;  /* in itself: "Deutsch" */
	struct str title; /* of the site in it; the site's own title when not set */
	struct str description;
	bool right_to_left;
	bool is_default;
	struct str url_prefix; /* "" for the default language, else "de/" */
};

/* [[contact.venue]]: a place where a question can go. */
struct venue {
	struct str id, title, note, url, email;
	struct str deliver; /* "none", "zendesk", "hubspot", "email", "webhook" */
	struct str deliver_url, deliver_from;
	struct str kind;	     /* "ticket", "forum", "github", "email", "link" */
	int64_t first_reply_minutes; /* in working time; 0: not said */
};

/* [[contact.route]]: first match wins. "*" matches all. */
struct route {
	struct str topic, topic_title, plan, venue;
};

struct config {
	/* [site] */
	struct str title, description, logo, favicon, copyright, edit_url, organization;
	struct str base_url;  /* with its path, without a slash at the end: "https://acme.example/help" */
	struct str base_path; /* of base_url: "/" or "/help/" */
	struct str default_language;
	struct language *languages; /* [languages.XX]; the default one first */
	size_t languages_n;
	/* [content] */
	struct str content_folder; /* "content" */
	struct str_list exclude;   /* glob patterns below it, with the built-in ones */
	enum raw_html raw_html;
	bool smart_punctuation;
	struct str_list retired;     /* published URLs and ids that are given up on purpose */
	struct value *redirects;     /* path -> path, clean, those of folders end in "*"; NULL: none */
	struct str fallback_charset; /* for files that are not UTF-8 and do not say what they are; empty: detect */
	/* [theme] */
	struct str theme_folder;  /* "theme"; need not exist */
	struct str static_folder; /* "static"; need not exist */
	struct str accent;	  /* "#rrggbb" */
	struct str custom_css;	  /* path below the site's folder; empty: none */
	/* [nav] */
	int64_t nav_limit; /* entries of a list on a page before it is split */
	/* [build] */
	struct str output; /* "public" */
	bool gzip, brotli; /* precompressed copies */
	bool agent_page;   /* /agent/ */
	/* [search] [suggest] */
	struct str search_url;	  /* of the server; "" means the same origin */
	struct str_list synonyms; /* "a, b, c" (both ways) or "a => b, c" */
	bool everyday_words;
	struct str_list outdated_versions;
	struct value *pinned; /* query -> list of ids; NULL when there is none */
	double suggest_threshold;
	/* [contact] */
	struct str contact_email, contact_note;
	int64_t contact_keep_days;
	struct venue *venues;
	size_t venues_n;
	struct route *routes;
	size_t routes_n;
	struct value *hours; /* [contact.hours]: timezone, lists of spans by day, holidays; NULL when not given */
	/* [tickets] [privacy] [server] */
	int64_t tickets_retention_days;
	struct str_list tickets_deny_tags, tickets_own_domains, tickets_columns;
	struct str_list privacy_keep_words;
	int64_t server_event_days;
	struct str_list widget_origins; /* "https://app.acme.example": whose pages may ask the server */

	/* approvals.txt: who may approve solved tickets, and what else a signature covers */
	struct approvers approvers;
	struct str approval_policy;
	struct popular popular;

	/*
	 * Everything with effective values, for search.db and --print-config:
	 * tables of values, languages by code, venues and routes as lists. A value
	 * from the file has its place (at), a default has none.
	 */
	struct value *all;
	bool is_read;		 /* there is a site.toml, whatever is wrong with it */
	struct str source;	 /* text of site.toml, which the places refer to */
	bool is_unread;		 /* it is no TOML: nothing of it is known */
	bool content_is_unknown; /* it names a content folder that cannot be one: an error that was told */
	struct hash128_text {
		char hex[33];
		uint64_t approvals; /* of approvals.txt; 0: none */
	} fingerprint;		    /* of all effective values: changes when any setting does */
};

/*
 * Reads `site.toml` of an open site folder. Always returns a config (defaults
 * where a value was wrong); problems are errors in diags.
 */
struct config *config_load(int site_folder, struct arena *arena, struct diag_list *diags);
/* The same from a text in memory. */
struct config *config_parse(struct str text, struct arena *arena, struct diag_list *diags);

/*
 * Effective values as TOML, each line with where it comes from
 * (`title = "Acme Help" # site.toml:2`, `# default`).
 */
void config_print(const struct config *config, struct buf *out);
/* One JSON object per line: {"name","value","from"}. */
void config_print_json(const struct config *config, struct buf *out);
/*
 * What the server needs, for search.db: an object of tables as in site.toml with
 * base_path beside base_url; languages are a list with code, url_prefix and
 * right_to_left, the default one first.
 */
void config_server_json(const struct config *config, struct buf *out);

#endif
