"""Whatever commands follow each other: no two contracts claim one unit, no renewal lacks its review, undo restores."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bokart_desk.domain.codes import ReviewOutcome, UnitStatus
from bokart_desk.domain.contracts import ContractDates, overlap
from bokart_desk.domain.tenancy import EndedBy
from bokart_desk.domain.terms import end_of_term
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.register import open_register
from bokart_desk.services.tenancy.correcting import CorrectContract, correct
from bokart_desk.services.tenancy.ending_early import EndEarly, end_early
from bokart_desk.services.tenancy.moving_out import MoveOut, move_out
from bokart_desk.services.tenancy.notices import SendNoticeToVacate, send_notice_to_vacate
from bokart_desk.services.tenancy.renewing import RenewContract, foresee_renew, renew
from bokart_desk.services.tenancy.reviewing import RecordReview, record_review
from bokart_desk.services.tenancy.signing import SignContract, foresee_sign, sign
from bokart_desk.services.tenancy.steps import steps
from bokart_desk.services.undo import undo
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import contract, metadata, review
from tests.register_builder import NOW, TODAY, building, new_register

DAY = timedelta(days=1)
DATE_FIELDS = ["start_date", "end_date", "moved_out_on"]
NUMBERS = st.integers(0, 3)
STARTS = st.integers(-1200, 300).map(lambda days: TODAY + days * DAY) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 8, 31), date(2026, 11, 30), date(2027, 1, 31), TODAY]
)
MONTHS = st.sampled_from([36, 36, 24, 12, 48, 1, None])
SHARES = st.integers(-10, 130)
"""A day by its place between a contract's start and end: 0 is the start, 100 the end."""

Everything = dict[str, list[tuple[Any, ...]]]


OUTCOMES = [ReviewOutcome.EXTEND, ReviewOutcome.EXTEND, ReviewOutcome.END]


@cache
def empty_register() -> bytes:
    """A register as it is when it was just made, to start from."""
    with TemporaryDirectory() as folder:
        with new_register(Path(folder)):
            pass
        return (Path(folder) / "register.db").read_bytes()


def day_within(held: Any, share: int) -> date:
    """The day at a share of a contract's term; one without an end counts as four years."""
    start: date = held.start_date
    days = (held.end_date - start).days if held.end_date else 1461
    return start + days * share // 100 * DAY


@dataclass
class Step:
    """A command that was done, and what the register held before it."""

    done: Done
    before: Everything


