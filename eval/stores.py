"""A question set and perhaps a store in, the engine that it is asked of out.

A set that brings its articles is asked over these alone, so that its numbers do not hang on what
else a user has added: in a store of their own, kept in the cache folder for the next time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from platformdirs import user_cache_path

from eval.cases import QuestionSet
from eval.check import Lookup
from index.clean import clean
from index.errors import UnknownArticle
from index.library import Progress
from index.records import Article, Skipped
from qa.build import open_engine, open_library
from qa.engine import Engine


def engine_for(
    question_set: QuestionSet, store: Path | None, *, progress: Progress | None = None
) -> Engine:
    """The engine over the store given, else over the set's own articles, else the user's store.

    The set's own articles are taken in first where that has not been done. Raises
    StoreUnavailable, ModelUnavailable.
    """
    if store is not None or question_set.articles is None:
        return open_engine(store, create=False)
    engine = open_engine(own_store(question_set.articles))
    engine.library.add(question_set.articles(), progress=progress)
    return engine


def lookup_for(question_set: QuestionSet, store: Path | None) -> Lookup:
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


def own_store(articles: Callable[[], Iterator[Article | Skipped]]) -> Path:
    """The cache folder of these articles; other articles, or changed ones, have another."""
    digest = hashlib.sha256()
    for item in articles():
        digest.update(repr(item).encode())
    return user_cache_path("byline", appauthor=False) / "eval" / digest.hexdigest()[:16]
