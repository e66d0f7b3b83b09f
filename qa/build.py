"""Settings in, an `Engine` out: the only place where the parts are put together."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import MiniLM
from index.errors import UsageError
from index.library import Library
from qa.answer import Extractive, Thresholds
from qa.engine import Engine
from qa.kinds.answering import ByForm
from qa.reader.trained import TrainedReader
from qa.retrieve import Ranking, Retriever
from qa.settings import Settings, read_settings
from qa.verify.drafts import DraftChecker
from qa.writing.address import read_address
from qa.writing.failures import WritingFailed
from qa.writing.model import Model

if TYPE_CHECKING:
    from qa.writing.servers import AtHand

PASSAGES_RETRIEVED = 12
WORDS_READ = 700
KEY_VARIABLE = "BYLINE_LLM_KEY"


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
    return written_of(settings, build_engine(library_of(settings, create=create)))


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
    return Model(
        read_address(address), model=settings.llm_model, key=llm_key(settings.llm_key_file)
    )


def models_at_hand(settings: Settings) -> AtHand:
    """The language models of this machine and the one that settings name, which is tried.

    Raises UsageError as `written_of` does.
    """
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
    return checker_of(open_library(store, create=False))


def checker_of(library: Library) -> DraftChecker:
    """What checks drafts against a library that is open already."""
    return DraftChecker(Retriever(library, ranking=Ranking()))


# The models are the same for every store. A program that has several open, as the page has while
# it runs an evaluation, loads them once.


@cache
def _embedder() -> MiniLM:
    return MiniLM()


@cache
def _reader() -> TrainedReader:
    return TrainedReader(words=WORDS_READ)
