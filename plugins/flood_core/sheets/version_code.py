"""The code in the frame: a QR symbol that tells without a network which edition a paper is, and of what it was made."""

from __future__ import annotations

import hashlib
import json

from .county import county_settings
from .drawing import GREY, INK, Drawing, Path
from .furniture import sheet_number
from .snapshot import Element, Route, Snapshot

#: How wide the words beside the symbol are, mm.
WORDS = 15.0
#: What stays white between the symbol and the map's frame above it, mm: scanners need it.
CLEAR = 1.2


def content_hash(snapshot: Snapshot) -> str:
    """Return eight hex digits that change when anything in the sheet's map or tables does."""
    edition = snapshot.edition
    told: list[object] = [[edition.get(key) for key in ("uid", "area_code", "year", "version", "state")]]
    things: list[Element | Route] = [*snapshot.elements, *snapshot.routes]
    for thing in sorted(things, key=lambda one: one.uid):
        plain = {key: value for key, value in vars(thing).items() if key != "geometry"}
        told.append([plain, thing.geometry.asWkt(1)])
    told += sorted(snapshot.tables.items())
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode("utf-8")).hexdigest()[:8]


def code_text(snapshot: Snapshot) -> str:
    """Return what the code says: the sheet's number, the edition's uid and the hash, or the county's link with them."""
    uid, short = str(snapshot.edition.get("uid") or "").replace("-", ""), content_hash(snapshot)
    link = county_settings().link
    if link:
        return link.replace("{uid}", uid).replace("{number}", sheet_number(snapshot)).replace("{hash}", short)
    return f"{sheet_number(snapshot)} {uid} {short}"


def draw_code(snapshot: Snapshot, width: float, height: float) -> Drawing:
    """Return the symbol at the right of its box, and left of it what can be compared by eye."""
    modules = code_modules(code_text(snapshot))
    side = min(height - CLEAR, width)
    drawing = Drawing()
    drawing.marks.append(Path(_runs(modules, width - side, height - side, side / len(modules)), None, fill=INK))
    if width - side >= WORDS - 1:
        middle, right = (height + CLEAR) / 2, width - side - 1.6
        drawing.text("版本码", right, middle - 0.7, 2.1, color=GREY, align="right")
        drawing.text(content_hash(snapshot), right, middle + 2.3, 2.4, align="right")
    return drawing


def code_modules(text: str) -> list[list[bool]]:
    """Return the rows of a QR symbol, dark is true."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # takes its time: only where drawn

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def _runs(
    modules: list[list[bool]], left: float, top: float, step: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return a rectangle for every run of dark modules in a row, in mm."""
    found = []
    for row, darks in enumerate(modules):
        column = 0
        while column < len(darks):
            end = column
            while end < len(darks) and darks[end]:
                end += 1
            if end > column:
                a, b = left + column * step, left + end * step
                c, d = top + row * step, top + (row + 1) * step
                found.append(((a, c), (b, c), (b, d), (a, d)))
            column = end + 1
    return tuple(found)
