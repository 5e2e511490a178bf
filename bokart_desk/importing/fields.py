"""The fields a column of a list may fill, what they are called to people, and what lists call them."""

from __future__ import annotations

from enum import StrEnum

from bokart_desk.i18n import N_, _, resources_folder


class Field(StrEnum):
    """What a column holds."""

    DWELLING_NUMBER = "dwelling_number"
    ADDRESS = "address"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    HOUSE_LETTER = "house_letter"
    UNIT = "unit"
    POSTCODE = "postcode"
    PLACE = "place"
    AREA_OF_TOWN = "area_of_town"
    CADASTRAL_NUMBER = "cadastral_number"
    LEASEHOLD_NUMBER = "leasehold_number"
    SECTION_NUMBER = "section_number"
    DWELLING_KIND = "dwelling_kind"
    DWELLING_SUBKIND = "dwelling_subkind"
    SHARED_HOUSE = "shared_house"
    DISPOSAL = "disposal"
    LANDLORD = "landlord"
    LANDLORD_NUMBER = "landlord_number"
    LANDLORD_PHONE = "landlord_phone"
    BEDROOMS = "bedrooms"
    ROOMS = "rooms"
    AREA_M2 = "area_m2"
    FLOOR = "floor"
    LIFT = "lift"
    WHEELCHAIR = "wheelchair"
    STANDARD = "standard"
    UNIT_STATUS = "unit_status"
    STATUS_SINCE = "status_since"
    VACANT_FROM = "vacant_from"
    MONTHLY_RENT = "monthly_rent"
    RENT_INCLUDES = "rent_includes"
    TENANT = "tenant"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    BORN_ON = "born_on"
    DUF_NUMBER = "duf_number"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    ROLE = "role"
    MEMBER_NAME = "member_name"
    MEMBER_GIVEN_NAME = "member_given_name"
    MEMBER_FAMILY_NAME = "member_family_name"
    MEMBER_BORN_ON = "member_born_on"
    MEMBER_DUF_NUMBER = "member_duf_number"
    MEMBER_IDENTITY_NUMBER = "member_identity_number"
    HOUSEHOLD_SIZE = "household_size"
    SETTLED_ON = "settled_on"
    LANGUAGES = "languages"
    PROTECTION = "protection"
    CASE_NUMBER = "case_number"
    CONSULTANT = "consultant"
    CONTRACT_NUMBER = "contract_number"
    CONTRACT_TYPE = "contract_type"
    SIGNED_ON = "signed_on"
    START = "start"
    END = "end"
    ACTUAL_END = "actual_end"
    PERIOD = "period"
    TERM = "term"
    INDEFINITE = "indefinite"
    NEXT_START = "next_start"
    NEXT_END = "next_end"
    NEXT_PERIOD = "next_period"
    NEXT_RENT = "next_rent"
    BESIDE_TENANT = "beside_tenant"
    BESIDE_START = "beside_start"
    BESIDE_END = "beside_end"
    BESIDE_PERIOD = "beside_period"
    BESIDE_RENT = "beside_rent"
    DATE_DAY = "date_day"
    DATE_MONTH = "date_month"
    DATE_YEAR = "date_year"
    SECURITY = "security"
    SECURITY_KIND = "security_kind"
    SECURITY_AMOUNT = "security_amount"
    OFFERED_ADDRESS = "offered_address"
    OFFERED_ON = "offered_on"
    ANSWER_BY = "answer_by"
    ANSWER = "answer"
    REFUSED_BY = "refused_by"
    REASON = "reason"
    REASONABLE_GROUND = "reasonable_ground"
    DECIDED_ON = "decided_on"
    DAY = "day"
    ASSESSMENT = "assessment"
    NOTES = "notes"


REPEATED = frozenset(
    (
        Field.MEMBER_NAME, Field.MEMBER_GIVEN_NAME, Field.MEMBER_FAMILY_NAME, Field.MEMBER_BORN_ON,
        Field.MEMBER_DUF_NUMBER, Field.MEMBER_IDENTITY_NUMBER, Field.DATE_DAY, Field.DATE_MONTH, Field.DATE_YEAR,
        Field.NEXT_START, Field.NEXT_END, Field.NEXT_PERIOD, Field.NEXT_RENT,
        Field.BESIDE_TENANT, Field.BESIDE_START, Field.BESIDE_END, Field.BESIDE_PERIOD, Field.BESIDE_RENT,
    )
)  # fmt: skip
"""Fields that several columns of a list may fill; every other field is filled by one column."""

