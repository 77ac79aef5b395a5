"""Sheets by village and year: transfer list, grid persons, village facts, organisation."""

from __future__ import annotations

from typing import Any, Optional, Sequence

from ..model.ledger_reference import Term
from .context import ImportContext, read_areas, read_years, withhold_phones
from .fields import SheetKind
from .headings import normalised
from .positions import read_positions
from .row_keys import NAMING_FIELDS, RowKey, key_value, scrambled, yearly_name
from .sheet_kinds import SheetSubject
from .sheet_rows import SheetRows
from .split_villages import settle_splits
from .values import (
    BadValue,
    Converter,
    as_text,
    boolean_value,
    choice_converter,
    count_value,
    name_value,
    number_converter,
    phone_value,
    text_value,
    unit_factor,
)
from .workbook import Value

_DECLARED = {"是", "有", "√", "✓", "1", "Y", "YES", "TRUE", "无转移人员"}
_Keys = list[Optional[RowKey]]
#: The persons of a household -> the columns of name, phone and title.
_TRANSFER_PEOPLE = {
    "householder": ("householder", "householder_phone", None),
    "transfer": ("transfer_person", "transfer_phone", "transfer_title"),
    "warning": ("warning_person", "warning_phone", "warning_title"),
}


def _term_converter(terms: Sequence[Term]) -> Converter:
    """Return a converter from a term's Chinese name, code or responsible title to its code."""
    aliases: dict[str, str] = {}
    for term in terms:
        aliases[term.name_zh] = term.code
        aliases[term.code] = term.code
        title = term.properties.get("responsible_title")
        if title:
            aliases.setdefault(title, term.code)
    if "其它" in aliases:
        aliases.setdefault("其他", aliases["其它"])
    known = {normalised(alias): code for alias, code in aliases.items()}
    shown = "、".join(term.name_zh for term in terms)

    def convert(value: Value) -> str | None:
        text = normalised(as_text(value))
        if not text:
            return None
        if text not in known:
            raise BadValue("not_allowed", allowed=shown)
        return known[text]

    return convert


def _limited_name(most: int) -> Converter:
    def convert(value: Value) -> str | None:
        text = name_value(value)
        if text is not None and len(text) > most:
            raise BadValue("too_long", most=most)
        return text

    return convert


def read_yearly_sheet(subject: SheetSubject, rows: SheetRows, context: ImportContext) -> None:
    """Read a sheet of one of the four fixed kinds and stage its good rows."""
    {
        SheetKind.TRANSFER: _read_transfer,
        SheetKind.GRID: _read_grid,
        SheetKind.VILLAGE: _read_village,
        SheetKind.ORGANISATION: _read_organisation,
    }[subject.kind](rows, context, _keys(subject.kind, rows, context))


def _keys(kind: SheetKind, rows: SheetRows, context: ImportContext) -> _Keys:
    """Return the hidden keys as they hold; a row whose key is another's is recognised by what it says."""
    keys: _Keys = rows.values("key", key_value)
    context.returned.update(key.uid for key in keys if key is not None)
    fields = {key: rows.raw(key) for key in NAMING_FIELDS if rows.has(key)}
    names = [yearly_name(kind, {key: cells[row] for key, cells in fields.items()}) for row in range(len(rows))]
    for row, code in scrambled(keys, names, context.handed, rows.name).items():
        rows.issue(code, row, "key", names[row])
        keys[row] = None
    return keys


def _base(
    rows: SheetRows, areas: Sequence[str | None], years: Sequence[int], keys: _Keys
) -> dict[str, Sequence[Any]]:
    return {
        "sheet": [rows.name] * len(rows),
        "row_number": rows.numbers,
        "area_code": areas,
        "year": years,
        "key_uid": [None if key is None else key.uid for key in keys],
        "key_revision": [None if key is None else key.revision for key in keys],
    }


def _people(
    rows: SheetRows,
    context: ImportContext,
    areas: Sequence[str | None],
    names: Sequence[Any],
    phones: Sequence[Any],
    titles: Sequence[Any],
    good: Sequence[bool],
    *,
    stated: bool = False,
) -> list[int | None]:
    """Stage persons of the good rows that name one; return their numbers, None where there is none."""
    found: list[int | None] = []
    for row, (name, phone) in enumerate(zip(names, phones)):
        if name is None or not good[row]:
            found.append(None)
            continue
        found.append(
            context.staged.person(
                areas[row] or "",
                name,
                phone,
                rows.name,
                rows.numbers[row],
                title=titles[row],
                title_stated=stated,
            )
        )
    return found


