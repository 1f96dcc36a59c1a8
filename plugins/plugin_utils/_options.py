# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the options of a controller plugin to what reads the service."""

from __future__ import annotations

import difflib
import functools
import os

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION, HINTS
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery
from ansible_collections.truewatch.openapi.plugins.module_utils._options import normalized
from ansible_collections.truewatch.openapi.plugins.plugin_utils._progress import Progress

#: What decides which workspace is meant. Where such an option is given and empty, that of the environment would be
#: another one.
_OF_WORKSPACE = ("api_key", "endpoint", "region")
QUERY_OPTIONS = (
    "object_class",
    "filters",
    "condition",
    "search",
    "fields",
    "max_age",
    "limit",
    "order_by",
    "source",
    "page_size",
)

#: What Ansible itself gives a lookup in ``with_truewatch.openapi...``.
_OF_LOOPS = "wantlist"

_clients: dict[tuple[int, Settings], Client] = {}
_progress = Progress()


#: Options that may be templates, so that Ansible knows no type of them.
_RENDERED = {**CONNECTION, "page_size": {"type": "int"}}
#: What Ansible makes of a type by itself.
_KEPT = {list: (list, str)}
#: Words of documentation for types of an argument spec.
_TYPES = {"boolean": "bool", "integer": "int", "string": "str", "dictionary": "dict"}


class TypedOptions:
    """For plugins: options of a wrong type are an InputError with the option and an example. Ansible would say of it
    what a value cannot be converted to, and quote it, though it be a secret."""

    def set_options(self, task_keys=None, var_options=None, direct=None):
        """Set the options; ``direct`` are those of the file or expression."""
        documented = C.config.get_configuration_definitions(self.plugin_type, self._load_name)
        spec = {option: _spec(option, documentation) for option, documentation in documented.items()}
        given = {name: value for name, value in (direct or {}).items() if name in spec and not _is_open(name, value)}
        formed, faults = normalized(spec, given, fill_in=False)
        if faults:
            raise InputError(" ".join(faults))
        # Nothing but what Ansible would refuse: a text that is formed anew may lose its mark as a template.
        changed = {
            option: value
            for option, value in formed.items()
            if spec[option].get("choices") or not isinstance(given[option], _KEPT.get(type(value), type(value)))
        }
        super().set_options(task_keys=task_keys, var_options=var_options, direct={**(direct or {}), **changed})


def _spec(option, documentation) -> dict:
    known = _RENDERED.get(option) or {"type": documentation.get("type") or "raw"}
    spec = {key: documentation[key] for key in ("elements", "choices") if documentation.get(key)}
    return {**spec, "type": _TYPES.get(known["type"], known["type"]), "no_log": bool(known.get("no_log"))}


def _is_open(option, value) -> bool:
    """Whether the value gets its type when it is rendered, or is an empty text, which is not given."""
    return option in _RENDERED and isinstance(value, str) and ("{{" in value or "{%" in value or not value.strip())


def refuse_unknown(given, known, guesses) -> None:
    """Raise InputError for options that a plugin does not have. Ansible passes over them; a mistyped filter would give
    all objects. ``guesses``: what people may guess as an option -> what to do instead."""
    unknown = sorted(map(str, set(given) - set(known) - {_OF_LOOPS}))
    if unknown:
        hints = {**HINTS, **guesses}
        near = {name: difflib.get_close_matches(name, known, 1) for name in unknown}
        told = [hints.get(name) or f"'{near[name][0]}' is one" for name in unknown if name in hints or near[name]]
        raise InputError(f"There is no option {', '.join(unknown)}{': ' * bool(told)}{'; '.join(told)}.")


def settings_of(plugin, templar, done=()) -> Settings:
    """The connection options of a plugin; values may be templates, except those of the options ``done``. Raises
    SettingsError."""
    _progress.begin(getattr(templar, "available_variables", None))
    given = rendered_options(plugin, templar, CONNECTION, done)
    return Settings.from_options({name: _typed(name, value) for name, value in given.items()})


def query_of(plugin, templar, done=(), **more) -> ObjectQuery:
    """The objects that the options of a plugin ask for; ``more`` overrides them, ``done`` is as in settings_of. Raises
    InputError."""
    return ObjectQuery.from_options({**rendered_options(plugin, templar, QUERY_OPTIONS, done), **more})


def client_of(settings: Settings) -> Client:
    """The one client of this process for these settings, about to begin its next reading. A forked process makes its
    own: no connection is shared."""
    key = (os.getpid(), settings)
    if key not in _clients:
        _clients[key] = Client(settings, on_wait=functools.partial(_progress.tell_wait, settings.fingerprint))
    _clients[key].begin()
    return _clients[key]


def rendered_options(plugin, templar, names, done=()) -> dict:
    """The options that are given, rendered and as plain data. An empty text counts as not given for what the
    environment may give. InputError for other options that came out empty: they would let everything pass."""
    options = plugin.get_options()
    made = {}
    for name in names:
        value = options.get(name)
        if value is not None and name not in done:
            value = rendered(name, value, templar)
        value = _plain(value)
        is_blank = isinstance(value, str) and not value.strip()
        if name not in CONNECTION and (is_blank or value == []):
            raise InputError(f"'{name}' is empty: give it a value, or leave it out.")
        if is_blank:
            variables = [os.environ[env] for env in CONNECTION[name]["fallback"][1] if env in os.environ]
            # Of several environment variables Ansible takes one that is empty before one that is not.
            is_open = name not in _OF_WORKSPACE or options[name] in variables
            value = next(filter(str.strip, variables), None) if is_open else None
        if value is not None:
            made[name] = value
    return made


def rendered(name, value, templar):
    """The value of an option, in which templates are rendered; raises AnsibleError that names the option."""
    try:
        return templar.template(value)
    except Exception as error:  # noqa: BLE001 - templates call any code
        # The text of the error may quote what was templated, which must not be shown of a key.
        reason = type(error).__name__ if name == "api_key" else error
        raise AnsibleError(f"The option {name} cannot be templated: {reason}") from None


def truth(name, value) -> bool:
    """What a boolean option means; raises InputError for what is none, which Ansible takes for false."""
    try:
        return boolean(value)
    except TypeError:
        raise InputError(f"{name} must be true or false, not {value!r}.") from None


def _typed(name, value):
    return truth(name, value) if CONNECTION[name]["type"] == "bool" else value


def _plain(value):
    if value is None or isinstance(value, (bool, int, float, list, dict)):
        return value
    return str(value)
