"""The legend's groups, their order and names, and the order of samples in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

from .catalogue import Catalogue, Symbol


@dataclass(frozen=True)
class LegendGroup:
    """One group of the legend."""

    code: str
    name_zh: str
    name_en: str


#: The fixed order of a sheet's legend.
GROUPS = (
    LegendGroup("risk", "风险隐患", "Risks"),
    LegendGroup("resource", "应急资源", "Resources"),
    LegendGroup("evacuation", "转移避险", "Evacuation"),
    LegendGroup("organisation", "责任机构", "Organisation"),
    LegendGroup("base", "基础地理", "Base map"),
)

_GEOMETRY_ORDER = {"polygon": 0, "line": 1, "point": 2}


def ordered(codes: Iterable[str]) -> list[tuple[LegendGroup, list[Symbol]]]:
    """Return the symbols ``codes`` by group in the legend's order; empty groups are left out.

    Within a group hazards (B, then areas and lines) come before protected objects
    and resources, as in the catalogue. Raises: UnknownSymbol.
    """
    catalogue = Catalogue.load()
    symbols = [catalogue.symbol(code) for code in sorted(set(codes))]
    found = []
    for group in GROUPS:
        members = [symbol for symbol in symbols if symbol.legend_group == group.code]
        if members:
            found.append((group, sorted(members, key=_sample_order)))
    return found


def _sample_order(symbol: Symbol) -> tuple[int, int, str]:
    danger = {"F2": 0, "E4": 1, "B2": 2}.get(symbol.code[:2], 3)
    return (danger, _GEOMETRY_ORDER[symbol.geometry] if danger == 3 else 0, f"{symbol.sort:06d}{symbol.code}")
