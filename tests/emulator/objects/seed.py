# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Realistic objects, always the same for one seed: fields as DataKit's collectors report them (docs of DataKit)."""

from __future__ import annotations

import functools
import hashlib
import random
from collections.abc import Iterator
from typing import Any

import orjson

from .rows import CUSTOM, OBJECTS, ClassKey, Row

CREATED_MS = 1735689600000  # objects of the seed were first seen on 2025-01-01
STALE_SHARE = 0.03

# provider, regions with their zones, instance types, form of an instance id
_CLOUDS = (
    ("aws", {"us-east-1": "abc", "eu-central-1": "ab"}, ("m5.large", "c5.xlarge", "t3.medium"), "i-0%016x"),
    ("aliyun", {"cn-hangzhou": "gh", "ap-southeast-1": "ab"}, ("ecs.g6.large", "ecs.c7.xlarge"), "i-bp1%014x"),
    ("azure", {"westeurope": "123"}, ("Standard_D2s_v5", "Standard_B2ms"), "%032x"),
    ("gcp", {"us-central1": "abf"}, ("e2-standard-4", "n2-standard-8"), "%019d"),
)
_OSES = ("linux",) * 16 + ("windows",) * 3 + ("darwin",)
_SERVICES = ("web", "api", "db", "cache", "queue", "batch", "search", "edge")
_TEAMS = ("payments", "platform", "search", "growth")
_ENVS = ("prod", "prod", "prod", "staging", "dev")
_LABELS = ("critical", "pci", "canary", "team-red", "team-blue", "EU only")
_DATAKITS = ("1.66.0", "1.67.0", "1.70.2")
_PLATFORMS = {
    "linux": ("ubuntu", "22.04"),
    "windows": ("Microsoft Windows Server 2022", "10.0.20348"),
    "darwin": ("darwin", "14.5"),
}
_PROCESSES = (
    ("nginx", "nginx: worker process", "80,443"),
    ("postgres", "postgres -D /data", "5432"),
    ("sshd", "sshd -D", "22"),
)
_VENDORS = ("cisco", "huawei", "juniper")


