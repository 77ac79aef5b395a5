"""The report of a batch, beside its sheets: what was made, what was there already, what failed and why."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Sequence

from ..errors import Translate
from ..resources.whole_files import write_whole
from .delivery import Delivery

#: Opens in Excel by a double click.
REPORT = "出图报告.csv"
MADE, SKIPPED, FAILED = "已出图", "未变化，沿用原图", "未出图"
_HEAD = ("村(社区)", "区划代码", "年度", "版本", "结果", "文件", "比例尺", "页数", "用时（秒）", "需查看", "原因")


def write_report(deliveries: Sequence[Delivery], folder: Path, translate: Translate | None = None) -> Path:
    """Write the report of a batch into ``folder`` and return its path. Raises: OSError when the disk refuses."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows(_row(delivery, translate) for delivery in deliveries)
    path = folder / REPORT
    write_whole(path, text.getvalue().encode("utf-8-sig"))
    return path


def _row(delivery: Delivery, translate: Translate | None) -> list[object]:
    edition = delivery.order.edition
    who = [delivery.order.name, *(edition.get(key, "") for key in ("area_code", "year", "version"))]
    if delivery.result is None:
        return [*who, FAILED, "", "", "", "", "", delivery.error.message(translate) if delivery.error else ""]
    sheet = delivery.result
    done = SKIPPED if delivery.skipped else MADE
    scale = f"1:{sheet.scale:.0f}"
    return [*who, done, sheet.files[0].name, scale, sheet.pages, f"{sheet.seconds:.1f}", "；".join(sheet.warnings), ""]
