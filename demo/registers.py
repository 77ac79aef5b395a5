"""All registers of the demo township, noted in the order in which one thing needs another."""

from __future__ import annotations

from .facilities import note_facilities, note_roads
from .marine import note_marine
from .natural import note_natural_hazards
from .people import make_organisation
from .records import Registers
from .resources import note_resources
from .survey import Survey
from .township import Township, random_for
from .village_data import report_villages, settle_zones
from .waterworks import note_water_works


def make_registers(township: Township) -> tuple[Survey, Registers]:
    """Return the surveyed township and its registers. Shelters are built last: they must lie outside all zones."""
    organisation = make_organisation(township.areas.villages, random_for(township.seed, "people"))
    survey = Survey(township, organisation, random_for(township.seed, "survey"))
    note_natural_hazards(survey)
    note_water_works(survey)
    note_facilities(survey)
    note_roads(survey)
    note_marine(survey)
    to_move = settle_zones(survey)
    stock = note_resources(survey, to_move)
    return survey, report_villages(survey, stock)
