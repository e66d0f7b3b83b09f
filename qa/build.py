"""Settings in, an `Engine` out: the only place where the parts are put together."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from index.bundled import bundled_model
from index.embed import Embedder, MiniLM
from index.library import Library
from index.named_models import lasting_name, model_folder
from index.sentence_model import SentenceModel
from qa.answer import Extractive, Thresholds
from qa.engine import Engine
from qa.kinds.answering import ByForm
from qa.reader.named import NamedReader
from qa.reader.trained import TrainedReader
from qa.rerank import NamedReranker, Reranker
from qa.retrieve import Ranking, Retriever
from qa.settings import BUNDLED, BUNDLED_TORCH, NO_MODEL, Settings, read_settings

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
    by_name = partial(_embedder, fetch=settings.fetch_models)
    return Library.open(
        settings.store, embedder=by_name(settings.embedder), by_name=by_name, create=create
    )


def engine_of(settings: Settings, *, create: bool = True) -> Engine:
    """An engine as the settings want it.

    Raises what `library_of` raises, and ModelUnavailable where a model that is named is not there,
    or is none that the store can be searched with: not only at the first question.
    """
    library = library_of(settings, create=create)
    library.require_embedder()
    return build_engine(library, settings=settings)


def build_engine(
    library: Library,
    *,
    ranking: Ranking = Ranking(),  # noqa: B008 - frozen
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Engine:
    """An engine over a library that is open already, with the models that the settings name."""
    reader, thresholds = _reader(settings.reader, fetch=settings.fetch_models), Thresholds()
    facts = Extractive(reader, thresholds=thresholds)
    return Engine(
        library,
        Retriever(
            library,
            ranking=ranking,
            reranker=_reranker(settings.reranker, fetch=settings.fetch_models),
        ),
        ByForm(facts, reader, least=thresholds.first),
        passages_retrieved=PASSAGES_RETRIEVED,
    )


# The models are the same for every store. A program that has several open, as the page has while
# it runs an evaluation, loads them once.


@cache
def _embedder(name: str, *, fetch: bool) -> Embedder:
    if name == BUNDLED:
        return MiniLM()
    if name == BUNDLED_TORCH:
        return SentenceModel(name, folder=bundled_model, fingerprint=MiniLM.fingerprint)
    return SentenceModel(
        lasting_name(name),
        folder=partial(model_folder, name, organisation="sentence-transformers", fetch=fetch),
    )


@cache
def _reader(name: str, *, fetch: bool) -> TrainedReader:
    if name == BUNDLED:
        return TrainedReader(words=WORDS_READ)
    folder = partial(model_folder, name, organisation=None, fetch=fetch)
    model = NamedReader(name, folder=folder)
    model.require()
    return TrainedReader(words=WORDS_READ, model=model)


@cache
def _reranker(name: str, *, fetch: bool) -> Reranker | None:
    if name == NO_MODEL:
        return None
    folder = partial(model_folder, name, organisation="cross-encoder", fetch=fetch)
    reranker = NamedReranker(name, folder=folder)
    reranker.require()
    return reranker
