"""A sentence in, its acts of speech out: who speaks, to which outlet, and which words are theirs.

Everything is read from the wording, in a text whose quotations are masked: what somebody is quoted
as saying about another's words is not an act of this sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.records import Span
from qa.claims.coreference import MEDIA, ROLE, looks_like_a_person
from qa.claims.quotations import QUOTED
from qa.claims.reporting import (
    ACCORDING,
    ANAPHORIC_OUTLET,
    ANYBODY,
    BEFORE_VERB,
    BOUNDARY,
    BREAK,
    BREAK_ANY,
    BY_NAME,
    CHANNEL,
    CLAUSE,
    COORDINATED,
    DESCRIPTION,
    DETERMINER,
    HANGING,
    HEAD,
    NEWSPAPER_END,
    NO_OUTLET,
    NO_PHRASE,
    NOT_A_SUBJECT,
    PASSIVE,
    PREPOSITION,
    PRONOUN,
    SHARING,
    STATE_MEDIA,
    SURE_OUTLET,
    TO_OUTLET,
    UNNAMED,
    VERB,
)
from qa.spans import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One act of speech in a sentence; all offsets are into the article.

    `speaker` is who speaks, a name or a description, and `pronoun` whether it is only "he" or the
    like; `speaker` is None where a participle leaves it to the clause before ("…, adding that").
    `outlet` is a name; `same_outlet` says that it is only "the newspaper". `words` is the stretch
    that is theirs. `adds` marks "he added", which goes on from what was said before.
    """

    verb: Span
    speaker: Span | None
    pronoun: bool
    outlet: Span | None
    same_outlet: bool
    words: Span
    adds: bool


def speeches(plain: str, sentence: Span) -> list[Speech]:
    """The acts of speech of one sentence of a masked text, in order."""
    found = [*_by_verb(plain, sentence), *_according(plain, sentence), *_passive(plain, sentence)]
    return sorted(found, key=lambda speech: speech.verb)


def _by_verb(plain: str, sentence: Span) -> Iterator[Speech]:
    for verb in VERB.finditer(plain, sentence.start, sentence.end):
        after = plain[verb.end() : sentence.end]
        if verb.group("calls") and QUOTED not in after and not re.match(r" [a-z]+ing ", after):
            continue
        quoted_before = re.search(rf"{QUOTED}[,.”\"]", plain[sentence.start : verb.start()])
        if verb.group("states") and not (CLAUSE.match(after) or quoted_before):
            continue
        speaker, shared = _after_quotation(plain, sentence, verb), False
        if speaker is None:
            speaker, shared = _subject(plain, sentence, verb)
        if speaker is None and not shared:
            speaker = _after_clause(plain, sentence, verb)
        if speaker is None and not shared:
            continue
        outlet, same = outlet_in(plain, Span(*verb.span()), sentence)
        yield Speech(
            verb=Span(*verb.span()),
            speaker=speaker,
            pronoun=speaker is not None and _is_pronoun(plain, speaker),
            outlet=outlet,
            same_outlet=same,
            words=_words(plain, sentence, verb, speaker),
            adds=verb.group() in {"added", "adds", "continued", "adding"},
        )


def _according(plain: str, sentence: Span) -> Iterator[Speech]:
    for match in ACCORDING.finditer(plain, sentence.start, sentence.end):
        end = BOUNDARY.search(plain, match.end(), sentence.end)
        stop = end.start() if end else sentence.end
        source = plain[match.end() : stop].rstrip(" .")
        chosen = _source(source)
        if chosen is None:
            continue
        yield Speech(
            verb=Span(*match.span()),
            speaker=Span(match.end() + chosen.start, match.end() + chosen.end),
            pronoun=False,
            outlet=None,
            same_outlet=False,
            words=sentence,
            adds=False,
        )


def _is_titled(source: str, span: Span) -> bool:
    """Whether a name is that of an author ("by X") or of a person whose role stands before it."""
    before = source[: span.start]
    person = looks_like_a_person(source[span.start : span.end])
    return before.endswith("by ") or (person and BY_NAME.search(before) is not None)


def _employee(text: str, found: list[Span]) -> Span | None:
    """The person of "UCL astronomer Ann Lee": the second name, a noun of hers before it."""
    for one, other in pairwise(found[:2]):
        noun = r" (?:(?!(?:of|at|in|from|for|after|on|as|to|that) )[a-z-]+ ){1,4}"
        if re.fullmatch(noun, text[one.end : other.start]):
            return other
    return None


def _source(source: str) -> Span | None:
    """Who is named after "according to": a person with a role, another name, a description."""
    found = names(source)
    titled = next((span for span in found if _is_titled(source, span)), None)
    head = HEAD.search(source)
    titles = re.match(rf"(?:[\w’'-]+ ){{0,3}}{ROLE} ", source)
    begin = titles.end() if titles else 0
    leading = next((span for span in found if span.start in {0, begin}), None)
    if leading and re.search(r"[’']s$", source[: leading.end]):
        leading = None
    return titled or _employee(source, found) or leading or (Span(0, head.end()) if head else None)


