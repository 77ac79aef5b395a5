"""It is one day for all, wherever the clock of a machine stands."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[2] / "plugins"


@pytest.mark.parametrize("zone", ["UTC+12", "UTC-14", "CST-8"])
def test_the_day_is_that_of_beijing(zone: str) -> None:
    """At any hour at least one of the three zones has another day."""
    program = "from flood_core.model import beijing; print(beijing.today())"
    earliest = (datetime.now(timezone.utc) + timedelta(hours=8)).date()
    told = subprocess.run(
        [sys.executable, "-c", program], env={"TZ": zone, "PYTHONPATH": str(PLUGINS)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    latest = (datetime.now(timezone.utc) + timedelta(hours=8)).date()
    assert earliest <= date.fromisoformat(told.strip()) <= latest
