"""The QGIS Processing provider `floodmap`."""
