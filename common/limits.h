/*
 * Every ceiling of Weir in one place, each with its reason. A limit that a
 * writer can meet has a diagnostic that names it; tests/unit/test_limits.c
 * holds the relations between them.
 */
#ifndef WEIR_LIMITS_H
#define WEIR_LIMITS_H
#include <stddef.h>

/* Text compared for "did you mean": names and paths, not prose. */
#define LIMIT_DISTANCE_BYTES ((size_t)256)

/* A page's source. The largest page of the corpora we build has 0.6 MB. */
#define LIMIT_PAGE_BYTES ((size_t)4 * 1024 * 1024)
/* What a page takes in from other files: how often, one in another how deep, and how much in all. */
#define LIMIT_INCLUDES ((size_t)256)
#define LIMIT_INCLUDE_DEPTH 8u
#define LIMIT_INCLUDED_BYTES ((size_t)1024 * 1024)
#define LIMIT_INCLUDES_READ ((size_t)16 * 1024 * 1024)
/* Front matter: libyaml 0.2.5 is quadratic in nesting and anchors. */
#define LIMIT_FRONT_MATTER_BYTES ((size_t)64 * 1024)
#define LIMIT_FRONT_MATTER_DEPTH 8
/* Fields, and items of one list: looking for a field twice is quadratic. */
#define LIMIT_FRONT_MATTER_ITEMS 1000
/* site.toml, template and strings files are written by hand. */
#define LIMIT_SETTINGS_BYTES ((size_t)1024 * 1024)
/* One setting; and how many of what a site repeats, so that looking them up one by one stays cheap. */
#define LIMIT_SETTING_BYTES ((size_t)1000)
#define LIMIT_SETTING_PROSE_BYTES ((size_t)10000)
#define LIMIT_SETTING_ITEMS 10000
#define LIMIT_SETTING_REDIRECTS 1000 /* each is compared with all pages */
#define LIMIT_LANGUAGES 100
#define LIMIT_VENUES 100
#define LIMIT_ROUTES 1000
/* TOML: nested arrays and inline tables, and parts of a dotted key. The tree is freed by recursion. */
#define LIMIT_TOML_DEPTH 32
#define LIMIT_TOML_KEY_PARTS 32
/* JSON that is read: settings in search.db, requests, what the preview's tests say. */
#define LIMIT_JSON_DEPTH 32
#define LIMIT_TEMPLATE_BYTES ((size_t)1024 * 1024)
/* Folders in a theme folder; the default theme has one level. */
#define LIMIT_THEME_DEPTH 8
/* A file in the theme's assets/ folder is held in memory. */
#define LIMIT_THEME_ASSET_BYTES ((size_t)16 * 1024 * 1024)
/* Templates nest by hand: tags in tags, parts of one expression, includes and
 * blocks in each other. The compiler and the renderer recurse that deep. */
#define LIMIT_TEMPLATE_NESTING 64
#define LIMIT_TEMPLATE_EXPRESSION 1000
#define LIMIT_TEMPLATE_DEPTH 32
#define LIMIT_TEMPLATE_BLOCKS 256
#define LIMIT_TEMPLATE_ARGUMENTS 16
/* Loop rounds and includes in one page: the largest honest one lists all pages. */
#define LIMIT_TEMPLATE_STEPS 1000000
/* Text that the filters and operators of one page make, all together. */
#define LIMIT_TEMPLATE_MADE ((size_t)64 * 1024 * 1024)
/* Rendered HTML of a page: at most 20 times its source and 64 KB more; one
 * reference definition used 15,000 times makes 30 MB of 62 KB otherwise. */
#define LIMIT_OUTPUT_FACTOR ((size_t)20)
#define LIMIT_OUTPUT_EXTRA ((size_t)64 * 1024)
/* Block quotes and lists that one line may begin inside each other: the parser
 * is quadratic in them, and nobody can read them. */
