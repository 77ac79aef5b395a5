"""Named queries -> figures -> tables -> xlsx and PDF."""

from .statistics_report import FORMATS, read_moment, statistics_report

__all__ = ["FORMATS", "read_moment", "statistics_report"]
