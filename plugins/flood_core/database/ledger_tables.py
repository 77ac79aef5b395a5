"""The register's tables as the ledger import sees them: columns, and how a row is recognised.

``keys`` of a pass are SQL expressions over columns that the staged rows and
the register's rows have in common. Passes are tried in order; within equal
keys rows pair off in order, so a thousand rows of one name cost no more than
a thousand of different names.
"""

from __future__ import annotations

from dataclasses import dataclass

_SAME_PLACE = "public.st_asewkb(public.st_snaptogrid(public.st_centroid(geom), 0.000001))"


@dataclass(frozen=True)
class Pass:
    """One way to recognise a row: equal keys.

    ``single`` takes them only when both sides have one row of that key;
    ``near`` pairs off those that are each other's nearest within 100 m.
    """

    keys: tuple[str, ...]
    where: str = "true"
    single: bool = False
    near: bool = False


@dataclass(frozen=True)
class Column:
    """A column that a ledger can fill: its type, and the value for new rows that leave it blank."""

    name: str
    type: str
    blank: str = "null"
    with_geometry: bool = False  # changes only together with the geometry
    clearable: bool = False  # a ledger may take its value away, by the word 清空
    stated_by: str | None = None  # fills a blank only, unless this staged column says that the ledger is about it


@dataclass(frozen=True)
class LedgerTable:
    """One table of the register and how a ledger's rows meet it."""

    name: str
    columns: tuple[Column, ...]
    passes: tuple[Pass, ...]
    references: tuple[tuple[str, str, str], ...] = ()  # (column, staged number column, staged table)
    revives: bool = False  # one row an area and year: a retired one is taken back
    category_column: str | None = None
    keyed: str | None = None  # a key that we handed out holds where this does, of a staged row s and a known one k
    staged_as: str = ""  # the name among the staged tables, where it differs

    @property
    def key(self) -> str:
        """Return the name among the staged tables."""
        return self.staged_as or self.name

    @property
    def full_name(self) -> str:
        """Return schema and name."""
        return "register." + self.name


_PLACE = (
    Column("coordinate_system", "text", with_geometry=True),
    Column("coordinate_evidence", "text", with_geometry=True),
    Column("geom", "public.geometry", clearable=True),
    Column("label_point", "public.geometry", clearable=True),
)
_THING = (
    Column("area_code", 'text collate "C"'),
    Column("name", "text"),
    Column("feature", "text", clearable=True),
    Column("location", "text", clearable=True),
    Column("responsible_party", "text", clearable=True),
    Column("department_code", 'text collate "C"'),
    Column("external_code", "text", clearable=True),
    Column("attributes", "jsonb", blank="'{}'"),
    Column("verification_state", "text", blank="'unverified'"),
    Column("verified_on", "date", clearable=True),
    Column("simulated", "boolean", blank="false"),
    Column("note", "text", clearable=True),
)


def _thing_passes(category: str) -> tuple[Pass, ...]:
    named = (category, "area_code", "name")
    return (
        Pass((category, "external_code"), where="external_code is not null"),
        Pass((*named, _SAME_PLACE), where="geom is not null"),
        Pass((*named, "coalesce(location, '')", "coalesce(feature, '')"), where="geom is null"),
        Pass(named, where="geom is not null", near=True),
        Pass((*named, "coalesce(location, '')"), single=True),
        Pass(named, single=True),
    )


RISK_SOURCE = LedgerTable(
    "risk_source",
    (
        *_THING,
        Column("category_code", 'text collate "C"'),
        Column("control_measures", "text", clearable=True),
        Column("risk_level", "smallint", clearable=True),
        Column("threatened_households", "integer", clearable=True),
        Column("threatened_people", "integer", clearable=True),
        *_PLACE,
    ),
    _thing_passes("category_code"),
    category_column="category_code",
    keyed="true",
)

RELIEF_RESOURCE = LedgerTable(
    "relief_resource",
    (
        *_THING,
        Column("subtype_code", 'text collate "C"'),
        Column("capacity_people", "integer", clearable=True),
        Column("quantity", "numeric", clearable=True),
        Column("unit", "text", clearable=True),
        Column("headcount", "integer", clearable=True),
        Column("expires_on", "date", clearable=True),
        *_PLACE,
    ),
    _thing_passes("subtype_code"),
    category_column="subtype_code",
    keyed="true",
)

PERSON = LedgerTable(
    "person",
    (
        Column("area_code", 'text collate "C"'),
        Column("name", "text"),
        Column("title", "text", stated_by="title_stated"),
        Column("simulated", "boolean", blank="false"),
    ),
    (
        Pass(("area_code", "name", "phone"), where="phone is not null"),
        Pass(("area_code", "name"), where="phone is null", single=True),
    ),
)

PERSON_PHONE = LedgerTable(
    "person_phone",
    (
        Column("person_uid", "uuid"),
        Column("area_code", 'text collate "C"'),
        Column("kind", "text", blank="'mobile'"),
        Column("number", "text"),
    ),
    (Pass(("person_uid", "number")),),
    references=(("person_uid", "person_n", "person"),),
)

