"""Erasing a household or a person in the right order: allowed, archived, backed up, erased, and the file made anew."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.retention import Due
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.privacy.old_backups import OlderBackups, Removed, older_backups, remove_older
from bokart_desk.services.privacy.retention import rule_for, why_not_erased
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.engine import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.erasures import ErasureLine, FormerMember

_log = logging.getLogger(__name__)
_PDF = b"%PDF-"
_PIECE = 1024 * 1024


class Why(StrEnum):
    """On what grounds something is erased."""

    RETENTION = "retention"
    DECISION = "decision"


class ArchivedCase(Protocol):
    """A case file that was exported for the archive."""

    @property
    def path(self) -> Path:
        """The file (PDF/A)."""

    @property
    def sha256(self) -> str:
        """Its digest when it was written, in hexadecimal digits."""


class ArchiveCase(Protocol):
    """What exports a case file for the archive and checks it; reporting has it, and the window passes it on."""

    def __call__(self, register: Register, household_id: int, target: Path, *, by: By, now: datetime) -> ArchivedCase:
        """Write the case file to ``target``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing a household would mean. ``against``: why it may not be, in words; nothing when it may.

    ``by_rule``: the retention rule it is due by, if any. ``counts``: its records by kind; ``rows``: the rows of lists
    that they came from. ``older``: the backups that hold it.
    """

    household_id: int
    name: str
    case_number: str
    protection: Protection
    against: tuple[str, ...]
    by_rule: Due | None
    counts: Mapping[str, int]
    rows: int
    older: OlderBackups


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done. ``done`` cannot be undone. ``cleaned``: whether the file was made anew to the end.

    ``left``: texts that still name somebody of the household; ``backup``: the one taken before, which holds all of it.
    """

    done: Done
    number: int
    records: int
    source_rows: int
    left: int
    cleaned: bool
    backup: Path
    older: OlderBackups


def plan_erasure(register: Register, household_id: int, today: date, *, now: datetime) -> Plan:
    """Return what erasing a household would mean; nothing is changed. Raise ``Refused`` when it is gone."""
    from bokart_desk.storage.erasing.case import records_of_case  # noqa: PLC0415 - loaded with the first erasure
    from bokart_desk.storage.erasing.emptying import count_by_kind  # noqa: PLC0415
    from bokart_desk.storage.erasing.lists import rows_of  # noqa: PLC0415
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    against = why_not_erased(register, household_id, today)
    with reading(register.engine) as connection:
        held = read_record(connection, "household", household_id)
        if held is None:
            raise Refused(_("This household is no longer in the register. Nothing was changed."))
        records = records_of_case(connection, household_id)
        counts, rows = count_by_kind(connection, records), len(rows_of(connection, records))
    return Plan(
        household_id=household_id,
        name=held["name"],
        case_number=held["case_number"],
        protection=Protection(held["protection"]),
        against=against,
        by_rule=None if against else rule_for(register, household_id, today),
        counts=counts,
        rows=rows,
        older=older_backups(register, now, now=now),
    )


def check_archived(archived: ArchivedCase) -> None:
    """Read the archived case file again. Raise ``Refused`` when it is not whole, so that nothing is erased."""
    digest, begins = hashlib.sha256(), b""
    try:
        with archived.path.open("rb") as file:
            while piece := file.read(_PIECE):
                begins = begins or piece[: len(_PDF)]
                digest.update(piece)
    except OSError as error:
        raise Refused(_not_archived()) from error
    if begins != _PDF or digest.hexdigest() != archived.sha256.lower():
        raise Refused(_not_archived())


def _not_archived() -> str:
    return _(
        "The case file for the archive cannot be read, or is not what was written. Nothing was erased. Export the case "
        "file once more, to a place that is there, and try again."
    )


def erase_household(
    register: Register,
    household_id: int,
    *,
    why: Why,
    reference: str | None,
    archived: ArchivedCase,
    by: By,
) -> Erasure:
    """Erase all that is known of a household, after its case file was archived; it cannot be undone.

    ``reference``: which decision it was, without names. In order: the case is looked at again, the archived file
    read again, a backup taken, all of it erased in one transaction, the file made anew. Raise ``Refused`` when a rule
    is against it, ``BackupFailed`` or another ``RegisterError``; then nothing was erased.
    """
    from bokart_desk.storage.erasing.erasing import erase_household as erase  # noqa: PLC0415

    against = why_not_erased(register, household_id, by.today)
    if against:
        raise Refused("\n".join((_("This case cannot be erased now. Nothing was changed."), *against)))
    if why is Why.RETENTION and rule_for(register, household_id, by.today) is None:
        raise Refused(_("No rule of retention says that this case should be erased yet. Nothing was changed."))
    check_archived(archived)
    backup = _back_up(register, by)
    older = older_backups(register, by.now, now=by.now)
    title = _("Case erased")
    with writing(register.engine) as connection:
        grounds = _grounds(why, reference, archived, older.gone_by, by)
        try:
            erased = erase(connection, household_id, _words(connection, household_id), grounds)
        except LookupError as error:
            raise Refused(_("This household was erased or deleted meanwhile. Nothing was changed.")) from error
    done = Done("erase", title, erased.work, household_id, {"household": frozenset((household_id,))})
    return Erasure(
        done, erased.erasure, erased.records, erased.source_rows, erased.left, clean(register, by.now), backup, older
    )


