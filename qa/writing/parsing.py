"""The pieces of a model's answer in, its sentences with the numbers that they cite out.

A sentence is given as soon as it is whole. Read is the JSON that the schema asks for, and where a
server knows no schema, what models write instead: JSON in a fence, lines, running text with [1].
What a model thinks aloud is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import from_json

from index.clean import clean_line
from index.split import sentences

MOST_SENTENCES = 6
REPEATED = 2
LONGEST_SENTENCE = 600
"""Characters. What is longer is no sentence of an answer."""

_THINKING = "think|thinking|thought|reasoning"
_THOUGHT = re.compile(rf"<({_THINKING})>.*?(?:</\1>|\Z)", re.DOTALL)
_ENDS_A_THOUGHT = re.compile(rf"\A.*?</(?:{_THINKING})>", re.DOTALL)
_TAG_BEGINS = re.compile(r"</?[a-z]{0,9}\Z")
_FENCE = re.compile(r"\A\s*`{3,}\w*\s*|\s*`{3,}\s*\Z")
_JSON_BEGINS = re.compile(r'\A\s*(?:`{1,3}\w*\s*)?[{\[]?\s*\Z|[{\[]\s*["{\[]')
_LIST = r"(\d{1,3}(?:\s*(?:,|;|&|and|-|–)\s*\d{1,3})*)"
_MARK = re.compile(
    rf"[ \t]*(?:[\[【](?:sentences?\s+)?{_LIST}[\]】]|\(sentences?\s+{_LIST}\))", re.IGNORECASE
)
_MARK_BEGINS = re.compile(r"[ \t]*[\[【][^\]】]{0,24}\Z")
_MARKS_BEHIND = re.compile(rf"([.!?]+[\"”’']?)((?:{_MARK.pattern})+)", re.IGNORECASE)
_LEAD = re.compile(
    r"\A\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)?(?:(?:the )?answer(?: is)?:\s*)?", re.IGNORECASE
)
_EMPHASIS = re.compile(r"\*\*|__|`")
_SENTENCE_ENDS = (".", "!", "?", '"', "”", "’", "'", ")")
_TEXT_KEYS = ("text", "sentence", "answer", "content")
_NUMBER_KEYS = ("cites", "citations", "citation", "sources", "numbers", "ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A sentence that a model wrote and the numbers that it cites, as far as it cites any."""

    text: str
    numbers: tuple[int, ...]


def answer_schema(sentences_given: int) -> Mapping[str, Any]:
    """The JSON schema of an answer whose sentences cite the numbers from 1 to `sentences_given`."""
    number = {"type": "integer", "enum": list(range(1, sentences_given + 1))}
    sentence = {
        "type": "object",
        "properties": {
            "cites": {"type": "array", "items": number, "minItems": 1, "maxItems": 3},
            "text": {"type": "string"},
        },
        "required": ["cites", "text"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            # Without a least number the shortest answer that fits is none at all.
            "sentences": {"type": "array", "items": sentence, "minItems": 1, "maxItems": 4}
        },
        "required": ["sentences"],
        "additionalProperties": False,
    }


class Draft:
    """What was written so far.

    `is_enough` says that nothing more is to be waited for: there are as many sentences as are
    read, or the model goes round in circles, as small ones do.
    """

    def __init__(self) -> None:
        self._written = ""
        self._known: set[str] = set()
        self.is_enough = False

    def take(self, piece: str) -> Iterator[Drafted]:
        """The sentences that are whole with this piece, and were not before.

        Only those of JSON: running text may turn out to have been a thought when it ends.
        """
        self._written += piece
        read = _read(self._written, is_whole=False, is_cut_off=False)
        if read.is_json:
            yield from self._new(read.whole)
            repeated = len(read.whole) - len({_key(one) for one in read.whole})
            self.is_enough = (
                len(self._known) >= MOST_SENTENCES
                or repeated >= REPEATED
                or len(read.begun) > LONGEST_SENTENCE
            )

    def end(self, *, is_cut_off: bool) -> Iterator[Drafted]:
        """Those that the end of the answer makes whole; one that is cut off is none."""
        yield from self._new(_read(self._written, is_whole=True, is_cut_off=is_cut_off).whole)

    def _new(self, read: Iterable[Drafted]) -> Iterator[Drafted]:
        for drafted in read:
            if _key(drafted) not in self._known and len(self._known) < MOST_SENTENCES:
                self._known.add(_key(drafted))
                yield drafted


@dataclass(frozen=True, slots=True)
class _Read:
    """The whole sentences, in order, and the words of one that has begun."""

    whole: tuple[Drafted, ...] = ()
    begun: str = ""
    is_json: bool = False


