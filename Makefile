.DEFAULT_GOAL := help
.PHONY: help setup demo test journey screenshots bench sim mutants soak package lint-corpus lint types format

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
	@$(PYTHON_HERE) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

journey: ## a report's whole way as people would drive it, with pictures: OUT=DIR
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) tests/journeys/journey.py --out "$(OUT)"

screenshots: ## every screen of the tablet in each look into docs/screens
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) tests/journeys/pictures.py --out docs/screens

bench: setup ## the measured ratios: JSON=FILE also writes them as rows
	@$(PYTHON_HERE) tests/bench/run.py $(if $(JSON),--json "$(JSON)")

package: setup ## the tablet's app as a folder that runs without Python: dist/scenebook-field
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --editable '.[field,package]'
	@SDL_VIDEODRIVER=offscreen KIVY_NO_ARGS=1 .venv/bin/pyinstaller --noconfirm --log-level ERROR \
		--distpath dist --workpath build/package scripts/field.spec
	@echo "dist/scenebook-field/scenebook-field"

sim: setup ## tablets and server under simulated faults: SEEDS=N or SECONDS=N, FIRST=SEED to see one again, ENGINE=postgresql
	@$(if $(ENGINE),sh scripts/setup.sh test)
	@$(PYTHON_HERE) -m tests.simulation.run $(if $(SEEDS),--seeds $(SEEDS)) $(if $(SECONDS),--seconds $(SECONDS)) \
		$(if $(FIRST),--first $(FIRST)) $(if $(ENGINE),--engine $(ENGINE))

mutants: setup ## the exchange broken on purpose, line by line, and how many seeds it takes to notice: SEEDS=N at most
	@$(PYTHON_HERE) -m tests.simulation.mutants $(if $(SEEDS),--seeds $(SEEDS))

soak: setup ## kills, torn disks, failing calls, real processes, a herd: SECONDS=N for each part, PART=NAME for one
	@$(PYTHON_HERE) -m tests.soak.run $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(PART),--only "$(PART)")

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
