"""Working copies: edit an edition in a GeoPackage, with or without a server, and bring the two together."""

from .checkout import check_out
from .copy import Command, Difference, Edit, Undone, WorkingCopy
from .exchange import SyncResult, settle_all, synchronise
from .reading import CopyHead, DrawnRow, copies_in, copy_head, drawn_rows
from .travels import carry

__all__ = [
    "Command",
    "CopyHead",
    "Difference",
    "DrawnRow",
    "Edit",
    "SyncResult",
    "Undone",
    "WorkingCopy",
    "carry",
    "check_out",
    "copies_in",
    "copy_head",
    "drawn_rows",
    "settle_all",
    "synchronise",
]
