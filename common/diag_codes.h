/*
 * The catalogue (see diag.h): name, id, default severity, summary, explanation.
 * Grouped by what they are about; a new one is added to its group and gets a
 * folder in tests/diag.
 */
#ifndef WEIR_DIAG_CODES_H
#define WEIR_DIAG_CODES_H

#define DIAG_CODES(X) \
	DIAG_CODES_SETTINGS(X) \
	DIAG_CODES_CONTENT(X) \
	DIAG_CODES_DISCOVER(X) \
	DIAG_CODES_MARKDOWN(X) \
	DIAG_CODES_SITE(X) \
	DIAG_CODES_THEME(X) \
	DIAG_CODES_BUILD(X) \
	DIAG_CODES_GATE(X)

/* site.toml */
#define DIAG_CODES_SETTINGS(X) \
	X(SETTING_SYNTAX, "setting-syntax", ERROR, "site.toml is not valid TOML", \
	  "The settings file must be TOML 1.0 (toml.io). Nothing is built until it can be read.") \
	X(SETTINGS_FILE, "settings-file", ERROR, "site.toml is missing or cannot be read", \
	  "A site is a folder with a file site.toml and a folder content/. `weir init` makes one; -C names the " \
	  "folder " \
	  "when it is not the current one.") \
	X(SETTING_UNKNOWN, "setting-unknown", ERROR, "a setting that Weir does not know", \
	  "A misspelt setting would silently do nothing, so it is an error. weir-site(5) lists all settings; `weir " \
	  "check --print-config` shows those in effect.") \
	X(SETTING_MISSING, "setting-missing", ERROR, "a setting that has no default is missing", \
	  "A site needs a title and the address under which it will be published, a venue its id, kind and title:\n\n" \
	  "    [site]\n    title = \"Acme Help\"\n    base_url = \"https://help.acme.example\"") \
	X(SETTING_TYPE, "setting-type", ERROR, "a setting of the wrong type", \
	  "Strings stand in quotes, numbers and true or false do not, lists stand in brackets, tables have a header " \
	  "of their own.") \
	X(SETTING_VALUE, "setting-value", ERROR, "a setting with a value that is not allowed", \
	  "The message says what is allowed. weir-site(5) has the range of every setting.") \
	X(SETTING_FILE, "setting-file", WARNING, "a setting that names a file which does not exist", \
	  "The logo and the favicon of [site] are files below the content folder, or below the static folder, in the " \
	  "letter case of their names. Without the file, every page has a picture that is not there.") \
	X(ZONE_UNKNOWN, "zone-unknown", WARNING, "a time zone that the tz database does not have", \
	  "The contact page says when to expect a reply by the clocks of [contact.hours] timezone. Where the server " \
	  "does not know that zone, it names no time. Zones are the files below /usr/share/zoneinfo; on a machine " \
	  "without that folder a build does not look.") \
	X(POPULAR_FILE, "popular-file", WARNING, "popular.txt, or a line of it, that cannot be used", \
	  "The home page lists the pages of popular.txt, one address a line, as weir popular prints them. Addresses " \
	  "that no page has any more are passed over without a message.")