class LivesOfContracts(RuleBasedStateMachine):
    """Two units and three households; time passes; commands follow in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.today = TODAY
        self.steps: list[Step] = []
        self.refusals = 0
        self.checked = False

    def teardown(self) -> None:
        self.stack.close()

    @property
    def by(self) -> By:
        return By("Kari", datetime(2026, 11, 22, 8, tzinfo=UTC), self.today)

    @initialize(start=STARTS, months=MONTHS)
    def units_and_households(self, start: date, months: int | None) -> None:
        path = Path(self.stack.enter_context(TemporaryDirectory())) / "register.db"
        path.write_bytes(empty_register())
        self.register = open_register(path, now=NOW)
        self.stack.callback(self.register.close)
        with building(self.register) as made:
            self.units = [made.unit("Storgata 8", f"Rom {number}", status="vacant") for number in (1, 2)]
            self.households = [
                made.household("Amina Hussein"),
                made.household("Nour Haddad", protection="confidential"),
                made.household("Ali Rahimi", protection="strictly_confidential"),
            ]
        self.sign(0, 0, start, months, elsewhere=False)

    def everything(self) -> Everything:
        """All records and what lists show of them, but not the history."""
        with reading(self.register.engine) as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name != "history"
            }

    def contract(self, number: int) -> Any:
        """One of the contracts, the one that began last first; None while there is none."""
        with reading(self.register.engine) as connection:
            found = connection.execute(select(contract).order_by(contract.c.start_date.desc())).all()
        return found[number % len(found)] if found else None

    def give(self, command: Callable[[], Done]) -> None:
        """Carry out a command; one that is refused changes nothing and says why."""
        before = self.everything()
        done = why = None
        self.checked = False
        try:
            done = command()
        except Refused as refused:
            why = refused.message
        if done is not None:
            self.steps.extend([Step(done, before)] if done else [])
            return
        assert why
        assert "Haddad" not in why, "the name of a protected household beside a unit"
        assert self.everything() == before
        self.refusals += 1

    @rule(unit=NUMBERS, household=NUMBERS, start=STARTS, months=MONTHS, elsewhere=st.booleans())
    def sign(self, unit: int, household: int, start: date, months: int | None, elsewhere: bool) -> None:
        command = SignContract(
            self.units[unit % 2], self.households[household % 3], start,
            end_of_term(start, months) if months is not None else None,
            short_term_reason="Kort tid", weighty_reason="Sykdom", confirm_elsewhere=elsewhere,
        )  # fmt: skip
        try:
            wrong = bool(foresee_sign(self.register, command, self.today).wrong)
        except Refused:
            wrong = True  # the unit or the household is gone
        count = self.refusals
        self.give(lambda: sign(self.register, command, by=self.by))
        assert (self.refusals > count) is wrong, command

    @rule(number=NUMBERS, ago=st.sampled_from([0, 0, 30, 400]), outcome=st.sampled_from(OUTCOMES))
    def review(self, number: int, ago: int, outcome: ReviewOutcome) -> None:
        held = self.contract(number)
        if held is not None:
            command = RecordReview(held.id, self.today - ago * DAY, outcome)
            self.give(lambda: record_review(self.register, command, by=self.by))

    @rule(
        number=NUMBERS, months=MONTHS, later=st.sampled_from([0, 0, 30, 100]), beyond=st.booleans(),
        outcome=st.sampled_from([*OUTCOMES, None]),
    )  # fmt: skip
    def renew(self, number: int, months: int | None, later: int, beyond: bool, outcome: ReviewOutcome | None) -> None:
        if outcome is not None:
            self.review(number, 0, outcome)
        held = self.contract(number)
        if held is None:
            return
        start = (held.end_date or held.start_date) + (later + 1) * DAY
        command = RenewContract(
            held.id, end_of_term(start, months) if months is not None else None, start=start,
            short_term_reason="Kort tid", weighty_reason="Sykdom", confirm_elsewhere=True, beyond_settings=beyond,
        )  # fmt: skip
        foreseen = foresee_renew(self.register, command, self.today)
        count = self.refusals
        self.give(lambda: renew(self.register, command, by=self.by))
        assert (self.refusals > count) is bool(foreseen.wrong), foreseen

    @rule(number=NUMBERS, share=SHARES, becomes=st.sampled_from([UnitStatus.VACANT, None]))
    def move_out(self, number: int, share: int, becomes: UnitStatus | None) -> None:
        held = self.contract(number)
        if held is not None:
            command = MoveOut(held.id, day_within(held, share), "private_rent", unit_becomes=becomes)
            self.give(lambda: move_out(self.register, command, by=self.by))

    @rule(number=NUMBERS, share=SHARES)
    def end_early(self, number: int, share: int) -> None:
        held = self.contract(number)
        if held is not None:
            command = EndEarly(held.id, day_within(held, share), EndedBy.AGREEMENT, "Flytter")
            self.give(lambda: end_early(self.register, command, by=self.by))

    @rule(number=NUMBERS, later=st.integers(0, 120))
    def send_notice(self, number: int, later: int) -> None:
        held = self.contract(number)
        if held is not None:
            day = min((held.end_date or held.start_date) + later * DAY, self.today)
            command = SendNoticeToVacate(held.id, day, "Rekommandert")
            self.give(lambda: send_notice_to_vacate(self.register, command, by=self.by))

    @rule(number=NUMBERS, field=st.sampled_from(DATE_FIELDS), share=SHARES | st.none())
    def correct(self, number: int, field: str, share: int | None) -> None:
        held = self.contract(number)
        if held is not None:
            day = day_within(held, share) if share is not None else None
            values = {field: day, "short_term_reason": "Kort tid", "weighty_reason": "Sykdom"}
            command = CorrectContract(held.id, values, "Feil i lista", confirm_elsewhere=True)
            self.give(lambda: correct(self.register, command, by=self.by))

    @precondition(lambda self: self.steps)
    @rule()
    def undo_the_last(self) -> None:
        """Undo restores all that the register held before, and redo all that it held after."""
        step = self.steps.pop()
        after = self.everything()
        undone = undo(self.register, step.done, self.by)
        assert self.everything() == step.before
        redone = undo(self.register, undone, self.by)
        assert self.everything() == after
        undo(self.register, redone, self.by)
        assert self.everything() == step.before

    @rule(days=st.integers(1, 400))
    def time_passes(self, days: int) -> None:
        self.today += days * DAY
        self.checked = False

    @invariant()
    def the_register_holds_together(self) -> None:
        """No loose ends, no two contracts on a unit at once, no renewal without a review, one step due at most."""
        if self.checked:
            return
        self.checked = True
        assert check_register(self.register.engine).problems == []
        with reading(self.register.engine) as connection:
            held = connection.execute(select(contract)).all()
            extend = select(review.c.contract_id).where(review.c.outcome == ReviewOutcome.EXTEND)
            allowed = set(connection.execute(extend).scalars())
        spans = [(one.unit_id, ContractDates(one.start_date, one.end_date, one.moved_out_on)) for one in held]
        for index, (unit, first) in enumerate(spans):
            assert not any(unit == other and overlap(first, second) for other, second in spans[index + 1 :])
        assert {one.renews_contract_id for one in held} - {None} <= allowed
        for one in held:
            found = steps(self.register, one.id, self.today)
            assert sum(step.recommended for step in found) <= 1
            assert all(step.available != bool(step.why_not) for step in found)


TestLivesOfContracts = LivesOfContracts.TestCase
TestLivesOfContracts.settings = settings(max_examples=22, stateful_step_count=25, deadline=None)
