"""Files appear whole or not at all: written beside their place, checked, then moved in.

QGIS reports success on a full disk. So size and end of every file are looked
at before anything takes its final name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from types import TracebackType

from ..errors import QT_TRANSLATE_NOOP
from ..resources.whole_files import workshop
from .errors import ExportFailed, NotWritable

CUT_OFF = QT_TRANSLATE_NOOP("errors", "the file is cut off; the disk may be full")
NO_IMAGE = QT_TRANSLATE_NOOP("errors", "QGIS drew no image; memory may be short")
_NO_MANIFEST = QT_TRANSLATE_NOOP("errors", "its manifest is missing")
_REASONS = {
    errno.ENOSPC: QT_TRANSLATE_NOOP("errors", "the disk is full"),
    errno.EACCES: QT_TRANSLATE_NOOP("errors", "no right to write"),
    errno.EROFS: QT_TRANSLATE_NOOP("errors", "it is read-only"),
}


#: Formats with a file for each page.
PAGED = (".png", ".jpg", ".tif", ".svg")
#: Where sheets lie that did not pass their proof.
KEPT_ASIDE = "未通过检查"


def writable(folder: Path) -> None:
    """Make sure that files can be made in ``folder``, creating it when needed.

    Raises: NotWritable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NotWritable(path=str(folder), reason=_reason(error)) from error


class Staging:
    """A hidden folder inside the output folder in which the files of one sheet are finished."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.files: list[Path] = []
        self._account: Path | None = None
        self._place = Path()
        self._workshop = contextlib.ExitStack()

    def __enter__(self) -> Staging:
        try:
            self._place = self._workshop.enter_context(workshop(self.folder))
        except OSError as error:
            raise NotWritable(path=str(self.folder), reason=_reason(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workshop.close()

    def path(self, suffix: str) -> Path:
        """Return the place of a file in the making."""
        path = self._place / f"{self.name}{suffix}"
        self.files.append(path)
        return path

    def write_account(self, data: bytes) -> None:
        """Write the manifest. Raises: ExportFailed."""
        path = self._place / f"{self.name}.manifest.json"
        write_bytes(path, data)
        self._account = path

    def publish(self) -> tuple[list[Path], Path]:
        """Move everything to its final place, the manifest last, and return the places.

        Raises: ExportFailed.
        """
        if self._account is None:
            raise ExportFailed(path=self.name, reason=_NO_MANIFEST)
        made = []
        for path in [*self.files, self._account]:
            target = self.folder / path.name
            try:
                path.replace(target)
            except OSError as error:
                raise ExportFailed(path=target.name, reason=_reason(error)) from error
            made.append(target)
            with contextlib.suppress(OSError):
                (self.folder / KEPT_ASIDE / path.name).unlink()
        with contextlib.suppress(OSError):
            (self.folder / KEPT_ASIDE).rmdir()  # when nothing else is kept there
        self._remove_stale(made)
        return made[:-1], made[-1]

    def keep_aside(self) -> Path:
        """Move everything into the folder of sheets that did not pass, and return it. Raises: ExportFailed."""
        folder = self.folder / KEPT_ASIDE
        try:
            folder.mkdir(exist_ok=True)
            for path in [*self.files, *([self._account] if self._account else [])]:
                path.replace(folder / path.name)
        except OSError as error:
            raise ExportFailed(path=folder.name, reason=_reason(error)) from error
        return folder

    def _remove_stale(self, made: list[Path]) -> None:
        """Further pages of an earlier, longer export of the same sheet are no part of this one."""
        for suffix in {path.suffix for path in made} & set(PAGED):
            for number in range(2, 100):
                path = self.folder / f"{self.name}_{number}{suffix}"
                if path not in made:
                    if not path.exists():
                        break
                    with contextlib.suppress(OSError):
                        path.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write and flush a file. Raises: ExportFailed."""
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ExportFailed(path=path.name, reason=_reason(error)) from error


def check_pdf(path: Path) -> None:
    """Make sure that the PDF was written to its end. Raises: ExportFailed."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(5)
            file.seek(max(0, size - 1024))
            tail = file.read()
            os.fsync(file.fileno())
    except OSError as error:
        raise ExportFailed(path=path.name, reason=_reason(error)) from error
    if head != b"%PDF-" or b"%%EOF" not in tail or size < 2000:
        raise ExportFailed(path=path.name, reason=CUT_OFF)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
