# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules of Ansible that read compiled code: Python compiles what is in an archive anew in each process, which is half
of the processor time of a module. The archive, its source and its process are the real ones.
"""

from __future__ import annotations

import atexit
import functools
import pathlib
import tempfile

#: Python runs it at the start of each process that has its folder in PYTHONPATH.
SITE = '''
import _imp
import hashlib
import marshal
import os
import zipimport

COMPILED = os.path.dirname(__file__)


def read(pathname, source, compile_source=zipimport._compile_source):
    """The code of a source in an archive: as it was compiled before, from whatever archive."""
    kept = os.path.join(COMPILED, hashlib.sha256(source).hexdigest())
    try:
        with open(kept, "rb") as file:
            code = marshal.load(file)
    except FileNotFoundError:
        code = compile_source(pathname, source)
        with open(f"{kept}.{os.getpid()}", "wb") as file:
            marshal.dump(code, file)
        os.replace(file.name, kept)
    _imp._fix_co_filename(code, pathname)
    return code


zipimport._compile_source = read
'''


@functools.cache
def folder():
    """A folder for PYTHONPATH, which exists until this process ends."""
    made = tempfile.TemporaryDirectory(prefix="compiled-")
    atexit.register(made.cleanup)
    (pathlib.Path(made.name) / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    return made.name
