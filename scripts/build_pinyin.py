"""Make ``symbology/pinyin.csv``: how characters are read, for searching by pinyin and initials.

The characters are those of GB 2312 and of the names in ``db/reference`` (垟 is in no code page).

Needs the package pypinyin, at build time only; at run time the table is all
there is. Run it again only when the table shall change: the result is committed.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pypinyin import Style, pinyin

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "symbology" / "pinyin.csv"
FIRST_ROW, LAST_ROW = 0xB0, 0xF7  # of GB 2312's characters


def characters() -> set[str]:
    """Return the 6763 characters of GB 2312, and those of our reference data."""
    found = set()
    for file in (ROOT / "db" / "reference").glob("*.csv"):
        found |= {one for one in file.read_text(encoding="utf-8-sig") if "\u3400" <= one <= "\u9fff"}
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def readings(character: str) -> list[str]:
    """Return the readings without tones, the usual one first; ü is typed v."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return list(dict.fromkeys(found[0])) if found else []


def main() -> None:
    """Write the table."""
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("character", "readings"))
        for character in sorted(characters()):
            if readings(character):
                writer.writerow((character, " ".join(readings(character))))


if __name__ == "__main__":
    main()
