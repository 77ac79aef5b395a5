"""What an import found and did, for people and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..database.ledger_clearing import CLEARED
from ..database.ledger_differences import FieldChange, MissingThing
from ..database.ledger_memory import KEY as COLUMNS_CHOSEN
from ..database.ledger_places import RowPlace
from ..errors import QT_TRANSLATE_NOOP, MachineRefused, Translate
from ..resources.whole_files import write_whole
from .issues import ERROR, Issue, counts

#: A ledger with an error in every row keeps only this many in the database; the file has them all.
_MOST_KEPT = 2_000
#: Tables whose rows come along with a ledger's rows and are not counted as rows of the ledger.
_ACCOMPANYING = ("person", "person_phone", "duty", "keeper", CLEARED)


class ReportNotWritten(MachineRefused):
    """The report file cannot be written."""

    template = QT_TRANSLATE_NOOP("errors", "The report {file} cannot be written: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the folder, its rights and the free space.")


@dataclass
class SheetReport:
    """One sheet: what it was taken for, and how its columns were read."""

    name: str
    kind: str
    category: str | None
    rows: int
    columns: dict[str, str] = field(default_factory=dict)  # heading as written -> what it was taken for
    not_read: list[str] = field(default_factory=list)
    #: For the window that lets a person correct the columns; not kept, for a sample may be a name or a phone.
    samples: dict[str, str] = field(default_factory=dict)  # heading as written -> first value below it
    choices: list[tuple[str, str]] = field(default_factory=list)  # what a column can be taken for, and in words

    def as_dict(self) -> dict[str, Any]:
        """Return what is kept of the sheet."""
        return {key: value for key, value in vars(self).items() if key not in ("samples", "choices")}


@dataclass
class ImportReport:
    """The result of an import, a check, or a refused import.

    ``state``: committed, checked (dry run), refused (nothing was saved).
    """

    file_name: str
    file_sha256: str
    mode: str
    state: str
    area_code: str | None
    batch_uid: str | None = None
    rows_read: int = 0
    rows_rejected: int = 0
    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    sheets: list[SheetReport] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows_people: int = 0  # rows that change nothing of their thing but who answers for it
    rows_retired: int = 0  # things that are no longer in the ledger and were retired with it
    sender: str | None = None
    columns_chosen: dict[str, str] = field(default_factory=dict)  # heading -> what a person says it is
    remembered: list[str] = field(default_factory=list)  # columns that were taken as in the sender's last ledger
    missing: list[MissingThing] = field(default_factory=list)  # in the register and not in the ledger
    places: list[RowPlace] = field(default_factory=list)  # only when asked for
    changes: list[FieldChange] = field(default_factory=list)  # only when asked for

    @property
    def errors(self) -> list[Issue]:
        """Return the errors."""
        return [issue for issue in self.issues if issue.severity == ERROR]

    @property
    def rows_inserted(self) -> int:
        """Return how many rows of ledgers became new rows of the register (persons and duties not counted)."""
        return self._total("inserted")

    @property
    def rows_updated(self) -> int:
        """Return how many rows changed rows of the register."""
        return self._total("updated") + self.rows_people

    @property
    def rows_unchanged(self) -> int:
        """Return how many rows said nothing new."""
        return self._total("unchanged") - self.rows_people

    def _total(self, what: str) -> int:
        """Sum over the rows of ledgers: persons, phones and duties for things come along with them."""
        return sum(table[what] for name, table in self.tables.items() if name not in _ACCOMPANYING)

    def as_dict(self, translate: Translate | None = None, *, most: int | None = None) -> dict[str, Any]:
        """Return the report for JSON; ``most`` limits the number of issues in it."""
        return {
            "file": self.file_name,
            "sha256": self.file_sha256,
            "mode": self.mode,
            "state": self.state,
            "area": self.area_code,
            "batch": self.batch_uid,
            "rows_read": self.rows_read,
            "rows_inserted": self.rows_inserted,
            "rows_updated": self.rows_updated,
            "rows_unchanged": self.rows_unchanged,
            "rows_rejected": self.rows_rejected,
            "rows_retired": self.rows_retired,
            "sender": self.sender,
            COLUMNS_CHOSEN: self.columns_chosen,
            "changes": [one._asdict() for one in self.changes[:most]],
            "missing": [one._asdict() for one in self.missing[:most]],
            "tables": self.tables,
            "counts": counts(self.issues),
            "sheets": [sheet.as_dict() for sheet in self.sheets],
            "issues": [issue.as_dict(translate) for issue in self.issues[:most]],
            "issues_left_out": 0 if most is None else max(0, len(self.issues) - most),
        }

    def kept(self) -> dict[str, Any]:
        """Return the report as the database keeps it with the batch."""
        return self.as_dict(most=_MOST_KEPT)


def write_report(report: ImportReport, path: Path, translate: Translate | None = None) -> Path:
    """Write the report as JSON, whole or not at all. Raises ReportNotWritten."""
    text = json.dumps(report.as_dict(translate), ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise ReportNotWritten(file=str(path), reason=error.strerror or str(error)) from error
    return path
