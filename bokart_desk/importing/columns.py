"""Which field each column of a list fills: by its heading, by what it holds, and by what the others hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bokart_desk.domain.addresses import address_key
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.headings import is_plain_end, per_other_time, preference, recognise
from bokart_desk.importing.notes import is_code_word
from bokart_desk.importing.profile import Profile, header_key
from bokart_desk.importing.values import Cell, text_of

Choice = tuple[Field | None, str]
_Test = Callable[[Profile], bool]
# "Rom 1" reads like a street with a number too
_ADDRESS: tuple[Field | None, _Test] = (Field.ADDRESS, lambda p: p.address >= 0.4 and p.unit < 0.6)
_PLACES: tuple[tuple[Field | None, _Test], ...] = (
    _ADDRESS,
    (Field.UNIT, lambda p: p.unit >= 0.4),
    (Field.DWELLING_KIND, lambda p: p.dwelling_kind >= 0.6),
    (None, lambda p: p.running),
)
_AMBIGUOUS: dict[str, tuple[tuple[Field | None, _Test], ...]] = {
    **dict.fromkeys(
        ("bolig", "bustad", "boenhet", "bueining", "leieobjekt", "eiendom", "fasilitet", "objekt", "hvor", "unit"),
        (*_PLACES, (Field.ADDRESS, lambda p: p.words >= 0.5), (Field.DWELLING_NUMBER, lambda p: p.filled > 0)),
    ),
    **dict.fromkeys(
        ("leilighet", "leil", "enhet", "seksjon", "leilegheit", "flat", "apartment"),
        (_ADDRESS, (Field.DWELLING_KIND, lambda p: p.dwelling_kind >= 0.6 and p.unit < 0.4)),
    ),
    **dict.fromkeys(
        ("nr", "id", "kode", "ref", "referanse", "nummer", "id nr"),
        (
            (None, lambda p: p.running),
            (Field.UNIT, lambda p: p.unit >= 0.5),
            (Field.DUF_NUMBER, lambda p: p.duf >= 0.5),
            (Field.IDENTITY_NUMBER, lambda p: p.identity >= 0.5),
        ),
    ),
    **dict.fromkeys(
        ("rom", "room"),
        (
            (Field.UNIT, lambda p: p.unit >= 0.4 or p.single_letter >= 0.5),
            (Field.ROOMS, lambda p: p.filled > 0),
        ),
    ),
    **dict.fromkeys(("utleid til", "utleigd til"), ((Field.END, lambda p: p.day >= 0.4),)),
    **dict.fromkeys(
        ("formal", "seksjonstype"),
        ((Field.DWELLING_KIND, lambda p: p.dwelling_kind >= 0.3), (None, lambda _p: True)),
    ),
    **dict.fromkeys(
        ("type", "kategori"),
        (
            (Field.REFUSED_BY, lambda p: p.refused_by >= 0.6),
            (Field.DWELLING_KIND, lambda p: p.dwelling_kind >= 0.3),
            (Field.CONTRACT_TYPE, lambda p: p.contract_type >= 0.3),
            (None, lambda _p: True),
        ),
    ),
    "status": (
        (Field.REFUSED_BY, lambda p: p.refused_by >= 0.6),
        (Field.UNIT_STATUS, lambda p: p.unit_status >= 0.4),
        (None, lambda _p: True),
    ),
    **dict.fromkeys(
        ("hvem", "kven", "resultat", "utfall", "hvem sa nei", "avslag fra", "avslag av", "avslatt av", "av hvem"),
        ((Field.REFUSED_BY, lambda p: p.refused_by >= 0.6), (None, lambda _p: True)),
    ),
    **dict.fromkeys(
        (
            "kontrakt", "leiekontrakt", "leigekontrakt", "periode", "leieperiode", "leigeperiode", "leietid",
            "leigetid", "kontraktsperiode", "kontraktperiode", "avtaleperiode", "husleiekontrakt", "kontraktstid",
        ),
        (
            (Field.PERIOD, lambda p: p.period >= 0.3),
            (Field.TERM, lambda p: p.term + p.open_ended + p.small_number >= 0.4 and p.day < 0.3),
            (Field.CONTRACT_TYPE, lambda p: p.contract_type >= 0.3),
            (None, lambda _p: True),
        ),
    ),
    **dict.fromkeys(
        ("navn", "namn", "name"),
        (
            _ADDRESS,
            (Field.UNIT, lambda p: p.unit >= 0.4),
            (Field.TENANT, lambda p: p.name + p.vacant >= 0.2),
            (Field.TENANT, lambda _p: True),
        ),
    ),
    **dict.fromkeys(
        ("avslag", "vedtak"),
        ((Field.DECIDED_ON, lambda p: p.day >= 0.4), (Field.REASON, lambda p: p.words >= 0.5), (None, lambda _p: True)),
    ),
    **dict.fromkeys(
        ("leie", "leige"),
        (
            (Field.PERIOD, lambda p: p.period >= 0.3),
            (None, lambda p: p.day >= 0.4),
            (Field.MONTHLY_RENT, lambda _p: True),
        ),
    ),
    **dict.fromkeys(("tilbudt", "tilbode"), (_ADDRESS, (Field.OFFERED_ON, lambda p: p.day >= 0.5))),
    "tilbud": (_ADDRESS, (Field.OFFERED_ON, lambda p: p.day >= 0.5)),
    "tilbod": (_ADDRESS, (Field.OFFERED_ON, lambda p: p.day >= 0.5)),
    **dict.fromkeys(
        ("innleid", "innleigd", "innleie", "leid inn", "privat", "privateid", "kommunal", "kommunalt eid"),
        ((Field.DISPOSAL, lambda p: p.yes_no >= 0.8 or p.disposal >= 0.6), (None, lambda _p: True)),
    ),
    "sted": ((Field.ADDRESS, lambda p: p.address >= 0.6),),
    "antall": ((Field.HOUSEHOLD_SIZE, lambda p: p.small_number >= 0.5), (None, lambda _p: True)),
    "ant": ((Field.HOUSEHOLD_SIZE, lambda p: p.small_number >= 0.5), (None, lambda _p: True)),
    "frist": ((Field.END, lambda p: p.day >= 0.5), (None, lambda _p: True)),
    "bosatt": ((Field.SETTLED_ON, lambda p: p.day >= 0.4), (Field.TENANT, lambda p: p.name >= 0.4)),
    "gate": (_ADDRESS, (Field.STREET, lambda _p: True)),
    "gatenavn": (_ADDRESS, (Field.STREET, lambda _p: True)),
    "tidsubestemt": ((Field.END, lambda p: p.day >= 0.5),),
    "ar": ((Field.TERM, lambda p: p.small_number + p.term >= 0.6 ), (None, lambda _p: True)),
}  # fmt: skip
"""Headings that mean one thing in one list and another in the next: what the column holds decides, first match wins."""

_NUMBERS_OF_PLACES = frozenset((Field.DWELLING_NUMBER, Field.HOUSE_NUMBER, Field.ROOMS, Field.FLOOR))
_WORDS = frozenset((Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.LANDLORD, Field.ADDRESS, Field.CONSULTANT))

_BY_CONTENT: tuple[tuple[Field, _Test], ...] = (
    (Field.DUF_NUMBER, lambda p: p.duf >= 0.8),
    (Field.IDENTITY_NUMBER, lambda p: p.identity >= 0.8),
    (Field.ADDRESS, lambda p: p.address >= 0.7 and p.unit < 0.6),
    (Field.UNIT, lambda p: p.unit >= 0.7),
    (Field.PERIOD, lambda p: p.period >= 0.7),
    (Field.TENANT, lambda p: p.name + p.vacant >= 0.7 and p.name >= 0.4),
)
"""Fields that a column without a known heading is taken for when nearly all it holds is of that form."""


def assign(texts: Sequence[str], profiles: Sequence[Profile]) -> dict[int, Choice]:
    """Return the field of each column, and why; a field is filled by one column only."""
    wanted = {index: _wish(text, profiles[index]) for index, text in enumerate(texts)}
    chosen: dict[int, Choice] = {}
    taken: set[Field] = set()
    order = sorted(wanted, key=lambda index: (-wanted[index][1], -preference(texts[index]), index))
    for index in order:
        meant, _sure, why = wanted[index]
        if meant is None:
            chosen[index] = (None, why)
        elif meant in taken and not (
            meant is Field.END and Field.ACTUAL_END not in taken and is_plain_end(texts[index])
        ):
            chosen[index] = (
                None,
                _("kept with the record: another column holds {field}").format(field=field_label(meant)),
            )
        elif meant in taken:
            chosen[index] = (Field.ACTUAL_END, _("the agreed end stands in another column, so this is the actual one"))
            taken.add(Field.ACTUAL_END)
        else:
            chosen[index] = (meant, why)
            taken.add(meant)
    _take_address_with_unit(profiles, wanted, chosen, taken)
    _fill_by_content(texts, profiles, chosen, taken)
    return chosen


def _wish(text: str, profile: Profile) -> tuple[Field | None, float, str]:
    found = recognise(text) if text else None
    if found is None:
        if is_code_word(text):
            return None, 0.0, _("kept with the record: it seems to hold door codes, so consider leaving it out")
        if per_other_time(text):
            return None, 0.0, _("kept with the record: the sum is not for a month")
        return None, 0.0, _("kept with the record: the heading is not known") if text else _("no heading")
    key = header_key(text)
    for meant, test in _AMBIGUOUS.get(key, ()):
        if profile.filled and test(profile):
            if meant is None:
                why = (
                    _("only counts the rows")
                    if profile.running
                    else _("kept with the record: its meaning is not certain")
                )
                return None, 0.0, why
            return meant, 0.9, _("by the heading and by what the column holds")
    if found[0] in _NUMBERS_OF_PLACES and profile.unit >= 0.5:
        return Field.UNIT, 0.9, _("by the heading and by what the column holds")
    if _speaks_against(found[0], profile):
        return None, 0.0, _("kept with the record: it does not hold what the heading says")
    sure = found[1]
    return found[0], sure, _("by the heading") if sure >= 0.95 else _("the heading is nearly that")


def _speaks_against(meant: Field, profile: Profile) -> bool:
    """Whether what a column holds rules out the field its heading names."""
    if meant in _WORDS or meant in (Field.MONTHLY_RENT, Field.UNIT, Field.ANSWER, Field.REASON, Field.OFFERED_ADDRESS):
        return profile.day >= 0.6
    return meant in (Field.START, Field.END) and profile.name >= 0.6


def _take_address_with_unit(
    profiles: Sequence[Profile],
    wanted: dict[int, tuple[Field | None, float, str]],
    chosen: dict[int, Choice],
    taken: set[Field],
) -> None:
    """Of two columns with addresses the one that names the units is the better, when no other column names them."""
    current = next((index for index, (meant, _why) in chosen.items() if meant is Field.ADDRESS), None)
    if current is None or Field.UNIT in taken or profiles[current].address_unit > 0.1:
        return
    for index, (meant, _sure, why) in wanted.items():
        if index != current and meant is Field.ADDRESS and profiles[index].address_unit >= 0.4:
            chosen[index] = (Field.ADDRESS, why)
            chosen[current] = (
                None,
                _("kept with the record: another column holds {field}").format(field=field_label(Field.ADDRESS)),
            )
            return


def _fill_by_content(
    texts: Sequence[str], profiles: Sequence[Profile], chosen: dict[int, Choice], taken: set[Field]
) -> None:
    parts = {Field.TENANT: {Field.FAMILY_NAME, Field.GIVEN_NAME}, Field.ADDRESS: {Field.STREET, Field.OFFERED_ADDRESS}}
    for meant, test in _BY_CONTENT:
        if meant in taken or parts.get(meant, set()) & taken:
            continue
        if meant is Field.PERIOD and {Field.START, Field.END} <= taken:
            continue
        for index, text in enumerate(texts):
            named = recognise(text) if text else None
            unknown = chosen[index][0] is None and (
                named is None or named[0] is meant or _speaks_against(named[0], profiles[index])
            )
            if unknown and profiles[index].filled >= 3 and test(profiles[index]):
                chosen[index] = (meant, _("by what the column holds"))
                taken.add(meant)
                break


def settle_rooms(texts: Sequence[str], body: Sequence[Sequence[Cell]], chosen: dict[int, Choice]) -> None:
    """A column "Rom" that numbers the rows of each house anew names units; else it counts rooms."""
    fields = {meant: index for index, (meant, _why) in chosen.items() if meant is not None}
    rooms = fields.get(Field.ROOMS)
    where = fields.get(Field.ADDRESS, fields.get(Field.STREET))
    if rooms is None or where is None or Field.UNIT in fields or header_key(texts[rooms]) not in ("rom", "room"):
        return
    houses: dict[str, list[str]] = {}
    house = ""
    for row in body:
        house = address_key(text_of(row[where])) or house
        if text_of(row[rooms]):
            houses.setdefault(house, []).append(text_of(row[rooms]))
    shared = [numbers for numbers in houses.values() if len(numbers) > 1]
    numbered = [numbers for numbers in shared if len(set(numbers)) == len(numbers) and "1" in numbers]
    if numbered and len(numbered) >= 0.8 * len(shared) and 2 * sum(map(len, shared)) >= sum(map(len, houses.values())):
        chosen[rooms] = (Field.UNIT, _("by what the column holds"))


def settle_ends(texts: Sequence[str], profiles: Sequence[Profile], chosen: dict[int, Choice]) -> None:
    """An actual end needs an agreed one beside it: a lone "til", or a "moved out" that is always filled, is agreed."""
    fields = {meant: index for index, (meant, _why) in chosen.items() if meant is not None}
    actual = fields.get(Field.ACTUAL_END)
    if actual is None or fields.keys() & {Field.END, Field.PERIOD, Field.TERM, Field.INDEFINITE}:
        return
    start = fields.get(Field.START)
    always = start is not None and profiles[actual].filled >= 0.7 * profiles[start].filled
    if is_plain_end(texts[actual]) or always:
        chosen[actual] = (Field.END, _("by the heading"))
