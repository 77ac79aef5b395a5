"""Build db/reference/20-base.area.csv from the official list of area codes.

Run by a maintainer when a new list is published:

    python scripts/build_area_codes.py [--check]

Needs the package pypinyin, at build time only. Names keep their official form;
the pinyin is of the name without its kind (村委会, 社区), so that a search for
"fang jiang yu" finds 方江屿村委会.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

ROOT = Path(__file__).resolve().parent.parent
VILLAGES = ROOT / "scripts" / "data" / "admin_villages_3303.csv"
TARGET = ROOT / "db" / "reference" / "20-base.area.csv"

#: The day of the published list: the codes are known to be in force from here on.
PUBLISHED = "2023-06-30"
SOURCE = "国家统计局统计用区划代码(2023-06-30),china-division 2.7.0"

HEADER = ("code", "level", "parent_code", "name", "pinyin", "valid_from", "source")

#: Endings that say what kind of village it is, the longest first.
VILLAGE_KINDS = ("村民委员会", "社区居民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "社区")

#: How these characters are read in place names here.
SINGLE_READINGS = {
    "都": "dū",
    "峃": "xué", "垟": "yáng", "岙": "ào", "嶴": "ào", "垵": "ǎn", "濲": "gǔ", "堡": "bǎo", "埠": "bù",
    "厦": "shà", "荆": "jīng", "蒲": "pú", "磐": "pán", "埭": "dài", "垄": "lǒng", "塆": "wān", "硐": "dòng",
    "垅": "lǒng", "嵨": "wù", "圵": "dàng", "漈": "jì", "砱": "líng", "坵": "qiū", "坳": "ào",
}  # fmt: skip
PHRASE_READINGS = {
    "乐清": [["yuè"], ["qīng"]],
    "乐成": [["yuè"], ["chéng"]],
    "乐湖": [["yuè"], ["hú"]],
    "大荆": [["dà"], ["jīng"]],
    "大峃": [["dà"], ["xué"]],
    "长征": [["cháng"], ["zhēng"]],
    "鹿城": [["lù"], ["chéng"]],
    "七都": [["qī"], ["dū"]],
    "洞头": [["dòng"], ["tóu"]],
}


def pinyin(name: str, level: str) -> str:
    """Return the syllables of ``name`` without tones, separated by blanks."""
    if level == "village":
        for kind in VILLAGE_KINDS:
            if name.endswith(kind) and len(name) > len(kind):
                name = name[: -len(kind)]
                break
    return " ".join(lazy_pinyin(name, errors=lambda rest: list(rest), v_to_u=False))


def area_rows(villages: Path) -> list[tuple[str, str, str, str]]:
    """Return (code, level, parent code, official name) for every area, parents first."""
    areas = {
        "33": ("province", "", "浙江省"),
        "3303": ("city", "33", "温州市"),
    }
    with villages.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            areas[row["county_code"]] = ("county", "3303", row["county_name"])
            areas[row["town_code"]] = ("township", row["county_code"], row["town_name"])
            areas[row["village_code"]] = ("village", row["town_code"], row["village_name"])
    ordered = sorted(areas, key=lambda code: (len(code), code))
    return [(code, *areas[code]) for code in ordered]


def build(villages: Path = VILLAGES) -> str:
    """Return the text of the reference table."""
    load_single_dict({ord(character): reading for character, reading in SINGLE_READINGS.items()})
    load_phrases_dict(PHRASE_READINGS)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for code, level, parent, name in area_rows(villages):
        writer.writerow((code, level, parent, name, pinyin(name, level), PUBLISHED, SOURCE))
    return text.getvalue()


def main() -> int:
    """Write the table, or with --check only tell whether it is up to date."""
    parser = argparse.ArgumentParser(description="Build the table of area codes")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the table is out of date")
    arguments = parser.parse_args()
    text = build()
    if arguments.check:
        return 0 if TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
