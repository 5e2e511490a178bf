"""Whatever is done with cases, rooms and offers between the steps of contracts: the rules hold, and undo restores."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select
from test_tenancy_sequences import NUMBERS, LivesOfContracts

from bokart_desk.domain.codes import FollowUpKind, OfferAnswer, Protection
from bokart_desk.services import editing, merging, offers, rooms
from bokart_desk.services.follow_ups import record_follow_up
from bokart_desk.services.households import members
from bokart_desk.services.households.protecting import set_protection
from bokart_desk.services.rules.protection import texts_with_address
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import household, metadata

NOTES = st.sampled_from([None, "Alt vel", "Trives", "Bor i Storgata 8", "3660 Rjukan"])
PROTECTIONS = st.sampled_from(list(Protection))


class LivesOfCases(LivesOfContracts):
    """The contracts' machine, with all that happens around them."""

    def one(self, kind: str, number: int) -> int:
        """The id of one of the records of a kind; of none when there is none."""
        with reading(self.register.engine) as connection:
            table = metadata.tables[kind]
            ids = list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
        return ids[number % len(ids)] if ids else 1

    @rule(kept=NUMBERS, other=NUMBERS, taken=st.sets(st.sampled_from(merging.CHOSEN)))
    def merge(self, kept: int, other: int, taken: set[str]) -> None:
        pair = self.one("household", kept), self.one("household", other)
        self.give(lambda: merging.merge(self.register, *pair, take_other=frozenset(taken), by=self.by))

    @rule(protection=PROTECTIONS, notes=NOTES)
    def new_household(self, protection: Protection, notes: str | None) -> None:
        given = [members.MemberGiven("Amina", "Hussein"), members.MemberGiven("Liv", "Hussein")]
        values = {"protection": protection, "notes": notes}
        self.give(lambda: members.new_household(self.register, given, values, by=self.by))

    @rule(number=NUMBERS)
    def to_own_household(self, number: int) -> None:
        person = self.one("person", number)
        self.give(lambda: members.move_to_own_household(self.register, person, by=self.by))

    @rule(number=NUMBERS, protection=PROTECTIONS, by_field=st.booleans())
    def protect(self, number: int, protection: Protection, by_field: bool) -> None:
        case, values = self.one("household", number), {"protection": protection}
        if by_field:
            self.give(lambda: editing.change(self.register, "household", case, values, seen={}, by=self.by))
        else:
            self.give(lambda: set_protection(self.register, case, protection, by=self.by))

    @rule(number=NUMBERS, notes=NOTES)
    def visit(self, number: int, notes: str | None) -> None:
        case, kind = self.one("household", number), FollowUpKind.HOME_VISIT
        self.give(lambda: record_follow_up(self.register, case, kind, done_on=self.today, notes=notes, by=self.by))

    @rule(kind=st.sampled_from(["follow_up", "offer", "household", "contract"]), number=NUMBERS, notes=NOTES)
    def write(self, kind: str, number: int, notes: str | None) -> None:
        record = self.one(kind, number)
        self.give(lambda: editing.change(self.register, kind, record, {"notes": notes}, seen={}, by=self.by))

    @rule(number=NUMBERS, unit=NUMBERS, notes=NOTES)
    def offer(self, number: int, unit: int, notes: str | None) -> None:
        case, where = self.one("household", number), self.one("unit", unit)
        self.give(
            lambda: offers.make_offer(self.register, household_id=case, unit_id=where, notes=notes, by=self.by)
        )  # fmt: skip

    @rule(number=NUMBERS, answer=st.sampled_from(list(OfferAnswer)))
    def answer(self, number: int, answer: OfferAnswer) -> None:
        said = offers.OfferAnswered(answer, reason_code="size" if answer is OfferAnswer.DECLINED else None)
        record = self.one("offer", number)
        self.give(lambda: offers.record_answer(self.register, record, said, by=self.by))

    @rule(number=NUMBERS, count=st.integers(2, 3))
    def split(self, number: int, count: int) -> None:
        where = self.one("dwelling", number)
        self.give(lambda: rooms.split_into_rooms(self.register, where, count, by=self.by))

    @rule(number=NUMBERS)
    def join(self, number: int) -> None:
        where = self.one("dwelling", number)
        self.give(lambda: rooms.join_rooms(self.register, where, monthly_rent=Decimal(9000), by=self.by))

    @rule(kind=st.sampled_from(["review", "offer", "follow_up", "unit", "person"]), number=NUMBERS)
    def remove(self, kind: str, number: int) -> None:
        record = self.one(kind, number)
        self.give(lambda: editing.remove(self.register, kind, record, by=self.by))

    @invariant()
    def no_strictly_confidential_case_tells_an_address(self) -> None:
        with reading(self.register.engine) as connection:
            strict = household.c.protection == Protection.STRICTLY_CONFIDENTIAL.value
            for case in connection.execute(select(household.c.id).where(strict)).scalars().all():
                assert not [one for one in texts_with_address(connection, case) if one[2] != "offered_address"]


TestLivesOfCases = LivesOfCases.TestCase
TestLivesOfCases.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
del LivesOfContracts  # its own file runs it
