# Three commands for newcomers:
#   make demo   decide the Xixian example, in an environment as a user has it (make demo LANG=zh: in Chinese)
#   make serve  the same example in a browser: http://127.0.0.1:8080 (PORT=8081: another port)
#   make test   everything that CI checks
# And one for readers:
#   make site   the documentation in both languages, a folder for any web server: build/site
# For contributors, under a minute:
#   make quick  lint, types and the tests that notice most
# make check is make test by another name; lint, types and suite are its parts.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && command -v "$$python" && break; done)
JOBS ?= auto
PORT ?= 8080

# What `make suite` lets Hypothesis draw: the same examples each time. `dev` draws others, `nightly` many.
DRAWN ?= $(or $(HYPOTHESIS_PROFILE),ci)

# The tests that notice most in the least time; `make quick` draws few examples, others each time.
QUICK := tests/core tests/models tests/text tests/machine tests/files tests/reports tests/laws \
	tests/test_house.py tests/test_rooms.py tests/test_named_modules.py tests/cli/decisions \
	$(addprefix tests/cli/test_,config.py help.py usage.py) \
	$(addprefix tests/register/test_,golden.py register.py replay.py) \
	tests/register/history/test_lifelines.py tests/register/signatures/test_key_lists.py \
	tests/register/log/test_verification.py

# The fuzzer has no wheel for Python 3.11.
FUZZ_PYTHON ?= $(shell for python in python3.13 python3.12 $(wildcard $(HOME)/.pyenv/versions/3.1[23]*/bin/python3); do \
	"$$python" -c 'import sys, ensurepip, venv; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' \
	>/dev/null 2>&1 && command -v "$$python" && break; done)
RUNS ?= 100000
FORMS ?= $(RUNS)
ROUNDS ?= 1
CHILDREN ?= 1

USER_ENV := .venv
DEV_ENV := .venv-dev
USER_READY := $(USER_ENV)/.ready
DEV_READY := $(DEV_ENV)/.ready
SERVE_READY := $(USER_ENV)/.ready-server
BENCH_READY := $(DEV_ENV)/.ready-bench
DEEP_READY := $(DEV_ENV)/.ready-deep
FUZZ_ENV := .venv-fuzz
FUZZ_READY := $(FUZZ_ENV)/.ready
BIN := $(DEV_ENV)/bin

PIP := -m pip --disable-pip-version-check -qq
SHIPPED := $(shell find src rules -type f -not -name '*.pyc')

export UV_PYTHON_DOWNLOADS := never

.PHONY: help demo serve site test check quick lint types suite format bench mutants fuzz requirements release clean python

help:
	@sed -n 's/^#  *make /make /p' Makefile

python:
	@test -n "$(PYTHON)" || { \
		echo 'no Python of version 3.11 or newer with venv was found; name one: make PYTHON=/path/to/python3' >&2; \
		exit 1; }

# -- environments ----------------------------------------------------------------

$(USER_READY): pyproject.toml $(SHIPPED) | python
	@echo 'setting up $(USER_ENV) with the core dependencies (once, about a minute)'
	@$(USER_ENV)/bin/python $(PIP) --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(USER_ENV)
	@$(USER_ENV)/bin/python $(PIP) install .
	@touch $@

$(SERVE_READY): $(USER_READY)
	@echo 'adding what a server needs to $(USER_ENV) (once, under a minute)'
	@$(USER_ENV)/bin/python $(PIP) install '.[server]'
	@touch $@

$(DEV_READY): pyproject.toml requirements/dev.txt | python
	@echo 'setting up $(DEV_ENV) with the tools of a contributor (once, about a minute)'
	@$(BIN)/python $(PIP) --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(DEV_ENV)
	@$(BIN)/python $(PIP) install --require-hashes -r requirements/dev.txt
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(BENCH_READY) $(DEEP_READY): $(DEV_ENV)/.ready-%: requirements/%.txt $(DEV_READY)
	@$(BIN)/python $(PIP) install --require-hashes -r $<
	@touch $@

$(FUZZ_READY): requirements/fuzz.txt
	@test -n "$(FUZZ_PYTHON)" || { \
		echo 'fuzzing needs Python 3.12 or 3.13, for the fuzzer is not built for others; none was found here.' >&2; \
		echo 'name one: make fuzz FUZZ_PYTHON=/path/to/python3.12; the kept inputs are read by make suite too' >&2; \
		exit 1; }
	@echo 'setting up $(FUZZ_ENV) with the fuzzer (once, about a minute)'
	@$(FUZZ_ENV)/bin/python $(PIP) --version >/dev/null 2>&1 || "$(FUZZ_PYTHON)" -m venv --clear $(FUZZ_ENV)
	@$(FUZZ_ENV)/bin/python $(PIP) install --require-hashes -r requirements/fuzz.txt
	@touch $@

# -- for everybody ---------------------------------------------------------------

demo: $(USER_READY)
	@PATH="$(CURDIR)/$(USER_ENV)/bin:$$PATH" sh examples/xixian/demo.sh "$(LANG)"

serve: $(SERVE_READY)
	@$(USER_ENV)/bin/responselevels serve --demo --open --port $(PORT) --lang $(if $(filter zh%,$(LANG)),zh,en)

