"""A compressed stream in; its bytes out, until they are more than an honest file would hold."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Protocol
from zipfile import BadZipFile

from index.loaders.source import Unreadable

LARGEST_RATIO = 200
"""Bytes that may come out for each that went in. News compresses to a third or a tenth, a page of
one repeated line to a hundredth; only what was made to be a bomb goes beyond this."""

SMALL = 10_000_000
"""Bytes that may come out whatever went in: too few to do harm."""


class Stream(Protocol):
    """What can be read and closed."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""

    def close(self) -> None:
        """Closes it."""


class BoundedStream(io.RawIOBase):
    """Reads `stream`, closing it and what it is read from at the end.

    `compressed` tells how many bytes it has been read from so far. Raises Unreadable where the
    stream is damaged or unpacks to far more than it was.
    """

    def __init__(
        self,
        stream: Stream,
        *,
        compressed: Callable[[], int],
        closing: tuple[Stream, ...] = (),
    ) -> None:
        self._stream = stream
        self._compressed = compressed
        self._read = 0
        self._closing = ExitStack()
        for resource in (*closing, stream):
            self._closing.callback(resource.close)

    def readable(self) -> bool:
        """See `io.IOBase.readable`."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io.RawIOBase declares it
        """See `io.RawIOBase.readinto`."""
        try:
            data = self._stream.read(len(buffer))
        except EOFError:
            raise Unreadable("the archive is damaged: it ends too early") from None
        except (BadZipFile, zlib.error, io.UnsupportedOperation, ValueError) as error:
            raise Unreadable(f"the archive is damaged here: {error}") from None
        self._read += len(data)
        if self._read > max(SMALL, LARGEST_RATIO * self._compressed()):
            raise Unreadable(
                f"it unpacks to more than {LARGEST_RATIO} times its size: if it is honest, "
                "unpack it and add the files"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the stream and what it is read from."""
        self._closing.close()
        super().close()
