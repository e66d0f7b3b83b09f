"""Files of question rows in, cases and problems out: what the formats have in common.

A format states its rows as a dataclass; pydantic names what is malformed, by line and field.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import StringConstraints, TypeAdapter, ValidationError

from eval.cases import Problem
from index.records import Article

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A string with something in it."""

Exact = Annotated[str, StringConstraints(min_length=1)]
"""A string with something in it whose white space counts."""

Row = TypeVar("Row")
Made = TypeVar("Made")


class Malformed(ValueError):
    """A row whose fields are each well formed but do not fit together."""


def opened(path: Path) -> BufferedIOBase:
    """The file, unpacked while it is read where its name ends in .gz."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def content_of(path: Path) -> bytes:
    """All of a file, as `opened` reads it. Raises OSError, also where it cannot be unpacked."""
    try:
        with opened(path) as file:
            return file.read()
    except (EOFError, zlib.error) as error:
        raise OSError(f"it is damaged: {error}") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1, without a byte order mark."""
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            content = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
            if content:
                yield number, content


def read_rows(
    path: Path, row_type: type[Row], make: Callable[[Row, int], Made]
) -> Iterator[Made | Problem]:
    """What `make` makes of each line of a JSONL file, or what is wrong with the line.

    `make` gets the row and its line number, and may raise Malformed.
    """
    adapter = TypeAdapter(row_type)
    for number, line in numbered_lines(path):
        try:
            yield make(adapter.validate_json(line, strict=True), number)
        except ValidationError as error:
            for message in messages(error):
                yield Problem(place=f"line {number}", message=message)
        except Malformed as error:
            yield Problem(place=f"line {number}", message=str(error))


def own_documents(name: str, texts: Iterable[str]) -> tuple[Article, ...]:
    """The documents of one question as articles, whose publisher is its name.

    So a question can be asked over its own documents alone.
    """
    return tuple(
        Article(id=f"{name}-{number}", text=text, publisher=name)
        for number, text in enumerate(texts, start=1)
    )


def messages(error: ValidationError) -> list[str]:
    """What pydantic found, one plain sentence for each field: "evidence[0].quote: …"."""
    return [
        f"{place(detail['loc'])}: {detail['msg']}" if detail["loc"] else detail["msg"]
        for detail in error.errors(include_url=False, include_context=False)
    ]


def place(location: tuple[int | str, ...]) -> str:
    """A path into JSON as one writes it: ("data", 3, "title") is "data[3].title"."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")
