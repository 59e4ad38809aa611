.DEFAULT_GOAL := help
.PHONY: help setup demo test journey bench lint-corpus lint types format

PYTHON_HERE := .venv/bin/python
OUT ?= tests/output/journey

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## .venv with everything; quick when nothing changed
	@sh scripts/setup.sh

demo: setup ## a server with invented people and scenes, and the tablet enrolled against it
	@exec .venv/bin/scenebook demo

test: ## every test, with the real window and the real browser
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) -m pytest --numprocesses 2 --dist loadfile

journey: ## a report's whole way as people would drive it, with pictures: OUT=DIR
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) tests/journeys/journey.py --out "$(OUT)"

bench: setup ## the measured ratios: JSON=FILE also writes them as rows
	@$(PYTHON_HERE) tests/bench/run.py $(if $(JSON),--json "$(JSON)")

lint-corpus: setup ## precision and recall of the linter on both halves of its corpus
	@$(PYTHON_HERE) tests/lint/measure.py

lint: setup ## style and import contracts
	@$(PYTHON_HERE) -m ruff check
	@$(PYTHON_HERE) -m ruff format --check
	@.venv/bin/lint-imports

types: setup ## the type checker
	@$(PYTHON_HERE) -m mypy

format: setup ## lay the code out, and repair what can be repaired
	@$(PYTHON_HERE) -m ruff check --fix
	@$(PYTHON_HERE) -m ruff format
