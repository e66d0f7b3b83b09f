"""A sentence of an article in, whether it reports something: only then a model is given it.

What tells whoever reads it what to do, and what holds the marks of a chat template, is no report.
A model that obeys it would cite it, and find its own words there.
"""

from __future__ import annotations

import re
from collections.abc import Set

from index.records import Article, Span
from qa.answering.apart import speaks_of_what_to_answer
from qa.attribution.voices import voices
from qa.language.clauses import Clause, clauses
from qa.language.parse import Parse
from qa.language.reading import parsed
from qa.reader.trained import is_heading

_TEMPLATE_MARK = re.compile(
    r"<\s*[|｜].{0,40}?[|｜]\s*>|<{1,2}/?[A-Za-z_]{1,24}>{1,2}|\[/?[A-Z_]{3,24}\]"
)
BESIDE = 40
"""Characters before and behind a sentence in which marks of a template count as its own."""
_OPENING = 3
"""Words at the beginning of a sentence, one of which is its verb where it is a command."""


def reports(article: Article, span: Span, *, asked: Set[str]) -> bool:
    """Whether a sentence of an article tells of something; `asked` are the stems of a question."""
    sentence = article.text[span.start : span.end]
    beside = article.text[max(0, span.start - BESIDE) : span.end + BESIDE]
    if is_heading(sentence) or _TEMPLATE_MARK.search(beside):
        return False
    if speaks_of_what_to_answer(article, span, asked=frozenset(asked)):
        return False
    parse = parsed(sentence)
    if not any(_is_for_the_reader(parse, clause) for clause in clauses(parse)):
        return True
    # What somebody is told, in words that are somebody's, is news like any other.
    voice = voices(article.text)
    return voice.quoted(span) is not None or voice.of(span, None).speaker is not None


def _is_for_the_reader(parse: Parse, clause: Clause) -> bool:
    """Whether a main clause is a command, or says what "you" do."""
    if clause.how != "main":
        return False
    if clause.subject is not None:
        return parse.tokens[clause.subject.head].lemma == "you"
    is_bare = parse.tokens[clause.verb].tag == "VB" and not clause.modal
    return is_bare and clause.tense == "none" and clause.verb < _OPENING
