"""A question set and a way to its articles in, what does not hold together out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from eval.cases import Case, Problem, QuestionSet, article_ids
from eval.metrics import holds
from index.errors import UnknownArticle
from index.records import Article

Lookup = Callable[[str], Article]
"""From an id to the article; raises UnknownArticle."""


def problems_of(question_set: QuestionSet, lookup: Callable[[], Lookup]) -> Iterator[Problem]:
    """All that is wrong with a set: what is malformed, then what its articles do not bear out.

    `lookup` opens the way to the articles; it is called only when there is evidence to look up,
    and may raise what opening a store raises.
    """
    yield from question_set.problems
    cases = question_set.cases
    if any(case.evidence for case in cases):
        articles = lookup()
        for article_id in missing_articles(cases, articles):
            place = next(
                case.place
                for case in cases
                if any(piece.article_id == article_id for piece in case.evidence)
            )
            yield Problem(place=place, message=f"no article has the id {article_id!r}")
        yield from misquoted(cases, articles)


def missing_articles(cases: Iterable[Case], lookup: Lookup) -> list[str]:
    """The articles that the evidence names and the lookup does not know, in order."""
    return [article_id for article_id in article_ids(cases) if not known(article_id, lookup)]


def known(article_id: str, lookup: Lookup) -> bool:
    """Whether the lookup has this article."""
    try:
        lookup(article_id)
    except UnknownArticle:
        return False
    return True


def misquoted(cases: Iterable[Case], lookup: Lookup) -> Iterator[Problem]:
    """Evidence whose quote does not stand in its article; missing articles are passed over.

    White space may differ, as it may when a passage is compared with a quote.
    """
    for case in cases:
        for number, piece in enumerate(case.evidence):
            if piece.quote is None or not known(piece.article_id, lookup):
                continue
            if not holds(lookup(piece.article_id).text, piece.quote):
                yield Problem(
                    place=case.place,
                    message=f"evidence[{number}]: this quote does not stand in the article"
                    f" {piece.article_id!r}: {piece.quote!r}",
                )
