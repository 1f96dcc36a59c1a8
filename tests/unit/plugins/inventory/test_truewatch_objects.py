# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json
import math
import pathlib
import random
import re
import tempfile

import pytest
from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.truewatch.openapi.plugins.inventory import truewatch_objects
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import trusted
from ansible_collections.truewatch.openapi.tests.unit.plugins.inventory.conftest import KEY, Source
from ansible_collections.truewatch.openapi.tests.unit.plugins.loading import load
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import envelope

EXECUTED = pathlib.Path(tempfile.gettempdir(), "truewatch-canary-was-executed")
CANARY = "{{ lookup('pipe', 'touch %s') }}" % EXECUTED  # noqa: UP031 - braces


@pytest.fixture
def seed(emulator):
    """Adds objects to the emulator: each a dictionary of fields."""

    def add(*rows, object_class="HOST"):
        emulator.seed(objects=[{"class": object_class, "fields": row} for row in rows])

    return add


def host(name, **fields):
    return {"name": name, "host": name, **fields}


# -- hosts, names, addresses -------------------------------------------------------------------------------------------


def test_every_object_becomes_a_host_with_prefixed_variables(emulator, source):
    emulator.seed(hosts=40)
    made = source.parse()
    assert len(made.hosts) == 40
    for name, variables in made.hosts.items():
        assert variables["tw_host"] == name
        assert variables["tw_class"] == "HOST"
        assert all(key.startswith("tw_") or key in ("inventory_file", "inventory_dir") for key in variables)
        assert "tw_message" not in variables
    assert not made.warnings


@pytest.mark.parametrize(
    ("hostnames", "name"),
    [
        (None, "web-01"),
        (["instance_id"], "i-1"),
        (["missing", "tw_instance_id"], "i-1"),
        (["tw_host ~ '.example.com'"], "web-01.example.com"),
        (["tw_missing ~ '.x'", "host"], "web-01"),
        (["num_cpu"], "4"),
    ],
)
def test_the_first_name_that_is_there_is_taken(seed, source, hostnames, name):
    seed(host("web-01", instance_id="i-1", num_cpu=4))
    options = {"hostnames": hostnames} if hostnames else {}
    assert list(source.parse(**options).hosts) == [name]


def test_classes_are_named_by_what_people_call_them(seed, source):
    seed(
        {"name": "uid-1", "host": "datakit-1", "node_name": "node-a", "internal_ip": "10.1.2.3"},
        object_class="kubernetes_nodes",
    )
    made = source.parse(object_class="kubernetes_nodes", ansible_host=["internal_ip"])
    assert made.hosts["node-a"]["ansible_host"] == "10.1.2.3"


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("fe80::1", "fe80::1"),
        ("db.example.com", "db.example.com"),
        ("10.0.0.1 -oProxyCommand=evil", None),
        ("-oProxyCommand=evil", None),
        ("a..b", None),
        (CANARY, None),
        ("host\nname", None),
        ("fe80::1%eth0", "fe80::1%eth0"),
        (f"fe80::1%{CANARY}", None),
        ("fe80::1%{{ 7 * 7 }}", None),
        ("::2%$(id);", None),
        ("127.0.0.1", None),
        ("127.8", None),
        ("0", None),
        ("0x7f000001", None),
        ("::ffff:127.0.0.1", None),
        ("::1", None),
        ("::", None),
        ("LocalHost", None),
        ("x.localhost.", None),
        ("", None),
        (["10.0.0.1"], None),
    ],
)
def test_only_an_address_becomes_ansible_host(seed, source, field, address):
    seed(host("web-01", unicast_ip=field))
    made = source.parse(ansible_host=["unicast_ip"])
    assert made.hosts["web-01"].get("ansible_host") == address
    refused = address is None and isinstance(field, str) and field
    assert ("no address" in "".join(made.warnings)) == bool(refused)


@pytest.mark.parametrize("spelling", ["{{ lookup('pipe', 'touch canary-in-a-zone') }}", "{% set x = 1 %}"])
def test_no_address_is_a_template(seed, source, spelling, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seed(host("web-01", unicast_ip=f"fe80::1%{spelling}"))
    variables = source.parse(ansible_host=["tw_unicast_ip", "tw_unicast_ip ~ ''"]).hosts["web-01"]
    assert "ansible_host" not in variables
    assert not list(tmp_path.glob("canary*"))


def test_the_next_candidate_is_taken_when_one_is_no_address(seed, source):
    seed(host("web-01", private_ip="unknown host", unicast_ip="10.0.0.1"))
    assert source.parse(ansible_host=["private_ip", "tw_unicast_ip"]).hosts["web-01"]["ansible_host"] == "10.0.0.1"


def test_ansible_host_is_not_set_unless_asked(seed, source):
    seed(host("web-01", unicast_ip="10.0.0.1"))
    assert "ansible_host" not in source.parse().hosts["web-01"]


# -- hostile rows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "-h",
        "--limit",
        CANARY,
        "{% raw %}",
        "a b",
        "a\nb",
        "a\x1b[31m",
        "../../etc",
        "a/b",
        "a\\b",
        "web,db",
        "web[1:3]",
        "a:&b",
        "all",
        "ungrouped",
        "localhost",
        "127.0.0.1",
        "::1",
        "127.0.0.2",
        "127.1",
        "0.0.0.0",  # noqa: S104 - a name
        "LOCALHOST",
        "ip6-localhost",
        "web.localhost",
        "1.localhost",
        ".",
        "..",
        ".git",
        "~web.*",
        "@hosts",
        "#web",
        "web:db",
        "10.0.0.9:9100",
        "x(y)",
        "dict(a=1)",
        "ä" * 101,
        "x" * 300,
        "web:",
        "fe80::1%$(id)",
        "!web",
        "*",
        "",
        "\u2028",
        "a\u202eb",
    ],
)
def test_a_bad_name_is_left_out_and_told_and_hurts_nobody(seed, source, name):
    seed(host(name), host("web-01"))
    made = source.parse()
    assert list(made.hosts) == ["web-01"]
    assert len(made.warnings) == 1
    assert "1 objects left out" in made.warnings[0]
    assert made.warnings[0].isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "web-01",
        "web.example.com",
        "10.0.0.1",
        "fe80::1",
        "::2",
        "web_1",
        "主机-1",
        "i-0abc",
        "a@b",
        "12345",
    ],
)
def test_ordinary_names_are_kept(seed, source, name):
    seed(host(name))
    assert list(source.parse().hosts) == [name]


