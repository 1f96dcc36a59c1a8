# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind, by name: what ``truewatch_info`` reads, and what tools over all kinds walk."""

from __future__ import annotations

from ._shared.tag import TAG
from .alerting.alert_notice_date import ALERT_NOTICE_DATE
from .alerting.alert_policy import ALERT_POLICY
from .alerting.inspection import INSPECTION
from .alerting.monitor import MONITOR
from .alerting.mute import MUTE
from .alerting.notify_object import NOTIFY_OBJECT
from .alerting.slo import SLO
from .apps.catalog_entity import CATALOG_ENTITY
from .apps.catalog_entity_type import CATALOG_ENTITY_TYPE
from .apps.function import FUNCTION
from .apps.llm_app import LLM_APP
from .apps.resource_catalog import RESOURCE_CATALOG
from .apps.rum_app import RUM_APP
from .apps.service import SERVICE
from .apps.snapshot import SNAPSHOT
from .apps.wksp_share import WKSP_SHARE
from .boards.dashboard import DASHBOARD
from .boards.dashboard_carousel import DASHBOARD_CAROUSEL
from .boards.explorer import EXPLORER
from .boards.note import NOTE
from .boards.report import REPORT
from .boards.user_view import USER_VIEW
from .data.blacklist import BLACKLIST
from .data.data_access_rule import DATA_ACCESS_RULE
from .data.data_forwarding import DATA_FORWARDING
from .data.data_mask_rule import DATA_MASK_RULE
from .data.external_log_index import EXTERNAL_LOG_INDEX
from .data.field import FIELD
from .data.generated_metric import GENERATED_METRIC
from .data.log_index import LOG_INDEX
from .data.pipeline import PIPELINE
from .dial.dial_node import DIAL_NODE
from .dial.dial_test import DIAL_TEST
from .dial.public_dial_node import PUBLIC_DIAL_NODE
from .issues.issue_channel import ISSUE_CHANNEL
from .issues.issue_discovery import ISSUE_DISCOVERY
from .issues.issue_level import ISSUE_LEVEL
from .issues.issue_policy import ISSUE_POLICY
from .issues.notification_schedule import NOTIFICATION_SCHEDULE
from .people.api_key import API_KEY
from .people.login_mapping import LOGIN_MAPPING
from .people.member import MEMBER
from .people.permission import PERMISSION
from .people.role import ROLE
from .people.sso import SSO
from .people.team import TEAM
from .people.workspace_settings import WORKSPACE_SETTINGS

#: What others refer to comes before them: objects are made in this order and deleted in the reverse.
KINDS = {
    kind.name: kind
    for kind in (
        WORKSPACE_SETTINGS,
        PERMISSION,
        ROLE,
        MEMBER,
        TEAM,
        API_KEY,
        SSO,
        LOGIN_MAPPING,
        TAG,
        DASHBOARD,
        USER_VIEW,
        RUM_APP,
        LLM_APP,
        PUBLIC_DIAL_NODE,
        DIAL_NODE,
        DIAL_TEST,
        RESOURCE_CATALOG,
        SERVICE,
        CATALOG_ENTITY_TYPE,
        CATALOG_ENTITY,
        FUNCTION,
        SNAPSHOT,
        WKSP_SHARE,
        BLACKLIST,
        FIELD,
        GENERATED_METRIC,
        DATA_MASK_RULE,
        LOG_INDEX,
        EXTERNAL_LOG_INDEX,
        PIPELINE,
        DATA_ACCESS_RULE,
        DATA_FORWARDING,
        EXPLORER,
        NOTE,
        DASHBOARD_CAROUSEL,
        NOTIFY_OBJECT,
        REPORT,
        ISSUE_LEVEL,
        NOTIFICATION_SCHEDULE,
        ISSUE_POLICY,
        ISSUE_CHANNEL,
        ISSUE_DISCOVERY,
        ALERT_NOTICE_DATE,
        ALERT_POLICY,
        MONITOR,
        INSPECTION,
        SLO,
        MUTE,
    )
}
