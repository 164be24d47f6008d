# Two commands do everything, set-up included:  make site   make test
# A machine needs Python 3.11 or newer, make and git; the rest is fetched on first use.

PYTHON ?= python3
VENV := .venv
MSI := $(VENV)/bin/msi
SITE_SYSTEM := .cache/ready-site
TEST_SYSTEM := .cache/ready-test
PDF_CHECKER := .cache/pdf-checker/ready

.PHONY: help site test test-all serve check clean lock
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

site: $(VENV)/ready $(SITE_SYSTEM) ## build the public edition into build/public
	@$(MSI) build --edition public

test: $(VENV)/ready $(TEST_SYSTEM) ## run the tests (under 10 minutes)
	@$(VENV)/bin/python -m pytest -n auto -m "not slow"

test-all: $(VENV)/ready $(TEST_SYSTEM) $(PDF_CHECKER) ## all tests: browsers on every page, fault rounds, whole builds
	@$(VENV)/bin/python -m pytest -n auto

serve: $(VENV)/ready $(SITE_SYSTEM) ## build, show in a browser, build again when a file changes
	@$(MSI) serve

check: $(VENV)/ready ## check content and districts, write nothing
	@$(MSI) check

clean: ## remove what the build made (sources stay)
	rm -rf build packs .cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

lock: ## resolve the dependencies of pyproject.toml anew into requirements.lock
	$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install -q pip-tools
	.cache/lock/bin/pip-compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --extra test -o requirements.lock pyproject.toml
	cd tools && ../.cache/lock/bin/pip-compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links -o pdf-checker.lock pdf-checker.in

$(VENV)/ready: requirements.lock pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" sh tools/setup.sh venv
	@touch $@

$(PDF_CHECKER): tools/pdf-checker.lock
	@PYTHON="$(PYTHON)" sh tools/setup.sh checker && touch $@

$(SITE_SYSTEM): tools/setup.sh
	@sh tools/setup.sh site && mkdir -p .cache && touch $@

$(TEST_SYSTEM): tools/setup.sh
	@sh tools/setup.sh test && mkdir -p .cache && touch $@
