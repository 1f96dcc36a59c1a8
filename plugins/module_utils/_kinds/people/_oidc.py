# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in the settings of OpenID Connect that have no option of their own: requests of a form of one's own carry
them as parameters, headers, or in the URL. Source: ``config`` of sso_saml_create in the reference."""

from __future__ import annotations

import re
import typing as t

from ..._engine.secret import Secret
from ..._engine.shape import Word
from .._shared import headers
from .._shared.urls import has_user

#: Names of credentials, but not of their settings, such as getTokenSet and authMethod.
_CREDENTIAL = re.compile("authorization|cookie|credential|passw|pwd$|secret|tokens?$|keys?$|assertion$", re.IGNORECASE)


def _is_given(value: t.Any) -> bool:
    """Whether it says more than on, off, or what the service puts there (``$client_secret``)."""
    return not isinstance(value, bool) and not (isinstance(value, str) and re.fullmatch(r"\$\w+", value))


def _is_credential(key: t.Any, holder: t.Any) -> bool:
    return bool(_CREDENTIAL.search(str(key))) and _is_given(holder[key])


def _is_parameter(key: t.Any, holder: t.Any) -> bool:
    return _is_given(holder[key]) and headers.is_secret(key, holder)


def _is_telling_url(key: t.Any, holder: t.Any) -> bool:
    return has_user(key, holder) or "?" in str(holder[key])


_PARAMETERS = {
    "client_id": "$client_id",
    "scope": "$scope",
    "code": "$code",
    "state": "$state",
    "redirect_uri": "$redirect_uri",
    "response_type": "code",
}
_REQUEST = {"url": "https://login.example.com/oauth2", "verify": True, "paramMapping": _PARAMETERS}
_CLIENT_AUTH = ("client_secret_basic", "client_secret_post", "none")
SHAPE = {
    "modeType": Word("easy", "expert"),
    "sslVerify": True,
    "grantType": "authorization_code",
    "authSet": _REQUEST,
    "getTokenSet": {**_REQUEST, "method": Word("post", "get"), "authMethod": Word("basic", *_CLIENT_AUTH)},
    "verifyTokenSet": {**_REQUEST, "keys": [None]},
    "getUserInfoSet": {
        **_REQUEST,
        "source": Word("id_token", "origin"),
        "method": Word("get", "post"),
        "authMethod": Word("bearer", "basic", *_CLIENT_AUTH),
    },
    "claimMapping": {"email": "email", "username": "name", "mobile": "phone"},
}

SECRETS = (
    Secret("**.*", when=_is_credential),
    Secret("**.paramMapping.*", when=_is_parameter),
    Secret("**.headers.*", when=headers.is_secret),
    Secret("**.url", when=_is_telling_url),
)
