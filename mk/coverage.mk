# Line coverage: `make coverage` runs the unit tests, the quick suites and those
# long ones that reach what nothing else does in build/cov and prints the figures,
# whatever fails on the way: that is named above them, and makes it exit with 1.
# C++ is not measured: templates that one program has and another has not make
# their records damage each other.

COVERAGE_LONG := courier review-server
COVERAGE_WRAPPED := $(if $(filter cov,$(CONFIG)),$(B)/obj/tests/coverage/wrapped.o)
ifneq ($(COVERAGE_WRAPPED),)
LDFLAGS_ALL += -Wl,--wrap=_exit,--wrap=sandbox_files,--wrap=sandbox_calls $(COVERAGE_WRAPPED)
$(PROGRAMS) $(UNIT_BIN) $(TOOL_BIN) $(B)/tools/weir-unredacted $(BENCH_BIN): | $(COVERAGE_WRAPPED)
$(B)/obj/common/toml.o: CXXFLAGS_ALL := $(filter-out --coverage,$(CXXFLAGS_ALL))
endif

coverage: ## line coverage of common/, generator/ and search/ by the unit tests and quick suites
	@$(MAKE) -s CONFIG=cov all tools unit-bins
	@find build/cov -name '*.gcda' -delete
	@failed=0; $(MAKE) -s CONFIG=cov unit || failed=1; scripts/run-suites quick build/cov || failed=1; \
		for suite in $(COVERAGE_LONG); do said=$$(tests/suites.d/full/$$suite build/cov) || failed=1; echo "$$said" | tail -n 1; done; \
		scripts/coverage build/cov && exit $$failed

unit-bins: $(UNIT_BIN)

.PHONY: coverage unit-bins
