# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Monitors ("checkers" in the API): written in plain options, or in the form that the console exports."""

from __future__ import annotations

import typing as t

from ..._api.errors import InvalidRequestError, NotFoundError, RouteNotFoundError
from ..._engine.adding import with_entries
from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import MISSING, Field
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.references import LeadingBack, refer
from ..._engine.route import Listing, Route
from ..._engine.rows import laid_over
from ..._engine.rules import EXACT, SET
from ..._engine.secret import Secret
from .._shared.people import PERMISSIONS
from ..issues._levels import level
from . import _checker, _checker_options

_DEFINITION = "definition"
#: Options that the export of many monitors at once tells too, and how many it is asked for.
_IN_EXPORT = frozenset(("tags", "alert_policies", "secret"))
_HUNDRED = 100
#: The type of intelligent monitors, beside which all others are of one type.
_SMART = "smartMonitor"
#: What a new monitor gets that asks for data and says nothing else; the service requires them all.
_NEW = {"type": "simpleCheck", "every": "1m", "interval": 300, "recoverNeedPeriodCount": 1}


#: Where what people expect beside the rules belongs.
_RULE_HINT = "thresholds are rules, such as rules: [{level: critical, conditions: [{operator: '>=', operands: [90]}]}]"
_CONDITION_HINT = "it belongs to a condition, such as conditions: [{operator: '>=', operands: [90]}]"

#: Kind -> which of its objects a text in the definition means.
_RELATIONS = {"monitor": refer("monitor"), "issue_channel": refer("issue_channel"), "issue_level": level}
#: The level of the issues that a monitor opens, in ``extend``.
_LEVEL = "issueLevelUUID"


def _script(row: dict) -> dict:
    return row.get("jsonScript") or {}


def _name(row: dict) -> t.Any:
    return _checker.title(row) if "jsonScript" in row else MISSING


def _old_name(row: dict) -> t.Any:
    """The name of an old monitor, which may be another text than its title."""
    return _script(row).get("name")


def _tags(row: dict) -> t.Any:
    tags = row.get("tagInfo", MISSING)
    return [tag["name"] for tag in tags] if isinstance(tags, list) else tags


def _definition(row: dict) -> t.Any:
    return (
        {part: row[part] or {} for part in ("jsonScript", "extend") if part in row} if "jsonScript" in row else MISSING
    )


def _resolved(run, definition: dict) -> dict:
    """The definition with what it refers to, which may be given by name, by uuid: the members of a combined monitor,
    and channels and level of the issues that it opens."""
    return _with_relations(definition, lambda kind, name: _RELATIONS[kind](run, name))


def _with_relations(definition: dict, change: t.Callable[[str, str], str]) -> dict:
    """The definition with another text for each of its relations. ``change`` takes a kind's word and the text."""
    script, extend = definition.get("jsonScript") or {}, definition.get("extend") or {}
    changed: dict = {}
    if any(target.get("monitorCheckerId") for target in script.get("targets") or []):
        changed["targets"] = [
            {**target, "monitorCheckerId": change("monitor", target["monitorCheckerId"])}
            if target.get("monitorCheckerId")
            else target
            for target in script["targets"]
        ]
    if script.get("channels"):
        changed["channels"] = [change("issue_channel", channel) for channel in script["channels"]]
    if changed:
        definition = {**definition, "jsonScript": {**script, **changed}}
    if extend.get(_LEVEL):
        definition = {**definition, "extend": {**extend, _LEVEL: change("issue_level", extend[_LEVEL])}}
    return definition


def _is_content_of(template: dict, row: dict) -> bool:
    return all(template.get(part) == row.get(part) for part in ("jsonScript", "extend"))


def _binding(run, template: dict) -> dict:
    """What an export tells beside the content, in the terms of the single read."""
    told = {key: template[key] for key in ("tagInfo", "secret") if key in template}
    names = template.get("alertPolicyNames")
    if names is not None:
        policies = run.memory.rows(run.kinds["alert_policy"]) if names else []
        uuids = [policy["uuid"] for policy in policies if policy.get("name") in names]
        if len(uuids) == len(names):
            told["alertPolicyUUIDs"] = uuids
    return told


