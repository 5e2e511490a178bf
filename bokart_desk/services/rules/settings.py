"""What the settings of a municipality must hold: its own, its consultants and its priority criteria."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _
from bokart_desk.services.rules.checking import Wrong, merged, refuse, required

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

MOST_LOGO_BYTES = 500_000
"""A larger picture makes every paper and every backup heavy."""
LIMITS = {
    "default_term_months": (1, 360),
    "extension_months": (1, 360),
    "most_extensions": (0, 20),
    "vacancy_limit_days": (1, 365),
    "made_ready_limit_days": (1, 365),
    "talk_months": (1, 36),
    "review_months": (1, 36),
    "advance_notice_months": (1, 24),
    "last_chance_months": (1, 12),
    "repeat_days_after_end": (1, 60),
}
"""From and to, in the unit that the name ends with."""
WEIGHTS = (1, 10)
_STEPS = ("talk_months", "review_months", "advance_notice_months", "last_chance_months")
_NUMBER_LENGTH = 4


def municipality(values: dict[str, Any], current: Mapping[str, Any] | None, _job: Job) -> dict[str, Any]:
    """The number has four digits, terms and limits are sensible, a step of the ladder does not come before another."""
    wrong: Wrong = {}
    number = values.get("number")
    if number is not None and not (number.isascii() and number.isdigit() and len(number) == _NUMBER_LENGTH):
        wrong["number"] = _("A municipality number has four digits, such as 3901. It is not saved like this.")
    ladder = values.get("warning_ladder") or {}
    for name, (lowest, highest) in LIMITS.items():
        value = values.get(name, ladder.get(name))
        if value is not None and not lowest <= value <= highest:
            wrong[name] = _("Must be from {lowest} to {highest}.").format(lowest=lowest, highest=highest)
    before = (current or {}).get("warning_ladder") or {}
    for earlier, later in pairwise(_STEPS):
        changed = before.get(earlier) != ladder.get(earlier), before.get(later) != ladder.get(later)
        if ladder and any(changed) and ladder[later] > ladder[earlier]:
            if changed[1]:
                wrong.setdefault(later, _("This step must not come before the one above it."))
            else:
                wrong.setdefault(earlier, _("This step must not come after the one below it."))
    if len(values.get("logo") or b"") > MOST_LOGO_BYTES:
        wrong["logo"] = _("The picture is too large: {size} kB at most.").format(size=MOST_LOGO_BYTES // 1000)
    refuse(wrong)
    if "name" in values:
        values["name"] = values["name"] or ""
    return values


def consultant(values: dict[str, Any], current: Mapping[str, Any] | None, job: Job) -> dict[str, Any]:
    """Two consultants do not have one name."""
    return _named("consultant", values, current, job)


def priority_criterion(values: dict[str, Any], current: Mapping[str, Any] | None, job: Job) -> dict[str, Any]:
    """A criterion has a name of its own and a weight."""
    wrong: Wrong = {}
    if "weight" in values:
        required(wrong, values, current, "weight")
    weight = merged(values, current).get("weight", 1)
    if weight is not None and not WEIGHTS[0] <= weight <= WEIGHTS[1]:
        wrong["weight"] = _("Must be from {lowest} to {highest}.").format(lowest=WEIGHTS[0], highest=WEIGHTS[1])
    refuse(wrong)
    return _named("priority_criterion", values, current, job)


def _named(kind: str, values: dict[str, Any], current: Mapping[str, Any] | None, job: Job) -> dict[str, Any]:
    from bokart_desk.storage.queries.settings import others_called  # noqa: PLC0415

    wrong: Wrong = {}
    required(wrong, values, current, "name")
    if not wrong and values.get("name") is not None:
        values["name"] = " ".join(values["name"].split())
        own = current["id"] if current is not None else None
        retired = others_called(job.connection, kind, values["name"], but=own)
        if retired is not None:
            wrong["name"] = (
                _("“{name}” is in the list already, but retired. Take it back instead.")
                if retired
                else _("“{name}” is in the list already.")
            ).format(name=values["name"])
    refuse(wrong)
    return values