/* finding and reading files: discover, charset, front matter */
#define DIAG_CODES_CONTENT(X) \
	X(FRONT_MATTER_SYNTAX, "front-matter-syntax", WARNING, "front matter that its parser rejects", \
	  "The block between the --- lines is not valid YAML (or, between +++ lines, not valid TOML). Weir reads " \
	  "what makes sense line by line and says what it did.") \
	X(FRONT_MATTER_UNCLOSED, "front-matter-unclosed", WARNING, "front matter without its last line", \
	  "Front matter begins and ends with a line of three hyphens (---), or plus signs (+++) for TOML. Weir took " \
	  "the " \
	  "lines that look like front matter and left the rest in the text.") \
	X(FRONT_MATTER_DUPLICATE, "front-matter-duplicate", WARNING, "a field that is there twice", \
	  "The last one counts, except that a page is a draft, hidden or retired when any of them says so. Names " \
	  "that " \
	  "mean the same in different tools (nav_order and weight) may stand side by side.") \
	X(FRONT_MATTER_NAME, "front-matter-name", WARNING, "a field whose name has a typing error", \
	  "Fields that Weir does not know are kept for the theme. This one has a name that differs by one letter " \
	  "from " \
	  "one that Weir knows and the page lacks. So that no page appears by a typing error, fields that hold a " \
	  "page " \
	  "back (draft, publish_on, expires_on) count all the same; others do nothing until the name is right.") \
	X(FRONT_MATTER_VALUE, "front-matter-value", WARNING, "a field whose value Weir cannot use", \
	  "The value has the wrong type, for example a date that is none or a list where one word is expected. The " \
	  "page is built without it.") \
	X(FRONT_MATTER_UNSUPPORTED, "front-matter-unsupported", WARNING, "YAML that front matter does not need", \
	  "Anchors (&x), aliases (*x), tags (!x), merge keys (<<) and deep nesting are not read: they make a small " \
	  "file expensive and no help page needs them. The field is left out.") \
	X(LANGUAGE_UNKNOWN, "language-unknown", WARNING, "a language that site.toml does not list", \
	  "The languages of a site are the [languages.XX] tables of site.toml and the default language. The page is " \
	  "shown with those of the default language.") \
	X(TITLE_MISSING, "title-missing", WARNING, "a page without a title", \
	  "The title is taken from the front matter, else from the first heading of level 1, else made from the file " \
	  "name.") \
	X(CHARSET_GUESSED, "charset-guessed", WARNING, "a file that is not UTF-8 and does not say what it is", \
	  "Weir looks at a byte order mark, then at charset in the front matter, then for valid UTF-8. Anything else " \
	  "is " \
	  "a guess and may come out wrong. Save the file as UTF-8, or set [content] fallback_charset in site.toml.") \
	X(CHARSET_INVALID, "charset-invalid", WARNING, "bytes that mean nothing in the file's encoding", \
	  "Each is shown as U+FFFD, the replacement character.") \
	X(CHARSET_UNKNOWN, "charset-unknown", WARNING, "an encoding that Weir does not read", \
	  "Weir reads the encodings of browsers; UTF-7 is left out on purpose.") \
	X(CHARSET_CONFLICT, "charset-conflict", WARNING, "a file that is UTF-8 but says something else", \
	  "Weir read it as UTF-8. Correct or delete the declaration.") \
	X(CONTROL_CHARACTER, "control-character", WARNING, "control characters in a text", \
	  "Control characters other than tab and newline mean nothing in a page. They are left out; U+0000 is shown " \
	  "as " \
	  "U+FFFD, vertical tab and form feed become a space.") \
	X(MERGE_CONFLICT, "merge-conflict", WARNING, "a merge conflict that nobody has settled", \
	  "Where two people have changed the same lines, Git leaves both versions in the file, between lines of " \
	  "<<<<<<<, ======= and >>>>>>>. Readers would see all of it. In a code block such lines are taken for an " \
	  "example.") \
	X(OUTLINE, "outline", WARNING, "an article that still begins as weir new has made it", \
	  "weir new writes an outline that tells what to write. Readers would see those words. Replace them, or set " \
	  "draft: true until the article is written.")

/* discover */
#define DIAG_CODES_DISCOVER(X) \
	X(CONTENT_MISSING, "content-missing", ERROR, "the content folder cannot be read", \
	  "A site's pages stand in content/ beside site.toml, or in the folder that [content] folder names.") \
	X(FILE_UNREADABLE, "file-unreadable", ERROR, "a file or folder that cannot be read", \
	  "The operating system refused to open or read it. Check its owner and mode.") \
	X(PATH_LIMIT, "path-limit", ERROR, "a path that is too long or too deep", \
	  "Paths below the content folder may have 1,024 bytes and 32 levels.") \
	X(PATH_CHARSET, "path-charset", WARNING, "a file name that is not UTF-8", \
	  "URLs are made from file names, so they must be UTF-8. The file is left out; rename it.") \
	X(NOT_A_FILE, "not-a-file", WARNING, "a symbolic link, device or socket among the site's files", \
	  "Weir reads regular files below the content and theme folders and never follows a link. The entry is left " \
	  "out.")

