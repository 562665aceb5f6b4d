# Everything a developer or a first user types. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
CASES ?= 300
SEED ?= 1
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet install

.DEFAULT_GOAL := help
.PHONY: help run test prove bench format lint docs pictures clean

help: ## list what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/run-is-ready ## start Amparo with a made-up country on http://127.0.0.1:8000 (PORT=, CASES=, SEED=)
	@$(BIN)/python hatch_build.py
	@tools/first_run.sh $(CASES) $(SEED)
	@AMPARO_HOME=var AMPARO_MODE=demo exec $(BIN)/amparo serve --port $(PORT)

test: .venv/test-is-ready ## lint, types, floors, and all quick tests on SQLite, PostgreSQL and in Chromium
	@tools/system_packages.sh
	@$(BIN)/python hatch_build.py
	@$(BIN)/python -m tools.run_tests test

prove: .venv/prove-is-ready ## what takes long: faults, every mode, large property runs, scale (SMALL=1 for less)
	@tools/system_packages.sh
	@$(BIN)/python hatch_build.py
	@$(BIN)/python -m tools.run_tests prove $(if $(SMALL),--small)

bench: .venv/prove-is-ready ## measure how fast it is; see benchmarks/README.md
	@tools/system_packages.sh
	@$(BIN)/python -m benchmarks

format: .venv/test-is-ready ## write code and templates in the one format
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@git ls-files -z --cached --others --exclude-standard -- 'src/**/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 --quiet || true

lint: .venv/test-is-ready ## format, linter, types, floors, dependencies
	@$(BIN)/python -m tools.run_tests lint

docs: .venv/test-is-ready ## write anew the pages of docs/ that come from the code
	@$(BIN)/python -m tools.make_docs
	@$(BIN)/python -m tools.protocol_page
	@$(BIN)/python -m tools.documents_table

pictures: .venv/test-is-ready ## take the pictures of docs/tour/ anew, in Chromium
	@tools/system_packages.sh
	@$(BIN)/python hatch_build.py
	@AMPARO_TEST_PICTURES=1 $(BIN)/python -m pytest -q tests/browser/test_pictures.py

clean: ## remove what can be made again; keeps var/
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	find src -name '*.mo' -delete

.venv/bin/pip:
	@tools/make_venv.sh $(PYTHON)

.venv/run-is-ready: .venv/bin/pip requirements/run.txt pyproject.toml hatch_build.py
	@echo "Fetching what Amparo needs (once) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/test-is-ready: .venv/run-is-ready requirements/dev.txt
	@echo "Fetching what the tests need (once) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/prove-is-ready: .venv/test-is-ready requirements/prove.txt
	@echo "Fetching what the long tests and the measurements need (once) ..."
	@$(PIP) --require-hashes -r requirements/prove.txt
	@touch $@
