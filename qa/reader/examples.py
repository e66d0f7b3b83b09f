"""Question sets in the layout of SQuAD or RAMDocs in, what the reader learns from out.

Each pass over the questions draws anew: some neighbouring sentences of the paragraph instead of the
whole, and any one of the accepted answers. Beside what has no answer in the set, a share of the
answerable questions is drawn a second time so that the text holds none, in the ways in which that
happens when articles are searched:

- *cut away*: sentences of the same paragraph, without those that hold the answer;
- *elsewhere*: another paragraph that shares words with the question, as retrieval brings them;
- *asked otherwise*: the question with a name, number or word such as "first" exchanged for another,
  as people made the unanswerable questions of SQuAD 2.0 (Rajpurkar et al. 2018).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from index.records import Span
from index.split import sentences
from qa.spans import dates, names
from qa.words import content_words, stems

WORDS = (30, 180)
"""Of a text that is drawn: between the two, so that the reader meets short and long ones."""
NEAREST = 4
"""Paragraphs that are looked at for a question asked elsewhere."""
OPPOSITES = """
    first/last earliest/latest before/after most/least more/less largest/smallest biggest/smallest
    highest/lowest oldest/youngest best/worst longest/shortest north/south east/west won/lost
    began/ended start/end increase/decrease rise/fall above/below only/other minimum/maximum
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on a paragraph; `answers` are all accepted ones, none where there is none."""

    question: str
    paragraph: str
    sentences: tuple[Span, ...]
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question on a text; `answer` is where the text holds it."""

    question: str
    text: str
    answer: Span | None


class Examples:
    """Draws examples from question sets. The same seed draws the same."""

    def __init__(self, sets: Sequence[Path], *, negatives: float, seed: int) -> None:
        self._asked = [asked for path in sets for asked in _read(path)]
        self._negatives = negatives
        self._choose = random.Random(seed)
        self._near = _nearest_paragraphs(self._asked)

    def one_pass(self) -> Iterator[Example]:
        """Every question once, and the share of negatives."""
        for place, asked in enumerate(self._asked):
            yield self._drawn(asked)
            if asked.answers and self._choose.random() < self._negatives:
                draw: Callable[[int], Example | None] = self._choose.choice(
                    (self._cut_away, self._elsewhere, self._asked_otherwise)
                )
                negative = draw(place)
                if negative is not None:
                    yield negative

    def _drawn(self, asked: Asked) -> Example:
        if not asked.answers:
            return Example(
                question=asked.question,
                text=self._some(asked.paragraph, asked.sentences),
                answer=None,
            )
        answer = self._choose.choice(asked.answers)
        start, end = self._around(asked.sentences, answer)
        return Example(
            question=asked.question,
            text=asked.paragraph[start:end],
            answer=Span(answer.start - start, answer.end - start),
        )

    def _cut_away(self, place: int) -> Example | None:
        asked = self._asked[place]
        holding = [
            number
            for number, (start, end) in enumerate(asked.sentences)
            if any(answer.start < end and answer.end > start for answer in asked.answers)
        ]
        rest = [asked.sentences[: holding[0]], asked.sentences[holding[-1] + 1 :]]
        kept = self._choose.choice([run for run in rest if run] or [()])
        if not kept:
            return None
        return self._unless_answered(asked, self._some(asked.paragraph, kept))

    def _elsewhere(self, place: int) -> Example | None:
        asked = self._asked[place]
        other = self._asked[self._choose.choice(self._near[place])]
        return self._unless_answered(asked, self._some(other.paragraph, other.sentences))

    def _asked_otherwise(self, place: int) -> Example | None:
        asked = self._asked[place]
        question = _otherwise(asked, self._choose)
        if question is None:
            return None
        start, end = self._around(asked.sentences, self._choose.choice(asked.answers))
        return Example(question=question, text=asked.paragraph[start:end], answer=None)

    def _unless_answered(self, asked: Asked, text: str) -> Example | None:
        held = text.casefold()
        if any(asked.paragraph[a:b].casefold() in held for a, b in asked.answers):
            return None
        return Example(question=asked.question, text=text, answer=None)

    def _some(self, paragraph: str, among: Sequence[Span]) -> str:
        start, end = self._around(among, self._choose.choice(among))
        return paragraph[start:end]

    def _around(self, among: Sequence[Span], kept: Span) -> Span:
        """Neighbouring sentences, those that hold what is to be kept among them."""
        inside = [
            i for i, (start, end) in enumerate(among) if start < kept.end and end > kept.start
        ]
        first, last = inside[0], inside[-1]
        room = self._choose.randint(*WORDS) * 6  # characters: five letters and a space a word
        while (first > 0 or last + 1 < len(among)) and among[last].end - among[first].start < room:
            before = first > 0 and (last + 1 == len(among) or self._choose.random() < 0.5)
            first, last = (first - 1, last) if before else (first, last + 1)
        return Span(min(among[first].start, kept.start), max(among[last].end, kept.end))


