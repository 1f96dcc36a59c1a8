# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of one kind of object, and the behaviour that all kinds share.

A kind is data: fields, routes, identity. The methods below are the general behaviour; a kind overrides one only for
what is truly peculiar to it (``_kinds/boards/dashboard.py`` shows how).
"""

from __future__ import annotations

import contextlib
import functools
import typing as t

from .._api.errors import ApiError, NotAnApiAnswerError, NotFoundError
from .._api.operations import OPERATIONS
from .._api.paging import Rows
from .answers import Answers
from .errors import ODD, ConflictError, IncompleteError, InputError, OddAnswerError, UnfinishedError
from .field import MISSING, Field
from .guard import CHANGE, DELETE, Guard
from .identified import Identified
from .references import LeadingBack, by_names
from .route import Listing, Route
from .rows import SECRETS, WHOLE, after_write, laid_over, without
from .rules import is_empty
from .secret import hidden_in, is_there, label, masked, nulled, secrets_in, told
from .times import UTC, from_answer, instant_text
from .use import Use
from .values import is_blank, noun, texts


class Kind(Identified):
    """One kind of object. Class attributes declare it."""

    #: The kind's word in module names and options, and its words for people.
    name: str = ""
    title: str = ""
    plural: str = ""
    #: Prefix of the uuids that the server gives.
    uuid_prefix: str = ""
    fields: tuple[Field, ...] = ()
    #: operationId of the list route (of what reads the only object of a workspace), and the lists that are read of it.
    list_operation: str = ""
    listings: tuple[Listing, ...] = (Listing(),)
    #: The query parameter of the list route that looks for a part of the name.
    search_parameter: str = "search"
    create_operation: str = ""
    get_route: Route | None = None
    #: The single read tells a part only, not even the name: an object is looked for in the list.
    get_is_partial: bool = False
    modify_route: Route | None = None
    #: What a modify leaves out is lost: all that it takes is read before a change.
    replaces: bool = False
    delete_route: Route | None = None
    answers: Answers = Answers()
    #: What destroys more than the object, and what must not be touched.
    guards: tuple[Guard, ...] = ()
    #: Objects that no export names, by what a row tells, besides those that nobody may change.
    unkept: tuple[t.Callable[[dict], bool], ...] = ()
    #: Whether a prune may delete objects of the kind; it never deletes one that a guard protects.
    prunable: bool = True
    #: What is about all kinds leaves the kind out, unless it is named: people, and what a workspace itself is called.
    named_only: bool = False
    #: The body field by which the service itself is told to delete an object that is still used.
    force_field: str = ""
    #: Options that an object made anew does not take along: they mean something beside the former value only.
    not_taken_along: tuple[str, ...] = ()
    #: Whether the service may hide secrets: the option ``update_secrets`` says when they are written then.
    hides_secrets: bool = False
    #: For kinds with a switch: ``set_enabled`` sends one of these two.
    enable_route: Route | None = None
    disable_route: Route | None = None
    #: Who may refer to an object of this kind, a Use each or its kind and option; a delete looks there for users.
    used_by: tuple[Use | tuple[str, str], ...] = ()
    #: Kinds that its content refers to, besides those that its fields do.
    content_refers_to: tuple[str, ...] = ()
    #: Keys of a row that are never kept: secrets that lists show, people's data.
    dropped_keys: tuple[str, ...] = ()
    #: Keys of a row that hold content: too big and too quickly stale to be remembered.
    content_keys: tuple[str, ...] = ()
    #: What people may guess as an option of the kind -> what to do instead.
    hints: t.ClassVar[dict[str, str]] = {}
    #: The key under which a file that the console exports holds objects of the kind.
    console_key: str = ""

    # -- a set of objects --------------------------------------------------------------------------

    @property
    def folder(self) -> str:
        """The folder that holds the objects of this kind in a workspace kept as files; empty when no file holds any."""
        return self.plural.lower().replace(" ", "_")

    def is_prunable(self, row: dict) -> bool:
        """Whether a prune may delete the object, whatever else it deletes."""
        return self.prunable and not self.protecting(row)

    def protecting(self, row: dict) -> list[Guard]:
        """The guards for which a prune leaves the object."""
        return [guard for guard in self.guards if guard.action == DELETE and not guard.mild and guard.rows(row)]

    def is_permanent(self, row: dict) -> bool:
        """Whether nobody can delete the object."""
        return any(guard.never and guard.action == DELETE and guard.rows(row) for guard in self.guards)

    def is_exported(self, row: dict) -> bool:
        """Whether the object belongs into a workspace kept as files; what nobody may change does not."""
        built_in = [guard for guard in self.guards if guard.never and guard.action == CHANGE and not guard.options]
        return not any(guard.rows(row) for guard in built_in) and not any(is_unkept(row) for is_unkept in self.unkept)

    def members(self, content: t.Any) -> list:
        """The objects that a file holds, as they stand in it."""
        if self.console_key and isinstance(content, dict) and isinstance(content.get(self.console_key), list):
            return content[self.console_key]
        return content if isinstance(content, list) else [content]

    def is_export(self, member: t.Any) -> bool:
        """Whether what stands in a file is an object of this kind as the console exports it, in a form of its own."""
        return False

    def from_file(self, member: t.Any) -> t.Any:
        """The options of an object of a file, which holds them or what the console exports; without a name, the file
        names it."""
        return member

    @property
    def is_kept(self) -> bool:
        """Whether a task can bring objects of the kind to a declared state."""
        return bool(self.create_operation or self.only_name)

    @property
    def is_known_when_made(self) -> bool:
        """Whether a task can make an object that the next one refers to."""
        return bool(self.create_operation) and self.key.known

    # -- options -----------------------------------------------------------------------------------

    def field(self, option: str) -> Field:
        """The field of an option."""
        return self._by_option[option]

    @functools.cached_property
    def _by_option(self) -> dict[str, Field]:
        return {field.option: field for field in self.fields}

    @functools.cached_property
    def related(self) -> frozenset[str]:
        """The names of all kinds that its objects refer to, or are referred to by."""
        referred = {name for field in self.fields for name in getattr(field.resolve, "kinds", ())}
        users = {name for use in self.uses for name in use.names}
        return frozenset({*referred, *self.content_refers_to, *users})

    @functools.cached_property
    def uses(self) -> tuple[Use, ...]:
        """Who may refer to an object of this kind."""
        return tuple(Use(*use) for use in self.used_by)

    def argument_spec(self) -> dict:
        """The options that say what the object shall be, for Ansible's argument spec."""
        spec = {field.option: field.argument_spec() for field in self.fields if field.life.given}
        if not self.only_name:
            spec["uuid"] = {"type": "str"}
        if self.key.chosen and self.key.chosen.former:
            spec[self.key.chosen.former] = {"type": "str"}
        is_dangerous = any(not (guard.never or guard.mild) for guard in self.guards)
        if self.used_by or is_dangerous or any(field.life.anew for field in self.fields):
            spec["force"] = {"type": "bool", "default": False}
        if self.hides_secrets:
            spec["update_secrets"] = {
                "type": "str",
                "choices": ["always", "on_create"],
                "default": "always",
                "no_log": False,
            }
        if not self.only_name:
            spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        return spec

    def secrets(self, params: t.Mapping[str, t.Any]) -> t.Iterator[str]:
        """The texts in the options that must never be shown, whatever else may be wrong with them."""
        for field in self.fields:
            for name in (field.option, *field.argument.get("aliases", ())):
                given = params.get(name)
                if field.secret:
                    yield from texts(given)
                elif field.secrets and given is not None:
                    yield from texts(list(secrets_in(field, given)))

    def hide(self, params: dict) -> dict:
        """The options with a mask for each secret in them, whatever else may be wrong with them."""
        shown = dict(params)
        for field in self.fields:
            for name in (field.option, *field.argument.get("aliases", ())):
                if params.get(name) is not None:
                    shown[name] = hidden_in(field, params[name])
        return shown

    def prepare(self, params: dict) -> dict:
        """The options with everything filled in that follows from the others; raises InputError for what cannot be
        meant."""
        return params

    def wanted(self, run, params: dict) -> dict[str, t.Any]:
        """The given options in canonical form. An option that was not given is not in it and is left alone."""
        given = {
            field.option: field.checked(params[field.option])
            for field in self.fields
            if params.get(field.option) is not None
        }
        # Only now, since names cost requests, which bad input must not.
        given = {option: self.field(option).with_uuids(run, value) for option, value in given.items()}
        given = {option: value for option, value in given.items() if value is not None}
        self._refuse_said_elsewhere(params, given)
        return given

    @functools.cached_property
    def _held(self) -> list[tuple[Field, str, Field]]:
        """The keys of free mappings that options of their own hold: the field of the mapping, the key, and the other
        field."""
        free = [field for field in self.fields if field.type == "dict" and not field.suboptions and field.api]
        return [
            (field, place[len(field.api) + 1 :], other)
            for field in free
            for other in self.fields
            for place in other.places
            if isinstance(field.api, str) and place.startswith(f"{field.api}.")
        ]

    def _refuse_said_elsewhere(self, params: dict, wanted: t.Mapping[str, t.Any]) -> None:
        """InputError for a key inside an option that would not be sent, since another option holds what it says."""
        for field, key, other in self._held:
            content = params.get(field.option)
            if not isinstance(content, dict) or is_empty(content.get(key)):
                continue
            said = MISSING
            with contextlib.suppress(*ODD):  # it is no value of the other option at all
                said = other.actual(
                    functools.reduce(lambda inner, outer: {outer: inner}, field.api.split(".")[::-1], content)
                )
            if other.option in wanted and said != wanted[other.option]:
                raise InputError(
                    f"'{field.option}.{key}' and '{other.option}' of the {self.title} say the same thing in two ways: "
                    f"give it by '{other.option}' alone."
                )
            if other.option not in wanted and key not in (wanted.get(field.option) or {}) and not is_empty(said):
                raise InputError(
                    f"'{field.option}.{key}' of the {self.title} would not be sent, since the option '{other.option}' "
                    "holds it: give it there."
                )

    def review(self, run, plan) -> None:
        """Look at a plan to create or change before anything is sent, when what its fields have reviewed is right;
        raises InputError for one that must not be carried out."""

    def review_set(self, run, members: t.Sequence[tuple[str, dict]]) -> None:
        """Look at all wanted objects of a set, each with what holds it in an order, before anything is sent; warns, or
        raises InputError for what cannot be true of all of them."""

    def is_on_its_way(self, run, plan) -> bool:
        """Whether what the plan would create was asked for already and comes to be once somebody else acts: it is not
        asked for again then."""
        return False

    def objections(self, run, plan) -> list[Guard]:
        """The guards that stand against a plan."""
        return [guard for guard in self.guards if guard.stands_against(plan)]

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """The wanted values once the object has been found (``row``, None when there is none): what depends on how it
        is now."""
        return wanted

    # -- what answers tell -------------------------------------------------------------------------

    def values(self, row: dict) -> dict[str, t.Any]:
        """Every value that a row or an answer tells, by option, in canonical form."""
        values = {field.option: field.actual(row) for field in self.fields}
        return {option: value for option, value in values.items() if value is not MISSING}

    def last_change(self, row: dict) -> dict[str, str | None]:
        """``updated_at`` (UTC, ``2026-11-23T22:00:00Z``) and ``updated_by`` (name or account) of the last change, or
        of the creation when there was none; None where the answer does not tell."""
        at, people = self.history(row)["updated"]
        return {"updated_at": at, "updated_by": next(iter(people), None)}

    def creation(self, row: dict) -> dict[str, str | None]:
        """``created_at`` and ``created_by``, in the form of ``last_change``."""
        at, people = self.history(row)["created"]
        return {"created_at": at, "created_by": next(iter(people), None)}

    def history(self, row: dict) -> dict[str, tuple[str | None, list[str]]]:
        """``created`` and ``updated``, each with the time, as ``last_change`` has it, and all that the answer calls who
        did it: name, e-mail address, account or key."""
        created = self._moment(row, "createAt", "creator")
        updated = self._moment(row, "updateAt", "updator")
        return {"created": created, "updated": created if updated[0] is None else updated}

    @staticmethod
    def _moment(row: dict, at: str, by: str) -> tuple[str | None, list[str]]:
        stamp = from_answer(row.get(at), None, UTC)
        if stamp is None:
            return None, []
        # Some lists name only who did the one or the other; it may be the same account.
        account = row.get(by)
        same = [by, *(one for one in ("creator", "updator") if account and row.get(one) == account)]
        infos = [info for info in (row.get(f"{one}Info") for one in same) if isinstance(info, dict)]
        names = [info.get(name) for info in infos for name in ("name", "email", "username")]
        return instant_text(stamp), list(dict.fromkeys(filter(None, [*names, account])))

    # -- reading -----------------------------------------------------------------------------------

    def listings_of(self, marks: t.Mapping[str, t.Any] | None = None) -> list[Listing]:
        """The lists of the kind, with ``marks`` those that may hold objects of these marks."""
        wanted = (marks or {}).items()
        return [one for one in self.listings if all(one.mark.get(key, value) == value for key, value in wanted)]

    def lists(
        self, client, query: t.Mapping[str, t.Any] | None = None, marks: t.Mapping[str, t.Any] | None = None
    ) -> list[Rows]:
        """All objects of the kind, with a query those that it selects, with ``marks`` those of their lists, as the list
        routes show them."""
        if self.only_name:
            return [Rows([client.call(self.list_operation).content], 1)]
        found = []
        for listing in self.listings_of(marks):
            asked = {**listing.query, **(query or {})}
            place = "query" if OPERATIONS[self.list_operation].method == "GET" else "body"
            rows = client.rows(self.list_operation, **{place: asked})
            items = rows.items
            if listing.inside:
                items = [one for row in items if isinstance(row, dict) for one in row.get(listing.inside) or ()]
            if listing.mark:
                items = [{**row, **listing.mark} if isinstance(row, dict) else row for row in items]
            if self.key.complete:
                items = [self._named(client, row) if isinstance(row, dict) else row for row in items]
            found.append(rows._replace(items=items))
        return found

    def _named(self, client, row: dict) -> dict:
        """The row, read alone where it lacks the name."""
        with contextlib.suppress(NotFoundError):  # deleted meanwhile
            if not self.name_of(row):
                return {**row, **self.get_route.call(client, self.uuid_of(row)).content, WHOLE: True}
        return row

    def get(self, run, uuid: str) -> dict:
        """The whole answer of the single read; NotFoundError when there is none, be it that the service answers nothing
        with success, OddAnswerError when the answer is no object, or the list did not tell what it is asked for by."""
        address = self.address_of(run.memory.row(self, uuid) or {})
        if not all(address.values()):
            raise OddAnswerError(f"The {self.title} {uuid} cannot be read: its row in the list tells no name.")
        content = self.get_route.call(run.client, uuid, address=address).content
        if is_empty(content) and not self.get_is_partial:
            raise NotFoundError(f"The service tells nothing of the {self.title} {uuid}")
        if not isinstance(content, (dict, type(None))):
            raise OddAnswerError(f"The answer about the {self.title} {uuid} is no object, but {noun(content)}.")
        return {**without(content or {}, self.dropped_keys), WHOLE: True}

    def complete(self, run, row: dict, options: t.Iterable[str]) -> dict:
        """The row with everything that the named options need to be compared, read with as few requests as that
        takes."""
        fields = [self.field(option) for option in options]
        is_read = not self.get_route or WHOLE in row
        if not is_read and any(
            field.actual(row) is MISSING for field in fields if field.life.told and not field.content
        ):
            row = laid_over(self, row, self.get(run, self.uuid_of(row)))
        for field in fields:
            if field.part:
                row = {**row, **field.part.read(run, self, row)}
        return row

    # -- writing -----------------------------------------------------------------------------------

    def body(
        self,
        values: t.Mapping[str, t.Any],
        row: dict | None = None,
        names: t.Mapping[str, str] | None = None,
    ) -> dict:
        """Values by option in the form that create and modify take. ``row`` is the answer whose mappings they are put
        into, ``names`` has the names of known objects by uuid, for kinds that send them along."""
        body: dict = {}
        for field in self.fields:
            if field.api and not field.content and values.get(field.option, MISSING) is not MISSING:
                field.put(body, values[field.option], row or {})
        return body

    def create(self, run, plan) -> dict:
        """Create the planned object, without what ``finish`` adds; returns what the answer tells of it."""
        values = {option: value for option, value in plan.target.items() if self.field(option).life.created}
        body = self.body(values, None, plan.names)
        for field in self._differing_parts(plan):
            body.update(field.part.along(run, plan) or {})
        if self.key.chosen and plan.uuid:
            body[self.key.chosen.parameter] = plan.uuid
        answer = run.client.call(self.creating(plan), body=body)
        plan.once = self.answers.told_once(answer)
        return self.created(answer)

    def creating(self, plan) -> str:
        """The operation that creates the planned object."""
        return self.create_operation

    def modifying(self, plan) -> Route:
        """The route that changes the planned object."""
        return self.modify_route

    def keeps_former(self, plan) -> bool:
        """Whether the object in whose place a new one is stays all the same."""
        return False

    def left_by_create(self, run, plan) -> list[str]:
        """The options of the planned object that create does not take."""
        parts = [field.option for field in self._differing_parts(plan) if field.part.along(run, plan) is None]
        return parts + [option for option in plan.target if not self.field(option).life.created]

    def finish(self, run, plan, row: dict, options: list[str]) -> dict:
        """Give the new object what create has left; returns what the answers tell of it, over ``row``."""
        parts = [self.field(option) for option in options if self.field(option).part]
        later = {option: plan.target[option] for option in options if not self.field(option).part}
        lacking = [field.part.what for field in parts] + [f"'{option}'" for option in later]
        try:
            for field in parts:
                row = {**row, **field.part.write(run, plan)}
            if later:
                row = {**row, **self.answers.row(self.modifying(plan).call(run.client, plan.uuid, self.body(later)))}
        except ApiError as error:
            raise UnfinishedError(
                f"{plan.title} was created, but perhaps without {' and '.join(lacking)}: {error} Run the task again."
            ) from error
        return row

    def _differing_parts(self, plan) -> list[Field]:
        return [field for field in self.fields if field.part and field.option in plan.differing]

    def created(self, answer) -> dict:
        """What the answer to a create tells of the new object, its uuid at the place where rows have it. ConflictError
        when it says that nothing was created."""
        refusal = self.answers.refused(answer.content)
        if refusal:
            raise ConflictError(refusal)
        uuid = self.answers.new_uuid(answer)
        return {**self.answers.row(answer), **({self.key.uuid[0]: uuid} if uuid else {})}

    def nameless(self) -> NotAnApiAnswerError:
        """The error for a create that was answered with success and without the new uuid: its outcome is unknown."""
        operation = OPERATIONS[self.create_operation]
        return NotAnApiAnswerError(
            f"the answer reports success, but does not name the new {self.title}",
            route=f"{operation.method} {operation.path}",
            outcome_unknown=True,
        )

    def change(self, run, plan) -> dict:
        """Bring the object to the planned state; returns what the answers tell of it."""
        along, row, done = {}, {}, []
        for field in self._differing_parts(plan):
            taken = field.part.along(run, plan)
            if taken is None:
                row.update(field.part.write(run, plan))
                plan.uuid = self.uuid_of(row) or plan.uuid
                done.append(field)
            else:
                along.update(taken)
        rest = plan.differing.difference(field.option for field in done)
        if not rest:
            return row
        body = {**self.body_of_change(plan), **along}
        address = self.address_of(plan.row)
        try:
            answer = self.answers.row(self.modifying(plan).call(run.client, plan.uuid, body, address))
        except ApiError as error:
            if not done or error.outcome_unknown:
                raise
            raise UnfinishedError(
                f"The {' and '.join(field.part.what for field in done)} of {plan.title} was changed, but not: "
                f"{', '.join(sorted(rest))}. {error}"
            ) from error
        return after_write(plan, row, answer) if done else answer  # the parts were answered before this change

    def body_of_change(self, plan) -> dict:
        """What modify takes of the planned object."""
        values = {option: value for option, value in plan.target.items() if self.field(option).life.changed}
        body = self.body(values, plan.row, plan.names)
        for field in self.fields:
            if not field.life.changed:
                field.take_out(body)
        return {key: value for key, value in body.items() if key not in plan.unsent}

    def delete(self, run, plan) -> None:
        """Delete the planned object."""
        self.delete_route.call(run.client, plan.uuid, self.body_of_deletion(plan), self.address_of(plan.row))

    def body_of_deletion(self, plan) -> dict | None:
        """What a delete takes beside the uuid."""
        return {self.force_field: bool(plan.params.get("force"))} if self.force_field else None

    def deleted(self, run, plan) -> None:
        """What follows once the planned object is gone."""

    @property
    def switch(self) -> Field | None:
        """The field that the enable and disable routes set, if the kind has one."""
        return next((field for field in self.fields if field.switch), None)

    def set_enabled(self, run, uuid: str, enabled: bool) -> None:
        """Turn the object on or off."""
        (self.enable_route if enabled else self.disable_route).call(run.client, uuid)

    # -- showing -----------------------------------------------------------------------------------

    def describe(self, values: t.Mapping[str, t.Any], uuid: str, names: t.Mapping[str, str]) -> dict:
        """The object in the options' terms, as results show it: no content, no secrets, relations by name."""
        shown = {
            field.option: by_names(masked(field, values[field.option]), names)
            if field.resolve
            else masked(field, values[field.option])
            for field in self.fields
            if not field.content
            and not field.secret
            and not field.file
            and values.get(field.option) is not None
            and values[field.option] is not MISSING
        }
        return {"uuid": uuid, **shown}

    def export(self, run, row: dict) -> dict:
        """The object in the form that the kind's own module takes, with null for each secret inside an option. Under
        SECRETS it says which secrets the service tells inside of options, or tells that there are.

        Values are canonical, so ids that the service makes are not among them. What is empty or a default of the
        service is: an option that is not given leaves the object as it is, and would not bring it back. Only what the
        module itself fills in for an option that is given is left out.
        """
        fields = [field for field in self.fields if field.life.given and not field.secret and not field.mirrored]
        raw = self.complete(run, row, [field.option for field in fields])
        values = {field.option: field.actual(raw) for field in fields}
        self.names_for(run, values)
        for field in fields:
            if field.resolve:
                named = by_names(values[field.option], LeadingBack(run, field.resolve))
                # In the order of the names: that of the uuids is another one in each workspace.
                values[field.option] = named if named is MISSING else field.rule.canonical(named)
        known = {
            option: value
            for option, value in values.items()
            if value is not MISSING and value is not None and not (self.field(option).always_there and is_blank(value))
        }
        named = {
            option: self.field(option).without_defaults(nulled(self.field(option), value))
            for option, value in known.items()
            if self.field(option).exported(known)
        }
        left_out = [label(option, place) for option in named for place in told(self.field(option), known[option])]
        first = {option: named[option] for option in self.key.options if option in named}
        left_out += [field.option for field in self.fields if field.secret and is_there(field, raw)]
        return {**first, **named, SECRETS: left_out}

    def names_for(self, run, values: t.Mapping[str, t.Any]) -> t.Mapping[str, str]:
        """The names by uuid, after every kind was listed that one of the values may refer to."""
        for field in self.fields:
            if field.resolve and values.get(field.option):
                for kind in getattr(field.resolve, "kinds", ()):
                    run.memory.rows(run.kinds[kind])
        return run.memory.names

    def initial(self, params: dict) -> dict[str, t.Any]:
        """What a new object gets where the options say nothing."""
        return {field.option: field.on_create for field in self.fields if field.on_create is not MISSING}

    def require(self, values: t.Mapping[str, t.Any]) -> None:
        """InputError when a new object would lack its name, or what it cannot be made without."""
        name = self.require_name(values)
        required = {field.option for field in self.fields if field.required}.union(self.key.options)
        missing = [
            field.option for field in self.fields if field.option in required and is_blank(values.get(field.option))
        ]
        if missing:
            raise IncompleteError(
                f"The {self.title} '{name}' does not exist yet, and a new one needs more: set {', '.join(missing)}.",
                missing,
            )

    def require_name(self, values: t.Mapping[str, t.Any]) -> str:
        """The name among the values; InputError when it is missing or blank."""
        name = values.get(self.name_option)
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"A {self.title} needs a name: set '{self.name_option}'.")
        return name
