"""Settings in, an `Engine` out: the only place where the parts are put together."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.bundled import bundled_model
from index.embed import Embedder, MiniLM
from index.errors import UsageError
from index.library import Library
from index.named_models import digest_of_model, lasting_name, model_folder
from index.places import Place, folder_of
from index.sentence_model import SentenceModel
from qa.answer import Extractive, Thresholds
from qa.engine import Engine
from qa.kinds.answering import ByForm
from qa.reader.named import NamedReader
from qa.reader.trained import TrainedReader
from qa.rerank import NamedReranker, Reranker
from qa.retrieve import Ranking, Retriever
from qa.settings import BUNDLED, BUNDLED_TORCH, NO_MODEL, Settings, read_settings

if TYPE_CHECKING:
    from qa.verify.drafts import DraftChecker
    from qa.writing.model import Model
    from qa.writing.servers import AtHand

PASSAGES_RETRIEVED = 12
WORDS_READ = 700
ORGANISATIONS = {
    "embedder": "sentence-transformers",
    "reader": None,
    "reranker": "cross-encoder",
}
"""Whose a model is that is named without an organisation, as sentence-transformers has it."""
KEY_VARIABLE = "BYLINE_LLM_KEY"


def store_folder(given: Place | None = None) -> Path:
    """The folder of this machine that goes with a store: the one given, else that of the settings.

    Raises UsageError.
    """
    return folder_of(read_settings({"store": given}).store)


def open_library(store: Place | None = None, *, create: bool = True) -> Library:
    """The library of a store, else of the one that the settings name.

    Raises StoreUnavailable, StoreTooNew, UsageError where the settings are wrong.
    """
    return library_of(read_settings({"store": store}), create=create)


def open_engine(store: Place | None = None, *, create: bool = True) -> Engine:
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

    Raises what `library_of` and `written_of` raise, and ModelUnavailable where a model that is
    named is not there, or is none that the store can be searched with: not only at the first
    question.
    """
    library = library_of(settings, create=create)
    library.require_embedder()
    return written_of(settings, build_engine(library, settings=settings))


def written_of(settings: Settings, engine: Engine) -> Engine:
    """The engine, its answers written by a language model where the settings name one.

    Raises UsageError where its address or key cannot be used.
    """
    if settings.llm is None:
        return engine
    from qa.writing.written import Written

    return Written(engine, model_of(settings, settings.llm), context=settings.llm_context)


def model_of(settings: Settings, address: str) -> Model:
    """The language model at an address. Raises UsageError as `written_of` does."""
    from qa.writing.address import read_address
    from qa.writing.model import Model

    return Model(
        read_address(address), model=settings.llm_model, key=llm_key(settings.llm_key_file)
    )


def models_at_hand(settings: Settings) -> AtHand:
    """The language models of this machine and the one that settings name, which is tried.

    Raises UsageError as `written_of` does.
    """
    from qa.writing.failures import WritingFailed
    from qa.writing.model import Model
    from qa.writing.servers import AtHand, Server, look_at, try_question, usual_servers

    named = [] if settings.llm is None else [model_of(settings, settings.llm)]
    usual = usual_servers()
    own = [Server(usual=None, address=model.address) for model in named]
    servers = look_at([*own, *usual], key=llm_key(settings.llm_key_file))
    there = next((one for one in servers if one.models), None)
    if named:
        model = named[0]
    elif there is not None:
        model = Model(there.address, model=settings.llm_model or there.models[0].id)
    else:
        return AtHand(servers=servers)
    try:
        return AtHand(servers=servers, trial=try_question(model))
    except WritingFailed as error:
        return AtHand(servers=servers, problem=str(error))


def llm_key(file: Path | None) -> str | None:
    """The key of a language model's server: BYLINE_LLM_KEY, else what stands in the file.

    Raises UsageError where the file cannot be read.
    """
    named = os.environ.get(KEY_VARIABLE)
    if named or file is None:
        return named or None
    try:
        return file.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file}, which llm_key_file names, cannot be read: it is to hold the key and nothing "
            "else"
        ) from error


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


def models_of(settings: Settings) -> dict[str, str]:
    """The reader and the re-ranker that are named, each with the digest of its files.

    Raises ModelUnavailable.
    """
    named = {"reader": settings.reader, "reranker": settings.reranker}
    return {
        kind: f"{name}:{digest_of_model(_folder(kind, name, fetch=settings.fetch_models)())[:16]}"
        for kind, name in named.items()
        if name not in (BUNDLED, NO_MODEL)
    }


def checker_of(library: Library) -> DraftChecker:
    """What checks drafts against a library that is open already."""
    from qa.verify.drafts import DraftChecker

    return DraftChecker(Retriever(library, ranking=Ranking()))


# The models are the same for every store. A program that has several open, as the page has while
# it runs an evaluation, loads them once.


@cache
def _embedder(name: str, *, fetch: bool) -> Embedder:
    if name == BUNDLED:
        return MiniLM()
    if name == BUNDLED_TORCH:
        return SentenceModel(name, folder=bundled_model, fingerprint=MiniLM.fingerprint)
    return SentenceModel(lasting_name(name), folder=_folder("embedder", name, fetch=fetch))


@cache
def _reader(name: str, *, fetch: bool) -> TrainedReader:
    if name == BUNDLED:
        return TrainedReader(words=WORDS_READ)
    model = NamedReader(name, folder=_folder("reader", name, fetch=fetch))
    model.require()
    return TrainedReader(words=WORDS_READ, model=model)


@cache
def _reranker(name: str, *, fetch: bool) -> Reranker | None:
    if name == NO_MODEL:
        return None
    reranker = NamedReranker(name, folder=_folder("reranker", name, fetch=fetch))
    reranker.require()
    return reranker


def _folder(kind: str, name: str, *, fetch: bool) -> Callable[[], Path]:
    """Finds the folder of a model when it is called. What it raises is ModelUnavailable."""
    return partial(model_folder, name, organisation=ORGANISATIONS[kind], fetch=fetch)
