"""``floodmap edition check-sums``: what the check-ups of an area's maps come to, township by township."""

from __future__ import annotations

from dataclasses import asdict

from ..database.check_sums import TownshipSum, check_sums
from ..errors import QT_TRANSLATE_NOOP
from ..model.check_rules import RULES
from ..model.check_up import ERROR, HINT, WARNING
from .session import Result, Session

ALL = QT_TRANSLATE_NOOP("cli", "All townships")
FREQUENT = QT_TRANSLATE_NOOP("cli", "Most frequent:")
RULE = QT_TRANSLATE_NOOP("cli", "  {findings} in {villages} villages [{severity}] {what}")
WRITTEN = QT_TRANSLATE_NOOP("cli", "Written: {path}")
NO_VILLAGES = QT_TRANSLATE_NOOP("cli", "No villages that you may see lie in {code}.")
HEADINGS = (
    QT_TRANSLATE_NOOP("cli", "Township"),
    QT_TRANSLATE_NOOP("cli", "Villages"),
    QT_TRANSLATE_NOOP("cli", "Maps"),
    QT_TRANSLATE_NOOP("cli", "Checked"),
    QT_TRANSLATE_NOOP("cli", "Changed since"),
    QT_TRANSLATE_NOOP("cli", "Unchecked"),
    QT_TRANSLATE_NOOP("cli", "With errors"),
    QT_TRANSLATE_NOOP("cli", "Errors"),
    QT_TRANSLATE_NOOP("cli", "Warnings"),
    QT_TRANSLATE_NOOP("cli", "Hints"),
)
SEVERITIES = {
    ERROR: QT_TRANSLATE_NOOP("cli", "error"),
    WARNING: QT_TRANSLATE_NOOP("cli", "warning"),
    HINT: QT_TRANSLATE_NOOP("cli", "hint"),
}
_MOST_RULES = 10


def show(session: Session) -> Result:
    """Show the sums, and write them as a workbook where a folder is given."""
    options = session.arguments
    with session.connection() as connection:
        sums = check_sums(connection, [options.area], options.year)
        path = None
        if options.out is not None:
            from ..reports.check_sums_report import check_sums_report  # pandas comes in with it

            path = check_sums_report(connection, options.area, options.out, options.year, session.feedback)
    if not sums.townships:
        return Result({"townships": [], "rules": []}, [session.say(NO_VILLAGES, code=options.area)])
    rows = [_cells(one, one.name) for one in sums.townships]
    if len(rows) > 1:
        rows.append(_cells(sums.total(), session.say(ALL)))
    lines = session.table([session.say(heading) for heading in HEADINGS], rows)
    texts = {rule.code: rule.summary(session.language.code) for rule in RULES}
    frequent = sums.rules_of_all()[:_MOST_RULES]
    lines += [session.say(FREQUENT)] if frequent else []
    lines += [
        session.say(RULE, findings=one.findings, villages=one.villages, severity=session.say(SEVERITIES[one.severity]),
                    what=texts.get(one.rule_code, one.rule_code))
        for one in frequent
    ]  # fmt: skip
    lines += [session.say(WRITTEN, path=path)] if path is not None else []
    data = {
        "townships": [{**asdict(one), "unchecked": one.unchecked} for one in sums.townships],
        "rules": [asdict(one) for one in sums.rules],
        "file": str(path) if path is not None else None,
    }
    return Result(data, lines)


def _cells(one: TownshipSum, name: str) -> list[object]:
    return [name, one.villages, one.editions, one.checked, one.changed_since, one.unchecked, one.with_errors,
            one.errors, one.warnings, one.hints]  # fmt: skip
