# Everything lives in the checkout: .venv holds the packages of the lock, models/ the trained versions.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
INSTALL := .venv/bin/python -m pip install --quiet

.PHONY: setup serve test check lint types lock clean

setup: .venv/serve.stamp

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/serve.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/test.stamp: requirements-dev.lock .venv/serve.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

serve: setup
	.venv/bin/barchasb train --if-none
	.venv/bin/barchasb serve --host $(HOST) --port $(PORT)

test: .venv/test.stamp
	.venv/bin/python -m pytest

lint: .venv/test.stamp
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

types: .venv/test.stamp
	.venv/bin/mypy

check: lint types test

# Needs uv. The locks name no index: pip's own setting decides where packages come from.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --quiet -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
