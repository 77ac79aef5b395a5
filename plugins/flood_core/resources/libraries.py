"""The libraries that the offline bundle carries, for a QGIS that comes without them.

They lie in ``flood_core/ext_libs`` of an installed plugin; a checkout has no
such folder. The folder stands last in Python's search path and only where a
library is missing, so nothing of QGIS's own is ever shadowed.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from . import paths

CARRIED = paths.PLUGIN / "ext_libs"
#: Pure Python, by the name of import. What is compiled (psycopg2, pandas, numpy, Pillow) must come with QGIS.
LIBRARIES = ("openpyxl", "et_xmlfile", "xlrd", "jinja2", "markupsafe", "reportlab", "pypdf", "typing_extensions")


def offer_carried(folder: Path = CARRIED) -> list[str]:
    """Let Python find the carried libraries that are missing here; return their names."""
    if not folder.is_dir() or str(folder) in sys.path:
        return []
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        sys.path.append(str(folder))
    return missing
