"""The coordinate systems that ledgers use, and the names people give them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum


class CoordinateSystem(str, Enum):
    """A system that we can turn into CGCS2000 degrees (EPSG:4490)."""

    CGCS2000 = "CGCS2000"
    WGS84 = "WGS84"  # the same as CGCS2000 within a decimetre
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    GAUSS_120 = "EPSG:4549"  # metres, central meridian 120 E, false easting 500,000
    GAUSS_ZONE_40 = "EPSG:4528"  # the same with the zone number before the easting


class Declared(str, Enum):
    """What a ledger says about its coordinates, when that is not one exact system."""

    GAUSS_ANY = "gauss-krueger"  # the size of the easting tells which
    NEEDS_PARAMETERS = "needs-parameters"  # Beijing 54, Xi'an 80, town grids: never guessed
    UNKNOWN_NAME = "unknown-name"


@dataclass(frozen=True)
class Extent:
    """A box in degrees, EPSG:4490, longitude and latitude."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, longitude: float, latitude: float) -> bool:
        """Tell whether the point lies in the box, its edge included."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def grown(self, degrees: float) -> Extent:
        """Return the box with a margin on every side."""
        return Extent(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


#: Where a coordinate of Zhejiang can lie at all.
ZHEJIANG = Extent(118.0, 27.0, 123.0, 31.5)

_NAMES: dict[CoordinateSystem | Declared, tuple[str, ...]] = {
    CoordinateSystem.CGCS2000: (
        "CGCS2000",
        "2000",
        "国家2000",
        "2000国家大地坐标系",
        "国家2000坐标系",
        "大地2000",
        "CGCS2000经纬度",
        "EPSG4490",
        "4490",
        "国家大地2000",
        "2000坐标系",
        "天地图",
    ),
    CoordinateSystem.WGS84: ("WGS84", "WGS1984", "GPS", "EPSG4326", "4326", "GPS坐标", "84坐标", "WGS84坐标系"),
    CoordinateSystem.GCJ02: (
        "GCJ02",
        "GCJ",
        "火星坐标",
        "火星坐标系",
        "火星",
        "高德",
        "高德地图",
        "高德坐标",
        "腾讯",
        "腾讯地图",
        "国测局",
        "国测局坐标",
        "谷歌中国",
        "高德坐标系",
        "GCJ02坐标系",
    ),
    CoordinateSystem.BD09: ("BD09", "BD", "BD09LL", "百度", "百度地图", "百度坐标", "百度坐标系", "BD09坐标系"),
    CoordinateSystem.GAUSS_120: ("EPSG4549", "4549", "CGCS20003DEGREEGKCM120E"),
    CoordinateSystem.GAUSS_ZONE_40: ("EPSG4528", "4528", "CGCS20003DEGREEGKZONE40", "40带", "3度带40带"),
    Declared.GAUSS_ANY: (
        "高斯克吕格",
        "高斯",
        "高斯投影",
        "高斯克吕格投影",
        "平面坐标",
        "投影坐标",
        "2000平面坐标",
        "3度带",
        "三度带",
        "CGCS2000高斯克吕格",
        "CGCS2000投影",
        "CGCS20003度带",
        "2000高斯克吕格",
        "国家2000投影",
        "CGCS2000平面",
        "高斯克吕格3度带",
        "高斯克吕格120",
    ),
    Declared.NEEDS_PARAMETERS: (
        "北京54",
        "BEIJING54",
        "BJ54",
        "1954北京坐标系",
        "西安80",
        "XIAN80",
        "1980西安坐标系",
        "温州城建",
        "温州城建坐标系",
        "城建坐标系",
        "地方坐标系",
        "独立坐标系",
        "54坐标系",
        "80坐标系",
        "温州坐标系",
        "乐清城建坐标系",
    ),
}
_IGNORED = str.maketrans("", "", " -_.:()/,、，·’'°")
_SYSTEM_BY_NAME = {
    unicodedata.normalize("NFKC", name).upper().translate(_IGNORED): system
    for system, names in _NAMES.items()
    for name in names
}


def declared_system(text: str | None) -> CoordinateSystem | Declared | None:
    """Return the system that a cell names; None when the cell says nothing.

    A name that we do not know is ``Declared.UNKNOWN_NAME``: it is reported,
    not passed over.
    """
    plain = unicodedata.normalize("NFKC", text or "").upper().translate(_IGNORED)
    if plain in ("", "未知", "不详", "不明"):
        return None
    return _SYSTEM_BY_NAME.get(plain, Declared.UNKNOWN_NAME)
