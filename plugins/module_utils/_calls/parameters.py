# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parameters of every operation of the reference. Written by `make reference`: do not edit.

One entry per operation, its further lines indented: the operationId, then ``?name:type`` for a parameter of the query
and ``name:type`` for a key at the top of the body. Types are letters: s text, i whole number, n number, b boolean,
o mapping, a list, z null, f file; no letter means any. ``*`` is required, of those with ``+`` one is. ``{}`` is a body
without keys, ``...`` one that may hold any other key too. Without a key of a body, the operation takes none.
"""

from __future__ import annotations

TABLE = """
access_keys_add name:s* roleUUIDs:a
access_keys_delete
access_keys_get
access_keys_list ?search:s
aggs_to_metric_add skipRepeatNameCheck:b extend:o* jsonScript:o*
aggs_to_metric_delete ruleUUIDs:a*
aggs_to_metric_get
aggs_to_metric_list ?search:s ?scriptType:s ?pageIndex:i ?pageSize:i
aggs_to_metric_modify skipRepeatNameCheck:b extend:o* jsonScript:o*
aggs_to_metric_set_disable isDisable:b* ruleUUIDs:a*
alert_policies_create name:s* desc:s openPermissionSet:b permissionSet:a ruleTimezone:s* alertOpt:o
alert_policies_create_v2 name:s* desc:s openPermissionSet:b permissionSet:a checkerUUIDs:a securityRuleUUIDs:a
 ruleTimezone:s* alertOpt:o
alert_policies_delete alertPolicyUUIDs:a*
alert_policies_get
alert_policies_list ?search:sz ?pageIndex:i ?pageSize:i
alert_policies_modify name:s ruleTimezone:s* alertOpt:o
alert_policies_modify_v2 name:s desc:s openPermissionSet:b permissionSet:a checkerUUIDs:a securityRuleUUIDs:a
 ruleTimezone:s* alertOpt:o
billing_balance_get
billing_detail_list ?startDate:s ?endDate:s
billing_project_summary
blacklist_add name:s* desc:s type:s* source:sz sources:az filters:az
blacklist_delete ?blacklistUUIDs:a*
blacklist_export blacklistUUIDs:a*
blacklist_get
blacklist_import blacklists:a* blacklistType:s*
blacklist_list ?type:s* ?search:s ?pageIndex:i ?pageSize:i
blacklist_modify name:s* desc:s type:s* source:sz sources:az filters:az
catalog_entities_create entityType:s* name:s* attributes:o telemetrySelectors:a
catalog_entities_delete urn:s*
catalog_entities_get urn:s*
catalog_entities_list pageIndex:i pageSize:i urn:s entityType:s provider:s providers:a search:s filters:o orderBy:s
 order:s
catalog_entities_modify urn:s entityType:s* name:s* attributes:o telemetrySelectors:a
catalog_entity_types_create entityType:s* name:s description:s extraConfig:o customProperties:s schemaDefine:s
 viewDefine:s extend:o
catalog_entity_types_delete entityTypeUUID:s*
catalog_entity_types_list pageIndex:i pageSize:i search:s filters:o withDefault:b withEntityCount:b
catalog_entity_types_modify name:s description:s extraConfig:o customProperties:s schemaDefine:s viewDefine:s extend:o
catalog_topology_query entityType:s urn:s providers:a relationTypes:a filters:o groupByFields:a search:s
channels_add name:s* description:s notifyTarget:a notifyUpgradeCfg:o
channels_delete
channels_modify name:s description:s notifyTarget:a notifyUpgradeCfg:o
channels_quick_list
channels_subscribe type:s*
chart_image_get ?clientToken:s* ?qtype:s ?q:s* ?startTime:i* ?endTime:i* ?interval:i ?tz:s
checkers_create type:s status:i extend:oz monitorUUID:sz alertPolicyUUIDs:a dashboardUUID:s tags:a secret:s
 jsonScript:o openPermissionSet:b permissionSet:a
