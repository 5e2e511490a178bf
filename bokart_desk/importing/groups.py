"""Rows that a person should look at, grouped by what is the matter with them and not by where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as made_by
from enum import IntEnum

from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.importing.choices import RowKey
from bokart_desk.importing.fields import field_label
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, RowPlan, SheetPlan
from bokart_desk.importing.problems import Problem, problem_words


class GroupKind(IntEnum):
    """What is to be done about the rows of a group, in the order they are shown."""

    WRONG = 0
    """They are not taken as they stand."""
    NAMESAKE = 1
    """A household of the same name is there: the same, or another one?"""
    SENSITIVE = 2
    """Their notes hold what should not stand there."""
    DIFFERENT = 3
    """They are in the register already, and say something otherwise."""
    REMARK = 4
    """They come in, with something to look at."""
    SAID = 5
    """The user has corrected them or said what becomes of them."""


GroupKey = tuple[GroupKind, str, str]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row with the list it stands in."""

    sheet: SheetPlan
    row: RowPlan

    @property
    def key(self) -> RowKey:
        """The row among those of its file."""
        return self.sheet.name, self.row.row


@dataclass(slots=True)
class Group:
    """Rows with the same matter. ``detail`` is the problem or what the notes hold; ``field`` what it is about."""

    kind: GroupKind
    detail: str = ""
    field: str = ""
    rows: list[GroupRow] = made_by(default_factory=list)

    @property
    def key(self) -> GroupKey:
        """What tells the group from others."""
        return self.kind, self.detail, self.field

    @property
    def words(self) -> str:
        """What is the matter, without the count."""
        return _words(self)


def title_of(group: Group, count: int) -> str:
    """Return "7 rows: the end is before the start"."""
    text = ngettext("{count} row: {matter}", "{count} rows: {matter}", count)
    return text.format(count=format_number(count), matter=group.words)


def groups_of(plan: FilePlan) -> tuple[Group, ...]:
    """Return the groups of a file's rows; a row may stand in several."""
    found: dict[GroupKey, Group] = {}
    said = plan.overrides
    about = {*said.left_out, *said.on_duplicate, *said.households, *(key[:2] for key in said.cells)}
    for sheet in plan.sheets:
        for row in sheet.rows:
            plain = row.outcome in (Outcome.NEW, Outcome.UNCHANGED, Outcome.SKIPPED)
            if plain and not (row.facts.warnings or row.facts.namesakes or row.facts.sensitive or about):
                continue
            for group in _matters(row):
                found.setdefault(group.key, group).rows.append(GroupRow(sheet, row))
            if (sheet.name, row.row) in about:
                group = Group(GroupKind.SAID)
                found.setdefault(group.key, group).rows.append(GroupRow(sheet, row))
    return tuple(sorted(found.values(), key=lambda one: (one.kind, -len(one.rows))))


def names_to_ask_about(groups: Iterable[Group]) -> int:
    """Return how many rows have a household of the same name, and nobody has said whether it is the same."""
    asked = (one for group in groups if group.kind is GroupKind.NAMESAKE for one in group.rows)
    return sum(1 for one in asked if one.row.facts.answer_to_name is None)


def _matters(row: RowPlan) -> list[Group]:
    facts = row.facts
    if row.problem is Problem.OTHER_VALUES or (row.outcome is Outcome.UPDATED and facts.changes):
        matters = [Group(GroupKind.DIFFERENT)]
    elif row.outcome.rejected:
        about_field = row.problem in (None, Problem.NOT_UNDERSTOOD, Problem.NUMBER_OF_ANOTHER)
        wrong = Group(GroupKind.WRONG, str(row.problem or ""), (row.field or "") if about_field else "")
        asked = row.problem is Problem.ONE_HOUSEHOLD and facts.answer_to_name is None
        return [wrong, Group(GroupKind.NAMESAKE, Problem.ONE_HOUSEHOLD)] if asked else [wrong]
    else:
        matters = []
    if row.outcome is Outcome.SKIPPED:
        return []
    if facts.namesakes:
        matters.append(Group(GroupKind.NAMESAKE))
    matters += [Group(GroupKind.SENSITIVE, str(kind)) for kind in facts.sensitive]
    told = sum(1 for kind in facts.sensitive if kind not in facts.fates)
    told += bool(facts.namesakes) and facts.answer_to_name is None
    if len(facts.warnings) > told:
        matters.append(Group(GroupKind.REMARK))
    return matters


def _words(group: Group) -> str:
    if group.kind is GroupKind.WRONG:
        name = field_label(group.field) if group.field else ""
        return problem_words(Problem(group.detail), name) if group.detail else _("something needs a look")
    if group.kind is GroupKind.SENSITIVE:
        return {
            Sensitive.DOOR_CODE: _("the notes seem to hold a door code"),
            Sensitive.TELEPHONE: _("the notes seem to hold a telephone number"),
            Sensitive.HEALTH: _("the notes seem to say something about health"),
        }[Sensitive(group.detail)]
    if group.kind is GroupKind.NAMESAKE and group.detail:
        return problem_words(Problem(group.detail))
    return {
        GroupKind.NAMESAKE: _("a household of the same name is there: the same or another one?"),
        GroupKind.DIFFERENT: _("already in the register, and the list says something otherwise"),
        GroupKind.REMARK: _("comes in, with something to look at"),
        GroupKind.SAID: _("corrected or decided by you"),
    }[group.kind]
