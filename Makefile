# bantin - build, test, demo, install. `make help` lists what there is.
VERSION = 0.1.0

ifeq ($(origin CC),default)
CC = gcc
endif
O ?= build
PREFIX ?= /usr/local
DESTDIR ?=

# What Debian 12 calls everything that building and testing needs.
PACKAGES = gcc clang libclang-rt-14-dev make pkg-config gettext libncurses-dev \
	libcurl4-openssl-dev libjansson-dev libsqlite3-dev libunistring-dev libxml2-dev \
	libcmark-dev libinih-dev zlib1g-dev libcmocka-dev libvterm-dev libmicrohttpd-dev \
	ncurses-base ncurses-term curl valgrind unicode-data bzip2 hunspell-vi libicu-dev \
	mandoc

WARN = -Wall -Wextra -Wshadow -Wvla -Wmissing-prototypes -Wstrict-prototypes \
	-Wformat=2 -Wconversion -Werror
CPPFLAGS += -Iinclude -I$(O)/gen -D_XOPEN_SOURCE=700 -DBANTIN_VERSION='"$(VERSION)"' \
	-DBANTIN_PREFIX='"$(PREFIX)"'
CFLAGS ?= -O2 -g
HARDEN = -fstack-protector-strong -fPIE
LINK_HARDEN = -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed
ifdef SAN
HARDEN += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LINK_HARDEN += -fsanitize=address,undefined
else ifdef DEBUG
else
CPPFLAGS += -DNDEBUG -D_FORTIFY_SOURCE=2
endif
# `make V=1` shows whole commands.
Q = $(if $(V),,@)
say = @echo '  $(1)  $(patsubst $(O)/%,%,$(2))'
COMPILE = $(Q)$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(HARDEN) $(WARN) -MMD -MP

# Rooms from the roof down: an archive uses those right of it.
ROOMS = cli ui sync edit store net text base
XML_FLAGS := $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
LIBS_text = -lunistring
LIBS_base = -ldl
LIBS_store = -lsqlite3 -lz
LIBS_net = -ljansson
LIBS_ui = -lncursesw -ltinfo
LIBS_cli = -linih
BELOW_base = base
BELOW_text = text base
BELOW_edit = edit text base
BELOW_store = store text base
BELOW_net = net text base
BELOW_sync = sync store net text base
BELOW_ui = ui sync edit store net text base
BELOW_cli = cli ui sync edit store net text base

# harden.c and watch.c are Linux's.
ELSEWHERE := $(if $(filter Linux,$(shell uname -s)),src/cli/harden_none.c src/ui/watch_none.c,\
	src/cli/harden.c src/ui/watch.c)
src_of = $(filter-out src/cli/main.c $(ELSEWHERE),$(sort $(wildcard src/$(1)/*.c)))
ARCHIVES = $(ROOMS:%=$(O)/lib%.a)
BINARIES = $(O)/bantin $(O)/portal
MO = $(O)/locale/vi/LC_MESSAGES/bantin.mo
UNITS = $(patsubst tests/unit/%.c,$(O)/tests/%,$(sort $(wildcard tests/unit/*/test_*.c)))
WALK = $(O)/tests/walk

# What the tests against real servers need beside that; of the database the programs
# alone, so that no service is set up.
INTEROP_PACKAGES = wordpress mariadb-server-core php-cli php-mysql php-gd nginx openssl curl

.PHONY: all help deps demo check interop units walks install uninstall clean pot po bench tools
all: $(BINARIES) $(MO)

help:
	@echo 'make            build $(O)/bantin and $(O)/portal'
	@echo 'make demo       install what is missing, build, open the newsroom on a sample portal'
	@echo 'make check      install what is missing, build with gcc and clang, run all tests'
	@echo 'make unit-ROOM  the unit tests of one room ($(ROOMS))'
	@echo 'make bench-quick  of that only what no machine changes; fails where it is too much'
	@echo 'make interop    against a WordPress and an nginx of their own'
	@echo 'make bench      figures: start, memory, bytes to the terminal, size, text'
	@echo 'make faults     the whole of tests/faults: hours; FAULTS_EVERY=20 is enough for most'
	@echo 'make mutants    breaks one promise after another and shows which test sees it'
	@echo 'make fuzz-smoke the fuzz targets, $(FUZZ_SECONDS) seconds each'
	@echo 'make po         bring po/vi.po up to date with the sources'
	@echo 'make install    into $$(DESTDIR)$$(PREFIX); make uninstall takes it away'
	@echo 'O=DIR SAN=1 DEBUG=1 CC=clang choose folder, sanitizers, assertions, compiler'

