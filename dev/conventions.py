# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules of this project that no ready-made tool knows. Run in the project's environment; it needs PyYAML."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from . import authors
from .collection import checkout_files
from .paths import COLLECTION, ROOT
from .returns import outdated

_ACTION_PLUGIN = f"{COLLECTION}.truewatch_dashboard"
# REUSE-IgnoreStart
_LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
# REUSE-IgnoreEnd

#: The rooms of the code that modules and plugins share, from the lowest to the highest: each uses lower ones only.
ROOMS = (
    "_api",
    "_engine",
    "_jmespath",
    "_files",
    "_options",
    "_masking",
    "_secrets",
    "_writing",
    "_validation",
    "_queries",
    "_objects",
    "_events",
    "_gates",
    "_calls",
    "_kinds/_shared",
    "_kinds/people",
    "_kinds/boards",
    "_kinds/issues",
    "_kinds/alerting",
    "_kinds/dial",
    "_kinds/apps",
    "_kinds/data",
    "_kinds",
    "_tickets",
    "_workspace",
    "_content",
    "_conformance",
    "_connection",
    "_ansible",
    "_keeping",
)
_SHARED = "plugins/module_utils/"

#: Words that make a page stilted -> what is usual instead; refused in guides and in documentation of plugins and roles.
_STILTED = {
    r"\banew\b(?!:)": "again, recreate",
    r"\b(?<!not )(is|are|be|was|were) told\b": "is notified, is reported, is listed",
    r"\btold (in|by|apart|otherwise)\b": "reported in, distinguished, by default",
    r"\b(service|answers?|warning|result|list|read) tells?\b": "returns, contains, says",
    r"\btells? (it|them|that|of|what|how|by itself)\b": "returns, reports, shows",
    r"\btak(e|es|en|ing) (it|them|all|this|one) (away|back)\b": "remove, revoke",
    r"\bthe house\b": "the layout",
    r"\bas (it is|they are) declared\b": "unchanged",
    r"\bin vain\b": "without success",
    r"\ball the same\b(?!`)": "anyway, still",
}


def main() -> int:
    files = checkout_files()
    problems = [
        *_unrouted_modules(files),
        *_imports_upwards(files),
        *_unseen_by_ansible(files),
        *_machine_paths(files),
        *_unlicensed(files),
        *_stilted_words(files),
        *_unignored_by_the_build(),
        *_unpinned_actions(files),
        *(
            f"{path.relative_to(ROOT)}: the author is not that of galaxy.yml: run make reference"
            for path, _text in authors.outdated()
        ),
        *_placeholders(files),
        *(
            f"{path.relative_to(ROOT)}: the end of RETURN is not that of all modules: run make reference"
            for path, text in outdated()
        ),
    ]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


def _unrouted_modules(files: list[str]) -> Iterator[str]:
    """Every module is in the action group and has an action plugin, the shared one or its own; nothing else is."""
    modules = {Path(name).stem for name in files if name.startswith("plugins/modules/")}
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())
    group, routes = runtime["action_groups"]["truewatch"], runtime["plugin_routing"]["modules"]
    for place, names in (("action_groups.truewatch", set(group)), ("plugin_routing.modules", set(routes))):
        yield from (f"meta/runtime.yml: {place} lacks {name}" for name in sorted(modules - names))
        yield from (f"meta/runtime.yml: {place} names {name}, which is no module" for name in sorted(names - modules))
    own = {Path(name).stem for name in files if name.startswith("plugins/action/")}
    for name, route in routes.items():
        plugin = f"{COLLECTION}.{name}" if name in own else _ACTION_PLUGIN
        if route != {"action_plugin": plugin}:
            yield f"meta/runtime.yml: {name} must be routed to {plugin} and nothing else"


def _imports_upwards(files: list[str]) -> Iterator[str]:
    for name in files:
        if name.startswith(_SHARED) and name.endswith(".py"):
            parts = Path(name[len(_SHARED) :]).with_suffix("").parts
            own = _room(parts)
            if own not in ROOMS:
                yield f"{name}: dev/conventions.py does not say which rooms may use {own}"
                continue
            for used in sorted({_room(target) for target in _imported(parts, (ROOT / name).read_text())}):
                if used not in ROOMS or ROOMS.index(used) > ROOMS.index(own):
                    yield f"{name}: imports from {used}, which is not below {own}"


def _unseen_by_ansible(files: list[str]) -> Iterator[str]:
    """Ansible packs a module for its host with what import statements name, and nothing else."""
    tested = f"{_SHARED}_kinds/registry.py"  # names all that it loads, by test_related_kinds.py
    for name in files:
        if name.startswith((_SHARED, "plugins/modules/")) and name.endswith(".py") and name != tested:
            for found in re.finditer(r"\b(importlib|__import__|pkgutil|runpy|__file__)\b", (ROOT / name).read_text()):
                yield f"{name}: what {found[0]} finds here is missing on a managed host: import it by a statement"


