# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of content: anything may stand there."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils import _files
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import (
    decoded,
    parse_content,
    plain,
    read_text,
)

ALIASES = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{number}: &a{number} [{','.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        (
            '{"main": {"a": 1},\n "main": {}}',
            "a.json",
            "the key 'main' twice in one mapping, in line 1 and in line 2",
        ),
        ('{"a": [{"b": 1,\n"b": 2}]}', "a.JSON", "has the key 'b' twice in one mapping, in line 1 and in line 2"),
        ("a: 1\nb: 2\na: 3\n", "a.yml", "has the key 'a' twice in one mapping, in line 1 and in line 3"),
        ('1: a\n"1": b\n', "a.yml", "has the key '1' twice in one mapping, in line 1 and in line 2"),
        ("yes: a\ntrue: b\n", "a.yml", "has the key 'true' twice in one mapping, in line 1 and in line 2"),
        ("1: a\n1.0: b\n", "a.yml", "has the key '1.0' twice in one mapping, in line 1 and in line 2"),
        ('{"a":\n"\\ud800x"}', "a.json", r"holds half of a character, .ud800, in line 2: take it out"),
        (" \n", "a.json", "is empty"),
        ("", "a.yml", "is empty"),
        ('{"x": "NaN",\n"y": NaN}', "a.json", "holds NaN in line 2"),
        ('{"y": -Infinity}', "a.json", "holds -Infinity in line 1"),
        ('{"y": [1e999]}', "a.json", "holds 1e999 in line 1"),
        ("a:\n- .inf\n", "a.yml", "holds .inf in line 2"),
        ("[" * 200_000, "a.json", "is nested more than 100 levels deep"),
        ("[" * 200_000 + "]" * 200_000, "a.yml", "is nested more than 100 levels deep"),
        ("[" * 150 + "]" * 150, "a.json", "is nested more than 100 levels deep"),
        ("a: " + "[" * 200_000, "a.yml", "exceeded maximum nesting depth|levels deep"),
        ("a: " + "[" * 150 + "]" * 150, "a.yml", "nested more than 100 levels deep"),
        (ALIASES, "a.yml", "stands for more than 1000000 values, by aliases within aliases"),
        ("a: &x [*x]\n", "a.yml", "anchor in line 1 with an alias of itself"),
    ],
)
def test_what_is_refused(text, path, words):
    with pytest.raises(InputError, match=words) as caught:
        parse_content(text, path)
    assert f"'{path}'" in str(caught.value)


@pytest.mark.parametrize("innermost", ["", "1"])
def test_the_hundredth_level_is_the_last(innermost):
    def nested(levels: int) -> str:
        return "[" * levels + innermost + "]" * levels

    ways = {
        "a JSON file": lambda levels: parse_content(nested(levels), "a.json"),
        "a YAML file": lambda levels: parse_content(f"a: {nested(levels - 1)}", "a.yml"),
        "an option": lambda levels: plain(json.loads(nested(levels))),
    }
    for way, read in ways.items():
        assert read(100), way
        with pytest.raises(InputError, match="nested more than 100 levels deep"):
            read(101)


def test_what_yaml_may_do():
    text = "base: &b {a: 1, c: 2}\nd: &d {<<: *b, a: 3}\ne: {<<: [*b, *d], f: *d, 2: 2026-11-23}\n"
    assert parse_content(text, "a.yml") == {
        "base": {"a": 1, "c": 2},
        "d": {"a": 3, "c": 2},
        "e": {"a": 1, "c": 2, "f": {"a": 3, "c": 2}, "2": "2026-11-23"},
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_json_is_read_as_it_is(value, is_ascii, indent):
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    assert parse_content(text, "a.json") == value
    assert plain(value) == value


@given(st.dictionaries(st.text(), JSON, min_size=1, max_size=3), st.data())
def test_a_key_that_is_there_twice_is_found_wherever_it_stands(value, data):
    key = data.draw(st.sampled_from(sorted(value)))
    inner = json.dumps(value)[:-1] + f", {json.dumps(key)}: 1}}"
    with pytest.raises(InputError, match="twice in one mapping, in line 1 and in line 1"):
        parse_content('{"a": [1, "}", ' + inner + "]}", "a.json")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("日本語のダッシュボード".encode("shift_jis"), "looks like Shift-JIS"),
        ('{"title": "主机监控概览 CPU"}'.encode("gbk"), "looks like GBK"),
        ('{"title": "監控儀表板"}'.encode("big5"), "looks like Big5"),
        ("title: Übersicht der Läden".encode("latin-1"), "looks like Latin-1"),
        ('{"name": "Größe"}'.encode("latin-1"), "looks like Latin-1"),
        ('{"name": "盘 中文"}'.encode("gbk"), "looks like GBK"),
        ("café crème".encode("cp1252"), "looks like Latin-1"),
        ('{"a": 1}'.encode("utf-16"), "looks like UTF-16"),
        ('{"a": 1}'.encode("utf-16-be"), "looks like UTF-16"),
        ('{"a": 1}'.encode("utf-32"), "looks like UTF-32"),
        (b"PK\x03\x04rest", "is a zip archive: unpack it"),
        (b"\x1f\x8brest", "is compressed by gzip"),
    ],
)
def test_what_is_not_utf_8_is_told_with_what_it_looks_like(data, words):
    with pytest.raises(InputError, match=words):
        decoded(data, "a.json")


def test_a_byte_order_mark_is_fine(tmp_path):
    (tmp_path / "a.json").write_bytes('\ufeff{"a": "ü"}'.encode())
    assert parse_content(read_text(str(tmp_path / "a.json")), "a.json") == {"a": "ü"}


def test_only_ordinary_files_of_some_size_are_read(tmp_path, monkeypatch):
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    for path, words in ((pipe, "no ordinary file"), ("/dev/zero", "no ordinary file"), (str(tmp_path), "is a folder")):
        with pytest.raises(InputError, match=words):
            read_text(path)
    monkeypatch.setattr(_files, "LARGEST", 1 << 20)
    (tmp_path / "big").write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(InputError, match="bigger than 1 MiB"):
        read_text(str(tmp_path / "big"))


def test_options_have_bounds_too():
    value = ["x"] * 9
    for _level in range(9):
        value = [value] * 9
    with pytest.raises(InputError, match="too many, by aliases"):
        plain(value)
    deep: list = []
    for _level in range(5000):
        deep = [deep]
    with pytest.raises(InputError, match="levels deep"):
        plain(deep)
    with pytest.raises(InputError, match="must differ as texts; they are 1, '1'"):
        plain({"a": {1: "x", "1": "y"}})
    with pytest.raises(InputError, match="nan is no number"):
        plain({"a": float("nan")})
