"""Offers and decisions as a consultant records them: what is refused, what is counted, and what nobody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bokart_desk.domain.codes import AppealOutcome, DecisionKind, OfferAnswer
from bokart_desk.services import decisions, editing, offers
from bokart_desk.services.answer_statistics import Subject, answer_choices, statistics
from bokart_desk.services.decisions import AnswerFilter, DecisionQuery, DecisionState
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.offer_advice import OfferNext, next_step, offer_hints
from bokart_desk.services.offers import AnswerOrder, OfferAnswered, OfferQuery
from bokart_desk.services.register import Register
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.records import read_record
from bokart_desk.storage.schema import metadata
from tests.register_builder import Builder, building, new_register

TODAY = date(2026, 11, 22)
BY = By("Kari", datetime(2026, 11, 22, 8, tzinfo=UTC), TODAY)
EVERY = OfferQuery()
WEIGHED = "Familien bor trangt, men far har fast arbeid og fikk leie privat i august. De klarer seg der."
TOO_BIG = OfferAnswered(OfferAnswer.DECLINED, reason_code="size", reason="For stor for to", reasonable_ground=True)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def home(made: Builder, address: str, area: str = "", landlord: int | None = None, **values: Any) -> int:
    unit = made.unit(address, **({"status": "vacant", "status_since": date(2026, 9, 1)} | values))
    dwelling = made.work.connection.exec_driver_sql(f"select dwelling_id from unit where id = {unit}").scalar_one()
    made.work.update(metadata.tables["dwelling"], dwelling, {"area_of_town": area or None, "landlord_id": landlord})
    return unit


def held(register: Register, kind: str, record: int | None) -> Any:
    assert record is not None
    with reading(register.engine) as connection:
        return read_record(connection, kind, record)


def shown_offers(register: Register, query: OfferQuery = EVERY) -> list[str]:
    rows, _more = offers.find_offers(register, query)
    assert offers.count_offers(register, query) == len(rows)
    return [row.household for row in rows]


def shown_decisions(register: Register, query: DecisionQuery) -> list[str]:
    rows, _more = decisions.find_decisions(register, query, TODAY)
    assert decisions.count_decisions(register, query, TODAY) == len(rows)
    return [row.household for row in rows]


# Offers --------------------------------------------------------------------------------------------


def test_an_offer_waits_a_week_for_its_answer_and_answers_the_open_application(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
        made.add("need", household_id=family, kind="first_time", applied_on=date(2026, 1, 5), closed_on=TODAY)
        need = made.add("need", household_id=family, kind="change", applied_on=date(2026, 9, 1))
    done = offers.make_offer(register, household_id=family, unit_id=unit, by=BY)
    now = held(register, "offer", done.record)
    assert (now["offered_on"], now["answer_by"], now["answer"]) == (TODAY, TODAY + timedelta(days=7), "pending")
    assert now["need_id"] == need
    assert done.title == "Tilbud: Amina Hussein"


def test_a_declined_offer_needs_a_reason_and_keeps_whether_it_was_reasonable(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    offer = offers.make_offer(register, household_id=family, unit_id=unit, by=BY).record
    assert offer is not None
    with pytest.raises(Refused) as refused:
        offers.record_answer(register, offer, OfferAnswered(OfferAnswer.DECLINED), by=BY)
    assert set(refused.value.fields) == {"reason_code"}
    offers.record_answer(register, offer, TOO_BIG, by=BY)
    now = held(register, "offer", offer)
    assert (now["answer"], now["answered_on"], now["reason_code"]) == ("declined", TODAY, "size")
    assert now["reasonable_ground"] is True


def test_offer_and_declined_answer_are_one_step_and_undone_as_one(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    done = offers.make_offer(register, household_id=family, unit_id=unit, answered=TOO_BIG, by=BY)
    assert held(register, "offer", done.record)["answer_by"] is None
    undo(register, done, BY)
    assert held(register, "offer", done.record) is None


def test_a_withdrawn_offer_is_not_a_declined_one(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    done = offers.make_offer(register, household_id=family, unit_id=unit, answered=TOO_BIG, by=BY)
    assert done.record is not None
    corrected = offers.record_answer(register, done.record, OfferAnswered(OfferAnswer.WITHDRAWN), by=BY)
    now = held(register, "offer", done.record)
    assert (now["answer"], now["reason_code"], now["reasonable_ground"]) == ("withdrawn", None, None)
    assert corrected.what == "correct"
    assert statistics(register, Subject.DECLINED).total == 0


def test_an_answer_cannot_lie_ahead_or_before_the_offer(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    offer = offers.make_offer(register, household_id=family, unit_id=unit, by=BY).record
    assert offer is not None
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            offers.record_answer(register, offer, OfferAnswered(OfferAnswer.ACCEPTED, day), by=BY)
        assert set(refused.value.fields) == {"answered_on"}


def test_an_accepted_offer_leads_to_a_contract_and_others_to_a_new_offer(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    offer = offers.make_offer(register, household_id=family, unit_id=unit, by=BY).record
    assert offer is not None
    offers.record_answer(register, offer, OfferAnswered(OfferAnswer.ACCEPTED), by=BY)
    detail = offers.offer_detail(register, offer)
    assert detail is not None
    assert not detail.signed
    assert next_step(detail.row.answer, signed=detail.signed) is OfferNext.SIGN
    with building(register) as made:
        made.contract(unit, family, TODAY, date(2029, 11, 21), signed_on=TODAY)
    detail = offers.offer_detail(register, offer)
    assert detail is not None
    assert detail.signed
    assert next_step(detail.row.answer, signed=True) is None
    assert next_step(OfferAnswer.DECLINED, signed=False) is OfferNext.OFFER_AGAIN


def test_what_speaks_against_an_offer_is_told_and_nothing_is_refused(register: Register) -> None:
    with building(register) as made:
        family, other = made.household("Amina Hussein"), made.household("Ali Rahimi", protection="confidential")
        unit = made.unit("Storgata 8", status="under_repair")
    offers.make_offer(register, household_id=family, unit_id=unit, answered=TOO_BIG, by=BY)
    offers.make_offer(register, household_id=other, unit_id=unit, by=BY)
    hints = [hint.text for hint in offer_hints(register, household_id=family, unit_id=unit, today=TODAY)]
    assert any("Under reparasjon" in text for text in hints)
    assert any("takket nei" in text and "Størrelse" in text for text in hints)
    assert not any("Rahimi" in text for text in hints)
    assert offers.make_offer(register, household_id=family, unit_id=unit, by=BY)


# Decisions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "Avslag", "Søker tilhører ikke gruppene som får kommunal bolig."])
def test_a_refusal_without_an_individual_assessment_is_refused(register: Register, text: str) -> None:
    with building(register) as made:
        family = made.household("Amina Hussein")
    with pytest.raises(Refused) as refused:
        decisions.decide(
            register, household_id=family, kind=DecisionKind.REFUSE, reason_code="owns_home", assessment=text, by=BY
        )
    assert set(refused.value.fields) == {"assessment"}
    assert shown_decisions(register, DecisionQuery()) == []


def test_a_refusal_needs_a_reason_code_and_a_grant_does_not(register: Register) -> None:
    with building(register) as made:
        family = made.household("Amina Hussein")
    with pytest.raises(Refused) as refused:
        decisions.decide(register, household_id=family, kind=DecisionKind.REFUSE, assessment=WEIGHED, by=BY)
    assert set(refused.value.fields) == {"reason_code"}
    assert decisions.decide(register, household_id=family, kind=DecisionKind.GRANT, assessment=WEIGHED, by=BY)


def test_notice_starts_the_limit_and_an_appeal_stops_the_warning(register: Register) -> None:
    with building(register) as made:
        family = made.household("Amina Hussein")
        need = made.add("need", household_id=family, kind="first_time", applied_on=date(2026, 10, 1))
    refusal = decisions.decide(
        register, household_id=family, kind=DecisionKind.REFUSE, reason_code="owns_home", assessment=WEIGHED,
        decided_on=date(2026, 11, 10), need_id=need, close_need=True, by=BY,
    ).record  # fmt: skip
    assert refusal is not None
    assert held(register, "need", need)["closed_on"] == date(2026, 11, 10)
    decisions.notify(register, refusal, date(2026, 11, 12), by=BY)
    assert held(register, "decision", refusal)["appeal_by"] == date(2026, 12, 3)
    assert shown_decisions(register, DecisionQuery(state=DecisionState.APPEAL_RUNS)) == ["Amina Hussein"]
    decisions.record_appeal(register, refusal, date(2026, 11, 20), by=BY)
    assert held(register, "decision", refusal)["appeal_outcome"] == "pending"
    assert shown_decisions(register, DecisionQuery(state=DecisionState.APPEAL_RUNS)) == []
    decisions.record_appeal(register, refusal, date(2026, 11, 20), AppealOutcome.CHANGED, by=BY)
    row = decisions.decision_row(register, refusal)
    assert row is not None
    assert row.appeal_outcome is AppealOutcome.CHANGED
    assert not row.open_to_appeal(TODAY)


def test_an_imported_refusal_stays_valid_and_takes_its_assessment_later(register: Register) -> None:
    with building(register) as made:
        family = made.household("Amina Hussein")
        old = made.add("decision", household_id=family, kind="refuse", decided_on=date(2025, 3, 5), reason="Eier bolig")
    assert shown_decisions(register, DecisionQuery(state=DecisionState.NOT_ASSESSED)) == ["Amina Hussein"]
    assert editing.change(register, "decision", old, {"notes": "Fra gammel liste"}, seen={}, by=BY)
    with pytest.raises(Refused):
        editing.change(register, "decision", old, {"assessment": "I egen bolig"}, seen={}, by=BY)
    assert editing.change(register, "decision", old, {"assessment": WEIGHED}, seen={}, by=BY)
    assert shown_decisions(register, DecisionQuery(state=DecisionState.NOT_ASSESSED)) == []


def test_the_municipality_s_own_legal_basis_is_proposed_first(register: Register) -> None:
    with building(register) as made:
        family = made.household("Amina Hussein")
    before = decisions.legal_bases(register, DecisionKind.GRANT)
    decisions.decide(
        register, household_id=family, kind=DecisionKind.GRANT, assessment=WEIGHED, legal_basis="Vår egen § 2", by=BY
    )
    assert decisions.legal_bases(register, DecisionKind.GRANT) == ("Vår egen § 2", *before)


def test_an_application_undecided_for_a_month_is_told(register: Register) -> None:
    with building(register) as made:
        late, new, done = (made.household(name) for name in ("Sen Søker", "Ny Søker", "Ferdig Søker"))
        made.add("need", household_id=late, kind="first_time", applied_on=date(2026, 10, 21))
        made.add("need", household_id=new, kind="first_time", applied_on=date(2026, 10, 22))
        made.add("need", household_id=done, kind="first_time", applied_on=date(2026, 1, 1))
    decisions.decide(register, household_id=done, kind=DecisionKind.GRANT, assessment=WEIGHED, by=BY)
    assert [one.household for one in decisions.undecided_needs(register, TODAY)] == ["Sen Søker"]
    assert [one.household for one in decisions.undecided_needs(register, TODAY + timedelta(days=1))] == [
        "Sen Søker",
        "Ny Søker",
    ]


# The lists and the numbers -------------------------------------------------------------------------


@pytest.fixture
def answered(register: Register) -> Register:
    """Four declined offers and an accepted one in two years; one of a confidential household; one only in words."""
    with building(register) as made:
        owner = made.add("landlord", name="Berg", name_key="berg")
        north, south = home(made, "Øvre Torggate 7", "Nord", owner), home(made, "Storgata 8", "Sør")
        people = {name: made.household(name) for name in ("Amina Hussein", "Đorđe Čović", "Selam Tesfay")}
        hidden = made.household("Ali Rahimi", protection="confidential")
        for name, unit, answer, day, code in (
            ("Amina Hussein", north, "declined", date(2025, 5, 1), "size"),
            ("Đorđe Čović", north, "declined", date(2026, 5, 1), "size"),
            ("Selam Tesfay", south, "accepted", date(2026, 6, 1), None),
        ):
            made.add("offer", household_id=people[name], unit_id=unit, answer=answer, answered_on=day, reason_code=code)
        made.add("offer", household_id=hidden, unit_id=north, answer="declined", answered_on=date(2026, 7, 1),
                 reason_code="safety", offered_address="Øvre Torggate 7")  # fmt: skip
        made.add("offer", household_id=people["Selam Tesfay"], offered_address="Åsveien 3", answer="declined",
                 offered_on=date(2026, 2, 2), reason_code="rent")  # fmt: skip
    return register


def test_offers_are_narrowed_by_answer_year_reason_area_and_landlord(answered: Register) -> None:
    assert len(shown_offers(answered)) == 5
    assert shown_offers(answered, OfferQuery(answer=OfferAnswer.ACCEPTED)) == ["Selam Tesfay"]
    assert shown_offers(answered, OfferQuery(AnswerFilter(year=2025))) == ["Amina Hussein"]
    assert shown_offers(answered, OfferQuery(AnswerFilter(reason="rent"))) == ["Selam Tesfay"]
    assert shown_offers(answered, OfferQuery(AnswerFilter(area="Nord"))) == ["Đorđe Čović", "Amina Hussein"]
    assert shown_offers(answered, OfferQuery(AnswerFilter(landlord="Berg"))) == ["Đorđe Čović", "Amina Hussein"]
    assert shown_offers(answered, OfferQuery(AnswerFilter(order=AnswerOrder.HOUSEHOLD, descending=False)))[0] == (
        "Đorđe Čović"
    )


def test_offers_are_found_by_name_and_place_whatever_the_spelling(answered: Register) -> None:
    for text, found in (
        ("covic dor", ["Đorđe Čović"]),
        ("ovre torg", ["Đorđe Čović", "Amina Hussein"]),
        ("asveien", ["Selam Tesfay"]),
        ("selam åsvei", ["Selam Tesfay"]),
    ):
        assert shown_offers(answered, OfferQuery(AnswerFilter(text))) == found


def test_no_place_of_a_protected_household_is_told_and_none_finds_it(answered: Register) -> None:
    rows, _more = offers.find_offers(answered, OfferQuery(AnswerFilter("rahimi")))
    assert [(row.place, row.area, row.landlord, row.unit_id) for row in rows] == [("", "", "", None)]
    for query in (AnswerFilter("torggate"), AnswerFilter(area="Nord"), AnswerFilter(landlord="Berg")):
        assert "Ali Rahimi" not in shown_offers(answered, OfferQuery(query))
    detail = offers.offer_detail(answered, rows[0].id)
    assert detail is not None
    assert detail.place == "Øvre Torggate 7"


def test_numbers_by_reason_area_landlord_and_year(answered: Register) -> None:
    found = statistics(answered, Subject.DECLINED)
    assert found.total == 4
    assert [(share.key, share.count) for share in found.by_reason] == [("size", 2), ("rent", 1), ("safety", 1)]
    assert (found.by_area[0].name, found.by_area[0].count) == ("Nord", 2)
    assert {share.key for share in found.by_area} == {"Nord", "", None}
    assert [(share.key, share.count) for share in found.by_year] == [("2025", 1), ("2026", 3)]
    assert statistics(answered, Subject.DECLINED, 2025).total == 1
    assert statistics(answered, Subject.OFFERS).total == 5
    choices = answer_choices(answered, of_offers=True)
    assert (choices.years, choices.areas, choices.landlords) == ((2026, 2025), ("Nord", "Sør", ""), ("Berg", ""))


def test_a_strictly_confidential_household_s_offer_names_no_dwelling(register: Register) -> None:
    with building(register) as made:
        family, unit = made.household("Skjult Person", protection="strictly_confidential"), made.unit("Storgata 8")
    for values in ({"unit_id": unit}, {"offered_address": "Storgata 8"}, {"notes": "Bor i Storgata 8 nå"}):
        with pytest.raises(Refused):
            offers.make_offer(register, household_id=family, by=BY, **values)
    done = offers.make_offer(register, household_id=family, by=BY)
    assert done.record is not None
    detail = offers.offer_detail(register, done.record)
    assert detail is not None
    assert (detail.place, detail.unit_id) == ("", None)
    with pytest.raises(Refused):
        decisions.decide(
            register, household_id=family, kind=DecisionKind.GRANT, assessment=WEIGHED, unit_id=unit, by=BY
        )
