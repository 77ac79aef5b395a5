"""Prove a finished sheet: read the files back and compare them with what the sheet should be.

Nothing here asks the layout. What counts is what stands in the file: its
pages, fonts, texts and strokes, or its pixels. The manifest says what should.
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np
from osgeo import gdal

from ..errors import CONTEXT, QT_TRANSLATE_NOOP, MachineRefused, Translate
from .pdf_layers import LAYERED
from .pdf_reading import PdfFile, PdfPage, UnreadablePdf, read_pdf
from .privacy import Secrets

PAGE_TOLERANCE_MM = 0.5
SCALE_TOLERANCE = 0.005
#: How far from its place a corner of the village's border may be drawn, in mm: QGIS leaves out points that nobody sees.
POINT_TOLERANCE_MM = 0.6
#: A vector sheet of A3 stays below this; larger papers may have more in proportion.
PDF_BUDGET, A3_MM2 = 2 * 2**20, 420 * 297
#: A map with less than this share of its cells drawn on, or pixels that are all but one colour, is blank.
CELLS, LEAST_CELLS, LEAST_SPREAD = 8, 0.1, 2.0
#: More pixels than this in one picture of a vector sheet mean that a layer was made into a picture.
MOST_PIXELS = 1_000_000

FAULTS = {
    "unreadable": QT_TRANSLATE_NOOP("errors", "{file} cannot be read back: {reason}"),
    "pages": QT_TRANSLATE_NOOP("errors", "{file} has {found} pages instead of {wanted}"),
    "size": QT_TRANSLATE_NOOP("errors", "page {page} of {file} measures {found} instead of {wanted}"),
    "font": QT_TRANSLATE_NOOP("errors", "the font {font} is not embedded in {file}"),
    "text": QT_TRANSLATE_NOOP("errors", "the text “{text}” is not in {file}"),
    "blank": QT_TRANSLATE_NOOP("errors", "the map in {file} is empty"),
    "raster": QT_TRANSLATE_NOOP("errors", "a layer of the map in {file} became a picture"),
    "layers": QT_TRANSLATE_NOOP("errors", "{file} has the layers {found} instead of {wanted}"),
    "legend_lacks": QT_TRANSLATE_NOOP("errors", "“{name}” is on the map but not in the legend"),
    "legend_extra": QT_TRANSLATE_NOOP("errors", "“{name}” is in the legend but not on the map"),
    "legend_text": QT_TRANSLATE_NOOP("errors", "the legend in {file} does not say “{name}”"),
    "scale": QT_TRANSLATE_NOOP("errors", "the map in {file} measures 1:{found} but says 1:{wanted}"),
    "scale_unknown": QT_TRANSLATE_NOOP("errors", "the corners of the village are not where they should be in {file}"),
    "budget": QT_TRANSLATE_NOOP("errors", "{file} is too large: {found} MB, {wanted} MB are allowed"),
    "household": QT_TRANSLATE_NOOP("errors", "a public sheet names a household: “{text}”"),
    "phone": QT_TRANSLATE_NOOP("errors", "a public sheet shows a whole telephone number: “{text}”"),
    "restricted": QT_TRANSLATE_NOOP("errors", "a public sheet shows a capacity or a voltage: “{text}”"),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a finished file: a kind of FAULTS and what fills its words."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)

    def words(self, translate: Translate | None = None) -> str:
        """Return the fault as a sentence, in English or through ``translate``."""
        text = FAULTS[self.kind]
        return (translate(CONTEXT, text) if translate else text).format(**self.values)


class ProofFailed(MachineRefused):
    """A finished sheet is not what it should be; it was kept aside."""

    template = QT_TRANSLATE_NOOP("errors", "{name} did not pass its proof: {faults}.")
    hint = QT_TRANSLATE_NOOP("errors", "It lies in {folder} for a look; export it again when the cause is mended.")

    def message(self, translate: Translate | None = None) -> str:
        """Return what is wrong, every fault in its own words."""
        faults = "; ".join(Fault(**fault).words(translate) for fault in self.values["faults"])
        text = translate(CONTEXT, self.template) if translate else self.template
        return text.format(**{**self.values, "faults": faults})

    @classmethod
    def of(cls, name: str, folder: Path, faults: Sequence[Fault]) -> ProofFailed:
        """Return the error for a sheet that was kept in ``folder``."""
        return cls(name=name, folder=str(folder), faults=[asdict(fault) for fault in faults])


def prove(
    files: Sequence[Path], account: dict[str, Any], texts: Sequence[str] = (), secrets: Secrets | None = None
) -> list[Fault]:
    """Return what is wrong with the finished files of a sheet; nothing when all is well.

    Args: ``account`` is the manifest, ``texts`` all that the sheet should say,
    ``secrets`` what it must not say (None: internal).
    """
    faults = list(_legend_faults(account))
    for path in files:
        if path.suffix == ".pdf":
            faults += _pdf_faults(path, account, texts, secrets)
        elif path.suffix in (".png", ".jpg", ".tif"):
            faults += _image_faults(path, account)
        elif path.suffix == ".svg":
            faults += _svg_faults(path, secrets)
    if secrets is not None:  # of pictures what was drawn, and of all files the account that lies beside them
        faults += _leaks(secrets, [*texts, *_strings(account)])
    return list({str(fault): fault for fault in faults}.values())


def _leaks(secrets: Secrets, texts: Sequence[str]) -> list[Fault]:
    return [Fault(kind, {"text": text}) for kind, text in secrets.found_in(texts)]


def _strings(thing: Any) -> Iterator[str]:
    """Yield every text of a manifest; of fingerprints and uids nobody can read anything."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key not in ("fingerprints", "fingerprint", "fonts", "versions", "uid", "stamp"):
                yield from _strings(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from _strings(value)
    elif isinstance(thing, str):
        yield thing


def _budget_faults(path: Path, budget: float | None) -> Iterator[Fault]:
    size = path.stat().st_size
    if budget is not None and size > budget:
        found, wanted = f"{size / 1e6:.1f}", f"{budget / 1e6:.3g}"
        yield Fault("budget", {"file": path.name, "found": found, "wanted": wanted})


# PDF ------------------------------------------------------------------------------------------


def _pdf_faults(path: Path, account: dict[str, Any], texts: Sequence[str], secrets: Secrets | None) -> Iterator[Fault]:
    file = path.name
    try:
        pdf = read_pdf(path)
    except UnreadablePdf as error:
        yield Fault("unreadable", {"file": file, "reason": str(error)})
        return
    width, height = account["page_mm"]
    if len(pdf.pages) != account["pages"]:
        yield Fault("pages", {"file": file, "found": len(pdf.pages), "wanted": account["pages"]})
    for number, page in enumerate(pdf.pages):
        if max(abs(page.width_mm - width), abs(page.height_mm - height)) > PAGE_TOLERANCE_MM:
            found, wanted = f"{page.width_mm:.1f} x {page.height_mm:.1f} mm", f"{width:g} x {height:g} mm"
            yield Fault("size", {"file": file, "page": number + 1, "found": found, "wanted": wanted})
        if account["vector"] and any(across * down > MOST_PIXELS for across, down in page.images):
            yield Fault("raster", {"file": file})
    for font, embedded in pdf.fonts.items():
        if not embedded:
            yield Fault("font", {"file": file, "font": font.lstrip("/")})
    yield from _layer_faults(file, pdf, account)
    yield from _text_faults(file, pdf, account, texts)
    if pdf.pages:
        yield from _map_faults(file, pdf.pages, account)
    budget = PDF_BUDGET * max(1.0, width * height / A3_MM2)
    yield from _budget_faults(path, budget if account["vector"] else None)
    if secrets is not None:
        written = [piece.text for page in pdf.pages for piece in page.texts]
        yield from _leaks(secrets, [*written, *pdf.about.split("\n")])


def _text_faults(file: str, pdf: PdfFile, account: dict[str, Any], texts: Sequence[str]) -> Iterator[Fault]:
    written = pdf.text()
    for text in [account["name"], account["scale_text"], *texts]:
        if "".join(text.split()) not in written:
            yield Fault("text", {"file": file, "text": text})
    box = next((item["box"] for item in account["items"] if item["name"] == "legend"), None)
    if box is None or not pdf.pages:
        return
    left, top, right, bottom = box
    inside = (piece for piece in pdf.pages[0].texts if left <= piece.x <= right and top <= piece.y <= bottom)
    words = "".join("".join(piece.text.split()) for piece in inside)
    for entry in account["legend"]:
        if "".join(entry["name"].split())[:6] not in words:  # long names are broken over two lines
            yield Fault("legend_text", {"file": file, "name": entry["name"]})


def _layer_faults(file: str, pdf: PdfFile, account: dict[str, Any]) -> Iterator[Fault]:
    """Compare the layers that a reader is offered, and those in which something is drawn, with what was wanted."""
    wanted = set(account["layers"]) if file.endswith(LAYERED) else set()
    drawn = {name for page in pdf.pages for name in page.layers}
    for found in (pdf.layers, drawn):
        if found != wanted:
            names = [", ".join(sorted(layers)) or "—" for layers in (found, wanted)]
            yield Fault("layers", {"file": file, "found": names[0], "wanted": names[1]})


def _map_faults(file: str, pages: Sequence[PdfPage], account: dict[str, Any]) -> Iterator[Fault]:
    points = pages[0].points()
    further = [one for one in account["sheets"] if one["page"] <= len(pages)]
    if _blank(points, account["map_mm"]) or any(
        _blank(pages[one["page"] - 1].points(), one["map_mm"]) for one in further
    ):
        yield Fault("blank", {"file": file})
        return
    yield from _scale_faults(file, pages[0], points, account)


def _blank(points: Any, box: Sequence[float]) -> bool:
    """Tell whether next to nothing was drawn in a map's box, mm of the page."""
    left, top, right, bottom = box
    inside = points[(points[:, 0] > left) & (points[:, 0] < right) & (points[:, 1] > top) & (points[:, 1] < bottom)]
    column, row = ((inside - (left, top)) / (right - left, bottom - top) * CELLS).astype(int).T
    return len(np.unique(CELLS * row + column)) < LEAST_CELLS * CELLS**2


def _scale_faults(file: str, page: PdfPage, points: Any, account: dict[str, Any]) -> Iterator[Fault]:
    """Measure between two corners of the village's border, as QGIS drew them, and read the scale that is printed."""
    known = account["known_points"]
    drawn = []
    for place in known:
        away = np.hypot(*(points - place["page_mm"]).T)
        nearest = int(away.argmin())
        if away[nearest] > POINT_TOLERANCE_MM:
            yield Fault("scale_unknown", {"file": file})
            return
        drawn.append(points[nearest])
    printed = next((text for text in (piece.text for piece in page.texts) if re.match(r"1:[\d\s]+$", text)), "")
    wanted = float("".join(re.findall(r"\d", printed.partition(":")[2])) or 0)
    ground = math.dist(known[0]["metres"], known[1]["metres"])
    found = ground * 1000 / max(1e-6, math.dist(drawn[0], drawn[1]))
    if not wanted or abs(found / wanted - 1) > SCALE_TOLERANCE:
        yield Fault("scale", {"file": file, "found": f"{found:.0f}", "wanted": f"{wanted:.0f}"})


def _svg_faults(path: Path, secrets: Secrets | None) -> Iterator[Fault]:
    """Read the texts of an SVG back; its title and description are among them."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if not text.rstrip().endswith("</svg>"):
        yield Fault("unreadable", {"file": path.name, "reason": "</svg>"})
    if secrets is not None:
        yield from _leaks(secrets, [html.unescape(piece) for piece in re.findall(r">([^<>]*[^<>\s][^<>]*)<", text)])


# Legend ---------------------------------------------------------------------------------------


def _legend_faults(account: dict[str, Any]) -> Iterator[Fault]:
    """Compare what is explained with what was drawn, by symbol, kind of geometry and class of the base map."""
    explained = [(entry["key"], entry["geometry"], entry["name"]) for entry in account["legend"]]
    drawn = {(element["symbol"], element["geometry"]) for element in account["elements"]}
    listed = [key[:2] for key in explained if key[0] not in account["base"]]
    for key in sorted(drawn - set(listed)):
        yield Fault("legend_lacks", {"name": key[0]})
    for key in sorted(set(account["base"]) - {key for key, _, _ in explained}):
        yield Fault("legend_lacks", {"name": key})
    for key, geometry, name in explained:
        if key not in account["base"] and (key, geometry) not in drawn:
            yield Fault("legend_extra", {"name": name})


# Pictures -------------------------------------------------------------------------------------


def _image_faults(path: Path, account: dict[str, Any]) -> Iterator[Fault]:
    """Read a picture back: its size, and whether there is anything on its map."""
    file = path.name
    picture = gdal.OpenEx(str(path), gdal.OF_RASTER)
    if picture is None:
        yield Fault("unreadable", {"file": file, "reason": gdal.GetLastErrorMsg()})
        return
    wanted = account["pixels"] or [side * account["dpi"] / 25.4 for side in account["page_mm"]]
    per_mm = wanted[0] / account["page_mm"][0]
    found = (picture.RasterXSize, picture.RasterYSize)
    spare = 0 if account["pixels"] else max(1.0, PAGE_TOLERANCE_MM * per_mm)
    if any(abs(one - other) > spare for one, other in zip(found, wanted)):
        sizes = {"found": f"{found[0]} x {found[1]} px", "wanted": f"{wanted[0]:.0f} x {wanted[1]:.0f} px"}
        yield Fault("size", {"file": file, "page": 1, **sizes})
        return
    yield from _budget_faults(path, account["most_bytes"])
    if re.search(r"_\d+$", path.stem):  # a further page: there is no map on it
        return
    left, top, right, bottom = (round(value * per_mm) for value in account["map_mm"])
    # A band of rows through the middle: all of a large picture would take longer to unpack than to draw.
    middle, half = (top + bottom) // 2, max(1, (bottom - top) // 12)
    band = picture.GetRasterBand(1).ReadAsArray(left, middle - half, right - left, 2 * half)
    if band is None or float(np.asarray(band, dtype=float).std()) < LEAST_SPREAD:
        yield Fault("blank", {"file": file})
