"""Who holds an office now, where an article tells that somebody has replaced who held it.

"The interior minister, Viktor Halas, resigned. He was replaced by Irina Solt": no sentence calls
her minister, but the two together do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.records import Article, Span
from index.split import sentences
from qa.answering.asked import Asked, asked_for
from qa.answering.features import called_as_asked
from qa.attribution.voices import voices
from qa.kinds.sentences import with_the_one_before
from qa.language.clauses import Phrase, clauses
from qa.language.parse import Parse
from qa.language.reading import parse_all
from qa.spans import names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import stems

SUCCEEDING = re.compile(r"\b(?:replac|succeed)\w*", re.IGNORECASE)
SUCCEED = frozenset({"replace", "succeed"})
WORDS_OF_OFFICE = 5
"""So many content words name an office and its place; more describe a person."""
LIKELY = 0.5
"""The probability of an answer that two sentences give together."""


def asks_for_holder(question: Understood) -> bool:
    """Whether it is asked who holds an office now, not who is the winner of 2012."""
    asked = asked_for(question.text)
    now = asked.tense == "present" and not re.search(r"\d", question.text)
    short = len(asked.about) <= WORDS_OF_OFFICE
    return question.kind == "who" and now and short and asked.head is not None


def successor(question: Understood, candidates: Sequence[Candidate]) -> Evidence | None:
    """The sentence that names who has replaced the holder of the office asked for, the latest.

    None where no article tells of one.
    """
    if not asks_for_holder(question):
        return None
    asked = asked_for(question.text)
    told = [one for one in _sentences(candidates) if SUCCEEDING.search(one.text)]
    found = [
        with_the_one_before(one.answered(new))
        for one, parse in zip(told, parse_all([one.text for one in told]), strict=True)
        for new, old in _changes(one, parse)
        if _held(asked, old, one.article)
    ]
    return max(found, key=lambda one: one.article.published or date.min, default=None)


def _sentences(candidates: Sequence[Candidate]) -> list[Evidence]:
    return [
        Evidence(article=one.article, span=span, score=LIKELY, retrieved=one.score)
        for one in candidates
        for span in one.passage.sentences
    ]


def _changes(found: Evidence, parse: Parse) -> Iterator[tuple[Span, str]]:
    """Who has come, as a stretch of the sentence, and the name of who has gone."""
    for clause in clauses(parse):
        if clause.lemma not in SUCCEED or clause.negated or clause.modal:
            continue
        if clause.subject is None or clause.undergoer is None or clause.tense == "future":
            continue
        new = _name_in(parse, clause.subject)
        span = clause.undergoer.span
        start = found.span.start
        whole = Span(start + span.start, start + span.end)
        old = voices(found.article.text).name_for(whole) or parse.text[span.start : span.end]
        if new is not None and names(old):
            yield new, old


def _name_in(parse: Parse, phrase: Phrase) -> Span | None:
    """The name that a phrase is or holds in apposition."""
    head = next((i for i in (phrase.head, *phrase.names) if parse.tokens[i].pos == "PROPN"), None)
    if head is None:
        return None
    inside = parse.subtree(head, without=("appos", "relcl", "acl", "prep", "punct", "det"))
    return parse.span([i for i in inside if parse.tokens[i].pos == "PROPN"])


def _held(asked: Asked, name: str, article: Article) -> bool:
    """Whether an article calls somebody by the office that is asked for."""
    last = name.split()[-1]
    texts = (article.text[start:end] for start, end in sentences(article.text))
    near = [text for text in texts if last in text]
    return any(
        stems(last) <= stems(parse.tokens[place].text) and called_as_asked(asked, parse, place)
        for parse in parse_all(near)
        for place in range(len(parse.tokens))
        if parse.tokens[place].pos == "PROPN"
    )
