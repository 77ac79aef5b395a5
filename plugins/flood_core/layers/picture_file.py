"""Read a scan, a photograph or a page of a PDF that somebody brings, with suspicion, into a plain JPEG.

What is kept is never the file itself but a picture that we encoded anew, small
enough to travel with the map.
"""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtGui import QImage, QImageReader

from ..progress import Feedback, Silent
from .pdf_page import page_of
from .picture_form import (
    DAMAGED,
    MOST_BYTES,
    MOST_SIDE,
    NoPicture,
    PictureFile,
    PictureTooLarge,
    check_pixels,
    fitting,
    kept,
    on_white,
)

#: Kinds of pictures that are decoded.
PICTURES = ("jpeg", "png")


def read_picture(path: Path, page: int = 1, feedback: Feedback | None = None) -> PictureFile:
    """Return a JPG, a PNG, or one page of a PDF as a JPEG of moderate size, upright as it was photographed.

    Raises: NoPicture, PictureTooLarge, NoPdfHere, NoSuchPage, DrawnTooLong, Cancelled.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError as error:
        raise NoPicture(name=path.name, reason=error.strerror or str(error)) from error
    if size > MOST_BYTES:
        raise PictureTooLarge(name=path.name, size=f"{size // 1_000_000} MB", most=f"{MOST_BYTES // 1_000_000} MB")
    if begins.startswith(b"%PDF"):
        return page_of(path, page, feedback or Silent())
    return kept(path, _image(path))


def _image(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # a camera notes how it was held
    if bytes(reader.format()).decode("ascii", "replace") not in PICTURES:
        raise NoPicture(name=path.name, reason=DAMAGED)
    size = reader.size()
    if not size.isValid():
        raise NoPicture(name=path.name, reason=DAMAGED)
    check_pixels(path, size.width(), size.height())
    reader.setScaledSize(fitting(size.width(), size.height(), MOST_SIDE))
    image = reader.read()
    if image.isNull():
        raise NoPicture(name=path.name, reason=DAMAGED)
    return on_white(image)
