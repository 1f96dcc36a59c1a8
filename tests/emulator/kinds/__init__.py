# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviour of the object kinds, one class per family of operations.

A family is what the operationIds share (`dashboards` of `dashboards_create`), an action is the rest (`create`). The
class of a family answers action X in its method `on_X(call)`. Families without a class of their own get the generic
behaviour derived from the description; to refine one, add a file here with a subclass of `generic.Generic` (or of
`base.Kind`) that names its `family` and list it in registry.py.
"""
