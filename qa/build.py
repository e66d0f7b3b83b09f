"""Settings in, an `Engine` out: the only place where the parts are put together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.embed import MiniLM
from index.library import Library
from qa.answer import Extractive, Thresholds
from qa.engine import Engine
from qa.kinds.answering import ByForm
from qa.reader.trained import TrainedReader
from qa.retrieve import Ranking, Retriever
from qa.settings import Settings, read_settings

PASSAGES_RETRIEVED = 12
WORDS_READ = 700


def store_folder(given: Path | str | None = None) -> Path:
    """Where the store lies: what was given, else what the settings say. Raises UsageError."""
    return read_settings({"store": given}).store


def open_library(store: Path | str | None = None, *, create: bool = True) -> Library:
    """The library of a store, else of the one that the settings name.

    Raises StoreUnavailable, StoreTooNew, UsageError where the settings are wrong.
    """
    return library_of(read_settings({"store": store}), create=create)


def open_engine(store: Path | str | None = None, *, create: bool = True) -> Engine:
    """An engine over the library of a store. Raises what `open_library` raises."""
    return engine_of(read_settings({"store": store}), create=create)


def library_of(settings: Settings, *, create: bool = True) -> Library:
    """The library that settings name, its embedding model loaded on first use.

    Raises StoreUnavailable, StoreTooNew.
    """
    return Library.open(settings.store, embedder=_embedder(), create=create)


def engine_of(settings: Settings, *, create: bool = True) -> Engine:
    """An engine as the settings want it. Raises what `library_of` raises."""
    return build_engine(library_of(settings, create=create))


def build_engine(library: Library, *, ranking: Ranking = Ranking()) -> Engine:  # noqa: B008 - frozen
    """An engine over a library that is open already."""
    reader, thresholds = _reader(), Thresholds()
    facts = Extractive(reader, thresholds=thresholds)
    return Engine(
        library,
        Retriever(library, ranking=ranking),
        ByForm(facts, reader, least=thresholds.first),
        passages_retrieved=PASSAGES_RETRIEVED,
    )


# The models are the same for every store. A program that has several open, as the page has while
# it runs an evaluation, loads them once.


@cache
def _embedder() -> MiniLM:
    return MiniLM()


@cache
def _reader() -> TrainedReader:
    return TrainedReader(words=WORDS_READ)
