"""What cannot be drawn or written gives one clear error and leaves nothing behind."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Iterator

import pytest

from .synthetic import write_village


@pytest.fixture()
def gpkg(tmp_path: Path) -> Path:
    path = tmp_path / "village.gpkg"
    write_village(path)
    return path


@pytest.fixture(autouse=True)
def _qgis(qgis_app: Any) -> None:
    """Sheets are drawn by QGIS."""


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*")] if folder.exists() else []


def test_no_such_snapshot(tmp_path: Path) -> None:
    from flood_core.sheets.errors import BrokenSnapshot
    from flood_core.sheets.export import export_sheet

    with pytest.raises(BrokenSnapshot, match="no such file"):
        export_sheet(tmp_path / "none.gpkg", tmp_path / "out")
    assert left(tmp_path / "out") == []


@pytest.mark.parametrize("content", [b"", b"this is no GeoPackage", b"SQLite format 3\0" + b"\0" * 200])
def test_a_file_that_is_no_snapshot(tmp_path: Path, content: bytes) -> None:
    from flood_core.sheets.errors import BrokenSnapshot
    from flood_core.sheets.export import export_sheet

    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    with pytest.raises(BrokenSnapshot):
        export_sheet(path, tmp_path / "out")
    assert left(tmp_path / "out") == []


def test_a_snapshot_without_its_village(tmp_path: Path, gpkg: Path) -> None:
    from flood_core.sheets.errors import NoVillage
    from flood_core.sheets.export import export_sheet
    from osgeo import ogr

    source = ogr.Open(str(gpkg), 1)
    source.ExecuteSQL("update area set is_own = 0")
    source = None
    with pytest.raises(NoVillage):
        export_sheet(gpkg, tmp_path / "out")


def test_a_snapshot_that_lacks_a_layer(tmp_path: Path, gpkg: Path) -> None:
    from flood_core.sheets.errors import BrokenSnapshot
    from flood_core.sheets.export import export_sheet
    from osgeo import ogr

    source = ogr.Open(str(gpkg), 1)
    source.ExecuteSQL("drop table route")
    source = None
    with pytest.raises(BrokenSnapshot, match="route"):
        export_sheet(gpkg, tmp_path / "out")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"preset": "A9"}, "UnknownPreset"),
        ({"profile": "secret"}, "UnknownProfile"),
        ({"formats": ("docx",)}, "UnknownFormat"),
        ({"formats": ()}, "UnknownFormat"),
    ],
)
def test_wrong_options(tmp_path: Path, gpkg: Path, options: dict[str, Any], error: str) -> None:
    from flood_core.sheets import errors
    from flood_core.sheets.export import export_sheet

    with pytest.raises(getattr(errors, error)):
        export_sheet(gpkg, tmp_path / "out", **options)


def test_a_missing_glyph_stops_the_export(tmp_path: Path) -> None:
    from flood_core.sheets.errors import GlyphMissing
    from flood_core.sheets.export import export_sheet

    path = tmp_path / "village.gpkg"
    write_village(path, extra_labels=("𬭚头水闸",))
    with pytest.raises(GlyphMissing, match="𬭚"):
        export_sheet(path, tmp_path / "out")
    assert left(tmp_path / "out") == []


def test_a_folder_without_write_rights(tmp_path: Path, gpkg: Path, unprivileged: Any, scratch: Path) -> None:
    from flood_core.sheets import export, output  # noqa: F401 - the child may not read the checkout
    from flood_core.sheets.errors import NotWritable

    locked = scratch / "locked"
    locked.mkdir(mode=0o555, exist_ok=True)
    with pytest.raises(NotWritable):
        unprivileged.call(output.writable, locked / "out")
    assert not (locked / "out").exists()


@pytest.fixture()
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 150 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=150k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=False)


@pytest.mark.parametrize("formats", [("pdf",), ("png",)])
def test_a_full_disk(small_disk: Path, gpkg: Path, formats: tuple[str, ...]) -> None:
    from flood_core.sheets.errors import ExportFailed
    from flood_core.sheets.export import export_sheet

    with pytest.raises(ExportFailed):
        export_sheet(gpkg, small_disk, formats=formats)
    assert left(small_disk) == []


def test_cancelling_leaves_nothing(tmp_path: Path, gpkg: Path) -> None:
    from flood_core.errors import Cancelled
    from flood_core.sheets.export import export_sheet

    class Impatient:
        def __init__(self) -> None:
            self.progress = 0.0

        def setProgress(self, progress: float) -> None:  # noqa: N802
            self.progress = progress

        def isCanceled(self) -> bool:  # noqa: N802
            return self.progress >= 60

    with pytest.raises(Cancelled):
        export_sheet(gpkg, tmp_path / "out", feedback=Impatient())
    assert left(tmp_path / "out") == []


def test_an_earlier_sheet_survives_a_failed_export(tmp_path: Path, gpkg: Path, monkeypatch: Any) -> None:
    from flood_core.sheets import output
    from flood_core.sheets.errors import ExportFailed
    from flood_core.sheets.export import export_sheet

    first = export_sheet(gpkg, tmp_path / "out", formats=("pdf",))
    before = {path: path.read_bytes() for path in first.files}

    def cut_off(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:5000])
        checked(path)

    checked = output.check_pdf
    monkeypatch.setattr(output, "check_pdf", cut_off)
    with pytest.raises(ExportFailed, match="cut off"):
        export_sheet(gpkg, tmp_path / "out", formats=("pdf",))
    assert {path: path.read_bytes() for path in first.files} == before
    assert len(left(tmp_path / "out")) == 2


def test_the_snapshot_is_left_as_it_was(tmp_path: Path, gpkg: Path) -> None:
    from flood_core.sheets.export import export_sheet

    before = gpkg.read_bytes()
    export_sheet(gpkg, tmp_path / "out", formats=("pdf",))
    assert gpkg.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "village.gpkg"]