@functools.lru_cache(maxsize=4)
def objects(hosts: int, seed: int) -> dict[ClassKey, list[Row]]:
    """The rows of every class around so many hosts. Shared by all callers, who must not change them."""
    if hosts == 0:
        return {}
    host_rows = list(_hosts(hosts, seed))
    rng = random.Random(f"{seed} others")
    return {
        (OBJECTS, "HOST"): host_rows,
        (OBJECTS, "host_processes"): list(_processes(host_rows[:2000], rng)),
        (OBJECTS, "docker_containers"): list(_containers(host_rows[:1000], rng)),
        (OBJECTS, "kubernetes_nodes"): list(_nodes(host_rows[:200])),
        (OBJECTS, "kubelet_pod"): list(_pods(host_rows[:200], rng)),
        (OBJECTS, "snmp_object"): list(_devices(max(3, min(hosts // 20, 500)), rng)),
        (CUSTOM, "aliyun_ecs"): list(_custom(max(3, min(hosts // 10, 500)), rng)),
    }


def _docid(class_name: str, name: str) -> str:
    return "O_" + hashlib.md5(f"{class_name} {name}".encode(), usedforsecurity=False).hexdigest()


def _row(class_name: str, name: str, fields: dict[str, Any], phase: int = 0, **more: Any) -> Row:
    common = {"__docid": _docid(class_name, name), "class": class_name, "name": name, "create_time": CREATED_MS}
    return Row({**common, **fields}, phase, **more)


def _hosts(count: int, seed: int) -> Iterator[Row]:
    rng = random.Random(f"{seed} hosts")
    for number in range(count):
        pick = rng.random
        system = _OSES[int(pick() * len(_OSES))]
        service = _SERVICES[int(pick() * len(_SERVICES))]
        env = _ENVS[int(pick() * len(_ENVS))]
        cloud = int(pick() * (len(_CLOUDS) + 1))  # the last value means: in an own data centre
        place, kind, secret = pick(), pick(), int(pick() * 2**63)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        name = f"{service}-{env}-{number:05d}"
        fields = {
            "host": name,
            "os": system,
            "arch": "arm64" if system == "darwin" or kind > 0.8 else "x86_64",
            "unicast_ip": address,
            "datakit_ver": _DATAKITS[int(kind * len(_DATAKITS))],
            "num_cpu": 2 << int(place * 4),
            "cpu_usage": round(pick() * 100, 2),
            "load": round(pick() * 8, 2),
            "mem_used_percent": round(20 + pick() * 75, 2),
            "disk_total": 53687091200 << int(kind * 4),
            "disk_used_percent": round(pick() * 95, 2),
            "start_time": CREATED_MS + int(place * 10**9),
            "is_docker": int(kind < 0.1),
            "logging_level": "info",
            "env": env,
            "team": _TEAMS[int(place * len(_TEAMS))],
            "service": service,
        }
        if cloud < len(_CLOUDS):
            fields.update(_cloud_fields(_CLOUDS[cloud], name, address, place, kind, secret))
        labelled = pick()
        labels = _LABELS[int(labelled * 10) % len(_LABELS) :][: 1 + int(labelled * 20) % 3] if labelled < 0.4 else ()
        stopped = 3600 + int(pick() * 30 * 3600) if pick() < STALE_SHARE else None
        yield _row("HOST", name, fields, int(pick() * 300), stopped=stopped, labels=labels, message=_host_message)


def _cloud_fields(cloud: tuple, name: str, address: str, place: float, kind: float, secret: int) -> dict[str, str]:
    provider, regions, types, instance_form = cloud
    region = list(regions)[int(place * len(regions))]
    zones = regions[region]
    return {
        "cloud_provider": provider,
        "region": region,
        "zone_id": f"{region}-{zones[int(kind * len(zones))]}",
        "instance_id": instance_form % secret,
        "instance_name": name,
        "instance_type": types[int(place * len(types))],
        "instance_status": "running",
        "instance_charge_type": "PostPaid" if kind > 0.5 else "PrePaid",
        "security_group_id": f"sg-{int(kind * 8):08x}",
        "private_ip": address,
    }


def _host_message(fields: dict[str, Any]) -> str:
    """message of a HOST row. Like the real one it can hold secrets: configuration files and tokens."""
    platform, version = _PLATFORMS[fields["os"]]
    message = {
        "host": {
            "meta": {
                "host_name": fields["host"],
                "boot_time": fields["start_time"] // 1000,
                "os": fields["os"],
                "platform": platform,
                "platform_family": {"ubuntu": "debian"}.get(platform, platform),
                "platform_version": version,
                "kernel_release": "5.15.0-105-generic",
                "arch": fields["arch"],
            },
            "cpu": [{"vendor_id": "GenuineIntel", "module_name": "Xeon", "cores": fields["num_cpu"], "mhz": 2500}],
            "mem": {"memory_total": fields["num_cpu"] * 4 * 2**30, "swap_total": 0},
            "net": [
                {
                    "mtu": 1500,
                    "name": "eth0",
                    "ip4": f"{fields['unicast_ip']}/24",
                    "ip4_all": [f"{fields['unicast_ip']}/24"],
                }
            ],
            "disk": [{"device": "/dev/vda1", "total": fields["disk_total"], "mountpoint": "/", "fstype": "ext4"}],
            "election": None,
            "config_file": {"/etc/app.conf": f"db_password = hunter2-{fields['host']}\n"},
        },
        "collectors": [{"name": "cpu", "count": 42, "last_err": "", "last_time": fields["start_time"] // 1000}],
        "config": {
            "ip": fields["unicast_ip"],
            "http_listen": "localhost:9529",
            "api_token": f"tkn_{fields['__docid'][2:]}",
        },
    }
    return orjson.dumps(message).decode()


def _processes(hosts: list[Row], rng: random.Random) -> Iterator[Row]:
    for host in hosts:
        for process, command, ports in _PROCESSES[: 1 + int(rng.random() * len(_PROCESSES))]:
            pid = 1000 + int(rng.random() * 30000)
            fields = {
                "host": host.fields["host"],
                "process_name": process,
                "username": "root",
                "state": "sleep",
                "listen_ports": ports,
                "pid": pid,
                "cmdline": command,
                "cpu_usage": round(rng.random() * 20, 2),
                "mem_used_percent": round(rng.random() * 10, 2),
                "rss": int(rng.random() * 2**28),
                "threads": 1 + int(rng.random() * 16),
                "start_time": CREATED_MS,
                "state_zombie": False,
            }
            yield _row("host_processes", f"{host.fields['host']}_{pid}", fields, host.phase, stopped=host.stopped)


def _containers(hosts: list[Row], rng: random.Random) -> Iterator[Row]:
    for host in hosts:
        uid = f"{int(rng.random() * 2**62):064x}"
        service = host.fields["service"]
        fields = {
            "host": host.fields["host"],
            "container_id": uid,
            "container_name": f"{service}-1",
            "container_runtime": "containerd",
            "container_type": "kubernetes",
            "image": f"registry.example.com/{service}:2.1",
            "image_name": f"registry.example.com/{service}",
            "image_tag": "2.1",
            "namespace": host.fields["env"],
            "pod_name": f"{service}-{uid[-5:]}",
            "state": "running",
            "status": "Up 5 hours",
            "cpu_usage": round(rng.random() * 50, 2),
            "mem_usage": int(rng.random() * 2**30),
        }
        yield _row("docker_containers", uid, fields, host.phase, stopped=host.stopped)


def _nodes(hosts: list[Row]) -> Iterator[Row]:
    for number, host in enumerate(hosts[::5]):
        uid = _docid("node", host.fields["name"])[2:]
        fields = {
            "uid": uid,
            "node_name": host.fields["host"],
            "cluster_name_k8s": f"cluster-{number % 2}",
            "internal_ip": host.fields["unicast_ip"],
            "role": "master" if number % 10 == 0 else "node",
            "status": "Ready",
            "kubelet_version": "v1.29.4",
            "node_ready": "true",
            "unschedulable": "no",
        }
        yield _row("kubernetes_nodes", uid, fields, host.phase, stopped=host.stopped)


def _pods(hosts: list[Row], rng: random.Random) -> Iterator[Row]:
    for host in hosts:
        uid = f"{int(rng.random() * 2**62):032x}"
        fields = {
            "uid": uid,
            "pod_name": f"{host.fields['service']}-{uid[-5:]}",
            "namespace": host.fields["env"],
            "node_name": host.fields["host"],
            "phase": "Running",
            "status": "Running",
            "qos_class": "Burstable",
            "deployment": host.fields["service"],
            "restarts": int(rng.random() * 3),
        }
        yield _row("kubelet_pod", uid, fields, host.phase, stopped=host.stopped)


def _devices(count: int, rng: random.Random) -> Iterator[Row]:
    for number in range(count):
        address = f"192.0.2.{number % 254 + 1}" if number < 254 else f"198.51.{number // 254}.{number % 254 + 1}"
        fields = {
            "host": address,
            "ip": address,
            "snmp_host": address,
            "device_vendor": _VENDORS[int(rng.random() * len(_VENDORS))],
            "snmp_profile": "generic-router",
            "device_meta": orjson.dumps({"sys_name": f"router-{number}"}).decode(),
        }
        yield _row("snmp_object", address, fields, number % 300)


def _custom(count: int, rng: random.Random) -> Iterator[Row]:
    for number in range(count):
        instance = f"i-bp1{int(rng.random() * 2**55):014x}"
        fields = {
            "host": instance,
            "instanceid": instance,
            "os": "Ubuntu 22.04",
            "status": "Running",
            "publicip": f"203.0.113.{number % 254 + 1}",
            "privateip": f"172.16.{number // 254}.{number % 254 + 1}",
            "regionid": "cn-hangzhou",
            "cpu": 4,
            "memory": 8192,
        }
        yield _row("aliyun_ecs", f"ecs-{number:04d}", fields, number % 300)


def given(class_name: str, fields: dict[str, Any]) -> Row:
    """A row as a caller wants it; what it does not name stays out, apart from class and __docid."""
    name = str(fields.get("name", ""))
    docid = _docid(class_name, orjson.dumps(fields, option=orjson.OPT_SORT_KEYS).decode() + name)
    labels = tuple(fields.get("df_label") or ())
    held = {key: value for key, value in fields.items() if key != "df_label"}
    return Row({"__docid": docid, "class": class_name, **held}, labels=labels)


def hostile() -> list[Row]:
    """HOST rows that break careless readers: templates, reserved names, option look-alikes, gaps, duplicates."""
    fields = (
        {
            "name": "{{ lookup('pipe', 'id') }}",
            "host": "{{ lookup('pipe', 'id') }}",
            "os": "linux",
            "unicast_ip": "10.255.0.1",
        },
        {
            "name": "template-in-fields",
            "host": "template-in-fields",
            "os": "{% for x in [1] %}{{ x }}{% endfor %}",
            "env": "{{ 7 * 7 }}",
            "unicast_ip": "10.255.0.2",
            "df_label": ["{{ 7 * 7 }}", "x: !unsafe y"],
        },
        {
            "name": "poses",
            "host": "poses",
            "ansible_connection": "local",
            "ansible_host": "203.0.113.66",
            "ansible_python_interpreter": "/bin/false",
            "ansible_become_exe": "/bin/false",
            "vars": "x",
            "unicast_ip": "10.255.0.3",
        },
        {"name": "--help", "host": "--help", "os": "linux", "unicast_ip": "10.255.0.4"},
        {"name": "-oProxyCommand=id", "host": "-oProxyCommand=id", "unicast_ip": "-oProxyCommand=id"},
        {"name": "line\nbreak\x1b[31m\ttab", "host": "line\nbreak", "os": "linux", "unicast_ip": "10.255.0.5\n"},
        {
            "name": "bad-address",
            "host": "bad-address",
            "unicast_ip": "not an address; rm -rf /",
            "private_ip": "10.255.0.6/24",
        },
        {"name": "no-fields"},
        {"host": "no-name", "os": "linux", "unicast_ip": "10.255.0.7"},
        {"name": "", "host": "", "unicast_ip": "10.255.0.8"},
        {"name": "twin", "host": "twin", "os": "linux", "unicast_ip": "10.255.0.9"},
        {"name": "twin", "host": "twin", "os": "windows", "unicast_ip": "10.255.0.10"},
        {"name": "localhost", "host": "localhost", "unicast_ip": "127.0.0.1"},
        {"name": "all", "host": "all", "unicast_ip": "10.255.0.11"},
        {"name": "a,b:c[1:3]", "host": "a,b:c[1:3]", "unicast_ip": "10.255.0.12"},
        {"name": "ünïcödé-主机", "host": "ünïcödé-主机", "unicast_ip": "10.255.0.13"},
        {"name": 12345, "host": 12345, "os": None, "unicast_ip": ["10.255.0.14"], "num_cpu": "many"},
        {"name": "x" * 300, "host": "x" * 300, "os": "linux", "unicast_ip": "10.255.0.15"},
        {
            "name": "dots.and spaces",
            "host": "dots.and spaces",
            "key.with.dots": 1,
            "key with spaces": 2,
            "unicast_ip": "10.255.0.16",
        },
    )
    return [given("HOST", one) for one in fields]
