"""A report as it would come out, as pictures of the document's first pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal

from ..progress import Feedback, Part, raise_if_cancelled
from .document import write_document
from .tables import Report

#: So many pages are shown.
MOST_PAGES = 3


@dataclass(frozen=True)
class ReportPreview:
    """A report that was not written: its pages as PNG, where this machine can read a PDF, and its figures."""

    report: Report
    pages: list[Path]


def preview_report(
    report: Report, folder: Path, feedback: Feedback, *, paged: bool = True, dpi: int = 110
) -> ReportPreview:
    """Show the first pages of a report in ``folder``; none of one that is a workbook only (``paged`` False).

    Raises: MissingGlyph, OSError, Cancelled.
    """
    if not paged:
        return ReportPreview(report, [])
    document = folder / "preview.pdf"
    write_document(report, document, Part(feedback, 0, 60))
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
