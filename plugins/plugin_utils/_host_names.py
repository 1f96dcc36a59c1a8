# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which remote texts may name a host or be the address to connect to. Whoever reports an object chooses them."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket

# A name must not be read as an option, a file (@), a pattern, a path (host_vars/..), a template or a call. Before a
# port a colon would be no pattern, but AWX takes the port off: two objects would become one host.
_NAME = re.compile(r"\w[^{}()\[\]/\\,;:!&*?'\"`$|<>=~^%\s]*")
# Caches keep a file per host, named like it and perhaps with a prefix; file systems take 255 bytes.
_LONGEST_NAME = 200
_GROUPS_OF_ANSIBLE = frozenset({"all", "ungrouped"})
_OWN_NAME = re.compile(r"(?:.*\.)?localhost|localhost\.localdomain|ip6-(?:localhost|loopback)", re.IGNORECASE)
_HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?:\.(?!-)[A-Za-z0-9_-]{1,63})*\.?", re.ASCII)
_ZONE = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)


def is_host_name(text: str) -> bool:
    """Whether a host can be named so."""
    if not text.isprintable() or text in _GROUPS_OF_ANSIBLE or len(text.encode()) > _LONGEST_NAME:
        return False
    address = _ip_address(text)
    return (address is not None or bool(_NAME.fullmatch(text))) and not _is_this_machine(text, address)


def is_address(text: str) -> bool:
    """Whether another machine can have this address or name."""
    address = _ip_address(text)
    if address is None and not (len(text) <= 253 and _HOST_NAME.fullmatch(text)):
        return False
    return not _is_this_machine(text, address)


def _is_this_machine(text, address):
    """Whether a name or ``address`` means the controller, in whatever way it is spelled (127.1, 0, ::ffff:127.0.0.1).

    Hosts named so would take the plays on localhost elsewhere; with such an address plays on a host would run here.
    """
    if address is None and text[0].isdigit():
        with contextlib.suppress(OSError, ValueError):
            address = ipaddress.IPv4Address(socket.inet_aton(text))
    if address is None:
        return bool(_OWN_NAME.fullmatch(text.rstrip(".")))
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def _ip_address(text):
    """The IP address that a text is, else None. Python takes any text for the zone of an IPv6 address."""
    if ":" not in text and not text[0].isdigit():
        return None
    address, percent, zone = text.partition("%")
    if percent and not _ZONE.fullmatch(zone):
        return None
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None
