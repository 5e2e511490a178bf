"""Declined offers and refusals in numbers: by reason, by area and landlord of the dwelling, and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bokart_desk.domain.answer_rows import AnswerGroup
from bokart_desk.domain.codes import CodeList, DecisionKind, OfferAnswer
from bokart_desk.domain.text_keys import sort_key
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.services.answer_words import ground_label
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.code_lists import labels_on
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.answer_counts import decision_groups, offer_groups


class Subject(StrEnum):
    """What is counted."""

    DECLINED = "declined"
    REFUSED = "refused"
    OFFERS = "offers"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: its name, how many, and the ``key`` a list is narrowed to; None where no list may be (rule 11)."""

    key: str | None
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AnswerStatistics:
    """The numbers of a year, or of all years. ``by_year`` is of all years; None in ``years``: not known.

    ``by_outcome``: answers or kinds of decisions; ``by_ground``: whether the households' grounds were reasonable.
    """

    total: int
    by_reason: tuple[Share, ...]
    by_area: tuple[Share, ...]
    by_landlord: tuple[Share, ...]
    by_year: tuple[Share, ...]
    by_outcome: tuple[Share, ...]
    by_ground: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class AnswerChoices:
    """What the lists can be narrowed to: what occurs in them, an empty text for "not known"."""

    years: tuple[int, ...]
    areas: tuple[str, ...]
    landlords: tuple[str, ...]


def statistics(register: Register, subject: Subject, year: int | None = None) -> AnswerStatistics:
    """Return the numbers of a subject in a year, all years without one.

    Protected households are counted, but not by area or landlord: they stand there together as protected.
    """
    of_offers = subject in (Subject.DECLINED, Subject.OFFERS)
    with reading(register.engine) as connection:
        everything = offer_groups(connection) if of_offers else decision_groups(connection)
        reasons = labels_on(connection, CodeList.DECLINED_BECAUSE if of_offers else CodeList.REFUSED_BECAUSE)
    only = {Subject.DECLINED: OfferAnswer.DECLINED, Subject.REFUSED: DecisionKind.REFUSE}.get(subject)
    groups = [group for group in everything if only is None or group.outcome == only]
    chosen = [group for group in groups if year is None or group.year == year]
    return AnswerStatistics(
        total=sum(group.count for group in chosen),
        by_reason=_by_reason(chosen, reasons),
        by_area=_by_place(chosen, lambda group: group.area),
        by_landlord=_by_place(chosen, lambda group: group.landlord),
        by_year=_by_year(groups),
        by_outcome=_by_outcome(chosen, of_offers=of_offers),
        by_ground=_by_ground(chosen),
    )


def answer_choices(register: Register, *, of_offers: bool) -> AnswerChoices:
    """Return what the list of offers, or of decisions, can be narrowed to."""
    with reading(register.engine) as connection:
        groups = offer_groups(connection) if of_offers else decision_groups(connection)
    openly = [group for group in groups if not group.hidden]
    return AnswerChoices(
        years=tuple(sorted({group.year for group in groups if group.year is not None}, reverse=True)),
        areas=tuple(sorted({group.area for group in openly}, key=_unknown_last)),
        landlords=tuple(sorted({group.landlord for group in openly}, key=_unknown_last)),
    )


def _unknown_last(name: str) -> tuple[bool, str]:
    return not name, sort_key(name)


def _counted(groups: Iterable[AnswerGroup], key: Callable[[AnswerGroup], str | None]) -> Counter[str | None]:
    counts: Counter[str | None] = Counter()
    for group in groups:
        counts[key(group)] += group.count
    return counts


def _most_first(counts: Mapping[str | None, int], name: Callable[[str | None], str]) -> tuple[Share, ...]:
    shares = [Share(key, name(key), count) for key, count in counts.items()]
    return tuple(sorted(shares, key=lambda share: (-share.count, not share.key, sort_key(share.name))))


def _by_reason(groups: list[AnswerGroup], reasons: Mapping[str, str]) -> tuple[Share, ...]:
    counts = _counted(groups, lambda group: group.reason_code or "")
    return _most_first(counts, lambda key: labels.reason_label(key, reasons) if key else _("No reason given"))


def _by_place(groups: list[AnswerGroup], place: Callable[[AnswerGroup], str]) -> tuple[Share, ...]:
    counts = _counted(groups, lambda group: None if group.hidden else place(group))

    def name(key: str | None) -> str:
        return _("Protected address") if key is None else key or _("Not known")

    return _most_first(counts, name)


def _by_year(groups: list[AnswerGroup]) -> tuple[Share, ...]:
    counts = _counted(groups, lambda group: "" if group.year is None else str(group.year))
    known = sorted(key for key in counts if key)
    shares = [Share(key, key, counts[key]) for key in known]
    return (*shares, Share(None, _("Not known"), counts[""])) if "" in counts else tuple(shares)


def _by_outcome(groups: list[AnswerGroup], *, of_offers: bool) -> tuple[Share, ...]:
    kinds: tuple[StrEnum, ...] = tuple(OfferAnswer if of_offers else DecisionKind)
    counts = _counted(groups, lambda group: group.outcome)
    return tuple(Share(kind.value, code_label(kind), counts[kind.value]) for kind in kinds if counts[kind.value])


def _by_ground(groups: list[AnswerGroup]) -> tuple[Share, ...]:
    counts: Counter[bool | None] = Counter()
    for group in groups:
        if group.outcome == OfferAnswer.DECLINED:
            counts[group.reasonable_ground] += group.count
    keys = ((True, "yes"), (False, "no"), (None, "open"))
    return tuple(Share(key, ground_label(ground), counts[ground]) for ground, key in keys if counts[ground])
