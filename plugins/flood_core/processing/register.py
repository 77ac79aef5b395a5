"""The registers as Processing algorithms: the same function as ``floodmap register``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFileDestination

from ..errors import QT_TRANSLATE_NOOP
from .algorithm import DatabaseAlgorithm, translated


class PortraitPage(DatabaseAlgorithm):
    """Write the portrait of a thing as a page."""

    NAME = "portrait_page"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Portrait of a risk source or relief resource")
    GROUP_ID = "reports"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Reports")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Writes all that the registers know of one thing as a PDF: facets and attributes, the risk level with its"
        " method, photographs, who answers for it, what is near, the maps that show it, and its history.",
    )
    THING, OUTPUT = "THING", "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.THING, QT_TRANSLATE_NOOP("Processing", "Name or uid of the thing"))
        self.add_database()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "PDF file"))
        self.addParameter(QgsProcessingParameterFileDestination(self.OUTPUT, label, "PDF (*.pdf)"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the page."""
        from ..database.register_search import one_thing
        from ..reports.portrait_page import portrait_page

        path = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        with self.connection(parameters, context) as connection:
            uid = one_thing(connection, self.text(parameters, self.THING, context) or "")
            written = portrait_page(connection, uid, path, translated, feedback)
        return {self.OUTPUT: str(written)}


ALGORITHMS = (PortraitPage,)
