# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A release, up to what leaves this machine: changelog, notes, archive, checks, checksum and signature.

Everything is made from a copy of the checkout, into ``.work/release``. Nothing is tagged, committed or published.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from .outcome import Outcome
from .paths import NAME, NAMESPACE, ROOT, WORK
from .publish import IMPORTER
from .workbench import Workbench

#: The one file that says who and where the project is.
GALAXY = ROOT / "galaxy.yml"
_PLACEHOLDERS = re.compile(r"^.*(?:example\.com|!UNKNOWN).*$", re.MULTILINE)
_VERSION = re.compile(r"^version: (\d+\.\d+\.\d+)$", re.MULTILINE)
RELEASE = WORK / "release"


def release_steps(workbench: Workbench, real: bool = False) -> dict[str, Callable[[], Outcome]]:
    """Return the steps. With ``real``, placeholders and a changelog without this version are failures."""
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    version = version_of(GALAXY.read_text(encoding="utf-8"))
    release = _Release(workbench, version, real)
    return {
        "placeholders": release.placeholders,
        "changelog": release.changelog,
        "notes": release.notes,
        "build": partial(workbench.check, "ansible-galaxy", "collection", "build", "--output-path", RELEASE),
        "content": release.content,
        "importer": release.importer,
        "sign": release.sign,
    }


def version_of(text: str) -> str:
    """The version of a galaxy.yml, such as ``1.0.0``; SystemExit when it has none that can be released."""
    found = _VERSION.search(text)
    if not found:
        raise SystemExit("galaxy.yml: version must be three numbers, such as 1.0.0")
    return found.group(1)


def placeholders(text: str) -> list[str]:
    """The lines of a galaxy.yml that still stand for a home or an author, without comments."""
    return [line.strip() for line in _PLACEHOLDERS.findall(text) if not line.lstrip().startswith("#")]


class _Release:
    def __init__(self, workbench: Workbench, version: str, real: bool) -> None:
        self._workbench = workbench
        self._version = version
        self._real = real

    @property
    def _archive(self) -> Path:
        return RELEASE / f"{NAMESPACE}-{NAME}-{self._version}.tar.gz"

    def placeholders(self) -> Outcome:
        left = placeholders(GALAXY.read_text(encoding="utf-8"))
        notes = tuple(f"galaxy.yml still says: {line}" for line in left)
        return replace(Outcome.of_status(int(self._real and bool(left))), notes=notes)

    def changelog(self) -> Outcome:
        """Fragments become the release, in the copy only, unless the checkout has been through this already."""
        changes = (self._workbench.collection / "changelogs" / "changelog.yaml").read_text(encoding="utf-8")
        if re.search(rf"^ +{re.escape(self._version)}:$", changes, re.MULTILINE):
            return self._workbench.check("antsibull-changelog", "lint-changelog-yaml", "changelogs/changelog.yaml")
        if self._real:
            return replace(Outcome.of_status(1), notes=("run antsibull-changelog release, and commit what it writes",))
        return self._workbench.check("antsibull-changelog", "release")

    def notes(self) -> Outcome:
        target = RELEASE / "notes.md"
        options = ("--output-format", "md", "--only-latest", "--output", target)
        outcome = self._workbench.check("antsibull-changelog", "generate", *options)
        return outcome if target.is_file() and target.stat().st_size else Outcome.of_status(1)

    def content(self) -> Outcome:
        """The archive holds what users need and nothing for contributors; a checksum stands beside it."""
        with tarfile.open(self._archive) as archive:
            names = set(archive.getnames())
        wanted = {"MANIFEST.json", "README.md", "LICENSE", "CHANGELOG.rst", "meta/runtime.yml", "docs/README.md"}
        unwanted = sorted(name for name in names if name.split("/")[0] in ("tests", "dev", ".github", ".work", ".ci"))
        problems = [f"the archive lacks {name}" for name in sorted(wanted - names)]
        problems += [f"the archive holds {name}" for name in unwanted[:5]]
        digest = hashlib.sha256(self._archive.read_bytes()).hexdigest()
        (RELEASE / "SHA256SUMS").write_text(f"{digest}  {self._archive.name}\n", encoding="utf-8")
        return replace(Outcome.of_status(int(bool(problems))), notes=tuple(problems))

    def importer(self) -> Outcome:
        return self._workbench.check("python", "-m", "galaxy_importer.main", self._archive, cwd=RELEASE, **IMPORTER)

    def sign(self) -> Outcome:
        """Sign the manifest, as ``ansible-galaxy`` verifies it: with the key of RELEASE_KEY, else with one that is
        made for this run and thrown away; then verify it."""
        if not shutil.which("gpg"):
            return replace(Outcome(), notes=("gpg is not installed: nothing was signed",))
        with tempfile.TemporaryDirectory(prefix="truewatch-release-") as home:
            gpg = partial(_gpg, Path(home))
            key = os.environ.get("RELEASE_KEY")
            if key:
                gpg("--import", text=key)
            else:
                gpg("--passphrase", "", "--quick-generate-key", "Release that is not one <release@invalid>")
            with tarfile.open(self._archive) as archive:
                manifest = archive.extractfile("MANIFEST.json").read()
            (RELEASE / "MANIFEST.json").write_bytes(manifest)
            signature = RELEASE / f"{self._archive.name}.asc"
            gpg("--armor", "--output", signature, "--detach-sign", RELEASE / "MANIFEST.json")
            (RELEASE / "MANIFEST.json").unlink()
            keyring = Path(home, "keyring.asc")
            keyring.write_text(gpg("--armor", "--export"), encoding="utf-8")
            gpg("--no-default-keyring", "--keyring", Path(home, "public.kbx"), "--import", keyring)
            outcome = self._verified(Path(home), signature)
        kind = "RELEASE_KEY" if key else "a key that was thrown away"
        return replace(outcome, notes=(f"signed with {kind}: {signature.relative_to(ROOT)}",))

    def _verified(self, home: Path, signature: Path) -> Outcome:
        """Install the archive and verify it as a user does who has the public key."""
        galaxy = partial(self._workbench.check, "ansible-galaxy", "collection")
        collections = {"ANSIBLE_COLLECTIONS_PATH": str(home / "installed")}
        installed = galaxy(
            "install", self._archive, "--collections-path", home / "installed", "--offline", **collections
        )
        trust = ("--keyring", home / "public.kbx", "--required-valid-signature-count", "1", "--offline")
        name = f"{NAMESPACE}.{NAME}:{self._version}"
        return installed + galaxy("verify", name, *trust, "--signature", signature.as_uri(), **collections)


def _gpg(home: Path, *arguments: str | Path, text: str | None = None) -> str:
    command = ["gpg", "--homedir", home, "--batch", "--quiet", "--yes", "--pinentry-mode", "loopback", *arguments]
    done = subprocess.run([str(part) for part in command], input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"gpg failed: {done.stderr.strip()}")
    return done.stdout
