"""A village drawn once for all tests that read the finished files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from .synthetic import Traits, write_village


@dataclass
class Drawn:
    """An exported sheet with its account."""

    traits: Traits
    result: Any
    account: dict[str, Any]

    @property
    def pdf(self) -> Path:
        return self.file(".pdf")

    def file(self, suffix: str) -> Path:
        return next(path for path in self.result.files if path.name.endswith(suffix))


@pytest.fixture(scope="session")
def draw(qgis_app: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Drawn]:
    """Draw an invented village: ``draw(profile=..., formats=..., preset=..., ground=..., **traits)``."""
    from flood_core.sheets.export import export_sheet

    def make(
        *, profile: str = "internal", formats: tuple[str, ...] = ("pdf",), preset: str = "A3", ground: Any = None,
        **changes: Any,
    ) -> Drawn:  # fmt: skip
        folder = tmp_path_factory.mktemp("sheet")
        gpkg = folder / "village.gpkg"
        traits = write_village(gpkg, Traits(**changes))
        result = export_sheet(gpkg, folder / "out", profile=profile, formats=formats, preset=preset, ground=ground)
        return Drawn(traits, result, json.loads(result.manifest.read_text(encoding="utf-8")))

    return make


@pytest.fixture(scope="session")
def internal(draw: Callable[..., Drawn]) -> Drawn:
    """The usual village, in PDF, PDF with layers and PNG."""
    return draw(formats=("pdf", "pdf-layers", "png"))


@pytest.fixture(scope="session")
def public(draw: Callable[..., Drawn]) -> Iterator[Drawn]:
    """The same village for everybody's eyes."""
    yield draw(profile="public")


@pytest.fixture()
def snapshots(tmp_path: Path) -> list[Path]:
    """The snapshots of three small villages."""
    paths = []
    for number, name in enumerate(("甲岙村", "乙垟村", "丙村")):
        path = tmp_path / f"{number}.gpkg"
        write_village(path, name=name, code=f"33038210630{number}", buildings=20)
        paths.append(path)
    return paths
