"""Write a drawn page as PNG.

libpng tries five filters on every row of a picture in colour, which takes twice
as long as all the rest and makes files of flat colours larger. Qt and Pillow
cannot tell it not to; so what has flat colours is written here (PNG, third
edition, W3C 2025: signature, IHDR, pHYs, IDAT with filter 0, IEND), and only
photographs by Qt.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
from qgis.PyQt.QtCore import QBuffer, QIODevice
from qgis.PyQt.QtGui import QImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL, _MEMORY = 2, 9  # of zlib: more work makes the file hardly smaller
#: What Qt calls quality: of a PNG how little work is done to make it small, of a JPG how little is lost.
_QUALITY = {"png": 80, "jpg": 90}


def png_of(image: QImage, dots_per_metre: int) -> bytes:
    """Return a picture of the format RGB888 as a PNG of 8 bits a channel, without alpha."""
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # the first byte of a row names its filter: none
    rows[:, 1:] = np.frombuffer(bits, np.uint8).reshape(height, stride)[:, : 3 * width]
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, _MEMORY)
    return b"".join((
        _SIGNATURE,
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)),
        _chunk(b"IDAT", packer.compress(rows.data) + packer.flush()),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def by_qt(image: QImage, suffix: str) -> bytes:
    """Return a picture as the content of a png or jpg file, nothing when Qt cannot write it.

    It goes into memory: on a full disk libpng writes words of its own on stderr, and no reason.
    """
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(whole.data()) if image.save(whole, suffix.upper(), _QUALITY[suffix]) else b""


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
