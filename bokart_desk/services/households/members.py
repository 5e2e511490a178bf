"""New households, and who belongs to them: members added, taken out, made the main person, moved out on their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.text_keys import sort_key
from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.register import Register

if TYPE_CHECKING:
    from bokart_desk.domain.rows import PersonLine

_KEPT_WITH_A_MEMBER = (
    "settlement_kind",
    "settled_on",
    "languages",
    "interpreter",
    "introduction_from",
    "introduction_to",
    "consultant_id",
    "protection",
)
"""What holds for a member who gets a household of their own as it did for the one they leave."""


@dataclass(frozen=True, slots=True)
class MemberGiven:
    """A member as typed. Blanks and hyphens in the numbers do not count."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    duf_number: str | None = None
    identity_number: str | None = None
    phone: str | None = None

    @property
    def name(self) -> str:
        """The name in full."""
        return " ".join(part for part in (self.given_name.strip(), self.family_name.strip()) if part)

    def values(self) -> dict[str, Any]:
        """Return the values of the record; what is empty is left out."""
        names = ("given_name", "family_name", "born_on", "duf_number", "identity_number", "phone")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def new_household(
    register: Register, members: Sequence[MemberGiven], values: Mapping[str, Any] | None = None, *, by: By
) -> Done:
    """Make a household with its members in one command; the first is the main person and gives it its name.

    ``values``: fields of the household, also a ``name`` of its own. Raise ``Refused``; what is wrong with a member is
    told in its fields as "members.1.duf_number" (counted from 0).
    """
    held = dict(values or {})
    main = members[0] if members else None
    if main is not None and not held.get("name"):
        held["name"] = main.name
    if main is not None and held.get("name") == main.name:
        held["name_sort"] = sort_key(f"{main.family_name} {main.given_name}")
    if not held.get("name"):
        raise Refused(_("A household needs a name or a member."), {"name": _("This must be filled in.")})
    with doing(register, "create", by) as it:
        made = it.job.insert("household", held)
        for place, member in enumerate(members):
            try:
                it.job.insert("person", member.values() | {"household_id": made, "main_person": place == 0})
            except Refused as error:
                faults = {f"members.{place}.{name}": text for name, text in error.fields.items()}
                raise Refused(error.message, faults) from error
        it.title = _("New household: {name}").format(name=held["name"])
    return it.done


def add_member(register: Register, household_id: int, member: MemberGiven, *, by: By) -> Done:
    """Add a person to the household; the first one is its main person. ``Done.record`` is the person's id."""
    with doing(register, "create", by) as it:
        there = _members(it.job, household_id)
        values = {"household_id": household_id, "main_person": not any(one.main_person for one in there)}
        made = it.job.insert("person", member.values() | values)
        _count(it.job, household_id, len(there), len(there) + 1)
        it.job.record = made
        it.title = _("New member: {name}").format(name=member.name)
    return it.done


def remove_member(register: Register, person_id: int, *, by: By) -> Done:
    """Take a person out of the household and the register; history keeps who it was, and undo brings them back."""
    with doing(register, "delete", by) as it:
        person = take_out(it.job, person_id)
        it.job.record = person["household_id"]
        it.title = _("Member taken out: {name}").format(name=_name(person))
    return it.done


def take_out(job: Job, person_id: int) -> Mapping[str, Any]:
    """Delete a person and return who it was; another member becomes the main person where this one was it."""
    person = job.held("person", person_id)
    there = _members(job, person["household_id"])
    job.delete("person", person_id)
    rest = [one for one in there if one.id != person_id]
    if person["main_person"] and rest:
        _make_main(job, rest[0].id, person["household_id"], rest, _name(person))
    _count(job, person["household_id"], len(there), len(rest))
    return person


def set_main_person(register: Register, person_id: int, *, by: By) -> Done:
    """Make a member the main person. A household that bore the name of the one before bears the new one's."""
    with doing(register, "edit", by) as it:
        person = it.job.held("person", person_id)
        there = _members(it.job, person["household_id"])
        before = next((f"{one.given_name} {one.family_name}".strip() for one in there if one.main_person), "")
        _make_main(it.job, person_id, person["household_id"], there, before)
        it.job.record = person["household_id"]
        it.title = _("Main person: {name}").format(name=_name(person))
    return it.done


def move_to_own_household(register: Register, person_id: int, *, by: By) -> Done:
    """Give a member a household of their own; how and when they were settled, and protection, go with them.

    ``Done.record`` is the new household. Contracts, offers and applications stay where they are.
    """
    with doing(register, "create", by) as it:
        person = it.job.held("person", person_id)
        there = _members(it.job, person["household_id"])
        if len(there) < 2:
            raise Refused(_("This is the only member: it is a household of their own already."))
        before = it.job.held("household", person["household_id"])
        rest = [one for one in there if one.id != person_id]
        values = {name: before[name] for name in _KEPT_WITH_A_MEMBER if before[name] is not None}
        values |= {"name": _name(person), "name_sort": sort_key(f"{person['family_name']} {person['given_name']}")}
        made = it.job.insert("household", values)
        it.job.update("person", person_id, {"household_id": made, "main_person": True})
        if person["main_person"]:
            _make_main(it.job, rest[0].id, person["household_id"], rest, _name(person))
        _count(it.job, person["household_id"], len(there), len(rest))
        it.job.record = made
        it.title = _("Household of their own: {name}").format(name=_name(person))
    return it.done


def _members(job: Job, household_id: int) -> tuple[PersonLine, ...]:
    from bokart_desk.storage.queries.households import persons_of  # noqa: PLC0415

    return persons_of(job.connection, household_id)


def _make_main(job: Job, person_id: int, household_id: int, there: Sequence[PersonLine], before: str) -> None:
    for one in there:
        if one.main_person is not (one.id == person_id):
            job.update("person", one.id, {"main_person": one.id == person_id})
    household = job.held("household", household_id)
    if before and household["name"] == before:
        person = job.held("person", person_id)
        key = sort_key(f"{person['family_name']} {person['given_name']}")
        job.update("household", household_id, {"name": _name(person), "name_sort": key})


def _count(job: Job, household_id: int, before: int, after: int) -> None:
    """A size that was the number of members stays so; one that says otherwise was meant."""
    household = job.held("household", household_id)
    if household["size"] == before and before:
        job.update("household", household_id, {"size": after})


def _name(person: Mapping[str, Any]) -> str:
    return f"{person['given_name']} {person['family_name']}".strip()
