"""What only a person can judge is shown to the one who erases: each such mention goes or stays as he says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from erasing_cases import BY, NOW, TODAY, archived, fill, namesake
from sqlalchemy import text

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import editing
from bokart_desk.services.doing import Refused
from bokart_desk.services.households import set_protection
from bokart_desk.services.privacy.erasure import Erasure, Why, erase_household
from bokart_desk.services.privacy.mentions import Mentions, doubtful_mentions
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    (tmp_path / "place").mkdir()
    opened = open_register(tmp_path / "place" / "register.db", now=NOW, backups=tmp_path / "backups")
    yield opened
    opened.close()


def erase(register: Register, of: int, folder: Path, mentions: Mentions, *meant: int) -> Erasure:
    judged = mentions.judged(meant)
    return erase_household(
        register, of, why=Why.DECISION, reference="1", archived=archived(folder), judged=judged, by=BY
    )


def change(register: Register, kind: str, record: int, **values: object) -> None:
    held = editing.record(register, kind, record)
    assert held is not None
    editing.change(register, kind, record, values, seen={name: held[name] for name in values}, by=BY)


def one(register: Register, statement: str) -> object:
    with reading(register.engine) as connection:
        return connection.execute(text(statement)).scalar()


def number(register: Register, statement: str) -> int:
    found = one(register, statement)
    assert isinstance(found, int)
    return found


def test_a_given_name_in_a_note_is_shown_and_goes_when_it_is_meant(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    dwelling = number(register, "SELECT id FROM dwelling WHERE address = 'Bakkeveien 3'")
    change(register, "dwelling", dwelling, notes="Mirjana har nøkkel. Spør Mirjana Hansen på helsestasjonen.")
    mentions = doubtful_mentions(register, of)
    told = [(line.where, line.before, line.word, line.after) for line in mentions.lines]
    assert told[:2] == [
        ("Bakkeveien 3, Merknader", "", "Mirjana", " har nøkkel. Spør Mirjana Hansen på helsestasjonen."),
        ("Bakkeveien 3, Merknader", "Mirjana har nøkkel. Spør ", "Mirjana", " Hansen på helsestasjonen."),
    ]
    assert {line.where for line in mentions.lines[2:]} == {"Bakkeveien 3, Merknader, slik det var tidligere"}
    done = erase(register, of, tmp_path, mentions, 0, 2)
    assert done.judged == 2
    kept = "(slettet) har nøkkel. Spør Mirjana Hansen på helsestasjonen."
    assert one(register, f"SELECT notes FROM dwelling WHERE id = {dwelling}") == kept
    changed = f"SELECT after FROM history WHERE kind = 'dwelling' AND record_id = {dwelling} AND after IS NOT NULL"
    assert kept in str(one(register, changed)).encode().decode("unicode_escape")
    assert check_register(register.engine).problems == []


def test_nothing_is_erased_while_a_mention_is_unseen(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    change(register, "dwelling", 1, notes="Luka ringte")
    with pytest.raises(Refused, match="sett gjennom"):
        erase(register, of, tmp_path, Mentions())
    mentions = doubtful_mentions(register, of)
    change(register, "dwelling", 2, notes="Mirjana ringte")  # written after they were looked through
    with pytest.raises(Refused, match="sett gjennom"):
        erase(register, of, tmp_path, mentions)
    assert one(register, f"SELECT erased FROM household WHERE id = {of}") is None
    erase(register, of, tmp_path, doubtful_mentions(register, of))


def test_a_name_that_a_namesake_bears_is_shown_and_his_own_records_are_not(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    other = namesake(register)
    mentions = doubtful_mentions(register, of)
    assert {line.word for line in mentions.lines} == {"Đorđe Čović", "Čović, Đorđe"}
    assert "Storgata 8, Merknader" in {line.where for line in mentions.lines}
    erase(register, of, tmp_path, mentions, *range(len(mentions.lines)))
    assert one(register, "SELECT notes FROM dwelling WHERE id = 1") == "(slettet) har nøkkel, tlf. (slettet)"
    assert one(register, f"SELECT name FROM household WHERE id = {other}") == "Đorđe Čović"


def test_rows_of_lists_are_shown_but_for_those_of_others_called_so(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    file = tmp_path / "Mirjana sin liste.csv"
    file.write_text(
        "Adresse;Leietaker;Innflytting;Kontrakt utgår;Merknad\n"
        "Elvegata 1;Mirjana Hansen;01.02.2024;31.01.2027;betaler sent\n"
        "Elvegata 2;Ole Olsen;01.02.2024;31.01.2027;Luka klaget\n"
        "Elvegata 3;LEDIG;;;nøkkel hos Luka\n",
        encoding="utf-8",
    )
    apply_plan(register, plan_file(register, file, today=TODAY), who="Kari", now=NOW)
    mentions = doubtful_mentions(register, of)
    rows = [(line.where, line.word, line.after) for line in mentions.lines if line.where.startswith("Mirjana sin")]
    assert rows == [
        ("Mirjana sin liste.csv, rad 3", "Luka", " klaget"),
        ("Mirjana sin liste.csv, rad 4", "Luka", ""),
    ]
    assert any(line.word == "Mirjana" and line.after == " sin liste.csv" for line in mentions.lines)
    erase(register, of, tmp_path, mentions, *range(len(mentions.lines)))
    assert one(register, "SELECT count(*) FROM source_row WHERE cells LIKE '%Luka%'") == 0
    assert one(register, "SELECT count(*) FROM source_row WHERE cells LIKE '%Mirjana Hansen%'") == 1
    assert one(register, "SELECT file_name FROM import_batch ORDER BY id DESC") == "(slettet) sin liste.csv"
    assert one(register, "SELECT count(*) FROM household WHERE name = 'Mirjana Hansen'") == 1


def test_of_a_protected_household_the_words_around_are_kept_back(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    amina = number(register, "SELECT id FROM household WHERE name = 'Amina Hussein'")
    change(register, "household", amina, notes="venn av Luka, bor i Bakkeveien 3")
    set_protection(register, amina, Protection.CONFIDENTIAL, by=BY)
    told = [(line.where, line.before, line.after) for line in doubtful_mentions(register, of).lines]
    assert told
    assert {one for one in told if "Beskyttet" not in one[0]} == set()
    assert {(before, after) for _where, before, after in told} == {("", "")}


def test_of_a_strictly_confidential_case_no_address_is_told(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    change(register, "dwelling", 1, notes="Luka ringte", strengths=None)
    change(register, "contract", 1, moved_out_on=date(2019, 1, 31))
    set_protection(register, of, Protection.STRICTLY_CONFIDENTIAL, by=BY)
    lines = doubtful_mentions(register, of).lines
    assert lines
    assert not [line for line in lines if "Storgata" in line.where]
