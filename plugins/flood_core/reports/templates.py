"""The words of reports come from templates that a county can change: found, run in a sandbox, cleaned.

A county's own folder goes before the suite's. Templates cannot reach Python
(Jinja2's sandbox), and what they are given is plain text: it can neither break
a line nor pretend to be a heading or a table.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, Callable, Mapping

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from ..resources import paths
from .errors import BrokenReportTemplate

#: Signs that mark a place for a table or chart; no value may bring them in.
OPEN, CLOSE = "\ue000", "\ue001"
_JOINER = "\u200d"


class Mark(str):
    """A place that only the template itself can make."""


def mark(kind: str, key: str) -> Mark:
    """Return the mark of a place."""
    return Mark(f"{OPEN}{kind}:{key}{CLOSE}")


def clean(text: str) -> str:
    """Return a text on one line, without control characters, direction overrides and our own signs."""
    shown = (
        " " if character in "\r\n\t\v\f\u2028\u2029"
        else "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character != _JOINER
        else character
        for character in text
    )  # fmt: skip
    return "".join(shown).strip()


def folders(own: Path | None = None) -> list[Path]:
    """Return where templates are looked for, the county's own folder first."""
    shipped = paths.templates() / "reports"
    return [own, shipped] if own is not None else [shipped]


def render(
    name: str,
    values: Mapping[str, Any],
    *,
    own: Path | None = None,
    markup: bool = False,
    places: Mapping[str, Callable[[str], Mark]] | None = None,
) -> str:
    """Return the text that a template makes of ``values``.

    Args: ``own`` the county's folder; ``markup`` escapes values for HTML or XML;
    ``places`` functions with which the template marks tables and charts.
    Raises: BrokenReportTemplate.
    """
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders(own)]),
        undefined=jinja2.StrictUndefined,
        autoescape=markup,
        finalize=None if markup else _plain,
        trim_blocks=markup,
        lstrip_blocks=markup,
    )
    try:
        return environment.get_template(name).render(**values, **(places or {}))
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, OSError) as error:
        raise BrokenReportTemplate(path=str((own or folders()[0]) / name), reason=str(error)) from error


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Mark) else value