def _passive(plain: str, sentence: Span) -> Iterator[Speech]:
    """Speech in the passive, as in "estimates provided by officials": theirs is the clause."""
    for match in PASSIVE.finditer(plain, sentence.start, sentence.end):
        end = BOUNDARY.search(plain, match.end(), sentence.end)
        source = plain[match.end() : end.start() if end else sentence.end].rstrip(" .")
        chosen = _source(source)
        if chosen is None:
            continue
        before = [m.end() for m in BREAK_ANY.finditer(plain, sentence.start, match.start())]
        start = before[-1] if before else sentence.start
        after = BREAK_ANY.search(plain, match.end(), sentence.end)
        words = Span(start, after.start() if after else sentence.end)
        inserted = before and after and start == match.start()
        yield Speech(
            verb=Span(*match.span()),
            speaker=Span(match.end() + chosen.start, match.end() + chosen.end),
            pronoun=False,
            outlet=None,
            same_outlet=False,
            words=sentence if inserted else words,
            adds=False,
        )


def _after_quotation(plain: str, sentence: Span, verb: re.Match[str]) -> Span | None:
    """The speaker of "“…,” said X"."""
    before = plain[sentence.start : verb.start()]
    after = verb.group("says") or verb.group("states")
    if not (after and re.search(rf"{QUOTED}[”\"],?\s*$", before)):
        return None
    return _speaker_behind(plain, sentence, verb)


def _after_clause(plain: str, sentence: Span, verb: re.Match[str]) -> Span | None:
    """The speaker of "…, said X", where the words are not quoted."""
    before = plain[sentence.start : verb.start()].rstrip()
    if not before.endswith(",") or verb.group() not in {"said", "says", "wrote"}:
        return None
    return _speaker_behind(plain, sentence, verb)


def _speaker_behind(plain: str, sentence: Span, verb: re.Match[str]) -> Span | None:
    rest = plain[verb.end() : sentence.end]
    found = names(rest)
    employee = _employee(rest, found)
    if employee is not None:
        return Span(verb.end() + employee.start, verb.end() + employee.end)
    for span in found[:1]:
        lead = rest[: span.start]
        if re.fullmatch(r" (?:[a-z’'-]+ ){0,5}", lead) and not re.search(
            r"\b(?:that|it|he|she|they|on|in|to|of|at|about)\b", lead
        ):
            return Span(verb.end() + span.start, verb.end() + span.end)
    return None


def _subject(plain: str, sentence: Span, verb: re.Match[str]) -> tuple[Span | None, bool]:
    """Who stands before a verb; (None, True) where it shares the speaker before it."""
    end = sentence.start + len(_without_adverbs(plain[sentence.start : verb.start()]))
    left = plain[sentence.start : end]
    if not left or (NOT_A_SUBJECT.search(left) and not PRONOUN.search(left)):
        return None, False
    if (SHARING if verb.group("saying") else COORDINATED).search(left):
        return None, True
    if left.endswith(","):
        return _before_apposition(plain, sentence, end), False
    if re.search(r"\bwho$", left):
        left = left[:-3].rstrip(" ,")
    # "Sign up, then tell you": no name says or tells in the plural, unless it is one ("Democrats").
    plural = verb.group() in {"say", "tell"} and not left.endswith("s")
    return _noun_phrase(plain, sentence.start, sentence.start + len(left), plural=plural), False


def _without_adverbs(left: str) -> str:
    left = re.sub(r" \([^()]{1,40}\)$", "", left.rstrip())  # "Chuck Schumer (D-N.Y.) said"
    while (match := BEFORE_VERB.search(left)) and not NEWSPAPER_END.search(left):
        left = left[: match.start()].rstrip()
    return left


def _before_apposition(plain: str, sentence: Span, end: int) -> Span | None:
    """The name before ", the mayor of London," that ends at `end`; else what ends there."""
    commas = [m.start() for m in re.finditer(",", plain[sentence.start : end - 1])]
    if commas:
        begin = sentence.start + commas[-1] + 2
        before = plain[sentence.start : begin - 2]
        described = DESCRIPTION.fullmatch(before) or re.search(
            rf"\b(?:{HEAD.pattern}|site|Representative)$", before
        )
        if described and Span(0, end - 1 - begin) in names(plain[begin : end - 1]):
            return Span(begin, end - 1)
    for comma in reversed(commas):
        place = sentence.start + comma
        for span in names(plain[sentence.start : place]):
            if sentence.start + span.end == place:
                return _trimmed(plain, sentence.start, Span(sentence.start + span.start, place))
    # "The member for Easton, said that": a comma that should not be there.
    phrase = _noun_phrase(plain, sentence.start, end - 1) if not commas else None
    return phrase if phrase and plain[phrase.start :].startswith(("The ", "the ")) else None


