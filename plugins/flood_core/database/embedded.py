"""The embedded cluster for callers that may stand on Windows, where there is none."""

from __future__ import annotations

from ..compat import is_linux


def is_made() -> bool:
    """Tell whether this machine, or this person, has an embedded cluster."""
    if not is_linux():
        return False
    from .cluster import Cluster  # imports what only Linux has

    return Cluster.default().exists


def start() -> None:
    """Make the embedded cluster if there is none, and start it if it does not run.

    Raises: ClusterNotMade, ClusterNotStarted, MissingPrograms.
    """
    from .cluster import Cluster  # imports what only Linux has

    Cluster.default().start()
