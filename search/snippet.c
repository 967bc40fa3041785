#include "search/snippet.h"

#include "search/query.h"

#include "common/stem.h"
#include "common/utf8.h"

enum {
	MATCHES_MAX = 4096, /* of a page */
	WINDOW_BYTES = 200, /* in which matches are counted together */
	LEAD_BYTES = 70,    /* that may stand before the first match, for the sentence's sake */
	WORDS_MAX = 64,	    /* query words that are told apart */
	SENTENCE_BYTES = 400,
	FRAGMENT_SPACES = 3, /* a sentence has more ... */
	LEAD_IN_SPACES = 8,  /* ... and what ends with a colon is one from so many on */
};
/* Of what it has of the ticket's words, what a piece that is no sentence counts. */
#define FRAGMENT_SHARE 0.4f

struct match {
	uint32_t from, to; /* bytes of the passage's text */
	uint32_t word;
	float weight;
};

/* Marks by hash; most words of a text are sorted out by their first two bytes. */
struct matcher {
	const struct query_plan *plan;
	struct tokenizer *tokenizer;
	uint64_t beginnings[4];
	bool has_prefix;
};

struct matches {
	struct match *at;
	uint32_t n, room;
};

static void matcher_init(struct matcher *matcher, const struct query_plan *plan, struct tokenizer *tokenizer)
{
	*matcher = (struct matcher){.plan = plan, .tokenizer = tokenizer};
	for (uint32_t i = 0; i < plan->marks_n; i++) {
		unsigned b;

		if (plan->marks[i].prefix.n != 0) {
			matcher->has_prefix = true;
			continue;
		}
		b = plan->marks[i].beginning;
		matcher->beginnings[b / 64] |= (uint64_t)1 << b % 64;
	}
}

static const struct query_plan_mark *find_mark(const struct matcher *matcher, struct str word)
{
	const struct query_plan *plan = matcher->plan;
	char room[TOKENIZE_TOKEN_BYTES + 8];
	uint64_t hash, stem_hash;
	unsigned b = query_plan_beginning(word);
	bool may_match = (matcher->beginnings[b / 64] >> b % 64 & 1) != 0;
	size_t n = word.n;

	if (!may_match && !matcher->has_prefix)
		return NULL;
	hash = stem_hash = hash64(word);
	if (may_match && n < TOKENIZE_TOKEN_BYTES) {
		memcpy(room, word.s, n);
		n = stem_english(room, n);
		stem_hash = hash64(str_n(room, n));
	}
	for (uint32_t i = 0; i < plan->marks_n; i++) {
		const struct query_plan_mark *mark = &plan->marks[i];

		if (mark->prefix.n != 0 ? str_starts(word, mark->prefix)
					: mark->hash == stem_hash || mark->hash == hash)
			return mark;
	}
	return NULL;
}

static void find_matches(struct matcher *matcher, struct str text, struct matches *matches)
{
	struct str rest = text, chunk;

	while (tokenize_chunk(&rest, &chunk)) {
		size_t n = tokenize(matcher->tokenizer, chunk);

		for (size_t i = 0; i < n && matches->n < matches->room; i++) {
			const struct token *token = &matcher->tokenizer->tokens[i];
			const struct query_plan_mark *mark = find_mark(matcher, token->text);
			uint32_t at = (uint32_t)(chunk.s - text.s);

			if (mark == NULL)
				continue;
			matches->at[matches->n++] =
			    (struct match){at + token->from, at + token->to, mark->word % WORDS_MAX, mark->weight};
		}
	}
}

/* What matches [first, ...) say within `bytes`: different words once, words of their own again a little. */
static float window_score(const struct matches *matches, uint32_t first, uint32_t bytes)
{
	uint64_t seen = 0;
	float score = 0;

	for (uint32_t i = first; i < matches->n && matches->at[i].to - matches->at[first].from <= bytes; i++) {
		uint64_t bit = (uint64_t)1 << matches->at[i].word;

		score += (seen & bit) == 0 ? matches->at[i].weight : 0.05f * matches->at[i].weight;
		seen |= bit;
	}
	return score;
}

static float best_window(const struct matches *matches, uint32_t *first)
{
	float best = 0;

	*first = 0;
	for (uint32_t i = 0; i < matches->n; i++) {
		float score = window_score(matches, i, WINDOW_BYTES);

		if (score > best) {
			best = score;
			*first = i;
		}
	}
	return best;
}

/* ---- the piece that is shown ------------------------------------------------------------- */

