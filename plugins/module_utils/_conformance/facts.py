# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection assumes about the service, and how well it is known: the one table behind docs/api-facts.md
(``make reference``), the conformance suite and the emulator."""

from __future__ import annotations

import typing as t

DOCUMENTED = "documented"
OBSERVED = "observed"
PROVEN = "proven"
OUR_READING = "our reading"
UNCLEAR = "unclear"

#: Levels of questions: what asking does to the workspace. The last one sends an invitation by e-mail.
READ, WRITE, INVITE = "read", "write", "invite"

#: Mark -> its meaning, as the page shows it.
MARKS = {
    DOCUMENTED: "the vendor reference (as of November 2026: OpenAPI 3.1, 349 operations; a copy is in "
    "`tests/emulator/openapi`) or the vendor guide states it.",
    OBSERVED: "public clients of the API rely on it, or a dated report shows it.",
    PROVEN: "a report of the conformance suite on a live service confirms it.",
    OUR_READING: "none of these. The collection assumes it, and the emulator behaves like this.",
    UNCLEAR: "it is not documented, or the sources contradict each other. The collection works either way, or the "
    "statement says what it does.",
}


class Question(t.NamedTuple):
    """A question that the conformance suite asks the service, to decide a statement.

    name: of the question, and of the function that asks it.
    level: one of READ, WRITE and INVITE: what asking it does to the workspace.
    expects: the answer that the collection assumes, and that the emulator gives.
    variants: other answers -> the variant of the emulator (``tests/emulator/variants.py``) that gives them, or its
        option ``strict``.
    """

    name: str
    level: str
    expects: str
    variants: t.Mapping[str, str] = {}


class Fact(t.NamedTuple):
    """One statement about the service.

    text: the statement, in Markdown.
    mark: one of MARKS.
    source: where it comes from, or a remark about the mark.
    question: what decides it. decided_by: the name of a question about a kind that decides it; ``list.*`` stands for
        all questions that begin so.
    undecided: why the suite cannot decide it.
    """

    text: str
    mark: str
    source: str = ""
    question: Question | None = None
    decided_by: str = ""
    undecided: str = ""


class Section(t.NamedTuple):
    """The statements about one part of the API; ``before`` and ``after`` are paragraphs around them."""

    title: str
    facts: tuple[Fact, ...]
    before: str = ""
    after: str = ""


SECTIONS = (
    Section(
        "Requests and answers",
        (
            Fact(
                "The key is sent in the header `DF-API-KEY`. All methods are `GET` or `POST`, and the method does "
                "not show whether a request reads or writes: pipelines, blacklists, SLOs and member groups are "
                "deleted by `GET`",
                DOCUMENTED,
            ),
            Fact(
                "Responses have the envelope `code`, `content`, `errorCode`, `message`, `success`, `traceId`. Lists "
                "add `pageInfo` with `count`, `pageIndex`, `pageSize`, `totalCount`",
                DOCUMENTED,
            ),
            Fact("`success: false` comes with HTTP 200 too", OBSERVED),
            Fact(
                "Responses have the HTTP header `Date` with the time of the service",
                OUR_READING,
                undecided="the playbook `check` shows it",
            ),
            Fact(
                "`bossStation` of the workspace is its site",
                OUR_READING,
                undecided="the playbook `check` shows it, and a person knows the site",
            ),
            Fact(
                "`content` of a list is a bare list, a mapping with `data`, or nested deeper. It differs by route, "
                "and the examples of some routes are outdated. The collection accepts every documented form",
                DOCUMENTED,
                decided_by="list.*",
            ),
            Fact(
                "Lists of monitors, mutes, members and notify objects have the rows in `content.data`; in the "
                "reference, and on older services, the rows are directly in `content`. The collection reads both",
                OBSERVED,
                "dated",
                decided_by="list.monitor",
            ),
            Fact(
                "`content` can be `null` after a success. Then the collection reads a created object back, and "
                "requests a list once more",
                OBSERVED,
                question=Question("write_answers", WRITE, "the object", {"ids only": "terse"}),
            ),
            Fact(
                "A list without rows and without a total can be a fault. The collection requests it once more before "
                "it writes anything",
                OUR_READING,
                undecided="nothing can provoke such a fault",
            ),
            Fact(
                "`search` of lists is a substring match",
                OBSERVED,
                question=Question("search", WRITE, "a part of the name"),
            ),
            Fact(
                "It is open whether the service trims names, collapses blanks or composes characters (NFC). The "
                "collection compares the returned name with the wanted one, and refuses names with blanks at the "
                "start or end",
                OUR_READING,
                question=Question("names", WRITE, "as sent", {"normalised": "normal_names"}),
            ),
            Fact(
                "Line ends in texts can come back as CR LF. This does not count as a change",
                OUR_READING,
                question=Question("line_ends", WRITE, "as sent", {"CR LF": "crlf_texts"}),
            ),
            Fact("Rows contain `workspaceUUID`, which shows whether two keys belong to one workspace", DOCUMENTED),
            Fact(
                "A search for members without a match returns HTTP 200 with `code` 404 in the body",
                OBSERVED,
                question=Question("member_search", READ, "404 in the body"),
            ),
            Fact(
                "The service ignores unknown query parameters. Clients of the vendor send some that the reference "
                "lacks",
                OBSERVED,
                question=Question("unknown_parameters", READ, "passed over", {"refused": "strict"}),
            ),
            Fact(
                "Monitors are also available below `/api/v1/monitor/check/`",
                DOCUMENTED,
                "older pages",
                question=Question("older_monitor_routes", READ, "there"),
            ),
            Fact(
                "Requests to a route without a documented body (such as `dashboards/{uuid}/delete`) have no body",
                DOCUMENTED,
            ),
            Fact("The page size is at most 100 on most lists", DOCUMENTED),
            Fact("Gateways in front of the API return HTML", OBSERVED),
        ),
    ),
    Section(
        "Errors",
        (
            Fact(
                "Rate limit: HTTP **401** with `ft.TriggerApiAkCurrentLimiting` or "
                "`ft.TriggerApiWorkspaceCurrentLimiting`; no `Retry-After`",
                DOCUMENTED,
            ),
            Fact("20 requests a minute per key, 200 per workspace", DOCUMENTED, "older page"),
            Fact(
                "Whether this minute is a fixed or a sliding window",
                UNCLEAR,
                "the client respects both",
                undecided="it needs more requests than the limit allows",
            ),
            Fact("Bad key: `InvalidApiKey` (guide) or `ft.InvalidAPIKey` (reference), HTTP 403", DOCUMENTED),
            Fact("The same with HTTP 401", OBSERVED),
            Fact("Other codes with HTTP 401, such as `ft.LoginFailed`, do not mean that the key is wrong", OBSERVED),
            Fact(
                "Whether a refused request counts towards the limit",
                UNCLEAR,
                "the client assumes that it does not",
                undecided="it needs more requests than the limit allows",
            ),
            Fact(
                "`kodo.*` and `dql.*` are codes of the data service behind the API, such as `kodo.tokenNotFound` "
                "with HTTP 403",
                OBSERVED,
            ),
            Fact(
                "`ft.CheckObjectTargetAliasError`: a monitor of the type simpleCheck accepts one query, with the "
                "alias `Result`",
                OBSERVED,
            ),
            Fact("The secret of a key works. Vendor tools of older installations send its ID", OBSERVED),
            Fact("Unknown route: `RouterNotFound`, HTTP 400", DOCUMENTED),
            Fact(
                "Missing object: HTTP 404 or an `errorCode` of the form `ft.NotFound...`",
                OBSERVED,
                question=Question("missing_object", READ, "not found"),
            ),
        ),
        after="So the collection distinguishes errors by `errorCode` first, and by status second.",
    ),
    Section(
        "Sites",
        (
            Fact(
                "Guance's South Africa and Jakarta: `za1-openapi.guance.one` and `id1-openapi.guance.one`",
                UNCLEAR,
                "from the vendor's tools; a page of the reference has `guance.com`",
                undecided="it needs a key of that site",
            ),
            Fact(
                "Guance's Zhangjiakou, `cn3-openapi.guance.com`",
                UNCLEAR,
                "from the vendor's tools only",
                undecided="it needs a key of that site",
            ),
        ),
        before="The options of every module list the names for `region`. Two of their addresses are uncertain:",
        after="If a name leads to the wrong host, set the URL as `endpoint`.",
    ),
    Section(
        "Dashboards",
        (
            Fact(
                "`get` and `list` return no charts. `export` does, in the form that `create` and `import` accept as "
                "`templateInfo`",
                DOCUMENTED,
            ),
            Fact(
                "`import` replaces all charts and variables, and makes share links invalid. It does not rename",
                DOCUMENTED,
            ),
            Fact(
                "Whether an import keeps the uuid: the English page says that it changes, the example shows that it "
                "does not. The collection uses the uuid of the response",
                UNCLEAR,
                question=Question("import_uuid", WRITE, "kept"),
            ),
            Fact(
                "Whether an import keeps the order of charts",
                UNCLEAR,
                "the collection pairs charts by group, name and position",
                question=Question("chart_order", WRITE, "kept"),
            ),
            Fact("`specifyDashboardUUID` on create: `dsbd_custom_` and 32 characters", DOCUMENTED),
            Fact(
                "Whether the uuid of a deleted dashboard can be used again",
                UNCLEAR,
                question=Question("deleted_identifier", WRITE, "taken again"),
            ),
            Fact(
                "Several dashboards can have the same name; older pages say that they cannot",
                DOCUMENTED,
                "in both ways",
                question=Question("same_names", WRITE, "repeat"),
            ),
            Fact(
                "`isPublic` is 1 (public), 0 (private) or -1 (custom). Permission sets have an effect with -1 only",
                DOCUMENTED,
            ),
            Fact("A private dashboard that an API key creates is invisible to every person", OBSERVED),
            Fact(
                "A create without `isPublic` makes a private dashboard",
                OUR_READING,
                question=Question("default_visibility", WRITE, "private"),
            ),
            Fact(
                "Tags have three shapes: `tagInfo: [{id, name}]` in exports, `tag_info: {tagInfo: [...]}` in "
                "lists, `tag_info: {<uuid>: [...]}` in `get`",
                DOCUMENTED,
            ),
            Fact("`tagNames` replaces all tags", DOCUMENTED),
            Fact("Charts need only name, type and queries. The service sets the layout", OBSERVED),
            Fact(
                "The service adds default settings to charts",
                OUR_READING,
                question=Question("chart_settings", WRITE, "filled in"),
            ),
            Fact(
                "Whether a write keeps ids and times inside charts (of queries, filters and variables). The "
                "collection does not compare them",
                UNCLEAR,
                question=Question("content_ids", WRITE, "kept", {"made anew": "new_ids"}),
            ),
            Fact(
                "The service drops unknown keys at the top level of a template, which converters write",
                OBSERVED,
            ),
            Fact("`iconSet.url` can be `null`, as in vendor templates", OBSERVED),
        ),
    ),
    Section(
        "Carousels",
        (
            Fact(
                "A change of a carousel needs all three properties. Its example returns the dashboards from before "
                "the change",
                DOCUMENTED,
            ),
            Fact(
                "The values of `intervalTime` are not documented; the examples are `30s` and `40s`. The collection "
                "sends a whole number with the largest unit",
                OUR_READING,
                question=Question("carousel_span", WRITE, "taken"),
            ),
            Fact(
                "A deleted dashboard remains in carousels, as its uuid",
                OUR_READING,
                question=Question("carousel_member", WRITE, "stays"),
            ),
            Fact(
                "Whether people see a carousel that an API key created",
                UNCLEAR,
                undecided="only a person can look at the console",
            ),
        ),
    ),
    Section(
        "Notes, explorers, user views and reports",
        (
            Fact(
                "It is not documented what a change of a note without `chartUUIDs` does to its charts. The "
                "collection sends them",
                OUR_READING,
                question=Question("note_charts", WRITE, "lost"),
            ),
            Fact("The response to the import of a note contains no charts", DOCUMENTED),
            Fact(
                "Whether an import updates the modification time of a note",
                UNCLEAR,
                question=Question("note_time", WRITE, "moved"),
            ),
            Fact(
                "A change replaces the `extend` of an explorer as a whole. An import changes the same, and keeps the "
                "name",
                DOCUMENTED,
            ),
            Fact(
                "The response to the create of an explorer contains tags that it does not have. `tag_info` has three "
                "forms",
                DOCUMENTED,
            ),
            Fact(
                "No example contains `desc` or `pathName` of an explorer. Create does not accept `pathName` and "
                "`dashboardBindSet`",
                DOCUMENTED,
            ),
            Fact(
                "No route changes the content of a user view. Rows of the list contain neither binding nor "
                "description nor identifier",
                DOCUMENTED,
            ),
            Fact(
                "If the name or identifier of a user view is taken, the response is a success with `repeatInfo`. "
                "`recoverIdentifier: true` would delete the other view; the collection never sends it",
                DOCUMENTED,
            ),
            Fact(
                "Whether a change without `dashboardBidding` clears the binding. The collection sends it",
                UNCLEAR,
                question=Question("view_binding", WRITE, "kept"),
            ),
            Fact(
                "The `status` of a disabled report is not documented. Every value except 0 counts as disabled",
                OUR_READING,
                question=Question("report_off", WRITE, "2"),
            ),
            Fact(
                "Only the console uses `cycleTimeType`, `hour` and `minutes` of a report. The collection derives "
                "them from the schedule",
                OUR_READING,
                undecided="only a person can look at the console",
            ),
            Fact(
                "The service accepts recipients of a report that its channel cannot reach",
                OUR_READING,
                question=Question("report_recipients", WRITE, "taken"),
            ),
            Fact(
                "Whether the routes of one type of view accept the uuid of another type",
                UNCLEAR,
                "the collection uses `ownerType`",
                question=Question("view_routes", WRITE, "not found"),
            ),
        ),
    ),
    Section(
        "Monitors, mutes and members",
        (
            Fact(
                "A monitor can create issues (`isNeedCreateIssue`) with empty `channels`",
                OBSERVED,
                question=Question("monitor_issues", WRITE, "taken"),
            ),
            Fact(
                "A mute with an empty `startTime` or `endTime` is refused. `null` is accepted",
                OBSERVED,
                question=Question("mute_empty_time", WRITE, "refused"),
            ),
            Fact(
                "A change of a mute can keep what the request leaves out. So the collection clears the schedule "
                "explicitly if it becomes a window",
                OBSERVED,
                question=Question("mute_change", WRITE, "lost", {"kept": "mutes_keep"}),
            ),
            Fact(
                "Rows of members have `roles`, a list of `name` and `uuid`. Older services have one `role`",
                OBSERVED,
                question=Question("member_roles", READ, "a list", {"one": "single_role"}),
            ),
            Fact("The single read of a team contains its members, but neither its name nor its uuid", DOCUMENTED),
            Fact(
                "The first routes for creating and changing alert policies end on 2025-12-30. The collection uses "
                "`add_v2` and `modify_v2`",
                DOCUMENTED,
            ),
        ),
    ),
    Section(
        "Issues",
        (
            Fact(
                "Channels have only a list, without parameters and without a single read. No example of a response "
                "contains `notifyUpgradeCfg`",
                DOCUMENTED,
            ),
            Fact(
                "A row of a channel can have a `deleteAt` above -1 while its `status` is 0. Such a channel exists",
                OUR_READING,
                "documented in part",
                undecided="no request creates such a row",
            ),
            Fact(
                "Every workspace has a channel `default` (All in the console), which cannot be renamed or deleted",
                DOCUMENTED,
                "console",
            ),
            Fact(
                "The built-in levels are `system_level_0` to `system_level_3`, with `isDefault: true`. There can be "
                "10 others",
                DOCUMENTED,
            ),
            Fact(
                "How an escalation of a channel is removed",
                UNCLEAR,
                question=Question("channel_escalation", WRITE, "emptied"),
            ),
            Fact(
                "The default time zone of a schedule is Asia/Shanghai. A change replaces its `extend` as a whole. "
                "`effectiveTime` is in seconds, although its page says 11 digits",
                DOCUMENTED,
            ),
            Fact(
                "A schedule without `effectiveTime` has no end. The collection omits it for such a schedule",
                OUR_READING,
                "documented in part",
                question=Question("schedule_validity", WRITE, "for ever"),
            ),
            Fact(
                "Each change of a schedule restarts its rotation (`rotationUpdateAt`)",
                OUR_READING,
                question=Question("schedule_rotation", WRITE, "anew"),
            ),
            Fact(
                "Whether a schedule can begin later in the day than it ends",
                UNCLEAR,
                question=Question("schedule_overnight", WRITE, "taken"),
            ),
            Fact(
                "A schedule contains the policies that use it, and a policy contains the channels that follow it. No "
                "route sets the channels",
                DOCUMENTED,
            ),
            Fact(
                "The example response to the create of a policy has fewer `notifyTypes` than the request. The "
                "collection does not rely on it",
                OUR_READING,
                "documented in part",
                question=Question("policy_answer", WRITE, "as sent"),
            ),
            Fact(
                "The `extend.text` of a discovery rule is the description as the console renders it. The collection "
                "omits it if the description changes",
                OUR_READING,
                undecided="only a person can look at the console",
            ),
            Fact(
                "A level `isslm_...` of a discovery rule is a level of the platform, which no list contains",
                OUR_READING,
                undecided="no list contains these levels",
            ),
            Fact(
                "Issues of a deleted level have no level. Issues of a deleted channel stay in the default channel",
                DOCUMENTED,
                "console",
            ),
        ),
    ),
    Section(
        "Dial nodes",
        (
            Fact("Create and the single read of a node return its keys in plain text. The list does not", DOCUMENTED),
            Fact("No route changes a node", DOCUMENTED),
            Fact(
                "Code and name of a node are unique. Deleting a node deletes the tests that run on it",
                DOCUMENTED,
                "console",
            ),
            Fact("`internal` is true for nodes in China", DOCUMENTED),
            Fact(
                "The reference deletes a node by `GET`. A client of the vendor sends a `POST`",
                DOCUMENTED,
                "observed in part",
            ),
            Fact("`server` is next to the keys of a node", OBSERVED),
        ),
    ),
    Section(
        "Data",
        (
            Fact(
                "Rows of pipelines contain no script, test data, sources or scope. So the collection reads each "
                "pipeline once",
                DOCUMENTED,
            ),
            Fact(
                "Responses to writes of pipelines lack the sources, or contain none. The collection does not rely on "
                "them",
                OUR_READING,
                "documented in part",
                question=Question("pipeline_answer", WRITE, "lack the sources"),
            ),
            Fact("Base64 texts of pipelines end with a line feed in responses", DOCUMENTED),
            Fact(
                "Whether the list of pipelines without `type` contains both types, and whether a single read "
                "contains the type. The collection requests each type",
                UNCLEAR,
                question=Question("pipeline_types", WRITE, "both"),
            ),
            Fact(
                "The service refuses a second default pipeline of a category without `isForce`. The collection "
                "refuses it before it sends anything",
                OUR_READING,
                question=Question("pipeline_default", WRITE, "refused"),
            ),
            Fact("No route runs a pipeline on test data", DOCUMENTED, "no such route exists"),
            Fact(
                "Rows of blacklists contain neither name nor description. A single read does",
                DOCUMENTED,
            ),
            Fact(
                "Whether two blacklists can have the same name, and how responses show several sources",
                UNCLEAR,
                decided_by="taken.blacklist",
            ),
            Fact(
                "Filters of blacklists use `value`, as all examples do. The table calls it `values`",
                OUR_READING,
                "documented in part",
                question=Question("blacklist_filters", WRITE, "as sent"),
            ),
            Fact(
                "The page about the export of blacklists shows pipelines. The collection expects the form of the "
                "import",
                OUR_READING,
                question=Question("blacklist_export", WRITE, "as the import"),
            ),
            Fact(
                "A field that the platform has under the same source and name is created only with `coverInner`. "
                "Without it, the response is a success with `need_confirm`",
                DOCUMENTED,
            ),
            Fact(
                "The source of a field cannot be changed",
                OUR_READING,
                question=Question("field_source", WRITE, "changed"),
            ),
            Fact(
                "Only the single read of a role contains its permissions. It adds `routine.defaultAccess` to those "
                "that were sent",
                DOCUMENTED,
                "observed in part",
            ),
            Fact("Built-in roles have `isSystem` and a fixed uuid. Their names differ by language", DOCUMENTED),
            Fact(
                "The list of teams contains names of members. A single read contains their uuids, but not the name "
                "of the team",
                DOCUMENTED,
            ),
            Fact(
                "A change of a team needs the name and all members. It is not documented what null does, so the "
                "collection never sends it",
                OUR_READING,
                "documented in part",
                question=Question("team_members", WRITE, "emptied"),
            ),
            Fact(
                "The response to an invitation is `true`. No route lists invitations or cancels one",
                DOCUMENTED,
                question=Question("invitation", INVITE, "joined", {"waits": "invitations_wait"}),
            ),
            Fact(
                "If `waitAudit` of a member is not 0, a change of its roles is under review",
                OUR_READING,
                undecided="it needs a workspace that reviews changes of roles",
            ),
            Fact(
                "The response to a change of members contains a link to log in with. The collection discards it",
                DOCUMENTED,
            ),
            Fact(
                "The list of API keys contains the secret of each key. The collection compares it with the key in "
                "use and discards it",
                DOCUMENTED,
                question=Question(
                    "key_secrets", READ, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact(
                "A new API key without roles is an administrator's. No response contains the roles of a key", DOCUMENTED
            ),
            Fact(
                "It is not documented whether a change of the attributes of a workspace removes those that are left "
                "out. The collection sends all of them",
                OUR_READING,
                "documented in part",
                undecided="an attribute that a change keeps could not be removed afterwards",
            ),
            Fact(
                "A change replaces the menu of the console as a whole. Items that are left out are shown",
                DOCUMENTED,
                undecided="a run that is killed could not restore the menu",
            ),
            Fact(
                "Responses can contain the menu in an older form, `value` 1 or 0, without a second level. The "
                "collection reads both forms, and does not compare a second level that is missing",
                DOCUMENTED,
                undecided="it needs a workspace whose menu somebody has changed",
            ),
            Fact(
                "The example response to a change of a workspace is another record. The collection does not rely on it",
                OUR_READING,
                "documented in part",
                question=Question("workspace_answer", WRITE, "another record"),
            ),
            Fact(
                "The list of single sign-on contains neither domains nor metadata. No response contains the settings "
                "of OpenID Connect",
                DOCUMENTED,
                question=Question(
                    "sso_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact(
                "A rule of a role mapping is sent with a list of roles and returned with one text. The collection "
                "expects commas between several roles",
                OUR_READING,
                "documented in part",
                question=Question("sso_roles", WRITE, "commas"),
            ),
            Fact(
                "The status of a disabled single sign-on is not 0",
                OUR_READING,
                question=Question("sso_off", WRITE, "2"),
            ),
            Fact(
                "It is not documented whether a role that members have can be deleted. The console refuses it",
                DOCUMENTED,
                "manual",
            ),
            Fact(
                "Generated metrics have no name. Newer services refuse a pair of measurement and metric that exists",
                DOCUMENTED,
                "newer pages",
            ),
            Fact(
                "The example response to a change of a generated metric is a copy of the one to a create. The "
                "collection does not rely on it",
                OUR_READING,
                "documented in part",
                question=Question("metric_answer", WRITE, "the object"),
            ),
            Fact(
                "The list of data access rules requires a type, so the collection requests it four times. Its rows "
                "contain addresses of members",
                DOCUMENTED,
            ),
            Fact(
                "The response to the create of a data access rule can contain one role more than the request. The "
                "collection does not rely on it",
                OUR_READING,
                "documented in part",
                question=Question("access_answer", WRITE, "another role"),
            ),
            Fact(
                "Rules of the older routes (`logging_query_rule`) are in the same table",
                OUR_READING,
                question=Question("access_tables", WRITE, "shown"),
            ),
            Fact(
                "A change of a data mask rule needs all five properties. The dialect of its regular expressions is "
                "not documented",
                DOCUMENTED,
            ),
            Fact(
                "A log goes into the first matching index, in the order of `sortNo`. No route changes this order",
                DOCUMENTED,
            ),
            Fact("Changing the retention of a log index deletes the logs in it", DOCUMENTED, "manual"),
            Fact(
                "The page of the route that deletes indexes mentions bound ones only. The collection uses it for all",
                OUR_READING,
                decided_by="life.external_log_index",
            ),
            Fact(
                "Whether a change of a log index keeps what the request leaves out. It does not accept description "
                "and direct writing",
                UNCLEAR,
                question=Question("index_change", WRITE, "kept"),
            ),
            Fact(
                "The list of forwarding rules contains the retention, a single read the access. The response to a "
                "create contains neither",
                DOCUMENTED,
            ),
            Fact(
                "The name of a deleted forwarding rule stays in use while its status is neither 0 nor 2. The number "
                "of this status is not documented",
                OUR_READING,
                "newer pages in part",
                question=Question("forwarding_again", WRITE, "taken again"),
            ),
            Fact(
                "Whether a change of a forwarding rule accepts roles that read, storage class and format. The "
                "collection treats them as fixed",
                OUR_READING,
                question=Question("forwarding_change", WRITE, "refused"),
            ),
            Fact(
                "A single read adds `dataType` and `storeType` to the access of a forwarding rule. The collection "
                "does not send them back",
                OUR_READING,
                question=Question("forwarding_access", WRITE, "added"),
            ),
            Fact(
                "The response to the bind of an external log index is `true`, so the collection finds the index by "
                "its name. A change needs name, store and access",
                DOCUMENTED,
            ),
            Fact(
                "Whether responses contain `password` and `sk` of a store of your own, and which settings a store "
                "needs",
                UNCLEAR,
                question=Question(
                    "store_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact("Rows of the list of tags have the uuid in `id`, other responses in `uuid`", DOCUMENTED),
            Fact(
                "Deleting a tag removes it from every object that has it",
                OUR_READING,
                question=Question("tag_deleted", WRITE, "taken off"),
            ),
        ),
    ),
    Section(
        "Dial tests",
        (
            Fact(
                "Rows of the list of dial tests contain the complete test, and its tags as `tagInfo`. `task.status` "
                "is `ok` or `stop`, while the status of the record is 0",
                DOCUMENTED,
            ),
            Fact(
                "The service adds `external_id`, `owner_external_id` and `post_url`, which contains a token, to "
                "`task`. The collection neither shows them nor sends them back",
                DOCUMENTED,
            ),
            Fact(
                "A test of several steps has routes of its own, without a type. Only the vendor's programs use the "
                "one for changes, and `set_disable`",
                DOCUMENTED,
                "newer pages; observed in part",
            ),
            Fact(
                "The `task` of a step is a mapping. Some programs of the vendor send it as JSON text. The collection "
                "reads both and sends the mapping",
                DOCUMENTED,
                "observed in part",
            ),
            Fact(
                "Whether responses contain passwords and keys of a test in plain text",
                UNCLEAR,
                question=Question(
                    "dial_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact(
                "What a test of each type needs in addition to the reference, and the form of its rules, comes from "
                "the library of the nodes",
                OBSERVED,
            ),
            Fact("Your own nodes have uuids of `reg_` and 20 characters, those of the vendor `regn_`", DOCUMENTED),
        ),
    ),
    Section(
        "Applications",
        (
            Fact(
                "Rows of the list of RUM applications contain `appId`, name and type, and a `uuid` that differs from "
                "the `appId`. All routes use the `appId`",
                DOCUMENTED,
            ),
            Fact("`newAppId` changes the `appId` of a RUM application. Its type cannot be changed", DOCUMENTED),
            Fact(
                "A change of a RUM application keeps what `jsonContent` leaves out. The collection does not send the "
                "type, because the page of the change knows fewer types",
                OUR_READING,
                question=Question("rum_change", WRITE, "kept"),
            ),
            Fact(
                "A source map has neither uuid nor digest. Version and environment identify it, and `createAt` is "
                "the time of its upload",
                OUR_READING,
                "documented in part",
                undecided="the suite uploads no files",
            ),
            Fact(
                "The upload of a source map that exists returns success and an empty `uploadId`, unless `needCover` "
                "is set",
                DOCUMENTED,
            ),
            Fact(
                "It is not documented what a delete of a source map without version and environment deletes. The "
                "collection always sends both",
                UNCLEAR,
                undecided="the suite uploads no files",
            ),
            Fact(
                "Responses contain the complete LLM application, its token in plain text. A change keeps what the "
                "request leaves out. Id and name are unique",
                DOCUMENTED,
                "newer pages",
            ),
            Fact(
                "A service is written as one complete TOML text, and read as mappings with `originStr=0`. Its team "
                "is written by name and read by uuid. Its tags come in any order",
                DOCUMENTED,
            ),
            Fact(
                "`Team.service` in the text of a service can differ from `service` of its row. The row counts",
                OUR_READING,
                "documented in part",
                undecided="no request can make the two differ",
            ),
            Fact(
                "The new example of the list of services has no envelope. The collection expects it to be the value "
                "of `content`",
                OUR_READING,
                decided_by="list.service",
            ),
            Fact(
                "Every route identifies a resource class by sort and name. Its export is the complete class. Rows of "
                "the list do not contain the sort",
                DOCUMENTED,
            ),
            Fact(
                "The documented response to a change of a resource class is another object. The collection does not "
                "rely on it",
                OUR_READING,
                "documented in part",
                question=Question("catalog_answer", WRITE, "another object"),
            ),
            Fact("The service discards data without a required field of its resource class", DOCUMENTED),
            Fact("No route lists the groups of resource classes. A class contains its own", DOCUMENTED),
            Fact(
                "The service refuses a name of a resource class that is taken. `required` of a view is a boolean or "
                "a text",
                OUR_READING,
                "documented in part",
                decided_by="taken.resource_catalog",
            ),
            Fact(
                "A snapshot of logs is created with the type `Log`, which lists call `logging`",
                OUR_READING,
                "documented in part",
                question=Question("snapshot_type", WRITE, "logging"),
            ),
            Fact(
                "Without `isForce`, the service refuses a snapshot whose name is taken. With it, the new snapshot has "
                "a uuid of its own",
                OUR_READING,
                decided_by="taken.snapshot",
            ),
            Fact(
                "Each request for a link to a snapshot creates another link. Its response does not contain the uuid "
                "that is needed to end the link, and no route lists links",
                OUR_READING,
                "documented in part",
                undecided="each request creates a link that nothing lists or removes",
            ),
            Fact(
                "Authorisations of other workspaces can be created, listed and read. No route changes or deletes one",
                DOCUMENTED,
                "newer pages, incomplete",
            ),
            Fact("One request can authorise several workspaces. The collection sends one at a time", DOCUMENTED),
            Fact(
                "Whether the response to a new authorisation contains its uuid. If not, the collection finds it in "
                "the list",
                UNCLEAR,
                undecided="no route removes an authorisation",
            ),
            Fact("What happens to a second service of the same name", UNCLEAR, decided_by="taken.service"),
            Fact(
                "The service refuses an `appId` that is taken. Several RUM applications can have the same name",
                OUR_READING,
                decided_by="taken.rum_app",
            ),
        ),
    ),
    Section(
        "Unified catalog",
        (
            Fact(
                "The service creates the urn of an entity: that of a database named demo begins with `urn:mysql`",
                DOCUMENTED,
            ),
            Fact("Deleting an entity deletes its reported data", DOCUMENTED),
            Fact(
                "`provider: manual` lists entities that somebody created, not those that the platform found",
                OUR_READING,
                question=Question("entity_provider", WRITE, "manual"),
            ),
            Fact(
                "What a new name does to the urn, and whether a change keeps attributes that are left out. The "
                "collection sends the complete entity, and changes no name",
                UNCLEAR,
                question=Question("entity_change", WRITE, "kept"),
            ),
            Fact(
                "How responses show relations (`systemRelationInfo`), and whether lists contain the YAML texts of "
                "types",
                UNCLEAR,
                question=Question("entity_relations", WRITE, "not told"),
            ),
            Fact("The word of an entity type is unique across all workspaces", DOCUMENTED),
        ),
    ),
    Section(
        "Routes of the vendor guide",
        (
            Fact("These routes exist", DOCUMENTED, "guide", question=Question("guide_routes", READ, "there")),
            Fact(
                "Method, parameters and response of the two object lists: `GET`, `pageIndex`, `pageSize` up to 100, "
                "`search`. Rows are flat and have the columns of the DQL row",
                OUR_READING,
                question=Question("object_lists", READ, "flat rows"),
            ),
            Fact(
                "A service without the dashboard routes of the reference returns the content in `get`, and accepts "
                "it in `modify`",
                OUR_READING,
                undecided="it needs a service without them",
            ),
        ),
        before="The guide names `/api/v1/dashboard/list`, `create`, `{uuid}/get`, `delete`, `modify`, and "
        "`/api/v1/object/host/list`, `/api/v1/object/process/list`. The reference has the dashboards under "
        "`/api/v1/dashboards/` and no object lists.",
        after="A client tries the reference first. Clear evidence that a route does not exist (`RouterNotFound`, or a "
        "400 or 404 without an envelope) on a *read* makes it take the guide's routes from then on. It never "
        "learns this on a write.",
    ),
    Section(
        "Queries",
        (
            Fact(
                "One request can contain many queries. The response has one member for each, in their order", DOCUMENTED
            ),
            Fact(
                "Which query a refusal concerns",
                UNCLEAR,
                "the collection repeats the request in halves",
                question=Question("query_refused", READ, "all of them"),
            ),
            Fact("`timeRange` is in milliseconds. `interval` is in seconds, and is used up to 720 points", DOCUMENTED),
            Fact(
                "`tz` next to the statement sets the time zone",
                UNCLEAR,
                "an example only",
                question=Question("query_tz", READ, "taken"),
            ),
            Fact(
                "A function without an interval gives one value for the whole time, for metrics too",
                OUR_READING,
                "documented for DQL",
                question=Question("query_total", READ, "one value"),
            ),
            Fact(
                "Groups come as series with `tags`. `slimit` limits their number",
                DOCUMENTED,
                "for metrics only by one page, for events too by another",
            ),
            Fact(
                "`promqlType` is `instantQuery` or `rangeQuery`. The first gives the values at the end of `timeRange`",
                OUR_READING,
                "documented in part",
                undecided="it needs a workspace with metrics",
            ),
            Fact(
                "An event of a monitor has recovered when the latest one of its `df_monitor_checker_event_ref` "
                "has the `df_fault_status` `ok`",
                DOCUMENTED,
            ),
            Fact(
                "`last()` with `BY df_monitor_checker_event_ref` shows this on each storage engine",
                OUR_READING,
                "the two documented statements need to know the engine",
                undecided="it needs a workspace with events of monitors",
            ),
            Fact(
                "Events of the source `slo` have `df_slo_id` and `df_slo_cost`, the minutes that are deducted. The "
                "list covers seven days",
                DOCUMENTED,
                "manual of SLOs",
            ),
            Fact(
                "`total_hits` is a lower bound, and a short page does not prove the end of the pages",
                OUR_READING,
                undecided="it needs a workspace with thousands of rows",
            ),
        ),
    ),
    Section(
        "Infrastructure objects",
        (
            Fact(
                "Objects are read by DQL (`O::HOST:(...)`) through `df/query_data_v1`. Rows are positional, with the "
                "names of the columns next to them",
                DOCUMENTED,
            ),
            Fact(
                "A response has the names of the columns of a series in `columns`. Some have `column_names` instead",
                DOCUMENTED,
                "observed in part",
                question=Question("dql_columns", READ, "columns", {"column_names": "column_names"}),
            ),
            Fact(
                "Several columns can come as one series each, row by row in the same order, although "
                "`disableMultipleField` is false",
                OBSERVED,
                question=Question("dql_series", READ, "one", {"one a column": "single_columns"}),
            ),
            Fact(
                "`O::` contains one current row per object. A host is listed for 24 hours after its last report, and "
                "is online within 10 minutes",
                DOCUMENTED,
                "console",
            ),
            Fact(
                "How the service shows the end of pages with `search_after` for objects",
                UNCLEAR,
                "the collection stops at a short page, an empty page, or without progress",
                undecided="it needs a workspace with thousands of objects",
            ),
            Fact("Labels are in `df_label`. The label routes are cached for up to 5 minutes", DOCUMENTED),
            Fact(
                "Setting labels replaces all labels of the object",
                OUR_READING,
                undecided="it would change objects that the suite did not create",
            ),
            Fact(
                "`message` of a host can contain configuration files and tokens. The collection reads it on request "
                "only",
                DOCUMENTED,
            ),
        ),
    ),
)

#: Every question of the table, by name.
QUESTIONS = {fact.question.name: fact.question for section in SECTIONS for fact in section.facts if fact.question}
