# make run    build, train, migrate, seed and start everything; Ctrl-C stops it
# make check  the quick part of it, while you work
# make test   every check: lint, types, Rasa's data, all tests, the conversations with a trained model
.DEFAULT_GOAL := help
.PHONY: help setup run test check coverage lint format model bench simulate faults encoder widget docs site lock doctor
.PHONY: release clean window emulated synapse deployable prove-vendure prove-medusa

# The first Python that really runs: with pyenv, `python3` may be a shim that only complains.
PYTHON ?= $(shell for p in python3 /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
# Python may keep what it compiled, whatever the machine says: otherwise each of the hundreds of processes of a run
# compiles our own modules for itself, which is half of a start.
unexport PYTHONDONTWRITEBYTECODE
COMPILE = .uv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header

help:                 ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

setup:                ## build the environments, if the locks have changed
	@[ -n "$(PYTHON)" ] || { echo "No Python 3.8 or newer was found. Install Python 3, or run make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) devtools/setup.py

run: setup            ## start everything and say where it is
	@$(MAKE) --no-print-directory site || echo "The documentation was not built; everything else runs without it."
	@exec $(BIN)/python -m devtools.runner start

test: setup           ## every check and every test
	@$(MAKE) --no-print-directory -j2 lint model window site emulated synapse deployable
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder

# What comes before the tests. Each part keeps one processor busy at most, so two are done beside each other.
window: setup
	@sh devtools/widget.sh check

emulated: setup
	@sh devtools/emulate.sh

synapse: setup
	@sh devtools/synapse.sh $(PYTHON)

deployable: setup
	@$(PYTHON) devtools/setup.py --deploy || echo "What reads deploy/ could not be had; its checks are skipped."

check: lint           ## the quick part: style, types, and the tests without browser, Rasa, PostgreSQL and OCR
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder -m "not system"

coverage: setup       ## the lines that the tests of `make check` reach, held to a floor
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder -m "not system" --cov --cov-report=term:skip-covered

lint: setup           ## style, types and YAML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .

format: setup         ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

model: setup          ## train the model, if its data have changed
	@$(BIN)/python -m devtools.runner train

simulate: model       ## send simulated customers to the whole system, every scenario eight times: an hour or more
	$(BIN)/python -m simulate

faults: model         ## break the whole system in every way of the matrix; goes on where it was ended: many hours
	$(BIN)/python -m faults

prove-vendure: setup  ## prove the connector on a real Vendure, which npm installs the first time: some minutes
	$(BIN)/python -m prove.vendure

prove-medusa: setup    ## prove the connector on a real Medusa, which npm installs the first time; needs PostgreSQL: some minutes
	$(BIN)/python -m prove.medusa

bench: model          ## measure this system and stock Rasa beside each other, into docs/performance.md: four minutes
	$(BIN)/python -m benchmarks.beside $(BENCH)

encoder:              ## fine-tune the sentence encoder anew: an hour or two; seldom needed
	@$(PYTHON) devtools/setup.py --encoder
	.venv-encoder/bin/python -m encoder

widget:               ## build the chat window from its source (needs node)
	@sh devtools/widget.sh build

docs: setup           ## print the generated pages again
	$(BIN)/amends settings > docs/settings.md
	$(BIN)/python -m devtools.decision_index > docs/decisions/README.md

site:                 ## build docs/ as a site; the demo serves it at /docs
	@$(PYTHON) devtools/setup.py --docs
	.venv-docs/bin/zensical build --strict

doctor: setup         ## say what is missing or wrong
	@$(BIN)/amends doctor

release:              ## check and build a release into dist/: wheel, source, bill of materials, audit of the locks
	@$(PYTHON) devtools/setup.py && $(PYTHON) devtools/setup.py --release
	@.venv-release/bin/python -m devtools.release $(RELEASE)

lock: setup           ## move the locks to the newest allowed releases
	$(COMPILE) --python-version 3.8 requirements/uv.in -o requirements/uv.txt
	$(COMPILE) --python-version 3.12 requirements/app.in -o requirements/app.txt
	$(COMPILE) --python-version 3.12 requirements/ocr.in -o requirements/ocr.txt
	$(COMPILE) --python-version 3.12 requirements/tracing.in -o requirements/tracing.txt
	$(COMPILE) --python-version 3.12 requirements/dev.in -o requirements/dev.txt
	$(COMPILE) --python-version 3.10 requirements/rasa.in -o requirements/rasa.txt
	$(COMPILE) --python-version 3.12 requirements/encoder.in -o requirements/encoder.txt
	$(COMPILE) --python-version 3.12 requirements/synapse.in -o requirements/synapse.txt
	$(COMPILE) --python-version 3.12 requirements/docs.in -o requirements/docs.txt
	$(COMPILE) --python-version 3.12 requirements/release.in -o requirements/release.txt
	$(COMPILE) --python-version 3.12 requirements/deploy.in -o requirements/deploy.txt

clean:                ## remove what was built; the database in var/ stays
	rm -rf .uv .venv .venv-* dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis models/*.tar.gz widget/node_modules
