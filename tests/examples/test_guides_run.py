# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader who has the archive, an empty home and the emulator follows each guide: every command prints what it shows.

CONTRIBUTING.md has the rules for the blocks of a guide.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from ansible_collections.truewatch.openapi.dev.links import is_left_out
from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator.running import running

ROOT = Path(__file__).parents[2]
GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
INSTALLED = Path(".ansible/collections/ansible_collections/truewatch/openapi")

#: Where `make emulator` listens, and the keys that the guides have it accept.
SHOWN_URL = "http://127.0.0.1:8529"
SHOPS = ("shop-staging", "shop-eu", "shop-us")
KEYS = {"emulator-key": None, "second-key": "second", **{f"key-of-{shop}": shop for shop in SHOPS}}

#: How a command begins that cannot run here -> why.
LEFT_OUT = {
    "make ": "works in a checkout; `make emulator` and `make test` are what runs here",
    "ansible-galaxy ": "installs from the archive or from Galaxy",
    "pip ": "installs libraries",
    "python3 -m venv ": "creates a virtual environment",
    ". venv": "enters it",
    "export TRUEWATCH_REGION=": "needs an account at the vendor's site",
    "export CONTROLLER_HOST=": "needs an AWX server",
    "ansible-playbook site.yml --tags drift": "runs in test_example_repository.py, as the pipelines run it",
    "ansible-playbook awx/controller.yml ": "needs an AWX server; test_awx.py checks its options",
    "ansible-builder ": "builds a container image",
    "ansible-rulebook ": "needs Java; tests/eda runs it",
    "gh ": "needs an account at GitHub",
    "ansible -i truewatch.yml os_linux -m ansible.builtin.ping": "logs in to hosts, which the emulator only lists",
    "ansible-playbook truewatch.openapi.conformance": "keeps the rate limit of the service, so it takes minutes",
}
#: What a page leaves to the reader -> an example of it in the collection.
OF_THE_READER = {
    "README.md": {"dashboards": "playbooks/files/dashboards", "files/dashboards": "playbooks/files/dashboards"},
}


class Command(NamedTuple):
    line: str
    shown: str


class File(NamedTuple):
    path: str
    text: str


def _command(text):
    """A command, which goes on in the next line where a quotation is open, and its output."""
    lines = text.splitlines(keepends=True)
    number = next(number for number in range(1, len(lines) + 1) if _is_closed("".join(lines[:number])))
    return Command("".join(lines[:number]).partition("  #")[0].strip(), "".join(lines[number:]))


def _is_closed(text):
    try:
        shlex.split(text)
    except ValueError:
        return False
    return True


def steps(text):
    """The commands of a page with the output that it shows, and the files that begin with their name, in order."""
    for language, indented in re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        block = textwrap.dedent(indented)
        if language == "console":
            head, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
            assert not head, f"output without a command: {head}"
            yield from map(_command, parts)
        elif named := re.match(r"# ([\w./-]+\.\w+)\n", block):
            yield File(named[1], block)


def agrees(shown, printed):
    """Whether a command printed what a page shows. `...` stands for any text of a line, and alone on a line for any
    lines. Empty lines and blanks at the end of lines do not count."""
    any_text = r"[^\n]*".join
    lines = [line.rstrip() for line in shown.splitlines() if line.strip()]
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line == "..." else any_text(map(re.escape, line.split("..."))) + r"\n" for line in lines
    )
    text = "".join(f"{line.rstrip()}\n" for line in printed.splitlines() if line.strip())
    return re.fullmatch(pattern, text) is not None


PAGES = {
    str(path.relative_to(ROOT)): list(steps(path.read_text(encoding="utf-8")))
    for pattern in ("README.md", "docs/*.md", "roles/*/README.md")
    for path in sorted(ROOT.glob(pattern))
}
COMMANDS = {page: [one for one in parts if isinstance(one, Command)] for page, parts in PAGES.items()}


def runs(command):
    return not command.line.startswith(tuple(LEFT_OUT))


