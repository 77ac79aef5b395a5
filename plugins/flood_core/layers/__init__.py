"""QGIS layers on the registers and on a working copy: sources, renderers, content. No widgets here."""
