# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Everything a target makes goes below .work; nothing outside the checkout is touched.

PYTHON ?= python3
DEV := $(PYTHON) -m dev
VENV := .work/venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup test test-matrix lint sanity units integration eda examples emulator demo demo-events pictures conformance bench mutants kind reference docs build ee release-dry clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make or refresh the virtual environment in .work/venv (PYTHON=python3.12 chooses its Python)
	@$(DEV) setup

test:  ## Run every check and test of the code on one ansible-core
	@$(DEV) test

test-matrix:  ## Run sanity, units, examples and integration on each ansible-core that a Python is found for (CORES="2.16 2.20 devel")
	@$(DEV) test-matrix $(CORES)

lint:  ## Check style, metadata, documentation and changelog; quick
	@$(DEV) lint

sanity:  ## Run ansible-test sanity (ARGS="--test pylint")
	@$(DEV) sanity $(ARGS)

units:  ## Run unit tests (K=expression selects, as in pytest -k)
	@$(DEV) units $(if $(K),-k "$(K)")

integration:  ## Run integration targets against the emulator (TARGET=name selects)
	@$(DEV) integration $(TARGET)

eda:  ## Run the tests of the event sources with ansible-rulebook, which needs Java 17 (K=expression selects)
	@$(DEV) eda $(if $(K),-k "$(K)")

examples:  ## Run every command, example and picture of the documentation on the emulator
	@$(DEV) examples

emulator: setup  ## Serve a seeded workspace to try playbooks against (ARGS="--hosts 5000")
	@$(VENV)/python -m tests.emulator --port 8529 --api-key emulator-key --api-key second-key=second --hosts 200 $(ARGS)

demo: setup  ## Show the main job from end to end on the emulator
	@$(VENV)/python -m dev.demo

demo-events: setup  ## Show an alert that starts a playbook; needs Java 17
	@$(VENV)/python -m dev.demo_events

pictures: setup  ## Draw docs/pictures from a run of the demo
	@$(VENV)/python -m dev.pictures

conformance: setup  ## Ask a live service whether it behaves as assumed (ARGS="-e conformance_level=write"); see docs/conformance.md
	@ANSIBLE_COLLECTIONS_PATH=.work/dev $(VENV)/ansible-playbook truewatch.openapi.conformance -e conformance_dest=$(CURDIR)/.work/conformance $(ARGS)

bench: setup  ## Measure against the goals of docs/benchmarks.md (ARGS="workspace")
	@$(VENV)/python -m tests.benchmark $(ARGS)

mutants:  ## Change the code at random and tell which changes no unit test notices (ARGS="--count 20 --seed 7")
	@$(DEV) mutants $(ARGS)

kind: setup  ## Write the first form of a kind from the reference (NAME=issue_level ROOM=issues FAMILY=issue_levels)
	@PYTHONPATH=.work/dev:. $(VENV)/python -m dev.kind $(NAME) $(ROOM) $(FAMILY)

reference: setup  ## Write what is generated: table of parameters, docs/coverage.md, docs/api-facts.md, ends of RETURN
	@PYTHONPATH=.work/dev $(VENV)/python -m dev.parameters
	@PYTHONPATH=.work/dev $(VENV)/python -m dev.coverage
	@PYTHONPATH=.work/dev $(VENV)/python -m dev.facts
	@PYTHONPATH=. $(VENV)/python -m dev.returns
	@PYTHONPATH=. $(VENV)/python -m dev.authors

docs:  ## Build the guides and the reference of the plugins as HTML into .work/docs/html
	@$(DEV) docs

build:  ## Build the collection into .work/dist and check it as Galaxy would
	@$(DEV) build

ee:  ## Make the context of an execution environment with this checkout, below .work/ee (BUILD=1 builds the image: podman or docker)
	@$(DEV) ee $(if $(BUILD),--build)

release-dry:  ## Do all of a release that stays on this machine: changelog, notes, archive, checks, signature; into .work/release
	@$(DEV) release

clean:  ## Remove everything that these targets made
	rm -rf .work
