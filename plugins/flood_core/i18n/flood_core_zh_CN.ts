<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>cli</name>
    <message>
      <source>  [{severity}] {message} - {fix}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>  note: {text}</source>
      <translation type="unfinished" />
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
      <source>Cancelled. Nothing was left half done.</source>
      <translation>已取消，没有留下未完成的内容。</translation>
    </message>
    <message>
      <source>Catalogue with {symbols} symbols on {pages} pages: {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the free disk space and the rights of that file or folder.</source>
      <translation>请检查磁盘剩余空间和该文件或文件夹的权限。</translation>
    </message>
    <message>
      <source>Close other programs, or do the work in smaller parts.</source>
      <translation>请关闭其他程序，或分成几次处理。</translation>
    </message>
    <message>
      <source>Code</source>
      <translation type="unfinished" />
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
      <source>Elements</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Embedded database: {state}</source>
      <translation>内置数据库：{state}</translation>
    </message>
    <message>
      <source>Error: {message}</source>
      <translation>错误：{message}</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free at least {size} GB in {folder}.</source>
      <translation>请在 {folder} 腾出至少 {size} GB。</translation>
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
      <source>No editions yet. Make them: floodmap edition create --area {code}</source>
      <translation type="unfinished" />
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
      <source>Restored {database} from {folder}: {roles} roles</source>
      <translation>已从 {folder} 恢复 {database}：{roles} 个角色</translation>
    </message>
    <message>
      <source>Routes</source>
      <translation type="unfinished" />
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
      <source>Socket: {folder}</source>
      <translation>套接字：{folder}</translation>
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
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
      <source>To do: 'floodmap db migrate' brings it to version {version}</source>
      <translation>待办：用 floodmap db migrate 升级到版本 {version}</translation>
    </message>
    <message>
      <source>Version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Village</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Warnings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What to do: {advice}</source>
      <translation>处理办法：{advice}</translation>
    </message>
    <message>
      <source>Written: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Year</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a part of this path is no folder</source>
      <translation>路径中有一段不是文件夹</translation>
    </message>
    <message>
      <source>approved by the township</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>apt install {package}</source>
      <translation>apt install {package}</translation>
    </message>
    <message>
      <source>archived</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>draft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error</source>
      <translation type="unfinished" />
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
      <source>hint</source>
      <translation type="unfinished" />
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
      <source>not made yet</source>
      <translation>尚未建立</translation>
    </message>
    <message>
      <source>ok</source>
      <translation>正常</translation>
    </message>
    <message>
      <source>published</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>returned by the county</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>returned by the township</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>running</source>
      <translation>运行中</translation>
    </message>
    <message>
      <source>something is missing: {names}</source>
      <translation>缺少参数：{names}</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>submitted</source>
      <translation type="unfinished" />
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
      <source>this is a folder, not a file</source>
      <translation>这是文件夹，不是文件</translation>
    </message>
    <message>
      <source>too many files are open</source>
      <translation>打开的文件过多</translation>
    </message>
    <message>
      <source>void</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>warning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>your share of the disk is full</source>
      <translation>您的磁盘配额已满</translation>
    </message>
    <message>
      <source>{code} {name}: '{use}' is not in the reference data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{code} {name}: draws nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{code} {name}: no drawing '{drawing}'; a placeholder is shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{code} {name}: the label '{label}' has more than 4 characters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{code} {name}: the symbol '{centre}' for its middle is not in the catalogue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{code}: stands in rows {rows} of the catalogue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} things are missing; './run demo' installs what can be installed.</source>
      <translation>缺少 {count} 项；./run demo 会安装能装的部分。</translation>
    </message>
    <message>
      <source>{errors} errors, {warnings} warnings in {symbols} symbols</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{files} files built, {changed} of them changed, {removed} removed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file}  (1:{scale}, {pages} pages, {seconds} s)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{kind} {subject} {name}: no symbol for {geometry}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer}: {rows} areas have a new geometry, {added} natural villages are new ({file})</source>
      <translation>{layer}：{rows} 个区划有了新的图形，新增自然村 {added} 个（{file}）</translation>
    </message>
    <message>
      <source>{layer}: {rows} rows from {file} ({source_crs} to EPSG:4490)</source>
      <translation>{layer}：从 {file} 导入 {rows} 条（{source_crs} 转 EPSG:4490）</translation>
    </message>
    <message>
      <source>{made} editions for {year} made, {refused} refused.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{made} sheets made in {folder}, {failed} failed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} cannot stand together with {other}</source>
      <translation>{name} 不能与 {other} 同时使用</translation>
    </message>
    <message>
      <source>{name}: its value is missing</source>
      <translation>{name}：缺少值</translation>
    </message>
    <message>
      <source>{name}: {reason}</source>
      <translation type="unfinished" />
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
      <source>{repaired} invalid polygons were repaired.</source>
      <translation>修复了 {repaired} 个不合法的多边形。</translation>
    </message>
    <message>
      <source>{use} ({geometry}): drawn by {codes}, only one can be</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{village}: {errors} errors, {warnings} warnings, {hints} hints</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{village}: {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{village}: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{without_geometry} features have no geometry and were left out.</source>
      <translation>{without_geometry} 个要素没有图形，未导入。</translation>
    </message>
  </context>
  <context>
    <name>errors</name>
    <message>
      <source>'floodmap edition list' shows the editions that you may see.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>'{service}' is a server of its own, not the embedded database.</source>
      <translation>“{service}”是独立的服务器，不是内置数据库。</translation>
    </message>
    <message>
      <source>'{text}' is no date or time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An administrator brings it up to date with 'floodmap db migrate'.</source>
      <translation>请管理员用 floodmap db migrate 升级。</translation>
    </message>
    <message>
      <source>Area codes have 12 digits for a village and 9 for a township, for example 330382106212.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ask the administrator for the right, or work in your own areas.</source>
      <translation>请向管理员申请权限，或在自己的辖区内操作。</translation>
    </message>
    <message>
      <source>Ask the sender for the file again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancelled. Nothing was left half done.</source>
      <translation>已取消，没有留下未完成的内容。</translation>
    </message>
    <message>
      <source>Check free space and the right to write in that folder, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that PostgreSQL and PostGIS are not older than when the backup was made.</source>
      <translation>请确认 PostgreSQL 和 PostGIS 的版本不低于备份时的版本。</translation>
    </message>
    <message>
      <source>Check the area code.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the folder, its rights and the free space.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the free space and the rights of that folder.</source>
      <translation>请检查该文件夹的剩余空间和权限。</translation>
    </message>
    <message>
      <source>Check the path and that you may read the file.</source>
      <translation type="unfinished" />
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
      <source>Choose another folder, or ask for write rights.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose from: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose internal or public.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose one of: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the ledger that was filled in; it ends in .xlsx.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs, then try again.</source>
      <translation>请关闭其他程序后重试。</translation>
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
      <source>Correct the name in the register, or choose xlsx only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the row and run 'floodmap symbols check'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the rows themselves, or ask those who changed them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the value that the message names.</source>
      <translation>请改正提示中的值。</translation>
    </message>
    <message>
      <source>County codes have 6 digits, township codes 9, village codes 12.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete empty rows and columns, or split the ledger into several files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For the embedded database: 'floodmap db start'. For a county's server: check the service '{database}' in pg_service.conf, the network and the password.</source>
      <translation>内置数据库：请运行 floodmap db start。县级服务器：请检查 pg_service.conf 中的服务“{database}”、网络和密码。</translation>
    </message>
    <message>
      <source>Free some disk space and export again. Nothing half done was left behind.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free some memory and export this sheet again, alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free space or choose another folder; no file was left half written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free space where the database keeps its data, then try again.</source>
      <translation>请在数据库存放数据的磁盘上腾出空间后重试。</translation>
    </message>
    <message>
      <source>Give a GeoPackage, Shapefile, GeoJSON or another file that GDAL reads.</source>
      <translation>请提供 GeoPackage、Shapefile、GeoJSON 或 GDAL 能读的其它文件。</translation>
    </message>
    <message>
      <source>Give a code such as 0601 or R3, or the Chinese name of a category.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a county (6 digits), township (9) or village (12), for example 330382106.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the backup a new folder.</source>
      <translation>请为备份指定一个新文件夹。</translation>
    </message>
    <message>
      <source>Go on with that draft, or ask for a new version, which sets the draft aside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import the village boundary, then make the snapshot again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install it, on Debian and Ubuntu with: apt install {package}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install the font again.</source>
      <translation type="unfinished" />
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
      <source>Its administrator starts and stops it. Leave out --service for the embedded one.</source>
      <translation>它由其管理员启动和停止。操作内置数据库时请不要写 --service。</translation>
    </message>
    <message>
      <source>Leave the time out for the present state.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Line {line} of the drawings {path} cannot be read: '{text}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>List the symbols with 'floodmap symbols catalogue'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Load the boundaries first: floodmap base import area FILE.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Load the newest state and make the change again.</source>
      <translation>请载入最新状态后重新修改。</translation>
    </message>
    <message>
      <source>Make it with 'floodmap db migrate'.</source>
      <translation>请用 floodmap db migrate 建立。</translation>
    </message>
    <message>
      <source>Make one: floodmap edition create --area {code} --year {year}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the snapshot again from the edition.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the snapshot again; if it persists, keep it and report the fault.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name it with --crs, for example --crs EPSG:4549. Do not guess: ask the sender.</source>
      <translation>请用 --crs 指明，例如 --crs EPSG:4549。不要猜测，请询问提供单位。</translation>
    </message>
    <message>
      <source>Name one of its villages, or use the command for a whole township.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name the layer of the file with --source-layer.</source>
      <translation>请用 --source-layer 指明文件中的图层。</translation>
    </message>
    <message>
      <source>Name the sheets after their category (for example '0601 水库'), or give the category when importing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No sheet of {file} is a ledger that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing of the last step was stored. Start it again when the database answers.</source>
      <translation>最后一步的内容没有保存。数据库恢复后请重做这一步。</translation>
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
      <source>Open it in Excel or WPS and save it as .xlsx.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open it in the QGIS layout designer and give the missing items their ids, or restore the shipped one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the file in Excel or WPS and save it as a new .xlsx workbook, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PostgreSQL {version} with PostGIS is not installed on this machine.</source>
      <translation>本机没有安装带 PostGIS 的 PostgreSQL {version}。</translation>
    </message>
    <message>
      <source>QGIS could not draw the sheet: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading {file} was given up after {seconds} seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the password in Excel or WPS and save the file again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename the field in the file.</source>
      <translation>请在文件中改字段名。</translation>
    </message>
    <message>
      <source>Reports have no format '{format}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore the file from the suite.</source>
      <translation type="unfinished" />
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
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run './run demo' once, or: apt install postgresql-{version} and its postgis.</source>
      <translation>请运行一次 ./run demo，或用 apt 安装 postgresql-{version} 及其 postgis。</translation>
    </message>
    <message>
      <source>Sheets are not written as '{format}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Somebody changed this in the meantime: {reason}</source>
      <translation>其间有人修改过：{reason}</translation>
    </message>
    <message>
      <source>The backup into {folder} failed: {reason}</source>
      <translation>备份到 {folder} 失败：{reason}</translation>
    </message>
    <message>
      <source>The batch {batch} was taken back already, by {user} at {time}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection to the database was lost: {reason}</source>
      <translation>与数据库的连接中断：{reason}</translation>
    </message>
    <message>
      <source>The coordinates {east} / {north} cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The database does not accept these data: {reason}</source>
      <translation>数据库不接受这些数据：{reason}</translation>
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
      <source>The database refused: {reason}</source>
      <translation>数据库拒绝：{reason}</translation>
    </message>
    <message>
      <source>The database settings are wrong: {reason}</source>
      <translation>数据库设置有误：{reason}</translation>
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
      <translation type="unfinished" />
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
      <source>The file {file} cannot be opened: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file {file} is a text file, not an Excel workbook.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file {file} is empty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file {file} is not an Excel workbook.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {path} cannot be written: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The font '{family}' is not installed (looked in {places}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The font file {path} cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The font {family} has no glyph for: {characters} (in: {texts}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The font {font} cannot draw {characters}, found in '{text}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The formats are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The import prints the number of its batch; 'floodmap import list' shows the last ones.</source>
      <translation type="unfinished" />
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
      <source>The migration {file} has run in this database, but has changed since.</source>
      <translation>迁移脚本 {file} 已在此数据库执行过，但之后被改动。</translation>
    </message>
    <message>
      <source>The mode {mode} is not known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The moment {moment} lies in the future.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The process that drew {path} ended unexpectedly.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The reference data {file} do not fit the database: {reason}</source>
      <translation>基础代码表 {file} 与数据库不符：{reason}</translation>
    </message>
    <message>
      <source>The report cannot be written to {path}: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report template {path} is broken: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report {file} cannot be written: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server has no database {database}.</source>
      <translation>服务器上没有数据库 {database}。</translation>
    </message>
    <message>
      <source>The sheet template {path} cannot be used: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The suite's folder '{name}' is missing (looked in {places}).</source>
      <translation>缺少本软件的文件夹“{name}”（已查找 {places}）。</translation>
    </message>
    <message>
      <source>The workbook {file} has the old format .xls.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The workbook {file} is damaged and cannot be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The workbook {file} is locked by a password.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The workbook {file} is too large for a ledger: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The workbook {file} was refused for safety: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no area with the code '{code}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no area with the code {area}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no area {code}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no category {category}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no coordinate system {name}.</source>
      <translation>没有坐标系 {name}。</translation>
    </message>
    <message>
      <source>There is no edition {uid}, or you may not see it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no ledger batch {batch}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no profile '{profile}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no sheet preset '{preset}'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no symbol '{code}' in the catalogue.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again when the computer is less busy, or split the ledger into several files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Update this software before you work on this database.</source>
      <translation>请先更新本软件，再使用此数据库。</translation>
    </message>
    <message>
      <source>Use 'all' (all rows or none) or 'good' (the rows without errors).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use the whole folder as 'floodmap db backup' wrote it, or an older backup.</source>
      <translation>请使用 floodmap db backup 写出的完整文件夹，或更早的备份。</translation>
    </message>
    <message>
      <source>Wait until the other work has ended, then try again.</source>
      <translation>请等其他操作结束后重试。</translation>
    </message>
    <message>
      <source>Write it as 2026-07-31 or 2026-07-31T18:00; a day alone means its end.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write it as EPSG:4490, EPSG:4549 or EPSG:4528.</source>
      <translation>请写成 EPSG:4490、EPSG:4549 或 EPSG:4528。</translation>
    </message>
    <message>
      <source>Write longitude and latitude as decimal degrees, for example 120.9512 and 28.3024.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write these names with other characters, or install a font that has them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} area codes are not in the database, the first: {codes}</source>
      <translation>数据库中没有这 {count} 个区划代码，前几个：{codes}</translation>
    </message>
    <message>
      <source>{count} rows of the batch {batch} have been changed since, so it cannot be taken back: {changes}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} cannot be read as geodata: {reason}</source>
      <translation>{file} 不能作为地理数据读取：{reason}</translation>
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
      <source>{file} has no field {field} for the layer {layer}; it has: {found}</source>
      <translation>{file} 缺少图层 {layer} 所需的字段 {field}；已有字段：{found}</translation>
    </message>
    <message>
      <source>{file} has no layer {layer}; it has: {found}</source>
      <translation>{file} 中没有图层 {layer}；已有图层：{found}</translation>
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
      <source>{name} ({code}) has no boundary yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} ({code}) has no villages.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} ({code}) is no village: a situation map belongs to one village.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} already has a draft for {year} (version {version}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no edition for {year}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} cannot be used for a sheet: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} could not be written: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} holds no boundary for the area {area_code}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} was not written: {reason}.</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
