# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as Markdown that renders alike on GitHub and GitLab.

Each line of an object is an HTML block, in which no Markdown is read, and names stand in ``<code>``, in which these
platforms look for neither mentions nor commands. Differences stand in fenced blocks, whose fence is longer than any run
of backticks in them.
"""

from __future__ import annotations

import difflib
import html
import json
import re
import typing as t

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import shown

#: The fewest characters that hold the heading, the counts and a failure.
LEAST = 5000
_LONGEST_NAME, _LONGEST_MESSAGE = 200, 500
#: Differences of more lines are shown as all that goes and all that comes: finding what they share takes too long.
_MOST_LINES = 2000
#: What is left of a difference that is cut has at least so many characters.
_WORTHWHILE = 400
_ACTIONS = ("create", "change", "delete")
#: Characters kept free for what is told of all that does not fit.
_NOTES = 200
_CUT = "... cut here: the rest does not fit into a comment"


def plan_text(result: t.Mapping[str, t.Any], title: str, limit: int) -> str:
    """The Markdown; ``result`` is that of truewatch_workspace, ``limit`` at least LEAST."""
    head = _head(result, title)
    entries = [one for one in result.get("results") or [] if one.get("changed") or one.get("action") == "unknown"]
    lines = [*map(_line, entries), *map(_unmanaged_line, result.get("unmanaged") or [])]
    room = limit - len(head) - _NOTES
    kept = _fitting(lines, room)
    folded, bare = _folded(entries[: len(kept)], kept, room - sum(len(line) + 2 for line in kept))
    notes = [f"<p>... and {len(lines) - len(kept)} more objects</p>"] if len(kept) < len(lines) else []
    notes += [f"<p>The differences of {bare} objects do not fit into a comment.</p>"] if bare else []
    return "\n\n".join([head, *folded, *notes]) + "\n"


def _head(result: t.Mapping[str, t.Any], title: str) -> str:
    parts = [f"## {_text(title)}"]
    summary = result.get("summary")
    if summary:
        is_done = any("status" in entry for entry in result.get("results") or [])
        counts = [f"{summary[action]} to {action}" for action in _ACTIONS]
        over = sum(entry.get("action") in ("unknown", "over") for entry in result["results"])
        counts += [f"{summary['nothing']} unchanged"]
        counts += [f"{len(result['unmanaged'])} not managed"] if result.get("unmanaged") else []
        counts += [f"{over} not compared"] if over else []
        differs = any(summary[action] for action in _ACTIONS)
        said = "This run had" if is_done else "The workspace differs:" if differs else "No difference:"
        parts.append(f"**{said} {', '.join(counts)}.**")
    if result.get("failed") or not summary:
        parts.append(f"<p><b>It failed:</b> {_code(result.get('msg') or 'no reason is told', _LONGEST_MESSAGE)}</p>")
    return "\n\n".join(parts)


def _line(entry: t.Mapping[str, t.Any]) -> str:
    """One object, on one line of HTML."""
    parts = [f"<b>{_text(entry['action'])}</b>", _text(entry.get("kind") or "file"), _code(entry.get("name") or "")]
    if entry.get("updated_by") and entry["action"] != "create":
        parts.append(f"(last changed {_text(entry.get('updated_at') or '')} by {_code(entry['updated_by'])})")
    parts += [f"<b>{_text(danger)}</b>" for danger in entry.get("dangers") or ()]
    if entry.get("status") in ("failed", "left"):
        parts.append(f"<b>{'failed' if entry['status'] == 'failed' else 'not begun'}</b>")
    if entry.get("msg"):
        parts.append(_code(entry["msg"], _LONGEST_MESSAGE))
    return f"<p>{' '.join(parts)}</p>"


def _unmanaged_line(entry: t.Mapping[str, t.Any]) -> str:
    return f"<p><b>not managed</b> {_text(entry['kind'])} {_code(entry['name'])}</p>"


def _fitting(lines: t.Sequence[str], room: int) -> list[str]:
    kept = []
    for line in lines:
        room -= len(line) + 2
        if room < 0:
            break
        kept.append(line)
    return kept


def _folded(entries: t.Sequence[t.Mapping[str, t.Any]], lines: t.Sequence[str], room: int) -> tuple[list[str], int]:
    """The lines, with differences folded under them as far as there is room: the small ones first, so that most of
    them are there. And of how many lines the difference is left out."""
    details = {number: _difference(entry.get("diff")) for number, entry in enumerate(entries)}
    order = sorted(filter(details.get, details), key=lambda number: (len(details[number]), number))
    folded = list(lines)
    for done, number in enumerate(order):
        text = details[number]
        summary = re.sub(r"^<p>(.*)</p>$", r"<summary>\1</summary>", folded[number])
        around = len(_block(summary, "")) - len(folded[number]) + 2 * _longest_run(text)
        if len(text) + around > room:
            left = room - around - len(_CUT) - 1
            if left < _WORTHWHILE:
                return folded, len(order) - done
            text = f"{text[:left].rpartition(chr(10))[0]}\n{_CUT}"
        block = _block(summary, text)
        room -= len(block) - len(folded[number])
        folded[number] = block
    return folded, 0


def _block(summary: str, text: str) -> str:
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"<details>{summary}\n\n{fence}diff\n{text}\n{fence}\n\n</details>"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


# -- differences -----------------------------------------------------------------------------------------


def _difference(diff: t.Any) -> str:
    """The difference line by line, with ``-`` and ``+``; "" where nothing is told."""
    if not isinstance(diff, dict):
        return ""
    before, after = (_lines(diff.get(side)) for side in ("before", "after"))
    if len(before) + len(after) > _MOST_LINES or not before or not after:
        return "\n".join([*(f"-{line}" for line in before), *(f"+{line}" for line in after)])
    found = difflib.unified_diff(before, after, lineterm="", n=len(before) + len(after))
    return "\n".join(line for line in list(found)[3:])


def _lines(side: t.Any) -> list[str]:
    if isinstance(side, str):
        return list(map(shown, side.splitlines()))
    return [shown(line) for line in _rendered(side, "")] if side else []


def _rendered(value: t.Any, indent: str) -> t.Iterator[str]:
    """A value much as YAML shows it, so that each line of a text is a line of the difference."""
    if isinstance(value, dict) and value:
        for key, member in value.items():
            yield from _member(f"{indent}{key}:", member, indent)
    elif isinstance(value, list) and value:
        for member in value:
            yield from _member(f"{indent}-", member, indent)
    else:
        yield f"{indent}{_scalar(value)}"


def _member(head: str, value: t.Any, indent: str) -> t.Iterator[str]:
    if isinstance(value, str) and "\n" in value:
        yield f"{head} |"
        yield from (f"{indent}  {line}" for line in value.split("\n"))
    elif isinstance(value, (dict, list)) and value:
        yield head
        yield from _rendered(value, f"{indent}  ")
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: t.Any) -> str:
    return (
        str(value) if isinstance(value, str) and value.strip() else json.dumps(value, ensure_ascii=False, default=str)
    )


# -- remote text -----------------------------------------------------------------------------------------


def _short(text: t.Any, longest: int) -> str:
    line = " ".join(shown(str(text)).split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def _code(text: t.Any, longest: int = _LONGEST_NAME) -> str:
    """Text that nobody trusts, on one line, as code."""
    return f"<code>{html.escape(_short(text, longest))}</code>"


def _text(text: t.Any) -> str:
    """Words of our own, or of the user."""
    return html.escape(_short(text, _LONGEST_NAME))