checkers_delete ruleUUIDs:a*
checkers_event_receive event:o* extraData:o
checkers_export checkers:a*
checkers_get
checkers_import checkers:a* type:s skipRepeatNameCheck:b skipRepeatNameCreate:b deleteRepeatName:b
checkers_list ?type:s ?monitorUUID:a ?alertPolicyUUID:a ?checkerUUID:a ?sloUUID:s ?search:s ?pageIndex:i ?pageSize:i
checkers_modify status:i extend:oz monitorUUID:s alertPolicyUUIDs:a dashboardUUID:s tags:a secret:s jsonScript:o
 openPermissionSet:b permissionSet:a
checkers_replace checker:o*
checkers_set_disable isDisable:b* ruleUUIDs:a*
crontab_report_add title:sz* content:sz dashboardUUID:s* recipient:a* variables:oz timeRange:sz* crontab:sz
 singleExecuteTime:iz extend:oz timezone:sz* notifyType:sz*
crontab_report_delete reportUUIDs:a*
crontab_report_get
crontab_report_list ?search:sz ?pageIndex:i ?pageSize:i
crontab_report_modify title:sz* content:sz dashboardUUID:s* recipient:a* variables:oz timeRange:sz* crontab:sz
 singleExecuteTime:iz extend:oz timezone:sz* notifyType:sz*
crontab_report_set_disable isDisable:b* reportUUIDs:a*
dashboard_carousel_add dashboardUUIDs:a* name:s* intervalTime:s*
dashboard_carousel_delete
dashboard_carousel_get
dashboard_carousel_list ?search:s
dashboard_carousel_modify dashboardUUIDs:a* name:s* intervalTime:s*
dashboards_create name:s* desc:s identifier:s extend:o mapping:a tagNames:a templateInfo:o recoverIdentifier:b
 specifyDashboardUUID:s isPublic:i permissionSet:a readPermissionSet:a openPermissionSet:b
dashboards_delete
dashboards_export
dashboards_get
dashboards_import templateInfo:o specifyDashboardUUID:s
dashboards_list ?search:s ?tagNames:a ?pageIndex:i ?pageSize:i
dashboards_modify name:s desc:s identifier:s extend:o mapping:a tagNames:a isPublic:i permissionSet:a
 readPermissionSet:a
data_mask_rule_add name:s* type:sz* field:s* reExpr:s* roleUUIDs:a*
data_mask_rule_delete dataMaskRuleUUIDs:a*
data_mask_rule_get
data_mask_rule_list ?search:s ?pageIndex:i ?pageSize:i
data_mask_rule_modify name:s* type:sz* field:s* reExpr:s* roleUUIDs:a*
data_mask_rule_set_disable isDisable:b* dataMaskRuleUUIDs:a*
data_query_rule_add name:s* desc:s type:sz* indexes:a sources:a roleUUIDs:a* conditions:s extend:o logic:s
 maskFields:s reExprs:a
data_query_rule_add_v2 name:s* desc:s type:sz* regionCode:s* indexes:a sources:a roleUUIDs:a* conditions:s extend:o
 logic:s maskFields:s reExprs:a
data_query_rule_delete queryRuleUuids:a*
data_query_rule_get
data_query_rule_list ?type:sz* ?roleUUIDs:a ?indexUUIDs:a ?sources:a ?isMask:s ?search:sz ?pageSize:i ?pageIndex:i
data_query_rule_modify name:s* regionCode:s desc:s indexes:a sources:a roleUUIDs:a* conditions:s extend:o logic:s
 maskFields:s reExprs:a
