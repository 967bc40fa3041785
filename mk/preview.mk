# The script that `weir preview` adds to pages is part of the program.

$(B)/gen/preview_js.h: generator/preview.js
	@mkdir -p $(@D)
	{ echo 'static const unsigned char preview_js[] = {'; od -An -v -tu1 $< | sed 's/ *\([0-9][0-9]*\)/\1,/g'; echo '};'; } > $@

$(B)/obj/generator/preview_http.o: $(B)/gen/preview_js.h
