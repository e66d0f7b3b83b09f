"""Evidence in, the same in two parts out: what tells of the world, and what tells how to answer.

A sentence that gives the answer to a question as such ("The answer to who called first is Ann
Lee"), or tells whoever reads it what to say, looks more like an answer than any report does. It is
no report: it neither leads nor contradicts one, and where it is all there is, that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.records import Article, Span
from qa.attribution.acts import acts
from qa.attribution.voices import voices
from qa.claims.compose import with_note
from qa.language.answers import may_speak_of_answers, speaking_of_answers
from qa.language.reading import parsed
from qa.types import Answer, Evidence
from qa.understand import Understood
from qa.words import stems

NO_REPORT = (
    "No report of this was found: the words quoted speak of a question and its answer, or tell "
    "whoever reads them what to say."
)


def answered_apart(
    question: Understood,
    evidence: Sequence[Evidence],
    answered: Callable[[list[Evidence]], Answer],
    *,
    least: float,
) -> Answer:
    """What is `answered` from the sentences that report, else from those that do not.

    Of the latter nothing is more sure than `least`, what the least sure answer has to be.
    """
    asked = stems(question.text)
    spoken = [
        found
        for found in evidence
        if speaks_of_what_to_answer(found.article, found.span, asked=asked)
    ]
    answer = answered([found for found in evidence if found not in spoken])
    if answer.status != "not_found" or not spoken:
        return answer
    only_spoken = answered(spoken)
    if only_spoken.status == "not_found":
        return answer
    return replace(with_note(only_spoken, NO_REPORT), confidence=min(only_spoken.confidence, least))


def speaks_of_what_to_answer(article: Article, span: Span, *, asked: frozenset[str]) -> bool:
    """Whether a sentence of an article does, in words that it gives as nobody's.

    `asked` are the stems of what is asked for.
    """
    sentence = article.text[span.start : span.end]
    if not may_speak_of_answers(sentence):
        return False
    parse, voice = parsed(sentence), voices(article.text)
    places = set(speaking_of_answers(parse, asked=asked))
    heard = acts(parse, voice.quoted_in(span))
    if not heard and voice.of(span, None).speaker is not None:
        return False
    return bool(places.difference(*(act.words for act in heard)))
