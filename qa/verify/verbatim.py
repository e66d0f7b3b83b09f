"""A sentence and a cited one in, whether it says the same in the same words out.

Nothing is left out or added but given names of a person, and a number may be rounder. So what the
parser would read otherwise in a slightly shorter sentence is no reason to doubt it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from index.records import Span
from qa.verify.dated import is_told_from_today
from qa.verify.figures import fits
from qa.verify.sentence import Sentence, Told, is_persons, plain_words

_WORD = re.compile(r"\d[\d,.:]*\d|[^\W_]+(?:[’'-][^\W_]+)*|[^\w\s]")
_ENDS = frozenset(".,;:")
_MARKS = str.maketrans("‘’“”", "''\"\"")


def word_for_word(said: Sentence, told: Told) -> bool:
    """Whether a sentence has the words of a cited one, none of which are somebody's told before."""
    own, theirs = _words(said.text), _words(told.text)
    if not own or abs(len(own) - len(theirs)) > len(theirs) // 2 or _is_in_a_voice(told):
        return False
    if said.today is not None and any(is_told_from_today(said, span) for span in said.date_spans):
        return False
    matcher = SequenceMatcher(
        None, [word for word, _ in own], [word for word, _ in theirs], autojunk=False
    )
    for tag, i, j, k, m in matcher.get_opcodes():
        # Of "about 40", for 40, the number itself is one of the words behind.
        new, old = _span(own[i:j]), _span(theirs[k : max(m, k + 1)])
        if tag == "equal":
            continue
        if old is None or not (
            _is_shorter(told, old) if new is None else _is_rounder(said, new, told, old)
        ):
            return False
    return True


def _words(text: str) -> list[tuple[str, Span]]:
    """The words and marks of a sentence, in lower case where one opens it, with their places."""
    found = [(match[0].translate(_MARKS), Span(*match.span())) for match in _WORD.finditer(text)]
    while found and found[-1][0] in _ENDS:
        found.pop()
    return [(found[0][0].casefold(), found[0][1]), *found[1:]] if found else []


def _span(words: list[tuple[str, Span]]) -> Span | None:
    return Span(words[0][1].start, words[-1][1].end) if words else None


def _is_in_a_voice(told: Told) -> bool:
    """Whether its words are somebody's by what stands before them in the article."""
    goes_on = isinstance(told.before, Told) and bool(told.before.acts)
    opened = all(told.text[: one.start].rstrip().endswith(("“", '"')) for one in told.quoted)
    return told.is_turn or goes_on or not opened


def _is_rounder(said: Sentence, own: Span, told: Told, other: Span) -> bool:
    """Whether words are those of a number, which fits the one that stands there."""
    return any(
        _is_in(own, one.whole) and _is_in(other, two.whole) and fits(one, two)
        for one in said.quantities
        for two in told.quantities
    )


def _is_in(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _is_shorter(told: Told, left_out: Span) -> bool:
    """Whether what is left out are names before the last of a person, which is nobody else's."""
    return any(
        _is_in(left_out, name.span)
        and is_persons(name.text)
        and plain_words(told.text[left_out.end : name.span.end])[-1:] == plain_words(name.text)[-1:]
        and len(_people_called(plain_words(name.text)[-1], told)) == 1
        for name in told.names
    )


def _people_called(last: str, told: Told) -> set[str]:
    """The first names of those in an article who have a last name."""
    mentions = told.voices.mentions
    called = (plain_words(mentions.text[slice(*span)]) for span in mentions.names)
    return {name[-2] for name in called if len(name) > 1 and name[-1] == last}
