# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a TLS certificate says, valid or not.

The standard library decodes only certificates that it has found valid. The library cryptography, which ansible-core
brings, decodes any; another machine that a module runs on may be without it.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

try:
    from cryptography import x509
    from cryptography.x509.oid import NameOID
except ImportError:
    x509 = None

#: Whether certificates can be read here.
READABLE = x509 is not None


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
        """The certificate of these bytes, in DER. Raises ValueError for anything else."""
        found = x509.load_der_x509_certificate(der)
        return cls(
            subject=_known_as(found.subject),
            issuer=_known_as(found.issuer),
            names=tuple(_names(found)),
            not_before=_seconds(found, "not_valid_before"),
            not_after=_seconds(found, "not_valid_after"),
            is_self_signed=found.subject == found.issuer,
        )


def _known_as(name: x509.Name) -> str:
    for part in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME):
        for attribute in name.get_attributes_for_oid(part):
            return str(attribute.value)
    return ""


def _names(found: x509.Certificate) -> list[str]:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]


def _seconds(found: x509.Certificate, name: str) -> float:
    # Older releases know only the form without a time zone, newer ones warn of it.
    if hasattr(found, f"{name}_utc"):
        return getattr(found, f"{name}_utc").timestamp()
    return getattr(found, name).replace(tzinfo=datetime.timezone.utc).timestamp()
