# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote text must never be run, and what the user wrote must stay a template.

From ansible-core 2.19 on, text is a template or a condition only when it is marked as trusted, and nothing remote is.
Before that, text is one unless it is marked as unsafe. Braces are not needed: ``that: "{{ text }}"`` evaluates it.

Marks cost something: ``ansible-inventory --list`` writes text with a mark as a mapping, which AWX does not understand.
So in the variables of hosts, and only there, text that can do nothing when it is evaluated counts as the user's own.
"""

from __future__ import annotations

import functools
import re

from ansible import template
from jinja2.defaults import DEFAULT_NAMESPACE

#: What templates can call without a value before it.
_CALLABLE = ("lookup", "query", "q", "now", "undef", "self", "super", "loop", "caller", *DEFAULT_NAMESPACE)

_WORDS = """
true false yes no on off none null unknown
ok up down alive dead healthy unhealthy ready pending online offline running stopped stopping starting terminated
active inactive enabled disabled available unavailable normal warning critical
linux windows darwin macos freebsd debian ubuntu centos rhel rocky almalinux fedora suse alpine
amd64 arm64 aarch64 x86_64 i386 i686 ppc64le s390x
aws azure gcp aliyun alibaba tencent huawei openstack vmware kvm docker podman containerd kubernetes
prod production preprod stage staging test testing qa uat dev development
"""

#: Words that stay plain, in lower case, capitalized or in upper case. Any other word may be the name of a variable of
#: the user, which nobody else may choose.
WORDS = frozenset(_WORDS.split())
_PLAIN_WORDS = frozenset(form for word in WORDS for form in (word, word.capitalize(), word.upper())) | {"HOST"}

# With a digit, text is a number, an address, a time, an id or a numbered name: read as an expression it is wrong or a
# sum. It holds no brackets, quotes, blanks or underscores, and no word with a dot behind it, which reads a variable.
_WITH_DIGIT = re.compile(
    r"(?=[^0-9]*[0-9])(?!(?:.*[-:/])?[A-Za-z]+\.)(?:-(?=[0-9]))?[A-Za-z0-9:][A-Za-z0-9]*(?:[.:/-]+[A-Za-z0-9]+)*",
    re.ASCII,
)
_LONGEST_PLAIN = 255


def is_plain(text: str) -> bool:
    """Whether a text can do nothing when Ansible evaluates it."""
    return text in _PLAIN_WORDS or (len(text) <= _LONGEST_PLAIN and _WITH_DIGIT.fullmatch(text) is not None)


if hasattr(template, "trust_as_template"):
    trusted = template.trust_as_template

    def make_unsafe(value):
        """Nothing to do: what is not marked as trusted is never run."""
        return value

    @functools.lru_cache(maxsize=4096)
    def _plain_or_unsafe(text):
        return trusted(text) if is_plain(text) else text

    def _with_safe_keys(made):
        return made

else:
    from ansible.utils.unsafe_proxy import AnsibleUnsafe, wrap_var

    # No call, template, filter or subscript does without one of the others.
    _ODD_IN_KEYS = re.compile(r"[^\w.:/@ +-]")
    # Columns are named like the functions that make them: avg(usage). That calls what no template knows.
    _FUNCTION = re.compile(rf"(?<![\w.])(?!(?:{'|'.join(_CALLABLE)})\()[A-Za-z_]\w*\([\w.:/@ +*,`-]*\)", re.ASCII)

    def trusted(value):
        """Mark text as a template. Only for text of the user's own files that was put together again."""
        return value

    def make_unsafe(value):
        """Mark every text that came from the service, keys included, as Ansible does with the results of modules."""
        if isinstance(value, dict):
            return _with_safe_keys({wrap_var(key): make_unsafe(item) for key, item in value.items()})
        if isinstance(value, list):
            return [make_unsafe(item) for item in value]
        return wrap_var(value)

    @functools.lru_cache(maxsize=4096)
    def _plain_or_unsafe(text):
        return text if is_plain(text) else wrap_var(text)

    def _is_odd(key):
        """Whether a key could call something."""
        while True:
            rest = _FUNCTION.sub("_", key)
            if rest == key:
                return bool(_ODD_IN_KEYS.search(key))
            key = rest

    def _with_safe_keys(made):
        """The mapping, in which a key that could be run is known as unsafe wherever it goes.

        Templates notice marks of values only, and lose those of keys: such a key needs a marked value beside it.
        """
        odd = [key for key in made if isinstance(key, str) and _is_odd(key)]
        if not odd:
            return made
        made = {key: wrap_var(item) for key, item in made.items()}
        if _holds_a_mark(made):
            return made
        names = {key: key for key in made}
        for key in odd:
            names[key] = _ODD_IN_KEYS.sub("_", key)
            while list(names.values()).count(names[key]) > 1:
                names[key] += "_"
        return {names[key]: item for key, item in made.items()}

    def _holds_a_mark(value):
        if isinstance(value, dict):
            return any(map(_holds_a_mark, value.values()))
        if isinstance(value, list):
            return any(map(_holds_a_mark, value))
        return isinstance(value, AnsibleUnsafe)


def variable(value):
    """What came from the service, keys included, as the value of a variable of a host: plain text stays plain."""
    if isinstance(value, str):
        return _plain_or_unsafe(value)
    if isinstance(value, dict):
        return _with_safe_keys({make_unsafe(key): variable(item) for key, item in value.items()})
    if isinstance(value, list):
        return [variable(item) for item in value]
    return value
