# Needs Debian 12 or later with python3, python3-venv, git and make; nothing else, and no root.
# The first run downloads what the lock names; later runs need no network.
PYTHON ?= python3
bin := .venv/bin

.PHONY: help setup demo test tools test-calls test-slow fuzz mutants bench lock docs messages release clean

help:
	@echo "make demo       check, compile and deploy the example company to a platform on this machine"
	@echo "make test       every check of the project: style, types, imports, tests"
	@echo "make tools      fetch the real programs that tests call (Asterisk, SIPp, linters), without root"
	@echo "make test-calls real calls on a real Asterisk, and how long they took"
	@echo "make test-slow  the tests that take minutes"
	@echo "make fuzz       hostile inputs to every command; INPUTS=20000 SEED=7 (a million takes hours, and can be cut off)"
	@echo "make mutants    whether the oracle's tests notice small faults of the product (half an hour)"
	@echo "make bench      time and memory on large plans"
	@echo "make docs       write the generated pages (rules, glossary, schema) again"
	@echo "make messages   collect the sentences to translate and compile the Dutch ones"
	@echo "make lock       renew the locked versions (needs the network)"
	@echo "make release    check, build and tag the version of model/version.py (CONTRIBUTING.md)"
	@echo "make setup      only make .venv"
	@echo "make clean      remove everything that is made"

setup:
	@PYTHON="$(PYTHON)" .ci/setup

demo: setup
	$(bin)/nummerplan check examples/mijn-bedrijf
	$(bin)/nummerplan compile examples/mijn-bedrijf --target phones --target voicemail --out out
	@.ci/demo
	@echo
	@echo "The artefacts are in out/mijn-bedrijf: desk phone files in phones, mailboxes and greetings in voicemail."

test: setup
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports
	@# A file's tests stay together: what some of them build or install is then made once.
	$(bin)/pytest -n 2 --dist loadfile

tools: setup
	PYTHONPATH=tests $(bin)/python -m tools

test-calls: tools
	@began=$$(date +%s); $(bin)/pytest -n 2 tests/asterisk; code=$$?; \
	echo "real calls: $$(( $$(date +%s) - began )) s"; exit $$code

test-slow: setup
	$(bin)/pytest -n 2 -m slow

# What came of the inputs is kept in .cache/fuzz: a run that was cut off goes on where it was.
fuzz: INPUTS = 1000000
fuzz: SEED = 0
fuzz: setup
	$(bin)/python tests/fuzz --inputs $(INPUTS) --seed $(SEED)

# The tool has an environment of its own: the product and its tests know nothing of it.
mutants: setup
	[ -x .cache/mutants/bin/cosmic-ray ] || { $(PYTHON) -m venv --clear .cache/mutants && \
		.cache/mutants/bin/python -m pip --disable-pip-version-check install -q --require-hashes \
		-r tests/mutants/requirements.lock; }
	.cache/mutants/bin/python tests/mutants --python "$(CURDIR)/$(bin)/python"

bench: setup
	$(bin)/python tests/bench
	$(bin)/python tests/bench/full_platform.py

docs: setup
	$(bin)/python docs/generate.py

messages: setup
	$(bin)/python docs/messages.py

lock:
	@PYTHON="$(PYTHON)" .ci/lock

release:
	@.ci/release

clean:
	rm -rf .venv .cache out dist .bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
