"""What all Processing algorithms of the suite share: words, database, and how errors are shown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, ClassVar, Iterator

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ..database.connection import DATABASE_NAME, Connection, ConnectionSettings, connected
from ..database.migrate import check_version
from ..errors import QT_TRANSLATE_NOOP, FloodMapError

#: The context of all texts of the algorithms, for translation.
CONTEXT = "Processing"


def translated(context: str, text: str) -> str:
    """Return a text of the engine in QGIS's language."""
    return QgsApplication.translate(context, text) or text


class FloodMapAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that names itself by constants and does its part in ``work``.

    ``TITLE``, ``GROUP`` and ``HELP`` are marked with QT_TRANSLATE_NOOP("Processing", ...).
    """

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    GROUP_ID: ClassVar[str] = ""
    GROUP: ClassVar[str] = ""
    HELP: ClassVar[str] = ""

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return self.NAME

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the name in the user's language."""
        return self.tr(self.TITLE)

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr(self.GROUP)

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        """Return the group's name."""
        return self.GROUP_ID

    def shortHelpString(self) -> str:  # noqa: N802 - QGIS's name
        """Return what the algorithm does, in the user's language."""
        return self.tr(self.HELP)

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802 - QGIS's name
        """Return a new algorithm of this kind."""
        return type(self)()

    def tr(self, text: str) -> str:
        """Return a text of the algorithms in the user's language."""
        return translated(CONTEXT, text)

    def add_text(self, name: str, label: str, *, optional: bool = False) -> None:
        """Define a parameter of one line of text."""
        self.addParameter(QgsProcessingParameterString(name, self.tr(label), optional=optional))

    def add_number_output(self, name: str, label: str) -> None:
        """Define a number that comes back."""
        self.addOutput(QgsProcessingOutputNumber(name, self.tr(label)))

    def text(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str | None:
        """Return a text parameter without spaces around it, None when it is empty."""
        return self.parameterAsString(parameters, name, context).strip() or None

    def processAlgorithm(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the work; the engine's errors become Processing's, in the user's language."""
        try:
            return self.work(parameters, context, feedback)
        except FloodMapError as error:
            message = f"{error.message(translated)} {error.advice(translated)}".strip()
            raise QgsProcessingException(message) from error
        except OSError as error:
            raise QgsProcessingException(f"{error.filename or ''} {error.strerror or error}".strip()) from error

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the algorithm's own part. Raises: the suite's errors.

        The engine's functions are imported here and not above: QGIS makes all
        algorithms when it starts, and shall not wait for pandas and openpyxl.
        """
        raise NotImplementedError


class DrawingAlgorithm(FloodMapAlgorithm):
    """An algorithm that draws: it keeps to the main thread."""

    def flags(self) -> Any:
        """Keep to the main thread: layouts and symbols are drawn there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading


class DatabaseAlgorithm(FloodMapAlgorithm):
    """An algorithm on the shared database: a libpq service, or the embedded one."""

    SERVICE, DATABASE = "SERVICE", "DATABASE"

    def add_database(self) -> None:
        """Define where the database is."""
        service = QT_TRANSLATE_NOOP("Processing", "libpq service (empty: the embedded database)")
        self.add_text(self.SERVICE, service, optional=True)
        self.add_text(self.DATABASE, QT_TRANSLATE_NOOP("Processing", "Database"), optional=True)

    @contextmanager
    def connection(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Iterator[Connection]:
        """Connect to the database of the parameters and check that its version fits ours.

        Raises: DatabaseUnavailable, DatabaseOlder, DatabaseNewer.
        """
        service = self.text(parameters, self.SERVICE, context)
        database = self.text(parameters, self.DATABASE, context)
        if service:
            settings = ConnectionSettings.from_service(service, database)
        else:
            settings = ConnectionSettings.embedded(database or DATABASE_NAME)
        with connected(settings) as connection:
            check_version(connection)
            yield connection
