# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the drift report: what it holds is text, whatever it is, and a browser shows it as it should be.

The browser's tests need a Chromium and Playwright; without them they are skipped.
"""

from __future__ import annotations

import html.parser
import json
import os
import re
import shutil

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.ensure import ensure
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play

_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

#: Each would run, load or break something in a careless page. The title of the page tells whether one did.
HOSTILE = [
    "</script><script>document.title='canary'</script>",
    "<!--<script>",
    "<img src=x onerror=\"document.title='canary'\">",
    "'\"><svg onload=document.title='canary'>",
    "&lt;b&gt; \u2028 \u202e \\u003c",
    "{{ lookup('ansible.builtin.pipe', 'touch canary') }}{% raw %}{# #}",
]


#: Which side of a difference is which, told on a phone too.
HEADS = ["in the workspace", "in the folder"]


def chart(name, query="M::`cpu`:(AVG(`x`))"):
    return {"name": name, "type": "sequence", "queries": [{"query": {"q": query, "code": "A"}}]}


def template(*charts):
    return {"title": "t", "main": {"charts": list(charts), "vars": [], "groups": []}}


def put(play, kind="dashboard", **params):
    """An object made beside the folder."""
    options = {"endpoint": play.emulator.url, "api_key": play.key, "rate_limit": "0"}
    client = Client(Settings.from_options(options))
    ensure(Run(params, client, Memory(client), KINDS), KINDS[kind], params)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The folder of a report over one object in each state, and over names and contents that are hostile."""
    with running(api_keys={Play.key: None}) as emulator:
        yield make_report(Play(emulator, tmp_path_factory.mktemp("drift")))


