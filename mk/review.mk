# The page of `weir review --serve` is part of the program.

REVIEW_PAGE := $(addprefix generator/tickets/review_page/review.,html css js)

$(B)/gen/review_files.h: $(REVIEW_PAGE)
	@mkdir -p $(@D)
	{ for file in $(REVIEW_PAGE); do echo "static const unsigned char review_$${file##*.}[] = {"; \
		od -An -v -tu1 $$file | sed 's/ *\([0-9][0-9]*\)/\1,/g'; echo '};'; done; } > $@

$(B)/obj/generator/tickets/review_server.o: $(B)/gen/review_files.h
