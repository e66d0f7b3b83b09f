"""What keeps a sentence from being supported: the reason in plain words, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One reason why cited words do not say something.

    `otherwise` tells that they say what cannot be so together with it. `weight` is how much of the
    sentence is not told, `head` the place of the one word or name that is not, where it is one,
    `day` the words for the day that is not, `wrong` those in whose place others stand.
    """

    reason: str
    otherwise: bool = False
    weight: float = 1.0
    head: int | None = None
    day: Span | None = None
    wrong: Span | None = None
