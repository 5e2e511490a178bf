"""What tests of a contract's life share: who gives the commands, and what is read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.services import editing
from bokart_desk.services.doing import By
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.reviewing import (
    RecordReview,
    record_review,
)
from bokart_desk.services.tenancy.steps import Step, steps
from tests.register_builder import TODAY

BY = By("Kari", datetime(2026, 11, 22, 8, tzinfo=UTC), TODAY)
DAY = timedelta(days=1)


def held(register: Register, kind: str, record: int | None) -> Mapping[str, Any]:
    assert record is not None
    found = editing.record(register, kind, record)
    assert found is not None
    return found


def by_step(register: Register, contract: int, today: date = TODAY) -> dict[ContractStep, Step]:
    return {one.step: one for one in steps(register, contract, today)}


def recommended(register: Register, contract: int, today: date = TODAY) -> list[ContractStep]:
    return [one.step for one in steps(register, contract, today) if one.recommended]


def reviewed(register: Register, contract: int, outcome: ReviewOutcome = ReviewOutcome.EXTEND) -> None:
    record_review(register, RecordReview(contract, TODAY, outcome), by=BY)
