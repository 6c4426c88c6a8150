# Everything lives in the checkout: .venv holds the packages of the lock, models/ the trained versions.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
INSTALL := $(VENV)/bin/python -m pip install --quiet

.PHONY: setup serve test check lint types lock clean

setup: $(VENV)/serve.stamp

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/serve.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/serve.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

serve: setup
	$(VENV)/bin/barchasb train --if-none
	$(VENV)/bin/barchasb serve --host $(HOST) --port $(PORT)

test: $(VENV)/test.stamp
	$(VENV)/bin/python -m pytest -m "not slow and not browser"

lint: $(VENV)/test.stamp
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

types: $(VENV)/test.stamp
	$(VENV)/bin/mypy

check: lint types test

# Needs uv. The locks name no index: pip's own setting decides where packages come from.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet -o requirements-dev.lock

clean:
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .hypothesis
