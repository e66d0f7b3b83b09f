"""The name of a question set in, what it is called to readers out, who have not read its README."""

from __future__ import annotations

_TITLES = {
    "seed": "One article on an inquiry",
    "wikinews": "Seventy stories of Wikinews",
    "traps": "Questions that lead astray",
}


def set_title(name: str) -> str:
    """What the set is; its name where that is one that a reader gave it."""
    return _TITLES.get(name, name)