def _room(parts: tuple[str, ...]) -> str:
    """``_api/client`` is of the room ``_api``, and ``_files``, which lies beside the rooms, one of its own."""
    return "/".join(parts[:-1]) or parts[0]


def _imported(parts: tuple[str, ...], source: str) -> Iterator[tuple[str, ...]]:
    """The places, from module_utils on, of what a file there imports relatively, in functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            target = (*parts[: -node.level], *(node.module.split(".") if node.module else ()))
            is_file = (ROOT / _SHARED / Path(*target)).with_suffix(".py").is_file()
            yield from [target] if is_file else [(*target, alias.name) for alias in node.names]


def _machine_paths(files: list[str]) -> Iterator[str]:
    """No file depends on, or tells, where somebody's checkout or home is."""
    # A folder right below the root, such as /data, may be part of a route or of an example.
    places = sorted({f"{place}/" for place in (ROOT, Path.home()) if len(place.parts) > 2})
    for name in files:
        content = (ROOT / name).read_bytes()
        for place in places:
            if re.search(rb"(?<![\w./-])" + re.escape(place.encode()), content):
                yield f"{name}: holds the path {place}"


def _unlicensed(files: list[str]) -> Iterator[str]:
    for name in files:
        if name.endswith(".py") and (content := (ROOT / name).read_text()) and _LICENCE not in content:
            yield f"{name}: lacks the licence header"


def _stilted_words(files: list[str]) -> Iterator[str]:
    """Guides and documentation are written in plain English. Code, and text that is generated, is left alone."""
    generated = {"docs/api-facts.md", "docs/coverage.md"}
    words = re.compile("|".join(f"(?P<w{number}>{word})" for number, word in enumerate(_STILTED)))
    for name in files:
        if name.endswith(".md") and name.startswith(("README", "docs/", "roles/")) and name not in generated:
            texts = [
                re.sub(
                    r"```.*?```", lambda code: "\n" * code[0].count("\n"), (ROOT / name).read_text(), flags=re.DOTALL
                )
            ]
        elif re.match(r"plugins/(modules|lookup|inventory|callback|doc_fragments)/|extensions/eda/plugins/", name):
            source = (ROOT / name).read_text() if name.endswith(".py") else ""
            found = re.finditer(r'^ *(?!EXAMPLES)[A-Z_]+ = r?""".*?"""', source, re.DOTALL | re.MULTILINE)
            texts = ["\n" * source[: one.start()].count("\n") + one[0] for one in found]
        elif name.endswith("argument_specs.yml"):
            texts = [(ROOT / name).read_text()]
        else:
            continue
        for text in texts:
            for match in words.finditer(text):
                better = list(_STILTED.values())[int(str(match.lastgroup)[1:])]
                yield f"{name}:{text[: match.start()].count(chr(10)) + 1}: '{match[0]}' is stilted: {better}"


def _unignored_by_the_build() -> Iterator[str]:
    """What git ignores must not reach the archive either: ansible-galaxy does not read .gitignore."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    ignored = {line.strip("/") for line in lines if line and not line.startswith("#")}
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text())
    yield from (f"galaxy.yml: build_ignore lacks {name}" for name in sorted(ignored - set(galaxy["build_ignore"])))


def _placeholders(files: list[str]) -> Iterator[str]:
    """What stands for the homes of the project stands in galaxy.yml and nowhere else."""
    galaxy = (ROOT / "galaxy.yml").read_text()
    homes = re.findall(r"^(?:repository|documentation|issues): (\S+)", galaxy, re.MULTILINE)
    for name in files:
        if name != "galaxy.yml" and not name.startswith("tests/emulator/openapi/"):
            content = (ROOT / name).read_bytes()
            yield from (
                f"{name}: holds {home}, which stands in galaxy.yml" for home in homes if home.encode() in content
            )


def _unpinned_actions(files: list[str]) -> Iterator[str]:
    """Workflows name actions by commit, with the release beside it: a tag can be moved to other code."""
    pinned = re.compile(r"\S+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$")
    for name in files:
        if "/.github/workflows/" in f"/{name}":
            used = re.findall(r"^[- ]*uses: *(\S.*)$", (ROOT / name).read_text(), re.MULTILINE)
            yield from (f"{name}: {one} is not OWNER/NAME@COMMIT  # vX.Y.Z" for one in used if not pinned.match(one))


if __name__ == "__main__":
    sys.exit(main())
