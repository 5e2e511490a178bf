"""What speaks for and against a unit for a household, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from bokart_desk.domain.fit_facts import Availability, UnitFacts
from bokart_desk.domain.fit_points import Fact, Fit, Point, PointCode
from bokart_desk.i18n import N_, _, format_amount, format_date, ngettext

Facts = Mapping[str, Fact]

_PLAIN = {
    PointCode.NO_STAIRS: N_("Level with the ground"),
    PointCode.LIFT: N_("There is a lift"),
    PointCode.WHEELCHAIR: N_("Fit for a wheelchair"),
    PointCode.NEAR_CENTRE: N_("Near the centre"),
    PointCode.NEAR_TRANSPORT: N_("Near public transport"),
    PointCode.NEAR_SCHOOL: N_("Near a school"),
    PointCode.NEAR_NURSERY: N_("Near a nursery"),
    PointCode.RESERVED_FOR_THEM: N_("Reserved for first settlement, and this is one"),
    PointCode.NO_WHEELCHAIR: N_("Not fit for a wheelchair, and the household needs that"),
    PointCode.WITHDRAWN: N_("Withdrawn: not to be let"),
    PointCode.FAR_CENTRE: N_("Not near the centre"),
    PointCode.FAR_TRANSPORT: N_("Not near public transport"),
    PointCode.FAR_SCHOOL: N_("Not near a school"),
    PointCode.FAR_NURSERY: N_("Not near a nursery"),
    PointCode.RESERVED_FOR_OTHERS: N_("Reserved for first settlement; this household is a secondary settlement"),
    PointCode.SHARED_HOUSE: N_("A room in a shared house, and the household is more than one person"),
    PointCode.RESERVED: N_("Reserved for somebody already"),
    PointCode.OFFERED_TO_OTHERS: N_("Offered to another household that has not answered"),
    PointCode.OFFERED_ALREADY: N_("Offered to this household already; no answer yet"),
    PointCode.PERSONS_UNKNOWN: N_("Not known how many persons or bedrooms it is about"),
    PointCode.WHEELCHAIR_UNKNOWN: N_("Not known whether it is fit for a wheelchair"),
    PointCode.FLOOR_UNKNOWN: N_("Not known on which floor it is; the household does not manage stairs"),
    PointCode.CENTRE_UNKNOWN: N_("Not known whether it is near the centre"),
    PointCode.TRANSPORT_UNKNOWN: N_("Not known whether it is near public transport"),
    PointCode.SCHOOL_UNKNOWN: N_("Not known whether it is near a school"),
    PointCode.NURSERY_UNKNOWN: N_("Not known whether it is near a nursery"),
    PointCode.RENT_UNKNOWN: N_("The rent is not known"),
    PointCode.NO_CONTRACT: N_("Noted as in use, but no contract is registered"),
    PointCode.SETTLEMENT_UNKNOWN: N_("Reserved for first settlement; not known how this household came"),
}
_FILLED = {
    PointCode.RENT_WITHIN: N_("Rent {rent}, within the {most} they can pay"),
    PointCode.RENT_SHARE: N_("Rent {rent}, {percent} % of their income"),
    PointCode.RENT_LARGE_SHARE: N_("Rent {rent}, as much as {percent} % of their income"),
    PointCode.RENT_ABOVE: N_("Rent {rent}, {over} above what they can pay"),
    PointCode.CAN_PAY_UNKNOWN: N_("Rent {rent}; not known what they can pay"),
    PointCode.WANTED_AREA: N_("In {area}, as they wish"),
    PointCode.AREA_UNKNOWN: N_("They wish “{wanted}”; not known which part of town it is in"),
    PointCode.AREA_TO_JUDGE: N_("They wish “{wanted}”; it is in {area}"),
    PointCode.STAIRS: N_("Floor {floor} without a lift, and the household does not manage stairs"),
    PointCode.STAIRS_UNKNOWN: N_("Floor {floor} without a lift; not known whether the household manages stairs"),
    PointCode.LIFT_UNKNOWN: N_("Floor {floor}; not known whether there is a lift, and they do not manage stairs"),
    PointCode.LET_FROM: N_("Somebody else has signed for it from {day}"),
    PointCode.MOVING_OUT: N_("Somebody lives there until {day}"),
    PointCode.MANY_ON_STREET: N_("{here} of {all} dwellings in the register are on this street"),
    PointCode.CONTRACT_ENDS: N_("Somebody lives there; the contract ends {day}, and it is not known if they move"),
    PointCode.PAST_END: N_("The contract ended {day}, but the tenant has not moved"),
}
_DATED = {
    PointCode.VACANT: (N_("Vacant since {day}"), N_("Vacant now")),
    PointCode.BEING_MADE_READY: (N_("Being made ready since {day}"), N_("Being made ready")),
    PointCode.UNDER_REPAIR: (N_("Under repair since {day}"), N_("Under repair")),
    PointCode.DECLINED_BEFORE: (N_("They declined it {day}"), N_("They have declined it before")),
    PointCode.LET: (N_("Let: the contract runs until {day}"), N_("Let without an end")),
}


def point_words(point: Point) -> str:
    """Return what a point says."""
    if point.code in _PLAIN:
        return _(_PLAIN[point.code])
    if point.code in _FILLED:
        return _(_FILLED[point.code]).format(**{name: _shown(name, value) for name, value in point.facts.items()})
    if point.code in _DATED:
        dated, plain = _DATED[point.code]
        day = point.facts.get("day")
        return _(dated).format(day=format_date(day)) if isinstance(day, date) else _(plain)
    return _COUNTED[point.code](point.facts)


def summary(fit: Fit) -> str:
    """Return the whole in a few words: "2 for, 1 against, 1 not known"."""
    parts = _("{good} for, {bad} against, {unknown} not known")
    return parts.format(good=len(fit.points_for), bad=len(fit.points_against), unknown=len(fit.unknown))


def availability_words(facts: UnitFacts, today: date) -> str:
    """Return when a unit can be moved into, for its head."""
    day = format_date(facts.day)
    if facts.let_from is not None:
        return _("Signed for from {day}").format(day=format_date(facts.let_from))
    if facts.availability is Availability.VACANT:
        if facts.day is not None and facts.day > today:
            return _("Vacant from {day}").format(day=day)
        return _("Vacant since {day}").format(day=day) if day else _("Vacant")
    if day and facts.availability in _UNTIL:
        return _(_UNTIL[facts.availability]).format(day=day)
    return _(_NOW[facts.availability])


def order_words() -> str:
    """Return how units are put in order, so that nothing is hidden in it."""
    return _(
        "First those with nothing in the way, and among them those that are sure to be vacant; then by least against "
        "and most in favour. Nothing is left out, and what is not known counts neither way."
    )


def households_order_words() -> str:
    """Return how households are put in order for a unit."""
    return _(
        "First those with nothing in the way, by your own priority and then by how long they have waited. "
        "What is not known counts neither way."
    )


def advice_words() -> str:
    """Return what the list is, and what it is not."""
    return _("The program advises; you decide. Everything that speaks for and against is shown.")


_UNTIL = {
    Availability.MOVING_OUT: N_("Vacant {day}"),
    Availability.CONTRACT_ENDS: N_("Perhaps vacant {day}"),
    Availability.PAST_END: N_("Contract ended {day}"),
    Availability.LET: N_("Let until {day}"),
}
_NOW = {
    Availability.MOVING_OUT: N_("Soon vacant"),
    Availability.CONTRACT_ENDS: N_("Perhaps soon vacant"),
    Availability.PAST_END: N_("Past its end"),
    Availability.BEING_MADE_READY: N_("Being made ready"),
    Availability.UNDER_REPAIR: N_("Under repair"),
    Availability.RESERVED: N_("Reserved"),
    Availability.LET: N_("Let"),
    Availability.NO_CONTRACT: N_("In use, without a contract"),
    Availability.WITHDRAWN: N_("Withdrawn"),
}


def _shown(name: str, value: Fact) -> str:
    if isinstance(value, date):
        return format_date(value)
    if name in ("rent", "most", "over") and isinstance(value, Decimal):
        return format_amount(value)
    return str(value)


def bedrooms_words(count: int) -> str:
    """Return "2 bedrooms"."""
    return ngettext("{count} bedroom", "{count} bedrooms", count).format(count=count)


def persons_words(count: int) -> str:
    """Return "4 persons"."""
    return ngettext("{count} person", "{count} persons", count).format(count=count)


def _number(facts: Facts, name: str) -> int:
    return cast("int", facts[name])


def _enough(facts: Facts) -> str:
    there, needed = _number(facts, "bedrooms"), _number(facts, "needed")
    words = {"bedrooms": bedrooms_words(there), "needed": needed}
    if facts.get("persons") is None:
        return _("{bedrooms}, as many as needed ({needed})").format(**words)
    persons = persons_words(_number(facts, "persons"))
    return _("{bedrooms} for {persons}; {needed} needed").format(**words, persons=persons)


def _too_few(facts: Facts) -> str:
    bedrooms, short = bedrooms_words(_number(facts, "bedrooms")), _number(facts, "short")
    if facts.get("persons") is None:
        return _("{bedrooms}: {short} too few").format(bedrooms=bedrooms, short=short)
    persons = persons_words(_number(facts, "persons"))
    return _("{bedrooms} for {persons}: {short} too few").format(bedrooms=bedrooms, persons=persons, short=short)


def _room(facts: Facts) -> str:
    return _("Room for {persons}").format(persons=persons_words(_number(facts, "most")))


def _too_many(facts: Facts) -> str:
    most, persons = persons_words(_number(facts, "most")), persons_words(_number(facts, "persons"))
    return _("Meant for at most {most}; the household is {persons}").format(most=most, persons=persons)


def _spare(facts: Facts) -> str:
    bedrooms = bedrooms_words(_number(facts, "spare"))
    return _("{bedrooms} more than needed: a larger household may need it").format(bedrooms=bedrooms)


def _bedrooms_unknown(facts: Facts) -> str:
    needed = bedrooms_words(_number(facts, "needed"))
    return _("Not known how many bedrooms it has; {bedrooms} needed").format(bedrooms=needed)


_COUNTED: dict[PointCode, Callable[[Facts], str]] = {
    PointCode.BEDROOMS_ENOUGH: _enough,
    PointCode.TOO_FEW_BEDROOMS: _too_few,
    PointCode.ROOM_FOR_ALL: _room,
    PointCode.TOO_MANY_PERSONS: _too_many,
    PointCode.BEDROOMS_TO_SPARE: _spare,
    PointCode.BEDROOMS_UNKNOWN: _bedrooms_unknown,
}
