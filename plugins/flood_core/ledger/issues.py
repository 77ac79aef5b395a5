"""What can be wrong in a ledger, said so that the sender can mend it.

An issue names sheet, row, column and value, and carries the code of its kind
with the values for the message. Texts are English sources for translation;
``text`` and ``fix`` fill them through a translator.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Iterable

from ..errors import CONTEXT, QT_TRANSLATE_NOOP, Translate

ERROR, WARNING, NOTICE = "error", "warning", "notice"


@dataclass(frozen=True)
class IssueKind:
    """A kind of issue: how grave, what is said, and how to mend it."""

    severity: str
    template: str
    fix: str = ""


_VILLAGE_FIX = QT_TRANSLATE_NOOP(
    "errors", "Copy the name from the hidden sheet 名录 of the template. Similar names: {nearest}."
)
_PHONE_FIX = QT_TRANSLATE_NOOP(
    "errors", "One number a cell: 11 digits beginning with 1, or area code and number such as 0577-61234567."
)
_ALLOWED_FIX = QT_TRANSLATE_NOOP("errors", "Choose one of: {allowed}.")
_CHECK_PLACE = QT_TRANSLATE_NOOP("errors", "Check the village name and the coordinates, and fill in the column 坐标系.")

KINDS: dict[str, IssueKind] = {
    # whole sheets and columns
    "sheet_hidden": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "The hidden sheet was not read.")),
    "sheet_unknown": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The sheet was not read: nothing tells what it is about."),
        QT_TRANSLATE_NOOP("errors", "Begin its name with the code of a category, or give the category when importing."),
    ),
    "no_heading": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "No heading row was found on this sheet."),
        QT_TRANSLATE_NOOP("errors", "Keep the headings of the template; at least these are needed: {needed}."),
    ),
    "missing_column": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The column {needed} is missing."),
        QT_TRANSLATE_NOOP("errors", "Add the column, or use the template."),
    ),
    "unknown_column": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The column is not known and was not read ({count} values)."),
        QT_TRANSLATE_NOOP("errors", "Rename it after the template if it matters."),
    ),
    "double_column": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "A second column means the same as {other}; the first one was read."),
        QT_TRANSLATE_NOOP("errors", "Delete or rename one of the two."),
    ),
    "identity_column": IssueKind(
        NOTICE,
        QT_TRANSLATE_NOOP(
            "errors", "Identity card numbers are not taken in; the column was left out ({count} values)."
        ),
    ),
    "unit_unknown": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP(
            "errors",
            "The column is in {unit}, but {expected} is expected, and the one cannot be turned into the other.",
        ),
        QT_TRANSLATE_NOOP("errors", "Give the values in {expected}."),
    ),
    "row_total": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "The row holds totals and was not read.")),
    "row_note": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "The row is a note and was not read.")),
    "row_heading": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "The row repeats the headings and was not read.")),
    # areas and kinds
    "village_missing": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The village is missing."),
        QT_TRANSLATE_NOOP("errors", "Fill in the village, or write 本级 for what belongs to the township itself."),
    ),
    "village_unknown": IssueKind(
        ERROR, QT_TRANSLATE_NOOP("errors", "There is no village {value} in {area}."), _VILLAGE_FIX
    ),
    "village_ambiguous": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "Several villages are called {value}: {candidates}."),
        QT_TRANSLATE_NOOP("errors", "Add the township before the name, or give the area when importing."),
    ),
    "area_not_yours": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "You may not write in the area {value}."),
        QT_TRANSLATE_NOOP("errors", "Leave the row to those who are responsible, or ask the administrator."),
    ),
    "area_outside": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} does not lie in {area}."),
        QT_TRANSLATE_NOOP("errors", "Import the row with the ledger of its own area."),
    ),
    "area_replaced": IssueKind(
        WARNING, QT_TRANSLATE_NOOP("errors", "{value} was replaced by {successor}; the row was taken there.")
    ),
    "area_renamed": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "{value} is called {name} now.")),
    "area_split": IssueKind(
        WARNING, QT_TRANSLATE_NOOP("errors", "{value} was split; by its place the row was taken to {successor}.")
    ),
    "village_split": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} was split into {candidates}, and the row does not tell which is meant."),
        QT_TRANSLATE_NOOP("errors", "Write the new village, or fill in the coordinates."),
    ),
    "category_missing": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The category is missing."),
        QT_TRANSLATE_NOOP("errors", "Fill in the column 风险类别 or 类型."),
    ),
    "category_unknown": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "There is no category {value}."),
        QT_TRANSLATE_NOOP("errors", "Similar categories: {nearest}."),
    ),
    "category_other": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The row is a {value}, but the sheet is for {expected}."),
        QT_TRANSLATE_NOOP("errors", "Move the row to the sheet of its category."),
    ),
    "category_not_yours": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "You may not write rows of the category {value}."),
        QT_TRANSLATE_NOOP("errors", "Leave the row to its department, or ask the administrator."),
    ),
    # values
    "required": IssueKind(
        ERROR, QT_TRANSLATE_NOOP("errors", "The value is missing."), QT_TRANSLATE_NOOP("errors", "Fill in the cell.")
    ),
    "too_long": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The text has more than {most} characters."),
        QT_TRANSLATE_NOOP("errors", "Shorten the text."),
    ),
    "not_an_integer": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is not a whole number."),
        QT_TRANSLATE_NOOP("errors", "Write digits only."),
    ),
    "not_a_number": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is not a number."),
        QT_TRANSLATE_NOOP("errors", "Write digits only."),
    ),
    "too_small": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is less than {limit}."),
        QT_TRANSLATE_NOOP("errors", "Check the value and its unit."),
    ),
    "too_large": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is more than {limit}."),
        QT_TRANSLATE_NOOP("errors", "Check the value and its unit."),
    ),
    "not_a_boolean": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is neither yes nor no."),
        QT_TRANSLATE_NOOP("errors", "Write 是 or 否."),
    ),
    "not_a_date": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is not a date."),
        QT_TRANSLATE_NOOP("errors", "Write the date as 2026-04-15."),
    ),
    "not_allowed": IssueKind(
        ERROR, QT_TRANSLATE_NOOP("errors", "{value} is not one of the allowed values."), _ALLOWED_FIX
    ),
    "not_a_level": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} is not a risk level."),
        QT_TRANSLATE_NOOP("errors", "Write 红, 橙, 黄, 蓝 or 重大, 较大, 一般, 低."),
    ),
    "bad_phone": IssueKind(
        ERROR, QT_TRANSLATE_NOOP("errors", "The format of the phone number {value} is wrong."), _PHONE_FIX
    ),
    "phone_missing": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The phone number is missing."),
        QT_TRANSLATE_NOOP("errors", "Fill in a number at which the person answers."),
    ),
    "phone_without_person": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "There is a phone number, but no name; it was not taken in."),
        QT_TRANSLATE_NOOP("errors", "Fill in the name of the person."),
    ),
    "phone_not_yours": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "You may not enter or remove phone numbers here; the rest of the row is not affected."
        ),
        QT_TRANSLATE_NOOP("errors", "Let somebody who may write phone numbers send them, or ask the administrator."),
    ),
    "keeper_not_yours": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "{value} was not entered as the keeper of the shelter: you may not write who answers for it."
        ),
        QT_TRANSLATE_NOOP("errors", "Ask the township to enter the keeper of the shelter."),
    ),
    "person_unclear": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "{village} has several persons of the name {value}, and without a phone it is not clear who is meant:"
            " taken in as a further one.",
        ),
        QT_TRANSLATE_NOOP("errors", "Take the ledger back, fill in the phone number, and import it again."),
    ),
    "namesake": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "The register has a {value} of {village} already, whose phone number is another or is not shown to you:"
            " taken in as another person.",
        ),
        QT_TRANSLATE_NOOP(
            "errors", "If it is the same person, merge the two entries under “Persons of one name”."
        ),
    ),
    "error_value": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The cell shows the error {value}."),
        QT_TRANSLATE_NOOP("errors", "Replace the formula by its value."),
    ),
    "formula_without_value": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The cell holds a formula that was never calculated."),
        QT_TRANSLATE_NOOP(
            "errors", "Open the workbook in Excel or WPS, save it, and import it again; or type the value."
        ),
    ),
    "cell_unreadable": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The cell cannot be read: {value}."),
        QT_TRANSLATE_NOOP("errors", "Type the value again."),
    ),
    "merged_number": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "One number stands in merged cells for several rows; it was counted in the first row only."
        ),
        QT_TRANSLATE_NOOP("errors", "Give each row its own number."),
    ),
    "identity_number": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The cell holds an identity card number; it was taken out."),
        QT_TRANSLATE_NOOP("errors", "Do not collect identity card numbers."),
    ),
    # coordinates
    "coordinate_missing": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "There are no coordinates; the row waits to be placed on the map (待落图)."),
    ),
    "coordinate_half": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "Only one of longitude and latitude is given."),
        QT_TRANSLATE_NOOP("errors", "Fill in both."),
    ),
    "coordinate_unreadable": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The coordinates {value} cannot be read, or lie outside Zhejiang."),
        QT_TRANSLATE_NOOP(
            "errors", "Write longitude and latitude as decimal degrees, for example 120.9512 and 28.3024."
        ),
    ),
    "coordinate_swapped": IssueKind(
        WARNING, QT_TRANSLATE_NOOP("errors", "Longitude and latitude were swapped; they were put right.")
    ),
    "coordinate_converted": IssueKind(
        NOTICE, QT_TRANSLATE_NOOP("errors", "The coordinates were read as {system} and moved by {metres} m.")
    ),
    "coordinate_inferred": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "No system is declared; only as {system} do the coordinates lie in {village}."
            " They were moved by {metres} m.",
        ),
        QT_TRANSLATE_NOOP("errors", "Fill in the column 坐标系."),
    ),
    "coordinate_by_sheet": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "No system is declared; the coordinates were read as {system}, like the other rows of the sheet,"
            " and moved by {metres} m. As {other} they would also lie in {village}.",
        ),
        QT_TRANSLATE_NOOP("errors", "Fill in the column 坐标系."),
    ),
    "coordinate_ambiguous": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "No system is declared, and as {other} the coordinates would also lie in {village};"
            " they were read as {system}.",
        ),
        QT_TRANSLATE_NOOP("errors", "Fill in the column 坐标系."),
    ),
    "outside_village": IssueKind(
        WARNING, QT_TRANSLATE_NOOP("errors", "The point lies {metres} m outside {village}, in {found}."), _CHECK_PLACE
    ),
    "outside_village_as": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "The point lies {metres} m outside {village}, in {found}; read as {other} it would lie inside."
        ),
        _CHECK_PLACE,
    ),
    "system_unknown": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The coordinate system {value} is not known."),
        QT_TRANSLATE_NOOP("errors", "Write CGCS2000, WGS84, GCJ-02, BD-09 or 高斯克吕格."),
    ),
    "system_needs_parameters": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "Coordinates in {value} need parameters that only the surveying bureau holds;"
            " the row waits to be placed on the map (待落图).",
        ),
        QT_TRANSLATE_NOOP("errors", "Have them converted to CGCS2000 by the bureau."),
    ),
    "geometry_type": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{category} is drawn as {expected}, but the coordinates give a {given}."),
        QT_TRANSLATE_NOOP("errors", "Give the coordinates as the category needs them."),
    ),
    "needs_outline": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors",
            "{category} is drawn as {expected}, but only a point is given; it is kept as the label point"
            " and the row waits to be drawn (待落图).",
        ),
        QT_TRANSLATE_NOOP("errors", "Give the outline in the column 坐标串."),
    ),
    "geometry_invalid": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The outline is not a valid figure: it crosses itself or has too few corners."),
        QT_TRANSLATE_NOOP("errors", "Give the corners in their order round the area."),
    ),
    # rows that were handed out and come home
    "row_emptied": IssueKind(NOTICE, QT_TRANSLATE_NOOP("errors", "The row was emptied: its thing counts as gone.")),
    "key_unreadable": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The hidden key of the row is damaged; the row was recognised by its name."),
    ),
    "key_moved": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "The row has the hidden key of another row (sorted in part?); it was recognised by its name."
        ),
        QT_TRANSLATE_NOOP("errors", "Sort whole rows, or not at all."),
    ),
    "key_doubled": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The row was copied from another one, with its hidden key; it was taken as new."),
    ),
    "key_unknown": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP(
            "errors", "The register has nothing with the hidden key of the row; it was recognised by its name."
        ),
    ),
    "retired_meanwhile": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} was retired by {by} at {at}, after the ledger was handed out."),
        QT_TRANSLATE_NOOP("errors", "Delete the row; if the thing is there after all, enter it in a blank row."),
    ),
    "changed_meanwhile": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP(
            "errors", "{by} has changed this at {at}, after the ledger was handed out. It is now: {now}."
        ),
        QT_TRANSLATE_NOOP("errors", "Agree on one value and write it into the register and into the ledger."),
    ),
    "clear_not_here": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "What this column holds cannot be taken away with {value}."),
        QT_TRANSLATE_NOOP("errors", "Write the right value, leave the cell blank, or change it on the register card."),
    ),
    "clear_required": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "Nothing is in force without what this column holds: {value} cannot empty it."),
        QT_TRANSLATE_NOOP("errors", "Write the right value; if the thing itself is gone, empty the whole row."),
    ),
    "clear_whose": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{value} stands where the phone is, with no person beside it: whose is not clear."),
        QT_TRANSLATE_NOOP("errors", "Write the person whose phone shall be taken away, or 清空 for the person too."),
    ),
    "clear_nobody": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The register does not name {value} here: no phone was taken away."),
        QT_TRANSLATE_NOOP("errors", "Write the new person with the phone, or leave the cell of the phone blank."),
    ),
    "clear_no_phone": IssueKind(
        NOTICE,
        QT_TRANSLATE_NOOP("errors", "{value} has no phone number here that you may take away: nothing was changed."),
    ),
    "clear_half": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP(
            "errors", "One cell of the coordinates says {value}, another holds a coordinate: which holds is not clear."
        ),
        QT_TRANSLATE_NOOP("errors", "Write 清空 into all cells of the coordinates, or correct the coordinates."),
    ),
    "person_changed_meanwhile": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The person was changed after the ledger was handed out, and is now {now}."),
        QT_TRANSLATE_NOOP("errors", "Agree on one person and write it into the register and into the ledger."),
    ),
    "gone_but_changed": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP(
            "errors", "{value} is no longer in the ledger, but was changed in the register since; it is not retired."
        ),
        QT_TRANSLATE_NOOP("errors", "Look at the thing in the register and retire it there."),
    ),
    # rows against each other and against the register
    "near_duplicate": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The register already has {other} in {village}, {metres} m away."),
        QT_TRANSLATE_NOOP(
            "errors", "If it is the same, write the name as the register has it; then nothing is entered twice."
        ),
    ),
    "near_name": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The register already has {other} in {village}."),
        QT_TRANSLATE_NOOP(
            "errors", "If it is the same, write the name as the register has it; then nothing is entered twice."
        ),
    ),
    "double_number": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The number {value} stands in row {other} as well."),
        QT_TRANSLATE_NOOP("errors", "Each thing needs a number of its own."),
    ),
    "double_row": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "The row is the same as row {other}."),
        QT_TRANSLATE_NOOP("errors", "Delete one of the two."),
    ),
    "no_transfer_contradicted": IssueKind(
        ERROR,
        QT_TRANSLATE_NOOP("errors", "{village} is declared as 无转移人员, but row {other} lists people to move."),
        QT_TRANSLATE_NOOP("errors", "Delete the declaration or the rows."),
    ),
    "zone_unresolved": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The register has no risk source {value} in {village}."),
        QT_TRANSLATE_NOOP("errors", "Write the danger zone as the register calls it, or add it to the register."),
    ),
    "shelter_unresolved": IssueKind(
        WARNING,
        QT_TRANSLATE_NOOP("errors", "The register has no shelter {value} in {village} or its township."),
        QT_TRANSLATE_NOOP("errors", "Write the shelter as the register calls it, or add it to the register."),
    ),
}


@dataclass(frozen=True)
class Issue:
    """One finding in a ledger. ``row`` is Excel's number, ``column`` letter and heading; either may be missing."""

    code: str
    sheet: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> str:
        """Return error, warning or notice."""
        return KINDS[self.code].severity

    def text(self, translate: Translate | None = None) -> str:
        """Return what is wrong, in English or through ``translate``."""
        return self._filled(KINDS[self.code].template, translate)

    def fix(self, translate: Translate | None = None) -> str:
        """Return how to mend it; empty when nothing needs to be done."""
        return self._filled(KINDS[self.code].fix, translate)

    def _filled(self, template: str, translate: Translate | None) -> str:
        if translate is not None and template:
            template = translate(CONTEXT, template)
        return template.format_map({"value": self.value or "", **self.values})

    def as_dict(self, translate: Translate | None = None) -> dict[str, Any]:
        """Return the issue for JSON."""
        return {
            "severity": self.severity,
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.text(translate),
            "fix": self.fix(translate),
            "values": self.values,
        }


