"""The form of attributes, driven by keys: it says what is wrong, and knows what differs."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.model.forms import FormField
from flood_core.windows.attribute_form import AttributeForm
from qgis.PyQt.QtCore import QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

FIELDS = (
    FormField("name", "名称", required=True, group="基本"),
    FormField("people", "受威胁人数", "integer", unit="人", minimum=0, group="基本"),
    FormField("monitored", "监测", "boolean", group="基本"),
    FormField("grade", "等级", "choice", choices=(("1", "一级"), ("2", "二级")), group="属性"),
    FormField("measures", "控制措施", "note", group="属性"),
    FormField("revision", "版本", "integer", read_only=True),
)
VALUES = {"name": "九峰水库", "people": 12, "monitored": None, "grade": "1", "measures": None, "revision": 3}


@pytest.fixture()
def form(qgis_app: Any) -> Any:
    made = AttributeForm(FIELDS, VALUES)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    made.deleteLater()


def control(form: AttributeForm, key: str, kind: type[Any] = QWidget) -> Any:
    return form.findChild(kind, f"field_{key}")


def said(form: AttributeForm, key: str) -> str:
    label = form.findChild(QLabel, f"problem_{key}")
    return "" if label.isHidden() else label.text()


def type_in(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_nothing_differs_at_first(form: AttributeForm) -> None:
    assert form.values() == VALUES
    assert form.changes() == {}
    assert form.problems() == {}


def test_what_is_wrong_is_said_while_one_types(form: AttributeForm) -> None:
    people = control(form, "people", QLineEdit)
    type_in(people, "-1")
    assert said(form, "people") == "At least 0."
    assert form.problems() == {"people": "At least 0."}
    type_in(people, "x")
    assert said(form, "people") == "This must be a whole number."
    assert form.values()["people"] == "x"
    type_in(people, "40")
    assert said(form, "people") == ""
    assert form.changes() == {"people": 40}


def test_a_field_is_committed_once_when_it_is_left(form: AttributeForm) -> None:
    told: list[tuple[str, Any]] = []
    form.committed.connect(lambda key, value: told.append((key, value)))
    people = control(form, "people", QLineEdit)
    type_in(people, "40")
    assert told == []
    QTest.keyClick(people, Qt.Key.Key_Return)
    QTest.keyClick(people, Qt.Key.Key_Return)
    assert told == [("people", 40)]
    type_in(people, "x")
    QTest.keyClick(people, Qt.Key.Key_Return)
    assert told == [("people", 40)]


def test_a_list_is_chosen_by_key_and_never_by_a_passing_wheel(form: AttributeForm) -> None:
    told: list[tuple[str, Any]] = []
    form.committed.connect(lambda key, value: told.append((key, value)))
    grade = control(form, "grade", QComboBox)
    control(form, "name").setFocus()
    at = QPointF(grade.rect().center())
    wheel = QWheelEvent(at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(grade, wheel)
    assert form.changes() == {}
    grade.setFocus()
    QTest.keyClick(grade, Qt.Key.Key_Down)
    assert form.changes() == {"grade": "2"}
    monitored = control(form, "monitored", QComboBox)
    QTest.keyClick(monitored, Qt.Key.Key_Down)
    assert form.changes() == {"grade": "2", "monitored": True}
    QTest.keyClick(monitored, Qt.Key.Key_Down)
    assert form.changes()["monitored"] is False
    assert told[0] == ("grade", "2")


def test_new_values_leave_alone_what_the_user_is_typing(form: AttributeForm) -> None:
    note = control(form, "measures", QPlainTextEdit)
    note.setFocus()
    QTest.keyClicks(note, "patrol")
    form.set_values({"measures": "巡查", "people": 13})
    assert note.toPlainText() == "patrol"
    assert control(form, "people", QLineEdit).text() == "13"
    assert form.changes() == {"measures": "patrol"}


def test_what_is_wrong_stays_in_its_field_with_the_words_when_new_values_come(form: AttributeForm) -> None:
    told: list[str] = []
    form.committed.connect(lambda key, _value: told.append(key))
    note = control(form, "measures", QPlainTextEdit)
    note.setFocus()
    note.setPlainText("长" * 100_000)
    control(form, "people").setFocus()
    form.set_values({"measures": "巡查", "people": 13})
    assert told == [] and form.is_wrong and len(note.toPlainText()) == 100_000
    assert said(form, "measures") == "Too long: at most 4000 characters."
    note.setFocus()
    note.setPlainText("短")
    control(form, "people").setFocus()
    assert told == ["measures"] and not form.is_wrong and said(form, "measures") == ""
    form.set_values({"measures": "巡查"})
    assert note.toPlainText() == "巡查"


def test_what_is_typed_back_does_not_replace_what_came_in(form: AttributeForm) -> None:
    told: list[str] = []
    form.committed.connect(lambda key, _value: told.append(key))
    name = control(form, "name", QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, "x")
    QTest.keyClick(name, Qt.Key.Key_Backspace)
    form.set_values({"name": "别人的名字"})
    control(form, "people").setFocus()
    assert name.text() == "别人的名字" and told == [] and form.changes() == {}


def test_a_required_blank_is_shown_and_gone_to(form: AttributeForm) -> None:
    name = control(form, "name", QLineEdit)
    name.setFocus()
    name.selectAll()
    QTest.keyClick(name, Qt.Key.Key_Delete)
    control(form, "people").setFocus()
    assert form.show_problems() == "name"
    assert QApplication.focusWidget() is name
    assert form.changes() == {"name": None}


def test_a_value_that_the_list_does_not_know_is_shown_as_wrong(qgis_app: Any) -> None:
    form = AttributeForm(FIELDS, {**VALUES, "grade": "9"})
    assert control(form, "grade", QComboBox).currentText() == "9"
    assert form.problems() == {"grade": "Choose one of the list."}
    form.deleteLater()


def test_what_is_only_read_has_no_control_to_type_in(form: AttributeForm) -> None:
    assert isinstance(control(form, "revision"), QLabel)
    assert control(form, "revision").text() == "3"


def test_a_long_list_is_searched_by_typing(qgis_app: Any) -> None:
    villages = tuple((f"3303821{number:02}", f"清江镇 {number}村") for number in range(60))
    form = AttributeForm([FormField("area", "村社", "choice", choices=villages, required=True)], {"area": None})
    box = control(form, "area", QComboBox)
    assert box.isEditable() and form.values() == {"area": None}
    told: list[tuple[str, Any]] = []
    form.committed.connect(lambda key, value: told.append((key, value)))
    box.lineEdit().setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "nowhere")
    assert form.problems() == {"area": "Choose one of the list."}
    box.lineEdit().setText("清江镇 17村")
    box.lineEdit().textEdited.emit("清江镇 17村")
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert form.values() == {"area": "330382117"}
    assert told == [("area", "330382117")]
    form.deleteLater()