data_query_rule_set_disable queryRuleUuids:a* isDisable:b*
dialing_region_delete
dialing_region_info
dialing_region_list ?isAlive:sz
dialing_region_regist internal:b* isp:s* country:s* province:sz city:sz name:sz company:sz keycode:s*
dialing_task_add type:s* regions:a* task:o* tags:a
dialing_task_default_region_list
dialing_task_delete taskUUIDs:a*
dialing_task_get
dialing_task_list ?pageIndex:i ?pageSize:i ?type:s ?search:s ?dialingTypes:a ?dialingStatus:a ?tagsUUID:a ?frequency:a
dialing_task_modify regions:a* task:o* tags:a
dialing_task_multi_task_add regions:a* task:o* tags:a
dialing_task_multi_task_modify ...
dialing_task_set_disable taskUUIDs:a* isDisable:b*
error_track_update assigner:a issueStatus:s
event_abnormal_list search:s lastStatus:s timeRange:a* filters:a offset:i limit:i
event_create date:i* status:s* title:s* message:s origin:s customTags:o
event_get
event_recover ?monitorCheckerEventRef:s*
external_log_index_cfg_modify extend:oz exterStoreName:s* name:s exterStoreProject:s region:s isPublicNetworkAccess:bz
 accessCfg:o* fields:a
field_cfg_add name:s* alias:s* unit:s fieldType:s fieldSource:s category:s desc:s coverInner:b
field_cfg_delete objUUIDs:a*
field_cfg_get
field_cfg_list ?search:s ?pageIndex:i ?pageSize:i
field_cfg_modify name:s* alias:s* unit:s fieldType:s fieldSource:s desc:s coverInner:b
host_labels_list source:s* names:a timeRange:a
host_labels_modify source:s* labels:a
incident_comments_add comment:s* extend:o attachmentUUIDs:a
incident_comments_modify comment:s* extend:o attachmentUUIDs:a
incident_operations_list ?pageSize:i ?pageIndex:i
incident_schedules_add name:s* timezone:s start:s* end:s* tagFilter:a dimensionFilter:sa notifyTargets:a* extend:o
 scheduleStrategy:a
incidents_get
incidents_list pageSize:i pageIndex:i timeRange:a search:s filters:a incidentsStatus:a level:a assigner:a tags:a
 schedule:a
incidents_modify name:s description:sz level:s assigner:a incidentsStatus:s resourceURL:s tags:a dimensionTag:o
 attachmentUUIDs:a extend:o
inner_dashboard_add sourceDashboardUUID:s name:s* desc:s identifier:s templateInfos:o dashboardBidding:o
 specifyDashboardUUID:s recoverIdentifier:b
inner_dashboard_delete
inner_dashboard_export ?title:s
inner_dashboard_get
inner_dashboard_list ?search:s
inner_dashboard_modify name:s desc:s identifier:s dashboardBidding:o
issue_attachments_delete attachmentUUID:s*
issue_attachments_download
issue_attachments_upload ...
issue_auto_discovery_add name:s* description:s dqlNamespace:s* every:i* conditions:s dimensions:a config:o*
issue_auto_discovery_delete
issue_auto_discovery_get
issue_auto_discovery_list ?dqlNamespace:s ?isDisable:s ?search:s ?pageSize:i ?pageIndex:i
issue_auto_discovery_modify name:s* description:s dqlNamespace:s* every:i* conditions:s dimensions:a config:o*
issue_auto_discovery_set_disable isDisable:b*
issue_levels_add name:s* description:s extend:oz color:s*
issue_levels_config_get
issue_levels_config_set isDisabled:b*
issue_levels_delete uuids:a*
issue_levels_list
issue_levels_modify name:s description:s extend:oz color:s
issue_notification_policies_add name:s* notificationScheduleUUIDs:a extend:o
issue_notification_policies_delete issueNotificationPolicyUUIDs:a*
issue_notification_policies_get
issue_notification_policies_list ?search:sz ?pageIndex:i ?pageSize:i
issue_notification_policies_modify name:s* notificationScheduleUUIDs:a extend:o
issue_replies_create issueUUID:s* attachmentUuids:az content:sz extend:oz*
issue_replies_delete
issue_replies_list ?ordering:s ?pageSize:i ?pageIndex:i
issue_replies_modify issueUUID:s* attachmentUuids:az content:sz extend:oz*
issues_add name:s* level:s* description:s* attachmentUuids:az extend:oz* resourceType:s resourceUUID:s resource:s
 channelUUIDs:az
