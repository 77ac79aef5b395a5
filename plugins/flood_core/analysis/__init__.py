"""Routes, nearness and terrain on QGIS and GDAL."""
