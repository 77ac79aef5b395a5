"""``./run package [--out DIR]``: a ZIP for each plugin, and the bundle for machines without a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flood_core.resources.checksums import sha256_of
from flood_core.resources.version import software_version

from . import archive, libraries, offline, plugins

#: What the QGIS plugin site takes of one ZIP.
MOST_BYTES = 25_000_000


def package(out: Path, wheels: Path = libraries.WHEELS) -> list[Path]:
    """Make all ZIPs in ``out`` and return them: the four plugins, then the bundle."""
    version = software_version()
    made = []
    for name in plugins.NAMES:
        path = out / f"{name}-{version}.zip"
        archive.write(path, plugins.files(name))
        made.append(path)
    bundle = out / f"floodmap-{version}-offline.zip"
    archive.write(bundle, offline.contents(made, libraries.contents(libraries.fetch(wheels)), version))
    return [*made, bundle]


def main(arguments: list[str] | None = None) -> int:
    """Make the ZIPs and say what they are; 1 when one is too large for the plugin site."""
    parser = argparse.ArgumentParser(prog="./run package", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/package"), help="folder (default out/package)")
    out = parser.parse_args(arguments).out.resolve()
    made = package(out)
    for path in made:
        sys.stdout.write(f"{path.stat().st_size / 1e6:7.1f} MB  {sha256_of(path)}  {path}\n")
    large = [path.name for path in made[:-1] if path.stat().st_size > MOST_BYTES]
    if large:
        sys.stderr.write(f"Too large for the QGIS plugin site (25 MB): {', '.join(large)}\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
