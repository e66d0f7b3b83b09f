"""Settings in, an `Engine` out: the only place where the parts are put together."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

from index.embed import MiniLM
from index.library import Library
from qa.answer import Extractive, Thresholds
from qa.engine import Engine
from qa.kinds.answering import ByForm
from qa.reader.trained import TrainedReader
from qa.retrieve import Ranking, Retriever
from qa.verify.drafts import DraftChecker

PASSAGES_RETRIEVED = 12
WORDS_READ = 700


def store_folder(given: Path | str | None = None) -> Path:
    """Where the store lies: what was given, else BYLINE_STORE, else the user's data folder."""
    named = given or os.environ.get("BYLINE_STORE")
    return Path(named).expanduser() if named else user_data_path("byline", appauthor=False)


def open_library(store: Path | str | None = None, *, create: bool = True) -> Library:
    """The library of a store, with the bundled embedding model (loaded on first use).

    Raises StoreUnavailable, StoreTooNew.
    """
    return Library.open(store_folder(store), embedder=_embedder(), create=create)


def open_engine(store: Path | str | None = None, *, create: bool = True) -> Engine:
    """An engine over the library of a store. Raises what `open_library` raises."""
    return build_engine(open_library(store, create=create))


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


def open_checker(store: Path | str | None = None) -> DraftChecker:
    """What checks drafts against the library of a store, which has to be there.

    Raises what `open_library` raises.
    """
    return DraftChecker(Retriever(open_library(store, create=False), ranking=Ranking()))


# The models are the same for every store. A program that has several open, as the page has while
# it runs an evaluation, loads them once.


@cache
def _embedder() -> MiniLM:
    return MiniLM()


@cache
def _reader() -> TrainedReader:
    return TrainedReader(words=WORDS_READ)
