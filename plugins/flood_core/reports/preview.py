"""The statistics as they would come out, as pictures of the document's first pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from osgeo import gdal

from ..database.connection import Connection
from ..progress import Feedback, Part, raise_if_cancelled
from .document import write_document
from .statistics_report import build_report
from .tables import Report

#: So many pages are shown.
MOST_PAGES = 3


@dataclass(frozen=True)
class ReportPreview:
    """A report that was not written: its pages as PNG, where this machine can read a PDF, and its figures."""

    report: Report
    pages: list[Path]


def preview_statistics(
    connection: Connection,
    area_code: str,
    folder: Path,
    *,
    at: datetime | None = None,
    year: int | None = None,
    dpi: int = 110,
    feedback: Feedback,
) -> ReportPreview:
    """Make the statistics of an area and show the first pages in ``folder``.

    Raises: as statistics_report.
    """
    report, _ = build_report(connection, area_code, at=at, year=year, feedback=Part(feedback, 0, 50))
    raise_if_cancelled(feedback)
    document = folder / "preview.pdf"
    write_document(report, document, Part(feedback, 50, 80))
    raise_if_cancelled(feedback)
    return ReportPreview(report, first_pages(document, folder, dpi))


def first_pages(document: Path, folder: Path, dpi: int) -> list[Path]:
    """Return the first pages of a PDF as PNG in ``folder``; none where GDAL was built without a reader of PDF."""
    pages: list[Path] = []
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        for number in range(1, MOST_PAGES + 1):
            source = gdal.OpenEx(f"PDF:{number}:{document}", gdal.OF_RASTER, open_options=[f"DPI={dpi}"])
            if source is None:
                break
            page = folder / f"page_{number}.png"
            if gdal.Translate(str(page), source, format="PNG", bandList=[1, 2, 3]) is None:
                break
            pages.append(page)
    except RuntimeError:  # GDAL's, when exceptions are in use: there is no such page
        return pages
    finally:
        gdal.PopErrorHandler()
    return pages
