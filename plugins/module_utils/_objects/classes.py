# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Object classes: how a class is named, and what is peculiar to the documented ones.

Sources: the vendor's DQL pages (namespaces) and its collector pages (fields).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._engine.errors import InputError

LABELS = "df_label"
"""Column that holds the labels of an object, a list of texts."""

SENSITIVE_FIELDS = frozenset({"message", "yaml", "cmdline"})
"""Columns that often carry secrets (configuration files, manifests, command lines): read only when named."""

_DAY = 24 * 3600


@dataclass(frozen=True)
class ObjectClass:
    """One class of objects.

    ``visible_seconds``: how long after its last report the service still shows an object (vendor guide of the console).
    ``name_fields``: columns that name an object for people, the best first.
    ``list_operation``: the list route of this class, where one exists.
    """

    namespace: str
    name: str
    visible_seconds: int
    name_fields: tuple[str, ...]
    list_operation: str | None

    def __str__(self) -> str:
        return self.name if self.namespace == "O" else f"{self.namespace}::{self.name}"


_VISIBLE_SECONDS = {"O": _DAY, "CO": 2 * _DAY}
_LIST_OPERATIONS = {"HOST": "object_host_list", "host_processes": "object_process_list"}
_NAME_FIELDS = {
    "HOST": ("host", "name"),
    "snmp_object": ("snmp_host", "name"),
    "docker_containers": ("container_name", "name"),
    # ``name`` of all these is their uid.
    "kubelet_pod": ("pod_name", "name"),
    "kubernetes_nodes": ("node_name", "name"),
    "kubernetes_deployments": ("deployment_name", "name"),
    "kubernetes_daemonset": ("daemonset_name", "name"),
    "kubernetes_statefulsets": ("statefulset_name", "name"),
    "kubernetes_replica_sets": ("replicaset_name", "name"),
    "kubernetes_services": ("service_name", "name"),
    "kubernetes_jobs": ("job_name", "name"),
    "kubernetes_cron_jobs": ("cron_job_name", "name"),
}


def object_class(text: str) -> ObjectClass:
    """The class named by ``text``: ``HOST``, ``docker_containers``, ``CO::class`` for a custom one."""
    namespace, _separator, name = text.strip().rpartition("::")
    namespace = namespace or "O"
    if namespace not in _VISIBLE_SECONDS or not re.fullmatch(r"[^`\\:{}()]+", name) or not name.isprintable():
        raise InputError(
            f"object_class {text!r} is not a class of objects. "
            "Give the name of a class such as HOST or docker_containers, or CO::name for a custom one."
        )
    builtin = namespace == "O"
    return ObjectClass(
        namespace=namespace,
        name=name,
        visible_seconds=_VISIBLE_SECONDS[namespace],
        name_fields=_NAME_FIELDS.get(name, ("name",)) if builtin else ("name",),
        list_operation=_LIST_OPERATIONS.get(name) if builtin else None,
    )
