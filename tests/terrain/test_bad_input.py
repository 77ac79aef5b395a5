"""Bad input to the analysis, typed at the command line: what a person reads, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
from flood_core.cli.main import main
from osgeo import gdal

from ..wrong_input.conftest import compiled_translations  # noqa: F401 - a fixture
from .landscapes import houses, line, raster

PLACES = [(300.0 + 20 * number, 0.0) for number in range(5)]


def even(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ground that slopes gently to the south."""
    return 100 + 0.01 * y


def in_degrees(folder: Path) -> Path:
    gdal.Warp(str(folder / "degrees.tif"), str(raster(folder / "metres.tif", even)), dstSRS="EPSG:4490")
    return folder / "degrees.tif"


FEET = {"crs": "EPSG:2263", "transform": (980_000, 16, 0, 200_000, 0, -16)}
#: What the terrain model is like, the exit code, and what is said of it in English and in Chinese.
TERRAIN: dict[str, tuple[Callable[[Path], Path], int, str, str]] = {
    "degrees": (in_degrees, 1, "was in degrees", "以度为单位"),
    "feet": (lambda folder: raster(folder / "feet.tif", even, unit="ft"), 1, "were in feet", "英尺"),
    "feet, perhaps": (lambda folder: raster(folder / "plane.tif", even, **FEET), 2, "measured in feet", "英尺"),
    "whole numbers": (lambda f: raster(f / "whole.tif", even, kind=gdal.GDT_Int16), 1, "whole metres", "整米"),
    "wrong system": (lambda f: raster(f / "there.tif", even, crs="EPSG:4547"), 2, "wrong coordinate", "坐标系"),
    "no system": (lambda folder: raster(folder / "where.tif", even, crs=None), 2, "--crs", "--crs"),
    "metres called degrees": (lambda f: raster(f / "absurd.tif", even, crs="EPSG:4490"), 2, "on the earth", "地球"),
    "no heights": (lambda f: raster(f / "empty.tif", np.full((50, 50), -9999.0)), 2, "no heights", "没有任何高程"),
    "one cell": (lambda f: raster(f / "one.tif", np.full((1, 1), 5.0)), 2, "fewer than 10 x 10", "不足 10"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_bad_input_is_answered_in_words(
    language: str, compiled_translations: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]  # noqa: F811
) -> None:
    at_home = houses(tmp_path / "houses.geojson", PLACES)

    def typed(dem: Path, *more: Any) -> tuple[int, str]:
        words = ["--dem", dem, "--buildings", at_home, "--without-flow", "--language", language, *more]
        code = main(["analysis", "terrain", *map(str, words)])
        said = capsys.readouterr()
        return code, f"{said.out} {said.err}"

    for kind, (make, exit_code, english, chinese) in TERRAIN.items():
        code, said = typed(make(tmp_path))
        assert code == exit_code and (english if language == "en" else chinese) in said, f"{kind}: {said}"
        assert "Traceback" not in said
    good = raster(tmp_path / "good.tif", even)
    outside = houses(tmp_path / "outside.geojson", [*PLACES, (9000.0, 0.0)])
    code, said = typed(good, "--buildings", outside)
    assert code == 1 and ("1 buildings lie outside" if language == "en" else "1 栋") in said, said
    uphill = line(tmp_path / "uphill.geojson", [(0, -480), (0, 480)])
    code, said = typed(good, "--streams", uphill)
    assert code == 1 and ("1 of 1 given streams run uphill" if language == "en" else "往高处流") in said, said
