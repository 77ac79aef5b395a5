"""What lies under the lines of a map, where a county wants more than plain paper: relief or an orthophoto."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osgeo import gdal

from ..areas import geo_file
from ..errors import QT_TRANSLATE_NOOP, InputError

PLAIN, RELIEF, PHOTO = "plain", "relief", "photo"
GROUNDS = (PLAIN, RELIEF, PHOTO)
_DATE_TAGS = ("TIFFTAG_DATETIME", "ACQUISITIONDATETIME")


class NotAGround(InputError):
    """The file has neither heights nor the colours of a photograph."""

    template = QT_TRANSLATE_NOOP("errors", "{file} cannot lie under a map: it has neither heights nor colours.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Give an elevation model (one band) or an orthophoto (red, green and blue, 8 bits each)."
    )


@dataclass(frozen=True)
class Ground:
    """Rasters under a map, those drawn over others last, and the day the newest was taken.

    ``wanted`` relief or photo; without files it was wanted and there is none.
    """

    wanted: str
    files: tuple[Path, ...] = ()
    captured_on: date | None = None

    def plain(self) -> dict[str, Any]:
        """Return plain values, for the border between processes."""
        taken = self.captured_on.isoformat() if self.captured_on else None
        return {"wanted": self.wanted, "files": [str(path) for path in self.files], "captured_on": taken}

    @classmethod
    def of(cls, values: dict[str, Any] | None) -> Ground | None:
        """Return the ground that ``plain`` told of."""
        if values is None:
            return None
        taken = values["captured_on"]
        files = tuple(Path(path) for path in values["files"])
        return cls(values["wanted"], files, date.fromisoformat(taken) if taken else None)

    def readable(self) -> Ground:
        """Return the same with only those files that can be read now."""
        return replace(self, files=tuple(path for path in self.files if _is_readable(path)))

    def mark(self) -> str:
        """Return words that change when the files do: size and time, for nobody hashes an orthophoto for each sheet."""
        found = []
        for path in self.files:
            try:
                state = path.stat()
                found.append([str(path), state.st_size, state.st_mtime_ns])
            except OSError:
                found.append([str(path), -1, 0])
        return json.dumps([self.wanted, found])


def ground_of_file(path: Path) -> Ground:
    """Return the ground that a raster gives: relief of one band of heights, a photograph of three or four.

    Raises: UnreadableBaseFile, NoCoordinateSystem, NotAGround.
    """
    image = geo_file.opened(path, gdal.OF_RASTER)
    geo_file.system_of(image.GetSpatialRef(), None, path)
    first, bands = image.GetRasterBand(1), image.RasterCount
    if bands == 1 and first.GetColorTable() is None:
        return Ground(RELIEF, (path.resolve(),))
    if bands in (3, 4) and first.DataType == gdal.GDT_Byte:
        return Ground(PHOTO, (path.resolve(),), _taken_on(image))
    raise NotAGround(file=path.name)


def _is_readable(path: Path) -> bool:
    try:
        return geo_file.opened(path, gdal.OF_RASTER).GetSpatialRef() is not None
    except geo_file.UnreadableBaseFile:
        return False


def _taken_on(image: Any) -> date | None:
    for tag in _DATE_TAGS:
        said = image.GetMetadataItem(tag) or image.GetMetadataItem(tag, "IMAGERY")
        try:
            return datetime.strptime(said[:10].replace(":", "-"), "%Y-%m-%d").date() if said else None
        except ValueError:
            continue  # a tag that somebody filled with something else
    return None
