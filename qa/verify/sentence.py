"""A sentence read once for a verification: its parse, clauses, names, numbers, days, quotations.

`Told` is a cited sentence, which also knows what its article tells of it: who is meant by "he", in
full by a last name, and whose words these are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from index.records import Span
from qa.attribution.acts import Act, acts
from qa.attribution.genders import PRONOUNS
from qa.attribution.names import GENITIVE
from qa.attribution.quotations import MARK, quotations
from qa.attribution.titles import looks_like_a_person, without_titles
from qa.attribution.voices import Voices, voices
from qa.days.reading import TIME
from qa.days.setting import Setting
from qa.days.telling import Told as Day
from qa.days.telling import days_told
from qa.language.clauses import Clause, clauses, governing
from qa.language.countries import country_of
from qa.language.english import NEUTRAL_SAYING, PERFORMING
from qa.language.parse import Parse
from qa.language.reading import is_known, parsed
from qa.spans import dates, names
from qa.verify.figures import Quantity, quantities
from qa.verify.types import Cited
from qa.words import PART

_THE = re.compile(r"^the (?=[A-Z])", re.IGNORECASE)
_OWNER = re.compile(r"[’']s(?= [^\W\d])")
_CLOSING = re.compile(r"(?<=[\w.,;:!?…\]])[”\"](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of a sentence: its words as they stand, and the place of its head in the parse."""

    span: Span
    text: str
    head: int
    places: frozenset[int]


class Sentence:
    """What can be read in a sentence alone.

    `today` is the day on which it is written, `before` what stands before it and a semicolon: what
    somebody said there may go on here. Either is None where there is none.
    """

    def __init__(
        self, text: str, today: date | None = None, before: Sentence | None = None
    ) -> None:
        self.text = text
        self.today = today
        self.before = before

    @cached_property
    def parse(self) -> Parse:
        """The parse."""
        return parsed(self.text)

    @cached_property
    def clauses(self) -> dict[int, Clause]:
        """The clauses, by the place of their verb."""
        return {clause.verb: clause for clause in clauses(self.parse)}

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands between quotation marks, also where only the closing one is there."""
        marks = MARK.search(self.text)
        closes = marks is not None and _CLOSING.match(self.text, marks.start()) is not None
        shift = 1 if closes else 0
        found = quotations("“" * shift + self.text)
        return tuple(Span(one.start - shift, one.end - shift) for one in found)

    @cached_property
    def quoted_places(self) -> frozenset[int]:
        """The places of what is quoted."""
        return frozenset(i for span in self.quoted for i in self.parse.inside(span))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts of speech, of which some words are told."""
        return tuple(act for act in acts(self.parse, self.quoted) if act.words)

    @cached_property
    def date_spans(self) -> tuple[Span, ...]:
        """The words for days; a time of day is none."""
        found = (one for one in dates(self.text) if not TIME.fullmatch(self.text[slice(*one)]))
        return tuple(one for one in found if not self._counts(one))

    def _counts(self, span: Span) -> bool:
        """Whether what looks like a year counts things: "1846 persons"."""
        head = self.parse.head_of(span)
        if head is None or re.fullmatch(r"\d{4}", self.text[slice(*span)]) is None:
            return False
        token = self.parse.tokens[head]
        return token.dep == "nummod" and self.parse.tokens[token.head].tag == "NNS"

    @cached_property
    def date_places(self) -> frozenset[int]:
        """The places of the words for days."""
        return frozenset(i for span in self.date_spans for i in self.parse.inside(span))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names, in order; a word that only opens the sentence is none."""
        return tuple(self._names())

    def _names(self) -> Iterator[Name]:
        found = list(self._runs())
        taken = {place for name in found for place in name.places}
        for place, token in enumerate(self.parse.tokens):
            # "WHO" opens no question.
            if place not in taken and len(token.text) > 1 and token.text.isupper():
                span = Span(token.start, token.end)
                found.append(
                    Name(span=span, text=token.text, head=place, places=frozenset({place}))
                )
        yield from sorted(found, key=lambda name: name.span)

    def _owners(self) -> Iterator[Span]:
        """The runs of capital words; whoever has something is named apart from it."""
        for span in names(self.text):
            start = span[0]
            for match in _OWNER.finditer(self.text, *span):
                yield Span(start, match.end())
                start = match.end() + 1
            yield Span(start, span[1])

    def _runs(self) -> Iterator[Name]:
        for span in self._owners():
            # "Bermuda Wednesday" is a name and a day.
            places = tuple(i for i in self.parse.inside(span) if i not in self.date_places)
            if not places:
                continue
            opens = places[0] == 0 or self.parse.tokens[places[0] - 1].text in {"“", '"', ":"}
            common = {"NOUN", "VERB", "ADJ", "ADV", "NUM", "PRON", "DET", "INTJ", "SCONJ", "ADP"}
            plain = all(self.parse.tokens[i].pos in {*common, "PUNCT"} for i in places)
            word = self.text[slice(*self.parse.span(places))]
            known = len(places) > 1 or is_known(word.casefold())
            if opens and plain and known and country_of(word) is None:
                continue
            while opens and len(places) > 1 and self.parse.tokens[places[0]].pos in common:
                places = places[1:]  # "Members of the Senate"
                while len(places) > 1 and self.parse.tokens[places[0]].pos in {"ADP", "DET"}:
                    places = places[1:]
            own = self.parse.span(places)
            words = GENITIVE.sub("", self.text[slice(*own)])
            yield Name(
                span=own,
                text=words,
                head=self.parse.head_of(own) or places[-1],
                places=frozenset(places),
            )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers outside dates and names."""
        hidden = [span for span in self.date_spans if not self._is_age(span)]
        named = [name.span for name in self.names if len(name.places) > 1]
        return quantities(self.text, (*hidden, *named))

    def _is_age(self, span: Span) -> bool:
        return re.match(r"[ -]old\b", self.text[span.end :]) is not None

    def governing(self, place: int) -> int | None:
        """The verb in whose clause a word stands."""
        return governing(self.parse, place)

    def act_of(self, place: int) -> Act | None:
        """The inmost act of speech among whose words a place is."""
        held = [act for act in self.acts if place in act.words]
        return min(held, key=lambda act: len(act.words), default=None)


