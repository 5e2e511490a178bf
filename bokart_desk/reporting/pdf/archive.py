"""Makes a PDF fit for the archive (PDF/A-2b): described in XMP, with a colour profile, and without transparency.

What the rules want beyond what every paper has (fonts embedded, no encryption, no scripts, no attachments) is added to
the finished PDF. docs/decisions/0075 says what was checked and what was not.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from bokart_desk.i18n import resources_folder
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.pdf import RenderedPdf, render_pdf
from bokart_desk.reporting.pdf.xmp import packet

PRODUCER = "BOKART Desk"
_PROFILE = "sRGB2014.icc"


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What the metadata say of a case file; never a name. ``first`` and ``last``: the days the case spans.

    ``household_id`` is None where it would lead to a strictly confidential address.
    """

    title: str
    case_number: str
    household_id: int | None
    municipality: str
    municipality_number: str
    register_id: str
    facts_sha256: str
    first: date | None
    last: date | None
    made_at: datetime


def render_archive_pdf(document: ReportDocument, facts: ArchiveFacts) -> RenderedPdf:
    """Return the document as PDF/A-2b. The same document and facts give the same bytes."""
    rendered = render_pdf(replace(document, logo=_opaque(document.logo)))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(rendered.content)))
    writer.pdf_header = "%PDF-1.7"
    for page in writer.pages:
        page.pop("/Trans", None)
        _drop_masks(page)
    _describe(writer, document, facts)
    _add_output_intent(writer)
    mark = hashlib.md5(rendered_text(facts).encode(), usedforsecurity=False).digest()
    writer._ID = ArrayObject((ByteStringObject(mark), ByteStringObject(mark)))
    out = io.BytesIO()
    writer.write_stream(out)
    return RenderedPdf(out.getvalue(), rendered.pages, rendered.missing)


def text_of(content: bytes) -> str:
    """Return the text of a PDF, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def rendered_text(facts: ArchiveFacts) -> str:
    """Return what the file's identifier is made from: the register, the case, its facts and the moment."""
    return "|".join((facts.register_id, facts.case_number, facts.facts_sha256, facts.made_at.isoformat()))


def _opaque(logo: bytes | None) -> bytes | None:
    """Return the logo on white paper, as PNG; None where it cannot be used."""
    from bokart_desk.reporting.pdf.logo import read_logo  # noqa: PLC0415

    if read_logo(logo) is None or logo is None:
        return None
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        white.alpha_composite(seen)
        out = io.BytesIO()
        white.convert("RGB").save(out, "PNG")
        return out.getvalue()


def _drop_masks(page: Any) -> None:
    """Take the masks of pictures away: they are opaque by now."""
    pictures = page["/Resources"].get_object().get("/XObject")
    for picture in pictures.get_object().values() if pictures is not None else ():
        picture.get_object().pop("/SMask", None)


def _describe(writer: PdfWriter, document: ReportDocument, facts: ArchiveFacts) -> None:
    moment = facts.made_at.astimezone(UTC).replace(microsecond=0)
    stamp = f"D:{moment:%Y%m%d%H%M%S}+00'00'"
    writer.metadata = {
        "/Title": TextStringObject(facts.title),
        "/Author": TextStringObject(facts.municipality),
        "/Subject": TextStringObject(document.subject),
        "/Creator": TextStringObject(PRODUCER),
        "/Producer": TextStringObject(PRODUCER),
        "/CreationDate": TextStringObject(stamp),
        "/ModDate": TextStringObject(stamp),
    }
    stream = DecodedStreamObject()
    stream.set_data(packet(document, facts, PRODUCER))
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def _add_output_intent(writer: PdfWriter) -> None:
    profile = DecodedStreamObject()
    profile.set_data((resources_folder() / "icc" / _PROFILE).read_bytes())
    profile[NameObject("/N")] = NumberObject(3)
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB IEC61966-2.1"),
            NameObject("/RegistryName"): TextStringObject("http://www.color.org"),
            NameObject("/Info"): TextStringObject("sRGB IEC61966-2.1"),
            NameObject("/DestOutputProfile"): writer._add_object(profile.flate_encode()),
        }
    )
    writer.root_object[NameObject("/OutputIntents")] = ArrayObject((writer._add_object(intent),))
