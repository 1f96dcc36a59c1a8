# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the API is asked: for all objects of a kind, and where an operation takes the uuid of one of them."""

from __future__ import annotations

import typing as t

from .._api.operations import OPERATIONS


class Listing(t.NamedTuple):
    """One list of a kind, where one does not show all objects.

    ``query`` is what the list route is asked with, ``mark`` what each row of the answer gets, as a row may not tell of
    which list it is. The objects are ``inside`` of its rows under this key, where these are groups.
    """

    query: t.Mapping[str, t.Any] = {}
    mark: t.Mapping[str, t.Any] = {}
    inside: str = ""


class Route(t.NamedTuple):
    """One operation on one object.

    ``operation`` is the reference's operationId. Exactly one of the others names the place of the uuid: a ``path``
    parameter, a ``query`` parameter, a ``body`` field, or, for routes that take many uuids, a list in the body
    (``body_list``) or in the query (``query_list``); none of them where the kind's ``Key.address`` names the object.
    ``extra`` is always in the body, ``asking`` always in the query. ``many`` is the route that does the same to several
    objects, where it is another one; ``extra`` counts for both.
    """

    operation: str
    path: str | None = None
    query: str | None = None
    body: str | None = None
    body_list: str | None = None
    extra: dict | None = None
    asking: dict | None = None
    query_list: str | None = None
    many: Route | None = None

    @property
    def for_many(self) -> Route | None:
        """The route that takes several uuids at once; None when the API has none."""
        if self.body_list or self.query_list:
            return self
        return self.many._replace(extra=self.extra) if self.many else None

    def call(
        self,
        client,
        uuid: str | t.Sequence[str],
        body: dict | None = None,
        address: t.Mapping[str, str] | None = None,
    ):
        """Send the operation for the object ``uuid``, for several of them, or for the one that the ``address`` names,
        with the given body; returns the client's Answer."""
        fields = dict(body or {})
        path = {self.path: uuid} if self.path else {}
        query = {**(self.asking or {}), **({self.query: uuid} if self.query else {})}
        uuids = [uuid] if isinstance(uuid, str) else list(uuid)
        if self.query_list:
            query[self.query_list] = uuids
        operation = OPERATIONS[self.operation]
        for parameter, value in (address or {}).items():
            in_path = f"{{{parameter}}}" in operation.path
            (path if in_path else query if operation.method == "GET" else fields)[parameter] = value
        fields.update(self.extra or {})
        if self.body:
            fields[self.body] = uuid
        if self.body_list:
            fields[self.body_list] = uuids
        return client.call(self.operation, path=path or None, query=query or None, body=fields or None)
