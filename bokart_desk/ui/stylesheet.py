"""The one stylesheet, built from a palette; widgets say what they are by properties (role, kind, tone, card).

In the sheet ``@name`` is a colour of the palette; ``@name@`` the same inside a longer word.
"""

from __future__ import annotations

import re

from bokart_desk.i18n import resources_folder
from bokart_desk.ui.palette import Palette, Tone


def stylesheet(colours: Palette) -> str:
    """Return the stylesheet of the application in ``colours``."""
    values = {
        name: getattr(colours, name)
        for name in Palette.__dataclass_fields__
        if name not in ("dark", "tones")
    }  # fmt: skip
    values["link"] = colours.tone(Tone.ACCENT).text
    values["controls"] = (resources_folder() / "icons" / "controls").as_posix()
    values["scheme"] = "dark" if colours.dark else "light"
    sheet = re.sub(r"@(\w+)@?", lambda found: values[found[1]], _SHEET)
    return sheet + "".join(_tone_rules(tone, colours) for tone in Tone)


def _tone_rules(tone: Tone, colours: Palette) -> str:
    shades = colours.tone(tone)
    return (
        f'QLabel[tone="{tone}"] {{ color: {shades.text}; }}\n'
        f'QLabel[pill="{tone}"] {{ color: {shades.text}; background: {shades.soft}; }}\n'
        f'QFrame[banner="{tone}"] {{ background: {shades.soft}; border: 1px solid {shades.strong}; '
        f"border-radius: 6px; }}\n"
        f'QFrame[banner="{tone}"] QLabel {{ color: {shades.text}; }}\n'
        f'QFrame[edge="{tone}"] {{ border-left: 4px solid {shades.strong}; }}\n'
    )


