"""Take a photograph or a PDF from the disk: looked at by its content, measured before it is opened.

A name says nothing about a file. What is neither a JPEG, a PNG nor a PDF by its
first bytes is refused; of a picture the size in pixels is read before any pixel
is, so that a small file that unfolds to gigabytes is never unfolded.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from qgis.PyQt.QtGui import QImage, QImageReader, QPainter

from ..database.files import LARGEST, NewFile
from ..errors import QT_TRANSLATE_NOOP, InputError, reason_in

#: The longer side of the small picture, in pixels.
THUMBNAIL = 480
#: The most pixels that a picture may have: a 100-megapixel camera.
MOST_PIXELS = 100_000_000
_QUALITY = 82
_LONGEST_NAME = 120
#: First bytes -> media type, and the format for Qt (None: not a picture).
_SIGNS = {
    b"\xff\xd8\xff": ("image/jpeg", b"jpeg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", b"png"),
    b"%PDF-": ("application/pdf", None),
}
_ENDINGS = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "application/pdf": (".pdf",)}


class CannotReadFile(InputError):
    """The file cannot be read from the disk."""

    template = QT_TRANSLATE_NOOP("errors", "“{name}” cannot be read: {reason}")


class FileTooBig(InputError):
    """A file has too many bytes or pixels."""

    template = QT_TRANSLATE_NOOP("errors", "“{name}” is too big: at most {most} MB and 100 million pixels are taken.")
    hint = QT_TRANSLATE_NOOP("errors", "Make the photograph smaller, or scan the document with fewer dots.")


class NotAPicture(InputError):
    """A file is neither a photograph nor a PDF, whatever its name says."""

    template = QT_TRANSLATE_NOOP("errors", "“{name}” is neither a photograph (JPEG, PNG) nor a PDF.")
    hint = QT_TRANSLATE_NOOP("errors", "Save it as JPEG, PNG or PDF; its name alone changes nothing.")


class DamagedPicture(InputError):
    """A picture cannot be opened."""

    template = QT_TRANSLATE_NOOP("errors", "The picture “{name}” is damaged.")
    hint = QT_TRANSLATE_NOOP("errors", "Copy it from the camera or the phone again.")


def take(path: Path) -> NewFile:
    """Return a file from the disk, ready to be kept.

    Raises: CannotReadFile, FileTooBig, NotAPicture, DamagedPicture.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # not by the size that the disk tells: a pipe tells none
    except OSError as error:
        raise CannotReadFile(name=path.name, reason=reason_in(error.strerror or str(error))) from error
    if len(content) > LARGEST:
        raise FileTooBig(name=path.name, most=LARGEST // 2**20)
    media_type, picture = _kind(path.name, content)
    thumbnail = None if picture is None else _thumbnail(content, picture, path.name)
    return NewFile(fit_name(path.name, content), media_type, content, hashlib.sha256(content).hexdigest(), thumbnail)


def _kind(name: str, content: bytes) -> tuple[str, bytes | None]:
    """Return media type and Qt's format by the first bytes. Raises: NotAPicture."""
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    raise NotAPicture(name=name)


def fit_name(name: str, content: bytes) -> str:
    """Return a name that is fit for a disk, with the ending of what the file is, whatever it was called.

    So that a stored file that is opened is a picture or a PDF and never a program. Raises: NotAPicture.
    """
    path, media_type = Path(name), _kind(name, content)[0]
    stem = "".join(sign for sign in path.stem if sign.isprintable() and sign not in '<>:"/\\|?*').strip(". ")
    endings = _ENDINGS[media_type]
    ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
    return (stem[:_LONGEST_NAME] or "file") + ending


def _thumbnail(content: bytes, picture: bytes, name: str) -> bytes:
    """Return a small JPEG, upright as the camera was held."""
    return _jpeg(_small(content, picture, name, MOST_PIXELS))


def small_picture(thumbnail: bytes | None) -> QImage:
    """Return a stored thumbnail as an image; a null image where it is none, or bigger than one of ours."""
    if not thumbnail:
        return QImage()
    try:
        return _small(thumbnail, b"jpeg", "", THUMBNAIL * THUMBNAIL)
    except (DamagedPicture, FileTooBig):
        return QImage()


def _small(content: bytes, picture: bytes, name: str, most_pixels: int) -> QImage:
    data = QByteArray(content)
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(picture))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise DamagedPicture(name=name)
    if size.width() * size.height() > most_pixels:
        raise FileTooBig(name=name, most=LARGEST // 2**20)
    if size.width() > THUMBNAIL or size.height() > THUMBNAIL:
        reader.setScaledSize(size.scaled(QSize(THUMBNAIL, THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise DamagedPicture(name=name)
    return image


def _jpeg(image: QImage) -> bytes:
    if image.hasAlphaChannel():  # on white, where a JPEG would make it black
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        painter = QPainter(ground)
        painter.drawImage(0, 0, image)
        painter.end()
        image = ground
    written = QByteArray()
    device = QBuffer(written)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(device, "jpeg", _QUALITY)
    device.close()
    return bytes(written)
