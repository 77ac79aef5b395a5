"""How large a ledger may be before it is refused unread. One place, so that a soak test can turn them."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of a guarded reading. The defaults leave room for 100,000 rows of 40 columns."""

    file_bytes: int = 200 * MIB
    xls_bytes: int = 64 * MIB  # Excel's old format ends at 65,536 rows a sheet
    csv_bytes: int = 64 * MIB
    parts: int = 4_000
    part_bytes: int = 700 * MIB
    workbook_bytes: int = 1_000 * MIB
    ratio: float = 400.0  # unpacked to packed, for parts over ``ratio_from_bytes``
    ratio_from_bytes: int = 16 * MIB
    sheets: int = 200
    last_row: int = 1_048_576  # Excel's own last row
    rows: int = 500_000  # rows with a value, in the whole workbook
    columns: int = 400  # the last column with a value
    cells: int = 8_000_000
    cell_characters: int = 32_767  # Excel's own limit
    text_characters: int = 150_000_000  # all shared texts together
    merged_ranges: int = 200_000
    memory_bytes: int = 560 * MIB  # what the reading process may add to what it starts with
    seconds: float = 120.0
