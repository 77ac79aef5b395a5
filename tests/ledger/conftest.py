"""A township whose villages have boundaries."""

from __future__ import annotations

import pytest

from .books import draw_villages


@pytest.fixture()
def villages(connection) -> dict[str, str]:
    """Display name -> code of the villages, drawn as squares side by side."""
    return draw_villages(connection)
