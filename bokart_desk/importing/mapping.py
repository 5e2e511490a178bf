"""What a sheet is: where its header stands, what each column holds, and which kind of list it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field, field_label, synonyms
from bokart_desk.importing.profile import Profile, header_key, profile_of
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_SEARCHED_ROWS = 40
_FUZZY = 88
_SAMPLES = 4


class SheetKind(StrEnum):
    """What a sheet lists."""

    CONTRACTS = "contracts"
    DWELLINGS = "dwellings"
    DECLINED = "declined"
    REFUSED = "refused"
    NOT_A_LIST = "not a list"


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column was taken for, and why; ``field`` is None when the column is kept as it is with the record."""

    index: int
    header: str
    field: Field | None
    reason: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a sheet was understood as. ``header`` is the index of the header's last row in ``sheet.rows``."""

    kind: SheetKind
    why: str
    header: int | None = None
    header_rows: int = 1
    columns: tuple[ColumnPlan, ...] = ()
    title: str = ""
    fields: Mapping[Field, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: ``row`` is the index of their last row, ``height`` how many rows they take."""

    row: int
    height: int
    texts: list[str]
    score: float


def map_sheet(
    sheet: Sheet,
    *,
    file_name: str = "",
    title: str = "",
    overrides: Mapping[int, str | None] | None = None,
) -> SheetMapping:
    """Return what ``sheet`` is understood as.

    ``title``: a heading that stands above the sheet's part. ``overrides``: column index to field name, None to keep
    the column as a note.
    """
    header = find_header(sheet)
    if header is None:
        return SheetMapping(
            SheetKind.NOT_A_LIST, _("No row of headings for a list of dwellings or tenancies was found.")
        )
    body = sheet.rows[header.row + 1 :]
    profiles = [profile_of([row[index] for row in body]) for index in range(len(header.texts))]
    chosen = _assign(header.texts, profiles)
    for index, name in (overrides or {}).items():
        chosen[index] = (Field(name) if name else None, _("chosen by you"))
    _settle_ends(header.texts, chosen)
    columns = tuple(
        ColumnPlan(index, text, *chosen[index], samples=_samples(body, index))
        for index, text in enumerate(header.texts)
        if text or profiles[index].filled
    )
    fields = {column.field: column.index for column in columns if column.field is not None}
    title = f"{title} {_title_above(sheet, header)}".strip()
    context = match_key(f"{sheet.name} {title} {file_name}")
    kind, why = _kind_of(fields, context)
    return SheetMapping(kind, why, header.row, header.height, columns, title, fields)


def _samples(body: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body:
        text = text_of(row[index])
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


# The header ----------------------------------------------------------------------------------------


def find_header(sheet: Sheet) -> Header | None:
    """Return the row of headings of a sheet, None when no row names at least two fields."""
    candidates = []
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        texts = [text_of(cell) for cell in row]
        candidates.append(Header(number, 1, texts, headings_score(row, texts)))
        if number + 1 < len(sheet.rows):
            below = sheet.rows[number + 1]
            joined = _joined(_spread(sheet, number), [text_of(cell) for cell in below])
            score = min(headings_score(below, joined), headings_score(row, joined)) - 0.4
            candidates.append(Header(number + 1, 2, joined, score))
    best = max(candidates, key=lambda candidate: (round(candidate.score, 3), -candidate.row), default=None)
    if best is None or best.score < 1.6:
        return None
    return best


def headings_score(row: Sequence[Cell], texts: Sequence[str]) -> float:
    """Return how much a row reads as headings: fields it names, less what only data rows hold."""
    fields: dict[Field, float] = {}
    for text in texts:
        found = _by_name(text)
        if found is not None:
            fields[found[0]] = max(fields.get(found[0], 0.0), found[1])
    data = sum(1 for cell in row if cell is not None and not isinstance(cell, str))
    data += sum(1 for cell in row if isinstance(cell, str) and sum(map(str.isdigit, cell)) >= 4)
    return sum(fields.values()) - 0.7 * data


def _spread(sheet: Sheet, number: int) -> list[str]:
    """The texts of a row of group headings, each over all the columns it is merged across."""
    texts = [text_of(cell) for cell in sheet.rows[number]]
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and left < len(texts):
            for index in range(left, min(right + 1, len(texts))):
                texts[index] = texts[left] or text_of(sheet.rows[top][left])
    return texts


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    texts = []
    for above, below in zip(upper, lower, strict=True):
        both = f"{above} {below}".strip()
        texts.append(next((text for text in (both, below) if text and _by_name(text)), both))
    return texts


@lru_cache(maxsize=1)
def _names() -> dict[str, Field]:
    return synonyms()


@lru_cache(maxsize=4096)
def _by_name(text: str) -> tuple[Field, float] | None:
    """The field a heading names, and how surely (1 to the letter, less when only nearly)."""
    names = _names()
    key = header_key(text)
    if not key or len(key) > 60:
        return None
    if key in names:
        return names[key], 1.0
    whole = match_key(text)
    if whole in names:
        return names[whole], 1.0
    bare = re.sub(r"\b(dd|mm|aaaa|yyyy|aar|kr|nok|obs|evt|ev|skriv|velg)\b|\d+$|^\d+\s", " ", key)
    bare = " ".join(bare.split())
    if bare in names:
        return names[bare], 0.95
    words = bare.split()
    for cut in (" ".join(words[1:]), " ".join(words[:-1])) if len(words) > 1 else ():
        if cut in names and len(cut) >= 4:
            return names[cut], 0.8
    return _nearly(bare)


def _nearly(key: str) -> tuple[Field, float] | None:
    if len(key) < 5:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for headings not known to the letter

    found = process.extractOne(key, _names().keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return (_names()[found[0]], 0.75 * found[1] / 100) if found else None


def _title_above(sheet: Sheet, header: Header) -> str:
    above = sheet.rows[: header.row - header.height + 1]
    return " ".join(text for row in above for cell in row if (text := text_of(cell)))[:200]


# The columns ---------------------------------------------------------------------------------------

_Test = Callable[[Profile], bool]
_ADDRESS: tuple[Field | None, _Test] = (Field.ADDRESS, lambda p: p.address >= 0.4)
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
    "rom": ((Field.UNIT, lambda p: p.unit >= 0.4), (Field.ROOMS, lambda p: p.filled > 0)),
    **dict.fromkeys(
        ("type", "kategori", "formal", "seksjonstype"),
        (
            (Field.DWELLING_KIND, lambda p: p.dwelling_kind >= 0.3),
            (Field.CONTRACT_TYPE, lambda p: p.contract_type >= 0.3),
            (None, lambda _p: True),
        ),
    ),
    "status": ((Field.UNIT_STATUS, lambda p: p.unit_status >= 0.4), (None, lambda _p: True)),
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
        (_ADDRESS, (Field.TENANT, lambda p: p.name + p.vacant >= 0.2), (Field.TENANT, lambda _p: True)),
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
    "tilbud": (_ADDRESS, (Field.OFFERED_ON, lambda p: p.day >= 0.5)),
    "tilbod": (_ADDRESS, (Field.OFFERED_ON, lambda p: p.day >= 0.5)),
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

_BY_CONTENT: tuple[tuple[Field, _Test], ...] = (
    (Field.DUF_NUMBER, lambda p: p.duf >= 0.8),
    (Field.IDENTITY_NUMBER, lambda p: p.identity >= 0.8),
    (Field.ADDRESS, lambda p: p.address >= 0.7),
    (Field.UNIT, lambda p: p.unit >= 0.7),
    (Field.PERIOD, lambda p: p.period >= 0.7),
    (Field.TENANT, lambda p: p.name + p.vacant >= 0.7 and p.name >= 0.4),
)
"""Fields that a column without a known heading is taken for when nearly all it holds is of that form."""

_Choice = tuple[Field | None, str]


def _assign(texts: Sequence[str], profiles: Sequence[Profile]) -> dict[int, _Choice]:
    wanted: dict[int, tuple[Field | None, float, str]] = {}
    for index, text in enumerate(texts):
        wanted[index] = _wish(text, profiles[index])
    chosen: dict[int, _Choice] = {}
    taken: set[Field] = set()
    order = sorted(wanted, key=lambda index: (-wanted[index][1], -_preference(texts[index]), index))
    for index in order:
        meant, _sure, why = wanted[index]
        if meant is None:
            chosen[index] = (None, why)
        elif meant in taken and not (meant is Field.END and Field.ACTUAL_END not in taken and _plain_end(texts[index])):
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
    _fill_by_content(texts, profiles, chosen, taken)
    return chosen


def _wish(text: str, profile: Profile) -> tuple[Field | None, float, str]:
    found = _by_name(text) if text else None
    if found is None:
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
    sure = found[1]
    return found[0], sure, _("by the heading") if sure >= 0.95 else _("the heading is nearly that")


_PREFERRED = re.compile(
    r"\b(kontrakt\w*|leiekontrakt\w*|leie\w*|avtale\w*|utgar|utloper|utlop\w*|contract|lease"
    r"|adresse|pr mnd|mnd|fullt)\b"
)
_PLAIN_END = re.compile(
    r"^(?:leie |leige |leieforhold )?(?:til|til dato|slutt|sluttdato|slutt dato|opphor|opphorsdato|to|end|end date"
    r"|tom|t o m|til og med)$"
)


def _preference(text: str) -> int:
    """Among headings of one field, those that name the contract itself go first."""
    return 1 if _PREFERRED.search(header_key(text)) and not _plain_end(text) else 0


def _plain_end(text: str) -> bool:
    return _PLAIN_END.match(header_key(text)) is not None


def _fill_by_content(
    texts: Sequence[str], profiles: Sequence[Profile], chosen: dict[int, _Choice], taken: set[Field]
) -> None:
    parts = {Field.TENANT: {Field.FAMILY_NAME, Field.GIVEN_NAME}, Field.ADDRESS: {Field.STREET, Field.OFFERED_ADDRESS}}
    for meant, test in _BY_CONTENT:
        if meant in taken or parts.get(meant, set()) & taken:
            continue
        if meant is Field.PERIOD and {Field.START, Field.END} <= taken:
            continue
        for index, text in enumerate(texts):
            unknown = chosen[index][0] is None and (not text or _by_name(text) is None or _by_name(text)[0] is meant)  # type: ignore[index]
            if unknown and profiles[index].filled >= 3 and test(profiles[index]):
                chosen[index] = (meant, _("by what the column holds"))
                taken.add(meant)
                break


def _settle_ends(texts: Sequence[str], chosen: dict[int, _Choice]) -> None:
    """An actual end needs an agreed one beside it: a lone "til" is the agreed end."""
    fields = {meant: index for index, (meant, _why) in chosen.items() if meant is not None}
    if Field.ACTUAL_END in fields and Field.END not in fields and _plain_end(texts[fields[Field.ACTUAL_END]]):
        chosen[fields[Field.ACTUAL_END]] = (Field.END, _("by the heading"))


# The kind of list ----------------------------------------------------------------------------------

_WHO = {Field.TENANT, Field.FAMILY_NAME, Field.GIVEN_NAME}
_WHERE = {Field.ADDRESS, Field.STREET, Field.DWELLING_NUMBER}
_WHEN = {Field.START, Field.END, Field.PERIOD, Field.TERM, Field.INDEFINITE, Field.ACTUAL_END}
_ABOUT_DWELLING = {
    Field.DWELLING_KIND, Field.BEDROOMS, Field.ROOMS, Field.AREA_M2, Field.MONTHLY_RENT, Field.LANDLORD, Field.UNIT,
    Field.UNIT_STATUS, Field.DISPOSAL, Field.POSTCODE, Field.DWELLING_NUMBER, Field.FLOOR, Field.CADASTRAL_NUMBER,
    Field.STANDARD,
}  # fmt: skip


def _kind_of(fields: Mapping[Field, int], context: str) -> tuple[SheetKind, str]:
    present = set(fields)
    who, where, when = bool(present & _WHO), bool(present & _WHERE), bool(present & _WHEN)
    offers = {Field.OFFERED_ADDRESS, Field.OFFERED_ON, Field.ANSWER} & present
    declined = bool(offers) or re.search(r"\btakk(?:et|a) nei\b|\bdeclined\b", context) is not None
    refused = re.search(r"\bavsla(?:g|tt)\w*|\brefus\w*", context) is not None or Field.DECIDED_ON in present
    if who and not when and (Field.REASON in present or offers or Field.DECIDED_ON in present):
        if declined and (offers or not re.search(r"\bavslag\b", context)):
            return SheetKind.DECLINED, _("Names with offers and the reasons they were declined.")
        if refused or Field.REASON in present:
            return SheetKind.REFUSED, _("Names with the reasons their applications were refused.")
    if who and where and (when or present & _ABOUT_DWELLING):
        return SheetKind.CONTRACTS, _("Dwellings with their tenants and contracts.")
    if where and len(present & _ABOUT_DWELLING) >= 1 and not who:
        return SheetKind.DWELLINGS, _("Dwellings without tenants.")
    return SheetKind.NOT_A_LIST, _("The headings are not those of a list of dwellings, tenancies, offers or refusals.")
