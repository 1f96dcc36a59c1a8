# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation as HTML, the collection as an archive, and an execution environment with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from .outcome import Outcome
from .paths import COLLECTION, ROOT, WORK
from .workbench import Workbench

# Stricter than Galaxy, as strict as Automation Hub: a version of 1.0.0 or later, and a tag of its list.
IMPORTER = {"GALAXYIMPORTER_CONFIG": str(ROOT / "dev" / "galaxy-importer.cfg")}


def docs_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that render the plugins' reference and the guides into ``.work/docs/html``."""
    source = WORK / "docs" / "source"
    shutil.rmtree(source.parent, ignore_errors=True)
    shutil.copytree(ROOT / "dev" / "sphinx", source)
    guides = source / "guides"
    shutil.copytree(ROOT / "docs", guides)
    reference = source / "reference"
    reference.mkdir()
    page = source.parent / "html" / "index.html"

    def site() -> Outcome:
        outcome = workbench.check("sphinx-build", "--quiet", "--fail-on-warning", source, page.parent)
        return outcome if outcome.failed else replace(outcome, notes=(f"open {page.relative_to(ROOT)}",))

    options = ("--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", reference)
    return {
        "docsite": partial(workbench.check, "python", "-m", "dev.docsite", workbench.collection, guides, cwd=ROOT),
        "reference": partial(workbench.check, "antsibull-docs", "collection", *options, COLLECTION),
        "site": site,
    }


def build_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that build the archive into ``.work/dist`` and check it as Galaxy does on an upload."""
    dist = WORK / "dist"
    shutil.rmtree(dist, ignore_errors=True)

    def import_archive() -> Outcome:
        archives = list(dist.glob("*.tar.gz"))
        outcome = workbench.check("python", "-m", "galaxy_importer.main", *archives, cwd=dist, **IMPORTER)
        return replace(outcome, notes=tuple(f"built {archive.relative_to(ROOT)}" for archive in archives))

    return {
        "docsite": partial(workbench.check, "python", "-m", "dev.docsite", workbench.collection, cwd=ROOT),
        "links": partial(workbench.check, "python", "-m", "dev.links", workbench.collection, cwd=ROOT),
        "build": partial(workbench.check, "ansible-galaxy", "collection", "build", "--output-path", dist),
        "importer": import_archive,
    }


def ee_steps(workbench: Workbench, build: bool) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that make the context of an execution environment below ``.work/ee``, and with ``build`` its
    image. It is the one of ``extensions/awx``, with the archive of this checkout in place of a release on Galaxy."""
    folder = WORK / "ee"
    shutil.rmtree(folder, ignore_errors=True)
    archive, definition = folder / "collection.tar.gz", folder / "execution-environment.yml"

    def collection() -> Outcome:
        outcome = workbench.check("ansible-galaxy", "collection", "build", "--output-path", folder)
        for built in folder.glob("truewatch-openapi-*.tar.gz"):
            built.rename(archive)
        return outcome

    def context() -> Outcome:
        text = (ROOT / "extensions" / "awx" / "execution-environment.yml").read_text(encoding="utf-8")
        wanted, _found, _rest = text.partition("      - name: truewatch.openapi\n")
        source = "      - name: /build/configs/collection.tar.gz\n        type: file\n"
        files = f"additional_build_files:\n  - src: {archive}\n    dest: configs\n"
        definition.write_text(wanted + source + files, encoding="utf-8")
        program = ("build", "--tag", "truewatch-ee") if build else ("create",)
        return workbench.check("ansible-builder", *program, "--file", definition, "--context", folder / "context")

    return {"collection": collection, "image" if build else "context": context}
