"""Skipped items in, out how many there are of each reason, with a few examples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.records import Skipped

EXAMPLES = 3

_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\d[\d,.]*")
"""What differs from one item to the next where the reason is the same: names, numbers."""


@dataclass(slots=True)
class Reason:
    """One reason as its first item gives it, how often it was given, and the first `EXAMPLES`."""

    words: str
    count: int = 0
    examples: list[Skipped] = field(default_factory=list)


def by_reason(skipped: Iterable[Skipped]) -> list[Reason]:
    """The reasons, those of most items first; what differs only in a name or number is one."""
    reasons: dict[str, Reason] = {}
    for item in skipped:
        reason = reasons.setdefault(_PARTICULAR.sub("…", item.reason), Reason(item.reason))
        reason.count += 1
        if reason.count <= EXAMPLES:
            reason.examples.append(item)
    return sorted(reasons.values(), key=lambda reason: -reason.count)
