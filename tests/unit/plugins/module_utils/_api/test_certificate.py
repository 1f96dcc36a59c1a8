# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and times of certificates, and what is none."""

from __future__ import annotations

import datetime
import ssl

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ansible_collections.truewatch.openapi.plugins.module_utils._api import probe
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


@pytest.mark.parametrize("data", [b"", b"0" * 100, LEAF[:-1]])
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(ValueError, match="."):
        Certificate.of(data)


def test_without_the_library_the_handshake_is_known_and_its_certificates_are_not(monkeypatch):
    monkeypatch.setattr(probe, "READABLE", False)
    context = probe._Noting(ssl.PROTOCOL_TLS_CLIENT)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda *args, **kwargs: Shown())
    context.wrap_socket(None)
    assert context.handshake == probe.Handshake("TLSv1.3", ())


class Shown:
    """A connection that shows a certificate."""

    def version(self):
        return "TLSv1.3"

    def getpeercert(self, binary_form):
        return LEAF
