"""Excel ledgers in and out.

The way in: ``reading`` (guarded, in a process of its own) -> ``sheet_kinds``
and ``headings`` (what a sheet and its columns are) -> ``sheet_rows`` and
``values`` (columns of converted values) -> ``register_rows`` and
``yearly_rows`` (rows of the register) -> ``importing`` (one transaction).
"""

from .importing import import_ledger
from .issues import Issue
from .reading import read_workbook
from .report import ImportReport, write_report
from .template import write_template
from .undoing import undo_batch

__all__ = ["ImportReport", "Issue", "import_ledger", "read_workbook", "undo_batch", "write_report", "write_template"]