def test_no_remote_field_can_pose_as_a_variable_of_ansible(seed, source):
    fields = {
        "ansible_connection": "local",
        "ansible_python_interpreter": "/bin/evil",
        "ansible_host": "6.6.6.6",
        "a.b-c": 1,
    }
    seed(host("web-01", **fields))
    variables = source.parse().hosts["web-01"]
    assert not [name for name in variables if name.startswith("ansible")]
    assert variables["tw_ansible_connection"] == "local"
    assert variables["tw_a_b_c"] == 1


def test_two_fields_never_share_a_variable(seed, source):
    seed(host("web-01", **{"a.b": 1, "a-b": 2, "a_b": 3}))
    variables = source.parse().hosts["web-01"]
    assert sorted(value for name, value in variables.items() if name.startswith("tw_a_b")) == [1, 2, 3]


@pytest.mark.parametrize("order", [1, -1])
def test_no_object_takes_the_variables_of_others(seed, source, order):
    rows = [
        host("a-evil", **{"unicast-ip": "6.6.6.6", "df-label": "x", "os.": 1, "2.x": 2}),
        host("b", os="linux", unicast_ip="1.2.3.4"),
    ]
    seed(*rows[::order])
    made = source.parse(group_by=["os"], keyed_groups=[{"key": "tw_os", "prefix": "k"}])
    assert made.hosts["b"]["tw_unicast_ip"] == "1.2.3.4"
    assert made.hosts["b"]["tw_os"] == "linux"
    evil = {name: value for name, value in made.hosts["a-evil"].items() if value in ("6.6.6.6", 1, 2)}
    assert evil == {"tw_unicast_ip_": "6.6.6.6", "tw_os_": 1, "tw_2_x": 2}
    assert made.groups == {"os_linux": {"b"}, "k_linux": {"b"}}


@pytest.mark.parametrize("prefix", ["", "ansible_", "ans", "Ansible_x_", "1_", "tw", "a-b_", "_"])
def test_a_prefix_that_could_make_such_a_variable_is_refused(seed, source, prefix):
    seed(host("web-01"))
    with pytest.raises(AnsibleError, match="vars_prefix"):
        source.parse(vars_prefix=prefix)


@pytest.mark.parametrize("option", ["condition", "search", "object_class", "fields"])
def test_an_option_that_came_to_nothing_is_not_taken_for_one_that_is_not_given(seed, source, option):
    seed(host("web-01"))
    for empty in ([],) if option == "fields" else ("", trusted("{{ '' }}")):
        with pytest.raises(AnsibleError, match=f"'{option}' is empty: give it a value, or leave it out"):
            source.parse(**{option: empty})


def test_remote_text_is_never_run(seed, source):
    seed(host("web-01", evil=CANARY, nested={CANARY: [CANARY]}, df_label=[CANARY]))
    made = source.parse(
        compose={"copied": "tw_evil", "inner": "tw_nested", "made": "tw_evil ~ 'x'"},
        group_by=["evil", "label"],
        keyed_groups=[{"key": "tw_evil", "prefix": "k"}],
    )
    variables = made.hosts["web-01"]
    templar = Templar(loader=DataLoader(), variables=variables)
    for name, value in (("tw_evil", CANARY), ("copied", CANARY), ("made", CANARY + "x"), ("tw_df_label", [CANARY])):
        assert templar.template(trusted("{{ " + name + " }}")) == value
    for name in ("tw_nested", "inner"):
        assert templar.template(trusted("{{ " + name + " }}")) == {CANARY: [CANARY]}
    assert not EXECUTED.exists()
    assert all(re.fullmatch(r"\w+", group) for group in made.groups)


@pytest.mark.parametrize("how", ["group_by", "keyed_groups"])
def test_a_host_named_like_a_group_gets_nothing_of_it(seed, source, how):
    seed(host("os_linux", os="linux", unicast_ip="6.6.6.6"), host("web-01", os="linux", unicast_ip="10.0.0.1"))
    groups = {"group_by": ["os"]} if how == "group_by" else {"keyed_groups": [{"key": "tw_os", "prefix": "os"}]}
    made = source.parse(ansible_host=["unicast_ip"], **groups)
    assert list(made.hosts) == ["web-01"]
    assert made.groups["os_linux"] == {"web-01"}
    assert source.data.groups["os_linux"].vars == {}
    assert "named like a group" in made.warnings[0]


