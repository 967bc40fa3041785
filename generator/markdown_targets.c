#include "generator/markdown_targets.h"

#include "common/utf8.h"

/* So far a target is read, and its link's text looked back through. */
#define TARGET_BYTES ((size_t)400)

static bool is_file_name(struct str path)
{
	static const char *const kinds[] = {"md",  "mdx",  "markdown", "html", "htm",  "png",  "jpg", "jpeg", "gif",
					    "svg", "webp", "avif",     "pdf",  "docx", "xlsx", "zip", NULL};
	ptrdiff_t dot;

	path = str_slice(path, 0, str_find_char(path, '#') >= 0 ? (size_t)str_find_char(path, '#') : path.n);
	dot = str_rfind_char(path, '.');
	return dot > 0 && str_is_any_nocase(str_from(path, (size_t)dot + 1), kinds);
}

/* What stands between the brackets behind "](", without a title; absent when they do not end on the line. */
static struct str target_of(struct str text)
{
	size_t depth = 0, n = 0;

	text = str_slice(text, 0, text.n < TARGET_BYTES ? text.n : TARGET_BYTES);
	for (; n < text.n && !(text.s[n] == ')' && depth == 0); n++) {
		if (strchr("\n<>`{}[]\\", text.s[n]) != NULL)
			return STR_NONE;
		depth += text.s[n] == '(';
		depth -= text.s[n] == ')';
	}
	if (n == text.n)
		return STR_NONE;
	text = str_trim(str_slice(text, 0, n));
	for (n = 1; n < text.n; n++)
		if ((text.s[n] == '"' || text.s[n] == '\'') && text.s[n - 1] == ' ' && text.s[text.n - 1] == text.s[n])
			break;
	return str_trim(str_slice(text, 0, n));
}

/* The target behind "](" when it has blanks; else absent. */
static struct str blank_target(struct str text)
{
	struct str target = target_of(text);

	return str_find_char(target, ' ') > 0 && str_find_char(target, '"') < 0 && is_file_name(target) ? target
													: STR_NONE;
}

bool targets_have_blanks(struct str text)
{
	ptrdiff_t found;

	while ((found = str_find_char(text, ']')) >= 0) {
		text = str_from(text, (size_t)found + 1);
		if (text.n != 0 && text.s[0] == '(' && blank_target(str_from(text, 1)).n != 0)
			return true;
	}
	return false;
}

/* The '[' of the link whose ']' stands there, on the same line; SIZE_MAX: none. */
static size_t open_of(const struct rewriter *rewriter, size_t at)
{
	size_t depth = 0, least = at - rewriter->line_in > TARGET_BYTES ? at - TARGET_BYTES : rewriter->line_in;

	for (size_t i = at; i > least; i--) {
		char c = rewriter->text.s[i - 1];

		if (i - 1 > least && rewriter->text.s[i - 2] == '\\')
			continue;
		if (c == ']')
			depth++;
		else if (c == '[' && depth-- == 0)
			return i - 1;
	}
	return SIZE_MAX;
}

void targets_note_blanks(struct rewriter *rewriter, size_t at)
{
	struct str target = blank_target(str_slice(rewriter->text, at + 2, rewriter->leaf_end));
	size_t open = target.n != 0 && at >= rewriter->html_code_until ? open_of(rewriter, at) : SIZE_MAX;
	bool is_image;

	if (open == SIZE_MAX)
		return;
	is_image = open > rewriter->line_in && rewriter->text.s[open - 1] == '!';
	target = rewriter_shown(rewriter, target);
	writer_note(rewriter->writer, is_image ? DIAG_IMAGE_MISSING : DIAG_LINK_MISSING, open - is_image,
		    "%s to \"%.*s\" is shown as text, because of its blanks", is_image ? "image" : "link",
		    STR_ARG(target));
	writer_note_hint(rewriter->writer, arena_printf(rewriter->writer->arena, "write <%.*s>, or %%20 for each blank",
							STR_ARG(target)));
}
