# One door to everything: a fresh machine needs Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
USABLE := $(VENV)/.usable

# What is compiled once is kept: tests start a hundred processes, and each would do it anew.
unexport PYTHONDONTWRITEBYTECODE

AXE := build/axe/node_modules/axe-core/axe.min.js

.PHONY: install browser locked lock audit matrix demo test coverage mutants check lint types contracts wheel docs bench bench-scale performance chaos constraints schemas screenshots clean

install: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[all,dev]'
	touch $(USABLE) $(READY)

# What it takes to use it, and no more: for who has no uv or pipx, and only wants to see.
$(USABLE): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[sandbox,sheets]'
	touch $(USABLE)

# The same with the hash of every file checked, from requirements.lock: for CI, before the others.
locked:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(USABLE) $(READY)

# What looks at pages in tests/report: Debian's Chromium with a font, and axe-core. Both are fetched
# once; without them those tests are skipped, but not in CI.
browser: $(AXE)
	command -v chromium >/dev/null || { apt-get -qq update && \
	  apt-get -qq install --yes --no-install-recommends chromium fonts-liberation; } >build/browser.log

$(AXE):
	mkdir -p build/axe
	npm install --silent --no-audit --no-fund --prefix build/axe axe-core@4.14.1

demo: $(USABLE)
	$(BIN)/varaamo-sync demo

# The files of tests are spread over the processors, the longest first (tests/conftest.py).
test: install
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# All tests once more, with the lines and branches of the library that none of them runs.
coverage: install
	$(BIN)/python -m coverage run -m pytest --timeout 600
	$(BIN)/python -m coverage report

# Changes the code of plan and goal in 1,300 ways, and asks each time whether a test fails.
mutants: install
	$(BIN)/python -m pip install --quiet --constraint constraints.txt mutmut==3.8.1
	$(BIN)/mutmut run
	$(BIN)/mutmut results

check: lint types contracts wheel docs audit

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy
	$(BIN)/pyright

contracts: install
	$(BIN)/lint-imports

wheel: install
	sh tests/wheel_smoke.sh $(BIN)/python

# Every warning is an error. The tests look into what this makes, and make it where it is older
# than what it is made of.
docs: install
	rm -f build/docs/.whole
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --doctree-dir build/doctrees docs build/docs
	touch build/docs/.whole

# Known weaknesses of what we build on. Where their list cannot be reached, it says so and goes on.
audit:
	test -x build/audit/bin/python || $(PYTHON) -m venv build/audit
	-build/audit/bin/python -m pip install --quiet pip-audit==2.10.1
	build/audit/bin/python -m tests.audit

# The tests on every Python that is here, each in an environment of its own.
matrix:
	for version in 3.11 3.12 3.13 3.14; do \
	  if ! python$$version -c '' 2>/dev/null; then echo "Python $$version is not here"; continue; fi; \
	  python$$version -m venv build/matrix/$$version && \
	  build/matrix/$$version/bin/python -m pip install --quiet --constraint constraints.txt --editable '.[all,dev]' && \
	  build/matrix/$$version/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder || exit 1; \
	done

bench: install
	$(BIN)/python benchmarks/run.py

# The same, and the page of the documentation that tells it; for a quiet machine.
performance: install
	$(BIN)/python benchmarks/run.py --write docs/explanation/performance.md

# 300 made-up cities of 100 rooms on four workers, one of which is killed on the way, and the page
# that tells it; it takes up to half an hour.
bench-scale: install
	$(BIN)/python -m benchmarks.scale.run --write docs/explanation/scale.md

# A longer crash test: 1,000 pushes killed and 200 stopped at random moments, 200 pushes of hours and
# 200 to a Respa killed, 200 rooms under each fault, and 5,000 made-up rooms. It takes more than an hour.
chaos: install
	VARAAMO_SYNC_CHAOS=1000 VARAAMO_SYNC_PAUSES=200 VARAAMO_SYNC_FAULTY_ROOMS=200 VARAAMO_SYNC_HOURS_KILLS=200 VARAAMO_SYNC_RESPA_KILLS=200 VARAAMO_SYNC_HUNDREDS=50 $(BIN)/python -m pytest tests/test_agreement.py tests/sync/test_crash.py tests/sync/test_hours_crash.py tests/sync/test_respa_crash.py tests/sync/test_fences.py tests/sync/test_faults.py --timeout 30000 -o junit_family=xunit1 -s

# Writes constraints.txt anew from an environment without constraints.
constraints:
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --editable '.[all,dev]'
	build/constraints/bin/python -m pip freeze --exclude-editable > build/constraints.txt
	(echo '# The versions that CI installs, so that every install is the same. Renewed by `make constraints`.'; cat build/constraints.txt) > constraints.txt

# Writes requirements.lock anew: the versions of constraints.txt, with the hashes of their files.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	printf 'hatchling\neditables\n' > build/lock/build.in
	build/lock/bin/uv pip compile pyproject.toml build/lock/build.in --all-extras --universal --python-version 3.11.5 --constraint constraints.txt --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock

schemas: install
	$(BIN)/python docs/generate_schemas.py
	$(BIN)/python docs/generate_fields.py
	$(BIN)/python docs/generate_rules.py
	$(BIN)/python docs/generate_columns.py
	$(BIN)/python docs/generate_known_queries.py

# Runs commands on the sandbox and draws what they print.
screenshots: install
	$(BIN)/python docs/screenshots.py docs/images

clean:
	rm -rf $(VENV) build dist mutants .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
