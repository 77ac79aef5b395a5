"""Set a picture on the map: a place in the picture, the same place on the map, two to six times."""

from __future__ import annotations

from flood_core.analysis.picture_fit import Fit
from flood_core.errors import FloodMapError
from flood_core.model.underlay import LEAST_PLACES, LEAST_SLANTED, MOST_PLACES, SLANTED, Place
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QGraphicsEllipseItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from .editor import Editor
from .tools.base import EditorTool
from .underlays import Underlays

#: A fit of so many metres is good, up to the second fair.
GOOD_METRES, FAIR_METRES = 10.0, 30.0
#: A colour for each of the places, the same in the picture and on the map.
COLORS = ("#d0021b", "#1f5fa8", "#2e8b57", "#8e44ad", "#b86e00", "#00707a")
_STILL = 5


def fit_in_words(found: Fit | None) -> str:
    """Return how well a picture fits."""
    if found is None:
        return tr("Not on the map yet.")
    if not found.is_checked and not found.is_flat:
        return tr("Straightened on four places. Clicks that are a little off move it by about {metres} m; a fifth place"
                  " would show how well it fits.", metres=max(1, round(found.metres)))  # fmt: skip
    if not found.is_checked:
        return tr("Set on two places. A third one would show how well it fits.")
    metres = tr("Fits within {metres} m", metres=max(1, round(found.metres)))
    if found.metres <= GOOD_METRES:
        return metres + tr(": good.")
    if found.metres <= FAIR_METRES:
        return metres + tr(": fair. Houses may be off by that much.")
    if found.is_flat and len(found.residuals) >= LEAST_SLANTED:
        return metres + tr(": poor. A place is probably wrong, or it is a photograph from the side: tick that.")
    return metres + tr(": poor. One of the places is probably wrong.")


class PlaceTool(EditorTool):
    """One click says where a place of the picture is on the map."""

    picked = pyqtSignal(object)  #: QgsPointXY in degrees

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.words = ""

    def hint(self) -> str:
        """Return what to do next."""
        return self.words

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take the place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.place(event.pos(), snap=True))

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Show to what the click would snap."""
        self.place(event.pos(), snap=True)


class PictureView(QGraphicsView):
    """The picture: the wheel makes it larger, dragging moves it, a click picks a place."""

    picked = pyqtSignal(QPointF)  #: in pixels of the picture

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self.setObjectName("pictureView")
        self._scene = QGraphicsScene(self)
        self._item = self._scene.addPixmap(picture)
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._pressed, self._whole = QPoint(), True
        self._marks: list[QGraphicsEllipseItem] = []

    def show_whole(self) -> None:
        """Show the whole picture, until somebody wants it larger."""
        self._whole = True
        self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def show_marks(self, places: list[tuple[float, float]]) -> None:
        """Show the places picked so far, numbered."""
        for mark in self._marks:
            self._scene.removeItem(mark)
        self._marks = []
        for number, (x, y) in enumerate(places):
            mark = QGraphicsEllipseItem(-9, -9, 18, 18)
            mark.setBrush(QColor(COLORS[number]))
            mark.setPen(QColor("white"))
            mark.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
            mark.setPos(x, y)
            digit = QGraphicsSimpleTextItem(str(number + 1), mark)
            digit.setBrush(QColor("white"))
            digit.setPos(-digit.boundingRect().width() / 2, -digit.boundingRect().height() / 2)
            self._scene.addItem(mark)
            self._marks.append(mark)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Larger or smaller."""
        self._whole = False
        factor = 1.25 if event.angleDelta().y() > 0 else 0.8
        self.scale(factor, factor)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the whole picture keep to the room that there is."""
        super().resizeEvent(event)
        if self._whole:
            self.show_whole()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where it began."""
        self._pressed = event.pos()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pick the place when the mouse stood still."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        still = (event.pos() - self._pressed).manhattanLength() <= _STILL
        at = self.mapToScene(event.pos())
        if event.button() == Qt.MouseButton.LeftButton and still and self._item.contains(at):
            self.picked.emit(at)


