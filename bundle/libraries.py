"""The pure-Python libraries for QGIS on machines that lack them: wheels of one version and hash each.

``libraries.txt`` names them with their SHA-256; pip fetches them once into
``.build/wheels`` and refuses anything else. Of MarkupSafe the compiled part is
left out (its Python part does the same), of reportlab the fonts and of all the
tests: nothing in the bundle is compiled.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from .archive import Contents

CHECKOUT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("libraries.txt")
WHEELS = CHECKOUT / ".build" / "wheels"
#: MarkupSafe has no wheel without a compiled part; any one holds the Python part too.
PLATFORM = ("--platform", "win_amd64", "--python-version", "3.9")
COMPILED = {".pyd", ".so", ".dll", ".c", ".pyi"}
LEFT_OUT = ("reportlab/fonts/",)
LICENCES = ("license", "licence", "copying", "authors")


def fetch(wheels: Path = WHEELS) -> list[Path]:
    """Return the wheels of the list, fetched when they are not here yet, checked against their hashes."""
    wheels.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps",
               "--only-binary=:all:", "--require-hashes", *PLATFORM, "--find-links", str(wheels),
               "--dest", str(wheels), "-r", str(LIST)]  # fmt: skip
    if len(list(wheels.glob("*.whl"))) == len(required()):  # nothing to fetch: works without a network
        command.insert(4, "--no-index")
    subprocess.run(command, check=True)
    return sorted(wheels.glob("*.whl"))


def required() -> list[str]:
    """Return the names and versions of the list, e.g. ``jinja2==3.1.6``."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if "==" in line and not line.startswith("#")]


def contents(wheels: list[Path]) -> Contents:
    """Return the modules of the wheels by path, and each one's licence under ``licences/``."""
    found: Contents = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith("/") or ".data/" in name:  # programs of its own, such as xlrd's runxlrd.py
                    continue
                if ".dist-info/" in name:
                    if Path(name).name.lower().startswith(LICENCES):
                        library = name.split(".dist-info/")[0]
                        found[f"licences/{library}-{Path(name).name}"] = archive.read(name)
                elif Path(name).suffix not in COMPILED and not name.startswith(LEFT_OUT):
                    found[name] = archive.read(name)
    return found
