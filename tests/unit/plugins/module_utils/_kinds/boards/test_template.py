# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical form of a dashboard's content."""

from __future__ import annotations

import copy
import json
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards import _template, _template_view

NAMES = st.text(max_size=6)
SETTINGS = st.dictionaries(
    NAMES, st.recursive(st.none() | st.booleans() | st.integers() | NAMES, st.lists, max_leaves=4), max_size=4
)
POSITIONS = st.none() | st.fixed_dictionaries({key: st.integers(0, 24) for key in "xywh"}, optional={"i": NAMES})
QUERIES = st.fixed_dictionaries(
    {
        "query": st.fixed_dictionaries(
            {"q": NAMES},
            optional={"filters": st.lists(st.fixed_dictionaries({"id": NAMES, "name": NAMES}), max_size=2)},
        )
    },
    optional={"unit": NAMES, "uuid": NAMES},
)
CHARTS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "type": st.sampled_from(["sequence", "toplist"]),
        "pos": POSITIONS,
        "queries": st.lists(QUERIES, max_size=3),
    },
    optional={
        "group": st.none() | NAMES | st.fixed_dictionaries({"name": st.none() | NAMES}),
        "extend": st.fixed_dictionaries({"settings": SETTINGS}),
    },
)
VARIABLES = st.fixed_dictionaries(
    {"name": NAMES, "code": NAMES}, optional={"seq": st.integers(0, 9), "definition": SETTINGS}
)
TEMPLATES = st.fixed_dictionaries(
    {
        "title": NAMES,
        "main": st.fixed_dictionaries(
            {"charts": st.lists(CHARTS, max_size=5)},
            optional={
                "vars": st.lists(VARIABLES, max_size=3),
                "groups": st.lists(NAMES | st.fixed_dictionaries({"name": NAMES}), max_size=3),
            },
        ),
    },
    optional={"dashboardExtend": SETTINGS, "thumbnail": NAMES},
)


def served(template, shuffle=lambda charts: charts):
    """The template as a service gives it back: new ids, more keys, everything laid out."""
    template = copy.deepcopy(template)
    template["thumbnail"] = "https://cdn.example/new.png"
    for number, chart in enumerate(template["main"]["charts"]):
        chart["uuid"] = f"chrt_{number:032x}"
        chart["chartGroupUUID"] = f"chtg_{number:032x}"
        chart["pos"] = {**(chart["pos"] or {"x": 0, "y": number, "w": 8, "h": 8}), "i": f"chrt_old{number}"}
        chart.setdefault("extend", {}).setdefault("settings", {})["addedByTheServer"] = {"deep": [1]}
        for query in chart["queries"]:
            query["uuid"] = f"query-{number}"
            for item in query.get("query", {}).get("filters") or []:
                item["id"] = f"filter-{number}"
    template["main"]["charts"] = shuffle(template["main"]["charts"])
    template["main"]["chartGroupPos"] = ["chtg_1"]
    return template


def same(wanted, actual):
    wanted, actual = _template.canonical(wanted), _template.canonical(actual)
    return _template.seen(actual, wanted) == wanted


@given(TEMPLATES)
def test_what_the_server_adds_is_no_difference(template):
    assert same(template, served(template))


@given(TEMPLATES)
def test_what_the_server_exports_applies_without_a_difference(template):
    export = served(template)
    assert same(export, served(export))


@given(TEMPLATES, st.randoms(use_true_random=False))
def test_the_order_that_an_import_gives_to_distinct_charts_is_no_difference(template, random):
    for number, chart in enumerate(template["main"]["charts"]):
        chart["name"] = f"chart {number}"
    assert same(template, served(template, lambda charts: random.sample(charts, len(charts))))


@given(TEMPLATES)
def test_canonical_form_is_stable(template):
    once = _template.canonical(template)
    assert _template.canonical({**once, "title": ""}) == once


