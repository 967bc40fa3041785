#include "generator/markdown_leftovers.h"

bool leftovers_component(struct writer *writer, struct str name, bool is_end, size_t at)
{
	(void)writer, (void)name, (void)is_end, (void)at;
	return false;
}
