"""Editions of the situation maps: create, snapshot."""

from .create import create_edition
from .snapshot import write_snapshot

__all__ = ["create_edition", "write_snapshot"]
