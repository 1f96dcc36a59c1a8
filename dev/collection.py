# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A copy of the collection where Ansible's tools want it: ``<root>/ansible_collections/<namespace>/<name>``."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
from pathlib import Path

from .paths import NAME, NAMESPACE, ROOT, SAMPLE_DATA, WORK

# In the copy only: its git folder and what ansible-test writes.
_KEPT = {".git", "tests/output"}


def copy_root(name: str) -> Path:
    """Return the folder of a copy, which holds ``ansible_collections``."""
    return WORK / "test" / name


def copy_collection(name: str) -> Path:
    """Bring a copy up to date with the checkout and return the collection's folder in it.

    It holds what git tracks or would track. Files that have not changed keep their place and time, so caches of tools
    stay valid. It is a git repository of its own, since tools that ask git for the files would else find the checkout,
    which ignores the copy.
    """
    collection = copy_root(name) / "ansible_collections" / NAMESPACE / NAME
    if not (collection / ".git").exists():
        subprocess.run(["git", "init", "--quiet", collection], check=True)
    wanted = checkout_files()
    for relative in wanted:
        source, target = ROOT / relative, collection / relative
        if not (target.exists() and filecmp.cmp(source, target) and source.stat().st_mode == target.stat().st_mode):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    _remove_others(collection, set(wanted))
    _link_sample_data(collection.parent / "shared" / "data")
    return collection


def checkout_files() -> list[str]:
    """Return the paths, relative to the checkout, that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if listing.returncode:
        raise SystemExit(f"git could not list the files of {ROOT}, which must be a git checkout that is yours.")
    return sorted({name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()})


def _remove_others(collection: Path, wanted: set[str]) -> None:
    for folder, folders, files in os.walk(collection):
        here = Path(folder).relative_to(collection)
        folders[:] = [name for name in folders if (here / name).as_posix() not in _KEPT]
        for name in files:
            if (here / name).as_posix() not in wanted:
                Path(folder, name).unlink()
                _remove_empty(Path(folder))


def _remove_empty(folder: Path) -> None:
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _link_sample_data(link: Path) -> None:
    if SAMPLE_DATA.is_dir() and not link.is_symlink():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(SAMPLE_DATA, link.parent))
