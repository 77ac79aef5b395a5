"""The HTML of bulletin and statistics in a real browser: on a phone, on a desk, on paper."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path
from typing import Iterator

import pytest
from flood_core.reports.bulletin_report import bulletin_report
from flood_core.reports.statistics_report import statistics_report
from pypdf import PdfReader
from qgis.PyQt.QtGui import QImage

from demo.typhoon import simulate
from tests.reporting.conftest import COUNTY
from tests.reports.register import fill
from tests.support.browser import PROGRAM, Browser

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium: Ubuntu's apt has it as a snap only")

PHONE, DESK = (360, 740), (1366, 768)
#: What sticks out at the right of the screen and cannot be scrolled to within its own frame.
OUTSIDE = """
[...document.querySelectorAll('body *')].filter(one => !one.closest('.scroll'))
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 80))
"""
SMALLEST = """
Math.min(...[...document.querySelectorAll('body *')].filter(one => one.innerText?.trim())
    .map(one => parseFloat(getComputedStyle(one).fontSize)))
"""
#: Figures of bars that lie beyond the chart.
BEYOND = """
[...document.querySelectorAll('dd b')].filter(one => one.getBoundingClientRect().right
    > one.closest('dl').getBoundingClientRect().right + 0.5).map(one => one.innerText)
"""


@pytest.fixture()
def browser(tmp_path: Path) -> Iterator[Browser]:
    """One browser for all pages."""
    started = Browser(tmp_path / "profile")
    yield started
    started.close()


def test_pages_fit_phone_desk_and_paper(connection, villages, browser, tmp_path):
    with connection, connection.cursor() as cursor:
        fill(cursor, [COUNTY, *villages], seed=8, sources=400, resources=150, year=datetime.date.today().year)
    simulate(connection)
    (bulletin,) = bulletin_report(connection, "贝碧嘉", tmp_path, ["html"])
    (statistics,) = statistics_report(connection, COUNTY, tmp_path, ["html"])
    for file, title in ((bulletin, "防汛防台快报"), (statistics, "防汛防台风险源与救灾资源统计表")):
        for name, (width, height) in (("phone", PHONE), ("desk", DESK)):
            page = browser.open(file, width, height, phone=name == "phone")
            assert page.troubles == []
            assert {request.split(":", 1)[0] for request in page.requests} == {"file"}, "nothing from outside"
            assert len(page.requests) == 1, "one file holds all"
            assert title in browser.value("document.body.innerText")
            assert browser.value("document.documentElement.scrollWidth") == width
            assert browser.value(OUTSIDE) == []
            assert browser.value(SMALLEST) >= 12
            assert browser.value("document.querySelectorAll('dd b').length") > 10 and browser.value(BEYOND) == []
            check_picture(browser, tmp_path / f"{file.stem}_{name}.png", (width, height))
        printed = tmp_path / f"{file.stem}.pdf"
        browser.print(printed)
        check_paper(printed, browser.value("document.body.innerText"))


def check_picture(browser: Browser, path: Path, size: tuple[int, int]) -> None:
    """What is in sight fills the screen and is not an empty sheet."""
    browser.picture(path)
    seen = QImage(str(path))
    scale = seen.width() // size[0]
    assert (seen.width(), seen.height()) == (size[0] * scale, size[1] * scale)
    points = [seen.pixelColor(x, y).lightness() for x in range(0, seen.width(), 7) for y in range(0, seen.height(), 7)]
    assert sum(point < 128 for point in points) > len(points) / 200, "ink"


def check_paper(printed: Path, shown: str) -> None:
    """Every page is A4 and has words, none is nearly empty but the last, and nothing of the page is lost."""
    pages = PdfReader(printed).pages
    assert all(float(page.mediabox.height) == pytest.approx(841.9, abs=1) for page in pages)
    texts = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    each = ["".join(text.split()) for text in texts.rstrip("\f").split("\f")]
    assert len(each) == len(pages) and all(len(text) > 80 for text in each[:-1]) and each[-1]
    letters = len("".join(shown.split()))
    # An A4 page of this type holds 500 to 2,500 signs: so many pages and no more.
    assert letters / 2500 <= len(pages) <= letters / 500 + 2
    assert sum(map(len, each)) >= letters
