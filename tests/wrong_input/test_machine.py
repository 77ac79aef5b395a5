"""The machine says no: folders without write rights, full disks, a database that is down."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Iterator

import pytest
from flood_core.database.connection import Connection, ConnectionSettings
from osgeo import ogr

from tests.situation.village import VILLAGE, YEAR
from tests.support.people import People
from tests.support.unprivileged import Unprivileged

from .person import Person, Told, listing, row_counts, small_disk_or_skip, unmount

FULL = {"en": ("disk is full", "disk may be full", "No space left"), "zh": ("磁盘已满", "磁盘可能已满")}
FORBIDDEN = {"en": ("no right", "Permission denied"), "zh": ("没有写入权限", "没有权限")}
TOWNSHIP = "330382106"
COMMANDS_FOR_THE_DATABASE = [
    ("import", "{ledger}"),
    ("import", "list"),
    ("import", "undo", "00000000-0000-0000-0000-000000000000"),
    ("ledger", "template", "out.xlsx", "--category", "0601", "--area", TOWNSHIP),
    ("base", "import", "road", "{village}"),
    ("edition", "create", "--area", TOWNSHIP),
    ("edition", "snapshot", "--area", TOWNSHIP, "--out", "out"),
    ("sheets", "export", "--area", TOWNSHIP, "--out", "out"),
    ("report", "statistics", "--area", TOWNSHIP, "--out", "out"),
    ("db", "backup", "out"),
]


def short(command: Any) -> str:
    """Name a test after the command's first words."""
    return " ".join(command[:2]) if isinstance(command, tuple) else ""


# -- a database that is down ------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS_FOR_THE_DATABASE, ids=short)
def test_database_is_down(person: Person, tmp_path: Path, drawn_village: Path, command: tuple[str, ...]) -> None:
    from tests.ledger.books import book, register_sheet

    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({})})
    person.environment["FLOODMAP_DATA"] = str(tmp_path / "none")
    told = person.refused(3, "floodmap", *(word.format(ledger=path, village=drawn_village) for word in command))
    assert "floodmap db start" in told.err
    assert [found for found in person.folder.rglob("*") if found.is_file()] == []


def test_server_that_does_not_answer(person: Person, tmp_path: Path) -> None:
    services = tmp_path / "services.conf"
    services.write_text(f"[county]\nhost={tmp_path / 'no-socket'}\ndbname=floodmap\n")
    person.environment["PGSERVICEFILE"] = str(services)
    person.refused(3, "county", "edition", "list", "--area", TOWNSHIP, "--service", "county")
    person.refused(2, "village", "edition", "list", "--area", TOWNSHIP, "--service", "village")


def test_database_that_is_not_there(person: Person) -> None:
    told = person.refused(3, "never_made", "import", "list", "--database", "never_made")
    assert "floodmap db migrate" in told.err


# -- no right to write --------------------------------------------------------------


@pytest.fixture()
def locked(scratch: Path) -> Iterator[Path]:
    """A folder in which others may look and not write."""
    folder = scratch / "wrong-input-locked"
    folder.mkdir()
    (folder / "kept.txt").write_text("older")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture()
def stranger(person: Person, unprivileged: Unprivileged, scratch: Path, drawn_village: Path) -> Any:
    """Runs commands of the person as a user without rights, who has a copy of the village's snapshot."""
    village = scratch / "village.gpkg"
    shutil.copyfile(drawn_village, village)
    village.chmod(0o644)

    def run(*arguments: Any, **environment: str) -> Told:
        variables = {"LC_ALL": person.environment["LC_ALL"], "PYTHONUTF8": "1", **environment}
        done = unprivileged.python("-m", "flood_core.cli", *map(str, arguments), **variables)
        return Told(done.returncode, done.stdout, done.stderr, person.language)

    run.village = village
    return run


def refused_for(told: Told, words: dict[str, tuple[str, ...]], folder: Path) -> None:
    """Hold an answer to: exit code 5, one message, the reason, the place."""
    assert told.code == 5, f"{told.code} {told.out} {told.err}"
    message = told.message()
    assert any(word in message for word in words[told.language]), message
    assert str(folder) in message or "方江屿村" in message, message


def test_sheet_without_write_rights(stranger: Any, locked: Path) -> None:
    before = listing(locked)
    refused_for(stranger("sheets", "export", "--gpkg", stranger.village, "--out", locked), FORBIDDEN, locked)
    refused_for(stranger("sheets", "export", "--gpkg", stranger.village, "--out", locked / "new"), FORBIDDEN, locked)
    assert listing(locked) == before


@pytest.mark.parametrize(
    "command",
    [
        ("report", "statistics", "--area", TOWNSHIP, "--out", "{locked}"),
        ("edition", "snapshot", "--area", VILLAGE, "--year", str(YEAR), "--out", "{locked}"),
        ("sheets", "export", "--area", VILLAGE, "--year", str(YEAR), "--out", "{locked}"),
        ("ledger", "template", "{locked}/a.xlsx", "--category", "0601", "--area", TOWNSHIP),
    ],
    ids=short,
)
def test_output_without_write_rights(
    stranger: Any, locked: Path, scratch: Path, people: People, edition: str, command: tuple[str, ...]
) -> None:
    signed_in = people.sign_up("county_editor", areas=["330382"])
    services = scratch / "services.conf"
    services.write_text(
        f"[county]\nhost={signed_in.host}\nport={signed_in.port}\ndbname={signed_in.database}\n"
        f"user={signed_in.user}\npassword={signed_in.password}\n"
    )
    services.chmod(0o644)
    before = listing(locked)
    words = [word.format(locked=locked) for word in command]
    told = stranger(*words, "--service", "county", PGSERVICEFILE=str(services))
    refused_for(told, FORBIDDEN, locked)
    assert listing(locked) == before


