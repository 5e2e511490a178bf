"""What can be wrong with a row: the kinds that rows are grouped by when somebody looks through them."""

from __future__ import annotations

from enum import StrEnum

from bokart_desk.i18n import N_, _


class Problem(StrEnum):
    """Why a row is not taken; the row's reason tells it with days and names."""

    NOT_UNDERSTOOD = "not_understood"
    NO_HOUSEHOLD = "no_household"
    NO_DWELLING = "no_dwelling"
    START_MISSING = "start_missing"
    END_MISSING = "end_missing"
    END_AND_INDEFINITE = "end_and_indefinite"
    TWO_STARTS = "two_starts"
    TOO_LONG = "too_long"
    TOO_LONG_AGO = "too_long_ago"
    TOO_FAR_AHEAD = "too_far_ahead"
    END_BEFORE_START = "end_before_start"
    MOVED_BEFORE_START = "moved_before_start"
    DATES_WITHOUT_TENANT = "dates_without_tenant"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"
    UNKNOWN_NUMBER = "unknown_number"
    SEVERAL_DWELLINGS = "several_dwellings"
    NUMBER_OF_ANOTHER = "number_of_another"
    OVERLAP = "overlap"
    ONE_HOUSEHOLD = "one_household"
    LET_UNIT = "let_unit"
    SAME_ROW = "same_row"
    SAME_CONTRACT = "same_contract"
    SAYS_OTHERWISE = "says_otherwise"
    OTHER_VALUES = "other_values"


_WORDS = {
    Problem.NOT_UNDERSTOOD: N_("{field} is not understood"),
    Problem.NO_HOUSEHOLD: N_("no household is named"),
    Problem.NO_DWELLING: N_("no dwelling is named"),
    Problem.START_MISSING: N_("the start of the contract is missing"),
    Problem.END_MISSING: N_("the end is missing, and it is not said that the tenancy is indefinite"),
    Problem.END_AND_INDEFINITE: N_("there is an end, and yet the tenancy is said to be indefinite"),
    Problem.TWO_STARTS: N_("two different days are given as the start"),
    Problem.TOO_LONG: N_("the contract would last more than 30 years"),
    Problem.TOO_LONG_AGO: N_("the start is more than 60 years ago"),
    Problem.TOO_FAR_AHEAD: N_("the start is more than 5 years ahead"),
    Problem.END_BEFORE_START: N_("the end is before the start"),
    Problem.MOVED_BEFORE_START: N_("the tenant would have moved out before the start"),
    Problem.DATES_WITHOUT_TENANT: N_("there are dates of a contract, but no tenant"),
    Problem.STRICTLY_CONFIDENTIAL: N_("the address is strictly confidential"),
    Problem.UNKNOWN_NUMBER: N_("the dwelling's number is not in the register, and there is no address"),
    Problem.SEVERAL_DWELLINGS: N_("it is not certain which of several dwellings is meant"),
    Problem.NUMBER_OF_ANOTHER: N_("{field} belongs to another name in the register"),
    Problem.OVERLAP: N_("the contract overlaps another one on the same unit"),
    Problem.ONE_HOUSEHOLD: N_("two names have the same unit and the same dates: is it one household?"),
    Problem.LET_UNIT: N_("the unit is said to be vacant, but somebody has a contract there"),
    Problem.SAME_ROW: N_("the row stands in the list twice"),
    Problem.SAME_CONTRACT: N_("the contract stands in the list twice"),
    Problem.SAYS_OTHERWISE: N_("another row about the same contract says otherwise"),
    Problem.OTHER_VALUES: N_("already in the register, with other values"),
}


def problem_words(problem: Problem, field: str = "") -> str:
    """Return what is wrong, to stand after a count of rows: "the end is before the start"."""
    return _(_WORDS[problem]).format(field=field)
