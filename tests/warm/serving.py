# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that commands are forked from. Its standard input is the socket that requests come from."""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import pathlib
import socket
import sys
import time

import compiled  # beside this file

_PROGRAMS = json.loads(sys.argv[1])
_NEEDED = (
    *(f"ansible.cli.{module}" for module, _class in _PROGRAMS.values()),
    "ansible.executor.playbook_executor",
    "cryptography",
    "jmespath",
    "requests",
)
_KINDS_OF_PLUGINS = (
    *("become", "callback", "connection", "filter", "inventory", "lookup", "shell", "strategy", "test", "vars"),
)


def serve(requests):
    """Fork for each request, until the other end is closed."""
    for module in _NEEDED:
        importlib.import_module(module)
    _load_plugins()
    _read_routing()
    compiled.read_collections()
    compiled.read_templates()
    _load_collection()
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


def _load_plugins():
    """Import the plugins of ansible-core, and have it know their options, which it reads from their documentation."""
    from ansible.plugins import loader

    for kind in _KINDS_OF_PLUGINS:
        list(getattr(loader, f"{kind}_loader").all(class_only=True))


def _read_routing():
    """Read where the plugins of ansible.builtin are, which is 100 KB of YAML."""
    import ansible
    from ansible.utils.collection_loader import _collection_finder

    _collection_finder._meta_yml_to_dict = functools.cache(_collection_finder._meta_yml_to_dict)
    routing = pathlib.Path(ansible.__file__).parent / "config" / "ansible_builtin_runtime.yml"
    _collection_finder._meta_yml_to_dict(routing.read_bytes(), ("ansible.builtin", "runtime.yml"))


def _load_collection():
    """Import what the plugins of the collection share, and leave no trace of how: each command finds collections as its
    arguments say."""
    from ansible.plugins import loader
    from ansible.utils.collection_loader import AnsibleCollectionConfig, _collection_finder

    loader.init_plugin_loader()
    folders = []
    with contextlib.suppress(ModuleNotFoundError):  # the folders of this process may hold other collections
        folders = importlib.import_module("ansible_collections.truewatch.openapi.plugins").__path__
    for folder in map(pathlib.Path, folders):
        for path in sorted([*(folder / "module_utils").rglob("*.py"), *(folder / "plugin_utils").rglob("*.py")]):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join(("ansible_collections.truewatch.openapi.plugins", *parts))
            importlib.import_module(name.removesuffix(".__init__"))
    AnsibleCollectionConfig.on_collection_load -= loader._on_collection_load_handler
    _collection_finder._AnsibleCollectionFinder._remove()


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
    from ansible import constants

    packed = os.environ["WARM_PACKED"]
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, place in ((nothing, 0), (output, 1), (errors, 2)):
        if descriptor != place:
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
    status = 0
    try:
        getattr(importlib.import_module(f"ansible.cli.{module}"), name).cli_executor(sys.argv)
    except SystemExit as ended:
        status = ended.code
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    os._exit(status or 0)  # nothing is left to be taken down object by object


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file
    with socket.socket(fileno=0) as requests_of_tests:
        serve(requests_of_tests)
