"""A server that is stopped in the middle of a question: the wait ends, and it is said."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing

import pytest
from flood_core.database.connection import ConnectionSettings, RuleBroken, connect, transaction
from flood_core.database.patience import NoAnswerInTime, answer_within


def test_a_stopped_backend_is_not_waited_for(database: ConnectionSettings) -> None:
    with closing(connect(database)) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        try:
            begin = time.monotonic()
            refused = pytest.raises(NoAnswerInTime, match="1 seconds")
            with refused, answer_within(connection, 1), transaction(connection) as cursor:
                cursor.execute("select 1")
            assert time.monotonic() - begin < 2
        finally:
            os.kill(backend, signal.SIGCONT)


def test_an_answer_in_time_changes_nothing(database: ConnectionSettings) -> None:
    with closing(connect(database)) as connection:
        with answer_within(connection, 5), transaction(connection) as cursor:
            cursor.execute("select 1")
            assert cursor.fetchone() == (1,)
        with pytest.raises(RuleBroken), answer_within(connection, 5), transaction(connection) as cursor:
            cursor.execute("select 1 / 0")
        with transaction(connection) as cursor:
            cursor.execute("select 2")
            assert cursor.fetchone() == (2,)
