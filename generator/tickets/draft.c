#include "generator/tickets/draft.h"

#include "common/base64.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/tickets/extract.h"

#include <stdlib.h>

enum {
	TAGS_MAX = 8,
	SHORT_ANSWER_BYTES = 25, /* "You're welcome!" answers nothing */
	ENCODED_LETTERS = 12,	 /* of base64: nine bytes */
};

struct drafter {
	const struct redact_rules *rules;
	const struct redact_people *people;
	const struct vocabulary *vocabulary;
	struct str vendor_host;
	struct redactor *redactor;
	struct extract extract;
	struct quotes quotes;
	struct unknown_words unknown;
};

struct drafter *drafter_new(const struct redact_rules *rules, const struct redact_people *people,
			    const struct vocabulary *vocabulary, struct str vendor_host)
{
	struct drafter *drafter = mem_zalloc(sizeof(*drafter));

	drafter->rules = rules;
	drafter->people = people;
	drafter->vocabulary = vocabulary;
	drafter->vendor_host = vendor_host;
	drafter->redactor = redactor_new(rules);
	extract_init(&drafter->extract);
	quotes_init(&drafter->quotes);
	return drafter;
}

void drafter_free(struct drafter *drafter)
{
	if (drafter == NULL)
		return;
	redactor_free(drafter->redactor);
	extract_release(&drafter->extract);
	quotes_release(&drafter->quotes);
	unknown_release(&drafter->unknown);
	mem_free(drafter);
}

/* ---- one draft in the making ---- */

struct making {
	struct drafter *drafter;
	const struct thread *thread;
	const struct draft_choices *choices;
	struct arena *arena;
	struct draft *draft;
	struct buf text; /* of the draft */
	struct VEC(struct draft_block) blocks;
	struct VEC(struct redact_span) spans;
	struct redact_people *more; /* people whom only this thread names */
	unsigned answers, attachments, forwarded, redacted_upstream, unreadable;
};

static void add_block(struct making *making, enum draft_part part, enum draft_shape shape, bool begins, struct str text)
{
	struct draft_block *block;

	if (str_trim(text).n == 0)
		return;
	block = vec_add(&making->blocks);
	if (making->text.n != 0)
		buf_lit(&making->text, "\n\n");
	*block = (struct draft_block){.part = part, .shape = shape, .begins_part = begins, .from = making->text.n};
	buf_str(&making->text, text);
	block->to = making->text.n;
}

/* ---- names that only quotes and signatures tell ---- */

static void know_name(struct making *making, struct str name, struct str email)
{
	struct redact_person person = {.kind = STR("person"), .name = name, .email = email};

	if (making->more == NULL)
		making->more = redact_people_new(making->drafter->rules);
	redact_people_add(making->more, &person);
}

/* What a reviewer removes may be a name, whose parts are looked for; "the" of "the address that we had" is no part. */
static void know_hidden(struct making *making, struct str passage)
{
	struct str word, name = STR("");

	while (passage.n != 0 && str_split(&passage, ' ', &word))
		if (!redactor_is_everyday(making->drafter->redactor, word))
			name = arena_printf(making->arena, "%.*s%s%.*s", STR_ARG(name), name.n != 0 ? " " : "",
					    STR_ARG(word));
	if (name.n != 0)
		know_name(making, name, STR(""));
}

/* "From: Jan Nowak <jan@x.example>": what stands between angle brackets, and the words before it. */
static void know_participants(struct making *making, struct str text)
{
	size_t at = 0;

	while (at < text.n) {
		ptrdiff_t open = str_find_char(str_from(text, at), '<'), close;
		size_t start, begin;
		struct str address;

		if (open < 0)
			return;
		start = at + (size_t)open + 1;
		close = str_find_char(str_slice(text, start, start + 256), '>');
		at = start;
		if (close <= 0)
			continue;
		address = str_slice(text, start, start + (size_t)close);
		if (str_starts_nocase(address, STR("mailto:")))
			address = str_from(address, 7);
		if (str_find_char(address, '@') <= 0 || str_find_char(address, ' ') >= 0)
			continue;
		for (begin = start - 1; begin > 0 && start - begin < 100; begin--)
			if (strchr(":,;\n<>[]()\"*", text.s[begin - 1]) != NULL)
				break;
		know_name(making, str_trim(str_slice(text, begin, start - 1)), address);
		at = start + (size_t)close;
	}
}