#: Files that commands of their page run.
FILES_THAT_RUN = {
    step.text
    for page, parts in PAGES.items()
    for step in parts
    if isinstance(step, File) and any(step.path in command.line for command in COMMANDS[page] if runs(command))
}


class Reader:
    """Somebody with an empty home in which the archive is installed, and an emulator as the guides start it."""

    def __init__(self, home, emulator):
        self.home = home
        self.emulator = emulator
        installed = home / INSTALLED
        installed.mkdir(parents=True)
        for path in ROOT.iterdir():
            if path.name != ".git" and not is_left_out(Path(path.name), GALAXY["build_ignore"]):
                (installed / path.name).symlink_to(path)
        self._environment = {
            "HOME": str(home),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "LC_ALL": "C.UTF-8",
            # The default, which the warm process would take from the home that it was started with.
            "ANSIBLE_COLLECTIONS_PATH": str(home / ".ansible" / "collections"),
            # Ansible itself may lie outside of the environment; the checkout is no place to find the collection.
            "PYTHONPATH": os.pathsep.join(
                path for path in sys.path if path and not Path(path, "ansible_collections", "truewatch").exists()
            ),
        }

    def start(self, page):
        """Begin a page: with an empty folder, and the emulator as it is after its start."""
        self.emulator.reset()
        self.folder = self.home / Path(page).with_suffix("")
        self.folder.mkdir(parents=True)
        for path, source in OF_THE_READER.get(page, {}).items():
            shutil.copytree(ROOT / source, self.folder / path)
        self.variables = {"TRUEWATCH_ENDPOINT": self.emulator.url, "TRUEWATCH_API_KEY": "emulator-key"}

    def write(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(self._adapted(text), encoding="utf-8")

    def enter(self, line):
        """The finished command."""
        words = shlex.split(self._adapted(line))
        environment = {**self._environment, **self.variables, "PWD": str(self.folder)}
        if words[0] in ("ansible", "ansible-inventory", "ansible-playbook"):
            words = [word.replace("$PWD", str(self.folder)) for word in words]
            done = warm.run(words, cwd=self.folder, env=environment)
        elif words[0] == "export":
            self.variables.update(word.split("=", 1) for word in words[1:])
            done = subprocess.CompletedProcess(words, 0, "", "")
        elif words[0] == "cd":
            self.folder = self.folder / words[1]
            done = subprocess.CompletedProcess(words, 0, "", "")
        else:
            words = ["/bin/sh", "-c", self._adapted(line)]
            done = subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        done.stdout = done.stdout.replace(self.emulator.url, SHOWN_URL)
        return done

    def _adapted(self, text):
        return text.replace(SHOWN_URL, self.emulator.url)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with running(api_keys=KEYS, hosts=200) as emulator:
        yield Reader(tmp_path_factory.mktemp("home"), emulator)


@pytest.mark.plays
@pytest.mark.parametrize("page", [page for page, commands in COMMANDS.items() if any(map(runs, commands))])
def test_every_command_prints_what_the_page_shows(reader, page):
    reader.start(page)
    for step in PAGES[page]:
        if isinstance(step, File):
            reader.write(step.path, step.text)
        elif runs(step) and (shutil.which("curl") or not step.line.startswith("curl ")):
            done = reader.enter(step.line)
            report = f"$ {step.line}\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}\nThe page shows:\n{step.shown}"
            assert agrees(step.shown, done.stdout), report
            assert (done.returncode != 0) == ("FAILED!" in step.shown), report


def test_what_cannot_run_is_listed():
    lines = [command.line for commands in COMMANDS.values() for command in commands]
    assert [start for start in LEFT_OUT if not any(line.startswith(start) for line in lines)] == []


def test_what_a_command_does_not_print_is_found():
    assert agrees("a\n...\nc 7 s\n", "a\n\nb\n  b\nc 7 s  \n")
    assert agrees("took ... s\n...\n", "took 12 s\n")
    assert agrees("", "\n")
    for shown, printed in (("a\nc", "a\nb\nc"), ("a", "a\nb"), ("b ...", "a b c"), ("a\n...", "b\na"), ("a", "")):
        assert not agrees(shown, printed)