def _need(rows: SheetRows, key: str, values: Sequence[Any], where: Sequence[bool]) -> None:
    """Note a missing value in the rows ``where`` it is needed; cells that were refused have their own issue."""
    raw = rows.raw(key)
    for row, value in enumerate(values):
        if value is None and where[row] and not as_text(raw[row]):
            rows.issue("required", row, key)


def _read_transfer(rows: SheetRows, context: ImportContext, keys: _Keys) -> None:
    areas, years = read_areas(rows, context, "transfer_household"), read_years(rows, context)
    declared = _declared_empty(rows)
    listed = [not flag for flag in declared]
    columns = _transfer_columns(rows, context, listed)
    people = {role: _people_of(rows, context, areas, *named) for role, named in _TRANSFER_PEOPLE.items()}
    keepers = _people_of(rows, context, areas, "shelter_keeper", "shelter_phone", None)
    columns["geom"] = _places(rows, context, areas)
    settle_splits(rows, context, "transfer_household", areas, columns["geom"])
    _check_contradiction(rows, context, areas, years, declared)
    good = [kept and flag for kept, flag in zip(rows.good_rows(), listed)]
    numbered = {role + "_n": _people(rows, context, areas, *who, good) for role, who in people.items()}
    staged = context.staged.table("transfer_household").extend(
        {**_base(rows, areas, years, keys), **columns, **numbered}, good
    )
    kept = list(zip((row for row, is_good in enumerate(good) if is_good), staged))
    _stage_keepers(rows, context, areas, keepers[:2], columns["shelter_name"], kept)
    empty = [kept and flag for kept, flag in zip(rows.good_rows(), declared)]
    _stage_no_transfer(rows, context, areas, years, keys, empty, columns["note"])


def _transfer_columns(rows: SheetRows, context: ImportContext, listed: Sequence[bool]) -> dict[str, Sequence[Any]]:
    """Return what a transfer list says of each household besides persons and place; what is missing is noted."""
    zone_types = _term_converter(context.reference.terms.get("danger_zone_type", ()))
    columns: dict[str, Sequence[Any]] = {
        "zone_name": rows.values("zone_name", name_value),
        "zone_type_code": rows.values("zone_type", zone_types),
        "location": rows.texts("location", text_value),
        "people": rows.values("people", count_value),
        "shelter_name": rows.values("shelter_name", name_value),
        "safety_appraised": rows.values("safety_appraised", boolean_value),
        "note": rows.texts("note", text_value),
    }
    for key, column in (("zone_name", "zone_name"), ("zone_type", "zone_type_code"), ("people", "people")):
        _need(rows, key, columns[column], listed)
    return columns


def _people_of(
    rows: SheetRows, context: ImportContext, areas: Sequence[str | None], name: str, phone: str, title: str | None
) -> tuple[list[Any], list[Any], list[Any]]:
    """Return names, phones and titles of the persons of three columns; missing phones are noted."""
    names, phones = rows.values(name, name_value), _phones(rows, context, areas, phone)
    _warn_of_missing_phones(rows, phone, names, phones)
    return names, phones, rows.values(title, name_value) if title else [None] * len(rows)


def _places(rows: SheetRows, context: ImportContext, areas: Sequence[str | None]) -> list[str | None]:
    """Return where the households are, as far as the list says it."""
    if not _has_place(rows):
        return [None] * len(rows)
    boundaries = context.boundaries({code for code in areas if code})
    nothing = [None] * len(rows)
    return read_positions(
        rows, areas, nothing, boundaries, context.villages_at, context.reference, expected=False
    ).geometry


