"""Hand ledgers out (分发): for categories and areas one workbook for each township or department, in one go."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Iterable, Sequence

from ..database.connection import Connection, Cursor, transaction
from ..database.export_log import log_export
from ..database.ledger_reference import departments_of_categories, load_ledger_reference
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model import beijing
from ..model.ledger_reference import LedgerReference
from ..progress import Feedback, Silent, raise_if_cancelled
from ..resources.whole_files import workshop
from .fields import SheetKind
from .ledger_book import FIXED_HEADINGS, LedgerBook
from .template import (
    BLANK_ROWS,
    TemplateNotWritten,
    known_area,
    rows_handed_out,
    save_book,
    subject_named,
)

TOWNSHIP, DEPARTMENT, WHOLE = "township", "department", "whole"
SPLITS = (TOWNSHIP, DEPARTMENT, WHOLE)
_BLANK_ROWS_OF_MANY = 100  # blank rows a sheet where a workbook has several
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s]+')
_UNASSIGNED = "未定部门"
_LISTS = "名单"


class NothingChosen(InputError):
    """No category or no area was given."""

    template = QT_TRANSLATE_NOOP("errors", "Choose at least one category and one area.")
    hint = QT_TRANSLATE_NOOP("errors", "For example the categories 0601 and R3 and the area 330382106.")


class UnknownSplit(InputError):
    """The files cannot be split like this."""

    template = QT_TRANSLATE_NOOP("errors", "Ledgers cannot be handed out by {split}.")
    hint = QT_TRANSLATE_NOOP("errors", "Use township, department or whole.")


@dataclass(frozen=True)
class HandedFile:
    """One workbook that was handed out."""

    file: str
    recipient: str
    areas: tuple[str, ...]
    categories: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class _Parcel:
    """What one recipient gets; ``below`` = with all that lies in the areas."""

    recipient: str
    areas: tuple[str, ...]
    subjects: tuple[tuple[SheetKind, str | None], ...]
    below: bool = True


def hand_out(
    connection: Connection,
    folder: Path,
    *,
    categories: Sequence[str],
    areas: Sequence[str],
    split: str = TOWNSHIP,
    filled: bool = True,
    year: int | None = None,
    feedback: Feedback | None = None,
) -> list[HandedFile]:
    """Write the workbooks into ``folder``, all of them or none, and log what left.

    Args: ``categories`` by code or name: 0601, 水库, a whole domain (06), R3, R303, 网格责任人;
    ``split`` one of SPLITS; ``filled`` puts the present rows in, phones as far as the user may read them;
    ``year`` is that of the lists of a year, by default this one.
    Raises: NothingChosen, UnknownArea, UnknownCategory, UnknownSplit, TemplateNotWritten, Cancelled.
    """
    if split not in SPLITS:
        raise UnknownSplit(split=split)
    feedback, done = feedback or Silent(), []
    with transaction(connection) as cursor:
        reference = load_ledger_reference(cursor)
        wanted = _without_inner([known_area(area, reference) for area in areas])
        subjects = _subjects(categories, reference)
        if not wanted or not subjects:
            raise NothingChosen
        parcels = _parcels(split, wanted, subjects, reference, cursor)
        year, day = year or beijing.today().year, beijing.today().strftime("%Y%m%d")
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with workshop(Path(folder)) as place:
                for number, parcel in enumerate(parcels):
                    raise_if_cancelled(feedback)
                    made = _write(cursor, parcel, place, day, reference, filled=filled, year=year)
                    done += [made] if made is not None else []
                    feedback.setProgress(100 * (number + 1) / len(parcels))
                for one in done:
                    log_export(connection, "ledger", _in_words(one, reference), one.rows)
                for one in done:
                    (place / one.file).replace(Path(folder) / one.file)
        except OSError as error:
            raise TemplateNotWritten(file=str(folder), reason=error.strerror or str(error)) from error
    return done


def as_data(files: Iterable[HandedFile]) -> list[dict[str, Any]]:
    """Return what was handed out for JSON."""
    return [asdict(one) for one in files]


def _without_inner(areas: Sequence[str]) -> list[str]:
    """Return the areas, each once, without those that lie in another of them."""
    return [code for code in dict.fromkeys(areas) if not any(code != o and code.startswith(o) for o in areas)]


def _subjects(categories: Sequence[str], reference: LedgerReference) -> list[tuple[SheetKind, str | None]]:
    found: dict[tuple[SheetKind, str | None], None] = {}
    for category in categories:
        inside = [code for code in reference.categories if len(category) == 2 and code.startswith(category)]
        for one in inside or [category]:
            found[subject_named(one.strip(), reference)] = None
    return list(found)


def _parcels(
    split: str,
    areas: list[str],
    subjects: list[tuple[SheetKind, str | None]],
    reference: LedgerReference,
    cursor: Cursor,
) -> list[_Parcel]:
    if split == WHOLE:
        return [_Parcel("", tuple(areas), tuple(subjects))]
    if split == TOWNSHIP:
        return list(_by_township(areas, tuple(subjects), reference))
    departments = departments_of_categories(cursor)
    parts: dict[str, list[tuple[SheetKind, str | None]]] = {}
    for kind, code in subjects:
        owners = [_LISTS] if code is None else departments.get(code, [_UNASSIGNED])
        if code is not None and code.startswith("R"):
            owners = [reference.classes[code[:2]]]  # the classes of resources have no department in the catalogue
        for owner in owners:  # each that answers for it: what both fill in is merged row by row when it comes home
            parts.setdefault(owner, []).append((kind, code))
    return [_Parcel(owner, tuple(areas), tuple(own)) for owner, own in parts.items()]


def _by_township(
    areas: list[str], subjects: tuple[tuple[SheetKind, str | None], ...], reference: LedgerReference
) -> Iterable[_Parcel]:
    """Yield a parcel for each township; what belongs to a county itself has a file of its own when there is any."""
    for area in areas:
        if len(area) >= 9:
            yield _Parcel(reference.areas[area].display, (area,), subjects)
            continue
        own = tuple(subject for subject in subjects if subject[1] is not None)
        if own:
            yield _Parcel(reference.areas[area].display + "本级", (area,), own, below=False)
        for code, township in reference.areas.items():
            if township.level == "township" and township.in_force and code.startswith(area):
                yield _Parcel(township.display, (code,), subjects)


def _write(
    cursor: Cursor, parcel: _Parcel, place: Path, day: str, reference: LedgerReference, *, filled: bool, year: int
) -> HandedFile | None:
    """Write a recipient's workbook; None for an area's own level when there is nothing to put in."""
    present = {
        subject: rows_handed_out(cursor, *subject, list(parcel.areas), year=year, below=parcel.below) if filled else []
        for subject in parcel.subjects
    }
    count = sum(map(len, present.values()))
    if not parcel.below and not count:
        return None
    book = LedgerBook(_common(parcel.areas, reference), parcel.areas, reference, parcel.recipient, year)
    blank = BLANK_ROWS if len(present) == 1 else _BLANK_ROWS_OF_MANY
    for (kind, code), rows in present.items():
        book.add(kind, code, rows, blank)
    codes = tuple(code or FIXED_HEADINGS[kind] for kind, code in parcel.subjects)
    name = _free_name(place.parent, _file_name(parcel, codes, day, reference))
    save_book(book, place / name)
    return HandedFile(name, parcel.recipient, parcel.areas, codes, count)


def _common(areas: Sequence[str], reference: LedgerReference) -> str:
    """Return the smallest area that holds them all."""
    first = os.path.commonprefix(list(areas))
    return next((first[:n] for n in (12, 9, 6, 4, 2) if len(first) >= n and first[:n] in reference.areas), areas[0][:6])


def _file_name(parcel: _Parcel, codes: Sequence[str], day: str, reference: LedgerReference) -> str:
    where = reference.area_label(_common(parcel.areas, reference))
    names = {**reference.classes, **{c: v.name_zh for c, v in {**reference.categories, **reference.subtypes}.items()}}
    what = names.get(codes[0], codes[0]) if len(codes) == 1 else f"{len(codes)}类"
    parts = (where if parcel.recipient not in where else "", parcel.recipient, what, "台账", day)
    return _NOT_IN_A_NAME.sub("", "_".join(part for part in parts if part))[:120] + ".xlsx"


def _free_name(folder: Path, name: str) -> str:
    """Return the name, numbered where a file has it already: that one may have been filled in."""
    stem, number = name[: -len(".xlsx")], 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}_{number}.xlsx"
    return name


def _in_words(made: HandedFile, reference: LedgerReference) -> str:
    where = "、".join(reference.area_label(code) for code in made.areas)
    return f"{made.file}: {where}; {'、'.join(made.categories)}"
