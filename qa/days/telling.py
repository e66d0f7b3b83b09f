"""A sentence in, the days that it tells out, each read by the tense of the clause it stands in.

"The council said on Monday that the bridge will open on Friday": Monday is gone, as "said" is
past, Friday is to come. Which clause a day belongs to is what it hangs on in the parse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.records import Span
from index.split import sentences
from qa.days.reading import DAYS, NEAR, TIME, Reckoning, Side, read
from qa.days.setting import SLASHED, Setting, month_first
from qa.days.when import When
from qa.language.clauses import Clause, clauses, governing
from qa.language.english import (
    BEGINNING,
    BOUNDING,
    LOOKING_AHEAD,
    MESSAGES,
    NO_ONE_DAY,
    OCCASIONS,
    PARTS_OF_A_DAY,
    PLANS,
    SAYING,
    SCHEDULING,
    STATES,
)
from qa.language.parse import Parse
from qa.language.reading import parsed
from qa.spans import FEAST, MONTH, WEEKDAY, dates

NAMING = re.compile(rf"\d{{4}}|{MONTH}(?: \d{{1,2}})?|\d{{1,2}} {MONTH}|{FEAST}")
"""The days that things are named after: a year, a month, or a day without a year."""
RANGE = re.compile(r",? (?:to|until|till|through)\b|[-–]")
"""Behind the first day of a stretch of them."""
UP_TO = re.compile(rf"(?: to | through |-|–){WEEKDAY}")
"""Behind a weekday: "open Monday to Friday" is every week."""
BARE = re.compile(rf"(?:{'|'.join(DAYS)})[a-z]*day(?: \w+)?", re.IGNORECASE)
FROM_ANOTHER = re.compile(
    r"(?:later|earlier)$|^(?:that|the (?:same|next|following|previous)) ", re.IGNORECASE
)
"""Words for a day that are reckoned from the day told before."""
NAMES = frozenset({"ORG", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT", "PERSON", "LAW", "NORP"})
TITLE = re.compile(r"[“\"][A-ZÀ-Þ][\w’']*(?: [A-ZÀ-Þ][\w’']*)+,?[”\"]")
"""What is called so: “Fox News Sunday”."""
NEARBY = 500
"""Characters before a sentence in which the day stands that "two days later" counts from."""
DAY_MODIFIERS = ("compound", "nmod", "amod", "nummod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day of a sentence: where it stands, when that is, and what it hangs on.

    `verb` is the place of the verb of its clause, of the root where it has none; `noun` that of a
    noun between them ("the vote on Sunday"), `owned` where that has the day ("Sunday's vote").
    `bounds` tells that it only bounds what the clause tells ("until Sunday").
    """

    span: Span
    when: When
    verb: int
    noun: int | None
    owned: bool
    bounds: bool

    def meets(self, stretch: Span) -> bool:
        """Whether it shares words with a stretch of its sentence."""
        return self.span.start < stretch.end and stretch.start < self.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hanging:
    span: Span
    verb: int
    noun: int | None
    prepositions: tuple[str, ...]
    owned: bool


def days_told(text: str, setting: Setting, *, quoted: Sequence[Span] = ()) -> tuple[Told, ...]:
    """The days of a sentence, in order; what only sounds like one ("every Friday") is none.

    `quoted` are quotations known to the caller: "today" in one is the day on which it was said.
    """
    found = [span for span in dates(text) if not TIME.fullmatch(text[span.start : span.end])]
    return _Sentence(text, setting, found, quoted).told() if found else ()


