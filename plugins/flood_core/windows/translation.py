"""The language of the windows: QGIS's own, through the suite's compiled translations."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from ..model.vocabulary import Name, in_language
from ..resources import paths
from ..resources.words import word

CONTEXT = "windows"
_NAME = "floodmapTranslator"
_SUPPORTED = {"zh": "zh_CN"}


def tr(text: str, **values: Any) -> str:
    """Return a text of the windows in QGIS's language, its named places filled."""
    words = translate(CONTEXT, text)
    return words.format(**{key: named(value) for key, value in values.items()}) if values else words


def translate(context: str, text: str) -> str:
    """Return a text of the engine in QGIS's language: what ``FloodMapError.message`` takes.

    The name of a vocabulary's entry knows its languages itself.
    """
    if isinstance(text, Name):
        return named(text)
    return (QgsApplication.translate(context, text) or text) if text else text


def named(value: Any) -> Any:
    """Return the name of a vocabulary's entry in QGIS's language, and any other value as it is."""
    return in_language(value, language())


def unit_in_words(unit: str | None) -> str:
    """Return a unit in QGIS's language; empty for none."""
    return str(named(word(unit))) if unit else ""


def language() -> str:
    """Return the language of QGIS as the database takes it: zh or en."""
    spoken = QgsApplication.locale()[:2].lower()
    return spoken if spoken in _SUPPORTED else "en"


def install() -> None:
    """Load the suite's Chinese when QGIS speaks Chinese; once is enough for all plugins."""
    application = QCoreApplication.instance()
    language = _SUPPORTED.get(QgsApplication.locale()[:2].lower())
    if language is None or application.findChild(QTranslator, _NAME) is not None:
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    if translator.load(str(paths.translations() / f"flood_core_{language}.qm")):
        QCoreApplication.installTranslator(translator)


def remove() -> None:
    """Take the translation away again."""
    translator = QCoreApplication.instance().findChild(QTranslator, _NAME)
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
        translator.setParent(None)
        translator.deleteLater()
