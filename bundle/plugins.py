"""The files of one plugin as QGIS's plugin manager takes them: one top folder, the plugin's name."""

from __future__ import annotations

import re
from pathlib import Path

from flood_core.resources import fonts, paths
from flood_core.resources.version import software_version

from .archive import Contents, with_checksums

CHECKOUT = paths.CHECKOUT
CORE = "flood_core"
NAMES = (CORE, "flood_map_editor", "risk_layers", "report_export")
#: The core's display name: QGIS's plugin manager finds dependencies by it.
CORE_TITLE = "Flood Map Core"
#: Folders of the checkout that the core carries under ``resources/``, and what of them stays at home.
CARRIED = ("db", "symbology", "templates", "docs")
AT_HOME = ("db/tests/", "db/releases/", "docs/images/sheet.png")
SUFFIXES_AT_HOME = {".pyc", ".ts"}
FOLDERS_AT_HOME = {"__pycache__", "pending", "tests"}
#: Debian's account of each font's copyright, beside the font.
FONT_LICENCES = {"wqy-microhei.ttc": "fonts-wqy-microhei", "uming.ttc": "fonts-arphic-uming"}
DEBIAN_DOCUMENTS = Path("/usr/share/doc")


class MissingTranslation(Exception):
    """The compiled Chinese is not there: ``./run package`` compiles it before it comes here."""


def files(name: str, libraries: Contents | None = None) -> Contents:
    """Return the plugin's files by their path in the ZIP, its list of SHA-256 among them.

    ``libraries`` go to ``flood_core/ext_libs``. Raises: MissingTranslation, MissingFont.
    """
    folder = CHECKOUT / "plugins" / name
    found = {f"{name}/{path}": content for path, content in _tree(folder).items()}
    found[f"{name}/metadata.txt"] = _metadata(found[f"{name}/metadata.txt"].decode()).encode()
    found[f"{name}/LICENSE"] = (CHECKOUT / "LICENSE").read_bytes()
    if name == CORE:
        found |= {f"{CORE}/resources/{path}": content for path, content in _resources().items()}
        found |= {f"{CORE}/ext_libs/{path}": content for path, content in (libraries or {}).items()}
        if f"{CORE}/i18n/flood_core_zh_CN.qm" not in found:
            raise MissingTranslation("plugins/flood_core/i18n/flood_core_zh_CN.qm")
    return with_checksums(found, name)


def _tree(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix not in SUFFIXES_AT_HOME
        and not any(part in FOLDERS_AT_HOME or part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _resources() -> Contents:
    found = {f"{name}/{path}": content for name in CARRIED for path, content in _tree(CHECKOUT / name).items()}
    found = {path: content for path, content in found.items() if not path.startswith(AT_HOME)}
    for font in (fonts.sans(), fonts.document_serif()):
        found[f"fonts/{font.path.name}"] = font.path.read_bytes()
        licence = DEBIAN_DOCUMENTS / FONT_LICENCES[font.path.name] / "copyright"
        found[f"fonts/{font.path.stem}-copyright.txt"] = licence.read_bytes()
    return found


def _metadata(text: str) -> str:
    """Return metadata.txt with the one version of this software, for itself and the core it needs."""
    version = software_version()
    text = re.sub(r"(?m)^version=.*$", f"version={version}", text)
    return re.sub(rf"(?m)^plugin_dependencies={CORE_TITLE}$", f"plugin_dependencies={CORE_TITLE}=={version}", text)
