"""A question about an article itself and candidates in; what its record says out, in our words.

Who wrote it, who published it, when, under which headline: none of that stands in its text, so it
is told in the note, beside the sentence that opens the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.records import Article
from qa.claims.compose import compose, with_note
from qa.claims.make import make_claims
from qa.kinds.sentences import about, subject_stems, told
from qa.types import Answer, Candidate
from qa.understand import Understood
from qa.understanding.forms import Field, asked_of_record


def by_record(question: Understood, candidates: Sequence[Candidate]) -> Answer | None:
    """The answer; None where it is not sure which article is meant, or its record does not say."""
    subject = subject_stems(question.subject)
    articles = about(subject, candidates)
    field = asked_of_record(question.text)
    if field is None or not articles or (len(articles) > 1 and not subject):
        return None
    fact = _fact(field, articles[0])
    sentences = told(frozenset(), [one for one in candidates if one.article.id == articles[0].id])
    if fact is None or not sentences:
        return None
    opening = min(sentences, key=lambda found: found.span.start)
    answer = compose(question, make_claims(question, [replace(opening, answer=None)]), 1.0)
    note = _said(field, fact, articles[0])
    return replace(with_note(answer, note), short_answers=(fact,))


def _fact(field: Field, article: Article) -> str | None:
    day = article.published
    facts = {
        "author": " and ".join(article.authors) or None,
        "publisher": article.publisher,
        "headline": article.title,
        "day": f"{day.day} {day:%B %Y}" if day else None,
    }
    return facts[field]


def _said(field: Field, fact: str, article: Article) -> str:
    which = f"“{article.title}”" if article.title else "This article"
    sentences = {
        "author": f"{which} is by {fact}.",
        "publisher": f"{which} was published by {fact}.",
        "headline": f"The headline is “{fact}”.",
        "day": f"{which} was published on {fact}.",
    }
    return sentences[field]