class Monitor(Kind):
    """A monitor of the workspace, ordinary or intelligent."""

    name = title = "monitor"
    plural = "monitors"
    uuid_prefix = "rul_"
    key = Key(aliases=(_old_name,))
    list_operation = "checkers_list"
    listings = (Listing(), Listing({"type": _SMART}))  # intelligent monitors are listed apart
    create_operation = "checkers_create"
    get_route = Route("checkers_get", path="rule_uuid")
    modify_route = Route("checkers_modify", path="rule_uuid")
    replaces = True
    delete_route = Route("checkers_delete", body_list="ruleUUIDs")
    enable_route = Route("checkers_set_disable", body_list="ruleUUIDs", extra={"isDisable": False})
    disable_route = Route("checkers_set_disable", body_list="ruleUUIDs", extra={"isDisable": True})
    content_refers_to = ("issue_channel", "issue_level")
    used_by = (("monitor", _DEFINITION), ("slo", "monitors"), ("mute", "monitors"))
    fields = (
        Field("name", read=_name, argument={"aliases": ["title"]}, max_length=256),
        Field("enabled", "status", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
        Field(
            "alert_policies",
            "alertPolicyUUIDs",
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("alert_policy"),
            loose=True,
        ),
        Field("dashboard", "dashboardUUID", resolve=refer("dashboard"), loose=True),
        *with_entries(Field("tags", "tags", read=_tags, type="list", elements="str", rule=SET)),
        PERMISSIONS,
        Field(
            "secret",
            "secret",
            write=lambda value, row: value,  # none at all is not sent
            rule=EXACT._replace(canonical=lambda value: value or None),
            secret=True,
        ),
        Field(
            _DEFINITION,
            read=_definition,
            type="dict",
            rule=_checker.DEFINITION,
            argument={"aliases": ["content", "json"]},
            content=True,
            secrets=(Secret("secret"), Secret("checkers[].secret")),
            resolve=_resolved,
            view=_checker.view,
            review=lambda run, plan: _checker_options.warn_of_short_spans(run, plan.params),
        ),
    )

    hints: t.ClassVar[dict[str, str]] = {
        **dict.fromkeys(("threshold", "thresholds", "condition", "conditions", "operator", "operands"), _RULE_HINT),
        **dict.fromkeys(("rules.threshold", "rules.operator", "rules.operands", "rules.value"), _CONDITION_HINT),
        **dict.fromkeys(("query", "dql"), "queries are a list, such as queries: [{dql: 'M::`cpu`:(LAST(`load`))'}]"),
        **dict.fromkeys(("frequency", "schedule", "period"), "how often it checks is 'every', such as every: 5m"),
        **dict.fromkeys(("window", "range"), "the time that each check looks at is 'interval', such as interval: 15m"),
        **dict.fromkeys(("notify", "notifications"), "'alert_policies' says who is notified"),
        **dict.fromkeys(("severity", "level"), _RULE_HINT),
        "rules.severity": "the severity is the option 'level'",
        "rules.status": "the severity is the option 'level'",
        # Ansible keeps the word "message" for itself.
        **dict.fromkeys(("description", "message"), "what a notice says is the option 'text'"),
        "template": "the content of a monitor is the option 'definition', or a file in 'src'",
    }

    # -- options -----------------------------------------------------------------------------------

    def argument_spec(self) -> dict:
        return {**super().argument_spec(), **_checker_options.SPEC}

    def members(self, content: t.Any) -> list:
        """Those of a pack; a file may hold several packs."""
        return [
            member
            for part in super().members(content)
            for member in (members_of(part) if isinstance(part, dict) and "checkers" in part else [part])
        ]

    def from_file(self, member: t.Any) -> t.Any:
        """A monitor of the console's export, or the module's options. One whose title the vendor left to be filled in
        is called like its file."""
        if not isinstance(member, dict) or "jsonScript" not in member:
            return super().from_file(member)
        name = _checker.title(_checker.check(member))
        return {"name": None if _checker.is_placeholder(name) else name, _DEFINITION: member}

    @staticmethod
    def named(params: dict) -> dict:
        """The options with the name that follows from the definition."""
        if params.get(_DEFINITION) is None or params.get("name") or params.get("uuid"):
            return params
        return {**params, "name": _checker.title(_checker.check(params[_DEFINITION]))}

    def prepare(self, params: dict) -> dict:
        if params.get("secret") == "":
            raise InputError(
                "'secret' is empty, but the API cannot clear a secret: give another one, or leave the option out."
            )
        params = self.named(params)
        definition = params.get(_DEFINITION)
        if definition is not None:
            params = {**params, **self._told(_checker.check(definition), params)}
        definition = _checker_options.laid_over(definition, params)
        if definition is not None:
            params = {**params, _DEFINITION: _checker.agreeing(definition)}
        return params

    @staticmethod
    def _told(definition: dict, params: dict) -> dict:
        """What an export tells beside queries and rules; the options win where both speak."""
        told = {
            "name": _checker.title(definition),
            "enabled": None if definition.get("is_disable") is None else not definition["is_disable"],
            "alert_policies": definition.get("alertPolicyNames"),
            "tags": _tags({"tagInfo": definition.get("tagInfo") or []}),
            "secret": definition.get("secret"),
        }
        return {
            option: value
            for option, value in told.items()
            if params.get(option) is None and value not in (None, "", [])
        }

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        if row is None and not params.get("uuid"):
            self._fill_in(params, wanted)
        elif row is not None and not params.get("uuid") and wanted.get("name") == _old_name(row):
            wanted = {**wanted, "name": _name(row)}
        return wanted

    @staticmethod
    def _fill_in(params: dict, wanted: dict[str, t.Any]) -> None:
        """Give a new monitor what the service requires of it."""
        definition = params.get(_DEFINITION)
        script = definition.get("jsonScript") if definition else None
        if not script:
            raise InputError(
                "A new monitor needs to know what to check: set 'queries' and 'rules', or give a 'definition' or 'src'."
            )
        new = _NEW if any(target.get("dql") for target in script.get("targets") or []) else {}
        definition["jsonScript"] = {**new, **script}
        if not definition["jsonScript"].get("type"):
            raise InputError("A new monitor without queries needs a 'type'.")
        if definition["jsonScript"]["type"] == "OuterEventChecker" and not params.get("secret"):
            raise IncompleteError(
                "A monitor of external events needs a 'secret', the middle part of the address that receives them.",
                ["secret"],
            )
        wanted[_DEFINITION] = {**wanted[_DEFINITION], "jsonScript": {**new, **wanted[_DEFINITION]["jsonScript"]}}

    # -- identity ----------------------------------------------------------------------------------

    def meant(self, rows: list[dict], params: dict) -> list[dict]:
        """By title before by old name; by type and queries where the name alone cannot tell."""
        name = params["name"]
        rows = [row for row in rows if _name(row) == name] or rows
        wanted = _checker.signature(params.get(_DEFINITION))
        is_vague = _checker.is_placeholder(name) or name in params.get("shared_names", ())
        if wanted is None or (len(rows) < 2 and not is_vague):
            return rows
        same = [row for row in rows if _checker.signature(row) == wanted]
        return same if is_vague else same or rows

    # -- reading -----------------------------------------------------------------------------------

    def get(self, run, uuid: str) -> dict:
        """The monitor alone; from the list on services that have no such route."""
        if run.client.knows(self.get_route.operation):
            try:
                return {"uuid": uuid, **super().get(run, uuid)}
            except RouteNotFoundError:
                pass
        rows = run.client.rows(self.list_operation, query={"checkerUUID": [uuid]}).items
        for row in rows:
            if self.uuid_of(row) == uuid:
                return row
        raise NotFoundError(f"There is no monitor {uuid}.")

    def complete(self, run, row: dict, options: t.Iterable[str]) -> dict:
        """The row with what the list does not tell: read alone at first, from the second on by the hundred.

        Without the route for a single one the row of the list is all there is.
        """
        if not run.client.knows(self.get_route.operation):
            return row
        missing = self._missing(row, options)
        if not missing:
            return row
        if "tagInfo" in row or not missing <= _IN_EXPORT:
            return self._read(run, row)
        with run.memory.one_reader(self):  # what one thread exports, the others find
            row = {**row, **(run.memory.row(self, self.uuid_of(row)) or {})}
            if "tagInfo" not in row and self._is_loop(run, row):
                row = {**row, **self._exported(run, row)}
            return self._read(run, row) if self._missing(row, options) else row

    def _read(self, run, row: dict) -> dict:
        row = laid_over(self, row, self.get(run, self.uuid_of(row)))
        run.memory.put(self, self.uuid_of(row), row)
        return row

    def _missing(self, row: dict, options: t.Iterable[str]) -> set[str]:
        return {option for option in options if self.field(option).actual(row) is MISSING}

    def _is_loop(self, run, row: dict) -> bool:
        """Whether the row stands in the list, and another one of it has been completed before."""
        uuid = self.uuid_of(row)
        return run.memory.row(self, uuid) is not None and any(
            "tagInfo" in other for other in run.memory.rows(self) if self.uuid_of(other) != uuid
        )

    def _exported(self, run, row: dict) -> dict:
        """What the export tells of the row, and in the same request of all others of its hundred.

        An export names no uuid and promises no order, so its parts are recognized by their content.
        """
        listed = run.memory.rows(self)
        start = [self.uuid_of(other) for other in listed].index(self.uuid_of(row)) // _HUNDRED * _HUNDRED
        part = [other for other in listed[start : start + _HUNDRED] if "tagInfo" not in other]
        if not run.client.knows("checkers_export"):
            return {}
        try:
            answer = run.client.call("checkers_export", body={"checkers": [self.uuid_of(other) for other in part]})
        except (InvalidRequestError, RouteNotFoundError):
            return {}
        templates = (answer.content or {}).get("checkers") or []
        for other in part:
            told = [template for template in templates if _is_content_of(template, other)]
            if len(told) == 1 and sum(_is_content_of(told[0], twin) for twin in part) == 1:
                run.memory.put(self, self.uuid_of(other), {**other, **_binding(run, told[0])})
        return run.memory.row(self, self.uuid_of(row)) or {}

    # -- writing -----------------------------------------------------------------------------------

    def create(self, run, plan) -> dict:
        definition = _resolved(run, plan.params[_DEFINITION])
        script = {**definition["jsonScript"], "title": plan.after["name"], "name": plan.after["name"]}
        body = {**self.body(plan.after), **definition, "jsonScript": script}
        if script["type"].startswith("smart"):
            body["type"] = _SMART
        return self._written(body, run.client.call(self.create_operation, body=body))

    def change(self, run, plan) -> dict:
        """Send everything that the service is known to hold, since what is left out may be cleared."""
        row = plan.row
        wanted = _resolved(run, plan.params.get(_DEFINITION) or {})
        body = {**self.body(plan.target, row), **_checker.merged(_definition(row), wanted)}
        body.pop("type", None)  # the API refuses it here
        if "name" in plan.differing:
            body["jsonScript"] = {**body["jsonScript"], "title": plan.after["name"], "name": plan.after["name"]}
        elif "jsonScript" in wanted:
            body["jsonScript"] = {
                **body["jsonScript"],
                **{key: _script(row)[key] for key in ("title", "name") if key in _script(row)},
            }
        if row.get("monitorUUID") and (row.get("monitorName") or "default") != "default":
            body["monitorUUID"] = row["monitorUUID"]
        return self._written(body, self.modify_route.call(run.client, plan.uuid, body))

    def _written(self, body: dict, answer) -> dict:
        """The row after a write: what was sent, in the terms of answers, and what the answer tells."""
        row = {key: value for key, value in body.items() if key != "tags"}
        if "tags" in body:
            row["tagInfo"] = [{"name": name} for name in body["tags"]]
        return {**row, **self.answers.row(answer)}

    # -- showing -----------------------------------------------------------------------------------

    def describe(self, values: t.Mapping[str, t.Any], uuid: str, names: t.Mapping[str, str]) -> dict:
        shown = super().describe(values, uuid, names)
        definition = values.get(_DEFINITION)
        if definition and definition["jsonScript"].get("type"):
            shown["type"] = definition["jsonScript"]["type"]
        return shown

    def export(self, run, row: dict) -> dict:
        def named(kind: str, uuid: str) -> str:
            run.memory.rows(run.kinds[kind])
            return LeadingBack(run, _RELATIONS[kind]).get(uuid, uuid)

        options = super().export(run, row)
        definition = _checker.without_copies(_with_relations(options[_DEFINITION], named))
        # With its title it can stand alone, as a member of a pack does.
        script = {**definition["jsonScript"], "title": options["name"]}
        return {**options, _DEFINITION: {**definition, "jsonScript": script}}


def members_of(pack: dict) -> list:
    """The members of a pack of the console's export, whatever they are; InputError when it has none."""
    found = pack.get("checkers")
    if not isinstance(found, list) or not found:
        raise InputError("'checkers' of the pack must be a list of monitors, as the console exports it.")
    return found


MONITOR = Monitor()
