"""Makes files that no list should be, as somebody's carelessness or ill will makes them; each small on the disk."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

MIB = 1024**2
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'.encode()
TAIL = b"</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = f"""<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{
    "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
}]>"""
CELL = b'<row r="1"><c r="A1"><v>5</v></c></row>'
ODS_HEAD = (
    '<?xml version="1.0"?>{doctype}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

Fill = Callable[[zipfile.ZipFile], object]


def xlsx(path: Path, sheet: bytes | Fill = CELL, more: Fill | None = None, head: str = "") -> Path:
    """Write a workbook around one sheet: its rows as XML as they stand, or what writes them into the archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        if callable(sheet):
            sheet(archive)
        else:
            archive.writestr(SHEET, HEAD + sheet + TAIL)
        if more is not None:
            more(archive)
    return path


def much(name: str, head: bytes, again: bytes, times: int, tail: bytes = b"") -> Fill:
    """Return what writes a part of an archive that says the same over and over."""

    def write(archive: zipfile.ZipFile) -> None:
        with archive.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(times):
                part.write(again)
            part.write(tail)

    return write


def ods(path: Path, tables: str, *, doctype: str = "", manifest: str = "<m/>", more: Fill | None = None) -> Path:
    """Write an OpenDocument spreadsheet around its tables."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS_HEAD.format(doctype=doctype) + tables + ODS_TAIL)
        if more is not None:
            more(archive)
    return path


def ods_table(rows: str) -> str:
    """Return one table of an OpenDocument spreadsheet."""
    return f'<table:table table:name="A">{rows}</table:table>'


def says_size(path: Path, part: str, size: int) -> Path:
    """Have an archive tell another size of a part than it has, in both places where it tells it."""
    data = bytearray(path.read_bytes())
    name, position = part.encode(), 0
    while (position := data.find(name, position)) >= 0:
        if data[position - 30 : position - 26] == b"PK\x03\x04":
            struct.pack_into("<I", data, position - 30 + 22, size)
        if data[position - 46 : position - 42] == b"PK\x01\x02":
            struct.pack_into("<I", data, position - 46 + 24, size)
        position += 1
    path.write_bytes(data)
    return path


def overlapping(path: Path, entries: int) -> Path:
    """Write a workbook whose archive lists one and the same part very many times."""
    xlsx(path, b"<row><c><v>1</v></c></row>" * 100_000)
    data = path.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    count, size, begin = struct.unpack_from("<HII", data, end + 10)
    directory = data[begin : begin + size]
    last = directory[directory.rfind(b"PK\x01\x02") :]
    table = directory + last * entries
    total = min(count + entries, 0xFFFF)
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, total, total, len(table), begin, 0)
    path.write_bytes(data[:begin] + table + tail)
    return path


def ole(*names: str, streams: dict[str, bytes] | None = None) -> bytes:
    """Return a compound file with a directory of these entries; ``streams`` have contents of their own."""
    entries = [(name, b"") for name in names] + list((streams or {}).items())
    blocks: list[bytes] = []
    chains: list[tuple[int, int]] = []
    for _name, content in entries:
        padded = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0") if content else b""
        chains.append((len(blocks), len(padded) // 512))
        blocks += [padded[start : start + 512] for start in range(0, len(padded), 512)]
    kept = -(-(len(entries) + 1) // 4)
    first = 1 + kept
    fat = [-3, *(at + 2 for at in range(kept - 1)), -2]
    for start, length in chains:
        fat += [first + start + step + 1 if step < length - 1 else -2 for step in range(length)]
    assert len(fat) <= 128, "one sector of the table must do"
    directory = b""
    for (name, content), (start, _length) in zip([("Root Entry", b""), *entries], [(-2, 0), *chains], strict=True):
        text, kind = name.encode("utf-16-le"), 2 if directory else 5
        entry = text.ljust(64, b"\0") + struct.pack("<HBBiii", len(text) + 2, kind, 1, -1, -1, -1)
        at = first + start if content else -2
        directory += (
            entry.ljust(116, b"\0") + struct.pack("<iI", at, max(len(content), 4096) if content else 0) + bytes(4)
        )
    header = bytearray(b"\xff" * 512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    table = struct.pack(f"<{len(fat)}i", *fat).ljust(512, b"\xff")
    return bytes(header) + table + directory.ljust(kept * 512, b"\0") + b"".join(blocks)


def biff(*records: tuple[int, bytes]) -> bytes:
    """Return the stream of an old workbook: numbered records one after another."""
    return b"".join(struct.pack("<HH", number, len(content)) + content for number, content in records)


def bombs(folder: Path) -> Iterator[tuple[Path, set[str]]]:
    """Yield files that grow when they are read, each with the reasons that may be given for not reading it.

    An empty reason: it may be read, too.
    """
    cells = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"
    blanks = xlsx(folder / "blanks.xlsx", much(SHEET, HEAD, b" " * MIB, 60, TAIL))
    yield says_size(blanks, SHEET, 900 * MIB), {"too_large"}
    text = HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    yield (
        xlsx(folder / "text.xlsx", much(SHEET, text, b"a" * MIB, 200, b"</t></is></c></row>" + TAIL)),
        {"memory", "too_large", "aborted"},
    )
    yield xlsx(folder / "cells.xlsx", much(SHEET, HEAD, cells, 260, TAIL)), {"too_large", "memory"}
    shared = f'<sst xmlns="{MAIN}"><si><t>{"y" * 32_767}</t></si></sst>'
    repeated = HEAD + (b"<row>" + b'<c t="s"><v>0</v></c>' * 1000 + b"</row>") * 40 + TAIL
    yield (
        xlsx(
            folder / "shared.xlsx",
            lambda archive: (archive.writestr(SHEET, repeated), archive.writestr("xl/sharedStrings.xml", shared)),
        ),
        {"memory", "too_large", "aborted"},
    )
    row = b"<row><c><v>1</v></c></row>"
    yield xlsx(folder / "rows.xlsx", much(SHEET, HEAD, row * 1000, 300, TAIL)), {"too_many_rows"}
    big = says_size(xlsx(folder / "small-says-big.xlsx"), SHEET, 0xFFFFFF00)
    yield big, {"too_large", "damaged", "damaged_sheet"}
    lying = xlsx(folder / "big-says-small.xlsx", much(SHEET, HEAD, b" " * MIB, 100, TAIL))
    yield says_size(lying, SHEET, 1000), {"damaged_sheet", "damaged", "too_large"}
    yield xlsx(folder / "entries.xlsx", more=_many_entries), {""}
    yield overlapping(folder / "overlapping.xlsx", 60_000), {"damaged", "too_large", ""}
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as outer:
        for number in range(50):
            outer.writestr(f"{number}.zip", (folder / "blanks.xlsx").read_bytes())
    (folder / "nested.xlsx").write_bytes(nested.getvalue())
    yield folder / "nested.xlsx", {"not_a_list"}
    yield xlsx(folder / "carries.xlsx", more=lambda a: a.writestr("xl/embeddings/1.bin", nested.getvalue())), {""}
    everywhere = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" \
table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    yield ods(folder / "repeated.ods", ods_table(everywhere)), {"damaged", "memory", "too_large"}
    hidden = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048576"/>' * 2000
    yield ods(folder / "hidden.ods", ods_table(hidden)), {"", "memory"}
    yield _lines(folder / "rows.csv", b"Ola;Storgata 1\n" * 1_000_000), {"too_many_rows", "memory"}
    yield _lines(folder / "cells.csv", b"a;" * 10_000_000), {"too_large", "memory"}
    yield _lines(folder / "quote.csv", b'"' + b"a;b\n" * 2_000_000), {"too_many_rows", "memory"}
    yield _lines(folder / "spans.xls", b"<html><table>" + b"<tr><td rowspan=9999 colspan=200>x" * 30_000), {"too_large"}


def _many_entries(archive: zipfile.ZipFile) -> None:
    for number in range(20_000):
        archive.writestr(f"xl/{number}", b"", zipfile.ZIP_STORED)


def _lines(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def entities(folder: Path) -> Iterator[Path]:
    """Yield files of which each part that is read says that nine short words stand for a thousand million letters."""
    text = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    yield xlsx(folder / "sheet.xlsx", lambda a: a.writestr(SHEET, ENTITIES.encode() + HEAD[21:] + text + TAIL))
    shared = f'{ENTITIES}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'
    cell = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield xlsx(folder / "shared.xlsx", cell, lambda a: a.writestr("xl/sharedStrings.xml", shared))
    yield xlsx(folder / "workbook.xlsx", head=ENTITIES.replace(" x ", " workbook "))
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>&a9;</text:p></table:table-cell>'
    yield ods(folder / "content.ods", ods_table(row + "</table:table-row>"), doctype=ENTITIES)
    page = f"{ENTITIES.replace('<!DOCTYPE x', '<!DOCTYPE html')}<html><table><tr><td>&a9;<td>b</table></html>"
    yield _lines(folder / "page.xls", page.encode())
