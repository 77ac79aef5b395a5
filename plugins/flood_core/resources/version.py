"""The version of this software, from the one place that names it."""

from __future__ import annotations

import configparser
import re

from . import paths


def software_version() -> str:
    """Return the version: of pyproject.toml in a checkout, of metadata.txt in an installed plugin."""
    project = paths.CHECKOUT / "pyproject.toml"
    if project.is_file():
        match = re.search(r'^version = "([^"]+)"', project.read_text(encoding="utf-8"), re.MULTILINE)
        if match:
            return match.group(1)
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(paths.PLUGIN / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="unknown")
