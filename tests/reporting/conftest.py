"""An open typhoon in a county, seen by the administrator."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.database.reporting import open_event
from flood_core.model.reporting import STAGES, Event, Submission

COUNTY, TOWNSHIP, NEIGHBOUR = "330382", "330382106", "330382108"


@pytest.fixture()
def villages(connection) -> list[str]:
    """The villages of the township."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select code from base.area where code like %s and level = 'village' order by code", (TOWNSHIP + "%",)
        )
        return [code for (code,) in cursor]


@pytest.fixture()
def event(connection) -> Event:
    """A simulated typhoon in which every form is open."""
    return open_event(connection, COUNTY, "试验", number="2699", level=4, stages=STAGES, simulated=True)


def report(event: Event, form: str, area: str, department: str = "township", **values: Any) -> Submission:
    """A submission of now; the figures are named."""
    more = {key: values.pop(key) for key in ("zero", "note", "casualties", "as_of") if key in values}
    return Submission(event.uid, form, area, department, more.pop("as_of", None), values, **more)
