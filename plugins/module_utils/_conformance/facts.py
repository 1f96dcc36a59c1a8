# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection rests on, and how well it is known: the one table behind docs/api-facts.md (``make reference``),
the conformance suite and the emulator."""

from __future__ import annotations

import typing as t

DOCUMENTED = "documented"
OBSERVED = "observed"
PROVEN = "proven"
OUR_READING = "our reading"
UNCLEAR = "unclear"

#: Levels of questions: what asking does to the workspace. The last one mails an invitation to the person named for it.
READ, WRITE, INVITE = "read", "write", "invite"

#: Mark -> what it says, as the page has it.
MARKS = {
    DOCUMENTED: "the vendor reference (as of November 2026: OpenAPI 3.1, 349 operations; a copy is in "
    "`tests/emulator/openapi`) or the vendor guide says so.",
    OBSERVED: "public clients of the API rely on it, or somebody's dated report shows it.",
    PROVEN: "a report of the conformance suite on a live service confirms it.",
    OUR_READING: "none of these; what the collection assumes, and the emulator does.",
    UNCLEAR: "nobody says, or the sources contradict each other; what the collection does works either way, or is "
    "named here.",
}


class Question(t.NamedTuple):
    """What the conformance suite asks the service to decide a statement.

    name: of the question, and of the function that asks it.
    level: one of READ, WRITE and INVITE: what asking it does to the workspace.
    expects: the answer that the collection counts on, and that the emulator gives.
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
    source: where it comes from, or what else is to be said of the mark.
    question: what decides it. decided_by: the name of a question about a kind that does; ``list.*`` means all of these.
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
                "Header `DF-API-KEY`; only `GET` and `POST`; the method does not tell reads from writes: "
                "pipelines, blacklists, SLOs and member groups are deleted by `GET`",
                DOCUMENTED,
            ),
            Fact(
                "Envelope `code`, `content`, `errorCode`, `message`, `success`, `traceId`; lists add `pageInfo` "
                "with `count`, `pageIndex`, `pageSize`, `totalCount`",
                DOCUMENTED,
            ),
            Fact("`success: false` comes with HTTP 200 too", OBSERVED),
            Fact(
                "Answers have the HTTP header `Date` with the time of the service",
                OUR_READING,
                undecided="the playbook `check` shows it",
            ),
            Fact(
                "`bossStation` of the workspace is its site",
                OUR_READING,
                undecided="the playbook `check` shows it, and a person knows the site",
            ),
            Fact(
                "`content` of a list is a bare list, or a mapping with `data`, or deeper; it differs by route, "
                "and the examples of some routes are outdated. Every documented place is accepted",
                DOCUMENTED,
                decided_by="list.*",
            ),
            Fact(
                "Lists of monitors, mutes, members and notify objects: the rows stand in `content.data`; in the "
                "reference, and on older services, directly in `content`. Both are read",
                OBSERVED,
                "dated",
                decided_by="list.monitor",
            ),
            Fact(
                "`content` may be `null` after a success, also of a create, which is read back then, or of a "
                "list, which is asked for once more",
                OBSERVED,
                question=Question("write_answers", WRITE, "the object", {"ids only": "terse"}),
            ),
            Fact(
                "A list without rows and without a total may be a fault: it is asked for once more before "
                "something is written",
                OUR_READING,
                undecided="such a fault cannot be provoked",
            ),
            Fact(
                "`search` of lists is a substring match",
                OBSERVED,
                question=Question("search", WRITE, "a part of the name"),
            ),
            Fact(
                "Whether names are trimmed, their blanks collapsed or their characters composed (NFC) is open: "
                "the name in an answer is held against the wanted one, and names with blanks at their ends are "
                "refused",
                OUR_READING,
                question=Question("names", WRITE, "as sent", {"normalised": "normal_names"}),
            ),
            Fact(
                "Line ends in texts may come back as CR LF; that is no change",
                OUR_READING,
                question=Question("line_ends", WRITE, "as sent", {"CR LF": "crlf_texts"}),
            ),
            Fact("Rows carry `workspaceUUID`, which tells two keys of one workspace from keys of two", DOCUMENTED),
            Fact(
                "A search for members that finds nobody answers HTTP 200 with `code` 404 in the body",
                OBSERVED,
                question=Question("member_search", READ, "404 in the body"),
            ),
            Fact(
                "Unknown query parameters are passed over; vendor clients send some that the reference lacks",
                OBSERVED,
                question=Question("unknown_parameters", READ, "passed over", {"refused": "strict"}),
            ),
            Fact(
                "Monitors are also reached below `/api/v1/monitor/check/`",
                DOCUMENTED,
                "older pages",
                question=Question("older_monitor_routes", READ, "there"),
            ),
            Fact("A route without a documented body (`dashboards/{uuid}/delete` among them) is sent none", DOCUMENTED),
            Fact("Page sizes go up to 100 on most lists", DOCUMENTED),
            Fact("Gateways before the API answer HTML", OBSERVED),
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
                "Whether that minute is fixed or sliding",
                UNCLEAR,
                "the client keeps to both",
                undecided="it would take more requests than the limit allows",
            ),
            Fact("Bad key: `InvalidApiKey` (guide) or `ft.InvalidAPIKey` (reference), HTTP 403", DOCUMENTED),
            Fact("The same with HTTP 401", OBSERVED),
            Fact("Other codes with HTTP 401, such as `ft.LoginFailed`, prove nothing about the key", OBSERVED),
            Fact(
                "Whether a refused request counts towards the limit",
                UNCLEAR,
                "the client takes it that it does not",
                undecided="it would take more requests than the limit allows",
            ),
            Fact(
                "`kodo.*` and `dql.*` are codes of the data service behind the API, such as `kodo.tokenNotFound` "
                "with HTTP 403",
                OBSERVED,
            ),
            Fact(
                "`ft.CheckObjectTargetAliasError`: a monitor of the type simpleCheck takes one query, with the "
                "alias `Result`",
                OBSERVED,
            ),
            Fact("The secret of a key works; vendor tools of older installations send its ID", OBSERVED),
            Fact("Unknown route: `RouterNotFound`, HTTP 400", DOCUMENTED),
            Fact(
                "Missing object: HTTP 404 or an `errorCode` of the form `ft.NotFound...`",
                OBSERVED,
                question=Question("missing_object", READ, "not found"),
            ),
        ),
        after="So errors are told apart by `errorCode` first and by status second.",
    ),
    Section(
        "Sites",
        (
            Fact(
                "Guance's South Africa and Jakarta: `za1-openapi.guance.one` and `id1-openapi.guance.one`",
                UNCLEAR,
                "the vendor's tools; a page of the reference has `guance.com`",
                undecided="it takes a key of that site",
            ),
            Fact(
                "Guance's Zhangjiakou, `cn3-openapi.guance.com`",
                UNCLEAR,
                "the vendor's tools alone",
                undecided="it takes a key of that site",
            ),
        ),
        before="The names that `region` takes stand in the options of every module. Two facts behind them are open:",
        after="Where a name leads to the wrong host, give the URL as `endpoint`.",
    ),
    Section(
        "Dashboards",
        (
            Fact(
                "`get` and `list` carry no charts; `export` does, in the form that `create` and `import` take as "
                "`templateInfo`",
                DOCUMENTED,
            ),
            Fact(
                "`import` replaces all charts and variables and makes share links invalid; it does not rename",
                DOCUMENTED,
            ),
            Fact(
                "Whether the uuid survives an import: the English page says it changes, the example shows that "
                "it does not. The uuid of the answer is taken",
                UNCLEAR,
                question=Question("import_uuid", WRITE, "kept"),
            ),
            Fact(
                "Whether an import keeps the order of charts",
                UNCLEAR,
                "charts are paired by group, name and position",
                question=Question("chart_order", WRITE, "kept"),
            ),
            Fact("`specifyDashboardUUID` on create: `dsbd_custom_` and 32 characters", DOCUMENTED),
            Fact(
                "What it does for the uuid of a deleted dashboard",
                UNCLEAR,
                question=Question("deleted_identifier", WRITE, "taken again"),
            ),
            Fact(
                "Names may repeat; older pages say that they may not",
                DOCUMENTED,
                "both ways",
                question=Question("same_names", WRITE, "repeat"),
            ),
            Fact("`isPublic` 1 public, 0 private, -1 custom; permission sets count with -1 only", DOCUMENTED),
            Fact("What a key creates as private is invisible to every person", OBSERVED),
            Fact(
                "`isPublic` not sent on create means private",
                OUR_READING,
                question=Question("default_visibility", WRITE, "private"),
            ),
            Fact(
                "Tags have three shapes: `tagInfo: [{id, name}]` in exports, `tag_info: {tagInfo: [...]}` in "
                "lists, `tag_info: {<uuid>: [...]}` in `get`",
                DOCUMENTED,
            ),
            Fact("`tagNames` replaces all tags", DOCUMENTED),
            Fact("Charts need only name, type and queries; the server lays them out", OBSERVED),
            Fact(
                "The server writes default settings into charts",
                OUR_READING,
                question=Question("chart_settings", WRITE, "filled in"),
            ),
            Fact(
                "Whether ids and times inside charts (of queries, filters and variables) survive a write; they are "
                "not compared",
                UNCLEAR,
                question=Question("content_ids", WRITE, "kept", {"made anew": "new_ids"}),
            ),
            Fact(
                "Keys at the top of a template that the service does not know, as converters write them, are dropped",
                OBSERVED,
            ),
            Fact("`iconSet.url` may be `null`, as in vendor templates", OBSERVED),
        ),
    ),
    Section(
        "Carousels",
        (
            Fact(
                "A modify of a carousel takes all three properties again; its example answers the dashboards as "
                "they were before",
                DOCUMENTED,
            ),
            Fact(
                "Which spans `intervalTime` takes is not told; `30s` and `40s` are shown, and a whole number "
                "with its largest unit is sent",
                OUR_READING,
                question=Question("carousel_span", WRITE, "taken"),
            ),
            Fact(
                "A dashboard that is deleted stays in carousels as its uuid",
                OUR_READING,
                question=Question("carousel_member", WRITE, "stays"),
            ),
            Fact(
                "Whether people see a carousel that an API key made",
                UNCLEAR,
                undecided="only a person can look at the console",
            ),
        ),
    ),
    Section(
        "Notes, explorers, user views and reports",
        (
            Fact(
                "What a change of a note without `chartUUIDs` does to its charts is not told; they are sent along",
                OUR_READING,
                question=Question("note_charts", WRITE, "lost"),
            ),
            Fact("The answer to the import of a note shows no charts", DOCUMENTED),
            Fact(
                "Whether an import moves the time of a note's last change",
                UNCLEAR,
                question=Question("note_time", WRITE, "moved"),
            ),
            Fact(
                "An explorer is changed as a whole by its `extend`; an import changes no more, and keeps the name",
                DOCUMENTED,
            ),
            Fact(
                "The answer to a new explorer shows tags that it does not have; `tag_info` has three forms", DOCUMENTED
            ),
            Fact(
                "No example shows `desc` or `pathName` of an explorer; `pathName` and `dashboardBindSet` are no "
                "part of create",
                DOCUMENTED,
            ),
            Fact(
                "No route changes the content of a user view; rows of the list tell neither binding nor "
                "description nor identifier",
                DOCUMENTED,
            ),
            Fact(
                "A user view whose name or identifier is taken is answered with success and `repeatInfo`; "
                "`recoverIdentifier: true` would delete the other one, and is never sent",
                DOCUMENTED,
            ),
            Fact(
                "Whether a change without `dashboardBidding` clears the binding; it is sent along",
                UNCLEAR,
                question=Question("view_binding", WRITE, "kept"),
            ),
            Fact(
                "Which `status` a report has that is disabled is not told; what is not 0 counts as off",
                OUR_READING,
                question=Question("report_off", WRITE, "2"),
            ),
            Fact(
                "`cycleTimeType`, `hour` and `minutes` of a report are for the console alone; they are derived "
                "from the schedule",
                OUR_READING,
                undecided="only a person can look at the console",
            ),
            Fact(
                "The service takes recipients of a report that its channel cannot reach",
                OUR_READING,
                question=Question("report_recipients", WRITE, "taken"),
            ),
            Fact(
                "Whether the routes of one sort of view answer for the uuid of another one",
                UNCLEAR,
                "`ownerType` decides here",
                question=Question("view_routes", WRITE, "not found"),
            ),
        ),
    ),
    Section(
        "Monitors, mutes and members",
        (
            Fact(
                "A monitor may create issues (`isNeedCreateIssue`) with empty `channels`",
                OBSERVED,
                question=Question("monitor_issues", WRITE, "taken"),
            ),
            Fact(
                "A mute with an empty `startTime` or `endTime` is refused; `null` is accepted",
                OBSERVED,
                question=Question("mute_empty_time", WRITE, "refused"),
            ),
            Fact(
                "A change of a mute may keep what the request leaves out, so a schedule that becomes a window is "
                "cleared explicitly",
                OBSERVED,
                question=Question("mute_change", WRITE, "lost", {"kept": "mutes_keep"}),
            ),
            Fact(
                "Rows of members have `roles`, a list of `name` and `uuid`; older ones have one `role`",
                OBSERVED,
                question=Question("member_roles", READ, "a list", {"one": "single_role"}),
            ),
            Fact("The single read of a team tells its members, and neither its name nor its uuid", DOCUMENTED),
            Fact(
                "The first routes that create and change alert policies end on 2025-12-30; the collection uses "
                "`add_v2` and `modify_v2`",
                DOCUMENTED,
            ),
        ),
    ),
    Section(
        "Issues",
        (
            Fact(
                "The list of channels is all there is: no parameters, no single read. No example of an answer "
                "shows `notifyUpgradeCfg`",
                DOCUMENTED,
            ),
            Fact(
                "A row of a channel may have a `deleteAt` above -1 while its `status` is 0; it is there",
                OUR_READING,
                "documented in part",
                undecided="no request makes such a row",
            ),
            Fact(
                "Every workspace has a channel `default` (All in the console), which keeps its name and cannot "
                "be deleted",
                DOCUMENTED,
                "console",
            ),
            Fact(
                "The built-in levels are `system_level_0` to `system_level_3`, with `isDefault: true`; there may "
                "be 10 others",
                DOCUMENTED,
            ),
            Fact(
                "How an escalation of a channel is taken away",
                UNCLEAR,
                question=Question("channel_escalation", WRITE, "emptied"),
            ),
            Fact(
                "The time zone of a schedule is Asia/Shanghai when none is sent; its `extend` is replaced as a "
                "whole; `effectiveTime` is in seconds, though its page says 11 digits",
                DOCUMENTED,
            ),
            Fact(
                "A schedule without `effectiveTime` counts for ever, so it is left out to make it so",
                OUR_READING,
                "documented in part",
                question=Question("schedule_validity", WRITE, "for ever"),
            ),
            Fact(
                "Each change of a schedule begins its rotation anew (`rotationUpdateAt`)",
                OUR_READING,
                question=Question("schedule_rotation", WRITE, "anew"),
            ),
            Fact(
                "Whether a schedule may begin later in the day than it ends",
                UNCLEAR,
                question=Question("schedule_overnight", WRITE, "taken"),
            ),
            Fact(
                "A schedule tells the policies that use it, a policy the channels that follow it; no route sets "
                "the latter",
                DOCUMENTED,
            ),
            Fact(
                "The answer to a new policy is shown with fewer `notifyTypes` than were sent; it is not believed",
                OUR_READING,
                "documented in part",
                question=Question("policy_answer", WRITE, "as sent"),
            ),
            Fact(
                "The `extend.text` of a discovery rule is the console's rendering of its description, and is "
                "left out when that changes",
                OUR_READING,
                undecided="only a person can look at the console",
            ),
            Fact(
                "A level `isslm_...` of a discovery rule is one of the whole platform, which no list shows",
                OUR_READING,
                undecided="no list shows these levels",
            ),
            Fact(
                "A deleted level leaves its issues without one; the issues of a deleted channel stay in the "
                "default one",
                DOCUMENTED,
                "console",
            ),
        ),
    ),
    Section(
        "Dial nodes",
        (
            Fact("Create and the single read of a node answer its keys in clear; the list does not", DOCUMENTED),
            Fact("There is no route that changes a node", DOCUMENTED),
            Fact(
                "Code and name of a node are there once; deleting it deletes the tests that run there",
                DOCUMENTED,
                "console",
            ),
            Fact("`internal` is true for China", DOCUMENTED),
            Fact(
                "A node is deleted by a GET, as the reference says; a client of the vendor sends a POST",
                DOCUMENTED,
                "observed in part",
            ),
            Fact("`server` beside the keys of a node", OBSERVED),
        ),
    ),
    Section(
        "Data",
        (
            Fact("Rows of pipelines lack script, test data, sources and scope, so each costs one read", DOCUMENTED),
            Fact(
                "Answers to writes of pipelines lack the sources or show none: not believed",
                OUR_READING,
                "documented in part",
                question=Question("pipeline_answer", WRITE, "lack the sources"),
            ),
            Fact("Base64 texts of pipelines come back with a line feed", DOCUMENTED),
            Fact(
                "Whether the list of pipelines without `type` shows both types: it is asked for each; whether a "
                "single read tells the type",
                UNCLEAR,
                question=Question("pipeline_types", WRITE, "both"),
            ),
            Fact(
                "What the API answers to a second default of a category without `isForce`: refused before it is asked",
                OUR_READING,
                question=Question("pipeline_default", WRITE, "refused"),
            ),
            Fact("No route tries a pipeline on test data", DOCUMENTED, "there is none"),
            Fact(
                "Rows of blacklists in the documented list have neither name nor description; a single read does",
                DOCUMENTED,
            ),
            Fact(
                "Whether two blacklists may have one name, and what answers show of several sources",
                UNCLEAR,
                decided_by="taken.blacklist",
            ),
            Fact(
                "Filters of blacklists send `value`, as all examples do; the table calls it `values`",
                OUR_READING,
                "documented in part",
                question=Question("blacklist_filters", WRITE, "as sent"),
            ),
            Fact(
                "The page of the export of blacklists shows pipelines; the shape of the import is taken",
                OUR_READING,
                question=Question("blacklist_export", WRITE, "as the import"),
            ),
            Fact(
                "A field that the platform has under the same source and name is only made with `coverInner`; "
                "without it the answer is success and `need_confirm`",
                DOCUMENTED,
            ),
            Fact(
                "The source of a field cannot be changed",
                OUR_READING,
                question=Question("field_source", WRITE, "changed"),
            ),
            Fact(
                "Only the single read of a role tells its permissions, and shows `routine.defaultAccess` besides "
                "what was sent",
                DOCUMENTED,
                "observed in part",
            ),
            Fact("Built-in roles are told by `isSystem` and a fixed uuid; their names differ by language", DOCUMENTED),
            Fact(
                "The list of teams tells names of members, a single read their uuids and not the name of the team",
                DOCUMENTED,
            ),
            Fact(
                "A change of a team needs the name and all members; what null does to them is not told, so it is "
                "never sent",
                OUR_READING,
                "documented in part",
                question=Question("team_members", WRITE, "emptied"),
            ),
            Fact(
                "An invitation answers `true`; no route lists invitations or takes one back",
                DOCUMENTED,
                question=Question("invitation", INVITE, "joined", {"waits": "invitations_wait"}),
            ),
            Fact(
                "`waitAudit` other than 0 in the row of a member means that a change of the roles is under review",
                OUR_READING,
                undecided="it takes a workspace that reviews changes of roles",
            ),
            Fact("The answer to a change of members is a link to log in with: it is dropped", DOCUMENTED),
            Fact(
                "The list of API keys shows the secret of each: it is compared with the key in use and dropped at once",
                DOCUMENTED,
                question=Question(
                    "key_secrets", READ, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact("Without roles a new API key is an administrator's; no answer tells the roles of a key", DOCUMENTED),
            Fact(
                "Whether a change of the attributes of a workspace loses those that are left out is not told: "
                "all are sent",
                OUR_READING,
                "documented in part",
                undecided="an attribute that a change keeps could not be removed again",
            ),
            Fact(
                "The menu of the console is replaced as a whole, and items that are left out are shown",
                DOCUMENTED,
                undecided="a run that is killed could not restore the menu",
            ),
            Fact(
                "The menu is told in an older form, `value` 1 or 0, without a second level: both forms are taken, and "
                "a second level that is not told is not compared",
                DOCUMENTED,
                undecided="it takes a workspace whose menu somebody has set",
            ),
            Fact(
                "The answer to a change of a workspace is another record: not believed",
                OUR_READING,
                "documented in part",
                question=Question("workspace_answer", WRITE, "another record"),
            ),
            Fact(
                "The list of single sign-on tells neither domains nor metadata; no answer shows settings of "
                "OpenID Connect",
                DOCUMENTED,
                question=Question(
                    "sso_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact(
                "A rule of a role mapping is sent with a list of roles and told with one text; several are taken "
                "to have commas between them",
                OUR_READING,
                "documented in part",
                question=Question("sso_roles", WRITE, "commas"),
            ),
            Fact(
                "The status of a disabled single sign-on is taken to be other than 0",
                OUR_READING,
                question=Question("sso_off", WRITE, "2"),
            ),
            Fact(
                "Whether a role that members have can be deleted is not documented; the console refuses it",
                DOCUMENTED,
                "manual",
            ),
            Fact(
                "Generated metrics have no name; newer services refuse a pair of measurement and metric that is taken",
                DOCUMENTED,
                "newer pages",
            ),
            Fact(
                "The answer to a change of a generated metric is a copy of that to a create: not believed",
                OUR_READING,
                "documented in part",
                question=Question("metric_answer", WRITE, "the object"),
            ),
            Fact(
                "The list of data access rules wants a type, so it is asked four times; its rows carry addresses "
                "of members",
                DOCUMENTED,
            ),
            Fact(
                "A create of a data access rule may answer a role more than it was sent: not believed",
                OUR_READING,
                "documented in part",
                question=Question("access_answer", WRITE, "another role"),
            ),
            Fact(
                "Rules of the older routes (`logging_query_rule`) are taken to be in the same table",
                OUR_READING,
                question=Question("access_tables", WRITE, "shown"),
            ),
            Fact(
                "A change of a data mask rule needs all five properties; which dialect of regular expressions it "
                "takes is not told",
                DOCUMENTED,
            ),
            Fact(
                "A log goes into the first index that fits, in the order of `sortNo`; no route orders indexes",
                DOCUMENTED,
            ),
            Fact("Changing the retention of a log index deletes the logs in it", DOCUMENTED, "manual"),
            Fact(
                "The page of the route that deletes indexes speaks of bound ones only; it is used for all",
                OUR_READING,
                decided_by="life.external_log_index",
            ),
            Fact(
                "Whether a modify of a log index keeps what it is not sent; description and direct writing are "
                "not among what it takes",
                UNCLEAR,
                question=Question("index_change", WRITE, "kept"),
            ),
            Fact(
                "The list of forwarding rules tells the retention, a single read the access; the answer to a "
                "create tells neither",
                DOCUMENTED,
            ),
            Fact(
                "A deleted forwarding rule keeps its name while its status is neither 0 nor 2; what number it "
                "has is not told",
                OUR_READING,
                "newer pages in part",
                question=Question("forwarding_again", WRITE, "taken again"),
            ),
            Fact(
                "Whether a change of a forwarding rule may send roles that read, storage class and format: taken "
                "as fixed",
                OUR_READING,
                question=Question("forwarding_change", WRITE, "refused"),
            ),
            Fact(
                "What a single read adds to the access of a forwarding rule (`dataType`, `storeType`) is not sent back",
                OUR_READING,
                question=Question("forwarding_access", WRITE, "added"),
            ),
            Fact(
                "A bind of an external log index answers `true`, so it is looked for by its name; a change needs "
                "name, store and access whole",
                DOCUMENTED,
            ),
            Fact(
                "Whether `password` and `sk` of a store of one's own come back, and which settings a store needs",
                UNCLEAR,
                question=Question(
                    "store_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact("Rows of the list of tags hold the uuid in `id`, other answers in `uuid`", DOCUMENTED),
            Fact(
                "A tag that is deleted is taken off every object that bears it",
                OUR_READING,
                question=Question("tag_deleted", WRITE, "taken off"),
            ),
        ),
    ),
    Section(
        "Dial tests",
        (
            Fact(
                "Rows of the list of dial tests tell the whole test, and its tags as `tagInfo`; `task.status` is "
                "`ok` or `stop`, while the status of the record is 0",
                DOCUMENTED,
            ),
            Fact(
                "The service adds `external_id`, `owner_external_id` and `post_url`, which holds a token, to "
                "`task`: neither shown nor sent back",
                DOCUMENTED,
            ),
            Fact(
                "A test of several steps has routes of its own, which take no type; the one for changes, and "
                "`set_disable`, only the vendor's programs know",
                DOCUMENTED,
                "newer pages; observed in part",
            ),
            Fact(
                "The `task` of a step is a mapping, which some of the vendor's programs send as a JSON text: "
                "both are read, the mapping is sent",
                DOCUMENTED,
                "observed in part",
            ),
            Fact(
                "Whether answers show passwords and keys of a test in clear",
                UNCLEAR,
                question=Question(
                    "dial_secrets", WRITE, "shown", {"masked": "secrets_masked", "absent": "secrets_absent"}
                ),
            ),
            Fact(
                "What a test of each type needs beside what the reference says, and the form of its rules, is "
                "what the library of the nodes reads",
                OBSERVED,
            ),
            Fact("Nodes of one's own have uuids `reg_` and 20 characters, those of the vendor `regn_`", DOCUMENTED),
        ),
    ),
    Section(
        "Applications",
        (
            Fact(
                "Rows of the list of RUM applications tell `appId`, name and type, and a `uuid` that is another "
                "text than the `appId`, which all routes take",
                DOCUMENTED,
            ),
            Fact("A RUM application's `newAppId` changes its `appId`; its type cannot be changed", DOCUMENTED),
            Fact(
                "A modify of a RUM application keeps what `jsonContent` leaves out; the type is not sent with "
                "it, since its page knows fewer types",
                OUR_READING,
                question=Question("rum_change", WRITE, "kept"),
            ),
            Fact(
                "A source map has neither uuid nor digest: version and environment tell it, and `createAt` is "
                "taken for the time of its upload",
                OUR_READING,
                "documented in part",
                undecided="the suite uploads no files",
            ),
            Fact(
                "An upload of a source map that is there answers success and an empty `uploadId`, unless `needCover`",
                DOCUMENTED,
            ),
            Fact(
                "What a delete of a source map without version and environment deletes is not told, so both are "
                "always sent",
                UNCLEAR,
                undecided="the suite uploads no files",
            ),
            Fact(
                "An LLM application is told whole, its token in clear; modify keeps what it is not sent; id and "
                "name are there once",
                DOCUMENTED,
                "newer pages",
            ),
            Fact(
                "A service is written as one TOML text, whole, and with `originStr=0` read as mappings; its team "
                "is written by name and read by uuid, its tags come in any order",
                DOCUMENTED,
            ),
            Fact(
                "`Team.service` in the text of a service may differ from `service` of its row; the row counts",
                OUR_READING,
                "documented in part",
                undecided="no request makes the two differ",
            ),
            Fact(
                "The new example of the list of services has no envelope: taken for the value of `content`",
                OUR_READING,
                decided_by="list.service",
            ),
            Fact(
                "A resource class is named by sort and name in every route, and read whole by its export; rows "
                "of the list do not tell the sort",
                DOCUMENTED,
            ),
            Fact(
                "The documented answer to a change of a resource class is that of another object: not believed",
                OUR_READING,
                "documented in part",
                question=Question("catalog_answer", WRITE, "another object"),
            ),
            Fact("Data without a required field of its resource class is discarded", DOCUMENTED),
            Fact("No route lists the groups of resource classes; a class tells its own", DOCUMENTED),
            Fact(
                "A name of a resource class that is taken is refused; a view's `required` is a boolean or a text",
                OUR_READING,
                "documented in part",
                decided_by="taken.resource_catalog",
            ),
            Fact(
                "A snapshot of logs is created as type `Log`; lists call the type `logging`: taken for the same",
                OUR_READING,
                "documented in part",
                question=Question("snapshot_type", WRITE, "logging"),
            ),
            Fact(
                "A snapshot whose name is taken is refused without `isForce`; with it, the new one has a uuid of "
                "its own",
                OUR_READING,
                decided_by="taken.snapshot",
            ),
            Fact(
                "Each call for a link to a snapshot makes another one; its answer does not tell the uuid that an "
                "end of the link takes, and no route lists links",
                OUR_READING,
                "documented in part",
                undecided="each makes a link that nothing lists or removes",
            ),
            Fact(
                "Authorisations of other workspaces are made, listed and read; no route changes or deletes one",
                DOCUMENTED,
                "newer pages, incomplete",
            ),
            Fact("Several workspaces may be authorised at once; the collection sends one at a time", DOCUMENTED),
            Fact(
                "Whether the answer to a new authorisation tells its uuid; it is looked for in the list where it "
                "does not",
                UNCLEAR,
                undecided="nothing removes an authorisation",
            ),
            Fact("What a second service of one name does", UNCLEAR, decided_by="taken.service"),
            Fact(
                "An `appId` that is taken is refused; names of RUM applications may repeat",
                OUR_READING,
                decided_by="taken.rum_app",
            ),
        ),
    ),
    Section(
        "Unified catalog",
        (
            Fact(
                "The urn of an entity is the service's: that of a database named demo begins with `urn:mysql`",
                DOCUMENTED,
            ),
            Fact("Deleting an entity deletes what was reported of it", DOCUMENTED),
            Fact(
                "`provider: manual` lists what somebody made, and not what the platform found",
                OUR_READING,
                question=Question("entity_provider", WRITE, "manual"),
            ),
            Fact(
                "What another name does to the urn, and whether attributes that are left out stay; the whole is "
                "sent, and no name changed",
                UNCLEAR,
                question=Question("entity_change", WRITE, "kept"),
            ),
            Fact(
                "How relations are told (`systemRelationInfo`), and whether lists show the YAML texts of types",
                UNCLEAR,
                question=Question("entity_relations", WRITE, "not told"),
            ),
            Fact("The word of an entity type is there once in all workspaces", DOCUMENTED),
        ),
    ),
    Section(
        "Routes of the vendor guide",
        (
            Fact("These routes exist", DOCUMENTED, "guide", question=Question("guide_routes", READ, "there")),
            Fact(
                "Method, parameters and answer of the two object lists: `GET`, `pageIndex`, `pageSize` up to "
                "100, `search`; rows are flat and have the columns of the DQL row",
                OUR_READING,
                question=Question("object_lists", READ, "flat rows"),
            ),
            Fact(
                "A service without the reference's dashboard routes carries the content in `get` and takes it in "
                "`modify`",
                OUR_READING,
                undecided="it takes a service without them",
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
            Fact("Many queries are one request; the answer has a member for each, in their order", DOCUMENTED),
            Fact(
                "Which of them a refusal means",
                UNCLEAR,
                "the request is repeated with halves",
                question=Question("query_refused", READ, "all of them"),
            ),
            Fact("`timeRange` in milliseconds, `interval` in seconds, which counts up to 720 points", DOCUMENTED),
            Fact("`tz` beside the statement", UNCLEAR, "an example only", question=Question("query_tz", READ, "taken")),
            Fact(
                "A function without an interval gives one value of the whole time, for metrics too",
                OUR_READING,
                "documented for DQL",
                question=Question("query_total", READ, "one value"),
            ),
            Fact(
                "Groups come as series with `tags`; `slimit` bounds them",
                DOCUMENTED,
                "for metrics only by one page, for events too by another",
            ),
            Fact(
                "`promqlType`: `instantQuery` or `rangeQuery`; that the first gives the values at the end of "
                "`timeRange`",
                OUR_READING,
                "documented in part",
                undecided="it takes a workspace with metrics",
            ),
            Fact(
                "An event of a monitor has recovered when the latest one of its `df_monitor_checker_event_ref` "
                "has the `df_fault_status` `ok`",
                DOCUMENTED,
            ),
            Fact(
                "`last()` with `BY df_monitor_checker_event_ref` tells that on each storage engine",
                OUR_READING,
                "the two documented statements need to know the engine",
                undecided="it takes a workspace with events of monitors",
            ),
            Fact(
                "Events of the source `slo` have `df_slo_id` and `df_slo_cost`, the minutes that are taken off; "
                "the list counts seven days",
                DOCUMENTED,
                "manual of SLOs",
            ),
            Fact(
                "The end of pages: `total_hits` as a lower bound; a short page proves nothing",
                OUR_READING,
                undecided="it takes a workspace with thousands of rows",
            ),
        ),
    ),
    Section(
        "Infrastructure objects",
        (
            Fact(
                "Read by DQL (`O::HOST:(...)`) through `df/query_data_v1`; rows are positional, with column "
                "names beside them",
                DOCUMENTED,
            ),
            Fact(
                "An answer names the columns of a series in `columns`; some have `column_names` instead",
                DOCUMENTED,
                "observed in part",
                question=Question("dql_columns", READ, "columns", {"column_names": "column_names"}),
            ),
            Fact(
                "Several columns may come as one series each, row by row in the same order, although "
                "`disableMultipleField` is false",
                OBSERVED,
                question=Question("dql_series", READ, "one", {"one a column": "single_columns"}),
            ),
            Fact(
                "`O::` holds one current row per object; a host is listed for 24 hours after its last report, "
                "and online within 10 minutes",
                DOCUMENTED,
                "console",
            ),
            Fact(
                "Paging by `search_after`; how its end is told for objects",
                UNCLEAR,
                "a short page, an empty page or no progress end it",
                undecided="it takes a workspace with thousands of objects",
            ),
            Fact("Labels are in `df_label`; the label routes are cached for up to 5 minutes", DOCUMENTED),
            Fact(
                "Setting labels replaces them",
                OUR_READING,
                undecided="it would change objects that are not the suite's",
            ),
            Fact(
                "`message` of a host can hold configuration files and tokens; it is left out unless asked for",
                DOCUMENTED,
            ),
        ),
    ),
)

#: Every question of the table, by name.
QUESTIONS = {fact.question.name: fact.question for section in SECTIONS for fact in section.facts if fact.question}
