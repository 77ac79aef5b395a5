"""What ``./run package`` makes, made once for all tests that look at it, and unpacked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bundle.__main__ import package


@dataclass(frozen=True)
class Packaged:
    """The ZIPs, the plugins unpacked as QGIS's plugin manager does it, and the unpacked bundle."""

    zips: list[Path]
    plugins: Path
    bundle: Path

    @property
    def plugin_zips(self) -> list[Path]:
        """The four ZIPs for the plugin site."""
        return self.zips[:-1]

    @property
    def village(self) -> Path:
        """The demo village's snapshot in the bundle."""
        return self.bundle / "demo" / "demo_village.gpkg"


@pytest.fixture(scope="session")
def packaged(scratch: Path) -> Packaged:
    """The packages of this checkout, in a folder far from it that every user may read."""
    folder = scratch / "离线 package"
    zips = package(folder / "zips")
    with zipfile.ZipFile(zips[-1]) as archive:
        archive.extractall(folder)
    (bundle,) = folder.glob("floodmap-*")
    for path in sorted((bundle / "plugins").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder / "plugins")
    return Packaged(zips, folder / "plugins", bundle)
