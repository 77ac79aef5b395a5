"""A symbol as one piece of data: names, labels and drawing, so that it can be kept and drawn again.

This is what a version of a symbol is in the database, in a library file, in a
snapshot and in a working copy: canonical JSON, the same bytes for the same
symbol. It may come from a stranger's file; ``read_definition`` takes nothing
that could run or fetch anything.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Mapping

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..resources.paths import database_scripts
from . import layer_data
from .catalogue import GEOMETRIES, Catalogue, Symbol
from .legend import GROUPS
from .palette import GLYPH, color
from .svg import FRAME, HAIRLINE
from .svg_cleaning import TOO_LARGE, UncleanSvg, check_clean
from .symbols import fill, line, svg_text

FORMAT = 1
MOST_BYTES = 400_000
SHIPPED_TABLE = "62-reference.shipped_symbol.csv"
ORIGINS = ("standard", "guide", "extension", "county")
_TEXTS = {"code": 12, "name_zh": 40, "name_en": 80, "class_name": 40, "label": 8, "centre": 12, "frame": 12}


class BrokenDefinition(InputError):
    """A version of a symbol that cannot be read, or says more than a symbol may."""

    template = QT_TRANSLATE_NOOP("errors", "The drawing of the symbol '{code}' cannot be used: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Get the library or the working copy again from where it came from.")


NO_SYMBOL = QT_TRANSLATE_NOOP("errors", "it is not what the suite writes")


@dataclass(frozen=True, eq=False)
class Definition:
    """One version of a symbol, whole; two are the same when their checksums are.

    A point has ``svg`` and, where it has a label, ``label_svg`` with room for the
    strip; a line or an area has ``layers`` (QGIS symbol layers as plain data).
    ``fill``, ``stroke`` and ``hairline`` (share of the frame) are given to QGIS.
    """

    code: str
    name_zh: str
    name_en: str
    class_name: str
    geometry: str
    origin: str
    legend_group: str
    label: str
    sub_labels: tuple[str, ...]
    smallest_mm: float
    sort: int
    frame: str
    centre: str
    fill: str = ""
    stroke: str = ""
    hairline: float = 0.0
    svg: str = ""
    label_svg: str = ""
    layers: tuple[Any, ...] = ()

    @property
    def framed(self) -> bool:
        """Tell whether a point symbol stands in a frame."""
        return self.frame not in ("", "none")

    def as_bytes(self) -> bytes:
        """Return the definition as it is kept; equal definitions give equal bytes."""
        content = {"format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")

    @property
    def sha256(self) -> str:
        """Return the checksum of the kept bytes."""
        return hashlib.sha256(self.as_bytes()).hexdigest()


def shipped_definition(code: str) -> Definition:
    """Return what the software ships under ``code``. Raises: UnknownSymbol."""
    symbol = Catalogue.load().symbol(code)
    drawing: dict[str, Any] = {}
    if symbol.geometry == "point":
        drawing = {"svg": svg_text(code), "label_svg": svg_text(code, label=True) if symbol.label else ""}
        drawing |= _paints(symbol)
    else:
        drawing = {"layers": layer_data.layers_of(line(code) if symbol.geometry == "line" else fill(code))}
    return Definition(
        code=symbol.code, name_zh=symbol.name_zh, name_en=symbol.name_en, class_name=symbol.class_name,
        geometry=symbol.geometry, origin=symbol.origin, legend_group=symbol.legend_group, label=symbol.label,
        sub_labels=symbol.sub_labels, smallest_mm=symbol.smallest_mm, sort=symbol.sort, frame=symbol.frame,
        centre=symbol.centre or "", **drawing,
    )  # fmt: skip


def _paints(symbol: Symbol) -> dict[str, Any]:
    if symbol.frame in ("", "none"):
        return {"stroke": color(symbol.color)}
    return {"fill": color(symbol.color), "stroke": GLYPH[symbol.color], "hairline": HAIRLINE / FRAME}


@lru_cache(maxsize=1)
def shipped_checksums() -> dict[str, str]:
    """Return the checksum of every shipped drawing by code, as the database has it."""
    with (database_scripts() / "reference" / SHIPPED_TABLE).open(encoding="utf-8", newline="") as file:
        return {row["symbol_code"]: row["sha256"] for row in csv.DictReader(file)}


@lru_cache(maxsize=2000)
def read_definition(content: bytes) -> Definition:
    """Return the definition that ``content`` holds, trusting nothing in it.

    Raises: BrokenDefinition.
    """
    if len(content) > MOST_BYTES:
        raise BrokenDefinition(code="?", reason=TOO_LARGE)
    try:
        values = json.loads(content.decode("utf-8"))
        if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
            raise ValueError("format")
        return _checked(values)
    except UncleanSvg as error:
        raise BrokenDefinition(code=str(values.get("code"))[:12], reason=error.values["reason"]) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenDefinition(code="?", reason=NO_SYMBOL) from error


def _checked(values: Mapping[str, Any]) -> Definition:
    """Return a definition whose every value is of its kind. Raises ValueError, TypeError, UncleanSvg."""
    made = Definition(**{**values, "sub_labels": tuple(values["sub_labels"]), "layers": tuple(values["layers"])})
    for name, most in _TEXTS.items():
        if not isinstance(getattr(made, name), str) or len(getattr(made, name)) > most:
            raise ValueError(name)
    texts = (made.svg, made.label_svg, made.fill, made.stroke, made.legend_group, *made.sub_labels)
    numbers = (made.smallest_mm, made.sort, made.hairline)
    if not all(isinstance(text, str) for text in texts) or len(made.sub_labels) > 60:
        raise ValueError("sub_labels")
    if not all(isinstance(number, (int, float)) and 0 <= number < 1_000_000 for number in numbers):
        raise ValueError("numbers")
    if made.geometry not in GEOMETRIES or made.origin not in ORIGINS:
        raise ValueError("geometry or origin")
    if made.legend_group not in [group.code for group in GROUPS]:
        raise ValueError("legend_group")
    if not all(text == "" or layer_data.COLOR.match(text) for text in (made.fill, made.stroke)):
        raise ValueError("colour")
    if (made.geometry == "point") != bool(made.svg) or (made.geometry != "point") != bool(made.layers):
        raise ValueError("drawing")
    for svg in filter(None, (made.svg, made.label_svg)):
        check_clean(svg)
    if made.layers:
        layer_data.check(made.layers)
    return made
