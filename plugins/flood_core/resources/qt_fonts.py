"""Make the fonts that the suite carries known to Qt, where the machine has not installed them."""

from __future__ import annotations

from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontInfo

from . import fonts


def offer_to_qt() -> None:
    """Let Qt draw with the suite's fonts; what is installed already is left alone.

    A font that is nowhere is not an error here: who needs it says so.
    """
    for find in (fonts.sans, fonts.document_serif):
        try:
            font = find()
        except fonts.MissingFont:
            continue
        if not is_known(font.family):
            QFontDatabase.addApplicationFont(str(font.path))


def is_known(family: str) -> bool:
    """Tell whether Qt draws with this family, and not with another in its place."""
    return QFontInfo(QFont(family)).family() == family
