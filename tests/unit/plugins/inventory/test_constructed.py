# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin constructs what ``ansible.builtin.constructed`` makes of the same hosts, group by group."""

from __future__ import annotations

import json
import math

from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FIELDS = ["a", "b", "c"]
TEXTS = st.sampled_from(["linux", "eu-west-1", "a b", "web-01", "True", "[1]", "7", "x.y", "{{ 1 }}"])
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(-2, 2**40), st.floats(0.5, 9).filter(math.isfinite))
VALUES = st.one_of(
    SCALARS, st.lists(TEXTS, max_size=3), st.dictionaries(st.sampled_from(["k", "l"]), TEXTS, max_size=2)
)
ROWS = st.lists(
    st.fixed_dictionaries({"a": st.one_of(TEXTS, VALUES)}, optional={"b": TEXTS, "c": VALUES}), min_size=1, max_size=3
)
PATHS = st.sampled_from(["tw_a", "tw_a", "tw_a", "tw_b", "tw_c.k", " tw_a ", "tw_nowhere"])
EXPRESSIONS = st.one_of(
    PATHS,
    PATHS,
    PATHS.map(lambda path: f"{path} | default('none', true)"),
    st.sampled_from(
        ["tw_a == 'linux'", "tw_b is defined", "inventory_hostname == 'h0'", "made", "group_names | length"]
    ),
)
WORDS = st.sampled_from(["", "os", "x-y"])
KEYED = st.fixed_dictionaries(
    {"key": EXPRESSIONS},
    optional={
        "prefix": WORDS,
        "separator": st.sampled_from(["_", "-", ""]),
        "parent_group": st.sampled_from(["parent", "region_{{ tw_b }}", "region_{{ tw_a }}", "{{ tw_a }}"]),
        "default_value": st.sampled_from(["none", ""]),
        "trailing_separator": st.booleans(),
    },
).filter(lambda one: not {"default_value", "trailing_separator"} <= set(one))
OPTIONS = st.fixed_dictionaries(
    {
        "strict": st.booleans(),
        "leading_separator": st.booleans(),
        "compose": st.dictionaries(st.sampled_from(["made", "more"]), EXPRESSIONS, max_size=2),
        "groups": st.dictionaries(st.sampled_from(["g", "h-1"]), EXPRESSIONS, max_size=2),
        "keyed_groups": st.lists(KEYED, min_size=1, max_size=3),
    }
)


def constructed(hosts, options, folder):
    """What Ansible's own plugin makes of hosts with these variables; None when it fails."""
    path = folder / "constructed.yml"
    path.write_text(json.dumps({"plugin": "constructed", **options}), encoding="utf-8")
    manager = InventoryManager(DataLoader(), parse=False)
    for name, variables in hosts.items():
        manager._inventory.add_host(name)
        for variable, value in variables.items():
            manager._inventory.set_variable(name, variable, value)
    parsed = manager.parse_source(str(path))
    manager._inventory.reconcile_inventory()
    return manager._inventory if parsed else None


def shown(data):
    """The hosts and parents of each group, and the variables of each host as text: types count too."""
    groups = {
        name: (sorted(host.name for host in group.hosts), sorted(parent.name for parent in group.parent_groups))
        for name, group in sorted(data.groups.items())
    }
    variables = {
        name: {key: repr(value) for key, value in sorted(host.vars.items()) if not key.startswith("inventory_")}
        for name, host in data.hosts.items()
    }
    return groups, variables


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # one example costs too much for shrinking
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ROWS, OPTIONS)
def test_it_is_what_ansible_constructs(emulator, source, tmp_path, rows, options):
    emulator.reset()
    objects = [{"name": f"h{number}", "host": f"h{number}", **row} for number, row in enumerate(rows)]
    emulator.seed(objects=[{"class": "HOST", "fields": fields} for fields in objects])
    plain = source.parse(fields=["host", *FIELDS])
    expected = constructed(plain.hosts, options, tmp_path)
    try:
        told = source.parse(fields=["host", *FIELDS], **options).warnings
    except AnsibleError:
        assert options["strict"] and expected is None
        return
    if expected is None:
        assert not options["strict"] and any("hosts have no group of the key" in text for text in told)
    else:
        assert shown(source.data) == shown(expected)
