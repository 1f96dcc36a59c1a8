# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a check as one page for people."""

from __future__ import annotations

import typing as t

from .._api.errors import shown

_WIDTH = 12


def page(found: t.Mapping[str, t.Any]) -> list[str]:
    """The lines of the page: a line or more for each part that the check reached, then the troubles."""
    lines = []
    for title, tell in _PARTS.items():
        for number, text in enumerate(tell(found)):
            lines.append(f"{'' if number else title:{_WIDTH}}{text}")
    return [shown(line) for line in [*lines, "", *_troubles(found["troubles"])]]


def _troubles(troubles: list[dict]) -> t.Iterator[str]:
    yield _counted(troubles)
    for trouble in troubles:
        yield f"  {trouble['severity']}: {trouble['what']}"
        yield f"    -> {trouble['remedy']}"


def _counted(troubles: list[dict]) -> str:
    counts = [(sum(one["severity"] == severity for one in troubles), severity) for severity in ("error", "warning")]
    return ", ".join(f"{count} {severity}{'s' * (count > 1)}" for count, severity in counts if count) or "No problems."


def _endpoint(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    endpoint, service = found["endpoint"], found["service"]
    regions = f" ({', '.join(endpoint['regions'])})" if endpoint["regions"] else ""
    yield f"{endpoint['url']}{regions}"
    if service:
        yield f"answers in {service['seconds'] * 1000:.0f} ms"


def _proxy(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    yield found["proxy"] or "none"


def _tls(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    tls = found["tls"]
    if not tls:
        yield "none" if found["endpoint"]["url"].startswith("http:") else "no handshake"
        return
    trust = f"CA file {tls['ca_file']}" if tls["checked"] else "certificate not checked"
    yield f"{tls['version']}, {trust}"
    for one in tls["certificates"]:
        yield (
            f"{one['subject'] or 'nobody named'}, by {one['issuer'] or 'nobody named'}"
            f"{' (self-signed)' if one['self_signed'] else ''}, until {one['not_after']} ({one['days_left']} days)"
        )


def _clock(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    clock = found["clock"]
    if clock:
        ahead, margin = clock["ahead"], clock["margin"]
        side = "behind" if ahead > 0 else "ahead of"
        same = abs(ahead) <= margin
        yield f"same as the service (within {margin:g} s)" if same else f"{abs(ahead):g} s {side} the service"
    elif found["service"]:
        yield "the service does not send its time"


def _workspace(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    workspace = found["workspace"]
    if workspace:
        words = {"version": "version", "station": "site", "timezone": "time zone"}
        more = [f"{word} {workspace[name]}" for name, word in words.items() if workspace[name]]
        yield ", ".join([_named(workspace), *more])


def _key(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    key = found["key"]
    if key:
        created = [f"created {key['created_at']}"] if key["created_at"] else []
        yield ", ".join([_named(key), *created])
    elif found["workspace"]:
        yield "unknown: the service does not show which key it is"


def _named(one: t.Mapping[str, t.Any]) -> str:
    return f"{one['name'] or 'without a name'} ({one['uuid'] or 'without a uuid'})"


def _routes(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    service = found["service"]
    if service and service["dialect"]:
        yield f"of the {service['dialect']}"
    for route in service["routes_missing"] if service else ():
        yield f"missing: {route}"


def _reads(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    reads = found["reads"] or []
    words = {True: "allowed", False: "refused", None: "not answered"}
    for allowed, word in words.items():
        names = [_with_total(one) for one in reads if one["allowed"] is allowed]
        if names:
            yield f"{word}: {', '.join(names)}"
    if reads:
        yield "not checked: what the key may write"


def _with_total(one: t.Mapping[str, t.Any]) -> str:
    return one["name"] if one["total"] is None else f"{one['name']} {one['total']}"


def _rate_limit(found: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    limit = found["rate_limit"]
    kept = f" of {limit['count']}" if limit["kept"] else f"; not limited so far (documented: {limit['count']})"
    yield f"requests in the last {limit['seconds']:g} s: {limit['sent']}{kept}"
    if limit["refused_at"]:
        wait = f"; the next request is possible in {limit['wait']:g} s" if limit["wait"] else ""
        yield f"last refusal at {limit['refused_at']}{wait}"
    if not limit["shared"]:
        yield "each process counts alone, because TRUEWATCH_STATE_DIR cannot be used"


_PARTS: dict[str, t.Callable[[t.Mapping[str, t.Any]], t.Iterator[str]]] = {
    "Endpoint": _endpoint,
    "Proxy": _proxy,
    "TLS": _tls,
    "Clock": _clock,
    "Workspace": _workspace,
    "API key": _key,
    "Routes": _routes,
    "Reads": _reads,
    "Rate limit": _rate_limit,
}
