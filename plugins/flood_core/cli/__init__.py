"""The command `floodmap`."""
