#include "generator/tickets/review_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/reader.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

/* ---- keys ---- */

static void hex(char *out, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	out[2 * n] = '\0';
}

int review_load_keys(struct review *review)
{
	char digits[APPROVAL_HASH_DIGITS + 1];
	unsigned char hash[SEAL_BYTES];
	uint64_t epoch;
	struct str parts[2] = {STR("approvals")};

	if (store_epoch(review->store, &epoch) < 0)
		return review_store_failed(review);
	seal_hash(review->secret, store_secret(review->store), parts, 1);
	parts[0] = STR("people");
	parts[1] = arena_printf(&review->arena, "%llu", (unsigned long long)epoch);
	seal_hash(hash, store_secret(review->store), parts, 2);
	hex(digits, hash, sizeof(hash));
	review->people_state = arena_str(&review->arena, str_c(digits));
	return 0;
}

/* The keyed hash of what is approved, with all that it is approved under. */
void review_seal(struct review *review, unsigned char hash[SEAL_BYTES], struct str page)
{
	const struct str parts[] = {STR("approval"), page, arena_printf(&review->arena, "%d", REDACT_VERSION),
				    review->config->approval_policy, review->people_state};

	seal_hash(hash, store_secret(review->store), parts, sizeof(parts) / sizeof(*parts));
}

/* ---- approvals.txt ---- */

static struct approver *own_approver(struct review *review, const unsigned char key[32])
{
	for (size_t i = 0; i < review->approvers.n; i++)
		if (memcmp(review->approvers.at[i].key, key, 32) == 0)
			return &review->approvers.at[i];
	return NULL;
}

void review_reload_approvers(struct review *review)
{
	struct approvers fresh;
	struct buf text;
	size_t line;

	buf_init(&text, APPROVAL_FILE_BYTES);
	if (fs_read_at(review->folder, APPROVAL_FILE, &text, APPROVAL_FILE_BYTES) == 0) {
		struct hash128 hash = hash128(buf_view(&text));

		if (hash128_eq(hash, review->approvers_hash)) {
			/* as it was */
		} else if (approvers_parse(&fresh, arena_str(&review->arena, buf_view(&text)), &review->arena, &line)) {
			review->approvers = fresh;
			review->approvers_wrong_line = 0;
		} else {
			review->approvers_wrong_line = line;
		}
		review->approvers_hash = hash;
	} else {
		review->approvers_wrong_line = 0;
		review->approvers_hash = (struct hash128){0};
	}
	buf_release(&text);
}

static int write_approvers(struct review *review)
{
	struct buf text;
	int result;

	review->approvers_are_unwritten = true;
	if (review->approvers_wrong_line != 0) /* others' keys and revocations stand in it */
		return review_fail(
		    review,
		    APPROVAL_FILE
		    ":%zu: the line is no public key of an approver (a merge?); mend it, then do it again",
		    review->approvers_wrong_line);
	buf_init(&text, APPROVAL_FILE_BYTES);
	approvers_format(&text, &review->approvers);
	if (buf_failed(&text))
		result = review_fail(review, APPROVAL_FILE " would be longer than %d bytes", APPROVAL_FILE_BYTES);
	else if (fs_replace_at(review->folder, APPROVAL_FILE, buf_view(&text), true) < 0)
		result = review_unable(review, APPROVAL_FILE " cannot be written: %s", strerror(errno));
	else
		result = 0;
	review->approvers_are_unwritten = result < 0;
	buf_release(&text);
	return result;
}

/* No copy of the page that comes back from version control is published. */
static int revoke_page(struct review *review, struct str public_id)
{
	review_reload_approvers(review);
	if (!review->approvers.is_there ||
	    !approvers_revoke(&review->approvers, arena_str(&review->arena, public_id), &review->arena))
		return 0;
	if (write_approvers(review) == 0)
		return 0;
	review->approvers.revoked_n--; /* else who tries again is told that it is done */
	return -1;
}

