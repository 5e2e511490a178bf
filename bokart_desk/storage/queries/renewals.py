"""Which renewals stand on a review (rule 3), for what would take the review away or bring a renewal back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.storage.schema import contract, history, review


def allowed_by_review(connection: Connection, contract_id: int) -> bool:
    """Tell whether a review of a contract ended in that it may be extended."""
    extends = review.c.outcome == ReviewOutcome.EXTEND.value
    return (
        connection.execute(select(review.c.id).where(review.c.contract_id == contract_id, extends)).first() is not None
    )


def renewal_without_review(connection: Connection, contract_id: int, *, beside: int | None = None) -> int | None:
    """Return the renewal of a contract that no review allows any more; None when one does, or it is not renewed.

    ``beside``: a review that does not count. Renewals that came with a list were made without one.
    """
    return _first(connection, contract.c.renews_contract_id == contract_id, beside)


def unreviewed_among(connection: Connection, contract_ids: Iterable[int]) -> int | None:
    """Return the first of these contracts that renews another without a review that allows it; None when none does."""
    return _first(connection, contract.c.id.in_(list(contract_ids)), None)


def contracts_reviewed_in(connection: Connection, work: int) -> list[int]:
    """Return the contracts whose reviews a work made or changed, as far as the reviews are still there."""
    statement = (
        select(review.c.contract_id)
        .join(history, history.c.record_id == review.c.id)
        .where(history.c.work == work, history.c.kind == "review")
    )
    return sorted(set(connection.execute(statement).scalars()))


def _first(connection: Connection, which: ColumnElement[bool], beside: int | None) -> int | None:
    allows: list[Any] = [
        review.c.contract_id == contract.c.renews_contract_id,
        review.c.outcome == ReviewOutcome.EXTEND.value,
    ]
    if beside is not None:
        allows.append(review.c.id != beside)
    imported = exists().where(
        history.c.kind == "contract",
        history.c.record_id == contract.c.id,
        history.c.action == "created",
        history.c.batch_id.is_not(None),
    )
    statement = (
        select(contract.c.id)
        .where(which, contract.c.renews_contract_id.is_not(None), ~exists().where(*allows), ~imported)
        .order_by(contract.c.id)
        .limit(1)
    )
    found = connection.execute(statement).scalar()
    return None if found is None else int(found)
