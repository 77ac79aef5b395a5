"""The hand-up package of an approved edition: one file, with a list of contents that holds."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flood_core.cli import main as frame
from flood_core.situation import review
from openpyxl import load_workbook
from osgeo import ogr
from qgis.PyQt.QtGui import QImage

from .test_review import Desks, desks, edition, sign_in, step  # noqa: F401 - fixtures
from .village import VILLAGE, YEAR, Village


def test_a_package_of_an_approved_map(
    desks: Desks, edition: str, village: Village, tmp_path: Path, qgis_app: Any,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    database = ("--database", village.connection.info.dbname)
    words = ["edition", "hand-up", "--area", VILLAGE, "--year", str(YEAR), "--out", str(tmp_path), "--json", *database]
    assert frame.main(words) == 4  # not approved yet
    assert list(tmp_path.iterdir()) == []
    for who, action in (("village", review.SUBMIT), ("township", review.APPROVE), ("county", review.APPROVE)):
        state = step(desks, who, edition, action)
    assert state == "published"
    village.run(
        "update register.person set name = '=1+1', edited_from = revision where uid = %s", village.uid["林守义"]
    )
    capsys.readouterr()
    assert frame.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    (path,) = tmp_path.iterdir()
    assert path.name == f"{VILLAGE}_方江屿村_{YEAR}_v1_上报成果包.zip" and told["path"] == str(path)
    with zipfile.ZipFile(path) as package:
        listed = json.loads(package.read("目录.json"))
        assert listed["edition"]["state"] == "published" and listed["files"] == told["files"]
        read = [(one, package.read(one["name"])) for one in listed["files"]]
        assert len(package.namelist()) == len(read) + 2
        assert "SHA-256" in package.read("目录.txt").decode("utf-8-sig")
    contents = {Path(one["name"]).suffix: (one, content) for one, content in reversed(read)}
    assert sorted(contents) == [".gpkg", ".jpg", ".pdf", ".xlsx"]
    for one, content in read:
        assert one["size"] == len(content) and one["sha256"] == hashlib.sha256(content).hexdigest()
        if one["name"].endswith(".jpg"):  # the map, and what of the tables has no room beside it
            picture = QImage.fromData(content)
            assert (picture.width(), picture.height()) == (3000, 1650) and len(content) < 5_000_000
    (tmp_path / "x.pdf").write_bytes(contents[".pdf"][1])
    text = subprocess.run(["pdftotext", str(tmp_path / "x.pdf"), "-"], capture_output=True, text=True, check=True)
    assert "方江屿村" in "".join(text.stdout.split()) and "未审批" not in text.stdout
    book = load_workbook(BytesIO(contents[".xlsx"][1]))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in cells and all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    (tmp_path / "x.gpkg").write_bytes(contents[".gpkg"][1])
    assert ogr.Open(str(tmp_path / "x.gpkg")).GetLayerByName("element_point").GetFeatureCount() > 3
