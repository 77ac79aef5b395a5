"""A township's register, filled at random, and the report made from it."""

from __future__ import annotations

import datetime

import pytest

from tests.reports.register import TOWNSHIP, fill


@pytest.fixture()
def codes(connection):
    """The township and its 19 villages."""
    with connection, connection.cursor() as cursor:
        cursor.execute("select code from base.area where code like %s order by code", (TOWNSHIP + "%",))
        return [code for (code,) in cursor]


@pytest.fixture()
def year():
    return datetime.date.today().year


@pytest.fixture()
def filled(connection, codes, year):
    """A connection to a database with a filled register."""
    with connection, connection.cursor() as cursor:
        fill(cursor, codes, seed=20261123, sources=500, resources=200, year=year)
    return connection
