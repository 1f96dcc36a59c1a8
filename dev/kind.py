# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the first form of a new kind from the reference: `make kind NAME=issue_level FAMILY=issue_levels ROOM=issues`.

It writes the declaration, the module with its documentation, a class of the emulator where the described answers need
one, a test, its row in the table of lifecycles, and the rows in registry, routing and tables. What it cannot know it
leaves as the reference says it: read all of it, and see docs/adding-a-kind.md for the words that make it right.
"""

from __future__ import annotations

import argparse
import difflib
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ansible_collections.truewatch.openapi.tests.emulator.reference import Operation, load_operations, uuid_prefix

from .paths import COLLECTION, ROOT

_HEAD = "".join(Path(__file__).read_text(encoding="utf-8").splitlines(keepends=True)[:3])
_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "array": "list", "object": "dict"}
#: Endings of the operationIds of a family, by what a kind calls them.
_ACTIONS = {
    "list": ("list", "quick_list"),
    "create": ("create", "add"),
    "get": ("get",),
    "modify": ("modify",),
    "delete": ("delete", "batch_delete"),
    "enable": ("enable",),
    "disable": ("disable",),
    "set_disable": ("set_disable",),
    "batch_delete": ("batch_delete",),
    "batch_set_disable": ("batch_set_disable",),
}
#: Options that a fragment documents, by the end of its name.
_FRAGMENTS = {"name": "named", "description": "described", "tags": "tagged"}
_PARTS_OF_A_SWITCH = {"isDisable", "status"}


class Option(NamedTuple):
    """One option: its name, the API's, and the JSON schema of a create's body for it."""

    name: str
    api: str
    schema: dict[str, Any]
    required: bool

    @property
    def type(self) -> str:
        """The type in Ansible's words."""
        types = self.schema.get("type", "string")
        types = [types] if isinstance(types, str) else types
        return next((_TYPES[one] for one in types if one in _TYPES), "str")

    @property
    def elements(self) -> str:
        """The type of the members of a list, in Ansible's words."""
        return _TYPES.get(str(self.schema.get("items", {}).get("type", "string")), "str")

    @property
    def choices(self) -> list[str]:
        """The values that the reference allows, or none."""
        return [value for value in self.schema.get("enum", ()) if isinstance(value, str) and value]

    @property
    def description(self) -> str:
        """One sentence of the reference."""
        text = " ".join(str(self.schema.get("description") or self.api).split()).rstrip(".")
        return text[:1].upper() + text[1:] + "."


class Kind(NamedTuple):
    """What the reference tells of a kind."""

    name: str
    room: str
    operations: dict[str, Operation]
    options: list[Option]
    prefix: str
    uuid_path: str

    @property
    def title(self) -> str:
        return self.name.replace("_", " ")

    @property
    def plural(self) -> str:
        return self.title[:-1] + "ies" if self.title.endswith("y") else f"{self.title}s"

    @property
    def class_name(self) -> str:
        return "".join(word.title() for word in self.name.split("_"))

    @property
    def has_switch(self) -> bool:
        return bool({"enable", "disable"} <= set(self.operations) or "set_disable" in self.operations)


def kind_of(name: str, family: str, room: str) -> Kind:
    """What the reference says of a family of operations; ValueError with the near ones when it knows none."""
    known = load_operations()
    found = {
        action: known[f"{family}_{ending}"]
        for action, endings in reversed(_ACTIONS.items())
        for ending in reversed(endings)
        if f"{family}_{ending}" in known
    }
    if "list" not in found or "create" not in found:
        families = {one.rsplit("_", 1)[0] for one in known}
        whole = sorted(one for one in families if {f"{one}_create", f"{one}_add"} & set(known))
        near = difflib.get_close_matches(family, whole, 5) or whole
        raise ValueError(f"the reference has no list and create of '{family}': set FAMILY, such as {', '.join(near)}")
    addressed = found.get("modify") or found.get("get")
    uuid_path = next((one["name"] for one in addressed.parameters_in("path")), "") if addressed else ""
    body = found["create"].body or {}
    options = [
        Option(_option(api), api, schema, api in body.get("required", ()))
        for api, schema in body.get("properties", {}).items()
        if api not in _PARTS_OF_A_SWITCH
    ]
    prefix = uuid_prefix([found[one] for one in ("create", "get", "list") if one in found]) or ""
    return Kind(name, room, found, sorted(options, key=lambda one: one.name != "name"), prefix, uuid_path)