def test_a_group_of_another_source_is_safe_too(seed, source):
    seed(host("databases", unicast_ip="6.6.6.6"))
    data = InventoryData()
    data.add_group("databases")
    assert source.parse(data=data, ansible_host=["unicast_ip"]).hosts == {}
    assert data.groups["databases"].vars == {}


def test_the_hostile_rows_of_the_emulator_leave_the_others_alone(emulator, source):
    emulator.seed(hosts=20, hostile=True)
    made = source.parse(ansible_host=["unicast_ip"], group_by=["os", "label"], compose={"x": "tw_os"})
    assert len([name for name in made.hosts if re.fullmatch(r"\w+-\w+-\d{5}", name)]) == 20
    assert not [
        variable
        for variables in made.hosts.values()
        for variable in variables
        if variable.startswith("ansible_") and variable != "ansible_host"
    ]


# -- groups ------------------------------------------------------------------------------------------------------------


def test_native_groups(seed, source):
    seed(
        host("a", os="linux", region="eu-west-1", df_label=["EU only", "pci"], is_docker=1, flag=True),
        host("b", os="windows", region="", df_label=[]),
    )
    made = source.parse(
        group_by=["os", "label", "is_docker", "flag", {"field": "region", "prefix": "", "separator": "x"}]
    )
    assert made.groups == {
        "os_linux": {"a"},
        "os_windows": {"b"},
        "label_EU_only": {"a"},
        "label_pci": {"a"},
        "is_docker_1": {"a"},
        "flag_true": {"a"},
        "eu_west_1": {"a"},
    }


@pytest.mark.parametrize("entry", [{"prefix": "x"}, {"field": None}, "", {"field": "os", "sep": "_"}, 3, ["os"]])
def test_a_wrong_group_by_is_told(seed, source, entry):
    seed(host("a"))
    with pytest.raises(AnsibleError, match="group_by"):
        source.parse(group_by=[entry])


def test_constructed_features(seed, source):
    seed(host("a", os="linux", num_cpu=8, df_label=["x"]), host("b", os="windows", num_cpu=2))
    made = source.parse(
        compose={"system": "tw_os", "double": "tw_num_cpu * 2"},
        groups={"big": "tw_num_cpu > 4", "windows_hosts": "system == 'windows'"},
        keyed_groups=[{"key": "tw_df_label", "prefix": "l"}, {"key": "system", "separator": ""}],
    )
    assert made.hosts["a"]["system"] == "linux"
    assert str(made.hosts["a"]["double"]) == "16"  # a number from ansible-core 2.19 on
    assert made.groups == {"big": {"a"}, "windows_hosts": {"b"}, "l_x": {"a"}, "linux": {"a"}, "windows": {"b"}}


def test_strict_fails_whole_and_leaves_no_part_behind(seed, source):
    seed(*(host(f"h{number}", os="linux") for number in range(5)), host("zzz"))
    data = InventoryData()
    data.add_host("mine")
    with pytest.raises(AnsibleError, match="zzz"):
        source.parse(data=data, strict=True, compose={"x": "tw_os"})
    assert list(data.hosts) == ["mine"]
    assert len(source.parse(strict=False, compose={"x": "tw_os"}).hosts) == 6


# -- choosing ----------------------------------------------------------------------------------------------------------


def test_include_and_exclude(seed, source):
    seed(host("a", os="linux", env="prod"), host("b", os="linux", env="dev"), host("c", os="windows", env="prod"))

    def names(**options):
        return sorted(source.parse(**options).hosts)

    assert names(include=[{"os": "linux"}]) == ["a", "b"]
    assert names(include=[{"os": ["linux", "windows"], "env": "prod"}]) == ["a", "c"]
    assert names(include=["tw_env == 'dev'", {"os": "windows"}]) == ["b", "c"]
    assert names(exclude=[{"env": "dev"}]) == ["a", "c"]
    assert names(exclude=["tw_os == 'windows'", "tw_env == 'dev'"]) == ["a"]
    assert names(include=["tw_missing == 1"]) == []
    with pytest.raises(AnsibleError, match="tw_missing"):
        names(include=["tw_missing == 1"], strict=True)
    with pytest.raises(AnsibleError, match="include and exclude"):
        names(include=[["os"]])


@pytest.mark.parametrize("option", ["include", "exclude", "hostnames", "ansible_host"])
@pytest.mark.parametrize(
    "wrong", ["tw_os == 'linux", "tw_os | lowr == 'linux'", "tw_os is linuxish", "tw_os ==", "", "%}"]
)
def test_a_wrong_expression_is_an_error_and_no_choice(seed, source, option, wrong):
    seed(host("a", os="linux"), host("b", os="windows"))
    data = InventoryData()
    with pytest.raises(AnsibleError) as failure:
        source.parse(data=data, **{option: [wrong]})
    assert repr(wrong)[1:-1] in str(failure.value)
    assert not data.hosts


def test_an_object_that_an_expression_does_not_suit_is_told(seed, source):
    seed(host("a", num_cpu=8), host("b", num_cpu="many"), host("c"), host("d", num_cpu=2))
    made = source.parse(exclude=["tw_num_cpu > 4"])
    assert sorted(made.hosts) == ["b", "c", "d"]
    assert len(made.warnings) == 1
    assert "'b'" in made.warnings[0]
    assert "tw_num_cpu > 4" in made.warnings[0]


