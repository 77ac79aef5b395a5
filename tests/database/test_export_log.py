"""The log of exports: the database signs it, nobody changes it, who may see whose."""

from __future__ import annotations

from contextlib import closing

import pytest
from flood_core.database.connection import Connection, RightsRefused, transaction
from flood_core.database.export_log import LONGEST, UnknownExport, exports, log_export

from tests.database.register import TOWNSHIP, VILLAGE
from tests.support.people import People


def test_the_log_says_who_took_what(people: People, connection: Connection) -> None:
    with closing(people.sign_in("viewer", [VILLAGE])) as viewer:
        log_export(viewer, "ledger", "方江屿村 0601 水库", 12)
        ((at, person, *rest),) = exports(viewer)
        assert rest == ["ledger", "方江屿村 0601 水库", 12]
        assert person.startswith("viewer_") and len(at) == len("2026-04-15 08:00")
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as reviewer:
        assert exports(reviewer) == []
        log_export(reviewer, "statistics", "x" * (LONGEST + 1), 0)
        assert [one.kind for one in exports(reviewer)] == ["statistics"]
    with closing(people.sign_in("administrator")) as administrator:
        assert [one.kind for one in exports(administrator)] == ["statistics", "ledger"]
        assert [one.kind for one in exports(administrator, 1)] == ["statistics"]


def test_nobody_writes_in_another_name_or_takes_an_entry_back(people: People) -> None:
    with closing(people.sign_in("county_editor", ["330382"])) as editor:
        with transaction(editor) as cursor:
            cursor.execute("insert into report.export_log (kind, what, row_count, made_by, made_at)"
                           " values ('list', 'x', 1, 'somebody else', '2020-01-01')"
                           " returning made_by, made_at > '2026-01-01'")  # fmt: skip
            assert cursor.fetchone() == (editor.info.user, True)
        for statement in ("delete from report.export_log", "update report.export_log set what = 'y'"):
            with pytest.raises(RightsRefused), transaction(editor) as cursor:
                cursor.execute(statement)


def test_a_kind_that_nobody_knows_is_a_mistake(connection: Connection) -> None:
    with pytest.raises(UnknownExport):
        log_export(connection, "photograph", "x", 1)