def _key(drafted: Drafted) -> str:
    return drafted.text.casefold()


def _read(written: str, *, is_whole: bool, is_cut_off: bool) -> _Read:
    """What was written, as sentences; `is_whole` says that nothing more will come."""
    said = _ENDS_A_THOUGHT.sub("", _THOUGHT.sub("", written))
    if not is_whole and _TAG_BEGINS.search(said):
        return _Read()  # until it is known whether it opens a thought
    begins = _JSON_BEGINS.search(said)
    if begins is not None and not _MARK.match(said, begins.start()):
        body = said[begins.start() :].lstrip("` \n")
        return replace(_from_json(body), is_json=True)
    return _from_text(_FENCE.sub("", said), is_whole=is_whole, is_cut_off=is_cut_off)


def _from_json(body: str) -> _Read:
    """The items that are closed, and of an open one whose numbers are known what is whole."""
    last = body.rfind("}") + 1
    closed: _Read | None = None
    for text in (body[:last], f"{body[:last]}]}}", f"{body[:last]}]"):
        with suppress(ValueError):
            closed = _of_value(from_json(text), is_open=False)
            break
    read = closed or _Read()
    if body[last:].strip(" \n\t]}`,"):
        with suppress(ValueError):
            partly = _of_value(from_json(body, allow_partial="trailing-strings"), is_open=True)
            known = set(map(_key, read.whole))
            more = (one for one in partly.whole if _key(one) not in known)
            return _Read(whole=(*read.whole, *more), begun=partly.begun)
    return read


def _of_value(value: object, *, is_open: bool, numbers: tuple[int, ...] = ()) -> _Read:
    """The sentences in a JSON value, whatever its fields are called; of an open one, the whole."""
    if isinstance(value, str):
        read = _from_text(value, is_whole=not is_open, is_cut_off=False)
        cites = [replace(one, numbers=one.numbers or numbers) for one in read.whole]
        return replace(read, whole=tuple(cites))
    if isinstance(value, Mapping):
        cited = next((value[key] for key in _NUMBER_KEYS if key in value), None)
        told = next((value[key] for key in _TEXT_KEYS if key in value), None)
        if told is not None:
            # What it cites may be still to come.
            waits = is_open and cited is None
            return _Read() if waits else _of_value(told, is_open=is_open, numbers=_numbers(cited))
        value = [item for item in value.values() if isinstance(item, list | Mapping)]
    if not isinstance(value, list):
        return _Read()
    reads = [
        _of_value(item, is_open=is_open and place == len(value) - 1, numbers=numbers)
        for place, item in enumerate(value)
    ]
    whole = tuple(one for read in reads for one in read.whole)
    return _Read(whole=whole, begun=reads[-1].begun if reads else "")


def _numbers(cited: object) -> tuple[int, ...]:
    listed = cited if isinstance(cited, list) else [cited]
    return tuple(
        dict.fromkeys(
            number
            for item in listed
            for number in _spelt(str(item).strip("[]"))
            if item is not None
        )
    )


def _from_text(text: str, *, is_whole: bool, is_cut_off: bool) -> _Read:
    if not is_whole:
        text = _MARK_BEGINS.sub("", text)
    # Behind its full stop, a mark would count for the next sentence.
    text = _MARKS_BEHIND.sub(lambda found: f"{found[2]}{found[1]}", _EMPHASIS.sub("", text))
    bare = [_LEAD.sub("", line) for line in text.split("\n")]
    told = [line[start:end] for line in bare for start, end in sentences(line)]
    ends_open = told and bare[-1].strip()
    begun = told.pop() if ends_open and not is_whole else ""
    if ends_open and is_cut_off and told and not told[-1].endswith(_SENTENCE_ENDS):
        told.pop()
    return _Read(whole=tuple(filter(None, map(_sentence, told))), begun=begun)


def _sentence(text: str) -> Drafted | None:
    numbers = dict.fromkeys(
        number for mark in _MARK.finditer(text) for number in _spelt(mark[1] or mark[2])
    )
    bare = clean_line(_MARK.sub("", text))
    if not any(map(str.isalpha, bare)) or len(bare) > LONGEST_SENTENCE:
        return None
    return Drafted(text=bare, numbers=tuple(numbers))


def _spelt(listed: str) -> Iterator[int]:
    """The numbers of "1, 3 and 5" or "2-4"."""
    for part in re.split(r",|;|&|and", listed):
        ends = re.fullmatch(r"\s*(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*", part)
        if ends is not None:
            first, last = int(ends[1]), int(ends[2] or ends[1])
            yield from range(first, min(last, first + MOST_SENTENCES) + 1)
