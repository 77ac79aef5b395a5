"""Working copies: edit an edition in a GeoPackage, with or without a server, and bring the two together."""

from .checkout import check_out
from .copy import Command, Difference, Edit, Undone, WorkingCopy
from .exchange import SyncResult, settle_all, synchronise
from .reading import CopyHead, DrawnRow, copies_in, copy_head, drawn_rows
from .travels import carry
from .under_map import alter, picture, put_under, take_away, underlays

__all__ = [
    "Command",
    "CopyHead",
    "Difference",
    "DrawnRow",
    "Edit",
    "SyncResult",
    "Undone",
    "WorkingCopy",
    "alter",
    "carry",
    "check_out",
    "copies_in",
    "copy_head",
    "drawn_rows",
    "picture",
    "put_under",
    "settle_all",
    "synchronise",
    "take_away",
    "underlays",
]
