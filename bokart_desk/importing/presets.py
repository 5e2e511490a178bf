"""A mapping as it is saved: what each list of a file was taken for, in plain values, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bokart_desk.domain.codes import Disposal
from bokart_desk.importing.choices import LEFT_OUT, BlankEnd, NotesFate, PresetSheet, SheetChoices, own_field_name
from bokart_desk.importing.fields import Field
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import OnDuplicate
from bokart_desk.importing.plan import FilePlan, SheetPlan


def mapping_of(plan: FilePlan) -> dict[str, Any]:
    """Return what the lists of a file were taken for, guesses and choices alike, to be saved as a preset."""
    sheets = [_sheet(sheet) for sheet in plan.sheets if _is_mapped(sheet)]
    return {"sheets": sheets, "on_duplicate": str(plan.on_duplicate)}


def shapes_of(plan: FilePlan) -> list[str]:
    """Return the shapes of the lists of a file."""
    return [sheet.shape for sheet in plan.sheets if _is_mapped(sheet)]


def _is_mapped(sheet: SheetPlan) -> bool:
    return bool(sheet.shape) and sheet.kind is not SheetKind.NOT_A_LIST


def _sheet(sheet: SheetPlan) -> dict[str, Any]:
    said = sheet.choices
    names = sheet.guesses.names
    family_first = names.value == "family" if names is not None else said.family_first
    return {
        "shape": sheet.shape,
        "kind": str(sheet.kind),
        "header_row": said.header_row,
        "columns": [[column.index, column.choice] for column in sheet.columns],
        "family_first": family_first,
        "month_first": said.month_first,
        "disposal": None if said.disposal is None else str(said.disposal),
        "blank_end": None if said.blank_end is None else str(said.blank_end),
        "without_hidden": said.without_hidden,
        "further": said.further,
        "sensitive": {str(kind): str(fate) for kind, fate in said.sensitive.items()},
    }


def sheets_of(mapping: Mapping[str, Any]) -> tuple[PresetSheet, ...]:
    """Return a saved mapping as planning takes it; what is not known here, a newer program saved, and is left out."""
    return tuple(PresetSheet(one["shape"], _choices(one)) for one in mapping.get("sheets", ()) if one.get("shape"))


def policy_of(mapping: Mapping[str, Any]) -> OnDuplicate | None:
    """Return what a saved mapping does with rows that are in the register already, when it says so."""
    found: OnDuplicate | None = _known(OnDuplicate, mapping.get("on_duplicate"))
    return found


def _choices(saved: Mapping[str, Any]) -> SheetChoices:
    fates = {
        kind: fate
        for name, value in saved.get("sensitive", {}).items()
        if (kind := _known(Sensitive, name)) and (fate := _known(NotesFate, value))
    }
    return SheetChoices(
        kind=_known(SheetKind, saved.get("kind")),
        header_row=saved.get("header_row"),
        columns=dict(_columns(saved.get("columns", ()))),
        family_first=saved.get("family_first"),
        month_first=saved.get("month_first"),
        disposal=_known(Disposal, saved.get("disposal")),
        blank_end=_known(BlankEnd, saved.get("blank_end")),
        without_hidden=saved.get("without_hidden"),
        further=saved.get("further"),
        sensitive=fates,
        saved=True,
    )


def _columns(saved: Iterable[Any]) -> Iterable[tuple[int, str | None]]:
    for index, choice in saved:
        if choice is None or choice == LEFT_OUT or own_field_name(choice) or _known(Field, choice):
            yield index, choice


def _known(kind: Any, value: Any) -> Any:
    """The code with this value; None where there is none."""
    return kind(value) if value in [one.value for one in kind] else None
