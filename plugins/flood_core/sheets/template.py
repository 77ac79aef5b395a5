"""The .qpt template: loaded, its items found by id, its placeholders handed over.

The contract with whoever edits a template in the layout designer: items are
found by id; the sheet fills ``REQUIRED`` and any ``table_*``; a table without
a place goes to the back; everything else is left as it is. Items with the same
left and right edges are one column: they keep their order and share its height.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsLayoutItem, QgsPrintLayout, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..errors import QT_TRANSLATE_NOOP
from .errors import BrokenTemplate, ItemsMissing

_NO_XML = QT_TRANSLATE_NOOP("errors", "it is no layout template")
_NO_LAYOUT = QT_TRANSLATE_NOOP("errors", "QGIS cannot read it as a layout")
REQUIRED = (
    "title", "subtitle", "stamps", "north_arrow", "map_main", "map_locator", "legend", "scale_bar", "imprint_main",
    "imprint_note", "back_title", "back_stamps", "back_body",
)  # fmt: skip
#: What flows within a column; anything else stays where the template has it.
FLOWING = ("map_locator", "legend", "imprint_main")

Box = tuple[float, float, float, float]  # left, top, right, bottom in mm on its page


@dataclass
class Slot:
    """A place in the template: its id and its box."""

    name: str
    box: Box


@dataclass
class Column:
    """Slots one under the other that share the column's height."""

    left: float
    right: float
    top: float
    bottom: float
    slots: list[Slot]


def load_template(path: Path, project: QgsProject) -> QgsPrintLayout:
    """Return a layout from the template, all required ids present.

    Raises: BrokenTemplate.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenTemplate(path=str(path), reason=str(error)) from error
    document = QDomDocument()
    if not document.setContent(text)[0]:
        raise BrokenTemplate(path=str(path), reason=_NO_XML)
    layout = QgsPrintLayout(project)
    _, loaded = layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    if not loaded:
        raise BrokenTemplate(path=str(path), reason=_NO_LAYOUT)
    missing = [name for name in REQUIRED if layout.itemById(name) is None]
    if missing:
        raise ItemsMissing(path=str(path), items=", ".join(missing))
    return layout


def box_of(item: QgsLayoutItem, zoom: float = 1.0) -> Box:
    """Return an item's box on its own page, in mm that are drawn ``zoom`` times as large."""
    place, rect = item.pagePos(), item.rect()  # the layout's own unit is the millimetre
    box = place.x(), place.y(), place.x() + rect.width(), place.y() + rect.height()
    return box[0] / zoom, box[1] / zoom, box[2] / zoom, box[3] / zoom


def take(layout: QgsPrintLayout, name: str, zoom: float = 1.0) -> Box | None:
    """Remove the placeholder ``name`` and return its box; None when the template has none."""
    item = layout.itemById(name)
    if item is None:
        return None
    box = box_of(item, zoom)
    layout.removeLayoutItem(item)
    return box


def columns(layout: QgsPrintLayout, zoom: float = 1.0) -> list[Column]:
    """Return the columns of flowing items on the front, from left to right."""
    slots: list[Slot] = []
    for item in layout.items():
        if not isinstance(item, QgsLayoutItem) or item.page() != 0:
            continue
        name = item.id()
        if name in FLOWING or name.startswith("table_"):
            slots.append(Slot(name, box_of(item, zoom)))
    groups: list[list[Slot]] = []
    for slot in sorted(slots, key=lambda s: (s.box[0], s.box[1])):
        same = [g for g in groups if abs(g[0].box[0] - slot.box[0]) < 2.0 and abs(g[0].box[2] - slot.box[2]) < 2.0]
        if same:
            same[0].append(slot)
        else:
            groups.append([slot])
    found = []
    for group in groups:
        group.sort(key=lambda s: s.box[1])
        boxes = [slot.box for slot in group]
        found.append(
            Column(boxes[0][0], max(b[2] for b in boxes), min(b[1] for b in boxes), max(b[3] for b in boxes), group)
        )
    return found
