# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event sources, each with rules that are a list; and ansible-rulebook itself, where there is a Java to run it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pathlib
import queue
import runpy
import shutil
import socket
import subprocess
import sys
import threading
import time

import pytest
import yaml

from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import api, emulator, shared_emulator

__all__ = ["api", "emulator", "shared_emulator"]

HERE = pathlib.Path(os.path.abspath(__file__))
PLUGINS = HERE.parents[2] / "extensions/eda/plugins"
COLLECTIONS = next(folder.parent for folder in HERE.parents if folder.name == "ansible_collections")
TOKEN = "token-of-the-webhook-CANARY"
# ansible-rulebook looks for ansible-galaxy there.
os.environ["PATH"] = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
DEADLINE = 60  # seconds for what takes a moment, on a machine that is busy


def pytest_configure(config):
    config.addinivalue_line("markers", "rulebook: starts ansible-rulebook, which needs Java 17")


def pytest_collection_modifyitems(items):
    if shutil.which("java") is None:
        for item in items:
            if item.get_closest_marker("rulebook"):
                item.add_marker(pytest.mark.skip(reason="ansible-rulebook needs Java 17, and there is no java here"))


def plugin(kind, name):
    """The names of a plugin, loaded as ansible-rulebook does it."""
    return runpy.run_path(str(PLUGINS / kind / f"{name}.py"))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def until(condition, what):
    """Wait for a condition, and give what it gave."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.01)
    raise AssertionError(f"there was no {what} within {DEADLINE} s")


class Source:
    """A source that runs in a thread of its own, and the rules that take its events.

    taken: the events, as a queue. fail: raised for each event, as a filter of the rulebook would.
    """

    def __init__(self, name, args):
        self.taken = queue.Queue()
        self.fail = None
        self.error = None
        self._main = plugin("event_source", name)["main"]
        self._args = args
        self._open = threading.Event()
        self._open.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._main(self, self._args))
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except BaseException as error:  # noqa: BLE001 - it is what a test looks at
            self.error = error
        finally:
            self._loop.close()

    async def put(self, event):
        """What a source calls to hand over an event."""
        while not self._open.is_set():
            await asyncio.sleep(0.005)
        if self.fail is not None:
            raise self.fail
        self.taken.put((event, time.perf_counter()))

    def hold(self):
        """The rules take no more events."""
        self._open.clear()

    def go_on(self):
        self._open.set()

    def next(self):
        return self.taken.get(timeout=DEADLINE)[0]

    def global_(self, name):
        return self._main.__globals__[name]

    def set(self, name, value):
        """Change a constant of the source."""
        assert name in self._main.__globals__
        self._main.__globals__[name] = value

    def start(self):
        self._thread.start()

    def stop(self):
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive()


class Told(logging.Handler):
    """What a source told its log."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def told():
    handler = Told()
    loggers = [logging.getLogger(name) for name in ("truewatch_webhook", "truewatch_events")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield handler.lines
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def webhook(told):
    """Starts the webhook with options besides port and token; it has `url` and `port`."""
    with contextlib.ExitStack() as stack:

        def started(**options):
            port = free_port()
            source = Source("truewatch_webhook", {"port": port, "token": TOKEN, **options})
            source.port, source.url = port, f"http://127.0.0.1:{port}"
            source.start()
            stack.callback(source.stop)
            until(lambda: source.error or any(f"port {port}" in line for line in told), "webhook")
            return source

        yield started


class Rulebook:
    """ansible-rulebook over rule sets, or over the rulebook of a name. lines: what it has printed so far."""

    hosts = ("localhost", "web-01", "web-02")

    def __init__(self, folder, rulesets, variables, environment):
        named = rulesets if isinstance(rulesets, str) else None
        (folder / "rules.yml").write_text(yaml.safe_dump(rulesets))
        known = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        hosts = {"all": {"hosts": {name: {} for name in self.hosts}, "vars": known}}
        (folder / "hosts.yml").write_text(yaml.safe_dump(hosts))
        (folder / "vars.yml").write_text(yaml.safe_dump(variables))
        files = ("--inventory", "hosts.yml", "--vars", "vars.yml")
        self._process = subprocess.Popen(
            ["ansible-rulebook", "--rulebook", named or "rules.yml", *files, "--verbose"],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "ANSIBLE_NOCOLOR": "1",
                "HOME": str(folder),
                "LC_ALL": "C.UTF-8",
                "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
                "TRUEWATCH_STATE_DIR": str(folder / "state"),
                **{name: os.environ[name] for name in ("JAVA_HOME",) if name in os.environ},
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def text(self):
        return "\n".join(self.lines)

    def wait_for(self, text, times=1):
        """Wait until it has printed the text so often."""

        def printed():
            if self._process.poll() is not None and self.text.count(text) < times:
                self._reader.join(5)
                assert self.text.count(text) >= times, self.text
            return self.text.count(text) >= times

        try:
            until(printed, text)
        except AssertionError as error:
            raise AssertionError(f"{error}; it printed:\n{self.text}") from None

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)
        self._process.stdout.close()


@pytest.fixture
def rulebook(tmp_path):
    """Starts ansible-rulebook over rule sets: rulebook(rulesets, variables, NAME=value of the environment)."""
    running = []

    def started(rulesets, variables=None, **environment):
        running.append(Rulebook(tmp_path, rulesets, variables or {}, environment))
        return running[-1]

    yield started
    for one in running:
        one.stop()
