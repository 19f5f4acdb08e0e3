# Everything a newcomer types. Each target installs what it lacks first: system packages, then `.venv/`.

.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
# In CI a test that needs a real stack fails when the stack is missing; elsewhere it is skipped by name.
export RELAIS_REQUIRE_REAL ?= $(if $(CI),1,)

# Build tools for pyscard; PC/SC with a virtual reader; what Kivy draws with; independent readers of our paper and screens;
# a database; a token; what pycups is built on, a print server and an IPP printer with the bus that it asks for;
# two telephones that call over SIP.
SYSTEM_PACKAGES := python3-venv python3-dev gcc swig libpcsclite-dev \
	pcscd vsmartcard-vpcd \
	xvfb libgl1 libgl1-mesa-dri libegl1 libgbm1 libx11-6 libxcursor1 libxi6 libxrandr2 libxss1 libxxf86vm1 libxext6 libmtdev1 \
	espeak-ng alsa-utils \
	zbar-tools tesseract-ocr tesseract-ocr-fra strace \
	postgresql softhsm2 \
	libcups2-dev cups-daemon cups-ipp-utils dbus-daemon \
	sip-tester baresip-core

# The tests run in parts side by side: many wait for a clock, a socket or a process. Keep the parts equally long.
CORE_TESTS := tests/core tests/contracts tests/gallery tests/model tests/mutants tests/kiosk
LINE_TESTS := tests/ivr tests/journeys tests/rules tests/hardware tests/end_to_end
OTHER_TESTS := $(filter-out $(CORE_TESTS) $(LINE_TESTS) tests/__pycache__,$(patsubst %/,%,$(wildcard tests/*/)) \
	$(wildcard tests/test_*.py))

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --universal \
	--python-version 3.11

.PHONY: help demo test bench gallery nightly docs lock system

help:
	@echo "make demo     play the whole thing: a kiosk with its dev dock, or without a display a scripted visit and call"
	@echo "make test     every check that CI runs"
	@echo "make bench    measured ratios beside their peers"
	@echo "make gallery  every screen and receipt as a picture, in gallery/"
	@echo "make nightly  the long runs: faults, fuzzing, and what a recogniser hears of each prompt"
	@echo "make docs     write docs/audit.md again from the catalogue of acts"
	@echo "make lock     resolve requirements.lock and requirements-nightly.lock again from pyproject.toml"

demo: .venv/ready
	$(BIN)/relais demo

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@logs="$$(mktemp -d)"; trap 'rm -rf "$$logs"' EXIT; \
	$(BIN)/pytest $(LINE_TESTS) >"$$logs/line" 2>&1 & line=$$!; \
	$(BIN)/pytest $(OTHER_TESTS) >"$$logs/other" 2>&1 & other=$$!; \
	$(BIN)/pytest $(CORE_TESTS); core=$$?; \
	wait $$line; line=$$?; wait $$other; other=$$?; \
	cat "$$logs/line" "$$logs/other"; exit $$((core | line | other))

bench: .venv/ready
	$(BIN)/relais bench --json bench.json

gallery: .venv/ready
	$(BIN)/python -m tests.gallery.draw gallery

nightly: .venv/ready
	RELAIS_NIGHTLY=1 $(BIN)/pytest
	$(BIN)/python -m tests.fuzz.run
	$(INSTALL) --require-hashes -r requirements-nightly.lock
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.listening.run --report out/listening.md

docs: .venv/ready
	$(BIN)/python -m service.audit_page

system:
	@missing="$$(for package in $(SYSTEM_PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done)"; \
	if [ -n "$$missing" ]; then \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; \
	fi

.venv/ready: requirements.lock pyproject.toml | system
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Relais needs Python 3.11 or later")'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

# The nightly lock holds what the listening test adds; what both hold is the same in both.
lock:
	$(COMPILE) --extra site --extra kiosk --extra dev pyproject.toml -o requirements.lock
	$(COMPILE) --extra listening --constraint requirements.lock pyproject.toml -o requirements-nightly.lock
