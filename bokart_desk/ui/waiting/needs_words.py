"""What a household needs of a dwelling, in one line."""

from __future__ import annotations

from bokart_desk.domain.fit_facts import HouseholdNeeds
from bokart_desk.i18n import N_, _, format_amount
from bokart_desk.services.fit_words import bedrooms_words, persons_words

_NEAR = {
    "near_centre": N_("near the centre"),
    "near_transport": N_("near public transport"),
    "near_school": N_("near a school"),
    "near_nursery": N_("near a nursery"),
}


def needs_words(needs: HouseholdNeeds, *, counted: bool) -> str:
    """Return "4 persons · at least 2 bedrooms · does not manage stairs"; what is not known is left out."""
    parts: list[str] = []
    if needs.persons is not None:
        parts.append(persons_words(needs.persons))
    if needs.bedrooms is not None:
        bedrooms = bedrooms_words(needs.bedrooms)
        parts.append(_("at least {bedrooms}").format(bedrooms=bedrooms) if counted else bedrooms)
    if needs.needs_wheelchair:
        parts.append(_("uses a wheelchair"))
    elif needs.manages_stairs is False:
        parts.append(_("does not manage stairs"))
    parts += [_(words) for name, words in _NEAR.items() if getattr(needs, name)]
    if needs.most_rent is not None:
        parts.append(_("can pay {amount} a month").format(amount=format_amount(needs.most_rent)))
    elif needs.income is not None:
        parts.append(_("income {amount} a month").format(amount=format_amount(needs.income)))
    if needs.location:
        parts.append(_("wishes “{place}”").format(place=needs.location))
    return " · ".join(parts)