def make_report(play):
    wanted = play.folder / "wanted" / "dashboards"
    wanted.mkdir(parents=True)
    for name, content in {
        "same": {"name": "Same", "description": "as it is"},
        "missing": {"name": "Missing", "template": template(chart("Disk"))},
        "changed": {"name": "Changed", "tags": ["a"], "template": template(chart("CPU"), chart(HOSTILE[0]))},
        "jinja": {"name": HOSTILE[5], "description": "wanted"},
    }.items():
        (wanted / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    shares = wanted.parent / "wksp_shares"
    shares.mkdir()
    (shares / "share.json").write_text(json.dumps({"workspace": "wksp_1", "data": ["rum"]}), encoding="utf-8")
    put(play, name="Same", description="as it is")
    edited = template(chart("CPU", "M::`cpu`:(MAX(`x`))"), chart(HOSTILE[0], HOSTILE[2]))
    put(play, name="Changed", tags=HOSTILE[:2], template=edited)
    put(play, name=HOSTILE[5], description=HOSTILE[3])
    for name in HOSTILE[:5]:
        put(play, name=name)
    variables = {"drift_report_src": str(play.folder / "wanted"), "drift_report_dest": str(play.folder / "report")}
    role = {"ansible.builtin.include_role": {"name": "truewatch.openapi.drift_report"}}
    finished = play.run([role], variables={**variables, "drift_report_title": HOSTILE[2]})
    assert finished.returncode == 2, finished.stdout + finished.stderr
    assert "2 changed, 2 missing, 5 unmanaged, 1 same" in finished.stdout.replace("\n", " ")
    assert not list(play.folder.rglob("canary"))
    return play.folder / "report"


class _Page(html.parser.HTMLParser):
    """Every element of a page: tag, attributes, and the text that it begins with."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_data(self, data):
        if self.elements and not self.elements[-1][2]:
            self.elements[-1][2] = data


def test_the_page_holds_the_report_as_data_alone(report):
    content = json.loads((report / "report.json").read_text(encoding="utf-8"))
    text = (report / "report.html").read_text(encoding="utf-8")
    elements = _Page(text).elements
    scripts = [(attributes, inner) for tag, attributes, inner in elements if tag == "script"]
    assert [attributes.get("type") for attributes, _inner in scripts] == ["application/json", None]
    assert json.loads(scripts[0][1]) == content
    assert "<" not in scripts[0][1]
    assert "canary" not in text.replace(scripts[0][1], "")
    assert not re.search(r"https?://|\bon[a-z]+=|@import|url\(", text.replace(scripts[0][1], ""))
    assert not [element for element in elements if {"src", "href"} & set(element[1])]
    (policy,) = [a["content"] for _tag, a, _inner in elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert f"script-src 'nonce-{scripts[1][0]['nonce']}'" in policy


def test_the_markdown_tells_it_as_text(report):
    text = (report / "report.md").read_text(encoding="utf-8")
    assert text.startswith("## &lt;img src=x")
    assert "**The workspace differs: 2 to create, 2 to change, 0 to delete, 1 unchanged, 5 not managed.**" in text
    assert "<b>change</b> dashboard <code>Changed</code> (last changed 20" in text
    assert "<b>lets another workspace read data" in text
    outside = "".join(text.split("```")[0::2])
    assert "<script" not in outside
    assert "<img" not in outside
    assert html.escape(HOSTILE[5]) in text


def test_the_json_tells_what_differs_and_who_did_it(report):
    content = json.loads((report / "report.json").read_text(encoding="utf-8"))
    assert content["summary"] == {"changed": 2, "missing": 2, "unmanaged": 5, "same": 1}
    objects = {entry["name"]: entry for entry in content["objects"]}
    assert [entry["state"] for entry in content["objects"]] == ["changed"] * 2 + ["missing"] * 2 + ["unmanaged"] * 5 + [
        "same"
    ]
    assert objects["Changed"]["diff"]["before"]["template"]["charts"]["CPU > query A > query > q"].count("MAX") == 1
    assert objects["Changed"]["updated_by"] == "API key of the emulator"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", objects["Changed"]["updated_at"])
    assert set(HOSTILE) <= set(objects)
    assert objects[HOSTILE[5]]["diff"]["before"]["description"] == HOSTILE[3]
    assert "lets another workspace read data" in objects["wksp_1"]["dangers"][0]


@pytest.mark.parametrize(
    ("policy", "returncode", "recap"), [("fail", 2, "failed=1"), ("warn", 0, "changed=1"), ("none", 0, "changed=0")]
)
def test_the_policy_decides_what_drift_does_to_the_play(play, policy, returncode, recap):
    put(play, name="Other")
    (play.folder / "empty").mkdir()
    variables = {"drift_report_src": str(play.folder / "empty"), "drift_report_policy": policy}
    finished = play.run(
        [{"ansible.builtin.include_role": {"name": "truewatch.openapi.drift_report"}}],
        "--check",
        variables={**variables, "drift_report_dest": str(play.folder / "report")},
    )
    assert finished.returncode == returncode, finished.stdout
    assert recap in finished.stdout
    assert (play.folder / "report" / "report.html").exists()


TEAM, POLICY = {"name": "Ops", "members": ["ada@example.com"]}, {"name": "On-call", "timezone": "UTC"}
CHANGED = {
    "team": {**TEAM, "members": ["grace@example.com"]},
    "notify_object": {"name": "Text", "type": "sms", "to": ["+49 170 1234567"]},
    "alert_policy": {**POLICY, "targets": [{"rules": [{"statuses": ["critical"], "to": ["grace@example.com"]}]}]},
    "notification_schedule": {"name": "Day", "timezone": "UTC", "targets": ["ada@example.com"], "end": "17:00"},
    "pipeline": {"name": "nginx", "category": "logging", "type": "local", "script": "drop()\n"},
    "role": {"name": "Author", "permissions": ["monitor.cfgManage"]},
}
WANTED = {
    "team": TEAM,
    "notify_object": {"name": "Text", "type": "sms", "to": ["+49 170 7654321"]},
    "alert_policy": {**POLICY, "targets": [{"rules": [{"statuses": ["critical"], "to": ["ada@example.com"]}]}]},
    "notification_schedule": {"name": "Day", "timezone": "UTC", "targets": ["ada@example.com"], "end": "18:00"},
    "pipeline": {"name": "nginx", "category": "logging", "type": "local", "script": "add_key(a, 1)\n"},
    "role": {"name": "Author", "permissions": ["monitor.muteCfgManage"]},
}


def test_people_are_left_out_unless_they_are_asked_for(play):
    for kind, options in CHANGED.items():
        put(play, kind, **options)
    for kind, options in WANTED.items():
        path = play.folder / "wanted" / KINDS[kind].folder / "one.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(options), encoding="utf-8")
    common = {"drift_report_src": str(play.folder / "wanted"), "drift_report_policy": "none"}
    role = {"ansible.builtin.include_role": {"name": "truewatch.openapi.drift_report"}}
    variables = {number: {"drift_report_dest": str(play.folder / number)} for number in ("without", "with")}
    plays = [
        {"tasks": [role], "vars": {**common, **variables["without"]}},
        {"tasks": [role], "vars": {**common, **variables["with"], "drift_report_people": True}},
    ]
    finished = play.run_plays(plays, "--diff")
    assert finished.returncode == 0, finished.stdout
    assert not re.search("@example|49 170", finished.stdout)
    hidden, shown = (
        (play.folder / number / "report.json").read_text(encoding="utf-8") for number in ("without", "with")
    )
    page = (play.folder / "without" / "report.html").read_text(encoding="utf-8")
    markdown, named = ((play.folder / one / "report.md").read_text(encoding="utf-8") for one in ("without", "with"))
    assert not re.search(r"@example|49 170|Lovelace|Adams|acnt_", hidden + page + markdown)
    assert "person 1" in markdown and "ada@example.com" in named
    assert re.search("ada@example.com", shown) and re.search("49 170 7654321", shown)
    objects = {entry["kind"]: entry for entry in json.loads(hidden)["objects"] if entry["state"] == "changed"}
    assert set(objects) == set(WANTED)
    told = {kind: (entry["diff"]["before"], entry["diff"]["after"]) for kind, entry in objects.items()}
    (before,), (after,) = (side["members"] for side in told["team"])
    assert sorted([before, after]) == ["person 1", "person 2"]
    assert before in str(told["alert_policy"][0]) and after in str(told["alert_policy"][1])
    assert told["notification_schedule"] == ({"end": "17:00"}, {"end": "18:00"})
    assert told["role"][0]["permissions"] == ["monitor.cfgManage"]
    assert "drop()" in str(told["pipeline"][0]) and "add_key(a, 1)" in str(told["pipeline"][1])


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        pytest.skip(f"There is no Chromium here: none of {', '.join(_BROWSERS)} is on PATH")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield running
        running.close()


def shown(page):
    """The names of the objects that can be seen."""
    return page.locator(".object .name:visible").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 390], ids=["screen", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_filters_and_compares(report, browser, width, scheme):
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    troubles, requests = [], []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto((report / "report.html").as_uri())

    assert page.locator("h1").inner_text() == page.title() == HOSTILE[2]
    assert len(shown(page)) == 8
    assert page.locator("#count").inner_text() == "8 of 9 objects"
    page.locator(".tile.same").click()
    assert "Same" in shown(page)
    page.locator(".tile.unmanaged").click()
    assert sorted(shown(page)) == sorted(["Changed", "Missing", "Same", HOSTILE[5]])
    page.locator("#search").fill("max(")
    assert shown(page) == ["Changed"]
    page.locator("#kind").select_option("dashboard")
    page.reload()
    assert shown(page) == ["Changed"]

    page.locator("summary:visible").click()
    table = page.locator(".diff")
    assert re.search("charts . CPU . query A", table.inner_text())
    assert page.locator("td.minus mark:text-is('MAX')").count() == 1
    before, after = (page.locator(f"td.{side}", has_text="cpu").first.bounding_box() for side in ("minus", "plus"))
    if width > 1000:
        assert before["y"] == after["y"]
        assert before["x"] < after["x"]
    else:
        assert [text.lower() for text in table.locator("th:visible").all_inner_texts()] == HEADS
        assert before["y"] < after["y"]
        assert before["x"] == after["x"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#search").fill("nothing is called so")
    assert page.locator("#none").inner_text().startswith("Nothing to show")

    assert page.locator("img, svg, b[onclick]").count() == 0
    assert page.title() == HOSTILE[2]
    assert troubles == []
    assert all(url.startswith("file:") for url in requests)
