"""Editions of the situation maps: create, check, snapshot."""

from .check import check_edition
from .create import create_edition
from .snapshot import write_snapshot

__all__ = ["check_edition", "create_edition", "write_snapshot"]
