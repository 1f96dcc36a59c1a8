# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote text must never be taken for a template, and what the user wrote must stay one.

From ansible-core 2.19 on, text is a template only when it is marked as trusted, and nothing remote is. Before that,
text is a template unless it is marked as unsafe.
"""

from __future__ import annotations

from ansible import template

if hasattr(template, "trust_as_template"):
    trusted = template.trust_as_template

    def make_unsafe(value):
        """Nothing to do: what is not marked as trusted is no template."""
        return value

else:
    from ansible.utils.unsafe_proxy import wrap_var

    def trusted(value):
        """Mark text as a template. Only for text of the user's own files that was put together again."""
        return value

    def make_unsafe(value):
        """Mark every text with braces that came from the service, keys included.

        All else stays the same object, since some consumers stumble over marked plain text.
        """
        if isinstance(value, str):
            return wrap_var(value) if "{" in value or "}" in value else value
        if isinstance(value, dict):
            return {make_unsafe(key): make_unsafe(item) for key, item in value.items()}
        if isinstance(value, list):
            return [make_unsafe(item) for item in value]
        return value
