# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of Ansible that start warm: each in a fork of a process that has imported ansible-core.

A cold start costs a second of processor time, and each task of a play as much again: Ansible reads the documentation of
its plugins, compiles the code of a collection in each process that needs it, and each template that it renders. A warm
command finds this done. It behaves as if it had started cold: what Ansible reads from ``ANSIBLE_*`` when it is imported
belongs to the process that is forked, so each set of these variables has a process of its own.

``serving.py`` is that process, ``compiled.py`` what it need not compile. Modules are packed once. Real modules are
forked from ``modules.py``: ``site`` hands them over, which each Python runs first that a warm command starts.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

_LOCK = threading.Lock()
_HERE = pathlib.Path(__file__).parent
#: Name of a command -> module of ansible.cli and class.
_PROGRAMS = {
    "ansible": ("adhoc", "AdHocCLI"),
    "ansible-inventory": ("inventory", "InventoryCLI"),
    "ansible-playbook": ("playbook", "PlaybookCLI"),
}
#: The folder that holds ansible_collections; not resolved, since the checkout itself may be a link in it.
COLLECTIONS = next(
    folder.parent for folder in pathlib.Path(os.path.abspath(__file__)).parents if folder.name == "ansible_collections"
)
#: Set where each test has a process of its own, which would import ansible-core for a single command, and beside Linux.
COLD = not hasattr(os, "pidfd_open")


def run(arguments, *, cwd, env):
    """The finished process of a command, such as ``["ansible-playbook", "play.yml"]``, as subprocess.run returns it.

    arguments: the name of a command of ansible-core and what follows it. cwd: a folder. env: all that the command sees.
    """
    if COLD or _is_own(env, cwd):
        return _run_cold(arguments, cwd, env)
    of_ansible = tuple(sorted((name, value) for name, value in env.items() if name.startswith("ANSIBLE_")))
    with _LOCK:
        warm = _warm(env["PYTHONPATH"], of_ansible)
    return warm.run(arguments, cwd, env)


def environment(home, **more):
    """What a command sees that is to find this collection and nothing of the user's: a mapping for run().

    home: a folder, also for what the collection keeps. more: further variables.
    """
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
        "TRUEWATCH_STATE_DIR": os.path.join(home, "state"),
        **more,
    }


def _is_own(env, cwd):
    """Whether nobody but this command would use the process that it is forked from."""
    own = (value for name, value in env.items() if name.startswith("ANSIBLE_") or name == "PYTHONPATH")
    return (
        "ANSIBLE_LOG_PATH" in env
        or any(str(cwd) in value for value in own)
        or os.path.exists(os.path.join(cwd, "ansible.cfg"))
    )


def _run_cold(arguments, cwd, env):
    program = "import sys; from ansible.cli.{0} import {1} as CLI; CLI.cli_executor(sys.argv[1:])"
    command = [sys.executable, "-c", program.format(*_PROGRAMS[arguments[0]]), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@functools.cache
def _warm(path, of_ansible):
    return _Warm({"PYTHONPATH": path, **dict(of_ansible)})


def of_processes(env):
    """What processes see that are to read compiled code as well: a mapping to add to env, of all else they see."""
    places = filter(None, (str(_HERE / "site"), env.get("PYTHONPATH")))
    path = os.pathsep.join(places)
    others = any(name.startswith("PYTHON") and name != "PYTHONPATH" for name in env)
    forks = {} if others or not hasattr(os, "pidfd_open") else {"WARM_MODULES": _modules(path)}
    return {"PYTHONPATH": path, "WARM_CODE": _kept("code"), **forks}


def _kept(*parts):
    """A folder for what need not be made again. All warm processes of this one share it, and those of all that have
    the same ``WARM_KEPT``: the same collection and the same Python."""
    folder = pathlib.Path(os.environ.get("WARM_KEPT") or _own(), *parts)
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


@functools.cache
def _own():
    folder = tempfile.TemporaryDirectory(prefix="kept-")
    atexit.register(folder.cleanup)
    return folder.name


@functools.cache
def _modules(path):
    """Where the process listens that modules are forked from, whose PYTHONPATH is path."""
    folder = tempfile.TemporaryDirectory(prefix="modules-")
    place = os.path.join(folder.name, "socket")
    own = {"PATH": os.environ["PATH"], "HOME": folder.name, "LC_ALL": "C.UTF-8", "WARM_CODE": _kept("code")}
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()
        process = subprocess.Popen(
            [sys.executable, _HERE / "modules.py"], stdin=listener, env={**own, "PYTHONPATH": path}
        )
    atexit.register(folder.cleanup)
    atexit.register(process.wait)
    atexit.register(process.kill)
    return place


class _Warm:
    """A process that has imported ansible-core and forks at request, until this one ends."""

    def __init__(self, variables):
        self._home = tempfile.TemporaryDirectory(prefix="warm-")
        own = {"PATH": os.environ["PATH"], "HOME": self._home.name, "LC_ALL": "C.UTF-8", "WARM_CODE": _kept("code")}
        found = "\n".join(variables.get(name, "") for name in ("ANSIBLE_COLLECTIONS_PATH", "PYTHONPATH"))
        own["WARM_PACKED"] = _kept("packed", hashlib.sha256(found.encode()).hexdigest())
        self._socket, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, _HERE / "serving.py", json.dumps(_PROGRAMS)], stdin=its, env={**own, **variables}
            )
        atexit.register(self._end)

    def _end(self):
        self._socket.close()
        self._process.wait()
        self._home.cleanup()

    def run(self, arguments, cwd, env):
        request = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": {**env, **of_processes(env)}})
        here, there = socket.socketpair()
        with here, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            with there:
                socket.send_fds(self._socket, [b"!"], [one.fileno() for one in (there, output, errors)])
            here.sendall(request.encode() + b"\n")
            with here.makefile() as answer:
                status = answer.read()
            assert status, "the warm process has ended"
            for file in (output, errors):
                file.seek(0)
            return subprocess.CompletedProcess(arguments, int(status), output.read().decode(), errors.read().decode())