def test_expressions_see_fields_that_make_no_variables(seed, source):
    seed(host("a", os="linux", env="prod", domain="x.org"), host("b", os="linux", env="dev", domain="x.org"))
    for kind in ("list", "dql"):
        made = source.parse(
            source=kind,
            fields=["os"],
            exclude=["tw_env == 'dev'"],
            include=["tw_os == 'linux' and tw_env is defined"],
            hostnames=["tw_host ~ '.' ~ tw_domain"],
            ansible_host=["tw_name ~ '.' ~ tw_domain"],
        )
        assert list(made.hosts) == ["a.x.org"]
        assert {key for key in made.hosts["a.x.org"] if key.startswith("tw_")} == {"tw_os"}
        assert made.hosts["a.x.org"]["ansible_host"] == "a.x.org"


def test_an_option_that_does_not_exist_is_told(seed, source):
    seed(host("a"))
    with pytest.raises(AnsibleError, match="no option exlude"):
        source.parse(exlude=["tw_os == 'linux'"])


def test_filters_reach_the_server(emulator, source):
    emulator.seed(hosts=30)
    made = source.parse(source="dql", filters={"os": "windows"}, max_age="1d")
    statement = next(iter(emulator.requests(bodies=True)))["body"]["queries"][0]["query"]["q"]
    assert "`os` = 'windows'" in statement
    assert {variables["tw_os"] for variables in made.hosts.values()} == {"windows"}


def test_fields_are_an_allow_list_that_still_names_and_groups(seed, source):
    seed(host("a", os="linux", region="eu", unicast_ip="10.0.0.1", secret="x"))
    for kind in ("list", "dql"):
        made = source.parse(source=kind, fields=["os"], ansible_host=["unicast_ip"], group_by=["region"])
        assert {key for key in made.hosts["a"] if key.startswith("tw_")} == {"tw_os"}
        assert made.hosts["a"]["ansible_host"] == "10.0.0.1"
        assert made.groups == {"region_eu": {"a"}}


# -- duplicates --------------------------------------------------------------------------------------------------------


@pytest.fixture
def twins(seed):
    rows = [
        {"host": "web-01", "process_name": "nginx", "name": "web-01_1", "time": 2000, "last_update_time": 2000},
        {"host": "web-01", "process_name": "redis", "name": "web-01_2", "time": 3000, "last_update_time": 3000},
        {"host": "web-01", "process_name": "cron", "name": "web-01_3", "time": 1000, "last_update_time": 1000},
    ]
    seed(*rows, object_class="host_processes")
    return {"object_class": "host_processes", "source": "list", "hostnames": ["host"], "group_by": ["process_name"]}


def test_the_newest_object_wins_and_the_others_are_told(twins, source):
    made = source.parse(**twins)
    assert made.hosts["web-01"]["tw_process_name"] == "redis"
    assert made.groups == {"process_name_redis": {"web-01"}}
    assert "2 objects left out, older" in made.warnings[0]


def test_merge_groups_by_all_of_them(twins, source):
    made = source.parse(duplicates="merge", **twins)
    assert made.hosts["web-01"]["tw_process_name"] == "redis"
    assert set(made.groups) == {"process_name_nginx", "process_name_redis", "process_name_cron"}
    assert not made.warnings


def test_duplicates_can_be_an_error(twins, source):
    with pytest.raises(AnsibleError, match="web-01"):
        source.parse(duplicates="fail", **twins)


# -- requests and cache ------------------------------------------------------------------------------------------------


def test_one_request_per_page(emulator, source):
    emulator.seed(hosts=250)
    source.parse(source="dql", page_size=100, max_age="7d", group_by=["os", "region", "label"])
    assert len(emulator.requests()) == math.ceil(250 / 100)


@pytest.fixture
def cached(tmp_path):
    return {
        "cache": True,
        "cache_plugin": "jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "cache_timeout": 3600,
    }


def test_a_hit_sends_nothing_and_gives_the_same(emulator, source, cached):
    emulator.seed(hosts=30)
    options = {**cached, "group_by": ["os"], "compose": {"x": "tw_os"}}
    first = source.parse(**options)
    requests = len(emulator.requests())
    second = source.parse(**options)
    assert len(emulator.requests()) == requests
    assert second.hosts == first.hosts
    assert second.groups == first.groups


@pytest.mark.parametrize("damage", ["", '{"a', "[1, 2]", '"{"', "\x00"])
def test_a_damaged_cache_is_read_anew(emulator, source, cached, tmp_path, damage):
    emulator.seed(hosts=3)
    source.parse(**cached)
    for file in (tmp_path / "cache").iterdir():
        file.write_text(damage, encoding="utf-8")
    for _time in range(2):
        assert len(source.parse(**cached).hosts) == 3
    assert len(emulator.requests()) == 2


def test_what_only_shapes_the_inventory_hits_the_same_cache(emulator, source, cached):
    emulator.seed(hosts=10)
    source.parse(**cached)
    source.parse(**cached, group_by=["os"], vars_prefix="x_", compose={"a": "x_os"}, exclude=[{"os": "linux"}])
    assert len(emulator.requests()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"filters": {"os": "linux"}},
        {"max_age": "1h"},
        {"source": "dql"},
        {"search": "web"},
        {"endpoint": None},
        {"api_key": "other"},
    ],
)
def test_what_changes_the_rows_misses_the_cache(emulator, source, cached, change):
    emulator.seed(hosts=10)
    source.parse(**cached)
    requests = len(emulator.requests())
    if "endpoint" in change:
        change = {"endpoint": source.url.replace("127.0.0.1", "localhost")}
    if "api_key" in change:
        with pytest.raises(AnsibleError, match="InvalidAPIKey"):
            source.parse(**{**cached, **change})
    else:
        source.parse(**{**cached, **change})
    assert len(emulator.requests()) > requests


