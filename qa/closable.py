"""An iterator that may be closed while somebody waits for it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")


class Closable(Iterator[Item]):
    """An iterator that any thread may close, also while another one waits for its next item.

    A generator cannot be closed while it runs.
    """

    @abstractmethod
    def close(self) -> None:
        """Ends it: no further item is made, and who waits for one finds that there is none."""
