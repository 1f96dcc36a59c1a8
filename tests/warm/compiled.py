# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What need not be compiled again, in whichever process it was compiled before: a folder of code by its source."""

from __future__ import annotations

import marshal
import os
import sys


def kept(source, compile_it):
    """The code that compile_it() returns, from the folder ``WARM_CODE`` if it is there.

    source: bytes of all that the code depends on, but for the Python that runs.
    """
    import hashlib  # not for every process that may never need it

    name = f"{hashlib.sha256(source).hexdigest()}.{sys.implementation.cache_tag}"
    file = os.path.join(os.environ["WARM_CODE"], name)
    if os.path.exists(file):
        with open(file, "rb") as stream:
            return marshal.load(stream)
    code = compile_it()
    part = f"{file}.{os.getpid()}"
    with open(part, "wb") as stream:
        marshal.dump(code, stream)
    os.replace(part, file)
    return code


def read_collections():
    """Have Ansible's loader of collections read compiled code from ``__pycache__``, as Python's own loader does."""
    from importlib.machinery import SourceFileLoader

    from ansible.utils.collection_loader import _collection_finder

    def compiled(*arguments, **options):
        filename = str(options.get("filename") or arguments[1])
        if os.path.isfile(filename):
            return SourceFileLoader("code", filename).get_code("code")
        return compile(*arguments, **options)

    _collection_finder.compile = compiled


def read_templates():
    """Have Jinja keep the code of templates. From ansible-core 2.19 on it depends on nothing but what is looked at."""
    try:
        from ansible._internal._templating import _jinja_bits
    except ImportError:
        return
    compile_template = _jinja_bits.AnsibleEnvironment.compile
    settings = _jinja_bits._TEMPLATE_OVERRIDE_FIELD_NAMES

    def compiled(self, source, *arguments, **options):
        context = _jinja_bits._TemplateCompileContext.current(optional=True)
        escapes = context and context.escape_backslashes
        text = repr((source, arguments, options, escapes, [getattr(self, name) for name in settings]))
        text = text.encode("utf-8", "surrogatepass")
        return kept(text, lambda: compile_template(self, source, *arguments, **options))

    _jinja_bits.AnsibleEnvironment.compile = compiled


def read_modules():
    """Have Python keep the code of what it imports from an archive, as each real module is."""
    import _imp
    import zipimport

    compile_source = zipimport._compile_source
    known = {}  # an import asks for the name of the file first, and for the code again

    def compiled(path, source):
        if (path, source) not in known:
            known[path, source] = code = kept(source, lambda: compile_source(path, source))
            _imp._fix_co_filename(code, path)
        return known[path, source]

    zipimport._compile_source = compiled
