"""The "he" and "his" of a clause in, whether those whom a cited sentence means are the same out."""

from __future__ import annotations

from collections.abc import Iterator

from qa.attribution.genders import PRONOUNS
from qa.language.parse import Token
from qa.language.roles import Part
from qa.verify.matching import is_pronoun
from qa.verify.naming import same_name
from qa.verify.pairing import Pairing
from qa.verify.problems import Problem
from qa.verify.sentence import is_persons, plain_words


class Pronouns(Pairing):
    """The pronouns of a clause beside those of a cited sentence."""

    def problems(self) -> Iterator[Problem]:
        """Those that may mean somebody else there."""
        for head, part in dict(self.parts()).items():
            if head not in self.own and is_pronoun(self.said.parse.tokens[head]):
                yield from self._pronoun(head, part)
        yield from self._possessives()

    def _pronoun(self, head: int, part: Part) -> Iterator[Problem]:
        """Whether whom a pronoun of the sentence means does it: the one it named, or the same."""
        token = self.said.parse.tokens[head]
        if self.deed is None:
            return
        named = [name for name in self.said.names if name.span.end <= token.start]
        places = [
            i
            for i, other in enumerate(self.told.parse.tokens)
            if other.text.casefold() == token.text.casefold()
            or any(
                same_name(name.text, meant, self.told)
                for name in named
                if (meant := self.told.meant.get(i)) is not None
            )
        ]
        places += [
            other.head
            for other in self.told.names
            if any(same_name(name.text, other.text, self.told) for name in named)
        ]
        if token.lemma in {"it", "they", "we", "you"} and not places:
            return  # it may stand for a clause, or for nothing: "it emerged that"
        held = [self.holding(place, part) for place in places]
        if not {"holds", "open"} & set(held):
            yield Problem(reason=f"the cited words do not tell whom “{token.text}” means")

    def _possessives(self) -> Iterator[Problem]:
        """Whether "his" may be of somebody whom the cited sentence names, and this one does not."""
        for spot, token in enumerate(self.said.parse.tokens):
            word = token.text.casefold()
            if word not in PRONOUNS or token.dep != "poss" or not self._is_here(spot):
                continue
            own = {
                self.told.full(name.text)
                for name in self.said.names
                if name.span.end <= token.start and is_persons(self.told.full(name.text))
            }
            for place, other in enumerate(self.told.parse.tokens):
                if not own or other.text.casefold() != word or other.dep != "poss":
                    continue
                meant = self.told.meant.get(place) or self._nearest(other)
                if meant and not any(
                    set(plain_words(meant)) & set(plain_words(one)) for one in own
                ):
                    yield Problem(reason=f"the cited words may mean {meant} by “{other.text}”")

    def _nearest(self, pronoun: Token) -> str | None:
        """The person named last before a pronoun, but for whoever only has or describes another."""
        tokens = self.told.parse.tokens
        before = [
            name.text
            for name in self.told.names
            if name.span.end <= pronoun.start
            and is_persons(name.text)
            and tokens[name.head].dep in {"nsubj", "nsubjpass", "dobj", "dative", "conj"}
        ]
        return next(reversed(before), None)

    def _is_here(self, place: int) -> bool:
        """Whether a place of the sentence is in this clause."""
        return self.clause is not None and self.said.governing(place) == self.clause.verb