_SHEET = """
QWidget { color: @text; }
QMainWindow, QDialog, QWidget[page="true"] { background: @window; }
QToolTip { background: @surface; color: @text; border: 1px solid @border_strong; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 18pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 12pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 22pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: @text_muted; }
QLabel[role="small"] { color: @text_muted; font-size: 9pt; }
QLabel[pill] { border-radius: 9px; padding: 2px 9px; font-size: 9pt; font-weight: 600; }
QLabel:disabled { color: @text_disabled; }

QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[line="true"] { background: @border; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton {
    background: @surface; border: 1px solid @border_strong; border-radius: 6px;
    padding: 5px 14px; min-height: 20px;
}
QToolButton { padding: 5px 8px; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { border: none; padding: 0; background: transparent; min-height: 0; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @sunken; }
QPushButton:focus, QToolButton:focus { border: 2px solid @focus; padding: 4px 13px; }
QToolButton:focus { padding: 4px 7px; }
QPushButton:disabled, QToolButton:disabled { color: @text_disabled; border-color: @border; }
QPushButton:checked, QToolButton:checked { background: @selection; color: @selection_text; border-color: @focus; }
QPushButton[kind="primary"] {
    background: @accent; color: @on_accent; border-color: @accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: @accent_hover; }
QPushButton[kind="primary"]:pressed { background: @accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid @focus; }
QPushButton[kind="primary"]:disabled { background: @sunken; color: @text_disabled; border-color: @border; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid @focus; }
QPushButton[kind="link"] {
    background: transparent; border: 2px solid transparent; border-radius: 4px; color: @link;
    padding: 1px 3px; text-align: left; min-height: 0; text-decoration: underline;
}
QPushButton[kind="link"]:focus { border: 2px solid @focus; padding: 1px 3px; }

QPushButton[kind="row"] {
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0; text-align: left;
}
QPushButton[kind="row"]:hover { background: @hover; }
QPushButton[kind="row"]:pressed { background: @sunken; }
QPushButton[kind="row"]:focus { border: 2px solid @focus; padding: 0; }
QPushButton[kind="tile"] {
    background: @surface; border: 1px solid @border; border-radius: 8px; padding: 0; text-align: left;
}
QPushButton[kind="tile"]:hover { background: @hover; border-color: @border_strong; }
QPushButton[kind="tile"]:pressed { background: @sunken; }
QPushButton[kind="tile"]:focus { border: 2px solid @focus; padding: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {
    background: @surface; border: 1px solid @border_strong; border-radius: 6px; padding: 1px 8px;
    selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit, QSpinBox, QDateEdit, QComboBox { min-height: 28px; }
QPlainTextEdit, QTextEdit { padding: 4px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {
    border: 2px solid @focus; padding: 0 7px;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    background: transparent; border: none; padding: 0 0 0 8px; min-height: 0;
}
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { background: @sunken; color: @text_disabled; }
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
    border: 2px solid #cf3f33; padding: 0 7px;
}
QPlainTextEdit[invalid="true"], QPlainTextEdit:focus { padding: 3px 7px; }
QToolButton[kind="inside"] { background: transparent; border: none; padding: 0; min-height: 0; border-radius: 4px; }
QToolButton[kind="inside"]:hover { background: @hover; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
    image: url(@controls@/chevron-down-@scheme@.svg); width: 16px; height: 16px;
}
QSpinBox, QSpinBox:focus, QDateEdit, QDateEdit:focus { padding-left: 0; padding-right: 0; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 20px; }
QSpinBox::up-arrow { image: url(@controls@/chevron-up-@scheme@.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url(@controls@/chevron-down-@scheme@.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: @surface; border: 1px solid @border_strong; padding: 2px; outline: none;
    selection-background-color: @selection; selection-color: @selection_text;
}
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 2px; border: 2px solid transparent;
    border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @focus; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {
    width: 16px; height: 16px; border: 1px solid @border_strong; border-radius: 4px; background: @surface;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QTableView::indicator:checked {
    background: @accent; border-color: @accent; image: url(@controls@/check.svg);
}
QRadioButton::indicator:checked { border-color: @accent; image: url(@controls@/dot-@scheme@.svg); }
QCheckBox::indicator:indeterminate { image: url(@controls@/dash-@scheme@.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @sunken; border-color: @border; }

QTableView, QListView, QTreeView, QTextBrowser {
    background: @surface; alternate-background-color: @hover; border: 1px solid @border; border-radius: 8px;
    gridline-color: @border; outline: none;
    selection-background-color: @selection; selection-color: @selection_text;
}
QTableView:focus, QListView:focus, QTreeView:focus, QTextBrowser:focus { border: 1px solid @focus; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    background: @selection; color: @selection_text;
}
QHeaderView { background: @sunken; border: none; }
QHeaderView::section {
    background: @sunken; color: @text_muted; border: none; border-bottom: 1px solid @border;
    padding: 7px 8px; font-weight: 600;
}
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow { image: url(@controls@/chevron-up-@scheme@.svg); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url(@controls@/chevron-down-@scheme@.svg); width: 12px; height: 12px; }
QTableView[kind="roomy"]::item, QListView[kind="roomy"]::item { padding: 0 8px; }
QTableCornerButton::section { background: @sunken; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[page="true"] { background: @window; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }

QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar::tab { background: transparent; padding: 8px 14px; border: none; border-bottom: 3px solid transparent;
    color: @text_muted; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { border: 2px solid @focus; border-radius: 4px; }
QTabBar::scroller { width: 52px; }
QTabBar QToolButton { padding: 0; min-height: 0; margin: 4px 1px; }
QTabBar QToolButton::left-arrow { image: url(@controls@/chevron-left-@scheme@.svg); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url(@controls@/chevron-right-@scheme@.svg); width: 16px; height: 16px; }

QMenu { background: @surface; border: 1px solid @border_strong; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @selection_text; }
QMenu::item:disabled { color: @text_disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }

QProgressBar { background: @sunken; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QStatusBar { background: @window; border-top: 1px solid @border; }
QStatusBar::item { border: none; }

QWidget#toast { background: @nav; border-radius: 8px; }
QWidget#toast QLabel { color: @nav_active_text; }

QWidget#navigation { background: @nav; }
QWidget#navigation QScrollArea, QWidget#navigation_screens { background: transparent; border: none; }
QWidget#navigation QPushButton:disabled { color: @nav_muted; }
QWidget#navigation QLabel { color: @nav_text; }
QWidget#navigation QLabel[role="small"] { color: @nav_muted; }
QWidget#navigation QLabel[role="strong"] { color: @nav_active_text; font-size: 11pt; }
QWidget#navigation QPushButton {
    background: transparent; color: @nav_text; border: 2px solid transparent; border-radius: 6px;
    padding: 7px 10px; text-align: left; min-height: 22px;
}
QWidget#navigation QPushButton:hover { background: @nav_hover; }
QWidget#navigation QPushButton:checked { background: @nav_active; color: @nav_active_text; font-weight: 600; }
QWidget#navigation QPushButton:focus { border: 2px solid @nav_muted; }
"""
