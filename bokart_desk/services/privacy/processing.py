"""What the law wants told with an answer: why data is held, on what ground, for how long, who gets it, and rights.

The paragraphs are data with a day, to be looked over when a law changes. They rest on the law as it stood then, and the
municipality answers for them: its own record of processing (art. 30) comes first. What the program cannot know is told
apart, as what the municipality must confirm before the answer is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bokart_desk.domain.retention import RetentionRules
from bokart_desk.i18n import N_, _, ngettext

AS_OF = date(2026, 11, 22)
"""The day the paragraphs were last looked over."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to tell: a key that stays (for programs), what it is called, and the sentences about it.

    ``confirm``: what of it the municipality must confirm itself; empty where it follows from the program.
    """

    key: str
    title: str
    text: str
    confirm: str = ""


_POINTS = (
    Point(
        "purpose",
        N_("What it is used for"),
        N_(
            "To find and let municipal dwellings to refugees: to keep track of needs, offers, decisions and tenancy "
            "contracts, to follow up those who live there, and to count for statistics without names."
        ),
    ),
    Point(
        "legal_basis",
        N_("Legal basis"),
        N_(
            "Personvernforordningen art. 6 no. 1 letters c and e (a legal duty and a task in the public interest), "
            "with boligsosialloven, sosialtjenesteloven, integreringsloven and forvaltningsloven; letter b for the "
            "tenancy contract (husleieloven). For health, where it bears on the dwelling: art. 9 no. 2 letters b and g."
        ),
        N_(
            "Which acts and paragraphs the municipality builds on, by its record of processing. A new act on public "
            "administration was passed in 2025: look whether it is in force."
        ),
    ),
    Point(
        "categories",
        N_("What kinds of data"),
        N_(
            "Names, birth date, numbers, telephone; the household and its needs, income, languages; applications, "
            "offers, decisions, contracts and reviews; visits and plans; and notes by the consultants."
        ),
    ),
    Point(
        "origin",
        N_("Where it comes from"),
        N_(
            "From the person, from the consultants' own work, from the authorities that settle refugees (IMDi, UDI), "
            "and from lists that the municipality kept before. Each row of a list is told below with its file."
        ),
    ),
    Point(
        "recipients",
        N_("Who gets it"),
        N_(
            "The consultants of the refugee service. Those who meet to allocate dwellings (housing office, property "
            "department, NAV) get what the meeting needs, without addresses that are protected. The landlord gets the "
            "contract. Statistics hold no names. The program sends nothing by itself."
        ),
        N_(
            "Who has in fact been given anything, and which suppliers hold it for the municipality (the server, the "
            "second place for backups). If any of them is outside the EEA, the safeguards must be told (art. 15 no. 2)."
        ),
    ),
    Point(
        "kept_for",
        N_("For how long"),
        N_(
            "As long as the case is in use. Then the case file goes to the municipality's archive (arkivlova), and "
            "what is held here is erased or made anonymous. Backups are thinned out and hold it somewhat longer."
        ),
        N_("That these are the years the municipality and its archive have agreed on."),
    ),
    Point(
        "automated",
        N_("Automatic decisions"),
        N_("None. The program counts days and sorts lists; every decision is made by a person (art. 22)."),
    ),
    Point(
        "rights",
        N_("Your rights"),
        N_(
            "You may ask for what is wrong to be corrected (art. 16), for erasure (art. 17, but not of what a law says "
            "must be kept) or a limit on the use (art. 18), and you may object (art. 21). Speak to the office. You may "
            "also complain to Datatilsynet (art. 77)."
        ),
    ),
)


def points(rules: RetentionRules) -> tuple[Point, ...]:
    """Return what is to be told, in the user's language; ``rules``: for how long the municipality keeps cases."""
    told = (Point(one.key, _(one.title), _(one.text), _(one.confirm) if one.confirm else "") for one in _POINTS)
    years = " ".join(_years(rules))
    return tuple(replace(one, text=f"{one.text} {years}") if one.key == "kept_for" else one for one in told)


def _years(rules: RetentionRules) -> Iterator[str]:
    if not rules.of_cases:
        yield _("The municipality has not set a number of years in the program.")
    if rules.tenancy_years is not None:
        yield ngettext(
            "The municipality's rule: {count} year after the last tenancy ended.",
            "The municipality's rule: {count} years after the last tenancy ended.",
            rules.tenancy_years,
        ).format(count=rules.tenancy_years)
    if rules.case_years is not None:
        yield ngettext(
            "Where there never was a contract: {count} year after anything last happened.",
            "Where there never was a contract: {count} years after anything last happened.",
            rules.case_years,
        ).format(count=rules.case_years)
    yield ngettext(
        "Who has opened a case with a protected address is kept for {count} year.",
        "Who has opened a case with a protected address is kept for {count} years.",
        rules.reading_log_years,
    ).format(count=rules.reading_log_years)
