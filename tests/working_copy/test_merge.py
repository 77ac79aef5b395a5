"""The three-way merge, as rules."""

from __future__ import annotations

from flood_core.situation.working_copy.merge import Fields, differing, flatten, three_way, unflatten
from hypothesis import given
from hypothesis import strategies as st

NAMES = ("name", "people", "geom", "facts/a", "facts/b", "retired")
ROWS = st.fixed_dictionaries({}, optional={name: st.sampled_from([None, 1, 2, 3]) for name in NAMES})
COUPLED = (("geom", "people"),)


@given(ROWS, ROWS, ROWS)
def test_every_field_comes_from_somebody(base: Fields, mine: Fields, theirs: Fields) -> None:
    merged = three_way(base, mine, theirs, COUPLED)
    for name in NAMES:
        values = {base.get(name), mine.get(name), theirs.get(name)}
        result = merged.fields.get(name)
        assert result in values
        if name in merged.conflicts:
            assert mine.get(name) != theirs.get(name) and result == mine.get(name)
        elif mine.get(name) == base.get(name):
            assert result == theirs.get(name) and name not in merged.to_send
        elif theirs.get(name) == base.get(name):
            assert result == mine.get(name) and name in merged.to_send
        else:
            assert result == mine.get(name) == theirs.get(name)


@given(ROWS, ROWS)
def test_one_side_alone_never_conflicts(base: Fields, other: Fields) -> None:
    assert three_way(base, other, base).conflicts == ()
    assert three_way(base, base, other) == three_way(base, base, other, COUPLED)
    assert three_way(base, base, other).to_send == ()
    assert three_way(base, other, base).to_send == differing(base, other)


def test_deleting_what_another_changed_is_a_conflict() -> None:
    base = {"name": "旧", "retired": False}
    deleted, renamed = {**base, "retired": True}, {**base, "name": "新"}
    assert three_way(base, deleted, renamed).conflicts == ("retired",)
    assert three_way(base, renamed, deleted).conflicts == ("retired",)
    assert three_way(base, deleted, deleted).conflicts == ()


def test_fields_that_belong_together_come_from_one_side() -> None:
    base = {"geom": 1, "people": 1, "name": 1}
    merged = three_way(base, {**base, "geom": 2}, {**base, "people": 2}, COUPLED)
    assert merged.conflicts == ("geom", "people")
    assert three_way(base, {**base, "geom": 2}, {**base, "name": 2}, COUPLED).conflicts == ()


JSON = st.dictionaries(st.text(min_size=1), st.integers() | st.text() | st.lists(st.integers()), max_size=4)


@given(JSON, st.none() | st.text())
def test_flattening_loses_nothing(facts: Fields, name: str | None) -> None:
    row = {"name": name, "facts": facts, "warnings": [], "retired": False}
    assert unflatten(flatten(row), ("facts",)) == row