issues_get
issues_list channelUUID:s* filters:a startTime:i endTime:i search:s pageSize:i* pageIndex:i*
issues_modify name:s level:s description:s statusType:i extend:oz* attachmentUuids:az
llm_cfg_add appId:s jsonContent:o* clientToken:s
llm_cfg_delete appIds:a
llm_cfg_get
llm_cfg_list ?search:s ?type:s ?pageIndex:i ?pageSize:i ?timeRange:s
llm_cfg_modify newAppId:s jsonContent:o clientToken:s
log_backup_cfg_add name:s* extend:oz syncExtensionField:b storeType:s* storageClass:s storageFormat:s dataType:s
 openPermissionSet:b readPermissionSet:a duration:s accessCfg:o
log_backup_cfg_batch_delete cfgUUIDs:a*
log_backup_cfg_get
log_backup_cfg_list ?search:s ?storeType:s ?dataType:s ?pageIndex:i ?pageSize:i
log_backup_cfg_modify extend:oz syncExtensionField:b accessCfg:o
log_backup_cfg_query_result ?taskId:s*
log_backup_cfg_query_task name:s* search:o startTime:s* endTime:s* token:s topN:i dataType:s
log_index_cfg_add name:s* extend:oz desc:s directIndex:b storagePolicy:o duration:s setting:o
log_index_cfg_bind extend:oz name:s* storeType:s* exterStoreName:s* exterStoreProject:s region:s
 isPublicNetworkAccess:bz accessCfg:o* fields:a
log_index_cfg_delete cfgUUID:s*
log_index_cfg_get ?isShowAccessCfg:b ?isShowFields:b
log_index_cfg_import logIndexes:a* repeatLogIndexNameOp:s
log_index_cfg_list ?targetWorkspaceUUID:s ?isBindCustomStore:b ?queryType:a
log_index_cfg_modify extend:oz duration:s setting:o
log_index_cfg_set_disable isDisable:bz*
logging_query_rule_add name:s desc:s regionCode:s indexes:a* roleUUIDs:a* conditions:s* extend:o logic:s* maskFields:s
 reExprs:a
logging_query_rule_delete loggingQueryRuleUuids:a*
logging_query_rule_get
logging_query_rule_list ?pageSize:i ?pageIndex:i
logging_query_rule_modify name:s desc:s regionCode:s indexes:a* roleUUIDs:a* conditions:s* extend:o logic:s
 maskFields:s reExprs:a
logging_query_rule_set_disable loggingQueryRuleUuids:a* isDisable:b*
login_mappings_add sourceField:s* sourceValue:s* targetValues:a*
login_mappings_batch_delete lgmpUUIDs:a*
login_mappings_delete {}
login_mappings_list ?search:s ?pageIndex:i ?pageSize:i
login_mappings_modify sourceField:s* sourceValue:s* targetValues:a*
logmine_query_task ?taskId:s*
logmine_send_task query:s namespace:s highlight:b conditions:s timeRange:a analysisField:sz*
member_groups_add name:s* accountUUIDs:az
member_groups_delete
member_groups_get ?groupUUID:s
member_groups_list ?search:s
member_groups_modify name:s* accountUUIDs:az*
metric_info_get ?metric:s*
monitor_groups_create type:sz name:s* alertOpt:o
monitor_groups_delete
monitor_groups_get
monitor_groups_list ?search:sz ?pageIndex:i ?pageSize:i
monitor_groups_modify name:s alertOpt:o
mutes_create muteRanges:a name:s description:s tags:o filterString:s notifyTargets:a notifyMessage:s notifyTimeStr:sz
 startTime:sz endTime:sz repeatTimeSet:i* repeatCrontabSet:oz crontabDuration:iz repeatExpireTime:sz timezone:s*
 type:s* declaration:o
