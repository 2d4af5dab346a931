# Two commands: `make demo` and `make test`. Each makes its own virtual environment in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# PyTorch keeps its CPU builds in an index of its own; without it pip takes a build of several GB.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test test-long test-languages test-pythons coverage lint clean

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.staff: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) torch --extra-index-url $(TORCH_INDEX) --retries 1
	$(PIP) -e ".[staff]"
	touch $@

$(VENV)/.test: $(VENV)/.staff
	$(PIP) -e ".[staff,test]"
	touch $@

demo: $(VENV)/.staff
	$(BIN)/grade batch tests/samples/class --assignment rnn -o demo-out --gradebook demo-out/gradebook.sqlite --trust-submissions

# Compiled first, as an installed package is: the student processes never write bytecode.
test: $(VENV)/.test
	$(BIN)/python -m compileall -q grader
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

test-long: $(VENV)/.test
	$(BIN)/python -m pytest -m long -o addopts="--strict-markers --import-mode=importlib -ra -s"

# The rooms that say most to people, in two locales.
SPEAKING := tests/language tests/feedback tests/files tests/config tests/intake tests/release tests/exporters tests/marking tests/policy tests/sources tests/cli
test-languages: $(VENV)/.test
	for locale in C zh_CN.UTF-8; do \
	  LC_ALL=$$locale LANG=$$locale $(BIN)/python -m pytest -q -n 2 --dist loadscope $(SPEAKING) || exit 1; \
	done

# What needs no torch, on each newer Python that is found here.
WITHOUT_TORCH := tests/wire tests/compare tests/model tests/test_points.py tests/policy tests/config tests/files tests/marking tests/intake tests/exporters tests/feedback tests/gradebook
test-pythons:
	for version in 3.12 3.13; do \
	  if command -v python$$version > /dev/null && python$$version --version; then \
	    python$$version -m venv .venv-$$version && \
	    .venv-$$version/bin/pip install --quiet --disable-pip-version-check numpy msgspec click nbformat pytest hypothesis \
	      jsonschema SQLAlchemy alembic "psycopg[binary]" Babel Jinja2 rich PyYAML junitparser xmlschema && \
	    .venv-$$version/bin/python -m pytest -q $(WITHOUT_TORCH) || exit 1; \
	  fi; \
	done

coverage: $(VENV)/.test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=90

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check grader tests
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) demo-out build dist