def test_a_refresh_reads_again_and_keeps_what_it_read(emulator, source, cached):
    emulator.seed(hosts=10)
    source.parse(**cached)
    source.parse(refresh=True, **cached)
    assert len(emulator.requests()) == 2
    source.parse(**cached)
    assert len(emulator.requests()) == 2


def test_the_cache_holds_rows_and_no_secret(emulator, source, cached, tmp_path):
    emulator.seed(hosts=10)
    source.parse(**cached)
    texts = [path.read_text() for path in (tmp_path / "cache").iterdir()]
    assert len(texts) == 1
    assert KEY not in texts[0] + str(list((tmp_path / "cache").iterdir()))
    assert "hunter2" not in texts[0]


# -- failures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("500", "HTTP 500"),
        ("html", "HTML page"),
        ("truncated", "JSON"),
        ("throttle", "TriggerApiAkCurrentLimiting"),
        ("success_false", "HTTP 200"),
    ],
)
def test_a_failed_read_fails_the_inventory(emulator, source, fault, message):
    emulator.seed(hosts=250)
    emulator.fault(fault, after=1, times=None)
    data = InventoryData()
    with pytest.raises(AnsibleError) as caught:
        source.parse(data=data, rate_limit_timeout=0)
    assert message in str(caught.value)
    assert "/api/v1/object/host/list" in str(caught.value)
    assert KEY not in str(caught.value)
    assert not data.hosts


@pytest.mark.parametrize(
    "options", [{"api_key": ""}, {"region": "mars"}, {"endpoint": "http://example.com"}, {"endpoint": ""}]
)
def test_wrong_settings_are_told_before_anything_is_sent(emulator, source, options):
    with pytest.raises(AnsibleError, match=r"truewatch\.yml: "):
        source.parse(**options)
    assert not emulator.requests()


def test_a_template_gives_the_key_and_its_failure_does_not_show_it(emulator, source, monkeypatch):
    emulator.seed(hosts=3)
    monkeypatch.setenv("MY_KEY", KEY)
    assert len(source.parse(api_key="{{ lookup('env', 'MY_KEY') }}").hosts) == 3
    source.extra_vars = {"key": KEY}
    assert len(source.parse(api_key="{{ key }}", filters={"name": "{{ '%' }}"}).hosts) == 0
    with pytest.raises(AnsibleError) as caught:
        source.parse(api_key="{{ lookup('env', 'MY_KEY') | no_such_filter }}")
    assert "api_key" in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("truewatch.yml", True),
        ("prod.truewatch.yaml", True),
        ("a_truewatch_objects.yml", True),
        ("truewatch_objects.yaml", True),
        ("hosts.yml", False),
        ("truewatch.json", False),
        ("truewatch_object.yml", False),
        ("truewatch.yml.bak", False),
        ("truewatch.yml.j2", False),
        ("truewatch", False),
    ],
)
def test_only_its_own_files_are_read(tmp_path, name, wanted):
    path = tmp_path / name
    path.write_text("")
    assert load("inventory", "truewatch_objects").verify_file(str(path)) is wanted


def test_odd_columns_of_a_service_do_not_break_it(service, tmp_path, monkeypatch):
    rows = [{"name": "web-01", "host": None, "n": None, "": 1, "é": 2}, {"time": 1}, {"name": 7}]
    service.script = [envelope({"data": rows})]
    made = Source(service.url, tmp_path, monkeypatch).parse()
    assert set(made.hosts) == {"web-01", "7"}
    assert "without a name" in made.warnings[0]
    assert all(name.isidentifier() for name in made.hosts["web-01"])
    assert json.dumps(made.hosts["web-01"])


# -- other sources, odd values, typing errors --------------------------------------------------------------------------


def test_a_label_that_is_named_like_a_host_hurts_no_host(seed, source):
    seed(host("web01", os="linux"), host("evil", df_label=["web01"], os="web01"))
    made = source.parse(
        group_by=[{"field": "df_label", "prefix": ""}],
        keyed_groups=[{"key": "tw_os", "separator": ""}],
        groups={"mine": "true"},
    )
    assert set(made.hosts) == {"web01", "evil"}
    assert made.groups == {"linux": {"web01"}, "mine": {"web01", "evil"}}
    assert any("groups left out, named like a host: 'web01'" in warning for warning in made.warnings)


def test_a_label_that_joins_a_group_of_another_source_is_told(seed, source):
    seed(host("evil", df_label=["databases"]))
    data = InventoryData()
    data.add_group("databases")
    made = source.parse(data=data, group_by=[{"field": "df_label", "prefix": ""}])
    assert any("'databases'" in warning for warning in made.warnings)
    data = InventoryData()
    data.add_group("databases")
    assert not source.parse(data=data, group_by=["label"]).warnings


def test_a_host_of_another_source_is_told(seed, source, tmp_path):
    seed(host("web-01", unicast_ip="10.0.0.2", env="stage"))

    def parse(duplicates):
        data = InventoryData()
        data.current_source = "/i/prod.truewatch.yml"
        data.add_host("web-01")
        data.set_variable("web-01", "ansible_host", "10.0.0.1")
        data.current_source = str(tmp_path / "truewatch.yml")
        return source.parse(data=data, ansible_host=["unicast_ip"], duplicates=duplicates), data

    made, _data = parse("newest")
    assert "prod.truewatch.yml" in made.warnings[0]
    assert "'web-01'" in made.warnings[0]
    assert not parse("merge")[0].warnings
    with pytest.raises(AnsibleError, match="prod.truewatch.yml"):
        parse("fail")


