"""Names of the vocabularies: Chinese, as sheets, reports and files have them, and English for the windows.

A name is a text, the Chinese one, wherever it is kept, compared or printed;
where a person reads it in a window, ``in_language`` gives what that person speaks.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping


class Name(str):
    """A Chinese name that knows its English one; blank where nobody gave it one."""

    english: str

    def __new__(cls, chinese: str, english: str = "") -> Name:
        """Return the name ``chinese`` that is called ``english`` too."""
        made = super().__new__(cls, chinese)
        made.english = english
        return made

    def __reduce__(self) -> tuple[type[Name], tuple[str, str]]:
        """Return what a copy is made from."""
        return Name, (str(self), self.english)


def in_language(name: Any, language: str) -> Any:
    """Return a name in ``language`` (zh or en); what knows no other language, or is no name, as it is."""
    if not isinstance(name, Name):
        return name
    return str(name) if language.startswith("zh") or not name.english else name.english


def spellings(name: str) -> tuple[str, ...]:
    """Return what a name may be typed or pasted as."""
    return (str(name), name.english) if isinstance(name, Name) and name.english else (str(name),)


def named(row: Mapping[str, Any], key: str = "name") -> Name:
    """Return the name in ``key`` or ``key_zh`` of a row, with its English one of ``key_en``.

    What working copies and databases of earlier releases keep has no English name.
    """
    chinese = row[f"{key}_zh"] if f"{key}_zh" in row else row[key]
    return Name(str(chinese), str(row.get(f"{key}_en") or ""))


def joined(names: Iterable[str], between: tuple[str, str] = ("、", ", ")) -> Name:
    """Return several names as one, with what stands ``between`` them in Chinese and in English."""
    found = list(names)
    return Name(between[0].join(found), between[1].join(in_language(one, "en") for one in found))
