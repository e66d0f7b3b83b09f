"""A question and the turns before it in, the question complete in itself out.

Pronouns give way to the names they stand for, a question that leaves most of itself out ("Why?",
"What about Labour?") is filled up from the one before. Where it is not sure what is meant, what
the conversation is about is added in brackets. A question that can stand alone stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followups.ellipsis import CONNECTIVE, in_full
from qa.followups.mentions import mentions
from qa.followups.references import resolve, with_period
from qa.followups.topics import GENERIC, LONGEST_TURN, Topic, topic
from qa.language.english import PLEASANTRIES
from qa.types import Turn
from qa.understanding.forms import asks_for_a_whole
from qa.words import PART, content_words, stem, stems, words

TURNS_READ = 3
MOST_WORDS_ADDED = 10
FEWEST_WORDS = 2
"""Content words. A question without a name and no more of them does not say what it is about."""
LONGEST_POINTING = 4
"""Content words. A longer question with "the inquiry" in it says itself which one."""
OTHER = re.compile(
    r"\b(?:which|that|the other|another|the first|the second|the last) ones?\b"
    r"|\bthe (?:others?|former|latter|same)\W*$|^(?:who|what|where|any\w+) else\b",
    re.IGNORECASE,
)


def standalone(question: str, history: Sequence[Turn], *, longest: int) -> str:
    """The question as it reads without the conversation; `longest` is in characters.

    Only the last turns count. What would become longer than that stays as typed.
    """
    topics: list[Topic] = []
    for turn in history[-TURNS_READ:]:
        asked = " ".join(turn.question[:LONGEST_TURN].split())
        topics.append(topic(turn, question=_read(asked, topics, longest=longest)))
    return _read(question, topics, longest=longest)


def _read(question: str, topics: Sequence[Topic], *, longest: int) -> str:
    if not topics or all(word in PLEASANTRIES for word in PART.findall(question.casefold())):
        return question
    read = _in_context(question, topics)
    return read if len(read) <= longest else question


def _in_context(question: str, topics: Sequence[Topic]) -> str:
    dated = with_period(question, topics)
    resolved = resolve(dated, topics)
    whole = in_full(resolved.text, topics[-1])
    if whole is not None:
        return whole
    if resolved.is_open:
        return _supplied(resolved.text, resolved.open)
    if not resolved.is_replaced and (dated != question or _lacks_subject(question, topics[-1])):
        return _supplied(dated, topics[-1].about)
    return resolved.text


def _lacks_subject(question: str, last: Topic) -> bool:
    """Whether a question without pronouns is understood only from the one before it."""
    found = mentions(question)
    if asks_for_a_whole(question) or any(one.named for one in found):
        return False
    if OTHER.search(question):
        return True
    own = [word for word in content_words(question) if word.stem not in GENERIC]
    if CONNECTIVE.match(question) or len(own) <= FEWEST_WORDS:
        return True
    known = stems(f"{last.question} {last.answer}")
    definite = [one for one in found if one.name.casefold().startswith("the ")]
    pointing = any(stem(question[: one.span.end].split()[-1]) in known for one in definite)
    return pointing and len(own) <= LONGEST_POINTING


def _supplied(question: str, about: Sequence[str]) -> str:
    """The question with words in brackets that say what it is about."""
    known = held = stems(question)
    added: list[str] = []
    for phrase in about:
        phrase = _without_known(phrase, known)
        room = MOST_WORDS_ADDED - sum(len(piece.split()) for piece in added)
        if phrase and len(phrase.split()) <= room and not stems(phrase) <= held:
            added.append(phrase)
            held |= stems(phrase)
    return f"{question.rstrip('?!. ')} ({', '.join(added)})?" if added else question


def _without_known(phrase: str, known: frozenset[str]) -> str:
    """A phrase from the first word that the question has not."""
    new = next((word for word in words(phrase) if word.stem not in known), None)
    return phrase[new.start :] if new else ""
