"""Risk levels by LEC and matrix: the published bands, the arithmetic in words, and the database of the same mind."""

from __future__ import annotations

from itertools import product

import pytest
from flood_core.database.connection import Connection, transaction
from flood_core.model.assessment import BY_HAND, FACTORS, LEC, MATRIX, WrongAssessment, assess, read


@pytest.mark.parametrize(
    ("inputs", "level"),
    [((10, 10, 15), 1), ((1, 6, 40), 2), ((3, 6, 15), 2), ((3, 6, 7), 3), ((1, 10, 7), 3), ((0.5, 6, 15), 4)],
)
def test_lec_gives_kinneys_bands(inputs: tuple[float, ...], level: int) -> None:
    assert assess(LEC, dict(zip("LEC", inputs))).level == level


@pytest.mark.parametrize(("inputs", "level"), [((5, 4), 1), ((5, 3), 2), ((4, 4), 2), ((3, 3), 3), ((4, 2), 4)])
def test_the_matrix_gives_its_bands(inputs: tuple[int, int], level: int) -> None:
    assert assess(MATRIX, dict(zip("LS", inputs))).level == level


def test_the_arithmetic_is_shown() -> None:
    found = assess(LEC, {"L": 3, "E": 6, "C": 15.0})
    assert found.arithmetic() == "D = L × E × C = 3 × 6 × 15 = 270"
    assert found.band() == "160 ≤ D < 320"
    assert found.words() == "橙 较大"
    assert assess(LEC, {"L": 0.1, "E": 0.5, "C": 1}).arithmetic().endswith("= 0.05")
    assert assess(MATRIX, {"L": 5, "S": 5}).band() == "20 ≤ R"


@pytest.mark.parametrize(
    ("method", "inputs"),
    [(LEC, {"L": 4, "E": 6, "C": 15}), (LEC, {"L": 3, "E": 6}), (MATRIX, {"L": 6, "S": 1}), (BY_HAND, {}), ("x", {})],
)
def test_values_off_the_scale_are_refused(method: str, inputs: dict[str, float]) -> None:
    with pytest.raises(WrongAssessment):
        assess(method, inputs)


def test_inputs_that_no_longer_give_the_level_are_not_shown() -> None:
    assert read(None, LEC, {"L": 3, "E": 6, "C": 15}, "", "") is None
    kept = read(2, LEC, {"L": 3, "E": 6, "C": 15}, "王工", "2026-07-01")
    assert kept is not None and kept.arithmetic()
    changed = read(1, LEC, {"L": 3, "E": 6, "C": 15}, "王工", "2026-07-01")
    assert changed is not None and not changed.inputs and changed.level == 1
    assert read(3, "专家评审", None, None, None).arithmetic() == ""


def test_the_database_reckons_the_same(connection: Connection) -> None:
    with transaction(connection) as cursor:
        for method in (LEC, MATRIX):
            factors = FACTORS[method]
            for values in product(*([value for value, _meaning in factor.choices] for factor in factors)):
                inputs = {factor.key: value for factor, value in zip(factors, values)}
                pairs = [part for key, value in inputs.items() for part in (key, value)]
                places = ", ".join(["%s"] * len(pairs))
                cursor.execute(
                    f"select reference.assessed_level(%s, jsonb_build_object({places}))",
                    [method, *pairs],  # noqa: S608
                )
                assert cursor.fetchone() == (assess(method, inputs).level,), inputs
