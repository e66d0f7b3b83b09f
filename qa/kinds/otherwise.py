"""What a question takes for granted and a sentence in; the words that deny it out.

Only what can be shown is: the same verb with a negation, the same word with "un-", another number
of the same things, another day of the same deed, another winner. That a sentence says nothing of
the kind proves nothing, and gives None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.records import Span
from qa.claims.agreement import APPROXIMATE, NUMBER, SAME_KIND, figure
from qa.days.reading import resolve
from qa.days.setting import Setting
from qa.days.telling import days_told
from qa.spans import dates, names
from qa.words import content_words, stem, stems, words

NEGATION = re.compile(
    r"\b(?:not|never|no longer|neither|failed to|refused to|declined to|opted not to|denied)\b"
    r"|\b\w+n[’']t\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"not (?:only|just|merely|yet clear|known|clear)\b", re.IGNORECASE)
NEAR = 2
"""Characters between who did it and the verb: only a blank."""
DETERMINER = re.compile(r"an?|the|any|this|that|its|his|her|their|all", re.IGNORECASE)
"""Behind it stands what a thing is not ("which is not a majority"), no deed that was not done."""
FAR = 3
"""Words between a negation and its verb ("was not immediately granted")."""
HELD = 0.5
"""The share of the question's words that the sentence must hold to be about the same."""
OPPOSITES = ("un", "il", "in", "im", "ir", "non", "non-", "dis")
EXCLUSIVE = re.compile(
    r"\b(?:wins?|won|becomes?|became|(?:was|were|is|been) elected|succeed(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""What one does, no other does of the same thing."""
THING = re.compile(r"[\s-](?:[^\W\d_]+[\s-]){0,1}?([^\W\d_]{3,}s|people|dead|%|per ?cent)\b")


def otherwise(question: str, sentence: str, published: date | None = None) -> str | None:
    """The words of a sentence that deny what a question asserts; None where none do.

    `published` dates the sentence's article.
    """
    if NEGATION.search(question):
        return None
    found = _winner(question, sentence)
    if found is None and _same_matter(question, sentence):
        found = (
            _negated(question, sentence)
            or _opposite(question, sentence)
            or _number(question, sentence)
            or _day(question, sentence, published)
        )
    return sentence[found.start : found.end] if found else None


def _same_matter(question: str, sentence: str) -> bool:
    """Whether a sentence is about what is asked: it holds half of the words, and no other names."""
    asked, held = _plain_stems(question), _stems(sentence) | _without_prefix(sentence)
    if not asked or len(asked & held) < HELD * len(asked):
        return False
    wanted = {word for name in _names(question) for word in _stems(name)}
    if wanted <= held:
        return True
    # "He was not granted bail": nobody else is named, and the article is about him.
    others = [name for name in _names(sentence) if not _stems(name) & wanted]
    return not others


def _names(text: str) -> list[str]:
    found = [text[start:end] for start, end in names(text)]
    return [name for name in found if not dates(name)]


def _stems(text: str) -> set[str]:
    return {SAME_KIND.get(word, word) for word in stems(text)}


def _plain_stems(text: str) -> set[str]:
    """The stems of a question's words that are no names, numbers or dates."""
    hidden = [*names(text), *dates(text)]
    return {
        SAME_KIND.get(word.stem, word.stem)
        for word in content_words(text)
        if not any(start <= word.start < end for start, end in hidden)
        and figure(text[word.start : word.end]) is None
    }


def _negated(question: str, sentence: str) -> Span | None:
    asked = _plain_stems(question)
    for match in NEGATION.finditer(sentence):
        if ONLY.match(sentence, match.start()):
            continue
        following = words(sentence[match.end() : match.end() + 60])[: FAR + 1]
        for word in following:
            if DETERMINER.fullmatch(sentence, match.end() + word.start, match.end() + word.end):
                break
            if SAME_KIND.get(word.stem, word.stem) in asked and not re.search(
                r"[,;:.]", sentence[match.end() : match.end() + word.start]
            ):
                return Span(match.start(), match.end() + word.end)
    return None


def _opposite(question: str, sentence: str) -> Span | None:
    missing = _plain_stems(question) - _stems(sentence)
    for word in words(sentence):
        if _without_prefix(sentence[word.start : word.end]) & missing:
            return Span(word.start, word.end)
    return None


def _without_prefix(text: str) -> set[str]:
    """The stems of words that stand in a text as their opposites: "lawful" in "unlawful"."""
    plain = [text[word.start : word.end].casefold() for word in words(text)]
    return {
        stem(word.removeprefix(prefix))
        for word in plain
        for prefix in OPPOSITES
        if word.startswith(prefix) and len(word) > len(prefix) + 3
    }


def _counts(text: str) -> Iterator[tuple[float, str, Span, bool]]:
    """The numbers of a text: value, stem of what they count, where, and whether they are exact."""
    for match in NUMBER.finditer(text):
        thing = THING.match(text, match.end())
        number = figure(match.group())
        if thing is None or number is None:
            continue
        loose = APPROXIMATE.search(text[max(0, match.start() - 20) : match.start()]) is not None
        counted = SAME_KIND.get(stem(thing[1]), stem(thing[1]))
        yield number.value, counted, Span(match.start(), thing.end()), not loose


def _number(question: str, sentence: str) -> Span | None:
    asked = list(_counts(question))
    told = list(_counts(sentence))
    if len(asked) != 1 or not asked[0][3]:
        return None
    value, counted, _, _ = asked[0]
    same = [one for one in told if one[1] == counted]
    needed = _plain_stems(question) - {counted}
    if len(same) == 1 and same[0][3] and same[0][0] != value and needed <= _stems(sentence):
        return same[0][2]
    return None


def _day(question: str, sentence: str, published: date | None) -> Span | None:
    asked = [resolve(question[a:b], published) for a, b in dates(question)]
    told = [(str(one.when), one.span) for one in days_told(sentence, Setting(published))]
    if len(asked) != 1 or len(told) != 1 or not re.match(r"\d{4}", asked[0]):
        return None
    when, place = told[0]
    if not re.match(r"\d{4}", when):
        return None
    if when.startswith(asked[0]) or asked[0].startswith(when):
        return None
    needed = _plain_stems(question)
    return place if needed <= _stems(sentence) else None


def _winner(question: str, sentence: str) -> Span | None:
    """Another name before the same exclusive verb, with all else that is asked in the sentence."""
    named = names(question)
    if not named:
        return None
    subject = question[named[0].start : named[0].end]
    verb = EXCLUSIVE.search(question, named[0].end)
    told = EXCLUSIVE.search(sentence)
    if (
        verb is None
        or told is None
        or verb.start() > named[0].end + NEAR
        or _stems(subject) & _stems(sentence)
    ):
        return None
    rest = question[verb.end() :]
    if not {word.stem for word in content_words(rest)} <= {word.stem for word in words(sentence)}:
        return None
    before = [name for name in names(sentence) if name.end <= told.start()]
    return Span(before[0].start, before[-1].end) if before else None
