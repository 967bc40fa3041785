#include "generator/markdown_myst.h"

#include "common/escape.h"

#define NAME_BYTES ((size_t)32) /* of a role */
#define TEXT_BYTES ((size_t)1000)

/* ---- labels ---- */

bool myst_is_label(struct str name)
{
	if (name.n == 0 || name.n > LIMIT_HEADING_ID_BYTES || !str_is_alnum(name.s[0]))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i];

		if (!str_is_alnum(c) && c != '-' && c != '_' && c != ':' && c != '.' && c != '/')
			return false;
	}
	return true;
}

struct str myst_label_of(struct str target)
{
	struct str name = str_slice(target, 1, target.n > 2 ? target.n - 2 : 1);

	return str_starts(target, STR("(")) && str_ends(target, STR(")=")) && myst_is_label(name) ? name : STR_NONE;
}

struct str myst_label_target(struct arena *arena, struct str label)
{
	return arena_printf(arena, "(%.*s)=", STR_ARG(label));
}

bool myst_take_label(struct rewriter *rewriter, size_t at, size_t end)
{
	struct str line = str_trim(str_slice(rewriter->text, at, end));
	struct marker marker = {.kind = MARKER_LABEL, .original = line, .name = myst_label_of(line)};

	if (marker.name.n == 0)
		return false;
	rewriter_mark(rewriter, &marker, at, end);
	return true;
}

/* ---- roles ---- */

enum role {
	ROLE_PAGE,  /* a link to a file of the site */
	ROLE_LABEL, /* a link to a label */
	ROLE_TEXT,  /* words */
	ROLE_BOLD,  /* words that stand on a screen */
	ROLE_LOW,
	ROLE_HIGH,
	ROLE_CODE, /* stays the code that it is without the role */
};

static const struct role_name {
	const char *name;
	enum role role;
} role_names[] = {
    {"doc", ROLE_PAGE},		  {"download", ROLE_PAGE}, {"ref", ROLE_LABEL},	    {"numref", ROLE_LABEL},
    {"term", ROLE_TEXT},	  {"abbr", ROLE_TEXT},	   {"dfn", ROLE_TEXT},	    {"guilabel", ROLE_BOLD},
    {"menuselection", ROLE_BOLD}, {"sub", ROLE_LOW},	   {"subscript", ROLE_LOW}, {"sup", ROLE_HIGH},
    {"superscript", ROLE_HIGH},	  {"kbd", ROLE_CODE},	   {"file", ROLE_CODE},	    {"command", ROLE_CODE},
    {"program", ROLE_CODE},	  {"samp", ROLE_CODE},	   {"code", ROLE_CODE},	    {"envvar", ROLE_CODE},
    {"option", ROLE_CODE},	  {"literal", ROLE_CODE},  {"class", ROLE_CODE},    {"func", ROLE_CODE},
    {"meth", ROLE_CODE},	  {"mod", ROLE_CODE},	   {"attr", ROLE_CODE},	    {"confval", ROLE_CODE},
    {"any", ROLE_CODE},		  {"rst:dir", ROLE_CODE},  {"rst:role", ROLE_CODE},
};

/* Names of a domain, "py:func", "c:macro", are code. */
static bool find_role(struct str name, enum role *role)
{
	for (size_t i = 0; i < sizeof(role_names) / sizeof(*role_names); i++) {
		if (str_eq(name, str_c(role_names[i].name))) {
			*role = role_names[i].role;
			return true;
		}
	}
	*role = ROLE_CODE;
	return str_starts(name, STR("py:")) || str_starts(name, STR("c:")) || str_starts(name, STR("cpp:")) ||
	       str_starts(name, STR("js:"));
}

/* The code span that begins at `from`: behind it, and what it holds; 0 when it has no end. */
static size_t read_code(const struct rewriter *rewriter, size_t from, struct str *inside)
{
	struct str text = rewriter->text;
	size_t n = 0, run;
	size_t end = rewriter->leaf_end < from + TEXT_BYTES ? rewriter->leaf_end : from + TEXT_BYTES;

	while (from + n < end && text.s[from + n] == '`')
		n++;
	for (size_t i = from + n; i < end; i += run == 0 ? 1 : run) {
		for (run = 0; i + run < end && text.s[i + run] == '`'; run++) {
		}
		if (run == n) {
			*inside = str_trim(str_slice(text, from + n, i));
			return i + n;
		}
	}
	return 0;
}

/* "Text <target>": both; else what is written is the target, and there is no text. */
static void take_apart(struct str inside, struct str *text, struct str *target)
{
	ptrdiff_t open = str_ends(inside, STR(">")) ? str_rfind_char(inside, '<') : -1;

	*text = STR_NONE;
	*target = inside;
	if (open < 0)
		return;
	*text = str_trim(str_slice(inside, 0, (size_t)open));
	*target = str_trim(str_slice(inside, (size_t)open + 1, inside.n - 1));
}

/* name: NULL is plain text. */
static void replace_by_element(struct rewriter *rewriter, const struct found_tag *tag, const char *name,
			       struct str text)
{
	struct buf out;
	bool may_be_html = name != NULL && rewriter->writer->options->raw_html != RAW_HTML_NONE;

	buf_init(&out, BUF_NO_LIMIT);
	if (may_be_html)
		buf_printf(&out, "<%s>", name);
	tags_add_plain(&out, text);
	if (may_be_html)
		buf_printf(&out, "</%s>", name);
	rewriter_replace(rewriter, tag->from, tag->to, buf_view(&out));
	buf_release(&out);
}

static void replace(struct rewriter *rewriter, const struct found_tag *tag, enum role role)
{
	struct str text, target;

	take_apart(tag->inside, &text, &target);
	switch (role) {
	case ROLE_PAGE:
		tags_replace_by_link(rewriter, tag, false, text, target, STR_NONE);
		break;
	case ROLE_LABEL:
		tags_replace_by_link(rewriter, tag, false, text, myst_label_target(rewriter->writer->arena, target),
				     STR_NONE);
		break;
	case ROLE_TEXT:
		replace_by_element(rewriter, tag, NULL, text.n != 0 ? text : target);
		break;
	case ROLE_BOLD:
		replace_by_element(rewriter, tag, "strong", tag->inside);
		break;
	case ROLE_LOW:
		replace_by_element(rewriter, tag, "sub", tag->inside);
		break;
	case ROLE_HIGH:
		replace_by_element(rewriter, tag, "sup", tag->inside);
		break;
	case ROLE_CODE:
		break;
	}
}

bool myst_take_role(struct rewriter *rewriter, size_t *at)
{
	struct str text = rewriter->text, name = str_slice(text, *at + 1, *at + 1 + NAME_BYTES);
	ptrdiff_t end = str_find_char(name, '}');
	struct found_tag tag = {.from = *at};
	enum role role;

	if (end <= 0)
		return false;
	name = str_slice(name, 0, (size_t)end);
	tag.to = *at + name.n + 2;
	if (tag.to >= rewriter->leaf_end || text.s[tag.to] != '`' || !find_role(name, &role))
		return false;
	if (role == ROLE_CODE) {
		rewriter_replace(rewriter, tag.from, tag.to, STR(""));
		*at = tag.to;
		return true;
	}
	tag.to = read_code(rewriter, tag.to, &tag.inside);
	if (tag.to == 0 || tag.inside.n == 0)
		return false;
	replace(rewriter, &tag, role);
	*at = tag.to;
	return true;
}
