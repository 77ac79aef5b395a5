"""Self-test of the flood map suite: is this machine fit, is every file whole, does a sheet come out.

Run it with QGIS's own Python, in the folder of the unpacked bundle:

    Windows:  open "OSGeo4W Shell" of QGIS, then    python-qgis.bat self_test.py    (python-qgis-ltr.bat for the LTR)
    Linux:    python3 self_test.py

It changes nothing: plugins are unpacked to a temporary folder, or, with
``--plugins FOLDER``, tested where they are installed. ``--out FOLDER`` keeps
the sheet that was drawn. Exit code 0: all is well; 1: something is missing.
"""

import argparse
import hashlib
import importlib
import os
import sys
import tempfile
import traceback
import zipfile
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

HERE = Path(__file__).resolve().parent
PLUGINS = ("flood_core", "flood_map_editor", "risk_layers", "report_export")
CHECKSUMS = "SHA256SUMS"
OLDEST_PYTHON, OLDEST_QGIS = (3, 9), 32200
#: Module -> (needed for, what to do); compiled, so they come with QGIS or not at all.
FROM_QGIS = {
    "osgeo.gdal": ("读写地理数据 geodata", "重新安装 QGIS  Install QGIS again"),
    "numpy": ("坐标与标注 coordinates, labels", "重新安装 QGIS  Install QGIS again"),
    "psycopg2": ("连接数据库 the database", "OSGeo4W: 安装 python3-psycopg2  Install python3-psycopg2"),
    "pandas": ("统计表 statistics", "OSGeo4W: 安装 python3-pandas  Install python3-pandas"),
    "PIL": ("统计 PDF statistics as PDF", "OSGeo4W: 安装 python3-pillow  Install python3-pillow"),
}
CARRIED = ("openpyxl", "et_xmlfile", "xlrd", "jinja2", "markupsafe", "reportlab", "pypdf", "typing_extensions")
FEWEST_SYMBOLS, FEWEST_SCRIPTS = 100, 10


class Report:
    """Prints a line for each thing tested, and remembers what was not well."""

    def __init__(self) -> None:
        self.bad: list[str] = []

    def line(self, title: str, good: bool, found: str = "", advice: str = "") -> None:
        """Tell one result; ``advice`` says what to do when it is not good."""
        mark = "好 ok     " if good else "缺 MISSING"
        sys.stdout.write(f"  {mark}  {title}{'  ' + found if found else ''}\n")
        if not good:
            self.bad.append(title)
            if advice:
                sys.stdout.write(f"              → {advice}\n")

    def heading(self, title: str) -> None:
        """Begin a part."""
        sys.stdout.write(f"\n{title}\n")
        sys.stdout.flush()


def wrong_files(folder: Path) -> Optional[list[str]]:
    """Return the files of a folder's SHA256SUMS that are missing or changed; None when there is no list."""
    listed = folder / CHECKSUMS
    if not listed.is_file():
        return None
    wrong = []
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


def compare_hashes(report: Report, title: str, folder: Path) -> None:
    """Compare a folder's files with its list of hashes."""
    wrong = wrong_files(folder)
    advice = "重新复制并解压离线包  Copy and unpack the bundle again"
    if wrong is None:
        report.line(title, False, f"{folder / CHECKSUMS}", advice)
    else:
        report.line(title, not wrong, ", ".join(wrong[:5]), advice)


