"""Named queries -> figures -> tables -> xlsx and PDF."""

from .statistics_report import read_moment, statistics_report

__all__ = ["read_moment", "statistics_report"]