_DUTY_COLUMNS = (
    Column("person_uid", "uuid"),
    Column("area_code", 'text collate "C"'),
    Column("post_vocabulary", "text"),
    Column("post_code", "text"),
    Column("subject_uid", "uuid"),
    Column("category_code", "text"),
    Column("year", "integer"),
    Column("task", "text"),
)

_SAME_YEAR = "k.area_code = s.area_code and k.year = s.year"

#: Who answers for a risk source or relief resource; comes along with the thing's row.
DUTY = LedgerTable(
    "duty",
    _DUTY_COLUMNS,
    (
        Pass(
            ("person_uid", "area_code", "post_vocabulary", "post_code", "subject_uid"), where="subject_uid is not null"
        ),
        Pass(
            ("area_code", "post_vocabulary", "post_code", "subject_uid"), where="subject_uid is not null", single=True
        ),
    ),
    references=(
        ("person_uid", "person_n", "person"),
        ("subject_uid", "risk_n", "risk_source"),
        ("subject_uid", "resource_n", "relief_resource"),
    ),
)

#: Posts of a village, township or county itself (组织责任): rows of a ledger of their own.
ORGANISATION = LedgerTable(
    "duty",
    _DUTY_COLUMNS,
    (Pass(("person_uid", "area_code", "post_vocabulary", "post_code"), where="subject_uid is null"),),
    references=(("person_uid", "person_n", "person"),),
    staged_as="organisation",
    keyed=_SAME_YEAR + " and k.subject_uid is null",
)

#: Keepers of shelters as a transfer list names them; only shelters without a keeper in the register take them.
KEEPER = LedgerTable(
    "duty",
    _DUTY_COLUMNS,
    (Pass(("person_uid", "area_code", "post_vocabulary", "post_code", "subject_uid")),),
    references=(("person_uid", "person_n", "person"),),
    staged_as="keeper",
)

VILLAGE_FACT = LedgerTable(
    "village_fact",
    (
        Column("area_code", 'text collate "C"'),
        Column("year", "integer"),
        Column("households", "integer"),
        Column("registered_population", "integer"),
        Column("resident_population", "integer"),
        Column("area_km2", "numeric"),
        Column("natural_villages", "integer"),
        Column("terrain", "text"),
        Column("task_weight", "text"),
        Column("disaster_points", "integer"),
        Column("affected_people", "integer"),
        Column("duty_phone", "text"),
        Column("simulated", "boolean", blank="false"),
    ),
    (Pass(("area_code", "year")),),
    revives=True,
    keyed=_SAME_YEAR,
)

GRID_PERSON = LedgerTable(
    "grid_person",
    (
        Column("area_code", 'text collate "C"'),
        Column("year", "integer"),
        Column("grid_name", "text"),
        Column("grid_type_code", "text"),
        Column("person_uid", "uuid"),
        Column("note", "text"),
    ),
    (
        Pass(("area_code", "year", "grid_name", "grid_type_code", "person_uid")),
        Pass(("area_code", "year", "grid_name", "grid_type_code"), single=True),
    ),
    references=(("person_uid", "person_n", "person"),),
    keyed=_SAME_YEAR,
)

TRANSFER_HOUSEHOLD = LedgerTable(
    "transfer_household",
    (
        Column("area_code", 'text collate "C"'),
        Column("year", "integer"),
        Column("zone_name", "text"),
        Column("zone_type_code", "text"),
        Column("risk_source_uid", "uuid"),
        Column("location", "text"),
        Column("householder_uid", "uuid"),
        Column("people", "integer", blank="0"),
        Column("transfer_person_uid", "uuid"),
        Column("warning_person_uid", "uuid"),
        Column("shelter_name", "text"),
        Column("shelter_uid", "uuid"),
        Column("safety_appraised", "boolean"),
        Column("note", "text"),
        Column("geom", "public.geometry"),
    ),
    (
        Pass(("area_code", "year", "zone_name", "householder_uid"), where="householder_uid is not null"),
        Pass(("area_code", "year", "zone_name", "coalesce(location, '')"), where="householder_uid is null"),
    ),
    references=(
        ("householder_uid", "householder_n", "person"),
        ("transfer_person_uid", "transfer_n", "person"),
        ("warning_person_uid", "warning_n", "person"),
    ),
    keyed=_SAME_YEAR,
)

NO_TRANSFER = LedgerTable(
    "no_transfer",
    (
        Column("area_code", 'text collate "C"'),
        Column("year", "integer"),
        Column("declared_by", "text"),
        Column("note", "text"),
    ),
    (Pass(("area_code", "year")),),
    revives=True,
    keyed=_SAME_YEAR,
)

#: In the order in which rows can be written: what is referred to comes first.
LEDGER_TABLES = (
    PERSON,
    PERSON_PHONE,
    RISK_SOURCE,
    RELIEF_RESOURCE,
    DUTY,
    ORGANISATION,
    VILLAGE_FACT,
    GRID_PERSON,
    TRANSFER_HOUSEHOLD,
    NO_TRANSFER,
    KEEPER,
)
