"""One store in, the same articles, versions, passages and vectors in another one out.

Nothing is embedded again. What is there already is passed over, so the same call goes on after an
interruption. At the end both stores are read side by side and every article is compared: its
versions, which is the newest, the places of its passages and their vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from index.digest import digest_of
from index.embedded_by import coming, searched
from index.errors import UsageError
from index.store import NewArticle, Store, Stored

ARTICLES_A_STEP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What came of a copy.

    `articles`, `versions` and `passages` are how many the source has, `copied` how many articles
    were not in the target before, `different` the ids of those that are not the same in both.
    """

    articles: int
    versions: int
    passages: int
    copied: int
    different: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The model of a source's vectors, which need not be at hand."""

    name: str
    fingerprint: str


def copy_store(source: Store, target: Store, *, progress: Callable[[int, int], None]) -> Copied:
    """Brings all articles of one store into another, and compares them.

    `progress` is called with the number of articles looked at and of all. Raises ModelUnavailable
    where the target has vectors of another model, UsageError where the source is being embedded
    anew, and what the stores raise.
    """
    made_by = searched(source)
    if coming(source) is not None:
        raise UsageError(
            f"{source.place} is being embedded anew: let `byline embed` come to its end first"
        )
    total, _ = source.counts()
    done = copied = 0
    for page in _pages(source):
        missing = [stored for stored in page if not _is_there(stored, target)]
        if missing and made_by is not None:
            model = _Made(name=made_by.name, fingerprint=made_by.fingerprint)
            target.add([new for stored in missing for new in _arriving(stored)], model=model)
        copied += len(missing)
        done += len(page)
        progress(done, total)
    return _compared(source, target, copied=copied)


def _pages(store: Store) -> Iterator[list[Stored]]:
    after = ""
    while page := store.exported(after=after, limit=ARTICLES_A_STEP):
        yield page
        after = page[-1].versions[0].id


def _is_there(stored: Stored, target: Store) -> bool:
    newest = next(one for one in stored.versions if one.version == stored.newest)
    numbers = sorted(article.version for article in stored.versions)
    return (
        target.is_there(newest, digest_of(newest))
        and sorted(target.catalogue.versions(newest.id)) == numbers
    )


def _arriving(stored: Stored) -> Iterator[NewArticle]:
    """The versions as they came, so that the same one is the newest again."""
    for article in stored.versions:
        passages = stored.passages if article.version == stored.newest else ()
        yield NewArticle(article=article, digest=digest_of(article), passages=passages)


def _compared(source: Store, target: Store, *, copied: int) -> Copied:
    ours, theirs = _seals(source), dict(_seals(target))
    articles = versions = passages = 0
    different = []
    for article_id, (seal, held, cut) in ours:
        articles, versions, passages = articles + 1, versions + held, passages + cut
        if theirs.get(article_id, ("", 0, 0))[0] != seal:
            different.append(article_id)
    return Copied(
        articles=articles,
        versions=versions,
        passages=passages,
        copied=copied,
        different=tuple(different),
    )


def _seals(store: Store) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """The id of each article, a digest of all that is stored of it, its versions and passages."""
    for page in _pages(store):
        for stored in page:
            seal = sha256(f"{stored.newest}".encode())
            for article in stored.versions:
                seal.update(f"{article.version} {digest_of(article)} {article.edition}".encode())
            for passage in stored.passages:
                seal.update(f"{passage.sentences}".encode())
                seal.update(passage.vector.astype(np.float16).tobytes())
            told = seal.hexdigest(), len(stored.versions), len(stored.passages)
            yield stored.versions[0].id, told
