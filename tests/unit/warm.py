# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of Ansible that start warm: each in a fork of a process that has imported ansible-core.

A cold start costs half a second of processor time, and each task of a play as much again, since Ansible compiles the
code of a collection whenever a task needs it; a warm one reads what Python has compiled before. A command behaves as
if it had started cold: what Ansible reads from ``ANSIBLE_*`` when it is imported belongs to the process that is forked,
so each set of these variables has a process of its own.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

_LOCK = threading.Lock()
#: Set where each test has a process of its own, which would import ansible-core for a single command.
COLD = False


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


class _Warm:
    """A process that has imported ansible-core and forks at request, until this one ends."""

    def __init__(self, variables):
        self._home = tempfile.TemporaryDirectory(prefix="warm-")
        self._socket, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        own = {"PATH": os.environ["PATH"], "HOME": self._home.name, "LC_ALL": "C.UTF-8"}
        with its:
            self._process = subprocess.Popen([sys.executable, __file__], stdin=its, env={**own, **variables})
        atexit.register(self._end)

    def _end(self):
        self._socket.close()
        self._process.wait()
        self._home.cleanup()

    def run(self, arguments, cwd, env):
        request = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": env})
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


# -- in the process that is forked -----------------------------------------------------------------

_PROGRAMS = {
    "ansible": ("adhoc", "AdHocCLI"),
    "ansible-inventory": ("inventory", "InventoryCLI"),
    "ansible-playbook": ("playbook", "PlaybookCLI"),
}
_NEEDED = (
    *(f"ansible.cli.{module}" for module, _class in _PROGRAMS.values()),
    "ansible.executor.playbook_executor",
    "ansible.plugins.callback.default",
    "ansible.plugins.connection.local",
    "ansible.plugins.strategy.linear",
    "cryptography",
    "jmespath",
    "requests",
)


def _serve(requests):
    import gc
    import importlib

    for module in _NEEDED:
        importlib.import_module(module)
    _read_compiled_code()
    gc.disable()  # it would have each fork copy what it does not change
    while True:
        word, descriptors, _flags, _address = socket.recv_fds(requests, 1, 3)
        if not word:
            return
        if not os.fork():
            requests.close()
            _answer(*descriptors)
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)
        while _has_ended():
            pass


def _has_ended():
    """Whether one of the forks has ended since the last question."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


def _answer(connection, output, errors):
    with socket.socket(fileno=connection) as answer:
        with answer.makefile() as file:
            request = json.loads(file.readline())
        child = os.fork()
        if not child:
            answer.close()
            _run(request, output, errors)
        answer.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _run(request, output, errors):
    import importlib
    import time

    from ansible import constants

    packed = pathlib.Path.home() / "packed"
    packed.mkdir(exist_ok=True)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, place in ((nothing, 0), (output, 1), (errors, 2)):
        os.dup2(descriptor, place)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    # A folder that the command removes at its end. Modules that were packed before need not be packed again.
    constants.DEFAULT_LOCAL_TMP = constants.config.get_config_value("DEFAULT_LOCAL_TMP")
    os.symlink(packed, os.path.join(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache"))
    module, name = _PROGRAMS[request["arguments"][0]]
    sys.argv = request["arguments"]
    getattr(importlib.import_module(f"ansible.cli.{module}"), name).cli_executor(sys.argv)


def _read_compiled_code():
    """Have Ansible's loader of collections read compiled code from ``__pycache__``, as Python's own loader does."""
    from importlib.machinery import SourceFileLoader

    from ansible.utils.collection_loader import _collection_finder

    def compiled(*arguments, **options):
        filename = str(options.get("filename") or arguments[1])
        if pathlib.Path(filename).is_file():
            return SourceFileLoader("code", filename).get_code("code")
        return compile(*arguments, **options)

    _collection_finder.compile = compiled


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file
    with socket.socket(fileno=0) as requests_of_tests:
        _serve(requests_of_tests)
