"""Export one sheet: from the snapshot GeoPackage to PDF, PNG and manifest, whole or not at all."""

from __future__ import annotations

import shutil
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence, TypeVar

from qgis.core import QgsLayoutExporter, QgsProjectMetadata, QgsRenderContext

from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.whole_files import workshop
from . import output
from .compose import Sheet, compose
from .errors import BrokenSnapshot, ExportFailed, NoVillage, UnknownFormat, UnknownProfile
from .fingerprint import fingerprint
from .frame import fit
from .ground import Ground
from .images import WORLD, draw_images, draw_svg, write_image
from .interrupts import held_back
from .manifest import as_bytes, manifest
from .panel import begin_ground, layers_of
from .pdf_layers import LAYERED, make_layers
from .preflight import on_readable_ground, preflight
from .presets import Preset, candidates
from .privacy import secrets_of
from .problems import Problem
from .profile import OVERVIEW, PROFILES, TERRAIN, prepared
from .proof import ProofFailed, prove
from .session import ensure_qgis, release
from .snapshot import Snapshot, read_snapshot

FORMATS = ("pdf", "pdf-layers", "png", "jpg", "tif", "svg")
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

    @classmethod
    def told_by(cls, account: dict[str, Any], files: list[Path], manifest_path: Path) -> SheetResult:
        """Return the result that a manifest tells of."""
        found = [Problem.of(row) for row in account["problems"]]
        name = manifest_path.name[: -len(".manifest.json")]
        return cls(
            name, files, manifest_path, account["pages"], account["scale"], account["seconds"],
            list(account["warnings"]), found,
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """Return plain values, for the border between processes."""
        return {**asdict(self), "files": [str(path) for path in self.files], "manifest": str(self.manifest)}

    @classmethod
    def of(cls, values: dict[str, Any]) -> SheetResult:
        """Return the result that ``plain`` told of."""
        files, found = [Path(path) for path in values["files"]], [Problem.of(row) for row in values["problems"]]
        return cls(**{**values, "files": files, "manifest": Path(values["manifest"]), "problems": found})


@dataclass(frozen=True)
class Wish:
    """How a sheet is wanted."""

    preset: str
    profile: str
    formats: tuple[str, ...]
    stamp: str = ""
    ground: Ground | None = None


def export_sheet(
    gpkg: Path,
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = ("pdf", "png"),
    stamp: str = "",
    ground: Ground | None = None,
    feedback: Feedback | None = None,
) -> SheetResult:
    """Draw the snapshot's sheet into ``out_dir`` and return what was written.

    Args: ``preset`` is a paper size (A3: orientation by the village's shape) or
    a paper with its orientation (A3-portrait); ``profile`` internal or public;
    ``formats`` of pdf, pdf-layers, png, jpg, tif and svg; ``stamp`` is kept in the manifest:
    what the database said of the edition; ``ground`` relief or an orthophoto under the
    map, None for plain paper. Needs no network and no server.
    Raises: BrokenSnapshot, NoVillage, UnknownPreset, UnknownProfile,
    UnknownFormat, BrokenTemplate, GlyphMissing, NotWritable, ExportFailed,
    Cancelled; then nothing is left in ``out_dir``. ProofFailed; then the sheet
    lies in a folder of its own there.
    """
    feedback = feedback or Silent()
    started = time.monotonic()
    check_options(preset, profile, formats)
    out_dir, wish = Path(out_dir), Wish(preset, profile, tuple(formats), stamp, ground)
    output.writable(out_dir)
    result = on_copy(gpkg, lambda snapshot: _export(snapshot, out_dir, wish, feedback))
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
    ground: Ground | None = None,
    feedback: Feedback | None = None,
) -> list[Path]:
    """Draw the snapshot's sheet as it would come out, coarsely, and return a PNG for each page.

    Raises: as export_sheet.
    """
    feedback = feedback or Silent()
    papers = check_options(preset, profile, ("png",))
    output.writable(Path(out_dir))

    def draw(snapshot: Snapshot) -> list[Path]:
        sheet, _ = _composed(replace(snapshot, ground=ground), papers, profile, feedback)
        exporter = QgsLayoutExporter(sheet.layout)
        pages = []
        for page in range(sheet.pages):
            with held_back():
                image = exporter.renderPageToImage(page, dpi=dpi)
            pages.append(Path(out_dir) / f"preview_{page + 1}.png")
            write_image(image, pages[-1], dpi, flat=True)
            feedback.setProgress(50 + 50 * (page + 1) / sheet.pages)
        return pages

    return on_copy(gpkg, draw)


def drawn(job: dict[str, Any], feedback: Feedback) -> Any:
    """Do one job of a worker process; plain values go in and come out.

    Keys: gpkg, out_dir, preset, profile, ground, and formats for an export, dpi for a preview.
    """
    options = {
        **job, "gpkg": Path(job["gpkg"]), "out_dir": Path(job["out_dir"]), "ground": Ground.of(job.get("ground")),
    }  # fmt: skip
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


