"""Every way in which people write a point leads to the same point, or to a refusal."""

from __future__ import annotations

import pytest
from flood_core.coordinates.angles import numbers_in
from flood_core.coordinates.evidence import Evidence
from flood_core.coordinates.projected import to_gauss
from flood_core.coordinates.reading import UnreadableCoordinate, readings
from flood_core.coordinates.systems import ZHEJIANG, CoordinateSystem, Declared, declared_system
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.soak import EXAMPLES, many

EAST, NORTH = 120 + 57 / 60 + 30.5 / 3600, 28 + 18 / 60 + 10 / 3600

SPELLINGS = [
    ("120.958472222", "28.302777778"),
    ("28.302777778", "120.958472222"),
    ("１２０．９５８４７２２２２", "２８．３０２７７７７７８"),
    ("120°57′30.5″", "28°18′10″"),
    ("120°57'30.5\"", "28°18'10\""),
    ("120°57'30.5''", "28°18'10''"),
    ("120º57’30.5”", "28º18’10”"),
    ("120度57分30.5秒", "28度18分10秒"),
    ("120° 57′ 30.5″ E", "28° 18′ 10″ N"),
    ("E120°57′30.5″", "N28°18′10″"),
    ("N28°18′10″", "E120°57′30.5″"),
    ("东经120°57′30.5″", "北纬28°18′10″"),
    ("120d57m30.5s", "28d18m10s"),
    ("120:57:30.5", "28:18:10"),
    ("120 57 30.5", "28 18 10"),
    ("120-57-30.5", "28-18-10"),
    ("120°57.508333333′", "28°18.166666667′"),
    ("120.958472222°", "28.302777778°"),
    ("120.958472222,28.302777778", ""),
    ("", "120.958472222，28.302777778"),
    ("28.302777778 120.958472222", ""),
    ("(120.958472222, 28.302777778)", ""),
    ("120.958472222/28.302777778", ""),
    ("120.958472222、28.302777778", ""),
    ("E120°57′30.5″,N28°18′10″", ""),
    ("N28°18'10\" E120°57'30.5\"", ""),
    ("120°57′30.5″28°18′10″", ""),
    ("120°57′30.5″E28°18′10″N", ""),
    ("东经120°57′30.5″，北纬28°18′10″", ""),
    ("经度：120.958472222 纬度：28.302777778", ""),
    ("lon:120.958472222,lat:28.302777778", ""),
    ("120 57 30.5, 28 18 10", ""),
    ("\u200e120.958472222\u200f", "\ufeff28.302777778"),
]


@pytest.mark.parametrize(("east", "north"), SPELLINGS)
def test_spellings_lead_to_the_same_point(east, north):
    first = readings(east, north, within=ZHEJIANG)[0]
    assert first.longitude == pytest.approx(EAST, abs=1e-8)
    assert first.latitude == pytest.approx(NORTH, abs=1e-8)
    assert first.system is CoordinateSystem.CGCS2000


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("", ""),
        ("120.95", ""),
        ("abc", "28.3"),
        ("120.95", "村口大樟树"),
        ("120°75′00″", "28°18′10″"),
        ("W120.95", "28.3"),
        ("20.95", "28.3"),
        ("120.95", "48.3"),
        ("0", "0"),
        ("120.95m", "28.3"),
        ("120.95.1", "28.3"),
        ("120,95", "28,30"),
        ("1" * 500, "28.3"),
        ("E120.95", "E28.3"),
        ("120.95", "120.95"),
    ],
)
def test_what_is_no_point_is_refused(east, north):
    with pytest.raises(UnreadableCoordinate):
        readings(east, north, within=ZHEJIANG)


def test_the_plain_reading_comes_first_and_the_offset_ones_follow():
    found = readings("120.95", "28.30", within=ZHEJIANG)
    assert [reading.system for reading in found] == [
        CoordinateSystem.CGCS2000,
        CoordinateSystem.GCJ02,
        CoordinateSystem.BD09,
    ]


