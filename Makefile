# The front door. `make` alone says what each command does.
.DEFAULT_GOAL := help
.PHONY: help run test quick long bench lint format docs clean
PYTHON_HERE = .venv/bin/python

help: ## What each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

run: ## Start the portal with its demo city (PORT=8000, GUICHET_DATA=var)
	@tools/environment.sh portal
	@exec .venv/bin/guichet run

test: ## Install what tests need, then check everything (at most 25 minutes on two cores)
	@tools/environment.sh portal dev
	@tools/browsers.sh
	@tools/clamav.sh
	@$(PYTHON_HERE) tools/check.py

quick: ## The checks worth running before each commit (at most 60 seconds)
	@tools/environment.sh portal dev
	@$(PYTHON_HERE) tools/check.py --quick

long: ## What takes longer: prints its budget, goes on where it stopped (FRESH=1 begins again)
	@tools/environment.sh portal dev
	@tools/browsers.sh
	@tools/clamav.sh
	@$(PYTHON_HERE) tools/long.py

bench: ## Measure beside other tools and bare applications; writes benchmarks/results/latest.json
	@tools/environment.sh portal dev
	@tools/browsers.sh
	@$(PYTHON_HERE) benchmarks/run.py

lint: ## ruff, mypy and the import contracts
	@tools/environment.sh portal dev
	@$(PYTHON_HERE) tools/check.py --lint

format: ## Lay the code out
	@tools/environment.sh portal dev
	@.venv/bin/ruff format --quiet && .venv/bin/ruff check --quiet --fix --exit-zero

docs: ## Write what the documentation takes from the code
	@tools/environment.sh portal dev
	@$(PYTHON_HERE) tools/docs.py

clean: ## Remove what the tools made; the portal's data in var/ stay
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .long test-results \
		.coverage htmlcov tools/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
