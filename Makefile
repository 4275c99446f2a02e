# Each target is one line over the console script `frontmark` or one tool, in a virtual environment made on demand.
PYTHON ?= python3
BIN := .venv/bin
FORMAT ?= text
BASE ?= main
KILLS ?= 50
EXAMPLES ?= 40
SIZES ?= 200 2000 10000
PARTS ?= ours mkdocs hugo zensical search events start

.PHONY: site serve check summary sources sources-branch test browser endurance engines bench lint clean

site: .venv/.installed-run
	$(BIN)/frontmark build

serve: .venv/.installed-run
	$(BIN)/frontmark serve

check: .venv/.installed-run
	$(BIN)/frontmark check --format $(FORMAT)

# What would change for readers between the site of BASE and that of the files here: make summary BASE=HEAD~1
summary: .venv/.installed-run
	@.ci/summary "$(BASE)" "$(FORMAT)"

# Asks the servers of all sources: minutes, and once a week in CI, which gives the table back on a branch.
sources: .venv/.installed-run
	$(BIN)/frontmark sources check

sources-branch: .venv/.installed-run
	@.ci/sources-branch

test: .venv/.installed-test
	$(BIN)/pytest -n auto --ignore tests/browser

# The built site in Chromium, page by page: longer, and run by CI as well.
browser: .venv/.installed-test
	$(BIN)/pytest -n auto --dist loadfile tests/browser

# Builds killed at many moments, and many random edits each built anew and beside: minutes, and run by CI as well.
endurance: .venv/.installed-test
	FRONTMARK_KILLS=$(KILLS) FRONTMARK_EXAMPLES=$(EXAMPLES) $(BIN)/pytest -n auto tests/test_atomic.py tests/test_incremental.py

# The same pages by other engines: MkDocs and ProperDocs have to publish the same, Zensical's differences are told.
engines: .venv/.installed-bench
	$(BIN)/python -m benchmarks.engines tests/cases/full

# The comparison with other engines, in one run: make bench SIZES=200 for a quick one.
bench: .venv/.installed-bench
	$(BIN)/python -m benchmarks.bench --sizes "$(SIZES)" --parts "$(PARTS)" $(if $(UCDP),--ucdp "$(UCDP)")

lint: .venv/.installed-lint
	$(BIN)/ruff check && $(BIN)/mypy

clean:
	rm -rf site .site-* .frontmark *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.installed-run: EXTRAS :=
.venv/.installed-test: EXTRAS := [test]
.venv/.installed-bench: EXTRAS := [bench]
.venv/.installed-lint: EXTRAS := [test,lint]

# constraints.txt holds the versions that were tested; a change there or in pyproject.toml installs anew.
.venv/.installed-%: pyproject.toml constraints.txt
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$(EXTRAS)"
	touch $@
