# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which class answers which operation."""

from __future__ import annotations

from ..objects.catalog import CatalogEntities, CatalogEntityTypes
from ..objects.labels import HostLabels
from ..objects.lists import HostList, ProcessList
from ..queries.events import Events, ReceivedEvents, UnrecoveredEvents
from ..queries.query_data import QueryData, QueryDataAsync, QueryDataLegacy
from ..reference import Operation
from .alerting.checkers import Checkers
from .alerting.mutes import Mutes
from .alerting.policies import AlertPolicies, NoticeDates, NotifyObjects
from .alerting.self_built_checkers import SelfBuiltCheckers
from .alerting.slos import Slos
from .apps.applications import LlmApps, RumApps
from .apps.catalogs import ObjectCatalogs
from .apps.services import Services
from .apps.shares import WorkspaceShares
from .apps.snapshots import Snapshots
from .apps.source_maps import SourceMaps
from .base import Kind
from .boards.chart_images import ChartImages
from .boards.dashboards import Dashboards, UserViews
from .boards.explorers import Explorers
from .boards.notes import Notes
from .boards.reports import Reports
from .data.access_rules import AccessRules, OlderAccessRules
from .data.blacklists import Blacklists
from .data.fields import Fields
from .data.forwarding import Forwarding
from .data.generated_metrics import GeneratedMetrics
from .data.log_indexes import LogIndexes
from .data.pipelines import Pipelines
from .dial.nodes import DialNodes, VendorNodes
from .dial.tests import DialTests
from .generic import Generic
from .issues.channels import Channels, IssueLevels
from .issues.issues import IncidentComments, IncidentOperations, Incidents, IssueReplies, Issues
from .issues.policies import IssuePolicies, NotificationSchedules
from .people.access_keys import AccessKeys
from .people.login_mappings import LoginMappings
from .people.members import Members, Teams
from .people.roles import Permissions, Roles
from .people.sso import RoleMappings, SingleSignOns
from .people.workspace import CurrentWorkspace, Declaration, DefaultIssueLevels, Menu
from .tags import Tags

KINDS: tuple[type[Kind], ...] = (
    Checkers,
    Dashboards,
    UserViews,
    Explorers,
    Notes,
    Reports,
    NotifyObjects,
    NoticeDates,
    AlertPolicies,
    Members,
    SingleSignOns,
    RoleMappings,
    AccessKeys,
    LoginMappings,
    CurrentWorkspace,
    Declaration,
    DefaultIssueLevels,
    Menu,
    Roles,
    Permissions,
    Channels,
    IssueLevels,
    Issues,
    IssueReplies,
    Incidents,
    IncidentComments,
    IncidentOperations,
    NotificationSchedules,
    IssuePolicies,
    Teams,
    Mutes,
    Tags,
    SelfBuiltCheckers,
    Slos,
    DialNodes,
    VendorNodes,
    DialTests,
    LlmApps,
    RumApps,
    Services,
    Snapshots,
    SourceMaps,
    ObjectCatalogs,
    WorkspaceShares,
    Forwarding,
    AccessRules,
    OlderAccessRules,
    Pipelines,
    LogIndexes,
    GeneratedMetrics,
    Fields,
    Blacklists,
    HostList,
    ProcessList,
    HostLabels,
    QueryData,
    QueryDataLegacy,
    QueryDataAsync,
    Events,
    UnrecoveredEvents,
    ReceivedEvents,
    CatalogEntities,
    CatalogEntityTypes,
    ChartImages,
)

# Endings of operationIds that tell the action; the rest is the family.
_ACTIONS = (
    "batch_set_disable",
    "batch_invitation",
    "set_disable",
    "batch_delete",
    "delete",
    "create_v2",
    "create",
    "add",
    "regist",
    "modify_v2",
    "modify",
    "quick_list",
    "list",
    "get",
    "info",
    "bind",
    "export",
    "import",
    "enable",
    "disable",
    "replace",
    "set",
    "share",
    "recover",
    "receive",
)
# Operations whose id does not begin with the id of their family.
_FAMILY_OF = {
    "rum_sourcemap_multipart_upload_init": "rum_sourcemap",
    "rum_sourcemap_upload_part": "rum_sourcemap",
    "rum_sourcemap_part_list": "rum_sourcemap",
    "rum_sourcemap_part_merge": "rum_sourcemap",
    "rum_sourcemap_part_meage": "rum_sourcemap",
    "rum_sourcemap_upload_cancel": "rum_sourcemap",
    "rum_sourcemap_upload_file_content": "rum_sourcemap",
    "rum_sourcemap_file_tree": "rum_sourcemap",
    "rum_sourcemap_parse_stack": "rum_sourcemap",
    "dialing_task_multi_task_add": "dialing_task",
    "dialing_task_multi_task_modify": "dialing_task",
    "external_log_index_cfg_modify": "log_index_cfg",
    "workspace_members_batch_modify": "workspace_members",
    "sso_create": "sso_saml",
    "sso_set_disable": "sso_saml",
}


def split(operation_id: str) -> tuple[str, str]:
    """(family, action) of an operation; one without a known ending is a family of its own with the action "call"."""
    for action in _ACTIONS:
        if operation_id.endswith(f"_{action}"):
            return _FAMILY_OF.get(operation_id, operation_id[: -len(action) - 1]), action
    return _FAMILY_OF.get(operation_id, operation_id), "call"


def build(operations: list[Operation]) -> dict[str, tuple[Kind, str]]:
    """For every operationId the kind that answers it and the action asked of it."""
    families: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        family, action = split(operation.id)
        families.setdefault(family, {})[action] = operation
    own = {kind.family: kind for kind in KINDS}
    kinds = {family: own.get(family, Generic)(family, members) for family, members in families.items()}
    return {op.id: (kinds[split(op.id)[0]], split(op.id)[1]) for op in operations}
