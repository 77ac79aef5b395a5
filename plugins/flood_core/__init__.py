"""The engine of the flood map suite, loaded by QGIS as a plugin without windows of its own trade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .resources.libraries import offer_carried

if TYPE_CHECKING:
    from .plugin import FloodCorePlugin

offer_carried()  # before any room imports one of them; worker processes import this too


def classFactory(iface: Any) -> FloodCorePlugin:  # noqa: N802 - the name QGIS looks for
    """Return the plugin; ``iface`` is None under qgis_process."""
    from .plugin import FloodCorePlugin

    return FloodCorePlugin(iface)
