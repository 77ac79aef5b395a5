"""The right-click menu on the map: all that can be done with the thing under the mouse, in words."""

from __future__ import annotations

from typing import Callable

from flood_core.situation.verification import TO_VERIFY
from flood_core.windows.icons import icon
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMenu, QWidget

from .editor import ELEMENT, Editor
from .tools.altering import LabelTool, OneThingTool, SplitTool, TurnTool
from .tools.base import kind_of


def thing_menu(
    parent: QWidget, editor: Editor, use: Callable[[str], None], take: Callable[[OneThingTool], None]
) -> QMenu:  # fmt: skip
    """Return the menu for what is selected; ``use`` takes one of the dock's tools, ``take`` one for this thing."""
    menu = QMenu(parent)
    menu.setObjectName("mapMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    uid = editor.selection
    found = editor.thing(uid) if uid is not None else None
    if uid is None or found is None or editor.is_locked:
        menu.addAction(icon("whole"), tr("Show the whole village"), editor.show_whole)
        menu.addSeparator()
        for picture, text, action in (("undo", tr("Undo"), editor.undo), ("redo", tr("Redo"), editor.redo)):
            menu.addAction(icon(picture), text, action).setEnabled(not editor.is_locked)
        return menu
    table, row = found
    kind = kind_of(editor.geometry(uid))
    title = menu.addAction(editor.name_of(uid))
    title.setEnabled(False)
    menu.addSeparator()
    if row["review_state"] == TO_VERIFY:
        menu.addAction(tr("Verified, it is right"), lambda: editor.verify([(table, uid)]))
    menu.addAction(icon("move"), tr("Move"), lambda: use("move"))
    if kind != "point":
        menu.addAction(icon("reshape"), tr("Change the shape"), lambda: use("reshape"))
        menu.addAction(tr("Turn"), lambda: take(TurnTool(editor, uid, sizes=False)))
        menu.addAction(tr("Larger or smaller"), lambda: take(TurnTool(editor, uid, sizes=True)))
        menu.addAction(tr("Cut in two"), lambda: take(SplitTool(editor, uid)))
    if table == ELEMENT:
        menu.addAction(tr("Put its name elsewhere"), lambda: take(LabelTool(editor, uid)))
        if row["label_point"]:
            menu.addAction(tr("Put its name back"), lambda: editor.move_label(uid, None))
        menu.addAction(tr("Copy"), lambda: editor.copy_thing(uid))
    menu.addSeparator()
    menu.addAction(icon("delete"), tr("Delete"), lambda: editor.delete(uid))
    return menu
