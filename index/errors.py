"""Every error that Byline raises on purpose. Each message names the thing and the remedy.

    BylineError
    ├── UsageError            the request itself is wrong            (exit code 2)
    │   ├── UnknownArticle    no article has this id
    │   ├── Embargoed         the article may not be shown before its hour
    │   └── BadQuestion       an empty or far too long question, a malformed question file
    └── Unavailable           something needed cannot be used        (exit code 3)
        ├── StoreUnavailable  the store cannot be opened, read or written
        │   └── StoreTooNew   the store was written by a newer Byline
        └── ModelUnavailable  a model is missing, damaged, or not the one the store was made with

A source that cannot be read is no error: it becomes a `Skipped` record, and the rest goes on.
"""

from __future__ import annotations

from datetime import datetime


class BylineError(Exception):
    """The root of the tree. `str(error)` is one clear line, fit to be shown to a user."""


class UsageError(BylineError):
    """The request itself is wrong; asking again the same way will not help."""


class UnknownArticle(UsageError):
    """No article in the store has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id!r}: `byline articles` lists them")
        self.article_id = article_id


class Embargoed(UsageError):
    """The source of the article lets nobody be shown it before an hour."""

    def __init__(self, article_id: str, *, until: datetime) -> None:
        super().__init__(
            f"the article {article_id!r} is under an embargo until {until:%d %B %Y, %H.%M} UTC: "
            "it is shown from then on"
        )
        self.until = until


class BadQuestion(UsageError):
    """A question, or a file of questions, that cannot be asked."""


class Unavailable(BylineError):
    """Something that Byline needs cannot be used."""


class StoreUnavailable(Unavailable):
    """The store cannot be opened, read or written."""


def no_store(place: str) -> StoreUnavailable:
    """What is raised where a store is to be opened and there is none."""
    return StoreUnavailable(
        f"there is no store at {place}: `byline add PATH` makes one, or name another with --store"
    )


class StoreTooNew(StoreUnavailable):
    """The store was written by a newer version of Byline."""


class ModelUnavailable(Unavailable):
    """A model is missing or damaged, or is not the one that the store was made with."""
