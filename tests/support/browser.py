"""A real browser without a window: Chromium, asked through its own pipe, so that no library and no port is needed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Far longer than anything takes: a busy machine is no fault.
SECONDS = 60.0
PROGRAM = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
#: The program's own chatter with the network, and what a machine without a screen or as root needs.
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


@dataclass
class Page:
    """What a browser made of a page: what it asked for, what went wrong."""

    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    loaded: bool = False


class Browser:
    """One Chromium with one page at a time."""

    def __init__(self, folder: Path) -> None:
        """Start it with a profile in ``folder``."""
        assert PROGRAM is not None
        to_browser, from_us = os.pipe()
        to_us, from_browser = os.pipe()
        # The browser listens on 3 and answers on 4; ours are moved out of their way.
        ends = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (to_browser, from_browser)]
        shell = f'exec "$0" "$@" 3<&{ends[0]} 4>&{ends[1]}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, PROGRAM, *OPTIONS, f"--user-data-dir={folder}", "about:blank"],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for one in (to_browser, from_browser, *ends):
            os.close(one)
        self._out, self._in, self._rest, self._number = from_us, to_us, b"", 0
        self.page = Page()
        target = self._ask("Target.createTarget", {"url": "about:blank"}, session=None)["targetId"]
        found = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, session=None)
        self._session: str | None = found["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(20)
        os.close(self._out)
        os.close(self._in)

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """Ask the page and return the answer."""
        return self._ask(method, values, self._session)

    def open(self, file: Path, width: int, height: int, *, phone: bool) -> Page:
        """Show a file on a screen of a size in CSS pixels, and return what happened."""
        self.page = Page()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, mobile=phone,
                 deviceScaleFactor=2 if phone else 1)  # fmt: skip
        self.ask("Page.navigate", url=file.as_uri())
        end = time.monotonic() + SECONDS
        while not self.page.loaded:
            self._hear(end)
        return self.page

    def value(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path: Path) -> None:
        """Keep a picture of what is in sight."""
        shot = self.ask("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def print(self, path: Path) -> None:
        """Print the page to PDF as its style says."""
        printed = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(printed["data"]))

    def _ask(self, method: str, values: dict[str, Any], session: str | None) -> dict[str, Any]:
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": values, **({"sessionId": session} if session else {})}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + SECONDS
        while True:
            heard = self._hear(end)
            if heard.get("id") == number:
                assert "error" not in heard, (method, heard)
                return heard["result"]

    def _hear(self, end: float) -> dict[str, Any]:
        """Return the next message; what the page tells unasked is kept."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self._in, 1 << 20)
            assert piece, f"the browser ended with {self._process.poll()}"
            self._rest += piece
        message, self._rest = self._rest.split(b"\0", 1)
        heard: dict[str, Any] = json.loads(message)
        self._note(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.page.requests.append(told["request"]["url"])
        elif method == "Page.loadEventFired":
            self.page.loaded = True
        elif method == "Runtime.exceptionThrown":
            self.page.troubles.append(told["exceptionDetails"]["text"])
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.page.troubles.append(told["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.page.troubles.append(str(told["args"]))
