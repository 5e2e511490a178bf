"""The XMP packet of a case file for the archive: who made it, when, that it is PDF/A-2b, and the facts of the case."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from bokart_desk.reporting.document import ReportDocument
    from bokart_desk.reporting.pdf.archive import ArchiveFacts

CASE_NAMESPACE = "urn:bokart-desk:case-file:1"
CASE_PREFIX = "casefile"
CASE_PROPERTIES = (
    "caseNumber", "householdId", "municipality", "municipalityNumber", "registerId", "factsSha256", "firstDay",
    "lastDay",
)  # fmt: skip
"""The properties of our own. ``registerId`` tells the register from every other, ``factsSha256`` is of the case as JSON
(UTF-8), the days are the first and the last that the case tells of."""
_PADDING = "\n".join([" " * 99] * 20)


def packet(document: ReportDocument, facts: ArchiveFacts, producer: str) -> bytes:
    """Return the packet in UTF-8, with room to be changed in place."""
    moment = facts.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{facts.register_id}/{facts.case_number}/{facts.facts_sha256}/{moment}")
    values = {
        "caseNumber": facts.case_number,
        "householdId": "" if facts.household_id is None else str(facts.household_id),
        "municipality": facts.municipality,
        "municipalityNumber": facts.municipality_number,
        "registerId": facts.register_id,
        "factsSha256": facts.facts_sha256,
        "firstDay": _iso(facts.first),
        "lastDay": _iso(facts.last),
    }
    body = "".join(
        (
            _described(
                {"pdfaid": "http://www.aiim.org/pdfa/ns/id/"}, _elements("pdfaid", {"part": "2", "conformance": "B"})
            ),
            _described(
                {"dc": "http://purl.org/dc/elements/1.1/"},
                "<dc:format>application/pdf</dc:format>"
                f"<dc:identifier>{_text(facts.case_number)}</dc:identifier>"
                f"<dc:title>{_alternative(facts.title)}</dc:title>"
                f"<dc:description>{_alternative(document.subject)}</dc:description>"
                f"<dc:creator><rdf:Seq><rdf:li>{_text(facts.municipality)}</rdf:li></rdf:Seq></dc:creator>"
                f"<dc:language><rdf:Bag><rdf:li>{_text(document.language)}</rdf:li></rdf:Bag></dc:language>"
                f"<dc:date><rdf:Seq><rdf:li>{moment}</rdf:li></rdf:Seq></dc:date>",
            ),
            _described(
                {"xmp": "http://ns.adobe.com/xap/1.0/"},
                _elements(
                    "xmp",
                    {"CreatorTool": producer, "CreateDate": moment, "ModifyDate": moment, "MetadataDate": moment},
                ),
            ),
            _described({"pdf": "http://ns.adobe.com/pdf/1.3/"}, _elements("pdf", {"Producer": producer})),
            _described(
                {"xmpMM": "http://ns.adobe.com/xap/1.0/mm/"},
                _elements("xmpMM", {"DocumentID": f"uuid:{name}", "InstanceID": f"uuid:{name}"}),
            ),
            _described({CASE_PREFIX: CASE_NAMESPACE}, _elements(CASE_PREFIX, values)),
            _extension(),
        )
    )
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{body}</rdf:RDF>\n</x:xmpmeta>\n{_PADDING}\n"
        '<?xpacket end="w"?>'
    )
    return text.encode("utf-8", "replace")


def _described(names: dict[str, str], properties: str) -> str:
    spaces = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in names.items())
    return f'<rdf:Description rdf:about="" {spaces}>{properties}</rdf:Description>\n'


def _elements(prefix: str, values: dict[str, str]) -> str:
    return "".join(f"<{prefix}:{name}>{_text(value)}</{prefix}:{name}>" for name, value in values.items())


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt>'


def _extension() -> str:
    """Say what our own properties are, as PDF/A asks of every property that it does not know."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{_in_words(name)}</pdfaProperty:description></rdf:li>"
        for name in CASE_PROPERTIES
    )
    return _described(
        {
            "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
            "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
            "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
        },
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Case file of a household</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{CASE_NAMESPACE}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{CASE_PREFIX}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
    )


def _in_words(name: str) -> str:
    """The name of a property as words: PDF/A asks for a description of each."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _text(value: str) -> str:
    """The text as XML holds it: no control characters, no lone surrogates."""
    kept = "".join(sign for sign in value if sign >= " " and not "\ud800" <= sign <= "\udfff")
    return escape(kept)


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
