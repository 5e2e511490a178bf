"""Undo and redo: a command is taken back by its history, as long as nothing later stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register

if TYPE_CHECKING:
    from bokart_desk.storage.reverse import LaterWork


def undo(register: Register, done: Done, by: By) -> Done:
    """Take a command back, with history of its own; what is returned can be taken back in turn, which is redo.

    Raise ``Refused`` when what it did was changed or used since, or when a rule would no longer hold; then nothing
    is changed.
    """
    from bokart_desk.storage.queries.renewals import contracts_reviewed_in  # noqa: PLC0415 - loaded with the first undo
    from bokart_desk.storage.reverse import Erased, InTheWay, PlaceTaken, reverse_work  # noqa: PLC0415

    if done.work is None:
        raise ValueError("a command that changed nothing cannot be taken back")
    what = "redo" if done.what == "undo" else "undo"
    with doing(register, what, by, done.title) as it:
        reviewed = contracts_reviewed_in(it.job.connection, done.work)
        try:
            reverse_work(it.job.work, done.work)
        except InTheWay as error:
            raise Refused(_in_the_way(it.job, error.later)) from error
        except PlaceTaken as error:
            raise Refused(_place_taken()) from error
        except Erased as error:
            raise Refused(_erased()) from error
        except LookupError as error:
            raise Refused(_("“{what}” cannot be undone: it is no longer known.").format(what=done.title)) from error
        keep_rules(it.job)
        _keep_reviews(it.job, reviewed)
        it.job.record = done.record
    return it.done


def _in_the_way(job: Job, later: LaterWork) -> str:
    from bokart_desk.storage.reverse import last_change  # noqa: PLC0415

    name = record_title(job.connection, later.kind, later.record_id)
    by = last_change(job.connection, later.kind, later.record_id)
    if by is None:
        return _("This cannot be undone: {record} builds on it. Nothing was changed.").format(record=name)
    return _("This cannot be undone: {who} changed {record} later ({when}). Nothing was changed.").format(
        who=by[0] or _("Somebody"), record=name, when=format_moment(by[1])
    )


def _place_taken() -> str:
    return _(
        "This cannot be undone: another record has the same name or number by now. Nothing was changed. Give that one "
        "another, then undo again."
    )


def _erased() -> str:
    return _(
        "This cannot be undone: it was about a household or a person that was erased afterwards, and what is erased "
        "does not come back. Nothing was changed."
    )


def keep_rules(job: Job) -> None:
    """Raise ``Refused`` when what was put back breaks a rule that holds by now."""
    _keep_apart(job)
    _tell_no_address(job)


def _keep_apart(job: Job) -> None:
    """Undoing must not make two contracts claim one unit (rule 8), nor give a household two main persons."""
    from bokart_desk.storage.queries.overlaps import overlapping_contract  # noqa: PLC0415
    from bokart_desk.storage.queries.people import main_persons_beside  # noqa: PLC0415

    for contract_id in _touched(job, "contract"):
        if overlapping_contract(job.connection, contract_id) is not None:
            raise Refused(_("This cannot be undone: another contract has the unit in that time. Nothing was changed."))
    people = _touched(job, "person")
    several = main_persons_beside(job.connection, people) if people else []
    if several:
        raise Refused(
            _(
                "This cannot be undone: the household has got another main person since, and would have more than one "
                "({names}). Nothing was changed. Enter the person as a new member instead."
            ).format(names=", ".join(several))
        )


def _touched(job: Job, kind: str) -> list[int]:
    changes = job.work.changes
    return sorted({*changes.created.get(kind, ()), *changes.changed.get(kind, ())})


def _keep_reviews(job: Job, reviewed: list[int]) -> None:
    """Undoing must not leave a renewal without a review that allows it (rule 3)."""
    from bokart_desk.storage.queries.renewals import renewal_without_review, unreviewed_among  # noqa: PLC0415

    brought_back = job.work.changes.created.get("contract", ())
    left = [renewal_without_review(job.connection, contract_id) for contract_id in reviewed]
    if any(left) or (brought_back and unreviewed_among(job.connection, brought_back)):
        raise Refused(_("This cannot be undone: a contract was renewed after that review. Nothing was changed."))


def _tell_no_address(job: Job) -> None:
    """Undoing must not bring an address back into a case that is strictly confidential by now (rule 11)."""
    from bokart_desk.services.rules.protection import texts_with_address  # noqa: PLC0415
    from bokart_desk.storage.queries.people import strictly_confidential_of  # noqa: PLC0415

    changes = job.work.changes
    touched = {
        (kind, record) for part in (changes.created, changes.changed) for kind, ids in part.items() for record in ids
    }
    for household_id in strictly_confidential_of(job.connection, touched):
        whole = ("household", household_id) in touched
        told = texts_with_address(job.connection, household_id)
        if any(whole or (kind, record) in touched for kind, record, _field, _text in told):
            raise Refused(
                _(
                    "This cannot be undone: the household's address is strictly confidential, and a text of its case "
                    "would tell an address. Nothing was changed."
                )
            )
