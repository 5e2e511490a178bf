"""Words in lists that mean a code of the register: kinds of dwelling, disposal, status, reasons, answers."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from bokart_desk.domain.codes import Disposal, DwellingKind, LandlordKind, OfferAnswer, Protection, UnitStatus
from bokart_desk.domain.text_keys import search_key

_KINDS = (
    (DwellingKind.SHARED_HOUSE, r"bofellesskap|bufellesskap|kollektiv|shared house"),
    (DwellingKind.CARE_HOME, r"omsorgsbolig|omsorgsbustad|omsorg|care home"),
    (DwellingKind.ROW_HOUSE, r"rekkehus|rekkjehus|kjedehus|kjedebolig|row house|terraced|town ?house"),
    (DwellingKind.BEDSIT, r"hybel|hyblar|hybelleilighet|sokkelhybel|bedsit|studio|ettroms|1-roms"),
    (
        DwellingKind.APARTMENT,
        r"leilighet|leil\b|leil\.|leilegheit|blokk|sokkelleilighet|apartment|flat\b|lavblokk|andelsleilighet|bolig i blokk|[2-6]-?\s?roms?\b",
    ),
    (
        DwellingKind.HOUSE,
        r"enebolig|einebustad|einebolig|\bhus\b|villa|tomannsbolig|tomannsbustad|2-mannsbolig|firemannsbolig|4-mannsbolig|vertikaldelt"
        r"|horisontaldelt|smahus|detached|\bhouse\b|semi-detached",
    ),
    (DwellingKind.OTHER, r"annet utleieobjekt|anna utleigeobjekt|campingvogn|brakke"),
)
_DISPOSALS = (
    (
        Disposal.MUNICIPAL_ENTERPRISE,
        r"kommunalt?e? foretak|\bkf\b|boligforetak|municipal enterprise",
    ),
    (Disposal.FOUNDATION, r"stiftelse|stifting|foundation"),
    (Disposal.REFERRAL_AGREEMENT, r"tilvisning|tilvising"),
    (Disposal.ALLOCATION_AGREEMENT, r"tildelingsavtale|tildelingsrett"),
    (Disposal.COMPANY, r"privat foretak|private selskap|privat selskap|company"),
    (
        Disposal.PRIVATE,
        r"privat\w*|p$|innleid\w*|innleig\w*|innleie\w*|framlei\w*|fremlei\w*|\bleid\b|\bleigd\b|private|rented in|sublet",
    ),
    (Disposal.MUNICIPAL, r"kommunal\w*|k$|kommunen? eid|kommune|\beid\b|\begde?\b|municipal|owned|\beie\b"),
)
_STATUSES = (
    (UnitStatus.BEING_MADE_READY, r"klargjor\w*|klargjer\w*|gjores klar|gjerast klar|rengjor\w*|being made ready"),
    (
        UnitStatus.UNDER_REPAIR,
        r"vedlikehold|oppuss\w*|reparasjon\w*|rehabiliter\w*|renover\w*|brannskad\w*|vannskad\w*|vasskad\w*|repair",
    ),
    (
        UnitStatus.WITHDRAWN,
        r"ikke tilgjengelig|utgatt|solgt|selges|rives|revet|avviklet|ut av bruk|withdrawn",
    ),
    (UnitStatus.RESERVED, r"reservert|tildelt|reserved|holdt av|holdes av"),
    (UnitStatus.VACANT, r"ledig|tom\b|klar for innflytting|innflyttingsklar|vacant|ikke utleid"),
    (UnitStatus.IN_USE, r"utleid|utleigd|opptatt|bebodd|i bruk|let\b|occupied|in use"),
)
_DECLINED = (
    ("not_shared_house", r"bofellesskap|bufellesskap|kollektiv|dele (bad|kjokken|bolig)|dele med"),
    ("school_nursery", r"skole|skule|barnehage|barnehagen"),
    ("rent", r"husleie|husleige|dyr|pris|\bleien?\b|kostbar|rad til|for hoy leie|expensive|rent"),
    ("size", r"liten|lita|smatt|stor\b|trang|plass|storrelse|antall rom|soverom|for fa rom|small|size"),
    ("floor_lift", r"etasje|heis|trapp|floor|lift|stairs"),
    ("health", r"helse|syk|sjuk|lege|funksjons|allergi|rullestol|health"),
    ("found_own", r"fant bolig|funnet (egen|bolig|annen)|fann bustad|selv funnet|leie privat|leier privat|skaffet (seg )?(bolig )?selv|egen bolig|found own|bolig selv"),
    ("near_family", r"familie|slekt|slektninger|naer (bror|soster|foreldre)|family"),
    ("safety", r"trygg|utrygg|redd|nabo|krim|safety"),
    ("standard", r"standard|slitt|darlig|dårlig|mugg|fukt|kald|skitten|stand\b"),
    ("location", r"langt|avstand|beliggenhet|plassering|omrade|sentrum|buss|transport|utkant|location|far away|avsides"),
    ("no_answer", r"ikke svar|svarte ikke|svarer ikke|intet svar|ingen svar|no answer|svara ikkje"),
)  # fmt: skip
_REFUSED = (
    (
        "length_of_residence",
        r"botid|bodd i kommunen|budd i kommunen|ikke bodd|bosatt i|ar i kommunen|length of residence",
    ),
    ("owns_home", r"eier|eig\b|eiger|egen bolig|owns"),
    (
        "can_find_own",
        r"skaffe|selv finne|klare? (seg|a skaffe)|finne bolig selv|inntekt|private marked|private leie|can find",
    ),
    ("application_incomplete", r"mangl\w*|ufullstendig|dokumentasjon|ikke levert|opplysning\w*|incomplete"),
    ("no_suitable_dwelling", r"ingen (egnet|passende|ledig)|ikke egnet|passende bolig|no suitable"),
    ("others_had_priority", r"prioriter\w*|andre .*behov|priority"),
    ("earlier_breach", r"mislighold|utkastelse|restanse|gjeld|brudd|skyld\w*|breach"),
    ("conditions_not_met", r"vilkar|oppfyller ikke|fyller ikke|krav|ikke i malgruppen|conditions"),
)
_ANSWERS = (
    (OfferAnswer.WITHDRAWN, r"trukket|trekt|withdrawn"),
    (OfferAnswer.NO_ANSWER, r"ikke svar\w*|svarte ikke|ingen svar|intet svar|no answer|ubesvart"),
    (OfferAnswer.DECLINED, r"nei\b|nei,|takket nei|takka nei|avsl\w*|no\b|declined|n$"),
    (OfferAnswer.ACCEPTED, r"ja\b|takket ja|takka ja|aksept\w*|yes|accepted|j$"),
)
_STRICTLY = re.compile(
    r"\bstrengt fortrolig\w*|\bkode\s?6\b|\bsot6\b|\bsperret adresse,? strengt|\bstrictly confidential\b"
)
_CONFIDENTIAL = re.compile(
    r"(?<!strengt )\bfortrolig(?: adresse)?\b|\bkode\s?7\b|\badressesperre\b|\bsperret adresse\b|\bskjermet adresse\b"
)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    key = search_key(text.replace("_", " "))
    return next((code for code, words in _compiled(table) if words.search(key)), None)


@lru_cache(maxsize=16)
def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(rf"(?:^|\b)(?:{words})")) for code, words in table)


@lru_cache(maxsize=4096)
def dwelling_kind_of(text: str) -> DwellingKind | None:
    """Return the kind of dwelling a cell names."""
    found = _first(_KINDS, text)
    return DwellingKind(found) if found else None


@lru_cache(maxsize=4096)
def disposal_of(text: str) -> Disposal | None:
    """Return the disposal that a cell, a heading or the name of a sheet states."""
    found = _first(_DISPOSALS, text)
    return Disposal(found) if found else None


_PRIVATE_HEADING = re.compile(r"\bprivat\w*|\binn?lei(?:d|g)\w*|\binnleie\w*|\bframlei\w*|\bfremlei\w*")
_MUNICIPAL_HEADING = re.compile(r"\bkommunal\w*|\bkommunens (?:egne|bolig)\w*|\begne boliger\b|\beigne bustader\b")


@lru_cache(maxsize=1024)
def disposal_in_heading(text: str) -> Disposal | None:
    """Return the disposal that a section heading, a title or a sheet's name states; None when it names both, or none.

    The municipality's own name ("Solvik kommune") says nothing about who owns.
    """
    key = search_key(text.replace("_", " "))
    special = _first(_DISPOSALS[:4], text)
    if special:
        return Disposal(special)
    private, municipal = _PRIVATE_HEADING.search(key), _MUNICIPAL_HEADING.search(key)
    if private and municipal:
        return None
    return Disposal.PRIVATE if private else Disposal.MUNICIPAL if municipal else None


@lru_cache(maxsize=4096)
def unit_status_of(text: str) -> UnitStatus | None:
    """Return the status of a unit that a cell states."""
    found = _first(_STATUSES, text)
    return UnitStatus(found) if found else None


class Role(StrEnum):
    """Who a person is in the household: the one it is named after, or another."""

    MAIN = "main"
    MEMBER = "member"


_PERSON_ROLES = (
    (Role.MEMBER, r"ektef\w*|ektemake|samboer\w*|sambuar\w*|partner|kone|mann|hustru|barn\w*|sonn|son|datter|dotter|mor|far|bror"
     r"|soster|syster|medleie\w*|medleige\w*|medsok\w*|familie\w*|medlem|annen|anna|spouse|wife|husband|child|member"),
    (Role.MAIN, r"hoved\w*|hovud\w*|leietaker|leigetakar|soker|sokar|main|tenant|kontraktspart"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def role_of(text: str) -> Role | None:
    """Return who a cell says that a person is in the household."""
    found = _first(_PERSON_ROLES, text)
    return Role(found) if found else None


def contract_type_of(text: str) -> bool | None:
    """Return whether a kind of contract is indefinite (True) or for a fixed term (False); None when it says neither."""
    key = search_key(text)
    if re.search(r"tidsubestemt|tidsubegrenset|ubestemt|tidsuavgrensa|ikke tidsbestemt|indefinite", key):
        return True
    return False if re.search(r"tidsbestemt|tidsbegrenset|tidsavgrensa|fixed", key) else None


def declined_because(text: str) -> str:
    """Return the code of a reason to decline an offer; "other" when the words fit none."""
    return _first(_DECLINED, text) or "other"


def refused_because(text: str) -> str:
    """Return the code of a reason to refuse an application; "other" when the words fit none."""
    return _first(_REFUSED, text) or "other"


_REFUSED_BY = (
    (True, r"kommun\w*|municipal\w*|avslag(?! fra soker)|avslatt|avslege|vedtak|refus\w*|avvist"),
    (
        False,
        r"soke?r\w*|sokar\w*|takk(?:et|a|er|ar)? nei|nei takk|flyktning\w*|husstand\w*|leietaker\w*|bruker\w*|applicant|declined|avslag fra soker",
    ),
)


@lru_cache(maxsize=1024)
def is_refusal_by_municipality(text: str) -> bool | None:
    """Return whether words tell of a refusal by the municipality (True) or of an offer declined (False), None for neither."""
    key = search_key(text)
    said = [answer for answer, words in _REFUSED_BY if re.match(rf"(?:avslag (?:fra|av) |av )?(?:{words})", key)]
    return said[0] if len(said) == 1 else None


def answer_of(text: str) -> OfferAnswer | None:
    """Return the answer to an offer that a cell states."""
    found = _first(_ANSWERS, text)
    return OfferAnswer(found) if found else None


def protection_of(text: str) -> Protection:
    """Return the protection of the address that words in a row demand (rule 11)."""
    key = search_key(text)
    if _STRICTLY.search(key):
        return Protection.STRICTLY_CONFIDENTIAL
    return Protection.CONFIDENTIAL if _CONFIDENTIAL.search(key) else Protection.NONE


_OWNERS = (
    (LandlordKind.MUNICIPAL_ENTERPRISE, r".*\bkf\b|.*boligforetak"),
    (LandlordKind.FOUNDATION, r".*stiftelse|.*stifting"),
    (LandlordKind.HOUSING_ASSOCIATION, r".*boligbyggelag|.*borettslag|.*bbl\b|.*bustadbyggjelag|.*sameie"),
    (LandlordKind.MUNICIPALITY, r".*kommune"),
    (LandlordKind.COMPANY, r".*\b(as|asa|da|ans|eiendom|utleie|bolig|eigedom|eigedomar)\b"),
)
_DISPOSAL_BY_OWNER = {
    LandlordKind.MUNICIPALITY: Disposal.MUNICIPAL,
    LandlordKind.MUNICIPAL_ENTERPRISE: Disposal.MUNICIPAL_ENTERPRISE,
    LandlordKind.FOUNDATION: Disposal.FOUNDATION,
    LandlordKind.HOUSING_ASSOCIATION: Disposal.COMPANY,
    LandlordKind.COMPANY: Disposal.COMPANY,
    LandlordKind.PRIVATE_PERSON: Disposal.PRIVATE,
}


@lru_cache(maxsize=4096)
def landlord_kind_of(name: str) -> LandlordKind:
    """Return what sort of landlord a name is; a name that says nothing else is a private person."""
    found = _first(_OWNERS, name)
    return LandlordKind(found) if found else LandlordKind.PRIVATE_PERSON


def disposal_by_landlord(name: str) -> Disposal:
    """Return the disposal that follows from who owns the dwelling."""
    return _DISPOSAL_BY_OWNER[landlord_kind_of(name)]
