"""Draw symbols from the version that an edition or a county has, else from what the software ships."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Iterable, Mapping

from qgis.core import QgsFillSymbol, QgsLineSymbol, QgsMarkerSymbol, QgsMarkerSymbolLayer

from . import layer_data, symbols
from .base_styles import qcolor
from .catalogue import Catalogue, UnknownSymbol
from .definition import Definition, read_definition, shipped_checksums
from .scaling import scaled
from .strokes import along, at_centre, marker_symbol, picture
from .svg import FRAME, VIEW


@dataclass(frozen=True, eq=False)
class SymbolSet:
    """The symbols of one map: its own versions before the shipped ones."""

    own: Mapping[str, Definition] = field(default_factory=dict)

    @classmethod
    def of(cls, contents: Iterable[bytes]) -> SymbolSet:
        """Return the set with the versions in ``contents``; those that the software ships itself are left out.

        Raises: BrokenDefinition.
        """
        found = [read_definition(content) for content in contents]
        shipped = shipped_checksums() if found else {}
        return cls({one.code: one for one in found if shipped.get(one.code) != one.sha256})

    def __contains__(self, code: object) -> bool:
        return code in self.own or code in Catalogue.load()

    def version(self, code: str) -> Definition | None:
        """Return the map's own version of a symbol; None when the shipped one is drawn."""
        return self.own.get(code)

    def has_drawing(self, code: str, geometry: str) -> bool:
        """Tell whether a symbol is drawn for that geometry, and not as a placeholder. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        if mine is not None:
            return mine.geometry == geometry
        return Catalogue.load().symbol(code).geometry == geometry and symbols.has_drawing(code)

    def codes(self, geometry: str) -> list[str]:
        """Return the codes of all symbols for point, line or polygon in the legend's order."""
        places = {symbol.code: symbol.sort for symbol in Catalogue.load().of_geometry(geometry)}
        places.update({code: int(one.sort) for code, one in self.own.items() if one.geometry == geometry})
        return sorted(places, key=lambda code: (places[code], code))

    def name(self, code: str, language: str = "zh") -> str:
        """Return what the legend calls a symbol. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        if mine is None:
            return Catalogue.load().symbol(code).name(language)
        return mine.name_zh if language.startswith("zh") else mine.name_en

    def sort(self, code: str) -> int:
        """Return the symbol's place in the legend. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        return Catalogue.load().symbol(code).sort if mine is None else int(mine.sort)

    def centre(self, code: str) -> str | None:
        """Return the point symbol in the middle of a line or an area, if any. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        return Catalogue.load().symbol(code).centre if mine is None else mine.centre or None

    def framed(self, code: str) -> bool:
        """Tell whether a point symbol stands in a frame. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        return Catalogue.load().symbol(code).frame not in ("", "none") if mine is None else mine.framed

    def marker(
        self,
        code: str,
        size_mm: float = symbols.DEFAULT_SIZE_MM,
        level: int | None = None,
        sub_label: str | None = None,
    ) -> QgsMarkerSymbol:
        """Return a point symbol as ``symbols.marker`` does. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        if mine is None:
            return symbols.marker(code, size_mm, level, sub_label)
        return drawn_marker(mine, size_mm, level, sub_label)

    def line(self, code: str, *, with_marker: bool = False, size_mm: float = symbols.DEFAULT_SIZE_MM) -> QgsLineSymbol:
        """Return a line symbol as ``symbols.line`` does. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        made = symbols.line(code, size_mm=size_mm) if mine is None else _drawn(mine, "line", size_mm)
        centre = self.centre(code) if with_marker else None
        if centre:
            made.appendSymbolLayer(along(self.marker(centre, size_mm), placement="centralpoint", rotate=False))
        return made

    def fill(self, code: str, *, with_marker: bool = False, size_mm: float = symbols.DEFAULT_SIZE_MM) -> QgsFillSymbol:
        """Return an area symbol as ``symbols.fill`` does. Raises: UnknownSymbol."""
        mine = self.own.get(code)
        made = symbols.fill(code, size_mm=size_mm) if mine is None else _drawn(mine, "polygon", size_mm)
        centre = self.centre(code) if with_marker else None
        if centre:
            made.appendSymbolLayer(at_centre(self.marker(centre, size_mm)))
        return made


#: What the software ships, and nothing else.
SHIPPED = SymbolSet()


def drawn_marker(
    version: Definition,
    size_mm: float = symbols.DEFAULT_SIZE_MM,
    level: int | None = None,
    sub_label: str | None = None,
) -> QgsMarkerSymbol:
    """Return the point symbol of one version; from 8 mm upwards with its label. Raises: UnknownSymbol."""
    if version.geometry != "point":
        raise UnknownSymbol(code=f"{version.code} (point)")
    labelled = bool(version.label and version.label_svg) and size_mm >= symbols.LABEL_FROM_MM
    layers: list[QgsMarkerSymbolLayer] = [_frame_layer(version, size_mm, labelled)]
    if labelled:
        layers.append(symbols.label_layer(sub_label or version.label, size_mm))
    if level is not None:
        layers.append(symbols.tab_layer(size_mm, level))
    return marker_symbol(layers)


def _frame_layer(version: Definition, size_mm: float, labelled: bool) -> QgsMarkerSymbolLayer:
    layer = picture(version.label_svg if labelled else version.svg, size_mm * VIEW / FRAME)
    if version.fill:
        layer.setFillColor(qcolor(version.fill))
    if version.stroke:
        layer.setStrokeColor(qcolor(version.stroke))
    if version.hairline:
        layer.setStrokeWidth(version.hairline * size_mm)
    return layer


def _drawn(version: Definition, geometry: str, size_mm: float) -> QgsLineSymbol | QgsFillSymbol:
    if version.geometry != geometry:
        raise UnknownSymbol(code=f"{version.code} ({geometry})")
    made = _from_layers(version).clone()
    return made if size_mm == symbols.DEFAULT_SIZE_MM else scaled(made, size_mm / symbols.DEFAULT_SIZE_MM)


@lru_cache(maxsize=500)
def _from_layers(version: Definition) -> QgsLineSymbol | QgsFillSymbol:
    return layer_data.symbol_of(version.layers, version.geometry)
