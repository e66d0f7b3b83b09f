"""A question and the turns before it in, the question complete in itself out, by rule.

Pronouns give way to the names they stand for, a question that leaves most of itself out ("Why?",
"What about Labour?") is filled up from the one before. Where it is not sure what is meant, what
the conversation is about is added in brackets. A question that needs no other stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followups.clauses import CONNECTIVE, definite_phrases
from qa.followups.ellipsis import in_full
from qa.followups.entities import mentions
from qa.followups.references import resolve, with_period
from qa.followups.topics import GENERIC, LONGEST_TURN, Topic, topic
from qa.types import Turn
from qa.words import content_words, stem, stems, words

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
    if not topics or not words(question):
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
        return _supplied(resolved.text, resolved.open or _about(topics[-1]))
    if not resolved.is_replaced and (dated != question or _lacks_subject(question, topics[-1])):
        return _supplied(dated, _about(topics[-1]))
    return resolved.text


def _lacks_subject(question: str, last: Topic) -> bool:
    """Whether a question without pronouns is understood only from the one before it."""
    if mentions(question):
        return False
    if OTHER.search(question):
        return True
    own = [word for word in content_words(question) if word.stem not in GENERIC]
    if CONNECTIVE.match(question) or len(own) <= FEWEST_WORDS:
        return True
    known = {word.stem for word in content_words(f"{last.question} {last.answer}")}
    pointing = any(stem(phrase.split()[-1]) in known for phrase in definite_phrases(question))
    return pointing and len(own) <= LONGEST_POINTING


def _about(last: Topic) -> list[str]:
    """The names that the last turn is about, and its other words."""
    names = [found.name for found in last.asked_about]
    if last.answer_name is not None:
        names.append(last.answer_name)
    held = stems(" ".join(names))
    return [*names, *(phrase for phrase in last.other_words if not stems(phrase) <= held)]


def _supplied(question: str, about: Sequence[str]) -> str:
    """The question with words in brackets that say what it is about."""
    held = stems(question)
    added: list[str] = []
    for phrase in about:
        room = MOST_WORDS_ADDED - sum(len(piece.split()) for piece in added)
        if len(phrase.split()) <= room and not stems(phrase) <= held:
            added.append(phrase)
            held |= stems(phrase)
    return f"{question.rstrip('?!. ')} ({', '.join(added)})?" if added else question
