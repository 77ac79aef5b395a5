"""Take the guide's pictures from the screenshots of the window tests: ``python scripts/guide_pictures.py``.

The tests in ``tests/windows`` leave their screenshots in ``.build/windows``;
this crops them, brings them to 256 colours and writes ``docs/images``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

CHECKOUT = Path(__file__).resolve().parents[1]
SHOTS = CHECKOUT / ".build" / "windows" / "1366x768@1"
IMAGES = CHECKOUT / "docs" / "images"
WHOLE = (0, 0, 1366, 768)
#: Picture of the guide -> scenario, the words of its screenshot, what of it is shown (left, top, right, bottom).
PICTURES = {
    "connection": ("connecting", "fits", (399, 138, 947, 588)),
    "registers": ("registers", "card", (300, 0, 1366, 768)),
    "editor": ("drawing", "placed", (0, 118, 1366, 768)),
    "conflict": ("settling", "open", (378, 76, 968, 614)),
    "settings": ("settings", "page", (158, 0, 1190, 768)),
    "sheets": ("sheets", "preview", (95, 0, 1252, 706)),
    "symbols": ("symbols", "group", (84, 10, 1262, 682)),
    "areas": ("areas", "search", (300, 118, 1366, 768)),
    "areas-merge": ("areas", "merge", (300, 118, 1066, 668)),
    "base-data": ("areas", "roads", (150, 60, 1216, 708)),
    "import": ("ledger", "on_the_map", (0, 118, 1366, 768)),
    "namesakes": ("verification", "namesakes", (148, 28, 1199, 662)),
    "hand_out": ("ledger", "handed_out", (150, 40, 1215, 690)),
}


def take(name: str) -> Path | None:
    """Write one picture and return it; None where its test has left no screenshot."""
    scenario, words, part = PICTURES[name]
    shots = sorted((SHOTS / scenario).glob(f"*_{words}*.png"))
    if not shots:
        return None
    picture = Image.open(shots[0]).convert("RGB").crop(part or WHOLE)
    path = IMAGES / f"{name}.png"
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main(names: list[str]) -> int:
    """Take the named pictures, or all; 1 when a screenshot is missing."""
    missing = []
    for name in names or PICTURES:
        path = take(name)
        if path is None:
            missing.append(name)
        else:
            sys.stdout.write(f"{path.stat().st_size:8,} {path}\n")
    if missing:
        sys.stderr.write(f"no screenshot yet of: {', '.join(missing)}; run ./run test tests/windows first\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