def _option(api: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", re.sub(r"UUIDs?$", "", api)).lower()
    many = "s" if api.endswith("UUIDs") and not words.endswith("s") else ""
    return {"desc": "description", "describe": "description", "tag_info": "tags"}.get(words, words + many)


# -- what is written ---------------------------------------------------------------------------------


def declaration(kind: Kind) -> str:
    """The file of the kind."""
    uses_set = any(option.type == "list" and option.elements == "str" for option in kind.options)
    lines = [
        _HEAD + f'"""{kind.plural.capitalize()}."""',
        "",
        "from __future__ import annotations",
        "",
        "from ..._engine.field import Field",
        "from ..._engine.kind import Kind",
        "from ..._engine.route import Route",
        *(["from ..._engine.rules import SET"] if uses_set else []),
        "",
        "",
        f"class {kind.class_name}(Kind):",
        f'    """One {kind.title}."""',
        "",
        f'    name = "{kind.name}"',
        f'    title = "{kind.title}"',
        f'    plural = "{kind.plural}"',
        *([f'    uuid_prefix = "{kind.prefix}"'] if kind.prefix else []),
        f'    list_operation = "{kind.operations["list"].id}"',
        f'    create_operation = "{kind.operations["create"].id}"',
        *(f"    {line}" for line in _routes(kind)),
        "    fields = (",
        *(f"        {_field(option)}," for option in kind.options),
        *(
            ['        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),']
            if kind.has_switch
            else []
        ),
        "    )",
        "",
        "",
        f"{kind.name.upper()} = {kind.class_name}()",
        "",
    ]
    return "\n".join(lines)


def _routes(kind: Kind) -> Iterator[str]:
    for action in ("get", "modify", "delete", "enable", "disable"):
        if action in kind.operations:
            yield f"{action}_route = {_route(kind.operations[action], _many(kind, action))}"
    if "set_disable" in kind.operations:
        for action, value in (("enable", False), ("disable", True)):
            extra = f', extra={{"isDisable": {value}}}{_many(kind, "set_disable")}'
            yield f"{action}_route = {_route(kind.operations['set_disable'], extra)}"


def _many(kind: Kind, action: str) -> str:
    """The argument for the operation that does the same to several objects, where it is another one."""
    many = kind.operations.get(f"batch_{action}")
    return f", many={_route(many)}" if many and many.id != kind.operations[action].id else ""


def _route(operation: Operation, extra: str = "") -> str:
    """How the operation takes the uuid, as far as the reference's names tell it."""
    for place in ("path", "query"):
        for parameter in operation.parameters_in(place):
            if place == "path" or "uuid" in parameter["name"].lower():
                return f'Route("{operation.id}", {place}="{parameter["name"]}"{extra})'
    for name, schema in (operation.body or {}).get("properties", {}).items():
        if "uuid" in name.lower():
            place = "body_list" if schema.get("type") == "array" else "body"
            return f'Route("{operation.id}", {place}="{name}"{extra})'
    return f'Route("{operation.id}"{extra})'


def _field(option: Option) -> str:
    parts = [f'"{option.name}"', f'"{option.api}"']
    if option.type != "str":
        parts.append(f'type="{option.type}"')
    if option.type == "list":
        parts.append(f'elements="{option.elements}"')
    if option.type == "list" and option.elements == "str":
        parts.append("rule=SET")
    if option.choices:
        parts.append(f"choices={tuple(option.choices)!r}")
    if isinstance(option.schema.get("maxLength"), int):
        parts.append(f"max_length={option.schema['maxLength']}")
    if option.required and option.name != "name":
        parts.append("required=True")
    return f"Field({', '.join(parts)})"


def module(kind: Kind) -> str:
    """The file of the module."""
    fragments = [
        "connection",
        "kind",
        *(f"kind.{_FRAGMENTS[option.name]}" for option in kind.options if option.name in _FRAGMENTS),
        *(["kind.switched"] if kind.has_switch else []),
        "attributes",
        "attributes.object",
    ]
    documentation = {
        "module": f"truewatch_{kind.name}",
        "short_description": f"Manage TrueWatch {kind.plural}",
        "version_added": "1.0.0",
        "author": yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["authors"][:1],
        "description": [f"Create, change and delete {kind.plural} of a TrueWatch (Guance) workspace."],
        "extends_documentation_fragment": [f"truewatch.openapi.{one}" for one in fragments],
        "options": {option.name: _documented(option) for option in kind.options if option.name not in _FRAGMENTS},
        "seealso": [{"module": "truewatch.openapi.truewatch_info"}],
    }
    examples = [
        _example(f"Manage {_article(kind.title)} {kind.title}", kind, _wanted(kind)),
        _example("Delete it", kind, {"name": _sample(kind.options[0]), "state": "absent"}),
    ]
    returned = {"uuid": {"description": "The uuid.", "type": "str", "sample": f"{kind.prefix}{'0' * 32}"}}
    for option in kind.options:
        returned[option.name] = {"description": option.description, "type": option.type}
        if option.type == "list":
            returned[option.name]["elements"] = option.elements
        returned[option.name]["sample"] = _sample(option)
    if kind.has_switch:
        returned["enabled"] = {"description": "Whether it is in force.", "type": "bool", "sample": True}
    answer = {
        kind.name: {
            "description": f"The {kind.title}; empty after O(state=absent). In check mode as it would be.",
            "returned": "success",
            "type": "dict",
            "contains": returned,
        },
        "diff": {
            "description": "What changes. The same in check mode and in a real run.",
            "returned": "success",
            "type": "dict",
        },
    }
    constant = kind.name.upper()
    utils = f"ansible_collections.{COLLECTION}.plugins.module_utils"
    return f'''#!/usr/bin/python
{_HEAD}"""Manage {kind.plural}."""

from __future__ import annotations

DOCUMENTATION = r"""
---
{_yaml(documentation)}"""

EXAMPLES = r"""
{_separate(examples)}"""

RETURN = r"""
{_yaml(answer)}"""

from {utils}._ansible import run_module
from {utils}._keeping import kind_task
from {utils}._kinds.{kind.room}.{kind.name} import {constant}

TASK = kind_task({constant})


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
'''


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeio" else "a"


def _wanted(kind: Kind) -> dict[str, Any]:
    return {option.name: _sample(option) for option in kind.options if option.required or option.name == "name"}


def _documented(option: Option) -> dict[str, Any]:
    spec: dict[str, Any] = {"description": option.description, "type": option.type}
    if option.required:
        spec["description"] = [option.description, "Needed to create one."]
    if option.type == "list":
        spec["elements"] = option.elements
    if option.choices:
        spec["choices"] = option.choices
    return spec


def _sample(option: Option) -> Any:
    if option.choices:
        return option.choices[0]
    return {"str": "example", "int": 1, "float": 1.0, "bool": True, "list": [], "dict": {}}[option.type]


def _example(title: str, kind: Kind, options: dict[str, Any]) -> dict[str, Any]:
    return {"name": title, f"{COLLECTION}.truewatch_{kind.name}": options}


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _yaml(content: Any) -> str:
    """The text in lines of at most 120 characters: PyYAML breaks one after the word that goes beyond the width."""
    text = ""
    for width in range(116, 56, -4):
        text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, width=width, allow_unicode=True)
        if max(map(len, text.splitlines())) <= 120:
            break
    return text


