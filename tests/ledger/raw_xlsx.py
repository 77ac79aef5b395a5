"""Workbooks made of raw XML, for what no honest program writes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape as escaped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def row_xml(number: int, *texts: str, escape: bool = True) -> str:
    """Return a row of inline texts."""
    cells = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{escaped(text) if escape else text}</t></is></c>'
        for n, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def raw_workbook(
    path: Path,
    rows: str,
    *,
    doctype: str = "",
    number_format: str | None = None,
    shared: str | None = None,
    tail: str = "",
    name: str = "0601",
) -> Path:
    """Write a workbook of one sheet with these rows; style 1 has ``number_format`` (digits = a built-in one)."""
    sheet = f'{doctype}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    relations = f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts = {"xl/worksheets/sheet1.xml": sheet}
    if number_format is not None:
        own, number = "", number_format
        if not number_format.isdigit():
            code = escaped(number_format, {'"': "&quot;"})
            own, number = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>', "200"
        formats = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{own}{formats}</styleSheet>'
        relations += f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}"><si><t>{escaped(shared)}</t></si></sst>'
        relations += f'<Relationship Id="r3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return path
