"""The symbol catalogue and its QGIS symbols, the base map's look, the legend's order."""

#: What the file of a county's symbols is called at the end.
LIBRARY_SUFFIX = ".floodsymbols"