static bool ends_sentence(struct str text, size_t at)
{
	unsigned char c = (unsigned char)text.s[at];

	if (c == '\n')
		return true;
	if (c == '.' || c == '!' || c == '?' || c == ':')
		return at + 1 == text.n || str_is_space(text.s[at + 1]);
	/* 。！？ */
	return c == 0x82 && at >= 2 && (unsigned char)text.s[at - 1] == 0x80 && (unsigned char)text.s[at - 2] == 0xE3;
}

/* Where to begin, at most LEAD_BYTES before `match`: behind the end of a sentence, else between words. */
static size_t begin_of(struct str text, size_t match)
{
	size_t least = match > LEAD_BYTES ? match - LEAD_BYTES : 0, at;

	for (at = match; at > least; at--) {
		if (ends_sentence(text, at - 1))
			return at;
	}
	if (at == 0)
		return 0;
	while (at < match && !str_is_space(text.s[at]))
		at++;
	if (at == match) { /* no spaces: Chinese and its like */
		at = match > LEAD_BYTES / 2 ? match - LEAD_BYTES / 2 : 0;
		while (utf8_is_inside(text, at))
			at++;
		return at < match ? at : match;
	}
	return at;
}

static size_t end_of(struct str text, size_t begin)
{
	size_t at = begin + SNIPPET_BYTES;

	if (at >= text.n)
		return text.n;
	while (at > begin + SNIPPET_BYTES / 2 && !str_is_space(text.s[at]))
		at--;
	if (at > begin + SNIPPET_BYTES / 2)
		return at;
	at = begin + SNIPPET_BYTES;
	while (utf8_is_inside(text, at))
		at--;
	return at;
}

/* White space of any kind becomes one space; what could be taken for a mark is left out. */
static void add_clean(struct buf *out, struct str text, bool *space)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if (c <= ' ' || c == 0x7F) {
			*space = *space || (c != QUERY_MARK_BEGIN && c != QUERY_MARK_END);
			continue;
		}
		if (*space && out->n != 0 && out->s[out->n - 1] != QUERY_MARK_BEGIN)
			buf_char(out, ' ');
		*space = false;
		buf_char(out, (char)c);
	}
}

static struct str excerpt(struct arena *arena, struct str text, const struct matches *matches, size_t begin, size_t end)
{
	struct str result;
	struct buf out;
	size_t at = begin;
	bool space = false;

	buf_init(&out, BUF_NO_LIMIT);
	if (begin != 0 && !ends_sentence(text, begin - 1))
		buf_lit(&out, "\xE2\x80\xA6");
	while (begin < end && str_is_space(text.s[begin]))
		begin++;
	at = begin;
	for (uint32_t i = 0; i < matches->n && matches->at[i].from < end; i++) {
		size_t from = matches->at[i].from, to = matches->at[i].to;

		if (from < at || to > end) {
			if (from >= begin && to > at && to <= end && out.n != 0 && out.s[out.n - 1] == QUERY_MARK_END) {
				/* overlaps the one before: made longer */
				buf_cut(&out, out.n - 1);
				add_clean(&out, str_slice(text, at, to), &space);
				buf_char(&out, QUERY_MARK_END);
				at = to;
			}
			continue;
		}
		add_clean(&out, str_slice(text, at, from), &space);
		if (space && out.n != 0)
			buf_char(&out, ' ');
		space = false;
		buf_char(&out, QUERY_MARK_BEGIN);
		add_clean(&out, str_slice(text, from, to), &space);
		buf_char(&out, QUERY_MARK_END);
		at = to;
	}
	add_clean(&out, str_slice(text, at, end), &space);
	if (end < text.n && str_trim(str_from(text, end)).n != 0)
		buf_lit(&out, "\xE2\x80\xA6");
	result = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return result;
}

static struct str clean(struct arena *arena, struct str text)
{
	const struct matches none = {0};

	return excerpt(arena, text, &none, 0, text.n);
}

/*
 * "reason: TIMEOUT", "Then type:": lines of a log, names and what introduces something tell nobody what to do. Bytes
 * of other scripts count as spaces, for not all have any.
 */
static bool is_fragment(struct str sentence)
{
	struct str text = str_trim(sentence);
	size_t spaces = 0;

	for (size_t i = 0; i < text.n; i++)
		spaces += str_is_space(text.s[i]) || (unsigned char)text.s[i] >= 0x80;
	return spaces < (str_ends(text, STR(":")) ? LEAD_IN_SPACES : FRAGMENT_SPACES);
}

/* The sentence that has most of what is looked for. */
static struct str best_sentence(struct str text, const struct matches *matches)
{
	size_t best_from = 0, best_to = 0, from = 0;
	float best = 0;
	uint32_t i = 0;

