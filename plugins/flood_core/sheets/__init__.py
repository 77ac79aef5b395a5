"""Framed sheets: compose, legend, tables, export.

``flood_core.sheets.export.export_sheet`` draws one village's sheet from a
snapshot GeoPackage; the other modules are its parts.
"""