def _stage_keepers(
    rows: SheetRows,
    context: ImportContext,
    areas: Sequence[str | None],
    keepers: tuple[Sequence[Any], Sequence[Any]],
    shelters: Sequence[Any],
    kept: Sequence[tuple[int, int]],
) -> None:
    """Stage the keepers of the shelters, once a shelter, for the rows ``kept`` (row, staged number)."""
    names, phones = keepers
    first: dict[tuple[str | None, Any], tuple[int, int]] = {}
    for row, number in kept:
        if names[row] is not None and shelters[row] is not None:
            first.setdefault((areas[row], shelters[row]), (row, number))
    people = [
        context.staged.person(areas[row] or "", names[row], phones[row], rows.name, rows.numbers[row])
        for row, _ in first.values()
    ]
    context.staged.table("keeper").extend(
        {
            "sheet": [rows.name] * len(first),
            "row_number": [rows.numbers[row] for row, _ in first.values()],
            "household_n": [number for _, number in first.values()],
            "area_code": [areas[row] for row, _ in first.values()],
            "person_n": people,
            "post_vocabulary": ["responsibility"] * len(first),
            "post_code": ["custodian"] * len(first),
        }
    )


def _has_place(rows: SheetRows) -> bool:
    return any(any(value is not None for value in rows.raw(key)) for key in ("longitude", "latitude", "pair", "string"))


def _declared_empty(rows: SheetRows) -> list[bool]:
    """Return the rows that declare 无转移人员: by the column of that name, or by saying so as the zone or the note."""
    flags = []
    for flag, zone, note in zip(rows.raw("no_transfer"), rows.raw("zone_name"), rows.raw("note")):
        words = [normalised(as_text(value)) for value in (flag, zone, note)]
        flags.append(words[0] in _DECLARED or words[1] == "无转移人员" or (not words[1] and words[2] == "无转移人员"))
    return flags


def _phones(rows: SheetRows, context: ImportContext, areas: Sequence[str | None], key: str) -> list[Any]:
    """Return the phones of a column, those left out that the user may not write."""
    phones, column = rows.values(key, phone_value), rows.mapping.fields.get(key)
    if column is not None:
        withhold_phones(rows, context, areas, column, phones, [])
    return phones


def _warn_of_missing_phones(rows: SheetRows, key: str, names: Sequence[Any], phones: Sequence[Any]) -> None:
    column = rows.mapping.fields.get(key)
    if column is not None:
        rows.note_missing_phones(column, names, phones)


def _check_contradiction(
    rows: SheetRows, context: ImportContext, areas: Sequence[str | None], years: Sequence[int], declared: Sequence[bool]
) -> None:
    first: dict[tuple[str | None, int], int] = {}
    for row, flag in enumerate(declared):
        if not flag:
            first.setdefault((areas[row], years[row]), rows.numbers[row])
    for row, flag in enumerate(declared):
        other = first.get((areas[row], years[row]))
        if flag and other is not None and areas[row] is not None:
            rows.issue(
                "no_transfer_contradicted",
                row,
                "no_transfer",
                village=context.reference.area_label(areas[row] or ""),
                other=other,
            )


def _stage_no_transfer(
    rows: SheetRows,
    context: ImportContext,
    areas: Sequence[str | None],
    years: Sequence[int],
    keys: _Keys,
    keep: Sequence[bool],
    notes: Sequence[Any],
) -> None:
    seen: set[tuple[str | None, int]] = set()
    once = []
    for row, kept in enumerate(keep):
        key = (areas[row], years[row])
        once.append(kept and key not in seen)
        seen |= {key} if kept else set()
    context.staged.table("no_transfer").extend({**_base(rows, areas, years, keys), "note": notes}, once)


def _read_grid(rows: SheetRows, context: ImportContext, keys: _Keys) -> None:
    areas, years = read_areas(rows, context, "grid_person"), read_years(rows, context)
    settle_splits(rows, context, "grid_person", areas, [None] * len(rows))
    everywhere = [True] * len(rows)
    columns: dict[str, Sequence[Any]] = {
        "grid_name": rows.values("grid_name", _limited_name(25)),
        "grid_type_code": rows.values("grid_type", _term_converter(context.reference.terms.get("grid_type", ()))),
        "note": rows.texts("note", text_value),
    }
    names, phones = rows.values("person", name_value), _phones(rows, context, areas, "phone")
    for key, values in (
        ("grid_name", columns["grid_name"]),
        ("grid_type", columns["grid_type_code"]),
        ("person", names),
        ("phone", phones),
    ):
        _need(rows, key, values, everywhere)
    good = rows.good_rows()
    numbers = _people(rows, context, areas, names, phones, [None] * len(rows), good)
    columns["person_n"] = numbers
    context.staged.table("grid_person").extend({**_base(rows, areas, years, keys), **columns}, good)


