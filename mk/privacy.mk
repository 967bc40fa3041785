# `weir` without redaction, to see what the publish gate does then (tests/suites.d/full/tickets-canaries).

TOOL_BIN += $(B)/tools/weir-unredacted

$(B)/tools/weir-unredacted: $(B)/obj/tests/privacy/redact_off.o $(B)/obj/generator/main.o $(addprefix $(B)/libweir,generator.a query.a common.a)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) $(SANITIZER_MAIN) -Wl,--wrap=redact_find -o $@ $^ $(LIBS_GENERATOR) $(LIBS_COMMON)
