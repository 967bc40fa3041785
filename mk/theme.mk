# The default theme is part of the program: tools/embed.c turns theme/ into C.

THEME_FILES := $(sort $(patsubst theme/%,%,$(wildcard theme/*.html theme/*.css theme/*.js theme/*/*)))
GENERATOR_OBJ += $(B)/obj/gen/theme_files.o

$(B)/embed: tools/embed.c
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -O1 $(WARN) -o $@ $<

# the list of names too: a file that was removed must go
$(B)/gen/theme_files.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(THEME_FILES)' | cmp -s - $@ || printf '%s\n' '$(THEME_FILES)' > $@

$(B)/gen/theme_files.c: $(B)/embed $(addprefix theme/,$(THEME_FILES)) $(B)/gen/theme_files.list
	$(B)/embed theme $(THEME_FILES) > $@

$(B)/obj/gen/theme_files.o: $(B)/gen/theme_files.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
