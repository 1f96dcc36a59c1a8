# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of content: read safely, decoded and parsed, with a clear word about each fault.

A path may lead to anything: a pipe that never answers, a device that never ends, a few lines of YAML that stand for
billions of values. None of it may hang the task or eat the memory.
"""

from __future__ import annotations

import datetime
import json
import math
import os
import re
import stat
import typing as t

from ansible.module_utils.common.yaml import HAS_YAML, yaml_dump

from ._engine.errors import InputError

if HAS_YAML:
    import yaml

#: The largest file, in bytes. Content of the API is smaller by far.
LARGEST = 64 << 20
#: The deepest nesting. Dashboards have about fifteen levels.
DEEPEST = 100
#: Values that options may hold, and a file that is shorter than this, however briefly aliases write them.
MOST_VALUES = 1_000_000

_BINARIES = {
    b"PK\x03\x04": "a zip archive: unpack it, or give one file in it by a path such as 'export.zip/nginx.json'",
    b"\x1f\x8b": "compressed by gzip: unpack it first",
    b"\x89PNG": "an image",
}
#: Encodings with the signs that nine of ten characters are of, when a text is in one.
_EAST_ASIAN = (
    ("shift_jis", "Shift-JIS", "[\u3000-\u30ff\u4e00-\u9fff]"),
    ("gb18030", "GBK", "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff5e]"),
    ("big5", "Big5", "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff5e]"),
)
#: Letters of Latin-1 stand alone or by two within a word, those of East Asia come in pairs of bytes.
_PAIRS = re.compile(rb"[\x80-\xff]{3,}|(?<![A-Za-z\x80-\xff])[\x80-\xff]{2}(?![A-Za-z\x80-\xff])")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|-?Infinity|NaN|-?[0-9][-+.0-9eE]*')


def read_text(path: str, shown: str | None = None) -> str:
    """The text of a regular file of this machine; InputError when it cannot be read. ``shown`` is its name in messages,
    by default the path."""
    return decoded(read_bytes(path, shown), shown or path)


def read_bytes(path: str, shown: str | None = None) -> bytes:
    """The content of a regular file; InputError for anything else, and for one that is too big."""
    name = shown or path
    try:
        check_regular(os.stat(path), name)  # to open a device may do something
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            check_regular(os.fstat(file.fileno()), name)
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"'{name}' cannot be read: {error.strerror}.") from None
    if len(data) > LARGEST:
        raise InputError(f"'{name}' is bigger than {LARGEST >> 20} MiB, which no content of the API is.")
    return data


def check_regular(status: os.stat_result, name: str) -> None:
    """InputError for what is no ordinary file: a folder, a pipe, a device."""
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "no ordinary file but a pipe, a socket or a device"
        raise InputError(f"'{name}' is {what}: give an ordinary file.")


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, with a byte order mark or not; InputError tells what else it looks like."""
    for mark, what in _BINARIES.items():
        if data.startswith(mark):
            raise InputError(f"'{name}' is {what}.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return text
    raise InputError(f"'{name}' is not in UTF-8; it looks like {_likely_encoding(data)}: save it as UTF-8.")


def _likely_encoding(data: bytes) -> str:
    """The name of the encoding that the bytes are most likely in."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    head = data[:4096]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) // 4:
        return "UTF-16"
    if b"\0" in data:
        return "a binary file"
    if sum(map(len, _PAIRS.findall(data))) * 2 > sum(byte > 127 for byte in data):
        for encoding, name, signs in _EAST_ASIAN:
            foreign = [character for character in data.decode(encoding, "replace") if ord(character) > 127]
            if len(re.findall(signs, "".join(foreign))) > 0.9 * len(foreign):
                return name
    return "Latin-1 (Windows-1252)"


# -- parsing ---------------------------------------------------------------------------------------


def parse_content(text: str, path: str) -> t.Any:
    """The content of a JSON or YAML file, as JSON can hold it; InputError names file, line and column of a fault."""
    if not text.strip():
        raise InputError(f"'{path}' is empty.")
    try:
        content = _sendable(_json(text, path), text, path)
        if _is_too_deep(content):
            raise RecursionError
        return content
    except RecursionError:
        raise _too_deep(path) from None
    except ValueError as error:
        if path.lower().endswith(".json") or not HAS_YAML:
            raise InputError(f"'{path}' is not valid JSON: {error}.") from None
    return _sendable(plain(_yaml(text, path), path, max(len(text), MOST_VALUES)), text, path)


def _sendable(content: t.Any, text: str, path: str) -> t.Any:
    """The content; InputError when an escape in it stands for half of a character, which no request can hold."""
    if "\\u" in text:
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            half = f"\\u{ord(error.object[error.start]):04x}"
            line = text[: (text.lower() + half).index(half)].count("\n") + 1
            raise InputError(f"'{path}' holds half of a character, {half}, in line {line}: take it out.") from None
    return content


def _too_deep(path: str) -> InputError:
    return InputError(f"'{path}' is nested more than {DEEPEST} levels deep, which no content of the API is.")


def _is_too_deep(content: t.Any) -> bool:
    # Level by level: a call for each of the values of a big workspace takes longer than to parse it.
    level = [content]
    for _depth in range(DEEPEST + 1):
        level = [one for one in level if isinstance(one, (dict, list))]
        if not level:
            return False
        level = [member for one in level for member in (one.values() if isinstance(one, dict) else one)]
    return True


class _OddJsonError(Exception):
    """JSON that Python's parser reads, and that is none, or ambiguous."""


def _json(text: str, path: str) -> t.Any:
    def unique(pairs: list[tuple[str, t.Any]]) -> dict:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise _OddJsonError
        return found

    def number(digits: str) -> float:
        if math.isinf(float(digits)):
            raise _OddJsonError
        return float(digits)

    def constant(_name: str) -> t.NoReturn:
        raise _OddJsonError

    try:
        return json.loads(text, object_pairs_hook=unique, parse_float=number, parse_constant=constant)
    except _OddJsonError:
        raise InputError(f"'{path}' {_odd_token(text)}.") from None


def _odd_token(text: str) -> str:
    """Where the text, which is JSON otherwise, has a key for the second time, or a number that is none."""
    lines: list[dict[str, int]] = []
    before, line_before = "", 0
    for token in _TOKEN.finditer(text):
        word, line = token[0], text.count("\n", 0, token.start()) + 1
        if word in ("{", "["):
            lines.append({})
        elif word in ("}", "]"):
            lines.pop()
        elif word == ":":
            key = json.loads(before)
            if key in lines[-1]:
                return _twice(key, lines[-1][key], line_before)
            lines[-1][key] = line_before
        elif word[0] not in '",' and not math.isfinite(float(word)):
            return f"holds {word[:40]} in line {line}, which is no number that JSON knows"
        before, line_before = word, line
    return "is not valid JSON"


def _twice(key: t.Any, first: int, second: int) -> str:
    return f"has the key '{key}' twice in one mapping, in line {first} and in line {second}: keep one of them"


def _yaml(text: str, path: str) -> t.Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text.encode())  # libyaml refuses the tagged texts of Ansible
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _check_nodes(node, path, max(len(text), MOST_VALUES), loader.construct_object)
        return loader.construct_document(node)
    except RecursionError:
        raise _too_deep(path) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        # Not the whole text of the error, which quotes the line: a secret may stand in it.
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise InputError(
            f"'{path}' is neither valid JSON nor valid YAML: {problem or type(error).__name__}{place}."
        ) from None
    finally:
        loader.dispose()


