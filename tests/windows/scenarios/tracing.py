"""The first year: last year's map is only a picture. Put it under the map, see how it fits, and look at the sheet."""

from __future__ import annotations

from flood_map_editor.editor import ELEMENT, Editor
from flood_map_editor.picture_window import PictureView
from flood_map_editor.preview_window import PreviewWindow
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QMenu, QPushButton, QSlider, QSpinBox

from tests.support.tile_server import COLOR
from tests.windows.heart import Heart
from tests.windows.old_maps import PLACES, on_photograph
from tests.windows.robot import LEFT, RIGHT, Robot, environment
from tests.windows.scenarios.drawing import editor_of, hint, open_list, spot, watch_for_errors
from tests.windows.scenarios.guided import guide_of, looked


def run(robot: Robot) -> None:
    """Work as a person would, without a server."""
    watch_for_errors(robot)
    page = open_list(robot)
    robot.wait(lambda: page.list.villages.rows, "the files")
    robot.click("openVillage")
    editor = editor_of(robot)
    looked(robot, editor)
    robot.wait_for_map()
    robot.click("step_base")
    robot.shot("base_step")
    picture(robot, editor)
    photograph(robot)
    tiles(robot)
    base_map(robot, editor)
    altering(robot, editor)
    robot.click("step_routes")
    share_out(robot)
    preview(robot)
    robot.click("closeMap")
    robot.note("left", [layer.name() for layer in QgsProject.instance().mapLayers().values()])
    robot.click("openVillage")
    robot.wait(lambda: len(rasters()) == 2, "both to be there again")


def rasters() -> list[QgsRasterLayer]:
    """Return the layers under the map."""
    return [one for one in QgsProject.instance().mapLayers().values() if isinstance(one, QgsRasterLayer)]


def click_in_picture(robot: Robot, x: float, y: float) -> None:
    """Click a place of the picture."""
    view = robot.find("pictureView", PictureView)
    at = view.mapFromScene(QPointF(x, y))
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    robot.pause(0.05)


def todo(robot: Robot) -> str:
    """Return what the window says is to be done."""
    return robot.find("pictureTodo", QLabel).text()


def fit_words(robot: Robot) -> str:
    """Return what the window says of the fit."""
    return robot.find("pictureFit", QLabel).text()


def picture(robot: Robot, editor: Editor) -> None:
    """Choose a file that is none, then the scan; set it on three places, the last one wrong at first."""
    robot.click("putPicture")
    robot.type("fileName", environment("BROKEN"))
    robot.shot("choose_picture")
    robot.click("fileAccept")
    robot.wait(lambda: "broken" in hint(robot), "the words on the broken file")
    robot.note("broken", hint(robot))
    robot.click("putPicture")
    robot.type("fileName", environment("SCAN"))
    robot.click("fileAccept")
    window = robot.find("pictureWindow")
    robot.note("first", todo(robot))
    for number, (pixel, ground) in enumerate(PLACES[:2]):
        click_in_picture(robot, *pixel)
        robot.note(f"on map {number}", todo(robot))
        robot.map_click(*spot(*ground))
    robot.note("two", [fit_words(robot), len(rasters())])
    robot.wait_for_map()
    robot.shot("two_places")
    click_in_picture(robot, *PLACES[2][0])
    robot.map_click(*spot(600, -300))
    robot.note("wrong", fit_words(robot))
    robot.shot("wrong_place")
    robot.click("pictureBack")
    click_in_picture(robot, *PLACES[2][0])
    robot.map_click(*spot(*PLACES[2][1]))
    robot.note("three", fit_words(robot))
    robot.shot("three_places")
    robot.click("pictureDone")
    robot.wait(lambda: not window.isVisible(), "the window to close")
    slider = robot.find("fadeUnderlay", QSlider)
    slider.setFocus()
    robot.key(Qt.Key.Key_Home, widget=slider)
    (layer,) = rasters()
    robot.note("opacity", [round(layer.opacity(), 2), robot.find("underlayWords", QLabel).text()])
    robot.key(Qt.Key.Key_End, widget=slider)
    robot.wait_for_map()
    robot.shot("picture_under_map")


