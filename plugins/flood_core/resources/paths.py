"""Find the suite's own files in a checkout and in an installed plugin.

In a checkout the folders ``db``, ``symbology``, ``templates`` and ``demo`` lie
beside ``plugins``; the packaged plugin carries them in ``flood_core/resources``.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import QT_TRANSLATE_NOOP, MachineRefused

PLUGIN = Path(__file__).resolve().parents[1]
CHECKOUT = PLUGIN.parents[1]


class MissingResource(MachineRefused):
    """A folder that belongs to the suite is not there: the installation is damaged."""

    template = QT_TRANSLATE_NOOP("errors", "The suite's folder '{name}' is missing (looked in {places}).")
    hint = QT_TRANSLATE_NOOP("errors", "Install the plugin again, or fetch the checkout again.")


def database_scripts() -> Path:
    """Return the folder with migrations, app scripts and reference data."""
    return _folder("db")


def symbology() -> Path:
    """Return the folder with the symbol catalogue and what is built from it."""
    return _folder("symbology")


def templates() -> Path:
    """Return the folder with sheet and report templates."""
    return _folder("templates")


def demo_data() -> Path:
    """Return the folder of the demo township's generator (checkout only)."""
    return _folder("demo")


def guide() -> Path:
    """Return the folder with the pages of the guide, by language: ``zh/``, ``en/``."""
    return _folder("docs") / "guide"


def translations() -> Path:
    """Return the folder with the compiled translations (``.qm``)."""
    return PLUGIN / "i18n"


def _folder(name: str) -> Path:
    places = (PLUGIN / "resources" / name, CHECKOUT / name)
    for place in places:
        if place.is_dir():
            return place
    raise MissingResource(name=name, places=", ".join(str(place) for place in places))
