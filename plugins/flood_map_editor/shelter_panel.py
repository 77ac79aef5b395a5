"""In the step of the routes: how full each shelter is, what is missing, and who has none yet."""

from __future__ import annotations

from html import escape

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.done import Done
from flood_core.situation.assignment import Assigned, ShelterLoad, assign
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from .guide import Guide
from .hint_line import GOOD, WARNING

#: More shelters than this no village has beside one another in one glance.
MOST = 8


class ShelterPanel(QWidget):
    """One line for each shelter, the fullest first; a button shares out the households that have none."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self.setObjectName("shelterPanel")
        self._guide = guide
        self._loads = QLabel()
        self._loads.setObjectName("shelterLoads")
        self._loads.setTextFormat(Qt.TextFormat.RichText)
        self._loads.setWordWrap(True)
        self._assign = QPushButton()
        self._assign.setObjectName("assignPeople")
        self._assign.setMinimumHeight(34)
        self._assign.clicked.connect(self._share_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._loads)
        column.addWidget(self._assign)
        guide.told.connect(self.show_loads)
        self.show_loads()

    def show_loads(self) -> None:
        """Show how full the shelters are."""
        loads = sorted(self._guide.loads, key=lambda one: (-one.shortfall, -one.people, one.name))
        lines = [_line(one) for one in loads[:MOST]]
        if len(loads) > MOST:
            lines.append(tr("and {count} more", count=len(loads) - MOST))
        self._loads.setText("<br>".join(lines))
        self._loads.setVisible(bool(lines))
        homeless = self._guide.homeless
        self._assign.setVisible(homeless > 0 and not self._guide.editor.is_locked)
        self._assign.setText(tr("Share out {count} people without a shelter", count=homeless))

    def _share_out(self) -> None:
        editor, done = self._guide.editor, []
        what = Done(QT_TRANSLATE_NOOP("windows", "People shared out to shelters"))
        if not editor.carry_out(lambda: done.append(assign(editor.copy, what.kept()))):
            return
        (found,) = done
        editor.say(_assigned(found), GOOD if not found.left else WARNING)


def _assigned(found: Assigned) -> str:
    said = tr("{count} people have a shelter now.", count=found.people)
    return said + (" " + tr("For {count} there is no room.", count=found.left) if found.left else "")


def _line(one: ShelterLoad) -> str:
    name = escape(one.name)
    if one.capacity is None:
        return tr("{shelter}: {people} people, room not known", shelter=name, people=one.people)
    said = tr("{shelter}: {people} of {capacity} places", shelter=name, people=one.people, capacity=one.capacity)
    if one.shortfall:
        return f"<span style='color:#a61c1c'>{said}, <b>{tr('{count} too few', count=one.shortfall)}</b></span>"
    return said
