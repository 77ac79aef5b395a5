"""The QGIS Processing provider ``floodmap``: every room's algorithms."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from pathlib import Path
from typing import Iterator

from qgis.core import QgsProcessingAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..errors import QT_TRANSLATE_NOOP
from .algorithm import CONTEXT, translated

#: One module per room, in the order of the tool box; each lists its algorithms in ``ALGORITHMS``.
MODULES = ("base", "ledger", "edition", "sheets", "report", "register", "terrain", "symbols", "db")

ICON = Path(__file__).resolve().parents[1] / "icon.svg"


class FloodMapProvider(QgsProcessingProvider):
    """Offers the engine's functions to Processing and to ``qgis_process``."""

    def id(self) -> str:
        """Return the provider's id."""
        return "floodmap"

    def name(self) -> str:
        """Return the provider's name."""
        return translated(CONTEXT, QT_TRANSLATE_NOOP("Processing", "Flood maps"))

    def longName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the provider's full name."""
        return translated(CONTEXT, QT_TRANSLATE_NOOP("Processing", "Village flood and typhoon situation maps"))

    def icon(self) -> QIcon:
        """Return the provider's icon."""
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:  # noqa: N802 - QGIS's name
        """Add the algorithms of every room."""
        for algorithm in algorithms():
            self.addAlgorithm(algorithm())


def algorithms() -> Iterator[type[QgsProcessingAlgorithm]]:
    """Yield the classes of all algorithms."""
    for name in MODULES:
        full = f"{__package__}.{name}"
        if importlib.util.find_spec(full) is None:
            continue
        module = importlib.import_module(full)
        listed = getattr(module, "ALGORITHMS", None)
        yield from listed if listed is not None else _defined(module)


def _defined(module: object) -> Iterator[type[QgsProcessingAlgorithm]]:
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if issubclass(kind, QgsProcessingAlgorithm) and kind.__module__ == getattr(module, "__name__", ""):
            yield kind
