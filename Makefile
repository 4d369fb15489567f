# Everything a developer or a fresh machine does. `make` lists it.
# Needs Python 3.11 or newer, pip and make; the rest is installed below .venv.

PYTHON ?= python3
BIN := .venv/bin
REQUEST ?= Add a shopping cart to our e-commerce platform
EXAMPLE := build-out/shop
CORPUS ?= ../shared/corpus
REPOSITORIES ?= ../repositories
SPEED ?=

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: plan
plan: .venv/.run ## The main job on a copy of the bundled example shop
	@rm -rf $(EXAMPLE) && mkdir -p build-out && cp -R examples/shop $(EXAMPLE)
	@$(BIN)/backend-architect plan "$(REQUEST)" --root $(EXAMPLE) --assume
	@echo "The paths above are below $(EXAMPLE)."

.PHONY: test
test: .venv/.dev ## Format, lint, types, floors, house laws and tests
	@$(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest

.PHONY: fix
fix: .venv/.dev ## Format, and mend what the linter can mend
	@$(BIN)/ruff check --fix src tests benchmarks
	@$(BIN)/ruff format src tests benchmarks

.PHONY: accept
accept: .venv/.dev ## Rewrite the expectation of one case: make accept CASE=tests/cases/...
	@test -n "$(CASE)" || { echo "Name a case: make accept CASE=tests/cases/..."; exit 2; }
	@ACCEPT=1 $(BIN)/pytest -n 0 -k "$(notdir $(CASE))"

.PHONY: docs
docs: .venv/.dev ## Write the pages about shelves from the modules themselves
	@$(BIN)/python -m tests.house.pages docs/shelves

.PHONY: schema
schema: .venv/.dev ## Write the JSON Schemas of our files
	@$(BIN)/python -m tests.house.schemas docs/schemas

.PHONY: bench
bench: .venv/.dev ## Time the main job
	@$(BIN)/python -m benchmarks

.PHONY: bench-survey
bench-survey: .venv/.dev ## Score the survey against CORPUS, time it on SPEED (checkouts in REPOSITORIES)
	@$(BIN)/python -m benchmarks.survey --corpus $(CORPUS) --repositories $(REPOSITORIES) $(SPEED:%=--speed %)

.PHONY: lock
lock: ## Renew the locked requirements (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra dev pyproject.toml -o requirements/dev.lock

.PHONY: clean
clean: ## Remove everything that was made
	rm -rf .venv build-out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/.run: requirements/run.lock pyproject.toml
	@echo "Installing (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	@touch $@
