"""Excel ledgers in and out.

The way in: ``reading`` (guarded, in a process of its own) -> ``sheet_kinds``
and ``headings`` (what a sheet and its columns are) -> ``sheet_rows`` and
``values`` (columns of converted values) -> ``register_rows`` and
``yearly_rows`` (rows of the register) -> ``importing`` (one transaction).

Nothing is imported here: openpyxl takes its time, and QGIS shall start without it.
"""
