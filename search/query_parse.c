#include "search/query_parse.h"

const struct str query_field_names[QUERY_FIELDS] = {
    [FIELD_LANG] = STR_INIT("lang"), [FIELD_SECTION] = STR_INIT("section"), [FIELD_TAG] = STR_INIT("tag"),
    [FIELD_KIND] = STR_INIT("kind"), [FIELD_PRODUCT] = STR_INIT("product"), [FIELD_VERSION] = STR_INIT("version"),
};

struct parser {
	struct query_parsed *parsed;
	struct tokenizer *tokenizer;
	struct arena *arena;
	size_t room; /* of each list */
	bool begins_part;
};

static bool ends_part(char c)
{
	return str_is_space(c) || c == '"';
}

/* Of "won't" the tokens are won, wont and t: the second says it, the first is another word. */
static bool is_cut_short(const struct token *tokens, size_t n, size_t at)
{
	struct str word = tokens[at].text,
		   whole = at + 1 < n && tokens[at + 1].same_place ? tokens[at + 1].text : STR("");

	return whole.n == word.n + 1 && str_starts(whole, word) && str_ends(whole, STR("t")) && at + 2 < n &&
	       str_eq(tokens[at + 2].text, STR("t"));
}

/* Words of `text` behind those of a list; returns how many. */
static uint32_t add_words(struct parser *p, struct str text, struct query_word *words, uint32_t *n, bool is_quoted)
{
	struct str rest = text, chunk;
	uint32_t before = *n;

	while (*n < p->room && tokenize_chunk(&rest, &chunk)) {
		size_t tokens = tokenize(p->tokenizer, chunk);

		for (size_t i = 0; i < tokens && *n < p->room; i++) {
			const struct token *token = &p->tokenizer->tokens[i];

			words[(*n)++] = (struct query_word){
			    .text = arena_str(p->arena, token->text),
			    .typed = str_slice(chunk, token->from, token->to),
			    .kind = token->kind,
			    .same_place = token->same_place,
			    .is_stop = tokenize_is_stop(token->text),
			    .is_cut_short = is_cut_short(p->tokenizer->tokens, tokens, i),
			    .is_quoted = is_quoted,
			    .begins_part = p->begins_part,
			};
			p->begins_part = false;
		}
	}
	return *n - before;
}

/* What stands between the quote at text.s[at] and the next one; false when there is none. */
static bool quoted(struct str text, size_t at, struct str *inside, size_t *end)
{
	ptrdiff_t close = str_find_char(str_from(text, at + 1), '"');

	if (close < 0)
		return false;
	*inside = str_slice(text, at + 1, at + 1 + (size_t)close);
	*end = at + 2 + (size_t)close;
	return true;
}

static size_t end_of_part(struct str text, size_t at)
{
	while (at < text.n && !ends_part(text.s[at]))
		at++;
	return at;
}

/* "between -eq and -like": behind a word that wants another one a minus belongs to a name. */
static bool wants_more(const struct query_parsed *parsed)
{
	static const char *const more[] = {"between", "use", "using", "versus", "vs", NULL};
	const struct query_word *last = parsed->words_n != 0 ? &parsed->words[parsed->words_n - 1] : NULL;

	return last != NULL && !last->is_quoted && (last->is_stop || str_is_any(last->text, more));
}

/* "-eq vs -like": what is compared is a name, too. */
static bool is_compared(struct str text, size_t end)
{
	static const char *const comparing[] = {"versus", "vs", "vs.", NULL};

	while (end < text.n && ends_part(text.s[end]) && text.s[end] != '"')
		end++;
	return str_is_any_nocase(str_slice(text, end, end_of_part(text, end)), comparing);
}

