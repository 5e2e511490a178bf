"""Visits, guidance and talks: recorded when they were, planned, and ticked off."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import FollowUpKind
from bokart_desk.i18n import _
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register


def record_follow_up(
    register: Register,
    household_id: int,
    kind: FollowUpKind,
    *,
    done_on: date | None = None,
    due_on: date | None = None,
    notes: str | None = None,
    consultant_id: int | None = None,
    next_on: date | None = None,
    by: By,
) -> Done:
    """Record a follow-up that was done, or plan one that is due. ``Done.record`` is its id.

    ``next_on``: plan another of the same kind for that day.

    Without ``consultant_id`` it is the one who sits at the desk, if that is a consultant.
    """
    from bokart_desk.storage.queries.households import consultant_named  # noqa: PLC0415

    with doing(register, "follow_up", by) as it:
        who = consultant_id or (consultant_named(it.job.connection, by.who) if by.who.strip() else None)
        values = {"kind": kind, "done_on": done_on, "due_on": due_on, "notes": notes, "consultant_id": who}
        made = it.job.insert("follow_up", values | {"household_id": household_id})
        if next_on is not None:
            following = {"household_id": household_id, "kind": kind, "due_on": next_on, "consultant_id": who}
            it.job.insert("follow_up", following)
        it.title = _title(kind, it.job.held("household", household_id)["name"])
        it.job.record = made
    return it.done


def tick_follow_up(register: Register, follow_up_id: int, *, done: bool = True, by: By) -> Done:
    """Say that a planned follow-up was done today, or that it was not done after all."""
    with doing(register, "follow_up", by) as it:
        held = it.job.held("follow_up", follow_up_id)
        if not done and held["due_on"] is None:
            raise Refused(_("This was never planned for a day. Delete it if it did not take place."))
        it.job.update("follow_up", follow_up_id, {"done_on": by.today if done else None})
        name = it.job.held("household", held["household_id"])["name"]
        it.title = _title(FollowUpKind(held["kind"]), name)
    return it.done


def _title(kind: FollowUpKind, name: str) -> str:
    return _("{what}: {name}").format(what=code_label(kind), name=name)
