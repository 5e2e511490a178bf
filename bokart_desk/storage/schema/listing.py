"""What lists are sorted and searched by: derived from the records, can be built anew at any time."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from bokart_desk.storage.schema.base import metadata

contract_listing = Table(
    "contract_listing",
    metadata,
    Column("contract_id", ForeignKey("contract.id", ondelete="CASCADE"), primary_key=True),
    Column("household_sort", Text, nullable=False),
    Column("place_sort", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("start_date", Date, nullable=False),
    Column("rent", Integer, nullable=False),
    Column("open", Boolean(create_constraint=True, name="open"), nullable=False),
    Column("search_text", Text, nullable=False),
    # each way of sorting carries what states are decided by: a list is walked in its order on the index alone
    Index(None, "household_sort", "open", "last_day"),
    Index(None, "place_sort", "open", "last_day"),
    Index(None, "start_date", "open", "last_day"),
    Index(None, "rent", "open", "last_day"),
    Index(None, "last_day", "open"),
)

RAW_DDL: list[str] = [
    "CREATE VIRTUAL TABLE contract_search USING fts5(search_text, content='contract_listing',"
    " content_rowid='contract_id', tokenize='trigram', detail=none)",
    "CREATE TRIGGER contract_listing_added AFTER INSERT ON contract_listing BEGIN"
    " INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text); END",
    "CREATE TRIGGER contract_listing_gone AFTER DELETE ON contract_listing BEGIN"
    " INSERT INTO contract_search(contract_search, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text); END",
    "CREATE TRIGGER contract_listing_changed AFTER UPDATE OF search_text ON contract_listing BEGIN"
    " INSERT INTO contract_search(contract_search, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text);"
    " INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text); END",
]
"""Full-text search over the listing and the triggers that keep it in step (SQLite's FTS5).

``detail=none``: the index knows which groups of three letters a text holds, not where; the text itself tells the rest.
"""