/* -word and -"phrase": moves *at behind it. */
static bool take_without(struct parser *p, struct str text, size_t *at)
{
	struct query_parsed *parsed = p->parsed;
	struct str inside;
	size_t end = *at + 1;
	uint32_t first = parsed->without_n;

	if (text.s[*at] != '-' || end >= text.n || wants_more(parsed))
		return false;
	if (text.s[end] != '"' || !quoted(text, end, &inside, &end)) {
		unsigned char c = (unsigned char)text.s[end];

		if (!str_is_alpha((char)c) && c < 0x80)
			return false;
		end = end_of_part(text, end);
		if (is_compared(text, end))
			return false;
		inside = str_slice(text, *at + 1, end);
	}
	if (add_words(p, inside, parsed->without, &parsed->without_n, true) != 0)
		parsed->excluded[parsed->excluded_n++] = (struct query_span){first, parsed->without_n - first};
	p->begins_part = true;
	*at = end;
	return true;
}

/* field:value and field:"several words". */
static bool take_filter(struct parser *p, struct str text, size_t *at)
{
	for (size_t f = 0; f < QUERY_FIELDS; f++) {
		struct str name = query_field_names[f], rest = str_from(text, *at), value;
		size_t end = *at + name.n + 1;

		if (!str_starts_nocase(rest, name) || rest.n < name.n + 2 || rest.s[name.n] != ':')
			continue;
		if (text.s[end] != '"' || !quoted(text, end, &value, &end)) {
			size_t from = end;

			end = end_of_part(text, end);
			value = str_slice(text, from, end);
		}
		if (value.n == 0)
			return false;
		p->parsed->filters[f] = value;
		p->begins_part = true;
		*at = end;
		return true;
	}
	return false;
}

static bool take_phrase(struct parser *p, struct str text, size_t *at)
{
	struct query_parsed *parsed = p->parsed;
	struct str inside;
	uint32_t first = parsed->words_n;

	if (text.s[*at] != '"' || !quoted(text, *at, &inside, at))
		return false;
	p->begins_part = true;
	if (add_words(p, inside, parsed->words, &parsed->words_n, true) != 0)
		parsed->phrases[parsed->phrases_n++] = (struct query_span){first, parsed->words_n - first};
	p->begins_part = true;
	return true;
}

static void take_text(struct parser *p, struct str text)
{
	size_t at = 0;

	while (at < text.n) {
		size_t end;

		if (str_is_space(text.s[at])) {
			at++;
			continue;
		}
		if (take_phrase(p, text, &at) || take_without(p, text, &at) || take_filter(p, text, &at))
			continue;
		end = end_of_part(text, at + 1);
		(void)add_words(p, str_slice(text, at, end), p->parsed->words, &p->parsed->words_n, false);
		at = end;
	}
}

/* The last word goes on when the query ends with it. */
static void mark_open(struct query_parsed *parsed, struct str text)
{
	struct query_word *last;

	for (uint32_t n = parsed->words_n; n-- != 0;) {
		last = &parsed->words[n];
		if (last->kind != TOKEN_WORD || last->same_place)
			continue;
		last->is_open = !last->is_quoted && last->typed.s + last->typed.n == text.s + text.n;
		return;
	}
}

void query_parse(struct query_parsed *parsed, struct tokenizer *tokenizer, struct arena *arena, struct str text,
		 bool is_plain)
{
	/* honest text has fewer words than bytes, additions included */
	size_t most = text.n < QUERY_WORDS - 16 ? text.n + 16 : QUERY_WORDS;
	struct parser parser = {parsed, tokenizer, arena, most, false};

	*parsed = (struct query_parsed){0};
	parsed->words = arena_alloc(arena, most * sizeof(*parsed->words));
	parsed->without = arena_alloc(arena, most * sizeof(*parsed->without));
	parsed->phrases = arena_alloc(arena, most * sizeof(*parsed->phrases));
	parsed->excluded = arena_alloc(arena, most * sizeof(*parsed->excluded));
	if (is_plain)
		(void)add_words(&parser, text, parsed->words, &parsed->words_n, false);
	else
		take_text(&parser, text);
	if (parsed->words_n == 0 && parsed->without_n != 0) {
		parsed->words = parsed->without;
		parsed->words_n = parsed->without_n;
		parsed->without_n = parsed->excluded_n = 0;
		for (uint32_t i = 0; i < parsed->words_n; i++)
			parsed->words[i].is_quoted = false;
	}
	mark_open(parsed, text);
}
