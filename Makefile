# One door to everything: a fresh machine needs Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed

.PHONY: install demo test check lint types contracts wheel bench chaos constraints schemas clean

install: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[all,dev]'
	touch $(READY)

demo: install
	PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: install
	$(BIN)/python -m pytest

check: lint types contracts wheel

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

bench: install
	$(BIN)/python benchmarks/run.py

# A longer crash test: pushes killed at random moments, 1,000 of them.
chaos: install
	VARAAMO_SYNC_CHAOS=1000 $(BIN)/python -m pytest tests/sync/test_crash.py --timeout 30000 -o junit_family=xunit1 -s

# Writes constraints.txt anew from an environment without constraints.
constraints:
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --editable '.[all,dev]'
	build/constraints/bin/python -m pip freeze --exclude-editable > build/constraints.txt
	(echo '# The versions that CI installs, so that every install is the same. Renewed by `make constraints`.'; cat build/constraints.txt) > constraints.txt

schemas: install
	$(BIN)/python -m varaamo_sync.schema schemas

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
