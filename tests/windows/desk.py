"""A desk to work at: a screen of its own (Xvfb) with a window manager, and real QGIS on it with our plugins.

A scenario is a module of ``tests/windows/scenarios`` with ``run(robot)``; it
runs inside QGIS, clicks and types there, and leaves notes and screenshots.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping

CHECKOUT = Path(__file__).resolve().parents[2]
PLUGINS = ("flood_core", "flood_map_editor", "risk_layers", "report_export")
#: What comes with QGIS and hardly anything of ours uses; half of the processor time of a start.
OTHER_PLUGINS = ("MetaSearch", "db_manager", "grassprovider", "processing", "sagaprovider")
BOOT = Path(__file__).with_name("boot.py")
#: A QGIS of one's own has its profile, and modules that Python compiled at the first start.
NOT_INHERITED = {"QGIS_CUSTOM_CONFIG_PATH", "PYTHONDONTWRITEBYTECODE"}
INI = """[PythonPlugins]
{plugins}

[locale]
overrideFlag=true
userLocale={locale}

[qgis]
checkVersion=false
showTips=false
newProjectDefault=false
askToSaveProjectChanges=false

[Qgis]
showTips322=false
plugins\\searchOnStart=false

[app]
projections\\unknownCrsBehavior=NoAction

[core]
NewsFeed\\http0053BBfeed0046qgis0046org0000\\disabled=true
NewsFeed\\disabled=true

[floodmap]
{settings}
"""


@dataclass
class Outcome:
    """What a scenario left: whether it ended well, what it noted, its screenshots, QGIS's exit code."""

    ok: bool
    error: str
    notes: dict[str, Any]
    shots: list[Path]
    exit_code: int | None
    log: str = field(repr=False)


class Running:
    """A QGIS that works through a scenario."""

    def __init__(self, process: subprocess.Popen[bytes], out: Path) -> None:
        self.process, self.out = process, out

    def wait_for(self, mark: str, seconds: float = 150) -> None:
        """Wait until the scenario says ``robot.mark(mark)``."""
        end = time.monotonic() + seconds
        while not (self.out / f"{mark}.mark").exists():
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"the scenario never came to {mark}\n{self.outcome(1)}")
            time.sleep(0.05)

    def tell(self, mark: str) -> None:
        """Let a scenario go on that waits with ``robot.wait_for_mark(mark)``."""
        (self.out / f"{mark}.mark").touch()

    def kill(self) -> None:
        """End QGIS as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def outcome(self, seconds: float = 400) -> Outcome:
        """Wait for the end and return what the scenario left."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        told = self.out / "outcome.json"
        log = (self.out / "qgis.log").read_text(errors="replace")
        found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
        return Outcome(
            bool(found.get("ok")),
            found.get("error", "the scenario did not come to its end"),
            found.get("notes", {}),
            sorted(self.out.glob("*.png")),
            self.process.returncode,
            log,
        )


class Desk:
    """A screen with a window manager; QGIS is started on it as often as wanted."""

    def __init__(self, folder: Path, size: str = "1366x768", scale: float = 1.0, styles: Path | None = None) -> None:
        """``size`` in pixels; ``scale`` as Windows' display setting, 1.5 for 150 %; ``styles`` as a new QGIS has them.

        Without them QGIS makes its library of styles at the first start with a profile, which takes half a second.
        """
        self.folder, self.size, self.scale, self.styles = folder, size, scale, styles
        folder.mkdir(parents=True, exist_ok=True)
        read, write = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = ":" + told.readline().strip()
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": self.display},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def close(self) -> None:
        """Clear the desk."""
        for process in (self._manager, self._screen):
            process.terminate()
            process.wait(10)

    def profile(
        self, name: str, *, locale: str = "zh-Hans", plugins: Path | None = CHECKOUT / "plugins", settings: str = "",
        enabled: bool = True, whole: bool = False,
    ) -> Path:  # fmt: skip
        """Make a fresh QGIS profile with the plugins of a folder and return its profiles' folder.

        ``enabled``: QGIS loads them when it starts; else they are only installed.
        ``whole``: beside them stand all plugins that come with QGIS, as on a desk where nobody has chosen.
        """
        folder = self.folder / "profiles" / name
        shutil.rmtree(folder, ignore_errors=True)
        inner = folder / "profiles" / "default"
        (inner / "python" / "plugins").mkdir(parents=True)
        (inner / "QGIS").mkdir()
        chosen = [] if whole else [f"{plugin}=false" for plugin in OTHER_PLUGINS]
        for plugin in PLUGINS if plugins else ():
            (inner / "python" / "plugins" / plugin).symlink_to(plugins / plugin)
            chosen.append(f"{plugin}={str(enabled).lower()}")
        if self.styles is not None and not whole:
            shutil.copy(self.styles, inner)
        text = INI.format(plugins="\n".join(chosen), locale=locale, settings=settings)
        (inner / "QGIS" / "QGIS3.ini").write_text(text, encoding="utf-8")
        return folder

    def start(
        self,
        scenario: str,
        profile: Path,
        *,
        run: str = "",
        environment: Mapping[str, str] | None = None,
        arguments: tuple[str, ...] = (),
        harness: Path = CHECKOUT,
    ) -> Running:
        """Start QGIS on a scenario; ``run`` names the run's folder, ``environment`` is handed on to it.

        ``harness`` is the folder with these tests: the checkout, or a copy for a QGIS that shall not see it.
        """
        out = self.folder / (run or scenario)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        own = {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(self.scale),
            "PYTHONPATH": str(harness),
            "PYTHONFAULTHANDLER": "1",
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "FLOODMAP_SCENARIO": scenario,
            "FLOODMAP_SCENARIO_OUT": str(out),
        }
        command = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profile), "--profile", "default",
                   "--code", str(harness / BOOT.relative_to(CHECKOUT)), *arguments]  # fmt: skip
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        with (out / "qgis.log").open("wb") as log:
            process = subprocess.Popen(
                command, env={**inherited, **own, **(environment or {})}, stdout=log, stderr=subprocess.STDOUT, cwd=out
            )
        return Running(process, out)

    def work_through(self, scenario: str, profile: Path, seconds: float = 400, **options: Any) -> Outcome:
        """Run a scenario to its end."""
        return self.start(scenario, profile, **options).outcome(seconds)
