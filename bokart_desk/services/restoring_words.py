"""Words about backups: when they were taken, how large they are, and what they lack that the register has now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bokart_desk.i18n import _, format_date, format_number, ngettext
from bokart_desk.services.jobs import job_name
from bokart_desk.services.restoring import Candidate, DoneSince, Finding, Glance, Place, Standing, State

_KIB = 1024
_MOST_JOBS = 6


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it on the day of ``now``: "yesterday at 16:02", else with the date."""
    local, today = moment.astimezone(), now.astimezone().date()
    time = _("{hour}:{minute}").format(hour=f"{local.hour:02d}", minute=f"{local.minute:02d}")
    if local.date() == today:
        return _("today at {time}").format(time=time)
    if local.date() == today - timedelta(days=1):
        return _("yesterday at {time}").format(time=time)
    return _("{day} at {time}").format(day=format_date(local.date()), time=time)


def size_words(size: int) -> str:
    """Return a size in bytes as people read it: 1,4 MB."""
    if size < _KIB * _KIB:
        return _("{count} kB").format(count=format_number(max(1, round(size / _KIB))))
    return _("{count} MB").format(count=format_number(round(size / _KIB / _KIB, 1)))


def place_words(one: Candidate) -> str:
    """Return where a backup lies."""
    if one.place is Place.BACKUPS:
        return _("the backup folder")
    if one.place is Place.SECOND:
        return _("the second place")
    return str(one.path.parent)


def reason_words(one: Candidate) -> str:
    """Return why a backup was taken; the file's name where that is not told."""
    return one.reason or one.path.name


def state_words(finding: Finding) -> str:
    """Return whether a backup can be put back, in a word or two."""
    return {State.GOOD: _("yes, it is whole"), State.LOCKED: _("not yet"), State.BROKEN: _("no")}[finding.state]


def difference_words(finding: Finding, now: Standing, at: datetime) -> str:
    """Return what a backup holds less or more than the register now, and what was done last in it.

    ``at``: the moment, for "yesterday". Where it cannot be opened: why not.
    """
    held = finding.held
    if held is None:
        return finding.reason
    told = counted_words(held) if now.held is None else _compared(held, now.held)
    if held.last is not None and now.held is not None and held.last == now.held.last:
        return _("{what}; nothing was changed since").format(what=told)
    if held.last is None:
        return told
    return _("{what}; last change {moment}").format(what=told, moment=moment_words(held.last.at, at))


def counted_words(held: Glance) -> str:
    """Return how much a register holds."""
    return _and([_contracts(held.contracts), _households(held.households)])


def _compared(held: Glance, now: Glance) -> str:
    differences = (
        (_contracts, held.contracts - now.contracts),
        (_households, held.households - now.households),
    )
    fewer = [words(-by) for words, by in differences if by < 0]
    more = [words(by) for words, by in differences if by > 0]
    if fewer and more:
        return _("{fewer} fewer and {more} more than now").format(fewer=_and(fewer), more=_and(more))
    if fewer:
        return _("{what} fewer than now").format(what=_and(fewer))
    if more:
        return _("{what} more than now").format(what=_and(more))
    return _("as many contracts and households as now")


def _contracts(count: int) -> str:
    return ngettext("{count} contract", "{count} contracts", count).format(count=format_number(count))


def _households(count: int) -> str:
    return ngettext("{count} household", "{count} households", count).format(count=format_number(count))


def _and(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def lost_words(one: Candidate, since: DoneSince | None, at: datetime) -> str:
    """Return what is not in a backup: what was done in the register after it."""
    taken = moment_words(one.taken_at, at)
    if since is None:
        return _(
            "What was changed after {taken} is not in it. How much that is cannot be told from the register."
        ).format(taken=taken)
    count = sum(since.jobs.values())
    if not count:
        return _("Nothing is lost: nothing was changed after it was taken.")
    jobs = [
        _("{job} ({count})").format(job=job_name(what), count=format_number(done))
        for what, done in list(since.jobs.items())[:_MOST_JOBS]
    ]
    if len(since.jobs) > _MOST_JOBS:
        jobs.append(_("more of other kinds"))
    last = moment_words(since.last, at) if since.last is not None else "–"
    return ngettext(
        "One change made after it was taken is not in it: {jobs}. It was made {moment}.",
        "{count} changes made after it was taken are not in it: {jobs}. The last was made {moment}.",
        count,
    ).format(count=format_number(count), jobs=", ".join(jobs), moment=last)


def kept_words(register: Path, backups: Path) -> str:
    """Return what becomes of the register that is replaced."""
    return _(
        "The register as it is now is not thrown away: {name} is kept as a backup in {folder} first, and can be put "
        "back the same way."
    ).format(name=register.name, folder=backups)
