/*
 * latin_table: writes how letters of other scripts sound, as ICU transcribes them, as C source: 好 is "hao". Reading
 * ICU's rules takes as long as looking through a hundred pages, so it is done once, when the program is built.
 *
 *     latin_table > latin_table.h
 *
 * A build tool: unlike the rest it prints and exits.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

enum {
	CHARACTERS = 0x110000,
	PAGE = 256, /* characters */
	PAGES = CHARACTERS / PAGE,
	TEXT = 8, /* letters that a transcription has at most */
	TEXTS = 1 << 16,
	SLOTS = 1 << 18,
};

static struct text {
	unsigned n;
	char s[TEXT];
} texts[TEXTS];
static unsigned texts_n = 1; /* the first one stands for none */
static unsigned slots[SLOTS];

static unsigned pages[PAGES][PAGE]; /* those that differ */
static unsigned pages_n;

/* Small ASCII letters and digits; false: there is no such transcription. */
static bool transcribe(UTransliterator *rules, UChar32 c, struct text *to)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0, limit;
	UChar text[32];

	U16_APPEND_UNSAFE(text, n, c);
	limit = n;
	utrans_transUChars(rules, text, &n, sizeof(text) / sizeof(*text), 0, &limit, &status);
	if (U_FAILURE(status) || n == 0 || n > TEXT)
		return false;
	*to = (struct text){0};
	for (int32_t i = 0; i < n; i++) {
		if (text[i] >= 0x80)
			return false;
		if ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9'))
			to->s[to->n++] = (char)text[i];
	}
	return true;
}

/* The number of the text, a new one if none is the same. */
static unsigned number_of(const struct text *text)
{
	unsigned slot = text->n;

	for (unsigned i = 0; i < text->n; i++)
		slot = slot * 31 + (unsigned char)text->s[i];
	for (slot %= SLOTS; slots[slot] != 0; slot = (slot + 1) % SLOTS)
		if (memcmp(&texts[slots[slot]], text, sizeof(*text)) == 0)
			return slots[slot];
	if (texts_n == TEXTS)
		abort();
	texts[texts_n] = *text;
	slots[slot] = texts_n;
	return texts_n++;
}

static void fill_page(UTransliterator *rules, UChar32 first, unsigned *page)
{
	for (UChar32 c = first; c < first + PAGE; c++) {
		struct text text;
		bool is_letter = c >= 0x80 && (u_isalpha(c) || u_isalnum(c));

		page[c - first] = is_letter && transcribe(rules, c, &text) ? number_of(&text) : 0;
	}
}

/* The page is the last one, or goes, for an earlier one is the same. */
static unsigned page_number(void)
{
	for (unsigned i = 0; i < pages_n; i++)
		if (memcmp(pages[i], pages[pages_n], sizeof(*pages)) == 0)
			return i;
	return pages_n++;
}

static void print_numbers(const unsigned *numbers, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", numbers[i]);
}

int main(void)
{
	static const UChar id[] = u"Any-Latin; Latin-ASCII; Lower";
	static unsigned numbers[PAGES];
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *rules = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);

	if (U_FAILURE(status) || rules == NULL) {
		fprintf(stderr, "latin_table: ICU has no rules: %s\n", u_errorName(status));
		return EXIT_FAILURE;
	}
	for (unsigned i = 0; i < PAGES; i++) {
		fill_page(rules, (UChar32)(i * PAGE), pages[pages_n]);
		numbers[i] = page_number();
	}
	utrans_close(rules);
	printf("/* Made by tools/latin_table.c: by character its page, by page its text, 0: none. */\n"
	       "enum { LATIN_PAGE = %d };\nstatic const uint16_t latin_pages[] = {",
	       PAGE);
	print_numbers(numbers, PAGES);
	printf("\n};\nstatic const uint16_t latin_numbers[][LATIN_PAGE] = {");
	for (unsigned i = 0; i < pages_n; i++) {
		printf("\n{");
		print_numbers(pages[i], PAGE);
		printf("},");
	}
	printf("\n};\nstatic const struct {\n\tuint8_t n;\n\tchar s[%d];\n} latin_texts[] = {\n", TEXT);
	for (unsigned i = 0; i < texts_n; i++)
		printf("\t{%u, \"%.*s\"},\n", texts[i].n, (int)texts[i].n, texts[i].s);
	printf("};\n");
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
