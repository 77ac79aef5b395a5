"""Count again in plain SQL, thing by thing, what the tables of the statistics say of the departments."""

from __future__ import annotations

from collections import Counter

from flood_core.reports.tables import RowStyle

#: The things of both registers in force at a moment: area, department named, category, state; no function of ours.
_IN_FORCE = """
select 'sources', area_code, department_code, category_code, verification_state from (
    select * from register.risk_source where changed_at <= %(at)s
    union all select {risk_source} from history.risk_source where period @> %(at)s) r
 where retired_at is null
union all
select 'resources', area_code, department_code, null, verification_state from (
    select * from register.relief_resource where changed_at <= %(at)s
    union all select {relief_resource} from history.relief_resource where period @> %(at)s) r
 where retired_at is null
"""


def table_of(report, key):
    return next(table for table in report.tables if table.key == key)


def ask(connection, statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


def recount_of_departments(connection, at):
    """Return how many things there were by register, unit, departments (by name) and state, counted one by one."""
    columns = {
        table: ", ".join(
            name for (name,) in ask(
                connection, "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0"
                " and not attisdropped order by attnum", (f"register.{table}",))
        )
        for table in ("risk_source", "relief_resource")
    }  # fmt: skip
    names = dict(ask(connection, "select code, name_zh from reference.department"))
    of_category = {}
    for category, code in ask(connection, "select category_code, department_code from reference.category_department"
                              " order by 1, 2"):  # fmt: skip
        of_category.setdefault(category, []).append(names[code])
    counted = Counter()
    for register, area, own, category, state in ask(connection, _IN_FORCE.format(**columns), {"at": at}):
        named = names[own] if own else "、".join(of_category.get(category, [])) or "未明确部门"
        counted[register, area[:12], named, state] += 1
    return counted


def check_departments(report, counted):
    """Compare every row of the four tables with a recount."""

    def figures(chosen):
        found = Counter()
        for (register, area, named, state), count in counted.items():
            if chosen(area, named):
                found[register, state] += count
                found[register, "all"] += count
        return tuple(found[register, state] for register in ("sources", "resources")
                     for state in ("unverified", "confirmed", "disputed", "all"))  # fmt: skip

    for row in table_of(report, "states_by_area").rows:
        code, own = row.values[0], row.style is RowStyle.OWN
        assert row.values[2:] == figures(lambda area, _: area == code if own else area.startswith(code)), row.values  # noqa: B023 - called at once
    rows = table_of(report, "things_by_department").rows
    assert {row.values[0] for row in rows[:-1]} == {named for _, _, named, _ in counted}
    for row in rows:
        assert row.values[1:] == figures(lambda _, named: row.values[0] in (named, "合计")), row.values  # noqa: B023 - called at once
    pairs = {(row.values[0], row.values[3]): row.values[4:] for row in table_of(report, "departments_by_area").rows}
    assert pairs.keys() == {(area, named) for _, area, named, _ in counted}
    for (code, name), values in pairs.items():
        assert values == figures(lambda area, named: (area, named) == (code, name)), (code, name)  # noqa: B023 - called at once
    check_side_by_side(table_of(report, "departments_side_by_side"), counted)


def check_side_by_side(table, counted):
    """Compare each figure of areas against departments with a recount: columns that have something, and no other."""
    found = Counter()
    for (register, area, named, _), count in counted.items():
        column = "多部门共同" if "、" in named else named
        for heading in (column, "合计"):
            found["风险源" if register == "sources" else "救灾资源", heading, area] += count
    columns = {(column.group, column.heading): at for at, column in enumerate(table.columns) if at >= 2}
    assert columns.keys() - {("风险源", "合计"), ("救灾资源", "合计")} == {
        (group, heading) for group, heading, _ in found if heading != "合计"
    }
    for row in table.rows:
        code, own = row.values[0], row.style is RowStyle.OWN
        for (group, heading), at in columns.items():
            expected = sum(count for (*where, area), count in found.items() if where == [group, heading]
                           and (area == code if own else area.startswith(code)))  # fmt: skip
            assert row.values[at] == expected, (row.values[:2], group, heading)