def photograph(robot: Robot) -> None:
    """Take the second page of a PDF, a photograph from the side: two places are too few, four straighten it."""
    robot.click("putPicture")
    robot.type("fileName", environment("SIDE"))
    page = robot.find("pictureFilePage", QSpinBox)
    page.setFocus()
    robot.key(Qt.Key.Key_Up, widget=page)
    heart = Heart()
    robot.click("fileAccept")
    window = robot.find("pictureWindow")
    robot.note("standstill", heart.standstill())
    for number, (pixel, ground) in enumerate(PLACES):
        click_in_picture(robot, *on_photograph(pixel))
        robot.map_click(*spot(*ground))
        if number == 1:
            robot.click("pictureSlanted")
            robot.note("needs four", todo(robot))
            robot.shot("needs_four")
        elif number == 3:
            robot.note("four places", fit_words(robot))
            robot.wait_for_map()
            robot.shot("straightened")
    robot.note("five places", fit_words(robot))
    robot.click("pictureDone")
    robot.wait(lambda: not window.isVisible(), "the window to close")
    robot.click(shown_box(robot, "照片"))
    robot.wait(lambda: len(rasters()) == 1, "the photograph to be hidden")


def shown_box(robot: Robot, name: str) -> QCheckBox:
    """Return the box that shows or hides what lies under the map."""
    boxes = robot.find("underlayPanel").findChildren(QCheckBox, "showUnderlay")
    return next(box for box in boxes if box.text() == name)


def tiles(robot: Robot) -> None:
    """Put plain tiles under the map, then a WMTS in degrees; the service goes away, and that is said where it lies."""
    subdued = []
    for name, address in (("瓦片", "XYZ"), ("天地图", "WMTS")):
        robot.click("putTiles")
        robot.type("tilesName", name)
        robot.type("tilesAddress", environment(address))
        robot.shot("tiles")
        robot.click("tilesAccept")
        robot.wait(lambda name=name: any(one.name() == name for one in rasters()), "the layer")
        robot.wait(lambda: is_red(robot), "the tiles")
        subdued.append(color_of_map(robot).hsvSaturation() < QColor(COLOR).hsvSaturation())
        robot.wait_for_map()
        robot.shot("tiles_under_map")
        if address == "XYZ":
            robot.click(shown_box(robot, name))
            robot.wait(lambda: not is_red(robot), "the tiles to be hidden")
    robot.note("subdued", subdued)
    robot.note("back in words", said_of(robot, "天地图"))
    robot.mark("tiles_drawn")
    robot.wait_for_mark("service_gone")
    for _ in range(3):
        robot.click("zoomIn")  # nearer: other tiles
        robot.wait_for_map()
    robot.wait(lambda: said_of(robot, "天地图"), "the words on the service")
    robot.note("service gone", said_of(robot, "天地图"))
    robot.note("of what is hidden", said_of(robot, "瓦片"))
    robot.shot("service_gone")
    robot.click(shown_box(robot, "天地图"))
    robot.click("showWhole")
    robot.wait_for_map()


def said_of(robot: Robot, name: str) -> str:
    """Return what stands under a base map in the list."""
    return shown_box(robot, name).parentWidget().findChild(QLabel, "underlayWords").text()


def color_of_map(robot: Robot) -> QColor:
    """Return what the map shows at a place where nothing is drawn."""
    canvas = robot.iface.mapCanvas()
    return canvas.grab().toImage().pixelColor(robot.map_point(*spot(-500, 400)) * canvas.devicePixelRatioF())


def is_red(robot: Robot) -> bool:
    """Tell whether the map shows tiles there."""
    robot.pause(0.05)
    color = color_of_map(robot)
    return color.red() > color.green() + 30


