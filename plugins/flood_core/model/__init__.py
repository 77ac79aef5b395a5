"""Plain values and rules: dataclasses, codes, check-up rules. No Qt, no QGIS, no SQL."""
