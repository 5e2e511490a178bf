"""Rules for individual decisions: the limit for an appeal, the month to decide in, what counts as an assessment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bokart_desk.domain.codes import DecisionKind
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key
from bokart_desk.domain.working_days import working_day_from


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """A limit in time that a law sets. ``since``: the first day it holds for; ``law``: the act and its paragraph."""

    since: date
    law: str
    weeks: int = 0
    months: int = 0

    def counted_from(self, day: date) -> date:
        """Return the last day of the limit that begins with ``day``."""
        return add_months(day, self.months) + timedelta(weeks=self.weeks)


APPEAL_LIMITS = (LegalLimit(date(1970, 1, 1), "forvaltningsloven § 29", weeks=3),)
"""Time to appeal, from when notice reached the party; a new act (passed 2025) is added here when it is in force."""

DECISION_LIMITS = (LegalLimit(date(1970, 1, 1), "forvaltningsloven § 11 a", months=1),)
"""Time in which an application is decided, or the applicant is told why not and when."""

LEGAL_BASES: dict[DecisionKind, tuple[str, ...]] = {
    DecisionKind.GRANT: ("boligsosialloven § 6", "sosialtjenesteloven § 15", "kommunens regler for kommunal bolig"),
    DecisionKind.REFUSE: ("boligsosialloven § 6", "sosialtjenesteloven § 15", "kommunens regler for kommunal bolig"),
    DecisionKind.EXTEND: ("husleieloven § 11-1", "kommunens regler for kommunal bolig"),
    DecisionKind.NOT_EXTEND: ("husleieloven § 9-2", "kommunens regler for kommunal bolig"),
}
"""What a decision may be based on, by its kind: proposals only, in the words of the acts (check)."""

_LONGEST_HOLIDAYS = 7
"""No days off in a row are more."""

NEGATIVE = frozenset({DecisionKind.REFUSE, DecisionKind.NOT_EXTEND})
"""Decisions that say no: they need a reason code beside the assessment."""


def limit_on(limits: tuple[LegalLimit, ...], day: date) -> LegalLimit:
    """Return the limit in force on ``day``; before the first one, the first."""
    return next((limit for limit in reversed(limits) if limit.since <= day), limits[0])


def appeal_by(notified_on: date) -> date:
    """Return the last day to appeal: three weeks from when notice reached the party (forvaltningsloven § 29).

    A limit that ends on a Saturday or a holiday runs until the next working day (§ 30; domstolloven § 149).
    """
    return working_day_from(limit_on(APPEAL_LIMITS, notified_on).counted_from(notified_on))


def first_notice_running(today: date) -> date:
    """Return the earliest day of a notice whose limit to appeal has not passed on ``today``."""
    day = today - timedelta(weeks=max(limit.weeks for limit in APPEAL_LIMITS), days=_LONGEST_HOLIDAYS)
    while appeal_by(day) < today:
        day += timedelta(days=1)
    return day


def decide_by(applied_on: date) -> date:
    """Return the last day to decide, or to tell the applicant: one month (forvaltningsloven § 11 a; rule 9)."""
    return limit_on(DECISION_LIMITS, applied_on).counted_from(applied_on)


class AssessmentProblem(StrEnum):
    """Why a text is no individual assessment (rule 9)."""

    MISSING = "missing"
    TOO_THIN = "too_thin"
    ONLY_A_GROUP = "only_a_group"


_FEWEST_WORDS = 6
_FEWEST_DIFFERENT = 5
_LONGEST_FORMULA = 20
"""Words; a longer sentence says more than which group somebody does not belong to."""

_PARTS = re.compile(r"[.!?;:\n]+(?=\s|$)|\b(?:fordi|ettersom|because|men|but)\b")
_WORD = re.compile(r"[^\W_]{2,}")
_GROUP = re.compile(
    r"(?:horer|tilhorer|hoyrer|tilhoyrer|faller|fell|belongs?|omfattes|omfattast|kommer|er|is|are)\b.*?"
    r"\b(?:ikke|ikkje|utenfor|utanfor|not|outside|none)\b.*?(?:grupp|group|malgrupp|personkrets)"
    r"|\b(?:ikke|ikkje|utenfor|utanfor|not|outside|none|ingen|verken)\b.*?(?:grupp|group|personkrets)"
)
_FORMULA = re.compile(
    r"\b(?:ikke|ikkje|not)\b.*\b(?:vilkar\w*|kriteri\w*|conditions|criteria)\b"
    r"|^\s*(?:jf|jfr|cf|se|i henhold til|i samsvar med|in accordance with|viser til)\b"
    r"|\b(?:soknaden|application)\b.*\b(?:avslas|avslatt|refused|rejected)\b"
)


def assessment_problem(text: str | None) -> AssessmentProblem | None:
    """Return why a text is no individual assessment, None when it may be one (rule 9).

    A text that only names a group ("does not belong to the groups …"), quotes conditions or refers to rules says
    nothing of the household. Whether what is left is a good assessment, people judge.
    """
    if not text or not text.strip():
        return AssessmentProblem.MISSING
    said: list[str] = []
    names_group = False
    for part in _PARTS.split(search_key(_sentences_kept(text))):
        words = _WORD.findall(part)
        if len(words) <= _LONGEST_FORMULA:
            if _GROUP.search(part):
                names_group = True
                continue
            if _FORMULA.search(part):
                continue
        said += words
    if len(said) >= _FEWEST_WORDS and len(set(said)) >= _FEWEST_DIFFERENT:
        return None
    return AssessmentProblem.ONLY_A_GROUP if names_group else AssessmentProblem.TOO_THIN


def _sentences_kept(text: str) -> str:
    """The search key joins lines; a line of its own is a sentence of its own."""
    return ". ".join(line.strip() for line in text.splitlines() if line.strip())
