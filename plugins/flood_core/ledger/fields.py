"""The kinds of sheets, their fields, and how senders head the columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SheetKind(str, Enum):
    """What the rows of a sheet are."""

    RISK = "risk_source"
    RESOURCE = "relief_resource"
    TRANSFER = "transfer_household"
    GRID = "grid_person"
    VILLAGE = "village_fact"
    ORGANISATION = "organisation"


FIXED_NAMES = {
    "行政村危险区人员转移清单": SheetKind.TRANSFER,
    "危险区人员转移清单": SheetKind.TRANSFER,
    "人员转移清单": SheetKind.TRANSFER,
    "转移清单": SheetKind.TRANSFER,
    "网格责任人": SheetKind.GRID,
    "行政村信息": SheetKind.VILLAGE,
    "组织责任": SheetKind.ORGANISATION,
}


@dataclass(frozen=True)
class Field:
    """A column that a kind of sheet can have. ``names[0]`` is the heading of our template."""

    key: str
    names: tuple[str, ...]
    required: bool = False  # the column must be there
    additive: bool = False  # a number that must not be repeated over merged rows
    fills: bool = True  # a merged block gives its value to all its rows


def _names(text: str) -> tuple[str, ...]:
    """Return the headings that stand in ``text``, separated by blanks."""
    return tuple(text.split())


_VILLAGE = Field(
    "village",
    _names(
        "行政村 村 村社 村名 行政村名称 所属村 所在村 所属行政村 村居 村社区 村(社区) 村社区名称 "
        "所在行政村 行政村(社区) 村庄 村社名称 所属村社 所属村(社区) 所在村(社区)"
    ),
)
_TOWNSHIP = Field("township", _names("乡镇 镇街 乡镇街道 乡镇(街道) 所属乡镇 街道 镇(街道) 所在乡镇 镇 所属镇街"))
_SERIAL = Field("serial", _names("序号 编号序号 No 行号"))
_NOTE = Field("note", _names("备注 说明 其他说明 备注说明"))
_KEY = Field("key", _names("系统键"), fills=False)
_YEAR = Field("year", _names("年度 年份 年"))
_LONGITUDE = Field(
    "longitude",
    _names("经度 东经 经度(小数) 经度E longitude lon lng X坐标 X 东坐标 横坐标 经度坐标 经度值"),
    fills=False,
)
_LATITUDE = Field(
    "latitude", _names("纬度 北纬 纬度(小数) 纬度N latitude lat Y坐标 Y 北坐标 纵坐标 纬度坐标 纬度值"), fills=False
)
_PAIR = Field(
    "pair",
    _names(
        "经纬度 坐标 地理坐标 经度纬度 坐标(经纬度) 经纬度坐标 坐标位置 经度,纬度 经度/纬度 "
        "longitudelatitude 点位坐标 中心坐标"
    ),
    fills=False,
)
_STRING = Field(
    "string",
    _names(
        "坐标串 边界坐标 坐标点串 线坐标 范围坐标 拐点坐标 WKT 几何 边界坐标串 走向坐标 坐标串(经度,纬度;…) 范围坐标串"
    ),
    fills=False,
)
_SYSTEM = Field("system", _names("坐标系 坐标系统 坐标类型 所用坐标系 坐标系类型"))
_PLACE = (_LONGITUDE, _LATITUDE, _PAIR, _STRING, _SYSTEM)
_COMMON = (
    _SERIAL,
    _TOWNSHIP,
    _VILLAGE,
    Field(
        "name",
        _names(
            "名称 点位名称 风险源名称 风险名称 资源名称 项目名称 单位名称 企业名称 场所名称 工程名称 "
            "隐患点名称 队伍名称 物资名称 设备名称 仓库名称 隐患名称"
        ),
        required=True,
        fills=False,
    ),
    Field("feature", _names("特征 风险特征 特征描述 主要特征 基本特征 特点")),
    Field("location", _names("位置 地址 地点 具体位置 详细地址 坐落 所在位置 具体地址 详细位置")),
    Field("responsible_party", _names("责任主体 责任单位 主体责任单位 权属单位 管理单位 主管单位 管理部门 所属单位")),
    Field("external_code", _names("统一编号 统一编码 编号 编码 唯一编号 点位编号 统一识别码"), fills=False),
    _KEY,
    Field("verified_on", _names("核实日期 校核日期 核查日期 确认日期 核实时间 核查时间")),
    _NOTE,
)

FIELDS: dict[SheetKind, tuple[Field, ...]] = {
    SheetKind.RISK: (
        *_COMMON,
        Field("category", _names("风险类别 类别 风险源类别 风险类型 风险源类型 隐患类别")),
        Field("control_measures", _names("控制措施 管控措施 防控措施 防范措施 管控措施及要求 控制措施及要求")),
        Field("person", _names("责任人 负责人 责任人姓名 负责人姓名 联系人 责任人员 联系人姓名")),
        Field(
            "phone",
            _names(
                "联系电话 手机 电话 手机号 手机号码 责任人手机 责任人电话 联系方式 负责人电话 责任人联系电话 "
                "负责人手机 联系人电话 责任人手机号"
            ),
        ),
        Field("risk_level", _names("风险等级 四色等级 四色风险等级 风险级别 风险等级(四色) 四色风险")),
        Field(
            "threatened_households", _names("受威胁户数 威胁户数 影响户数 受影响户数 户数"), additive=True, fills=False
        ),
        Field(
            "threatened_people",
            _names("受威胁人数 威胁人数 影响人数 受威胁人口 威胁人口 影响人口 受影响人数 人数"),
            additive=True,
            fills=False,
        ),
        *_PLACE,
    ),
    SheetKind.RESOURCE: (
        *_COMMON,
        Field("subtype", _names("类型 资源类型 类别 资源类别 子类 种类 小类")),
        Field("person", _names("负责人 管理员 队长 责任人 联系人 负责人姓名 管理员姓名 责任人姓名")),
        Field(
            "phone",
            _names(
                "联系电话 手机 电话 手机号 手机号码 负责人电话 管理员电话 联系方式 负责人手机 管理员手机 "
                "责任人电话 值班电话"
            ),
        ),
        Field(
            "capacity_people", _names("容纳人数 可容纳人数 容量 安置人数 避灾人数 容纳能力"), additive=True, fills=False
        ),
        Field("quantity", _names("数量 库存数量 物资数量"), additive=True, fills=False),
        Field("unit", _names("单位 计量单位")),
        Field("headcount", _names("人数 队伍人数 总人数 队员人数"), additive=True, fills=False),
        Field("expires_on", _names("过期日期 有效期至 到期日期 有效期 失效日期")),
        *_PLACE,
    ),
    SheetKind.TRANSFER: (
        _SERIAL,
        _TOWNSHIP,
        _VILLAGE,
        Field("zone_name", _names("危险区(点)名称 危险区名称 危险区点名称 危险点名称 危险区"), required=True),
        Field("zone_type", _names("类型 危险区(点)类型 危险区类型 危险区点类型"), required=True),
        Field("location", _names("位置 地址 地点")),
        Field("householder", _names("户主姓名 户主 户主名"), fills=False),
        Field("people", _names("居住人数 人数 转移人数 常住人数 家庭人数"), additive=True, fills=False),
        Field("householder_phone", _names("户主手机 户主电话 户主手机号 户主联系电话 户主手机号码"), fills=False),
        Field("transfer_person", _names("转移责任人姓名 转移责任人")),
        Field("transfer_title", _names("转移责任人职务")),
        Field("transfer_phone", _names("转移责任人手机 转移责任人电话 转移责任人手机号 转移责任人联系电话")),
        Field("warning_person", _names("预警责任人姓名 预警责任人")),
        Field("warning_title", _names("预警责任人职务")),
        Field("warning_phone", _names("预警责任人手机 预警责任人电话 预警责任人手机号 预警责任人联系电话")),
        Field("shelter_name", _names("避灾场所名称 避灾安置场所名称 避灾场所 避灾安置场所 安置场所")),
        Field("safety_appraised", _names("有无安全鉴定 安全鉴定 是否安全鉴定 避灾场所有无安全鉴定")),
        Field("shelter_keeper", _names("避灾场所管理员 避灾场所管理员姓名 避灾安置场所管理员 场所管理员")),
        Field("shelter_phone", _names("避灾场所管理员手机 避灾场所管理员电话 避灾安置场所管理员手机 场所管理员手机")),
        Field("no_transfer", _names("无转移人员 是否无转移人员 有无转移人员")),
        _YEAR,
        _NOTE,
        *_PLACE,
        _KEY,
    ),
    SheetKind.GRID: (
        _SERIAL,
        _TOWNSHIP,
        _VILLAGE,
        Field("grid_name", _names("网格名称 网格名 网格"), required=True),
        Field("grid_type", _names("网格类型 类型 网格类别"), required=True),
        Field("person", _names("责任人姓名 责任人 姓名 网格责任人 网格员 责任人名称"), required=True),
        Field("phone", _names("责任人手机 手机 责任人电话 联系电话 手机号码 责任人手机号 手机号"), required=True),
        _YEAR,
        _NOTE,
        _KEY,
    ),
    SheetKind.VILLAGE: (
        _SERIAL,
        _TOWNSHIP,
        _VILLAGE,
        Field(
            "registered_population", _names("总人口数 户籍人口 总人口 户籍人口数 人口数"), additive=True, fills=False
        ),
        Field("resident_population", _names("常住人口 常住人口数"), additive=True, fills=False),
        Field("households", _names("户数 总户数"), additive=True, fills=False),
        Field("area_km2", _names("面积 村域面积 区域面积"), additive=True, fills=False),
        Field("natural_villages", _names("自然村数 自然村个数 自然村"), additive=True, fills=False),
        Field("terrain", _names("地形 地形地貌 地貌")),
        Field("task_weight", _names("任务轻重 任务轻重情况 防汛防台任务轻重情况 防汛防台任务轻重")),
        Field("disaster_points", _names("受灾点 受灾点数 受灾点个数"), additive=True, fills=False),
        Field(
            "affected_people",
            _names("受灾害影响人口 受影响人口 受灾害影响人口数 受影响人口数"),
            additive=True,
            fills=False,
        ),
        Field("duty_phone", _names("值班电话 24h值班电话 24小时值班电话")),
        _YEAR,
        _NOTE,
        _KEY,
    ),
    SheetKind.ORGANISATION: (
        _SERIAL,
        _TOWNSHIP,
        _VILLAGE,
        Field("post", _names("岗位 岗位名称 组别 岗位(组别)"), required=True),
        Field("person", _names("姓名 责任人姓名 人员姓名 责任人"), required=True),
        Field("title", _names("职务 职位")),
        Field("phone", _names("手机 手机号码 联系电话 电话 手机号 联系方式")),
        Field("task", _names("任务 分工 职责 任务分工")),
        _YEAR,
        _NOTE,
        _KEY,
    ),
}

#: Fields that every row needs, though their column may be left out.
NEEDED = frozenset(("village", "zone_type", "people", "subtype"))

#: Headings of identity card numbers: such columns are never taken in.
IDENTITY_WORDS = ("身份证", "证件号", "公民身份号码")