/* what stands in a page */
#define DIAG_CODES_MARKDOWN(X) \
	X(LEFTOVER, "leftover", WARNING, "markup of another tool", \
	  "A tag or block of another site generator stands in the text. Weir does not know it. Its text is kept.") \
	X(LEFTOVER_LIQUID, "leftover-liquid", WARNING, "a Liquid tag of Jekyll, Eleventy or Shopify", \
	  "Weir does not run Liquid. {% tags %} are left out, what stands between two of them is kept; {{ values }} " \
	  "are shown as they are written. In a link target {{ site.baseurl }}, relative_url and {% link page.md %} " \
	  "are understood and no diagnostic is given, nor for {% raw %}, {% highlight %} and {% comment %}.") \
	X(LEFTOVER_SHORTCODE, "leftover-shortcode", WARNING, "a shortcode of Hugo or Zola", \
	  "Weir does not run shortcodes. The tag is left out, what stands between an opening and a closing one is " \
	  "kept. {{< figure >}}, {{< ref >}} in a link target, {{< highlight >}} and notices are understood.") \
	X(LEFTOVER_KRAMDOWN, "leftover-kramdown", WARNING, "an attribute list of kramdown", \
	  "{: #id .class} after a heading is understood. Other attribute lists are left out; {:toc} is, because the " \
	  "theme shows the table of contents.") \
	X(LEFTOVER_MDX, "leftover-mdx", WARNING, "JavaScript or a component of MDX", \
	  "MDX pages import code and use components (<Tabs>, <Card>). Weir runs neither: imports, exports and " \
	  "{expressions} are left out, components lose their tags and keep their text.") \
	X(LEFTOVER_LEARN, "leftover-learn", WARNING, "markup of Microsoft Learn", \
	  "[!INCLUDE], [!VIDEO], [!CODE] and :::zone, :::row, :::code … blocks need the Learn build. What they " \
	  "contain is kept, what they would fetch is shown as a link. Alerts and :::image are understood.") \
	X(HTML_DROPPED, "html-dropped", WARNING, "raw HTML that is not allowed", \
	  "With raw_html = \"safe\" only elements and attributes that cannot run anything are published. A tag that " \
	  "is " \
	  "not allowed is left out and its text kept (of <script> and <style> nothing); an <iframe> becomes a link.") \
	X(HTML_UNKNOWN, "html-unknown", WARNING, "angle brackets around a name that HTML does not know", \
	  "A browser would hide <your-name> as a tag. Weir shows it as text. Put it in backticks to say that it is " \
	  "meant so.") \
	X(HTML_UNCLOSED, "html-unclosed", WARNING, "a comment or declaration in raw HTML that never ends", \
	  "A browser would hide the rest of the page. Weir shows it as text.") \
	X(BLOCK_UNCLOSED, "block-unclosed", WARNING, "a ::: block, or code, that is never closed", \
	  "A block that begins with \":::note\" ends with a line \":::\". Without one it reaches to the end of the " \
	  "page, or " \
	  "of the list item or quote that it stands in. So does code between lines of ```, which is told when " \
	  "headings have become code.") \
	X(HTML_BLOCKED, "html-blocked", WARNING, "raw HTML that browsers will not run", \
	  "Pages carry a content security policy: scripts come from files of the site and styles from the theme. " \
	  "With " \
	  "raw_html = \"trusted\" a <script> or <style> in the page, a script of another site, onclick and its like, " \
	  "and addresses that run code are published as they are written, but browsers ignore them. Put a script " \
	  "into " \
	  "a file beside the page, styles into [theme] custom_css.") \
	X(LINK_SCHEME, "link-scheme", WARNING, "a link to an address that may run code", \
	  "Links may lead to http, https, mailto, tel and ftp addresses and to files of the site; images also to " \
	  "data: addresses of PNG, GIF, JPEG, WebP and AVIF. Of others the text is kept.") \
	X(LINK_EMPTY, "link-empty", WARNING, "a link without text", \
	  "Nobody can see or hear a link that has neither text nor an image with a description. Weir shows its " \
	  "address as its text.") \
	X(FOOTNOTE_UNUSED, "footnote-unused", WARNING, "a footnote that nothing refers to", \
	  "A footnote is shown only when [^name] stands somewhere in the text of the same page.")