#define LIMIT_NESTING 64
/* Raw HTML elements and ::: blocks open at one place; a browser stops at 512. */
#define LIMIT_HTML_DEPTH 128
/* Spans of Pandoc, [text]{.underline}, open at one place: Word documents have two or three. */
#define LIMIT_SPANS 16
/* A page in a worker: cmark-gfm 0.29.0.gfm.6 needs half a minute for 64 KB of
 * hostile markdown, honest pages need milliseconds. */
#define LIMIT_PAGE_CPU_SECONDS 2
#define LIMIT_WORKER_MEMORY ((size_t)1024 * 1024 * 1024)
/* Path below content/, and one name in it (ext4's own limit is 255). */
#define LIMIT_PATH_BYTES ((size_t)1024)
#define LIMIT_SLUG_BYTES ((size_t)120)
#define LIMIT_DEPTH 32
/* Id of a heading. GitHub does not cut; links to headings were written for its ids. */
#define LIMIT_HEADING_ID_BYTES ((size_t)1024)
/* Files in public/: a bound for the table that the workers share (16 bytes a
 * file, taken as used). */
#define LIMIT_OUTPUT_FILES ((size_t)4 * 1024 * 1024)
/* The list of published URLs: about 80 bytes each, so three million. */
#define LIMIT_LEDGER_BYTES ((size_t)256 * 1024 * 1024)
/* An asset is copied as it is; beyond this it belongs on a file server. */
#define LIMIT_ASSET_BYTES ((size_t)512 * 1024 * 1024)
/* weir check --external: what is remembered between two runs, 100,000 links and more; a host's robots.txt
 * (RFC 9309 asks for at least 500 KiB); an address (RFC 9110 recommends 8,000 bytes). */
#define LIMIT_EXTERNAL_CACHE_BYTES ((size_t)16 * 1024 * 1024)
#define LIMIT_ROBOTS_BYTES ((size_t)512 * 1024)
#define LIMIT_URL_BYTES ((size_t)8000)
/* Diagnostics shown of one code before "and N more". */
#define LIMIT_DIAGNOSTICS_SHOWN 50
/* Diagnostics that a single page may add. */
#define LIMIT_DIAGNOSTICS_PER_PAGE 100

/* Redaction: one text; the largest export of a ticket has 64 KB comments, a log file that somebody pastes may have
 * more. Offsets are 32 bits. */
#define LIMIT_REDACT_BYTES ((size_t)256 * 1024 * 1024)
/* A people file: 100,000 people take about 20 MB. */
#define LIMIT_PEOPLE_BYTES ((size_t)512 * 1024 * 1024)

/* ---- solved tickets ---- */

/* Open elements in the HTML of a message: mail programs nest tables some 30 deep. */
#define LIMIT_EXTRACT_DEPTH 256
/* A tag of fewer solved tickets is shown nowhere: a small group is a few people. */
#define LIMIT_SMALL_GROUP 5
/* Text of one draft: who reads it for approval must be able to; a longer thread is left out. */
#define LIMIT_DRAFT_BYTES ((size_t)256 * 1024)
/* What its messages may have in all with their markup and quotes; more is not even taken apart. */
#define LIMIT_DRAFT_BODIES ((size_t)2 * 1024 * 1024)
/* Import of tickets. A record is one ticket with all its comments, or one page of an API's answer: the largest mails
 * have 64 KB a comment; a few hundred of those. A larger object is read array by array. */
