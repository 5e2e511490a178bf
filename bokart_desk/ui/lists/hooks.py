"""What a screen with a list fills in; how the parts play together is in ``lists.screen``."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.detail_panel import CardPanel
from bokart_desk.ui.lists.list_and_detail import ListAndDetail
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.result_list import EmptyWords
from bokart_desk.ui.widgets import EmptyState


class HasId(Protocol):
    """A row knows which record it is."""

    @property
    def id(self) -> int:
        """The record's id."""


Row = TypeVar("Row", bound=HasId)


class ScreenHooks(ListAndDetail, Generic[Row]):
    """The first group must be filled in, the second may be."""

    first_sort: ClassVar[tuple[StrEnum, bool]]
    sizes: ClassVar[tuple[int, int]] = (760, 370)
    """The first widths of list and details; only their proportion counts."""
    shown_id: int | None
    """The record whose details are shown."""

    def title(self) -> str:
        """Return the screen's heading."""
        raise NotImplementedError

    def placeholder(self) -> str:
        """Return what the empty search field says: by what one can search."""
        raise NotImplementedError

    def columns(self) -> tuple[Column[Row], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    def search(self, text: str, sort: Any, descending: bool) -> Search[Row]:
        """Return the question for the rows that fit ``text`` and the filters; ``sort``: one of the columns' own."""
        raise NotImplementedError

    def count_text(self, count: int) -> str:
        """Return "12 households"."""
        raise NotImplementedError

    def row_of(self, record_id: int) -> Row | None:
        """Return a record's row straight from the register; None when it is gone."""
        raise NotImplementedError

    def words_for(self, row: Row) -> str:
        """Return what to search for so that this row is found."""
        raise NotImplementedError

    def show_row(self, row: Row | None) -> None:
        """Show a row's details in ``self.detail``, or that nothing is chosen."""
        raise NotImplementedError

    def show_again(self, row: Row) -> None:
        """Show the details of the row that is shown already, after the register was read again.

        A detail with fields one types in overrides this, so that the field typed in keeps the cursor.
        """
        self.show_row(row)

    def make_detail(self) -> QWidget:
        """Return the widget at the right."""
        return CardPanel()

    def buttons(self) -> Sequence[QWidget]:
        """Return what stands at the right of the title ("New household …")."""
        return ()

    def filters(self) -> Sequence[QWidget]:
        """Return the filters, in a row under the search field; they call ``search_again``."""
        return ()

    def is_filtered(self) -> bool:
        """Tell whether the filters leave something out."""
        return False

    def clear_filters(self) -> None:
        """Set the filters so that nothing is left out; the screen searches afterwards."""

    def nothing_found(self, text: str) -> EmptyWords:
        """Return the words for a search (or a choice of filters) that finds nothing."""
        words = _("Nothing found for “{text}”.").format(text=text) if text else _("Nothing fits the filters chosen.")
        return EmptyWords(words, wider=self.is_filtered())

    def start_page(self) -> EmptyState | None:
        """Return what shows when the register holds none at all: what the screen is for, and how to start."""
        return None

    def holds_any(self) -> bool:
        """Tell whether the register may hold any; asked when nothing is found without text and filters."""
        return False

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return what ``text``, which finds nothing, may have been meant to be. Runs on another thread."""
        del text
        return ()
