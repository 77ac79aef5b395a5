"""Run the check-up rules over an edition and say what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable, Mapping, Sequence

from .edition_facts import EditionFacts
from .vocabulary import in_language

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)
_VALUE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Occurrence:
    """One place where a rule is not held: the element, if there is one, and values for the message."""

    element_uid: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One rule. Messages and fixes name the values of the occurrence in braces.

    ``basis`` says where the rule comes from; ``step`` which step of the editor
    mends it: village, hazards, facilities, shelters, routes, people, submit.
    """

    code: str
    severity: str
    step: str
    message_zh: str
    message_en: str
    fix_zh: str
    fix_en: str
    basis: str
    find: Callable[[EditionFacts], Iterable[Occurrence]]

    def summary(self, language: str = "zh") -> str:
        """Return what is wrong wherever the rule is not held, with a gap for each value."""
        return _VALUE.sub("…", self.message_en if language.startswith("en") else self.message_zh)


@dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: Rule
    occurrence: Occurrence

    @property
    def code(self) -> str:
        """Return the rule's code."""
        return self.rule.code

    @property
    def severity(self) -> str:
        """Return error, warning or hint."""
        return self.rule.severity

    @property
    def element_uid(self) -> str | None:
        """Return the element that it is about, None for the edition as a whole."""
        return self.occurrence.element_uid

    @property
    def values(self) -> Mapping[str, Any]:
        """Return the values that the message names."""
        return self.occurrence.values

    def message(self, language: str = "zh") -> str:
        """Return what is wrong, in Chinese or in English (``en``)."""
        return self._filled(self.rule.message_en if language.startswith("en") else self.rule.message_zh, language)

    def fix(self, language: str = "zh") -> str:
        """Return what to do about it, in Chinese or in English (``en``)."""
        return self._filled(self.rule.fix_en if language.startswith("en") else self.rule.fix_zh, language)

    def _filled(self, text: str, language: str) -> str:
        return text.format(**{name: in_language(value, language) for name, value in self.values.items()})


def check_up(facts: EditionFacts, rules: Sequence[Rule]) -> list[Finding]:
    """Return what the rules find: errors first, then in the order of the rules."""
    found = [Finding(rule, occurrence) for rule in rules for occurrence in rule.find(facts)]
    return sorted(found, key=lambda one: SEVERITIES.index(one.severity))
