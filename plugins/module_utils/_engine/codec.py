# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms that a value has on the wire and people do not write.

A codec never raises: a value that it does not understand, such as null, goes through as it is.
"""

from __future__ import annotations

import base64
import binascii
import typing as t


class Codec(t.NamedTuple):
    """``encode(value)`` gives what is sent for a value of an option, ``decode(value)`` the option's value for what an
    answer tells."""

    encode: t.Callable[[t.Any], t.Any]
    decode: t.Callable[[t.Any], t.Any]


def words(codes: t.Mapping[t.Any, t.Any]) -> Codec:
    """The codec of an option that has a word for each code of the API; ``codes`` maps words to codes."""
    return Codec(
        lambda value: codes.get(value, value),
        lambda value: next((word for word, code in codes.items() if code == value), value),
    )


def _to_base64(value: t.Any) -> t.Any:
    return base64.b64encode(value.encode()).decode() if isinstance(value, str) else value


def _from_base64(value: t.Any) -> t.Any:
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode() if isinstance(value, str) else value
    except (binascii.Error, UnicodeDecodeError):
        return value


def _to_commas(value: t.Any) -> t.Any:
    return ",".join(map(str, value)) if isinstance(value, list) else value


def _from_commas(value: t.Any) -> t.Any:
    return [part for part in map(str.strip, value.split(",")) if part] if isinstance(value, str) else value


#: The value as it is.
PLAIN = Codec(lambda value: value, lambda value: value)
#: A text that the API keeps in base64; services break it into lines.
BASE64 = Codec(_to_base64, _from_base64)
#: A list that the API keeps as one text, with commas.
COMMAS = Codec(_to_commas, _from_commas)