/* Whoever is found anywhere in a message is known in all of the thread. */
static void know_people_of(struct making *making, struct str text)
{
	const struct redact_span *spans;
	size_t n;

	know_participants(making, text);
	if (redact_find(making->drafter->redactor, making->drafter->people, NULL, text, &spans, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (spans[i].type == REDACT_PERSON && spans[i].to - spans[i].from < 80)
			know_name(making, str_slice(text, spans[i].from, spans[i].to), STR(""));
}

/* ---- text to blocks ---- */

/* Length of "- ", "* ", "1. ", "2) " and the blanks before it; 0: no item. */
static size_t item_mark(struct str line)
{
	size_t i = 0, digits;

	while (i < line.n && line.s[i] == ' ')
		i++;
	if (i + 1 < line.n && strchr("-*+", line.s[i]) != NULL && line.s[i + 1] == ' ')
		return i + 2;
	if (str_starts(str_from(line, i), STR("\xE2\x80\xA2"))) /* a bullet */
		return i + 3;
	for (digits = i; digits < line.n && digits < i + 2 && str_is_digit(line.s[digits]);)
		digits++;
	if (digits > i && digits + 1 < line.n && (line.s[digits] == '.' || line.s[digits] == ')') &&
	    line.s[digits + 1] == ' ')
		return digits + 2;
	return 0;
}

struct blocks {
	struct making *making;
	enum draft_part part;
	enum draft_shape shape;
	bool begins;
	struct buf text; /* of the block that is open */
};

static void end_block(struct blocks *blocks)
{
	struct str text = buf_view(&blocks->text);

	if (str_trim(text).n != 0) {
		add_block(blocks->making, blocks->part, blocks->shape, blocks->begins,
			  blocks->shape == DRAFT_CODE ? str_trim_end(text) : str_trim(text));
		blocks->begins = false;
	}
	buf_clear(&blocks->text);
	blocks->shape = DRAFT_PARAGRAPH;
}

static void take_line(struct blocks *blocks, struct str line, struct code_fence *fence, bool after_blank)
{
	size_t mark = item_mark(line);
	bool indented = str_starts(line, STR("    ")), was_open = fence->sign != '\0',
	     is_code = extract_is_code(fence, line);

	if (was_open != (fence->sign != '\0')) {
		end_block(blocks);
		blocks->shape = was_open ? DRAFT_PARAGRAPH : DRAFT_CODE;
		if (is_code) /* a fence itself */
			return;
	}
	if (is_code) {
		buf_str(&blocks->text, line);
		buf_char(&blocks->text, '\n');
		return;
	}
	if (str_trim(line).n == 0) {
		if (blocks->shape != DRAFT_CODE)
			end_block(blocks);
		else
			buf_char(&blocks->text, '\n');
		return;
	}
	if (mark != 0 && blocks->shape != DRAFT_CODE) {
		end_block(blocks);
		blocks->shape = DRAFT_ITEM;
		line = str_from(line, mark);
	} else if (indented && after_blank && blocks->shape == DRAFT_PARAGRAPH) {
		end_block(blocks);
		blocks->shape = DRAFT_CODE;
	} else if (!indented && blocks->shape == DRAFT_CODE) {
		end_block(blocks);
	}
	buf_str(&blocks->text, blocks->shape == DRAFT_CODE ? str_from(line, 4) : str_trim(line));
	buf_char(&blocks->text, '\n');
}

static void add_blocks(struct making *making, enum draft_part part, struct str text)
{
	struct blocks blocks = {.making = making, .part = part, .begins = true};
	struct str rest = text, line;
	struct code_fence fence = {0};
	bool after_blank = true;

	buf_init(&blocks.text, BUF_NO_LIMIT);
	while (str_line(&rest, &line)) {
		take_line(&blocks, line, &fence, after_blank);
		after_blank = str_trim(line).n == 0;
	}
	end_block(&blocks);
	buf_release(&blocks.text);
}

/* ---- addresses ---- */

bool draft_is_url_end(char c)
{
	return str_is_space(c) || strchr("<>\"'`|\\^{}", c) != NULL;
}

/* Queries, fragments and users of addresses in text go, but for the vendor's own. */
static void add_without_queries(struct buf *out, struct str text, struct str vendor_host)
{
	size_t at = 0;

	for (;;) {
		ptrdiff_t found = str_find(str_from(text, at), STR("://"));
		size_t start, end, cut;
		struct str url;

		if (found < 0)
			break;
		start = at + (size_t)found + 3;
		for (end = start; end < text.n && !draft_is_url_end(text.s[end]);)
			end++;
		url = str_slice(text, start, end);
		for (cut = 0; cut < url.n && url.s[cut] != '?' && url.s[cut] != '#';)
			cut++;
		if (vendor_host.n != 0 && str_starts_nocase(url, vendor_host))
			cut = url.n;
		buf_str(out, str_slice(text, at, start + cut));
		/* what ends a sentence stays */
		while (cut < url.n && end > start && strchr(".,;:!?)", text.s[end - 1]) != NULL && end - start > cut)
			end--;
		at = end;
	}
	buf_str(out, str_from(text, at));
}

/* ---- messages ---- */

static struct str sender_of(const struct making *making, const struct thread_message *message)
{
	const struct thread_person *person;

	if (message->author >= making->thread->people_n)
		return STR("");
	person = &making->thread->people[message->author];
	return arena_printf(making->arena, "%.*s %.*s", STR_ARG(person->name), STR_ARG(person->email));
}

/* What its author wrote for this message, in the drafter's buffers; the names in the rest are known from now on. */
static bool own_text(struct making *making, const struct thread_message *message, struct buf *out)
{
	struct drafter *drafter = making->drafter;
	struct quotes_options options = {.sender = sender_of(making, message)};
	struct buf own;
	bool some;

	extract_body(&drafter->extract, message->format, message->body);
	options.hints = drafter->extract.hints.at;
	options.hints_n = drafter->extract.hints.n;
	know_people_of(making, buf_view(&drafter->extract.text));
	quotes_find(&drafter->quotes, buf_view(&drafter->extract.text), &options);
	for (size_t i = 0; i < drafter->quotes.ranges.n; i++)
		if (drafter->quotes.ranges.at[i].reason == QUOTES_FORWARDED)
			making->forwarded++;
	buf_init(&own, BUF_NO_LIMIT);
	some = quotes_rest(&drafter->quotes, buf_view(&drafter->extract.text), QUOTES_ALL, &own);
	add_without_queries(out, buf_view(&own), drafter->vendor_host);
	buf_release(&own);
	return some && str_trim(buf_view(out)).n != 0;
}

static bool is_shown(const struct thread_message *message)
{
	return message->visibility == THREAD_PUBLIC &&
	       (message->role == THREAD_CUSTOMER || message->role == THREAD_AGENT);
}

/* Is there a chosen answer? Then the others are not shown. */
static bool has_chosen(const struct thread *thread)
{
	for (size_t i = 0; i < thread->messages_n; i++)
		if (thread->messages[i].is_answer && is_shown(&thread->messages[i]))
			return true;
	return false;
}

/* The role that a message plays on the page; DRAFT_TITLE: none. */
static enum draft_part part_of(const struct making *making, const struct thread_message *message, bool asked,
			       bool chosen)
{
	if (!asked)
		return message->role == THREAD_CUSTOMER ? DRAFT_QUESTION : DRAFT_TITLE;
	if (message->is_answer)
		return DRAFT_ANSWER;
	if (chosen)
		return DRAFT_TITLE;
	if (message->role == THREAD_AGENT)
		return DRAFT_ANSWER;
	return making->answers != 0 ? DRAFT_FOLLOW_UP : DRAFT_QUESTION;
}

/* A customer's thanks at the end answer nothing. */
static void drop_last_words(struct making *making)
{
	while (making->blocks.n != 0 && making->blocks.at[making->blocks.n - 1].part == DRAFT_FOLLOW_UP) {
		making->blocks.n--;
		buf_cut(&making->text, making->blocks.n != 0 ? making->blocks.at[making->blocks.n - 1].to : 0);
	}
}

static void add_environment(struct making *making, struct str question)
{
	static const char *const names[] = {"version",	   "app version", "product",	      "browser", "os",
					    "device",	   "platform",	  "operating system", "app",	 "plan",
					    "environment", "edition",	  "software",	      "model",	 NULL};
	struct str rest = question, line;
	struct buf found;

	buf_init(&found, 300);
	while (str_line(&rest, &line)) {
		ptrdiff_t colon = str_find_char(line, ':');
		struct str name, value;

		if (colon <= 0 || colon > 20)
			continue;
		name = str_trim(str_slice(line, 0, (size_t)colon));
		value = str_trim(str_from(line, (size_t)colon + 1));
		if (value.n == 0 || value.n > 60 || found.n + value.n > 150)
			continue;
		for (const char *const *known = names; *known != NULL; known++) {
			if (!str_eq_nocase(name, str_c(*known)))
				continue;
			if (found.n != 0)
				buf_lit(&found, ", ");
			if (str_eq_nocase(name, STR("version")) || str_eq_nocase(name, STR("app version")))
				buf_lit(&found, "version ");
			buf_str(&found, value);
		}
	}
	add_block(making, DRAFT_ENVIRONMENT, DRAFT_PARAGRAPH, true, buf_view(&found));
	buf_release(&found);
}

/* "Re: Fwd: [Ticket #123] My question" -> "My question" */
static struct str plain_subject(struct str subject)
{
	static const char *const prefixes[] = {"re", "aw", "sv", "vs", "odp", "antw", "fwd",
					       "fw", "wg", "tr", "rv", "res", "ynt"};
	bool again = true;

	while (again) {
		ptrdiff_t colon = str_find_char(str_slice(subject, 0, 8), ':');

		subject = str_trim(subject);
		again = false;
		for (size_t i = 0; colon > 0 && i < sizeof(prefixes) / sizeof(*prefixes); i++)
			again =
			    again || str_eq_nocase(str_trim(str_slice(subject, 0, (size_t)colon)), str_c(prefixes[i]));
		if (again) {
			subject = str_from(subject, (size_t)colon + 1);
		} else if (subject.n != 0 && subject.s[0] == '[') {
			ptrdiff_t close = str_find_char(subject, ']');

			again = close > 0 && str_trim(str_from(subject, (size_t)close + 1)).n != 0;
			if (again)
				subject = str_from(subject, (size_t)close + 1);
		}
	}
	return subject;
}

/* Cut behind a word, or where none ends behind a character of a script without spaces: half an address would not be
 * found. */
static struct str cut_at_word(struct str text, size_t most)
{
	size_t whole = utf8_cut(text, most).n, n = whole;

	while (n != 0 && n < text.n && !str_is_space(text.s[n]))
		n--;
	if (n == 0)
		for (n = whole; n != 0 && (unsigned char)text.s[n - 1] < 0x80;)
			n--;
	return str_slice(text, 0, n);
}

/* "Mr.", "Dr.", "J.", "e.g.", "bzw.": a letter, or a few without a vowel, in front of a full stop. */
static bool is_shortened(struct str text, size_t stop)
{
	size_t begin = stop;

	while (begin != 0 && utf8_is_word_byte(text.s[begin - 1]))
		begin--;
	if (stop - begin > 3 || begin == stop || str_is_digit(text.s[begin]))
		return false;
	for (size_t i = begin; stop - begin > 1 && i < stop; i++)
		if (strchr("aeiouyAEIOUY", text.s[i]) != NULL || (unsigned char)text.s[i] >= 0x80)
			return false;
	return true;
}

static bool is_end_of_sentence(struct str text, size_t at)
{
	return strchr(".?!", text.s[at]) != NULL && (at + 1 == text.n || str_is_space(text.s[at + 1])) &&
	       (text.s[at] != '.' || !is_shortened(text, at));
}

/* With its question mark, without another sign at its end. */
static struct str next_sentence(struct str *text)
{
	struct str rest = str_trim(*text), sentence;
	size_t end = 0;

	while (end < rest.n && rest.s[end] != '\n' && !is_end_of_sentence(rest, end))
		end++;
	sentence = str_slice(rest, 0, end < rest.n && rest.s[end] == '?' ? end + 1 : end);
	*text = str_from(rest, end < rest.n ? end + 1 : end);
	return sentence;
}

/*
 * What a thread without a subject asks: its first question, else its first sentence, that is longer than a greeting. A
 * title is cut when nobody is in it any more.
 */
static struct str sentence_for_title(struct str text)
{
	enum { SENTENCES = 6, GREETING_BYTES = 24 };
	struct str first = STR(""), one;

	for (int i = 0; i < SENTENCES && str_trim(text).n != 0; i++) {
		one = next_sentence(&text);
		if (one.n > GREETING_BYTES && str_ends(one, STR("?")))
			return one;
		if (first.n == 0 || (first.n <= GREETING_BYTES && one.n > GREETING_BYTES))
			first = one;
	}
	return first;
}

static void add_title(struct making *making, struct str question)
{
	struct str title =
	    making->choices->title.n != 0 ? making->choices->title : plain_subject(making->thread->subject);
	struct buf clean;

	if (str_trim(title).n == 0)
		title = sentence_for_title(question);
	buf_init(&clean, BUF_NO_LIMIT);
	extract_visible(&clean, title);
	for (size_t i = 0; i < clean.n; i++)
		if (clean.s[i] == '\n')
			clean.s[i] = ' ';
	know_people_of(making, buf_view(&clean));
	add_block(making, DRAFT_TITLE, DRAFT_PARAGRAPH, true,
		  cut_at_word(str_trim(buf_view(&clean)), 4 * (size_t)DRAFT_TITLE_BYTES));
	buf_release(&clean);
}

static void add_tags(struct making *making)
{
	const struct thread *thread = making->thread;
	size_t n = 0;

	for (size_t i = 0; i < thread->tags_n && n < TAGS_MAX; i++) {
		struct str tag = arena_str(making->arena, str_trim(thread->tags[i]));
		char *bytes = arena_alloc(making->arena, tag.n + 1);

		for (size_t k = 0; k < tag.n; k++)
			bytes[k] = tag.s[k] == '_' || tag.s[k] == '-' ? ' ' : tag.s[k];
		if (tag.n != 0 && tag.n <= 40) {
			add_block(making, DRAFT_TAG, DRAFT_PARAGRAPH, true, str_n(bytes, tag.n));
			n++;
		}
	}
}

struct part_text {
	enum draft_part part;
	struct buf text;
};

/* Everything that is shown, in order: title, environment, question, answers, tags. */
static void add_messages(struct making *making)
{
	const struct thread *thread = making->thread;
	struct VEC(struct part_text) parts = {0};
	struct str question = STR("");
	bool asked = false, chosen = has_chosen(thread);

	making->draft->is_accepted = chosen;
	for (size_t i = 0; i < thread->messages_n; i++) {
		const struct thread_message *message = &thread->messages[i];
		enum draft_part part;
		struct part_text *one;

		if (!is_shown(message))
			continue;
		part = part_of(making, message, asked, chosen);
		making->attachments += part != DRAFT_TITLE ? message->attachments : 0;
		making->redacted_upstream += message->is_redacted;
		one = vec_add(&parts);
		buf_init(&one->text, BUF_NO_LIMIT);
		if (!own_text(making, message, &one->text) || part == DRAFT_TITLE ||
		    (part == DRAFT_ANSWER && !message->is_answer && one->text.n < SHORT_ANSWER_BYTES)) {
			buf_release(&one->text);
			parts.n--;
			continue;
		}
		one->part = part;
		asked = true;
		making->answers += part == DRAFT_ANSWER;
	}
	if (parts.n != 0 && parts.at[0].part == DRAFT_QUESTION)
		question = buf_view(&parts.at[0].text);
	add_title(making, question);
	add_environment(making, question);
	for (size_t i = 0; i < parts.n; i++)
		add_blocks(making, parts.at[i].part, buf_view(&parts.at[i].text));
	drop_last_words(making);
	if (question.n == 0)
		making->draft->refused = "no public question of a customer";
	else if (making->answers == 0)
		making->draft->refused = "no public answer";
	for (size_t i = 0; i < parts.n; i++)
		buf_release(&parts.at[i].text);
	vec_release(&parts);
	add_tags(making);
}

/* ---- what goes ---- */

static int by_place(const void *a, const void *b)
{
	const struct redact_span *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to ? -1 : x->to < y->to);
}

/* What the reviewer hid, wherever it stands as a word; ASCII letters without case. */
static void hide_everywhere(struct making *making, struct str word)
{
	struct str text = buf_view(&making->text);

	for (size_t at = 0; (at = utf8_find_word(text, at, word)) != SIZE_MAX; at += word.n)
		*vec_add(&making->spans) = (struct redact_span){.from = at,
								.to = at + word.n,
								.type = REDACT_UNREADABLE,
								.rule = "reviewer",
								.replacement = STR("[removed]")};
}

/*
 * Words with letters of two alphabets that look alike are no words: somebody hides
 * one. (A measure such as "10 µm" has no neighbours of its own.)
 */
static void find_mixed_scripts(struct making *making)
{
	struct str text = buf_view(&making->text);

	for (size_t at = 0, from; at < text.n; at += at == from) {
		bool latin = false, other = false;

		for (from = at; at < text.n && utf8_is_word_byte(text.s[at]);) {
			uint32_t c = utf8_next(text, &at);

			latin = latin || (c < 0x80 && str_is_alpha((char)c));
			other = other || (c >= 0x386 && c < 0x530 && c != 0x3BC && c != 0x3A9);
		}
		if (latin && other)
			*vec_add(&making->spans) = (struct redact_span){.from = from,
									.to = at,
									.type = REDACT_UNREADABLE,
									.rule = "two alphabets",
									.replacement = STR("[removed]")};
	}
}

/* Of the standard alphabet or of that for URLs; -1: of neither. */
static int value_in_base64(char c)
{
	return c == '-' ? 62 : c == '_' ? 63 : base64_value(c);
}

/* What a run of base64 says, when that is text. */
static bool decode_run(struct buf *out, struct str run)
{
	uint32_t bits = 0;
	size_t printable = 0;

	buf_clear(out);
	for (size_t i = 0; i < run.n; i++) {
		bits = bits << 6 | (uint32_t)value_in_base64(run.s[i]);
		if (i % 4 != 0)
			buf_char(out, (char)(bits >> (6 - 2 * (i % 4))));
	}
	for (size_t i = 0; i < out->n; i++)
		printable += (unsigned char)out->s[i] >= ' ' && (unsigned char)out->s[i] < 0x7F;
	return printable * 10 >= out->n * 9;
}

/* Names and addresses in base64: the run goes as a whole. */
static void find_encoded(struct making *making)
{
	struct str text = buf_view(&making->text);
	struct buf decoded;

	buf_init(&decoded, BUF_NO_LIMIT);
	for (size_t at = 0, from; at < text.n; at += at == from) {
		const struct redact_span *spans;
		size_t n = 0;

		for (from = at; at < text.n && value_in_base64(text.s[at]) >= 0;)
			at++;
		if (at - from < ENCODED_LETTERS || !decode_run(&decoded, str_slice(text, from, at)) ||
		    redact_find(making->drafter->redactor, making->drafter->people, making->more, buf_view(&decoded),
				&spans, &n) < 0 ||
		    n == 0)
			continue;
		while (at < text.n && text.s[at] == '=')
			at++;
		*vec_add(&making->spans) = (struct redact_span){
		    .from = from, .to = at, .type = REDACT_SECRET, .rule = "base64", .replacement = STR("[removed]")};
	}
	buf_release(&decoded);
}

/* Overlaps become one; the first names it. */
static void merge_spans(struct making *making)
{
	struct redact_span *at = making->spans.at;
	size_t n = 0;

	if (making->spans.n > 1)
		qsort(at, making->spans.n, sizeof(*at), by_place);
	for (size_t i = 0; i < making->spans.n; i++) {
		if (n != 0 && at[i].from < at[n - 1].to) {
			if (at[i].to > at[n - 1].to)
				at[n - 1].to = at[i].to;
		} else {
			at[n++] = at[i];
		}
	}
	making->spans.n = n;
}

/* Where the tags begin, which stand behind all else. */
static size_t tags_from(const struct making *making)
{
	size_t from = making->text.n;

	for (size_t i = making->blocks.n; i > 0 && making->blocks.at[i - 1].part == DRAFT_TAG; i--)
		from = making->blocks.at[i - 1].from;
	return from;
}

/*
 * What is looked through for the text: tags stand in a sentence there, byte for byte where they are, because nobody
 * signs with them. ("urls" on a last line of its own would be a name, and so would all "URLs" above it.)
 */
static void make_looked_at(const struct making *making, struct buf *out)
{
	size_t tags = tags_from(making);

	buf_str(out, buf_view(&making->text));
	if (tags == out->n)
		return;
	for (size_t i = tags; i < out->n; i++)
		if (out->s[i] == '\n')
			out->s[i] = out->s[i - 1] == ',' ? ' ' : ',';
	buf_lit(out, ", and so on.\n");
}

static void find_spans(struct making *making)
{
	const struct redact_span *spans;
	struct buf looked_at;
	size_t n;

	for (size_t i = 0; i < making->choices->hide_n; i++)
		know_hidden(making, making->choices->hide[i]);
	buf_init(&looked_at, BUF_NO_LIMIT);
	make_looked_at(making, &looked_at);
	if (redact_find(making->drafter->redactor, making->drafter->people, making->more, buf_view(&looked_at), &spans,
			&n) < 0) {
		making->draft->refused = "too long";
		buf_release(&looked_at);
		return;
	}
	for (size_t i = 0; i < n && spans[i].from < making->text.n; i++) {
		struct redact_span *span = vec_add(&making->spans);

		*span = spans[i];
		span->to = spans[i].to < making->text.n ? spans[i].to : making->text.n;
		span->replacement = arena_str(making->arena, spans[i].replacement);
		making->unreadable += span->type == REDACT_UNREADABLE;
	}
	buf_release(&looked_at);
	for (size_t i = 0; i < making->choices->hide_n; i++)
		hide_everywhere(making, making->choices->hide[i]);
	find_encoded(making);
	find_mixed_scripts(making);
	merge_spans(making);
}

/* ---- what a person must look at ---- */

static void add_risk(struct draft *draft, const char *name, int points)
{
	if (points <= 0)
		return;
	draft->risks[draft->risks_n++] = (struct draft_risk){name, points};
	draft->risk += points;
}

static bool in_span(const struct making *making, size_t at)
{
	for (size_t i = 0; i < making->spans.n && making->spans.at[i].from <= at; i++)
		if (at < making->spans.at[i].to)
			return true;
	return false;
}

/* Runs of five digits and more that nothing has taken: an order, a customer, a phone? */
static int count_numbers(const struct making *making)
{
	struct str text = buf_view(&making->text);
	int n = 0;

	for (size_t i = 0; i < text.n;) {
		size_t from = i;

		while (i < text.n && str_is_digit(text.s[i]))
			i++;
		if (i - from >= 5 && !in_span(making, from))
			n++;
		i += i == from;
	}
	return n;
}

/* Letters that are not Latin: lists and rules know less of them. */
static bool is_foreign_script(struct str text)
{
	size_t latin = 0, other = 0;

	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);

		latin += (c < 0x80 && str_is_alpha((char)c)) || (c >= 0xC0 && c < 0x250);
		other += c >= 0x370 && c < 0x2000;
		other += c >= 0x3040 && c < 0xE000;
	}
	return other * 4 > latin;
}

