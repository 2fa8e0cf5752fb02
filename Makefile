# Binnenuit. `make` prints this help. Everything happens in .venv; nothing is installed outside this folder.
PYTHON ?= python3
PORT ?= 8000
OPEN ?= yes
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format journeys screens slow bench docs translations lock examples clean

help:  ## this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

# Two stamps: what running needs, and what developing needs on top of it. A second call does nothing.
.venv/run: requirements/run.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Binnenuit needs Python 3.11 or newer; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up .venv (once, about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/dev  ## create .venv with everything needed to develop

demo: .venv/run  ## an invented organisation in the browser (PORT=8000, OPEN=no opens no browser)
	@exec $(BIN)/binnenuit demo --port $(PORT) $(if $(filter no,$(OPEN)),--no-open)

# The peers that only measurements need; R comes from the machine's own packages.
.venv/bench: .venv/dev requirements/bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

lock:  ## rewrite requirements/*.txt with hashes (needs uv)
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group bench -c requirements/dev.txt -o requirements/bench.txt

test: .venv/dev  ## every test but the slow ones; journeys need Chromium and say so when they are skipped
	@OPENBLAS_NUM_THREADS=1 $(BIN)/pytest

check: .venv/dev  ## style, types, walls, translations, documentation and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.translations --check
	@$(BIN)/python -m tools.documents --check
	@mkdir -p build/check
	@BINNENUIT_DATA=build/check $(BIN)/python -m django makemigrations --check --dry-run --settings binnenuit_web.config.settings

format: .venv/dev  ## rewrite the code in the house style
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

journeys: .venv/dev  ## only the walks through a real browser
	@$(BIN)/pytest -m journey tests/journeys

screens: .venv/dev  ## a picture of every page, phone and desk, both languages: build/screens
	@$(BIN)/python -m tests.screens

slow: .venv/dev  ## flat memory on large books, and other tests that take minutes
	@$(BIN)/pytest -m slow -n 0 --timeout 1800

bench: .venv/bench  ## speed and memory beside a peer, in one run: build/bench
	@$(BIN)/python -m benchmarks

docs: .venv/dev  ## rewrite the parts of the documentation that come from the code, and from data beside it
	@$(BIN)/python -m tools.documents
	@test ! -d ../shared/data || $(BIN)/python -m tools.references
	@test ! -d ../shared/data || $(BIN)/python -m tools.evidence

translations: .venv/dev  ## collect new sentences into the Dutch catalogues and compile them
	@$(BIN)/python -m tools.translations

examples: .venv/run  ## write the invented organisation into examples/ again
	@$(BIN)/python -m binnenuit_web.demo

clean:  ## remove .venv and everything else that was built here; your data stays
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
