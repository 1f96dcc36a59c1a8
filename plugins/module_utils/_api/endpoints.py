# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sites of TrueWatch and Guance, and what counts as an endpoint.

Source: endpoint tables of the vendor reference and of the vendor guide. Guance's South Africa, Jakarta and Zhangjiakou
sites are as in the catalogues of the vendor's own tools; a page of the reference shows the first two with guance.com.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from .errors import SettingsError

_SITES = (
    # names, Open API endpoint
    (("oregon", "us1"), "https://us1-openapi.truewatch.com"),
    (("frankfurt", "eu1"), "https://eu1-openapi.truewatch.com"),
    (("singapore", "ap1"), "https://ap1-openapi.truewatch.com"),
    (("southafrica", "za1"), "https://za1-openapi.truewatch.com"),
    (("jakarta", "id1"), "https://id1-openapi.truewatch.com"),
    (("alibaba",), "https://openapi.truewatch.com"),
    (("aws",), "https://aws-openapi.truewatch.com"),
    (("guance-hangzhou", "cn1"), "https://openapi.guance.com"),
    (("guance-ningxia", "cn2"), "https://aws-openapi.guance.com"),
    (("guance-zhangjiakou", "cn3"), "https://cn3-openapi.guance.com"),
    (("guance-guangzhou", "cn4"), "https://cn4-openapi.guance.com"),
    (("guance-21vianet", "cn5"), "https://cn5-openapi.guance.com"),
    (("guance-hongkong", "cn6"), "https://cn6-openapi.guance.one"),
    (("guance-oregon", "guance-us1"), "https://us1-openapi.guance.com"),
    (("guance-frankfurt", "guance-eu1"), "https://eu1-openapi.guance.one"),
    (("guance-singapore", "guance-ap1"), "https://ap1-openapi.guance.one"),
    (("guance-southafrica", "guance-za1"), "https://za1-openapi.guance.one"),
    (("guance-jakarta", "guance-id1"), "https://id1-openapi.guance.one"),
    (("guance-uae", "guance-me1", "me1"), "https://me1-openapi.guance.com"),
)

REGIONS: dict[str, str] = {name: endpoint for names, endpoint in _SITES for name in names}


def choose(endpoint: str | None, region: str | None, allow_http: bool) -> str:
    """The endpoint to use, without a slash at its end.

    Raises SettingsError when neither is given, the region is unknown, the URL is unusable, or both are given and
    name different services: preferring one would silently send the other's key to the wrong service.
    """
    if not endpoint and not region:
        raise SettingsError(
            "No endpoint: set endpoint (TRUEWATCH_ENDPOINT) to the URL of the Open API, or region (TRUEWATCH_REGION) "
            f"to one of {_choices()}."
        )
    url = _normal(endpoint, allow_http) if endpoint else None
    if not region:
        return url
    of_region = REGIONS.get(region.strip().lower())
    if of_region is None:
        raise SettingsError(
            f"Unknown region {region!r}: region is the site of the workspace, one of {_choices()}. To choose objects "
            "by the region of a cloud, use filters with region in it."
        )
    if url is not None and url != of_region:
        raise SettingsError(
            f"endpoint is {url}, but region {region!r} is {of_region}: give only one of them "
            "(look at TRUEWATCH_ENDPOINT and TRUEWATCH_REGION too)."
        )
    return of_region


def _choices() -> str:
    return ", ".join(" or ".join(names) for names, _endpoint in _SITES)


def _normal(endpoint: str, allow_http: bool) -> str:
    text = endpoint.strip()
    if "@" in text:
        # Never echoed: what stands before the @ is most likely a password.
        raise SettingsError("endpoint must not hold a user name or a password; the only credential is api_key.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as exc:
        raise SettingsError(f"endpoint {text!r} is not a URL: {exc}.") from None
    if parts.scheme not in ("https", "http") or not host or re.search(r"[\s\\]", text):
        raise SettingsError(f"endpoint {text!r} is not a URL like https://us1-openapi.truewatch.com.")
    if parts.query or parts.fragment:
        raise SettingsError(f"endpoint {text!r} must end with the host or a path: no ? and no #.")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        raise SettingsError(
            f"endpoint {text!r} would send the API key unencrypted: use https, or set allow_http if you accept that."
        )
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != {"https": 443, "http": 80}[parts.scheme]:
        netloc += f":{port}"
    # All routes start with /api/v1 themselves, so an endpoint copied together with it means the same service.
    path = re.sub(r"(/api/v1)?/*$", "", parts.path)
    return f"{parts.scheme}://{netloc}{path}"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
