"""What the dialog of erasing says: what goes, what stays, where else the names are, and what was done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bokart_desk.i18n import _, format_date, format_moment, ngettext
from bokart_desk.services.privacy.archived import ArchivedCase
from bokart_desk.services.privacy.erasure import Why
from bokart_desk.services.privacy.erasure_plan import what_goes
from bokart_desk.services.privacy.retention import due_words
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.domain.rows import PersonLine
    from bokart_desk.services.privacy.erasure import Erasure
    from bokart_desk.services.privacy.erasure_plan import Plan
    from bokart_desk.services.privacy.mentions import Mentions
    from bokart_desk.services.privacy.old_backups import OlderBackups, Removed
    from bokart_desk.storage.queries.erasures import ErasureLine, FormerMember


def explanation(plan: Plan) -> str:
    """Return what the dialog is about."""
    return _(
        "Case {number}, {name}. First export the case file for the archive, then erase. Erasing cannot be undone."
    ).format(number=plan.case_number, name=plan.name)


def choices(plan: Plan, persons: Sequence[PersonLine], former: Sequence[FormerMember]) -> list[tuple[int, str]]:
    """Return who can be erased: the whole household, a member who is not the main person, one who was a member."""
    found = [(0, _("The whole household: {name}").format(name=plan.name))]
    found += [
        (one.id, _("Only {name}").format(name=f"{one.given_name} {one.family_name}".strip()))
        for one in persons
        if not one.main_person
    ]
    found += [
        (one.id, _("Only {name}, who was taken out").format(name=one.name or _("a person without a name")))
        for one in former
    ]
    return found


def reasons(plan: Plan) -> list[tuple[Why, str]]:
    """Return the grounds that can be given."""
    found = []
    if plan.by_rule is not None:
        found.append((Why.RETENTION, _("The time is over: {why}").format(why=due_words(plan.by_rule))))
    return [*found, (Why.DECISION, _("It was decided"))]


def not_now() -> str:
    """Return the words over the reasons against it."""
    return _("This case cannot be erased now:")


def sentences(plan: Plan, archived: ArchivedCase | None, *, whole: bool) -> list[Sentence]:
    """Return what erasing means, the most important first."""
    told: list[Sentence] = []
    if archived is None:
        told.append((Tone.WARNING, _("Export the case file first (button below). It is read back before you go on.")))
    if whole:
        told += [(Tone.NEUTRAL, one) for one in what_goes(plan)]
    else:
        told.append(
            (
                Tone.NEUTRAL,
                _(
                    "What is known of this person goes, with its history, and the name is taken out of all texts. The "
                    "household stays."
                ),
            )
        )
    told.append((Tone.NEUTRAL, _("A backup is taken before. It still holds the case.")))
    return [*told, *backups(plan.older)]


def mentions(found: Mentions | None, meant: Collection[int] | None) -> Sentence:
    """Return what is known of texts that only a person can judge."""
    if found is None:
        return Tone.NEUTRAL, _("Looking for the name in all texts of the register …")
    count = len(found.lines)
    if not count:
        return Tone.NEUTRAL, _("No other text holds a name of which it is uncertain who is meant.")
    if meant is None:
        return (
            Tone.WARNING,
            ngettext(
                "{count} text holds a name that others may bear too. Look through it first (button below).",
                "{count} texts hold a name that others may bear too. Look through them first (button below).",
                count,
            ).format(count=count),
        )
    return (
        Tone.NEUTRAL,
        ngettext(
            "Of {count} text with such a name, it is taken out of {meant}.",
            "Of {count} texts with such a name, it is taken out of {meant}.",
            count,
        ).format(count=count, meant=len(meant)),
    )


def backups(older: OlderBackups) -> list[Sentence]:
    """Return where older backups hold the case, and until when."""
    told: list[Sentence] = []
    count = len(older.here) + len(older.second)
    if count:
        told.append(
            (
                Tone.WARNING,
                ngettext(
                    "{count} older backup holds the case. By the rule for backups it is gone by {day}.",
                    "{count} older backups hold the case. By the rule for backups the last one is gone by {day}.",
                    count,
                ).format(count=count, day=format_date(older.gone_by) if older.gone_by is not None else "–"),
            )
        )
    if older.damaged:
        told.append((Tone.WARNING, _("Registers that would not open were kept aside. They never go by themselves.")))
    if older.away is not None:
        told.append(
            (
                Tone.WARNING,
                _(
                    "The second place for backups is not connected. Backups there hold the case until they are thinned "
                    "or you remove them."
                ),
            )
        )
    told.append(
        (
            Tone.NEUTRAL,
            _(
                "Lists, papers and copies that lie elsewhere are yours to see to. Importing an old list brings the "
                "names back."
            ),
        )
    )
    return told


def remove_backups(plan: Plan) -> str:
    """Return the offer to remove the older backups."""
    return ngettext(
        "Remove the backup taken now as well, for it holds the case. A new one is taken and checked first; nothing "
        "older is left to go back to.",
        "Remove all {count} backups that hold the case as well, with the one taken now. A new one is taken and checked "
        "first; nothing older is left to go back to.",
        plan.older.count + 1,
    ).format(count=plan.older.count + 1)


def archived(case_file: ArchivedCase) -> str:
    """Return that the case file was exported and read back."""
    return _("The case file was saved and read back: {file}").format(file=case_file.path.name)


def cleaned_words() -> str:
    """Return that the file could not be made anew yet, and what to do."""
    return _(
        "Traces may still lie in unused parts of the file, because another program was reading it. Close the register "
        "in other places: the rest is done by itself, half a minute after this program starts and every few hours."
    )


def finished(done: Erasure, removed: Removed | None) -> tuple[Tone, str]:
    """Return what was done, and what the user still has to see to."""
    tone = Tone.SUCCESS
    told = [_("Erased. The case is now called “Erased household” and only counts in the statistics.")]
    if done.done.record is None:
        told = [_("Erased. The household and the rest of its case are as they were.")]
    if done.left:
        tone = Tone.WARNING
        told.append(
            ngettext(
                "{count} text still seems to name somebody. Look the dwelling's notes through.",
                "{count} texts still seem to name somebody. Look the dwelling's notes through.",
                done.left,
            ).format(count=done.left)
        )
    if done.judged:
        told.append(
            ngettext(
                "{count} text with such a name stays, as you chose.",
                "{count} texts with such a name stay, as you chose.",
                done.judged,
            ).format(count=done.judged)
        )
    if not done.cleaned:
        tone = Tone.WARNING
        told.append(cleaned_words())
    if removed is not None:
        told.append(
            ngettext("{count} older backup was removed.", "{count} older backups were removed.", removed.count).format(
                count=removed.count
            )
        )
        if removed.stayed:
            tone = Tone.WARNING
            told.append(
                _("These could not be removed, remove them yourself: {files}").format(
                    files=", ".join(file.name for file in removed.stayed)
                )
            )
    elif done.older.gone_by is not None:
        told.append(_("The last backup that holds it is gone by {day}.").format(day=format_date(done.older.gone_by)))
    return tone, " ".join(told)


def erasure_line(line: ErasureLine) -> str:
    """Return what was erased, when, by whom and on what grounds; no name is known any more."""
    what = {
        "household": _("A case was erased"),
        "person": _("A person was erased"),
        "places": _("It was erased where a household had lived"),
    }[line.what]
    grounds = {
        "retention": _("by the rule"),
        "decision": _("by decision {reference}").format(reference=line.reference or "–"),
        "protection": _("because the address is strictly confidential"),
    }[line.why]
    told = _("{when}, {who}: {what}, {grounds}.").format(
        when=format_moment(line.at), who=line.who, what=what, grounds=grounds
    )
    if line.archive_name:
        told = _("{told} Case file: {file}.").format(told=told, file=line.archive_name)
    if line.last_backup_gone is not None:
        told = _("{told} Last backup gone by {day}.").format(told=told, day=format_date(line.last_backup_gone))
    return told
