# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An option that holds content in the API's words refuses what the reference refuses: each place of it that the
reference knows, with a value of another type, or another word where it takes certain words, in every kind."""

from __future__ import annotations

import jsonschema_rs
import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.validation import body_schema

#: What stands in the place of a value of a type, and cannot be meant.
WRONG = {"string": ["x"], "integer": ["x"], "boolean": ["x"], "object": 1, "array": 1}
OPERATIONS = load_operations()


def alternatives(schema):
    return [inner for one in schema.get("oneOf", [schema]) for inner in one.get("allOf", [one])]


def places(schema, path=()):
    """The places in content of a schema, each with its types."""
    for one in alternatives(schema):
        types = one.get("type", [])
        yield path, {types} if isinstance(types, str) else set(types)
        for key, inner in one.get("properties", {}).items():
            yield from places(inner, (*path, key))
        for key, inner in (("[]", one.get("items")), ("*", one.get("additionalProperties"))):
            if isinstance(inner, dict):
                yield from places(inner, (*path, key))


def word_lists(schema, path=()):
    """The places in content of a schema that take certain words only, and these."""
    for one in alternatives(schema):
        if one.get("enum") and all(isinstance(word, str) for word in one["enum"]):
            yield path, one["enum"]
        for key, inner in one.get("properties", {}).items():
            yield from word_lists(inner, (*path, key))
        for key, inner in (("[]", one.get("items")), ("*", one.get("additionalProperties"))):
            if isinstance(inner, dict):
                yield from word_lists(inner, (*path, key))


def content(path, value):
    for key in reversed(path):
        value = [value] if key == "[]" else {"any" if key == "*" else key: value}
    return value


def inside(schema, place):
    for key in place.split("."):
        schema = next((one["properties"][key] for one in alternatives(schema) if key in one.get("properties", {})), {})
    return schema


def free_fields(kind):
    """The fields with content in the API's words, each with the schema of its place in the body of a create."""
    creates = filter(None, (kind.create_operation, getattr(kind, "multi_create_operation", None)))
    for schema in [body_schema(OPERATIONS[name]) for name in creates]:
        for field in kind.fields:
            if "dict" in (field.type, field.elements) and not field.suboptions and isinstance(field.api, str):
                yield field, inside(schema, field.api)


def without_needs(schema):
    """The schema, to which a part of the content is as good as the whole."""
    if isinstance(schema, list):
        return [without_needs(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: without_needs(one) for key, one in schema.items() if key != "required" or not isinstance(one, list)}


def cases():
    for kind in KINDS.values():
        for field, schema in free_fields(kind):
            for path, types in places(schema):
                if path and len(types) == 1 and types <= set(WRONG):
                    value = content(path, WRONG[types.pop()])
                    if isinstance(value, {"dict": dict, "list": list}[field.type]):  # Ansible refuses any other
                        name = f"{kind.name}.{field.option}.{'.'.join(path)}"
                        yield pytest.param(field, without_needs(schema), value, id=name)
            for path, words in word_lists(schema):
                if path:
                    name = f"{kind.name}.{field.option}.{'.'.join(path)}={'/'.join(words)}"
                    yield pytest.param(field, without_needs(schema), content(path, "no such word"), id=name)


CASES = list(cases())


@pytest.mark.parametrize(("field", "schema", "value"), CASES)
def test_what_the_reference_refuses_is_never_sent(field, schema, value):
    fits = jsonschema_rs.validator_for(schema).is_valid
    assert not fits(value)
    sent, fault = sent_or_refused(field, value)
    assert field.option in fault or fits(sent)


def sent_or_refused(field, value):
    """What is sent for a value, and the message with which it is refused instead."""
    body = {}
    try:
        field.put(body, field.wanted(None, value), {})
    except InputError as error:
        return None, str(error)
    for key in field.api.split("."):
        body = body.get(key, {})
    return body, ""


def test_content_in_words_of_the_api_is_looked_at_in_many_kinds():
    assert len({case.values[0].option for case in CASES}) >= 8
