"""The files of a report by their format, and their names."""

from __future__ import annotations

from typing import Sequence

from .document import write_document
from .errors import UnknownReportFormat
from .files import Writer
from .report_page import write_report_page
from .workbook import write_workbook

WRITERS: dict[str, Writer] = {"xlsx": write_workbook, "pdf": write_document, "html": write_report_page}


def writers_for(stem: str, formats: Sequence[str]) -> list[tuple[str, Writer]]:
    """Return the names of the files with the function that writes each. Raises: UnknownReportFormat."""
    unknown = [name for name in formats if name not in WRITERS]
    if unknown or not formats:
        raise UnknownReportFormat(format=", ".join(unknown), known=", ".join(WRITERS))
    return [(f"{stem}.{name}", WRITERS[name]) for name in dict.fromkeys(formats)]