class _Sentence:
    """One sentence and its parse; days are read when others ("two days later") hang on them."""

    def __init__(
        self, text: str, setting: Setting, found: Sequence[Span], quoted: Sequence[Span]
    ) -> None:
        self._text = text
        self._setting = setting
        self._quoted = quoted
        self._parse = parsed(text)
        self._clauses = {clause.verb: clause for clause in clauses(self._parse)}
        self._places = {place for span in found for place in self._parse.inside(span)}
        hanging = (self._hanging(span) for span in found)
        self._days = [one for one in hanging if one is not None]

    def told(self) -> tuple[Told, ...]:
        return tuple(
            Told(
                span=one.span,
                when=self._when(number),
                verb=one.verb,
                noun=one.noun,
                owned=one.owned,
                bounds=self._bounds(one),
            )
            for number, one in enumerate(self._days)
        )

    def _hanging(self, span: Span) -> _Hanging | None:
        """What a day hangs on; None for what is no day."""
        parse = self._parse
        head = parse.head_of(span)
        if head is None or _is_no_day(parse, span, head):
            return None
        verb = clause_head(parse, head)
        nouns: list[int] = []
        prepositions: list[str] = []
        owned = self._text.startswith(("’s ", "'s "), span.end)
        for above in parse.ancestors(head):
            if above == verb:
                break
            token = parse.tokens[above]
            if token.pos in {"ADP", "SCONJ"} or token.dep == "prep":
                prepositions.append(token.lemma)
            elif (
                token.pos in {"NOUN", "PROPN", "NUM", "PRON"}
                and token.lemma not in PARTS_OF_A_DAY
                and above not in self._places
            ):
                if not nouns:
                    owned = owned or not prepositions
                nouns.append(above)
        return _Hanging(
            span=span,
            verb=verb,
            noun=nouns[0] if nouns else None,
            prepositions=tuple(prepositions),
            owned=owned,
        )

    def _when(self, number: int) -> When:
        one = self._days[number]
        words = self._text[one.span.start : one.span.end]
        side = self._side(one)
        if self._from_another(one):
            return read(words, Reckoning(published=None, before=self._before(number)))
        near = words.casefold() in NEAR
        published = self._today(one, side) if near else self._setting.published
        reckoning = Reckoning(
            published=published,
            side=side,
            start=self._start(number) if side in {"future", "planned"} else None,
            month_first=self._month_first() if "/" in words else None,
        )
        return read(words, reckoning)

    def _month_first(self) -> bool | None:
        """How the article writes 03/04/2024; where nothing else tells it, the tense of another."""
        article = self._setting.article
        if article is None:
            return None
        told = month_first(article)
        if told is not None:
            return told
        seen = set()
        for start, end in sentences(article.text):
            if SLASHED.search(article.text, start, end):
                # Without its article each is read by its own tense alone.
                for one in days_told(article.text[start:end], Setting(self._setting.published)):
                    numbers = SLASHED.match(one.when.words)
                    if numbers and one.when.day and numbers[1] != numbers[2]:
                        seen.add(one.when.day.month == int(numbers[1]))
        return seen.pop() if len(seen) == 1 else None

    def _from_another(self, one: _Hanging) -> bool:
        return FROM_ANOTHER.search(self._text[one.span.start : one.span.end]) is not None

    def _today(self, one: _Hanging, side: Side | None) -> date | None:
        """The day that "today" and "yesterday" are told from; None where that is not sure."""
        clause = self._clauses.get(one.verb)
        helping = {self._parse.tokens[i].lemma for i in self._parse.children(one.verb, "aux")}
        states = clause is not None and side == "present" and clause.lemma in STATES
        these_days = one.owned and self._text[slice(*one.span)].casefold() == "today"
        if states or "can" in helping or (these_days and side != "past"):
            return None  # "where you are today", "today’s young people": these days
        if not self._in_quotation(one.span):
            return self._setting.published
        said = [
            number
            for number, other in enumerate(self._days)
            if other.verb in self._clauses
            and self._clauses[other.verb].lemma in SAYING
            and not self._in_quotation(other.span)
        ]
        return self._when(said[0]).day if len(said) == 1 else None

    def _in_quotation(self, span: Span) -> bool:
        before, after = self._text[: span.start], self._text[span.end :]
        closing, opening = after.find("”"), after.find("“")
        return (
            any(start <= span.start < end for start, end in self._quoted)
            or before.rfind("“") > before.rfind("”")
            or (closing >= 0 and not 0 <= opening < closing)
            or before.count('"') % 2 == 1
        )

    def _before(self, number: int) -> date | None:
        """The day told last before another: in its sentence, else in those before it."""
        if number:
            return self._when(number - 1).day
        article = self._setting.article
        if article is None:
            return None
        begin = max(0, self._setting.at - NEARBY)
        for start, end in reversed(sentences(article.text[begin : self._setting.at])):
            found = days_told(
                article.text[begin + start : begin + end], Setting.of(article, begin + start)
            )
            if found:
                days = {one.when.day for one in found if not one.bounds}
                return days.pop() if len(days) == 1 else None
        return None

    def _start(self, number: int) -> date | None:
        """The day on which a thing was announced that "would" then come: it comes after it."""
        verb = self._days[number].verb
        clause = self._clauses.get(verb)
        if clause is None or clause.tense == "future" or clause.how == "main":
            return None
        above = [
            place
            for place, one in enumerate(self._days)
            if one.verb == clause.under and one.noun is None and not self._from_another(one)
        ]
        return self._when(above[0]).day if len(above) == 1 else None

    def _side(self, one: _Hanging) -> Side | None:
        """Whether what a day belongs to is gone or to come."""
        if "ahead" in one.prepositions:
            return "future"
        if one.verb not in self._clauses:
            return "present" if self._is_mistaken(one) else None
        side = self._side_of_clause(one)
        return side if one.noun is None else self._side_of_noun(one, side)

    def _side_of_clause(self, one: _Hanging) -> Side | None:
        awaited = "for" in one.prepositions and one.noun is None
        side = _side(self._parse, self._clauses, one.verb, for_a_day=awaited)
        # "She sent a letter demanding it by 2 April"
        return None if "by" in one.prepositions and side == "past" else side

    def _side_of_noun(self, one: _Hanging, side: Side | None) -> Side | None:
        """Whether what a noun's day belongs to is gone, where the side of its clause is known."""
        if "for" in one.prepositions:
            return "future" if self._clauses[one.verb].lemma in SCHEDULING | {"prepare"} else None
        if side == "present":
            noun = self._parse.tokens[one.noun].lemma if one.noun is not None else ""
            told = noun in MESSAGES  # "follows her note on Tuesday"
            copula = self._clauses[one.verb].lemma == "be"
            return None if told or copula or self._bounds(one) else side
        if {"before", "after", "following"} & set(one.prepositions):
            return "past" if side == "past" and "before" not in one.prepositions else None
        return side

    def _is_mistaken(self, one: _Hanging) -> bool:
        """Whether the verb was taken for a noun, as in "Talks resume Friday".

        It is in the present then, as what is gone needs a form of the past.
        """
        tokens = self._parse.tokens
        past = any(token.tag in {"VBD", "VBN"} for token in tokens)
        first = self._parse.inside(one.span)[0]
        bare = one.owned or not one.prepositions
        behind = bare and first > 0 and tokens[first - 1].tag in {"NN", "NNS"}
        verbal = self._parse.children(one.verb, "nsubj", "dobj") or behind
        return bool(verbal) and not past and self._text.rstrip().endswith(".")

    def _bounds(self, one: _Hanging) -> bool:
        verb = self._clauses.get(one.verb)
        scheduled = verb is not None and verb.lemma in SCHEDULING | {"be"}
        ranges = RANGE.match(self._text, one.span.end) is not None
        return any(
            (preposition in BOUNDING and (preposition != "from" or ranges or one.noun is not None))
            or (preposition == "for" and not scheduled)
            for preposition in one.prepositions
        )


