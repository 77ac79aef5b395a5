"""The hand-up package (上报成果包) of an approved edition: one file with sheet, platform picture, tables and data.

A list of contents with sizes and SHA-256 lies in it, so that who receives it
can see that nothing was changed on the way.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ..database.connection import Connection
from ..database.export_log import log_export
from ..errors import QT_TRANSLATE_NOOP, Refused
from ..model.area_names import display_name
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.whole_files import beside, workshop
from ..situation import batch
from ..situation.snapshot import write_snapshot
from .delivery import Order
from .export import on_copy
from .orders import export_orders
from .output import writable
from .profile import prepared
from .tables import Table
from .village_tables import BACK, village_tables

#: States in which an edition is approved for good.
APPROVED = ("published", "archived")
CONTENTS, CONTENTS_TO_READ = "目录.json", "目录.txt"
#: Papers and formats of the two sheets: for the wall, and for the province's platform.
_SHEETS = (("A3", "pdf", "形势图（A3）"), ("screen", "jpg", "省平台图片（3000×1650）"))
_WIDEST = 42
_HEAD = PatternFill("solid", fgColor="E8EEF4")


class NotApproved(Refused):
    """Only what the county has approved is handed up."""

    template = QT_TRANSLATE_NOOP("errors", "The map of {village} is not approved yet, so there is nothing to hand up.")
    hint = QT_TRANSLATE_NOOP("errors", "Have it approved by the county first.")


@dataclass(frozen=True)
class Content:
    """One file of the package."""

    name: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Package:
    """What was written."""

    path: Path
    contents: tuple[Content, ...]


def package_name(edition: Mapping[str, Any]) -> str:
    """Return the name of the package's file."""
    return batch.snapshot_name(dict(edition)).removesuffix(".gpkg") + "_上报成果包.zip"


def hand_up(connection: Connection, edition_uid: str, folder: Path, feedback: Feedback | None = None) -> Package:
    """Write the package of an approved edition into ``folder``; an older one of the same version is replaced.

    Raises: NoSuchEdition, NotApproved, NotWritable, Cancelled, and as export_orders for the sheets.
    """
    steps = feedback or Silent()
    edition = batch.one_edition(connection, edition_uid)
    if edition["state"] not in APPROVED:
        raise NotApproved(village=display_name(edition["village"]))
    writable(folder)
    path = folder / package_name(edition)
    with workshop() as place:
        gpkg = write_snapshot(connection, edition_uid, place / batch.snapshot_name(edition), Part(steps, 0, 10))
        files = _sheets(gpkg, edition, place, Part(steps, 10, 90))
        book = place / gpkg.name.replace(".gpkg", "_表格.xlsx")
        tables = on_copy(gpkg, lambda snapshot: village_tables(prepared(snapshot, "internal"), "internal"))
        book.write_bytes(workbook([tables[key] for key in BACK if key in tables]))
        files += [(book, "全部表格（Excel）"), (gpkg, "图上全部数据（GeoPackage）")]
        raise_if_cancelled(steps)
        with beside(path) as draft:
            contents = _pack(draft, files, edition)
    log_export(connection, "sheet", f"上报成果包: {display_name(edition['village'])}", len(contents))
    steps.setProgress(100)
    return Package(path, contents)


def _sheets(gpkg: Path, edition: Mapping[str, Any], place: Path, feedback: Feedback) -> list[tuple[Path, str]]:
    found = []
    for number, (preset, form, what) in enumerate(_SHEETS):
        part = Part(feedback, 100 * number / len(_SHEETS), 100 * (number + 1) / len(_SHEETS))
        order = Order(display_name(edition["village"]), None, gpkg, edition)
        (delivery,) = export_orders(
            None, [order], place / preset, preset=preset, formats=(form,), workers=1, again=True, feedback=part
        )
        if delivery.error is not None:
            raise delivery.error
        drawn = delivery.result.files if delivery.result is not None else []
        found += [(file, what) for file in drawn if file.suffix == f".{form}"]
    return found


def workbook(tables: Sequence[Table]) -> bytes:
    """Return an Excel workbook with a sheet for each table; every cell is text, as printed, never a formula."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        rows = [[column.title for column in table.columns], *table.rows]
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
                cell.data_type, cell.number_format = "s", "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font, cell.fill = Font(bold=True), _HEAD
        for column in range(1, len(table.columns) + 1):
            widest = max((len(row[column - 1]) for row in rows), default=4)
            sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, widest * 2 + 3)
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _pack(draft: Path, files: Sequence[tuple[Path, str]], edition: Mapping[str, Any]) -> tuple[Content, ...]:
    contents = []
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as made:
        for file, what in files:
            made.write(file, file.name)
            contents.append(Content(file.name, what, file.stat().st_size, _sha256(file)))
        head = {key: edition[key] for key in ("uid", "area_code", "village", "year", "version", "state")}
        listed = {"edition": head, "files": [asdict(one) for one in contents]}
        made.writestr(CONTENTS, json.dumps(listed, ensure_ascii=False, indent=1))
        made.writestr(CONTENTS_TO_READ, _to_read(head, contents))
    return tuple(contents)


def _to_read(head: Mapping[str, Any], contents: Sequence[Content]) -> str:
    village = f"{display_name(head['village'])}（{head['area_code']}）"
    lines = [f"{village}{head['year']}年第{head['version']}版 上报成果包", ""]
    for one in contents:
        lines += [f"{one.name}", f"    {one.what}，{one.size:,d} 字节", f"    SHA-256 {one.sha256}"]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _sha256(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as content:
        for block in iter(lambda: content.read(1 << 20), b""):
            found.update(block)
    return found.hexdigest()
