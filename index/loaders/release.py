"""What a source says of an article's release, in its own terms, in; `Release` out.

Agencies tell what may be done with a story (IPTC's `pubStatus`: usable, withheld, canceled), number
its versions, and say in a note to editors what was corrected or why it was killed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from index.clean import clean_line
from index.corrections import find_correction
from index.dates import parse_time
from index.records import Status

_WITHDRAWN = re.compile(
    r"\W*(?:cancel(?:l?ed)?|kill(?:ed)?|withdrawn?|retracted|retraction|deleted?|removed|takedown)\b",
    re.IGNORECASE,
)
_WITHHELD = re.compile(r"\W*(?:withheld|hold|held|suspended)\b", re.IGNORECASE)
_EMBARGOED = re.compile(r"\W*embargo", re.IGNORECASE)
_KILL_NOTE = re.compile(
    r"\W*(?:(?:mandatory|urgent|bulletin|editors?|eds|attention|advisory|please|note|kill|story)"
    r"\W+)*(?:kills?|killed|withdraws?|withdrawn|withdrawal)\b\s*(?:[:!,.–—-]|$|kill\b|advisory\b"
    r"|by\b|(?:(?:the|this|that|our|entire|whole|above)\s+)*(?:story|article|item|copy)\b)",
    re.IGNORECASE,
)
_KILL_HEADLINE = re.compile(
    r"\W*(?:(?:MANDATORY|BULLETIN|URGENT) )?KILL ?[:–—-]|\W*(?i:(?:mandatory|bulletin) kill\b)"
)
_TO_EDITORS = re.compile(r"\W*(?:editors?|eds)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """See the fields of these names of `Article`."""

    status: Status = "usable"
    note: str | None = None
    edition: int | None = None
    revised: datetime | None = None
    embargo: datetime | None = None


USABLE = Release()


def released(  # noqa: PLR0913 - each is a field of what agencies send
    *,
    status: str = "",  # such as "stat:canceled"
    notes: Iterable[str] = (),
    corrects: bool = False,
    edition: object = None,
    revised: str = "",
    embargo: str = "",
) -> Release:
    """The release that these words describe.

    `notes` are to editors or to readers: kept where they tell of a correction (for sure where the
    source says that it `corrects`) or of why a story is withdrawn; others are of no concern.
    """
    status = re.split(r"[:/#]", status)[-1]  # a code, or the address of one
    lines = [line for note in notes if (line := clean_line(note))]
    killed = any(map(_KILL_NOTE.match, lines))
    found: Status = "usable"
    if _WITHDRAWN.match(status) or killed:
        found = "withdrawn"
    elif _WITHHELD.match(status) or (_EMBARGOED.match(status) and not embargo):
        found = "withheld"  # without an hour an embargo holds until another version lifts it
    kept = lines if corrects or found != "usable" else [n for n in lines if find_correction(n)]
    return Release(
        status=found,
        note="\n".join(dict.fromkeys(kept)) or None,
        edition=_number(edition),
        revised=parse_time(revised),
        embargo=parse_time(embargo),
    )


def killing(title: str, text: str) -> str | None:
    """What stands for a killed story: its headline or first line says so; None where none does."""
    first = text.partition("\n")[0]
    if _KILL_HEADLINE.match(title):
        return title
    return first if _TO_EDITORS.match(first) and _KILL_NOTE.match(first) else None


def is_ahead(embargo: datetime | None) -> bool:
    """Whether an hour has not come yet."""
    return embargo is not None and embargo > datetime.now(UTC)


def _number(said: object) -> int | None:
    digits = re.fullmatch(r"\s*(\d{1,9})(?:\.0)?\s*", str(said))
    return int(digits[1]) if digits and not isinstance(said, bool) else None
