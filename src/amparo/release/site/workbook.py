"""A workbook (Office Open XML) of texts and whole numbers, the same bytes for the same contents.

Written by hand: a library puts the time into it, and takes ten times as long for a large table.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONGEST_NAME: Final = 31
LONGEST_TEXT: Final = 32_767
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_PLAIN: Final = 'numFmtId="0" fillId="0" borderId="0"'
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
    "</borders>"
    f'<cellStyleXfs count="1"><xf {_PLAIN} fontId="0"/></cellStyleXfs><cellXfs count="3">'
    f'<xf {_PLAIN} fontId="0" xfId="0"/><xf {_PLAIN} fontId="1" xfId="0" applyFont="1"/>'
    f'<xf {_PLAIN} fontId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/>'
    '</xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_BOLD, _WRAPPED = 1, 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of texts and numbers. `headed`: the first stands still above the others. `wrapped`:
    long texts run on in the next line.
    """

    name: str
    widths: Sequence[int]
    rows: Iterable[Sequence[str | int]]
    headed: bool = False
    wrapped: bool = False
    rightwards: bool = True


def workbook(sheets: Sequence[Sheet], *, title: str, creator: str, moment: str) -> bytes:
    """`moment`: the time that it carries, as ISO text in UTC."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, content in _parts(sheets, title, creator, moment):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, f"{_XML}{content}".encode())
    return written.getvalue()


def _parts(
    sheets: Sequence[Sheet], title: str, creator: str, moment: str
) -> Iterator[tuple[str, str]]:
    numbered = list(enumerate(sheets, start=1))
    yield "[Content_Types].xml", _content_types(len(sheets))
    yield (
        "_rels/.rels",
        _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
    )
    yield "docProps/core.xml", _core(title, creator, moment)
    listed = "".join(
        f'<sheet name="{_attribute(_name(one.name))}" sheetId="{at}" r:id="rId{at}"/>'
        for at, one in numbered
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    parts = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{at}.xml") for at, _one in numbered]
    yield "xl/_rels/workbook.xml.rels", _relations(*parts, (f"{_OFFICE}/styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES
    for at, one in numbered:
        yield f"xl/worksheets/sheet{at}.xml", "".join(_sheet(one))


def _content_types(sheets: int) -> str:
    parts = [
        ("/xl/workbook.xml", f"{_TYPES}.sheet.main+xml"),
        ("/xl/styles.xml", f"{_TYPES}.styles+xml"),
        ("/docProps/core.xml", _CORE),
        *(
            (f"/xl/worksheets/sheet{at}.xml", f"{_TYPES}.worksheet+xml")
            for at in range(1, sheets + 1)
        ),
    ]
    named = "".join(f'<Override PartName="{at}" ContentType="{kind}"/>' for at, kind in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    named = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'


def _core(title: str, creator: str, moment: str) -> str:
    when = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>'
        for what in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title><dc:creator>{_text(creator)}</dc:creator>{when}"
        "</cp:coreProperties>"
    )


def _sheet(sheet: Sheet) -> Iterator[str]:
    direction = "" if sheet.rightwards else ' rightToLeft="1"'
    still = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{direction}>'
    yield f"{still if sheet.headed else ''}</sheetView></sheetViews><cols>"
    for at, width in enumerate(sheet.widths, start=1):
        yield f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    letters = [_letter(at) for at in range(len(sheet.widths))]
    known: dict[str, str] = {}
    for number, row in enumerate(sheet.rows, start=1):
        style = _BOLD if sheet.headed and number == 1 else _WRAPPED if sheet.wrapped else 0
        styled = f' s="{style}"' if style else ""
        yield f'<row r="{number}">'
        for letter, value in zip(letters, row, strict=False):
            if isinstance(value, int):
                yield f'<c r="{letter}{number}"{styled}><v>{value}</v></c>'
                continue
            text = known.get(value)
            if text is None:
                text = known[value] = _text(value)
            yield f'<c r="{letter}{number}"{styled} t="inlineStr"><is>'
            yield f'<t xml:space="preserve">{text}</t></is></c>'
        yield "</row>"
    yield "</sheetData></worksheet>"


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _name(name: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME].strip() or "-"


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text)[:LONGEST_TEXT])


def _attribute(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text), {'"': "&quot;"})
