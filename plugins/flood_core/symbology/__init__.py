"""The symbol catalogue, turned into QGIS symbols."""
