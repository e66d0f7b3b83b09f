"""A sentence and what it answers in, when that was out: the day of the answer's own clause.

The day on which a thing was said is not the day on which it happened. It is given only where the
answer stands in the clause of saying, or what was said is how things stood when it was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Span
from qa.days.setting import Setting
from qa.days.telling import Told, clause_head, days_told, looks_ahead
from qa.language.clauses import Clause, clauses, governing
from qa.language.english import OCCASIONS, SAYING, SIMULTANEOUS, STATES
from qa.language.parse import Parse
from qa.language.reading import parsed

APART = frozenset("before after since until till following".split())
WHERE = frozenset("in at during on".split())


def find_when(
    text: str,
    answer: Span | None,
    setting: Setting,
    *,
    hidden: tuple[Span, ...] = (),
    said: bool = False,
) -> str | None:
    """The time that a sentence gives to its answer: "2020-01-15", "2020-01", "2020", or words.

    `answer` and `hidden` are offsets into the sentence; what is hidden (a quotation) gives no day
    to what stands outside it. `said` tells that it is asked what was said: its day is then that
    of the saying. None where the sentence gives the answer no day, or several.
    """
    told = days_told(text, setting, quoted=hidden)
    if not told:
        return None
    if answer is not None:
        for one in told:
            # Of what was said the words may tell a day, but it was said on another.
            in_part = said and not one.span.start <= answer.start < answer.end <= one.span.end
            if not in_part and one.meets(answer):
                return str(one.when)
    parse = parsed(text)
    place = parse.head_of(answer) if answer else _root(parse)
    if place is None:
        return None
    at = answer.start if answer else 0
    seen = [
        one
        for one in told
        if all(at in range(*quoted) or one.span.start not in range(*quoted) for quoted in hidden)
    ]
    return _Answer(parse, place, said=said, whole=answer is None).when(seen)


class _Answer:
    """The place of an answer in a parse, and which days are its own."""

    def __init__(self, parse: Parse, place: int, *, said: bool, whole: bool) -> None:
        self._parse = parse
        self._place = place
        self._clauses = {clause.verb: clause for clause in clauses(parse)}
        self._verb = clause_head(parse, place)
        self._whole = whole
        if self._verb not in self._clauses:
            # A root that is no verb: "the pier burned" may be parsed as a pier that was burned.
            below = [i for i in parse.children(self._verb, "acl", "relcl") if i in self._clauses]
            self._verb = below[0] if len(below) == 1 else self._verb
        if whole and self._verb in self._clauses:
            self._verb = self._news(self._verb)
        if said:
            self._verb = self._saying(self._verb)

    def when(self, told: Sequence[Told]) -> str | None:
        """The nearest days first: of the answer's own noun, of its clause, of one beside it."""
        own = [] if self._apart() else [one for one in told if not one.bounds]
        levels = (
            [one for one in told if self._is_of_answer(one)],
            [one for one in own if one.verb == self._verb and one.noun is None],
            [one for one in own if one.verb == self._verb and self._takes_place(one)],
            [one for one in own if one.verb != self._verb and self._together(one)],
            # "She studied in York and moved to Hull in 1956" as a whole tells of 1956.
            [one for one in own if self._whole and self._goes_on(one) and self._takes_place(one)],
        )
        return next((_one_time(level) for level in levels if level), None)

    def _goes_on(self, one: Told) -> bool:
        return one.verb in self._parse.children(self._verb, "conj")

    def _saying(self, verb: int) -> int:
        """The verb of saying above a clause, else its own."""
        above = (i for i in self._parse.ancestors(verb) if i in self._clauses)
        return next((i for i in above if self._clauses[i].lemma in SAYING), verb)

    def _news(self, verb: int) -> int:
        """What a sentence as a whole tells: what was said to have happened, not that it was said.

        What is announced is to come, and the news is that it was announced.
        """
        clause = self._clauses[verb]
        below = [
            one
            for one in self._clauses.values()
            if one.under == verb and self._parse.tokens[one.verb].dep == "ccomp"
        ]
        reported = clause.lemma in SAYING and len(below) == 1
        return below[0].verb if reported and _happened(self._parse, below[0]) else verb

    def _is_of_answer(self, one: Told) -> bool:
        """Whether the answer has a day of its own: "the vote on Sunday", "the vote held then"."""
        if one.noun is not None:
            return one.noun == self._place
        token = self._parse.tokens[one.verb]
        occasion = self._parse.tokens[self._place].lemma in OCCASIONS
        return occasion and token.dep in {"acl", "relcl"} and token.head == self._place

    def _apart(self) -> bool:
        """Whether the answer is told to lie before or after what its clause tells."""
        path = (self._place, *self._parse.ancestors(self._place))
        inside = path[: path.index(self._verb)] if self._verb in path else ()
        return any(self._parse.tokens[i].lemma in APART for i in inside)

    def _takes_place(self, one: Told) -> bool:
        """Whether the day of a noun is that of the clause: "lost at Sunday's vote"."""
        token = self._parse.tokens[one.noun] if one.noun is not None else None
        if token is None or token.dep in {"nsubj", "nsubjpass", "npadvmod"}:
            return True
        above = self._parse.tokens[token.head]
        if token.dep == "pobj":
            return above.lemma in WHERE
        # "Opened a school on Monday" may be parsed as a school that is on Monday.
        clause = self._clauses.get(one.verb)
        deed = clause is not None and clause.tense != "present"
        return deed and token.dep in {"dobj", "attr", "appos"} and not one.owned

    def _together(self, one: Told) -> bool:
        """Whether a day hangs on a clause that tells of the same time as the answer's."""
        if (
            one.verb is None
            or self._verb is None
            or not (one.noun is None or self._takes_place(one))
        ):
            return False
        return (
            self._climbs(self._verb, one.verb, up=True)
            or self._climbs(one.verb, self._verb, up=False)
            or self._opens(one)
        )

    def _opens(self, one: Told) -> bool:
        """Whether a day stands before all of what "and" joins: "On Friday Lee left and Ann won"."""
        subjects = self._parse.children(one.verb, "nsubj", "nsubjpass")
        first = min((self._parse.tokens[i].start for i in subjects), default=0)
        joined = self._parse.tokens[self._verb].dep == "conj"
        return joined and one.span.end <= first and self._parse.tokens[self._verb].head == one.verb

    def _climbs(self, lower: int, upper: int, *, up: bool) -> bool:
        """Whether a clause hangs on another by steps that all keep the time."""
        while lower != upper:
            clause = self._clauses.get(lower)
            token = self._parse.tokens[lower]
            above = governing(self._parse, token.head) if token.head != lower else None
            if clause is None or above is None or above not in self._clauses:
                return False
            if not self._same_time(clause, self._clauses[above], up=up):
                return False
            lower = above
        return True

    def _same_time(self, clause: Clause, above: Clause, *, up: bool) -> bool:
        """Whether a clause tells of the time of the one above it.

        `up` tells that it is the answer's, and that the day is looked for above it.
        """
        parse, token = self._parse, self._parse.tokens[clause.verb]
        held = parse.tokens[token.head]
        match token.dep:
            case "xcomp":
                # "Voted to close the pool on Monday" may be read both ways.
                decided = parse.tokens[above.verb].tag == "VBD" and not above.passive
                return up or above.lemma == "be" or not (decided and looks_ahead(parse, above))
            case "ccomp" | "parataxis":
                told = up and not _happened(parse, clause, ahead=True)
                return told if above.lemma in SAYING else above.lemma == "be"
            case "conj":
                return up and not parse.children(clause.verb, "nsubj", "nsubjpass")
            case "pcomp":
                return up and held.lemma in {"by", "in", "without"}
            case "acl" | "advcl":
                return self._beside(clause.verb, up=up)
            case _:
                return False

    def _beside(self, verb: int, *, up: bool) -> bool:
        """Whether a participle, or a clause with "when" and the like, keeps the time."""
        parse, token = self._parse, self._parse.tokens[verb]
        held = parse.tokens[token.head]
        # "When a bus overturned Friday" may be parsed as a bus that was overturned.
        marks = self._marks(token.head if token.dep == "acl" and held.dep == "advcl" else verb)
        if marks & SIMULTANEOUS:
            return True
        if token.dep == "acl":  # "Lee, speaking on Friday, said"
            apart = parse.text[: token.start].rstrip().endswith(",")
            return token.tag == "VBG" and held.dep == "nsubj" and apart
        purpose = token.tag == "VB" and up
        asked = token.tag == "VBN" and self._clauses[verb].lemma in SAYING
        return not marks - {"to"} and (purpose or asked or token.tag == "VBG")

    def _marks(self, place: int) -> set[str]:
        parse = self._parse
        return {parse.tokens[i].lemma for i in parse.children(place, "mark", "advmod")}


def _happened(parse: Parse, clause: Clause, *, ahead: bool = False) -> bool:
    """Whether a clause tells of a deed, with `ahead` also of one to come, not of a state."""
    goes_on = parse.tokens[clause.verb].tag == "VBG"
    if clause.tense == "future":
        return ahead
    helping = {parse.tokens[i].lemma for i in parse.children(clause.verb, "aux")}
    if "would" in helping:
        return ahead
    return clause.tense == "past" and clause.lemma not in STATES and not goes_on


def _root(parse: Parse) -> int | None:
    return next((i for i, token in enumerate(parse.tokens) if token.head == i), None)


def _one_time(told: Sequence[Told]) -> str | None:
    """The most exact of several times that all hold it; None where they differ."""
    times = {str(one.when): one.when for one in told}
    exact = [
        name
        for name, when in times.items()
        if all(when.within(other) for other in times.values() if other is not when)
    ]
    return exact[0] if len(exact) == 1 else None
