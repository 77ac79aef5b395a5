"""The window 用户管理: who works with the database, and what each may do; and who exported what. For administrators."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.database import users
from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.database.export_log import LoggedExport, exports
from flood_core.database.users import User
from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head
from flood_core.windows.people import kind_in_words
from flood_core.windows.session import Session
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import Latest, while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from .ledger_tables import FilteredTable
from .user_form import UserForm
from .window_parts import fit

EXPORTED = {
    "ledger": QT_TRANSLATE_NOOP("windows", "ledger"),
    "statistics": QT_TRANSLATE_NOOP("windows", "statistics"),
    "sheet": QT_TRANSLATE_NOOP("windows", "sheet"),
    "verification": QT_TRANSLATE_NOOP("windows", "verification"),
    "changes": QT_TRANSLATE_NOOP("windows", "changes"),
    "portrait": QT_TRANSLATE_NOOP("windows", "portrait"),
    "list": QT_TRANSLATE_NOOP("windows", "list"),
}
_IN_FORCE, _LOCKED = "#1F7A45", "#7A7A7A"


class UsersWindow(QDialog):
    """Lists people; each button is one function of the engine in the background."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("usersWindow")
        self.setWindowTitle(tr("Users"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._session, self._latest = session, Latest(self)
        self._user: User | None = None
        self._areas: list[AreaName] = []
        self._bar = QgsMessageBar(self)
        self._bar.setObjectName("usersMessages")
        headings = [tr("Status"), tr("Full name"), tr("Login"), tr("Kind of user"), tr("Areas"),
                    tr("Categories"), tr("Since")]  # fmt: skip
        self.table = FilteredTable("usersTable", headings, self._cells, group=lambda user: user.kind,
                                   groups=[(kind, kind_in_words(kind)) for kind in users.KINDS],
                                   color=lambda user: _LOCKED if user.locked else _IN_FORCE)  # fmt: skip
        headings = [tr("When"), tr("Exported by"), tr("Kind"), tr("What was exported"), tr("Rows")]
        self.exports = FilteredTable("exportsTable", headings, _export_cells, group=lambda one: one.kind,
                                     groups=[(key, translate("windows", words)) for key, words in EXPORTED.items()],
                                     color=lambda _one: "#222222")  # fmt: skip
        self._buttons = {
            name: QPushButton(words)
            for name, words in (("userNew", tr("New user…")), ("userEdit", tr("Rights…")),
                                ("userReset", tr("New password…")), ("userLock", tr("Lock…")),
                                ("userUnlock", tr("Unlock")))
        }  # fmt: skip
        self._build()
        session.signed_out.connect(self.close)
        self.read()

    def _build(self) -> None:
        people, row, last, tabs = QWidget(), QHBoxLayout(), QHBoxLayout(), QTabWidget()
        tabs.setObjectName("usersTabs")
        actions: dict[str, Callable[[], None]] = {
            "userNew": self.add, "userEdit": self.edit, "userReset": self.ask_reset, "userLock": self.ask_lock,
            "userUnlock": self.unlock,
        }  # fmt: skip
        for name, button in self._buttons.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, name=name: actions[name]())
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(people)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        tabs.addTab(people, tr("Users"))
        taken = QVBoxLayout(exported := QWidget())
        taken.addWidget(self.exports)
        tabs.addTab(exported, tr("Exports"))
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        last.addStretch(1)
        last.addWidget(close)
        whole = QVBoxLayout(self)
        words = tr("Each person has a login of their own; a locked one keeps its name in the history, but no rights.")
        whole.addWidget(Head(tr("Who works with the database"), words, topic="users"))
        whole.addWidget(self._bar)
        whole.addWidget(tabs, 1)
        whole.addLayout(last)
        self.table.chosen.connect(self._choose)
        self._choose(None)
        fit(self, 140, 32)

    @staticmethod
    def _cells(user: User) -> list[Any]:
        return [tr("locked") if user.locked else tr("active"), user.name, user.login,
                kind_in_words(user.kind), "、".join(name for _, name in user.areas),
                "、".join(user.categories), user.made_at]  # fmt: skip

    def read(self) -> None:
        """Read people, exports and areas."""

        def ask(connection: Connection) -> tuple[list[User], list[LoggedExport], list[AreaName]]:
            return users.users(connection), exports(connection), areas_in_reach(connection)

        self._ask(tr("Reading the users"), ask, self._latest.only(self._got))

    def _got(self, found: tuple[list[User], list[LoggedExport], list[AreaName]]) -> None:
        people, taken, self._areas = found
        self.table.put(people, (8, 18, 20, 20, 34, 16, 12))
        self.exports.put(taken, (18, 18, 12, 60, 9))
        before = self._user
        again = next((one for one in people if before is not None and one.login == before.login), None)
        if again is not None:
            self.table.look_at(lambda user: user.login == again.login)
        self._choose(again)

    def _choose(self, user: User | None) -> None:
        self._user = user
        for name in ("userEdit", "userReset"):
            self._buttons[name].setEnabled(user is not None and not user.locked)
        self._buttons["userLock"].setEnabled(user is not None and not user.locked)
        self._buttons["userUnlock"].setEnabled(user is not None and user.locked)

    # Doing -------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask who is new."""
        form = UserForm(self, self._areas, None)
        form.decided.connect(self._add)
        form.open()

    def _add(self, login: str, name: str, kind: str, areas: list[str], categories: list[str]) -> None:
        password = users.new_password()
        self._ask(tr("Making a user"),
                  lambda connection: users.create(connection, login, name, kind, areas, categories, password),
                  lambda _none: self._tell_password(login, password))  # fmt: skip

    def edit(self) -> None:
        """Ask what somebody may do from now on."""
        if self._user is not None:
            form = UserForm(self, self._areas, self._user)
            form.decided.connect(self._set)
            form.open()

    def _set(self, login: str, name: str, kind: str, areas: list[str], categories: list[str]) -> None:
        self._ask(tr("Saving"), lambda connection: users.set_rights(connection, login, kind, areas, categories),
                  lambda _none: self._done(tr("{name}: the rights were changed.", name=name)))  # fmt: skip

    def ask_reset(self) -> None:
        """Ask before somebody gets another password."""
        user = self._user
        if user is not None:
            words = tr("Give {name} another password?", name=user.name)
            more = tr("The old one stops working at once.")
            self._question(words, more, tr("New password"), lambda: self._reset(user))

    def _reset(self, user: User) -> None:
        password = users.new_password()
        self._ask(tr("Saving"), lambda connection: users.reset_password(connection, user.login, password),
                  lambda _none: self._tell_password(user.login, password))  # fmt: skip

    def ask_lock(self) -> None:
        """Ask before somebody is locked out."""
        user = self._user
        if user is not None:
            self._question(
                tr("Lock {name}?", name=user.name),
                tr("All rights go at once, in open windows too; the name stays in the history."), tr("Lock"),
                lambda: self._ask(tr("Saving"), lambda connection: users.lock(connection, user.login),
                                  lambda _none: self._done(tr("{name} is locked.", name=user.name))),
            )  # fmt: skip

    def unlock(self) -> None:
        """Give the rights back."""
        user = self._user
        if user is not None:
            self._ask(tr("Saving"), lambda connection: users.unlock(connection, user.login),
                      lambda _none: self._done(tr("{name} is active again.", name=user.name)))  # fmt: skip

    def _question(self, words: str, more: str, yes: str, then: Callable[[], Any]) -> None:
        asked = QMessageBox(self)
        asked.setObjectName("userQuestion")
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setWindowTitle(tr("Users"))
        asked.setText(words)
        asked.setInformativeText(more)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = asked.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        button.setObjectName("userYes")
        asked.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        button.clicked.connect(then)
        asked.open()

    def _tell_password(self, login: str, password: str) -> None:
        """Show a password this once, so that it can be handed over."""
        told = QMessageBox(self)
        told.setObjectName("passwordWindow")
        told.setWindowTitle(tr("Password"))
        told.setText(tr("{login} signs in with this password:", login=login) + f"\n\n{password}")
        told.setInformativeText(tr("It is shown this once. Hand it over in person or by telephone."))
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole).setObjectName("passwordClose")
        told.open()
        self.read()

    def _ask(self, title: str, function: Callable[[Connection], Any], done: Callable[[Any], Any]) -> None:
        self._bar.clearWidgets()
        self._session.ask(title, lambda connection, _feedback: function(connection), while_open(self, done),
                          while_open(self, self._failed))  # fmt: skip

    def _done(self, words: str) -> None:
        show_done(self._bar, words)
        self.read()

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Users"))


def _export_cells(one: LoggedExport) -> list[Any]:
    return [one.at, one.person, translate("windows", EXPORTED.get(one.kind, one.kind)), one.what, one.rows]
