"""An article in, the stretches that the page itself gives to somebody out.

They are the turns of a transcript ("MARSH: …", "[00:01:12] Mr. Holm: …", "A: …"), the answers below
the questions of an interview, and words with "— Tom Osei" behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.records import Span
from qa.attribution.people import Mentions
from qa.attribution.titles import HONORIFIC
from qa.spans import CAPITALISED

LINE = re.compile(r"[^\n]*\S[^\n]*")
_HOUR = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?(?: ?[–—-])? *"
LABEL = re.compile(
    rf"(?:{_HOUR})?(?P<label>[^\W\d_][^\n:“”\"\[\]]{{0,80}}?)"
    rf"(?: ?\([^()\n]*\)| ?\[[^\[\]\n]*\])?:(?= |$)"
)
"""A name before a colon, also with the time of a recording before or behind it."""
SIGNED = re.compile(
    rf"(?:^|(?<=[.!?”\"’]) ?)[—–-]{{1,2}} ?(?P<name>{CAPITALISED}(?: {CAPITALISED}\.?){{1,3}})"
    r"(?: \(@\w+\)[^\n]*|, [^\n.]{1,60})?$"
)
FIRST_PERSON = re.compile(r"\b(?:I|my|me)\b")
LEAST_TURNS = 2
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of a text, and whose it is; None where somebody speaks who is not known."""

    span: Span
    speaker: str | None


def turns(mentions: Mentions) -> tuple[Turn, ...]:
    """The turns of a text, in order."""
    lines = [Span(*match.span()) for match in LINE.finditer(mentions.text)]
    labelled = [
        (number, label)
        for number, line in enumerate(lines)
        if (label := LABEL.match(mentions.text, *line)) and _is_label(label["label"], mentions)
    ]
    if len(labelled) >= LEAST_TURNS:
        return tuple(_transcript(mentions, lines, labelled))
    return (*_interview(mentions, lines), *_signed(mentions, lines))


def _is_label(label: str, mentions: Mentions) -> bool:
    name = label.partition(",")[0]
    return (
        re.fullmatch(r"Q|A|QUESTION|ANSWER", name.upper()) is not None
        or (name.isupper() and len(name) > 2 and re.fullmatch(r"[^\W\d_][^\d]*", name) is not None)
        or re.match(rf"{HONORIFIC} [A-ZÀ-Þ]", name) is not None
        or name in mentions.full_names
    )


def _transcript(
    mentions: Mentions, lines: list[Span], labelled: list[tuple[int, re.Match[str]]]
) -> Iterator[Turn]:
    """The turns behind labels: where half of the lines have one, the others go on from it."""
    dense = 2 * len(labelled) >= len(lines)
    known = {
        name.casefold(): name
        for name in (*mentions.full_names, *(_named(match["label"]) for _, match in labelled))
    }
    answering = _only_person(mentions, lines[labelled[0][0]].start)
    for place, (number, match) in enumerate(labelled):
        following = labelled[place + 1][0] if place + 1 < len(labelled) else number + 1
        end = lines[following - 1 if dense else number].end
        yield Turn(span=Span(match.end(), end), speaker=_speaker(match["label"], known, answering))


def _named(label: str) -> str:
    """The name of a label, as names are written: "LENA BRANDT, COUNCIL LEADER" → "Lena Brandt"."""
    name = re.sub(rf"^{HONORIFIC} (?=[A-ZÀ-Þ])", "", label.partition(",")[0])
    return name.title() if name.isupper() else name


def _speaker(label: str, known: dict[str, str], answering: str | None) -> str | None:
    if re.fullmatch(r"Q|A|Question|Answer", label, re.IGNORECASE):
        return answering if label[0].upper() == "A" else None
    name = _named(label)
    fuller = {full for key, full in known.items() if key.split()[-1] == name.casefold()} - {name}
    if " " not in name and len(fuller) == 1:
        return fuller.pop()
    return known.get(name.casefold(), name)


def _interview(mentions: Mentions, lines: list[Span]) -> Iterator[Turn]:
    """The answers of the one person whom the lines before the first question name."""
    texts = [mentions.text[start:end] for start, end in lines]
    asked = [
        number
        for number, text in enumerate(texts)
        if text.rstrip().endswith("?") and len(text) < LONGEST_QUESTION and text[0] not in "“\"‘'"
    ]
    person = _only_person(mentions, lines[asked[0]].start) if len(asked) >= LEAST_TURNS else None
    if person is None:
        return
    answers = [
        line
        for line, text in zip(lines[asked[0] :], texts[asked[0] :], strict=True)
        if lines.index(line) not in asked and person.split()[-1] not in text
    ]
    if any(FIRST_PERSON.search(mentions.plain, *line) for line in answers):
        yield from (Turn(span=line, speaker=person) for line in answers)


def _only_person(mentions: Mentions, end: int) -> str | None:
    """The one person who is named before a place; None where nobody is or several are."""
    found = mentions.persons(0, end)
    return found[0] if len(found) == 1 else None


def _signed(mentions: Mentions, lines: list[Span]) -> Iterator[Turn]:
    """What has its speaker's name behind a dash, on its own line or on the next."""
    for number, line in enumerate(lines):
        match = SIGNED.search(mentions.text[line.start : line.end])
        if match is None:
            continue
        own = match.start() > 0
        words = Span(line.start, line.start + match.start()) if own else lines[max(number - 1, 0)]
        yield Turn(span=words, speaker=mentions.full(match["name"]))
