# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of a kind from elsewhere than its module (a workspace file, a filter), held to the same rules."""

from __future__ import annotations

import typing as t

from ._engine.errors import InputError
from ._engine.values import is_blank
from ._options import checked


def validated(kind, params: dict) -> dict:
    """The options of one object of a kind, validated as the kind's own module does; InputError names what is wrong.

    Content is passed over: it is big, and the kind checks it itself.
    """
    content = {field.option for field in kind.fields if field.content}
    spec = {option: entry for option, entry in kind.argument_spec().items() if option not in content}
    given = {option: value for option, value in params.items() if option not in content}
    return {
        **checked(spec, given, hints=kind.hints),
        **{option: params[option] for option in content if option in params},
    }


def filter_values(kind, filters: dict) -> dict:
    """Filters by options of a kind, each value validated as the kind's own module does; InputError names what is
    wrong."""
    specs = kind.argument_spec()
    found = {}
    for option, wanted in filters.items():
        spec = specs.get(option, {"type": "raw"})
        if wanted == [] or (spec["type"] == "list" and is_blank(wanted)):
            raise InputError(f"'filters' cannot be met: '{option}' is empty: give it a value, or leave it out.")
        one = {"type": spec.get("elements", "raw")} if spec["type"] == "list" else {"type": spec["type"]}
        if "choices" in spec:
            one["choices"] = spec["choices"]
        values = [_filter_value(option, one, value) for value in (wanted if isinstance(wanted, list) else [wanted])]
        found[option] = values if isinstance(wanted, list) else values[0]
    return found


def _filter_value(option: str, spec: dict, value: t.Any) -> t.Any:
    try:
        return checked({option: spec}, {option: value})[option]
    except InputError as error:
        raise InputError(f"'filters' cannot be met: {error}") from None