def _separate(tasks: Iterable[dict[str, Any]]) -> str:
    return "\n".join(_yaml([task]) for task in tasks)


def emulated(kind: Kind) -> str | None:
    """The class of the emulator, when the reference's answers alone would not let the kind be found again."""
    rows = kind.operations["list"].content_example
    rows = rows.get("data", rows) if isinstance(rows, dict) else rows
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    lacks = [key for key in ("uuid", kind.options[0].api) if key not in row]
    if not lacks:
        return None
    family = kind.operations["list"].id.rsplit("_", 1)[0]
    what = f"the rows of the list do not show {' and '.join(lacks)} as it is sent"
    return f'''{_HEAD}"""{kind.plural.capitalize()}: {what}."""

from __future__ import annotations

from typing import Any

from ..base import Call, Record
from ..generic import Generic


class {kind.class_name}s(Generic):
    family = "{family}"

    def list_row(self, call: Call, record: Record) -> dict[str, Any]:
        """One row of the list."""
        return super().list_row(call, record)
'''


def test(kind: Kind) -> str:
    """A test of what is peculiar to the kind; the lifecycle of every kind is tested by a table."""
    constant = kind.name.upper()
    utils = f"ansible_collections.{COLLECTION}.plugins.module_utils"
    return f'''{_HEAD}"""What is peculiar to {kind.plural}."""

from __future__ import annotations

from {utils}._kinds.{kind.room}.{kind.name} import {constant}


def test_the_name_is_read_from_a_row():
    assert {constant}.values({{"{kind.options[0].api}": "example"}})["{kind.options[0].name}"] == "example"
'''


def lifecycle(kind: Kind) -> str:
    """The row of the table of lifecycles: it speaks of all options, and of other values where it knows any."""
    create = {option.name: _value(option, 0) for option in kind.options}
    change = {option.name: _value(option, 1) for option in kind.options[1:]}
    row = {
        "kind": kind.name,
        "create": {**create, **({"enabled": False} if kind.has_switch else {})},
        "change": {option: value for option, value in change.items() if value != create[option]},
        "rename": {kind.options[0].name: f"another {kind.title}"},
    }
    return "\n" + _yaml([row])