def _check_nodes(root, path: str, most: int, construct: t.Callable[[t.Any], t.Any]) -> None:
    """InputError for a key that stands twice in a mapping, and for aliases that stand for more than the file says.
    ``construct`` gives the value of a node."""
    sizes: dict[int, int | None] = {}
    stack = [(root, False)]
    while stack:
        node, is_left = stack.pop()
        children = _children(node)
        if is_left:
            sizes[id(node)] = size = 1 + sum(sizes[id(child)] for child in children)
            if size > most:
                raise InputError(f"'{path}' stands for more than {most} values, by aliases within aliases.")
        elif id(node) not in sizes:
            sizes[id(node)] = None
            _check_node(node, path, construct)
            stack.append((node, True))
            stack.extend((child, False) for child in children)
        elif sizes[id(node)] is None and any(open_ is node for open_, left in stack if left):
            line = node.start_mark.line + 1
            raise InputError(f"'{path}' has an anchor in line {line} with an alias of itself inside.")


def _children(node) -> list:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _check_node(node, path: str, construct: t.Callable[[t.Any], t.Any]) -> None:
    if isinstance(node, yaml.MappingNode):
        lines: dict[t.Any, int] = {}
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                value, line = construct(key), key.start_mark.line + 1
                same = {value, _key_text(value)}  # 1 and 1.0 are one key of Python, 1 and "1" one of JSON
                for one in same.intersection(lines):
                    raise InputError(f"'{path}' {_twice(key.value, lines[one], line)}.")
                lines.update(dict.fromkeys(same, line))
    elif getattr(node, "tag", "") == "tag:yaml.org,2002:float" and node.value.lower().strip("+-.") in ("nan", "inf"):
        raise InputError(
            f"'{path}' holds {node.value} in line {node.start_mark.line + 1}, which is no number that JSON knows."
        )


