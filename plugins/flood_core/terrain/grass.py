"""GRASS GIS as a set of programs: found where it is installed, run in a location of its own, without its shell."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess  # nosec B404
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Iterator

from ..errors import QT_TRANSLATE_NOOP, MachineRefused
from ..progress import Feedback, raise_if_cancelled
from .ground import CACHE_MB, Ground

_PROGRAM = "r.watershed"
_PERCENT = re.compile(rb"GRASS_INFO_PERCENT: (\d+)")
_ERROR = re.compile(r"GRASS_INFO_ERROR\([^)]*\): (.*)")
_ENDING = ".exe" if os.name == "nt" else ""
#: Where installers put it: Linux packages, OSGeo4W and QGIS's own installers for Windows, macOS.
_PLACES = ("/usr/lib/grass8*", "/usr/lib64/grass8*", "/usr/lib/grass7*", "/usr/local/grass*", "/opt/grass*")


class NoGrass(MachineRefused):
    """GRASS is not installed."""

    template = QT_TRANSLATE_NOOP("errors", "GRASS is not installed here, and this step needs it.")
    hint = QT_TRANSLATE_NOOP("errors", "Install it (Debian: grass-core); QGIS's installers for Windows bring it along.")


class GrassFailed(MachineRefused):
    """A module of GRASS ended with an error."""

    template = QT_TRANSLATE_NOOP("errors", "GRASS could not do its part ({module}): {reason}")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Check the free disk space and memory; without GRASS (--without-flow) the other factors are found."
    )


def find_grass() -> Path | None:
    """Return the folder of GRASS (its GISBASE), None where it is not installed."""
    candidates = [Path(os.environ[name]) for name in ("FLOODMAP_GRASS", "GISBASE") if os.environ.get(name)]
    if os.environ.get("FLOODMAP_GRASS") is None:
        roots = {os.environ.get("OSGEO4W_ROOT"), str(Path(sys.prefix).parents[1]) if os.name == "nt" else None}
        for root in sorted(root for root in roots if root):
            candidates += sorted((Path(root) / "apps" / "grass").glob("grass*"), reverse=True)
        for pattern in _PLACES:
            candidates += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((one for one in candidates if (one / "bin" / (_PROGRAM + _ENDING)).is_file()), None)


class Grass:
    """A location of its own in a temporary folder, on the cells of one terrain model."""

    def __init__(self, base: Path, folder: Path, ground: Ground) -> None:
        self._base, self.folder = base, folder
        mapset = folder / "location" / "PERMANENT"
        mapset.mkdir(parents=True)
        for name in ("WIND", "DEFAULT_WIND"):
            (mapset / name).write_text(_region(ground), encoding="ascii")
        start = folder / "gisrc"
        start.write_text(
            f"GISDBASE: {folder}\nLOCATION_NAME: location\nMAPSET: PERMANENT\nGUI: text\n", encoding="utf-8"
        )
        libraries = (
            "PATH" if os.name == "nt" else "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
        )
        self._environment = {
            **os.environ, "GISBASE": str(base), "GISRC": str(start), "GRASS_MESSAGE_FORMAT": "gui",
            "GRASS_OVERWRITE": "1", "LC_ALL": "C", "TMPDIR": str(folder), "GDAL_CACHEMAX": str(CACHE_MB),
        }  # fmt: skip
        for name, value in ((libraries, base / "lib"), ("PATH", base / "bin")):
            self._environment[name] = os.pathsep.join([str(value), self._environment.get(name, "")])

    def run(self, feedback: Feedback, module: str, *arguments: str) -> None:
        """Run one module to its end. Raises: GrassFailed, Cancelled."""
        program = str(self._base / "bin" / (module + _ENDING))
        process = subprocess.Popen(  # noqa: S603 # nosec B603
            [program, *arguments], env=self._environment, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        tail, percents = bytearray(), [0.0]
        reader = threading.Thread(target=_follow, args=(process.stderr, tail, percents), daemon=True)
        reader.start()
        try:
            while process.poll() is None:
                raise_if_cancelled(feedback)
                feedback.setProgress(percents[0])
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.2)
        finally:
            if process.poll() is None:
                _end(process)
            reader.join()
        if process.returncode != 0:
            said = tail.decode("utf-8", "replace")
            raise GrassFailed(
                module=module, reason=" ".join(_ERROR.findall(said)) or said.strip()[-200:] or str(process.returncode)
            )


@contextlib.contextmanager
def grass_location(base: Path, ground: Ground) -> Iterator[Grass]:
    """Give a temporary location on the cells of the terrain model; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="grass-", dir=ground.path.parent))
    try:
        yield Grass(base, folder, ground)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a module with the programs that it started: r.watershed is only the front of one that does the work."""
    if os.name == "nt":
        taskkill = Path(os.environ["SYSTEMROOT"]) / "System32" / "taskkill.exe"
        subprocess.run([str(taskkill), "/F", "/T", "/PID", str(process.pid)], check=False)  # noqa: S603 # nosec B603
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _follow(stream: Any, tail: bytearray, percents: list[float]) -> None:
    """Read what a module says: the last percent becomes progress, the end is kept for an error."""
    with stream:
        while block := stream.read1(4096):
            tail += block
            del tail[:-4000]
            for percent in _PERCENT.findall(block):
                percents[0] = min(100.0, float(percent))


def _region(ground: Ground) -> str:
    south, east = ground.north - ground.rows * ground.cell, ground.west + ground.columns * ground.cell
    values = {
        "proj": 0, "zone": 0, "north": repr(ground.north), "south": repr(south), "east": repr(east),
        "west": repr(ground.west), "cols": ground.columns, "rows": ground.rows,
        "e-w resol": repr(ground.cell), "n-s resol": repr(ground.cell), "top": 1, "bottom": 0,
        "cols3": ground.columns, "rows3": ground.rows, "depths": 1,
        "e-w resol3": repr(ground.cell), "n-s resol3": repr(ground.cell), "t-b resol": 1,
    }  # fmt: skip
    return "".join(f"{name}: {value}\n" for name, value in values.items())