def test_swapped_columns_are_named():
    assert Evidence.SWAPPED in readings("28.30", "120.95", within=ZHEJIANG)[0].evidence
    assert Evidence.SWAPPED not in readings("N28.30", "E120.95", within=ZHEJIANG)[0].evidence


@pytest.mark.parametrize(
    ("prefix", "system"), [(0, CoordinateSystem.GAUSS_120), (40_000_000, CoordinateSystem.GAUSS_ZONE_40)]
)
@pytest.mark.parametrize("north_first", [False, True])
def test_metres_are_known_by_their_size(prefix, system, north_first):
    easting, northing = to_gauss(EAST, NORTH)
    cells = [f"{float(easting) + prefix:.4f}", f"{float(northing):.4f}"]
    found = readings(*(reversed(cells) if north_first else cells), within=ZHEJIANG)
    assert len(found) == 1 and found[0].system is system
    assert found[0].longitude == pytest.approx(EAST, abs=1e-8)
    assert found[0].latitude == pytest.approx(NORTH, abs=1e-8)


def dms(value: float) -> str:
    seconds = round(value * 3600, 5)
    return f"{int(seconds // 3600)}°{int(seconds % 3600 // 60)}′{seconds % 60:.5f}″"


@given(st.floats(118.1, 122.9), st.floats(27.1, 31.4))
def test_dms_round_trip(longitude, latitude):
    cells = dms(longitude), dms(latitude)
    if "60.0" in cells[0] + cells[1]:
        return  # rounding can write 60 seconds, which we refuse
    found = readings(*cells, within=ZHEJIANG)[0]
    assert abs(found.longitude - longitude) < 1e-7 and abs(found.latitude - latitude) < 1e-7


@given(
    st.floats(118.1, 122.9), st.floats(27.1, 31.4), st.booleans(), st.sampled_from([",", " ", "，", ";", " , ", "、"])
)
def test_one_cell_round_trip(longitude, latitude, swapped, separator):
    pair = [f"{longitude:.8f}", f"{latitude:.8f}"]
    found = readings(separator.join(reversed(pair) if swapped else pair), "", within=ZHEJIANG)[0]
    assert abs(found.longitude - longitude) < 1e-7 and abs(found.latitude - latitude) < 1e-7


@settings(max_examples=many(300, EXAMPLES))
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read_or_refused(east, north):
    try:
        for reading in readings(east, north, within=ZHEJIANG):
            assert ZHEJIANG.contains(reading.longitude, reading.latitude)
    except UnreadableCoordinate:
        pass


@given(st.text(alphabet="0123456789.°′″'\" ,NEWS度分秒-:", max_size=40))
def test_number_like_text_never_breaks(text):
    for number in numbers_in(text):
        assert number.axis in ("", "east", "north")


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("CGCS2000", CoordinateSystem.CGCS2000),
        ("2000国家大地坐标系", CoordinateSystem.CGCS2000),
        ("ＷＧＳ－８４", CoordinateSystem.WGS84),
        ("gcj-02", CoordinateSystem.GCJ02),
        ("高德地图", CoordinateSystem.GCJ02),
        ("火星坐标", CoordinateSystem.GCJ02),
        ("百度", CoordinateSystem.BD09),
        ("BD09", CoordinateSystem.BD09),
        ("EPSG:4549", CoordinateSystem.GAUSS_120),
        ("高斯-克吕格", Declared.GAUSS_ANY),
        ("北京54", Declared.NEEDS_PARAMETERS),
        ("西安80", Declared.NEEDS_PARAMETERS),
        ("温州城建坐标系", Declared.NEEDS_PARAMETERS),
        ("月球坐标", Declared.UNKNOWN_NAME),
        ("", None),
        (None, None),
    ],
)
def test_names_of_systems(name, system):
    assert declared_system(name) is system