def test_a_source_that_fails_half_way_leaves_other_sources_as_they_are(seed, source):
    seed(*(host(f"h{number}", os="linux", unicast_ip="10.0.0.9") for number in range(5)), host("zzz"))
    data = InventoryData()
    data.add_host("h0")
    data.set_variable("h0", "ansible_host", "10.0.0.1")
    before = dict(data.hosts["h0"].vars)
    with pytest.raises(AnsibleError, match="zzz"):
        source.parse(data=data, strict=True, compose={"x": "tw_os"}, ansible_host=["unicast_ip"], group_by=["os"])
    assert data.hosts["h0"].vars == before
    assert set(data.groups) == {"all", "ungrouped"}


def test_an_empty_inventory_can_be_an_error(seed, source):
    seed(host("a", os="linux"))
    assert source.parse(filters={"os": "linxu"}).hosts == {}
    with pytest.raises(AnsibleError, match=r"truewatch\.yml: There are no hosts: 0 objects of HOST"):
        source.parse(filters={"os": "linxu"}, fail_on_empty=True)
    with pytest.raises(AnsibleError, match="1 objects"):
        source.parse(exclude=[{"os": "linux"}], fail_on_empty=True)
    assert len(source.parse(fail_on_empty=True).hosts) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"exclude": ["env == 'prod'"]}, "tw_env"),
        ({"exclude": ["tw_envv == 'prod'"]}, "tw_env"),
        ({"exclude": [{"envv": "prod"}]}, "env"),
        ({"exclude": ["tw_host.startwith('h')"]}, "startwith"),
        ({"include": ["env == 'prod'"]}, "tw_env"),
        ({"include": [{"envv": "prod"}]}, "env"),
        ({"group_by": ["envv"]}, "env"),
        ({"hostnames": ["hots", "host"]}, "host"),
        ({"hostnames": ["hots ~ '.x'", "host"]}, "tw_host"),
        ({"ansible_host": ["unicast_pi"]}, "unicast_ip"),
    ],
)
def test_what_is_undefined_for_every_object_is_told(seed, source, options, told):
    seed(host("h1", env="prod", unicast_ip="10.0.0.1"), host("h2", env="dev", unicast_ip="10.0.0.2"))
    made = source.parse(**options)
    assert any(told in warning and "undefined for every object" in warning for warning in made.warnings), made.warnings
    with pytest.raises(AnsibleError, match="undefined|has no attribute"):
        source.parse(**options, strict=True)


def test_what_only_some_objects_lack_is_not_told(seed, source):
    seed(host("h1", env="prod"), host("h2"))
    made = source.parse(exclude=["tw_env == 'x'", {"env": "y"}], group_by=["env"], hostnames=["tw_env ~ '-1'", "host"])
    assert sorted(made.hosts) == ["h2", "prod-1"]
    assert not made.warnings


@pytest.mark.parametrize("option", ["compose", "groups"])
def test_a_constructed_option_that_names_no_field_is_told(seed, source, option):
    seed(host("h1", env="prod"))
    assert "tw_env" in source.parse(**{option: {"x": "tw_envv == 'prod'"}}).warnings[0]


def test_every_value_of_the_file_may_be_a_template(seed, source, monkeypatch):
    monkeypatch.setenv("SKIP", "old")
    seed(host("h1", df_label=["old"]), host("h2", df_label=["new"], env="prod"))
    skip = "{{ lookup('env', 'SKIP') }}"
    assert set(source.parse(exclude=[{"df_label": skip}]).hosts) == {"h2"}
    assert set(source.parse(include=[{"df_label": skip}]).hosts) == {"h1"}
    assert source.parse(group_by=[{"field": "env", "prefix": skip}]).groups == {"old_prod": {"h2"}}
    assert source.parse(vars_prefix="{{ lookup('env', 'SKIP') }}_").hosts["h1"]["old_host"] == "h1"
    assert len(source.parse(page_size="{{ 5 }}", timeout="{{ 5 }}", source="dql", max_age="7d").hosts) == 2


@pytest.mark.parametrize(
    "options",
    [
        {"exclude": ["{{ tw_os }} == 'x'"]},
        {"compose": {"x": "{{ tw_os }}"}},
        {"groups": {"x": "{{ tw_os }}"}},
        {"keyed_groups": [{"key": "tw_os", "prefix": "{{ x }}"}]},
    ],
)
def test_what_is_not_rendered_refuses_braces(seed, source, options):
    seed(host("h1", os="x"))
    with pytest.raises(AnsibleError, match="braces"):
        source.parse(**options)


@pytest.mark.parametrize("option", ["validate_certs", "allow_http", "strict", "cache", "fail_on_empty"])
def test_text_that_is_no_boolean_is_an_error(emulator, source, option):
    with pytest.raises(AnsibleError, match=f".{option}. must be true or false"):
        source.parse(**{option: "ture"})
    assert not emulator.requests()


@pytest.mark.parametrize(("text", "fails"), [("", False), ("ture", True), ("/etc/ca.pem", True), ("yes", False)])
def test_the_environment_never_switches_tls_checks_off_by_mistake(seed, source, monkeypatch, text, fails):
    seed(host("h1"))
    monkeypatch.setenv("TRUEWATCH_VALIDATE_CERTS", text)
    if fails:
        with pytest.raises(AnsibleError, match="validate_certs must be true or false"):
            source.parse()
    else:
        assert len(source.parse().hosts) == 1


