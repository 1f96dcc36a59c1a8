# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The author in the documentation of every plugin and role is the one of galaxy.yml: `make reference` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .collection import checkout_files
from .paths import ROOT

_AUTHOR = re.compile(r"(?<=^  - )[^\n]+ \((?:@[\w-]+|!UNKNOWN)\)$", re.MULTILINE)
#: In the documentation of a plugin the list is at the outermost level, in argument specs two levels below.
_OF_DOCUMENTATION = re.compile(r"(?<=^author:\n  - )[^\n]+$|(?<=^    author:\n      - )[^\n]+$", re.MULTILINE)


def author() -> str:
    """The first author of galaxy.yml, in the form that documentation of plugins wants."""
    found = _AUTHOR.search((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    if not found:
        raise SystemExit("galaxy.yml: the first author must end with a handle, such as (@somebody), or (!UNKNOWN)")
    return found.group()


def outdated() -> Iterator[tuple[Path, str]]:
    """Each file that names another author, and the text that it should have."""
    right_one = author()
    for name in checkout_files():
        if re.match(r"plugins/.*\.py$|roles/.*/argument_specs\.yml$|extensions/.*\.py$", name):
            text = (ROOT / name).read_text(encoding="utf-8")
            right = _OF_DOCUMENTATION.sub(lambda _found: right_one, text)
            if right != text:
                yield ROOT / name, right


if __name__ == "__main__":
    for path, text in outdated():
        path.write_text(text, encoding="utf-8")
