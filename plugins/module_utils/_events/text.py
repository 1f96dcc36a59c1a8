# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of others in an event: the console reads HTML and Markdown in a message."""

from __future__ import annotations

import re

LONGEST_TITLE = 200
LONGEST_MESSAGE = 4000
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without control characters, and without half characters, which no request can hold."""
    return _ODD.sub("\ufffd", text)


def harmless(text: str) -> str:
    """The text without anything that would become an element of a page."""
    return "".join(_HTML.get(letter, letter) for letter in printable(text))


def cut(text: str, longest: int) -> str:
    """The text, or its beginning where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."
