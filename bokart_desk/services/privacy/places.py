"""Taking out where a strictly confidential household has lived: what old records hold from before it was marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.privacy.erasure import clean
from bokart_desk.services.privacy.old_backups import OlderBackups, older_backups
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading, writing


@dataclass(frozen=True, slots=True)
class PlacesPlan:
    """What taking the places out would mean. ``against``: why it cannot be done now; ``sentences``: what it means."""

    against: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacesErased:
    """What was done; it cannot be undone. ``cleaned``: whether the file was made anew to the end."""

    done: Done
    cleaned: bool
    backup: Path
    older: OlderBackups


def plan_places(register: Register, household_id: int, today: date) -> PlacesPlan:
    """Return what taking out where the household has lived would mean; nothing is changed."""
    from bokart_desk.storage.erasing.places import places_held  # noqa: PLC0415 - seldom needed

    with reading(register.engine) as connection:
        held = places_held(connection, household_id, today)
    against = ""
    if held.running:
        against = _(
            "A contract is still running. Note first that the household has moved out, or end the contract; until then "
            "it stays hidden."
        )
    elif not held:
        against = _("No record of this case tells where the household has lived.")
    sentences = (
        ngettext(
            "{count} former tenancy is cut loose from the household. The unit and the days stay, for the statistics.",
            "{count} former tenancies are cut loose from the household. Units and days stay, for the statistics.",
            held.contracts,
        ).format(count=held.contracts),
        ngettext(
            "The unit is taken out of {count} offer or decision.",
            "The units are taken out of {count} offers and decisions.",
            held.answers,
        ).format(count=held.answers),
        ngettext(
            "{count} row of imported lists is emptied.", "{count} rows of imported lists are emptied.", held.source_rows
        ).format(count=held.source_rows),
        _("The history of the case up to now is emptied: older texts may tell an address. Undo does not reach back."),
        _("Names, members, needs, decisions and follow-ups stay as they are."),
    )
    return PlacesPlan(against, sentences)


def erase_places(register: Register, household_id: int, *, by: By) -> PlacesErased:
    """Take out where a strictly confidential household has lived, after a backup; it cannot be undone.

    Raise ``Refused`` when it is not so marked, when a contract is running or there is nothing to take out, and a
    ``RegisterError`` when the environment fails; then nothing was changed.
    """
    from bokart_desk.services.keeping import back_up  # noqa: PLC0415
    from bokart_desk.storage.erasing.erasing import Grounds, Words  # noqa: PLC0415
    from bokart_desk.storage.erasing.places import erase_places as erase  # noqa: PLC0415

    against = plan_places(register, household_id, by.today).against
    if against:
        raise Refused(against)
    backup = back_up(register, now=by.now, reason=_("before erasing"))
    older = older_backups(register, by.now, now=by.now)
    words = Words(_("Former tenancies without a name"), _("erased-{number}").format(number=0), _("(erased)"))
    grounds = Grounds(by.who, by.now, "protection", last_backup_gone=older.gone_by)
    with writing(register.engine) as connection:
        try:
            erased = erase(connection, household_id, words, grounds)
        except LookupError as error:
            raise Refused(_("The household is not marked as strictly confidential. Nothing was changed.")) from error
    done = Done("erase", _("Places taken out"), erased.work, household_id, {"household": frozenset((household_id,))})
    return PlacesErased(done, clean(register, by.now), backup, older)
