#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a monitor, or a pack of monitors, as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_monitor
short_description: Manage TrueWatch monitors
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes monitors (checkers) of a TrueWatch (Guance) workspace.
  - A monitor is written in plain options (O(queries), O(rules), O(every) and so on), or given as the console exports
    it (O(definition), O(src)). Both may be combined, the options are then put over the definition.
  - A file of the console's export holds a whole pack of monitors. One task manages it, with one result for each
    monitor.
  - Options that you leave out keep the value of the service. See the guide
    R(Monitors, ansible_collections.truewatch.openapi.docsite.monitors) for what is
    compared, and how the two copies of queries and rules inside a monitor are kept equal.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.kind.content
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name, which is also the title of the events. It can contain the platform's own C({{ }}); mark it C(!unsafe)
        then.
      - Needed to create a monitor; without O(uuid) it also says which monitor is meant. The default is the title in
        the definition.
      - Names need not be unique. Where several monitors have the name, those of the same type and queries are meant,
        and where that cannot tell either, O(uuid) is needed.
      - Together with O(uuid) another name renames the monitor.
      - This is not C(monitorName) of the console's export, which is the name of a group.
      - At most 256 characters.
    type: str
    aliases: [title]
  definition:
    description:
      - The content as the console exports it, one monitor (C(jsonScript), C(extend)) or a pack (C(checkers)).
      - Whatever the other options do not know can be given here, and survives a change when it is not given.
      - What an export tells beside the content (C(is_disable), C(alertPolicyNames), C(tagInfo), C(secret)) counts as
        long as the option for it is not set. Empty lists and texts of these say nothing.
      - Anything else beside C(jsonScript) and C(extend) that has no meaning here, such as C(dashboardUUID), is refused,
        because it would not be sent. Keys that begin with C(x-), C(_) or a dot can hold anchors of YAML.
      - With a pack, O(enabled), O(alert_policies), O(channels), O(dashboard), O(tags) and O(permissions) hold for each
        of its monitors. The other options are for one monitor only.
      - The platform's own C({{ }}) must not be seen by Ansible; give such content as O(src), or mark it C(!unsafe).
    type: dict
    aliases: [content, json]
  type:
    description:
      - What kind of check it is. A new monitor with queries is a V(simpleCheck) (threshold) by default.
      - V(seniorCheck), V(mutationsCheck), V(waterLevelCheck) and V(rangeCheck) are retired.
    type: str
    choices:
      - simpleCheck
      - seniorMutationsCheck
      - seniorRangeCheck
      - seniorRangeV2Check
      - outlierCheck
      - loggingCheck
      - processCheck
      - objectSurvivalCheck
      - objectSurvivalV2Check
      - apmCheck
      - rumCheck
      - securityCheck
      - cloudDialCheck
      - networkCheck
      - OuterEventChecker
      - smartHostCheck
      - smartLogCheck
      - smartApmCheck
      - smartRumCheck
      - smartKubeCheck
      - smartCloudBillingCheck
      - combinedCheck
      - seniorCheck
      - mutationsCheck
      - waterLevelCheck
      - rangeCheck
  queries:
    description: The queries whose results are tested. All of them; the ones that are not named here are taken away.
    type: list
    elements: dict
    suboptions:
      alias:
        description: The name that the conditions use.
        type: str
        default: Result
      dql:
        description: The query.
        type: str
      qtype:
        description: The language of the query.
        type: str
        choices: [dql, promql]
        default: dql
      monitor:
        description: Name or uuid of another monitor, instead of a query, in a combined monitor.
        type: str
  rules:
    description: When an event of which level is produced. All levels; the ones that are not named here are taken away.
    type: list
    elements: dict
    suboptions:
      level:
        description: The level, for example V(fatal), V(critical), V(error), V(warning) or V(info). Each one once.
        type: str
        required: true
      conditions:
        description: What is tested.
        type: list
        elements: dict
        suboptions:
          alias:
            description: Alias of the query whose result is tested.
            type: str
            default: Result
          operator:
            description: The operator, for example V(>=), V(<), V(=), V(between) or V(in).
            type: str
            required: true
          operands:
            description: The values to compare with; one for most operators, two for V(between), several for V(in).
            type: list
            aliases: [threshold, value]
            elements: str
            required: true
      logic:
        description: Whether all conditions must be met or one of them.
        type: str
        choices: [and, or]
        default: and
      match_times:
        description: How many times in a row the conditions must be met, 1 to 10.
        type: int
      direction:
        description: Direction of the change, in mutation and interval checks.
        type: str
        choices: [up, down, both]
      periods:
        description: How many of the latest data points are tested, in mutation and interval checks.
        type: int
      percent:
        description: Share of abnormal points in percent, in interval checks.
        type: int
      count:
        description: Number of abnormal points in a row, in water level and mutation checks.
        type: int
      strength:
        description: Strength of the detection, V(1) weak to V(3) strong, in water level and mutation checks.
        type: int
        choices: [1, 2, 3]
  every:
    description: How often it runs, for example V(1m) or V(1h). New monitors run every minute by default.
    type: str
  crontab:
    description: When it runs, as a crontab, instead of O(every).
    type: str
  interval:
    description:
      - How far back the queries look, such as V(5m), V(1h) or V(1d). How often they run is O(every).
      - New monitors look back 5 minutes by default.
    type: str
  group_by:
    description: The dimensions that events are produced for, each on its own.
    type: list
    elements: str
  text:
    description: The text of the events, C(message) in the API. It can contain the platform's own C({{ }}).
    type: str
  notification_text:
    description: The text of notices, instead of the text of the event. Empty removes it.
    type: str
  info_event:
    description: Whether an event of level info is produced while all is well.
    type: bool
  recover_after:
    description:
      - After how many runs without fault the event recovers; with O(crontab) after how many seconds. New monitors
        recover after one run by default.
    type: int
  recover_title:
    description: The title of the event of the recovery.
    type: str
  recover_text:
    description: The text of the event of the recovery.
    type: str
  no_data:
    description: What happens when there is no data.
    type: dict
    suboptions:
      action:
        description: What happens. V(checkAs0) tests the value 0, the others do nothing or produce an event of that
          level.
        type: str
        choices: [none, checkAs0, noDataEvent, criticalEvent, errorEvent, warningEvent, okEvent]
      after:
        description: After how long without data, such as V(5m).
        type: str
      title:
        description: The title of the event.
        type: str
      text:
        description: The text of the event.
        type: str
      recover_title:
        description: The title of the event when data arrives again.
        type: str
      recover_text:
        description: The text of the event when data arrives again.
        type: str
      notification_text:
        description: The text of notices, instead of the text of the event. Empty removes it.
        type: str
  channels:
    description: Names or uuids of the channels in which the issues are filed that it opens.
    type: list
    elements: str
  enabled:
    description: Whether it runs.
    type: bool
  alert_policies:
    description:
      - Names or uuids of all alert policies that its events go to. An empty list removes all.
      - An alert policy can name its monitors too. Let one side do it, or two tasks will undo each other's work.
    type: list
    elements: str
  dashboard:
    description: Name or uuid of the dashboard that belongs to it. Empty removes it.
    type: str
  permissions:
    description:
      - Who may change, switch and delete it besides the owner of the workspace and the creator. Roles by name
        or word (V(wsAdmin), V(general), V(readOnly)), members by e-mail address, teams by name.
      - An empty list gives it back to the ordinary permissions.
    type: list
    elements: str
  secret:
    description:
      - The middle part of the address that receives the events of an O(type=OuterEventChecker), unique in the
        workspace.
      - Never shown. It can be changed, but the API cannot clear it.
    type: str
  continue_on_error:
    description:
      - With a pack, a monitor that is wrong does not keep the others from being applied. The task fails at the end
        anyway, and lists what was done and what was not.
      - Otherwise nothing is written when a monitor of the pack is wrong.
    type: bool
    default: false
  force:
    description:
      - Delete it even when combined monitors, SLOs or mute rules still use it.
