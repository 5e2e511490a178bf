"""All editors of forms; what they have in common is ``Editor``."""

from bokart_desk.ui.forms.choice_editors import ChoiceEditor, YesNoEditor
from bokart_desk.ui.forms.day_editor import DayEditor, day_in_words
from bokart_desk.ui.forms.editing import Editor
from bokart_desk.ui.forms.number_editors import AmountEditor, NumberEditor
from bokart_desk.ui.forms.record_picker import Found, RecordPicker
from bokart_desk.ui.forms.text_editors import LineEditor, TextEditor

__all__ = [
    "AmountEditor",
    "ChoiceEditor",
    "DayEditor",
    "Editor",
    "Found",
    "LineEditor",
    "NumberEditor",
    "RecordPicker",
    "TextEditor",
    "YesNoEditor",
    "day_in_words",
]
