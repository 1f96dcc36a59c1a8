# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind, by name: what ``truewatch_info`` reads, and what tools over all kinds walk."""

from __future__ import annotations

import importlib
import typing as t

from .._engine.words import meant

if t.TYPE_CHECKING:  # Ansible sends to another machine what is imported anywhere, so all of it is named here.
    # pylint: disable=unused-import
    from ._shared.tag import TAG  # noqa: F401
    from .alerting.alert_notice_date import ALERT_NOTICE_DATE  # noqa: F401
    from .alerting.alert_policy import ALERT_POLICY  # noqa: F401
    from .alerting.inspection import INSPECTION  # noqa: F401
    from .alerting.monitor import MONITOR  # noqa: F401
    from .alerting.mute import MUTE  # noqa: F401
    from .alerting.notify_object import NOTIFY_OBJECT  # noqa: F401
    from .alerting.slo import SLO  # noqa: F401
    from .apps.catalog_entity import CATALOG_ENTITY  # noqa: F401
    from .apps.catalog_entity_type import CATALOG_ENTITY_TYPE  # noqa: F401
    from .apps.function import FUNCTION  # noqa: F401
    from .apps.llm_app import LLM_APP  # noqa: F401
    from .apps.resource_catalog import RESOURCE_CATALOG  # noqa: F401
    from .apps.rum_app import RUM_APP  # noqa: F401
    from .apps.service import SERVICE  # noqa: F401
    from .apps.snapshot import SNAPSHOT  # noqa: F401
    from .apps.wksp_share import WKSP_SHARE  # noqa: F401
    from .boards.dashboard import DASHBOARD  # noqa: F401
    from .boards.dashboard_carousel import DASHBOARD_CAROUSEL  # noqa: F401
    from .boards.explorer import EXPLORER  # noqa: F401
    from .boards.note import NOTE  # noqa: F401
    from .boards.report import REPORT  # noqa: F401
    from .boards.user_view import USER_VIEW  # noqa: F401
    from .data.blacklist import BLACKLIST  # noqa: F401
    from .data.data_access_rule import DATA_ACCESS_RULE  # noqa: F401
    from .data.data_forwarding import DATA_FORWARDING  # noqa: F401
    from .data.data_mask_rule import DATA_MASK_RULE  # noqa: F401
    from .data.external_log_index import EXTERNAL_LOG_INDEX  # noqa: F401
    from .data.field import FIELD  # noqa: F401
    from .data.generated_metric import GENERATED_METRIC  # noqa: F401
    from .data.log_index import LOG_INDEX  # noqa: F401
    from .data.pipeline import PIPELINE  # noqa: F401
    from .dial.dial_node import DIAL_NODE  # noqa: F401
    from .dial.dial_test import DIAL_TEST  # noqa: F401
    from .dial.public_dial_node import PUBLIC_DIAL_NODE  # noqa: F401
    from .issues.issue_channel import ISSUE_CHANNEL  # noqa: F401
    from .issues.issue_discovery import ISSUE_DISCOVERY  # noqa: F401
    from .issues.issue_level import ISSUE_LEVEL  # noqa: F401
    from .issues.issue_policy import ISSUE_POLICY  # noqa: F401
    from .issues.notification_schedule import NOTIFICATION_SCHEDULE  # noqa: F401
    from .people.api_key import API_KEY  # noqa: F401
    from .people.login_mapping import LOGIN_MAPPING  # noqa: F401
    from .people.member import MEMBER  # noqa: F401
    from .people.permission import PERMISSION  # noqa: F401
    from .people.role import ROLE  # noqa: F401
    from .people.sso import SSO  # noqa: F401
    from .people.team import TEAM  # noqa: F401
    from .people.workspace_settings import WORKSPACE_SETTINGS  # noqa: F401

#: Room and name of each kind. What others refer to comes before them: objects are made in this order and deleted in the
#: reverse.
_PLACES = (
    "people.workspace_settings",
    "people.permission",
    "people.role",
    "people.member",
    "people.team",
    "people.api_key",
    "people.sso",
    "people.login_mapping",
    "_shared.tag",
    "boards.dashboard",
    "boards.user_view",
    "apps.rum_app",
    "apps.llm_app",
    "dial.public_dial_node",
    "dial.dial_node",
    "dial.dial_test",
    "apps.resource_catalog",
    "apps.service",
    "apps.catalog_entity_type",
    "apps.catalog_entity",
    "apps.function",
    "apps.snapshot",
    "apps.wksp_share",
    "data.blacklist",
    "data.field",
    "data.generated_metric",
    "data.data_mask_rule",
    "data.log_index",
    "data.external_log_index",
    "data.pipeline",
    "data.data_access_rule",
    "data.data_forwarding",
    "boards.explorer",
    "boards.note",
    "boards.dashboard_carousel",
    "alerting.notify_object",
    "boards.report",
    "issues.issue_level",
    "issues.notification_schedule",
    "issues.issue_policy",
    "issues.issue_channel",
    "issues.issue_discovery",
    "alerting.alert_notice_date",
    "alerting.alert_policy",
    "alerting.monitor",
    "alerting.inspection",
    "alerting.slo",
    "alerting.mute",
)


class _Kinds(t.Mapping[str, t.Any]):
    """The kinds by name, each loaded when it is asked for: a task needs a few of them."""

    def __init__(self, places: t.Iterable[str]) -> None:
        self._places = {place.rpartition(".")[2]: place for place in places}
        self._loaded: dict[str, t.Any] = {}

    def __getitem__(self, name: str) -> t.Any:
        if name not in self._loaded:
            module = importlib.import_module(f".{self._places[name]}", __package__)
            self._loaded[name] = getattr(module, name.upper())
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> t.Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


KINDS = _Kinds(_PLACES)

#: Folders of a workspace that are not the plural of the name of their kind -> the name.
FOLDER_WORDS = {
    "issue_discovery_rules": "issue_discovery",
    "mute_rules": "mute",
    "self-built_inspections": "inspection",
}


def name_called(word: str) -> str:
    """The name of the kind that a word means: its name or its folder, of any case; else the word as it is."""
    return FOLDER_WORDS.get(meant(word, FOLDER_WORDS)) or meant(word, KINDS)
