"""A ledger goes through its window: checked, corrected, seen on the map, taken in, taken back."""

from __future__ import annotations

from pathlib import Path

from flood_core.database.connection import Connection, ConnectionSettings
from flood_core.ledger.importing import import_ledger
from openpyxl import load_workbook

from tests.ledger.books import RISK, TOWNSHIP, book, count, draw_villages, risk_row
from tests.windows.desk import Desk


def ledger(path: Path) -> Path:
    """Write a ledger with everything in it: known, changed, new, wrong, without a place, and a strange heading."""
    headings = ["叫什么" if name == "名称" else name for name in RISK]
    rows = [
        risk_row(名称="一号水库", 统一编号="1"),
        risk_row(名称="二号水库", 统一编号="2", 经度=120.9111, 控制措施="值守"),
        risk_row(名称="三号水库", 经度=120.9121),
        risk_row(名称="四号水库", 经度=None, 纬度=None),
        risk_row(名称="五号水库", 经度=120.9131, 联系电话="12"),
        risk_row(名称="六号水库", 行政村="没有村", 经度=120.9141),
    ]
    return book(path, {"0601 水库": [headings, *rows]})


def fill_in(handed_out: Path, path: Path) -> None:
    """Fill a ledger as a village does: one value changed, one row emptied, one row more."""
    workbook = load_workbook(handed_out)
    sheet = workbook["0601 水库"]
    columns = {str(cell.value).lstrip("*"): cell.column for cell in sheet[3]}
    rows = {sheet.cell(row, columns["名称"]).value: row for row in range(4, 8)}
    sheet.cell(rows["一号水库"], columns["特征"]).value = "石坝"
    for heading, column in columns.items():
        if heading not in ("序号", "系统键"):
            sheet.cell(rows["四号水库"], column).value = None
    for heading, value in (("行政村", "方江屿村"), ("名称", "新水库"), ("位置", "村东头")):
        sheet.cell(8, columns[heading]).value = value
    workbook.save(path)


def test_ledger_is_checked_corrected_taken_in_and_taken_back(
    desk: Desk, connection: Connection, database: ConnectionSettings, tmp_path: Path
) -> None:
    draw_villages(connection)
    first = [
        list(RISK),
        risk_row(名称="一号水库", 统一编号="1"),
        risk_row(名称="二号水库", 统一编号="2", 经度=120.9111),
    ]
    import_ledger(connection, book(tmp_path / "原有.xlsx", {"0601": first}), area=TOWNSHIP)
    running = desk.start(
        "ledger", desk.profile("ledger"),
        environment={"FLOODMAP_DATABASE": database.database, "LEDGER": str(ledger(tmp_path / "水库台账.xlsx")),
                     "LEDGERS": str(tmp_path), "HOME_LEDGER": str(tmp_path / "home.xlsx")},
    )  # fmt: skip
    running.wait_for("taken in", 120)
    assert count(connection, "risk_source") == 4
    running.tell("counted")
    running.wait_for("taken back", 60)
    assert count(connection, "risk_source") == 2
    running.tell("counted again")
    running.wait_for("taken in again", 60)
    with connection, connection.cursor() as cursor:  # somebody else changes a row of the ledger
        cursor.execute(
            "update register.risk_source set note = '改', edited_from = revision"
            " where name = '三号水库' and retired_at is null"
        )
    running.tell("changed")
    running.wait_for("handed out", 240)
    fill_in(home := next(tmp_path.glob("清江镇*.xlsx")), tmp_path / "home.xlsx")
    running.tell("filled in")
    ended = running.outcome()
    notes = ended.notes
    assert ended.ok, ended.error + ended.log[-3000:]
    assert "名称" in notes["missing"]
    assert notes["states"] == {"新增": 1, "有改动": 1, "没变化": 1, "有错误": 2, "待落图": 1}
    assert notes["zoom"][0] == 120.9131 and notes["selected"] == "五号水库"
    assert "三号水库" in notes["changed since"]
    assert notes["layers left"] == 0
    said, wrong, mend, hidden = notes["in full"]
    assert said == f"{wrong}\n{mend}" and len(mend) > 30 and hidden == 0
    assert "新增的 2 行停用，改动的 1 行恢复" in notes["undo question"]
    assert "新增的 2 行已停用，改动的 1 行已恢复" in notes["taken back"]
    assert (tmp_path / "水库台账_标注.xlsx").exists()
    assert notes["handed out"] == ["清江镇", "2", "4", home.name] and "4" in notes["hand out summary"]
    assert ["有改动", "0601 水库", "4", "一号水库", "特征", "", "石坝"] in notes["differences"]
    assert ["已缺", "", None, "四号水库", "", "登记中有", ""] in notes["differences"]
    assert [line[0] for line in notes["differences"]].count("新增") == 1
    assert "停用" in notes["home"] and "1" in notes["retire"]
    assert count(connection, "risk_source") == 4
    assert ended.exit_code == 0
