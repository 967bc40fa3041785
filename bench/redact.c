/*
 * redact: how fast personal data is found, on one core, with 0, 10,000 and
 * 100,000 known people, against limits and against reading alone (a pass that
 * counts words) in the same run. Tickets are made of the help centre's own prose
 * (content/), each with a greeting, people, addresses, numbers and a signature; or
 * of the files given as arguments, cut into pieces.
 */
#include "common/privacy/redact.h"

#include "common/mem.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TICKET_BYTES = 2000, ROUNDS_BYTES = 8 * 1024 * 1024 };

static uint64_t seed = 1;
static struct buf prose;

static uint32_t random_below(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((seed >> 33) % n);
}

static double cpu_seconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int add_file(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
	int fd;

	(void)ftw;
	if (type != FTW_F || (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return 0;
	for (;;) {
		ssize_t n = read(fd, buf_reserve(&prose, 65536), 65536);

		if (n <= 0)
			break;
		prose.n += (size_t)n;
	}
	(void)stat;
	(void)close(fd);
	return 0;
}

static void add_name(struct buf *out, uint32_t person, char separator)
{
	static const char *const syllables[] = {"Ka",  "Lo",  "Mi",  "Ster", "Ban", "Vol", "Dra", "Nek", "Fi",	"Ro",
						"Hal", "Gru", "Tem", "Zor",  "Wen", "Pa",  "Sil", "Jun", "Qui", "Ol"};
	uint32_t number = person * 2654435761u;

	for (int part = 0; part < 2; part++) {
		for (int i = 0; i < 3 + part; i++) {
			const char *syllable = syllables[number % 20];

			if (i == 0)
				buf_str(out, str_c(syllable));
			else
				for (; *syllable != '\0'; syllable++)
					buf_char(out, str_lower_char(*syllable));
			number = number / 20 + number * 7;
		}
		if (part == 0)
			buf_char(out, separator);
	}
}

static void add_ticket(struct buf *out, bool bare)
{
	size_t from = random_below((uint32_t)(prose.n - TICKET_BYTES));
	uint32_t person = random_below(10000);

	if (bare) {
		buf_add(out, prose.s + from, TICKET_BYTES);
		return;
	}
	buf_lit(out, "Hello ");
	add_name(out, person, ' ');
	buf_lit(out, ",\n\n");
	buf_add(out, prose.s + from, TICKET_BYTES);
	buf_printf(out, "\n\nThe order was 2025-0%u-1%u from 10.%u.7.%u, call +49 30 %u.\n\nKind regards\n",
		   random_below(9) + 1, random_below(9), random_below(255), random_below(255), random_below(10000000));
	add_name(out, random_below(10000), ' ');
	buf_lit(out, "\n");
	add_name(out, person, '.');
	buf_lit(out, "@example.net\n");
}

static struct redact_people *make_people(const struct redact_rules *rules, uint32_t n)
{
	struct redact_people *people = redact_people_new(rules);
	struct buf name, mail;

	buf_init(&name, BUF_NO_LIMIT);
	buf_init(&mail, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < n; i++) {
		buf_clear(&name);
		buf_clear(&mail);
		add_name(&name, i, ' ');
		add_name(&mail, i, '.');
		buf_lit(&mail, "@example.net");
		redact_people_add(people, &(struct redact_person){.name = buf_view(&name), .email = buf_view(&mail)});
	}
	buf_release(&name);
	buf_release(&mail);
	return people;
}

static size_t count_words(struct str text)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < text.n; i++) {
		bool letter = str_is_alnum(text.s[i]);

		n += letter && !inside;
		inside = letter;
	}
	return n;
}

static bool measure(const struct redact_rules *rules, const struct buf *tickets, size_t ticket, uint32_t people_n,
		    double limit, double reading)
{
	struct redact_people *people = make_people(rules, people_n);
	struct redactor *redactor = redactor_new(rules);
	const struct redact_span *spans;
	size_t n, found = 0;
	double best = 1e9;

	for (int round = 0; round < 2; round++) {
		double start = cpu_seconds(), spent;

		for (size_t at = 0; at < tickets->n; at += ticket) {
			if (redact_find(redactor, people, NULL, str_slice(buf_view(tickets), at, at + ticket), &spans,
					&n) < 0)
				return false;
			found += n;
		}
		spent = cpu_seconds() - start;
		best = spent < best ? spent : best;
	}
	printf("%7u people: %6.1f MB/s, limit %4.1f: ratio %.2f; reading alone %.0f MB/s (%zu findings)\n", people_n,
	       (double)tickets->n / best / 1e6, limit, (double)tickets->n / best / 1e6 / limit, reading, found / 2);
	redactor_free(redactor);
	redact_people_free(people);
	return (double)tickets->n / best / 1e6 >= limit;
}

int main(int argc, char **argv)
{
	struct buf tickets, reason;
	struct redact_rules *rules;
	size_t ticket = 0, words;
	double start, reading;
	bool fine;

	buf_init(&prose, BUF_NO_LIMIT);
	buf_init(&tickets, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	for (int i = 1; i < argc; i++)
		(void)nftw(argv[i], add_file, 16, FTW_PHYS);
	if (argc == 1)
		(void)nftw("content", add_file, 16, FTW_PHYS);
	rules = redact_rules_new(&reason);
	if (rules == NULL || prose.n < 2 * TICKET_BYTES) {
		puts("redact: no prose to make tickets of; start it in the project's folder");
		return 3;
	}
	while (tickets.n < ROUNDS_BYTES) {
		add_ticket(&tickets, argc > 1);
		if (ticket == 0)
			ticket = 2200;
	}
	start = cpu_seconds();
	words = count_words(buf_view(&tickets));
	reading = (double)tickets.n / (cpu_seconds() - start) / 1e6;
	printf("%zu MB in pieces of %zu bytes, %zu words\n", tickets.n / 1000000, ticket, words);
	fine = measure(rules, &tickets, ticket, 0, 15, reading);
	fine = measure(rules, &tickets, ticket, 10000, 15, reading) && fine;
	fine = measure(rules, &tickets, ticket, 100000, 8, reading) && fine;
	redact_rules_free(rules);
	buf_release(&reason);
	buf_release(&tickets);
	buf_release(&prose);
	return fine ? 0 : 1;
}
