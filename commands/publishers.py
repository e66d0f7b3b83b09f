"""Publishers as they are typed in; an error with the nearest names out where there is no such."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from index.errors import UsageError
from index.library import Library

NAMED = 3


def require_publishers(names: Sequence[str], library: Library) -> None:
    """Raises UsageError where no article is of one of these, without regard to case."""
    known = {name.casefold(): name for name in library.publishers()}
    for name in names:
        if name.casefold() in known:
            continue
        near = get_close_matches(name.casefold(), known, n=NAMED, cutoff=0.5)
        parts = [key for key in known if name.casefold() in key.split()]
        named = [known[key] for key in dict.fromkeys([*parts, *near])][:NAMED]
        told = f"the nearest are {', '.join(named)}" if named else "`byline articles` lists them"
        raise UsageError(f"no article here is of the publisher {name!r}: {told}")
