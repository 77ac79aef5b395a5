"""A township's register, filled at random, and the report made from it."""

from __future__ import annotations

import datetime

import pytest

from tests.reports.register import TOWNSHIP, fill


def codes_in(cursor):
    """Return the township and its 19 villages."""
    cursor.execute("select code from base.area where code like %s order by code", (TOWNSHIP + "%",))
    return [code for (code,) in cursor]


@pytest.fixture()
def codes(connection):
    """The township and its 19 villages."""
    with connection, connection.cursor() as cursor:
        return codes_in(cursor)


@pytest.fixture()
def year():
    return datetime.date.today().year


@pytest.fixture(scope="session")
def filled_template(copies, migrated_template):
    """A database with a filled register."""

    def fill_at_random(connection):
        with connection, connection.cursor() as cursor:
            year = datetime.date.today().year
            fill(cursor, codes_in(cursor), seed=20261123, sources=500, resources=200, year=year)

    return copies.filled("register", migrated_template, fill_at_random)


@pytest.fixture()
def filled(filled_template, connection):
    """A connection to a database with a filled register."""
    return connection
