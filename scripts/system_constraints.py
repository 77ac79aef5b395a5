"""Print the versions of the system's Python packages as constraints for pip.

pip must not put a newer numpy over the one that the system's pandas and QGIS
were built with.
"""

from __future__ import annotations

import sys
from importlib import metadata

HELD = (
    "numpy", "pandas", "scipy", "psycopg2", "openpyxl", "reportlab", "pypdf", "GDAL", "lxml", "pillow", "matplotlib",
)  # fmt: skip


def main() -> int:
    """Print ``name==version`` for each package that the system has."""
    for name in HELD:
        try:
            sys.stdout.write(f"{name}=={metadata.version(name)}\n")
        except metadata.PackageNotFoundError:
            continue
    return 0


if __name__ == "__main__":
    sys.exit(main())
