# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Virtual environments: the one of the project, and one per ansible-core for the matrix."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from .locks import exclusive
from .paths import NAME, NAMESPACE, ROOT, WORK
from .pythons import find_pythons, version_key

# The Pythons that can run each ansible-core as a controller. The matrix takes the first one found; they are ordered
# so that together the cores meet every Python.
CORES = {
    "2.16": ("3.10", "3.11", "3.12"),
    "2.17": ("3.12", "3.11", "3.10"),
    "2.18": ("3.11", "3.12", "3.13"),
    "2.19": ("3.13", "3.12", "3.11"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.21": ("3.14", "3.13", "3.12"),
}

# What ansible-core becomes next, run by name only: it changes every day, and no package index has it.
DEVEL = "devel"
_DEVEL_SOURCE = "ansible-core @ https://github.com/ansible/ansible/archive/devel.tar.gz"

_TEST_REQUIREMENTS = (
    "meta/ee-requirements.txt",
    "tests/emulator/requirements.txt",
    "tests/unit/requirements.txt",
    "tests/integration/requirements.txt",
)
_TOOL_REQUIREMENTS = ("dev/requirements.txt",)
# Python compiles what it imports, which is a small part of what is installed.
_QUICKLY = ("-qq", "--disable-pip-version-check", "--no-compile")
# ansible-test has this pip install into environments of newer versions of Python, too, where an older one cannot run;
# a newer one cannot in those of older versions.
_PIP = "pip>=23.1.2,<25; python_version < '3.12'"


@dataclass(frozen=True)
class Environment:
    """One virtual environment.

    ``name`` is unique, ``base`` the interpreter it is made from, ``core`` a requirement such as
    "ansible-core>=2.16,<2.22", and ``requirements`` are files relative to the checkout.
    """

    name: str
    path: Path
    base: Path
    core: str
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        return self.path / "bin" / "python"

    @property
    def python_version(self) -> str:
        """The version as ansible-test names it, such as "3.11"."""
        return self.base.name.removeprefix("python")

    @property
    def ansible_test(self) -> Path:
        """The folder of the package ansible_test."""
        return self.path / "lib" / self.base.name / "site-packages" / "ansible_test"

    def ensure(self) -> Environment:
        """Make the environment, or bring it up to date when what it is made of has changed. One that is a link is used
        as it is: it belongs to another checkout, which others may be using right now."""
        if self.path.is_symlink():
            return self
        stamp = self.path / "made-of.json"
        with exclusive(self.path):
            wanted = self._made_of()
            made_of = json.loads(stamp.read_text()) if stamp.exists() else {}
            if made_of == wanted:
                return self
            if any(made_of.get(part) != wanted[part] for part in ("base", "path")):
                print(f"Making {self.path.relative_to(ROOT)} with {self.base}", flush=True)
                _run(self.base, "-m", "venv", "--clear", self.path)
            self._install(_PIP)
            self._install(self.core, *(part for name in self._files() for part in ("-r", ROOT / name)))
            # What ansible-test wants for unit tests depends on the ansible-core just installed.
            self._install("-r", self.ansible_test / "_data" / "requirements" / "units.txt")
            stamp.write_text(json.dumps(wanted, indent=2))
        return self

    def _files(self) -> list[str]:
        return [name for name in self.requirements if (ROOT / name).exists()]

    def _made_of(self) -> dict[str, str]:
        contents = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in self._files()}
        # Scripts begin with the path of their interpreter, so a checkout that was moved needs new ones.
        return {"base": str(self.base), "path": str(self.path), "pip": _PIP, "core": self.core, **contents}

    def _install(self, *arguments: object) -> None:
        _run(self.python, "-m", "pip", "install", *_QUICKLY, *arguments)


def project_environment() -> Environment:
    """Return ``.work/venv``: the running Python, the newest ansible-core it can run, every tool."""
    version = "{}.{}".format(*sys.version_info)
    return Environment(
        name="venv",
        path=WORK / "venv",
        base=find_pythons()[version],
        core=f"ansible-core>={min(CORES, key=version_key)},<2.22",
        requirements=_TEST_REQUIREMENTS + _TOOL_REQUIREMENTS,
    )


def mutants_environment() -> Environment:
    """Return ``.work/venvs/mutants``: what the tests need, and the tools that change the code under them."""
    project = project_environment()
    requirements = (*_TEST_REQUIREMENTS, "dev/mutants.txt")
    return replace(project, name="mutants", path=WORK / "venvs" / "mutants", requirements=requirements)


def eda_environment() -> Environment:
    """Return ``.work/venvs/eda``: ansible-rulebook, and what its tests need."""
    requirements = ("meta/ee-requirements.txt", "tests/emulator/requirements.txt", "tests/eda/requirements.txt")
    return replace(project_environment(), name="eda", path=WORK / "venvs" / "eda", requirements=requirements)


def core_environment(core: str) -> Environment | None:
    """Return ``.work/venvs/core-<core>`` on the first Python found for it; None when there is none.

    ``core`` is one of CORES, or DEVEL.
    """
    newest = CORES[max(CORES, key=version_key)]
    for version in CORES.get(core, newest):
        if base := find_pythons().get(version):
            return Environment(
                name=f"core-{core}",
                path=WORK / "venvs" / f"core-{core}",
                base=base,
                core=_DEVEL_SOURCE if core == DEVEL else f"ansible-core=={core}.*",
                requirements=_TEST_REQUIREMENTS,
            )
    return None


def link_checkout() -> None:
    """Link the checkout as a collection, so that ``.work/dev`` serves imports and ansible commands at once."""
    link = WORK / "dev" / "ansible_collections" / NAMESPACE / NAME
    if not link.is_symlink():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(ROOT, link.parent))


def _run(*command: object) -> None:
    try:
        subprocess.run([str(part) for part in command], check=True)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"Failed with status {error.returncode}: {' '.join(map(str, error.cmd))}") from None
