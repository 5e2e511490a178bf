"""Saved mappings of lists: kept by name, found again by the shape of a list's headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.imports import read_presets

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Preset:
    """A saved mapping. ``mapping`` is what ``importing.presets`` makes of it; ``shapes`` are those of its lists."""

    id: int
    name: str
    shapes: frozenset[str]
    mapping: dict[str, Any]


def presets(register: Register) -> tuple[Preset, ...]:
    """Return all saved mappings by name."""
    with reading(register.engine) as connection:
        return tuple(
            Preset(record, name, frozenset(shape.split()), mapping)
            for record, name, shape, mapping in read_presets(connection)
        )


def preset_named(register: Register, name: str) -> Preset | None:
    """Return a saved mapping by its name, whatever the size of its letters; None when there is none."""
    wanted = name.strip().casefold()
    return next((one for one in presets(register) if one.name.casefold() == wanted), None)


def presets_for(register: Register, shapes: Iterable[str]) -> tuple[Preset, ...]:
    """Return the saved mappings that know a list of one of these shapes; those that know most of them first."""
    given = frozenset(shapes)
    known = [one for one in presets(register) if one.shapes & given]
    return tuple(sorted(known, key=lambda one: -len(one.shapes & given)))


def save(register: Register, name: str, shapes: Iterable[str], mapping: dict[str, Any], *, by: By) -> Done:
    """Save a mapping; one of the same name is replaced. Raise ``Refused`` for a name that will not do."""
    values = {"name": _checked(name), "shape": " ".join(sorted(set(shapes))), "mapping": mapping}
    old = preset_named(register, name)
    with doing(register, "preset", by, _("Mapping saved: {name}").format(name=values["name"])) as it:
        if old is None:
            it.job.insert("import_preset", values)
        else:
            it.job.update("import_preset", old.id, values)
    return it.done


def rename(register: Register, preset: int, name: str, *, by: By) -> Done:
    """Give a saved mapping another name. Raise ``Refused`` when another has it already."""
    wanted = _checked(name)
    other = preset_named(register, wanted)
    if other is not None and other.id != preset:
        text = _("There is a saved mapping called {name} already. Nothing was changed.").format(name=other.name)
        raise Refused(text, {"name": text})
    with doing(register, "preset", by, _("Mapping renamed: {name}").format(name=wanted)) as it:
        it.job.update("import_preset", preset, {"name": wanted})
    return it.done


def remove(register: Register, preset: int, *, by: By) -> Done:
    """Take a saved mapping away; lists that were brought in with it stay as they are."""
    with doing(register, "preset", by) as it:
        name = it.job.held("import_preset", preset)["name"]
        it.title = _("Mapping deleted: {name}").format(name=name)
        it.job.delete("import_preset", preset)
    return it.done


def _checked(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        text = _("Give the mapping a name.")
        raise Refused(text, {"name": text})
    return tidy[:LONGEST_NAME]
