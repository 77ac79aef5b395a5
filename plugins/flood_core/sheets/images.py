"""Finished pages as files of other programmes: PNG, JPG, TIFF with their place on the ground, and SVG."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal
from qgis.core import QgsLayoutExporter, QgsRenderContext
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

from ..errors import QT_TRANSLATE_NOOP
from ..progress import Feedback, raise_if_cancelled
from .compose import Sheet
from .errors import ExportFailed
from .interrupts import held_back
from .output import CUT_OFF, NO_IMAGE, Staging, write_bytes
from .panel import cut_maps
from .png import by_qt, png_of
from .preflight import is_vector
from .svg_cuts import cut_svg

#: Suffix of the file that says where an image lies on the ground.
WORLD = {"png": ".pgw", "jpg": ".jgw", "tif": ".tfw"}
NO_SVG = QT_TRANSLATE_NOOP("errors", "QGIS wrote no SVG")

#: The six numbers of a world file: metres a dot to the right and down, and the middle of the first dot.
World = tuple[float, float, float, float, float, float]


def draw_images(
    sheet: Sheet, exporter: QgsLayoutExporter, staging: Staging, formats: list[str], feedback: Feedback
) -> None:
    """Render each page once and write it in each of the formats png, jpg and tif.

    The front gets a world file in the system of the map. Raises: ExportFailed, Cancelled.
    """
    for page in range(sheet.pages):
        with held_back():
            image = exporter.renderPageToImage(page, QSize(*(sheet.preset.pixels or (0, 0))), sheet.preset.dpi)
        if image.isNull():
            raise ExportFailed(path=staging.name, reason=NO_IMAGE)
        world = world_of(sheet, image.width()) if page == 0 else None
        for name in formats:
            stem = "" if page == 0 else f"_{page + 1}"
            path = staging.path(f"{stem}.{name}")
            if name == "tif":
                write_tif(image, path, sheet, world)
            else:
                write_image(image, path, sheet.preset.dpi, flat=is_vector(sheet))
            if world is not None and name != "png":
                text = "".join(f"{number:.10f}\n" for number in world)
                write_bytes(staging.path(WORLD[name]), text.encode("ascii"))
            raise_if_cancelled(feedback)
        feedback.setProgress(100 * (page + 1) / sheet.pages)


def world_of(sheet: Sheet, dots: int) -> World | None:
    """Return where the front page's dots lie on the ground; None where the map is turned."""
    frame = sheet.frame
    if frame.rotation:
        return None
    metres = sheet.preset.width_mm / dots * frame.scale / 1000
    left, top = frame.to_map(-sheet.map_box[0], -sheet.map_box[1])
    return metres, 0.0, 0.0, -metres, left + metres / 2, top - metres / 2


def write_image(image: QImage, path: Path, dpi: int, *, flat: bool = False) -> None:
    """Write a page as RGB without an alpha channel, with its resolution; ``flat``: its colours are no photograph's.

    Raises: ExportFailed.
    """
    if image.isNull():
        raise ExportFailed(path=path.name, reason=NO_IMAGE)
    opaque, dots_per_metre = image.convertToFormat(QImage.Format.Format_RGB888), round(dpi / 0.0254)
    if flat and path.suffix == ".png":
        write_bytes(path, png_of(opaque, dots_per_metre))
        return
    opaque.setDotsPerMeterX(dots_per_metre)
    opaque.setDotsPerMeterY(dots_per_metre)
    content = by_qt(opaque, path.suffix[1:])
    if not content:
        raise ExportFailed(path=path.name, reason=NO_IMAGE)
    write_bytes(path, content)


def write_tif(image: QImage, path: Path, sheet: Sheet, world: World | None) -> None:
    """Write a page as TIFF that knows its system and place itself. Raises: ExportFailed."""
    flat = image.convertToFormat(QImage.Format.Format_RGB888)
    memory = f"/vsimem/{path.name}"
    options = ["COMPRESS=DEFLATE", "PREDICTOR=2", "TILED=YES", "PHOTOMETRIC=RGB"]
    target = gdal.GetDriverByName("GTiff").Create(memory, flat.width(), flat.height(), 3, gdal.GDT_Byte, options)
    if world is not None:
        right, _, _, down, x, y = world
        target.SetGeoTransform((x - right / 2, right, 0.0, y - down / 2, 0.0, down))
        target.SetProjection(sheet.project.crs().toWkt())
    for key in ("TIFFTAG_XRESOLUTION", "TIFFTAG_YRESOLUTION"):
        target.SetMetadataItem(key, str(sheet.preset.dpi))
    target.SetMetadataItem("TIFFTAG_RESOLUTIONUNIT", "2")
    bits = flat.constBits()
    bits.setsize(flat.sizeInBytes())
    target.WriteRaster(
        0, 0, flat.width(), flat.height(), bytes(bits), flat.width(), flat.height(),
        buf_pixel_space=3, buf_line_space=flat.bytesPerLine(), buf_band_space=1,
    )  # fmt: skip
    target.FlushCache()
    del target
    file = gdal.VSIFOpenL(memory, "rb")
    gdal.VSIFSeekL(file, 0, 2)
    size = gdal.VSIFTellL(file)
    gdal.VSIFSeekL(file, 0, 0)
    data = bytes(gdal.VSIFReadL(1, size, file))
    gdal.VSIFCloseL(file)
    gdal.Unlink(memory)
    write_bytes(path, data)


def draw_svg(sheet: Sheet, exporter: QgsLayoutExporter, staging: Staging, feedback: Feedback) -> None:
    """Write each page as SVG with real text. Raises: ExportFailed."""
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = sheet.preset.dpi
    settings.forceVectorOutput = True
    settings.exportAsLayers = False
    settings.exportMetadata = True
    settings.textRenderFormat = QgsRenderContext.TextRenderFormat.AlwaysText
    settings.simplifyGeometries = True
    path = staging.path(".svg")
    cut_maps(sheet.layout)
    with held_back():
        code = exporter.exportToSvg(str(path), settings)
    if code != QgsLayoutExporter.ExportResult.Success:
        raise ExportFailed(path=path.name, reason=exporter.errorMessage() or NO_SVG)
    for page in range(1, sheet.pages):
        staging.path(f"_{page + 1}.svg")  # the names that QGIS gives
    for written in staging.files:
        if written.suffix == ".svg" and not (written.is_file() and _is_whole(written)):
            raise ExportFailed(path=written.name, reason=CUT_OFF)
        if written.suffix == ".svg":
            _cut(written)
    feedback.setProgress(100)


def _cut(svg: Path) -> None:
    try:
        cut_svg(svg)
    except OSError as error:
        raise ExportFailed(path=svg.name, reason=error.strerror or str(error)) from error


def _is_whole(svg: Path) -> bool:
    return svg.read_bytes()[-64:].rstrip().endswith(b"</svg>")