/* pages together: URLs, links, ids */
#define DIAG_CODES_SITE(X) \
	X(LINK_MISSING, "link-missing", WARNING, "link to a page or file that does not exist", \
	  "The target is looked up from the folder of the page that links, then from the content folder. A link that " \
	  "cannot be resolved is kept as it was written.") \
	X(LINK_UNPUBLISHED, "link-unpublished", WARNING, "link to a page that is not published", \
	  "The target exists, but it is a draft, is to be published later, has expired or was retired: readers would " \
	  "not find it.") \
	X(LINK_CASE, "link-case", NOTE, "link that differs from its target by letter case", \
	  "The link was resolved. Correct it all the same: on most servers and in other tools the two are different " \
	  "files.") \
	X(ANCHOR_MISSING, "anchor-missing", WARNING, "link to a heading that does not exist", \
	  "The part behind # must be the id of a heading of the target page. Ids are made from the heading's text, " \
	  "or " \
	  "given with {#id} behind it.") \
	X(IMAGE_MISSING, "image-missing", WARNING, "image that does not exist", \
	  "The file is looked up from the folder of the page, then from the content folder, then in its folders " \
	  "static " \
	  "and public, as other tools have them.") \
	X(IMAGE_INSECURE, "image-insecure", WARNING, "image that is fetched by http", \
	  "Browsers do not show images that come unencrypted on a page that came encrypted, and the pages' security " \
	  "policy lets images come by https only. Write https:// when the host has it, or put a copy beside the " \
	  "page.") \
	X(URL_CLASH, "url-clash", ERROR, "two pages with one URL", \
	  "URLs come from folder and file names, slug and permalink. Names that differ only by letter case, accents " \
	  "or " \
	  "signs can give the same URL. Rename one of the files or give it another slug.") \
	X(URL_RESERVED, "url-reserved", ERROR, "a page at a URL of Weir's own", \
	  "/search/, /contact/, /tags/, /a/, /assets/, the search server's own addresses below /api/ (/api/search, " \
	  "/api/complete, /api/suggest, /api/ticket, /api/event) and the names of the files that Weir writes " \
	  "(404.html, " \
	  "sitemap.xml, search.db, index.html, …) are taken. Rename the file or folder, or give it a slug; the slug " \
	  "of a " \
	  "section's own page renames the folder in all URLs below.") \
	X(URL_LOST, "url-lost", ERROR, "a published URL that would be gone", \
	  "An earlier build published this URL; links to it exist in mails, tickets and search engines. Add the URL " \
	  "to " \
	  "aliases of the page that answers now, or the folder to [content.redirects] of site.toml when all of it " \
	  "has " \
	  "moved. To give it up on purpose, set retired: true in the page, list the " \
	  "URL " \
	  "in [content] retired of site.toml (/old/* for a whole section), or delete its line from published.txt.") \
	X(ID_LOST, "id-lost", ERROR, "a published id that would be gone", \
	  "An earlier build published the permalink /a/<id>/; agents paste it into replies. Give the id to the page " \
	  "that " \
	  "answers now, or list it in aliases as /a/<id>/. To give it up on purpose, set retired: true in the page, " \
	  "list " \
	  "the id or /a/<id>/ in [content] retired of site.toml, or delete its line from published.txt.") \
	X(ID_CLASH, "id-clash", ERROR, "two pages with one id", \
	  "The id makes the permalink /a/<id>/, so only one page, with its translations, can have it.") \
	X(ID_REPEATED, "id-repeated", WARNING, "an id of another tool that several pages have", \
	  "Weir takes uid of DocFX, article_id, uuid and the like for the id of a page, which makes its permalink " \
	  "/a/<id>/. Other tools may let several pages have one, and id of Docusaurus is one within its folder only. " \
	  "The page that says it with id keeps it, else the first; the others get their folder in front of it, " \
	  "/a/<folder>-<id>/, or no permalink where they stand in none of their own. Write another id in them to " \
	  "give them one.") \
	X(ID_INVALID, "id-invalid", WARNING, "an id that cannot stand in a URL", \
	  "An id may have letters, digits, '.', '_' and '-', and at most 120 bytes. Weir uses the nearest one that " \
	  "has.") \
	X(SLUG_INVALID, "slug-invalid", WARNING, "a slug or permalink that cannot stand in a URL", \
	  "A slug is one part of a path; a permalink is a path from the root of the site, without '.' and '..', " \
	  "control " \
	  "characters, query and placeholders. Weir uses what it makes of the slug, or the file's own path.") \
	X(ALIAS_CLASH, "alias-clash", WARNING, "an alias that is already taken", \
	  "An alias redirects to its page, so no page and no other alias may have the same URL. " \
	  "The later one is left out.") \
	X(ALIAS_INVALID, "alias-invalid", WARNING, "an alias that cannot be redirected", \
	  "An alias is a path on this site: \"/old/name/\", or \"old-name\" beside the page. It has no query, no " \
	  "'..' and " \
	  "no control characters, and is not on another host. It is left out.") \
	X(REDIRECT_TARGET, "redirect-target", WARNING, "a redirect that leads nowhere", \
	  "An entry of [content.redirects] in site.toml leads to a page or to a folder of pages; there is none at " \
	  "that " \
	  "path. It is left out.") \
	X(TRANSLATION_CLASH, "translation-clash", WARNING, "two translations of one page into one language", \
	  "A page has one translation for each language. The later one is published, but not offered as a " \
	  "translation.") \
	X(RELATED_MISSING, "related-missing", WARNING, "a page named in front matter that does not exist", \
	  "related and translation_of name pages by path, URL or id.") \
	X(VERSION_MISSING, "version-missing", WARNING, "an outdated version that no page is about", \
	  "search.outdated_versions names versions as pages write them in their front matter (version), letter by " \
	  "letter. This one changes nothing.") \
	X(PINNED_MISSING, "pinned-missing", WARNING, "a pinned page that does not exist", \
	  "search.pinned names pages by their id, as their front matter has it (id). This one is pinned nowhere.") \
	X(LEDGER_DAMAGED, "ledger-damaged", ERROR, "a line of the list of published URLs cannot be read", \
	  "published.txt has one line for each URL: URL, id or -, source path, separated by tabs. Restore it from " \
	  "version " \
	  "control; merge conflicts are solved by keeping the lines of both sides.") \
	X(LEDGER_BEHIND, "ledger-behind", NOTE, "the list of published URLs lacks some", \
	  "published.txt keeps what the site has promised. What is published without being in the committed file is " \
	  "not protected against being lost. Said by weir check --strict. weir build adds what is missing; commit " \
	  "it.") \
	X(EXTERNAL_LINK, "external-link", WARNING, "a link to another site that is broken", \
	  "weir check --external asks other sites for the pages that are linked to. The site does not exist, does " \
	  "not " \
	  "answer, or says that there is no such page. Pages that may only be seen after logging in, sites that " \
	  "refuse " \
	  "programs, and what their robots.txt forbids are not reported. An answer is remembered for a week, a bad " \
	  "one " \
	  "for an hour, in .weir/external-cache.") \
	X(EXTERNAL_CHECK, "external-check", ERROR, "links to other sites could not be checked", \
	  "weir check --external needs libcurl and a network. Without --external nothing outside of this site is " \
	  "asked.")