#define LIMIT_IMPORT_RECORD ((size_t)16 * 1024 * 1024)
/* Nesting of JSON and XML in a record; GraphQL answers have about 12. The parsers recurse that deep. */
#define LIMIT_IMPORT_DEPTH 64
/* Keys of one object, attributes of one element. */
#define LIMIT_IMPORT_KEYS 10000
/* Messages of one thread. */
#define LIMIT_IMPORT_MESSAGES 10000
/* An image or attachment of an imported article; help centres take 20 MB. */
#define LIMIT_ARTICLE_IMAGE_BYTES ((size_t)64 * 1024 * 1024)
/* Sections in sections; Zendesk has six. */
#define LIMIT_ARTICLE_SECTIONS 10
/* What of one thread is held in memory, as it was stored; more than that nobody can review. */
#define LIMIT_IMPORT_THREAD ((size_t)64 * 1024 * 1024)
/* Members of a ZIP file: a busy Slack workspace has some 100,000 days of channels in ten years. */
#define LIMIT_ZIP_MEMBERS ((size_t)1024 * 1024)
/* What all members may have together: so much, and so many times the archive's size. JSON packs to a tenth or so. */
#define LIMIT_ZIP_LEAST_BYTES ((uint64_t)32 * 1024 * 1024)
#define LIMIT_ZIP_RATIO ((uint64_t)100)
/* Nested parts of one mail, which is held in memory: attachments included. */
#define LIMIT_MAIL_BYTES ((size_t)64 * 1024 * 1024)
#define LIMIT_MAIL_DEPTH 16
#define LIMIT_MAIL_PARTS 1000

/* The publish gate: one file, all that is unpacked and decoded of it, and how deep things may be packed in each
 * other. Beyond that the file is refused. A worker's address space holds a few copies of the file. */
#define LIMIT_GATE_FILE_BYTES ((size_t)512 * 1024 * 1024)
#define LIMIT_GATE_UNPACKED ((size_t)2 * 1024 * 1024 * 1024)
#define LIMIT_GATE_DEPTH 4
#define LIMIT_GATE_REPEATS_BYTES ((size_t)8 * 1024 * 1024) /* of long lines that a worker remembers */
#define LIMIT_GATE_MEMBERS 10000			   /* of one archive */
/* What may stand between the head of a PDF object and its stream: dictionaries have a few hundred bytes. */
#define LIMIT_GATE_PDF_DICTIONARY ((size_t)16 * 1024)
#define LIMIT_GATE_PDF_STREAMS 20000
#define LIMIT_GATE_CPU_SECONDS 120
/* A sealed table: about 60 forms of 40 bytes a person, 100,000 people. */
#define LIMIT_GATE_KEYS_BYTES ((size_t)512 * 1024 * 1024)

/* ---- the server ---- */

/* A request's head; the longest honest one is a query of 8 KB in percent escapes. */
#define LIMIT_HTTP_HEAD ((size_t)40 * 1024)
#define LIMIT_HTTP_TARGET ((size_t)26 * 1024)
#define LIMIT_HTTP_METHOD_BYTES ((size_t)16)
#define LIMIT_HTTP_FIELDS 64
/* A ticket of LIMIT_TICKET_BYTES as JSON, with room for escapes. */
#define LIMIT_HTTP_BODY ((size_t)96 * 1024)
/* Values in the JSON of a request: a ticket with all its files has about 30, the addresses of an event fewer. */
#define LIMIT_HTTP_VALUES ((size_t)256)
/* From its first byte a request must be complete, and then its answer read, within this many milliseconds; a larger
 * answer gets a second more for every LIMIT_HTTP_RATE bytes that have gone out, a larger body for every so many that
 * have come. */
#define LIMIT_HTTP_READ_MS 10000
#define LIMIT_HTTP_WRITE_MS 30000
#define LIMIT_HTTP_RATE ((size_t)16 * 1024)
/* A connection without a request. */
#define LIMIT_HTTP_IDLE_MS 20000
/* Behind a refusal the client's bytes are thrown away for this long, so that it can read the answer. */
#define LIMIT_HTTP_LINGER_MS 1000
/* A request that waited longer than this for its turn is answered 503, unless its answer is kept. */
#define LIMIT_HTTP_QUEUE_MS 250
/* After SIGTERM; a connection that has not asked anything yet may do so for the shorter time. */
#define LIMIT_HTTP_DRAIN_MS 5000
#define LIMIT_HTTP_DRAIN_FIRST_MS 1000
#define LIMIT_HTTP_CONNECTIONS 10000
#define LIMIT_HTTP_THREADS 16
/* Of one client that is not on this machine. */
#define LIMIT_CLIENT_CONNECTIONS 64
/* Clients that are remembered: 64 bytes each. Beyond that the oldest ones are forgotten. */
#define LIMIT_CLIENTS 65536
/* A file of the tz database; the largest has 3.7 KB. */
#define LIMIT_ZONE_BYTES ((size_t)64 * 1024)
/* Looking up and scoring for one question; 150 ms are left for excerpts, and for a machine that does other things. What
 * was found until then is answered. About 200 postings are read in a microsecond. */