def base_map(robot: Robot, editor: Editor) -> None:
    """Put an orthophoto under the map, hide the picture."""
    robot.click("putBaseFile")
    robot.type("fileName", environment("ORTHO"))
    robot.shot("choose_base")
    robot.click("fileAccept")
    robot.wait(lambda: len(rasters()) == 2, "the orthophoto")
    robot.click(shown_box(robot, "去年的图"))
    robot.wait(lambda: len(rasters()) == 1, "the picture to be hidden")
    looked(robot, editor, "the tick", lambda guide: guide.state("base").is_done)
    robot.note("done", guide_of(editor).state("base").is_done)
    robot.wait_for_map()
    robot.shot("orthophoto")
    robot.click(shown_box(robot, "去年的图"))
    robot.wait(lambda: len(rasters()) == 2, "the picture to be shown")


def choose_in_menu(robot: Robot, at: tuple[float, float], words: str) -> None:
    """Click the map with the right button, then an entry of the menu."""
    robot.map_click(*spot(*at), button=RIGHT)
    menu = robot.find("mapMenu", QMenu)
    robot.note("menu", [one.text() for one in menu.actions() if one.text()])
    (action,) = [one for one in menu.actions() if one.text() == words]
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
    robot.pause(0.1)


def altering(robot: Robot, editor: Editor) -> None:
    """Put a name elsewhere, cut an area in two, turn and enlarge a part, copy it; take all of it back."""
    robot.click("step_hazards")
    before = editor.copy.rows(ELEMENT)
    (zone,) = [uid for uid, row in before.items() if row["name"] == "山背山洪危险区"]
    choose_in_menu(robot, (-900, 600), "移动名称")
    robot.map_click(*spot(-600, 450))
    robot.note("label", editor.copy.row(ELEMENT, zone)["label_point"] is not None)
    robot.wait_for_map()
    robot.shot("label_moved")
    choose_in_menu(robot, (-900, 600), "切成两部分")
    robot.map_click(*spot(-980, 590))
    robot.map_click(*spot(-940, 590))
    robot.note("not cut", hint(robot))
    robot.map_click(*spot(-980, 590))
    robot.map_click(*spot(-820, 590))
    robot.note("parts", len(editor.copy.rows(ELEMENT)) - len(before))
    area = editor.geometry(zone).area()
    choose_in_menu(robot, (-900, 620), "放大缩小")
    robot.map_click(*spot(-850, 640))
    robot.map_click(*spot(-800, 665))
    robot.note("larger", round(editor.geometry(zone).area() / area, 1))
    choose_in_menu(robot, (-900, 620), "旋转")
    robot.map_click(*spot(-800, 620))
    robot.map_click(*spot(-900, 520))
    robot.wait_for_map()
    robot.shot("turned")
    choose_in_menu(robot, (-900, 620), "复制")
    robot.note("copied", [len(editor.copy.rows(ELEMENT)) - len(before), hint(robot)])
    robot.click("thingDone")
    for _ in range(5):
        robot.click("tool_undo")
    robot.note("as before", editor.copy.rows(ELEMENT) == before)


def share_out(robot: Robot) -> None:
    """Give the household that has no shelter one with room."""
    loads = robot.find("shelterLoads", QLabel)
    button = robot.find("assignPeople", QPushButton)
    robot.note("before sharing out", [loads.text(), button.text()])
    robot.shot("without_shelter")
    robot.click(button)
    robot.note("shared out", hint(robot))
    robot.gone("assignPeople")
    robot.note("loads", loads.text())
    robot.shot("shelters")


def preview(robot: Robot) -> None:
    """Look at the finished sheet."""
    robot.click("previewSheet")
    window = robot.find("sheetPreview", PreviewWindow)
    robot.wait(lambda: window.pane.pages > 0, "the sheet", 120)
    robot.note("pages", window.pane.pages)
    robot.shot("preview")
    robot.click("previewClose")
    robot.gone("sheetPreview")
