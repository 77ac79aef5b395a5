"""Hear how the services of base maps answer, so that an empty map is explained where the base map is listed."""

from __future__ import annotations

from flood_core.layers.tile_grid import spoken
from flood_core.model.underlay import TILES, Underlay
from flood_core.windows.translation import tr
from qgis.core import QgsNetworkAccessManager, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

_Error = QNetworkReply.NetworkError
#: So many tiles in a row have to fail: one that is missing says nothing.
ENOUGH = 3
_REFUSED = (_Error.AuthenticationRequiredError, _Error.ContentAccessDenied, _Error.ContentOperationNotPermittedError)
_IGNORED = (_Error.OperationCanceledError,)  # the map was moved on before the tile came
_ANSWERED = 400  # HTTP: from here on an answer is a refusal
_STATUS = QNetworkRequest.Attribute.HttpStatusCodeAttribute


class TileWatch(QObject):
    """Counts, for each service, the tiles that failed since the last one that came.

    QGIS asks for tiles in the threads that draw and tells here what came of it;
    nothing is asked for the sake of watching.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._failed: dict[tuple[str, int], int] = {}
        self._why: dict[tuple[str, int], str] = {}
        self._watched: set[tuple[str, int]] = set()
        self._network = QgsNetworkAccessManager.instance()
        self._network.finished[QgsNetworkReplyContent].connect(self._heard)

    def end(self) -> None:
        """Hear no more."""
        self._network.finished[QgsNetworkReplyContent].disconnect(self._heard)

    def watch(self, underlays: list[Underlay]) -> None:
        """Watch the services of these base maps."""
        self._watched = {_service(spoken(one.source)) for one in underlays if one.kind == TILES}
        for service in set(self._failed) - self._watched:
            self._failed.pop(service)
            self._why.pop(service, None)

    def words(self, underlay: Underlay) -> str:
        """Return why the map stays empty there; empty when the service answers, or nobody asks it."""
        asked = underlay.kind == TILES and underlay.visible
        return self._why.get(_service(spoken(underlay.source)), "") if asked else ""

    def _heard(self, reply: QgsNetworkReplyContent) -> None:
        service = _service(reply.request().url().toString())
        if service not in self._watched or reply.error() in _IGNORED:
            return
        if reply.error() == _Error.NoError:
            self._failed[service] = 0
            self._say(service, "")
            return
        self._failed[service] = self._failed.get(service, 0) + 1
        if self._failed[service] >= ENOUGH:
            self._say(service, _in_words(reply))

    def _say(self, service: tuple[str, int], why: str) -> None:
        if self._why.get(service, "") != why:
            self._why[service] = why
            self.changed.emit()


def _in_words(reply: QgsNetworkReplyContent) -> str:
    if reply.error() in _REFUSED:
        return tr("The service lets nobody in. Perhaps its key is wrong or used up; ask your county.")
    if reply.error() == _Error.ContentNotFoundError:
        return tr("The service has no picture of this place.")
    status = reply.attribute(_STATUS)
    if isinstance(status, int) and status >= _ANSWERED:
        return tr("The service answers with an error ({number}). Try again later.", number=status)
    return tr("The service does not answer: no network, or it is away. You can go on drawing.")


def _service(address: str) -> tuple[str, int]:
    """Return host and port of an address; its places in braces do not matter."""
    url = QUrl(address.split("{")[0])
    return url.host(), url.port(443 if url.scheme() == "https" else 80)