class Issues:
    """Collects the issues of a ledger and knows which rows may not be taken in."""

    def __init__(self) -> None:
        self.found: list[Issue] = []
        self._bad: set[tuple[str, int]] = set()

    def add(self, issue: Issue) -> None:
        """Note an issue; an error with a row bars that row."""
        self.found.append(issue)
        if issue.row is not None and issue.severity == ERROR:
            self._bad.add((issue.sheet, issue.row))

    def bars(self, sheet: str, row: int) -> bool:
        """Tell whether the row has an error."""
        return (sheet, row) in self._bad

    @property
    def barred_rows(self) -> int:
        """Return how many rows have an error."""
        return len(self._bad)

    @property
    def errors(self) -> list[Issue]:
        """Return the errors alone, those of whole sheets included."""
        return [issue for issue in self.found if issue.severity == ERROR]

    def in_order(self) -> list[Issue]:
        """Return the issues by sheet (in order of appearance), then row."""
        sheets: dict[str, int] = {}
        for issue in self.found:
            sheets.setdefault(issue.sheet, len(sheets))
        return sorted(self.found, key=lambda issue: (sheets[issue.sheet], issue.row or 0, issue.column or ""))


def counts(issues: Iterable[Issue]) -> dict[str, int]:
    """Return how often each code occurs, the most frequent first."""
    return dict(Counter(issue.code for issue in issues).most_common())
