# Line coverage: `make coverage` runs the unit tests and the quick suites in
# build/cov and prints the figures.

COVERAGE_EXIT := $(if $(filter cov,$(CONFIG)),$(B)/obj/tests/coverage/exit.o)
ifneq ($(COVERAGE_EXIT),)
LDFLAGS_ALL += -Wl,--wrap=_exit $(COVERAGE_EXIT)
$(PROGRAMS) $(UNIT_BIN) $(TOOL_BIN) $(BENCH_BIN): | $(COVERAGE_EXIT)
endif

coverage: ## line coverage of common/ and generator/ by the unit tests and quick suites
	@$(MAKE) CONFIG=cov all tools
	@find build/cov -name '*.gcda' -delete
	@$(MAKE) CONFIG=cov unit
	-@scripts/run-suites quick build/cov
	@scripts/coverage build/cov

.PHONY: coverage