mutes_delete
mutes_disable
mutes_enable
mutes_list ?search:s ?workStatus:a ?isEnable:a ?type:a ?updator:a ?creator:a ?pageIndex:i ?pageSize:i
mutes_modify muteRanges:a name:s description:s tags:o filterString:s notifyTargets:a notifyMessage:s notifyTimeStr:sz
 startTime:sz endTime:sz repeatTimeSet:i* repeatCrontabSet:oz crontabDuration:iz repeatExpireTime:sz timezone:s*
 type:s* declaration:o
notes_create name:s* chartUUIDs:a extend:o
notes_delete
notes_export
notes_get
notes_import templateInfo:o
notes_list ?search:s
notes_modify name:s* chartUUIDs:a extend:o
notice_dates_create name:s* noticeDates:a
notice_dates_delete noticeDatesUUIDs:a* skipRefCheck:b
notice_dates_get
notice_dates_list ?search:sz ?pageIndex:i ?pageSize:i
notice_dates_modify name:s* noticeDates:a
notification_schedules_add name:s* timezone:s start:s* end:s* notifyTargets:a* extend:o
notification_schedules_delete notificationScheduleUUIDs:a*
notification_schedules_get
notification_schedules_list ?mySchedule:sz ?notificationScheduleUUIDs:a ?issueNotificationPolicyUUIDs:a
 ?notifyTargets:a ?search:sz ?pageIndex:i ?pageSize:i
notification_schedules_modify name:s* timezone:s start:s* end:s* notifyTargets:a* extend:o
notify_objects_batch_delete notifyObjectUUIDs:a*
notify_objects_create type:s* name:s* optSet:o openPermissionSet:b permissionSet:a
notify_objects_delete notifyObjectUUID:s+ notifyObjectUUIDs:a+
notify_objects_get ?notifyObjectUUID:s*
notify_objects_list ?search:sz ?pageIndex:i ?pageSize:i
notify_objects_modify notifyObjectUUID:s* name:s optSet:o permissionSet:a openPermissionSet:b
object_catalogs_create sourceType:s* objcGroupUUID:s fields:a templateInfo:o
object_catalogs_delete sourceType:s* objc_name:s*
object_catalogs_export ?sourceType:s*
object_catalogs_list ?targetWorkspaceUUIDs:a ?objcGroupUUID:s ?sourceType:s* ?search:s ?timeRange:s
object_catalogs_modify sourceType:s* objcGroupUUID:s fields:a templateInfo:o
outer_function_execute funcId:s* funcBody:o
outer_function_list ?_fuzzySearch:s ?funcId:s ?funcTitle:s ?funcTags:a ?funcScriptId:s
permissions_list ?isSupportCustomRole:b
pipeline_add name:s* type:s source:a content:s* testData:s dataType:s isForce:b asDefault:i enableByLogBackup:i
 category:s* extend:o
pipeline_batch_set_disable isDisable:b* plUUIDs:a*
pipeline_delete ?pipelineUUIDs:a*
pipeline_export pipelineUUIDs:a*
pipeline_get
pipeline_import pipelines:a* isForce:b pipelineType:s*
pipeline_list ?search:s ?type:s ?categories:a
pipeline_modify name:s* type:s source:a content:s* testData:s dataType:s isForce:b asDefault:i enableByLogBackup:i
 category:s* extend:o
