"""A sentence of an article in, one that says what the article does not out, in eight kinds.

Each function gives the changed sentence and the lines that it cites, or None where the kind of
change cannot be made. `draw` is seeded: the same articles give the same set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from eval.planting.material import Line
from qa.language.parse import Parse

Changed = tuple[str, tuple[Line, ...]]
_Any = TypeVar("_Any")
MONTHS = (
    "January February March April May June July August September October November December"
).split()
LONGEST_SUBJECT = 6
"""Words of a subject that is given another's predicate."""
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SPELT = "two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
NUMBER = re.compile(r"(?<![\w.,/:-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:/-]|[.,]\d)")
SPELT_NUMBER = re.compile(rf"\b({'|'.join(SPELT)})\b", re.IGNORECASE)
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")
DAY_OF_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?= (?:{'|'.join(MONTHS)})\b)|(?<=\b)(?:{'|'.join(MONTHS)}) (\d{{1,2}})\b(?!\d)"
)
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b")
YEAR = re.compile(r"\b((?:1[5-9]|20)\d\d)\b(?!s)")
LIMITS = re.compile(
    r"\b(?:at least|more than|nearly|almost|up to|about|around|approximately|fewer than"
    r"|less than|over) (?=\d|[$£€]\d)",
    re.IGNORECASE,
)
PARTS = re.compile(r"\b(some|several|many|most|a few|few) (?=of |[a-z]+s\b)", re.IGNORECASE)
TAKING = re.compile(
    r"\b(?:alleged|suspected|proposed|planned|former|possible|potential|deputy|acting|partial"
    r"|preliminary|temporary) (?=\w)"
)
ADVERBS = re.compile(r"\b(?:allegedly|reportedly|apparently|partly|partially|temporarily|nearly) ")
MAY = re.compile(r"\b(?:may|might|could) (?=(?:not )?(?:be|have)?\b)")


