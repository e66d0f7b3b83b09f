"""A question set and a way to its articles in, what does not hold together out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from eval.cases import Case, Problem, QuestionSet, article_ids
from eval.metrics import contains, holds
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
        yield from unfounded(cases, articles)


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


def unfounded(cases: Iterable[Case], lookup: Lookup) -> Iterator[Problem]:
    """What a right reply must say although no article of the evidence says it.

    Cases with a missing article, or with no evidence, are passed over.
    """
    for case in cases:
        ids = article_ids([case])
        if not ids or not all(known(article_id, lookup) for article_id in ids):
            continue
        texts = [f"{(article := lookup(article_id)).title}\n{article.text}" for article_id in ids]
        for name, wordings in to_be_said(case):
            if not any(contains(text, wordings) for text in texts):
                yield Problem(
                    place=case.place,
                    message=f"{name}: no article of the evidence says {' or '.join(wordings)}",
                )


def to_be_said(case: Case) -> Iterator[tuple[str, Sequence[str]]]:
    """What the articles of a case must say: what it is called in the set, and its wordings."""
    for number, wordings in enumerate(case.facts or ()):
        yield f"must[{number}]", wordings
    if case.corrections:
        yield "must_correct", case.corrections
    for number, claim in enumerate(case.claims):
        for name in ("speaker", "outlet"):
            if told := getattr(claim, name):
                yield f"claims[{number}].{name}", (told,)
        for told in claim.names or ():
            yield f"claims[{number}].names", (told,)
