"""Thresholds as a person edits them: units, bounds, order, what is wrong in words, and back to the default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flood_core.terrain.factors import BadThresholds, default_thresholds, read_thresholds
from flood_core.terrain.threshold_rows import changed, differing, numbers_of, problems, rows_of

RULES = default_thresholds()
STEEP, STEEP_SCORE = ("factors", "slope", "steps", 0, 0), ("factors", "slope", "steps", 0, 1)


def test_every_number_of_the_file_can_be_edited() -> None:
    values = json.loads(json.dumps(dict(RULES.values)))
    del values["version"]

    def count(value: object) -> int:
        if isinstance(value, dict):
            return sum(map(count, value.values()))
        if isinstance(value, list):
            return sum(map(count, value))
        return int(isinstance(value, (int, float)))

    assert len(numbers_of(RULES)) == count(values)
    row = next(row for row in rows_of(RULES) if row.limit and row.limit.place == STEEP)
    assert (row.factor, row.unit, row.limit.number, row.score.number) == ("slope", "°", 35, 4)
    assert not problems(RULES, numbers_of(RULES)) and differing(RULES) == 0


@pytest.mark.parametrize(
    "place, typed, words",
    [
        (STEEP, "steep", "must be a number"),
        (STEEP, None, "must be filled in"),
        (STEEP, 95, "At most"),
        (STEEP_SCORE, 5, "At most"),
        (STEEP_SCORE, 2.5, "whole number"),
        (("least_buildings",), 0, "At least"),
        (("factors", "low_ground", "steps", 0, 0), 1, "At most"),
    ],
)
def test_a_wrong_number_is_said_at_its_place(place: tuple, typed: object, words: str) -> None:
    found = problems(RULES, {**numbers_of(RULES), place: typed})
    assert list(found) == [place] and words in found[place].text


def test_scores_and_limits_must_be_in_order(tmp_path: Path) -> None:
    flat = {STEEP: 20.0}  # score 4 from 20° on, score 3 from 25° on
    (wrong,) = problems(RULES, flat).values()
    assert "stricter" in wrong.text
    with pytest.raises(BadThresholds, match="slope"):
        changed(RULES, flat)
    (wrong,) = problems(RULES, {("classes", "high"): 2}).values()
    assert "High needs a higher score" in wrong.text
    values = json.loads(json.dumps(dict(RULES.values)))
    values["classes"]["high"] = 2
    (tmp_path / "own.json").write_text(json.dumps(values))
    with pytest.raises(BadThresholds, match="classes"):
        read_thresholds(tmp_path / "own.json")


def test_what_was_changed_is_counted_and_used() -> None:
    own = changed(RULES, {STEEP: 40.0, ("classes", "low"): 1})
    assert differing(own) == 2
    assert own.factor("slope")["steps"][0] == [40.0, 4] and own.class_of(1) == "low"
    assert RULES.factor("slope")["steps"][0] == [35, 4]
