# How letters of other scripts sound is asked of ICU when the program is built.

$(B)/latin_table: tools/latin_table.c
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -O1 $(WARN) -o $@ $< -licui18n -licuuc

$(B)/gen/latin_table.h: $(B)/latin_table
	@mkdir -p $(@D)
	$(B)/latin_table > $@

$(B)/obj/generator/gate/fold.o: $(B)/gen/latin_table.h
