# `make run` opens Byline on its sample library; `make test` runs every check.
# Both start from nothing but Python 3.11 or newer and make.

PYTHON ?= python3
BIN := .venv/bin
STORE ?= .byline
HOST ?= 127.0.0.1
PORT ?= 7860

export BYLINE_STORE := $(STORE)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint types unit benchmark chromium format clean

run: .venv/run $(STORE)/samples-added
	$(BIN)/byline serve --host $(HOST) --port $(PORT)

test: lint types unit

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test
	$(BIN)/mypy

unit: .venv/test chromium
	HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal

benchmark: .venv/run $(STORE)/samples-added
	$(BIN)/python -m eval.benchmark --store $(STORE)

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .byline build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(STORE)/samples-added: | .venv/run
	$(BIN)/byline add seeds/seed.jsonl seeds/wikinews.jsonl
	@touch $@

.venv/run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Byline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing Byline into .venv (about 1 GB, once)"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -c constraints.txt torch==2.13.0
	$(BIN)/pip install -c constraints.txt -e .
	@touch $@

.venv/test: .venv/run
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	@touch $@

# The tests drive the page in Debian's Chromium.
chromium:
	@command -v chromium >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
		|| { echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; }