/* Our line with the present state of the people; made only when `make` says so. */
int review_sync_approvers(struct review *review, bool make)
{
	unsigned char key[32];
	struct approver *own;

	review_reload_approvers(review);
	approval_public(key, review->secret);
	own = own_approver(review, key);
	if (own != NULL && str_eq(str_c(own->people), review->people_state) && !review->approvers_are_unwritten)
		return 0;
	if (own == NULL && !make)
		return 0;
	if (own == NULL) {
		if (review->approvers.at == NULL)
			review->approvers.at =
			    arena_array(&review->arena, APPROVAL_APPROVERS_MAX, sizeof(*review->approvers.at));
		if (review->approvers.n == APPROVAL_APPROVERS_MAX)
			return review_fail(review, "approvals.txt has more than %d keys", APPROVAL_APPROVERS_MAX);
		own = &review->approvers.at[review->approvers.n++];
		memcpy(own->key, key, sizeof(own->key));
	}
	memcpy(own->people, review->people_state.s, APPROVAL_HASH_DIGITS + 1);
	review->approvers.is_there = true;
	return write_approvers(review);
}

/* ---- pages ---- */

struct str review_page_path(struct review *review, struct str public_id)
{
	return arena_printf(&review->arena, "%.*s/" REVIEW_FOLDER "/%.*s.md", STR_ARG(review->config->content_folder),
			    STR_ARG(public_id));
}

bool review_is_public_id(struct str id)
{
	if (id.n == 0 || id.n > 64)
		return false;
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && id.s[i] != '-' && id.s[i] != '_')
			return false;
	return true;
}

/* The file with its approval; false when there is none. */
bool review_read_page(struct review *review, struct str public_id, struct buf *file)
{
	buf_clear(file);
	return review_is_public_id(public_id) &&
	       fs_read_at(review->folder, review_page_path(review, public_id).s, file, LIMIT_PAGE_BYTES) == 0;
}

static int write_file(struct review *review, struct str path, struct str text)
{
	if (fs_replace_at(review->folder, path.s, text, true) < 0)
		return review_unable(review, "%.*s cannot be written: %s", STR_ARG(path), strerror(errno));
	return 0;
}

int review_write_page(struct review *review, struct str public_id, struct str text)
{
	struct str folder =
	    arena_printf(&review->arena, "%.*s/" REVIEW_FOLDER, STR_ARG(review->config->content_folder));

	if (fs_make_folders_at(review->folder, folder.s) < 0)
		return review_unable(review, "%.*s cannot be made: %s", STR_ARG(folder), strerror(errno));
	return write_file(review, review_page_path(review, public_id), text);
}

/* ---- taking pages out ---- */

/* A page may have been moved or copied: every file of the content that has its id. */
struct retiring {
	struct review *review;
	struct arena *arena;
	struct str public_id, mark;
	struct str path; /* of the folder, from the site's */
	int folder;
	size_t *retired;
};

static bool is_separator(char c)
{
	return c == ' ' || c == '\t' || c == '"' || c == '\'';
}

static bool is_id_letter(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_';
}

/* Is `id: "…"` with this end before `to`; as YAML, TOML or JSON write it. */
static bool is_named_id(struct str fields, size_t to)
{
	while (to > 0 && is_separator(fields.s[to - 1]))
		to--;
	if (to == 0 || (fields.s[to - 1] != ':' && fields.s[to - 1] != '='))
		return false;
	for (to--; to > 0 && is_separator(fields.s[to - 1]);)
		to--;
	return to >= 2 && str_eq_nocase(str_slice(fields, to - 2, to), STR("id")) &&
	       (to == 2 || !is_id_letter(fields.s[to - 3]));
}

static bool has_id(struct str text, struct str id)
{
	struct str fields = frontmatter_split(text).text;
	size_t at = 0;
	ptrdiff_t found;

	while ((found = str_find(str_from(fields, at), id)) >= 0) {
		size_t from = at + (size_t)found, to = from + id.n;

		if ((to == fields.n || !is_id_letter(fields.s[to])) && is_named_id(fields, from))
			return true;
		at = to;
	}
	return false;
}

