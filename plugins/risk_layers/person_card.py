"""The card of one of several persons of a name: who it is, with which phones, and where they are named."""

from __future__ import annotations

from typing import Iterable

from flood_core.model.persons import Namesake
from flood_core.register.person_words import phone_line, place_line
from flood_core.windows.translation import tr, translate
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFrame, QRadioButton, QVBoxLayout

from .tables import heading, quiet, reading

#: So many places are listed in a card, the rest is counted.
MOST_PLACES = 12


class PersonCard(QFrame):
    """Shows one person; a tick says that it is the same as the others, a point which one stays."""

    changed = pyqtSignal()

    def __init__(self, person: Namesake, number: int) -> None:
        super().__init__()
        self.setObjectName(f"person_{number}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.person = person
        self.same, self.stays = QCheckBox(tr("This is the same person")), QRadioButton(tr("This entry stays"))
        self.same.setObjectName(f"same_{number}")
        self.stays.setObjectName(f"stays_{number}")
        self._phones: list[tuple[str, QCheckBox]] = []
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(self.same)
        column.addWidget(self.stays)
        about = [person.organisation, person.title, person.note]
        self._part(column, tr("Unit and position"), [words for words in about if words])
        self._add_phones(column, number)
        self._part(column, tr("Where this person is named"), self._places())
        column.addStretch(1)
        column.addWidget(quiet(tr("Changed on {day} by {person}", day=person.changed_on, person=person.changed_by)))
        self.same.toggled.connect(self.changed)
        self.stays.toggled.connect(self.changed)

    def outdated(self) -> list[str]:
        """Return the phones that no longer hold, as somebody has said."""
        return [uid for uid, box in self._phones if not box.isChecked()]

    def struck_out(self) -> list[str]:
        """Return the numbers of these phones."""
        outdated = self.outdated()
        return [phone.number for phone in self.person.phones if phone.uid in outdated]

    def _add_phones(self, column: QVBoxLayout, number: int) -> None:
        column.addWidget(heading(tr("Phones")))
        for phone in self.person.phones:
            box = QCheckBox(phone_line(phone, translate))
            box.setObjectName(f"phone_{number}_{len(self._phones)}")
            box.setChecked(True)
            box.setEnabled(not phone.masked)
            box.setToolTip(tr("Take the tick away if this number no longer holds"))
            self._phones.append((phone.uid, box))
            column.addWidget(box)
        if not self.person.phones:
            column.addWidget(quiet(tr("none")))

    def _places(self) -> list[str]:
        places = [place_line(place, translate) for place in self.person.places]
        more = len(places) - MOST_PLACES
        return [*places[:MOST_PLACES], tr("and {count} more", count=more)] if more > 0 else places

    @staticmethod
    def _part(column: QVBoxLayout, title: str, lines: Iterable[str]) -> None:
        column.addWidget(heading(title))
        words = "\n".join(lines)
        label = reading(words) if words else quiet(tr("none"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(label)
