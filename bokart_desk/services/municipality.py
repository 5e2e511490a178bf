"""What the municipality has decided: its name and office, terms, extensions and when to warn."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.due import Ladder
from bokart_desk.i18n import DEFAULT_LANGUAGE
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.settings import municipality_exists, read_municipality

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Municipality:
    """The municipality's settings. Limits and the ladder are used by all warnings (rules 4, 5 and 7)."""

    name: str = ""
    number: str | None = None
    office: str | None = None
    contact: str | None = None
    logo: bytes | None = None
    logo_name: str | None = None
    language: str = DEFAULT_LANGUAGE
    default_term_months: int = 36
    extension_months: int = 36
    most_extensions: int = 1
    ladder: Ladder = field(default_factory=Ladder)
    vacancy_limit_days: int = 60
    made_ready_limit_days: int = 30


def municipality(register: Register) -> Municipality:
    """Return the settings; the defaults where none are saved yet."""
    with reading(register.engine) as connection:
        return municipality_on(connection)


def municipality_on(connection: Connection) -> Municipality:
    """Return the settings, read on a connection that is already reading."""
    values = read_municipality(connection)
    if values is None:
        return Municipality()
    known = {name: values[name] for name in _COLUMNS if name in values}
    return Municipality(
        **known,
        ladder=_ladder(values["warning_ladder"], values["vacancy_limit_days"], values["made_ready_limit_days"]),
    )


def save_municipality(register: Register, new: Municipality, *, who: str, now: datetime) -> None:
    """Save the settings, with their history."""
    from bokart_desk.storage.schema import municipality as table  # noqa: PLC0415
    from bokart_desk.storage.work import unit_of_work  # noqa: PLC0415

    values: dict[str, Any] = {name: getattr(new, name) for name in _COLUMNS}
    ladder = asdict(new.ladder)
    del ladder["vacant_days"], ladder["made_ready_days"]  # limits of their own
    values["warning_ladder"] = ladder
    with unit_of_work(register.engine, what="settings", who=who, at=now) as work:
        if municipality_exists(work.connection):
            work.update(table, 1, values)
        else:
            work.insert(table, {"id": 1, **values})


_COLUMNS = tuple(one.name for one in fields(Municipality) if one.name != "ladder")


def _ladder(saved: Any, vacant_days: int, made_ready_days: int) -> Ladder:
    known = {one.name for one in fields(Ladder)}
    steps = {name: int(value) for name, value in (saved or {}).items() if name in known}
    return Ladder(**steps | {"vacant_days": vacant_days, "made_ready_days": made_ready_days})