static int retire_file(const struct retiring *retiring, const char *name)
{
	struct review *review = retiring->review;
	struct str path = arena_printf(retiring->arena, "%.*s/%s", STR_ARG(retiring->path), name);
	struct diag_list diags;
	struct buf file;
	bool is_it;

	buf_init(&file, LIMIT_PAGE_BYTES);
	diag_list_init(&diags, retiring->arena);
	is_it = fs_read_at(retiring->folder, name, &file, LIMIT_PAGE_BYTES) == 0 &&
		str_find(buf_view(&file), retiring->public_id) >= 0 &&
		has_id(charset_decode(buf_view(&file), path, review->config->fallback_charset, retiring->arena, &diags),
		       retiring->public_id);
	diag_list_release(&diags);
	buf_release(&file);
	if (!is_it)
		return 0;
	++*retiring->retired;
	return write_file(review, path, retiring->mark);
}

/* What an approval that was killed left: no build looks at it, and the page's text is in it. */
static int remove_temporary(const struct retiring *retiring, const char *name)
{
	struct buf file;
	bool is_it;

	buf_init(&file, LIMIT_PAGE_BYTES);
	is_it = str_find(str_c(name), retiring->public_id) >= 0 ||
		(fs_read_at(retiring->folder, name, &file, LIMIT_PAGE_BYTES) == 0 &&
		 str_find(buf_view(&file), retiring->public_id) >= 0);
	buf_release(&file);
	if (is_it && unlinkat(retiring->folder, name, 0) < 0 && errno != ENOENT)
		return review_unable(retiring->review, "%.*s/%s cannot be removed: %s", STR_ARG(retiring->path), name,
				     strerror(errno));
	return 0;
}

static int retire_entry(void *context, const char *name, unsigned char type)
{
	const struct retiring *retiring = context;
	struct retiring below = *retiring;
	int result;

	if (name[0] == '.')
		return 0;
	if (type == DT_REG && str_ends(str_c(name), STR(FS_TEMPORARY_END)))
		return remove_temporary(retiring, name);
	if (type == DT_REG)
		return reader_is_page(str_c(name)) ? retire_file(retiring, name) : 0;
	if (type != DT_DIR)
		return 0;
	below.path = arena_printf(retiring->arena, "%.*s/%s", STR_ARG(retiring->path), name);
	below.folder = fs_open_folder_at(retiring->folder, name);
	if (below.folder < 0)
		return review_unable(retiring->review, "%.*s cannot be opened: %s", STR_ARG(below.path),
				     strerror(errno));
	result = fs_each_entry(below.folder, retire_entry, &below);
	(void)close(below.folder);
	return result;
}

/* What was published and is gone on purpose: the build asks for no more than that. */
static int retire_page(struct review *review, struct str public_id)
{
	struct retiring retiring = {.review = review, .public_id = public_id, .path = review->config->content_folder};
	size_t retired = 0;
	struct arena arena;
	int result;

	if (!review_is_public_id(public_id))
		return 0;
	arena_init(&arena);
	retiring.arena = &arena;
	retiring.retired = &retired;
	retiring.mark = arena_printf(&arena, "---\ntitle: Removed\nid: \"%.*s\"\nkind: solved\nretired: true\n---\n",
				     STR_ARG(public_id));
	retiring.folder = fs_open_folder_at(review->folder, review->config->content_folder.s);
	if (retiring.folder >= 0) {
		result = fs_each_entry(retiring.folder, retire_entry, &retiring);
		(void)close(retiring.folder);
	} else {
		result = errno == ENOENT ? 0 : review_unable(review, "the content cannot be read: %s", strerror(errno));
	}
	/* where it was published first, too: its address there is gone on purpose */
	if (result == 0 && retired != 0)
		result = review_write_page(review, public_id, retiring.mark);
	arena_release(&arena);
	return result;
}

/* What a build keeps between runs has old texts in it; the next build makes it anew. */
static int drop_caches(struct review *review)
{
	if (fs_remove_tree_at(review->folder, ".weir/build") < 0 && errno != ENOENT)
		return review_unable(review, ".weir/build cannot be removed: %s", strerror(errno));
	return 0;
}

/* Takes a page out, which stays in no cache either. */
int review_take_out(struct review *review, struct str public_id)
{
	if (public_id.n == 0)
		return 0;
	return revoke_page(review, public_id) < 0 || retire_page(review, public_id) < 0 || drop_caches(review) < 0 ? -1
														   : 0;
}