def _value(option: Option, number: int) -> Any:
    """One of two values of an option; the same twice where the reference allows one only."""
    if option.choices:
        return option.choices[min(number, len(option.choices) - 1)]
    word = ("example", "other")[number]
    values = {"str": word, "int": number + 1, "float": number + 0.5, "bool": not number, "dict": {"key": word}}
    return [values.get(option.elements, word)] if option.type == "list" else values[option.type]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make kind", description=__doc__.splitlines()[0])
    parser.add_argument("name", help="the kind's word in options and module names, such as issue_level")
    parser.add_argument("room", help="the folder of its family below _kinds, such as issues")
    parser.add_argument("family", nargs="?", default="", help="what its operationIds begin with, such as issue_levels")
    options = parser.parse_args()
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", options.name):
        parser.error(f"NAME is '{options.name}': use lower case words joined by underscores, such as issue_level")
    try:
        kind = kind_of(options.name, options.family or f"{options.name}s", options.room)
    except ValueError as error:
        parser.error(str(error))
    kinds, tests = ROOT / "plugins/module_utils/_kinds", ROOT / "tests/unit/plugins/module_utils/_kinds"
    files = {
        kinds / kind.room / f"{kind.name}.py": declaration(kind),
        ROOT / "plugins/modules" / f"truewatch_{kind.name}.py": module(kind),
        tests / kind.room / f"test_{kind.name}.py": test(kind),
    }
    emulator = emulated(kind)
    if emulator:
        files[ROOT / "tests/emulator/kinds" / kind.room / f"{kind.name}s.py"] = emulator
    there = [str(path.relative_to(ROOT)) for path in files if path.exists()]
    if there:
        parser.error(f"{', '.join(there)} is there already: remove it, or give another NAME")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote    {path.relative_to(ROOT)}")
    print(f"entered  {_with_lifecycle(kind, kinds / kind.room / 'lifecycle.yml')}")
    for path in _entered(kind):
        print(f"entered  {path}")
    # Formatting comes first, since it breaks long lines of code.
    for command in (["dev.returns"], ["ruff", "format", "-q"], ["ruff", "check", "--fix", "-q"]):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)
    print(*_next(kind, bool(emulator)), sep="\n")
    return 0


def _next(kind: Kind, has_class: bool) -> Iterator[str]:
    yield ""
    yield "Next, with docs/adding-a-kind.md:"
    yield "- read the declaration against the reference: relations (refer), codecs, guards"
    yield f"- in the registry, put {kind.plural} after what they refer to"
    yield f"- a new room: add '_kinds/{kind.room}' to ROOMS in dev/conventions.py and to docs/architecture.md"
    if has_class:
        yield f"- list {kind.class_name}s in tests/emulator/kinds/registry.py"
    yield f"- make the row of {kind.plural} in the room's lifecycle.yml right: needs, values that go together, secrets"
    yield "- write a guide, and a fragment in changelogs/fragments"
    yield "- make reference, make lint"


def _with_lifecycle(kind: Kind, path: Path) -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else f"---\n{_HEAD}"
    path.write_text(text + lifecycle(kind), encoding="utf-8")
    return str(path.relative_to(ROOT))


def _entered(kind: Kind) -> Iterator[str]:
    """The files in which the kind was named."""
    constant = kind.name.upper()
    yield _edit(
        "plugins/module_utils/_kinds/registry.py",
        (r"\n(\n#: Room and name)", f"\n    from .{kind.room}.{kind.name} import {constant}  # noqa: F401\n\\1"),
        (r"\n(\)\n\n\nclass _Kinds)", f'\n    "{kind.room}.{kind.name}",\n\\1'),
    )
    yield _edit(
        "meta/runtime.yml",
        (r"(action_groups:\n  truewatch:\n(?:    - .*\n)+)", f"\\1    - truewatch_{kind.name}\n"),
        (r"\Z", f"    truewatch_{kind.name}:\n      action_plugin: {COLLECTION}.truewatch_dashboard\n"),
    )
    yield _edit("plugins/modules/truewatch_info.py", (r"(\n    choices: \[)([^\]]*)(\])", _chosen(kind.name)))
    yield _edit(
        "README.md", (r"(\n\| `truewatch_info` \|)", f"\n| `truewatch_{kind.name}` | manage {kind.plural} |\\1")
    )


def _chosen(name: str) -> Any:
    def choose(match: re.Match[str]) -> str:
        names = sorted({*re.findall(r"\w+", match.group(2)), name})
        return "\n" + textwrap.fill(f"    choices: [{', '.join(names)}]", 116, subsequent_indent=" " * 6)

    return choose


def _edit(place: str, *changes: tuple[str, Any]) -> str:
    path = ROOT / place
    text = path.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text, count=1)
        if not count:
            raise SystemExit(f"{place} has another form than expected: name the kind there by hand")
    path.write_text(text, encoding="utf-8")
    return place


if __name__ == "__main__":
    sys.exit(main())
