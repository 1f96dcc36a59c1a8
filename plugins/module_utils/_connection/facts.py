# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the way to the service shows, and what is wrong with it."""

from __future__ import annotations

import typing as t
from urllib.parse import urlsplit

from .._api.budget import Usage
from .._api.certificate import Certificate
from .._api.endpoints import REGIONS, is_loopback
from .._api.errors import one_line
from .._api.probe import Probe
from .._api.settings import DOCUMENTED_RATE_LIMIT, Settings
from .._engine.times import instant_text

ERROR, WARNING = "error", "warning"
_DAY = 86400


class Trouble(t.NamedTuple):
    """``severity`` is ERROR for what makes requests fail, else WARNING; ``what`` is wrong, ``remedy`` what to do."""

    severity: str
    what: str
    remedy: str


def endpoint_facts(settings: Settings) -> dict:
    """The URL and the names of the site; none for a private deployment."""
    return {
        "url": settings.endpoint,
        "regions": sorted(name for name, url in REGIONS.items() if url == settings.endpoint),
    }


def way_troubles(settings: Settings) -> t.Iterator[Trouble]:
    """What is wrong with the way that the options choose."""
    if settings.endpoint.startswith("http:") and not is_loopback(urlsplit(settings.endpoint).hostname):
        yield Trouble(
            WARNING, "The API key is sent unencrypted, since the endpoint begins with http://.", "Use https://."
        )
    elif settings.verify is False:
        yield Trouble(
            WARNING,
            "The TLS certificate is not checked (validate_certs is false), so anybody on the way can read the API key.",
            "Set validate_certs to true; give a CA of your own with ca_path.",
        )


# -- TLS -----------------------------------------------------------------------------------------------


def tls_facts(probe: Probe, checked: bool, now: float) -> dict | None:
    """What the handshake showed; None without one. ``checked``: whether the certificate has to be valid."""
    if probe.handshake is None:
        return None
    return {
        "version": probe.handshake.version,
        "checked": checked,
        "ca_file": probe.ca or None,
        "certificates": [_certificate_facts(one, now) for one in probe.handshake.certificates],
    }


def _certificate_facts(certificate: Certificate, now: float) -> dict:
    return {
        "subject": one_line(certificate.subject),
        "issuer": one_line(certificate.issuer),
        "names": [one_line(name) for name in certificate.names],
        "not_before": instant_text(certificate.not_before),
        "not_after": instant_text(certificate.not_after),
        "days_left": int((certificate.not_after - now) // _DAY),
        "self_signed": certificate.is_self_signed,
    }


def tls_troubles(probe: Probe, days: int, now: float) -> t.Iterator[Trouble]:
    """Certificates that have ended or end within so many days."""
    for certificate in probe.handshake.certificates if probe.handshake else ():
        subject, end = one_line(certificate.subject), instant_text(certificate.not_after)
        if certificate.not_after < now:
            yield Trouble(
                WARNING,
                f"The certificate of {subject} expired on {end}.",
                "The operator of the service has to renew it; check the clock of this machine too.",
            )
        elif certificate.not_after < now + days * _DAY:
            yield Trouble(
                WARNING,
                f"The certificate of {subject} expires on {end}.",
                "The operator of the service has to renew it.",
            )


def untrusted(probe: Probe, remedy: str) -> str:
    """What else to do about a certificate that is not trusted, now that the certificates are known."""
    certificates = probe.handshake.certificates if probe.handshake else ()
    if not certificates:
        return remedy
    first, last = certificates[0], certificates[-1]
    told = f"It is of {one_line(first.subject) or 'nobody named'}, issued by {one_line(last.issuer) or 'nobody named'}"
    if first.is_self_signed:
        told += " (self-signed)"
    elif len(certificates) == 1:
        told += ", and comes alone: if its CA is in the CA file, the service has to send the intermediate one, too"
    told += f". The CA file is {probe.ca}" if probe.ca else ""
    return f"{remedy}. {told}"


# -- time and limits -----------------------------------------------------------------------------------


def clock_facts(probe: Probe) -> dict | None:
    """How far the clock of the service is ahead of this one, in seconds; None when the service does not tell."""
    if probe.ahead is None:
        return None
    return {"ahead": round(probe.ahead, 1), "margin": round(probe.margin, 1)}


def clock_troubles(probe: Probe, tolerance: float) -> t.Iterator[Trouble]:
    if probe.ahead is not None and abs(probe.ahead) - probe.margin > tolerance:
        side = "behind" if probe.ahead > 0 else "ahead of"
        yield Trouble(
            WARNING,
            f"The clock of this machine is {abs(probe.ahead):.0f} s {side} the service.",
            "Synchronize it (NTP): times that count from now, as in queries and mute rules, are off by as much.",
        )


def rate_limit_facts(usage: Usage) -> dict:
    """The limit that is kept, and how much of it this machine used; the documented one where none is kept."""
    limit = usage.limit or DOCUMENTED_RATE_LIMIT
    return {
        "kept": usage.limit is not None,
        "count": limit.count,
        "seconds": limit.seconds,
        "sent": usage.sent,
        "refused_at": instant_text(usage.refused_at) if usage.refused_at else None,
        "wait": round(usage.wait, 1),
        "shared": usage.is_shared,
    }


def refusal_troubles(usage: Usage, began: float) -> t.Iterator[Trouble]:
    """What a refusal by the service means that came after ``began``, when the check did."""
    if usage.refused_at is None or usage.refused_at < began:
        return
    limit = usage.limit or DOCUMENTED_RATE_LIMIT
    window = f"{limit.count} requests in {limit.seconds:g} s"
    if usage.sent >= limit.count:
        yield Trouble(
            WARNING,
            f"The runs of this machine use up the rate limit ({window}), so requests have to wait.",
            "Set rate_limit, use verify: quick, and run fewer plays with this key at once.",
        )
    else:
        yield Trouble(
            WARNING,
            f"The service refused requests because of its rate limit ({window}), though this machine sent only "
            f"{usage.sent}: somebody else uses the key, or other keys use up the limit of the workspace.",
            "Give each pipeline and machine an API key of its own, or a smaller rate_limit.",
        )