def unpacked(folder: Path) -> Path:
    """Unpack the plugins' ZIPs into a folder and return it."""
    for path in sorted((HERE / "plugins").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    return folder


def look_at_versions(report: Report) -> bool:
    """Look at Python and QGIS; tell whether QGIS is there."""
    report.line("Python", sys.version_info >= OLDEST_PYTHON, sys.version.split()[0], "QGIS ≥ 3.22")
    try:
        from qgis.core import Qgis
    except ImportError:
        advice = "请用 QGIS 自带的 Python 运行，见本文件开头  Use QGIS's own Python, see the head of this file"
        report.line("QGIS", False, sys.executable, advice)
        return False
    advice = "安装 QGIS ≥ 3.22  Install QGIS ≥ 3.22"
    report.line("QGIS", Qgis.QGIS_VERSION_INT >= OLDEST_QGIS, Qgis.QGIS_VERSION, advice)
    return True


def import_modules(report: Report, plugins: Path) -> None:
    """Import what the suite needs; what QGIS lacks comes from the bundle where it is pure Python."""
    for name, (purpose, advice) in FROM_QGIS.items():
        try:
            module = importlib.import_module(name)
            report.line(f"{name}（{purpose}）", True, str(getattr(module, "__version__", "")))
        except ImportError as error:
            report.line(f"{name}（{purpose}）", False, str(error), advice)
    importlib.import_module("flood_core")  # offers the carried libraries
    for name in CARRIED:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            report.line(name, False, str(error), "重新安装插件 flood_core  Install the plugin flood_core again")
            continue
        own = "QGIS"
        if Path(module.__file__).is_relative_to(plugins):
            own = "离线包自带 carried by the bundle"
        report.line(name, True, own)


def look_at_resources(report: Report) -> None:
    """Look at symbols, templates, database scripts and the Chinese translation."""
    from flood_core.resources import paths
    from flood_core.symbology.catalogue import Catalogue

    advice = "重新安装插件 flood_core  Install the plugin flood_core again"
    symbols = len(Catalogue.load())
    drawings = len(list((paths.symbology() / "svg").glob("*.svg")))
    found = f"{symbols} / {drawings} SVG"
    report.line("符号 symbols", min(symbols, drawings) >= FEWEST_SYMBOLS, found, advice)
    templates = sorted(path.name for path in (paths.templates() / "sheets").glob("*.qpt"))
    report.line("图幅模板 sheet templates", bool(templates), str(len(templates)), advice)
    scripts = len(list(paths.database_scripts().glob("**/*.sql")))
    report.line("数据库脚本 database scripts", scripts >= FEWEST_SCRIPTS, str(scripts), advice)
    pages = [len(list((paths.guide() / language).glob("*.md"))) for language in ("zh", "en")]
    report.line("使用指南 guide", min(pages) > 0, f"{pages[0]} + {pages[1]}", advice)
    compiled = paths.translations() / "flood_core_zh_CN.qm"
    report.line("中文界面 Chinese translation", compiled.is_file(), "", advice)


def look_at_fonts(report: Report) -> None:
    """Find the fonts, let Qt know them, and look for a character of a village's name that they cannot draw."""
    from flood_core.resources import fonts, paths, qt_fonts

    names = (paths.database_scripts() / "reference" / "20-base.area.csv").read_text(encoding="utf-8-sig")
    for find in (fonts.sans, fonts.document_serif):
        try:
            font = find()
        except fonts.MissingFont as error:
            report.line("字体 font", False, str(error), "重新安装插件 flood_core  Install the plugin flood_core again")
            continue
        missing = "".join(sorted(fonts.missing_glyphs(names, font)))
        known = qt_fonts.is_known(font.family)
        report.line(f"字体 font {font.family}", known and not missing, missing or str(font.path))


def draw_sheet(report: Report, out: Path) -> None:
    """Draw the demo village's sheet; it needs no network and no database."""
    from flood_core.sheets.export import export_sheet

    drawn = export_sheet(HERE / "demo" / "demo_village.gpkg", out, formats=("pdf",))
    pdf = next(path for path in drawn.files if path.suffix == ".pdf")
    whole = pdf.read_bytes()[:5] == b"%PDF-" and pdf.stat().st_size > 100_000
    report.line("图幅 sheet (模拟数据)", whole, f"{pdf.name}, {drawn.pages} 页 pages, 1:{drawn.scale:,.0f}")


def step(report: Report, title: str, function: Callable[..., None], *arguments: Any) -> None:
    """Run a part; what goes wrong in it is told and does not stop the others."""
    report.heading(title)
    try:
        function(report, *arguments)
    except Exception as error:  # noqa: BLE001 - the outermost edge: shown with its traceback
        report.line(title, False, f"{type(error).__name__}: {error}")
        traceback.print_exc(file=sys.stdout)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run all parts; return 1 when something was missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugins", type=Path, help="test the plugins installed in this folder")
    parser.add_argument("--out", type=Path, help="keep the sheet in this folder")
    options = parser.parse_args(arguments)
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.dont_write_bytecode = True
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    report = Report()
    with tempfile.TemporaryDirectory(prefix="floodmap-self-test-", ignore_cleanup_errors=True) as folder:
        _run(report, options, Path(folder).resolve())
    sys.stdout.write("\n")
    if report.bad:
        sys.stdout.write(f"缺少 {len(report.bad)} 项 things are missing: {'; '.join(report.bad)}\n")
        return 1
    sys.stdout.write("一切就绪。 All is well.\n")
    return 0


def _run(report: Report, options: argparse.Namespace, folder: Path) -> None:
    report.heading("程序 programs")
    has_qgis = look_at_versions(report)
    report.heading("文件 files")
    compare_hashes(report, "离线包 the bundle", HERE)
    plugins = options.plugins.resolve() if options.plugins else unpacked(folder / "plugins")
    for name in PLUGINS:
        compare_hashes(report, name, plugins / name)
    if not has_qgis:
        return
    sys.path.insert(0, str(plugins))
    step(report, "Python 模块 modules", import_modules, plugins)
    step(report, "资源 resources", look_at_resources)
    from flood_core.sheets.session import ensure_qgis

    application = ensure_qgis()
    step(report, "字体 fonts", look_at_fonts)
    step(report, "出图 a sheet", draw_sheet, options.out or folder / "sheet")
    if options.out is None and hasattr(application, "closeAllWindows"):
        application.processEvents()  # let go of the files before the folder goes


if __name__ == "__main__":
    sys.exit(main())
