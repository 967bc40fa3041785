#include "generator/tickets/xml_files.h"

#include "common/value.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/readers.h"
#include "generator/tickets/xml_records.h"

/* Within which the root element begins. */
#define HEAD_BYTES 4096

bool xml_files_is_xml(struct str head)
{
	struct str text;

	head = str_slice(head, 0, HEAD_BYTES);
	text = str_trim(str_starts(head, STR("\xef\xbb\xbf")) ? str_from(head, 3) : head);
	return text.n != 0 && text.s[0] == '<';
}

const struct xml_file *xml_files_find(const struct xml_file *files, struct str head)
{
	for (; files->root != NULL; files++)
		if (str_find(str_slice(head, 0, HEAD_BYTES), str_c(files->root)) >= 0)
			return files;
	return NULL;
}

void xml_files_read(struct reading *reading, struct input *input, const struct xml_file *files)
{
	const struct xml_file *file = xml_files_find(files, input->window);
	struct xml_records records;
	struct xml_record record;
	enum xml_result result;

	if (file == NULL)
		return;
	xml_records_init(&records, input, str_c(file->element));
	while (!import_has_failed(reading->import) &&
	       (result = xml_records_next(&records, &reading->page, &record)) != XML_END) {
		import_at(reading->import, input->name, record.line);
		if (result == XML_BROKEN)
			import_broken(reading->import, record.guess, record.fault);
		else if (record.value->kind == VALUE_MAP)
			file->read(reading, record.value);
		arena_clear(&reading->page);
	}
}