/* templates and strings */
#define DIAG_CODES_THEME(X) \
	X(TEMPLATE_SYNTAX, "template-syntax", ERROR, "a template that cannot be compiled", \
	  "Weir's templates are a strict subset of Jinja; weir-theme(7) lists what there is.") \
	X(THEME_FILE, "theme-file", ERROR, "a file of the theme that cannot be read", \
	  "The site's theme folder, or the file that [theme] custom_css names, could not be read. Check its name, " \
	  "owner and mode. Symbolic links are not followed. Templates, stylesheets and scripts must be UTF-8.") \
	X(THEME_UNUSED, "theme-unused", WARNING, "a template that nothing uses", \
	  "A file of the site's theme folder replaces the file of the same name in the default theme, or is included " \
	  "by another template. This one does neither, so it has no effect; most often its name is mistyped.") \
	X(STRINGS_SYNTAX, "strings-syntax", ERROR, "a strings file that cannot be used", \
	  "The files theme/strings/<language>.toml are TOML 1.0. A string keeps the form it has in the default " \
	  "theme: a " \
	  "text, a text by plural category ({ one = \"…\", other = \"…\" }), or a list.") \
	X(STRINGS_KEY, "strings-key", WARNING, "a string that the theme does not have", \
	  "Only strings that exist in English can be translated. A theme with strings of its own puts them into its " \
	  "strings/en.toml first.") \
	X(ACCENT_CONTRAST, "accent-contrast", WARNING, "an accent colour too light for text", \
	  "Links and buttons must have a contrast of at least 4.5 to 1 (WCAG 2.2 AA). Weir moves the colour's " \
	  "lightness " \
	  "until they have and says what it uses instead.") \
	X(TEMPLATE_UNKNOWN, "template-unknown", ERROR, "a template uses a name that does not exist", \
	  "A variable, field, filter or test is not known. Misspelt names never print as nothing. Where a value may " \
	  "be missing on purpose, ask with `is defined` or give a replacement with `default`. weir-theme(7) lists " \
	  "all " \
	  "variables, filters and tests.") \
	X(TEMPLATE_MISSING, "template-missing", ERROR, "a template includes or extends one that does not exist", \
	  "Templates are looked up by name in the site's theme folder, then in the default theme. `include` takes " \
	  "`ignore missing` for a template that may be absent.") \
	X(TEMPLATE_VALUE, "template-value", ERROR, "a value that a template cannot use this way", \
	  "A list cannot be printed, text cannot be added to a number, a loop needs a list: the message names the " \
	  "operation and the kind of value that it met.") \
	X(TEMPLATE_LIMIT, "template-limit", ERROR, "a template over its limits", \
	  "Templates that include each other without end, loop millions of times or make text without bound are " \
	  "stopped, so that one cannot stop the build.")

