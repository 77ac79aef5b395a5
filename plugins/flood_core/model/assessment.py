"""How a risk level came about: LEC, the risk matrix, or a person's judgement; with the arithmetic in words.

LEC is D = L × E × C (likelihood, exposure, consequence) with Kinney's values and
the bands 320, 160 and 70; the matrix is R = L × S with both from 1 to 5 and the
bands 20, 15 and 9. Local tables differ: the bands stand here once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Mapping, NamedTuple, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from .risk_levels import COLOURS_ZH, WORDS_ZH

#: The names under which the registers keep the method.
LEC, MATRIX, BY_HAND = "LEC", "风险矩阵", "人工评定"
METHODS = {
    LEC: QT_TRANSLATE_NOOP("forms", "LEC (likelihood × exposure × consequence)"),
    MATRIX: QT_TRANSLATE_NOOP("forms", "Risk matrix (likelihood × severity)"),
    BY_HAND: QT_TRANSLATE_NOOP("forms", "By hand"),
}


class Factor(NamedTuple):
    """One factor of a method: its sign, what it is, and the values with what they mean."""

    key: str
    name: str
    choices: tuple[tuple[Decimal, str], ...]


def _choices(*pairs: tuple[str, str]) -> tuple[tuple[Decimal, str], ...]:
    return tuple((Decimal(value), meaning) for value, meaning in pairs)


FACTORS: Mapping[str, Sequence[Factor]] = {
    LEC: (
        Factor("L", QT_TRANSLATE_NOOP("forms", "Likelihood"), _choices(
            ("10", QT_TRANSLATE_NOOP("forms", "to be expected")),
            ("6", QT_TRANSLATE_NOOP("forms", "quite possible")),
            ("3", QT_TRANSLATE_NOOP("forms", "possible, not usual")),
            ("1", QT_TRANSLATE_NOOP("forms", "unlikely, by chance")),
            ("0.5", QT_TRANSLATE_NOOP("forms", "very unlikely, can be imagined")),
            ("0.2", QT_TRANSLATE_NOOP("forms", "extremely unlikely")),
            ("0.1", QT_TRANSLATE_NOOP("forms", "practically impossible")),
        )),
        Factor("E", QT_TRANSLATE_NOOP("forms", "Exposure"), _choices(
            ("10", QT_TRANSLATE_NOOP("forms", "all the time")),
            ("6", QT_TRANSLATE_NOOP("forms", "every day during work")),
            ("3", QT_TRANSLATE_NOOP("forms", "once a week")),
            ("2", QT_TRANSLATE_NOOP("forms", "once a month")),
            ("1", QT_TRANSLATE_NOOP("forms", "a few times a year")),
            ("0.5", QT_TRANSLATE_NOOP("forms", "very rarely")),
        )),
        Factor("C", QT_TRANSLATE_NOOP("forms", "Consequence"), _choices(
            ("100", QT_TRANSLATE_NOOP("forms", "disaster, many dead")),
            ("40", QT_TRANSLATE_NOOP("forms", "calamity, several dead")),
            ("15", QT_TRANSLATE_NOOP("forms", "very serious, one dead")),
            ("7", QT_TRANSLATE_NOOP("forms", "serious, badly hurt")),
            ("3", QT_TRANSLATE_NOOP("forms", "hurt, lasting harm")),
            ("1", QT_TRANSLATE_NOOP("forms", "noticeable, first aid")),
        )),
    ),
    MATRIX: (
        Factor("L", QT_TRANSLATE_NOOP("forms", "Likelihood"), _choices(
            ("5", QT_TRANSLATE_NOOP("forms", "very high")),
            ("4", QT_TRANSLATE_NOOP("forms", "high")),
            ("3", QT_TRANSLATE_NOOP("forms", "middling")),
            ("2", QT_TRANSLATE_NOOP("forms", "low")),
            ("1", QT_TRANSLATE_NOOP("forms", "very low")),
        )),
        Factor("S", QT_TRANSLATE_NOOP("forms", "Severity"), _choices(
            ("5", QT_TRANSLATE_NOOP("forms", "extremely serious")),
            ("4", QT_TRANSLATE_NOOP("forms", "serious")),
            ("3", QT_TRANSLATE_NOOP("forms", "fairly serious")),
            ("2", QT_TRANSLATE_NOOP("forms", "slight")),
            ("1", QT_TRANSLATE_NOOP("forms", "very slight")),
        )),
    ),
    BY_HAND: (),
}  # fmt: skip
#: Method -> sign of the result, and from which value on levels 1, 2 and 3 hold.
_BANDS = {LEC: ("D", (320, 160, 70)), MATRIX: ("R", (20, 15, 9))}


class WrongAssessment(InputError):
    """A method is unknown, or a factor has a value that its scale does not have."""

    template = QT_TRANSLATE_NOOP("errors", "A risk level cannot be assessed from {what}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose the method and a value of its scale for each factor.")


@dataclass(frozen=True)
class Assessment:
    """A level with the method that gave it; ``inputs`` by factor, empty when by hand."""

    level: int  # 1 red to 4 blue
    method: str
    inputs: Mapping[str, Decimal] = field(default_factory=dict)
    assessor: str = ""
    on: str = ""  # ISO date

    def arithmetic(self) -> str:
        """Return the sum as one writes it: D = L × E × C = 3 × 6 × 15 = 270; empty when there is none."""
        if self.method not in _BANDS or not self.inputs:
            return ""
        sign, _bands = _BANDS[self.method]
        values = [self.inputs[factor.key] for factor in FACTORS[self.method]]
        names = " × ".join(factor.key for factor in FACTORS[self.method])
        return f"{sign} = {names} = {' × '.join(map(plain, values))} = {plain(_product(values))}"

    def band(self) -> str:
        """Return the band in which the result lies: 160 ≤ D < 320."""
        if self.method not in _BANDS or not self.inputs:
            return ""
        sign, bands = _BANDS[self.method]
        lower = bands[self.level - 1] if self.level <= len(bands) else None
        upper = bands[self.level - 2] if self.level > 1 else None
        return f"{f'{lower} ≤ ' if lower else ''}{sign}{f' < {upper}' if upper else ''}"

    def stored(self) -> dict[str, float]:
        """Return the inputs as the registers keep them."""
        return {key: float(value) for key, value in self.inputs.items()}

    def words(self) -> str:
        """Return the level as one says it: 橙 较大."""
        return f"{COLOURS_ZH[self.level]} {WORDS_ZH[self.level]}"


def assess(method: str, inputs: Mapping[str, Any]) -> Assessment:
    """Return the level that a method gives for its factors. Raises: WrongAssessment."""
    if method not in _BANDS:
        raise WrongAssessment(what=method)
    values = {}
    for factor in FACTORS[method]:
        value = Decimal(str(inputs.get(factor.key, "")) or "-1")
        if value not in {one for one, _meaning in factor.choices}:
            raise WrongAssessment(what=f"{factor.key} = {inputs.get(factor.key, '')}")
        values[factor.key] = value
    _sign, bands = _BANDS[method]
    result = _product(list(values.values()))
    level = next((level for level, least in enumerate(bands, 1) if result >= least), 4)
    return Assessment(level, method, values)


def read(level: int | None, method: str | None, inputs: Mapping[str, Any] | None, assessor: str | None,
         on: str | None) -> Assessment | None:  # fmt: skip
    """Return what the registers keep about a level; inputs that do not give it any more are left out."""
    if level is None:
        return None
    kept: Mapping[str, Decimal] = {}
    try:
        found = assess(method or "", inputs or {})
        kept = found.inputs if found.level == level else {}
    except (WrongAssessment, ArithmeticError):
        pass
    return Assessment(level, method or "", kept, assessor or "", on or "")


def plain(value: Decimal) -> str:
    """Return a number without needless zeros."""
    return format(value.normalize(), "f")


def _product(values: Sequence[Decimal]) -> Decimal:
    result = Decimal(1)
    for value in values:
        result *= value
    return result
