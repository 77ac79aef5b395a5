"""What becomes of an SVG from anybody: shapes and paint, or a refusal that says why."""

import random
import time

import pytest
from flood_core.errors import FloodMapError
from flood_core.symbology.svg_cleaning import UncleanSvg, check_clean, cleaned
from flood_core.symbology.symbols import svg_text

from tests.symbology.drawings import HOSTILE, INKSCAPE, PUMP, STAR, TWO_COLOURS

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.mark.parametrize("what", list(HOSTILE))
def test_a_hostile_drawing_is_refused_with_its_reason(what):
    text, reason = HOSTILE[what]
    start = time.perf_counter()
    with pytest.raises(UncleanSvg, match=reason):
        cleaned(text.encode())
    assert time.perf_counter() - start < 2, "and quickly"


def test_plain_shapes_stay_and_remarks_go():
    kept = cleaned(INKSCAPE)
    assert kept.view == (0, 0, 64, 64)
    assert kept.shapes() == '<path d="M 4,60 32,4 60,60 Z" fill="#000000" stroke="none"/>'
    assert cleaned(PUMP).shapes().count("<circle") == 1 and "pump" not in cleaned(PUMP).shapes()


def test_paint_of_one_colour_can_be_changed_and_of_two_is_known():
    assert cleaned(STAR).paints() == {"#123456"}
    painted = cleaned(STAR).painted("#ffffff")
    assert "#123456" not in painted and painted.count("#ffffff") == 2
    assert cleaned(TWO_COLOURS).paints() == {"#ff8800", "#0044aa"}


def test_our_own_drawings_pass_unchanged():
    for code in ("A10100", "B20200", "C20551", "Y10400"):
        check_clean(svg_text(code))
        check_clean(svg_text(code, label=True))


def test_noise_and_damage_never_pass_as_anything_but_a_refusal():
    """Bits flipped at random: either shapes come back, without anything dangerous, or the suite's own error."""
    chance = random.Random(4711)
    sources = [PUMP, STAR, INKSCAPE, *(text.encode() for text, _ in HOSTILE.values() if len(text) < 2000)]
    for _ in range(1500):
        damaged = chance.choice(sources)
        for _ in range(chance.randint(1, 12)):
            place, lost, new = chance.randrange(len(damaged) + 1), chance.randint(0, 3), chance.randint(0, 3)
            noise = bytes(chance.randrange(256) for _ in range(new))
            damaged = damaged[:place] + noise + damaged[place + lost :]
        try:
            shapes = cleaned(damaged).shapes().lower()
        except FloodMapError:
            continue
        assert not any(word in shapes for word in ("script", "href", "url(", "<image", "onload", "&lt;!"))
