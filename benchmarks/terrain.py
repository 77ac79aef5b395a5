"""The terrain analysis against gdaldem, bare GRASS modules and pysheds, and how it grows with the number of cells.

pysheds is installed into an environment of its own under .build: it serves this comparison only.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Iterator

import numpy as np
from flood_core.progress import Silent
from flood_core.terrain.factors import default_thresholds
from flood_core.terrain.flow import GullyRule, find_flow
from flood_core.terrain.grass import find_grass, grass_location
from flood_core.terrain.ground import Ground, prepare
from flood_core.terrain.landform import slope_degrees
from osgeo import gdal, osr
from scipy import ndimage

from benchmarks.comparison import Comparison, median_seconds, seconds

CELL, SIDE, COUNTY_SIDE = 5.0, 2000, 6928  # 6,928 x 6,928 = 48 million
TOOLS = Path(__file__).resolve().parents[1] / ".build" / "pysheds"
#: It was written for the numba and numpy of its time.
PYSHEDS = ("pysheds==0.4", "numba==0.58.1", "numpy==1.26.4", "pandas==2.1.4", "scipy==1.11.4", "scikit-image==0.22.0")
#: Fill, resolve, direct, accumulate, height above drainage, as pysheds's own guide does it.
THEIR_CHAIN = """
import json, sys, time
import numpy as np
if not hasattr(np, "in1d"):
    np.in1d = np.isin
from pysheds.grid import Grid
def chain(path, least):
    grid = Grid.from_raster(path)
    dem = grid.read_raster(path)
    filled = grid.resolve_flats(grid.fill_depressions(grid.fill_pits(dem)))
    direction = grid.flowdir(filled)
    cells = grid.accumulation(direction)
    return grid.compute_hand(direction, filled, cells > least)
chain(sys.argv[2], 10)  # compiles
begun = time.perf_counter()
chain(sys.argv[1], float(sys.argv[3]))
print(json.dumps(time.perf_counter() - begun))
"""


def compare(full: bool) -> Iterator[Comparison]:
    """Yield slope, the chain to height above drainage against two others, and growth."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    try:
        source = landscape(folder / "dem.tif", SIDE)
        yield slopes(source, folder)
        ours = min(seconds(lambda: chain(source, folder)) for _ in range(3 if full else 2))
        bare = min(seconds(lambda: bare_modules(source, folder)) for _ in range(3 if full else 2))
        name = f"terrain to height above drainage, {SIDE:,} x {SIDE:,}"
        yield Comparison(name, ours, bare, "r.in.gdal, r.watershed, r.out.gdal without the rest", "at most 1.5")
        yield Comparison(name, ours, their_chain(source, folder), "pysheds 0.4, compiled before", "at most 1.0")
        yield growth(folder, ours, COUNTY_SIDE if full else SIDE // 2)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def landscape(path: Path, side: int) -> Path:
    """Write hills of several sizes that fall to the south, always the same."""
    random = np.random.default_rng(9)
    heights = np.linspace(0.03 * side * CELL, 0, side, dtype=np.float32)[:, None] + np.zeros(side, np.float32)
    for size in (400, 100, 40, 12):
        count = side // size + 3
        grown = ndimage.zoom(random.normal(size=(count, count)).astype(np.float32), size, order=1)
        heights += grown[:side, :side] * np.float32(size * 0.2)
    made = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 1, gdal.GDT_Float32, ["TILED=YES"])
    made.SetGeoTransform((500_000, CELL, 0, 3_100_000, 0, -CELL))
    system = osr.SpatialReference()
    system.ImportFromEPSG(4549)
    made.SetProjection(system.ExportToWkt())
    made.GetRasterBand(1).SetNoDataValue(-9999)
    made.GetRasterBand(1).WriteArray(heights + 500)
    return path


def ground_of(source: Path, folder: Path) -> Ground:
    """Bring a terrain model into a fresh work folder."""
    return prepare(source, Path(tempfile.mkdtemp(dir=folder)), Silent())


def slopes(source: Path, folder: Path) -> Comparison:
    """Compare our slope with gdaldem as a program."""
    ground = ground_of(source, folder)
    command = ["gdaldem", "slope", "-q", str(ground.path), str(folder / "slope.tif")]
    theirs = median_seconds(lambda: subprocess.run(command, check=True))
    ours = median_seconds(lambda: slope_degrees(ground, Silent()))
    return Comparison(f"slope, {SIDE:,} x {SIDE:,}", ours, theirs, "gdaldem slope", "at most 1.5")


def chain(source: Path, folder: Path) -> None:
    """From the file to height above drainage, sinks and gully mouths."""
    base = find_grass()
    if base is None:
        raise RuntimeError("GRASS is not installed")
    rules = default_thresholds()
    gully = rules.factor("gully")
    rule = GullyRule(gully["from_km2"], gully["slope_change_deg"], gully["over_m"])
    ground = ground_of(source, folder)
    find_flow(base, ground, rules.drainage_km2, rule, Silent())
    shutil.rmtree(ground.path.parent)


def bare_modules(source: Path, folder: Path) -> None:
    """Run the modules alone, as somebody at GRASS's prompt runs them."""
    base = find_grass()
    if base is None:
        raise RuntimeError("GRASS is not installed")
    with grass_location(base, ground_of(source, folder)) as grass:
        grass.run(Silent(), "r.in.gdal", "-o", f"input={source}", "output=ground")
        grass.run(Silent(), "r.watershed", "-sa", "elevation=ground", "accumulation=cells", "drainage=direction")
        for name in ("cells", "direction"):
            grass.run(
                Silent(), "r.out.gdal", "-f", f"input={name}", f"output={grass.folder / name}.tif", "type=Float64"
            )


def their_chain(source: Path, folder: Path) -> float:
    """Return pysheds's seconds for the same, in an environment of its own."""
    python = TOOLS / "bin" / "python"
    if not (TOOLS / "ready").exists():
        venv.create(TOOLS, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PYSHEDS], check=True)
        (TOOLS / "ready").touch()
    small = landscape(folder / "small.tif", 200)
    least = default_thresholds().drainage_km2 * 1e6 / CELL**2
    command = [python, "-c", THEIR_CHAIN, str(source), str(small), str(least)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(ended.stdout.splitlines()[-1]))


def growth(folder: Path, ours: float, side: int) -> Comparison:
    """Compare seconds per million cells of another size with those of 4 million; remark the memory."""
    source = landscape(folder / "other.tif", side)
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}; from pathlib import Path; from benchmarks.terrain import chain;"
    )
    program += f" chain(Path({str(source)!r}), Path({str(folder)!r}))"
    taken = seconds(lambda: subprocess.run([sys.executable, "-c", program], check=True))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return Comparison(
        f"terrain chain, seconds per million cells, {side**2 / 1e6:,.0f} million", taken / (side**2 / 1e6),
        ours / (SIDE**2 / 1e6), "the same of 4 million cells", "linear, about 1; under 3 GiB",
        unit="s per million", remark=f"{taken:.1f} s, largest process {memory:.2f} GiB",
    )  # fmt: skip
