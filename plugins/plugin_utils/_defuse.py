# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of alerts that Ansible would run, changed so that it cannot.

ansible-rulebook hands an event to a playbook as extra variables in a file. Ansible trusts all text of such a file: it
is a template wherever the play uses it, on every ansible-core. The file has no room for a mark, so the text itself has
to change. Three things are changed, and nothing else:

- the beginnings of templates, ``{{``, ``{%`` and ``{#``, get a blank: ``{ {``. So does a ``{`` at the end of a text,
  since a play may put two texts together;
- the line that gives a template other beginnings, ``#jinja2:``, and the beginning of vaulted text get a blank;
- text that is a whole expression needs no braces where a play evaluates it a second time, as in
  ``that: "{{ text }}"``. If such an expression could do more than read variables and compare, it is put between «»,
  and its quotes become typographic ones. Sentences are no expressions.

Single words and dotted names stay as they are, because rules compare them. All that they can do is read a variable.
"""

from __future__ import annotations

import re

import jinja2
from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from ..module_utils._events.names import renamed

_BEGINNINGS = (
    (re.compile(r"\{(?=[{%#]|\Z)"), "{ "),
    (re.compile(r"#(?=jinja2)"), "# "),
    (re.compile(r"\$(?=ANSIBLE_VAULT)"), "$ "),
)
_QUOTES = str.maketrans({"'": "\u2019", '"': "\u201d"})
# Calls, filters, products, powers and formats need one of these. The last three can fill the memory.
_NEEDED = re.compile(r"[(|*%]")
# Where a text may be put into: nothing, or the quotes of somebody's expression.
_AROUND = ("", "'", '"')
# The end of an expression within a template, or of all of it.
_ENDS = ("eof", "variable_end", "block_end", "colon")
# What only reads, compares and puts values together.
_HARMLESS = (
    nodes.Add,
    nodes.And,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Dict,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Getattr,
    nodes.Getitem,
    nodes.List,
    nodes.Name,
    nodes.Neg,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Pair,
    nodes.Pos,
    nodes.Slice,
    nodes.Sub,
    nodes.Tuple,
)
# Tokens that are looked at: of one text, and of all texts of an event together. 1,000 take about 20 ms. Of a sentence,
# two or three tell that it is one.
_MOST_TOKENS = 1_000
_MOST_OF_ALL = 20_000
_ENVIRONMENT = jinja2.Environment(autoescape=True)


def defuse(value):
    """The value with every text in it, keys of mappings included, as one that Ansible does not run.

    Doing it twice is the same as doing it once. Two keys that become one are told apart by a number at the end.
    """
    return _Defusing().value(value)


def can_act(text: str) -> bool:
    """Whether a text without braces could do something where Ansible evaluates it: as a whole, up to the end of the
    template that it is put into, or out of quotes that it is put into. What is too long to tell could."""
    return _Defusing().can_act(text)


class _TooLongError(Exception):
    """There are more tokens than are looked at."""


class _Defusing:
    """The texts of one event."""

    def __init__(self) -> None:
        self._left = _MOST_OF_ALL

    def value(self, value):
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {name: self.value(item) for name, item in renamed(value, self._name)}
        if isinstance(value, (list, tuple)):
            return [self.value(item) for item in value]
        return value

    def _name(self, key):
        return self._text(key) if isinstance(key, str) else key

    def _text(self, text: str) -> str:
        for beginning, instead in _BEGINNINGS:
            text = beginning.sub(instead, text)
        return f"\u00ab{text.translate(_QUOTES)}\u00bb" if self.can_act(text) else text

    def can_act(self, text: str) -> bool:
        if not _NEEDED.search(text):
            return False
        modes = ("variable", "block") if "%}" in text else ("variable",)
        around = [quote for quote in _AROUND if quote in text]
        return any(self._acts(f"{quote}{text}{quote}", mode) for quote in around for mode in modes)

    def _acts(self, source: str, mode: str) -> bool:
        try:
            parser = Parser(_ENVIRONMENT, "")
            parser.stream = TokenStream(self._tokens(source, mode), None, None)
            tree = parser.parse_tuple()
            if parser.stream.current.type not in _ENDS:
                return False
        except TemplateError:
            return False
        except (_TooLongError, RecursionError):
            return True
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            if not (isinstance(node, _HARMLESS) or _is_sentence(node)):
                return True
            waiting.extend(node.iter_child_nodes())
        return False

    def _tokens(self, source: str, mode: str):
        lexer = _ENVIRONMENT.lexer
        most = min(_MOST_TOKENS, self._left)
        for number, token in enumerate(lexer.wrap(lexer.tokeniter(source, None, None, mode))):
            if number >= most:
                raise _TooLongError
            self._left -= 1
            yield token


def _is_sentence(node: nodes.Node) -> bool:
    """Whether a test is no more than words, as in ``disk is almost full``."""
    if not isinstance(node, nodes.Test) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return False
    return all(isinstance(argument, nodes.Name) for argument in node.args or ())
