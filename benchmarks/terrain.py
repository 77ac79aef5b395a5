"""The terrain analysis against gdaldem, bare GRASS modules and pysheds, and how it grows with the number of cells.

pysheds is installed into an environment of its own under .build: it serves this comparison only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Iterator

import numpy as np
from flood_core.progress import Silent
from flood_core.terrain.analysis import flow_needed, work_folder
from flood_core.terrain.factors import default_thresholds
from flood_core.terrain.grass import find_grass, grass_location
from flood_core.terrain.ground import Ground, prepare
from flood_core.terrain.landform import slope_degrees
from osgeo import gdal, osr
from scipy import ndimage

from benchmarks.comparison import Comparison, median_seconds, seconds

CELL, SIDE, MIDDLE_SIDE, COUNTY_SIDE = 5.0, 2000, 3464, 6928  # 4, 12 and 48 million cells
#: The program of ``measured_chain``: prints seconds and MiB.
OUR_CHAIN = """
import json, sys
sys.path[:0] = json.loads(sys.argv[2])
from pathlib import Path
from benchmarks.comparison import seconds
from benchmarks.memory import MemoryWatch
from benchmarks.terrain import chain
with MemoryWatch(0.5) as watch:
    taken = seconds(lambda: chain(Path(sys.argv[1])))
print(json.dumps([taken, watch.peak]))
"""
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
    """Yield slope, the chain to height above drainage against two others, growth and memory up to a county's cells."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    try:
        source = landscape(folder / "dem.tif", SIDE)
        yield slopes(source, folder)
        ours, bare = [], []
        for _ in range(3 if full else 2):  # in turn: what else the machine does hits both
            ours.append(measured_chain(source)[0])
            bare.append(seconds(lambda: bare_modules(source, folder)))
        name = f"terrain to height above drainage, {SIDE:,} x {SIDE:,}"
        yield Comparison(
            name, min(ours), min(bare), "r.in.gdal, r.watershed, r.out.gdal without the rest", "at most 1.5"
        )
        yield Comparison(name, min(ours), their_chain(source, folder), "pysheds 0.4, compiled before", "at most 1.0")
        for side in (MIDDLE_SIDE, COUNTY_SIDE):
            yield from growth(folder, min(ours), side)
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


def chain(source: Path) -> None:
    """From the file to height above drainage, sinks and gully mouths."""
    rules = default_thresholds()
    with work_folder() as work:
        flow_needed(prepare(source, work, Silent()), rules, Silent())


def measured_chain(source: Path) -> tuple[float, float]:
    """Run our chain in a process of its own; return its seconds, and the MiB of that process and its children."""
    command = [sys.executable, "-c", OUR_CHAIN, str(source), json.dumps(sys.path)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    taken, memory = json.loads(ended.stdout.splitlines()[-1])
    return float(taken), float(memory)


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


def growth(folder: Path, ours: float, side: int) -> Iterator[Comparison]:
    """Compare the seconds per million cells with those of 4 million, and the memory with what it may be."""
    source, million = landscape(folder / "other.tif", side), side**2 / 1e6
    taken, memory = measured_chain(source)
    yield Comparison(
        f"terrain chain, {million:,.0f} million cells", taken / million, ours / (SIDE**2 / 1e6),
        "the same of 4 million cells", "linear: at most 1.3", unit="s per million cells", remark=f"{taken:.1f} s",
    )  # fmt: skip
    yield Comparison(
        f"terrain chain, memory, {million:,.0f} million cells", memory / 1024, 3.0, "what it may be at most",
        "at most 1.0", unit="GiB, all processes together",
    )  # fmt: skip