#define LIMIT_SEARCH_MS 150
#define LIMIT_SEARCH_POSTINGS ((uint64_t)40 * 1000 * 1000)
#define LIMIT_QUERY_BYTES ((size_t)8 * 1024)
#define LIMIT_TICKET_BYTES ((size_t)32 * 1024)
/* A ticket that is sent: its lines, and what comes with it. A screenshot has 0.2 to 2 MB. */
#define LIMIT_TICKET_SUBJECT_BYTES ((size_t)500)
#define LIMIT_TICKET_LINE_BYTES ((size_t)256)
#define LIMIT_TICKET_PAGE_BYTES ((size_t)2000)
#define LIMIT_ATTACHMENTS 5
#define LIMIT_ATTACHMENT_BYTES ((size_t)4 * 1024 * 1024)
#define LIMIT_ATTACHMENTS_BYTES ((size_t)6 * 1024 * 1024)
#define LIMIT_ATTACHMENT_NAME_BYTES ((size_t)120)
/* The body of a ticket with its files, which base64 makes a third larger; how many of such bodies may be under way. */
#define LIMIT_HTTP_TICKET_BODY (LIMIT_ATTACHMENTS_BYTES / 3 * 4 + LIMIT_HTTP_BODY)
#define LIMIT_HTTP_TICKET_BODIES 12
/* Headers of one part of a form; a name of 120 bytes in percent escapes is the longest that browsers write there. */
#define LIMIT_FORM_HEAD ((size_t)4096)
/* Tickets of one client: so many at once, then one in so many seconds. */
#define LIMIT_TICKETS_AT_ONCE 6
#define LIMIT_TICKET_SECONDS 60
/* STATE/outbox.db; what is sent leaves it after [contact] keep_days. */
#define LIMIT_OUTBOX_BYTES ((size_t)4 * 1024 * 1024 * 1024)
/* STATE/events.db: about 100 bytes an event, so five million; more are dropped until old ones go. */
#define LIMIT_EVENTS_BYTES ((size_t)512 * 1024 * 1024)
/* Below so many addresses that vote for it on one day no page is called popular: what a few people did is theirs. */
#define LIMIT_POPULAR_VOTERS 5
/* Lines of popular.txt that are read and written; a home page shows far fewer, but there is one for each language. */
#define LIMIT_POPULAR_PAGES 200
#define LIMIT_POPULAR_BYTES ((size_t)256 * 1024)
/* Results in one answer; and how far down a list may be paged. */
#define LIMIT_RESULTS 50
#define LIMIT_RESULTS_OFFSET 1000
/* Answers that are kept ready. */
#define LIMIT_ANSWERS_BYTES ((size_t)4 * 1024 * 1024)
#define LIMIT_ANSWERS 4096
/* The secrets file is written by hand: bytes, and lines that say something. */
#define LIMIT_SECRETS_BYTES ((size_t)64 * 1024)
#define LIMIT_SECRETS ((size_t)200)
/* How far the time stamp of Slack's request may be from the clock, as Slack says. */
#define LIMIT_SLACK_AGE_SECONDS 300
/* Settings and theme in search.db. */
#define LIMIT_SITE_META_BYTES ((size_t)16 * 1024 * 1024)

#endif
