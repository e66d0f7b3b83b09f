"""The bytes of a PDF file in; its pages out, each as runs of words that stand close on one line.

They are read in a process of its own (`reading.py`), which is ended where it takes too long.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from index.loaders.source import Unreadable

LONGEST = 600.0
"""Seconds by the clock in which a file must be read, on however busy a machine."""

_READING = Path(__file__).with_name("reading.py")


class Run(NamedTuple):
    """Words that stand close on one line, in one kind of letter.

    Places are points from the upper left corner of the page; `base` is where its letters stand.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Where its letters begin, nearly: what stands higher is few accents."""
        return self.base - 0.7 * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end, nearly."""
        return self.base + 0.15 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its measures in points, and what is printed on it, in the order of drawing."""

    width: float
    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says of itself, and its pages."""

    title: str
    author: str
    pages: Iterator[Page]


@contextmanager
def opened(data: bytes) -> Iterator[Document]:
    """The document that `data` holds; its pages are read as they are asked for.

    Raises Unreadable, also from the iterator of pages.
    """
    with subprocess.Popen(  # noqa: S603 - a file of this package
        [sys.executable, "-P", str(_READING)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as reading:
        clock = threading.Timer(LONGEST, reading.kill)
        clock.start()
        try:
            _give(reading.stdin, data)
            head = _next(reading.stdout)
            yield Document(
                title=head["title"], author=head["author"], pages=_pages(reading, head["pages"])
            )
        finally:
            clock.cancel()
            reading.kill()


def _give(to: IO[bytes] | None, data: bytes) -> None:
    assert to is not None  # noqa: S101 - it is a pipe
    try:
        to.write(data)
        to.close()
    except OSError:
        raise Unreadable(_ENDED) from None


def _next(lines: IO[bytes] | None) -> dict[str, Any]:
    assert lines is not None  # noqa: S101 - it is a pipe
    line = lines.readline()
    if not line.endswith(b"\n"):
        raise Unreadable(_ENDED)
    found: dict[str, Any] = json.loads(line)
    if "refused" in found:
        raise Unreadable(found["refused"])
    return found


_ENDED = (
    "this PDF is damaged, or built so that it cannot be read: reading it failed, or took too long "
    "or too much memory"
)


def _pages(reading: subprocess.Popen[bytes], count: int) -> Iterator[Page]:
    for _ in range(count):
        found = _next(reading.stdout)
        yield Page(
            width=found["width"],
            height=found["height"],
            runs=tuple(Run(*run) for run in found["runs"]),
        )