# -- plain values ----------------------------------------------------------------------------------


def plain(value: t.Any, name: str = "The options", most: int = MOST_VALUES) -> t.Any:
    """The value as JSON can hold it, and as a module on another machine would get it: no marks of the controller,
    nothing encrypted, dates and keys as text.

    Raises InputError for more than ``most`` values, for deep nesting and for numbers that JSON does not have; ``name``
    is what holds the value, for messages.
    """
    left = [most]

    def copied(value: t.Any, depth: int) -> t.Any:
        left[0] -= 1
        too_deep = depth == DEEPEST and isinstance(value, (dict, list, tuple))
        if left[0] < 0 or too_deep:
            kind = f"nested more than {DEEPEST} levels deep" if too_deep else "too many, by aliases of YAML"
            raise InputError(f"{_subject(name)}: the values are {kind}.")
        if isinstance(value, dict):
            mapping = {_key_text(key): copied(item, depth + 1) for key, item in value.items()}
            if len(mapping) < len(value):
                keys = ", ".join(map(repr, value))
                raise InputError(f"{_subject(name)}: the keys of one mapping must differ as texts; they are {keys}.")
            return mapping
        if isinstance(value, (list, tuple)):
            return [copied(item, depth + 1) for item in value]
        return _plain_scalar(value, name)

    return copied(value, 0)


def _subject(name: str) -> str:
    return name if name == "The options" else f"'{name}'"


def _plain_scalar(value: t.Any, name: str) -> t.Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) or hasattr(value, "__ENCRYPTED__"):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise InputError(f"{_subject(name)}: {value} is no number that JSON knows.")
    for number in (int, float):
        if isinstance(value, number) and not isinstance(value, bool):
            return number(value)
    return value


def _key_text(key: t.Any) -> str:
    key = _plain_scalar(key, "The options")
    return key if isinstance(key, str) else json.dumps(key)


def yaml_text(value: t.Any) -> str:
    """The value as YAML in the order that it has; InputError without PyYAML."""
    if not HAS_YAML:
        raise InputError("PyYAML is needed to write YAML files and is not installed where this task runs.")
    return yaml_dump(value, allow_unicode=True, default_flow_style=False, sort_keys=False, width=120)