class PictureWindow(QDialog):
    """Stands beside the map while places are picked; each pair is kept at once."""

    def __init__(self, editor: Editor, underlays: Underlays, uid: str) -> None:
        super().__init__(editor.iface.mainWindow())
        self.setObjectName("pictureWindow")
        self.setWindowTitle(tr("Set the picture on the map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor, self._underlays, self._uid = editor, underlays, uid
        found = underlays.row(uid)
        self._places = list(found.places) if found is not None else []
        self._waiting: QPointF | None = None
        self._bands: list[QgsRubberBand] = []
        self._canvas = editor.iface.mapCanvas()
        self._before = self._canvas.mapTool()
        self._tool = PlaceTool(editor)
        self._tool.picked.connect(self._on_map)
        picture = QPixmap()
        picture.loadFromData(underlays.jpeg(uid), "JPEG")
        self.view = PictureView(picture)
        self.view.picked.connect(self._in_picture)
        self._todo, self._fit = QLabel(), QLabel()
        self._todo.setObjectName("pictureTodo")
        self._fit.setObjectName("pictureFit")
        for label in (self._todo, self._fit):
            label.setWordWrap(True)
        self._todo.setStyleSheet(
            "color: #4d3b00; background: #fff7e0; border: 1px solid #e3c878; border-radius: 6px; padding: 6px 8px;"
        )
        column = QVBoxLayout(self)
        column.addWidget(Head(self.windowTitle(), tr("Choose places that are easy to find in both: a bridge, a road"
                              " junction, the corner of a house. Best far apart.")))  # fmt: skip
        column.addWidget(self.view, 1)
        column.addWidget(self._slanted_box(found is not None and found.kind == SLANTED))
        column.addWidget(self._todo)
        column.addWidget(self._fit)
        column.addLayout(self._buttons())
        editor.closing.connect(self.close)
        self.finished.connect(lambda _result: self._leave())
        self._tell()

    def _slanted_box(self, slanted: bool) -> QCheckBox:
        self._slanted = QCheckBox(tr("A photograph from the side (from a hill, a roof or a drone)"))
        self._slanted.setObjectName("pictureSlanted")
        self._slanted.setMinimumHeight(28)
        self._slanted.setChecked(slanted)
        self._slanted.clicked.connect(self._set_slanted)
        return self._slanted

    def _buttons(self) -> QHBoxLayout:
        self._back = QPushButton(tr("Take the last place back"))
        self._back.setObjectName("pictureBack")
        done = QPushButton(tr("Done"))
        done.setObjectName("pictureDone")
        done.setStyleSheet(
            "QPushButton { background: #2e8b57; color: white; font-weight: bold; border-radius: 5px; }"
            " QPushButton:focus { border: 2px solid #145230; }"
        )
        row = QHBoxLayout()
        for button, share in ((self._back, 1), (done, 1)):
            button.setMinimumHeight(36)
            button.setAutoDefault(False)
            row.addWidget(button, share)
        self._back.clicked.connect(self._take_back)
        done.clicked.connect(self.accept)
        return row

    def show_beside_map(self) -> None:
        """Show the window over the left of QGIS, so that the map stays in sight."""
        main = self._editor.iface.mainWindow()
        left = main.mapToGlobal(QPoint(0, 0))
        canvas = self._canvas.mapToGlobal(QPoint(0, 0))
        width = canvas.x() - left.x() + self._canvas.width() * 2 // 5
        self.resize(width, main.height() * 4 // 5)
        self.move(left.x() + 4, left.y() + main.height() // 10)
        self.show()
        self._editor.go_on()
        self._canvas.setMapTool(self._tool)
        self._tell()

    def showEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show the whole picture at first."""
        super().showEvent(event)
        QTimer.singleShot(0, self.view.show_whole)  # when the layout has its sizes

    # Picking ----------------------------------------------------------------------------

    def _in_picture(self, at: QPointF) -> None:
        if self._waiting is None and len(self._places) >= MOST_PLACES:
            return
        self._waiting = at
        self._canvas.setMapTool(self._tool)
        self._tell()

    def _on_map(self, at: QgsPointXY) -> None:
        if self._waiting is None:
            return
        made = Place(self._waiting.x(), self._waiting.y(), at.x(), at.y())
        self._waiting = None
        self._places.append(made)
        self._keep()

    def _take_back(self) -> None:
        if self._waiting is not None:
            self._waiting = None
        elif self._places:
            self._places.pop()
        self._keep()

    def _keep(self) -> None:
        try:
            self._underlays.set_places(self._uid, tuple(self._places))
        except FloodMapError as error:
            self._editor.complain(error)
        self._tell()

    def _set_slanted(self, slanted: bool) -> None:
        try:
            self._underlays.set_slanted(self._uid, slanted)
        except FloodMapError as error:
            self._editor.complain(error)
        self._tell()

    # Telling ----------------------------------------------------------------------------

    def _tell(self) -> None:
        count = len(self._places)
        if self._waiting is not None:
            words = tr("Place {number}: now click the same place on the map at the right.", number=count + 1)
        elif count >= MOST_PLACES:
            words = tr("Six places are enough. Press “Done”, or take the last one back.")
        elif LEAST_PLACES <= count < self._least:
            words = tr("Place {number}: click it in the picture. A photograph from the side needs four places; two or"
                       " three cannot straighten it.", number=count + 1)  # fmt: skip
        elif count >= self._least:
            words = tr("The picture lies under the map. Another place makes it more exact: click it in the picture.")
        else:
            words = tr("Place {number}: click it in the picture.", number=count + 1)
        self._todo.setText(words)
        self._tool.words = words
        if self._canvas.mapTool() is self._tool:
            self._editor.say(words)
        found = self._underlays.row(self._uid)
        laid = self._underlays.fit(found) if found is not None else None
        self._fit.setText(self._fit_words(laid, count))
        self._back.setEnabled(count > 0 or self._waiting is not None)
        waiting = [(self._waiting.x(), self._waiting.y())] if self._waiting is not None else []
        self.view.show_marks([*((one.column, one.line) for one in self._places), *waiting])
        self._mark()

    def _fit_words(self, laid: Fit | None, count: int) -> str:
        if laid is None:
            if count < self._least:
                return ""
            if self._slanted.isChecked():
                return tr("These places cannot straighten the photograph: three of them lie in a line, or two were"
                          " swapped. Take the last one back.")  # fmt: skip
            return tr("The places lie too near to each other. Take the last one back.")
        said = fit_in_words(laid)
        if laid.is_checked:
            each = "，".join(tr("place {number} {metres} m", number=number, metres=round(one))
                            for number, one in enumerate(laid.residuals, start=1))  # fmt: skip
            said += "\n" + each
        return said

    @property
    def _least(self) -> int:
        return LEAST_SLANTED if self._slanted.isChecked() else LEAST_PLACES

    def _mark(self) -> None:
        """Show the places on the map, in the colours of the picture."""
        self._clear()
        for number, one in enumerate(self._places):
            band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PointGeometry)
            band.setIcon(QgsRubberBand.IconType.ICON_FULL_BOX if number % 2 else QgsRubberBand.IconType.ICON_CIRCLE)
            band.setIconSize(16)
            band.setWidth(4)
            band.setColor(QColor(COLORS[number]))
            place = QgsGeometry.fromPointXY(QgsPointXY(one.longitude, one.latitude))
            band.setToGeometry(place, QgsCoordinateReferenceSystem("EPSG:4490"))
            self._bands.append(band)

    def _clear(self) -> None:
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands.clear()

    def _leave(self) -> None:
        self._clear()
        if self._canvas.mapTool() is self._tool:
            self._canvas.setMapTool(self._before)
        self._tool.deleteLater()