@pytest.mark.parametrize(
    ("text", "checks"), [("{{ true }}", True), ("{{ false }}", False), ("{{ 'no' }}", False), ("", True)]
)
def test_a_template_for_a_boolean_means_what_it_gives(seed, source, monkeypatch, text, checks):
    from ansible_collections.truewatch.openapi.plugins.inventory import truewatch_objects as module

    seed(host("h1"))
    seen = []
    client_of = module.client_of
    monkeypatch.setattr(module, "client_of", lambda settings: seen.append(settings.verify) or client_of(settings))
    source.parse(validate_certs=text)
    assert seen == [checks]


def test_an_empty_key_in_the_environment_counts_as_not_set(seed, source, monkeypatch):
    seed(host("h1"))
    monkeypatch.setenv("TRUEWATCH_API_KEY", "")
    monkeypatch.setenv("DF_API_KEY", KEY)
    monkeypatch.setenv("TRUEWATCH_TIMEOUT", "")
    assert len(source.parse(api_key=None).hosts) == 1


@pytest.mark.parametrize("text", ["", "{{ '' }}", "{{ ' ' }}"])
def test_an_empty_key_in_the_file_is_not_that_of_the_environment(seed, source, monkeypatch, text):
    """It belongs to another workspace, whose hosts would be taken for those of the file."""
    seed(host("h1"))
    monkeypatch.setenv("TRUEWATCH_API_KEY", KEY)
    with pytest.raises(AnsibleError, match="No API key"):
        source.parse(api_key=text)


@pytest.mark.parametrize(
    ("options", "told"),
    [({"filter": {"os": "x"}}, "'filters'"), ({"token": "x"}, "'api_key'"), ({"exlude": []}, "'exclude' is one")],
)
def test_guessed_names_of_options_are_hinted_at(source, options, told):
    with pytest.raises(AnsibleError, match=told):
        source.parse(**options)


@pytest.mark.parametrize("odd", [3, True, ["x", ""]])
def test_one_odd_value_costs_that_host_that_group(seed, source, odd):
    seed(host("h1", v="a"), host("h2", v=odd), host("h3", v="b"))
    made = source.parse(keyed_groups=[{"key": "tw_v", "separator": ""}])
    assert {name: group for name, group in made.groups.items() if name in "ab"} == {"a": {"h1"}, "b": {"h3"}}
    assert any("'h2'" in warning for warning in made.warnings)
    with pytest.raises(AnsibleError):
        source.parse(keyed_groups=[{"key": "tw_v", "separator": ""}], strict=True)


def test_a_group_that_would_be_its_own_parent_costs_that_group_only(seed, source):
    seed(host("h1", os="linux", zone="linux"), host("h2", os="linux", zone="z"))
    entry = {"key": "tw_os", "separator": "", "parent_group": "{{ tw_zone }}"}
    made = source.parse(keyed_groups=[entry])
    assert made.groups["z"] == set() and made.groups["linux"] == {"h1", "h2"}
    assert any("hosts have no group of the key 'tw_os'" in text and "h1" in text for text in made.warnings)
    with pytest.raises(AnsibleError, match="keyed_groups"):
        source.parse(keyed_groups=[entry], strict=True)


def test_compose_knows_the_name(seed, source):
    seed(host("h1"))
    made = source.parse(compose={"fq": "inventory_hostname ~ '.x'"}, groups={"g": "inventory_hostname == 'h1'"})
    assert made.hosts["h1"]["fq"] == "h1.x"
    assert made.groups == {"g": {"h1"}}


def test_a_wait_for_the_rate_limit_is_told(emulator, source, told_waits):
    emulator.seed(hosts=3)
    assert len(source.parse(source="dql", page_size=1, rate_limit="2/30").hosts) == 3
    assert len(told_waits) == 1
    assert re.fullmatch(r"truewatch: waiting for the API's rate limit until [\d:]{8}", told_waits[0])


# -- AWX ---------------------------------------------------------------------------------------------------------------


def listed(variables):
    """The variables of a host as ``ansible-inventory --list`` writes them and a program reads them."""
    from ansible.cli.inventory import InventoryCLI

    return json.loads(InventoryCLI.dump({"_meta": {"hostvars": {"h": variables}}}))["_meta"]["hostvars"]["h"]


def awx_value(variables, path):
    """AWX reads a variable by its path with dots; None when it is not there."""
    for name in path.split("."):
        variables = variables.get(name) if hasattr(variables, "get") else None
    return variables


def awx_enabled(variables, path, wanted):
    """The source's form always gives AWX an enabled value, an empty one too, and AWX compares texts without their case.
    A host without the variable stays as it is: None."""
    value = awx_value(variables, path)
    return None if value is None else str(wanted).lower() == str(value).lower()


def awx_instance_id(variables, paths):
    """The setting takes several paths; the first that gives something counts."""
    return str(next(filter(None, (awx_value(variables, path) for path in paths.split(","))), ""))