def erase_person(register: Register, person_id: int, *, why: Why, reference: str | None, by: By) -> Erasure:
    """Erase one person of a household, a member who left or should not be known any longer; the household stays.

    Raise ``Refused`` for the main person or the only member: then it is the household that is to be erased.
    """
    from bokart_desk.storage.erasing.erasing import erase_person as erase  # noqa: PLC0415

    _refuse_main_person(register, person_id)
    backup = _back_up(register, by)
    older = older_backups(register, by.now, now=by.now)
    with writing(register.engine) as connection:
        try:
            grounds = _grounds(why, reference, None, older.gone_by, by)
            erased = erase(connection, person_id, _words(connection, 0), grounds)
        except LookupError as error:
            raise Refused(_("Nothing is known of this person any more. Nothing was changed.")) from error
    done = Done("erase", _("Person erased"), erased.work, None, {"person": frozenset((person_id,))})
    return Erasure(
        done, erased.erasure, erased.records, erased.source_rows, erased.left, clean(register, by.now), backup, older
    )


def remove_backups(register: Register, done: Erasure, by: By) -> Removed:
    """Take a new backup and remove those from before an erasure, the one taken just before it too.

    Raise ``BackupFailed`` with all of them in place when the new one cannot be taken.
    """
    from bokart_desk.storage.erasing.erasing import note_backups_gone  # noqa: PLC0415

    removed = remove_older(register, by.now, now=by.now)
    if not removed.stayed and older_backups(register, by.now, now=by.now).away is None:
        with writing(register.engine) as connection:
            note_backups_gone(connection, done.number, by.today)
    return removed


def _back_up(register: Register, by: By) -> Path:
    from bokart_desk.services.keeping import back_up  # noqa: PLC0415

    return back_up(register, now=by.now, reason=_("before erasing"))


def _refuse_main_person(register: Register, person_id: int) -> None:
    from bokart_desk.storage.queries.households import persons_of  # noqa: PLC0415
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        held = read_record(connection, "person", person_id)
        if held is None:
            return
        others = [one for one in persons_of(connection, held["household_id"]) if one.id != person_id]
    if held["main_person"] or not others:
        raise Refused(
            _(
                "This is the household's main person or only member. Make another member the main person first, or "
                "erase the whole household. Nothing was changed."
            )
        )


def _grounds(
    why: Why, reference: str | None, archived: ArchivedCase | None, last_backup_gone: date | None, by: By
) -> Any:
    from bokart_desk.storage.erasing.erasing import Grounds  # noqa: PLC0415

    return Grounds(
        who=by.who,
        at=by.now,
        why=why.value,
        reference=(reference or "").strip() or None,
        archive_name=archived.path.name if archived is not None else None,
        archive_sha256=archived.sha256 if archived is not None else None,
        last_backup_gone=last_backup_gone,
    )


def _words(connection: Connection, household_id: int) -> Any:
    from bokart_desk.storage.erasing.erasing import Words  # noqa: PLC0415
    from bokart_desk.storage.queries.people import case_number_taken  # noqa: PLC0415

    number, tries = _("erased-{number}").format(number=household_id), 1
    while household_id and case_number_taken(connection, number, household_id):
        tries += 1
        number = _("erased-{number}").format(number=f"{household_id}-{tries}")
    return Words(_("Erased household"), number, _("(erased)"))


def clean(register: Register, now: datetime) -> bool:
    """Write the register's file anew where an erasure still asks for it; tell whether it is clean now.

    Where another program is reading just then, or the disk is full, it is tried again at the next opening.
    """
    from bokart_desk.storage.erasing.file import clean_file, is_clean  # noqa: PLC0415

    if register.read_only:
        return False
    try:
        return is_clean(register.engine) or clean_file(register.engine, register.path, key=register.key, now=now)
    except RegisterError as error:
        _log.warning("the file could not be written anew after an erasure: %s", type(error).__name__)
        return False


def erasures(register: Register, *, household_id: int | None = None) -> tuple[ErasureLine, ...]:
    """Return what was erased, the latest first; of one household if it is given."""
    from bokart_desk.storage.queries.erasures import erasures as read  # noqa: PLC0415

    with reading(register.engine) as connection:
        return read(connection, household_id=household_id)


def erased_since(register: Register, moment: datetime) -> tuple[ErasureLine, ...]:
    """Return what was erased after a moment (UTC): a backup from before it brings that back."""
    return tuple(line for line in erasures(register) if line.at > moment)


def former_members(register: Register, household_id: int) -> tuple[FormerMember, ...]:
    """Return the persons who were members of a household and whom only history knows any more."""
    from bokart_desk.storage.queries.erasures import former_members as read  # noqa: PLC0415

    with reading(register.engine) as connection:
        return read(connection, household_id)


def what_goes(plan: Plan) -> tuple[str, ...]:
    """Return in words what erasing would take and what would stay, the most important first."""
    from bokart_desk.services.jobs import kind_name  # noqa: PLC0415

    counts = ", ".join(
        _("{kind}: {count}").format(kind=kind_name(kind), count=count)
        for kind, count in plan.counts.items()
        if kind not in ("household", "met_criterion")
    )
    rows = ngettext(
        "{count} row of imported lists is emptied, and names are taken out of all others.",
        "{count} rows of imported lists are emptied, and names are taken out of all others.",
        plan.rows,
    ).format(count=plan.rows)
    return (
        _("Names, birth dates, numbers, phones, notes, reasons and assessments go, with all of their history."),
        _("The case holds now: {counts}").format(counts=counts) if counts else _("The case holds no other records."),
        rows,
        _("Days, kinds, outcomes and units stay without a name, so that the statistics do not change."),
    )