query_data_async queries:a* fieldTagDescNeeded:b
query_data_legacy ?body:o* ?queries_body:s ?search_after:s
query_data_v1 queries:a* fieldTagDescNeeded:b
roles_add name:s* desc:s keys:a*
roles_delete {}
roles_get
roles_list ?search:s ?statMember:b ?pageSize:i ?pageIndex:i
roles_modify name:s* desc:s keys:a
rum_cfg_add customIdentity:s appId:s dashboardUuids:a jsonContent:o* clientToken:s
rum_cfg_delete rumcfgUUIDs:a appIds:a
rum_cfg_modify newAppId:s dashboardUuids:a jsonContent:o clientToken:s
rum_cfg_quick_list ?appId:a
rum_sourcemap_delete appId:s* version:s env:s
rum_sourcemap_file_tree appId:s* version:s env:s
rum_sourcemap_list ?appId:s*
rum_sourcemap_multipart_upload_init needCover:b appId:s* version:s env:s
rum_sourcemap_parse_stack appId:s* version:s env:s stack:s*
rum_sourcemap_part_list uploadId:s*
rum_sourcemap_part_meage uploadId:s* chunkIndexs:a
rum_sourcemap_part_merge uploadId:s* chunkIndexs:a
rum_sourcemap_upload_cancel uploadId:s*
rum_sourcemap_upload_file_content appId:s* version:s env:s filename:s* content:s
rum_sourcemap_upload_part uploadId:s* chunkIndex:s* files:f*
self_built_checkers_batch_delete ruleUUIDs:a refKey:s
self_built_checkers_create monitorUUID:s alertPolicyUUIDs:a refKey:s* title:s* refFuncInfo:o* isDisabled:b
self_built_checkers_delete ruleUUID:s refKey:s
self_built_checkers_disable ruleUUIDs:a refKey:s
self_built_checkers_enable ruleUUIDs:a refKey:s
self_built_checkers_get ?ruleUUID:s ?refKey:s
self_built_checkers_list ?monitorUUID:a ?alertPolicyUUID:a ?checkerUUID:a ?refKey:a ?search:s ?pageIndex:i ?pageSize:i
self_built_checkers_modify monitorUUID:s alertPolicyUUIDs:a ruleUUID:s refKey:s title:s refFuncInfo:o
service_manage_add serviceCatelog:s*
service_manage_delete serviceUUIDs:a*
service_manage_export ?originStr:s
service_manage_get ?originStr:s
service_manage_list ?search:s ?originStr:s ?filter:s ?createType:s ?serviceType:s ?teamUUID:s ?pageIndex:i ?pageSize:i
service_manage_modify serviceCatelog:s*
service_performance_export ?start:i* ?end:i*
service_performance_get ?start:i* ?end:i* ?serviceName:s*
service_performance_list ?start:i* ?end:i* ?filters:o ?order:s ?pageIndex:i ?pageSize:i
share_config_delete ?shareConfigUUIDs:s*
slos_batch_delete sloUUIDs:a*
slos_batch_set_disable isDisable:b* sloUUIDs:a*
slos_create name:s* interval:s* goal:n* minGoal:n* sliUUIDs:a* describe:s alertPolicyUUIDs:a tags:a
slos_delete
slos_get
slos_list ?refSli:sz ?search:sz ?pageIndex:i ?pageSize:i
slos_modify interval:s sliUUIDs:a describe:s alertPolicyUUIDs:a tags:a
slos_set_disable isDisable:b*
snapshots_create name:s* type:s* content:o* isForce:b
snapshots_delete
snapshots_list ?type:s ?search:s ?pageIndex:i ?pageSize:i
snapshots_share changeTime:b expirationAt:i extractionCode:s hiddenTopBar:b showWatermark:b maskCfg:o ipWhitelistSet:o
sql_query_execute_one_query identify:s start:i* end:i* queryKwargs:o
sso_create type:s* idpData:s config:o emailDomains:a* idpName:s* role:s* remark:s tokenHoldTime:i
 tokenMaxValidDuration:i
