"""From the village name in a ledger to the code of the area. Names must match; nothing is guessed."""

from __future__ import annotations

import unicodedata
from typing import Any

from ..model.area_codes import is_area_code, short_code
from ..model.area_names import display_name
from ..model.ledger_reference import LedgerReference
from ..model.nearest_names import nearest_names
from .simplified import simplified
from .values import BadValue, as_text
from .workbook import Value

OWN_LEVEL = {"本级", "镇本级", "乡镇本级", "镇级", "街道本级", "县本级", "未分村", "本级/未分村", "镇属", "乡本级"}
#: Suggestions compare with every village; for a ledger of nonsense names they stop here.
_MOST_SUGGESTIONS = 60


def _plain(text: str) -> str:
    return simplified("".join(unicodedata.normalize("NFKC", text).split()))


class AreaFinder:
    """Finds areas by name or code inside ``scope``, the area that the ledger is for (None = all)."""

    def __init__(self, reference: LedgerReference, scope: str | None) -> None:
        self._reference, self._scope = reference, scope
        self._names: dict[str, list[str]] = {}
        for code, area in reference.areas.items():
            if scope is not None and not (code.startswith(scope) or scope.startswith(code)):
                continue
            if len(code) < 6:
                continue
            former = (form for name in area.former_names for form in (_plain(name), _plain(display_name(name))))
            for name in {_plain(area.name), _plain(display_name(area.display)), _plain(area.display), *former}:
                self._names.setdefault(name, []).append(code)
        self._known: dict[tuple[str, str], Any] = {}
        self._suggested = 0

    def heirs(self, code: str) -> tuple[str, ...]:
        """Return the areas in force that an ended one went into, through all steps; nothing for one in force."""
        if self._reference.areas[code].in_force:
            return ()
        found: list[str] = []
        waiting, seen = list(self._reference.successors.get(code, ())), {code}
        while waiting:
            heir = waiting.pop(0)
            if heir in seen or heir not in self._reference.areas:
                continue
            seen.add(heir)
            if self._reference.areas[heir].in_force:
                found.append(heir)
            else:
                waiting.extend(self._reference.successors.get(heir, ()))
        return tuple(found)

    def renamed(self, village: Value, code: str) -> str | None:
        """Return the name that an area has now, when a ledger calls it by a former one."""
        area, word = self._reference.areas[code], _plain(as_text(village))
        former = {form for name in area.former_names for form in (_plain(name), _plain(display_name(name)))}
        now = (_plain(area.name), _plain(area.display), _plain(display_name(area.display)))
        return area.display if word in former and word not in now else None

    def find(self, village: Value, township: Value = None) -> tuple[str, str | None]:
        """Return the code of the area and, when it was replaced by another, the old one.

        A village that was split comes back as it is: ``heirs`` says which parts it has.

        Raises BadValue: village_missing, village_unknown, village_ambiguous, area_outside.
        """
        key = _plain(as_text(village))[:120], _plain(as_text(township))[:120]
        if key not in self._known:
            try:
                self._known[key] = self._successor(self._find(*key))
            except BadValue as bad:
                self._known[key] = bad
        found = self._known[key]
        if isinstance(found, BadValue):
            raise found
        return found

    def _find(self, village: str, township: str) -> str:
        scope = self._scope
        if township:
            scope = self._one([c for c in self._names.get(township, ()) if len(c) in (6, 9)], township)
        if not village or village in OWN_LEVEL:
            if scope is None or (not village and len(scope) < 9):
                raise BadValue("village_missing")
            return scope
        if is_area_code(short_code(village)) and len(village) >= 6:
            return self._by_code(short_code(village))
        candidates = self._candidates(village, scope)
        return self._one(candidates, village)

    def _by_code(self, code: str) -> str:
        if code not in self._reference.areas:
            raise BadValue("village_unknown", area=self._scope_label(), nearest="—")
        if self._scope is not None and not code.startswith(self._scope):
            raise BadValue("area_outside", area=self._scope_label())
        return code

    def _candidates(self, village: str, scope: str | None) -> list[str]:
        """Return the areas of that name in scope; county and township may stand before the name."""
        names = [(village, scope)]
        for length in (6, 9):
            for name, within in list(names):
                for prefix, codes in self._prefixes(name, length):
                    names.extend(
                        (name[len(prefix):], code)
                        for code in codes
                        if within is None or code.startswith(within) or within.startswith(code)
                    )
        for name, within in names:
            found = [
                code
                for code in self._names.get(name, ())
                if (within is None or code.startswith(within)) and len(code) >= 9
            ]
            if found:
                return found
        return []

    def _prefixes(self, name: str, length: int) -> list[tuple[str, list[str]]]:
        found = []
        for end in range(2, min(len(name), 12)):
            codes = [code for code in self._names.get(name[:end], ()) if len(code) == length]
            if codes:
                found.append((name[:end], codes))
        return found

    def _one(self, candidates: list[str], name: str) -> str:
        in_force = [code for code in candidates if self._reference.areas[code].in_force] or candidates
        # The column is for administrative villages: a natural village of the same name stands back.
        villages = [code for code in in_force if len(code) == 12]
        if len(in_force) == 1 or len(villages) == 1:
            return villages[0] if villages else in_force[0]
        if in_force:
            shown = "、".join(self._reference.area_label(code) for code in in_force[:5])
            raise BadValue("village_ambiguous", candidates=shown)
        raise BadValue("village_unknown", area=self._scope_label(), nearest=self._nearest(name))

    def _nearest(self, name: str) -> str:
        self._suggested += 1
        if self._suggested > _MOST_SUGGESTIONS:
            return "—"
        prefix = self._scope or ""
        known = {
            area.display
            for code, area in self._reference.areas.items()
            if len(code) >= 12 and code.startswith(prefix) and area.in_force
        }
        return "、".join(nearest_names(name, known)) or "—"

    def _scope_label(self) -> str:
        return self._reference.area_label(self._scope) if self._scope else "—"

    def _successor(self, code: str) -> tuple[str, str | None]:
        heirs = self.heirs(code)
        return (heirs[0], code) if len(heirs) == 1 else (code, None)
