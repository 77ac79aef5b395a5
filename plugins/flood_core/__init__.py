"""The engine of the flood map suite, loaded by QGIS as a plugin without windows of its own trade."""
