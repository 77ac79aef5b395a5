"""``./run bench [--json FILE] [--full] [NAME...]``: one row per comparison."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Callable, Iterable

from benchmarks.comparison import Comparison, machine

#: Name of a part -> the module whose ``compare(full)`` yields its rows.
PARTS = {
    "sheet": "benchmarks.sheet",
    "batch": "benchmarks.sheet_batch",
    "ledger": "benchmarks.ledger_import",
    "village": "benchmarks.village_read",
    "statistics": "benchmarks.register_statistics",
    "county": "benchmarks.county_report",
    "registers": "benchmarks.registers",
    "windows": "benchmarks.qgis_windows",
    "symbols": "benchmarks.symbols",
    "editor": "benchmarks.editor",
    "terrain": "benchmarks.terrain",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen parts and print a row per comparison."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"parts to run: {', '.join(PARTS)}; all when none")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--full", action="store_true", help="more runs of each comparison")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    rows: list[Comparison] = []
    print(f"{'comparison':44} {'ours':>9} {'other':>9} {'ratio':>7}  goal", flush=True)
    for name in options.names or PARTS:
        compare: Callable[[bool], Iterable[Comparison]] = import_module(PARTS[name]).compare
        for row in compare(options.full):
            rows.append(row)
            print(
                f"{row.name:44} {row.ours:9.3f} {row.other:9.3f} {row.ratio:7.2f}  {row.goal}\n"
                f"    against {row.other_is} ({row.unit}){'; ' + row.remark if row.remark else ''}",
                flush=True,
            )
    if options.json:
        report = {"machine": machine(), "comparisons": [row.as_dict() for row in rows]}
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for key, value in machine().items():
        print(f"{key}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
