# Rung's build. `make help` lists what it can do; nothing outside BUILD changes, save by install, accept and format.

BUILD   ?= build
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
SIZE    ?= 1000
SEEDS   ?= 1 2
SECONDS ?= 60

# WERROR=-Werror, SANITIZE=-fsanitize=... and DEFINES=-D... are how the targets below make variants in folders of their own.
PKG_CONFIG ?= pkg-config
VERSION    := $(shell sed -n 's/^.define RUNG_VERSION "\(.*\)"/\1/p' include/rung.h 2>/dev/null)
ABI        := 0

needs    := lua5.4 yaml-0.1 nettle sqlite3
seccomp  := $(shell $(PKG_CONFIG) --exists libseccomp 2>/dev/null && echo libseccomp)
xlsx     := $(shell $(PKG_CONFIG) --exists xlsxwriter zlib 2>/dev/null && echo xlsxwriter)
needs    += $(seccomp) $(xlsx)

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes $(WERROR)
language := -std=gnu11 -D_GNU_SOURCE -Icore -Iinclude -pthread -ffp-contract=off
features := $(if $(seccomp),-DHAVE_SECCOMP) $(if $(xlsx),-DHAVE_XLSXWRITER) $(DEFINES)
packages := $(shell $(PKG_CONFIG) --cflags $(needs) 2>/dev/null)
compile  := $(language) $(warnings) $(features) $(packages) -fPIC -fvisibility=hidden $(CFLAGS) $(SANITIZE)
libs     := $(shell $(PKG_CONFIG) --libs $(needs) 2>/dev/null) -lm -pthread
link     := $(LDFLAGS) $(SANITIZE)

