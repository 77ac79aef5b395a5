"""The shifted coordinates that phones and web maps give: GCJ-02 and BD-09, forward only."""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt

_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323  # Krasovsky 1940


def gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """Return WGS 84 or CGCS2000 degrees as GCJ-02."""
    x, y = longitude - 105.0, latitude - 35.0
    waves = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    radians = latitude / 180.0 * pi
    magic = 1 - _ECCENTRICITY * sin(radians) ** 2
    north = north * 180.0 / (_AXIS * (1 - _ECCENTRICITY) / (magic * sqrt(magic)) * pi)
    east = east * 180.0 / (_AXIS / sqrt(magic) * cos(radians) * pi)
    return longitude + east, latitude + north


def bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """Return WGS 84 or CGCS2000 degrees as BD-09."""
    x, y = gcj02(longitude, latitude)
    radius = sqrt(x * x + y * y) + 0.00002 * sin(y * pi * 3000.0 / 180.0)
    angle = atan2(y, x) + 0.000003 * cos(x * pi * 3000.0 / 180.0)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def degrees_minutes_seconds(value: float, style: int = 0) -> str:
    """Return degrees as 121°06′04.57″, or in the style of a typewriter: 121度6分4.57秒."""
    seconds = round(value * 3600, 2)
    degrees, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if style:
        return f"{int(degrees)}度{int(minutes)}分{seconds:.2f}秒"
    return f"{int(degrees)}°{int(minutes):02d}′{seconds:05.2f}″"
