"""The finished sheet at any time, drawn from the working copy, with or without a network."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flood_core.progress import Feedback
from flood_core.sheets.preview import preview_in_process
from flood_core.windows.messages import words
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.preview_pane import PreviewPane
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from .editor import Editor

#: Papers on which one looks at a sheet.
_PAPERS = ("A3", "A4", "A2", "A1")


class PreviewWindow(QDialog):
    """Draws the sheet when it opens, and again when asked; what is on the map is in the file already."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor.iface.mainWindow())
        self.setObjectName("sheetPreview")
        self.setWindowTitle(tr("The finished sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self._work: Work | None = None
        self.pane = PreviewPane(tr("Drawing {name}…", name=editor.title))
        self._paper = QComboBox()
        self._paper.setObjectName("previewPaper")
        for paper in _PAPERS:
            self._paper.addItem(paper, paper)
        self._again = QPushButton(tr("Draw anew"))
        self._again.setObjectName("previewAgain")
        self._again.setAutoDefault(False)
        paper = QLabel(tr("&Paper"))
        paper.setBuddy(self._paper)
        self._problem = QLabel()
        self._problem.setObjectName("previewProblem")
        self._problem.setWordWrap(True)
        self._problem.setStyleSheet("color: #a61c1c")
        self._problem.hide()
        self._progress = ProgressLine()
        close = QPushButton(tr("Close"))
        close.setObjectName("previewClose")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(paper)
        row.addWidget(self._paper)
        row.addWidget(self._again)
        row.addStretch(1)
        row.addWidget(close)
        for button in (self._again, close):
            button.setMinimumHeight(34)
        column = QVBoxLayout(self)
        column.addWidget(Head(editor.title, tr("As it will be printed. Until it is approved it says 未审批.")))
        column.addWidget(self.pane, 1)
        column.addWidget(self._problem)
        column.addWidget(self._progress)
        column.addLayout(row)
        main = editor.iface.mainWindow()
        self.resize(main.width() * 4 // 5, main.height() * 9 // 10)
        self._paper.activated.connect(lambda _index: self.draw())
        self._again.clicked.connect(self.draw)
        editor.closing.connect(self.close)
        self.finished.connect(lambda _result: self._stop())
        self.draw()

    def draw(self) -> None:
        """Draw the sheet in a process of its own."""
        self._stop()
        path, paper = self._editor.path, self._paper.currentData()
        folder = tempfile.TemporaryDirectory(prefix="floodmap-preview-")

        def preview(feedback: Feedback) -> list[Path]:
            return preview_in_process(path, Path(folder.name), preset=paper, profile="internal", feedback=feedback)

        def done(pages: list[Path]) -> None:
            self.pane.show_pages(pages)
            end()

        def failed(error: BaseException) -> None:
            self.pane.clear(" ")
            self._problem.setText(" ".join(words(error)).strip())
            self._problem.show()
            end()

        def end() -> None:
            folder.cleanup()
            self._work = None
            self._tell()

        self._problem.hide()
        self.pane.clear(tr("Drawing {name}…", name=self._editor.title))
        self._work = self._editor.session.run(
            tr("Drawing the preview"), preview, while_open(self, done), while_open(self, failed)
        )
        self._progress.follow(self._work)
        self._tell()

    def _tell(self) -> None:
        for widget in (self._again, self._paper):
            widget.setEnabled(self._work is None)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None