def test_awx_reads_plain_words_and_ids(seed, source, monkeypatch):
    monkeypatch.setattr("ansible.context.CLIARGS", {"yaml": False, "toml": False})
    seed(
        host("web-01", state="Running", env="prod", live=True, instance_id="i-0abc123", unicast_ip="10.0.0.1"),
        host("web-02", state="{{ Running }}", env="dev", live=False, meta={"id": "i-7", "state": "up"}),
    )
    made = source.parse(compose={"tw_wanted": "tw_env == 'prod' and tw_note is not defined"})
    one, two = (listed(made.hosts[name]) for name in ("web-01", "web-02"))
    enabled = [("tw_state", "Running"), ("tw_state", "running"), ("tw_env", "prod"), ("tw_live", "true")]
    for name, wanted in [*enabled, ("tw_wanted", "true")]:
        assert (awx_enabled(one, name, wanted), awx_enabled(two, name, wanted)) == (True, False)
    assert (awx_enabled(one, "tw_meta.state", "up"), awx_enabled(two, "tw_meta.state", "up")) == (None, True)
    assert awx_instance_id(one, "tw_instance_id") == "i-0abc123"
    assert awx_instance_id(two, "tw_instance_id,tw_meta.id") == "i-7"
    assert awx_instance_id(one, "tw_host") == "web-01"
    assert awx_instance_id(one, "tw_unicast_ip") == "10.0.0.1"


def test_what_the_guide_says_for_awx_enables_hosts(seed, source, monkeypatch):
    monkeypatch.setattr("ansible.context.CLIARGS", {"yaml": False, "toml": False})
    guide = (pathlib.Path(__file__).parents[4] / "docs" / "awx.md").read_text(encoding="utf-8")
    line = re.search(r"^ *(\w+): (.*?) +# Enabled variable: `?(\w+)`?, Enabled value: `?(\w+)`?$", guide, re.MULTILINE)
    name, expression, variable, value = line.groups()
    seed(host("h1", lifecycle="Active"), host("h2", lifecycle="Retired"))
    made = source.parse(compose={name: expression})
    assert awx_enabled(listed(made.hosts["h1"]), variable, value)
    assert not awx_enabled(listed(made.hosts["h2"]), variable, value)


def test_of_two_keys_in_the_environment_the_own_one_counts(seed, source, monkeypatch):
    seed(host("h1"))
    monkeypatch.setenv("TRUEWATCH_API_KEY", KEY)
    monkeypatch.setenv("DF_API_KEY", "another")
    assert len(source.parse(api_key=None).hosts) == 1


def test_a_value_that_is_nested_too_deeply_hurts_nobody(service, tmp_path, monkeypatch):
    deep = json.loads("[" * 900 + "]" * 900)
    service.script = [envelope({"data": [host("h1", deep="y"), host("h2", deep=deep, odd=math.inf)]})]
    made = Source(service.url, tmp_path, monkeypatch).parse(source="list", exclude=[{"deep": "x"}])
    assert set(made.hosts) == {"h1", "h2"}
    assert made.hosts["h2"]["tw_odd"] == "Infinity"
    assert "nested more than 32 levels deep" in str(made.hosts["h2"]["tw_deep"])


@pytest.mark.parametrize(
    "odd", [{"attributes": ["a"]}, {"tagsInfo": {"name": "x"}}, {"tagsInfo": [{"name": {"a": 1}}, 7, None]}]
)
def test_odd_entities_of_the_catalog_do_not_break_it(service, tmp_path, monkeypatch, odd):
    service.script = [envelope({"data": [{"name": "h1", **odd}, {"name": "h2"}]})]
    made = Source(service.url, tmp_path, monkeypatch).parse(source="catalog", group_by=["label"])
    assert set(made.hosts) == {"h1", "h2"}


def test_a_keyed_group_has_a_value_for_empty_keys_but_not_with_trailing_separator(emulator, source):
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web", "host": "web", "os": ""}}])
    key = {"key": "tw_os", "prefix": "os"}
    assert "os_none" in source.parse(keyed_groups=[{**key, "default_value": "none"}]).groups
    with pytest.raises(AnsibleError, match="default_value and trailing_separator exclude each other"):
        source.parse(keyed_groups=[{**key, "default_value": "none", "trailing_separator": False}])


# -- order -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("duplicates", ["newest", "merge"])
def test_the_inventory_is_the_same_in_whatever_order_the_service_sends_its_objects(
    emulator, source, duplicates, monkeypatch
):
    """Groups and hosts in their order, what counts of objects that reported at once, and the examples in warnings."""
    rows = [
        {**host(name), "os": system, "zone": zone, "last_update_time": 1}
        for name in ("web-01", "web-02", "db-01", "no name!", "also none!", "bad?", "worse?")
        for system, zone in (("linux", "b"), ("windows", "a"))
    ]
    emulator.seed(objects=[{"class": "HOST", "fields": row} for row in rows])
    options = {
        "source": "dql",
        "duplicates": duplicates,
        "group_by": ["zone", "os"],
        "keyed_groups": [{"key": "tw_os", "prefix": "k", "parent_group": "systems"}],
    }
    read = truewatch_objects.read_objects

    def made(number):
        def shuffled(*arguments):
            found = read(*arguments)
            random.Random(number).shuffle(found.rows)
            return found

        monkeypatch.setattr(truewatch_objects, "read_objects", shuffled)
        told = source.parse(**options)
        groups = [
            (name, [one.name for one in group.hosts], [one.name for one in group.child_groups])
            for name, group in source.data.groups.items()
        ]
        return groups, list(told.hosts.items()), told.warnings

    results = [made(number) for number in range(6)]
    assert [group for group, hosts, _children in results[0][0] if len(hosts) > 1]
    assert results == results[:1] * len(results)
