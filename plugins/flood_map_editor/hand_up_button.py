"""The button that packs an approved map: sheet, platform picture, tables and data in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.windows import settings
from flood_core.windows.messages import words
from flood_core.windows.panel import ProgressLine
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QPushButton, QVBoxLayout, QWidget

from .editor import Editor
from .file_window import FileWindow
from .hint_line import BAD, GOOD

_APPROVED = ("published", "archived")


class PackageFolderWindow(FileWindow):
    """Asks for the folder into which the package is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, "packageWindow", tr("Hand-up package"),
            tr("One file with the sheet (PDF), the picture for the provincial platform, the tables (Excel) and the"
               " map's data. It holds phones and households: for internal use."),
            tr("&Folder"), tr("Write the package"),
        )  # fmt: skip
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.files.setFilePath(str(settings.output_folder()))
        self._tell()


class HandUpButton(QWidget):
    """Shown when the map is approved; the package is drawn from the database, in the background."""

    def __init__(self, editor: Editor, keep: Callable[[QWidget], QWidget]) -> None:
        super().__init__()
        self._editor, self._keep = editor, keep
        self.button = QPushButton(tr("Hand-up package…"))
        self.button.setObjectName("handUp")
        self.button.setMinimumHeight(36)
        self.button.clicked.connect(self._ask)
        self._progress = ProgressLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)
        column.addWidget(self._progress)
        editor.changed.connect(self.show_state)
        editor.session.signed_in.connect(self.show_state)
        editor.session.signed_out.connect(self.show_state)
        editor.closing.connect(self._let_go)
        self.show_state()

    def _let_go(self) -> None:
        """Hear no more of the session, which lives longer than the map."""
        self._editor.session.signed_in.disconnect(self.show_state)
        self._editor.session.signed_out.disconnect(self.show_state)

    def show_state(self) -> None:
        """Show the button while there is something to hand up."""
        editor = self._editor
        self.setVisible(editor.broken is None and editor.state in _APPROVED and editor.session.is_signed_in)

    def _ask(self) -> None:
        window = PackageFolderWindow(self._editor.iface.mainWindow())
        self._keep(window)
        window.chosen.connect(self.write)
        window.open()

    def write(self, folder: Path) -> None:
        """Write the package into a folder."""
        editor, uid = self._editor, self._editor.copy.scope.edition_uid
        self.button.setEnabled(False)

        def pack(connection: Any, feedback: Any) -> Any:
            from flood_core.sheets.hand_up import hand_up  # draws with the sheets' engine

            return hand_up(connection, uid, folder, feedback)

        def done(made: Any) -> None:
            self.button.setEnabled(True)
            editor.say(tr("{name} lies in {folder}: {count} files with their check sums.", name=made.path.name,
                          folder=folder, count=len(made.contents)), GOOD)  # fmt: skip

        def failed(error: BaseException) -> None:
            self.button.setEnabled(True)
            editor.say(" ".join(words(error)).strip(), BAD)

        self._progress.follow(
            editor.session.ask(tr("Writing the package"), pack, editor.while_open(done), editor.while_open(failed))
        )
