"""Cases in, the parts of a run that are looked at on their own out: by kind, publisher or year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.cases import Case
from index.library import Library
from index.records import Article

UNKNOWN = "unknown"


def by_kind(case: Case, _articles: Sequence[Article]) -> set[str]:
    """The kind that the set gives the case."""
    return {case.kind} if case.kind else set()


def by_publisher(_case: Case, articles: Sequence[Article]) -> set[str]:
    """The publishers of the gold articles; a case of several is in the slice of each."""
    return {article.publisher for article in articles if article.publisher}


def by_year(case: Case, articles: Sequence[Article]) -> set[str]:
    """The year of asking, else those of the gold articles."""
    days = [case.asked] if case.asked else [article.published for article in articles]
    return {str(day.year) for day in days if day}


SLICES: Mapping[str, Callable[[Case, Sequence[Article]], set[str]]] = {
    "kind": by_kind,
    "publisher": by_publisher,
    "year": by_year,
}


def slice_names(case: Case, library: Library, *, by: str) -> tuple[str, ...]:
    """The slices that a case belongs to, sorted: ("BBC", "Wired").

    The library has every gold article. A case that cannot be told is in the slice "unknown".
    """
    articles = [library.article(piece.article_id) for piece in case.evidence]
    return tuple(sorted(SLICES[by](case, articles))) or (UNKNOWN,)