def _export(snapshot: Snapshot, out_dir: Path, wish: Wish, feedback: Feedback) -> SheetResult:
    """Compose, draw, prove and publish; what QGIS holds of the snapshot goes when this returns."""
    started = time.monotonic()
    secrets = secrets_of(snapshot) if wish.profile == "public" else None
    snapshot = replace(snapshot, ground=wish.ground)
    sheet, notices = _composed(snapshot, candidates(wish.preset), wish.profile, feedback)
    sign(sheet, snapshot)
    name = sheet_name(snapshot.edition, snapshot.village_name, sheet.preset.family, wish.profile)
    account = manifest(snapshot, sheet, wish.profile, notices)
    account["fingerprint"] = fingerprint(snapshot.sha256, wish.preset, wish.profile, wish.formats, wish.ground)
    account["stamp"] = wish.stamp
    account["layers"] = layers_of(sheet.panels) if "pdf-layers" in wish.formats else []
    with output.Staging(out_dir, name) as staging:
        _draw(sheet, staging, wish.formats, feedback)
        drawn_in = time.monotonic() - started
        account["files"] = [path.name for path in staging.files]
        account["sizes"] = {path.name: path.stat().st_size for path in staging.files}
        faults = prove(staging.files, account, sheet.texts(), secrets)
        seconds = time.monotonic() - started
        account["seconds"], account["proof_seconds"] = round(seconds, 3), round(seconds - drawn_in, 3)
        staging.write_account(as_bytes(account))
        raise_if_cancelled(feedback)
        if faults:
            raise ProofFailed.of(name, staging.keep_aside(), faults)
        files, manifest_path = staging.publish()
    return SheetResult.told_by(account, files, manifest_path)


def _composed(
    snapshot: Snapshot, papers: list[Preset], profile: str, feedback: Feedback
) -> tuple[Sheet, list[Problem]]:
    """Compose what the profile may see, on the paper that suits the village, and look whether it may be drawn."""
    snapshot, notices = on_readable_ground(prepared(snapshot, profile))
    feedback.setProgress(10)
    raise_if_cancelled(feedback)
    sheet = compose(snapshot, _paper(snapshot, papers), profile)
    notices += preflight(snapshot, sheet)
    feedback.setProgress(40)
    raise_if_cancelled(feedback)
    return sheet, notices


def check_options(preset: str, profile: str, formats: Sequence[str]) -> list[Preset]:
    """Return the papers that ``preset`` stands for.

    Raises: UnknownPreset, UnknownProfile, UnknownFormat.
    """
    if profile not in (*PROFILES, OVERVIEW, TERRAIN):
        raise UnknownProfile(profile=profile)
    for wanted in formats or ("",):
        if wanted not in FORMATS:
            raise UnknownFormat(format=wanted, known=" · ".join(FORMATS))
    return candidates(preset)


def sheet_name(edition: Mapping[str, Any], village: str, family: str, profile: str) -> str:
    """Return the files' common name: code, year, version, village, paper, profile."""
    village = "".join(char for char in village if char not in '\\/:*?"<>|\n\t ').strip(".")
    number = f"{edition.get('area_code')}-{edition.get('year')}-{edition.get('version')}"
    return f"{number}_{village}_{family}_{profile}"


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


def sign(sheet: Sheet, snapshot: Snapshot) -> None:
    """Let the PDF say what it is and whose; QGIS would write the name of the computer's user."""
    words = QgsProjectMetadata()
    words.setTitle(sheet.title)
    words.setAuthor(str(snapshot.edition.get("compiled_by") or snapshot.village_name))
    sheet.project.setMetadata(words)


def _draw(sheet: Sheet, staging: output.Staging, formats: Sequence[str], feedback: Feedback) -> None:
    exporter = QgsLayoutExporter(sheet.layout)
    if "pdf" in formats:
        _draw_pdf(sheet, exporter, staging.path(".pdf"))
        feedback.setProgress(50)
        raise_if_cancelled(feedback)
    if "pdf-layers" in formats:
        _draw_layers(sheet, exporter, staging.path(LAYERED))
        feedback.setProgress(60)
        raise_if_cancelled(feedback)
    images = [name for name in formats if name in WORLD]
    if images:
        draw_images(sheet, exporter, staging, images, Part(feedback, 60, 90))
    if "svg" in formats:
        draw_svg(sheet, exporter, staging, Part(feedback, 90, 95))
    raise_if_cancelled(feedback)


def _draw_pdf(sheet: Sheet, exporter: QgsLayoutExporter, path: Path) -> None:
    with held_back():
        code = exporter.exportToPdf(str(path), _pdf_settings(sheet))
    if code != QgsLayoutExporter.ExportResult.Success:
        raise ExportFailed(path=path.name, reason=f"QGIS: {code}")
    output.check_pdf(path)


def _draw_layers(sheet: Sheet, exporter: QgsLayoutExporter, path: Path) -> None:
    """Draw the PDF whose layers can be switched off; what is drawn after it knows nothing of layers."""
    panels = begin_ground(sheet.layout, sheet.panels)
    try:
        _draw_pdf(sheet, exporter, path)
        make_layers(path)
        output.check_pdf(path)
    except OSError as error:
        raise ExportFailed(path=path.name, reason=error.strerror or str(error)) from error
    finally:
        for panel in panels:
            panel.layered = False


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
