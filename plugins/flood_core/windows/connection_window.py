"""The window 数据库连接: choose the database, try it, make it or bring it up to date, sign in."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..compat import is_linux
from ..database import embedded
from ..database.connection import DATABASE_NAME, ConnectionSettings, DatabaseMissing
from ..database.migrate import ensure_database
from ..database.people import Person
from ..database.probe import Probe, probe
from ..database.services import service_names
from ..errors import DatabaseUnavailable, FloodMapError
from ..progress import Feedback
from . import help_window
from .messages import words
from .panel import Head, ProgressLine
from .people import kind_in_words
from .session import Session
from .settings import EMBEDDED, SERVER, SERVICE, ConnectionChoice, keep_connection_choice
from .translation import tr

KINDS = (EMBEDDED, SERVICE, SERVER)
GOOD, BAD = "#1F7A45", "#A61C1C"


class ConnectionWindow(QDialog):
    """Choose one of three kinds of database, try it, and sign in."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("connectionWindow")
        self.setWindowTitle(tr("Database connection"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._iface, self._session = iface, session
        self._to_make: ConnectionSettings | None = None
        self._left_from: QWidget | None = None
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(
            Head(tr("Which database?"), tr("The registers and the maps of the county lie in one shared database."))
        )
        self._kinds = QButtonGroup(self)
        self._pages = QStackedWidget()
        labels = (
            tr("On this computer (embedded, no server needed)"),
            tr("The county's server, by service name"),
            tr("The county's server, by address"),
        )
        for number, label in enumerate(labels):
            button = QRadioButton(label)
            button.setObjectName(f"kind_{KINDS[number]}")
            self._kinds.addButton(button, number)
            column.addWidget(button)
        for page in (self._embedded_page(), self._service_page(), self._server_page()):
            self._pages.addWidget(page)
        column.addWidget(self._pages)
        self._result = QLabel()
        self._result.setObjectName("connectionResult")
        self._result.setWordWrap(True)
        self._result.setMinimumHeight(self.fontMetrics().height() * 3)
        self._result.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._result)
        self._progress = ProgressLine()
        column.addWidget(self._progress)
        column.addStretch(1)
        column.addWidget(self._buttons())
        self._kinds.idClicked.connect(self._pages.setCurrentIndex)
        self._kinds.button(0).setEnabled(is_linux())
        self._show(session.choice)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 78)

    # The pages -----------------------------------------------------------------------

    def _embedded_page(self) -> QWidget:
        page, form = _page()
        self._embedded_database = QLineEdit(DATABASE_NAME)
        self._embedded_database.setObjectName("embeddedDatabase")
        form.addRow(tr("Database"), self._embedded_database)
        return page

    def _service_page(self) -> QWidget:
        page, form = _page()
        self._service = QComboBox()
        self._service.setObjectName("serviceName")
        self._service.setEditable(True)
        try:
            self._service.addItems(service_names())
        except FloodMapError as error:
            self._service.setToolTip(words(error)[0])
        self._service.setCurrentText("")
        form.addRow(tr("Service"), self._service)
        form.addRow("", _small(tr("A name in the file pg_service.conf, which your administrator has prepared.")))
        return page

    def _server_page(self) -> QWidget:
        page, form = _page()
        self._host, self._port = QLineEdit(), QSpinBox()
        self._host.setObjectName("serverHost")
        self._port.setRange(1, 65535)
        self._port.setValue(5432)
        self._server_database = QLineEdit(DATABASE_NAME)
        self._auth = QgsAuthConfigSelect(None, "postgres")
        form.addRow(tr("Address"), self._host)
        form.addRow(tr("Port"), self._port)
        form.addRow(tr("Database"), self._server_database)
        form.addRow(tr("User and password"), self._auth)
        return page

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._try = QPushButton(tr("Try"))
        self._try.setObjectName("tryConnection")
        self._make = QPushButton()
        self._make.setObjectName("makeDatabase")
        self._connect = QPushButton(tr("Connect"))
        self._connect.setObjectName("connectNow")
        self._connect.setDefault(True)
        guide = QPushButton(tr("Help"))
        box.addButton(guide, QDialogButtonBox.ButtonRole.HelpRole)
        guide.clicked.connect(lambda: help_window.show("connection"))
        box.addButton(self._try, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self._make, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self._connect, QDialogButtonBox.ButtonRole.AcceptRole)
        close = QPushButton(tr("Close"))
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        self._make.hide()  # now: a box shows what it is given
        self._try.clicked.connect(self.try_connection)
        self._make.clicked.connect(self.make_database)
        self._connect.clicked.connect(self.connect_now)
        box.rejected.connect(self.reject)
        return box

    def _show(self, choice: ConnectionChoice) -> None:
        number = KINDS.index(choice.kind) if choice.kind in KINDS else 0
        if choice.kind == EMBEDDED and not is_linux():
            number = 1
        self._kinds.button(number).setChecked(True)
        self._pages.setCurrentIndex(number)
        if choice.kind == EMBEDDED:
            self._embedded_database.setText(choice.database)
        elif choice.kind == SERVICE:
            self._service.setCurrentText(choice.service)
        else:
            self._host.setText(choice.host)
            self._port.setValue(choice.port)
            self._server_database.setText(choice.database)
            self._auth.setConfigId(choice.authcfg)

    def choice(self) -> ConnectionChoice:
        """Return what is chosen in the window."""
        kind = KINDS[self._kinds.checkedId()]
        if kind == EMBEDDED:
            return ConnectionChoice(EMBEDDED, database=self._embedded_database.text().strip() or DATABASE_NAME)
        if kind == SERVICE:
            return ConnectionChoice(SERVICE, service=self._service.currentText().strip(), database="")
        return ConnectionChoice(
            SERVER,
            host=self._host.text().strip(),
            port=self._port.value(),
            database=self._server_database.text().strip() or DATABASE_NAME,
            authcfg=self._auth.configId(),
        )

    # What the buttons do ---------------------------------------------------------------

    def try_connection(self) -> None:
        """Say what a connection would give, without signing in."""
        choice = self.choice()
        try:
            settings = choice.settings()
        except FloodMapError as error:
            self._failed(error)
            return

        def look(feedback: Feedback) -> Probe:
            if choice.kind == EMBEDDED and embedded.is_made():
                embedded.start()
            return probe(settings)

        def failed(error: BaseException) -> None:
            self._failed(error)
            absent = isinstance(error, DatabaseMissing) or not embedded.is_made()
            if choice.kind == EMBEDDED and absent and isinstance(error, DatabaseUnavailable):
                make = tr("Make the database")
                self._offer(make, settings)
                self._say(words(error)[0] + "\n" + tr("“{button}” makes it.", button=make), BAD)

        self._begin()
        self._follow(self._session.run(tr("Trying the connection"), look, self._probed, failed))

    def _probed(self, found: Probe) -> None:
        self._end()
        if found.person is None:
            version, ours = found.versions.database_version or "-", found.versions.software_version
            text = tr("The database has version {database}, this software needs {software}.", database=version,
                      software=ours)  # fmt: skip
            if found.may_upgrade:
                self._say(text, BAD)
                self._offer(tr("Bring it up to date"), self.choice().settings())
            else:
                self._say(text + " " + tr("Ask your administrator to bring it up to date."), BAD)
            return
        kind = kind_in_words(found.person.kind)
        self._say(tr("It works. You would be {name} ({kind}).", name=found.person.name, kind=kind), GOOD)

    def make_database(self) -> None:
        """Make the embedded database, or bring a database up to date."""
        settings, on_this_machine = self._to_make, self.choice().kind == EMBEDDED
        if settings is None:
            return

        def make(feedback: Feedback) -> None:
            if on_this_machine:
                embedded.start()
            ensure_database(settings, feedback)

        def made(_nothing: None) -> None:
            self._end()
            self._say(tr("The database is ready."), GOOD)

        self._begin()
        self._follow(self._session.run(tr("Preparing the database"), make, made, self._failed))

    def connect_now(self) -> None:
        """Sign in with what is chosen, remember it and close."""
        choice = self.choice()

        def signed_in(person: Person) -> None:
            keep_connection_choice(choice)
            self._end()
            self.accept()

        self._begin()
        try:
            self._follow(self._session.sign_in(choice, on_done=signed_in, on_error=self._failed))
        except FloodMapError:
            self._end()

    def _begin(self) -> None:
        self._left_from = self.focusWidget()
        self._result.clear()
        self._make.hide()
        for button in (self._try, self._connect):
            button.setEnabled(False)

    def _follow(self, work: Any) -> None:
        self._progress.follow(work)

    def _end(self) -> None:
        for button in (self._try, self._connect):
            button.setEnabled(True)
        if self._left_from is not None:  # a button that is disabled hands the focus on to “Close”
            self._left_from.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._end()
        message, advice = words(error)
        self._say(f"{message}\n{advice}".strip(), BAD)

    def _offer(self, label: str, settings: ConnectionSettings) -> None:
        self._to_make = settings
        self._make.setText(label)
        self._make.show()

    def _say(self, text: str, color: str) -> None:
        self._result.setStyleSheet(f"color: {color}")
        self._result.setText(text)


def _page() -> tuple[QWidget, QFormLayout]:
    page = QFrame()
    form = QFormLayout(page)
    form.setContentsMargins(24, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, form


def _small(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setStyleSheet("color: palette(dark)")
    return label
