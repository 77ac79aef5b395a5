"""In the step of the base map: what lies under the map, how strongly it is seen, and buttons to put more there."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from flood_core.layers.tile_grid import spoken
from flood_core.model.underlay import Underlay
from flood_core.windows.messages import words
from flood_core.windows.panel import empty
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .editor import Editor
from .hint_line import BAD
from .picture_window import PictureWindow, fit_in_words
from .underlay_files import BaseFileWindow, PictureFileWindow, TilesWindow
from .underlays import Underlays

#: So many of the cards are seen at once where there is room.
_CARDS = 3


class _Cards(QScrollArea):
    """The cards, one below the other: as high as they are, and scrolled where the screen is small."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("underlayCards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inner = QWidget()
        self.cards = QVBoxLayout(inner)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(4)
        self.setWidget(inner)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the cards, of three at most."""
        return QSize(100, self._height(_CARDS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of one card."""
        return QSize(0, self._height(1))

    def _height(self, most: int) -> int:
        found = [self.cards.itemAt(number).sizeHint().height() + 4 for number in range(self.cards.count())]
        return sum(found[:most])


class UnderlayPanel(QWidget):
    """Lists pictures and base maps; each row shows, fades, places again, takes away."""

    def __init__(self, editor: Editor, keep: Callable[[QWidget], QWidget]) -> None:
        """``keep`` holds a window while it is open."""
        super().__init__()
        self.setObjectName("underlayPanel")
        self._editor, self._keep = editor, keep
        self.underlays = Underlays(editor)
        self._list = _Cards()
        self._rows = self._list.cards
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._list)
        for name, text, action in (
            ("putPicture", tr("Put a picture under the map…"), self._ask_picture),
            ("putBaseFile", tr("Aerial picture or base map from a file…"), self._ask_file),
            ("putTiles", tr("Base map from the network…"), self._ask_tiles),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setMinimumHeight(34)
            button.clicked.connect(lambda _checked=False, action=action: action())
            column.addWidget(button)
        self.underlays.changed.connect(self.show_rows)
        self.underlays.watch.changed.connect(self.show_rows)
        self.underlays.failed.connect(self._complain)
        self.show_rows()

    def _complain(self, error: BaseException) -> None:
        self._editor.say(" ".join(words(error)).strip(), BAD)

    # Rows -------------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Show what lies under the map."""
        empty(self._rows)
        for one in self.underlays.rows:
            self._rows.addWidget(self._row(one))
        self._list.setVisible(bool(self.underlays.rows))
        self._list.updateGeometry()

    def _row(self, one: Underlay) -> QFrame:
        card = QFrame()
        card.setObjectName("underlay")
        card.setStyleSheet("#underlay { background: #f7f9fb; border: 1px solid #d5dae0; border-radius: 6px; }")
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 4, 4, 4)
        column.setSpacing(2)
        shown = QCheckBox(one.name)
        shown.setObjectName("showUnderlay")
        shown.setChecked(one.visible and self.underlays.is_known(one))
        shown.setToolTip(spoken(one.source) or one.name)
        shown.clicked.connect(lambda checked: self.underlays.set_visible(one.uid, checked))
        head = QHBoxLayout()
        head.addWidget(shown, 1)
        head.addWidget(self._more(one))
        column.addLayout(head)
        said = QLabel(self._said(one))
        said.setObjectName("underlayWords")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setStyleSheet("color: #a61c1c" if self.underlays.watch.words(one) else "color: #5c6670")
        said.setVisible(bool(said.text()))
        column.addWidget(said)
        if one.is_placed:
            column.addLayout(self._fade(one))
        else:
            place = QPushButton(tr("Show where it belongs…"))
            place.setObjectName("placePicture")
            place.setMinimumHeight(32)
            place.clicked.connect(lambda: self.place_picture(one))
            column.addWidget(place)
        return card

    def _said(self, one: Underlay) -> str:
        if one.is_picture:
            return fit_in_words(self.underlays.fit(one))
        if not self.underlays.is_known(one):
            return tr("Came with the file. Tick it to show it: {source}", source=spoken(one.source))
        return self.underlays.watch.words(one)

    def _fade(self, one: Underlay) -> QHBoxLayout:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName("fadeUnderlay")
        slider.setRange(10, 100)
        slider.setValue(round(one.opacity * 100))
        slider.setToolTip(tr("Paler or stronger"))
        slider.setAccessibleName(tr("Paler or stronger"))
        slider.valueChanged.connect(lambda value: self.underlays.set_opacity(one.uid, value / 100))
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Pale")))
        row.addWidget(slider, 1)
        row.addWidget(QLabel(tr("Strong")))
        return row

    def _more(self, one: Underlay) -> QToolButton:
        more = QToolButton()
        more.setObjectName("underlayMore")
        more.setText("⋯")
        more.setAutoRaise(True)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        if one.is_picture:
            menu.addAction(tr("Place it anew…"), lambda: self.place_picture(one))
        menu.addAction(tr("Take it away"), lambda: self.underlays.remove(one.uid))
        more.setMenu(menu)
        return more

    # Asking -----------------------------------------------------------------------------

    def _ask_picture(self) -> None:
        window = PictureFileWindow(self._editor.iface.mainWindow())
        self._keep(window)
        window.chosen.connect(lambda path: self.underlays.add_picture(path, window.page(), self.place_picture))
        window.open()

    def _ask_file(self) -> None:
        window = BaseFileWindow(self._editor.iface.mainWindow())
        self._keep(window)
        window.chosen.connect(lambda path: self.underlays.add_file(Path(path).resolve()))
        window.open()

    def _ask_tiles(self) -> None:
        window = TilesWindow(self._editor.iface.mainWindow())
        self._keep(window)
        window.given.connect(self.underlays.add_tiles)
        window.open()

    def place_picture(self, one: Underlay) -> None:
        """Open the window in which places of the picture are shown on the map."""
        window = PictureWindow(self._editor, self.underlays, one.uid)
        self._keep(window)
        window.show_beside_map()
