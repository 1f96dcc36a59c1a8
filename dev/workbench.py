# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A place to run Ansible's tools: an environment, a copy of the collection, and a home of their own."""

from __future__ import annotations

import ast
import configparser
import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TextIO

from .collection import copy_collection, copy_root
from .environment import Environment
from .outcome import Outcome
from .paths import COLLECTION, WORK
from .pythons import find_pythons

# Before it fills a new virtual environment, ansible-test fetches the script "get-pip" from a server of its project,
# but takes the file in its cache when there is one. This one needs no server, and a link takes no time, where each of
# ten environments would install a pip and remove it again.
_GET_PIP = """\
import os, subprocess, sys, sysconfig
os.symlink({pip!r}, os.path.join(sysconfig.get_path("purelib"), "pip"))
wanted = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
others = [argument for argument in wanted if not argument.startswith("pip==")]
if any("==" in argument for argument in others):
    subprocess.check_call([sys.executable, "-m", "pip", "install", *others])
"""

# What may precede "/home/.ansible/test/venv/sanity.<test>/<version>/<hash>/bin/python" in 127 characters.
_LONGEST_PATH = 40


class Workbench:
    """Runs programs of one environment on a fresh copy of the collection, away from the user's home and settings."""

    def __init__(self, environment: Environment, number: int = 1, output: TextIO | None = None) -> None:
        """``number`` tells the copy and the home from those of other workbenches that are in use at the same time.
        ``output`` takes what programs print."""
        self.environment = environment
        self._number = number
        self._output = output
        self._running: subprocess.Popen[bytes] | None = None
        name = environment.name if number == 1 else f"{environment.name}-{number}"
        self.collection = copy_collection(name)
        self.root = copy_root(name)
        work = _short_path(WORK)
        self.bin = work / environment.path.relative_to(WORK) / "bin"
        # The shortest one is that of the sanity tests, see below.
        home = work / ("home" if name == "venv" else f"home-{name}")
        _cache_get_pip(environment, home)
        _write_pip_config(environment, home)
        bins = [self.bin, *(python.parent for python in find_pythons().values())]
        users_own = ("ANSIBLE_", "TRUEWATCH_", "DF_")
        self.variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(users_own)},
            "ANSIBLE_COLLECTIONS_PATH": str(self.root),
            "HOME": str(home),
            "PATH": os.pathsep.join([*map(str, bins), os.environ.get("PATH", os.defpath)]),
        }

    def command(self, program: str, *arguments: str | Path) -> list[str | Path]:
        """Return the command line of a program of the environment."""
        return [self.bin / program, *arguments]

    def beside(self, number: int) -> Workbench:
        """Return another workbench of the same environment, this one being number 1, for what runs at the same time.
        Keep hold of this one."""
        return Workbench(self.environment, self._number + number - 1)

    def run(self, program: str, *arguments: str | Path, cwd: Path | None = None, **variables: str) -> int:
        """Run a program of the environment, by default in the copy, and return its exit status."""
        with subprocess.Popen(
            self.command(program, *arguments),
            cwd=cwd or self.collection,
            env={**self.variables, **variables},
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT if self._output else None,
        ) as self._running:
            return self._running.wait()

    def stop(self) -> None:
        """End the program that runs, if one does."""
        if self._running is not None:
            self._running.terminate()

    def check(self, program: str, *arguments: str | Path, cwd: Path | None = None, **variables: str) -> Outcome:
        """Run a program as one test case."""
        return Outcome.of_status(self.run(program, *arguments, cwd=cwd, **variables))


def _short_path(folder: Path) -> Path:
    """Return a path to the folder that the first line of a script can hold.

    ansible-test writes scripts that start with the path of an interpreter below it. Linux takes 127 characters there,
    and no blank.
    """
    plain = str(folder)
    if len(plain) <= _LONGEST_PATH and not re.search(r"\s", plain):
        return folder
    digest = hashlib.sha256(plain.encode()).hexdigest()[:8]
    link = Path(tempfile.gettempdir(), f"{COLLECTION}-{os.getuid()}-{digest}")
    if not (link.is_symlink() and os.readlink(link) == plain):  # else another run may be using it
        fresh = link.with_name(f"{link.name}-{os.getpid()}")
        fresh.symlink_to(folder)
        fresh.replace(link)
    return link


def _cache_get_pip(environment: Environment, home: Path) -> None:
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    source = (environment.ansible_test / "_internal" / "python_requirements.py").read_text()
    script = _GET_PIP.format(pip=str(environment.ansible_test.parent / "pip"))
    for version in set(re.findall(r"pip='([\d.]+)'", source)):
        (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(script)


def _write_pip_config(environment: Environment, home: Path) -> None:
    """Write down how pip is set up here: ansible-test passes neither the user's files nor the variables on."""
    listing = subprocess.run(
        [environment.python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    config = configparser.RawConfigParser()
    config["global"] = {"quiet": "2"}
    config["install"] = {"compile": "no"}  # most of what is installed is never imported
    for line in listing.splitlines():
        name, value = line.split("=", 1)
        section, option = name.replace(":env:", "global").rsplit(".", 1)
        if not config.has_section(section):
            config.add_section(section)
        config.set(section, option, ast.literal_eval(value))
    target = home / ".config" / "pip" / "pip.conf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with target.open("w") as file:
        config.write(file)
