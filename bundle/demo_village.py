"""Keep a village of the demo township for the bundle: ``python -m bundle.demo_village SNAPSHOT.gpkg``."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from .offline import DEMO_VILLAGE


def keep(snapshot: Path) -> None:
    """Write a snapshot of ``./run demo`` to the place from which the bundle takes it."""
    DEMO_VILLAGE.parent.mkdir(exist_ok=True)
    with DEMO_VILLAGE.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(snapshot.read_bytes())


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