static int at_most(unsigned n, int points, int most)
{
	return n > (unsigned)most ? most : (int)n * points > most ? most : (int)n * points;
}

static void weigh(struct making *making)
{
	struct draft *draft = making->draft;

	add_risk(draft, "unknown words", at_most((unsigned)making->drafter->unknown.words.n, 2, 100));
	add_risk(draft, "numbers that stay", at_most((unsigned)count_numbers(making), 1, 20));
	add_risk(draft, "removed", at_most((unsigned)making->spans.n / 2, 1, 20));
	add_risk(draft, "unreadable", at_most(making->unreadable, 10, 50));
	add_risk(draft, "attachments", at_most(making->attachments, 2, 6));
	add_risk(draft, "forwarded mail", at_most(making->forwarded, 3, 9));
	add_risk(draft, "internal notes", at_most(making->thread->internal_n, 1, 3));
	add_risk(draft, "redacted upstream", at_most(making->redacted_upstream, 5, 10));
	add_risk(draft, "no public flag", making->thread->is_unmarked ? 20 : 0);
	add_risk(draft, "another script", is_foreign_script(buf_view(&making->text)) ? 10 : 0);
}

/* Letters of an answer, or of a question with its title, that must be left: "ok" is none. */
enum { LEAST_LEFT = 3 };

