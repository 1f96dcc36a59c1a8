# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation as HTML and the collection as an archive."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

from dev.outcome import Outcome
from dev.paths import COLLECTION, ROOT, WORK
from dev.workbench import Workbench


def docs_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that render the plugins' reference and the guides into ``.work/docs/html``."""
    source = WORK / "docs" / "source"
    shutil.rmtree(source.parent, ignore_errors=True)
    shutil.copytree(ROOT / "dev" / "sphinx", source)
    shutil.copytree(ROOT / "docs", source / "guides")
    reference = source / "reference"
    reference.mkdir()
    options = ("--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", reference)
    return {
        "reference": partial(workbench.check, "antsibull-docs", "collection", *options, COLLECTION),
        "site": partial(
            workbench.check, "sphinx-build", "--quiet", "--fail-on-warning", source, source.parent / "html"
        ),
    }


def build_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the steps that build the archive into ``.work/dist`` and check it as Galaxy does on an upload."""
    dist = WORK / "dist"
    shutil.rmtree(dist, ignore_errors=True)

    def import_archive() -> Outcome:
        return workbench.check("python", "-m", "galaxy_importer.main", *dist.glob("*.tar.gz"), cwd=dist)

    return {
        "build": partial(workbench.check, "ansible-galaxy", "collection", "build", "--output-path", dist),
        "importer": import_archive,
    }
