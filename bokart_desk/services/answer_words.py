"""Words for offers and decisions: grounds, limits, and why a text is no assessment; codes are in ``code_labels``."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.decisions import AssessmentProblem
from bokart_desk.i18n import N_, _, format_date, pgettext
from bokart_desk.services.labels import away

_ASSESSMENT = {
    AssessmentProblem.MISSING: N_(
        "The individual assessment is needed: write what was weighed for this household (forvaltningsloven § 25)."
    ),
    AssessmentProblem.TOO_THIN: N_(
        "This is too short for an individual assessment. Write what was weighed for this household, in full sentences."
    ),
    AssessmentProblem.ONLY_A_GROUP: N_(
        "Naming a group is no individual assessment. Write in sentences of their own what was weighed for this "
        "household."
    ),
}


def assessment_words(problem: AssessmentProblem) -> str:
    """Return why a text is no individual assessment, and what to write (rule 9)."""
    return _(_ASSESSMENT[problem])


def ground_label(reasonable: bool | None) -> str:
    """Return whether the household's ground was reasonable: yes, no, or not decided."""
    if reasonable is None:
        return _("Not decided")
    return pgettext("ground", "Reasonable") if reasonable else pgettext("ground", "Not reasonable")


def appeal_limit_words(limit: date | None, today: date) -> str:
    """Return until when an appeal may come, in a sentence; empty while no notice was given."""
    if limit is None:
        return ""
    words = {"day": format_date(limit), "away": away(limit, today)}
    if limit < today:
        return _("The limit for an appeal ran out {day}, {away}.").format(**words)
    return _("An appeal may come until {day}, {away} (forvaltningsloven § 29).").format(**words)
