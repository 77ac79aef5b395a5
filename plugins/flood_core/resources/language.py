"""The language of the command line and of printed words: the locale's, or the one asked for.

Texts are looked up in the same compiled translations (``.qm``) that QGIS loads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Mapping

from . import paths

SUPPORTED = ("en", "zh")


class Language:
    """Translates by context and English source text."""

    def __init__(self, code: str, translator: Any | None = None) -> None:
        self.code = code
        self._translator = translator

    @classmethod
    def load(cls, code: str, folder: Path | None = None) -> Language:
        """Return the language ``code`` (en or zh); English when its file is missing."""
        file = (folder or paths.translations()) / f"flood_core_{_FILE_CODE.get(code, code)}.qm"
        if code == "en" or not file.is_file():
            return cls("en")
        from qgis.PyQt.QtCore import QTranslator

        translator = QTranslator()
        return cls(code, translator) if translator.load(str(file)) else cls("en")

    def translate(self, context: str, text: str) -> str:
        """Return ``text`` in this language, or as it is when there is no translation."""
        if self._translator is None or not text:
            return text
        # As bytes: PyQt takes ASCII only as str, and some sources name Chinese columns.
        return self._translator.translate(context, text.encode()) or text


_FILE_CODE = {"zh": "zh_CN"}


def from_locale(environment: Mapping[str, str] | None = None) -> str:
    """Return ``zh`` or ``en`` after LC_ALL, LC_MESSAGES, LANG: the first that is set decides."""
    environment = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"
