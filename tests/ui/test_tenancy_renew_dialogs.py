"""Review and renewal by keyboard: what is proposed, told, refused and saved."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from small_register import NOW
from tenancy_register import held, household_of, ids, unit_of
from using import SPACE, carry_out, finished, press, ready, told, write

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.services.tenancy.reviewing import RecordReview, record_review
from bokart_desk.storage.schema import contract
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.tenancy.opening import open_step
from bokart_desk.ui.tenancy.review import ReviewDialog
from bokart_desk.ui.theme import Tone


def test_nothing_is_renewed_before_a_review_and_the_dialog_starts_one(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    assert not dialog.do_button.isEnabled()
    assert "vurdering" in dialog.message()
    carry_out(qtbot)
    assert "Olena Kovalenko" in ids(desk)
    press(qtbot, SPACE)
    review = ready(qtbot, dialog.findChild(ReviewDialog))
    assert review.fields["outcome"].editor.hasFocus()
    press(qtbot, "fo")
    review.fields["outcome"].set_value(ReviewOutcome.EXTEND)
    write(qtbot, review, "need", "Tre soverom, nær skolen")
    finished(qtbot, review)
    qtbot.waitUntil(dialog.do_button.isEnabled)
    assert dialog.message() == ""
    assert dialog.value("start") == date(2027, 1, 1)
    ready(qtbot, dialog)
    dialog.fields["end"].editor.setFocus()
    done = finished(qtbot, dialog)
    made = held(desk, "contract", done.record)
    assert made["renews_contract_id"] == olena
    assert (made["start_date"], made["end_date"]) == (date(2027, 1, 1), date(2029, 12, 31))


def test_a_review_that_says_no_keeps_the_contract_from_renewal(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    review = ready(qtbot, open_step(desk, ContractStep.REVIEW, olena, window))
    assert review.sentences()[0][0] is Tone.WARNING
    review.fields["outcome"].set_value(ReviewOutcome.PRIVATE_RENT)
    review.refresh()
    assert "fornyes ikke" in told(review)
    finished(qtbot, review)
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    assert not dialog.do_button.isEnabled()
    assert "22.11.2026" in dialog.message()


def test_more_extensions_than_the_settings_allow_are_asked_about(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        first = {"unit_id": unit_of(desk, "Olena Kovalenko"), "household_id": household_of(desk, "Olena Kovalenko")}
        days = {"start_date": date(2020, 12, 1), "end_date": date(2023, 11, 30), "indefinite": False}
        earlier = work.insert(contract, {**first, **days})
        work.update(contract, olena, {"renews_contract_id": earlier})
    extend = RecordReview(olena, date(2026, 11, 20), ReviewOutcome.EXTEND)
    record_review(desk.register, extend, by=desk.by())
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    asked = dialog.confirmations["beyond_settings"]
    assert asked.isVisible()
    carry_out(qtbot)
    assert dialog.isVisible()
    press(qtbot, SPACE)
    finished(qtbot, dialog)


def test_a_review_ahead_of_time_is_refused_beside_its_day(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    review = ready(qtbot, open_step(desk, ContractStep.REVIEW, ids(desk)["Olena Kovalenko"], window))
    write(qtbot, review, "held_on", "1.1.27")
    assert review.fields["held_on"].error()
