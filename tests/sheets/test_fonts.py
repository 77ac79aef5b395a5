"""Fonts are chosen in one place, and a missing glyph is found before it prints as a box."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.resources import fonts


def test_the_sans_covers_the_rare_names() -> None:
    assert fonts.missing_glyphs("水风高马龙垟峃岙垅塍㘵屿·①→′″°²³", fonts.sans()) <= {"㘵"}


def test_missing_characters_are_named() -> None:
    assert fonts.missing_glyphs("村\U0002cb2d𬭚\n\t ", fonts.sans()) >= {"𬭚"}


def test_the_document_serif_is_found() -> None:
    assert not fonts.missing_glyphs("垟峃人民政府", fonts.document_serif())


def test_coverage_agrees_with_qt(qgis_app: Any) -> None:
    from qgis.PyQt.QtGui import QFont, QRawFont

    raw = QRawFont.fromFont(QFont(fonts.sans().family))
    known = fonts.characters(fonts.sans())
    for code in [*range(0x4E00, 0x9FA6, 37), *range(32, 127)]:
        assert raw.supportsCharacter(code) == (code in known)


def test_a_font_that_is_no_font_is_refused(tmp_path: Any) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(b"not a font at all")
    with pytest.raises(fonts.BrokenFont):
        fonts.missing_glyphs("村", fonts.Font("Broken", path))
