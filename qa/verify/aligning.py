"""A clause of a sentence and a deed of a cited one in, the places for its words there out.

Whoever does it and to whom must have that part there; what is said beside must be said of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from qa.language.countries import country_of
from qa.language.english import LOCATIVE
from qa.language.roles import Part, called, roles
from qa.language.thesaurus import is_a
from qa.verify.bound import crossed
from qa.verify.closeness import APART, BESIDE, CLAUSE, DIRECT, clings, closeness
from qa.verify.figures import Quantity, denies
from qa.verify.matching import alike, places_of
from qa.verify.pairing import Pairing
from qa.verify.problems import Problem
from qa.verify.pronouns import Pronouns
from qa.verify.sentence import Told, is_persons
from qa.verify.units import COPULAS, Unit, is_content, is_counting

_TO = re.compile(r"\s*(?:to|by|[-–])\s*")
_NEED = {"number": DIRECT, "name": CLAUSE, "word": BESIDE}


class Alignment(Pairing):
    """The places of the cited sentence for the units of a clause, and what is told otherwise."""

    @cached_property
    def places(self) -> dict[int, int]:
        """The places of the cited sentence that stand for the units of the clause."""
        return self._aligned[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why units do not stand there, or not for the same."""
        return self._aligned[1]

    @cached_property
    def _aligned(self) -> tuple[dict[int, int], tuple[Problem, ...]]:
        found: dict[int, int] = {}
        problems: list[Problem] = []
        parts = dict(self.parts())
        for head in sorted(self.own, key=self.depth):
            unit = self.own[head]
            if unit.kind == "day" or (self.clause is not None and head == self.clause.verb):
                continue
            self._align(unit, parts.get(head), found, problems)
        for head, part in parts.items():
            if head not in self.own and self._is_of_animals(head, part):
                words = self.said.parse.tokens[head].text
                problems.append(Problem(reason=f"the cited words do not say so of “{words}”"))
        problems += Pronouns(
            self.said, self.clause, self.own, self.told, self.deed, self.speaks
        ).problems()
        problems += self._turned(found)
        return found, tuple(problems)

    def _is_of_animals(self, head: int, part: Part) -> bool:
        """Whether what is said of people, who are no unit, is told of animals."""
        clause = self.told.clauses.get(self.deed) if self.deed is not None else None
        phrase = None
        if clause is not None:
            phrase = clause.subject if part == "subject" else clause.undergoer
        return (
            phrase is not None
            and is_counting(self.said.parse.tokens[head])
            and is_a(self.told.parse.tokens[phrase.head].lemma, "animal")
        )

    def _turned(self, found: dict[int, int]) -> Iterator[Problem]:
        """Two numbers told as one ("27 to 24") that stand the other way round."""
        numbers = [
            unit for head, unit in self.own.items() if unit.kind == "number" and head in found
        ]
        for one, other in pairwise(sorted(numbers, key=lambda unit: unit.span)):
            between = self.said.text[one.span.end : other.span.start]
            change = self.said.text[: one.span.start].rstrip("$£€¥ ").endswith("from")
            if _TO.fullmatch(between) and not change and found[one.head] > found[other.head]:
                words = self.said.text[one.span.start : other.span.end]
                place = self.told.parse.span([found[other.head], found[one.head]])
                told = self.told.text[slice(*place)]
                yield Problem(
                    reason=f"the cited words say “{told}” and not “{words}”",
                    otherwise=True,
                    weight=2.0,
                )

    def _align(
        self, unit: Unit, part: Part | None, found: dict[int, int], problems: list[Problem]
    ) -> None:
        token = self.said.parse.tokens[unit.head]
        places = places_of(unit, token, self.told)
        words = self.said.text[slice(*unit.span)]
        if part is not None:
            places = tuple(place for place in places if place != self.deed)
        if not places:
            problems.append(self._missing(unit, words, found))
            return
        if part is not None and self.deed is not None:
            place, problem = self._in_part(unit, places, part)
        else:
            place, problem = self._beside(unit, places, words, found)
        found[unit.head] = place
        if problem is not None:
            problems.append(problem)

    def _in_part(self, unit: Unit, places: Sequence[int], part: Part) -> tuple[int, Problem | None]:
        """The place of what has a part in the deed, and why it has not that part there."""
        assert self.deed is not None  # noqa: S101 - asked for only then
        words = self.said.text[slice(*unit.span)]
        held = {
            place: "apart" if self._is_anothers(unit, place) else self.holding(place, part)
            for place in self._in_order(unit, places)
        }
        for wanted in ("holds", "open"):
            for place, how in held.items():
                if how == wanted:
                    return place, None
        place, how = next(iter(held.items()))
        deed = self.told.parse.tokens[self.deed].text
        if "swapped" in held.values():
            told = "whom it is done to" if part == "subject" else "who does it"
            reason = f"of “{deed}” in the cited words “{words}” is {told}"
            return place, Problem(reason=reason, otherwise=self._is_turned(part), weight=2.0)
        return place, Problem(
            reason=f"the cited words do not say “{deed}” of “{words}”", weight=2.0
        )

    def _is_turned(self, part: Part) -> bool:
        """Whether the other one, too, has the part that is said of somebody.

        "The band formed" does not deny that somebody formed it.
        """
        tokens = self.said.parse.tokens
        return any(
            self.holding(place, part) == "holds"
            for head, other in self.parts()
            if other != part and head in self.own
            for place in places_of(self.own[head], tokens[head], self.told)
            if place != self.deed
        )

    def _is_anothers(self, unit: Unit, place: int) -> bool:
        """Whether what a person is said to be is not what the cited sentence calls this one."""
        if self.deed is None or self.clause is None or self.clause.lemma not in COPULAS:
            return False
        what = self.told.parse.tokens[self.deed]
        named = unit.name is not None and is_persons(unit.name.text)
        person = what.pos in {"NOUN", "PROPN"} and is_a(what.lemma.casefold(), "person")
        return named and person and not _is_described(self.told, place, self.deed)

    def _beside(
        self, unit: Unit, places: Sequence[int], words: str, found: dict[int, int]
    ) -> tuple[int, Problem | None]:
        """The place nearest to what the unit hangs on, and why that is not near enough."""
        anchor, on_deed = self._anchor(unit, found)
        if anchor is None:
            return places[0], None
        near = {
            place: APART if self._is_only_of(unit, place) else closeness(self.told, place, anchor)
            for place in self._in_order(unit, places)
        }
        place = max(near, key=lambda place: near[place])
        if unit.kind == "number":
            near |= {place: DIRECT for place in places if self._same_next(unit, place)}
            place = max(near, key=lambda place: near[place])
        needed = BESIDE if on_deed and unit.kind != "name" else _NEED[unit.kind]
        undescribed = self._is_description(unit) and not _is_described(self.told, anchor, place)
        clinging = near[place] == CLAUSE and self._clings(unit.head, place, anchor)
        if (near[place] < needed and not clinging) or (undescribed and not on_deed):
            of = self.told.parse.tokens[anchor].text
            reason = f"in the cited words “{words}” is not said of “{of}”"
            return place, Problem(reason=reason, weight=1.5, head=unit.head)
        return place, crossed(self.said, unit, self.told, place)

    def _clings(self, own: int, place: int, anchor: int) -> bool:
        """Whether something stands right behind what it hangs on, in both sentences."""
        ours = next((i for i in self.said.parse.ancestors(own) if i in self.own), None)
        both = ours is not None and clings(self.said.parse, own, ours)
        return both and clings(self.told.parse, place, anchor)

    def _is_only_of(self, unit: Unit, place: int) -> bool:
        """Whether a country is where something was, and the cited name only tells whose it is.

        Of "the U.S. troops" it is not told that they were in the United States.
        """
        own, other = self.said.parse.tokens[unit.head], self.told.parse.tokens[place]
        if unit.name is None or own.dep != "pobj" or country_of(unit.name.text) is None:
            return False
        where = self.said.parse.tokens[own.head].lemma in LOCATIVE
        return where and other.dep in {"compound", "amod", "nmod"}

    def _is_description(self, unit: Unit) -> bool:
        """Whether a word tells what somebody is who is named: "Ann Lee, a senator"."""
        token = self.said.parse.tokens[unit.head]
        named = {name.head for name in self.said.names if is_persons(name.text)}
        return (
            unit.kind == "word"
            and token.pos in {"NOUN", "PROPN"}
            and token.dep in {"appos", "compound", "nmod"}
            and token.head in named
        )

    def _same_next(self, unit: Unit, place: int) -> bool:
        """Whether the same word follows a number in both sentences."""
        own, other = self.said.parse.tokens, self.told.parse.tokens
        return (
            unit.head + 1 < len(own)
            and place + 1 < len(other)
            and is_content(own[unit.head + 1])
            and alike(own[unit.head + 1], other[place + 1])
        )

    def _in_order(self, unit: Unit, places: Sequence[int]) -> list[int]:
        """The places that a unit may stand at, first those where what hangs on it stands too."""
        if len(places) == 1:
            return list(places)
        below = [
            other
            for other in self.own.values()
            if other.kind != "day"
            and next((i for i in self.said.parse.ancestors(other.head) if i in self.own), None)
            == unit.head
        ]
        tokens = self.said.parse.tokens
        held = {
            place: sum(
                max(
                    (
                        closeness(self.told, spot, place)
                        for spot in places_of(other, tokens[other.head], self.told)
                    ),
                    default=0,
                )
                for other in below
            )
            for place in places
        }
        return sorted(places, key=lambda place: -held[place])

    def _anchor(self, unit: Unit, found: dict[int, int]) -> tuple[int | None, bool]:
        """The place of the cited sentence for what a unit hangs on, and whether it is the deed."""
        for above in self.said.parse.ancestors(unit.head):
            if self.clause is not None and above == self.clause.verb:
                return self.deed, True
            # Of "from 300 to 400" the parser takes the one for part of the other.
            numbers = (
                unit.kind == "number" and above in self.own and self.own[above].kind == "number"
            )
            if above in found and not numbers:
                # "Pleaded guilty to murder": the parser gives "to" to either word.
                bound = self.said.parse.tokens[above].dep in {"acomp", "oprd"}
                bound = bound and unit.head not in self.said.parse.children(above)
                return (self.deed, True) if bound else (found[above], False)
        return self.deed, True

    def _missing(self, unit: Unit, words: str, found: dict[int, int]) -> Problem:
        if unit.kind == "number" and unit.quantity is not None:
            other = self._other_number(unit, found)
            if other is not None:
                told = self.told.text[slice(*other.whole)]
                return Problem(
                    reason=f"the cited words say “{told}” and not “{words}”",
                    otherwise=denies(unit.quantity, other) and not self._is_any(unit.head),
                    weight=2.0,
                )
        weight = 1.0 if unit.kind == "word" else 2.0
        reason = f"“{words}” does not stand in the cited words"
        return Problem(reason=reason, weight=weight, head=unit.head)

    def _is_any(self, place: int) -> bool:
        """Whether a number describes what there may be others of: "a 22-yard touchdown"."""
        parse = self.said.parse
        described = takewhile(lambda i: parse.tokens[i].pos == "NOUN", parse.ancestors(place))
        return any(
            parse.tokens[i].lemma in {"a", "an"}
            for noun in described
            for i in parse.children(noun, "det")
        )

    def _other_number(self, unit: Unit, found: dict[int, int]) -> Quantity | None:
        """The number that the cited sentence gives to what a number is said of."""
        anchor, on_deed = self._anchor(unit, found)
        if anchor is None or unit.quantity is None:
            return None
        own = [one for one in self.own.values() if one.kind == "number"]
        for other in self.told.quantities:
            head = self.told.parse.head_of(other.span)
            if head is None or other.unit != unit.quantity.unit:
                continue
            used = any(
                head in places_of(one, self.said.parse.tokens[one.head], self.told) for one in own
            )
            if not used and closeness(self.told, head, anchor) >= (CLAUSE if on_deed else DIRECT):
                return other
        return None


def _is_described(told: Told, named: int, place: int) -> bool:
    """Whether what stands at a place says what somebody is who is named."""
    parse = told.parse
    return (
        place in called(parse, named)
        or named in called(parse, place)
        or any(
            place in parse.children(role.verb, "attr", "oprd")
            for role in roles(parse, named)
            if role.part != "beside"
        )
    )