@dataclass(frozen=True)
class Plants:
    """What changes are made with: the lines of each article, and those of all."""

    everything: Sequence[Line]
    random: Random

    def of(self, article_id: str) -> list[Line]:
        """The lines of an article."""
        return [line for line in self.everything if line.article.id == article_id]

    def name(self, line: Line) -> Changed | None:
        """Another person, place or body in the place of one."""
        for entity in self._drawn([one for one in line.entities if one.label != "NORP"]):
            same = [
                other.text
                for other_line in self.of(line.article.id)
                for other in other_line.entities
                if self._is_other(other.text, entity.text, other.label == entity.label, line)
            ]
            far = [
                other.text
                for other_line in self._drawn(self.everything)[:40]
                for other in other_line.entities
                if self._is_other(other.text, entity.text, other.label == entity.label, line)
            ]
            pool = same if same and self.random.random() < 0.6 else far
            if pool:
                instead = self.random.choice(sorted(set(pool)))
                return _replaced(line.text, entity.span, instead), (line,)
        return None

    def number(self, line: Line) -> Changed | None:
        """Another number in the place of one."""
        found = [
            match
            for match in NUMBER.finditer(line.text)
            if not YEAR.fullmatch(match[1]) and not _in_date(line.text, match.span())
        ]
        if found:
            match = self.random.choice(found)
            return _replaced(line.text, match.span(1), self._another(match[1])), (line,)
        spelt = list(SPELT_NUMBER.finditer(line.text))
        if not spelt:
            return None
        match = self.random.choice(spelt)
        other = self.random.choice([word for word in SPELT if word != match[1].casefold()])
        return _replaced(line.text, match.span(1), _cased(other, match[1])), (line,)

    def _another(self, digits: str) -> str:
        value = float(digits.replace(",", ""))
        if "." in digits:
            return f"{value * self.random.choice((0.5, 0.7, 1.4, 2)) + 0.1:.1f}"
        new = int(value * self.random.choice((0.4, 0.6, 1.3, 1.7, 3))) + self.random.randint(1, 3)
        new += 1 if new == int(value) else 0
        return f"{new:,}" if "," in digits else str(new)

    def date(self, line: Line) -> Changed | None:
        """Another day, month or year in the place of one."""
        for pattern, others in self._drawn(((WEEKDAY, WEEKDAYS), (MONTH, MONTHS))):
            found = list(pattern.finditer(line.text))
            if found:
                match = self.random.choice(found)
                other = self.random.choice([one for one in others if one != match[1]])
                return _replaced(line.text, match.span(1), other), (line,)
        days = list(DAY_OF_MONTH.finditer(line.text))
        if days:
            match = self.random.choice(days)
            group = 1 if match[1] else 2
            day = self.random.choice([n for n in range(1, 28) if str(n) != match[group]])
            return _replaced(line.text, match.span(group), str(day)), (line,)
        years = list(YEAR.finditer(line.text))
        if not years:
            return None
        match = self.random.choice(years)
        year = int(match[1]) + self.random.choice((-7, -3, -2, -1, 1, 2, 4))
        return _replaced(line.text, match.span(1), str(year)), (line,)

    def negation(self, line: Line) -> Changed | None:
        """The verb of the main clause, or of what is said, denied; or no longer denied."""
        parse = line.parse
        there = [i for i, token in enumerate(parse.tokens) if token.text.casefold() == "not"]
        if len(there) == 1 and not line.text.count("n't"):
            token = parse.tokens[there[0]]
            return " ".join((line.text[: token.start] + line.text[token.end :]).split()), (line,)
        roots = [i for i, token in enumerate(parse.tokens) if token.dep == "ROOT"]
        said = [i for root in roots for i in parse.children(root, "ccomp")]
        verbs = (*said, *roots) if said and self.random.random() < 0.5 else (*roots, *said)
        for verb in verbs:
            changed = _denied(line.text, parse, verb)
            if changed:
                return changed, (line,)
        return None

    def speaker(self, line: Line) -> Changed | None:
        """Somebody else said to speak, or what was said told as if it were so."""
        parse = line.parse
        for verb, token in enumerate(parse.tokens):
            if token.text not in {"said", "told", "added", "claimed", "stated", "says", "warned"}:
                continue
            subjects = parse.children(verb, "nsubj")
            below = parse.children(verb, "ccomp")
            if not subjects or not below:
                continue
            marked = [i for i in parse.children(below[0], "mark") if parse.tokens[i].text == "that"]
            tail = token.dep == "ROOT" and below[0] < verb
            if self.random.random() < 0.5 and (marked or tail) and token.dep == "ROOT":
                start = parse.tokens[marked[0]].end if marked else 0
                end = len(line.text) if marked else parse.tokens[subjects[0]].start
                for place in parse.subtree(subjects[0]) if tail and not marked else ():
                    end = min(end, parse.tokens[place].start)
                words = line.text[start:end].strip(" ,.")
                if len(words.split()) >= 5 and '"' not in words and "“" not in words:
                    return f"{words[0].upper()}{words[1:]}.", (line,)
            others = [
                other
                for other_line in self.of(line.article.id)
                for other in other_line.entities
                if other.label == "PERSON" and " " in other.text
            ]
            held = parse.span(parse.subtree(subjects[0]))
            pool = sorted(
                {other.text for other in others if other.text.split()[-1] not in line.text}
            )
            if pool:
                return _replaced(line.text, held, self.random.choice(pool)), (line,)
        return None

    def scope(self, line: Line) -> Changed | None:
        """What limits a statement left out, or some made all."""
        changes: list[str] = []
        for pattern, instead in ((LIMITS, ""), (TAKING, ""), (ADVERBS, "")):
            changes += [
                _replaced(line.text, match.span(), instead) for match in pattern.finditer(line.text)
            ]
        for match in PARTS.finditer(line.text):
            changes.append(_replaced(line.text, match.span(1), _cased("all", match[1])))
        for match in MAY.finditer(line.text):
            changes.append(_replaced(line.text, match.span(), "will "))
        changes += _of_all(line)
        tidy = [" ".join(one.split()) for one in changes]
        return (self.random.choice(tidy), (line,)) if tidy else None

    def merged(self, line: Line) -> Changed | None:
        """What one does, said of another; both sentences are cited."""
        own = _subject(line)
        if own is None:
            return None
        rivals = [
            (other, theirs)
            for other in self.of(line.article.id)
            if other is not line
            and (theirs := _subject(other)) is not None
            and not set(own[0].split()) & set(theirs[0].split())
            and not set(theirs[0].split()) & set(line.text.split())
        ]
        if not rivals:
            return None
        other, theirs = self.random.choice(rivals)
        return f"{own[0]} {theirs[1]}", (line, other)

    def invented(self, line: Line) -> Changed | None:
        """What an article tells, with a citation of another of its sentences, or of another's."""
        near = [other for other in self.of(line.article.id) if other is not line]
        pool = near if near and self.random.random() < 0.6 else list(self.everything)
        others = [other for other in pool if other.text != line.text]
        return (line.text, (self.random.choice(others),)) if others else None

    def _drawn(self, these: Sequence[_Any]) -> list[_Any]:
        return self.random.sample(list(these), len(these))

    def _is_other(self, text: str, than: str, same_kind: bool, line: Line) -> bool:
        apart = not set(text.split()) & set(than.split()) and _initials(text) != _initials(than)
        return (
            same_kind
            and apart
            and text[0].isupper()
            and text not in line.text
            and text.split()[-1] not in line.text
        )


