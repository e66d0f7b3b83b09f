"""A file or a folder in; the articles it holds out, one after the other, and what was skipped.

To read a further kind of source, write a module with a `load` and name it in LOADERS.
"""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from index.loaders import csv_file, json_file, json_lines, markdown, text
from index.loaders.reading import Unreadable, shown
from index.records import Article, Skipped


class Loader(Protocol):
    """Reads one file. Raises Unreadable or OSError where nothing (more) of it can be read."""

    def __call__(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The articles of the file, and what of it had to be skipped."""


LOADERS: Mapping[str, Loader] = MappingProxyType(
    {
        ".txt": text.load,
        ".md": markdown.load,
        ".markdown": markdown.load,
        ".json": json_file.load,
        ".jsonl": json_lines.load,
        ".csv": csv_file.load,
    }
)
"""What reads a file, by the suffix of its name in lower case."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def load(source: str) -> Iterator[Article | Skipped]:
    """The articles of a file, or of all files of a folder and its folders, by name.

    Nothing is read before it is asked for. What cannot be read becomes a Skipped that says why,
    and the rest goes on. In a folder, hidden files are passed over and links to folders not
    followed.
    """
    path = Path(source)
    if not source.strip():
        yield Skipped(source=source, reason=f"no file is named: {_supported()}")
    elif _ADDRESS.match(source):
        yield Skipped(source=source, reason=f"addresses are not read, only files: {_supported()}")
    elif _is_folder(path):
        yield from _load_folder(path)
    else:
        yield from _load_file(path)


def _load_folder(folder: Path) -> Iterator[Article | Skipped]:
    found = False
    for item in _files(folder):
        for loaded in [item] if isinstance(item, Skipped) else _load_file(item):
            found = found or isinstance(loaded, Article)
            yield loaded
    if not found:
        reason = f"no article in this folder could be read: {_supported()}"
        yield Skipped(source=shown(folder), reason=reason)


def _files(folder: Path) -> Iterator[Path | Skipped]:
    """All files below a folder; not by recursion, which very deep folders would exhaust."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            yield path
        elif path.is_symlink() and path != folder:
            reason = "a link to a folder is not followed: add that folder itself"
            yield Skipped(source=shown(path), reason=reason)
        else:
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError as error:
                yield Skipped(source=shown(path), reason=_refusal(error))
            else:
                waiting += [entry for entry in inside if not entry.name.startswith(".")]


def _load_file(path: Path) -> Iterator[Article | Skipped]:
    loader = LOADERS.get(path.suffix.lower())
    if loader is None and _may_be_text(path):
        loader = text.load
    try:
        if loader is None:
            raise Unreadable(f"files named *{path.suffix} are not read: {_supported()}")
        loaded = None
        for loaded in loader(path):
            yield loaded
        if loaded is None:
            raise Unreadable("the file is empty: it holds no article")
    except Unreadable as reason:
        yield Skipped(source=shown(path), reason=str(reason))
    except OSError as error:
        yield Skipped(source=shown(path), reason=_refusal(error))


def _may_be_text(path: Path) -> bool:
    """Whether the name does not say what the file is, or says plain text.

    Only Python's own table is asked: the system's differs from one machine to the next.
    """
    kind, compression = mimetypes.MimeTypes().guess_type(path.name)
    return kind in {None, "text/plain"} and compression is None


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for forbidden and long names


def _refusal(error: OSError) -> str:
    return f"it cannot be read: {error.strerror or error}"


def _supported() -> str:
    return f"Byline reads {', '.join(LOADERS)} and folders of them"
