"""The PDF whose layers can be switched off: the same pages as the plain one, and the proof reads its layers back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from . import reading
from .conftest import Drawn

LAYERS = ["基础地理", "范围与线状要素", "转移路线", "点状符号", "注记"]


@pytest.fixture()
def layered(internal: Drawn) -> Path:
    return internal.file("_layers.pdf")


def test_the_layers_are_those_of_the_map(internal: Drawn, layered: Path) -> None:
    from flood_core.sheets.pdf_reading import read_pdf

    pdf = read_pdf(layered)
    assert internal.account["layers"] == LAYERS
    assert pdf.layers == pdf.pages[0].layers == set(LAYERS)
    assert pdf.pages[1].layers == set(), "tables stay"
    assert read_pdf(internal.pdf).layers == set()


def test_its_pages_are_those_of_the_plain_one(internal: Drawn, layered: Path, tmp_path: Path) -> None:
    assert reading.raw_text(layered) == reading.raw_text(internal.pdf)
    assert reading.page_sizes(layered) == reading.page_sizes(internal.pdf)
    assert layered.stat().st_size < 1.05 * internal.pdf.stat().st_size
    pages = [reading.rendered(pdf, tmp_path / name) for pdf, name in ((layered, "layered"), (internal.pdf, "plain"))]
    assert (pages[0] == pages[1]).all()


def test_each_layer_holds_what_it_is_called(internal: Drawn, layered: Path) -> None:
    """A viewer that knows nothing of the sheet hides what stands in a layer: so the names must stand in theirs."""
    from flood_core.sheets.pdf_layers import sections
    from pypdf import PdfReader

    parts: dict[str, bytes] = {}
    for key, part in sections(PdfReader(str(layered)).pages[0].get_contents().get_data()):
        parts[key] = parts.get(key, b"") + part
    assert parts["names"].count(b"BT") >= len(internal.account["labels"])
    assert not any(b"BT" in parts[key] for key in ("ground", "areas", "routes"))
    assert parts["ground"].count(b" l\n") > 1000


def test_a_layer_that_is_missing_is_a_fault(internal: Drawn, layered: Path, tmp_path: Path) -> None:
    from flood_core.sheets.proof import prove

    assert prove([layered], internal.account) == []
    wanted = {**internal.account, "layers": [*LAYERS, "修编对照"]}
    assert [fault.kind for fault in prove([layered], wanted)] == ["layers"]
    plain = tmp_path / layered.name
    shutil.copyfile(internal.pdf, plain)
    faults = prove([plain], json.loads(json.dumps(internal.account)))
    assert {fault.kind for fault in faults} == {"layers"}
