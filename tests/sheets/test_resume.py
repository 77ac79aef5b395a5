"""A batch goes on where it was, draws only what has changed, binds and reports."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flood_core import compat
from flood_core.sheets.binding import bind_townships
from flood_core.sheets.delivery import Delivery, Order
from flood_core.sheets.orders import export_orders, order_of_path

from . import reading
from .synthetic import write_village
from .test_batch import floodmap


def orders(snapshots: list[Path]) -> list[Order]:
    return [order_of_path(path) for path in snapshots]


def made_at(out: Path) -> dict[str, str]:
    """Return when each sheet in a folder was drawn, by the name of its manifest."""
    return {path.name: json.loads(path.read_text(encoding="utf-8"))["made_at"] + str(path.stat().st_mtime_ns)
            for path in out.glob("*.manifest.json")}  # fmt: skip


def told(out: Path) -> list[list[str]]:
    """Return village and result of every row of the report."""
    with (out / "出图报告.csv").open(encoding="utf-8-sig", newline="") as file:
        return [[row["村(社区)"], row["结果"]] for row in csv.DictReader(file)]


def test_only_what_has_changed_is_drawn_again(
    qgis_app: Any, tmp_path: Path, snapshots: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flood_core.sheets import fingerprint

    out = tmp_path / "out"
    watched: list[tuple[int, bool]] = []
    options: dict[str, Any] = {"formats": ("pdf",), "watch": lambda n, _, o: o and watched.append((n, o.skipped))}
    assert [one.skipped for one in export_orders(None, orders(snapshots), out, **options)] == [False] * 3
    first = made_at(out)
    write_village(snapshots[1], name="乙垟村", code="330382106301", buildings=21)
    (out / "330382106302-2026-1_丙村_A3_internal.pdf").write_bytes(b"cut off")
    watched.clear()
    deliveries = export_orders(None, orders(snapshots), out, **options)
    assert [one.skipped for one in deliveries] == [True, False, False]
    assert sorted(watched) == [(0, True), (1, False), (2, False)]
    assert deliveries[0].result is not None and deliveries[0].result.files[0].is_file()
    assert [name for name, when in made_at(out).items() if first[name] == when] == [
        "330382106300-2026-1_甲岙村_A3_internal.manifest.json"
    ]
    assert told(out) == [["甲岙村", "未变化，沿用原图"], ["乙垟村", "已出图"], ["丙村", "已出图"]]
    assert all(one.skipped for one in export_orders(None, orders(snapshots), out, **options))
    assert not any(one.skipped for one in export_orders(None, orders(snapshots[:1]), out, again=True, **options))
    fingerprint._surroundings.cache_clear()
    monkeypatch.setattr(fingerprint, "software_version", lambda: "another")
    assert not any(one.skipped for one in export_orders(None, orders(snapshots[:1]), out, **options))
    fingerprint._surroundings.cache_clear()


def test_a_killed_batch_goes_on_where_it_was(tmp_path: Path, snapshots: list[Path]) -> None:
    """kill -9 in the middle: what was finished is not drawn again, the rest is, nothing half done is taken."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "flood_core.cli", "sheets", "export", "--gpkg", *map(str, snapshots), "--out",
               str(out), "--format", "pdf", "--workers", "1", "--quiet"]  # fmt: skip
    caller = subprocess.Popen(command, env=compat.child_environment(), start_new_session=True)
    end = time.monotonic() + 120
    while not list(out.glob("*.manifest.json")):
        assert caller.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    os.killpg(caller.pid, signal.SIGKILL)
    caller.wait()
    finished = made_at(out)
    assert 1 <= len(finished) < 3
    run = floodmap("sheets", "export", "--gpkg", *snapshots, "--out", out, "--format", "pdf", "--bind", "--json")
    assert run.returncode == 0, run.stderr
    sheets = json.loads(run.stdout)["sheets"]
    assert sum(sheet["unchanged"] for sheet in sheets) == len(finished)
    after = made_at(out)
    assert len(after) == 3 and {name: after[name] for name in finished} == finished


def test_a_township_is_bound_with_contents_and_bookmarks(qgis_app: Any, tmp_path: Path, snapshots: list[Path]) -> None:
    from pypdf import PdfReader

    snapshots[2].write_bytes(b"broken")
    out = tmp_path / "out"
    deliveries = export_orders(None, orders(snapshots), out, formats=("pdf",), bind=True)
    (bound,) = out.glob("*合订本.pdf")
    assert bound.name == "330382106_清江镇_A3_internal_合订本.pdf"
    reader = PdfReader(str(bound))
    pages = [one.result.pages for one in deliveries if one.result]
    assert len(reader.pages) == 1 + sum(pages)
    assert [(item.title, reader.get_destination_page_number(item)) for item in reader.outline] == [
        ("目录", 0), ("甲岙村", 1), ("乙垟村", 1 + pages[0]),
    ]  # fmt: skip
    front = "".join(reading.words_of_page(bound, 1))
    assert "清江镇" in front and "未出图，原因见出图报告" in front and "成图2幅" in front
    assert all(embedded for _, embedded in reading.fonts(bound))
    before = bound.stat().st_mtime_ns
    assert export_orders(None, orders(snapshots), out, formats=("pdf",), bind=True)[0].skipped
    assert bound.stat().st_mtime_ns == before
    from flood_core.progress import Silent

    assert bind_townships([Delivery(Order("无"))], out, "A3", "internal", Silent()) == []
