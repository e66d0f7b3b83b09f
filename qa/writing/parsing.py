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
    rf"\s*(?:[\[【](?:sentences?\s+)?{_LIST}[\]】]|\(sentences?\s+{_LIST}\))", re.IGNORECASE
)
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
    """What was written so far."""

    def __init__(self) -> None:
        self._written = ""
        self._known: set[str] = set()

    def take(self, piece: str) -> Iterator[Drafted]:
        """The sentences that are whole with this piece, and were not before."""
        self._written += piece
        return self._new(_read(self._written, is_whole=False, is_cut_off=False))

    def end(self, *, is_cut_off: bool) -> Iterator[Drafted]:
        """Those that the end of the answer makes whole; one that is cut off is none."""
        return self._new(_read(self._written, is_whole=True, is_cut_off=is_cut_off))

    def _new(self, read: Iterable[Drafted]) -> Iterator[Drafted]:
        for drafted in read:
            # Small models go round in circles.
            key = drafted.text.casefold()
            if key not in self._known and len(self._known) < MOST_SENTENCES:
                self._known.add(key)
                yield drafted


def _read(written: str, *, is_whole: bool, is_cut_off: bool) -> Iterator[Drafted]:
    """The whole sentences of what was written; `is_whole` says that nothing more will come."""
    said = _ENDS_A_THOUGHT.sub("", _THOUGHT.sub("", written))
    if not is_whole and _TAG_BEGINS.search(said):
        return iter(())  # until it is known whether it opens a thought
    begins = _JSON_BEGINS.search(said)
    if begins is not None and not _MARK.match(said, begins.start()):
        return _from_json(said[begins.start() :].lstrip("` \n"), is_whole=is_whole)
    return _from_text(_FENCE.sub("", said), is_whole=is_whole, is_cut_off=is_cut_off)


def _from_json(body: str, *, is_whole: bool) -> Iterator[Drafted]:
    """The items that are closed; at the end, also one that was cut off behind its text."""
    last = body.rfind("}") + 1
    for closed in (body[:last], f"{body[:last]}]}}", f"{body[:last]}]"):
        with suppress(ValueError):
            return _of_value(from_json(closed))
    if is_whole:
        with suppress(ValueError):
            return _of_value(from_json(body, allow_partial=True))
    return iter(())


def _of_value(value: object, numbers: tuple[int, ...] = ()) -> Iterator[Drafted]:
    """The sentences in a JSON value, whatever its fields are called."""
    if isinstance(value, str):
        for drafted in _from_text(value, is_whole=True, is_cut_off=False):
            yield replace(drafted, numbers=drafted.numbers or numbers)
    elif isinstance(value, list):
        for item in value:
            yield from _of_value(item, numbers)
    elif isinstance(value, Mapping):
        cited = next((value[key] for key in _NUMBER_KEYS if key in value), None)
        told = next((value[key] for key in _TEXT_KEYS if key in value), None)
        if told is not None:
            yield from _of_value(told, _numbers_in(cited))
        else:
            for item in value.values():
                yield from _of_value(item if isinstance(item, list) else None)


def _numbers_in(cited: object) -> tuple[int, ...]:
    listed = cited if isinstance(cited, list) else [cited]
    return tuple(
        dict.fromkeys(
            number
            for item in listed
            for number in _spelt(str(item).strip("[]"))
            if item is not None
        )
    )


def _from_text(text: str, *, is_whole: bool, is_cut_off: bool) -> Iterator[Drafted]:
    # Behind its full stop, a mark would count for the next sentence.
    text = _MARKS_BEHIND.sub(lambda found: f"{found[2]}{found[1]}", _EMPHASIS.sub("", text))
    lines = text.split("\n")
    for place, line in enumerate(lines):
        is_last = place == len(lines) - 1
        bare = _LEAD.sub("", line)
        spans = sentences(bare) if bare.strip() else []
        if is_last and not is_whole:
            spans = spans[:-1]
        for span in spans:
            drafted = _sentence(bare[span.start : span.end])
            unfinished = is_last and is_cut_off and span is spans[-1]
            if drafted and not (unfinished and not drafted.text.endswith(_SENTENCE_ENDS)):
                yield drafted


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
