"""Working copies: edit an edition in a GeoPackage, with or without a server, and bring the two together."""

from .checkout import check_out
from .copy import Command, Difference, Edit, Undone, WorkingCopy
from .exchange import SyncResult, settle_all, synchronise
from .travels import carry

__all__ = [
    "Command",
    "Difference",
    "Edit",
    "SyncResult",
    "Undone",
    "WorkingCopy",
    "carry",
    "check_out",
    "settle_all",
    "synchronise",
]
