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

lock:  ## rewrite requirements/*.txt with hashes (needs uv)
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
