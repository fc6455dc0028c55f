# Needs make, git and Python 3.11 or newer; everything else is installed by the targets.
PYTHON ?= python3
PORT   ?= 8000
MUNICIPALITY ?= municipality.toml
PY     := .venv/bin/python
PIP    := $(PY) -m pip install -q --disable-pip-version-check --require-hashes

export SPREEKUUR_MUNICIPALITY = $(MUNICIPALITY)
export SPREEKUUR_PUBLIC_URL = http://localhost:$(PORT)
export SPREEKUUR_STAFF_URL = http://localhost:$(PORT)

.PHONY: run dev prepare test test-sqlite test-postgres check bench locks vendor messages pictures clean
.DEFAULT_GOAL := run

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Debian, Ubuntu: sudo apt install python3-venv"; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv

.venv/.run: requirements.txt | $(PY)
	@$(PIP) -r $< 2> .venv/pip.log || { tail -n 30 .venv/pip.log; exit 1; }
	@touch $@

.venv/.dev: requirements-dev.txt | $(PY)
	@$(PIP) -r $< 2> .venv/pip.log || { tail -n 30 .venv/pip.log; exit 1; }
	@touch $@ .venv/.run

# The first key: Django's own. It must lie there before the first manage.py.
build/keys/django: | $(PY)
	@mkdir -p build && chmod 700 build && mkdir -p build/keys && chmod 700 build/keys
	@umask 277 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

prepare: .venv/.run build/keys/django
	@$(PY) manage.py messages
	@$(PY) manage.py collectstatic --noinput -v 0

run: prepare
	@$(PY) manage.py demo
	@exec .venv/bin/gunicorn --config deploy/gunicorn-demo.py --bind localhost:$(PORT) config.wsgi

dev: prepare
	@$(PY) manage.py demo
	@$(PY) manage.py runserver --noreload localhost:$(PORT)

test: .venv/.dev build/keys/django
	@deploy/install-test-tools
	@$(PY) manage.py messages
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-sqlite test-postgres

test-sqlite: .venv/.dev build/keys/django
	@$(PY) -m pytest tests

test-postgres: .venv/.dev build/keys/django
	@$(PY) -m tests.postgres $(PY) -m pytest tests --ignore=tests/browser --ignore=tests/test_docs.py

check: .venv/.dev build/keys/django
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .
	@.venv/bin/lint-imports
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --check --target-version 5.2
	@git ls-files 'templates/*.html' | xargs .venv/bin/djhtml --check --tabwidth 2
	@.venv/bin/mypy .
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m pytest -q tests/config/test_deploy.py

bench: .venv/.dev build/keys/django
	@$(PY) -m benchmarks.passes tests/portrait.jpg

locks:
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes -o requirements.txt pyproject.toml --extra postgres
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes -c requirements.txt -o requirements-dev.txt pyproject.toml --extra postgres --extra dev

vendor: | $(PY)
	@$(PY) deploy/vendor.py

messages: .venv/.run build/keys/django
	@$(PY) manage.py makemessages --all --no-obsolete --add-location=file --ignore '.venv' --ignore build --ignore tests
	@$(PY) manage.py messages

# The pictures of docs/guides, and each guide as a PDF of one page in build/guides.
pictures: .venv/.dev build/keys/django
	@$(PY) manage.py messages
	@PICTURES=1 $(PY) -m pytest -q -p no:randomly tests/browser/test_guides.py

clean:
	@rm -rf .venv build
