"""Read a scan, a photograph or a page of a PDF that somebody brings, with suspicion, into a plain JPEG.

What is kept is never the file itself but a picture that we encoded anew, small
enough to travel with the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage, QImageReader, QPainter

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused

#: Larger files and pictures are refused before anything of them is decoded.
MOST_BYTES, MOST_PIXELS = 300_000_000, 150_000_000
#: Longest side of what is kept, in pixels: an A3 sheet at 300 dots per inch.
MOST_SIDE = 4960
#: What is kept must fit into one cell of the working copy.
MOST_KEPT = 12_000_000
PICTURES = ("jpeg", "png")
#: PDF pages are drawn with at most so many dots per inch.
_FINE = 300
_POINTS = 72.0


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


DAMAGED = QT_TRANSLATE_NOOP("errors", "it is damaged, or of another kind than its name says")


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is kept."""

    name: str
    jpeg: bytes
    width: int
    height: int


def read_picture(path: Path, page: int = 1) -> PictureFile:
    """Return a JPG, a PNG, or one page of a PDF as a JPEG of moderate size, upright as it was photographed.

    Raises: NoPicture, PictureTooLarge, NoPdfHere, NoSuchPage.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError as error:
        raise NoPicture(name=path.name, reason=error.strerror or str(error)) from error
    if size > MOST_BYTES:
        raise PictureTooLarge(name=path.name, size=f"{size // 1_000_000} MB", most=f"{MOST_BYTES // 1_000_000} MB")
    image = _pdf_page(path, page) if begins.startswith(b"%PDF") else _image(path)
    jpeg = as_jpeg(image)
    return PictureFile(path.stem, jpeg, image.width(), image.height())


def _image(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # a camera notes how it was held
    if bytes(reader.format()).decode("ascii", "replace") not in PICTURES:
        raise NoPicture(name=path.name, reason=DAMAGED)
    size = reader.size()
    if not size.isValid():
        raise NoPicture(name=path.name, reason=DAMAGED)
    _check_pixels(path, size.width(), size.height())
    reader.setScaledSize(_fitting(size.width(), size.height(), MOST_SIDE))
    image = reader.read()
    if image.isNull():
        raise NoPicture(name=path.name, reason=DAMAGED)
    return _on_white(image)


def _check_pixels(path: Path, width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(name=path.name, size=f"{width} × {height}", most=f"{MOST_PIXELS // 1_000_000} M")


def _fitting(width: float, height: float, most: int) -> QSize:
    share = min(1.0, most / max(width, height, 1))
    return QSize(max(1, round(width * share)), max(1, round(height * share)))


def _on_white(image: QImage) -> QImage:
    made = QImage(image.size(), QImage.Format.Format_RGB888)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _pdf_page(path: Path, page: int) -> QImage:
    if gdal.GetDriverByName("PDF") is None:
        raise NoPdfHere()
    whole = _opened(path, str(path.resolve()), _POINTS)
    pages = max(1, len(whole.GetSubDatasets()))
    if not 1 <= page <= pages:
        raise NoSuchPage(name=path.name, pages=pages, page=page)
    name = f"PDF:{page}:{path.resolve()}"
    at_72 = _opened(path, name, _POINTS)
    _check_pixels(path, at_72.RasterXSize, at_72.RasterYSize)
    dots = min(_FINE, _POINTS * MOST_SIDE / max(at_72.RasterXSize, at_72.RasterYSize, 1))
    drawn = _opened(path, name, dots)
    width, height, bands = drawn.RasterXSize, drawn.RasterYSize, min(3, drawn.RasterCount)
    _check_pixels(path, width, height)
    raw = drawn.ReadRaster(
        0, 0, width, height, band_list=list(range(1, bands + 1)),
        buf_pixel_space=bands, buf_line_space=width * bands, buf_band_space=1,
    )  # fmt: skip
    form = QImage.Format.Format_RGB888 if bands == 3 else QImage.Format.Format_Grayscale8
    return _on_white(QImage(bytes(raw), width, height, width * bands, form).copy())


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


def as_jpeg(image: QImage) -> bytes:
    """Return an image as a JPEG that fits into the working copy; a busy one gets smaller until it does."""
    side = MOST_SIDE
    while True:
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        fitting = _fitting(image.width(), image.height(), side)
        scaled = image if fitting == image.size() else image.scaled(
            fitting, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )  # fmt: skip
        scaled.save(buffer, "JPEG", 85)
        if len(kept) <= MOST_KEPT:
            return bytes(kept)
        side = side * 3 // 4
