"""How much a test tries: a little in ``./run test``, much in ``./run soak``."""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("FLOODMAP_SOAK"))
#: How many examples hypothesis makes where a test does not say otherwise.
EXAMPLES = 5000


def many(quick: int, soak: int) -> int:
    """Return how often to try: ``quick`` in the usual tests, ``soak`` in their long form."""
    return soak if SOAK else quick