def _noun_phrase(plain: str, start: int, end: int, *, plural: bool = False) -> Span | None:
    """The name, pronoun or description of people that ends at `end`."""
    left = plain[start:end]
    pronoun = PRONOUN.search(left)
    if pronoun:
        return Span(start + pronoun.start(), end)
    unnamed = UNNAMED.search(left)
    if unnamed:
        return Span(start + unnamed.start(), end)
    breaks = [*BOUNDARY.finditer(left), *VERB.finditer(left)]
    boundary = max((match.end() for match in breaks), default=0)
    phrase_start = boundary + len(left[boundary:]) - len(left[boundary:].lstrip())
    phrase = left[phrase_start:]
    named = next((span for span in names(left) if left[span.end :] in {"", "."}), None)
    head = HEAD.search(phrase)
    described = head and phrase_start + head.start() < named.start if named else bool(head)
    if named is not None and not (described and _joined(left[: named.start])):
        article = re.search(r"\b[Tt]he $", left[: named.start])
        if article and re.match(rf"{ROLE}\b", left[named.start :]):
            return Span(start + article.start(), end)
        nobody = HANGING.search(left[: named.start]) or ANYBODY.fullmatch(left[named.start :])
        return None if plural or nobody else _trimmed(left, start, named, base=True)
    if head and len(phrase.split()) <= 12 and not NO_PHRASE.search(phrase):
        starts = [m.start() for m in DETERMINER.finditer(phrase)]
        phrase = phrase[starts[-1] :] if starts and starts[-1] <= head.start() else phrase
        return None if PREPOSITION.match(phrase) else Span(end - len(phrase), end)
    return None


def _joined(before: str) -> bool:
    """Whether a name hangs on the noun before it: "an ally of", "police in"."""
    return (
        re.search(r"\b(?:of|for|in|from|at|within|inside|near)(?: the)?(?: [a-z]+){0,2} $", before)
        is not None
    )


def _trimmed(text: str, start: int, span: Span, *, base: bool = False) -> Span | None:
    """The name alone, where it is no possessive: "Trump's" speaks of Trump, he does not."""
    offset = start if base else 0
    name = text[span.start : span.end]
    if re.search(r"[’']s$", name):
        return None
    return Span(offset + span.start, offset + span.end)


def _is_pronoun(plain: str, span: Span) -> bool:
    return PRONOUN.search(plain[: span.end]) is not None and span.end - span.start <= 4


def outlet_in(plain: str, verb: Span, sentence: Span) -> tuple[Span | None, bool]:
    """The outlet that is spoken to, and whether it is only "the newspaper"."""
    if ANAPHORIC_OUTLET.search(plain, verb.start, sentence.end):
        return None, True
    state = STATE_MEDIA.search(plain, verb.start, sentence.end)
    if state:
        return Span(*state.span("outlet")), False
    for span in names(plain[sentence.start : sentence.end]):
        start, end = sentence.start + span.start, sentence.start + span.end
        before = plain[sentence.start : start]
        name = plain[start:end]
        if NO_OUTLET.fullmatch(name):
            continue
        told = SURE_OUTLET.search(before) is not None
        if told or (MEDIA.search(name) and TO_OUTLET.search(before)):
            if told and start < verb.start and not before.rstrip().endswith(("with", "on")):
                continue
            channel = CHANNEL.match(plain, end, sentence.end)
            return Span(*channel.span("outlet")) if channel else Span(start, end), False
    return None, False


def _words(plain: str, sentence: Span, verb: re.Match[str], speaker: Span | None) -> Span:
    """Which stretch of the sentence is the speaker's.

    "…, officials said." is about all that stands before; else it is what follows, up to where
    another thought begins.
    """
    if speaker is not None and speaker.start > verb.start():
        return sentence
    told = re.match(
        r"(?: (?:the )?[\w.&-]+(?: [A-Z][\w.&-]*)*| (?:state media|reporters|the press))?",
        plain[verb.end() : sentence.end],
    )
    rest = verb.end() + (told.end() if told and verb.group() in {"told", "tells"} else 0)
    first = min(verb.start(), speaker.start if speaker else verb.start())
    something_before = re.search(
        r"(?P<mark>[,”\"])\s*(?:[\w’'&.-]+ ){0,7}$", plain[sentence.start : first]
    )
    closed = re.match(
        r"(?: (?:on |after |in |during |later)[^,“\"]{0,60})?\s*(?:[.,;)]|$|, [“\"])",
        plain[rest : sentence.end],
    )
    tagged = something_before and (closed or something_before.group("mark") != ",")
    if tagged and verb.group("saying") is None:
        return sentence
    end = BREAK.search(plain, verb.end(), sentence.end)
    return Span(min(first, verb.start()), end.start() if end else sentence.end)
