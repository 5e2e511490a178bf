"""The dialog that merges a household with another: which one, what to keep where they differ, what goes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, ngettext
from bokart_desk.services import duplicates, merging
from bokart_desk.services.choosing import household_words
from bokart_desk.services.doing import Refused
from bokart_desk.services.field_names import field_name
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.pickers import household_picker
from bokart_desk.ui.forms.slow_step import GoOn, SlowStep
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done
    from bokart_desk.services.merging import MergePreview

_KEPT, _OTHER = "kept", "other"


class MergeDialog(SlowStep):
    """``household_id`` stays; the other goes into it. The likeliest other one is proposed."""

    def __init__(self, desk: Desk, parent: QWidget | None, household_id: int, other_id: int | None = None) -> None:
        self._kept = household_id
        self._preview: MergePreview | None = None
        self._of: int | None = None
        self.meanwhile = _("Taking a backup before the households are merged …")
        super().__init__(
            desk,
            _("Merge with another household"),
            _(
                "For two entries that are the same household. All that belongs to the other one comes over to “{name}”,"
                " and the other entry goes. Nothing is lost, and Ctrl+Z parts them again."
            ).format(name=household_words(desk.register, household_id)[0]),
            _("&Merge"),
            parent,
        )
        self.add_field("other", _("The &other household"), household_picker(desk), wide=True, required=True)
        for name in merging.CHOSEN:
            self.add_field(name, field_name("household", name), ChoiceEditor(()))
            self.show_field(name, False)
        self._propose(other_id)

    def check(self) -> Mapping[str, str]:
        """Return why the chosen household cannot be merged, and bring the preview in step."""
        other = self.value("other")
        if other == self._kept:
            self._show(None, None)
            return {"other": _("This is the same household. Choose another one to merge it with.")}
        if other != self._of:
            try:
                self._show(other, merging.preview(self.desk.register, self._kept, other) if other else None)
            except Refused as error:
                self._show(other, None)
                return {"other": error.message}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        """Return what goes over, and what happens to members and protection."""
        shown = self._preview
        if shown is None:
            return ()
        told: list[Sentence] = [
            (Tone.NEUTRAL, _GOES_OVER[kind](count).format(count=count)) for kind, count in shown.moved.items()
        ]
        told += [
            (Tone.NEUTRAL, _("{name} stands in both and becomes one person.").format(name=name))
            for name in shown.same_persons
        ]
        told += [(Tone.NEUTRAL, _("{name} becomes a member.").format(name=name)) for name in shown.new_persons]
        if shown.protection is not Protection.NONE:
            told.append((Tone.WARNING, _("The stricter protection of the address holds for the merged household.")))
        return tuple(told)

    def work(self) -> Callable[[GoOn], Done]:
        """Merge them, after a backup."""
        register, kept, other, by = self.desk.register, self._kept, self.value("other"), self.desk.by()
        take = frozenset(name for name in merging.CHOSEN if self.value(name) == _OTHER)
        return lambda go_on: merging.merge(register, kept, other, take_other=take, by=by, go_on=go_on)

    def _propose(self, other_id: int | None) -> None:
        if other_id is None:
            likely = duplicates.duplicates_of(self.desk.register, self._kept)
            if likely:
                other_id = likely[0].household_id
                why = _("Proposed because of {why}. Choose another one if it is not this.").format(why=likely[0].why)
                self.fields["other"].show_help(why)
        self.fill({"other": other_id})

    def _show(self, other: int | None, preview: MergePreview | None) -> None:
        self._of, self._preview = other, preview
        differing = {one.field: one for one in preview.differences} if preview is not None else {}
        for name in merging.CHOSEN:
            one = differing.get(name)
            if one is not None:
                editor = self.fields[name].editor
                assert isinstance(editor, ChoiceEditor)
                editor.set_choices(((_KEPT, one.kept), (_OTHER, one.other)))
                editor.set_value(_KEPT)
            self.show_field(name, one is not None)


_GOES_OVER: dict[str, Callable[[int], str]] = {
    "contract": lambda n: ngettext("{count} contract comes over.", "{count} contracts come over.", n),
    "offer": lambda n: ngettext("{count} offer comes over.", "{count} offers come over.", n),
    "decision": lambda n: ngettext("{count} decision comes over.", "{count} decisions come over.", n),
    "need": lambda n: ngettext("{count} application comes over.", "{count} applications come over.", n),
    "follow_up": lambda n: ngettext("{count} follow-up comes over.", "{count} follow-ups come over.", n),
    "housing_plan": lambda n: ngettext("{count} housing plan comes over.", "{count} housing plans come over.", n),
}


def open_merge(desk: Desk, parent: QWidget, household_id: int, other_id: int | None = None) -> MergeDialog | None:
    """Open the dialog for a household; afterwards its case is shown. None when it is gone, which is told."""
    if not household_words(desk.register, household_id)[0]:
        desk.tell(_("The household is no longer in the register."))
        return None
    dialog = MergeDialog(desk, parent, household_id, other_id)
    dialog.performed.connect(partial(_show_kept, desk, household_id))
    dialog.open()
    return dialog


def _show_kept(desk: Desk, household_id: int, _done: object) -> None:
    desk.open_household(household_id)
