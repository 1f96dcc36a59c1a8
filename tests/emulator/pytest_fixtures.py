# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for tests against the emulator: import all of them in a conftest.py."""

from __future__ import annotations

import pytest
import requests

from .running import DEFAULT_KEY, Handle, running


@pytest.fixture(scope="session")
def shared_emulator() -> Handle:
    """The one emulator that the tests of a session share; use `emulator` instead."""
    with running() as handle:
        yield handle


@pytest.fixture
def emulator(shared_emulator: Handle) -> Handle:
    """An emulator as after its start, without seeded objects; its key is running.DEFAULT_KEY."""
    shared_emulator.reset()
    return shared_emulator


class Api:
    """A bare HTTP caller: what travels, without the collection's own client. key None sends no key."""

    def __init__(self, url: str, key: str | None = DEFAULT_KEY) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        if key is not None:
            self.session.headers["DF-API-KEY"] = key

    def get(self, path: str, **query) -> requests.Response:
        return self.session.get(self.url + path, params=query)

    def post(self, path: str, body=None) -> requests.Response:
        return self.session.post(self.url + path, json=body)

    def content(self, response: requests.Response):
        """The content of an answer that has to be a success."""
        assert response.status_code == 200, response.text
        assert response.json()["success"] is True, response.text
        return response.json()["content"]


@pytest.fixture
def api(emulator: Handle) -> Api:
    """A caller of the emulator fixture."""
    caller = Api(emulator.url)
    yield caller
    caller.session.close()
