"""A folder in; the files in it and in its folders out, by name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.loaders.source import refusal, shown
from index.records import Skipped
from index.store_files import holds_store, is_of_store


def files(folder: Path) -> Iterator[Path | Skipped]:
    """All files below a folder; not by recursion, which very deep folders would exhaust.

    Hidden files and those of a Byline store are passed over, and links to folders, or to files
    outside of this one, not followed: whoever packed a folder could point to any file otherwise.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not is_folder(path):
            yield _outside(path, folder) or path
        elif path.is_symlink() and path != folder:
            reason = "a link to a folder is not followed: add that folder itself"
            yield Skipped(source=shown(path), reason=reason)
        else:
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError as error:
                yield Skipped(source=shown(path), reason=refusal(error))
            else:
                waiting += [entry for entry in inside if not _is_passed_over(entry)]
                if holds_store(path):
                    reason = "a Byline store lies in this folder: its files are no articles"
                    yield Skipped(source=shown(path), reason=reason)


def _outside(path: Path, folder: Path) -> Skipped | None:
    """What is told of a link to a file that does not lie in the folder; None of all others."""
    try:
        if not path.is_symlink() or path.resolve().is_relative_to(folder.resolve()):
            return None
    except (OSError, RuntimeError):
        return None  # a link that leads nowhere: opening it says why
    reason = "a link to a file outside this folder is not followed: add that file itself"
    return Skipped(source=shown(path), reason=reason)


def _is_passed_over(path: Path) -> bool:
    return path.name.startswith(".") or is_of_store(path)


def is_folder(path: Path) -> bool:
    """Whether a folder, or a link to one, lies there."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for forbidden and long names
