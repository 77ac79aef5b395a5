"""What a county sets for its sheets: review number, secrecy line, link in the code, papers and templates of its own.

It lies in one folder, ``sheets.json`` and the county's templates side by side.
A template with a shipped one's name (A3_landscape.qpt) takes its place; others
belong to papers that ``sheets.json`` lists.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from .errors import BrokenCountySettings

FILE = "sheets.json"
_NO_JSON = QT_TRANSLATE_NOOP("errors", "it is no JSON object")
_NO_TEXT = QT_TRANSLATE_NOOP("errors", "review_number, secrecy and link must be texts")
_UNKNOWN = QT_TRANSLATE_NOOP("errors", "only review_number, secrecy, link and presets may stand in it")
_NO_LIST = QT_TRANSLATE_NOOP("errors", "“presets” is no list of papers")


@dataclass(frozen=True)
class CountySettings:
    """The words that a county prints on its sheets, and the rows of its own papers."""

    review_number: str = ""  # 审图号, on public sheets only: it is given to what is published
    secrecy: str = ""  # of internal sheets, instead of 内部使用
    link: str = ""  # what the code opens, {uid} in it is the edition's
    presets: tuple[dict[str, Any], ...] = ()


def county_folder() -> Path:
    """Return the folder of the county's own settings and templates; it need not exist."""
    named = os.environ.get("FLOODMAP_SHEETS")
    if named:
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or Path.home()) / "floodmap" / "sheets"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "floodmap" / "sheets"


def county_settings(folder: Path | None = None) -> CountySettings:
    """Return what the county has set; plain values where it has set nothing.

    Raises: BrokenCountySettings.
    """
    path = (folder or county_folder()) / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return CountySettings()
    except (OSError, ValueError) as error:
        raise BrokenCountySettings(path=str(path), reason=str(error)) from error
    if not isinstance(content, dict):
        raise BrokenCountySettings(path=str(path), reason=_NO_JSON)
    return _checked(path, content)


def _checked(path: Path, content: dict[str, Any]) -> CountySettings:
    known = [field.name for field in fields(CountySettings)]
    for key, value in content.items():
        if key not in known:
            raise BrokenCountySettings(path=str(path), reason=_UNKNOWN)
        if key != "presets" and not isinstance(value, str):
            raise BrokenCountySettings(path=str(path), reason=_NO_TEXT)
    presets = content.get("presets", [])
    if not isinstance(presets, list) or not all(isinstance(row, dict) for row in presets):
        raise BrokenCountySettings(path=str(path), reason=_NO_LIST)
    return CountySettings(**{**content, "presets": tuple(presets)})
