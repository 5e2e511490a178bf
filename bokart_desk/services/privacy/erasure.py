"""Erasing a household or a person in the right order: allowed, archived, backed up, erased, and the file made anew."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.privacy.archived import ArchivedCase, check_archived
from bokart_desk.services.privacy.old_backups import OlderBackups, Removed, older_backups, remove_older
from bokart_desk.services.privacy.retention import rule_for, why_not_erased
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.engine import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.erasing.doubts import Judged
    from bokart_desk.storage.erasing.erasing import Erased
    from bokart_desk.storage.queries.erasures import ErasureLine, FormerMember

_log = logging.getLogger(__name__)


class Why(StrEnum):
    """On what grounds something is erased."""

    RETENTION = "retention"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done. ``done`` cannot be undone. ``cleaned``: whether the file was made anew to the end.

    ``left``: texts that still name somebody of the household; ``judged``: mentions said to be about somebody else;
    ``backup``: the one taken before, which holds all of it.
    """

    done: Done
    number: int
    records: int
    source_rows: int
    left: int
    judged: int
    cleaned: bool
    backup: Path
    older: OlderBackups


def erase_household(
    register: Register,
    household_id: int,
    *,
    why: Why,
    reference: str | None,
    archived: ArchivedCase,
    judged: Judged | None = None,
    by: By,
) -> Erasure:
    """Erase all that is known of a household, after its case file was archived; it cannot be undone.

    ``reference``: which decision it was, without names. ``judged``: what somebody said of the mentions that
    ``doubtful_mentions`` shows; where there are any it cannot be left out. In order: the case is looked at again, the
    archived file read again, a backup taken, all of it erased in one transaction, the file made anew. Raise ``Refused``
    when a rule is against it, ``BackupFailed`` or another ``RegisterError``; then nothing was erased.
    """
    from bokart_desk.storage.erasing.doubts import Judged, MentionsUnseen  # noqa: PLC0415
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
            words = _words(connection, household_id)
            erased = erase(connection, household_id, words, grounds, judged or Judged())
        except LookupError as error:
            raise Refused(_("This household was erased or deleted meanwhile. Nothing was changed.")) from error
        except MentionsUnseen as error:
            raise Refused(_unseen()) from error
    done = Done("erase", title, erased.work, household_id, {"household": frozenset((household_id,))})
    return _erasure(register, done, erased, backup, older, by)


def erase_person(
    register: Register, person_id: int, *, why: Why, reference: str | None, judged: Judged | None = None, by: By
) -> Erasure:
    """Erase one person of a household, a member who left or should not be known any longer; the household stays.

    ``judged``: as for ``erase_household``. Raise ``Refused`` for the main person or the only member: then it is the
    household that is to be erased.
    """
    from bokart_desk.storage.erasing.doubts import Judged, MentionsUnseen  # noqa: PLC0415
    from bokart_desk.storage.erasing.erasing import erase_person as erase  # noqa: PLC0415

    _refuse_main_person(register, person_id)
    backup = _back_up(register, by)
    older = older_backups(register, by.now, now=by.now)
    with writing(register.engine) as connection:
        try:
            grounds = _grounds(why, reference, None, older.gone_by, by)
            erased = erase(connection, person_id, _words(connection, 0), grounds, judged or Judged())
        except LookupError as error:
            raise Refused(_("Nothing is known of this person any more. Nothing was changed.")) from error
        except MentionsUnseen as error:
            raise Refused(_unseen()) from error
    done = Done("erase", _("Person erased"), erased.work, None, {"person": frozenset((person_id,))})
    return _erasure(register, done, erased, backup, older, by)


def _erasure(register: Register, done: Done, erased: Erased, backup: Path, older: OlderBackups, by: By) -> Erasure:
    cleaned = clean(register, by.now)
    return Erasure(
        done, erased.erasure, erased.records, erased.source_rows, erased.left, erased.judged, cleaned, backup, older
    )


def _unseen() -> str:
    return _(
        "There are texts with a name that nobody has looked through yet, or they were changed meanwhile. Nothing was "
        "erased. Look through them and try again."
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
