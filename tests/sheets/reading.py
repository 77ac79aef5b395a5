"""Read a finished PDF or PNG back: text with places, fonts, pages, pixels."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MM = 25.4 / 72  # of a PDF point


@dataclass(frozen=True)
class Word:
    """A word of a page with its box in mm from the page's top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def text(pdf: Path) -> str:
    """Return the text of all pages without blanks and line ends."""
    return "".join(raw_text(pdf).split())


def raw_text(pdf: Path) -> str:
    """Return the text of all pages as pdftotext gives it, in the order of drawing."""
    run = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    return run.stdout.decode("utf-8")


def words(pdf: Path) -> list[Word]:
    """Return the words of all pages with their places."""
    run = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)
    found, page = [], 0
    for line in run.stdout.decode("utf-8").splitlines():
        if "<page " in line:
            page += 1
        match = re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line)
        if match:
            box = [float(match[number]) * MM for number in range(1, 5)]
            found.append(Word(page, html.unescape(match[5]), *box))
    return found


def fonts(pdf: Path) -> list[tuple[str, bool]]:
    """Return name and whether it is embedded for every font."""
    run = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True)
    rows = [line.split() for line in run.stdout.splitlines()[2:]]
    return [(row[0], row[-5] == "yes") for row in rows]


def page_sizes(pdf: Path) -> list[tuple[float, float]]:
    """Return width and height in mm of every page."""
    run = subprocess.run(["pdfinfo", "-l", "99", str(pdf)], check=True, capture_output=True, text=True)
    found = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", run.stdout, re.M)
    return [(float(width) * MM, float(height) * MM) for width, height in found]


def pixels(png: Path) -> np.ndarray:
    """Return a PNG as an array of rows, columns and red, green, blue."""
    from qgis.PyQt.QtGui import QImage

    image = QImage(str(png)).convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def words_of_page(pdf: Path, page: int) -> list[str]:
    """Return the words of one page."""
    return [word.text for word in words(pdf) if word.page == page]


def rendered(pdf: Path, place: Path, dpi: int = 50) -> np.ndarray:
    """Return the first page as poppler draws it."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(pdf), str(place)], check=True)
    return pixels(place.with_name(f"{place.name}.png"))
