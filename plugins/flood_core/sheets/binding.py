"""Bind the sheets of a township into one PDF: a page of contents, then every sheet, with bookmarks."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from ..progress import Feedback, raise_if_cancelled
from ..resources import fonts
from ..resources.whole_files import write_whole
from .delivery import Delivery
from .fingerprint import read_account, sha256_of

MM = 72 / 25.4
INK, GREY, HAIR, RED = "#1d1f21", "#5f666d", "#b9c0c6", "#c8102e"
#: Of the contents, in mm: edge, where the table begins, a row, the least width of a column, between columns.
MARGIN, HEAD, ROW, COLUMN, GAP = 18.0, 46.0, 10.4, 160.0, 18.0
#: So many rows stand below each other before a second column begins.
LEAST_ROWS = 12
#: In the bound file: what it was made of, so that it is not bound again for nothing.
_MADE_OF = "/FloodmapMadeOf"


@dataclass(frozen=True)
class _Chapter:
    """One village in the bound file."""

    name: str
    pdf: Path | None
    account: dict[str, Any]


def bind_townships(
    deliveries: Sequence[Delivery], folder: Path, preset: str, profile: str, feedback: Feedback
) -> list[Path]:
    """Write one PDF for each township of a batch into ``folder`` and return the paths.

    One that is made of the same already stays as it is. Raises: OSError, Cancelled.
    """
    townships: dict[str, list[_Chapter]] = {}
    for delivery in deliveries:
        chapter = _chapter(delivery)
        code = str(delivery.order.edition.get("area_code") or chapter.account.get("edition", {}).get("area_code") or "")
        townships.setdefault(code[:9], []).append(chapter)
    if "" in townships and len(townships) == 2:  # a broken file does not say where it belongs
        lost = townships.pop("")
        next(iter(townships.values())).extend(lost)
    made = []
    for number, (code, chapters) in enumerate(sorted(townships.items())):
        raise_if_cancelled(feedback)
        if any(chapter.pdf is not None for chapter in chapters):
            made.append(_bound(code, chapters, folder, f"{preset}_{profile}"))
        feedback.setProgress(100 * (number + 1) / len(townships))
    return made


def _chapter(delivery: Delivery) -> _Chapter:
    if delivery.result is None:
        return _Chapter(delivery.order.name, None, {})
    pdf = next((path for path in delivery.result.files if path.suffix == ".pdf"), None)
    account = read_account(delivery.result.manifest) or {}
    return _Chapter(str(account.get("edition", {}).get("village_name") or delivery.order.name), pdf, account)


def _bound(code: str, chapters: Sequence[_Chapter], folder: Path, ending: str) -> Path:
    from pypdf import PdfReader, PdfWriter

    edition = next(chapter.account["edition"] for chapter in chapters if chapter.pdf is not None)
    township = str(edition.get("township_name") or code)
    path = folder / f"{code}_{township}_{ending}_合订本.pdf"
    made_of = hashlib.sha256(
        json.dumps([[c.name, sha256_of(c.pdf) if c.pdf else ""] for c in chapters]).encode("utf-8")
    ).hexdigest()
    if _made_of(path) == made_of:
        return path
    title = f"{edition.get('county_name') or ''}{township}村(社区)防汛防台形势图"
    contents = PdfReader(io.BytesIO(_contents(title, f"{edition.get('year')}年版", chapters)))
    whole = PdfWriter()
    for page in contents.pages:
        whole.add_page(page)
    whole.add_outline_item("目录", 0)
    at = len(contents.pages)
    for chapter in chapters:
        if chapter.pdf is None:
            continue
        for page in PdfReader(str(chapter.pdf)).pages:
            whole.add_page(page)
        whole.add_outline_item(chapter.name, at)
        at = len(whole.pages)
    whole.add_metadata({"/Title": f"{title}（合订本）", "/Author": township, _MADE_OF: made_of})
    content = io.BytesIO()
    whole.write(content)
    write_whole(path, content.getvalue())
    return path


def _made_of(path: Path) -> str:
    """Return what a bound file says that it was made of; it stands at its end, so little is read."""
    from pypdf import PdfReader

    try:
        about: Any = PdfReader(str(path)).metadata
        return str(about[_MADE_OF])
    except Exception:  # noqa: BLE001 - missing, cut off or no PDF: it is bound again
        return ""


def _contents(title: str, edition: str, chapters: Sequence[_Chapter]) -> bytes:
    """Return the pages of contents: every village with its page, scale and state; those without a sheet in red."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    sans = fonts.sans()
    pdfmetrics.registerFont(TTFont(sans.family, str(sans.path), subfontIndex=sans.index))
    sizes = [chapter.account["page_mm"] for chapter in chapters if chapter.pdf is not None]
    width, height = max(sizes[0]), min(sizes[0])
    columns = max(1, int((width - 2 * MARGIN + GAP) // (COLUMN + GAP)))
    most = max(1, int((height - HEAD - MARGIN - ROW) // ROW))
    rows = min(most, max(LEAST_ROWS, -(-len(chapters) // columns)))
    pages = -(-len(chapters) // (rows * columns))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(width * MM, height * MM), initialFontName=sans.family, invariant=1, bottomup=1)
    canvas.setTitle(title)
    first = pages + 1
    starts = []
    for chapter in chapters:
        starts.append(first)
        first += int(chapter.account.get("pages", 0)) if chapter.pdf is not None else 0
    each = (width - 2 * MARGIN - GAP * (columns - 1)) / columns
    pen = _Pen(canvas, sans.family, height)
    for page in range(pages):
        pen.text(title, MARGIN, 25, 9.0)
        made = sum(chapter.pdf is not None for chapter in chapters)
        pen.text(f"目录 · {edition} · 共{len(chapters)}个村(社区)，成图{made}幅", MARGIN, 34, 4.6, GREY)
        pen.line(MARGIN, 38, width - MARGIN, 0.5, INK)
        for column in range(columns):
            start = (page * columns + column) * rows
            listed = list(zip(chapters, starts))[start:start + rows]
            if listed:
                _column(pen, listed, MARGIN + column * (each + GAP), each)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@dataclass(frozen=True)
class _Pen:
    """Writes in mm from the page's top left."""

    canvas: Any
    family: str
    height: float

    def text(self, text: str, x: float, y: float, size: float, color: str = INK, *, right: bool = False) -> None:
        """Write one line; ``size`` is the em in mm."""
        self.canvas.setFont(self.family, size * MM)
        self.canvas.setFillColor(color)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x * MM, (self.height - y) * MM, text)

    def line(self, x: float, y: float, end: float, width: float, color: str = HAIR) -> None:
        """Draw a level line."""
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(width * MM)
        self.canvas.line(x * MM, (self.height - y) * MM, end * MM, (self.height - y) * MM)


def _column(pen: _Pen, listed: Sequence[tuple[_Chapter, int]], left: float, width: float) -> None:
    scale_at, state_at = left + width - 72, left + width - 42
    y = HEAD
    for text, x in (("村(社区)", left), ("比例尺", scale_at), ("审批", state_at)):
        pen.text(text, x, y, 3.6, GREY)
    pen.text("页码", left + width, y, 3.6, GREY, right=True)
    for chapter, start in listed:
        y += ROW
        pen.text(chapter.name, left, y, 5.0)
        if chapter.pdf is None:
            pen.text("未出图，原因见出图报告", scale_at, y, 4.0, RED)
        else:
            pen.text(str(chapter.account.get("scale_text", "")), scale_at, y, 4.0)
            unapproved = "未审批" in chapter.account.get("stamps", ())
            pen.text("未审批" if unapproved else "已审批", state_at, y, 4.0, RED if unapproved else INK)
            pen.text(str(start), left + width, y, 5.0, right=True)
        pen.line(left, y + 3.2, left + width, 0.1)
