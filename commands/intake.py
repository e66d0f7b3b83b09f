"""Sources in, a report of what the library took in out, with progress for whoever waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import Progress, TaskID

from commands.terminal import INTERRUPTED, progress_bar, stop
from index.errors import UsageError
from index.library import Library
from index.library import Progress as Telling
from index.loaders import is_address, load
from index.loaders.record import FIELDS
from index.loaders.table import FieldNames
from index.records import AddReport, Article, Skipped
from index.skipped import Reason, by_reason

if TYPE_CHECKING:
    from index.fetching.addresses import Addresses

REASONS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is to be added: files, folders and addresses, and how their rows name the fields.

    Without `addresses`, those among the sources are skipped.
    """

    sources: Sequence[str]
    names: FieldNames
    addresses: Addresses | None

    def items(self) -> Iterator[Article | Skipped]:
        """The articles of all sources, one after the other."""
        for source in self.sources:
            loader = self.addresses.load if self.addresses and is_address(source) else load
            yield from loader(source, names=self.names)


def intake_of(sources: Sequence[str], *, mapped: Sequence[str]) -> Intake:
    """The intake that the arguments of a command describe. Raises UsageError."""
    addresses = None
    if any(map(is_address, sources)):
        # Files need no network, and its libraries take a while to import.
        from index.fetching.addresses import Addresses
        from index.fetching.fetcher import Fetcher

        addresses = Addresses(Fetcher())
    return Intake(sources=sources, names=read_names(mapped), addresses=addresses)


def read_names(given: Sequence[str]) -> FieldNames:
    """The names of `--map text=body`. Raises UsageError where one is not of this form."""
    names = {}
    for pair in given:
        ours, _, theirs = pair.partition("=")
        if ours not in FIELDS or not theirs:
            raise UsageError(
                f"--map {pair}: write it as text=body, where the first is one of Byline's fields "
                f"({', '.join(FIELDS)}) and the second what the file calls it"
            )
        names[ours] = theirs
    return FieldNames(names)


def add_sources(library: Library, intake: Intake, *, workers: int = 1) -> AddReport:
    """Adds the articles of all sources.

    An interruption ends the command with a line that says what the store holds by then.
    """
    before = library.status().articles
    try:
        with progress_bar() as bar:
            # Reading files is cheap beside embedding: a first pass pays for an honest estimate.
            total = sum(1 for _ in intake.items()) if intake.addresses is None else None
            task = bar.add_task("Adding articles", total=total)
            return library.add(intake.items(), progress=advance(bar, task), workers=workers)
    except KeyboardInterrupt:
        after = library.status().articles
        stop(
            f"interrupted: {after - before} new articles are stored, {after} in all; "
            "the same command goes on from there",
            code=INTERRUPTED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """How many passages were embedded anew by now and before, and by which embedder."""

    embedder: str
    passages: int
    before: int


def embed_anew(library: Library) -> Embedded:
    """Embeds all passages anew with the library's embedder; none where they are its already.

    An interruption ends the command with a line that says how far it came.
    """
    try:
        with progress_bar() as bar:
            task = bar.add_task("Embedding anew", total=None)
            passages = library.embed_anew(progress=advance(bar, task))
    except KeyboardInterrupt:
        status = library.status()
        stop(
            f"interrupted: {status.embedded_anew:,} of {status.passages:,} passages are embedded "
            "anew, and the old vectors are searched; the same command goes on from there",
            code=INTERRUPTED,
        )
    status = library.status()
    return Embedded(
        embedder=status.embedder,
        passages=passages or 0,
        before=0 if passages is None else status.passages - passages,
    )


def advance(bar: Progress, task: TaskID) -> Telling:
    """Moves the bar with the articles; how far a very long one is stands before the bar."""
    [name] = [each.description for each in bar.tasks if each.id == task]

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage == "embedding":
            inside = f"{name} (a long one: {done:,} of {total:,} passages)"
            bar.update(task, description=inside)
        else:
            bar.update(task, description=name, completed=done, total=total)

    return tell


def require_something_read(report: AddReport) -> None:
    """Raises UsageError when no source held a single article, with the reasons."""
    if report.added or report.updated or report.unchanged:
        return
    reasons = by_reason(report.skipped)
    named = "; ".join(map(_told, reasons[:REASONS_NAMED]))
    further = len(reasons) - REASONS_NAMED
    raise UsageError(
        f"nothing was added: {named}{f'; and {further} more reasons' if further > 0 else ''}"
    )


def _told(reason: Reason) -> str:
    first = reason.examples[0]
    further = f" (so for {reason.count:,} in all)" if reason.count > 1 else ""
    return f"{first.source}: {first.reason}{further}"
