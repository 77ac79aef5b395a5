<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Processing</name>
    <message>
      <source>A stream begins at, km²</source>
      <translation>溪流起始集水面积，km²</translation>
    </message>
    <message>
      <source>All rows or none</source>
      <translation>全部导入或全不导入</translation>
    </message>
    <message>
      <source>Areas</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>Base map</source>
      <translation>底图</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>批量</translation>
    </message>
    <message>
      <source>Bind the PDFs of each township into one</source>
      <translation>将每个乡镇的 PDF 合订为一册</translation>
    </message>
    <message>
      <source>Brings a terrain model to metres and writes the slope of each cell.</source>
      <translation>把地形模型转成米制并写出每个格网的坡度。</translation>
    </message>
    <message>
      <source>Build symbol library</source>
      <translation>生成符号库</translation>
    </message>
    <message>
      <source>Buildings, or points with people</source>
      <translation>房屋，或带人口数的点</translation>
    </message>
    <message>
      <source>Bulletin of a typhoon</source>
      <translation>台风快报</translation>
    </message>
    <message>
      <source>Cards</source>
      <translation>明白卡</translation>
    </message>
    <message>
      <source>Catalogue</source>
      <translation>图册</translation>
    </message>
    <message>
      <source>Catchment in cells</source>
      <translation>集水面积（格网数）</translation>
    </message>
    <message>
      <source>Categories</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Category</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Category, if the sheets do not say it</source>
      <translation>类别（工作表未注明时）</translation>
    </message>
    <message>
      <source>Changed files</source>
      <translation>有变化的文件数</translation>
    </message>
    <message>
      <source>Changed rows</source>
      <translation>更新行数</translation>
    </message>
    <message>
      <source>Check only, save nothing</source>
      <translation>只检查，不保存</translation>
    </message>
    <message>
      <source>Check situation maps</source>
      <translation>形势图体检</translation>
    </message>
    <message>
      <source>Check symbol library</source>
      <translation>检查符号库</translation>
    </message>
    <message>
      <source>Checks the newest situation map of a village, or of every village of a township: zones without a route, shelters too small, lists and map at odds, persons and phones missing. The result is kept with the map.</source>
      <translation>对一个行政村（或全乡镇各行政村）最新的形势图进行体检：危险区缺转移路线、避灾场所容量不足、清单与图不一致、缺责任人和电话等。结果随图保存。</translation>
    </message>
    <message>
      <source>Code of a village or township</source>
      <translation>行政村或乡镇（街道）代码</translation>
    </message>
    <message>
      <source>Code of the county, township or village</source>
      <translation>县、乡镇或村的代码</translation>
    </message>
    <message>
      <source>Code of the township or county</source>
      <translation>乡镇或县的代码</translation>
    </message>
    <message>
      <source>Comparison of two days</source>
      <translation>两日数据对比</translation>
    </message>
    <message>
      <source>Coordinate system of a file without one</source>
      <translation>文件未注明坐标系时采用的坐标系</translation>
    </message>
    <message>
      <source>Counts risk sources and relief resources of a county, township or village by area, category and level, compares shelter capacity with the people to move, and shows how complete the registers are. Every sum holds at all levels. With a time, the figures are those of that moment.</source>
      <translation>按地区、类别和等级统计县、乡镇（街道）或村（社区）的风险源和救灾资源，对照避灾容量与需转移人员，并反映资料完整性，各级合计一致。指定时点时，统计该时点的状态。</translation>
    </message>
    <message>
      <source>Create situation maps</source>
      <translation>生成形势图</translation>
    </message>
    <message>
      <source>Database</source>
      <translation>数据库</translation>
    </message>
    <message>
      <source>Depth of sinks</source>
      <translation>洼地深度</translation>
    </message>
    <message>
      <source>Distance around, metres</source>
      <translation>周围距离，米</translation>
    </message>
    <message>
      <source>Distances to shelters</source>
      <translation>避灾场所距离</translation>
    </message>
    <message>
      <source>Draw unchanged sheets again</source>
      <translation>未变化的图幅也重出</translation>
    </message>
    <message>
      <source>Draws a stored run on paper: relief, contours, settlements with their danger and rank, streams and registered zones, how fine the terrain model is and what it cannot see; overleaf the list with reasons and people.</source>
      <translation>把已存的一次分析印成图：地形晕渲、等高线、聚居点及其等级和序号、溪流、已登记危险区，注明地形分辨率和看不出的地物；背面为清单，列出原因和人数。</translation>
    </message>
    <message>
      <source>Draws the newest situation map of a village, or of every village of a township or county, straight from the database. Several processes draw at the same time; a sheet that fails does not stop the others.</source>
      <translation>直接从数据库绘制一个村或一个乡镇、县所有村的最新形势图。多个进程同时绘制；某一张失败不影响其他。</translation>
    </message>
    <message>
      <source>Draws the situation map of one village from the snapshot of its edition: map, legend, tables and imprint on paper, as PDF and as PNG at 300 dpi, with a manifest of what was drawn. The file appears whole or not at all. The public profile masks telephone numbers and leaves out the household list.</source>
      <translation>根据该版形势图的快照绘制一个村的形势图：地图、图例、表格和图廓说明，输出 PDF 和 300 dpi 的 PNG，并附绘制清单。文件要么完整出现，要么不出现。公示版隐去电话号码，不含户主名单。</translation>
    </message>
    <message>
      <source>Earlier moment (a day alone means its end)</source>
      <translation>较早时间（只写日期则指当日结束）</translation>
    </message>
    <message>
      <source>Editions made</source>
      <translation>已生成</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>Everything in one file</source>
      <translation>全部放在一个文件</translation>
    </message>
    <message>
      <source>Export county symbols</source>
      <translation>导出本县符号</translation>
    </message>
    <message>
      <source>Export sheet</source>
      <translation>输出图幅</translation>
    </message>
    <message>
      <source>Export the sheets of an area</source>
      <translation>按行政区出图</translation>
    </message>
    <message>
      <source>Features taken in</source>
      <translation>导入要素数</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Files written</source>
      <translation>已写文件</translation>
    </message>
    <message>
      <source>Finds missing drawings, duplicate codes, symbols that draw nothing, and categories, resources and elements without a symbol.</source>
      <translation>查找缺少的图形、重复的代码、没有用途的符号，以及没有符号的类别、资源和要素。</translation>
    </message>
    <message>
      <source>Finds where people live below steep slopes and cliffs, beside water, at gully mouths or in low ground, and says why for each place with the measured values. The highest factor decides, the weighted sum ranks. A screening: what is narrower than about three cells of the terrain model cannot be seen.</source>
      <translation>查找陡坡陡崖下、水边、沟口和低洼处的聚居点，并用实测数值说明原因。最高分因子定等级，加权和定排名。这是筛查：窄于地形模型约三个格网的地物看不出来。</translation>
    </message>
    <message>
      <source>Flood maps</source>
      <translation>防汛防台</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>文件夹</translation>
    </message>
    <message>
      <source>Folder for the files</source>
      <translation>输出文件夹</translation>
    </message>
    <message>
      <source>Folder to build into</source>
      <translation>生成到文件夹</translation>
    </message>
    <message>
      <source>For whom</source>
      <translation>对象</translation>
    </message>
    <message>
      <source>Formats</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>Hand out ledgers</source>
      <translation>台账分发</translation>
    </message>
    <message>
      <source>Height above the nearest drainage</source>
      <translation>高出最近沟床的高度</translation>
    </message>
    <message>
      <source>Height above the surroundings</source>
      <translation>高出周围地面的高度</translation>
    </message>
    <message>
      <source>Hints</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>Import base layer</source>
      <translation>导入底图图层</translation>
    </message>
    <message>
      <source>Import county symbols</source>
      <translation>导入外县符号</translation>
    </message>
    <message>
      <source>Import ledger</source>
      <translation>导入台账</translation>
    </message>
    <message>
      <source>Known danger zones and historic marks</source>
      <translation>已登记危险区和历史灾点</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>图层</translation>
    </message>
    <message>
      <source>Layer inside the file</source>
      <translation>文件内的图层</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>台账</translation>
    </message>
    <message>
      <source>Ledger template</source>
      <translation>台账模板</translation>
    </message>
    <message>
      <source>Ledgers</source>
      <translation>台账</translation>
    </message>
    <message>
      <source>Ledgers (*.xlsx *.xls *.csv)</source>
      <translation>台账 (*.xlsx *.xls *.csv)</translation>
    </message>
    <message>
      <source>Library file</source>
      <translation>符号库文件</translation>
    </message>
    <message>
      <source>List of changes between two days</source>
      <translation>两日之间变化清单</translation>
    </message>
    <message>
      <source>Lists every thing of the registers that is new, changed or gone between two moments, field by field, with who changed it and when.</source>
      <translation>逐条列出两个时点之间登记册中新增、变更、删减的对象，写明各项原值、现值、修改人和时间。</translation>
    </message>
    <message>
      <source>Lists who has not reported in an event, or not in time, and what to write to each of them. Nothing is written when everybody has reported in time.</source>
      <translation>列出本次事件中未报、迟报的单位和催办内容；全部按时报送时不生成文件。</translation>
    </message>
    <message>
      <source>Make cards for households or zones</source>
      <translation>制作明白卡</translation>
    </message>
    <message>
      <source>Makes a card (明白卡) for every household of the transfer list, or for every danger zone: danger, signal, when to leave, where to, which way, whom to ring. For the inside only; a snapshot without names gives no household cards.</source>
      <translation>为转移清单中的每户或每个危险区制作一张明白卡：危险、信号、何时走、到哪里、怎么走、找谁。只限内部使用；快照中没有姓名时不出户卡。</translation>
    </message>
    <message>
      <source>Makes a draft of the situation map of a village, or of every village of a township, from the registers: hazards, facilities, shelters, and evacuation routes along the roads. Each village is made whole or not at all; one that already has a draft is left alone unless a new version is asked for.</source>
      <translation>由登记数据为一个行政村（或全乡镇各行政村）生成形势图草稿：风险隐患、设施、避灾安置场所，以及沿道路的转移路线。每个村要么完整生成，要么不生成；已有草稿的村不作改动，除非要求新建一版。</translation>
    </message>
    <message>
      <source>Makes the SVG files, the QGIS style library and the database's symbol tables from the catalogue and its drawings. The same catalogue always gives the same bytes.</source>
      <translation>由符号目录和图形生成 SVG 文件、QGIS 样式库和数据库符号表；同一目录每次生成的内容完全相同。</translation>
    </message>
    <message>
      <source>Manifest</source>
      <translation>清单</translation>
    </message>
    <message>
      <source>Mark as simulated data</source>
      <translation>标记为模拟数据</translation>
    </message>
    <message>
      <source>Measures from each risk source with people at risk to the nearest shelter, as the crow flies, and shows by area how far it is and who has none within one kilometre.</source>
      <translation>量算每处有受威胁人员的风险源到最近避灾安置场所的直线距离，按地区列出远近及1千米内没有场所的人数。</translation>
    </message>
    <message>
      <source>Merges what townships and departments reported in a typhoon or rainstorm into the county's bulletin: words, tables and charts. With a time, as it was known at that moment.</source>
      <translation>把各乡镇（街道）和部门在台风、暴雨中的报送合并为县快报，有文字、表和图。填写时间则为当时所知的情况。</translation>
    </message>
    <message>
      <source>Name of the data set</source>
      <translation>数据集名称</translation>
    </message>
    <message>
      <source>Name or number of the event</source>
      <translation>事件名称或编号</translation>
    </message>
    <message>
      <source>Name or uid of the thing</source>
      <translation>名称或 uid</translation>
    </message>
    <message>
      <source>Name the PDF to write.</source>
      <translation>请指定要写入的 PDF 文件。</translation>
    </message>
    <message>
      <source>Name the file to write.</source>
      <translation>请指定要写出的文件。</translation>
    </message>
    <message>
      <source>New natural villages</source>
      <translation>新增自然村数</translation>
    </message>
    <message>
      <source>New rows</source>
      <translation>新增行数</translation>
    </message>
    <message>
      <source>Nothing was saved: rows have errors (see above).</source>
      <translation>未保存任何数据：有的行有错误（见上）。</translation>
    </message>
    <message>
      <source>Number of cards</source>
      <translation>卡片张数</translation>
    </message>
    <message>
      <source>One file for each department</source>
      <translation>每个部门一份</translation>
    </message>
    <message>
      <source>One file for each township</source>
      <translation>每个乡镇（街道）一份</translation>
    </message>
    <message>
      <source>Own thresholds and scores (JSON)</source>
      <translation>自定阈值和评分（JSON）</translation>
    </message>
    <message>
      <source>PDF file</source>
      <translation>PDF 文件</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>页数</translation>
    </message>
    <message>
      <source>Paper</source>
      <translation>图幅</translation>
    </message>
    <message>
      <source>Past moment (2026-07-31T18:00, Beijing time)</source>
      <translation>过去时点（2026-07-31T18:00，北京时间）</translation>
    </message>
    <message>
      <source>Portrait of a risk source or relief resource</source>
      <translation>风险源或救灾资源全息画像</translation>
    </message>
    <message>
      <source>Print symbol catalogue</source>
      <translation>打印符号图册</translation>
    </message>
    <message>
      <source>Printed map of a terrain analysis</source>
      <translation>打印地形分析图</translation>
    </message>
    <message>
      <source>Prints every symbol at three sizes, in colour and in grey, with code, names, origin and use.</source>
      <translation>按三种尺寸、彩色和灰度打印全部符号，附代码、名称、来源和用途。</translation>
    </message>
    <message>
      <source>Processes that draw</source>
      <translation>同时绘制的进程数</translation>
    </message>
    <message>
      <source>Profile</source>
      <translation>版别</translation>
    </message>
    <message>
      <source>Progress of verification</source>
      <translation>核实进度</translation>
    </message>
    <message>
      <source>Reads an Excel ledger of risk sources, relief resources, transfer lists, grid persons, village facts or posts, checks every row, compares it with the registers and saves it in one transaction. The coordinate system is recognised row by row. A check (dry run) saves nothing.</source>
      <translation>读取风险源、救灾资源、转移清单、网格责任人、行政村信息或组织责任的 Excel 台账，逐行检查，与登记比对，并在一个事务中保存。坐标系逐行识别。试导入不保存任何数据。</translation>
    </message>
    <message>
      <source>Reminders to senders</source>
      <translation>催报清单</translation>
    </message>
    <message>
      <source>Replace symbols that are here, drawn or named otherwise</source>
      <translation>替换本地图形或名称不同的符号</translation>
    </message>
    <message>
      <source>Report of all findings</source>
      <translation>全部检查结果</translation>
    </message>
    <message>
      <source>Reports</source>
      <translation>报表</translation>
    </message>
    <message>
      <source>Rows</source>
      <translation>行数</translation>
    </message>
    <message>
      <source>Rows read</source>
      <translation>读取行数</translation>
    </message>
    <message>
      <source>Rows restored</source>
      <translation>恢复行数</translation>
    </message>
    <message>
      <source>Rows retired</source>
      <translation>停用行数</translation>
    </message>
    <message>
      <source>Rows to take in</source>
      <translation>导入哪些行</translation>
    </message>
    <message>
      <source>Rows with errors</source>
      <translation>有错误的行数</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>分析记录</translation>
    </message>
    <message>
      <source>Run (empty: the newest)</source>
      <translation>分析编号（空：最近一次）</translation>
    </message>
    <message>
      <source>Scale number</source>
      <translation>比例尺分母</translation>
    </message>
    <message>
      <source>Senders to remind</source>
      <translation>需催报的单位数</translation>
    </message>
    <message>
      <source>Set an older draft aside and make a new version</source>
      <translation>原草稿作废，新建一版</translation>
    </message>
    <message>
      <source>Sets the figures of an area at two moments side by side: risk sources, people at risk, people to move, shelter capacity, relief resources, each with what changed.</source>
      <translation>将一个地区两个时点的主要数字并列：风险源、受威胁人数、需转移人数、避灾容量、救灾资源，并列出增减。</translation>
    </message>
    <message>
      <source>Settlements found</source>
      <translation>找到的聚居点</translation>
    </message>
    <message>
      <source>Settlements in danger</source>
      <translation>易受灾聚居点</translation>
    </message>
    <message>
      <source>Settlements in danger from the terrain</source>
      <translation>由地形查找易受灾聚居点</translation>
    </message>
    <message>
      <source>Settlements in danger in a township or county</source>
      <translation>查找乡镇或县的易受灾聚居点</translation>
    </message>
    <message>
      <source>Sheet</source>
      <translation>工作表</translation>
    </message>
    <message>
      <source>Sheets</source>
      <translation>出图</translation>
    </message>
    <message>
      <source>Sheets failed</source>
      <translation>未出图数</translation>
    </message>
    <message>
      <source>Sheets made</source>
      <translation>已出图数</translation>
    </message>
    <message>
      <source>Sheets unchanged</source>
      <translation>未变化的图幅数</translation>
    </message>
    <message>
      <source>Shows by sender how far the tasks of verification are, which are overdue, and what is missing in the registers where.</source>
      <translation>按报送单位列出核实任务的进度、逾期任务，以及各地登记资料的缺项。</translation>
    </message>
    <message>
      <source>Situation maps</source>
      <translation>形势图</translation>
    </message>
    <message>
      <source>Slope in degrees</source>
      <translation>坡度（度）</translation>
    </message>
    <message>
      <source>Snapshot of the edition</source>
      <translation>该版形势图的快照</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Statistics of the registers</source>
      <translation>登记库统计</translation>
    </message>
    <message>
      <source>Symbols</source>
      <translation>符号</translation>
    </message>
    <message>
      <source>Symbols added</source>
      <translation>新增符号数</translation>
    </message>
    <message>
      <source>Symbols replaced</source>
      <translation>替换符号数</translation>
    </message>
    <message>
      <source>Takes an imported ledger back: its new rows are retired, its changed rows get their earlier values. Refused, with a list, when somebody has changed its rows since.</source>
      <translation>撤销一次台账导入：新增的行停用，变更的行恢复原值。此后有人修改过的，将列出并拒绝撤销。</translation>
    </message>
    <message>
      <source>Takes areas, roads, buildings, water or contours from any file that OGR reads into the shared database; the coordinate system becomes EPSG:4490, fields are found by name. A file comes in whole or not at all; importing the same source again replaces it. Elevation models and orthophotos stay files and are noted.</source>
      <translation>将 OGR 可读取文件中的行政区划、道路、房屋、水系或等高线导入共享数据库，坐标系统一转换为 EPSG:4490，字段按名称识别。一个文件要么全部导入，要么完全不导入；再次导入同一来源的数据将替换原有数据。高程模型和正射影像仍以文件保存，只作登记。</translation>
    </message>
    <message>
      <source>Takes in the symbols of a library file, all or none, after checking every part of it. Drafts show new drawings from then on; published maps never change.</source>
      <translation>先逐项检查符号库文件，再全部导入或全部不导入。此后草稿使用新图形，已发布的形势图不变。</translation>
    </message>
    <message>
      <source>Terrain analysis</source>
      <translation>地形分析</translation>
    </message>
    <message>
      <source>Terrain model</source>
      <translation>地形模型</translation>
    </message>
    <message>
      <source>The rows without errors</source>
      <translation>只导入无错误的行</translation>
    </message>
    <message>
      <source>The same from the buildings, watercourses, danger zones and the terrain model of the shared database; the run is stored there with its inputs and thresholds.</source>
      <translation>同样的分析，但房屋、水系、危险区和地形模型取自共享数据库；分析连同输入和阈值一并保存在库中。</translation>
    </message>
    <message>
      <source>Unchanged rows</source>
      <translation>未变化行数</translation>
    </message>
    <message>
      <source>Under the map: plain, relief, photo, or a raster's path</source>
      <translation>图下垫底：plain（白底）、relief（晕渲）、photo（影像）或栅格文件路径</translation>
    </message>
    <message>
      <source>Undo ledger import</source>
      <translation>撤销台账导入</translation>
    </message>
    <message>
      <source>Village flood and typhoon situation maps</source>
      <translation>村社防汛防台形势图</translation>
    </message>
    <message>
      <source>Villages refused</source>
      <translation>未能生成的村</translation>
    </message>
    <message>
      <source>Warnings</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>Watercourses</source>
      <translation>水系</translation>
    </message>
    <message>
      <source>With the flow of water (GRASS)</source>
      <translation>计算水流（GRASS）</translation>
    </message>
    <message>
      <source>With the present rows</source>
      <translation>填入现有的行</translation>
    </message>
    <message>
      <source>Write situation maps as GeoPackages</source>
      <translation>导出形势图数据包</translation>
    </message>
    <message>
      <source>Writes all symbols that the county drew or named into one file, to hand on to another county.</source>
      <translation>把本县自绘或改名的全部符号写成一个文件，供其他县使用。</translation>
    </message>
    <message>
      <source>Writes all that the registers know of one thing as a PDF: facets and attributes, the risk level with its method, photographs, who answers for it, what is near, the maps that show it, and its history.</source>
      <translation>将登记册中一处风险源或救灾资源的全部情况写成 PDF：要素和属性、风险等级及评定方法、照片、责任人、周边情况、所在形势图和变更记录。</translation>
    </message>
    <message>
      <source>Writes an Excel ledger for one category and area: headings with units, drop-down lists, village names to copy, and the register's present rows.</source>
      <translation>为某一类别和区域生成 Excel 台账：带单位的标题、下拉列表、可复制的村名，以及登记中现有的行。</translation>
    </message>
    <message>
      <source>Writes for categories and areas one Excel ledger for each township or department, the register's present rows filled in. Categories and areas are codes with commas between them: 06, R3; 330382. The export is logged.</source>
      <translation>按类别和区域，为每个乡镇或部门生成一份 Excel 台账，带上已登记的内容。类别、区域填代码，用逗号隔开：06, R3；330382。导出有记录。</translation>
    </message>
    <message>
      <source>Writes how deep water would stand before it can leave. Needs GRASS.</source>
      <translation>写出水能流走之前会积多深。需要 GRASS。</translation>
    </message>
    <message>
      <source>Writes how many cells drain through each cell. Needs GRASS.</source>
      <translation>写出流经每个格网的上游格网数。需要 GRASS。</translation>
    </message>
    <message>
      <source>Writes how many metres each cell lies above the first stream on its way down. Needs GRASS.</source>
      <translation>写出每个格网比其下游第一处溪流高多少米。需要 GRASS。</translation>
    </message>
    <message>
      <source>Writes how many metres each cell lies above the mean of the ground around it.</source>
      <translation>写出每个格网比周围地面平均高多少米。</translation>
    </message>
    <message>
      <source>Writes the newest situation map of a village, or of every village of a township, with its base map and tables into one GeoPackage each. Sheets are drawn from it, without a database.</source>
      <translation>将一个行政村（或全乡镇各行政村）最新的形势图连同底图和表格各写成一个 GeoPackage，出图时无需数据库。</translation>
    </message>
    <message>
      <source>Year</source>
      <translation>年度</translation>
    </message>
    <message>
      <source>Year (empty: the newest map)</source>
      <translation>年度（空白：最新一版）</translation>
    </message>
    <message>
      <source>Year of lists that do not say it</source>
      <translation>清单未注明时的年度</translation>
    </message>
    <message>
      <source>Year of transfer lists and maps</source>
      <translation>转移清单和形势图年度</translation>
    </message>
    <message>
      <source>libpq service (empty: the embedded database)</source>
      <translation>libpq 服务名（留空：使用内置数据库）</translation>
    </message>
  </context>
  <context>
    <name>areas</name>
    <message>
      <source>Ended, because they no longer hold for the whole village or are counted with another entry: {things}</source>
      <translation>停用（已不适用于整个村，或已并入另一条）：{things}</translation>
    </message>
    <message>
      <source>Lists of past years and situation maps stay with the old villages.</source>
      <translation>往年的名单和形势图仍留在原村。</translation>
    </message>
    <message>
      <source>Nothing in the registers has to move.</source>
      <translation>登记册中没有需要迁移的内容。</translation>
    </message>
    <message>
      <source>The figures of the old village (households, people) stand whole under {area}. Correct them in all parts.</source>
      <translation>原村的户数、人数等暂时全部记在{area}名下，请在各村分别更正。</translation>
    </message>
    <message>
      <source>To {area}: {things}</source>
      <translation>迁到 {area}：{things}</translation>
    </message>
    <message>
      <source>change proposals</source>
      <translation>条变更建议</translation>
    </message>
    <message>
      <source>declarations that nobody has to move</source>
      <translation>条“无转移人员”</translation>
    </message>
    <message>
      <source>duties</source>
      <translation>条责任</translation>
    </message>
    <message>
      <source>files</source>
      <translation>个文件</translation>
    </message>
    <message>
      <source>grid persons</source>
      <translation>名网格责任人</translation>
    </message>
    <message>
      <source>households to move</source>
      <translation>户转移人员</translation>
    </message>
    <message>
      <source>other entries</source>
      <translation>条其他记录</translation>
    </message>
    <message>
      <source>persons</source>
      <translation>名人员</translation>
    </message>
    <message>
      <source>phone numbers</source>
      <translation>个电话号码</translation>
    </message>
    <message>
      <source>relief resources</source>
      <translation>处救灾资源</translation>
    </message>
    <message>
      <source>risk sources</source>
      <translation>处风险源</translation>
    </message>
    <message>
      <source>village facts</source>
      <translation>条村情</translation>
    </message>
    <message>
      <source>{count} situation maps of the old villages are not finished. They stay with the old village: finish or void them.</source>
      <translation>原村还有 {count} 份形势图没有办结，仍留在原村，请办结或作废。</translation>
    </message>
    <message>
      <source>{count} things without a place on the map go to the village named for them. Check them.</source>
      <translation>{count} 处没有坐标，归到指定的村，请核对。</translation>
    </message>
  </context>
  <context>
    <name>cli</name>
    <message>
      <source>  [{severity}] {message} - {fix}</source>
      <translation>  [{severity}] {message}——{fix}</translation>
    </message>
    <message>
      <source>  note: {note}</source>
      <translation>  提示：{note}</translation>
    </message>
    <message>
      <source>  {findings} in {villages} villages [{severity}] {what}</source>
      <translation>  {findings}处，涉及{villages}个村 [{severity}] {what}</translation>
    </message>
    <message>
      <source>  {kind}: {name}{more}</source>
      <translation>  {kind}：{name}{more}</translation>
    </message>
    <message>
      <source>  {name}, {size} bytes, SHA-256 {sha256}</source>
      <translation>  {name}，{size} 字节，SHA-256 {sha256}</translation>
    </message>
    <message>
      <source>  {table} {name}, {field}: yours {mine}; {theirs} by {person}</source>
      <translation>  {table} {name}，{field}：您的是 {mine}；{person} 改为 {theirs}</translation>
    </message>
    <message>
      <source>A copy to carry: {path}</source>
      <translation>可携带的副本：{path}</translation>
    </message>
    <message>
      <source>Added: {codes}</source>
      <translation>已新增：{codes}</translation>
    </message>
    <message>
      <source>All townships</source>
      <translation>全部乡镇（街道）</translation>
    </message>
    <message>
      <source>An earlier import of the same source was replaced.</source>
      <translation>同一来源先前导入的数据已被替换。</translation>
    </message>
    <message>
      <source>An error that should not happen: {reason}</source>
      <translation>不应出现的错误：{reason}</translation>
    </message>
    <message>
      <source>Backup of {database}: {folder} ({size} bytes)</source>
      <translation>已备份 {database}：{folder}（{size} 字节）</translation>
    </message>
    <message>
      <source>Batch {batch} ('floodmap import undo {batch}' takes it back)</source>
      <translation>批次 {batch}（floodmap import undo {batch} 可撤销）</translation>
    </message>
    <message>
      <source>Batch {batch} was taken back: {new} new rows were retired, {changed} changed rows have their earlier values.</source>
      <translation>批次 {batch} 已撤销：新增的 {new} 行已停用，改动的 {changed} 行已恢复原来的内容。</translation>
    </message>
    <message>
      <source>Cancelled. Nothing was left half done.</source>
      <translation>已取消，没有留下未完成的内容。</translation>
    </message>
    <message>
      <source>Catalogue with {symbols} symbols on {pages} pages: {file}</source>
      <translation>符号图册：{symbols} 个符号，{pages} 页：{file}</translation>
    </message>
    <message>
      <source>Changed since</source>
      <translation>体检后改动</translation>
    </message>
    <message>
      <source>Check the free disk space and the rights of that file or folder.</source>
      <translation>请检查磁盘剩余空间和该文件或文件夹的权限。</translation>
    </message>
    <message>
      <source>Checked</source>
      <translation>已体检</translation>
    </message>
    <message>
      <source>Close other programs, or do the work in smaller parts.</source>
      <translation>请关闭其他程序，或分成几次处理。</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>代码</translation>
    </message>
    <message>
      <source>Data: {folder}</source>
      <translation>数据：{folder}</translation>
    </message>
    <message>
      <source>Database {database}: migrated to version {version}</source>
      <translation>数据库 {database}：已升级到版本 {version}</translation>
    </message>
    <message>
      <source>Database {database}: not there ('floodmap db migrate' makes it)</source>
      <translation>数据库 {database}：尚不存在（floodmap db migrate 可建立）</translation>
    </message>
    <message>
      <source>Database {database}: version {version}</source>
      <translation>数据库 {database}：版本 {version}</translation>
    </message>
    <message>
      <source>Database {database}: version {version}, nothing to do</source>
      <translation>数据库 {database}：版本 {version}，无需升级</translation>
    </message>
    <message>
      <source>Dry run: nothing was changed.</source>
      <translation>试运行：没有改动任何内容。</translation>
    </message>
    <message>
      <source>Dry run: nothing was saved.</source>
      <translation>试运行：没有保存任何内容。</translation>
    </message>
    <message>
      <source>Elements</source>
      <translation>要素</translation>
    </message>
    <message>
      <source>Embedded database: {state}</source>
      <translation>内置数据库：{state}</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>Error: {message}</source>
      <translation>错误：{message}</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>Free at least {size} GB in {folder}.</source>
      <translation>请在 {folder} 腾出至少 {size} GB。</translation>
    </message>
    <message>
      <source>Geometry</source>
      <translation>几何类型</translation>
    </message>
    <message>
      <source>Handed in: {form}, {area}, {department}</source>
      <translation>已报送：{form}，{area}，{department}</translation>
    </message>
    <message>
      <source>Hints</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>Log: {file}</source>
      <translation>日志：{file}</translation>
    </message>
    <message>
      <source>MISSING</source>
      <translation>缺少</translation>
    </message>
    <message>
      <source>Maps</source>
      <translation>形势图</translation>
    </message>
    <message>
      <source>Marked copy: {file}</source>
      <translation>标注副本：{file}</translation>
    </message>
    <message>
      <source>Merged into {codes}</source>
      <translation>已合并为 {codes}</translation>
    </message>
    <message>
      <source>Most frequent:</source>
      <translation>最常见的问题：</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>No area fits “{words}”.</source>
      <translation>没有找到与“{words}”相符的区划。</translation>
    </message>
    <message>
      <source>No editions yet. Make them: floodmap edition create --area {code}</source>
      <translation>还没有形势图。请生成：floodmap edition create --area {code}</translation>
    </message>
    <message>
      <source>No proposals here.</source>
      <translation>这里没有变更建议。</translation>
    </message>
    <message>
      <source>No tasks here.</source>
      <translation>这里没有核实任务。</translation>
    </message>
    <message>
      <source>No terrain analysis has been stored for this area.</source>
      <translation>该区域还没有保存过地形分析。</translation>
    </message>
    <message>
      <source>No two persons in force have the same name in the same area.</source>
      <translation>没有同一区划内的同名在册人员。</translation>
    </message>
    <message>
      <source>No villages that you may see lie in {code}.</source>
      <translation>{code}范围内没有您可以查看的村。</translation>
    </message>
    <message>
      <source>Nobody is late or missing.</source>
      <translation>没有未报、迟报的单位。</translation>
    </message>
    <message>
      <source>Nothing of yours was sent: {reason}</source>
      <translation>您的修改没有上传：{reason}</translation>
    </message>
    <message>
      <source>Nothing was saved.</source>
      <translation>没有保存任何内容。</translation>
    </message>
    <message>
      <source>Nothing was saved: no row can be taken in.</source>
      <translation>未保存任何数据：没有可导入的行。</translation>
    </message>
    <message>
      <source>Nothing was saved: rows have errors. Mend them, or take the good rows alone with --mode good.</source>
      <translation>未保存任何数据：有的行有错误。请更正，或用 --mode good 只导入无错误的行。</translation>
    </message>
    <message>
      <source>Notice</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>Origin</source>
      <translation>来源</translation>
    </message>
    <message>
      <source>Password of {login}: </source>
      <translation>{login} 的密码：</translation>
    </message>
    <message>
      <source>Password, shown this once: {password}</source>
      <translation>密码（只显示这一次）：{password}</translation>
    </message>
    <message>
      <source>Please report it, with the file {log}.</source>
      <translation>请连同文件 {log} 一起报告。</translation>
    </message>
    <message>
      <source>Process: {pid}, user {owner}, PostgreSQL {version}</source>
      <translation>进程：{pid}，用户 {owner}，PostgreSQL {version}</translation>
    </message>
    <message>
      <source>Renamed: {codes}</source>
      <translation>已更名：{codes}</translation>
    </message>
    <message>
      <source>Report: {file}</source>
      <translation>检查报告：{file}</translation>
    </message>
    <message>
      <source>Restored {database} from {folder}: {roles} roles</source>
      <translation>已从 {folder} 恢复 {database}：{roles} 个角色</translation>
    </message>
    <message>
      <source>Routes</source>
      <translation>转移路线</translation>
    </message>
    <message>
      <source>Run './run demo' or './run test': the set-up compiles the translations.</source>
      <translation>请运行 ./run demo 或 ./run test：安装步骤会编译译文。</translation>
    </message>
    <message>
      <source>Run './run floodmap': it uses the system's Python, which has PyQGIS.</source>
      <translation>请用 ./run floodmap 运行：它使用带有 PyQGIS 的系统 Python。</translation>
    </message>
    <message>
      <source>Sent: {rows} rows of {commands} commands. Taken in from others: {taken} rows.</source>
      <translation>已上传 {commands} 次操作、{rows} 条记录；取回他人的修改 {taken} 条。</translation>
    </message>
    <message>
      <source>Socket: {folder}</source>
      <translation>套接字：{folder}</translation>
    </message>
    <message>
      <source>Split into {codes}</source>
      <translation>已拆分为 {codes}</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Stored as run {uid}</source>
      <translation>已保存为分析 {uid}</translation>
    </message>
    <message>
      <source>Template: {file}</source>
      <translation>模板：{file}</translation>
    </message>
    <message>
      <source>The figures break no rule.</source>
      <translation>数据符合全部校核关系。</translation>
    </message>
    <message>
      <source>The thresholds are in {path}; change the numbers and give the file with --thresholds.</source>
      <translation>阈值已写入 {path}；修改数值后用 --thresholds 指定该文件。</translation>
    </message>
    <message>
      <source>This machine has all that the suite needs.</source>
      <translation>本机具备所需的一切。</translation>
    </message>
    <message>
      <source>This machine has too little memory for this.</source>
      <translation>本机内存不足，无法完成。</translation>
    </message>
    <message>
      <source>This machine refused: {reason} ({file})</source>
      <translation>本机拒绝操作：{reason}（{file}）</translation>
    </message>
    <message>
      <source>This was a check; nothing was saved.</source>
      <translation>本次为试导入，未保存任何数据。</translation>
    </message>
    <message>
      <source>To do: 'floodmap db migrate' brings it to version {version}</source>
      <translation>待办：用 floodmap db migrate 升级到版本 {version}</translation>
    </message>
    <message>
      <source>Township</source>
      <translation>乡镇</translation>
    </message>
    <message>
      <source>Unchecked</source>
      <translation>未体检</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>版本</translation>
    </message>
    <message>
      <source>Village</source>
      <translation>村（社区）</translation>
    </message>
    <message>
      <source>Villages</source>
      <translation>村</translation>
    </message>
    <message>
      <source>Warning</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>Warnings</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>What to do: {advice}</source>
      <translation>处理办法：{advice}</translation>
    </message>
    <message>
      <source>With errors</source>
      <translation>有错误</translation>
    </message>
    <message>
      <source>Written: {path}</source>
      <translation>已写入：{path}</translation>
    </message>
    <message>
      <source>Year</source>
      <translation>年度</translation>
    </message>
    <message>
      <source>a part is written CODE=NAME, not {given}</source>
      <translation>拆分后的村写作 代码=名称，而不是 {given}</translation>
    </message>
    <message>
      <source>a part of this path is no folder</source>
      <translation>路径中有一段不是文件夹</translation>
    </message>
    <message>
      <source>added</source>
      <translation>新增</translation>
    </message>
    <message>
      <source>after</source>
      <translation>台账中</translation>
    </message>
    <message>
      <source>another drawing</source>
      <translation>另一个图形</translation>
    </message>
    <message>
      <source>approved by the township</source>
      <translation>乡镇已审</translation>
    </message>
    <message>
      <source>apt install {package}</source>
      <translation>apt install {package}</translation>
    </message>
    <message>
      <source>archived</source>
      <translation>已归档</translation>
    </message>
    <message>
      <source>area</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>areas</source>
      <translation>区划</translation>
    </message>
    <message>
      <source>asked</source>
      <translation>报送单位</translation>
    </message>
    <message>
      <source>batch</source>
      <translation>批次</translation>
    </message>
    <message>
      <source>before</source>
      <translation>原来</translation>
    </message>
    <message>
      <source>by</source>
      <translation>提出人</translation>
    </message>
    <message>
      <source>categories</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>category</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>有改动</translation>
    </message>
    <message>
      <source>county</source>
      <translation>县（市、区）</translation>
    </message>
    <message>
      <source>deadline</source>
      <translation>截止时间</translation>
    </message>
    <message>
      <source>disputed</source>
      <translation>有异议</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>due</source>
      <translation>期限</translation>
    </message>
    <message>
      <source>duties of the township</source>
      <translation>镇街责任人</translation>
    </message>
    <message>
      <source>duty</source>
      <translation>岗位</translation>
    </message>
    <message>
      <source>element</source>
      <translation>图上要素</translation>
    </message>
    <message>
      <source>ended</source>
      <translation>已结束</translation>
    </message>
    <message>
      <source>ended, now {successors}</source>
      <translation>已停用，现为 {successors}</translation>
    </message>
    <message>
      <source>error</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>event</source>
      <translation>事件</translation>
    </message>
    <message>
      <source>extension</source>
      <translation>扩展</translation>
    </message>
    <message>
      <source>field</source>
      <translation>字段</translation>
    </message>
    <message>
      <source>figures of</source>
      <translation>数据时间</translation>
    </message>
    <message>
      <source>file</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>files</source>
      <translation>个文件</translation>
    </message>
    <message>
      <source>first run only</source>
      <translation>仅第一次分析</translation>
    </message>
    <message>
      <source>floodmap db migrate</source>
      <translation>floodmap db migrate</translation>
    </message>
    <message>
      <source>floodmap db start</source>
      <translation>floodmap db start</translation>
    </message>
    <message>
      <source>for</source>
      <translation>发往</translation>
    </message>
    <message>
      <source>form</source>
      <translation>报表</translation>
    </message>
    <message>
      <source>found and registered</source>
      <translation>已找到且已登记</translation>
    </message>
    <message>
      <source>found only</source>
      <translation>仅分析找到</translation>
    </message>
    <message>
      <source>full name</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>grid person</source>
      <translation>网格责任人</translation>
    </message>
    <message>
      <source>guide</source>
      <translation>指南</translation>
    </message>
    <message>
      <source>hint</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>household to move</source>
      <translation>转移户</translation>
    </message>
    <message>
      <source>kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>line</source>
      <translation>线</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>已锁定</translation>
    </message>
    <message>
      <source>login</source>
      <translation>登录名</translation>
    </message>
    <message>
      <source>made</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>made at</source>
      <translation>制作时间</translation>
    </message>
    <message>
      <source>made by</source>
      <translation>制作人</translation>
    </message>
    <message>
      <source>merged by</source>
      <translation>合并人</translation>
    </message>
    <message>
      <source>moved</source>
      <translation>移动</translation>
    </message>
    <message>
      <source>name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>name --dem and --buildings, or an --area of the database</source>
      <translation>请指定 --dem 和 --buildings，或指定数据库中的 --area</translation>
    </message>
    <message>
      <source>name --thing or --file, one of the two</source>
      <translation>请指定 --thing 或 --file 之一</translation>
    </message>
    <message>
      <source>name the RUN, or an --area for its newest run</source>
      <translation>请给出分析编号，或用 --area 取该区域最近一次分析</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新增</translation>
    </message>
    <message>
      <source>no longer there</source>
      <translation>已不存在</translation>
    </message>
    <message>
      <source>no right to do this</source>
      <translation>没有权限</translation>
    </message>
    <message>
      <source>no such file or folder</source>
      <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
      <source>nobody to move</source>
      <translation>无转移人员</translation>
    </message>
    <message>
      <source>not made yet</source>
      <translation>尚未建立</translation>
    </message>
    <message>
      <source>ok</source>
      <translation>正常</translation>
    </message>
    <message>
      <source>one of these is needed: {names}</source>
      <translation>需要以下参数之一：{names}</translation>
    </message>
    <message>
      <source>opened at</source>
      <translation>启动时间</translation>
    </message>
    <message>
      <source>other place</source>
      <translation>位置变动</translation>
    </message>
    <message>
      <source>out of use</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>overdue</source>
      <translation>逾期</translation>
    </message>
    <message>
      <source>own drawing or names</source>
      <translation>本县自定</translation>
    </message>
    <message>
      <source>person</source>
      <translation>人员</translation>
    </message>
    <message>
      <source>phone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>point</source>
      <translation>点</translation>
    </message>
    <message>
      <source>polygon</source>
      <translation>面</translation>
    </message>
    <message>
      <source>proposal</source>
      <translation>建议</translation>
    </message>
    <message>
      <source>published</source>
      <translation>已发布</translation>
    </message>
    <message>
      <source>rank</source>
      <translation>排名</translation>
    </message>
    <message>
      <source>reasons</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>registered only</source>
      <translation>仅已登记</translation>
    </message>
    <message>
      <source>registered zone</source>
      <translation>已登记危险区</translation>
    </message>
    <message>
      <source>remark of the reviewer</source>
      <translation>审核意见</translation>
    </message>
    <message>
      <source>removed</source>
      <translation>删减</translation>
    </message>
    <message>
      <source>report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>response level</source>
      <translation>响应等级</translation>
    </message>
    <message>
      <source>responsible: {post} · {name} · {phone}</source>
      <translation>责任人：{post} · {name} · {phone}</translation>
    </message>
    <message>
      <source>returned</source>
      <translation>退回</translation>
    </message>
    <message>
      <source>returned by the county</source>
      <translation>县退回</translation>
    </message>
    <message>
      <source>returned by the township</source>
      <translation>乡镇退回</translation>
    </message>
    <message>
      <source>route</source>
      <translation>转移路线</translation>
    </message>
    <message>
      <source>row</source>
      <translation>行</translation>
    </message>
    <message>
      <source>row {row}</source>
      <translation>第 {row} 行</translation>
    </message>
    <message>
      <source>rows</source>
      <translation>行数</translation>
    </message>
    <message>
      <source>run</source>
      <translation>分析</translation>
    </message>
    <message>
      <source>running</source>
      <translation>运行中</translation>
    </message>
    <message>
      <source>second run only</source>
      <translation>仅第二次分析</translation>
    </message>
    <message>
      <source>sender</source>
      <translation>报送单位</translation>
    </message>
    <message>
      <source>sent at</source>
      <translation>报送时间</translation>
    </message>
    <message>
      <source>sent by</source>
      <translation>报送人</translation>
    </message>
    <message>
      <source>settlements</source>
      <translation>聚居点</translation>
    </message>
    <message>
      <source>sheet frame</source>
      <translation>图框</translation>
    </message>
    <message>
      <source>sheets</source>
      <translation>工作表</translation>
    </message>
    <message>
      <source>shelter: {name} · {metres} m · {free} places free</source>
      <translation>避灾场所：{name} · {metres} 米 · 空余 {free} 人</translation>
    </message>
    <message>
      <source>something is missing: {names}</source>
      <translation>缺少参数：{names}</translation>
    </message>
    <message>
      <source>stages</source>
      <translation>阶段</translation>
    </message>
    <message>
      <source>standard</source>
      <translation>国标</translation>
    </message>
    <message>
      <source>state</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>submitted</source>
      <translation>已提交</translation>
    </message>
    <message>
      <source>task</source>
      <translation>任务</translation>
    </message>
    <message>
      <source>terrain m</source>
      <translation>地形 m</translation>
    </message>
    <message>
      <source>the disk can only be read</source>
      <translation>磁盘为只读</translation>
    </message>
    <message>
      <source>the disk is full</source>
      <translation>磁盘已满</translation>
    </message>
    <message>
      <source>the disk reports a fault</source>
      <translation>磁盘报告故障</translation>
    </message>
    <message>
      <source>these arguments are not known: {names}</source>
      <translation>无法识别的参数：{names}</translation>
    </message>
    <message>
      <source>thing</source>
      <translation>对象</translation>
    </message>
    <message>
      <source>things</source>
      <translation>应核实</translation>
    </message>
    <message>
      <source>this is a folder, not a file</source>
      <translation>这是文件夹，不是文件</translation>
    </message>
    <message>
      <source>title</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>to verify</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>too many files are open</source>
      <translation>打开的文件过多</translation>
    </message>
    <message>
      <source>uid</source>
      <translation>编号</translation>
    </message>
    <message>
      <source>unknown number of</source>
      <translation>未知数量的</translation>
    </message>
    <message>
      <source>verified</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>village facts</source>
      <translation>条村情</translation>
    </message>
    <message>
      <source>void</source>
      <translation>作废</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>等待</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>what</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>when</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>who</source>
      <translation>导入人</translation>
    </message>
    <message>
      <source>with errors</source>
      <translation>有错误</translation>
    </message>
    <message>
      <source>withdrawn</source>
      <translation>已撤销</translation>
    </message>
    <message>
      <source>without boundary</source>
      <translation>无界线</translation>
    </message>
    <message>
      <source>write COLUMN=FIELD or COLUMN:WORD=OURS, not {given}</source>
      <translation>应写作 列=字段 或 列:原词=标准词，而不是 {given}</translation>
    </message>
    <message>
      <source>your share of the disk is full</source>
      <translation>您的磁盘配额已满</translation>
    </message>
    <message>
      <source>{added} added, {removed} removed, {moved} moved, {changed} changed.</source>
      <translation>新增{added}处，删减{removed}处，移动{moved}处，变更{changed}处。</translation>
    </message>
    <message>
      <source>{added} symbols added, {replaced} replaced, {unchanged} unchanged</source>
      <translation>新增符号 {added} 个，替换 {replaced} 个，未变 {unchanged} 个</translation>
    </message>
    <message>
      <source>{at} {state} - {person}{reason}</source>
      <translation>{at} {state} - {person}{reason}</translation>
    </message>
    <message>
      <source>{code} deleted: nothing used it</source>
      <translation>{code} 未被使用，已删除</translation>
    </message>
    <message>
      <source>{code} is no longer offered; {editions} editions keep it</source>
      <translation>{code} 已停用；{editions} 版形势图仍保留该符号</translation>
    </message>
    <message>
      <source>{code} is now in version {version}; drafts show it from now on</source>
      <translation>{code} 现为第 {version} 版，草稿从此使用新版</translation>
    </message>
    <message>
      <source>{code} is offered again</source>
      <translation>{code} 已恢复使用</translation>
    </message>
    <message>
      <source>{code} {name} added</source>
      <translation>已新增符号 {code} {name}</translation>
    </message>
    <message>
      <source>{code} {name}: '{use}' is not in the reference data</source>
      <translation>{code} {name}：参考数据中没有“{use}”</translation>
    </message>
    <message>
      <source>{code} {name}: draws nothing</source>
      <translation>{code} {name}：没有用途</translation>
    </message>
    <message>
      <source>{code} {name}: no drawing '{drawing}'; a placeholder is shown</source>
      <translation>{code} {name}：没有图形“{drawing}”，以占位符代替</translation>
    </message>
    <message>
      <source>{code} {name}: the label '{label}' has more than 4 characters</source>
      <translation>{code} {name}：注记“{label}”超过4个字</translation>
    </message>
    <message>
      <source>{code} {name}: the symbol '{centre}' for its middle is not in the catalogue</source>
      <translation>{code} {name}：其中心符号“{centre}”不在目录中</translation>
    </message>
    <message>
      <source>{code}: stands in rows {rows} of the catalogue</source>
      <translation>{code}：在目录第 {rows} 行重复出现</translation>
    </message>
    <message>
      <source>{commands} commands had arrived before: the answer was lost, nothing else.</source>
      <translation>有 {commands} 次操作此前已经送达，只是没有收到回执。</translation>
    </message>
    <message>
      <source>{commands} commands stay in the file and go with the next sync.</source>
      <translation>{commands} 次操作保留在文件中，下次同步时上传。</translation>
    </message>
    <message>
      <source>{count} conflicts settled.</source>
      <translation>已处理 {count} 处冲突。</translation>
    </message>
    <message>
      <source>{count} conflicts wait for you: 'floodmap edition sync FILE --settle mine' or '--settle theirs'.</source>
      <translation>有 {count} 处冲突待您处理：floodmap edition sync FILE --settle mine（用我的）或 --settle theirs（用对方的）。</translation>
    </message>
    <message>
      <source>{count} ledgers were written to {folder}.</source>
      <translation>已在 {folder} 生成 {count} 份台账。</translation>
    </message>
    <message>
      <source>{count} of them were retired.</source>
      <translation>其中 {count} 项已停用。</translation>
    </message>
    <message>
      <source>{count} persons stay, because other rows name them.</source>
      <translation>{count} 个人员保留，因为别处还在使用。</translation>
    </message>
    <message>
      <source>{count} persons whom only they named were retired too.</source>
      <translation>只有这些行用到的 {count} 位人员一并停用。</translation>
    </message>
    <message>
      <source>{count} settlements in danger among {buildings} buildings: {high} high, {medium} medium, {low} low</source>
      <translation>{buildings} 栋建筑中找到 {count} 处易受灾聚居点：高 {high}，中 {medium}，低 {low}</translation>
    </message>
    <message>
      <source>{count} tasks handed out, due {deadline}</source>
      <translation>已下发 {count} 项任务，期限 {deadline}</translation>
    </message>
    <message>
      <source>{count} things are missing; './run demo' installs what can be installed.</source>
      <translation>缺少 {count} 项；./run demo 会安装能装的部分。</translation>
    </message>
    <message>
      <source>{count} things of the register are not in the ledger: {names}</source>
      <translation>登记中有 {count} 项不在台账里：{names}</translation>
    </message>
    <message>
      <source>{count} things that it had retired are in use again.</source>
      <translation>随它停用的 {count} 处已恢复使用。</translation>
    </message>
    <message>
      <source>{count} things, {placed} with a place</source>
      <translation>{count}处，其中{placed}处已落图</translation>
    </message>
    <message>
      <source>{errors} errors, {warnings} warnings in {symbols} symbols</source>
      <translation>{symbols} 个符号：错误 {errors} 个，提醒 {warnings} 个</translation>
    </message>
    <message>
      <source>{event}: ended</source>
      <translation>{event}：已结束</translation>
    </message>
    <message>
      <source>{event}: opened, reports are due for {stages}</source>
      <translation>{event}：已启动，开始报送{stages}</translation>
    </message>
    <message>
      <source>{event}: response level {level}, stages {stages}</source>
      <translation>{event}：响应等级{level}，阶段{stages}</translation>
    </message>
    <message>
      <source>{files} files built, {changed} of them changed, {removed} removed</source>
      <translation>已生成 {files} 个文件，其中 {changed} 个有变化，删除 {removed} 个</translation>
    </message>
    <message>
      <source>{file}  (1:{scale}, {pages} pages, {seconds} s)</source>
      <translation>{file}（1:{scale}，{pages} 页，{seconds} 秒）</translation>
    </message>
    <message>
      <source>{file}  (unchanged)</source>
      <translation>{file}（未变化）</translation>
    </message>
    <message>
      <source>{file}  ({count} cards)</source>
      <translation>{file}（{count} 张卡）</translation>
    </message>
    <message>
      <source>{file}: {read} rows read, {inserted} new, {updated} changed, {unchanged} the same, {rejected} with errors.</source>
      <translation>{file}：读取 {read} 行，新增 {inserted}，变更 {updated}，未变 {unchanged}，有错误 {rejected}。</translation>
    </message>
    <message>
      <source>{group} · {name} · {metres} m straight</source>
      <translation>{group} · {name} · 直线 {metres} 米</translation>
    </message>
    <message>
      <source>{group} · {name} · {metres} m straight, {road} m by road</source>
      <translation>{group} · {name} · 直线 {metres} 米，沿路 {road} 米</translation>
    </message>
    <message>
      <source>{in_time} in time, {zero} zero reports, {late} late, {missing} missing</source>
      <translation>按时{in_time}，零报告{zero}，迟报{late}，未报{missing}</translation>
    </message>
    <message>
      <source>{kept} stands for both now; {merged} is retired.</source>
      <translation>已合并：{kept} 保留，{merged} 停用。</translation>
    </message>
    <message>
      <source>{kind} {subject} {name}: no symbol for {geometry}</source>
      <translation>{kind} {subject} {name}：没有 {geometry} 符号</translation>
    </message>
    <message>
      <source>{layer}: {features} areas have a new geometry, {added} natural villages are new ({file})</source>
      <translation>{layer}：{features} 个区划有了新的图形，新增自然村 {added} 个（{file}）</translation>
    </message>
    <message>
      <source>{layer}: {features} features from {file} ({source_crs} to EPSG:4490)</source>
      <translation>{layer}：从 {file} 导入 {features} 个要素（{source_crs} 转 EPSG:4490）</translation>
    </message>
    <message>
      <source>{login} can sign in now.</source>
      <translation>{login} 现在可以登录。</translation>
    </message>
    <message>
      <source>{login} has another password.</source>
      <translation>{login} 的密码已重置。</translation>
    </message>
    <message>
      <source>{login} is locked.</source>
      <translation>{login} 已锁定。</translation>
    </message>
    <message>
      <source>{login} is unlocked.</source>
      <translation>{login} 已解锁。</translation>
    </message>
    <message>
      <source>{login}: the rights were changed.</source>
      <translation>{login}：权限已修改。</translation>
    </message>
    <message>
      <source>{made} editions for {year} made, {refused} refused.</source>
      <translation>已生成{year}年形势图{made}幅，未能生成{refused}幅。</translation>
    </message>
    <message>
      <source>{made} of {chosen} settlements are newly proposed; the others wait or were settled before.</source>
      <translation>{chosen} 处聚居点中新提出 {made} 处；其余已在等待或已办结。</translation>
    </message>
    <message>
      <source>{made} sheets made in {folder}, {skipped} unchanged, {failed} failed.</source>
      <translation>在 {folder} 中出图 {made} 幅，未变化 {skipped} 幅，失败 {failed} 幅。</translation>
    </message>
    <message>
      <source>{merged} stands for itself again.</source>
      <translation>已撤销合并：{merged} 恢复在册。</translation>
    </message>
    <message>
      <source>{name} cannot stand together with {other}</source>
      <translation>{name} 不能与 {other} 同时使用</translation>
    </message>
    <message>
      <source>{name} has no place on the map</source>
      <translation>{name}还没有落图</translation>
    </message>
    <message>
      <source>{name} reaches {buildings} buildings, {people} people, {zones} risk sources</source>
      <translation>{name}影响房屋 {buildings} 栋、{people} 人、风险源 {zones} 处</translation>
    </message>
    <message>
      <source>{name} · {area} · {count} persons</source>
      <translation>{name} · {area} · {count} 人</translation>
    </message>
    <message>
      <source>{name} · {code} · {area} · {uid}</source>
      <translation>{name} · {code} · {area} · {uid}</translation>
    </message>
    <message>
      <source>{name}: accepted, the register says so now</source>
      <translation>{name}：已采纳，登记册已更新</translation>
    </message>
    <message>
      <source>{name}: its value is missing</source>
      <translation>{name}：缺少值</translation>
    </message>
    <message>
      <source>{name}: rejected</source>
      <translation>{name}：未采纳</translation>
    </message>
    <message>
      <source>{name}: {reason}</source>
      <translation>{name}：{reason}</translation>
    </message>
    <message>
      <source>{name}: {value} is none of {choices}</source>
      <translation>{name}：{value} 不在可选值之内：{choices}</translation>
    </message>
    <message>
      <source>{name}: {value} is not of the right kind</source>
      <translation>{name}：{value} 的类型不对</translation>
    </message>
    <message>
      <source>{new} new, {changed} changed, {retired} retired</source>
      <translation>新增 {new} 处，变更 {changed} 处，删减 {retired} 处</translation>
    </message>
    <message>
      <source>{outside} features lie outside {area} and were left out.</source>
      <translation>{outside} 个要素在 {area} 之外，没有导入。</translation>
    </message>
    <message>
      <source>{rank}. {level} · {buildings} buildings, people not counted · {reasons}</source>
      <translation>{rank}. {level} · {buildings} 栋，人数未统计 · {reasons}</translation>
    </message>
    <message>
      <source>{rank}. {level} · {buildings} buildings, {people} people · {reasons}</source>
      <translation>{rank}. {level} · {buildings} 栋，{people} 人 · {reasons}</translation>
    </message>
    <message>
      <source>{read} boundaries read ({source_crs}): {changed} changed, {added} new areas, {same} as before, {left_out} left out</source>
      <translation>读到 {read} 条界线（{source_crs}）：{changed} 处有改动，新增区划 {added} 个，{same} 处没变化，{left_out} 处未采用</translation>
    </message>
    <message>
      <source>{repaired} invalid polygons were repaired.</source>
      <translation>修复了 {repaired} 个不合法的多边形。</translation>
    </message>
    <message>
      <source>{symbols} symbols written to {file}</source>
      <translation>已写出 {symbols} 个符号：{file}</translation>
    </message>
    <message>
      <source>{symbols} symbols, all as they were written; nothing was taken in</source>
      <translation>共 {symbols} 个符号，内容完好；未导入</translation>
    </message>
    <message>
      <source>{taken_out} earlier features of {area} were replaced.</source>
      <translation>替换了 {area} 原有的 {taken_out} 个要素。</translation>
    </message>
    <message>
      <source>{title} ({sender}): {state}</source>
      <translation>{title}（{sender}）：{state}</translation>
    </message>
    <message>
      <source>{uid} · {facts}</source>
      <translation>{uid} · {facts}</translation>
    </message>
    <message>
      <source>{use} ({geometry}): drawn by {codes}, only one can be</source>
      <translation>{use}（{geometry}）：同时由 {codes} 表示，只能有一个</translation>
    </message>
    <message>
      <source>{village} {year}, version {version}: {path}</source>
      <translation>{village}{year}年第{version}版：{path}</translation>
    </message>
    <message>
      <source>{village} {year}, version {version}: {state}</source>
      <translation>{village} {year}年第{version}版：{state}</translation>
    </message>
    <message>
      <source>{village}: the new year has its own already, which stay: {tables}</source>
      <translation>{village}：新年度已有、保持不变的表：{tables}</translation>
    </message>
    <message>
      <source>{village}: {elements} elements, {routes} routes and {rows} rows of the tables of {year}, all to be verified.</source>
      <translation>{village}：已复制{year}年的{elements}个要素、{routes}条路线和{rows}行表格数据，全部待核实。</translation>
    </message>
    <message>
      <source>{village}: {errors} errors, {warnings} warnings, {hints} hints</source>
      <translation>{village}：错误{errors}项，提醒{warnings}项，提示{hints}项</translation>
    </message>
    <message>
      <source>{village}: {path}</source>
      <translation>{village}：{path}</translation>
    </message>
    <message>
      <source>{village}: {reason}</source>
      <translation>{village}：{reason}</translation>
    </message>
    <message>
      <source>{without_geometry} features have no geometry and were left out.</source>
      <translation>{without_geometry} 个要素没有图形，未导入。</translation>
    </message>
    <message>
      <source>… and {count} more rows</source>
      <translation>…… 另有 {count} 行</translation>
    </message>
  </context>
  <context>
    <name>drawing</name>
    <message>
      <source>A line needs at least two points. Click on, or press Esc to give up.</source>
      <translation>线至少要两个点。请继续点，或按 Esc 放弃。</translation>
    </message>
    <message>
      <source>All points of this line lie on one place. Draw it again.</source>
      <translation>这条线的点都在同一处，请重新画。</translation>
    </message>
    <message>
      <source>An area needs at least three corners. Click on, or press Esc to give up.</source>
      <translation>面至少要三个角点。请继续点，或按 Esc 放弃。</translation>
    </message>
    <message>
      <source>The corners lie on one line: this is no area. Draw it again.</source>
      <translation>角点都在一条直线上，围不成面，请重新画。</translation>
    </message>
    <message>
      <source>The edge crosses itself: this is no area.</source>
      <translation>边线自己交叉了，围不成面。</translation>
    </message>
    <message>
      <source>This lies outside the village. Undo, if that was not meant.</source>
      <translation>画到村界外面了。如果不是有意的，请点“撤销”。</translation>
    </message>
  </context>
  <context>
    <name>errors</name>
    <message>
      <source>'floodmap edition list' shows the editions that you may see.</source>
      <translation>用“floodmap edition list”查看您有权查看的形势图。</translation>
    </message>
    <message>
      <source>'{service}' is a server of its own, not the embedded database.</source>
      <translation>“{service}”是独立的服务器，不是内置数据库。</translation>
    </message>
    <message>
      <source>'{text}' is no date or time.</source>
      <translation>“{text}”不是日期或时间。</translation>
    </message>
    <message>
      <source>'{text}' is no figure for {field} ({unit}).</source>
      <translation>“{text}”不是“{field}”（{unit}）的有效数值。</translation>
    </message>
    <message>
      <source>'{text}' is not a figure such as affected=12.</source>
      <translation>“{text}”不是“affected=12”这样的指标赋值。</translation>
    </message>
    <message>
      <source>11 digits beginning with 1, or area code and number such as 0577-62345678.</source>
      <translation>应为1开头的11位数字，或区号加号码，如0577-62345678。</translation>
    </message>
    <message>
      <source>A fault stopped the sheet of {path}: {reason}.</source>
      <translation>{path} 出图时发生故障：{reason}。</translation>
    </message>
    <message>
      <source>A password needs at least {count} characters.</source>
      <translation>密码至少要有 {count} 个字符。</translation>
    </message>
    <message>
      <source>A risk level cannot be assessed from {what}.</source>
      <translation>不能由 {what} 评定风险等级。</translation>
    </message>
    <message>
      <source>A route goes from a danger zone to a shelter; {name} is neither.</source>
      <translation>转移路线从危险区通往避灾场所，“{name}”两者都不是。</translation>
    </message>
    <message>
      <source>A second column means the same as {other}; the first one was read.</source>
      <translation>该列与“{other}”含义相同，只读取了前一列。</translation>
    </message>
    <message>
      <source>A task needs a title, an area and at least one category.</source>
      <translation>任务须有名称、区划和至少一个类别。</translation>
    </message>
    <message>
      <source>A working copy has no field {field}.</source>
      <translation>工作副本中没有 {field} 这一项。</translation>
    </message>
    <message>
      <source>Add the column, or use the template.</source>
      <translation>请补上该列，或使用模板。</translation>
    </message>
    <message>
      <source>Add the township before the name, or give the area when importing.</source>
      <translation>请在村名前加上乡镇，或在导入时指定区域。</translation>
    </message>
    <message>
      <source>Agree on one person and write it into the register and into the ledger.</source>
      <translation>请双方商定责任人，登记和台账中写成一致。</translation>
    </message>
    <message>
      <source>Agree on one value and write it into the register and into the ledger.</source>
      <translation>请双方商定以哪个值为准，登记和台账中写成一致。</translation>
    </message>
    <message>
      <source>An administrator brings it up to date with 'floodmap db migrate'.</source>
      <translation>请管理员用 floodmap db migrate 升级。</translation>
    </message>
    <message>
      <source>An elevation model has one band with heights in metres.</source>
      <translation>高程模型只有一个波段，数值是以米为单位的高程。</translation>
    </message>
    <message>
      <source>Area codes have 12 digits for a village and 9 for a township, for example 330382106212.</source>
      <translation>行政村代码为12位，乡镇（街道）代码为9位，例如330382106212。</translation>
    </message>
    <message>
      <source>Ask for its return, or make a new version.</source>
      <translation>请申请退回，或新建一版。</translation>
    </message>
    <message>
      <source>Ask for replacing, when those of the file shall be used from now on.</source>
      <translation>如需改用文件中的符号，请选择“替换”。</translation>
    </message>
    <message>
      <source>Ask the administrator for the right, or work in your own areas.</source>
      <translation>请向管理员申请权限，或在自己的辖区内操作。</translation>
    </message>
    <message>
      <source>Ask the administrator of the flood maps to register or unlock it.</source>
      <translation>请形势图管理员登记或解锁该账号。</translation>
    </message>
    <message>
      <source>Ask the county to load the boundary first: window “Areas”, or floodmap base import area FILE.</source>
      <translation>请县里先导入村界：“行政区划”窗口，或 floodmap base import area 文件。</translation>
    </message>
    <message>
      <source>Ask the sender for the file again.</source>
      <translation>请让报送单位重新发送文件。</translation>
    </message>
    <message>
      <source>Ask the township to enter the keeper of the shelter.</source>
      <translation>请由乡镇（街道）登记该场所的管理员。</translation>
    </message>
    <message>
      <source>Ask who made it, and have it brought to metres; or say the unit on the command line: --height-unit m or ft.</source>
      <translation>请向提供者问清并换算成米；或在命令行注明单位：--height-unit m 或 ft。</translation>
    </message>
    <message>
      <source>Begin its name with the code of a category, or give the category when importing.</source>
      <translation>请让工作表名以类别代码开头，或在导入时指定类别。</translation>
    </message>
    <message>
      <source>Begin outside the boundary, cross the village once, and end outside.</source>
      <translation>请从村界外开始，穿过村一次，到村界外结束。</translation>
    </message>
    <message>
      <source>Cancelled. Nothing was left half done.</source>
      <translation>已取消，没有留下未完成的内容。</translation>
    </message>
    <message>
      <source>Change only what the forms show.</source>
      <translation>只能修改表单中列出的内容。</translation>
    </message>
    <message>
      <source>Change that row instead of adding one.</source>
      <translation>请修改已有的那条记录，不要新增。</translation>
    </message>
    <message>
      <source>Check free space and rights. What was confirmed before is in the file.</source>
      <translation>请检查磁盘空间和文件权限。此前确认的操作都已保存在文件中。</translation>
    </message>
    <message>
      <source>Check free space and the right to write in that folder, then try again.</source>
      <translation>请检查磁盘空间和该文件夹的写入权限，然后重试。</translation>
    </message>
    <message>
      <source>Check that PostgreSQL and PostGIS are not older than when the backup was made.</source>
      <translation>请确认 PostgreSQL 和 PostGIS 的版本不低于备份时的版本。</translation>
    </message>
    <message>
      <source>Check the area code.</source>
      <translation>请核对行政区代码。</translation>
    </message>
    <message>
      <source>Check the folder, its rights and the free space.</source>
      <translation>请检查文件夹、写入权限和剩余空间。</translation>
    </message>
    <message>
      <source>Check the free disk space and memory; without GRASS (--without-flow) the other factors are found.</source>
      <translation>请检查磁盘空间和内存；不用 GRASS（--without-flow）仍可得出其他因子。</translation>
    </message>
    <message>
      <source>Check the free space and the rights of that folder.</source>
      <translation>请检查该文件夹的剩余空间和权限。</translation>
    </message>
    <message>
      <source>Check the ledger again and choose from the list that is offered.</source>
      <translation>请重新检查台账，从列出的项目中选择。</translation>
    </message>
    <message>
      <source>Check the name, or ask your administrator to enter the service.</source>
      <translation>请核对名称，或请管理员添加该服务。</translation>
    </message>
    <message>
      <source>Check the path and that you may read the file.</source>
      <translation>请检查路径以及是否有读取权限。</translation>
    </message>
    <message>
      <source>Check the service name in pg_service.conf and the options of the command.</source>
      <translation>请检查 pg_service.conf 中的服务名和命令的选项。</translation>
    </message>
    <message>
      <source>Check the user name and the password, or ask the administrator.</source>
      <translation>请检查用户名和密码，或询问管理员。</translation>
    </message>
    <message>
      <source>Check the value and its unit.</source>
      <translation>请核对数值和单位。</translation>
    </message>
    <message>
      <source>Check the village name and the coordinates, and fill in the column 坐标系.</source>
      <translation>请核对村名和坐标，并填写“坐标系”列。</translation>
    </message>
    <message>
      <source>Choose a GeoTIFF, a GeoPackage or an MBTiles file that lies on this computer.</source>
      <translation>请选择本机上的 GeoTIFF、GeoPackage 或 MBTiles 文件。</translation>
    </message>
    <message>
      <source>Choose a JPG, a PNG or a PDF; save other kinds as JPG first.</source>
      <translation>请选择 JPG、PNG 或 PDF；其他格式请先另存为 JPG。</translation>
    </message>
    <message>
      <source>Choose a point symbol.</source>
      <translation>请选择点状符号。</translation>
    </message>
    <message>
      <source>Choose another folder, or ask for write rights.</source>
      <translation>请另选文件夹，或申请写入权限。</translation>
    </message>
    <message>
      <source>Choose another one, then synchronise again.</source>
      <translation>请另选一个，然后再次同步。</translation>
    </message>
    <message>
      <source>Choose another page.</source>
      <translation>请选择别的页码。</translation>
    </message>
    <message>
      <source>Choose another shelter, or draw the route by hand, corner by corner.</source>
      <translation>请换一处避灾场所，或逐点手工画出路线。</translation>
    </message>
    <message>
      <source>Choose at least one category and one area.</source>
      <translation>请至少选择一个类别和一个区域。</translation>
    </message>
    <message>
      <source>Choose from: {known}.</source>
      <translation>可选：{known}。</translation>
    </message>
    <message>
      <source>Choose internal or public.</source>
      <translation>请选择 internal（内部版）或 public（公示版）。</translation>
    </message>
    <message>
      <source>Choose one of: {allowed}.</source>
      <translation>请选择：{allowed}。</translation>
    </message>
    <message>
      <source>Choose one of: {known}.</source>
      <translation>请从以下选择：{known}。</translation>
    </message>
    <message>
      <source>Choose places that lie far apart, best in opposite corners.</source>
      <translation>请选相距较远的位置，最好在对角。</translation>
    </message>
    <message>
      <source>Choose the configuration again, and enter QGIS's master password when asked.</source>
      <translation>请重新选择认证配置，并在提示时输入 QGIS 主密码。</translation>
    </message>
    <message>
      <source>Choose the ledger that was filled in; it ends in .xlsx, .xls or .csv.</source>
      <translation>请选择填好的台账，文件名以 .xlsx、.xls 或 .csv 结尾。</translation>
    </message>
    <message>
      <source>Choose the method and a value of its scale for each factor.</source>
      <translation>请选择方法，并为每个因素选定标准分值。</translation>
    </message>
    <message>
      <source>Choose the right version of each field, then save again.</source>
      <translation>请逐项选定正确的内容，然后再次保存。</translation>
    </message>
    <message>
      <source>Choose “Connection…” in the menu 防汛防台 first.</source>
      <translation>请先在“防汛防台”菜单中选择“数据库连接…”。</translation>
    </message>
    <message>
      <source>Click the danger zone first, then the shelter.</source>
      <translation>请先点危险区，再点避灾场所。</translation>
    </message>
    <message>
      <source>Close other programs, then try again.</source>
      <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
      <source>Close the file if it is open, and check the folder, its rights and the free space.</source>
      <translation>如文件已打开请先关闭，并检查文件夹、权限和剩余空间。</translation>
    </message>
    <message>
      <source>Close the other program, or wait until it has finished.</source>
      <translation>请关闭另一个程序，或等它完成。</translation>
    </message>
    <message>
      <source>Compare both; hand the form in with --anyway when it is right.</source>
      <translation>请比对两次数据；确认无误后加 --anyway 报送。</translation>
    </message>
    <message>
      <source>Compare it with last year's map, or with its last submission.</source>
      <translation>可与上年的图比较，或与上次提交比较。</translation>
    </message>
    <message>
      <source>Connect first, or choose working copies.</source>
      <translation>请先连接数据库，或改用工作副本文件。</translation>
    </message>
    <message>
      <source>Connection refused</source>
      <translation>连接被拒绝</translation>
    </message>
    <message>
      <source>Connection timed out</source>
      <translation>连接超时</translation>
    </message>
    <message>
      <source>Coordinates in {value} need parameters that only the surveying bureau holds; the row waits to be placed on the map (待落图).</source>
      <translation>“{value}”坐标需测绘部门掌握的参数才能换算，该行列入待落图。</translation>
    </message>
    <message>
      <source>Copy it from the camera or the phone again.</source>
      <translation>请从相机或手机中重新复制。</translation>
    </message>
    <message>
      <source>Copy the name from the hidden sheet 名录 of the template. Similar names: {nearest}.</source>
      <translation>请从模板隐藏表“名录”中复制村名。相近的名称：{nearest}。</translation>
    </message>
    <message>
      <source>Correct it in the register or hand the report in again without it, or leave PDF out of the formats.</source>
      <translation>请在登记库中改正，或不用这个字符重新报送；也可以不选 PDF，其他格式能显示。</translation>
    </message>
    <message>
      <source>Correct the codes, or load the official area codes first ('floodmap db migrate').</source>
      <translation>请改正代码，或先载入官方区划代码（floodmap db migrate）。</translation>
    </message>
    <message>
      <source>Correct the file's name or its heading, then migrate again.</source>
      <translation>请改正文件名或表头，再重新升级。</translation>
    </message>
    <message>
      <source>Correct the row and run 'floodmap symbols check'.</source>
      <translation>请改正该行，再运行“floodmap symbols check”。</translation>
    </message>
    <message>
      <source>Correct the rows themselves, or ask those who changed them.</source>
      <translation>请直接更正这些行，或联系修改人。</translation>
    </message>
    <message>
      <source>Correct the value that the message names.</source>
      <translation>请改正提示中的值。</translation>
    </message>
    <message>
      <source>Correct the words and try again.</source>
      <translation>请修改文字后重试。</translation>
    </message>
    <message>
      <source>Correct these cells and read the form in again; nothing was stored.</source>
      <translation>请改正这些单元格后重新读入；尚未保存任何数据。</translation>
    </message>
    <message>
      <source>County codes have 6 digits, township codes 9, village codes 12.</source>
      <translation>县级代码6位，乡镇（街道）9位，村（社区）12位。</translation>
    </message>
    <message>
      <source>Delete empty rows and columns, or split the ledger into several files.</source>
      <translation>请删除多余的空行空列，或将台账拆成几个文件。</translation>
    </message>
    <message>
      <source>Delete one of the two.</source>
      <translation>请删除其中一行。</translation>
    </message>
    <message>
      <source>Delete or rename one of the two.</source>
      <translation>请删除其中一列或改名。</translation>
    </message>
    <message>
      <source>Delete the declaration or the rows.</source>
      <translation>请删除该声明或有关各行。</translation>
    </message>
    <message>
      <source>Delete the row; if the thing is there after all, enter it in a blank row.</source>
      <translation>请删去该行；如确实还在，请在空行中重新填写。</translation>
    </message>
    <message>
      <source>Departments are named by their code, such as water; areas report as township.</source>
      <translation>部门用代码表示，如 water；乡镇、村以 township 报送。</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>磁盘配额已用完</translation>
    </message>
    <message>
      <source>Do not collect identity card numbers.</source>
      <translation>请勿收集身份证号。</translation>
    </message>
    <message>
      <source>Draw a smaller one, or make the distance smaller.</source>
      <translation>请画小一些，或缩小距离。</translation>
    </message>
    <message>
      <source>Draw it again: within China, a line of two points or more, no crossing edges.</source>
      <translation>请重新绘制：须在国境之内，线至少两个点，边线不得自相交叉。</translation>
    </message>
    <message>
      <source>Draw it on the map first, or write its name as the map does.</source>
      <translation>请先在图上画出来，或按图上的名称填写。</translation>
    </message>
    <message>
      <source>Draw it right across, beginning and ending outside.</source>
      <translation>请从一侧画到另一侧，起点终点都在外面。</translation>
    </message>
    <message>
      <source>Draw the symbol with plain shapes and save it as 'plain SVG'.</source>
      <translation>请只用线和面绘制，并在绘图软件中存为“纯 SVG”。</translation>
    </message>
    <message>
      <source>Each thing needs a number of its own.</source>
      <translation>每个对象应有自己的编号。</translation>
    </message>
    <message>
      <source>Enter the name first, then title and phone.</source>
      <translation>请先填姓名，再填职务和电话。</translation>
    </message>
    <message>
      <source>Export this sheet again, alone. If it stays, report the fault with this file.</source>
      <translation>请单独重新出这一张图；如仍出错，请连同该文件一并反映。</translation>
    </message>
    <message>
      <source>Feature {number} cannot be placed on the earth ({place}). Is it the right coordinate system?</source>
      <translation>第 {number} 个要素无法定位（{place}），坐标系是否正确？</translation>
    </message>
    <message>
      <source>Feature {number} has no code; by its name {name} it is {area}.</source>
      <translation>第 {number} 个要素没有代码，按名称“{name}”认作 {area}。</translation>
    </message>
    <message>
      <source>Feature {number} has no shape and is left out.</source>
      <translation>第 {number} 个要素没有图形，不采用。</translation>
    </message>
    <message>
      <source>Feature {number} is no area but a {shape}.</source>
      <translation>第 {number} 个要素不是面，而是 {shape}。</translation>
    </message>
    <message>
      <source>Feature {number} {name} has no code, and no area has exactly this name.</source>
      <translation>第 {number} 个要素“{name}”没有代码，也没有唯一同名的区划。</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>文件已存在</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>文件名过长</translation>
    </message>
    <message>
      <source>Fill in a number at which the person answers.</source>
      <translation>请填写能联系到本人的号码。</translation>
    </message>
    <message>
      <source>Fill in both.</source>
      <translation>请将两者填全。</translation>
    </message>
    <message>
      <source>Fill in the cell.</source>
      <translation>请填写该单元格。</translation>
    </message>
    <message>
      <source>Fill in the column 坐标系.</source>
      <translation>请填写“坐标系”列。</translation>
    </message>
    <message>
      <source>Fill in the column 风险类别 or 类型.</source>
      <translation>请填写“风险类别”或“类型”列。</translation>
    </message>
    <message>
      <source>Fill in the name of the person.</source>
      <translation>请填写姓名。</translation>
    </message>
    <message>
      <source>Fill in the transfer list, or let somebody make the cards who may see names.</source>
      <translation>请先填写转移人员清单，或由有权查看姓名的人员制作。</translation>
    </message>
    <message>
      <source>Fill in the village, or write 本级 for what belongs to the township itself.</source>
      <translation>请填写行政村；属于乡镇本级的填“本级”。</translation>
    </message>
    <message>
      <source>For example the categories 0601 and R3 and the area 330382106.</source>
      <translation>例如类别 0601、R3，区域 330382106。</translation>
    </message>
    <message>
      <source>For the embedded database: 'floodmap db start'. For a county's server: check the service '{database}' in pg_service.conf, the network and the password.</source>
      <translation>内置数据库：请运行 floodmap db start。县级服务器：请检查 pg_service.conf 中的服务“{database}”、网络和密码。</translation>
    </message>
    <message>
      <source>Free some disk space and export again. Nothing half done was left behind.</source>
      <translation>请腾出磁盘空间后重新输出。未留下任何不完整的文件。</translation>
    </message>
    <message>
      <source>Free some memory and export this sheet again, alone.</source>
      <translation>请释放内存后单独重新输出该图幅。</translation>
    </message>
    <message>
      <source>Free space or choose another folder; no file was left half written.</source>
      <translation>请腾出磁盘空间或另选文件夹；没有留下未写完的文件。</translation>
    </message>
    <message>
      <source>Free space where the database keeps its data, then try again.</source>
      <translation>请在数据库存放数据的磁盘上腾出空间后重试。</translation>
    </message>
    <message>
      <source>From the state “{state}” this step is not possible: {action}.</source>
      <translation>状态“{state}”下不能进行这一步：{action}。</translation>
    </message>
    <message>
      <source>GRASS could not do its part ({module}): {reason}</source>
      <translation>GRASS 未能完成（{module}）：{reason}</translation>
    </message>
    <message>
      <source>GRASS is not installed here, and this step needs it.</source>
      <translation>本机没有 GRASS，而这一步需要它。</translation>
    </message>
    <message>
      <source>GRASS is not installed here: without it nothing is said about {factors}.</source>
      <translation>本机没有 GRASS，无法判断：{factors}。</translation>
    </message>
    <message>
      <source>Get the file again from where it came from.</source>
      <translation>请向提供方重新索取该文件。</translation>
    </message>
    <message>
      <source>Get the library or the working copy again from where it came from.</source>
      <translation>请重新获取该符号库或工作副本。</translation>
    </message>
    <message>
      <source>Give a GeoPackage, Shapefile, GeoJSON or another file that GDAL reads.</source>
      <translation>请提供 GeoPackage、Shapefile、GeoJSON 或 GDAL 能读的其它文件。</translation>
    </message>
    <message>
      <source>Give a code such as 0601 or R3, or the Chinese name of a category.</source>
      <translation>请给出类别代码（如 0601 或 R3）或类别的中文名称。</translation>
    </message>
    <message>
      <source>Give a county (6 digits), township (9) or village (12), for example 330382106.</source>
      <translation>请给出县（6位）、乡镇（9位）或村（12位）代码，例如 330382106。</translation>
    </message>
    <message>
      <source>Give a file name such as 0601.xlsx.</source>
      <translation>请给出如 0601.xlsx 的文件名。</translation>
    </message>
    <message>
      <source>Give a file name that ends in .xlsx.</source>
      <translation>请给出以 .xlsx 结尾的文件名。</translation>
    </message>
    <message>
      <source>Give a raster of heights in metres that covers the villages, with its coordinate system.</source>
      <translation>请提供覆盖村庄、以米为单位并注明坐标系的高程栅格。</translation>
    </message>
    <message>
      <source>Give an elevation model (one band) or an orthophoto (red, green and blue, 8 bits each).</source>
      <translation>请给出高程模型（一个波段）或正射影像（红、绿、蓝各 8 位）。</translation>
    </message>
    <message>
      <source>Give each row its own number.</source>
      <translation>请逐行填写数字。</translation>
    </message>
    <message>
      <source>Give it another drawing instead.</source>
      <translation>可以为它更换图形。</translation>
    </message>
    <message>
      <source>Give its uid (see: floodmap register find), or a longer part of its name.</source>
      <translation>请给出其 uid（见 floodmap register find），或更完整的名称。</translation>
    </message>
    <message>
      <source>Give the backup a new folder.</source>
      <translation>请为备份指定一个新文件夹。</translation>
    </message>
    <message>
      <source>Give the coordinates as the category needs them.</source>
      <translation>请按该类别的要求填写坐标。</translation>
    </message>
    <message>
      <source>Give the corners in their order round the area.</source>
      <translation>请按环绕顺序填写拐点。</translation>
    </message>
    <message>
      <source>Give the outline in the column 坐标串.</source>
      <translation>请在“坐标串”列填写边界或走向。</translation>
    </message>
    <message>
      <source>Give the values in {expected}.</source>
      <translation>请按 {expected} 填写。</translation>
    </message>
    <message>
      <source>Go on with that draft, or ask for a new version, which sets the draft aside.</source>
      <translation>请继续编辑该草稿，或新建一版（原草稿作废）。</translation>
    </message>
    <message>
      <source>Have it approved by the county first.</source>
      <translation>请先由县级审批。</translation>
    </message>
    <message>
      <source>Have them converted to CGCS2000 by the bureau.</source>
      <translation>请由测绘部门换算为 CGCS2000。</translation>
    </message>
    <message>
      <source>Heights below −450 m or above 9,000 m were taken as missing.</source>
      <translation>低于 −450 米或高于 9000 米的高程按缺失处理。</translation>
    </message>
    <message>
      <source>Identity card numbers are not taken in; the column was left out ({count} values).</source>
      <translation>身份证号不予收录，该列已略去（{count} 个值）。</translation>
    </message>
    <message>
      <source>If it is the same person, merge the two entries under “Persons of one name”.</source>
      <translation>如为同一人，请在“同名人员”中合并两条记录。</translation>
    </message>
    <message>
      <source>If it is the same, write the name as the register has it; then nothing is entered twice.</source>
      <translation>如果是同一处，请把名称写成与登记一致，就不会重复录入。</translation>
    </message>
    <message>
      <source>Import its boundary first.</source>
      <translation>请先导入它的界线。</translation>
    </message>
    <message>
      <source>Import the buildings of the township first, or name a file of buildings.</source>
      <translation>请先导入本乡镇的房屋，或指定房屋文件。</translation>
    </message>
    <message>
      <source>Import the row with the ledger of its own area.</source>
      <translation>请随该行所属区域的台账导入。</translation>
    </message>
    <message>
      <source>Import the village boundary, then make the snapshot again.</source>
      <translation>请先导入村界，再重新生成快照。</translation>
    </message>
    <message>
      <source>In {name}, {square_metres} m² belong to no village.</source>
      <translation>{name}有 {square_metres} 平方米不属于任何村。</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>磁盘读写出错</translation>
    </message>
    <message>
      <source>Install it (Debian: grass-core); QGIS's installers for Windows bring it along.</source>
      <translation>请安装（Debian：grass-core）；QGIS 的 Windows 安装包自带。</translation>
    </message>
    <message>
      <source>Install it, on Debian and Ubuntu with: apt install {package}</source>
      <translation>请安装该字体，Debian 和 Ubuntu 上执行：apt install {package}</translation>
    </message>
    <message>
      <source>Install the font again.</source>
      <translation>请重新安装该字体。</translation>
    </message>
    <message>
      <source>Install the plugin again, or fetch the checkout again.</source>
      <translation>请重新安装插件，或重新获取源代码。</translation>
    </message>
    <message>
      <source>Install the released version again; migrations are never edited.</source>
      <translation>请重新安装正式发布的版本；迁移脚本不得改动。</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>这是文件夹，不是文件</translation>
    </message>
    <message>
      <source>It begins with http and holds {{x}}, {{y}} and {{z}}, or it is a WMTS service.</source>
      <translation>地址应以 http 开头并含有 {{x}}、{{y}}、{{z}}，或是 WMTS 服务。</translation>
    </message>
    <message>
      <source>It lies in {folder} for a look; export it again when the cause is mended.</source>
      <translation>该图已另存在 {folder} 备查；排除原因后请重新出图。</translation>
    </message>
    <message>
      <source>It names a wrong coordinate system, or it is of another place.</source>
      <translation>可能是注明的坐标系不对，或者是别处的地形。</translation>
    </message>
    <message>
      <source>It was entered later. Choose a later day, or look at it as it is today.</source>
      <translation>它是后来才登记的。请选晚一些的日期，或查看今天的内容。</translation>
    </message>
    <message>
      <source>Its administrator starts and stops it. Leave out --service for the embedded one.</source>
      <translation>它由其管理员启动和停止。操作内置数据库时请不要写 --service。</translation>
    </message>
    <message>
      <source>Keep the headings of the template; at least these are needed: {needed}.</source>
      <translation>请保留模板的标题，至少需要：{needed}。</translation>
    </message>
    <message>
      <source>Leave the row to its department, or ask the administrator.</source>
      <translation>请由其主管部门导入，或联系管理员。</translation>
    </message>
    <message>
      <source>Leave the row to those who are responsible, or ask the administrator.</source>
      <translation>请由负责单位导入，或联系管理员。</translation>
    </message>
    <message>
      <source>Leave the time out for the present state.</source>
      <translation>不填时间即统计当前状态。</translation>
    </message>
    <message>
      <source>Ledgers cannot be handed out by {split}.</source>
      <translation>台账不能按 {split} 分发。</translation>
    </message>
    <message>
      <source>Let somebody who may write phone numbers send them, or ask the administrator.</source>
      <translation>请由有权填写电话的人员报送，或联系系统管理员。</translation>
    </message>
    <message>
      <source>Line {line} of the drawings {path} cannot be read: '{text}'.</source>
      <translation>图形文件 {path} 第 {line} 行无法读取：“{text}”。</translation>
    </message>
    <message>
      <source>List the events with 'floodmap report event list'; name one by its name or number.</source>
      <translation>用“floodmap report event list”列出事件，用名称或编号指明一个。</translation>
    </message>
    <message>
      <source>List the fields with 'floodmap report form list'.</source>
      <translation>用“floodmap report form list”列出指标。</translation>
    </message>
    <message>
      <source>List the symbols with 'floodmap symbols catalogue'.</source>
      <translation>用“floodmap symbols catalogue”可列出全部符号。</translation>
    </message>
    <message>
      <source>List them first, and copy the name from the first column.</source>
      <translation>请先列出清单，再照第一列填写。</translation>
    </message>
    <message>
      <source>Load the newest state and make the change again.</source>
      <translation>请载入最新状态后重新修改。</translation>
    </message>
    <message>
      <source>Longitude and latitude were swapped; they were put right.</source>
      <translation>经度和纬度填反了，已对调。</translation>
    </message>
    <message>
      <source>Look at the address again, or ask who runs the service for its XYZ address.</source>
      <translation>请核对地址，或向服务提供单位索取 XYZ 地址。</translation>
    </message>
    <message>
      <source>Look at the thing in the register and retire it there.</source>
      <translation>请在登记中查看并停用。</translation>
    </message>
    <message>
      <source>Make an overview for each township.</source>
      <translation>请按乡镇分别出总图。</translation>
    </message>
    <message>
      <source>Make it with 'floodmap db migrate'.</source>
      <translation>请用 floodmap db migrate 建立。</translation>
    </message>
    <message>
      <source>Make one first: floodmap analysis terrain --area CODE.</source>
      <translation>请先分析：floodmap analysis terrain --area 代码。</translation>
    </message>
    <message>
      <source>Make one: floodmap edition checkout --area CODE FILE.gpkg.</source>
      <translation>可用 floodmap edition checkout --area CODE FILE.gpkg 取得工作副本。</translation>
    </message>
    <message>
      <source>Make one: floodmap edition create --area {code} --year {year}.</source>
      <translation>请先新建：floodmap edition create --area {code} --year {year}。</translation>
    </message>
    <message>
      <source>Make the difference sheet from the database, where both maps are.</source>
      <translation>请从数据库出修编对照图，两年的形势图都在那里。</translation>
    </message>
    <message>
      <source>Make the photograph smaller, or scan the document with fewer dots.</source>
      <translation>请缩小照片，或降低扫描分辨率。</translation>
    </message>
    <message>
      <source>Make the snapshot again from the edition.</source>
      <translation>请从该版形势图重新生成快照。</translation>
    </message>
    <message>
      <source>Make the snapshot again; if it persists, keep it and report the fault.</source>
      <translation>请重新生成快照；若仍然失败，请保留快照并报告故障。</translation>
    </message>
    <message>
      <source>Make this year's map from the registers.</source>
      <translation>请用登记册数据新建本年度形势图。</translation>
    </message>
    <message>
      <source>Mend the file after the example in the guide, or take it away.</source>
      <translation>请按使用手册中的示例修改该文件，或将其移走。</translation>
    </message>
    <message>
      <source>Mend them first; the check-up says where and how.</source>
      <translation>请先改正；体检会指出位置和办法。</translation>
    </message>
    <message>
      <source>Move the row to the sheet of its category.</source>
      <translation>请将该行移到其类别的工作表。</translation>
    </message>
    <message>
      <source>Name it with --crs, for example --crs EPSG:4549. Do not guess: ask the sender.</source>
      <translation>请用 --crs 指明，例如 --crs EPSG:4549。不要猜测，请询问提供单位。</translation>
    </message>
    <message>
      <source>Name one of its villages, or use the command for a whole township.</source>
      <translation>请指定其中一个行政村，或使用整个乡镇的命令。</translation>
    </message>
    <message>
      <source>Name the area of the run, or a township or village in it.</source>
      <translation>请选该次分析的区域，或其中的乡镇、村。</translation>
    </message>
    <message>
      <source>Name the layer of the file with --source-layer.</source>
      <translation>请用 --source-layer 指明文件中的图层。</translation>
    </message>
    <message>
      <source>Name the sheets after their category (for example '0601 水库'), or give the category when importing.</source>
      <translation>请用类别命名工作表（如“0601 水库”），或在导入时指定类别。</translation>
    </message>
    <message>
      <source>No database is connected.</source>
      <translation>尚未连接数据库。</translation>
    </message>
    <message>
      <source>No heading row was found on this sheet.</source>
      <translation>该工作表中找不到标题行。</translation>
    </message>
    <message>
      <source>No road leads from {zone} to {shelter}.</source>
      <translation>从“{zone}”到“{shelter}”没有道路相通。</translation>
    </message>
    <message>
      <source>No sheet of {file} is a ledger that can be read.</source>
      <translation>{file} 中没有可以读取的台账工作表。</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>磁盘已满</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>没有此文件或文件夹</translation>
    </message>
    <message>
      <source>No system is declared, and as {other} the coordinates would also lie in {village}; they were read as {system}.</source>
      <translation>未注明坐标系，按 {other} 读取亦落在{village}内；现按 {system} 读取。</translation>
    </message>
    <message>
      <source>No system is declared; only as {system} do the coordinates lie in {village}. They were moved by {metres} m.</source>
      <translation>未注明坐标系；仅按 {system} 读取才落在{village}内，已换算移动 {metres} 米。</translation>
    </message>
    <message>
      <source>No system is declared; the coordinates were read as {system}, like the other rows of the sheet, and moved by {metres} m. As {other} they would also lie in {village}.</source>
      <translation>未注明坐标系；与同表其他行一样按 {system} 读取，换算移动 {metres} 米。按 {other} 读取亦落在{village}内。</translation>
    </message>
    <message>
      <source>No terrain analysis of {area} has been kept.</source>
      <translation>{area}还没有保留的地形分析。</translation>
    </message>
    <message>
      <source>Nobody counted the people of these buildings: settlements are told by buildings only.</source>
      <translation>这些房屋没有人口数，聚居点只按房屋栋数判断。</translation>
    </message>
    <message>
      <source>None of the given streams lies on the terrain model.</source>
      <translation>所给水系没有一条落在地形模型上。</translation>
    </message>
    <message>
      <source>None of the {count} buildings lies on the terrain model: they lie at {buildings}, the terrain at {terrain}.</source>
      <translation>{count} 栋房屋没有一栋落在地形模型上：房屋在 {buildings}，地形在 {terrain}。</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>路径中有一段不是文件夹</translation>
    </message>
    <message>
      <source>Nothing here, or more than one thing, is named {name}.</source>
      <translation>这里没有“{name}”，或不止一个。</translation>
    </message>
    <message>
      <source>Nothing is in force without what this column holds: {value} cannot empty it.</source>
      <translation>这一列每行必填，不能用“{value}”清除。</translation>
    </message>
    <message>
      <source>Nothing is lost: the next sync finds out what arrived and sends the rest.</source>
      <translation>没有丢失任何内容：下次同步会查明哪些已送达，并上传其余部分。</translation>
    </message>
    <message>
      <source>Nothing of the last step was stored. Start it again when the database answers.</source>
      <translation>最后一步的内容没有保存。数据库恢复后请重做这一步。</translation>
    </message>
    <message>
      <source>Nothing of the last step was stored. Try again when the database answers.</source>
      <translation>上一步没有保存任何内容；请在数据库恢复后再试。</translation>
    </message>
    <message>
      <source>Nothing was imported. Correct the value; allowed here: {allowed}.</source>
      <translation>没有导入任何数据。请改正该值；允许的值：{allowed}。</translation>
    </message>
    <message>
      <source>Nothing was left there. Check the free space and the rights of the folder.</source>
      <translation>没有留下任何文件。请检查该文件夹的剩余空间和权限。</translation>
    </message>
    <message>
      <source>Nothing was taken from it. Check the edition out again, or ask the sender.</source>
      <translation>没有从中取用任何内容。请重新取得工作副本，或询问文件的提供者。</translation>
    </message>
    <message>
      <source>One cell of the coordinates says {value}, another holds a coordinate: which holds is not clear.</source>
      <translation>坐标有一格填了“{value}”，另一格仍有坐标，无法判断以哪个为准。</translation>
    </message>
    <message>
      <source>One number a cell: 11 digits beginning with 1, or area code and number such as 0577-61234567.</source>
      <translation>每格一个号码：以1开头的11位手机号，或区号加号码，如 0577-61234567。</translation>
    </message>
    <message>
      <source>One number stands in merged cells for several rows; it was counted in the first row only.</source>
      <translation>一个数字占了多行合并单元格，只计入第一行。</translation>
    </message>
    <message>
      <source>One of the two names a wrong coordinate system, or they are of different places.</source>
      <translation>两者之一的坐标系有误，或两者不在同一地方。</translation>
    </message>
    <message>
      <source>Only one of longitude and latitude is given.</source>
      <translation>经度和纬度只填了一个。</translation>
    </message>
    <message>
      <source>Open it in Excel or WPS and save it as .xlsx.</source>
      <translation>请用 Excel 或 WPS 打开并另存为 .xlsx。</translation>
    </message>
    <message>
      <source>Open it in the QGIS layout designer and give the missing items their ids, or restore the shipped one.</source>
      <translation>请在 QGIS 布局设计器中打开模板，为缺少的项目补上标识，或恢复随附的模板。</translation>
    </message>
    <message>
      <source>Open it with another program, save the page as JPG, and choose that.</source>
      <translation>请用别的软件打开，把这一页另存为 JPG，再选它。</translation>
    </message>
    <message>
      <source>Open the file in Excel or WPS and save it as a new .xlsx workbook, then try again.</source>
      <translation>请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 工作簿后重试。</translation>
    </message>
    <message>
      <source>Open the workbook in Excel or WPS, save it, and import it again; or type the value.</source>
      <translation>请用 Excel 或 WPS 打开保存后重新导入，或直接填写数值。</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>不允许此操作</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>没有权限</translation>
    </message>
    <message>
      <source>PostgreSQL {version} with PostGIS is not installed on this machine.</source>
      <translation>本机没有安装带 PostGIS 的 PostgreSQL {version}。</translation>
    </message>
    <message>
      <source>Put the stick back or the file where it was, then open it again.</source>
      <translation>请插回U盘或把文件放回原处，然后重新打开。</translation>
    </message>
    <message>
      <source>QGIS cannot read it as a layout</source>
      <translation>QGIS 无法将其读作布局</translation>
    </message>
    <message>
      <source>QGIS could not draw the sheet: the layer {layer} does not open.</source>
      <translation>QGIS 未能绘制图幅：图层 {layer} 无法打开。</translation>
    </message>
    <message>
      <source>QGIS drew no image; memory may be short</source>
      <translation>QGIS 没有绘出图像，内存可能不足</translation>
    </message>
    <message>
      <source>QGIS gives no user name and password for the configuration {authcfg}.</source>
      <translation>QGIS 的认证配置 {authcfg} 没有给出用户名和密码。</translation>
    </message>
    <message>
      <source>QGIS wrote no SVG</source>
      <translation>QGIS 未能写出 SVG</translation>
    </message>
    <message>
      <source>Read the list again, then compare once more.</source>
      <translation>请重新读取名单，再比较一次。</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>磁盘为只读</translation>
    </message>
    <message>
      <source>Reading {file} was given up after {seconds} seconds.</source>
      <translation>读取 {file} 超过 {seconds} 秒，已放弃。</translation>
    </message>
    <message>
      <source>Remove the password in Excel or WPS and save the file again.</source>
      <translation>请在 Excel 或 WPS 中取消密码后重新保存。</translation>
    </message>
    <message>
      <source>Rename it after the template if it matters.</source>
      <translation>如需要，请按模板改列名。</translation>
    </message>
    <message>
      <source>Replace the formula by its value.</source>
      <translation>请将公式改为数值。</translation>
    </message>
    <message>
      <source>Reports have no format '{format}'.</source>
      <translation>报表没有“{format}”这种格式。</translation>
    </message>
    <message>
      <source>Restore it first if it is still there in reality.</source>
      <translation>如果实际仍然存在，请先恢复该记录。</translation>
    </message>
    <message>
      <source>Restore the file from the suite.</source>
      <translation>请从软件包恢复该文件。</translation>
    </message>
    <message>
      <source>Restore under another name with --database, then compare.</source>
      <translation>请用 --database 以另一名称恢复，再作比较。</translation>
    </message>
    <message>
      <source>Restoring {folder} failed, and was taken back: {reason}</source>
      <translation>恢复 {folder} 失败，已撤回：{reason}</translation>
    </message>
    <message>
      <source>Row {row} of the symbol catalogue {path} is wrong: {reason}.</source>
      <translation>符号目录 {path} 第 {row} 行有误：{reason}。</translation>
    </message>
    <message>
      <source>Run './run demo' once, or: apt install postgresql-{version} and its postgis.</source>
      <translation>请运行一次 ./run demo，或用 apt 安装 postgresql-{version} 及其 postgis。</translation>
    </message>
    <message>
      <source>Run “floodmap doctor”, or ask your administrator to install the suite again.</source>
      <translation>请运行“floodmap doctor”检查，或请管理员重新安装。</translation>
    </message>
    <message>
      <source>Save it as JPEG, PNG or PDF; its name alone changes nothing.</source>
      <translation>请另存为这几种格式，只改文件名不行。</translation>
    </message>
    <message>
      <source>Save the page as a picture (JPG), and choose that.</source>
      <translation>请把这一页另存为图片（JPG）再选。</translation>
    </message>
    <message>
      <source>Say in a sentence what has to be done, at most {most} characters.</source>
      <translation>请用一句话说明要做什么，最多{most}字。</translation>
    </message>
    <message>
      <source>Say which field holds the codes.</source>
      <translation>请指定哪个字段是代码。</translation>
    </message>
    <message>
      <source>Say which field it is, or rename the field in the file.</source>
      <translation>请指定是哪个字段，或修改文件中的字段名。</translation>
    </message>
    <message>
      <source>Say why: this step needs a reason.</source>
      <translation>请填写理由：这一步必须有理由。</translation>
    </message>
    <message>
      <source>Scan it again with fewer dots per inch, or save it smaller.</source>
      <translation>请降低扫描分辨率，或缩小后再存。</translation>
    </message>
    <message>
      <source>Several villages are called {value}: {candidates}.</source>
      <translation>叫“{value}”的村不止一个：{candidates}。</translation>
    </message>
    <message>
      <source>Sheets are not written as '{format}'.</source>
      <translation>图幅不能输出为“{format}”格式。</translation>
    </message>
    <message>
      <source>Shorten the text, or attach it as a file.</source>
      <translation>请缩短文字，或作为文件附上。</translation>
    </message>
    <message>
      <source>Shorten the text.</source>
      <translation>请缩短文字。</translation>
    </message>
    <message>
      <source>Similar categories: {nearest}.</source>
      <translation>相近的类别：{nearest}。</translation>
    </message>
    <message>
      <source>Somebody changed this in the meantime: {reason}</source>
      <translation>其间有人修改过：{reason}</translation>
    </message>
    <message>
      <source>Somebody may have retired it. Look for it again.</source>
      <translation>可能已被他人停用，请重新查找。</translation>
    </message>
    <message>
      <source>Sort whole rows, or not at all.</source>
      <translation>排序时请选中整行，或不要排序。</translation>
    </message>
    <message>
      <source>Synchronise and look at the state of the map again.</source>
      <translation>请先同步，再看这张图的状态。</translation>
    </message>
    <message>
      <source>Synchronise that file, or choose another name: it may hold unsent work.</source>
      <translation>请先同步该文件，或换一个文件名：其中可能有未上传的修改。</translation>
    </message>
    <message>
      <source>Synchronise, then look for it again.</source>
      <translation>请先同步，再查找。</translation>
    </message>
    <message>
      <source>Take one in as base data first (floodmap base import dem FILE), or name the file.</source>
      <translation>请先作为基础数据导入（floodmap base import dem 文件），或直接指定文件。</translation>
    </message>
    <message>
      <source>Take the ledger back, fill in the phone number, and import it again.</source>
      <translation>请撤销本次导入，补填电话号码后重新导入。</translation>
    </message>
    <message>
      <source>The backup into {folder} failed: {reason}</source>
      <translation>备份到 {folder} 失败：{reason}</translation>
    </message>
    <message>
      <source>The batch {batch} was taken back already, by {user} at {time}.</source>
      <translation>批次 {batch} 已由 {user} 于 {time} 撤销。</translation>
    </message>
    <message>
      <source>The boundary of {code} is not known.</source>
      <translation>{code} 还没有界线。</translation>
    </message>
    <message>
      <source>The category is missing.</source>
      <translation>未填类别。</translation>
    </message>
    <message>
      <source>The cell cannot be read: {value}.</source>
      <translation>单元格无法读取：{value}。</translation>
    </message>
    <message>
      <source>The cell holds a formula that was never calculated.</source>
      <translation>单元格中的公式从未计算过。</translation>
    </message>
    <message>
      <source>The cell holds an identity card number; it was taken out.</source>
      <translation>单元格中含身份证号，已删除。</translation>
    </message>
    <message>
      <source>The cell shows the error {value}.</source>
      <translation>单元格显示错误值 {value}。</translation>
    </message>
    <message>
      <source>The check-up finds {errors} errors: the map cannot be handed in yet.</source>
      <translation>体检还有{errors}项错误，暂不能提交。</translation>
    </message>
    <message>
      <source>The column is in {unit}, but {expected} is expected, and the one cannot be turned into the other.</source>
      <translation>该列单位为 {unit}，应为 {expected}，二者无法换算。</translation>
    </message>
    <message>
      <source>The column is not known and was not read ({count} values).</source>
      <translation>不认识该列，未读取（{count} 个值）。</translation>
    </message>
    <message>
      <source>The column {column} of the sheet {sheet} cannot be taken for {choice}.</source>
      <translation>工作表“{sheet}”的列“{column}”不能当作“{choice}”。</translation>
    </message>
    <message>
      <source>The column {needed} is missing.</source>
      <translation>缺少“{needed}”列。</translation>
    </message>
    <message>
      <source>The connection to the database was lost: {reason}</source>
      <translation>与数据库的连接中断：{reason}</translation>
    </message>
    <message>
      <source>The connection was lost during the sync: {reason}</source>
      <translation>同步过程中连接中断：{reason}</translation>
    </message>
    <message>
      <source>The coordinate system {value} is not known.</source>
      <translation>不认识坐标系“{value}”。</translation>
    </message>
    <message>
      <source>The coordinates were read as {system} and moved by {metres} m.</source>
      <translation>坐标按 {system} 读取，换算移动 {metres} 米。</translation>
    </message>
    <message>
      <source>The coordinates {east} / {north} cannot be read.</source>
      <translation>坐标 {east} / {north} 无法识别。</translation>
    </message>
    <message>
      <source>The coordinates {value} cannot be read, or lie outside Zhejiang.</source>
      <translation>坐标“{value}”无法识别，或不在浙江范围内。</translation>
    </message>
    <message>
      <source>The county's settings for sheets in {path} cannot be used: {reason}.</source>
      <translation>{path} 中的县级出图设置无法使用：{reason}。</translation>
    </message>
    <message>
      <source>The database does not accept these data: {reason}</source>
      <translation>数据库不接受这些数据：{reason}</translation>
    </message>
    <message>
      <source>The database does not answer; nothing was sent.</source>
      <translation>数据库没有回应，什么也没有发送。</translation>
    </message>
    <message>
      <source>The database has not answered for {seconds} seconds.</source>
      <translation>数据库已有 {seconds} 秒没有回应。</translation>
    </message>
    <message>
      <source>The database has run out of memory: {reason}</source>
      <translation>数据库内存不足：{reason}</translation>
    </message>
    <message>
      <source>The database has version {database}, this software needs {software}.</source>
      <translation>数据库版本为 {database}，本软件需要 {software}。</translation>
    </message>
    <message>
      <source>The database has version {database}, this software only knows {software}.</source>
      <translation>数据库版本为 {database}，本软件只支持到 {software}。</translation>
    </message>
    <message>
      <source>The database is as it was before. Please report this with the message.</source>
      <translation>数据库保持原样。请连同此提示一起报告。</translation>
    </message>
    <message>
      <source>The database is busy: {reason}</source>
      <translation>数据库正忙：{reason}</translation>
    </message>
    <message>
      <source>The database knows no terrain model for {area}.</source>
      <translation>数据库中没有{area}的地形模型。</translation>
    </message>
    <message>
      <source>The database refused: {reason}</source>
      <translation>数据库拒绝：{reason}</translation>
    </message>
    <message>
      <source>The database settings are wrong: {reason}</source>
      <translation>数据库设置有误：{reason}</translation>
    </message>
    <message>
      <source>The database {database} cannot be reached at {place}: {reason}</source>
      <translation>无法连接位于 {place} 的数据库 {database}：{reason}</translation>
    </message>
    <message>
      <source>The database {database} cannot be reached: {reason}</source>
      <translation>无法连接数据库 {database}：{reason}</translation>
    </message>
    <message>
      <source>The database {database} exists already; a backup is never laid over it.</source>
      <translation>数据库 {database} 已存在；恢复不会覆盖已有数据库。</translation>
    </message>
    <message>
      <source>The database {database} refuses this login: {reason}</source>
      <translation>数据库 {database} 拒绝登录：{reason}</translation>
    </message>
    <message>
      <source>The database's disk is full or cannot be written: {reason}</source>
      <translation>数据库所在磁盘已满或无法写入：{reason}</translation>
    </message>
    <message>
      <source>The drawing language is described at the head of symbology/drawings.py.</source>
      <translation>图形语言的说明见 symbology/drawings.py 开头。</translation>
    </message>
    <message>
      <source>The drawing of the symbol '{code}' cannot be used: {reason}.</source>
      <translation>符号 {code} 的图形不能使用：{reason}。</translation>
    </message>
    <message>
      <source>The embedded database could not be made in {folder}: {reason}</source>
      <translation>无法在 {folder} 建立内置数据库：{reason}</translation>
    </message>
    <message>
      <source>The embedded database did not start: {reason}</source>
      <translation>内置数据库未能启动：{reason}</translation>
    </message>
    <message>
      <source>The embedded database did not stop: {reason}</source>
      <translation>内置数据库未能停止：{reason}</translation>
    </message>
    <message>
      <source>The export log has no kind {kind}.</source>
      <translation>导出记录中没有“{kind}”这一种类。</translation>
    </message>
    <message>
      <source>The figures are: {known}.</source>
      <translation>可用的统计项：{known}。</translation>
    </message>
    <message>
      <source>The file needs one area with the code of each new village.</source>
      <translation>文件中每个新村要有一个带代码的面。</translation>
    </message>
    <message>
      <source>The file {file} cannot be opened: {reason}.</source>
      <translation>文件 {file} 无法打开：{reason}。</translation>
    </message>
    <message>
      <source>The file {file} is a text file without columns, or a web page.</source>
      <translation>文件 {file} 是没有分列的文本，或是网页。</translation>
    </message>
    <message>
      <source>The file {file} is empty.</source>
      <translation>文件 {file} 是空的。</translation>
    </message>
    <message>
      <source>The file {file} is neither an Excel workbook nor a csv file.</source>
      <translation>文件 {file} 既不是 Excel 工作簿，也不是 csv 文件。</translation>
    </message>
    <message>
      <source>The first day must lie before the second.</source>
      <translation>起始日期必须早于截止日期。</translation>
    </message>
    <message>
      <source>The folder {path} cannot be written: {reason}.</source>
      <translation>文件夹 {path} 无法写入：{reason}。</translation>
    </message>
    <message>
      <source>The font '{family}' is not installed (looked in {places}).</source>
      <translation>未安装字体“{family}”（已查找：{places}）。</translation>
    </message>
    <message>
      <source>The font file {path} cannot be read.</source>
      <translation>字体文件 {path} 无法读取。</translation>
    </message>
    <message>
      <source>The font {family} has no glyph for: {characters} (in: {texts}).</source>
      <translation>字体 {family} 缺少字形：{characters}（出现在：{texts}）。</translation>
    </message>
    <message>
      <source>The font {font} cannot draw {characters}, found in {place}: '{text}'.</source>
      <translation>字体 {font} 缺少字符 {characters}，出现在“{place}”：“{text}”。</translation>
    </message>
    <message>
      <source>The form {file} has cells that cannot be read: {cells}.</source>
      <translation>报表 {file} 有无法读取的单元格：{cells}。</translation>
    </message>
    <message>
      <source>The form {form} asks nothing of {department}.</source>
      <translation>报表“{form}”没有 {department} 填报的指标。</translation>
    </message>
    <message>
      <source>The format of the phone number {value} is wrong.</source>
      <translation>手机号（电话）“{value}”格式不正确。</translation>
    </message>
    <message>
      <source>The formats are: {known}.</source>
      <translation>可用格式：{known}。</translation>
    </message>
    <message>
      <source>The forms are: {known}.</source>
      <translation>报表有：{known}。</translation>
    </message>
    <message>
      <source>The heights were in feet; they were brought to metres first.</source>
      <translation>高程单位为英尺，已先换算成米。</translation>
    </message>
    <message>
      <source>The hidden key of the row is damaged; the row was recognised by its name.</source>
      <translation>该行隐藏的系统键已损坏，改按名称对应。</translation>
    </message>
    <message>
      <source>The hidden sheet was not read.</source>
      <translation>隐藏的工作表未读取。</translation>
    </message>
    <message>
      <source>The import prints the number of its batch; 'floodmap import list' shows the last ones.</source>
      <translation>导入完成时会显示批次号；floodmap import list 可列出最近的批次。</translation>
    </message>
    <message>
      <source>The line cuts the village into {pieces} pieces; it must be 2 to {most}.</source>
      <translation>这条线把该村分成 {pieces} 块；应为 2 至 {most} 块。</translation>
    </message>
    <message>
      <source>The line does not cut “{name}” into two.</source>
      <translation>这条线没有把“{name}”切成两部分。</translation>
    </message>
    <message>
      <source>The log {log} says more.</source>
      <translation>详情见日志 {log}。</translation>
    </message>
    <message>
      <source>The log {log} says more. 'floodmap doctor' checks the machine.</source>
      <translation>详情见日志 {log}。floodmap doctor 可检查本机。</translation>
    </message>
    <message>
      <source>The login {role} is not registered in this database, or it is locked.</source>
      <translation>账号 {role} 在此数据库中未登记，或已被锁定。</translation>
    </message>
    <message>
      <source>The map of {village} is not approved yet, so there is nothing to hand up.</source>
      <translation>{village}的形势图还没有批准，不能上报成果。</translation>
    </message>
    <message>
      <source>The marked copy must be an .xlsx file, not {file}.</source>
      <translation>标注副本须为 .xlsx 文件，不能是 {file}。</translation>
    </message>
    <message>
      <source>The marked copy {file} cannot be written: {reason}.</source>
      <translation>标注副本 {file} 无法写入：{reason}。</translation>
    </message>
    <message>
      <source>The migration {file} has run in this database, but has changed since.</source>
      <translation>迁移脚本 {file} 已在此数据库执行过，但之后被改动。</translation>
    </message>
    <message>
      <source>The mode {mode} is not known.</source>
      <translation>不认识的方式“{mode}”。</translation>
    </message>
    <message>
      <source>The moment {moment} lies in the future.</source>
      <translation>时点 {moment} 尚未到来。</translation>
    </message>
    <message>
      <source>The number {value} stands in row {other} as well.</source>
      <translation>编号“{value}”与第 {other} 行重复。</translation>
    </message>
    <message>
      <source>The outline is not a valid figure: it crosses itself or has too few corners.</source>
      <translation>图形无效：自相交或拐点太少。</translation>
    </message>
    <message>
      <source>The page of {name} cannot be drawn: it takes too much time or memory.</source>
      <translation>{name} 的这一页画不出来：太费时间或内存。</translation>
    </message>
    <message>
      <source>The person was changed after the ledger was handed out, and is now {now}.</source>
      <translation>台账发出后责任人已被他人改动，现为 {now}。</translation>
    </message>
    <message>
      <source>The persons were left as they are: {reason}</source>
      <translation>人员未作改动：{reason}</translation>
    </message>
    <message>
      <source>The phone number is missing.</source>
      <translation>未填电话号码。</translation>
    </message>
    <message>
      <source>The picture “{name}” is damaged.</source>
      <translation>图片“{name}”已损坏。</translation>
    </message>
    <message>
      <source>The point lies {metres} m outside {village}, in {found}.</source>
      <translation>该点在{village}界外 {metres} 米，落在{found}。</translation>
    </message>
    <message>
      <source>The point lies {metres} m outside {village}, in {found}; read as {other} it would lie inside.</source>
      <translation>该点在{village}界外 {metres} 米，落在{found}；若按 {other} 读取则在界内。</translation>
    </message>
    <message>
      <source>The process that drew {path} ended unexpectedly.</source>
      <translation>绘制 {path} 的进程意外结束。</translation>
    </message>
    <message>
      <source>The program that draws the sheets does not start: {reason}</source>
      <translation>出图程序无法启动：{reason}</translation>
    </message>
    <message>
      <source>The reference data {file} do not fit the database: {reason}</source>
      <translation>基础代码表 {file} 与数据库不符：{reason}</translation>
    </message>
    <message>
      <source>The register already has {other} in {village}, {metres} m away.</source>
      <translation>登记中{village}已有“{other}”，相距 {metres} 米。</translation>
    </message>
    <message>
      <source>The register already has {other} in {village}.</source>
      <translation>登记中{village}已有“{other}”。</translation>
    </message>
    <message>
      <source>The register does not name {value} here: no phone was taken away.</source>
      <translation>登记册中这一处的责任人不是“{value}”，没有清除电话。</translation>
    </message>
    <message>
      <source>The register has a {value} of {village} already, whose phone number is another or is not shown to you: taken in as another person.</source>
      <translation>登记册中{village}已有{value}，但电话号码不同或您无权查看：已作为另一人录入。</translation>
    </message>
    <message>
      <source>The register has no risk source {value} in {village}.</source>
      <translation>{village}的登记中没有风险源“{value}”。</translation>
    </message>
    <message>
      <source>The register has no shelter {value} in {village} or its township.</source>
      <translation>{village}及所在乡镇的登记中没有避灾场所“{value}”。</translation>
    </message>
    <message>
      <source>The register has nothing with the hidden key of the row; it was recognised by its name.</source>
      <translation>登记中没有该行系统键所指的内容，改按名称对应。</translation>
    </message>
    <message>
      <source>The registers did not have this on {day}.</source>
      <translation>{day} 的登记册里还没有这一条。</translation>
    </message>
    <message>
      <source>The registers have no field {field} here.</source>
      <translation>登记册此处没有字段 {field}。</translation>
    </message>
    <message>
      <source>The registers have no such thing any more, or you may not see it.</source>
      <translation>登记册中已没有这条记录，或您无权查看。</translation>
    </message>
    <message>
      <source>The report cannot be written to {path}: {reason}</source>
      <translation>报表无法写入 {path}：{reason}</translation>
    </message>
    <message>
      <source>The report template {path} is broken: {reason}</source>
      <translation>报表模板 {path} 有错误：{reason}</translation>
    </message>
    <message>
      <source>The report {file} cannot be written: {reason}.</source>
      <translation>检查报告 {file} 无法写入：{reason}。</translation>
    </message>
    <message>
      <source>The row has the hidden key of another row (sorted in part?); it was recognised by its name.</source>
      <translation>该行带着别的行的系统键（可能只排序了部分列），改按名称对应。</translation>
    </message>
    <message>
      <source>The row holds totals and was not read.</source>
      <translation>合计行，未读取。</translation>
    </message>
    <message>
      <source>The row is a note and was not read.</source>
      <translation>说明行，未读取。</translation>
    </message>
    <message>
      <source>The row is a {value}, but the sheet is for {expected}.</source>
      <translation>该行是“{value}”，而本表是“{expected}”。</translation>
    </message>
    <message>
      <source>The row is the same as row {other}.</source>
      <translation>该行与第 {other} 行相同。</translation>
    </message>
    <message>
      <source>The row repeats the headings and was not read.</source>
      <translation>重复的标题行，未读取。</translation>
    </message>
    <message>
      <source>The row was copied from another one, with its hidden key; it was taken as new.</source>
      <translation>该行由别的行连同系统键复制而来，按新增处理。</translation>
    </message>
    <message>
      <source>The row was emptied: its thing counts as gone.</source>
      <translation>该行内容已清空，视为已不存在。</translation>
    </message>
    <message>
      <source>The row was removed on the server, or the file was altered. Undo that change.</source>
      <translation>该记录已从服务器移除，或文件被改动过。请撤销这项修改。</translation>
    </message>
    <message>
      <source>The server has no database {database}.</source>
      <translation>服务器上没有数据库 {database}。</translation>
    </message>
    <message>
      <source>The server has no edition {uid}, or you may not see it.</source>
      <translation>服务器上没有编号为 {uid} 的形势图，或您无权查看。</translation>
    </message>
    <message>
      <source>The service at {address} gives no tiles that can be shown: {reason}</source>
      <translation>服务 {address} 没有可显示的瓦片：{reason}</translation>
    </message>
    <message>
      <source>The shape of feature {number} {name} crosses itself; it was repaired.</source>
      <translation>第 {number} 个要素“{name}”的图形自相交，已修复。</translation>
    </message>
    <message>
      <source>The sheet of {name} needs the database.</source>
      <translation>{name}的形势图需要连接数据库才能出图。</translation>
    </message>
    <message>
      <source>The sheet template {path} cannot be used: the item {item} is of the wrong kind.</source>
      <translation>图幅模板 {path} 不能使用：项目 {item} 的类型不对。</translation>
    </message>
    <message>
      <source>The sheet template {path} cannot be used: the items {items} are missing.</source>
      <translation>图幅模板 {path} 不能使用：缺少项目 {items}。</translation>
    </message>
    <message>
      <source>The sheet template {path} cannot be used: {reason}.</source>
      <translation>图幅模板 {path} 不能使用：{reason}。</translation>
    </message>
    <message>
      <source>The sheet was not read: nothing tells what it is about.</source>
      <translation>工作表未读取：无法判断其内容。</translation>
    </message>
    <message>
      <source>The suite's folder '{name}' is missing (looked in {places}).</source>
      <translation>缺少本软件的文件夹“{name}”（已查找 {places}）。</translation>
    </message>
    <message>
      <source>The symbol cannot be kept like this: {reason}.</source>
      <translation>符号不能这样保存：{reason}。</translation>
    </message>
    <message>
      <source>The symbol {code} is a line or an area; it cannot be drawn by an SVG.</source>
      <translation>符号 {code} 是线或面，不能用 SVG 绘制。</translation>
    </message>
    <message>
      <source>The symbol {code} stands for: {subjects}. It cannot be taken out of use.</source>
      <translation>符号 {code} 正用于：{subjects}，不能停用。</translation>
    </message>
    <message>
      <source>The template must be an .xlsx file, not {file}.</source>
      <translation>模板须为 .xlsx 文件，而不是 {file}。</translation>
    </message>
    <message>
      <source>The template {file} cannot be written: {reason}.</source>
      <translation>模板 {file} 无法写入：{reason}。</translation>
    </message>
    <message>
      <source>The terrain analysis found no settlement in danger in {area}, and no danger zone is registered there.</source>
      <translation>地形分析在{area}未找到易受灾聚居点，那里也没有登记的危险区，无图可打印。</translation>
    </message>
    <message>
      <source>The terrain analysis of {run} did not look at {area}.</source>
      <translation>{run}的地形分析没有查看{area}。</translation>
    </message>
    <message>
      <source>The terrain model has cells of {cell} m: its streams and distances are good to about one cell, and it cannot see cut slopes, walls, dikes and gullies narrower than about {blind} m.</source>
      <translation>地形模型分辨率为 {cell} 米：水系位置和距离约有一个格网的误差，宽度小于约 {blind} 米的切坡、挡墙、堤坝和沟道看不出来。</translation>
    </message>
    <message>
      <source>The terrain model has whole metres only: sinks and heights above water below 2 m are not told apart from rounding.</source>
      <translation>地形模型高程只到整米：2 米以下的洼地和高出水面的高度与取整误差分不开。</translation>
    </message>
    <message>
      <source>The terrain model was in degrees; it was brought to metres first.</source>
      <translation>地形模型以度为单位，已先转换成米。</translation>
    </message>
    <message>
      <source>The text has more than {most} characters.</source>
      <translation>文字超过 {most} 个字符。</translation>
    </message>
    <message>
      <source>The thresholds cannot be used, at {where}: {reason}</source>
      <translation>阈值不能使用，位置 {where}：{reason}</translation>
    </message>
    <message>
      <source>The value is missing.</source>
      <translation>未填写。</translation>
    </message>
    <message>
      <source>The village is missing.</source>
      <translation>未填行政村。</translation>
    </message>
    <message>
      <source>The villages of {name} reach {square_metres} m² beyond its boundary.</source>
      <translation>{name}各村超出镇界 {square_metres} 平方米。</translation>
    </message>
    <message>
      <source>The workbook {file} has more than {count} merged cells.</source>
      <translation>工作簿 {file} 的合并单元格超过 {count} 个。</translation>
    </message>
    <message>
      <source>The workbook {file} has the old format .xls, which this computer cannot read: xlrd is missing.</source>
      <translation>工作簿 {file} 是旧的 .xls 格式，本机缺少 xlrd，无法读取。</translation>
    </message>
    <message>
      <source>The workbook {file} holds too much text for a ledger.</source>
      <translation>工作簿 {file} 的文字过多，不像台账。</translation>
    </message>
    <message>
      <source>The workbook {file} is damaged and cannot be read.</source>
      <translation>工作簿 {file} 已损坏，无法读取。</translation>
    </message>
    <message>
      <source>The workbook {file} is locked by a password.</source>
      <translation>工作簿 {file} 设有密码。</translation>
    </message>
    <message>
      <source>The workbook {file} is no report form of this system.</source>
      <translation>工作簿 {file} 不是本系统发出的报表。</translation>
    </message>
    <message>
      <source>The workbook {file} is too large for a ledger: more than {count} rows.</source>
      <translation>工作簿 {file} 作为台账过大：超过 {count} 行。</translation>
    </message>
    <message>
      <source>The workbook {file} is too large for a ledger: {count} columns.</source>
      <translation>工作簿 {file} 作为台账过大：达到第 {count} 列。</translation>
    </message>
    <message>
      <source>The workbook {file} is too large for a ledger: {count} sheets or parts.</source>
      <translation>工作簿 {file} 作为台账过大：含 {count} 个工作表或部件。</translation>
    </message>
    <message>
      <source>The workbook {file} is too large for a ledger: {megabytes} MB.</source>
      <translation>工作簿 {file} 作为台账过大：{megabytes} MB。</translation>
    </message>
    <message>
      <source>The workbook {file} was refused for safety.</source>
      <translation>出于安全考虑，拒绝读取工作簿 {file}。</translation>
    </message>
    <message>
      <source>The workbook {file} was refused for safety: it declares XML entities.</source>
      <translation>出于安全考虑，拒绝读取工作簿 {file}：其中声明了 XML 实体。</translation>
    </message>
    <message>
      <source>The workbook {file} was refused for safety: its part {part} unpacks to {megabytes} MB.</source>
      <translation>出于安全考虑，拒绝读取工作簿 {file}：其部件 {part} 解压后达 {megabytes} MB。</translation>
    </message>
    <message>
      <source>The workbook {file} was refused for safety: one of its rows has the number {number}.</source>
      <translation>出于安全考虑，拒绝读取工作簿 {file}：其中有行号为 {number} 的行。</translation>
    </message>
    <message>
      <source>The working copy has no row {uid} in {table}.</source>
      <translation>工作副本的 {table} 中没有记录 {uid}。</translation>
    </message>
    <message>
      <source>There are no buildings in {where}.</source>
      <translation>{where} 中没有房屋。</translation>
    </message>
    <message>
      <source>There are no coordinates; the row waits to be placed on the map (待落图).</source>
      <translation>没有坐标，该行列入待落图。</translation>
    </message>
    <message>
      <source>There is a phone number, but no name; it was not taken in.</source>
      <translation>有电话号码而无姓名，号码未收录。</translation>
    </message>
    <message>
      <source>There is no area with the code '{code}'.</source>
      <translation>没有代码为“{code}”的行政区。</translation>
    </message>
    <message>
      <source>There is no area with the code {area}.</source>
      <translation>没有代码为 {area} 的行政区划。</translation>
    </message>
    <message>
      <source>There is no area {code}.</source>
      <translation>没有代码为{code}的行政区。</translation>
    </message>
    <message>
      <source>There is no category {category}.</source>
      <translation>没有类别“{category}”。</translation>
    </message>
    <message>
      <source>There is no category {value}.</source>
      <translation>没有类别“{value}”。</translation>
    </message>
    <message>
      <source>There is no coordinate system {name}.</source>
      <translation>没有坐标系 {name}。</translation>
    </message>
    <message>
      <source>There is no edition {uid}, or you may not see it.</source>
      <translation>没有形势图{uid}，或您无权查看。</translation>
    </message>
    <message>
      <source>There is no event {event}.</source>
      <translation>没有事件“{event}”。</translation>
    </message>
    <message>
      <source>There is no figure {figure}.</source>
      <translation>没有“{figure}”这一项统计。</translation>
    </message>
    <message>
      <source>There is no form {form}.</source>
      <translation>没有报表“{form}”。</translation>
    </message>
    <message>
      <source>There is no ledger batch {batch}.</source>
      <translation>没有导入批次 {batch}。</translation>
    </message>
    <message>
      <source>There is no name in this row yet.</source>
      <translation>这一行还没有姓名。</translation>
    </message>
    <message>
      <source>There is no profile '{profile}'.</source>
      <translation>没有名为“{profile}”的版别。</translation>
    </message>
    <message>
      <source>There is no sheet preset '{preset}'.</source>
      <translation>没有名为“{preset}”的图幅预设。</translation>
    </message>
    <message>
      <source>There is no symbol '{code}' in the catalogue.</source>
      <translation>符号库中没有符号“{code}”。</translation>
    </message>
    <message>
      <source>There is no terrain analysis {uid} here.</source>
      <translation>这里没有地形分析 {uid}。</translation>
    </message>
    <message>
      <source>There is no village {value} in {area}.</source>
      <translation>{area}没有“{value}”这个村。</translation>
    </message>
    <message>
      <source>There is nothing earlier with which this map could be compared.</source>
      <translation>没有更早的图可以比较。</translation>
    </message>
    <message>
      <source>These places cannot straighten the photograph.</source>
      <translation>这几个位置无法把照片摆正。</translation>
    </message>
    <message>
      <source>These villages belong to several townships: {codes}.</source>
      <translation>这些村属于几个乡镇：{codes}。</translation>
    </message>
    <message>
      <source>This QGIS cannot read PDF files.</source>
      <translation>本机的 QGIS 不能读取 PDF。</translation>
    </message>
    <message>
      <source>This SVG cannot become a symbol: {reason}{what}.</source>
      <translation>这个 SVG 不能作为符号：{reason}{what}。</translation>
    </message>
    <message>
      <source>This drawing cannot be kept: {reason}.</source>
      <translation>这个图形无法保存：{reason}。</translation>
    </message>
    <message>
      <source>This file is not there any more, or you may not see it.</source>
      <translation>该文件已不存在，或您无权查看。</translation>
    </message>
    <message>
      <source>This is no address of map tiles: {address}</source>
      <translation>这不是地图瓦片的地址：{address}</translation>
    </message>
    <message>
      <source>This map is {state}: nothing on it changes any more.</source>
      <translation>该形势图的状态为 {state}，内容已锁定。</translation>
    </message>
    <message>
      <source>This shape covers {km2} km²: that is no place any more.</source>
      <translation>该范围达 {km2} 平方千米，过大。</translation>
    </message>
    <message>
      <source>This step needs a reason.</source>
      <translation>这一步必须填写理由。</translation>
    </message>
    <message>
      <source>Three of them lie in a line, or two were swapped. Choose other places.</source>
      <translation>其中三个位置在一条线上，或有两个弄反了，请另选。</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>打开的文件过多</translation>
    </message>
    <message>
      <source>Try again when it answers.</source>
      <translation>请在数据库恢复后再试。</translation>
    </message>
    <message>
      <source>Try again when the computer is less busy, or split the ledger into several files.</source>
      <translation>请在电脑空闲时重试，或将台账拆成几个文件。</translation>
    </message>
    <message>
      <source>Two of the places lie too near to each other.</source>
      <translation>有两个位置离得太近。</translation>
    </message>
    <message>
      <source>Type the value again.</source>
      <translation>请重新填写。</translation>
    </message>
    <message>
      <source>Update this software before you work on this database.</source>
      <translation>请先更新本软件，再使用此数据库。</translation>
    </message>
    <message>
      <source>Use 'all' (all rows or none) or 'good' (the rows without errors).</source>
      <translation>请用 all（全部导入或全不导入）或 good（只导入无错误的行）。</translation>
    </message>
    <message>
      <source>Use the whole folder as 'floodmap db backup' wrote it, or an older backup.</source>
      <translation>请使用 floodmap db backup 写出的完整文件夹，或更早的备份。</translation>
    </message>
    <message>
      <source>Use township, department or whole.</source>
      <translation>请用 township、department 或 whole。</translation>
    </message>
    <message>
      <source>Wait until the other work has ended, then try again.</source>
      <translation>请等其他操作结束后重试。</translation>
    </message>
    <message>
      <source>What fits here: {allowed}</source>
      <translation>此处可填：{allowed}</translation>
    </message>
    <message>
      <source>What this column holds cannot be taken away with {value}.</source>
      <translation>这一列的内容不能用“{value}”清除。</translation>
    </message>
    <message>
      <source>Write CGCS2000, WGS84, GCJ-02, BD-09 or 高斯克吕格.</source>
      <translation>请填 CGCS2000、WGS84、GCJ-02、BD-09 或 高斯克吕格。</translation>
    </message>
    <message>
      <source>Write a form with 'floodmap report form out' and fill that in.</source>
      <translation>请用“floodmap report form out”生成报表后填写。</translation>
    </message>
    <message>
      <source>Write a number, or a number with a unit such as 30亩 or 1.2万元.</source>
      <translation>请填数字，或带单位的数字，如30亩、1.2万元。</translation>
    </message>
    <message>
      <source>Write digits only.</source>
      <translation>请只填数字。</translation>
    </message>
    <message>
      <source>Write it as 2026-07-31 or 2026-07-31T18:00; a day alone means its end.</source>
      <translation>请写成 2026-07-31 或 2026-07-31T18:00；只写日期时指当日结束。</translation>
    </message>
    <message>
      <source>Write it as EPSG:4490, EPSG:4549 or EPSG:4528.</source>
      <translation>请写成 EPSG:4490、EPSG:4549 或 EPSG:4528。</translation>
    </message>
    <message>
      <source>Write longitude and latitude as decimal degrees, for example 120.9512 and 28.3024.</source>
      <translation>经纬度请写成十进制度，例如 120.9512 和 28.3024。</translation>
    </message>
    <message>
      <source>Write the danger zone as the register calls it, or add it to the register.</source>
      <translation>请按登记名称填写危险区，或先补充登记。</translation>
    </message>
    <message>
      <source>Write the date as 2026-04-15.</source>
      <translation>日期请写成 2026-04-15。</translation>
    </message>
    <message>
      <source>Write the defaults to a file and change the numbers in it: floodmap analysis thresholds FILE.</source>
      <translation>先写出默认阈值再修改数值：floodmap analysis thresholds 文件。</translation>
    </message>
    <message>
      <source>Write the new person with the phone, or leave the cell of the phone blank.</source>
      <translation>换了责任人的，请填写新责任人和电话；没有电话的，电话一格留空。</translation>
    </message>
    <message>
      <source>Write the new village, or fill in the coordinates.</source>
      <translation>请填写新村名，或补上坐标。</translation>
    </message>
    <message>
      <source>Write the person whose phone shall be taken away, or 清空 for the person too.</source>
      <translation>请写明是谁的电话；如果责任人也要清除，请在责任人一格也填“清空”。</translation>
    </message>
    <message>
      <source>Write the right value, leave the cell blank, or change it on the register card.</source>
      <translation>请填写正确的内容，或留空（保留原来的内容），或在登记卡上修改。</translation>
    </message>
    <message>
      <source>Write the right value; if the thing itself is gone, empty the whole row.</source>
      <translation>请填写正确的内容；如果这一处已不存在，请清空整行。</translation>
    </message>
    <message>
      <source>Write the shelter as the register calls it, or add it to the register.</source>
      <translation>请按登记名称填写避灾场所，或先补充登记。</translation>
    </message>
    <message>
      <source>Write these names with other characters, or install a font that has them.</source>
      <translation>请改用其他字书写这些名称，或安装含有这些字的字体。</translation>
    </message>
    <message>
      <source>Write 是 or 否.</source>
      <translation>请填“是”或“否”。</translation>
    </message>
    <message>
      <source>Write 清空 into all cells of the coordinates, or correct the coordinates.</source>
      <translation>要清除坐标，请在坐标各格都填“清空”；否则请更正坐标。</translation>
    </message>
    <message>
      <source>Write 红, 橙, 黄, 蓝 or 重大, 较大, 一般, 低.</source>
      <translation>请填红、橙、黄、蓝，或重大、较大、一般、低。</translation>
    </message>
    <message>
      <source>You may not enter or remove phone numbers here; the rest of the row is not affected.</source>
      <translation>您无权填写或清除这里的电话号码；本行其他内容不受影响。</translation>
    </message>
    <message>
      <source>You may not remove this file: it was added by {person}.</source>
      <translation>该文件由{person}添加，您无权删除。</translation>
    </message>
    <message>
      <source>You may not write in the area {value}.</source>
      <translation>您无权写入“{value}”的数据。</translation>
    </message>
    <message>
      <source>You may not write rows of the category {value}.</source>
      <translation>您无权写入类别“{value}”的数据。</translation>
    </message>
    <message>
      <source>Your changes stay in the file. Sync it to its own server, as its compiler.</source>
      <translation>您的修改仍在文件中。请以编制人身份与原服务器同步。</translation>
    </message>
    <message>
      <source>a drawing is not acceptable</source>
      <translation>其中的图形不符合要求</translation>
    </message>
    <message>
      <source>a file in it has changed since it was written</source>
      <translation>其中的文件在写出后被改动过</translation>
    </message>
    <message>
      <source>a higher score needs a stricter limit than the scores below it</source>
      <translation>分值越高，界限应越严</translation>
    </message>
    <message>
      <source>a layer of the map in {file} became a picture</source>
      <translation>{file} 中有图层变成了图片</translation>
    </message>
    <message>
      <source>a number is missing or below zero</source>
      <translation>缺少数值或数值小于零</translation>
    </message>
    <message>
      <source>a paper lacks name, width_mm, height_mm or template, or has what none has</source>
      <translation>某一纸张缺少 name、width_mm、height_mm 或 template，或含有不认识的项</translation>
    </message>
    <message>
      <source>a part does not belong there</source>
      <translation>其中有不该有的内容</translation>
    </message>
    <message>
      <source>a part is missing</source>
      <translation>缺少一部分内容</translation>
    </message>
    <message>
      <source>a part is not what it was when the library was written</source>
      <translation>有一部分内容与写出时不一致</translation>
    </message>
    <message>
      <source>a public sheet names a household: “{text}”</source>
      <translation>公示版中出现了住户姓名：“{text}”</translation>
    </message>
    <message>
      <source>a public sheet shows a capacity or a voltage: “{text}”</source>
      <translation>公示版中出现了库容或电压：“{text}”</translation>
    </message>
    <message>
      <source>a public sheet shows a whole telephone number: “{text}”</source>
      <translation>公示版中出现了完整的电话号码：“{text}”</translation>
    </message>
    <message>
      <source>a sub-label has 1 to 6 characters, and there are at most 30</source>
      <translation>子类注记每个 1 至 6 字，最多 30 个</translation>
    </message>
    <message>
      <source>all codes of this kind are taken</source>
      <translation>该类代码已用完</translation>
    </message>
    <message>
      <source>attempt to write a readonly database</source>
      <translation>文件被写保护</translation>
    </message>
    <message>
      <source>database or disk is full</source>
      <translation>磁盘已满</translation>
    </message>
    <message>
      <source>disk I/O error</source>
      <translation>磁盘读写出错</translation>
    </message>
    <message>
      <source>it contains a picture of pixels; a symbol is drawn with lines and areas</source>
      <translation>其中含有位图；符号应由线和面组成</translation>
    </message>
    <message>
      <source>it contains a piece of a web page (foreignObject)</source>
      <translation>其中含有网页片段（foreignObject）</translation>
    </message>
    <message>
      <source>it contains a script</source>
      <translation>其中含有脚本</translation>
    </message>
    <message>
      <source>it contains an event handler</source>
      <translation>其中含有事件代码</translation>
    </message>
    <message>
      <source>it contains text; turn the text into paths in the drawing program</source>
      <translation>其中含有文字；请在绘图软件中把文字转为路径</translation>
    </message>
    <message>
      <source>it declares a document type or entities</source>
      <translation>其中声明了文档类型或实体</translation>
    </message>
    <message>
      <source>it does not lie on the earth in the coordinate system that it names</source>
      <translation>按它注明的坐标系，它不在地球上</translation>
    </message>
    <message>
      <source>it draws nothing</source>
      <translation>其中没有任何图形</translation>
    </message>
    <message>
      <source>it has fewer than 10 x 10 cells</source>
      <translation>不足 10 × 10 个格网</translation>
    </message>
    <message>
      <source>it has more than 120 million cells; give a larger cell</source>
      <translation>超过 1.2 亿个格网，请加大格网尺寸</translation>
    </message>
    <message>
      <source>it has no heights at all, only missing values</source>
      <translation>没有任何高程，全是缺失值</translation>
    </message>
    <message>
      <source>it has several bands, like a picture</source>
      <translation>它有多个波段，像是影像</translation>
    </message>
    <message>
      <source>it holds no vector layer</source>
      <translation>其中没有矢量图层</translation>
    </message>
    <message>
      <source>it is damaged, or of another kind than its name says</source>
      <translation>文件已损坏，或与扩展名不符</translation>
    </message>
    <message>
      <source>it is no JSON object</source>
      <translation>不是 JSON 对象</translation>
    </message>
    <message>
      <source>it is no ZIP file</source>
      <translation>不是有效的压缩文件</translation>
    </message>
    <message>
      <source>it is no description of a WMTS</source>
      <translation>返回的不是 WMTS 服务说明</translation>
    </message>
    <message>
      <source>it is no layout template</source>
      <translation>不是布局模板</translation>
    </message>
    <message>
      <source>it is no readable GeoPackage</source>
      <translation>不是可读取的 GeoPackage</translation>
    </message>
    <message>
      <source>it is no readable SVG</source>
      <translation>不是可读取的 SVG</translation>
    </message>
    <message>
      <source>it is not JSON, or not a list of factors</source>
      <translation>不是 JSON，或不是因子列表</translation>
    </message>
    <message>
      <source>it is not what the suite writes</source>
      <translation>内容不是本软件写出的</translation>
    </message>
    <message>
      <source>it is read-only</source>
      <translation>只读</translation>
    </message>
    <message>
      <source>it is too large</source>
      <translation>内容过大</translation>
    </message>
    <message>
      <source>it moves</source>
      <translation>其中含有动画</translation>
    </message>
    <message>
      <source>it refers to something outside itself</source>
      <translation>其中引用了外部内容</translation>
    </message>
    <message>
      <source>it uses something that symbols cannot have; flatten the drawing first</source>
      <translation>其中用了符号不支持的效果；请先在绘图软件中合并展平</translation>
    </message>
    <message>
      <source>its edition table is empty</source>
      <translation>其中的版次表为空</translation>
    </message>
    <message>
      <source>its format is not known, or it is damaged</source>
      <translation>格式无法识别，或文件已损坏</translation>
    </message>
    <message>
      <source>its list of contents is missing or cannot be read</source>
      <translation>目录缺失或无法读取</translation>
    </message>
    <message>
      <source>its manifest is damaged</source>
      <translation>清单文件已损坏</translation>
    </message>
    <message>
      <source>its manifest is missing</source>
      <translation>缺少清单文件</translation>
    </message>
    <message>
      <source>its values are no heights in metres</source>
      <translation>它的数值不是以米为单位的高程</translation>
    </message>
    <message>
      <source>no password supplied</source>
      <translation>没有提供密码</translation>
    </message>
    <message>
      <source>no right to write</source>
      <translation>没有写入权限</translation>
    </message>
    <message>
      <source>none of its layers lies in a coordinate system that QGIS knows</source>
      <translation>其图层的坐标系 QGIS 都不认识</translation>
    </message>
    <message>
      <source>only administrators change the list of areas</source>
      <translation>只有系统管理员可以调整行政区划</translation>
    </message>
    <message>
      <source>only county editors and administrators import base data</source>
      <translation>只有县级编辑和系统管理员可以导入基础数据</translation>
    </message>
    <message>
      <source>only review_number, secrecy, link and presets may stand in it</source>
      <translation>文件中只能有 review_number、secrecy、link、presets 四项</translation>
    </message>
    <message>
      <source>page {page} of {file} measures {found} instead of {wanted}</source>
      <translation>{file} 第 {page} 页的尺寸为 {found}，应为 {wanted}</translation>
    </message>
    <message>
      <source>password authentication failed</source>
      <translation>用户名或密码不对</translation>
    </message>
    <message>
      <source>pg_service.conf knows no service “{service}”.</source>
      <translation>pg_service.conf 中没有名为“{service}”的服务。</translation>
    </message>
    <message>
      <source>review_number, secrecy and link must be texts</source>
      <translation>review_number、secrecy、link 必须是文字</translation>
    </message>
    <message>
      <source>steps are pairs of a limit and a score from 0 to 4</source>
      <translation>分级应为界限值与 0 到 4 分的成对数值</translation>
    </message>
    <message>
      <source>the Chinese name is missing or longer than 40 characters</source>
      <translation>未填写中文名称，或超过 40 个字</translation>
    </message>
    <message>
      <source>the corners of the village are not where they should be in {file}</source>
      <translation>{file} 中村界的位置与应在的位置不符</translation>
    </message>
    <message>
      <source>the disk is full</source>
      <translation>磁盘已满</translation>
    </message>
    <message>
      <source>the file is cut off; the disk may be full</source>
      <translation>文件不完整，磁盘可能已满</translation>
    </message>
    <message>
      <source>the font {font} is not embedded in {file}</source>
      <translation>{file} 没有嵌入字体 {font}</translation>
    </message>
    <message>
      <source>the label on a symbol has at most 4 characters</source>
      <translation>符号上的注记最多 4 个字</translation>
    </message>
    <message>
      <source>the legend in {file} does not say “{name}”</source>
      <translation>{file} 的图例中没有“{name}”</translation>
    </message>
    <message>
      <source>the map in {file} is empty</source>
      <translation>{file} 的地图是空白的</translation>
    </message>
    <message>
      <source>the map in {file} measures 1:{found} but says 1:{wanted}</source>
      <translation>{file} 的地图实测比例尺为 1:{found}，所注为 1:{wanted}</translation>
    </message>
    <message>
      <source>the text “{text}” is not in {file}</source>
      <translation>{file} 中没有文字“{text}”</translation>
    </message>
    <message>
      <source>there is no such file</source>
      <translation>没有此文件</translation>
    </message>
    <message>
      <source>there is no such group in the legend</source>
      <translation>图例中没有这个分组</translation>
    </message>
    <message>
      <source>there is no such kind of symbol</source>
      <translation>没有这种符号类别</translation>
    </message>
    <message>
      <source>there is too much in it</source>
      <translation>内容过多</translation>
    </message>
    <message>
      <source>this format reads other files or servers</source>
      <translation>这种格式会读取其他文件或服务器</translation>
    </message>
    <message>
      <source>timeout expired</source>
      <translation>连接超时</translation>
    </message>
    <message>
      <source>unpacked it would be too big</source>
      <translation>解压后过大</translation>
    </message>
    <message>
      <source>{area} has reported at {when}, after this form was handed out.</source>
      <translation>{area} 在这份报表发出之后已于 {when} 报送过。</translation>
    </message>
    <message>
      <source>{area} is called {name} in the file and {listed} in the list. The list stays as it is.</source>
      <translation>{area} 在文件中叫“{name}”，名录中是“{listed}”。名录不变。</translation>
    </message>
    <message>
      <source>{area} {name} does not lie in the area that the file is for.</source>
      <translation>{area} {name}不在本次导入的区划之内。</translation>
    </message>
    <message>
      <source>{area} {name} has ended on {day}; now: {successors}.</source>
      <translation>{area} {name}已于 {day} 停用，现为：{successors}。</translation>
    </message>
    <message>
      <source>{area} {name} is not in the list of areas. Correct the code, or let new areas be added.</source>
      <translation>名录中没有 {area} {name}。请更正代码，或选择“新增名录中没有的区划”。</translation>
    </message>
    <message>
      <source>{area} {name} lies {km} km outside {parent}. Wrong code, or wrong coordinate system.</source>
      <translation>{area} {name}在{parent}之外 {km} 公里。代码或坐标系有误。</translation>
    </message>
    <message>
      <source>{area} {name} stands in {parts} parts; they were joined.</source>
      <translation>{area} {name}分成 {parts} 个要素，已合并。</translation>
    </message>
    <message>
      <source>{area} {name} would lie at {place} (longitude, latitude). The coordinate system is wrong.</source>
      <translation>{area} {name}会落在 {place}（经度、纬度）。坐标系有误。</translation>
    </message>
    <message>
      <source>{area} {name} would move: it lies {km} km from where it is now.</source>
      <translation>{area} {name}的位置会变：与现在相距 {km} 公里。</translation>
    </message>
    <message>
      <source>{by} has changed this at {at}, after the ledger was handed out. It is now: {now}.</source>
      <translation>台账发出后，{by} 于 {at} 改过此项，现为：{now}。</translation>
    </message>
    <message>
      <source>{category} is drawn as {expected}, but only a point is given; it is kept as the label point and the row waits to be drawn (待落图).</source>
      <translation>“{category}”应为{expected}要素，而只给了一个点；该点留作注记点，该行列入待落图。</translation>
    </message>
    <message>
      <source>{category} is drawn as {expected}, but the coordinates give a {given}.</source>
      <translation>“{category}”应为{expected}要素，而坐标给出的是{given}。</translation>
    </message>
    <message>
      <source>{code} is no code (feature {number} {name}): a township has 9 digits, a village 12, a natural village 15.</source>
      <translation>{code} 不是区划代码（第 {number} 个要素 {name}）：乡镇 9 位，行政村 12 位，自然村 15 位。</translation>
    </message>
    <message>
      <source>{count} area codes are not in the database, the first: {codes}</source>
      <translation>数据库中没有这 {count} 个区划代码，前几个：{codes}</translation>
    </message>
    <message>
      <source>{count} buildings lie outside the terrain model; nothing is said about them.</source>
      <translation>{count} 栋房屋在地形模型范围之外，未作判断。</translation>
    </message>
    <message>
      <source>{count} of {total} given streams run uphill: they are drawn against the flow, or the terrain model is of another place.</source>
      <translation>所给 {total} 条水系中有 {count} 条往高处流：可能画反了方向，或地形模型不是此地。</translation>
    </message>
    <message>
      <source>{count} rows of the batch {batch} have been changed since, so it cannot be taken back: {changes}.</source>
      <translation>批次 {batch} 中有 {count} 行此后已被修改，不能撤销：{changes}。</translation>
    </message>
    <message>
      <source>{count} symbols of the file are here with other drawings or names: {codes}.</source>
      <translation>文件中有 {count} 个符号与本地图形或名称不同：{codes}。</translation>
    </message>
    <message>
      <source>{field} does not take the value {value}.</source>
      <translation>{field} 不能填“{value}”。</translation>
    </message>
    <message>
      <source>{field} has {length} characters; at most {most} fit.</source>
      <translation>{field} 有 {length} 个字，最多 {most} 个字。</translation>
    </message>
    <message>
      <source>{field} refers to {uid}, which is not there or not yours to see.</source>
      <translation>{field} 所指的 {uid} 不存在，或您无权查看。</translation>
    </message>
    <message>
      <source>{file} cannot be read as geodata: {reason}</source>
      <translation>{file} 不能作为地理数据读取：{reason}</translation>
    </message>
    <message>
      <source>{file} cannot be read back: {reason}</source>
      <translation>{file} 无法读回检查：{reason}</translation>
    </message>
    <message>
      <source>{file} cannot lie under a map: it has neither heights nor colours.</source>
      <translation>{file} 不能垫在图下：它既不是高程，也不是彩色影像。</translation>
    </message>
    <message>
      <source>{file} cannot serve as terrain model: {reason}</source>
      <translation>{file} 不能用作地形模型：{reason}</translation>
    </message>
    <message>
      <source>{file} does not cover the area: it lies at {terrain}, the area at {area}.</source>
      <translation>{file} 不在该区域：它位于 {terrain}，该区域位于 {area}。</translation>
    </message>
    <message>
      <source>{file} does not name its coordinate system.</source>
      <translation>{file} 没有说明坐标系。</translation>
    </message>
    <message>
      <source>{file} failed, and was taken back: {reason}</source>
      <translation>{file} 执行失败，已撤回：{reason}</translation>
    </message>
    <message>
      <source>{file} has no boundary with the code {code}.</source>
      <translation>{file} 中没有代码为 {code} 的界线。</translation>
    </message>
    <message>
      <source>{file} has no field with codes or names; it has: {found}</source>
      <translation>{file} 没有代码或名称字段，现有字段：{found}</translation>
    </message>
    <message>
      <source>{file} has no field {field} for the layer {layer}; it has: {found}</source>
      <translation>{file} 缺少图层 {layer} 所需的字段 {field}；已有字段：{found}</translation>
    </message>
    <message>
      <source>{file} has no layer {layer}; it has: {found}</source>
      <translation>{file} 中没有图层 {layer}；已有图层：{found}</translation>
    </message>
    <message>
      <source>{file} has the layers {found} instead of {wanted}</source>
      <translation>{file} 的图层为 {found}，应为 {wanted}</translation>
    </message>
    <message>
      <source>{file} has {found} pages instead of {wanted}</source>
      <translation>{file} 有 {found} 页，应为 {wanted} 页</translation>
    </message>
    <message>
      <source>{file} is measured in feet and does not say whether its heights are feet or metres.</source>
      <translation>{file} 以英尺为单位，却没有说明高程是英尺还是米。</translation>
    </message>
    <message>
      <source>{file} is no elevation model: {reason}</source>
      <translation>{file} 不是高程模型：{reason}</translation>
    </message>
    <message>
      <source>{file} is too large: {found} MB, {wanted} MB are allowed</source>
      <translation>{file} 过大：{found} MB，限 {wanted} MB</translation>
    </message>
    <message>
      <source>{file}, feature {number}, {field}: {value} cannot be taken in.</source>
      <translation>{file} 第 {number} 个要素的 {field}：{value} 无法接收。</translation>
    </message>
    <message>
      <source>{folder} exists already.</source>
      <translation>{folder} 已存在。</translation>
    </message>
    <message>
      <source>{folder} is not a complete backup: {reason}</source>
      <translation>{folder} 不是完整的备份：{reason}</translation>
    </message>
    <message>
      <source>{missing} villages of {name} have no boundary yet: {names}</source>
      <translation>{name}还有 {missing} 个村没有界线：{names}</translation>
    </message>
    <message>
      <source>{name} ({code}) has no boundary yet.</source>
      <translation>{name}（{code}）还没有界线。</translation>
    </message>
    <message>
      <source>{name} ({code}) has no villages.</source>
      <translation>{name}（{code}）没有行政村。</translation>
    </message>
    <message>
      <source>{name} ({code}) is no village: a situation map belongs to one village.</source>
      <translation>{name}（{code}）不是行政村：形势图以行政村为单位。</translation>
    </message>
    <message>
      <source>{name} already has a draft for {year} (version {version}).</source>
      <translation>{name}已有{year}年的草稿（第{version}版）。</translation>
    </message>
    <message>
      <source>{name} and {other} overlap by {square_metres} m².</source>
      <translation>{name}和{other}重叠 {square_metres} 平方米。</translation>
    </message>
    <message>
      <source>{name} did not pass its proof: {faults}.</source>
      <translation>{name} 未通过成图检查：{faults}。</translation>
    </message>
    <message>
      <source>{name} has no edition for {year}.</source>
      <translation>{name}没有{year}年的形势图。</translation>
    </message>
    <message>
      <source>{name} has no map of a year before {year} that could be copied.</source>
      <translation>{name}没有{year}年以前的形势图可供复制。</translation>
    </message>
    <message>
      <source>{name} has {pages} pages; there is no page {page}.</source>
      <translation>{name} 共 {pages} 页，没有第 {page} 页。</translation>
    </message>
    <message>
      <source>{name} holds no base map that can be shown.</source>
      <translation>{name} 中没有可显示的底图。</translation>
    </message>
    <message>
      <source>{name} is no picture that can be read: {reason}</source>
      <translation>{name} 不是可读取的图片：{reason}</translation>
    </message>
    <message>
      <source>{name} is too large: {size}, at most {most}.</source>
      <translation>{name} 太大：{size}，最多 {most}。</translation>
    </message>
    <message>
      <source>{number} is no telephone number.</source>
      <translation>“{number}”不是电话号码。</translation>
    </message>
    <message>
      <source>{path} cannot be read or written: {reason}.</source>
      <translation>无法读写 {path}：{reason}。</translation>
    </message>
    <message>
      <source>{path} cannot be used for a sheet: it lacks the layers {layers}.</source>
      <translation>{path} 无法用于出图：缺少图层 {layers}。</translation>
    </message>
    <message>
      <source>{path} cannot be used for a sheet: {reason}.</source>
      <translation>{path} 不能用于制图：{reason}。</translation>
    </message>
    <message>
      <source>{path} could not be written: {reason}</source>
      <translation>无法写入{path}：{reason}</translation>
    </message>
    <message>
      <source>{path} does not say what changed since last year.</source>
      <translation>{path} 中没有与上年对照的内容。</translation>
    </message>
    <message>
      <source>{path} holds more than a working copy may: {size}, at most {most}.</source>
      <translation>{path} 超出工作副本的容量：{size}，最多 {most}。</translation>
    </message>
    <message>
      <source>{path} holds no boundary for the area {area_code}.</source>
      <translation>{path} 中没有 {area_code} 的界线。</translation>
    </message>
    <message>
      <source>{path} holds no names of households, so there are no cards to make.</source>
      <translation>{path} 中没有户主姓名，无法制作明白卡。</translation>
    </message>
    <message>
      <source>{path} is in use by another program.</source>
      <translation>{path} 正被另一个程序使用。</translation>
    </message>
    <message>
      <source>{path} is no longer there.</source>
      <translation>文件 {path} 不在了。</translation>
    </message>
    <message>
      <source>{path} is no usable symbol library: {reason}{what}.</source>
      <translation>{path} 不是可用的符号库：{reason}{what}。</translation>
    </message>
    <message>
      <source>{path} is no working copy of a situation map.</source>
      <translation>{path} 不是形势图的工作副本。</translation>
    </message>
    <message>
      <source>{path} is there already.</source>
      <translation>{path} 已经存在。</translation>
    </message>
    <message>
      <source>{path} was altered by another program: {what} does not belong in it.</source>
      <translation>{path} 被其他程序改动过：其中不应有 {what}。</translation>
    </message>
    <message>
      <source>{path} was not written: {reason}.</source>
      <translation>{path} 未能写出：{reason}。</translation>
    </message>
    <message>
      <source>{percent} % of the terrain model has no heights; nothing is said about buildings there.</source>
      <translation>地形模型有 {percent} % 没有高程，那里的房屋未作判断。</translation>
    </message>
    <message>
      <source>{person} changed the same fields of {name} in the meantime.</source>
      <translation>{person}刚刚修改了“{name}”的同一项内容。</translation>
    </message>
    <message>
      <source>{person} retired {name} at {time}; your changes were not saved.</source>
      <translation>“{name}”已由{person}于 {time} 停用，您的修改没有保存。</translation>
    </message>
    <message>
      <source>{table} has its row for this village and year already.</source>
      <translation>本村本年度的 {table} 已有记录。</translation>
    </message>
    <message>
      <source>{table} has no row {uid} in this village for you: its change was not sent.</source>
      <translation>{table} 中没有您可在本村使用的记录 {uid}，相应修改没有上传。</translation>
    </message>
    <message>
      <source>{text} is no day; write it as 2026-04-15.</source>
      <translation>“{text}”不是日期，请写成 2026-04-15。</translation>
    </message>
    <message>
      <source>{value} does not lie in {area}.</source>
      <translation>“{value}”不在{area}范围内。</translation>
    </message>
    <message>
      <source>{value} has no phone number here that you may take away: nothing was changed.</source>
      <translation>{value}在此没有您可以清除的电话号码：未作改动。</translation>
    </message>
    <message>
      <source>{value} is called {name} now.</source>
      <translation>{value} 现名{name}。</translation>
    </message>
    <message>
      <source>{value} is less than {limit}.</source>
      <translation>“{value}”小于 {limit}。</translation>
    </message>
    <message>
      <source>{value} is more than {limit}.</source>
      <translation>“{value}”大于 {limit}。</translation>
    </message>
    <message>
      <source>{value} is neither yes nor no.</source>
      <translation>“{value}”既不是“是”也不是“否”。</translation>
    </message>
    <message>
      <source>{value} is no longer in the ledger, but was changed in the register since; it is not retired.</source>
      <translation>台账中已没有“{value}”，但登记中此后有人改过，未停用。</translation>
    </message>
    <message>
      <source>{value} is not a date.</source>
      <translation>“{value}”不是日期。</translation>
    </message>
    <message>
      <source>{value} is not a number.</source>
      <translation>“{value}”不是数字。</translation>
    </message>
    <message>
      <source>{value} is not a risk level.</source>
      <translation>“{value}”不是风险等级。</translation>
    </message>
    <message>
      <source>{value} is not a whole number.</source>
      <translation>“{value}”不是整数。</translation>
    </message>
    <message>
      <source>{value} is not one of the allowed values.</source>
      <translation>“{value}”不在可填内容之内。</translation>
    </message>
    <message>
      <source>{value} stands where the phone is, with no person beside it: whose is not clear.</source>
      <translation>电话一格填了“{value}”，但没有写责任人，无法判断是谁的电话。</translation>
    </message>
    <message>
      <source>{value} was not entered as the keeper of the shelter: you may not write who answers for it.</source>
      <translation>未将{value}登记为避灾安置场所管理员：您无权填写该场所的责任人。</translation>
    </message>
    <message>
      <source>{value} was replaced by {successor}; the row was taken there.</source>
      <translation>“{value}”已并入{successor}，该行归入后者。</translation>
    </message>
    <message>
      <source>{value} was retired by {by} at {at}, after the ledger was handed out.</source>
      <translation>台账发出后，“{value}”已由 {by} 于 {at} 停用。</translation>
    </message>
    <message>
      <source>{value} was split into {candidates}, and the row does not tell which is meant.</source>
      <translation>{value} 已拆分为{candidates}，这一行无法判断是哪一个。</translation>
    </message>
    <message>
      <source>{value} was split; by its place the row was taken to {successor}.</source>
      <translation>{value} 已拆分，按坐标归到{successor}。</translation>
    </message>
    <message>
      <source>{village} has several persons of the name {value}, and without a phone it is not clear who is meant: taken in as a further one.</source>
      <translation>{village}有多个名叫{value}的人，没有电话无法确定是哪一位：已作为另一人录入。</translation>
    </message>
    <message>
      <source>{village} is declared as 无转移人员, but row {other} lists people to move.</source>
      <translation>{village}填报“无转移人员”，而第 {other} 行列有转移人员。</translation>
    </message>
    <message>
      <source>“floodmap person namesakes” lists persons with their numbers.</source>
      <translation>用“floodmap person namesakes”可列出人员和编号。</translation>
    </message>
    <message>
      <source>“presets” is no list of papers</source>
      <translation>“presets”不是纸张列表</translation>
    </message>
    <message>
      <source>“{key} {relation}” is not a condition that the registers know.</source>
      <translation>登记册中没有“{key} {relation}”这样的条件。</translation>
    </message>
    <message>
      <source>“{name}” cannot be read: {reason}</source>
      <translation>无法读取“{name}”：{reason}</translation>
    </message>
    <message>
      <source>“{name}” is in the legend but not on the map</source>
      <translation>图例中有“{name}”，图上没有</translation>
    </message>
    <message>
      <source>“{name}” is neither a photograph (JPEG, PNG) nor a PDF.</source>
      <translation>“{name}”既不是照片（JPEG、PNG），也不是 PDF。</translation>
    </message>
    <message>
      <source>“{name}” is not on the map.</source>
      <translation>图上没有“{name}”。</translation>
    </message>
    <message>
      <source>“{name}” is on the map but not in the legend</source>
      <translation>图上有“{name}”，图例中没有</translation>
    </message>
    <message>
      <source>“{name}” is there already, as “{known}”.</source>
      <translation>“{name}”已存在，名为“{known}”。</translation>
    </message>
    <message>
      <source>“{name}” is too big: at most {most} MB and 100 million pixels are taken.</source>
      <translation>“{name}”太大：最多 {most} MB、1 亿像素。</translation>
    </message>
    <message>
      <source>“{uid}” names no person.</source>
      <translation>“{uid}”不是人员编号。</translation>
    </message>
    <message>
      <source>“{words}” names {count} things, not one.</source>
      <translation>“{words}”对应 {count} 条记录，不是一条。</translation>
    </message>
  </context>
  <context>
    <name>fixes</name>
    <message>
      <source>Draw the route</source>
      <translation>自动画路线</translation>
    </message>
    <message>
      <source>Lead it to the shelter</source>
      <translation>连到避灾场所</translation>
    </message>
    <message>
      <source>Nobody has to move</source>
      <translation>声明无转移人员</translation>
    </message>
    <message>
      <source>Put it on the map</source>
      <translation>采用上图</translation>
    </message>
    <message>
      <source>Take it off the map</source>
      <translation>从图上删除</translation>
    </message>
    <message>
      <source>Take the declaration back</source>
      <translation>撤销无转移声明</translation>
    </message>
    <message>
      <source>Take the figures of the list</source>
      <translation>按转移清单更正</translation>
    </message>
    <message>
      <source>Take what the register says</source>
      <translation>采用登记内容</translation>
    </message>
  </context>
  <context>
    <name>forms</name>
    <message>
      <source>A date is written 2026-04-15.</source>
      <translation>日期请写成 2026-04-15 的样子。</translation>
    </message>
    <message>
      <source>Area of land</source>
      <translation>面积</translation>
    </message>
    <message>
      <source>At least {minimum}.</source>
      <translation>不能小于 {minimum}。</translation>
    </message>
    <message>
      <source>At most 2,000 rows at once.</source>
      <translation>一次最多2000行。</translation>
    </message>
    <message>
      <source>At most {maximum}.</source>
      <translation>不能大于 {maximum}。</translation>
    </message>
    <message>
      <source>Basics</source>
      <translation>基本情况</translation>
    </message>
    <message>
      <source>By hand</source>
      <translation>人工评定</translation>
    </message>
    <message>
      <source>Choose one of the list.</source>
      <translation>请从列表中选择。</translation>
    </message>
    <message>
      <source>Choose yes or no.</source>
      <translation>请选择“是”或“否”。</translation>
    </message>
    <message>
      <source>Code of the site</source>
      <translation>隐患点编号</translation>
    </message>
    <message>
      <source>Consequence</source>
      <translation>后果的严重程度</translation>
    </message>
    <message>
      <source>Control measures</source>
      <translation>控制措施</translation>
    </message>
    <message>
      <source>Counts in</source>
      <translation>所属村社</translation>
    </message>
    <message>
      <source>Danger zone</source>
      <translation>危险区</translation>
    </message>
    <message>
      <source>Department</source>
      <translation>主管部门</translation>
    </message>
    <message>
      <source>Duty phone, day and night</source>
      <translation>24小时值班电话</translation>
    </message>
    <message>
      <source>Expires on</source>
      <translation>有效期至</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>人员暴露的频繁程度</translation>
    </message>
    <message>
      <source>Feature</source>
      <translation>特征</translation>
    </message>
    <message>
      <source>Figures</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>Floor area</source>
      <translation>建筑面积</translation>
    </message>
    <message>
      <source>Full name</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>网格名称</translation>
    </message>
    <message>
      <source>Has a plan</source>
      <translation>有无预案</translation>
    </message>
    <message>
      <source>Headcount</source>
      <translation>队伍人数</translation>
    </message>
    <message>
      <source>Householder</source>
      <translation>户主姓名</translation>
    </message>
    <message>
      <source>Households</source>
      <translation>户数</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Kind of grid</source>
      <translation>网格类型</translation>
    </message>
    <message>
      <source>LEC (likelihood × exposure × consequence)</source>
      <translation>LEC 法（可能性×暴露频率×后果）</translation>
    </message>
    <message>
      <source>Leave, 1 h</source>
      <translation>立即转移 1小时</translation>
    </message>
    <message>
      <source>Leave, 3 h</source>
      <translation>立即转移 3小时</translation>
    </message>
    <message>
      <source>Leave, 6 h</source>
      <translation>立即转移 6小时</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>长度</translation>
    </message>
    <message>
      <source>Likelihood</source>
      <translation>事故发生的可能性</translation>
    </message>
    <message>
      <source>Location</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Monitored</source>
      <translation>是否监测</translation>
    </message>
    <message>
      <source>More about it</source>
      <translation>更多信息</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>Number</source>
      <translation>编号</translation>
    </message>
    <message>
      <source>Number at the sender</source>
      <translation>报送单位编号</translation>
    </message>
    <message>
      <source>Of this category</source>
      <translation>本类别专有</translation>
    </message>
    <message>
      <source>On foot</source>
      <translation>步行</translation>
    </message>
    <message>
      <source>On the map</source>
      <translation>图上显示</translation>
    </message>
    <message>
      <source>People</source>
      <translation>人数</translation>
    </message>
    <message>
      <source>People in danger</source>
      <translation>受灾害影响人口</translation>
    </message>
    <message>
      <source>People living here</source>
      <translation>常住人口</translation>
    </message>
    <message>
      <source>Phone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>Place and duty</source>
      <translation>位置与责任</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>可容纳</translation>
    </message>
    <message>
      <source>Places of danger</source>
      <translation>受灾点</translation>
    </message>
    <message>
      <source>Post</source>
      <translation>岗位</translation>
    </message>
    <message>
      <source>Prepare, 1 h</source>
      <translation>准备转移 1小时</translation>
    </message>
    <message>
      <source>Prepare, 3 h</source>
      <translation>准备转移 3小时</translation>
    </message>
    <message>
      <source>Prepare, 6 h</source>
      <translation>准备转移 6小时</translation>
    </message>
    <message>
      <source>Quantity</source>
      <translation>数量</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>理由</translation>
    </message>
    <message>
      <source>Registered people</source>
      <translation>户籍人口</translation>
    </message>
    <message>
      <source>Responsible party</source>
      <translation>责任主体</translation>
    </message>
    <message>
      <source>Responsible person</source>
      <translation>责任人</translation>
    </message>
    <message>
      <source>Risk</source>
      <translation>风险</translation>
    </message>
    <message>
      <source>Risk level</source>
      <translation>风险等级</translation>
    </message>
    <message>
      <source>Risk matrix (likelihood × severity)</source>
      <translation>风险矩阵法（可能性×严重性）</translation>
    </message>
    <message>
      <source>Room for</source>
      <translation>可容纳</translation>
    </message>
    <message>
      <source>Safety appraised</source>
      <translation>有无安全鉴定</translation>
    </message>
    <message>
      <source>Settlements</source>
      <translation>自然村数</translation>
    </message>
    <message>
      <source>Severity</source>
      <translation>后果的严重性</translation>
    </message>
    <message>
      <source>Shelter</source>
      <translation>避灾场所</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Terrain</source>
      <translation>地形</translation>
    </message>
    <message>
      <source>This is no telephone number.</source>
      <translation>这不是电话号码。</translation>
    </message>
    <message>
      <source>This must be a number.</source>
      <translation>请填写数字。</translation>
    </message>
    <message>
      <source>This must be a whole number.</source>
      <translation>请填写整数。</translation>
    </message>
    <message>
      <source>This must be filled in.</source>
      <translation>此项必须填写。</translation>
    </message>
    <message>
      <source>Threatened households</source>
      <translation>受威胁户数</translation>
    </message>
    <message>
      <source>Threatened people</source>
      <translation>受威胁人数</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>职务</translation>
    </message>
    <message>
      <source>To be verified</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>Too long: at most {longest} characters.</source>
      <translation>太长了：最多 {longest} 个字。</translation>
    </message>
    <message>
      <source>Unit of quantity</source>
      <translation>数量单位</translation>
    </message>
    <message>
      <source>Verification</source>
      <translation>核实</translation>
    </message>
    <message>
      <source>Verified</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>Verified by</source>
      <translation>核实人</translation>
    </message>
    <message>
      <source>Verified on</source>
      <translation>核实日期</translation>
    </message>
    <message>
      <source>Verified?</source>
      <translation>核实情况</translation>
    </message>
    <message>
      <source>Weight of the task</source>
      <translation>任务轻重</translation>
    </message>
    <message>
      <source>What there is</source>
      <translation>资源情况</translation>
    </message>
    <message>
      <source>Who moves them</source>
      <translation>转移责任人</translation>
    </message>
    <message>
      <source>Who warns them</source>
      <translation>预警责任人</translation>
    </message>
    <message>
      <source>Words on the map</source>
      <translation>图上文字</translation>
    </message>
    <message>
      <source>a few times a year</source>
      <translation>每年几次暴露</translation>
    </message>
    <message>
      <source>all the time</source>
      <translation>连续暴露</translation>
    </message>
    <message>
      <source>at least</source>
      <translation>不少于</translation>
    </message>
    <message>
      <source>at most</source>
      <translation>不多于</translation>
    </message>
    <message>
      <source>calamity, several dead</source>
      <translation>灾难，数人死亡</translation>
    </message>
    <message>
      <source>contains</source>
      <translation>包含</translation>
    </message>
    <message>
      <source>disaster, many dead</source>
      <translation>大灾难，许多人死亡</translation>
    </message>
    <message>
      <source>disputed</source>
      <translation>有异议</translation>
    </message>
    <message>
      <source>every day during work</source>
      <translation>每天工作时间内暴露</translation>
    </message>
    <message>
      <source>extremely serious</source>
      <translation>特别严重</translation>
    </message>
    <message>
      <source>extremely unlikely</source>
      <translation>极不可能</translation>
    </message>
    <message>
      <source>fairly serious</source>
      <translation>较严重</translation>
    </message>
    <message>
      <source>high</source>
      <translation>高</translation>
    </message>
    <message>
      <source>hurt, lasting harm</source>
      <translation>较严重，致残或受伤</translation>
    </message>
    <message>
      <source>is</source>
      <translation>等于</translation>
    </message>
    <message>
      <source>is given</source>
      <translation>已填写</translation>
    </message>
    <message>
      <source>is missing</source>
      <translation>未填写</translation>
    </message>
    <message>
      <source>low</source>
      <translation>低</translation>
    </message>
    <message>
      <source>middling</source>
      <translation>中等</translation>
    </message>
    <message>
      <source>noticeable, first aid</source>
      <translation>引人注目，需要救护</translation>
    </message>
    <message>
      <source>once a month</source>
      <translation>每月一次暴露</translation>
    </message>
    <message>
      <source>once a week</source>
      <translation>每周一次或偶然暴露</translation>
    </message>
    <message>
      <source>possible, not usual</source>
      <translation>可能，但不经常</translation>
    </message>
    <message>
      <source>practically impossible</source>
      <translation>实际不可能</translation>
    </message>
    <message>
      <source>quite possible</source>
      <translation>相当可能</translation>
    </message>
    <message>
      <source>serious</source>
      <translation>严重</translation>
    </message>
    <message>
      <source>serious, badly hurt</source>
      <translation>严重，重伤</translation>
    </message>
    <message>
      <source>slight</source>
      <translation>轻微</translation>
    </message>
    <message>
      <source>to be expected</source>
      <translation>完全可以预料</translation>
    </message>
    <message>
      <source>to be verified</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>unlikely, by chance</source>
      <translation>可能性小，完全意外</translation>
    </message>
    <message>
      <source>verified</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>very high</source>
      <translation>很高</translation>
    </message>
    <message>
      <source>very low</source>
      <translation>很低</translation>
    </message>
    <message>
      <source>very rarely</source>
      <translation>非常罕见</translation>
    </message>
    <message>
      <source>very serious, one dead</source>
      <translation>非常严重，一人死亡</translation>
    </message>
    <message>
      <source>very slight</source>
      <translation>很轻微</translation>
    </message>
    <message>
      <source>very unlikely, can be imagined</source>
      <translation>很不可能，可以设想</translation>
    </message>
  </context>
  <context>
    <name>persons</name>
    <message>
      <source>Grid {what}</source>
      <translation>网格“{what}”</translation>
    </message>
    <message>
      <source>Householder in {what}</source>
      <translation>{what}的户主</translation>
    </message>
    <message>
      <source>Moves {count} households of {what}</source>
      <translation>负责转移{what}的 {count} 户</translation>
    </message>
    <message>
      <source>Warns {count} households of {what}</source>
      <translation>负责预警{what}的 {count} 户</translation>
    </message>
    <message>
      <source>mobile</source>
      <translation>手机</translation>
    </message>
    <message>
      <source>office</source>
      <translation>办公</translation>
    </message>
    <message>
      <source>on duty</source>
      <translation>值班</translation>
    </message>
    <message>
      <source>satellite</source>
      <translation>卫星</translation>
    </message>
    <message>
      <source>{number} ({kind})</source>
      <translation>{number}（{kind}）</translation>
    </message>
    <message>
      <source>{place} ({year})</source>
      <translation>{place}（{year} 年）</translation>
    </message>
    <message>
      <source>{what}: {subject}</source>
      <translation>{subject}：{what}</translation>
    </message>
  </context>
  <context>
    <name>portrait</name>
    <message>
      <source>As it was on {time}, to read only. Roads, phones and the state of the maps are today's.</source>
      <translation>以下为 {time} 的情况，仅供查看；道路、电话和形势图的状态为今天的。</translation>
    </message>
    <message>
      <source>Assessed by</source>
      <translation>评定人</translation>
    </message>
    <message>
      <source>Assessed on</source>
      <translation>评定日期</translation>
    </message>
    <message>
      <source>By car</source>
      <translation>车行</translation>
    </message>
    <message>
      <source>By road</source>
      <translation>沿路距离</translation>
    </message>
    <message>
      <source>By road: along the roads of the base map; on foot 3.6 km/h, by car 30 km/h.</source>
      <translation>沿路距离按底图道路计算；步行按每小时 3.6 公里、车行按每小时 30 公里估算。</translation>
    </message>
    <message>
      <source>Category</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Coordinates</source>
      <translation>坐标</translation>
    </message>
    <message>
      <source>Counts in</source>
      <translation>所属村社</translation>
    </message>
    <message>
      <source>Drawn from</source>
      <translation>绘制依据</translation>
    </message>
    <message>
      <source>Edition</source>
      <translation>版本</translation>
    </message>
    <message>
      <source>Evidence</source>
      <translation>判别依据</translation>
    </message>
    <message>
      <source>History</source>
      <translation>变更记录</translation>
    </message>
    <message>
      <source>Inputs</source>
      <translation>评定分值</translation>
    </message>
    <message>
      <source>It waits for its place on the map.</source>
      <translation>待落图。</translation>
    </message>
    <message>
      <source>Made on {time}</source>
      <translation>{time} 制作</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>评定方法</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Name of the person</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>Nearest relief resources</source>
      <translation>最近的救灾资源</translation>
    </message>
    <message>
      <source>No</source>
      <translation>否</translation>
    </message>
    <message>
      <source>No photographs or files yet.</source>
      <translation>还没有照片或附件。</translation>
    </message>
    <message>
      <source>No situation map shows it yet.</source>
      <translation>尚未绘入任何形势图。</translation>
    </message>
    <message>
      <source>Nobody is named yet.</source>
      <translation>尚未登记责任人。</translation>
    </message>
    <message>
      <source>Nothing is near.</source>
      <translation>周边没有登记的资源。</translation>
    </message>
    <message>
      <source>On foot</source>
      <translation>步行</translation>
    </message>
    <message>
      <source>On the transfer lists</source>
      <translation>人员转移清单</translation>
    </message>
    <message>
      <source>People</source>
      <translation>人数</translation>
    </message>
    <message>
      <source>People at risk within 1 km</source>
      <translation>1 公里内受威胁人员</translation>
    </message>
    <message>
      <source>Phone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>Photographs and files</source>
      <translation>照片和附件</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Portrait</source>
      <translation>全息画像</translation>
    </message>
    <message>
      <source>Post</source>
      <translation>岗位</translation>
    </message>
    <message>
      <source>Reaches into</source>
      <translation>影响范围</translation>
    </message>
    <message>
      <source>Read as</source>
      <translation>坐标来源</translation>
    </message>
    <message>
      <source>Retired: it is in the history only.</source>
      <translation>已停用，仅在历史中保留。</translation>
    </message>
    <message>
      <source>Risk level</source>
      <translation>风险等级</translation>
    </message>
    <message>
      <source>Situation maps that show it</source>
      <translation>所在形势图</translation>
    </message>
    <message>
      <source>State of the map</source>
      <translation>形势图状态</translation>
    </message>
    <message>
      <source>Straight</source>
      <translation>直线距离</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Unit and position</source>
      <translation>单位和职务</translation>
    </message>
    <message>
      <source>Village</source>
      <translation>村（社区）</translation>
    </message>
    <message>
      <source>What is near</source>
      <translation>周边情况</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>基本情况</translation>
    </message>
    <message>
      <source>What was done</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>Who answers for it</source>
      <translation>责任人</translation>
    </message>
    <message>
      <source>Yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>added the file “{file}”</source>
      <translation>添加附件“{file}”</translation>
    </message>
    <message>
      <source>an earlier state</source>
      <translation>登记册此后已变更</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>有改动</translation>
    </message>
    <message>
      <source>entered</source>
      <translation>登记</translation>
    </message>
    <message>
      <source>from the ledger “{file}”</source>
      <translation>来自台账“{file}”</translation>
    </message>
    <message>
      <source>internal use</source>
      <translation>内部使用</translation>
    </message>
    <message>
      <source>moved by {metres} m</source>
      <translation>移动 {metres} 米</translation>
    </message>
    <message>
      <source>not assessed</source>
      <translation>未评定</translation>
    </message>
    <message>
      <source>put on the map</source>
      <translation>已落图</translation>
    </message>
    <message>
      <source>restored</source>
      <translation>恢复</translation>
    </message>
    <message>
      <source>retired</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>shape changed</source>
      <translation>形状变更</translation>
    </message>
    <message>
      <source>simulated data</source>
      <translation>模拟数据</translation>
    </message>
    <message>
      <source>taken off the map</source>
      <translation>已从图上取消</translation>
    </message>
    <message>
      <source>the present register</source>
      <translation>与登记册现状一致</translation>
    </message>
    <message>
      <source>to</source>
      <translation>转移至</translation>
    </message>
    <message>
      <source>version {revision} of {time} by {person}</source>
      <translation>第 {revision} 版，{person} {time}</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} 分钟</translation>
    </message>
    <message>
      <source>{person}, {date}</source>
      <translation>{person}，{date}</translation>
    </message>
    <message>
      <source>{year}: {households} households, {people} people</source>
      <translation>{year} 年：{households} 户、{people} 人</translation>
    </message>
    <message>
      <source>… and {count} earlier entries</source>
      <translation>……另有更早的 {count} 条</translation>
    </message>
  </context>
  <context>
    <name>routes</name>
    <message>
      <source>a stretch of {metres} m has no road</source>
      <translation>有{metres}米没有道路</translation>
    </message>
    <message>
      <source>crosses the danger zone {zone}</source>
      <translation>穿过危险区“{zone}”</translation>
    </message>
    <message>
      <source>passes {ford}, which a flood closes</source>
      <translation>经过“{ford}”，涨水时不能通行</translation>
    </message>
    <message>
      <source>the climb is not known: no terrain model</source>
      <translation>没有地形数据，未计爬坡</translation>
    </message>
    <message>
      <source>the shelter lies in {zone}</source>
      <translation>避灾场所位于“{zone}”内</translation>
    </message>
  </context>
  <context>
    <name>steps</name>
    <message>
      <source>Base map</source>
      <translation>底图</translation>
    </message>
    <message>
      <source>Check and submit</source>
      <translation>检查并提交</translation>
    </message>
    <message>
      <source>Dangers</source>
      <translation>风险隐患</translation>
    </message>
    <message>
      <source>Evacuation routes</source>
      <translation>转移路线</translation>
    </message>
    <message>
      <source>Facilities and water works</source>
      <translation>设施与水利工程</translation>
    </message>
    <message>
      <source>From every danger zone with people a way to a shelter: click the zone, then the shelter.</source>
      <translation>每个有人的危险区都要有一条通往避灾场所的路线：先点危险区，再点避灾场所。</translation>
    </message>
    <message>
      <source>Look at what the check-up found, then hand the map in.</source>
      <translation>看一看体检结果，然后提交。</translation>
    </message>
    <message>
      <source>Look whether the border is right, name the settlements and enter the basic facts.</source>
      <translation>看看村界对不对，标好自然村，填写基本情况。</translation>
    </message>
    <message>
      <source>People and tables</source>
      <translation>人员与表格</translation>
    </message>
    <message>
      <source>Roads, houses and waters should be where you know them. Last year's map is only a picture? Put it under the map and draw after it.</source>
      <translation>道路、房屋、水系应与实地一致。去年的图只是图片？垫在地图下面，照着画。</translation>
    </message>
    <message>
      <source>Shelters, stores and teams</source>
      <translation>避灾场所·物资·队伍</translation>
    </message>
    <message>
      <source>The village office, reservoirs, sluices, schools, and what gives the warning.</source>
      <translation>村委会、水库山塘、水闸、学校，以及预警设施。</translation>
    </message>
    <message>
      <source>Village and extent</source>
      <translation>村与范围</translation>
    </message>
    <message>
      <source>Where people go and how many fit in; where materials lie, who comes to help.</source>
      <translation>人员转移到哪里、能容纳多少人；物资在哪里，谁来抢险。</translation>
    </message>
    <message>
      <source>Where people live by a stream, below a cliff or in a hollow: draw each place and enter its households and people.</source>
      <translation>村民住在溪边、崖下、低洼处的房屋，每一处都要画出范围并填写户数人数。</translation>
    </message>
    <message>
      <source>Who answers for what and can be called, and who has to be moved.</source>
      <translation>谁负责什么、电话多少，哪些人需要转移。</translation>
    </message>
  </context>
  <context>
    <name>tables</name>
    <message>
      <source>Basic facts</source>
      <translation>基本情况</translation>
    </message>
    <message>
      <source>Grid persons</source>
      <translation>网格责任人</translation>
    </message>
    <message>
      <source>Organisation</source>
      <translation>责任机构</translation>
    </message>
    <message>
      <source>Shelters</source>
      <translation>避灾场所</translation>
    </message>
    <message>
      <source>Stores and teams</source>
      <translation>物资与队伍</translation>
    </message>
    <message>
      <source>Transfer list</source>
      <translation>转移清单</translation>
    </message>
    <message>
      <source>Warning thresholds</source>
      <translation>预警指标</translation>
    </message>
  </context>
  <context>
    <name>terrain</name>
    <message>
      <source>, </source>
      <translation>、</translation>
    </message>
    <message>
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <source>A higher score needs a stricter limit than the scores below it.</source>
      <translation>分值越高，界限应越严：请与同一因子的其他分值核对。</translation>
    </message>
    <message>
      <source>High needs a higher score than medium, and medium than low.</source>
      <translation>“高”的分值应大于“中”，“中”应大于“低”。</translation>
    </message>
    <message>
      <source>No settlement in danger was found among {buildings} buildings. That does not say that there is none: see what the terrain model cannot see.</source>
      <translation>查看了 {buildings} 栋房屋，未找到达到标准的易受灾聚居点。这不等于没有危险：请看地形模型看不出什么。</translation>
    </message>
    <message>
      <source>Not looked at: {factors}.</source>
      <translation>未分析：{factors}。</translation>
    </message>
    <message>
      <source>Terrain model with cells of {cell} m: cut slopes, walls, dikes and gullies narrower than about {blind} m are not seen. A screening, no expert opinion.</source>
      <translation>地形分辨率 {cell} 米：窄于约 {blind} 米的切坡、挡墙、堤、沟看不出。本结果为筛查，不是专家结论。</translation>
    </message>
    <message>
      <source>Terrain model {file}: cells of {cell} m, its date is not known. A screening from the shape of the ground, no expert opinion.</source>
      <translation>地形模型 {file}：分辨率 {cell} 米，日期不详。仅由地形筛查得出，不能代替专业鉴定。</translation>
    </message>
    <message>
      <source>Terrain model {file}: cells of {cell} m, of {day}. A screening from the shape of the ground, no expert opinion.</source>
      <translation>地形模型 {file}：分辨率 {cell} 米，日期 {day}。仅由地形筛查得出，不能代替专业鉴定。</translation>
    </message>
    <message>
      <source>a cliff is steeper than</source>
      <translation>陡崖坡度大于</translation>
    </message>
    <message>
      <source>a large stream drains at least</source>
      <translation>大溪流的汇水面积不小于</translation>
    </message>
    <message>
      <source>a settlement has at least so many buildings</source>
      <translation>聚居点至少房屋栋数</translation>
    </message>
    <message>
      <source>a stream begins where so much ground drains</source>
      <translation>汇水面积达到此值起算溪流</translation>
    </message>
    <message>
      <source>and higher than</source>
      <translation>且高差大于</translation>
    </message>
    <message>
      <source>catchment from</source>
      <translation>汇水面积自</translation>
    </message>
    <message>
      <source>cliff</source>
      <translation>临崖</translation>
    </message>
    <message>
      <source>danger</source>
      <translation>危险等级</translation>
    </message>
    <message>
      <source>depth from</source>
      <translation>积水深度达到</translation>
    </message>
    <message>
      <source>distance up to</source>
      <translation>距离不超过</translation>
    </message>
    <message>
      <source>distance up to (0: inside)</source>
      <translation>距离不超过（0 为范围内）</translation>
    </message>
    <message>
      <source>gully mouth</source>
      <translation>沟口</translation>
    </message>
    <message>
      <source>height above the stream</source>
      <translation>高出沟床的高度</translation>
    </message>
    <message>
      <source>height up to</source>
      <translation>高出水面不超过</translation>
    </message>
    <message>
      <source>high</source>
      <translation>高</translation>
    </message>
    <message>
      <source>high: highest score at least</source>
      <translation>高：最高分不低于</translation>
    </message>
    <message>
      <source>houses belong together within</source>
      <translation>房屋相距不超过此值算同一聚居点</translation>
    </message>
    <message>
      <source>in a sink {value:.1f} m deep</source>
      <translation>位于深 {value:.1f} 米的洼地内</translation>
    </message>
    <message>
      <source>inside {name}</source>
      <translation>位于{name}内</translation>
    </message>
    <message>
      <source>looked at within</source>
      <translation>查看范围</translation>
    </message>
    <message>
      <source>low</source>
      <translation>低</translation>
    </message>
    <message>
      <source>low ground</source>
      <translation>低洼</translation>
    </message>
    <message>
      <source>low: highest score at least</source>
      <translation>低：最高分不低于</translation>
    </message>
    <message>
      <source>margin round the houses</source>
      <translation>房屋外扩</translation>
    </message>
    <message>
      <source>medium</source>
      <translation>中</translation>
    </message>
    <message>
      <source>medium: highest score at least</source>
      <translation>中：最高分不低于</translation>
    </message>
    <message>
      <source>nearness to water</source>
      <translation>临水</translation>
    </message>
    <message>
      <source>of large streams looked at within</source>
      <translation>大溪流的查看范围</translation>
    </message>
    <message>
      <source>or at least so many people</source>
      <translation>或至少人数</translation>
    </message>
    <message>
      <source>over a length of</source>
      <translation>变缓段长度</translation>
    </message>
    <message>
      <source>position in the ground around up to</source>
      <translation>比四周低（标准差倍数）不高于</translation>
    </message>
    <message>
      <source>registered danger zone or historic mark</source>
      <translation>已登记危险区或历史灾点</translation>
    </message>
    <message>
      <source>settlements</source>
      <translation>聚居点</translation>
    </message>
    <message>
      <source>sink without outlet</source>
      <translation>封闭洼地</translation>
    </message>
    <message>
      <source>slope from</source>
      <translation>坡度达到</translation>
    </message>
    <message>
      <source>slope of {value:.0f}° at or above the houses</source>
      <translation>房屋处或屋后坡度 {value:.0f}°</translation>
    </message>
    <message>
      <source>smaller pieces are dropped</source>
      <translation>小于此面积的碎块舍去</translation>
    </message>
    <message>
      <source>steep slope</source>
      <translation>陡坡</translation>
    </message>
    <message>
      <source>stream size {number}: catchment from</source>
      <translation>第 {number} 级溪流：汇水面积自</translation>
    </message>
    <message>
      <source>stream size {number}: distance up to</source>
      <translation>第 {number} 级溪流：距离不超过</translation>
    </message>
    <message>
      <source>the bed flattens by more than</source>
      <translation>沟床变缓超过</translation>
    </message>
    <message>
      <source>weight in the ranking</source>
      <translation>排名权重</translation>
    </message>
    <message>
      <source>{count} thresholds differ from the default.</source>
      <translation>有 {count} 个阈值与默认不同。</translation>
    </message>
    <message>
      <source>{depth:.0f} m lower than the ground around</source>
      <translation>比周围低 {depth:.0f} 米</translation>
    </message>
    <message>
      <source>{reason} ({buildings} of {total} buildings)</source>
      <translation>{reason}（{total} 栋中的 {buildings} 栋）</translation>
    </message>
    <message>
      <source>{value:.0f} m from a cliff</source>
      <translation>距陡崖 {value:.0f} 米</translation>
    </message>
    <message>
      <source>{value:.0f} m from a stream that drains {km2:.1f} km²</source>
      <translation>距集水面积 {km2:.1f} 平方千米的溪流 {value:.0f} 米</translation>
    </message>
    <message>
      <source>{value:.0f} m from the mouth of a gully that drains {km2:.2f} km²</source>
      <translation>距集水面积 {km2:.2f} 平方千米的沟口 {value:.0f} 米</translation>
    </message>
    <message>
      <source>{value:.0f} m from {name}</source>
      <translation>距{name} {value:.0f} 米</translation>
    </message>
    <message>
      <source>{value:.1f} m above the stream, {distance_m:.0f} m away from it</source>
      <translation>高出溪流 {value:.1f} 米，距溪流 {distance_m:.0f} 米</translation>
    </message>
  </context>
  <context>
    <name>windows</name>
    <message>
      <source> ({hidden} not shown)</source>
      <translation>（其中 {hidden} 个未显示）</translation>
    </message>
    <message>
      <source> · {count} to look at</source>
      <translation> · {count} 处要看一下</translation>
    </message>
    <message>
      <source>&amp;Address</source>
      <translation>地址(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Area:</source>
      <translation>区划(&amp;A)：</translation>
    </message>
    <message>
      <source>&amp;Event</source>
      <translation>事件(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>文件(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Flood maps</source>
      <translation>防汛防台</translation>
    </message>
    <message>
      <source>&amp;Folder</source>
      <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Method</source>
      <translation>方法(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Name</source>
      <translation>名称(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Page</source>
      <translation>页码(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Paper</source>
      <translation>纸张(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Village</source>
      <translation>村(&amp;V)</translation>
    </message>
    <message>
      <source>&amp;Year</source>
      <translation>年度(&amp;Y)</translation>
    </message>
    <message>
      <source>(empty)</source>
      <translation>（空）</translation>
    </message>
    <message>
      <source>, </source>
      <translation>、</translation>
    </message>
    <message>
      <source>, about {hours} h {minutes} min left</source>
      <translation>，还剩约 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
      <source>, about {minutes} minutes left</source>
      <translation>，还剩约 {minutes} 分钟</translation>
    </message>
    <message>
      <source>, climb {climb} m</source>
      <translation>，爬升{climb}米</translation>
    </message>
    <message>
      <source>, less than a minute left</source>
      <translation>，还剩不到 1 分钟</translation>
    </message>
    <message>
      <source>1 File</source>
      <translation>1 文件</translation>
    </message>
    <message>
      <source>2 Columns</source>
      <translation>2 列的对应</translation>
    </message>
    <message>
      <source>3 Findings</source>
      <translation>3 检查结果</translation>
    </message>
    <message>
      <source>4 On the map</source>
      <translation>4 落图</translation>
    </message>
    <message>
      <source>5 Differences</source>
      <translation>5 差异</translation>
    </message>
    <message>
      <source>: fair. Houses may be off by that much.</source>
      <translation>：一般，房屋位置可能差这么多。</translation>
    </message>
    <message>
      <source>: good.</source>
      <translation>：良好。</translation>
    </message>
    <message>
      <source>: poor. A place is probably wrong, or it is a photograph from the side: tick that.</source>
      <translation>：较差，可能有一个位置点错了；如是斜着拍的照片，请在上面打勾。</translation>
    </message>
    <message>
      <source>: poor. One of the places is probably wrong.</source>
      <translation>：较差，可能有一个位置点错了。</translation>
    </message>
    <message>
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <source>A base map from a file</source>
      <translation>从文件添加底图</translation>
    </message>
    <message>
      <source>A base map from the network</source>
      <translation>从网络添加底图</translation>
    </message>
    <message>
      <source>A copy of this map is written there, with all that is not sent yet. “Open a file…” brings it back.</source>
      <translation>地图会复制一份到那里，包括还没有上报的改动。带回来时点“打开文件…”。</translation>
    </message>
    <message>
      <source>A merger can be taken back as long as nobody has changed what it moved.</source>
      <translation>合并后的记录只要没有人改动，就可以撤销。</translation>
    </message>
    <message>
      <source>A name in the file pg_service.conf, which your administrator has prepared.</source>
      <translation>管理员已在 pg_service.conf 文件中设好的名称。</translation>
    </message>
    <message>
      <source>A password is made and shown once.</source>
      <translation>密码由系统生成，只显示一次。</translation>
    </message>
    <message>
      <source>A photograph from the side (from a hill, a roof or a drone)</source>
      <translation>斜着拍的照片（在山坡、屋顶或用无人机拍）</translation>
    </message>
    <message>
      <source>A picture under the map</source>
      <translation>垫一张图片</translation>
    </message>
    <message>
      <source>A remark for the village</source>
      <translation>给村里的意见</translation>
    </message>
    <message>
      <source>A row for each of these on the map. Rows pasted from Excel find theirs by the name.</source>
      <translation>图上每一处占一行。从 Excel 粘贴时按名称对应。</translation>
    </message>
    <message>
      <source>A symbol has no corners: drag it with the hand instead.</source>
      <translation>点符号没有角点：请用“选择”直接拖动它。</translation>
    </message>
    <message>
      <source>A symbol of our county</source>
      <translation>本县自己的符号</translation>
    </message>
    <message>
      <source>A typhoon number has four digits, such as 2413: year and number of the typhoon.</source>
      <translation>台风编号为四位数字，如2413（年份后两位加当年序号）。</translation>
    </message>
    <message>
      <source>A4, two cards on a page</source>
      <translation>A4，一页两张</translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>通过</translation>
    </message>
    <message>
      <source>Accept all</source>
      <translation>全部采用</translation>
    </message>
    <message>
      <source>Accepted: {count}</source>
      <translation>已采用{count}处</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>添加</translation>
    </message>
    <message>
      <source>Add a natural village</source>
      <translation>新增自然村</translation>
    </message>
    <message>
      <source>Add a thing to the registers</source>
      <translation>在登记册中新增一条</translation>
    </message>
    <message>
      <source>Add a township</source>
      <translation>新增乡镇</translation>
    </message>
    <message>
      <source>Add a village</source>
      <translation>新增行政村</translation>
    </message>
    <message>
      <source>Add areas that are not in the list</source>
      <translation>新增名录中没有的区划</translation>
    </message>
    <message>
      <source>Add files</source>
      <translation>添加文件</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>添加文件…</translation>
    </message>
    <message>
      <source>Add photographs or files</source>
      <translation>添加照片或附件</translation>
    </message>
    <message>
      <source>Add to the registers</source>
      <translation>新增登记</translation>
    </message>
    <message>
      <source>Added</source>
      <translation>新增</translation>
    </message>
    <message>
      <source>Adding files</source>
      <translation>正在添加附件</translation>
    </message>
    <message>
      <source>Adding the symbol</source>
      <translation>正在新增符号</translation>
    </message>
    <message>
      <source>Adding up</source>
      <translation>统计</translation>
    </message>
    <message>
      <source>Adding up…</source>
      <translation>正在统计……</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <source>Add…</source>
      <translation>新增…</translation>
    </message>
    <message>
      <source>Administrative areas</source>
      <translation>行政区划</translation>
    </message>
    <message>
      <source>Aerial picture or base map from a file…</source>
      <translation>从文件添加影像或底图…</translation>
    </message>
    <message>
      <source>All</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>All ({count})</source>
      <translation>全部（{count}）</translation>
    </message>
    <message>
      <source>All are chosen.</source>
      <translation>已全部选好。</translation>
    </message>
    <message>
      <source>All as default.</source>
      <translation>全部为默认值。</translation>
    </message>
    <message>
      <source>All back to default</source>
      <translation>全部恢复默认</translation>
    </message>
    <message>
      <source>All of mine</source>
      <translation>全部用我的</translation>
    </message>
    <message>
      <source>All of theirs</source>
      <translation>全部用对方的</translation>
    </message>
    <message>
      <source>All rights go at once, in open windows too; the name stays in the history.</source>
      <translation>全部权限立即收回，已打开的窗口也不例外；历史记录中保留姓名。</translation>
    </message>
    <message>
      <source>All states</source>
      <translation>全部状态</translation>
    </message>
    <message>
      <source>All symbols</source>
      <translation>全部符号</translation>
    </message>
    <message>
      <source>All symbols that maps are drawn with. What is published never changes.</source>
      <translation>形势图所用的全部符号。已发布的形势图不会因修改而改变。</translation>
    </message>
    <message>
      <source>All symbols that our county drew or named go into one file, for another county.</source>
      <translation>把本县自绘或改名的全部符号写成一个文件，供其他县使用。</translation>
    </message>
    <message>
      <source>All ticked villages on one sheet, their dangers summed up</source>
      <translation>勾选的村同在一幅图上，危险区汇总</translation>
    </message>
    <message>
      <source>All townships</source>
      <translation>全部乡镇（街道）</translation>
    </message>
    <message>
      <source>All years</source>
      <translation>全部年度</translation>
    </message>
    <message>
      <source>All {count} verified</source>
      <translation>全部{count}项核实无误</translation>
    </message>
    <message>
      <source>Also areas that have ended</source>
      <translation>显示已停用的区划</translation>
    </message>
    <message>
      <source>Also looking at this map: {names}</source>
      <translation>{names} 也在看这张图</translation>
    </message>
    <message>
      <source>Also one PDF of all sheets of a township, with a page of contents</source>
      <translation>另将每个乡镇的全部图幅合订为一个 PDF，附目录</translation>
    </message>
    <message>
      <source>Also what lies outside the township</source>
      <translation>乡镇范围以外的也导入</translation>
    </message>
    <message>
      <source>An aerial picture (GeoTIFF), a GeoPackage or an MBTiles file. The file stays where it is.</source>
      <translation>正射影像（GeoTIFF）、GeoPackage 或 MBTiles 文件。文件留在原处。</translation>
    </message>
    <message>
      <source>An elevation model or an orthophoto with its coordinate system</source>
      <translation>带坐标系的高程模型或正射影像</translation>
    </message>
    <message>
      <source>Analyse</source>
      <translation>分析</translation>
    </message>
    <message>
      <source>Analysing the terrain</source>
      <translation>正在分析地形</translation>
    </message>
    <message>
      <source>Another drawing</source>
      <translation>更换图形</translation>
    </message>
    <message>
      <source>Another place</source>
      <translation>另选位置</translation>
    </message>
    <message>
      <source>Approve</source>
      <translation>通过</translation>
    </message>
    <message>
      <source>Archive</source>
      <translation>归档</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>地区</translation>
    </message>
    <message>
      <source>Area (ha)</source>
      <translation>面积（公顷）</translation>
    </message>
    <message>
      <source>Area symbols</source>
      <translation>面状要素</translation>
    </message>
    <message>
      <source>Area, km²</source>
      <translation>面积（平方千米）</translation>
    </message>
    <message>
      <source>Areas</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>Areas of things</source>
      <translation>面</translation>
    </message>
    <message>
      <source>As in the last ledger of {sender}: {names}</source>
      <translation>沿用“{sender}”上次台账的列对应：{names}</translation>
    </message>
    <message>
      <source>As it was on {time}, to read only. Untick “as on the evening of” to change today's.</source>
      <translation>这是 {time} 的内容，仅供查看。要修改今天的内容，请取消勾选“截至这一天晚上”。</translation>
    </message>
    <message>
      <source>As it will be printed. Until it is approved it says 未审批.</source>
      <translation>与打印出来的一样。批准之前标有“未审批”。</translation>
    </message>
    <message>
      <source>As last time</source>
      <translation>与上次相同</translation>
    </message>
    <message>
      <source>As shipped</source>
      <translation>恢复原样</translation>
    </message>
    <message>
      <source>Ask your administrator to bring it up to date.</source>
      <translation>请管理员升级数据库。</translation>
    </message>
    <message>
      <source>Asked</source>
      <translation>报送单位</translation>
    </message>
    <message>
      <source>Asking the service</source>
      <translation>正在询问服务</translation>
    </message>
    <message>
      <source>Assess the risk</source>
      <translation>风险评定</translation>
    </message>
    <message>
      <source>Assess the risk…</source>
      <translation>风险评定…</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <source>Back to the sheets</source>
      <translation>回到出图</translation>
    </message>
    <message>
      <source>Base data</source>
      <translation>基础数据</translation>
    </message>
    <message>
      <source>Base map</source>
      <translation>底图</translation>
    </message>
    <message>
      <source>Base map from the network…</source>
      <translation>从网络添加底图…</translation>
    </message>
    <message>
      <source>Base maps</source>
      <translation>底图</translation>
    </message>
    <message>
      <source>Basic facts</source>
      <translation>基本情况</translation>
    </message>
    <message>
      <source>Basic facts changed</source>
      <translation>已改基本情况</translation>
    </message>
    <message>
      <source>Basic facts…</source>
      <translation>基本情况…</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>批量</translation>
    </message>
    <message>
      <source>Because</source>
      <translation>判定依据</translation>
    </message>
    <message>
      <source>Before: {value}</source>
      <translation>原来：{value}</translation>
    </message>
    <message>
      <source>Begin again</source>
      <translation>重新画线</translation>
    </message>
    <message>
      <source>Begin with what the registers say now</source>
      <translation>按登记册现有数据新建</translation>
    </message>
    <message>
      <source>Big text</source>
      <translation>大字</translation>
    </message>
    <message>
      <source>Bind by township</source>
      <translation>按乡镇合订</translation>
    </message>
    <message>
      <source>Borders</source>
      <translation>界线</translation>
    </message>
    <message>
      <source>Boundaries of townships, villages or natural villages from any map file. All of it comes in, or nothing.</source>
      <translation>从地图文件导入乡镇、行政村或自然村的界线。要么全部导入，要么都不导入。</translation>
    </message>
    <message>
      <source>Boundaries taken in: {changed} changed, {added} new areas, {same} as before.</source>
      <translation>界线已导入：{changed} 处有改动，新增区划 {added} 个，{same} 处没变化。</translation>
    </message>
    <message>
      <source>Boundary of {area}</source>
      <translation>{area}界线</translation>
    </message>
    <message>
      <source>Bridge</source>
      <translation>桥梁</translation>
    </message>
    <message>
      <source>Bring it up to date</source>
      <translation>升级数据库</translation>
    </message>
    <message>
      <source>Bringing {name}</source>
      <translation>正在取回 {name}</translation>
    </message>
    <message>
      <source>Buildings</source>
      <translation>房屋</translation>
    </message>
    <message>
      <source>Bulletin</source>
      <translation>快报</translation>
    </message>
    <message>
      <source>By</source>
      <translation>操作人</translation>
    </message>
    <message>
      <source>By village</source>
      <translation>按村排</translation>
    </message>
    <message>
      <source>CGCS2000, degrees</source>
      <translation>2000 坐标，经纬度</translation>
    </message>
    <message>
      <source>CGCS2000, metres, without zone</source>
      <translation>2000 坐标，米，不带带号</translation>
    </message>
    <message>
      <source>CGCS2000, metres, zone 40</source>
      <translation>2000 坐标，米，带号 40</translation>
    </message>
    <message>
      <source>Came with the file. Tick it to show it: {source}</source>
      <translation>随文件带来，打勾后才显示：{source}</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Cards for danger zones</source>
      <translation>明白卡（每个危险区一张）</translation>
    </message>
    <message>
      <source>Cards for households</source>
      <translation>明白卡（每户一张）</translation>
    </message>
    <message>
      <source>Catchment (km²)</source>
      <translation>集雨面积（km²）</translation>
    </message>
    <message>
      <source>Categories</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Category</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>变化</translation>
    </message>
    <message>
      <source>Change symbol</source>
      <translation>修改符号</translation>
    </message>
    <message>
      <source>Change the shape</source>
      <translation>改形状</translation>
    </message>
    <message>
      <source>Changed</source>
      <translation>变更</translation>
    </message>
    <message>
      <source>Changed by two people</source>
      <translation>两人同时改了</translation>
    </message>
    <message>
      <source>Changed last</source>
      <translation>最近改动在前</translation>
    </message>
    <message>
      <source>Changed on {day} by {person}</source>
      <translation>{day} 由{person}修改</translation>
    </message>
    <message>
      <source>Changed since</source>
      <translation>体检后改动</translation>
    </message>
    <message>
      <source>Changed: {name}</source>
      <translation>已修改：{name}</translation>
    </message>
    <message>
      <source>Changes between two days</source>
      <translation>变化对比</translation>
    </message>
    <message>
      <source>Changes of others to {count} fields were kept as well.</source>
      <translation>他人对 {count} 项内容的修改也已一并保留。</translation>
    </message>
    <message>
      <source>Changes since last year</source>
      <translation>修编对照</translation>
    </message>
    <message>
      <source>Change…</source>
      <translation>变更…</translation>
    </message>
    <message>
      <source>Changing the symbol</source>
      <translation>正在修改符号</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Check all maps now</source>
      <translation>全部重新体检</translation>
    </message>
    <message>
      <source>Check free space and rights, then try again.</source>
      <translation>请检查剩余空间和读写权限后重试。</translation>
    </message>
    <message>
      <source>Check-up</source>
      <translation>体检</translation>
    </message>
    <message>
      <source>Check-up results</source>
      <translation>体检汇总</translation>
    </message>
    <message>
      <source>Check-up results…</source>
      <translation>体检汇总…</translation>
    </message>
    <message>
      <source>Check-up: nothing missing</source>
      <translation>体检：不缺什么</translation>
    </message>
    <message>
      <source>Check-up: nothing missing, {count} to think about</source>
      <translation>体检：不缺什么，{count}项提醒</translation>
    </message>
    <message>
      <source>Check-up: {count} still missing</source>
      <translation>体检：还差{count}项</translation>
    </message>
    <message>
      <source>Checking the boundaries</source>
      <translation>正在检查界线</translation>
    </message>
    <message>
      <source>Checking the figures</source>
      <translation>正在校核</translation>
    </message>
    <message>
      <source>Checking the file</source>
      <translation>正在检查文件</translation>
    </message>
    <message>
      <source>Checking the ledger</source>
      <translation>正在检查台账</translation>
    </message>
    <message>
      <source>Checking the maps</source>
      <translation>正在体检</translation>
    </message>
    <message>
      <source>Chinese name</source>
      <translation>中文名称</translation>
    </message>
    <message>
      <source>Choose a GeoTIFF, a GeoPackage or an MBTiles file.</source>
      <translation>请选择 GeoTIFF、GeoPackage 或 MBTiles 文件。</translation>
    </message>
    <message>
      <source>Choose a JPG, a PNG or a PDF.</source>
      <translation>请选择 JPG、PNG 或 PDF。</translation>
    </message>
    <message>
      <source>Choose a drawing (SVG) made of plain shapes. It is checked and set into the frame of its kind.</source>
      <translation>请选择只由线和面组成的图形文件（SVG）。软件会检查它，并放入该类符号的边框。</translation>
    </message>
    <message>
      <source>Choose a drawing first.</source>
      <translation>请先选择图形文件。</translation>
    </message>
    <message>
      <source>Choose a map that you brought on a stick or that somebody gave you.</source>
      <translation>请选择您带回来的、或别人交给您的地图文件。</translation>
    </message>
    <message>
      <source>Choose a proposal to compare it with the register.</source>
      <translation>选择一条建议，与登记册对照。</translation>
    </message>
    <message>
      <source>Choose a row: here it is read in full.</source>
      <translation>点一行，这里显示全文。</translation>
    </message>
    <message>
      <source>Choose a task first.</source>
      <translation>请先选择任务。</translation>
    </message>
    <message>
      <source>Choose a value for each factor.</source>
      <translation>请为每个因素选定分值。</translation>
    </message>
    <message>
      <source>Choose a village of the list.</source>
      <translation>请从列表中选一个村。</translation>
    </message>
    <message>
      <source>Choose a village, then “Preview”.</source>
      <translation>先选一个村，再按“预览”。</translation>
    </message>
    <message>
      <source>Choose kind, file and township, then “Check”. A check saves nothing.</source>
      <translation>选好种类、文件和乡镇，再按“检查”。检查不保存任何内容。</translation>
    </message>
    <message>
      <source>Choose places that are easy to find in both: a bridge, a road junction, the corner of a house. Best far apart.</source>
      <translation>选两边都容易认出的位置：桥、路口、屋角。相距越远越好。</translation>
    </message>
    <message>
      <source>Choose the category, then show the place on the map.</source>
      <translation>先选类别，再到图上指出位置。</translation>
    </message>
    <message>
      <source>Choose the file, then “Check”. A check saves nothing.</source>
      <translation>选好文件，再按“检查”。检查不保存任何内容。</translation>
    </message>
    <message>
      <source>Choose the ledger, then “Check”. A check saves nothing.</source>
      <translation>请选择台账，然后点“检查”。检查不保存任何内容。</translation>
    </message>
    <message>
      <source>Choose what fits best. Method and values are kept with the level.</source>
      <translation>请选择最符合的一项。方法和分值随等级一并保存。</translation>
    </message>
    <message>
      <source>Choose “Connection…” in the menu 防汛防台.</source>
      <translation>请在“防汛防台”菜单中选择“数据库连接…”。</translation>
    </message>
    <message>
      <source>Class of road</source>
      <translation>道路等级</translation>
    </message>
    <message>
      <source>Click a blue figure, or press Enter on it: what it counts is selected on the map.</source>
      <translation>单击蓝色数字（或选中后按回车键），它所统计的对象就会在地图上选中。</translation>
    </message>
    <message>
      <source>Click a point of the thing, then the place where that point shall be. Esc gives up.</source>
      <translation>先点要素上的一点，再点这一点的新位置。按 Esc 放弃。</translation>
    </message>
    <message>
      <source>Click a thing on the map to open its card</source>
      <translation>点图上的符号，查看它的登记卡</translation>
    </message>
    <message>
      <source>Click a thing to look at it · drag the ground to move the map</source>
      <translation>点一下查看 · 拖空白处移动地图</translation>
    </message>
    <message>
      <source>Click a thing to see and change it · drag it to move it · drag the ground to move the map</source>
      <translation>点一下查看和修改 · 按住拖动可移位 · 拖空白处移动地图</translation>
    </message>
    <message>
      <source>Click corner after corner; double click or Enter ends, Backspace takes a corner back, Esc gives up.</source>
      <translation>在图上逐点点击；双击或回车结束，退格键撤回一点，Esc 放弃。</translation>
    </message>
    <message>
      <source>Click from outside across the village and out again; end with a double click.</source>
      <translation>从村外点起，穿过村，到村外双击结束。</translation>
    </message>
    <message>
      <source>Click the corners of the area; a double click ends it.</source>
      <translation>请依次点击范围的角点，双击结束。</translation>
    </message>
    <message>
      <source>Click the corners on the map; a double click ends it.</source>
      <translation>在地图上逐点点击，双击结束。</translation>
    </message>
    <message>
      <source>Click the line or area whose shape you want to change.</source>
      <translation>请点要改形状的线或面。</translation>
    </message>
    <message>
      <source>Click the new place of “{name}”. Esc puts it back.</source>
      <translation>请点“{name}”的新位置。按 Esc 放回原处。</translation>
    </message>
    <message>
      <source>Click the new place on the map, then save.</source>
      <translation>请在图上点击新位置，然后保存。</translation>
    </message>
    <message>
      <source>Click the page to see a place at full size, click again for the whole page.</source>
      <translation>点击图面可放大该处，再点一次看全图。</translation>
    </message>
    <message>
      <source>Click the place on the map</source>
      <translation>在图上点选位置</translation>
    </message>
    <message>
      <source>Click the place on the map.</source>
      <translation>请在图上点选位置。</translation>
    </message>
    <message>
      <source>Click the place on the map. Esc gives up.</source>
      <translation>请在图上点击它的位置，Esc 放弃。</translation>
    </message>
    <message>
      <source>Click the thing that you want to move.</source>
      <translation>请点要移动的对象。</translation>
    </message>
    <message>
      <source>Click where the name of “{name}” shall stand. Esc gives up.</source>
      <translation>请点“{name}”名称要放的位置。按 Esc 放弃。</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Close other programs, then try again.</source>
      <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
      <source>Close without keeping it?</source>
      <translation>不保留就关闭吗？</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>代码</translation>
    </message>
    <message>
      <source>Code of the one village</source>
      <translation>合并后的代码</translation>
    </message>
    <message>
      <source>Code of the site</source>
      <translation>隐患点编号</translation>
    </message>
    <message>
      <source>Column</source>
      <translation>列</translation>
    </message>
    <message>
      <source>Column in the file</source>
      <translation>文件中的列</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>对比</translation>
    </message>
    <message>
      <source>Compare with last year</source>
      <translation>与上年比较</translation>
    </message>
    <message>
      <source>Compared with the evening of</source>
      <translation>对比日（截至当晚）</translation>
    </message>
    <message>
      <source>Comparing</source>
      <translation>正在对比</translation>
    </message>
    <message>
      <source>Comparison of two days: figures side by side</source>
      <translation>两日数据对比：主要数字并列</translation>
    </message>
    <message>
      <source>Completeness</source>
      <translation>资料完整性</translation>
    </message>
    <message>
      <source>Connect</source>
      <translation>连接</translation>
    </message>
    <message>
      <source>Connect to the database first: menu 防汛防台, “Connection…”.</source>
      <translation>请先连接数据库：菜单“防汛防台”→“数据库连接…”。</translation>
    </message>
    <message>
      <source>Connect to the database when QGIS starts</source>
      <translation>打开 QGIS 时自动连接数据库</translation>
    </message>
    <message>
      <source>Connecting</source>
      <translation>正在连接</translation>
    </message>
    <message>
      <source>Connection</source>
      <translation>数据库连接</translation>
    </message>
    <message>
      <source>Connection…</source>
      <translation>数据库连接…</translation>
    </message>
    <message>
      <source>Contours</source>
      <translation>等高线</translation>
    </message>
    <message>
      <source>Contours of the terrain (every {step} m)</source>
      <translation>地形等高线（每 {step} 米）</translation>
    </message>
    <message>
      <source>Control measures</source>
      <translation>控制措施</translation>
    </message>
    <message>
      <source>Coordinate system</source>
      <translation>坐标系</translation>
    </message>
    <message>
      <source>Coordinates read as</source>
      <translation>坐标按此读取</translation>
    </message>
    <message>
      <source>Copied: {name}</source>
      <translation>已复制：{name}</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Copy text</source>
      <translation>复制文字</translation>
    </message>
    <message>
      <source>Copy the map and all tables of {year}: each item is then to be verified</source>
      <translation>复制{year}年的图和全部表格，逐项核实</translation>
    </message>
    <message>
      <source>Copy the table</source>
      <translation>复制表格</translation>
    </message>
    <message>
      <source>Copy with the cells marked</source>
      <translation>生成标注副本</translation>
    </message>
    <message>
      <source>Count</source>
      <translation>数量</translation>
    </message>
    <message>
      <source>Count risk sources and relief resources of an area</source>
      <translation>统计一个地区的风险源和救灾资源</translation>
    </message>
    <message>
      <source>Counts in</source>
      <translation>所属村社</translation>
    </message>
    <message>
      <source>County</source>
      <translation>县</translation>
    </message>
    <message>
      <source>Cut in two</source>
      <translation>切成两部分</translation>
    </message>
    <message>
      <source>Cut in two: click beside the thing on one side. Esc gives up.</source>
      <translation>切成两部分：先在一侧外面点一下。按 Esc 放弃。</translation>
    </message>
    <message>
      <source>Cut in two: {name}</source>
      <translation>已切成两部分：{name}</translation>
    </message>
    <message>
      <source>Cutting the village</source>
      <translation>正在拆分</translation>
    </message>
    <message>
      <source>Danger</source>
      <translation>危险程度</translation>
    </message>
    <message>
      <source>Danger zone</source>
      <translation>危险区</translation>
    </message>
    <message>
      <source>Database</source>
      <translation>数据库</translation>
    </message>
    <message>
      <source>Database connection</source>
      <translation>数据库连接</translation>
    </message>
    <message>
      <source>Deadline</source>
      <translation>截止时间</translation>
    </message>
    <message>
      <source>Decided: {count}.</source>
      <translation>已确定 {count} 项。</translation>
    </message>
    <message>
      <source>Declare the map void</source>
      <translation>作废这张图</translation>
    </message>
    <message>
      <source>Declare void…</source>
      <translation>作废…</translation>
    </message>
    <message>
      <source>Default</source>
      <translation>默认值</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Delete the row</source>
      <translation>删除此行</translation>
    </message>
    <message>
      <source>Deleted: {name}</source>
      <translation>已删除：{name}</translation>
    </message>
    <message>
      <source>Density as a raster (Processing)…</source>
      <translation>密度栅格（处理工具箱）…</translation>
    </message>
    <message>
      <source>Dikes and seawalls</source>
      <translation>堤防海塘</translation>
    </message>
    <message>
      <source>Disaster points</source>
      <translation>受灾点</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>放弃</translation>
    </message>
    <message>
      <source>Discard the changes</source>
      <translation>放弃修改</translation>
    </message>
    <message>
      <source>Disputed</source>
      <translation>有异议</translation>
    </message>
    <message>
      <source>Distance, m</source>
      <translation>距离（米）</translation>
    </message>
    <message>
      <source>Distances of people at risk to the nearest shelter</source>
      <translation>受威胁人员到最近避灾场所的距离</translation>
    </message>
    <message>
      <source>Do not narrow by this any more</source>
      <translation>取消此项筛选</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>Done again</source>
      <translation>已重做</translation>
    </message>
    <message>
      <source>Double click opens a file.</source>
      <translation>双击打开附件。</translation>
    </message>
    <message>
      <source>Double click or Enter ends · Backspace takes a corner back · Esc gives up</source>
      <translation>双击或回车结束 · 退格键退回一点 · Esc 放弃</translation>
    </message>
    <message>
      <source>Double click shows one alone; “Show all” brings everything back.</source>
      <translation>双击一项只看这一项；“全部显示”恢复全部。</translation>
    </message>
    <message>
      <source>Double click: show the place on the map</source>
      <translation>双击可在地图上查看位置</translation>
    </message>
    <message>
      <source>Drafts show the change from now on.</source>
      <translation>草稿从现在起使用新的符号。</translation>
    </message>
    <message>
      <source>Drafts show the change from now on. Maps that are published stay as they are.</source>
      <translation>草稿从现在起使用新的符号；已发布的形势图保持原样。</translation>
    </message>
    <message>
      <source>Drag a corner · drag an edge to make a new corner · right click takes a corner away</source>
      <translation>拖动角点 · 拖动边线可加角点 · 右键点角点可去掉</translation>
    </message>
    <message>
      <source>Drag a corner · drag an edge to make a new corner · right click takes a corner away. Then save.</source>
      <translation>拖动节点改形 · 拖动边线加节点 · 右键删节点；改好后请保存。</translation>
    </message>
    <message>
      <source>Draw</source>
      <translation>画图</translation>
    </message>
    <message>
      <source>Draw a further line</source>
      <translation>再画一条线</translation>
    </message>
    <message>
      <source>Draw a line across the village on the map: each side becomes a village, with further lines more of them. Things go where they stand.</source>
      <translation>在地图上画一条线穿过该村，两侧各成一村；再画线可以分成更多村。登记的内容按坐标归属。</translation>
    </message>
    <message>
      <source>Draw a route: zone → shelter</source>
      <translation>画路线：危险区 → 避灾场所</translation>
    </message>
    <message>
      <source>Draw a stretch</source>
      <translation>画一段河道</translation>
    </message>
    <message>
      <source>Draw an area</source>
      <translation>画一个范围</translation>
    </message>
    <message>
      <source>Draw an area, or a stretch of a stream with a distance.</source>
      <translation>画一个范围，或画一段河道并给出外扩距离。</translation>
    </message>
    <message>
      <source>Draw anew</source>
      <translation>重新绘制</translation>
    </message>
    <message>
      <source>Draw from working copies or snapshots (.gpkg); no database is needed</source>
      <translation>用工作副本或快照文件（.gpkg）出图，不需要数据库</translation>
    </message>
    <message>
      <source>Draw the line on the map</source>
      <translation>在地图上画线</translation>
    </message>
    <message>
      <source>Draw the situation maps of villages as sheets to print</source>
      <translation>把各村形势图排版成可打印的图纸</translation>
    </message>
    <message>
      <source>Drawing</source>
      <translation>图形文件</translation>
    </message>
    <message>
      <source>Drawing sheets</source>
      <translation>正在出图</translation>
    </message>
    <message>
      <source>Drawing the preview</source>
      <translation>绘制预览</translation>
    </message>
    <message>
      <source>Drawing {name}…</source>
      <translation>正在绘制{name}……</translation>
    </message>
    <message>
      <source>Drawn or named by our county, version {version}</source>
      <translation>本县自绘或改名，第 {version} 版</translation>
    </message>
    <message>
      <source>Drawn: {name}</source>
      <translation>已画上：{name}</translation>
    </message>
    <message>
      <source>Due</source>
      <translation>期限</translation>
    </message>
    <message>
      <source>Duty</source>
      <translation>职务</translation>
    </message>
    <message>
      <source>Duty phone</source>
      <translation>值班电话</translation>
    </message>
    <message>
      <source>Each area that is ticked gets a task of its own.</source>
      <translation>勾选的每个区划各得到一项任务。</translation>
    </message>
    <message>
      <source>Each figure once; sums, missing senders and the bulletin follow.</source>
      <translation>每个数只填一次，汇总、未报单位和快报随之得出。</translation>
    </message>
    <message>
      <source>Each person has a login of their own; a locked one keeps its name in the history, but no rights.</source>
      <translation>一人一个登录名；锁定后在历史记录中保留姓名，但没有任何权限。</translation>
    </message>
    <message>
      <source>Each village counts with its newest map.</source>
      <translation>每个村只计最新的一幅形势图。</translation>
    </message>
    <message>
      <source>Eastern village</source>
      <translation>东侧的村</translation>
    </message>
    <message>
      <source>End the event</source>
      <translation>结束事件</translation>
    </message>
    <message>
      <source>English name</source>
      <translation>英文名称</translation>
    </message>
    <message>
      <source>Entered by mistake</source>
      <translation>误登记</translation>
    </message>
    <message>
      <source>Entered twice</source>
      <translation>重复登记</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>Evacuation</source>
      <translation>转移避险</translation>
    </message>
    <message>
      <source>Evacuation route</source>
      <translation>转移路线</translation>
    </message>
    <message>
      <source>Evacuation route {number}</source>
      <translation>转移路线 {number}</translation>
    </message>
    <message>
      <source>Evacuation route: click the danger zone that people leave. Esc gives up.</source>
      <translation>转移路线：请点人员要撤离的危险区。按 Esc 放弃。</translation>
    </message>
    <message>
      <source>Evacuation routes</source>
      <translation>转移路线</translation>
    </message>
    <message>
      <source>Event (red, rounded)</source>
      <translation>突发事件（红色圆角框）</translation>
    </message>
    <message>
      <source>Every cell is saved at once.</source>
      <translation>每一格填完即自动保存。</translation>
    </message>
    <message>
      <source>Every change is kept with its time.</source>
      <translation>每次变更都记下时间。</translation>
    </message>
    <message>
      <source>Every part of the file is checked before anything is taken in, all or nothing.</source>
      <translation>先逐项检查文件，再全部导入；有一处不合格就一个也不导入。</translation>
    </message>
    <message>
      <source>Every step is saved at once.</source>
      <translation>每一步都已自动保存。</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>Export symbols</source>
      <translation>导出符号</translation>
    </message>
    <message>
      <source>Exported by</source>
      <translation>导出人</translation>
    </message>
    <message>
      <source>Exports</source>
      <translation>导出记录</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>导出…</translation>
    </message>
    <message>
      <source>Extension of this software</source>
      <translation>本软件扩展</translation>
    </message>
    <message>
      <source>Factor</source>
      <translation>因子</translation>
    </message>
    <message>
      <source>Facts of the village</source>
      <translation>村情数据</translation>
    </message>
    <message>
      <source>Feature</source>
      <translation>特征</translation>
    </message>
    <message>
      <source>Features</source>
      <translation>个数</translation>
    </message>
    <message>
      <source>Field</source>
      <translation>指标</translation>
    </message>
    <message>
      <source>Field in the file</source>
      <translation>文件中的字段</translation>
    </message>
    <message>
      <source>Field with the code</source>
      <translation>代码字段</translation>
    </message>
    <message>
      <source>Field with the name</source>
      <translation>名称字段</translation>
    </message>
    <message>
      <source>Figures come from the water department. What is blank prints as 待水利部门核定.</source>
      <translation>指标由水利部门核定，空白处图上印“待水利部门核定”，不可自行填写。</translation>
    </message>
    <message>
      <source>Figures of</source>
      <translation>数据时间</translation>
    </message>
    <message>
      <source>Figures, and what they count on the map</source>
      <translation>数字（可在地图上查看）</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>File: {path}</source>
      <translation>文件：{path}</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Fill in</source>
      <translation>填报</translation>
    </message>
    <message>
      <source>Find a village or township</source>
      <translation>查找村、乡镇或代码</translation>
    </message>
    <message>
      <source>Finished files</source>
      <translation>已生成的文件</translation>
    </message>
    <message>
      <source>First click the person who is to be replaced.</source>
      <translation>请先点要替换的人。</translation>
    </message>
    <message>
      <source>First click the thing that you want to delete.</source>
      <translation>请先点要删除的对象。</translation>
    </message>
    <message>
      <source>Fits within {metres} m</source>
      <translation>误差约 {metres} 米</translation>
    </message>
    <message>
      <source>Flash this part on the map</source>
      <translation>在地图上闪烁显示这一块</translation>
    </message>
    <message>
      <source>Flood maps</source>
      <translation>防汛防台</translation>
    </message>
    <message>
      <source>Flood maps: guide</source>
      <translation>防汛防台：使用指南</translation>
    </message>
    <message>
      <source>Flood maps: no database</source>
      <translation>防汛防台：未连接</translation>
    </message>
    <message>
      <source>Flood maps: the database does not answer</source>
      <translation>防汛防台：数据库无应答</translation>
    </message>
    <message>
      <source>Flood maps: {name}</source>
      <translation>防汛防台：{name}</translation>
    </message>
    <message>
      <source>Folder for maps in work</source>
      <translation>形势图工作文件夹</translation>
    </message>
    <message>
      <source>Folder for sheets and reports</source>
      <translation>成果图与报表文件夹</translation>
    </message>
    <message>
      <source>For</source>
      <translation>发往</translation>
    </message>
    <message>
      <source>For example</source>
      <translation>示例</translation>
    </message>
    <message>
      <source>For senders without QGIS</source>
      <translation>没有QGIS的单位</translation>
    </message>
    <message>
      <source>For the attributes of a category, tick it alone in the tree (double click) first.</source>
      <translation>要按某一类别的专有属性筛选，请先在目录树中双击该类别。</translation>
    </message>
    <message>
      <source>For the figures of this table nothing stands on the map.</source>
      <translation>本表的数字在地图上没有对应的对象。</translation>
    </message>
    <message>
      <source>For the sender: the same ledger, what is wrong is coloured and explained at the cell.</source>
      <translation>退给填报单位用：与原台账相同，有问题的单元格标色并注明原因和改法。</translation>
    </message>
    <message>
      <source>For whom</source>
      <translation>对象</translation>
    </message>
    <message>
      <source>For {count} there is no room.</source>
      <translation>还有 {count} 人没有空位。</translation>
    </message>
    <message>
      <source>Form</source>
      <translation>报表</translation>
    </message>
    <message>
      <source>Formats</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>Formerly: {names}</source>
      <translation>曾用名：{names}</translation>
    </message>
    <message>
      <source>Found from the ground itself: a screening that a person checks, no expert opinion.</source>
      <translation>由地形本身查找：供人核查的筛查结果，不能代替专业鉴定。</translation>
    </message>
    <message>
      <source>Found from the shape of the ground. Is it so? Have a look at the place.</source>
      <translation>根据地形算出，是否属实，请到实地看一看。</translation>
    </message>
    <message>
      <source>Found most often: {name}</source>
      <translation>最常见的问题：{name}</translation>
    </message>
    <message>
      <source>Frame of the sheet</source>
      <translation>图幅范围</translation>
    </message>
    <message>
      <source>Free</source>
      <translation>空余</translation>
    </message>
    <message>
      <source>From 10 to 100,000 metres.</source>
      <translation>可填 10 至 100000 米。</translation>
    </message>
    <message>
      <source>From a file…</source>
      <translation>从文件选取…</translation>
    </message>
    <message>
      <source>From last year: to be verified</source>
      <translation>上年数据 · 待核实</translation>
    </message>
    <message>
      <source>From the base data of the village</source>
      <translation>取自本村的基础数据</translation>
    </message>
    <message>
      <source>From the evening of</source>
      <translation>自</translation>
    </message>
    <message>
      <source>From the map of {year}: to be verified</source>
      <translation>来自{year}年的图 · 待核实</translation>
    </message>
    <message>
      <source>From the register: to be verified</source>
      <translation>来自登记册 · 待核实</translation>
    </message>
    <message>
      <source>From “{name}”: now click the shelter. Esc gives up.</source>
      <translation>起点“{name}”：现在请点避灾场所。按 Esc 放弃。</translation>
    </message>
    <message>
      <source>Full name</source>
      <translation>姓名</translation>
    </message>
    <message>
      <source>Function</source>
      <translation>职务</translation>
    </message>
    <message>
      <source>GeoPackages (*.gpkg)</source>
      <translation>GeoPackage 文件 (*.gpkg)</translation>
    </message>
    <message>
      <source>Geodata (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.tif *.img *.zip);;All files (*)</source>
      <translation>地理数据 (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.tif *.img *.zip);;所有文件 (*)</translation>
    </message>
    <message>
      <source>Geodata (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.zip);;All files (*)</source>
      <translation>地理数据 (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.zip);;所有文件 (*)</translation>
    </message>
    <message>
      <source>Give the event a name, such as 贝碧嘉.</source>
      <translation>请填写事件名称，如“贝碧嘉”。</translation>
    </message>
    <message>
      <source>Give {name} another password?</source>
      <translation>为 {name} 重置密码？</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>下一步</translation>
    </message>
    <message>
      <source>Go on drawing</source>
      <translation>继续出图</translation>
    </message>
    <message>
      <source>Go on with it</source>
      <translation>继续编辑</translation>
    </message>
    <message>
      <source>Grid</source>
      <translation>网格名称</translation>
    </message>
    <message>
      <source>Grid person</source>
      <translation>网格人员</translation>
    </message>
    <message>
      <source>Grid persons</source>
      <translation>网格责任人</translation>
    </message>
    <message>
      <source>Ground</source>
      <translation>地面</translation>
    </message>
    <message>
      <source>Groups</source>
      <translation>分组</translation>
    </message>
    <message>
      <source>Guide</source>
      <translation>使用指南</translation>
    </message>
    <message>
      <source>Hand in</source>
      <translation>报送</translation>
    </message>
    <message>
      <source>Hand in this filled form</source>
      <translation>报送填好的表</translation>
    </message>
    <message>
      <source>Hand out</source>
      <translation>下发</translation>
    </message>
    <message>
      <source>Hand out ledgers</source>
      <translation>台账分发</translation>
    </message>
    <message>
      <source>Hand out ledgers…</source>
      <translation>台账分发…</translation>
    </message>
    <message>
      <source>Hand out tasks</source>
      <translation>下发核实任务</translation>
    </message>
    <message>
      <source>Hand out tasks…</source>
      <translation>下发任务…</translation>
    </message>
    <message>
      <source>Hand the map in</source>
      <translation>提交</translation>
    </message>
    <message>
      <source>Hand-up package</source>
      <translation>上报成果包</translation>
    </message>
    <message>
      <source>Hand-up package…</source>
      <translation>上报成果包…</translation>
    </message>
    <message>
      <source>Handed in. It takes effect at the next sync.</source>
      <translation>已提交，下次同步时生效。</translation>
    </message>
    <message>
      <source>Handed out by</source>
      <translation>下发人</translation>
    </message>
    <message>
      <source>Handing in</source>
      <translation>正在报送</translation>
    </message>
    <message>
      <source>Handing out</source>
      <translation>正在下发</translation>
    </message>
    <message>
      <source>Hazard (yellow)</source>
      <translation>危险源（黄色框）</translation>
    </message>
    <message>
      <source>Headcount</source>
      <translation>队伍人数</translation>
    </message>
    <message>
      <source>Heat map</source>
      <translation>热力图</translation>
    </message>
    <message>
      <source>Heat map: people at risk</source>
      <translation>热力图：受威胁人员</translation>
    </message>
    <message>
      <source>Heat map: things</source>
      <translation>热力图：数量</translation>
    </message>
    <message>
      <source>Height (m)</source>
      <translation>高程（m）</translation>
    </message>
    <message>
      <source>Height of the crest (m)</source>
      <translation>堤顶高程（m）</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>Hint</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>Hints</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>Household to move</source>
      <translation>转移户</translation>
    </message>
    <message>
      <source>Householder</source>
      <translation>户主姓名</translation>
    </message>
    <message>
      <source>Households</source>
      <translation>户数</translation>
    </message>
    <message>
      <source>How many metres around a place?</source>
      <translation>以某处为中心多少米以内？</translation>
    </message>
    <message>
      <source>How often</source>
      <translation>次数</translation>
    </message>
    <message>
      <source>How to mend it</source>
      <translation>怎样改</translation>
    </message>
    <message>
      <source>I have looked at overlaps and gaps: take it in all the same</source>
      <translation>重叠和空缺已看过，仍然导入</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>Import boundaries</source>
      <translation>导入界线</translation>
    </message>
    <message>
      <source>Import boundaries…</source>
      <translation>导入界线…</translation>
    </message>
    <message>
      <source>Import symbols</source>
      <translation>导入符号</translation>
    </message>
    <message>
      <source>Imported</source>
      <translation>导入时间</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>导入…</translation>
    </message>
    <message>
      <source>In force from</source>
      <translation>生效日期</translation>
    </message>
    <message>
      <source>In print, true to size</source>
      <translation>打印效果（与实际等大）</translation>
    </message>
    <message>
      <source>In print, true to size: 8, 5 and 4 mm</source>
      <translation>打印效果（与实际等大）：8、5、4 毫米</translation>
    </message>
    <message>
      <source>In the frame of its kind</source>
      <translation>放入该类符号的边框</translation>
    </message>
    <message>
      <source>In the ledger</source>
      <translation>台账中</translation>
    </message>
    <message>
      <source>In the register → on the map</source>
      <translation>登记册 → 形势图</translation>
    </message>
    <message>
      <source>Index contour</source>
      <translation>计曲线</translation>
    </message>
    <message>
      <source>Internal</source>
      <translation>内部版</translation>
    </message>
    <message>
      <source>Is as registered</source>
      <translation>与登记相符</translation>
    </message>
    <message>
      <source>Is this the same person?</source>
      <translation>是同一个人吗？</translation>
    </message>
    <message>
      <source>Is {name} of {area} one person?</source>
      <translation>{area}的“{name}”是同一个人吗？</translation>
    </message>
    <message>
      <source>Issued by</source>
      <translation>印发单位</translation>
    </message>
    <message>
      <source>It can be taken back under “Merged”.</source>
      <translation>可在“已合并”中撤销。</translation>
    </message>
    <message>
      <source>It cannot be taken back: others have changed its rows since.</source>
      <translation>不能撤销：导入之后有人改过其中的行。</translation>
    </message>
    <message>
      <source>It is offered no longer. Maps that have it keep it. A symbol of ours that no map has is deleted.</source>
      <translation>停用后不再供选用，已用它的形势图保留不变。没有任何形势图使用的本县符号将被删除。</translation>
    </message>
    <message>
      <source>It is shown this once. Hand it over in person or by telephone.</source>
      <translation>只显示这一次，请当面或电话告知本人。</translation>
    </message>
    <message>
      <source>It leaves maps and counts, stays in the history, and can be restored. Why does it go?</source>
      <translation>停用后不再上图、不再计数，历史中仍然保留，也可以恢复。请说明原因：</translation>
    </message>
    <message>
      <source>It will lie in {area}. Its boundary can be imported afterwards.</source>
      <translation>归属{area}。界线可以之后再导入。</translation>
    </message>
    <message>
      <source>It works. You would be {name} ({kind}).</source>
      <translation>连接正常。您的身份：{name}（{kind}）。</translation>
    </message>
    <message>
      <source>Its {new} new rows are retired, its {changed} changed rows get their earlier values. Persons whom only these rows name are retired too.</source>
      <translation>新增的 {new} 行停用，改动的 {changed} 行恢复原来的内容。只有这些行用到的人员一并停用。</translation>
    </message>
    <message>
      <source>JPEG, PNG or PDF, at most 20 MB each.</source>
      <translation>JPEG、PNG 或 PDF，每个不超过 20 MB。</translation>
    </message>
    <message>
      <source>Keep these</source>
      <translation>确定</translation>
    </message>
    <message>
      <source>Keep this run</source>
      <translation>保留本次结果</translation>
    </message>
    <message>
      <source>Keeping the run</source>
      <translation>正在保存</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Kind of grid</source>
      <translation>网格类型</translation>
    </message>
    <message>
      <source>Kind of user</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>符号上的字</translation>
    </message>
    <message>
      <source>Label: {label}</source>
      <translation>符号上的字：{label}</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>放大</translation>
    </message>
    <message>
      <source>Larger or smaller</source>
      <translation>放大缩小</translation>
    </message>
    <message>
      <source>Last report</source>
      <translation>上次报送</translation>
    </message>
    <message>
      <source>Last year's map as a scan, a photograph or a PDF: you draw after it.</source>
      <translation>去年的图：扫描件、照片或 PDF，可照着画。</translation>
    </message>
    <message>
      <source>Last year's map or the registers give the start; you check and add to it.</source>
      <translation>以上年的图或登记册数据为基础，您只需核对和补充。</translation>
    </message>
    <message>
      <source>Later</source>
      <translation>以后再说</translation>
    </message>
    <message>
      <source>Lay over the map</source>
      <translation>在地图上显示</translation>
    </message>
    <message>
      <source>Layer in the file</source>
      <translation>文件中的图层</translation>
    </message>
    <message>
      <source>Ledger file</source>
      <translation>台账文件</translation>
    </message>
    <message>
      <source>Ledger import</source>
      <translation>台账导入</translation>
    </message>
    <message>
      <source>Ledger, not saved yet</source>
      <translation>台账（未保存）</translation>
    </message>
    <message>
      <source>Ledgers</source>
      <translation>台账</translation>
    </message>
    <message>
      <source>Ledgers (*.xlsx *.xls *.csv)</source>
      <translation>台账 (*.xlsx *.xls *.csv)</translation>
    </message>
    <message>
      <source>Ledgers taken in</source>
      <translation>导入记录</translation>
    </message>
    <message>
      <source>Ledgers to fill in</source>
      <translation>下发待填台账</translation>
    </message>
    <message>
      <source>Legend</source>
      <translation>图例分组</translation>
    </message>
    <message>
      <source>Legend: {group}, {geometry}</source>
      <translation>图例：{group}，{geometry}</translation>
    </message>
    <message>
      <source>Length (km)</source>
      <translation>长度（千米）</translation>
    </message>
    <message>
      <source>Lettering</source>
      <translation>符号文字</translation>
    </message>
    <message>
      <source>Limit</source>
      <translation>界限</translation>
    </message>
    <message>
      <source>Line</source>
      <translation>分界线</translation>
    </message>
    <message>
      <source>Line symbols</source>
      <translation>线状要素</translation>
    </message>
    <message>
      <source>Lines</source>
      <translation>线</translation>
    </message>
    <message>
      <source>List of changes between two days: thing by thing</source>
      <translation>两日之间变化清单：逐条列出</translation>
    </message>
    <message>
      <source>Lists of the year</source>
      <translation>年度名单</translation>
    </message>
    <message>
      <source>Location</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Lock</source>
      <translation>锁定</translation>
    </message>
    <message>
      <source>Lock {name}?</source>
      <translation>锁定 {name}？</translation>
    </message>
    <message>
      <source>Lock…</source>
      <translation>锁定…</translation>
    </message>
    <message>
      <source>Login</source>
      <translation>登录名</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>查看</translation>
    </message>
    <message>
      <source>Look at the next</source>
      <translation>逐个核实</translation>
    </message>
    <message>
      <source>Look for things that were retired, and restore them</source>
      <translation>查找已停用的条目，可以恢复</translation>
    </message>
    <message>
      <source>Looking for files</source>
      <translation>正在查找文件</translation>
    </message>
    <message>
      <source>Looking for the terrain model</source>
      <translation>正在查找地形模型</translation>
    </message>
    <message>
      <source>Looking for what a figure counts</source>
      <translation>查找数字所统计的对象</translation>
    </message>
    <message>
      <source>Looking who is reached</source>
      <translation>正在查找受影响人员</translation>
    </message>
    <message>
      <source>Made at</source>
      <translation>制作时间</translation>
    </message>
    <message>
      <source>Made before</source>
      <translation>已生成的报告</translation>
    </message>
    <message>
      <source>Made by</source>
      <translation>制作人</translation>
    </message>
    <message>
      <source>Make</source>
      <translation>新建</translation>
    </message>
    <message>
      <source>Make a heat map first: its points are what the raster is made of.</source>
      <translation>请先生成热力图，密度栅格由其中的点计算。</translation>
    </message>
    <message>
      <source>Make a new map</source>
      <translation>新建形势图</translation>
    </message>
    <message>
      <source>Make the bulletin</source>
      <translation>生成快报</translation>
    </message>
    <message>
      <source>Make the database</source>
      <translation>新建数据库</translation>
    </message>
    <message>
      <source>Make the map</source>
      <translation>新建地图</translation>
    </message>
    <message>
      <source>Making a map needs the database.</source>
      <translation>新建地图需要先连接数据库。</translation>
    </message>
    <message>
      <source>Making a user</source>
      <translation>正在新建用户</translation>
    </message>
    <message>
      <source>Making the bulletin</source>
      <translation>正在生成快报</translation>
    </message>
    <message>
      <source>Making the map</source>
      <translation>正在生成地图</translation>
    </message>
    <message>
      <source>Making the preview</source>
      <translation>正在生成预览</translation>
    </message>
    <message>
      <source>Map editor</source>
      <translation>形势图编辑</translation>
    </message>
    <message>
      <source>Map, counts and list as they were; nothing is changed by it</source>
      <translation>地图、数量和列表回到当时的样子，不改动任何数据</translation>
    </message>
    <message>
      <source>Maps</source>
      <translation>形势图</translation>
    </message>
    <message>
      <source>Maps (*.gpkg)</source>
      <translation>地图文件 (*.gpkg)</translation>
    </message>
    <message>
      <source>Marking the cells</source>
      <translation>正在标注单元格</translation>
    </message>
    <message>
      <source>Means</source>
      <translation>含义</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>合并</translation>
    </message>
    <message>
      <source>Merge villages</source>
      <translation>合并行政村</translation>
    </message>
    <message>
      <source>Merged</source>
      <translation>已合并</translation>
    </message>
    <message>
      <source>Merged by</source>
      <translation>合并人</translation>
    </message>
    <message>
      <source>Merge…</source>
      <translation>合并…</translation>
    </message>
    <message>
      <source>Merging</source>
      <translation>正在合并</translation>
    </message>
    <message>
      <source>Mine</source>
      <translation>我的</translation>
    </message>
    <message>
      <source>Missing</source>
      <translation>缺少</translation>
    </message>
    <message>
      <source>More</source>
      <translation>更多</translation>
    </message>
    <message>
      <source>More about it (may stay empty)</source>
      <translation>补充说明（可不填）</translation>
    </message>
    <message>
      <source>Move</source>
      <translation>移动</translation>
    </message>
    <message>
      <source>Moved</source>
      <translation>移动</translation>
    </message>
    <message>
      <source>Moved entries</source>
      <translation>移动的记录</translation>
    </message>
    <message>
      <source>Moved: {name}</source>
      <translation>已移动：{name}</translation>
    </message>
    <message>
      <source>Moves them</source>
      <translation>转移责任人</translation>
    </message>
    <message>
      <source>Move…</source>
      <translation>改位置…</translation>
    </message>
    <message>
      <source>My villages</source>
      <translation>我的村</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Name moved: {name}</source>
      <translation>已移动名称：{name}</translation>
    </message>
    <message>
      <source>Name, pinyin or code: 方江屿, fjy, 330382106</source>
      <translation>名称、拼音或代码：方江屿、fjy、330382106</translation>
    </message>
    <message>
      <source>Narrow</source>
      <translation>筛选</translation>
    </message>
    <message>
      <source>Narrow by attribute</source>
      <translation>按属性筛选</translation>
    </message>
    <message>
      <source>Natural villages</source>
      <translation>自然村数</translation>
    </message>
    <message>
      <source>Nearest relief resources</source>
      <translation>最近的救灾资源</translation>
    </message>
    <message>
      <source>Nearest shelters</source>
      <translation>就近避灾场所</translation>
    </message>
    <message>
      <source>Network base map</source>
      <translation>网络底图</translation>
    </message>
    <message>
      <source>New code</source>
      <translation>新代码</translation>
    </message>
    <message>
      <source>New event</source>
      <translation>新建事件</translation>
    </message>
    <message>
      <source>New event…</source>
      <translation>新建事件…</translation>
    </message>
    <message>
      <source>New map</source>
      <translation>新建形势图</translation>
    </message>
    <message>
      <source>New map…</source>
      <translation>新建地图…</translation>
    </message>
    <message>
      <source>New official name</source>
      <translation>新的正式名称</translation>
    </message>
    <message>
      <source>New password</source>
      <translation>重置密码</translation>
    </message>
    <message>
      <source>New password…</source>
      <translation>重置密码…</translation>
    </message>
    <message>
      <source>New row</source>
      <translation>新增一行</translation>
    </message>
    <message>
      <source>New symbol</source>
      <translation>新增符号</translation>
    </message>
    <message>
      <source>New user</source>
      <translation>新建用户</translation>
    </message>
    <message>
      <source>New user…</source>
      <translation>新建用户…</translation>
    </message>
    <message>
      <source>New: {category}</source>
      <translation>新增：{category}</translation>
    </message>
    <message>
      <source>New…</source>
      <translation>新增…</translation>
    </message>
    <message>
      <source>Next page</source>
      <translation>下一页</translation>
    </message>
    <message>
      <source>Next step</source>
      <translation>下一步</translation>
    </message>
    <message>
      <source>No</source>
      <translation>否</translation>
    </message>
    <message>
      <source>No danger here…</source>
      <translation>这里没有危险…</translation>
    </message>
    <message>
      <source>No danger: {name}</source>
      <translation>没有危险：{name}</translation>
    </message>
    <message>
      <source>No database is connected. Choose “Connection…” in the menu 防汛防台.</source>
      <translation>未连接数据库。请在菜单“防汛防台”中选“数据库连接…”。</translation>
    </message>
    <message>
      <source>No database is connected: connect, or add files of working copies or snapshots.</source>
      <translation>未连接数据库。可先连接，或添加工作副本、快照文件。</translation>
    </message>
    <message>
      <source>No event has been opened.</source>
      <translation>尚未启动事件。</translation>
    </message>
    <message>
      <source>No longer in force: {numbers}.</source>
      <translation>停用号码：{numbers}。</translation>
    </message>
    <message>
      <source>No longer there</source>
      <translation>实际已不存在</translation>
    </message>
    <message>
      <source>No relief or photograph is known for this village: drawn on plain paper</source>
      <translation>本村没有登记地形或影像：已按白底图绘制</translation>
    </message>
    <message>
      <source>No symbol is called so.</source>
      <translation>没有找到这样的符号。</translation>
    </message>
    <message>
      <source>No two persons here have the same name in the same area.</source>
      <translation>这里没有同一区划内的同名人员。</translation>
    </message>
    <message>
      <source>Nobody has to be moved</source>
      <translation>无转移人员</translation>
    </message>
    <message>
      <source>Nobody has to be moved in this village</source>
      <translation>本村无转移人员</translation>
    </message>
    <message>
      <source>Nobody is late or missing.</source>
      <translation>没有未报、迟报的单位。</translation>
    </message>
    <message>
      <source>Nobody to move</source>
      <translation>无转移人员</translation>
    </message>
    <message>
      <source>Not approved yet: the sheet is stamped 未审批</source>
      <translation>尚未审批：图上盖有“未审批”</translation>
    </message>
    <message>
      <source>Not connected. Your work is kept on this computer.</source>
      <translation>未连接。您的改动都存在本机。</translation>
    </message>
    <message>
      <source>Not connected: these are the maps on this computer.</source>
      <translation>未连接数据库，以下是本机的地图。</translation>
    </message>
    <message>
      <source>Not here: {name}</source>
      <translation>不在此：{name}</translation>
    </message>
    <message>
      <source>Not here…</source>
      <translation>不在此…</translation>
    </message>
    <message>
      <source>Not on the map yet.</source>
      <translation>还没有放到地图上。</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>Nothing changed between these days.</source>
      <translation>这两天之间没有变化。</translation>
    </message>
    <message>
      <source>Nothing differs.</source>
      <translation>没有差别。</translation>
    </message>
    <message>
      <source>Nothing found.</source>
      <translation>没有找到符号。</translation>
    </message>
    <message>
      <source>Nothing has been analysed here yet.</source>
      <translation>这里还没有做过分析。</translation>
    </message>
    <message>
      <source>Nothing is missing.</source>
      <translation>不缺什么。</translation>
    </message>
    <message>
      <source>Nothing is saved yet.</source>
      <translation>还没有保存。</translation>
    </message>
    <message>
      <source>Nothing is selected, because the registers are not on the map. Open “Registers” in the menu 防汛防台.</source>
      <translation>地图上还没有登记册，因此无法选中。请在菜单“防汛防台”中打开“登记册”。</translation>
    </message>
    <message>
      <source>Nothing of this is on the map.</source>
      <translation>没有已落图的记录。</translation>
    </message>
    <message>
      <source>Nothing that was confirmed is lost. The log “防汛防台” keeps the details for your administrator.</source>
      <translation>已确认的内容没有丢失。日志“防汛防台”中保留了详细信息，可交给管理员。</translation>
    </message>
    <message>
      <source>Nothing to redo.</source>
      <translation>没有可重做的操作。</translation>
    </message>
    <message>
      <source>Nothing to undo.</source>
      <translation>没有可撤销的操作。</translation>
    </message>
    <message>
      <source>Nothing was found: {name}</source>
      <translation>没有发现问题：{name}</translation>
    </message>
    <message>
      <source>Nothing was pasted.</source>
      <translation>没有粘贴任何内容。</translation>
    </message>
    <message>
      <source>Nothing was saved: {refused} rows have errors. Mend the file and check again, or take only the rows without errors.</source>
      <translation>没有保存：{refused} 行有错误。请改好文件后再检查，或只导入没有错误的行。</translation>
    </message>
    <message>
      <source>Now click on the other side, so that the line goes right across.</source>
      <translation>再到另一侧外面点一下，让线穿过去。</translation>
    </message>
    <message>
      <source>Now click where this point shall be.</source>
      <translation>再点这一点的新位置。</translation>
    </message>
    <message>
      <source>Number</source>
      <translation>编号</translation>
    </message>
    <message>
      <source>Numbers</source>
      <translation>数量统计</translation>
    </message>
    <message>
      <source>Numbers of what is shown…</source>
      <translation>统计当前显示的记录…</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>确定</translation>
    </message>
    <message>
      <source>Of transfer lists, grid persons, village facts and posts; other ledgers have none</source>
      <translation>适用于转移清单、网格责任人、行政村信息和组织责任；其他台账不分年度</translation>
    </message>
    <message>
      <source>Official name</source>
      <translation>正式名称</translation>
    </message>
    <message>
      <source>On the map?</source>
      <translation>是否在图上</translation>
    </message>
    <message>
      <source>On the transfer list</source>
      <translation>转移清单人数</translation>
    </message>
    <message>
      <source>On this computer (embedded, no server needed)</source>
      <translation>本机数据库（内置，无需服务器）</translation>
    </message>
    <message>
      <source>On this map already</source>
      <translation>本图已有</translation>
    </message>
    <message>
      <source>One file with the sheet (PDF), the picture for the provincial platform, the tables (Excel) and the map's data. It holds phones and households: for internal use.</source>
      <translation>一个文件，内有形势图（PDF）、省平台图片、全部表格（Excel）和图上数据。含电话和住户，仅供内部使用。</translation>
    </message>
    <message>
      <source>Only administrators can save; you can check a file.</source>
      <translation>只有系统管理员可以保存，您可以检查文件。</translation>
    </message>
    <message>
      <source>Only administrators change the list of areas. You can look at it and go to places.</source>
      <translation>只有系统管理员可以调整区划。您可以查看和定位。</translation>
    </message>
    <message>
      <source>Only an administrator manages users.</source>
      <translation>只有系统管理员可以管理用户。</translation>
    </message>
    <message>
      <source>Only county editors and administrators import base data. You can look at what there is.</source>
      <translation>只有县级编辑和系统管理员可以导入。您可以查看现有数据。</translation>
    </message>
    <message>
      <source>Only in an area that I draw</source>
      <translation>只看手绘范围内</translation>
    </message>
    <message>
      <source>Only the ground, with room to write: to be drawn on with pens</source>
      <translation>只有底图，留有书写位置，供会上用笔勾画</translation>
    </message>
    <message>
      <source>Only what has changed</source>
      <translation>只出有变化的</translation>
    </message>
    <message>
      <source>Only what we handed out with this ledger and nobody has changed since.</source>
      <translation>只停用随这份台账发出、此后无人改过的内容。</translation>
    </message>
    <message>
      <source>Only with attributes…</source>
      <translation>只看符合属性条件的…</translation>
    </message>
    <message>
      <source>Only within a distance of a place…</source>
      <translation>只看某处一定距离内…</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>打开</translation>
    </message>
    <message>
      <source>Open a file</source>
      <translation>打开文件</translation>
    </message>
    <message>
      <source>Open a file…</source>
      <translation>打开文件…</translation>
    </message>
    <message>
      <source>Open file</source>
      <translation>打开文件</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>打开文件夹</translation>
    </message>
    <message>
      <source>Open report</source>
      <translation>打开报告</translation>
    </message>
    <message>
      <source>Open the card</source>
      <translation>打开卡片</translation>
    </message>
    <message>
      <source>Open the tables…</source>
      <translation>打开表格…</translation>
    </message>
    <message>
      <source>Opening the file</source>
      <translation>正在打开附件</translation>
    </message>
    <message>
      <source>Order of the stream</source>
      <translation>河流等级</translation>
    </message>
    <message>
      <source>Organisation</source>
      <translation>责任机构</translation>
    </message>
    <message>
      <source>Origin: {origin}</source>
      <translation>来源：{origin}</translation>
    </message>
    <message>
      <source>Orthophoto</source>
      <translation>正射影像</translation>
    </message>
    <message>
      <source>Our county</source>
      <translation>本县</translation>
    </message>
    <message>
      <source>Our county's own</source>
      <translation>本县自定</translation>
    </message>
    <message>
      <source>Out of use</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>Overview</source>
      <translation>概览</translation>
    </message>
    <message>
      <source>Overview of the township</source>
      <translation>乡镇总图</translation>
    </message>
    <message>
      <source>PDF with layers</source>
      <translation>分层 PDF</translation>
    </message>
    <message>
      <source>Page before</source>
      <translation>上一页</translation>
    </message>
    <message>
      <source>Pale</source>
      <translation>淡</translation>
    </message>
    <message>
      <source>Paler or stronger</source>
      <translation>淡一些或深一些</translation>
    </message>
    <message>
      <source>Paper</source>
      <translation>图幅</translation>
    </message>
    <message>
      <source>Password</source>
      <translation>密码</translation>
    </message>
    <message>
      <source>Past figures</source>
      <translation>过去的数字</translation>
    </message>
    <message>
      <source>Paste from Excel</source>
      <translation>从 Excel 粘贴</translation>
    </message>
    <message>
      <source>People</source>
      <translation>人数</translation>
    </message>
    <message>
      <source>People affected</source>
      <translation>受灾害影响人口</translation>
    </message>
    <message>
      <source>People shared out to shelters</source>
      <translation>安排避灾场所</translation>
    </message>
    <message>
      <source>Person</source>
      <translation>人员</translation>
    </message>
    <message>
      <source>Person replaced</source>
      <translation>已换人</translation>
    </message>
    <message>
      <source>Persons</source>
      <translation>人数</translation>
    </message>
    <message>
      <source>Persons of one name</source>
      <translation>同名人员</translation>
    </message>
    <message>
      <source>Phone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>Phones</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>Phones are written only as far as you may see them. Every export is logged.</source>
      <translation>电话只在您有权查看时写入。每次导出都有记录。</translation>
    </message>
    <message>
      <source>Phones masked, no households: may be hung on a wall</source>
      <translation>电话隐去中间几位，不列住户，可以张贴</translation>
    </message>
    <message>
      <source>Photographs and PDF</source>
      <translation>照片和 PDF</translation>
    </message>
    <message>
      <source>Pictures and PDF (*.jpg *.jpeg *.png *.pdf)</source>
      <translation>图片和 PDF (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
      <source>Pin it here</source>
      <translation>标在这里</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Place it anew…</source>
      <translation>重新对位…</translation>
    </message>
    <message>
      <source>Place on the map</source>
      <translation>图上位置</translation>
    </message>
    <message>
      <source>Place or shape</source>
      <translation>位置或形状</translation>
    </message>
    <message>
      <source>Place {number}: click it in the picture.</source>
      <translation>第 {number} 个位置：先在图片上点一下。</translation>
    </message>
    <message>
      <source>Place {number}: click it in the picture. A photograph from the side needs four places; two or three cannot straighten it.</source>
      <translation>第 {number} 个位置：先在图片上点一下。斜着拍的照片要四个位置，两三个摆不正。</translation>
    </message>
    <message>
      <source>Place {number}: now click the same place on the map at the right.</source>
      <translation>第 {number} 个位置：再到右边地图上点同一位置。</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>可容纳</translation>
    </message>
    <message>
      <source>Plain paper</source>
      <translation>白底</translation>
    </message>
    <message>
      <source>Point symbols</source>
      <translation>点状要素</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>点</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>端口</translation>
    </message>
    <message>
      <source>Portrait…</source>
      <translation>全息画像…</translation>
    </message>
    <message>
      <source>Post</source>
      <translation>岗位</translation>
    </message>
    <message>
      <source>Preparing the database</source>
      <translation>正在准备数据库</translation>
    </message>
    <message>
      <source>Present data</source>
      <translation>现有数据</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <source>Preview the sheet</source>
      <translation>预览成图</translation>
    </message>
    <message>
      <source>Preview: settlements in danger (terrain {cell} m)</source>
      <translation>预览：易受灾聚居点（地形分辨率 {cell} 米）</translation>
    </message>
    <message>
      <source>Print map</source>
      <translation>打印图</translation>
    </message>
    <message>
      <source>Printable page…</source>
      <translation>打印页…</translation>
    </message>
    <message>
      <source>Printed in grey</source>
      <translation>黑白打印效果</translation>
    </message>
    <message>
      <source>Printed pages</source>
      <translation>打印页面</translation>
    </message>
    <message>
      <source>Printing the map</source>
      <translation>正在打印图</translation>
    </message>
    <message>
      <source>Progress of verification, and what is missing where</source>
      <translation>核实进度与资料缺项</translation>
    </message>
    <message>
      <source>Proposals</source>
      <translation>变更建议</translation>
    </message>
    <message>
      <source>Proposals ({count})</source>
      <translation>变更建议（{count}）</translation>
    </message>
    <message>
      <source>Propose to the departments</source>
      <translation>向主管部门提出</translation>
    </message>
    <message>
      <source>Proposed by</source>
      <translation>提出人</translation>
    </message>
    <message>
      <source>Proposing</source>
      <translation>正在提出</translation>
    </message>
    <message>
      <source>Protected object (blue)</source>
      <translation>防护目标（蓝色框）</translation>
    </message>
    <message>
      <source>Provincial guide</source>
      <translation>省级指南</translation>
    </message>
    <message>
      <source>Public</source>
      <translation>公示版</translation>
    </message>
    <message>
      <source>Put a picture under the map…</source>
      <translation>垫一张图片（照着画）…</translation>
    </message>
    <message>
      <source>Put it under the map</source>
      <translation>垫在地图下面</translation>
    </message>
    <message>
      <source>Put its name back</source>
      <translation>名称放回原处</translation>
    </message>
    <message>
      <source>Put its name elsewhere</source>
      <translation>移动名称</translation>
    </message>
    <message>
      <source>Put on the map…</source>
      <translation>落图…</translation>
    </message>
    <message>
      <source>Quantity</source>
      <translation>数量</translation>
    </message>
    <message>
      <source>Rank</source>
      <translation>排名</translation>
    </message>
    <message>
      <source>Raster under the map</source>
      <translation>图下的栅格</translation>
    </message>
    <message>
      <source>Rasters (*.tif *.tiff *.img *.jp2 *.gpkg)</source>
      <translation>栅格（*.tif *.tiff *.img *.jp2 *.gpkg）</translation>
    </message>
    <message>
      <source>Read everything anew</source>
      <translation>重新读取全部内容</translation>
    </message>
    <message>
      <source>Reading areas and categories</source>
      <translation>正在读取区域和类别</translation>
    </message>
    <message>
      <source>Reading files</source>
      <translation>读取文件</translation>
    </message>
    <message>
      <source>Reading the areas</source>
      <translation>正在读取区划</translation>
    </message>
    <message>
      <source>Reading the areas…</source>
      <translation>正在读取行政区……</translation>
    </message>
    <message>
      <source>Reading the card</source>
      <translation>正在读取登记卡</translation>
    </message>
    <message>
      <source>Reading the categories</source>
      <translation>正在读取类别</translation>
    </message>
    <message>
      <source>Reading the check-ups</source>
      <translation>正在读取体检结果</translation>
    </message>
    <message>
      <source>Reading the events</source>
      <translation>正在读取事件</translation>
    </message>
    <message>
      <source>Reading the file</source>
      <translation>正在读取文件</translation>
    </message>
    <message>
      <source>Reading the form</source>
      <translation>正在读取报表</translation>
    </message>
    <message>
      <source>Reading the last report</source>
      <translation>正在读取上次报送</translation>
    </message>
    <message>
      <source>Reading the list of ledgers</source>
      <translation>读取导入记录</translation>
    </message>
    <message>
      <source>Reading the list of maps</source>
      <translation>读取形势图列表</translation>
    </message>
    <message>
      <source>Reading the list…</source>
      <translation>正在读取列表……</translation>
    </message>
    <message>
      <source>Reading the persons</source>
      <translation>正在读取人员</translation>
    </message>
    <message>
      <source>Reading the portrait</source>
      <translation>正在读取全息画像</translation>
    </message>
    <message>
      <source>Reading the registers</source>
      <translation>正在读取登记册</translation>
    </message>
    <message>
      <source>Reading the runs</source>
      <translation>正在读取分析记录</translation>
    </message>
    <message>
      <source>Reading the settlements</source>
      <translation>正在读取聚居点</translation>
    </message>
    <message>
      <source>Reading the symbol</source>
      <translation>正在读取符号</translation>
    </message>
    <message>
      <source>Reading the symbols</source>
      <translation>正在读取符号库</translation>
    </message>
    <message>
      <source>Reading the tasks</source>
      <translation>正在读取任务</translation>
    </message>
    <message>
      <source>Reading the users</source>
      <translation>正在读取用户</translation>
    </message>
    <message>
      <source>Reading the villages</source>
      <translation>正在读取村列表</translation>
    </message>
    <message>
      <source>Reading what is to be verified</source>
      <translation>正在读取待核实内容</translation>
    </message>
    <message>
      <source>Reading who has reported</source>
      <translation>正在读取报送情况</translation>
    </message>
    <message>
      <source>Reading {name}</source>
      <translation>正在读取 {name}</translation>
    </message>
    <message>
      <source>Reading…</source>
      <translation>正在读取…</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>理由</translation>
    </message>
    <message>
      <source>Reason, where the figures break a rule</source>
      <translation>不符合校核关系时填写理由</translation>
    </message>
    <message>
      <source>Reasons</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <source>Refresh</source>
      <translation>刷新</translation>
    </message>
    <message>
      <source>Register</source>
      <translation>登记情况</translation>
    </message>
    <message>
      <source>Register card</source>
      <translation>登记卡</translation>
    </message>
    <message>
      <source>Registered population</source>
      <translation>户籍人口</translation>
    </message>
    <message>
      <source>Registers</source>
      <translation>登记册</translation>
    </message>
    <message>
      <source>Reject…</source>
      <translation>不采纳…</translation>
    </message>
    <message>
      <source>Relief</source>
      <translation>地形晕渲</translation>
    </message>
    <message>
      <source>Relief of the terrain</source>
      <translation>地形晕渲</translation>
    </message>
    <message>
      <source>Relief resource (green)</source>
      <translation>应急资源（绿色框）</translation>
    </message>
    <message>
      <source>Relief resources</source>
      <translation>救灾资源</translation>
    </message>
    <message>
      <source>Remark</source>
      <translation>审核意见</translation>
    </message>
    <message>
      <source>Remark: click the place that it is about.</source>
      <translation>审核意见：请点要说明的位置。</translation>
    </message>
    <message>
      <source>Remark…</source>
      <translation>加意见…</translation>
    </message>
    <message>
      <source>Reminders</source>
      <translation>催报</translation>
    </message>
    <message>
      <source>Reminders…</source>
      <translation>催报…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Remove the file</source>
      <translation>删除附件</translation>
    </message>
    <message>
      <source>Remove “{name}”? It cannot be brought back.</source>
      <translation>删除“{name}”？删除后无法恢复。</translation>
    </message>
    <message>
      <source>Removed</source>
      <translation>删减</translation>
    </message>
    <message>
      <source>Rename {area}</source>
      <translation>{area}更名</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>更名…</translation>
    </message>
    <message>
      <source>Replace a person</source>
      <translation>换人</translation>
    </message>
    <message>
      <source>Replace a person…</source>
      <translation>换人…</translation>
    </message>
    <message>
      <source>Replace everywhere</source>
      <translation>全部替换</translation>
    </message>
    <message>
      <source>Replace symbols that are here, drawn or named otherwise</source>
      <translation>替换本地图形或名称不同的符号</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Report in a typhoon, see who is missing, make the bulletin</source>
      <translation>台风期间报送、查看未报单位、生成快报</translation>
    </message>
    <message>
      <source>Reports are due for</source>
      <translation>报送阶段</translation>
    </message>
    <message>
      <source>Reports for</source>
      <translation>填报单位</translation>
    </message>
    <message>
      <source>Reshaped: {name}</source>
      <translation>已改形状：{name}</translation>
    </message>
    <message>
      <source>Resident population</source>
      <translation>常住人口</translation>
    </message>
    <message>
      <source>Resized: {name}</source>
      <translation>已调整大小：{name}</translation>
    </message>
    <message>
      <source>Resources</source>
      <translation>应急资源</translation>
    </message>
    <message>
      <source>Response level</source>
      <translation>响应等级</translation>
    </message>
    <message>
      <source>Responsible party</source>
      <translation>责任主体</translation>
    </message>
    <message>
      <source>Responsible person</source>
      <translation>责任人</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>恢复</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Retire</source>
      <translation>停用</translation>
    </message>
    <message>
      <source>Retire the {count} things that are no longer in the ledger</source>
      <translation>停用台账中已没有的 {count} 项</translation>
    </message>
    <message>
      <source>Retire “{name}”?</source>
      <translation>停用“{name}”？</translation>
    </message>
    <message>
      <source>Retired</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>Retired on</source>
      <translation>停用日期</translation>
    </message>
    <message>
      <source>Retired things</source>
      <translation>已停用的风险源和资源</translation>
    </message>
    <message>
      <source>Retired: it is in the history only.</source>
      <translation>已停用，仅在历史中保留。</translation>
    </message>
    <message>
      <source>Retired…</source>
      <translation>已停用…</translation>
    </message>
    <message>
      <source>Retire…</source>
      <translation>停用…</translation>
    </message>
    <message>
      <source>Return the map</source>
      <translation>退回</translation>
    </message>
    <message>
      <source>Return…</source>
      <translation>退回…</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>审核</translation>
    </message>
    <message>
      <source>Rights</source>
      <translation>权限</translation>
    </message>
    <message>
      <source>Rights…</source>
      <translation>权限…</translation>
    </message>
    <message>
      <source>Risk level</source>
      <translation>风险等级</translation>
    </message>
    <message>
      <source>Risk sources</source>
      <translation>风险源</translation>
    </message>
    <message>
      <source>Risk sources, relief resources, shelters and people to move, added up from the registers.</source>
      <translation>根据登记库汇总风险源、救灾资源、避灾场所和需转移人数。</translation>
    </message>
    <message>
      <source>Risks</source>
      <translation>风险隐患</translation>
    </message>
    <message>
      <source>Rivers and lakes</source>
      <translation>水系</translation>
    </message>
    <message>
      <source>Roads</source>
      <translation>道路</translation>
    </message>
    <message>
      <source>Roads, houses, waters and contours; the smallest files</source>
      <translation>道路、房屋、水系和等高线；文件最小</translation>
    </message>
    <message>
      <source>Room for</source>
      <translation>可容纳</translation>
    </message>
    <message>
      <source>Route {number} drawn</source>
      <translation>已画路线{number}</translation>
    </message>
    <message>
      <source>Route {number}: {length} m{climb}, {minutes} minutes on foot</source>
      <translation>路线{number}：{length}米{climb}，步行约{minutes}分钟</translation>
    </message>
    <message>
      <source>Row</source>
      <translation>行</translation>
    </message>
    <message>
      <source>Row {row}, {column}: {problem}</source>
      <translation>第{row}行“{column}”：{problem}</translation>
    </message>
    <message>
      <source>Rows</source>
      <translation>行数</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>分析记录</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <source>Save as Excel</source>
      <translation>存为 Excel</translation>
    </message>
    <message>
      <source>Save in</source>
      <translation>保存到</translation>
    </message>
    <message>
      <source>Save this form as Excel</source>
      <translation>导出本表为 Excel</translation>
    </message>
    <message>
      <source>Saving</source>
      <translation>正在保存</translation>
    </message>
    <message>
      <source>Saving the event</source>
      <translation>正在保存事件</translation>
    </message>
    <message>
      <source>Score (0–4)</source>
      <translation>分值（0–4）</translation>
    </message>
    <message>
      <source>Screen, {across} x {down} pixels</source>
      <translation>屏幕，{across}×{down} 像素</translation>
    </message>
    <message>
      <source>Search by name</source>
      <translation>按名称查找</translation>
    </message>
    <message>
      <source>Search by name or code</source>
      <translation>按类别名称或代码查找</translation>
    </message>
    <message>
      <source>Search by name, pinyin, number or phone</source>
      <translation>按名称、拼音、编号或电话查找</translation>
    </message>
    <message>
      <source>Search for an area</source>
      <translation>查找区划</translation>
    </message>
    <message>
      <source>Search in the list</source>
      <translation>在列表中查找</translation>
    </message>
    <message>
      <source>Search symbols: name, pinyin or code</source>
      <translation>搜索符号：名称、拼音、代码</translation>
    </message>
    <message>
      <source>Search: name, code, year</source>
      <translation>搜索：村名、代码、年度</translation>
    </message>
    <message>
      <source>Search: name, pinyin, initials, code or category</source>
      <translation>搜索：名称、拼音、首字母、代码或类别</translation>
    </message>
    <message>
      <source>See what would move</source>
      <translation>看看会迁移什么</translation>
    </message>
    <message>
      <source>Select</source>
      <translation>选择</translation>
    </message>
    <message>
      <source>Sender</source>
      <translation>报送单位</translation>
    </message>
    <message>
      <source>Sending in a moment…</source>
      <translation>马上同步…</translation>
    </message>
    <message>
      <source>Sent at</source>
      <translation>报送时间</translation>
    </message>
    <message>
      <source>Sent by</source>
      <translation>报送人</translation>
    </message>
    <message>
      <source>Service</source>
      <translation>服务名</translation>
    </message>
    <message>
      <source>Set on two places. A third one would show how well it fits.</source>
      <translation>已对好两个位置。再点第三个可看出误差。</translation>
    </message>
    <message>
      <source>Set the draft aside and begin again</source>
      <translation>把这份草稿放在一边，重新开始</translation>
    </message>
    <message>
      <source>Set the picture on the map</source>
      <translation>图片对位</translation>
    </message>
    <message>
      <source>Settings…</source>
      <translation>设置…</translation>
    </message>
    <message>
      <source>Settlements in danger (terrain {cell} m)</source>
      <translation>易受灾聚居点（地形分辨率 {cell} 米）</translation>
    </message>
    <message>
      <source>Shape</source>
      <translation>改形状</translation>
    </message>
    <message>
      <source>Share of the registered things that have it; red where less than 80 % are verified.</source>
      <translation>已填写该项的数量占登记数的比例；核实率低于 80% 的地区以红色标出。</translation>
    </message>
    <message>
      <source>Share out {count} people without a shelter</source>
      <translation>为 {count} 人安排避灾场所</translation>
    </message>
    <message>
      <source>Sheet</source>
      <translation>工作表</translation>
    </message>
    <message>
      <source>Sheet of each village</source>
      <translation>村(社区)形势图</translation>
    </message>
    <message>
      <source>Sheets</source>
      <translation>出图</translation>
    </message>
    <message>
      <source>Sheets are being drawn.</source>
      <translation>正在出图。</translation>
    </message>
    <message>
      <source>Sheets that lie in the folder already and would come out the same stay</source>
      <translation>文件夹中已有、重出也不会有变化的图幅保留不动</translation>
    </message>
    <message>
      <source>Sheets to print</source>
      <translation>形势图出图</translation>
    </message>
    <message>
      <source>Sheets…</source>
      <translation>出图…</translation>
    </message>
    <message>
      <source>Shelter</source>
      <translation>避灾场所</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>查看</translation>
    </message>
    <message>
      <source>Show a simple QGIS</source>
      <translation>显示简洁界面</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>全部显示</translation>
    </message>
    <message>
      <source>Show all of QGIS</source>
      <translation>显示完整 QGIS</translation>
    </message>
    <message>
      <source>Show its place</source>
      <translation>到图上指位置</translation>
    </message>
    <message>
      <source>Show on the map</source>
      <translation>在图上看</translation>
    </message>
    <message>
      <source>Show only</source>
      <translation>只看</translation>
    </message>
    <message>
      <source>Show only things where …</source>
      <translation>只显示符合以下条件的记录</translation>
    </message>
    <message>
      <source>Show only “{name}”</source>
      <translation>只看“{name}”</translation>
    </message>
    <message>
      <source>Show the whole village</source>
      <translation>显示全村</translation>
    </message>
    <message>
      <source>Show where it belongs…</source>
      <translation>对位…</translation>
    </message>
    <message>
      <source>Signed in as {kind} in {database}</source>
      <translation>以{kind}身份登录 {database}</translation>
    </message>
    <message>
      <source>Since</source>
      <translation>建立日期</translation>
    </message>
    <message>
      <source>Six places are enough. Press “Done”, or take the last one back.</source>
      <translation>六个位置足够了。请按“完成”，或退回最后一个。</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>缩小</translation>
    </message>
    <message>
      <source>So far</source>
      <translation>原来</translation>
    </message>
    <message>
      <source>Some of it stays: it was changed since.</source>
      <translation>其中一部分后来又改过，保持不变。</translation>
    </message>
    <message>
      <source>Somebody else changed the same things as you. Nothing is lost: choose one version of each.</source>
      <translation>别人和您改了同一处内容。两份都在，没有丢失：请逐项选一个。</translation>
    </message>
    <message>
      <source>Somebody else changed this at the same time. Choose on the left which is right.</source>
      <translation>别人同时也改了这一处。请在左边选择以哪个为准。</translation>
    </message>
    <message>
      <source>Something is wrong…</source>
      <translation>有异议…</translation>
    </message>
    <message>
      <source>Something unexpected happened: {reason}</source>
      <translation>出现意外情况：{reason}</translation>
    </message>
    <message>
      <source>Split {area}</source>
      <translation>拆分{area}</translation>
    </message>
    <message>
      <source>Split…</source>
      <translation>拆分…</translation>
    </message>
    <message>
      <source>Standard (once in … years)</source>
      <translation>防洪（潮）标准（年一遇）</translation>
    </message>
    <message>
      <source>Standard GB/T 35649 (code and name; our own drawing)</source>
      <translation>国标 GB/T 35649（代码和名称；图形自绘）</translation>
    </message>
    <message>
      <source>Stands for: {subjects}</source>
      <translation>用于：{subjects}</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>State of the map</source>
      <translation>形势图状态</translation>
    </message>
    <message>
      <source>Statistics</source>
      <translation>统计报表</translation>
    </message>
    <message>
      <source>Statistics of the registers</source>
      <translation>登记库统计</translation>
    </message>
    <message>
      <source>Statistics: risk sources, resources, shelters, completeness</source>
      <translation>统计报表：风险源、资源、避灾容量、完整性</translation>
    </message>
    <message>
      <source>Statistics…</source>
      <translation>统计报表…</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Stay</source>
      <translation>不关闭</translation>
    </message>
    <message>
      <source>Step back</source>
      <translation>上一步</translation>
    </message>
    <message>
      <source>Still to do</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>Stop and close</source>
      <translation>停止并关闭</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>正在停止…</translation>
    </message>
    <message>
      <source>Storeys</source>
      <translation>层数</translation>
    </message>
    <message>
      <source>Straightened on four places. Clicks that are a little off move it by about {metres} m; a fifth place would show how well it fits.</source>
      <translation>已按四个位置摆正。点得稍偏会差约 {metres} 米；再加一个位置可看出误差。</translation>
    </message>
    <message>
      <source>Streams</source>
      <translation>河流溪沟</translation>
    </message>
    <message>
      <source>Strong</source>
      <translation>深</translation>
    </message>
    <message>
      <source>Sub-labels</source>
      <translation>子类文字</translation>
    </message>
    <message>
      <source>Sub-labels: {labels}</source>
      <translation>子类文字：{labels}</translation>
    </message>
    <message>
      <source>Submit</source>
      <translation>上报</translation>
    </message>
    <message>
      <source>Surveyed</source>
      <translation>测绘日期</translation>
    </message>
    <message>
      <source>Symbol</source>
      <translation>符号</translation>
    </message>
    <message>
      <source>Symbol library</source>
      <translation>地图符号库</translation>
    </message>
    <message>
      <source>Symbol library…</source>
      <translation>地图符号库…</translation>
    </message>
    <message>
      <source>Symbols</source>
      <translation>符号</translation>
    </message>
    <message>
      <source>Synchronise now</source>
      <translation>立即同步</translation>
    </message>
    <message>
      <source>Synchronising</source>
      <translation>同步</translation>
    </message>
    <message>
      <source>Synchronising…</source>
      <translation>正在同步…</translation>
    </message>
    <message>
      <source>Table</source>
      <translation>统计表</translation>
    </message>
    <message>
      <source>Table changed: {name}</source>
      <translation>已改表格：{name}</translation>
    </message>
    <message>
      <source>Tables of {village}, {year}</source>
      <translation>{village}{year}年表格</translation>
    </message>
    <message>
      <source>Take along</source>
      <translation>带走</translation>
    </message>
    <message>
      <source>Take along on a stick</source>
      <translation>带走</translation>
    </message>
    <message>
      <source>Take along on a stick…</source>
      <translation>带走（存到U盘）…</translation>
    </message>
    <message>
      <source>Take back</source>
      <translation>撤销导入</translation>
    </message>
    <message>
      <source>Take back…</source>
      <translation>撤销导入…</translation>
    </message>
    <message>
      <source>Take in</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>Take it away</source>
      <translation>移除</translation>
    </message>
    <message>
      <source>Take it back</source>
      <translation>撤回</translation>
    </message>
    <message>
      <source>Take out of use</source>
      <translation>停用</translation>
    </message>
    <message>
      <source>Take over</source>
      <translation>采用</translation>
    </message>
    <message>
      <source>Take over and change</source>
      <translation>采用并修改</translation>
    </message>
    <message>
      <source>Take the last place back</source>
      <translation>退回最后一个位置</translation>
    </message>
    <message>
      <source>Take the merger back</source>
      <translation>撤销合并</translation>
    </message>
    <message>
      <source>Take the submission back</source>
      <translation>撤回上报</translation>
    </message>
    <message>
      <source>Take the tick away from a number that no longer holds.</source>
      <translation>已停用的号码，请去掉前面的勾。</translation>
    </message>
    <message>
      <source>Take the tick away if this number no longer holds</source>
      <translation>号码已停用就去掉勾</translation>
    </message>
    <message>
      <source>Take {code} {name} out of use?</source>
      <translation>停用符号 {code} {name}？</translation>
    </message>
    <message>
      <source>Take “{file}” back?</source>
      <translation>撤销“{file}”的导入？</translation>
    </message>
    <message>
      <source>Taken</source>
      <translation>已安排</translation>
    </message>
    <message>
      <source>Taken back</source>
      <translation>已撤销</translation>
    </message>
    <message>
      <source>Taken back: {new} new rows were retired, {changed} changed rows have their earlier values.</source>
      <translation>已撤销：新增的 {new} 行已停用，改动的 {changed} 行已恢复原来的内容。</translation>
    </message>
    <message>
      <source>Taken for</source>
      <translation>当作</translation>
    </message>
    <message>
      <source>Taken in.</source>
      <translation>已导入。</translation>
    </message>
    <message>
      <source>Taken in: {new} new, {changed} changed, {same} as before, {refused} left out.</source>
      <translation>已导入：新增 {new}，有改动 {changed}，没变化 {same}，未导入 {refused}。</translation>
    </message>
    <message>
      <source>Taken over: {name}</source>
      <translation>已采用：{name}</translation>
    </message>
    <message>
      <source>Taking back</source>
      <translation>正在撤销</translation>
    </message>
    <message>
      <source>Taking in the symbols</source>
      <translation>正在导入符号</translation>
    </message>
    <message>
      <source>Taking the boundaries in</source>
      <translation>正在导入界线</translation>
    </message>
    <message>
      <source>Taking the file in</source>
      <translation>正在导入</translation>
    </message>
    <message>
      <source>Taking the ledger in</source>
      <translation>正在导入台账</translation>
    </message>
    <message>
      <source>Taking the symbol out of use</source>
      <translation>正在停用符号</translation>
    </message>
    <message>
      <source>Task</source>
      <translation>任务</translation>
    </message>
    <message>
      <source>Tasks</source>
      <translation>核实任务</translation>
    </message>
    <message>
      <source>Tasks ({count} overdue)</source>
      <translation>核实任务（逾期 {count}）</translation>
    </message>
    <message>
      <source>Telephone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>Terrain</source>
      <translation>地形</translation>
    </message>
    <message>
      <source>Terrain analysis</source>
      <translation>地形分析</translation>
    </message>
    <message>
      <source>Terrain model</source>
      <translation>地形模型</translation>
    </message>
    <message>
      <source>Terrain model (DEM)</source>
      <translation>高程模型（DEM）</translation>
    </message>
    <message>
      <source>The address of map tiles (XYZ) or of a WMTS service, as your county gave it to you. Without a network the map stays empty there.</source>
      <translation>县里提供的地图瓦片（XYZ）或 WMTS 服务地址。没有网络时这里为空白。</translation>
    </message>
    <message>
      <source>The administrator of the database keeps the symbols.</source>
      <translation>符号库由数据库管理员维护。</translation>
    </message>
    <message>
      <source>The boundary of this area is not known yet.</source>
      <translation>该区划还没有界线。</translation>
    </message>
    <message>
      <source>The card has changes that are not saved.</source>
      <translation>登记卡上有尚未保存的修改。</translation>
    </message>
    <message>
      <source>The check-up found {errors} errors and {warnings} warnings</source>
      <translation>体检有 {errors} 个错误、{warnings} 个提醒</translation>
    </message>
    <message>
      <source>The code stays. Ledgers with the old name still find it.</source>
      <translation>代码不变。台账里写旧名仍能认出。</translation>
    </message>
    <message>
      <source>The county's server, by address</source>
      <translation>县服务器（填写地址）</translation>
    </message>
    <message>
      <source>The county's server, by service name</source>
      <translation>县服务器（选择服务名）</translation>
    </message>
    <message>
      <source>The danger was removed</source>
      <translation>隐患已消除</translation>
    </message>
    <message>
      <source>The data are old: of {first}</source>
      <translation>资料陈旧：截至 {first}</translation>
    </message>
    <message>
      <source>The database does not answer; it is tried again by itself.</source>
      <translation>数据库没有回应，系统会自动再试。</translation>
    </message>
    <message>
      <source>The database has not answered yet.</source>
      <translation>数据库尚未回应。</translation>
    </message>
    <message>
      <source>The database has version {database}, this software needs {software}.</source>
      <translation>数据库版本为 {database}，本软件需要 {software}。</translation>
    </message>
    <message>
      <source>The database is ready.</source>
      <translation>数据库已就绪。</translation>
    </message>
    <message>
      <source>The database itself is chosen in the menu 防汛防台, “Connection…”.</source>
      <translation>数据库在“防汛防台”菜单的“数据库连接…”中选择。</translation>
    </message>
    <message>
      <source>The figure is of {day}: things may since have moved or gone.</source>
      <translation>这是{day}的数字，之后可能有移动或删减。</translation>
    </message>
    <message>
      <source>The file is there again. Go on.</source>
      <translation>文件又有了，请继续。</translation>
    </message>
    <message>
      <source>The finished sheet</source>
      <translation>成图预览</translation>
    </message>
    <message>
      <source>The form is in {path}.</source>
      <translation>报表已保存：{path}</translation>
    </message>
    <message>
      <source>The ground of all maps. A file takes the place of all that the township had of its kind.</source>
      <translation>各类地图的底图。导入的文件整体替换该乡镇原有的同类数据。</translation>
    </message>
    <message>
      <source>The last {count} are listed; look for others by name.</source>
      <translation>只列出最近停用的 {count} 处，其余请按名称查找。</translation>
    </message>
    <message>
      <source>The layer “{first}” is see-through: in the PDF it would become a picture</source>
      <translation>图层“{first}”设了透明：在 PDF 中会变成图片</translation>
    </message>
    <message>
      <source>The level was saved: {level}.</source>
      <translation>风险等级已保存：{level}。</translation>
    </message>
    <message>
      <source>The list could not be read. Files can be drawn all the same.</source>
      <translation>列表读取失败。仍可添加文件出图。</translation>
    </message>
    <message>
      <source>The map is now: {state}</source>
      <translation>这张图现在是：{state}</translation>
    </message>
    <message>
      <source>The memory of this computer is used up.</source>
      <translation>本机内存不足。</translation>
    </message>
    <message>
      <source>The name “{first}” found no room on the map</source>
      <translation>“{first}”的注记在图上放不下</translation>
    </message>
    <message>
      <source>The newest map so far: {year}, {state}. It stays as it is.</source>
      <translation>现有最新地图：{year}年，{state}。它不会改变。</translation>
    </message>
    <message>
      <source>The old one stops working at once.</source>
      <translation>旧密码立即失效。</translation>
    </message>
    <message>
      <source>The picture lies under the map. Another place makes it more exact: click it in the picture.</source>
      <translation>图片已垫在地图下面。再加一个位置会更准：先在图片上点一下。</translation>
    </message>
    <message>
      <source>The picture under the map covers only {first} of the village</source>
      <translation>图下的影像只覆盖本村的 {first}</translation>
    </message>
    <message>
      <source>The picture under the map weighs {first} MB as PNG, {second} MB are allowed: choose JPG, or plain paper</source>
      <translation>图下的影像存为PNG有{first} MB，只允许{second} MB：请改用JPG，或不加影像</translation>
    </message>
    <message>
      <source>The place is not saved yet.</source>
      <translation>位置已指定，尚未保存。</translation>
    </message>
    <message>
      <source>The places lie too near to each other. Take the last one back.</source>
      <translation>位置离得太近，请退回最后一个。</translation>
    </message>
    <message>
      <source>The registers also have ({count})</source>
      <translation>登记册里本村已有（{count}）</translation>
    </message>
    <message>
      <source>The registers and the maps of the county lie in one shared database.</source>
      <translation>全县的登记册和形势图保存在同一个共享数据库中。</translation>
    </message>
    <message>
      <source>The reminders were copied: paste them where you write.</source>
      <translation>催报文字已复制，可粘贴到短信、微信或公文里。</translation>
    </message>
    <message>
      <source>The rights change at once, in open windows too.</source>
      <translation>权限立即生效，已打开的窗口也不例外。</translation>
    </message>
    <message>
      <source>The row in full</source>
      <translation>本行全文</translation>
    </message>
    <message>
      <source>The run has not been kept.</source>
      <translation>本次结果还没有保留。</translation>
    </message>
    <message>
      <source>The run is kept, with its inputs and thresholds.</source>
      <translation>已保留本次结果，连同输入资料和阈值。</translation>
    </message>
    <message>
      <source>The server does not answer. Your work is kept here and goes there later.</source>
      <translation>服务器没有应答。您的改动都存在本机，恢复后自动上报。</translation>
    </message>
    <message>
      <source>The server has everything.</source>
      <translation>已与服务器同步。</translation>
    </message>
    <message>
      <source>The server refused your changes: {reason}</source>
      <translation>服务器没有接受您的改动：{reason}</translation>
    </message>
    <message>
      <source>The service answers with an error ({number}). Try again later.</source>
      <translation>网络底图服务出错（{number}），请稍后再试。</translation>
    </message>
    <message>
      <source>The service does not answer: no network, or it is away. You can go on drawing.</source>
      <translation>网络底图没有回应：没有网络，或服务停了。可以照常绘图。</translation>
    </message>
    <message>
      <source>The service has no picture of this place.</source>
      <translation>网络底图没有这一带的图。</translation>
    </message>
    <message>
      <source>The service lets nobody in. Perhaps its key is wrong or used up; ask your county.</source>
      <translation>网络底图不让访问，可能密钥不对或用完了，请问县里。</translation>
    </message>
    <message>
      <source>The situation map, one for every ticked village</source>
      <translation>每个勾选的村一幅形势图</translation>
    </message>
    <message>
      <source>The symbols of “{first}” and “{second}” overlap</source>
      <translation>“{first}”与“{second}”的符号相互压盖</translation>
    </message>
    <message>
      <source>The terrain suggests ({count})</source>
      <translation>地形分析建议（{count}）</translation>
    </message>
    <message>
      <source>Theirs</source>
      <translation>对方的</translation>
    </message>
    <message>
      <source>There are no rows to paste: copy them in Excel first.</source>
      <translation>没有可粘贴的内容，请先在 Excel 中复制。</translation>
    </message>
    <message>
      <source>There is no base map here: no roads, houses or waters</source>
      <translation>此处没有底图：没有道路、房屋和水系</translation>
    </message>
    <message>
      <source>There is no drawing of the symbol {first}</source>
      <translation>符号 {first} 没有图形</translation>
    </message>
    <message>
      <source>There is no map on this computer yet.

Connect to the database, or open a file that was given to you.</source>
      <translation>本机还没有地图。

请先连接数据库，或打开别人交给您的文件。</translation>
    </message>
    <message>
      <source>There is no map yet. Make one in the editor first, or add files.</source>
      <translation>还没有形势图。请先在编辑器中新建，或添加文件。</translation>
    </message>
    <message>
      <source>There is no map yet. “New map…” makes one.</source>
      <translation>还没有地图。请点“新建地图…”。</translation>
    </message>
    <message>
      <source>There is no such file.</source>
      <translation>没有这个文件。</translation>
    </message>
    <message>
      <source>There is no such folder.</source>
      <translation>没有这个文件夹。</translation>
    </message>
    <message>
      <source>There is nothing here to move. Click right on a symbol, a line or an area.</source>
      <translation>这里没有可移动的对象。请点准符号、线或面。</translation>
    </message>
    <message>
      <source>These places cannot straighten the photograph: three of them lie in a line, or two were swapped. Take the last one back.</source>
      <translation>这几个位置无法把照片摆正：三个在一条线上，或有两个弄反了。请退回最后一个。</translation>
    </message>
    <message>
      <source>They are on no map and in no count. Open the card of one to restore it.</source>
      <translation>这里的条目不上图、不计数。打开卡片即可恢复。</translation>
    </message>
    <message>
      <source>They are stored with every run. The highest score decides the class, the weighted sum the rank.</source>
      <translation>阈值随每次分析保存。最高分决定等级，加权和决定排名。</translation>
    </message>
    <message>
      <source>They take the place of {count} earlier ones.</source>
      <translation>替换原有的 {count} 个。</translation>
    </message>
    <message>
      <source>Thing</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Thing on the map</source>
      <translation>图上对象</translation>
    </message>
    <message>
      <source>Things</source>
      <translation>应核实</translation>
    </message>
    <message>
      <source>This area has no boundary yet: import it.</source>
      <translation>该区划还没有界线，请导入。</translation>
    </message>
    <message>
      <source>This computer cannot show a PDF here; make the bulletin to look at it.</source>
      <translation>本机无法在此显示 PDF，请生成快报后查看。</translation>
    </message>
    <message>
      <source>This entry stays</source>
      <translation>保留这一条</translation>
    </message>
    <message>
      <source>This is a preview: look at it on the map, then keep it or discard it.</source>
      <translation>这是预览：请在地图上查看，再保留或放弃。</translation>
    </message>
    <message>
      <source>This is no danger zone with a place on the map. Click inside a zone.</source>
      <translation>这里不是危险区。请点在危险区内。</translation>
    </message>
    <message>
      <source>This is no shelter. Click the symbol of a shelter.</source>
      <translation>这里不是避灾场所。请点避灾场所的符号。</translation>
    </message>
    <message>
      <source>This is not of your areas and categories: you may read it, but not change it.</source>
      <translation>不在您负责的区划和类别之内：可以查看，不能修改。</translation>
    </message>
    <message>
      <source>This is not on the map any more: somebody else has just taken it off.</source>
      <translation>它已不在图上：刚刚被别人删除了。</translation>
    </message>
    <message>
      <source>This is the same person</source>
      <translation>是同一个人</translation>
    </message>
    <message>
      <source>This lies outside your areas: you may read it, but not change it.</source>
      <translation>不在您负责的区划之内：可以查看，不能修改。</translation>
    </message>
    <message>
      <source>This map is {state}: you can look at it, but not change it.</source>
      <translation>这张图{state}，可以查看，不能修改。</translation>
    </message>
    <message>
      <source>This person belongs to another village and is changed there.</source>
      <translation>此人属于别的村，请在那里更改。</translation>
    </message>
    <message>
      <source>This place lies outside the areas in which you may add things.</source>
      <translation>此处不在您可以新增登记的区划之内。</translation>
    </message>
    <message>
      <source>This report</source>
      <translation>本次报送</translation>
    </message>
    <message>
      <source>This row back to default</source>
      <translation>本行恢复默认</translation>
    </message>
    <message>
      <source>This village has a draft of this year already. Close this window and open it, or:</source>
      <translation>该村今年已有草稿。请关闭本窗口后打开它；如要重来：</translation>
    </message>
    <message>
      <source>This will be the first map of this village.</source>
      <translation>这将是该村的第一张图。</translation>
    </message>
    <message>
      <source>Those that are finished stay. Stop drawing the others?</source>
      <translation>已完成的图会保留。要停止其余的吗？</translation>
    </message>
    <message>
      <source>Thresholds</source>
      <translation>阈值</translation>
    </message>
    <message>
      <source>Thresholds…</source>
      <translation>阈值…</translation>
    </message>
    <message>
      <source>Thresholds… ({count} changed)</source>
      <translation>阈值…（已改 {count} 个）</translation>
    </message>
    <message>
      <source>Tick all</source>
      <translation>全选</translation>
    </message>
    <message>
      <source>Tick everything and look for no name</source>
      <translation>勾选全部，清除查找</translation>
    </message>
    <message>
      <source>Tick it off when it is done.</source>
      <translation>改好后打勾。</translation>
    </message>
    <message>
      <source>Tick none</source>
      <translation>全不选</translation>
    </message>
    <message>
      <source>Tick the villages, look at one, then export them all.</source>
      <translation>勾选村（社区），先预览一张，再全部导出。</translation>
    </message>
    <message>
      <source>Tick what the ledgers are about, say where and for whom, then write them all in one go.</source>
      <translation>勾选台账内容，选定区域和发给谁，一次全部生成。</translation>
    </message>
    <message>
      <source>Tick who is the same person, and choose among them the entry that stays.</source>
      <translation>请勾选属于同一个人的记录，并选定保留哪一条。</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>职务</translation>
    </message>
    <message>
      <source>To be mended</source>
      <translation>必须改正</translation>
    </message>
    <message>
      <source>To be verified</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>To merge villages, choose several with the Ctrl key held down.</source>
      <translation>要合并，请按住 Ctrl 键选中几个村。</translation>
    </message>
    <message>
      <source>To think about</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>To verify</source>
      <translation>待核实清单</translation>
    </message>
    <message>
      <source>Township</source>
      <translation>乡镇</translation>
    </message>
    <message>
      <source>Transfer list</source>
      <translation>转移清单</translation>
    </message>
    <message>
      <source>Tree and map are as of {time}.</source>
      <translation>目录和地图为 {time} 的内容。</translation>
    </message>
    <message>
      <source>Try</source>
      <translation>测试</translation>
    </message>
    <message>
      <source>Trying the connection</source>
      <translation>正在测试连接</translation>
    </message>
    <message>
      <source>Tunnel</source>
      <translation>隧道</translation>
    </message>
    <message>
      <source>Turn</source>
      <translation>旋转</translation>
    </message>
    <message>
      <source>Turned: {name}</source>
      <translation>已旋转：{name}</translation>
    </message>
    <message>
      <source>Type a part of the name</source>
      <translation>输入名称的一部分</translation>
    </message>
    <message>
      <source>Typhoon number</source>
      <translation>台风编号</translation>
    </message>
    <message>
      <source>Typhoon reports</source>
      <translation>台风报表</translation>
    </message>
    <message>
      <source>Typhoon reports…</source>
      <translation>台风报表…</translation>
    </message>
    <message>
      <source>Unchecked</source>
      <translation>未体检</translation>
    </message>
    <message>
      <source>Under the map</source>
      <translation>图下垫底</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Undo changes</source>
      <translation>撤回修改</translation>
    </message>
    <message>
      <source>Unit</source>
      <translation>单位</translation>
    </message>
    <message>
      <source>Unit and position</source>
      <translation>单位和职务</translation>
    </message>
    <message>
      <source>Unlock</source>
      <translation>解锁</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>Use again</source>
      <translation>恢复使用</translation>
    </message>
    <message>
      <source>Use these</source>
      <translation>采用</translation>
    </message>
    <message>
      <source>User and password</source>
      <translation>用户名和密码</translation>
    </message>
    <message>
      <source>Users</source>
      <translation>用户管理</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>Verification</source>
      <translation>核实</translation>
    </message>
    <message>
      <source>Verification of the registers</source>
      <translation>登记册核实</translation>
    </message>
    <message>
      <source>Verified</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>Verified on</source>
      <translation>核实日期</translation>
    </message>
    <message>
      <source>Verified, it is right</source>
      <translation>核实无误</translation>
    </message>
    <message>
      <source>Verified: {count}</source>
      <translation>已核实{count}项</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>版本</translation>
    </message>
    <message>
      <source>Version {revision} · {person}, {time}</source>
      <translation>第 {revision} 版 · {person} {time}</translation>
    </message>
    <message>
      <source>Version {version}</source>
      <translation>第 {version} 版</translation>
    </message>
    <message>
      <source>Village</source>
      <translation>村（社区）</translation>
    </message>
    <message>
      <source>Village meeting</source>
      <translation>村民会议</translation>
    </message>
    <message>
      <source>Village {number} from the west</source>
      <translation>自西起第 {number} 村</translation>
    </message>
    <message>
      <source>Villages</source>
      <translation>村</translation>
    </message>
    <message>
      <source>WGS 84, degrees</source>
      <translation>WGS 84，经纬度</translation>
    </message>
    <message>
      <source>Waiting first</source>
      <translation>待办在前</translation>
    </message>
    <message>
      <source>Warns them</source>
      <translation>预警责任人</translation>
    </message>
    <message>
      <source>Waters</source>
      <translation>水域</translation>
    </message>
    <message>
      <source>Weight of the task</source>
      <translation>任务轻重</translation>
    </message>
    <message>
      <source>Western village</source>
      <translation>西侧的村</translation>
    </message>
    <message>
      <source>What</source>
      <translation>建议内容</translation>
    </message>
    <message>
      <source>What changed in the registers?</source>
      <translation>登记册有哪些变化？</translation>
    </message>
    <message>
      <source>What did the check-ups find?</source>
      <translation>体检发现了什么？</translation>
    </message>
    <message>
      <source>What differs from last year in red; from the database</source>
      <translation>与上年不同之处用红色标出；须从数据库出图</translation>
    </message>
    <message>
      <source>What else can be done</source>
      <translation>更多</translation>
    </message>
    <message>
      <source>What has no place on the map goes to</source>
      <translation>没有坐标的归到</translation>
    </message>
    <message>
      <source>What has to be done? The village reads this.</source>
      <translation>需要怎样修改？村里会看到这段话。</translation>
    </message>
    <message>
      <source>What is found</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>What is near</source>
      <translation>周边情况</translation>
    </message>
    <message>
      <source>What is near a place</source>
      <translation>查看某处周边</translation>
    </message>
    <message>
      <source>What is new?</source>
      <translation>新增什么？</translation>
    </message>
    <message>
      <source>What is otherwise</source>
      <translation>变化内容</translation>
    </message>
    <message>
      <source>What is set</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>What is to be verified</source>
      <translation>查看待核实清单</translation>
    </message>
    <message>
      <source>What is wrong</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>What is wrong?</source>
      <translation>有什么问题？</translation>
    </message>
    <message>
      <source>What should be changed here?</source>
      <translation>这里应该怎样修改？</translation>
    </message>
    <message>
      <source>What stands first</source>
      <translation>排序</translation>
    </message>
    <message>
      <source>What this step needs</source>
      <translation>本步常用</translation>
    </message>
    <message>
      <source>What to draw</source>
      <translation>出什么图</translation>
    </message>
    <message>
      <source>What to say to senders who are late or missing</source>
      <translation>给未报、迟报单位的催报文字</translation>
    </message>
    <message>
      <source>What was exported</source>
      <translation>导出内容</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>检查结果</translation>
    </message>
    <message>
      <source>What we keep</source>
      <translation>入库内容</translation>
    </message>
    <message>
      <source>When</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Where people live in danger</source>
      <translation>哪里有人住在危险处</translation>
    </message>
    <message>
      <source>Where this person is named</source>
      <translation>出现在哪里</translation>
    </message>
    <message>
      <source>Which database?</source>
      <translation>使用哪个数据库？</translation>
    </message>
    <message>
      <source>Which version is right?</source>
      <translation>以哪个为准？</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>导入人</translation>
    </message>
    <message>
      <source>Who answers</source>
      <translation>责任人</translation>
    </message>
    <message>
      <source>Who answers for it</source>
      <translation>责任人</translation>
    </message>
    <message>
      <source>Who checks what by when, how far it is, and what the villages' maps propose to change.</source>
      <translation>谁在何时之前核实什么、进展如何，以及各村形势图提出的变更建议。</translation>
    </message>
    <message>
      <source>Who comes in the place of {name}?</source>
      <translation>由谁接替{name}？</translation>
    </message>
    <message>
      <source>Who has reported</source>
      <translation>报送情况</translation>
    </message>
    <message>
      <source>Who is asked</source>
      <translation>报送单位</translation>
    </message>
    <message>
      <source>Who is late or missing at the last deadline of each form.</source>
      <translation>每种报表最近一次截止时间未报、迟报的单位。</translation>
    </message>
    <message>
      <source>Who is reached</source>
      <translation>受影响人员</translation>
    </message>
    <message>
      <source>Who may change this thing, and did not propose it, decides.</source>
      <translation>由有权修改该对象且不是提出人的用户审定。</translation>
    </message>
    <message>
      <source>Who verifies what?</source>
      <translation>由谁核实什么？</translation>
    </message>
    <message>
      <source>Who works with the database</source>
      <translation>使用数据库的人员</translation>
    </message>
    <message>
      <source>Who, and what for?</source>
      <translation>人员与权限</translation>
    </message>
    <message>
      <source>Whose telephone number has changed in a ledger may stand here twice. Compare, then merge.</source>
      <translation>台账里换了电话的人，可能在册里成了两条。请比较后合并。</translation>
    </message>
    <message>
      <source>Why is it rejected?</source>
      <translation>为什么不采纳？</translation>
    </message>
    <message>
      <source>Why is it void? The village reads this.</source>
      <translation>为什么作废？村里会看到这段话。</translation>
    </message>
    <message>
      <source>Why?</source>
      <translation>理由是什么？</translation>
    </message>
    <message>
      <source>Why? For example: pulled down, treated, belongs to another village.</source>
      <translation>为什么？例如：已拆除、已治理、属于别的村。</translation>
    </message>
    <message>
      <source>Why? For example: there is a wall, nobody lives there. The department reads it.</source>
      <translation>为什么？例如：已做挡墙、无人居住。主管部门会看到这句话。</translation>
    </message>
    <message>
      <source>Width (m)</source>
      <translation>宽度（m）</translation>
    </message>
    <message>
      <source>With errors</source>
      <translation>有错误</translation>
    </message>
    <message>
      <source>With phones and households, stamped 内部使用</source>
      <translation>含电话和住户名单，加盖“内部使用”</translation>
    </message>
    <message>
      <source>Withdraw the map</source>
      <translation>撤回提交</translation>
    </message>
    <message>
      <source>Withdraw…</source>
      <translation>撤销…</translation>
    </message>
    <message>
      <source>Within a distance</source>
      <translation>一定距离内</translation>
    </message>
    <message>
      <source>Word in the file</source>
      <translation>文件中的用词</translation>
    </message>
    <message>
      <source>Working copies and snapshots</source>
      <translation>工作副本和快照</translation>
    </message>
    <message>
      <source>Write as workbook</source>
      <translation>导出 Excel</translation>
    </message>
    <message>
      <source>Write the ledgers</source>
      <translation>生成台账</translation>
    </message>
    <message>
      <source>Write the package</source>
      <translation>生成成果包</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>正在写文件</translation>
    </message>
    <message>
      <source>Writing the form</source>
      <translation>正在生成报表</translation>
    </message>
    <message>
      <source>Writing the ledgers</source>
      <translation>正在生成台账</translation>
    </message>
    <message>
      <source>Writing the package</source>
      <translation>正在生成成果包</translation>
    </message>
    <message>
      <source>Writing the page</source>
      <translation>正在生成打印页</translation>
    </message>
    <message>
      <source>Writing the reminders</source>
      <translation>正在写催办清单</translation>
    </message>
    <message>
      <source>Writing the statistics</source>
      <translation>生成统计报表</translation>
    </message>
    <message>
      <source>Writing the symbols</source>
      <translation>正在导出符号</translation>
    </message>
    <message>
      <source>Writing {name}</source>
      <translation>正在写入 {name}</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>已导出</translation>
    </message>
    <message>
      <source>Written to {folder}</source>
      <translation>已写入 {folder}</translation>
    </message>
    <message>
      <source>Written: {file}</source>
      <translation>已生成：{file}</translation>
    </message>
    <message>
      <source>Written: {path}</source>
      <translation>已写入：{path}</translation>
    </message>
    <message>
      <source>YYYY-MM-DD</source>
      <translation>年-月-日</translation>
    </message>
    <message>
      <source>Year</source>
      <translation>年度</translation>
    </message>
    <message>
      <source>Year of lists</source>
      <translation>清单年度</translation>
    </message>
    <message>
      <source>Year of lists and maps</source>
      <translation>清单和形势图年度</translation>
    </message>
    <message>
      <source>Yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>You have no right to change this. What you typed is still here.</source>
      <translation>您无权修改这条记录，填写的内容仍在。如有需要，请向管理员申请权限。</translation>
    </message>
    <message>
      <source>You may read the registers, but not change them.</source>
      <translation>您的账号可以查看登记册，不能修改。</translation>
    </message>
    <message>
      <source>Zero report</source>
      <translation>零报告</translation>
    </message>
    <message>
      <source>a new code</source>
      <translation>用新代码</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>已采纳</translation>
    </message>
    <message>
      <source>active</source>
      <translation>正常</translation>
    </message>
    <message>
      <source>administrator</source>
      <translation>系统管理员</translation>
    </message>
    <message>
      <source>all</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>all done</source>
      <translation>已完成</translation>
    </message>
    <message>
      <source>all rows or none</source>
      <translation>有错误就全部不导入</translation>
    </message>
    <message>
      <source>an exercise: everything is marked as simulated data</source>
      <translation>演练，所有成果标“模拟数据”</translation>
    </message>
    <message>
      <source>and what is within</source>
      <translation>外扩</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>还有 {count} 条</translation>
    </message>
    <message>
      <source>approved by the township</source>
      <translation>乡镇已审</translation>
    </message>
    <message>
      <source>archived</source>
      <translation>已归档</translation>
    </message>
    <message>
      <source>area</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>as before</source>
      <translation>没变化</translation>
    </message>
    <message>
      <source>as it was known at</source>
      <translation>过去时刻</translation>
    </message>
    <message>
      <source>as on the evening of</source>
      <translation>截至这一天晚上：</translation>
    </message>
    <message>
      <source>as on {day}</source>
      <translation>截至 {day}</translation>
    </message>
    <message>
      <source>as the file says</source>
      <translation>按文件所述</translation>
    </message>
    <message>
      <source>as the file says it</source>
      <translation>按文件所写</translation>
    </message>
    <message>
      <source>as the file says: {system}</source>
      <translation>按文件所述：{system}</translation>
    </message>
    <message>
      <source>as the sheets say it; else a name or code: 水库, 0601, R3</source>
      <translation>按表名识别；也可填：水库、0601、R3</translation>
    </message>
    <message>
      <source>at most 4 characters, shown from 8 mm</source>
      <translation>最多 4 个字，8 毫米以上时显示</translation>
    </message>
    <message>
      <source>beside</source>
      <translation>对比</translation>
    </message>
    <message>
      <source>blue on the map</source>
      <translation>地图上蓝色的</translation>
    </message>
    <message>
      <source>canal</source>
      <translation>渠道</translation>
    </message>
    <message>
      <source>cancelled</source>
      <translation>已取消</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>有改动</translation>
    </message>
    <message>
      <source>changed {day}</source>
      <translation>{day} 改</translation>
    </message>
    <message>
      <source>changes</source>
      <translation>变化对比</translation>
    </message>
    <message>
      <source>coast line</source>
      <translation>岸线</translation>
    </message>
    <message>
      <source>control measures</source>
      <translation>控制措施</translation>
    </message>
    <message>
      <source>county approver</source>
      <translation>县审批员</translation>
    </message>
    <message>
      <source>county editor</source>
      <translation>县数据管理员</translation>
    </message>
    <message>
      <source>county road</source>
      <translation>县道</translation>
    </message>
    <message>
      <source>deleted</source>
      <translation>已删除</translation>
    </message>
    <message>
      <source>department</source>
      <translation>部门</translation>
    </message>
    <message>
      <source>dike</source>
      <translation>堤防</translation>
    </message>
    <message>
      <source>done</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>done · 1:{scale} · {pages} pages · {seconds} s</source>
      <translation>完成 · 1:{scale} · {pages} 页 · {seconds} 秒</translation>
    </message>
    <message>
      <source>done · {count} cards</source>
      <translation>完成 · {count} 张卡</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>drawn area</source>
      <translation>所画范围</translation>
    </message>
    <message>
      <source>drawn stretch</source>
      <translation>所画河段</translation>
    </message>
    <message>
      <source>drawn: the village is cut into {count}</source>
      <translation>已画好：该村分成 {count} 块</translation>
    </message>
    <message>
      <source>ended</source>
      <translation>已结束</translation>
    </message>
    <message>
      <source>error</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>everything in one file</source>
      <translation>全部放在一个文件</translation>
    </message>
    <message>
      <source>file on this computer</source>
      <translation>本机文件</translation>
    </message>
    <message>
      <source>for departments: 06 or 0601,0602,R3</source>
      <translation>部门用户填写：06 或 0601,0602,R3</translation>
    </message>
    <message>
      <source>for example the number of the decree</source>
      <translation>例如批复文号</translation>
    </message>
    <message>
      <source>for example: check before the flood season</source>
      <translation>例如：汛前核实</translation>
    </message>
    <message>
      <source>found and registered</source>
      <translation>已找到且已登记</translation>
    </message>
    <message>
      <source>found only</source>
      <translation>仅分析找到</translation>
    </message>
    <message>
      <source>from a file</source>
      <translation>来自文件</translation>
    </message>
    <message>
      <source>handed in, not sent yet</source>
      <translation>待上报</translation>
    </message>
    <message>
      <source>handed out on {day}</source>
      <translation>下发于 {day}</translation>
    </message>
    <message>
      <source>in the drawn area</source>
      <translation>在手绘范围内</translation>
    </message>
    <message>
      <source>in the other run only</source>
      <translation>仅另一次分析有</translation>
    </message>
    <message>
      <source>in the register</source>
      <translation>登记中有</translation>
    </message>
    <message>
      <source>in this run only</source>
      <translation>仅本次分析有</translation>
    </message>
    <message>
      <source>keep {name} ({code})</source>
      <translation>沿用{name}（{code}）</translation>
    </message>
    <message>
      <source>kinds, separated by 、</source>
      <translation>多个之间用“、”隔开</translation>
    </message>
    <message>
      <source>landscape</source>
      <translation>横幅</translation>
    </message>
    <message>
      <source>ledger</source>
      <translation>台账</translation>
    </message>
    <message>
      <source>left empty</source>
      <translation>不填</translation>
    </message>
    <message>
      <source>line</source>
      <translation>线</translation>
    </message>
    <message>
      <source>list</source>
      <translation>列表</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>已锁定</translation>
    </message>
    <message>
      <source>marked</source>
      <translation>标注</translation>
    </message>
    <message>
      <source>missing</source>
      <translation>已缺</translation>
    </message>
    <message>
      <source>motorway</source>
      <translation>高速公路</translation>
    </message>
    <message>
      <source>must be chosen</source>
      <translation>请选择</translation>
    </message>
    <message>
      <source>national road</source>
      <translation>国道</translation>
    </message>
    <message>
      <source>new</source>
      <translation>新增</translation>
    </message>
    <message>
      <source>no emergency response</source>
      <translation>未启动应急响应</translation>
    </message>
    <message>
      <source>no longer there</source>
      <translation>已不存在</translation>
    </message>
    <message>
      <source>no map yet</source>
      <translation>还没有地图</translation>
    </message>
    <message>
      <source>no place yet</source>
      <translation>还没有位置</translation>
    </message>
    <message>
      <source>none</source>
      <translation>无</translation>
    </message>
    <message>
      <source>not assessed</source>
      <translation>未评定</translation>
    </message>
    <message>
      <source>not bound to an area</source>
      <translation>未按区划</translation>
    </message>
    <message>
      <source>not counted</source>
      <translation>未统计</translation>
    </message>
    <message>
      <source>not drawn</source>
      <translation>未出图</translation>
    </message>
    <message>
      <source>not drawn yet</source>
      <translation>还没有画</translation>
    </message>
    <message>
      <source>not drawn: {reason}</source>
      <translation>未出图：{reason}</translation>
    </message>
    <message>
      <source>not handed in yet</source>
      <translation>尚未提交</translation>
    </message>
    <message>
      <source>not on the map</source>
      <translation>未落图</translation>
    </message>
    <message>
      <source>not registered</source>
      <translation>未登记</translation>
    </message>
    <message>
      <source>notice</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>official name</source>
      <translation>正式名称</translation>
    </message>
    <message>
      <source>official name, for example 方江屿村委会</source>
      <translation>正式名称，例如 方江屿村委会</translation>
    </message>
    <message>
      <source>on the map</source>
      <translation>已落图</translation>
    </message>
    <message>
      <source>one file for each department that answers for them</source>
      <translation>每个主管部门一份（共管的类别各发一份）</translation>
    </message>
    <message>
      <source>one file for each township</source>
      <translation>每个乡镇（街道）一份</translation>
    </message>
    <message>
      <source>only the rows without errors</source>
      <translation>只导入没有错误的行</translation>
    </message>
    <message>
      <source>orange on the map</source>
      <translation>地图上橙色的</translation>
    </message>
    <message>
      <source>other place</source>
      <translation>位置变动</translation>
    </message>
    <message>
      <source>overdue</source>
      <translation>逾期</translation>
    </message>
    <message>
      <source>own level, no village</source>
      <translation>本级/未分村</translation>
    </message>
    <message>
      <source>owner of the database</source>
      <translation>数据库所有者</translation>
    </message>
    <message>
      <source>path</source>
      <translation>小路</translation>
    </message>
    <message>
      <source>person</source>
      <translation>人员</translation>
    </message>
    <message>
      <source>phone</source>
      <translation>电话</translation>
    </message>
    <message>
      <source>place moved</source>
      <translation>位置有变动</translation>
    </message>
    <message>
      <source>place on the map</source>
      <translation>坐标</translation>
    </message>
    <message>
      <source>place {number} {metres} m</source>
      <translation>第 {number} 个 {metres} 米</translation>
    </message>
    <message>
      <source>point</source>
      <translation>点</translation>
    </message>
    <message>
      <source>polygon</source>
      <translation>面</translation>
    </message>
    <message>
      <source>pond or lake</source>
      <translation>湖塘</translation>
    </message>
    <message>
      <source>portrait</source>
      <translation>竖幅</translation>
    </message>
    <message>
      <source>proposed</source>
      <translation>已提出</translation>
    </message>
    <message>
      <source>provincial road</source>
      <translation>省道</translation>
    </message>
    <message>
      <source>published</source>
      <translation>已发布</translation>
    </message>
    <message>
      <source>reason: {reason}</source>
      <translation>理由：{reason}</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>有错误</translation>
    </message>
    <message>
      <source>registered only</source>
      <translation>仅已登记</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>未采纳</translation>
    </message>
    <message>
      <source>reservoir</source>
      <translation>水库</translation>
    </message>
    <message>
      <source>responsible party</source>
      <translation>责任主体</translation>
    </message>
    <message>
      <source>retired</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>returned</source>
      <translation>退回</translation>
    </message>
    <message>
      <source>returned by the county</source>
      <translation>县退回</translation>
    </message>
    <message>
      <source>returned by the township</source>
      <translation>乡镇退回</translation>
    </message>
    <message>
      <source>river</source>
      <translation>河流</translation>
    </message>
    <message>
      <source>sea</source>
      <translation>海</translation>
    </message>
    <message>
      <source>seawall</source>
      <translation>海塘</translation>
    </message>
    <message>
      <source>sheet</source>
      <translation>形势图</translation>
    </message>
    <message>
      <source>small letters and digits, for example wang.dahai</source>
      <translation>小写字母和数字，例如 wang.dahai</translation>
    </message>
    <message>
      <source>statistics</source>
      <translation>统计</translation>
    </message>
    <message>
      <source>stays</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>still to do</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>stream</source>
      <translation>溪流</translation>
    </message>
    <message>
      <source>submitted</source>
      <translation>已提交</translation>
    </message>
    <message>
      <source>submitted, under review</source>
      <translation>已提交，审核中</translation>
    </message>
    <message>
      <source>take it out of the registers</source>
      <translation>从登记册中删减</translation>
    </message>
    <message>
      <source>taken away</source>
      <translation>清空</translation>
    </message>
    <message>
      <source>taken back</source>
      <translation>已撤销</translation>
    </message>
    <message>
      <source>taken in</source>
      <translation>已导入</translation>
    </message>
    <message>
      <source>the area itself</source>
      <translation>本地区</translation>
    </message>
    <message>
      <source>the county's command office</source>
      <translation>默认为县防汛防台抗旱指挥部办公室</translation>
    </message>
    <message>
      <source>the first {count} are listed</source>
      <translation>列出前 {count} 处</translation>
    </message>
    <message>
      <source>the map shows {shown} of {total} here, the most severe first: zoom in to see all</source>
      <translation>此范围共 {total} 处，图上显示风险最高的 {shown} 处，放大可看全部</translation>
    </message>
    <message>
      <source>the office of each area</source>
      <translation>各区划本单位</translation>
    </message>
    <message>
      <source>the registered zones</source>
      <translation>已登记的危险区</translation>
    </message>
    <message>
      <source>the terrain model of the base data</source>
      <translation>基础数据中的地形模型</translation>
    </message>
    <message>
      <source>to be placed</source>
      <translation>待落图</translation>
    </message>
    <message>
      <source>to confirm</source>
      <translation>待确认</translation>
    </message>
    <message>
      <source>to the evening of</source>
      <translation>至</translation>
    </message>
    <message>
      <source>to verify</source>
      <translation>待核实</translation>
    </message>
    <message>
      <source>township reviewer</source>
      <translation>乡镇审核员</translation>
    </message>
    <message>
      <source>township road</source>
      <translation>乡道</translation>
    </message>
    <message>
      <source>unchanged, the sheet stays · 1:{scale} · {pages} pages</source>
      <translation>未变化，沿用原图 · 1:{scale} · {pages} 页</translation>
    </message>
    <message>
      <source>verification</source>
      <translation>核实</translation>
    </message>
    <message>
      <source>verified</source>
      <translation>已核实</translation>
    </message>
    <message>
      <source>verified within 12 months</source>
      <translation>12个月内核实</translation>
    </message>
    <message>
      <source>viewer</source>
      <translation>查阅人员</translation>
    </message>
    <message>
      <source>viewer of the county</source>
      <translation>县级查阅人员</translation>
    </message>
    <message>
      <source>village compiler</source>
      <translation>村级编制员</translation>
    </message>
    <message>
      <source>village road</source>
      <translation>村道</translation>
    </message>
    <message>
      <source>void</source>
      <translation>作废</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>等待</translation>
    </message>
    <message>
      <source>waiting for its place</source>
      <translation>待落图</translation>
    </message>
    <message>
      <source>waits</source>
      <translation>待处理</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>提醒</translation>
    </message>
    <message>
      <source>with errors</source>
      <translation>有错误</translation>
    </message>
    <message>
      <source>with what is registered already</source>
      <translation>带上已登记的内容</translation>
    </message>
    <message>
      <source>withdrawn</source>
      <translation>已撤销</translation>
    </message>
    <message>
      <source>within {metres} m of {place}</source>
      <translation>{place} 周围 {metres} 米内</translation>
    </message>
    <message>
      <source>without coordinates</source>
      <translation>无坐标</translation>
    </message>
    <message>
      <source>{added} added, {removed} removed, {moved} moved, {changed} changed</source>
      <translation>新增{added}处，删减{removed}处，移动{moved}处，变更{changed}处</translation>
    </message>
    <message>
      <source>{added} symbols added, {replaced} replaced, {unchanged} were the same.</source>
      <translation>新增 {added} 个，替换 {replaced} 个，相同 {unchanged} 个。</translation>
    </message>
    <message>
      <source>{area}, rank {rank}</source>
      <translation>{area}，第 {rank} 位</translation>
    </message>
    <message>
      <source>{area}, {at}, terrain {cell} m</source>
      <translation>{area}，{at}，地形 {cell} 米</translation>
    </message>
    <message>
      <source>{area}: {codes}</source>
      <translation>{area}：{codes}</translation>
    </message>
    <message>
      <source>{buildings} buildings, households: {households}, people: {people}; villages: {villages}</source>
      <translation>房屋 {buildings} 栋，户数：{households}，人数：{people}；涉及村：{villages}</translation>
    </message>
    <message>
      <source>{code} is deleted: no map had it.</source>
      <translation>{code} 没有形势图使用，已删除。</translation>
    </message>
    <message>
      <source>{code} is drawn as shipped again.</source>
      <translation>{code} 已恢复为软件自带的图形和名称。</translation>
    </message>
    <message>
      <source>{code} is offered again.</source>
      <translation>{code} 已恢复使用。</translation>
    </message>
    <message>
      <source>{code} is out of use.</source>
      <translation>{code} 已停用。</translation>
    </message>
    <message>
      <source>{code} {name} is in the library.</source>
      <translation>{code} {name} 已加入符号库。</translation>
    </message>
    <message>
      <source>{count} are not shown now: the panel “Registers” leaves them out, or shows another day.</source>
      <translation>{count}处目前没有显示：“登记册”面板的条件未包含它们，或显示的是另一天。</translation>
    </message>
    <message>
      <source>{count} areas in the file. Now “Check”.</source>
      <translation>文件中有 {count} 个区划，请按“检查”。</translation>
    </message>
    <message>
      <source>{count} categories are ticked.</source>
      <translation>已勾选 {count} 类。</translation>
    </message>
    <message>
      <source>{count} changes by others were taken in.</source>
      <translation>已收到别人的 {count} 处改动。</translation>
    </message>
    <message>
      <source>{count} entries name the one that stays from now on; the other is retired.</source>
      <translation>{count} 条记录将改记到保留的人名下，另一条人员停用。</translation>
    </message>
    <message>
      <source>{count} errors</source>
      <translation>{count} 个错误</translation>
    </message>
    <message>
      <source>{count} features in the file. Look at the fields, then “Check”.</source>
      <translation>文件中有 {count} 个要素，核对字段后按“检查”。</translation>
    </message>
    <message>
      <source>{count} files in {folder}.</source>
      <translation>{count} 个文件已保存到 {folder}。</translation>
    </message>
    <message>
      <source>{count} from the terrain</source>
      <translation>地形建议 {count}</translation>
    </message>
    <message>
      <source>{count} have no place yet.</source>
      <translation>{count}处待落图。</translation>
    </message>
    <message>
      <source>{count} have no shape and are left out.</source>
      <translation>{count} 个没有图形，不导入。</translation>
    </message>
    <message>
      <source>{count} in the registers</source>
      <translation>登记册有{count}处</translation>
    </message>
    <message>
      <source>{count} ledgers with {rows} rows were written.</source>
      <translation>已生成 {count} 份台账，共 {rows} 行。</translation>
    </message>
    <message>
      <source>{count} lie outside the township and are left out.</source>
      <translation>{count} 个在该乡镇之外，不导入。</translation>
    </message>
    <message>
      <source>{count} missing</source>
      <translation>缺{count}项</translation>
    </message>
    <message>
      <source>{count} not sent yet</source>
      <translation>{count} 步未上报</translation>
    </message>
    <message>
      <source>{count} not sent yet.</source>
      <translation>还有 {count} 步未上报。</translation>
    </message>
    <message>
      <source>{count} numbers differ from the default.</source>
      <translation>有 {count} 个数值与默认不同。</translation>
    </message>
    <message>
      <source>{count} of {total} changes have a place and are on the map.</source>
      <translation>{total} 处变化中有 {count} 处有坐标，已显示在地图上。</translation>
    </message>
    <message>
      <source>{count} on the map</source>
      <translation>{count} 处</translation>
    </message>
    <message>
      <source>{count} people have a shelter now.</source>
      <translation>已为 {count} 人安排避灾场所。</translation>
    </message>
    <message>
      <source>{count} persons stay, because other rows name them.</source>
      <translation>{count} 个人员保留，因为别处还在使用。</translation>
    </message>
    <message>
      <source>{count} persons whom only they named were retired too.</source>
      <translation>只有这些行用到的 {count} 位人员一并停用。</translation>
    </message>
    <message>
      <source>{count} places are on the map.</source>
      <translation>地图上有 {count} 处。</translation>
    </message>
    <message>
      <source>{count} rows</source>
      <translation>{count} 行</translation>
    </message>
    <message>
      <source>{count} rows pasted.</source>
      <translation>已粘贴{count}行。</translation>
    </message>
    <message>
      <source>{count} settlements in danger were found.</source>
      <translation>找到 {count} 处易受灾聚居点。</translation>
    </message>
    <message>
      <source>{count} settlements of high danger are newly proposed.</source>
      <translation>新提出 {count} 处高危险聚居点。</translation>
    </message>
    <message>
      <source>{count} shapes that cross themselves are repaired.</source>
      <translation>{count} 个图形自相交，已修复。</translation>
    </message>
    <message>
      <source>{count} still to choose</source>
      <translation>还有 {count} 项没有选</translation>
    </message>
    <message>
      <source>{count} symbols written to {file}</source>
      <translation>已导出 {count} 个符号：{file}</translation>
    </message>
    <message>
      <source>{count} tasks handed out.</source>
      <translation>已下发 {count} 项任务。</translation>
    </message>
    <message>
      <source>{count} things</source>
      <translation>共 {count} 处</translation>
    </message>
    <message>
      <source>{count} things saved.</source>
      <translation>已保存 {count} 处。</translation>
    </message>
    <message>
      <source>{count} things that it had retired are in use again.</source>
      <translation>随它停用的 {count} 处已恢复使用。</translation>
    </message>
    <message>
      <source>{count} things were changed by somebody else too.</source>
      <translation>有 {count} 处别人也改了。</translation>
    </message>
    <message>
      <source>{count} things were retired.</source>
      <translation>已停用 {count} 项。</translation>
    </message>
    <message>
      <source>{count} ticked</source>
      <translation>已选 {count} 个</translation>
    </message>
    <message>
      <source>{count} to decide: changed by two people</source>
      <translation>{count} 处两人都改了，请选定</translation>
    </message>
    <message>
      <source>{count} to think about</source>
      <translation>{count}项提醒</translation>
    </message>
    <message>
      <source>{count} to verify</source>
      <translation>{count}项待核实</translation>
    </message>
    <message>
      <source>{count} too few</source>
      <translation>缺 {count} 个</translation>
    </message>
    <message>
      <source>{done} of {all} sheets</source>
      <translation>已完成 {done} / {all} 张</translation>
    </message>
    <message>
      <source>{done}: {what}</source>
      <translation>{done}：{what}</translation>
    </message>
    <message>
      <source>{errors} errors, {warnings} warnings</source>
      <translation>{errors} 个错误，{warnings} 个提醒</translation>
    </message>
    <message>
      <source>{factor}, {what}: {wrong}</source>
      <translation>{factor}，{what}：{wrong}</translation>
    </message>
    <message>
      <source>{failed} not drawn: see the list.</source>
      <translation>{failed} 张未出，详见列表。</translation>
    </message>
    <message>
      <source>{features} from {file} ({source_crs} to EPSG:4490).</source>
      <translation>{file}：{features} 个（由 {source_crs} 转为 EPSG:4490）。</translation>
    </message>
    <message>
      <source>{figure}: counts nothing.</source>
      <translation>{figure}：没有可统计的对象。</translation>
    </message>
    <message>
      <source>{figure}: looking for what it counts…</source>
      <translation>{figure}：正在查找所统计的对象…</translation>
    </message>
    <message>
      <source>{figure}: {count} things, {chosen} of them selected on the map.</source>
      <translation>{figure}：共{count}处，其中{chosen}处已在地图上选中。</translation>
    </message>
    <message>
      <source>{figure}: {count} things.</source>
      <translation>{figure}：共{count}处。</translation>
    </message>
    <message>
      <source>{file} cannot be read or written: {reason}</source>
      <translation>{file} 无法读写：{reason}</translation>
    </message>
    <message>
      <source>{first} cannot be read: the sheet was drawn without it</source>
      <translation>{first} 无法读取：出图时没有用它</translation>
    </message>
    <message>
      <source>{form} was handed in.</source>
      <translation>已报送{form}。</translation>
    </message>
    <message>
      <source>{kind}: {name}</source>
      <translation>{kind}：{name}</translation>
    </message>
    <message>
      <source>{login} signs in with this password:</source>
      <translation>{login} 的登录密码：</translation>
    </message>
    <message>
      <source>{made} files in {folder}.</source>
      <translation>{folder} 中已有 {made} 个文件。</translation>
    </message>
    <message>
      <source>{made} sheets in {folder}.</source>
      <translation>{made} 张图已保存到 {folder}。</translation>
    </message>
    <message>
      <source>{metres} m</source>
      <translation>{metres}米</translation>
    </message>
    <message>
      <source>{names} become one village. What is registered there goes along; past years stay as they were. This cannot be undone with one click: see first what would move.</source>
      <translation>{names} 合并为一个村。已登记的内容随之迁移，往年的保持原样。合并后不能一键撤销，请先看看会迁移什么。</translation>
    </message>
    <message>
      <source>{name} (ended)</source>
      <translation>{name}（已停用）</translation>
    </message>
    <message>
      <source>{name} (now {now})</source>
      <translation>{name}（现{now}）</translation>
    </message>
    <message>
      <source>{name} can be taken along. Bring it back with “Open a file…”.</source>
      <translation>{name} 可以带走了。带回来时点“打开文件…”。</translation>
    </message>
    <message>
      <source>{name} is active again.</source>
      <translation>{name} 已恢复使用。</translation>
    </message>
    <message>
      <source>{name} is locked.</source>
      <translation>{name} 已锁定。</translation>
    </message>
    <message>
      <source>{name} lies in {folder}: {count} files with their check sums.</source>
      <translation>{name} 已存入 {folder}：共 {count} 个文件，附校验码。</translation>
    </message>
    <message>
      <source>{name} lies there already. Choose another folder, or move that file away.</source>
      <translation>那里已有 {name}。请换一个文件夹，或先移走该文件。</translation>
    </message>
    <message>
      <source>{name} stands here twice again.</source>
      <translation>“{name}”又恢复为两条。</translation>
    </message>
    <message>
      <source>{name} stands in the register once now.</source>
      <translation>“{name}”在册里只有一条了。</translation>
    </message>
    <message>
      <source>{name} stands in {count} places; all of them change at once.</source>
      <translation>{name}出现在{count}处，将一次全部替换。</translation>
    </message>
    <message>
      <source>{name}: click corner after corner. Double click ends, Esc gives up.</source>
      <translation>{name}：依次点各个角点，双击结束，Esc 放弃。</translation>
    </message>
    <message>
      <source>{name}: click the place on the map. Esc gives up.</source>
      <translation>{name}：请在地图上点它的位置。Esc 放弃。</translation>
    </message>
    <message>
      <source>{name}: the rights were changed.</source>
      <translation>{name}：权限已修改。</translation>
    </message>
    <message>
      <source>{paper}, turned to suit the village</source>
      <translation>{paper}（横竖按村形自动选择）</translation>
    </message>
    <message>
      <source>{person} changed this at {time}. Your changes are kept: save to put both together.</source>
      <translation>{person}已于 {time} 修改了这条记录。您的修改仍在，保存时会合并。</translation>
    </message>
    <message>
      <source>{place}, {count} corners</source>
      <translation>{place}，{count} 个节点</translation>
    </message>
    <message>
      <source>{problem}. The map has no layers yet to see it on.</source>
      <translation>{problem}。地图上还没有图层，看不到该处。</translation>
    </message>
    <message>
      <source>{read} areas read: {changed} changed, {added} new, {same} as before, {left_out} left out. {errors} errors, {questions} to confirm. Nothing is saved yet.</source>
      <translation>读到 {read} 个区划：{changed} 个有改动，{added} 个新增，{same} 个没变化，{left_out} 个未采用。错误 {errors} 条，待确认 {questions} 条。还没有保存。</translation>
    </message>
    <message>
      <source>{read} rows: {new} new, {changed} changed, {same} as before, {refused} with errors, {unplaced} to be placed. Nothing is saved yet.</source>
      <translation>共 {read} 行：新增 {new}，有改动 {changed}，没变化 {same}，有错误 {refused}；待落图 {unplaced}。还没有保存。</translation>
    </message>
    <message>
      <source>{rows} rows. Wrong? Choose what the column is, then check again.</source>
      <translation>共 {rows} 行。不对？在右边改选该列的内容，再检查一次。</translation>
    </message>
    <message>
      <source>{shelter}: {people} of {capacity} places</source>
      <translation>{shelter}：已安排 {people} 人，可容纳 {capacity} 人</translation>
    </message>
    <message>
      <source>{shelter}: {people} people, room not known</source>
      <translation>{shelter}：已安排 {people} 人，容量不明</translation>
    </message>
    <message>
      <source>{state} ({person}): {reason}</source>
      <translation>{state}（{person}）：{reason}</translation>
    </message>
    <message>
      <source>{unchanged} of them were there already, unchanged.</source>
      <translation>其中 {unchanged} 幅未变化，沿用原图。</translation>
    </message>
    <message>
      <source>{what}. Drag the copy to its place; households and people are blank.</source>
      <translation>{what}。请拖到位置上，户数人数留空待填。</translation>
    </message>
    <message>
      <source>{what}. “Undo” brings it back.</source>
      <translation>{what}。点“撤销”可恢复。</translation>
    </message>
    <message>
      <source>{what}: done.</source>
      <translation>{what}：已完成。</translation>
    </message>
    <message>
      <source>{words} ({more})</source>
      <translation>{words}（{more}）</translation>
    </message>
    <message>
      <source>{year}, version {version}</source>
      <translation>{year}年第{version}版</translation>
    </message>
    <message>
      <source>— not read —</source>
      <translation>—— 不读取 ——</translation>
    </message>
    <message>
      <source>“Check” shows here how the columns are read.</source>
      <translation>按“检查”后，这里显示各列是怎样读取的。</translation>
    </message>
    <message>
      <source>“Preview” adds up the figures.</source>
      <translation>按“预览”汇总数字。</translation>
    </message>
    <message>
      <source>“Preview” shows the first pages.</source>
      <translation>按“预览”查看前几页。</translation>
    </message>
    <message>
      <source>“{button}” makes it.</source>
      <translation>点“{button}”即可建立。</translation>
    </message>
    <message>
      <source>“{first}” lies outside the map</source>
      <translation>“{first}”在图幅之外</translation>
    </message>
    <message>
      <source>“{name}” is in no danger</source>
      <translation>“{name}”没有危险</translation>
    </message>
    <message>
      <source>“{name}” is not here</source>
      <translation>“{name}”不在此</translation>
    </message>
    <message>
      <source>“{name}” lies under the map.</source>
      <translation>“{name}”已垫在地图下面。</translation>
    </message>
    <message>
      <source>“{name}” was accepted.</source>
      <translation>“{name}”已采纳。</translation>
    </message>
    <message>
      <source>“{name}” was added.</source>
      <translation>已新增“{name}”。</translation>
    </message>
    <message>
      <source>“{name}” was rejected.</source>
      <translation>“{name}”未采纳。</translation>
    </message>
    <message>
      <source>“{name}” was restored.</source>
      <translation>已恢复“{name}”。</translation>
    </message>
    <message>
      <source>“{name}” was retired.</source>
      <translation>已停用“{name}”。</translation>
    </message>
    <message>
      <source>“{name}” was saved.</source>
      <translation>已保存“{name}”。</translation>
    </message>
    <message>
      <source>“{title}” was saved.</source>
      <translation>“{title}”已保存。</translation>
    </message>
    <message>
      <source>… and {count} more</source>
      <translation>……还有 {count} 处</translation>
    </message>
    <message>
      <source>… with the last submission</source>
      <translation>与上次提交比较</translation>
    </message>
    <message>
      <source>‹ My villages</source>
      <translation>‹ 我的村</translation>
    </message>
    <message>
      <source>明白卡: danger, signal, way and shelter for each danger zone</source>
      <translation>明白卡：每个危险区的危险、信号、路线和避灾场所</translation>
    </message>
    <message>
      <source>明白卡: danger, signal, way and shelter for each household</source>
      <translation>明白卡：每户的危险、信号、路线和避灾场所</translation>
    </message>
  </context>
</TS>
