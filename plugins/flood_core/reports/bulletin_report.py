"""The merged bulletin of an event as files: PDF, workbook, page, and document for Word.

    bulletin_report(connection, "贝碧嘉", Path("out"))

All formats are written from the same figures, read once.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Callable, Sequence

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.kept_reports import issues_kept, keep_report
from ..model.beijing import BEIJING
from ..progress import Feedback, Part, Silent
from ..resources.checksums import sha256_of
from .bulletin import Bulletin, build_bulletin
from .bulletin_document import write_bulletin_document
from .bulletin_facts import read_facts
from .bulletin_page import write_bulletin_page
from .bulletin_word import write_bulletin_word
from .errors import FutureMoment, UnknownReportFormat
from .files import publish
from .formats import BULLETIN_FORMATS
from .workbook import write_workbook

NAME = "bulletin"
WRITERS: dict[str, Callable[[Bulletin, Path, Feedback], None]] = {
    "pdf": write_bulletin_document,
    "xlsx": write_workbook,
    "html": write_bulletin_page,
    "docx": write_bulletin_word,
}


def bulletin_report(
    connection: Connection,
    event: str,
    out_dir: Path | str,
    formats: Sequence[str] = BULLETIN_FORMATS,
    at: datetime | None = None,
    feedback: Feedback | None = None,
    *,
    office: str | None = None,
    templates: Path | None = None,
) -> list[Path]:
    """Write the bulletin of an event, keep that it was made, and return the files in the order of ``formats``.

    Args: ``event`` uid, name or number; ``at`` the moment as it was known then,
    None = now; ``office`` who issues it; ``templates`` the county's own folder.
    Raises: UnknownEvent, UnknownReportFormat, FutureMoment, MissingGlyph,
    BrokenReportTemplate, CannotWriteReport, Cancelled. Then no file was made.
    """
    feedback = feedback or Silent()
    unknown = [name for name in formats if name not in BULLETIN_FORMATS]
    if unknown or not formats:
        raise UnknownReportFormat(format=", ".join(unknown), known=", ".join(BULLETIN_FORMATS))
    bulletin = make_bulletin(connection, event, at, Part(feedback, 0, 50), office=office, templates=templates)
    moment = datetime.now(BEIJING) if at is None else at.astimezone(BEIJING)
    stem = f"{bulletin.area_code}_{bulletin.area_name}_防汛防台快报第{bulletin.issue}期_{moment:%Y%m%dT%H%M}"
    wanted = list(dict.fromkeys(formats))
    writers = [(f"{stem}.{name}", WRITERS[name]) for name in wanted]
    files = publish(bulletin, Path(out_dir), writers, Part(feedback, 50, 100))
    made = {path.name: sha256_of(path) for path in files}
    parameters = {"event": bulletin.event_uid, "title": bulletin.title, "issue": bulletin.issue, "formats": wanted,
                  "folder": str(Path(out_dir).resolve())}  # fmt: skip
    figures = {"files": made, "figures": {one.name: one.value for one in bulletin.figures}}
    keep_report(connection, NAME, bulletin.area_code, moment, parameters, figures)
    log_export(connection, NAME, f"{bulletin.title} {', '.join(wanted)}", sum(len(t.rows) for t in bulletin.tables))
    return files


def make_bulletin(
    connection: Connection, event: str, at: datetime | None, feedback: Feedback, *, office: str | None = None,
    templates: Path | None = None,
) -> Bulletin:  # fmt: skip
    """Return the bulletin of an event without writing it. Raises: as bulletin_report."""
    if at is not None:
        at = at if at.tzinfo else at.replace(tzinfo=BEIJING)
        if at > datetime.now(timezone.utc):
            raise FutureMoment(moment=at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"))
    facts = read_facts(connection, event, at, feedback)
    issue = issues_kept(connection, NAME, facts.event.uid) + 1
    return build_bulletin(facts, issue=issue, office=office, own_templates=templates)
