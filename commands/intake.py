"""Sources in, a report of what the library took in out, with progress for whoever waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from commands.terminal import INTERRUPTED, progress_bar, stop
from index.errors import UsageError
from index.library import Library
from index.loaders import load
from index.records import AddReport, Article, Skipped

REASONS_NAMED = 3


def add_sources(library: Library, sources: Sequence[str]) -> AddReport:
    """Adds the articles of all sources.

    An interruption ends the command with a line that says what the store holds by then.
    """
    before = library.status().articles
    try:
        with progress_bar() as bar:
            # Reading is cheap beside embedding, so a first pass pays for an honest estimate; where
            # nobody watches there is none to make.
            total = None if bar.disable else sum(1 for _ in _items(sources))
            task = bar.add_task("Adding articles", total=total)
            return library.add(
                _items(sources), progress=lambda _, done, __: bar.update(task, completed=done)
            )
    except KeyboardInterrupt:
        after = library.status().articles
        stop(
            f"interrupted: {after - before} new articles are stored, {after} in all; "
            "the same command goes on from there",
            code=INTERRUPTED,
        )


def require_something_read(report: AddReport) -> None:
    """Raises UsageError when no source held a single article, with the reasons."""
    if report.added or report.updated or report.unchanged:
        return
    reasons = [f"{skipped.source}: {skipped.reason}" for skipped in report.skipped]
    named = "; ".join(reasons[:REASONS_NAMED])
    further = len(reasons) - REASONS_NAMED
    raise UsageError(f"nothing was added: {named}{f'; and {further} more' if further > 0 else ''}")


def _items(sources: Sequence[str]) -> Iterator[Article | Skipped]:
    return chain.from_iterable(map(load, sources))
