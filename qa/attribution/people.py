"""An article's text in, who is meant by its short names and pronouns out, where that is sure.

"Mr Carden" is the Dan Carden of the same article; "he" is the one person that the sentence before
can mean. Who is a "he" and who a "she" is told by the article itself: by titles, and by pronouns in
sentences that name nobody else. Where two could be meant the answer is None.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index.records import Span
from qa.attribution.titles import (
    FEMALE,
    HONORIFIC,
    MALE,
    ORGANISATION,
    PLACE_OF_OFFICE,
    looks_like_a_person,
    without_titles,
)
from qa.language.clauses import clauses, phrase
from qa.language.english import FEMININE, MASCULINE, SAYING
from qa.language.parse import Parse
from qa.language.reading import parse_all, parsed
from qa.language.thesaurus import is_a
from qa.spans import names

Gender = Literal["he", "she"]
_PRONOUN: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
GENITIVE = re.compile(r"[’']s$|(?<=s)[’']$")
HONORIFIC_BEFORE = re.compile(rf"{HONORIFIC} ")
FAR = 6
"""Sentences: how far back whoever speaks may have been named, where nobody else was since."""
_NO_PERSON = frozenset({"GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "LAW"})
INNER_GENITIVE = re.compile(r"[’']s\b")
ENOUGH = 2
"""Sentences that must show a person's gender, where no title does."""
ENDED = re.compile(r"[.!?:,;…—–][^\w\s]*$|[”\"]$")
APART = 4
"""So many times more of them than of those that show the other."""


