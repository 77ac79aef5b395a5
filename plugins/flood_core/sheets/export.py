"""Export one sheet: from the snapshot GeoPackage to PDF, PNG and manifest, whole or not at all."""

from __future__ import annotations

import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Callable, Sequence, TypeVar

from qgis.core import QgsLayoutExporter, QgsRenderContext

from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources import fonts
from ..resources.whole_files import workshop
from . import output
from .compose import Sheet, compose
from .errors import BrokenSnapshot, ExportFailed, GlyphMissing, NoVillage, UnknownFormat, UnknownProfile
from .frame import fit
from .images import QUALITY, WORLD, draw_images, draw_svg, write_image
from .interrupts import held_back
from .manifest import manifest
from .presets import Preset, candidates
from .problems import Problem
from .profile import PROFILES, prepared
from .session import ensure_qgis, release
from .snapshot import Snapshot, read_snapshot

FORMATS = ("pdf", "png", "jpg", "tif", "svg")
USUAL_FORMATS = ("pdf", "png")
Made = TypeVar("Made")


@dataclass
class SheetResult:
    """What one export left on disk."""

    name: str
    files: list[Path]
    manifest: Path
    pages: int
    scale: float
    seconds: float
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return plain values, for the border between processes."""
        return {**asdict(self), "files": [str(path) for path in self.files], "manifest": str(self.manifest)}

    @classmethod
    def of(cls, values: dict[str, Any]) -> SheetResult:
        """Return the result that ``plain`` told of."""
        files, found = [Path(path) for path in values["files"]], [Problem.of(row) for row in values["problems"]]
        return cls(**{**values, "files": files, "manifest": Path(values["manifest"]), "problems": found})


def export_sheet(
    gpkg: Path,
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = ("pdf", "png"),
    feedback: Feedback | None = None,
) -> SheetResult:
    """Draw the snapshot's sheet into ``out_dir`` and return what was written.

    Args: ``preset`` is a paper size (A3: orientation by the village's shape) or
    a paper with its orientation (A3-portrait); ``profile`` internal or public;
    ``formats`` of pdf, png, jpg, tif and svg. Needs no network and no server.
    Raises: BrokenSnapshot, NoVillage, UnknownPreset, UnknownProfile,
    UnknownFormat, BrokenTemplate, GlyphMissing, NotWritable, ExportFailed,
    Cancelled; then nothing is left in ``out_dir``.
    """
    feedback = feedback or Silent()
    started = time.monotonic()
    papers = check_options(preset, profile, formats)
    out_dir = Path(out_dir)
    output.writable(out_dir)
    result = on_copy(gpkg, lambda snapshot: _export(snapshot, out_dir, papers, profile, formats, feedback))
    result.seconds = time.monotonic() - started
    feedback.setProgress(100)
    return result


def preview_sheet(
    gpkg: Path,
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    dpi: int = 110,
    feedback: Feedback | None = None,
) -> list[Path]:
    """Draw the snapshot's sheet as it would come out, coarsely, and return a PNG for each page.

    Raises: as export_sheet.
    """
    feedback = feedback or Silent()
    papers = check_options(preset, profile, ("png",))
    output.writable(Path(out_dir))

    def draw(snapshot: Snapshot) -> list[Path]:
        sheet = _composed(snapshot, papers, profile, feedback)
        exporter = QgsLayoutExporter(sheet.layout)
        pages = []
        for page in range(sheet.pages):
            with held_back():
                image = exporter.renderPageToImage(page, dpi=dpi)
            pages.append(Path(out_dir) / f"preview_{page + 1}.png")
            write_image(image, pages[-1], dpi, QUALITY["png"])
            feedback.setProgress(50 + 50 * (page + 1) / sheet.pages)
        return pages

    return on_copy(gpkg, draw)


def drawn(job: dict[str, Any], feedback: Feedback) -> Any:
    """Do one job of a worker process; plain values go in and come out.

    Keys: gpkg, out_dir, preset, profile, and formats for an export, dpi for a preview.
    """
    options = {**job, "gpkg": Path(job["gpkg"]), "out_dir": Path(job["out_dir"])}
    if "dpi" in job:
        return [str(path) for path in preview_sheet(**options, feedback=feedback)]
    return export_sheet(**options, feedback=feedback).plain()


def on_copy(gpkg: Path, work: Callable[[Snapshot], Made]) -> Made:
    """Do something with a snapshot, read from a copy of its own: QGIS leaves -wal and -shm beside what it reads."""
    ensure_qgis()
    with workshop() as folder:
        try:
            return work(_copied(Path(gpkg), folder / "snapshot.gpkg"))
        finally:
            release()


def _export(
    snapshot: Snapshot, out_dir: Path, papers: list[Preset], profile: str, formats: Sequence[str], feedback: Feedback
) -> SheetResult:
    """Compose, draw and publish; what QGIS holds of the snapshot goes when this returns."""
    started = time.monotonic()
    sheet = _composed(snapshot, papers, profile, feedback)
    name = sheet_name(snapshot, sheet.preset, profile)
    with output.Staging(out_dir, name) as staging:
        _draw(sheet, staging, formats, feedback)
        seconds = time.monotonic() - started
        account = manifest(snapshot, sheet, profile, [path.name for path in staging.files], seconds)
        staging.write_json(account)
        raise_if_cancelled(feedback)
        files, manifest_path = staging.publish()
    found = [Problem.of(row) for row in account["problems"]]
    scale, notes = sheet.frame.scale, list(account["warnings"])
    return SheetResult(name, files, manifest_path, sheet.pages, scale, seconds, notes, found)


def _composed(snapshot: Snapshot, papers: list[Preset], profile: str, feedback: Feedback) -> Sheet:
    """Compose what the profile may see, on the paper that suits the village."""
    snapshot = prepared(snapshot, profile)
    feedback.setProgress(10)
    raise_if_cancelled(feedback)
    sheet = compose(snapshot, _paper(snapshot, papers), profile)
    check_glyphs(sheet)
    feedback.setProgress(40)
    raise_if_cancelled(feedback)
    return sheet


def check_options(preset: str, profile: str, formats: Sequence[str]) -> list[Preset]:
    """Return the papers that ``preset`` stands for.

    Raises: UnknownPreset, UnknownProfile, UnknownFormat.
    """
    if profile not in PROFILES:
        raise UnknownProfile(profile=profile)
    for wanted in formats or ("",):
        if wanted not in FORMATS:
            raise UnknownFormat(format=wanted, known=", ".join(FORMATS))
    return candidates(preset)


def check_glyphs(sheet: Sheet) -> None:
    """Raise GlyphMissing when a text of the sheet has a character that the font lacks."""
    font = fonts.sans()
    texts = sheet.texts()
    missing = fonts.missing_glyphs("".join(texts), font)
    if missing:
        where = [text for text in texts if missing & set(text)]
        shown = " ".join(f"{char} (U+{ord(char):04X})" for char in sorted(missing))
        raise GlyphMissing(family=font.family, characters=shown, texts="; ".join(where[:3]))


def sheet_name(snapshot: Snapshot, preset: Preset, profile: str) -> str:
    """Return the files' common name: code, year, version, village, paper, profile."""
    edition = snapshot.edition
    village = "".join(char for char in snapshot.village_name if char not in '\\/:*?"<>|\n\t ').strip(".")
    number = f"{edition.get('area_code')}-{edition.get('year')}-{edition.get('version')}"
    return f"{number}_{village}_{preset.family}_{profile}"


def _copied(gpkg: Path, copy: Path) -> Snapshot:
    if not gpkg.is_file():
        return read_snapshot(gpkg)
    shutil.copyfile(gpkg, copy)
    try:
        return read_snapshot(copy)
    except (BrokenSnapshot, NoVillage) as error:
        raise type(error)(**{**error.values, "path": str(gpkg)}) from error  # the user knows no copy


def _paper(snapshot: Snapshot, papers: list[Preset]) -> Preset:
    """Return the paper on which the village comes out largest, the first one when they are equal."""

    def scale(paper: Preset) -> float:
        width, height = paper.map_mm
        return fit(snapshot.village, width, height, zoom=paper.zoom).scale

    return min(papers, key=scale)


def _draw(sheet: Sheet, staging: output.Staging, formats: Sequence[str], feedback: Feedback) -> None:
    exporter = QgsLayoutExporter(sheet.layout)
    if "pdf" in formats:
        path = staging.path(".pdf")
        with held_back():
            code = exporter.exportToPdf(str(path), _pdf_settings(sheet))
        if code != QgsLayoutExporter.ExportResult.Success:
            raise ExportFailed(path=path.name, reason=exporter.errorMessage() or f"QGIS: {code}")
        output.check_pdf(path)
        feedback.setProgress(60)
        raise_if_cancelled(feedback)
    images = [name for name in formats if name in WORLD]
    if images:
        draw_images(sheet, exporter, staging, images, Part(feedback, 60, 90))
    if "svg" in formats:
        draw_svg(sheet, exporter, staging, Part(feedback, 90, 95))
    raise_if_cancelled(feedback)


def _pdf_settings(sheet: Sheet) -> QgsLayoutExporter.PdfExportSettings:
    """Set every option: their defaults change between releases of QGIS."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = sheet.preset.dpi
    settings.rasterizeWholeImage = False
    settings.forceVectorOutput = True
    settings.appendGeoreference = True
    settings.exportMetadata = True
    settings.textRenderFormat = QgsRenderContext.TextRenderFormat.AlwaysText
    settings.simplifyGeometries = True
    settings.exportLayersAsSeperateFiles = False
    settings.writeGeoPdf = False
    settings.exportThemes = []
    settings.predefinedMapScales = []
    return settings
