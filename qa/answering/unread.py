"""Candidates in, out the sentences that the reader had no room for and that state what is asked.

The reader reads the passages that are nearest to a question. The latest figure of a thing that
changes, or one more of several that are asked for, may stand further down; to look for its words
costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.records import Span
from qa.answering.apart import speaks_of_what_to_answer
from qa.answering.asked import Asked, asked_for
from qa.answering.names import names_in_lower_case
from qa.claims.agreement import NUMBER, victims
from qa.claims.asked import only_asks
from qa.kinds.sentences import stems_of_article
from qa.language.clauses import clauses
from qa.language.parse import Parse
from qa.language.reading import parse_all
from qa.language.roles import called, phrasal
from qa.spans import stems_of_names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import stem, stems

UNREAD = 0.3
"""The probability of an answer of which only words are known."""
AGAINST = re.compile(r"\bagainst\b", re.IGNORECASE)
"""What is done against a thing is not what is done for it."""
RELATIVE = frozenset({"WP", "WDT"})


def unread(
    question: Understood, candidates: Sequence[Candidate], read: Sequence[Evidence]
) -> list[Evidence]:
    """Evidence from sentences that were not read, of articles that hold the question's names."""
    names = stems_of_names(question.text) | names_in_lower_case(question.text, candidates)
    known = {(found.article.id, found.span) for found in read}
    left = [
        Evidence(article=one.article, span=span, score=UNREAD, retrieved=one.score)
        for one in candidates
        if names <= stems_of_article(one.article)
        for span in one.passage.sentences
        if (one.article.id, span) not in known
    ]
    suffered = victims(question.text)
    found: Iterable[Evidence]
    if question.kind == "how_many":
        found = _figures(left, suffered) if suffered else ()
    else:
        found = stated(question.text, left)
    asked = stems(question.text)
    return [
        one
        for one in found
        if not (
            only_asks(question, one) or speaks_of_what_to_answer(one.article, one.span, asked=asked)
        )
    ]


def _figures(left: Sequence[Evidence], asked: set[str]) -> Iterator[Evidence]:
    """Those with a number and a word for the victims that are asked for."""
    for found in left:
        number = NUMBER.search(found.text)
        if number is not None and asked <= victims(found.text):
            yield found.answered(Span(*number.span()))


def stated(question: str, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Those that state the predicate asked for, with what fills the part asked for as answer.

    And that name what it is told of beside the answer: "called her a liar" calls for no inquiry.
    """
    asked = asked_for(question)
    if asked.verb is None or asked.is_light:
        return
    verb = stem(asked.verb.partition("_")[0])
    against = AGAINST.search(question) is not None
    near = [
        one
        for one in found
        if {verb, *asked.core} <= stems(one.text)
        and against == (AGAINST.search(one.text) is not None)
    ]
    for one, parse in zip(near, parse_all([one.text for one in near]), strict=True):
        for filler in fillers(asked, parse):
            yield one.answered(filler)
            break


def fillers(asked: Asked, parse: Parse) -> Iterator[Span]:
    """What has the part asked for in the clauses of the predicate asked for, by name if it can."""
    for clause in clauses(parse):
        if phrasal(parse, clause.verb) != asked.verb or clause.how == "conditional":
            continue
        if clause.modal or clause.negated != asked.negated:
            continue
        part = {"subject": clause.subject, "undergoer": clause.undergoer}.get(asked.part or "")
        if part is None:
            continue
        head = part.head
        if parse.tokens[head].tag in RELATIVE:
            head = parse.tokens[clause.verb].head
        named = [i for i in sorted(called(parse, head)) if parse.tokens[i].pos == "PROPN"]
        head = named[0] if named and parse.tokens[head].pos != "PROPN" else head
        inside = parse.subtree(head, without=("appos", "relcl", "acl", "prep", "punct", "cc"))
        if parse.tokens[head].pos != "PRON":
            yield parse.span(inside)
