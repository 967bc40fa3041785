# Weir. `make help` lists what there is.
#
# One makefile for everything, out of tree: build/<config>/ (or the folder B) holds all that is
# made. A new .c file in common/, generator/ or search/ and a new test_*.c or
# fuzz_*.c below tests/ is found by itself.

CONFIG ?= release
PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
VERSION := 0.1.0

B := build/$(CONFIG)
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:

# ---- configurations --------------------------------------------------------

ifeq ($(filter $(CONFIG),release debug asan tsan cov fuzz),)
$(error CONFIG=$(CONFIG): use release, debug, asan, tsan, cov or fuzz)
endif

CC_release := gcc
CC_debug := gcc
CC_asan := gcc
CC_tsan := gcc
CC_cov := gcc
CC_fuzz := clang
CXX_release := g++
CXX_debug := g++
CXX_asan := g++
CXX_tsan := g++
CXX_cov := g++
CXX_fuzz := clang++
ifeq ($(origin CC),default)
CC := $(CC_$(CONFIG))
endif
ifeq ($(origin CXX),default)
CXX := $(CXX_$(CONFIG))
endif

MODE_release := -O2 -DNDEBUG -D_FORTIFY_SOURCE=3
MODE_debug := -O0
MODE_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_tsan := -O1 -fsanitize=thread -fno-omit-frame-pointer
MODE_cov := -O0 --coverage
MODE_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function -fno-sanitize-recover=all

# Jumps and returns that go where they should: each kind of processor has its own.
MACHINE := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine)))
HARDEN_x86_64 := -fcf-protection=full
HARDEN_aarch64 := -mbranch-protection=standard
HARDEN := -fstack-protector-strong -fstack-clash-protection $(HARDEN_$(MACHINE)) -fPIE
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual -Wwrite-strings -Wformat=2 -Wvla \
	-Wnull-dereference -Wimplicit-fallthrough
WARN_C := -Wstrict-prototypes -Wmissing-prototypes
ifneq ($(CI),)
WARN += -Werror
endif

quote = '$(subst ','\'',$(1))'

# Absolute paths must not reach the binary, so that the same source gives the same bytes.
COMMON_FLAGS := -g -I. -I$(B)/gen -D_GNU_SOURCE -DWEIR_VERSION='"$(VERSION)"' -ffile-prefix-map=$(call quote,$(CURDIR))=. \
	$(WARN) $(HARDEN) $(MODE_$(CONFIG))