# --- rooms -------------------------------------------------------------------

$(O)/obj/%.o: src/%.c | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(COMPILE) -c $< -o $@

$(O)/obj/text/%.o: CPPFLAGS += $(XML_FLAGS)

# What is loaded when it is first used, by the name that linking would have noted.
soname = $$(readelf -d "$$($(CC) -print-file-name=lib$(1).so)" | \
	sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
$(O)/gen/sonames.h: Makefile | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	@curl=$(call soname,curl) xml=$(call soname,xml2) cmark=$(call soname,cmark); \
	test "$$curl" -a "$$xml" -a "$$cmark" && printf '#define %s "%s"\n' \
	LIBCURL_SONAME $$curl LIBXML_SONAME $$xml LIBCMARK_SONAME $$cmark >$@
$(O)/obj/net/curl.o $(O)/obj/text/libxml.o $(O)/obj/text/libcmark.o: $(O)/gen/sonames.h

# A clock that is before this is wrong: SOURCE_DATE_EPOCH, or the newest commit, or file.
BUILT = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),\
	$(shell find src include -type f -exec stat -c %Y {} + | sort -n | tail -1))
$(O)/obj/base/clock.o: CPPFLAGS += -DBANTIN_BUILT=$(BUILT)

# What a room has built in beside its sources.
GEN_ui = $(O)/obj/gen/default_keys.o
GEN_text = $(O)/obj/gen/methods.o

define room_archive
$(O)/lib$(1).a: $$(patsubst src/%.c,$(O)/obj/%.o,$$(call src_of,$(1))) $$(GEN_$(1))
	@mkdir -p $$(@D)
	$$(call say,AR,$$@)
	@rm -f $$@
	$$(Q)ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_archive,$(r))))

# Files that are built in, as arrays: keymaps/telex-simple.im is method_telex_simple.
array = { echo 'const unsigned char $(2)[] = {'; \
	od -An -v -tx1 $(1) | sed 's/ \(..\)/0x\1,/g'; \
	echo '};'; echo 'const size_t $(2)_len = sizeof($(2));'; }