/* running a build: approvals, limits, output folder, index */
#define DIAG_CODES_BUILD(X) \
	X(APPROVAL_MISSING, "approval-missing", ERROR, "a solved ticket that nobody has approved", \
	  "Pages of solved tickets are published after a person has read them. This site has a file approvals.txt, " \
	  "so every page in content/solved/ needs an approval in its front matter. weir review gives it. Nothing " \
	  "was published.") \
	X(APPROVAL_STALE, "approval-stale", ERROR, "a solved ticket that has changed since it was approved", \
	  "An approval holds for one text, one version of the detectors, one list of kept words and one table of " \
	  "people. One of these has changed, or the key that signed is not in approvals.txt. weir review shows the " \
	  "page again; weir review --renew approves those in which nothing new is found. Nothing was published.") \
	X(APPROVAL_FILE, "approval-file", ERROR, "approvals.txt cannot be used", \
	  "The file names the public keys whose approvals count. It is written by weir review and belongs under " \
	  "version control.") \
	X(PAGE_LIMIT, "page-limit", ERROR, "a page over its limits", \
	  "A page is parsed and rendered in a process of its own with limits on size, time and memory, so that no " \
	  "page can stop the build of the others.") \
	X(ASSET_HTML, "asset-html", WARNING, "an HTML file in the content folder", \
	  "An HTML file could do all that the site's own pages can, scripts included, so it is not copied to the " \
	  "output. " \
	  "raw_html = \"trusted\" in [content] of site.toml publishes such files as they are.") \
	X(ASSET_SCRIPT, "asset-script", WARNING, "a drawing or XML file that can run scripts", \
	  "An SVG or XML file with a script, an event handler, an embedded page, a style sheet instruction or " \
	  "entities of " \
	  "its own runs code when somebody opens it directly. It is not copied to the output. raw_html = \"trusted\" " \
	  "in " \
	  "[content] of site.toml publishes such files as they are.") \
	X(ASSET_LIMIT, "asset-limit", ERROR, "a file that is too large to publish", \
	  "A file below the content folder may have 512 MB.") \
	X(BUILD_RUNNING, "build-running", ERROR, "another build of the site is running", \
	  "Two builds would write the same files. The first one holds a lock until it ends, whatever way it ends; " \
	  "nothing is left behind that has to be removed by hand.") \
	X(OUTPUT_PLACE, "output-place", ERROR, "a place that cannot be the output folder", \
	  "The output folder is replaced as a whole, so it must be a folder of its own: not the site's folder or one " \
	  "above it, not the content or theme folder, not a symbolic link or a mount point.") \
	X(OUTPUT_FOREIGN, "output-foreign", ERROR, "an output folder that Weir did not write", \
	  "Weir replaces and removes only what it wrote itself. What that is stands in .weir/ beside site.toml, and " \
	  "the " \
	  "output folder carries a mark that belongs to it. A folder with files in it and without that mark, or with " \
	  "files changed since, is left alone. If it can go, remove it; the build makes it anew.") \
	X(OUTPUT_CHANGED, "output-changed", WARNING, "a file of the output that somebody else wrote", \
	  "A file in the output folder was changed or put there by hand, where a page or file of the site belongs. " \
	  "It is " \
	  "kept as it is. Remove it, and the next build writes what belongs there.") \
	X(OUTPUT_ADDED, "output-added", NOTE, "a file in the output folder that is not of the site", \
	  "Weir did not write the file and does not touch it. Files that ought to be part of the site are better " \
	  "kept in " \
	  "the content folder.") \
	X(OUTPUT_CLASH, "output-clash", ERROR, "two things want to be the same file of the output", \
	  "Nothing was published.") \
	X(OUTPUT_RECOVERED, "output-recovered", NOTE, "an earlier build was interrupted", \
	  "The build before this one was stopped while it put its files in place. That was completed, or undone when " \
	  "it " \
	  "had not begun, before anything else was done. Where the machine lost its power soon after a build, files " \
	  "may have come back empty or cut off: all of them are written anew.") \
	X(SYSTEM, "system", ERROR, "the operating system refused something", \
	  "A file could not be written, a process not started, a disk is full. Nothing was published; the message " \
	  "says " \
	  "what failed. The exit code is 3.")

