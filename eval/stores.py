"""A question set and perhaps a store in, the engine that it is asked of out.

A set that brings its articles is asked over these alone, so that its numbers do not hang on what
else a user has added: in a store of their own, kept in the cache folder for the next time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from platformdirs import user_cache_path

from eval.cases import QuestionSet
from eval.check import Lookup
from index.clean import clean
from index.errors import UnknownArticle
from index.library import Progress
from index.named_models import lasting_name
from index.places import Place
from index.records import Article, Skipped
from qa.build import engine_of, open_library
from qa.engine import Engine
from qa.settings import BUNDLED, BUNDLED_TORCH, read_settings


def engine_for(
    question_set: QuestionSet,
    store: Place | None,
    *,
    progress: Progress | None = None,
    chosen: Mapping[str, object] = MappingProxyType({}),
) -> Engine:
    """The engine over the store given, else over the set's own articles, else the user's store.

    The set's own articles are taken in first where that has not been done. `chosen` are settings,
    as `read_settings` takes them. Raises StoreUnavailable, ModelUnavailable, UsageError.
    """
    settings = read_settings({**chosen, "store": store})
    if store is not None or question_set.articles is None:
        return engine_of(settings, create=False)
    own = own_store(question_set.articles, embedder=settings.embedder)
    engine = engine_of(settings.model_copy(update={"store": own}))
    engine.library.add(question_set.articles(), progress=progress)
    return engine


def lookup_for(question_set: QuestionSet, store: Place | None) -> Lookup:
    """Where the articles of the evidence are looked up: as `engine_for`, embedding nothing."""
    if store is not None or question_set.articles is None:
        return open_library(store, create=False).article
    own = {
        item.id: replace(item, text=clean(item.text))
        for item in question_set.articles()
        if isinstance(item, Article)
    }

    def lookup(article_id: str) -> Article:
        try:
            return own[article_id]
        except KeyError:
            raise UnknownArticle(article_id) from None

    return lookup


def own_store(
    articles: Callable[[], Iterator[Article | Skipped]], *, embedder: str = BUNDLED
) -> Path:
    """The cache folder of these articles, embedded so; for other ones it is another."""
    digest = hashlib.sha256()
    if embedder not in (BUNDLED, BUNDLED_TORCH):
        digest.update(lasting_name(embedder).encode())
    for item in articles():
        digest.update(repr(item).encode())
    return user_cache_path("byline", appauthor=False) / "eval" / digest.hexdigest()[:16]
