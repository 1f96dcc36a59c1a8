# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request with one or many queries (vendor reference: POST /api/v1/df/query_data_v1)."""

from __future__ import annotations

from typing import Callable

from .._api.errors import IncompleteListError

OPERATION = "query_data_v1"


def ask(client, queries: Callable[[], list[dict]]) -> tuple[list[dict], int]:
    """The answers to the queries, one for each as far as they came, and how many bytes they have.

    queries: gives the members of the request, each with ``qtype`` and ``query``, when it is about to go.
    """
    content, _info, _trace, size = client.call(OPERATION, body=lambda: {"queries": queries()})
    answers = content.get("data") if isinstance(content, dict) else None
    if not isinstance(answers, list) or not answers or not all(isinstance(answer, dict) for answer in answers):
        raise IncompleteListError("The answer to the query holds no data.")
    return answers, size


def in_dql(query: dict) -> dict:
    """The member of the request for a query in DQL: exact, and with all columns in one series."""
    return {"qtype": "dql", "query": {"disable_sampling": True, "disableMultipleField": False, **query}}
