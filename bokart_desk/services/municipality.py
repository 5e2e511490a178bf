"""What the municipality has decided: its name and office, terms, extensions and when to warn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.due import Ladder
from bokart_desk.i18n import DEFAULT_LANGUAGE, _
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.settings import municipality_exists, read_municipality

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.services.doing import By, ChangedMeanwhile, Done


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
    values["warning_ladder"] = _steps(new.ladder)
    with unit_of_work(register.engine, what="settings", who=who, at=now) as work:
        if municipality_exists(work.connection):
            work.update(table, 1, values)
        else:
            work.insert(table, {"id": 1, **values})


def values_of(held: Municipality) -> dict[str, Any]:
    """Return the settings as a form shows them: every field by its name, the steps of the ladder among them."""
    values = {name: getattr(held, name) for name in _COLUMNS}
    return values | {name: step for name, step in asdict(held.ladder).items() if name not in _LIMITS}


def change(register: Register, values: Mapping[str, Any], *, seen: Mapping[str, Any], by: By, name: str = "") -> Done:
    """Save fields of the settings by the names of ``values_of``. ``name``: what is changed, in words, for undo.

    Raise ``Refused`` when a rule is against it, ``ChangedMeanwhile`` when a field holds something else than was seen.
    """
    from bokart_desk.services.doing import doing  # noqa: PLC0415 - loaded with the first change

    with doing(register, "settings", by) as it:
        held = municipality_on(it.job.connection)
        now = values_of(held)
        for field_name, was in seen.items():
            if now[field_name] not in (was, values.get(field_name)):
                raise _changed_meanwhile(field_name, now[field_name])
        columns = {field_name: value for field_name, value in values.items() if field_name in _COLUMNS}
        steps = {field_name: value for field_name, value in values.items() if field_name not in _COLUMNS}
        if steps:
            columns["warning_ladder"] = _steps(held.ladder) | steps
        if any(now[field_name] != value for field_name, value in values.items()):
            if not municipality_exists(it.job.connection):
                it.job.insert("municipality", {"id": 1, "warning_ladder": _steps(held.ladder)})
            it.job.update("municipality", 1, columns)
        it.title = _("Settings: {name}").format(name=name) if name else _("Settings")
    return it.done


def _changed_meanwhile(field_name: str, theirs: Any) -> ChangedMeanwhile:
    from bokart_desk.services.doing import ChangedMeanwhile  # noqa: PLC0415

    message = _("This was changed in another window meanwhile. Your change is not saved yet.")
    return ChangedMeanwhile(message, field_name, theirs)


def _steps(ladder: Ladder) -> dict[str, int]:
    """Return the ladder as it is saved; the limits of vacancy are columns of their own."""
    return {name: step for name, step in asdict(ladder).items() if name not in _LIMITS}


_LIMITS = ("vacant_days", "made_ready_days")
_COLUMNS = tuple(one.name for one in fields(Municipality) if one.name != "ladder")


def _ladder(saved: Any, vacant_days: int, made_ready_days: int) -> Ladder:
    known = {one.name for one in fields(Ladder)}
    steps = {name: int(value) for name, value in (saved or {}).items() if name in known}
    return Ladder(**steps | {"vacant_days": vacant_days, "made_ready_days": made_ready_days})