METHODS = $(sort $(wildcard keymaps/*.im))

$(O)/gen/default_keys.c: keymaps/default.keys src/ui/builtin.h | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	@{ echo '#include "builtin.h"'; $(call array,$<,default_keys); } >$@

$(O)/gen/methods.c: $(METHODS) src/text/typing_builtin.h | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	@{ echo '#include "typing_builtin.h"'; \
	$(foreach m,$(METHODS),$(call array,$(m),method_$(subst -,_,$(basename $(notdir $(m)))));) } >$@

$(O)/gen/portal_content.c: tests/portal/embed.sh $(wildcard tests/portal/content/*.article) | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)sh tests/portal/embed.sh tests/portal/content >$@

$(O)/obj/gen/%.o: $(O)/gen/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(COMPILE) -Isrc/ui -Isrc/text -Itests/portal -c $< -o $@

$(O)/stamp:
	@mkdir -p $(O)
	@touch $@

all_libs = $(foreach r,$(1),$(LIBS_$(r)))
archives = $(1:%=$(O)/lib%.a)

# The loader looks for each name in all libraries, in this order: those that have the most.
LOOKED_IN_FIRST = -lsqlite3 -lc -lunistring

$(O)/bantin: $(O)/obj/cli/main.o $(ARCHIVES)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK_HARDEN) -o $@ $^ $(LOOKED_IN_FIRST) \
		$(call all_libs,$(ROOMS))

PORTAL_OBJS = $(patsubst tests/%.c,$(O)/obj/tests/%.o,$(wildcard tests/portal/*.c))
$(O)/portal: $(PORTAL_OBJS) $(O)/obj/gen/portal_content.o
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK_HARDEN) -o $@ $^ -lmicrohttpd -lsqlite3 -ljansson -lz

$(MO): po/vi.po
	@mkdir -p $(@D)
	$(call say,MO,$@)
	$(Q)msgfmt --check-format -o $@ $<

# --- tests -------------------------------------------------------------------

$(O)/obj/tests/%.o: tests/%.c | $(O)/stamp
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(COMPILE) -DTESTS_DIR='"$(CURDIR)/tests"' -c $< -o $@

define room_tests
$(O)/tests/$(1)/test_%: $(O)/obj/tests/unit/$(1)/test_%.o $(call archives,$(BELOW_$(1)))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(LINK_HARDEN) -o $$@ $$^ $(call all_libs,$(BELOW_$(1))) -lcmocka
unit-$(1): $(filter $(O)/tests/$(1)/%,$(UNITS))
	@tests/run $$^
.PHONY: unit-$(1)
endef
$(foreach r,$(ROOMS),$(eval $(call room_tests,$(r))))
.SECONDARY:

$(WALK): $(patsubst tests/%.c,$(O)/obj/tests/%.o,$(wildcard tests/screen/*.c))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $^ -lvterm

# What is preloaded is built plain: fortified headers and sanitizers wrap the same calls.
FAULTS = $(O)/tests/faults/faults
INJECT = $(O)/tests/faults/inject.so
$(INJECT): tests/faults/inject.c tests/faults/record.c tests/faults/serve.c \
		tests/faults/typist.c \
		tests/faults/inject.h
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -std=c11 -O2 -g -fPIC -shared $(WARN) -o $@ $(filter %.c,$^)

FAULTS_C = clocks ends main news pairs play power replay rig room run saves starved \
	submits sweep typing windows
FAULTS_OBJS = $(FAULTS_C:%=$(O)/obj/tests/faults/%.o) \
	$(O)/obj/tests/screen/buf.o $(O)/obj/tests/screen/child.o \
	$(O)/obj/tests/screen/grid.o $(O)/obj/tests/screen/idle.o \
	$(O)/obj/tests/screen/keys.o $(O)/obj/tests/screen/portal.o \
	$(O)/obj/tests/screen/term.o
$(FAULTS): $(FAULTS_OBJS) $(INJECT)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $(filter %.o,$^) -lvterm

# Every fault at every call; make check takes a sample.
.PHONY: faults
FAULTS_EVERY ?= 1
faults: deps all tools
	@FAULTS_EVERY=$(FAULTS_EVERY) tests/run \
		$(filter-out tests/faults/mutants.sh,$(wildcard tests/faults/*.sh)) \
		tests/hostile/*.sh

# One promise after another is broken in a copy, and a test must see it.
.PHONY: mutants
mutants: deps all tools
	@MAKE='$(MAKE)' tests/faults/mutants.sh

FAULTS_SESSION = $(O)/tests/faults/session
$(FAULTS_SESSION): $(O)/obj/tests/faults/session.o $(call archives,$(BELOW_store))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $^ $(call all_libs,$(BELOW_store))

# A portal that attacks, and what is looked at afterwards.
HOSTILE = $(O)/tests/hostile/hostile
$(HOSTILE): $(patsubst tests/%.c,$(O)/obj/tests/%.o,$(wildcard tests/hostile/*.c))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $^ -lz

tools: $(UNITS) $(WALK) $(FAULTS) $(FAULTS_SESSION) $(HOSTILE)
units: $(UNITS)
	@tests/run $(UNITS)
walks: all $(WALK)
	@tests/run tests/walks.sh

# Against a WordPress and an nginx of their own, on the loopback.
interop: deps all
	@INTEROP_PACKAGES='$(INTEROP_PACKAGES)' tests/interop/run.sh

check: deps
	@MAKE='$(MAKE)' tests/check.sh

# Each fuzz target for FUZZ_SECONDS: no crash, no leak, nothing that takes 10 seconds.
FUZZ_SECONDS ?= 10
.PHONY: fuzz-smoke
fuzz-smoke: deps
	@MAKE='$(MAKE)' tests/fuzz/build.sh build/fuzz
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tests/run tests/fuzz/smoke.sh

$(O)/tests/bench/%: $(O)/obj/tests/bench/%.o $(call archives,edit $(BELOW_sync))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $^ $(call all_libs,edit $(BELOW_sync)) \
		$(BENCH_LIBS)

# It packs and unpacks by itself.
$(O)/tests/bench/ingest: BENCH_LIBS = -lz

# The floor of a start, and what starts it and bantin.
STARTS = $(O)/tests/bench/floor $(O)/tests/bench/start
$(STARTS): $(O)/tests/bench/%: $(O)/obj/tests/bench/%.o
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LINK_HARDEN) -o $@ $^ $(LIBS_ui) $(LIBS_store)

BENCHES = $(filter-out $(STARTS),$(patsubst tests/bench/%.c,$(O)/tests/bench/%,\
	$(sort $(wildcard tests/bench/*.c))))
ARCHIVE_BENCHES = $(O)/tests/bench/generate $(O)/tests/bench/archive
bench: all $(WALK) $(BENCHES) $(STARTS)
	@tests/bench.sh $(filter-out $(ARCHIVE_BENCHES),$(BENCHES))

# What is the same on every machine, at 10,000 articles: bytes and instructions.
.PHONY: bench-quick
bench-quick: $(ARCHIVE_BENCHES) $(O)/tests/bench/edit $(STARTS) all
	@O=$(O) tests/run tests/bench/quick.sh tests/bench/edit.sh \
		tests/bench/start.sh

# --- for people --------------------------------------------------------------

deps:
	@tests/deps.sh $(PACKAGES)

demo:
	@tests/demo.sh --ready
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -s all
	@tests/demo.sh

SOURCES_WITH_WORDS = $(sort $(wildcard src/*/*.c include/bantin/*/*.h))
pot: | $(O)/stamp
	xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --no-location \
		--package-name=bantin --package-version=$(VERSION) -s \
		-o $(O)/bantin.pot $(SOURCES_WITH_WORDS)
po: pot
	msgmerge --quiet --no-fuzzy-matching --no-location --sort-output --backup=none \
		--update po/vi.po $(O)/bantin.pot

# Where what is installed lies; uninstall takes the same away.
SHARE = $(DESTDIR)$(PREFIX)/share
PAGES = $(wildcard man/*.[1-9] man/*/*.[1-9])
# man/vi/bantin.1 lies in vi/man1
page_home = $(SHARE)/man/$(patsubst man/%,%,$(dir $(1)))man$(subst .,,$(suffix $(1)))
COMPLETION_BASH = $(SHARE)/bash-completion/completions
COMPLETION_ZSH = $(SHARE)/zsh/site-functions

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/locale/vi/LC_MESSAGES \
		$(SHARE)/bantin/keymaps $(COMPLETION_BASH) $(COMPLETION_ZSH)
	install -m 755 $(O)/bantin $(DESTDIR)$(PREFIX)/bin/bantin
	install -m 644 $(MO) $(SHARE)/locale/vi/LC_MESSAGES/bantin.mo
	install -m 644 keymaps/* $(SHARE)/bantin/keymaps
	install -m 644 src/cli/completions/bantin.bash $(COMPLETION_BASH)/bantin
	install -m 644 src/cli/completions/_bantin $(COMPLETION_ZSH)/_bantin
	$(foreach p,$(PAGES),install -D -m 644 $(p) $(call page_home,$(p))/$(notdir $(p));)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/bantin $(SHARE)/locale/vi/LC_MESSAGES/bantin.mo \
		$(COMPLETION_BASH)/bantin $(COMPLETION_ZSH)/_bantin \
		$(foreach p,$(PAGES),$(call page_home,$(p))/$(notdir $(p)))
	rm -rf $(SHARE)/bantin

clean:
	rm -rf $(O)

-include $(shell find $(O)/obj -name '*.d' 2>/dev/null)
