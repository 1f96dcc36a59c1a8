# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people call an object of each class, where it is not what the column ``name`` holds."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._objects.classes import _NAME_FIELDS

# Written out: the test would follow a slip in the table of the collection.
CALLED = {
    "HOST": "host",
    "snmp_object": "snmp_host",
    "docker_containers": "container_name",
    "kubelet_pod": "pod_name",
    "kubernetes_nodes": "node_name",
    "kubernetes_deployments": "deployment_name",
    "kubernetes_daemonset": "daemonset_name",
    "kubernetes_statefulsets": "statefulset_name",
    "kubernetes_replica_sets": "replicaset_name",
    "kubernetes_services": "service_name",
    "kubernetes_jobs": "job_name",
    "kubernetes_cron_jobs": "cron_job_name",
}


def test_every_class_with_a_column_of_its_own_is_tested():
    assert set(CALLED) == set(_NAME_FIELDS)


@pytest.mark.parametrize(("object_class", "column"), CALLED.items())
def test_an_object_is_called_by_the_column_of_its_class_and_found_by_both(emulator, source, object_class, column):
    rows = [{column: "alpha", "name": "id-1"}, {column: "beta", "name": "id-2"}, {"name": "id-3"}]
    emulator.seed(objects=[{"class": object_class, "fields": row} for row in rows])
    options = {"object_class": object_class, "source": "dql"}
    assert set(source.parse(**options).hosts) == {"alpha", "beta", "id-3"}
    assert set(source.parse(**options, search="lph").hosts) == {"alpha"}
    assert set(source.parse(**options, search="id-2").hosts) == {"beta"}


def test_a_custom_class_has_no_such_column(emulator, source):
    row = {"host": "web", "name": "id-1"}
    emulator.seed(objects=[{"class": "CO::HOST", "fields": row}])
    assert set(source.parse(object_class="CO::HOST", source="dql").hosts) == {"id-1"}
