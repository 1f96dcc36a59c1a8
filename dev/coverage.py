# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which part of the collection serves each operation of the reference, and docs/coverage.md: `make reference`.

Kinds claim operations by their declarations, modules by the table here; what is left to truewatch_api is listed with
the reason. A unit test holds all of it against the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.kind import Kind
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.route import Route
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "coverage.md"

#: What modules send besides the routes that kinds declare: operation -> what for.
MODULES: dict[str, dict[str, str]] = {
    "truewatch_monitor": {"checkers_export": "read the content of many"},
    "truewatch_object_info": {
        "query_data_v1": "read objects by DQL",
        "catalog_entities_list": "read objects of the unified catalog",
    },
    "truewatch_gate": {"query_data_v1": "evaluate all checks", "slos_list": "find the SLO of a check"},
    "truewatch_query_info": {"query_data_v1": "ask with DQL and PromQL"},
    "truewatch_event": {
        "event_create": "write",
        "event_recover": "close",
        "checkers_event_receive": "send to an external event monitor",
    },
    "truewatch_event_info": {"event_get": "read by id", "event_abnormal_list": "list what has not recovered"},
    "truewatch_rum_sourcemap": {
        "rum_sourcemap_list": "find the source map",
        "rum_sourcemap_multipart_upload_init": "begin an upload",
        "rum_sourcemap_upload_part": "upload a part",
        "rum_sourcemap_part_merge": "end an upload",
        "rum_sourcemap_upload_cancel": "cancel an upload",
        "rum_sourcemap_delete": "delete",
    },
    "truewatch_issue": {
        "issues_add": "open",
        "issues_modify": "change, close",
        "issue_replies_create": "comment",
    },
    "truewatch_issue_info": {
        "issues_list": "list those of a channel",
        "issues_get": "read by uuid",
        "issue_replies_list": "read comments",
    },
    "truewatch_incident": {"incidents_modify": "claim, change, resolve", "incident_comments_add": "comment"},
    "truewatch_incident_info": {
        "incidents_list": "list",
        "incidents_get": "read",
        "incident_operations_list": "read what was done",
    },
    "truewatch_chart_image": {"chart_image_get": "draw a chart"},
    "truewatch_object_label": {"host_labels_list": "read labels", "host_labels_modify": "set labels"},
}

_NO_KIND = "no kind of its own yet: "

#: Reason -> operations that truewatch_api alone serves, as patterns. What a kind or a module claims is no part of it.
BY_API: dict[str, tuple[str, ...]] = {
    # Never a kind or module of its own
    "the older form, which ends or has ended; the module takes the newer one": (
        "alert_policies_create",
        "alert_policies_modify",
    ),
    "alert policies in their form of 2022; use truewatch_alert_policy": ("monitor_groups_*",),
    "log access rules in their older form; the newer one is data_query_rule": ("logging_query_rule_*",),
    "the old service catalogue; the newer one is service_manage": ("tracing_service_catelogs_*",),
    "the old menu; the newer one is workspace_menu_v2": ("workspace_menu_get", "workspace_menu_set"),
    "known from the vendor's programs only; a test is stopped by its own settings": ("dialing_task_set_disable",),
    "a misspelt old route of part_merge": ("rum_sourcemap_part_meage",),
    "of several targets at once; no English page has it": ("notify_objects_batch_delete",),
    "the files of the console, without uuids": (
        "checkers_import",
        "checkers_replace",
        "pipeline_export",
        "pipeline_import",
        "blacklist_export",
        "blacklist_import",
        "service_manage_export",
        "tag_export",
        "tag_import",
        "log_index_cfg_import",
    ),
    "what an explorer shows is read from the list, and written by a change": ("viewer_export", "viewer_import"),
    "ends a link to a snapshot or chart, whose uuid only the console tells": ("share_config_delete",),
    "tells less than a row of the list": ("self_built_checkers_get",),
    "a rule across sites; no route reads its site back": ("data_query_rule_add_v2",),
    "an older or asynchronous way to query": ("query_data_legacy", "query_data_async"),
    "details of the unified catalog, to look at": ("catalog_topology_query",),
    "an account's money, to look at": ("billing_*",),
    "figures, to look at": (
        "service_performance_*",
        "metric_info_get",
        "sql_query_execute_one_query",
        "log_backup_cfg_query_*",
    ),
    "clusters texts of logs, in two steps": ("logmine_*",),
    "no delete; answers the secret of a new key": ("workspace_create",),
    "branding, which cannot be read back": ("workspace_bind_info_set", "workspace_upload_logo_image"),
    "an archive of a whole workspace, asynchronous; truewatch_workspace_export writes files": ("workspace_resource_*",),
    "what a role sees masked": ("workspace_role_sensitive_mask_fields_get", "workspace_sensitive_mask_rule_test"),
    "one switch of an issue of errors": ("error_track_update",),
    "whose subscription a key sets is not documented": ("channels_subscribe",),
    "their bodies are not documented": ("issue_attachments_*",),
    "no list, change or delete is documented": ("incident_schedules_add",),
    "old and on-premises only; accounts exist already": ("workspace_members_batch_add",),
    # Until there is a kind or a module
    "changes a comment, whose uuid only the console tells": ("issue_replies_*", "incident_comments_*"),
    "no module of its own yet: run functions": ("outer_function_execute",),
    "no module of its own yet: login-free links": ("temporary_token_*",),
    "looks into a source map": ("rum_sourcemap_file_tree", "rum_sourcemap_parse_stack"),
    "the module uploads whole archives, anew after a failure": (
        "rum_sourcemap_part_list",
        "rum_sourcemap_upload_file_content",
    ),
    "the newer form, of which no list or change is documented": ("sso_create",),
}

