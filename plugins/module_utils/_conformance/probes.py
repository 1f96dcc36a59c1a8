# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each question of the table of facts is asked: one function each, which returns the service's answer in words.

The table (``facts.py``) says which answer is expected, and what the others mean. What a function makes is removed after
it, as far as it has a name of the suite.
"""

from __future__ import annotations

import base64
import typing as t

from .._api.errors import ApiError, InvalidRequestError, NotFoundError, RouteNotFoundError
from .._api.operations import Operation
from .._kinds.registry import KINDS
from .asking import Asking, UndecidedError

PROBES: dict[str, t.Callable[[Asking], str]] = {}

_NOBODY = "nobody-has-this-address"
_NOTHING = "0" * 32


def _asks(function: t.Callable[[Asking], str]) -> t.Callable[[Asking], str]:
    """Enter a function whose name is that of its question."""
    PROBES[function.__name__] = function
    return function


def _either(condition: t.Any, yes: str, no: str) -> str:
    return yes if condition else no


def _taken(error: ApiError | None) -> str:
    return "taken" if error is None else "refused"


def _is_there(ask: Asking, path: str) -> str:
    """Whether a list is reached by a route that the reference does not have."""
    try:
        ask.call(Operation("", "GET", path, writes=False), query={"pageIndex": 1, "pageSize": 1})
    except (RouteNotFoundError, NotFoundError):
        return "not there"
    return "there"


def _secret(value: t.Any, secret: str) -> str:
    """What an answer does with a secret, which it may show in base64."""
    if not value:
        return "absent"
    forms = (secret, base64.b64encode(secret.encode()).decode())
    return _either(value in forms, "shown", "masked")


def _telling(answer: t.Any) -> dict:
    """An answer that tells an object. UndecidedError for one such as ``true``."""
    if not isinstance(answer, dict):
        raise UndecidedError("the answer to the write tells no object")
    return answer


def _chart(name: str, **more: t.Any) -> dict:
    return {"name": name, "type": "text", "pos": {"x": 0, "y": 0, "w": 8, "h": 8}, "queries": [], **more}


def _template(*charts: dict) -> dict:
    return {"title": "x", "main": {"charts": list(charts), "vars": [], "groups": []}}


# -- requests and answers --------------------------------------------------------------------------


@_asks
def unknown_parameters(ask: Asking) -> str:
    error = ask.refuses("dashboards_list", query={"pageSize": 1, "notInTheReference": "1"})
    return _either(error is None, "passed over", "refused")


@_asks
def missing_object(ask: Asking) -> str:
    error = ask.refuses("dashboards_get", path={"dashboard_uuid": f"dsbd_{_NOTHING}"})
    if error is None:
        return "no error"
    return "not found" if isinstance(error, NotFoundError) else f"another error ({error.error_code or error.status})"


@_asks
def member_search(ask: Asking) -> str:
    error = ask.refuses("workspace_members_list", query={"search": _NOBODY, "pageSize": 1})
    if error is None:
        return "an empty list"
    return _either(error.body_code == 404, "404 in the body", "another error")


@_asks
def member_roles(ask: Asking) -> str:
    row = next(iter(ask.rows("member")), {})
    if not row.get("roles") and not row.get("role"):
        raise UndecidedError("no row of a member tells a role")
    return _either(row.get("roles"), "a list", "one")


@_asks
def older_monitor_routes(ask: Asking) -> str:
    return _is_there(ask, "/api/v1/monitor/check/list")


@_asks
def guide_routes(ask: Asking) -> str:
    return _is_there(ask, "/api/v1/dashboard/list")


@_asks
def object_lists(ask: Asking) -> str:
    try:
        content = ask.call("object_host_list", query={"pageIndex": 1, "pageSize": 1})
    except RouteNotFoundError:
        return "no such route"
    rows = content if isinstance(content, list) else (content or {}).get("data")
    if not rows:
        raise UndecidedError("the workspace has no hosts")
    return _either(isinstance(rows[0], dict) and "host" in rows[0], "flat rows", "other rows")


@_asks
def key_secrets(ask: Asking) -> str:
    told = [row.get("sk") for row in ask.call("access_keys_list") or ()]
    ask.secrets.update(filter(None, told))
    if not told:
        raise UndecidedError("the list of API keys is empty")
    if not any(told):
        return "absent"
    return _either(any(ask.client.is_own_key(str(one)) for one in told), "shown", "masked")


@_asks
def write_answers(ask: Asking) -> str:
    ask.keep("alert_notice_date", {"name": ask.name("days"), "dates": ["2040-12-25"]})
    answer = ask.answer_to("notice_dates_create")
    if answer is None:
        return "nothing"
    return _either(isinstance(answer, dict) and "name" in answer, "the object", "ids only")


@_asks
def search(ask: Asking) -> str:
    ask.keep("dashboard", {"name": ask.name("Visitors of the shop")})
    rows = ask.call("dashboards_list", query={"search": "isitors of the sh", "pageIndex": 1, "pageSize": 10})
    found = [row for row in rows if row["name"] == ask.name("Visitors of the shop")]
    return _either(found, "a part of the name", "no part of the name")


@_asks
def names(ask: Asking) -> str:
    sent = ask.name("a  cafe\u0301 ")
    ask.make("dashboard", "dashboards_create", {"name": sent})
    kept = {row["name"] for row in ask.own("dashboard")}
    return _either(sent in kept, "as sent", "normalised")


@_asks
def line_ends(ask: Asking) -> str:
    uuid = ask.keep("dashboard", {"name": ask.name("lines"), "description": "a\nb"}).uuid
    told = ask.read("dashboard", uuid)["desc"]
    return {"a\nb": "as sent", "a\r\nb": "CR LF"}.get(told, "otherwise")


# -- dashboards, carousels, notes, user views, reports ---------------------------------------------


@_asks
def import_uuid(ask: Asking) -> str:
    uuid = ask.keep("dashboard", {"name": ask.name("imported"), "template": _template(_chart("a"))}).uuid
    ask.call("dashboards_import", {"dashboard_uuid": uuid}, body={"templateInfo": _template(_chart("b"))})
    uuids = [row["uuid"] for row in ask.own("dashboard")]
    return _either(uuids == [uuid], "kept", "another one")


@_asks
def chart_order(ask: Asking) -> str:
    wanted = ["c", "a", "b"]
    uuid = ask.keep("dashboard", {"name": ask.name("order"), "template": _template(*map(_chart, wanted))}).uuid
    told = ask.call("dashboards_export", {"dashboard_uuid": uuid})["main"]["charts"]
    return _either([chart["name"] for chart in told] == wanted, "kept", "another one")


@_asks
def chart_settings(ask: Asking) -> str:
    template = _template({"name": "bare", "type": "sequence", "queries": []})
    uuid = ask.keep("dashboard", {"name": ask.name("settings"), "template": template}).uuid
    (chart,) = ask.call("dashboards_export", {"dashboard_uuid": uuid})["main"]["charts"]
    return _either((chart.get("extend") or {}).get("settings"), "filled in", "as sent")


@_asks
def content_ids(ask: Asking) -> str:
    query = {"query": {"filters": [{"id": "twconf", "name": "host"}]}}
    template = _template(_chart("ids", queries=[query]))
    uuid = ask.keep("dashboard", {"name": ask.name("ids"), "template": template}).uuid
    (chart,) = ask.call("dashboards_export", {"dashboard_uuid": uuid})["main"]["charts"]
    return _either("twconf" in str(chart["queries"]), "kept", "made anew")


@_asks
def deleted_identifier(ask: Asking) -> str:
    options = {"name": ask.name("identified"), "identifier": ask.name("identified")}
    ask.keep("dashboard", options)
    ask.keep("dashboard", {**options, "state": "absent"})
    return _taken(ask.refuses("dashboards_create", body=ask.sent_to("dashboards_create"))) + " again"


@_asks
def same_names(ask: Asking) -> str:
    ask.make("dashboard", "dashboards_create", {"name": ask.name("twin")})
    return _either(ask.refuses("dashboards_create", body={"name": ask.name("twin")}), "refused", "repeat")


@_asks
def default_visibility(ask: Asking) -> str:
    ask.make("dashboard", "dashboards_create", {"name": ask.name("visible")})
    (row,) = ask.own("dashboard")
    return {0: "private", 1: "public", -1: "custom"}.get(row.get("isPublic"), "not told")


@_asks
def carousel_span(ask: Asking) -> str:
    uuid = ask.keep("dashboard", {"name": ask.name("shown")}).uuid
    body = {"name": ask.name("wall"), "dashboardUUIDs": [uuid], "intervalTime": "1m"}
    ask.touched.add("dashboard_carousel")
    return _taken(ask.refuses("dashboard_carousel_add", body=body))


@_asks
def carousel_member(ask: Asking) -> str:
    names_ = [ask.name("stays"), ask.name("goes")]
    gone = [ask.keep("dashboard", {"name": name}).uuid for name in names_][1]
    uuid = ask.keep("dashboard_carousel", {"name": ask.name("wall"), "dashboards": names_, "interval": "30s"}).uuid
    ask.keep("dashboard", {"uuid": gone, "state": "absent"})
    return _either(gone in str(ask.read("dashboard_carousel", uuid)), "stays", "taken out")


@_asks
def note_charts(ask: Asking) -> str:
    uuid = ask.keep("note", {"name": ask.name("note"), "text": "# One"}).uuid
    ask.change("note", uuid, {"name": ask.name("note")})
    return _either(ask.call("notes_export", {"notes_uuid": uuid})["main"]["charts"], "kept", "lost")


@_asks
def note_time(ask: Asking) -> str:
    uuid = ask.keep("note", {"name": ask.name("note"), "text": "# One"}).uuid
    before = ask.read("note", uuid).get("updateAt")
    ask.pause(1.5)
    ask.call("notes_import", {"notes_uuid": uuid}, body={"templateInfo": {"main": {"charts": [_chart("x")]}}})
    after = ask.read("note", uuid).get("updateAt")
    return _either(before == after, "stays", "moved")


@_asks
def view_binding(ask: Asking) -> str:
    binding = {"service": ["web"]}
    uuid = ask.keep("user_view", {"name": ask.name("view"), "binding": binding, "template": _template()}).uuid
    ask.change("user_view", uuid, {"name": ask.name("view"), "desc": "x"})
    return _either(ask.read("user_view", uuid).get("dashboardBidding"), "kept", "lost")


@_asks
def view_routes(ask: Asking) -> str:
    uuid = ask.keep("dashboard", {"name": ask.name("dashboard")}).uuid
    error = ask.refuses("inner_dashboard_export", {"dashboard_uuid": uuid})
    return _either(error, "not found", "found")


def _report(ask: Asking, **more: t.Any) -> dict:
    ask.keep("dashboard", {"name": ask.name("reported")})
    return {
        "name": ask.name("report"),
        "dashboard": ask.name("reported"),
        "channel": "email",
        "recipients": ask.people()[:1],
        "range": "1h",
        "once_at": "2040-12-01 09:00",
        "timezone": "UTC",
        "enabled": False,
        **more,
    }


@_asks
def report_off(ask: Asking) -> str:
    uuid = ask.keep("report", _report(ask)).uuid
    return str(ask.read("report", uuid).get("status"))


@_asks
def report_recipients(ask: Asking) -> str:
    uuid = ask.keep("notify_object", {"name": ask.name("robot"), "type": "wechatRobot", "webhook": _HOOK}).uuid
    ask.keep("report", _report(ask))
    body = {**ask.sent_to("crontab_report_add"), "title": ask.name("unreachable"), "recipient": [uuid]}
    return _taken(ask.refuses("crontab_report_add", body=body))


_HOOK = "https://robot.invalid/1"


# -- monitors and mutes ----------------------------------------------------------------------------


@_asks
def monitor_issues(ask: Asking) -> str:
    script = {"type": "simpleCheck", "title": ask.name("issues"), "every": "1m", "interval": 300, "channels": []}
    script.update(targets=[{"alias": "Result", "dql": "L::`*`:(COUNT(`*`))"}], recoverNeedPeriodCount=1)
    condition = {"alias": "Result", "operator": ">", "operands": ["90"]}
    rule = {"status": "critical", "conditionLogic": "and", "conditions": [condition]}
    body = {"jsonScript": {**script, "checkerOpt": {"rules": [rule]}}, "extend": {"isNeedCreateIssue": True}}
    ask.touched.add("monitor")
    return _taken(ask.refuses("checkers_create", body=body))


_WINDOW = {"repeatTimeSet": 0, "startTime": "2040/01/01 00:00:00", "endTime": "2040/01/01 01:00:00"}
_EVERY_NIGHT = {
    "repeatTimeSet": 1,
    "repeatCrontabSet": {"min": "0", "hour": "2", "day": "*", "month": "*", "week": "*"},
    "crontabDuration": 3600,
    "repeatExpireTime": "2041/06/01 00:00:00",
}


def _mute(ask: Asking, **more: t.Any) -> dict:
    fixed = {"type": "checker", "timezone": "UTC", "muteRanges": []}
    return {"name": ask.name("mute"), **fixed, "tags": {"host": ["twconf"]}, **more}


@_asks
def mute_empty_time(ask: Asking) -> str:
    ask.touched.add("mute")
    return _taken(ask.refuses("mutes_create", body=_mute(ask, **_EVERY_NIGHT, startTime="")))


@_asks
def mute_change(ask: Asking) -> str:
    uuid = ask.make("mute", "mutes_create", _mute(ask, **_EVERY_NIGHT))["uuid"]
    ask.change("mute", uuid, {**_mute(ask, **_WINDOW)})
    row = ask.row("mute", uuid)
    return _either(row.get("crontab") or row.get("crontabDuration"), "kept", "lost")


# -- issues ----------------------------------------------------------------------------------------


@_asks
def channel_escalation(ask: Asking) -> str:
    options = {"name": ask.name("channel"), "escalation": {"after": "30m", "to": ask.people()[:1]}}
    uuid = ask.keep("issue_channel", options).uuid
    if not ask.row("issue_channel", uuid).get("notifyUpgradeCfg"):
        raise UndecidedError("no answer shows the escalation of a channel")
    ask.change("issue_channel", uuid, {"name": ask.name("channel"), "notifyUpgradeCfg": {}})
    return _either(ask.row("issue_channel", uuid).get("notifyUpgradeCfg"), "stays", "emptied")


def _schedule(ask: Asking, **more: t.Any) -> dict:
    return {"name": ask.name("rota"), "timezone": "UTC", "targets": ask.people()[:1], **more}


@_asks
def schedule_validity(ask: Asking) -> str:
    uuid = ask.keep("notification_schedule", _schedule(ask)).uuid
    told = (ask.read("notification_schedule", uuid).get("extend") or {}).get("effectiveTime")
    return _either(told, "a time is filled in", "for ever")


@_asks
def schedule_rotation(ask: Asking) -> str:
    uuid = ask.keep("notification_schedule", _schedule(ask, rotate=True, rotation="day")).uuid
    before = ask.read("notification_schedule", uuid).get("rotationUpdateAt")
    ask.pause(1.5)
    ask.keep("notification_schedule", _schedule(ask, end="18:00"))
    return _either(before == ask.read("notification_schedule", uuid).get("rotationUpdateAt"), "goes on", "anew")


@_asks
def schedule_overnight(ask: Asking) -> str:
    ask.keep("notification_schedule", _schedule(ask))
    body = dict(ask.sent_to("notification_schedules_add"), name=ask.name("night"), start="20:00", end="06:00")
    return _taken(ask.refuses("notification_schedules_add", body=body))


@_asks
def policy_answer(ask: Asking) -> str:
    ask.keep("notification_schedule", _schedule(ask))
    told_on = ["issue.add", "issueUpgrade.noManager"]
    options = {"name": ask.name("policy"), "schedules": [ask.name("rota")], "notify_on": told_on}
    ask.keep("issue_policy", {**options, "unassigned": {"after": "20m"}})
    sent = ask.sent_to("issue_notification_policies_add")
    answer = ask.answer_to("issue_notification_policies_add")
    return _either(answer.get("notifyTypes") == sent.get("notifyTypes"), "as sent", "less than was sent")


# -- people ----------------------------------------------------------------------------------------


@_asks
def team_members(ask: Asking) -> str:
    uuid = ask.keep("team", {"name": ask.name("team"), "members": ask.people()[:1]}).uuid
    error = ask.refuses(
        "member_groups_modify", {"group_uuid": uuid}, body={"name": ask.name("team"), "accountUUIDs": None}
    )
    if error:
        return "refused"
    return _either(ask.read("team", uuid).get("groupMembers"), "kept", "emptied")


def _single_sign_on(ask: Asking, **more: t.Any) -> str:
    options = {"name": ask.name("idp"), "type": "saml", "metadata": "<EntityDescriptor entityID='twconf'/>"}
    return ask.keep("sso", {**options, "email_domains": ["twconf.invalid"], "role": "readOnly", **more}).uuid


@_asks
def workspace_answer(ask: Asking) -> str:
    plan = ask.mark()
    answer = ask.answer_to("workspace_modify")
    if ask.workspace().get("description") != plan.target["description"]:
        return "the description is not changed"
    is_own = isinstance(answer, dict) and answer.get("desc") == plan.target["description"]
    return _either(is_own, "the workspace", "another record")


@_asks
def sso_roles(ask: Asking) -> str:
    rule = {"attribute": "groups", "value": "twconf", "roles": ["readOnly", "general"]}
    _single_sign_on(ask, role_mapping=[rule])
    rows = ask.client.rows("sso_mappings_list", query={"ssoUUID": ask.sent_to("sso_mappings_add")["ssoUUID"]}).items
    told = next((row.get("targetValue") for row in rows if row.get("sourceValue") == "twconf"), None)
    if told is None:
        raise UndecidedError("the list of rules does not show the new one")
    return _either(isinstance(told, str) and told.count(",") == 1, "commas", "otherwise")


@_asks
def sso_off(ask: Asking) -> str:
    uuid = _single_sign_on(ask, enabled=False)
    return str(ask.read("sso", uuid).get("status"))


@_asks
def sso_secrets(ask: Asking) -> str:
    secret = "twconf-client-secret"  # noqa: S105 - no secret: it is made for this question
    options = {
        "type": "oidc",
        "metadata": None,
        "well_known_url": "https://idp.invalid/.well-known/openid-configuration",
    }
    more = {"client_id": "twconf", "client_secret": secret, "scopes": ["openid", "email"], "oidc": {"modeType": "easy"}}
    uuid = _single_sign_on(ask, **options, **more)
    settings = ask.read("sso", uuid).get("config")
    return _secret(settings.get("clientSecret") if isinstance(settings, dict) else None, secret)


@_asks
def invitation(ask: Asking) -> str:
    known = ask.people()
    if ask.invite.lower() in (address.lower() for address in known):
        raise UndecidedError("the person to invite is a member already")
    ask.call(
        "workspace_members_batch_invitation", body={"to": [ask.invite], "roleUUIDs": ["readOnly"], "method": "email"}
    )
    rows = ask.client.rows("workspace_members_list").items
    joined = [row["uuid"] for row in rows if str(row.get("email")).lower() == ask.invite.lower()]
    if joined:
        ask.call("workspace_members_batch_delete", body={"accountUUIDs": joined})
    return _either(joined, "joined", "waits")


# -- data ------------------------------------------------------------------------------------------


@_asks
def tag_deleted(ask: Asking) -> str:
    uuid = ask.keep("dashboard", {"name": ask.name("bearer"), "tags": [ask.name("tag")]}).uuid
    ask.keep("tag", {"name": ask.name("tag"), "state": "absent"})
    return _either(ask.name("tag") in str(ask.read("dashboard", uuid)), "stays", "taken off")


def _pipeline(ask: Asking, name: str, **more: t.Any) -> str:
    options = {"name": ask.name(name), "category": "logging", "type": "local", "script": "drop()\n"}
    return ask.keep("pipeline", {**options, "sources": [ask.name("source")], **more}).uuid


@_asks
def pipeline_answer(ask: Asking) -> str:
    _pipeline(ask, "answer")
    return _either(ask.answer_to("pipeline_add").get("source"), "as sent", "lack the sources")


@_asks
def pipeline_types(ask: Asking) -> str:
    uuids = {_pipeline(ask, "local"), _pipeline(ask, "central", type="central")}
    shown = {row["uuid"] for row in ask.client.rows("pipeline_list").items} & uuids
    return _either(shown == uuids, "both", "one of them")


@_asks
def pipeline_default(ask: Asking) -> str:
    if any(row.get("asDefault") for row in ask.anew("pipeline").memory.rows(KINDS["pipeline"])):
        raise UndecidedError("there is a default already, which is not the suite's")
    _pipeline(ask, "first")
    body = {**ask.sent_to("pipeline_add"), "asDefault": 1}
    body.pop("isForce", None)
    for name in ("second", "third"):
        if ask.refuses("pipeline_add", body={**body, "name": ask.name(name), "source": [ask.name(name)]}):
            return _either(name == "third", "refused", "the first one is refused, too")
    found = {ask.read("pipeline", row["uuid"])["name"]: row for row in ask.own("pipeline")}
    return _either(found[ask.name("second")].get("asDefault"), "two defaults", "the first one gives way")


_FILTER = {"name": "url", "operation": "match", "values": ["^/healthz"]}


@_asks
def blacklist_filters(ask: Asking) -> str:
    options = {"name": ask.name("filter"), "type": "logging", "sources": ["a", "b"], "filters": [_FILTER]}
    uuid = ask.keep("blacklist", options).uuid
    told = ask.read("blacklist", uuid).get("filters") or [{}]
    return _either(told[0].get("value") == ["^/healthz"], "as sent", "otherwise")


@_asks
def blacklist_export(ask: Asking) -> str:
    options = {"name": ask.name("exported"), "type": "logging", "sources": ["a"], "filters": [_FILTER]}
    uuid = ask.keep("blacklist", options).uuid
    content = ask.call("blacklist_export", body={"blacklistUUIDs": [uuid]})
    return _either(isinstance(content, dict) and content.get("blacklists"), "as the import", "otherwise")


@_asks
def field_source(ask: Asking) -> str:
    options = {"name": ask.name("field"), "source": "logging", "type": "float", "alias": "x", "unit": ["time", "ms"]}
    uuid = ask.keep("field", options).uuid
    body = {**ask.sent_to("field_cfg_add"), "fieldSource": "tracing"}
    body.pop("coverInner", None)
    if ask.refuses("field_cfg_modify", {"field_uuid": uuid}, body=body):
        return "refused"
    return _either(ask.read("field", uuid).get("fieldSource") == "tracing", "changed", "kept")


@_asks
def metric_answer(ask: Asking) -> str:
    options = {"measurement": ask.name("m").rstrip("_"), "metric": ask.name("x"), "type": "log", "every": "5m"}
    query = {"query": "L('default')::RE(`.*`):(count(`*`))", "query_type": "dql", "query_mode": "customQuery"}
    ask.keep("generated_metric", {**options, **query, "enabled": False})
    ask.keep("generated_metric", {**options, "every": "1m"})
    answer: t.Any = _telling(ask.answer_to("aggs_to_metric_modify"))
    for key in ("jsonScript", "metricInfo", "every"):
        answer = answer.get(key) if isinstance(answer, dict) else None
    return _either(answer == "1m", "the object", "something else")


def _access_rule(ask: Asking) -> str:
    options = {"name": ask.name("rule"), "type": "logging", "indexes": ["*"], "roles": ["readOnly"], "enabled": False}
    return ask.keep("data_access_rule", {**options, "filters": {"env": ["twconf"]}}).uuid


@_asks
def access_answer(ask: Asking) -> str:
    _access_rule(ask)
    answer = ask.answer_to("data_query_rule_add")
    sent = ask.sent_to("data_query_rule_add")
    return _either(answer.get("roleUUIDs") == sent["roleUUIDs"], "as sent", "another role")


@_asks
def access_tables(ask: Asking) -> str:
    uuid = _access_rule(ask)
    rows = ask.client.rows("logging_query_rule_list").items
    return _either(uuid in [row.get("uuid") for row in rows], "shown", "not shown")


@_asks
def index_change(ask: Asking) -> str:
    name = ask.name("index")
    uuid = ask.keep("log_index", {"name": name, "description": "x", "retention": "7d", "filters": [_SERVICE]}).uuid
    ask.keep("log_index", {"name": name, "filters": []})
    return _either(ask.read("log_index", uuid).get("desc") == "x", "kept", "lost")


_SERVICE = {"name": "service", "values": ["twconf"]}


def _store(ask: Asking, name: str) -> str:
    options = {"name": ask.name(name), "store_type": "es", "store_name": "logs", "url": "https://es.invalid"}
    access = {"username": "reader", "password": _PASSWORD, "field_mapping": {"time": "@timestamp", "message": "m"}}
    return ask.keep("external_log_index", {**options, **access}).uuid


_PASSWORD = "twconf-password"  # noqa: S105 - no secret: it is made for this question


@_asks
def store_secrets(ask: Asking) -> str:
    uuid = _store(ask, "store")
    return _secret((ask.read("external_log_index", uuid).get("accessCfg") or {}).get("password"), _PASSWORD)


def _forwarding(ask: Asking) -> dict:
    options = {"name": ask.name("forward"), "store_type": "kafka", "data_type": "logging", "filters": [_SERVICE]}
    broker = {"url": "kafka.invalid", "topic": "twconf", "security_protocol": "sasl_ssl", "mechanism": "plain"}
    return {**options, **broker, "username": "writer", "password": _PASSWORD}


@_asks
def forwarding_again(ask: Asking) -> str:
    options = _forwarding(ask)
    ask.keep("data_forwarding", options)
    ask.keep("data_forwarding", {"name": options["name"], "state": "absent"})
    return _taken(ask.refuses("log_backup_cfg_add", body=ask.sent_to("log_backup_cfg_add"))) + " again"


@_asks
def forwarding_change(ask: Asking) -> str:
    uuid = ask.keep("data_forwarding", {**_forwarding(ask), "read_roles": ["readOnly"]}).uuid
    ask.keep("data_forwarding", {"name": ask.name("forward"), "topic": "other", "password": _PASSWORD})
    body = {**ask.sent_to("log_backup_cfg_modify"), "openPermissionSet": True, "readPermissionSet": ["general"]}
    if ask.refuses("log_backup_cfg_modify", {"cfg_uuid": uuid}, body=body):
        return "refused"
    return _either(ask.read("data_forwarding", uuid).get("readPermissionSet") == ["general"], "changed", "kept")


@_asks
def forwarding_access(ask: Asking) -> str:
    uuid = ask.keep("data_forwarding", _forwarding(ask)).uuid
    told = ask.read("data_forwarding", uuid).get("accessCfg") or {}
    return _either({"dataType", "storeType"} & set(told), "added", "not added")


# -- dial tests ------------------------------------------------------------------------------------


@_asks
def dial_secrets(ask: Asking) -> str:
    node = next(iter(ask.rows("public_dial_node")), None)
    if node is None:
        raise UndecidedError("the workspace has no dial nodes")
    auth = {"advance_options": {"request_options": {"auth": {"username": "probe", "password": _PASSWORD}}}}
    task = {"method": "GET", "url": "https://shop.invalid", "success_when": [{"response_time": "1s"}], **auth}
    options = {"name": ask.name("probe"), "type": "http", "frequency": "24h", "enabled": False, "task": task}
    ask.secrets.add(_PASSWORD)
    uuid = ask.keep("dial_test", {**options, "nodes": [KINDS["public_dial_node"].name_of(node)]}).uuid
    told: t.Any = ask.read("dial_test", uuid).get("task")
    for key in ("advance_options", "request_options", "auth", "password"):
        told = told.get(key) if isinstance(told, dict) else None
    return _secret(told, _PASSWORD)


# -- applications and catalogs ---------------------------------------------------------------------


@_asks
def rum_change(ask: Asking) -> str:
    options = {"name": ask.name("app"), "type": "web", "app_id": ask.name("app"), "extend": {"a": 1}}
    ask.keep("rum_app", options)
    answer = ask.change("rum_app", options["app_id"], {"jsonContent": {"name": ask.name("application")}})
    settings = _telling(_telling(answer).get("jsonContent"))
    return _either(settings.get("type") == "web", "kept", "lost")


@_asks
def catalog_answer(ask: Asking) -> str:
    options = {"name": ask.name("class"), "source_type": "custom_object", "alias": "Shelf"}
    fields = {"required_fields": [{"name": "name"}], "template": {"main": [{"table": {"columns": []}}]}}
    ask.keep("resource_catalog", {**options, **fields})
    ask.keep("resource_catalog", {**options, "alias": "Board"})
    answer = _telling(ask.answer_to("object_catalogs_modify"))
    return _either(answer.get("alias") == "Board", "the object", "another object")


@_asks
def snapshot_type(ask: Asking) -> str:
    options = {"name": ask.name("snapshot"), "type": "logging", "query": "status:error", "time": "15m"}
    uuid = ask.keep("snapshot", options).uuid
    return str(ask.row("snapshot", uuid).get("type"))


def _entity(ask: Asking) -> dict:
    options = {"type": "service", "name": ask.name("entity"), "attributes": {"hall": "north", "floor": "1"}}
    urn = ask.keep("catalog_entity", options).uuid
    return {"urn": urn, "entityType": "service", "name": options["name"]}


@_asks
def entity_provider(ask: Asking) -> str:
    entity = _entity(ask)
    rows = ask.client.rows("catalog_entities_list", body={"search": entity["name"]}).items
    return str(next((row.get("provider") for row in rows if row.get("urn") == entity["urn"]), "not listed"))


@_asks
def entity_change(ask: Asking) -> str:
    entity = _entity(ask)
    ask.call("catalog_entities_modify", body={**entity, "attributes": {"hall": "south"}})
    told = ask.call("catalog_entities_get", body={"urn": entity["urn"]}).get("attributes") or {}
    return _either(told.get("floor") == "1", "kept", "lost")


@_asks
def entity_relations(ask: Asking) -> str:
    first = _entity(ask)
    urn = ask.keep("catalog_entity", {"type": "service", "name": ask.name("user"), "depends_on": [first["urn"]]}).uuid
    told = ask.call("catalog_entities_get", body={"urn": urn}).get("systemRelationInfo")
    return _either(told, "told", "not told")


# -- queries ---------------------------------------------------------------------------------------

_HOSTS = "O::HOST:(`host`, `os`) LIMIT 1"


def _query(ask: Asking, *statements: str, **more: t.Any) -> list[dict]:
    queries = [{"qtype": "dql", "query": {"q": one, "disableMultipleField": False, **more}} for one in statements]
    return ask.call("query_data_v1", body={"queries": queries})["data"]


def _series(ask: Asking, statement: str, **more: t.Any) -> list[dict]:
    found = [one for one in _query(ask, statement, **more)[0].get("series") or () if one.get("values")]
    if not found:
        raise UndecidedError("the workspace has no data for it, such as hosts")
    return found


@_asks
def dql_columns(ask: Asking) -> str:
    (first, *_rest) = _series(ask, _HOSTS)
    return _either("columns" in first, "columns", "column_names" if "column_names" in first else "otherwise")


@_asks
def dql_series(ask: Asking) -> str:
    return _either(len(_series(ask, _HOSTS)) == 1, "one", "one a column")


@_asks
def query_total(ask: Asking) -> str:
    series = _series(ask, "O::HOST:(COUNT(`host`))")
    return _either(len(series[0]["values"]) == 1, "one value", "several values")


@_asks
def query_refused(ask: Asking) -> str:
    try:
        _query(ask, _HOSTS, "O::HOST:(this is no statement")
    except ApiError as error:
        if error.outcome_unknown or (error.status and error.status >= 500):
            raise
        return "all of them"
    return "that one alone"


@_asks
def query_tz(ask: Asking) -> str:
    try:
        _query(ask, _HOSTS, tz="Europe/Berlin")
    except InvalidRequestError:
        return "refused"
    return "taken"
