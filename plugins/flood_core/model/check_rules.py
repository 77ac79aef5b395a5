"""The rules of the check-up (体检), as data.

Each rule names its severity, its message in both languages, what to do, where
it comes from and the function that finds its occurrences.
"""

from __future__ import annotations

from . import check_finders as find
from .check_up import ERROR, HINT, WARNING, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "zone_without_route", ERROR, "routes",
        "“{zone}”有{people}人需要转移，但没有转移路线", "{zone} has {people} people to move, but no evacuation route",
        "从该危险区画一条到避灾场所的转移路线", "Draw a route from this zone to a shelter",
        "1.4 #16, fact 34", find.zones_without_route,
    ),
    Rule(
        "no_shelter", ERROR, "shelters",
        "有{people}人需要转移，但图上没有避灾安置场所", "{people} people must be moved, but the map has no shelter",
        "登记并落图一处避灾安置场所", "Register a shelter and place it on the map",
        "1.4 #15", find.no_shelter,
    ),
    Rule(
        "shelter_over_capacity", ERROR, "shelters",
        "“{shelter}”可容纳{capacity}人，安排了{people}人，缺{shortfall}个安置位",
        "{shelter} takes {capacity} people, {people} are assigned: {shortfall} places are missing",
        "把部分人员改到其他避灾场所，或核实容纳人数", "Assign some of them elsewhere, or verify the capacity",
        "fact 36", find.shelters_over_capacity,
    ),
    Rule(
        "transfer_not_reported", ERROR, "people",
        "未填报：既没有{year}年转移清单，也没有声明无转移人员",
        "Not reported: neither a transfer list for {year} nor a declaration that nobody must be moved",
        "填写人员转移清单，或勾选“无转移人员”", "Fill in the transfer list, or declare that nobody must be moved",
        "1.3, fact 27", find.transfer_not_reported,
    ),
    Rule(
        "transfer_contradiction", ERROR, "people",
        "声明了无转移人员，但转移清单中有{people}人",
        "It is declared that nobody must be moved, but the list has {people} people",
        "删除声明，或更正人数", "Take the declaration back, or correct the figures",
        "1.3, fact 27", find.transfer_contradiction,
    ),
    Rule(
        "zone_people_differ", ERROR, "people",
        "“{zone}”图上{people}人，转移清单合计{listed}人",
        "{zone} has {people} people on the map, {listed} on the list",
        "核对危险区人数与转移清单", "Bring the zone and the transfer list in line",
        "fact 37", find.zone_people_differ,
    ),
    Rule(
        "zone_not_listed", WARNING, "people",
        "“{zone}”有{people}人受威胁，但转移清单中没有",
        "{zone} threatens {people} people, but is not on the transfer list",
        "补入转移清单，或确认不需转移", "Add them to the transfer list, or confirm that they need not move",
        "fact 37", find.zones_not_listed,
    ),
    Rule(
        "listed_zone_not_drawn", ERROR, "hazards",
        "转移清单中的“{zone}”（{people}人）不在图上",
        "{zone} ({people} people) is on the transfer list, but not on the map",
        "在图上标出该危险区，或更正清单中的名称", "Place this zone on the map, or correct its name in the list",
        "fact 37", find.listed_zones_not_drawn,
    ),
    Rule(
        "listed_without_shelter", WARNING, "people",
        "“{zone}”有{people}人的避灾场所未填写或不在图上", "{people} people of {zone} have no shelter on the map",
        "在转移清单中选择避灾场所", "Choose a shelter in the transfer list",
        "1.3", find.listed_without_shelter,
    ),
    Rule(
        "zone_without_responsible", ERROR, "people",
        "“{zone}”没有责任人", "{zone} has no responsible person",
        "填写责任人姓名和手机", "Enter the responsible person and a phone number",
        "1.8", find.zones_without_responsible,
    ),
    Rule(
        "responsible_without_phone", WARNING, "people",
        "“{thing}”的责任人{person}没有电话", "{person}, responsible for {thing}, has no phone number",
        "补填手机号码", "Add the phone number",
        "1.3", find.responsible_without_phone,
    ),
    Rule(
        "shelter_in_zone", WARNING, "shelters",
        "避灾场所“{shelter}”位于“{zone}”内", "The shelter {shelter} lies inside {zone}",
        "改用其他避灾场所，或核实位置", "Use another shelter, or verify the place",
        "1.8, fact 35", find.shelters_in_zones,
    ),
    Rule(
        "village_shelter_small", WARNING, "shelters",
        "村级避灾场所“{shelter}”只能容纳{capacity}人，少于{least}人",
        "The village shelter {shelter} takes {capacity} people, less than {least}",
        "核实容纳人数，或另选场所", "Verify the capacity, or choose another place",
        "1.8, fact 36", find.small_shelters,
    ),
    Rule(
        "shelter_without_capacity", WARNING, "shelters",
        "避灾场所“{shelter}”没有填写容纳人数", "The shelter {shelter} has no capacity",
        "填写容纳人数", "Enter how many people it takes",
        "1.4 #15", find.shelters_without_capacity,
    ),
    Rule(
        "shelter_without_manager", WARNING, "shelters",
        "避灾场所“{shelter}”没有管理员", "The shelter {shelter} has no manager",
        "填写管理员姓名和手机", "Enter the manager and a phone number",
        "1.4 #15", find.shelters_without_manager,
    ),
    Rule(
        "shelter_not_appraised", HINT, "shelters",
        "避灾场所“{shelter}”没有安全鉴定记录", "There is no safety appraisal of the shelter {shelter}",
        "填写有无安全鉴定", "Enter whether its safety was appraised",
        "1.5 #5", find.shelters_not_appraised,
    ),
    Rule(
        "route_crosses_zone", WARNING, "routes",
        "转移路线{number}穿过“{zone}”", "Route {number} crosses {zone}",
        "改走其他道路", "Bend the route round the zone",
        "fact 35", find.routes_across_zones,
    ),
    Rule(
        "route_crosses_ford", WARNING, "routes",
        "转移路线{number}经过“{ford}”，涨水时不能通行", "Route {number} passes {ford}, which a flood closes",
        "改走其他道路，或注明在涨水前转移", "Use another road, or note that people leave before the water rises",
        "fact 35", find.routes_across_fords,
    ),
    Rule(
        "route_ends_elsewhere", ERROR, "routes",
        "转移路线{number}的终点离避灾场所{metres}米", "Route {number} ends {metres} m from its shelter",
        "把路线终点移到避灾场所", "Move its end to the shelter",
        "fact 34", find.routes_ending_elsewhere,
    ),
    Rule(
        "route_long", HINT, "routes",
        "转移路线{number}步行约需{minutes}分钟", "Route {number} takes about {minutes} minutes on foot",
        "考虑更近的避灾场所或车辆转移", "Think of a nearer shelter, or of vehicles",
        "1.8", find.long_routes,
    ),
    Rule(
        "climb_unknown", HINT, "routes",
        "没有地形数据，{count}条路线的步行时间未计爬坡",
        "No terrain model: the times of {count} routes leave out the climb",
        "导入数字高程模型后重新生成路线", "Import a terrain model and make the routes again",
        "1.4 #16", find.climb_unknown,
    ),
    Rule(
        "village_facts_missing", ERROR, "village",
        "没有{year}年的行政村基本情况", "There are no basic facts of the village for {year}",
        "填写行政村信息表", "Fill in the village's basic facts",
        "1.5 #1", find.village_facts_missing,
    ),
    Rule(
        "village_facts_incomplete", WARNING, "village",
        "基本情况缺：{names}", "Basic facts are missing: {names}",
        "补填行政村信息", "Complete the village's basic facts",
        "1.5 #1", find.village_facts_incomplete,
    ),
    Rule(
        "duty_phone_missing", ERROR, "people",
        "没有24小时值班电话", "There is no 24-hour duty phone",
        "填写值班电话", "Enter the duty phone",
        "1.5 #2", find.duty_phone_missing,
    ),
    Rule(
        "post_unfilled", ERROR, "people",
        "岗位“{post}”没有人员", "Nobody fills the post {post}",
        "填写该岗位的人员和手机", "Enter who fills it, with a phone number",
        "1.3, 1.5 #2", find.posts_unfilled,
    ),
    Rule(
        "post_without_phone", WARNING, "people",
        "岗位“{post}”的人员没有电话", "Nobody in the post {post} has a phone number",
        "补填手机号码", "Add a phone number",
        "1.5 #2", find.posts_without_phone,
    ),
    Rule(
        "grid_missing", WARNING, "people",
        "没有{year}年的网格责任人", "There are no grid persons for {year}",
        "填写网格责任人清单", "Fill in the list of grid persons",
        "1.5 #3", find.grid_missing,
    ),
    Rule(
        "grid_without_phone", WARNING, "people",
        "网格“{grid}”的责任人没有电话", "The person of the grid {grid} has no phone number",
        "补填手机号码", "Add the phone number",
        "1.3", find.grid_without_phone,
    ),
    Rule(
        "office_missing", ERROR, "facilities",
        "图上没有村委会或村级指挥点", "The map has no village office or command post",
        "标出村委会的位置", "Place the village office",
        "1.4 #3", find.office_missing,
    ),
    Rule(
        "coastal_without_marine", WARNING, "facilities",
        "沿海村，但图上没有渔港、锚地、养殖区或塘外作业区",
        "A coastal village, but no port, anchorage, farming or work seaward",
        "标出沿海作业要素，或确认本村没有", "Place what there is at sea, or confirm that there is nothing",
        "1.4 #14", find.coastal_without_marine,
    ),
    Rule(
        "coastal_without_seawall", HINT, "facilities",
        "沿海村，但图上没有海塘或堤防", "A coastal village, but no seawall or levee",
        "标出海塘，或确认本村没有", "Place the seawall, or confirm that there is none",
        "1.4 #6", find.coastal_without_seawall,
    ),
    Rule(
        "no_warning_facility", HINT, "facilities",
        "图上没有预警设施（雨量站、水位站、广播、警报器）",
        "The map has no warning facility (rain gauge, loudspeaker, siren)",
        "标出预警设施", "Place the warning facilities",
        "1.4 #20", find.no_warning_facility,
    ),
    Rule(
        "thresholds_missing", HINT, "people",
        "“{zone}”没有预警指标，图上注“待水利部门核定”",
        "{zone} has no warning thresholds; the sheet says they are pending",
        "向水利部门索取核定的雨量指标，不可自行填写", "Ask the water department; never invent figures",
        "1.5 #7", find.thresholds_missing,
    ),
    Rule(
        "element_outside", WARNING, "hazards",
        "“{thing}”在村界外{metres}米", "{thing} lies {metres} m outside the village",
        "核对坐标，或确认属于本村", "Check its coordinates, or confirm that it belongs here",
        "fact 23", find.elements_outside,
    ),
    Rule(
        "row_unplaced", WARNING, "hazards",
        "登记的“{thing}”（{kind}）没有坐标，未上图",
        "{thing} ({kind}) is registered without a place and is not on the map",
        "在图上点出位置", "Show its place on the map",
        "design 2, fact 13", find.rows_unplaced,
    ),
    Rule(
        "row_without_symbol", WARNING, "hazards",
        "登记的“{thing}”（{kind}）没有符号，未上图", "{thing} ({kind}) has no symbol and is not on the map",
        "请管理员为该类别指定符号", "Ask the administrator for a symbol for this category",
        "fact 16", find.rows_without_symbol,
    ),
    Rule(
        "symbol_without_drawing", WARNING, "hazards",
        "“{thing}”的符号 {symbol} 不在符号库中，图上显示为“缺符号”",
        "The symbol {symbol} of {thing} is not in the library; the map shows a placeholder",
        "换用其他符号，或请管理员补充该符号", "Choose another symbol, or ask the administrator for this one",
        "issue 4", find.elements_without_drawing,
    ),
    Rule(
        "row_not_taken", WARNING, "hazards",
        "登记中新增的“{thing}”（{kind}）还没有上图", "{thing} ({kind}) is in the register, but not on this map",
        "采用登记数据，或注明“不在此”", "Take it in, or say that it is not here",
        "design 3", find.rows_not_taken,
    ),
    Rule(
        "settlement_suggested", WARNING, "hazards",
        "地形分析认为“{thing}”（{kind}）有危险，村里还没有答复",
        "The terrain suggests {thing} ({kind}) as a danger; the village has not answered",
        "到实地看一看：采用、改后采用，或说明为什么没有危险",
        "Look at the place: take it over, take it over and change it, or say why there is no danger",
        "5.1, fact 45", find.settlements_suggested,
    ),
    Rule(
        "register_moved_on", WARNING, "hazards",
        "“{thing}”的登记已更新到第{register}版，图上是第{map}版",
        "The register has {thing} in revision {register}, the map in revision {map}",
        "查看差异并采用登记的新内容", "Look at the difference and take it over",
        "design 3", find.register_moved_on,
    ),
    Rule(
        "register_retired", WARNING, "hazards",
        "“{thing}”在登记中已注销", "{thing} was retired in the register",
        "从图上删除，或向主管部门提出", "Take it off the map, or ask its owner",
        "design 3", find.register_retired,
    ),
    Rule(
        "to_verify", HINT, "submit",
        "还有{count}个要素待核实", "{count} elements are still to be verified",
        "逐项核实无误后提交", "Verify them before you submit",
        "fact 29", find.to_verify,
    ),
    Rule(
        "rows_to_verify", HINT, "people",
        "表格中还有{count}行上年数据待核实", "{count} rows of the tables come from last year and are to be verified",
        "逐行核实，或整表核实无误", "Verify them row by row, or the whole table at once",
        "fact 29", find.rows_to_verify,
    ),
)  # fmt: skip

BY_CODE = {rule.code: rule for rule in RULES}
