"""Where records about something or somebody else name the one who asks for access."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from bokart_desk.services.privacy import coverage
from bokart_desk.services.privacy.answer import Mention
from bokart_desk.services.privacy.naming import Names
from bokart_desk.services.privacy.telling import OwnTeller, label_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.about import KeptLine, Scope


class Elsewhere:
    """Looks for ``names`` outside of the case that ``scope`` tells of."""

    def __init__(self, connection: Connection, scope: Scope, names: Names, teller: OwnTeller) -> None:
        from bokart_desk.storage.queries import about  # noqa: PLC0415

        self._about = about
        self._connection, self._scope, self._names, self._teller = connection, scope, names, teller

    def lines(self) -> Iterator[KeptLine]:
        """Yield lines of history about dwellings, landlords and the like whose values name the person."""
        for line in self._about.lines_of_kinds(self._connection, coverage.NAMED_IN):
            texts = [
                text for side in (line.before, line.after) for text in (side or {}).values() if isinstance(text, str)
            ]
            if any(self._names.in_text(text) for text in texts):
                yield line

    def mentions(self, own_landlords: Collection[int]) -> Iterator[Mention]:
        """Yield the texts of these that name the person; of a strictly confidential case they are counted alone.

        The name of a private landlord of the same name (``own_landlords``) is no mention: it may be somebody else's.
        """
        for kind in coverage.NAMED_IN:
            for record, texts in self._about.texts_of(self._connection, kind):
                for name, text in texts.items():
                    own = kind == "landlord" and record in own_landlords
                    if own or not self._names.in_text(str(text)):
                        continue
                    if self._teller.strict:
                        self._teller.skipped += 1
                    else:
                        yield Mention(kind, record, name, label_of(kind, name), self._teller.text(str(text)))

    def case_numbers(self) -> set[str]:
        """Return the case numbers of other households whose texts name the person."""
        from bokart_desk.storage.queries.case_texts import FREE_TEXTS  # noqa: PLC0415

        found: set[int] = set()
        for kind, written in FREE_TEXTS.items():  # names are left out: a namesake is no mention
            for record, texts in self._about.texts_of(self._connection, kind):
                if any(self._names.in_text(str(text)) for name, text in texts.items() if name in (*written, "extra")):
                    found |= self._about.owners_of(self._connection, [(kind, record)])
        others = self._about.records(self._connection, "household", found - self._scope.households)
        return {str(one["case_number"]) for one in others}
