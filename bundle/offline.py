"""The bundle for places without a network: plugins with their libraries, a demo village, a self-test, a hash list."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from . import archive, plugins
from .archive import Contents

HERE = Path(__file__).resolve().parent
#: A village of the demo township (模拟数据) as snapshot; ``python -m bundle.demo_village`` keeps a new one.
DEMO_VILLAGE = HERE / "data" / "demo_village.gpkg.gz"
PAPERS = ("先读我.txt", "READ_ME.txt")


def contents(zips: list[Path], libraries: Contents, version: str) -> Contents:
    """Return the bundle's files: the core's ZIP is made anew with the libraries in it."""
    top = f"floodmap-{version}"
    found: Contents = {}
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / f"{plugins.CORE}-{version}-with-libraries.zip"
        archive.write(core, plugins.files(plugins.CORE, libraries))
        for path in [core, *(path for path in zips if not path.name.startswith(plugins.CORE))]:
            found[f"{top}/plugins/{path.name}"] = path.read_bytes()
    found[f"{top}/demo/demo_village.gpkg"] = gzip.decompress(DEMO_VILLAGE.read_bytes())
    found[f"{top}/self_test.py"] = (HERE / "self_test.py").read_bytes()
    for paper in PAPERS:
        text = (HERE / "papers" / paper).read_text(encoding="utf-8").replace("VERSION", version)
        found[f"{top}/{paper}"] = text.replace("\n", "\r\n").encode("utf-8-sig")  # Windows' Notepad shows it
    found[f"{top}/LICENSE"] = (plugins.CHECKOUT / "LICENSE").read_bytes()
    return archive.with_checksums(found, top)
