"""The symbol catalogue and its QGIS symbols, the base map's look, the legend's order."""
