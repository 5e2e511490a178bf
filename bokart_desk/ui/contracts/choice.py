"""What the contracts screen shows: the text searched for and the filters, as one value, and its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bokart_desk.domain.codes import Disposal
from bokart_desk.i18n import N_, _, format_month, format_number, ngettext
from bokart_desk.services.contracts import ContractQuery, ContractSort, ContractState
from bokart_desk.ui.lists.result_list import EmptyWords

MONTHS = (3, 6, 12, 24)
"""How far ahead "ends within" may look."""


class Segment(StrEnum):
    """The parts of the register the screen can show, one at a time."""

    OPEN = "open"
    ENDING = "ending"
    PAST_END = "past_end"
    BECAME_INDEFINITE = "became_indefinite"
    INDEFINITE = "indefinite"
    VACANT = "vacant"
    ENDED = "ended"
    ALL = "all"


_STATES = {
    Segment.OPEN: ContractState.OPEN,
    Segment.ENDING: ContractState.ENDING,
    Segment.PAST_END: ContractState.PAST_END,
    Segment.BECAME_INDEFINITE: ContractState.BECAME_INDEFINITE,
    Segment.INDEFINITE: ContractState.INDEFINITE,
    Segment.ENDED: ContractState.ENDED,
    Segment.ALL: ContractState.ALL,
}
_SEGMENTS = {state: segment for segment, state in _STATES.items()}
_NAMES = {
    Segment.OPEN: N_("All open"),
    Segment.ENDING: N_("Ends within"),
    Segment.PAST_END: N_("Past the end"),
    Segment.BECAME_INDEFINITE: N_("Became indefinite"),
    Segment.INDEFINITE: N_("Indefinite contracts"),
    Segment.VACANT: N_("Vacant units"),
    Segment.ENDED: N_("Ended contracts"),
    Segment.ALL: N_("All"),
}
_NOTHING_FOUND = {
    Segment.OPEN: N_("Nothing found for “{text}” among open contracts."),
    Segment.ENDING: N_("Nothing found for “{text}” among contracts that end soon."),
    Segment.PAST_END: N_("Nothing found for “{text}” among contracts past their end."),
    Segment.BECAME_INDEFINITE: N_("Nothing found for “{text}” among contracts that have become indefinite."),
    Segment.INDEFINITE: N_("Nothing found for “{text}” among indefinite contracts."),
    Segment.VACANT: N_("Nothing found for “{text}” among vacant units."),
    Segment.ENDED: N_("Nothing found for “{text}” among ended contracts."),
    Segment.ALL: N_("Nothing found for “{text}”."),
}
_NONE_AT_ALL = {
    Segment.OPEN: N_("There are no open contracts."),
    Segment.ENDING: N_("No contract ends in that time."),
    Segment.PAST_END: N_("No contract is past its end with the tenant still living there."),
    Segment.BECAME_INDEFINITE: N_("No fixed term has become indefinite."),
    Segment.INDEFINITE: N_("There are no indefinite contracts."),
    Segment.VACANT: N_("No unit is vacant."),
    Segment.ENDED: N_("No contract has ended."),
    Segment.ALL: N_("There are no contracts yet. Import a list to begin."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Text and filters. ``months`` counts for ENDING, unless ``ending_month`` (any day of it) names one month."""

    text: str = ""
    segment: Segment = Segment.OPEN
    months: int = 12
    ending_month: date | None = None
    disposal: Disposal | None = None

    @classmethod
    def from_query(cls, query: ContractQuery) -> Choice:
        """Return the choice that shows what ``query`` finds."""
        return cls(query.text, _SEGMENTS[query.state], query.months, query.ending_month, query.disposal)

    @property
    def vacant(self) -> bool:
        """Whether units are shown, not contracts."""
        return self.segment is Segment.VACANT

    def query(self, sort: ContractSort, descending: bool) -> ContractQuery:
        """Return the question to the register; not for vacant units."""
        return ContractQuery(
            text=self.text,
            state=_STATES[self.segment],
            months=self.months,
            ending_month=self.ending_month,
            disposal=self.disposal,
            sort=sort,
            descending=descending,
        )

    def with_text(self, text: str) -> Choice:
        """Return the same choice, with another text to search for."""
        return replace(self, text=text)

    def widened(self) -> Choice | None:
        """Return the choice that searches everywhere for the same text, None when it already does."""
        wide = replace(self, segment=Segment.ALL, ending_month=None, disposal=None)
        return None if wide == self else wide


def segment_name(segment: Segment) -> str:
    """Return what the button of a segment says."""
    return _(_NAMES[segment])


def months_name(months: int) -> str:
    """Return "12 months"."""
    return ngettext("{count} month", "{count} months", months).format(count=months)


def month_filter_name(month: date) -> str:
    """Return what the filter for one month says."""
    return _("Ends in {month}").format(month=format_month(month))


def count_text(choice: Choice, count: int, *, exact: bool) -> str:
    """Return the number of rows in words; not exact: there are more than ``count``."""
    number = format_number(count)
    if not exact:
        return _("more than {count} …").format(count=number)
    if choice.vacant:
        return ngettext("{count} vacant unit", "{count} vacant units", count).format(count=number)
    return ngettext("{count} contract", "{count} contracts", count).format(count=number)


def empty_words(choice: Choice) -> EmptyWords:
    """Return what was searched and that nothing was found, and how to find more."""
    searched = bool(choice.text.strip() or choice.disposal)
    return EmptyWords(_empty_text(choice), _empty_advice(choice), wider=searched and choice.widened() is not None)


def _empty_text(choice: Choice) -> str:
    if choice.text.strip():
        return _(_NOTHING_FOUND[choice.segment]).format(text=choice.text.strip())
    return _(_NONE_AT_ALL[choice.segment])


def _empty_advice(choice: Choice) -> str:
    if choice.disposal is not None:
        return _("Only one kind of disposal is shown. Choose all kinds, or search everywhere.")
    if choice.text.strip():
        return _("Names may be written in any order, also in part. Address, dwelling number and DUF number work too.")
    return ""
