"""The contracts screen: search and filters on top, the list below, the chosen contract's detail beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.domain.rows import ContractDetail, ContractRow, UnitRow
from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.i18n import _
from bokart_desk.services import contracts
from bokart_desk.services.contracts import ContractQuery, ContractSort
from bokart_desk.services.register import RegisterError
from bokart_desk.services.tenancy.steps import steps
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts.choice import Choice, Segment, count_text, empty_words
from bokart_desk.ui.contracts.columns import contract_columns, unit_columns
from bokart_desk.ui.contracts.detail import DetailPanel
from bokart_desk.ui.contracts.filters import FilterBar
from bokart_desk.ui.contracts.searches import Meant, contract_search, unit_search
from bokart_desk.ui.contracts.start_page import start_page
from bokart_desk.ui.lists.list_and_detail import ListAndDetail
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.result_list import EmptyWords, ResultList
from bokart_desk.ui.lists.side_by_side import SideBySide
from bokart_desk.ui.lists.table import RegisterTable
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

_SIZES = (760, 370)
"""The widths of list and detail at first, in pixels."""


@dataclass(frozen=True, slots=True)
class ContractsTarget:
    """What another view wants shown here: a choice of rows, and perhaps one contract of them."""

    choice: Choice = Choice()  # noqa: RUF009 - frozen
    contract_id: int | None = None


class ContractsView(ListAndDetail):
    """The screen. ``show_payload`` takes a ``ContractsTarget``, ``Choice``, ``ContractQuery`` or a contract's id."""

    key = "contracts"
    detail: DetailPanel

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: QSettings | None = None) -> None:
        super().__init__(desk, parent, settings=settings)
        self._sort = ContractSort.LAST_DAY
        self._descending = False
        self.filters = FilterBar()
        self.field = self.filters.search
        self.count = label("", "muted")
        self.contracts: ResultList[ContractRow] = self._contract_list()
        self.units: ResultList[UnitRow] = self._unit_list()
        self.detail = DetailPanel(desk)
        self._meant = Meant(desk, (self.contracts, self.units))
        self._lay_out()
        self._connect()
        self.connect_ways(self.contracts, self.units)
        self.refresh()

    # Building ------------------------------------------------------------------------------------

    def _contract_list(self) -> ResultList[ContractRow]:
        model = PagedTableModel(contract_columns(), self.desk.today())
        result = ResultList(model, _("Contracts"), self.desk.tasks, start=start_page(self.desk))
        result.table.show_sort(self._sort, descending=self._descending)
        return result

    def _unit_list(self) -> ResultList[UnitRow]:
        return ResultList(PagedTableModel(unit_columns(), self.desk.today()), _("Vacant units"), self.desk.tasks)

    def _lay_out(self) -> None:
        self.columns_button = button(_("Columns"), self._show_columns, icon="columns-3", tip=_("Choose columns"))
        self.filters.top.addWidget(self.columns_button)
        title = QHBoxLayout()
        title.addWidget(label(_("Contracts"), "title"))
        title.addSpacing(Space.S)
        title.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        title.addStretch(1)
        self.new_button = button(
            _("&New contract"), self.new_contract, icon="plus", kind="primary", tip=_("New contract (Ctrl+N)")
        )
        title.addWidget(self.new_button)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self).activated.connect(self.new_contract)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.contracts)
        self.lists.addWidget(self.units)
        self.panes = SideBySide(self.lists, self.detail, _SIZES)
        self.splitter = self.panes.splitter
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(title)
        column.addWidget(self.filters)
        column.addWidget(self.problem)
        column.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.filters.choice_changed.connect(self._search)
        self.panes.turned.connect(self.filters.setHidden)
        self.detail.asked_for_contract.connect(self.open_contract)
        self.detail.asked_for_place.connect(lambda text: self.filters.set_choice(Choice(text, Segment.ALL)))
        self.detail.step_asked.connect(self._take_step)
        self.detail.hindered.connect(self.desk.tell)
        self.detail.sign_asked.connect(self.new_contract)
        for result in (self.contracts, self.units):
            result.widening_asked.connect(self._widen)
            result.suggestion_chosen.connect(self._search_instead)
            result.loader.counted.connect(lambda count: self._tell_count(count, exact=True))
        self.contracts.table.sort_chosen.connect(self._sort_by)

    # What the main window and other views call -----------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; what is chosen stays chosen if it is still there."""
        self._search(self.filters.choice(), keep=True)

    def show_payload(self, payload: object) -> None:
        """Show what another view asks for."""
        if isinstance(payload, bool) or payload is None:
            return
        if isinstance(payload, int):
            self.open_contract(payload)
        elif isinstance(payload, Choice):
            self._show_choice(payload)
        elif isinstance(payload, ContractQuery):
            self._sort, self._descending = payload.sort, payload.descending
            self.contracts.table.show_sort(payload.sort, descending=payload.descending)
            self._show_choice(Choice.from_query(payload))
        elif isinstance(payload, ContractsTarget):
            self._show_choice(payload.choice)
            if payload.contract_id is not None:
                self.open_contract(payload.contract_id)

    def _show_choice(self, choice: Choice) -> None:
        if choice == self.filters.choice():
            self.refresh()
        else:
            self.filters.set_choice(choice)

    def open_contract(self, contract_id: int) -> None:
        """Show a contract's detail, and its row in the list: in this one if it is there, else among all."""
        if self._select_contract(contract_id):
            self.panes.read()
            return
        detail = self._read_detail(contract_id)
        if detail is None:
            self.desk.tell(_("The contract is no longer in the register."))
            return
        self.filters.set_choice(Choice(detail.row.household, Segment.ALL))
        if not self._select_contract(contract_id):
            self._detail_timer.stop()
            self._show_detail(detail)
            self.panes.offer_detail(True)
        self.panes.read()

    def new_contract(self, unit_id: int | None = None) -> None:
        """Open the dialog of a new contract, for a vacant unit or the one that is chosen here (Ctrl+N)."""
        from bokart_desk.ui.tenancy.opening import open_sign  # noqa: PLC0415 - first needed when somebody asks

        if self.desk.has_register:
            open_sign(self.desk, self.window(), unit_id=unit_id or self.detail.shown_unit)

    def tables(self) -> dict[str, RegisterTable]:
        return {"contracts": self.contracts.table, "units": self.units.table}

    # The list ----------------------------------------------------------------------------------------

    def current_list(self) -> ResultList[ContractRow] | ResultList[UnitRow]:
        """Return the list in view."""
        return self.units if self.filters.choice().vacant else self.contracts

    def _search(self, choice: Choice, *, keep: bool = False) -> None:
        if not self.desk.has_register:
            return
        self.problem.hide()
        shown = self.detail.shown_contract, self.detail.shown_unit
        today, words = self.desk.today(), partial(self._nothing_found, choice)
        if choice.vacant:
            more = self.units.show_search(unit_search(self.desk.register, choice, today), today, words)
        else:
            more = self.contracts.show_search(self.contract_search(choice), today, words)
        self._meant.look(choice, self.current_list())
        if more:
            self._tell_count(self.current_list().model.rowCount(), exact=False)
        self._show_list()
        self._choose_again(*shown, keep=keep)

    def _show_list(self) -> None:
        shown = self.current_list()
        (self.contracts if shown is self.units else self.units).loader.stop()
        self.lists.setCurrentWidget(shown)
        self.panes.offer_detail(shown.model.rowCount() > 0)

    def contract_search(self, choice: Choice) -> Search[ContractRow]:
        """Return the question to the register that ``choice`` stands for, in the order now chosen."""
        query = choice.query(self._sort, self._descending)
        return contract_search(self.desk.register, query, self.desk.today())

    def _choose_again(self, contract_id: int | None, unit_id: int | None, *, keep: bool) -> None:
        """Choose the row that was chosen before, when it is on the first page of the new answer."""
        wanted, model = (unit_id, self.units.model) if self.filters.choice().vacant else (contract_id, None)
        rows = (model or self.contracts.model).loaded()
        for number, row in rows:
            if row.id == wanted:
                self.current_list().table.selectRow(number)
                return
        if keep and contract_id is not None:
            self._detail_timer.stop()
            self._show_contract(contract_id)
        else:
            self._detail_timer.start()

    def _select_contract(self, contract_id: int) -> bool:
        if self.filters.choice().vacant:
            return False
        for number, row in self.contracts.model.loaded():
            if row.id == contract_id:
                self.contracts.table.go_to_row(number)
                return True
        return False

    def _sort_by(self, sort: ContractSort, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.contracts.table.show_sort(sort, descending=descending)
        self._search(self.filters.choice(), keep=True)

    def _search_instead(self, text: str) -> None:
        self.filters.set_choice(self.filters.choice().with_text(text))
        self.focus_search()

    def _nothing_found(self, choice: Choice) -> EmptyWords:
        everything = contracts.ContractQuery(state=contracts.ContractState.ALL)
        if not contracts.find_contracts(self.desk.register, everything, self.desk.today(), limit=1).rows:
            return EmptyWords(_("No contracts yet"), start=True)
        return empty_words(choice)

    def _widen(self) -> None:
        wider = self.filters.choice().widened()
        if wider is not None:
            self.filters.set_choice(wider)
            self.focus_search()

    def _tell_count(self, count: int, *, exact: bool) -> None:
        self.count.setText(count_text(self.filters.choice(), count, exact=exact))

    # The detail --------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        row = self.current_list().current()
        if isinstance(row, UnitRow):
            self.detail.show_unit(row, self.desk.today())
        elif row is not None:
            self._show_contract(row.id)
        elif not self.current_list().table.currentIndex().isValid():
            self.detail.show_nothing()

    def _show_contract(self, contract_id: int) -> None:
        detail = self._read_detail(contract_id)
        if detail is None:
            self.detail.show_nothing()
        else:
            self._show_detail(detail)

    def _show_detail(self, detail: ContractDetail) -> None:
        today = self.desk.today()
        try:
            possible = steps(self.desk.register, detail.row.id, today)
        except RegisterError as error:
            self.tell_problem(error)
            possible = ()
        self.detail.show_contract(detail, today, possible)

    def _take_step(self, step: ContractStep) -> None:
        from bokart_desk.ui.tenancy.opening import open_step  # noqa: PLC0415

        if self.detail.shown_contract is not None:
            open_step(self.desk, step, self.detail.shown_contract, self.window())

    def _read_detail(self, contract_id: int) -> ContractDetail | None:
        try:
            return contracts.contract_detail(self.desk.register, contract_id, self.desk.today())
        except RegisterError as error:
            self.tell_problem(error)
            return None
