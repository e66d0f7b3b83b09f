"""An article's text in, its names out: where they stand, whether they are persons', in full.

"Mr Carden" is the Dan Carden of the same article. Where two could be meant the short form stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.records import Span
from qa.attribution.titles import (
    PLACE_OF_OFFICE,
    TITLED,
    looks_like_a_person,
    without_titles,
)
from qa.language.parse import Parse
from qa.language.reading import parsed
from qa.spans import names

GENITIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_GENITIVES = re.compile(r"[’']s(?: |$)")
_LOWER_CASE = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][\w]*(?![\w’'-])")


@dataclass(frozen=True)
class Names:
    """The names and sentences of one text, the sentences in order.

    `plain` is the text with its quotations masked, so that whom a speaker spoke of is not taken
    for the speaker.
    """

    text: str
    plain: str
    sentences: tuple[Span, ...]

    def parse(self, number: int) -> Parse:
        """The parse of a sentence."""
        return parsed(self.text[slice(*self.sentences[number])])

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place of the text lies in; else of the next one."""
        return next(
            (number for number, span in enumerate(self.sentences) if place < span.end),
            len(self.sentences) - 1,
        )

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """Every name of the text, in order; no name reaches from one sentence into the next."""
        return tuple(
            Span(sentence.start + start, sentence.start + end)
            for sentence in self.sentences
            for start, end in names(self.text[sentence.start : sentence.end])
        )

    @cached_property
    def full_names(self) -> tuple[str, ...]:
        """The names of persons that have more than one word, without titles, each once."""
        found = dict.fromkeys(
            without_titles(part)
            for span in self.names
            if not self._has_article(span.start)
            for part in _GENITIVES.split(self._own_name(span))
        )
        return tuple(name for name in found if " " in name and looks_like_a_person(name))

    def full(self, name: str) -> str:
        """The full form of a person's name in this text; the name itself where there is none.

        "Mr Carden" → "Dan Carden". Where several persons share the short form it stays.
        """
        if name not in self._forms:
            self._forms[name] = self._full(GENITIVE.sub("", name))
        return self._forms[name]

    @cached_property
    def _forms(self) -> dict[str, str]:
        return {}

    def _full(self, name: str) -> str:
        bare = without_titles(name)
        longer = [
            other
            for other in self.full_names
            if other != bare and (_holds(other, bare) if " " in bare else bare in other.split()[1:])
        ]
        if len(longer) > 1:
            longer = [other for other in longer if self._is_read_as_a_person(other)]
        # "Ricardo Rosselló" and "Ricardo Rosselló Nevares" are one man: the longest says most.
        longest = max(longer, key=len, default="")
        if longest and all(_words(other) <= _words(longest) for other in longer):
            return longest
        return bare if looks_like_a_person(bare) and bare != name else name

    def _is_read_as_a_person(self, name: str) -> bool:
        """Whether the parser, too, sees a person where a name first stands: not "Free Harbaugh"."""
        start = self.text.index(name)
        sentence = self.sentences[self.sentence_at(start)]
        parse = parsed(self.text[slice(*sentence)])
        places = parse.inside(Span(start - sentence.start, start - sentence.start + len(name)))
        read = (parse.tokens[i] for i in places)
        return all(token.entity == "PERSON" and token.pos == "PROPN" for token in read)

    def in_full(self, span: Span) -> str | None:
        """The full name of a person whose last name alone stands there; None if not sure.

        Articles give it first: a last name before any full one is somebody else's.
        """
        name = self.text[span.start : span.end]
        if " " in name or span not in self.names or not self.is_person(span):
            return None
        full = self.full(name)
        if not re.fullmatch(rf"(?:[A-ZÀ-Þ][^\W\d]*\.? )+{re.escape(name)}", full):
            return None
        first = re.search(rf"\b{re.escape(name)}\b", self.text)
        return full if first and self.text.endswith(full, 0, first.end()) else None

    def is_person(self, span: Span) -> bool:
        """Whether a name is probably a person's."""
        name = self.text[span.start : span.end]
        if TITLED.match(name):
            return _GENITIVES.search(GENITIVE.sub("", name)) is None
        if not name[:1].isupper() or self._has_article(span.start):
            return False
        name = GENITIVE.sub("", name)
        whole = " " in without_titles(name) and looks_like_a_person(name)
        return whole or self.full(name) != name  # "Fox", in an article on Vicente Fox

    def name_at(self, place: int) -> str | None:
        """The name that a place is part of, a person's in full."""
        for span in self.names:
            if span.start <= place < span.end:
                name = GENITIVE.sub("", self.text[span.start : span.end])
                return self.full(name) if looks_like_a_person(name) else name
        return None

    def person_at(self, place: int) -> str | None:
        """The full name of the person of whose name a place is part."""
        return next(
            (self.name(span) for span in self.persons_in() if span.start <= place < span.end), None
        )

    def persons(self, start: int, end: int) -> list[str]:
        """The full names of the persons in a stretch, each once, but for those that are quoted."""
        return list(dict.fromkeys(map(self.name, self.persons_in(start, end))))

    def persons_in(self, start: int = 0, end: int | None = None) -> Sequence[Span]:
        """The names of persons in a stretch, but for those that are quoted."""
        return [
            span
            for span in self._all_persons
            if start <= span.start and (end is None or span.end <= end)
        ]

    @cached_property
    def _all_persons(self) -> list[Span]:
        return [span for span in self.names if self.is_plain(span.start) and self.is_person(span)]

    def name(self, span: Span) -> str:
        """The full form of the name that stands there."""
        return self.full(self.text[span.start : span.end])

    def _own_name(self, span: Span) -> str:
        """A name; without the place of office in "the senator from Vermont Bernie Sanders".

        And without the noun that opens a sentence: "Goalkeeper Ann Lee".
        """
        name = self.text[span.start : span.end]
        first, _, own = name.partition(" ")
        noun = first.lower() in self._lower_case or re.search("-[a-z]", first)
        if span.start in self._openings and " " in own and noun:
            return own
        of_office = PLACE_OF_OFFICE.search(self.text, max(0, span.start - 40), span.start)
        return own if of_office and own.count(" ") == 1 else name

    @cached_property
    def _openings(self) -> frozenset[int]:
        return frozenset(sentence.start for sentence in self.sentences)

    @cached_property
    def _lower_case(self) -> frozenset[str]:
        """The words of the text that stand there in lower case."""
        return frozenset(_LOWER_CASE.findall(self.text))

    def _has_article(self, start: int) -> bool:
        return self.text[max(0, start - 4) : start] in {"the ", "The "}

    def is_plain(self, place: int) -> bool:
        """Whether a place of the text is not quoted."""
        return self.plain[place] == self.text[place]


def _words(name: str) -> set[str]:
    """The words of a name, "Raúl" as "Raul"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return set(plain.split())


def _holds(longer: str, shorter: str) -> bool:
    """Whether the words of a name stand side by side in a longer one."""
    return f" {shorter} " in f" {longer} "