/* the publish gate: no message ever repeats what was found */
#define DIAG_CODES_GATE(X) \
	X(GATE_IDENTITY, "gate-identity", ERROR, \
	  "a known person or organisation is in a file that would be published", \
	  "The gate reads every byte that is about to be published, in many encodings, and compares it with the " \
	  "sealed " \
	  "identities of gate.keys. The message names the file, what kind of identity it is and in which view of the " \
	  "file it was found, never the text. Nothing was published, with --keep-going neither.\n\nLook at the page " \
	  "that " \
	  "the file is made from; `weir redact --explain` shows what redaction makes of it.\n\nNames that `weir " \
	  "review " \
	  "--redact` was told are looked for, too, but for everyday words. Approve the page again, or `weir review " \
	  "--keep " \
	  "WORD` takes one back.") \
	X(GATE_PERSONAL, "gate-personal", ERROR, "personal data or a secret in a page that came from a ticket", \
	  "Mail addresses, telephone, card and account numbers, addresses of computers, folders with somebody's " \
	  "name, " \
	  "and keys of known services do not stand in solved tickets. Addresses and numbers that are kept for " \
	  "examples " \
	  "(example.com, 192.0.2.1) may. Articles are not looked through for these, for they may name the vendor's " \
	  "own.") \
	X(GATE_TYPE, "gate-type", ERROR, "a file that the gate cannot look into", \
	  "Where identities are sealed, only files are published that the gate can read: text, markup, JSON, " \
	  "pictures, " \
	  "PDF, archives, databases, fonts, sound and film. Leave the file out, or convert it.") \
	X(GATE_UNREADABLE, "gate-unreadable", ERROR, "a file that the gate could not read to its end", \
	  "The file is damaged or encrypted, or unpacks to more than can be looked at. What cannot be read is not " \
	  "published.") \
	X(GATE_CANARY, "gate-canary", ERROR, "the gate did not find what it had planted itself", \
	  "In every run a name that nobody bears is planted in a copy of a file of each kind and must be found. It " \
	  "was " \
	  "not, so the gate cannot be relied on and nothing was published. This is a fault of Weir; please report " \
	  "it.") \
	X(GATE_KEYS, "gate-keys", ERROR, "the sealed identities or the people file cannot be used", \
	  "gate.keys beside site.toml holds keyed hashes of all identities that must not be published. It is made by " \
	  "`weir gate --seal PEOPLE`. When its key is kept outside, WEIR_GATE_KEY or --key gives it. Without a " \
	  "usable " \
	  "table nothing is published.") \
	X(GATE_NO_PEOPLE, "gate-no-people", ERROR, "tickets without a table of the people in them", \
	  "private/ has imported tickets and the site has solved ones, but private/gate.keys is missing, so a build " \
	  "does not know whom it must not find in them. `weir review --renew` makes it anew from the tickets.")

#endif
