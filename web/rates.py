"""How often something may happen: for each name a bucket that fills up again over a minute."""

from __future__ import annotations

import time
from collections import OrderedDict

_NAMES_REMEMBERED = 10_000


class Rates:
    """Buckets of `a_minute` each, spent at once or over the minute. Takes constant memory.

    Of more names than are remembered, those heard of longest ago begin anew.
    """

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, name: str) -> float:
        """0 where something is left in the bucket, else how long until there is."""
        left = self._left(name, time.monotonic())
        return 0.0 if left >= 1 else max(1.0, (1 - left) * 60 / self._a_minute)

    def take(self, name: str) -> float:
        """Takes one out of the bucket; 0, or how long until there is one again."""
        wait = self.seconds_to_wait(name)
        now = time.monotonic()
        left = self._left(name, now)
        self._buckets[name] = (left if wait else left - 1, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > _NAMES_REMEMBERED:
            self._buckets.popitem(last=False)
        return wait

    def _left(self, name: str, now: float) -> float:
        left, then = self._buckets.get(name, (float(self._a_minute), now))
        return min(self._a_minute, left + (now - then) * self._a_minute / 60)