seealso:
  - module: truewatch.openapi.truewatch_info
notes:
  - According to the reference, not every response contains alert policies, dashboard, tags and permissions. Options
    that neither the list nor the single read contains are not compared, with a warning.
  - A title that is a placeholder of the vendor's packs (C(<<.Monitor.title>>)) is no name. The name of the file in
    O(src) without its ending takes its place, with a number where a pack has several. In O(definition) such monitors
    are distinguished by type and queries.
"""

EXAMPLES = r"""
- name: Watch the CPU of all hosts
  truewatch.openapi.truewatch_monitor:
    name: !unsafe 'CPU of {{ host }} is too high'
    queries:
      - dql: M::`cpu`:(AVG(`usage_total`)) BY `host`
    group_by: [host]
    every: 1m
    interval: 5m
    rules:
      - level: critical
        conditions:
          - operator: '>='
            operands: [95]
      - level: warning
        conditions:
          - operator: between
            operands: [80, 95]
    text: !unsafe '{{ host }} is at {{ Result }} %'
    recover_after: 2
    no_data:
      action: noDataEvent
      after: 10m
    alert_policies: [On call]
    tags: [hosts]

- name: Keep all monitors of a file that was exported from the console
  truewatch.openapi.truewatch_monitor:
    src: monitors/host.json
    alert_policies: [On call]

