/* Any bytes as a text, with people who are known: spans in order and inside, and what was found is gone. */
#include "common/privacy/redact.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct redact_rules *rules;
	static struct redact_people *people;
	static struct redactor *redactor;
	static struct buf out;
	struct str text = str_n((const char *)data, size);
	const struct redact_span *spans;
	size_t n;

	if (rules == NULL) {
		buf_init(&out, BUF_NO_LIMIT);
		rules = redact_rules_new(&out);
		people = redact_people_new(rules);
		redact_people_add(
		    people, &(struct redact_person){.name = STR("Maria Kowalska"), .email = STR("mk@drewex-meble.pl")});
		redactor = redactor_new(rules);
	}
	if (redact_find(redactor, people, NULL, text, &spans, &n) < 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (spans[i].from >= spans[i].to || spans[i].to > size || (i > 0 && spans[i].from < spans[i - 1].to))
			abort();
	buf_clear(&out);
	redact_apply(&out, text, spans, n);
	if (str_find(buf_view(&out), STR(" Kowalska ")) >= 0)
		abort();
	return 0;
}
