"""The ZIPs: complete, as QGIS's plugin manager takes them, the same bytes every time, and clean for the plugin site."""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flood_core.resources.libraries import LIBRARIES
from flood_core.resources.version import software_version

from bundle.__main__ import MOST_BYTES, package
from bundle.plugins import NAMES
from tests.support.package import Packaged
from tests.support.soak import SOAK

CHECKOUT = Path(__file__).resolve().parents[2]

#: What the plugin site demands of metadata.txt.
DEMANDED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository")
SUSPICIOUS = (".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd", ".pyd", ".pyc")
NEEDED = (
    "flood_core/resources/db/migrations/0.1.0/01_schemas.sql",
    "flood_core/resources/db/reference/20-base.area.csv",
    "flood_core/resources/symbology/catalogue.csv",
    "flood_core/resources/symbology/svg/A10100.svg",
    "flood_core/resources/templates/sheets/A3_landscape.qpt",
    "flood_core/resources/docs/guide/zh/index.md",
    "flood_core/resources/fonts/wqy-microhei.ttc",
    "flood_core/resources/fonts/uming.ttc",
    "flood_core/i18n/flood_core_zh_CN.qm",
)


def metadata(text: str) -> configparser.SectionProxy:
    """Return the section ``general`` of metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    return parser["general"]


def test_two_packagings_give_the_same_bytes(packaged: Packaged, tmp_path: Path) -> None:
    again = package(tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in packaged.zips]


def test_each_zip_is_one_plugin(packaged: Packaged) -> None:
    for name, path in zip(NAMES, packaged.plugin_zips):
        assert path.stat().st_size < MOST_BYTES
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            general = metadata(archive.read(f"{name}/metadata.txt").decode())
        assert {one.split("/")[0] for one in names} == {name}
        assert {f"{name}/{file}" for file in ("__init__.py", "metadata.txt", "LICENSE", "icon.svg")} <= set(names)
        assert [key for key in DEMANDED if not general.get(key)] == []
        assert general["version"] == software_version()
        wrong = [
            one
            for one in names
            if one.endswith(SUSPICIOUS) or any(part in ("__pycache__", "tests", "pending") for part in one.split("/"))
        ]
        assert wrong == []
        assert [one for one in names if Path(one).name.startswith(".")] == []


def test_plugins_name_the_core_as_the_plugin_manager_knows_it(packaged: Packaged) -> None:
    read = [metadata((packaged.plugins / name / "metadata.txt").read_text(encoding="utf-8")) for name in NAMES]
    core, *others = read
    assert {other["plugin_dependencies"] for other in others} == {f"{core['name']}=={core['version']}"}


def test_the_core_carries_what_it_needs(packaged: Packaged) -> None:
    with zipfile.ZipFile(packaged.plugin_zips[0]) as archive:
        names = set(archive.namelist())
    assert set(NEEDED) <= names
    assert [name for name in names if name.startswith(("flood_core/resources/db/tests", "flood_core/ext_libs"))] == []


def test_the_bundle_is_pure_and_has_all_licences(packaged: Packaged) -> None:
    carried = packaged.plugins / "flood_core" / "ext_libs"
    files = [path for path in packaged.plugins.rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix in SUSPICIOUS] == []
    libraries = {path.stem for path in carried.iterdir()} - {"licences"}
    licensed = {path.name.split("-")[0].lower() for path in (carried / "licences").iterdir()}
    assert licensed == libraries == set(LIBRARIES)


def test_the_hash_lists_are_whole(packaged: Packaged) -> None:
    for folder in (packaged.bundle, *(packaged.plugins / name for name in NAMES)):
        done = subprocess.run(
            ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        listed = len(done.stdout.splitlines())
        assert listed == sum(path.is_file() for path in folder.rglob("*")) - 1  # the list itself


@pytest.fixture(scope="module")
def uploaded(packaged: Packaged, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the plugin site unpacks."""
    folder = tmp_path_factory.mktemp("uploaded")
    for path in packaged.plugin_zips:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    return folder


def test_the_plugin_sites_bandit_finds_nothing(uploaded: Path) -> None:
    """The site shows medium and high; here nothing at all may be found."""
    if files := unread(uploaded, "*.py"):
        done = run("bandit", *files, "-f", "json", "--quiet", cwd=uploaded)
        report = json.loads(done.stdout)
        assert [f"{one['filename']}:{one['line_number']} {one['test_id']}" for one in report["results"]] == []
        assert report["errors"] == []


#: The last two are built from drawings that a checker has read, and a test of ours builds them again.
_MADE_BY_MACHINES = (".ttf", ".ttc", ".otf", ".qm", "floodmap-symbols.xml", "reference.shipped_symbol.csv")


def test_the_plugin_sites_detect_secrets_finds_nothing(uploaded: Path) -> None:
    files = unread(uploaded, "*")
    assert files
    command = ("scan", "--all-files", "--exclude-files", r"metadata\.txt", *files)
    done = run("detect_secrets", *command, cwd=uploaded)
    assert json.loads(done.stdout)["results"] == {}


def test_the_plugin_sites_flake8_finds_nothing(uploaded: Path) -> None:
    if files := unread(uploaded, "*.py"):
        done = run("flake8", "--isolated", "--max-line-length=120", *files, cwd=uploaded)
        assert done.stdout == ""


def unread(uploaded: Path, pattern: str) -> list[str]:
    """Return daily what lint has not read already, byte for byte, with the same checkers; in the soak everything.

    What programs make waits for the soak too: nobody types into it, and as text it takes long.
    """
    found = sorted(path.relative_to(uploaded) for path in uploaded.rglob(pattern) if path.is_file())
    assert found
    return [
        str(file) for file in found
        if SOAK or not (file.name.endswith(_MADE_BY_MACHINES) or _read_by_lint(uploaded, file))
    ]  # fmt: skip


def _read_by_lint(uploaded: Path, file: Path) -> bool:
    if file.suffix in (".svg", ".ts"):
        return False
    source = CHECKOUT / "plugins" / file
    return source.is_file() and source.read_bytes() == (uploaded / file).read_bytes()


def run(module: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a checker as the site does."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
