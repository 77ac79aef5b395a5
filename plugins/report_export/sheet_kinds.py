"""What the window 出图 can make beside a village's sheet: a township's overview, cards for households and zones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Sequence

from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.sheets.cards import PAPERS, cards_of_orders
from flood_core.sheets.delivery import Order
from flood_core.sheets.export import SheetResult
from flood_core.sheets.overview import overviews_of_orders
from flood_core.windows.translation import tr

VILLAGE, OVERVIEW, HOUSEHOLD, ZONE = "village", "overview", "household", "zone"
CARDS = (HOUSEHOLD, ZONE)


@dataclass(frozen=True)
class Line:
    """One line of what came of it: a sheet, a file of so many cards, or the error that stopped it."""

    name: str
    sheet: SheetResult | None = None
    cards: tuple[Path, int] | None = None
    error: BaseException | None = None


def kinds() -> list[tuple[str, str, str]]:
    """Return every kind with what it is called and a word on it."""
    return [
        (VILLAGE, tr("Sheet of each village"), tr("The situation map, one for every ticked village")),
        (OVERVIEW, tr("Overview of the township"), tr("All ticked villages on one sheet, their dangers summed up")),
        (HOUSEHOLD, tr("Cards for households"), tr("明白卡: danger, signal, way and shelter for each household")),
        (ZONE, tr("Cards for danger zones"), tr("明白卡: danger, signal, way and shelter for each danger zone")),
    ]


def card_papers() -> list[tuple[str, str]]:
    """Return the papers for cards with their words."""
    called = {"A4": tr("A4, two cards on a page")}
    return [(paper, called.get(paper, paper)) for paper in PAPERS]


def making(
    kind: str, orders: Sequence[Order], folder: Path, paper: str, formats: Sequence[str], ground: str, workers: int
) -> Callable[[Connection | None, Feedback], list[Line]]:
    """Return what makes overviews or cards in the background."""

    def overviews(connection: Connection | None, feedback: Feedback) -> list[Line]:
        made = overviews_of_orders(
            connection, orders, folder, preset=paper, formats=formats, ground=ground, workers=workers,
            feedback=feedback,
        )  # fmt: skip
        return [Line(one.order.name, one.result, None, one.error) for one in made]

    def cards(connection: Connection | None, feedback: Feedback) -> list[Line]:
        made, failed = cards_of_orders(connection, orders, folder, kind=kind, paper=paper, feedback=feedback)
        stopped = dict(failed)
        done = (one.name for one in orders if one.name not in stopped)
        return [
            *(Line(name, cards=found) for name, found in zip(done, made)),
            *(Line(name, error=error) for name, error in failed),
        ]

    return overviews if kind == OVERVIEW else cards
