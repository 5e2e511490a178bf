"""The case file for the archive: everything held about a household, as PDF/A-2b, read back after writing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, current_language, format_date, format_moment
from bokart_desk.reporting.atomic import write_bytes
from bokart_desk.reporting.case_sections import case_sections, two_columns
from bokart_desk.reporting.document import Orientation, ReportDocument, Row, Section
from bokart_desk.reporting.errors import ReportNotWritten
from bokart_desk.reporting.expiry_list import confidential_footer
from bokart_desk.services.doing import By
from bokart_desk.services.privacy.access import access_answer
from bokart_desk.services.privacy.answer import AccessAnswer
from bokart_desk.services.privacy.as_json import as_bytes
from bokart_desk.services.register import Register

_NOT_SEEN = re.compile(r"[\s\-‐‑\x00-\x1f\x7f-\x9f\u00ad\ufffe\u200b-\u200f\u202a-\u202e]+")
_SIMPLE = re.compile(r"[\u0020-\u024f\u2010-\u2026€№]+")
"""Text that comes out of a PDF as it went in; other scripts are drawn in other orders."""
_LONG_WORD, _PIECE = 9, 3
"""Characters of a word that a narrow column may break, and of the parts it is broken into at least."""
_FIRST_DAYS = ("applied_on", "signed_on", "start_date", "offered_on", "decided_on", "settled_on")


@dataclass(frozen=True, slots=True)
class ArchivedCase:
    """A case file that was written and read back. ``sha256`` is of the file, ``facts_sha256`` of the case as JSON."""

    path: Path
    sha256: str
    pages: int
    facts_sha256: str


def archive_case(
    register: Register, household_id: int, target: Path, by: By, now: datetime | None = None
) -> ArchivedCase:
    """Write the case file of a household to ``target`` (.pdf), read it back, and return what was written.

    The file is there whole or not at all. ``now``: the moment it is dated, else ``by.now``; the same case and moment
    give the same bytes. Raise ``ReportNotWritten`` with text for the user when it could not be written or does not
    hold what it should, and ``Refused`` when there is no such household. The register is only read.
    """
    from bokart_desk.reporting.pdf.archive import ArchiveFacts, render_archive_pdf  # noqa: PLC0415

    moment = now if now is not None else by.now
    answer = access_answer(register, household_id, by=By(by.who, moment, by.today), unabridged=True)
    digest = hashlib.sha256(as_bytes(answer)).hexdigest()
    first, last = _days(answer)
    document = case_file(answer, digest)
    facts = ArchiveFacts(
        title=f"{document.title} {answer.about.case_number}",
        case_number=answer.about.case_number,
        household_id=household_id if _leads_to_register(answer) else None,
        municipality=answer.sender.name,
        municipality_number=answer.sender.number,
        register_id=answer.register_id,
        facts_sha256=digest,
        first=first,
        last=last,
        made_at=moment,
    )
    rendered = render_archive_pdf(document, facts)
    _check_text(target, rendered.content, document, rendered.missing)
    write_bytes(target, rendered.content)
    _read_back(target, rendered.content)
    return ArchivedCase(target, hashlib.sha256(rendered.content).hexdigest(), rendered.pages, digest)


def case_file(answer: AccessAnswer, facts_sha256: str) -> ReportDocument:
    """Return the case file as a document."""
    sender = answer.sender
    return ReportDocument(
        title=_("Case file"),
        subtitle=_("Case {number}").format(number=answer.about.case_number),
        author=sender.name,
        office=sender.office,
        logo=sender.logo,
        subject=_("Case file of a household, for the archive"),
        meta=(
            _("About the household {name}, with all its members.").format(name=answer.about.name),
            _("Made {moment} by {who}.").format(moment=format_moment(answer.made_at), who=answer.made_by),
            _("Below is everything that the register holds. Fields that are empty are left out."),
        ),
        sections=(_about_file(answer, facts_sha256), *case_sections(answer, numbers=_leads_to_register(answer))),
        footer=confidential_footer(),
        orientation=Orientation.PORTRAIT,
        language=current_language(),
    )


def _leads_to_register(answer: AccessAnswer) -> bool:
    """Tell whether the file may hold the register's own numbers.

    What is left of an erased case is only counted, but still lies at its unit: the number would lead there from the
    names in this file. A strictly confidential address must not be found so (rule 11).
    """
    return answer.about.protection is not Protection.STRICTLY_CONFIDENTIAL


def _about_file(answer: AccessAnswer, facts_sha256: str) -> Section:
    first, last = _days(answer)
    rows = [
        (_("Municipality"), " ".join(filter(None, (answer.sender.number, answer.sender.name)))),
        (_("Case number"), answer.about.case_number),
        (_("Number in the register"), str(answer.about.household_id) if _leads_to_register(answer) else ""),
        (_("Register"), answer.register_id),
        (_("First day"), format_date(first)),
        (_("Last day"), format_date(last)),
        (_("Checksum of the facts (SHA-256)"), facts_sha256),
        *((_("Not told here"), text) for text in answer.left_out),
    ]
    told = tuple(Row(row) for row in rows if row[1])
    return Section(_("About the case file"), two_columns(_("Field"), _("What it holds")), told, "")


def _days(answer: AccessAnswer) -> tuple[date | None, date | None]:
    """Return the first day that the case tells of, and the last one up to today."""
    days = [
        date.fromisoformat(fact.value)
        for record in answer.records
        for fact in record.facts
        if fact.field in _FIRST_DAYS and isinstance(fact.value, str)
    ]
    days += [line.at.date() for line in answer.history]
    days = [day for day in days if day <= answer.today]
    return (min(days), max(days)) if days else (None, None)


def _check_text(target: Path, content: bytes, document: ReportDocument, missing: Iterable[str]) -> None:
    """Read the finished file as a reader of the archive will, before anything at its place is replaced by it."""
    from bokart_desk.reporting.pdf.archive import text_of  # noqa: PLC0415

    found = _comparable(text_of(content))
    if not all(_stands_in(found, word) for word in _words(document, frozenset(missing))):
        raise _not_whole(target)


def _read_back(target: Path, content: bytes) -> None:
    """Take the file away again, and say so, when what is on the disk is not what was checked."""
    with suppress(OSError):
        if target.read_bytes() == content:
            return
    with suppress(OSError):
        target.unlink(missing_ok=True)
    raise _not_whole(target)


def _not_whole(target: Path) -> ReportNotWritten:
    return ReportNotWritten(
        _(
            "The case file {name} was made, but reading it back showed that something is missing in it. It is not "
            "there; nothing in the register was changed. Choose another folder and try again."
        ).format(name=target.name)
    )


def _stands_in(found: str, word: str) -> bool:
    """Tell whether a word was read back; a long one may be broken by the end of a page."""
    if word in found:
        return True
    if len(word) <= _LONG_WORD:
        return False
    while word and word not in found:
        there = bisect_left(range(1, len(word)), True, key=lambda length: word[:length] not in found)
        if there < _PIECE:
            return False
        word = word[there:]
    return True


def _words(document: ReportDocument, missing: frozenset[str]) -> Iterator[str]:
    for section in document.sections:
        for row in section.rows:
            for cell in row.cells:
                for word in str(cell or "").split():
                    kept = _comparable(word)
                    if kept and _SIMPLE.fullmatch(kept) and not missing & set(kept):
                        yield kept


def _comparable(text: str) -> str:
    return _NOT_SEEN.sub("", unicodedata.normalize("NFC", text))
