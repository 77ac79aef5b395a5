"""The form in which a picture under a map is kept, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused
from .shrinking import shrunk

#: Larger files and pictures are refused before anything of them is decoded.
MOST_BYTES, MOST_PIXELS = 300_000_000, 150_000_000
#: Longest side of what is kept, in pixels: an A3 sheet at 300 dots per inch.
MOST_SIDE = 4960
#: What is kept must fit into one cell of the working copy.
MOST_KEPT = 12_000_000


class NoPicture(InputError):
    """The file is none that we read."""

    template = QT_TRANSLATE_NOOP("errors", "{name} is no picture that can be read: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a JPG, a PNG or a PDF; save other kinds as JPG first.")


class PictureTooLarge(InputError):
    """The file is larger than any scan of a village map."""

    template = QT_TRANSLATE_NOOP("errors", "{name} is too large: {size}, at most {most}.")
    hint = QT_TRANSLATE_NOOP("errors", "Scan it again with fewer dots per inch, or save it smaller.")


class NoPdfHere(MachineRefused):
    """QGIS came without a reader for PDF here."""

    template = QT_TRANSLATE_NOOP("errors", "This QGIS cannot read PDF files.")
    hint = QT_TRANSLATE_NOOP("errors", "Save the page as a picture (JPG), and choose that.")


class NoSuchPage(InputError):
    """The PDF has fewer pages."""

    template = QT_TRANSLATE_NOOP("errors", "{name} has {pages} pages; there is no page {page}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another page.")


class DrawnTooLong(InputError):
    """Drawing the page takes more time or memory than any scan of a village map."""

    template = QT_TRANSLATE_NOOP("errors", "The page of {name} cannot be drawn: it takes too much time or memory.")
    hint = QT_TRANSLATE_NOOP("errors", "Open it with another program, save the page as JPG, and choose that.")


DAMAGED = QT_TRANSLATE_NOOP("errors", "it is damaged, or of another kind than its name says")


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is kept."""

    name: str
    jpeg: bytes
    width: int
    height: int


def check_pixels(path: Path, width: int, height: int) -> None:
    """Refuse a picture with more pixels than any scan. Raises: PictureTooLarge."""
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(name=path.name, size=f"{width} × {height}", most=f"{MOST_PIXELS // 1_000_000} M")


def fitting(width: float, height: float, most: int) -> QSize:
    """Return the size of a picture whose longest side is at most ``most``."""
    share = min(1.0, most / max(width, height, 1))
    return QSize(max(1, round(width * share)), max(1, round(height * share)))


def on_white(image: QImage) -> QImage:
    """Return a picture without holes."""
    made = QImage(image.size(), QImage.Format.Format_RGB888)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def as_jpeg(image: QImage) -> bytes:
    """Return an image as a JPEG that fits into the working copy; a busy one gets smaller until it does."""
    side = MOST_SIDE
    while True:
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        shrunk(image, fitting(image.width(), image.height(), side)).save(buffer, "JPEG", 85)
        if len(content) <= MOST_KEPT:
            return bytes(content)
        side = side * 3 // 4


def kept(path: Path, image: QImage) -> PictureFile:
    """Return an image of a file as it is kept."""
    return PictureFile(path.stem, as_jpeg(image), image.width(), image.height())
