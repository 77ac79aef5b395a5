"""Write a bulletin as docx: a template's styles, with headings, words, tables and Word's own charts filled in.

python-docx needs lxml, which is compiled and not in every QGIS; a docx is a zip
of XML, so the parts are rendered by Jinja2 with escaping and packed by zipfile.
A county's own ``bulletin.docx`` gives styles, margins, headers and footers: what
is written takes the place of its paragraph 【正文】.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.xml.functions import tostring

from ..progress import Feedback, raise_if_cancelled
from ..resources import paths
from .bulletin import Bulletin, Heading
from .drawing import written
from .errors import BrokenReportTemplate
from .tables import Bars, Kind, RowStyle, Table, kind_in, with_unit
from .templates import clean, render

FOLDER = "bulletin_docx"
COUNTY_FILE = "bulletin.docx"
BODY = "【正文】"
_BODY_PARAGRAPH = re.compile(rf"<w:p[ >](?:(?!</w:p>).)*{BODY}(?:(?!</w:p>).)*</w:p>", re.DOTALL)
#: Names that neither a package of plugins nor a folder takes well.
_NAMES = {"content_types.xml": "[Content_Types].xml", "_rels/package.rels": "_rels/.rels"}
_DAY = (2000, 1, 1, 0, 0, 0)
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_bulletin_word(bulletin: Bulletin, path: Path, feedback: Feedback) -> None:
    """Write the bulletin to ``path``. Raises: BrokenReportTemplate, OSError, Cancelled."""
    raise_if_cancelled(feedback)
    charts: list[Bars] = []
    numbers = bulletin.numbers(printed=True)
    blocks = [_block(block, numbers, charts, bulletin) for block in bulletin.blocks]
    attached = [_table(table, numbers[table.key], charts, bulletin) for table in bulletin.printed]
    values = {"bulletin": bulletin, "blocks": blocks, "attached": attached}
    body = render(f"{FOLDER}/body.xml.j2", values, markup=True, own=bulletin.own_templates)
    parts = _template_parts(bulletin)
    document = parts["word/document.xml"].decode("utf-8")
    if not _BODY_PARAGRAPH.search(document):
        raise BrokenReportTemplate(path=COUNTY_FILE, reason=f"there is no paragraph {BODY}")
    parts["word/document.xml"] = _BODY_PARAGRAPH.sub(lambda _: body, document, count=1).encode("utf-8")
    _add_charts(parts, charts)
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            packed.writestr(zipfile.ZipInfo(name, _DAY), parts[name], zipfile.ZIP_DEFLATED)
    path.write_bytes(content.getvalue())
    feedback.setProgress(100)


def _template_parts(bulletin: Bulletin) -> dict[str, bytes]:
    """Return the parts of the county's document, else of the suite's."""
    own = bulletin.own_templates / COUNTY_FILE if bulletin.own_templates is not None else None
    if own is not None and own.is_file():
        try:
            with zipfile.ZipFile(own) as packed:
                return {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
        except (zipfile.BadZipFile, KeyError, RuntimeError) as error:
            raise BrokenReportTemplate(path=str(own), reason=str(error)) from error
    folder = paths.templates() / "reports" / FOLDER / "parts"
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {_NAMES.get(name, name): file.read_bytes() for name, file in found.items()}


def _block(block: Any, numbers: dict[str, int], charts: list[Bars], bulletin: Bulletin) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", **_table(block, numbers[block.key], charts, bulletin)}
    if isinstance(block, Bars):
        charts.append(block)
        return {"kind": "chart", "number": len(charts), "title": block.title, "lines": len(block.labels)}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    return {"kind": "words", "text": block.text}


def _table(table: Table, number: int, charts: list[Bars], bulletin: Bulletin) -> dict[str, Any]:
    chart = None
    if table.chart is not None and table.chart not in bulletin.blocks:
        charts.append(table.chart)
        chart = {"number": len(charts), "title": table.chart.title, "lines": len(table.chart.labels)}
    whole = sum(column.grow for column in table.columns)
    return {
        "title": f"表{number} {table.title}",
        "widths": [int(8844 * column.grow / whole) for column in table.columns],  # twentieths of a point, 156 mm
        "heads": [with_unit(column.heading, column.unit) for column in table.columns],
        "rows": [
            {
                "total": row.style is RowStyle.TOTAL,
                "cells": [
                    {"text": ("\u3000" * row.depth if at == 0 else "") + clean(written(value, kind_in(row, column))),
                     "right": column.kind is not Kind.TEXT, "warn": at in row.warn}
                    for at, (value, column) in enumerate(zip(row.values, table.columns))
                ],
            }
            for row in table.rows
        ],
        "notes": table.notes,
        "chart": chart,
    }  # fmt: skip


def _add_charts(parts: dict[str, bytes], charts: list[Bars]) -> None:
    """Add Word's own charts, their figures inside, with the relations that the body names."""
    relations, types = [], []
    for number, bars in enumerate(charts, 1):
        parts[f"word/charts/bulletin{number}.xml"] = _XML.encode() + tostring(_chart(bars)._write())
        relations.append(
            f'<Relationship Id="bulletin{number}" Type="{_RELATION}" Target="charts/bulletin{number}.xml"/>'
        )
        types.append(f'<Override PartName="/word/charts/bulletin{number}.xml" ContentType="{_CHART}"/>')
    for name, end, more in (
        ("word/_rels/document.xml.rels", "</Relationships>", relations), ("[Content_Types].xml", "</Types>", types),
    ):  # fmt: skip
        parts[name] = parts[name].decode("utf-8").replace(end, "".join(more) + end).encode("utf-8")


def _chart(bars: Bars) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "bar", "stacked" if bars.stacked else "clustered", 50
    chart.overlap = 100 if bars.stacked else 0
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first label stands on top, and so would the figures
    chart.y_axis.crosses = "max"
    chart.y_axis.numFmt = "#,##0"
    chart.legend.position = "t"
    labels = [StrVal(idx=at, v=clean(label)) for at, label in enumerate(bars.labels)]
    for number, (name, color, values) in enumerate(bars.series):
        figures = [NumVal(idx=at, v=str(value)) for at, value in enumerate(values)]
        source = NumDataSource(numLit=NumData(ptCount=len(values), pt=figures))
        series = Series(idx=number, order=number, val=source)
        series.cat = AxDataSource(strLit=StrData(ptCount=len(labels), pt=labels))
        series.tx = SeriesLabel(v=clean(name))
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        chart.series.append(series)
    return chart
