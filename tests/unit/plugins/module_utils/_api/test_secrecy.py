# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key never shows, whatever goes wrong and however the error is printed."""

from __future__ import annotations

import pickle
import traceback

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api import errors
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import (
    KEY,
    Reply,
    envelope,
    reset,
    throttled,
)


def everything_printed(error):
    """All the text that a handler could get out of an error, what it was chained to included."""
    texts = ["".join(traceback.format_exception(type(error), error, error.__traceback__))]
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        texts += [str(error), repr(error), repr(error.args), repr(vars(error))]
        error = error.__cause__ or error.__context__
    return "\n".join(texts)


@pytest.mark.parametrize(
    "entry",
    [
        reset,
        throttled(),
        envelope(status=403, error_code="ft.InvalidAPIKey", message=f"Invalid API key {KEY}"),
        envelope(status=400, error_code=f"ft.{KEY}", message=f"{KEY}{KEY}", traceId=KEY),
        envelope(status=500, message=f"DF-API-KEY: {KEY}"),
        Reply(502, f"<html><title>{KEY}</title></html>".encode()),
        Reply(200, f"<html><title>DF-API-KEY: {KEY}</title></html>".encode()),
        Reply(302, b"", {"Location": f"https://{KEY}.example.com/{KEY}"}),
        Reply(200, f'{{"code": "{KEY}'.encode()),
    ],
)
@pytest.mark.parametrize("operation", ["dashboards_list", "dashboards_create"])
def test_failed_calls(service, client_of, entry, operation):
    service.script = [entry]
    with pytest.raises(errors.ApiError) as caught:
        client_of(service, rate_limit_timeout=0, timeout=5).call(operation)
    assert KEY not in everything_printed(caught.value)
    assert KEY not in everything_printed(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own


def test_unreachable_services(service, client_of, tls_service):
    service.close()
    for unreachable in (service, tls_service[0]):
        with pytest.raises(errors.UnreachableError) as caught:
            client_of(unreachable).call("dashboards_list")
        assert KEY not in everything_printed(caught.value)


def test_objects_at_rest(service, client):
    service.script = [envelope([])]
    client.call("dashboards_list")
    assert KEY not in f"{client!r} {vars(client)!r} {client._session!r} {vars(client._session)!r} {client.fingerprint}"


@pytest.mark.parametrize(
    ("operation", "path", "query"),
    [
        ("checkers_event_receive", {"secret": "CANARY-SECRET", "subUri": "x"}, None),
        ("chart_image_get", None, {"clientToken": "CANARY-SECRET"}),
    ],
)
def test_secrets_that_travel_in_a_url(service, client, operation, path, query):
    for entry in (reset, envelope(status=400, message="no")):
        service.script = [entry]
        with pytest.raises(errors.ApiError) as caught:
            client.call(operation, path=path, query=query)
        assert "CANARY-SECRET" not in everything_printed(caught.value)