@given(TEMPLATES.filter(lambda template: template["main"]["charts"]), st.data())
def test_a_changed_query_is_a_difference_and_the_diff_names_its_chart_alone(template, data):
    for number, chart in enumerate(template["main"]["charts"]):
        chart.update(name=f"chart {number}", group=None)
    number = data.draw(st.integers(0, len(template["main"]["charts"]) - 1))
    actual = served(template)
    wanted = copy.deepcopy(template)
    wanted["main"]["charts"][number]["queries"] = [{"query": {"q": "changed by the test", "code": "A"}}]
    wanted, actual = _template.canonical(wanted), _template.canonical(actual)
    before, after = _template_view.view(_template.seen(actual, wanted), wanted)
    assert all(line.startswith(f"chart {number} > ") for line in [*after["charts"], *before.get("charts", {})])
    query = f"chart {number} > query A"
    assert "changed by the test" in (after["charts"].get(f"{query} > query > q"), after["charts"].get(query))
    assert set(before) <= {"charts"}


def test_charts_of_one_name_are_paired_by_their_place():
    chart = {"name": "New Chart", "type": "text", "queries": []}
    template = {
        "title": "t",
        "main": {
            "charts": [
                {**chart, "pos": {"x": 0, "y": y, "w": 8, "h": 8}, "extend": {"settings": {"y": y}}} for y in range(3)
            ]
        },
    }
    assert same(template, served(template, lambda charts: charts[::-1]))


def test_a_removed_chart_a_moved_chart_and_a_changed_setting_are_differences():
    chart = {
        "name": "a",
        "type": "text",
        "queries": [],
        "pos": {"x": 0, "y": 0, "w": 8, "h": 8},
        "extend": {"settings": {"showLine": True, "title": ""}},
    }
    template = {"title": "t", "main": {"charts": [chart, {**chart, "name": "b"}]}}
    assert same(template, served(template))
    less, moved, set_otherwise, filled = (served(template) for number in range(4))
    less["main"]["charts"].pop()
    moved["main"]["charts"][0]["pos"]["x"] = 8
    set_otherwise["main"]["charts"][0]["extend"]["settings"]["showLine"] = False
    filled["main"]["charts"][0]["extend"]["settings"]["title"] = "set in the console"
    for actual in (less, moved, set_otherwise, filled):
        assert not same(template, actual)


def shown(wanted, actual):
    wanted, actual = _template.canonical(wanted), _template.canonical(actual)
    return _template_view.view(_template.seen(actual, wanted), wanted)


def board(*charts, **main):
    return {
        "title": "t",
        "main": {"charts": [{"type": "text", "queries": [], "pos": None, **chart} for chart in charts], **main},
    }


def charts(before, after):
    return tuple({"charts": side} if side else {} for side in (before, after))


def names(*names):
    return [{"name": name} for name in names]


@pytest.mark.parametrize(
    ("wanted", "before", "after"),
    [
        (names("a", "c"), {"b": {"type": "text"}}, {}),
        (names("a", "x", "b", "c"), {}, {"x": {"type": "text"}}),
        (names("a", "x", "c"), {"b": {"type": "text"}}, {"x": {"type": "text"}}),
        (names("x", "a", "b"), {"c": {"type": "text"}}, {"x": {"type": "text"}}),
        (names("b", "a", "c"), {"(order)": ["a", "b", "c"]}, {"(order)": ["b", "a", "c"]}),
    ],
)
def test_the_diff_of_added_removed_renamed_and_reordered_charts_shows_nothing_else(wanted, before, after):
    actual = served(board(*names("a", "b", "c")))
    assert shown(board(*wanted), actual) == charts(before, after)