- name: Take an exported monitor, with thresholds of our own
  truewatch.openapi.truewatch_monitor:
    src: monitors/ssh.json
    name: SSH does not answer
    rules:
      - level: critical
        conditions:
          - operator: '>='
            operands: [3]

- name: See what would change, threshold by threshold
  truewatch.openapi.truewatch_monitor:
    src: monitors/host.json
  check_mode: true
  diff: true

- name: Combine two monitors
  truewatch.openapi.truewatch_monitor:
    name: CPU and memory are too high
    type: combinedCheck
    queries:
      - alias: A
        monitor: !unsafe 'CPU of {{ host }} is too high'
      - alias: B
        monitor: !unsafe 'Memory of {{ host }} is too high'
    definition:
      jsonScript:
        checkerOpt:
          combineExpr: A && B

- name: Stop it for now
  truewatch.openapi.truewatch_monitor:
    name: SSH does not answer
    enabled: false

- name: Delete all monitors of a file
  truewatch.openapi.truewatch_monitor:
    src: monitors/host.json
    state: absent
"""

RETURN = r"""
monitor:
  description: The monitor without its content; empty after O(state=absent). In check mode as it would be.
  returned: when the task is about one monitor that is not given as a pack
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: rul_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: CPU of {{ host }} is too high
    type:
      description: What kind of check it is.
      type: str
      sample: simpleCheck
    enabled:
      description: Whether it runs.
      type: bool
      sample: true
    alert_policies:
      description: Its alert policies, by name if known, if the service returns them.
      type: list
      elements: str
      sample: [On call]
    dashboard:
      description: Its dashboard, by name if known, if the service returns it.
      type: str
      sample: Hosts
    tags:
      description: The names of its tags, if the service returns them.
      type: list
      elements: str
      sample: [hosts]
    permissions:
      description: Who may change it, if the service returns it.
      type: list
      elements: str
      sample: [wsAdmin]
monitors:
  description:
    - One entry for each monitor of a pack, in its order, with the keys of RV(monitor) and those below.
    - Also returned when the task fails because some of them could not be written.
  returned: when a pack is given
  type: list
  elements: dict
  contains:
    changed:
      description: Whether it was changed, or would be in check mode.
      type: bool
      sample: true
    action:
      description: What was planned.
      type: str
      sample: change
    failed:
      description: Present and true if it could not be written.
      type: bool
      sample: true
    msg:
      description: Why it could not be written.
      type: str
      sample: '2 monitors have the name ''CPU'': rul_1, rul_2. Set ''uuid'' to the one that is meant.'
diff:
  description: What changes, rules by level and queries by alias. The same in check mode and in a real run. A list
    with a pack.
  returned: success
  type: raw
error:
  description: What the service answered, C(code), C(message), C(status), C(body_code), C(trace_id) and C(route).
  returned: when a request failed
  type: dict
  sample:
    code: ft.InvalidAPIKey
    message: Invalid request API KEY
    status: 403
    trace_id: TRACE-1E81F1DD-1276-48E1-8D48-51F35D1FB231
    route: GET /api/v1/dashboards/list
check_mode:
  description: V(true). C(ansible_check_mode) is only true with C(--check), this also with C(check_mode) of a task,
    block or play.
  returned: in check mode
  type: bool
  sample: true
api_calls:
  description: Number of requests sent.
  returned: always
  type: int
  sample: 2
waited_seconds:
  description: Time spent waiting for the API's rate limit.
  returned: when it waited
  type: float
  sample: 12.5
"""

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.ensure import ensure
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._checker import titled
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._pack import ensure_pack, is_pack
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_policy import ALERT_POLICY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM


def keep(run):
    params = run.params
    if is_pack(params.get("definition")):
        return ensure_pack(run, params)
    return ensure(run, MONITOR, MONITOR.named(params))


TASK = kind_task(
    MONITOR,
    keep,
    {"continue_on_error": {"type": "bool", "default": False}},
    content=Content("definition", titled),
    related=(ROLE, MEMBER, TEAM, DASHBOARD, ISSUE_CHANNEL, ISSUE_LEVEL, ALERT_POLICY, SLO, MUTE),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