def _read(path: Path) -> Iterator[Asked]:
    told = _documents_of(path) if path.suffix == ".jsonl" else _paragraphs_of(path)
    for text, questions in told:
        found = tuple(sentences(text))
        for question, answers in questions if found else ():
            yield Asked(question=question, paragraph=text, sentences=found, answers=tuple(answers))


_Told = tuple[str, list[tuple[str, list[Span]]]]
"""A text, and the questions on it with their accepted answers."""


def _paragraphs_of(path: Path) -> Iterator[_Told]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            asked = [(asked["question"], list(_answers(asked))) for asked in paragraph["qas"]]
            yield paragraph["context"], asked


def _documents_of(path: Path) -> Iterator[_Told]:
    """RAMDocs' questions, each on every document of its own; see `eval/formats/ramdocs.py`.

    A document that ought to hold its answer and does not, or ought to hold none of the question's
    and does, teaches nothing and is left out.
    """
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            known = [*row["gold_answers"], *row["wrong_answers"]]
            for document in row["documents"]:
                answered, text = document["type"] != "noise", document["text"]
                told = [document["answer"]] if answered else known
                found = [span for answer in told for span in _occurrences(answer, text)]
                if bool(found) == answered:
                    yield text, [(row["question"], found)]


def _occurrences(answer: str, text: str) -> Iterator[Span]:
    for found in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text):
        yield Span(*found.span())


def _answers(question: Mapping[str, Any]) -> Iterator[Span]:
    if not question.get("is_impossible"):
        for answer in question["answers"]:
            start = answer["answer_start"]
            yield Span(start, start + len(answer["text"]))


def _nearest_paragraphs(asked: Sequence[Asked]) -> list[list[int]]:
    """For each question the places of others whose paragraphs share most with it (tf-idf)."""
    paragraphs: dict[str, int] = {}
    for place, question in enumerate(asked):
        paragraphs.setdefault(question.paragraph, place)
    places = np.array(list(paragraphs.values()))
    weigh = TfidfVectorizer(analyzer=_content_stems, sublinear_tf=True, dtype=np.float32)
    texts = weigh.fit_transform(paragraphs)
    near = []
    for begin in range(0, len(asked), 500):
        rows = asked[begin : begin + 500]
        likeness = (weigh.transform([row.question for row in rows]) @ texts.T).toarray()
        for row, scores in zip(rows, likeness, strict=True):
            scores[places == paragraphs[row.paragraph]] = -1
            near.append(places[np.argsort(-scores)[:NEAREST]].tolist())
    return near


def _content_stems(text: str) -> list[str]:
    return [word.stem for word in content_words(text)]


def _otherwise(asked: Asked, choose: random.Random) -> str | None:
    """The question with one part exchanged, so that the paragraph likely does not answer it."""
    exchanges = [
        *_other_names(asked),
        *_other_numbers(asked.question, choose),
        *_opposites(asked.question),
    ]
    return choose.choice(exchanges) if exchanges else None


def _other_names(asked: Asked) -> Iterator[str]:
    question, known = asked.question, stems(asked.question)
    told = [asked.paragraph[start:end] for start, end in asked.sentences]
    others = {text[start:end] for text in told for start, end in names(text) if start > 0}
    strangers = sorted(other for other in others if not stems(other) & known)
    for start, end in names(question):
        if start > 0:
            for other in strangers:
                yield question[:start] + other + question[end:]


def _other_numbers(question: str, choose: random.Random) -> Iterator[str]:
    """Years and days stay: a passage that does not name the day can answer all the same."""
    days = dates(question)
    for found in re.finditer(r"\b[0-9]+\b", question):
        if any(start <= found.start() < end for start, end in days):
            continue
        value = int(found.group())
        other = value + choose.choice((-1, 1)) * choose.randint(1, max(2, min(value // 10, 20)))
        yield question[: found.start()] + str(abs(other)) + question[found.end() :]


def _opposites(question: str) -> Iterator[str]:
    for pair in OPPOSITES.split():
        for word, other in (pair.split("/"), reversed(pair.split("/"))):
            changed = re.sub(rf"\b{word}\b", other, question)
            if changed != question:
                yield changed