def _read_village(rows: SheetRows, context: ImportContext, keys: _Keys) -> None:
    areas, years = read_areas(rows, context, "village_fact"), read_years(rows, context)
    settle_splits(rows, context, "village_fact", areas, [None] * len(rows))
    counted = (
        "households",
        "registered_population",
        "resident_population",
        "natural_villages",
        "disaster_points",
        "affected_people",
    )
    area_column = rows.mapping.fields.get("area_km2")
    columns: dict[str, Sequence[Any]] = {key: rows.values(key, count_value) for key in counted}
    columns["area_km2"] = rows.values(
        "area_km2",
        number_converter(
            unit="km²", minimum=0, maximum=100_000, factor=_area_factor(area_column.unit if area_column else None)
        ),
    )
    columns["terrain"] = rows.values("terrain", name_value)
    columns["task_weight"] = rows.values(
        "task_weight", choice_converter(("较轻", "较重"), {"轻": "较轻", "重": "较重"})
    )
    columns["duty_phone"] = rows.values("duty_phone", phone_value)
    _one_row_an_area(rows, areas, years)
    context.staged.table("village_fact").extend(
        {**_base(rows, areas, years, keys), **columns, "simulated": [context.simulated] * len(rows)}, rows.good_rows()
    )


def _area_factor(unit: str | None) -> float:
    return (unit_factor(unit, "km²") if unit else None) or 1.0


def _one_row_an_area(rows: SheetRows, areas: Sequence[str | None], years: Sequence[int]) -> None:
    seen: dict[tuple[str, int], int] = {}
    for row, (area, year) in enumerate(zip(areas, years)):
        if area is not None:
            earlier = seen.setdefault((area, year), rows.numbers[row])
            if earlier != rows.numbers[row]:
                rows.issue("double_row", row, "village", other=earlier)


def _read_organisation(rows: SheetRows, context: ImportContext, keys: _Keys) -> None:
    areas, years = read_areas(rows, context, "duty"), read_years(rows, context)
    settle_splits(rows, context, "duty", areas, [None] * len(rows))
    everywhere = [True] * len(rows)
    posts = _posts(rows, context, areas)
    names, phones = rows.values("person", name_value), _phones(rows, context, areas, "phone")
    titles, tasks = rows.values("title", name_value), rows.values("task", text_value)
    _need(rows, "person", names, everywhere)
    _warn_of_missing_phones(rows, "phone", names, phones)
    good = [kept and post is not None for kept, post in zip(rows.good_rows(), posts)]
    numbers = _people(rows, context, areas, names, phones, titles, good, stated=True)
    context.staged.table("organisation").extend(
        {
            **_base(rows, areas, years, keys),
            "person_n": numbers,
            "post_vocabulary": ["post"] * len(rows),
            "post_code": posts,
            "task": tasks,
        },
        good,
    )


def _posts(rows: SheetRows, context: ImportContext, areas: Sequence[str | None]) -> list[str | None]:
    """Return the post of each row; the same word means another post in a village, a township and a county."""
    terms = context.reference.terms.get("post", ())
    levels = {6: "county", 9: "township"}
    converters = {
        level: _term_converter([t for t in terms if t.properties.get("level") == level])
        for level in ("county", "township", "village")
    }
    found: list[str | None] = []
    for row, cell in enumerate(rows.raw("post")):
        level = levels.get(len(areas[row] or ""), "village")
        code = None
        try:
            code = converters[level](_head_post(cell))
            if code is None:
                rows.issue("required", row, "post")
        except BadValue as bad:
            rows.issue(bad.code, row, "post", cell, **bad.values)
        found.append(code)
    return found


def _head_post(cell: Value) -> Value:
    """Drop what a cell adds to a group's name: 监测预警组组长, 人员转移组成员."""
    text = as_text(cell)
    for ending in ("组组长", "组副组长", "组成员"):
        if text.endswith(ending):
            return text[: -len(ending)] + "组"
    return text