CFLAGS_ALL := -std=gnu17 $(COMMON_FLAGS) -isystem /usr/include/libxml2 $(WARN_C) -include common/banned.h $(CFLAGS)
CXXFLAGS_ALL := -std=c++17 $(COMMON_FLAGS) -fno-rtti $(CXXFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed $(MODE_$(CONFIG)) $(LDFLAGS)

LIBS_COMMON := -lxxhash -lutf8proc -lsqlite3 -ljansson -lpcre2-8 -licui18n -licuuc -lsodium -lm
LIBS_GENERATOR := -lcmark-gfm-extensions -lcmark-gfm -lyaml -luchardet -lxml2 -lbrotlienc -lbrotlidec -lz -ldeflate -lstdc++
LIBS_SEARCH := -lmicrohttpd -ljansson -lz
LIBS_COURIER := -lcurl

# ---- sources ---------------------------------------------------------------

COMMON_SRC := $(sort $(wildcard common/*.c common/*.cpp common/*/*.c))
GENERATOR_SRC := $(sort $(filter-out generator/main.c,$(wildcard generator/*.c generator/*/*.c)))
# the query engine, which `weir search` needs too
QUERY_SRC := $(sort $(wildcard search/query*.c search/plan*.c search/store*.c search/rank*.c search/snippet*.c search/suggest*.c search/spell*.c search/params.c))
SEARCH_SRC := $(sort $(filter-out $(QUERY_SRC) search/main.c search/courier.c,$(wildcard search/*.c)))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
# programs that the suites run
TOOL_SRC := $(sort $(wildcard tests/tools/*.c))

object = $(addprefix $(B)/obj/,$(addsuffix .o,$(basename $(1))))
COMMON_OBJ := $(call object,$(COMMON_SRC))
GENERATOR_OBJ := $(call object,$(GENERATOR_SRC))
QUERY_OBJ := $(call object,$(QUERY_SRC))
SEARCH_OBJ := $(call object,$(SEARCH_SRC))
UNIT_BIN := $(patsubst tests/unit/%.c,$(B)/tests/%,$(UNIT_SRC))
TOOL_BIN := $(patsubst tests/tools/%.c,$(B)/tools/%,$(TOOL_SRC))
BENCH_BIN := $(patsubst bench/%.c,$(B)/bench/%,$(sort $(wildcard bench/*.c)))
FUZZ_BIN := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ_SRC))

PROGRAMS := $(if $(and $(wildcard generator/main.c),$(wildcard generator/build.c)),$(B)/weir) \
	$(if $(and $(wildcard search/main.c),$(wildcard search/query.c)),$(B)/weir-search) $(B)/weir-courier

include $(wildcard mk/*.mk)

all: $(PROGRAMS) ## build the programs (CONFIG=release|debug|asan|tsan|cov|fuzz)

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/obj/%.o: %.cpp $(B)/flags
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS_ALL) -MMD -MP -c -o $@ $<

# GMime's headers are nobody else's business.
$(B)/obj/generator/tickets/mail.o: CFLAGS_ALL += $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I gmime-3.0))

# Everything is made anew when the flags change.
FLAGS_NOW := $(CC) $(CXX) $(CFLAGS_ALL) $(CXXFLAGS_ALL) $(LDFLAGS_ALL)
$(B)/flags: FORCE
	@mkdir -p $(@D) $(B)/gen
	@printf '%s\n' $(call quote,$(FLAGS_NOW)) | cmp -s - $@ || printf '%s\n' $(call quote,$(FLAGS_NOW)) > $@
FORCE:

define archive
@rm -f $@
ar rcsD $@ $(filter %.o,$^)
endef

$(B)/libweircommon.a: $(COMMON_OBJ)
	$(archive)
$(B)/libweirgenerator.a: $(GENERATOR_OBJ)
	$(archive)
$(B)/libweirquery.a: $(QUERY_OBJ)
	$(archive)
$(B)/libweirsearch.a: $(SEARCH_OBJ)
	$(archive)

GENERATOR_LIBS := $(B)/libweirgenerator.a $(if $(QUERY_SRC),$(B)/libweirquery.a) $(B)/libweircommon.a
SEARCH_LIBS := $(if $(SEARCH_SRC),$(B)/libweirsearch.a) $(if $(QUERY_SRC),$(B)/libweirquery.a) $(B)/libweircommon.a
SANITIZER_MAIN = $(if $(filter fuzz,$(CONFIG)),-fsanitize=address$(comma)undefined)
comma := ,

$(B)/weir: $(B)/obj/generator/main.o $(GENERATOR_LIBS)
	$(CC) $(LDFLAGS_ALL) $(SANITIZER_MAIN) -o $@ $^ $(LIBS_GENERATOR) $(LIBS_COMMON)

$(B)/weir-search: $(B)/obj/search/main.o $(SEARCH_LIBS)
	$(CC) $(LDFLAGS_ALL) $(SANITIZER_MAIN) -o $@ $^ $(LIBS_SEARCH) $(LIBS_COMMON)

# The only program that connects out.
$(B)/weir-courier: $(B)/obj/search/courier.o $(SEARCH_LIBS)
	$(CC) $(LDFLAGS_ALL) $(SANITIZER_MAIN) -o $@ $^ $(LIBS_COURIER) $(LIBS_SEARCH) $(LIBS_COMMON)

# Test programs may use every library of the project.
ALL_LIBS := $(GENERATOR_LIBS) $(if $(SEARCH_SRC),$(B)/libweirsearch.a)
$(B)/tests/%: $(B)/obj/tests/unit/%.o $(ALL_LIBS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(ALL_LIBS) -Wl,--end-group -lcmocka $(LIBS_GENERATOR) $(LIBS_SEARCH) $(LIBS_COMMON)

$(B)/tools/%: $(B)/obj/tests/tools/%.o $(ALL_LIBS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(ALL_LIBS) -Wl,--end-group $(LIBS_GENERATOR) $(LIBS_SEARCH) $(LIBS_COMMON)

$(B)/bench/%: $(B)/obj/bench/%.o $(ALL_LIBS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(ALL_LIBS) -Wl,--end-group $(LIBS_GENERATOR) $(LIBS_SEARCH) $(LIBS_COMMON)

$(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(ALL_LIBS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $< -Wl,--start-group $(ALL_LIBS) -Wl,--end-group $(LIBS_GENERATOR) $(LIBS_SEARCH) $(LIBS_COMMON)

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

# ---- tests -----------------------------------------------------------------

unit: $(UNIT_BIN) ## unit tests only (CONFIG=asan for the sanitizers)
	@scripts/run-unit $(UNIT_BIN)

fuzzers: ## build the fuzz harnesses into build/fuzz/fuzz/
	$(MAKE) CONFIG=fuzz fuzz-bins
fuzz-bins: $(FUZZ_BIN)

tools: $(TOOL_BIN)
bench-bins: $(BENCH_BIN)

check: all unit tools ## the inner loop: builds, unit tests, quick suites (some minutes)
	@scripts/run-suites quick $(B)

test: ## all tests, with their own set-up
	@scripts/setup test
	@$(MAKE) all unit tools
	@scripts/run-suites full $(B)

# ---- set-up and demo -------------------------------------------------------

deps: ## install what is needed to build (apt, as root or through sudo)
	@scripts/setup build

demo: ## install what is missing, build, generate the demo site and serve it
	@scripts/setup build
	@$(MAKE) all
	@scripts/demo $(B)

bench: all bench-bins ## the measurements behind the README's table
	@scripts/setup bench
	@bench/run $(B)

# ---- care ------------------------------------------------------------------

SOURCES := $(wildcard common/*.[ch] common/*/*.[ch] common/*.cpp generator/*.[ch] generator/*/*.[ch] search/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] tests/tools/*.c tests/privacy/*.c)

lint: ## include arrows, module map, headers alone, manuals, clang-tidy, cppcheck
	@scripts/lint

format: ## clang-format in place
	clang-format -i $(SOURCES)

# ---- install ---------------------------------------------------------------

ifneq ($(filter install uninstall,$(MAKECMDGOALS)),)
ifneq ($(words $(PREFIX)) $(filter /%,$(PREFIX)),1 $(PREFIX))
$(error PREFIX="$(PREFIX)": use an absolute path without spaces, for the units of systemd name it)
endif
endif

install: all ## install into DESTDIR and PREFIX (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/man/man5" \
		"$(DESTDIR)$(PREFIX)/share/man/man7" "$(DESTDIR)$(PREFIX)/share/man/man8" "$(DESTDIR)$(PREFIX)/share/doc/weir"
	install -m 755 $(PROGRAMS) "$(DESTDIR)$(PREFIX)/bin"
	for page in docs/*.[1578]; do install -m 644 $$page "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/" || exit 1; done
	install -m 644 LICENSE README.md CHANGELOG.md docs/openapi.json "$(DESTDIR)$(PREFIX)/share/doc/weir"
	install -d "$(DESTDIR)$(PREFIX)/share/doc/weir/contrib"
	install -m 644 contrib/* "$(DESTDIR)$(PREFIX)/share/doc/weir/contrib"
	sed -i 's|/usr/local/bin/|$(PREFIX)/bin/|g' "$(DESTDIR)$(PREFIX)/share/doc/weir/contrib/"*.service

uninstall: ## remove what install put there
	for program in $(notdir $(PROGRAMS)); do rm -f "$(DESTDIR)$(PREFIX)/bin/$$program"; done
	for page in docs/*.[1578]; do rm -f "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; done
	rm -rf "$(DESTDIR)$(PREFIX)/share/doc/weir"

dist: ## a source archive with reproducible bytes
	@mkdir -p build
	git archive --format=tar --prefix=weir-$(VERSION)/ HEAD | gzip -9n > build/weir-$(VERSION).tar.gz
	@echo build/weir-$(VERSION).tar.gz

clean: ## remove build/
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: all unit tools bench-bins fuzzers fuzz-bins check test deps demo bench lint format install uninstall dist clean help FORCE
