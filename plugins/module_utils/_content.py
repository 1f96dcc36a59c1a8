# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Big content of one object, and the file that holds it."""

from __future__ import annotations

import os
import typing as t

from ._engine.errors import InputError
from ._engine.values import noun
from ._files import parse_content
from ._workspace.files import numbered, text_at


class Content:
    """The option of a Task that takes big content, and ``src``, which names a file that holds it.

    option: the name of the option. A text is taken as it stands in the file.
    from_src: function of the content of the file and the file's name without ending; it gives the content.
    """

    def __init__(self, option: str, from_src: t.Callable[[t.Any, str], t.Any] = lambda content, stem: content) -> None:
        self.option = option
        self._from_src = from_src

    def options(self, others: t.Container[str]) -> dict:
        """The specs of ``src`` and ``render`` beside the ``others`` of a module."""
        aliases = [name for name in ("file", "path") if name not in others]
        return {"src": {"type": "str", "aliases": aliases}, "render": {"type": "bool", "default": False}}

    def read(self, spec: t.Mapping[str, dict], params: dict, read: t.Callable[[str], str] | None = None) -> dict:
        """The options with ``src`` replaced by the parsed content of its file; ``read`` gives the text of a path."""
        path = params.get("src")
        if path is None:
            return params
        if params.get(self.option) is not None:
            raise InputError(f"'src' and '{self.option}' both give the content: set one of them.")
        text = (read or text_at)(path)
        if spec[self.option]["type"] == "str":
            return {**params, self.option: text, "src": None}
        file, number = numbered(path)
        stem = os.path.splitext(os.path.basename(file))[0]
        content = parse_content(text, file)
        if number is not None:
            stem = f"{stem} {number}" if isinstance(content, list) and len(content) > 1 else stem
            content = _member(content, number, file)
        if not isinstance(content, dict) and spec[self.option]["type"] == "dict":
            raise InputError(f"'{path}' must hold a mapping; it holds {_held(content, path)}.")
        return {**params, self.option: self._from_src(content, stem), "src": None}


def _member(content: t.Any, number: int, file: str) -> t.Any:
    """The object of this number, from 1, in the content of a file."""
    if not isinstance(content, list) or not 1 <= number <= len(content):
        raise InputError(f"'{file}' holds {_held(content, file)}, so there is no number {number} in it.")
    return content[number - 1]


def _held(content: t.Any, path: str) -> str:
    if isinstance(content, list) and content:
        return (
            f"a list of {len(content)}: give one by its number, such as '{path}/1', or apply them all by a role or "
            "truewatch_workspace"
        )
    return "an empty list" if isinstance(content, list) else noun(content)
