"""An article's text in, who is meant by its pronouns and descriptions out, where that is sure.

"He" is the one person that the sentence before can mean, and where he speaks the one told of last.
Where two could be meant the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from qa.attribution.genders import PRONOUN, PRONOUNS, Gender, Genders
from qa.attribution.names import Names
from qa.attribution.titles import ORGANISATION, TITLED, looks_like_a_person
from qa.language.clauses import clauses, phrase
from qa.language.english import FEMININE, MASCULINE, SAYING
from qa.language.parse import Parse
from qa.language.reading import parse_all
from qa.language.thesaurus import is_a

FAR = 6
"""Sentences: how far back whoever speaks may have been named, where nobody else was since."""
_NO_PERSON = frozenset({"GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "LAW"})
_ENDED = re.compile(r"[.!?:,;…—–][^\w\s]*$|[”\"]$")


class Mentions(Names):
    """The names of one text, and who is meant where none stands."""

    @cached_property
    def _genders(self) -> Genders:
        return Genders(self)

    def readable_before(self, number: int) -> int | None:
        """The last sentence before one that tells whom it is about, by its number.

        What is quoted in full does not, nor does what has no full stop: a heading or a caption.
        """
        return next((i for i in reversed(range(number)) if self._is_readable(i)), None)

    def _is_readable(self, number: int) -> bool:
        plain, words = (text[slice(*self.sentences[number])] for text in (self.plain, self.text))
        return re.search(r"\w", plain) is not None and _ENDED.search(words) is not None

    def subject(self, number: int) -> str | None:
        """The full name of the person that a sentence is about: the subject of its verb."""
        place = self._main_subject(number)
        if place is None:
            return None
        token = self.parse(number).tokens[place]
        start = self.sentences[number].start + token.start
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

    def person_before(self, place: int, *, speaking: bool = False) -> str | None:
        """Whom "he" or "she" at a place means; None where more than one person could be meant.

        Of several, who is `speaking` is the subject of the sentence before.
        """
        said = PRONOUN.match(self.text, place)
        if said is None:
            return None
        wanted = PRONOUNS[said.group().casefold()]
        here = self.sentence_at(place)
        start = self.sentences[here].start
        nearer = self.persons_in(start, place)
        if nearer:
            found = self.persons(start, place)
            return found[0] if [self._genders.of(name) for name in found] == [wanted] else None
        number = self.readable_before(here)
        while (
            speaking
            and number is not None
            and here - number < FAR
            and self._is_empty(number, wanted)
        ):
            number = self.readable_before(number)
        return None if number is None else self._meant(number, wanted, speaking=speaking)

    def can_be(self, name: str, pronoun: str) -> bool:
        """Whether a person can be the "he" or "she" that stands somewhere."""
        return self._genders.of(name) in {None, PRONOUNS.get(pronoun.casefold())}

    def _is_empty(self, number: int, wanted: Gender) -> bool:
        """Whether a sentence tells of nobody who could be a "he" or "she" of a later one."""
        place = self._main_subject(number)
        about = self.parse(number).tokens[place] if place is not None else None
        named = self._named(number)
        if about is not None and about.pos == "PROPN" and not named:
            return False
        possible = any(self._genders.of(name) in {None, wanted} for name in named)
        return not possible and not self._strangers(number, wanted)

    def _named(self, number: int) -> list[str]:
        """The persons that a sentence names outside its quotations."""
        start, end = self.sentences[number]
        parse = self.parse(number)
        read = (start + token.start for token in parse.tokens if token.entity == "PERSON")
        unsure = (self.name_at(at) for at in read if self.is_plain(at))
        places = {start + token.start: token.entity for token in parse.tokens}
        sure = (
            self.name(span)
            for span in self.persons_in(start, end)
            if " " not in (name := self.text[slice(*span)])
            or places.get(span.start) not in _NO_PERSON
            or TITLED.match(name)
        )
        return list(dict.fromkeys([*sure, *filter(None, unsure)]))

    def _meant(self, number: int, wanted: Gender, *, speaking: bool) -> str | None:
        """The one person of a sentence who can be a "he" or "she" of the next."""
        start = self.sentences[number].start
        parse, place = self.parse(number), self._main_subject(number)
        persons = dict.fromkeys(self._named(number))
        subject = None
        if place is not None:
            name = parse.tokens[place].pos == "PROPN"
            subject = self.subject(number)
            pronoun = PRONOUNS.get(parse.tokens[place].lemma)
            if pronoun == wanted:
                subject = self.person_before(start + parse.tokens[place].start, speaking=speaking)
            if subject is None and (name or pronoun == wanted):
                return None
            persons |= {subject: None} if subject else {}
        possible = [name for name in persons if self._genders.of(name) in {None, wanted}]
        told = speaking and subject in possible
        if not (told and self._speaks(number, place)) and self._contested(
            number, possible, wanted, speaking=speaking
        ):
            return None
        if told:
            return subject
        if len(possible) != 1 or self._strangers(number, wanted):
            return None
        if subject != possible[0] and self._is_anothers(possible[0], wanted, number):
            return None  # "His death was told by his son Ben Hale. He died in May."
        alone = speaking and len(persons) == 1
        sure = subject == possible[0] or alone or self._genders.of(possible[0]) == wanted
        return possible[0] if sure else None

    def _speaks(self, number: int, place: int | None) -> bool:
        """Whether the subject of a sentence says what it tells."""
        parse = self.parse(number)
        return place is not None and parse.tokens[parse.tokens[place].head].lemma in SAYING

    def _is_anothers(self, name: str, wanted: Gender, number: int) -> bool:
        """Whether a sentence has a "his" that cannot be that of the man whom it names."""
        start, end = self.sentences[number]
        first = self.text.find(name.split()[-1], start, end)
        until = first if self._genders.of(name) == wanted and first >= 0 else end
        return wanted in self._genders.said(start, until)

    def _contested(
        self, number: int, possible: Sequence[str], wanted: Gender, *, speaking: bool
    ) -> bool:
        """Whether a "she" may be another than those of whom it is not known that they are one.

        So it is where somebody known as "she" was named before, or, but for a speaker, where a
        "she" was before any of those was named.
        """
        if any(self._genders.of(name) == wanted for name in possible):
            return False
        start = self.sentences[number].start
        known = any(self._genders.of(name) == wanted for name in self.persons(0, start))
        first = min(map(self.text.find, (name.split()[-1] for name in possible)), default=0)
        return known or (not speaking and wanted in self._genders.said(0, first))

    def _main_subject(self, number: int) -> int | None:
        """The head of the subject of a sentence's main verb, outside its quotations."""
        parse, base = self.parse(number), self.sentences[number].start
        for clause in clauses(parse):
            doer = clause.undergoer if clause.passive else clause.subject
            main = clause.how == "main" and parse.tokens[clause.verb].head == clause.verb
            if doer and main and self.is_plain(base + parse.tokens[doer.head].start):
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
                found += [token.text] if self.is_plain(base + token.start) else []
        return found

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
