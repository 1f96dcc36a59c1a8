# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects a run is about."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._engine.words import did_you_mean, meant
from .._kinds.registry import KINDS
from .patterns import Patterns

#: Kind of a folder, by the folder's name.
FOLDERS = {kind.folder: kind for kind in KINDS.values() if kind.is_kept and kind.folder}
#: Endings of the files that hold one text of an object and lie beside its own file.
BESIDE = sorted({field.file for kind in FOLDERS.values() for field in kind.fields if field.file})
#: Every kind, for a consent that is for show.
ANY = "*"
_NAMES = [kind.name for kind in FOLDERS.values()]
_BY_WORD = {**{kind.name: kind for kind in FOLDERS.values()}, **FOLDERS}


def kind_called(word: str) -> t.Any:
    """The kind that a word means, its name (``monitor``) or its folder (``monitors``); None when it means none."""
    return _BY_WORD.get(word) or _BY_WORD.get(meant(word, _NAMES))


def consented(words: t.Iterable[str] | None, check_mode: bool) -> set[str]:
    """The names of the kinds whose objects may be written although that is dangerous. InputError for what is none, and
    for ``*``, every kind, where something is written."""
    words = set(words or ())
    if ANY in words and not check_mode:
        raise InputError(
            f"'force' takes '{ANY}' in check mode only, where nothing is written: name the kinds that you mean."
        )
    named = Selection(sorted(words - {ANY})).kinds
    return {kind.name for kind in (FOLDERS.values() if ANY in words else named)}


def kind_words() -> str:
    """The names of all kinds, for messages."""
    return ", ".join(sorted(kind.name for kind in FOLDERS.values()))


class Selection:
    """Which objects a run is about: kinds, and patterns over ``kind/name`` or ``name``, or over the whole key in place
    of the name (``pipeline/logging/shop``); ``include`` first, then ``exclude``. InputError for an unknown kind and for
    an empty pattern."""

    def __init__(
        self, kinds: t.Sequence[str] | None = None, include: t.Sequence[str] = (), exclude: t.Sequence[str] = ()
    ) -> None:
        unknown = sorted({word for word in kinds or () if kind_called(word) is None})
        if unknown:
            near = did_you_mean(unknown[0], _NAMES)
            raise InputError(f"There is no kind {', '.join(unknown)}{near}; there are {kind_words()}.")
        meant = [kind_called(word) for word in kinds or ()]
        self._held = [kind for kind in FOLDERS.values() if kinds is None or kind in meant]
        #: The kinds whose objects are walked: not those that must be named.
        self.kinds = [kind for kind in self._held if kinds is not None or not kind.named_only]
        self._include = Patterns("include", include)
        self._exclude = Patterns("exclude", exclude)

    @property
    def is_whole(self) -> bool:
        """Whether no pattern narrows the kinds."""
        return not self._include and not self._exclude

    def holds_row(self, kind, row: dict) -> bool:
        """Whether the object of this row is among those the run is about."""
        return self.holds(kind, kind.name_of(row), kind.label_of(row))

    def holds(self, kind, name: str, label: str) -> bool:
        """Whether the object of this name and whole key is among those the run is about."""
        texts = [f"{place}{text}" for text in (name, label) for place in ("", f"{kind.name}/", f"{kind.folder}/")]
        included, excluded = self._include.fit(*texts), self._exclude.fit(*texts)
        return kind in self._held and (included or not self._include) and not excluded

    def idle_patterns(self) -> str:
        """The patterns that have fitted no object so far, in words; empty when there are none."""
        return ", ".join(
            f"'{pattern}' of '{patterns.option}'"
            for patterns in (self._include, self._exclude)
            for pattern in patterns.idle
        )
