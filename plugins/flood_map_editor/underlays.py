"""The pictures and base maps under an open map: read, kept in its file, and shown in QGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.analysis.picture_fit import Fit, fit
from flood_core.analysis.slanted_picture import straightened
from flood_core.errors import FloodMapError
from flood_core.layers.copy_layers import MARK
from flood_core.layers.picture_file import PictureFile, read_picture
from flood_core.layers.underlay_layers import file_layers, forget_picture, picture_layer, tile_layer, tile_source
from flood_core.layers.wmts_service import source_in_service
from flood_core.model.underlay import FILE, PICTURE, SLANTED, TILES, Place, Underlay
from flood_core.situation.working_copy import alter, picture, put_under, take_away, underlays
from flood_core.windows import settings
from flood_core.windows.translation import tr
from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .editor import Editor
from .hint_line import GOOD
from .tile_watch import TileWatch

_KNOWN = "editor/known_sources"
_MOST_KNOWN = 100


class Underlays(QObject):
    """Keeps what lies under the map in step with the layers in QGIS."""

    changed = pyqtSignal()
    failed = pyqtSignal(object)  #: why a file or an address was not taken

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._layers: dict[str, list[QgsMapLayer]] = {}
        self.rows: list[Underlay] = []
        self.watch = TileWatch(self)
        editor.closing.connect(self.end)
        self.show()

    # What is there ----------------------------------------------------------------------

    def show(self) -> None:
        """Show what the file holds."""
        try:
            self.rows = underlays(self._editor.copy)
        except FloodMapError as error:
            self._editor.complain(error)
            return
        self.watch.watch(self.rows)
        there = {one.uid for one in self.rows if one.visible and one.is_placed and self.is_known(one)}
        for uid in [uid for uid in self._layers if uid not in there]:
            self._drop(uid)
        for one in reversed(self.rows):
            if one.uid in there and one.uid not in self._layers:
                self._draw(one)
        self.changed.emit()

    def is_known(self, underlay: Underlay) -> bool:
        """Tell whether it may be shown: what came with a file from elsewhere opens nothing by itself."""
        return underlay.is_picture or underlay.source in _known_sources()

    def fit(self, underlay: Underlay) -> Fit | None:
        """Return how a picture lies, None while it has too few places."""
        try:
            return self._laid(underlay) if underlay.is_placed else None
        except FloodMapError:
            return None

    def jpeg(self, uid: str) -> bytes:
        """Return a picture. Raises: as ``picture``."""
        return picture(self._editor.copy, uid)

    # Putting under the map --------------------------------------------------------------

    def add_picture(self, path: Path, page: int, on_done: Callable[[Underlay], None]) -> None:
        """Read a scan, a photograph or a page of a PDF in the background, and keep it."""

        def kept(found: PictureFile) -> None:
            made = put_under(self._editor.copy, PICTURE, found.name, jpeg=found.jpeg, opacity=0.7)
            self.show()
            on_done(made)

        self._run(tr("Reading {name}", name=path.name), lambda feedback: read_picture(path, page, feedback), kept)

    def add_file(self, path: Path) -> None:
        """Put a base map that lies on this computer under the map."""
        try:
            file_layers(path, path.stem)
        except FloodMapError as error:
            self.failed.emit(error)
            return
        self._keep(FILE, path.stem, str(path))

    def add_tiles(self, address: str, name: str) -> None:
        """Put tiles of the network under the map; what a WMTS serves is asked in the background."""
        try:
            self._keep(TILES, name, tile_source(address))
        except FloodMapError:
            self._run(tr("Asking the service"), lambda _feedback: tile_source(source_in_service(address)),
                      lambda found: self._keep(TILES, name, found))  # fmt: skip

    def _keep(self, kind: str, name: str, source: str) -> None:
        _get_known(source)
        try:
            put_under(self._editor.copy, kind, name, source)
        except FloodMapError as error:
            self.failed.emit(error)
            return
        self.show()
        self._editor.say(tr("“{name}” lies under the map.", name=name), GOOD)

    def _run(self, title: str, function: Callable[[Any], Any], on_done: Callable[[Any], None]) -> None:
        def done(found: Any) -> None:
            try:
                on_done(found)
            except FloodMapError as error:
                self.failed.emit(error)

        editor = self._editor
        editor.session.run(title, function, editor.while_open(done), editor.while_open(self.failed.emit))

    # Changing ---------------------------------------------------------------------------

    def set_places(self, uid: str, places: tuple[Place, ...]) -> None:
        """Set a picture on other places; it moves on the map at once."""
        self._alter(uid, places=places)
        self._drop(uid)
        self.show()

    def set_slanted(self, uid: str, slanted: bool) -> None:
        """Take a picture as a photograph from the side, or as one that lies flat."""
        self._alter(uid, kind=SLANTED if slanted else PICTURE)
        self._drop(uid)
        self.show()

    def set_opacity(self, uid: str, opacity: float) -> None:
        """Let more or less of it be seen."""
        self._alter(uid, opacity=opacity)
        for layer in self._layers.get(uid, ()):
            layer.setOpacity(opacity)
            layer.triggerRepaint()

    def set_visible(self, uid: str, visible: bool) -> None:
        """Show or hide it; what came with a file from elsewhere is trusted from then on."""
        found = self.row(uid)
        if found is not None and visible and not found.is_picture:
            _get_known(found.source)
        self._alter(uid, visible=visible)
        self.show()

    def remove(self, uid: str) -> None:
        """Take it away."""
        take_away(self._editor.copy, uid)
        self.show()

    def row(self, uid: str) -> Underlay | None:
        """Return one of them, None when it is gone."""
        return next((one for one in self.rows if one.uid == uid), None)

    def _alter(self, uid: str, **changes: Any) -> None:
        found = self.row(uid)
        if found is None:
            return
        try:
            made = alter(self._editor.copy, found, **changes)
        except FloodMapError as error:
            self._editor.complain(error)
            return
        self.rows = [made if one.uid == uid else one for one in self.rows]

    # Layers -----------------------------------------------------------------------------

    def _draw(self, underlay: Underlay) -> None:
        try:
            layers = self._layers_of(underlay)
        except FloodMapError as error:
            self.failed.emit(error)
            return
        group = self._group()
        if group is None:
            return
        for layer in reversed(layers):
            layer.setCustomProperty(MARK, self._editor.copy.head["edition_uid"])
            layer.setOpacity(underlay.opacity)
            QgsProject.instance().addMapLayer(layer, False)
            group.insertLayer(max(0, len(group.children()) - 1 - self._below()), layer)
        self._layers[underlay.uid] = layers

    def _below(self) -> int:
        """Return how many underlays lie there already: a new one lies above them, all of them above the ground."""
        return sum(len(layers) for layers in self._layers.values())

    def _layers_of(self, underlay: Underlay) -> list[QgsMapLayer]:
        if underlay.kind == FILE:
            return file_layers(Path(underlay.source), underlay.name)
        if underlay.kind == TILES:
            return [tile_layer(underlay.source, underlay.name)]
        laid, jpeg = self._laid(underlay), self.jpeg(underlay.uid)
        if laid.is_flat:
            return [picture_layer(underlay.uid, underlay.name, jpeg, laid.crs, laid.transform)]
        seen = straightened(jpeg, laid)
        return [picture_layer(underlay.uid, underlay.name, seen.png, laid.crs, seen.transform)]

    @staticmethod
    def _laid(underlay: Underlay) -> Fit:
        return fit(underlay.places, slanted=underlay.kind == SLANTED)

    def _group(self) -> QgsLayerTreeGroup | None:
        ground = self._editor.layers.base[-1][1]
        node = QgsProject.instance().layerTreeRoot().findLayer(ground.id())
        return None if node is None else node.parent()

    def _drop(self, uid: str) -> None:
        layers = self._layers.pop(uid, [])
        QgsProject.instance().removeMapLayers([layer.id() for layer in layers])
        forget_picture(uid)
        if layers:
            self._editor.iface.mapCanvas().refresh()  # by itself QGIS leaves what a raster drew on the map

    def end(self) -> None:
        """Take the layers away; the file keeps what they show."""
        self.watch.end()
        for uid in list(self._layers):
            self._drop(uid)


def _known_sources() -> list[str]:
    kept = settings.value(_KNOWN, [])
    return [kept] if isinstance(kept, str) else list(kept or [])


def _get_known(source: str) -> None:
    settings.keep(_KNOWN, [source, *(one for one in _known_sources() if one != source)][:_MOST_KNOWN])
