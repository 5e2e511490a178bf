"""Words for offers and decisions: answers, kinds, appeals, and why a text is no assessment."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import AppealOutcome, DecisionKind, OfferAnswer
from bokart_desk.domain.decisions import AssessmentProblem
from bokart_desk.i18n import N_, _, format_date, pgettext
from bokart_desk.services.labels import away

_ANSWER = {
    OfferAnswer.PENDING: N_("Waits for an answer"),
    OfferAnswer.ACCEPTED: N_("Accepted"),
    OfferAnswer.DECLINED: N_("Declined"),
    OfferAnswer.NO_ANSWER: N_("Did not answer"),
    OfferAnswer.WITHDRAWN: N_("Withdrawn by the municipality"),
}
_KIND = {
    DecisionKind.GRANT: N_("Granted"),
    DecisionKind.REFUSE: N_("Refused"),
    DecisionKind.EXTEND: N_("Extended"),
    DecisionKind.NOT_EXTEND: N_("Not extended"),
}
_APPEAL = {
    AppealOutcome.PENDING: N_("Appeal under consideration"),
    AppealOutcome.UPHELD: N_("Decision upheld"),
    AppealOutcome.CHANGED: N_("Decision changed"),
    AppealOutcome.DISMISSED: N_("Appeal dismissed"),
}
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


def answer_label(answer: OfferAnswer | str) -> str:
    """Return what became of an offer, in words."""
    return _(_ANSWER[OfferAnswer(answer)])


def decision_label(kind: DecisionKind | str) -> str:
    """Return what was decided, in words."""
    return _(_KIND[DecisionKind(kind)])


def appeal_label(outcome: AppealOutcome | str | None) -> str:
    """Return what became of an appeal, in words; empty for none."""
    return "" if outcome is None else _(_APPEAL[AppealOutcome(outcome)])


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
