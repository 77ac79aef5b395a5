"""``floodmap analysis``: where people live in danger, found from the ground itself."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..model import beijing
from .session import IN_PART, Result, Session
from .sheets import FORMAT_HELP, FORMATS, PAPERS, listed, sheets_made
from .wrong_use import WrongUse

FOUND = QT_TRANSLATE_NOOP(
    "cli", "{count} settlements in danger among {buildings} buildings: {high} high, {medium} medium, {low} low"
)
ONE = QT_TRANSLATE_NOOP("cli", "{rank}. {level} · {buildings} buildings, {people} people · {reasons}")
ONE_UNCOUNTED = QT_TRANSLATE_NOOP("cli", "{rank}. {level} · {buildings} buildings, people not counted · {reasons}")
WRITTEN_RUN = QT_TRANSLATE_NOOP("cli", "Written: {path}")
STORED = QT_TRANSLATE_NOOP("cli", "Stored as run {uid}")
DEFAULTS_WRITTEN = QT_TRANSLATE_NOOP(
    "cli", "The thresholds are in {path}; change the numbers and give the file with --thresholds."
)
UNKNOWN = QT_TRANSLATE_NOOP("cli", "unknown number of")
NEEDS_FILES = QT_TRANSLATE_NOOP("cli", "name --dem and --buildings, or an --area of the database")
NEEDS_RUN = QT_TRANSLATE_NOOP("cli", "name the RUN, or an --area for its newest run")
NO_RUNS = QT_TRANSLATE_NOOP("cli", "No terrain analysis has been stored for this area.")
PROPOSED = QT_TRANSLATE_NOOP(
    "cli", "{made} of {chosen} settlements are newly proposed; the others wait or were settled before."
)
STATES = {
    "both": QT_TRANSLATE_NOOP("cli", "found and registered"),
    "found_only": QT_TRANSLATE_NOOP("cli", "found only"),
    "registered_only": QT_TRANSLATE_NOOP("cli", "registered only"),
    "first_only": QT_TRANSLATE_NOOP("cli", "first run only"),
    "second_only": QT_TRANSLATE_NOOP("cli", "second run only"),
}
_RUN_HEADING = (
    QT_TRANSLATE_NOOP("cli", "run"),
    QT_TRANSLATE_NOOP("cli", "area"),
    QT_TRANSLATE_NOOP("cli", "made"),
    QT_TRANSLATE_NOOP("cli", "by"),
    QT_TRANSLATE_NOOP("cli", "terrain m"),
    QT_TRANSLATE_NOOP("cli", "settlements"),
)
_COMPARE_HEADING = (
    QT_TRANSLATE_NOOP("cli", "state"),
    QT_TRANSLATE_NOOP("cli", "area"),
    QT_TRANSLATE_NOOP("cli", "rank"),
    QT_TRANSLATE_NOOP("cli", "registered zone"),
    QT_TRANSLATE_NOOP("cli", "reasons"),
)
ONE_SHAPE = QT_TRANSLATE_NOOP("cli", "name --thing or --file, one of the two")
NO_PLACE = QT_TRANSLATE_NOOP("cli", "{name} has no place on the map")
REACHED = QT_TRANSLATE_NOOP("cli", "{name} reaches {buildings} buildings, {people} people, {zones} risk sources")
RESPONSIBLE = QT_TRANSLATE_NOOP("cli", "responsible: {post} · {name} · {phone}")
FREE = QT_TRANSLATE_NOOP("cli", "shelter: {name} · {metres} m · {free} places free")
MAP_GROUND_HELP = "relief, plain, photo, or the path of an elevation model or orthophoto (default: relief)"
#: So many settlements are told; the file has all.
MOST_TOLD = 20


def add_parsers(groups: Any) -> None:
    """Add ``floodmap analysis`` and its commands."""
    commands = groups.add_parser("analysis", help="settlements in danger, found from the terrain").add_subparsers(
        metavar="COMMAND"
    )
    run = commands.add_parser("terrain", help="analyse a terrain model with buildings, streams and known zones")
    run.add_argument(
        "--area", metavar="CODE", help="township or county: buildings, water, zones and terrain of the database"
    )
    run.add_argument("--dem", type=Path, metavar="FILE", help="terrain model, any raster of heights")
    run.add_argument("--buildings", type=Path, metavar="FILE", help="buildings, or points with people")
    run.add_argument("--streams", type=Path, metavar="FILE", help="watercourses, drawn downstream")
    run.add_argument("--zones", type=Path, metavar="FILE", help="known danger zones and historic marks")
    for name in ("buildings", "streams", "zones"):
        run.add_argument(f"--{name}-layer", metavar="NAME", help=f"layer of the file of {name}")
    run.add_argument("--crs", help="coordinate system of files that do not name one, e.g. EPSG:4549")
    run.add_argument("--cell", type=float, metavar="METRES", help="reckon with larger cells")
    run.add_argument("--height-unit", choices=("m", "ft"), help="unit of the heights, where the file does not say it")
    run.add_argument(
        "--nodata", type=float, metavar="VALUE", help="missing value of the heights, where the file does not say it"
    )
    run.add_argument("--captured-on", type=date.fromisoformat, metavar="DATE", help="day of the terrain model")
    run.add_argument("--thresholds", type=Path, metavar="FILE", help="own thresholds and scores (JSON)")
    run.add_argument(
        "--memory", type=int, default=2000, metavar="MB", help="that the flow may take (default: 2000; less is slower)"
    )
    run.add_argument("--without-flow", action="store_true", help="leave out what needs the flow of water (GRASS)")
    run.add_argument("--out", type=Path, metavar="FILE", help="GeoPackage to write")
    run.set_defaults(handler=analyse_terrain)
    listing = commands.add_parser("runs", help="the stored runs of an area")
    listing.add_argument("--area", required=True, metavar="CODE", help="township or county")
    listing.set_defaults(handler=list_runs)
    proposing = commands.add_parser("propose", help="propose settlements of a run to the responsible departments")
    proposing.add_argument("run", metavar="RUN")
    proposing.add_argument(
        "--classes", nargs="+", choices=("high", "medium", "low"), default=["high"], help="default: high"
    )
    proposing.set_defaults(handler=propose_run)
    printing = commands.add_parser("map", help="the printed map of a run, with the list of settlements overleaf")
    printing.add_argument("run", nargs="?", metavar="RUN", help="default: the newest that looked at the area")
    printing.add_argument(
        "--area", metavar="CODE", help="a township or village (default: the run's area; of a county each township)"
    )
    printing.add_argument("--preset", default="A3", help=PAPERS)
    printing.add_argument("--format", default=FORMATS, help=FORMAT_HELP)
    printing.add_argument("--ground", default="relief", metavar="GROUND", help=MAP_GROUND_HELP)
    printing.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the map")
    printing.set_defaults(handler=print_run)
    comparing = commands.add_parser("compare", help="a run beside the registered zones, or beside another run")
    comparing.add_argument("run", metavar="RUN")
    comparing.add_argument("other", nargs="?", metavar="OTHER", help="another run")
    comparing.set_defaults(handler=compare_run)
    reach = commands.add_parser("reached", help="who is reached by a danger zone, a stretch of a stream or an area")
    reach.add_argument("--thing", metavar="THING", help="a thing of the registers: uid, or words that name one only")
    reach.add_argument("--file", type=Path, metavar="FILE", help="or the shapes of a file")
    reach.add_argument("--layer", metavar="NAME", help="layer of the file")
    reach.add_argument("--around", type=float, default=0.0, metavar="METRES", help="and what is so near (default: 0)")
    reach.add_argument(
        "--year", type=int, default=beijing.today().year, help="of transfer lists and duties (default: now)"
    )
    reach.add_argument("--out", type=Path, metavar="FOLDER", help="also write a workbook there")
    reach.set_defaults(handler=who_is_reached)
    write = commands.add_parser("thresholds", help="write the shipped thresholds and scores to a file")
    write.add_argument("file", type=Path, metavar="FILE")
    write.set_defaults(handler=write_thresholds)


def write_thresholds(session: Session) -> Result:
    """Write the shipped thresholds to a file, to be changed."""
    from ..terrain.factors import DEFAULTS

    path = session.arguments.file
    shutil.copyfile(DEFAULTS, path)
    return Result({"file": str(path)}, [session.say(DEFAULTS_WRITTEN, path=path)])


def analyse_terrain(session: Session) -> Result:
    """Run the analysis on files, or on an area of the database."""
    from ..terrain.analysis import analyse
    from ..terrain.factors import default_thresholds, read_thresholds
    from ..terrain.files import Files, inputs_from
    from ..terrain.stored import analyse_area, store

    options = session.arguments
    if options.area is None and (options.dem is None or options.buildings is None):
        raise WrongUse(reason=session.say(NEEDS_FILES))
    rules = read_thresholds(options.thresholds) if options.thresholds else default_thresholds()
    flow = not options.without_flow
    if options.area is not None:
        with session.connection() as connection:
            run = analyse_area(
                connection, options.area, rules, session.feedback, dem=options.dem, cell=options.cell, with_flow=flow,
                memory_mb=options.memory,
            )  # fmt: skip
            uid = store(connection, options.area, run, session.language.translate)
        result = _told(session, run, options.out)
        return Result({**result.data, "uid": uid}, [*result.lines, session.say(STORED, uid=uid)], result.exit_code)
    files = Files(
        options.dem, options.buildings, options.streams, options.zones, options.buildings_layer, options.streams_layer,
        options.zones_layer, options.crs, options.cell, options.height_unit, options.nodata, options.captured_on,
        options.memory,
    )  # fmt: skip
    return _told(session, analyse(inputs_from(files), rules, session.feedback, with_flow=flow), options.out)


def list_runs(session: Session) -> Result:
    """List the runs in an area."""
    from ..database.terrain_runs import runs

    with session.connection() as connection:
        found = runs(connection, session.arguments.area)
    rows = [
        [one.uid, one.area, f"{one.made_at:%Y-%m-%d %H:%M}", one.made_by, one.resolution_m, one.settlements]
        for one in found
    ]
    lines = session.table([session.say(words) for words in _RUN_HEADING], rows) if rows else [session.say(NO_RUNS)]
    return Result({"runs": [one._asdict() for one in found]}, lines)


def propose_run(session: Session) -> Result:
    """Propose the settlements of a run to who may write their category."""
    from ..database.terrain_runs import propose, settlements_of

    options = session.arguments
    with session.connection() as connection:
        chosen = [one.uid for one in settlements_of(connection, options.run) if one.class_name in options.classes]
        made = propose(connection, options.run, chosen)
    return Result({"proposed": made, "chosen": len(chosen)}, [session.say(PROPOSED, made=made, chosen=len(chosen))])


def print_run(session: Session) -> Result:
    """Draw the map of a run; exit code 1 when some townships failed."""
    from ..sheets.terrain_map import run_maps  # QGIS starts slowly: other commands do without it

    options = session.arguments
    if options.run is None and options.area is None:
        raise WrongUse(reason=session.say(NEEDS_RUN))
    wanted: dict[str, Any] = {"area": options.area, "preset": options.preset, "formats": listed(options.format)}
    wanted.update(ground=options.ground, feedback=session.feedback)
    with session.connection() as connection:
        return sheets_made(session, run_maps(connection, options.run, options.out, **wanted))


def compare_run(session: Session) -> Result:
    """Compare a run with the registered zones, or with another run."""
    from ..database.terrain_runs import compared_runs, compared_with_register
    from ..terrain.factors import default_thresholds

    options = session.arguments
    with session.connection() as connection:
        if options.other:
            found = compared_runs(connection, options.run, options.other)
        else:
            found = compared_with_register(
                connection, options.run, default_thresholds().factor("registered")["categories"]
            )
    rows = [[session.say(STATES[one.state]), one.area, one.rank, one.zone_name, one.words] for one in found]
    lines = session.table([session.say(words) for words in _COMPARE_HEADING], rows)
    counts = {state: sum(one.state == state for one in found) for state in STATES}
    told = [{key: value for key, value in one._asdict().items() if key != "geometry"} for one in found]
    return Result({"counts": counts, "places": told}, lines)


def who_is_reached(session: Session) -> Result:
    """Print who is reached by a shape, and write the workbook."""
    from ..database.reached import reached
    from ..database.register_search import one_thing
    from ..database.registers import thing
    from ..reports.reached_report import reached_report
    from ..terrain.homes import shape_of_file

    options = session.arguments
    if (options.thing is None) == (options.file is None):
        raise WrongUse(reason=session.say(ONE_SHAPE))
    with session.connection() as connection:
        if options.thing is not None:
            found = thing(connection, one_thing(connection, options.thing))
            what, shape = found.name, found.geometry
        else:
            what, shape = options.file.stem, shape_of_file(options.file, options.layer)
        if not shape:
            raise WrongUse(reason=session.say(NO_PLACE, name=what))
        who = reached(connection, shape, options.around, options.year)
        path = reached_report(connection, who, what, options.out, session.feedback) if options.out else None
    people = session.say(UNKNOWN) if who.people is None else who.people
    lines = [session.say(REACHED, name=what, buildings=who.buildings, people=people, zones=len(who.zones))]
    lines += [session.say(RESPONSIBLE, post=one.post, name=one.name, phone=one.phone) for one in who.persons]
    for one in who.shelters:
        metres, free = f"{one.distance_m:,.0f}", "—" if one.free is None else one.free
        lines.append(session.say(FREE, name=one.name, metres=metres, free=free))
    lines += [session.say(WRITTEN_RUN, path=path)] if path else []
    return Result({**asdict(who), "file": path and str(path)}, lines)


def _told(session: Session, run: Any, out: Path | None) -> Result:
    from ..terrain.result_file import reasons_as_data, record_of, write_run
    from ..terrain.words import CLASSES, notes_of, reasons_of

    translate = session.language.translate
    counts = {name: sum(one.class_name == name for one in run.settlements) for name in CLASSES}
    lines = [session.say(FOUND, count=len(run.settlements), buildings=run.buildings, **counts)]
    for one in run.settlements[:MOST_TOLD]:
        values = {
            "rank": one.rank, "level": translate("terrain", CLASSES[one.class_name]), "buildings": one.buildings,
            "people": one.people, "reasons": reasons_of(one, translate),
        }  # fmt: skip
        lines.append(session.say(ONE_UNCOUNTED if one.people is None else ONE, **values))
    lines += notes_of(run, translate)
    settlements = [
        {"rank": one.rank, "class": one.class_name, "score": one.score, "buildings": one.buildings,
         "households": one.households, "people": one.people, "registered": one.registered,
         "reasons": reasons_as_data(one)}
        for one in run.settlements
    ]  # fmt: skip
    data = {"counts": counts, "settlements": settlements, "run": record_of(run)}
    if out is not None:
        write_run(run, out, translate)
        lines.append(session.say(WRITTEN_RUN, path=out))
        data["file"] = str(out)
    return Result(data, lines, IN_PART if "hand" in run.missing else 0)
