"""An erased case stays as it was left: nothing is added to it, changed or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job


def refuse_erased(kind: str, values: Mapping[str, Any], current: Mapping[str, Any] | None, job: Job) -> None:
    """Raise ``Refused`` when the record is, belongs or would belong to a household that was erased."""
    from bokart_desk.storage.queries.erasures import is_erased, of_contract  # noqa: PLC0415

    held = current or {}
    concerned = {held.get("household_id"), values.get("household_id")}
    if kind == "household":
        concerned.add(held.get("id"))
    elif kind == "review":
        contract_id = values.get("contract_id") or held.get("contract_id")
        concerned.add(of_contract(job.connection, contract_id) if contract_id is not None else None)
    if any(is_erased(job.connection, one) for one in concerned if one is not None):
        raise Refused(
            _(
                "This case was erased. What is left of it is only counted, and cannot be changed. If the household has "
                "come back, register it as a new one."
            )
        )
