"""``python -m demo --out DIR [--seed N]`` makes the demo township's files."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .excel import write_ledgers
from .ledger_sheets import make_ledgers
from .registers import make_registers
from .township import make_township, random_for
from .traps import set_traps
from .writer import write_base, write_dem


def main(arguments: list[str] | None = None) -> int:
    """Make base.gpkg, dem.tif and ledgers/ in the folder named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Make the demo township 清江镇 (模拟数据).")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files; made when missing")
    parser.add_argument("--seed", type=int, default=2026, help="another seed makes another place (default 2026)")
    parser.add_argument("--quiet", action="store_true", help="say nothing")
    options = parser.parse_args(arguments)
    begun = time.monotonic()

    def note(step: str) -> None:
        if not options.quiet:
            sys.stderr.write(f"{time.monotonic() - begun:6.1f} s  {step}\n")

    try:
        options.out.mkdir(parents=True, exist_ok=True)
        township = make_township(options.seed, note)
        note("registers")
        survey, registers = make_registers(township)
        ledgers = make_ledgers(survey, registers)
        set_traps(ledgers, random_for(options.seed, "traps"))
        note("writing ledgers")
        write_ledgers(ledgers, options.out / "ledgers")
        note("writing base.gpkg")
        write_base(township, options.out)
        note("writing dem.tif")
        write_dem(township, options.out)
    except OSError as problem:
        sys.stderr.write(f"{options.out}: {problem}\n")
        return 5
    note("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