without := core/cli/main.c $(if $(xlsx),,core/out/workbook_%.c)
sources := $(filter-out $(without),$(wildcard core/*/*.c))
objects := $(sources:%.c=$(BUILD)/%.o)
units   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
shared  := $(patsubst tests/unit/%.c,$(BUILD)/tests/%.o,$(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))
tools   := $(BUILD)/tools/meridian_data

# A sub-make takes all cores unless this one was already told how many.
jobs  = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))
again = $(MAKE) --no-print-directory $(jobs)

# One short line for each command; V=1 shows the commands, make -s nothing.
silent = $(findstring s,$(firstword -$(MAKEFLAGS)))
quiet  = $(if $(V),,@$(if $(silent),,echo '  $(1) $@';))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

## Building

.PHONY: all program tests deps run
all: program $(BUILD)/librung.so ## build the program and both libraries into build/
program: $(BUILD)/rung $(BUILD)/librung.a
tests: program $(units) $(tools) ## build the test programs

deps: ## install what building and testing need (Debian, Ubuntu)
	@sh tests/tools/need.sh install test

run: ## install what is missing, build, and run the starter program
	@sh tests/tools/need.sh install build
	@$(again) all
	@echo '$$ $(BUILD)/rung run scorecards/starter -o $(BUILD)/starter'
	@$(BUILD)/rung run scorecards/starter -o $(BUILD)/starter || [ $$? -eq 1 ]

$(BUILD)/rung: $(BUILD)/core/cli/main.o $(BUILD)/librung.a
	$(call quiet,link)$(CC) $(link) -o $@ $^ $(libs)
	$(if $(seccomp),,@echo 'note: libseccomp-dev is not here: plugins run without the system call filter, behind the other walls of the sandbox')
	$(if $(xlsx),,@echo 'note: libxlsxwriter-dev or zlib1g-dev is not here: rung run writes CSV, but no workbooks (-f xlsx)')

$(BUILD)/librung.a: $(objects)
	@rm -f $@
	$(call quiet,ar  )$(AR) rcs $@ $^

$(BUILD)/librung.so.$(ABI): $(objects) core/librung.map
	$(call quiet,link)$(CC) $(link) -shared -Wl,-soname,librung.so.$(ABI) -Wl,--version-script=core/librung.map -o $@ $(filter %.o,$^) $(libs)

$(BUILD)/librung.so: $(BUILD)/librung.so.$(ABI)
	@ln -sf librung.so.$(ABI) $@

$(BUILD)/core/%.o: core/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call quiet,cc  )$(CC) $(compile) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call quiet,cc  )$(CC) $(compile) -Itests/unit -MMD -MP -c -o $@ $<

$(BUILD)/tests/test_%: $(BUILD)/tests/test_%.o $(shared) $(BUILD)/librung.a
	$(call quiet,link)$(CC) $(link) -o $@ $^ $(libs) $(shell $(PKG_CONFIG) --libs cmocka)

$(BUILD)/tools/meridian_data: $(wildcard tests/meridian/*.c) tests/meridian/tables.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call quiet,cc  )$(CC) $(language) $(warnings) $(CFLAGS) -o $@ $(filter %.c,$^)

# Where plugins are looked for when a host of the library names no folder.
$(BUILD)/core/out/api.o: compile += -DRUNG_PLUGINS='"$(PREFIX)/share/rung/plugins"'
$(BUILD)/core/out/api.o: $(BUILD)/prefix
$(BUILD)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@

# The files that are put into the program as they are.
$(BUILD)/core/report/assets.o: $(wildcard core/report/*.html core/report/*.css core/report/*.js)

# Changed flags rebuild everything; missing packages are named before the compiler stumbles over a header.
$(BUILD)/flags: FORCE
	@sh tests/tools/need.sh check build
	@mkdir -p $(@D)
	@echo '$(CC) $(compile)' | cmp -s - $@ || echo '$(CC) $(compile)' > $@
FORCE:

-include $(objects:.o=.d) $(BUILD)/core/cli/main.d $(units:=.d) $(shared:.o=.d)

## Testing

.PHONY: test ci sanitize tsan faults valgrind fuzz oracle oracle-money accept bench
test: ## install what is missing, build, and pass every test
	@sh tests/tools/need.sh install test
	@$(again) all tests
	@sh tests/run.sh unit:$(BUILD) golden:$(BUILD) figures:$(BUILD) workbook:$(BUILD) plugins:$(BUILD) next:$(BUILD) oracle:$(BUILD):1000 editor:$(BUILD) docs:$(BUILD) package:$(BUILD) browser:$(BUILD) kill:$(BUILD)

asan := BUILD=$(BUILD)/asan SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' CFLAGS='-O1 -g'
tsan := BUILD=$(BUILD)/tsan SANITIZE='-fsanitize=thread' CFLAGS='-O1 -g' DEFINES=-DRUNG_OPEN_JAIL
memcheck := BUILD=$(BUILD)/valgrind CFLAGS='-O1 -g' DEFINES=-DRUNG_OPEN_JAIL
fail := BUILD=$(BUILD)/faults DEFINES=-DRUNG_FAULTS

ci: export WERROR := -Werror
ci: export FAULTS_STEP := 3
ci: ## every test, the large oracle, lint, every third failing allocation, and the tests again under sanitizers
	@sh tests/tools/need.sh install test
	@$(again) all tests
	@$(again) $(fail) program
	@$(again) $(asan) tests
	@sh tests/run.sh golden:$(BUILD)/asan faults:$(BUILD)/faults lint:$(BUILD) golden:$(BUILD) unit:$(BUILD) figures:$(BUILD) \
	    workbook:$(BUILD) plugins:$(BUILD) next:$(BUILD) oracle:$(BUILD):1000 oracle:$(BUILD):100000 money:$(BUILD):100000 editor:$(BUILD) docs:$(BUILD) \
	    package:$(BUILD) browser:$(BUILD) kill:$(BUILD) unit:$(BUILD)/asan plugins:$(BUILD)/asan

sanitize: ## unit tests and golden programs under address and undefined-behaviour checks
	@$(again) $(asan) tests
	@sh tests/run.sh unit:$(BUILD)/asan golden:$(BUILD)/asan plugins:$(BUILD)/asan

# It holds signals back: attacks that only the timer ends would never end.
tsan: ## unit tests and golden programs under the thread checker
	@$(again) $(tsan) tests
	@WITHOUT=test_sandbox TSAN_OPTIONS=halt_on_error=1 sh tests/run.sh unit:$(BUILD)/tsan golden:$(BUILD)/tsan

faults: ## let the first, second, third ... allocation fail until a run succeeds
	@$(again) $(fail) program
	@sh tests/run.sh faults:$(BUILD)/faults

valgrind: ## the starter program and the cases of a plugin under memcheck
	@$(again) $(memcheck) program
	@sh tests/run.sh valgrind:$(BUILD)/valgrind

oracle: ## compare with the oracle, cell by cell: SIZE=100000 SEEDS="1 2", or DATA=DIR for tables that exist
	@$(again) program $(tools)
	@DATA='$(DATA)' SEEDS='$(SEEDS)' sh tests/run.sh oracle:$(BUILD):$(SIZE)

oracle-money: ## compare money to the cent with Python's: 100,000 random cases of each method, in every rounding mode
	@$(again) tests
	@sh tests/run.sh money:$(BUILD):100000
	@python3 tests/oracle/pools.py $(BUILD)/rung 100000

# They begin with what ships, and with what they found before, in BUILD/fuzz/NAME.
fuzz: ## feed random bytes as CSV and as program.yaml, SECONDS=60 each (clang)
	@$(again) BUILD=$(BUILD)/fuzz CC=clang CFLAGS='-O1 -g' SANITIZE='-fsanitize=address,undefined,fuzzer-no-link' $(BUILD)/fuzz/librung.a
	@mkdir -p $(BUILD)/fuzz/csv $(BUILD)/fuzz/yaml
	@for file in scorecards/*/*.yaml; do cp "$$file" "$(BUILD)/fuzz/yaml/$$(echo "$$file" | tr / -)"; done
	@for file in scorecards/*/tables/*.csv; do head -c 4000 "$$file" > "$(BUILD)/fuzz/csv/$$(echo "$$file" | tr / -)"; done
	@for name in csv yaml; do \
	    clang $(language) $(packages) -g -fsanitize=address,undefined,fuzzer -o $(BUILD)/fuzz/fuzz_$$name tests/fuzz/fuzz_$$name.c \
	        $(BUILD)/fuzz/librung.a $(libs) && \
	    $(BUILD)/fuzz/fuzz_$$name -max_total_time=$(SECONDS) -artifact_prefix=$(BUILD)/fuzz/ $(BUILD)/fuzz/$$name || exit 1; \
	done

accept: program ## rewrite the expected files of golden programs and cases from what rung does now
	@sh tests/golden.sh $(BUILD) --accept

bench: ## time and memory at SIZE=100000 partners, with 1 worker and with JOBS
	@$(again) program $(tools)
	@bash tests/bench/bench.sh $(BUILD) $(SIZE) $(JOBS)

## Keeping order

.PHONY: lint format
lint: ## layering, forbidden calls, sizes, both compilers with -Werror, static analysis
	@sh tests/run.sh lint:$(BUILD)/lint

format: ## rewrite the C sources as .clang-format says
	clang-format -i core/*/*.[ch] include/*.h $(wildcard tests/unit/*.[ch] tests/meridian/*.[ch] tests/package/*.[ch])

## Installing

.PHONY: install uninstall clean help
to := $(DESTDIR)$(PREFIX)
bash := share/bash-completion/completions/rung
zsh  := share/zsh/site-functions/_rung
fish := share/fish/vendor_completions.d/rung.fish
install: all ## install into PREFIX=/usr/local, below DESTDIR when given
	install -d $(to)/bin $(to)/lib/pkgconfig $(to)/include $(to)/share/rung $(to)/share/doc/rung
	install -m 755 $(BUILD)/rung $(to)/bin/rung
	install -m 644 $(BUILD)/librung.a $(to)/lib/librung.a
	install -m 644 $(BUILD)/librung.so.$(ABI) $(to)/lib/librung.so.$(ABI)
	ln -sf librung.so.$(ABI) $(to)/lib/librung.so
	install -m 644 include/rung.h $(to)/include/rung.h
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(libs)|' core/rung.pc.in > $(to)/lib/pkgconfig/rung.pc
	install -d $(to)/share/man/man1 $(dir $(addprefix $(to)/,$(bash) $(zsh) $(fish)))
	for page in $$($(BUILD)/rung help man); do $(BUILD)/rung help man $$page > $(to)/share/man/man1/$$page.1; done
	$(BUILD)/rung completion bash > $(to)/$(bash)
	$(BUILD)/rung completion zsh > $(to)/$(zsh)
	$(BUILD)/rung completion fish > $(to)/$(fish)
	cp -R plugins $(to)/share/rung/
	install -d $(to)/share/rung/editor
	$(BUILD)/rung help luacats > $(to)/share/rung/editor/rung.lua
	$(BUILD)/rung help luacheck > $(to)/share/rung/editor/luacheckrc
	$(BUILD)/rung help schema > $(to)/share/rung/editor/program.schema.json
	$(BUILD)/rung help cases-schema > $(to)/share/rung/editor/cases.schema.json
	cp -R README.md LICENSE docs/. $(to)/share/doc/rung/

uninstall: ## remove what install put there
	rm -rf $(to)/bin/rung $(to)/lib/librung.* $(to)/include/rung.h $(to)/lib/pkgconfig/rung.pc $(to)/share/rung $(to)/share/doc/rung
	rm -f $(to)/share/man/man1/rung.1 $(to)/share/man/man1/rung-*.1 $(addprefix $(to)/,$(bash) $(zsh) $(fish))

clean: ## remove everything built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'
