# The commands of this repository. `make help` lists them; each installs what it needs, and the second run is quick.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell \
	command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))) python3)
BIN := .venv/bin
ARGS ?=
SHARED := $(if $(ARGS),,-n auto --maxprocesses=4 --dist=worksteal --durations=25 --durations-min=4) # all tests, shared out among the cores
CODE := callbridge tests tools hatch_build.py
.DEFAULT_GOAL := help
.PHONY: help demo test check check-types check-rules check-client bench lock wheel clean
TOGETHER := -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) # what each says stays together

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## install, build and start the demo: simulated PBX, three operators, calls of every kind
	@$(PYTHON) tools/prepare.py demo
	@$(BIN)/callbridge demo $(ARGS)

test: ## run all tests, the real Asterisk, PostgreSQL and browser included (ARGS="tests/ami -k ping" for some)
	@$(PYTHON) tools/prepare.py test
	@$(BIN)/python hatch_build.py npm test
	@$(BIN)/python -m pytest $(SHARED) $(ARGS)

check: ## style, types, import rules, generated files, architecture: what CI holds besides the tests
	@$(PYTHON) tools/prepare.py check
	@$(MAKE) --no-print-directory $(TOGETHER) check-types check-rules check-client

check-types:
	@echo "==> mypy"; $(BIN)/mypy $(CODE)

check-rules:
	@echo "==> ruff"; $(BIN)/ruff check $(CODE) && $(BIN)/ruff format --check $(CODE)
	@echo "==> import rules"; $(BIN)/lint-imports --no-cache --config pyproject.toml
	@echo "==> generated TypeScript"; $(BIN)/python -m callbridge.web.typescript --check
	@echo "==> architecture"; $(BIN)/python -m pytest tests/architecture

check-client:
	@echo "==> client: Biome, TypeScript"; $(BIN)/python hatch_build.py npm check

bench: ## measure against the goals (ARGS="--quick ingest" for a short run of one)
	@$(PYTHON) tools/prepare.py test
	@$(BIN)/python -m tests.bench.run $(ARGS)

lock: ## resolve the Python packages anew and write locks/ (hashes, no index address)
	@$(PYTHON) tools/prepare.py check
	@$(BIN)/python tools/lock.py $(ARGS)

wheel: ## build dist/callbridge-*.whl with the client in it
	@$(PYTHON) tools/prepare.py demo
	@$(BIN)/python -m hatchling build --target wheel

clean: ## remove everything that make made (downloads in ~/.cache stay)
	rm -rf .venv dist build screenpop_client/node_modules callbridge/web/client .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find callbridge tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