	for (size_t at = 0; at < text.n; at++) {
		uint64_t seen = 0;
		float score = 0;

		if (!ends_sentence(text, at) && at + 1 != text.n)
			continue;
		for (; i < matches->n && matches->at[i].from <= at; i++) {
			uint64_t bit = (uint64_t)1 << matches->at[i].word;

			score += (seen & bit) == 0 ? matches->at[i].weight : 0;
			seen |= bit;
		}
		if (score > 0 && is_fragment(str_slice(text, from, at + 1)))
			score *= FRAGMENT_SHARE;
		if (score > best) {
			best = score;
			best_from = from;
			best_to = at + 1;
		}
		from = at + 1;
	}
	return str_slice(text, best_from, best_to);
}

static struct str own_heading(const struct store_passage *passage)
{
	const struct str arrow = STR(" \xE2\x80\xBA ");
	struct str heading = passage->headings;
	ptrdiff_t at;

	while ((at = str_find(heading, arrow)) >= 0)
		heading = str_from(heading, (size_t)at + arrow.n);
	return heading;
}

/*
 * Takes away what does not answer: all but the passages under headings called "Answer", as `weir review` writes them;
 * where there are none (another language, written by hand), what stands up to the end of the first heading's. All of it
 * stays when nothing else would.
 */
static size_t keep_answers(struct store_passage *passages, size_t n)
{
	size_t kept = 0, first = 0;

	for (size_t i = 0; i < n; i++) {
		if (str_starts(passages[i].anchor, STR("answer")))
			passages[kept++] = passages[i];
	}
	if (kept != 0)
		return kept;
	while (first < n && passages[first].anchor.n == 0)
		first++;
	if (first + 1 >= n)
		return n;
	memmove(passages, passages + first + 1, (n - first - 1) * sizeof(*passages));
	return n - first - 1;
}

int snippet_make(const struct store *store, const struct query_plan *plan, const struct snippet_page *page,
		 struct tokenizer *tokenizer, struct arena *arena, struct snippet *snippet)
{
	struct str description = page->answers_alone ? STR("") : page->description;
	struct store_passage *passages;
	struct matcher matcher;
	struct matches all = {arena_alloc(arena, MATCHES_MAX * sizeof(struct match)), 0, MATCHES_MAX}, best = {0};
	size_t n, best_passage = SIZE_MAX;
	uint32_t best_first = 0;
	float best_score = 0, total = 0;

	*snippet = (struct snippet){STR(""), STR(""), STR(""), STR(""), 0};
	if (store_read_passages(store, page->doc, SNIPPET_TEXT_BYTES, arena, &passages, &n) < 0)
		return -1;
	if (page->answers_alone)
		n = keep_answers(passages, n);
	matcher_init(&matcher, plan, tokenizer);
	for (size_t i = 0; i < n; i++) {
		struct matches head = {all.at + all.n, 0, all.room - all.n}, text;
		uint32_t first;
		float score, head_score;

		find_matches(&matcher, own_heading(&passages[i]), &head);
		head_score = window_score(&head, 0, UINT32_MAX);
		text = (struct matches){all.at + all.n, 0, all.room - all.n};
		find_matches(&matcher, passages[i].text, &text);
		score = best_window(&text, &first) + 0.5f * head_score;
		if (score > best_score) {
			best_score = score;
			best_passage = i;
			best_first = first;
			best = text;
			all.n += text.n;
		}
	}
	if (page->answers_alone && best_passage == SIZE_MAX && n != 0)
		best_passage = 0;
	for (uint32_t i = 0; i < plan->marks_n; i++)
		total += plan->marks[i].prefix.n == 0 ? plan->marks[i].weight : 0;
	if (best_passage == SIZE_MAX || (best.n == 0 && description.n != 0)) {
		struct str text = description.n != 0 || n == 0 ? description : passages[0].text;

		snippet->excerpt = excerpt(arena, text, &best, 0, end_of(text, 0));
		if (best_passage == SIZE_MAX)
			return 0;
	} else {
		struct str text = passages[best_passage].text;
		struct str sentence = best_sentence(text, &best);
		size_t begin = best.n != 0 ? begin_of(text, best.at[best_first].from) : 0;

		if (page->sentence_first && sentence.n != 0 && sentence.n <= SNIPPET_BYTES)
			begin = (size_t)(sentence.s - text.s);
		snippet->excerpt = excerpt(arena, text, &best, begin, end_of(text, begin));
		snippet->sentence = clean(arena, utf8_cut(sentence, SENTENCE_BYTES));
	}
	snippet->score = total > 0 ? best_score / total : 0;
	snippet->heading = passages[best_passage].anchor.n != 0 ? own_heading(&passages[best_passage]) : STR("");
	snippet->anchor = passages[best_passage].anchor;
	return 0;
}
