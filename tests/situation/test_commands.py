"""The command line and the Processing algorithms about editions."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Callable

import pytest
from flood_core.cli import main as frame
from flood_core.progress import Silent
from flood_core.situation.create import create_edition
from flood_core.situation.errors import SnapshotNotWritten
from flood_core.situation.snapshot import write_snapshot

from ..support.unprivileged import Unprivileged
from .village import TOWNSHIP, VILLAGE, YEAR, Village

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture()
def floodmap(village: Village, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run ``floodmap edition ...`` on the village's database; return exit code, stdout and stderr."""
    database = village.connection.info.dbname

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = frame.main(["edition", *arguments, "--database", database])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_life_of_an_edition(floodmap: Command, tmp_path: Path) -> None:
    area = ("--area", VILLAGE, "--year", str(YEAR))
    code, out, _ = floodmap("create", *area)
    assert code == 0 and "方江屿村" in out and "村委会" not in out
    assert "无坐标滑坡" in out  # left out, and said
    code, out, _ = floodmap("check", *area, "--json")
    told = json.loads(out)
    assert code == 1  # errors were found
    (edition,) = told["editions"]
    assert edition["errors"] == sum(one["severity"] == "error" for one in edition["findings"])
    assert "zone_without_route" in {one["rule"] for one in edition["findings"]}
    code, out, _ = floodmap("list", "--area", TOWNSHIP, "--json")
    (row,) = json.loads(out)["editions"]
    assert (row["elements"], row["routes"], row["errors"], row["state"]) == (8, 2, edition["errors"], "draft")
    code, out, _ = floodmap("snapshot", *area, "--out", str(tmp_path / "sheets"), "--json")
    (written,) = json.loads(out)["snapshots"]
    assert code == 0 and Path(written["path"]).is_file()
    code, out, _ = floodmap("snapshot", "--edition", row["uid"], "--out", str(tmp_path / "one"))
    assert code == 0 and len(list((tmp_path / "one").iterdir())) == 1
    code, out, _ = floodmap("check", "--edition", row["uid"], "--no-store")
    assert code == 1 and "[error]" in out


def test_township_is_done_in_part(floodmap: Command) -> None:
    code, out, _ = floodmap("create", "--area", TOWNSHIP, "--year", str(YEAR), "--json")
    told = json.loads(out)
    assert code == 1
    assert (len(told["editions"]), len(told["refused"])) == (1, 18)
    again, _, _ = floodmap("create", "--area", TOWNSHIP, "--year", str(YEAR), "--json")
    assert again == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("create", "--area", "330382999999"), 2, "330382999999"),
        (("create", "--area", "清江镇"), 2, "清江镇"),
        (("list", "--area", "1"), 2, "There is no area 1"),
        (("check", "--area", VILLAGE, "--year", "2031"), 2, "2031"),
        (("check", "--edition", "00000000-0000-0000-0000-000000000000"), 2, "no edition"),
        (("snapshot", "--edition", "no uid at all", "--out", "x"), 2, "no edition"),
        (("check",), 2, "--area"),
    ],
)
def test_wrong_use_is_answered_in_words(floodmap: Command, arguments: tuple[str, ...], code: int, words: str) -> None:
    got, _, told = floodmap(*arguments)
    assert got == code and words in told and "Traceback" not in told


def test_second_draft_needs_to_be_asked_for(floodmap: Command) -> None:
    area = ("--area", VILLAGE, "--year", str(YEAR))
    assert floodmap("create", *area)[0] == 0
    code, _, told = floodmap("create", *area)
    assert code == 4 and "draft" in told
    assert floodmap("create", *area, "--new-version")[0] == 0


def test_folder_without_write_rights(village: Village, unprivileged: Unprivileged, tmp_path: Path) -> None:
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o111)
    with pytest.raises(SnapshotNotWritten) as refused:
        unprivileged.call(write_snapshot, village.connection, uid, folder / "a.gpkg")
    assert str(folder) in refused.value.message()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_full_disk_leaves_the_older_file_alone(village: Village, tmp_path: Path) -> None:
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("this machine mounts no tmpfs")
    try:
        (disk / "a.gpkg").write_bytes(b"older")
        with pytest.raises(SnapshotNotWritten):
            write_snapshot(village.connection, uid, disk / "a.gpkg")
        assert [path.name for path in disk.iterdir()] == ["a.gpkg"]
        assert (disk / "a.gpkg").read_bytes() == b"older"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_processing_does_the_same(village: Village, qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.processing.edition import CheckEditions, CreateEditions, WriteSnapshots
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    common = {"AREA": VILLAGE, "YEAR": YEAR, "DATABASE": village.connection.info.dbname}

    def run(algorithm: Any, **more: Any) -> dict[str, Any]:
        made = algorithm().create()
        results, ok = made.run({**common, **more}, QgsProcessingContext(), QgsProcessingFeedback())
        assert ok
        return dict(results)

    assert run(CreateEditions) == {"made": 1, "refused": 0}
    assert run(CreateEditions, NEW_VERSION=True) == {"made": 1, "refused": 0}
    assert run(CheckEditions)["errors"] > 0
    assert run(WriteSnapshots, OUTPUT=str(tmp_path))["written"] == 1
    assert [path.name for path in tmp_path.iterdir()] == [f"{VILLAGE}_方江屿村_{YEAR}_v2.gpkg"]
    refused = CreateEditions().create()
    _, ok = refused.run({**common, "AREA": "1"}, QgsProcessingContext(), QgsProcessingFeedback())
    assert not ok
