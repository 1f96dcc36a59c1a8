# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that real modules are forked from, and how a Python that is to run one hands it over.

It has imported what modules take from outside of their archive: the standard library and ``requests``. All that an
archive carries is still imported from the archive. Its standard input is the socket that it listens on.
"""

from __future__ import annotations

import _socket  # a module's process waits for no more than it needs
import marshal
import os
import sys

_NEEDED = (
    *("ast", "ctypes", "fcntl", "grp", "hashlib", "logging", "platform", "pwd", "runpy", "shlex", "shutil"),
    *("subprocess", "tempfile", "traceback", "uuid", "zipfile", "concurrent.futures", "requests", "jmespath"),
)


def hand_over(place):
    """Have the module that this process was started for run by the one that listens at ``place``; exit as it does."""
    umask = os.umask(0)
    os.umask(umask)
    request = marshal.dumps((sys.orig_argv[1:], os.getcwd(), dict(os.environ), umask))
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
    connection = _socket.socket(_socket.AF_UNIX)
    connection.connect(place)
    connection.sendmsg([b"!"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
    connection.sendall(len(request).to_bytes(4, sys.byteorder) + request)
    status = connection.recv(4)
    os._exit(int.from_bytes(status, sys.byteorder) if status else 1)


def serve(listener):
    """Fork for each module, until this process is ended."""
    import gc
    import importlib
    import signal

    for module in _NEEDED:
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.disable()  # it would have each fork copy what it does not change
    gc.freeze()
    while True:
        connection, _address = listener.accept()
        if not os.fork():  # which keeps the listener: its number is that of the standard input to come
            _answer(connection)
            os._exit(0)
        connection.close()


def _answer(connection):
    """Run a module in a fork, which ends at the latest with the process that asks for it."""
    import contextlib
    import select
    import signal
    import socket

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _word, descriptors, _flags, _address = socket.recv_fds(connection, 1, 3)
    with connection.makefile("rb") as file:
        request = marshal.loads(file.read(int.from_bytes(file.read(4), sys.byteorder)))
    child = os.fork()
    if not child:
        connection.close()
        _run(descriptors, *request)
    for descriptor in descriptors:
        os.close(descriptor)
    ended = os.pidfd_open(child)
    if ended not in select.select([connection, ended], [], [])[0]:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(BrokenPipeError):
        connection.sendall((status if status >= 0 else 128 - status).to_bytes(4, sys.byteorder))


def _run(descriptors, arguments, folder, variables, umask):
    import atexit
    import gc
    import runpy
    import time

    gc.enable()
    for place, descriptor in enumerate(descriptors):
        os.dup2(descriptor, place)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    os.chdir(folder)
    os.umask(umask)
    sys.argv = arguments
    sys.path.insert(0, os.path.dirname(sys.argv[0]))
    status = 0
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as ended:
        status = ended.code
        if status is not None and not isinstance(status, int):
            print(status, file=sys.stderr)
            status = 1
    except BaseException:  # noqa: BLE001 - whatever ends a program is told like this
        sys.excepthook(*sys.exc_info())
        status = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status or 0)


if __name__ == "__main__":
    import compiled  # beside this file

    del sys.path[0]  # the folder of this file
    import socket

    compiled.read_modules()
    with socket.socket(fileno=0) as socket_of_tests:
        serve(socket_of_tests)
