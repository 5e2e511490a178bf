"""Stopping, failing and others writing meanwhile: an import is there wholly or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_lists import (
    HADDAD,
    NOW,
    TODAY,
    WARSAME,
    bring_in,
    contracts,
    counts,
    folder,
    register,
    save,
)
from sqlalchemy import event

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import plan_file
from bokart_desk.importing.reading import ReadingCancelled
from bokart_desk.services.register import Register
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.checks import check_register

__all__ = ["folder", "register"]


def test_a_backup_is_taken_before_and_none_when_nothing_changes(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    _plan, applied = bring_in(register, path)
    assert applied.backup is not None
    assert applied.backup.is_file()
    before = len(list_backups(register.backups))
    bring_in(register, path)
    assert len(list_backups(register.backups)) == before


def test_stopping_leaves_the_register_as_it_was(register: Register, folder: Path) -> None:
    plan = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    before = counts(register)
    asked = iter([False, False, False, True])
    with pytest.raises(ReadingCancelled):
        apply_plan(register, plan, who="Kari", now=NOW, cancelled=lambda: next(asked))
    assert counts(register) == before
    apply_plan(register, plan, who="Kari", now=NOW)
    assert len(contracts(register)) == 2


def test_a_failure_half_way_leaves_the_register_as_it_was(register: Register, folder: Path) -> None:
    plan = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    before = counts(register)

    def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "INSERT INTO source_row" in statement:
            raise RuntimeError("the power went")

    event.listen(register.engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        apply_plan(register, plan, who="Kari", now=NOW)
    event.remove(register.engine, "before_cursor_execute", fail)
    assert counts(register) == before
    assert check_register(register.engine).ok


def test_a_plan_made_before_somebody_else_wrote_is_made_anew(register: Register, folder: Path) -> None:
    early = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    bring_in(register, save(folder, WARSAME, name="annen.xlsx"))
    applied = apply_plan(register, early, who="Kari", now=NOW)
    assert applied.totals[Outcome.NEW] == 1
    assert applied.totals[Outcome.UNCHANGED] == 1
    assert len(contracts(register)) == 2