/* Letters and digits of a part that are still there; ended early when there are enough. */
static size_t left_of(const struct draft *draft, enum draft_part part)
{
	size_t n = 0, span = 0;

	for (size_t i = 0; i < draft->blocks_n; i++) {
		if (draft->blocks[i].part != part)
			continue;
		for (size_t at = draft->blocks[i].from; at < draft->blocks[i].to && n < LEAST_LEFT; at++) {
			while (span < draft->spans_n && draft->spans[span].to <= at)
				span++;
			if (span < draft->spans_n && draft->spans[span].from <= at)
				at = draft->spans[span].to - 1;
			else
				n += utf8_is_word_byte(draft->text.s[at]);
		}
	}
	return n;
}

/* Brackets alone help nobody, and who reads them knows only that there was a secret. */
static void refuse_empty(struct draft *draft)
{
	if (draft->refused != NULL)
		return;
	if (left_of(draft, DRAFT_ANSWER) < LEAST_LEFT)
		draft->refused = "nothing is left of the answer but what stands in brackets";
	else if (left_of(draft, DRAFT_QUESTION) + left_of(draft, DRAFT_TITLE) < LEAST_LEFT)
		draft->refused = "nothing is left of the question but what stands in brackets";
}

void draft_make(struct draft *draft, struct drafter *drafter, const struct thread *thread,
		const struct draft_choices *choices, struct arena *arena)
{
	static const struct draft_choices none;
	struct thread title_only = *thread;
	size_t bytes = 0;
	struct making making = {.drafter = drafter,
				.thread = thread,
				.choices = choices != NULL ? choices : &none,
				.arena = arena,
				.draft = draft};

	*draft = (struct draft){0};
	buf_init(&making.text, BUF_NO_LIMIT);
	if (thread->is_private || thread->is_deleted)
		draft->refused = "private";
	for (size_t i = 0; i < thread->messages_n; i++)
		bytes += thread->messages[i].body.n;
	if (bytes > LIMIT_DRAFT_BODIES) {
		title_only.messages_n = 0;
		making.thread = &title_only;
	}
	add_messages(&making);
	if (bytes > LIMIT_DRAFT_BODIES || making.text.n > LIMIT_DRAFT_BYTES)
		draft->refused = "too long";
	else
		find_spans(&making);
	drafter->unknown.people = drafter->people;
	drafter->unknown.more = making.more;
	unknown_find(&drafter->unknown, drafter->rules, drafter->vocabulary, buf_view(&making.text), making.spans.at,
		     making.spans.n);
	drafter->unknown.more = NULL;
	weigh(&making);
	draft->text = arena_str(arena, buf_view(&making.text));
	draft->month = date_from_seconds(thread->solved != 0 ? thread->solved : thread->updated);
	draft->month.day = 1;
	draft->month.has_time = false;
	draft->blocks_n = making.blocks.n;
	draft->blocks = arena_array(arena, making.blocks.n, sizeof(*draft->blocks));
	draft->spans_n = making.spans.n;
	draft->spans = arena_array(arena, making.spans.n, sizeof(*draft->spans));
	draft->words_n = drafter->unknown.words.n;
	draft->words = arena_array(arena, draft->words_n, sizeof(*draft->words));
	if (making.blocks.n != 0)
		memcpy(draft->blocks, making.blocks.at, making.blocks.n * sizeof(*draft->blocks));
	if (making.spans.n != 0)
		memcpy(draft->spans, making.spans.at, making.spans.n * sizeof(*draft->spans));
	if (draft->words_n != 0)
		memcpy(draft->words, drafter->unknown.words.at, draft->words_n * sizeof(*draft->words));
	refuse_empty(draft);
	redact_people_free(making.more);
	vec_release(&making.blocks);
	vec_release(&making.spans);
	buf_release(&making.text);
}
