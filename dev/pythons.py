# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finding the Python interpreters of this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

_VERSIONED_NAME = re.compile(r"python(3\.\d+)")
_PROBE = "import sys; print(sys.base_prefix)"


@cache
def find_pythons() -> dict[str, Path]:
    """Return the real interpreters by version, such as ``{"3.12": Path("/usr/bin/python3.12")}``.

    Version managers put wrappers on PATH that run only versions somebody has activated, and ansible-test trips over
    them. So the installations next to the running interpreter's own come first, and what PATH holds is asked for the
    installation behind it.
    """
    beside = sorted(Path(sys.base_prefix).parent.glob("*/bin"), reverse=True)
    on_path = [Path(entry) for entry in os.environ.get("PATH", os.defpath).split(os.pathsep) if entry]
    found: dict[str, Path] = {}
    for folder in [Path(sys.base_prefix, "bin"), *beside, *on_path]:
        for candidate in sorted(folder.glob("python3.*")):
            match = _VERSIONED_NAME.fullmatch(candidate.name)
            if match and match[1] not in found and (real := _installed(candidate)):
                found[match[1]] = real
    return dict(sorted(found.items(), key=lambda item: version_key(item[0])))


def version_key(version: str) -> tuple[int, ...]:
    """Return ``(3, 12)`` for "3.12", for sorting and comparing."""
    return tuple(int(part) for part in version.split("."))


def _installed(candidate: Path) -> Path | None:
    try:
        probe = subprocess.run([candidate, "-c", _PROBE], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    real = Path(probe.stdout.strip(), "bin", candidate.name)
    return real if real.exists() else None
