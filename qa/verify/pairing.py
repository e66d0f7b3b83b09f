"""A clause of a sentence and a deed of a cited one in, who has which part in either out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language.clauses import Clause, Phrase
from qa.language.parse import WH
from qa.language.roles import Part
from qa.verify.parts import Holding
from qa.verify.parts import holding as holding_of
from qa.verify.sentence import Sentence, Told
from qa.verify.units import Unit, is_counting


@dataclass(frozen=True)
class Pairing:
    """A clause of a sentence beside one deed of a cited sentence.

    `deed` is the place of the deed there, None where there is none. `own` are the units of the
    clause by their head. `speaks` tells that the clause only says who speaks.
    """

    said: Sentence
    clause: Clause | None
    own: dict[int, Unit]
    told: Told
    deed: int | None
    speaks: bool

    def parts(self) -> Iterator[tuple[int, Part]]:
        """Who has which part in the clause, by the place of the head."""
        clause = self.clause
        if clause is None or self.speaks:
            return
        phrases: Sequence[tuple[Phrase | None, Part]] = (
            (clause.subject, "subject"),
            (clause.undergoer, "undergoer"),
        )
        for phrase, part in phrases:
            for head in (phrase.head, *phrase.also) if phrase is not None else ():
                yield self.meant(head), part

    def meant(self, head: int) -> int:
        """The noun that a relative pronoun stands for; what else stands there itself."""
        tokens = self.said.parse.tokens
        if self.clause is not None and tokens[head].tag in WH:
            above = tokens[self.clause.verb].head
            return above if above != self.clause.verb else head
        if head not in self.own and is_counting(tokens[head]):
            below = [i for i in self.said.parse.subtree(head) if i in self.own]
            return min(below, key=self.depth, default=head)
        return head

    def holding(self, place: int, part: Part) -> Holding:
        """Whether what stands at a place of the cited sentence has a part in the deed there."""
        assert self.deed is not None  # noqa: S101 - asked for only then
        own = self.said.parse.tokens[self.clause.verb].lemma if self.clause else ""
        other = self.told.parse.tokens[self.deed]
        alone = self.clause is not None and (
            self.clause.undergoer is None or self.clause.subject is None
        )
        return holding_of(self.told, place, self.deed, part, lenient=alone and own != other.lemma)

    def depth(self, head: int) -> int:
        """How many words a unit hangs on, one on the other."""
        return sum(1 for _ in self.said.parse.ancestors(head))

    def is_number(self, own: int) -> bool:
        """Whether a place of the sentence is a number that has to be told."""
        return own in self.own and self.own[own].kind == "number"
