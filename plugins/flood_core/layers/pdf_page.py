"""Draw a page of a PDF in a process of its own.

A PDF is a program that draws; one that draws without end, takes all memory or
breaks its reader ends that process, and QGIS says so in words.
"""

from __future__ import annotations

import json
import subprocess  # nosec B404
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.PyQt.QtGui import QImage

from ..compat import child_environment, child_python, limit_memory, no_console
from ..errors import FloodMapError
from ..progress import Feedback, raise_if_cancelled
from ..resources.whole_files import workshop
from .picture_form import (
    DAMAGED,
    MOST_SIDE,
    DrawnTooLong,
    NoPdfHere,
    NoPicture,
    NoSuchPage,
    PictureFile,
    PictureTooLarge,
    check_pixels,
    kept,
    on_white,
)

#: PDF pages are drawn with at most so many dots per inch.
_FINE = 300
_POINTS = 72.0
#: What drawing a page may take; a large scan takes a few seconds and some hundred megabytes.
MOST_SECONDS, MOST_MEMORY = 60.0, 2 << 30
_REFUSALS: dict[str, type[FloodMapError]] = {
    one.__name__: one for one in (NoPicture, PictureTooLarge, NoPdfHere, NoSuchPage)
}


def page_of(path: Path, page: int, feedback: Feedback) -> PictureFile:
    """Return a page of a PDF as it is kept.

    Raises: NoPicture, PictureTooLarge, NoPdfHere, NoSuchPage, DrawnTooLong, Cancelled.
    """
    with workshop() as place:
        drawn = place / "page.jpg"
        command = [child_python(), "-m", "flood_core.layers.pdf_page", str(path.resolve()), str(page), str(drawn)]
        with subprocess.Popen(  # nosec B603
            command, env=child_environment(TMPDIR=str(place)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, creationflags=no_console(),
        ) as child:  # fmt: skip
            try:
                said = _heard(path, child, feedback)
            finally:
                child.kill()
        if "error" in said:
            raise _REFUSALS.get(said["error"], NoPicture)(**said["values"])
        if child.returncode != 0 or "width" not in said or not drawn.is_file():
            raise NoPicture(name=path.name, reason=DAMAGED)  # its reader broke over it
        return PictureFile(path.stem, drawn.read_bytes(), int(said["width"]), int(said["height"]))


def _heard(path: Path, child: subprocess.Popen[bytes], feedback: Feedback) -> dict[str, Any]:
    """Return what the process says at its end."""
    deadline = time.monotonic() + MOST_SECONDS
    while True:
        with suppress(subprocess.TimeoutExpired):
            told, _ = child.communicate(timeout=0.2)
            break
        raise_if_cancelled(feedback)
        if time.monotonic() > deadline:
            raise DrawnTooLong(name=path.name)
    try:
        said = json.loads(told or b"{}")
    except ValueError:
        return {}
    if said.get("error") == MemoryError.__name__:
        raise DrawnTooLong(name=path.name)
    return said if isinstance(said, dict) else {}


def draw_page(path: Path, page: int) -> QImage:
    """Draw a page in this process. Raises: NoPicture, PictureTooLarge, NoPdfHere, NoSuchPage."""
    if gdal.GetDriverByName("PDF") is None:
        raise NoPdfHere()
    whole = _opened(path, str(path.resolve()), _POINTS)
    pages = max(1, len(whole.GetSubDatasets()))
    if not 1 <= page <= pages:
        raise NoSuchPage(name=path.name, pages=pages, page=page)
    name = f"PDF:{page}:{path.resolve()}"
    at_72 = _opened(path, name, _POINTS)
    check_pixels(path, at_72.RasterXSize, at_72.RasterYSize)
    dots = min(_FINE, _POINTS * MOST_SIDE / max(at_72.RasterXSize, at_72.RasterYSize, 1))
    drawn = _opened(path, name, dots)
    width, height, bands = drawn.RasterXSize, drawn.RasterYSize, min(3, drawn.RasterCount)
    check_pixels(path, width, height)
    raw = drawn.ReadRaster(
        0, 0, width, height, band_list=list(range(1, bands + 1)),
        buf_pixel_space=bands, buf_line_space=width * bands, buf_band_space=1,
    )  # fmt: skip
    form = QImage.Format.Format_RGB888 if bands == 3 else QImage.Format.Format_Grayscale8
    return on_white(QImage(bytes(raw), width, height, width * bands, form).copy())


def _opened(path: Path, name: str, dots: float) -> gdal.Dataset:
    try:
        found = gdal.OpenEx(
            name, gdal.OF_RASTER | gdal.OF_READONLY, allowed_drivers=["PDF"],
            open_options=[f"DPI={dots:.1f}", "RENDERING_OPTIONS=RASTER,VECTOR,TEXT"],
        )  # fmt: skip
    except RuntimeError as error:
        raise NoPicture(name=path.name, reason=DAMAGED) from error
    if found is None:
        raise NoPicture(name=path.name, reason=DAMAGED)
    return found


def _be_the_program(path: str, page: str, out: str) -> None:
    """Serve ``page_of``: draw the page, keep it as a file, and say its size or what was wrong."""
    limit_memory(MOST_MEMORY)
    try:
        made = kept(Path(path), draw_page(Path(path), int(page)))
        Path(out).write_bytes(made.jpeg)
        said: dict[str, Any] = {"width": made.width, "height": made.height}
    except MemoryError:
        said = {"error": MemoryError.__name__}
    except FloodMapError as error:
        said = {"error": type(error).__name__, "values": error.values}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _be_the_program(*sys.argv[1:4])
