"""A sentence and the words that it cites in, whether these say so out.

Each clause of the sentence is held against each deed that the cited sentences tell; the one that
fits best decides. A clause must find all that it tells in one cited sentence, so that what is told
of one is not given to another; different clauses may rest on different sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.records import Span
from index.split import sentences
from qa.language.clauses import Clause
from qa.language.english import NEUTRAL_SAYING, NOT_SAYING_SO
from qa.language.reading import parse_all
from qa.language.roles import Part
from qa.types import Verdict
from qa.verify.clause import Candidate
from qa.verify.closeness import DIRECT, closeness
from qa.verify.context import described_before
from qa.verify.joined import apart, is_whole, names_whom, unjoined
from qa.verify.matching import opposite, places_of, tells_deed
from qa.verify.naming import places_of_name
from qa.verify.problems import Problem
from qa.verify.quoted import unquoted
from qa.verify.scope import narrowed
from qa.verify.sentence import Name, Sentence, Told, pieces, read
from qa.verify.speech import misattributed, speaker_places, spoken_by_another
from qa.verify.types import Cited, Verified
from qa.verify.units import COPULAS, Unit, units
from qa.verify.verbatim import word_for_word
from qa.words import stems

NOTHING = "no words are cited"
NOT_SO = "none of the cited sentences says so"
ABSENT = re.compile(
    r"“([^”]+)” (?:does not stand|is not told) in the cited words"
    r"|the cited words do not say “([^”]+)”"
)
"""Reasons that say of words that they stand nowhere."""
NO_DEED = 3.0
"""How much of a clause is not told where nobody does what it tells."""
ENOUGH = 2
"""Parts of a clause, its deed among them, that must be told for the words to speak of the same."""


def verify(sentence: str, cited: Sequence[Cited], *, today: date | None = None) -> Verified:
    """Whether the cited sentences say what a sentence says.

    `today` is the day on which the sentence is written, from which its "yesterday" is told; None
    means that of the article. Raises ModelUnavailable where the parser cannot be used.
    """
    told = list(dict.fromkeys(_each(cited)))
    parts = list(_parts(sentence, today))
    if not told or not parts:
        return Verified(text=sentence, verdict="unsupported", reason=NOTHING, places=())
    parse_all([*(one.text for one in parts), *(one.text for one in told)])
    found = [part for whole in parts for part in _held(whole, told)]
    wrong = [one for one in found if one.verdict != "supported"]
    worst = max(wrong, key=lambda one: one.verdict == "unsupported", default=found[0])
    places = (worst,) if worst.verdict == "contradicted" else found
    return Verified(
        text=sentence,
        verdict=worst.verdict,
        reason=_as_it_is(worst.reason, told),
        places=tuple(dict.fromkeys(place for one in places for place in one.places)),
        wrong=worst.wrong if worst.verdict == "contradicted" else (),
    )


def _as_it_is(reason: str, told: Sequence[Told]) -> str:
    """The reason; a plainer one where the words that it misses stand in another cited sentence."""
    found = ABSENT.fullmatch(reason)
    missed = stems(found[1] or found[2]) if found else None
    if missed is not None and any(missed <= stems(one.text) for one in told):
        return NOT_SO
    return reason


def _parts(sentence: str, today: date | None) -> Iterator[Sentence]:
    """The sentences that semicolons join; one of which somebody says goes on in the next."""
    before: Sentence | None = None
    for part in pieces(sentence.strip()):
        before = Sentence(part[0].upper() + part[1:], today, before)
        yield before


def _held(said: Sentence, told: Sequence[Told]) -> tuple[_Verification | _Found, ...]:
    """A sentence held against the cited ones; where that fails, what it joins each by itself."""
    whole = _by_itself(said, told)
    if whole.verdict == "supported":
        return (whole,)
    for two in apart(said):
        both = [_part(one, told) for one in two]
        if all(one is not None and one.verdict == "supported" for one in both):
            return tuple(one for one in both if one is not None)
    return (whole,)


def _part(said: Sentence, told: Sequence[Told]) -> _Verification | _Found | None:
    """The same of a part of a sentence; None where it is none by itself."""
    same = _same(said, told)
    if same is not None:
        return same if names_whom(said) else None
    return _Verification(said, told) if is_whole(said) else None


def _by_itself(said: Sentence, told: Sequence[Told]) -> _Verification | _Found:
    """A sentence held against the cited ones, first word by word."""
    return _same(said, told) or _Verification(said, told)


def _same(said: Sentence, told: Sequence[Told]) -> _Found | None:
    """What a sentence is that stands word for word in a cited one; None where it does not."""
    same = next((one for one in told if word_for_word(said, one)), None)
    return _Found(places=(same.sentence,)) if same is not None else None


def _each(cited: Sequence[Cited]) -> Iterator[Told]:
    """The sentences of what is cited, each by itself, also those that a semicolon joins."""
    for one in cited:
        for start, end in sentences(one.text):
            base = one.span.start
            yield from read(Cited(article=one.article, span=Span(base + start, base + end)))


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What a sentence is where it stands word for word in a cited one."""

    places: tuple[Cited, ...]
    verdict: Verdict = "supported"
    reason: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The cited deed that fits a clause best, and what keeps it from saying the same."""

    clause: Clause | None
    candidate: Candidate
    problems: tuple[Problem, ...]

    @property
    def weight(self) -> float:
        """How much of the clause is not told."""
        return sum(problem.weight for problem in self.problems)

    @property
    def told(self) -> bool:
        """Whether some of the clause is told there."""
        return bool(self.candidate.aligned) or self.candidate.deed is not None


class _Verification:
    """One sentence held against its cited sentences."""

    def __init__(self, said: Sentence, told: Sequence[Told]) -> None:
        self._said = said
        self._told = told
        self._units = units(said)
        self._frames = {act.verb: act for act in said.acts}
        self._speaking = frozenset(i for act in said.acts for i in speaker_places(said, act))
        self._chosen = [self._best(clause, own) for clause, own in self._parts()]
        self._left = {one: tuple(self._unsolved(one)) for one in self._chosen}
        self.problems = tuple(self._problems())

    def _parts(self) -> Iterator[tuple[Clause | None, dict[int, Unit]]]:
        """The clauses of the sentence, each with the units that belong to it."""
        of: dict[int | None, dict[int, Unit]] = {verb: {} for verb in self._said.clauses}
        for head, unit in self._units.items():
            verb = head if head in self._said.clauses else self._said.governing(head)
            of.setdefault(verb, {})[head] = unit
        for verb, own in of.items():
            clause = self._said.clauses.get(verb) if verb is not None else None
            if clause is not None or own:
                yield clause, own

    def _best(self, clause: Clause | None, own: dict[int, Unit]) -> _Chosen:
        found = [
            self._held(clause, own, one, deed)
            for one in self._told
            for deed in self._deeds(clause, one)
        ]
        return min(found, key=lambda one: (one.weight, not _is_denied(one, one.problems)))

    def _deeds(self, clause: Clause | None, one: Told) -> Sequence[int | None]:
        """The places of a cited sentence at which the deed of a clause may be told."""
        if clause is None:
            return [None]
        if clause.verb in self._frames and one.acts:
            return [act.verb for act in one.acts]
        if clause.verb in self._frames and (one.quoted or one.is_turn):
            # Who speaks is told before, where a quotation goes on from the sentence before.
            return [None]
        if clause.lemma in COPULAS and clause.complement is not None:
            head = clause.complement.head
            unit = self._units.get(head)
            if unit is not None:
                return self._said_of(unit, one) or [None]
        if clause.lemma in {"be", "have", "do"}:
            return [v for v, other in one.clauses.items() if other.lemma == clause.lemma] or [None]
        return [
            i for i in range(len(one.parse.tokens)) if tells_deed(self._said, clause.verb, one, i)
        ] or [None]

    def _said_of(self, unit: Unit, one: Told) -> Sequence[int]:
        """The places of what is said to be so, or of its opposite, or of another number."""
        own, tokens = self._said.parse.tokens[unit.head], one.parse.tokens
        found = places_of(unit, own, one)
        if found or unit.kind != "number":
            return found or [i for i, other in enumerate(tokens) if opposite(own, other)]
        heads = {one.parse.head_of(number.span) for number in one.quantities}
        return [
            verb
            for verb, clause in one.clauses.items()
            if clause.lemma in COPULAS and clause.complement and clause.complement.head in heads
        ]

    def _held(
        self, clause: Clause | None, own: dict[int, Unit], one: Told, deed: int | None
    ) -> _Chosen:
        frame = self._is_frame(clause, one)
        act = self._frames.get(clause.verb) if clause is not None else None
        theirs = {
            head: unit
            for head, unit in own.items()
            if (
                head not in self._speaking or (clause and not frame and clause.verb in self._frames)
            )
            and not (clause and head == clause.verb)
        }
        if clause is not None and clause.lemma in COPULAS and clause.complement is not None:
            what = clause.complement.head if deed not in one.clauses else None
            theirs = {head: unit for head, unit in theirs.items() if head != what}
        candidate = Candidate(self._said, clause, theirs, one, deed, frame)
        problems = [*candidate.problems]
        if clause is None or deed is None:
            problems += self._no_deed(clause, own, one, frame=frame)
        elif frame and act is not None:
            problems += self._saying(clause, one, deed)
            heard = [
                spoken_by_another(self._said, act, one, deed),
                misattributed(self._said, clause.verb, one, deed),
            ]
            problems += [problem for problem in heard if problem is not None][:1]
            speaker = next(other.speaker.head for other in one.acts if other.verb == deed)
            problems += narrowed(self._said, act.speaker.head, one, speaker)
        else:
            wrong = misattributed(self._said, clause.verb, one, deed)
            problems += [wrong] if wrong else []
        return _Chosen(clause, candidate, tuple(problems))

    def _is_frame(self, clause: Clause | None, one: Told) -> bool:
        """Whether a clause only says who speaks, and the cited sentence has somebody speak."""
        speaks = bool(one.acts or one.quoted or one.is_turn)
        return clause is not None and clause.verb in self._frames and speaks

    def _no_deed(
        self, clause: Clause | None, own: dict[int, Unit], one: Told, *, frame: bool
    ) -> list[Problem]:
        if clause is None:
            wrong = [
                misattributed(self._said, head, one, place)
                for head, unit in own.items()
                for place in places_of(unit, self._said.parse.tokens[head], one)[:1]
            ]
            return [problem for problem in wrong if problem is not None][:1]
        if frame:
            return []
        word = self._said.text[slice(*self._span_of(clause))]
        return [Problem(reason=f"the cited words do not say “{word}”", weight=NO_DEED)]

    def _span_of(self, clause: Clause) -> Span:
        parse = self._said.parse
        head = clause.verb
        if clause.lemma in COPULAS and clause.complement is not None:
            return clause.complement.span
        token = parse.tokens[head]
        return Span(token.start, token.end)

    def _saying(self, clause: Clause, one: Told, deed: int) -> list[Problem]:
        """Whether a verb of saying stands for the one of the cited sentence."""
        verb, other = self._said.parse.tokens[clause.verb], one.parse.tokens[deed]
        if verb.lemma in NEUTRAL_SAYING and other.lemma not in NOT_SAYING_SO:
            return []
        if verb.lemma == other.lemma or tells_deed(self._said, clause.verb, one, deed):
            return []
        return [Problem(reason=f"the cited words say “{other.text}” and not “{verb.text}”")]

    def _problems(self) -> Iterator[Problem]:
        for words in unquoted(self._said, self._told):
            yield Problem(reason=f"“{words}” does not stand there word for word", weight=2.0)
        yield from self._misread()
        for chosen in self._chosen:
            yield from self._left[chosen]
        yield from self._speakers()
        yield from unjoined(
            self._said,
            {
                chosen.clause.verb: (chosen.candidate.told, chosen.candidate.deed)
                for chosen in self._chosen
                if chosen.clause is not None
            },
        )

    def _misread(self) -> Iterator[Problem]:
        """Names that the parser took for verbs, and that have no part in what is told of them."""
        for name in self._said.names:
            if name.head not in self._said.clauses:
                continue
            told_of = min(
                (one for one in self._chosen if one.clause and one.clause.verb > name.head),
                key=lambda one: one.clause.verb if one.clause else 0,
                default=None,
            )
            if told_of is None or not _has_part(name, told_of):
                yield Problem(reason=f"“{name.text}” is not told so", weight=2.0)

    def _unsolved(self, chosen: _Chosen) -> Iterator[Problem]:
        """The problems of a clause that nothing beside it solves."""
        for problem in chosen.problems:
            if problem.head is not None and (
                self._told_elsewhere(problem.head, chosen)
                or self._told_before(problem.head, chosen)
            ):
                continue
            if problem.day is not None and self._is_day_above(problem.day, chosen):
                continue
            yield problem

    def _is_day_above(self, day: Span, chosen: _Chosen) -> bool:
        """Whether a day that ends a clause is that of the clause it hangs on.

        "Drones hit plants belonging to Aramco on Friday" may be parsed as plants that then did.
        """
        clause = chosen.clause
        if clause is None or clause.how not in {"participle", "complement", "relative"}:
            return False
        between = self._said.text[self._said.parse.tokens[clause.verb].end : day.start]
        ends = re.search(r"\w", self._said.text[day.end :]) is None
        above = set(self._said.parse.ancestors(clause.verb))
        return ("," not in between or ends) and any(
            other.clause is not None
            and other.clause.verb in above
            and not any(unit.kind == "day" for unit in other.candidate.own.values())
            and other.candidate.dated.agrees(day)
            for other in self._chosen
        )

    def _told_elsewhere(self, head: int, chosen: _Chosen) -> bool:
        """Whether another cited sentence tells of the same name what stands beside it."""
        above = next((i for i in self._said.parse.ancestors(head) if i in self._units), None)
        beside = self._units.get(above) if above is not None else None
        if beside is None or beside.kind != "name":
            return False
        tokens = self._said.parse.tokens
        unit = self._units[head]
        return any(
            closeness(one, place, other) == DIRECT
            for one in self._told
            if one is not chosen.candidate.told
            for place in places_of(unit, tokens[head], one)
            for other in places_of(beside, tokens[beside.head], one)
        )

    def _told_before(self, head: int, chosen: _Chosen) -> bool:
        """Whether a word describes what the article last said in full of the same noun."""
        token = self._said.parse.tokens[head]
        place = chosen.candidate.placed.get(token.head)
        return (
            place is not None
            and token.dep in {"amod", "compound"}
            and self._units[head].kind == "word"
            and described_before(chosen.candidate.told, place, token)
        )

    def _speakers(self) -> Iterator[Problem]:
        """What the sentence calls those who speak, and no cited sentence does."""
        for head in sorted(self._speaking & set(self._units)):
            unit = self._units[head]
            token = self._said.parse.tokens[head]
            if not any(places_of(unit, token, one) for one in self._told):
                words = self._said.text[slice(*unit.span)]
                if not any(self._speaks(words, one) for one in self._told):
                    yield Problem(reason=f"“{words}” does not stand in the cited words")

    def _speaks(self, words: str, one: Told) -> bool:
        """Whether who speaks in a cited sentence, or publishes it, has this name."""
        heard = (one.speaker_at(place)[1] for place in one.clauses)
        names = [*filter(None, heard), one.cited.article.publisher or ""]
        return any(words.casefold() in name.casefold() for name in names if name)

    @property
    def verdict(self) -> Verdict:
        """Contradicted where the only thing wrong is that the cited words say otherwise."""
        if not self.problems:
            return "supported"
        wrong = [chosen for chosen in self._chosen if self._left[chosen]]
        denied = [one for one in wrong if _is_denied(one, self._left[one])]
        inside = sum(len(self._left[chosen]) for chosen in wrong)
        return "contradicted" if denied == wrong and inside == len(self.problems) else "unsupported"

    @property
    def reason(self) -> str:
        """What is wrong first, the gravest first."""
        if not self.problems:
            return ""
        return max(self.problems, key=lambda problem: problem.weight).reason

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names in whose place others stand."""
        return tuple(
            self._said.text[slice(*problem.wrong)] for problem in self.problems if problem.wrong
        )

    @property
    def places(self) -> tuple[Cited, ...]:
        """The cited sentences that were used; of a contradiction those that deny it."""
        used = [one for one in self._chosen if one.told]
        if self.verdict == "contradicted":
            used = [one for one in self._chosen if self._left[one]]
        return tuple(dict.fromkeys(one.candidate.told.sentence for one in used))


def _is_denied(chosen: _Chosen, problems: Sequence[Problem]) -> bool:
    """Whether cited words speak of the very same and say otherwise."""
    told = chosen.candidate.aligned
    kinds = [chosen.candidate.own[head].kind for head in told]
    deed = chosen.candidate.deed is not None
    heard = deed and chosen.candidate.speaks
    same = "name" in kinds or len(kinds) + deed + heard >= ENOUGH
    return all(problem.otherwise for problem in problems) and same


def _has_part(name: Name, chosen: _Chosen) -> bool:
    """Whether a name has a part in a cited deed, as its subject or, in the passive, undergone."""
    candidate, clause = chosen.candidate, chosen.clause
    if candidate.deed is None or clause is None:
        return False
    part: Part = "undergoer" if clause.passive else "subject"
    places = places_of_name(name.text, candidate.told)
    return any(
        candidate.holding(place, part) in {"holds", "open"}
        for place in places
        if place != candidate.deed
    )
