# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every operation of the Open API: the 349 of the vendor reference, by operationId, and two of the vendor guide.

Whether an operation reads or writes is declared for each one, since the HTTP method says nothing: twelve deletes and
the recovery of an event are GET, and many reads are POST. Only a read may be sent twice.
"""

from __future__ import annotations

from typing import NamedTuple

# How an operation answers.
ENVELOPE = "envelope"  # the common JSON envelope
BARE = "bare"  # JSON that the reference shows without the envelope; an envelope is understood as well
RAW = "raw"  # bytes: a file, CSV or an image; only a failure comes as an envelope

# How a list is read on.
PAGES = "pages"  # pageIndex (from 1) and pageSize
OFFSET = "offset"  # offset (from 0) and limit


class Operation(NamedTuple):
    """One route.

    Attributes:
        name: operationId of the vendor reference.
        method: HTTP method.
        path: path template below the endpoint, with ``{name}`` placeholders.
        writes: True unless the operation only reads.
        page_size: largest page to ask for; 0 when the list is not paged. 100 where the reference names no maximum.
        paging: PAGES or OFFSET; both stand in the query of a GET and in the body of a POST.
        guide: path in the dialect of the vendor guide; None when it is the same, "" when the guide has no such route.
        answer: ENVELOPE, BARE or RAW.
        form: True when the body is sent as multipart/form-data instead of JSON.
        no_body: bytes that a POST without arguments sends: none where the reference describes no body.
        json_query: names of list parameters that are sent as JSON text; the others are joined by commas.
    """

    name: str
    method: str
    path: str
    writes: bool
    page_size: int = 0
    paging: str = PAGES
    guide: str | None = None
    answer: str = ENVELOPE
    form: bool = False
    no_body: bytes = b"{}"
    json_query: tuple[str, ...] = ()


def _read(name: str, method: str, path: str, **details) -> Operation:
    return Operation(name, method, path, writes=False, **details)


def _write(name: str, method: str, path: str, **details) -> Operation:
    return Operation(name, method, path, writes=True, **details)


_TABLE = (
    # aggs-to-metric
    _write("aggs_to_metric_add", "POST", "/api/v1/aggs_to_metric/add"),
    _read("aggs_to_metric_get", "GET", "/api/v1/aggs_to_metric/{rule_uuid}/get"),
    _read("aggs_to_metric_list", "GET", "/api/v1/aggs_to_metric/list", page_size=100),
    _write("aggs_to_metric_modify", "POST", "/api/v1/aggs_to_metric/{rule_uuid}/modify"),
    _write("aggs_to_metric_delete", "POST", "/api/v1/aggs_to_metric/delete"),
    _write("aggs_to_metric_set_disable", "POST", "/api/v1/aggs_to_metric/set_disable"),
    # alert-policy-notice-date
    _write("notice_dates_create", "POST", "/api/v1/notice/date/add"),
    _write("notice_dates_modify", "POST", "/api/v1/notice/date/{notice_date_uuid}/modify"),
    _read("notice_dates_get", "GET", "/api/v1/notice/date/{notice_date_uuid}/get"),
    _read("notice_dates_list", "GET", "/api/v1/notice/date/list", page_size=10000),
    _write("notice_dates_delete", "POST", "/api/v1/notice/date/delete"),
    # alert-policy
    _write("alert_policies_create", "POST", "/api/v1/alert_policy/add"),
    _write("alert_policies_create_v2", "POST", "/api/v1/alert_policy/add_v2"),
    _write("alert_policies_modify", "POST", "/api/v1/alert_policy/{alert_policy_uuid}/modify"),
    _write("alert_policies_modify_v2", "POST", "/api/v1/alert_policy/{alert_policy_uuid}/modify_v2"),
    _read("alert_policies_get", "GET", "/api/v1/alert_policy/{alert_policy_uuid}/get"),
    _read("alert_policies_list", "GET", "/api/v1/alert_policy/list", page_size=100),
    _write("alert_policies_delete", "POST", "/api/v1/alert_policy/delete"),
    # billing
    _read("billing_balance_get", "GET", "/api/v1/billing/balance/get"),
    _read("billing_detail_list", "GET", "/api/v1/billing/detail/list"),
    _read("billing_project_summary", "GET", "/api/v1/billing/project/summary", answer=BARE),
    # blacklist
    _write("blacklist_add", "POST", "/api/v1/blacklist/add"),
    _read("blacklist_get", "GET", "/api/v1/blacklist/{blist_uuid}/get"),
    _read("blacklist_list", "GET", "/api/v1/blacklist/list", page_size=100),
    _write("blacklist_modify", "POST", "/api/v1/blacklist/{blist_uuid}/modify"),
    _write("blacklist_delete", "GET", "/api/v1/blacklist/delete"),
    _read("blacklist_export", "POST", "/api/v1/blacklist/export"),
    _write("blacklist_import", "POST", "/api/v1/blacklist/import"),
    # board
    _write("dashboards_create", "POST", "/api/v1/dashboards/create", guide="/api/v1/dashboard/create"),
    _read(
        "dashboards_list",
        "GET",
        "/api/v1/dashboards/list",
        page_size=100,
        guide="/api/v1/dashboard/list",
        json_query=("tagNames",),
    ),
    _write(
        "dashboards_delete",
        "POST",
        "/api/v1/dashboards/{dashboard_uuid}/delete",
        guide="/api/v1/dashboard/{dashboard_uuid}/delete",
        no_body=b"",
    ),
    _write(
        "dashboards_modify",
        "POST",
        "/api/v1/dashboards/{dashboard_uuid}/modify",
        guide="/api/v1/dashboard/{dashboard_uuid}/modify",
    ),
    _read(
        "dashboards_get",
        "GET",
        "/api/v1/dashboards/{dashboard_uuid}/get",
        guide="/api/v1/dashboard/{dashboard_uuid}/get",
    ),
    _read("dashboards_export", "GET", "/api/v1/dashboards/{dashboard_uuid}/export", guide=""),
    _write("dashboards_import", "POST", "/api/v1/dashboards/{dashboard_uuid}/import", guide=""),
    _read("dashboard_carousel_list", "GET", "/api/v1/dashboard/carousel/list"),
    _read("dashboard_carousel_get", "GET", "/api/v1/dashboard/carousel/{carousel_uuid}/get"),
    _write("dashboard_carousel_add", "POST", "/api/v1/dashboard/carousel/add"),
    _write("dashboard_carousel_modify", "POST", "/api/v1/dashboard/carousel/{carousel_uuid}/modify"),
    _write("dashboard_carousel_delete", "POST", "/api/v1/dashboard/carousel/{carousel_uuid}/delete", no_body=b""),
    _read("crontab_report_list", "GET", "/api/v1/crontab_report/list", page_size=10000),
    _write("crontab_report_add", "POST", "/api/v1/crontab_report/add"),
    _read("crontab_report_get", "GET", "/api/v1/crontab_report/{report_uuid}/get"),
    _write("crontab_report_modify", "POST", "/api/v1/crontab_report/{report_uuid}/modify"),
    _write("crontab_report_set_disable", "POST", "/api/v1/crontab_report/set_disable"),
    _write("crontab_report_delete", "POST", "/api/v1/crontab_report/delete"),
    # catalog
    _read("catalog_entities_list", "POST", "/api/v1/unified_catalog/entity/list", page_size=200),
    _read("catalog_entities_get", "POST", "/api/v1/unified_catalog/entity/get"),
    _write("catalog_entities_create", "POST", "/api/v1/unified_catalog/entity/create"),
    _write("catalog_entities_modify", "POST", "/api/v1/unified_catalog/entity/modify"),
    _write("catalog_entities_delete", "POST", "/api/v1/unified_catalog/entity/delete"),
    _read("catalog_entity_types_list", "POST", "/api/v1/unified_catalog/entity_type_cfg/list", page_size=200),
    _write("catalog_entity_types_create", "POST", "/api/v1/unified_catalog/entity_type_cfg/create"),
    _write("catalog_entity_types_modify", "POST", "/api/v1/unified_catalog/entity_type_cfg/{entity_type_uuid}/modify"),
    _write("catalog_entity_types_delete", "POST", "/api/v1/unified_catalog/entity_type_cfg/delete"),
    _read("catalog_topology_query", "POST", "/api/v1/unified_catalog/topology/query"),
    # channel
    _write("channels_add", "POST", "/api/v1/channel/add"),
    _read("channels_quick_list", "GET", "/api/v1/channel/quick_list"),
    _write("channels_modify", "POST", "/api/v1/channel/{channel_uuid}/modify"),
    _write("channels_delete", "POST", "/api/v1/channel/{channel_uuid}/delete", no_body=b""),
    _write("channels_subscribe", "POST", "/api/v1/channel/{channel_uuid}/subscribe"),
    # chart-image
    _read("chart_image_get", "GET", "/api/v1/chart_image/get", answer=RAW),
    # checker
    _write("checkers_create", "POST", "/api/v1/checker/add"),
    _write("checkers_modify", "POST", "/api/v1/checker/{rule_uuid}/modify"),
    _read("checkers_list", "GET", "/api/v1/checker/list", page_size=100),
    _write("checkers_delete", "POST", "/api/v1/checker/delete"),
    _write("checkers_set_disable", "POST", "/api/v1/checker/set_disable"),
    _read("checkers_export", "POST", "/api/v1/checker/export"),
    _write("checkers_import", "POST", "/api/v1/checker/import"),
    _write("checkers_event_receive", "POST", "/api/v1/push-events/{secret}/{subUri}"),
    _read("checkers_get", "GET", "/api/v1/checker/{rule_uuid}/get"),
    _write("checkers_replace", "POST", "/api/v1/checker/{rule_uuid}/replace"),
    # custom-login-mapping
    _write("login_mappings_add", "POST", "/api/v1/login_mapping/field/add"),
    _read("login_mappings_list", "GET", "/api/v1/login_mapping/field/list", page_size=100),
    _write("login_mappings_modify", "POST", "/api/v1/login_mapping/field/{lgmp_uuid}/modify"),
    _write("login_mappings_delete", "POST", "/api/v1/login_mapping/field/{lgmp_uuid}/delete"),
    _write("login_mappings_batch_delete", "POST", "/api/v1/login_mapping/field/batch_delete"),
    # data-query-rule
    _write("data_query_rule_add", "POST", "/api/v1/data_query_rule/add"),
    _write("data_query_rule_add_v2", "POST", "/api/v1/data_query_rule/add_v2"),
    _read("data_query_rule_get", "GET", "/api/v1/data_query_rule/{query_rule_uuid}/get"),
    _read("data_query_rule_list", "GET", "/api/v1/data_query_rule/list", page_size=100),
    _write("data_query_rule_modify", "POST", "/api/v1/data_query_rule/{query_rule_uuid}/modify"),
    _write("data_query_rule_delete", "POST", "/api/v1/data_query_rule/delete"),
    _write("data_query_rule_set_disable", "POST", "/api/v1/data_query_rule/set_disable"),
    # dialing-region
    _write("dialing_region_regist", "POST", "/api/v1/dialing_region/regist"),
    _read("dialing_region_info", "GET", "/api/v1/dialing_region/{region_uuid}/info"),
    _read("dialing_region_list", "GET", "/api/v1/dialing_region/list"),
    _write("dialing_region_delete", "GET", "/api/v1/dialing_region/{region_uuid}/delete"),
    # dialing-task
    _write("dialing_task_add", "POST", "/api/v1/dialing_task/add"),
    _read("dialing_task_get", "GET", "/api/v1/dialing_task/{task_uuid}/get"),
    _read("dialing_task_list", "GET", "/api/v1/dialing_task/list", page_size=100),
    _write("dialing_task_modify", "POST", "/api/v1/dialing_task/{task_uuid}/modify"),
    _write("dialing_task_delete", "POST", "/api/v1/dialing_task/delete"),
    _read("dialing_task_default_region_list", "GET", "/api/v1/dialing_task/default_region_list"),
    _write("dialing_task_multi_task_add", "POST", "/api/v1/dialing_task/multi_task_add"),
    _write("dialing_task_multi_task_modify", "POST", "/api/v1/dialing_task/{task_uuid}/multi_task_modify"),
    _write("dialing_task_set_disable", "POST", "/api/v1/dialing_task/set_disable"),
    # error-track
    _write("error_track_update", "POST", "/api/v1/error_track/{issue_id}/update"),
    # field-cfg
    _write("field_cfg_add", "POST", "/api/v1/field_cfg/add"),
    _read("field_cfg_list", "GET", "/api/v1/field_cfg/list", page_size=1000),
    _read("field_cfg_get", "GET", "/api/v1/field_cfg/{field_uuid}/get"),
    _write("field_cfg_modify", "POST", "/api/v1/field_cfg/{field_uuid}/modify"),
    _write("field_cfg_delete", "POST", "/api/v1/field_cfg/delete"),
    # incidents
    _read("incidents_list", "POST", "/api/v1/incidents/list", page_size=100),
    _read("incidents_get", "GET", "/api/v1/incidents/{incident_uuid}/get", answer=BARE),
    _write("incidents_modify", "POST", "/api/v1/incidents/{incident_uuid}/modify"),
    _write("incident_comments_add", "POST", "/api/v1/incidents/comment/{incident_uuid}/add"),
    _write("incident_comments_modify", "POST", "/api/v1/incidents/comment/{comment_uuid}/modify"),
    _read("incident_operations_list", "GET", "/api/v1/incidents/operate/{incident_uuid}/list", page_size=100),
    _write("incident_schedules_add", "POST", "/api/v1/incidents/schedule/add"),
    # inner-dashboard
    _read("inner_dashboard_list", "GET", "/api/v1/dashboard/inner_list"),
    _read("inner_dashboard_get", "GET", "/api/v1/dashboard/{dashboard_uuid}/get"),
    _write("inner_dashboard_add", "POST", "/api/v1/dashboard/add"),
    _write("inner_dashboard_modify", "POST", "/api/v1/dashboard/{dashboard_uuid}/modify"),
    _write("inner_dashboard_delete", "GET", "/api/v1/dashboard/{dashboard_uuid}/delete"),
    _read("inner_dashboard_export", "GET", "/api/v1/dashboard/{dashboard_uuid}/export"),
    # issue-auto-discovery
    _write("issue_auto_discovery_add", "POST", "/api/v1/issue_auto_discovery/add"),
    _read("issue_auto_discovery_list", "GET", "/api/v1/issue_auto_discovery/list", page_size=100),
    _read("issue_auto_discovery_get", "GET", "/api/v1/issue_auto_discovery/{cfg_uuid}/get"),
    _write("issue_auto_discovery_modify", "POST", "/api/v1/issue_auto_discovery/{cfg_uuid}/modify"),
    _write("issue_auto_discovery_delete", "POST", "/api/v1/issue_auto_discovery/{cfg_uuid}/delete", no_body=b""),
    _write("issue_auto_discovery_set_disable", "POST", "/api/v1/issue_auto_discovery/{cfg_uuid}/set_disable"),
    # issue-notification-policy
    _write("issue_notification_policies_add", "POST", "/api/v1/issue/notification_policy/add"),
    _read("issue_notification_policies_list", "GET", "/api/v1/issue/notification_policy/list", page_size=100),
    _read(
        "issue_notification_policies_get",
        "GET",
        "/api/v1/issue/notification_policy/{issue_notification_policy_uuid}/get",
    ),
    _write(
        "issue_notification_policies_modify",
        "POST",
        "/api/v1/issue/notification_policy/{issue_notification_policy_uuid}/modify",
    ),
    _write("issue_notification_policies_delete", "POST", "/api/v1/issue/notification_policy/delete"),
    # issue
    _write("issues_add", "POST", "/api/v1/issue/add"),
    _read("issues_list", "POST", "/api/v1/issue/list", page_size=100),
    _read("issues_get", "GET", "/api/v1/issue/{issue_uuid}/get"),
    _write("issues_modify", "POST", "/api/v1/issue/{issue_uuid}/modify"),
    _write("issue_attachments_upload", "POST", "/api/v1/attachment/upload", form=True),
    _write("issue_attachments_delete", "POST", "/api/v1/attachment/delete"),
    _read("issue_attachments_download", "GET", "/api/v1/attachment/{attachment_uuid}/download", answer=RAW),
    _write("issue_replies_create", "POST", "/api/v1/issue/reply/create"),
    _write("issue_replies_modify", "POST", "/api/v1/issue/reply/{reply_uuid}/modify"),
    _write("issue_replies_delete", "DELETE", "/api/v1/issue/reply/{reply_uuid}/delete"),
    _read("issue_replies_list", "GET", "/api/v1/issue/reply/{issue_uuid}/list", page_size=100),
    _write("issue_levels_add", "POST", "/api/v1/issue-level/add"),
    _read("issue_levels_list", "GET", "/api/v1/issue-level/list"),
    _write("issue_levels_modify", "POST", "/api/v1/issue-level/{issue_level_uuid}/modify"),
    _write("issue_levels_delete", "POST", "/api/v1/issue-level/delete"),
    _read("issue_levels_config_get", "GET", "/api/v1/issue-level/config/get"),
    _write("issue_levels_config_set", "POST", "/api/v1/issue-level/config/set"),
    # keyevent
    _write("event_create", "POST", "/api/v1/events/create"),
    _read("event_get", "GET", "/api/v1/events/{doc_id}/get"),
    _write("event_recover", "GET", "/api/v1/keyevent/restore"),
    _read("event_abnormal_list", "POST", "/api/v1/events/abnormal/list", page_size=100, paging=OFFSET),
    # llm-cfg-set
    _write("llm_cfg_add", "POST", "/api/v1/llm_cfg/add"),
    _read("llm_cfg_get", "GET", "/api/v1/llm_cfg/{appid}/get"),
    _read("llm_cfg_list", "GET", "/api/v1/llm_cfg/list", page_size=100),
    _write("llm_cfg_modify", "POST", "/api/v1/llm_cfg/{appid}/modify"),
    _write("llm_cfg_delete", "POST", "/api/v1/llm_cfg/delete"),
    # log-backup-cfg
    _write("log_backup_cfg_add", "POST", "/api/v1/log_backup_cfg/add"),
    _write("log_backup_cfg_batch_delete", "POST", "/api/v1/log_backup_cfg/batch_delete"),
    _read("log_backup_cfg_get", "GET", "/api/v1/log_backup_cfg/{cfg_uuid}/get"),
    _read("log_backup_cfg_list", "GET", "/api/v1/log_backup_cfg/list", page_size=100),
    _write("log_backup_cfg_modify", "POST", "/api/v1/log_backup_cfg/{cfg_uuid}/modify"),
    _write("log_backup_cfg_query_task", "POST", "/api/v1/log_backup_cfg/query_task"),
    _read("log_backup_cfg_query_result", "GET", "/api/v1/log_backup_query/get_result"),
    # log-index-cfg
    _write("log_index_cfg_add", "POST", "/api/v1/log_index_cfg/add"),
    _write("log_index_cfg_bind", "POST", "/api/v1/log_index_cfg/bind"),
    _read("log_index_cfg_get", "GET", "/api/v1/log_index_cfg/{cfg_uuid}/get"),
    _read("log_index_cfg_list", "GET", "/api/v1/log_index_cfg/list"),
    _write("log_index_cfg_modify", "POST", "/api/v1/log_index_cfg/{cfg_uuid}/modify"),
    _write("external_log_index_cfg_modify", "POST", "/api/v1/external_log_index_cfg/{cfg_uuid}/modify"),
    _write("log_index_cfg_delete", "POST", "/api/v1/log_index_cfg/delete"),
    _write("log_index_cfg_set_disable", "POST", "/api/v1/log_index_cfg/{cfg_uuid}/set_disable"),
    _write("log_index_cfg_import", "POST", "/api/v1/log_index_cfg/import"),
    # logging-query-rule
    _write("logging_query_rule_add", "POST", "/api/v1/logging_query_rule/add"),
    _read("logging_query_rule_get", "GET", "/api/v1/logging_query_rule/{logging_query_rule_uuid}/get"),
    _read("logging_query_rule_list", "GET", "/api/v1/logging_query_rule/list", page_size=100),
    _write("logging_query_rule_modify", "POST", "/api/v1/logging_query_rule/{logging_query_rule_uuid}/modify"),
    _write("logging_query_rule_delete", "POST", "/api/v1/logging_query_rule/delete"),
    _write("logging_query_rule_set_disable", "POST", "/api/v1/logging_query_rule/set_disable"),
    # logmine
    _write("logmine_send_task", "POST", "/api/v1/logmine/send_task"),
    _read("logmine_query_task", "GET", "/api/v1/logmine/query_task"),
    # member-group
    _write("member_groups_add", "POST", "/api/v1/workspace/member_group/add"),
    _read("member_groups_list", "GET", "/api/v1/workspace/member_group/list"),
    _read("member_groups_get", "GET", "/api/v1/workspace/member_group/get"),
    _write("member_groups_modify", "POST", "/api/v1/workspace/member_group/{group_uuid}/modify"),
    _write("member_groups_delete", "GET", "/api/v1/workspace/member_group/{group_uuid}/delete"),
    # metric
    _read("metric_info_get", "GET", "/api/v1/metric_info/get"),
    # monitor
    _write("monitor_groups_create", "POST", "/api/v1/monitor/group/create"),
    _read("monitor_groups_list", "GET", "/api/v1/monitor/group/list", page_size=100),
    _read("monitor_groups_get", "GET", "/api/v1/monitor/group/{monitor_uuid}/get"),
    _write("monitor_groups_modify", "POST", "/api/v1/monitor/group/{monitor_uuid}/modify"),
    _write("monitor_groups_delete", "POST", "/api/v1/monitor/group/{monitor_uuid}/delete", no_body=b""),
    # mute
    _write("mutes_create", "POST", "/api/v1/monitor/mute/create"),
    _write("mutes_modify", "POST", "/api/v1/monitor/mute/{obj_uuid}/modify"),
    _read("mutes_list", "GET", "/api/v1/monitor/mute/list", page_size=100),
    _write("mutes_delete", "POST", "/api/v1/monitor/mute/{mute_uuid}/delete", no_body=b"null"),
    _write("mutes_enable", "POST", "/api/v1/monitor/mute/{mute_uuid}/enable", no_body=b"null"),
    _write("mutes_disable", "POST", "/api/v1/monitor/mute/{mute_uuid}/disable", no_body=b"null"),
    # notes
    _write("notes_create", "POST", "/api/v1/notes/create"),
    _read("notes_list", "GET", "/api/v1/notes/list"),
    _read("notes_get", "GET", "/api/v1/notes/{notes_uuid}/get"),
    _write("notes_modify", "POST", "/api/v1/notes/{notes_uuid}/modify"),
    _write("notes_delete", "GET", "/api/v1/notes/{notes_uuid}/delete"),
    _read("notes_export", "GET", "/api/v1/notes/{notes_uuid}/export"),
    _write("notes_import", "POST", "/api/v1/notes/{notes_uuid}/import"),
    # notification-schedule
    _write("notification_schedules_add", "POST", "/api/v1/notification_schedule/add"),
    _read("notification_schedules_list", "GET", "/api/v1/notification_schedule/list", page_size=100),
    _read("notification_schedules_get", "GET", "/api/v1/notification_schedule/{notification_schedule_uuid}/get"),
    _write(
        "notification_schedules_modify",
        "POST",
        "/api/v1/notification_schedule/{notification_schedule_uuid}/modify",
    ),
    _write("notification_schedules_delete", "POST", "/api/v1/notification_schedule/delete"),
    # notify-object
    _write("notify_objects_create", "POST", "/api/v1/notify_object/create"),
    _write("notify_objects_modify", "POST", "/api/v1/notify_object/modify"),
    _read("notify_objects_get", "GET", "/api/v1/notify_object/get"),
    _read("notify_objects_list", "GET", "/api/v1/notify_object/list", page_size=100),
    _write("notify_objects_delete", "POST", "/api/v1/notify_object/delete"),
    _write("notify_objects_batch_delete", "POST", "/api/v1/notify_object/batch_delete"),
    # objc-set
    _write("object_catalogs_create", "POST", "/api/v1/objc_cfg/create"),
    _read("object_catalogs_list", "GET", "/api/v1/objc_cfg/list"),
    _write("object_catalogs_modify", "POST", "/api/v1/objc_cfg/{objc_name}/modify"),
    _read("object_catalogs_export", "GET", "/api/v1/objc_cfg/{objc_name}/export"),
    _write("object_catalogs_delete", "POST", "/api/v1/objc_cfg/delete"),
    # objects
    _read("host_labels_list", "POST", "/api/v1/object/hosts/label/list"),
    _write("host_labels_modify", "POST", "/api/v1/object/hosts/{host}/label/modify"),
    # offline-token
    _write("temporary_token_create", "POST", "/api/v1/offline_token/temporary_token/create"),
    _write("temporary_token_revoke", "POST", "/api/v1/offline_token/temporary_token/revoke"),
    # outer-function
    _read("outer_function_list", "GET", "/api/v1/outer_function/list"),
    _write("outer_function_execute", "POST", "/api/v1/outer_function/execute"),
    # permission
    _read("permissions_list", "GET", "/api/v1/permission/list"),
    # pipeline
    _write("pipeline_add", "POST", "/api/v1/pipeline/add"),
    _read("pipeline_get", "GET", "/api/v1/pipeline/{pl_uuid}/get"),
    _read("pipeline_list", "GET", "/api/v1/pipeline/list"),
    _write("pipeline_modify", "POST", "/api/v1/pipeline/{pl_uuid}/modify"),
    _write("pipeline_delete", "GET", "/api/v1/pipeline/delete"),
    _write("pipeline_batch_set_disable", "POST", "/api/v1/pipeline/batch_set_disable"),
    _read("pipeline_export", "POST", "/api/v1/pipeline/export"),
    _write("pipeline_import", "POST", "/api/v1/pipeline/import"),
    # query-data
    _read("query_data_v1", "POST", "/api/v1/df/query_data_v1"),
    _read("query_data_legacy", "POST", "/api/v1/df/query_data", no_body=b""),
    _read("query_data_async", "POST", "/api/v1/df/asynchronous/query_data"),
    # role
    _write("roles_add", "POST", "/api/v1/role/add"),
    _read("roles_list", "GET", "/api/v1/role/list", page_size=100),
    _read("roles_get", "GET", "/api/v1/role/{role_uuid}/get"),
    _write("roles_modify", "POST", "/api/v1/role/{role_uuid}/modify"),
    _write("roles_delete", "POST", "/api/v1/role/{role_uuid}/delete"),
    # rum-cfg-set
    _write("rum_cfg_add", "POST", "/api/v1/rum_cfg/add"),
    _write("rum_cfg_modify", "POST", "/api/v1/rum_cfg/{appid}/modify"),
    _read("rum_cfg_quick_list", "GET", "/api/v1/rum_cfg/quick_list"),
    _write("rum_cfg_delete", "POST", "/api/v1/rum_cfg/delete"),
    # rum-sourcemap
    _write("rum_sourcemap_multipart_upload_init", "POST", "/api/v1/rum_sourcemap/multipart_upload_init"),
    _write("rum_sourcemap_upload_part", "POST", "/api/v1/rum_sourcemap/upload_part", form=True),
    _read("rum_sourcemap_part_list", "POST", "/api/v1/rum_sourcemap/part_list"),
    _write("rum_sourcemap_part_merge", "POST", "/api/v1/rum_sourcemap/part_merge"),
    _write("rum_sourcemap_part_meage", "POST", "/api/v1/rum_sourcemap/part_meage"),
    _write("rum_sourcemap_upload_cancel", "POST", "/api/v1/rum_sourcemap/upload_cancel"),
    _write("rum_sourcemap_upload_file_content", "POST", "/api/v1/rum_sourcemap/upload_file_content"),
    _read("rum_sourcemap_list", "GET", "/api/v1/rum_sourcemap/list"),
    _write("rum_sourcemap_delete", "POST", "/api/v1/rum_sourcemap/delete"),
    _read("rum_sourcemap_file_tree", "POST", "/api/v1/rum_sourcemap/file_tree"),
    _read("rum_sourcemap_parse_stack", "POST", "/api/v1/rum_sourcemap/parse_stack"),
    # self-built-checker
    _write("self_built_checkers_create", "POST", "/api/v1/self_built_checker/create"),
    _write("self_built_checkers_modify", "POST", "/api/v1/self_built_checker/modify"),
    _read("self_built_checkers_get", "GET", "/api/v1/self_built_checker/get"),
    _read("self_built_checkers_list", "GET", "/api/v1/self_built_checker/list", page_size=100),
    _write("self_built_checkers_delete", "POST", "/api/v1/self_built_checker/delete"),
    _write("self_built_checkers_batch_delete", "POST", "/api/v1/self_built_checker/batch_delete"),
    _write("self_built_checkers_disable", "POST", "/api/v1/self_built_checker/disable"),
    _write("self_built_checkers_enable", "POST", "/api/v1/self_built_checker/enable"),
    # service-manage
    _write("service_manage_add", "POST", "/api/v1/service_manage/add"),
    _write("service_manage_modify", "POST", "/api/v1/service_manage/{service_uuid}/modify"),
    _read("service_manage_get", "GET", "/api/v1/service_manage/{service_uuid}/get"),
    _read("service_manage_list", "GET", "/api/v1/service_manage/list", page_size=100, answer=BARE),
    _write("service_manage_delete", "POST", "/api/v1/service_manage/delete"),
    _read("service_manage_export", "GET", "/api/v1/service_manage/export", answer=BARE),
    _read(
        "service_performance_list",
        "GET",
        "/api/v1/service_manage/performance/list",
        page_size=100,
        answer=BARE,
    ),
    _read("service_performance_get", "GET", "/api/v1/service_manage/performance/get"),
    _read("service_performance_export", "GET", "/api/v1/service_manage/performance/export", answer=RAW),
    # slo
    _write("slos_create", "POST", "/api/v1/slo/add"),
    _write("slos_modify", "POST", "/api/v1/slo/{slo_uuid}/modify"),
    _read("slos_get", "GET", "/api/v1/slo/{slo_uuid}/get"),
    _read("slos_list", "GET", "/api/v1/slo/list", page_size=10000),
    _write("slos_delete", "GET", "/api/v1/slo/{slo_uuid}/delete"),
    _write("slos_set_disable", "POST", "/api/v1/slo/{slo_uuid}/set_disable"),
    _write("slos_batch_delete", "POST", "/api/v1/slo/batch_delete"),
    _write("slos_batch_set_disable", "POST", "/api/v1/slo/batch_set_disable"),
    # snapshot
    _write("snapshots_create", "POST", "/api/v1/snapshots/create"),
    _read("snapshots_list", "GET", "/api/v1/snapshots/list", page_size=100),
    _write("snapshots_delete", "POST", "/api/v1/snapshots/{snapshot_uuid}/delete", no_body=b""),
    _write("snapshots_share", "POST", "/api/v1/snapshots/{snapshot_uuid}/share"),
    _write("share_config_delete", "GET", "/api/v1/share_config/delete"),
    # sql-query
    _read("sql_query_execute_one_query", "POST", "/api/v1/sql_query/execute_one_query"),
    # sso
    _write("sso_create", "POST", "/api/v1/sso/create"),
    _write("sso_saml_create", "POST", "/api/v1/sso/saml_create"),
    _read("sso_saml_list", "GET", "/api/v1/sso/saml_list"),
    _read("sso_saml_get", "GET", "/api/v1/sso/saml_get/{sso_uuid}"),
    _write("sso_saml_modify", "POST", "/api/v1/sso/saml_modify/{sso_uuid}"),
    _write("sso_saml_delete", "GET", "/api/v1/sso/saml_delete/{sso_uuid}"),
    _write("sso_set_disable", "POST", "/api/v1/sso/{sso_uuid}/set_disable"),
    _write("sso_mappings_add", "POST", "/api/v1/saml/mapping/field/add"),
    _read("sso_mappings_list", "GET", "/api/v1/saml/mapping/field/list", page_size=100),
    _write("sso_mappings_modify", "POST", "/api/v1/saml/mapping/field/{fdmp_uuid}/modify"),
    _write("sso_mappings_delete", "GET", "/api/v1/saml/mapping/field/{fdmp_uuid}/delete"),
    _write("sso_mappings_set_disable", "POST", "/api/v1/saml/mapping/set_disable"),
    # tag
    _write("tag_create", "POST", "/api/v1/tag/create"),
    _read("tag_get", "GET", "/api/v1/tag/{tag_uuid}/get"),
    _read("tag_list", "GET", "/api/v1/tag/list", page_size=10000),
    _write("tag_modify", "POST", "/api/v1/tag/{tag_uuid}/modify"),
    _write("tag_delete", "POST", "/api/v1/tag/delete"),
    _read("tag_export", "POST", "/api/v1/tag/export", no_body=b""),
    _write("tag_import", "POST", "/api/v1/tag/import"),
    # tracing
    _read("tracing_service_catelogs_get", "GET", "/api/v1/tracing/service_catelogs/get"),
    _write("tracing_service_catelogs_set", "POST", "/api/v1/tracing/service_catelogs/set"),
    # viewer
    _write("viewer_add", "POST", "/api/v1/viewer/add"),
    _read("viewer_list", "GET", "/api/v1/viewer/list", page_size=100, json_query=("tagNames",)),
    _read("viewer_get", "GET", "/api/v1/viewer/{viewer_uuid}/get"),
    _write("viewer_modify", "POST", "/api/v1/viewer/{viewer_uuid}/modify"),
    _write("viewer_delete", "GET", "/api/v1/viewer/{viewer_uuid}/delete"),
    _read("viewer_export", "GET", "/api/v1/viewer/{viewer_uuid}/export"),
    _write("viewer_import", "POST", "/api/v1/viewer/{viewer_uuid}/import"),
    # wksp-share
    _write("wksp_share_add", "POST", "/api/v1/wksp_share/add"),
    _read("wksp_share_list", "GET", "/api/v1/wksp_share/list", page_size=100),
    _read("wksp_share_get", "GET", "/api/v1/wksp_share/{wksp_share_uuid}/get"),
    # workspace-ak
    _write("access_keys_add", "POST", "/api/v1/workspace/accesskey/add"),
    _read("access_keys_list", "GET", "/api/v1/workspace/accesskey/list"),
    _read("access_keys_get", "GET", "/api/v1/workspace/accesskey/{ak_uuid}/get"),
    _write("access_keys_delete", "GET", "/api/v1/workspace/accesskey/{ak_uuid}/delete"),
    # workspace-data-mask
    _write("data_mask_rule_add", "POST", "/api/v1/data_mask_rule/add"),
    _read("data_mask_rule_get", "GET", "/api/v1/data_mask_rule/{data_mask_rule_uuid}/get"),
    _read("data_mask_rule_list", "GET", "/api/v1/data_mask_rule/list", page_size=100),
    _write("data_mask_rule_modify", "POST", "/api/v1/data_mask_rule/{data_mask_rule_uuid}/modify"),
    _write("data_mask_rule_delete", "POST", "/api/v1/data_mask_rule/delete"),
    _write("data_mask_rule_set_disable", "POST", "/api/v1/data_mask_rule/set_disable"),
    # workspace-declaration
    _read("workspace_declaration_get", "GET", "/api/v1/workspace/declaration/get"),
    _write("workspace_declaration_modify", "POST", "/api/v1/workspace/declaration/modify"),
    # workspace-member
    _read("workspace_members_list", "GET", "/api/v1/workspace/members/list", page_size=100),
    _write("workspace_members_batch_add", "POST", "/api/v1/workspace/member/batch_add"),
    _write("workspace_members_batch_invitation", "POST", "/api/v1/workspace/member/batch_invitation"),
    _write("workspace_members_batch_modify", "POST", "/api/v1/workspace/member/batch_modify"),
    _write("workspace_members_batch_delete", "POST", "/api/v1/workspace/member/batch_delete"),
    # workspace
    _write("workspace_create", "POST", "/api/v1/workspace/create"),
    _read("workspace_get", "GET", "/api/v1/workspace/get"),
    _write("workspace_modify", "POST", "/api/v1/workspace/modify"),
    _read("workspace_menu_get", "GET", "/api/v1/workspace/menu/get"),
    _write("workspace_menu_set", "POST", "/api/v1/workspace/menu/set"),
    _read("workspace_menu_v2_get", "GET", "/api/v1/workspace/menu_v2/get"),
    _write("workspace_menu_v2_set", "POST", "/api/v1/workspace/menu_v2/set"),
    _read("workspace_role_sensitive_mask_fields_get", "GET", "/api/v1/workspace/role/sensitive_mask_fields"),
    _read("workspace_sensitive_mask_rule_test", "POST", "/api/v1/workspace/sensitive_mask_rule/test"),
    _write("workspace_bind_info_set", "POST", "/api/v1/workspace/bind_info/set"),
    _write("workspace_upload_logo_image", "POST", "/api/v1/workspace/upload_logo_image", form=True),
    _write(
        "workspace_resource_export_task_create", "POST", "/api/v1/workspace/resource/export/task/create", no_body=b""
    ),
    _write("workspace_resource_upload", "POST", "/api/v1/workspace/resource/upload", form=True),
    _read("workspace_resource_query_action_status", "GET", "/api/v1/workspace/resource/query_action_status"),
    _write("workspace_resource_cancel", "POST", "/api/v1/workspace/resource/cancel"),
    # Only in the vendor guide
    _read("object_host_list", "GET", "/api/v1/object/host/list", page_size=100),
    _read("object_process_list", "GET", "/api/v1/object/process/list", page_size=100),
)

OPERATIONS: dict[str, Operation] = {operation.name: operation for operation in _TABLE}
