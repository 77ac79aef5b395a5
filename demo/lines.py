"""Small tools for lines and polygons in metres: smoothing, chaining, OGR geometry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from osgeo import ogr
from scipy import ndimage

from .grid import Floats


def length(line: Floats) -> float:
    """Return the length of a line (n, 2) in its own units."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def evenly(line: Floats, spacing: float) -> Floats:
    """Return the line with points at about ``spacing``; its ends stay."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    if along[-1] == 0:
        return line[[0, -1]]
    marks = np.linspace(0, along[-1], max(round(along[-1] / spacing), 1) + 1)
    return np.column_stack([np.interp(marks, along, line[:, 0]), np.interp(marks, along, line[:, 1])])


def smooth(line: Floats, reach: float, spacing: float) -> Floats:
    """Return the line smoothed over ``reach`` metres; its ends stay where they are."""
    even = evenly(line, spacing)
    if len(even) < 4:
        return even
    offset = even - np.linspace(0, 1, len(even))[:, None] * (even[-1] - even[0]) - even[0]
    # Odd reflection about both ends keeps them in place.
    mirrored = np.vstack([-offset[:0:-1], offset, -offset[-2::-1]])
    filtered = ndimage.gaussian_filter1d(mirrored, reach / spacing, axis=0, mode="nearest")
    body = filtered[len(offset) - 1 : 2 * len(offset) - 1]
    result = even + body - offset
    result[0], result[-1] = even[0], even[-1]
    return result


def simplified(line: Floats, tolerance: float) -> Floats:
    """Return the line without points that matter less than ``tolerance`` metres."""
    if len(line) < 3:
        return line
    return points_of(line_geometry(line).Simplify(tolerance))


def line_geometry(line: Floats | Sequence[Sequence[float]]) -> ogr.Geometry:
    """Return an OGR line string."""
    geometry = ogr.Geometry(ogr.wkbLineString)
    for x, y in np.asarray(line, dtype=float)[:, :2].tolist():
        geometry.AddPoint_2D(x, y)
    return geometry


def polygon_geometry(ring: Floats | Sequence[Sequence[float]]) -> ogr.Geometry:
    """Return an OGR polygon of one ring, closed here."""
    outline = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in np.asarray(ring, dtype=float)[:, :2].tolist():
        outline.AddPoint_2D(x, y)
    outline.CloseRings()
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(outline)
    return polygon


def point_geometry(x: float, y: float) -> ogr.Geometry:
    """Return an OGR point."""
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(float(x), float(y))
    return point


def points_of(geometry: ogr.Geometry) -> Floats:
    """Return the vertices of a line string or ring."""
    return np.array(geometry.GetPoints())[:, :2]


def parts(geometry: ogr.Geometry, kind: int) -> list[ogr.Geometry]:
    """Return the simple parts of the flat type ``kind`` (ogr.wkbPolygon, ogr.wkbLineString ...)."""
    if geometry.IsEmpty():
        return []
    if ogr.GT_Flatten(geometry.GetGeometryType()) == kind:
        return [geometry.Clone()]
    found: list[ogr.Geometry] = []
    for index in range(geometry.GetGeometryCount()):
        part = geometry.GetGeometryRef(index)
        if part.GetGeometryCount() or ogr.GT_Flatten(part.GetGeometryType()) == kind:
            found.extend(parts(part, kind))
    return found


def unite(geometries: Iterable[ogr.Geometry], kind: int = ogr.wkbMultiPolygon) -> ogr.Geometry:
    """Return the union of polygons or lines."""
    collection = ogr.Geometry(kind)
    simple = {ogr.wkbMultiPolygon: ogr.wkbPolygon, ogr.wkbMultiLineString: ogr.wkbLineString}[kind]
    for geometry in geometries:
        for part in parts(geometry, simple):
            collection.AddGeometry(part)
    if kind == ogr.wkbMultiPolygon:
        return collection.UnionCascaded()
    # GDAL before 3.7 has no UnaryUnion in Python; an overlay with any other line nodes them all the same.
    first = collection.GetGeometryRef(0)
    return collection.Union(line_geometry([first.GetPoint_2D(0), first.GetPoint_2D(1)]))


def chains(edges: Iterable[tuple[Hashable, Hashable]], also_nodes: Iterable[Hashable] = ()) -> list[list[Hashable]]:
    """Join edges into chains that run from node to node; nodes are where not exactly two edges meet."""
    around: dict[Hashable, list[Hashable]] = defaultdict(list)
    for one, other in edges:
        around[one].append(other)
        around[other].append(one)
    extra = set(also_nodes)
    nodes = [place for place, others in around.items() if len(others) != 2 or place in extra]
    is_node = set(nodes)
    used: set[tuple[Hashable, Hashable]] = set()
    found: list[list[Hashable]] = []

    def follow(start: Hashable, second: Hashable) -> None:
        chain = [start, second]
        used.add((start, second))
        used.add((second, start))
        while chain[-1] not in is_node and chain[-1] != start:
            following = [other for other in around[chain[-1]] if (chain[-1], other) not in used]
            if not following:
                break
            used.add((chain[-1], following[0]))
            used.add((following[0], chain[-1]))
            chain.append(following[0])
        found.append(chain)

    for node in nodes:
        for other in around[node]:
            if (node, other) not in used:
                follow(node, other)
    for place, others in around.items():  # closed rings without a node
        for other in others:
            if (place, other) not in used:
                follow(place, other)
    return found
