# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read from certificates is what the library cryptography reads from them."""

from __future__ import annotations

import datetime

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.certificate import Certificate

AUTHORITY = trustme.CA(organization_name="Überwachung AG", organization_unit_name="Office")
DAY = datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 29, 12, 30, 1, tzinfo=datetime.timezone.utc)


def der_of(leaf):
    return x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_bytes(Encoding.DER)


LEAF = der_of(AUTHORITY.issue_cert("eu1-openapi.example.com", "*.example.com", "10.0.0.1", "2001:db8::1"))


@pytest.mark.parametrize(
    "identities", [("eu1-openapi.example.com",), ("10.0.0.1", "2001:db8::1", "a.example.com", "*.b.example.com")]
)
@pytest.mark.parametrize("end", [NOW + DAY, datetime.datetime(2063, 4, 5, tzinfo=datetime.timezone.utc)])
def test_names_and_times_are_those_of_the_certificate(identities, end):
    """From 2050 on a time has four digits of the year."""
    der = der_of(AUTHORITY.issue_cert(*identities, common_name="the name", not_before=NOW - DAY, not_after=end))
    read, known = Certificate.of(der), x509.load_der_x509_certificate(der)
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert read.subject == "the name"
    assert set(read.names) == {
        *names.get_values_for_type(x509.DNSName),
        *map(str, names.get_values_for_type(x509.IPAddress)),
    }
    assert (read.not_before, read.not_after) == ((NOW - DAY).timestamp(), end.timestamp())
    assert read.issuer == "Überwachung AG"
    assert not read.is_self_signed


def test_an_authority_signs_itself_and_need_not_name_hosts():
    pem = AUTHORITY.cert_pem.bytes()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    known = x509.load_der_x509_certificate(der)
    read = Certificate.of(der)
    assert read.is_self_signed
    assert read.names == ()
    assert read.subject == known.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value


@pytest.mark.parametrize("data", [b"", b"0", b"\x30\x80", b"\x02\x01\x01", LEAF[:-1], b"0" * 100, b"\x30\x03\x30\x01"])
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(ValueError, match="."):
        Certificate.of(data)


@given(st.integers(0, len(LEAF) - 1), st.integers(0, 255))
def test_no_byte_ends_in_anything_but_a_refusal(place, byte):
    try:
        read = Certificate.of(LEAF[:place] + bytes([byte]) + LEAF[place + 1 :])
    except ValueError:
        return
    assert isinstance(read.subject, str)
