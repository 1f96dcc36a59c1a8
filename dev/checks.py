# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The checks of `make lint`: what needs no running collection."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dev.collection import copy_collection
from dev.environment import Environment
from dev.outcome import Outcome
from dev.paths import ROOT


def steps(environment: Environment) -> dict[str, Callable[[], Outcome]]:
    """Return the checks by name."""
    collection = copy_collection(environment.name)
    bin_ = environment.path / "bin"
    inside = partial(_check, environment, collection)
    return {
        "conventions": partial(_check, environment, ROOT, environment.python, "-m", "dev.conventions"),
        "ruff": partial(_check, environment, ROOT, bin_ / "ruff", "check", "--quiet", "--output-format=concise", "."),
        "yamllint": partial(inside, bin_ / "yamllint", "--strict", "."),
        "ansible-lint": partial(inside, bin_ / "ansible-lint", "--offline", "-q"),
        "changelog": partial(inside, bin_ / "antsibull-changelog", "lint"),
        "documentation": partial(inside, bin_ / "antsibull-docs", "lint-collection-docs", "--plugin-docs", "."),
    }


def _check(environment: Environment, folder: Path, *command: str | Path) -> Outcome:
    path = os.pathsep.join([str(environment.path / "bin"), os.environ.get("PATH", os.defpath)])
    root = ROOT / ".work" / "test" / environment.name
    env = {**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(root)}
    return Outcome.of_status(subprocess.call(command, cwd=folder, env=env, stdin=subprocess.DEVNULL))