def clause_head(parse: Parse, place: int) -> int:
    """The verb in whose clause a word stands; the root where the parser saw none."""
    verb = governing(parse, place)
    return verb if verb is not None else [place, *parse.ancestors(place)][-1]


def _is_no_day(parse: Parse, span: Span, head: int) -> bool:
    """Whether words only sound like a day: "every Friday", "Black Friday", "the 2020 election"."""
    words = parse.text[span.start : span.end]
    if _is_named(parse, span) or _is_inexact(parse, span):
        return True
    if BARE.fullmatch(words):
        return _is_no_weekday(parse, span, head) or not _qualifies(parse, span, head) <= OCCASIONS
    token, before = parse.tokens[head], parse.tokens[max(0, head - 1)]
    capitalised = before.text[:1].isupper() and before.pos in {"NOUN", "PROPN"}
    if token.tag == "CD" and token.dep != "pobj" and capitalised and before.entity != "DATE":
        return True  # "Expo 2025"
    return bool(NAMING.fullmatch(words) and _qualifies(parse, span, head, named=True))


def _is_named(parse: Parse, span: Span) -> bool:
    """Whether words for a day are part of a name: “Fox News Sunday”, the “Tonight Show”."""
    words = parse.text[span.start : span.end]
    if not (BARE.fullmatch(words) or words.casefold() in NEAR):
        return False
    titles = (title.span() for title in TITLE.finditer(parse.text))
    return parse.tokens[parse.inside(span)[0]].entity in NAMES or any(
        start < span.start < end for start, end in titles
    )


def _is_inexact(parse: Parse, span: Span) -> bool:
    """Whether a number of days is only about right: "more than two years ago"."""
    inside = parse.inside(span)
    numbers = (i for i in inside if parse.tokens[i].dep == "nummod")
    return any(below not in inside for number in numbers for below in parse.children(number))


