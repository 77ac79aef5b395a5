"""The sheets of the township as the province takes them for its screens; on plain ground and on a photograph.

Facts 10 and 14; fact 11, the same pixels each time, is held by the whole job done twice.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sheets import facts, reading
from tests.support.main_job import MainJob
from tests.support.rasters import write_photo
from tests.support.soak import many

from .villages import VILLAGES


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An orthophoto of the whole township."""
    return write_photo(tmp_path_factory.mktemp("photo") / "航片.tif", (602_000, 3_124_000, 613_000, 3_135_000), 3.0)


@pytest.mark.parametrize("village", sorted(VILLAGES)[: many(1, len(VILLAGES))])
def test_the_screen_is_legible_and_clear_on_a_photograph(
    qgis_app: Any, main_job: MainJob, village: str, photo: Path, tmp_path: Path
) -> None:
    from flood_core.sheets.export import SheetResult, export_sheet
    from flood_core.sheets.ground import ground_of_file

    def account(result: SheetResult) -> dict[str, Any]:
        return json.loads(result.manifest.read_text(encoding="utf-8"))

    plain = export_sheet(main_job.snapshot(village), tmp_path, preset="screen", formats=("png",))
    (file,) = (path for path in plain.files if path.name.endswith("internal.png"))
    assert facts.screen_faults(file, account(plain)) == []
    lit = export_sheet(
        main_job.snapshot(village), tmp_path, preset="screen", formats=("jpg",), ground=ground_of_file(photo)
    )
    (file,) = (path for path in lit.files if path.name.endswith("internal.jpg"))
    assert facts.contrast_faults(reading.pixels(file), account(lit)) == []
