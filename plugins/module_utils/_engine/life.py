# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a property is sent, and whether answers tell it."""

from __future__ import annotations

import typing as t


class Life(t.NamedTuple):
    """The life of a property.

    created: create takes it. If not, a change right after the create gives it to a new object.
    changed: modify takes it.
    needed: modify refuses a body without it, so it is read before a change, or asked for.
    anew: the API cannot change it: with ``force`` a new object takes the old one's place.
    fixed: it keeps its value: another one is refused.
    given: people give it; if not, results show what answers tell, and it is no option.
    told: answers tell it. If not, it is sent at creation and along with other changes, and never read or compared.
    certain: an answer that does not tell it is worth a warning, since it is then not compared.
    """

    created: bool = True
    changed: bool = True
    needed: bool = False
    anew: bool = False
    fixed: bool = False
    told: bool = True
    given: bool = True
    certain: bool = True


#: Sent when it is given, compared with what answers tell.
USUAL = Life()
#: Fixed at creation; modify does not take it.
FIXED = Life(changed=False, fixed=True)
#: Fixed at creation, and yet part of each change.
FIXED_BUT_SENT = Life(needed=True, fixed=True)
#: Fixed at creation; with ``force`` a new object has another value.
ANEW = Life(changed=False, anew=True)
#: Part of each change.
ALWAYS = Life(needed=True)
#: No answer tells it.
UNTOLD = Life(told=False)
#: Some answers tell it, or none is known that does: it is compared where it is told, in silence.
SELDOM = Life(certain=False)
#: No answer tells it, and modify does not take it.
UNTOLD_AND_FIXED = Life(changed=False, told=False)
#: Shown in results, and no option.
SHOWN = Life(changed=False, given=False)
