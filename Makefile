# make run starts everything; make help lists the rest.

PYTHON ?=
VENV ?= .venv
PORT ?= 8000
DEMO ?= 1
IN = $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install runtime run test check lint types imports shape deploy-check bench messages clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 20
	@echo "  Settings: docs/settings.md. Two at once: make run DATA_DIR=other PORT=8001"

$(IN)/python:
	@for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    && found="$$candidate" && break; \
	done; \
	[ -n "$$found" ] || { echo "Python 3.11 or later is needed; name it: make PYTHON=/path/to/python3" \
	  "需要 Python 3.11 或更高版本" >&2; exit 1; }; \
	"$$found" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing;" \
	  "on Debian or Ubuntu: apt install python3-venv. 缺少 venv 模块" >&2; exit 1; }; \
	"$$found" -m venv "$(VENV)"

# What requirements.txt names is installed again only when its text has changed.
runtime: $(IN)/python ## install what the product needs
	@sed '/^# --- tests/,$$d' requirements.txt > $(VENV)/runtime.wanted
	@cmp -s $(VENV)/runtime.wanted $(VENV)/runtime.installed || { \
	  echo "Installing packages … 正在安装依赖，约需一分钟 …"; \
	  $(IN)/python -m pip install --quiet --prefer-binary -r $(VENV)/runtime.wanted && \
	  mv $(VENV)/runtime.wanted $(VENV)/runtime.installed; }

install: runtime ## install what its tests need besides
	@cmp -s requirements.txt $(VENV)/all.installed || { \
	  echo "Installing test packages … 正在安装测试依赖 …"; \
	  $(IN)/python -m pip install --quiet --prefer-binary -r requirements.txt && \
	  cp requirements.txt $(VENV)/all.installed; }

run: runtime ## start everything on http://127.0.0.1:8000; Ctrl-C stops it
	@DEMO="$(DEMO)" PORT="$(PORT)" exec $(IN)/python -m monitoring.supervise --until-parent-ends

test: install ## run the tests
	@$(IN)/python -m pytest -n 2

check: lint types imports shape deploy-check ## everything else that must hold

lint: install
	@$(IN)/ruff format --check .
	@$(IN)/ruff check .
	@find templates -name '*.html' -exec $(IN)/djade --check --target-version 5.2 {} +

types: install
	@$(IN)/mypy

imports: install
	@$(IN)/lint-imports --no-logo

# Sizes, clock, documents, translations: what linters do not know.
shape: install
	@$(IN)/python -m pytest -q tests/architecture

deploy-check: install
	@$(IN)/python manage.py makemigrations --check --dry-run
	@SITE_URL=https://targets.example $(IN)/python manage.py check --deploy --fail-level WARNING

bench: install ## print how long the arithmetic, the verbs, the grid and documents take
	@for part in evaluate verbs grid documents sheet; do $(IN)/python -m tests.bench.$$part || exit 1; done

messages: install ## collect and compile the translations (needs gettext)
	@$(IN)/python manage.py makemessages --locale zh_Hans --no-wrap --no-obsolete --add-location file \
	  --ignore tests --ignore var --ignore $(VENV)
	@$(IN)/python manage.py compilemessages --locale zh_Hans --ignore $(VENV)

clean: ## remove what was installed and cached; the data folder stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
