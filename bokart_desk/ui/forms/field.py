"""A field of a form: its name with a shortcut above, and under it what the value means or what is wrong with it."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.editing import Editor
from bokart_desk.ui.named_field import Field


def without_mnemonic(title: str) -> str:
    """Return the title as it reads, without the sign of its shortcut."""
    return title.replace("&&", "\0").replace("&", "").replace("\0", "&")


class FormField(Field):
    """A field that looks after its note by itself while one types; ``title`` may carry an & for its shortcut."""

    def __init__(
        self,
        title: str,
        editor: QWidget,
        help_text: str = "",
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        shown = _("{title} *").format(title=title) if required else title
        super().__init__(shown, editor, help_text, parent)
        self.title = without_mnemonic(title)
        self.required = required
        self._help_text = help_text
        self._said = ""
        name = _("{title} (required)").format(title=self.title) if required else self.title
        editor.setAccessibleName(name)
        self.editing.typed.connect(self._typed)
        self.editing.edited.connect(self.refresh)

    @property
    def editing(self) -> Editor:
        """The editor as such; ``editor`` is the same as a widget."""
        return cast("Editor", self.editor)

    def value(self) -> Any:
        """Return what the editor holds."""
        return self.editing.value()

    def set_value(self, value: Any) -> None:
        """Show a value, and what it means."""
        self.editing.set_value(value)
        self.say("")

    def say(self, error: str) -> None:
        """Show an error that comes from elsewhere than the editor, until it is called again."""
        self._said = error
        self.refresh()

    def refresh(self) -> None:
        """Show what is wrong, else what the value means, else the help. That it is needed, its form says in time."""
        waits = self.editing.unfinished() or (self.required and self.editing.is_empty())
        problem = "" if waits else self.editing.problem()
        self.show_help(self.editing.explanation() or self._help_text)
        self.show_error(problem or self._said)

    def change_help(self, text: str) -> None:
        """Change the help that stands under the field when the value needs no explanation."""
        self._help_text = text
        self.refresh()

    def put_under(self, widget: QWidget) -> None:
        """Put a widget under the note."""
        column = self.layout()
        assert column is not None
        column.addWidget(widget)

    def _typed(self) -> None:
        self._said = ""
        self.refresh()
