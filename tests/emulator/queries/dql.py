# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parser of the part of DQL that docs and examples use (vendor documentation: DQL definition, DQL functions).

O::HOST:(`host`, `os`) {`os` = 'linux', `host` = wildcard('web*')} [24h] BY `region` ORDER BY `host` ASC LIMIT 100
M::cpu:(avg(`usage_total`) AS `cpu`) {`env` = 'prod'} [15m::1m] BY `host` SLIMIT 10
CO::aliyun_ecs      show_object_source()      show_object_field('HOST')
"""

from __future__ import annotations

import dataclasses
import fnmatch
import re
from collections.abc import Callable, Iterator
from typing import Any

from ..envelope import ApiFailure
from .functions import is_known

Value = Callable[[str], Any]  # column name -> value of one row
Condition = Callable[[Value], bool]

_TOKEN = re.compile(
    r"""
      (?P<space>\s+ | \#[^\n]*)
    | (?P<name>`(?:[^`\\]|\\.)*`)
    | (?P<text>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
    | (?P<duration>\d+(?:ms|[smhdwy])\b)
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<sign>::|&&|\|\||!=|>=|<=|=~|!~|[=<>:(){}\[\],*])
    | (?P<word>[A-Za-z_][\w.\-]*)
    """,
    re.VERBOSE,
)
_MILLISECONDS = {
    "ms": 1,
    "s": 1000,
    "m": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
    "y": 31_536_000_000,
}
_CLAUSES = ("by", "having", "order", "limit", "offset", "slimit", "soffset", "sorder")


def dql_error(message: str) -> ApiFailure:
    return ApiFailure(400, "ft.DQLParseError", f"DQL: {message}")


@dataclasses.dataclass(frozen=True)
class Target:
    """One thing that a query asks for: a column, or a function of one. column "*" means all."""

    column: str
    function: str | None = None
    alias: str | None = None

    @property
    def title(self) -> str:
        plain = f"{self.function}({self.column})" if self.function else self.column
        return self.alias or plain


@dataclasses.dataclass
class Query:
    """A parsed statement. show: the name of a show function, whose argument is in `source`."""

    namespace: str = ""
    source: str | None = None
    source_pattern: re.Pattern[str] | None = None
    targets: list[Target] = dataclasses.field(default_factory=list)
    condition: Condition | None = None
    time_range: tuple[int, int] | None = None  # milliseconds before now, oldest first; absolute when above a year
    interval: int | None = None  # milliseconds
    by: list[str] = dataclasses.field(default_factory=list)
    order: list[tuple[str, bool]] = dataclasses.field(default_factory=list)  # (column, descending)
    limit: int | None = None
    offset: int = 0
    slimit: int | None = None
    soffset: int = 0
    show: str | None = None


def parse(text: str) -> Query:
    return _Parser(text).statement()


@dataclasses.dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int

    def __str__(self) -> str:
        return f"{self.text!r} at {self.position}" if self.text else "end of statement"


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise dql_error(f"unexpected character {text[position]!r} at {position}")
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match.group(), position)
        position = match.end()
    yield _Token("end", "", position)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text[:1] in "`'\"" else text


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0

    # Tokens

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _accept(self, *texts: str) -> bool:
        """Take the next token if it is one of these signs or words; words in any case."""
        token = self._next
        if token.kind in ("sign", "word") and token.text.lower() in texts:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise dql_error(f"expected {text!r}, found {self._next}")

    def _identifier(self) -> str:
        token = self._take()
        if token.kind not in ("name", "word", "text"):
            raise dql_error(f"expected a name, found {token}")
        return _unquoted(token.text)

    def _whole_number(self) -> int:
        token = self._take()
        if token.kind != "number" or not token.text.isdigit():
            raise dql_error(f"expected a whole number, found {token}")
        return int(token.text)

    # Statement

    def statement(self) -> Query:
        if self._next.kind == "word" and self._next.text.lower().startswith("show_"):
            return self._show()
        query = Query(namespace=self._identifier().upper())
        self._expect("::")
        self._source(query)
        if self._accept(":"):
            query.targets = self._targets()
        if self._accept("{"):
            query.condition = self._conditions("}")
        if self._accept("["):
            query.time_range, query.interval = self._time_range()
        self._clauses(query)
        if self._next.kind != "end":
            raise dql_error(f"unexpected {self._next}")
        return query

    def _show(self) -> Query:
        query = Query(show=self._take().text.lower())
        self._expect("(")
        if not self._accept(")"):
            query.source = self._identifier()
            self._expect(")")
        if self._next.kind != "end":
            raise dql_error(f"unexpected {self._next}")
        return query

    def _source(self, query: Query) -> None:
        if self._accept("*"):
            query.source_pattern = re.compile(".*")
        elif self._next.text.lower() == "re" and self._tokens[self._at + 1].text == "(":
            self._at += 2
            query.source_pattern = _regex(self._identifier())
            self._expect(")")
        else:
            query.source = self._identifier()

    def _targets(self) -> list[Target]:
        self._expect("(")
        targets = []
        while not self._accept(")"):
            if targets:
                self._expect(",")
            targets.append(self._target())
        return targets

    def _target(self) -> Target:
        if self._accept("*"):
            return Target("*")
        name, function = self._identifier(), None
        if self._accept("("):
            name, function = "*" if self._accept("*") else self._identifier(), name.lower()
            self._expect(")")
            if not is_known(function):
                raise dql_error(f"the emulator does not know the function {function}()")
        return Target(name, function, self._identifier() if self._accept("as") else None)

    def _time_range(self) -> tuple[tuple[int, int] | None, int | None]:
        """[10m], [24h:12h], [start:end], [15m::1m], [24h:12h:1h]: the range, and the interval where there is one."""
        parts: list[int | None] = [None]
        while not self._accept("]"):
            if self._accept("::"):
                parts += [None, None]
            elif self._accept(":"):
                parts.append(None)
            else:
                parts[-1] = self._moment()
        start, end, interval, *more = [*parts, None, None]
        if any(part is not None for part in more):
            raise dql_error("a time range has a start, an end and an interval, and nothing else")
        return None if start is None else (start, end or 0), interval

    def _moment(self) -> int | None:
        token = self._take()
        if token.kind == "duration":
            count, unit = re.fullmatch(r"(\d+)(\w+)", token.text).groups()
            return int(count) * _MILLISECONDS[unit]
        if token.kind == "number":
            value = int(float(token.text))
            return value if value > 10**11 else value * 1000  # seconds or milliseconds, as documented
        if token.text.lower() == "auto":
            return None
        if token.text.lower() == "today":
            return _MILLISECONDS["d"]
        raise dql_error(f"cannot read the time range, found {token}")

    def _clauses(self, query: Query) -> None:
        while self._next.kind == "word" and self._next.text.lower() in _CLAUSES:
            clause = self._take().text.lower()
            if clause == "by":
                query.by = [self._identifier()]
                while self._accept(","):
                    query.by.append(self._identifier())
            elif clause == "order":
                self._expect("by")
                query.order = [self._ordering()]
                while self._accept(","):
                    query.order.append(self._ordering())
            elif clause == "limit":
                query.limit = self._whole_number()
            elif clause == "offset":
                query.offset = self._whole_number()
            elif clause == "slimit":
                query.slimit = self._whole_number()
            elif clause == "soffset":
                query.soffset = self._whole_number()
            else:
                raise dql_error(f"{clause.upper()} is not supported by the emulator")

    def _ordering(self) -> tuple[str, bool]:
        column = self._identifier()
        descending = self._accept("desc")
        if not descending:
            self._accept("asc")
        return column, descending

    # Conditions

    def _conditions(self, closing: str) -> Condition | None:
        """Conditions up to the closing sign; a comma binds weakest and means AND."""
        if self._accept(closing):
            return None
        parts = [self._either()]
        while self._accept(","):
            parts.append(self._either())
        self._expect(closing)
        return _all(parts)

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._accept("||", "or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else lambda value: any(part(value) for part in parts)

    def _both(self) -> Condition:
        parts = [self._one()]
        while self._accept("&&", "and"):
            parts.append(self._one())
        return _all(parts)

    def _one(self) -> Condition:
        if self._accept("("):
            return self._conditions(")") or (lambda value: True)
        if self._next.kind == "word" and self._next.text.lower() == "exists" and self._tokens[self._at + 1].text == "(":
            self._at += 2
            column = self._identifier()
            self._expect(")")
            return lambda value: value(column) is not None
        if self._accept("not"):
            inner = self._one()
            return lambda value: not inner(value)
        return self._comparison(self._identifier())

    def _comparison(self, column: str) -> Condition:
        if self._accept("not"):
            wanted = self._named_test(column)
            return lambda value: not wanted(value)
        if self._next.kind == "word":
            return self._named_test(column)
        sign = self._take().text
        if sign in ("=", "!="):
            test = self._equality(column)
            return test if sign == "=" else lambda value: not test(value)
        if sign in (">", ">=", "<", "<="):
            return _ordered(column, sign, self._literal())
        raise dql_error(f"expected a comparison after {column!r}, found {sign!r}")

    def _named_test(self, column: str) -> Condition:
        if self._accept("in"):
            self._expect("[")
            wanted = []
            while not self._accept("]"):
                if wanted:
                    self._expect(",")
                wanted.append(self._literal())
            return lambda value: any(_equal(value(column), one) for one in wanted)
        if self._accept("match"):
            return _searched(column, _containing(str(self._literal())))
        if self._accept("wildcard"):
            return _searched(column, _wildcard(str(self._literal())))
        raise dql_error(f"expected a comparison after {column!r}, found {self._next}")

    def _equality(self, column: str) -> Condition:
        token, following = self._next, self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        name = token.text.lower()
        if token.kind == "word" and (following.text == "(" or (name == "re" and following.kind == "name")):
            self._take()
            return self._function(column, name)
        wanted = self._literal()
        return lambda value: _equal(value(column), wanted)

    def _function(self, column: str, name: str) -> Condition:
        if name == "with_labels":
            return self._with_labels()
        if name == "exists":
            self._expect("(")
            self._expect(")")
            return lambda value: value(column) is not None
        if name not in ("re", "wildcard", "match", "query_string"):
            raise dql_error(f"unknown function {name}()")
        bracket = self._accept("(")
        argument = self._identifier()
        if bracket:
            self._expect(")")
        if name == "re":
            pattern = _regex(argument)
            return _searched(column, lambda text: pattern.search(text) is not None)
        return _searched(column, _wildcard(argument) if name == "wildcard" else _containing(argument))

    def _with_labels(self) -> Condition:
        """with_labels(object_class='HOST', labels=['a', 'b']): objects of the class that have all the labels."""
        self._expect("(")
        given: dict[str, Any] = {}
        while not self._accept(")"):
            if given:
                self._expect(",")
            name = self._identifier()
            self._expect("=")
            given[name] = self._list_or_literal()
        labels, object_class = given.get("labels", []), given.get("object_class")
        return lambda value: value("class") == object_class and set(labels) <= set(value("df_label") or ())

    def _list_or_literal(self) -> Any:
        if not self._accept("["):
            return self._literal()
        members = []
        while not self._accept("]"):
            if members:
                self._expect(",")
            members.append(self._literal())
        return members

    def _literal(self) -> Any:
        token = self._take()
        if token.kind in ("text", "name"):
            return _unquoted(token.text)
        if token.kind == "number":
            return float(token.text) if "." in token.text else int(token.text)
        if token.kind == "word" and token.text.lower() in ("true", "false", "nil", "null"):
            return {"true": True, "false": False}.get(token.text.lower())
        raise dql_error(f"expected a value, found {token}")


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else lambda value: all(part(value) for part in parts)


def _regex(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise dql_error(f"bad regular expression {pattern!r}: {error}") from error


def _equal(actual: Any, wanted: Any) -> bool:
    """Equality; a list (df_label) equals each of its members. A number in quotes is not a number."""
    if isinstance(actual, list):
        return wanted in actual
    if isinstance(actual, bool) or isinstance(wanted, bool):
        return actual is wanted
    return actual == wanted


def _ordered(column: str, sign: str, wanted: Any) -> Condition:
    def holds(value: Value) -> bool:
        actual = value(column)
        comparable = isinstance(actual, (int, float)) and isinstance(wanted, (int, float))
        if not comparable and not (isinstance(actual, str) and isinstance(wanted, str)):
            return False
        return {">": actual > wanted, ">=": actual >= wanted, "<": actual < wanted, "<=": actual <= wanted}[sign]

    return holds


def _searched(column: str, test: Callable[[str], bool]) -> Condition:
    def holds(value: Value) -> bool:
        actual = value(column)
        texts = actual if isinstance(actual, list) else [actual]
        return any(test(str(text)) for text in texts if text is not None)

    return holds


def _wildcard(pattern: str) -> Callable[[str], bool]:
    # Only * and ? are special; brackets stand for themselves.
    compiled = re.compile(fnmatch.translate(re.sub(r"([\[\]])", r"[\1]", pattern)))
    return lambda text: compiled.match(text) is not None


def _containing(part: str) -> Callable[[str], bool]:
    return lambda text: part.lower() in text.lower()
