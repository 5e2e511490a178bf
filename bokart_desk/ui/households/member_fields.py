"""The fields of one member in a dialog: the same for a new household and for a new member."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.identity import birth_date_of
from bokart_desk.i18n import _
from bokart_desk.services.households import MemberGiven
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.households.birth_editor import BirthEditor
from bokart_desk.ui.households.identity import DufEditor, IdentityEditor

_NAMES = ("given_name", "family_name", "born_on", "duf_number", "identity_number", "phone")


class MemberFields:
    """Puts the fields of a member into a dialog. ``prefix``: stands before their names there ("members.0.").

    ``first``: the names carry shortcuts; a further member's would be the same again.
    """

    def __init__(self, dialog: StepDialog, prefix: str = "", *, first: bool = True, whole: bool = True) -> None:
        self._dialog = dialog
        self._prefix = prefix
        titles = (
            (_("&Given name"), _("&Family name"), _("&Born"), _("&DUF number"))
            if first
            else (_("Given name"), _("Family name"), _("Born"), _("DUF number"))
        )
        add = dialog.add_field
        add(prefix + "given_name", titles[0], LineEditor(100))
        add(prefix + "family_name", titles[1], LineEditor(100))
        add(prefix + "born_on", titles[2], BirthEditor(dialog.desk.today))
        add(prefix + "duf_number", titles[3], DufEditor())
        if whole:
            add(prefix + "identity_number", _("National &identity number"), IdentityEditor())
            add(prefix + "phone", _("&Phone"), LineEditor(40))
            dialog.fields[prefix + "identity_number"].editing.edited.connect(self.take_birth_date)

    def given(self) -> MemberGiven:
        """Return the member as typed so far."""
        held = {name: self._dialog.value(self._prefix + name) for name in _NAMES if self._has(name)}
        names = {name: held.get(name) or "" for name in ("given_name", "family_name")}
        return MemberGiven(**{**held, **names})

    def faults(self) -> dict[str, str]:
        """Return what is wrong with the member beside what the fields say themselves."""
        born: date | None = self._dialog.value(self._prefix + "born_on")
        if born is not None and born > self._dialog.desk.today():
            return {self._prefix + "born_on": _("This day has not come yet.")}
        return {}

    def take_birth_date(self) -> None:
        """A national identity number tells the day of birth; it is not typed twice."""
        number = self._dialog.value(self._prefix + "identity_number")
        born = self._dialog.fields[self._prefix + "born_on"]
        if number and born.editing.is_empty():
            born.set_value(birth_date_of(number))

    def _has(self, name: str) -> bool:
        return self._prefix + name in self._dialog.fields