@pytest.mark.parametrize(
    ("units", "before", "after"),
    [
        ((1, 3), {"n (3)": {"type": "text"}}, {}),
        ((1, 5, 3), {"n (2) > unit": 2}, {"n (2) > unit": 5}),
        ((0, 1, 2, 3), {}, {"n": {"type": "text"}}),
    ],
)
def test_charts_of_one_name_are_paired_by_their_content(units, before, after):
    actual = served(board(*({"name": "n", "unit": unit} for unit in (1, 2, 3))))
    wanted = board(*({"name": "n", "unit": unit} for unit in units))
    assert shown(wanted, actual) == charts(before, after)


def test_the_order_of_charts_counts_where_it_makes_the_layout():
    assert not same(board(*names("b", "a")), served(board(*names("a", "b"))))
    placed = [{"name": name, "pos": {"x": 0, "y": y, "w": 8, "h": 8}} for y, name in enumerate("ab")]
    assert same(board(*placed[::-1]), served(board(*placed)))


def test_the_diff_shows_variables_queries_and_groups_by_name_and_their_order():
    chart = {"name": "c", "queries": [{"query": {"q": code, "code": code}} for code in "AB"]}
    parts = {"vars": [{"code": "h", "name": "Host"}, {"code": "g", "name": "Group"}], "groups": names("one", "two")}
    actual = served(board(chart, **parts))
    for group in actual["main"]["groups"]:
        group["extend"] = {"bgColor": "red"}
    for variable in actual["main"]["vars"]:
        variable["hide"] = 0
    turned = board({**chart, "queries": chart["queries"][::-1]}, **{part: parts[part][::-1] for part in parts})
    assert shown(turned, actual)[1] == {
        "charts": {"c > (order)": ["query B", "query A"]},
        "groups": {"(order)": ["two", "one"]},
        "variables": {"(order)": ["Group", "Host"]},
    }
    fewer = board(chart, vars=parts["vars"][1:], groups=[{"name": "two", "extend": {"bgColor": "blue"}}])
    assert shown(fewer, actual) == (
        {
            "groups": {"one": {"extend": {"bgColor": "red"}}, "two > extend > bgColor": "red"},
            "variables": {"Host": {"code": "h"}},
        },
        {"groups": {"two > extend > bgColor": "blue"}},
    )


def test_places_of_variables_that_are_no_numbers_are_no_failure():
    assert same(
        board(vars=[{"code": "b", "seq": "1"}, {"code": "a", "seq": 0}]),
        board(vars=[{"code": "b", "seq": "1"}, {"code": "a", "seq": 0}]),
    )


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ([], "must be a mapping"),
        ("text", "must be a mapping"),
        ({"title": "x"}, "lacks the mapping 'main'"),
        ({"code": 200, "content": {"main": {}}}, "give its 'content'"),
        ({"main": {"charts": {}}}, "'main.charts'"),
        ({"main": {"charts": ["x"]}}, "'main.charts'"),
        ({"main": {"vars": [1]}}, "'main.vars'"),
        ({"main": {"charts": [{"name": "cpu"}]}}, "Chart 1 ('cpu')"),
        ({"main": {}, "title": 5}, "'title' of the dashboard template must be text"),
        ({"main": {}, "tagInfo": [{"id": "tag_1"}]}, "'tagInfo'"),
        ({"main": {}, "tagInfo": "web"}, "'tagInfo'"),
        ({"main": {}, "dashboardExtend": []}, "'dashboardExtend' of the dashboard template must be a mapping"),
        ({"main": {}, "dashboardMapping": {}}, "'dashboardMapping'"),
        ({"main": {"charts": [{"name": "cpu", "type": "text", "pos": "top"}]}}, "'pos' of chart 1 ('cpu')"),
        ({"main": {"charts": [{"name": "cpu", "type": "text", "group": 5}]}}, "'group' of chart 1 ('cpu')"),
        ({"main": {"charts": [{"name": "cpu", "type": "text", "extend": []}]}}, "a mapping; it is a list"),
        ({"main": {"charts": [{"name": "cpu", "type": "text", "queries": {"a": 1}}]}}, "'queries' of chart 1 ('cpu')"),
        ({"main": {"charts": [{"name": "cpu", "type": "text", "queries": [None]}]}}, "'queries' of chart 1 ('cpu')"),
    ],
)
def test_what_is_no_template_is_refused_with_a_clear_message(template, message):
    with pytest.raises(InputError, match=message.replace("(", r"\(").replace(")", r"\)")):
        _template.check(template)


