# `make demo` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN = $(VENV)/bin
# How many examples the tests draw for a property: quick, default or ci (tests/profiles.py).
PROFILE ?= default

.PHONY: demo quick test check lint types docs samples bench recall clean

demo: $(VENV)/installed ## validate the sample register and print the town's figures
	$(BIN)/puxi validate data/samples/registry.xlsx --year 2018
	$(BIN)/puxi stats data/samples/registry.xlsx --year 2018 --by village

quick: $(VENV)/developed ## pass the tests of rules, law, records, sheets, figures and rooms: no Spark, no browser, no cron, nothing slow
	PUXI_NO_SPARK=1 $(BIN)/python -m pytest -q --numprocesses auto --dist worksteal --hypothesis-profile quick \
		-m "not spark and not browser and not cron and not slow"

test: $(VENV)/developed ## pass all tests
	$(BIN)/python -m pytest -q --numprocesses auto --dist worksteal --hypothesis-profile $(PROFILE)

check: lint types test ## everything that must hold before a change lands; the tests look whether the documents are current

lint: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developed
	$(BIN)/mypy

docs: $(VENV)/developed ## write the generated references anew
	$(BIN)/python docs/generate.py

samples: $(VENV)/installed ## write data/samples anew
	$(BIN)/python -m puxi_cli sample data/samples --small

bench: $(VENV)/developed ## measure, and print the table of benchmarks/README.md
	$(BIN)/python benchmarks/township.py

recall: $(VENV)/installed ## plant errors in a town and count which are found, and what is found beside them
	$(BIN)/python benchmarks/recall.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@
