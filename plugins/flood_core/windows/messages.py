"""Say in QGIS's message bar what happened, why, and what to do."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgsMapTool, QgsMessageBar
from qgis.PyQt import sip

from ..errors import Cancelled, FloodMapError
from .translation import tr, translate

#: The tab of QGIS's log window that keeps what cannot be said in a line.
LOG = "防汛防台"
SECONDS = 6
_LONG_PATH = 40


def words(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do about it, in QGIS's language."""
    if isinstance(error, FloodMapError):
        return error.message(translate), error.advice(translate)
    if isinstance(error, MemoryError):
        return tr("The memory of this computer is used up."), tr("Close other programs, then try again.")
    if isinstance(error, OSError):
        file, reason = error.filename or "", translate("errors", error.strerror or str(error))
        return tr("{file} cannot be read or written: {reason}", file=file, reason=reason), tr(
            "Check free space and rights, then try again."
        )
    return tr("Something unexpected happened: {reason}", reason=f"{type(error).__name__}: {error}"), tr(
        "Nothing that was confirmed is lost. The log “防汛防台” keeps the details for your administrator."
    )


def show_error(bar: QgsMessageBar, error: BaseException, title: str = "") -> None:
    """Show an error until it is closed; a cancelled work is only noted in passing."""
    message, advice = words(error)
    if isinstance(error, Cancelled):
        bar.pushMessage(title, message, Qgis.MessageLevel.Info, SECONDS)
        return
    if not isinstance(error, FloodMapError):
        details = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        QgsMessageLog.logMessage(details, LOG, Qgis.MessageLevel.Critical, notifyUser=False)
    level = Qgis.MessageLevel.Warning if getattr(error, "exit_code", 5) in (2, 4) else Qgis.MessageLevel.Critical
    whole, short = f"{message} {advice}".strip(), in_a_line(error)
    # The bar has two lines: the folders stand behind its button where they would push the advice out of sight.
    if short == whole:
        bar.pushMessage(title, whole, level, 0)
    else:
        bar.pushMessage(title, short, whole, level, 0)


def in_a_line(error: BaseException) -> str:
    """Return what happened and what to do, with the files that the error names by their last name alone."""
    text = " ".join(words(error)).strip()
    files = getattr(error, "values", {}).values()
    for file in sorted((str(one) for one in files if isinstance(one, (str, Path))), key=len, reverse=True):
        if len(file) > _LONG_PATH and Path(file).is_absolute():
            text = text.replace(file, Path(file).name)
    return text


def show_done(bar: QgsMessageBar, text: str, title: str = "") -> None:
    """Say in passing that something was done."""
    bar.pushMessage(title, text, Qgis.MessageLevel.Success, SECONDS)


def show_hint(bar: QgsMessageBar, text: str, title: str = "", *, widget: Any = None) -> None:
    """Say something that the user should know; ``widget`` (a button) stands behind the words."""
    if widget is None:
        bar.pushMessage(title, text, Qgis.MessageLevel.Info, SECONDS)
        return
    item = bar.createMessage(title, text)
    widget.setParent(item)
    item.layout().addWidget(widget)
    bar.pushWidget(item, Qgis.MessageLevel.Info, 0)


def hint_while(bar: QgsMessageBar, tool: QgsMapTool, text: str, title: str = "") -> None:
    """Say what to do with the tool that is in the hand, until it is put away."""
    item = bar.pushWidget(bar.createMessage(title, text), Qgis.MessageLevel.Info)

    def put_away() -> None:
        if not sip.isdeleted(item):
            bar.popWidget(item)

    tool.deactivated.connect(put_away)
