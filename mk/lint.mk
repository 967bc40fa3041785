# For scripts/lint: every source compiled, nothing linked; and clang-tidy for each
# file that has changed since it was last content.

OBJECTS := $(COMMON_OBJ) $(GENERATOR_OBJ) $(QUERY_OBJ) $(SEARCH_OBJ) \
	$(call object,$(wildcard generator/main.c search/main.c search/courier.c) $(UNIT_SRC) $(TOOL_SRC) $(FUZZ_SRC) $(wildcard bench/*.c))
TIDY_SRC := $(filter %.c,$(COMMON_SRC) $(GENERATOR_SRC) $(QUERY_SRC) $(SEARCH_SRC) $(wildcard generator/main.c search/main.c search/courier.c))

objects: $(OBJECTS)

tidy: $(patsubst %.c,$(B)/tidy/%.ok,$(TIDY_SRC))

$(B)/tidy/generator/tickets/mail.ok: CFLAGS_ALL += $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I gmime-3.0))

# The object stands for the headers too.
$(B)/tidy/%.ok: %.c .clang-tidy $(B)/obj/%.o
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- $(CFLAGS_ALL) > $@.log 2>/dev/null || { cat $@.log; exit 1; }
	@rm -f $@.log
	@touch $@

.PHONY: objects tidy
