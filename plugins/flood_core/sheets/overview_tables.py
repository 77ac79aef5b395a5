"""The tables of a township's overview: its villages summed up, whom to call, where to go, which sheet shows what."""

from __future__ import annotations

from .snapshot import Row, Snapshot
from .tables import Column, Table


def overview_tables(snapshot: Snapshot) -> dict[str, Table]:
    """Return the tables by the key of the place that they take on a village's sheet."""
    villages = sorted(snapshot.tables["village_summary"], key=lambda row: int(row["number"]))
    shelters = snapshot.tables["shelter"]  # each once, also where several villages use it
    places = (len(shelters), _total(shelters, "capacity_people"))
    tables = [_facts(villages, places), _villages(villages, places), _people(villages)]
    tables += [_shelters(shelters), _index(villages)]
    return {table.key: table for table in tables}


def _number(value: object) -> str:
    return f"{value:,d}" if isinstance(value, int) else ""


def _total(rows: list[Row], key: str) -> int:
    return sum(int(row[key] or 0) for row in rows)


def _facts(villages: list[Row], places: tuple[int, int]) -> Table:
    unreported = [row for row in villages if not row["zones"] and not row["no_transfer"]]
    short = [row for row in villages if _spare(row) < 0]
    pairs = [
        ("村(社区)", f"{len(villages)} 个"),
        ("户数", f"{_total(villages, 'village_households'):,d} 户"),
        ("户籍人口", f"{_total(villages, 'population'):,d} 人"),
        ("危险区", f"{_total(villages, 'zones'):,d} 处"),
        ("受威胁户/人", f"{_total(villages, 'households'):,d} 户 / {_total(villages, 'people'):,d} 人"),
        ("避灾场所/容量", f"{places[0]:,d} 处 / {places[1]:,d} 人"),
        ("容量不足的村", "、".join(str(row["name"]) for row in short) or "无"),
        ("转移清单未填报", "、".join(str(row["name"]) for row in unreported) or "无"),
    ]
    columns = [Column("项目"), Column("内容", "right", wraps=True, bold=True)]
    return Table("facts", "全乡镇情况", columns, [list(pair) for pair in pairs], size=2.3, show_heads=False)


def _spare(row: Row) -> int:
    """Return how many places a village's shelters have beyond those who must move."""
    return int(row["capacity"] or 0) - int(row["people"] or 0)


def _villages(villages: list[Row], places: tuple[int, int]) -> Table:
    rows = []
    for row in villages:
        reported = bool(row["zones"])
        people = _number(row["people"]) if reported else "无" if row["no_transfer"] else "未填报"
        spare = _spare(row)
        rows.append([
            str(row["number"]), str(row["name"]), _number(row["zones"]) if reported else "",
            _number(row["households"]) if reported else "", people, _number(row["shelters"]),
            _number(row["capacity"]), "够" if spare >= 0 else f"缺 {-spare:,d}",
        ])  # fmt: skip
    sums = [_number(_total(villages, key)) for key in ("zones", "households", "people")]
    rows.append(["", "合计", *sums, *map(_number, places), ""])
    shared = places != (_total(villages, "shelters"), _total(villages, "capacity"))
    note = "几个村共用的避灾场所在合计中只算一次。" if shared else ""
    columns = [
        Column("号", "right"), Column("村(社区)", bold=True), Column("危险区", "right"), Column("户", "right"),
        Column("人", "right"), Column("避灾所", "right"), Column("容量", "right"), Column("够不够", "right"),
    ]  # fmt: skip
    return Table("zones", "各村危险区与避灾能力", columns, rows, size=2.3, note=note)


def _people(villages: list[Row]) -> Table:
    rows = [
        [
            str(row["number"]), str(row["name"]), str(row["leader"] or "未填报"), str(row["leader_phone"] or ""),
            str(row["resident"] or ""), str(row["duty_phone"] or ""),
        ]
        for row in villages
    ]  # fmt: skip
    columns = [
        Column("号", "right"), Column("村(社区)"), Column("负责人", bold=True), Column("电话", "right"),
        Column("驻村干部"), Column("值班电话", "right"),
    ]  # fmt: skip
    return Table("organisation", "各村责任人", columns, rows, size=2.3)


def _shelters(shelters: list[Row]) -> Table:
    rows = [
        [
            str(row["name"]), str(row["serves"] or ""), _number(row["capacity_people"]),
            " ".join(str(part) for part in (row["manager"], row["phone"]) if part),
        ]
        for row in shelters
    ]  # fmt: skip
    columns = [
        Column("名称", wraps=True, bold=True), Column("村(社区)"), Column("容纳 人", "right"),
        Column("管理员/电话", wraps=True),
    ]  # fmt: skip
    return Table("shelters", "避灾安置场所", columns, rows, size=2.3, empty="未填报")


def _index(villages: list[Row]) -> Table:
    rows = [
        [str(row["number"]), str(row["name"]), str(row["sheet"]), "已审批" if row["approved"] else "未审批"]
        for row in villages
    ]
    columns = [Column("号", "right"), Column("村(社区)"), Column("图号"), Column("审批")]
    return Table("index", "分村形势图索引", columns, rows, size=2.3, note="每村另有一幅，图号印在其图廓外。")
