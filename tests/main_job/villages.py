"""The 19 villages of the demo township, from the official list."""

from __future__ import annotations

import csv
from pathlib import Path

from flood_core.model.area_names import display_name

LIST = Path(__file__).resolve().parents[2] / "demo" / "data" / "villages.csv"


def _read() -> dict[str, str]:
    with LIST.open(encoding="utf-8") as lines:
        return {row["village_code"]: display_name(row["village_name"]) for row in csv.DictReader(lines)}


#: code -> name as sheets print it
VILLAGES = _read()
