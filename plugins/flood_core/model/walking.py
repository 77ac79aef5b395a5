"""How long a way on foot takes, and what a route avoids."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WalkingSettings:
    """The figures behind routes and walking times; a county can set them.

    Distances are metres, times minutes.
    """

    metres_per_minute: float = 60.0
    climb_metres_per_minute: float = 10.0  # one minute more for each so many metres of climb
    zone_factor: float = 8.0  # a metre inside a danger zone counts as so many
    ford_minutes: float = 20.0  # a ford counts as so much longer a way
    off_road_factor: float = 3.0  # a metre from a house to its road counts as so many
    reach_m: float = 300.0  # how far the next road may be
    ford_reach_m: float = 20.0  # how far from the road a ford may be recorded
    gap_m: float = 2.0  # road ends nearer than this are joined


def walking_minutes(length_m: float, climb_m: float, settings: WalkingSettings | None = None) -> float:
    """Return the minutes that ``length_m`` with ``climb_m`` of ascent take on foot."""
    chosen = settings or WalkingSettings()
    return length_m / chosen.metres_per_minute + max(climb_m, 0.0) / chosen.climb_metres_per_minute