@dataclass(frozen=True)
class Mentions:
    """The names and sentences of one text, the sentences in order.

    `plain` is the text with its quotations masked, so that whom a speaker spoke of is not taken
    for the speaker.
    """

    text: str
    plain: str
    sentences: tuple[Span, ...]

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
            without_titles(self._own_name(span))
            for span in self.names
            if not self._has_article(span.start)
        )
        return tuple(
            name
            for name in found
            if " " in name and looks_like_a_person(name) and not INNER_GENITIVE.search(name)
        )

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return frozenset(word for name in self.full_names for word in name.split()[1:])

    def full(self, name: str) -> str:
        """The full form of a person's name in this text; the name itself where there is none.

        "Mr Carden" → "Dan Carden". Where several persons share the short form it stays.
        """
        name = GENITIVE.sub("", name)
        bare = without_titles(name)
        sir = re.match(r"(?:Sir|Dame) ", name) is not None and " " not in bare
        longer = [
            other
            for other in self.full_names
            if other != bare
            and (_holds(other, bare) if " " in bare or sir else bare in other.split()[1:])
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
        if re.match(rf"{HONORIFIC} ", name):
            return re.search(r"[’']s ", name) is None
        if not name[:1].isupper() or self._has_article(span.start):
            return False
        if not looks_like_a_person(re.sub(r"[’']s?$", "", name)):
            # "Fox" is a network, but not in an article on Vicente Fox.
            return name in self._surnames
        return " " in without_titles(name) or self.full(name) != GENITIVE.sub("", name)

    def _own_name(self, span: Span) -> str:
        """A name; without the place of office in "the senator from Vermont Bernie Sanders".

        And without the noun that opens a sentence: "Goalkeeper Ann Lee".
        """
        name = self.text[span.start : span.end]
        first, _, own = name.partition(" ")
        opens = any(span.start == sentence.start for sentence in self.sentences)
        noun = re.search(rf"(?<![\w’'-]){re.escape(first.lower())}(?![\w’'-])", self.text)
        if opens and own.count(" ") > 0 and (noun or re.search("-[a-z]", first)):
            return own
        of_office = PLACE_OF_OFFICE.search(self.text, max(0, span.start - 40), span.start)
        return own if of_office and own.count(" ") == 1 else name

    def _has_article(self, start: int) -> bool:
        return re.search(r"\b[Tt]he $", self.text[max(0, start - 4) : start]) is not None

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place of the text lies in; else of the next one."""
        return next(
            (number for number, span in enumerate(self.sentences) if place < span.end),
            len(self.sentences) - 1,
        )

    def readable_before(self, number: int) -> int | None:
        """The last sentence before one that tells whom it is about, by its number.

        What is quoted in full does not, nor does what has no full stop: a heading or a caption.
        """
        return next((i for i in reversed(range(number)) if self._is_readable(i)), None)

    def _is_readable(self, number: int) -> bool:
        plain = self.plain[slice(*self.sentences[number])]
        return re.search(r"\w", plain) is not None and ENDED.search(plain) is not None

    def parse(self, number: int) -> Parse:
        """The parse of a sentence."""
        return parsed(self.text[slice(*self.sentences[number])])

    def subject(self, number: int) -> str | None:
        """The full name of the person that a sentence is about: who is the subject of its verb.

        A sentence about "he" is about the person of the sentence before.
        """
        place = self._main_subject(number)
        if place is None:
            return None
        token = self.parse(number).tokens[place]
        start = self.sentences[number].start + token.start
        if token.lemma in {"he", "she"}:
            return self.person_before(start, speaking=True)
        known = self.person_at(start)
        over = self.parse(number).tokens[token.head].lemma
        likely = token.entity == "PERSON" or (over in SAYING and token.entity not in _NO_PERSON)
        name = self.name_at(start) if token.pos == "PROPN" and likely else None
        return known or (name if name and looks_like_a_person(name) else None)

    def institution(self, number: int) -> str | None:
        """The name of the company or body that a sentence is about."""
        place = self._main_subject(number)
        token = self.parse(number).tokens[place] if place is not None else None
        if place is None or token is None or token.pos != "PROPN":
            return None
        name = self.name_at(self._start(number, place))
        return None if token.entity in {"PERSON", *_NO_PERSON} or name in self.full_names else name

    def _start(self, number: int, place: int) -> int:
        """Where a word of a sentence begins in the text."""
        return self.sentences[number].start + self.parse(number).tokens[place].start

    def person_at(self, place: int) -> str | None:
        """The full name of the person of whose name a place is part."""
        return next(
            (self._name(span) for span in self._persons() if span.start <= place < span.end), None
        )

    def name_at(self, place: int) -> str | None:
        """The name that a place is part of, a person's in full."""
        for span in self.names:
            if span.start <= place < span.end:
                name = GENITIVE.sub("", self.text[span.start : span.end])
                return self.full(name) if looks_like_a_person(name) else name
        return None

    def person_before(self, place: int, *, speaking: bool = False) -> str | None:
        """Whom "he" or "she" at a place means; None where more than one person could be meant.

        Of several, who is `speaking` is the subject of the sentence before.
        """
        said = PRONOUN.match(self.text, place)
        if said is None:
            return None
        wanted = _PRONOUN[said.group().casefold()]
        here = self.sentence_at(place)
        start = self.sentences[here].start
        nearer = self._persons(start, place)
        if nearer:
            found = self.persons(start, place)
            alone = [self.gender(name) for name in found] == [wanted]
            subject = self._main_subject(here) if speaking else None
            about = None if subject is None else self.person_at(self._start(here, subject))
            possible = [name for name in found if self.gender(name) in {None, wanted}]
            if about is not None and possible == [about]:
                return about
            return found[0] if alone else None
        number = self.readable_before(here)
        while (
            speaking
            and number is not None
            and here - number < FAR
            and self._is_empty(number, wanted)
        ):
            number = self.readable_before(number)
        return None if number is None else self._meant(number, wanted, speaking=speaking)

    def _is_empty(self, number: int, wanted: Gender) -> bool:
        """Whether a sentence tells of nobody who could be a "he" or "she" of a later one."""
        place = self._main_subject(number)
        about = self.parse(number).tokens[place] if place is not None else None
        named = self._named(number)
        if about is not None and about.pos == "PROPN" and not named:
            return False
        if about is not None and _PRONOUN.get(about.lemma) == wanted:
            return False
        possible = any(self.gender(name) in {None, wanted} for name in named)
        return not possible and not self._strangers(number, wanted)

    def _named(self, number: int) -> list[str]:
        """The persons that a sentence names outside its quotations."""
        start, end = self.sentences[number]
        parse = self.parse(number)
        read = (start + token.start for token in parse.tokens if token.entity == "PERSON")
        unsure = (self.name_at(at) for at in read if self._is_plain(at))
        places = {start + token.start: token.entity for token in parse.tokens}
        sure = (
            self._name(span)
            for span in self._persons(start, end)
            if " " not in (name := self.text[slice(*span)])
            or places.get(span.start) not in _NO_PERSON
            or HONORIFIC_BEFORE.match(name)
        )
        return list(dict.fromkeys([*sure, *filter(None, unsure)]))

    def _meant(self, number: int, wanted: Gender, *, speaking: bool) -> str | None:
        """The one person of a sentence who can be a "he" or "she" of the next."""
        start, end = self.sentences[number]
        parse, place = self.parse(number), self._main_subject(number)
        persons = dict.fromkeys(self._named(number))
        subject = None
        if place is not None:
            name = parse.tokens[place].pos == "PROPN"
            subject = self.subject(number) or self._owner(number, place)
            pronoun = _PRONOUN.get(parse.tokens[place].lemma)
            if pronoun == wanted:
                subject = self.person_before(start + parse.tokens[place].start, speaking=speaking)
            if subject is None and (name or pronoun == wanted):
                return None
            persons |= {subject: None} if subject else {}
        possible = [name for name in persons if self.gender(name) in {None, wanted}]
        if speaking and subject in possible and self._speaks(number, place):
            return subject
        if self._contested(number, possible, wanted, speaking=speaking):
            return None
        if speaking and subject in possible:
            return subject
        if len(possible) != 1 or self._strangers(number, wanted):
            return None
        if subject != possible[0] and self._is_anothers(possible[0], wanted, number):
            return None  # "His death was told by his son Ben Hale. He died in May."
        other = subject is not None and subject != possible[0]
        alone = speaking and len(persons) == 1
        sure = subject == possible[0] or other or alone or self.gender(possible[0]) == wanted
        return possible[0] if sure else None

    def _speaks(self, number: int, place: int | None) -> bool:
        """Whether the subject of a sentence says what it tells."""
        parse = self.parse(number)
        return place is not None and parse.tokens[parse.tokens[place].head].lemma in SAYING

    def _is_anothers(self, name: str, wanted: Gender, number: int) -> bool:
        """Whether a sentence has a "his" that cannot be that of the man whom it names."""
        start, end = self.sentences[number]
        first = self.text.find(name.split()[-1], start, end)
        until = first if self.gender(name) == wanted and first >= 0 else end
        return wanted in self._genders(start, until)

    def _contested(
        self, number: int, possible: Sequence[str], wanted: Gender, *, speaking: bool
    ) -> bool:
        """Whether a "she" may be another than those of whom it is not known that they are one.

        So it is where the sentence has a "his" for its only person, where somebody known as "she"
        was named before, or, but for a speaker, where a "she" was before any of those was named.
        """
        if any(self.gender(name) == wanted for name in possible):
            return False
        start, end = self.sentences[number]
        alone = len(self.persons(start, end)) == 1
        known = any(self.gender(name) == wanted for name in self.persons(0, start))
        first = min(map(self.text.find, (name.split()[-1] for name in possible)), default=0)
        return (
            known
            or (alone and bool(self._genders(start, end) - {wanted}))
            or (not speaking and wanted in self._genders(0, first))
        )

    def _owner(self, number: int, place: int) -> str | None:
        """The person whose is what a sentence is about: "Mr Hale’s mood changed"."""
        parse, start = self.parse(number), self.sentences[number].start
        owners = (parse.tokens[i] for i in parse.children(place, "poss"))
        return next((self.person_at(start + owner.start) for owner in owners), None)

    def _main_subject(self, number: int) -> int | None:
        """The head of the subject of a sentence's main verb, outside its quotations."""
        parse, base = self.parse(number), self.sentences[number].start
        for clause in clauses(parse):
            doer = clause.undergoer if clause.passive else clause.subject
            main = clause.how == "main" and parse.tokens[clause.verb].head == clause.verb
            if doer and main and self._is_plain(base + parse.tokens[doer.head].start):
                return self.apposed(parse, doer.head, base) or doer.head
        return None

    def apposed(self, parse: Parse, head: int, base: int) -> int | None:
        """The head of a person's name beside a noun: "the head of the mine, Ann Lee"."""
        if self.person_at(base + parse.tokens[head].start):
            return None
        for place in parse.subtree(head, without=("relcl", "acl")):
            token = parse.tokens[place]
            beside = token.dep == "appos" and token.pos == "PROPN"
            if beside and self.person_at(base + token.start):
                return place
        return None

    def _strangers(self, number: int, wanted: Gender) -> list[str]:
        """The persons of a sentence who are only described, and can be a "he" or "she"."""
        parse, base = self.parse(number), self.sentences[number].start
        other = MASCULINE if wanted == "she" else FEMININE
        found = []
        for place, token in enumerate(parse.tokens):
            noun = token.tag == "NN" and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
            person = is_a(token.lemma, "person")
            named = any(parse.tokens[i].pos == "PROPN" for i in phrase(parse, place).names)
            if noun and person and token.lemma not in other and not named:
                found += [token.text] if self._is_plain(base + token.start) else []
        return found

    def _is_plain(self, place: int) -> bool:
        return self.plain[place] == self.text[place]

    def persons(self, start: int, end: int) -> list[str]:
        """The full names of the persons in a stretch, each once, but for those that are quoted."""
        return list(dict.fromkeys(map(self._name, self._persons(start, end))))

    def _name(self, span: Span) -> str:
        return self.full(self.text[span.start : span.end])

    def _persons(self, start: int = 0, end: int | None = None) -> Sequence[Span]:
        """The names of persons in a stretch, but for those that are quoted."""
        return [
            span
            for span in self._all_persons
            if start <= span.start and (end is None or span.end <= end)
        ]

    @cached_property
    def _all_persons(self) -> list[Span]:
        return [span for span in self.names if self._is_plain(span.start) and self.is_person(span)]

    def gender(self, name: str) -> Gender | None:
        """Whether the text calls a person "he" or "she"; None where that is not sure."""
        titled = {title for title in ("he", "she") if self._has_title(name, title)}
        if len(titled) == 1:
            return "he" if "he" in titled else "she"
        votes = self._votes.get(name, Counter())
        for one, other in (("he", "she"), ("she", "he")):
            if votes[one] >= ENOUGH and votes[one] >= APART * votes[other]:
                return "he" if one == "he" else "she"
        return None

    def _has_title(self, name: str, gender: str) -> bool:
        """Whether a man's or a woman's title stands before a name, and not that of a namesake."""
        *given, last = name.split()
        namesakes = [other for other in self.full_names if other.split()[-1] == last]
        title = MALE if gender == "he" else FEMALE
        pattern = rf"\b{title},?\.? (?P<given>(?:[A-ZÀ-Þ][\w.-]* ){{0,3}}){re.escape(last)}\b"
        called = [match["given"].split() for match in re.finditer(pattern, self.text)]
        return any(set(own) <= set(given) and (own or len(namesakes) <= 1) for own in called)

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """How many sentences that name one person only have "he" or "she" behind the name."""
        votes: dict[str, Counter[str]] = {}
        for number, sentence in enumerate(self.sentences):
            persons = self._persons(*sentence)
            said = list(self._pronouns(*sentence))
            if persons and said and said[0].start < persons[0].start:
                continue
            named = {self._name(span) for span in persons}
            if len(named) != 1:
                continue
            behind = self.sentences[number + 1] if number + 1 < len(self.sentences) else None
            if behind and (opening := PRONOUN.match(self.plain, behind.start, behind.end)):
                said.append(Span(*opening.span()))
            genders = {_PRONOUN[self.text[a:b].casefold()] for a, b in said}
            if len(genders) == 1:
                votes.setdefault(named.pop(), Counter())[genders.pop()] += 1
        return votes

    def _pronouns(self, start: int, end: int) -> Iterator[Span]:
        for match in PRONOUN.finditer(self.plain, start, end):
            yield Span(*match.span())

    def _genders(self, start: int, end: int) -> set[Gender]:
        """Whether a stretch says "he", "she" or both, outside its quotations."""
        return {_PRONOUN[self.text[a:b].casefold()] for a, b in self._pronouns(start, end)}

    def named_as(self, description: str) -> str | None:
        """The one name that the text gives to "the health minister" or "the company"."""
        noun = re.sub(r"^(?:the|an?) ", "", description, flags=re.IGNORECASE)
        word = re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
        held = [i for i, span in enumerate(self.sentences) if word.search(self.plain, *span)]
        parse_all([self.text[slice(*self.sentences[number])] for number in held])
        found = {
            name
            for number in held
            for match in word.finditer(self.plain, *self.sentences[number])
            for name in self._names_beside(number, match.end() - 1)
            if not (ORGANISATION.fullmatch(name) or name.casefold() == noun.casefold())
        }
        return found.pop() if len(found) == 1 else None

    def _names_beside(self, number: int, end: int) -> Iterator[str]:
        """The names in apposition to a noun, behind it, or of which it is said that it is that."""
        parse, start = self.parse(number), self.sentences[number].start
        place = parse.at(end - start)
        if place is None:
            return
        token = parse.tokens[place]
        beside = [place, *parse.children(place, "appos")]
        if token.dep in {"appos", "compound", "nmod"}:
            beside.append(token.head)
        if token.dep == "attr":
            beside += parse.children(token.head, "nsubj")
        for other in beside:
            name = self.name_at(start + parse.tokens[other].start)
            if name is not None and parse.tokens[other].pos == "PROPN":
                yield name


def _words(name: str) -> set[str]:
    """The words of a name, "Raúl" as "Raul"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return set(plain.split())


def _holds(longer: str, shorter: str) -> bool:
    """Whether the words of a name stand side by side in a longer one."""
    return f" {shorter} " in f" {longer} "