# Sooner made, without the page that runs the library in a browser: make site PLAYGROUND=
PLAYGROUND ?= yes
site: $(DEV_READY)
	@$(BIN)/python -m docs.site $(if $(PLAYGROUND),,--without-playground)

test: lint types site suite

check: test

# -- the parts of it -------------------------------------------------------------

lint: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/deptry src

types: $(DEV_READY)
	$(BIN)/mypy

# The summary of pytest is shown again at the end, after the figures of coverage. What the server is tested
# by runs beside them, untraced: its threads, browsers and processes cost twice the time traced, and its
# coverage is not held to a figure yet.
SERVER_TESTS := tests/server tests/cli/serving tests/cli/accounts
SERVER_CODE := src/responselevels/server/*,src/responselevels/cli/serving/*,src/responselevels/cli/accounts/*
RUN := -m pytest -n $(JOBS) --dist loadfile --max-worker-restart 0
suite: $(DEV_READY)
	@mkdir -p build/coverage && rm -f build/coverage/data* build/status
	@{ HYPOTHESIS_PROFILE=$(DRAWN) $(BIN)/coverage run $(RUN) $(addprefix --ignore=,$(SERVER_TESTS)); echo $$? >build/status; } 2>&1 | tee build/pytest.log
	@exit $$(cat build/status)
	@{ HYPOTHESIS_PROFILE=$(DRAWN) $(BIN)/python $(RUN) $(SERVER_TESTS); echo $$? >build/status; } 2>&1 | tee build/server.log
	@exit $$(cat build/status)
	@$(BIN)/coverage combine --quiet
	@echo 'coverage of core and models, branches too, must be whole:'
	@$(BIN)/coverage report --fail-under 100 --include 'src/responselevels/core/*,src/responselevels/models/*'
	@echo 'coverage of everything but the server, at least 98 %:'
	@$(BIN)/coverage report --fail-under 98 --omit '$(SERVER_CODE)'
	@tail -n 1 build/pytest.log build/server.log

quick: lint types
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile --maxfail 5 -m 'not slow' $(QUICK)

format: $(DEV_READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One row: make bench BENCH='--only decision --quick'. Compared: BENCH='--against benchmarks/results/FILE'
bench: $(BENCH_READY)
	$(BIN)/python -m benchmarks $(BENCH)

# Some modules only: make mutants MUTANTS='responselevels.core.deciding.floors*'
mutants: $(DEEP_READY)
	$(BIN)/mutmut run --max-children $(CHILDREN) $(MUTANTS)
	$(BIN)/mutmut results

# One format: make fuzz FORMAT=rules RUNS=1000000
fuzz: $(FUZZ_READY)
	$(FUZZ_ENV)/bin/python fuzz/run.py $(FORMAT) --runs $(RUNS) --forms $(FORMS) --rounds $(ROUNDS)

# The files of a release, and a try of them as a user has them; docs/releasing.md says what comes before and after.
# A build is dated by its commit, so that the same commit gives the same bytes.
RELEASE_ENV := build/release-env
release: $(DEV_READY)
	@test -z "$$(git status --porcelain)" || { echo 'commit first: a release is built from a commit' >&2; git status --short >&2; exit 1; }
	@version=$$($(BIN)/python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])') && \
	grep -q "^## \[$$version\] - " CHANGELOG.md || { \
		echo "give CHANGELOG.md a section for the version of pyproject.toml: ## [$$version] - YYYY-MM-DD" >&2; exit 1; }
	rm -rf dist $(RELEASE_ENV)
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation
	@cd dist && "$(abspath $(BIN))/python" -c 'import hashlib, pathlib, sys; \
		sys.stdout.writelines(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" \
		for path in sorted(pathlib.Path().glob("responselevels*")))' >SHA256SUMS && cat SHA256SUMS
	"$(PYTHON)" -m venv $(RELEASE_ENV)
	$(RELEASE_ENV)/bin/python $(PIP) install dist/*.whl
	$(RELEASE_ENV)/bin/responselevels --version
	cd examples/xixian && ../../$(RELEASE_ENV)/bin/responselevels check --at 2026-02-26T12:00+08:00 proposals/permit.yaml

# Newer versions: make requirements UPGRADE=--upgrade. No address of any index gets into these files.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --python $(BIN)/python \
	--generate-hashes --no-header $(UPGRADE) pyproject.toml
COMPILE_FUZZ = $(subst --python-version 3.11,--python-version 3.12,$(COMPILE))

requirements: $(DEV_READY)
	@$(BIN)/python $(PIP) install uv
	$(COMPILE) --group dev --output-file requirements/dev.txt
	$(COMPILE) --group bench --constraints requirements/dev.txt --output-file requirements/bench.txt
	$(COMPILE) --group deep --constraints requirements/dev.txt --output-file requirements/deep.txt
	$(COMPILE_FUZZ) --group fuzz --constraints requirements/dev.txt --output-file requirements/fuzz.txt

clean:
	rm -rf $(USER_ENV) $(DEV_ENV) $(FUZZ_ENV) build dist mutants .nox .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