def vendor_dashboards():
    root = next(
        (
            folder / "shared/data/dashboards"
            for folder in pathlib.Path(__file__).resolve().parents
            if (folder / "shared/data/dashboards").is_dir()
        ),
        None,
    )
    return sorted(root.glob("*.json")) if root else []


@pytest.mark.parametrize("path", vendor_dashboards(), ids=lambda path: path.stem)
def test_a_real_export_equals_itself_as_a_service_gives_it_back(path):
    template = json.loads(path.read_text(encoding="utf-8"))
    assert same(_template.check(template), served(template))


@pytest.mark.parametrize("group", [None, "", {"name": None}, {"name": ""}])
def test_a_chart_without_a_group_is_exported_as_the_service_shows_it(group):
    chart = _template.canonical(board({"name": "a", "group": group}))["main"]["charts"][0]
    assert chart["group"] == {"name": None}


def nested(number):
    """A query of a chart of type combine, which is a whole chart, with ids wherever a real export holds some."""
    return {
        "id": number,
        "uuid": f"u{number}",
        "name": "part",
        "creator": f"acnt_{number}",
        "updator": f"acnt_{number}",
        "createAt": number,
        "updateAt": number,
        "deleteAt": -number,
        "dashboardUUID": f"dsbd_{number}",
        "workspaceUUID": f"wksp_{number}",
        "notesUUID": f"notes_{number}",
        "chartGroupUUID": f"chtg_{number}",
        "query": {
            "code": "A",
            "filters": [{"id": f"f{number}", "name": "host"}],
            "children": [{"filters": [{"id": f"c{number}", "name": "pod"}]}],
        },
        "queries": [{"uuid": f"q{number}", "query": {"filters": [{"id": f"d{number}", "name": "ns"}]}}],
    }


def with_ids(number):
    """A dashboard with ids wherever there may be some."""
    parts = {
        "vars": [{"id": number, "code": "v", "definition": {"uuid": f"v{number}"}}],
        "groups": [{"name": "g", "uuid": f"chtg_{number}", "id": number}],
    }
    chart = {"name": "c", "type": "combine", "id": number, "createAt": number, "queries": [nested(number)]}
    return board(chart, **parts)


def test_ids_at_any_depth_are_no_content():
    one, other = with_ids(1), with_ids(2)
    assert same(one, other)
    for which in ("creator", "workspaceUUID"):  # of a mere query these say whose data it asks for
        query, otherwise = ({"query": {"q": "x", which: f"{number}"}} for number in (1, 2))
        assert not same(board({"name": "a", "queries": [query]}), board({"name": "a", "queries": [otherwise]}))
    other["main"]["charts"][0]["queries"][0]["query"]["children"][0]["filters"][0]["name"] = "node"
    assert not same(one, other)


@given(TEMPLATES, st.dictionaries(st.sampled_from(["uid", "anchors", "x-y"]), SETTINGS | NAMES, min_size=1))
def test_keys_that_an_export_does_not_tell_are_no_difference(template, unknown):
    assert same({**template, **unknown}, served(template))


def test_the_charts_within_a_chart_are_told_by_their_names():
    def dashboard(*parts):
        queries = [{"name": name, "type": "sequence", "unit": unit, "queries": []} for name, unit in parts]
        return board({"name": "all", "type": "combine", "queries": queries})

    assert shown(dashboard(("CPU", "a")), served(board()))[1] == {
        "charts": {"all": {"type": "combine", "query CPU": "sequence"}}
    }
    actual = served(dashboard(("CPU", "a"), ("Load", "b")))
    assert shown(dashboard(("Load", "b"), ("CPU", "c")), actual) == charts(
        {"all > query CPU > unit": "a", "all > (order)": ["query CPU", "query Load"]},
        {"all > query CPU > unit": "c", "all > (order)": ["query Load", "query CPU"]},
    )


