"""What the check-ups of the newest editions come to, township by township, under the reader's own rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from ..model.check_up import SEVERITIES
from .connection import Connection, transaction
from .editions import fetch


@dataclass(frozen=True)
class TownshipSum:
    """The villages of a township, how many of their maps are checked, and what was found in these."""

    code: str
    name: str
    villages: int
    editions: int
    checked: int
    changed_since: int  # checked, but something on the map was changed afterwards
    with_errors: int
    errors: int
    warnings: int
    hints: int

    @property
    def unchecked(self) -> int:
        """Return how many maps nobody has checked."""
        return self.editions - self.checked


@dataclass(frozen=True)
class RuleSum:
    """How often one rule is not held in a township, and in how many villages."""

    township_code: str
    rule_code: str
    severity: str
    findings: int
    villages: int


@dataclass(frozen=True)
class CheckSums:
    """The sums of an area: its townships by code; the rules of each, the gravest and most frequent first."""

    townships: tuple[TownshipSum, ...]
    rules: tuple[RuleSum, ...]

    def rules_of(self, township_code: str) -> list[RuleSum]:
        """Return the rules that are not held in one township."""
        return [rule for rule in self.rules if rule.township_code == township_code]

    def rules_of_all(self) -> list[RuleSum]:
        """Return the rules of all townships together."""
        found: dict[str, RuleSum] = {}
        for one in self.rules:
            before = found.get(one.rule_code)
            findings, villages = (before.findings, before.villages) if before else (0, 0)
            found[one.rule_code] = RuleSum("", one.rule_code, one.severity, findings + one.findings,
                                           villages + one.villages)  # fmt: skip
        return sorted(found.values(), key=lambda one: (SEVERITIES.index(one.severity), -one.findings, one.rule_code))

    def total(self) -> TownshipSum:
        """Return the sum of all townships; without code and name."""
        names = ("villages", "editions", "checked", "changed_since", "with_errors", "errors", "warnings", "hints")
        return TownshipSum("", "", **{name: sum(getattr(one, name) for one in self.townships) for name in names})


def check_sums(connection: Connection, areas: Sequence[str], year: int | None = None) -> CheckSums:
    """Return the sums of the villages in force within areas (none: all that there are), of their newest editions.

    Args: ``year`` = editions of this year only. Void editions do not count.
    Raises: RightsRefused, ConnectionLost.
    """
    values = {"areas": list(areas) or [""], "year": year, "severities": list(SEVERITIES)}
    with transaction(connection) as cursor:
        townships = tuple(TownshipSum(**row) for row in fetch(cursor, _TOWNSHIPS, values))
        rules = tuple(RuleSum(**row) for row in fetch(cursor, _RULES, values))
    return CheckSums(townships, rules)


_TOWNSHIPS = """
with newest as (
    select uid, area_code from app.newest_editions(%(areas)s, %(year)s::int)
), village as (
    select code from base.area
    where code like any (select prefix || '%%' from unnest(%(areas)s) as prefix)
      and level = 'village' and retired_at is null and (valid_to is null or valid_to > current_date)
), run as (
    select distinct on (r.edition_uid) r.id, r.edition_uid, r.checked_at, r.errors, r.warnings, r.hints
    from situation.check_run r join newest n on n.uid = r.edition_uid
    order by r.edition_uid, r.id desc
), drawn as (
    select edition_uid, max(changed_at) as changed_at from (
        select edition_uid, changed_at from situation.element where edition_uid in (select uid from newest)
        union all
        select edition_uid, changed_at from situation.route where edition_uid in (select uid from newest)) d
    group by edition_uid
)
select t.code, app.display_name(t.name) as name, count(*)::int as villages, count(n.uid)::int as editions,
       count(r.id)::int as checked, (count(*) filter (where d.changed_at > r.checked_at))::int as changed_since,
       (count(*) filter (where r.errors > 0))::int as with_errors, coalesce(sum(r.errors), 0)::int as errors,
       coalesce(sum(r.warnings), 0)::int as warnings, coalesce(sum(r.hints), 0)::int as hints
from village v
join base.area t on t.code = left(v.code, 9)
left join newest n on n.area_code = v.code
left join run r on r.edition_uid = n.uid
left join drawn d on d.edition_uid = n.uid
group by t.code, t.name
order by t.code
"""

_RULES = """
select left(n.area_code, 9) as township_code, c.rule_code, c.severity, count(*)::int as findings,
       count(distinct n.area_code)::int as villages
from app.newest_editions(%(areas)s, %(year)s::int) n
join situation.check_result c on c.edition_uid = n.uid
group by 1, 2, 3
order by 1, array_position(%(severities)s::text[], c.severity), 4 desc, 2
"""