_LABELS: dict[Field, str] = {
    Field.DWELLING_NUMBER: N_("Dwelling number"),
    Field.ADDRESS: N_("Address"),
    Field.STREET: N_("Street"),
    Field.HOUSE_NUMBER: N_("House number"),
    Field.HOUSE_LETTER: N_("House letter"),
    Field.UNIT: N_("Unit"),
    Field.POSTCODE: N_("Postcode"),
    Field.PLACE: N_("Place"),
    Field.AREA_OF_TOWN: N_("Area of town"),
    Field.CADASTRAL_NUMBER: N_("Cadastral number"),
    Field.LEASEHOLD_NUMBER: N_("Leasehold number"),
    Field.SECTION_NUMBER: N_("Section number"),
    Field.DWELLING_KIND: N_("Kind of dwelling"),
    Field.DWELLING_SUBKIND: N_("Kind of dwelling in detail"),
    Field.SHARED_HOUSE: N_("Shared house (yes or no)"),
    Field.DISPOSAL: N_("Disposal"),
    Field.LANDLORD: N_("Landlord"),
    Field.LANDLORD_NUMBER: N_("Landlord's organisation number"),
    Field.LANDLORD_PHONE: N_("Landlord's telephone"),
    Field.BEDROOMS: N_("Bedrooms"),
    Field.ROOMS: N_("Rooms"),
    Field.AREA_M2: N_("Area (m²)"),
    Field.FLOOR: N_("Floor"),
    Field.LIFT: N_("Lift (yes or no)"),
    Field.WHEELCHAIR: N_("Fit for a wheelchair (yes or no)"),
    Field.STANDARD: N_("Standard"),
    Field.UNIT_STATUS: N_("Status of the unit"),
    Field.STATUS_SINCE: N_("Status since"),
    Field.VACANT_FROM: N_("Vacant from"),
    Field.MONTHLY_RENT: N_("Monthly rent"),
    Field.RENT_INCLUDES: N_("What the rent includes"),
    Field.TENANT: N_("Tenant"),
    Field.GIVEN_NAME: N_("Given name"),
    Field.FAMILY_NAME: N_("Family name"),
    Field.BORN_ON: N_("Date of birth"),
    Field.DUF_NUMBER: N_("DUF number"),
    Field.IDENTITY_NUMBER: N_("National identity number"),
    Field.PHONE: N_("Telephone"),
    Field.ROLE: N_("Role in the household"),
    Field.MEMBER_NAME: N_("Another member: name"),
    Field.MEMBER_GIVEN_NAME: N_("Another member: given name"),
    Field.MEMBER_FAMILY_NAME: N_("Another member: family name"),
    Field.MEMBER_BORN_ON: N_("Another member: date of birth"),
    Field.MEMBER_DUF_NUMBER: N_("Another member: DUF number"),
    Field.MEMBER_IDENTITY_NUMBER: N_("Another member: national identity number"),
    Field.HOUSEHOLD_SIZE: N_("Number of persons"),
    Field.SETTLED_ON: N_("Settled on"),
    Field.LANGUAGES: N_("Languages"),
    Field.PROTECTION: N_("Protected address"),
    Field.CASE_NUMBER: N_("Case number"),
    Field.CONSULTANT: N_("Consultant"),
    Field.CONTRACT_NUMBER: N_("Contract number"),
    Field.CONTRACT_TYPE: N_("Kind of contract"),
    Field.SIGNED_ON: N_("Signed on"),
    Field.START: N_("Start of contract"),
    Field.END: N_("Agreed end of contract"),
    Field.ACTUAL_END: N_("Moved out (actual end)"),
    Field.PERIOD: N_("Contract period"),
    Field.TERM: N_("Term"),
    Field.INDEFINITE: N_("Indefinite tenancy"),
    Field.NEXT_START: N_("A further contract: start"),
    Field.NEXT_END: N_("A further contract: agreed end"),
    Field.NEXT_PERIOD: N_("A further contract: period"),
    Field.NEXT_RENT: N_("A further contract: monthly rent"),
    Field.BESIDE_TENANT: N_("The next tenant: name"),
    Field.BESIDE_START: N_("The next tenant: start"),
    Field.BESIDE_END: N_("The next tenant: agreed end"),
    Field.BESIDE_PERIOD: N_("The next tenant: period"),
    Field.BESIDE_RENT: N_("The next tenant: monthly rent"),
    Field.DATE_DAY: N_("Day of the date beside it"),
    Field.DATE_MONTH: N_("Month of the date beside it"),
    Field.DATE_YEAR: N_("Year of the date beside it"),
    Field.SECURITY: N_("Deposit or guarantee"),
    Field.SECURITY_KIND: N_("Kind of security"),
    Field.SECURITY_AMOUNT: N_("Amount of security"),
    Field.OFFERED_ADDRESS: N_("Offered dwelling"),
    Field.OFFERED_ON: N_("Date of offer"),
    Field.ANSWER_BY: N_("Answer by"),
    Field.ANSWER: N_("Answer"),
    Field.REFUSED_BY: N_("Who said no"),
    Field.REASON: N_("Reason"),
    Field.REASONABLE_GROUND: N_("Reasonable ground"),
    Field.DECIDED_ON: N_("Date of decision"),
    Field.DAY: N_("Date"),
    Field.ASSESSMENT: N_("Assessment"),
    Field.NOTES: N_("Notes"),
}


def field_label(field: Field | str) -> str:
    """Return what a field is called to people."""
    return _(_LABELS[Field(field)])


def synonyms() -> dict[str, Field]:
    """Return what lists call the fields: headings in their match key, and the field they mean."""
    return {name: Field(field) for field, names in _sections("headings.txt").items() for name in names}


def heading_words() -> dict[str, frozenset[str]]:
    """Return the words that headings are made of, by what they tell."""
    return {group: frozenset(words) for group, words in _sections("heading_words.txt").items()}


def word_groups(name: str) -> dict[str, list[str]]:
    """Return the groups of words in a file of the folder for imports, by the name over each."""
    return _sections(name)


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section = ""
    for line in (resources_folder() / "import" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found
