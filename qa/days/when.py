"""When something was: the words that say so and the days that they mean."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days, inclusive, and the words for it; both days are None where unknown."""

    words: str
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        """ISO 8601 where the words mean a day, a month or a year; else the words themselves."""
        if self.since is None or self.until is None:
            return self.words
        iso = self.since.isoformat()
        if self.since == self.until:
            return iso
        if self.since.day == 1 and self.until == _end_of_month(self.since):
            return iso[:7]
        if iso.endswith("-01-01") and self.until == date(self.since.year, 12, 31):
            return iso[:4]
        return self.words

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.since if self.since == self.until else None

    def within(self, other: When) -> bool:
        """Whether this is the same time as another, or a part of it, and both are known."""
        if self.since is None or self.until is None or other.since is None or other.until is None:
            return False
        return other.since <= self.since and self.until <= other.until


def day(words: str, of: date) -> When:
    """A single day."""
    return When(words=words, since=of, until=of)


def month(words: str, year: int, number: int) -> When:
    """A month of a year; `number` may lie outside 1 to 12, for the months of the years beside it.

    Raises ValueError for a year that no calendar has.
    """
    year, number = divmod(12 * year + number - 1, 12)
    first = date(year, number + 1, 1)
    return When(words=words, since=first, until=_end_of_month(first))


def year(words: str, number: int) -> When:
    """A year. Raises ValueError for one that no calendar has."""
    return When(words=words, since=date(number, 1, 1), until=date(number, 12, 31))


def _end_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