_HEAD = """\
# Coverage

<!-- Written by `make reference` from the kinds' declarations and dev/coverage.py: do not edit. -->

The vendor's reference has {count} operations. {own} of them are served by a module for their objects. All of them can
be called with `truewatch_api`, and those that only read also in its lookup: see [Any operation](api.md). A star marks
what writes."""

#: Attributes of kinds whose names say less than these words.
_WORDS = {"get": "read", "modify": "change"}


class Claim(NamedTuple):
    """where: the module that serves an operation; how: what for, or why no other module does."""

    where: str
    how: str


def claims() -> dict[str, Claim]:
    """Every operation that anything serves, by operationId. A kind comes before a module, and both before the list."""
    modules = _by_modules()
    by_kinds = {name: Claim(_module_of(KINDS[kind]), how) for name, (kind, how) in _by_kinds().items()}
    found = {**modules, **by_kinds}
    for name in OPERATIONS:
        reason = next((reason for reason, patterns in BY_API.items() if _fits(name, patterns)), None)
        if name not in found and reason is not None:
            found[name] = Claim("truewatch_api", reason)
    return found


def idle_patterns() -> list[str]:
    """The patterns of the list that are the reason of no operation any more."""
    served = claims()
    left = {name: claim.how for name, claim in served.items() if claim.where == "truewatch_api"}
    return [
        pattern
        for reason, patterns in BY_API.items()
        for pattern in patterns
        if not any(how == reason and fnmatchcase(name, pattern) for name, how in left.items())
    ]


def text() -> str:
    """The whole of docs/coverage.md."""
    served = claims()
    operations = load_operations().values()
    families = sorted({operation.folder for operation in operations})
    own = sum(served[operation.id].where != "truewatch_api" for operation in operations)
    lines = [_HEAD.format(count=len(operations), own=own)]
    for family in families:
        lines += ["", f"## {family}", "", "| Operation | Where | How |", "|---|---|---|"]
        lines += [_row(operation.id, served[operation.id]) for operation in operations if operation.folder == family]
    return "\n".join(lines) + "\n"


def _row(name: str, claim: Claim) -> str:
    return f"| `{name}`{' *' if OPERATIONS[name].writes else ''} | `{claim.where}` | {claim.how} |"


def _fits(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _by_modules() -> dict[str, Claim]:
    return {name: Claim(module, how) for module, operations in MODULES.items() for name, how in operations.items()}


def _by_kinds() -> dict[str, tuple[str, str]]:
    """Operation -> (name of the kind, what for), from whatever attribute of the kind names the operation."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name, kind in KINDS.items():
        # A part of an object may have routes of its own.
        for declaration in (type(kind), *(field.part for field in kind.fields if field.part)):
            for word, operation in _named_in(declaration):
                words = found.setdefault(operation, (name, []))[1]
                words.append(_WORDS.get(word, word.replace("_", " ")))
    return {operation: (kind, ", ".join(dict.fromkeys(words))) for operation, (kind, words) in found.items()}


def _named_in(declaration: object) -> Iterator[tuple[str, str]]:
    """What for, and the operation, for every attribute of a class or a part that names one."""
    for attribute in sorted(one for one in dir(declaration) if not one.startswith("__")):
        word = attribute.rsplit("_", 1)[0] if attribute.endswith(("_route", "_operation")) else attribute
        yield from ((word, operation) for operation in _operations_in(getattr(declaration, attribute)))


def _operations_in(value: Any) -> Iterator[str]:
    """The operations that an attribute of a kind names, at any depth."""
    if isinstance(value, Route):
        yield from [value.operation, *([value.many.operation] if value.many else [])]
    elif isinstance(value, str):
        yield from [value] if value in OPERATIONS else []
    elif isinstance(value, (tuple, list, Mapping)):
        for member in value.values() if isinstance(value, Mapping) else value:
            yield from _operations_in(member)


def _module_of(kind: Kind) -> str:
    """The module that keeps objects of the kind; those without one can only be read."""
    module = f"truewatch_{kind.name}"
    return module if (ROOT / "plugins" / "modules" / f"{module}.py").exists() else "truewatch_info"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