def _initials(name: str) -> str:
    """What a name is shortened to: "US" of the United States, as of itself."""
    capitals = [letter for letter in name if letter.isupper()]
    return "".join(capitals) if len(capitals) > 1 else name


def _replaced(text: str, span: tuple[int, int], instead: str) -> str:
    changed = text[: span[0]] + instead + text[span[1] :]
    return changed[0].upper() + changed[1:]


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _in_date(text: str, span: tuple[int, int]) -> bool:
    around = text[max(0, span[0] - 10) : span[1] + 10]
    return any(month in around for month in MONTHS)


def _denied(text: str, parse: Parse, verb: int) -> str | None:
    token = parse.tokens[verb]
    helping = [parse.tokens[i] for i in parse.children(verb, "aux", "auxpass")]
    finite = [one for one in helping if one.tag in {"MD", "VBD", "VBZ", "VBP"}]
    if finite and text[finite[0].end : finite[0].end + 1] == " ":  # no "cannot"
        return _replaced(text, (finite[0].end, finite[0].end), " not")
    if token.lemma == "be" and token.tag in {"VBD", "VBZ", "VBP"}:
        return _replaced(text, (token.end, token.end), " not")
    did = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(token.tag)
    if did is None or token.pos != "VERB":
        return None
    return _replaced(text, (token.start, token.end), f"{did} not {token.lemma}")


def _of_all(line: Line) -> list[str]:
    """What a superlative is limited to left out: "the first Labour MP" → "the first MP"."""
    parse, found = line.parse, []
    for place, token in enumerate(parse.tokens):
        superlative = token.tag in {"JJS", "RBS"} or token.text in {"first", "last", "only"}
        if not superlative or token.dep != "amod":
            continue
        noun = token.head
        for child in parse.children(noun, "amod", "compound"):
            if place < child < noun:
                one = parse.tokens[child]
                found.append(_replaced(line.text, (one.start, one.end + 1), ""))
    return found


def _subject(line: Line) -> tuple[str, str] | None:
    """The name that a sentence is about, and what it says of it."""
    parse = line.parse
    for place, token in enumerate(parse.tokens):
        if token.dep != "ROOT" or token.tag not in {"VBD", "VBZ", "VBN"}:
            continue
        for subject in parse.children(place, "nsubj", "nsubjpass"):
            held = parse.span(parse.subtree(subject))
            first = line.text[: held.end]
            plain = "," not in first and len(first.split()) <= LONGEST_SUBJECT
            if plain and held.start == 0 and line.text[held.end : held.end + 1] == " ":
                return first, line.text[held.end :].strip()
    return None


KINDS: dict[str, Callable[[Plants, Line], Changed | None]] = {
    "name": Plants.name,
    "number": Plants.number,
    "date": Plants.date,
    "negation": Plants.negation,
    "speaker": Plants.speaker,
    "scope": Plants.scope,
    "merged rivals": Plants.merged,
    "invented citation": Plants.invented,
}
