# For Linux with python3 and make. On Windows: `uv run main.py`, `uv run pytest` (README.md).
PYTHON ?= python3
VENV := .venv/bin

.PHONY: demo test run lint bench ready

demo: ready
	$(VENV)/python main.py demo demo

test: ready
	$(VENV)/python -m pytest --numprocesses=auto

run: ready
	$(VENV)/python main.py

lint: ready
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python tools/catalogue.py check
	$(VENV)/python tools/user_texts.py

bench: ready
	$(VENV)/python -m benchmarks

ready:
	@$(PYTHON) tools/bootstrap.py
