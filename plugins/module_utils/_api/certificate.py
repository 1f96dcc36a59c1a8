# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a TLS certificate says, read from its DER form (RFC 5280).

The standard library decodes only certificates that it has found valid; this one is needed for those that it has not.
"""

from __future__ import annotations

import calendar
import ipaddress
import time
from collections.abc import Iterator
from typing import NamedTuple

_SEQUENCE, _EXTENSIONS, _VERSION = 0x30, 0xA3, 0xA0
_UTC_TIME = 0x17
_BMP_STRING, _UTF8_STRING = 0x1E, 0x0C
_DNS_NAME, _IP_ADDRESS = 0x82, 0x87
_COMMON_NAME, _ORGANIZATION, _UNIT = b"\x55\x04\x03", b"\x55\x04\x0a", b"\x55\x04\x0b"
_ALTERNATIVE_NAMES = b"\x55\x1d\x11"


class Certificate(NamedTuple):
    """One certificate.

    Attributes:
        subject, issuer: the common name, else the organization or its unit; "" when there is none of them.
        names: the host names and IP addresses that it is for.
        not_before, not_after: Unix seconds between which it is valid.
        is_self_signed: whether subject and issuer are the same.
    """

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: float
    not_after: float
    is_self_signed: bool

    @classmethod
    def of(cls, der: bytes) -> Certificate:
        """The certificate of these bytes. Raises ValueError for anything else."""
        try:
            return cls._of(der)
        except (IndexError, StopIteration) as exc:
            raise ValueError("not a certificate") from exc

    @classmethod
    def _of(cls, der: bytes) -> Certificate:
        signed = list(_members(_inside(_inside(der))))
        if signed[0][0] == _VERSION:
            del signed[0]
        _serial, _algorithm, (_, issuer), (_, validity), (_, subject), *others = signed
        not_before, not_after = [_seconds(*one) for one in _members(validity)]
        extensions = next((value for tag, value in others if tag == _EXTENSIONS), b"")
        return cls(_name(subject), _name(issuer), tuple(_names(extensions)), not_before, not_after, subject == issuer)


def _members(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and value of each element, one after the other."""
    place = 0
    while place < len(data):
        tag, length = data[place], data[place + 1]
        place += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[place : place + count], "big")
            place += count
        if place + length > len(data):
            raise ValueError("not a certificate")
        yield tag, data[place : place + length]
        place += length


def _inside(data: bytes) -> bytes:
    """The value of the sequence that the data begin with."""
    tag, value = next(_members(data))
    if tag != _SEQUENCE:
        raise ValueError("not a certificate")
    return value


def _name(data: bytes) -> str:
    """The best known part of a distinguished name."""
    parts = {}
    for _tag, relative in _members(data):
        for _inner, attribute in _members(relative):
            (_, kind), (tag, value) = list(_members(attribute))[:2]
            encoding = {_UTF8_STRING: "utf-8", _BMP_STRING: "utf-16-be"}.get(tag, "latin-1")
            parts.setdefault(kind, value.decode(encoding, "replace"))
    return next((parts[kind] for kind in (_COMMON_NAME, _ORGANIZATION, _UNIT) if kind in parts), "")


def _seconds(tag: int, value: bytes) -> float:
    text = value.decode("ascii", "replace")
    if tag == _UTC_TIME:  # two digits of the year; RFC 5280, 4.1.2.5.1
        text = ("19" if text[:2] >= "50" else "20") + text
    return float(calendar.timegm(time.strptime(text, "%Y%m%d%H%M%SZ")))


def _names(extensions: bytes) -> Iterator[str]:
    if not extensions:
        return
    for _tag, extension in _members(_inside(extensions)):
        members = list(_members(extension))
        if members[0][1] != _ALTERNATIVE_NAMES:
            continue
        for tag, value in _members(_inside(members[-1][1])):
            if tag == _DNS_NAME:
                yield value.decode("ascii", "replace")
            elif tag == _IP_ADDRESS:
                yield str(ipaddress.ip_address(value))