sso_mappings_add ssoUUID:s* sourceField:s* sourceValue:s* targetValues:a*
sso_mappings_delete
sso_mappings_list ?ssoUUID:s ?search:s ?pageIndex:i ?pageSize:i
sso_mappings_modify ssoUUID:s sourceField:s* sourceValue:s* targetValues:a*
sso_mappings_set_disable ssoUUID:s* isDisable:b*
sso_saml_create type:s* idpData:s config:o emailDomains:a* idpName:s* role:s* remark:s tokenHoldTime:i
 tokenMaxValidDuration:i
sso_saml_delete
sso_saml_get
sso_saml_list ?type:s
sso_saml_modify idpData:s config:o emailDomains:a* idpName:s role:s* remark:s tokenHoldTime:i tokenMaxValidDuration:i
sso_set_disable isDisable:b*
tag_create name:s* description:s colour:s
tag_delete tagUUIDs:a*
tag_export ?search:s ?filter:s
tag_get
tag_import tags:a* repeatTagNameOp:s
tag_list ?search:s ?filter:s ?pageIndex:i ?pageSize:i
tag_modify name:s description:s colour:s
temporary_token_create roles:a expires:i*
temporary_token_revoke token:s*
tracing_service_catelogs_get ?service:s* ?originStr:i*
tracing_service_catelogs_set service:s* serviceCatelog:s*
viewer_add ownerType:s templateUUID:s sourceDashboardUUID:s name:s* desc:s type:s extend: templateInfos:o isImport:b
 tagNames:a
viewer_delete
viewer_export
viewer_get
viewer_import ownerType:s sourceDashboardUUID:s templateInfo:
viewer_list ?sortKey:s ?sortMethod:s ?search:s ?pageIndex:i ?pageSize:i ?filter:s ?tagNames:a
viewer_modify name:s desc:s type:s extend: pathName:s tagNames:a dashboardBindSet:a
wksp_share_add workspaceUUID:s* type:az* indexes:a* regionCode:s conditions:o
wksp_share_get
wksp_share_list ?type:s ?namespace:s ?regionCode:s ?toRegionCode:s ?filterWsUUIDs:s ?search:s ?pageIndex:i ?pageSize:i
workspace_bind_info_set name:s companyInfo:s emailHeader:s emailBottom:s domain:s
workspace_create name:s* desc:sz menuStyle:s needCreateAk:b akName:s createPayWsVersion:b language:sz
workspace_declaration_get
workspace_declaration_modify declaration:o*
workspace_get
workspace_members_batch_add accountUUIDs:a* roleUUIDs:a*
workspace_members_batch_delete accountUUIDs:a*
workspace_members_batch_invitation to:az* roleUUIDs:a* method:s*
workspace_members_batch_modify accountUUIDs:az* roleUUIDs:a* onlyModifyRoles:b* memberGroupUUIDs:az acntWsNickname:sz
workspace_members_list ?search:s ?pageIndex:i ?pageSize:i
workspace_menu_get
workspace_menu_set menu:a*
workspace_menu_v2_get
workspace_menu_v2_set menu:a*
workspace_modify name:s desc:s
workspace_resource_cancel taskId:s*
workspace_resource_export_task_create
workspace_resource_query_action_status ?taskId:s*
workspace_resource_upload files:f* repeatNameOp:s repeatIdentifierOp:s repeatNotifyObjectNameOp:s
 repeatAlertPolicyNameOp:s repeatLogBackupCfgNameOp:s repeatSloNameOp:s repeatSecurityRuleNameOp:s repeatFieldNameOp:s
 repeatLabelNameOp:s repeatEnvVariableNameOp:s repeatRoleNameOp:s repeatLogIndexNameOp:s repeatBlacklistNameOp:s
 repeatPipelineNameOp:s repeatRegularExpressionNameOp:s repeatFieldDisplayPermissionNameOp:s
 repeatSensitiveDataScannerNameOp:s
workspace_role_sensitive_mask_fields_get
workspace_sensitive_mask_rule_test roleUUIDs:a* namespace:s* data:a*
workspace_upload_logo_image ?filename:s ?language:s file:f*
"""
