# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation as HTML and the collection as an archive."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from dev.outcome import Outcome
from dev.paths import COLLECTION, ROOT, WORK
from dev.workbench import Workbench

# Stricter than Galaxy, as strict as Automation Hub: a version of 1.0.0 or later, and a tag of its list.
_IMPORTER = {"GALAXY_IMPORTER_CONFIG": str(ROOT / "dev" / "galaxy-importer.cfg")}


def docs_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that render the plugins' reference and the guides into ``.work/docs/html``."""
    source = WORK / "docs" / "source"
    shutil.rmtree(source.parent, ignore_errors=True)
    shutil.copytree(ROOT / "dev" / "sphinx", source)
    shutil.copytree(ROOT / "docs", source / "guides")
    reference = source / "reference"
    reference.mkdir()
    page = source.parent / "html" / "index.html"

    def site() -> Outcome:
        outcome = workbench.check("sphinx-build", "--quiet", "--fail-on-warning", source, page.parent)
        return outcome if outcome.failed else replace(outcome, notes=(f"open {page.relative_to(ROOT)}",))

    options = ("--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", reference)
    return {
        "reference": partial(workbench.check, "antsibull-docs", "collection", *options, COLLECTION),
        "site": site,
    }


def build_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that build the archive into ``.work/dist`` and check it as Galaxy does on an upload."""
    dist = WORK / "dist"
    shutil.rmtree(dist, ignore_errors=True)

    def import_archive() -> Outcome:
        archives = list(dist.glob("*.tar.gz"))
        outcome = workbench.check("python", "-m", "galaxy_importer.main", *archives, cwd=dist, **_IMPORTER)
        return replace(outcome, notes=tuple(f"built {archive.relative_to(ROOT)}" for archive in archives))

    return {
        "build": partial(workbench.check, "ansible-galaxy", "collection", "build", "--output-path", dist),
        "importer": import_archive,
    }
