"""Tell whether a finished sheet would come out the same if it were drawn again.

The fingerprint is made of all that decides the drawing: data, template,
symbols, fonts, the programs' versions and the suite's own code. It needs no
drawing and no layout, so a batch of 500 sheets is compared in a second.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Sequence

from osgeo import gdal
from qgis.core import Qgis

from ..resources import fonts
from ..resources.paths import PLUGIN, symbology
from ..resources.version import software_version
from .county import county_settings
from .ground import Ground
from .presets import candidates

#: Rooms whose code decides how a sheet looks.
_ROOMS = ("sheets", "symbology", "resources", "model")


def fingerprint(
    data: str, preset: str, profile: str, formats: Sequence[str], ground: Ground | None = None
) -> str:
    """Return what a sheet is made of: content (SHA-256 of its GeoPackage), paper, profile, formats, ground."""
    papers = candidates(preset)
    parts = [data, profile, sorted(formats), repr(county_settings()), _surroundings()]
    if ground is not None:
        parts.append(ground.mark())
    parts += [[repr(paper), sha256_of(paper.template_path())] for paper in papers]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()


def is_current(account: dict[str, Any] | None, folder: Path, wanted: str) -> bool:
    """Tell whether the sheet that a manifest tells of has the fingerprint, and all its files are there whole."""
    if account is None or account.get("fingerprint") != wanted:
        return False
    return all(_size(folder / name) == size for name, size in account["sizes"].items())


def read_account(path: Path) -> dict[str, Any] | None:
    """Return a manifest, None when there is none that can be read."""
    try:
        account = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return account if isinstance(account, dict) and isinstance(account.get("sizes"), dict) else None


_hashes: dict[Path, tuple[float, str]] = {}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; read again only when it was changed."""
    stamp = path.stat().st_mtime
    known = _hashes.get(path)
    if known is None or known[0] != stamp:
        known = (stamp, hashlib.sha256(path.read_bytes()).hexdigest())
        _hashes[path] = known
    return known[1]


@lru_cache(maxsize=1)
def _surroundings() -> str:
    """Return what is the same for all sheets of a run: fonts, symbols, programs, code."""
    found = [Qgis.QGIS_VERSION, gdal.__version__, software_version()]
    found += [sha256_of(font.path) for font in (fonts.sans(),)]
    kept = [*symbology().rglob("*.csv"), *symbology().rglob("*.svg")]
    kept += [path for room in _ROOMS for path in (PLUGIN / room).rglob("*.py")]
    for path in sorted(kept):
        found.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return hashlib.sha256("".join(found).encode("utf-8")).hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