# -- a full disk ----------------------------------------------------------------------


@pytest.fixture()
def full(small_disk: Path) -> Path:
    """A disk on which hardly anything has room, with a file that must survive."""
    (small_disk / "kept.txt").write_text("older")
    (small_disk / "ballast").write_bytes(b"\0" * 48 * 1024)
    return small_disk


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_full_disk_during_sheets(person: Person, full: Path, drawn_village: Path, form: str) -> None:
    before = listing(full)
    told = person.types("sheets", "export", "--gpkg", drawn_village, "--out", full, "--format", form)
    refused_for(told, FULL, full)
    assert listing(full) == before


@pytest.mark.parametrize(
    "command",
    [
        ("report", "statistics", "--area", TOWNSHIP, "--format", "pdf", "--out", "{full}"),
        ("report", "statistics", "--area", TOWNSHIP, "--format", "xlsx", "--out", "{full}"),
        ("edition", "snapshot", "--area", VILLAGE, "--year", str(YEAR), "--out", "{full}"),
        ("ledger", "template", "{full}/a.xlsx", "--category", "0601", "--area", TOWNSHIP),
        ("db", "backup", "{full}/saved"),
    ],
    ids=lambda command: " ".join(command[:2] + command[4:6]),
)
def test_full_disk_during_output(at_work: Person, full: Path, edition: str, command: tuple[str, ...]) -> None:
    (full / "more").write_bytes(b"\0" * (shutil.disk_usage(full).free - 4096))
    before = listing(full)
    refused_for(at_work.types(*(word.format(full=full) for word in command)), FULL, full)
    assert listing(full) == before


def test_full_disk_during_the_symbol_catalogue(person: Person, full: Path) -> None:
    before = listing(full)
    refused_for(person.types("symbols", "catalogue", full / "symbols.pdf"), FULL, full)
    assert listing(full) == before


def test_full_disk_for_the_report_of_an_import(at_work: Person, full: Path, ledger: Path, watcher: Connection) -> None:
    """The check's report has no room: that is said, and nothing was taken in."""
    (full / "more").write_bytes(b"\0" * shutil.disk_usage(full).free)
    before, rows = listing(full), row_counts(watcher)
    told = at_work.types("import", ledger, "--area", TOWNSHIP, "--dry-run", "--report", full / "findings.json")
    refused_for(told, FULL, full)
    assert (listing(full), row_counts(watcher)) == (before, rows)


def test_base_import_from_a_full_disk(at_work: Person, tmp_path: Path, watcher: Connection) -> None:
    """Reading needs no room beside the file."""
    disk = tmp_path / "disk"
    small_disk_or_skip(disk, "1m")
    try:
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(disk / "road.gpkg"))
        from osgeo import osr

        degrees = osr.SpatialReference()
        degrees.ImportFromEPSG(4490)
        degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        layer = source.CreateLayer("road", degrees, ogr.wkbLineString)
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTString))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("class", "village")
        feature.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING (121.1 28.2, 121.2 28.3)"))
        layer.CreateFeature(feature)
        del feature, layer, source
        (disk / "ballast").write_bytes(b"\0" * shutil.disk_usage(disk).free)
        before = listing(disk)
        told = at_work.types("base", "import", "road", disk / "road.gpkg")
        assert told.code == 0, told.err
        assert row_counts(watcher)["base.road"] == 1
        assert listing(disk) == before
    finally:
        unmount(disk)


def test_full_disk_inside_the_database(
    at_work: Person, tmp_path: Path, ledger: Path, watcher: Connection, database: ConnectionSettings
) -> None:
    """The server has no room for the rows of an import: exit code 5, no row and no batch is left."""
    disk = Path(os.environ["FLOODMAP_DATA"]) / "small"
    owner = str(Path(os.environ["FLOODMAP_DATA"], "cluster").stat().st_uid)
    small_disk_or_skip(disk, "48k", owner)
    watcher.rollback()
    watcher.autocommit = True
    try:
        with watcher.cursor() as cursor:
            cursor.execute("create tablespace small location %s", (str(disk),))
            cursor.execute("alter database floodmap_test set temp_tablespaces = 'small'")
            before = row_counts(watcher)
            told = at_work.types("import", ledger, "--area", TOWNSHIP)
            assert told.code == 5, (told.code, told.out, told.err)
            happened = {"en": "The database's disk is full", "zh": "数据库所在磁盘已满"}[told.language]
            assert happened in told.err and "Traceback" not in told.err
            assert row_counts(watcher) == before
            cursor.execute("alter database floodmap_test reset temp_tablespaces")
            assert at_work.types("import", ledger, "--area", TOWNSHIP).code == 0
    finally:
        with watcher.cursor() as cursor:
            cursor.execute("alter database floodmap_test reset temp_tablespaces")
            cursor.execute("drop tablespace if exists small")
        unmount(disk)
        disk.rmdir()