def test_keys_that_an_export_tells_are_compared():
    template = board({"name": "a"})
    assert same({**template, "dashboardBindSet": []}, template)
    assert not same({**template, "dashboardBindSet": [{"op": "in"}]}, template)
    assert not same({**template, "newKey": 1}, {**template, "newKey": 2})


def in_group(group, **chart):
    return {"type": "text", "queries": [], "group": {"name": group}, **chart}


def test_the_diff_of_a_renamed_group_names_the_group_alone():
    def dashboard(group):
        inside = [in_group(group, name=name) for name in "abc"]
        return board(*inside, in_group("Other", name="a"), groups=names(group, "Other"))

    actual = served(dashboard("Web"))
    actual["main"]["groups"][0]["extend"] = {"bgColor": "red"}
    assert shown(dashboard("Front end"), actual) == (
        {"groups": {"Web > name": "Web"}},
        {"groups": {"Web > name": "Front end"}},
    )


def test_the_diff_of_a_moved_chart_tells_from_where_to_where():
    places = {"name": "CPU", "pos": {"x": 0, "y": 0, "w": 8, "h": 8}}
    actual = served(board(in_group("Web", **places), in_group("Web", name="b"), groups=names("Web", "Host")))
    moved = {**places, "pos": {"x": 8, "y": 4, "w": 8, "h": 8}}
    wanted = board(in_group("Host", **moved), in_group("Web", name="b"), groups=names("Web", "Host"))
    assert shown(wanted, actual) == charts(
        {"Web / CPU > group": "Web", "Web / CPU > position": "x 0, y 0, w 8, h 8"},
        {"Web / CPU > group": "Host", "Web / CPU > position": "x 8, y 4, w 8, h 8"},
    )


def test_every_line_of_the_diff_names_its_chart_however_deep_the_change_is():
    def dashboard(unit, color, value):
        settings = {"units": [{"name": "m1", "unit": "s"}, {"name": "m2", "unit": unit}], "colors": [{"color": color}]}
        query = {"query": {"code": "B", "filters": [{"name": "host", "value": value}]}}
        return board(in_group("Web", name="CPU", extend={"settings": settings}, queries=[query]))

    before, after = shown(dashboard("ms", "#fff", ["a", "c"]), served(dashboard("percent", "#000", ["b", "c"])))
    place = "Web / CPU > extend > settings"
    assert (before, after) == charts(
        {
            f"{place} > units[1] > unit": "percent",
            f"{place} > colors[0] > color": "#000",
            "Web / CPU > query B > query > filters[0] > value[0]": "b",
        },
        {
            f"{place} > units[1] > unit": "ms",
            f"{place} > colors[0] > color": "#fff",
            "Web / CPU > query B > query > filters[0] > value[0]": "a",
        },
    )


def test_of_a_long_query_the_diff_shows_the_words_that_change():
    def dashboard(function, tail):
        q = (
            f"M::`cpu`:({function}(`usage_total`) AS `in use`) {{ `host` = '#{{host}}' "
            + "and `zone` = 'a' " * 30
            + tail
        )
        return board({"name": "CPU", "queries": [{"query": {"code": "A", "q": q}}]})

    before, after = shown(dashboard("MAX", "} BY `host`"), served(dashboard("AVG", "} BY `pod`")))
    (old,), (new,) = before["charts"].values(), after["charts"].values()
    assert "AVG(`usage_total`" in old and "BY `pod`" in old and old.count(" ... ") == 1
    assert "MAX(`usage_total`" in new and "BY `host`" in new
    assert max(len(old), len(new)) < 140