def _is_no_weekday(parse: Parse, span: Span, head: int) -> bool:
    day = parse.inside(span)[0]
    beside = {*parse.children(day), *parse.children(head)} - {*parse.inside(span)}
    outside = [parse.tokens[i] for i in beside]
    return (
        UP_TO.match(parse.text, span.end) is not None
        or UP_TO.search(parse.text, 0, span.end + 1) is not None
        or any(one.dep == "det" and one.lemma in NO_ONE_DAY for one in outside)
        or any(one.dep in DAY_MODIFIERS and one.text[:1].isupper() for one in outside)
    )


def _qualifies(parse: Parse, span: Span, head: int, *, named: bool = False) -> set[str]:
    """What a day only tells the kind of: the lemma of "vote" in "a Sunday vote"; else nothing.

    `named` leaves out what happened then: "in a 2006 interview", "in the 2019 season".
    """
    token = parse.tokens[head]
    while token.dep == "conj":  # "the 2008 and 2012 campaigns"
        token = parse.tokens[token.head]
    if token.dep not in DAY_MODIFIERS or token.head in parse.inside(span):
        return set()
    thing = parse.tokens[token.head]
    single = any(parse.tokens[i].lemma in {"a", "an"} for i in parse.children(token.head))
    if named and (thing.entity == "DATE" or (single and thing.lemma in OCCASIONS)):
        return set()
    return {thing.lemma if thing.tag == "NN" else thing.text}


def _side(
    parse: Parse, by_verb: Mapping[int, Clause], verb: int, *, for_a_day: bool = False
) -> Side | None:
    """Whether a predicate tells of what is gone or to come; None where that is not sure."""
    clause, token = by_verb[verb], parse.tokens[verb]
    helping = [parse.tokens[i] for i in parse.children(verb, "aux", "auxpass")]
    if (clause.lemma in SCHEDULING and (token.tag == "VBN" or for_a_day)) or _is_due(parse, verb):
        past = [one.lemma for one in (*helping, token) if one.tag == "VBD"]
        return "future" if not past else "planned" if past[0] != "have" else None
    if token.tag in {"VBN", "VBD", "VBG"} and any(one.lemma == "have" for one in helping):
        return "past"
    if clause.tense == "future" or clause.modal:
        return "future"
    leaving = token.tag == "VBG" and token.dep == "ccomp"  # "said she was leaving in May"
    if clause.tense == "past":
        return None if leaving else "past"
    return "present" if clause.tense == "present" else _of_no_tense(parse, by_verb, clause)


def _of_no_tense(parse: Parse, by_verb: Mapping[int, Clause], clause: Clause) -> Side | None:
    """As `_side`, of infinitives and participles.

    "Plans to strike on Friday" is to come, "managed to leave on Friday" is gone.
    """
    token = parse.tokens[clause.verb]
    infinitive = any(parse.tokens[i].tag == "TO" for i in parse.children(clause.verb, "aux"))
    if token.tag == "VBN" and not infinitive:
        return "past"
    if token.tag == "VBG" and clause.lemma in BEGINNING:
        return None  # "declared three days of mourning, beginning on Friday"
    if infinitive and token.dep == "acl" and parse.tokens[token.head].lemma in PLANS:
        return "future"
    above = by_verb.get(clause.under) if clause.under is not None else None
    if above is None:
        return None
    if infinitive and looks_ahead(parse, above):
        was = above.tense == "past" and (above.passive or above.lemma == "be")
        return "planned" if was else "future"
    purpose = infinitive and token.dep == "advcl"
    return None if purpose else _side(parse, by_verb, above.verb)


def looks_ahead(parse: Parse, clause: Clause) -> bool:
    """Whether what "to" tells behind a predicate was to come: "is due to", "was to", "plans to"."""
    said_of = parse.children(clause.verb, "acomp", "attr")
    if clause.lemma == "be" and not said_of:
        return True
    return clause.lemma in LOOKING_AHEAD or any(
        parse.tokens[i].lemma in LOOKING_AHEAD for i in said_of
    )


def _is_due(parse: Parse, verb: int) -> bool:
    """Whether something was to come, as in "was due in court on Tuesday"."""
    said_of = parse.children(verb, "acomp", "oprd")
    return any(parse.tokens[i].lemma in SCHEDULING for i in said_of)