class Told(Sentence):
    """A cited sentence, or what stands before or behind a semicolon in one, read in its article.

    `sentence` is the whole one.
    """

    def __init__(self, cited: Cited, sentence: Cited, before: Told | None) -> None:
        super().__init__(cited.text, before=before)
        self.cited = cited
        self.sentence = sentence

    @property
    def voices(self) -> Voices:
        """Who speaks in the article."""
        return voices(self.cited.article.text)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What of it is quoted, also where the quotation began before."""
        length = len(self.text)
        return tuple(
            Span(one.start, min(one.end, length)) for one in self.voices.quoted_in(self.cited.span)
        )

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that it tells."""
        setting = Setting.of(self.cited.article, self.cited.span.start)
        return days_told(self.text, setting, quoted=self.quoted)

    @cached_property
    def meant(self) -> dict[int, str]:
        """Whom a pronoun of a person means, by its place; only where that is sure."""
        found = {}
        for place, token in enumerate(self.parse.tokens):
            if token.text.casefold() in PRONOUNS or token.text in {"I", "me", "my"}:
                start = self.cited.span.start + token.start
                spot = Span(start, start + len(token.text))
                name = self.voices.name_for(spot)
                if name is None and self.voices.mentions.is_plain(start):
                    name = self.voices.mentions.person_before(start, speaking=True)
                if name is None and (act := self.performed(place)) is not None:
                    name = self.full(GENITIVE.sub("", self.text[slice(*act.speaker.span)]))
                if name:
                    found[place] = name
        return found

    def performed(self, place: int) -> Act | None:
        """The act of speech by which somebody does what he says that he is doing.

        Who announced that she was endorsing him has endorsed him. `place` is that of the verb or of
        its subject.
        """
        parse = self.parse
        verb = place if place in self.clauses else parse.tokens[place].head
        act, token = self.act_of(verb), parse.tokens[verb]
        if act is None or token.head != act.verb or token.tag != "VBG":
            return None
        speaks = parse.tokens[act.verb].lemma in NEUTRAL_SAYING
        helping = {parse.tokens[i].lemma for i in parse.children(verb, "aux", "neg")}
        subjects = (parse.tokens[i] for i in parse.children(verb, "nsubj"))
        own = any(one.text.casefold() in PRONOUNS for one in subjects)
        return act if speaks and own and helping == {"be"} and token.lemma in PERFORMING else None

    def full(self, name: str) -> str:
        """The full form of a name in the article."""
        return self.voices.mentions.full(name)

    @cached_property
    def is_turn(self) -> bool:
        """Whether it is part of what somebody says in a transcript or an interview."""
        start = self.cited.span.start
        return any(one.span.start <= start < one.span.end for one in self.voices.turns)

    def speaker_at(self, place: int) -> tuple[bool, str | None]:
        """Whether the words at a place are somebody's, and whose; None where that is not sure."""
        act = self.act_of(place)
        token, start = self.parse.tokens[place], self.cited.span.start
        spot = Span(start + token.start, start + token.end)
        if act is None and place not in self.quoted_places and not self.is_turn:
            earlier = self.before
            if not isinstance(earlier, Told) or not earlier.acts:
                return False, None
            last = earlier.acts[-1]
            return True, earlier.speaker_at(min(last.words, default=last.verb))[1]
        found = self.voices.of(self.cited.span, spot)
        if found.speaker is None and act is not None:
            return True, self.text[slice(*act.speaker.span)]
        return True, found.speaker


_SEMICOLON = re.compile(r";\s+(?=[\w“\"‘'])(?=[^”\"]*(?:[“\"]|$))")
"""Behind what is a sentence by itself: a semicolon, but for one in a quotation."""


def pieces(text: str) -> list[str]:
    """The sentences that semicolons join."""
    return [piece for piece in _SEMICOLON.split(text) if re.search(r"\w", piece)]


@lru_cache(maxsize=1024)
def read(sentence: Cited) -> tuple[Told, ...]:
    """A cited sentence as it is read, in pieces where semicolons join several.

    The last ones asked about are kept.
    """
    found: list[Told] = []
    at = sentence.span.start
    for piece in pieces(sentence.text):
        start = sentence.article.text.index(piece, at)
        at = start + len(piece)
        here = Cited(article=sentence.article, span=Span(start, at))
        found.append(Told(here, sentence, found[-1] if found else None))
    return tuple(found)


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, titles and genitive."""
    bare = _THE.sub("", GENITIVE.sub("", name))
    bare = bare if " of " in bare else without_titles(bare)
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode() or bare
    return tuple(PART.findall(plain.casefold()))


def is_persons(name: str) -> bool:
    """Whether a name could be a person's."""
    return looks_like_a_person(name)
